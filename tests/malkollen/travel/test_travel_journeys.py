"""A journey's legs hold together and arrive when the plain search says."""

import made_network
import numpy as np
from hypothesis import given, settings, strategies as st
from made_network import Call, Made, made_networks

from malkollen.travel.journeys import Leg, journey
from malkollen.travel.reach import places
from malkollen.travel.settings import SETTINGS

SEVEN = 7 * 3600
FAR = [(0.0, 0.0), (10_000.0, 0.0), (10_000.0, 400.0), (20_000.0, 0.0)]


def legs(made: Made, origin: tuple[float, float], goal: tuple[float, float], leaves: int) -> list[Leg] | None:
    return journey(made.network(), places(*np.array([origin]).T), places(*np.array([goal]).T), leaves, made.settings)


@st.composite
def questions(draw: st.DrawFn) -> tuple:
    made = draw(made_networks())
    doors = st.one_of(made_network.places, st.sampled_from(made.places))
    return made, draw(doors), draw(doors), made_network.departures_of(draw, made)[0]


@settings(max_examples=300)
@given(questions())
def test_the_legs_hold_together_and_arrive_when_the_plain_search_says(question: tuple) -> None:
    network, origin, goal, leaves = question
    way = legs(network, origin, goal, leaves)
    expected = made_network.door_to_door(network, origin, goal, leaves)
    if way is None:
        assert expected == made_network.NEVER
        return
    assert (way[-1].arrives if way else leaves) == leaves + expected
    clock, here, has_ridden = leaves, origin, False
    for number, leg in enumerate(way):
        begin = origin if leg.from_stop is None else network.places[leg.from_stop]
        end = goal if leg.to_stop is None else network.places[leg.to_stop]
        assert begin == here
        if leg.trip is None:
            assert leg.departs == clock
            assert leg.arrives == clock + network.walk(begin, end)
            assert not number or way[number - 1].trip is not None  # two walks are never joined
            assert (leg.from_stop is None) == (number == 0)
            assert (leg.to_stop is None) == (number == len(way) - 1)
            is_change = leg.from_stop is not None and leg.to_stop is not None
            limit = network.settings.transfer_minutes if is_change else network.settings.access_minutes
            assert len(way) == 1 or network.is_near(begin, end, limit)
        else:
            assert leg.departs >= clock + (network.settings.interchange_seconds if has_ridden else 0)
            calls = network.trips[leg.trip]
            on = [
                i
                for i, c in enumerate(calls)
                if (c.stop, c.departure, c.is_boardable) == (leg.from_stop, leg.departs, True)
            ]
            off = [
                i
                for i, c in enumerate(calls)
                if (c.stop, c.arrival, c.is_alightable) == (leg.to_stop, leg.arrives, True)
            ]
            assert any(i < j for i in on for j in off)
            has_ridden = True
        clock, here = leg.arrives, end
    assert here == goal


def test_a_journey_with_a_walk_a_ride_a_change_on_foot_and_a_ride() -> None:
    first = [Call(0, SEVEN, SEVEN), Call(1, SEVEN + 600, SEVEN + 600)]
    second = [Call(2, SEVEN + 1200, SEVEN + 1200), Call(3, SEVEN + 1800, SEVEN + 1800)]
    made = Made(FAR, [second, first], SETTINGS)
    assert legs(made, (-80.0, 0.0), (20_080.0, 0.0), SEVEN - 300) == [
        Leg(None, 0, SEVEN - 300, SEVEN - 300 + 78),
        Leg(0, 1, SEVEN, SEVEN + 600, trip=1),
        Leg(1, 2, SEVEN + 600, SEVEN + 990),
        Leg(2, 3, SEVEN + 1200, SEVEN + 1800, trip=0),
        Leg(3, None, SEVEN + 1800, SEVEN + 1878),
    ]


def test_it_stays_on_a_vehicle_rather_than_changes_and_walks_to_the_nearest_stop() -> None:
    row = [(0.0, 0.0), (500.0, 0.0), (10_000.0, 0.0), (20_000.0, 0.0)]
    through = [Call(s, SEVEN + 600 * s, SEVEN + 600 * s) for s in range(4)]
    short = [Call(0, SEVEN, SEVEN), Call(2, SEVEN + 900, SEVEN + 900)]
    assert legs(Made(row, [short, through], SETTINGS), (0.0, 0.0), row[3], SEVEN) == [Leg(0, 3, SEVEN, SEVEN + 1800, 1)]
    from_second = legs(Made(row, [through], SETTINGS), (490.0, 0.0), row[3], SEVEN - 600)
    assert from_second is not None
    assert [leg.to_stop for leg in from_second] == [1, 3]


def test_on_foot_at_home_and_out_of_reach() -> None:
    made = Made(FAR, [], SETTINGS)
    assert legs(made, FAR[1], FAR[2], SEVEN) == [Leg(None, None, SEVEN, SEVEN + 390)]
    assert legs(made, FAR[1], FAR[1], SEVEN) == []
    assert legs(made, FAR[0], FAR[3], SEVEN) is None

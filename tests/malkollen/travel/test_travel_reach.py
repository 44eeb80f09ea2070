"""Times over a window, and what is within reach, equal what the plain search says of each departure."""

import math
from dataclasses import replace

import made_network
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from made_network import Call, Made, made_networks

from malkollen.travel import reach
from malkollen.travel.reach import Places, places
from malkollen.travel.settings import SETTINGS

SEVEN = 7 * 3600
FAR = [(0.0, 0.0), (10_000.0, 0.0), (20_000.0, 0.0)]


def hourly(minutes: int) -> Made:
    """From the first stop to the second at 07:00, 08:00 and 09:00; on foot it is beyond the limit."""
    trips = [[Call(0, t, t), Call(1, t + 60 * minutes, t)] for t in (SEVEN, SEVEN + 3600, SEVEN + 7200)]
    return Made(FAR, trips, SETTINGS)


def at(*points: tuple[float, float]) -> Places:
    x, y = np.array(points, dtype=np.float64).T
    return places(x, y)


def test_the_median_and_the_ninetieth_percentile_are_those_of_the_sorted_departures() -> None:
    """07:00 rides at once, 07:05 waits 55 minutes, 07:10 waits 50 …: waits are 0, 5 … 55, each twice in two hours."""
    times = reach.travel(hourly(20).network(), at(FAR[0]), at(FAR[1], FAR[0], FAR[2]), SETTINGS)
    waits = sorted(2 * list(range(0, 60, 5)))
    assert times.median.tolist() == [[20 + waits[11], 0, math.inf]]  # the 12th of 24
    assert times.high.tolist() == [[20 + waits[21], 0, math.inf]]  # the 22nd: nine in ten are 21.6
    assert times.share.tolist() == [[1, 1, 0]]


def test_where_most_departures_do_not_arrive_the_median_is_not_reached() -> None:
    made = Made(FAR, [[Call(0, SEVEN + 3000, SEVEN + 3000), Call(1, SEVEN + 3600, 0)]], SETTINGS)  # the only one: 07:50
    times = reach.travel(made.network(), at(FAR[0]), at(FAR[1]), SETTINGS)
    assert (times.median[0, 0], times.share[0, 0]) == (math.inf, 11 / 24)
    later = Made(
        FAR, [[Call(0, SEVEN + 3300, SEVEN + 3300), Call(1, SEVEN + 3900, 0)]], SETTINGS
    )  # 07:55: twelve of 24
    times = reach.travel(later.network(), at(FAR[0]), at(FAR[1]), SETTINGS)
    assert (times.median[0, 0], times.high[0, 0], times.share[0, 0]) == (65, math.inf, 0.5)


@st.composite
def towns(draw: st.DrawFn) -> tuple[Made, list[tuple[float, float]], list[tuple[float, float]]]:
    network = draw(made_networks())
    begin = made_network.departures_of(draw, network)[0] // 60 * 60
    window = replace(network.settings, limit_minutes=70, window_start=begin, window_end=begin + 1800, window_step=420)
    doors = st.lists(made_network.places, min_size=1, max_size=4)
    return replace(network, settings=window), draw(doors), draw(doors)


@settings(max_examples=60)
@given(towns())
def test_travel_and_reach_equal_the_plain_search_of_every_departure(town: tuple) -> None:
    network, doors, goals = town
    leaving = network.settings.departures().tolist()
    reached = reach.travel(network.network(), at(*doors), at(*goals), network.settings)
    weights = np.array([[2.0**i, 1.0] for i in range(len(goals))])
    sums = reach.within(network.network(), at(*doors), at(*goals), weights, network.settings)
    for o, door in enumerate(doors):
        times = [sorted(made_network.door_to_door(network, door, goal, t) / 60 for t in leaving) for goal in goals]
        median = [each[math.ceil(0.5 * len(leaving)) - 1] for each in times]
        assert reached.median[o].tolist() == median
        assert reached.high[o].tolist() == [each[math.ceil(0.9 * len(leaving)) - 1] for each in times]
        for column, limit in enumerate(reach.LIMITS):
            inside = [weight for weight, minutes in zip(weights.tolist(), median, strict=True) if minutes <= limit]
            assert sums[o, column].tolist() == [sum(kind) for kind in zip([0, 0], *inside, strict=True)]


@settings(max_examples=30)
@given(towns(), st.randoms(use_true_random=False))
def test_the_order_of_places_changes_nothing_and_a_longer_limit_takes_nothing_away(town: tuple, order: object) -> None:
    network, doors, goals = town
    shuffled = order.sample(range(len(goals)), len(goals))  # type: ignore[attr-defined]
    weights = np.array([[2.0**i] for i in range(len(goals))])
    sums = reach.within(network.network(), at(*doors), at(*goals), weights, network.settings)
    mixed = at(*(goals[i] for i in shuffled))
    assert np.array_equal(sums, reach.within(network.network(), at(*doors), mixed, weights[shuffled], network.settings))
    assert (np.diff(sums, axis=1) >= 0).all()


def test_one_reaches_oneself_and_many_origins_in_threads_give_what_one_gives() -> None:
    network = hourly(20).network()
    many = places(np.linspace(-2000, 12_000, 100), np.zeros(100))
    weights = np.ones((100, 1))
    together = reach.within(network, many, many, weights)
    assert (together[:, :, 0] >= 1).all()
    alone = [reach.within(network, at((x, 0.0)), many, weights)[0] for x in many.x]
    assert np.array_equal(together, np.stack(alone))


def test_a_long_list_of_origins_is_done_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    network, many = hourly(20).network(), places(np.linspace(-900, 900, 40), np.zeros(40))
    whole = reach.travel(network, many, at(FAR[1]))
    monkeypatch.setattr(reach, "TIMES_AT_ONCE", 24 * 7)
    assert np.array_equal(reach.travel(network, many, at(FAR[1])).median, whole.median)


def test_the_nearest_of_several_centres_is_by_median_time() -> None:
    times = reach.travel(hourly(20).network(), at(FAR[0], FAR[2]), at(FAR[1], (4000.0, 0.0)), SETTINGS).median
    assert reach.nearest(times).tolist() == [times[0].min(), math.inf]
    assert reach.nearest(times[:, :0]).tolist() == [math.inf, math.inf]


def test_minutes_from_a_click_for_one_departure_and_over_the_window() -> None:
    network = hourly(20)
    one = reach.minutes_from(network.network(), 80.0, 0.0, np.array([SEVEN - 120]), at(FAR[1], (10_080.0, 0.0)))
    assert one.stops.tolist() == [78 / 60, 22, math.inf]  # 80 m are 104 m on foot, 78 s; 07:00 from 06:58
    assert one.places.tolist() == [22, 22 + 78 / 60]
    window = reach.minutes_from(network.network(), 0.0, 0.0, SETTINGS.departures(), at(FAR[1]))
    assert window.places.tolist() == reach.travel(network.network(), at(FAR[0]), at(FAR[1])).median[0].tolist()


def test_a_missing_weight_and_a_limit_beyond_the_search_are_refused() -> None:
    network = hourly(20).network()
    with pytest.raises(ValueError, match="weights"):
        reach.within(network, at(FAR[0]), at(FAR[1]), np.array([[math.nan]]))
    with pytest.raises(ValueError, match="limits"):
        reach.within(network, at(FAR[0]), at(FAR[1]), np.array([[1.0]]), limits=[150])

"""The connection scan equals a plain search over events, on made networks and on cases drawn by hand."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import made_network
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from made_network import MIDNIGHT, Call, Made, made_networks

from malkollen import ROOT
from malkollen.errors import DataError
from malkollen.travel import network, scan
from malkollen.travel.settings import SETTINGS, TravelSettings

SEVEN = 7 * 3600
FAR = [(0.0, 0.0), (10_000.0, 0.0), (20_000.0, 0.0), (30_000.0, 0.0)]


def times(made: Made, origin: tuple[float, float], goal: tuple[float, float], leaves: list[int]) -> list[float]:
    found = _every_time(made, [origin], [goal], leaves)
    return found[0, 0].tolist()


def _every_time(made: Made, origins: list, goals: list, leaves: list[int]) -> np.ndarray:
    search = scan.prepare(
        made.network(), _columns(origins), _columns(goals), np.array(leaves, dtype=np.int32), made.settings
    )
    out = np.empty((len(origins), len(goals), len(leaves)), np.int32)
    scan.every_time(search, 0, len(origins), out)
    return np.where(out == scan.NEVER, np.inf, out)


def _columns(points: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.array(points, dtype=np.float64).T
    return np.ascontiguousarray(x), np.ascontiguousarray(y)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Made, list[tuple[float, float]], list[int]]:
    made = draw(made_networks())
    return made, draw(st.lists(made_network.places, min_size=1, max_size=3)), made_network.departures_of(draw, made)


@settings(max_examples=300, deadline=None)
@given(questions())
def test_every_time_from_door_to_door_equals_the_plain_search(question: tuple) -> None:
    made, doors, leaves = question
    goals = [*doors, *made.places]
    expected = [[[made_network.door_to_door(made, a, b, at) for at in leaves] for b in goals] for a in doors]
    assert _every_time(made, doors, goals, leaves).tolist() == expected


@settings(max_examples=200, deadline=None)
@given(questions())
def test_the_earliest_alighting_at_every_stop_equals_the_plain_search(question: tuple) -> None:
    network, doors, leaves = question
    search = scan.prepare(network.network(), _columns(doors), _columns(doors), np.array(leaves), network.settings)
    at = scan.labels(search, 0).at[: len(network.places)]
    for column, leave in enumerate(leaves):
        latest = leave + network.settings.limit_seconds
        found = {int(stop): int(at[stop, column]) for stop in np.flatnonzero(at[:, column] <= latest)}
        plain = made_network.alightings(network, doors[0], leave)
        assert found == {stop: arrives for stop, arrives in plain.items() if arrives <= latest}


@settings(max_examples=100, deadline=None)
@given(questions())
def test_who_leaves_later_is_never_there_before_and_alone_finds_the_same(question: tuple) -> None:
    network, doors, leaves = question
    together = _every_time(network, doors, network.places, leaves)
    there = together + np.array(leaves)
    later, earlier = there[:, :, 1:], there[:, :, :-1]
    assert (later >= earlier)[np.isfinite(earlier)].all()
    alone = [_every_time(network, doors, network.places, [at])[:, :, 0] for at in leaves]
    assert np.array_equal(together, np.stack(alone, axis=2))


def test_a_ride_is_waiting_and_riding() -> None:
    made = Made(FAR, [[Call(0, SEVEN, SEVEN), Call(1, SEVEN + 600, SEVEN + 600)]], SETTINGS)
    assert times(made, FAR[0], FAR[1], [SEVEN - 120, SEVEN]) == [720, 600]
    assert times(made, FAR[0], FAR[1], [SEVEN + 1]) == [np.inf]  # 10 km on foot is beyond two hours: 162.5 minutes


def test_the_walk_at_both_ends_is_the_straight_line_with_its_detour() -> None:
    made = Made(FAR, [[Call(0, SEVEN, SEVEN), Call(1, SEVEN + 600, SEVEN + 600)]], SETTINGS)
    walk = 400 * 1.3 / 80 * 60  # 390 s
    assert times(made, (-400.0, 0.0), (10_400.0, 0.0), [SEVEN - 390, SEVEN - 389]) == [390 + 600 + walk, np.inf]
    assert times(made, (-924.0, 0.0), FAR[1], [SEVEN - 3600]) == [np.inf]  # 15 minutes on foot are 923 m


def test_a_change_needs_its_interchange_time_and_staying_aboard_needs_none() -> None:
    first = [Call(0, SEVEN, SEVEN), Call(1, SEVEN + 600, SEVEN + 600), Call(2, SEVEN + 900, SEVEN + 900)]

    def onward(wait: int) -> list[Call]:
        return [Call(1, SEVEN + 600 + wait, SEVEN + 600 + wait), Call(3, SEVEN + 1200, SEVEN + 1200)]

    assert times(Made(FAR, [first, onward(120)], SETTINGS), FAR[0], FAR[3], [SEVEN]) == [1200]
    assert times(Made(FAR, [first, onward(119)], SETTINGS), FAR[0], FAR[3], [SEVEN]) == [np.inf]
    assert times(Made(FAR, [first], SETTINGS), FAR[0], FAR[2], [SEVEN]) == [900]


def test_a_change_on_foot_needs_the_walk_and_the_interchange_time() -> None:
    near_by = [(0.0, 0.0), (10_000.0, 0.0), (10_000.0, 400.0), (20_000.0, 0.0)]  # 390 s on foot

    def made(wait: int) -> Made:
        first = [Call(0, SEVEN, SEVEN), Call(1, SEVEN + 600, SEVEN + 600)]
        second = [Call(2, SEVEN + 600 + wait, SEVEN + 600 + wait), Call(3, SEVEN + 2000, SEVEN + 2000)]
        return Made(near_by, [first, second], SETTINGS)

    assert times(made(390 + 120), near_by[0], near_by[3], [SEVEN]) == [2000]
    assert times(made(390 + 119), near_by[0], near_by[3], [SEVEN]) == [np.inf]


def test_two_walks_between_rides_are_never_joined() -> None:
    """600 m and 600 m are each within ten minutes, 1 200 m is not."""
    row = [(0.0, 0.0), (10_000.0, 0.0), (10_000.0, 600.0), (10_000.0, 1200.0), (20_000.0, 0.0)]
    first = [Call(0, SEVEN, SEVEN), Call(1, SEVEN + 600, SEVEN + 600)]
    late = SEVEN + 6000
    made = Made(row, [first, [Call(3, late, late), Call(4, late + 60, late + 60)]], SETTINGS)
    assert times(made, row[0], row[4], [SEVEN]) == [np.inf]


def test_past_midnight_the_clock_goes_on() -> None:
    made = Made(FAR, [[Call(0, MIDNIGHT - 60, MIDNIGHT - 60), Call(1, MIDNIGHT + 540, MIDNIGHT + 540)]], SETTINGS)
    assert times(made, FAR[0], FAR[1], [MIDNIGHT - 60]) == [600]


def test_a_trip_that_visits_a_stop_twice_can_be_boarded_the_second_time() -> None:
    loop = [Call(s, SEVEN + 300 * i, SEVEN + 300 * i) for i, s in enumerate([0, 1, 0, 2])]
    made = Made(FAR, [loop], SETTINGS)
    assert times(made, FAR[0], FAR[2], [SEVEN, SEVEN + 1]) == [900, 899]
    assert times(made, FAR[0], FAR[1], [SEVEN + 1]) == [np.inf]


def test_rides_of_no_minutes_are_ridden_in_the_order_of_the_trip() -> None:
    calls = [Call(stop, SEVEN, SEVEN) for stop in (3, 2, 1, 0)]
    made = Made(FAR, [calls], SETTINGS)
    assert times(made, FAR[3], FAR[0], [SEVEN]) == [0]
    assert times(made, FAR[0], FAR[3], [SEVEN]) == [np.inf]


def test_one_neither_boards_where_it_only_sets_down_nor_alights_where_it_only_picks_up() -> None:
    calls = [Call(s, SEVEN + 300 * s, SEVEN + 300 * s) for s in (0, 1, 2)]
    sets_down = Made(FAR, [[calls[0], Call(1, SEVEN + 300, SEVEN + 300, is_boardable=False), calls[2]]], SETTINGS)
    assert times(sets_down, FAR[0], FAR[1], [SEVEN]) == [300]
    assert times(sets_down, FAR[1], FAR[2], [SEVEN]) == [np.inf]
    picks_up = Made(FAR, [[calls[0], Call(1, SEVEN + 300, SEVEN + 300, is_alightable=False), calls[2]]], SETTINGS)
    assert times(picks_up, FAR[0], FAR[1], [SEVEN]) == [np.inf]
    assert times(picks_up, FAR[0], FAR[2], [SEVEN]) == [600]
    assert times(picks_up, FAR[1], FAR[2], [SEVEN]) == [600]


def test_a_faster_vehicle_that_leaves_later_overtakes() -> None:
    slow = [Call(0, SEVEN, SEVEN), Call(1, SEVEN + 1800, SEVEN + 1800)]
    fast = [Call(0, SEVEN + 300, SEVEN + 300), Call(1, SEVEN + 900, SEVEN + 900)]
    assert times(Made(FAR, [slow, fast], SETTINGS), FAR[0], FAR[1], [SEVEN]) == [900]


def test_on_foot_alone_when_that_is_faster_or_all_there_is() -> None:
    made = Made([(0.0, 0.0), (500.0, 0.0)], [[Call(0, SEVEN + 900, SEVEN + 900), Call(1, SEVEN + 960, 0)]], SETTINGS)
    assert times(made, (0.0, 0.0), (500.0, 0.0), [SEVEN]) == [488]  # 500 × 1.3 m at 80 m a minute: 487.5 s
    assert times(Made([(0.0, 0.0)], [], SETTINGS), (0.0, 0.0), (4000.0, 0.0), [SEVEN]) == [3900]


@pytest.mark.parametrize("name", ["detour", "walking_kmh", "interchange_seconds", "window_step", "limit_minutes"])
def test_settings_without_meaning_are_refused_by_name(name: str) -> None:
    with pytest.raises(DataError, match=name):
        TravelSettings(**{name: 0})


def test_the_window_is_twenty_four_departures_from_seven() -> None:
    leaving = SETTINGS.departures()
    assert (len(leaving), leaving[0], leaving[-1]) == (24, SEVEN, 8 * 3600 + 55 * 60)


READ_ONLY = """
import json, numpy as np
from malkollen.travel import network, scan
n = network.build(network.Connections([25200], [25800], [0], [1], [0]), [0.0, 9000.0], [0.0, 0.0])
s = scan.prepare(n, (n.x[:1], n.y[:1]), (n.x[1:], n.y[1:]), np.array([25200]))
print(json.dumps([scan.__file__, scan._empty(s).at.shape]))
"""


@pytest.mark.thorough  # a read-only install
def test_an_install_that_cannot_be_written_still_compiles(tmp_path: Path) -> None:
    """Neither beside the files nor at home can numba keep machine code: files lie where its folders should be."""
    folder = tmp_path / "malkollen"
    shutil.copytree(ROOT / "malkollen", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "travel" / "__pycache__").write_text("")
    (tmp_path / "home").write_text("")
    home = str(tmp_path / "home")
    env = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home, "PYTHONDONTWRITEBYTECODE": "1"}
    env.pop("NUMBA_CACHE_DIR", None)
    command = [sys.executable, "-c", READ_ONLY]
    run = subprocess.run(command, check=False, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    where, found = json.loads(run.stdout)
    assert Path(where).is_relative_to(tmp_path)
    assert found == [3, 1]


def test_trips_are_renumbered_by_departure_and_remembered() -> None:
    columns = network.Connections(
        departure=[300, 100, 200], arrival=[400, 200, 300], from_stop=[0, 1, 0], to_stop=[1, 0, 1], trip=[2, 7, 7]
    )
    found = network.build(columns, [0.0, 1.0], [0.0, 0.0])
    assert found.departure.tolist() == [100, 200, 300]
    assert found.trip.tolist() == [0, 0, 1]
    assert found.trip_row.tolist() == [7, 2]

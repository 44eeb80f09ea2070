"""The search against a plain one of our own over random networks, arc by arc, with every ban remembered in full."""

import heapq
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings as tried, strategies as st

from malkollen.streets import costs, graph, search, street_map, turns
from malkollen.streets.costs import Mode
from malkollen.streets.settings import load
from malkollen.streets.street_map import CLASSES, StreetMap
from malkollen.streets.ties import Ties

Ban = tuple[int, ...]
Place = tuple[int, float]


@st.composite
def maps(draw: st.DrawFn) -> StreetMap:
    """Up to ten crossings and fourteen pieces, some one way, closed, only to places there; some sequences forbidden."""
    nodes = draw(st.integers(2, 10))
    count = draw(st.integers(1, 14))
    ends = draw(
        st.lists(st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1)), min_size=count, max_size=count)
    )
    at = [(draw(st.integers(0, 9)), draw(st.integers(0, 9))) for _ in range(nodes)]
    bits = st.lists(st.sampled_from([0, 1, 2, 3, 3, 3]), min_size=count, max_size=count)
    flags = draw(st.lists(st.sampled_from([0, 0, 0, 1, 2, 16, 12, 28]), min_size=nodes, max_size=nodes))
    x = [units for a, b in ends for units in (at[a][0], at[b][0])]
    y = [units for a, b in ends for units in (at[a][1], at[b][1])]
    chosen = st.lists(st.booleans(), min_size=count, max_size=count)
    whole = StreetMap(
        from_node=np.array([a for a, _ in ends], dtype=np.int32),
        to_node=np.array([b for _, b in ends], dtype=np.int32),
        from_flags=np.array([flags[a] for a, _ in ends], dtype=np.uint8),
        to_flags=np.array([flags[b] for _, b in ends], dtype=np.uint8),
        kind=np.full(count, CLASSES.index("residential"), dtype=np.uint8),
        first=np.arange(count + 1, dtype=np.int64) * 2,
        longitude=180_000_000 + 10_000 * np.array(x, dtype=np.int32),
        latitude=592_000_000 + 10_000 * np.array(y, dtype=np.int32),
        length=np.array(draw(st.lists(st.integers(0, 900), min_size=count, max_size=count)), dtype=np.float64),
        **{name: np.array(draw(bits), dtype=np.uint8) for name in ("walk", "cycle", "car")},
        is_destination=np.array(draw(chosen)) & np.array(draw(chosen)),
        **{name: np.zeros(count, dtype=np.bool_) for name in ("is_pushed", "is_gravel", "is_underground", "is_inside")},
        speed_forward=np.full(count, 30.0),
        speed_backward=np.full(count, math.nan),
        ferry_seconds=np.full(count, math.nan),
        bans=[],
    )  # fmt: skip
    return whole._replace(bans=draw(st.lists(_sequences(whole), max_size=5)))


def _sequences(streets: StreetMap) -> st.SearchStrategy[Ban]:
    """Arcs that follow one another, two to five."""
    tail, head = graph.ends(streets)
    after = {arc: [int(other) for other in np.flatnonzero(tail == head[arc])] for arc in range(len(tail))}

    @st.composite
    def sequence(draw: st.DrawFn) -> Ban:
        arcs = [draw(st.integers(0, len(tail) - 1))]
        for _ in range(draw(st.integers(1, 4))):
            arcs.append(draw(st.sampled_from(after[arcs[-1]] or [arcs[-1]])))
        return tuple(arcs)

    return sequence()


def plain(  # noqa: C901, PLR0912, PLR0915 - one plain search, read from top to bottom
    streets: StreetMap, mode: Mode, begin: Place, end: Place
) -> float:
    """Milliseconds from a place on a piece to another, by a plain Dijkstra.

    A state is the arcs driven last (as many as the longest ban has) and whether the trip may still go everywhere.
    """
    along = costs.along(streets, mode, load())
    passing = costs.passing(costs.node_flags(streets), mode, load())
    tail, head = graph.ends(streets)
    arriving, leaving = turns._bearings(streets)
    legs = [{arc // 2 * 2 + (int(node) == int(tail[arc // 2 * 2 + 1]) and int(tail[arc // 2 * 2]) != int(node))
             for arc in range(len(along)) if math.isfinite(along[arc]) and node in (tail[arc], head[arc])}
            for node in range(len(passing))]  # fmt: skip
    loops = [sum(int(tail[2 * arc]) == int(head[2 * arc]) == node for arc in {leg // 2 for leg in legs[node]})
             for node in range(len(passing))]  # fmt: skip
    destination, along, passing = streets.is_destination.tolist(), along.tolist(), passing.tolist()
    tail, head, arriving, leaving = (array.tolist() for array in (tail, head, arriving, leaving))
    remembered = max((len(ban) - 1 for ban in streets.bans), default=1)
    best = math.inf
    for way in (0, 1):
        arc, left = 2 * begin[0] + way, end[1] - begin[1]
        if begin[0] == end[0] and (left > 0) == (way == 0) and left and math.isfinite(along[arc]):
            best = min(best, float(round(along[arc] * abs(left))))
    if begin == end:
        return 0.0

    def rest(arc: int) -> float:
        return float(round(along[arc] * (end[1] if arc % 2 == 0 else 1 - end[1])))

    queue, done = [], set()
    for way in (0, 1):
        arc = 2 * begin[0] + way
        if math.isfinite(along[arc]):
            share = 1 - begin[1] if way == 0 else begin[1]
            zone = "began" if mode is Mode.CAR and destination[begin[0]] else "open"
            heapq.heappush(queue, (float(round(along[arc] * share)), (arc,), zone))
    while queue:
        cost, driven, zone = heapq.heappop(queue)
        if (driven, zone) in done or cost >= best:
            continue
        done.add((driven, zone))
        last, node = driven[-1], int(head[driven[-1]])
        nexts = [arc for arc in range(len(along)) if tail[arc] == node and math.isfinite(along[arc])]
        if mode is not Mode.CAR:
            if math.isinf(passing[node]):
                continue
            for arc in nexts:
                if arc // 2 == end[0]:
                    best = min(best, cost + passing[node] + rest(arc))
                heapq.heappush(queue, (cost + passing[node] + along[arc], (arc,), "open"))
            continue
        allowed = [arc for arc in nexts if (last, arc) not in streets.bans]
        on = [arc for arc in allowed if arc != last ^ 1 and math.isfinite(passing[node])]
        goes_on = on if destination[last // 2] else [arc for arc in on if not destination[arc // 2]]
        for arc in allowed:
            is_back = arc == last ^ 1
            if (is_back and goes_on) or (not is_back and math.isinf(passing[node])):
                continue
            into = zone
            if destination[arc // 2]:
                into = "ends" if zone == "open" else zone
            elif zone == "ends":
                continue
            else:
                into = "open"
            whole = (*driven, arc)
            if any(whole[start:] in streets.bans for start in range(len(whole))):
                continue
            bend = abs((leaving[arc] - arriving[last] + 180) % 360 - 180)
            car = load().car
            turn = (
                car.u_turn_seconds if is_back
                else 0.0 if len({leg // 2 for leg in legs[node]}) + loops[node] <= 2
                else car.sharp_turn_seconds if bend >= car.sharp_degrees
                else car.turn_seconds if bend >= car.turn_degrees
                else car.slight_turn_seconds
            )  # fmt: skip
            step = round(turn * 1000) + (passing[node] if math.isfinite(passing[node]) else 0.0)
            if arc // 2 == end[0]:
                best = min(best, cost + step + rest(arc))
            heapq.heappush(queue, (cost + step + along[arc], whole[-remembered:], into))
    return float(best)


@pytest.mark.parametrize("mode", list(Mode))
@given(st.data())
@tried(max_examples=40, deadline=None)
def test_the_search_is_a_plain_one_exactly(mode: Mode, data: st.DataObject) -> None:
    streets = data.draw(maps())
    place = st.tuples(st.integers(0, streets.pieces - 1), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
    begins, ends = (data.draw(st.lists(place, min_size=1, max_size=4)) for _ in range(2))
    net = graph.build(streets, mode)
    times = search.seconds(net, _ties(begins), _ties(ends)) * 1000
    wanted = [[plain(streets, mode, begin, end) for end in ends] for begin in begins]
    assert np.array_equal(np.rint(np.where(np.isinf(times), -1, times)), np.where(np.isinf(wanted), -1, wanted))
    for row, begin in enumerate(begins):
        one, metres = search.seconds_and_metres(net, _ties([begin]), _ties(ends))
        assert np.array_equal(one * 1000, times[row])
        assert (np.isfinite(metres) == np.isfinite(one)).all()
    limit = float(np.median(times[np.isfinite(times)]) / 1000) if np.isfinite(times).any() else 1.0
    within = search.seconds(net, _ties(begins), _ties(ends), limit) * 1000
    assert np.array_equal(within, np.where(times <= np.rint(limit * 1000), times, np.inf))


@pytest.mark.parametrize("mode", list(Mode))
def test_a_town_of_crossings_gives_what_scipy_gives(mode: Mode) -> None:
    """Crossings of four legs, where by car all but the first ways in are left out (fastest.py)."""
    streets, rng = _grid(12), np.random.default_rng(3)
    places = [(int(piece), 0.3) for piece in rng.integers(0, streets.pieces, 30)]
    net = graph.build(streets, mode)
    assert (net.junction >= 0).any() == (mode is Mode.CAR)
    times = search.seconds(net, _ties(places), _ties(places))
    alone = [search.seconds_and_metres(net, _ties([place]), _ties(places))[0] for place in places]
    assert np.array_equal(times, np.array(alone))
    assert np.isfinite(times).mean() > 0.9


def _grid(side: int) -> StreetMap:
    """A bent grid of streets of many speeds, every fifth one way; some turns forbidden, some streets for few."""
    rng = np.random.default_rng(1)
    node = np.arange(side * side).reshape(side, side)
    begin = np.concatenate([node[:, :-1].ravel(), node[:-1].ravel()]).astype(np.int32)
    end = np.concatenate([node[:, 1:].ravel(), node[1:].ravel()]).astype(np.int32)
    bent = np.array(np.divmod(node.ravel(), side)) * 10_000 + rng.integers(-3000, 3000, (2, side * side))
    north, east = bent.astype(np.int32)
    ends, count = np.column_stack([begin, end]).ravel(), len(begin)
    way = np.where(rng.random(count) < 0.2, 1, 3).astype(np.uint8)
    nothing, flags = np.zeros(count, dtype=np.bool_), rng.choice([0, 0, 0, 1], side * side).astype(np.uint8)
    bans = [(2 * int(piece), 2 * int(other)) for piece in rng.integers(0, count, 30)
            for other in np.flatnonzero(begin == end[piece])[:1]]  # fmt: skip
    return StreetMap(
        begin, end, flags[begin], flags[end], np.full(count, CLASSES.index("residential"), np.uint8),
        2 * np.arange(count + 1), 180_000_000 + east[ends], 592_000_000 + north[ends],
        rng.uniform(5, 400, count), way, way, way, rng.random(count) < 0.03, nothing, nothing, nothing, nothing,
        rng.choice([30.0, 40.0, 50.0], count), np.full(count, math.nan), np.full(count, math.nan), bans,
    )  # fmt: skip


def _ties(places: list[Place]) -> Ties:
    pieces, shares = zip(*places, strict=True)
    return Ties(len(places), np.arange(len(places)), np.array(pieces, dtype=np.int64), np.array(shares))


def test_a_map_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    @given(maps())
    @tried(max_examples=20, deadline=None)
    def kept(streets: StreetMap) -> None:
        about = street_map.About("prov.osm.pbf", None)
        street_map.write(tmp_path / "streets.parquet", streets, about)
        again, named = street_map.read(tmp_path / "streets.parquet")
        assert named == about
        for name, one in streets._asdict().items():
            other = getattr(again, name)
            assert sorted(map(tuple, one)) == sorted(other) if name == "bans" else np.array_equal(
                one, other, equal_nan=one.dtype.kind == "f"
            ), name  # fmt: skip

    kept()

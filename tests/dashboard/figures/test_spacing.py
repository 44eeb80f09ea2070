"""Labels along an axis: in order, apart, within it, and moved as little as it takes."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from dashboard.figures.spacing import spaced

LOW, HIGH = -10.0, 110.0
LABELS = st.lists(st.tuples(st.floats(-50, 150), st.floats(0.5, 10)), min_size=1, max_size=10)
"""Where each would be and how much room it takes; at most a hundred of the hundred and twenty there are."""


def moves(wanted: Sequence[float], found: Sequence[float]) -> float:
    """The sum of the squares of all moves."""
    return sum((one - other) ** 2 for one, other in zip(wanted, found, strict=True))


@given(labels=LABELS)
def test_labels_keep_their_order_are_apart_and_within_the_axis(labels: list[tuple[float, float]]) -> None:
    wanted, sizes = [spot for spot, _ in labels], [size for _, size in labels]
    middles = spaced(wanted, sizes, LOW, HIGH)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for before, after in pairwise(order):
        assert middles[after] - middles[before] >= (sizes[before] + sizes[after]) / 2 - 1e-9
    assert middles[order[0]] - sizes[order[0]] / 2 >= LOW - 1e-9
    assert middles[order[-1]] + sizes[order[-1]] / 2 <= HIGH + 1e-9


@given(labels=LABELS, gaps=st.lists(st.floats(0, 1), min_size=11, max_size=11))
def test_no_other_way_to_set_them_apart_moves_them_less(labels: list[tuple[float, float]], gaps: list[float]) -> None:
    """Any other order-keeping way: the room that is left over, spread between the labels as it happens."""
    wanted, sizes = [spot for spot, _ in labels], [size for _, size in labels]
    left = HIGH - LOW - sum(sizes)
    shares = [gap / max(sum(gaps[: len(sizes) + 1]), 1.0) for gap in gaps]
    other, edge = [0.0] * len(sizes), LOW
    for label, share in zip(sorted(range(len(wanted)), key=wanted.__getitem__), shares, strict=False):
        edge += left * share
        other[label] = edge + sizes[label] / 2
        edge += sizes[label]
    assert moves(wanted, spaced(wanted, sizes, LOW, HIGH)) <= moves(wanted, other) + 1e-6


@given(
    gaps=st.lists(st.floats(0, 3), min_size=1, max_size=6), sizes=st.lists(st.floats(0.5, 10), min_size=6, max_size=6)
)
def test_labels_that_are_apart_stay(gaps: list[float], sizes: list[float]) -> None:
    edges, wanted = 0.0, []
    for gap, size in zip(gaps, sizes, strict=False):
        wanted.append(edges + gap + size / 2)
        edges += gap + size
    assert spaced(wanted, sizes[: len(gaps)], LOW, HIGH) == pytest.approx(wanted)


def test_two_that_meet_give_way_equally() -> None:
    assert spaced([50.0, 50.0], [10.0, 10.0], 0.0, 100.0) == [45.0, 55.0]
    assert spaced([1.0, 2.0], [10.0, 10.0], 0.0, 100.0) == [5.0, 15.0]  # the axis ends there
    assert spaced([98.0, 2.0], [10.0, 10.0], 0.0, 100.0) == [95.0, 5.0]  # in the order given


def test_too_many_for_the_axis_are_as_far_below_it_as_above() -> None:
    assert spaced([1.0, 2.0, 3.0], [40.0] * 3, 0.0, 100.0) == [10.0, 50.0, 90.0]


def test_no_labels_take_no_room() -> None:
    assert spaced([], [], 0.0, 1.0) == []

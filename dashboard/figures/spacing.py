"""Labels that must not cover one another: moved apart as little as it takes, within a frame."""

from collections.abc import Sequence
from itertools import combinations

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, the edge where height begins, width and height, in points."""
ROUNDS = 300
Size = tuple[float, float]
"""Width and height."""
AIR = 1.0
"""Points between two labels."""


def spaced(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """The middles of labels along one axis: none covers another, all from low to high, moved as little as it takes.

    Least is the sum of the squares of all moves. Labels keep the order of what they name.

    Args:
        wanted: where each label would be; sizes: how much of the axis it takes.

    Returns:
        Middles in the order given. Labels that are too many for the axis stand close, as much below it as above.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    below = [sum(sizes[i] for i in order[:place]) + sizes[label] / 2 for place, label in enumerate(order)]
    groups: list[tuple[float, int]] = []  # labels that touch: where the first one's axis begins, and how many they are
    for label, offset in zip(order, below, strict=True):
        begins, count = wanted[label] - offset, 1
        while groups and groups[-1][0] > begins:
            before, others = groups.pop()
            begins, count = (before * others + begins * count) / (others + count), others + count
        groups.append((begins, count))
    latest = high - sum(sizes)
    ends = (low, latest) if low <= latest else ((low + latest) / 2,) * 2
    starts = [min(max(begins, ends[0]), ends[1]) for begins, count in groups for _ in range(count)]
    middles = dict(zip(order, (start + offset for start, offset in zip(starts, below, strict=True)), strict=True))
    return [middles[label] for label in range(len(wanted))]


def apart(spots: Sequence[Point], sizes: Sequence[Size], frame: Box) -> list[Point]:
    """The labels' middles, moved along the shorter way out of each overlap until none is left.

    Args:
        spots: where each label would be; sizes: its width and height, in points.
        frame: left, bottom, width and height of where labels may stand.

    Returns:
        Middles in the same order. Where the frame cannot hold all labels, some still overlap after the last round.
    """
    middles = [list(spot) for spot in spots]
    for _ in range(ROUNDS):
        middles = [list(within((x, y), size, frame)) for (x, y), size in zip(middles, sizes, strict=True)]
        is_clear = True
        for one, other in combinations(range(len(middles)), 2):
            over = [
                (sizes[one][axis] + sizes[other][axis]) / 2 + AIR - abs(middles[one][axis] - middles[other][axis])
                for axis in (0, 1)
            ]
            if min(over) > 1e-6:
                is_clear = False
                axis = 0 if over[0] < over[1] else 1
                step = over[axis] / 2 * (1 if middles[one][axis] <= middles[other][axis] else -1)
                middles[one][axis] -= step
                middles[other][axis] += step
        if is_clear:
            break
    return [(x, y) for x, y in middles]


def within(spot: Point, size: Size, frame: Box) -> Point:
    """The middle in a frame that is nearest a spot."""
    left, edge, across, up = frame
    x = min(max(spot[0], left + size[0] / 2), left + across - size[0] / 2)
    y = min(max(spot[1], edge + size[1] / 2), edge + up - size[1] / 2)
    return x, y


def is_over(one: tuple[Point, Size], other: tuple[Point, Size]) -> bool:
    """Whether two boxes, each with its middle and its size, cover a part of one another."""
    (spot, size), (other_spot, other_size) = one, other
    return all(abs(spot[axis] - other_spot[axis]) < (size[axis] + other_size[axis]) / 2 - 1e-6 for axis in (0, 1))


def widened(columns: Sequence[float], likes: Sequence[float], room: float) -> list[float]:
    """The columns widened towards what they would like, each in proportion, as far as the room allows."""
    wished = [max(like - column, 0.0) for column, like in zip(columns, likes, strict=True)]
    share = min(1.0, (room - sum(columns)) / sum(wished)) if sum(wished) > 0 else 0.0
    return [column + max(share, 0.0) * more for column, more in zip(columns, wished, strict=True)]

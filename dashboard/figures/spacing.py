"""Labels that must not cover one another: moved apart as little as it takes, within a frame."""

from collections.abc import Sequence
from itertools import combinations

Point = tuple[float, float]
ROUNDS = 300
AIR = 1.0
"""Points between two labels."""


def apart(
    spots: Sequence[Point], sizes: Sequence[tuple[float, float]], frame: tuple[float, float, float, float]
) -> list[Point]:
    """The labels' middles, moved along the shorter way out of each overlap until none is left.

    Args:
        spots: where each label would be; sizes: its width and height, in points.
        frame: left, bottom, width and height of where labels may stand.

    Returns:
        Middles in the same order. Where the frame cannot hold all labels, some still overlap after the last round.
    """
    left, bottom, across, high = frame
    found = [list(spot) for spot in spots]
    for _ in range(ROUNDS):
        for spot, (wide, tall) in zip(found, sizes, strict=True):
            spot[0] = min(max(spot[0], left + wide / 2), left + across - wide / 2)
            spot[1] = min(max(spot[1], bottom + tall / 2), bottom + high - tall / 2)
        is_clear = True
        for one, other in combinations(range(len(found)), 2):
            over = [
                (sizes[one][axis] + sizes[other][axis]) / 2 + AIR - abs(found[one][axis] - found[other][axis])
                for axis in (0, 1)
            ]
            if min(over) > 1e-6:
                is_clear = False
                axis = 0 if over[0] < over[1] else 1
                step = over[axis] / 2 * (1 if found[one][axis] <= found[other][axis] else -1)
                found[one][axis] -= step
                found[other][axis] += step
        if is_clear:
            break
    return [(x, y) for x, y in found]

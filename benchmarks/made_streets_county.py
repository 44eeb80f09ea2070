"""A made county of streets for benchmarks: crossings on a bent grid, some streets faster, some one way."""

from pathlib import Path

import numpy as np
import osmium
from osmium.osm.mutable import Node, Way

APART = 0.0009
"""Degrees north between crossings, near 100 metres."""
A_WAY = 6
"""Crossings a way goes through."""
KINDS = ("residential", "residential", "residential", "tertiary", "secondary")


def write(path: Path, crossings: int, seed: int = 1) -> Path:
    """An extract with so many crossings; every fifth street is larger and every ninth one way."""
    side = round(crossings**0.5)
    rng = np.random.default_rng(seed)
    bent = rng.normal(0, APART / 6, (side, side, 2))
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for row in range(side):
            for column in range(side):
                north, east = bent[row, column]
                place = (17.2 + column * APART * 1.95 + east, 58.8 + row * APART + north)
                writer.add_node(Node(id=1 + row * side + column, location=place))
        number = 0
        for line in range(side):
            tags = {"highway": KINDS[line % 5]} | ({"oneway": "yes"} if line % 9 == 4 else {})
            for start in range(0, side - 1, A_WAY - 1):
                part = range(start, min(start + A_WAY, side))
                for nodes in ([1 + line * side + at for at in part], [1 + at * side + line for at in part]):
                    number += 1
                    writer.add_way(Way(id=number, nodes=nodes, tags=tags))
    return path

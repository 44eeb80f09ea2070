"""On which row of a TOML file an entry begins: the readers of TOML do not say."""

import tomllib
from collections.abc import Sequence

MOST_ROWS = 1000
"""Of a longer file no row is named: each is read with all before it."""


def of(text: str, keys: Sequence[str]) -> int | None:
    """The row (from 1) that an entry begins on; None where it is not told.

    Args:
        text: a file that can be read.
        keys: the entry's names, from the outermost table.
    """
    rows = text.splitlines(keepends=True)
    before = 0  # rows that can be read and do not have it
    for end in range(1, min(len(rows), MOST_ROWS) + 1):
        try:
            entry: object = tomllib.loads("".join(rows[:end]))
        except ValueError:  # within what goes on over several rows
            continue
        for key in keys:
            entry = entry.get(key) if isinstance(entry, dict) else None
        if entry is not None:
            return before + 1
        before = end
    return None

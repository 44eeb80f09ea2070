"""Level against pace: regions then and now, and the axis that charts beside each other share."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A region then and now; role: home, group or country; text: the numbers, said to the right of the name."""

    name: str
    before: float | None
    now: float | None
    text: str
    role: str


def shared_ends(charts: Sequence[Sequence[Row]]) -> tuple[float, float]:
    """The ends of a value axis that all rows of all charts fit on."""
    values = [value for rows in charts for row in rows for value in (row.before, row.now) if value is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    return (low, high) if low < high else (low - 1, high + 1)

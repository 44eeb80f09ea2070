"""A row of a filled-in file: its cells as they were written, by column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from ingest.source import status_of

NUMBER = re.compile(r"([0-9]{1,3}( [0-9]{3})+|[0-9]+)(,[0-9]+)?")  # Swedish: decimal comma, space for thousands
YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True)
class Line:
    """A filled row: its number as Excel has it, and its cells by column."""

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column; empty where it is."""
        return self.cells[column]

    def number(self, column: str) -> float | None:
        """A cell as a number; None where it is none."""
        text = self.cells[column]
        if not NUMBER.fullmatch(text):
            return None
        value = float(text.replace(" ", "").replace(",", "."))
        return value if isfinite(value) else None

    @property
    def status(self) -> str:
        """What its note says of its figures: preliminary, or nothing."""
        return status_of(self.cells.get("anteckning", ""), self.cells.get("källa", ""))

    @property
    def year(self) -> int:
        """The year of a checked row; 0 where it is none."""
        return int(self.cells["år"]) if YEAR.fullmatch(self.cells["år"]) else 0

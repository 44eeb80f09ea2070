"""A table without format: the same rows become the table on screen, the CSV and the XLSX."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from malkollen.texts.swedish import MISSING, apart, number, signed, with_days_in_words

ADDRESS = re.compile(r"https?://(?:www\.)?(?P<site>[\w.-]+)[^\s,;()]*")
"""An address on the web within a text; its site is what a reader knows it by."""


class Number(NamedTuple):
    """A number in a cell: unrounded value, decimals on screen, a difference or not, a unit the column lacks, bold.

    missing: what stands where there is no value. ends: what a difference is between, earlier and later, where those
    are shown too: then it is shown as what a reader gets who subtracts them.
    """

    value: float | None
    decimals: int = 0
    is_difference: bool = False
    unit: str = ""
    is_strong: bool = False
    missing: str = MISSING
    ends: tuple[float, float] | None = None

    @property
    def shown(self) -> float | None:
        """The value that is shown, before its decimals are cut."""
        return self.value if self.ends is None else apart(*self.ends, self.decimals)

    def text(self) -> str:
        """The number as the screen shows it."""
        if self.value is None:
            return self.missing
        shown = signed(self.shown, self.decimals) if self.is_difference else number(self.value, self.decimals)
        return f"{shown}\u00a0{self.unit}" if self.unit else shown


def gap(before: float | None, after: float | None, decimals: int = 0) -> Number:
    """The difference between two values that are shown too; a dash where one is missing."""
    if before is None or after is None:
        return Number(None, decimals, is_difference=True)
    return Number(after - before, decimals, is_difference=True, ends=(before, after))


class Name(str):
    """What something is called, in a cell: as it is, also where it is a day, since it stands so everywhere else."""

    __slots__ = ()


class Cited(str):
    """Where something stands, in a cell, as we have compiled it: on screen an address is a link named by its site.

    An address alone is named by the whole of it.
    """

    __slots__ = ()


class Nothing(str):
    """That nothing is known, in a cell or as a number's `missing`: soft, and once a row where rows are boxes."""

    __slots__ = ()


Cell = str | Number


Record = dict[str, Cell]
"""A row: its cells by column title, in the order they are shown."""


class Column(NamedTuple):
    """A column's heading; those not on screen stand only in the files."""

    title: str
    is_on_screen: bool = True


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns.

    Attributes:
        title: what the table shows, in words; it becomes the caption.
        name: the file name of a download, without ending.
        source: the source line; notes: what a reader must know.
        emphasis: rows set in bold (Södertörn's), by their number.
        long: the same values one row each, for the files, where the screen sets them side by side.
        short: what a sheet of it is called, where the title is too long for that.
        row_notes: what is to be known of each row, "" for nothing: in its box where a narrow screen makes boxes of
            them, instead of `in_rows`, the notes that say the same below the table.
    """

    title: str
    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    source: str
    notes: tuple[str, ...] = ()
    emphasis: frozenset[int] = frozenset()
    long: "Table | None" = None
    short: str = ""
    row_notes: tuple[str, ...] = ()
    in_rows: tuple[str, ...] = ()

    @property
    def file(self) -> "Table":
        """The table as its files have it."""
        return self.long or self

    def is_strong(self, row: int, cell: Cell) -> bool:
        """Whether a cell is set in bold: its whole row is, or it is itself."""
        return row in self.emphasis or (isinstance(cell, Number) and cell.is_strong)

    def shown(self) -> tuple[list[str], list[list[Cell]]]:
        """Headings and rows of the columns that are on screen; a day is in words there, as a number is rounded."""
        places = [place for place, column in enumerate(self.columns) if column.is_on_screen]
        rows = [[_read(row[place]) for place in places] for row in self.rows]
        return [self.columns[place].title for place in places], rows


def is_nothing(cell: Cell) -> bool:
    """Whether a cell says that nothing is known."""
    said = cell.missing if isinstance(cell, Number) and cell.value is None else cell
    return isinstance(said, Nothing)


def _read(cell: Cell) -> Cell:
    return cell if isinstance(cell, Number | Name | Cited | Nothing) else with_days_in_words(cell)


def table(  # noqa: PLR0913 - one table, all its parts by name
    title: str,
    name: str,
    records: Sequence[Record],
    source: str,
    *,
    notes: tuple[str, ...] = (),
    hidden: Collection[str] = (),
    emphasis: Collection[int] = (),
    files: Sequence[Record] | None = None,
) -> Table:
    """A table of records that all have the same columns; `hidden` ones stand only in the files.

    Args:
        files: the records of the files, where those are others than on screen.
    """
    titles = list(records[0]) if records else []
    columns = tuple(Column(heading, heading not in hidden) for heading in titles)
    rows = [list(record.values()) for record in records]
    long = None if files is None else table(title, name, files, source, notes=notes)
    return Table(title, name, columns, rows, source, notes, frozenset(emphasis), long)

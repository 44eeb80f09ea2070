"""Two people's changes of the same list, laid together."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from malkollen.office.tables import table
from malkollen.office.tables.table import Column, Row
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import inside, with_days_in_words
from malkollen.texts.written import clean_line

MOST_TOLD, LONGEST = 3, 90
"""Changed rows whose cells the journal tells; letters of what a row is of, and of a cell, there."""
EMPTY = "tomt"


@dataclass(frozen=True)
class Change:
    """A row that is another than in the list that it began in.

    Attributes:
        number: its place among the rows, from 1; 0 where it is gone. before: None where it is new.
        after: None where it is gone.
    """

    number: int
    before: Row | None
    after: Row | None


def each(base: Sequence[Row], rows: Sequence[Row], *, same: str = "") -> list[Change]:
    """Every row that is new or changed as they stand, then those that are gone.

    A row that has at least half of what is written in one that went is that one, changed.

    Args:
        same: a column, where a row is another changed if they say the same in it, however much else is another.
    """
    came, went = changes(base, rows)
    found = []
    for number, row in enumerate(rows, start=1):
        if row in came:
            came.remove(row)
            before = _before(went, row, same)
            if before is not None:
                went.remove(before)
            found.append(Change(number, before, row))
    return [*found, *(Change(0, row, None) for row in went)]


def _before(went: Sequence[Row], row: Row, same: str) -> Row | None:
    """What a row was, of those that went; None where it is new. same: as of `each`."""
    of_same = [other for other in went if not same or other.get(same) == row.get(same)]
    found = max(of_same, key=lambda other: _alike(other, row), default=None)
    if found is None or same:
        return found
    return found if 2 * _alike(found, row) >= len(table.cells(found)) else None


def cells(columns: Sequence[Column], before: Row, after: Row) -> list[tuple[str, str, str]]:
    """Each cell that is another in a row: what its column is called, what stood there and what stands there now."""

    def read(row: Row, column: Column) -> str:
        cell = row.get(column.name, "")
        return with_days_in_words((column.choices or {}).get(cell, cell)) or EMPTY

    return [
        (column.title, read(before, column), read(after, column))
        for column in columns
        if before.get(column.name, "") != after.get(column.name, "")
    ]


def without(base: Sequence[Row], rows: Sequence[Row], change: Change) -> list[Row]:
    """The rows without one of the changes: as they were in it."""
    kept = [row for number, row in enumerate(rows, start=1) if number != change.number]
    if change.before is None:
        return kept
    at = change.number - 1 if change.number else min([*base].index(change.before), len(table.filled(rows)))
    return [*kept[:at], change.before, *kept[at:]]


def changes(base: Sequence[Row], rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows that were added to a list, and those that are gone from it; a changed row is one of each."""
    return _without(rows, base), _without(base, rows)


def changed_rows(before: Sequence[Row], rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """How many rows are new, changed and gone, and which: "1 ny rad: Spåret; 1 ändrad: Bron, öppningsår 2029 → 2030".

    Of those that are changed the first are told with what of them is another, of the others the first is named; all
    where one more would be left. Empty where none is another.

    columns: the first has what a row is of.
    """
    name = columns[0].name
    found = each(before, [{key: clean_line(cell) for key, cell in row.items()} for row in rows], same=name)
    new = [_new(columns, one.after) for one in found if one.after and not one.before]
    changed = [_row(columns, one.before, one.after) for one in found if one.before and one.after]
    gone = [excerpt(one.before.get(name, ""), LONGEST) for one in found if one.before and not one.after]
    kinds = ((new, 1, "ny", "nya"), (changed, MOST_TOLD, "ändrad", "ändrade"), (gone, 1, "borttagen", "borttagna"))
    told: list[str] = []
    for each_row, most, one, many in kinds:
        if count := len(each_row):
            noun = "" if told else " rad" if count == 1 else " rader"
            shown = [*dict.fromkeys(filter(None, each_row))]
            about = f": {_named(shown, most)}" if shown else ""
            told.append(f"{count} {one if count == 1 else many}{noun}{about}")
    return "; ".join(told)


def _named(shown: Sequence[str], most: int) -> str:
    """The first rows; all of them where one more would be left."""
    if len(shown) > most + 1:
        return f"{'; '.join(shown[:most])} med flera"
    return (" och " if most == 1 else "; ").join(shown)


def _new(columns: Sequence[Column], row: Row) -> str:
    """A new row: what it is of, and what of it must be known: the stage of an object, and its day."""
    told = " ".join(
        with_days_in_words(row[one.name]) for one in columns if one.is_told and row.get(one.name, "").strip()
    )
    return ", ".join(filter(None, [excerpt(row.get(columns[0].name, ""), LONGEST), told]))


def _row(columns: Sequence[Column], before: Row, after: Row) -> str:
    """A changed row: what it is of, and each cell that is another, from what to what."""
    told = [
        f"{inside(title)} {excerpt(old, LONGEST)} → {excerpt(new, LONGEST)}"
        for title, old, new in cells(columns, before, after)
    ]
    return ", ".join([excerpt(before.get(columns[0].name, ""), LONGEST), *told])


def laid_on_top(base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> list[Row]:
    """Their list with what I have changed since we both began with the base; nothing of theirs is left out but by me.

    A row that both have changed stands twice, theirs and mine, for somebody to look at.
    """
    rows = list(theirs)
    for what, first, last, from_mine, to_mine in SequenceMatcher(None, _cells(base), _cells(mine)).get_opcodes():
        if what == "equal":
            continue
        at = next((rows.index(row) for row in base[first:last] if row in rows), None)
        if at is None:
            is_amid = 0 < first < len(base) and base[first - 1] in rows
            at = rows.index(base[first - 1]) + 1 if is_amid else 0 if base and not first else len(rows)
        for row in base[first:last]:
            if row in rows:
                at -= rows.index(row) < at
                rows.remove(row)
        rows[at:at] = [row for row in mine[from_mine:to_mine] if row not in rows or row in base]
    return rows


def twice(base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows that both have changed otherwise, mine and theirs, which lie beside each other in `laid_on_top`."""
    own, saved = (
        {tuple(sorted(one.before.items())): one.after for one in each(base, rows) if one.before and one.after}
        for rows in (mine, theirs)
    )
    return [(row, saved[at]) for at, row in own.items() if at in saved and saved[at] != row]


def is_in(base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> bool:
    """Whether their list has all that I have changed since we both began with the base."""
    came, went = changes(base, mine)
    return not _without(came, theirs) and not any(row in theirs and row not in mine for row in went)


def _without(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    left = list(others)
    kept = []
    for row in rows:
        if row in left:
            left.remove(row)
        else:
            kept.append(row)
    return kept


def _alike(row: Row, other: Row) -> int:
    return sum(other.get(name) == cell for name, cell in table.cells(row))


def _cells(rows: Sequence[Row]) -> list[tuple[tuple[str, str], ...]]:
    return [tuple(sorted(row.items())) for row in rows]

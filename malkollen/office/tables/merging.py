"""Two people's changes of the same list, laid together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from malkollen.office.tables import table
from malkollen.office.tables.table import Row
from malkollen.texts.written import clean_line


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


def each(base: Sequence[Row], rows: Sequence[Row]) -> list[Change]:
    """Every row that is new or changed as they stand, then those that are gone.

    A row that has at least half of what is written in one that went is that one, changed.
    """
    came, went = changes(base, rows)
    found = []
    for number, row in enumerate(rows, start=1):
        if row in came:
            came.remove(row)
            before = max(went, key=lambda other: _alike(other, row), default=None)
            if before is not None and 2 * _alike(before, row) >= len(table.cells(before)):
                went.remove(before)
            else:
                before = None
            found.append(Change(number, before, row))
    return [*found, *(Change(0, row, None) for row in went)]


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


def changed_rows(before: Sequence[Row], rows: Sequence[Row], column: str) -> str:
    """How many rows are new, changed and gone, and what the first is of: "2 nya rader, 1 ändrad: Bron med flera".

    A row that came and one that went are a changed one where both are of the same. Empty where none is another.

    column: that has what a row is of.
    """
    cleaned = [{name: clean_line(cell) for name, cell in row.items()} for row in rows]
    came, went = ([row.get(column, "") for row in left] for left in changes(before, cleaned))
    same = Counter(came) & Counter(went)
    new, changed, gone = len(came) - same.total(), same.total(), len(went) - same.total()
    counts = ((new, "ny", "nya"), (changed, "ändrad", "ändrade"), (gone, "borttagen", "borttagna"))
    told = [(count, one if count == 1 else many) for count, one, many in counts if count]
    if not told:
        return ""
    (first, word), *rest = told
    counted = [f"{first} {word} {'rad' if first == 1 else 'rader'}", *(f"{count} {word}" for count, word in rest)]
    names = [*dict.fromkeys(name for name in (*came, *went) if name)]
    about = f": {names[0]}{' med flera' if len(names) > 1 else ''}" if names else ""
    return f"{', '.join(counted)}{about}"


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

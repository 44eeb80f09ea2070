"""What of the office's own lists is another than in a fixed version: which object or activity, and what of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.content.facts import Facts
from malkollen.editions import editions
from malkollen.editions.file import Edition
from malkollen.errors import MalkollenError
from malkollen.office import activities, judgements, priority_objects
from malkollen.office.tables import activities as activity_table, merging, objects, table
from malkollen.office.tables.table import Column, Row
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import inside, listed, number_word, with_days_in_words

FILES = (priority_objects.FILE_NAME, activities.FILE_NAME, judgements.FILE_NAME)
"""What a version holds that the office writes beside the registry, and that a comparison with now rests on."""
MOST_CHANGED, MOST_NAMED, LONGEST = 3, 4, 90
"""Changed rows that are told in full, names in a line, and letters of a name and of a cell."""
REACHED = "Nytt läge för ett prioriterat objekt"
AMONG_OLDER = "ett äldre läge"
"""What of an object is another where it stands as it stood."""


@dataclass(frozen=True)
class _Kind:
    """A list, and what its rows are called, of one and of several.

    Attributes:
        dated: the column that orders the rows of one object; empty where each row is a thing of its own.
    """

    file: str
    columns: tuple[Column, ...]
    rows_of: Callable[[Path, bytes], Sequence[Row]]
    new: tuple[str, str]
    changed: tuple[str, str]
    gone: tuple[str, str]
    dated: str = ""

    @property
    def name(self) -> str:
        """The column that has what a row is of."""
        return self.columns[0].name


def reached(facts: Facts) -> Iterator[str]:
    """Each object that has reached a stage this year, with the stage before; nothing where the list has faults."""
    try:
        objects = priority_objects.load(facts.folder, facts.as_of)
    except MalkollenError:  # its own page says which
        return
    for one in objects:
        days = one.reached
        before = next((entry.stage for entry in reversed(one.history) if entry.stage != one.current.stage), "")
        if (day := days[one.current.stage])[:4] == str(facts.as_of.year):
            was = f", förut {before}" if before else ""
            yield with_days_in_words(f"{REACHED}: {excerpt(one.name, LONGEST)}, {one.current.stage} {day}{was}")


def changed(facts: Facts, data: Path, edition: Edition, *files: str) -> Iterator[str]:
    """Each object and activity that is new, another or gone since a version was made, in what is shown.

    files: of these lists alone.
    """
    then, now = editions.opened(data, edition.name), facts.folder if facts.edition else data
    for kind in (one for one in _kinds(facts) if not files or one.file in files):
        try:
            base, rows = (kind.rows_of(folder / kind.file, table.content(folder / kind.file)) for folder in (then, now))
        except MalkollenError as error:  # a list that cannot be read leaves the rest to be told
            yield str(error)
            continue
        yield from _lines(kind, base, rows)


def _kinds(facts: Facts) -> tuple[_Kind, ...]:
    goals = {key: goal.heading for key, goal in facts.registry.goals.items()}
    return (
        _Kind(
            priority_objects.FILE_NAME, objects.COLUMNS, objects.rows_of,
            ("Nytt prioriterat objekt", "Nya prioriterade objekt"),
            ("Ändrat prioriterat objekt", "Ändrade prioriterade objekt också"),
            ("Inte längre ett prioriterat objekt", "Inte längre prioriterade objekt"),
            dated="datum",
        ),
        _Kind(
            activities.FILE_NAME, activity_table.columns(goals), activity_table.rows_of,
            ("Ny aktivitet", "Nya aktiviteter"),
            ("Ändrad aktivitet", "Ändrade aktiviteter också"),
            ("Borttagen aktivitet", "Borttagna aktiviteter"),
        ),
    )  # fmt: skip


def _lines(kind: _Kind, base: Sequence[Row], rows: Sequence[Row]) -> Iterator[str]:
    """The new ones by name, the first that are changed with what of them is another, the gone ones by name."""
    new: list[str] = []
    gone: list[str] = []
    others: dict[str, str] = {}
    for change in merging.each(base, rows, same=kind.name):
        name = (change.after or change.before or {}).get(kind.name, "")
        before, after = (_stands(kind, part, name) for part in (base, rows))
        pair = _cells(kind, change.before, change.after) if change.before and change.after else ""
        if kind.dated and before and after:  # where it stands, whichever row says so
            others.setdefault(name, _cells(kind, before, after) or pair or AMONG_OLDER)
        elif pair:
            others.setdefault(name, pair)
        else:
            (new if change.after else gone).append(name)
    if new:
        is_one = len({*new}) == 1
        stand = {name: _told(kind, _stands(kind, rows, name), is_one=is_one) for name in new}
        yield _named(kind.new, [f"{excerpt(name, LONGEST)}{told}" for name, told in stand.items()])
    changed_ones = [*others.items()]
    yield from (f"{kind.changed[0]}: {excerpt(name, LONGEST)}, {said}" for name, said in changed_ones[:MOST_CHANGED])
    if rest := [excerpt(name, LONGEST) for name, _ in changed_ones[MOST_CHANGED:]]:
        yield _named((kind.changed[1],) * 2, rest)
    if gone:
        yield _named(kind.gone, [excerpt(name, LONGEST) for name in gone])


def _told(kind: _Kind, row: Row | None, *, is_one: bool) -> str:
    """What is told of one that is new: of an object its stage, and the day where no other is new."""
    shown = [row[one.name] for one in kind.columns if one.is_told] if row else []
    if not shown:
        return ""
    return with_days_in_words(f", {' '.join(shown)}") if is_one else f" ({shown[0]})"


def _stands(kind: _Kind, rows: Sequence[Row], name: str) -> Row | None:
    """The row that says how an object stands: its latest; None where it is not on the list."""
    own = [row for row in rows if row[kind.name] == name]
    return priority_objects.oldest_first(own, lambda row: row.get(kind.dated, ""))[-1] if own else None


def _cells(kind: _Kind, before: Row, after: Row) -> str:
    """What of a row is another: "öppningsår 2030, förut 2029"."""
    return "; ".join(
        f"{inside(title)} {excerpt(now, LONGEST)}, förut {excerpt(was, LONGEST)}"
        for title, was, now in merging.cells(kind.columns, before, after)
    )


def _named(called: tuple[str, str], names: Sequence[str]) -> str:
    each = [*dict.fromkeys(names)]
    more = len(each) - MOST_NAMED
    shown = [*each[:MOST_NAMED], *([f"{number_word(more)} till"] if more > 0 else [])]
    return f"{called[len(each) > 1]}: {listed(shown)}"

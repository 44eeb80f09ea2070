"""How one types in a table, and what is said of what is not saved and of what somebody else has saved meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain

from dashboard.content.facts import Facts
from dashboard.content.office import declaring
from dashboard.content.office.declaring import Field
from malkollen.office.journal import Act, Line
from malkollen.office.tables import merging
from malkollen.office.tables.merging import Change
from malkollen.office.tables.table import Column, Row
from malkollen.registry.home import genitive
from malkollen.texts.printable import cut_at_word
from malkollen.texts.swedish import at_time, inside, listed, number, with_days_in_words

UNSAVED = "Du har osparade ändringar. De ligger kvar för dig, också om sidan laddas om eller stängs."
UNSENT = "Det du skrivit är inte inläst än. Det ligger kvar för dig, också om sidan laddas om eller stängs."
UNKEPT = "Du har osparade ändringar. Servern kan inte hålla kvar dem just nu: spara innan du stänger sidan."
DROP = "Släng det osparade"
DROPPED = "Slängt. Det här visas som det är sparat."
TAKE_BACK = "Ta tillbaka det jag slängde"
KEPT = "Osparat"
GO_ON = "Fortsätt med dem"
THROW = "Kasta dem"
LAY = "Lägg mina ändringar ovanpå"
LET_GO = "Släpp mina ändringar"
MINE = "Behåll mina ändringar"
TO_DRAFT = "Ångra i utkastet"
UNREAD = "Inget är sparat: någon har ändrat det här sedan du öppnade det. Välj ovanför fälten vad som ska gälla."
LAID = "Dina ändringar ligger ovanpå det sparade. Titta igenom raderna och spara."
WHOLE = "Läs det som inte får plats i tabellen"
NOTHING = "Inget är ändrat, så det finns inget att spara."
HOW = "Skriv i cellerna, och nya rader på en tom rad. Ta bort: markera raden i vänsterkanten och tryck Delete."
CHOSEN = (
    "ställ dig i cellen, tryck Retur, gå med pilarna till ordet och tryck Retur igen. Då står du på raden under: tryck "
    "uppåtpil för att fortsätta på samma rad. Det som inte finns i listan tas inte emot."
)
ON_A_PHONE = (
    "Tryck två gånger i en cell för att skriva eller välja. Vänd telefonen på tvären, så syns fler kolumner. Ta bort "
    "en rad: töm dess celler."
)
MOST_NAMED = 30
"""Rows whose names are told on a telephone."""
MOST_ROWS, LONGEST_NAME, LONGEST, LONGEST_UNDONE = 8, 90, 2000, 300
"""Rows that are told; letters of what a row is called, of a cell (whole, not what nobody would read), of an undo."""
OF_DRAFT = (Act.DRAFT_CONFIRMED, Act.DRAFT_REMOVED, Act.DRAFT_UNDONE)
MEETING = "fixing"
"""What the form of a meeting is called where what is typed in it is kept."""


def how(columns: Sequence[Column]) -> str:
    """How one writes in the table, and which cells are chosen: it takes nothing else there, and does not say so."""
    chosen = [column.title for column in columns if column.choices is not None]
    return f"{HOW} {listed(chosen)} väljs i en lista: {CHOSEN}" if chosen else HOW


def on_a_phone(rows: Sequence[Row]) -> str:
    """How one writes where there are no keys, and which row is whose: its name is out of sight in most columns."""
    names = [(number, _first(row)) for number, row in enumerate(rows, start=1) if any(row.values())]
    told = ", ".join(f"{number} {name}" for number, name in names[:MOST_NAMED])
    return f"{ON_A_PHONE} Raderna: {told}." if told else ON_A_PHONE


def of_template(name: str) -> str:
    """What a template is called there."""
    return f"template-{name}"


def of_paragraph(table: str, key: str) -> str:
    """What the form of a paragraph of the registry is called there."""
    return f"{table}-{key}"


def of_judgement(goal: str) -> str:
    """What the form of a goal's judgement is called there."""
    return f"judgement-{goal}"


def offer(at: datetime) -> str:
    """That something typed before is not saved."""
    where = "i ett annat fönster eller innan sidan stängdes"
    return f"Du har ändringar här som inte är sparade. De skrevs {at_time(at)}, {where}."


def changed(last: Line | None, *, is_mine: bool, is_me: bool = False) -> str:
    """Who has saved the list since it was opened, and when.

    is_mine: whether something typed here is not saved. is_me: whether whoever looks has saved it elsewhere.
    """
    if last is None:
        who = "Listan har ändrats på servern sedan du öppnade den."
    elif is_me:
        where = "utkastet" if last.act in OF_DRAFT else "ett annat fönster"
        who = f"Du har sparat listan på ett annat ställe ({where}), {at_time(last.at)}, efter att du öppnade den här."
    else:
        who = f"{last.who or 'Kansliet'} sparade listan {at_time(last.at)}, efter att du öppnade den."
    if not is_mine:
        return f"{who} Så här är den nu."
    return f"{who} Dina ändringar är inte sparade, men de ligger kvar: lägg dem ovanpå, eller släpp dem."


def twice(mine: int, theirs: int, whose: str) -> str:
    """That a row which two have changed stands twice, and what to do. mine, theirs: its numbers, in the table."""
    return f"Rad {mine} är din, rad {theirs} är {whose}: ta bort den som inte ska gälla."


def taken_back(words: str) -> str:
    """What the last save changed, which taking it back undoes. words: the journal's, of it."""
    return f"Då tas det här tillbaka: {cut_at_word(words, LONGEST_UNDONE)}"


def whose(last: Line | None, *, is_me: bool) -> str:
    """Whose what was saved is; arguments as `changed`."""
    return "den du sparade" if is_me else genitive(last.who) if last and last.who else "den som är sparad"


def in_the_way(line: Line) -> str:
    """Which object of the draft came last, and that it is taken back there before what was saved before it."""
    return (
        f"Senast kom {line.about} hit ur utkastet ({at_time(line.at)}, {line.who or 'kansliet'}). Det ångras under "
        "Gå igenom objekten: sedan går sparningar före det att ångra här."
    )


def changed_form(last: Line | None) -> str:
    """Who has saved what a form is of since it was opened, and when; last: None where nobody knows."""
    who = f"{last.who or 'Kansliet'} ändrade det här {at_time(last.at)}" if last else "Någon har ändrat det här"
    return f"{who}, efter att du öppnade det. Dina ändringar är inte sparade, men de står kvar i fälten."


def differences(columns: Sequence[Column], whose: str, changes: Sequence[Change]) -> list[str]:
    """The rows that are others than they were, each in a line; whose: said first, where it is not the rows' number."""
    lines = [_difference(columns, whose or f"Rad {change.number}", change) for change in changes]
    more = len(lines) - MOST_ROWS
    return [*lines[:MOST_ROWS], *([f"{whose or 'Osparat'}: {number(more)} rader till"] if more > 0 else [])]


def take_back(change: Change) -> str:
    """What the button is called that takes back a change of a row that is not saved."""
    return f"Ångra rad {change.number}" if change.number else f"Lägg tillbaka {_first(change.before or {})}"


def both(columns: Sequence[Column], base: Sequence[Row], theirs: Sequence[Row], mine: Sequence[Row]) -> list[str]:
    """What was saved and what is typed here, each in a line: of a row that both have changed, cell by cell."""
    saved, own = (merging.each(base, rows) for rows in (theirs, mine))
    pairs = [(one, other) for one in saved for other in own if one.before is not None and one.before == other.before]
    cells = [
        f"{_first(one.before or {})}, {column.title}: sparat {_cell(one.after, column)}, ditt "
        f"{_cell(other.after, column)}"
        for one, other in pairs
        for column in columns
        if (one.after or {}).get(column.name) != (other.after or {}).get(column.name)
    ]
    told = [change for pair in pairs for change in pair]
    left = [[change for change in changes if change not in told] for changes in (saved, own)]
    rest = (differences(columns, *one) for one in zip(("Sparat", "Ditt"), left, strict=True))
    return [*cells, *chain.from_iterable(rest)][: 2 * MOST_ROWS]


def _difference(columns: Sequence[Column], whose: str, change: Change) -> str:
    """A row: what it is of, and each cell that is another."""
    if change.before is None:
        return f"{whose}, ny: {_cells(columns, change.after or {})}"
    if change.after is None:
        of_whom = "" if whose.startswith("Rad ") else f" ({inside(whose)})"
        return f"Borttagen rad{of_whom}: {_cells(columns, change.before)}"
    cells = [
        f"{column.title} {_cell(change.before, column)} → {_cell(change.after, column)}"
        for column in columns
        if change.before.get(column.name) != change.after.get(column.name)
    ]
    return f"{whose} ({_first(change.before)}): {'; '.join(cells)}"


def _cell(row: Row | None, column: Column) -> str:
    return cut_at_word(with_days_in_words((row or {}).get(column.name) or "tomt"), LONGEST)


def _cells(columns: Sequence[Column], row: Row) -> str:
    """Every cell that something is written in, under what its column is called."""
    return "; ".join(f"{column.title} {_cell(row, column)}" for column in columns if row.get(column.name))


def _first(row: Row) -> str:
    return cut_at_word(with_days_in_words(next((cell for cell in row.values() if cell), "")), LONGEST_NAME)


def is_as_written(typed: Mapping[str, str], before: Mapping[str, str], fields: tuple[Field, ...]) -> bool:
    """Whether a form holds what the files have, or nothing but what a new one begins with."""
    first = {field.name: before.get(field.name) or field.first for field in fields}
    return all(text == first.get(name, before.get(name, "")) for name, text in typed.items())


def _chosen(facts: Facts, typed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The words of what is chosen in a list, by field."""
    return {
        **declaring.choices(facts, typed.get(declaring.INDICATOR.name)),
        declaring.INDICATOR.name: {key: one.title for key, one in facts.registry.indicators.items()},
        "answer_set": {key: one.title for key, one in facts.registry.comparison_sets.items()},
    }


def chosen_in_words(facts: Facts, row: Row) -> Row:
    """What was typed in a form, with what is chosen in a list in its words."""
    words = _chosen(facts, row)
    return {name: words.get(name, {}).get(text, text) for name, text in row.items()}


def differing(
    facts: Facts, fields: tuple[Field, ...], before: Mapping[str, str], typed: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """The fields that are typed otherwise than another text of them: what each is called, that text, and what is typed.

    What is chosen in a list is told in its words.
    """
    words = _chosen(facts, typed)

    def told(field: Field, text: str) -> str:
        return words.get(field.name, {}).get(text, text) or "tomt"

    pairs = [(one, before.get(one.name) or one.first, typed.get(one.name) or one.first) for one in fields]
    return [(declaring.short(one), told(one, old), told(one, new)) for one, old, new in pairs if old != new]


def what_is_saved(called: str, differing: Sequence[tuple[str, str, str]]) -> str:
    """What a paragraph is called and which of its fields are saved anew, for the journal: "40 % elbilar; värde 40 → 4".

    differing: as of the function of that name.
    """
    told = [f"{inside(name)} {cut_at_word(old, LONGEST)} → {cut_at_word(new, LONGEST)}" for name, old, new in differing]
    return "; ".join([called, *told])


def fields(rows: Sequence[Row]) -> list[str]:
    """What was typed in the fields of a form, in a line."""
    return [f"Osparat: {_row(row)}" for row in rows]


def _row(row: Row) -> str:
    """Its cells on a line, however many lines one of them has; a day in words."""
    told = with_days_in_words(", ".join(cell for cell in row.values() if cell))
    return cut_at_word(" ".join(told.splitlines()), LONGEST)

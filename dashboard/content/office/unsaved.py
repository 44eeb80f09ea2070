"""What is said of rows that are typed and not saved, and of what somebody else has saved meanwhile."""

from collections.abc import Sequence
from datetime import datetime

from malkollen.office.journal import Line
from malkollen.office.tables import merging
from malkollen.office.tables.table import Row
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

UNSAVED = "Du har osparade ändringar. De ligger kvar för dig, också om sidan laddas om eller stängs."
UNSENT = "Det du skrivit är inte inläst än. Det ligger kvar för dig, också om sidan laddas om eller stängs."
UNKEPT = "Du har osparade ändringar. Servern kan inte hålla kvar dem just nu: spara innan du stänger sidan."
DROP = "Släng det osparade"
DROPPED = "Slängt. Det här visas som det är sparat."
TAKE_BACK = "Ta tillbaka det jag slängde"
GO_ON = "Fortsätt med dem"
THROW = "Kasta dem"
LAY = "Lägg mina ändringar ovanpå"
LET_GO = "Släpp mina ändringar"
MINE = "Behåll mina ändringar"
UNREAD = "Inget är sparat: någon har ändrat det här sedan du öppnade det. Välj ovanför fälten vad som ska gälla."
LAID = "Dina ändringar ligger ovanpå det sparade. Titta igenom raderna och spara."
MOST_ROWS, LONGEST = 8, 90


def offer(at: datetime) -> str:
    """That something typed before is not saved."""
    where = "i ett annat fönster eller innan sidan stängdes"
    return f"Du har ändringar här som inte är sparade. De skrevs {_time(at)}, {where}."


def changed(last: Line | None, *, is_mine: bool) -> str:
    """Who has saved the list since it was opened, and when. is_mine: whether something typed here is not saved."""
    if last is None:
        who = "Listan har ändrats på servern sedan du öppnade den."
    else:
        who = f"{last.who or 'Kansliet'} sparade listan {_time(last.at)}, efter att du öppnade den."
    if not is_mine:
        return f"{who} Så här är den nu."
    return f"{who} Dina ändringar är inte sparade, men de ligger kvar: lägg dem ovanpå, eller släpp dem."


def changed_form(last: Line | None) -> str:
    """Who has saved what a form is of since it was opened, and when; last: None where nobody knows."""
    who = f"{last.who or 'Kansliet'} ändrade det här {_time(last.at)}" if last else "Någon har ändrat det här"
    return f"{who}, efter att du öppnade det. Dina ändringar är inte sparade, men de står kvar i fälten."


def differences(title: str, base: Sequence[Row], rows: Sequence[Row]) -> list[str]:
    """The rows that came and went, each in a line; title: whose."""
    came, went = merging.changes(base, rows)
    lines = [f"{title}, ny eller ändrad rad: {_row(row)}" for row in came]
    lines += [f"{title}, borttagen eller ändrad rad: {_row(row)}" for row in went]
    more = len(lines) - MOST_ROWS
    return [*lines[:MOST_ROWS], *([f"{title}: {number(more)} rader till"] if more > 0 else [])]


def _row(row: Row) -> str:
    return excerpt(", ".join(cell for cell in row.values() if cell), LONGEST)


def _time(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"

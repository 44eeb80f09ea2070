"""Ledningsgruppen's own judgement of each goal: a file of its own that only grows, apart from the database.

Every save and every undo is a new row; nothing is changed or removed. A rebuild of the database never touches the
file. Who writes says which row was the newest they had seen, so that nobody writes over what they have not read.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from malkollen.database import storage
from malkollen.errors import ConflictError, EntryError
from malkollen.office import judgement_checks as checks, judgement_file
from malkollen.office.judgement_checks import LONGEST_LINE, LONGEST_REASON, text_faults
from malkollen.texts.swedish import at_time
from malkollen.texts.written import clean_line, clean_text

FILE_NAME = "judgements.sqlite"
PATIENCE_SECONDS = 5.0

FULL = (
    f"Historiken i {FILE_NAME} är full. Det som gäller kan ångras; för att spara mer behöver den som driver Målkollen "
    "lägga undan filen, så att en ny börjar."
)
FULL_REASON = f"Historiken i {FILE_NAME} är full: ångra utan att skriva något skäl."

Label = Literal["på väg", "delvis", "inte på väg", "kan inte bedömas"]
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True)
class Basis:
    """What was on the table: the computed proposal's words, and the versions of what it was computed from."""

    proposal: str
    data_version: str
    registry_version: str
    method_version: str


@dataclass(frozen=True)
class Entry:
    """A judgement as somebody typed it, unchecked. day: ÅÅÅÅ-MM-DD."""

    goal: str
    programme: str
    basis: Basis
    label: str
    reason: str
    who: str
    meeting: str
    day: str


@dataclass(frozen=True)
class Judgement(Basis):
    """A row of the history.

    Attributes:
        goal: its key in indicators.toml; programme: the key of the programme it then belonged to.
        who: who entered it; meeting and day: where ledningsgruppen decides, and the day of that meeting.
        recorded_at: when it was entered, UTC.
        withdraws: the id of the judgement that this row undoes; the row then repeats its label and basis, the reason
            is why it was undone, and may be empty, as the meeting is.
    """

    id: int
    goal: str
    programme: str
    label: Label
    reason: str
    who: str
    meeting: str
    day: date
    recorded_at: datetime
    withdraws: int | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether it was entered before the day of its meeting: then nobody has judged, it is what they meet over."""
        return self.day > self.recorded_at.astimezone().date()

    @property
    def first_day(self) -> date:
        """From when on it is there to be read: its meeting's day, or that of its entry where that was before."""
        return min(self.day, self.recorded_at.astimezone().date())


FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Of a row that this program wrote, however wrong its clock was."""


def file() -> Path:
    """Where the judgements are kept: beside the database, never in it."""
    return storage.data_folder() / FILE_NAME


def history(path: Path, goal: str, *, patience: float = PATIENCE_SECONDS) -> list[Judgement]:
    """The rows about a goal that `read` finds."""
    return read(path, goal, patience=patience)[0]


def read(path: Path, goal: str, *, patience: float = PATIENCE_SECONDS) -> tuple[list[Judgement], int]:
    """Every row about a goal, undoings too, newest first, and how many older there was no room for.

    There are none where nothing has been saved yet. The judgement that stands is always among them.

    Raises:
        DataError: the file is not ours, broken, or held by another for more than `patience` seconds.
    """
    if not judgement_file.is_there(path):
        return [], 0
    with judgement_file.opened(path, "rw", patience) as db:
        return _rows(db, goal, path)


def current(path: Path, goal: str) -> Judgement | None:
    """The judgement that stands, if any; DataError as for `history`."""
    return standing(history(path, goal))


def standing(rows: Sequence[Judgement]) -> Judgement | None:
    """The newest judgement of a history that has not been undone."""
    undone = withdrawn(rows)
    return next((row for row in rows if row.withdraws is None and row.id not in undone), None)


def newest(rows: Sequence[Judgement]) -> Judgement | None:
    """The newest judgement of a history, undone or not."""
    return next((row for row in rows if row.withdraws is None), None)


def is_from(found: Judgement, day: date) -> bool:
    """Whether a judgement is what the meeting of a day came to, and not what was entered before it."""
    return found.day == day and not found.is_ahead


def withdrawn(rows: Sequence[Judgement]) -> set[int]:
    """The ids of those that have been undone."""
    return {row.withdraws for row in rows if row.withdraws is not None}


def save(
    path: Path, entry: Entry, seen: int | None, *, now: datetime | None = None, patience: float = PATIENCE_SECONDS
) -> Judgement:
    """Adds a judgement.

    Args:
        seen: the id of the newest row about the goal that the writer has read, undoings too; None where there was none.
        now: the moment of entry, with its zone; its meeting may be a year after its local day.

    Raises:
        EntryError: something is missing, too long or no date; all of it at once. Or the history is full.
        ConflictError: somebody else has saved or undone since.
        DataError: the file cannot be read or written, or is held by another for more than `patience` seconds.
    """
    moment = now or datetime.now(UTC)
    new = _checked(entry, moment)
    judgement_file.is_there(path)
    with judgement_file.writing(path, patience) as db:
        _refuse_unread(_rows(db, entry.goal, path)[0], seen)
        if judgement_file.is_full(db, entry.goal):
            raise EntryError([FULL])
        return _add(db, new)


def withdraw(
    path: Path,
    goal: str,
    who: str,
    seen: int | None,
    reason: str = "",
    *,
    now: datetime | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Judgement:
    """Undoes the judgement that stands, so that the one before it stands again; returns the row that says so.

    Arguments and errors as for `save`; EntryError also where there is nothing to undo.
    """
    moment = now or datetime.now(UTC)
    who, reason = clean_line(who), clean_text(reason)
    faults = text_faults("Namnet", who, LONGEST_LINE, "Skriv vem som ångrar bedömningen.")
    if faults := [*faults, *text_faults("Skälet", reason, LONGEST_REASON)]:
        raise EntryError(faults)
    judgement_file.is_there(path)
    with judgement_file.writing(path, patience) as db:
        rows, _ = _rows(db, goal, path)
        _refuse_unread(rows, seen)
        if reason and judgement_file.is_full(db, goal):
            raise EntryError([FULL_REASON])
        undone = standing(rows)
        if undone is None:
            raise EntryError(["Det finns ingen bedömning att ångra."])
        day = moment.astimezone().date()
        return _add(
            db,
            replace(undone, reason=reason, who=who, meeting="", day=day, recorded_at=_utc(moment), withdraws=undone.id),
        )


def _refuse_unread(rows: Sequence[Judgement], seen: int | None) -> None:
    if not rows or rows[0].id == seen:
        return
    newest = rows[0]
    did = "ångrade bedömningen" if newest.withdraws else "sparade bedömningen"
    raise ConflictError(
        f"{newest.who} {did} ”{newest.label}” {at_time(newest.recorded_at)}, "
        "efter att du öppnade sidan. Läs vad som gäller nu och spara igen om din ändring ändå ska gälla."
    )


def _checked(entry: Entry, moment: datetime) -> Judgement:
    """The entry as a row that has no number yet; EntryError with every fault."""
    reason, who, meeting = clean_text(entry.reason), clean_line(entry.who), clean_line(entry.meeting)
    label = next((label for label in LABELS if label == entry.label), None)
    day = checks.day(entry.day)
    faults = [
        *([] if label else [f"Välj en bedömning: {', '.join(LABELS[:-1])} eller {LABELS[-1]}."]),
        *text_faults("Motiveringen", reason, LONGEST_REASON, "Skriv en motivering."),
        *text_faults("Namnet", who, LONGEST_LINE, "Skriv vem som för in bedömningen."),
        *text_faults("Mötet", meeting, LONGEST_LINE, "Skriv vilket möte bedömningen hör till."),
        *checks.day_faults(day, moment.astimezone().date()),
    ]
    if faults or label is None or day is None:
        raise EntryError(faults)
    typed = {"id": 0, "goal": entry.goal, "programme": entry.programme, "reason": reason, "who": who}
    basis: dict[str, Any] = {**asdict(entry.basis), **typed}
    return Judgement(**basis, label=label, meeting=meeting, day=day, recorded_at=_utc(moment))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _rows(db: sqlite3.Connection, goal: str, path: Path) -> tuple[list[Judgement], int]:
    try:
        found, older = judgement_file.rows(db, goal, path)
        return [_row(row) for row in found], older
    except (ValueError, OverflowError):  # another program has written in it
        raise judgement_file.broken(path) from None


def _row(row: dict[str, Any]) -> Judgement:
    """A row of the file as a judgement; ValueError where it is none."""
    texts = {name: clean_text(text) for name, text in row.items() if isinstance(text, str)}
    day, recorded_at = date.fromisoformat(row["day"]), datetime.fromisoformat(row["recorded_at"])
    if row["label"] not in LABELS or recorded_at.tzinfo is None:
        raise ValueError
    if not all(FIRST_YEAR <= moment.year <= LAST_YEAR for moment in (day, recorded_at)):
        raise ValueError
    return Judgement(**{**row, **texts, "day": day, "recorded_at": recorded_at})


def _add(db: sqlite3.Connection, new: Judgement) -> Judgement:
    times = {"day": new.day.isoformat(), "recorded_at": new.recorded_at.isoformat()}
    return replace(new, id=judgement_file.add(db, {**asdict(new), **times}))


def misdated(rows: Sequence[Judgement], now: datetime) -> list[int]:
    """The ids of those whose time of entry is later than that of a row after them, or than now: a clock was wrong.

    Their order is that of the file, which no clock decides.
    """
    ids, newer = [], now
    for row in sorted(rows, key=lambda row: row.id, reverse=True):  # newest first; those of several goals too
        if row.recorded_at > newer:
            ids.append(row.id)
        newer = min(newer, row.recorded_at)
    return ids

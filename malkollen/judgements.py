"""Ledningsgruppen's own judgement of each goal: a file of its own that only grows, apart from the database.

Every save and every undo is a new row; nothing is changed or removed. A rebuild of the database never touches the
file. Who writes says which row was the newest they had seen, so that nobody writes over what they have not read.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from malkollen import judgement_checks as checks
from malkollen import storage
from malkollen.errors import ConflictError, DataError, EntryError
from malkollen.judgement_checks import LONGEST_LINE, LONGEST_REASON, clean_line, clean_text, text_faults

FILE_NAME = "judgements.sqlite"
ALLOW_VARIABLE = "MALKOLLEN_ALLOW_JUDGEMENTS"
PATIENCE_SECONDS = 5.0

Label = Literal["på väg", "delvis", "inte på väg", "kan inte bedömas"]
LABELS: tuple[Label, ...] = get_args(Label)

SCHEMA = (
    """CREATE TABLE judgements (
        proposal TEXT NOT NULL,
        data_version TEXT NOT NULL,
        registry_version TEXT NOT NULL,
        method_version TEXT NOT NULL,
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        goal TEXT NOT NULL,
        programme TEXT NOT NULL,
        label TEXT NOT NULL,
        reason TEXT NOT NULL,
        who TEXT NOT NULL,
        meeting TEXT NOT NULL,
        day TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        withdraws INTEGER REFERENCES judgements (id)
    )""",
    "CREATE TRIGGER never_changed BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER never_removed BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'append-only'); END",
)


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
        who: who entered it; meeting and day: where and when ledningsgruppen decided.
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


COLUMNS = [field.name for field in fields(Judgement)]


def is_allowed() -> bool:
    """Whether the operator lets judgements be entered on the screen; off unless said."""
    return os.environ.get(ALLOW_VARIABLE, "").strip().casefold() in ("1", "ja")


def file() -> Path:
    """Where the judgements are kept: beside the database, never in it."""
    return storage.data_folder() / FILE_NAME


def history(path: Path, goal: str, *, patience: float = PATIENCE_SECONDS) -> list[Judgement]:
    """Every row about a goal, undoings too, newest first; none where nothing has been saved yet.

    Raises:
        DataError: the file is not ours, broken, or held by another for more than `patience` seconds.
    """
    try:
        if not path.exists():
            return []
    except OSError:
        raise DataError(_closed(path)) from None
    with _open(path, "rw", patience) as db:
        return _rows(db, goal, path)


def current(path: Path, goal: str) -> Judgement | None:
    """The judgement that stands, if any; DataError as for `history`."""
    return standing(history(path, goal))


def standing(rows: Sequence[Judgement]) -> Judgement | None:
    """The newest judgement of a history that has not been undone."""
    undone = withdrawn(rows)
    return next((row for row in rows if row.withdraws is None and row.id not in undone), None)


def withdrawn(rows: Sequence[Judgement]) -> set[int]:
    """The ids of those that have been undone."""
    return {row.withdraws for row in rows if row.withdraws is not None}


def save(
    path: Path, entry: Entry, seen: int | None, *, now: datetime | None = None, patience: float = PATIENCE_SECONDS
) -> Judgement:
    """Adds a judgement.

    Args:
        seen: the id of the newest row about the goal that the writer has read, undoings too; None where there was none.
        now: the moment of entry, with its zone; its local day is the last that the decision may have.

    Raises:
        EntryError: something is missing, too long or no date; all of it at once.
        ConflictError: somebody else has saved or undone since.
        DataError: the file cannot be read or written, or is held by another for more than `patience` seconds.
    """
    moment = now or datetime.now(UTC)
    new = _checked(entry, moment)
    with _writing(path, patience) as db:
        _refuse_unread(_rows(db, entry.goal, path), seen)
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
    with _writing(path, patience) as db:
        rows = _rows(db, goal, path)
        _refuse_unread(rows, seen)
        found = standing(rows)
        if found is None:
            raise EntryError(["Det finns ingen bedömning att ångra."])
        day = moment.astimezone().date()
        return _add(
            db,
            replace(found, reason=reason, who=who, meeting="", day=day, recorded_at=_utc(moment), withdraws=found.id),
        )


def _refuse_unread(rows: Sequence[Judgement], seen: int | None) -> None:
    if not rows or rows[0].id == seen:
        return
    newest = rows[0]
    did = "ångrade bedömningen" if newest.withdraws else "sparade bedömningen"
    raise ConflictError(
        f"{newest.who} {did} ”{newest.label}” {newest.recorded_at.astimezone():%Y-%m-%d %H:%M}, "
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
        *text_faults("Mötet", meeting, LONGEST_LINE, "Skriv vilket möte bedömningen gjordes på."),
        *checks.day_faults(day, moment.astimezone().date()),
    ]
    if faults or label is None or day is None:
        raise EntryError(faults)
    typed = {"id": 0, "goal": entry.goal, "programme": entry.programme, "reason": reason, "who": who}
    basis: dict[str, Any] = {**asdict(entry.basis), **typed}
    return Judgement(**basis, label=label, meeting=meeting, day=day, recorded_at=_utc(moment))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


@contextmanager
def _open(path: Path, mode: Literal["rw", "rwc"], patience: float) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            yield db
    except sqlite3.Error as error:
        raise DataError(_why(path, error)) from None


@contextmanager
def _writing(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """A transaction that nobody else can write beside; all of it is kept, or on any error nothing."""
    with _open(path, "rwc", patience) as db:
        db.execute("BEGIN IMMEDIATE")
        if _is_new(db):
            for statement in SCHEMA:
                db.execute(statement)
        yield db
        db.execute("COMMIT")


def _is_new(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _rows(db: sqlite3.Connection, goal: str, path: Path) -> list[Judgement]:
    if _is_new(db):
        return []
    query = f"SELECT {', '.join(COLUMNS)} FROM judgements WHERE goal = ? ORDER BY id DESC"  # noqa: S608 - our own names
    try:
        return [_row(row) for row in db.execute(query, [goal])]
    except (ValueError, TypeError):  # another program has written in it
        raise DataError(_broken(path)) from None


def _row(row: sqlite3.Row) -> Judgement:
    times = {"day": date.fromisoformat(row["day"]), "recorded_at": datetime.fromisoformat(row["recorded_at"])}
    return Judgement(**{**dict(row), **times})


def _add(db: sqlite3.Connection, new: Judgement) -> Judgement:
    times = {"day": new.day.isoformat(), "recorded_at": new.recorded_at.isoformat()}
    values = {**asdict(new), **times, "id": None}  # the file numbers its rows
    query = f"INSERT INTO judgements ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{c}' for c in COLUMNS)})"  # noqa: S608
    return replace(new, id=db.execute(query, values).lastrowid or 0)


def _why(path: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code is detail
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path.name}: filen är upptagen av någon annan; vänta en stund och försök igen"
    closed = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    return _closed(path) if code in (*closed, sqlite3.SQLITE_PERM) else _broken(path)


def _closed(path: Path) -> str:
    return f"{path.name}: går inte att öppna eller skriva i dess mapp; är den skrivskyddad eller disken full?"


def _broken(path: Path) -> str:
    return f"{path.name}: går inte att läsa som Målkollens bedömningar; lägg tillbaka den från säkerhetskopian"

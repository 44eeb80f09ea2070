"""The journal: a line for each act of the office and of members. A file of its own that only grows.

Nothing is deleted: what is taken back is a new line that names the one it undoes.
"""

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from malkollen.errors import DataError
from malkollen.files import ledger
from malkollen.files.ledger import Ledger, is_new
from malkollen.office.access import Known, Person
from malkollen.texts.written import clean_line, clean_text

FILE_NAME = "journal.sqlite"
PATIENCE_SECONDS = 5.0
LONGEST_LINE, LONGEST_WORDS = 300, 4000
"""Letters that are kept of a line of a kind, and of free words."""
MOST_LOOKED_THROUGH = 2000
FULL_FILE = ledger.LARGEST_FILE // 2
FULL = f"{FILE_NAME}: är full; den som driver Målkollen behöver lägga undan filen, så att en ny börjar"
TEXTS = ("at", "act", "about", "who", "address", "known", "file", "fingerprint", "words")
COLUMNS = ("id", *TEXTS, "undoes")
JOURNAL = Ledger(
    "journal",
    (
        f"""CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        {", ".join(f"{name} TEXT NOT NULL" for name in TEXTS)},
        undoes INTEGER REFERENCES journal (id)
    )""",
        *ledger.only_grows("journal"),
    ),
    "Målkollens journal",
)


class Act(StrEnum):
    """What was done; kept in the file, worded at the edge."""

    LAID = "laid"
    """A file was handed over on a page, to be read in; about: its name in the inbox."""
    READ_IN = "read_in"
    """A file was read in; about: the source."""
    FETCHED = "fetched"
    """The publishers were asked; about: the source, or nothing where it was all."""
    ACCEPTED = "accepted"
    """Held-back figures were let in; about: the source, words: the reason."""
    REFUSED = "refused"
    """Held-back figures were put aside; about and words as above."""
    ALREADY_THERE = "already_there"
    """Figures were read in or fetched that were there already; as above, without a reason."""
    BROKEN_OFF = "broken_off"
    """A reading in or a fetch was broken off; about: the sources, nothing where they were not known or all were asked.
    """
    FAILED = "failed"
    """A given file was read and refused; about: the source, words: how many faults it has."""
    TRIED = "tried"
    """The publishers were asked in vain; about: the sources, words: why, a line each."""
    PUT_AWAY = "put_away"
    """Figures that are held back were taken out of sight; about: the source, fingerprint: of what is held."""
    FILLED_IN = "filled_in"
    """A file of the office's own was written from the screen; about (or file): its name in the data folder,
    words: what of the list is another.
    """
    DECLARED = "declared"
    """The overlay of the registry was written from the screen; about: the paragraph, words: its name, file: as above.
    """
    TARGET_ADDED = "target_added"
    """A new target was written in the overlay; as above."""
    UNDECLARED = "undeclared"
    """A paragraph of the overlay was taken away; as above."""
    REMOVED = "removed"
    """A file that waited to be read in was taken away, or laid back; about and file: its name."""
    CHANGED_BY_HAND = "changed_by_hand"
    """A file was found changed that nobody here had written, or gone; file: as above, without fingerprint if gone."""
    SHIPPED = "shipped"
    """A file that came with the program lay there, as it came, before its first save here; file: its name."""
    DRAFT_CONFIRMED = "draft_confirmed"
    """An object of the draft was put on the committee's list; about: its name, file: the list."""
    DRAFT_REMOVED = "draft_removed"
    """An object was left out of the draft; about: its name."""
    DRAFT_UNDONE = "draft_undone"
    """The last act on the draft was taken back; about: the object's name, file: the list."""
    JUDGED = "judged"
    """A judgement was saved; about: the goal's key, words: its label."""
    JUDGEMENT_CORRECTED = "judgement_corrected"
    """A judgement was saved of the same meeting as the one that stood; as above."""
    JUDGEMENT_UNDONE = "judgement_undone"
    """A judgement was undone; about: the goal's key."""
    FIXED = "fixed"
    """An edition was made; about: its name."""
    REVOKED = "revoked"
    """Logins were taken back; about: an address, or nothing where it was all."""


@dataclass(frozen=True)
class Done:
    """What was done.

    Attributes:
        about: a key or a name, of what kind the act says.
        file, fingerprint: the name of the file it was done from, as given, and its SHA-256; empty without one.
        words: free words, as a reason. undoes: the id of the line that this one takes back.
    """

    act: Act
    about: str = ""
    file: str = ""
    fingerprint: str = ""
    words: str = ""
    undoes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Line(Done):
    """A line of the journal: also its number, when (UTC), and by whom, as they were known then."""

    id: int
    at: datetime
    who: str
    address: str
    known: Known


def add(
    data: Path, person: Person, done: Done, *, now: datetime | None = None, patience: float = PATIENCE_SECONDS
) -> Line:
    """Adds a line, after what it tells of has been done.

    Raises:
        DataError: the file is not ours, broken, full, or held by another for more than `patience` seconds.
        StorageError: it cannot be written. ConflictError: the data folder is half restored.
    """
    line = Line(
        act=done.act,
        about=clean_line(done.about)[:LONGEST_LINE],
        file=clean_line(done.file)[:LONGEST_LINE],
        fingerprint=clean_line(done.fingerprint)[:LONGEST_LINE],
        words=clean_text(done.words)[:LONGEST_WORDS],
        undoes=done.undoes,
        id=0,
        at=(now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0),
        who=clean_line(person.name)[:LONGEST_LINE],
        address=clean_line(person.address)[:LONGEST_LINE],
        known=person.known,
    )
    path = data / FILE_NAME
    JOURNAL.is_there(path)
    with JOURNAL.writing(path, patience) as db:
        (pages,), (size,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
        if pages * size > FULL_FILE:
            raise DataError(FULL)
        return _numbered(db, line)


def read(
    data: Path, *, acts: Collection[Act] = tuple(Act), about: str | None = None, most: int = 200,
    patience: float = PATIENCE_SECONDS,
) -> list[Line]:  # fmt: skip
    """The newest lines, newest first; none where nothing has been done yet.

    Args:
        acts: of these kinds alone. about: on this alone.

    Raises:
        DataError: the file is not ours, broken, or held by another for more than `patience` seconds.
    """
    path = data / FILE_NAME
    if not JOURNAL.is_there(path):
        return []
    with JOURNAL.opened(path, "rw", patience) as db:
        return [] if is_new(db) else list(_lines(db, path, acts, about, most))


def read_in(data: Path) -> dict[str, date]:
    """The local day that each source's figures were last read in, or let in; none where the journal cannot be read.

    What has been undone counts as not done.
    """
    try:
        lines = read(data, acts=[Act.READ_IN, Act.ACCEPTED], most=MOST_LOOKED_THROUGH)
    except DataError:
        return {}
    undone = {line.undoes for line in lines if line.undoes}
    days: dict[str, date] = {}
    for line in lines:
        if line.undoes is None and line.id not in undone:
            for source in line.about.split(", "):
                days.setdefault(source, line.at.astimezone().date())
    return days


def _numbered(db: sqlite3.Connection, line: Line) -> Line:
    values = [line.at.isoformat(), *(str(getattr(line, name)) for name in TEXTS[1:]), line.undoes]
    query = f"INSERT INTO journal ({', '.join(COLUMNS[1:])}) VALUES ({', '.join('?' * len(values))})"  # noqa: S608
    return replace(line, id=db.execute(query, values).lastrowid or 0)


def _lines(db: sqlite3.Connection, path: Path, acts: Collection[Act], about: str | None, most: int) -> Iterator[Line]:
    wanted, kinds = sorted(act.value for act in acts), ", ".join("?" * len(acts))
    where = f"act IN ({kinds})" + ("" if about is None else " AND about = ?")
    query = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE {where} ORDER BY id DESC LIMIT ?"  # noqa: S608 - our names
    for row in db.execute(query, [*wanted, *([] if about is None else [about]), most]):
        yield _line(dict(zip(COLUMNS, row, strict=True)), path)


def _line(row: dict[str, object], path: Path) -> Line:
    """A row of the file as a line; DataError where another program has written in it."""
    texts = {name: clean_text(text) for name in TEXTS if isinstance(text := row[name], str)}
    number, undoes = row["id"], row["undoes"]
    if len(texts) < len(TEXTS) or not isinstance(number, int) or not (undoes is None or isinstance(undoes, int)):
        raise JOURNAL.broken(path)
    try:
        at, act, known = datetime.fromisoformat(texts["at"]), Act(texts["act"]), Known(texts["known"])
    except ValueError:
        raise JOURNAL.broken(path) from None
    if at.tzinfo is None:
        raise JOURNAL.broken(path)
    others = {name: texts[name] for name in ("about", "file", "fingerprint", "words", "who", "address")}
    return Line(act=act, undoes=undoes, id=number, at=at, known=known, **others)

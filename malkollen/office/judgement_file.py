"""The rows of the file of judgements, of which every value has the kind that its column has."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from malkollen.files import ledger
from malkollen.files.ledger import Ledger, is_new

TEXTS = (
    "proposal", "data_version", "registry_version", "method_version", "goal", "programme", "label", "reason", "who",
    "meeting", "day", "recorded_at",
)  # fmt: skip
COLUMNS = (*TEXTS, "id", "withdraws")
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
    *ledger.only_grows("judgements"),
)
JUDGEMENTS = Ledger("judgements", SCHEMA, "Målkollens bedömningar")
is_there, opened, writing, copy, broken = (
    JUDGEMENTS.is_there, JUDGEMENTS.opened, JUDGEMENTS.writing, JUDGEMENTS.copy, JUDGEMENTS.broken
)  # fmt: skip
FULL_FILE = (
    ledger.LARGEST_FILE // 4
)  # bytes from which nothing is added but undoings without a reason: those always have room
LONGEST_HISTORY = 20_000_000  # signs of a goal that are read
FULL_HISTORY = LONGEST_HISTORY // 2  # signs of a goal, as FULL_FILE
STANDING = """goal = ? AND withdraws IS NULL AND id NOT IN
    (SELECT withdraws FROM judgements WHERE goal = ? AND withdraws IS NOT NULL) ORDER BY id DESC LIMIT 1"""


def rows(db: sqlite3.Connection, goal: str, path: Path) -> tuple[list[dict[str, Any]], int]:
    """The newest rows of a goal that there is room for, newest first, and how many older there are.

    The judgement that stands is always among them, last where it is older. Each value is of its column's kind;
    DataError where one is not.
    """
    if is_new(db):
        return [], 0
    newest, signs = [], 0
    for row in _read(db, "goal = ? ORDER BY id DESC", [goal], path):
        signs += sum(len(str(value)) for value in row.values())
        if signs > LONGEST_HISTORY:
            break
        newest.append(row)
    (count,) = db.execute("SELECT count(*) FROM judgements WHERE goal = ?", [goal]).fetchone()
    if count > len(newest):
        newest += [row for row in _read(db, STANDING, [goal, goal], path) if row not in newest]
    return newest, count - len(newest)


def _read(db: sqlite3.Connection, which: str, values: list[str], path: Path) -> Iterator[dict[str, Any]]:
    for found in db.execute(f"SELECT {', '.join(COLUMNS)} FROM judgements WHERE {which}", values):  # noqa: S608 - ours
        row = dict(zip(COLUMNS, found, strict=True))
        if not _is_ours(row):
            raise broken(path)
        yield row


def is_full(db: sqlite3.Connection, goal: str) -> bool:
    """Whether so much is kept, of the goal or in all, that only undoings have room."""
    signs = " + ".join(f"length({name})" for name in TEXTS)
    query = f"SELECT coalesce(sum({signs}), 0) FROM judgements WHERE goal = ?"  # noqa: S608 - our own names
    (pages,), (size,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    return bool(db.execute(query, [goal]).fetchone()[0] > FULL_HISTORY or pages * size > FULL_FILE)


def add(db: sqlite3.Connection, values: Mapping[str, object]) -> int:
    """Adds a row; the number that the file gave it."""
    query = f"INSERT INTO judgements ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{c}' for c in COLUMNS)})"  # noqa: S608
    return db.execute(query, {**values, "id": None}).lastrowid or 0


def _is_ours(row: Mapping[str, object]) -> bool:
    numbers = isinstance(row["id"], int) and (row["withdraws"] is None or isinstance(row["withdraws"], int))
    return numbers and all(isinstance(row[column], str) for column in TEXTS)

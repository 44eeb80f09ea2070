"""What would be if somebody said yes: figures that are read in and built beside what is shown, and who waits for them.

The database that would be is whole and beside the live one; what it changes is read from it like any other's
(database/changed.py). This is the paper that lies on top: what was read in, by whom, and what a yes must answer.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from malkollen.database import storage
from malkollen.errors import EntryError, MalkollenError
from malkollen.files import small_file
from malkollen.office.room import work
from malkollen.texts.written import clean_line

FILE, FOLDER = "proposal.json", "proposal"
MOST_BYTES = 5_000_000
LONGEST_REASON = 500
TOO_LONG = f"Skälet får ha högst {LONGEST_REASON} tecken."
Kind = Literal["file", "fetch", "held", "rebuild"]


@dataclass(frozen=True)
class Problem:
    """Why a source's newest figures are not in the proposal, in a Swedish line; is_held: suspicious and waiting."""

    source: str
    reason: str
    is_held: bool


@dataclass(frozen=True)
class Proposal:
    """A database that is built and waits for yes or no.

    Attributes:
        made_at: UTC; by: the name of who had it made.
        sources: what was asked or given; file: the name of the file it came in, sha256: its fingerprint.
        base: fingerprint of the database it was built to replace; version: of that one's figures.
        problems: what is not in it. suspicions: why figures in it look wrong; a yes to those says its reason.
        is_the_same: whether it says what is shown already, so that there is nothing to say yes to.
        undone: those of the suspicions that say only that somebody here took the figures back; said: why, in the
            person's own words.
    """

    made_at: datetime
    by: str
    kind: Kind
    sources: tuple[str, ...]
    file: str
    sha256: str
    base: tuple[int, int, int]
    version: str
    problems: tuple[Problem, ...]
    suspicions: tuple[str, ...]
    is_the_same: bool = False
    undone: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def looks_wrong(self) -> bool:
        """Whether a figure in it is suspicious, and not only taken back."""
        return not {*self.suspicions} <= {*self.undone}

    def is_stale(self, data: Path) -> bool:
        """Whether other figures are shown than when it was made; a night that brought nothing new changes nothing."""
        live = data / storage.FILE_NAME
        return storage.fingerprint(live) != self.base and version(live) != self.version


def read(data: Path) -> Proposal | None:
    """The proposal that waits; None where there is none, or no whole one."""
    try:
        content = json.loads(small_file.content(data / work.FOLDER / FILE, MOST_BYTES))
        found = _of(content)
    except (OSError, ValueError, TypeError, KeyError, RecursionError, MalkollenError):
        return None
    return found if database(data).exists() else None


def version(path: Path) -> str:
    """The version of a database's figures; empty where there is none that can be read."""
    try:
        with storage.attach(path) as db:
            row = db.execute("SELECT data_version FROM mart.build").fetchone()
    except MalkollenError:
        return ""
    return str(row[0]) if row else ""


def folder(data: Path) -> Path:
    """The data folder of the proposal."""
    return data / work.FOLDER / FOLDER


def database(data: Path) -> Path:
    """The database that would be."""
    return folder(data) / storage.FILE_NAME


def in_json(proposal: Proposal) -> str:
    """A proposal as its file has it."""
    return json.dumps(asdict(proposal) | {"made_at": proposal.made_at.isoformat()}, ensure_ascii=False, indent=1)


def _of(saved: dict[str, Any]) -> Proposal:
    first, second, third = map(int, saved["base"])
    return Proposal(
        datetime.fromisoformat(saved["made_at"]), str(saved["by"]), saved["kind"], tuple(map(str, saved["sources"])),
        str(saved["file"]), str(saved["sha256"]), (first, second, third), str(saved["version"]),
        tuple(Problem(**one) for one in saved["problems"]), tuple(map(str, saved["suspicions"])),
        saved.get("is_the_same") is True, tuple(map(str, saved.get("undone", ()))),
        tuple(map(str, saved.get("said", ()))),
    )  # fmt: skip


def reason(typed: str) -> str:
    """Why somebody says yes or no, or takes back, on a line; EntryError where it is too long.

    Asked where it is typed too: a command takes no text that is endless, or holds what no text does.
    """
    line = clean_line(typed)
    if len(line) > LONGEST_REASON:
        raise EntryError([TOO_LONG])
    return line

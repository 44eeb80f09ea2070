"""The writes of the office's room that are killed: a table saved, a paragraph, a file handed over, an answer given."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "made"))

from ingest.room import proposals
from malkollen.database import storage
from malkollen.login import revoked
from malkollen.office import journal, overlay
from malkollen.office.access import COMMAND_LINE
from malkollen.office.journal import Act, Done
from malkollen.office.room import inbox, proposal as papers, work
from malkollen.office.room.proposal import Proposal
from malkollen.office.tables import activities, objects
from malkollen.registry import registry

GOALS = {"klimatomstallning": "Klimat"}
TODAY = date(2026, 11, 28)
REPEATED = 20_000
"""Times that a number stands in a file, so that half a file is seen to be."""
Faults = Iterator[str]


@dataclass(frozen=True)
class Writes:
    """Numbers that are written one after the other in a data folder.

    Attributes:
        save: writes a number; gives what hindered it, if anything did.
        last: the number that lies there, 0 for none; an exception where it is none.
        acts: of the journal, of which a number that is kept leaves a line.
    """

    save: Callable[[Path, int], object]
    last: Callable[[Path], int]
    acts: tuple[Act, ...] = ()


# ───────────── Lists and paragraphs ─────────────


def save_objects(data: Path, number: int) -> object:
    row = {"objekt": f"Objekt {number}", "läge": "byggs", "datum": "2025", "plan": "P" * 200, "öppningsår": "2034",
           "källa": f"Beslut {number}", "anteckning": ""}  # fmt: skip
    return objects.save(data, [row], objects.read(data).fingerprint, COMMAND_LINE, TODAY)


def last_object(data: Path) -> int:
    return _numbered([(row["objekt"], row["källa"]) for row in objects.read(data).rows])


def save_activities(data: Path, number: int) -> object:
    row = {"what": f"Aktivitet {number}", "when": "2026", "goal": "klimatomstallning", "who": "V", "result": "R" * 200,
           "source": f"Beslut {number}"}  # fmt: skip
    return activities.save(data, [row], activities.read(data, GOALS).fingerprint, COMMAND_LINE, GOALS)


def last_activity(data: Path) -> int:
    return _numbered([(row["what"], row["source"]) for row in activities.read(data, GOALS).rows])


def save_paragraph(data: Path, number: int) -> object:
    old = overlay.text(data)
    values = {"year": 2020, "reason": f"Prov {number}", "measures": ["cars_all"], "plain": f"Prov {number}"}
    new = overlay.with_paragraph(old, "breaks", "prov", values)
    return overlay.save(data, new, overlay.fingerprint(old), COMMAND_LINE, Done(Act.DECLARED, "breaks.prov"))


def last_paragraph(data: Path) -> int:
    declared = registry.load_with(overlay.text(data)).breaks.get("prov")
    return _numbered([(declared.reason, str(declared.plain))] if declared else [])


def _numbered(rows: list[tuple[str, str]]) -> int:
    """The number that both texts of the only row end in; ValueError where they are not alike."""
    if not rows:
        return 0
    ((first, second),) = rows
    if (number := first.split()[-1]) != second.split()[-1]:
        raise ValueError(f"{first} {second}")
    return int(number)


# ───────────── Files and rows ─────────────


def lay(data: Path, number: int) -> object:
    return inbox.lay(data, COMMAND_LINE, "fil.csv", f"{number}\n".encode() * REPEATED)


def last_laid(data: Path) -> int:
    found = [(data / inbox.FOLDER / one.name).read_text().splitlines() for one in inbox.arrived(data)]
    if any(len(lines) != REPEATED or len({*lines}) != 1 for lines in found):
        raise ValueError("en fil är halv")
    return max((int(lines[0]) for lines in found), default=0)


def revoke(data: Path, number: int) -> object:
    return revoked.add(data, revoked.Kind.ADDRESS, f"{number}@exempel.se")


def last_revoked(data: Path) -> int:
    if not (data / revoked.FILE_NAME).exists():
        return 0
    with revoked.REVOKED.opened(data / revoked.FILE_NAME, "rw", 5.0) as db:
        if db.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            return 0
        found = [what for (what,) in db.execute("SELECT what FROM revoked ORDER BY id")]
    if found != [f"{number}@exempel.se" for number in range(1, len(found) + 1)]:
        raise ValueError(f"rader saknas eller står två gånger: {found[-3:]}")
    return len(found)


# ───────────── Yes, no, taken back ─────────────


def answer(data: Path, number: int) -> object:
    """An answer to what lies beside: yes to an odd number, which an even one takes back.

    An answer takes databases for what they are: these are a number and nothing more.
    """
    room = data / "answered"
    live = room / storage.FILE_NAME
    if not live.exists():
        room.mkdir(exist_ok=True)
        live.write_text("0")
    proposals.settle(room)  # whoever comes next goes on with what was killed
    if number % 2 == 0:
        return proposals.undo(room, COMMAND_LINE)
    if papers.read(room) is None:
        _propose(room, number)
    return proposals.accept(room, COMMAND_LINE)


def last_answer(data: Path) -> int:
    """How many answers hold: those that the journal tells of, which the database must follow."""
    room = data / "answered"
    if not (room / storage.FILE_NAME).exists():
        return 0
    proposals.settle(room)
    lines = journal.read(room, most=10_000)
    shown = int((room / storage.FILE_NAME).read_text())
    if lines and (shown != 0) is not (lines[0].undoes is None):
        raise ValueError(f"databasen är {shown}, men journalen säger {lines[0].act} {lines[0].undoes}")
    return len(lines)


def refuse(data: Path, number: int) -> object:
    """A no to what lies beside, which is laid there first."""
    room = data / "refused"
    if not (room / storage.FILE_NAME).exists():
        room.mkdir(exist_ok=True)
        (room / storage.FILE_NAME).write_text("0")
    if papers.read(room) is None:
        _propose(room, number)
    return proposals.refuse(room, COMMAND_LINE)


def last_no(data: Path) -> int:
    room = data / "refused"
    if not (room / storage.FILE_NAME).exists():
        return 0
    if (room / storage.FILE_NAME).read_text() != "0":
        raise ValueError("ett nej ändrade det som visas")
    lines = journal.read(room, most=10_000)
    if papers.read(room) is None and not lines and (room / work.FOLDER / papers.FOLDER).exists():
        raise ValueError("det som lästs in är borta utan svar")
    return len(lines)


def _propose(room: Path, number: int) -> None:
    papers.folder(room).mkdir(parents=True, exist_ok=True)
    papers.database(room).write_text(str(number))
    waiting = Proposal(
        datetime.now(UTC).replace(microsecond=0), "Prov", "file", ("bikes",), f"{number}.csv", str(number),
        storage.fingerprint(room / storage.FILE_NAME), "", (), (),
    )  # fmt: skip
    (room / work.FOLDER / papers.FILE).write_text(papers.in_json(waiting), encoding="utf-8")


WRITES = {
    "objects": Writes(save_objects, last_object, (Act.FILLED_IN,)),
    "activities": Writes(save_activities, last_activity, (Act.FILLED_IN,)),
    "overlay": Writes(save_paragraph, last_paragraph, (Act.DECLARED,)),
    "inbox": Writes(lay, last_laid, (Act.LAID,)),
    "revoked": Writes(revoke, last_revoked),
    "answers": Writes(answer, last_answer),
    "noes": Writes(refuse, last_no),
}


def write(name: str, every: int, acknowledge: Callable[[str], None], data: Path, number: int) -> int:
    """Writes the next number until it is killed; once where it is a writer that is left to end."""
    one = WRITES[name]
    while True:
        following = one.last(data) + 1
        if isinstance(hindered := one.save(data, following), list) and hindered:
            raise ValueError(hindered)
        acknowledge(f"{name} {following}")
        if number % every == 0:
            return 0


def faults(name: str, data: Path, number: int, kept: list[str]) -> Faults:
    """What lies there is no older than what was acknowledged, which has a line in the journal each.

    Each writer that was killed may have written one number that it had no time to acknowledge.
    """
    one, last = WRITES[name], max((int(line.split()[1]) for line in kept), default=0)
    try:
        there = one.last(data)
    except ValueError as error:
        yield str(error)
        return
    if not last <= there <= last + number + 1:
        yield f"{there} ligger där, men {last} är bekräftad"
    if one.acts and len(journal.read(data, acts=one.acts, most=100_000)) < len({*kept}):
        yield f"journalen har färre rader än de {len({*kept})} som bekräftats"

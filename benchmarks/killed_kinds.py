"""The kinds of write that are killed: how each writes in a data folder, and what must hold of it afterwards."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "made"))

import killed_backups
import killed_room
from made_source import HEADER, codes, rows

from ingest.fetching.raw import RawStore
from malkollen.__main__ import main
from malkollen.commands import report
from malkollen.database import storage
from malkollen.editions import editions, file
from malkollen.office import judgements
from malkollen.office.judgements import LABELS, Basis, Entry

EVERY = 6  # kills, and then one writer that is left to end
GOAL = "klimatomstallning"
DOCUMENT = "sida.pdf"
BLOCK = 4_000_000  # bytes of a document
Faults = Iterator[str]


@dataclass(frozen=True)
class Kind:
    """A kind of write.

    Attributes:
        write: writes in a data folder, given the number of the trial; prints a line for each thing that it has kept.
            Returns an exit code, or goes on until it is killed.
        faults: what is wrong afterwards, given every line that this trial's writer printed and those before it.
        swept: names that must be gone once a writer has ended by itself.
        is_endless: the writer goes on until it is killed.
    """

    write: Callable[[Path, int], int]
    faults: Callable[[Path, int, list[str]], Faults]
    swept: tuple[str, ...]
    is_endless: bool = False


def acknowledge(line: str) -> None:
    """Says that something is kept; whoever reads this may count on it."""
    os.write(1, f"{line}\n".encode())


# ───────────── The database ─────────────


def figures(number: int) -> str:
    """Figures of a trial, told from all others by their sum; none is another's a year late: that would be held."""
    return HEADER + rows("bikes", (2023, 2024), lambda place, year: 200 + place + year - 2000 + 3 * number)


def total(number: int) -> float:
    """Their sum."""
    count = len(codes())
    return sum(200 * count + count * (count - 1) / 2 + count * (year - 2000 + 3 * number) for year in (2023, 2024))


def rebuild(folder: Path, number: int) -> int:
    """`ingest --offline` of carried figures that are new."""
    text = figures(number) + rows("sleds", (2023, 2024), lambda place, _year: 200 + place)
    beside = folder / "bikes.csv.new"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / "figures" / "bikes.csv")
    return _ingest(["ingest", "--offline", "--accept"], number)


def take(folder: Path, number: int) -> int:
    """`ingest bikes --from` a file that is new."""
    path = folder.parent / f"given{number}.csv"
    path.write_text(figures(number), encoding="utf-8")
    try:
        return _ingest(["ingest", "bikes", "--from", str(path), "--accept"], number)
    finally:
        path.unlink()


def _ingest(arguments: list[str], number: int) -> int:
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what an ingest says is not what is acknowledged here
    code = main(arguments)
    sys.stdout.flush()
    os.dup2(out, 1)
    if code == 0:
        acknowledge(f"database {number}")
    return code


def database_faults(folder: Path, number: int, kept: list[str]) -> Faults:
    """Old or new, whole, and never older than what was acknowledged."""
    if not (folder / storage.FILE_NAME).exists():
        if kept:
            yield "databasen är borta"
        return
    with storage.attach(folder / storage.FILE_NAME) as db:
        row = db.execute("SELECT count(*), sum(value) FROM mart.measures WHERE measure = 'bikes'").fetchone()
        places = db.execute("SELECT count(*) FROM mart.boundaries").fetchone()
    oldest = max((int(line.split()[1]) for line in kept), default=0)
    if row not in {(2 * len(codes()), total(one)) for one in range(oldest, number + 1)} or places != (290,):
        yield f"databasen är varken den gamla eller den nya: {row}, {places}"
    for fetch in RawStore(folder).readable("bikes"):
        if damage := fetch.damage():
            yield damage


# ───────────── Judgements ─────────────


def judge(folder: Path, number: int) -> int:
    """Saves and undoes without end."""
    path = folder / judgements.FILE_NAME
    while True:
        seen = judgements.history(path, GOAL)
        newest = seen[0].id if seen else None
        if len(seen) % 4 == 3 and judgements.standing(seen):
            entered = judgements.withdraw(path, GOAL, "Prov Person", newest)
        else:
            entry = Entry(
                GOAL, "sup_2040", Basis("delvis", "a", "b", "1"), LABELS[number % 3], f"Skäl {newest}", "Prov Person",
                "Möte 1", "2026-11-20",
            )  # fmt: skip
            entered = judgements.save(path, entry, newest)
        acknowledge(f"judgement {entered.id} {entered.label}")
        if number % EVERY == 0:
            return 0


def judgement_faults(folder: Path, _number: int, kept: list[str]) -> Faults:
    """Every acknowledged row is there, in order, without a gap."""
    found = judgements.history(folder / judgements.FILE_NAME, GOAL)
    there = {f"judgement {row.id} {row.label}" for row in found}
    yield from (f"{line} är borta" for line in kept if line not in there)
    if [row.id for row in found] != list(range(len(found), 0, -1)):
        yield "bedömningarna står inte i följd"


# ───────────── Editions and documents ─────────────


def pin(folder: Path, number: int) -> int:
    """`edition create`."""
    made = editions.create(folder, f"prov-{number}", date(2026, 11, 20), "Prov")
    acknowledge(f"edition {made.name} {made.fingerprint}")
    return 0


def edition_faults(folder: Path, _number: int, kept: list[str]) -> Faults:
    """Every edition that is there is whole, and every acknowledged one is there."""
    for path in (folder / editions.FOLDER).glob(f"*{file.SUFFIX}"):
        yield from file.verify(path)
    there = {f"edition {made.name} {made.fingerprint}" for made in editions.listed(folder)}
    yield from (f"{line} är borta" for line in kept if line not in there)


def document(folder: Path, number: int) -> int:
    """Writes one document over another without end, as `report` does."""
    target = folder / DOCUMENT
    for left in folder.glob(f"{DOCUMENT}.*.part"):
        os.utime(left, (0, 0))  # as if what was killed had been so an hour ago
    for again in range(10_000):
        report._save(target, bytes([1 + (number + again) % 250]) * BLOCK)
        acknowledge(f"document {number} {again}")
        if number % EVERY == 0:
            break
    return 0


def document_faults(folder: Path, _number: int, kept: list[str]) -> Faults:
    """What lies under the document's name is one whole document."""
    if not (folder / DOCUMENT).exists():
        if kept:
            yield "dokumentet är borta"
        return
    found = (folder / DOCUMENT).read_bytes()
    if len(found) != BLOCK or len(set(found)) != 1:
        yield "dokumentet är halvt"


def back_up(folder: Path, number: int) -> int:
    """`backup`."""
    acknowledge(killed_backups.back_up(folder, number))
    return 0


def backup_faults(folder: Path, _number: int, kept: list[str]) -> Faults:
    """No half backup has a backup's name."""
    return killed_backups.backup_faults(folder, kept)


def lay_back(folder: Path, number: int) -> int:
    """`restore --replace`."""
    for line in killed_backups.lay_back(folder, number):
        acknowledge(line)
    return 0


def restore_faults(folder: Path, _number: int, kept: list[str]) -> Faults:
    """Nothing is lost on either side."""
    return killed_backups.restore_faults(folder, kept)


BUILDING = ("malkollen.building.duckdb", "malkollen.building.duckdb.wal", "malkollen.building.duckdb.tmp")
KINDS = {
    "ingest": Kind(rebuild, database_faults, BUILDING),
    "from": Kind(take, database_faults, (*BUILDING, "raw/bikes/.dropped-*", "raw/bikes/*/*.part")),
    "judgement": Kind(judge, judgement_faults, ("judgements.sqlite-journal",), is_endless=True),
    "edition": Kind(pin, edition_faults, ("editions/.making-*",)),
    "document": Kind(document, document_faults, (f"{DOCUMENT}.*.part",), is_endless=True),
    "backup": Kind(back_up, backup_faults, ("../backups/.malkollen-*.part",)),
    "restore": Kind(lay_back, restore_faults, ("../restored/.restoring",)),
} | {
    name: Kind(partial(killed_room.write, name, EVERY, acknowledge), partial(killed_room.faults, name), (),
               is_endless=True)
    for name in killed_room.WRITES
}  # fmt: skip

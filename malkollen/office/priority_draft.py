"""A draft of the committee's list: what has been found in public about each object, until the office has decided on it.

The draft lies beside the reference data, a fact a row with its source. It is nobody's decision: it is shown as a draft
alone, and no answer or document knows of it. The office takes it object by object: what is confirmed becomes a row of
priority_objects.csv, in the office's own words where they are changed; what is removed is not shown again. Each act is
a row of priority_draft_acts.csv, and the last one can be undone.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from malkollen.errors import DataError, EntryError, StorageError
from malkollen.files import lock, small_file
from malkollen.office import draft_file, own_rows, priority_objects
from malkollen.office.draft_file import Draft, DraftObject
from malkollen.office.priority_objects import COLUMNS as LIST_COLUMNS
from malkollen.texts.printable import excerpt
from malkollen.texts.written import clean_line

ACTS_FILE = "priority_draft_acts.csv"
ACT_COLUMNS = ("när", "vem", "åtgärd", "objekt", "rad")
CONFIRMED, REMOVED, UNDONE = "bekräftat", "borttaget", "ångrat"
PATIENCE_SECONDS = 3.0
BUSY = "någon annan ändrar listan just nu; vänta en stund och försök igen"
LONGEST_NAME = 200


@dataclass(frozen=True)
class Act:
    """What somebody did with an object of the draft. row: what was written on the list, empty where nothing was."""

    when: str
    who: str
    what: str
    name: str
    row: str = ""


@dataclass(frozen=True)
class Confirmation:
    """What the office writes of an object it confirms; a row of the list as typed, and who writes it."""

    name: str
    stage: str
    reached: str
    plan: str
    opens: str
    source: str
    note: str
    who: str

    def row(self) -> dict[str, str]:
        """The row by its columns, each on one line."""
        cells = (self.name, self.stage, self.reached, self.plan, self.opens, self.source, self.note)
        return {column: clean_line(cell) for column, cell in zip(LIST_COLUMNS, cells, strict=True)}


def ready(one: DraftObject) -> dict[str, str]:
    """What a confirmation of an object holds to begin with, by field; the stage is empty where none is known."""
    plan = f"Nationell plan, {one.plan_ids[0]}" if one.plan_ids else ""
    proposed = one.proposed
    if proposed is None:
        return {"stage": "", "reached": "", "plan": plan, "opens": "", "source": "", "note": ""}
    return {
        "stage": proposed.value, "reached": proposed.as_of, "plan": plan, "opens": "", "source": proposed.source,
        "note": proposed.note,
    }  # fmt: skip


def left(folder: Path, home: str, listed: Sequence[str]) -> Draft:
    """What nobody has decided on: neither removed, nor among the names of the office's own list."""
    draft = draft_file.compiled(folder, home)
    decided = {name.casefold() for name in listed} | _removed(acts(folder))
    return replace(draft, objects=tuple(one for one in draft.objects if one.name.casefold() not in decided))


def acts(folder: Path) -> list[Act]:
    """What has been done with the draft, oldest first. DataError where the file cannot be read."""
    try:
        text = small_file.text(folder / ACTS_FILE, priority_objects.MOST_BYTES)
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{ACTS_FILE}: filen går inte att läsa") from None
    return [
        Act(*(cells[column] for column in ACT_COLUMNS)) for cells in own_rows.read(ACTS_FILE, text, ACT_COLUMNS, ";")
    ]


def standing(past: Sequence[Act]) -> list[Act]:
    """The acts that have not been undone, oldest first."""
    stand: list[Act] = []
    for act in past:
        if act.what == UNDONE:
            stand = stand[:-1]
        else:
            stand.append(act)
    return stand


def confirm(folder: Path, home: str, given: Confirmation, now: datetime) -> None:
    """Puts an object of the draft on the office's list.

    Raises:
        EntryError: the name is not in the draft or already decided on, nobody is named, or the row is faulty.
        DataError: the list itself is faulty. StorageError: it cannot be written.
    """
    with _alone(folder):
        _refuse(folder, home, given.name, given.who, now.date())
        text = _list_text(folder)
        row = own_rows.line(given.row(), text.split("\n", 1)[0])
        whole = (text if text.endswith("\n") else f"{text}\n") + row
        try:
            priority_objects.parse(whole, now.date())
        except DataError as error:
            raise EntryError([_without_row(line) for line in str(error).splitlines()]) from None
        own_rows.write(folder / priority_objects.FILE_NAME, whole)
        _record(folder, Act(_stamp(now), clean_line(given.who), CONFIRMED, given.name, row.rstrip("\n")))


def remove(folder: Path, home: str, name: str, who: str, now: datetime) -> None:
    """Leaves an object of the draft out; EntryError as `confirm`."""
    with _alone(folder):
        _refuse(folder, home, name, who, now.date())
        _record(folder, Act(_stamp(now), clean_line(who), REMOVED, name))


def undo(folder: Path, who: str, now: datetime) -> Act:
    """Takes back the last act that stands; the row it put on the list goes, if nobody has changed it since.

    Raises:
        EntryError: there is nothing to undo, nobody is named, or the row is another now.
    """
    with _alone(folder):
        if not clean_line(who):
            raise EntryError(["Skriv ditt namn: det står i historiken."])
        if not (stand := standing(acts(folder))):
            raise EntryError(["Det finns inget att ångra."])
        last = stand[-1]
        if last.row:
            lines = _list_text(folder).splitlines()
            if last.row not in lines:
                raise EntryError(
                    [f"Raden för {excerpt(last.name)} är ändrad i {priority_objects.FILE_NAME}; rätta den där."]
                )
            lines.reverse()
            lines.remove(last.row)  # the last that is so, which is the one that was added
            lines.reverse()
            own_rows.write(folder / priority_objects.FILE_NAME, "".join(f"{line}\n" for line in lines))
        _record(folder, Act(_stamp(now), clean_line(who), UNDONE, last.name))
        return last


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        with lock.alone(folder, BUSY, PATIENCE_SECONDS):
            yield
    except OSError:
        raise StorageError("datamappen går inte att skriva i; är den skrivskyddad eller full?") from None


def _removed(past: Sequence[Act]) -> set[str]:
    return {act.name.casefold() for act in standing(past) if act.what == REMOVED}


def _refuse(folder: Path, home: str, name: str, who: str, day: date) -> None:
    """EntryError unless the object is left to decide on and somebody says who decides."""
    listed = [one.name for one in priority_objects.load(folder, day)]
    faults = [] if clean_line(who) else ["Skriv ditt namn: det står i historiken."]
    if name not in {one.name for one in left(folder, home, listed).objects}:
        faults.append(f"'{excerpt(name)}' finns inte i utkastet, eller är redan bekräftat eller borttaget.")
    if len(who) > LONGEST_NAME:
        faults.append(f"Namnet är längre än {LONGEST_NAME} tecken.")
    if faults:
        raise EntryError(faults)


def _list_text(folder: Path) -> str:
    """The office's list as it lies, or its heading alone where there is none."""
    try:
        return small_file.text(folder / priority_objects.FILE_NAME, priority_objects.MOST_BYTES).removeprefix("\ufeff")
    except FileNotFoundError:
        return ";".join(LIST_COLUMNS) + "\n"
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{priority_objects.FILE_NAME}: filen går inte att läsa") from None


def _without_row(line: str) -> str:
    """A fault of the row that was just written, without the place it would have had in the file."""
    _, _, said = line.partition(": ")
    return said[:1].upper() + said[1:] + "." if said else line


def _record(folder: Path, act: Act) -> None:
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerow(ACT_COLUMNS)
    writer.writerows([one.when, one.who, one.what, one.name, one.row] for one in [*acts(folder), act])
    own_rows.write(folder / ACTS_FILE, written.getvalue())


def _stamp(now: datetime) -> str:
    return now.strftime("%Y-%m-%d %H:%M")

"""What of the journal holds, and repeated saves of one list by one person on one day as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from malkollen.errors import MalkollenError
from malkollen.office import activities, earlier, priority_objects
from malkollen.office.journal import Act, Line
from malkollen.office.tables import activities as activity_table, merging, objects, table, templates
from malkollen.office.tables.table import Row

TAKEN_BACK = {
    Act.JUDGEMENT_UNDONE: (Act.JUDGED, Act.JUDGEMENT_CORRECTED),
    Act.DRAFT_UNDONE: (Act.DRAFT_CONFIRMED, Act.DRAFT_REMOVED),
}
"""What takes back the last of some acts on the same, without its number."""

JUDGEMENTS = (Act.JUDGED, Act.JUDGEMENT_CORRECTED)
ANSWERS = (Act.READ_IN, Act.ACCEPTED, Act.REFUSED, Act.ALREADY_THERE, Act.FAILED)
OF_FILES = (*ANSWERS, Act.LAID, Act.REMOVED)
"""What tells how it went with a given file."""


@dataclass(frozen=True)
class Gathered:
    """Saves told as one.

    Attributes:
        line: the last of them, with what of the list is another after them all, where that can be told.
        count: how many they are.
    """

    line: Line
    count: int = 1


def left(lines: Sequence[Line]) -> list[Line]:
    """The lines of what holds, newest first: neither what is taken back among them, nor its taking back.

    What is done again stands as it was done the first time. lines: newest first.
    """
    holding: dict[int, Line] = {}
    taken: dict[int, Line] = {}
    for line in reversed(lines):
        undone = line.undoes or _last(line, holding)
        if undone in holding:
            taken[line.id] = holding.pop(undone)
        elif undone in taken:
            holding[line.id] = taken.pop(undone)
        else:
            holding[line.id] = line
    return sorted(holding.values(), key=lambda line: line.id, reverse=True)


def standing(lines: Sequence[Line]) -> list[Line]:
    """The lines of what holds, and each that since the latest edition has taken back what that edition still has.

    Whoever has the edition would else not be told of it. lines: newest first.
    """
    newer = list(takewhile(lambda line: line.act is not Act.FIXED, lines))
    back = {line.id: line for line in left(newer) if line.undoes or line.act in TAKEN_BACK}
    found = back | {line.id: line for line in _unreplaced(left(lines))}
    return sorted(found.values(), key=lambda line: line.id, reverse=True)


def _unreplaced(lines: Sequence[Line]) -> list[Line]:
    """Without a no to figures that were let in later, and a judgement where a later one of its goal stands."""
    return [line for place, line in enumerate(lines) if not any(_replaces(newer, line) for newer in lines[:place])]


def _replaces(newer: Line, line: Line) -> bool:
    if line.act in (Act.REFUSED, Act.PUT_AWAY):
        is_same = line.file in ("", newer.file) or (line.fingerprint and line.fingerprint == newer.fingerprint)
        return newer.act in (Act.READ_IN, Act.ACCEPTED) and newer.about == line.about and bool(is_same)
    return line.act in JUDGEMENTS and newer.act in JUDGEMENTS and newer.about == line.about


def _last(line: Line, holding: dict[int, Line]) -> int:
    """The number of the line that another takes back without saying so; 0 where there is none."""
    acts = TAKEN_BACK.get(line.act, ())
    return next((at for at, one in reversed(holding.items()) if one.act in acts and one.about == line.about), 0)


def refused_away(lines: Sequence[Line]) -> dict[int, Line]:
    """The refusal of each publisher's file that was then taken away, by the number of its taking away.

    A template is the office's own to mend. lines: newest first.
    """
    last: dict[str, Line] = {}
    found: dict[int, Line] = {}
    for line in reversed(lines):
        before = last.get(line.about)
        if line.act is Act.LAID and not (before and before.fingerprint == line.fingerprint):
            last[line.about] = line
        elif line.act in ANSWERS and line.file and line.about not in templates.names():
            last[line.file] = line
        elif line.act is Act.REMOVED and line.undoes is None and before and before.act is Act.FAILED:
            found[line.id] = before
    return found


def gathered(data: Path, lines: Sequence[Line], goals: Mapping[str, str]) -> list[Gathered]:
    """Each line, but a list's saves by one person on one day together; those that changed nothing are left out.

    What was saved before an edition was made is in it, and is not told as one with what was saved after.

    Args:
        lines: newest first. goals: the heading of each goal by its key.
    """
    groups: list[list[Line]] = []
    latest: dict[str, list[Line]] = {}
    for line in lines:
        name = earlier.file_of(line)
        before = latest.get(name) if name else None
        if before and _by(before[-1]) == _by(line):
            before.append(line)
            continue
        if line.act is Act.FIXED:
            latest.clear()
        groups.append([line])
        if name:
            latest[name] = groups[-1]
    return [one for group in groups if (one := _one(data, group, goals))]


def _by(line: Line) -> tuple[object, ...]:
    """What is alike in saves that are told as one; another line is alike no other."""
    if line.act is not Act.FILLED_IN or line.undoes is not None:
        return (line.id,)
    return (line.who, line.address, line.at.astimezone().date())


def _one(data: Path, group: Sequence[Line], goals: Mapping[str, str]) -> Gathered | None:
    """None where the list was the same after the saves as before them."""
    newest, oldest = group[0], group[-1]
    if newest.act is not Act.FILLED_IN or newest.undoes is not None:
        return Gathered(newest)
    path = data / earlier.file_of(newest)
    before = earlier.before(path, oldest)
    if before == newest.fingerprint:
        return None
    words = _changed(path, before, newest.fingerprint, goals)
    if len(group) == 1:
        words = words or newest.words
    return Gathered(replace(newest, words=words), len(group))


def _changed(path: Path, before: str, after: str, goals: Mapping[str, str]) -> str:
    """What of a list is another, as the journal tells it; empty where it cannot be told any more."""
    columns = {
        activities.FILE_NAME: activity_table.columns(goals),
        priority_objects.FILE_NAME: objects.COLUMNS,
    }
    if path.name not in columns:
        return ""
    try:
        return merging.changed_rows(_rows(path, before), _rows(path, after), columns[path.name])
    except MalkollenError:
        return ""


def _rows(path: Path, mark: str) -> Sequence[Row]:
    """The rows of a list as it was; DataError where it does not lie here any more."""
    now = table.content(path)
    found = now if table.fingerprint(now) == mark else earlier.lay(path, mark)
    return activity_table.rows_of(path, found) if path.name == activities.FILE_NAME else objects.rows_of(path, found)

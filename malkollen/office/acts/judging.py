"""Judgements, by members: saved and undone."""

from dataclasses import replace
from pathlib import Path

from malkollen.office import access, journal, judgements
from malkollen.office.access import Person, Role
from malkollen.office.journal import Act, Done
from malkollen.office.judgements import Entry, Judgement


def judge(data: Path, person: Person, entry: Entry, seen: int | None) -> Judgement:
    """Saves a judgement; whoever logged in enters it under their own name. Arguments and errors as `judgements.save`.

    Raises:
        AccessError: the person is no member now; nothing is saved.
    """
    by = access.require(person, Role.MEMBER, data)
    entry = replace(entry, who=by.name) if by.login else entry
    before = judgements.current(data / judgements.FILE_NAME, entry.goal)
    saved = judgements.save(data / judgements.FILE_NAME, entry, seen)
    is_same = before is not None and (before.meeting.casefold(), before.day) == (saved.meeting.casefold(), saved.day)
    act = Act.JUDGEMENT_CORRECTED if is_same else Act.JUDGED
    journal.add(data, access.named(by, saved.who), Done(act, saved.goal, words=saved.label))
    return saved


def undo(data: Path, person: Person, goal: str, who: str, seen: int | None, reason: str = "") -> Judgement:
    """Undoes the judgement that stands. Arguments and errors as `judgements.withdraw`, and as `judge`."""
    by = access.require(person, Role.MEMBER, data)
    undone = judgements.withdraw(data / judgements.FILE_NAME, goal, by.name if by.login else who, seen, reason)
    journal.add(data, access.named(by, undone.who), Done(Act.JUDGEMENT_UNDONE, goal, words=undone.reason))
    return undone

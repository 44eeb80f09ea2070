"""The draft of the committee's list, by members: an object confirmed or left out, and the last act undone."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from malkollen.office import access, journal, priority_draft
from malkollen.office.access import Person, Role
from malkollen.office.acts.by_hand import fingerprint
from malkollen.office.journal import Act, Done
from malkollen.office.priority_draft import Confirmation
from malkollen.office.priority_objects import FILE_NAME
from malkollen.texts.swedish import with_days_in_words
from malkollen.texts.written import clean_line


def confirm(data: Path, person: Person, home: str, given: Confirmation, now: datetime) -> None:
    """Puts an object of the draft on the list. Arguments and errors as `priority_draft.confirm`.

    Raises:
        AccessError: the person is no member now; nothing is written.
    """
    by = access.require(person, Role.MEMBER, data)
    given = replace(given, who=by.name) if by.login else given
    priority_draft.confirm(data, home, given, now)
    stands = with_days_in_words(clean_line(f"{given.stage} {given.reached}"))
    _record(data, by, given.who, Act.DRAFT_CONFIRMED, given.name, stands)


def remove(data: Path, person: Person, home: str, name: str, who: str, now: datetime) -> None:
    """Leaves an object of the draft out; as `confirm`."""
    by = access.require(person, Role.MEMBER, data)
    who = by.name if by.login else who
    priority_draft.remove(data, home, name, who, now)
    _record(data, by, who, Act.DRAFT_REMOVED, name)


def undo(data: Path, person: Person, who: str, now: datetime) -> priority_draft.Act:
    """Takes back the last act. Arguments and errors as `priority_draft.undo`, and as `confirm`."""
    by = access.require(person, Role.MEMBER, data)
    who = by.name if by.login else who
    act = priority_draft.undo(data, who, now)
    _record(data, by, who, Act.DRAFT_UNDONE, act.name)
    return act


def _record(data: Path, by: Person, who: str, act: Act, name: str, words: str = "") -> None:
    """With the list's fingerprint as it is now: a list that has another later was changed by hand.

    words: the stage of the object, and since when.
    """
    written = fingerprint(data / FILE_NAME)
    journal.add(data, access.named(by, who), Done(act, name, FILE_NAME if written else "", written, words))

"""Making an edition, by the office: whether they may, the edition itself, and its line in the journal."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from pathlib import Path

from malkollen.editions import editions
from malkollen.editions.file import NAME, Edition
from malkollen.office import access, journal
from malkollen.office.access import Person, Role
from malkollen.office.journal import Act, Done

LONGEST_WORD = 30
HELD_BY = re.compile("([a-z0-9]{1,40}en)s (?:mote|sammantrade)")
"""Whose meeting it is, without the genitive: "ledningsgruppen" of "ledningsgruppens mote"."""


def fix(data: Path, person: Person, name: str, day: date, meeting: str) -> Edition:
    """Pins everything as it is now. Arguments and errors as `editions.create`.

    Raises:
        AccessError: the person is not of the office now; nothing is made.
    """
    by = access.require(person, Role.OFFICE, data)
    made = editions.create(data, name, day, meeting)
    journal.add(data, by, Done(Act.FIXED, made.name, fingerprint=made.fingerprint, words=made.meeting))
    return made


def proposed_name(day: date, meeting: str, taken: Collection[str]) -> str:
    """A name that can be used: the month and whose meeting it is, numbered where there is one of it already.

    "2026-12-ledningsgruppen" of "Ledningsgruppens möte".
    """
    plain = unicodedata.normalize("NFKD", meeting.casefold()).encode("ascii", "ignore").decode()
    word = HELD_BY.match(plain) or re.search("([a-z0-9]+)", plain)
    base = f"{day:%Y-%m}-{word[1][:LONGEST_WORD]}" if word else f"{day:%Y-%m}"
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken and NAME.fullmatch(name))

"""The draft of the committee's list as it was compiled: a fact a row with its source, beside the reference data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from malkollen.errors import DataError
from malkollen.files import small_file
from malkollen.office import own_rows, priority_objects
from malkollen.office.priority_objects import STAGES
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import NO_BREAK_SPACE

COLUMNS = ("objekt", "uppgift", "värde", "avser", "källa", "anteckning")
PLACE, PROPOSED, PLANNED = "plats på listan", "föreslaget läge", "objekt i nationell plan"
SOUGHT = "i nationell plan"
"""What was found in the national plan under the object's name, where that is nothing."""
CONCERNS = "berör"
"""The subject that names a municipality that an object concerns, where its own name does not."""
FEWEST_LETTERS = 4
"""Of a word that two names have in common: "ny" and "väg" are in many."""
ENDINGS = frozenset({"n", "en", "et", "t", "na", "ar", "er", "or", "arna", "erna", "orna", "s", "ns", "ens", "ets"})
"""What one writer puts after a word of a name and another does not: Tvärförbindelsen, Tvärförbindelse."""
_SUM = re.compile(r"(\d[\d \u00a0]*) miljoner kronor")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}\b)")
"""The space within a number, which no line is to be broken at."""
OF_THE_LIST = "(listan)"
"""Where an object's name stands for the list itself: its history, who made the draft, what else lies here."""
ABOUT, DECIDED, OTHER = "om utkastet", "om den beslutade listan", "annat objekt i nationell plan"
AGE = "utkastets ålder"
SURE = "hur säkert"
"""The subject whose value says in a sentence how sure the rest is that is said of an object, and whose note says what
weakens it in a few words."""
LABEL = "visas som"
"""The subject whose value an object is shown under, where its name on the list that was found says too little."""


@dataclass(frozen=True)
class Fact:
    """One thing that is said of an object, as found: what, its value, the day or year it holds for, and who says so."""

    subject: str
    value: str
    as_of: str
    source: str
    note: str

    @property
    def msek(self) -> float | None:
        """The sum that its value begins with, millions of kronor; None where it begins with none."""
        found = _SUM.match(self.value)
        return float("".join(found[1].split())) if found else None


@dataclass(frozen=True)
class DraftObject:
    """An object of the draft.

    Attributes:
        number: its place on the list that was found.
        sure: how sure that is which is said of it, in a sentence; doubt: what weakens it, in a few words. Either is
            empty where nobody has said.
        label: what it is shown as; the name is what it is decided on by.
    """

    name: str
    number: int
    facts: tuple[Fact, ...]
    label: str
    sure: str = ""
    doubt: str = ""

    @property
    def plan_ids(self) -> tuple[str, ...]:
        """The ids it has in the national plan."""
        return tuple(fact.value for fact in self.facts if fact.subject == PLANNED)

    @property
    def is_sought(self) -> bool:
        """Whether its name has been looked for in the national plan, and is not there."""
        return not self.plan_ids and any(fact.subject == SOUGHT for fact in self.facts)

    @property
    def proposed(self) -> Fact | None:
        """The stage that is proposed; None where nothing that was found says any."""
        return next((fact for fact in self.facts if fact.subject == PROPOSED), None)


@dataclass(frozen=True)
class Draft:
    """What is left to decide on, in the order of the list that was found.

    Attributes:
        history: of the list itself; about: of what the draft is made; decided: what is known of the decided list,
            which it is not; age: from when the list is, in a sentence. Each is empty where it does not say.
        others: ids of other objects here in the national plan, on nobody's list.
    """

    objects: tuple[DraftObject, ...] = ()
    history: tuple[Fact, ...] = ()
    about: str = ""
    others: tuple[str, ...] = ()
    decided: str = ""
    age: str = ""


def file_name(home: str) -> str:
    """The draft of a cooperation, by the id of its home group: another's is never shown."""
    return f"priority_draft_{home}.csv"


def compiled(folder: Path, home: str) -> Draft:
    """The whole draft as it was compiled; empty where there is none. DataError where it cannot be read."""
    path = folder / "reference" / file_name(home)
    try:
        text = small_file.text(path, priority_objects.MOST_BYTES)
    except FileNotFoundError:
        return Draft()
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{path.name}: filen går inte att läsa") from None
    facts: dict[str, list[Fact]] = {}
    for cells in own_rows.read(path.name, text, COLUMNS, ","):
        name, *rest = (_SPACED.sub(NO_BREAK_SPACE, cells[column]) for column in COLUMNS)
        facts.setdefault(name, []).append(Fact(*rest))
    of_list = facts.pop(OF_THE_LIST, [])
    history = tuple(fact for fact in of_list if fact.subject not in (ABOUT, DECIDED, OTHER, AGE))
    about, others, decided, age = (
        tuple(fact.value for fact in of_list if fact.subject == one) for one in (ABOUT, OTHER, DECIDED, AGE)
    )
    objects = [_object(name, _place(path.name, name, of), of) for name, of in facts.items()]
    ordered = tuple(sorted(objects, key=lambda one: one.number))
    return Draft(ordered, history, " ".join(about), others, " ".join(decided), " ".join(age))


def _object(name: str, number: int, facts: Sequence[Fact]) -> DraftObject:
    sure, doubt = next(((fact.value, fact.note) for fact in facts if fact.subject == SURE), ("", ""))
    label = next((fact.value for fact in facts if fact.subject == LABEL), name)
    told = tuple(fact for fact in facts if fact.subject not in (SURE, LABEL))
    return DraftObject(name, number, told, label, sure, doubt)


def resembling(name: str, objects: Sequence[DraftObject]) -> list[DraftObject]:
    """The objects that a name may be of: every word of the shorter name stands in the longer, inflected or not."""
    return [one for one in objects if _is_alike(_words(name), _words(one.name))]


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _is_alike(words: set[str], others: set[str]) -> bool:
    shorter, longer = sorted((words, others), key=len)
    return all(any(map(partial(_is_same, word), longer)) for word in shorter) and any(
        len(word) >= FEWEST_LETTERS for word in shorter
    )


def _is_same(word: str, other: str) -> bool:
    """Whether two words are one, also where one of them has an ending that the other has not."""
    stem, inflected = sorted((word, other), key=len)
    is_inflected = len(stem) >= FEWEST_LETTERS and inflected.startswith(stem) and inflected[len(stem) :] in ENDINGS
    return stem == inflected or is_inflected


def _place(file: str, name: str, facts: Sequence[Fact]) -> int:
    """The place on the list that was found; DataError where an object has none or a stage that does not exist."""
    places = [fact.value for fact in facts if fact.subject == PLACE]
    stages = [fact.value for fact in facts if fact.subject == PROPOSED]
    if len(places) != 1 or not places[0].isdecimal():
        raise DataError(f"{file}: {excerpt(name)} ska ha en rad 'plats på listan' med ett tal")
    if len(stages) > 1 or any(stage not in STAGES for stage in stages):
        raise DataError(
            f"{file}: {excerpt(name)}: 'föreslaget läge' ska vara {', '.join(STAGES[:-1])} eller {STAGES[-1]}"
        )
    return int(places[0])

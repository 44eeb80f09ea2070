"""What the office is told once it has answered: how it went, and what can be taken back."""

from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.office import words
from dashboard.content.office.reading import Difference
from malkollen.office.room.accepted import Accepted
from malkollen.office.room.proposal import Kind
from malkollen.texts.swedish import at_time, number_word

RECEIPTS = {
    "accept": "Infört: siffrorna visas nu på alla sidor.",
    "refuse": "Lagt åt sidan: inget som visas är ändrat.",
    "put away": "Undanlagt: siffrorna fanns redan, och inget är ändrat.",
    "undo": "Ångrat: de förra siffrorna visas igen. Det som lästes in står under Det som hålls tillbaka.",
}
NONE = "Infört: inga siffror blev andra."
AFTER_NO: dict[Kind, str] = {
    "file": "Filen ligger kvar i listan över dem som ni har svarat nej till: läs in den igen, eller ta bort den.",
    "held": "Siffrorna står kvar under Det som hålls tillbaka: titta på dem igen, eller ta bort dem därifrån.",
    "fetch": "Hämta på nytt om du vill se dem igen.",
    "rebuild": "",
}
"""The way back from a no, by what was answered."""


def receipt(word: str, kind: Kind | None, brought: Difference | None = None) -> str:
    """How an answer went. kind: of what was said no to. brought: what a yes changed, where it can be told."""
    if brought and not brought.figures and not brought.verdicts:
        return NONE
    after = AFTER_NO[kind] if kind and word == "refuse" else ""
    return f"{RECEIPTS[word]} {after}".strip()


def undoable(facts: Facts, last: Accepted) -> str:
    """What may be taken back, and what that does."""
    return f"Ångra: visa de förra siffrorna igen ({_brought_in(facts, last)})"


def undoing(facts: Facts, steps: Sequence[Accepted]) -> str:
    """What taking back the first does, and what can be taken back after it."""
    does = "De förra siffrorna visas då igen. Det som lästes in ligger kvar och hålls tillbaka."
    if len(steps) < 2:
        return does
    count = len(steps) - 1
    more = "en inläsning till" if count == 1 else f"{number_word(count)} inläsningar till, en i taget"
    return f"{does} Sedan går det att ångra {more}; närmast {_brought_in(facts, steps[1])}."


def _brought_in(facts: Facts, one: Accepted) -> str:
    what = one.file or words.sources(facts, one.sources) or "ombyggnaden"
    return f"{what}, infört {at_time(one.at)} av {one.by}"

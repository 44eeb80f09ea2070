"""What no figure answers, told by how a question is put: what would happen, what will come, why, one place alone."""

import re
from dataclasses import dataclass
from re import Pattern

from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, asking
from dashboard.content.questions.reading.language import way

IF_WITHOUT = way(
    r"\b(?:om|utan|när) (?:man |vi |ni )?(?:tar|räknar|plockar|drar|bortser|lyfter) (?:bort|ifrån|ur|av)\b|"
    r"\b(?:räknar?s?|tas|räknat) (?:bort|utan)\b|\bborträkna\w*"
)
"""That figures are asked for without one of ours."""
IF = way(
    r"\b(?:visa|räkna ut|säga) vad som (?:händer|skulle hända)\b|\bgöra ingenting\b|\binget görs\b|"
    r"\bvad (?:händer|blir|betyder det|innebär det|skulle hända|kostar det)\b.{0,80}\bom\b|\bkonsekvens\w*|"
    r"\bräcker det (?:att|om|med)\b|"
    r"\b(?:hur mycket|vad) (?:skulle|hade)\b.{0,80}\bom (?:vi|man|alla|de|staten|region\w*)\b"
)
"""That it is asked what would happen."""
COMES = way(
    r"\bprognos\w*|\bframskriv\w*|\bscenari\w*|"
    r"^(?:kommer|kan|hinner|lär) .{0,60}\b(?:synas|nå\w*|bli|hinna|märkas)\b|"
    r"\brisk(?:en)? (?:att|för att|finns)\b|\bhur (?:ser|kommer) det (?:att )?(?:ut|se ut) (?:om|20[3-9][0-9])"
)
"""That it is asked what will come."""
CAUSES = way(r"\b(?:påverkat|påverkade|bidragit till|lett till|inneburit för|fått för effekt)\b")
"""That it is asked what has come of something."""
PLACE = re.compile(r"\b(?:[Ll]inje|[Bb]uss) \d{1,3}\b|"
    r"\b[A-ZÅÄÖ]\w{2,20} (?:station|centrum|sjukhus|torg|hamn|trafikplats)\b|"
    r"\b(?:vid|på|i) (?:vår|min|en) (?:station|hållplats|väg|gata)\b")  # fmt: skip
"""That it is asked of one place, station or line."""


@dataclass(frozen=True)
class Kind:
    """How a question is put that no figure answers, and what is said of it.

    Attributes:
        is_supposed: whether that is said also where what the question is of has an answer.
    """

    put: Pattern[str]
    told: str
    is_supposed: bool = True


KINDS = (
    Kind(IF_WITHOUT, "Siffrorna räknas inte om utan en kommun. Varje kommun står för sig på Sida vid sida."),
    Kind(IF, "Vad som skulle hända räknar Målkollen inte ut."),
    Kind(COMES, "Vad som kommer att hända räknas bara mot mål som är satta; annars står här det som har hänt."),
    Kind(CAUSES, "Vad som beror på vad visar siffrorna inte."),
    Kind(asking.ASPECTS["why"], "Varför det är så visar siffrorna inte.", is_supposed=False),
)
ONE_PLACE = "Siffrorna gäller hela kommuner: en enskild ort, station, linje eller väg visas inte för sig."
RECOGNISED = "Målkollen hittar inget säkert svar på hela frågan, men känner igen det här:"
NEAREST = "{why} Närmaste svar här:"


def told(facts: Facts, asked: str) -> str:
    """Why no figure answers a question, a sentence or two; empty where its words do not tell."""
    kind = next((one.told for one in KINDS if one.put.search(asked)), "")
    return " ".join(filter(None, (kind, ONE_PLACE if is_of_place(facts, asked) else "")))


def before(facts: Facts, asked: str, *, is_left: bool) -> str:
    """What stands before answers of what a question names, where none is of all of it: why, or that it is not sure.

    Args:
        is_left: whether the question has words that no answer is of.
    """
    why = told(facts, asked)
    return NEAREST.format(why=why) if why else RECOGNISED if is_left else ""


def supposed(asked: str) -> str:
    """That what would happen or what will come is not reckoned, where that is asked; empty otherwise."""
    return next((one.told for one in KINDS if one.is_supposed and one.put.search(asked)), "")


def is_of_place(facts: Facts, asked: str) -> bool:
    """Whether a question is of one place, station or line that no municipality is called after."""
    found = PLACE.search(asked)
    return found is not None and not areas.ours_in(facts, found.group())

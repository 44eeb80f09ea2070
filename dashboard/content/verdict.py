"""A verdict as the screen says it: three small answers with symbol and word, and how it stands against others."""

from dataclasses import dataclass
from typing import Literal

from dashboard.content.facts import Facts
from dashboard.content.targets import NO_TARGET
from malkollen.assess.assessment import DEPENDS, Assessment
from malkollen.assess.direction import CONTRADICTED, IMPROVES, NO_CHANGE, NOT_ASSESSABLE, WORSENS
from malkollen.assess.forecast import DOES_NOT_REACH, REACHES, WORST
from malkollen.assess.goal import FAR
from malkollen.assess.lead import CLOSING, FIRST, GROWING, LEAD_GROWS, LEAD_SHRINKS
from malkollen.assess.target import AT_LEVEL, BELOW_LEVEL, REACHED, WORSE_THAN_BASE
from malkollen.assessments import Answer, Assessed

Symbol = Literal["good", "bad", "up", "down", "flat", "unsure", "unknown", "place"]
SYMBOLS: dict[str, Symbol] = {
    REACHED: "good",
    AT_LEVEL: "good",
    REACHES: "good",
    FIRST: "good",
    BELOW_LEVEL: "bad",
    WORSE_THAN_BASE: "bad",
    FAR: "bad",
    WORST: "bad",
    IMPROVES: "up",
    CLOSING: "up",
    LEAD_GROWS: "up",
    WORSENS: "down",
    GROWING: "down",
    LEAD_SHRINKS: "down",
    NO_CHANGE: "flat",
    CONTRADICTED: "unsure",
    DEPENDS: "unsure",
    NOT_ASSESSABLE: "unknown",
}


@dataclass(frozen=True)
class Answered:
    """One small answer: the question, the symbol, the word and, where it says less than a word, why."""

    question: str
    symbol: Symbol
    word: str
    reason: str = ""


def answers(facts: Facts, key: str, area: str, variant: Answer = None) -> list[Answered]:
    """Läge, utveckling, prognos mot mål, and for ours how it stands against the others."""
    found = facts.assessor.assess(key, area, variant)
    shown = [_position(found), _direction(found.found), _forecast(found.found)]
    if area == facts.areas.home.id and (found.found.lead.label or found.found.lead.sets):
        shown.append(_lead(found.found))
    return shown


def verdict(facts: Facts, key: str, area: str) -> list[Answered]:
    """The small answers that are said first: joint over the variants where there are any."""
    return answers(facts, key, area, facts.assessor.variants(key)[-1])


def symbol(label: str | None) -> Symbol:
    """The symbol of a label; a rank is a place, neither good nor bad."""
    if label is None:
        return "unknown"
    if label.startswith(DOES_NOT_REACH):
        return "bad"
    if label.startswith("osäkert"):
        return "unsure"
    return SYMBOLS.get(label, "place")


def _position(found: Assessed) -> Answered:
    position = found.found.position
    word = position.label or NOT_ASSESSABLE
    if position.kind == "jamforelse" and position.sets and position.label:
        word = f"{position.label} regioner"
    return Answered("Läge", symbol(position.label), word, position.reason or "")


def _direction(found: Assessment) -> Answered:
    label = found.direction.label
    reason = found.direction.reason if label in (None, NOT_ASSESSABLE, DEPENDS) else None
    return Answered("Utveckling", symbol(label), label or "bedöms inte", reason or "")


def _forecast(found: Assessment) -> Answered:
    forecast = found.forecast
    if forecast.label is None and found.kind != "mal":
        return Answered("Prognos mot mål", "unknown", NO_TARGET.lower())
    if found.position.is_reached:
        return Answered("Prognos mot mål", "good", "redan uppnått")
    word = forecast.label or NOT_ASSESSABLE
    if forecast.away_from_target:
        word = f"{word}; utvecklas bort från målet"
    return Answered("Prognos mot mål", symbol(forecast.label), word, forecast.reason or "")


def _lead(found: Assessment) -> Answered:
    label = found.lead.label
    return Answered("Mot de andra regionerna", symbol(label), label or NOT_ASSESSABLE, found.lead.reason or "")

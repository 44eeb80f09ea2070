"""How a verdict came about in words of every day, above its arithmetic: the method's own words lie one fold down."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Fold, Sheet
from dashboard.blocks.pieces import Steps
from dashboard.content.facts import Facts
from dashboard.content.reasoning import method_line, why
from malkollen.assess.assessment import DEPENDS
from malkollen.assess.direction import CONTRADICTED, IMPROVES, NO_CHANGE, WORSENS, Direction

WHOLE = "Hela uträkningen, med metodens ord"
"""The fold of the arithmetic."""
COMPARED = "Vi jämför åren {years} två och två."
BELOW = {
    IMPROVES: "De allra flesta par går åt rätt håll, oftare än slumpen brukar ge, och ändringen är stor nog.",
    WORSENS: "De allra flesta par går åt fel håll, oftare än slumpen brukar ge, och ändringen är stor nog.",
    NO_CHANGE: "Paren går åt olika håll, så att det kan vara en slump, eller ändringen är för liten för att räknas. "
    "Därför säger vi varken att det blir bättre eller sämre.",
    CONTRADICTED: "De allra flesta par går åt samma håll, men det senaste året tydligt åt det andra.",
}
"""What the years show, by the word that they gave."""
BY_CARS = (
    "Bilar räknas på två sätt: alla, och utan kommuner med många företagsbilar. De två ger olika svar, eller så går "
    "bara det ena att räkna."
)
UNJUDGED = "Utvecklingen bedöms inte än: det finns för få år att jämföra, eller så går de inte att jämföra."


def sentence(moved: Direction) -> str:
    """How the word of utveckling came about: which years are compared, and what they show."""
    if moved.label == DEPENDS:
        return BY_CARS
    if moved.label not in BELOW:
        return UNJUDGED
    return f"{COMPARED.format(years=f'{moved.from_year}–{moved.to_year}')} {BELOW[moved.label]}"


def blocks(facts: Facts, key: str, area: str, *sheets: Sheet) -> list[Text | Fold]:
    """The sentence, and folded the arithmetic. sheets: what it was reckoned from."""
    steps = Steps(why(facts, key, area), method_line())
    return [
        Text(sentence(facts.assessor.verdict(key, area).assessment.direction)),
        Fold(WHOLE, [steps, *sheets], key=f"whole-{key}"),
    ]

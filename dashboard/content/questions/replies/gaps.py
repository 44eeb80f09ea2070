"""What every answer that lacks something says: what a measure is, and whom to ask."""

from dataclasses import replace

from dashboard.blocks.page import Link
from dashboard.content.answers.answers import Answered
from dashboard.content.answers.indicator import FEW
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import kinds
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside

PEOPLE = {"personer", "invånare"}
"""Units of measures that count people."""
LIVING, LIVE = "boende ", "bo "
NOT_FOUND = "Målkollen hittar inget svar på det."
NOT_BELOW = "Fick du inte svar på {parts}?"
"""Of parts of a question, which an answer above may tell."""
RUN_BY = "Trafiken körs av {operators}."
HELD_BY = "Siffror om det finns hos {holder}."
NO_CONTACT = "Kontaktuppgifter är inte ifyllda än."


def measured(indicator: Indicator) -> str:
    """What a measure is, by its name: another one may be told in the same answer."""
    return f"Så mäts {plain(indicator)}: {inside(indicator.about)}"


def uncounted(answered: Answered) -> Answered:
    """An answer without how many there are, which stands by itself beside it."""
    quarter = answered.typed.quarter if isinstance(answered.typed, IndicatorAnswer) else None
    few = FEW.format(count=quarter.few) if quarter else ""
    return replace(answered, answer=answered.answer.replace(few, "")) if few else answered


def whom(facts: Facts) -> str:
    """Who can tell more of what is missing."""
    return f"{capital(facts.home.office)} kan svara på frågor om det."


def ask(facts: Facts) -> str:
    """Whom to ask."""
    return f"Fråga {facts.home.office}."


def unknown(facts: Facts) -> str:
    """What to do where words of a question are found nowhere here: an answer above may tell them all the same."""
    return f"Fick du inte svar på allt? Ställ en fråga i taget, eller {inside(ask(facts))}"


def otherwise(facts: Facts) -> str:
    """Whom to ask where nothing that is shown was meant."""
    return f"Annars: fråga {facts.home.office}."


def near_it(facts: Facts, asked: str, key: str) -> str:
    """Who can tell more: who runs the traffic that is asked of, who publishes what is near, and the office.

    Args:
        key: of the measure that it is asked of; none's where it is of no measure with figures.
    """
    named = publishers(facts, key) if key in facts.of_programme and facts.is_computed(key) else ""
    near = f"Siffrorna om {plain(facts.indicator(key))} ges ut av {named}." if named else ""
    runs = RUN_BY.format(operators=operators(facts)) if kinds.SCHEDULED.search(asked) else ""
    return " ".join(filter(None, (runs, near, ask(facts))))


def held(facts: Facts, holder: str | None) -> str:
    """Who holds figures that are not here, where that is known, and whom to ask."""
    return " ".join(filter(None, (HELD_BY.format(holder=holder) if holder else "", whom(facts))))


def operators(facts: Facts) -> str:
    """Who runs the traffic."""
    return ", ".join(one.upper() for one in facts.home.timetable_operators)


def contact(facts: Facts) -> str:
    """How the office is reached, or that nobody has filled it in."""
    return f"Den som sköter servern: {facts.home.keeper}." if facts.home.keeper else NO_CONTACT


def publishers(facts: Facts, key: str) -> str:
    """Who publishes the figures of a measure: "SCB", "SCB och Trafikanalys"; empty where it has none."""
    from_whom = dict.fromkeys(one.publisher for one in facts.sources_of(key))
    return " och ".join(from_whom)


def on_goal(facts: Facts, goal: str) -> Link:
    """The way to the page of a goal, opened at it."""
    return Link(f"Läs mer på Mål: {facts.goals[goal].heading}", "goal", (("mal", goal),))


def of_whole(facts: Facts, link: Link, area: str) -> Link:
    """A way to a page that shows the home group, which it says where the answer is of another area."""
    if area == facts.areas.home.id:
        return link
    choices = tuple((name, "" if name == "omrade" else value) for name, value in link.choices)
    return replace(link, label=f"{link.label} ({facts.home.at})", choices=choices)


def asked_more(facts: Facts, key: str) -> str:
    """How it is asked how many things are missing; of people how many more are to live so: nobody is missing."""
    indicator = facts.indicator(key)
    parsed, name = indicator.parsed, plain(indicator)
    units = {facts.registry.measures[one].unit for one in parsed.counted} if parsed else set[str]()
    if units & PEOPLE:
        return f"Hur många fler behöver {LIVE}{name.removeprefix(LIVING)}"
    return f"Hur många {name} fattas"

"""How many cars can be charged, and how large a part they are: those on electricity alone and the plug-in hybrids."""

import re
from functools import partial

from dashboard.content.facts import Facts
from dashboard.content.questions.apart import people
from dashboard.content.questions.reading import asking
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import comparisons, figures
from dashboard.content.ranks import is_fleet
from malkollen.texts.swedish import number

CHARGEABLE = "cars:chargeable"
"""The key of how many cars can be charged."""
ASKED = said(
    r"(?:person)?bil\w*\b.{0,30}\b(?:går att ladda|kan laddas|är laddbara?)|laddbara (?:bil|personbil)\w*|laddhybrid\w*"
)
COUNTED = said(r"hur många|antal\w*|procent")
OF_POINTS = re.compile(r"\b\w*(?:ladd(?:are|punkt|stolp|station|plats|effekt)|effekt)\w*|\bfattas\b|\bnya\b|\bper\b",
    re.IGNORECASE)  # fmt: skip
"""What such a question is not of: where they are charged, how many are missing, new cars."""
HYBRIDS = way(r"\bladdhybrid\w*")
OF_BOTH = (
    "{both} bilar går att ladda, {share} procent av bilarna {year}: {electric} elbilar och {hybrids} laddhybrider."
)
OF_HYBRIDS = (
    "{hybrids} laddhybrider {year}. Med {electric} elbilar är det {both} bilar som går att ladda, {share} procent."
)


def asked_of(facts: Facts, asked: str) -> Question | None:
    """A question of how many cars can be charged; None of anything else, and where they are not all counted."""
    is_asked = ASKED.search(asked) and (COUNTED.search(asked) or asking.SHARE.search(asked))
    cars = facts.registry.roles.chargeable
    share = {cars.electric, cars.whole} if cars else set[str]()
    key = next((one for one, its in facts.of_programme.items() if share and {*its.measures} == share), None)
    is_else = OF_POINTS.search(asked) or asking.is_of_change(asked)
    if not is_asked or is_else or key is None or not facts.is_computed(key):
        return None
    told = OF_HYBRIDS if HYBRIDS.search(asked) else OF_BOTH
    words = tuple(word for one in beside(facts) for word in facts.indicator(one.partition(":")[2]).words)
    return Question(CHARGEABLE, asked, "", partial(_reply, facts, key, told), words, is_listed=False)


def beside(facts: Facts) -> set[str]:
    """The keys of what else may be meant: the indicators that count such cars."""
    cars = facts.registry.roles.chargeable
    kinds = {cars.electric, cars.plug_in} if cars else set[str]()
    return {f"indicator:{key}" for key, its in facts.of_programme.items() if kinds & {*its.measures}}


def _reply(facts: Facts, key: str, text: str, area: str) -> Reply:
    """Both kinds with their sum and its part of all cars; the answer of electric cars where one is not known."""
    own, cars = figures.of_one(facts, key, area), facts.registry.roles.chargeable
    known = people.held(facts, area, cars.electric, cars.plug_in, cars.whole) if cars else None
    if known is None or not known[1][2]:
        return own
    year, (electric, hybrids, whole) = known
    told = text.format(both=number(electric + hybrids), share=number(100 * (electric + hybrids) / whole, 1), year=year,
        electric=number(electric), hybrids=number(hybrids))  # fmt: skip
    hedge = comparisons.FLEETS.format(names=facts.areas.name(area)) if is_fleet(facts, key, area) else ""
    asked = f"Hur många bilar går att ladda {figures.where(facts, area)}?"
    return Reply(asked, told, hedge=hedge, source=own.source, links=own.links)

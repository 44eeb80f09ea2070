"""What the page Jämför answers of another year than the latest: where ours stood then, with the latest beside it."""

from dashboard.blocks.blocks import Answer
from dashboard.content.answers.answers import Answered
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import country_value
from dashboard.content.ranks import SetRank, set_ranks
from dashboard.content.text import amount, ended
from malkollen.registry.home import capital
from malkollen.texts.swedish import unnamed


def answer(facts: Facts, key: str, year: int, latest: Answered) -> Answer:
    """Ours in a year, in the comparison that the answers lead with, and what is answered of the latest."""
    question = f"Hur stod sig {facts.home.name} i {plain(facts.indicator(key))} {year}?"
    newest = f"{latest.year}: {latest.answer}" if latest.year else ""
    entry = _leading(facts, key, year)
    word = capital(entry.text) if entry and entry.group_rank else ""
    return Answer(question, word, summary(facts, key, year), newest)


def _leading(facts: Facts, key: str, year: int) -> SetRank | None:
    leading = facts.registry.goals[facts.indicator(key).goal].answer_set
    return next((entry for entry in set_ranks(facts, key, year) if entry.key == leading), None)


def summary(facts: Facts, key: str, year: int) -> str:
    """Our value in a year beside the best of the others and riket; where regions have no places, why."""
    indicator, home, entry = facts.indicator(key), facts.areas.home, _leading(facts, key, year)
    value = amount(indicator, facts.evaluation(key).at(home.id, year).value)
    if entry and entry.group_rank:
        best, country = entry.group_rank.best, country_value(facts, key, year, facts.variants(key)[0])
        beside = [f"{unnamed(facts.areas.name(best))} {amount(indicator, entry.values[best])}"]
        beside += [f"riket {amount(indicator, country)}"] if country is not None else []
        return ended(f"{home.name} {value}; {', '.join(beside)}")
    direction = "Högre är bättre." if indicator.better == "higher" else "Lägre är bättre."
    if indicator.is_total:
        return f"{home.name}: {value} år {year}. Områden av olika storlek rangordnas inte; takten jämförs. {direction}"
    return f"{home.name}: {value} år {year}. Indikatorn visas som sammanhang och rangordnas inte. {direction}"

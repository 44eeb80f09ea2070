"""Every year of an indicator on the map and in the spread: what each one says, and how the spread stood."""

from collections.abc import Sequence

from dashboard.blocks.live import Spreads
from dashboard.blocks.pieces import YearSlider
from dashboard.content.facts import Facts
from dashboard.content.indicator import indicator as texts, spread as drawings
from dashboard.content.indicator.case import Case
from dashboard.content.text import amount, ended


def shown_years(facts: Facts, case: Case) -> Sequence[int]:
    """Every year from the first with a municipality's value to the last, those without values too."""
    values = facts.evaluation(case.indicator, case.variant)
    known = [
        year for year in values.years() if any(values.at(c, year).value is not None for c in facts.areas.municipalities)
    ]
    return range(known[0], known[-1] + 1) if known else ()


def slider(facts: Facts, case: Case, scope: str) -> YearSlider:
    """The slider over the years with a sentence each; a year without figures and a break are said."""
    steps = tuple((year, sentence(facts, case, year)) for year in shown_years(facts, case))
    usual = facts.evaluation(case.indicator).latest_year
    about = f"{case.indicator} {case.variant or ''} {case.area} {scope}"
    breaks = frozenset(facts.registry.breaks_of(case.indicator))
    return YearSlider(steps, breaks, case.year, usual, about)


def sentence(facts: Facts, case: Case, year: int) -> str:
    """What is seen in a year, and before it, where the series is broken there, why earlier years cannot be held to it.

    Of a total only the home group's own: its municipalities would say which one is large.
    """
    key, indicator = case.indicator, facts.indicator(case.indicator)
    broken = facts.registry.breaks_of(key).get(year)
    before = f"Serien bryts {year}: {ended(broken)} " if broken else ""
    if not texts.has_municipalities(facts, key, year):
        return f"{before}Uppgift saknas för {year}."
    if not texts.is_additive(facts, key):
        return f"{before}Kommunernas egna tal {year}."
    if indicator.is_total:
        value = facts.evaluation(key, case.variant).at(facts.areas.home.id, year).value
        own = amount(indicator, value) if value is not None else texts.missing_text(facts, key, facts.areas.home.id)
        return f"{before}{facts.home.name}: {ended(own)}"
    return f"{before}{texts.spread_text(facts, key, year, case.variant)}"


def spreads(facts: Facts, case: Case) -> Spreads:
    """The spread of every year on one axis."""
    indicator, by_year = facts.indicator(case.indicator), {}
    for year in shown_years(facts, case):
        of_year = drawings.spread_content(facts, Case(case.indicator, case.area, year, case.variant))
        by_year[year] = (of_year.rows, of_year.marks, of_year.background, of_year.strip)
    return Spreads(by_year, case.year, indicator.unit, indicator.decimals)

"""What the page Jämför says: ours beside the other regions, in every declared set and variant."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.content.facts import Facts
from dashboard.content.indicator import country_value
from dashboard.content.ranks import SetRank, interval
from dashboard.content.spread import SeriesContent, area_series, own_text, variants_record
from dashboard.content.table import Table, table
from dashboard.content.values import file_name
from dashboard.text import VARIANTS, amount, ended
from malkollen.areas import COUNTRY


def is_comparable(facts: Facts, key: str) -> bool:
    """Whether areas of different size may be set beside each other by it."""
    return not facts.indicator(key).is_total


def summary(facts: Facts, key: str, year: int) -> str:
    """Ours in one sentence: value and rank over all sets and variants."""
    indicator, home = facts.indicator(key), facts.areas.home
    value = amount(indicator, facts.evaluation(key).at(home.id, year).value)
    placed = interval(facts, key, year)
    direction = "Högre är bättre." if indicator.better == "higher" else "Lägre är bättre."
    if placed:
        return f"{home.name}: {value} år {year}, {placed} regioner över alla jämförelser. {direction}"
    return f"{home.name}: {value} år {year}. Indikatorn visas som sammanhang och rangordnas inte. {direction}"


def set_text(facts: Facts, key: str, year: int, entry: SetRank) -> str:
    """One set in one variant: the rank and the distance to the best other region."""
    indicator = facts.indicator(key)
    name = facts.areas.name(entry.ours)
    heading = f"{VARIANTS[entry.variant]}: " if entry.variant else ""
    own = entry.values[entry.ours]
    if own is None:
        return f"{heading}{name} har inget värde {year}."
    if entry.found is None:
        return ended(f"{heading}{name} {amount(indicator, own)}")
    return f"{heading}{name} {amount(indicator, own)}, {entry.text}."


def bar_rows(facts: Facts, key: str, year: int, entry: SetRank) -> list[tuple[str, float | None, str]]:
    """The set's regions, best first, and riket last as a measure of all."""
    sign = 1 if facts.indicator(key).better == "higher" else -1
    ordered = sorted(entry.values.items(), key=lambda item: (item[1] is None, -sign * (item[1] or 0)))
    rows = [(facts.areas.name(group), value, "home" if group == entry.ours else "group") for group, value in ordered]
    return [*rows, ("Riket", country_value(facts, key, year, entry.variant), "country")]


def set_table(facts: Facts, key: str, year: int, name: str) -> Table:
    """Every region of a set and riket, in every variant: the bars as a table."""
    indicator, declared = facts.indicator(key), facts.registry.comparison_sets[name]
    records = [variants_record(facts, key, area, year) for area in [*declared.groups, COUNTRY]]
    title = f"{declared.title}: {indicator.title.lower()} {year}, {indicator.unit}"
    file = file_name(facts, key, year, name, None)
    return table(title, file, records, facts.source_line(key), hidden=("Områdeskod", "Status"), emphasis=[0])


def own_series(facts: Facts, key: str, areas: Sequence[str]) -> SeriesContent:
    """The series of areas somebody chose."""
    chosen = next((area for area in areas if area not in (facts.areas.home.id, COUNTRY)), areas[0])
    return replace(area_series(facts, key, areas, chosen, None), text=own_text(facts, key, areas))

"""What the indicator page says: the takeaway, the arithmetic, the spread and the target's path."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import Case, since_base
from dashboard.content.ranks import why_without
from dashboard.content.remembered import remembered
from dashboard.content.text import ROUGH, WHY_ROUGH, amount, change_text, ended, short_amount, status_in_full, surveyed
from dashboard.content.values import base_year, change_before, how_many_rose, plain, previous_text
from malkollen.registry.home import capital
from malkollen.texts.swedish import number, with_unit
from malkollen.values import rough
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Value, Variant

MEAN_DIFFERS_BY = 0.5
COVERED = {"transit_to_car_time_ratio": "transit_to_car_covered_pct"}
"""The series that says how much of the commuting a computed ratio covers."""
UNWEIGHTED = (
    "Pendlingsmatrisen är inte inläst: kvoten för {name} {year} räknas på resorna mellan kommuncentrumen, där varje "
    "resa väger lika, och inte på hur många som pendlar."
)
NOT_ADDITIVE = "uppgiften kan inte summeras för en grupp, eftersom resor mellan medlemmarna inte korsar gruppens gräns."


@dataclass(frozen=True)
class Headline:
    """An area's figures for the top of a page, as texts."""

    value: str
    year: int
    since_previous: str
    since_base: str
    country: str
    status: str


def headline(facts: Facts, case: Case, *, is_doubt_told: bool = False) -> Headline:
    """The area's value, what has changed and riket's value. is_doubt_told: why a change says too much stands above."""
    key, area, year, variant = case.indicator, case.area, case.year, case.variant
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    own = evaluation.at(area, year)
    published = country_value(facts, key, year, variant) if area == COUNTRY and own.value is None else None
    value = own.value if published is None else published
    shown = surveyed(indicator, own) if own.value is not None else amount(indicator, value)
    return Headline(
        shown if value is not None else missing_text(facts, key, area),
        year,
        previous_text(facts, evaluation, area, year),
        since_base(facts, case, is_doubt_told=is_doubt_told),
        amount(indicator, country_value(facts, key, year, variant)),
        _headline_status(facts, key, own, is_published=published is not None),
    )


def _headline_status(facts: Facts, key: str, value: Value, *, is_published: bool) -> str:
    if is_published:
        return "som publicerad"
    is_group = len(facts.areas.by_id[value.area].members) > 1
    return "kan inte summeras" if is_group and not is_additive(facts, key) else status_in_full(facts.registry, value)


def missing_text(facts: Facts, key: str, area: str) -> str:
    """What stands in a missing value's place: a group's commuters are not missing, they cannot be summed."""
    if rough.is_rough(facts.indicator(key), facts.areas.by_id[area]):
        return ROUGH
    is_group = len(facts.areas.by_id[area].members) > 1
    is_municipal = not is_additive(facts, key) or (
        facts.indicator(key).series and has_municipalities(facts, key, facts.evaluation(key).latest_year)
    )
    return "visas per kommun" if is_group and is_municipal else "uppgift saknas"


def first(facts: Facts) -> str:
    """The indicator that is shown until another is chosen: of the programme that is read, with figures.

    The one that comparisons begin with where it is among them, else the second of the first goal's, else any.
    """
    known = [key for goal in facts.goals for key in facts.of_goal(goal, is_computed=True)]
    declared = facts.registry.roles.compared_first
    return declared if declared in known else (known or list(facts.registry.indicators))[:2][-1]


def is_additive(facts: Facts, key: str) -> bool:
    """Whether an indicator's measures may be summed over the members of an area."""
    return all(facts.registry.measures[measure].is_additive for measure in facts.indicator(key).measures)


def is_emission(facts: Facts, key: str) -> bool:
    """Whether an indicator reads a measure that is drawn as an index: emissions, where years move all at once."""
    indexed = {m for i in facts.registry.indicators.values() if i.index_year for m in i.measures}
    return bool(indexed & set(facts.indicator(key).measures))


@remembered
def common_move(
    facts: Facts, key: str, year: int, beside: str | None = None, *, is_riket_told: bool = False
) -> str | None:
    """What happened to all at once, for emissions: riket's change and how many municipalities rose.

    A year like 2024 must never be read as the home group's own doing. Where what is said beside it has riket's change,
    that is not said again.
    """
    indicator, evaluation = facts.indicator(key), facts.counted(key)
    change = change_before(facts, evaluation, COUNTRY, year)
    if not is_emission(facts, key) or change is None or change.percent is None:
        return None
    changes = [change_before(facts, evaluation, code, year) for code in facts.areas.municipalities]
    known = [c.difference for c in changes if c and c.difference is not None and c.from_year == change.from_year]
    rose = sum(difference > 0 for difference in known)
    country = f"riket {change_text(indicator, change)}"
    if is_riket_told or bool(beside and f"{country}." in beside):
        return f"Värdet {how_many_rose(rose, len(known), year)}"
    return f"{country.capitalize()}; {how_many_rose(rose, len(known))}"


def country_value(facts: Facts, key: str, year: int, variant: Variant | None) -> float | None:
    """Riket's computed value; where the municipalities do not reach, its value as published."""
    value = facts.evaluation(key, variant).at(COUNTRY, year).value
    series = facts.indicator(key).published_series
    if value is None and series and variant != "without":
        return facts.published.get((series, COUNTRY), {}).get(year)
    return value


def takeaway(facts: Facts, case: Case, *, is_named: bool = True) -> str:
    """One sentence to carry away: what it is of, if named, value, change, riket. Nobody is pointed out as last."""
    key, area, year, variant = case.indicator, case.area, case.year, case.variant
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    name, value = facts.areas.name(area), evaluation.at(area, year)
    if value.value is None and area == COUNTRY and (published := country_value(facts, key, year, variant)) is not None:
        return ended(
            f"{capital(phrases.plain(indicator))}, riket som publicerat: {amount(indicator, published)} år {year}"
        )
    if value.value is None:
        return f"{name} har inget värde {year}: {why_missing(facts, case)}"
    what = f"{capital(phrases.plain(indicator))}, " if is_named else ""
    sentence = f"{what}{name}: {surveyed(indicator, value)} år {year}, {previous_text(facts, evaluation, area, year)}."
    country = country_value(facts, key, year, variant)
    if country is not None and not indicator.is_total and area != COUNTRY:
        sentence += f" Riket: {ended(amount(indicator, country))}"
    if variant != "without" and area != COUNTRY and (without := without_fleets(facts, key, area, year)):
        sentence += f" {without}"
    return sentence


def without_fleets(facts: Facts, key: str, area: str, year: int) -> str | None:
    """The other variant of registered vehicles, so that nobody's fleet is read as what inhabitants do."""
    indicator = facts.indicator(key)
    if not indicator.has_fleet_variants:
        return None
    other = facts.evaluation(key, "without")
    own, country = other.at(area, year).value, other.at(COUNTRY, year).value
    if own is None or country is None:
        return None
    return f"Utan kommuner med många företagsbilar {amount(indicator, own)}, riket {ended(amount(indicator, country))}"


def spread_text(facts: Facts, key: str, year: int, variant: Variant | None, *, has_whole: bool = True) -> str:
    """The spread of the home group's municipalities, without naming the ends. has_whole: whether its own value too."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    values = [v for code in facts.areas.home_members if (v := evaluation.at(code, year).value) is not None]
    if rough.is_for_groups(indicator):
        whole = amount(indicator, evaluation.at(facts.areas.home.id, year).value)
        return f"{facts.areas.home.name} tillsammans: {ended(whole)} {capital(WHY_ROUGH)}"
    if not values:
        return f"Ingen av {facts.members.municipalities} har ett värde {year}."
    low, high = short_amount(indicator, min(values)), short_amount(indicator, max(values))
    every = facts.members.municipalities
    count = capital(every) if len(values) == facts.members.count else f"{len(values)} av {every}"
    own = evaluation.at(facts.areas.home.id, year).value
    whole = f" {facts.areas.home.name} tillsammans: {amount(indicator, own)}"
    together = ended(whole) if own is not None and has_whole else ""
    unit = "" if indicator.is_share else f" {indicator.unit}"
    return ended(f"{count} ligger mellan {low} och {high}{unit}") + together


def is_computed_series(facts: Facts, key: str) -> bool:
    """Whether an indicator that is a series is computed here (of timetables), and not published by anyone."""
    if not facts.indicator(key).series:
        return False
    cells = facts.evaluation(key).cells.values()
    return any("estimated" in cell.status for years in cells for cell in years.values())


def why_missing(facts: Facts, case: Case) -> str:
    """The reason an area has no value in a year, in words."""
    key, evaluation = case.indicator, facts.evaluation(case.indicator, case.variant)
    if rough.is_rough(facts.indicator(key), facts.areas.by_id[case.area]):
        return WHY_ROUGH
    if not is_additive(facts, key):
        return NOT_ADDITIVE
    if facts.indicator(key).series:
        if is_computed_series(facts, key):
            return "underlaget räcker inte för ett värde för området det året; vad som krävs står bland förbehållen."
        return "inget värde är publicerat för området det året, och det räknas inte ur andra områdens."
    if case.variant == "without" and case.area not in evaluation.cells:
        return f"{why_without(facts, key, case.area)}."
    if "not_applicable" in evaluation.at(case.area, case.year).status:
        return "det som formeln delar med är noll."
    return "uppgiften finns inte här för det året, eller täcker mindre än 95 procent av invånarna."


def held(facts: Facts, case: Case) -> Case:
    """The case that can be shown: of a municipality's too rough figure the home group's, or riket's for others'."""
    return replace(case, area=held_area(facts, case.indicator, case.area))


def held_area(facts: Facts, key: str, area: str) -> str:
    """The area whose figure can be shown where one asks for an area's."""
    if not rough.is_rough(facts.indicator(key), facts.areas.by_id[area]):
        return area
    return facts.areas.home.id if area in facts.areas.home_members else COUNTRY


def has_municipalities(facts: Facts, key: str, year: int) -> bool:
    """Whether any municipality has a value to show on a map."""
    return any(facts.evaluation(key).at(code, year).value is not None for code in facts.areas.municipalities)


def mean_note(facts: Facts, key: str, year: int) -> str | None:
    """Kolada's group figures are unweighted means: the difference, where it is more than half a procentenhet."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    if not indicator.is_share or indicator.series:
        return None
    values = [v for code in facts.areas.home_members if (v := evaluation.at(code, year).value) is not None]
    own = evaluation.at(facts.areas.home.id, year).value
    mean = sum(values) / len(values) if values else None
    if own is None or mean is None or abs(mean - own) <= MEAN_DIFFERS_BY:
        return None
    return (
        f"Kolada räknar en grupp som medelvärdet av kommunerna. För {facts.members.the} vore det {number(mean, 1)} % i "
        f"stället för {number(own, 1)} %, eftersom en liten kommun då väger lika mycket som en stor."
    )


def comparison_areas(facts: Facts, key: str, area: str, groups: Sequence[str]) -> list[str]:
    """The areas of a series chart: home first, then the chosen one, then the set's other groups and riket."""
    wanted = [facts.areas.home.id, area, *groups, COUNTRY]
    if not is_additive(facts, key):  # no group has a value: its municipalities stand for it
        wanted = [area, *facts.areas.home_members]
    return [a for a in dict.fromkeys(wanted) if plain(facts.evaluation(key), a)]


def headline_pairs(
    facts: Facts, case: Case, *, is_last_year_told: bool = False, is_doubt_told: bool = False
) -> list[tuple[str, str]]:
    """The headline as labels and texts, the large figure first; changes where they can be computed and are not told.

    is_last_year_told: that since the year before. is_doubt_told: as of `headline`.
    """
    key, area, figures = case.indicator, case.area, headline(facts, case, is_doubt_told=is_doubt_told)
    changes = change_pairs(facts, case, figures)
    left = (changes[1:] if is_last_year_told else []) or changes
    if not facts.indicator(key).is_total and area != COUNTRY:
        every = ", alla kommuner" if facts.indicator(key).has_fleet_variants and case.variant != "without" else ""
        left = [*left, (f"Riket {figures.year}{every}", figures.country)]
    return [(f"{facts.areas.name(area)} {figures.year}", figures.value), *left, ("Status", figures.status)]


def change_pairs(facts: Facts, case: Case, figures: Headline) -> list[tuple[str, str]]:
    """What has changed since the year before and the base year; once where those are the same year."""
    key, programme = case.indicator, facts.registry.programme_of(case.indicator)
    if not is_additive(facts, key) and len(facts.areas.by_id[case.area].members) > 1:
        return []
    is_cut = base_year(facts, key, case.year) != programme.base_year
    since = "Förändring" if is_cut else f"Sedan {programme.base_year}, {programme.base}"
    previous = ("Sedan föregående publicerade år", figures.since_previous)
    return [*([] if figures.since_previous == figures.since_base else [previous]), (since, figures.since_base)]


def covered_note(facts: Facts, key: str, area: str, year: int) -> str | None:
    """How much of the commuting a ratio to times by car rests on, if any; None for every other indicator."""
    series = COVERED.get(facts.indicator(key).series or "", "")
    share = facts.published.get((series, area), {}).get(year)
    if share is None:
        is_unweighted = series and facts.evaluation(key).at(area, year).value is not None
        return UNWEIGHTED.format(name=facts.areas.name(area), year=year) if is_unweighted else None
    text, name = with_unit(number(share, 1), "%"), facts.areas.name(area)
    if facts.evaluation(key).at(area, year).value is None:
        return f"Biltider är ifyllda för {text} av pendlarna i relationerna för {name} {year}. Minst hälften krävs."
    if share >= 100:
        return f"Kvoten för {name} {year} räknas på alla pendlare i relationerna."
    return f"Kvoten för {name} {year} räknas på {text} av pendlarna i relationerna. För resten är ingen biltid ifylld."


def published_note(facts: Facts, key: str, year: int) -> str | None:
    """Why riket is not the number that is published, where they differ on screen."""
    indicator = facts.indicator(key)
    published = facts.published.get((indicator.published_series or "", COUNTRY), {}).get(year)
    computed = facts.evaluation(key).at(COUNTRY, year).value
    if published is None or computed is None:
        return None
    other, used = (ended(amount(indicator, value)) for value in (published, computed))
    if used == other:
        return None
    return f"Riket {year} är kommunerna sammanräknade: {used} Utgivarens eget tal, som inte används här, är {other}"

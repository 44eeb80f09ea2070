"""The content of the indicator page's charts: series with target path, spread of the municipalities, both variants."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.drawing import SeriesContent, SpreadContent
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import (
    comparison_areas,
    country_value,
    is_additive,
    missing_text,
    spread_text,
    takeaway,
)
from dashboard.content.indicator.paths import Future, forecast_future, target_lines, with_future, with_lines
from dashboard.content.indicator.trial import TRIED, Trial
from dashboard.content.ranks import with_stars
from dashboard.content.text import KINDS, VARIANTS, amount, ended, from_to, short_amount, status_text
from dashboard.content.values import area_table, file_name, in_brackets, plain, series_table, shown_series
from dashboard.figures.looks import Role, Row, UprightLine, by_value, role_of
from dashboard.figures.series import OF_COUNTRY, Line
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Variant
from malkollen.verdicts.targets_in_force import aim_for, path

PUBLISHED = "Kolada"
"""Who the series as published are taken from, named as its terms ask for what is not reworked."""

AS_PUBLISHED = "Riket, som publicerat"
WHY_PUBLISHED = (
    f"”{AS_PUBLISHED}” är utgivarens eget tal för landet: alla kommuner har inte siffror de åren, så det går inte att "
    "räkna samman dem här."
)


def series_content(
    facts: Facts,
    key: str,
    area: str,
    comparison: str | Sequence[str],
    variant: Variant | None,
    trial: Trial | None = None,
) -> SeriesContent:
    """Home, the chosen area, the set's groups and riket over the years, with targets' paths and the forecast.

    Args:
        comparison: a declared set, or the areas that are drawn instead.
        trial: a tried target, drawn instead of the decided ones.
    """
    is_sum = facts.indicator(key).is_total and facts.indicator(key).index_year is None
    if isinstance(comparison, str):
        groups = () if is_sum else facts.registry.comparison_sets[comparison].groups
        comparison = comparison_areas(facts, key, area, groups)
    found = area_series(facts, key, comparison, area, variant)
    return _with_future(facts, _on_one_scale(found, area) if is_sum else found, key, area, variant, trial)


def _on_one_scale(content: SeriesContent, area: str) -> SeriesContent:
    """Sums without riket, or riket's alone where it is asked for: beside it every other line would lie on zero."""
    drawn = [line for line in content.lines if (line.role in OF_COUNTRY) == (area == COUNTRY)]
    left = [line.name for line in content.lines if line not in drawn and line.values]
    if not left or not any(line.values for line in drawn):
        return content
    said = f"{listed(left)} står bara i tabellen: så olika stora tal kan inte läsas på samma skala."
    return replace(content, lines=drawn, text=f"{content.text} {said}")


def _with_future(
    facts: Facts, content: SeriesContent, key: str, area: str, variant: Variant | None, trial: Trial | None
) -> SeriesContent:
    """A series chart's lines with the paths of targets and the forecast of the area, in the chart's unit."""
    start = facts.indicator(key).index_year
    series = facts.assessor.series(key, area, variant)
    if start is not None and not series.get(start):
        return content
    factor = 1.0 if start is None else 100 / series[start]
    assessed = facts.assessor.assess(key, area, variant)
    aim = aim_for(assessed.target[1], series) if assessed.target else None
    paths = target_lines(facts, key, area, factor)
    if trial:
        assessed, aim = trial.assessed, trial.aim
        values = {year: factor * value for year, value in path(aim, facts.indicator(key)).items()}
        paths = [Line(TRIED, values, "target")]
    ahead = forecast_future(assessed, aim, factor)
    future = Future([*paths, *(replace(line, ahead_of=area) for line in ahead.lines)], ahead.band)
    twin = with_future(content.table, future, content.decimals, content.unit)
    return replace(content, lines=[*content.lines, *future.lines], table=twin, band=future.band)


def area_series(facts: Facts, key: str, areas: Sequence[str], chosen: str, variant: Variant | None) -> SeriesContent:
    """Any areas over the years; totals as an index where the indicator declares its year."""
    indicator = facts.indicator(key)
    as_index = indicator.index_year is not None
    published = _published(facts, key, areas, variant)
    lines = [
        Line(
            facts.areas.name(a),
            shown_series(facts, key, a, variant, as_index=as_index),
            _line_role(facts, a, chosen),
            {
                year: ends
                for year, cell in facts.evaluation(key, variant).series.get(a, {}).items()
                if (ends := cell.interval)
            },
            facts.place_of(a),
            a,
        )
        for a in areas
    ]
    if published:
        told = {year for line in published for year in line.values}
        lines = [line for line in lines if line.role != "country" or len(line.values) > 1 or {*line.values} - told]
        lines += published
    unit = f"index {indicator.index_year} = 100" if as_index else indicator.unit
    breaks = facts.registry.breaks_of(key)
    about: Record = {"Slag": KINDS["country"], "Enhet": unit, "Status": "som publicerad", "Källa": PUBLISHED}
    twin = series_table(facts, key, areas, variant, as_index=as_index)
    twin = with_lines(twin, [(line.name, line.values) for line in published], indicator.decimals, about)
    text = _index_text(facts, key, areas, variant) if as_index else _series_text(facts, key, chosen, variant)
    decimals = 0 if as_index else indicator.decimals
    return SeriesContent(lines, unit, decimals, breaks, not (indicator.is_share and _lowest(lines) > 50), text, twin)


def _index_text(facts: Facts, key: str, areas: Sequence[str], variant: Variant | None) -> str:
    """What has happened since the index year, home beside riket."""
    indicator = facts.indicator(key)
    parts = []
    for area in (facts.areas.home.id, COUNTRY):
        series = shown_series(facts, key, area, variant, as_index=True)
        if series and area in areas:
            parts.append(f"{facts.areas.name(area)} {_percent(series[max(series)] - 100)}")
    year = facts.evaluation(key, variant).latest_year
    return f"Förändring {indicator.index_year}–{year}: {', '.join(parts)}."


def _series_text(facts: Facts, key: str, area: str, variant: Variant | None) -> str:
    """From where to where, for the area and riket, since the start or since the last break."""
    indicator = facts.indicator(key)
    parts = []
    for other in dict.fromkeys([area, COUNTRY]):
        series = shown_series(facts, key, other, variant, as_index=False)
        since = max((year for year in facts.registry.breaks_of(key) if year in series), default=min(series, default=0))
        if series and since < max(series):
            low, high = from_to(indicator, series[since], series[max(series)])
            parts.append(f"{facts.areas.name(other)} från {low} ({since}) till {high} ({max(series)})")
    if not parts and not is_additive(facts, key):
        known = facts.evaluation(key)
        own = [
            year
            for year in known.years()
            if any(known.at(code, year).value is not None for code in facts.areas.home_members)
        ]
        years = listed(map(str, own or known.years()))
        return f"{capital(phrases.plain(indicator))} i {facts.members.municipalities}, {years}."
    year = facts.evaluation(key).latest_year
    return f"{', '.join(parts)}." if parts else takeaway(facts, Case(key, area, year, variant))


def _percent(value: float) -> str:
    return Number(value, is_difference=True, unit="%").text()


def _lowest(lines: Sequence[Line]) -> float:
    return min((value for line in lines for value in line.values.values()), default=0)


def _line_role(facts: Facts, area: str, chosen: str) -> Role:
    """As everywhere, but that municipalities beside each other are told apart."""
    role = role_of(facts.areas, area, chosen)
    return "group" if role == "member" and area in facts.areas.home.members else role


def _published(facts: Facts, key: str, areas: Sequence[str], variant: Variant | None) -> list[Line]:
    """Riket as published, where too few municipalities are carried to compute it over the years.

    Not in a year where it is computed and shown as another number: riket is one number a year.
    """
    indicator, computed = facts.indicator(key), plain(facts.evaluation(key, variant), COUNTRY)
    series = indicator.published_series
    every = facts.published.get((series, COUNTRY), {}) if series and variant != "without" else {}
    values = {
        year: value
        for year, value in every.items()
        if short_amount(indicator, computed.get(year, value)) == short_amount(indicator, value)
    }
    return [Line(AS_PUBLISHED, values, "published")] if values and COUNTRY in areas else []


def spread_content(facts: Facts, case: Case) -> SpreadContent:
    """The home group's municipalities by value beside the group, riket and all that are compared."""
    key, area, year, variant = case.indicator, case.area, case.year, case.variant
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    codes = facts.areas.home_members
    extra = [area] if area in facts.areas.municipalities and area not in codes else []
    rows = by_value([_row(facts, code, evaluation.at(code, year).value, area) for code in [*codes, *extra]])
    marks = [] if indicator.is_total else _marks(facts, key, year, variant)
    background: list[float] = []
    if not indicator.is_total:
        members = facts.areas.reference_group.members
        background = [value for code in sorted(members) if (value := evaluation.at(code, year).value) is not None]
    text = spread_text(facts, key, year, variant)
    twin = area_table(facts, key, [*codes, *extra, facts.areas.home.id, COUNTRY], year, variant)
    twin = with_stars(facts, key, replace(twin, name=file_name(facts, key, year, "spridning", variant)))
    everybody = f"{'alla ' if variant == 'with' else ''}{len(background)} {facts.placed.many}"
    return SpreadContent(rows, marks, background, indicator.unit, indicator.decimals, text, twin, everybody)


def _row(facts: Facts, code: str, value: float | None, area: str) -> Row:
    return facts.areas.name(code), value, role_of(facts.areas, code, area)


def _marks(facts: Facts, key: str, year: int, variant: Variant | None) -> list[UprightLine]:
    own = facts.evaluation(key, variant).at(facts.areas.home.id, year).value
    country = country_value(facts, key, year, variant)
    marks: list[UprightLine] = [(facts.areas.home.name, own, "home")] if own is not None else []
    return [*marks, ("Riket", country, "country")] if country is not None else marks


def variants_table(facts: Facts, key: str, year: int) -> Table:
    """Registered vehicles with and without fleet municipalities, side by side, for groups and the home members."""
    indicator, home = facts.indicator(key), facts.areas.home.id
    groups = [group for declared in facts.registry.comparison_sets.values() for group in declared.groups]
    records = [
        variants_record(facts, key, area, year)
        for area in dict.fromkeys([home, COUNTRY, *groups, *facts.areas.home_members])
    ]
    title = f"{in_brackets(f'{indicator.title} {year}', indicator)}, med och utan kommuner med många företagsbilar"
    name = file_name(facts, key, year, "varianter", None)
    notes = ("Ett streck: området består mest av kommuner med många företagsbilar och har inget värde utan dem.",)
    hidden = ("Områdeskod", "Status")
    return table(title, name, records, facts.source_line(key), notes=notes, hidden=hidden, emphasis=[0])


def variants_record(facts: Facts, key: str, area: str, year: int) -> Record:
    """An area's value in every variant, one column each."""
    values = {variant: facts.evaluation(key, variant).at(area, year) for variant in facts.variants(key)}
    decimals = facts.indicator(key).decimals
    shown: Record = {VARIANTS[variant] or "Värde": Number(value.value, decimals) for variant, value in values.items()}
    status = "; ".join(status_text(value) for value in values.values())
    return {"Områdeskod": area, "Område": facts.areas.name(area), **shown, "Status": status}


def own_text(facts: Facts, key: str, areas: Sequence[str]) -> str:
    """The latest values of areas somebody chose, in one sentence."""
    evaluation = facts.evaluation(key)
    values = {area: evaluation.latest(area).value for area in areas}
    parts = [
        f"{facts.areas.name(area)} "
        f"{missing_text(facts, key, area) if value is None else amount(facts.indicator(key), value)}"
        for area, value in values.items()
    ]
    return ended(f"Senaste värdet: {', '.join(parts)}")

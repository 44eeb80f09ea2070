"""The parts of the workbench that are looked at: the map beside the spread, and the years."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.drawing import SeriesContent
from dashboard.blocks.live import AreaMap, Parts
from dashboard.blocks.page import Address, Beside, Chart, Fold, PageBlock, PageSection, Sheet, Slot
from dashboard.content.facts import Facts
from dashboard.content.indicator import contributions, indicator as texts, mapped, spread as drawings
from dashboard.content.indicator.case import Case, address
from dashboard.content.indicator.trial import Trial
from dashboard.content.workbench import several, years
from dashboard.content.workbench.asked import LINES, SCOPE, Asked
from dashboard.figures.series import FORECASTS, TARGETS, Band
from malkollen.assess.trend import COVERAGE
from malkollen.texts.swedish import number

MAP, YEARS = "karta", "utveckling"
MOVED = "Vilka kommuner drar?"


def has_map(facts: Facts, case: Case) -> bool:
    """Whether any municipality has a value that may be shown."""
    return mapped.has_map(facts, case.indicator) and texts.has_municipalities(facts, case.indicator, case.year)


def mapped_section(facts: Facts, case: Case, scope: str) -> PageSection:
    """The map beside the spread; of totals the map alone, since a spread would only show who is large."""
    columns = [[_map(facts, case, scope)]]
    if not facts.indicator(case.indicator).is_total:
        columns.append([_spread(facts, case)])
    blocks: list[PageBlock] = [Beside(columns, (1, 1)[: len(columns)], "mk-mapped")]
    has_years = len(years.shown_years(facts, case)) > 1
    seen: PageBlock = years.slider(facts, case, scope) if has_years else _of_one_year(facts, case)
    return PageSection("Karta", [seen, *blocks], anchor=MAP)


def _of_one_year(facts: Facts, case: Case) -> Text:
    """What is seen of the only year with figures: there is nothing to go through."""
    return Text(f"{case.year}: {years.sentence(facts, case, case.year)}", "takeaway")


def _map(facts: Facts, case: Case, scope: str) -> PageSection:
    every = tuple(years.shown_years(facts, case))
    shown = AreaMap(case.indicator, case.year, case.variant, scope, case.area, every)
    name = f"{case.indicator}-{case.year}-{case.variant}-{scope}"
    blocks = [Slot(SCOPE), *mapped.blocks(facts, shown, name), mapped.listed(facts, shown, "indicator")]
    return PageSection("Kommunerna på kartan", blocks, level=3)


def _spread(facts: Facts, case: Case) -> PageSection:
    drawn = drawings.spread_content(facts, case)
    way = address(facts, case, "spridning", ("ar", str(case.year)))
    chart = Chart(years.spreads(facts, case), "chart:spread", drawn.text, table=drawn.table, address=way,
        about=facts.members.municipalities)  # fmt: skip
    return PageSection("Spridningen mellan kommunerna", [chart], level=3)


def over_years(facts: Facts, case: Case, asked: Asked) -> PageSection:
    """The areas over the years with their targets' paths, or the path of a target that is tried."""
    tried = asked.tried if isinstance(asked.tried, Trial) else None
    series = several.series(facts, case, asked, tried)
    drawn: PageBlock = Text(series.text, "takeaway")
    if any(line.values for line in series.lines):
        way = _way(facts, case, asked)
        drawn = Chart(series, "chart:series", series.text, series.text, series.table, address=way,
            about=facts.areas.name(case.area))  # fmt: skip
    read = [Text(_fan(series, series.band), "caption")] if series.band and isinstance(drawn, Chart) else []
    if any(line.name == drawings.AS_PUBLISHED for line in series.lines):
        read.append(Text(drawings.WHY_PUBLISHED, "caption"))
    blocks: list[PageBlock] = [Slot(LINES), drawn, *read]
    if facts.indicator(case.indicator).formula and texts.is_additive(facts, case.indicator):  # else it has no parts
        blocks.append(Fold(MOVED, _contributions(facts, case)))
    return PageSection("Utveckling", blocks, anchor=YEARS)


def _fan(series: SeriesContent, band: Band) -> str:
    """What the shaded field of a forecast is, with its ends in its last year, and what each of two curves gives."""
    year, low, high = band.years[-1], band.low[-1], band.high[-1]
    ends = f"{number(low, series.decimals)} och {number(high, series.decimals)}"
    told = (
        f"Det färgade fältet är en prognos: fortsätter det som de bedömda åren hamnar värdet {year} mellan {ends} "
        f"({series.unit}), med {number(100 * COVERAGE)} procents säkerhet.{_against_target(series, band)}"
    )
    curves = [number(line.last, series.decimals) for line in series.lines if line.role in FORECASTS and line.values]
    if len(curves) < 2:
        return told
    line, curve = curves
    both = f"En rät linje ger {line}, en böjd (S-kurva) {curve}, och bedömningen räknar med båda."
    return f"{told} {both} Det som är högre än bilden står i tabellen."


def _against_target(series: SeriesContent, band: Band) -> str:
    """Whether a target's level lies within the field in its last year; empty without one, or with several."""
    year = band.years[-1]
    levels = [line.values[year] for line in series.lines if line.role in TARGETS and year in line.values]
    if len(levels) != 1:
        return ""
    where = "i fältet" if band.low[-1] <= levels[0] <= band.high[-1] else "utanför fältet"
    return f" Målet, {number(levels[0], series.decimals)}, ligger {where}."


def _way(facts: Facts, case: Case, asked: Asked) -> Address | None:
    """Where the areas over the years lie as an image: of a declared comparison, with all years and no trial."""
    years_of, sets = several.years(facts, case.indicator), facts.registry.comparison_sets
    if asked.tried or not years_of or asked.span != (years_of[0], years_of[-1]):
        return None
    compared = [name for name in sets if several.usual(facts, case, name) == list(asked.areas)]
    usual = next(iter(sets))
    if not compared:
        return None
    chosen = () if usual in compared else (("jamfor", compared[0]),)
    return address(facts, case, "utveckling", *chosen)


def _contributions(facts: Facts, case: Case) -> list[PageBlock]:
    split = contributions.contributions(facts, case.indicator, case.year, case.variant)
    blocks: list[PageBlock] = [Text(split.text, "takeaway")]
    if split.table:
        unit = split.unit if facts.indicator(case.indicator).is_total else f"del av förändringen, {split.unit}"
        drawn = Parts(split.rows, unit, split.decimals)
        blocks = [
            Chart(drawn, "chart:contributions", split.text, split.text, split.table),
            Text(split.caption, "caption"),
        ]
    if split.leave_one_out:
        blocks.append(Sheet(split.leave_one_out, "leave-one-out", f"{facts.home.name} utan var och en"))
    return blocks

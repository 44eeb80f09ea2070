"""An indicator's values as tables: areas in a year, series over years, everything a download needs beside them."""

from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.table import Cell, Column, Number, Table
from dashboard.text import KINDS, VARIANTS, status_text
from malkollen.assess.change import Change, change, since_previous
from malkollen.evaluate import Evaluation, Value, Variant

CODES = (Column("Områdeskod", is_on_screen=False), Column("Område"), Column("Slag", is_on_screen=False))
ORIGIN = (Column("Status"), Column("Källa", is_on_screen=False))


def plain(evaluation: Evaluation, area: str) -> dict[int, float]:
    """An area's series over one membership: value by year, missing years left out."""
    return {year: cell.value for year, cell in evaluation.series.get(area, {}).items() if cell.value is not None}


def change_before(facts: Facts, evaluation: Evaluation, area: str, year: int) -> Change | None:
    """The change since the previous published year."""
    return since_previous(plain(evaluation, area), year, facts.registry.breaks_of(evaluation.indicator))


def change_since_base(facts: Facts, evaluation: Evaluation, area: str, year: int) -> Change | None:
    """The change since the programme's base year, the year before it began."""
    base = facts.registry.programme_of(evaluation.indicator).base_year
    return change(plain(evaluation, area), base, year, facts.registry.breaks_of(evaluation.indicator))


def area_table(facts: Facts, key: str, areas: Sequence[str], year: int, variant: Variant | None) -> Table:
    """The values of areas in one year, with change since the previous published year."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    base, step = facts.registry.programme_of(key).base_year, "procentenheter" if indicator.is_share else "%"
    rows = []
    for area in areas:
        value = evaluation.at(area, year)
        rows.append(
            [
                *_codes(facts, area),
                str(year),
                Number(value.value, indicator.decimals),
                _size(facts, key, change_before(facts, evaluation, area, year)),
                _size(facts, key, change_since_base(facts, evaluation, area, year)),
                VARIANTS[evaluation.variant],
                *_origin(facts, value),
            ]
        )
    columns = (
        *CODES,
        Column("År", is_on_screen=False),
        Column(f"Värde ({indicator.unit})"),
        Column(f"Sedan föregående publicerade år ({step})"),
        Column(f"Sedan {base} ({step})"),
        Column("Variant", is_on_screen=False),
        *ORIGIN,
    )
    return Table(
        f"{indicator.title} {year}, {indicator.unit}",
        file_name(facts, key, year, "omraden", variant),
        columns,
        rows,
        facts.source_line(key),
        indicator.caveats,
        frozenset(place for place, area in enumerate(areas) if area == facts.areas.home.id),
    )


def series_table(facts: Facts, key: str, areas: Sequence[str], variant: Variant | None, *, as_index: bool) -> Table:
    """Series over years, one column an area on screen; long rows would hide the comparison."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    series = {area: shown_series(facts, key, area, variant, as_index=as_index) for area in areas}
    years = sorted({year for values in series.values() for year in values})
    unit = f"index {indicator.index_year} = 100" if as_index else indicator.unit
    decimals = 1 if as_index else indicator.decimals
    breaks = facts.registry.breaks_of(key)
    rows: list[list[Cell]] = []
    for year in years:
        values = [Number(series[area].get(year), decimals) for area in areas]
        marks = [evaluation.at(area, year) for area in areas if year in series[area]]
        union = Value("", year, 0.0, frozenset().union(*(mark.status for mark in marks)), (), 0, 0)
        rows.append([str(year), *values, status_text(union), facts.source_line(key)])
    columns = (Column("År"), *(Column(facts.areas.name(area)) for area in areas), Column("Status"), Column("Källa", is_on_screen=False))
    notes = tuple(f"Nytt mätsätt från {year}: {reason}" for year, reason in breaks.items())
    return Table(f"{indicator.title} över åren, {unit}", file_name(facts, key, years[-1], "serie", variant), columns, rows, facts.source_line(key), notes)


def shown_series(facts: Facts, key: str, area: str, variant: Variant | None, *, as_index: bool) -> dict[int, float]:
    """An area's series as drawn: its own unit, or an index where the indicator has an index year."""
    series = plain(facts.evaluation(key, variant), area)
    start = facts.indicator(key).index_year
    if not as_index or start is None:
        return series
    return {year: 100 * value / series[start] for year, value in series.items() if year >= start} if series.get(start) else {}


def file_name(facts: Facts, key: str, year: int, what: str, variant: Variant | None) -> str:
    """A telling file name: code, id, what, year, variant and data version."""
    code = facts.indicator(key).code
    return "_".join(filter(None, ["malkollen", code, key, what, str(year), variant and f"fleets-{variant}", facts.data_version]))


def _codes(facts: Facts, area: str) -> tuple[str, str, str]:
    return area, facts.areas.name(area), KINDS[facts.areas.by_id[area].kind]


def _origin(facts: Facts, value: Value) -> tuple[str, str]:
    titles = {source.source: f"{source.publisher}: {source.publication}" for source in facts.sources}
    return status_text(value), "; ".join(titles[source] for source in value.sources)


def _size(facts: Facts, key: str, found: Change | None) -> Cell:
    """A change as a cell: a number where there is one, otherwise why not."""
    indicator = facts.indicator(key)
    if found is None:
        return "–"
    if found.broken_by:
        return f"nytt mätsätt {found.broken_by}"
    if indicator.is_share:
        return Number(found.difference, indicator.decimals, is_difference=True, unit=f"({found.from_year})")
    return Number(found.percent, 1, is_difference=True, unit=f"({found.from_year})")

"""An indicator's values as tables: areas in a year, series over years, everything a download needs beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.blocks.table import Cell, Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.text import (
    FILE_VARIANTS,
    KINDS,
    ROUGH,
    TINY_START,
    VARIANTS,
    change_text,
    doubt,
    ended,
    file_day,
    file_stem,
    status_text,
)
from malkollen.assess.change import Change, change, since_previous
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import ascii_name
from malkollen.values import rough
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Evaluation, Value, Variant

FILES_ONLY = ("Områdeskod", "Slag", "År", "Variant", "Källa")
"""What a download says of every value and the screen says once."""
PREVIOUS, PERCENT = "föregående publicerade år", "%"
NEARLY_ALL, WHY_UNTOLD = 0.9, "Målkollen visar inte varför."


def plain(evaluation: Evaluation, area: str) -> dict[int, float]:
    """An area's series over one membership: value by year, missing years left out."""
    return {year: cell.value for year, cell in evaluation.series.get(area, {}).items() if cell.value is not None}


def _as_published(facts: Facts, evaluation: Evaluation, area: str) -> dict[int, float]:
    """Riket's series as published, for the years that the municipalities do not reach; of others none."""
    series = facts.indicator(evaluation.indicator).published_series
    if area != COUNTRY or not series or evaluation.variant == "without":
        return {}
    return dict(facts.published.get((series, COUNTRY), {}))


def change_before(facts: Facts, evaluation: Evaluation, area: str, year: int) -> Change | None:
    """The change since the previous published year; riket's between two computed values, else two published ones."""
    breaks = facts.registry.breaks_of(evaluation.indicator)
    computed = since_previous(plain(evaluation, area), year, breaks)
    return computed or since_previous(_as_published(facts, evaluation, area), year, breaks)


def previous_text(facts: Facts, evaluation: Evaluation, area: str, year: int) -> str:
    """The change since the previous published year in words, and beside it why either year's figures are odd."""
    change, odd = change_before(facts, evaluation, area, year), facts.registry.odd_years(evaluation.indicator)
    why = [f" ({odd[one]})" for one in (change.from_year, year) if one in odd] if change else []
    return "".join([change_text(facts.indicator(evaluation.indicator), change), *why])


def change_since_base(facts: Facts, evaluation: Evaluation, area: str, year: int) -> Change | None:
    """The change since the programme's base year, the year before it began; since the break where one came after it.

    Riket's is between two computed values, else two as published: never from one of each.
    """
    first, breaks = base_year(facts, evaluation.indicator, year), facts.registry.breaks_of(evaluation.indicator)
    computed = change(plain(evaluation, area), first, year, breaks)
    return computed or change(_as_published(facts, evaluation, area), first, year, breaks)


def base_year(facts: Facts, key: str, year: int) -> int:
    """The year that changes up to a year are counted from: the programme's base year, or a later break's first year.

    In the break's own year nothing later is there to count from.
    """
    base = facts.registry.programme_of(key).base_year
    return max([base, *(broken for broken in facts.registry.breaks_of(key) if base < broken < year)])


def area_table(facts: Facts, key: str, areas: Sequence[str], year: int, variant: Variant | None) -> Table:
    """The values of areas in one year, with change since the previous published year and the programme's base year."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    steps = [change_before(facts, evaluation, area, year) for area in areas]
    since = [change_since_base(facts, evaluation, area, year) for area in areas]
    first = base_year(facts, key, year)
    before, based = _changes(indicator, PREVIOUS, steps), _changes(indicator, str(first), since, first)
    values = table(
        in_unit(f"{indicator.title} {year}", indicator),
        file_name(facts, key, year, "omraden", variant),
        [
            _area_record(facts, evaluation, area, year, {**one, **other})
            for area, one, other in zip(areas, before, based, strict=True)
        ],
        facts.source_line(key),
        notes=_notes(indicator.caveats, _doubts(facts, key, since)),
        hidden={*FILES_ONLY, *_in_files(before), *_in_files(based)},
        emphasis=[place for place, area in enumerate(areas) if area == facts.areas.home.id],
    )
    return replace(values, short=f"{indicator.code} områden {year}")


def _notes(caveats: Sequence[str], doubted: Sequence[str]) -> tuple[str, ...]:
    """An indicator's caveats, and on the last one's line why the changes say too much: a sheet has few lines."""
    *first, last = caveats or ("",)
    return tuple(filter(None, [*first, " ".join(filter(None, [last, *doubted]))]))


def _area_record(facts: Facts, evaluation: Evaluation, area: str, year: int, changes: Record) -> Record:
    key = evaluation.indicator
    indicator, value = facts.indicator(key), evaluation.at(area, year)
    return {
        "Områdeskod": area,
        "Område": facts.areas.name(area),
        "Slag": KINDS[facts.areas.by_id[area].kind],
        "År": str(year),
        value_heading(indicator): Number(value.value, indicator.decimals),
        **_ends(facts, key, value),
        **changes,
        "Variant": VARIANTS[evaluation.variant],
        "Status": ROUGH if rough.is_rough(indicator, facts.areas.by_id[area]) else status_text(value),
        "Källa": _publications(facts, value),
    }


def in_unit(title: str, indicator: Indicator) -> str:
    """A title with its indicator's unit, once: not where the title has it in words ("… per 1 000 invånare")."""
    return title if _says_its_unit(indicator) else f"{title}, {indicator.unit}"


def in_brackets(title: str, indicator: Indicator) -> str:
    """The same with the unit in brackets, where more follows."""
    return title if _says_its_unit(indicator) else f"{title} ({indicator.unit})"


def _says_its_unit(indicator: Indicator) -> bool:
    return indicator.unit.startswith("per ") and " per " in indicator.title


def value_heading(indicator: Indicator) -> str:
    """The heading of the values in a table of areas."""
    return f"Värde ({indicator.unit})"


def base_heading(facts: Facts, key: str, areas: Sequence[str], year: int, variant: Variant | None) -> str:
    """The heading that is shown of what has happened since the base year. Arguments as of `area_table`."""
    evaluation = facts.evaluation(key, variant)
    since = [change_since_base(facts, evaluation, area, year) for area in areas]
    return _heading(str(base_year(facts, key, year)), changes_unit(facts.indicator(key), since))


def _heading(since: str, unit: str) -> str:
    return f"Sedan {since} ({unit})"


def changes_unit(indicator: Indicator, changes: Iterable[Change | None]) -> str:
    """What a column of changes is counted in: in the measure's own unit where one of them is more than a doubling.

    There a percent says more of how little there was at first than of what has come; from nothing there is none at all.
    """
    if indicator.is_share:
        return "procentenheter"
    sizes = (one.percent for one in changes if one and one.difference)
    return indicator.unit if any(size is None or size > TINY_START for size in sizes) else PERCENT


def _changes(indicator: Indicator, since: str, changes: Sequence[Change | None], said: int = 0) -> list[Record]:
    """A column of changes, one cell a record; percent that are not shown stand after it, in the files.

    Args:
        said: the year that the heading has.
    """
    unit = changes_unit(indicator, changes)
    units = dict.fromkeys([unit, PERCENT]) if unit == indicator.unit else {unit: None}
    return [
        {_heading(since, one): _size(indicator, change, is_percent=one == PERCENT, said=said) for one in units}
        for change in changes
    ]


def _in_files(records: Sequence[Record]) -> list[str]:
    """The columns of changes that stand in the files alone: all but the first."""
    return [*records[0]][1:] if records else []


def series_table(facts: Facts, key: str, areas: Sequence[str], variant: Variant | None, *, as_index: bool) -> Table:
    """Series over years: side by side on screen, one row a value in the files."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    series = {area: shown_series(facts, key, area, variant, as_index=as_index) for area in areas}
    years = sorted({year for values in series.values() for year in values})
    unit = f"index {indicator.index_year} = 100" if as_index else indicator.unit
    decimals = 1 if as_index else indicator.decimals
    records: list[Record] = []
    for year in years:
        cells: Record = {facts.areas.name(area): Number(series[area].get(year), decimals) for area in areas}
        marks = frozenset().union(*(evaluation.at(area, year).status for area in areas if year in series[area]))
        records.append({"År": str(year), **cells, "Status": status_text(Value("", year, None, marks, (), 0, 0))})
    name = file_name(facts, key, years[-1] if years else 0, "serie", variant)
    notes = tuple(f"Serien bryts {year}: {why}" for year, why in facts.registry.breaks_of(key).items())
    title, source = f"{indicator.title} över åren", facts.source_line(key)
    title = f"{title}, {unit}" if as_index else in_unit(title, indicator)
    rows = [
        _long_record(facts, key, evaluation.series[area][year], Number(value, decimals), unit, evaluation.variant)
        for area, values in series.items()
        for year, value in sorted(values.items())
    ]
    short = f"{indicator.code} över åren"
    wide = table(title, name, records, source, notes=notes)
    return replace(wide, long=replace(table(title, name, rows, source, notes=notes), short=short), short=short)


def _ends(facts: Facts, key: str, value: Value) -> Record:
    """The ends of a survey value's interval, for indicators that are published with one."""
    indicator = facts.indicator(key)
    if indicator.series is None:
        return {}
    return {"Lägst": Number(value.low, indicator.decimals), "Högst": Number(value.high, indicator.decimals)}


def _long_record(facts: Facts, key: str, value: Value, shown: Number, unit: str, variant: Variant | None) -> Record:
    """One value as a row of a file: area code and name, what it is compared as, status and source."""
    return {
        "Områdeskod": value.area,
        "Område": facts.areas.name(value.area),
        "Slag": KINDS[facts.areas.by_id[value.area].kind],
        "År": str(value.year),
        "Värde": shown,
        **_ends(facts, key, value),
        "Enhet": unit,
        "Variant": VARIANTS[variant],
        "Status": status_text(value),
        "Källa": _publications(facts, value),
    }


def shown_series(facts: Facts, key: str, area: str, variant: Variant | None, *, as_index: bool) -> dict[int, float]:
    """An area's series as drawn: its own unit, or an index where the indicator has an index year."""
    series = plain(facts.evaluation(key, variant), area)
    start = facts.indicator(key).index_year
    if not as_index or start is None:
        return series
    return (
        {year: 100 * value / series[start] for year, value in series.items() if year >= start}
        if series.get(start)
        else {}
    )


def doubts(facts: Facts, keys: Iterable[str], area: str | None = None) -> tuple[str, ...]:
    """Why an area's changes of some indicators say too much also after a break, a sentence each; none where none do.

    Args:
        area: the home group's without.
    """
    told = dict[str, None]()
    for key in filter(facts.is_computed, keys):
        evaluation = facts.evaluation(key)
        change = change_since_base(facts, evaluation, area or facts.areas.home.id, evaluation.latest_year)
        told |= dict.fromkeys(_doubts(facts, key, [change]))
    return tuple(told)


def _doubts(facts: Facts, key: str, changes: Iterable[Change | None]) -> list[str]:
    """The same of an indicator's changes, of some areas."""
    indicator = facts.indicator(key)
    ends, measures = [one.ends for one in changes if one and one.ends], {*indicator.measures}
    found = [one for one in facts.registry.breaks.values() if key in one.indicators or measures & {*one.measures}]
    doubted = [one for one in found if any(doubt(one, indicator, *both) for both in ends)]
    return [ended(capital(one.plain or one.doubt or "")) for one in doubted]


def file_name(facts: Facts, key: str, year: int, what: str, variant: Variant | None) -> str:
    """A telling file name of a–z: the short title, what, year, variant, and the fixed version or the day of reading."""
    among = ascii_name(FILE_VARIANTS[variant])
    return "_".join(filter(None, [file_stem(facts, key), what, str(year), among, file_day(facts)]))


def _publications(facts: Facts, value: Value) -> str:
    titles = {source.source: f"{source.publisher}: {source.publication}" for source in facts.sources}
    return "; ".join(titles[source] for source in value.sources)


def _size(indicator: Indicator, change: Change | None, *, is_percent: bool, said: int) -> Cell:
    """A change as a cell: a number where there is one, otherwise why not. said: the year that its heading has."""
    if change is None:
        return "–"
    if change.broken_by:
        return f"bryts {change.broken_by}"
    unit = "" if change.from_year == said else f"({change.from_year})"
    if is_percent:
        return Number(change.percent, is_difference=True, unit=unit)
    return Number(change.difference, indicator.decimals, is_difference=True, unit=unit, ends=change.ends)


def how_many_rose(rose: int, of: int, year: int | None = None) -> str:
    """In how many a value rose, and in which year where nothing beside says so; nearly all: nothing here tells why."""
    told = f"ökade {f'{year} ' if year else ''}i {rose} av {of} kommuner."
    return f"{told} {WHY_UNTOLD}" if max(rose, of - rose) >= NEARLY_ALL * of else told

"""Areas together over a span of years: which are drawn until others are chosen, and what the lines say."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.drawing import SeriesContent
from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.content.indicator import spread as drawings
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import comparison_areas, is_additive
from dashboard.content.indicator.trial import Trial
from dashboard.content.text import WHY_ROUGH, short_amount
from dashboard.content.values import plain
from dashboard.content.workbench.asked import Asked
from dashboard.figures.series import DRAWN_ONLY, Band, Line
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import listed, number
from malkollen.values import rough

MOST = 6
"""Lines that can be told apart."""


def usual(facts: Facts, case: Case, comparison: str) -> list[str]:
    """The areas that are drawn until others are chosen: the home group, the chosen one, the comparison's and riket."""
    groups = () if not is_compared(facts, case.indicator) else facts.registry.comparison_sets[comparison].groups
    return comparison_areas(facts, case.indicator, case.area, groups)


def fewest(facts: Facts, chosen: str, areas: Sequence[str]) -> list[str]:
    """The areas without the comparison's, for a screen where as many lines as those would be one clump."""
    compared = {group for declared in facts.registry.comparison_sets.values() for group in declared.groups}
    return [area for area in areas if area in (facts.areas.home.id, chosen) or area not in compared]


def is_compared(facts: Facts, key: str) -> bool:
    """Whether the areas that are drawn are another comparison's where another is chosen: of sums none is."""
    indicator = facts.indicator(key)
    return is_additive(facts, key) and not (indicator.is_total and indicator.index_year is None)


def most(areas: Sequence[str]) -> int:
    """How many areas may be drawn together: six, or as many as are drawn unasked."""
    return max(MOST, len(areas))


def years(facts: Facts, key: str) -> list[int]:
    """The years that a span may begin and end in; an index has none before its own."""
    first = facts.indicator(key).index_year or 0
    return [year for year in facts.evaluation(key).years() if year >= first]


def series(facts: Facts, case: Case, asked: Asked, tried: Trial | None = None) -> SeriesContent:
    """The areas over the years, as a chart and a table, with one sentence of what is seen.

    Where the span ends before the latest year, nothing of the future is drawn.
    """
    key, (first, last), every = case.indicator, asked.span, years(facts, case.indicator)
    whole = drawings.series_content(facts, key, case.area, asked.areas, case.variant, tried)
    is_cut = bool(every) and (first > every[0] or last < every[-1])
    content = within(whole, first, last if last < every[-1] else None) if is_cut else whole
    if asked.is_own or is_cut:
        content = replace(content, text=_text(facts, key, content))
    without = [area for area in asked.areas if not plain(facts.evaluation(key, case.variant), area)]
    if without:
        lacking = f"{listed(map(facts.areas.name, without))} {_lacks(facts, key)}"
        content = replace(content, text=f"{content.text} {lacking}".strip())
    return content


def _lacks(facts: Facts, key: str) -> str:
    is_rough = rough.is_for_groups(facts.indicator(key))
    return f"visas inte: {WHY_ROUGH}" if is_rough else "har inga värden."


def within(content: SeriesContent, first: int, last: int | None) -> SeriesContent:
    """A series chart and its table from one year to another. last: None where it goes on into the future."""
    end = last if last is not None else max((year for line in content.lines for year in line.values), default=first)

    lines = [_cut(line, first, end) for line in content.lines]
    band = _cut_band(content.band, first, end) if content.band else None
    breaks = {year: why for year, why in content.breaks.items() if first < year <= end}
    cut_table = _rows(content.table, first, end)
    if content.table.long:
        cut_table = replace(cut_table, long=_rows(content.table.long, first, end))
    lines = [line for line in lines if line.values or line.role not in DRAWN_ONLY]
    return replace(content, lines=lines, band=band, breaks=breaks, table=cut_table)


def _cut(line: Line, first: int, last: int) -> Line:
    values = {year: value for year, value in line.values.items() if first <= year <= last}
    return replace(line, values=values, ends={year: ends for year, ends in line.ends.items() if year in values})


def _cut_band(band: Band, first: int, last: int) -> Band | None:
    kept = [index for index, year in enumerate(band.years) if first <= year <= last]
    if len(kept) < 2:
        return None
    low, high = ([side[index] for index in kept] for side in (band.low, band.high))
    return Band([band.years[index] for index in kept], low, high)


def _rows(table: Table, first: int, last: int) -> Table:
    place = [one.title for one in table.columns].index("År")
    return replace(table, rows=[row for row in table.rows if first <= int(str(row[place])) <= last])


def _text(facts: Facts, key: str, content: SeriesContent) -> str:
    """From where to where each area has gone, since the span's first year or the latest break within it."""
    lines = [line for line in content.lines if line.values and line.role not in DRAWN_ONLY]
    indicator, spans = facts.indicator(key), [_span(line, content) for line in lines]
    ends = [(line.values[first], line.values[last]) for line, (first, last) in zip(lines, spans, strict=True)]
    parts = [
        _from_to(line.name, span, _told(indicator, both, content))
        for line, span, both in zip(lines, spans, ends, strict=True)
    ]
    if not parts:
        return "Inga värden finns för de här åren."
    index = f" ({content.unit})" if facts.indicator(key).index_year else ""
    return f"{', '.join(parts)}{index}."


def _span(line: Line, content: SeriesContent) -> tuple[int, int]:
    """The years that a line is told from and to."""
    return max((year for year in content.breaks if year in line.values), default=min(line.values)), max(line.values)


def _told(indicator: Indicator, ends: tuple[float, float], content: SeriesContent) -> list[str]:
    """Two values; of an index as its axis has them."""
    return [number(end, content.decimals) if indicator.index_year else short_amount(indicator, end) for end in ends]


def _from_to(name: str, span: tuple[int, int], told: Sequence[str]) -> str:
    (begins, ends), (low, high) = span, told
    if begins == ends:
        return f"{name} {high} ({ends})"
    return f"{name} från {low} ({begins}) till {high} ({ends})"

"""A series chart that can be edited: a line a series, named beside its end.

A break cuts a line into a series before it and one after, which every program draws apart. So do years without figures,
and a thin dotted series of its own passes over them: no program draws them as the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Pt

from dashboard.blocks.drawing import SeriesContent
from dashboard.figures import theme
from dashboard.figures.looks import BREAK, GAP, GRID, WHISKER, Look, looks
from dashboard.figures.scales import Scale, year_ticks
from dashboard.figures.series import DRAWN_ONLY, Line, cut, end_words, ends_apart, value_range
from dashboard.figures.spacing import Box, spaced
from dashboard.slides import chart as slide_chart
from dashboard.slides.base import describe, flat
from dashboard.slides.chart import WEIGHT, C
from dashboard.slides.text import LEADING, A, Charted, Paragraph, Shape, Shapes, child, clean, paint, rgb, width, write
from malkollen.texts.swedish import number

LOWEST, HIGHEST = "Prognos, lägst", "Prognos, högst"
"""The ends of a forecast's interval, by the names that its table has."""
KEY = 2.6
"""Room of the piece of line before a name, in heights of the text."""
NAMES = 0.5
"""Of the chart's width, the most that names take."""
YEAR = 3.2
"""Room of a year's name along the axis, in heights of the text."""


DASHES = {
    "solid": MSO_LINE.SOLID, "dot": MSO_LINE.ROUND_DOT, "dash": MSO_LINE.DASH, "dashdot": MSO_LINE.DASH_DOT,
    "longdash": MSO_LINE.LONG_DASH, "longdashdot": MSO_LINE.LONG_DASH_DOT,
}  # fmt: skip
MARKS = {
    "": XL_MARKER_STYLE.NONE, "circle": XL_MARKER_STYLE.CIRCLE, "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND, "triangle": XL_MARKER_STYLE.TRIANGLE, "x": XL_MARKER_STYLE.X,
    "plus": XL_MARKER_STYLE.PLUS, "star": XL_MARKER_STYLE.STAR,
}  # fmt: skip


@dataclass(frozen=True)
class _Plan:
    """Where everything is: the plot within the box, the years, from a year and a value to a place, the axis' step."""

    box: Box
    plot: Box
    years: Sequence[int]
    across: Scale
    upwards: Scale
    step: float


def draw(shapes: Shapes, box: Box, content: SeriesContent, alt: str, size: float) -> None:
    """The chart in a box of the slide, with letters of that size, in points."""
    whole = _drawn(content)
    plan = _plan(content, [line for line, _ in whole], box, size)
    ends = [plan.upwards.at(line.last) for line, _ in whole]
    spots = spaced(ends, [_step(size)] * len(ends), 0.0, box[3])
    shown = [
        (part, _thin(look) if is_gap else look, spot if part.name == line.name else None)
        for (line, look), spot in zip(whole, spots, strict=True)
        for part, is_gap in cut(line, content.breaks)
    ]
    drawn = [line for line, _, _ in shown]
    values = [(line.name, [line.values.get(year) for year in plan.years]) for line in drawn]
    columns = (plan.years, values)
    chart = slide_chart.add(shapes, XL_CHART_TYPE.LINE_MARKERS, box, columns, content.decimals, size)
    frame = shapes[-1]
    describe(frame, alt, "Diagram")
    slide_chart.title(chart, content.unit, size)
    slide_chart.place_plot(chart, box, plan.plot)
    _axes(chart, plan, content.decimals, size)
    chart.element.find(f".//{{{C}}}dispBlanksAs").set("val", "span")
    is_dated = ends_apart([line for line, _ in whole])
    has_room = len(whole) * _step(size) <= box[3]
    for place, (line, look, spot) in enumerate(shown):
        series = chart.plots[0].series[place]
        _look(series, look)
        _errors(series, line, plan.years, look)
        if has_room and spot is not None:
            _label(series, line, plan, spot, (size, look))
            if is_dated:
                slide_chart.dated(series.points[max(line.values) - plan.years[0]], content.decimals, max(line.values))
    chart.has_legend = not has_room
    if not has_room:
        _legend(chart, [spot is not None for _, _, spot in shown], size)
    if marks := list(_breaks(shapes, content.breaks, plan, size)):  # so that they follow the chart when it is moved
        describe(shapes.add_group_shape([frame, *marks]), alt, "Diagram med brott")


def _drawn(content: SeriesContent) -> list[tuple[Line, Look]]:
    """The content's lines, and the ends of a forecast's interval as thin ones, with their looks."""
    lines = list(content.lines)
    if band := content.band:
        ends = ((HIGHEST, band.high), (LOWEST, band.low))
        lines += [Line(name, dict(zip(band.years, values, strict=True)), "band") for name, values in ends]
    return [(line, look) for line, look in zip(lines, looks(lines), strict=True) if line.values]


def _thin(look: Look) -> Look:
    """A line's look over years without figures; the marks at their ends are the line's."""
    return replace(look, weight=GAP.weight, dash=GAP.dash)


def _legend(chart: Chart, are_named: Sequence[bool], size: float) -> None:
    """The names beside the chart, each line once."""
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    chart.legend.font.size = Pt(size)
    position = chart.legend._element.find(f"{{{C}}}legendPos")  # noqa: SLF001
    for place in reversed([place for place, is_named in enumerate(are_named) if not is_named]):
        entry = position.makeelement(f"{{{C}}}legendEntry", {})
        child(entry, f"{{{C}}}idx", val=str(place))
        child(entry, f"{{{C}}}delete", val="1")
        position.addnext(entry)


def _plan(content: SeriesContent, drawn: Sequence[Line], box: Box, size: float) -> _Plan:
    known = {year for line in drawn for year in line.values} or {0}
    years = range(min(known), max(known) + 1)
    low, high, step = _ends(drawn, content)
    shown = [number(value, content.decimals) for value in (low, high)]
    left = max(width(text, size) for text in shown) + 0.7 * size
    names = max((width(clean(words), size) for words in end_words(drawn, content.decimals)), default=0.0) + KEY * size
    right = min(names, NAMES * box[2])
    is_broken = any(years[0] < year <= years[-1] for year in content.breaks)
    top = (2.9 if is_broken else 2.1) * size
    left += _under(years, box[2] - left - right, size) + width(" ", size)
    plot = (left, top, box[2] - left - right, box[3] - top - 1.9 * size)
    across = Scale(years[0] - 0.5, years[-1] + 0.5, left, left + plot[2])
    return _Plan(box, plot, years, across, Scale(low, high, top + plot[3], top), step)


def _ends(drawn: Sequence[Line], content: SeriesContent) -> tuple[float, float, float]:
    """The value axis from an even value to an even value, and the step between."""
    low, high = value_range(drawn, content.band, from_zero=content.from_zero)
    ticks = Scale(low, high, 0.0, 1.0).ticks(6)
    step = ticks[1][0] - ticks[0][0] if len(ticks) > 1 else (high - low) or 1.0
    values = [
        value for line in drawn for value in [*line.values.values(), *(e for two in line.ends.values() for e in two)]
    ]
    low = min(0.0, *values) if content.from_zero else min(values)
    low, high = floor(low / step + 1e-9) * step, ceil(max(values) / step - 1e-9) * step
    return low, high if high > low else low + step, step


def _step(size: float) -> float:
    return LEADING * 1.05 * size


def _axes(chart: Chart, plan: _Plan, decimals: int, size: float) -> None:
    """Pale lines at even values; as many years named as there is room for."""
    values, years = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = plan.upwards.low, plan.upwards.high, plan.step
    grid = values.major_gridlines.format.line
    grid.color.rgb, grid.width = rgb(GRID.colour), Pt(WEIGHT * GRID.weight)
    for axis in (values, years):
        slide_chart.axis_type(axis, size)
        axis.major_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    crosses = chart.element.find(f".//{{{C}}}valAx/{{{C}}}crosses")
    crosses.addnext(crosses.makeelement(f"{{{C}}}crossBetween", {"val": "between"}))
    whole = float(plan.step).is_integer()
    apart = " " * ceil(_under(plan.years, plan.plot[2], size) / width(" ", size))
    values.tick_labels.number_format = slide_chart.number_format(0 if whole else max(decimals, 1), after=apart)
    values.tick_labels.number_format_is_linked = False
    years.tick_labels.number_format, years.tick_labels.number_format_is_linked = "0", False
    slide_chart.as_numbers(chart, _every(plan, size))


def _every(plan: _Plan, size: float) -> int:
    """Years between those that are named: so that the last one is, where they are then not far fewer."""
    named = year_ticks(plan.years, max(2, int(plan.plot[2] // (YEAR * size))))
    even = named[1] - named[0] if len(named) > 1 and named[0] == plan.years[0] else 0
    least, span = max(1, ceil(YEAR * size * len(plan.years) / plan.plot[2])), len(plan.years) - 1
    return even or next((every for every in range(least, 2 * least) if span % every == 0), least)


def _under(years: Sequence[int], across: float, size: float) -> float:
    """How far the first year's name goes in under the values beside the axis, in points: they stand so much aside.

    across: how wide the plot is.
    """
    return max(0.0, (width(str(years[0]), size) - across / len(years)) / 2)


def _look(series: Charted, look: Look) -> None:
    series.smooth = False
    line = series.format.line
    line.color.rgb, line.width, line.dash_style = rgb(look.colour), Pt(WEIGHT * look.weight), DASHES[look.dash]
    _mark(series.marker, look)


def _mark(mark: Charted, look: Look) -> None:
    mark.style, mark.size = MARKS[look.mark], max(2, round(WEIGHT * look.size))
    if not look.mark:
        return
    mark.format.line.color.rgb, mark.format.line.width = rgb(look.colour), Pt(1.5)
    mark.format.line.dash_style = MSO_LINE.SOLID
    paint(mark.format, look.fill)


def _errors(series: Charted, line: Line, years: Sequence[int], look: Look) -> None:
    """A survey's intervals as bars through its values, each with its own ends."""
    if not line.ends or line.role in DRAWN_ONLY:
        return
    element = series._element  # noqa: SLF001
    bars = element.makeelement(f"{{{C}}}errBars", {})
    for name, value in (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        child(bars, f"{{{C}}}{name}", val=value)
    known = {year: (value, *line.ends[year]) for year, value in line.values.items() if year in line.ends}
    for name, sizes in (
        ("plus", {year: high - value for year, (value, _, high) in known.items()}),
        ("minus", {year: value - low for year, (value, low, _) in known.items()}),
    ):
        numbers = child(child(bars, f"{{{C}}}{name}"), f"{{{C}}}numLit")
        child(numbers, f"{{{C}}}formatCode").text = "General"
        child(numbers, f"{{{C}}}ptCount", val=str(len(years)))
        for year, size in sorted(sizes.items()):
            point = child(numbers, f"{{{C}}}pt", idx=str(year - years[0]))
            child(point, f"{{{C}}}v").text = repr(size)
    outline = child(child(bars, f"{{{C}}}spPr"), f"{{{A}}}ln", w=str(Pt(WEIGHT * WHISKER)))
    paint = child(outline, f"{{{A}}}solidFill")
    child(paint, f"{{{A}}}srgbClr", val=str(rgb(look.colour)))
    element.find(f"{{{C}}}cat").addprevious(bars)


def _label(series: Charted, line: Line, plan: _Plan, spot: float, type_: tuple[float, Look]) -> None:
    """The name and the last value as the last point's own label, moved to beside the plot, with a piece of the line."""
    size, look = type_
    last = max(line.values)
    label = series.points[last - plan.years[0]].data_label
    label.font.size, label.font.bold, label.font.color.rgb = Pt(size), look.is_bold, rgb(look.colour)
    element = label._dLbl  # noqa: SLF001
    across, down = plan.across.end - plan.across.at(last), spot - plan.upwards.at(line.last)
    slide_chart.moved(element, across / plan.box[2], down / plan.box[3])
    for tag in ("showLegendKey", "showSerName"):  # beside the value, which a label shows by itself
        element.find(f"{{{C}}}{tag}").set("val", "1")
    label.position = XL_LABEL_POSITION.RIGHT
    separator = element.makeelement(f"{{{C}}}separator", {})
    separator.text = " "
    element.find(f"{{{C}}}showBubbleSize").addnext(separator)
    element.getparent().find(f"{{{C}}}showLeaderLines").set("val", "0")
    slide_chart.no_wrap(element)


def _breaks(shapes: Shapes, breaks: Mapping[int, str], plan: _Plan, size: float) -> Iterator[Shape]:
    """An upright line before the first year of each new series, with its name above."""
    for year in (b for b in breaks if plan.years[0] < b <= plan.years[-1]):
        x = plan.box[0] + plan.across.at(year - 0.5)
        top, bottom = plan.box[1] + plan.upwards.end, plan.box[1] + plan.upwards.start
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x), Pt(top - 0.2 * size), Pt(x), Pt(bottom))
        line.line.color.rgb, line.line.width = rgb(BREAK.colour), Pt(WEIGHT * BREAK.weight)
        line.line.dash_style = DASHES[BREAK.dash]
        flat(line)
        describe(line, "", f"Serien bryts {year}")
        words = f"bryts {year}"
        room = width(words, size) + 0.5 * size
        left = min(max(x - room / 2, plan.box[0]), plan.box[0] + plan.box[2] - room)
        name, box = f"Namn på bryts {year}", (left, top - 1.4 * size, room, LEADING * size)
        yield line
        yield write(shapes, [Paragraph(words, size, colour=theme.SOFT_INK, align="center")], box, name)

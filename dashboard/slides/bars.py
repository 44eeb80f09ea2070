"""Bars that can be edited: regions, or the municipalities with group and riket; ours solid, riket hatched."""

from collections.abc import Sequence

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Pt

from dashboard.blocks.drawing import Bars, SpreadContent
from dashboard.figures import theme
from dashboard.figures.looks import BARS, Role
from dashboard.figures.spacing import Box
from dashboard.slides import chart as slide_chart
from dashboard.slides.base import describe
from dashboard.slides.text import Charted, Shapes, clean, paint, rgb, width
from malkollen.texts.swedish import MISSING, number

ROW = 2.6
"""Height of a bar with its air, in heights of the text; tighter where there is no room."""
TIGHTEST = 1.25


def rows(content: Bars | SpreadContent) -> Bars:
    """The bars in their own order; of a spread the municipalities first, then group and riket."""
    if isinstance(content, Bars):
        return content
    return Bars((*content.rows, *content.marks), content.unit, content.decimals)


def height(of: Bars, size: float, row: float) -> float:
    """How high the chart is at a height of each row, in points."""
    return len(of.rows) * row * size + 1.8 * size


def draw(shapes: Shapes, box: Box, of: Bars, alt: str, size: float) -> None:
    """The chart in a box of the slide, with letters of that size, in points."""
    names = [clean(name) if value is not None else f"{clean(name)} {MISSING}" for name, value, _ in of.rows]
    values = [value for _, value, _ in of.rows]
    chart = slide_chart.add(shapes, XL_CHART_TYPE.BAR_CLUSTERED, box, (names, [(of.unit, values)]), of.decimals, size)
    describe(shapes[-1], alt, "Diagram")
    slide_chart.title(chart, of.unit, size)
    chart.has_legend = False
    left = min(max(width(name, size) for name in names) + 0.8 * size, 0.45 * box[2])
    room = max(width(number(value, of.decimals), size, is_bold=True) for value in values) + 0.8 * size
    top = 1.7 * size
    slide_chart.place_plot(chart, box, (left, top, box[2] - left - room, box[3] - top - 2))
    _axes(chart, [value for value in values if value is not None], size)
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    series = plot.series[0]
    for place, (_, value, role) in enumerate(of.rows):
        if value is not None:
            _paint(series.points[place], role)
    _labels(series, of, size)


def _axes(chart: Charted, known: Sequence[float], size: float) -> None:
    """Bars begin at nothing; their values stand at their ends, so the axis needs no numbers of its own."""
    low, high = min([0.0, *known]), max([0.0, *known])
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = low, high if high > low else low + 1.0
    values.has_major_gridlines, values.visible = False, False
    slide_chart.axis_type(names, size, is_soft=False)
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _paint(point: Charted, role: Role) -> None:
    """Ours solid and dark, the chosen likewise, the others pale with an edge, riket hatched: told apart in grey."""
    look, line = BARS[role], point.format.line
    paint(point.format, look.colour, look.edge if look.is_hatched else "")
    line.color.rgb, line.width = rgb(look.edge), Pt(slide_chart.WEIGHT)


def _labels(series: Charted, of: Bars, size: float) -> None:
    """Each value at its bar's end; ours in bold."""
    labels = series.data_labels
    labels.number_format, labels.number_format_is_linked = slide_chart.number_format(of.decimals), False
    labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
    labels.font.size, labels.font.color.rgb = Pt(size), rgb(theme.INK)
    for place, (_, value, role) in enumerate(of.rows):
        if value is not None and BARS[role].is_bold:
            label = series.points[place].data_label
            label.font.size, label.font.bold, label.font.color.rgb = Pt(size), True, rgb(theme.INK)
            label.position = XL_LABEL_POSITION.OUTSIDE_END
    slide_chart.no_wrap(series._element)  # noqa: SLF001

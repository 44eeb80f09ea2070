"""What native charts share: their own workbook, type, places within the frame; Swedish numbers."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from dashboard.figures import theme
from dashboard.figures.spacing import Box
from dashboard.slides.base import LANGUAGE
from dashboard.slides.text import THEME_FONT, A, Charted, Element, Shapes, child, clean, rgb
from malkollen.texts.swedish import rounded

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET = "Data"
WEIGHT = 1.125
"""Points of a line on a slide, and of a mark across, to a pixel of the screen's."""
DAYS = r"yyyy\-mm\-dd"
"""Says of an axis' years that they may be counted as days; never shown."""


def number_format(decimals: int, after: str = "") -> str:
    """Thousands apart and decimals, in Swedish: an office program on a Swedish machine does so by itself.

    after: what stands after each number.
    """
    shown = f"[$-41D]#,##0{'.' + decimals * '0' if decimals > 0 else ''}"
    return f'{shown}"{after}"' if after else shown


def add(
    shapes: Shapes,
    kind: XL_CHART_TYPE,
    box: Box,
    columns: tuple[Sequence[str] | Sequence[int], Sequence[tuple[str, Sequence[float | None]]]],
    decimals: int,
    size: float,
) -> Chart:
    """An empty-looking native chart with its numbers.

    Args:
        columns: the categories; a name with its values for each series, None where there is no figure.
    """
    categories, named = columns
    series = [(name, [_as_shown(value, decimals) for value in values]) for name, values in named]
    data: Charted = CategoryChartData(number_format=number_format(decimals))  # type: ignore[no-untyped-call]
    data.categories = [clean(category) if isinstance(category, str) else category for category in categories]
    if categories and not isinstance(categories[0], str):
        data.categories.number_format = DAYS
    for name, values in series:
        data.add_series(clean(name), values)
    frame = shapes.add_chart(kind, *(Pt(part) for part in box), data)
    chart: Chart = frame.chart
    part: Charted = chart.part
    part.chart_workbook.update_from_xlsx_blob(_workbook(categories, series, decimals))
    for reference in chart.element.iter(f"{{{C}}}f"):
        reference.text = reference.text.replace("Sheet1!", f"{SHEET}!")
    _globally(chart, size)
    return chart


def _as_shown(value: float | None, decimals: int) -> float | None:
    """A value as it is, but in tens or hundreds where the words beside it are: no number format rounds to them."""
    return value if value is None or decimals >= 0 else rounded(value, decimals)


def _workbook(
    categories: Sequence[str] | Sequence[int], series: Sequence[tuple[str, Sequence[float | None]]], decimals: int
) -> bytes:
    """The sheet that opens on "edit data". The library's own would take a name that begins with = for a formula."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        shown = workbook.add_format({"num_format": number_format(decimals)})
        for row, category in enumerate(categories, start=1):
            if isinstance(category, str):
                sheet.write_string(row, 0, clean(category))
            else:
                sheet.write_number(row, 0, category)
        for column, (name, values) in enumerate(series, start=1):
            sheet.write_string(0, column, clean(name))
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, shown)
    return held.getvalue()


def _globally(chart: Chart, size: float) -> None:
    """Language and square corners of the whole chart."""
    date = chart.element.find(f"{{{C}}}date1904")
    for name, value in (("roundedCorners", "0"), ("lang", LANGUAGE)):
        date.addnext(date.makeelement(f"{{{C}}}{name}", {"val": value}))
    chart.font.name, chart.font.size, chart.font.color.rgb = THEME_FONT, Pt(size), rgb(theme.INK)


def title(chart: Chart, text: str, size: float) -> None:
    """A line at the chart's upper left: what is measured, and in what unit."""
    if not clean(text).strip():
        chart.has_title = False
        return
    chart.has_title = True
    frame = chart.chart_title.text_frame
    frame.text = clean(text)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb, font.name = Pt(size), False, rgb(theme.SOFT_INK), THEME_FONT
    usual = chart.element.find(f".//{{{C}}}title/{{{C}}}layout")
    usual.getparent().replace(usual, _layout(usual, {"xMode": "edge", "yMode": "edge", "x": 0.0, "y": 0.0}))


def place_plot(chart: Chart, box: Box, plot: Box) -> None:
    """Puts the area within the axes at a place within the chart's box, both in points."""
    left, top, across, high = plot
    area = chart.element.find(f".//{{{C}}}plotArea")
    modes = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    spots = {"x": left / box[2], "y": top / box[3], "w": across / box[2], "h": high / box[3]}
    area.insert(0, _layout(area, {**modes, **spots}))


def moved(label: Element, across: float, down: float) -> None:
    """Moves a data label from where it would stand, in shares of the chart's width and height."""
    label.find(f"{{{C}}}idx").addnext(_layout(label, {"x": across, "y": down}))


def dated(point: Charted, decimals: int, year: int) -> None:
    """Adds a year to the value that a point's label shows; it stays when the value is edited."""
    label = point.data_label._dLbl  # noqa: SLF001 - the library has a format of all of a chart's labels only
    code = f'{number_format(decimals)}" ({year})"'
    shown = label.makeelement(f"{{{C}}}numFmt", {"formatCode": code, "sourceLinked": "0"})
    label.find(f"{{{C}}}layout").addnext(shown)


def _layout(of: Element, parts: dict[str, str | float]) -> Element:
    layout = of.makeelement(f"{{{C}}}layout", {})
    manual = child(layout, f"{{{C}}}manualLayout")
    for name, value in parts.items():
        child(manual, f"{{{C}}}{name}", val=value if isinstance(value, str) else f"{value:.5f}")
    return layout


def axis_type(axis: Charted, size: float, *, is_soft: bool = True) -> None:
    """The size and colour of an axis' words, without marks."""
    axis.tick_labels.font.size = Pt(size)
    axis.tick_labels.font.color.rgb = rgb(theme.SOFT_INK if is_soft else theme.INK)
    axis.tick_labels.font.name = THEME_FONT
    axis.format.line.color.rgb = rgb(theme.FAINT)


def as_numbers(chart: Chart, every: int) -> None:
    """The years as an axis of days, a day a year: only such an axis names every so-maniest year in every program."""
    old = chart.element.find(f".//{{{C}}}catAx")
    axis = old.makeelement(f"{{{C}}}dateAx", {})
    for part in old:
        if part.tag not in {f"{{{C}}}{name}" for name in ("auto", "lblAlgn", "lblOffset", "noMultiLvlLbl")}:
            axis.append(part)
    next(axis.iter(f"{{{A}}}bodyPr")).set("rot", "0")  # upright, never slanted
    for name, value in (
        ("auto", "0"),
        ("lblOffset", "100"),
        ("baseTimeUnit", "days"),
        ("majorUnit", str(every)),
        ("majorTimeUnit", "days"),
    ):
        child(axis, f"{{{C}}}{name}", val=value)
    old.getparent().replace(old, axis)


def no_wrap(element: Element) -> None:
    """Keeps the words of labels on one line."""
    for body in element.iter(f"{{{A}}}bodyPr"):
        body.set("wrap", "none")

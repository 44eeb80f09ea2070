"""Presentations read back with the library: the content's numbers and words, alt texts, bounds, Swedish."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pptx
import pytest
from hypothesis import example, given, settings as given_settings, strategies as st
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Pt
from shapely import box, to_geojson

from dashboard.blocks.blocks import (
    Answers,
    Block,
    Bullets,
    Figure,
    Multiples,
    Pairs,
    Section,
    Tabular,
    Text,
    ToWrite,
    Word,
)
from dashboard.blocks.drawing import Bars, Drawing, Map, SeriesContent, SpreadContent
from dashboard.blocks.table import Column, Number, Table
from dashboard.blocks.words import Answered
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import latest
from dashboard.content.overview import rows as multiples_rows
from dashboard.documents import blocks, conference, leadership, sheets
from dashboard.documents.document import Document
from dashboard.figures import theme
from dashboard.figures.maps import Boundary
from dashboard.figures.series import Band, Line
from dashboard.slides import base, flow, maps, pptx_writer
from dashboard.slides.text import Paragraph, clean, height, wrapped
from malkollen.errors import DataError
from malkollen.texts.swedish import number
from templates import slides as slides_template

CARS = "electric_car_share"
HOME = "sodertorn"
MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
BODY = PP_PLACEHOLDER.BODY
Opened = Any
Shape = Any


def opened(document: Document) -> Opened:
    return pptx.Presentation(BytesIO(pptx_writer.write(document)))


def document_of(*blocks_: Block, kind: str = "report", message: str = "", heading: str = "Rubriken") -> Document:
    section = Section(heading, list(blocks_), message=message)
    return Document("Prov", "prov", kind, [section], version="Dataversion x, dagen y", made_at=MADE)  # type: ignore[arg-type]


def every(shapes: Shape) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


def shapes_of(presentation: Opened) -> list[Any]:
    return [shape for slide in presentation.slides for shape in every(slide.shapes)]


def charts(presentation: Opened) -> list[Any]:
    return [shape for shape in shapes_of(presentation) if shape.has_chart]


def tables(presentation: Opened) -> list[Any]:
    return [shape for shape in shapes_of(presentation) if shape.has_table]


def words(presentation: Opened) -> list[str]:
    """Every text on the slides, a shape or cell each."""
    found = [shape.text_frame.text for shape in shapes_of(presentation) if shape.has_text_frame]
    return found + [cell.text for shape in tables(presentation) for row in shape.table.rows for cell in row.cells]


def drawings_of(document: Document) -> list[Drawing]:
    return [block.drawing for section in document.sections for block in section.blocks if isinstance(block, Figure)]


def titles(presentation: Opened) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in presentation.slides]


def numbers_by_year(shape: Shape) -> dict[str, dict[int, float]]:
    """The figures of each line, whole again where a break or years without figures have cut it."""
    plot = shape.chart.plots[0]
    years = [int(float(category)) for category in plot.categories]
    by_line: dict[str, dict[int, float]] = {}
    for series in plot.series:
        values = {year: value for year, value in zip(years, series.values, strict=True) if value is not None}
        by_line.setdefault(whole(series.name), {}).update(values)
    return by_line


def whole(name: str) -> str:
    """A line's name, of one of its parts."""
    return re.sub(r"( före \d{4}|(, lucka)? \d{4}–\d{4})$", "", name)


def in_workbook(shape: Shape) -> list[list[Any]]:
    blob = shape.chart.part.chart_workbook.xlsx_part.blob
    return [list(row) for row in openpyxl.load_workbook(BytesIO(blob)).active.iter_rows(values_only=True)]


@pytest.fixture(scope="module")
def documents(facts: Facts) -> dict[str, Document]:
    return {
        "conference": conference.compose(facts, facts.folder),
        "leadership": leadership.compose(facts, Path(facts.folder)),
        "sheet": sheets.compose(facts, [CARS]),
        "municipality": sheets.compose(facts, ["transport_emissions"], "0136"),
    }


@pytest.fixture(scope="module")
def files(documents: dict[str, Document]) -> dict[str, bytes]:
    return {name: pptx_writer.write(document) for name, document in documents.items()}


@pytest.fixture(scope="module")
def presentations(files: dict[str, bytes]) -> dict[str, Opened]:
    return {name: pptx.Presentation(BytesIO(blob)) for name, blob in files.items()}


NAMES = ("conference", "leadership", "sheet", "municipality")


# ─── The same numbers ───


@pytest.mark.parametrize("name", ["conference", "sheet", "municipality"])
def test_a_chart_holds_the_lines_of_its_content(
    name: str, documents: dict[str, Document], presentations: dict[str, Opened]
) -> None:
    wanted = [drawing for drawing in drawings_of(documents[name]) if isinstance(drawing, SeriesContent)]
    found = [shape for shape in charts(presentations[name]) if shape.chart.chart_type.name.startswith("LINE")]
    assert wanted
    assert len(found) == len(wanted)
    for content, shape in zip(wanted, found, strict=True):
        lines = {line.name: dict(line.values) for line in content.lines if line.values}
        if band := content.band:
            lines["Prognos, högst"] = dict(zip(band.years, band.high, strict=True))
            lines["Prognos, lägst"] = dict(zip(band.years, band.low, strict=True))
        assert numbers_by_year(shape) == lines
        head, *rows = in_workbook(shape)
        assert list(dict.fromkeys(map(whole, head[1:]))) == list(lines)
        sheet: dict[str, dict[int, float]] = {}
        for i, h in enumerate(head[1:], start=1):
            sheet.setdefault(whole(h), {}).update({row[0]: row[i] for row in rows if row[i] is not None})
        for name_, values in lines.items():  # a workbook keeps sixteen digits
            assert sheet[name_] == pytest.approx(values, rel=1e-14)


def as_formatted(value: float | None) -> str:
    """A value as an office program shows it with one decimal: half of one upwards, by its written digits."""
    return str(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


def test_bars_hold_the_regions_in_their_order(documents: dict[str, Document], presentations: dict[str, Opened]) -> None:
    wanted = [drawing for drawing in drawings_of(documents["conference"]) if isinstance(drawing, Bars)]
    found = [shape for shape in charts(presentations["conference"]) if shape.chart.chart_type.name.startswith("BAR")]
    assert len(found) == len(wanted) > 0
    for block, shape in zip(wanted, found, strict=True):
        plot = shape.chart.plots[0]
        assert list(plot.categories) == [name for name, _, _ in block.rows]
        held, rows = list(plot.series[0].values), [value for _, value, _ in block.rows]
        told = [value if as_formatted(value) == number(value, 1) else round(value or 0.0, 1) for value in rows]
        assert block.decimals == 1
        assert held == told, "as they are, but for those that a number format would round the other way"
        assert [as_formatted(value) for value in held] == [number(value, 1) for value in rows]
        assert shape.chart.category_axis.reverse_order  # the first row on top, as it is read


def test_ours_is_told_apart_without_colour(presentations: dict[str, Opened]) -> None:
    shape = next(s for s in charts(presentations["conference"]) if s.chart.chart_type.name.startswith("BAR"))
    series = shape.chart.plots[0].series[0]
    ours = list(shape.chart.plots[0].categories).index("Södertörn")
    assert series.points[ours].data_label.font.bold
    others = [series.points[n] for n in range(len(series.values) - 1) if n != ours]
    assert series.points[ours].format.fill.fore_color.rgb not in {p.format.fill.fore_color.rgb for p in others}
    assert series.points[len(series.values) - 1].format.fill.type.name == "PATTERNED"
    lines = next(s for s in charts(presentations["conference"]) if s.chart.chart_type.name.startswith("LINE"))
    looks = [
        (s.format.line.dash_style, s.marker.style)
        for s in lines.chart.plots[0].series
        if "Prognos," not in s.name and s.name == whole(s.name)
    ]
    assert len(set(looks)) == len(looks)


def test_a_spread_holds_the_municipalities_and_the_marks(facts: Facts) -> None:
    block = blocks.spread(facts, latest(facts, CARS, HOME))
    assert block
    assert isinstance(block.drawing, SpreadContent)
    plot = charts(opened(document_of(block)))[0].chart.plots[0]
    wanted = [*((n, v) for n, v, _ in block.drawing.rows), *((n, v) for n, v, _ in block.drawing.marks)]
    assert list(zip(plot.categories, plot.series[0].values, strict=True)) == wanted


@pytest.mark.parametrize("name", ["sheet", "municipality"])
def test_a_table_has_the_cells_of_the_screen(
    name: str, documents: dict[str, Document], presentations: dict[str, Opened]
) -> None:
    wanted = [
        b.table
        for section in documents[name].sections
        for b in section.blocks
        if isinstance(b, Tabular) or (isinstance(b, Figure) and b.is_table_beside)
    ]
    assert wanted
    slide_tables = iter(tables(presentations[name]))
    for table in wanted:
        heads, rows = table.shown()
        texts = [[c.text() if isinstance(c, Number) else c for c in row] for row in rows]
        got: list[list[str]] = []
        while len(got) < len(texts):
            first, *others = [[cell.text for cell in row.cells] for row in next(slide_tables).table.rows]
            assert first == heads
            got += others
        assert got == texts


def test_a_map_has_a_shape_with_its_name_for_each_municipality_whose_value_stands_beside(
    documents: dict[str, Document], presentations: dict[str, Opened]
) -> None:
    block = next(drawing for drawing in drawings_of(documents["sheet"]) if isinstance(drawing, Map))
    group = next(s for s in shapes_of(presentations["sheet"]) if s.name == "Karta")
    free = [s.name for s in group.shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert set(free) >= {name for name, _ in block.labels.values()}
    said = [s.text_frame.text for s in group.shapes if s.has_text_frame]
    assert {name for name, _ in block.labels.values()} <= set(said)
    assert not any(value for _, value in block.labels.values())
    used = {clean(text) for colour, text in block.legend if colour != theme.MISSING}
    assert used <= set(said)
    assert "uppgift saknas" not in said, "no colour that the map has not"


def test_a_name_on_a_map_hides_no_border_where_it_is_read_without_a_plate() -> None:
    """One that goes in over its neighbour stands on both; only where no ink is read on both has it a plate."""
    shapes = {
        code: Boundary(json.loads(to_geojson(box(left, 59.0, left + 0.5, 59.5))), left + 0.25, 59.25)
        for code, left in (("1", 17.0), ("2", 17.5))
    }

    def plates(*colours: str) -> list[bool]:
        block = Map(
            shapes, {}, {"1": 1, "2": 2}, colours, (), {"1": ("Södertäljetrakten", "")}, {"1": (0.2, 0.0)},
        )  # fmt: skip
        slide = base.add(base.opened(base.OURS))
        maps.draw(slide.shapes, (0.0, 0.0, 300.0, 300.0), block, "Karta", (21.0,))
        (group,) = [shape for shape in slide.shapes if shape.name == "Karta"]
        return [
            shape.fill.type == MSO_FILL.SOLID
            for shape in group.shapes
            if shape.has_text_frame and shape.text_frame.text == "Södertäljetrakten"
        ]

    assert plates("#e3efee", "#8fc6c6") == [False]
    assert plates("#e3efee", "#0b4a55") == [True]


@pytest.mark.parametrize("words", ["Kort.", "En punkt som är längre. " * 6])
@pytest.mark.parametrize(
    "title", ["En rubrik", "En rubrik som tar flera rader på bilden, eftersom den säger allt. " * 3]
)
def test_a_list_in_a_room_is_smaller_than_its_title(title: str, words: str) -> None:
    document = Document("T", "n", "slides", [Section("Beslut", [Bullets((words,))], message=title)], version="v")
    slide = list(pptx.Presentation(BytesIO(pptx_writer.write(document))).slides)[-1]
    sizes = {
        shape.name: run.font.size.pt
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size
    }
    assert 21 <= sizes["Text"] < sizes["Rubrik"]


# ─── How it is made ───


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_an_alt_text_or_is_decoration(name: str, presentations: dict[str, Opened]) -> None:
    for shape in shapes_of(presentations[name]):
        properties = shape.element.xpath(".//p:cNvPr")[0]
        is_decoration = bool(properties.xpath('.//*[local-name()="decorative" and @val="1"]'))
        has_text = shape.has_text_frame and shape.text_frame.text.strip()
        assert properties.get("descr") or is_decoration or has_text or shape.is_placeholder, shape.name


def _xml(element: Shape) -> str:
    from lxml import etree

    return etree.tostring(element).decode()


@pytest.mark.parametrize("name", NAMES)
def test_charts_tables_and_maps_say_what_they_show(
    name: str, documents: dict[str, Document], presentations: dict[str, Opened]
) -> None:
    alts = [_alt(s) for slide in presentations[name].slides for s in slide.shapes if _alt(s)]
    for block in (b for section in documents[name].sections for b in section.blocks):
        if isinstance(block, Figure):
            assert clean(block.alt) in alts
        if isinstance(block, Tabular):
            assert clean(block.table.title) in alts


def _alt(shape: Shape) -> str | None:
    return shape.element.xpath(".//p:cNvPr")[0].get("descr")


def check_bounds(presentation: Opened) -> None:
    for shape in shapes_of(presentation):
        assert shape.left >= 0, shape.name
        assert shape.top >= 0, shape.name
        assert shape.left + shape.width <= presentation.slide_width, shape.name
        assert shape.top + shape.height <= presentation.slide_height, shape.name


def check_fit(presentation: Opened) -> None:
    """No text is higher than its shape, and no table reaches the slide's number."""
    for shape in shapes_of(presentation):
        if shape.has_table:
            assert shape.top + sum(row.height for row in shape.table.rows) <= 490 * 12700
            for row in shape.table.rows:
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    run = next(iter(cell.text_frame.paragraphs[0].runs), None)
                    if run is None:  # empty: as high as it says
                        sizes = cell._tc.xpath(".//a:endParaRPr/@sz")
                        assert [float(size) / 100 * 1.2 <= row.height.pt for size in sizes] == [True]
                        continue
                    lines = wrapped(run.text, run.font.size.pt, column.width.pt - 16, is_bold=bool(run.font.bold))
                    assert len(lines) * 1.15 * run.font.size.pt <= row.height.pt + 0.1
        elif shape.has_text_frame and shape.text_frame.text and shape.name != "Bildnummer":
            paragraphs = [
                Paragraph(p.text, p.runs[0].font.size.pt, is_bold=bool(p.runs[0].font.bold))
                for p in shape.text_frame.paragraphs
                if p.runs
            ]
            assert height(paragraphs, shape.width.pt / 0.97) <= shape.height.pt + 1, shape.text_frame.text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_outside_its_slide_or_its_box(name: str, presentations: dict[str, Opened]) -> None:
    check_bounds(presentations[name])
    check_fit(presentations[name])


@pytest.mark.parametrize("name", NAMES)
def test_shapes_are_read_from_the_top(name: str, presentations: dict[str, Opened]) -> None:
    for slide in presentations[name].slides:
        *content, last = slide.shapes
        assert last.name == "Bildnummer"
        wanted = [s for s in content if not s.name.startswith("Symbol")]
        assert all(a.top <= b.top + 12700 for a, b in pairwise(wanted)), [s.name for s in wanted]


def test_in_a_room_no_letter_is_smaller_than_28_pixels_of_1280(files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(files["conference"])) as held:
        parts = [n for n in held.namelist() if re.fullmatch(r"ppt/(slides|charts)/[^/]*\.xml", n)]
        sizes = {n: min(map(int, re.findall(rb'\ssz="(\d+)"', held.read(n)))) for n in parts}
    assert len(sizes) > 15
    assert min(sizes.values()) / 100 / 960 * 1280 >= 28


@pytest.mark.parametrize("name", NAMES)
def test_all_is_swedish_and_nothing_is_left_of_the_blank_one(name: str, files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(files[name])) as held:
        parts = {n: held.read(n).decode("utf-8", "replace") for n in held.namelist() if n.endswith((".xml", ".rels"))}
    assert {found for xml in parts.values() for found in re.findall(r'\slang="([^"]+)"', xml)} == {"sv-SE"}
    for n, xml in parts.items():
        assert not re.search(r"Click to|Office Theme|Sheet1!|Calibri|Second level|Placeholder \d", xml), n
        if n.startswith("ppt/slides/slide"):
            assert xml.count("<a:r>") == len(re.findall(r'<a:r><a:rPr[^>]*lang="sv-SE"', xml)), n
    assert not [n for n in parts if "thumbnail" in n or "printer" in n]


def test_who_made_it_and_what_it_is_called(presentations: dict[str, Opened], documents: dict[str, Document]) -> None:
    core, document = presentations["conference"].core_properties, documents["conference"]
    assert (core.title, core.author, core.language) == (document.title, "Målkollen", "sv")
    assert core.comments == document.version
    presentation = presentations["conference"]
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9)


@pytest.mark.parametrize("name", NAMES)
def test_each_section_has_its_title_its_notes_and_its_number(
    name: str, presentations: dict[str, Opened], documents: dict[str, Document]
) -> None:
    document, slides = documents[name], list(presentations[name].slides)
    if document.kind == "page":
        check_page(document, presentations[name])
        return
    every_title = titles(presentations[name])
    assert len({*every_title}) == len(every_title), "a slide that goes on is called by what it shows"
    wanted_ = {clean(section.message or section.heading) for section in document.sections}
    shown_titles = [begun(title, wanted_) for title in every_title]
    wanted = [clean(title) for title in (document.title, *((s.message or s.heading) for s in document.sections))]
    joined = [title for title in wanted if title not in shown_titles]
    assert not joined or document.kind == "report"
    kept = list(dict.fromkeys(title for title in wanted if title not in joined))
    assert [title for title in dict.fromkeys(shown_titles) if title != "Källor"] == kept
    said = [[p.text for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs] for slide in slides]
    if document.kind == "slides":
        assert {*document.sources} <= {*said[0]}, "named whole once, so that the last word stands alone"
        assert document.basis in slides[0].notes_slide.notes_text_frame.text, "no method where a room looks"
    else:
        assert document.basis in said[0], "sheets name their sources: what all rest on makes no slide of its own"
        assert "Källor" not in said[-1]
    for section in document.sections:
        told = clean(section.message or section.heading)
        assert section.level > 1 or told not in joined
        slide = slides[next(place for place, texts in enumerate(said) if told in [begun(t, wanted_) for t in texts])]
        note = slide.notes_slide.notes_text_frame.text
        for line in (*section.notes, document.version):
            assert clean(line) in note
        for block in section.blocks:
            if isinstance(block, Figure):
                assert block.table.source in note
    printed = "\n".join(words(presentations[name]))
    assert all(source in printed for source in document.sources)
    for place, slide in enumerate(slides, start=1):
        assert slide.shapes[-1].text_frame.text == str(place)
        assert 'type="slidenum"' in _xml(slide.shapes[-1].element)


def begun(title: str, wanted: set[str]) -> str:
    """The title that a slide goes on with, without what that slide shows."""
    return next((one for one in wanted if title.startswith((f"{one.rstrip('.')}: ", f"{one}, del "))), title)


def check_page(document: Document, presentation: Opened) -> None:
    """What is one page on paper is at most two slides of one title, with every section, number and source."""
    slides = list(presentation.slides)
    assert len(slides) <= 2
    first, *others = titles(presentation)
    assert first == f"{document.title}. {document.subtitle}"
    assert all(one.startswith(f"{document.title}: ") for one in others), "and what stands there"
    said = "\n".join(words(presentation))
    lines = (*document.sources, document.basis)
    assert all(text in said for text in (*(s.heading for s in document.sections), *lines))
    pictures = [s for s in shapes_of(presentation) if getattr(s, "name", "") == "Utveckling"]
    (rows,) = [b.rows for s in document.sections for b in s.blocks if isinstance(b, Multiples)]
    assert len(pictures) == len(rows)
    assert [slide.shapes[-1].text_frame.text for slide in slides] == [str(n + 1) for n in range(len(slides))]


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_again_after_it_was_saved(name: str, presentations: dict[str, Opened]) -> None:
    held = BytesIO()
    presentations[name].save(held)
    again = pptx.Presentation(BytesIO(held.getvalue()))
    assert words(again) == words(presentations[name])
    assert [numbers_of(s) for s in charts(again)] == [numbers_of(s) for s in charts(presentations[name])]


def numbers_of(shape: Shape) -> list[tuple[float | None, ...]]:
    return [tuple(series.values) for series in shape.chart.plots[0].series]


# ─── Made content ───

EMPTY = Table("", "t", (), [], "")


def figure(drawing: Drawing, alt: str, table: Table = EMPTY, text: str = "") -> Figure:
    return Figure(drawing, table.title, table, alt, text)


def a_series(**changes: object) -> Figure:
    lines = [
        Line("Södertörn", {2014: 1.0, 2015: 2.0, 2018: 3.5}, "home", {2015: (1.5, 2.75), 2018: (3.0, 4.5)}),
        Line("Riket", {2014: 1.5, 2015: 1.75, 2016: 2.0}, "country"),
        Line("Målväg", {2014: 1.0, 2020: 5.0}, "target"),
        Line("Prognos i nuvarande takt", {2018: 3.5, 2020: 4.0}, "forecast"),
    ]
    band = Band([2018, 2020], [3.5, 3.0], [3.5, 5.5])
    content = SeriesContent(lines, "%", 1, {2015: "bytt källa"}, True, "En mening.", EMPTY, band)
    return figure(replace(content, **changes), "Linjediagram", EMPTY, "En mening.")


def test_gaps_are_thin_and_breaks_cut_and_are_named() -> None:
    """Series of their own: no program draws a line over a break, or as the rest over years without figures."""
    presentation = opened(document_of(a_series()))
    chart = charts(presentation)[0].chart
    found = {series.name: list(series.values) for series in chart.plots[0].series}
    assert found["Södertörn före 2015"] == [1.0, *[None] * 6]
    assert found["Södertörn"] == [None, 2.0, None, None, 3.5, None, None]
    assert chart.element.find(f".//{C}dispBlanksAs").get("val") == "span"  # the thin ones reach from figure to figure
    looks = {series.name: series.format.line for series in chart.plots[0].series}
    assert (looks["Södertörn"].dash_style.name, looks["Södertörn"].width.pt < 2) == ("ROUND_DOT", True)
    assert "bryts 2015" in words(presentation)
    group = next(shape for shape in shapes_of(presentation) if shape.name == "Diagram med brott")
    assert [shape.name for shape in group.shapes] == [
        "Diagram",
        "Serien bryts 2015",
        "Namn på bryts 2015",
    ]  # moved together


def test_lone_years_before_a_run_are_marked_and_joined_by_a_thin_line() -> None:
    """As the emissions are: 2010, 2015 and every year from 2020. No value is made up between them."""
    line = Line("Riket", {2010: 9.0, 2015: 8.0, 2020: 7.0, 2021: 6.0}, "country")
    chart = charts(opened(document_of(a_series(lines=[line], band=None, breaks={}))))[0].chart
    series = {one.name: one for one in chart.plots[0].series}
    blank = [None] * 4
    assert list(series["Riket, lucka 2010–2020"].values) == [9.0, *blank, 8.0, *blank, 7.0, None]
    assert list(series["Riket"].values) == [*[None] * 10, 7.0, 6.0]
    assert series["Riket, lucka 2010–2020"].format.line.width < series["Riket"].format.line.width
    assert len({one.marker.style for one in series.values()}) == 1
    labels = chart.element.findall(f".//{C}dLbl")
    assert len(labels) == 1


def test_what_is_told_in_hundreds_is_so_in_the_chart() -> None:
    lines = [Line("Södertörn", {2022: 47_321.0, 2023: 47_957.0}, "home")]
    chart = charts(opened(document_of(a_series(lines=lines, band=None, breaks={}, decimals=-2))))[0].chart
    assert list(chart.plots[0].series[0].values) == [47_300.0, 48_000.0]


def test_a_survey_has_its_intervals_and_paths_are_dashed() -> None:
    chart = charts(opened(document_of(a_series())))[0].chart
    bars = chart.element.findall(f".//{C}errBars")
    assert len(bars) == 1
    ends = {
        side: {int(pt.get("idx")): float(pt.find(f"{C}v").text) for pt in bars[0].find(f"{C}{side}").iter(f"{C}pt")}
        for side in ("plus", "minus")
    }
    assert ends == {"plus": {1: 0.75, 4: 1.0}, "minus": {1: 0.5, 4: 0.5}}
    dashes = {s.name: s.format.line.dash_style.name for s in chart.plots[0].series}
    assert (dashes["Riket"], dashes["Södertörn före 2015"]) == ("DASH", "SOLID")
    assert {dashes[n] for n in ("Målväg", "Prognos i nuvarande takt", "Prognos, lägst")}.isdisjoint({"SOLID"})


def test_each_line_is_named_at_its_end_and_no_name_covers_another() -> None:
    lines = [Line(f"Region {place}", {2020: 1.0, 2021: 2.0 + place / 1000}, "group") for place in range(7)]
    shape = charts(opened(document_of(a_series(lines=lines, band=None, breaks={}))))[0]
    labels = shape.chart.element.findall(f".//{C}dLbl")
    assert [label.find(f"{C}idx").get("val") for label in labels] == ["1"] * 7
    assert all(label.find(f"{C}showSerName").get("val") == "1" for label in labels)
    moved = sorted(float(label.find(f"{C}layout/{C}manualLayout/{C}y").get("val")) for label in labels)
    step = 18 / (shape.height / 12700)
    assert all(b - a >= step for a, b in pairwise(moved))
    assert not shape.chart.has_legend


@pytest.mark.parametrize(("last", "shown"), [(2021, set()), (2020, {'" (2020)"', '" (2021)"'})])
def test_lines_that_end_in_different_years_say_which(last: int, shown: set[str]) -> None:
    lines = [Line(f"Region {end}", {2019: 1.0, end: 2.0}, "group") for end in (2021, last)]
    shape = charts(opened(document_of(a_series(lines=lines, band=None, breaks={}))))[0]
    formats = [found.get("formatCode") for found in shape.chart.element.findall(f".//{C}dLbl/{C}numFmt")]
    assert {code[code.index('"') :] for code in formats} == shown


def test_short_sections_below_one_share_its_slide() -> None:
    """A line on a slide of its own is no message; what starts a page on paper has a slide of its own."""
    below = [Section(f"Källa {place}", [Text("Kort.")], level=2, starts_page=place == 2) for place in range(3)]
    document = document_of(Text("Tre väntar."))
    document = replace(document, sections=[*document.sections, *below])
    slides = titles(opened(document))
    assert "Källa 0" not in slides
    assert slides.count("Källa 2") == 1
    assert all(any(f"Källa {place}" in text for text in words(opened(document))) for place in range(3))


def test_too_many_lines_get_a_legend() -> None:
    lines = [Line(f"Region {place}", {2020: 1.0, 2021: float(place)}, "group") for place in range(40)]
    chart = charts(opened(document_of(a_series(lines=lines, band=None))))[0].chart
    assert chart.has_legend
    assert len(chart.plots[0].series) == 40


def test_a_region_without_a_figure_has_no_bar() -> None:
    block = figure(Bars((("Ett", 1.0, "home"), ("Två", None, "group")), "%", 1), "Stapeldiagram")
    plot = charts(opened(document_of(block)))[0].chart.plots[0]
    assert list(plot.series[0].values) == [1.0, None]
    assert list(plot.categories) == ["Ett", "Två –"]


def a_table(rows: int, columns: int, cell: str = "värde") -> Table:
    heads = tuple(Column(f"Kolumn {place}") for place in range(columns))
    return Table(
        "En tabell", "t", heads, [[f"{cell} {r}:{c}" for c in range(columns)] for r in range(rows)], "Källa: X"
    )


def test_a_long_table_goes_on_with_its_header_and_says_how_much_is_left() -> None:
    presentation = opened(document_of(Tabular(a_table(200, 3))))
    by_slide = [[[cell.text for cell in row.cells] for row in s.table.rows] for s in tables(presentation)]
    assert len(by_slide) > 1
    assert all(rows[0] == ["Kolumn 0", "Kolumn 1", "Kolumn 2"] for rows in by_slide)
    assert all(s.table.first_row for s in tables(presentation))
    assert [row for rows in by_slide for row in rows[1:]] == [list(r) for r in a_table(40, 3).rows]
    assert any("160 rader till" in text for text in words(presentation))
    check_bounds(presentation)
    check_fit(presentation)


def test_a_wide_table_is_taken_apart_with_its_first_column_again() -> None:
    presentation = opened(document_of(Tabular(a_table(3, 30, "ettlångtord"))))
    found = [[[cell.text for cell in row.cells] for row in s.table.rows] for s in tables(presentation)]
    assert len(found) > 1
    assert all(row[0] == f"ettlångtord {place}:0" for rows in found for place, row in enumerate(rows[1:]))
    assert [head for rows in found for head in rows[0][1:]] == [f"Kolumn {place}" for place in range(1, 30)]
    check_bounds(presentation)
    check_fit(presentation)


def test_a_long_text_goes_on_over_the_next_slide_with_every_word() -> None:
    text = " ".join(f"ord{place}" for place in range(1500))
    presentation = opened(document_of(Text(text), kind="slides"))
    assert titles(presentation)[2:] == [f"Rubriken, del {place}" for place in range(2, len(presentation.slides))]
    said = " ".join(t for t in words(presentation) if t.startswith("ord"))
    assert said.split() == text.split()
    check_bounds(presentation)
    check_fit(presentation)


def test_words_stand_beside_their_symbols_and_places_to_write_are_empty() -> None:
    presentation = opened(
        document_of(
            Word("når inte målet", "bad", "Förslag", "Två av tre."),
            Answers((Answered("Läge", "good", "uppnått"), Answered("Utveckling", "unsure", "osäkert", "få år"))),
            Pairs((("Södertörn", "10,6\u00a0%"), ("Riket", "8,6\u00a0%"))),
            ToWrite("Skriv er bedömning här."),
            Bullets(("ett", "två")),
        )
    )
    printed = "\n".join(words(presentation))
    for text in (
        "Når inte målet",
        "Två av tre.",
        "Uppnått",
        "Osäkert",
        "få år",
        "10,6\u00a0%",
        "Skriv er bedömning här.",
    ):
        assert text in printed
    assert sum(s.name == "Symbol" and s.shape_type == MSO_SHAPE_TYPE.GROUP for s in shapes_of(presentation)) == 3
    assert any("buChar" in _xml(slide.shapes.element) for slide in presentation.slides)


def test_a_place_to_write_ends_above_the_number_with_what_leads_to_it() -> None:
    """Words alone stand lower on a slide, and a box that grows takes all the room below them."""
    words_above = [Text(f"Rad {number}.") for number in range(3)]
    for slide in opened(document_of(*words_above, ToWrite("Skriv här."))).slides:
        assert all(shape.top + shape.height <= 484.5 * 12700 for shape in slide.shapes if shape.name == "Skriv här")
    for count in range(8, 30):
        lines = [Text(f"Rad {number} är en mening som tar sin rad på bilden.") for number in range(count)]
        made = opened(document_of(*lines, Text("Ingen har gjort någon bedömning än."), ToWrite("Skriv här.")))
        (last,) = [slide for slide in made.slides if any(shape.name == "Skriv här" for shape in slide.shapes)]
        assert any("Ingen har gjort" in shape.text_frame.text for shape in last.shapes if shape.has_text_frame)


def test_small_multiples_are_no_smaller_than_what_is_said_below_them(facts: Facts) -> None:
    """Each symbol stands in its own row, also in a program that gives an empty cell type of its own."""
    shown = multiples_rows.multiples(facts, multiples_rows.keys(facts), "program")
    presentation = opened(document_of(Text("Före."), shown, Text("Tjock linje: vi.", "caption")))
    for slide in presentation.slides:
        said = [s for s in slide.shapes if s.has_text_frame and "Tjock linje" in s.text_frame.text]
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            size = table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt
            assert all(size >= s.text_frame.paragraphs[-1].runs[0].font.size.pt - 1 for s in said)
            empty = {float(one) / 100 for one in table._tbl.xpath(".//a:endParaRPr/@sz")}
            assert empty == {size}


def test_a_title_that_says_a_text_says_it_once() -> None:
    presentation = opened(document_of(Text("Detta är budskapet", "quote"), Text("Mer."), message="Detta är budskapet"))
    assert words(presentation).count("Detta är budskapet") == 1


# ─── PowerPoint repairs or refuses a file whose elements stand in another order (ECMA-376, 21.1 and 21.2) ───

_LABEL = (
    "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator "
    "showLeaderLines"
)
_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
    "txPr crossAx crosses "
)
ORDER = {
    "chartSpace": "date1904 lang roundedCorners style chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax",
    "plotArea": "layout lineChart barChart catAx dateAx valAx spPr",
    "lineChart": "grouping varyColors ser dLbls marker smooth axId",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbls": f"dLbl {_LABEL}",
    "dLbl": f"idx delete layout tx {_LABEL}",
    "catAx": f"{_AXIS}auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "dateAx": f"{_AXIS}auto lblOffset baseTimeUnit majorUnit majorTimeUnit",
    "valAx": f"{_AXIS}crossBetween majorUnit minorUnit",
    "scaling": "logBase orientation max min",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "title": "tx layout overlay spPr txPr",
    "marker": "symbol size spPr",
    "legend": "legendPos layout overlay spPr txPr",
    "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    "tcPr": "lnL lnR lnT lnB noFill solidFill",
    "pPr": "lnSpc spcBef spcAft buChar defRPr",
    "rPr": "ln solidFill effectLst latin ea cs",
    "ln": "noFill solidFill prstDash round",
}


def check_order(element: Shape) -> None:
    for found in element.iter():
        name = found.tag.rsplit("}", 1)[-1] if isinstance(found.tag, str) else ""
        if name in ORDER and len(found):
            wanted, got = ORDER[name].split(), [child.tag.rsplit("}", 1)[-1] for child in found]
            assert set(got) <= set(wanted), (name, got)
            assert got == sorted(got, key=wanted.index), (name, got)


def test_elements_stand_in_the_order_of_the_standard(presentations: dict[str, Opened]) -> None:
    rows = Bars((("Ett", 1.0, "home"), ("Två", None, "group"), ("Riket", 2.0, "country")), "%", 1)
    bars = figure(rows, "Staplar")
    many = [Line(f"Region {place}", {2020: 1.0, 2021: float(place)}, "group") for place in range(40)]
    for presentation in [
        *presentations.values(),
        opened(document_of(a_series(), a_series(lines=many, band=None), bars)),
    ]:
        for slide in presentation.slides:
            check_order(slide.shapes.element)
            ids = [shape.shape_id for shape in every(slide.shapes)]
            assert len(set(ids)) == len(ids)
        for shape in charts(presentation):
            check_order(shape.chart.element)


# ─── Any text ───

ANY = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "<b>&amp;</b>",
        "a" * 900,
        "\x00\x1b\x0b",
        "ett " * 400,
        "\ud800",
        "{=1}",
    ]
)


@given(ANY, ANY, ANY)
@example("+1", "í g\ue5fa", "ett " * 400)  # the dots after a heading took a line more than its row had
@given_settings(max_examples=15)
def test_any_text_is_safe(first: str, second: str, third: str) -> None:
    lines = [Line(first, {2020: 1.0, 2021: 2.0}, "home"), Line(second, {2021: 3.0}, "group")]
    table = Table(
        first, "t", (Column(second), Column(third)), [[third, Number(1.5, 1)], [second, first]], third, (first,)
    )
    document = Document(
        first,
        "prov",
        "slides",
        [
            Section(second, [Text(first), Bullets((second, third)), ToWrite(third)], message=third, notes=(first,)),
            Section(
                first,
                [figure(SeriesContent(lines, third, 1, {2021: first}, True, second, table), third, table, second)],
            ),
            Section(third, [figure(Bars(((first, 1.0, "home"), (second, None, "group")), third, 1), first, table)]),
            Section(second, [Tabular(table), Pairs(((first, second), (third, first)))]),
            Section(third, [Word(first, "bad", second, third), Answers((Answered(first, "up", second, third),))]),
            Section(
                third,
                [
                    figure(
                        SpreadContent([(first, 1.0, "chosen")], [], [], second, 0, third, table), second, table, third
                    )
                ],
            ),
        ],
        message=second,
        subtitle=third,
        sources=(first, second),
        version=third,
        made_at=MADE,
    )
    presentation = opened(document)
    check_bounds(presentation)
    check_fit(presentation)
    for shape in charts(presentation):
        blob = shape.chart.part.chart_workbook.xlsx_part.blob
        cells = [cell for row in openpyxl.load_workbook(BytesIO(blob)).active.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}  # never a formula
    names = [series.name for shape in charts(presentation) for series in shape.chart.plots[0].series]
    assert names[:3] == [clean(f"{first} före 2021"), clean(first), clean(second)]


def test_numbers_in_charts_have_swedish_formats() -> None:
    chart = charts(opened(document_of(a_series())))[0].chart
    formats = {found.text for found in chart.element.iter(f"{C}formatCode")} - {"General", r"yyyy\-mm\-dd"}
    assert formats == {"[$-41D]#,##0.0"}
    assert chart.element.find(f"{C}lang").get("val") == "sv-SE"
    assert number(10.6, 1) == "10,6"


# ─── The template ───


def restyled(path: Path) -> Path:
    """Our template as an office may leave it: its own letters and colours, a logo, places for text on the layout."""
    presentation = pptx.Presentation(str(base.OURS))
    theme = presentation.slide_master.part.part_related_by(RT.THEME)
    xml = theme.blob.decode().replace('"Arial"', '"Georgia"')
    for name, colour in (("dk1", "102030"), ("dk2", "405060")):
        xml = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', xml)
    theme.blob = xml.encode()
    layout = presentation.slide_layouts[0]
    body = deepcopy(
        next(s for s in presentation.slide_master.placeholders if s.placeholder_format.type == BODY).element
    )
    body.nvSpPr.nvPr.find(f"{P}ph").set("idx", "1")
    layout.shapes._spTree.append(body)
    presentation.save(str(path))
    return path


def test_our_template_is_what_the_script_makes_and_has_no_slides(tmp_path: Path) -> None:
    slides_template.template().save(str(tmp_path / "made.pptx"))
    with ZipFile(base.OURS) as ours, ZipFile(tmp_path / "made.pptx") as again:
        assert {name: ours.read(name) for name in ours.namelist()} == {
            name: again.read(name) for name in again.namelist()
        }
    assert len(base.opened(base.OURS).slides) == 0


def test_a_restyled_template_is_seen_on_the_slides(documents: dict[str, Document], tmp_path: Path) -> None:
    blob = pptx_writer.write(documents["sheet"], restyled(tmp_path / "slides.pptx"))
    presentation, ours = pptx.Presentation(BytesIO(blob)), opened(documents["sheet"])
    assert words(presentation) == words(ours)
    with ZipFile(BytesIO(blob)) as held:
        written = {name: held.read(name).decode() for name in held.namelist() if name.endswith(".xml")}
    theme = next(xml for name, xml in written.items() if "theme1" in name)
    assert ('typeface="Georgia"' in theme, "102030" in theme, "405060" in theme) == (True, True, True)
    drawn = [xml for name, xml in written.items() if re.match(r"ppt/(slides|charts)/", name)]
    assert not [xml for xml in drawn if 'typeface="Arial"' in xml]  # letters are the theme's everywhere
    assert any('schemeClr val="tx2"' in xml for xml in drawn)
    for slide in presentation.slides:
        assert [shape.placeholder_format.type for shape in slide.placeholders] == [base.TITLE, base.NUMBER]
        assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.color.type is None  # the template's


def refused(path: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        pptx_writer.write(document_of(Text("Kort.")), path)
    return [line.removeprefix(f"{path.parent.name}/{path.name}: ") for line in str(caught.value).splitlines()]


def test_a_template_that_slides_cannot_be_added_to_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(pptx_writer.write(document_of(Text("Kort."))))
    (fault,) = refused(path)
    assert fault.startswith("mallen får inte ha några bilder")
    presentation = pptx.Presentation(str(base.OURS))
    presentation.slide_width = Pt(720)
    layout = presentation.slide_layouts[0]
    for shape in [s for s in layout.placeholders if s.placeholder_format.type == base.NUMBER]:
        shape.element.getparent().remove(shape.element)
    presentation.save(str(path))
    wide, number_ = refused(path)
    assert "Bredbild" in wide
    assert "bildnummer" in number_
    layout.element.cSld.set("name", "En annan")
    presentation.save(str(path))
    assert any(f"”{base.LAYOUT}” saknas" in fault for fault in refused(path))
    path.write_bytes(b"PK not a presentation")
    (fault,) = refused(path)
    assert fault.startswith("går inte att öppna")


def test_a_name_on_a_readers_map_stands_on_its_place_or_beside_all_land_of_ours(facts: Facts) -> None:
    """No border of ours runs through or under a name; one without room on its land has a box away, with a line."""
    presentation = pptx.Presentation(BytesIO(pptx_writer.write(sheets.compose(facts, ["charging_points_per_1000"]))))
    group = next(shape for shape in shapes_of(presentation) if shape.name == "Karta")
    names = {facts.areas.name(code) for code in facts.areas.home_members}
    boxed = [s for s in group.shapes if s.has_text_frame and s.name in names and s.line.fill.type == MSO_FILL.SOLID]
    assert len([s for s in group.shapes if s.name == "Streck"]) == len([s for s in boxed if s.text_frame.text]) <= 1


def test_pieces_are_spread_evenly_over_the_slides_they_need() -> None:
    pieces = [flow.Piece(high, high, 0.0) for high in (50.0, 40.0, 9.0, 30.0)]
    assert [[piece.least for piece in page] for page in flow.spread(pieces, 100.0)] == [[50.0], [40.0, 9.0, 30.0]]
    headed = [flow.Piece(10.0, 10.0, 0.0), flow.Piece(60.0, 60.0, 0.0, is_heading=True), flow.Piece(70.0, 70.0, 0.0)]
    assert [len(page) for page in flow.spread(headed, 100.0)] == [2, 1], "what no slide holds goes over several"


def test_sources_alone_make_no_slide_where_an_earlier_one_has_room(documents: dict[str, Document]) -> None:
    """A page whose second slide is full: the sources stand on the first."""
    page = next(one for one in documents.values() if one.kind == "page")
    lines = [Section("Rubrik", [Text(f"Rad {number}.") for number in range(count)]) for count in (4, 18)]
    opened = pptx.Presentation(BytesIO(pptx_writer.write(replace(page, sections=lines))))
    said = [" ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame) for slide in opened.slides]
    assert len(said) == 2
    assert all(source in said[0] for source in page.sources)


def test_every_slide_names_the_sources_of_what_it_shows_on_one_line(
    documents: dict[str, Document], presentations: dict[str, Opened]
) -> None:
    """A slide is copied alone: the short names of its own sources, with the year, below its content."""
    told = {}
    for slide in presentations["conference"].slides:
        line = [shape for shape in slide.shapes if shape.name == "Källor"]
        assert all(one.top + one.height <= Pt(base.HEIGHT) and one.top >= Pt(base.BOTTOM) for one in line)
        assert all(one.height.pt < 30 for one in line), "one line"
        told[slide.shapes.title.text_frame.text] = "".join(one.text_frame.text for one in line)
    by_key = {section.key: told[clean(section.message)] for section in documents["conference"].sections}
    assert by_key["K01"] == "Källor: SMHI 2024; Riksdagen 2017 (målet gäller utan inrikes flyg)"
    assert by_key["K06"] == "Källor: Power Circle och NOBIL, SCB 2025"
    assert by_key["T01-karta"] == "Källa: SCB 2023"
    assert [key for key, line in by_key.items() if not line] == ["beslut"], "it names decisions and no figure"


def test_titles_have_one_place_in_a_room(presentations: dict[str, Opened]) -> None:
    shown = [slide.shapes.title for slide in presentations["conference"].slides][1:]
    assert len({one.top for one in shown}) == 1
    assert {one.text_frame.paragraphs[0].runs[0].font.size.pt for one in shown} <= {size for size, _ in base.TITLES}

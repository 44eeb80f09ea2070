"""The same numbers everywhere: every format opened and read back, beside what the content and the screen say."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

import docx
import openpyxl
import pptx
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from parts import every
from pptx.chart.chart import Chart
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from streamlit.testing.v1 import AppTest

from dashboard import writing
from dashboard.blocks.blocks import Answer, Answers, Block, Figure, Multiples, Pairs, Tabular
from dashboard.blocks.drawing import Drawing, Map, SeriesContent
from dashboard.blocks.table import Number
from dashboard.content.facts import Facts
from dashboard.documents import annual, basis, conference, leadership, sheets
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from dashboard.drawings import drawings
from dashboard.drawings.drawings import Frame
from dashboard.paper.tables import text_of
from malkollen import ROOT
from malkollen.served import AS_OF_VARIABLE
from malkollen.texts.swedish import number
from malkollen.texts.together import together

KEYS = ["electric_car_share", "population_near_transit_share"]
"""One with a map and two variants, one whose riket is as published."""
KINDS = ["leadership", "basis", "annual", "sheets", "conference"]
Read = Callable[[str], str]
Written = Callable[[str, str], bytes]


def squeezed(text: str) -> str:
    """A text without what differs between formats: spaces, line ends, invisible places to break."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\u2060]", "", text)


@pytest.fixture(scope="module")
def documents(facts: Facts, database: Path) -> dict[str, Document]:
    return {
        "leadership": leadership.compose(facts, database.parent),
        "basis": basis.compose(facts, Order("underlag", KEYS)),
        "annual": annual.compose(facts),
        "sheets": sheets.compose(facts, KEYS),
        "conference": conference.compose(facts, facts.folder),
    }


@pytest.fixture(scope="module")
def written(documents: dict[str, Document]) -> Written:
    """A document in a format; each is written once."""
    return cache(lambda kind, ending: writing.write(documents[kind], ending))


def blocks_of(document: Document) -> Iterator[tuple[str, Block]]:
    return ((section.message, block) for section in document.sections for block in section.blocks)


def wanted(document: Document) -> list[str]:
    """What must be read in every format: the large figures, verdicts, and every row of every table as it is shown."""
    texts: list[str] = []
    for _, block in blocks_of(document):
        if isinstance(block, Pairs):
            texts += [text for _, text in block.pairs]
        elif isinstance(block, Answers):
            texts += [answer.word for answer in block.answers]
        elif isinstance(block, Tabular) or (isinstance(block, Figure) and block.is_table_beside):
            texts += [text_of(cell) for row in block.table.shown()[1] for cell in row if isinstance(cell, Number)]
        elif isinstance(block, Answer):
            texts += [text for text in (block.text, block.hedge) if text]
    return texts


def lines_values(document: Document) -> list[float]:
    """Every number that is drawn."""
    numbers: list[float | None] = []
    for _, block in blocks_of(document):
        if not isinstance(block, Figure) or isinstance(block.drawing, Map):
            continue
        if isinstance(block.drawing, SeriesContent):
            numbers += [value for line in block.drawing.lines for value in line.values.values()]
        else:
            numbers += [value for _, value, _ in block.drawing.rows]
    return [value for value in numbers if value is not None]


def takeaways(document: Document) -> list[str]:
    """The sentence that a reader carries away from each chart."""
    if document.kind == "slides":  # a slide's message is its chart's sentence
        return [section.message for section in document.sections]
    return [block.text for _, block in blocks_of(document) if isinstance(block, Figure)]


def missing(texts: list[str], held: str) -> list[str]:
    everything = squeezed(held).casefold()  # a word that begins a line has a capital there
    return [text for text in texts if squeezed(text).casefold() not in everything]


# ───────────── What each format says ─────────────


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def docx_words(element: BaseOxmlElement, between: str = "") -> str:
    return between.join(part.text or "" for part in element.iter(qn("w:t")))


def docx_text(content: bytes) -> str:
    found = docx.Document(BytesIO(content))
    return docx_words(found.element.body, "\n") + found.sections[0].first_page_header.paragraphs[0].text


def pptx_texts(shapes: list[BaseShape]) -> Iterator[str]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from pptx_texts(list(shape.shapes))
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False):
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def pptx_text(content: bytes) -> str:
    slides = pptx.Presentation(BytesIO(content)).slides
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    return "\n".join([*(text for slide in slides for text in pptx_texts(list(slide.shapes))), *notes])


def absent(values: list[float], among: list[float]) -> set[float]:
    """The values that are not among some numbers; a file keeps fifteen figures."""
    known = {f"{number:.14g}" for number in among}
    return {value for value in values if f"{value:.14g}" not in known}


def xlsx_numbers(content: bytes) -> list[float]:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return sorted({float(value) for value in cells if isinstance(value, int | float)})


READERS: dict[str, Read] = {"pdf": pdf_text, "docx": docx_text, "pptx": pptx_text}  # type: ignore[dict-item]
USUAL = {("leadership", "pdf"), ("sheets", "docx"), ("conference", "pptx")}
PAIRS = [pytest.param(*pair, marks=() if pair in USUAL else pytest.mark.thorough) for pair in product(KINDS, READERS)]


@pytest.mark.parametrize(("kind", "ending"), PAIRS)
def test_every_number_and_verdict_is_in_the_file(
    kind: str, ending: str, documents: dict[str, Document], written: Written
) -> None:
    """Three kinds in a format each; thoroughly every kind in each."""
    held = READERS[ending](written(kind, ending))
    document = documents[kind]
    assert missing([*wanted(document), *takeaways(document)], held) == []
    assert missing([document.title, document.basis], held) == []


@pytest.mark.parametrize("kind", every(3, [*KINDS]))
def test_a_words_tables_are_the_screens_cell_by_cell(
    kind: str, documents: dict[str, Document], written: Written
) -> None:
    """Two kinds; thoroughly all five."""
    wanted_rows = []
    for _, block in blocks_of(documents[kind]):
        if isinstance(block, Multiples):
            rows = [[r.title, "", f"{r.value} {r.year}", r.since] for r in block.rows]
            wanted_rows.append([[*block.headings][:4], *rows])
        elif isinstance(block, Tabular) or (isinstance(block, Figure) and block.is_table_beside):
            heads, cells = block.table.shown()
            wanted_rows.append([heads, *([text_of(cell) for cell in row] for row in cells)])
    wanted_rows = [[[together(cell) for cell in row] for row in rows] for rows in wanted_rows]
    body = docx.Document(BytesIO(written(kind, "docx"))).element.body
    tables = [one for one in body.iter(qn("w:tbl")) if one.find(f".//{qn('w:tblCaption')}") is not None]
    inner = [one for one in tables if one.find(f".//{qn('w:tbl')}") is None]  # what only sets beside is no table
    found = [[[docx_words(cell) for cell in row.tc_lst] for row in table.tr_lst] for table in inner]
    assert [
        [row[: len(wanted[0])] for row in rows] for rows, wanted in zip(found, wanted_rows, strict=True)
    ] == wanted_rows


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_has_every_number_unrounded(kind: str, documents: dict[str, Document], written: Written) -> None:
    """Those of tables and those that are drawn: the target's path and the forecast too."""
    numbers = xlsx_numbers(written(kind, "xlsx"))
    shown = [
        cell.value
        for _, block in blocks_of(documents[kind])
        if isinstance(block, Tabular)
        for row in block.table.rows
        for cell in row
        if isinstance(cell, Number) and cell.value is not None
    ]
    assert absent([*shown, *lines_values(documents[kind])], numbers) == set()


@pytest.mark.parametrize("kind", every(3, KINDS))
def test_a_drawing_says_its_numbers_and_the_pictures_text_names_them(
    kind: str, documents: dict[str, Document], written: Written
) -> None:
    told = [e.get("descr") for e in docx.Document(BytesIO(written(kind, "docx"))).element.body.iter(qn("wp:docPr"))]
    for _, block in blocks_of(documents[kind]):
        if isinstance(block, Figure):
            said = "\n".join(box.text for box in drawings.sheet(block.drawing, Frame(467.0)).boxes)
            assert missing(drawn_texts(block.drawing), said) == []
            assert block.alt in told


def drawn_texts(drawing: Drawing) -> list[str]:
    """The numbers that a drawing writes out."""
    if isinstance(drawing, Map):
        return [text for pair in drawing.labels.values() for text in pair]
    if isinstance(drawing, SeriesContent):
        last = [(line.name, line.values[max(line.values)]) for line in drawing.lines if line.values]
        return [f"{name} {number(value, drawing.decimals)}" for name, value in last]
    return [number(value, drawing.decimals) for _, value, _ in drawing.rows if value is not None]


def charts_of(shapes: Iterable[BaseShape]) -> Iterator[Chart]:
    """Charts, also those in a group with the marks of a break."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from charts_of(shape.shapes)
        elif isinstance(shape, GraphicFrame) and shape.has_chart:
            yield shape.chart


def test_a_presentations_charts_hold_the_numbers(documents: dict[str, Document], written: Written) -> None:
    held: list[float] = []
    for slide in pptx.Presentation(BytesIO(written("conference", "pptx"))).slides:
        for chart in charts_of(slide.shapes):
            held += [v for plot in chart.plots for s in plot.series for v in s.values if v is not None]
    as_said = absent(lines_values(documents["conference"]), held)  # halves that a number format rounds the other way
    assert all(re.fullmatch(r"\d+\.\d5", f"{value:.14g}") for value in as_said)
    assert absent([round(value, 1) for value in as_said], held) == set()


# ───────────── The screen ─────────────


@pytest.fixture(scope="module")
def app(database: Path) -> Iterator[AppTest]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, "2026-11-22")
        yield AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()


@pytest.mark.parametrize("key", every(2, KEYS))
def test_a_sheet_says_what_the_indicators_page_says(key: str, facts: Facts, app: AppTest) -> None:
    for name in list(app.query_params):
        app.query_params.pop(name)
    asked = {"indikator": key, "omrade": "sodertorn", "ar": str(facts.evaluation(key).latest_year)}
    for name, value in asked.items():
        app.query_params[name] = value
    app.switch_page("views/indicator.py").run()
    assert not app.exception
    written_there = "\n".join(str(block.value) for block in app.get("html"))
    # a word with a meaning is a button in the sentence, and its meaning is not seen until it is pressed
    read = re.sub(r'<span class="mk-meaning".*?</span>|</?button[^>]*>', "", written_there)
    screen = html.unescape(re.sub(r"<[^>]*>", " ", read))
    document = sheets.compose(facts, [key])
    # an answer's word stands large there, without the sign after it
    texts = [re.sub(r"[.:]", "", text) for text in (*wanted(document), *takeaways(document))]
    assert missing(texts, re.sub(r"[.:]", "", screen)) == []

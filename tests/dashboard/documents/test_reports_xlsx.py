"""Documents as workbooks: every table unrounded, every word on a sheet, links that lead, nothing run."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import made_document
import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook

from dashboard.blocks.blocks import Bullets, Multiples, Section, Tabular, Text
from dashboard.blocks.table import Number, table
from dashboard.content.facts import Facts
from dashboard.documents import annual, basis, compose, leadership, sheets, texts as said
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from dashboard.workbook import xlsx_writer
from malkollen.reports import Kind
from malkollen.texts.inert import readable

MADE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TOP = xlsx_writer.TOP + 1
ANY_TEXT = st.text(st.characters(), max_size=30)


@pytest.fixture(scope="module")
def report(facts: Facts) -> Document:
    return made_document.report(facts)


@pytest.fixture(scope="module")
def book(report: Document) -> Workbook:
    return opened(report)


def opened(document: Document) -> Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx_writer.write(document)))


def test_the_cover_says_once_how_the_figures_came_and_no_heading_stands_over_nothing(facts: Facts) -> None:
    """A page's answers have nothing beside them, and its basis begins with its version."""
    document = leadership.compose(facts, Path(), "kommitte")
    book = opened(document)
    told = [cell.value for row in book["Om"].iter_rows() for cell in row if cell.value]
    assert sum(document.version in text for text in told) == 1
    assert told[told.index("Version") + 1] == document.basis
    headings = [cell.column for cell in book["Svar"][3] if cell.value]
    assert len(headings) > 2
    for column in headings:
        assert any(book["Svar"].cell(row, column).value for row in range(4, book["Svar"].max_row + 1))


def test_the_cover_says_what_it_is_where_from_and_how_to_read_it(book: Workbook, report: Document) -> None:
    texts = [cell.value for row in book["Om"].iter_rows() for cell in row if cell.value]
    assert texts[0] == report.title
    assert {report.subtitle, report.message, report.version, report.basis, *report.sources} <= set(texts)
    assert any("Tomma celler är uppgifter som saknas, aldrig noll. Värdena är oavrundade" in text for text in texts)
    assert book.properties.creator == "Målkollen"


def test_every_table_has_a_sheet_that_the_contents_lead_to_and_back(book: Workbook, report: Document) -> None:
    tables = said.tables(report)
    names = book.sheetnames
    assert names[:3] == ["Om", "Innehåll", "Text"]
    assert len(names) == 3 + len(tables)
    links = [row[0] for row in book["Innehåll"].iter_rows(min_row=2)]
    assert [cell.value for cell in links] == names[2:]
    assert [cell.hyperlink.location for cell in links] == [f"'{name}'!A1" for name in names[2:]]
    assert [row[1].value for row in book["Innehåll"].iter_rows(min_row=3)] == [found.title for _, found in tables]
    assert {book[name]["A2"].hyperlink.location for name in names[3:]} == {"'Innehåll'!A1"}


def test_a_sheet_has_all_columns_of_its_table_unrounded_with_notes_and_source_below(
    book: Workbook, report: Document
) -> None:
    for name, (_, own) in zip(book.sheetnames[3:], said.tables(report), strict=True):
        sheet = book[name]
        assert sheet["A1"].value == own.title
        assert [cell.value for cell in sheet[TOP]] == [column.title for column in own.columns]
        rows = sheet.iter_rows(min_row=TOP + 1, max_row=TOP + len(own.rows))
        for found, cells in zip(rows, own.rows, strict=True):
            for read, cell in zip(found, cells, strict=True):
                if isinstance(cell, Number):
                    assert read.value == (None if cell.value is None else pytest.approx(cell.value, rel=1e-15))
                else:
                    assert str(read.value or "") == cell  # a year is a number
        below = [row[0].value for row in sheet.iter_rows(min_row=TOP + len(own.rows) + 1) if row[0].value]
        assert below == [line for line in (*own.notes, own.source) if line]
        assert sheet.freeze_panes == f"A{TOP + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{TOP}:")


def test_a_series_file_says_area_codes_status_and_source(book: Workbook) -> None:
    heads = {cell.value for name in book.sheetnames[3:] for cell in book[name][TOP]}
    assert {"Områdeskod", "Status", "Källa"} <= heads


def test_nothing_that_is_said_is_lost(book: Workbook, report: Document) -> None:
    rows = [tuple(cell.value or "" for cell in row) for row in book["Text"].iter_rows(min_row=2)]
    assert rows == [tuple(piece) for piece in said.texts(report)]
    texts = [text for *_, text in rows]
    assert made_document.PROMPT in texts
    assert "Elbilarna blir fler." in texts


def test_the_answers_come_first_and_every_sheets_name_is_whole(facts: Facts) -> None:
    """No name ends in the middle of what it says, and the link to it says all of it."""
    keys = [key for key in facts.registry.indicators if facts.is_computed(key)]
    for document in (sheets.compose(facts, keys), annual.compose(facts), basis.compose(facts, Order("underlag", keys))):
        book = opened(document)
        assert book.sheetnames[0] == "Svar"
        heads, *rows = ([cell.value or "" for cell in row] for row in book["Svar"].iter_rows(min_row=TOP))
        assert heads[:4] == ["Fråga", "Svar i korthet", "Svar", "Förbehåll"]
        assert [row[:4] for row in rows] == [[q, one.word, one.text, one.hedge] for q, one in said.answers(document)]
        for name, (_, own) in zip(book.sheetnames[4:], said.tables(document), strict=True):
            assert name.split(" ", 1)[1] == (own.short or own.title).rstrip(".")
            assert len(name) <= 31
        links = [row[0] for row in book["Innehåll"].iter_rows(min_row=3)]
        assert [link.value for link in links] == book.sheetnames[4:]


@pytest.mark.parametrize("kind", ["ledningsgrupp", "arsredovisning"])
def test_rows_with_a_series_each_are_a_table_too(kind: Kind, facts: Facts, tmp_path: Path) -> None:
    """A page of rows alone would else be a workbook without a number."""
    document = compose.compose(facts, tmp_path, Order(kind))
    rows = [block.table for section in document.sections for block in section.blocks if isinstance(block, Multiples)]
    assert rows
    listed = [table for _, table in said.tables(document)]
    assert all(one.file in listed for one in rows)
    assert [one.source.count("Källa") for one in rows] == [1] * len(rows)
    assert not [note for one in rows for note in one.notes if "linje" in note]  # a table has none


def test_the_same_table_twice_is_one_sheet() -> None:
    found = table("Samma", "samma", [{"År": "2025", "Värde": Number(1.0)}], "Källa: X")
    document = Document("T", "t", "report", [Section("A", [Tabular(found)]), Section("B", [Tabular(found)])])
    assert len(opened(document).sheetnames) == 4


def test_a_document_without_tables_or_words_is_a_workbook_still() -> None:
    assert opened(Document("T", "t", "page", [])).sheetnames == ["Om", "Innehåll", "Text"]


def test_a_text_longer_than_a_cell_goes_on_in_the_next() -> None:
    long = "ord " * 20_000
    rows = list(opened(Document("T", "t", "page", [Section("A", [Text(long)])]))["Text"].iter_rows(min_row=2))
    assert "".join(row[2].value for row in rows) == long


@settings(max_examples=20)
@given(text=st.one_of(ANY_TEXT, st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "<r>"]), ANY_TEXT)))
def test_any_text_anywhere_is_a_workbook_that_opens_and_runs_nothing(text: str) -> None:
    content = table(text, "t", [{"Namn": text, text or "Tom": Number(1.5, 1, unit=text)}], text, notes=(text,))
    blocks = [Text(text), Bullets((text,)), Tabular(content)]
    document = Document(text, "t", "report", [Section(text, blocks)], text, text, (text,), text, MADE)
    book = opened(replace(document, message=text))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    sheet = book[book.sheetnames[3]]
    assert sheet.cell(TOP + 1, 2).value == 1.5
    assert (sheet.cell(TOP + 1, 1).value or "").rstrip(" ") == readable(text).rstrip(" ")


def test_a_wide_table_is_printed_over_several_pages_and_texts_keep_off_the_numbers() -> None:
    narrow = {"Namn": "Ett", "Värde": Number(1.5, 1), "Enhet": "ton"}
    wide = {f"Kolumn {number}": "ord " * 14 for number in range(9)}
    tables = [Tabular(table(name, name, [row], "Källa: X")) for name, row in (("Smal", narrow), ("Bred", wide))]
    book = opened(Document("Titel", "prov", "report", [Section("Ett", tables)]))
    pages = {sheet.title: sheet.page_setup.fitToWidth for sheet in book if sheet.title in ("1 Smal", "2 Bred")}
    assert pages == {"1 Smal": None, "2 Bred": 2}  # one page where nothing is said
    assert book["2 Bred"].print_title_cols == "$A:$A"
    assert {str(found) for found in book["2 Bred"].merged_cells.ranges} == set()  # no page cuts what is said of it all
    heads = {cell.value: cell.alignment.indent for cell in book["1 Smal"][3] if cell.value}
    assert heads == {"Namn": 0, "Värde": 0, "Enhet": 1}
    assert [cell.alignment.indent for cell in book["1 Smal"][4]][:3] == [0, 0, 1]


def test_a_source_said_below_a_table_is_not_printed_on_every_row() -> None:
    """All of the row is in the file; its height is that of what is printed, and no text is cut."""
    long = "Utgivaren: statistiken, en och samma publicering, omgång för omgång"
    rows = [{"Område": "Ett", "Läge": "ord " * 20, "Källa": long}, {"Område": "Två", "Läge": "ord", "Källa": long}]
    said_below, alone = (table("T", name, rows, source) for name, source in (("a", "Källa: X"), ("b", "")))
    book = opened(Document("Titel", "prov", "report", [Section("Ett", [Tabular(said_below), Tabular(alone)])]))
    first, second = (book[name] for name in book.sheetnames[3:])
    assert [first.cell(row, 3).value for row in (4, 5)] == [long, long]
    assert first.print_area == "'1 T'!$A$1:$B$7"  # down to the source
    assert not second.print_area
    assert first.cell(7, 1).value == "Källa: X"
    heights = [first.row_dimensions[row].height for row in (4, 5)]
    assert heights[0] > 2 * heights[1]
    assert second.row_dimensions[5].height > heights[1]


def test_a_table_a_little_wider_than_a_page_is_printed_on_one() -> None:
    row = {f"Kolumn {number}": "ord " * 8 for number in range(6)}
    book = opened(Document("Titel", "prov", "report", [Section("Ett", [Tabular(table("T", "t", [row], "Källa: X"))])]))
    sheet = book[book.sheetnames[3]]
    assert sheet.page_setup.fitToWidth is None
    assert sheet.print_title_rows == "$3:$3"
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEF"]
    assert sum(widths) < 190
    assert sheet.cell(4, 1).alignment.wrap_text
    assert {cell.font.name for cell in sheet[4]} == {"Arial"}

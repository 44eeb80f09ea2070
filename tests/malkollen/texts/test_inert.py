"""What people type is text in every file: a spreadsheet runs none of it, and no file is broken by it."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import example, given, strategies as st

from dashboard.blocks.table import Number, Table, table
from dashboard.workbook.downloads import csv_bytes, xlsx_bytes
from dashboard.workbook.sheets import number_format, sheet_name
from malkollen import console
from malkollen.texts.inert import inert, readable

MADE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ANY_TEXT = st.text(st.characters(), max_size=30)
FULL_WIDTH = "\uff1d\uff0b\uff0d\uff20"
BEGINNINGS = ["=", "+", "-", "@", "\t", "\r", "\n", *FULL_WIDTH]
FORMULAS = st.builds(str.__add__, st.sampled_from(BEGINNINGS), ANY_TEXT)
TYPED = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", '=HYPERLINK("x";"y")']


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def named(text: str) -> Table:
    return table(text, "t", [{"Område": text, "Värde": Number(-8.5, 1)}], text, notes=(text,))


@pytest.mark.parametrize("text", TYPED)
def test_a_formula_in_a_csv_has_an_apostrophe_before_it_and_the_negative_number_beside_it_none(text: str) -> None:
    name, value = rows_of(csv_bytes(named(text)))[1]
    assert name == f"'{readable(text)}"
    assert value == "-8,5"


@pytest.mark.parametrize(
    "text", ["-5", "-0,5", "+2,0 procentenheter sedan 2024", "−4,2 %", "–", "K02", "5-6", "", "a=b"]
)
def test_amounts_and_plain_texts_have_none(text: str) -> None:
    assert inert(text) == text


@given(FORMULAS)
def test_no_csv_cell_begins_so_that_a_spreadsheet_runs_it(text: str) -> None:
    name, _ = rows_of(csv_bytes(named(text)))[1]
    if name.startswith(tuple(BEGINNINGS)):
        assert not set(name) & set("=(|!@*/&\"'<>{}[]^:\\"), name  # an amount: nothing in it calls or reads anything
        assert name[1].isdigit()


@given(FORMULAS)
def test_a_heading_that_looks_like_a_formula_is_text_too(text: str) -> None:
    heading = rows_of(csv_bytes(table("t", "t", [{text: "a"}], "k")))[0][0]
    assert heading == inert(readable(text))


@given(st.one_of(FORMULAS, ANY_TEXT))
@example("<r>fel</r>")
@example("https://exempel.se")
@example("internal:Om!A1")
@example("_x0041_")
@example("\x00\x0b\ud800\ufffe")
def test_every_text_in_a_workbook_is_that_text_and_never_a_formula(text: str) -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(named(text), data_version=text, made_at=MADE)))
    cell = book["Tabell"]["A2"]
    assert cell.data_type in {"s", "n"}
    assert cell.hyperlink is None
    assert (cell.value or "").rstrip(" ") == readable(text).rstrip(" ")
    assert book["Tabell"]["B2"].value == -8.5
    assert all(found.data_type != "f" for row in book["Om"].iter_rows() for found in row)


@given(ANY_TEXT)
def test_readable_text_is_xml_and_stays_as_it_was_where_it_could(text: str) -> None:
    text_read = readable(text)
    assert all(c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000" for c in text_read)
    assert readable(text_read) == text_read
    kept = [c for c in text if c.isprintable()]
    assert [c for c in text_read if c.isprintable() and c != "\ufffd"] == [c for c in kept if c != "\ufffd"]


@given(st.integers(1, 999), ANY_TEXT)
@example(1, "Elbilar: andel [%] av alla / riket? 'ja' * nej \\ slut, och en lång rad därtill")
def test_a_sheets_name_is_one_that_a_spreadsheet_takes(number: int, title: str) -> None:
    name = sheet_name(number, title)
    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
    assert not set(name) & set("[]:*?/\\'")
    assert name.split()[0] == str(number)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (Number(8.0, 1), "#,##0.0"),
        (Number(8.0, 1, unit="%"), '#,##0.0"\u00a0%"'),
        (Number(1234.0, -2), "#,##0"),
        (Number(2.0, 1, is_difference=True), '"+"#,##0.0;"−"#,##0.0;"±"#,##0.0'),
    ],
)
def test_a_unit_stands_beside_the_number_and_the_value_stays_a_number(cell: Number, wanted: str) -> None:
    assert number_format(cell) == wanted
    book = openpyxl.load_workbook(
        BytesIO(xlsx_bytes(table("t", "t", [{"v": cell}], "k"), data_version="", made_at=MADE))
    )
    assert (book["Tabell"]["A2"].value, book["Tabell"]["A2"].number_format) == (cell.value, wanted)


def test_a_csv_of_the_commands_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    console.write_csv([{"name": "=HYPERLINK(1)", "value": -1.5, "tags": ["+a", "b"]}], ["name", "value", "tags"])
    assert capsys.readouterr().out.splitlines() == ["name,value,tags", "'=HYPERLINK(1),-1.5,'+a+b"]

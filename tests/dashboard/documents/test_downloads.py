"""The files: what a Swedish Excel opens, with every value unrounded and what is missing left empty."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given, strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.blocks.table import Cell, Number, Table, table
from dashboard.content import ranks, targets, values
from dashboard.content.data import sources
from dashboard.content.facts import Facts
from dashboard.content.goal import goal
from dashboard.content.indicator import arithmetic, spread
from dashboard.content.indicator.case import Case
from dashboard.content.municipality import municipality
from dashboard.workbook.downloads import csv_bytes, xlsx_bytes
from malkollen.registry import registry as registry_file

COMPUTED = registry_file.load().computed()
MADE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NOTES = ("Kommunvärden är fördelade med hjälpmått.",)
SMALL = table(
    "Elbilar 2025, %",
    "elbilar",
    [
        {"Områdeskod": "0127", "Område": "Botkyrka", "Värde": Number(8.0123456789, 1), "Antal": Number(1234567)},
        {"Områdeskod": "0128", "Område": 'Salem; "väst"', "Värde": Number(None, 1), "Antal": Number(0)},
        {"Områdeskod": "sodertorn", "Område": "Södertörn", "Värde": Number(-0.1 - 0.2, 2), "Antal": Number(1)},
    ],
    "Källa: Trafikanalys, bearbetning: Södertörns kansli",
    notes=NOTES,
    hidden=("Områdeskod",),
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
NUMBERS = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_back(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


def sheets(content: Table) -> tuple[Worksheet, Worksheet]:
    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(content, data_version="c51f69ef", made_at=MADE)))
    assert book.sheetnames == ["Om", "Tabell"]
    return book["Om"], book["Tabell"]


def every_table(facts: Facts, key: str) -> list[Table]:
    """The tables an indicator's page and its neighbours offer for download."""
    year = facts.evaluation(key).latest_year
    return [
        values.area_table(facts, key, facts.areas.everything, year, None).file,
        values.series_table(facts, key, ["sodertorn", "0128", "riket"], None, as_index=False).file,
        ranks.sets_table(facts, key, year).file,
        spread.variants_table(facts, key, year).file,
        arithmetic.parts_table(facts, Case(key, "sodertorn", year)).file,
    ]


# ───────────── CSV ─────────────


def test_csv_is_what_a_swedish_excel_expects() -> None:
    content = csv_bytes(SMALL)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines == [
        "Områdeskod;Område;Värde;Antal",
        "0127;Botkyrka;8,0123456789;1234567",
        '0128;"Salem; ""väst""";;0',
        "sodertorn;Södertörn;-0,30000000000000004;1",
        "",
    ]


def test_a_missing_value_is_an_empty_cell_and_zero_is_zero() -> None:
    assert [row[2:] for row in read_csv(csv_bytes(SMALL))][2] == ["", "0"]


@given(name=TEXT, value=NUMBERS)
def test_csv_reads_back_as_it_was(name: str, value: float | None) -> None:
    content = table("t", "t", [{"Område": name, "Värde": Number(value, 1)}], "k")
    _, (text, number) = read_csv(csv_bytes(content))
    assert text in {name, f"'{name}"}
    assert read_back(number) == value


@pytest.mark.parametrize("key", COMPUTED)
def test_every_file_of_an_indicator_reads_back_equal(key: str, facts: Facts) -> None:
    for content in every_table(facts, key):
        titles, *rows = read_csv(csv_bytes(content))
        assert titles == [column.title for column in content.columns]
        assert [
            [_as_cell(text, cell) for text, cell in zip(row, own, strict=True)]
            for row, own in zip(rows, content.rows, strict=True)
        ] == [[cell.value if isinstance(cell, Number) else cell for cell in own] for own in content.rows]


def _as_cell(text: str, cell: Cell) -> float | str | None:
    return read_back(text) if isinstance(cell, Number) else text


@pytest.mark.parametrize("key", COMPUTED)
def test_a_file_of_values_says_code_name_kind_status_and_source(key: str, facts: Facts) -> None:
    year = facts.evaluation(key).latest_year
    wanted = {"Områdeskod", "Område", "Slag", "År", "Variant", "Status", "Källa"}
    for content in (
        values.area_table(facts, key, ["sodertorn", "0128"], year, None).file,
        values.series_table(facts, key, ["sodertorn", "0128"], None, as_index=False).file,
    ):
        assert wanted <= {column.title for column in content.columns}


def test_a_file_name_tells_what_is_in_it(facts: Facts) -> None:
    content = values.area_table(facts, "electric_car_share", ["sodertorn"], 2025, "without")
    assert content.name == f"malkollen_elbilar_i_flottan_omraden_2025_utan_vagnparker_{facts.as_of.isoformat()}"
    assert values.area_table(facts, "electric_car_share", ["sodertorn"], 2025, "with").name != content.name


# ───────────── XLSX ─────────────


def test_a_workbook_has_a_cover_with_source_version_date_and_notes() -> None:
    cover, _ = sheets(SMALL)
    lines = {row[0]: row[1] for row in cover.iter_rows(min_row=3, values_only=True)}
    assert cover["A1"].value == "Elbilar 2025, %"
    assert lines["Källa"] == "Källa: Trafikanalys, bearbetning: Södertörns kansli"
    assert lines["Siffrornas version"] == "c51f69ef"
    assert lines["Hämtad"] == "22\u00a0november\u00a02026"
    assert lines["Att veta"] == NOTES[0]
    assert "Tomma celler är uppgifter som saknas, aldrig noll." in str(lines["Läsanvisning"])


def test_a_workbooks_numbers_are_numbers_with_formats_and_codes_are_text() -> None:
    _, sheet = sheets(SMALL)
    assert [cell.value for cell in sheet[1]] == ["Områdeskod", "Område", "Värde", "Antal"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("0127", "s")
    assert (sheet["C2"].value, sheet["C2"].number_format) == (8.0123456789, "#,##0.0")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (1234567, "#,##0")
    assert sheet["C4"].number_format == "#,##0.00"


def test_a_missing_value_is_an_empty_cell_in_the_workbook() -> None:
    _, sheet = sheets(SMALL)
    assert sheet["C3"].value is None
    assert sheet["D3"].value == 0


def test_the_headings_stay_in_sight_and_can_be_filtered() -> None:
    _, sheet = sheets(SMALL)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D4"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    _, sheet = sheets(table("t", "t", [{"Område": "=1+1", "Värde": Number(1.0)}], "k"))
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("key", ["electric_car_share", "transport_emissions", "in_commuters"])
def test_every_workbook_of_an_indicator_reads_back_equal(key: str, facts: Facts) -> None:
    for content in every_table(facts, key):
        _, sheet = sheets(content)
        found = list(sheet.iter_rows(min_row=2, values_only=True))
        for row, own in zip(found, content.rows, strict=True):
            for title, read, cell in zip((column.title for column in content.columns), row, own, strict=True):
                if isinstance(cell, Number):
                    assert read == _almost(cell.value)
                elif title == "År":
                    assert (read, type(read)) == (int(cell), int), "a year is a number"
                else:
                    assert (read or "") == cell


def _almost(value: float | None) -> object:
    """A workbook keeps sixteen figures of a number."""
    return None if value is None else pytest.approx(value, rel=1e-15)


def test_a_table_without_rows_is_a_workbook_still() -> None:
    _, sheet = sheets(table("Tom", "tom", [], "Källa"))
    assert list(sheet.iter_rows(values_only=True)) == []
    assert csv_bytes(table("Tom", "tom", [], "Källa")) == b"\xef\xbb\xbf\r\n"


@pytest.mark.parametrize("is_workbook", [True, False])
def test_the_other_pages_tables_can_be_fetched(is_workbook: bool, facts: Facts) -> None:
    for content in (
        goal.lines_table(facts, "klimatomstallning"),
        municipality.overview_table(facts, "0181", "tillganglighet"),
        municipality.standing_table(facts, "0181"),
        targets.targets_table(facts, facts.registry.targets),
        sources.freshness_table(facts),
        sources.gaps_table(facts),
        sources.waiting_table(facts),
        sources.published_table(facts),
        sources.fleets_table(facts),
    ):
        rows = (
            list(sheets(content.file)[1].iter_rows(values_only=True))
            if is_workbook
            else read_csv(csv_bytes(content.file))
        )
        assert len(rows) == 1 + len(content.file.rows)

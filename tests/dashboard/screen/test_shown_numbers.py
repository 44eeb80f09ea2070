"""What Excel shows is what is meant: per cent, thousands, hidden sheets and rows of a filled-in workbook."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import filled_in
import openpyxl
import pytest
from hypothesis import given, strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from ingest.readers import by_hand, number_formats, shares
from ingest.readers.by_hand import Template
from ingest.readers.filled_line import Line
from ingest.readers.filled_workbook import Format
from ingest.sources import boardings, car_times, cycle_routes, small_areas, travel_survey
from malkollen.errors import SourceError

SURVEY = travel_survey.TEMPLATE
AREAS = ("Södertörn", "Riket", "Stockholms län")


def survey(path: Path, values: Sequence[float], codes: Sequence[str], of: str = "hållbara resor") -> Path:
    """A survey's workbook, its value, lowest and highest the same number in cells of one format a row."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(SURVEY.columns))
    for number, (area, value, code) in enumerate(zip(AREAS, values, codes, strict=False), start=2):
        sheet.append([area, 2025, of, value, value, value, "RVU", "k", None])
        for column in (4, 5, 6):
            sheet.cell(number, column).number_format = code
    book.save(path)
    return path


def values(path: Path, template: Template = SURVEY) -> list[float | None]:
    return [line.number("värde") for line in by_hand._lines(path, path.name, template)]


def refused(path: Path, template: Template) -> list[str]:
    with pytest.raises(SourceError) as caught:
        by_hand._lines(path, path.name, template)
    return str(caught.value).splitlines()


def boarded(path: Path, spoil: Callable[[Worksheet], object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(boardings.TEMPLATE.columns))
    for name in filled_in.EIGHT.values():
        sheet.append([name, 2024, 70000, "k", None])
    spoil(sheet)
    book.save(path)
    return path


def test_forty_two_per_cent_is_forty_two_in_the_database(tmp_path: Path) -> None:
    path = survey(tmp_path / "a.xlsx", [0.42, 0.07, 0.4233], ["0%", "0 %", "0.0%"])
    with filled_in.empty() as db:
        travel_survey.stage(db, filled_in.taken(travel_survey, path, tmp_path))
        found = db.execute("SELECT value, low, high FROM staged.published ORDER BY value").fetchall()
    assert found == [(7.0,) * 3, (42.0,) * 3, (42.33,) * 3]


@pytest.mark.parametrize("code", ["General", "0.0", '0.0" %"', r"0\%", "0_%"])
def test_a_per_cent_sign_that_is_only_written_out_scales_nothing(code: str, tmp_path: Path) -> None:
    assert values(survey(tmp_path / "a.xlsx", [42, 7.5], [code] * 2)) == [42, 7.5]


def test_a_share_column_of_parts_of_one_is_asked_about(tmp_path: Path) -> None:
    lines = refused(survey(tmp_path / "a.xlsx", [0.42, 0.4, 0.44], ["General"] * 3), SURVEY)
    assert [line.split(":")[0] for line in lines] == ["a.xlsx rad 2"] * 3
    assert all("skriv 42 för 42 procent" in line for line in lines)
    rows = [f"{area};2025;hållbara resor;0,42;0,40;0,44;RVU;k;" for area in AREAS]
    lines = refused(filled_in.csv_file(tmp_path / "a.csv", SURVEY.columns, rows), SURVEY)
    assert [line.split(": ")[1] for line in lines] == ["värde", "lägst", "högst"]


@pytest.mark.parametrize("real", [[0.4, 0.9], [0.4, 0.9, 1.1], [0, 0, 0]])
def test_small_shares_are_taken_where_they_may_be_real(real: list[float], tmp_path: Path) -> None:
    assert values(survey(tmp_path / "a.xlsx", real, ["0.0"] * 3, "cykelresor")) == real


def test_shares_under_one_per_cent_get_through_in_the_format_of_per_cent(tmp_path: Path) -> None:
    assert values(survey(tmp_path / "a.xlsx", [0.004, 0.009, 0.001], ["0.0%"] * 3)) == [0.4, 0.9, 0.1]


def test_per_cent_beside_parts_of_one_is_refused(tmp_path: Path) -> None:
    found = refused(survey(tmp_path / "a.xlsx", [0.42, 0.4], ["0%", "General"]), SURVEY)
    assert found[0].startswith("a.xlsx rad 3: värde: cellen är inte i procentformat")


OTHERS = {"boardings": boardings, "car_times": car_times, "cycle_routes": cycle_routes, "small_areas": small_areas}


@pytest.mark.parametrize("name", OTHERS)
def test_per_cent_where_there_is_no_share_is_refused_by_row_and_column(name: str, tmp_path: Path) -> None:
    template = OTHERS[name].TEMPLATE
    path = filled_in.workbook(tmp_path / "a.xlsx", template.columns, [[1] * len(template.columns)])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(2, 3).number_format = "0%"
    book.save(path)
    (said,) = refused(path, template)
    assert said.startswith(f"a.xlsx rad 2: {template.columns[2]}: cellen visas i procent")


@pytest.mark.parametrize(
    ("code", "message"),
    [("#,##0,", "tusental"), ("0.0,,", "tusental"), ('0"000"', "siffror som inte"), (r"0\0", "siffror som inte"),
     (";;;", "döljer"), ('"dolt"', "döljer"), ("0%%", "procent")],
)  # fmt: skip
def test_a_format_that_shows_another_number_is_refused(code: str, message: str, tmp_path: Path) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["C3"].number_format = code

    (line,) = refused(boarded(tmp_path / "a.xlsx", spoil), boardings.TEMPLATE)
    assert line.startswith("a.xlsx rad 3: påstigande: ")
    assert message in line


@pytest.mark.parametrize(
    "code", ["General", "0", "#,##0", "# ##0", "#,##0.00", "0.00E+00", "@", '#,##0" st"', "[Red]0;-0", "# ?/?",
             '_-* #,##0.00\\ "kr"_-;\\-* #,##0.00\\ "kr"_-;_-* "-"??\\ "kr"_-;_-@_-', "0;;", "[$kr-41D] #,##0"],
)  # fmt: skip
def test_ordinary_formats_are_read_as_they_are(code: str) -> None:
    assert (number_formats.percents(code), number_formats.fault(code)) == (0, "")


def test_a_zero_that_is_hidden_by_its_format_is_no_zero_that_was_seen() -> None:
    assert "döljer" in number_formats.fault("0;;;", is_zero=True)
    assert number_formats.fault("0;;;") == ""


def test_the_first_sheet_that_is_seen_is_read(tmp_path: Path) -> None:
    path = boarded(tmp_path / "a.xlsx", lambda sheet: setattr(sheet, "title", "gammalt"))
    book = openpyxl.load_workbook(path)
    seen = book.copy_worksheet(book["gammalt"])
    seen["C2"] = 71000
    for state in ("hidden", "veryHidden"):
        book["gammalt"].sheet_state = state
        book.active = 1
        book.save(path)
        assert by_hand._lines(path, path.name, boardings.TEMPLATE)[0]["påstigande"] == "71000"


def test_hidden_rows_and_columns_are_told_where_the_source_is_shown(tmp_path: Path) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[99].hidden = True  # empty: nobody misses it
        sheet.column_dimensions["D"].hidden = True

    path = boarded(tmp_path / "a.xlsx", spoil)
    (source,) = boardings.sources(filled_in.taken(boardings, path, tmp_path)).values()
    assert "Dolda rader i arbetsboken är med: 3." in source.caveats
    assert "Dolda kolumner i arbetsboken är med: D." in source.caveats
    path = boarded(tmp_path / "b.xlsx", lambda _: None)
    (source,) = boardings.sources(filled_in.taken(boardings, path, tmp_path)).values()
    assert not [text for text in source.caveats if "old" in text and "arbetsboken" in text]


def test_a_date_is_no_number_and_a_text_is_what_it_says(tmp_path: Path) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["C2"] = datetime(2031, 4, 15, tzinfo=UTC).replace(tzinfo=None)
        sheet["C3"] = "71000"
        sheet["C3"].quotePrefix = True

    lines = by_hand._lines(boarded(tmp_path / "a.xlsx", spoil), "a.xlsx", boardings.TEMPLATE)
    assert (lines[0].number("påstigande"), lines[1].number("påstigande")) == (None, 71000)


@given(st.floats(0, 1e6, allow_nan=False) | st.integers(0, 10**6))
def test_a_hundredfold_is_exact_to_the_last_digit(value: float) -> None:
    line = Line(2, {"värde": by_hand._text(value)})
    found = shares.as_shown(line, {(2, "värde"): Format(1, "")})["värde"]
    assert Decimal(found.replace(",", ".")) == 100 * Decimal(repr(value))

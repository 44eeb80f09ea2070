"""Files that the office fills in: read as Excel saves them, every fault said at once and by its row."""

import tempfile
import time
import zipfile
from pathlib import Path

import filled_in
import openpyxl
import pytest
from hypothesis import given, strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ingest.fetching.raw import RawStore
from ingest.readers import by_hand, filled_workbook, number_formats
from ingest.readers.by_hand import Template
from ingest.readers.filled_line import Line
from ingest.sources import boardings, car_times, cycle_routes, small_areas, travel_survey
from malkollen import ROOT
from malkollen.errors import SourceError

SOURCES = {
    "travel_survey": travel_survey, "boardings": boardings, "cycle_routes": cycle_routes, "small_areas": small_areas,
    "car_times": car_times,
}  # fmt: skip
TEMPLATE = Template("prov", ("område", "år", "värde", "källa"), ("område", "år", "värde", "källa"))


def lines(path: Path) -> list[Line]:
    return by_hand._lines(path, path.name, TEMPLATE)


def refused(path: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        lines(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("name", SOURCES)
def test_the_template_is_the_heading_that_the_source_reads(name: str) -> None:
    written = (ROOT / "data" / "templates" / f"{name}.csv").read_bytes()
    template = SOURCES[name].TEMPLATE
    assert written == b"\xef\xbb\xbf" + ";".join(template.columns).encode() + b"\r\n"
    assert set(template.required) <= set(template.columns)


@pytest.mark.parametrize("name", SOURCES)
def test_every_column_is_explained(name: str) -> None:
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    part = text.split(f"templates/{name}.csv`", 1)[1].split("\n\n")[0]
    assert [column for column in SOURCES[name].TEMPLATE.columns if f"`{column}`" not in part] == []


def test_the_forms_files_are_all_there_is() -> None:
    found = {path.stem for path in (ROOT / "data" / "templates").glob("*.csv")}
    assert found == set(SOURCES)


def test_csv_and_workbook_say_the_same(tmp_path: Path) -> None:
    rows = [("Botkyrka", 2024, 12.5, "Prov"), ("Haninge", 2024, 1200, "Prov")]
    written = [f"{a};{b};{str(c).replace('.', ',')};{d}" for a, b, c, d in rows]
    one = lines(filled_in.csv_file(tmp_path / "a.csv", TEMPLATE.columns, written))
    other = lines(filled_in.workbook(tmp_path / "a.xlsx", TEMPLATE.columns, rows))
    assert one == other
    assert [line.number("värde") for line in one] == [12.5, 1200]
    assert [line.row for line in one] == [2, 3]


def test_empty_rows_and_padding_are_not_rows(tmp_path: Path) -> None:
    path = filled_in.csv_file(
        tmp_path / "a.csv", TEMPLATE.columns, ["Botkyrka;2024;1;Prov;;;", ";;;", "Salem;2024;2;Prov"]
    )
    assert [(line.row, line["område"]) for line in lines(path)] == [(2, "Botkyrka"), (4, "Salem")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,5", 12.5), ("12", 12), ("1 234", 1234), ("1 234 567,5", 1234567.5), ("0", 0), ("12.5", None),
     ("1,234,5", None), ("-1", None), ("..", None), ("12 34", None), ("1e3", None), ("٣", None), ("", None),
     ("9" * 400, None)],
)  # fmt: skip
def test_a_number_is_written_as_in_swedish(text: str, value: float | None) -> None:
    assert Line(2, {"värde": text}).number("värde") == value


def test_every_fault_of_the_heading_is_said(tmp_path: Path) -> None:
    path = filled_in.csv_file(tmp_path / "a.csv", ["område", "värde", "värde", "belopp"], ["Botkyrka;1;1;1"])
    found = refused(path)
    assert [line.split(": ", 1)[0] for line in found] == ["a.csv rad 1"] * 4
    for what in ("'år' saknas", "'källa' saknas", "'belopp' är okänd", "'värde' står två gånger"):
        assert any(what in line for line in found)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "filen är tom"),
        (b"\xff\xfe", "inte UTF-8"),
        ("område;år;värde;källa\r\n".encode(), "inga rader är ifyllda"),
        ('område;år;värde;källa\r\n"a;2024;1;b'.encode(), "citattecknen går inte ihop"),
        ("område;år;värde;källa\r\na;2024;1;b;c\r\n".encode(), "5 fält i stället för 4"),
    ],
)
def test_a_file_that_is_no_filled_in_template_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert said in refused(path)[0]


def test_another_kind_of_file_is_not_stored(tmp_path: Path) -> None:
    into = RawStore(tmp_path).begin("boardings")
    for name in ("a.pdf", "a.xls", "a"):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(SourceError, match="CSV UTF-8 eller XLSX"):
            boardings.take(tmp_path / name, into)
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    with pytest.raises(SourceError, match="inte en arbetsbok"):
        boardings.take(tmp_path / "a.xlsx", into)
    assert into.manifest()["files"] == {}


def test_a_file_that_is_missing_is_said(tmp_path: Path) -> None:
    into = RawStore(tmp_path).begin("boardings")
    with pytest.raises(SourceError, match="går inte att öppna"):
        boardings.take(tmp_path / "none.csv", into)


@given(st.text(max_size=200) | st.lists(st.text(max_size=12), max_size=30).map(";".join))
def test_no_text_is_read_otherwise_than_by_its_rows(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(f"{';'.join(TEMPLATE.columns)}\n{text}".encode("utf-8", "surrogatepass"))
        try:
            read_lines = lines(path)
        except SourceError:
            return
    assert read_lines
    assert all(set(line.cells) == set(TEMPLATE.columns) and line.row >= 2 for line in read_lines)


@given(st.binary(max_size=300))
def test_no_bytes_make_a_workbook_that_breaks(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", content)
        with pytest.raises(SourceError, match="arbetsboken är skadad"):
            lines(path)


HEADING = ";".join(TEMPLATE.columns)
HOSTILE: dict[str, tuple[str, int, str]] = {
    "a NUL": (f"{HEADING}\na;2024;\x00;b", 0, ""),
    "a cell of ten million letters": (f"{HEADING}\na;2024;{'x' * 10_000_000};b", 1, "fler än 131"),
    "a mark that never closes": (f'{HEADING}\n"' + "x" * 200_000, 1, "ett citattecken som inte stängs?"),
    "a hundred thousand columns": (";".join(f"k{n}" for n in range(100_000)) + "\na", 1, "100000 kolumner; "),
    "a hundred thousand fields": (f"{HEADING}\n{'a;' * 100_000}b", 1, "100001 fält i stället för 4"),
    "more rows than anybody fills in": (f"{HEADING}\n" + "a;2024;1;b\n" * 20_001, 1, "fler än 20000 rader"),
    "more than twenty megabytes": ("x" * 20_000_001, 1, "högst 20 MB läses"),
    "columns that steer the screen": (f"{HEADING};\x1b]0;x\x07{'l' * 50_000}", 0, ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_csv_takes_long_or_gives_more_than_a_few_short_lines(name: str, tmp_path: Path) -> None:
    content, count, words = HOSTILE[name]
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    began = time.process_time()
    try:
        read_lines = lines(path)
    except SourceError as error:
        read_lines = []
        faults = str(error).replace("\u00a0", " ").splitlines()
        assert len(faults) == (count or len(faults)) <= 3
        assert words in faults[0]
        assert all(line.isprintable() and len(line) < 300 for line in faults)
    assert len(read_lines) <= 1
    assert time.process_time() - began < 2


def test_what_the_office_wrote_is_repeated_short_and_without_signs_that_steer_a_screen(tmp_path: Path) -> None:
    path = filled_in.csv_file(tmp_path / "a.csv", boardings.TEMPLATE.columns, [f"\x1b[2J{'x' * 90_000};2024;1;b;"])
    line = by_hand._lines(path, path.name, boardings.TEMPLATE)[0]
    for fault in (*by_hand.one_of(line, "kommun", ["a"]), *by_hand.not_number(line, "kommun")):
        assert fault.isprintable()
        assert len(fault) < 200


def test_a_hundred_faults_are_said_and_the_rest_counted() -> None:
    filled = by_hand.Filled("a.csv", "2026-01-01", ())
    with pytest.raises(SourceError) as caught:
        by_hand.refuse(filled, ((row, "fel") for row in range(20_000)))
    said = str(caught.value).splitlines()
    assert (len(said), said[-1]) == (101, "a.csv: och 19900 fel till")


def packed(path: Path, **parts: str) -> Path:
    """A workbook of which some parts are written anew."""
    filled_in.workbook(path.with_suffix(".whole.xlsx"), TEMPLATE.columns, [["a", 2024, 1, "b"]])
    with zipfile.ZipFile(path.with_suffix(".whole.xlsx")) as whole, zipfile.ZipFile(path, "w", 8) as out:
        for name in whole.namelist():
            out.writestr(name, parts.get(Path(name).stem, whole.read(name).decode()))
    return path


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "' + "x" * 1000 + '">'
    '<!ENTITY b "' + "&a;" * 100 + '"><!ENTITY c "' + "&b;" * 100 + '">]>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
CELL = '<c r="A1" t="inlineStr"><is><t>{}</t></is></c>'


@pytest.mark.parametrize("part", ["sheet1", "sharedStrings", "workbook", "styles"])
def test_a_workbook_that_defines_texts_of_its_own_is_refused(part: str, tmp_path: Path) -> None:
    outside = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    for doctype in (ENTITIES, outside):
        content = doctype + SHEET.format(f'<row r="1">{CELL.format("&c;" if doctype is ENTITIES else "&a;")}</row>')
        path = packed(tmp_path / "a.xlsx", **{part: content})
        if part != "sharedStrings" or "xl/sharedStrings.xml" in zipfile.ZipFile(path).namelist():
            assert "arbetsboken är skadad" in refused(path)[0]


def test_a_sheet_that_claims_every_row_and_column_is_read_no_further_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    path = packed(tmp_path / "a.xlsx", sheet1=SHEET.format(row))
    monkeypatch.setattr("ingest.readers.workbook.MOST_ROWS", 10_000)
    began = time.process_time()
    assert len(refused(path)) <= len(TEMPLATE.columns)
    assert time.process_time() - began < 3


def test_a_workbook_that_unpacks_to_more_than_it_may_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", styles=" " * 61_000_000)
    assert "högst 60 MB läses" in refused(path)[0]


def test_a_long_text_that_many_cells_share_is_counted_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.readers.workbook.MOST_LETTERS", 1000)
    path = filled_in.workbook(tmp_path / "a.xlsx", TEMPLATE.columns, [["x" * 300, 2024, "x" * 300, "x" * 300]] * 2)
    assert "mer än 1 kB text" in refused(path)[0]


def test_a_workbook_of_more_sheets_than_anybody_reads_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.readers.workbook.MOST_SHEETS", 0)
    path = filled_in.workbook(tmp_path / "a.xlsx", TEMPLATE.columns, [])
    assert "har 1 blad; högst 0 läses" in refused(path)[0]


def test_a_second_visible_sheet_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "b"])
    book.create_sheet("Nyare").append(["c"])
    book.create_sheet("Tomt")
    hidden = book.create_sheet("Dolt")
    hidden.append(["d"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "bok.xlsx")
    notes = filled_workbook.first_seen(tmp_path / "bok.xlsx").notes(2)
    assert notes == ["Bara arbetsbokens första blad läses, inte Nyare."]


@pytest.mark.parametrize("code", ["[>1]0;0%", "[<100]0;0,", "[Red][>=1]0.0;0%"])
def test_a_format_with_conditions_is_refused(code: str) -> None:
    assert "talformatet har villkor" in number_formats.fault(code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('"-"0', "minus framför talet"),
        ("-0", "minus framför talet"),
        (r"\\-#,##0", "minus framför talet"),
        ('0 "tusen"', "tusental"),
        ('0" Tkr"', "tusental"),
        ('0.0 "milj. kr"', "tusental"),
        ('0 "st"', ""),
        ('0 "km"', ""),
        ("# ##0_-;-# ##0_-", ""),
        ('_-* # ##0.00_-;-* # ##0.00_-;_-* "-"??_-;_-@_-', ""),
        ("0;-0", ""),
    ],
)
def test_a_format_that_shows_another_figure_without_digits_is_refused(code: str, said: str) -> None:
    assert said in number_formats.fault(code)
    assert said or not number_formats.fault(code)


RAISED, CROSSED = InlineFont(vertAlign="superscript"), InlineFont(strike=True)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (CellRichText("120", TextBlock(RAISED, "1")), "värde: en upphöjd eller nedsänkt siffra går inte att skilja"),
        (CellRichText(TextBlock(CROSSED, "1"), "20"), "värde: en del av talet är överstruken"),
        (CellRichText("1", TextBlock(InlineFont(b=True), "20")), None),
        ("120", None),
    ],
)
def test_a_raised_or_crossed_out_digit_is_no_part_of_a_number(cell: object, said: str | None, tmp_path: Path) -> None:
    """120 with a footnote 1 is not 1 201."""
    path = filled_in.workbook(tmp_path / "a.xlsx", TEMPLATE.columns, [("Botkyrka", 2024, cell, "SL s. 4")])
    if said:
        assert refused(path) == [f"a.xlsx rad 2: {refused(path)[0].partition(': ')[2]}"]
        assert said in refused(path)[0]
    else:
        assert [line.number("värde") for line in lines(path)] == [120]


def test_a_raised_digit_in_a_text_is_a_part_of_it(tmp_path: Path) -> None:
    source = CellRichText("Bilaga om m", TextBlock(RAISED, "2"))
    path = filled_in.workbook(tmp_path / "a.xlsx", TEMPLATE.columns, [("Botkyrka", 2024, 12, source)])
    assert [line["källa"] for line in lines(path)] == ["Bilaga om m2"]


def test_a_crossed_out_cell_is_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (TEMPLATE.columns, ("Botkyrka", 2024, 120, "SL")):
        sheet.append(list(row))
    sheet["C2"].font = Font(strike=True)
    book.save(tmp_path / "a.xlsx")
    assert refused(tmp_path / "a.xlsx") == [
        "a.xlsx rad 2: värde: cellen är överstruken; ta bort den eller överstrykningen"
    ]

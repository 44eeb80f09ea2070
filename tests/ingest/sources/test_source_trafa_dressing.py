"""Trafikanalys' workbook in a dressing of its own: what touches no figure is read past, what does is refused."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import made_workbook
import openpyxl
import pytest
from parts import every

from ingest import publishers
from ingest.readers import workbook as any_workbook
from ingest.sources.trafa import api, workbook
from malkollen import ROOT
from malkollen.errors import SourceError

SHARED = ROOT.parent / "shared"
CASES = SHARED / "cases" / "workbooks"
PUBLISHED = SHARED / "published" / "trafikanalys"
ANSWER = PUBLISHED / "trafa_api_T10026_2023_el_laddhybrid.json"
LAYOUT = (ROOT / "tests" / "fixtures" / "trafa" / "layout_2025.txt").read_text(encoding="utf-8")
UNKNOWN = "AAAA;Okänd kommun2)  ;4;2;–;–;–;–;–;–;6"
KNOWN_COUNTY = "Stockholms län;;75;47;25;10;8;4;2;–;171"


@pytest.fixture
def book(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a workbook from plain text."""
    return lambda text: made_workbook.write(tmp_path / "fordon.xlsx", made_workbook.parse(text))


DRESSED = {
    "a footnote's digit after a heading": ("Bensin;Diesel;El;", "Bensin;Diesel;El1;"),
    "a footnote raised": ("Bensin;Diesel;El;", "Bensin;Diesel;El¹;"),
    "a note with a number under the table": (
        "Hela riket;;79;49;25;10;8;4;2;–;177", "Hela riket;;79;49;25;10;8;4;2;–;177\n2023;Nästa publicering"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DRESSED)
def test_what_touches_no_figure_is_read_past(name: str, book: Callable[[str], Path]) -> None:
    old, new = DRESSED[name]
    assert old in LAYOUT
    assert workbook.read(book(LAYOUT.replace(old, new))).values == workbook.read(book(LAYOUT)).values


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_a_number_with_spaces_is_read_and_the_sums_prove_it(space: str, book: Callable[[str], Path]) -> None:
    def text(there: str) -> str:
        return (
            LAYOUT.replace(";45;28;20;7;6;3;1;–;110", f";{there};28;20;7;6;3;1;–;9065")
            .replace("Stockholms län;;75;47;25;10;8;4;2;–;171", "Stockholms län;;9030;47;25;10;8;4;2;–;9126")
            .replace("Hela riket;;79;49;25;10;8;4;2;–;177", "Hela riket;;9034;49;25;10;8;4;2;–;9132")
        )

    assert workbook.read(book(text(f"9{space}000"))).values["cars_petrol"] == {"0126": 9000, "0127": 30}
    (fault,) = workbook.read(book(text(f"90{space}00"))).faults
    assert "'90 00' är inte ett antal fordon" in fault


def test_a_row_with_figures_under_the_country_is_refused(book: Callable[[str], Path]) -> None:
    whole = "Hela riket;;79;49;25;10;8;4;2;–;177"
    (fault,) = workbook.read(book(LAYOUT.replace(whole, f"{whole}\n128;Salem;1;–;–;–;–;–;–;–;1"))).faults
    assert "128 står under raden för hela riket" in fault


def test_a_hidden_copy_of_a_sheet_is_not_read(book: Callable[[str], Path]) -> None:
    path = book(LAYOUT)
    plain = workbook.read(path).values
    opened = openpyxl.load_workbook(path)
    copy = opened.copy_worksheet(opened["Tabell 4 Personbil"])
    copy.title, copy.sheet_state = "gammal", "hidden"
    copy["C8"] = 1
    opened.save(path)
    assert "gammal" not in any_workbook.sheets(path)
    assert workbook.read(path).values == plain


# ── the row of no known municipality ──


def test_a_year_whose_unknown_row_alone_is_wrong_is_taken_and_told(book: Callable[[str], Path]) -> None:
    """As published once: "Okänd kommun" of one sheet stood in another, while "Okänt län" was right."""
    right = LAYOUT.replace(UNKNOWN, f"{UNKNOWN}\nOkänt län;;4;2;–;–;–;–;–;–;6")
    wrong = right.replace(UNKNOWN, UNKNOWN.replace(";4;2;–;", ";1;2;–;").replace(";–;6", ";–;3"))
    vehicles = workbook.read(book(wrong))
    assert vehicles.values == workbook.read(book(right)).values
    (note,) = vehicles.notes
    assert note == (
        "I bladet Tabell 4 Personbil stämmer inte raden för okänd kommun med riket. Varje län stämmer med sina "
        "kommuner och riket med länen, så kommunernas tal gäller."
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (KNOWN_COUNTY, KNOWN_COUNTY.replace(";75;", ";76;"), "cars_petrol är 76 i Stockholms län, kommunerna ger 75"),
        ("Okänt län;;4;2;", "Okänt län;;5;2;", "cars_petrol är 79 i riket, länen ger 80"),
        (f"{KNOWN_COUNTY}\n", "", "kommuner står efter det sista länets rad"),
    ],
)
def test_a_county_that_differs_is_refused(book: Callable[[str], Path], old: str, new: str, message: str) -> None:
    text = LAYOUT.replace(UNKNOWN, f"{UNKNOWN}\nOkänt län;;4;2;–;–;–;–;–;–;6")
    assert old in text
    (fault,) = workbook.read(book(text.replace(old, new))).faults
    assert message in fault


# ── other programs' files ──


def test_an_opendocument_file_is_called_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "fordon.ods"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", "<office/>")
    with pytest.raises(SourceError, match=r"fordon\.ods: är ett kalkylblad i OpenDocument \(\.ods\); spara det som"):
        workbook.read(path)


def test_an_old_excel_file_is_called_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "fordon.xls"
    path.write_bytes(any_workbook.OLD_EXCEL + bytes(500))
    with pytest.raises(SourceError, match=r"fordon\.xls: är en äldre Excel-fil"):
        workbook.read(path)


# ── the publisher's own ──


@pytest.mark.thorough  # real workbooks
@pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases saknas: arbetsböckerna ges inte vidare")
@pytest.mark.parametrize("name", every(2, ["nbsp", "heading_digit", "note_number", "hidden_copy"]))
def test_the_cases_of_others_are_read_to_the_published_figures(name: str) -> None:
    """Every other case; thoroughly all."""
    published = workbook.read(PUBLISHED / "fordon_lan_och_kommuner_2022.xlsx")
    case = workbook.read(CASES / f"{name}.xlsx")
    assert (case.year, case.values) == (published.year, published.values)
    assert case.notes == []


MEASURES = {asked: ours for ours, asked in publishers.ours("trafa")["measures"].items()}
FUELS = publishers.ours("trafa")["fuels"]


@pytest.mark.skipif(not ANSWER.is_file(), reason="../shared/published saknas: svaret ges inte vidare")
@pytest.mark.parametrize("measure", list(MEASURES))
def test_the_real_answer_of_the_api_gives_the_carried_figures(measure: str) -> None:
    """Asked for two fuels of the whole country, so without total rows; each county's part is read as its answer is."""
    whole = json.loads(ANSWER.read_text(encoding="utf-8"))
    read: dict[tuple[str, str], int] = {}
    for county in api.COUNTIES:
        rows = [row for row in whole["Rows"] if _cell(row, "reglan") == county]
        content = json.dumps(whole | {"Rows": rows}).encode()
        for (year, code), fuels in api._cells(content, f"län {county}", measure, county).items():
            assert year == 2023
            read |= {(code, f"{MEASURES[measure]}_{FUELS[fuel]}"): count for fuel, count in fuels.items()}
    assert read == _carried(MEASURES[measure])


def _cell(row: dict[str, list[dict[str, str]]], column: str) -> str:
    return next(cell["Name"] for cell in row["Cell"] if cell["Column"] == column)


def _carried(prefix: str) -> dict[tuple[str, str], int]:
    lines = (ROOT / "data" / "figures" / "vehicles.csv").read_text(encoding="utf-8").splitlines()[1:]
    wanted = {f"{prefix}_battery_electric", f"{prefix}_plug_in_hybrid"}
    rows = (line.split(",") for line in lines)
    return {(code, measure): int(value) for code, year, measure, value in rows if year == "2023" and measure in wanted}

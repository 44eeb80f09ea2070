"""Reference data: 290 municipalities with names, counties, groups, places and boundaries."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import other_cooperation
import pytest
import shapely
from duckdb import DuckDBPyConnection
from parts import every

from ingest import build
from ingest.readers import reference_files
from ingest.readers.reference_files import GROUPS_TABLE, PLACES_TABLE
from ingest.readers.table import read
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.registry import registry

EIGHT = {
    "Botkyrka": "0127",
    "Haninge": "0136",
    "Huddinge": "0126",
    "Nykvarn": "0140",
    "Nynäshamn": "0192",
    "Salem": "0128",
    "Södertälje": "0181",
    "Tyresö": "0138",
}


@pytest.fixture
def folder(data_folder: Path, tmp_path: Path) -> Path:
    """A copy of the data folder for a test that spoils it."""
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    return tmp_path


def test_there_are_290_municipalities_in_21_counties(db: DuckDBPyConnection) -> None:
    query = "SELECT count(*), count(DISTINCT municipality_name), count(DISTINCT county_code) FROM mart.municipalities"
    assert db.execute(query).fetchone() == (290, 290, 21)


def test_a_code_is_four_digits_and_begins_with_its_county(db: DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_code FROM mart.municipalities
        WHERE NOT regexp_full_match(municipality_code, '[0-9]{4}') OR left(municipality_code, 2) <> county_code"""
    assert db.execute(query).fetchall() == []


def test_the_eight_are_sodertorn(db: DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_name, municipality_code FROM mart.members JOIN mart.municipalities USING (municipality_code)
        WHERE area_id = 'sodertorn'"""
    assert dict(db.execute(query).fetchall()) == EIGHT


def test_riket_is_all_and_a_municipality_is_its_own_only_member(db: DuckDBPyConnection) -> None:
    assert db.execute("SELECT count(*) FROM mart.members WHERE area_id = 'riket'").fetchone() == (290,)
    query = """
        SELECT count(*), count_if(area_id = municipality_code) FROM mart.members
        WHERE area_id IN (SELECT municipality_code FROM mart.municipalities)"""
    assert db.execute(query).fetchone() == (290, 290)


def test_a_boundary_is_a_valid_polygon_with_clockwise_rings_around_its_label(db: DuckDBPyConnection) -> None:
    rows = db.execute(
        "SELECT municipality_code, geojson, label_longitude, label_latitude FROM mart.boundaries"
    ).fetchall()
    assert len(rows) == 290
    for code, geojson, longitude, latitude in rows:
        shape = shapely.from_geojson(geojson)
        assert shape.is_valid, code
        assert shape.contains(shapely.Point(longitude, latitude)), code
        assert not any(part.exterior.is_ccw for part in shapely.get_parts(shape)), code
        assert json.loads(geojson)["type"] in ("Polygon", "MultiPolygon"), code
        assert 10 < longitude < 25, code
        assert 55 < latitude < 70, code


def test_every_place_lies_in_or_near_its_municipality(db: DuckDBPyConnection) -> None:
    """The boundaries are coarse near the shore: 0,05 degrees is some kilometres."""
    rows = db.execute(
        "SELECT place_id, longitude, latitude, geojson FROM mart.places JOIN mart.boundaries USING (municipality_code)"
    ).fetchall()
    assert len(rows) == 13
    for place, longitude, latitude, geojson in rows:
        assert shapely.from_geojson(geojson).distance(shapely.Point(longitude, latitude)) < 0.05, place


FILES = ["municipalities.csv", "comparison_groups.csv", "places.csv"]


def _fault(folder: Path) -> str:
    """The one line that answers a build."""
    with pytest.raises(SourceError) as refused:
        build.build(folder)
    (line,) = str(refused.value).splitlines()
    return line


@pytest.mark.parametrize("file", FILES)
def test_a_missing_reference_file_is_one_line_that_names_it(folder: Path, file: str) -> None:
    (folder / "reference" / file).unlink()
    assert _fault(folder) == f"{file}: filen saknas i datamappens reference"


@pytest.mark.parametrize("file", every(4, [*FILES]))
@pytest.mark.parametrize(
    ("spoil", "answer"),
    [
        (lambda _: b"", "{file} rad 1: kolumnen '"),
        (lambda content: content.replace(b",municipality_", b",kommun", 1), "{file} rad 1: kolumnen 'municipality_"),
        (lambda content: content.replace(b"\n", b",x\n", 1), "{file} rad 1: rubriken ska vara "),
        (lambda content: content[:-5], "{file} rad "),
        (lambda content: content + b"0114,A\n", "{file} rad "),
        (lambda content: content + b"\n", "{file} rad "),
        (lambda content: content + content.splitlines(keepends=True)[1], "{file} rad "),
        (lambda content: content + b'"0114,A\n', "{file} rad "),
        (
            lambda content: content.replace("ö".encode(), b"\xf6", 1),
            "{file}: filen är inte UTF-8; välj filformatet CSV UTF-8",
        ),
        (lambda content: content.replace(b"\n", b"\x00\n").replace(b"\n", b",,,,\n", 1), "{file} rad "),
    ],
    ids=["empty", "renamed", "a column more", "cut", "short", "an empty line", "twice", "quote", "latin-1", "garbled"],
)
def test_a_spoilt_reference_file_is_one_line_that_names_it(
    folder: Path, file: str, spoil: Callable[[bytes], bytes], answer: str
) -> None:
    """Every fourth way in each file; thoroughly all."""
    path = folder / "reference" / file
    path.write_bytes(spoil(path.read_bytes()))
    assert _fault(folder).startswith(answer.format(file=file))


WRONG_CELLS = {
    "a code without its zero": (
        "municipalities.csv",
        "0114,Upplands Väsby,01",
        "114,Upplands Väsby,11",
        "municipalities.csv rad 2: '114' är inte en kommunkod med fyra siffror",
    ),
    "another county": (
        "municipalities.csv",
        "0114,Upplands Väsby,01",
        "0114,Upplands Väsby,03",
        "municipalities.csv rad 2: kommunkoden 0114 börjar inte med länets kod '03'",
    ),
    "no name": (
        "municipalities.csv",
        "0114,Upplands Väsby,01",
        "0114,,01",
        "municipalities.csv rad 2: municipality_name är tomt",
    ),
    "an unknown member": (
        "comparison_groups.csv",
        "sodertorn,Södertörn,0126,",
        "sodertorn,Södertörn,0999,",
        "comparison_groups.csv rad 2: '0999' är inte en av de 290 kommunerna i municipalities.csv",
    ),
    "a member twice": (
        "comparison_groups.csv",
        "sodertorn,Södertörn,0127,",
        "sodertorn,Södertörns kommuner,0126,",
        "comparison_groups.csv rad 3: sodertorn 0126 står redan på rad 2",
    ),
    "a place in no municipality": (
        "places.csv",
        "centre,0127,",
        "centre,Botkyrka,",
        "places.csv rad 2: 'Botkyrka' är inte en av de 290 kommunerna i municipalities.csv",
    ),
    "a place far away": (
        "places.csv",
        "59.199733,17.835657",
        "17.835657,59.199733",
        "places.csv rad 2: latitude ska vara ett tal mellan 55 och 70, inte '17.835657'",
    ),
    "a place nowhere": (
        "places.csv",
        "17.835657",
        "öster",
        "places.csv rad 2: longitude ska vara ett tal mellan 10 och 25, inte 'öster'",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "answer"), every(2, [*WRONG_CELLS.values()]), ids=WRONG_CELLS.keys())
def test_a_wrong_cell_is_named_by_file_and_row(folder: Path, file: str, old: str, new: str, answer: str) -> None:
    """Every other cell; thoroughly all."""
    path = folder / "reference" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert _fault(folder) == answer


def test_the_same_municipality_twice_is_refused_with_both_rows(folder: Path) -> None:
    path = folder / "reference" / "municipalities.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines(keepends=True)[1], encoding="utf-8")
    assert _fault(folder) == "municipalities.csv rad 292: 0114 står redan på rad 2"


def test_a_municipality_too_few_is_said_about_its_own_file(folder: Path) -> None:
    path = folder / "reference" / "municipalities.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("2584,")), encoding="utf-8")
    assert _fault(folder) == "municipalities.csv: 289 kommuner, 290 ska stå i filen"


def test_a_reference_file_saved_in_windows_is_read(folder: Path) -> None:
    for file in FILES:
        path = folder / "reference" / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    build.build(folder)
    with storage.attach(folder / storage.FILE_NAME) as db:
        assert db.execute("SELECT count(*), max(length(county_name)) < 30 FROM mart.municipalities").fetchone() == (
            290,
            True,
        )


def test_every_group_that_is_left_over_is_named_at_once(folder: Path) -> None:
    path = folder / "reference" / "comparison_groups.csv"
    more = "gamla,Gamla,0114,prov\näldre,Äldre,0115,prov\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    left = "ingen grupp i indicators.toml heter 'gamla' och 'äldre'; ta bort raderna, eller lägg till under groups"
    assert _fault(folder) == f"comparison_groups.csv: {left}"


@pytest.mark.parametrize("kept", [10, 150, 204])
def test_a_groups_file_that_is_cut_short_shrinks_no_group_unseen(folder: Path, kept: int) -> None:
    path = folder / "reference" / "comparison_groups.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:kept]), encoding="utf-8")
    with pytest.raises(
        SourceError, match=r"comparison_groups\.csv: gruppen '\w+' har \d+ kommuner, \d+ är deklarerade"
    ):
        build.build(folder)


@pytest.mark.parametrize("file", ["comparison_groups.csv", "places.csv"])
def test_a_file_saved_by_a_swedish_excel_is_read(folder: Path, file: str) -> None:
    """CSV UTF-8: a mark, semicolons, decimal commas, line ends of two signs, and an empty row that somebody was in."""
    path = folder / "reference" / file
    table = {one.file: one for one in (GROUPS_TABLE, PLACES_TABLE)}[file]
    before = [line.cells for line in read(path.parent, table)]
    rows = [*csv.reader(path.read_text(encoding="utf-8").splitlines())]
    with path.open("w", encoding="utf-8-sig", newline="") as saved:
        writer = csv.writer(saved, delimiter=";")
        writer.writerows([re.sub(r"^(\d+)\.(\d+)$", r"\1,\2", cell) for cell in row] for row in rows)
        writer.writerow([""] * len(rows[0]))
    assert [line.cells for line in read(path.parent, table)] == before


def test_a_code_whose_zero_excel_took_is_told_how_to_be_written(folder: Path) -> None:
    _spoil(folder, "comparison_groups.csv", ("sodertorn,Södertörn,0127,", "sodertorn,Södertörn,127,"))
    assert "'127' är inte en av de 290 kommunerna i municipalities.csv; skriv 0127, i Excel i en kolumn" in _fault(
        folder
    )


def _spoil(folder: Path, file: str, *changes: tuple[str, str]) -> None:
    path = folder / "reference" / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_every_fault_of_registry_groups_and_places_is_told_at_once(folder: Path, tmp_path: Path) -> None:
    """By a build, which needs no database, and by check: the stranger met them in four rounds."""
    _spoil(folder, "comparison_groups.csv", ("sodertorn,Södertörn,0127,", "sodertorn,Södertörn,0999,"))
    _spoil(folder, "places.csv", ("centre,0127,59.199733,17.835657", "centre,0127,59.199733,öster"))
    path = tmp_path / "indicators.toml"
    text = registry.REGISTRY_FILE.read_text(encoding="utf-8")
    path.write_text(text.replace('start_place = "flemingsberg"', "start_place = 1"), encoding="utf-8")
    with other_cooperation.registered(path), pytest.raises(SourceError) as refused:
        build.build(folder)
    assert [line.split(": ")[:2] for line in str(refused.value).splitlines()] == [
        ["indicators.toml", "home.start_place"],
        ["comparison_groups.csv rad 3", "'0999' är inte en av de 290 kommunerna i municipalities.csv"],
        ["places.csv rad 2", "longitude ska vara ett tal mellan 10 och 25, inte 'öster'"],
    ]


def test_what_must_hold_between_the_groups_and_the_places_is_told_before_a_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _spoil(folder, "comparison_groups.csv", ("stor_malmo,Stor-Malmö,1230,", "stor_malmo,Stor-Malmö,0180,"))
    _spoil(folder, "places.csv", ("municipal_centre,0127", "destination,0127"), (",17.835657", ",178.35657"))
    with pytest.raises(SourceError) as refused:
        build.build(folder)
    lines = [line.split(": ")[:2] for line in str(refused.value).splitlines()]
    assert lines[0] == ["places.csv rad 2", "longitude ska vara ett tal mellan 10 och 25, inte '178.35657'"]
    assert ["indicators.toml", "comparison.home"] in lines
    assert [line[1] for line in lines if "comparison_sets" in line[1]] == ["comparison_sets.hela_regioner.groups"]
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    assert main(["check"]) == 2
    assert "places.csv rad 2: longitude" in capsys.readouterr().err


def test_a_group_may_be_a_whole_county_without_rows(folder: Path, tmp_path: Path) -> None:
    path = folder / "reference" / "comparison_groups.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    own = tmp_path / "indicators.toml"
    text = registry.REGISTRY_FILE.read_text(encoding="utf-8")
    own.write_text(text.replace('län", members = 26 }', 'län", members = 26, county = "01" }'), encoding="utf-8")
    with other_cooperation.registered(own):
        _, faults = reference_files.read(folder / "reference")
        assert [fault.partition(": ")[2] for fault in faults] == [
            "gruppen 'stockholms_lan' är hela länet 01 enligt groups.stockholms_lan.county; ta bort dess rader"
        ]
        path.write_text("".join(line for line in lines if not line.startswith("stockholms_lan,")), encoding="utf-8")
        files, faults = reference_files.read(folder / "reference")
    assert faults == []
    county = [line for line in files.groups if line.cells["group_id"] == "stockholms_lan"]
    assert len(county) == 26
    assert {line.cells["municipality_code"][:2] for line in county} == {"01"}

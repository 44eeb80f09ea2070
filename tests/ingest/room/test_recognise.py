"""A dropped file is known by its content, whatever it is called; what is not known says what was looked for."""

import json
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import filled_in
import pytest

from ingest import build
from ingest.room import recognise
from malkollen import ROOT
from malkollen.errors import SourceError

FIXTURES = ROOT / "tests" / "fixtures"
TEMPLATES = {name: module.TEMPLATE for name, module in build.choose([]).items() if hasattr(module, "TEMPLATE")}
AREAS = {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_known_by_its_columns_in_either_form(name: str, kind: str, tmp_path: Path) -> None:
    write = filled_in.csv_file if kind == "csv" else filled_in.workbook
    path = write(tmp_path / f"nytt dokument.{kind}", TEMPLATES[name].columns, [])
    assert recognise.recognise(path).source == name
    with pytest.raises(SourceError, match=r"slutar på .xlsx"):
        recognise.recognise(filled_in.workbook(tmp_path / "a.xlsx", ["a"], []).rename(tmp_path / "a"))


def test_a_template_with_a_column_too_few_is_still_known_so_that_its_fault_is_told(tmp_path: Path) -> None:
    path = filled_in.csv_file(tmp_path / "a.csv", TEMPLATES["boardings"].columns[:-1], [])
    assert recognise.recognise(path).source == "boardings"


def test_the_publishers_own_files_are_known(tmp_path: Path) -> None:
    timetable = tmp_path / "t"
    with zipfile.ZipFile(timetable, "w") as whole:
        for path in (FIXTURES / "gtfs" / "17-regional-layout").iterdir():
            whole.write(path, f"mapp/{path.name}")
    dump = shutil.copyfile(FIXTURES / "nobil" / "dump.json", tmp_path / "d")
    areas = tmp_path / "a"
    areas.write_text(json.dumps(AREAS), encoding="utf-8")
    shape = tmp_path / "s"
    with zipfile.ZipFile(shape, "w") as whole:
        whole.writestr("ytor.shp", b"")
    extract = tmp_path / "e"
    extract.write_bytes(b"\0\0\0\x0e\n\tOSMHeader\x18")
    found = {path.name: recognise.recognise(path).source for path in (timetable, dump, areas, shape, extract)}
    assert found == {"t": "gtfs", "d": "nobil", "a": "small_areas", "s": "small_areas", "e": "streets"}


def test_large_json_is_known_by_its_first_and_last_part_alone(tmp_path: Path) -> None:
    brackets = b"[" * 3_000_000
    written = {"a": b'{"features": [' + brackets + b'], "type": "FeatureCollection"}', "b": brackets,
               "c": b'{"Provider": "NOBIL.no", "chargerstations": [' + brackets}  # fmt: skip
    known = {}
    tracemalloc.start()
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
        try:
            known[name] = recognise.recognise(tmp_path / name).source
        except SourceError:
            known[name] = "känns inte igen"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert known == {"a": "small_areas", "b": "känns inte igen", "c": "nobil"}
    assert most < 6 * recognise.JSON_BYTES


@pytest.mark.parametrize(
    ("rows", "source"),
    [
        ([["Nationella emissionsdatabasen"], ["Huvudsektor", "Undersektor", "Län", "Kommun", "1990"]], "emissions"),
        ([["Tabell 1"], ["Personbilar i trafik efter kommun och drivmedel, 2025"]], "trafa"),
    ],
)
def test_a_publishers_workbook_is_known_by_what_no_other_has(
    rows: list[list[str]], source: str, tmp_path: Path
) -> None:
    path = filled_in.workbook(tmp_path / "bok.xlsx", rows[0], rows[1:])
    assert recognise.recognise(path).source == source


@pytest.mark.parametrize(
    "content", [b"", b"hej", b"%PDF-1.7", b"\xff\xd8\xff", b"a;b\n1;2\n", b"{", b"[1]", b"\0" * 99]
)
def test_what_nobody_reads_says_what_was_looked_for(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "okänd"
    path.write_bytes(content)
    said = r"^okänd: känns inte igen. Det som läses här är: mallen för påstigande, .* och en fil med .*ytor\.$"
    with pytest.raises(SourceError, match=said):
        recognise.recognise(path)


def test_a_zip_that_is_a_bomb_or_climbs_out_is_refused(tmp_path: Path) -> None:
    bomb, climbing = tmp_path / "bomb.zip", tmp_path / "ut.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("stop_times.txt", bytes(50_000_000))
    with zipfile.ZipFile(climbing, "w") as whole:
        whole.writestr("../../stop_times.txt", b"")
    with pytest.raises(SourceError, match=r"bomb.zip: .*så mycket nytt ryms inte"):
        recognise.recognise(bomb)
    with pytest.raises(SourceError, match=r"ut.zip: zip-filen vill skriva utanför sin mapp"):
        recognise.recognise(climbing)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_that_resembles_a_template_says_which_what_differs_and_what_to_do(kind: str, tmp_path: Path) -> None:
    write = filled_in.csv_file if kind == "csv" else filled_in.workbook
    path = write(tmp_path / f"bilar.{kind}", ["Kommun", "År", "Antal", "Typ"], [])
    with pytest.raises(recognise.UnknownFileError) as caught:
        recognise.recognise(path)
    assert caught.value.nearest == "boardings"
    assert str(caught.value) == (
        f"bilar.{kind}: känns inte igen. Den liknar mest mallen för påstigande. Kolumnerna ”påstigande”, ”källa” och "
        "”anteckning” saknas. Kolumnerna ”antal” och ”typ” finns inte i mallen. Fyll i mallen i stället, eller rätta "
        "rubrikerna i filen."
    )


def test_figures_in_the_programs_own_form_say_where_they_come_from_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "rättad.csv"
    text = "municipality_code,year,measure,value\n0114,2015,cars_all,17316\n0114,2015,cars_diesel,45"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        recognise.UnknownFileError, match="från Trafikanalys: Fordon i län och kommuner: hämta"
    ) as caught:
        recognise.recognise(path)
    assert caught.value.nearest == "trafa"


def test_the_committees_list_is_sent_where_it_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("objekt;läge;datum;plan;öppningsår;källa;anteckning\n", encoding="utf-8")
    with pytest.raises(SourceError, match="är listan över prioriterade objekt; den ändras under Fylla i"):
        recognise.recognise(path)


def test_a_folder_a_pipe_and_nothing_are_no_files(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "går inte att läsa som en fil"), (tmp_path / "x", "filen finns inte")):
        with pytest.raises(SourceError, match=said):
            recognise.recognise(path)

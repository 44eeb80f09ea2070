"""The carried figures: a fault in a file is one Swedish line with file and row, and the last good database stays."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from parts import every

from ingest.sources import figures
from ingest.sources.figures import Dataset, Row
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import SourceError

CODES = {"0126", "0127", "0136"}

DATASET = Dataset.model_validate(
    {
        "file": "cars.csv",
        "publisher": "Utgivaren",
        "title": "Bilar",
        "publication": "Årsboken",
        "url": "https://example.se",
        "reference": "31 december",
        "licence": "CC0",
        "attribution": "Källa: Utgivaren",
        "retrieved": "2026",
        "retrieved_through": "årsboken",
        "cadence": "årligen",
        "lag_months": 2,
        "caveats": [],
        "coverage": [{"measures": ["cars_all", "near_pct"], "years": [2024, 2025], "municipalities": 3}],
        "marks": [{"measures": ["cars_all"], "years": [2025], "status": "preliminary"}],
        "published": {"near_pct": {"ceiling": 100.0}},
    }
)

GOOD = """municipality_code,year,measure,value
0126,2024,cars_all,40
0127,2024,cars_all,50
0136,2024,cars_all,60
0126,2025,cars_all,41
0127,2025,cars_all,51
0136,2025,cars_all,0
0126,2024,near_pct,90.1
0127,2024,near_pct,80.2
0136,2024,near_pct,100
0126,2025,near_pct,90.2
0127,2025,near_pct,80.3
0136,2025,near_pct,70.4
"""

# What a file may hold, and the line that answers: (text that is replaced, by what, the answer).
FAULTS = {
    "a missing column": ("municipality_code,year,", "year,", "rad 1: kolumnen 'municipality_code' saknas"),
    "a renamed column": ("measure,value\n", "measure,värde\n", "rad 1: kolumnen 'value' saknas"),
    "columns in another order": (
        "code,year,measure",
        "code,measure,year",
        "rad 1: rubriken ska vara municipality_code,",
    ),
    "a column more": (
        "measure,value\n",
        "measure,value,not\n",
        "rad 1: rubriken ska vara municipality_code,year,measure",
    ),
    "a field too few": ("0127,2024,cars_all,50", "0127,2024,cars_all", "rad 3: 3 fält i stället för 4"),
    "a decimal comma": ("51", "51,5", "rad 6: 5 fält i stället för 4"),
    "an empty line": ("0127,2024,cars_all,50\n", "0127,2024,cars_all,50\n\n", "rad 4: 1 fält i stället för 4"),
    "a 291st municipality": ("0136,2025,cars_all", "0999,2025,cars_all", "rad 7: '0999' är inte en av de 3 kända"),
    "a code without its zero": ("0126,2025,cars_all", "126,2025,cars_all", "rad 5: '126' är inte en av de 3 kända"),
    "a name instead of a code": ("0126,2025,cars_all", "Huddinge,2025,cars_all", "rad 5: 'Huddinge' är inte en av"),
    "a quoted code": ("0126,2025,cars_all", '"0126",2025,cars_all', "rad 5: '\"0126\"' är inte en av"),
    "a quotation mark that is never closed": (
        "0126,2025,cars_all",
        '"0126,2025,cars_all',
        "rad 5: '\"0126' är inte en av",
    ),
    "a year of two digits": ("0127,2025,cars_all", "0127,25,cars_all", "rad 6: '25' är inte ett år med fyra siffror"),
    "a year in other digits": ("0127,2025,cars_all", "0127,٢٠٢٥,cars_all", "rad 6: '٢٠٢٥' är inte ett år"),
    "text in a number": ("51", "femtio", "rad 6: 'femtio' är inte ett tal"),
    "two dots for missing": ("51", "..", "rad 6: '..' är inte ett tal"),
    "nothing for missing": ("51", "", "rad 6: '' är inte ett tal"),
    "a negative number": ("51", "-51", "rad 6: '-51' är inte ett tal från noll och uppåt"),
    "nan": ("51", "nan", "rad 6: 'nan' är inte ett tal"),
    "inf": ("51", "inf", "rad 6: 'inf' är inte ett tal"),
    "a number too large to hold": ("51", "9" * 400, "rad 6: '999"),
    "an underscore in a number": ("51", "51_5", "rad 6: '51_5' är inte ett tal"),
    "a space in a number": ("51", "51 500", "rad 6: '51 500' är inte ett tal"),
    "a duplicate": (
        "0127,2025,cars_all,51",
        "0126,2025,cars_all,41",
        "rad 6: 0126 2025 cars_all står redan på rad 5",
    ),
    "a thousand's point in a count": (
        ",51\n",
        ",51.250\n",
        "rad 6: 0127 2025 cars_all är 51.25, men är ett antal; skriv hela tal utan punkt eller mellanrum (1 av 6 ",
    ),
    "a share of 140": ("100\n", "140\n", "rad 10: near_pct är 140, högst 100 är möjligt"),
    "an undeclared measure": (
        "0127,2025,cars_all",
        "0127,2025,cars",
        "rad 6: 'cars' är inte deklarerad i figures.toml",
    ),
    "an undeclared year": ("0127,2025,cars_all", "0127,2026,cars_all", "rad 13: cars_all 2025 har 2 kommuner, 3 är"),
    "a municipality too few": ("0136,2025,cars_all,0\n", "", "rad 12: cars_all 2025 har 2 kommuner, 3 är deklarerade"),
    "cut at a line boundary": (
        "0127,2025,near_pct,80.3\n0136,2025,near_pct,70.4\n",
        "",
        "rad 11: near_pct 2025 har 1 ",
    ),
    "cut in the middle of a line": ("near_pct,70.4\n", "near", "rad 13: filen slutar mitt i raden"),
    "cut in the middle of a number": ("70.4\n", "7", "rad 13: filen slutar mitt i raden; den är avkortad"),
    "cut in the heading": (GOOD, "municipality_co", "rad 1: kolumnen 'municipality_code' saknas"),
    "cut to nothing": (GOOD, "", "rad 1: kolumnen 'municipality_code' saknas"),
}


def _read(folder: Path, content: str | bytes, dataset: Dataset = DATASET) -> list[Row]:
    path = folder / "cars.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return figures.read(path, dataset, CODES)


def test_a_good_file_gives_its_rows_with_the_status_of_their_year(tmp_path: Path) -> None:
    rows = _read(tmp_path, GOOD)
    assert len(rows) == 12
    assert rows[4] == Row("0127", 2025, "cars_all", 51, "preliminary")
    assert rows[5] == Row("0136", 2025, "cars_all", 0.0, "preliminary")
    assert rows[6] == Row("0126", 2024, "near_pct", 90.1, "")


def test_a_file_saved_in_windows_gives_the_same_rows(tmp_path: Path) -> None:
    assert _read(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n")) == _read(tmp_path, GOOD)


def test_the_order_of_lines_changes_only_the_order_of_rows(tmp_path: Path) -> None:
    header, *lines = GOOD.splitlines()
    backwards = "\n".join([header, *reversed(lines)]) + "\n"
    assert _read(tmp_path, backwards) == _read(tmp_path, GOOD)[::-1]


@pytest.mark.parametrize(("old", "new", "answer"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_a_file_is_named_by_file_and_row(tmp_path: Path, old: str, new: str, answer: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(SourceError) as refused:
        _read(tmp_path, GOOD.replace(old, new))
    assert str(refused.value).startswith(f"cars.csv {answer}")
    assert len(str(refused.value).splitlines()) == 1


def test_a_file_cut_anywhere_is_refused(tmp_path: Path) -> None:
    for length in range(len(GOOD)):
        with pytest.raises(SourceError, match=r"^cars\.csv rad \d+: "):
            _read(tmp_path, GOOD[:length])


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^cars\.csv: filen är inte UTF-8; välj filformatet CSV UTF-8"):
        _read(tmp_path, GOOD.replace("50\n", "femtiå\n").encode("latin-1"))


def test_a_file_saved_by_a_swedish_excel_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD.replace(",", ";").replace(".", ",")) == _read(tmp_path, GOOD)


def test_a_published_file_of_areas_holds_only_the_areas_declared(tmp_path: Path) -> None:
    coverage = {"measures": ["near_pct"], "years": [2024], "municipalities": 2}
    declared = DATASET.model_dump() | {"areas": ["riket", "lanet"], "coverage": [coverage], "marks": []}
    areas = Dataset.model_validate(declared)
    good = "area_id,year,series,value\nriket,2024,near_pct,80.8\nlanet,2024,near_pct,90.1\n"
    assert [row.area for row in _read(tmp_path, good, areas)] == ["riket", "lanet"]
    with pytest.raises(SourceError, match=r"^cars\.csv rad 3: '0126' är inte en av de 2 kända koderna$"):
        _read(tmp_path, good.replace("lanet", "0126"), areas)
    with pytest.raises(SourceError, match=r"^cars\.csv rad 2: near_pct 2024 har 1 områden, 2 är deklarerade"):
        _read(tmp_path, good.removesuffix("lanet,2024,near_pct,90.1\n"), areas)


# ── the declarations ──


@pytest.fixture
def folder(data_folder: Path, tmp_path: Path) -> Path:
    """A copy of the committed data folder for a test that spoils it."""
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    return tmp_path


DECLARATION_FAULTS = {
    "a missing licence": ('licence = "CC0"\n', "", "figures.toml: scb_population.licence: saknas"),
    "an unknown key": (
        'licence = "CC0"\n',
        'licens = "CC0"\nlicence = "CC0"\n',
        "figures.toml: scb_population.licens: okänd nyckel",
    ),
    "text for a number": (
        "lag_months = 2\n",
        'lag_months = "två"\n',
        "figures.toml: scb_population.lag_months: ska vara ett heltal",
    ),
    "a factor that is no number": (
        'times = "population", factor = 1.0',
        'times = "population", factor = nan',
        "figures.toml: kolada_car_mileage.published.car_mileage_mil_per_inhabitant.factor: ska vara ett ändligt tal",
    ),
    "no file": ('file = "population.csv"\n', "", "figures.toml: scb_population.file: saknas"),
    "not TOML": ("[scb_population]\n", "[scb_population\n", "figures.toml rad "),
    "no paragraph": (
        "[scb_population]\n",
        "scb_population = 5\n[scb]\n",
        "figures.toml: scb_population: ska vara en tabell",
    ),
    "another file": (
        'file = "population.csv"',
        'file = "folk.csv"',
        "population.csv: filen är inte deklarerad i figures.",
    ),
}


@pytest.mark.parametrize(("old", "new", "answer"), DECLARATION_FAULTS.values(), ids=DECLARATION_FAULTS.keys())
def test_a_fault_in_the_declarations_is_named_by_key(folder: Path, old: str, new: str, answer: str) -> None:
    path = folder / "figures" / "figures.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        figures.declarations(folder)
    assert str(refused.value).startswith(answer)
    assert len(str(refused.value).splitlines()) == 1


def test_all_faults_in_the_declarations_are_named_at_once(folder: Path) -> None:
    path = folder / "figures" / "figures.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('licence = "CC0"\n', 'licens = "CC0"\n'),
        ("lag_months = 2\n", "lag_months = 2.5\n"),
        ("[trafikanalys_vehicles]\n", "[trafikanalys_vehicles]\nareas = 5\n"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8-sig")
    with pytest.raises(SourceError) as refused:
        figures.declarations(folder)
    assert str(refused.value).splitlines() == [
        "figures.toml: scb_population.licence: saknas",
        "figures.toml: scb_population.lag_months: ska vara ett heltal",
        "figures.toml: scb_population.licens: okänd nyckel",
        "figures.toml: trafikanalys_vehicles.areas: ska vara en lista",
    ]


def test_all_files_that_nobody_declared_are_named_at_once(folder: Path) -> None:
    for file in ("ny.csv", "annan.csv"):
        (folder / "figures" / file).touch()
    with pytest.raises(SourceError) as refused:
        figures.declarations(folder)
    assert str(refused.value).splitlines() == [
        f"{file}: filen är inte deklarerad i figures.toml" for file in ("annan.csv", "ny.csv")
    ]


def test_every_committed_file_is_declared_with_publisher_licence_and_coverage(folder: Path) -> None:
    declared = figures.declarations(folder)
    assert {dataset.file for dataset in declared.values()} == {p.name for p in (folder / "figures").glob("*.csv")}
    for key, dataset in declared.items():
        assert dataset.publisher, key
        assert dataset.licence, key
        assert dataset.attribution, key
        covered = {name for part in dataset.coverage for name in part.measures}
        assert dataset.names() == covered, key
        assert figures.read(folder / "figures" / dataset.file, dataset, _codes(folder)), key


def test_figures_name_their_sources_by_id(folder: Path) -> None:
    assert figures.sources(folder)["scb_population"].publisher == "SCB"


def _codes(folder: Path) -> set[str]:
    lines = (folder / "reference" / "municipalities.csv").read_text(encoding="utf-8").splitlines()
    return {line.split(",")[0] for line in lines[1:]}


# ── through the command line ──

Spoil = Callable[[Path], None]


def _replace(file: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / "figures" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def _cut(file: str, keep: Callable[[bytes], int]) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / "figures" / file
        content = path.read_bytes()
        path.write_bytes(content[: keep(content)])

    return spoil


def _append(file: str, more: Callable[[str], str]) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / "figures" / file
        text = path.read_text(encoding="utf-8")
        path.write_text(text + more(text), encoding="utf-8")

    return spoil


def _without_municipality(folder: Path) -> None:
    path = folder / "figures" / "population.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("0127,2025,")), encoding="utf-8")


def _in_latin_1(folder: Path) -> None:
    path = folder / "figures" / "population.csv"
    path.write_bytes(path.read_bytes().replace(b"0114", b"V\xe4sby", 1))


SPOILED: dict[str, tuple[Spoil, str]] = {
    "a missing column": (
        _replace("population.csv", "municipality_code,year,", "year,"),
        "population.csv rad 1: kolumnen 'municipality_code' saknas",
    ),
    "a 291st municipality": (
        _append("population.csv", lambda _: "9999,2025,population,1\n"),
        "population.csv rad 7542: '9999' är inte en av de 290 kända koderna",
    ),
    "text in a number": (
        _replace("emissions.csv", ",transport_emissions_t,", ",transport_emissions_t,ca "),
        "emissions.csv rad ",
    ),
    "a duplicate": (
        _append("cycle_network.csv", lambda text: text.splitlines(keepends=True)[1]),
        "cycle_network.csv rad 5222: ",
    ),
    "a share of 140": (_replace("transit_nearness.csv", "_pct,", "_pct,1"), "transit_nearness.csv rad 2: "),
    "cut in the middle of a line": (
        _cut("vehicles.csv", lambda content: content.rfind(b"\n", 0, 99_000) + 9),
        "vehicles.csv rad ",
    ),
    "cut at a line boundary": (
        _cut("vehicles.csv", lambda content: content.rfind(b"\n", 0, 99_000) + 1),
        "vehicles.csv rad ",
    ),
    "cut in the middle of a number": (_cut("vehicles.csv", lambda content: len(content) - 2), "vehicles.csv rad "),
    "published areas cut at a line boundary": (
        _cut("published_areas.csv", lambda content: content.rfind(b"\n", 0, -1) + 1),
        "published_areas.csv rad 49: ",
    ),
    "a negative number": (_replace("population.csv", ",population,", ",population,-"), "population.csv rad 2: '-"),
    "nan": (_replace("population.csv", ",population,", ",population,nan"), "population.csv rad 2: 'nan"),
    "an undeclared measure": (_replace("vehicles.csv", ",cars_all,", ",cars,"), "vehicles.csv rad "),
    "289 municipalities": (_without_municipality, "population.csv rad 7540: population 2025 har 289 kommuner, 290 är"),
    "another encoding": (_in_latin_1, "population.csv: filen är inte UTF-8"),
    "a missing file": (lambda folder: (folder / "figures/population.csv").unlink(), "population.csv: filen saknas i "),
    "a file that nobody declared": (
        lambda folder: (folder / "figures/ny.csv").touch(),
        "ny.csv: filen är inte deklarerad i figures.toml",
    ),
    "no declarations": (lambda folder: (folder / "figures/figures.toml").unlink(), ""),
}


@pytest.mark.parametrize(("spoil", "answer"), every(6, [*SPOILED.values()]), ids=SPOILED.keys())
def test_a_bad_file_ends_ingest_with_one_line_and_leaves_the_last_database(
    folder: Path,
    database: Path,
    spoil: Spoil,
    answer: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every sixth fault of seventeen; thoroughly all."""
    last = folder / storage.FILE_NAME
    shutil.copyfile(database, last)
    before = last.read_bytes()
    spoil(folder)
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))

    assert main(["ingest"]) == 2

    printed = capsys.readouterr()
    faults = [line for line in printed.err.splitlines() if not line.startswith("[")]  # the progress lines
    assert len(faults) == 1, faults
    assert faults[0].startswith(answer) if answer else faults[0].endswith("figures.toml: deklarationen saknas")
    assert "Databasen är bytt" not in printed.out
    assert last.read_bytes() == before
    left = sorted(path.name for path in folder.iterdir())  # and why, for the office's page
    assert left == ["figures", "ingest.failed.json", "malkollen.duckdb", "reference"]
    with storage.attach(last) as db:
        assert db.execute("SELECT count(DISTINCT municipality_code) FROM mart.measures").fetchone() == (290,)

"""Another cooperation is begun by a command: what it writes is whole, and nothing in it is of the one that ships."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import begun_cooperation
import duckdb
import made_transit
import other_cooperation
import pytest
from begun_cooperation import EVERY
from parts import every
from streamlit.testing.v1 import AppTest

from ingest import build
from ingest.readers import reference_files
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.commands.cooperation import followed, form
from malkollen.database import storage
from malkollen.errors import RegistryError
from malkollen.registry import content, registry
from malkollen.served import AS_OF_VARIABLE
from malkollen.values import database_checks

APP = ROOT / "dashboard" / "app.py"
VIEWS = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("[a-z]*.py"))
ASKED = 23
"""What only a cooperation can say: its office and three bodies, ten of its programme, four of each of two goals."""


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, part in value.items() for text in (key, *texts(part)))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts(part))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three data folders as the command writes them."""
    folder = tmp_path_factory.mktemp("begun")
    return {key: begun_cooperation.begin(*whole, folder / key) for key, whole in EVERY.items()}


@pytest.mark.parametrize("key", EVERY)
def test_what_is_written_is_without_fault_and_of_nobody_else(
    key: str, begun: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(begun[key]))
    _, faults = reference_files.read(begun[key] / "reference")
    assert faults == []
    whole = tomllib.loads((begun[key] / "indicators.toml").read_text(encoding="utf-8"))
    assert [text for text in texts(whole) if other_cooperation.false_words(text)] == []
    assert not any("sodertorn" in text for text in texts(whole))
    shipped = registry.load(registry.REGISTRY_FILE)
    declared = registry.load()
    assert len(declared.indicators) == len(shipped.indicators)
    assert {"transport_2030", "eu_charging_power"} <= declared.targets.keys() < shipped.targets.keys()
    assert declared.home.name == EVERY[key][0]
    assert re.findall(r"\{\w+\}", f"{declared.indicators}{declared.waiting}{declared.measures}") == []
    comments = re.findall("^#.*", (begun[key] / "indicators.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert [line for line in comments if re.search(r"på Södertörn|\(åtta\)", line)] == []
    asked = [*texts(whole["questions"])]
    assert "utvecklingsprogram" in asked
    words = [
        word for table in ("goals", "indicators") for one in whole[table].values() for word in one.get("words", ())
    ]
    assert "stadskärna" in words
    others = r"SUP|storstadsregion|Flemingsberg|Kungens kurva|Haninge|Göteborg|Malmö"
    assert [word for word in (*asked, *words) if re.search(others, word)] == []
    assert declared.comparison.called.others == "de andra områdena"


def test_counties_members_and_comparisons_are_known(begun: dict[str, Path]) -> None:
    one, two, four = (registry.load(begun[key] / "indicators.toml") for key in EVERY)
    assert (one.home.county_code, one.home.core_municipality, one.home.timetable_operators) == (
        "12",
        "1290",
        ("skane",),
    )
    assert one.members.the == "de sju"
    assert [*one.groups] == [
        "skane_nordost", "skane_lan", "kronobergs_lan", "blekinge_lan", "hallands_lan", "ovriga_skane_lan"
    ]  # fmt: skip
    assert one.groups["ovriga_skane_lan"].members == 33 - 7
    assert (two.home.county_code, two.home.timetable_operators) == ("10", ("blekinge", "krono"))
    assert two.groups["kommunerna_i_lanen"].title == "Kommunerna i Blekinge och Kronobergs län"
    assert two.comparison_sets["lanet"].groups == (
        "pahittade_sydost", "ovriga_blekinge_lan", "ovriga_kronobergs_lan"
    )  # fmt: skip
    titles = [one.comparison_sets["lanet_och_grannlanen"].title for one in (one, two, four)]
    assert titles == ["Länet och grannlänen", "Länen och grannlänen", "Länet och grannlänet"]
    assert two.comparison_sets["lanet"].title == "Länen"
    assert (four.members.the, four.home.county_code, four.home.start_place) == ("de fyra", "25", "lulea")


def test_a_whole_county_is_compared_by_its_own_name(tmp_path: Path) -> None:
    whole = ["Ljungby", "Lessebo", "Tingsryd", "Alvesta", "Älmhult", "Markaryd", "Växjö", "Uppvidinge"]
    declared = registry.load(begun_cooperation.begin("Påhittade Kronoberg", whole, tmp_path / "ny") / "indicators.toml")
    assert declared.comparison_sets["lanet_och_grannlanen"].title == "Påhittade Kronoberg och grannlänen"
    assert "ovriga_kronobergs_lan" not in declared.groups


def test_what_is_to_be_filled_in_is_told_row_by_row(begun: dict[str, Path]) -> None:
    path = begun["four"] / "indicators.toml"
    lines = content.unfilled(form.ASKED, path)
    rows = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == ASKED
    for line in lines:
        file, row, key, what = line.split(": ", 3)
        assert (file, what[:7]) == ("indicators.toml", "fyll i ")
        assert f'= "FYLL I: {what[7:]}"' in rows[int(row.removeprefix("rad ")) - 1], key


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("FYLL I: Program 2035", "ta bort 'FYLL I: ' och låt resten stå"),
        ("FYLL I Program 2035", "ta bort 'FYLL I ' och låt resten stå"),
        ("Program 2035 FYLL I: programmets korta namn, som Program 2030",
         "ta bort 'FYLL I: programmets korta namn, som Program 2030' och låt resten stå"),
        ("FYLL I: programmets korta namn, som Program 2030: Program 2035",
         "ta bort 'FYLL I: programmets korta namn, som Program 2030' och låt resten stå"),
        ("FYLL I:", "skriv ett värde i stället för 'FYLL I:'"),
        ("FYLL I: programmets korta namn, som Program 2030", "fyll i programmets korta namn, som Program 2030"),
    ],
)  # fmt: skip
def test_a_mark_that_is_left_beside_what_is_written_is_told_to_be_removed(
    written: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(f'# title = "{written}"\n[programmes.program]\ntitle = "{written}"\n', encoding="utf-8")
    assert content.unfilled(form.ASKED, path) == [f"indicators.toml: rad 3: programmes.program.title: {told}"]


def test_a_day_is_read_within_quotation_marks_too(begun: dict[str, Path], tmp_path: Path) -> None:
    """As it stands where one has written over the mark alone; one that is none is refused."""
    path, text = tmp_path / "indicators.toml", (begun["four"] / "indicators.toml").read_text(encoding="utf-8")
    written = re.sub('valid_from = ".*"', 'valid_from = "2025-01-31"', text)
    written = re.sub('base_year = ".*"', 'base_year = "2022"', written)
    path.write_text(written, encoding="utf-8")
    (programme,) = registry.load(path).programmes.values()
    assert (programme.valid_from, programme.base_year) == (date(2025, 1, 31), 2022)
    path.write_text(written.replace("2025-01-31", "2025-02-30"), encoding="utf-8")
    with pytest.raises(RegistryError, match=r"programmes.program.valid_from: ska vara ett datum"):
        registry.load(path)


def test_a_name_that_no_municipality_has_is_refused_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["cooperation", "Prov", "Hässelholm", "Göinge", "Osby", "xyzzy", "--to", str(tmp_path / "ny")]
    assert main(call) == 2
    assert capsys.readouterr().err.splitlines() == [
        "ingen kommun heter 'Hässelholm'; menar du Hässleholm?",
        "ingen kommun heter 'Göinge'; menar du Östra Göinge?",
        "ingen kommun heter 'xyzzy'; skriv namnet som SCB gör, eller kommunkoden",
    ]
    assert not (tmp_path / "ny").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Prov", "Osby"], "en samverkan har minst två kommuner"),
        (["Prov", "Osby", "Höör", "--core", "Kiruna"], "Kiruna: kärnkommunen är en medlem eller ligger"),
        (["!!", "Osby", "Höör"], "är inget namn"),
    ],
)
def test_what_is_no_cooperation_is_refused(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cooperation", *arguments, "--to", str(tmp_path / "ny")]) == 2
    assert told in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_has_something_in_it_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "eget.txt").write_text("mitt", encoding="utf-8")
    assert main(["cooperation", "Prov", "Osby", "Höör", "--to", str(tmp_path)]) == 2
    assert "inte tom; välj en annan mapp" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["eget.txt"]


# ───────────── What is followed ─────────────


@pytest.mark.parametrize(
    "codes", [["k01"], ["K02,K06", "T08c"], ["T05", "T14", "K11b"], ["T01", "population_near_transit_share"]]
)
def test_with_some_indicators_alone_nothing_names_another(codes: list[str], tmp_path: Path) -> None:
    shipped = registry.REGISTRY_FILE.read_text(encoding="utf-8")
    keep = followed.kept(tomllib.loads(shipped), codes)
    path = tmp_path / "indicators.toml"
    path.write_text(followed.only(shipped, keep), encoding="utf-8")
    declared = registry.load(path)
    assert declared.indicators.keys() == keep
    assert declared.goals.keys() == {declared.indicators[key].goal for key in keep}
    assert {target.indicator for target in declared.targets.values()} <= keep
    assert declared.measures == registry.load(registry.REGISTRY_FILE).measures


def test_a_folder_is_begun_with_what_is_followed(tmp_path: Path) -> None:
    name, members = begun_cooperation.FOUR
    assert main(["cooperation", name, *members, "--to", str(tmp_path / "ny"), "--keep", "T08", "t18"]) == 0
    path = tmp_path / "ny" / "indicators.toml"
    declared = registry.load(path)
    assert [one.code for one in declared.indicators.values()] == ["T08", "T18"]
    assert ([*declared.goals], len(content.unfilled(form.ASKED, path))) == (["tillganglighet"], ASKED - 4)
    titles = (tmp_path / "ny" / "figures" / "figures.toml").read_text(encoding="utf-8")
    assert 'title = "Publicerade tal för riket"\n' in titles


def test_without_codes_those_there_are_are_told_and_a_wrong_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["cooperation", "Prov", "Osby", "Höör", "--to", str(tmp_path / "ny"), "--keep"]
    assert main(call) == 0
    told = capsys.readouterr().out
    with_figures, waiting, *_ = told.split(", utan siffror än:")
    assert "  K02   Elbilar i personbilsflottan\n" in with_figures
    assert "  K04   Publik laddeffekt mot EU:s nivå\n" in waiting
    assert "  T08   Prov som arbetsmarknad\n" in told
    assert main(["cooperation", "Prov", "Osby", "Höör", "--keep"]) == 0
    assert capsys.readouterr().out == told
    assert main(["cooperation", "Prov", "Osby", "Höör"]) == 2
    assert "--to: skriv mappen" in capsys.readouterr().err
    assert main([*call, "K02", "K99"]) == 2
    assert "--keep: ingen indikator har koden 'K99'; kör med --keep sist" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


# ───────────── Built ─────────────


@pytest.fixture(scope="module")
def folder(begun: dict[str, Path]) -> Iterator[Path]:
    """That of two counties, built, as a first page is opened: nothing is filled in yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(begun["two counties"]))
        patch.setenv(AS_OF_VARIABLE, other_cooperation.TODAY)
        build.build(begun["two counties"])
        yield begun["two counties"]


def test_check_names_only_what_is_to_be_filled_in_and_nothing_is_fixed_before(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 2
    assert capsys.readouterr().err.splitlines() == content.unfilled(form.ASKED, folder / "indicators.toml")
    assert main(["edition", "create", "prov", "--date", other_cooperation.TODAY, "--meeting", "Prov"]) == 2
    assert "23 värden är kvar att fylla i" in capsys.readouterr().err


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Any]:
    begun_cooperation.fill_in(folder / "indicators.toml")
    return AppTest.from_file(str(APP), default_timeout=60).run()._registered_pages


def test_filled_in_it_is_without_fault(folder: Path, pages: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    told = capsys.readouterr().out
    assert "inga fel" in told
    assert "places.csv: Karlshamn, Olofström, Sölvesborg, Tingsryd och Älmhult har varken koordinater" in told
    assert main(["answers"]) == 0
    assert other_cooperation.false_words(capsys.readouterr().out) == []


@pytest.mark.parametrize("view", every(2, VIEWS))
def test_every_page_opens_and_says_nothing_of_others(view: str, folder: Path, pages: dict[str, Any]) -> None:
    """Every other page; thoroughly all."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    app._registered_pages = pages
    app.switch_page(f"views/{view}.py")
    app.run()
    assert not app.exception
    assert not app.error
    assert other_cooperation.false_words(other_cooperation.screen(app)) == []


def test_a_centre_without_coordinates_is_told_and_nothing_falls(folder: Path, pages: dict[str, Any]) -> None:
    """A made timetable is read, and one centre's stop is not in it."""
    database = folder / storage.FILE_NAME
    with duckdb.connect(database) as db:
        db.execute("UPDATE mart.places SET latitude = 56.2 + rowid / 50, longitude = 14.5 + rowid / 50")
    made_transit.add(database, areas=False, home="pahittade_sydost", county="10")
    with duckdb.connect(database) as db:
        gone = "latitude = NULL, longitude = NULL, stop = 'ingenstans'"
        db.execute(f"UPDATE mart.places SET {gone} WHERE municipality_code = '1060'")
        (warning,) = database_checks.unplaced(db)
        assert warning.startswith("places.csv: Olofström: ingen hållplats i kommunen heter 'ingenstans'")
        db.execute("DELETE FROM mart.relations WHERE 'olofstrom' IN (origin, destination)")
    app = AppTest.from_file(str(APP), default_timeout=120)
    app._registered_pages = pages
    app.switch_page("views/transit.py")
    app.run()
    assert not app.exception
    assert not app.error
    told = "Centrum i Olofström har inga koordinater än. Resor dit och därifrån räknas inte."
    assert told in other_cooperation.screen(app)

"""Population by DeSO from SCB (TAB6574) on loopback, with made areas and figures: four areas in each municipality."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from made_source import carried
from parts import every
from pxweb_server import CODES, MUNICIPAL, SEX, FakeScb, FakeTable, fetched, workspace, years

from ingest import build, live, run
from ingest.fetching.download import Client
from ingest.fetching.raw import RawStore
from ingest.readers.scb import pxweb
from ingest.run import Wanted
from ingest.sources import figures, scb_small_population as source
from malkollen.database import freshness, storage
from malkollen.errors import SourceError

AREAS = [
    f"{code}{letter}0{number}0" for code in CODES for letter, number in (("A", 10), ("B", 20), ("C", 30), ("C", 31))
]
OLD = {f"{code}A0010": "2018" for code in CODES[:5]}
REGSO = {f"{code}R001_RegSO2025": "RegSO" for code in CODES[:5]}
AGES = {"-4": "0–4 år", "5-9": "5–9 år", "80-": "80+ år", "totalt": "totalt"}
Figure = Callable[[dict[str, str]], float | None]


def people(area: str, year: int) -> float:
    return 1000.0 + int(area[:4]) % 100 + int(area[-3:]) + year % 10


def figure(codes: dict[str, str]) -> float | None:
    """Zero before the edition was in use, as the publisher has it; an age or a sex is not the total."""
    year = int(codes["Tid"])
    if year < 2024 or "_DeSO2025" not in codes["Region"]:
        return 0.0
    if codes["Alder"] != "totalt":
        return 7.0
    whole = people(codes["Region"].split("_")[0], year)
    return {"1": whole // 2, "2": whole - whole // 2}.get(codes.get("Kon", ""), whole)


def table(of: Figure = figure, areas: list[str] = AREAS, **changes: dict[str, str]) -> FakeTable:
    regions = {"00": "Riket", **MUNICIPAL, **OLD, **REGSO, **{f"{area}_DeSO2025": area for area in areas}}
    dimensions = {
        "Region": regions, "Alder": AGES, "Kon": SEX, "ContentsCode": {"000007Y7": "Antal"}, "Tid": years(2022, 2025)
    }  # fmt: skip
    return FakeTable(dimensions | changes, of)


def fetch(
    fake: FakeTable, data: Path, monkeypatch: pytest.MonkeyPatch, since: int | None = None, cells: int = 150_000
) -> RawStore:
    with FakeScb({"TAB6574": fake}, cells=cells, calls=10_000) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        return fetched(source, data, since)


def staged(store: RawStore, db: DuckDBPyConnection | None = None) -> DuckDBPyConnection:
    db = db or workspace()
    fetches = store.readable("scb_small_population")
    live.declare(db, source.sources(fetches))
    source.stage(db, fetches)
    return db


def with_people(counted: Callable[[str, int], float]) -> DuckDBPyConnection:
    """A workspace where the municipalities' population is known."""
    db = workspace()
    rows = [[code, year, "population", counted(code, year), "", "p"] for code in CODES for year in (2024, 2025)]
    db.executemany("INSERT INTO staged.measures VALUES (?, ?, ?, ?, ?, ?)", rows)
    return db


def together(code: str, year: int) -> float:
    return sum(people(area, year) for area in AREAS if area.startswith(code))


def with_borders(data: Path, areas: list[str], year: int = 2025) -> DuckDBPyConnection:
    """A workspace where the borders of DeSO are loaded; only their codes are of interest here."""
    path = data / "areas" / "x-1" / "deso.parquet"
    path.parent.mkdir(parents=True)
    pq.write_table(pa.table({"deso_code": areas}), path)
    db = workspace()
    db.execute(
        "INSERT INTO mart.area_files VALUES ('deso', ?, ?, NULL, 'areas/x-1/deso.parquet', 'a')", [year, len(areas)]
    )
    return db


def refused(store: RawStore, db: DuckDBPyConnection | None = None) -> str:
    with pytest.raises(SourceError) as error:
        staged(store, db)
    assert len(str(error.value).splitlines()) == 1
    assert not [*store.data.glob("areas/**/deso_population.parquet")]
    return str(error.value).removeprefix("SCB TAB6574: ")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> RawStore:
    """A whole fetch."""
    with pytest.MonkeyPatch.context() as patch:
        return fetch(table(), tmp_path_factory.mktemp("whole"), patch)


# ── the whole way ──


def test_the_file_has_every_area_of_the_edition_and_the_years_it_is_valid(whole: RawStore) -> None:
    db = staged(whole)
    (only,) = whole.readable("scb_small_population")
    file = f"areas/scb_small_population-{only.id}-{source.FORM}/deso_population.parquet"
    total = sum(people(area, 2025) for area in AREAS)
    rows = db.execute("SELECT layer, year, features, population, file, source FROM mart.area_files").fetchall()
    assert rows == [("deso_population", 2025, 4 * 290, total, file, "scb_tab6574")]
    table = pq.read_table(whole.data / file)
    assert {name: str(table.schema.field(name).type) for name in table.column_names} == {
        "small_area_id": "string", "edition": "int32", "year": "int32", "population": "int64",
    }  # fmt: skip
    assert {(row["small_area_id"], row["year"]): row["population"] for row in table.to_pylist()} == {
        (area, year): people(area, year) for area in AREAS for year in (2024, 2025)
    }
    assert set(table["edition"].to_pylist()) == {2025}
    assert db.execute("SELECT count(*) FROM staged.measures").fetchone() == (0,), "en fil, ingen grunduppgift"


def test_only_totals_of_the_new_edition_are_asked_for_within_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeScb({"TAB6574": table()}, cells=1000, calls=10_000) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        assert source.probe(Client("SCB")) == "SCB: TAB6574 2022–2025"
        store = fetched(source, tmp_path)
        asked = [question.json()["selection"] for question in server.asked if question.path.endswith("/data")]
    assert len(asked) == 5, "one cell of the probe, and four parts"
    for selection in asked:
        codes = {part["variableCode"]: part["valueCodes"] for part in selection}
        assert (codes["Alder"], codes["Kon"]) == (["totalt"], ["1+2"])
        assert codes["Tid"] in (["2024"], ["2025"])
        assert all(code.endswith("_DeSO2025") for code in codes["Region"])
    staged(store)


TWO = {"1": "män", "2": "kvinnor"}


def test_without_a_total_the_sexes_are_summed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = staged(fetch(table(Kon=TWO), tmp_path, monkeypatch))
    assert db.execute("SELECT population FROM mart.area_files").fetchone() == (
        sum(people(area, 2025) for area in AREAS),
    )


def test_a_sex_that_is_missing_makes_the_sum_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_missing(codes: dict[str, str]) -> float | None:
        return None if codes["Region"].startswith("0127A") and codes["Kon"] == "2" else figure(codes)

    store = fetch(table(one_missing, Kon=TWO), tmp_path, monkeypatch)
    staged(store)
    (file,) = tmp_path.glob("areas/*/deso_population.parquet")
    missing = [row["small_area_id"] for row in pq.read_table(file).to_pylist() if row["population"] is None]
    assert missing == ["0127A0100", "0127A0100"]


def test_a_variable_that_the_publisher_sums_is_left_out_of_the_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = table(Kon=TWO)
    fake.extensions = {"Kon": {"elimination": True}}
    db = staged(fetch(fake, tmp_path, monkeypatch))
    assert db.execute("SELECT population FROM mart.area_files").fetchone() == (
        sum(people(area, 2025) for area in AREAS),
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Kon": TWO | {"3": "okänt"}}, "Kon har ingen kod för totalen bland 1, 2, 3"),
        ({"Alder": {"-4": "0–4 år", "80-": "80+ år"}}, "Alder har ingen kod för totalen bland -4, 80-"),
        ({"Region": {**MUNICIPAL, **OLD, **REGSO}}, "Region har 0 DeSO-koder, minst 290 väntades"),
        ({"ContentsCode": {"X": "Antal"}}, "ContentsCode saknar koden '000007Y7'; tabellen har gjorts om"),
    ],
)
def test_a_table_that_is_another_is_said_before_any_data(
    change: dict[str, dict[str, str]], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SourceError) as error:
        fetch(table(**change), tmp_path, monkeypatch)
    assert str(error.value).startswith(f"SCB TAB6574: {message}")


def test_years_before_the_edition_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = fetch(table(Tid=years(2020, 2023)), tmp_path, monkeypatch)
    assert refused(store) == "inga uppgifter i den lagrade hämtningen; hämta igen"


# ── what the answers may get wrong ──


def changed(area: str, value: float | None) -> Figure:
    return lambda codes: value if (codes["Region"], codes["Tid"]) == (f"{area}_DeSO2025", "2024") else figure(codes)


FAULTS: dict[str, tuple[FakeTable, str]] = {
    "289": (table(areas=AREAS[:-4]), f"kommunen saknar områden ({CODES[-1]})"),
    "unknown": (table(areas=[*AREAS, "0199A0010"]), "området ligger inte i någon av kommunerna (0199A0010)"),
    "half": (table(changed("0127A0100", 12.5)), "inte ett antal (2024 0127A0100_DeSO2025 1+2 12.5)"),
    "negative": (table(changed("0127A0100", -1.0)), "inte ett antal (2024 0127A0100_DeSO2025 1+2 -1.0)"),
    "huge": (table(changed("0127A0100", 1e300)), "orimligt många invånare i ett område (0127A0100 2024 1e+300)"),
    "zeros": (table(lambda codes: 0.0 if codes["Tid"] == "2024" else figure(codes)),
              f"ingen bor i kommunens områden; gällde indelningen det året? ({CODES[0]} 2024)"),
}  # fmt: skip


@pytest.mark.parametrize("name", every(3, [*FAULTS]))
def test_figures_that_cannot_be_leave_no_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every third fault; thoroughly all."""
    fake, said = FAULTS[name]
    assert refused(fetch(fake, tmp_path, monkeypatch)) == said


def test_areas_that_were_not_asked_of_another_year_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch(table(), tmp_path, monkeypatch)
    store = fetch(table(areas=[area for area in AREAS if area != "0127A0100"]), tmp_path, monkeypatch, since=2025)
    assert refused(store) == "området saknas ett år (0127A0100 2025)"


# ── against the municipalities ──


def test_areas_and_municipalities_that_agree_within_the_noise_say_nothing(whole: RawStore) -> None:
    db = staged(whole, with_people(lambda code, year: together(code, year) + 9))
    assert db.execute("SELECT len(caveats) FROM mart.sources").fetchone() == (2,)


def test_more_than_one_per_cent_is_said(whole: RawStore) -> None:
    db = staged(whole, with_people(lambda code, year: together(code, year) * (1.02 if code == "0127" else 1)))
    (caveats,) = db.execute("SELECT caveats FROM mart.sources").fetchall()[0]
    assert caveats[-1].replace("\xa0", " ") == (
        "Mer än 1 procent skiljer i en kommun: områdena i 0127 har 5 034 invånare tillsammans 2024 men "
        "kommunen 5 135 (2,0 procent skiljer)."
    )


def test_a_municipality_that_lacks_an_area_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = fetch(table(areas=[area for area in AREAS if area != "0127A0100"]), tmp_path, monkeypatch)
    said = refused(store, with_people(together)).replace("\xa0", " ")
    assert said == (
        "områdena i 0127 har 3 906 invånare tillsammans 2025 men kommunen 5 038 (22,5 procent skiljer); "
        "är alla områden med?"
    )


def test_a_missing_figure_is_not_held_against_the_municipality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staged(fetch(table(changed("0127A0100", None)), tmp_path, monkeypatch), with_people(together))


# ── against the borders ──


def test_the_areas_are_those_of_the_borders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staged(fetch(table(), tmp_path, monkeypatch), with_borders(tmp_path, AREAS))


OTHER_BORDERS = {
    "one less": (AREAS[1:], 2025, f"{AREAS[0]} finns inte bland ytorna av DeSO 2025 (ett område skiljer); hämta"),
    "one more": ([*AREAS, "0127C0990"], 2025, "0127C0990 har en yta men ingen folkmängd (ett område skiljer); hämta"),
    "another": (
        ["2584C0990", *AREAS[1:]],
        2025,
        f"{AREAS[0]} finns inte bland ytorna av DeSO 2025 (2 områden skiljer)",
    ),
    "edition": (AREAS, 2018, "folkmängden gäller DeSO 2025 men de hämtade ytorna är DeSO 2018; de läggs inte ihop"),
}


@pytest.mark.parametrize("name", every(2, [*OTHER_BORDERS]))
def test_borders_of_other_areas_or_another_edition_are_never_joined(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other fault; thoroughly all."""
    areas, year, said = OTHER_BORDERS[name]
    store = fetch(table(), tmp_path, monkeypatch)
    assert refused(store, with_borders(tmp_path, areas, year)).startswith(said)


# ── in a build ──


def test_a_build_names_the_file_and_a_bad_fetch_leaves_the_good_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried(tmp_path)
    (tmp_path / "areas" / "20200101T000000.000000Z-1").mkdir(parents=True)
    (tmp_path / "areas" / "scb_small_population-20200101T000000.000000Z-1").mkdir()
    monkeypatch.setattr(build, "modules", lambda: {"figures": figures, "scb_small_population": source})
    fake = table()

    def ingest() -> list[str]:
        live.asked_within.cache_clear()
        _, faults = run.run(tmp_path, Wanted(names=["scb_small_population"]), lambda *_: None, lambda _line: None)
        return [fault.reason for fault in faults]

    def shown() -> tuple[str, int]:
        with storage.attach(tmp_path / storage.FILE_NAME) as db:
            (age,) = [one for one in freshness.load(db, date(2026, 11, 22)) if one.source == "scb_tab6574"]
            ((file,),) = db.execute("SELECT file FROM mart.area_files").fetchall()
        assert (tmp_path / file).is_file()
        assert (age.licence, age.is_late) == ("CC0", False)
        return file, age.latest_year

    with FakeScb({"TAB6574": fake}) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        assert ingest() == []
        before = shown()
        assert before[1] == 2025
        fake.figure, fake.updated = changed("0127A0100", -1.0), "2027-02-20T07:00:00Z"
        assert ingest() == ["SCB TAB6574: inte ett antal (2024 0127A0100_DeSO2025 1+2 -1.0)"]
        assert shown() == before
    left = sorted(path.name for path in (tmp_path / "areas").iterdir())
    assert left == ["20200101T000000.000000Z-1", before[0].split("/")[1]], "bara egna mappar städas"


# ── anything at all ──


@pytest.fixture(scope="module")
def known(whole: RawStore) -> DuckDBPyConnection:
    """A workspace that knows the municipalities' population and the borders' codes."""
    borders = whole.data / "areas" / "x-1" / "deso.parquet"
    borders.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"deso_code": AREAS}), borders)
    db = with_people(together)
    db.execute("INSERT INTO mart.area_files VALUES ('deso', 2025, 1160, NULL, 'areas/x-1/deso.parquet', 'a')")
    return db


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_answer_is_refused_or_gives_the_same_figures(
    whole: RawStore, known: DuckDBPyConnection, data: st.DataObject
) -> None:
    """Any byte: a figure that was misread would be told by its municipality's sum, a code by the borders."""
    known.execute("DELETE FROM mart.area_files WHERE layer = 'deso_population'")
    (stored,) = whole.readable("scb_small_population")
    path = stored.file(next(name for name in stored.manifest()["files"] if "metadata" not in name))
    content = path.read_bytes()
    place, byte = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(32, 126))
    path.write_bytes(content[:place] + bytes([byte]) + content[place + 1 :])
    try:
        source.stage(known, whole.readable("scb_small_population"))
    except SourceError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017 - either is right
        return
    finally:
        path.write_bytes(content)
    (row,) = known.execute("SELECT features, file FROM mart.area_files WHERE layer = 'deso_population'").fetchall()
    assert row[0] == len(AREAS)
    found = pq.read_table(whole.data / row[1]).to_pylist()
    off = [abs((one["population"] or 0) - people(one["small_area_id"], one["year"])) for one in found]
    assert sum(off) <= 0.05 * together("0114", 2024), "högst en siffra, inom vad kommunens summa tål"

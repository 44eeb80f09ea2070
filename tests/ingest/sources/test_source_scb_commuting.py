"""Commuting from SCB on loopback: the matrix, commuters over borders, the older tables, and T08 in a whole build."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from pxweb_server import (
    CODES,
    MUNICIPAL,
    SEX,
    SODERTORN,
    FakeScb,
    FakeTable,
    fetched,
    flow,
    matrix,
    staged,
    workspace,
)

from ingest import build
from ingest.fetching.raw import RawStore
from ingest.readers.scb import pxweb
from ingest.sources import scb_commuting as source, scb_commuting_history as history
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.registry import registry
from malkollen.values import areas, evaluate, with_figures

IN_COMMUTERS, OUT_COMMUTERS = "000000QI", "000000QJ"
TWO_YEARS = {"2020": "2020", "2024": "2024"}
CARRIED_YEARS = {str(year): str(year) for year in range(2020, 2025)}
"""Those of the carried figures: a live series takes their place only when it has them all."""


def crossing(codes: dict[str, str]) -> float:
    """Commuters over a border, from the made-up matrix."""
    own, year = codes["Kommun"], int(codes["Tid"])
    others = [code for code in CODES if code != own]
    if codes["ContentsCode"] == IN_COMMUTERS:
        return sum(flow(other, own, year) for other in others)
    return sum(flow(own, other, year) for other in others)


CROSSING = {
    (code, content): crossing({"Kommun": code, "ContentsCode": content, "Tid": "2020"})
    for code in CODES
    for content in (IN_COMMUTERS, OUT_COMMUTERS)
}


def borders(scale: float = 1.0) -> FakeTable:
    contents = {IN_COMMUTERS: "in", OUT_COMMUTERS: "ut", "000000QK": "bor och arbetar"}
    dimensions = {"Kommun": MUNICIPAL, "Kon": SEX, "ContentsCode": contents, "Tid": CARRIED_YEARS}
    return FakeTable(dimensions, lambda codes: round(CROSSING[codes["Kommun"], codes["ContentsCode"]] * scale))


def fetch(data: Path, monkeypatch: pytest.MonkeyPatch, **tables: FakeTable) -> RawStore:
    with FakeScb({"TAB1828": borders(), "TAB1830": matrix(TWO_YEARS)} | tables) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        store = fetched(source, data)
        assert server.questions["TAB1830"] == 2  # a year at a time: 84 100 cells
    return store


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> RawStore:
    """The tables as they should be, fetched once. Read it, never change it."""
    with pytest.MonkeyPatch.context() as patch:
        return fetch(tmp_path_factory.mktemp("plain"), patch)


@pytest.fixture(scope="module")
def db(plain: RawStore) -> DuckDBPyConnection:
    return staged(source, plain)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> RawStore:
    """The older tables, fetched once."""
    with FakeScb(old_tables()) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv(pxweb.BASE_VARIABLE, server.url)
        return fetched(history, tmp_path_factory.mktemp("older"))


def measures(db: DuckDBPyConnection, name: str) -> dict[tuple[str, int], tuple[float | None, str, str]]:
    query = "SELECT municipality_code, year, value, status, source FROM staged.measures WHERE measure = ?"
    return {
        (code, year): (value, status, origin)
        for code, year, value, status, origin in db.execute(query, [name]).fetchall()
    }


def test_the_matrix_and_its_sums_are_staged(db: DuckDBPyConnection) -> None:
    assert db.execute("SELECT count(*), count(commuters) FROM staged.commuting").fetchone() == (2 * 84_100, 2 * 84_100)
    cell = "SELECT commuters, status, source FROM staged.commuting WHERE home = '0127' AND work = '0126' AND year = ?"
    assert db.execute(cell, [2020]).fetchone() == (flow("0127", "0126", 2020), "break_before", "scb_tab1830")
    assert db.execute(cell, [2024]).fetchone() == (flow("0127", "0126", 2024), "", "scb_tab1830")
    employed, at_home = measures(db, "employed_residents"), measures(db, "residents_working_in_home_group")
    assert employed["0127", 2024] == (sum(flow("0127", work, 2024) for work in CODES), "", "scb_tab1830")
    assert at_home["0127", 2024] == (sum(flow("0127", work, 2024) for work in SODERTORN), "", "scb_tab1830")
    assert at_home["2584", 2020][:2] == (sum(flow("2584", work, 2020) for work in SODERTORN), "break_before")
    assert len(employed) == len(at_home) == 2 * 290


def test_commuters_over_borders_come_from_their_own_table(db: DuckDBPyConnection) -> None:
    for name, content in (("in_commuters", IN_COMMUTERS), ("out_commuters", OUT_COMMUTERS)):
        assert measures(db, name)["0136", 2020] == (CROSSING["0136", content], "", "scb_tab1828")
        assert len(measures(db, name)) == 5 * 290


def test_small_differences_of_the_tables_are_noise_and_large_ones_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thorough: bool
) -> None:
    """The large; thoroughly the small too."""
    if thorough:
        staged(source, fetch(tmp_path / "near", monkeypatch, TAB1828=borders(1.04)))
    with pytest.raises(
        SourceError, match=r"^SCB TAB1828: in_commuters 2020 stämmer inte med matrisen \(bland annat 0114"
    ):
        staged(source, fetch(tmp_path / "far", monkeypatch, TAB1828=borders(1.1)))


def test_swapped_axes_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def to_the_eight(home: str, work: str) -> float:
        return 500.0 if home == work else 40.0 if work in SODERTORN else 1.0

    one_way = matrix(TWO_YEARS, figure=lambda codes: to_the_eight(codes["Bostadskommun"], codes["Arbetsstallekommun"]))
    other_way = borders()
    other_way.figure = lambda codes: sum(
        to_the_eight(*(pair if codes["ContentsCode"] == IN_COMMUTERS else reversed(pair)))
        for code in CODES if (pair := (codes["Kommun"], code)) and code != codes["Kommun"]
    )  # fmt: skip
    with pytest.raises(SourceError, match="är axlarna omkastade"):
        staged(source, fetch(tmp_path, monkeypatch, TAB1828=other_way, TAB1830=one_way))


def test_a_cell_that_is_missing_makes_its_sums_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hidden(codes: dict[str, str]) -> float | None:
        home, work = codes["Bostadskommun"], codes["Arbetsstallekommun"]
        return None if (home, work) in {("0127", "2584"), ("0128", "0126")} else flow(home, work, int(codes["Tid"]))

    db = staged(source, fetch(tmp_path, monkeypatch, TAB1830=matrix(TWO_YEARS, figure=hidden)))
    employed, at_home = measures(db, "employed_residents"), measures(db, "residents_working_in_home_group")
    assert employed["0127", 2024][:2] == (None, "missing")
    assert employed["0127", 2020][:2] == (None, "missing+break_before")
    assert at_home["0127", 2024][0] is not None
    assert at_home["0128", 2024][:2] == (None, "missing")
    cell = "SELECT commuters, status FROM staged.commuting WHERE home = '0127' AND work = '2584' AND year = 2024"
    assert db.execute(cell).fetchone() == (None, "missing")


def test_a_matrix_without_those_who_stay_is_no_matrix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def only_movers(codes: dict[str, str]) -> float:
        home, work = codes["Bostadskommun"], codes["Arbetsstallekommun"]
        return 0.0 if home == work else flow(home, work, int(codes["Tid"]))

    with pytest.raises(SourceError, match=r"^SCB TAB1830: de som bor och arbetar i samma kommun saknas"):
        staged(source, fetch(tmp_path, monkeypatch, TAB1830=matrix(TWO_YEARS, figure=only_movers)))


@pytest.mark.thorough  # any limit in tests/ingest/readers/test_pxweb.py
def test_a_question_over_the_limit_is_divided_by_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeScb({"TAB1828": borders(), "TAB1830": matrix({"2024": "2024"})}, cells=50_000) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        store = fetched(source, tmp_path)
        assert server.questions["TAB1830"] == 2
    db = staged(source, store)
    assert (
        len(
            [name for name in store.readable("scb_commuting")[0].manifest()["files"] if name.startswith("TAB1830/2024")]
        )
        == 2
    )
    assert db.execute("SELECT count(*) FROM staged.commuting").fetchone() == (84_100,)


def test_carried_commuters_stay_until_their_years_are_here(plain: RawStore) -> None:
    db = workspace()
    db.execute("INSERT INTO staged.carried VALUES ('carried')")
    db.execute("INSERT INTO staged.measures VALUES ('0127', 2019, 'out_commuters', 1, '', 'carried')")
    with pytest.raises(SourceError, match=r"^SCB TAB1828: 2019 saknas; de burna siffrorna behålls"):
        source.stage(db, plain.readable("scb_commuting"))


# ───────────── The older tables ─────────────


def old_flow(codes: dict[str, str]) -> float:
    """Heby under its old code until 2006; Nykvarn, Knivsta, Bollebygd and Lekeberg only once they were formed."""
    year = int(codes["Tid"])
    absent = {"0331" if year < 2007 else "1917"} | {
        code for code, first in (("0140", 1999), ("0330", 2003), ("1443", 1995), ("1814", 1995)) if year < first
    }
    home, work = codes["Bostadskommun"], codes["Arbetsstallekommun"]
    return 0.0 if {home, work} & absent else flow(home, work, year)


def old_tables() -> dict[str, FakeTable]:
    tables = {
        "TAB334": matrix({str(year): "" for year in (1998, 2003)}, figure=old_flow),
        "TAB333": matrix({str(year): "" for year in (2004, 2018)}, figure=old_flow),
        "TAB5850": matrix({str(year): "" for year in (2019, 2020, 2021)}, figure=old_flow),
    }
    for table in tables.values():
        for region in ("Bostadskommun", "Arbetsstallekommun"):
            table.dimensions[region] = MUNICIPAL | {"1917": "Heby"}
        table.dimensions["Kon"] = {"1": "män", "2": "kvinnor", "3": "män och kvinnor"}
    return tables


def test_older_matrices_are_series_of_their_own(older: RawStore) -> None:
    db = staged(history, older)
    marks = db.execute("SELECT DISTINCT source, year, status FROM staged.commuting ORDER BY year").fetchall()
    assert marks == [
        ("scb_tab334", 1998, ""), ("scb_tab334", 2003, ""), ("scb_tab333", 2004, "break_before"),
        ("scb_tab333", 2018, ""), ("scb_tab5850", 2019, "break_before"),
    ]  # fmt: skip
    homes = dict(db.execute("SELECT year, count(DISTINCT home) FROM staged.commuting GROUP BY year").fetchall())
    assert homes == {1998: 288, 2003: 290, 2004: 290, 2018: 290, 2019: 290}
    stay = "SELECT commuters FROM staged.commuting WHERE home = '0331' AND work = '0331' AND year = ?"
    assert db.execute(stay, [2003]).fetchone() == (1003.0,)
    assert db.execute(stay, [2018]).fetchone() == (1018.0,)
    assert ("0140", 1998) not in measures(db, "employed_residents")


def test_a_closed_series_is_never_late(older: RawStore) -> None:
    for declared in history.sources(older.readable("scb_commuting_history")).values():
        assert (declared.next_expected, declared.next_expected_from) == (date.max, "serien är avslutad")


@pytest.mark.thorough  # the same series, all of them above
def test_only_the_tables_since_a_year_are_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeScb(old_tables()) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        store = fetched(history, tmp_path, since=2018)
    rows = staged(history, store).execute("SELECT DISTINCT source, year, status FROM staged.commuting ORDER BY year")
    assert rows.fetchall() == [("scb_tab333", 2018, ""), ("scb_tab5850", 2019, "break_before")]


# ───────────── A whole build ─────────────


def test_t08_is_computed_once_the_matrix_is_here(
    data_folder: Path, plain: RawStore, older: RawStore, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    for origin in (data_folder / "figures", data_folder / "reference", plain.data / "raw", older.data / "raw"):
        shutil.copytree(origin, data / origin.name, copy_function=shutil.copyfile, dirs_exist_ok=True)
    built = build.build(data)
    assert built.faults == []
    with storage.attach(data / storage.FILE_NAME) as db:
        declared = with_figures.with_figures(db, registry.load())
        assert "sodertorn_labour_market" in declared.computed()
        places = areas.load(db, declared)
        (share,) = evaluate.evaluate(db, declared, places, "sodertorn_labour_market")
        carried = db.execute("SELECT DISTINCT source FROM mart.measures WHERE measure = 'in_commuters'").fetchall()
    employed = sum(flow(home, work, 2024) for home in SODERTORN for work in CODES)
    staying = sum(flow(home, work, 2024) for home in SODERTORN for work in SODERTORN)
    assert share.at("sodertorn", 2024).value == pytest.approx(100 * staying / employed)
    assert share.at("sodertorn", 2024).sources == ("scb_tab1830",)
    assert "break_before" in share.at("sodertorn", 2020).status
    assert share.at("sodertorn", 1998).value is None  # Nykvarn was not formed
    assert set(share.years()) == {1998, 2003, 2004, 2018, 2019, 2020, 2024}
    assert carried == [("scb_tab1828",)]
    assert declared.breaks_of("sodertorn_labour_market")

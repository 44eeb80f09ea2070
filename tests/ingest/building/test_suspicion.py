"""Figures that look wrong though they read well, held against the figures before."""

from collections.abc import Callable, Iterator

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from ingest.building import suspicion
from ingest.building.suspicion import SuspiciousError

CELLS = "(municipality_code VARCHAR, year INTEGER, measure VARCHAR, value DOUBLE, status VARCHAR, source VARCHAR)"
SERIES = "(area_id VARCHAR, year INTEGER, series VARCHAR, value DOUBLE, status VARCHAR, source VARCHAR)"
AREAS = [f"{place:04}" for place in range(100, 160)]
Cells = dict[tuple[str, int], float | None]


@pytest.fixture
def db() -> Iterator[DuckDBPyConnection]:
    with duckdb.connect() as db:
        db.execute("ATTACH ':memory:' AS staged; ATTACH ':memory:' AS old; CREATE SCHEMA old.mart")
        db.execute(f"CREATE TABLE staged.measures {CELLS}; CREATE TABLE old.mart.measures {CELLS}")
        db.execute(f"CREATE TABLE staged.published {SERIES}; CREATE TABLE old.mart.published {SERIES}")
        db.execute("CREATE TABLE staged.suspicions (source VARCHAR, reason VARCHAR)")
        yield db


def put(db: DuckDBPyConnection, table: str, cells: Cells, name: str = "bikes", source: str = "scb") -> None:
    db.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?, ?, '', ?)",
        [[area, year, name, value, source] for (area, year), value in cells.items()],
    )


def usual(years: range, value: Callable[[int, int], float] = lambda place, year: 1000 + 10 * place + year) -> Cells:
    return {(area, year): value(place, year) for place, area in enumerate(AREAS) for year in years}


def reason(db: DuckDBPyConnection, new: Cells, before: Cells | None = None, **given: bool) -> str | None:
    """What looks wrong in new figures; the ones before are 2020–2024 of sixty municipalities."""
    put(db, "old.mart.measures", usual(range(2020, 2025)) if before is None else before)
    put(db, "staged.measures", new)
    try:
        suspicion.check(db, ["scb"], accept=given.get("accept", False))
    except SuspiciousError as error:
        return str(error).removesuffix("; stämmer det, kör igen med --accept")
    return None


def test_the_same_figures_and_a_usual_year_more_are_not_suspected(db: DuckDBPyConnection) -> None:
    assert reason(db, usual(range(2020, 2026))) is None


def test_figures_of_a_measure_that_was_not_there_are_not_suspected(db: DuckDBPyConnection) -> None:
    put(db, "staged.measures", usual(range(2020, 2025)), name="sleds")
    assert reason(db, usual(range(2020, 2025))) is None


def test_nothing_is_suspected_without_a_database_before() -> None:
    with duckdb.connect() as db:
        db.execute("ATTACH ':memory:' AS staged; CREATE TABLE staged.suspicions (source VARCHAR, reason VARCHAR)")
        suspicion.check(db, ["scb"], accept=False)
        db.execute("ATTACH ':memory:' AS old; CREATE SCHEMA old.mart; CREATE TABLE old.mart.measures (value DOUBLE)")
        suspicion.check(db, ["scb"], accept=False)


@pytest.mark.parametrize("factor", [1000, 0.001, 100, 1.02, 0.5])
def test_a_whole_series_times_a_constant_is_suspected(db: DuckDBPyConnection, factor: float) -> None:
    new = usual(range(2020, 2025), lambda place, year: factor * (1000 + 10 * place + year))
    assert (
        reason(db, new) == f"bikes: hela serien är {f'{factor:g}'.replace('.', ',')} gånger den förra (300 uppgifter)"
    )


def test_thousands_that_are_rounded_are_suspected(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025), lambda place, year: 20000 + 731 * place + 17 * (year - 2000))
    new = {cell: round(value / 1000) for cell, value in before.items() if value}
    assert "hela serien är 0,0009998 gånger den förra" in str(reason(db, new, before))


def test_an_ordinary_recalculation_is_not_suspected(db: DuckDBPyConnection) -> None:
    new = usual(range(2020, 2025), lambda place, year: (1.03 + 0.004 * (place % 7)) * (1000 + 10 * place + year))
    assert reason(db, new) is None


def test_a_published_share_that_becomes_a_fraction_is_suspected(db: DuckDBPyConnection) -> None:
    share = usual(range(2020, 2025), lambda place, year: 20 + place / 2 + year - 2020)
    put(db, "old.mart.published", share, name="near_pct")
    put(db, "staged.published", {cell: (value or 0) / 100 for cell, value in share.items()}, name="near_pct")
    assert reason(db, usual(range(2020, 2025))) == "near_pct: hela serien är 0,01 gånger den förra (300 uppgifter)"


def test_a_share_may_move_as_it_likes(db: DuckDBPyConnection) -> None:
    share = usual(range(2020, 2025), lambda place, year: 20 + place / 2 + year - 2020)
    put(db, "old.mart.published", share, name="near_pct")
    put(db, "staged.published", share | {("0100", 2025): 99.0, ("0101", 2024): 0.1}, name="near_pct")
    assert reason(db, usual(range(2020, 2025))) is None


@pytest.mark.parametrize(
    ("year", "value", "prior"),
    [(2025, 99999.0, 3024), (2025, 300.0, 3024), (2025, 0.0, 3024), (2024, 0.0, 3024), (2022, 30220.0, 3022)],
    ids=["up", "down", "to nothing", "a year we had to nothing", "a year we had"],
)
def test_a_municipality_that_moves_more_than_the_measure_ever_has_is_suspected(
    db: DuckDBPyConnection, year: int, value: float, prior: int
) -> None:
    said = f"0100 {year} bikes: från {prior} till {value:.0f}, mer än uppgiften någonsin har rört sig på ett år"
    assert reason(db, usual(range(2020, 2026)) | {("0100", year): value}) == said


def test_a_measure_that_often_leaps_may_leap(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025), lambda place, year: 200 * (5 if (place + year) % 2 else 1))
    assert reason(db, before | {("0100", 2025): 1800.0}, before) is None


def test_small_numbers_may_leap(db: DuckDBPyConnection) -> None:
    before = usual(range(2020, 2025)) | {("0100", year): 3.0 for year in range(2020, 2025)}
    assert reason(db, before | {("0100", 2025): 60.0}, before) is None


def test_few_steps_are_no_ground_for_suspicion(db: DuckDBPyConnection) -> None:
    before = usual(range(2024, 2025))
    assert reason(db, before | {("0100", 2025): 90000.0}, before) is None


@pytest.mark.parametrize(("first", "said"), [(2021, None), (2022, "bikes: 120 av 300 uppgifter finns inte längre")])
def test_a_measure_that_loses_more_than_a_fifth_is_suspected(
    db: DuckDBPyConnection, first: int, said: str | None
) -> None:
    assert reason(db, usual(range(first, 2025))) == said


def test_a_measure_that_is_gone_or_empty_is_suspected(db: DuckDBPyConnection) -> None:
    assert reason(db, dict.fromkeys(usual(range(2020, 2025)))) == "bikes: 300 av 300 uppgifter finns inte längre"
    db.execute("DELETE FROM staged.measures")
    with pytest.raises(SuspiciousError, match="300 av 300"):
        suspicion.check(db, ["scb"], accept=False)


def test_figures_of_other_sources_are_not_missed(db: DuckDBPyConnection) -> None:
    put(db, "old.mart.measures", usual(range(2010, 2020)), source="carried")
    assert reason(db, usual(range(2020, 2025))) is None


def test_accepted_figures_are_not_suspected(db: DuckDBPyConnection) -> None:
    assert reason(db, {("0100", 2025): 1e9}, accept=True) is None


def test_what_a_source_itself_suspects_is_held_until_it_is_accepted(db: DuckDBPyConnection) -> None:
    db.execute("INSERT INTO staged.suspicions VALUES ('other', 'annan'), ('scb', 'hälften av hållplatserna är borta')")
    with pytest.raises(SuspiciousError, match=r"^hälften av hållplatserna är borta; stämmer det"):
        suspicion.check(db, ["scb"], accept=False)
    suspicion.check(db, ["scb"], accept=True)
    suspicion.check(db, ["third"], accept=False)

"""The guard against figures that look wrong, on every figure as published: it holds none, and how near it comes."""

from collections.abc import Iterator
from pathlib import Path

import old_and_new
import pytest
from duckdb import DuckDBPyConnection
from parts import every

from ingest.building import suspicion
from malkollen import ROOT

PUBLISHED = ("car_mileage_mil_per_inhabitant", "population_near_transit_pct", "out_commuters_pct")
CARRIED = ROOT / "data" / "figures"
SHARED = ROOT.parent / "shared" / "figures"
RULES = suspicion.SQL.read_text(encoding="utf-8").partition("\nSELECT source, name, message")[0]
"""The rules up to what they say, to ask how near a limit the figures come."""


@pytest.fixture
def db() -> Iterator[DuckDBPyConnection]:
    with old_and_new.opened() as db:
        db.execute("CREATE TABLE real (area VARCHAR, year INTEGER, name VARCHAR, value DOUBLE, is_rate BOOLEAN)")
        read(db, sorted(file for file in CARRIED.glob("*.csv") if file.stem != "published_areas"))
        yield db


def read(db: DuckDBPyConnection, files: list[Path]) -> None:
    """Adds the figures of some files; a figure we had is revised."""
    db.execute(
        "CREATE OR REPLACE TEMP TABLE given AS SELECT municipality_code AS area, year, measure AS name, value, "
        "measure IN ? AS is_rate FROM read_csv(?, types = {'municipality_code': 'VARCHAR'})",
        [list(PUBLISHED), [str(file) for file in files]],
    )
    db.execute("DELETE FROM real WHERE (area, year, name) IN (SELECT (area, year, name) FROM given)")
    db.execute("INSERT INTO real BY NAME FROM given")


def fill(db: DuckDBPyConnection, side: str, until: int) -> None:
    """Puts the figures to a year and with it on one side: those we had, or those that come."""
    for table, is_rate in (("measures", "NOT is_rate"), ("published", "is_rate")):
        db.execute(f"DELETE FROM {side}.{table}")
        db.execute(
            f"INSERT INTO {side}.{table} SELECT area, year, name, value, '', 'scb' FROM real "
            f"WHERE year <= ? AND {is_rate}",
            [until],
        )


def nearest(db: DuckDBPyConnection) -> tuple[float, str]:
    """The municipality that comes nearest to its limit, as a share of it."""
    row = db.execute(
        f"{RULES} SELECT moved / bound, concat_ws(' ', area, year, name, prior, value) FROM limits "
        "WHERE bound IS NOT NULL ORDER BY ALL DESC LIMIT 1",
        {"ids": ["scb"], "is_carried": False, "is_whole": True},
    ).fetchone()
    return row or (0.0, "")


def test_no_published_year_would_have_been_held_when_it_came(db: DuckDBPyConnection, thorough: bool) -> None:
    """Every tenth year of every carried measure, the latest among them, held against those before; thoroughly all."""
    closest = []
    years = db.execute("SELECT DISTINCT year FROM real WHERE year > 2000 ORDER BY year DESC").fetchall()
    for (year,) in years if thorough else years[::10]:
        fill(db, "old.mart", year - 1)
        fill(db, "staged", year)
        suspicion.check(db, ["scb"], accept=False, is_whole=True)
        closest.append(nearest(db))
    print(f"närmast: {max(closest)[0]:.3f} av gränsen, {max(closest)[1]}")
    assert (0.5 if thorough else 0) < max(closest)[0] < 1


def test_no_true_zero_is_near_what_is_held(db: DuckDBPyConnection) -> None:
    """Counts of few do become none; a rate never has."""
    steps = "SELECT *, lag(value) OVER (PARTITION BY name, area ORDER BY year) AS prior FROM real"
    rows = db.execute(f"SELECT is_rate, max(prior) FROM ({steps}) WHERE value = 0 AND prior > 0 GROUP BY 1").fetchall()
    print(f"största antal som blivit noll: {rows}")
    assert rows == [(False, pytest.approx(26.139))]  # metres of cycle path; 11 of anything that is counted


YEARS_BETWEEN = (
    ("public_charging_points", (2024,)),
    ("new_cars_battery_electric", (2023,)),
    ("in_commuters", (2021, 2022, 2023)),
)


@pytest.mark.parametrize(("measure", "years"), every(3, YEARS_BETWEEN))
def test_a_true_year_between_two_we_had_is_not_held(
    db: DuckDBPyConnection, measure: str, years: tuple[int, ...]
) -> None:
    """An office that has the figures from before those years were found takes them at its next ingest."""
    db.execute("CREATE TABLE later AS FROM real WHERE name = ? AND list_contains(?, year)", [measure, list(years)])
    db.execute("DELETE FROM real WHERE (area, year, name) IN (SELECT (area, year, name) FROM later)")
    fill(db, "old.mart", 2100)
    db.execute("INSERT INTO real FROM later")
    fill(db, "staged", 2100)
    suspicion.check(db, ["scb"], accept=False, is_whole=True)
    assert db.execute("SELECT count(*) FROM later").fetchone() != (0,)


@pytest.mark.thorough  # the years that were carried, above
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/figures saknas: siffrorna så som de publicerats")
def test_no_published_file_is_held_against_the_carried_figures(db: DuckDBPyConnection, thorough: bool) -> None:
    """Those the carried were made of, and those found later: a year between two, a year made exact, a new one.

    Four of eleven files; thoroughly all.
    """
    rows = "municipality_code,year,measure,value\n"
    files = [file for file in sorted(SHARED.rglob("*.csv")) if file.read_text(encoding="utf-8-sig").startswith(rows)]
    assert len(files) == 11
    closest = []
    for file in files if thorough else files[::3]:
        fill(db, "old.mart", 2100)
        read(db, [file])
        fill(db, "staged", 2100)
        suspicion.check(db, ["scb"], accept=False, is_whole=True)
        closest.append((nearest(db), file.name))
    print(f"närmast: {max(closest)}")
    assert max(closest)[0][0] < 1

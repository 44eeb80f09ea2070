"""The checks of a finished database: each falls on a database spoiled for just it, and on no other."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from live_database import prepared

from ingest import build
from ingest.building import checks, staged_checks
from malkollen.errors import DataError, SourceError

# One spoiled row a check. A check without its spoiler fails the test below.
SPOILERS = {
    "det ska vara 290 kommuner": "DELETE FROM mart.municipalities WHERE municipality_code = '0127'",
    "en grunduppgift står bara för en känd kommun": """
        INSERT INTO mart.measures VALUES ('9999', 2025, 'population', 1, '', 'scb_population')""",
    "en jämförelsegrupp har bara kända kommuner": "INSERT INTO mart.members VALUES ('stor_malmo', '9999', 'påhittad')",
    "varje kommun har en gräns": "DELETE FROM mart.boundaries WHERE municipality_code = '0127'",
    "varje uppgift är ett ändligt tal": """
        UPDATE mart.measures SET value = 'nan'
        WHERE (municipality_code, year, measure) = ('0114', 2024, 'car_mileage_mil')""",
    "ett antal är inte negativt": """
        UPDATE mart.measures SET value = -1 WHERE (municipality_code, year, measure) = ('0127', 2000, 'population')""",
    "ett saknat värde säger varför": """
        UPDATE mart.measures SET value = NULL
        WHERE (municipality_code, year, measure) = ('0127', 2000, 'population')""",
    "en del är inte större än det hela": """
        UPDATE mart.measures SET value = 1e9
        WHERE (municipality_code, year, measure) = ('0127', 2025, 'cars_leased')""",
    "drivmedlen är inte fler än bilarna": """
        UPDATE mart.measures SET value = (SELECT value FROM mart.measures
          WHERE (municipality_code, year, measure) = ('0127', 2025, 'cars_all'))
        WHERE (municipality_code, year, measure) = ('0127', 2025, 'cars_petrol')""",
    "varje publicerad andel som blir antal har sin nämnare": """
        DELETE FROM mart.measures
        WHERE (municipality_code, year, measure) = ('0127', 2023, 'population_near_transit')""",
    "en ström mellan två kommuner står en gång ett år": (
        "INSERT INTO mart.commuting SELECT '0127', '0126', 2024, 1, '', 'scb' FROM range(2)"
    ),
    "inget år ligger framåt i tiden": """
        INSERT INTO mart.measures VALUES ('0127', year(current_date) + 1, 'population', 96750, '', 'scb_population')""",
    "varje källa är deklarerad": "DELETE FROM mart.sources WHERE source = 'scb_population'",
}

# Every pair of part and whole that the data holds, one row of each.
PARTS = {
    "cars_battery_electric": "cars_all",
    "cars_owned_by_legal_persons": "cars_all",
    "new_cars_diesel": "new_cars_all",
    "light_trucks_hybrid": "light_trucks_all",
    "cycle_network_municipal_m": "cycle_network_m",
    "cycle_network_state_m": "cycle_network_m",
    "transport_emissions_t": "all_emissions_t",
    "population_near_transit": "population",
}


@pytest.fixture(scope="module")
def unspoiled(database: Path) -> Iterator[DuckDBPyConnection]:
    """The built database in memory, with the build's workspace beside it, open for writing."""
    with duckdb.connect() as db:
        db.execute("ATTACH ':memory:' AS staged")
        db.execute((build.HERE / "schema.sql").read_text(encoding="utf-8"))
        db.execute(f"ATTACH '{database}' AS product (READ_ONLY)")
        for table in ("municipalities", "members", "boundaries", "measures", "published", "sources"):
            db.execute(f"INSERT INTO mart.{table} FROM product.mart.{table}")
        db.execute("INSERT INTO staged.published FROM mart.published")
        db.execute(
            "INSERT INTO staged.conversions VALUES "
            "('kolada_transit_nearness', 'population_near_transit_pct', 'population_near_transit', 'population', 0.01)"
        )
        db.execute("DETACH product")
        yield db


@pytest.fixture
def writable(unspoiled: DuckDBPyConnection) -> Iterator[DuckDBPyConnection]:
    """The same for one test: what it changes is rolled back."""
    unspoiled.begin()
    yield unspoiled
    unspoiled.rollback()


def _fallen(db: DuckDBPyConnection) -> set[str]:
    return {reason for reason, query in checks.CHECKS.items() if db.execute(query).fetchall()}


def test_every_check_holds_of_the_committed_figures(writable: DuckDBPyConnection) -> None:
    assert checks.run(writable) == len(checks.CHECKS)


@pytest.mark.parametrize("reason", checks.CHECKS)
def test_each_check_falls_on_a_database_spoiled_for_it(writable: DuckDBPyConnection, reason: str) -> None:
    assert reason in SPOILERS, "en ny kontroll behöver en rad som fäller den"
    writable.execute(SPOILERS[reason])
    assert reason in _fallen(writable)
    with pytest.raises(DataError) as refused:
        checks.run(writable)
    assert str(refused.value).startswith("kontrollen '")
    assert str(refused.value).endswith("Den förra databasen ligger kvar.")
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.thorough  # each falls above
@pytest.mark.parametrize(
    "reason",
    [
        "en jämförelsegrupp har bara kända kommuner",
        "varje kommun har en gräns",
        "varje uppgift är ett ändligt tal",
        "ett antal är inte negativt",
        "ett saknat värde säger varför",
        "en del är inte större än det hela",
        "drivmedlen är inte fler än bilarna",
        "varje publicerad andel som blir antal har sin nämnare",
        "varje källa är deklarerad",
    ],
)
def test_a_fault_of_one_kind_fells_only_its_check(writable: DuckDBPyConnection, reason: str) -> None:
    writable.execute(SPOILERS[reason])
    assert _fallen(writable) == {reason}


@pytest.mark.parametrize(("part", "whole"), PARTS.items())
def test_a_part_larger_than_its_whole_is_named_with_both(writable: DuckDBPyConnection, part: str, whole: str) -> None:
    row = writable.execute("SELECT max(year) FROM mart.measures WHERE measure = ?", [part]).fetchone()
    assert row is not None
    writable.execute(
        "UPDATE mart.measures SET value = 1e12 WHERE (municipality_code, year, measure) = ('0127', ?, ?)",
        [row[0], part],
    )
    with pytest.raises(DataError, match=rf"det hela' föll: 0127 {row[0]} {part} .*> {whole} ") as refused:
        checks.run(writable)
    assert str(refused.value)


def test_a_share_of_a_year_whose_denominator_is_to_come_stops_nothing(writable: DuckDBPyConnection) -> None:
    writable.execute(
        "INSERT INTO staged.published BY NAME SELECT '0126' AS area_id, 2030 AS year, 80.0 AS value, '' AS status, "
        "'population_near_transit_pct' AS series, 'kolada_transit_nearness' AS source"
    )
    assert _fallen(writable) == set()


def test_a_fall_in_many_rows_says_how_many_more(writable: DuckDBPyConnection) -> None:
    writable.execute("UPDATE mart.measures SET value = -1 WHERE measure = 'population' AND year = 2000")
    with pytest.raises(
        DataError, match=r"ett antal är inte negativt' föll: \d{4} 2000 population -1.* \(och 289 till\)\."
    ):
        checks.run(writable)


@pytest.mark.parametrize(("low", "high"), [(51.0, 60.0), (40.0, 49.0)])
def test_an_interval_that_does_not_hold_its_share_is_refused(low: float, high: float) -> None:
    with prepared([("0126", "Huddinge")]) as db:
        row = "INSERT INTO staged.published VALUES ('0126', 2024, 'survey_pct', 50, ?, ?, '', 'kolada_survey')"
        db.execute(row, [45.0, 55.0])
        staged_checks.run(db, ["kolada_survey"])
        db.execute("DELETE FROM staged.published")
        db.execute(row, [low, high])
        with pytest.raises(SourceError, match="ett intervall rymmer inte sin uppgift: 0126 2024 survey_pct 50"):
            staged_checks.run(db, ["kolada_survey"])

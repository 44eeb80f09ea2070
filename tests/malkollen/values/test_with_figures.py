"""What waits for several sources names those that are not here, and no longer those that are."""

import duckdb
import pytest

from malkollen.registry import registry
from malkollen.values import with_figures

ALL = "Restider med bil, tidtabell och pendlingsmatris"


def _waiting(*tables: str) -> tuple[str, str]:
    """What T05 waits for where some tables of mart have a row."""
    with duckdb.connect() as db:
        db.execute("CREATE SCHEMA mart")
        db.execute("CREATE TABLE mart.measures (measure VARCHAR)")
        db.execute("CREATE TABLE mart.published (series VARCHAR, area_id VARCHAR, year INTEGER, status VARCHAR)")
        for name in ("car_times", "timetables", "commuting"):
            db.execute(f"CREATE TABLE mart.{name} (source VARCHAR)")
        for name in tables:
            db.execute(f"CREATE TABLE IF NOT EXISTS mart.{name} (source VARCHAR)")
            db.execute(f"INSERT INTO mart.{name} VALUES ('x')")
        found = with_figures.with_figures(db, registry.load())
        entry = found.waiting[found.waits_for("transit_to_car_time_ratio") or ""]
        return entry.title, entry.run


@pytest.mark.parametrize(
    ("tables", "title", "run"),
    [
        ((), ALL, "malkollen ingest streets gtfs scb_commuting"),
        (("car_times",), "Tidtabell och pendlingsmatrisen", "malkollen ingest gtfs && malkollen ingest scb_commuting"),
        (("streets", "timetables"), "Pendlingsmatrisen", "malkollen ingest scb_commuting"),
        (("timetables", "commuting"), "Restider med bil", "malkollen ingest streets"),
        (("streets", "timetables", "commuting"), ALL, "malkollen ingest streets gtfs scb_commuting"),
    ],
)
def test_what_is_here_is_not_waited_for(tables: tuple[str, ...], title: str, run: str) -> None:
    assert _waiting(*tables) == (title, run)

"""New passenger cars by municipality, month and fuel, from SCB (TAB3277), summed to whole years.

Trafikanalys publishes the same register by year (new_cars_*). The two are not mixed: these are measures of their own,
since SCB revises months backwards and a car without municipality is in neither.
"""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.fetching.raw import Fetch
from ingest.readers.scb import pxweb, pxweb_stored, pxweb_table
from ingest.readers.scb.pxweb_table import SCB, Table
from ingest.source import Source
from malkollen.errors import SourceError

LIVE = pxweb.LIVE
SOURCE_ID = "scb_tab3277"
SMALLEST_SHARE = 0.95
"""The sum of the municipalities is up to one per cent below the country's: some cars have no municipality."""


def _table() -> Table:
    return pxweb_table.of("registrations", whole=("Drivmedel",))


fetch, probe, follow = pxweb.asking(lambda: [_table()])


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the table says of itself."""
    return {SOURCE_ID: pxweb_stored.source(
        fetches, _table(), reference="hela året", cadence="månadsvis", lag_months=1, caveats=(
            "Summa av tolv månader; ett år som inte är helt visas inte. Månader revideras bakåt.",
            "Samma register som Trafikanalys nyregistreringar per år, men blandas aldrig med dem.",
            "Bilar står där ägaren är registrerad. Bilar utan kommun ingår inte: upp till en procent av riket.",
        ),
    )}  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """The measures registrations_*, of years with twelve months; a month that is missing makes its year missing."""
    table = pxweb_stored.as_stored(fetches, _table())
    pxweb_stored.load(db, fetches, table, "Region", "Drivmedel")
    db.execute(
        "DELETE FROM cells WHERE year IN (SELECT year FROM cells GROUP BY year HAVING count(DISTINCT period) < 12)"
    )
    _check_country(db, table)
    for name, fuels in publishers.read(SCB)["fuels"].items():
        db.execute(
            """
            INSERT INTO staged.measures (municipality_code, year, measure, value, status, source)
            SELECT Region, year, $name, CASE WHEN count(*) = count(value) THEN sum(value) END,
                   CASE WHEN count(*) = count(value) THEN max(status) ELSE 'missing' END, $source
            FROM cells WHERE list_contains($fuels, Drivmedel) AND Region <> $country GROUP BY ALL
            """,
            {"name": name, "source": SOURCE_ID, "fuels": fuels, "country": table.country},
        )


def _check_country(db: DuckDBPyConnection, table: Table) -> None:
    row = db.execute(
        """
        SELECT concat_ws(' ', year, sum(value) FILTER (Region <> $country)::BIGINT, 'mot',
                         sum(value) FILTER (Region = $country)::BIGINT)
        FROM cells GROUP BY year HAVING count(*) = count(value)
           AND sum(value) FILTER (Region <> $country) / nullif(sum(value) FILTER (Region = $country), 0)
               NOT BETWEEN $smallest AND 1
        ORDER BY year
        """,
        {"country": table.country, "smallest": SMALLEST_SHARE},
    ).fetchone()
    if row:
        raise SourceError(f"{table.name}: kommunernas summa är inte 95–100 procent av rikets ({row[0]})")

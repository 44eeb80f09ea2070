"""Population 31 December by municipality, from SCB (TAB628). Replaces the carried series once it has all its years."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import pxweb, pxweb_stored, pxweb_table
from ingest.readers.scb.pxweb_table import Table
from ingest.source import Source

LIVE = pxweb.LIVE
SOURCE_ID = "scb_tab628"
LAST_EXACT_YEAR = 2024
NOISE = 290.0
"""From 2025 SCB adds noise to the cells: the sum may differ from the country's by about one person a municipality."""


def _table() -> Table:
    return pxweb_table.of("population")


fetch, probe, follow = pxweb.asking(lambda: [_table()])


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the table says of itself."""
    return {SOURCE_ID: pxweb_stored.source(
        fetches, _table(), reference="31 december", cadence="årligen i februari", lag_months=2, caveats=(
            "Från 2025 lägger SCB brus på cellerna: kommunerna behöver inte summera exakt till riket.",
            "Indelningen är den som gäller den 1 januari året efter. Nykvarn finns från 1999 och Knivsta från 2003.",
        ),
    )}  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """The measure population; SourceError while it lacks a year that the carried series has."""
    table = pxweb_stored.as_stored(fetches, _table())
    pxweb_stored.load(db, fetches, table, "Region")
    pxweb_stored.check_country(db, table, "Region", LAST_EXACT_YEAR, NOISE)
    pxweb_stored.refuse_shorter(db, table, "population")
    pxweb_stored.measure(db, SOURCE_ID, "population", "Region")

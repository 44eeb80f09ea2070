"""Population 31 December by municipality, from SCB (TAB628). Replaces the carried series once it has all its years."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import pxweb, pxweb_stored
from ingest.readers.scb.pxweb_table import Table
from ingest.source import Source

LIVE = pxweb.LIVE
SOURCE_ID = "scb_tab628"
TABLE = Table("TAB628", "Folkmängd per kommun", contents=("BE0101U2",), country="00")
fetch, probe = pxweb.asking(TABLE)
LAST_EXACT_YEAR = 2024
NOISE = 290.0
"""From 2025 SCB adds noise to the cells: the sum may differ from the country's by about one person a municipality."""


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the table says of itself."""
    return {SOURCE_ID: pxweb_stored.source(
        fetches, TABLE, reference="31 december", cadence="årligen i februari", lag_months=2, caveats=(
            "Från 2025 lägger SCB brus på cellerna: kommunerna behöver inte summera exakt till riket.",
            "Indelningen är den som gäller den 1 januari året efter. Nykvarn finns från 1999 och Knivsta från 2003.",
        ),
    )}  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """The measure population; SourceError while it lacks a year that the carried series has."""
    pxweb_stored.load(db, fetches, TABLE, "Region")
    pxweb_stored.check_country(db, TABLE, "Region", LAST_EXACT_YEAR, NOISE)
    pxweb_stored.refuse_shorter(db, TABLE, "population")
    pxweb_stored.measure(db, SOURCE_ID, "population", "Region")

"""Jobs by workplace and employed by residence in each municipality, from SCB (TAB3204, November, BAS)."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import pxweb, pxweb_stored, pxweb_table
from ingest.readers.scb.pxweb_table import CONTENTS, Table
from ingest.source import Source

LIVE = pxweb.LIVE
SOURCE_ID = "scb_tab3204"


def _table() -> Table:
    return pxweb_table.of("jobs")


fetch, probe, follow = pxweb.asking(lambda: [_table()])


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the table says of itself."""
    return {SOURCE_ID: pxweb_stored.source(
        fetches, _table(), reference="november", cadence="årligen i november", lag_months=12, caveats=(
            "2020 är ett pandemiår.",
            "Sysselsatta efter arbetsställe är arbetsplatser med någon i arbete, inte lediga platser.",
        ),
    )}  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """The measures jobs_by_workplace and employed_by_residence."""
    table = pxweb_stored.as_stored(fetches, _table())
    pxweb_stored.load(db, fetches, table, "Region", CONTENTS)
    for name, code in table.measures.items():
        pxweb_stored.measure(db, SOURCE_ID, name, "Region", f"{CONTENTS} = '{code}'")

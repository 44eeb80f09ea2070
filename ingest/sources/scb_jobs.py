"""Jobs by workplace and employed by residence in each municipality, from SCB (TAB3204, November, BAS)."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import pxweb, pxweb_stored
from ingest.readers.scb.pxweb_table import CONTENTS, Table
from ingest.source import Source

LIVE = pxweb.LIVE
SOURCE_ID = "scb_tab3204"
BY_WORKPLACE, BY_RESIDENCE = "000002XH", "000002XI"
TABLE = Table(
    "TAB3204",
    "Sysselsatta 15–74 år efter arbetsställe och efter bostad (BAS)",
    contents=(BY_WORKPLACE, BY_RESIDENCE),
    fixed={"SNI2007": ("A-U+US",), "Fodelseregion": ("tot",)},
)
fetch, probe = pxweb.asking(TABLE)


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the table says of itself."""
    return {SOURCE_ID: pxweb_stored.source(
        fetches, TABLE, reference="november", cadence="årligen i november", lag_months=12, caveats=(
            "2020 är ett pandemiår.",
            "Sysselsatta efter arbetsställe är arbetsplatser med någon i arbete, inte lediga platser.",
        ),
    )}  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """The measures jobs_by_workplace and employed_by_residence."""
    pxweb_stored.load(db, fetches, TABLE, "Region", CONTENTS)
    for name, code in (("jobs_by_workplace", BY_WORKPLACE), ("employed_by_residence", BY_RESIDENCE)):
        pxweb_stored.measure(db, SOURCE_ID, name, "Region", f"{CONTENTS} = '{code}'")

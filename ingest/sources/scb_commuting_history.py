"""Commuting between municipalities 1993–2019, from three older tables of SCB (RAMS). Never spliced: each is a break."""

from collections.abc import Sequence
from datetime import date

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import commuting_matrix, pxweb, pxweb_stored
from ingest.readers.scb.commuting_matrix import HOME, WORK
from ingest.readers.scb.pxweb_table import Table
from ingest.source import Source

LIVE = pxweb.LIVE
CLOSED = date.max
"""Nothing more is expected, so it is never late."""
_TITLE = "Förvärvsarbetande efter bostads- och arbetsställekommun (RAMS"
TABLES = {
    "scb_tab334": Table("TAB334", f"{_TITLE} 1993–2003)", regions=(HOME, WORK), until=2003),
    "scb_tab333": Table("TAB333", f"{_TITLE} 2004–2018)", regions=(HOME, WORK), until=2018),
    # It also has 2020 and 2021, which the newer register (scb_commuting) has.
    "scb_tab5850": Table("TAB5850", f"{_TITLE} 2019)", regions=(HOME, WORK), until=2019),
}
fetch, probe = pxweb.asking(*TABLES.values())
FIRST_YEARS = {"scb_tab334": 1993, "scb_tab333": 2004, "scb_tab5850": 2019}
CAVEATS = {
    "scb_tab334": ("Kommuner som bildades senare saknas före sitt första år.",),
    "scb_tab333": ("Från 2011 ingår inte de som är 75 år och äldre (uppgift i andra hand).",),
    "scb_tab5850": ("Ny metod 2019: 16–74 år.",),
}


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the three tables say of themselves."""
    return {
        key: pxweb_stored.source(
            fetches, table, reference="november", cadence="avslutad", lag_months=24,
            next_expected=CLOSED, next_expected_from="serien är avslutad",
            caveats=(*CAVEATS[key], "Inte jämförbar med åren i de andra tabellerna."),
        )
        for key, table in TABLES.items()
    }  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Each matrix and its sums as a series of its own; a table that --since left out is not there."""
    for key, table in TABLES.items():
        if pxweb_stored.has_figures(fetches, table):
            commuting_matrix.stage(db, fetches, table, key, FIRST_YEARS[key])

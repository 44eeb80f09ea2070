"""Commuting between municipalities 1993–2019, from three older tables of SCB (RAMS). Never spliced: each is a break."""

from collections.abc import Sequence
from datetime import date

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import commuting_matrix, pxweb, pxweb_stored, pxweb_table
from ingest.readers.scb.pxweb_table import Table
from ingest.source import Source

LIVE = pxweb.LIVE
CLOSED = date.max
"""Nothing more is expected, so it is never late."""
SPANS = {
    "scb_tab334": ("commuting_1993", 1993, 2003),
    "scb_tab333": ("commuting_2004", 2004, 2018),
    "scb_tab5850": ("commuting_2019", 2019, 2019),
}
"""The table of each source, and its first and last year."""
CAVEATS = {
    "scb_tab334": ("Kommuner som bildades senare saknas före sitt första år.",),
    "scb_tab333": ("Från 2011 ingår inte de som är 75 år och äldre (uppgift i andra hand).",),
    "scb_tab5850": ("Ny metod 2019: 16–74 år.",),
}


def _tables() -> dict[str, Table]:
    return {key: pxweb_table.of(entry, until=last) for key, (entry, _, last) in SPANS.items()}


fetch, probe, follow = pxweb.asking(lambda: [*_tables().values()])


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the three tables say of themselves."""
    return {
        key: pxweb_stored.source(
            fetches, table, reference="november", cadence="avslutad", lag_months=24,
            next_expected=CLOSED, next_expected_from="serien är avslutad",
            caveats=(*CAVEATS[key], "Inte jämförbar med åren i de andra tabellerna."),
        )
        for key, table in _tables().items()
    }  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Each matrix and its sums as a series of its own; a table that --since left out is not there."""
    for key, declared in _tables().items():
        table = pxweb_stored.as_stored(fetches, declared)
        if pxweb_stored.has_figures(fetches, table):
            commuting_matrix.stage(db, fetches, table, key, SPANS[key][1])

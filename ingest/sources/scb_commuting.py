"""Commuting between municipalities from 2020, SCB (BAS): the matrix (TAB1830) and who cross a border (TAB1828)."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import commuting_matrix, pxweb, pxweb_stored, pxweb_table
from ingest.readers.scb.pxweb_table import CONTENTS, Table
from ingest.source import Source

LIVE = pxweb.LIVE
MATRIX_ID, BORDERS_ID = "scb_tab1830", "scb_tab1828"
FIRST_YEAR = 2020
GIVEN = {"reference": "november", "cadence": "årligen i november", "lag_months": 12}


def _matrix() -> Table:
    return pxweb_table.of("commuting")


def _borders() -> Table:
    return pxweb_table.of("commuters")


fetch, probe, follow = pxweb.asking(lambda: [_borders(), _matrix()])


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the two tables say of themselves."""
    return {
        MATRIX_ID: pxweb_stored.source(fetches, _matrix(), **GIVEN, caveats=(
            "2020 är ett pandemiår. SCB:s nya register börjar då, och tidigare år är inte jämförbara.",
            "Små celler är störda av sekretesskäl (uppgift i andra hand): summor kan skilja något från andra tabeller.",
        )),
        BORDERS_ID: pxweb_stored.source(fetches, _borders(), **GIVEN, caveats=(
            "2020 är ett pandemiår.",
            "Gruppers värden kan inte summeras: resor mellan medlemmarna räknas som pendling över gränsen.",
        )),
    }  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Commuters over borders, the matrix and its sums; SourceError where the two tables contradict one another."""
    borders, matrix = (pxweb_stored.as_stored(fetches, each) for each in (_borders(), _matrix()))
    pxweb_stored.load(db, fetches, borders, "Kommun", CONTENTS)
    for name, code in borders.measures.items():
        pxweb_stored.refuse_shorter(db, borders, name)
        pxweb_stored.measure(db, BORDERS_ID, name, "Kommun", f"{CONTENTS} = '{code}'")
    commuting_matrix.stage(db, fetches, matrix, MATRIX_ID, FIRST_YEAR)
    commuting_matrix.check_borders(db, MATRIX_ID, BORDERS_ID, borders.name)

"""Commuting between municipalities from 2020, SCB (BAS): the matrix (TAB1830) and who cross a border (TAB1828)."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import commuting_matrix, pxweb, pxweb_stored
from ingest.readers.scb.commuting_matrix import HOME, WORK
from ingest.readers.scb.pxweb_table import CONTENTS, Table
from ingest.source import Source

LIVE = pxweb.LIVE
MATRIX_ID, BORDERS_ID = "scb_tab1830", "scb_tab1828"
MATRIX = Table("TAB1830", "Sysselsatta 15–74 år efter bostads- och arbetsställekommun (BAS)", regions=(HOME, WORK))
FIRST_YEAR = 2020
IN_COMMUTERS, OUT_COMMUTERS = "000000QI", "000000QJ"
BORDERS = Table(
    "TAB1828", "Pendlare över kommungräns, 15–74 år (BAS)", regions=("Kommun",), contents=(IN_COMMUTERS, OUT_COMMUTERS)
)
fetch, probe = pxweb.asking(BORDERS, MATRIX)
GIVEN = {"reference": "november", "cadence": "årligen i november", "lag_months": 12}


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """What the two tables say of themselves."""
    return {
        MATRIX_ID: pxweb_stored.source(fetches, MATRIX, **GIVEN, caveats=(
            "2020 är ett pandemiår. Registret BAS börjar 2020; tidigare år (RAMS) är inte jämförbara.",
            "Små celler är störda av sekretesskäl (uppgift i andra hand): summor kan skilja något från andra tabeller.",
        )),
        BORDERS_ID: pxweb_stored.source(fetches, BORDERS, **GIVEN, caveats=(
            "2020 är ett pandemiår.",
            "Gruppers värden kan inte summeras: resor mellan medlemmarna räknas som pendling över gränsen.",
        )),
    }  # fmt: skip


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Commuters over borders, the matrix and its sums; SourceError where the two tables contradict one another."""
    pxweb_stored.load(db, fetches, BORDERS, "Kommun", CONTENTS)
    for name, code in (("in_commuters", IN_COMMUTERS), ("out_commuters", OUT_COMMUTERS)):
        pxweb_stored.refuse_shorter(db, BORDERS, name)
        pxweb_stored.measure(db, BORDERS_ID, name, "Kommun", f"{CONTENTS} = '{code}'")
    commuting_matrix.stage(db, fetches, MATRIX, MATRIX_ID, FIRST_YEAR)
    commuting_matrix.check_borders(db, MATRIX_ID, BORDERS_ID, BORDERS.name)

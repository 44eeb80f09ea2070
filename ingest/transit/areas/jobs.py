"""Whether the jobs of small areas can be what they say: by municipality, and none in a row of sums."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set as AbstractSet
from math import isnan, nan

import geopandas as gpd
from duckdb import DuckDBPyConnection

from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

TOTAL = re.compile(r"(total|summa|samtliga|alla områden|hela (kommunen|länet|riket))", re.IGNORECASE)
LEAST, MOST = 0.5, 2.0
"""Of the people employed at workplaces in the municipality (dagbefolkning): another year, or another register."""
MOST_PER_INHABITANT = 3.0
"""Where those are not known; no municipality has more than some 1.3 jobs an inhabitant."""


def refuse(
    db: DuckDBPyConnection, file_name: str, frame: gpd.GeoDataFrame, codes: Sequence[str | None], year: int
) -> None:
    """Refuses a row of sums, and jobs that a municipality cannot have.

    Args:
        file_name: the file as messages name it.
        frame: small_area_id, and jobs where the file has them, NaN where unknown.
        codes: the municipality of each area.

    Raises:
        SourceError: the first such row or municipality.
    """
    for code in frame["small_area_id"]:
        if TOTAL.match(code):
            raise SourceError(
                f"{file_name}: området '{excerpt(code)}' ser ut att vara en summa av de andra; ta bort raden"
            )
    counted: dict[str, float] = {}
    partly = set()
    for area, value in zip(codes, frame.get("jobs", [nan] * len(frame)), strict=True):
        if area is not None and isnan(value):
            partly.add(area)
        elif area is not None:
            counted[area] = counted.get(area, 0.0) + float(value)
    for fault in _faults(counted, partly, _known(db, "jobs_by_workplace", year), _known(db, "population", year)):
        raise SourceError(f"{file_name}: {fault}; skriv sysselsatta efter arbetsställe, varje område en gång")


def _faults(
    counted: Mapping[str, float], partly: AbstractSet[str], known: Mapping[str, float], people: Mapping[str, float]
) -> Iterator[str]:
    for code, jobs in sorted(counted.items()):
        least = 0.0 if code in partly else LEAST
        text = f"arbetsplatserna i {code} är {number(jobs)} tillsammans"
        if code in known and not least * known[code] <= jobs <= MOST * known[code]:
            yield f"{text}, men kommunen har {number(known[code])}"
        elif code in people and jobs > MOST_PER_INHABITANT * people[code]:
            yield f"{text}, på {number(people[code])} invånare"


def _known(db: DuckDBPyConnection, measure: str, year: int) -> dict[str, float]:
    rows = db.execute(
        "SELECT municipality_code, arg_min(value, abs(year - ?)) FROM staged.measures "
        "WHERE measure = ? AND value > 0 GROUP BY municipality_code",
        [year, measure],
    ).fetchall()
    return dict(rows)

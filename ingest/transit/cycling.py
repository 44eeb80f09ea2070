"""Who reaches a regional core by cycle: measures of the home group's municipalities, from streets and small areas.

The cores are the home group's own (mart.places), so that only its municipalities are judged, as for public transport.
The year is that of the street map.
"""

from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection

from ingest.building import staged_checks
from ingest.transit.areas import small_areas
from malkollen.registry import registry
from malkollen.streets import search
from malkollen.streets.costs import Mode
from malkollen.streets.ready import Ready

PEOPLE, NEAR = "population_cycle_areas", "population_cycle_core_30_min"
LIMIT_SECONDS = 30 * 60.0
MEMBERS = "SELECT municipality_code FROM mart.members WHERE area_id = ?"
CORES = """
    SELECT latitude, longitude FROM mart.places WHERE kind = 'regional_core' AND latitude IS NOT NULL ORDER BY place_id
"""


def stage(db: DuckDBPyConnection, data: Path, ready: Ready, source: str) -> None:
    """Stages people, and those within 30 minutes by cycle of a core; nothing where areas or cores are none.

    Args:
        ready: the streets of the map; source: of the map.
    """
    cores = db.execute(CORES).fetchall()
    if not cores or (areas := small_areas.current(db, data)) is None:
        return
    members = {code for (code,) in db.execute(MEMBERS, [registry.load().comparison.home]).fetchall()}
    mine = areas.where(np.array([code in members for code in areas.municipality_code], dtype=bool))
    if not len(mine):
        return
    finder = ready.finder(Mode.CYCLE)
    begin, end = finder.tie(mine.latitude, mine.longitude), finder.tie(*zip(*cores, strict=True))
    seconds = search.seconds(ready.graph(Mode.CYCLE), begin, end, LIMIT_SECONDS)
    is_near = np.isfinite(seconds).any(axis=1)
    (year,) = db.execute("SELECT year(day)::INTEGER FROM mart.streets").fetchone() or (None,)
    rows = [
        (str(code), year, measure, float(mine.population[own & chosen].sum()), status, source)
        for code in np.unique(mine.municipality_code)
        for own in [mine.municipality_code == code]
        for measure, chosen, status in ((PEOPLE, own, ""), (NEAR, is_near, "estimated"))
        if mine.population[own].sum() > 0
    ]
    columns = "municipality_code, year, measure, value, status, source"
    db.executemany(f"INSERT INTO staged.measures ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - our own
    staged_checks.run(db, [source])

"""What one reaches along the streets on foot, by cycle and by car, and the cycle's time against the car's (T22, K10).

For every municipality of the counties that the street map covers: where nearly all people of each municipality
(COVERAGE) live in small areas by a street that cars may use. A member of the home group that lies in another county
needs only itself to be covered. People are counted in all areas of the map, those of
neighbouring counties too.

- Reached: the people of every small area within half an hour, as each origin's people see it: the sum over areas of
  people × people reached. By car the time includes what it takes to reach the car and to park it.
- Cycle against car: the sum of all times by cycle between two areas less than seven kilometres apart as the crow flies,
  and of those by car, each pair weighed by the people of both. Pairs that take more than an hour by cycle or half an
  hour by car are in neither sum; nor is what one does within one's own area.

What is computed is kept beside the map under a key of all that it depends on, so that the next build only reads it.
"""

import hashlib
from collections.abc import Iterator
from math import ceil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from ingest import area_files
from ingest.building import staged_checks
from ingest.transit import driving
from ingest.transit.areas import small_areas
from ingest.transit.areas.borders import Flags, Numbers
from ingest.transit.areas.small_areas import SmallAreas
from malkollen.registry import registry
from malkollen.streets import plane, search, ties
from malkollen.streets.costs import Mode
from malkollen.streets.ready import Ready
from malkollen.streets.settings import load
from malkollen.streets.street_map import StreetMap
from malkollen.values.membership import COVERAGE

FORM = 2
"""Of what is kept: one more whenever it is computed in another way."""
REACH_SECONDS, LONGEST_CYCLING = 30 * 60.0, 3600.0
FAR_M = 7000.0
AT_ONCE = 256
"""Origins at a time: times to some thousand areas each, some megabytes."""
PEOPLE = "population_street_areas"
REACHED = {mode: f"people_reached_{mode}_30_min_weighted" for mode in Mode}
AWAY = (
    "SELECT municipality_code FROM mart.members JOIN mart.municipalities USING (municipality_code) "
    "WHERE area_id = ? AND county_code <> ? ORDER BY 1"
)
"""Members of a group in another county than one."""
CYCLED, DRIVEN = "cycle_minutes_to_7_km_weighted", "car_minutes_to_7_km_weighted"


def stage(db: DuckDBPyConnection, data: Path) -> None:
    """Stages the sums of each municipality; nothing where there are no streets, no areas or no county is covered."""
    row = db.execute("SELECT file, source, year(day)::INTEGER FROM mart.streets").fetchone()
    if row is None or not db.execute("FROM mart.area_files").fetchone():
        return
    path, source, year = data / row[0], row[1], row[2]
    kept = path.parent / f"by-street-{_key(db)}.parquet"
    sums = _read(kept)
    if sums is None:
        sums = _computed(db, data)
        area_files.write_table(kept, sums)
        for old in set(path.parent.glob("by-street-*")) - {kept}:
            old.unlink(missing_ok=True)
    rows = [
        (code, year, measure, value, "" if measure == PEOPLE else "estimated", source)
        for code, measure, value in zip(*sums.to_pydict().values(), strict=True)
    ]
    if rows:
        columns = "municipality_code, year, measure, value, status, source"
        db.executemany(f"INSERT INTO staged.measures ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - ours
        staged_checks.run(db, [source])


def _key(db: DuckDBPyConnection) -> str:
    """A fingerprint of all that the sums depend on."""
    streets = db.execute("SELECT streets_id, pieces FROM mart.streets").fetchall()
    areas = db.execute("SELECT layer, file, year FROM mart.area_files ORDER BY ALL").fetchall()
    away = [code for (code,) in _away(db)]
    depends = (FORM, load(), streets, areas, *([away] if away else []))
    return hashlib.sha256(repr(depends).encode("utf-8")).hexdigest()[:12]


def _away(db: DuckDBPyConnection) -> list[tuple[str]]:
    """The members of the home group that lie in another county than it."""
    home = registry.load()
    return db.execute(AWAY, [home.comparison.home, home.home.county_code]).fetchall()


def _read(path: Path) -> pa.Table | None:
    try:
        return pq.read_table(path, columns=["municipality_code", "measure", "value"])
    except (OSError, KeyError, pa.ArrowException):
        return None


def _computed(db: DuckDBPyConnection, data: Path) -> pa.Table:
    """A row a municipality and measure."""
    sums: dict[tuple[str, str], float] = {}
    known, areas = driving.current(db, data), small_areas.current(db, data)
    if known is not None and areas is not None:
        mine = areas.where(_on_map(known[0], areas))
        ready = Ready(known[0])
        judged = _judged(db, areas, mine, ready.finder(Mode.CAR))
        if judged.any():
            sums = _sums(ready, mine, judged)
    codes, measures = zip(*sums, strict=True) if sums else ((), ())
    return pa.table(
        {
            "municipality_code": pa.array(codes, pa.string()),
            "measure": pa.array(measures, pa.string()),
            "value": pa.array(sums.values(), pa.float64()),
        }
    )


def _on_map(streets: StreetMap, areas: SmallAreas) -> Flags:
    """The areas in the box of a map that lie in a municipality."""
    has_home = np.array([code is not None for code in areas.municipality_code], dtype=np.bool_)
    for degrees, kept in ((areas.latitude, streets.latitude), (areas.longitude, streets.longitude)):
        has_home &= (degrees >= kept.min(initial=0) * plane.UNITS) & (degrees <= kept.max(initial=0) * plane.UNITS)
    return has_home


def _judged(db: DuckDBPyConnection, everywhere: SmallAreas, mine: SmallAreas, finder: ties.Finder) -> Flags:
    """Which of the areas on the map lie in covered counties, or in a covered member in another county than ours."""
    is_tied = np.bincount(finder.tie(mine.latitude, mine.longitude).place, minlength=len(mine)) > 0
    near: dict[str, float] = {}
    people: dict[str, float] = {}
    for code, count in zip(mine.municipality_code[is_tied], mine.population[is_tied], strict=True):
        near[code] = near.get(code, 0.0) + count
    for code, count in zip(everywhere.municipality_code, everywhere.population, strict=True):
        people[code] = people.get(code, 0.0) + count
    counties: dict[str, list[str]] = {}
    for code, county in db.execute("SELECT municipality_code, county_code FROM mart.municipalities").fetchall():
        counties.setdefault(county, []).append(code)
    covered = {
        code
        for members in [*counties.values(), *([code] for (code,) in _away(db))]
        if all(people.get(code) and near.get(code, 0.0) >= COVERAGE * people[code] for code in members)
        for code in members
    }
    return np.array([code in covered for code in mine.municipality_code], dtype=np.bool_)


def _sums(ready: Ready, areas: SmallAreas, judged: Flags) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = {}
    times = _Times(ready, areas)
    for part in np.array_split(np.flatnonzero(judged), ceil(judged.sum() / AT_ONCE)):
        by_mode = {mode: times.of(part, mode) for mode in Mode}
        people = areas.population[part]
        each = {PEOPLE: people, **dict(zip((CYCLED, DRIVEN), _to_near(areas, part, by_mode), strict=True))}
        for mode, seconds in by_mode.items():
            each[REACHED[mode]] = people * ((seconds <= REACH_SECONDS) @ areas.population)
        for code in np.unique(areas.municipality_code[part]):
            own = areas.municipality_code[part] == code
            for measure, values in each.items():
                cell = (str(code), measure)
                sums[cell] = sums.get(cell, 0.0) + float(values[own].sum())
    return {cell: value for cell, value in sums.items() if sums[cell[0], PEOPLE] > 0}


def _to_near(areas: SmallAreas, part: NDArray[np.int64], by_mode: dict[Mode, Numbers]) -> Iterator[Numbers]:
    """The weighed minutes by cycle and by car from each of some areas to those within seven kilometres."""
    line = np.hypot(areas.x[part, None] - areas.x, areas.y[part, None] - areas.y)
    both = (line < FAR_M) & np.isfinite(by_mode[Mode.CYCLE]) & (by_mode[Mode.CAR] <= REACH_SECONDS)
    both[np.arange(len(part)), part] = False
    weights = np.where(both, areas.population[part, None] * areas.population, 0.0)
    return ((weights * np.where(both, by_mode[mode], 0.0)).sum(axis=1) / 60 for mode in (Mode.CYCLE, Mode.CAR))


class _Times:
    """The streets of a map and where areas are on them."""

    def __init__(self, ready: Ready, areas: SmallAreas) -> None:
        self._ready = ready
        self._ties = {mode: ready.finder(mode).tie(areas.latitude, areas.longitude) for mode in Mode}

    def of(self, part: NDArray[np.int64], mode: Mode) -> Numbers:
        """(some areas, all areas) seconds from door to door, by car with its own; infinite beyond what is asked."""
        door = load().door_seconds if mode is Mode.CAR else 0.0
        limit = {Mode.CYCLE: LONGEST_CYCLING}.get(mode, REACH_SECONDS - door)
        ends = self._ties[mode]
        begins = ends.some(part)
        seconds = search.seconds(self._ready.graph(mode), begins, ends, limit) + door
        seconds[np.arange(len(part)), part] = door
        return seconds

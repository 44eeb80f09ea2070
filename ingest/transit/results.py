"""What a build computes of timetables and small areas: supply, access, reach, journeys between places, and measures.

A step after all sources are staged, since it needs what several of them give. The results of a timetable are kept as
parquet in its folder under a key of all that they depend on, so that the next build only reads them.

A county is covered where each of its municipalities has a stop with traffic (Timetable.counties): a border
municipality is never judged by the neighbour's timetable. Access is computed for the small areas of covered counties;
reach for those of them with a regional core or with jobs, since nothing is asked of the others and a nation's would
take an hour. The people one can reach are counted in all small areas the timetable serves, jobs only in one's own
county.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from ingest import area_files, live
from ingest.building import staged_checks
from ingest.live import Fault
from ingest.transit import (
    access_eu,
    access_scb,
    area_rows,
    car_ratio,
    driving,
    locating,
    on_streets,
    stop_supply,
    travel_times,
)
from ingest.transit.areas import borders, clusters, gap, population, small_areas
from ingest.transit.areas.borders import Flags, Numbers
from ingest.transit.areas.small_areas import SmallAreas
from ingest.transit.travel_times import ByStreet
from malkollen.database import storage
from malkollen.errors import MalkollenError, StorageError
from malkollen.files import disk
from malkollen.registry import registry
from malkollen.streets.ready import Ready
from malkollen.streets.settings import load as load_streets
from malkollen.streets.walks import Walks
from malkollen.travel import network, reach, stations
from malkollen.travel.network import Network
from malkollen.travel.settings import SETTINGS
from malkollen.values.membership import COVERAGE

FORM = 4
"""Of the results: one more whenever they are computed in another way, so that they are computed anew."""
SOURCE, STREETS = "gtfs", "streets"
CORE = "regional_core"
NEAR_STOPS_M = 5000.0
"""People farther than this from the stops' outermost are not reached in an hour on foot."""
HERE = Path(__file__).parent
LAYERS = (small_areas.GIVEN, small_areas.GRID, borders.LAYER, "deso")
"""Of mart.area_files: what small areas are made of, a file of DeSO codes among them."""
TABLES = ("stop_supply", "access", "reach", "relations")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Task:
    """A timetable to compute. counties: those it covers; folder: where its files lie."""

    id: str
    day: str
    counties: frozenset[str]
    folder: Path


@dataclass(frozen=True)
class Places:
    """The places journeys are computed between, and those of them that are regional cores; EPSG:3006.

    Attributes:
        counties: those that any place lies in; core_counties: those that a core lies in.
    """

    ids: list[str]
    x: Numbers
    y: Numbers
    is_core: Flags
    counties: frozenset[str]
    core_counties: frozenset[str]


def run(db: DuckDBPyConnection, data: Path, say: Say) -> list[Fault]:
    """Fills the marts of timetables and stages their measures; a fault stops these figures only.

    Args:
        data: the folder that mart.timetables counts its folders from.
        say: told what is being computed.
    """
    locating.run(db, data)
    streets = _tried(db, STREETS, "gatukartans", lambda: on_streets.stage(db, data))
    return streets + _tried(db, SOURCE, "tidtabellernas", lambda: _run(db, data, say))


def _tried(db: DuckDBPyConnection, source: str, whose: str, work: Callable[[], None]) -> list[Fault]:
    """Does some work; where it fails nothing of its source stands, and the rest goes on."""
    try:
        work()
    except StorageError:
        raise
    except MalkollenError as error:
        return [_fault(db, source, whose, str(error))]
    except Exception as error:
        if disk.is_fault(error):
            raise
        return [_fault(db, source, whose, live.unforeseen(error))]
    return []


def _fault(db: DuckDBPyConnection, source: str, whose: str, reason: str) -> Fault:
    for table in ("staged.measures", "staged.published"):
        db.execute(f"DELETE FROM {table} WHERE list_contains(string_split(source, '+'), ?)", [source])  # noqa: S608
    return Fault(source, f"{whose} mått räknades inte: {reason}")


def _run(db: DuckDBPyConnection, data: Path, say: Say) -> None:
    tasks, places, key = _tasks(db, data), _places(db), _key(db)
    if not tasks:
        return
    streets = driving.current(db, data)
    walks = Walks(Ready(streets[0])) if streets else None
    areas = _areas_of(db, data, tasks)
    for number, task in enumerate(tasks, start=1):
        if not _is_done(task, key):
            said = f"tidtabell {number} av {len(tasks)} ({task.day})"
            _compute(task, key, areas, places, walks, lambda what, said=said: say(f"{said}: {what}"))  # type: ignore[misc]
        _load(db, task, key)
    if areas is not None:
        db.register("batch", area_rows.of(areas))
        db.execute("INSERT INTO mart.small_areas BY NAME FROM batch")
        db.unregister("batch")
    db.execute("SET VARIABLE coverage = ?", [COVERAGE])
    source = f"{SOURCE}+{STREETS}" if streets else SOURCE  # the walks go on the map, and so does its licence
    db.execute("SET VARIABLE source = ?", [source])
    db.execute("SET VARIABLE home = ?", [registry.load().comparison.home])
    db.execute((HERE / "results.sql").read_text(encoding="utf-8"))
    gap.stage(db, SOURCE)
    driving.stage(db, data)
    staged_checks.run(db, [SOURCE, source, *car_ratio.stage(db, SOURCE)])


def _is_done(task: Task, key: str) -> bool:
    """Whether every file that was computed is there, and whole: one that was cut off has no end."""
    try:
        computed = pq.read_table(_file(task, "done", key), columns=["table"])["table"].to_pylist()
        for table in computed:
            pq.read_metadata(_file(task, table, key))
    except (OSError, KeyError, pa.ArrowException):
        return False
    return True


def _load(db: DuckDBPyConnection, task: Task, key: str) -> None:
    """Puts the results of a timetable into the marts; those under another key are removed."""
    files = {table: _file(task, table, key) for table in (*TABLES, "done")}
    for table in TABLES:
        if files[table].is_file():
            db.execute(f"INSERT INTO mart.{table} BY NAME FROM read_parquet(?)", [storage.literal(files[table])])
    for old in set(task.folder.glob("result-*")) - set(files.values()):
        old.unlink(missing_ok=True)


def _tasks(db: DuckDBPyConnection, data: Path) -> list[Task]:
    rows = db.execute(
        "SELECT timetable_id, reference_day, counties, folder FROM mart.timetables ORDER BY timetable_id"
    ).fetchall()
    return [Task(key, str(day), frozenset(counties or ()), data / folder) for key, day, counties, folder in rows]


def _places(db: DuckDBPyConnection) -> Places:
    rows = db.execute(
        "SELECT place_id, longitude, latitude, kind, county_code FROM mart.places JOIN mart.municipalities "
        "USING (municipality_code) WHERE latitude IS NOT NULL ORDER BY place_id"
    ).fetchall()
    ids, longitude, latitude, kinds, counties = zip(*rows, strict=True) if rows else ((),) * 5
    x, y = borders.to_metres().transform(np.array(longitude), np.array(latitude))
    is_core = np.array([kind == CORE for kind in kinds], dtype=bool)
    core_counties = frozenset(county for county, kind in zip(counties, kinds, strict=True) if kind == CORE)
    return Places(list(ids), x, y, is_core, frozenset(counties), core_counties)


def _key(db: DuckDBPyConnection) -> str:
    """A fingerprint of all but the timetable that results depend on; files of areas never change under their names."""
    areas = db.execute(
        "SELECT layer, file, year FROM mart.area_files WHERE list_contains(?, layer) ORDER BY ALL", [list(LAYERS)]
    ).fetchall()
    places = db.execute("SELECT place_id, kind, latitude, longitude FROM mart.places ORDER BY ALL").fetchall()
    streets = db.execute("SELECT streets_id, pieces FROM mart.streets").fetchall()
    walked = (streets, load_streets()) if streets else ()
    return hashlib.sha256(repr((FORM, SETTINGS, areas, places, *walked)).encode("utf-8")).hexdigest()[:12]


def _file(task: Task, table: str, key: str) -> Path:
    return task.folder / f"result-{table}-{key}.parquet"


def _areas_of(db: DuckDBPyConnection, data: Path, tasks: list[Task]) -> SmallAreas | None:
    """The small areas that any timetable serves: in its counties, or not far outside of its stops."""
    if not any(task.counties for task in tasks) or (areas := small_areas.current(db, data)) is None:
        return None
    served = np.zeros(len(areas), dtype=bool)
    for task in tasks:
        if task.counties:
            served |= _served(task, areas)
    found = areas.where(served)
    return found if len(found) else None


def _within(areas: SmallAreas, counties: frozenset[str]) -> Flags:
    """The areas of some counties."""
    return np.array([code is not None and code[:2] in counties for code in areas.municipality_code], dtype=bool)


def _counties_with_jobs(areas: SmallAreas) -> frozenset[str]:
    """The counties that any jobs are known in."""
    if areas.jobs is None:
        return frozenset()
    return frozenset(str(code)[:2] for code in areas.municipality_code[np.nan_to_num(areas.jobs) > 0])


def _served(task: Task, areas: SmallAreas) -> Flags:
    """The areas of a timetable: in its counties, or in a municipality and not far outside of the box of its stops."""
    stops = network.read(task.folder / "stops.parquet", ["x", "y"])
    inside = np.ones(len(areas), dtype=bool)
    for place, stop in ((areas.x, stops["x"]), (areas.y, stops["y"])):
        inside &= (place >= np.min(stop) - NEAR_STOPS_M) & (place <= np.max(stop) + NEAR_STOPS_M)
    inside &= np.array([code is not None for code in areas.municipality_code], dtype=bool)
    return inside | _within(areas, task.counties)


def _compute(
    task: Task, key: str, areas: SmallAreas | None, places: Places, walks: Walks | None, say: Callable[[str], None]
) -> None:
    """Writes the results of a timetable, each file whole or not there."""
    say("avgångar")
    tables = {"stop_supply": stop_supply.of(task.folder)}
    net = network.load(task.folder, between=walks.between if walks else None) if task.counties else None
    by_street = ByStreet(walks, stations.flags(task.folder, len(net.x))) if walks and net else None
    tables["relations"] = _relations(task, net, places, by_street)
    if net is not None and areas is not None and _within(areas, task.counties).any():
        say("närhet")
        tables["access"] = _access(task, areas.where(_within(areas, task.counties)))
        mine = areas.where(_served(task, areas))
        judged = _within(mine, task.counties & (places.core_counties | _counties_with_jobs(mine)))
        cores = reach.places(places.x[places.is_core], places.y[places.is_core])
        tables["reach"] = travel_times.of_areas(
            net, mine, judged, cores, lambda done, of: say(f"restider {done} av {of} områden"), by_street
        )
    for table, found in tables.items():
        ids = pa.array([task.id] * len(found), pa.string())
        area_files.write_table(_file(task, table, key), found.add_column(0, "timetable_id", ids))
    area_files.write_table(_file(task, "done", key), pa.table({"table": list(tables)}))


def _relations(task: Task, net: Network | None, places: Places, by_street: ByStreet | None) -> pa.Table:
    """Times between places, where the timetable covers all their counties; else no rows."""
    if net is None or not places.ids or not places.counties <= task.counties:
        return pa.table({"origin": pa.array([], pa.string()), "destination": pa.array([], pa.string())})
    return travel_times.of_places(net, places.ids, reach.places(places.x, places.y), by_street)


def _access(task: Task, areas: SmallAreas) -> pa.Table:
    """People by class and method: the rows of mart.access."""
    supply = clusters.supply(task.folder)
    rows = [
        row
        for method in (access_scb, access_eu)
        for row in population.by_class(areas, method.METHOD, method.shares(areas, supply))
    ]
    return pa.table(
        {
            "municipality_code": [row.municipality_code for row in rows],
            "method": [row.method for row in rows],
            "class": [row.access_class for row in rows],
            "population": [row.population for row in rows],
            "low": pa.array([row.low for row in rows], pa.float64()),
            "high": pa.array([row.high for row in rows], pa.float64()),
        }
    )

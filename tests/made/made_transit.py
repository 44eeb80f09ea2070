"""A made timetable and made small areas for the tests of the screen: nothing in it is an operator's or a publisher's.

Every place of mart.places is a stop with two platforms. A made train calls at all of them in order, both ways, every
ten minutes 06–20; a made bus runs hourly between Nykvarn and Tyresö, one night bus past midnight. Each place has four
small areas around it with made people. Relations and access are made numbers that are easy to add up.
"""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import Transformer

MADE = "PÅHITTAD"
BEFORE, AFTER = "1-AAA", "2-BBB"
DAYS = {BEFORE: date(2026, 5, 12), AFTER: date(2026, 10, 13)}
REASONS = {BEFORE: "tisdag 12 maj 2026", AFTER: "tisdag 13 oktober 2026"}
EU = {"very_high": 40.0, "high": 160.0, "medium": 100.0, "low": 60.0, "none": 40.0}
SCB = {"near": 300.0, "outside": 100.0}
HOUR, STEP, RIDE = 3600, 600, 360
METRES = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)
Place = tuple[str, str, str, float, float]


def add(
    database: Path, ids: tuple[str, ...] = (AFTER,), *, areas: bool = True, jobs: bool = False, files: bool = True,
    home: str = "sodertorn", county: str = "01",
) -> None:  # fmt: skip
    """Writes made timetables into a database that belongs to the test, and their files beside it.

    Args:
        home, county: the group that has departures, and the county that is covered.
    """
    with duckdb.connect(database) as db:
        places = db.execute(
            "SELECT place_id, name, municipality_code, latitude, longitude FROM mart.places ORDER BY place_id"
        ).fetchall()
        for id_ in ids:
            _timetable(db, id_, county, is_current=id_ == ids[-1])
            _supply(db, id_, home)
            _relations(db, id_)
            if areas:
                _access(db, id_, home, county)
            if files:
                write_folder(database.parent / "timetables" / id_, places, has_extra=id_ == AFTER)
        if areas:
            _small_areas(db, places, has_jobs=jobs)


def _timetable(db: duckdb.DuckDBPyConnection, id_: str, county: str, *, is_current: bool) -> None:
    day = DAYS[id_]
    db.execute(
        "INSERT INTO mart.timetables VALUES (?, 'gtfs', ?, ?, ?, ?, ?, ?, ?, ?, 'abc', 27, 2400, [?], ?, ?)",
        [
            id_, f"{MADE} tidtabell", f"{MADE} trafik", "1", day, day + timedelta(days=60), day,
            f"{REASONS[id_]}: den tisdag–torsdag med flest resor", "2026-11-22", county,
            f"timetables/{id_}", is_current,
        ],
    )  # fmt: skip


def _supply(db: duckdb.DuckDBPyConnection, id_: str, home: str) -> None:
    """Each of the home group: 100 train departures (110 after) and 20 by bus (10 after)."""
    codes = _members(db, home)
    train, bus = (100, 20) if id_ == BEFORE else (110, 10)
    rows = [(id_, code, "rail", 2, train, 80, 5 * HOUR, 23 * HOUR) for code in codes]
    rows += [(id_, code, "bus", 1, bus, bus, 6 * HOUR, 24 * HOUR + 1800) for code in codes]
    db.executemany("INSERT INTO mart.stop_supply VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _members(db: duckdb.DuckDBPyConnection, home: str) -> list[str]:
    query = "SELECT municipality_code FROM mart.members WHERE area_id = ? ORDER BY 1"
    return [code for (code,) in db.execute(query, [home]).fetchall()]


def _relations(db: duckdb.DuckDBPyConnection, id_: str) -> None:
    """20 minutes a step between the centres by their order; none from Nykvarn to Nynäshamn; 5 more a step after."""
    query = "SELECT place_id FROM mart.places WHERE kind = 'municipal_centre' ORDER BY 1"
    centres = [place for (place,) in db.execute(query).fetchall()]
    step = 10.0 if id_ == BEFORE else 15.0
    for one, start in enumerate(centres):
        for other, end in enumerate(centres):
            if start != end:
                is_none = (start, end) == ("nykvarn", "nynashamn")
                median = None if is_none else step * abs(one - other)
                p90 = None if median is None else median + 10
                db.execute("INSERT INTO mart.relations VALUES (?, ?, ?, ?, ?, [])", [id_, start, end, median, p90])


def _access(db: duckdb.DuckDBPyConnection, id_: str, home: str, county: str) -> None:
    """Everyone of the county alike, but Nykvarn, where nobody is near."""
    query = "SELECT municipality_code FROM mart.municipalities WHERE county_code = ?"
    inside = {code for (code,) in db.execute(query, [county]).fetchall()}
    for code in sorted(inside | {*_members(db, home)}):
        for method, classes in (("scb", SCB), ("eu", EU)):
            worst = list(classes)[-1]
            for name, people in classes.items():
                count = people if code != "0140" else 400.0 * (name == worst)
                row = [id_, code, method, name, count, 0.9 * count, 1.1 * count]
                db.execute("INSERT INTO mart.access VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def _small_areas(db: duckdb.DuckDBPyConnection, places: list[Place], *, has_jobs: bool) -> None:
    """Four around each place, 300 metres off, with 100 people (and 50 jobs) each."""
    back = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    for id_, _, code, latitude, longitude in places:
        x, y = METRES.transform(longitude, latitude)
        for number, (east, north) in enumerate([(300, 0), (-300, 0), (0, 300), (0, -300)]):
            point = back.transform(x + east, y + north)
            db.execute(
                "INSERT INTO mart.small_areas VALUES (?, ?, 100, ?, ?, ?, ?, ?, ?, 2024)",
                [f"{id_}-{number}", code, 50 if has_jobs else None, point[1], point[0], x + east, y + north,
                 f"{MADE} befolkning"],
            )  # fmt: skip


# ───────────── The files of a timetable ─────────────


def write_folder(folder: Path, places: list[Place], *, has_extra: bool = False) -> None:
    """stops, departures, connections and trips of the made day; has_extra: one more stop, in Salem."""
    folder.mkdir(parents=True)
    stops = [
        (f"{id_}-{side}", name, id_, code, latitude, longitude + 0.0005 * (side == "b"))
        for id_, name, code, latitude, longitude in places
        for side in "ab"
    ]
    stops += [("ny", "Nya hållplatsen", None, "0128", 59.21, 17.76)] if has_extra else []
    rides = _rides(places)
    rides += [(0, len(stops) - 1, 7 * HOUR, 7 * HOUR + RIDE, 9000, "bus"),
              (len(stops) - 1, 0, 8 * HOUR, 8 * HOUR + RIDE, 9001, "bus")] if has_extra else []  # fmt: skip
    _write_stops(folder, stops)
    _write_rides(folder, sorted(rides, key=lambda ride: (ride[2], ride[3])))


def _rides(places: list[Place]) -> list[tuple[int, int, int, int, int, str]]:
    """from, to, departure, arrival, trip and mode of every ride."""
    order = list(range(len(places)))
    rides, trip = [], 0
    for start in range(6 * HOUR, 20 * HOUR, STEP):
        for side, line in ((0, order), (1, order[::-1])):
            for call in range(len(line) - 1):
                leaves = start + call * RIDE
                ends = 2 * line[call] + side, 2 * line[call + 1] + side
                rides.append((*ends, leaves, leaves + RIDE - 30, trip, "rail"))
            trip += 1
    ids = [place[0] for place in places]
    ends = ("nykvarn", "tyreso") if "nykvarn" in ids else (ids[0], ids[-1])
    one, other = (2 * ids.index(end) for end in ends)
    for start in [*range(6 * HOUR, 20 * HOUR, HOUR), 24 * HOUR + 1800]:
        rides.append((one, other, start, start + 3000, trip, "bus"))
        trip += 1
    return rides


def _write_stops(folder: Path, stops: list[tuple[str, str, str | None, str, float, float]]) -> None:
    ids, names, parents, codes, latitudes, longitudes = zip(*stops, strict=True)
    x, y = METRES.transform(longitudes, latitudes)
    columns = {
        "stop": pa.array(range(len(stops)), pa.int32()), "stop_id": ids, "name": names, "parent_id": parents,
        "latitude": latitudes, "longitude": longitudes, "x": np.array(x), "y": np.array(y),
        "municipality_code": codes, "is_nearest": [False] * len(stops),
    }  # fmt: skip
    pq.write_table(pa.table(columns), folder / "stops.parquet")


def _write_rides(folder: Path, rides: list[tuple[int, int, int, int, int, str]]) -> None:
    start, end, leaves, arrives, trip, _ = zip(*rides, strict=True)
    whole = {
        "from_stop": start, "to_stop": end, "departure": leaves, "arrival": arrives, "trip": trip, "ride": trip,
    }  # fmt: skip
    columns = {name: pa.array(values, pa.int32()) for name, values in whole.items()}
    may = {name: pa.array([True] * len(rides)) for name in ("is_boardable", "is_alightable")}
    pq.write_table(pa.table(columns | may), folder / "connections.parquet")
    none = pa.array([], pa.int32())
    pq.write_table(pa.table(dict.fromkeys(("from_stop", "to_stop", "seconds"), none)), folder / "changes.parquet")
    counts: dict[tuple[int, str, int], int] = {}
    for stop, _, second, _, _, mode in rides:
        key = stop, mode, second // HOUR
        counts[key] = counts.get(key, 0) + 1
    counted = {
        "stop": pa.array([key[0] for key in counts], pa.int32()), "mode": [key[1] for key in counts],
        "hour": pa.array([key[2] for key in counts], pa.int16()),
        "direction": pa.array([None] * len(counts), pa.int8()),
        **{name: pa.array(counts.values(), pa.int32()) for name in ("departures", "boardable")},
    }  # fmt: skip
    pq.write_table(pa.table(counted), folder / "departures.parquet")
    names = {number: mode for _, _, _, _, number, mode in rides}
    lines = {"trip": list(names), "trip_id": [str(n) for n in names], "line": ["1"] * len(names),
             "headsign": [""] * len(names), "mode": list(names.values())}  # fmt: skip
    pq.write_table(pa.table(lines), folder / "trips.parquet")

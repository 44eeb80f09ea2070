"""Stockholm county for benchmarks and tests: real small areas with people, a made timetable over the real stops."""

import csv
import json
from pathlib import Path

import geopandas as gpd
import made_timetable

from malkollen import ROOT

SHARED = ROOT.parent / "shared" / "gtfs"
STOPS = SHARED / "stop_list" / "stops.txt"
AREAS = SHARED / "areas"
COUNTY = "01"
YEAR = 2014
PEOPLE = "population_20xx_12_31"


def is_here() -> bool:
    return STOPS.exists() and AREAS.exists()


def feed(out: Path) -> Path:
    """A made timetable over the county's real stops; about 2 M connections a weekday."""
    return made_timetable.over_stops(out, made_timetable.read_stops(STOPS, county=COUNTY), connections=2_000_000)


def small_areas(out: Path) -> Path:
    """The small areas that have people, as a GeoParquet file with small_area_id and population; some thousand rows."""
    with (AREAS / "ddf--entities--basomrade.csv").open(encoding="utf-8") as file:
        codes = {row["basomrade"]: row["baskod2010"] for row in csv.DictReader(file)}
    with (AREAS / f"ddf--datapoints--{PEOPLE}--by--basomrade--year.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == str(YEAR)]
    people = {codes[row["basomrade"]]: float(row[PEOPLE]) for row in rows if row[PEOPLE]}
    topology = json.loads((AREAS / "sodertorn-basomr2010.json").read_text(encoding="utf-8"))
    ordered = out.with_suffix(".topojson")
    ordered.write_text(json.dumps({"type": "Topology"} | topology), encoding="utf-8")  # GDAL wants it first
    shapes = gpd.read_file(ordered).set_crs(4326, allow_override=True)
    ordered.unlink()
    code = shapes["BASKOD2010"].astype(int).astype(str)
    found = gpd.GeoDataFrame({"small_area_id": code, "population": code.map(people)}, geometry=shapes.geometry)
    found = found[found["population"].notna()].dissolve("small_area_id", aggfunc="first").reset_index()
    found.to_parquet(out)
    return out

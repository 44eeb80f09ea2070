"""A made timetable over Stockholm county, small enough to reckon with by hand, and made small areas for it.

Nothing in it is an operator's. Every municipality of the county has a stop: the eight centres of Södertörn at their own
coordinates, the others at the label of their map. The lines of weekdays, both ways where nothing else is said:
    1  bus Huddinge–Tumba, every ten minutes from 06:00 to 19:50, 20 minutes
    2  bus Tumba to Södertälje, every ten minutes from 06:05 to 19:55, 15 minutes, one way
    3  bus Handen–Tyresö, every hour from 06:30 to 19:30, 40 minutes
    4  one bus at 15:00 through all that the chosen others do not call at, ten minutes between each
"""

import csv
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen import ROOT

MADE = "PÅHITTAD TIDTABELL"
ON_LINES = {"1": ("huddinge", "botkyrka"), "2": ("botkyrka", "sodertalje"), "3": ("haninge", "tyreso")}
NEAR, FAR, JOBS = 900, 100, 1000
AWAY = 0.056
"""Degrees of longitude, over three kilometres: too far to walk to the stop, or to any place within 45 minutes."""
WESTWARD = ("salem", "nynashamn")
Place = tuple[str, str, float, float]


def places(db: DuckDBPyConnection) -> list[Place]:
    """Id, municipality's code, latitude and longitude of each stop."""
    centres = db.execute(
        "SELECT place_id, municipality_code, latitude, longitude FROM mart.places "
        "WHERE kind = 'municipal_centre' ORDER BY 2"
    ).fetchall()
    others = db.execute(
        "SELECT municipality_code, municipality_code, label_latitude, label_longitude FROM mart.boundaries "
        "WHERE municipality_code LIKE '01%' AND municipality_code NOT IN (SELECT municipality_code FROM mart.places "
        "WHERE kind = 'municipal_centre') ORDER BY 1"
    ).fetchall()
    return centres + others


def _trips(stops: Sequence[Place], lines: str) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Line, and (stop, minutes after midnight) of each call."""
    for start in range(6 * 60, 20 * 60, 10):
        yield "1", [("huddinge", start), ("botkyrka", start + 20)]
        yield "1", [("botkyrka", start), ("huddinge", start + 20)]
        yield "2", [("botkyrka", start + 5), ("sodertalje", start + 20)]
    for start in range(6 * 60 + 30, 20 * 60, 60):
        yield "3", [("haninge", start), ("tyreso", start + 40)]
        yield "3", [("tyreso", start), ("haninge", start + 40)]
    served = {stop for line in lines for stop in ON_LINES.get(line, ())}
    rest = [stop for stop, *_ in stops if stop not in served]
    yield "4", [(stop, 15 * 60 + 10 * place) for place, stop in enumerate(rest)]


def feed(path: Path, stops: Sequence[Place], *, lines: str = "1234", version: str = "1", rail: str = "") -> Path:
    """Writes the timetable as a zip; the same choices give the same bytes. rail: the lines that are trains."""
    trips = [trip for trip in _trips(stops, lines) if trip[0] in lines]
    called = {stop for _, calls in trips for stop, _ in calls}
    files = {
        "agency.txt": ["agency_id,agency_name,agency_url,agency_timezone", f"1,{MADE},https://example.invalid,Europe/Stockholm"],
        "feed_info.txt": [
            "feed_id,feed_publisher_name,feed_publisher_url,feed_lang,feed_version",
            f"sl,{MADE},https://example.invalid,sv,{version}",
        ],
        "stops.txt": ["stop_id,stop_name,stop_lat,stop_lon"]
        + [f"{stop},{stop},{latitude},{longitude}" for stop, _, latitude, longitude in stops if stop in called],
        "routes.txt": [
            "route_id,route_short_name,route_type",
            *(f"{line},{line},{100 if line in rail else 700}" for line in lines),
        ],
        "calendar.txt": [
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
            "v,1,1,1,1,1,0,0,20261005,20261030",
        ],
        "trips.txt": ["route_id,service_id,trip_id", *(f"{line},v,{number}" for number, (line, _) in enumerate(trips))],
        "stop_times.txt": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"]
        + [
            f"{number},{_clock(at)},{_clock(at)},{stop},{place}"
            for number, (_, calls) in enumerate(trips)
            for place, (stop, at) in enumerate(calls)
        ],
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in files.items():
            archive.writestr(zipfile.ZipInfo(name), "\n".join(rows) + "\n")
    return path


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def small_areas(path: Path, stops: Sequence[Place], *, has_jobs: bool = True) -> Path:
    """Fills in the template: at each stop nine in ten with the jobs, and in the eight the tenth far to the side."""
    heading = (ROOT / "data" / "templates" / "small_areas.csv").read_text(encoding="utf-8-sig").strip()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(heading + "\n")
        rows = csv.writer(file, delimiter=";")
        for stop, code, latitude, longitude in stops:
            is_centre = stop != code
            jobs = (str(JOBS) if is_centre else "0") if has_jobs else ".."
            rows.writerow([f"{stop}-nära", latitude, longitude, NEAR, jobs, 2025, MADE, ""])
            if is_centre:
                away = round(longitude + (-AWAY if stop in WESTWARD else AWAY), 6)
                rows.writerow([f"{stop}-bort", latitude, away, FAR, "0" if has_jobs else "..", 2025, MADE, ""])
    return path

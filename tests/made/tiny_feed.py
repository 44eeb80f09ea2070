"""Tiny timetables (GTFS) that the tests write themselves: two lines, four stops, nobody's real traffic."""

import zipfile
from pathlib import Path

WEEKDAYS = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
TUESDAY = "2026-10-06"

FILES = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone\n1,Provtrafiken,https://exempel.invalid,Europe/Stockholm\n",
    "stops": (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "S,Stationen,59.2000,18.0000,1,\n"
        "001,Läge A,59.2001,18.0001,0,S\n"
        "1,Läge B,59.2002,18.0002,0,S\n"
        "C,Torget,59.2100,18.0100,0,\n"
        "D,Hamnen,59.2200,18.0200,0,\n"
    ),
    "routes": "route_id,route_short_name,route_long_name,route_type\nR,43,Tåget,100\nB,,Bussen,700\n",
    "trips": (
        "route_id,service_id,trip_id,trip_headsign,direction_id\n"
        "R,week,90010000000000001,Hamnen,0\nR,week,90010000000000002,Stationen,1\nB,week,b1,,\n"
    ),
    "stop_times": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
        "90010000000000001,05:58:00,05:59:59,001,1,0,0\n"
        "90010000000000001,06:00:00,06:00:00,C,2,0,0\n"
        "90010000000000001,06:10:00,06:11:00,D,3,0,0\n"
        "90010000000000002,23:50:00,23:50:00,D,10,0,0\n"
        "90010000000000002,24:05:00,24:06:00,C,20,0,0\n"
        "90010000000000002,25:15:00,25:15:00,1,30,0,0\n"
        "b1,19:59:59,19:59:59,C,1,0,0\n"
        "b1,20:00:00,20:00:00,D,2,0,0\n"
        "b1,20:05:00,20:05:00,001,3,0,0\n"
    ),
    "calendar": WEEKDAYS + "week,1,1,1,1,1,0,0,20261001,20261031\n",
}


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """Writes the timetable into a folder, some files with other content, or not at all (None)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**FILES, **changed}.items():
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / f"{name}.txt").write_bytes(data)
    return folder


def zipped(folder: Path, to: Path, inside: str = "") -> Path:
    """The files of a folder as a zip, in a folder inside it where one is named."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.glob("*.txt")):
            archive.write(file, f"{inside}{file.name}")
    return to

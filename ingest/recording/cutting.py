"""An answer with only what the readers need of it, so that a whole recording is small.

What is left is what the publisher sent: no figure is changed but coordinates, to whole metres. Of a timetable every so
many trips are left, with all its stops; it is a timetable to read, not one to draw conclusions from.
"""

import csv
import io
import json
import math
import shutil
import zipfile
import zlib
from contextlib import suppress
from typing import Any

from ingest import publishers

LARGEST_FEED = 4_000_000
"""Bytes of a timetable, packed."""
LARGEST_UNPACKED = 4_000_000_000
"""Bytes of all its files; a larger one is kept as it is."""
STATION = ("id", "Municipality_ID", "Land_code", "Station_status", "Position", "Updated")
UNUSED = ("shapes.txt", "attributions.txt", "translations.txt", "fare_attributes.txt", "fare_rules.txt")
TRIPS = ("trips.txt", "stop_times.txt", "frequencies.txt")
METRES = 1000.0
"""Coordinates of the map's own grid are above this; degrees are not, and their decimals are places."""

UNCUT = (KeyError, ValueError, csv.Error, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What a workbook, or a timetable in a folder or in other letters, stops at: it is kept as it is, whole."""


def cut(content: bytes) -> bytes:
    """An answer without what nobody reads; one of a form that is not known stays as it is."""
    if content.startswith(b"PK"):
        if len(content) > LARGEST_FEED:
            with suppress(*UNCUT):
                return _feed(content)
        return content
    with suppress(ValueError, RecursionError, KeyError, TypeError, AttributeError):
        plain = json.loads(content, object_pairs_hook=_unique, parse_constant=_finite, parse_float=_finite)
        if (slim := _slim(plain)) is not None:
            return json.dumps(slim, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return content


def is_partial(content: bytes, slim: bytes) -> bool:
    """Whether figures made of what is left of an answer would be others than those of the answer."""
    return content.startswith(b"PK") and slim != content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; ValueError where a name stands twice: written anew it would hide a publisher's fault."""
    if len(names := dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return names


def _finite(text: str) -> float:
    """A number; ValueError where it is none that can be written again."""
    if not math.isfinite(value := float(text)):
        raise ValueError("no number")
    return value


def _slim(answer: Any) -> Any:  # noqa: ANN401 - whatever JSON it is
    """The answer without what nobody reads; None where all of it may be read."""
    if isinstance(answer, dict) and isinstance(answer.get("chargerstations"), list):
        return {**answer, "chargerstations": [_station(each) for each in answer["chargerstations"]]}
    if isinstance(answer, dict) and answer.get("type") == "FeatureCollection":
        return {**answer, "features": [_feature(each) for each in answer["features"]]}
    return None


def _station(station: dict[str, Any]) -> dict[str, Any]:
    wanted = set(publishers.read("nobil")["attributes"].values())

    def kept(given: Any) -> Any:  # noqa: ANN401 - PHP writes an empty object as []
        if not isinstance(given, dict):
            return given
        is_attributes = all(isinstance(each, dict) and "attrtypeid" in each for each in given.values())
        if not is_attributes:
            return {key: kept(each) for key, each in given.items()}
        return {
            key: {name: each[name] for name in ("attrtypeid", "attrvalid", "attrval", "trans") if name in each}
            for key, each in given.items()
            if str(each["attrtypeid"]) in wanted
        }

    about = {name: station["csmd"][name] for name in STATION if name in station["csmd"]}
    return {"csmd": about, "attr": {part: kept(given) for part, given in station.get("attr", {}).items()}}


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    columns = set(publishers.read("scb_geodata")["columns"].values())
    cells = {name: cell for name, cell in feature["properties"].items() if name in columns}
    geometry = feature.get("geometry")
    if isinstance(geometry, dict):
        geometry = {**geometry, "coordinates": _metres(geometry["coordinates"])}
    return {**feature, "properties": cells, "geometry": geometry}


def _metres(found: Any) -> Any:  # noqa: ANN401 - a number, or lists of them
    if isinstance(found, list):
        return [_metres(each) for each in found]
    return round(found) if abs(found) > METRES else found


def _feed(content: bytes) -> bytes:
    every = -(-len(content) // LARGEST_FEED)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as feed, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as small:
        if sum(member.file_size for member in feed.infolist()) > LARGEST_UNPACKED:
            return content
        trips = _chosen(feed, every)
        for name in feed.namelist():
            if name in TRIPS:
                _copy_rows(feed, small, name, trips)
            elif name not in UNUSED:
                with feed.open(name) as whole, small.open(name, "w", force_zip64=True) as copy:
                    shutil.copyfileobj(whole, copy)
    return packed.getvalue()


def _chosen(feed: zipfile.ZipFile, every: int) -> set[str]:
    """Each so many trips."""
    with io.TextIOWrapper(feed.open("trips.txt"), encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        at = next(rows, []).index("trip_id")
        return {row[at] for number, row in enumerate(row for row in rows if len(row) > at) if number % every == 0}


def _copy_rows(feed: zipfile.ZipFile, small: zipfile.ZipFile, name: str, trips: set[str]) -> None:
    """Writes the rows of some trips, one at a time: a timetable is larger than the memory it may take."""
    with (
        io.TextIOWrapper(feed.open(name), encoding="utf-8-sig", newline="") as lines,
        io.TextIOWrapper(small.open(name, "w", force_zip64=True), encoding="utf-8", newline="") as copy,
    ):
        rows, writer = csv.reader(lines), csv.writer(copy, lineterminator="\n")
        heading = next(rows, [])
        at = heading.index("trip_id")
        writer.writerow(heading)
        writer.writerows(row for row in rows if len(row) > at and row[at] in trips)

"""An answer with only what the readers need of it, so that a whole recording is small.

What is left is what the publisher sent: no figure is changed but coordinates, to whole metres. Of a timetable every so
many trips are left, with all its stops; it is a timetable to read, not one to draw conclusions from.
"""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from ingest import publishers

LARGEST_FEED = 4_000_000
"""Bytes of a timetable, packed."""
STATION = ("id", "Municipality_ID", "Land_code", "Station_status", "Position", "Updated")
UNUSED = ("shapes.txt", "attributions.txt", "translations.txt", "fare_attributes.txt", "fare_rules.txt")
TRIPS = ("trips.txt", "stop_times.txt", "frequencies.txt")


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
        return json.dumps(_slim(json.loads(content)), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return content


def _slim(answer: Any) -> Any:  # noqa: ANN401 - whatever JSON it is
    if isinstance(answer, dict) and isinstance(answer.get("chargerstations"), list):
        return {**answer, "chargerstations": [_station(each) for each in answer["chargerstations"]]}
    if isinstance(answer, dict) and answer.get("type") == "FeatureCollection":
        return {**answer, "features": [_feature(each) for each in answer["features"]]}
    return answer


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
    return [_metres(each) for each in found] if isinstance(found, list) else round(found)


def _feed(content: bytes) -> bytes:
    every = -(-len(content) // LARGEST_FEED)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as feed, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as small:
        trips = _chosen(feed, every)
        for name in feed.namelist():
            if name in TRIPS:
                small.writestr(name, "".join(_rows(feed, name, lambda row: row.get("trip_id") in trips)))
            elif name not in UNUSED:
                small.writestr(name, feed.read(name))
    return packed.getvalue()


def _chosen(feed: zipfile.ZipFile, every: int) -> set[str]:
    """Each so many trips."""
    with io.TextIOWrapper(feed.open("trips.txt"), encoding="utf-8-sig", newline="") as lines:
        ids = [row["trip_id"] for row in csv.DictReader(lines)]
    return set(ids[::every])


def _rows(feed: zipfile.ZipFile, name: str, is_wanted: Callable[[dict[str, str]], bool]) -> Iterator[str]:
    with io.TextIOWrapper(feed.open(name), encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        names = list(reader.fieldnames or [])
        written = io.StringIO()
        writer = csv.DictWriter(written, names, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        for row in reader:
            if is_wanted(row):
                writer.writerow(row)
        yield written.getvalue()

"""Municipalities as shapes: what part of the world a map shows, and who is around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LABEL_SHIFT = {"0128": (0.015, -0.012), "0138": (-0.01, 0.0), "0181": (-0.03, 0.0), "0136": (0.02, -0.01)}
View = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""


@dataclass(frozen=True)
class Boundary:
    """A municipality's shape as GeoJSON geometry, and the point of its label (WGS 84)."""

    geometry: dict[str, Any]
    longitude: float
    latitude: float


def class_of(value: float | None, bins: Sequence[float]) -> int:
    """0 for missing, then 1 for the lowest class."""
    return 0 if value is None else 1 + sum(value >= edge for edge in bins)


def extent(boundaries: Mapping[str, Boundary], codes: Sequence[str]) -> View:
    """West, south, east and north of the municipalities' shapes, with a little air."""
    boxes = [_box(boundaries[code]) for code in codes]
    west, east = min(box[0] for box in boxes), max(box[2] for box in boxes)
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    air_x, air_y = 0.03 * (east - west), 0.03 * (north - south)
    return west - air_x, south - air_y, east + air_x, north + air_y


def neighbours(boundaries: Mapping[str, Boundary], codes: Sequence[str], view: View) -> list[str]:
    """The municipalities around those shown that reach into the view: pale land, so that nothing looks like sea."""
    west, south, east, north = view
    reach = {code: _box(shape) for code, shape in boundaries.items() if code not in set(codes)}
    return [code for code, (w, s, e, n) in reach.items() if w < east and e > west and s < north and n > south]


def _box(shape: Boundary) -> View:
    points = [point for ring in _rings(shape) for point in ring]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _rings(shape: Boundary) -> list[list[list[float]]]:
    coordinates = shape.geometry["coordinates"]
    polygons = coordinates if shape.geometry["type"] == "MultiPolygon" else [coordinates]
    return [polygon[0] for polygon in polygons]

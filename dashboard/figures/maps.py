"""Municipalities as shapes: what part of the world a map shows, who is around, and where that lies on a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from dashboard.figures.spacing import Box, Point

View = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""
HOME = "hemma"
"""The scope of the home group in names for the style sheet; in addresses it is the group's id."""


@dataclass(frozen=True)
class Boundary:
    """A municipality's shape as GeoJSON geometry, and the point of its label (WGS 84)."""

    geometry: dict[str, Any]
    longitude: float
    latitude: float

    @property
    def middle(self) -> Point:
        """Where its label stands."""
        return self.longitude, self.latitude


@dataclass(frozen=True)
class Projection:
    """Equal areas around the middle meridian (sinusoidal), as large as a box allows.

    Attributes:
        view: what is shown. box: what it fills, from a corner of the box it was given.
        is_down: whether the sheet's heights grow downwards, as on a screen.
    """

    view: View
    box: Box
    is_down: bool = False

    def at(self, longitude: float, latitude: float) -> Point:
        """Where a place lies on the sheet."""
        west, south, east, north = self.view
        left, edge, _, high = self.box
        scale = high / (north - south)
        across = (longitude - (west + east) / 2) * cos(radians(latitude)) + breadth(self.view) / 2
        return left + across * scale, edge + ((north - latitude) if self.is_down else (latitude - south)) * scale


def breadth(view: View) -> float:
    """How wide a view is, in degrees of latitude."""
    west, south, east, north = view
    return (east - west) * cos(radians(min(abs(south), abs(north))))


def fitted(view: View, box: Box, *, is_down: bool = False) -> Projection:
    """A view in a box, from its corner, as far as the view's shape allows."""
    left, edge, across, high = box
    scale = min(across / breadth(view), high / (view[3] - view[1]))
    filled = (left, edge, breadth(view) * scale, (view[3] - view[1]) * scale)
    return Projection(view, filled, is_down)


def border(count: int) -> float:
    """The weight of the line around each of so many municipalities."""
    return 1.0 if count < 60 else 0.4


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
    points = [point for ring in rings(shape) for point in ring]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def rings(shape: Boundary) -> list[list[list[float]]]:
    """A shape's rings, holes included: the outer one of each part and after it what is cut out of it."""
    coordinates = shape.geometry["coordinates"]
    polygons = coordinates if shape.geometry["type"] == "MultiPolygon" else [coordinates]
    return [ring for polygon in polygons for ring in polygon]

"""A figure that only the screen draws (streams, stops, reach, points by two values) as a sheet for an image file."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from math import floor, log10
from typing import Any

from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD, PAPER_TEXT, Sheet
from dashboard.figures import theme
from dashboard.figures.labels import placed
from dashboard.figures.looks import GRID, HAIR, Look
from dashboard.figures.maps import Boundary, fitted, rings
from dashboard.figures.scales import even_step
from dashboard.figures.spacing import Box, Point
from malkollen.texts.swedish import number

HIGH, HIGH_OF_POINTS = 34, 26
"""Of a map and of points by two values, in heights of the text."""
LINES = 5
"""Along an axis, about."""
_RGBA = re.compile(r"rgba?\(([^)]+)\)")
Trace = Mapping[str, Any]
At = Callable[[float, float], Point]


def sheet(figure: Trace, room: float, text: float) -> Sheet:
    """A figure in plotly's plain form. room: width in points; text: its size in points."""
    if "geo" in figure["layout"]:
        return _map(figure, room, text)
    return _points(figure, room, text)


def _map(figure: Trace, room: float, text: float) -> Sheet:
    geo = figure["layout"]["geo"]
    (west, east), (south, north) = geo["lonaxis"]["range"], geo["lataxis"]["range"]
    projection = fitted((west, south, east, north), (0.0, 0.0, room, HIGH * text))
    frame = projection.box
    drawn = Sheet(room, frame[3], text / PAPER_TEXT)
    for trace in figure["data"]:
        if trace["type"] == "choropleth":
            colours = [colour for _, colour in trace["colorscale"][::2]]  # of each class where it begins
            for feature, kind in zip(trace["geojson"]["features"], trace["z"], strict=True):
                outlines = [
                    [projection.at(p[0], p[1]) for p in ring] for ring in rings(Boundary(feature["geometry"], 0, 0))
                ]
                drawn.shape(outlines, colours[kind], theme.PAPER, clip=frame)
        else:
            _layer(drawn, trace, projection.at, (trace.get("lon", ()), trace.get("lat", ())))
            _words(drawn, trace, projection.at, ("lon", "lat"), frame, text)
    return drawn


def _layer(drawn: Sheet, trace: Trace, at: At, places: tuple[Sequence[Any], Sequence[Any]]) -> None:
    """Lines and marks of one trace."""
    mode, spots = trace["mode"], [at(x, y) for x, y in zip(*places, strict=True) if x is not None and y is not None]
    if "lines" in mode and spots:
        drawn.line(spots, Look(_ink(trace["line"]["color"]), trace["line"]["width"]), order=2)
    if "markers" in mode and trace["marker"].get("opacity", 1) > 0:
        _marks(drawn, trace["marker"], spots)


def _marks(drawn: Sheet, marker: Trace, spots: Sequence[Point]) -> None:
    colour, edge = marker["color"], marker.get("line", {})
    for place, spot in enumerate(spots):
        fill = _ink(_at(colour, place), marker.get("opacity", 1))
        line = _ink(_at(edge.get("color", colour), place)) if edge.get("width", 1) else "none"
        drawn.marks([spot], Look(line, 1.0, mark="circle", size=float(_at(marker["size"], place))), fill=fill)


def _words(drawn: Sheet, trace: Trace, at: At, axes: tuple[str, str], frame: Box, text: float) -> None:
    """Names over their numbers, moved apart where they would cover one another, with a hair to what they name."""
    if "text" not in trace["mode"]:
        return
    written = [[html.unescape(re.sub("<[^>]+>", "", line)) for line in one.split("<br>")] for one in trace["text"]]
    sizes = [(max(width(line, text, BOLD) for line in lines), 1.15 * text * len(lines)) for lines in written]
    spots = [at(x, y) for x, y in zip(trace[axes[0]], trace[axes[1]], strict=True)]
    beside = trace.get("textposition") is not None
    wanted = [(x + (0.8 * text + wide / 2 if beside else 0), y) for (x, y), (wide, _) in zip(spots, sizes, strict=True)]
    where = placed(wanted, sizes, frame, text)
    for lines, spot, (middle, is_moved, _) in zip(written, spots, where, strict=True):
        if is_moved:
            drawn.line([spot, middle], HAIR, order=3)
        for place, line in enumerate(lines):
            high = middle[1] + ((len(lines) - 1) / 2 - place) * 1.1 * text
            weight = BOLD if place == 0 and len(lines) > 1 else 400
            drawn.write((middle[0], high), line, text, theme.INK, weight=weight, side="center", halo=theme.PAPER)


def _points(figure: Trace, room: float, text: float) -> Sheet:
    """Points by two values, between round numbers along both axes."""
    data, layout = figure["data"], figure["layout"]
    drawn, left, below = Sheet(room, HIGH_OF_POINTS * text, text / PAPER_TEXT), 4.0 * text, 3.6 * text
    right, top = room - 8 * text, drawn.height - 2.5 * text
    xs, ys = ([value for trace in data for value in trace[axis]] for axis in ("x", "y"))
    (x0, x1, x_step), (y0, y1, y_step) = _round(xs), _round(ys)

    def at(x: float, y: float) -> Point:
        return left + (x - x0) / (x1 - x0) * (right - left), below + (y - y0) / (y1 - y0) * (top - below)

    for value in _between(x0, x1, x_step):
        drawn.line([at(value, y0), at(value, y1)], GRID, order=0)
        drawn.write((at(value, y0)[0], below - text), _number(value, x_step), text, theme.INK, side="center")
    for value in _between(y0, y1, y_step):
        drawn.line([at(x0, value), at(x1, value)], GRID, order=0)
        drawn.write((left - 0.6 * text, at(x0, value)[1]), _number(value, y_step), text, theme.INK, side="right")
    for trace in data:
        _layer(drawn, trace, at, (trace["x"], trace["y"]))
        _words(drawn, trace, at, ("x", "y"), (left, below, room - left, top - below), text)
    unit = layout["annotations"][0]["text"] if layout.get("annotations") else ""
    drawn.write((0.0, drawn.height - 0.8 * text), html.unescape(unit), text, theme.SOFT_INK)
    drawn.write((left, 0.7 * text), html.unescape(layout["xaxis"]["title"]["text"]), text, theme.SOFT_INK)
    return drawn


def _round(values: Sequence[float]) -> tuple[float, float, float]:
    """The round numbers around some values, and the step between lines."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    step = even_step((high - low or 1.0) / LINES)
    return floor(low / step) * step, -floor(-high / step) * step or step, step


def _between(low: float, high: float, step: float) -> list[float]:
    return [low + place * step for place in range(round((high - low) / step) + 1)]


def _number(value: float, step: float) -> str:
    return number(value, max(0, -floor(log10(step))))


def _at(value: object, place: int) -> Any:  # noqa: ANN401 - plotly's plain form
    """What a trace says once for all its points, or of each."""
    return value[place] if isinstance(value, Sequence) and not isinstance(value, str) else value


def _ink(colour: str, opacity: float = 1.0) -> str:
    """A colour as paper takes it, with how much it lets through."""
    if found := _RGBA.fullmatch(colour):
        red, green, blue, *rest = (float(part) for part in found[1].split(","))
        colour, opacity = f"#{int(red):02x}{int(green):02x}{int(blue):02x}", opacity * (rest or [1.0])[0]
    return f"{colour}{round(255 * opacity):02x}"

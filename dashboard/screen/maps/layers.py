"""What maps are drawn of, as plotly's plain data: shapes, marks, lines and words at longitudes and latitudes.

Plain, since a map of many years is as many maps: plotly checks only the one that is shown and what differs in others.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.figures import theme
from dashboard.figures.maps import Boundary, border
from dashboard.screen.charts.charts import HALO
from dashboard.screen.charts.sketch import Part


def features(boundaries: Mapping[str, Boundary], codes: Iterable[str]) -> list[Part]:
    """Municipalities as GeoJSON."""
    return [{"type": "Feature", "id": code, "geometry": boundaries[code].geometry, "properties": {}} for code in codes]


def polygons(
    shown: Sequence[Part], classes: Sequence[int], colours: Sequence[str], hover: Sequence[str] | None
) -> Part:
    """Municipalities as shapes, each in the colour of its class from 0; without hover they are only ground."""
    pointed = {"customdata": list(hover), "hovertemplate": "%{customdata}<extra></extra>"} if hover else {}
    return {
        "type": "choropleth",
        "geojson": {"type": "FeatureCollection", "features": shown},
        "locations": [feature["id"] for feature in shown],
        "z": list(classes),
        "zmin": 0,
        "zmax": len(colours),
        "colorscale": _scale(colours),
        "showscale": False,
        "marker": {"line": {"color": "#ffffff", "width": border(len(shown))}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        **(pointed or {"hoverinfo": "skip"}),
    }


def _scale(colours: Sequence[str]) -> list[tuple[float, str]]:
    """A stepped colour scale over the classes from 0 (missing)."""
    count = len(colours)
    return [(place / count, colour) for index, colour in enumerate(colours) for place in (index, index + 1)]


def lines(paths: Iterable[Sequence[Sequence[float]]], line: Part) -> Part:
    """Outlines, hairs or hatching, all in one stroke."""
    points = [(point[0], point[1]) for path in paths for point in (*path, (None, None))]
    return layer(points, mode="lines", line=line)


def layer(spots: Sequence[tuple[Any, Any]], says: Sequence[str] = (), **look: Any) -> Part:  # noqa: ANN401
    """Marks, lines or words at longitudes and latitudes; says: what each tells where one points at it."""
    pointed = {"customdata": list(says), "hovertemplate": "%{customdata}<extra></extra>"}
    told = pointed if says else {"hoverinfo": "skip"}
    where = {"lon": [x for x, _ in spots], "lat": [y for _, y in spots]}
    return {"type": "scattergeo", **where, "showlegend": False, **told, **look}


def words(
    spots: Sequence[tuple[float, float]],
    texts: Sequence[str],
    size: float = 14,
    ink: str | Sequence[str] = theme.INK,
    halo: str | Sequence[str] = HALO,
) -> Part:
    """Names at their places; the halo keeps them readable over lines, borders and water.

    Args:
        ink, halo: of all of them, or of each.
    """
    font = {"size": size, "color": ink, "family": theme.FONT, "shadow": halo}
    return layer(spots, mode="text", text=list(texts), textfont=font)

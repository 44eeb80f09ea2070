"""SCB's geodata server in miniature: made squares in 290 municipalities, paged and sorted as WFS 2.0.0 on loopback.

No border and no figure in it is real.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from publisher import Asked, Publisher, Reply
from pxweb_server import CODES

from ingest.sources import scb_areas as source

Json = dict[str, Any]
STEP = 20_000
NOT_FOUND = """<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">
<ows:Exception exceptionCode="InvalidParameterValue"><ows:ExceptionText>Layer not found: stat:X</ows:ExceptionText>
</ows:Exception></ows:ExceptionReport>"""


def square(x: float, y: float, width: float, height: float) -> Json:
    ring = [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def corner(place: int) -> tuple[float, float]:
    return 300_000 + place % 20 * STEP, 6_200_000 + place // 20 * STEP


def feature(geometry: Json, **cells: object) -> Json:
    return {"type": "Feature", "id": "x", "geometry": geometry, "geometry_name": "sp_geometry", "properties": cells}


def made_layers(codes: list[str] = CODES) -> dict[str, list[Json]]:
    """Two RegSO a municipality, side by side, each of two DeSO; three inhabited cells."""
    deso, regso, grid = [], [], []
    for place, code in enumerate(codes):
        x, y = corner(place)
        for part in (1, 2):
            name, left = f"{code}R{part:03}", x + (part - 1) * 5_000
            regso.append(
                feature(square(left, y, 5_000, 10_000), regsokod=name, regsonamn=f"Del {part}", kommunkod=code)
            )
            for half in (0, 1):
                shape = square(left, y + half * 5_000, 5_000, 5_000)
                deso.append(
                    feature(shape, desokod=f"{code}A{part}{half}0", regsokod=name, kommunkod=code, version=None)
                )
        for cell in range(3):
            east, north = int(x) + cell * 1000, int(y)
            cells = {"rutid_scb": f"{east}{north}", "beftotalt": 100 + cell, "man": 50, "kvinna": 50}
            grid.append(feature(square(east, north, 1000, 1000), **cells, referenstid="20251231"))
    return {"DeSO_2025": deso, "RegSO_2025": regso, "befolkning_1km_2025": grid}


class FakeGeodata(Publisher):
    """Serves layers as GeoServer does.

    Attributes:
        change: a last word on each page, given the layer and where it starts.
    """

    def __init__(self, layers: dict[str, list[Json]] | None = None) -> None:
        super().__init__({"/wfs": self.answer})
        self.layers = made_layers() if layers is None else layers
        self.extra: list[str] = ["DeSO_2018", "RegSO_2020", "befolkning_1km_2024", "Tatorter_2023"]
        self.change: Callable[[str, int, Json], Any] = lambda _layer, _start, page: page
        self.stamp = 0

    @property
    def pages(self) -> Iterator[tuple[str, int, int]]:
        """The layer, start and count of every page asked for."""
        for asked in self.asked:
            if asked.query.get("request") == "GetFeature":
                query = asked.query
                yield query["typeNames"].removeprefix("stat:"), int(query["startIndex"]), int(query["count"])

    def answer(self, asked: Asked) -> Reply:
        query = asked.query
        assert (query["service"], query["version"]) == ("WFS", "2.0.0")
        if query["request"] == "GetCapabilities":
            names = "".join(f"<FeatureType><Name>stat:{n}</Name></FeatureType>" for n in [*self.extra, *self.layers])
            head = '<?xml version="1.0"?><wfs:WFS_Capabilities><ows:Operation name="GetFeature"/><FeatureTypeList>'
            return Reply(f"{head}{names}</FeatureTypeList></wfs:WFS_Capabilities>".encode())
        name = query["typeNames"].removeprefix("stat:")
        if name not in self.layers:
            return Reply(NOT_FOUND.encode(), 400)
        assert (query["srsName"], query["outputFormat"]) == ("EPSG:3006", "application/json")
        key = query["sortBy"]
        rows = sorted(self.layers[name], key=lambda row: str(row["properties"].get(key)))
        start = int(query["startIndex"])
        page = rows[start : start + int(query["count"])]
        self.stamp += 1
        document = {
            "type": "FeatureCollection", "features": page, "totalFeatures": len(rows), "numberMatched": len(rows),
            "numberReturned": len(page), "timeStamp": f"2026-11-22T08:00:00.{self.stamp:03}Z",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
        }  # fmt: skip
        changed = self.change(name, start, json.loads(json.dumps(document)))
        return changed if isinstance(changed, Reply) else Reply.of(changed)


def layer(name: str) -> Any:  # noqa: ANN401 - a Layer
    return source._layer(name, 2025, source._titles(name)[0])

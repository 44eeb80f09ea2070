"""Whole layers of a WFS 2.0.0 server (GeoServer) as GeoJSON: asked for page by page, stored as they came, read back.

A layer is sorted by its key, so that pages neither overlap nor leave gaps; how many features there are is the server's
own number, which every page must repeat and which the stored pages must add up to.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ingest.fetching.connections import PIECE
from ingest.fetching.download import Client, UnreachableError
from ingest.fetching.raw import Fetch, RawStore
from ingest.readers import jsonstat
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

CRS = 3006  # SWEREF 99 TM, metres
EAST, NORTH = (200_000, 1_000_000), (6_100_000, 7_750_000)  # Sweden
LAYER_NAME = re.compile(r"<(?:\w+:)?Name>\s*([^<\s]+)\s*</(?:\w+:)?Name>")
EXCEPTION_TEXT = re.compile(r"<(?:\w+:)?ExceptionText>([^<]+)</")
SAMPLE = 3
MOST_PAGES = 100
"""Of a layer: those that are read have about 25. How many there are is the server's own word."""
POLYGONS = ("Polygon", "MultiPolygon")
Json = dict[str, Any]


@dataclass(frozen=True)
class Layer:
    """A layer and what we rely on of it.

    Attributes:
        name: with its workspace, as the server lists it.
        key: the column that no two features share, by which it is sorted.
        columns: the columns that are read, the key among them.
        page: features in a question.
    """

    publisher: str
    name: str
    key: str
    columns: tuple[str, ...]
    page: int

    @property
    def title(self) -> str:
        """As errors name it."""
        return f"{self.publisher} {self.name}"

    @property
    def year(self) -> int:
        """Of its edition, which its name ends with."""
        return int(self.name.rpartition("_")[2])

    @property
    def folder(self) -> str:
        """Where its pages are stored in a fetch."""
        return self.name.rpartition(":")[2]

    def file(self, start: int) -> str:
        """The name of a stored page."""
        return f"{self.folder}/{start:07}.json"


@dataclass(frozen=True)
class Page:
    """A checked answer. matched: features of the whole layer, as the server says."""

    matched: int
    features: list[Json]


@dataclass(frozen=True)
class Features:
    """A whole layer: its columns and its polygons, in the order of the key."""

    columns: dict[str, list[Any]]
    shapes: NDArray[np.object_]


def layers(client: Client, url: str) -> list[str]:
    """The names of the layers the server has; SourceError where it answers something else."""
    asked = {"service": "WFS", "version": "2.0.0", "request": "GetCapabilities"}
    text = client.get(url, asked).content.decode("utf-8", "replace")
    if "FeatureTypeList" not in text or not (found := LAYER_NAME.findall(text)):
        raise SourceError(f"{client.publisher}: svaret på GetCapabilities är ingen lista över lager; ändrad adress?")
    return list(dict.fromkeys(found))


def fetch(client: Client, url: str, layer: Layer, into: Fetch) -> None:
    """Stores every page of a layer that is not stored already.

    An edition that the newest readable fetch has, with as many features and the same first ones, is taken over from it:
    every answer has a time in it, so the same features would otherwise be stored once more at every ingest.
    """
    if not into.has(layer.file(0)) and _is_taken_over(client, url, layer, into):
        return
    matched, start = None, 0
    while matched is None or start < matched:
        name = layer.file(start)
        if into.has(name):
            page = read_page(layer, into.file(name).read_bytes(), start, layer.page)
        else:
            answer = _ask(client, url, layer, start, layer.page)
            page = read_page(layer, answer.content, start, layer.page)
            into.keep(name, answer)
        if matched is not None and page.matched != matched:
            raise SourceError(f"{layer.title}: {matched} objekt blev {page.matched} under hämtningen; hämta igen")
        matched, start = page.matched, start + layer.page


def sample(client: Client, url: str, layer: Layer) -> Page:
    """The first few features, with the columns we rely on."""
    page = read_page(layer, _ask(client, url, layer, 0, SAMPLE).content, 0, SAMPLE)
    for feature in page.features:
        _cells(layer, feature)
    return page


def read(fetched: Fetch, layer: Layer) -> Features:
    """A whole stored layer.

    Raises:
        SourceError: pages are missing, a key stands twice, a column is gone, or a shape is no polygon in Sweden.
    """
    columns: dict[str, list[Any]] = {name: [] for name in layer.columns}
    shapes: list[NDArray[np.object_]] = []
    matched = set()
    for page in _stored(fetched, layer):
        matched.add(page.matched)
        for feature in page.features:
            for name, cell in _cells(layer, feature).items():
                columns[name].append(cell)
        shapes.append(_shapes(layer, page.features))
    keys = columns[layer.key]
    if matched != {len(keys)}:
        said = " och ".join(map(str, sorted(matched))) or "inga"
        raise SourceError(f"{layer.title}: {len(keys)} objekt är lagrade men servern säger {said}; hämta igen")
    if twice := _first_twice(keys):
        raise SourceError(f"{layer.title}: {layer.key} {twice} står två gånger; sidorna överlappar, hämta igen")
    return Features(columns, np.concatenate(shapes))


def read_page(layer: Layer, content: bytes, start: int, count: int) -> Page:
    """A page as GeoJSON in SWEREF 99 TM with as many features as there should be; SourceError otherwise."""
    if content.lstrip().startswith(b"<"):
        text = EXCEPTION_TEXT.search(content[:PIECE].decode("utf-8", "replace"))
        said = excerpt(" ".join(text[1].split()), 200) if text else ""
        said = said or "en webbsida eller en felrapport"
        raise SourceError(f"{layer.title}: servern svarade inte med data: {said}")
    answer = jsonstat.load(layer.title, content)
    features, matched = answer.get("features"), answer.get("numberMatched", answer.get("totalFeatures"))
    if answer.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise SourceError(f"{layer.title}: svaret är inte GeoJSON (FeatureCollection)")
    if not isinstance(matched, int) or isinstance(matched, bool) or matched < 1:
        raise SourceError(
            f"{layer.title}: servern säger inte hur många objekt lagret har (numberMatched {matched!r:.40})"
        )
    if matched > MOST_PAGES * layer.page:
        most = MOST_PAGES * layer.page
        raise SourceError(f"{layer.title}: lagret sägs ha {excerpt(matched, 20)} objekt; högst {most} hämtas")
    expected = min(count, matched - start)
    if len(features) != expected:
        raise SourceError(f"{layer.title}: sidan från {start} har {len(features)} objekt, {expected} väntades")
    if f"::{CRS}" not in (name := str(_inner(answer.get("crs"), "properties", "name"))):
        raise SourceError(f"{layer.title}: koordinatsystemet är {name[:60]}, EPSG:{CRS} väntades")
    return Page(matched, features)


def _is_taken_over(client: Client, url: str, layer: Layer, into: Fetch) -> bool:
    store = RawStore(into.data)
    earlier = store.newest(into.folder.parent.name)
    if into.is_refetch or earlier is None or not earlier.has(layer.file(0)):
        return False
    now = sample(client, url, layer)
    names = [layer.file(start) for start in range(0, now.matched, layer.page)]
    if not all(earlier.has(name) for name in names):
        return False
    first = read_page(layer, earlier.file(names[0]).read_bytes(), 0, layer.page)
    if first.matched != now.matched or first.features[: len(now.features)] != now.features:
        return False
    for name in names:
        into.keep_again(name, earlier)
    return True


def _ask(client: Client, url: str, layer: Layer, start: int, count: int) -> Any:  # noqa: ANN401 - an Answer
    asked = {
        "service": "WFS", "version": "2.0.0", "request": "GetFeature", "typeNames": layer.name, "count": str(count),
        "startIndex": str(start), "sortBy": layer.key, "outputFormat": "application/json", "srsName": f"EPSG:{CRS}",
    }  # fmt: skip
    try:
        return client.get(url, asked)
    except UnreachableError:
        raise
    except SourceError as error:
        raise SourceError(f"{error}; finns lagret {layer.name} kvar, med kolumnen {layer.key}?") from None


def _stored(fetched: Fetch, layer: Layer) -> Iterator[Page]:
    names = sorted(name for name in fetched.manifest()["files"] if name.startswith(f"{layer.folder}/"))
    for name in names:
        start = int(name.removesuffix(".json").rpartition("/")[2])
        yield read_page(layer, fetched.file(name).read_bytes(), start, layer.page)


def _cells(layer: Layer, feature: object) -> Json:
    """The columns of a feature; the key is a text."""
    cells = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(cells, dict):
        raise SourceError(f"{layer.title}: ett objekt saknar egenskaper")
    for name in layer.columns:
        if cells.get(name) is None:
            raise SourceError(f"{layer.title}: kolumnen {name} saknas eller är tom ({str(cells.get(layer.key))[:40]})")
    if not isinstance(cells[layer.key], str) or not cells[layer.key].strip():
        raise SourceError(f"{layer.title}: {layer.key} är {str(cells[layer.key])[:40]!r}, en text väntades")
    return {name: cells[name] for name in layer.columns}


def _shapes(layer: Layer, features: Sequence[Json]) -> NDArray[np.object_]:
    """The features' polygons, mended where they cross themselves."""
    texts = [json.dumps(feature.get("geometry")) for feature in features]
    try:
        shapes: NDArray[np.object_] = shapely.from_geojson(texts)
    except shapely.GEOSException:
        shapes = np.array([_shape(text) for text in texts], dtype=object)
    bounds = shapely.bounds(shapes)
    is_inside = (bounds[:, 0] >= EAST[0]) & (bounds[:, 2] <= EAST[1])
    is_inside &= (bounds[:, 1] >= NORTH[0]) & (bounds[:, 3] <= NORTH[1])
    for shape, feature, inside in zip(shapes, features, is_inside, strict=True):
        key = feature["properties"][layer.key]
        if shape is None or shape.is_empty or shape.geom_type not in POLYGONS:
            raise SourceError(f"{layer.title}: {key} är ingen yta")
        if not inside:
            raise SourceError(f"{layer.title}: {key} ligger utanför Sverige; står koordinaterna som öst, nord?")
    is_crossed = ~shapely.is_valid(shapes)
    shapes[is_crossed] = shapely.make_valid(shapes[is_crossed])
    return shapes


def _shape(text: str) -> shapely.Geometry | None:
    """One geometry; None where it cannot be read."""
    try:
        return shapely.from_geojson(text)
    except shapely.GEOSException:
        return None


def _first_twice(keys: Sequence[str]) -> str | None:
    seen: set[str] = set()
    return next((key for key in keys if key in seen or seen.add(key)), None)  # type: ignore[func-returns-value]


def _inner(value: object, *names: str) -> object:
    """What lies under some names, None where it does not."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value

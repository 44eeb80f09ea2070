"""Files of areas made to open another file or address: each is refused, the other file is not read, nobody is asked."""

import http.server
import json
import sqlite3
import threading
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from ingest.transit.areas import area_file, area_formats, topojson
from ingest.transit.areas.borders import CRS
from malkollen.errors import SourceError

SHAPE = shapely.box(670_000, 6_569_000, 671_000, 6_570_000)
RING = [[17.9, 59.2], [17.91, 59.2], [17.91, 59.21], [17.9, 59.2]]


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what it was asked."""
    paths: list[str] = []

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own word
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def areas(**more: object) -> gpd.GeoDataFrame:
    columns = {"kod": ["A"], "befolkning": [5], "år": [2024], "källa": ["Prov"], **more}
    return gpd.GeoDataFrame(columns, geometry=[SHAPE], crs=CRS)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Another file of the computer, with areas that would be read without fault."""
    path = tmp_path / "annan" / "hemlig.gpkg"
    path.parent.mkdir()
    areas().to_file(path, layer="ytor")
    return path


def vrt(source: str) -> str:
    return (
        '<OGRVRTDataSource><OGRVRTLayer name="ytor"><SrcDataSource>'
        f"{source}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )


def feature(**more: object) -> dict[str, object]:
    properties = {"kod": "A", "befolkning": 5, "år": 2024, "källa": "Prov"}
    shape = {"type": "Polygon", "coordinates": [RING]}
    return {"type": "Feature", "properties": properties, "geometry": shape, **more}


def geojson(**more: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": [feature()], **more})


def zipped(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w") as whole:
        for name, content in members.items():
            whole.writestr(name.replace("__", "."), content)
    return path


def refused(path: Path) -> str:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with pytest.raises(SourceError) as caught:
            area_file.read(path, path.name)
    line = str(caught.value)
    assert [str(one.message) for one in heard] == []
    assert line.startswith(f"{path.name}: ")
    assert "\n" not in line
    assert str(path.parent) not in line
    return line


@pytest.mark.parametrize("name", ["ytor.geojson", "ytor.json", "ytor.gpkg", "ytor.parquet", "ytor.zip"])
def test_a_file_that_names_another_is_not_followed(
    name: str, secret: Path, tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    address, paths = asked
    for source in (str(secret), f"/vsicurl/{address}/ytor.gpkg", f"{address}/ytor.geojson"):
        for content in (vrt(source), json.dumps({"a": vrt(source)}), f"SQLite format 3\x00{vrt(source)}"):
            (tmp_path / name).write_text(content, encoding="utf-8")
            refused(tmp_path / name)
    assert paths == []


@pytest.mark.parametrize("inner", ["ytor__vrt", "ytor__geojson", "ytor__shp", "ytor__gdb/a__gdbtable", "doc__kml"])
def test_a_zip_holds_a_shapefile_and_no_other(
    inner: str, secret: Path, tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    for source in (str(secret), f"/vsicurl/{asked[0]}/ytor.gpkg"):
        refused(zipped(tmp_path / "ytor.zip", **{inner: vrt(source)}))
    assert asked[1] == []


def test_only_the_shapefile_of_a_zip_is_unpacked(secret: Path, tmp_path: Path) -> None:
    areas().rename(columns={"befolkning": "inv"}).rename(columns={"inv": "population"}).to_file(
        tmp_path / "ytor.shp", encoding="utf-8"
    )
    parts = {f"ytor__{suffix}": (tmp_path / f"ytor.{suffix}").read_bytes() for suffix in ("shp", "shx", "dbf", "prj")}
    path = zipped(tmp_path / "ytor.zip", **parts, ytor__vrt=vrt(str(secret)), ytor__qix=b"x")
    assert area_file.read(path, path.name)["small_area_id"].tolist() == ["A"]
    refused(zipped(tmp_path / "ytor.zip", **parts, annan__shp=parts["ytor__shp"]))
    refused(zipped(tmp_path / "ytor.zip", **{**parts, "ytor__shp": b"no shape"}))
    assert "utanför sin mapp" in refused(zipped(tmp_path / "ytor.zip", **parts, **{"../ut__txt": b""}))


@pytest.mark.parametrize("kind", ["link", "url", "URL"])
def test_a_coordinate_system_behind_an_address_is_not_asked_for(
    kind: str, tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    system = {"type": kind, "properties": {"href": f"{asked[0]}/crs", "url": f"{asked[0]}/crs"}}
    path = tmp_path / "ytor.geojson"
    path.write_text(geojson(crs=system), encoding="utf-8")
    assert "koordinatsystemet" in refused(path)
    shape = {"type": "Polygon", "coordinates": [RING], "crs": system}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature(geometry=shape)]}), encoding="utf-8")
    assert area_file.read(path, path.name)["population"].tolist() == [5]
    assert asked[1] == []


@pytest.mark.parametrize(
    "name",
    ["EPSG:3006", "urn:ogc:def:crs:EPSG::3006", "urn:ogc:def:crs:EPSG:8.9:3006", "urn:ogc:def:crs:OGC:1.3:CRS84"],
)
def test_a_coordinate_system_by_its_number_is_known(name: str, tmp_path: Path) -> None:
    path = tmp_path / "ytor.geojson"
    system = {"type": "name", "properties": {"name": name}}
    corners = RING if "CRS84" in name else [[670_000, 6_569_000], [671_000, 6_569_000], [671_000, 6_570_000]]
    shape = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    found = {"type": "FeatureCollection", "features": [feature(geometry=shape)], "crs": system}
    path.write_text(json.dumps(found), encoding="utf-8")
    frame = area_file.read(path, path.name)
    assert (frame.crs.to_epsg(), round(frame.area.iloc[0] / 1e5)) == (CRS, 3 if "CRS84" in name else 5)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("CREATE VIEW vy AS SELECT * FROM ytor", "en sparad fråga (vy)"),
        ("CREATE VIRTUAL TABLE annan USING fts4(a)", "en tabell som läser något annat"),
        ("CREATE TABLE t (a TEXT, b TEXT GENERATED ALWAYS AS (upper(a)) VIRTUAL)", "en kolumn som räknas ut"),
    ],
)
def test_a_geopackage_with_queries_in_it_is_refused(sql: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "ytor.gpkg"
    areas().to_file(path, layer="ytor")
    assert area_file.read(path, path.name)["population"].tolist() == [5]
    with closing(sqlite3.connect(path)) as db:
        db.execute(sql)
        db.commit()
    assert message in refused(path)


def test_a_table_that_would_open_another_file_is_refused_before_gdal_sees_it(secret: Path, tmp_path: Path) -> None:
    path = tmp_path / "ytor.gpkg"
    areas().to_file(path, layer="ytor")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        sql = f"CREATE VIRTUAL TABLE annan USING VirtualOGR('{secret}')"
        db.execute("INSERT INTO sqlite_master VALUES ('table', 'annan', 'annan', 0, ?)", [sql])
        db.commit()
    assert "läser något annat" in refused(path)


def test_too_many_areas_are_refused_by_every_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area_formats, "MOST_AREAS", 1)
    two = gpd.GeoDataFrame({"kod": ["A", "B"]}, geometry=[SHAPE, SHAPE], crs=CRS)
    two.to_file(tmp_path / "ytor.shp")
    two.to_file(tmp_path / "ytor.gpkg")
    two.to_file(tmp_path / "ytor.geojson")
    two.to_parquet(tmp_path / "ytor.parquet")
    zipped(
        tmp_path / "ytor.zip",
        **{f"ytor__{one}": (tmp_path / f"ytor.{one}").read_bytes() for one in ("shp", "shx", "dbf", "prj")},
    )
    for suffix in ("gpkg", "geojson", "parquet", "zip"):
        assert "2 områden; högst 1 läses" in refused(tmp_path / f"ytor.{suffix}").replace("\u00a0", " ")


def test_a_file_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ytor.geojson"
    path.write_text(geojson(), encoding="utf-8")
    monkeypatch.setattr(area_formats, "MOST_JSON_BYTES", 100)
    assert "högst 100 byte läses" in refused(path)
    monkeypatch.setattr(area_formats, "MOST_BYTES", 50)
    assert "högst 50 byte läses" in refused(path)


def test_brackets_within_brackets_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "ytor.json").write_text("[" * 200_000, encoding="utf-8")
    refused(tmp_path / "ytor.json")


def test_topojson_as_its_specification_writes_it() -> None:
    """The specification's own example: quantised arcs, one followed backwards."""
    features = topojson.features({
        "type": "Topology",
        "transform": {"scale": [0.0005, 0.0001], "translate": [100, 0]},
        "objects": {"example": {"type": "GeometryCollection", "geometries": [
            {"type": "Point", "properties": {"prop0": "value0"}, "coordinates": [4000, 5000]},
            {"type": "LineString", "properties": {}, "arcs": [0]},
            {"type": "Polygon", "id": "p", "properties": {}, "arcs": [[1]]},
            {"type": "MultiPolygon", "arcs": [[[~1]]]},
        ]}},
        "arcs": [[[4000, 0], [1999, 9999], [2000, -9999], [2000, 9999]],
                 [[0, 0], [0, 9999], [2000, 0], [0, -9999], [-2000, 0]]],
    })  # fmt: skip
    ring = [(100.0, 0.0), (100.0, 0.9999), (101.0, 0.9999), (101.0, 0.0), (100.0, 0.0)]
    assert features[0]["geometry"]["coordinates"] == (102.0, 0.5)
    assert features[1]["geometry"] is None
    assert features[2]["id"] == "p"
    assert features[2]["geometry"]["coordinates"] == [ring]
    assert features[3]["geometry"]["coordinates"] == [[ring[::-1]]]


def test_an_arc_named_a_million_times_is_not_drawn_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    arc = [[0, 0]] * 1000
    shape = {"type": "Polygon", "arcs": [[0] * 100_000]}
    with pytest.raises(ValueError, match=r"^$"):
        topojson.features({"type": "Topology", "objects": {"a": shape}, "arcs": [arc]})

"""SCB's small areas and population grid on loopback: pages, faults, files beside the database."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import geopandas as gpd
import numpy as np
import pytest
import shapely
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st
from live_database import prepared
from made_source import carried
from parts import every
from publisher import Reply
from pxweb_server import CODES
from wfs_server import NOT_FOUND, FakeGeodata, Json, feature, layer, made_layers, square

from dashboard.content import facts as dashboard_facts
from dashboard.content.data import sources as sources_content
from ingest import build, live, run
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch, RawStore
from ingest.readers import wfs
from ingest.run import Wanted
from ingest.sources import figures, scb_areas as source
from malkollen import ROOT
from malkollen.database import freshness, storage
from malkollen.errors import SourceError

TODAY = date(2026, 11, 22)
REAL = ROOT.parent / "shared" / "gtfs" / "areas" / "sodertorn-basomr2010.json"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGeodata]:
    with FakeGeodata() as one:
        monkeypatch.setenv(source.BASE_VARIABLE, f"{one.url}/wfs")
        yield one


def client() -> Client:
    return Client(source.PUBLISHER, source.LIVE.limits, pause=lambda _seconds: None)


def fetched(data: Path) -> tuple[RawStore, bool]:
    """A whole fetch; whether it is new."""
    store = RawStore(data)
    into = store.begin("scb_areas")
    source.fetch(client(), into, None)
    return store, store.finish("scb_areas", into)


def staged(data: Path) -> DuckDBPyConnection:
    db = prepared([(code, code) for code in CODES])
    source.stage(db, RawStore(data).readable("scb_areas"))
    return db


def newest(store: RawStore) -> Fetch:
    fetch = store.newest("scb_areas")
    assert fetch is not None
    return fetch


# ── the whole way ──


def test_layers_are_fetched_in_pages_and_become_files(server: FakeGeodata, tmp_path: Path) -> None:
    store, _ = fetched(tmp_path)
    deso = [(start, count) for name, start, count in server.pages if name == "DeSO_2025"]
    assert deso == [(start, 250) for start in range(0, 1160, 250)]
    with staged(tmp_path) as db:
        rows = db.execute("SELECT layer, year, features, population, source, file FROM mart.area_files").fetchall()
    files = {name: tmp_path / file for name, *_, file in rows}
    assert {row[:5] for row in rows} == {
        ("deso", 2025, 1160, None, "scb_small_areas"),
        ("regso", 2025, 580, None, "scb_small_areas"),
        ("municipalities", 2025, 290, None, "scb_small_areas"),
        ("grid_1km", 2025, 870, 290 * 303, "scb_population_grid"),
    }
    (only,) = store.readable("scb_areas")
    assert {path.parent for path in files.values()} == {tmp_path / "areas" / f"{only.id}-{source.FORM}"}
    assert not [*tmp_path.rglob("*.part")]
    whole = gpd.read_parquet(files["municipalities"]).set_index("municipality_code")
    assert list(whole.index) == sorted(CODES)
    assert whole.crs.to_epsg() == 3006
    assert set(whole.area.round()) == {10_000 * 10_000}
    assert list(gpd.read_parquet(files["deso"])) == ["deso_code", "regso_code", "municipality_code", "geometry"]
    assert list(gpd.read_parquet(files["regso"])) == ["regso_code", "regso_name", "municipality_code", "geometry"]
    grid = gpd.read_parquet(files["grid_1km"])
    assert (list(grid), grid["population"].sum()) == (["cell", "population", "geometry"], 290 * 303)


def test_the_newest_edition_is_asked_for_and_areas_are_of_one_year(server: FakeGeodata, tmp_path: Path) -> None:
    server.layers["befolkning_1km_2026"] = json.loads(
        json.dumps(server.layers.pop("befolkning_1km_2025")).replace("20251231", "20261231")
    )
    server.extra.append("DeSO_2031")  # not yet a RegSO of that year
    fetched(tmp_path)
    with staged(tmp_path) as db:
        years = dict(db.execute("SELECT layer, year FROM mart.area_files").fetchall())
    assert years == {"deso": 2025, "regso": 2025, "municipalities": 2025, "grid_1km": 2026}


def test_an_interrupted_fetch_goes_on_where_it_was(server: FakeGeodata, tmp_path: Path) -> None:
    server.change = lambda _name, start, page: Reply(b"busy", 503) if start == 500 else page
    with pytest.raises(SourceError, match="svarade 503 efter 4 försök"):
        fetched(tmp_path)
    server.change = lambda _name, _start, page: page
    server.asked.clear()
    fetched(tmp_path)
    assert [start for name, start, _ in server.pages if name == "DeSO_2025"] == [500, 750, 1000]
    staged(tmp_path).close()


def test_the_same_edition_is_not_stored_twice_though_every_answer_has_a_time(
    server: FakeGeodata, tmp_path: Path
) -> None:
    fetched(tmp_path)
    server.asked.clear()
    store, is_new = fetched(tmp_path)
    assert not is_new
    assert len(store.readable("scb_areas")) == 1
    assert [*server.pages] == [(name, 0, wfs.SAMPLE) for name in server.layers]
    first = min(server.layers["befolkning_1km_2025"], key=lambda row: row["properties"]["rutid_scb"])
    first["properties"]["beftotalt"] += 1
    store, is_new = fetched(tmp_path)
    assert is_new
    newest, before = store.readable("scb_areas")
    prints = [{name: file["sha256"] for name, file in one.manifest()["files"].items()} for one in (newest, before)]
    assert {name for name in prints[0] if prints[0][name] != prints[1][name]} == {"befolkning_1km_2025/0000000.json"}
    names = [file["fetched_at"] for file in newest.manifest()["files"].values()]
    assert len(names) == 5 + 3 + 1


@pytest.mark.parametrize("is_first", [True, False], ids=["whole", "taken over"])
def test_a_layer_of_more_objects_than_sweden_has_is_refused(
    server: FakeGeodata, tmp_path: Path, *, is_first: bool
) -> None:
    """Each page of it would be a question; the names of their files alone filled the memory."""
    if not is_first:
        fetched(tmp_path)
    server.asked.clear()
    server.change = lambda _name, _start, page: page | {"numberMatched": 250_000_000_000}
    with pytest.raises(SourceError, match=r"DeSO_2025: lagret sägs ha 250000000000 objekt; högst 25000 hämtas$"):
        fetched(tmp_path)
    assert len({name for name, *_ in server.pages}) == len([*server.pages])  # a page of each layer


def test_probe_asks_for_three_features_of_each_layer(server: FakeGeodata) -> None:
    said = source.probe(client())
    assert said == "SCB geodata: DeSO_2025 1160 objekt, RegSO_2025 580 objekt, befolkning_1km_2025 870 objekt"
    del server.layers["RegSO_2025"][0]["properties"]["regsonamn"]
    with pytest.raises(SourceError, match=r"^SCB geodata stat:RegSO_2025: kolumnen regsonamn saknas eller är tom"):
        source.probe(client())


def test_files_of_a_good_fetch_are_not_written_again_until_one_is_gone(server: FakeGeodata, tmp_path: Path) -> None:
    store, _ = fetched(tmp_path)
    staged(tmp_path).close()
    (only,) = store.readable("scb_areas")
    only.mark("good")
    files = sorted(tmp_path.glob("areas/*/*.parquet"))
    times = [file.stat().st_mtime_ns for file in files]
    with staged(tmp_path) as db:
        assert db.execute("SELECT sum(features), sum(population) FROM mart.area_files").fetchone() == (2900, 290 * 303)
    assert [file.stat().st_mtime_ns for file in files] == times
    files[0].unlink()
    (tmp_path / "areas" / "20200101T000000.000000Z-1").mkdir()
    staged(tmp_path).close()
    assert all(file.stat().st_mtime_ns > time for file, time in zip(files, times, strict=True))
    assert [path.name for path in (tmp_path / "areas").iterdir()] == [f"{only.id}-{source.FORM}"]


@pytest.mark.thorough  # as the newest edition, above
def test_a_layer_under_another_name_reads_what_was_fetched_under_the_old(
    server: FakeGeodata, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data folder's file names the layer anew: what lies here stands until it has been fetched, and after."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    store, _ = fetched(tmp_path)
    with staged(tmp_path):
        newest(store).mark("good")
    (tmp_path / "publishers.toml").write_text('[scb_geodata.layers]\ngrid = "folk_1km"\n', encoding="utf-8")
    with staged(tmp_path) as db:
        assert db.execute("SELECT year FROM mart.area_files WHERE layer = 'grid_1km'").fetchone() == (2025,)
    fetched(tmp_path)  # no layer is called so: the old one is taken over, and it is told
    assert "lagret stat:folk_1km_<år> finns inte" in newest(store).manifest()["told"]["grid"]
    server.layers["folk_1km_2025"] = server.layers.pop("befolkning_1km_2025")
    fetched(tmp_path)
    assert {name.partition("/")[0] for name in newest(store).manifest()["files"]} == {
        "DeSO_2025",
        "RegSO_2025",
        "folk_1km_2025",
    }
    with staged(tmp_path) as db:
        assert db.execute("SELECT features FROM mart.area_files WHERE layer = 'grid_1km'").fetchone() == (870,)


# ── what the server may get wrong ──


def test_a_layer_that_is_gone_is_said_before_anything_is_fetched(server: FakeGeodata, tmp_path: Path) -> None:
    del server.layers["RegSO_2025"]
    with pytest.raises(SourceError, match=r"^SCB geodata: lagret stat:DeSO_<år> finns inte bland serverns 6 lager; se"):
        fetched(tmp_path)
    assert not [*server.pages]


def test_a_layer_that_is_listed_but_not_found_is_said(server: FakeGeodata, tmp_path: Path) -> None:
    del server.layers["befolkning_1km_2025"]
    server.extra.append("befolkning_1km_2025")
    with pytest.raises(SourceError, match=r"avvisades \(400, .*\); finns lagret stat:befolkning_1km_2025 kvar"):
        fetched(tmp_path)


def on_second(change: Callable[[Json], Any]) -> Callable[[str, int, Json], Any]:
    """A change of the second page of DeSO."""
    return lambda name, start, page: change(page) if (name, start) == ("DeSO_2025", 250) else page


ANSWERS = {
    "report": (lambda _page: Reply(NOT_FOUND.encode()), "servern svarade inte med data: Layer not found: stat:X"),
    "page": (lambda _page: Reply(b"<html><h1>Underh\xc3\xa5ll"), "servern svarade inte med data: en webbsida"),
    "spaces": (lambda _page: Reply(b"<ExceptionText>" + b" " * 20_000), "servern svarade inte med data: en webbsida"),
    "half": (lambda page: page | {"features": page["features"][:100]}, "sidan från 250 har 100 objekt, 250 väntades"),
    "more": (lambda page: page | {"numberMatched": 1161}, "1160 objekt blev 1161 under hämtningen; hämta igen"),
    "unknown": (lambda page: page | {"numberMatched": "unknown"}, "servern säger inte hur många objekt"),
    "crs": (lambda page: page | {"crs": None}, "koordinatsystemet är None, EPSG:3006 väntades"),
    "shape": (lambda page: {"features": page}, r"svaret är inte GeoJSON \(FeatureCollection\)"),
    "cut": (lambda page: Reply(json.dumps(page).encode()[:5000]), "svaret är inte JSON"),
    "truncated": (lambda page: Reply(json.dumps(page).encode(), misbehave="truncate"), "avkortat svar efter 4 försök"),
}


@pytest.mark.parametrize("name", every(3, [*ANSWERS]))
def test_a_page_that_is_not_whole_is_never_stored(name: str, server: FakeGeodata, tmp_path: Path) -> None:
    """Every third page; thoroughly all."""
    change, said = ANSWERS[name]
    server.change = on_second(change)  # type: ignore[arg-type]
    with pytest.raises(SourceError, match=said) as raised:
        fetched(tmp_path)
    assert len(str(raised.value).splitlines()) == 1
    (folder,) = (tmp_path / "raw" / "scb_areas").iterdir()
    kept = {file for file in Fetch(folder).manifest()["files"] if file.startswith("DeSO_2025/")}
    whole = {"DeSO_2025/0000000.json"} if name == "truncated" else set()  # to go on with, where the line broke
    assert kept - {"DeSO_2025/0000250.json"} == whole


@pytest.mark.parametrize("body", [b"", b"<html/>", b"{}", NOT_FOUND.encode()])
def test_capabilities_that_are_something_else_are_said(body: bytes, server: FakeGeodata, tmp_path: Path) -> None:
    server.route("/wfs", Reply(body))
    with pytest.raises(SourceError, match="GetCapabilities är ingen lista över lager"):
        fetched(tmp_path)


# ── what the layers may get wrong ──


def cell(name: str, place: int, **cells: object) -> Callable[[dict[str, list[Json]]], object]:
    return lambda layers: layers[name][place]["properties"].update(cells)


def shape(name: str, place: int, geometry: object) -> Callable[[dict[str, list[Json]]], object]:
    return lambda layers: layers[name][place].update(geometry=geometry)


CROSSED = {"type": "Polygon", "coordinates": [[[3e5, 6.2e6], [3.1e5, 6.21e6], [3.1e5, 6.2e6], [3e5, 6.21e6], [3e5, 6.2e6]]]}  # fmt: skip  # noqa: E501
GRID = "befolkning_1km_2025"
LAYERS: dict[str, tuple[Callable[[dict[str, list[Json]]], object], str]] = {
    "twice": (cell("DeSO_2025", 4, desokod="0114A100"), "desokod 0114A100 står två gånger; sidorna överlappar"),
    "unknown municipality": (cell("RegSO_2025", 0, kommunkod="9999"), "0114R001 har kommunkoden '9999', ingen av"),
    "number": (cell("DeSO_2025", 0, kommunkod=114), "0114A100 har kommunkoden '114', ingen av de 290"),
    "other municipality": (cell("DeSO_2025", 0, kommunkod="0115"), "0114A100 i 0115 hör till '0114R001', ingen RegSO"),
    "orphan": (cell("DeSO_2025", 0, regsokod="0114R009"), "0114A100 i 0114 hör till '0114R009', ingen RegSO där"),
    "column": (lambda layers: layers["DeSO_2025"][7]["properties"].pop("kommunkod"), "kolumnen kommunkod saknas"),
    "key": (cell("RegSO_2025", 3, regsokod=7), "regsokod är '7', en text väntades"),
    "gone": (lambda layers: layers.update(made_layers(CODES[:-1])), "1 kommuner saknar områden, den första"),
    "empty": (lambda layers: [layers["DeSO_2025"].pop(0) for _ in (0, 1)], "RegSO 0114R001 har inga DeSO"),
    "point": (shape("DeSO_2025", 0, {"type": "Point", "coordinates": [3e5, 6.2e6]}), "0114A100 är ingen yta"),
    "none": (shape("DeSO_2025", 0, None), "0114A100 är ingen yta"),
    "nonsense": (shape("DeSO_2025", 0, {"type": "Polygon", "coordinates": "x"}), "0114A100 är ingen yta"),
    "axes": (shape("DeSO_2025", 0, square(6_200_000, 300_000, 5_000, 5_000)), "står koordinaterna som öst, nord"),
    "overlap": (shape("RegSO_2025", 1, square(300_000, 6_200_000, 5_000, 10_000)), "områdena i 0114 överlappar"),
    "smaller": (lambda layers: [row.update(geometry=square(3e5, 6.2e6, 10, 10)) for row in layers["DeSO_2025"]],
                "områdena är 0 km² tillsammans men RegSO 29000 km²"),
    "text": (cell(GRID, 0, beftotalt="100"), "beftotalt är '100' i 3000006200000, ett antal väntades"),
    "negative": (cell(GRID, 0, beftotalt=-1), "beftotalt är '-1'"),
    "other year": (cell(GRID, 0, referenstid="20241231"), "referenstid är '20241231' i 3000006200000, 2025 väntades"),
    "large": (shape(GRID, 0, square(300_000, 6_200_000, 1100, 1000)), "3000006200000 är inte en kvadratkilometer"),
}  # fmt: skip


@pytest.mark.parametrize("name", every(9, [*LAYERS]))
def test_layers_that_contradict_one_another_leave_no_file(name: str, server: FakeGeodata, tmp_path: Path) -> None:
    """Every ninth contradiction; thoroughly all."""
    change, said = LAYERS[name]
    change(server.layers)
    fetched(tmp_path)
    with pytest.raises(SourceError, match=said) as raised:
        staged(tmp_path)
    assert str(raised.value).startswith("SCB geodata stat:")
    assert len(str(raised.value).splitlines()) == 1
    assert not (tmp_path / "areas").exists()


def test_a_polygon_that_crosses_itself_is_mended(server: FakeGeodata, tmp_path: Path) -> None:
    server.layers["DeSO_2025"][0]["geometry"] = CROSSED
    fetched(tmp_path)
    staged(tmp_path).close()
    (file,) = tmp_path.glob("areas/*/deso.parquet")
    assert gpd.read_parquet(file).is_valid.all()


def test_fewer_stored_features_than_the_server_has_are_no_layer(server: FakeGeodata, tmp_path: Path) -> None:
    store, _ = fetched(tmp_path)
    (only,) = store.readable("scb_areas")
    manifest = only.manifest()
    del manifest["files"]["DeSO_2025/0000500.json"]
    only._write(manifest)
    with pytest.raises(SourceError, match="DeSO_2025: 910 objekt är lagrade men servern säger 1160; hämta igen"):
        staged(tmp_path)


@pytest.mark.parametrize("people", [300.0, 400.0])
def test_the_cells_have_about_as_many_inhabitants_as_the_municipalities(
    people: float, server: FakeGeodata, tmp_path: Path
) -> None:
    fetched(tmp_path)
    with prepared([(code, code) for code in CODES]) as db:
        rows = [[code, 2025, "population", people, "", "p"] for code in CODES]
        db.executemany("INSERT INTO staged.measures VALUES (?, ?, ?, ?, ?, ?)", rows)
        fetches = RawStore(tmp_path).readable("scb_areas")
        if people == 300:
            return source.stage(db, fetches)
        with pytest.raises(SourceError, match="rutorna har 87870 invånare men kommunerna 116000"):
            source.stage(db, fetches)
    return None


# ── in a build ──


@pytest.mark.thorough  # as those of small areas' inhabitants
def test_a_build_names_the_files_and_a_bad_fetch_leaves_the_good_ones(
    server: FakeGeodata, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried(tmp_path)
    monkeypatch.setattr(build, "modules", lambda: {"figures": figures, "scb_areas": source})
    live.asked_within.cache_clear()
    monkeypatch.setattr(live, "client", lambda *_args: client())

    def ingest() -> list[live.Fault]:
        wanted = Wanted(names=["scb_areas"])
        return run.run(tmp_path, wanted, lambda *_: None, lambda _line: None)[1]

    def named() -> set[str]:
        with storage.attach(tmp_path / storage.FILE_NAME) as db:
            shown = db.execute("SELECT sources FROM mart.fetches WHERE module = 'scb_areas' AND is_shown").fetchall()
            assert shown == [(["scb_population_grid", "scb_small_areas"],)]
            ages = {one.source: one for one in freshness.load(db, TODAY) if one.source.startswith("scb_")}
            files = {file for (file,) in db.execute("SELECT file FROM mart.area_files").fetchall()}
        assert ages["scb_small_areas"].next_expected.isoformat() == "2031-12-31"
        assert ages["scb_population_grid"].next_expected.isoformat() == "2027-11-30"
        assert {(one.latest_year, one.is_late, one.licence) for one in ages.values()} == {(2025, False, "CC0")}
        assert all((tmp_path / file).is_file() for file in files)
        return files

    assert ingest() == []
    before = named()
    assert len(before) == 4
    first = min(server.layers["RegSO_2025"], key=lambda row: row["properties"]["regsokod"])
    first["properties"]["kommunkod"] = "9999"
    (fault,) = ingest()
    assert "har kommunkoden '9999'" in fault.reason
    assert named() == before
    first["properties"]["kommunkod"] = "0114"
    first["properties"]["regsonamn"] = "Nytt namn"
    assert ingest() == []
    assert not named() & before


@pytest.mark.thorough  # as every source's in tests/dashboard
def test_the_page_of_sources_shows_it(server: FakeGeodata, database: Path, tmp_path: Path) -> None:
    path = tmp_path / storage.FILE_NAME
    path.write_bytes(database.read_bytes())
    fetched(tmp_path)
    fetches = RawStore(tmp_path).readable("scb_areas")
    with duckdb.connect(path) as db:
        db.execute("ATTACH ':memory:' AS staged")
        db.execute("CREATE TABLE staged.measures AS FROM mart.measures LIMIT 0")
        live.declare(db, source.sources(fetches))
        source.stage(db, fetches)
    found = dashboard_facts.load(path, TODAY)
    titles = {one.title: one.retrieved for one in found.sources}
    assert {"Små områden: DeSO och RegSO", "Befolkning per kilometerruta"} <= {*titles}
    assert "Små områden: DeSO och RegSO" in str(sources_content.freshness_table(found))


def test_freshness_reads_a_database_from_before_there_were_area_files(database: Path, tmp_path: Path) -> None:
    path = tmp_path / storage.FILE_NAME
    path.write_bytes(database.read_bytes())
    with duckdb.connect(path) as db:
        db.execute("DROP TABLE mart.area_files")
    with storage.attach(path) as db:
        assert freshness.load(db, TODAY)


# ── anything at all ──

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**9) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "coordinates", "properties", "geometry", "desokod", "features", "numberMatched", "crs", "name"]
    ), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(geometry=ANYTHING, cells=ANYTHING, matched=ANYTHING)
def test_whatever_the_answer_it_is_features_or_one_line(geometry: object, cells: object, matched: object) -> None:
    good = made_layers(CODES[:1])["DeSO_2025"][0]
    one = good | {"geometry": geometry} | ({"properties": cells} if cells is not None else {})
    page = {
        "type": "FeatureCollection", "features": [one], "numberMatched": 1 if matched is None else matched,
        "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
    }  # fmt: skip
    deso = layer("deso")
    try:
        read = wfs.read_page(deso, json.dumps(page).encode(), 0, 250)
        rows = [wfs._cells(deso, feature) for feature in read.features]
        wfs._shapes(deso, read.features)
    except SourceError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017 - either is right
    else:
        assert matched in (None, 1)
        assert isinstance(rows[0]["desokod"], str)


@given(st.binary(max_size=60))
def test_whatever_the_bytes_they_are_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(SourceError) as raised:
        wfs.read_page(layer("regso"), content, 0, 250)
    assert len(str(raised.value).splitlines()) == 1


# ── real small areas, of another publisher ──


def base_areas() -> Iterator[tuple[str, str, Json]]:
    """Code, municipality and GeoJSON (EPSG:3006) of the base areas of Stockholm County 2010, from TopoJSON."""
    found = json.loads(REAL.read_text(encoding="utf-8"))
    scale, origin = (np.array(found["transform"][name]) for name in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + origin for arc in found["arcs"]]
    (collection,) = found["objects"].values()
    rows = collection["geometries"]
    shapes = [
        shapely.Polygon(rings[0], rings[1:])
        for row in rows
        for rings in [[np.concatenate([(arcs[n] if n >= 0 else arcs[~n][::-1]) for n in ring]) for ring in row["arcs"]]]
    ]
    projected = gpd.GeoSeries(shapes, crs=4326).to_crs(3006)
    for row, geometry in zip(rows, projected, strict=True):
        about = row["properties"]
        yield str(about["BASKOD2010"]), f"01{about['KOMKOD']:02}", json.loads(shapely.to_geojson(geometry))


def test_a_layer_that_is_gone_is_what_it_was_and_the_others_are_new(server: FakeGeodata, tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    first = store.begin("scb_areas")
    source.fetch(client(), first, None)
    store.finish("scb_areas", first)
    first.mark("good")
    server.layers = {name: rows for name, rows in server.layers.items() if not name.startswith("befolkning")}
    server.extra = [name for name in server.extra if not name.startswith("befolkning")]
    second = store.begin("scb_areas")
    source.fetch(client(), second, None)
    assert set(second.manifest()["told"]) == {"grid"}
    assert "lagret stat:befolkning_1km_<år> finns inte" in second.manifest()["told"]["grid"]
    assert "rätta scb_geodata.layers.grid i publishers.toml" in second.manifest()["told"]["grid"]
    assert second.manifest()["files"].keys() == first.manifest()["files"].keys()
    with pytest.raises(SourceError, match="befolkning_1km_<år> finns inte"):
        source.fetch(client(), RawStore(tmp_path / "new").begin("scb_areas"), None)


@pytest.mark.thorough  # real borders
@pytest.mark.skipif(not REAL.exists(), reason="de verkliga basområdena finns inte här")
def test_real_borders_are_read_and_put_together_without_overlap(tmp_path: Path) -> None:
    """Real shapes with holes and islands, through the same reader: as large together as one by one."""
    features = [
        feature(shape, regsokod=code, regsonamn=code, kommunkod=municipality)
        for code, municipality, shape in base_areas()
    ]
    regso, into = layer("regso"), RawStore(tmp_path).begin("scb_areas")
    for start in range(0, len(features), regso.page):
        page = {
            "type": "FeatureCollection", "numberMatched": len(features), "crs": {"properties": {"name": "EPSG::3006"}},
            "features": features[start : start + regso.page],
        }  # fmt: skip
        into._store(regso.file(start), json.dumps(page).encode(), {"fetched_at": "2026-11-28T08:00:00+00:00"})
    read = source._by_our_names(source.REGSO, wfs.read(into, regso))
    whole = source._municipalities(regso, read)
    assert (len(read.shapes), len(whole.shapes)) == (1364, 26)
    area = dict(zip(whole.columns[source.MUNICIPALITY], shapely.area(whole.shapes) / 1e6, strict=True))
    assert area["0126"] == pytest.approx(141, rel=0.05)  # Huddinge, km² with water
    assert area["0127"] == pytest.approx(211, rel=0.1)  # Botkyrka

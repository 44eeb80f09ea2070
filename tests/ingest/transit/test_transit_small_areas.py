"""Small areas with people and jobs: the template, files of polygons, SCB's grid. Made-up figures."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import filled_in
import geopandas as gpd
import numpy as np
import pytest
import shapely
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st

from ingest import run
from ingest.fetching.raw import Fetch
from ingest.run import Wanted
from ingest.sources import small_areas as source
from ingest.transit.areas import area_file, borders, small_areas
from ingest.transit.areas.borders import CRS
from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.registry import registry

COLUMNS = source.TEMPLATE.columns
HUDDINGE, BOTKYRKA = (59.237, 17.981), (59.200, 17.833)
REAL = ROOT.parent / "shared" / "gtfs" / "areas"


def row(code: str = "a", at: tuple[float, float] = HUDDINGE, people: str = "100000", jobs: str = "40000") -> str:
    return f"{code};{at[0]};{at[1]};{people};{jobs};2024;Prov s. 3;"


def template(tmp_path: Path, *rows: str) -> Path:
    return filled_in.csv_file(tmp_path / "mina.csv", COLUMNS, rows)


def taken(path: Path, data: Path) -> list[Fetch]:
    return filled_in.taken(source, path, data)


def staged(db: DuckDBPyConnection, path: Path, data: Path) -> gpd.GeoDataFrame:
    """The file as it is written, after its row in mart.area_files was looked at."""
    fetches = taken(path, data)
    source.sources(fetches)
    source.stage(db, fetches)
    rows = db.execute("SELECT layer, year, source, file FROM mart.area_files WHERE layer = 'small_areas'").fetchall()
    assert [one[:3] for one in rows] == [("small_areas", 2024, "small_areas")]
    assert rows[0][3] == f"areas/small_areas-{fetches[0].id}-{source.FORM}/small_areas.parquet"
    return gpd.read_parquet(data / rows[0][3])


def refused(tmp_path: Path, path: Path) -> list[str]:
    with filled_in.empty() as db, pytest.raises(SourceError) as caught:
        source.stage(db, taken(path, tmp_path))
    return str(caught.value).replace("\u00a0", " ").splitlines()


def squares(side: float = 1000, people: tuple[float, ...] = (60000, 40000)) -> gpd.GeoDataFrame:
    """Areas in the middle of Huddinge, side by side."""
    x, y = 670_000.0, 6_569_000.0
    shapes = [shapely.box(x + n * side, y, x + (n + 1) * side, y + side) for n in range(len(people))]
    columns = {
        "Område": [f"A{n}" for n in range(len(people))], "Befolkning": people,
        "Dagbefolkning": [7.0, *[None] * (len(people) - 1)], "År": 2024, "Källa": "Prov",
    }  # fmt: skip
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS)


# ── the template ──


def test_rows_with_coordinates_become_points_with_people_and_jobs(tmp_path: Path) -> None:
    path = template(
        tmp_path, row("a", people="60 000"), row("b", people="40000,5", jobs=""), row("c", people="..", jobs="")
    )
    with filled_in.empty() as db:
        found = staged(db, path, tmp_path)
        areas = small_areas.current(db, tmp_path)
        features, people = db.execute("SELECT features, population FROM mart.area_files").fetchone() or (0, 0)
    assert (found.crs.to_epsg(), set(found.geom_type), features, people) == (CRS, {"Point"}, 3, 100000)
    assert areas is not None
    assert areas.jobs is not None
    assert (areas.ids.tolist(), areas.population.tolist()) == (["a", "b"], [60000, 40000.5])
    assert (areas.jobs[0], bool(np.isnan(areas.jobs[1]))) == (40000, True)
    assert areas.municipality_code.tolist() == ["0126"] * 2
    assert (areas.latitude[0], areas.longitude[0]) == pytest.approx(HUDDINGE)
    assert (set(areas.source), set(areas.year)) == ({"small_areas"}, {2024})


def test_without_any_jobs_there_are_none_not_zero(tmp_path: Path) -> None:
    with filled_in.empty() as db:
        staged(db, template(tmp_path, row(jobs="")), tmp_path)
        areas = small_areas.current(db, tmp_path)
    assert areas is not None
    assert areas.jobs is None


def test_a_deso_without_coordinates_has_its_polygon(tmp_path: Path) -> None:
    path = template(
        tmp_path, "0127C1010;;;60000;1;2024;P;", "0126A0010;;;100000;2;2024;P;", "0127C1020;;;40000;;2024;P;"
    )
    with filled_in.empty() as db:
        with pytest.raises(SourceError, match="3 områden saknar koordinater; fyll i latitud och longitud, eller hämta"):
            staged(db, path, tmp_path)
        shapes = squares(people=(1, 1)).geometry.to_list()
        deso = gpd.GeoDataFrame({"deso_code": ["0126A0010", "0127C1010"]}, geometry=shapes, crs=CRS)
        deso.to_parquet(tmp_path / "deso.parquet")
        db.execute("INSERT INTO mart.area_files VALUES ('deso', 2025, 2, NULL, 'deso.parquet', 'scb_small_areas')")
        with pytest.raises(
            SourceError, match=r"^mina.csv rad 4: område: '0127C1020' har inga koordinater och är inget"
        ):
            staged(db, path, tmp_path)
        whole = template(tmp_path, "0127C1010;;;100000;1;2024;P;", "0126A0010;;;100000;2;2024;P;")
        found = staged(db, whole, tmp_path)
        areas = small_areas.current(db, tmp_path)
    assert found.area.round().tolist() == [1e6, 1e6]
    assert areas is not None
    assert areas.municipality_code.tolist() == ["0126", "0127"]  # as the codes say, though both squares lie in Huddinge


def test_a_file_of_jobs_alone_has_scbs_inhabitants_by_deso(tmp_path: Path) -> None:
    path = template(tmp_path, "0126A0010;59,2;17,9;..;300;2024;P;", "0126A0020;59,2;17,95;40000;;2024;P;")
    with filled_in.empty() as db:
        with pytest.raises(SourceError, match=r"^mina.csv: 0126A0010 har arbetsplatser men ingen befolkning; skriv 0"):
            staged(db, path, tmp_path)
        db.execute(
            "COPY (SELECT * FROM (VALUES ('0126A0010', 2025, 2024, 60000), ('0126A0010', 2025, 2025, 61000), "
            "('0126A0020', 2025, 2024, 1)) AS t(small_area_id, edition, year, population)) "
            f"TO '{tmp_path}/people.parquet'"
        )
        db.execute("INSERT INTO mart.area_files VALUES ('deso_population', 2025, 2, 61001, 'people.parquet', 'scb')")
        found = staged(db, path, tmp_path)
    assert found["population"].tolist() == [60000, 40000]  # of the file's own year, and only where it has none
    assert found["jobs"].tolist()[0] == 300


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (row("a"), "samma uppgift står redan på rad 2"),
        (row("b", people=""), "befolkning: saknas"),
        (row("b", people="-1"), "befolkning: '-1' är inte ett tal från noll"),
        (row("b", jobs="många"), "arbetsplatser: 'många' är inte ett tal"),
        (row("b", jobs="1,850"), "arbetsplatser: '1,850' är inte ett helt antal; skriv till exempel 1850"),
        (row("b", jobs="500,5"), "arbetsplatser: '500,5' är inte ett helt antal"),
        (row("b", people="1,850"), "befolkning: '1,850' kan vara tusental eller tre decimaler; skriv 1850 eller"),
        (row("b", at=(17.9, 59.2)), "latitud: '17.9' är inte grader mellan 55 och 70 (WGS 84)"),
        ("b;59,2;;1;1;2024;P;", "latitud och longitud: skriv båda"),
        ("b;59,2;norr;1;1;2024;P;", "longitud: 'norr' är inte grader"),
        (row("b").replace("2024", "1800"), "år: '1800' är inte ett år"),
        (row("b").replace("Prov s. 3", ""), "källa: saknas; skriv var uppgiften står"),
    ],
)
def test_a_faulty_row_is_said_by_its_number(line: str, said: str, tmp_path: Path) -> None:
    found = refused(tmp_path, template(tmp_path, row("a"), line))
    assert any(one.startswith("mina.csv rad 3: ") and said in one for one in found), found


def test_half_a_municipality_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, template(tmp_path, row("a", people="50000"), row("b", BOTKYRKA)))
    assert found.startswith("mina.csv: områdena i 0126 har 50 000 invånare men kommunen 100 000; är alla områden med")
    (found,) = refused(tmp_path, template(tmp_path, row("a", people="50000"), row("b", BOTKYRKA, "120000")))
    assert "kommunen 100 000 (likaså i 0127); är" in found


def test_two_years_are_two_files(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, template(tmp_path, row("a"), row("b").replace("2024", "2023")))
    assert found == "mina.csv: filen har 2 år (2023, 2024); lägg ett år i en fil"


@pytest.mark.parametrize("column", ["nattbefolkning", "Förvärvsarbetande", "employed_aged_20_64", "sysselsatta_bostad"])
def test_employed_residents_are_never_taken_for_jobs(column: str, tmp_path: Path) -> None:
    message = rf"kolumnen '{column}' räknar sysselsatta där de bor \(nattbefolkning\), inte arbetsplatser"
    columns = [column if name == "arbetsplatser" else name for name in COLUMNS]
    with pytest.raises(SourceError, match=message):
        taken(filled_in.csv_file(tmp_path / "mina.csv", columns, [row()]), tmp_path)
    with pytest.raises(SourceError, match=message):
        taken(filled_in.workbook(tmp_path / "mina.xlsx", columns, [row().split(";")]), tmp_path)
    path = tmp_path / "ytor.geojson"
    squares().rename(columns={"Dagbefolkning": column}).to_file(path)
    with pytest.raises(SourceError, match=message):
        taken(path, tmp_path)


@pytest.mark.parametrize("column", ["dagbefolkning", "Arbetsplatser", "jobs", "befolkning", "bostäder"])
def test_other_columns_are_not_refused(column: str) -> None:
    assert not area_file.is_residents(column)


# ── files of polygons ──


def shapefile(frame: gpd.GeoDataFrame, path: Path) -> None:
    folder = path.with_suffix("")
    folder.mkdir()
    frame.rename(columns={"Befolkning": "Invånare", "Dagbefolkning": "jobs"}).to_file(
        folder / "ytor.shp", encoding="utf-8"
    )
    with zipfile.ZipFile(path, "w") as out:
        for part in folder.iterdir():
            out.write(part, part.name)


def topojson(frame: gpd.GeoDataFrame, path: Path) -> None:
    """With "type" last, as GDAL does not know it."""
    frame = frame.to_crs(4326)
    arcs = [list(map(list, shape.exterior.coords)) for shape in frame.geometry]
    rows = frame.drop(columns="geometry").astype(object).where(frame.notna(), None).to_dict("records")
    parts = [{"type": "Polygon", "arcs": [[n]], "properties": row} for n, row in enumerate(rows)]
    found = {"objects": {"ytor": {"type": "GeometryCollection", "geometries": parts}}, "arcs": arcs, "type": "Topology"}
    path.write_text(json.dumps(found), encoding="utf-8")


WRITERS: dict[str, Callable[[gpd.GeoDataFrame, Path], None]] = {
    "ytor.geojson": lambda frame, path: frame.to_crs(4326).to_file(path),
    "ytor.gpkg": lambda frame, path: frame.to_crs(4326).to_file(path),
    "ytor.parquet": lambda frame, path: frame.to_parquet(path),
    "ytor.zip": shapefile,
    "ytor.json": topojson,
}


@pytest.mark.parametrize("name", WRITERS)
def test_polygons_of_every_format_say_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    WRITERS[name](squares(), path)
    with filled_in.empty() as db:
        staged(db, path, tmp_path)
        areas = small_areas.current(db, tmp_path)
        assert source.sources(taken(path, tmp_path))[source.SOURCE].attribution == "Källa: Prov"
    assert areas is not None
    assert areas.jobs is not None
    assert (areas.ids.tolist(), areas.population.tolist(), areas.jobs[0]) == (["A0", "A1"], [60000, 40000], 7)
    assert np.isnan(areas.jobs[1])
    assert shapely.area(areas.shapes) == pytest.approx([1e6, 1e6], rel=1e-4)
    assert areas.municipality_code.tolist() == ["0126", "0126"]
    assert shapely.contains_xy(areas.shapes, areas.x, areas.y).all()


SPOILT: dict[str, tuple[Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame], str]] = {
    "no people": (lambda f: f.drop(columns="Befolkning"), "en kolumn saknas; den får heta population eller befolkning"),
    "no id": (lambda f: f.drop(columns="Område"), "en kolumn saknas; den får heta small_area_id eller område"),
    "no year": (lambda f: f.drop(columns="År"), "en kolumn saknas; den får heta year eller år"),
    "no source": (lambda f: f.assign(Källa=""), "kolumnen source eller källa är tom i någon rad"),
    "words": (lambda f: f.assign(Befolkning="många"), "population är 'många' i A0, ett antal väntades"),
    "a text of thousands": (
        lambda f: f.assign(Dagbefolkning="12.345"),
        "jobs är '12.345' i A0, ett antal väntades",
    ),
    "true": (lambda f: f.assign(Dagbefolkning=True), "jobs är 'True' i A0, ett antal väntades"),
    "half a job": (lambda f: f.assign(Dagbefolkning=500.5), "jobs är 500.5 i A0; hela antal väntades"),
    "negative": (lambda f: f.assign(Dagbefolkning=-1), "jobs är '-1' i A0, ett antal väntades"),
    "twice": (lambda f: f.assign(Område="A"), "koden A står två gånger"),
    "no code": (lambda f: f.assign(Område=["A", None]), "område 2 i ordningen saknar kod"),
    "lines": (lambda f: f.set_geometry(f.boundary), "A0 är varken en yta eller en punkt"),
    "nothing": (lambda f: f.iloc[:0], "inga ytor finns i filen"),
    "far": (lambda f: f.set_geometry(f.translate(2_000_000)), "A0 ligger utanför Sverige; stämmer koordinatsystemet?"),
    "no crs": (lambda f: f.set_crs(None, allow_override=True), "koordinatsystemet står inte i filen"),
    "code": (lambda f: f.assign(kommunkod="Huddinge"), "kommunkoden är 'Huddinge'; fyra siffror väntades"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    spoil, message = SPOILT[name]
    path = tmp_path / "ytor.parquet"
    spoil(squares()).to_parquet(path)
    with pytest.raises(SourceError) as caught:
        taken(path, tmp_path)
    assert str(caught.value).startswith(f"ytor.parquet: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["ytor.geojson", "ytor.json", "ytor.gpkg", "ytor.parquet", "ytor.zip"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"PK\x03\x04", b"inget alls"])
def test_what_is_no_file_of_areas_is_said(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=rf"^{name}: "):
        taken(tmp_path / name, tmp_path)


def test_a_table_beside_the_areas_is_no_layer_but_a_second_layer_is(tmp_path: Path) -> None:
    path = tmp_path / "ytor.gpkg"
    squares().to_file(path, layer="ytor")
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleName TEXT)")
        db.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('layer_styles', 'attributes')")
    db.close()
    taken(path, tmp_path)
    squares().to_file(path, layer="andra")
    with pytest.raises(
        SourceError, match=r"^ytor.gpkg: filen har 2 lager med ytor \(ytor, andra\); spara ett i en fil"
    ):
        taken(path, tmp_path)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ytor.shp").write_bytes(b"")
    with pytest.raises(SourceError, match="zippad Shapefile"):
        taken(tmp_path / "ytor.shp", tmp_path)


def test_a_code_of_the_file_goes_before_the_borders(tmp_path: Path) -> None:
    path = tmp_path / "ytor.parquet"
    squares().assign(kommunkod=[126, 127]).to_parquet(path)
    frame = area_file.read(path, path.name)
    areas = small_areas.of(frame, borders.simplified(), "prov", 2024)
    assert areas.municipality_code.tolist() == ["0126", "0127"]
    squares().assign(kommunkod="9999").to_parquet(path)
    assert refused(tmp_path, path) == ["ytor.parquet: kommunkoden 9999 är ingen av de 290 kommunerna"]


# ── the grid, and both ──


def grid(data: Path, db: DuckDBPyConnection) -> None:
    """A cell in Huddinge, one in Botkyrka and one far out at sea, as the source scb_areas writes them."""
    corners = [(670_000, 6_569_000), (661_000, 6_564_000), (900_000, 6_400_000)]
    shapes = [shapely.box(x, y, x + 1000, y + 1000) for x, y in corners]
    frame = gpd.GeoDataFrame({"cell": ["1", "2", "3"], "population": [5, 6, 7]}, geometry=shapes, crs=CRS)
    frame.to_parquet(data / "grid.parquet")
    db.execute("INSERT INTO mart.area_files VALUES ('grid_1km', 2023, 3, 18, 'grid.parquet', 'scb_population_grid')")


def test_cells_have_their_municipality_by_place_and_no_jobs(tmp_path: Path) -> None:
    with filled_in.empty() as db:
        assert small_areas.current(db, tmp_path) is None
        grid(tmp_path, db)
        areas = small_areas.current(db, tmp_path)
    assert areas is not None
    assert areas.municipality_code.tolist() == [None, "0126", "0127"]
    assert (areas.population.tolist(), areas.jobs, set(areas.year)) == ([7, 5, 6], None, {2023})


def test_a_municipality_is_from_the_file_or_from_the_grid_never_both(tmp_path: Path) -> None:
    with filled_in.empty() as db:
        grid(tmp_path, db)
        staged(db, template(tmp_path, row("a")), tmp_path)
        areas = small_areas.current(db, tmp_path)
    assert areas is not None
    assert areas.jobs is not None
    found = {code: (people, origin) for code, people, origin in
             zip(areas.municipality_code, areas.population, areas.source, strict=True)}  # fmt: skip
    assert found == {
        "0126": (100000, "small_areas"), "0127": (6, "scb_population_grid"), None: (7, "scb_population_grid"),
    }  # fmt: skip
    assert np.isnan(areas.jobs).tolist() == [False, True, True]


def test_a_cell_that_the_file_has_too_is_taken_once(tmp_path: Path) -> None:
    with filled_in.empty() as db:
        grid(tmp_path, db)
        staged(db, template(tmp_path, row("2"), row("3", (55.5, 16.9), "9")), tmp_path)  # the latter far out at sea
        areas = small_areas.current(db, tmp_path)
    assert areas is not None
    assert sorted(zip(areas.ids, areas.population, strict=True)) == [("2", 100000), ("3", 9)]


# ── borders ──


def test_points_inside_near_and_far() -> None:
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    within = borders.Borders(np.array(["0001", "0002"], dtype=object), shapes)
    x, y = np.array([5.0, 10, 15, 20 + 3499, 20 + 3501, np.nan]), np.array([5.0, 5, 5, 5, 5, np.nan])
    codes, is_nearest = within.municipalities(x, y)
    assert codes.tolist() == ["0001", "0001", "0002", "0002", None, None]
    assert is_nearest.tolist() == [False, False, False, True, False, False]


def test_an_area_with_its_middle_at_sea_is_where_most_of_its_land_is() -> None:
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    within = borders.Borders(np.array(["0001", "0002"], dtype=object), shapes)
    area = shapely.box(9, 5, 13, 9000)  # one metre of the first's width, three of the second's
    codes, is_nearest = within.of_shapes(np.array([area, shapely.Point(5, 5)], dtype=object))
    assert (codes.tolist(), is_nearest.tolist()) == (["0002", "0001"], [False, False])


@given(st.lists(st.tuples(st.integers(-20, 40), st.integers(-20, 30)), max_size=10))
def test_municipalities_are_those_of_the_nearest_polygon(points: list[tuple[int, int]]) -> None:
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    within = borders.Borders(np.array(["0001", "0002"], dtype=object), shapes)
    x, y = (np.array([point[axis] for point in points], dtype=float) for axis in (0, 1))
    codes, is_nearest = within.municipalities(x, y)
    for code, flag, point in zip(codes, is_nearest, points, strict=True):
        distance = dict(zip(within.codes, shapely.distance(shapely.Point(point), shapes), strict=True))
        assert distance[code] == min(distance.values())
        assert flag == (distance[code] > 0)


# ── the whole way ──


@pytest.mark.thorough  # as the travel survey's file
def test_a_file_is_taken_built_and_named_and_the_next_one_takes_its_place(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = filled_in.copy(data_folder, tmp_path / "data")
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    others = data / "areas" / "20200101T000000.000000Z-1"
    others.mkdir(parents=True)
    files = []
    for people in ("110000", "114000"):  # Huddinge had 114 304 by the end of 2024
        path = template(tmp_path, row(people=people))
        _, faults = run.run(data, Wanted(names=["small_areas"], file=path), lambda *_: None, lambda _said: None)
        assert faults == []
        with storage.attach(data / storage.FILE_NAME) as db:
            (file, found) = db.execute("SELECT file, population FROM mart.area_files").fetchone() or ("", 0)
            said = db.execute("SELECT attribution FROM mart.sources WHERE source = 'small_areas'").fetchone()
        assert found == int(people)
        assert said == ("Källa: Prov s. 3",)
        assert (data / file).is_file()
        files.append(file)
    assert len(set(files)) == 2
    assert others.is_dir()


def test_the_registry_says_the_command_that_is_there() -> None:
    assert registry.load().waiting["jobs"].run == "malkollen ingest small_areas --from FIL"


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared saknas: de riktiga basområdena")
def test_the_real_topojson_is_opened_and_lacks_people(tmp_path: Path) -> None:
    real = REAL / "sodertorn-basomr2010.json"
    with pytest.raises(SourceError, match="en kolumn saknas; den får heta population"):
        area_file.read(real, real.name)


# ── jobs that cannot be ──


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [row("a"), row("Totalt", people="0", jobs="80000")],
            "området 'Totalt' ser ut att vara en summa av de andra; ta bort raden",
        ),
        ([row("a", jobs="40")], "arbetsplatserna i 0126 är 40 tillsammans, men kommunen har 42 000"),
        ([row("a", jobs="400000")], "arbetsplatserna i 0126 är 400 000 tillsammans, men kommunen har 42 000"),
        ([row("a", at=BOTKYRKA, jobs="400000")], "arbetsplatserna i 0127 är 400 000 tillsammans, på 100 000 invånare"),
    ],
)
def test_jobs_that_a_municipality_cannot_have_are_refused(rows: list[str], message: str, tmp_path: Path) -> None:
    with filled_in.empty() as db:
        db.execute("INSERT INTO staged.measures VALUES ('0126', 2023, 'jobs_by_workplace', 42000, '', 'prov')")
        with pytest.raises(SourceError) as caught:
            staged(db, template(tmp_path, *rows), tmp_path)
    assert str(caught.value).replace("\u00a0", " ").startswith(f"mina.csv: {message}")

"""The ratio of times by public transport and by car (T05), on a made county whose figures are reckoned by hand.

The timetable is that of made_centres.py, the commuters and the times by car are of this file: nobody has published any.
"""

import csv
import itertools
import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from math import inf
from pathlib import Path
from types import ModuleType

import duckdb
import filled_in
import made_centres
import made_source
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st
from made_streets import GEOD, Town

from dashboard.content import facts
from dashboard.content.indicator.arithmetic import arithmetic
from dashboard.content.indicator.case import Case
from ingest import build
from ingest.fetching.raw import Fetch, RawStore
from ingest.sources import car_times, gtfs, streets
from ingest.transit import car_ratio
from ingest.transit.car_ratio import Found
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.registry import registry
from malkollen.streets.settings import load
from malkollen.values import with_figures

EIGHT = {
    "botkyrka": "0127", "haninge": "0136", "huddinge": "0126", "nykvarn": "0140", "nynashamn": "0192", "salem": "0128",
    "sodertalje": "0181", "tyreso": "0138",
}  # fmt: skip
WORK = EIGHT | {"stockholm_city": "0180"}
FLOWS = {
    ("botkyrka", "huddinge"): 300, ("botkyrka", "sodertalje"): 600, ("botkyrka", "stockholm_city"): 500,
    ("huddinge", "botkyrka"): 200, ("huddinge", "sodertalje"): 100,
    ("haninge", "tyreso"): 100, ("haninge", "nynashamn"): 300,
    ("sodertalje", "botkyrka"): 400, ("sodertalje", "nykvarn"): 100,
}  # fmt: skip
"""Commuters; the other relations have none. Those who stay at home or work elsewhere are never counted."""
TIMES = [
    "Tumba;Huddinge;16;2025;Påhittad;",  # 20 / 16 = 1.25
    "Tumba;Huddinge;40;2024;Påhittad;an older one",
    "Tumba;Södertälje;10;2026;Påhittad;",  # 15 / 10 = 1.5
    "Huddinge;Tumba;10;2025;Påhittad;",  # 20 / 10 = 2
    "Huddinge;Södertälje;16;2025;Påhittad;",  # 40 / 16 = 2.5
    "Handen;Tyresö;20;2025;Påhittad;",  # 65 / 20 = 3.25
    "Handen;Nynäshamn;25;2025;Påhittad;",  # not reached by the made lines before 9
    "Södertälje;Nykvarn;15;2025;Påhittad;",  # not reached, and 100 of 500 commuters
    "Tumba;Flemingsberg;9;2025;Påhittad;no municipality's centre",
]


# ───────────── The weighted median ─────────────


@pytest.mark.parametrize(
    ("values", "weights", "median"),
    [
        ([3.0], [1], 3.0),
        ([1.0, 2.0], [1, 1], 1.0),  # half is enough
        ([1.0, 2.0], [1, 2], 2.0),
        ([2.0, 1.0, 4.0], [30, 20, 50], 2.0),
        ([2.0, 1.0, 4.0], [30, 20, 51], 4.0),
        ([1.0, 2.0, inf], [0, 1, 1], 2.0),
        ([1.0, inf], [1, 2], inf),
        ([0.5, 7.0], [0, 3], 7.0),  # who does not travel is no part of it
        ([1.0], [0], None),
        ([], [], None),
    ],
)
def test_a_weighted_median_by_hand(values: list[float], weights: list[float], median: float | None) -> None:
    assert car_ratio.weighted_median(values, weights) == median


PAIRS = st.lists(st.tuples(st.floats(0.1, 20) | st.just(inf), st.integers(0, 9000)), min_size=1, max_size=30)


def median_of(pairs: Sequence[tuple[float, float]]) -> float | None:
    return car_ratio.weighted_median([value for value, _ in pairs], [weight for _, weight in pairs])


@given(PAIRS, st.randoms())
def test_a_weighted_median_is_one_of_the_values_and_keeps_to_its_definition(
    pairs: list[tuple[float, int]], chance: object
) -> None:
    median, total = median_of(pairs), sum(weight for _, weight in pairs)
    assert (median is None) == (total == 0)
    if median is not None:
        assert min(value for value, _ in pairs) <= median <= max(value for value, _ in pairs)
        assert 2 * sum(weight for value, weight in pairs if value <= median) >= total
        assert 2 * sum(weight for value, weight in pairs if value < median) < total
    assert median_of([(value, 2 * weight) for value, weight in pairs]) == median
    assert median_of([(value, weight / 2) for value, weight in pairs for _ in range(2)]) == median
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    assert median_of(pairs) == median


@given(PAIRS)
def test_a_weighted_median_of_whole_weights_is_the_middle_one_of_all_commuters(pairs: list[tuple[float, int]]) -> None:
    each = sorted(value for value, weight in pairs for _ in range(weight % 7))
    found = median_of([(value, weight % 7) for value, weight in pairs])
    assert found == (each[(len(each) - 1) // 2] if each else None)


# ───────────── What is enough ─────────────


@pytest.mark.parametrize(
    ("ratios", "commuters", "found"),
    [
        ([2.0, 1.0], [3, 1], Found(2.0, "estimated", 100)),
        ([2.0, None], [1, 1], Found(2.0, "estimated+partial", 50)),  # half is enough
        ([2.0, None], [100, 101], Found(None, "missing", pytest.approx(100 * 100 / 201))),
        ([2.0, None], [5, 0], Found(2.0, "estimated", 100)),  # nobody commutes where no time is entered
        ([None, None], [5, 5], Found(None, "missing", 0)),
        ([2.0, inf], [1, 2], Found(None, "not_applicable", 100)),
        ([2.0, inf], [2, 1], Found(2.0, "estimated", 100)),
        ([2.0, 1.0], [2, None], Found(None, "missing", None)),  # what is half of them is not known
        ([2.0, 1.0], [0, 0], Found(None, "missing", None)),
    ],
)
def test_an_area_has_a_ratio_where_half_of_its_commuters_are_covered_and_reached(
    ratios: list[float | None], commuters: list[float | None], found: Found
) -> None:
    assert car_ratio.ratio(ratios, commuters) == found


# ───────────── With and without a matrix ─────────────

SCHEMA = """
    CREATE SCHEMA mart; CREATE SCHEMA staged;
    CREATE TABLE judged AS
      SELECT unnest(['A', 'B', 'C', 'S']) AS municipality_code, 2026 AS year, 't' AS timetable_id;
    CREATE TABLE mart.places AS
      SELECT unnest(['a', 'b', 'c']) AS place_id, unnest(['A', 'B', 'C']) AS municipality_code,
             'municipal_centre' AS kind
      UNION ALL SELECT 'city', 'S', 'destination';
    CREATE TABLE mart.members AS SELECT unnest(['A', 'B', 'C', 'all', 'all', 'all']) AS area_id,
      unnest(['A', 'B', 'C', 'A', 'B', 'C']) AS municipality_code;
    CREATE TABLE mart.relations AS SELECT 't' AS timetable_id, one.place_id AS origin, other.place_id AS destination,
      CASE one.place_id WHEN 'a' THEN 30.0 WHEN 'b' THEN 20.0 ELSE 15.0 END AS median_minutes
      FROM mart.places AS one JOIN mart.places AS other ON one.place_id <> other.place_id;
    CREATE TABLE mart.car_times AS
      SELECT origin, destination, 2026 AS year, if(destination = 'city', 1.0, 10.0) AS minutes, 'streets' AS source
      FROM mart.relations;
    CREATE TABLE staged.commuting (home VARCHAR, work VARCHAR, year INTEGER, commuters DOUBLE, source VARCHAR);
    CREATE TABLE staged.published
      (area_id VARCHAR, year INTEGER, source VARCHAR, series VARCHAR, value DOUBLE, status VARCHAR);
"""


def staged(commuting: str) -> dict[tuple[str, str], tuple[float, str]]:
    with duckdb.connect() as db:
        db.execute(SCHEMA + commuting)
        sources = car_ratio.stage(db, "gtfs")
        rows = db.execute("SELECT area_id, series, value, source FROM staged.published").fetchall()
    assert {source for *_, source in rows} <= {*sources}
    return {(area, series): (value, source) for area, series, value, source in rows}


def test_without_a_matrix_the_relations_between_centres_weigh_the_same_and_nothing_is_said_of_commuting() -> None:
    ratios = {"A": 3.0, "B": 2.0, "C": 1.5, "all": 2.0}  # Stockholm City, thirty times as long, is no centre
    assert staged("") == {(area, car_ratio.SERIES): (value, "streets+gtfs") for area, value in ratios.items()}
    later = "INSERT INTO staged.commuting VALUES ('A', 'B', 2027, 1, 'matrix')"
    assert staged(later) == staged("")


def test_with_a_matrix_it_is_of_commuters_and_says_how_many() -> None:
    rows = "INSERT INTO staged.commuting SELECT home, work, 2025, if(work = 'S', 9, 1), 'matrix' FROM ("
    every = "SELECT unnest(['A', 'B', 'C']) AS home) CROSS JOIN (SELECT unnest(['A', 'B', 'C', 'S']) AS work)"
    known = staged(rows + every)
    assert known["A", car_ratio.SERIES] == (30.0, "streets+gtfs+matrix")
    assert known["all", car_ratio.COVERED] == (100.0, "streets+gtfs+matrix")


# ───────────── In a build ─────────────


def matrix() -> ModuleType:
    """A made live source of commuters: a file of home, work, year and commuters."""
    source = made_source.module("made_matrix")

    def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
        db.execute(
            "INSERT INTO staged.commuting SELECT home, work, year::INTEGER, commuters::DOUBLE, '', 'made_matrix' "
            "FROM read_csv(?, all_varchar = true, header = true)",
            [str(fetches[0].file("figures.csv"))],
        )

    source.stage = stage  # type: ignore[attr-defined]
    return source


MATRIX = matrix()
MODULES = {"gtfs": gtfs, "car_times": car_times, "made_matrix": MATRIX}


def take(folder: Path, name: str, path: Path) -> None:
    store = RawStore(folder)
    into = store.begin(name, resume=False)
    MODULES[name].take(path, into)
    store.finish(name, into)


def take_matrix(folder: Path, years: Sequence[int] = (2023, 2024, 2027), without: tuple[str, str] = ("", "")) -> None:
    """Only 2024 is as in FLOWS: the year before everybody went from Haninge, and the year after none at all."""
    path = folder / "matrix.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["home", "work", "year", "commuters"])
        for year in years:
            for home, code in EIGHT.items():
                rows.writerow([code, code, year, 50_000])
                for place, work in WORK.items():
                    count = FLOWS.get((home, place), 0) if year == 2024 else 1000 * (home == "haninge") * (year < 2024)
                    if place != home and (home, place) != without:
                        rows.writerow([code, work, year, count])
    take(folder, "made_matrix", path)
    last = max((folder / "raw" / "made_matrix").iterdir())
    if max(years) > datetime.now(UTC).year:  # as it would be when such a year has come
        last.rename(last.with_name(f"{max(years) + 1}{last.name[4:]}"))


def take_times(folder: Path, rows: Sequence[str] = tuple(TIMES)) -> None:
    take(folder, "car_times", filled_in.csv_file(folder / "biltider.csv", car_times.TEMPLATE.columns, rows))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the made timetable and matrix, built without any times by car."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        made_source.install(patch, *MODULES.values())
        made_source.carried(folder)
        build.build(folder)
        with storage.attach(folder / storage.FILE_NAME) as db:
            stops = made_centres.places(db)
        take(folder, "gtfs", made_centres.feed(folder / "feed.zip", stops))
        take_matrix(folder)
        assert build.build(folder).faults == []
        yield folder


@pytest.fixture(scope="module")
def timed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with times by car."""
    timed = tmp_path_factory.mktemp("timed")
    shutil.copytree(folder, timed, dirs_exist_ok=True)
    take_times(timed)
    assert build.build(timed).faults == []
    return timed


@pytest.fixture
def copy(timed: Path, tmp_path: Path) -> Path:
    shutil.copytree(timed, tmp_path, dirs_exist_ok=True)
    return tmp_path


def published(folder: Path, series: str) -> dict[str, tuple[float | None, str]]:
    with storage.attach(folder / storage.FILE_NAME) as db:
        query = "SELECT area_id, value, status FROM mart.published WHERE series = ? AND year = 2026 AND source = ?"
        rows = db.execute(query, [series, "car_times+gtfs+made_matrix"]).fetchall()
    return {area: (value, status) for area, value, status in rows}


def waits_for(folder: Path) -> str | None:
    declared = registry.load()
    with storage.attach(folder / storage.FILE_NAME) as db:
        return with_figures.with_figures(db, declared).waits_for("transit_to_car_time_ratio")


def test_without_times_by_car_it_waits(folder: Path) -> None:
    """A timetable and a matrix are not enough."""
    assert (published(folder, car_ratio.SERIES), published(folder, car_ratio.COVERED)) == ({}, {})
    assert waits_for(folder) == "car_times"


def test_ratios_by_hand(timed: Path) -> None:
    ratios = published(timed, car_ratio.SERIES)
    assert ratios["0127"] == (1.5, "estimated+partial")  # 300 at 1.25, 600 at 1.5, 500 to Stockholm not entered
    assert ratios["0126"] == (2.0, "estimated")  # 200 at 2, 100 at 2.5
    assert ratios["0136"] == (None, "not_applicable")  # 100 at 3.25, 300 do not get there
    assert ratios["0181"] == (None, "missing")  # 100 of 500
    assert ratios["0138"] == (None, "missing")  # nobody commutes
    assert ratios["sodertorn"] == (1.5, "estimated+partial")  # 900 of 1 700 at 1.5 or less
    assert ratios["sodertorn_pendlingskommuner"] == ratios["sodertorn"]  # without Södertälje's: 900 of 1 600
    assert set(ratios) == {*EIGHT.values(), "sodertorn", "sodertorn_pendlingskommuner"}
    covered = {area: value for area, (value, _) in published(timed, car_ratio.COVERED).items()}
    assert covered == {
        "0127": pytest.approx(100 * 900 / 1400), "0126": 100, "0136": 100, "0181": 20,
        "sodertorn": pytest.approx(100 * 1700 / 2600), "sodertorn_pendlingskommuner": pytest.approx(100 * 1600 / 2100),
    }  # fmt: skip


def test_the_command_prints_it(
    timed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(timed))
    assert waits_for(timed) is None
    assert main(["values", "T05", "--format", "json"]) == 0
    rows = {row["area"]: row for row in json.loads(capsys.readouterr().out)}
    assert (rows["sodertorn"]["value"], rows["sodertorn"]["year"]) == (1.5, 2026)
    assert rows["sodertorn"]["sources"] == ["car_times", "gtfs", "made_matrix"]
    assert rows["0136"]["value"] is None
    assert main(["values", "T05"]) == 0
    assert "1,5" in capsys.readouterr().out
    assert main(["assess", "T05"]) == 0


def test_the_screen_says_that_it_is_computed_and_of_what(timed: Path) -> None:
    """No one has published it: neither the value nor why there is none says so."""
    shown = facts.load(timed / storage.FILE_NAME, date(2026, 11, 22))
    key = shown.registry.find("T05")
    assert arithmetic(shown, Case(key, "0126", 2026)) == "2,0\xa0kvot, beräknat för området självt"
    assert arithmetic(shown, Case(key, "0136", 2026)).startswith("inget värde, underlaget räcker inte för ett värde")
    assert {source.source for source in shown.sources_of(key)} == {"car_times", "gtfs", "made_matrix"}


@pytest.mark.thorough  # as in test_transit_by_street.py
def test_a_build_again_changes_nothing_and_a_new_file_is_not_suspected(copy: Path) -> None:
    """Its ratios are computed later: more than ten of them in the old database are not missed when a file is read."""
    assert build.build(copy).changes == []
    with duckdb.connect(copy / storage.FILE_NAME) as db:
        db.execute("INSERT INTO mart.published SELECT * REPLACE (year - 1 AS year) FROM mart.published")
    take_times(copy, [*TIMES, "Tumba;Stockholm City;25;2025;Påhittad;"])
    assert build.build(copy).faults == []
    assert published(copy, car_ratio.SERIES)["0127"] == (
        1.5,
        "estimated",
    )  # 500 more that do not get there: 900 of 1 400


def test_under_half_of_the_commuters_everywhere_it_waits(copy: Path) -> None:
    take_times(copy, TIMES[-2:])
    assert build.build(copy).faults == []
    assert published(copy, car_ratio.SERIES) == {}
    assert published(copy, car_ratio.COVERED)["0181"] == (20, "")
    assert waits_for(copy) == "car_times"


def test_a_relation_that_the_matrix_lacks_takes_the_value_of_those_it_is_part_of(copy: Path) -> None:
    take_matrix(copy, without=("botkyrka", "salem"))
    assert build.build(copy).faults == []
    found = published(copy, car_ratio.SERIES)
    assert found["0127"] == found["sodertorn"] == (None, "missing")
    assert found["0126"] == (2.0, "estimated")


@pytest.mark.thorough  # as without one, above
def test_a_matrix_later_than_the_timetable_is_none(copy: Path) -> None:
    take_matrix(copy, years=(2027,))
    build.build(copy, accept=True)
    assert published(copy, car_ratio.COVERED) == {}
    assert waits_for(copy) == "car_times"


@pytest.mark.thorough  # as of the timetables' figures in test_transit_results.py
def test_a_fault_in_the_computing_takes_the_ratio_too(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(car_ratio, "RELATIONS", "SELECT area_id, 2026, [2.0, 1.0], [1.0, nan] FROM mart.members")
    (fault,) = build.build(copy, accept=True).faults
    assert fault.source == "gtfs"
    assert published(copy, car_ratio.SERIES) == {}


# ───────────── Computed along the streets ─────────────


def take_streets(folder: Path) -> None:
    """One straight road between the eight centres and Stockholm City in a row, 60 km/h: PÅHITTAD."""
    with storage.attach(folder / storage.FILE_NAME) as db:
        rows = db.execute("SELECT place_id, latitude, longitude FROM mart.places ORDER BY longitude").fetchall()
    town = Town()
    for name, latitude, longitude in rows:
        town.nodes[name] = (len(town.nodes) + 1, (latitude, longitude), {})
    town.way(" ".join(town.nodes), highway="primary", maxspeed="60")
    take_map(folder, town.write(folder / "PÅHITTAD.osm.pbf", are_degrees=True))


def take_map(folder: Path, path: Path) -> None:
    store = RawStore(folder)
    into = store.begin("streets", resume=False)
    streets.take(path, into, lambda _: None)
    store.finish("streets", into)


@pytest.fixture(scope="module")
def driven(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The made timetable and matrix with a street map, and no documented time."""
    driven = tmp_path_factory.mktemp("driven")
    shutil.copytree(folder, driven, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        made_source.install(patch, *MODULES.values(), streets)
        take_streets(driven)
        assert build.build(driven).faults == []
        yield driven


def minutes(folder: Path) -> dict[tuple[str, str], tuple[float, str]]:
    with storage.attach(folder / storage.FILE_NAME) as db:
        query = "SELECT origin, destination, minutes, source FROM mart.car_times WHERE year = 2026"
        rows = db.execute(query).fetchall()
    return {(origin, destination): (minutes, source) for origin, destination, minutes, source in rows}


def test_times_are_computed_where_nobody_has_documented_any(driven: Path) -> None:
    driven_minutes = minutes(driven)
    assert {source for _, source in driven_minutes.values()} == {"streets"}
    with storage.attach(driven / storage.FILE_NAME) as db:
        at = {name: (lat, lon) for name, lat, lon in db.execute(
            "SELECT place_id, latitude, longitude FROM mart.places ORDER BY longitude").fetchall()}  # fmt: skip
        query = "SELECT area_id, value, status, source FROM mart.published WHERE series = ?"
        ratios = db.execute(query, [car_ratio.SERIES])
        values = {area: (value, status, source) for area, value, status, source in ratios.fetchall()}
    names = list(at)
    assert len(driven_minutes) == len(names) * (len(names) - 1)
    line = sum(GEOD.inv(at[a][1], at[a][0], at[b][1], at[b][0])[2] for a, b in itertools.pairwise(names))
    kmh = 60 * load().classes["primary"].factor
    turns = 2.5 / 60 * len(names)
    assert driven_minutes[names[0], names[-1]][0] == pytest.approx(
        line / 1000 / kmh * 60 + load().door_seconds / 60, abs=turns
    )
    assert values["0126"][1:] == ("estimated", "streets+gtfs+made_matrix")
    assert waits_for(driven) is None


def test_a_documented_time_goes_before_a_computed_one(driven: Path, tmp_path: Path) -> None:
    shutil.copytree(driven, tmp_path, dirs_exist_ok=True)
    take_times(tmp_path)
    assert build.build(tmp_path).faults == []
    found = minutes(tmp_path)
    assert found["botkyrka", "sodertalje"] == (10, "car_times")  # of 2026
    assert ("botkyrka", "huddinge") not in found  # of 2025: the latest no later than the timetable is that one
    assert found["botkyrka", "stockholm_city"][1] == "streets"
    with storage.attach(tmp_path / storage.FILE_NAME) as db:
        row = db.execute("SELECT source FROM mart.published WHERE series = ? AND area_id = '0127'", [car_ratio.SERIES])
        assert row.fetchone() == ("car_times+streets+gtfs+made_matrix",)


@pytest.mark.thorough  # one more line
def test_a_map_that_reaches_no_place_is_one_line(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_source.install(monkeypatch, *MODULES.values(), streets)
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    town = Town()
    town.node("a", 0, 30_000)
    town.node("b", 100, 30_000)
    town.way("a b")
    take_map(tmp_path, town.write(tmp_path / "PÅHITTAD.osm.pbf"))
    (fault,) = build.build(tmp_path).faults
    assert "gatukartan når ingen av platserna" in fault.reason

"""What one reaches along the streets (T22) and the cycle's time against the car's (K10), on one made road."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import made_centres
import numpy as np
import pytest
from made_source import carried, install
from made_streets import GEOD, Town, degrees

from ingest import build
from ingest.fetching.raw import RawStore
from ingest.sources import small_areas, streets
from ingest.transit import by_street
from ingest.transit.areas import small_areas as areas_of
from ingest.transit.areas.small_areas import SmallAreas
from malkollen.database import storage
from malkollen.registry import registry
from malkollen.streets import ties
from malkollen.streets.costs import Mode
from malkollen.streets.settings import load
from malkollen.values import areas, evaluate, with_figures

THIS_YEAR = datetime.now(UTC).year
ROAD_KMH = 70 * 0.95
KEYS = ("people_within_30_min_on_foot", "people_within_30_min_by_cycle", "people_within_30_min_by_car")
Wanted = dict[str, dict[str, float]]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install(monkeypatch, small_areas, streets)
    carried(tmp_path)
    build.build(tmp_path)
    with storage.attach(tmp_path / storage.FILE_NAME) as db:
        stops = made_centres.places(db)
    _take(tmp_path, "small_areas", made_centres.small_areas(tmp_path / "areas.csv", stops))
    return tmp_path


def _take(folder: Path, name: str, path: Path) -> None:
    store = RawStore(folder)
    into = store.begin(name, resume=False)
    if name == "streets":
        streets.take(path, into, lambda _: None)
    else:
        small_areas.take(path, into)
    store.finish(name, into)


def _road(data: Path, *, without: str = "") -> SmallAreas:
    """The areas from west to east, and takes the map of a road through them but for those of a municipality."""
    assert build.build(data).faults == []
    with storage.attach(data / storage.FILE_NAME) as db:
        known = areas_of.current(db, data)
    assert known is not None
    known = known.where(np.argsort(known.longitude))
    town = Town()
    for number, place in enumerate(zip(known.latitude, known.longitude, strict=True)):
        town.nodes[f"n{number}"] = (number + 1, place, {})
    through = np.flatnonzero(known.municipality_code != without)
    town.way(" ".join(f"n{number}" for number in through), highway="primary")
    _take(data, "streets", town.write(data / "PÅHITTAD.osm.pbf", are_degrees=True))
    return known


def _wanted(known: SmallAreas) -> Wanted:
    """Worked from the metres along the road alone."""
    points = list(zip(known.longitude, known.latitude, strict=True))
    steps = [GEOD.inv(*a, *b)[2] for a, b in itertools.pairwise(points)]
    at = np.array([0.0, *itertools.accumulate(steps)])
    metres, people = np.abs(at[:, None] - at), known.population
    line = np.array([[GEOD.inv(*a, *b)[2] for b in points] for a in points])
    car = metres * 3.6 / ROAD_KMH + load().door_seconds
    np.fill_diagonal(car, 0)
    seconds = dict(zip(KEYS, (metres * 3.6 / 4.8, metres * 3.6 / 16, car), strict=True))
    cycle = seconds[KEYS[1]]
    weights = np.outer(people, people) * ((line < 7000) & (cycle <= 3600) & (car <= 1800) & (line > 0))
    codes = known.municipality_code
    wanted: Wanted = {key: {} for key in (*KEYS, "cycle_to_car_time_ratio")}
    for code in np.unique(codes):
        own = codes == code
        for key in KEYS:
            reached = (seconds[key] <= 1800) @ people
            wanted[key][str(code)] = float((people * reached)[own].sum() / people[own].sum())
        if weights[own].any():
            ratio = (weights * cycle)[own].sum() / (weights * car)[own].sum()
            wanted["cycle_to_car_time_ratio"][str(code)] = float(ratio)
    return wanted


def _values(data: Path) -> Iterator[tuple[str, dict[str, float | None]]]:
    with storage.attach(data / storage.FILE_NAME) as db:
        declared = with_figures.with_figures(db, registry.load())
        every = areas.load(db, declared)
        for key in (*KEYS, "cycle_to_car_time_ratio"):
            if declared.waits_for(key):
                yield key, {}
                continue
            evaluated = evaluate.evaluate(db, declared, every, key)[0]
            codes = [code for code in every.by_id if code.startswith("01")] + ["sodertorn"]
            cells = ((code, evaluated.at(code, THIS_YEAR)) for code in codes)
            yield key, {code: cell.value if cell else None for code, cell in cells}


def test_what_is_reached_along_a_road_is_what_its_metres_say(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = _wanted(_road(data))
    assert build.build(data).faults == []
    values = dict(_values(data))
    for key, by_code in wanted.items():
        known = {code: values[key][code] for code in by_code}
        assert known == pytest.approx(by_code, rel=1e-2), key  # the road is one piece, cut on a flat picture
        assert values[key]["sodertorn"] is not None
    assert len(wanted["cycle_to_car_time_ratio"]) > 3
    monkeypatch.setattr(by_street, "_computed", lambda *_: pytest.fail("räknas om fast inget har ändrats"))
    assert build.build(data).faults == []
    assert dict(_values(data)) == values


@pytest.mark.thorough  # judged without a build, below
def test_a_county_with_a_municipality_off_the_map_is_not_judged(data: Path) -> None:
    _road(data, without="0127")
    assert build.build(data).faults == []
    assert all(by_code == {} for _, by_code in _values(data))


def test_a_member_in_another_county_needs_only_itself_on_the_map(tmp_path: Path) -> None:
    """Kungsbacka of Stor-Göteborg: nobody reads a map of all Halland for its sake."""
    town = Town()
    town.node("west", 0, 0)
    town.node("east", 3000, 0)
    town.way("west east", highway="primary")
    codes = np.array(["0126", "0127", "1384", "1383"], dtype=np.object_)
    along = [degrees(at, 0) for at in (500, 0, 1500, 0)]
    latitude, longitude = (np.array(column) for column in zip(*along, strict=True))
    longitude[[1, 3]] += 5  # far off the map
    count = len(codes)
    everywhere = SmallAreas(
        codes, np.full(count, 100.0), None, np.full(count, None), longitude, latitude, latitude, longitude, codes,
        codes, np.full(count, 2025),
    )  # fmt: skip
    finder = ties.Finder(town.map(tmp_path), Mode.CAR)
    with duckdb.connect() as db:
        db.execute("CREATE SCHEMA mart; CREATE TABLE mart.members (area_id VARCHAR, municipality_code VARCHAR)")
        query = "CREATE TABLE mart.municipalities AS SELECT unnest(?) AS municipality_code, unnest(?) AS county_code"
        db.execute(query, [codes.tolist(), [code[:2] for code in codes]])
        db.execute("INSERT INTO mart.members VALUES ('sodertorn', '0126')")
        assert not by_street._judged(db, everywhere, everywhere, finder).any(), "neither county is covered"
        db.execute("INSERT INTO mart.members VALUES ('sodertorn', '1384'), ('sodertorn', '1383')")
        assert by_street._judged(db, everywhere, everywhere, finder).tolist() == [False, False, True, False]

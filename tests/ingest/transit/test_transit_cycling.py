"""Who reaches a core by cycle (T20), on a made road through the eight centres; no timetable is needed."""

import itertools
from datetime import UTC, datetime
from pathlib import Path

import made_centres
import pytest
from made_centres import FAR, NEAR
from made_source import carried, install
from made_streets import GEOD, Town

from ingest import build
from ingest.fetching.raw import RawStore
from ingest.sources import small_areas, streets
from malkollen.database import storage
from malkollen.registry import registry
from malkollen.values import areas, evaluate, with_figures

MODULES = {"small_areas": small_areas, "streets": streets}
HALF_AN_HOUR_M = 8000
THIS_YEAR = datetime.now(UTC).year


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install(monkeypatch, small_areas, streets)
    carried(tmp_path)
    build.build(tmp_path)
    return tmp_path


def _take(folder: Path, name: str, path: Path) -> None:
    store = RawStore(folder)
    into = store.begin(name, resume=False)
    MODULES[name].take(path, into, *([lambda _: None] if name == "streets" else []))
    store.finish(name, into)


def _waits_for(folder: Path) -> str:
    with storage.attach(folder / storage.FILE_NAME) as db:
        found = with_figures.with_figures(db, registry.load())
        key = found.waits_for("cycle_core_within_30_min")
        return found.waiting[key].title if key else ""


def test_people_within_half_an_hour_of_a_core_along_the_road(data: Path) -> None:
    with storage.attach(data / storage.FILE_NAME) as db:
        stops = made_centres.places(db)
        query = "SELECT place_id, latitude, longitude, kind, municipality_code FROM mart.places ORDER BY longitude"
        road = db.execute(query).fetchall()
    assert _waits_for(data) == "Gatukarta och befolkning per småområde"
    _take(data, "small_areas", made_centres.small_areas(data / "areas.csv", stops))
    assert build.build(data).faults == []
    assert _waits_for(data) == "Gatukarta"
    town = Town()
    for name, latitude, longitude, _, _ in road:
        town.nodes[name] = (len(town.nodes) + 1, (latitude, longitude), {})
    town.way(" ".join(town.nodes), highway="primary")
    _take(data, "streets", town.write(data / "PÅHITTAD.osm.pbf", are_degrees=True))
    assert build.build(data).faults == []
    steps = [GEOD.inv(a[2], a[1], b[2], b[1])[2] for a, b in itertools.pairwise(road)]
    metres = [0.0, *itertools.accumulate(steps)]
    cores = [at for at, row in zip(metres, road, strict=True) if row[3] == "regional_core"]
    wanted = {
        row[4]: 100 * NEAR / (NEAR + FAR) * any(abs(at - core) <= HALF_AN_HOUR_M for core in cores)
        for at, row in zip(metres, road, strict=True)
        if row[3] == "municipal_centre"
    }
    assert 0 < sum(value > 0 for value in wanted.values()) < len(wanted)
    with storage.attach(data / storage.FILE_NAME) as db:
        declared = with_figures.with_figures(db, registry.load())
        values = evaluate.evaluate(db, declared, areas.load(db, declared), declared.find("T20"))[0]
        assert {code: values.at(code, THIS_YEAR).value for code in wanted} == pytest.approx(wanted)
        assert "estimated" in values.at("sodertorn", THIS_YEAR).status
        assert values.at("0180", THIS_YEAR) is None or values.at("0180", THIS_YEAR).value is None
        assert db.execute("SELECT DISTINCT source FROM mart.measures WHERE measure LIKE '%cycle%areas'").fetchall() == [
            ("streets",)
        ]

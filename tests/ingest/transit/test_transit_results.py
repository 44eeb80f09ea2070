"""What a build computes of timetables and small areas, on a made county whose figures are reckoned by hand.

The lines and areas are those of made_centres.py: nothing in them is an operator's or a publisher's.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import made_centres
import numpy as np
import pytest
from hypothesis import given, strategies as st
from made_centres import FAR, JOBS, NEAR, Place
from made_source import carried, install
from parts import every

from ingest import build
from ingest.fetching.raw import RawStore
from ingest.sources import gtfs, small_areas
from ingest.transit.areas import gap
from malkollen.database import storage
from malkollen.registry import registry
from malkollen.values import areas, evaluate, with_figures
from malkollen.values.values import Value

EIGHT = ("0126", "0127", "0128", "0136", "0138", "0140", "0181", "0192")
HUDDINGE, BOTKYRKA, HANINGE, SODERTALJE = "0126", "0127", "0136", "0181"


@pytest.fixture(scope="module")
def patched() -> Iterator[None]:
    """Only the made carried figures and the two sources there are."""
    with pytest.MonkeyPatch.context() as patch:
        install(patch, gtfs, small_areas)
        yield


@pytest.fixture(scope="module")
def stops(patched: None, tmp_path_factory: pytest.TempPathFactory) -> list[Place]:
    folder = tmp_path_factory.mktemp("reference")
    carried(folder)
    build.build(folder)
    with storage.attach(folder / storage.FILE_NAME) as db:
        return made_centres.places(db)


def take(folder: Path, name: str, path: Path, day: str = "") -> None:
    store, module = RawStore(folder), {"gtfs": gtfs, "small_areas": small_areas}[name]
    into = store.begin(name, resume=False)
    module.take(path, into)
    store.finish(name, into)
    if day:
        into.note(gtfs.DAY, day)


def data_folder(
    folder: Path, stops: list[Place], *, lines: str = "1234", has_areas: bool = True, has_jobs: bool = True
) -> Path:
    """A data folder with the made timetable and areas, not built."""
    carried(folder)
    take(folder, "gtfs", made_centres.feed(folder / "feed.zip", stops, lines=lines))
    if has_areas:
        take(folder, "small_areas", made_centres.small_areas(folder / "areas.csv", stops, has_jobs=has_jobs))
    return folder


@pytest.fixture(scope="module")
def built(stops: list[Place], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = data_folder(tmp_path_factory.mktemp("made"), stops)
    assert build.build(folder).faults == []
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


def shown(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with storage.attach(folder / storage.FILE_NAME) as db:
        return db.execute(query).fetchall()


def measures(folder: Path) -> dict[str, dict[str, float]]:
    """The timetable's figures of the eight by measure and municipality; zeros of the others are told apart."""
    by_measure: dict[str, dict[str, float]] = {}
    query = "SELECT measure, municipality_code, value FROM mart.measures WHERE source = 'gtfs' AND year = 2026"
    for measure, code, value in shown(folder, query):
        by_measure.setdefault(measure, {})[code] = value
    return by_measure


def not_zero(found: Mapping[str, float]) -> dict[str, float]:
    return {code: value for code, value in found.items() if value}


def indicator(folder: Path, code: str, area: str) -> Value:
    declared = registry.load()
    with storage.attach(folder / storage.FILE_NAME) as db:
        declared = with_figures.with_figures(db, declared)
        places, key = areas.load(db, declared), declared.find(code)
        assert declared.waits_for(key) is None, declared.waits_for(key)
        return evaluate.evaluate(db, declared, places, key)[0].at(area, 2026)


# ───────────── Reckoned by hand ─────────────


def test_the_timetable_covers_the_county_and_says_its_day(built: Path) -> None:
    row = shown(built, "SELECT reference_day::VARCHAR, counties, stops, is_current, folder FROM mart.timetables")[0]
    assert row[:4] == ("2026-10-06", ["01"], 26, True)  # the first ordinary Tuesday with all trips
    assert (built / row[4] / "connections.parquet").is_file()


def test_departures_by_municipality_and_mode(built: Path) -> None:
    query = "SELECT municipality_code, mode, stops, departures, departures_06_20, first_departure, last_departure"
    rows = {row[0]: row[1:] for row in shown(built, f"{query} FROM mart.stop_supply")}
    assert rows[BOTKYRKA] == ("bus", 1, 84 + 84, 168, 6 * 3600, 19 * 3600 + 55 * 60)
    assert rows[HUDDINGE] == ("bus", 1, 84, 84, 6 * 3600, 19 * 3600 + 50 * 60)
    assert rows[HANINGE] == ("bus", 1, 14, 14, 6 * 3600 + 1800, 19 * 3600 + 1800)
    assert SODERTALJE not in rows  # only arrivals


def test_times_between_places_over_the_departures(built: Path) -> None:
    rows = shown(built, "SELECT origin, destination, median_minutes, p90_minutes, minutes FROM mart.relations")
    times = {(origin, destination): tuple(rest) for origin, destination, *rest in rows}
    assert times["huddinge", "botkyrka"] == (20, 25, [20, 25] * 12)  # every ten minutes: no wait, or five
    assert times["botkyrka", "sodertalje"] == (15, 20, [20, 15] * 12)
    assert times["huddinge", "sodertalje"] == (40, 45, [40, 45] * 12)  # five minutes to change, two are needed
    hourly = [70, 65, 60, 55, 50, 45, 40, *range(95, 35, -5), 95, 90, 85, 80, 75]
    assert times["haninge", "tyreso"] == (65, 90, hourly)
    assert times["sodertalje", "botkyrka"] == (None, None, [None] * 24)
    assert times["haninge", "haninge_centrum"][:2] == (0, 0)  # the same point


def test_cross_relations_within_an_hour(built: Path) -> None:
    found = measures(built)
    assert found["relations"] == dict.fromkeys(EIGHT, 7)
    assert not_zero(found["relations_within_60_min"]) == {HUDDINGE: 2, BOTKYRKA: 2}
    value = indicator(built, "T06", "sodertorn")
    assert value.sums == (4, 56)
    assert value.value == pytest.approx(100 * 4 / 56)


def test_people_by_access(built: Path) -> None:
    figures = measures(built)
    assert figures["population_in_small_areas"][BOTKYRKA] == NEAR + FAR
    assert len(figures["population_in_small_areas"]) == 26
    assert not_zero(figures["population_high_frequency"]) == {BOTKYRKA: NEAR}  # 168 in 14 hours: 12 an hour
    near = dict.fromkeys((HUDDINGE, BOTKYRKA, HANINGE, "0138"), NEAR)  # at least 14, one an hour
    assert not_zero(figures["population_scb_near_timetable"]) == near
    rows = shown(
        built, f"SELECT class, population FROM mart.access WHERE method = 'eu' AND municipality_code = '{HUDDINGE}'"
    )
    assert dict(rows) == {"very_high": 0, "high": 0, "medium": NEAR, "low": 0, "none": FAR}  # 84: 6 an hour
    ends = "low <= population AND population <= high"
    ((kept, all_rows, known),) = shown(
        built, f"SELECT count(*) FILTER ({ends} OR low IS NULL), count(*), count(low) FROM mart.access"
    )
    assert kept == all_rows
    assert known in {0, all_rows}  # points leave nothing to say, polygons always do
    assert indicator(built, "T02", "sodertorn").value == pytest.approx(100 * NEAR / 8 / (NEAR + FAR))


def test_people_near_a_core(built: Path) -> None:
    found = measures(built)["population_core_30_min"]
    assert set(found) == set(EIGHT)  # four of the county's nine cores: of who lives by another they say nothing
    assert not_zero(found) == {BOTKYRKA: NEAR, HANINGE: NEAR, SODERTALJE: NEAR}  # 15 minutes by bus, and at the door
    assert indicator(built, "T07", BOTKYRKA).value == pytest.approx(90)
    assert "estimated" in indicator(built, "T07", BOTKYRKA).status


def test_jobs_within_reach(built: Path) -> None:
    rows = dict(shown(built, "SELECT small_area_id, jobs_45 FROM mart.reach WHERE small_area_id LIKE '%nära'"))
    assert rows["botkyrka-nära"] == 3 * JOBS  # its own, Huddinge's and Södertälje's
    assert rows["huddinge-nära"] == 3 * JOBS
    assert rows["sodertalje-nära"] == JOBS
    assert rows["haninge-nära"] == JOBS  # Tyresö takes more than an hour with most departures
    assert indicator(built, "T03", BOTKYRKA).value == pytest.approx(100 * 0.9 * 3 / 8)
    in_all = NEAR * (3 + 3 + 6) * JOBS / (8 * (NEAR + FAR) * 8 * JOBS)
    assert indicator(built, "T03", "sodertorn").value == pytest.approx(100 * in_all)


def test_the_gap_between_the_weakest_and_the_strongest_fifth(built: Path) -> None:
    """Botkyrka: half of the weakest fifth reach nothing. Södertörn: 800 of its weakest 1 600 do, the others 1 000."""
    assert indicator(built, "T12", BOTKYRKA).value == pytest.approx(0.5)
    assert indicator(built, "T12", "sodertorn").value == pytest.approx(0.5 * JOBS / (3 * JOBS))
    published = {area for (area,) in shown(built, "SELECT area_id FROM mart.published WHERE series = 'access_gap'")}
    assert {"sodertorn", "0180"} - published == {"0180"}  # nothing is within 45 minutes of Stockholm's stop here
    assert "riket" not in published


# ───────────── What is missing ─────────────


def test_without_small_areas_only_what_the_timetable_says_itself(stops: list[Place], tmp_path: Path) -> None:
    folder = data_folder(tmp_path, stops, has_areas=False)
    assert build.build(folder).faults == []
    assert set(measures(folder)) == {"relations", "relations_within_60_min"}
    assert shown(folder, "SELECT count(*) FROM mart.stop_supply")[0][0] > 20
    with storage.attach(folder / storage.FILE_NAME) as db:
        declared = with_figures.with_figures(db, registry.load())
    wanted = {"T02": "timetable_and_areas", "T03": "jobs", "T06": None, "T07": "timetable_and_areas", "T12": "jobs"}
    assert {code: declared.waits_for(declared.find(code)) for code in wanted} == wanted


@pytest.mark.thorough  # as without small areas, above
def test_without_jobs_nothing_is_said_of_them(stops: list[Place], tmp_path: Path) -> None:
    folder = data_folder(tmp_path, stops, has_jobs=False)
    build.build(folder)
    assert "population_core_30_min" in measures(folder)
    assert not {name for name in measures(folder) if "jobs" in name}
    assert shown(folder, "SELECT count(jobs_45) FROM mart.reach") == [(0,)]
    assert shown(folder, "SELECT count(*) FROM mart.published WHERE series = 'access_gap'") == [(0,)]


def test_a_county_that_is_not_covered_whole_is_not_judged(stops: list[Place], tmp_path: Path) -> None:
    folder = data_folder(tmp_path, stops, lines="123")
    assert build.build(folder).faults == []
    assert shown(folder, "SELECT counties FROM mart.timetables") == [([],)]
    assert measures(folder) == {}
    assert shown(folder, "SELECT count(*) FROM mart.relations") == [(0,)]
    assert {code for (code,) in shown(folder, "SELECT municipality_code FROM mart.stop_supply")} == {
        HUDDINGE, BOTKYRKA, HANINGE, "0138"
    }  # fmt: skip


# ───────────── Once, whole, and again ─────────────


def results(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("timetables/*/*")}


@pytest.mark.thorough  # as in test_transit_by_street.py
def test_a_second_build_computes_nothing_and_changes_nothing(copy: Path) -> None:
    before, told = results(copy), []
    again = build.build(copy, lambda _done, _total, what: told.append(what))
    assert again.faults == []
    assert again.changes == []
    assert results(copy) == before
    assert not [what for what in told if what.startswith("tidtabell")]


@pytest.mark.thorough  # as a result that is gone, below
def test_a_build_that_was_killed_while_it_computed_begins_anew(copy: Path) -> None:
    folder = next(copy.glob("timetables/*"))
    (done,) = folder.glob("result-done-*")
    done.unlink()
    (reach,) = folder.glob("result-reach-*")
    reach.write_bytes(b"half")
    (folder / "result-access-0123456789ab.parquet").write_bytes(b"of other small areas")
    told: list[str] = []
    again = build.build(copy, lambda _done, _total, what: told.append(what))
    assert (again.faults, again.changes) == ([], [])
    assert [what for what in told if what.startswith("tidtabell 1 av 1 (2026-10-06): restider")]
    assert not (folder / "result-access-0123456789ab.parquet").exists()
    assert done.is_file()


@pytest.mark.parametrize("fault", every(2, ["gone", "half"]))
def test_a_result_that_is_gone_or_broken_is_computed_anew(copy: Path, fault: str) -> None:
    """Gone; thoroughly half written too."""
    (access,) = copy.glob("timetables/*/result-access-*")
    whole = access.read_bytes()
    if fault == "gone":
        access.unlink()
    else:
        access.write_bytes(whole[: len(whole) // 2])
    again = build.build(copy)
    assert (again.faults, again.changes) == ([], [])
    assert access.read_bytes() == whole


@pytest.mark.thorough  # as a result that is gone, above
def test_a_timetable_whose_files_are_gone_or_broken_is_read_anew(copy: Path) -> None:
    for folder in copy.glob("timetables/*"):
        (folder / "timetable.json").write_text("{", encoding="utf-8")
    again = build.build(copy)
    assert (again.faults, again.changes) == ([], [])


def test_a_fault_in_the_computing_stops_these_figures_only(copy: Path) -> None:
    folder = next(copy.glob("timetables/*"))
    for path in folder.glob("result-*"):
        path.unlink()
    shutil.copyfile(folder / "stops.parquet", folder / "connections.parquet")  # whole, and of something else
    again = build.build(copy)
    (fault,) = again.faults
    assert fault.source == "gtfs"
    assert fault.reason.startswith("tidtabellernas mått räknades inte: ")
    assert "\n" not in fault.reason
    assert measures(copy) == {}
    assert shown(copy, "SELECT count(*) > 0 FROM mart.measures WHERE measure = 'bikes'") == [(True,)]


def test_of_two_timetables_in_a_year_the_later_day_stands(copy: Path, stops: list[Place]) -> None:
    """The later one has no line 2, so that nobody reaches Södertälje. Both are kept, to be compared.

    Figures that are computed when all sources are read are not missed while the new timetable is.
    """
    take(copy, "gtfs", made_centres.feed(copy / "later.zip", stops, lines="134", version="2"), day="2026-10-14")
    assert build.build(copy).faults == []
    rows = shown(copy, "SELECT reference_day::VARCHAR, is_current FROM mart.timetables ORDER BY 1")
    assert rows == [("2026-10-06", False), ("2026-10-14", True)]
    assert not_zero(measures(copy)["relations_within_60_min"]) == {HUDDINGE: 1, BOTKYRKA: 1}
    assert not_zero(measures(copy)["population_high_frequency"]) == {}
    assert shown(copy, "SELECT count(DISTINCT timetable_id) FROM mart.reach") == [(2,)]


@pytest.mark.thorough  # held as half of the traffic gone is
def test_a_timetable_that_lost_a_municipality_is_held_back(copy: Path, stops: list[Place]) -> None:
    """It would take away every figure of the county."""
    before = measures(copy)
    take(copy, "gtfs", made_centres.feed(copy / "less.zip", stops[:-1], version="2"), day="2026-10-14")
    (fault,) = build.build(copy).faults
    assert fault.is_held
    assert "har inte längre trafik i varje kommun i län 01" in fault.reason
    assert measures(copy) == before
    assert build.build(copy, accept=["gtfs"]).faults == []
    assert shown(copy, "SELECT counties FROM mart.timetables ORDER BY reference_day") == [(["01"],), ([],)]
    assert measures(copy) == before  # a timetable that does not cover the county does not stand for it


# ───────────── The gap ─────────────


def test_a_gap_by_hand() -> None:
    people, jobs = np.array([10.0, 10, 60, 20]), np.array([0.0, 30, 100, 300])
    assert gap.gap(people, jobs) == pytest.approx(15 / 300)
    assert gap.gap(np.array([1.0]), np.array([7.0])) == pytest.approx(1)
    assert gap.gap(np.array([50.0, 50]), np.array([0.0, 0])) is None
    assert gap.gap(np.array([0.0]), np.array([5.0])) is None


AREAS = st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 100_000)), min_size=1, max_size=30)


@given(AREAS, st.randoms())
def test_a_gap_lies_between_nothing_and_none_and_order_and_splitting_change_nothing(pairs: Any, chance: Any) -> None:  # noqa: ANN401
    def of(chosen: list[tuple[int, int]]) -> float | None:
        people, jobs = (np.array(column, dtype=float) for column in zip(*chosen, strict=True))
        return gap.gap(people, jobs)

    value = of(pairs)
    assert value is None or 0 <= value <= 1 + 1e-9
    mixed = [half for people, jobs in pairs for half in ((people / 2, jobs), (people / 2, jobs))]
    chance.shuffle(mixed)
    assert of(mixed) == (None if value is None else pytest.approx(value))

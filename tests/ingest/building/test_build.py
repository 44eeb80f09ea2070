"""The build: what it reports, that the same figures give the same version, and that it can be killed at any moment."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from made_source import carried
from parts import every

from ingest import build
from ingest.build import SourceReport
from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import SourceError, UnknownNameError

BUILD = "import sys; from malkollen.__main__ import main; sys.exit(main(['ingest']))"


@pytest.fixture
def folder(data_folder: Path, database: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with a database in it."""
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The same of two made measures, built in a moment: where it is how a build goes, not of what."""
    carried(tmp_path)
    build.build(tmp_path)
    return tmp_path


Step = tuple[int, int, str]
"""How many are done, of how many, and what is done next."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, data_folder: Path) -> tuple[dict[str, SourceReport], list[Step]]:
    """What a build of the committed figures reports, by source, and its steps."""
    folder = tmp_path_factory.mktemp("reports")
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, folder / name)
    steps: list[Step] = []
    built = build.build(folder, lambda done, total, what: steps.append((done, total, what)))
    return {report.source: report for report in built.reports}, steps


@pytest.fixture
def reports(told: tuple[dict[str, SourceReport], list[Step]]) -> dict[str, SourceReport]:
    return told[0]


def _start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD],
        cwd=ROOT,
        env={"MALKOLLEN_DATA": str(folder), "MALKOLLEN_OFFLINE": "1", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(running: subprocess.Popen[str], step: str) -> None:
    """Reads progress lines until the one of a step."""
    assert running.stderr is not None
    seen = []
    for line in running.stderr:
        seen.append(line)
        if line.startswith(f"[{step}/"):
            return
    raise AssertionError("".join(seen))


def _version(path: Path) -> str:
    with storage.attach(path) as db:
        row = db.execute("SELECT data_version FROM mart.build").fetchone()
    assert row is not None
    return str(row[0])


# ── what it reports ──


def test_every_source_says_rows_years_municipalities(reports: dict[str, SourceReport]) -> None:
    population = reports["scb_population"]
    assert (population.publisher, population.title) == ("SCB", "Folkmängd per kommun")
    assert (population.rows, population.first_year, population.last_year) == (290 * 26, 2000, 2025)
    assert population.municipalities == (290, 290)
    assert population.gaps == ()


def test_years_in_the_middle_that_are_missing_are_named_with_their_measures(reports: dict[str, SourceReport]) -> None:
    both, one = reports["trafikanalys_vehicles"].gaps
    years, measures = both.split(": ")
    assert years == "2023–2024 saknas"
    assert {"new_cars_all", "light_trucks_all"} <= set(measures.split(", "))
    assert "cars_all" not in measures.split(", "), "hela personbilsflottan finns även 2023 och 2024"
    assert one == "2024 saknas: new_cars_battery_electric, new_cars_plug_in_hybrid"
    assert reports["power_circle_charging"].gaps == ()


def test_years_with_fewer_municipalities_are_named(reports: dict[str, SourceReport]) -> None:
    assert reports["kolada_transit_nearness"].municipalities == (51, 290)
    assert reports["kolada_transit_nearness"].gaps == ("2014–2022 har bara 51 kommuner: population_near_transit",)
    assert reports["kolada_car_mileage"].gaps == ("2010–2023 har bara 51 kommuner: car_mileage_mil",)
    assert reports["kolada_commuting"].gaps == ("2020–2023 har bara 26–51 kommuner: in_commuters, out_commuters",)


def test_every_source_with_figures_is_reported(reports: dict[str, SourceReport], db: DuckDBPyConnection) -> None:
    """What is only read beside the figures has none."""
    query = "SELECT source FROM mart.measures UNION SELECT source FROM mart.published ORDER BY source"
    assert list(reports) == [source for (source,) in db.execute(query).fetchall()]
    beside = {"cycle_report", "national_plan", "stockholm_city_2015"}
    declared = {source for (source,) in db.execute("SELECT source FROM mart.sources").fetchall()}
    assert declared - set(reports) == beside


def test_the_rows_of_the_report_are_the_rows_of_the_database(
    reports: dict[str, SourceReport], db: DuckDBPyConnection
) -> None:
    query = "SELECT (SELECT count(*) FROM mart.measures) + (SELECT count(*) FROM mart.published)"
    assert db.execute(query).fetchone() == (sum(report.rows for report in reports.values()),)


def test_progress_counts_every_step_to_the_last(told: tuple[dict[str, SourceReport], list[Step]]) -> None:
    steps = told[1]
    total = len(build.modules()) + 5
    assert [(done, of) for done, of, _ in steps] == [(step, total) for step in range(1, total + 1)]
    assert steps[-1][2] == "klart"


def test_a_source_that_is_not_built_is_answered_with_those_that_are() -> None:
    assert list(build.choose(["figures"])) == list(build.modules())
    with pytest.raises(UnknownNameError, match=r"källan 'ingen' finns inte .* källor som finns: .*figures"):
        build.choose(["ingen"])


# ── what it builds ──


def test_a_published_share_becomes_a_count_by_its_denominator_and_says_derived(db: DuckDBPyConnection) -> None:
    row = db.execute(
        """
        SELECT near.value, share.value * population.value / 100, near.status, near.source
        FROM mart.measures AS near
        JOIN mart.published AS share
          ON (share.area_id, share.year, share.series) = ('0126', 2023, 'population_near_transit_pct')
        JOIN mart.measures AS population
          ON (population.municipality_code, population.year, population.measure) = ('0126', 2023, 'population')
        WHERE (near.municipality_code, near.year, near.measure) = ('0126', 2023, 'population_near_transit')
        """
    ).fetchone()
    assert row is not None
    assert row[0] == pytest.approx(row[1])
    assert row[2:] == ("derived", "kolada_transit_nearness")


def test_the_marks_of_the_declarations_stand_at_their_figures(db: DuckDBPyConnection) -> None:
    rows = db.execute("SELECT DISTINCT year, status FROM mart.measures WHERE measure = 'population' AND year >= 2024")
    assert sorted(rows.fetchall()) == [(2024, ""), (2025, "preliminary")]
    rows = db.execute("SELECT DISTINCT year, status FROM mart.measures WHERE measure = 'cars_all' AND year >= 2022")
    assert sorted(rows.fetchall()) == [(2022, ""), (2023, "derived"), (2024, "derived"), (2025, "")]


def test_the_eight_add_up_to_the_published_population(db: DuckDBPyConnection) -> None:
    query = """
        SELECT sum(value) FROM mart.measures JOIN mart.members USING (municipality_code)
        WHERE area_id = 'sodertorn' AND measure = 'population' AND year = 2023"""
    assert db.execute(query).fetchone() == (520824,)


def test_the_workspace_of_the_build_is_not_in_the_product(db: DuckDBPyConnection) -> None:
    rows = db.execute("SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_catalog = 'product'")
    assert rows.fetchall() == [("mart",)]


def test_every_table_of_the_product_says_what_it_holds(db: DuckDBPyConnection) -> None:
    tables = "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'product'"
    views = "SELECT view_name, comment FROM duckdb_views() WHERE database_name = 'product' AND NOT internal"
    found = dict(db.execute(f"{tables} UNION ALL {views}").fetchall())
    assert {"measures", "published", "members", "sources", "coverage", "build"} <= set(found)
    assert [name for name, comment in found.items() if not comment] == []


@pytest.mark.thorough  # as in tests/malkollen/database/test_data_version.py
def test_the_same_figures_give_the_same_version_and_a_changed_figure_another(small: Path) -> None:
    first = _version(small / storage.FILE_NAME)
    build.build(small)
    assert _version(small / storage.FILE_NAME) == first
    path = small / "figures" / "bikes.csv"
    text = path.read_text(encoding="utf-8")
    assert ",2024,bikes," in text
    path.write_text(text.replace(",2024,bikes,", ",2024,bikes,1", 1), encoding="utf-8")
    build.build(small, accept=True)  # a thousand more of two hundred is suspected
    assert _version(small / storage.FILE_NAME) != first


@pytest.mark.thorough  # as of two live ones in test_live.py
def test_two_sources_of_one_figure_are_refused(folder: Path) -> None:
    path = folder / "figures" / "figures.toml"
    text = path.read_text(encoding="utf-8")
    paragraph = text[text.index("[scb_population]") : text.index("[trafikanalys_vehicles]")]
    path.write_text(text + paragraph.replace("[scb_population]", "[scb_again]"), encoding="utf-8")
    with pytest.raises(
        SourceError, match=r"^två källor ger samma uppgift: \d{4} \d{4} population \(scb_again, scb_population\)$"
    ):
        build.build(folder)


# ── killed and crowded ──


@pytest.mark.thorough  # an ingest is among those killed in tests/house/test_killed.py
@pytest.mark.parametrize("step", every(4, ["1", "2", "4", "5"]))
def test_a_build_that_is_killed_leaves_the_old_database_and_the_next_one_works(small: Path, step: str) -> None:
    """At its first step; thoroughly at four, its last among them."""
    last = small / storage.FILE_NAME
    before = last.read_bytes()
    with _start(small) as running:
        _wait_for(running, step)
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL or (step == "5" and running.returncode == 0)
    if running.returncode:
        assert last.read_bytes() == before
    version = _version(last)
    build.build(small)
    assert _version(last) == version
    assert sorted(path.name for path in small.iterdir()) == ["figures", "malkollen.duckdb", "reference"]


@pytest.mark.thorough  # as another that runs in tests/malkollen/database/test_foreign.py
def test_a_second_build_while_one_runs_is_refused_in_one_line_and_disturbs_nothing(small: Path) -> None:
    with _start(small) as first:
        _wait_for(first, "2")
        first.send_signal(signal.SIGSTOP)  # it holds its file and cannot finish before the second has tried
        try:
            with _start(small) as second:
                _, fault = second.communicate()
        finally:
            first.send_signal(signal.SIGCONT)
        _, progress = first.communicate()
    assert second.returncode == 2
    assert fault == "malkollen.building.duckdb: en annan inläsning pågår; vänta tills den är klar\n"
    assert first.returncode == 0, progress
    assert _version(small / storage.FILE_NAME)

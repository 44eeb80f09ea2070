"""What many tests need: a copy of the data folder, a database built from it, the registry and the areas."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
import tomllib
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.pathlib import import_path
from hypothesis import is_hypothesis_test, settings
from xdist.scheduler import LoadScopeScheduling

from malkollen import ROOT

if TYPE_CHECKING:  # a file of tests imports what it tests; the process that only hands files out needs nothing of it
    from collections.abc import Callable, Iterator

    from duckdb import DuckDBPyConnection
    from streamlit.testing.v1.local_script_runner import LocalScriptRunner
    from xdist.remote import Producer
    from xdist.workermanage import WorkerController

    from dashboard.content.facts import Facts
    from ingest.sources.figures import Dataset, Row
    from malkollen.registry.registry import Registry
    from malkollen.values.areas import Areas

os.environ["MALKOLLEN_OFFLINE"] = "1"  # no test asks anybody but this machine
os.environ["MALKOLLEN_WARM"] = "0"  # a server that opens every page by itself takes a third of a core from the others
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    # Who wants no compiled files beside the sources has them in a folder that git ignores: the hundreds of processes
    # that the tests start would else compile every library anew, which is more than half of all their time.
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(ROOT / ".pytest_cache" / "compiled")
    sys.dont_write_bytecode = False
if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # run in the background: servers that are started would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
MEMORY, ROOM = Path("/dev/shm"), 10_000_000_000  # bytes; a run writes less than four
if "TMPDIR" not in os.environ and MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
    known = dict(line.split()[:2] for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
    if min(shutil.disk_usage(MEMORY).free, 1024 * int(known.get("MemAvailable:", 0))) > ROOM:
        # Databases that wait for a disk at each step are a third of the time of the tests that build them.
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
os.fsync = lambda _file: None  # no test's machine loses its power: thousands of files need not wait for the disk
gc.set_threshold(200_000, 50, 100)  # what is imported stays; see pytest_collection_finish
settings.register_profile("malkollen", deadline=None, derandomize=True)  # the same examples everywhere, never timed
settings.load_profile("malkollen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="every repetition, where an ordinary run has a part")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what tests/made/parts.py has marked as repetitions, and most examples of every rule."""
    if config.getoption("--thorough"):
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("thorough")]
    for rule in {item.function for item in items if isinstance(item, pytest.Function)}:
        if is_hypothesis_test(rule):
            asked = rule._hypothesis_internal_use_settings
            rule._hypothesis_internal_use_settings = settings(
                asked, max_examples=min(EXAMPLES, asked.max_examples // 3 or 1)
            )


def pytest_collection(session: pytest.Session) -> None:
    """Each process begins to import at another file: what a fresh checkout has not compiled yet is compiled once.

    They would else go through the same files in step, and each compile all tests and all libraries by itself. What
    cannot be imported is told when it is collected.
    """
    if worker := getattr(session.config, "workerinput", None):
        files = [file for given in session.config.args for file in sorted(Path(given).rglob("test_*.py"))]
        first = len(files) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
        for file in files[first:] + files[:first]:
            with suppress(Exception, pytest.skip.Exception):
                import_path(file, root=session.config.rootpath, consider_namespace_packages=False)


EXAMPLES = 15  # of a rule, at the most, in an ordinary run
FIGURES_BYTES = 5_000_000  # the largest of the carried files is under two million


def pytest_collection_finish() -> None:
    """Pages run by the settings that the program runs them by, two of which cost a third of a page's time.

    What is loaded stays: Python need not look through it for garbage again and again, a sixth of all the time.
    """
    if config := sys.modules.get("streamlit.config"):
        settled = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
        for section, name in (("runner", "magicEnabled"), ("browser", "gatherUsageStats")):
            config.set_option(f"{section}.{name}", settled[section][name])
        # Every AppTest looks through all installed packages for components anew: two thirds of a page's time.
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)  # type: ignore[assignment]
        from streamlit.testing.v1 import local_script_runner

        local_script_runner.require_widgets_deltas = _asleep(local_script_runner.require_widgets_deltas)
    if figures := sys.modules.get("ingest.sources.figures"):
        figures.read = _once_for_each_content(figures.read)
    gc.collect()
    gc.freeze()
    gc.unfreeze = lambda: None  # dashboard/kept.py's: half a second for each database a page is opened on


def _asleep(wait: Callable[..., None]) -> Callable[..., None]:
    """Waits for a page's run without looking a thousand times a second whether it has ended: a tenth of its time."""

    def waiting(runner: LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        wait(runner, timeout)

    return waiting


def _once_for_each_content(read: Callable[..., list[Row]]) -> Callable[..., list[Row]]:
    """Reads the same bytes under the same declaration once: the carried figures are two thirds of a database's time."""
    kept: dict[tuple[object, ...], list[Row]] = {}

    def reading(path: Path, dataset: Dataset, codes: set[str]) -> list[Row]:
        if not path.is_file() or path.stat().st_size > FIGURES_BYTES:
            return read(path, dataset, codes)
        content = (path.name, path.read_bytes(), dataset.model_dump_json(), frozenset(codes))
        if content not in kept:
            kept[content] = read(path, dataset, codes)
        return [*kept[content]]

    return reading


def pytest_sessionfinish() -> None:
    """What was compiled of programs that lay in the tests' own folders goes with them."""
    if (prefix := Path(sys.pycache_prefix or "")).is_relative_to(ROOT):
        temporary = Path(tempfile.gettempdir())
        for folder in (prefix / temporary.relative_to(temporary.anchor)).glob("pytest-of-*"):
            shutil.rmtree(folder, ignore_errors=True)


OFFICE = (
    "test_browser_base_path.py",
    "test_browser_hostile.py",
    "test_browser_office.py",
    "test_browser_priorities.py",
    "test_browser_swap.py",
    "test_browser_transit.py",
)
"""Those of tests/browser whose server reads a folder of its own, open to the office; the others share another one."""
LONGEST = (
    "tests/browser",
    "tests/browser, office",
    "tests/ingest/building/test_live.py",
    "tests/house/test_killed.py",
    "tests/dashboard/views/test_views.py",
    "tests/malkollen/commands/test_ingest_command.py",
    "tests/ingest/room/test_proposals.py",
    "tests/house/test_other_cooperation.py",
    "tests/malkollen/backups/test_backup_drill.py",
    "tests/ingest/sources/test_source_streets.py",
    "tests/ingest/building/test_hostile_year.py",
    "tests/ingest/sources/test_source_kolada.py",
    "tests/ingest/building/test_build.py",
    "tests/malkollen/editions/test_editions.py",
    "tests/house/test_papers.py",
    "tests/ingest/sources/test_source_emissions.py",
    "tests/ingest/building/test_hostile_nights.py",
    "tests/dashboard/login/test_provider.py",
    "tests/dashboard/views/test_view_office_forms.py",
    "tests/ingest/sources/test_source_gtfs.py",
    "tests/ingest/sources/test_source_scb_commuting.py",
    "tests/ingest/transit/test_transit_car_ratio.py",
    "tests/ingest/transit/test_transit_results.py",
    "tests/ingest/sources/test_source_scb_areas.py",
    "tests/dashboard/views/test_view_reports.py",
    "tests/dashboard/documents/test_reports_pdf.py",
    "tests/dashboard/web/test_web.py",
    "tests/malkollen/commands/test_start.py",
    "tests/malkollen/commands/test_commands.py",
    "tests/dashboard/views/test_view_transit.py",
    "tests/malkollen/verdicts/test_verdict_changes.py",
    "tests/malkollen/commands/test_programme_commands.py",
    "tests/ingest/transit/test_matrix_and_journey.py",
    "tests/dashboard/web/test_two_processes.py",
    "tests/malkollen/database/test_damaged_database.py",
    "tests/house/test_patterns.py",
    "tests/dashboard/web/test_floods.py",
    "tests/house/test_proxy.py",
    "tests/dashboard/screen/test_warm.py",
    "tests/ingest/building/test_suspicion_real_years.py",
    "tests/ingest/transit/test_transit_by_street.py",
)
"""Handed out first, so that nobody waits for one of them at the end; what is not here has its turn all the same."""


class ByFile(LoadScopeScheduling):
    """A file's tests run in one process, and those that drive a browser in two, one for each of their servers.

    One process for all of them was the last to end by far: each waits for its own browser most of the time.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        if longest := next((scope for scope in LONGEST if scope in self.workqueue), None):
            self.workqueue.move_to_end(longest, last=False)  # the rest are by xdist ordered by how many tests they have
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        folder, _, name = file.rpartition("/")
        if folder != "tests/browser":
            return file
        return f"{folder}, office" if name in OFFICE else folder


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


@pytest.fixture(scope="session")
def thorough(pytestconfig: pytest.Config) -> bool:
    """Whether a proof that is a count is made whole; each kind of what it counts is in an ordinary run too."""
    return bool(pytestconfig.getoption("--thorough"))


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the committed figures and reference data. Shared: a test that changes a file makes its own copy."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("figures", "reference"):
        shutil.copytree(ROOT / "data" / name, folder / name, copy_function=shutil.copyfile)
    return folder


@pytest.fixture(scope="session")
def database(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the committed figures, built by the process that comes first. Read it, never change it."""
    from ingest import build
    from malkollen.database import storage
    from malkollen.files import lock

    own, run = data_folder / storage.FILE_NAME, tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each has a folder in that of the run
        run = run.parent
    together = run / "built"  # pytest has a lock of its own in the run's
    together.mkdir(exist_ok=True)
    with lock.alone(together, "another process has built for five minutes", 300):
        built = together / own.name
        if built.exists():
            shutil.copyfile(built, own)
        else:
            build.build(data_folder)
            shutil.copyfile(own, built)
    return own


@pytest.fixture(scope="session")
def attached(database: Path) -> Iterator[DuckDBPyConnection]:
    """The built database opened once: to open it costs more than most of what is asked of it."""
    from malkollen.database import storage

    with storage.attach(database) as connection:
        yield connection


@pytest.fixture
def db(attached: DuckDBPyConnection) -> Iterator[DuckDBPyConnection]:
    """A reading connection to the built database."""
    with attached.cursor() as connection:
        yield connection


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The real indicators.toml."""
    from malkollen.registry import registry

    return registry.load()


@pytest.fixture(scope="session")
def places(attached: DuckDBPyConnection, registry: Registry) -> Areas:
    """The areas of the built database."""
    from malkollen.values import areas

    return areas.load(attached, registry)


@pytest.fixture(scope="session")
def facts(database: Path) -> Facts:
    """Everything the dashboard's pages read, on a day when three sources are late."""
    from dashboard.content import facts

    return facts.load(database, date(2026, 11, 22))


@pytest.fixture
def environment(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Points the commands at the built database's folder."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(database.parent))
    return database.parent

"""What many tests need: a copy of the data folder, a database built from it, the registry and the areas."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from dashboard.content import facts as dashboard_facts
from dashboard.content.facts import Facts
from ingest import build
from malkollen import ROOT
from malkollen.database import storage
from malkollen.registry import registry as registry_file
from malkollen.registry.registry import Registry
from malkollen.values import areas
from malkollen.values.areas import Areas

os.environ["MALKOLLEN_OFFLINE"] = "1"  # no test asks anybody but this machine
settings.register_profile("malkollen", deadline=None, derandomize=True)  # the same examples everywhere, never timed
settings.load_profile("malkollen")


def pytest_collection_finish() -> None:
    """What is loaded stays: Python need not look through it for garbage again and again, a sixth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


class ByFile(LoadScopeScheduling):
    """A file's tests run in one process, and all that drive a browser in the same: they share pages and servers."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "tests/browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the committed figures and reference data. Shared: a test that changes a file makes its own copy."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("figures", "reference"):
        shutil.copytree(ROOT / "data" / name, folder / name, copy_function=shutil.copyfile)
    return folder


@pytest.fixture(scope="session")
def database(data_folder: Path) -> Path:
    """The database built once from the committed figures. Read it, never change it."""
    build.build(data_folder)
    return data_folder / storage.FILE_NAME


@pytest.fixture
def db(database: Path) -> Iterator[DuckDBPyConnection]:
    """A reading connection to the built database."""
    with storage.attach(database) as connection:
        yield connection


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The real indicators.toml."""
    return registry_file.load()


@pytest.fixture(scope="session")
def places(database: Path, registry: Registry) -> Areas:
    """The areas of the built database."""
    with storage.attach(database) as connection:
        return areas.load(connection, registry)


@pytest.fixture(scope="session")
def facts(database: Path) -> Facts:
    """Everything the dashboard's pages read, on a day when three sources are late."""
    return dashboard_facts.load(database, date(2026, 11, 22))


@pytest.fixture
def environment(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Points the commands at the built database's folder."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(database.parent))
    return database.parent

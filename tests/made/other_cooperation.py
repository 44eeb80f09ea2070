"""A second cooperation as the tests have it: Stor-Göteborg's municipalities and figures under an invented programme.

The registry and the reference data beside it lie in tests/fixtures/other_cooperation. The figures are the committed
ones: they hold all 290. The matrix and the timetables are made.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import made_matrix
import made_transit
import pytest

from ingest import build
from malkollen import ROOT
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.registry import registry
from malkollen.served import AS_OF_VARIABLE

FIXTURE = ROOT / "tests" / "fixtures" / "other_cooperation"
REGISTRY = FIXTURE / "indicators.toml"
TODAY = "2026-11-22"
HOME, COUNTY = "stor_goteborg", "14"


@contextmanager
def registered(path: Path = REGISTRY) -> Iterator[None]:
    """The program reads this registry where it would read the repository's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry.load, "__defaults__", (path,))
        patch.setattr(registry.version, "__defaults__", (path,))
        patch.setattr(editions.create, "__defaults__", (path,))
        yield


@contextmanager
def at(folder: Path) -> Iterator[None]:
    """Pages and commands read this data folder, on a day of the tests."""
    with registered(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", os.fspath(folder))
        patch.setenv(AS_OF_VARIABLE, TODAY)
        yield


def built(folder: Path) -> Path:
    """A data folder with a database built of the fixture's registry and reference data, a matrix and timetables."""
    shutil.copytree(ROOT / "data" / "figures", folder / "figures", copy_function=shutil.copyfile)
    shutil.copytree(ROOT / "data" / "reference", folder / "reference", copy_function=shutil.copyfile)
    for name in ("comparison_groups.csv", "places.csv"):
        shutil.copyfile(FIXTURE / name, folder / "reference" / name)
    with registered():
        build.build(folder)
    database = folder / storage.FILE_NAME
    made_matrix.add(database)
    made_transit.add(database, (made_transit.BEFORE, made_transit.AFTER), jobs=True, home=HOME, county=COUNTY)
    return folder

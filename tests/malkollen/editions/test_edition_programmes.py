"""A version fixed under the older programme stays as it was when another leads, and what differs says why."""

import shutil
from pathlib import Path

import pytest
from two_programmes import FIRST_DAY, LAST_DAY, NEW, OLD, registry_in

from dashboard.content import facts as content
from dashboard.content.data import editions as texts
from dashboard.content.goal import programmes
from malkollen.database import storage
from malkollen.editions import changes, editions, snapshot
from malkollen.registry import registry

NAME = "2026-12-ledningsgruppen"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry with the invented programme after SUP 2040."""
    return registry_in(tmp_path_factory.mktemp("both"))


@pytest.fixture(scope="module")
def data(database: Path, both: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a version fixed on the last day of SUP 2040."""
    folder = tmp_path_factory.mktemp("fixed")
    shutil.copyfile(database, folder / storage.FILE_NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("malkollen.registry.content.registry_file", lambda: both)
        editions.create(folder, NAME, LAST_DAY, "Ledningsgruppen")
    return folder


def test_it_is_read_under_the_programme_of_its_day(data: Path) -> None:
    fixed = content.load_edition(data, NAME)
    assert (fixed.programme_key, fixed.aside, fixed.as_of) == (OLD, None, LAST_DAY)
    assert list(fixed.goals) == ["klimatomstallning", "tillganglighet"]
    assert (programmes.note(fixed), programmes.others(fixed), programmes.prepared(fixed)) == ("", [], None)
    assert texts.differs(fixed, data) is None


def test_what_another_base_year_changed_says_so(data: Path, both: Path) -> None:
    with storage.attach(data / storage.FILE_NAME) as db:
        now = snapshot.take(db, registry.load(both), FIRST_DAY)
    found = changes.changes(editions.snapshot_of(data, NAME), now)
    assert found.values == []
    assert {change.key.question for change in found.labels} == {"främst"}
    assert {change.why for change in found.labels} == {("another programme",)}


@pytest.mark.thorough  # read under the programme of its day, above
def test_a_programme_read_aside_is_held_against_no_version(data: Path, both: Path) -> None:
    path = data / storage.FILE_NAME
    aside = content.load(path, LAST_DAY, registry_file=both, programme=NEW)
    assert texts.before(aside, data) is None
    leads = content.load(path, LAST_DAY, registry_file=both)
    assert texts.before(leads, data) == editions.find(data, NAME)

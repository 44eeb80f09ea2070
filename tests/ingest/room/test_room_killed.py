"""The room killed at every moment that it writes: the old or the new, never half, and nothing acknowledged is lost.

The writes are few and known, so that none is left to chance: a process is forked that dies at its nth step on the disk,
before it or after it, for every n. No build is made: what is killed is the answer.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import dies
import pytest
from test_proposals import ANNA, BO, copied, empty, read_in

from ingest.fetching.raw import RawStore
from ingest.room import proposals, swap
from malkollen.database import storage
from malkollen.office import journal
from malkollen.office.room import proposal as papers, work

__all__ = ["empty", "read_in"]  # fixtures
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")


def moments(act: Callable[[Path], object], template: Path, into: Path) -> Iterator[Path]:
    """A data folder for every moment that an act may be killed at."""
    for step, is_after in dies.moments():
        folder = into / f"{step}{'b' if is_after else 'a'}"
        folder.mkdir()
        data = copied(template, folder)
        if (accepted := data / work.FOLDER / papers.ACCEPTED).exists():
            about = json.loads(accepted.read_bytes()) | {"now": storage.fingerprint(data / storage.FILE_NAME)}
            accepted.write_text(json.dumps(about), encoding="utf-8")
        os.environ["MALKOLLEN_DATA"] = str(data)
        if not dies.at(step, partial(act, data), is_after=is_after):
            return
        yield data


@pytest.fixture(scope="module")
def light(read_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that waits, without the figures that nobody who answers reads, and with two databases of nothing.

    An answer takes files for what they are: these are copied hundreds of times.
    """
    data = copied(read_in, tmp_path_factory.mktemp("light"))
    for folder in (data, papers.folder(data)):
        for name in ("figures", "reference"):
            shutil.rmtree(folder / name)
    (data / storage.FILE_NAME).write_bytes(b"old")
    papers.database(data).write_bytes(b"newer")
    return data


def size(data: Path) -> int:
    return (data / storage.FILE_NAME).stat().st_size


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", "")


@pytest.mark.usefixtures("environment")
def test_a_yes_that_is_killed_is_a_yes_or_nothing(light: Path, tmp_path: Path) -> None:
    old, new = size(light), papers.database(light).stat().st_size
    assert old != new
    killed = went_on = 0
    for data in moments(lambda data: proposals.accept(data, BO), light, tmp_path):
        killed += 1
        assert size(data) in (old, new)
        decided, was_new = swap.is_under_way(data), size(data) == new
        now = work.read(data)
        assert now is None or not now.is_running
        if decided:
            assert proposals.settle(data)
            went_on += 1
        is_new = size(data) == new
        assert is_new == (decided or was_new)
        fetch = RawStore(data).latest("boardings")
        assert (fetch is not None and fetch.state == "good" and fetch.damage() is None) == is_new
        assert (papers.read(data) is None) == is_new
        assert (papers.accepted(data) is not None) == is_new
        assert len(journal.read(data)) == is_new
        if not is_new:  # and the yes can be said again
            proposals.accept(data, BO)
            assert size(data) == new
    assert killed >= 40
    assert went_on >= 10


@pytest.mark.usefixtures("environment")
def test_an_undo_that_is_killed_is_undone_or_not(light: Path, tmp_path: Path) -> None:
    old, new = size(light), papers.database(light).stat().st_size

    (tmp_path / "first").mkdir()
    template = copied(light, tmp_path / "first")
    os.environ["MALKOLLEN_DATA"] = str(template)
    proposals.accept(template, ANNA)
    killed = 0
    for data in moments(lambda data: proposals.undo(data, BO, "fel"), template, tmp_path):
        killed += 1
        assert size(data) in (old, new)
        was_old = size(data) == old
        decided = swap.is_under_way(data)
        proposals.settle(data)
        assert (size(data) == old) == (decided or was_old)
        fetch = RawStore(data).latest("boardings")
        assert fetch is not None
        assert fetch.state == ("held" if size(data) == old else "good")
        assert (papers.accepted(data) is None) == (size(data) == old)
        assert len(journal.read(data)) == 1 + (size(data) == old)
    assert killed >= 40

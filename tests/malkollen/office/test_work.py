"""Long work: one at a time, in a process of its own; how far it has come is in a file, and dead work is told."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from malkollen.errors import ConflictError, DataError
from malkollen.office.access import COMMAND_LINE
from malkollen.office.room import work

NOW = datetime.now(UTC).replace(microsecond=0)
RUNNING = {"what": "läser in x.csv", "by": "Anna", "started_at": NOW.isoformat(), "state": "running", "step": "marts",
           "share": 0.5, "ended_at": None, "reason": "", "pid": 0}  # fmt: skip


def lay(data: Path, content: object) -> None:
    (work.room(data) / work.FILE).write_text(json.dumps(content), encoding="utf-8")


def test_work_that_says_it_is_under_way_though_nobody_does_it_is_dead(tmp_path: Path) -> None:
    assert work.read(tmp_path) is None
    lay(tmp_path, RUNNING)
    found = work.read(tmp_path)
    assert found is not None
    assert (found.state, found.is_running) == ("dead", False)
    with work.doing(tmp_path, "läser in y.csv", "Bo"):  # and hinders nobody
        now = work.read(tmp_path)
        assert now is not None
        assert now.is_running


@pytest.mark.parametrize(
    "content", [[], {}, {**RUNNING, "state": "?"}, {**RUNNING, "started_at": "2026"}, {**RUNNING, "share": "x"}, 7]
)
def test_a_file_that_is_not_ours_is_no_work(content: object, tmp_path: Path) -> None:
    lay(tmp_path, content)
    assert work.read(tmp_path) is None


def test_how_it_ended_is_kept_with_every_fault(tmp_path: Path) -> None:
    def fail() -> None:
        with work.doing(tmp_path, "läser in x.csv", "Anna") as step:
            step("kontroller", 0.7)
            raise DataError("a.csv rad 2: fel\na.csv rad 3: fel")

    with pytest.raises(DataError):
        fail()
    found = work.read(tmp_path)
    assert found is not None
    assert (found.state, found.reason, found.share) == ("failed", "a.csv rad 2: fel\na.csv rad 3: fel", 0.7)
    with pytest.raises(ZeroDivisionError), work.doing(tmp_path, "läser in x.csv", "Anna"):
        _ = 1 / 0
    unforeseen = work.read(tmp_path)
    assert unforeseen is not None
    assert unforeseen.reason.startswith("ett fel som ingen förutsett (ZeroDivisionError)")
    with work.doing(tmp_path, "läser in x.csv", "Anna"):
        pass
    done = work.read(tmp_path)
    assert done is not None
    assert (done.state, done.share) == ("done", 1.0)


def test_it_goes_on_in_a_process_of_its_own_and_how_it_went_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    work.start(tmp_path, COMMAND_LINE, "för in det som lästs in", ["proposal", "accept"])
    with pytest.raises(ConflictError, match=r"upptaget: kommandoraden för in det som lästs in sedan"):
        work.start(tmp_path, COMMAND_LINE, "läser in", ["proposal", "accept"])
    end = time.monotonic() + 60
    while (under_way := work.read(tmp_path)) and under_way.is_running and time.monotonic() < end:
        time.sleep(0.1)
    assert under_way is not None
    assert (under_way.state, under_way.by) == ("failed", "kommandoraden")
    assert under_way.reason == "Det finns inget som väntar på ja eller nej."


def test_a_start_that_came_to_nothing_is_dead_after_a_while(tmp_path: Path) -> None:
    lay(tmp_path, {**RUNNING, "pid": 1, "started_at": (NOW - timedelta(minutes=2)).isoformat()})
    found = work.read(tmp_path)
    assert found is not None
    assert found.state == "dead"

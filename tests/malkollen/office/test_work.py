"""Long work: one at a time, in a process of its own; how far it has come is in a file, and dead work is told."""

import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from malkollen.errors import ConflictError, DataError, EntryError
from malkollen.office.access import COMMAND_LINE
from malkollen.office.room import begun, breaking, work

NOW = datetime.now(UTC).replace(microsecond=0)
RUNNING = {"what": "läser in x.csv", "by": "Anna", "started_at": NOW.isoformat(), "state": "running", "step": "marts",
           "share": 0.5, "ended_at": None, "reason": "", "pid": 0}  # fmt: skip


MAY_BREAK = work.Unfinished(lambda: None, lambda _: None)


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


def test_a_start_is_alive_however_long_it_takes_and_dead_when_its_process_is(tmp_path: Path) -> None:
    """A slow machine may need minutes before the process has taken the room's lock."""
    with begun.held(work.room(tmp_path)):
        lay(tmp_path, {**RUNNING, "started_at": (NOW - timedelta(minutes=5)).isoformat()})
        slow = work.read(tmp_path)
    dead = work.read(tmp_path)
    assert (slow and slow.state, dead and dead.state) == ("running", "dead")


def test_work_that_ends_between_two_looks_is_not_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(_room: Path) -> bool:
        lay(tmp_path, {**RUNNING, "state": "done"})
        return False

    lay(tmp_path, RUNNING)
    monkeypatch.setattr(begun, "is_held", ends)
    found = work.read(tmp_path)
    assert found is not None
    assert found.state == "done"


def test_what_a_process_was_started_as_keeps_its_moment(tmp_path: Path) -> None:
    lay(tmp_path, {**RUNNING, "started_at": (NOW - timedelta(minutes=3)).isoformat(), "pid": os.getpid()})
    with work.doing(tmp_path, "läser in x.csv", "Anna"):
        now = work.read(tmp_path)
        assert now is not None
        assert now.started_at == NOW - timedelta(minutes=3)


def test_what_is_broken_off_says_by_whom_and_what_is_not_to_be_broken_off_goes_on(tmp_path: Path) -> None:
    def break_off_twice() -> None:
        with work.doing(tmp_path, "läser in x.csv", "Anna", unfinished=MAY_BREAK):
            for name in ("Bo", "Cia"):  # two at once: the first has done it
                work.break_off(tmp_path, replace(COMMAND_LINE, name=name))
            time.sleep(30)

    with pytest.raises(EntryError, match="Bo har avbrutit arbetet"):
        break_off_twice()
    found = work.read(tmp_path)
    assert found is not None
    assert (found.state, found.broken_by) == ("broken", "Bo")
    with pytest.raises(EntryError, match="redan slut"):
        work.break_off(tmp_path, COMMAND_LINE)
    with work.doing(tmp_path, "för in det som lästs in", "Anna"), pytest.raises(EntryError):
        work.break_off(tmp_path, COMMAND_LINE)


def _interrupted_query() -> None:
    """As DuckDB does it, on most days: it may also go on to the query's end."""
    try:
        time.sleep(30)
    except KeyboardInterrupt:
        raise RuntimeError("Query interrupted") from None


def _passed_over(step: work.Step) -> None:
    with suppress(Exception):  # as a build does, where one source's fault stops no other
        _interrupted_query()
    step("nästa källa", 0.5)
    pytest.fail("arbetet gick vidare")


def _passed_over_at_the_end(_step: work.Step) -> None:
    with suppress(Exception):
        _interrupted_query()


@pytest.mark.parametrize(
    "does", [lambda _: _interrupted_query(), _passed_over, _passed_over_at_the_end], ids=["another", "step", "end"]
)
def test_what_is_broken_off_is_so_whatever_a_library_makes_of_the_interruption(
    does: Callable[[work.Step], None], tmp_path: Path
) -> None:
    """DuckDB makes of it an error of its own, which a build takes for a source's."""
    away: list[str] = []
    unfinished = work.Unfinished(lambda: away.append("away"), lambda by: away.append(by.name))

    def break_off() -> None:
        with work.doing(tmp_path, "läser in x.csv", "Anna", unfinished=unfinished) as step:
            work.break_off(tmp_path, replace(COMMAND_LINE, name="Bo"))
            does(step)

    with pytest.raises(EntryError, match="Bo har avbrutit arbetet"):
        break_off()
    found = work.read(tmp_path)
    assert found is not None
    assert (found.state, found.broken_by, away) == ("broken", "Bo", ["away", "Bo"])


def test_work_that_fails_takes_away_what_it_has_made_and_says_why(tmp_path: Path) -> None:
    away: list[str] = []
    unfinished = work.Unfinished(lambda: away.append("away"), lambda by: away.append(by.name))
    with pytest.raises(DataError), work.doing(tmp_path, "läser in x.csv", "Anna", unfinished=unfinished):
        raise DataError("a.csv rad 2: fel")
    found = work.read(tmp_path)
    assert found is not None
    assert (found.state, found.reason, away) == ("failed", "a.csv rad 2: fel", ["away"])


def test_no_interruption_comes_after_the_work_is_done(tmp_path: Path) -> None:
    """A wish that comes as the work ends has broken it off or comes too late: never in the middle of what follows."""
    for late in range(12):
        before = signal.getsignal(signal.SIGINT)
        try:
            with work.doing(tmp_path, "läser in x.csv", "Anna", unfinished=MAY_BREAK):
                work.break_off(tmp_path, replace(COMMAND_LINE, name="Bo"))
                time.sleep(breaking.LOOKS_EVERY - 0.006 + late / 1000)
        except EntryError:
            pass
        else:
            pytest.fail("det avbröts inte")
        found = work.read(tmp_path)
        assert found is not None
        assert (found.state, found.broken_by) == ("broken", "Bo")
        assert signal.getsignal(signal.SIGINT) == before


def test_what_takes_no_heed_is_ended_and_who_broke_it_off_is_told_first(tmp_path: Path) -> None:
    told = tmp_path / "told"
    child = os.fork()
    if child == 0:
        os.setsid()
        breaking.ENDS_WITHIN = 0.5
        unfinished = work.Unfinished(lambda: None, lambda by: told.write_text(by.name) and None)
        with suppress(BaseException), work.doing(tmp_path, "läser in x.csv", "Anna", unfinished=unfinished):
            work.break_off(tmp_path, replace(COMMAND_LINE, name="Bo"))
            while True:
                with suppress(KeyboardInterrupt):
                    time.sleep(30)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert told.read_text() == "Bo"
    found = work.read(tmp_path)
    assert found is not None
    assert (found.state, found.broken_by) == ("broken", "Bo")


def test_what_was_killed_because_it_was_broken_off_is_not_told_as_dead(tmp_path: Path) -> None:
    lay(tmp_path, RUNNING)
    breaking.ask(work.room(tmp_path), NOW, replace(COMMAND_LINE, name="Bo"))
    found = work.read(tmp_path)
    assert found is not None
    assert (found.state, found.broken_by) == ("broken", "Bo")
    lay(tmp_path, {**RUNNING, "started_at": (NOW + timedelta(seconds=1)).isoformat()})  # the wish was of another
    other = work.read(tmp_path)
    assert other is not None
    assert other.state == "dead"

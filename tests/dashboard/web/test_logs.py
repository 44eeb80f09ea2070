"""Nobody fills the server's log: what recurs is said some times a minute, and then how often it recurred."""

import logging

import pytest

from dashboard.web import logs
from dashboard.web.logs import MORE_TO_COME, TIMES, Bounded
from malkollen.texts.printable import LONGEST_LINE, MOST_LINES, PrintableRecord


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


def logged(place: int, *, fault: BaseException | None = None, words: str = "fel %s") -> logging.LogRecord:
    exc_info = (type(fault), fault, fault.__traceback__) if fault else None
    return logging.LogRecord("uvicorn.error", logging.ERROR, "fil.py", place, words, ("x",), exc_info)


def test_what_recurs_is_said_some_times_and_then_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(logs, "time", clock)
    bounded = Bounded()
    written = [record for record in (logged(1, words=f"fel {n} %s") for n in range(1000)) if bounded.filter(record)]
    assert [record.getMessage() for record in written][-2:] == ["fel 3 x", f"fel 4 x {MORE_TO_COME}"]
    assert len(written) == TIMES, "whatever the words are"
    assert bounded.filter(logged(2)), "another line of the program is another kind"
    assert bounded.filter(logged(1, fault=ValueError())), "and so is a fault"
    clock.now = 61
    again = logged(1)
    assert bounded.filter(again)
    assert again.getMessage() == "fel x (995 sådana rader utelämnades)"
    assert [bounded.filter(logged(1)) for _ in range(TIMES)] == [True] * (TIMES - 1) + [False]


def test_a_line_and_a_trace_are_of_a_sane_length() -> None:
    def deep(level: int) -> None:
        if not level:
            raise ValueError("y" * 100_000)
        deep(level - 1) if level % 2 else deeper(level - 1)

    def deeper(level: int) -> None:
        deep(level)

    record = PrintableRecord("a", logging.ERROR, "f", 1, "fragment %s", ("x" * 100_000,), None)
    assert len(record.getMessage()) <= LONGEST_LINE
    with pytest.raises(ValueError, match="y") as caught:
        deep(300)
    record = PrintableRecord("a", logging.ERROR, "f", 1, "fel", (), caught._excinfo)
    assert record.getMessage() == "fel"
    lines = str(record.exc_text).split("\n")
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= LONGEST_LINE
    assert lines[-1].startswith("ValueError: yyy")


def test_every_logger_is_bounded_those_to_come_too() -> None:
    kind = logging.getLoggerClass()
    filtered = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    early = logging.getLogger("early")
    try:
        logs.bound()
        late = logging.getLogger("late.of.all")
        assert logs.BOUNDED in early.filters
        assert logs.BOUNDED in late.filters
    finally:
        logging.setLoggerClass(kind)
        for one in [logging.root, early, *filtered]:
            one.removeFilter(logs.BOUNDED)

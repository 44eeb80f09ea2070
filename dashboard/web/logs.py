"""The server's log, which nobody can fill: what recurs is said a few times a minute, and then how often it recurred."""

import logging
import time
from dataclasses import dataclass

A_MINUTE = 60.0
TIMES = 5
"""Lines of one kind that are written in a minute."""
MOST_KINDS = 1000
MORE_TO_COME = "(fler sådana rader utelämnas den närmaste minuten)"
Kind = tuple[object, ...]


@dataclass
class _Said:
    since: float
    times: int = 0


class Bounded(logging.Filter):
    """Lets through lines of one kind, said at one place in the code for one fault, some times a minute and no more."""

    def __init__(self) -> None:
        """A log in which nothing has been said."""
        super().__init__()
        self._said: dict[Kind, _Said] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is to be written; the last before a silence and the first after it say so."""
        now = time.monotonic()
        if len(self._said) >= MOST_KINDS:
            self._said.clear()
        counted = self._said.setdefault(_kind(record), _Said(now))
        left_out = 0
        if now - counted.since >= A_MINUTE:
            left_out = max(0, counted.times - TIMES)
            counted.since, counted.times = now, 0
        counted.times += 1
        if left_out:
            _add(record, f"({left_out} sådana rader utelämnades)")
        if counted.times == TIMES:
            _add(record, MORE_TO_COME)
        return counted.times <= TIMES


class BoundedLogger(logging.Logger):
    """A logger that is bounded from the start."""

    def __init__(self, name: str, level: int = logging.NOTSET) -> None:
        """As logging makes it."""
        super().__init__(name, level)
        self.addFilter(BOUNDED)


BOUNDED = Bounded()


def bound() -> None:
    """Bounds every logger there is, the web server's and the framework's, and every one that is made hereafter."""
    logging.setLoggerClass(BoundedLogger)
    found = [logging.root, *logging.root.manager.loggerDict.values()]
    for logger in found:
        if isinstance(logger, logging.Logger):
            logger.addFilter(BOUNDED)


def _kind(record: logging.LogRecord) -> Kind:
    fault, trace = None, None
    if record.exc_info:
        fault, trace = record.exc_info[0], record.exc_info[2]
    while trace is not None and trace.tb_next:
        trace = trace.tb_next
    place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else None
    return record.name, record.pathname, record.lineno, fault, place


def _add(record: logging.LogRecord, words: str) -> None:
    record.msg, record.args = f"{record.getMessage()} {words}", None

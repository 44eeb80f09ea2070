"""What the commands print: Swedish usage errors, tables, CSV, JSON and a progress bar."""

import argparse
import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from typing import IO, Any, NoReturn, cast

from malkollen.texts.inert import inert
from malkollen.texts.printable import excerpt, in_json, printable

BAR_WIDTH = 30
LAST_PORT = 65535
FIRST_YEAR, LAST_YEAR = 1900, 2199

_ARGPARSE_SWEDISH = {
    "usage: ": "användning: ",
    "positional arguments": "argument",
    "options": "val",
    "optional arguments": "val",
    "show this help message and exit": "visa den här hjälpen",
    "the following arguments are required: %s": "det här saknas: %s",
    "unrecognized arguments: %s": "okända argument: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r finns inte; välj bland %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r går inte att tolka",
    "expected one argument": "ett värde saknas",
    "expected at least one argument": "minst ett värde saknas",
    "ignored explicit argument %r": "tar inget värde, inte %r",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s är tvetydigt: %(matches)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
}


def _in_swedish(text: str) -> str:
    return _ARGPARSE_SWEDISH.get(text, text)


# argparse looks its texts up through this name, made for translation; there is no Swedish catalogue to install.
argparse._ = _in_swedish  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """argparse in Swedish: one line and exit code 2 on a usage error."""

    def error(self, message: str) -> NoReturn:
        """Prints the fault as one line."""
        self.exit(2, f"{self.prog}: {message} (hjälp: {self.prog} --help)\n")


def day(text: str) -> date:
    """A date written ÅÅÅÅ-MM-DD, in a year that years can be added to and taken from."""
    try:
        written = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{excerpt(text)}' är inte ett datum; skriv ÅÅÅÅ-MM-DD") from None
    if not FIRST_YEAR <= written.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"'{excerpt(text)}' är inte ett datum mellan {FIRST_YEAR} och {LAST_YEAR}")
    return written


def year(text: str) -> int:
    """A year of four digits."""
    if not (text.isdecimal() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"'{excerpt(text)}' är inte ett år med fyra siffror")
    return int(text)


def port(text: str) -> int:
    """A port number, 1–65535."""
    if not (text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(
            f"'{excerpt(text)}' är inte en port; skriv ett heltal mellan 1 och {LAST_PORT}"
        )
    return int(text)


def base_path(text: str) -> str:
    """A path on a proxy's address, without slashes first and last: letters, digits, - and _ between slashes."""
    path = text.strip("/")
    if not re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", path):
        raise argparse.ArgumentTypeError(f"'{excerpt(text)}' är inte en sökväg; skriv till exempel malkollen")
    return path


def coordinates(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, with decimal points and a comma between."""
    fault = argparse.ArgumentTypeError(
        f"'{excerpt(text)}' är inte en plats; skriv latitud,longitud, till exempel 59.237,17.980"
    )
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        raise fault from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # NaN too is no place
        raise fault
    return latitude, longitude


def clock(text: str) -> int:
    """A time of the operating day as TT:MM, in seconds after midnight; hours to 29 are the night after."""
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text, re.ASCII)
    if not found or int(found[1]) >= 30:
        raise argparse.ArgumentTypeError(f"'{excerpt(text)}' är inte ett klockslag; skriv TT:MM, till exempel 07:30")
    return 3600 * int(found[1]) + 60 * int(found[2])


def minutes(text: str) -> int:
    """Whole minutes, from one to those of a day."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and 1 <= int(text) <= 1440):
        raise argparse.ArgumentTypeError(
            f"'{excerpt(text)}' är inte ett antal minuter; skriv ett heltal mellan 1 och 1440"
        )
    return int(text)


def write_json(rows: object) -> None:
    """JSON for programs: numbers unrounded, missing is null."""
    text = json.dumps(rows, ensure_ascii=False, indent=1, default=_date_text)
    sys.stdout.write(f"{in_json(text)}\n")


def _date_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} är inte JSON")


def write_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """CSV for programs: comma, decimal point, an empty field where a value is missing; no text runs as a formula."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: object) -> object:
    text = "+".join(value) if isinstance(value, list) else value
    return inert(printable(text)) if isinstance(text, str) else text


def write_table(header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> None:
    """An aligned table for the eye; `numeric` columns are set to the right."""
    rows = [[printable(text) for text in row] for row in rows]
    widths = [max(len(line[column]) for line in [header, *rows]) for column in range(len(header))]
    for line in [header, ["─" * width for width in widths], *rows]:
        cells = [
            text.rjust(width) if column in numeric else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def progress(stream: IO[str] | None = None) -> Callable[[int, int, str], None]:
    """A progress report: a bar that redraws itself on a terminal, a plain line a step in a log."""
    out = stream or sys.stderr
    is_terminal = out.isatty()

    def report(done: int, total: int, what: str) -> None:
        if is_terminal:
            filled = BAR_WIDTH * done // total
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            out.write(f"\r{bar} {100 * done // total:3d} %  {what:<32}" + ("\n" if done == total else ""))
        else:
            out.write(f"[{done}/{total}] {what}\n")
        out.flush()

    return report


class _Printable:
    """An output that takes nothing unprintable but line ends, tabs and, first in what is written, the bar's return."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, text: str) -> int:
        start = 1 if text.startswith("\r") else 0
        return self._out.write(text[:start] + printable(text[start:], keep="\n\t"))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the output has
        return getattr(self._out, name)


@contextmanager
def only_printable() -> Iterator[None]:
    """Within it, nothing that a command prints acts on the terminal or log, whatever it was read out of."""
    out, err = (cast("IO[str]", _Printable(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def note(text: str) -> None:
    """A line beside the output, for the eye only."""
    print(text, file=sys.stderr)

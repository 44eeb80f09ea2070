"""What in a filled-in file may be a slip of the pen, and may be true: held back until somebody has looked."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import log
from statistics import median

from duckdb import DuckDBPyConnection

from ingest.readers.by_hand import Fault, Filled
from ingest.readers.filled_line import Line
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

MOST_TIMES = 3.0
"""Between two years next to each other: of a figure that an office writes by hand, once a year or in a few years."""
Known = dict[tuple[str, str], dict[int, float]]
"""Figures in the database before by area and name, and year."""


def suspect(db: DuckDBPyConnection, source: str, filled: Filled, faults: Iterable[Fault]) -> None:
    """Holds back what a file says; `--accept` takes it as it is."""
    for row, text in faults:
        db.execute("INSERT INTO staged.suspicions VALUES (?, ?)", [source, f"{filled.name} rad {row}: {text}"])


def leaps(
    filled: Filled,
    column: str,
    about: Callable[[Line], tuple[str, int, str]],
    before: Known,
    odd: Collection[int] = (),
) -> Iterator[Fault]:
    """Figures more than three times, or less than a third of, the nearest other year's, in the file or before.

    Of two rows that leap from each other one is told: the one that is farther from the middle of its own years.

    Args:
        about: the area, year and name that a row is of.
        before: what the database had; the file's own go first.
        odd: the rows that something else says are wrong, where two years have no middle.
    """
    known = {key: dict(values) for key, values in before.items()}
    rows: dict[tuple[str, str, int], int] = {}
    for line in filled.lines:
        area, year, name = about(line)
        if (value := line.number(column)) is not None:
            known.setdefault((area, name), {})[year] = value
            rows[area, name, year] = line.row
    for line in filled.lines:
        area, year, name = about(line)
        value, others = line.number(column), {**known.get((area, name), {})}
        if (had := before.get((area, name), {}).get(year)) is None:
            others.pop(year, None)
        else:
            others[year] = had
        if not value or not (near := [at for at in others if others[at] > 0]):
            continue
        at = min(near, key=lambda other: (abs(other - year), other))
        is_odd = (area, name, at) not in rows or at == year or _is_odder(
            known[area, name], year, at, (line.row in odd) - (rows[area, name, at] in odd)
        )  # fmt: skip
        if is_odd and not 1 / MOST_TIMES <= value / others[at] <= MOST_TIMES:
            was = f"{number(others[at], decimals=2 if others[at] % 1 else 0)} {at}"
            place = f"{area}, " if area.isdecimal() else ""
            yield line.row, f"{place}{column}: {excerpt(line[column])} {year}, men {was}; rätta raden"


def _is_odder(values: Mapping[int, float], year: int, other: int, told: int) -> bool:
    """Whether a year's figure is farther from the middle of all than another's; as far: the one told of, the later."""
    levels = {at: log(value) for at, value in values.items() if value > 0}
    middle = median(levels.values())
    farther = round(abs(levels[year] - middle) - abs(levels[other] - middle), 9)
    return (farther, told, year) > (0, 0, other)


def before(db: DuckDBPyConnection, table: str, names: Sequence[str]) -> Known:
    """What the database that is replaced has.

    Args:
        table: measures or published; names: the measures or series of it.
    """
    query = "SELECT 1 FROM duckdb_tables() WHERE database_name = 'old' AND schema_name = 'mart' AND table_name = ?"
    if not db.execute(query, [table]).fetchone():
        return {}
    area_id, series = ("municipality_code", "measure") if table == "measures" else ("area_id", "series")
    known: Known = {}
    for area, name, year, value in db.execute(
        f"SELECT {area_id}, {series}, year, value FROM old.mart.{table} "  # noqa: S608 - our own
        f"WHERE value IS NOT NULL AND list_contains(?, {series})",
        [list(names)],
    ).fetchall():
        known.setdefault((area, name), {})[year] = value
    return known

"""A template that the office has filled in, as a live source meets it: given, stored, staged. All figures made up."""

import csv
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

import openpyxl
from duckdb import DuckDBPyConnection
from live_database import prepared

from ingest.fetching.raw import Fetch, RawStore
from malkollen.errors import SourceError

EIGHT = {
    "0126": "Huddinge", "0127": "Botkyrka", "0128": "Salem", "0136": "Haninge", "0138": "Tyresö", "0140": "Nykvarn",
    "0181": "Södertälje", "0192": "Nynäshamn",
}  # fmt: skip
OTHERS = {"0180": "Stockholm", "1480": "Göteborg"}


def empty() -> DuckDBPyConnection:
    """A build's tables with the eight, two others, and a hundred thousand inhabitants in each."""
    db = prepared((EIGHT | OTHERS).items())
    db.executemany("INSERT INTO mart.members VALUES ('sodertorn', ?, 'prov')", [[code] for code in EIGHT])
    db.executemany(
        "INSERT INTO staged.measures (municipality_code, year, measure, value, status, source) "
        "VALUES (?, 2024, 'population', 100000, '', 'prov')",
        [[code] for code in EIGHT | OTHERS],
    )
    return db


def csv_file(path: Path, columns: Sequence[str], rows: Iterable[str]) -> Path:
    """A file as Excel in Swedish saves it."""
    path.write_text("\r\n".join([";".join(columns), *rows, ""]), encoding="utf-8-sig")
    return path


def cells_file(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """A file of any cells at all, quoted where they need it."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows([columns, *rows])
    return path


def copy(data: Path, to: Path) -> Path:
    """A data folder of the test's own."""
    for name in ("figures", "reference"):
        shutil.copytree(data / name, to / name, copy_function=shutil.copyfile)
    return to


def workbook(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """A workbook with the rows on its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (columns, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def taken(module: ModuleType, path: Path, data: Path) -> list[Fetch]:
    """The file as the raw store has it once it is taken."""
    store, name = RawStore(data), module.TEMPLATE.name
    into = store.begin(name)
    module.take(path, into)
    store.finish(name, into)
    return store.readable(name)


def faults_of(module: ModuleType, db: DuckDBPyConnection, rows: Iterable[Sequence[str]]) -> list[str]:
    """Takes and stages rows of any cells at all; what was wrong with them, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = cells_file(Path(folder) / "prov.csv", module.TEMPLATE.columns, rows)
        try:
            module.stage(db, taken(module, path, Path(folder)))
        except SourceError as error:
            return str(error).splitlines()
    return []


def suspected(module: ModuleType, db: DuckDBPyConnection, rows: Iterable[str], data: Path) -> list[str]:
    """What a file without faults is held back for."""
    path = csv_file(data / "prov.csv", module.TEMPLATE.columns, rows)
    module.stage(db, taken(module, path, data))
    said = db.execute("SELECT reason FROM staged.suspicions ORDER BY ALL").fetchall()
    return [str(reason).replace("\u00a0", " ") for (reason,) in said]

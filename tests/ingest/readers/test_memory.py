"""A small file that would be gigabytes in memory, or minutes of work, is refused before it is read."""

import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from ingest.readers import jsonstat, workbook
from ingest.sources.kolada import answers
from ingest.sources.nobil import dump
from ingest.transit.areas import area_formats
from malkollen.errors import SourceError

EMPTY = b"{}," * 5_000_000 + b"{}"
RING = b"[0,0]," * 5_000_000 + b"[0,0]"


@contextmanager
def at_once() -> Iterator[None]:
    """What is within takes a second of the processor at most: to read it would take ten."""
    began = time.process_time()
    yield
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda: dump.read(b'{"chargerstations":[' + EMPTY + b"]}"), "NOBIL: utdraget är större eller har fler delar"),
        (lambda: answers.page(b'{"values":[' + EMPTY + b"]}", "data"), "Kolada: svaret på data har fler delar"),
        (lambda: jsonstat.load("TAB1", b'{"value":[' + EMPTY + b"]}"), "TAB1: svaret har fler delar än som läses"),
    ],
    ids=["nobil", "kolada", "scb"],
)
def test_an_answer_of_nothing_but_brackets_is_refused_at_once(read: Callable[[], object], said: str) -> None:
    with at_once(), pytest.raises(SourceError, match=f"^{said}"):
        read()


@pytest.mark.parametrize("content", [EMPTY, RING], ids=["features", "ring"])
def test_areas_of_nothing_but_brackets_are_refused_at_once(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ytor.geojson"
    path.write_bytes(b'{"type":"FeatureCollection","features":[' + content + b"]}")
    with (
        at_once(),
        pytest.raises(SourceError, match=r"^ytor: filen har fler ytor eller punkter än som läses; spara den"),
    ):
        area_formats.opened(path, "ytor")


@pytest.mark.parametrize(
    ("part", "content"),
    [("xl/styles.xml", b"<xf/>" * 300_000), ("xl/sharedStrings.xml", b"<si/>" * 8_000_000)],
    ids=["styles", "strings"],
)
def test_a_workbook_of_nothing_but_marks_is_refused_at_once(part: str, content: bytes, tmp_path: Path) -> None:
    whole, path = tmp_path / "hel.xlsx", tmp_path / "fylld.xlsx"
    openpyxl.Workbook().save(whole)
    assert list(workbook.sheets(whole)) == ["Sheet"]
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, b"<a>" + content + b"</a>")
    with (
        at_once(),
        pytest.raises(SourceError, match=r"^fylld\.xlsx: arbetsboken har fler celler, format eller blad än som"),
    ):
        workbook.sheets(path)

"""What nobody foresaw: one Swedish line and exit code 2, the trace in a file that does not grow."""

import argparse
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from malkollen import ROOT, last_resort
from malkollen.__main__ import main
from malkollen.commands import reading

LONG = "\x1b]0;hej\x07\x1b[2J rad ett\nrad två \u202e" + "x" * 100_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.delenv(last_resort.DEBUG_VARIABLE, raising=False)
    return tmp_path


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """A command that fails as nobody foresaw."""

    def fail(_arguments: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(reading, "values", fail)


class Panic(BaseException):
    """As a library of Rust fails: no Exception."""


@pytest.mark.parametrize("error", [ZeroDivisionError(LONG), MemoryError(), RecursionError(LONG), Panic(LONG)])
def test_an_error_that_nobody_foresaw_is_one_line(
    error: BaseException, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _failing(monkeypatch, error)
    assert main(["values", "K02"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"ett oväntat fel ({type(error).__name__}")
    assert "anmäl det till den som sköter koden, med slutet av " in line
    assert line.isprintable()
    assert len(line) < 350 + len(str(folder))
    assert "Traceback" in (folder / last_resort.LOG).read_text(encoding="utf-8")


def test_the_trace_is_printed_only_where_it_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _failing(monkeypatch, ZeroDivisionError("x"))
    monkeypatch.setenv(last_resort.DEBUG_VARIABLE, "1")
    assert main(["values", "K02"]) == 2
    printed = capsys.readouterr().err.splitlines()
    assert printed[0].startswith("Traceback")
    assert printed[-1].startswith("ett oväntat fel (ZeroDivisionError: x)")
    assert [*folder.iterdir()] == []


def test_the_log_does_not_grow_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _failing(monkeypatch, ZeroDivisionError(LONG))
    for _ in range(60):
        assert main(["values", "K02"]) == 2
    assert {path.name for path in folder.iterdir()} == {last_resort.LOG, last_resort.OLDER}
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3 * last_resort.LONGEST_LOG
    capsys.readouterr()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="systemet har inga namngivna rör")
def test_a_log_that_cannot_be_kept_hinders_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _failing(monkeypatch, ZeroDivisionError("x"))
    os.mkfifo(folder / last_resort.LOG)
    assert main(["values", "K02"]) == 2
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder / "borta"))
    assert main(["values", "K02"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said == ["ett oväntat fel (ZeroDivisionError: x); anmäl det till den som sköter koden"] * 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_at_fault_is_said_as_that(
    code: int, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _failing(monkeypatch, OSError(code, "No space left on device", "tabell.csv\x1b[2J"))
    assert main(["values", "K02"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "tabell.csv[2J: går inte att läsa eller skriva; är disken full, skrivskyddad eller borta?"
    assert [*folder.iterdir()] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="systemet har ingen disk som alltid är full")
def test_what_is_printed_on_a_full_disk_is_one_line(folder: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "malkollen", "edition", "list"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False,
            env=os.environ | {"MALKOLLEN_DATA": str(folder), "PYTHONUTF8": "1"},
        )  # fmt: skip
    said = "utskriften: går inte att läsa eller skriva; är disken full, skrivskyddad eller borta?\n"
    assert (done.returncode, done.stderr) == (2, said)

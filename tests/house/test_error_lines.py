"""Whatever goes wrong, what a user reads is Swedish: file and place, never a library's own English sentence."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from english import english
from parts import every, pairs

from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import RegistryError
from malkollen.registry import registry
from malkollen.registry.registry import REGISTRY_FILE

Spoil = Callable[[Path], object]


def _write(file: str, content: bytes) -> Spoil:
    return lambda folder: (folder / file).write_bytes(content)


def _edit(file: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes()))


def _remove(file: str) -> Spoil:
    return lambda folder: (folder / file).unlink()


def _folder_instead(file: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).mkdir()

    return spoil


def _other_database(folder: Path) -> None:
    (folder / storage.FILE_NAME).unlink()
    with duckdb.connect(folder / storage.FILE_NAME) as db:
        db.execute("CREATE TABLE notes (text VARCHAR)")


CARRIED = ["population.csv", "published_areas.csv"]
REFERENCE = ["municipalities.csv", "comparison_groups.csv", "places.csv"]
FILES = [*(f"figures/{file}" for file in (*CARRIED, "figures.toml")), *(f"reference/{file}" for file in REFERENCE)]
SPOILED: dict[str, Spoil] = {
    f"{file}: {what}": spoil
    for file in FILES
    for what, spoil in {
        "missing": _remove(file),
        "a folder": _folder_instead(file),
        "empty": _write(file, b""),
        "another encoding": _edit(file, lambda content: "ö".encode("latin-1") + content),
        "utf-16": _edit(file, lambda content: content.decode().encode("utf-16")),
        "cut": _edit(file, lambda content: content[: len(content) // 2]),
        "no such thing": _write(file, b"\x00\x01\x02 = \n"),
        "quoted": _edit(file, lambda content: content + b'"\n'),
        "the last line twice": _edit(file, lambda content: content + content.splitlines(keepends=True)[-1]),
    }.items()
}
BROKEN_DATABASES: dict[str, Spoil] = {
    "missing": _remove(storage.FILE_NAME),
    "a folder": _folder_instead(storage.FILE_NAME),
    "empty": _write(storage.FILE_NAME, b""),
    "text": _write(storage.FILE_NAME, b"hej" * 10_000),
    "cut": _edit(storage.FILE_NAME, lambda content: content[: len(content) // 2]),
    "garbled": _edit(storage.FILE_NAME, lambda content: content[:200] + bytes(20_000) + content[20_200:]),
    "another program's": _other_database,
}


@pytest.fixture
def folder(data_folder: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, with a database, that the commands use."""
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return tmp_path


def _refused(printed: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines of a refused command, its progress left out."""
    assert main(arguments) == 2
    lines = [line for line in printed.readouterr().err.splitlines() if not line.startswith("[")]
    assert lines
    return lines


def test_english_is_found_where_a_library_speaks() -> None:
    assert english("IO Error: Cannot open file 'x': No such file or directory") >= {"error", "cannot", "such"}
    assert english("Expected ']' at the end of a table declaration (at line 4, column 12)") >= {"expected", "line"}
    assert english("population.csv rad 3: '..' är inte ett tal från noll och uppåt") == set()


@pytest.mark.parametrize("spoil", every(8, [*SPOILED.values()]), ids=SPOILED.keys())  # each file
def test_a_spoilt_file_is_answered_in_swedish(folder: Path, spoil: Spoil, capsys: pytest.CaptureFixture[str]) -> None:
    """Every eighth way, in each file; thoroughly all."""
    spoil(folder)
    for line in _refused(capsys, "ingest"):
        assert english(line) == set(), line
        assert ": " in line


@pytest.mark.parametrize(("spoil", "command"), pairs([*BROKEN_DATABASES.values()], ["check", "assess"]))
def test_a_broken_database_is_answered_in_swedish(
    folder: Path, spoil: Spoil, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each once, by either command; thoroughly by both."""
    spoil(folder)
    (line,) = _refused(capsys, command)
    assert english(line) == set(), line
    assert line.startswith("malkollen.duckdb: ")


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[: len(content) // 3],
        lambda content: content.replace(b"[comparison]", b"[comparison", 1),
        lambda content: content.replace(b'title = "', b"title = ", 1),
        lambda content: content + b"[comparison]\n",
        lambda content: content.replace(b"year = 2023", b"year = 2023-13-45", 1),
        lambda content: content.replace(b"year = 2023", b"year = '2023'", 1),
        lambda content: content.replace(b"better = ", b"best = "),
        lambda content: content.replace(b'formula = "', b'formula = "* '),
        lambda content: content.replace(b"nullif(", b"coalesce("),
        lambda content: content.decode().encode("utf-16"),
        lambda _: b"",
    ],
    ids=["cut", "bracket", "quote", "twice", "date", "type", "key", "formula", "function", "utf-16", "empty"],
)
def test_a_spoilt_registry_is_answered_in_swedish(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "indicators.toml"
    path.write_bytes(change(REGISTRY_FILE.read_bytes()))
    with pytest.raises(RegistryError) as refused:
        registry.load(path)
    for line in refused.value.faults:
        assert english(re.sub("ska vara .*", "", line)) == set(), line
        assert line.startswith("indicators.toml"), line


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["visa"],
        ["values"],
        ["values", "K99"],
        ["values", "K02", "K03"],
        ["values", "K02", "--area"],
        ["values", "K02", "--area", "Malmköping"],
        ["values", "K02", "--year", "i år"],
        ["values", "K02", "--format", "xml"],
        ["values", "K02", "--plats", "0126"],
        ["values", "K02", "--help=x"],
        ["start", "--a", "x"],
        ["start", "--port"],
        ["start", "--port", "fri"],
        ["start", "--address", "ingen.invalid"],
        ["check", "--as-of", "igår"],
        ["ingest", "ingen"],
        ["assess", "K99"],
        ["assess", "K01", "--area", "Malmköping"],
        ["assess", "K01", "--area"],
        ["assess", "--as-of", "igår"],
        ["assess", "--format", "csv"],
        ["assess", "K01", "--series", "serie.json"],
        ["assess", "--series", "finns_inte.json"],
        ["assess", "--series"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("environment")
def test_a_mistake_on_the_command_line_is_answered_in_swedish(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = main(arguments)
    except SystemExit as left:
        code = left.code
    assert code == 2
    (line,) = capsys.readouterr().err.splitlines()
    line = re.sub(r"^malkollen( \w+)?: |välj bland .*|\(hjälp: .*", "", line)
    assert english(line) == set(), line

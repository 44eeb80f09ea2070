"""What others wrote, in a line: seen whole, or seen to be cut; nothing in it acts."""

import ast
import json
import logging
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ingest import live
from ingest.readers import reference_files
from ingest.sources import figures
from malkollen import ROOT, console
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import LONGEST_LINE, DataError, EntryError, MalkollenError, SourceError
from malkollen.texts.printable import LONGEST, PrintableRecord, excerpt, in_json, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Älvsjö – 1\u00a0234,5 %", "Älvsjö – 1\u00a0234,5 %"),
        ("\x1b]0;ägd\x07\x1b[2J", r"\x1b]0;ägd\x07\x1b[2J"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\u202egnp.exe\u200b", r"\u202egnp.exe\u200b"),
        ("\x9b31m\x7f", r"\x9b31m\x7f"),
        ("\ud800\u2028\U000e0041", r"\ud800\u2028\U000e0041"),
        ("漢字 Łódź 🚲", "漢字 Łódź 🚲"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_nothing_that_acts_is_left_and_what_is_seen_is_never_changed(text: str) -> None:
    shown = printable(text)
    assert all(letter.isprintable() or unicodedata.category(letter) == "Zs" for letter in shown)
    assert printable(shown) == shown
    shown.encode()  # a lone surrogate could not be


def test_line_ends_stay_where_a_text_has_several_lines() -> None:
    assert printable("a\nb\x1b\r", keep="\n") == "a\nb\\x1b\\r"


def test_what_is_quoted_is_cut() -> None:
    assert excerpt("x" * 40) == "x" * 40
    assert excerpt("x" * 100_000) == "x" * (LONGEST - 1) + "…"
    assert excerpt("\x1b" * 100_000).count("\\x1b") == LONGEST - 1
    assert excerpt(12.5) == "12.5"


def test_json_says_the_same_with_nothing_unseen() -> None:
    said = ["Älvsjö\u00a0ö", "\x1b[2J\x9b\x7f\u202e\u2028", "🚲\U000e0041", "\ud800"]
    text = in_json(json.dumps(said, ensure_ascii=False, indent=1))
    assert json.loads(text) == said
    assert printable(text, keep="\n") == text
    assert "Älvsjö\u00a0ö" in text
    assert "🚲" in text


def test_a_message_holds_nothing_that_acts_and_no_whole_file() -> None:
    assert str(MalkollenError("a\x1b[2Jb")) == "a\\x1b[2Jb"
    assert str(EntryError(["a\u202e", "b"])) == "a\\u202e\nb"
    assert str(DataError("x" * 100_000)).endswith("x…")
    assert len(str(DataError("x" * 100_000))) == LONGEST_LINE


def test_a_logs_line_is_one_line_whatever_an_address_holds() -> None:
    record = PrintableRecord(
        "uvicorn", logging.INFO, "f", 1, '%s "GET %s"', ("127.0.0.1", "/\x1b[2J\n\u202eINFO: x"), None
    )
    assert logging.Formatter("%(message)s").format(record) == '127.0.0.1 "GET /\\x1b[2J\\n\\u202eINFO: x"'
    fault = ValueError("\x1b]0;a\x07")
    record = PrintableRecord("a", logging.ERROR, "f", 1, "fel", (), (ValueError, fault, None))
    shown = logging.Formatter("%(message)s").format(record)
    assert printable(shown, keep="\n") == shown
    assert shown.endswith("ValueError: \\x1b]0;a\\x07")


# ───────────── What the commands print ─────────────

NASTY = "\x1b]0;ägd\x07\x1b[2J\u202e\x9b31m"


def acts(text: str) -> bool:
    return printable(text, keep="\n") != text


@pytest.fixture
def folder(data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return tmp_path


def _read(folder: Path) -> None:
    """What a build reads of the files that people keep, without the building."""
    files, faults = reference_files.read(folder / "reference")
    if faults:
        raise SourceError("\n".join(faults))
    codes = {line.cells["municipality_code"] for line in files.municipalities}
    dataset = figures.declarations(folder)["scb_population"]
    figures.read(folder / "figures" / dataset.file, dataset, codes)


CELLS = [
    ("figures/population.csv", row, column) for row in (0, 1) for column in range(4)
] + [
    (f"reference/{file}", row, column)
    for file, columns in (("municipalities.csv", 3), ("comparison_groups.csv", 3), ("places.csv", 6))
    for row in (0, 1)
    for column in range(columns)
]  # fmt: skip


@pytest.mark.parametrize(("file", "row", "column"), CELLS)
def test_a_cell_that_acts_or_floods_is_quoted_as_text(
    file: str, row: int, column: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    cells = lines[row].split(",")
    cells[column] = NASTY + "x" * 10_000
    lines[row] = ",".join(cells)
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        _read(folder)
    except SourceError as error:
        said = str(error)
        assert not acts(said)
        assert len(said) < 400
    else:
        pytest.skip("a name may be any text")


def test_nothing_that_a_command_prints_acts(capsys: pytest.CaptureFixture[str]) -> None:
    with console.only_printable():
        console.write_table(["Namn"], [[NASTY]])
        console.write_csv([{"namn": NASTY}], ["namn"])
        console.write_json([{"namn": NASTY}])
        console.note(NASTY)
        print(NASTY)
        print(NASTY, file=sys.stderr)
    printed = capsys.readouterr()
    assert not acts(printed.out)
    assert not acts(printed.err)
    assert printed.out.count("ägd") == 4
    assert main(["values", NASTY]) == 2
    with pytest.raises(SystemExit):
        main([NASTY])
    assert not acts(capsys.readouterr().err)


# ───────────── Every message in the code ─────────────

OURS = {
    "column", "index", "indicator", "key", "NOW", "own", "reason", "table.country", "table.title", "wanted",
    "areas.home.id", "indicator.published_series", "column.measure or column.heading",
}  # fmt: skip
"""What a message puts between quotes that is the code's or the registry's own, or already cut."""
CUTS = ("excerpt(", "shown(", "addresses.shown(")
"""What makes a quote short and printable; of an address, with an excerpt last of all."""
MESSAGES = sorted(path for package in ("ingest", "malkollen") for path in (ROOT / package).rglob("*.py"))
SQL = re.compile(
    r"\{CONTENTS\} = |\b(SELECT|WHERE|ATTACH|COPY|FILTER|WHEN|SET|VARCHAR|read_csv|exception_type)\b| = '\\{|<> '\\{"
)
"""What begins a quote that is DuckDB's."""


def _quotes(tree: ast.AST) -> Iterator[ast.FormattedValue]:
    """What stands between single quotes in a text that is put together."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and not SQL.search(ast.unparse(node)[2:-1]):
            for before, value, after in zip(node.values, node.values[1:], node.values[2:], strict=False):
                is_quoted = [
                    isinstance(part, ast.Constant) and part.value[place] == "'"
                    for part, place in ((before, -1), (after, 0))
                ]
                if isinstance(value, ast.FormattedValue) and all(is_quoted):
                    yield value


def test_what_a_message_quotes_is_cut_and_printable() -> None:
    assert {path.relative_to(ROOT).as_posix(): raw for path in MESSAGES if (raw := _uncut(path))} == {}


def _uncut(path: Path) -> list[str]:
    """What the messages of a file quote as it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    cut = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(CUTS)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [
        f"line {value.lineno}: {ast.unparse(value.value)}"
        for value in _quotes(tree)
        if not ast.unparse(value.value).startswith((*CUTS, "_short(")) and ast.unparse(value.value) not in OURS | cut
    ]


WITHIN = {
    ("dashboard/content/transit/transit.py", "found.folder"),
    ("dashboard/content/transit/change.py", "found.folder"),
}
"""Said within the data folder already."""
NAMES_OF_PATHS = re.compile(r"(^|[._])(path|folder|parent|beside|database\(\)|data_folder\(\))$")
IN_TERMINAL_ALONE = {
    "malkollen/__main__.py",  # says which database was swapped in
    "malkollen/database/storage.py",  # a build's own faults
    "malkollen/verdicts/series_file.py",  # a file named on the command line
    *(f"malkollen/backups/{name}.py" for name in ("backup_file", "copying", "making", "restoring", "selection")),
    "ingest/run.py",  # before anything is brought
    "malkollen/commands/report.py",  # likewise
    "ingest/sources/kolada/questions.py",  # a question's address
}
PATHED = sorted(path for package in ("ingest", "malkollen", "dashboard") for path in (ROOT / package).rglob("*.py"))


def test_no_message_that_a_page_can_show_has_a_path_of_the_server() -> None:
    shown = {path.relative_to(ROOT).as_posix(): path for path in PATHED}
    assert shown.keys() >= IN_TERMINAL_ALONE
    said = {name: paths for name, path in shown.items() if name not in IN_TERMINAL_ALONE and (paths := _pathed(path))}
    assert said == {}


def _pathed(path: Path) -> list[str]:
    """The paths that the messages of a file hold."""
    raised = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise | ast.Return | ast.Yield)
        for node in ast.walk(node)
        if isinstance(node, ast.JoinedStr) and re.search("[åäö ]", ast.unparse(node))
    ]
    return [
        ast.unparse(part.value)
        for text in raised
        for part in text.values
        if isinstance(part, ast.FormattedValue)
        and NAMES_OF_PATHS.search(ast.unparse(part.value))
        and (path.relative_to(ROOT).as_posix(), ast.unparse(part.value)) not in WITHIN
    ]


def test_a_files_place_is_said_within_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert storage.within(tmp_path / "raw" / "trafa" / "a.json") == "raw/trafa/a.json"
    assert storage.within(tmp_path.parent / "b.csv") == "b.csv"


def test_an_unforeseen_error_names_no_folder_of_the_server() -> None:
    said = live.unforeseen(FileNotFoundError(2, "No such file", "/srv/malkollen/data/raw/\x1b[2Ja.json"))
    assert "/srv" not in said
    assert "a.json" in said
    assert not acts(said)

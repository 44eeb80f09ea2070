"""TOML that somebody writes: what would take for ever to read is refused at once."""

import time
from pathlib import Path

import pytest

from malkollen import ROOT
from malkollen.files import toml_file
from malkollen.files.toml_file import TomlError

DEEP = "a." * 30_000 + "a"


@pytest.mark.parametrize(
    "text",
    [f"x = 1\n{DEEP} = 1\n", f"x = 1\n[{DEEP}]\n", f"x = 1\ny = {{ {DEEP} = 1 }}\n",
     "x = 1\n" + '"a b" . ' * 30_000 + "a = 1\n", "x = 1\n" + "'a'." * 30_000 + "a = 1\n"],
    ids=["key", "heading", "inline", "quoted", "single"],
)  # fmt: skip
def test_a_key_of_thousands_of_dots_is_refused_at_once(text: str, tmp_path: Path) -> None:
    path = tmp_path / "activities.toml"
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    with pytest.raises(
        TomlError, match=r"^activities\.toml rad 2: en nyckel har fler än 20 punkter; skriv den kortare$"
    ):
        toml_file.read(path)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("text", ["a" * 1_000_000, '"' * 100_000, "a-" * 500_000, "a " * 500_000, ". " * 500_000])
def test_looking_for_them_takes_no_time_of_its_own(text: str) -> None:
    began = time.process_time()
    assert toml_file.DOTTED.search(text) is None
    assert time.process_time() - began < 1


def test_dots_in_texts_and_numbers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'a.b.c = "{"Ett kort. " * 500}"\nd = [{"1.5, " * 500}]\n', encoding="utf-8")
    assert toml_file.read(path)["a"]["b"]["c"].startswith("Ett kort. Ett")
    assert toml_file.read(ROOT / "indicators.toml")

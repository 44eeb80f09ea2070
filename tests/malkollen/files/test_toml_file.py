"""TOML that somebody writes: what would take for ever to read is refused at once."""

import re
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


@pytest.mark.parametrize(
    ("row", "likely"),
    [
        ('title = "Vägen', "rad 2, kolumn 15: går inte att läsa som TOML; ett citattecken saknas på raden"),
        ('words = ["a", "b]', "rad 2, kolumn 18: går inte att läsa som TOML; ett citattecken saknas på raden"),
        ('title = Vägen"', "rad 2, kolumn 9: går inte att läsa som TOML; ett citattecken saknas på raden"),
        ('title = "Den "gröna" vägen"', "TOML; inne i en text skrivs citattecken ”så här”"),
        ("title = ”Vägen”", 'TOML; skriv raka citattecken (") runt texten'),
        (
            "title = Program 2030  # nytt",
            'rad 2, kolumn 9: går inte att läsa som TOML; text i TOML står mellan citattecken: "Program 2030"',
        ),
        (
            "x = { name = chefsgruppen }",
            'kolumn 14: går inte att läsa som TOML; text i TOML står mellan citattecken: "chefsgruppen"',
        ),
        ('words = ["väg", bil]', 'kolumn 17: går inte att läsa som TOML; text i TOML står mellan citattecken: "bil"'),
        ("title = 2030 års program", "TOML; text i TOML står mellan citattecken"),
        ("decided = 2024-1-1", "TOML; ett datum skrivs ÅÅÅÅ-MM-DD, och dagen ska finnas"),
        ("decided = 2024-02-30", "TOML; ett datum skrivs ÅÅÅÅ-MM-DD, och dagen ska finnas"),
        ("value = 1,5", "TOML; ett tal skrivs med punkt: 1.5"),
        ("core = True", "TOML; skriv true eller false, med små bokstäver"),
        ("title =  # sedan", "TOML; värdet saknas efter likhetstecknet"),
        ("min titel = 1", "rad 2, kolumn 5: går inte att läsa som TOML"),
    ],
)
def test_what_is_wrong_with_a_value_is_named_with_its_row(row: str, likely: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"a = 1\n{row}\nb = 2\n", encoding="utf-8")
    with pytest.raises(TomlError, match=rf"^x\.toml .*{re.escape(likely)}$"):
        toml_file.read(path)

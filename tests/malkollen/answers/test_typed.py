"""What the core answers has no Swedish in it: kinds are words of a program, everything else values, ids and days."""

import ast
from pathlib import Path

import pytest

from malkollen import ROOT

MODULES = sorted((ROOT / "malkollen" / "answers").glob("*.py"))
REGISTRYS = {"jamforelse", "jamforelseniva", "mal", "sammanhang"}
"""Kinds of indicators, as the registry writes them."""
ENGLISH = """
    ahead aimed all_tied alone apart away bad behind break_name closing compared country day depends derived
    down estimated few first good groups growing higher joint last last_year lead_grows lead_shrinks level list
    lower middle missed missing municipality no not_reached not_summed nth on_track opposite partial partly past
    placed population preliminary quarter reached reaches same shared shared_last shown silent stale target
    tied_first too_slow unanswered uncertain unforecast unknown up upper waiting with without wrong_way yes
"""


def texts(path: Path) -> set[str]:
    """The strings of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_word_of_the_answers_is_swedish(path: Path) -> None:
    assert {text for text in texts(path) if text} - {*ENGLISH.split()} - REGISTRYS == set()


def test_there_are_modules_and_texts_to_look_in() -> None:
    assert len(MODULES) > 8
    assert "tied_first" in texts(ROOT / "malkollen" / "answers" / "place.py")

"""What others wrote, in a line: seen whole, or seen to be cut; nothing in it acts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malkollen.printable import LONGEST, excerpt, printable


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

"""Text that people write: judgements, titles, meetings, activities, objects. Cleaned by one rule, wherever it is read.

What cannot be seen goes: control characters, marks that turn the direction of what follows, signs of no width. Somebody
who reads a line must read what it says.
"""

import re
import unicodedata

MOST_MARKS = 4
"""Combining marks in a row that are kept: more than any alphabet has on a letter; a hundred cover the lines around."""
_MAYBE_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{MOST_MARKS + 1},}}")
"""Where too many marks may be: they are all from U+0300 on. Quick to pass by in text of our own letters."""


def clean_text(typed: str) -> str:
    """The text with its line breaks, without what cannot be seen and without marks heaped on a letter."""
    return "\n".join(map(_clean, typed.replace("\t", " ").splitlines())).strip()


def _clean(line: str) -> str:
    if not line.isprintable():  # quick, and true of most
        line = "".join(sign for sign in line if unicodedata.category(sign)[0] != "C")
    return _MAYBE_MARKS.sub(_fewer_marks, line)


def _fewer_marks(found: re.Match[str]) -> str:
    kept, row = [], 0
    for sign in found[0]:
        row = row + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if row <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def clean_line(typed: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(clean_text(typed).split())


def first_unseen(text: str) -> str:
    """The first sign that `clean_text` would take away because it cannot be seen; empty where there is none."""
    if text.isprintable():
        return ""
    return next((sign for sign in text if unicodedata.category(sign)[0] == "C" and sign not in "\n\t"), "")

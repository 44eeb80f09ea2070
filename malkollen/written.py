"""Text that people write: judgements, titles, meetings, activities, objects. Cleaned by one rule, wherever it is read.

What cannot be seen goes: control characters, marks that turn the direction of what follows, signs of no width. Somebody
who reads a line must read what it says.
"""

import unicodedata


def clean_text(typed: str) -> str:
    """The text with its line breaks, without what cannot be seen."""
    lines = typed.replace("\t", " ").splitlines()
    return "\n".join("".join(sign for sign in line if unicodedata.category(sign)[0] != "C") for line in lines).strip()


def clean_line(typed: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(clean_text(typed).split())

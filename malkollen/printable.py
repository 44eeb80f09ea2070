"""What somebody else wrote, as a line, a terminal or a page can hold it: nothing in it acts, hides or floods."""

import unicodedata

LONGEST = 40
"""Letters of what a message quotes out of a file, an answer or an address: enough to find it by."""


def printable(text: str, keep: str = "") -> str:
    r"""A text where what cannot be seen is written out: ESC as "\x1b", a line's end as "\n".

    Letters, signs and spaces of any language, the no-break space among them, stay as they are.

    Args:
        keep: what stays all the same, such as line ends where the text is of several lines.
    """
    if text.isprintable():
        return text
    return "".join(_seen(letter, keep) for letter in text)


def _seen(letter: str, keep: str) -> str:
    if letter.isprintable() or letter in keep or unicodedata.category(letter) == "Zs":
        return letter
    return letter.encode("unicode_escape").decode("ascii")


def excerpt(said: object, longest: int = LONGEST) -> str:
    """What a message quotes, such as a cell, a header or a name: one printable line, with "…" where it is cut."""
    text = said if isinstance(said, str) else str(said)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return printable(text)

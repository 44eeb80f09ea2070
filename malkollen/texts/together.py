"""What no line may break: a number within or from what it counts, a span of years in two."""

import re

from malkollen.texts.swedish import NO_BREAK_SPACE, THOUSANDS

WORD_JOINER = "\u2060"
_COUNTED = re.compile(r"(?<![\w,.])(\d{1,3}(?:[\u00a0,.]\d{1,3}){0,4}) (?=[%a-zåäö])")
_PARAGRAPH = re.compile(r"§ (?=\d)")
_SPAN = re.compile(r"(?<=\d)–(?=\d)")


def counted(text: str) -> str:
    """A text whose numbers stay whole and with the word or sign after them, "§" with its own; a year may end a line."""
    whole = THOUSANDS.sub(NO_BREAK_SPACE, text)
    return _PARAGRAPH.sub(f"§{NO_BREAK_SPACE}", _COUNTED.sub(rf"\1{NO_BREAK_SPACE}", whole))


def together(text: str) -> str:
    """The same, and spans in one: "06–20" has no place where a line may break, in a program that sets lines itself."""
    return _SPAN.sub(f"–{WORD_JOINER}", counted(text))

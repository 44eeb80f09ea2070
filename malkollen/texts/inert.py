"""Texts as files can hold them: only characters that XML takes, and nothing that a spreadsheet would run."""

import re

LEADS_TO_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet takes a text in a CSV that begins so for a formula, or skips the first letter and then does."""
_AMOUNT = re.compile(r"[+-]\d++(?:[.,]\d++)?(?:[\u00a0 ][\w%\u00a0 .,]*+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """A text with the characters that XML 1.0 takes: no control characters, "�" for what is no character at all."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NO_CHARACTER.sub("\ufffd", _CONTROL.sub("", lines))


def inert(text: str) -> str:
    """A text for a CSV that a spreadsheet shows as it is: with an apostrophe before it where it would be run.

    Amounts stay as they are ("-5", "+2,0 procentenheter sedan 2024"): nothing in them can be run.
    """
    if not text.startswith(LEADS_TO_FORMULA) or _AMOUNT.fullmatch(text):
        return text
    return f"'{text}"

"""What parts of a cell look like: a raised footnote or a crossed-out figure is no part of the number beside it."""

import re

from openpyxl.cell.rich_text import CellRichText, TextBlock

NUMBER = re.compile(r"[-–−]?[0-9][0-9\s.,]*")
"""A text that would be read as a number, whoever reads it."""
RAISED = ("superscript", "subscript")
CROSSED = "är överstruken; ta bort den eller överstrykningen"


def text(value: object) -> object:
    """A cell's value; a text whose letters look different as one text."""
    return "".join(map(str, value)) if isinstance(value, CellRichText) else value


def fault(value: object) -> str:
    """Why a cell's text is another number than is seen, in Swedish; empty where it is not."""
    if not isinstance(value, CellRichText) or not NUMBER.fullmatch(str(text(value)).strip()):
        return ""
    blocks = [part for part in value if isinstance(part, TextBlock) and part.text.strip()]
    if any(part.font.strike for part in blocks):
        return f"en del av talet {CROSSED}"
    if any(part.font.vertAlign in RAISED for part in blocks):
        return "en upphöjd eller nedsänkt siffra går inte att skilja från talet; skriv bara talet i cellen"
    return ""

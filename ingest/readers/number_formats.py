"""What a cell's number format makes of its number: the office means what Excel shows it, and the file holds another.

A format is up to four parts (positive; negative; zero; text): figures that are taken are shown by the first or third.
"""

import re
from functools import cache

LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
"""What is shown as it stands, or only makes room: a per cent sign or a digit in it counts nothing."""
BRACKETS = re.compile(r"\[[^\]]{0,255}\]")  # colours, conditions and currencies
CONDITION = re.compile(r"\[[<>=]")
PLACE = re.compile(r"[0#?]")
THOUSANDS = re.compile(r"[0#?.],+(?![0#?,])")  # a comma after the last place divides by a thousand
ROOM = re.compile("[_*].")  # makes room as wide as a letter, or fills the cell with it
TIMES = re.compile(r"tusen|tkr|milj|mkr|mdr|mdkr|promille|‰|dussin", re.IGNORECASE)
"""Words beside a number that make it another."""
LETTERS = {"k", "K", "t", "T", "M", "mn", "Mn"}
"""And letters that do, where they stand alone."""
MINUS = "-−–"
POSITIVE, ZERO = 0, 2


@cache
def percents(code: str, *, is_zero: bool = False) -> int:
    """How many times a number is shown a hundredfold, as a per cent sign in its format asks."""
    return LITERAL.sub("", BRACKETS.sub("", _part(code, is_zero=is_zero))).count("%")


@cache
def fault(code: str, *, is_zero: bool = False) -> str:
    """Why what is shown is another number than the one in the file, in Swedish; empty where it is not."""
    if code.casefold() in ("general", "@", ""):
        return ""
    part = BRACKETS.sub("", _part(code, is_zero=is_zero))
    bare = LITERAL.sub("", part)
    if CONDITION.search(LITERAL.sub("", code)):
        return "talformatet har villkor och visar inte alla tal lika; välj formatet Tal eller Procent"
    before, *after = PLACE.split(_shown(part), maxsplit=1)
    if not is_zero and after and any(sign in before for sign in MINUS):
        return "talformatet sätter ett minus framför talet; välj formatet Tal"
    letters = LETTERS & set(re.findall(r"[^\W\d_]+", _shown(part)))
    if letters or any(TIMES.search(literal) for literal in LITERAL.findall(part)):
        return "talformatet visar tusental eller miljoner; skriv hela talet och välj formatet Tal"
    if any(re.search(r"\d", literal) for literal in LITERAL.findall(part)):
        return "talformatet skriver ut siffror som inte står i cellen; välj formatet Tal"
    if THOUSANDS.search(bare):
        return "talformatet visar tusental eller miljoner; skriv hela talet och välj formatet Tal"
    if not PLACE.search(bare) and "general" not in bare.casefold() and "@" not in bare:
        return "talformatet döljer talet i cellen; välj formatet Tal"
    return ""


def _shown(part: str) -> str:
    """A part with what is written in it as it stands, and its places."""
    return re.sub(r'["\\]', "", ROOM.sub("", part))


def _part(code: str, *, is_zero: bool) -> str:
    """The part of a format that shows a number from zero and up."""
    parts = [""]
    for piece in re.findall(r'"[^"]*"|\\.|;|[^";\\]+|.', code):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts[ZERO] if is_zero and len(parts) > ZERO else parts[POSITIVE]

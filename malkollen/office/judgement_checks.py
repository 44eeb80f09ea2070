"""What somebody typed about a judgement: cleaned, and each fault as a sentence that says what to do."""

import re
from datetime import date, timedelta

from malkollen.texts.swedish import number

FIRST_DAY = date(2000, 1, 1)  # an earlier one is a slip of the pen
FARTHEST_AHEAD = timedelta(days=366)
"""How long before its meeting a judgement may be entered."""
LONGEST_LINE = 200
LONGEST_REASON = 4000


def day(typed: str) -> date | None:
    """A date typed as ÅÅÅÅ-MM-DD; None for anything else."""
    try:
        return date.fromisoformat(typed.strip()) if re.fullmatch(r"\d{4}-\d\d-\d\d", typed.strip(), re.ASCII) else None
    except ValueError:
        return None


def text_faults(what: str, text: str, longest: int, missing: str = "") -> list[str]:
    """A text that is longer than it may be, or not there where `missing` says what to do about it."""
    if not text:
        return [missing] if missing else []
    if len(text) <= longest:
        return []
    return [f"{what} får ha högst {number(longest)} tecken och har {number(len(text))}. Korta texten."]


def day_faults(day: date | None, today: date) -> list[str]:
    """A meeting's date that is none, or so far ahead or past that it is a slip of the pen."""
    if day is None:
        return ["Ange mötets dag."]
    return [] if FIRST_DAY <= day <= today + FARTHEST_AHEAD else ["Kontrollera årtalet i mötets dag."]

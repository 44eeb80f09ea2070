"""What somebody typed about a judgement: cleaned, and each fault as a sentence that says what to do."""

import re
from datetime import date

from malkollen.texts.swedish import number

FIRST_DAY = date(2000, 1, 1)  # an earlier one is a slip of the pen
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
    """A decision's date that is none, has not come, or is long past."""
    if day is None:
        return ["Ange dagen då bedömningen gjordes."]
    if day > today:
        return ["Datumet ligger framåt i tiden. Skriv dagen då bedömningen gjordes."]
    return [] if day >= FIRST_DAY else ["Kontrollera årtalet i datumet."]

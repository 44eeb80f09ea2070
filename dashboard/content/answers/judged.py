"""A judgement in words: when and where it was made, each said once, and how the figures' own answer stands to it."""

import re
from collections.abc import Mapping
from datetime import date

from dashboard.content.answers.budget import sentence
from dashboard.content.answers.silence import NOT_YET
from malkollen.answers.goal import Judged
from malkollen.office.judgements import Judgement
from malkollen.registry.home import Home, capital
from malkollen.texts.swedish import MONTHS

NEWER = "Siffrorna har ändrats sedan bedömningen."
RELATION = "Bedömningen gäller om målet nås. På frågan, hur det är nu, svarar siffrorna: "
NO_ANSWER = "Bedömningen gäller om målet nås. På frågan, hur det är nu, går det inte att svara än. "
OF_GOAL: Mapping[str, str] = {
    "på väg": "På väg mot målet", "delvis": "Delvis på väg mot målet", "inte på väg": "Inte på väg mot målet",
}  # fmt: skip
"""A judgement as a headline: it stands under the goal's question, which the figures answer, "delvis" among others."""


def text(home: Home, judgement: Judged) -> str:
    """A judgement as the headline: its word, whose, when, at which meeting, and why."""
    when, is_ahead = judgement.day.isoformat(), judgement.is_ahead
    return told(home, judgement.label, when, judgement.meeting, judgement.reason, is_ahead=is_ahead)


def told(home: Home, label: str, day: str, meeting: str, reason: str, *, is_ahead: bool = False) -> str:
    """The same of what somebody types. day: ÅÅÅÅ-MM-DD, or what stands for it; is_ahead: as `held`."""
    so = "Så lyder bedömningen" if is_ahead else "Så bedömde"
    return f"{word(label)}. {so} {held(home, day, meeting, is_ahead=is_ahead)}. {sentence(reason)}"


def word(label: str) -> str:
    """A judgement's word so that it is told from an answer of the figures'; what is typed and is none as it stands."""
    return OF_GOAL.get(label, capital(label))


def restored(home: Home, before: Judgement | None) -> str:
    """Which judgement stands again where the newest is undone. before: the one before it, if there is one."""
    if before is None:
        return "Sedan gäller ingen bedömning."
    day, meeting = before.day.isoformat(), before.meeting
    said = told(home, before.label, day, meeting, before.reason, is_ahead=before.is_ahead)
    return f"Sedan gäller den förra igen: {said}"


def held(home: Home, day: str, meeting: str, *, is_ahead: bool = False) -> str:
    """Whose judgement, which day and at which meeting: "ledningsgruppen den 20 november 2026 (möte 3/2026, § 4)".

    A meeting that is named by the body or by the day says neither a second time.

    is_ahead: whether it was entered before the meeting's day. Nobody is then said to have judged: "inför
    ledningsgruppens möte den 4 december 2026 (8/2026)".
    """
    body = home.bodies.leadership.name
    left = _meeting(body, day, meeting)
    if is_ahead:
        return f"inför {home.bodies.leadership.genitive} möte {_in_words(day)}{f' ({left})' if left else ''}"
    at = f" ({'möte ' if left[0].isdigit() else ''}{left})" if left else ""
    return f"{body} {_in_words(day)}{at}"


def _meeting(body: str, day: str, meeting: str) -> str:
    """What a meeting's name says beside its body and its day."""
    named = rf"^{re.escape(body)}(s (möte|sammanträde))?(?!\w)"
    return re.sub(named, "", _without_day(meeting, day), flags=re.IGNORECASE).replace("()", "").strip(" ,;:")


def _in_words(day: str) -> str:
    """A day as it is said; what is none yet as it stands."""
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return day
    return f"den {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def _without_day(meeting: str, day: str) -> str:
    """A meeting's name without its day, however that is written; whole where the day is none yet."""
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return meeting
    month = MONTHS[moment.month - 1]
    year = rf"(?: {moment.year})?(?!\w)"
    written = rf"\b(?:den )?{moment.day} (?:{month}|{month[:3]}\.?){year}|{day}|\b{moment.day}/{moment.month}{year}"
    return re.sub(written, "", meeting, flags=re.IGNORECASE)


def relation(computed: str, *, is_newer: bool) -> str:
    """How the figures' own answer stands to a judgement, as one text: that they are newer, and what they say."""
    apart = computed.removeprefix(f"{NOT_YET}. ")
    said = f"{NO_ANSWER}{apart}" if apart != computed else f"{RELATION}{computed[:1].lower()}{computed[1:]}"
    return f"{NEWER} {said}" if is_newer else said

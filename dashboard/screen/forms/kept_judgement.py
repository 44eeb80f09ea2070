"""What is typed of a judgement and not saved: kept for whoever typed it, and offered back in the same form."""

from datetime import date
from functools import partial

import streamlit as st

from dashboard.content.office import unsaved as texts
from dashboard.screen.forms import unsaved_form
from dashboard.screen.markup import markup
from malkollen.office import judgement_checks as checks
from malkollen.office.judgements import LABELS

ENTRY = "entry"
"""The fold that holds the form."""
DAYS = (date(1900, 1, 1), date(2199, 12, 31))
"""What the field takes: of a day that cannot be, the act itself says why, in words of ours."""


def begin(goal: str, newest: int | None) -> int | None:
    """What was typed before goes on in the fold, or is offered above it; the row that whoever types has read.

    Args:
        newest: the row that is the newest now. Each field is sent by itself, and the page drawn anew: what somebody
            else has saved while something is typed here is not read until its writer has been told.
    """
    unsaved_form.begin_fields(texts.of_judgement(goal), _fields(goal), partial(_lay_in, goal))
    is_typed = any(st.session_state.get(name) for name in _fields(goal))
    found: int | None = st.session_state.get(key(goal, "read"), newest) if is_typed else newest
    st.session_state[key(goal, "read")] = found
    return found


def hold(goal: str, seen: int | None) -> None:
    """Keeps what is typed as soon as the server is told, also of somebody who has left before the page was drawn."""
    _keep(goal, seen)


def _keep(goal: str, seen: int | None) -> bool | None:
    return unsaved_form.keep_fields(texts.of_judgement(goal), _fields(goal), str(seen or ""))


def keep(goal: str, seen: int | None) -> None:
    """Keeps what is typed, and the button that throws it away."""
    is_kept = _keep(goal, seen)
    if is_kept is not None:
        st.button(texts.DROP, on_click=_drop, args=(goal, seen), key=key(goal, "drop"))
        st.html(markup.paragraph(texts.UNSAVED if is_kept else texts.UNKEPT, "caption"))


def read(goal: str) -> None:
    """Whoever types has been told who has saved since, and reads what is shown next."""
    st.session_state.pop(key(goal, "read"), None)


def key(goal: str, name: str) -> str:
    """A field's name in the session."""
    return f"judgement:{goal}:{name}"


def _lay_in(goal: str, seen: str) -> None:
    """Opens the fold where what was typed before lies again, with the row that had been read then."""
    st.session_state[key(goal, ENTRY)] = True
    st.session_state[key(goal, "read")] = int(seen) if seen.isdecimal() else None


def _drop(goal: str, seen: int | None) -> None:
    unsaved_form.drop_fields(texts.of_judgement(goal), _fields(goal), str(seen or ""))


def _fields(goal: str) -> unsaved_form.Fields:
    """The fields that are kept, each with what a kept text is there; a name is signed with anew."""
    return {
        key(goal, "label"): _label, key(goal, "reason"): str, key(goal, "meeting"): str, key(goal, "day"): _day,
    }  # fmt: skip


def _label(text: str) -> str | None:
    return text if text in LABELS else None


def _day(text: str) -> date | None:
    day = checks.day(text)
    return day if day and DAYS[0] <= day <= DAYS[1] else None

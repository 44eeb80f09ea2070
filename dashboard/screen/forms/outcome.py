"""How the last press went, told once, and the name that somebody has signed with, remembered while the page is open."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import plain
from dashboard.content.office import words
from malkollen.errors import ConflictError, EntryError, MalkollenError

SIGNED = "office:kept"
TOLD = "outcome:told"
"""How many have been told: each has a name of its own, so that the frame's script brings it into view once."""


class Idle(str):
    """What is told where nothing was done, because there was nothing to do."""

    __slots__ = ()


Outcome = str | MalkollenError
"""What was done, in words, or what hindered it; empty where nothing was pressed."""


def say(where: str) -> None:
    """How the last press went, once, from the session under a key; brought into view where it is out of it."""
    if outcome := st.session_state.pop(where, ""):
        here = st.container(key=f"mk-told-{_next()}")
        tell(outcome, here, here)


def tell(outcome: Outcome, good: DeltaGenerator, bad: DeltaGenerator) -> None:
    """Where it stands that something is done, and that it is not. What somebody has typed is never read as markdown."""
    if isinstance(outcome, EntryError):
        bad.error("\n".join(f"- {plain.markdown(words.message(fault))}" for fault in outcome.faults))
    elif isinstance(outcome, MalkollenError):
        bad.error("\n\n".join(plain.markdown(words.message(line)) for line in str(outcome).splitlines()))
    elif isinstance(outcome, Idle):
        good.info(plain.markdown(outcome))
    elif outcome:
        good.success(plain.markdown(outcome))


def clashed(where: str) -> DeltaGenerator:
    """Where a clash is told whole: the last press' own word of it goes, and what is told is brought into view."""
    if not isinstance(st.session_state.get(where), ConflictError):
        return st.container()
    del st.session_state[where]
    return st.container(key=f"mk-told-{_next()}")


def receipt(done: str, at: DeltaGenerator) -> None:
    """Tells what has been done and brings it into view, for a form whose button stood far from here."""
    with at.container(key=f"mk-receipt-{_next()}"):
        st.success(plain.markdown(done))


def signature() -> str:
    """The name that somebody last signed with here; empty where nobody has."""
    return str(st.session_state.get(SIGNED, ""))


def sign(name: str) -> None:
    """Remembers a name for the next form."""
    if name:
        st.session_state[SIGNED] = name


def _next() -> int:
    number: int = st.session_state.get(TOLD, 0) + 1
    st.session_state[TOLD] = number
    return number

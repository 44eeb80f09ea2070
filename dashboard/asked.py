"""Which programme a visitor reads, as the address asks for it: it follows from page to page until left."""

from datetime import date

import streamlit as st

from dashboard import kept
from dashboard.content import facts as content
from dashboard.content.facts import Facts
from malkollen import served
from malkollen.database import storage
from malkollen.registry import in_force, registry

PROGRAMME = "program"
GOAL = "mal"
WRITTEN = "address:"
"""Before the name of a choice: what of it the page itself has written to the address."""
PINNED = "data"
UNKNOWN = "programme:unknown"


def programme() -> str | None:
    """The programme that the address asks for, other than the one that leads.

    One that does not exist, or that leads, leaves the address; the first is remembered until the frame has said so.
    """
    asked = st.query_params.get(PROGRAMME) or st.session_state.get(PROGRAMME)
    if not asked:
        return None
    found = _asides(registry.version(), served.as_of())
    if found.get(asked):
        st.session_state[PROGRAMME] = st.query_params[PROGRAMME] = asked
        return str(asked)
    st.session_state.pop(PROGRAMME, None)
    st.query_params.pop(PROGRAMME, None)
    if asked not in found:
        st.session_state[UNKNOWN] = asked
    return None


def unknown() -> str | None:
    """The programme that the address asked for and that does not exist; said once."""
    asked: str | None = st.session_state.pop(UNKNOWN, None)
    return asked


@st.cache_resource(max_entries=2, show_spinner="Läser siffrorna …")
def facts(database: tuple[int, int, int], registry_version: str, day: date, programme: str) -> Facts:  # noqa: ARG001 - keys
    """Everything the pages read, under another programme than the one that leads on the day."""
    return kept.settled(content.load(storage.database(), day, programme=programme))


@st.cache_data(max_entries=2, show_spinner=False)
def _asides(registry_version: str, day: date) -> dict[str, bool]:  # noqa: ARG001 - a key
    """Every programme, and whether it is read aside."""
    declared = registry.load()
    return {key: in_force.reading(declared, day, key).aside is not None for key in declared.programmes}


def leave() -> None:
    """Back to the programme that leads, and to its goals."""
    for name in (PROGRAMME, UNKNOWN, WRITTEN + GOAL, f"choice:{GOAL}"):
        st.session_state.pop(name, None)
    for name in (PROGRAMME, GOAL, PINNED):
        st.query_params.pop(name, None)


def turn_to(shown: Facts, goal: str | None) -> bool:
    """Whether a link asks for a goal of another programme than is read, which then is: the page is to run again."""
    declared = shown.registry.goals.get(goal or "")
    if declared is None or shown.edition or goal in shown.goals or goal == st.session_state.get(WRITTEN + GOAL):
        return False
    st.session_state[PROGRAMME] = st.query_params[PROGRAMME] = declared.programme
    return True

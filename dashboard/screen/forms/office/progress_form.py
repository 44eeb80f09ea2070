"""What is being read in, followed until it is done, with the button that breaks it off."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.office import page, reading as content
from dashboard.login import person as persons
from dashboard.screen import choices
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.office.access import Person, Role
from malkollen.office.room import work

POLL_SECONDS = 2.0


@st.fragment(run_every=POLL_SECONDS)
def follow(data: Path) -> None:
    """Who does what and how far it has come; the whole page is drawn anew when it is over."""
    if persons.current().role < Role.OFFICE:  # it is drawn again without the page around it
        st.rerun(scope="app")
    now = work.read(data)
    if now is None or not now.is_running:
        st.session_state.pop(choices.OPENED_WITH, None)  # whoever waits for new figures need not be told of them
        st.rerun(scope="app")
    if now.step != work.BREAKING:
        st.html(markup.paragraph(content.GOES_ON, "caption"))
    st.progress(now.share, text=plain.markdown(content.progress(now)))
    if now.may_break:
        st.button(content.BREAK_OFF, on_click=_break_off, key="reading:break-off")
    signed.say("reading")


def awaited(facts: Facts, data: Path) -> None:
    """What is being read in, followed until it is done, or what waits for yes or no."""
    now = work.read(data)
    if now and now.is_running:
        _followed(facts, data)
    else:
        shown(facts, page.awaited(facts, data))


@st.fragment(run_every=POLL_SECONDS)
def _followed(facts: Facts, data: Path) -> None:
    now = work.read(data)
    if now is None or not now.is_running or persons.current().role < Role.OFFICE:
        st.rerun(scope="app")
    shown(facts, page.awaited(facts, data))


def _break_off() -> None:
    def break_off(person: Person) -> None:
        work.break_off(storage.data_folder(), replace(person, name=signed.known_name("reading")))

    signed.act("reading", break_off, as_whoever=True)

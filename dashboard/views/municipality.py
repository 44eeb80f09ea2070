"""Kommun: one municipality over all indicators."""

import streamlit as st

from dashboard import plain
from dashboard.content.municipality import page
from dashboard.login import person
from dashboard.screen import choices, session
from dashboard.screen.sections import shown
from malkollen.login import settings
from malkollen.office.access import Role

facts = session.facts()
members = facts.areas.home_members
options = ["", *members, *(code for code in facts.areas.municipalities if code not in members)]
municipality = choices.Choice(
    "kommun", options, "", st.selectbox, "Kommun", lambda code: facts.areas.name(code) if code else page.NONE_CHOSEN
)
if code := municipality.value:
    st.title(plain.markdown(facts.areas.name(code)), anchor=False)
    municipality.ask()
    shows_draft = person.current().role >= Role.MEMBER or settings.settings() is None  # as on the page of the list
    shown(facts, page.sections(facts, code, shows_draft=shows_draft))
else:
    st.title("Kommun", anchor=False)
    shown(facts, page.unchosen(facts), {page.PICK: municipality.ask})

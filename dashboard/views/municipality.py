"""Kommun: one municipality over all indicators."""

import streamlit as st

from dashboard import plain
from dashboard.content.municipality import page
from dashboard.screen import choices, session
from dashboard.screen.sections import shown

facts = session.facts()
members = facts.areas.home_members
options = [*members, *(code for code in facts.areas.municipalities if code not in members)]
municipality = choices.Choice("kommun", options, options[0], st.selectbox, "Kommun", facts.areas.name)
st.title(plain.markdown(facts.areas.name(municipality.value)), anchor=False)
municipality.ask()
shown(facts, page.sections(facts, municipality.value))

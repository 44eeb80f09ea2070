"""Prioriterade objekt: the committee's list and how far each object has come; what to fill in where there is none."""

import streamlit as st

from dashboard.content.goal import priorities
from dashboard.screen import session
from dashboard.screen.sections import shown

facts = session.facts()
st.title("Prioriterade objekt", anchor=False)
shown(facts, priorities.sections(facts))

"""Data och källor: how fresh the figures are, where they come from, what is missing and what waits."""

import streamlit as st

from dashboard.content.data import page
from dashboard.screen import session
from dashboard.screen.sections import shown

facts = session.facts()
st.title("Data och källor", anchor=False)
shown(facts, page.sections(facts))

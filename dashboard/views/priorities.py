"""Prioriterade objekt: the committee's list and how far each object has come; what to fill in where there is none."""

import streamlit as st

from dashboard.content.goal import priorities
from dashboard.screen import session
from dashboard.screen.forms import draft_form
from dashboard.screen.sections import shown
from malkollen.office import judgements

facts = session.facts()
st.title("Prioriterade objekt", anchor=False)
shown(facts, priorities.sections(facts, is_writable=judgements.is_allowed()), draft_form.slots(facts))

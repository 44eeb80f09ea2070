"""Ord: the words that must stay, each with one sentence."""

import streamlit as st

from dashboard.content.words import page
from dashboard.screen import session
from dashboard.screen.sections import shown

facts = session.facts()
st.title("Ord", anchor=False)
shown(facts, page.sections(facts))

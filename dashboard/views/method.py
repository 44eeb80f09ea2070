"""Så bedömer vi: the rules in plain words, and worked examples to follow with a pocket calculator."""

import streamlit as st

from dashboard.content.method import page
from dashboard.screen import session
from dashboard.screen.sections import shown

facts = session.facts()
st.title("Så bedömer vi", anchor=False)
shown(facts, page.sections(facts))

"""Tillgänglighetsredogörelse: what the law asks a public body to say about its web service."""

import streamlit as st

from dashboard.content.method import accessibility
from dashboard.screen import session
from dashboard.screen.sections import shown

facts = session.facts()
st.title("Tillgänglighets\u00adredogörelse", anchor=False)  # on a telephone it breaks where its words meet
shown(facts, accessibility.sections(facts.home))

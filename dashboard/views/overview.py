"""Översikt: the programme's goals as they are written, with Södertörn's figures and verdicts against each."""

import streamlit as st

from dashboard.content.goal import overview
from dashboard.screen import choices, session
from dashboard.screen.sections import shown

facts = session.facts()
readers = overview.readers(facts)
reader = choices.Choice(
    overview.READER, list(readers), overview.LEADERSHIP, st.segmented_control, "Visa för", readers.__getitem__
)
since = session.since_edition() if reader.value == overview.LEADERSHIP else None
for code in shown(facts, overview.sections(facts, reader.value, since), {overview.READER: reader.ask}).values():
    st.switch_page("views/municipality.py", query_params={"kommun": code})

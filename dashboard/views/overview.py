"""Översikt: the programme's goals as they are written, with Södertörn's figures and verdicts against each."""

import streamlit as st

from dashboard.content.overview import page
from dashboard.screen import choices, session
from dashboard.screen.sections import shown

facts = session.facts()
readers = page.readers(facts)
reader = choices.Choice(
    page.READER, list(readers), page.LEADERSHIP, st.segmented_control, "Visa för", readers.__getitem__
)
since = session.since_edition() if reader.value == page.LEADERSHIP else None
for code in shown(facts, page.sections(facts, reader.value, since), {page.READER: reader.ask}).values():
    st.switch_page("views/municipality.py", query_params={"kommun": code})

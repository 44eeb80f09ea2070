"""Konferensläge: the committee's pages for a projector, one message each, and nothing else on the screen."""

import streamlit as st

from dashboard.documents import selection
from dashboard.screen import session, show_report, show_slides

facts = session.facts()
if document := show_report.composed(facts, show_report.room(show_report.slides(facts))):
    st.html(show_slides.STATIC / "conference.css")
    last = len(document.sections) + 1
    number = show_slides.slide_number(last)
    show_slides.show(facts, document, number)
    show_slides.controls(number, last, selection.version_text(facts))
    show_slides.prepare(facts, document, number + 1)

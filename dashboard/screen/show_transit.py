"""The Streamlit pieces of Kollektivtrafik: the links to the indicators that a timetable feeds."""

import streamlit as st

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.transit import indicators as content
from dashboard.screen import markup


def links(facts: Facts) -> None:
    """A link to each indicator that a timetable feeds, and how much the ratio to the car covers."""
    st.html(markup.paragraph(content.lead(facts), "caption"))
    with st.container(key="mk-transit-links", horizontal=True, gap="small"):
        for key, words in content.links(facts):
            link(key, words)
    if said := content.ratio_text(facts):
        st.html(markup.paragraph(said, "caption"))


def link(key: str, words: str) -> None:
    """A link to an indicator's page."""
    said = plain.markdown(words)
    st.page_link("views/indicator.py", label=said, query_params={"indikator": key}, icon=":material/arrow_forward:")

"""The Streamlit piece of programmes: which is read, and the way back."""

import streamlit as st

from dashboard import asked
from dashboard.content.facts import Facts
from dashboard.content.goal import programmes as content
from dashboard.screen.markup import markup


def banner(facts: Facts) -> None:
    """Says above every page that another programme than the one that leads is read, and the way back."""
    if not facts.aside:
        return
    with st.container(key="mk-programme", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(markup.paragraph(content.note(facts), "edition"))
        st.button("Visa det som gäller nu", on_click=asked.leave, width="content", key="leave-programme")

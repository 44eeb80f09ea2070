"""The field of the page Fråga: what is asked stands in the address, one step a question."""

import streamlit as st

from dashboard import address
from dashboard.content.questions import page
from dashboard.screen.choices import Typed

ASK = "Fråga"


class QuestionForm:
    """What is asked, known before its field stands on the page.

    Attributes:
        value: in the reader's own words; empty before anything is asked.
    """

    def __init__(self) -> None:
        """Settles what is asked."""
        self._typed = Typed(page.ASKED, "Din fråga", page.EXAMPLE, lines=None)
        self.value = " ".join(self._typed.value.split())

    def ask(self) -> None:
        """Puts the field and its button where the page has come to; Enter asks as well (static/frame.js)."""
        with st.container(key="mk-ask", horizontal=True, vertical_alignment="bottom"):
            self._typed.ask()
            st.button(ASK, key="ask", type="primary", on_click=address.catch_up)

"""The Streamlit pieces of verdicts: what needs attention, and a goal's proposal."""

import streamlit as st

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import proposal as proposals
from dashboard.screen.markup import markup, verdict_markup


def attention(facts: Facts) -> None:
    """What needs attention: a link to each indicator and why, or that nothing does."""
    st.header("Kräver uppmärksamhet", anchor=False)
    found = proposals.attention_list(facts)
    if not found:
        st.write("Ingen indikator kräver uppmärksamhet efter de siffror som finns.")
    for entry in found:
        with st.container(key=f"attention-{entry.key}", gap=None):
            st.page_link("views/indicator.py", label=plain.markdown(entry.title), query_params={"indikator": entry.key})
            st.html(verdict_markup.word(entry.reasons, "bad"))
            st.html(markup.paragraph(entry.sentence, "detail"))


def proposal(facts: Facts, goal: str) -> None:
    """A goal's computed proposal beside ledningsgruppen's judgement."""
    found = proposals.proposal(facts, goal)
    text, counts = proposals.proposal_text(facts, goal), proposals.counts_text(facts, goal)
    st.html(verdict_markup.proposal("Uträknat förslag", text, counts, proposals.SYMBOLS[found.label]))

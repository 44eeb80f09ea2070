"""The Streamlit pieces of programmes: which is read and the way back, the others, two of them side by side."""

import streamlit as st

from dashboard import address, asked, plain
from dashboard.content.facts import Facts
from dashboard.content.goal import programmes as content
from dashboard.screen import show
from dashboard.screen.markup import markup


def banner(facts: Facts) -> None:
    """Says above every page that another programme than the one that leads is read, and the way back."""
    if not facts.aside:
        return
    with st.container(key="mk-programme", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(markup.paragraph(content.note(facts), "edition"))
        st.button("Visa det som gäller nu", on_click=asked.leave, width="content", key="leave-programme")


def ended(facts: Facts) -> None:
    """Says on a page of one goal that no programme holds."""
    if not facts.aside and (text := content.note(facts)):
        st.html(markup.paragraph(text, "takeaway"))


def carried(facts: Facts, goal: str) -> None:
    """The way to the goal that a goal carries on."""
    if earlier := content.carried_from(facts, goal):
        with st.container(key=f"line-carried-{goal}", gap=None):
            st.page_link(
                "views/goal.py",
                label=plain.markdown(earlier.label),
                query_params=address.along(
                    "goal", mal=earlier.key, program=facts.registry.goals[earlier.key].programme
                ),
            )


def others(facts: Facts) -> None:
    """Two programmes side by side where one is prepared, and the ways to all others; nothing where there is one."""
    if coming := content.prepared(facts):
        _beside(facts, coming)
    ways = content.others(facts)
    if ways and not coming:
        st.header("Andra program", anchor=False)
    for way in ways:
        with st.container(key=f"line-programme-{way.key}", gap=None):
            st.page_link(
                "views/overview.py",
                label=plain.markdown(way.label),
                query_params=address.along("overview", program=way.key),
            )


def _beside(facts: Facts, coming: str) -> None:
    st.header("Nästa program, sida vid sida", anchor=False)
    st.html(markup.paragraph(content.beside_text(facts, coming), "takeaway"))
    pairs = ((facts.programme_key, coming), (coming, facts.programme_key))
    for column, (key, other) in zip(st.columns(2, gap="large"), pairs, strict=True):
        with column:
            programme = facts.registry.programmes[key]
            st.subheader(plain.markdown(f"{programme.title}, {programme.period}"), anchor=False)
            for goal in content.told(facts, key, other):
                st.html(markup.paragraph(goal.heading, "eyebrow"))
                st.html(markup.paragraph(goal.sentence, "goal"))
                st.html(markup.paragraph(goal.fate, "detail"))
    show.twin_of(content.beside_table(facts, coming), facts, "programmes", "Visa indikator för indikator och hämta")

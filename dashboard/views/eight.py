"""De åtta sida vid sida: every measure in every municipality, one's own marked, in the order asked for."""

import streamlit as st

from dashboard.content.municipality import eight
from dashboard.screen import choices, session
from dashboard.screen.sections import shown

facts = session.facts()
mine = choices.Choice(
    "kommun", ["", *facts.areas.home_members], "", st.selectbox, "Min kommun",
    lambda code: facts.areas.name(code) if code else "Ingen vald",
)  # fmt: skip
rows, columns = eight.orders_of_rows(facts), eight.orders_of_columns(facts)
measures = choices.Choice(eight.ROWS, list(rows), eight.PROGRAMME, st.selectbox, "Måtten", rows.__getitem__)
municipalities = choices.Choice(
    eight.COLUMNS, list(columns), eight.NAMES, st.selectbox, "Kommunerna", columns.__getitem__, facts.codes
)
asked = choices.together("mk-choices", mine, measures, municipalities, widths=(1, 1, 1))
shown(facts, eight.sections(facts, mine.value, measures.value, municipalities.value), {eight.ASKED: asked})

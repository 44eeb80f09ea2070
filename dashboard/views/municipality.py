"""Kommun: one municipality over all indicators."""

import streamlit as st

from dashboard import kept, plain
from dashboard.content.goal import programmes
from dashboard.content.municipality import municipality as content
from dashboard.content.reasoning import method_line
from dashboard.screen import choices, session, show
from dashboard.screen.charts import charts
from dashboard.screen.markup import verdict_markup

facts = session.facts()
title = st.empty()
options = [
    *facts.areas.home_members,
    *(code for code in facts.areas.municipalities if code not in facts.areas.home.members),
]
code = choices.choose("kommun", options, options[0], st.selectbox, "Kommun", shown=facts.areas.name)
title.title(plain.markdown(facts.areas.name(code)), anchor=False)
st.write(plain.markdown(content.introduction(facts, code)))

st.header(plain.markdown(f"Plats bland {facts.placed.the}"), anchor=False)
rows = content.standings(facts, code)
chart = kept.figure(charts.standing, [(row.title, row.percentile, row.place) for row in rows])
show.figure(chart, content.standing_text(facts, code), content.standing_table(facts, code), facts, "standing")

for goal, heading in programmes.goals_shown(facts):
    st.header(plain.markdown(heading), anchor=False)
    show.table(content.overview_table(facts, code, goal), facts, f"municipality-{goal}")
    if judged := content.judged(facts, code, goal):
        with st.expander("Bedömningarna och deras uträkning"):
            for entry in judged:
                st.html(verdict_markup.titled(entry.title, entry.answers))
                st.html(verdict_markup.reasoning_open(entry.why, method_line()))

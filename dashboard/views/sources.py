"""Data och källor: how fresh the figures are, where they come from, what is missing and what waits."""

import streamlit as st

from dashboard import plain
from dashboard.blocks.page import PageSection
from dashboard.content.data import fetches, sources as content
from dashboard.screen import session, show
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown

facts = session.facts()
st.title("Data och källor", anchor=False)
st.write(plain.markdown(content.late_text(facts)))
show.table(content.freshness_table(facts), facts, "freshness")

st.header("Källa för källa", anchor=False)
for source in facts.sources:
    with st.expander(plain.markdown(f"{source.publisher}: {source.title}")):
        shown(facts, [PageSection("", content.declaration(facts, source))])
        if origin := fetches.origin(facts, source):
            st.html(markup.definition_rows(origin))

st.header("Hur siffrorna kom", anchor=False)
st.write(plain.markdown(f"{fetches.summary(facts)} {fetches.waiting_text(facts)}"))
if (table := fetches.fetches_table(facts)).rows:
    show.table(table, facts, "fetches")

st.header("Vad som ändrats", anchor=False)
if (table := fetches.changes_table(facts)).rows:
    show.table(table, facts, "changes")
else:
    st.write("Ingen inläsning har ändrat någon siffra.")
if (table := fetches.verdicts_table(facts)).rows:
    show.table(table, facts, "verdict-changes")

st.header("Luckor", anchor=False)
st.write("Det som inte finns här visas som saknat. Ingenting är skattat eller ifyllt.")
show.table(content.gaps_table(facts), facts, "gaps")

st.header("Det som väntar", anchor=False)
show.table(content.waiting_table(facts), facts, "waiting")

st.header("Stämmer beräkningarna?", anchor=False)
st.write("Där riket också är publicerat går beräkningen att kontrollera mot utgivarens tal.")
show.table(content.published_table(facts), facts, "published")

st.header("Vagnparkskommuner", anchor=False)
st.write(
    "En kommun räknas som vagnparkskommun om juridiska personer något av de senaste sex åren ägde mer än 35 procent "
    "av bilarna, eller om antalet bilar ändrades mer än 10 procent mellan två år i följd."
)
show.table(content.fleets_table(facts), facts, "fleets")

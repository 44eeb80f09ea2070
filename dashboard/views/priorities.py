"""Prioriterade objekt: the committee's list and how far each object has come; what to fill in where there is none."""

import streamlit as st

from dashboard import plain
from dashboard.content.goal import priority_objects as content
from dashboard.screen import session, show
from dashboard.screen.markup import markup
from dashboard.workbook import downloads

facts = session.facts()
objects, faults = content.read(facts.folder, facts.as_of)
st.title("Prioriterade objekt", anchor=False)
st.html(markup.paragraph(content.lead(facts.home), "lead"))
if faults:
    st.warning(plain.markdown(content.faults_text(faults)))
    st.html(markup.bullets(faults))
elif not objects:
    st.html(markup.paragraph(content.empty(facts.home), "no-target"))
else:
    st.html(markup.paragraph(content.counts_text(objects), "takeaway"))
    st.html(markup.paragraph(content.unjudged(facts.home), "caption"))
    st.header("Ändrat de senaste tolv månaderna", anchor=False)
    st.html(markup.bullets(content.changes(objects, facts.as_of)))
    st.header("Objekt för objekt", anchor=False)
    for place, found in enumerate(objects):
        st.subheader(plain.markdown(found.name), anchor=False)
        st.html(markup.stages(found.name, content.steps(found)))
        st.html(markup.paragraph(content.detail(found), "detail"))
        with st.expander(f"Historik för {plain.markdown(found.name)}", key=f"history-{place}"):
            st.html(markup.table(content.object_table(facts.home, found)))
    st.header("Listan som tabell", anchor=False)
    show.table(content.current_table(facts.home, objects, facts.as_of), facts, "priority-current")
    st.header("Hela historiken", anchor=False)
    show.twin_of(content.history_table(facts.home, objects, facts.as_of), facts, "priority-history")

st.header("Så fylls listan i", anchor=False)
guide = st.expander("Visa kolumnerna och hämta en tom mall") if objects else st.container()
with guide:
    st.html(markup.numbered(content.STEPS_TO_FILL))
    st.download_button(
        "Hämta tom mall (CSV)",
        lambda: downloads.csv_bytes(content.template(facts.home)),
        f"{content.template(facts.home).name}.csv",
        "text/csv",
        key="priority-template",
        on_click="ignore",
    )
    st.html(markup.table(content.columns_table()))

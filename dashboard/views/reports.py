"""Underlag: a document composed, read through and downloaded; and the fixed versions that documents can be made of."""

import streamlit as st

from dashboard import address, plain
from dashboard.content.data import editions
from dashboard.documents import selection
from dashboard.screen import session, show, show_report
from dashboard.screen.markup import markup
from malkollen.database import storage

facts = session.facts()
st.title("Underlag", anchor=False)
st.html(markup.paragraph(selection.LEAD, "lead"))
left, right = st.columns([2, 3], gap="large")
with left:
    kind = show_report.kind(facts)
    order = show_report.order(facts, kind)
    form = show_report.form(kind)
    making = st.container()
with right, st.container(key="mk-preview"):
    st.header("Förhandsvisning", anchor=False)
    if selection.is_empty(order):
        document = None
        st.html(markup.paragraph(selection.EMPTY, "no-target") + markup.paragraph(selection.EMPTY_HINT, "caption"))
    elif document := show_report.composed(facts, order):
        show_report.preview(facts, order, document)
if document:
    with making:
        show_report.file(facts, order, document, form)
        if kind == "konferens":
            st.page_link(
                "views/conference.py", label="Visa bilderna i rummet",
                query_params=address.along("conference", fran="underlag"), icon=":material/slideshow:",
            )  # fmt: skip

st.header("Fastställda versioner", anchor=False)
st.write(selection.EDITIONS_LEAD)
if (table := editions.editions_table(storage.data_folder())).rows:
    show.table(table, facts, "editions")
    with st.container(key="mk-edition-links", gap=None):
        for name, meeting, day, *_ in table.rows:
            st.page_link(
                "views/overview.py",
                label=plain.markdown(f"Öppna {name}: {meeting} {day}"),
                query_params=address.along("overview", utgava=str(name)),
            )
else:
    st.html(markup.paragraph(selection.NO_EDITIONS, "takeaway"))
st.html(markup.commands(selection.make_edition(facts)))

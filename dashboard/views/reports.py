"""Underlag: a document composed, read through and downloaded; and the fixed versions that documents can be made of."""

import streamlit as st

from dashboard import address
from dashboard.documents import selection
from dashboard.screen import session, show_report
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage

facts = session.facts()
st.title("Underlag", anchor=False)
st.html(markup.paragraph(selection.LEAD, "lead"))
left, right = st.columns([1, 2], gap="large")
with left:
    kind = show_report.kind(facts)
    order = show_report.order(facts, kind)
    form = show_report.form(kind)
    making = st.container()
with right, st.container(key="mk-preview"):
    st.header("Förhandsvisning", anchor=False)
    document = show_report.read_through(facts, order)
if document:
    with making:
        show_report.file(facts, order, document, form)
        shown(facts, selection.ways_on(order))
with making:
    shown(facts, selection.objects(facts))
shown(facts, selection.fixed_versions(facts, storage.data_folder(), address.EDITION))

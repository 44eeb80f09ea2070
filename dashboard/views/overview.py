"""Översikt: the goals' questions with their answers, the measures row by row, a map, and what is new."""

import streamlit as st

from dashboard import address
from dashboard.content.answers.phrases import plain
from dashboard.content.overview import page, rows
from dashboard.screen import choices, session
from dashboard.screen.sections import shown
from malkollen.registry.home import capital

facts = session.facts()
readers = page.readers(facts)
reader = choices.Choice(
    page.READER, list(readers), page.LEADERSHIP, st.segmented_control, "Visa för", readers.__getitem__
)
orders = rows.orders(facts, rows.keys(facts))
order = choices.Choice(
    page.ORDER, list(dict.fromkeys(orders.values())), "program", st.segmented_control, "Ordna",
    rows.ORDERS.__getitem__, codes=orders,
)  # fmt: skip
slots, focused = {page.READER: reader.ask, page.ORDER: order.ask}, None
if focusable := page.focused(facts):
    focus = choices.Choice(
        page.FOCUS, focusable, focusable[0], st.selectbox, "Mått på kartan",
        lambda key: capital(plain(facts.indicator(key))), codes=facts.codes,
    )  # fmt: skip
    focused, slots[page.FOCUS] = focus.value, focus.ask
news = session.since_edition(), session.correcting_edition()
sections = page.sections(facts, reader.value, order.value, focused, *news)
for code in shown(facts, sections, slots).values():
    st.switch_page("views/municipality.py", query_params=address.along("municipality", kommun=code))

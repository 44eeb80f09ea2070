"""Pendling: in and out per municipality as published, and with the matrix the streams and Södertörn as a whole."""

import streamlit as st

from dashboard import address
from dashboard.content.commuting import city, commuting, page, streams
from dashboard.screen import choices, session
from dashboard.screen.sections import shown

facts = session.facts()
mine = choices.asked(address.MINE) or ""
st.title("Pendling", anchor=False)
if facts.commuting.years:
    years = [str(year) for year in facts.commuting.years][::-1]
    with st.container(key="mk-choices"):
        year = int(choices.Choice("ar", years, years[0], st.selectbox, "År").ask())
    way = choices.Choice(
        page.WAY, streams.DIRECTIONS, "inom", st.segmented_control, "Kartan visar",
        lambda way: streams.shown(facts, way),
    )  # fmt: skip
    shown(facts, page.of_matrix(facts, year, way.value), {page.WAY: way.ask})
else:
    choices.forget("ar", page.WAY)
    if not commuting.years(facts):
        shown(facts, page.without_matrix(facts, mine))

if commuting.years(facts):
    words = commuting.shown(facts)
    what = choices.Choice(page.WHAT, list(words), next(iter(words)), st.segmented_control, "Visa", words.__getitem__)
    shown(facts, page.crossings(facts, what.value, mine), {page.WHAT: what.ask})
shown(facts, [*city.sections(facts), *page.waiting(facts)])

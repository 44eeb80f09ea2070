"""Jämför: Södertörn beside the other regions in every declared set, and any areas of one's own."""

import streamlit as st

from dashboard import address
from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection
from dashboard.content.compare import compare, page
from dashboard.content.indicator import page as option
from dashboard.content.overview import counted
from dashboard.screen import choices, session, several
from dashboard.screen.sections import shown

facts = session.facts()
shown(facts, [PageSection(compare.heading(facts), [Text(compare.lead(facts), "lead")], level=1)])
computed = [key for key in facts.registry.computed() if compare.is_comparable(facts, key)]
left, right = st.columns([3, 1], gap="medium")
with left:
    opening = compare.first(facts, computed, choices.asked(address.GOAL) or "")
    key = choices.Choice(
        "indikator", computed, opening, st.selectbox, "Indikator", lambda name: option.name(facts, name), facts.codes,
    ).ask()  # fmt: skip
with right:
    years = [str(year) for year in facts.evaluation(key).years()][::-1]
    year = int(choices.Choice("ar", years, str(facts.evaluation(key).latest_year), st.selectbox, "År").ask())
if about := " ".join(filter(None, [counted.others(facts, key), compare.not_compared(facts)])):
    shown(facts, [PageSection("", [Text(about, "caption")])])
areas = several.Several(
    page.AREAS, facts.areas.everything, page.usual_areas(facts), "Områden att jämföra", facts.areas.name
)  # fmt: skip
shown(facts, page.sections(facts, key, year, areas.value, choices.asked(address.MINE) or ""), {page.AREAS: areas.ask})

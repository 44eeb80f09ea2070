"""Mål: one goal in its own words, a map, its indicators, its targets and what waits."""

import streamlit as st

from dashboard import address
from dashboard.blocks.live import AreaMap
from dashboard.content.answers.phrases import plain
from dashboard.content.decisions import blocks as deciding
from dashboard.content.goal import goal as goals, page, proposal
from dashboard.content.indicator import mapped
from dashboard.screen import choices, session
from dashboard.screen.forms import judgement_form
from dashboard.screen.sections import shown
from malkollen.assess import METHOD_VERSION
from malkollen.registry.home import capital

facts = session.facts()
goal = choices.Choice(
    page.GOAL, list(facts.goals), next(iter(facts.goals)), st.segmented_control, "Mål",
    lambda key: facts.goals[key].heading,
)  # fmt: skip
slots = {
    page.GOAL: goal.ask,
    page.JUDGEMENT: lambda: judgement_form.show(
        facts, goal.value, proposal.proposal_text(facts, goal.value), METHOD_VERSION
    ),
}
on_map = None
if opening := goals.map_indicator(facts, goal.value):
    indicator = choices.Choice(
        page.SHOWN, goals.on_map(facts, goal.value), opening, st.selectbox, "Indikator på kartan",
        lambda key: capital(plain(facts.indicator(key))), facts.codes,
    )  # fmt: skip
    scopes = mapped.scopes(facts)
    scope = choices.Choice(
        page.SCOPE, list(scopes), facts.areas.home.id, st.segmented_control, "Kartan visar", scopes.__getitem__
    )
    values = facts.evaluation(indicator.value)
    year = choices.Choice(
        page.YEAR, [str(year) for year in values.years()][::-1], str(values.latest_year), st.selectbox, "År"
    )
    slots |= {page.SHOWN: indicator.ask, page.SCOPE: scope.ask, page.YEAR: year.ask}
    on_map = AreaMap(indicator.value, int(year.value), None, scope.value)
sections = page.sections(facts, goal.value, on_map, deciding.of_goal(facts, goal.value))
for code in shown(facts, sections, slots).values():
    st.switch_page("views/municipality.py", query_params=address.along("municipality", kommun=code))

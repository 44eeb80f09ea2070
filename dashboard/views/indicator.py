"""Indikator: one indicator in every way: map, series with target path, spread, comparisons, arithmetic, source."""

import streamlit as st

from dashboard import address, plain
from dashboard.content.goal import priority_objects
from dashboard.content.indicator import indicator as content, mapped, page
from dashboard.content.indicator.case import Case
from dashboard.content.text import VARIANTS
from dashboard.screen import choices, session
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from dashboard.screen.trial_form import TrialForm

facts = session.facts()
which = choices.Choice(
    "indikator", list(facts.registry.indicators), content.first(facts), st.selectbox, "Indikator",
    lambda name: page.option(facts, name), facts.codes,
)  # fmt: skip
key, indicator = which.value, facts.indicator(which.value)
st.title(plain.markdown(indicator.title), anchor=False)
which.ask()
st.html(markup.paragraph(indicator.about, "lead"))
is_list = indicator.kind == "lageslista"
if is_list or not facts.is_computed(key):
    shown(facts, [priority_objects.elsewhere(facts)] if is_list else page.without_figures(facts, key))
    address.end_page()

evaluation, sets, home = facts.evaluation(key), facts.registry.comparison_sets, facts.areas.home.id
years, variants = [str(year) for year in evaluation.years()][::-1], [name for name in facts.variants(key) if name]
asked = st.container(key="mk-choices").columns(4, gap="medium")
with asked[0]:
    area = choices.choose("omrade", facts.areas.everything, home, st.selectbox, "Område", facts.areas.name)
with asked[1]:
    year = int(choices.choose("ar", years, str(evaluation.latest_year), st.selectbox, "År"))
with asked[2]:
    comparison = choices.choose(
        "jamfor", list(sets), next(iter(sets)), st.selectbox, "Jämför med", lambda name: sets[name].title
    )
variant = None
if variants:
    with asked[3]:
        variant = choices.choose(
            "variant", variants, "with", st.selectbox, "Registrerade fordon", lambda name: VARIANTS[name]
        )

case, slots, scope = Case(key, area, year, variant), {}, home
if content.has_municipalities(facts, key, year):
    scopes = mapped.scopes(facts)
    where = choices.Choice(page.SCOPE, list(scopes), home, st.segmented_control, "Kartan visar", scopes.__getitem__)
    scope, slots[page.SCOPE] = where.value, where.ask
choices.announce(*content.headline_pairs(facts, case)[0])
form = TrialForm(facts, case)
slots[page.TRIAL] = form.ask
picked = shown(facts, page.sections(facts, case, page.Asked(comparison, scope, form.tried, form.is_open)), slots)
if (clicked := next(iter(picked.values()), area)) != area:
    choices.set_choice("omrade", clicked)
    st.rerun()

"""Indikator: one indicator in every way: map, series with target path, spread, comparisons, arithmetic, source."""

from collections.abc import Callable

import streamlit as st

from dashboard import address, plain
from dashboard.content.goal import priority_objects
from dashboard.content.indicator import indicator as content, mapped, page as option
from dashboard.content.workbench import page
from dashboard.content.workbench.asked import LINES, PAIR, SCOPE, TRIAL, Asked
from dashboard.screen import choices, session
from dashboard.screen.forms.workbench_forms import CaseForm, LinesForm, TrialForm, pair_choice
from dashboard.screen.markup import markup, page_markup
from dashboard.screen.sections import shown

facts = session.facts()
which = choices.Choice(
    "indikator", list(facts.registry.indicators), content.first(facts), st.selectbox, "Indikator",
    lambda name: option.option(facts, name), facts.codes,
)  # fmt: skip
key, indicator = which.value, facts.indicator(which.value)
st.title(plain.markdown(option.name(facts, key)), anchor=False)
st.html(markup.paragraph(indicator.about, "lead"))
is_list = indicator.kind == "lageslista"
if is_list or not facts.is_computed(key):
    which.ask()
    area = choices.asked("omrade") or ""
    shown(facts, [priority_objects.elsewhere(facts)] if is_list else option.without_figures(facts, key, area))
    address.end_page()

slots: dict[str, Callable[[], object]] = {}
chosen, home = CaseForm(facts, which), facts.areas.home.id
case, scope = chosen.case, home
bench = st.container(key="mk-bench")
with bench:
    chosen.ask()
if content.has_municipalities(facts, key, case.year):
    scopes = mapped.scopes(facts)
    where = choices.Choice(SCOPE, list(scopes), home, st.segmented_control, "Kartan visar", scopes.__getitem__)
    scope, slots[SCOPE] = where.value, where.ask
choices.announce(*content.headline_pairs(facts, case)[0])
held = content.held(facts, case)
form, lines, other = TrialForm(facts, held), LinesForm(facts, held), pair_choice(facts)
slots |= {TRIAL: form.ask, LINES: lines.ask, PAIR: other.ask}
if not address.run().is_simple:
    bench.html(page_markup.html_of(page.contents(facts, case)))
asked = Asked(scope, lines.areas, lines.span, lines.is_own, form.tried, form.is_open, other.value)
picked = shown(facts, page.sections(facts, case, asked), slots)
if (clicked := next(iter(picked.values()), case.area)) != case.area:
    choices.set_choice("omrade", clicked)
    st.rerun()

"""Mål: one goal in its own words, a map, its indicators, its targets and what waits."""

import streamlit as st

from dashboard import address, plain
from dashboard.content.goal import goal as content, programmes, proposal as proposals
from dashboard.content.indicator import indicator as texts, mapped
from dashboard.content.targets import targets_table
from dashboard.screen import choices, judgement_form, session, show, show_verdict
from dashboard.screen.markup import markup
from dashboard.screen.programmes import show_programme
from malkollen.assess import METHOD_VERSION

facts = session.facts()
goals = facts.goals
title = st.empty()
key = choices.choose(
    "mal", list(goals), next(iter(goals)), st.segmented_control, "Mål", shown=lambda name: goals[name].heading
)
goal = goals[key]
title.title(plain.markdown(goal.heading), anchor=False)
programme = facts.programme
st.html(markup.paragraph(goal.sentence, "goal"))
st.html(markup.paragraph(goal.meaning, "lead"))
st.html(
    markup.paragraph(
        f"{programme.document}. Beslutat av {programme.decided_by} {programme.decided}. "
        f"Antaget av {programme.adopted_by[0].lower()}{programme.adopted_by[1:]}.",
        "source",
    )
)
show_programme.ended(facts)
show_programme.carried(facts, key)

show_verdict.proposal(facts, key)
show.twin_of(proposals.outcomes_table(facts, key), facts, f"outcomes-{key}")
judgement_form.show(facts, key, proposals.proposal_text(facts, key), METHOD_VERSION)

mappable = facts.of_goal(key, is_computed=True)
left, right = st.columns([1, 1], gap="large")
with left:
    if opening := content.map_indicator(facts, key):
        st.header("På kartan", anchor=False)
        shown = choices.choose(
            "indikator",
            mappable,
            opening,
            st.selectbox,
            "Indikator på kartan",
            shown=lambda name: facts.indicator(name).title,
            codes=facts.codes,
        )
        scopes = mapped.scopes(facts)
        scope = choices.choose(
            "karta", list(scopes), facts.areas.home.id, st.segmented_control, "Kartan visar", scopes.__getitem__
        )
        years = [str(year) for year in facts.evaluation(shown).years()][::-1]
        year = int(choices.choose("ar", years, str(facts.evaluation(shown).latest_year), st.selectbox, "År"))
        st.html(markup.paragraph(texts.spread_text(facts, shown, year, None), "takeaway"))
        clicked = show.goal_map(facts, shown, year, None, scope, f"goal-{shown}-{year}")
        if clicked:
            st.switch_page("views/municipality.py", query_params=address.along("municipality", kommun=clicked))
        show.map_list(facts, shown, year, None, scope, f"goal-{key}")
    else:
        st.write(programmes.NO_FIGURES)
with right:
    st.header("Kärnindikatorer", anchor=False)
    for line in content.core_lines(facts, key):
        show.indicator_line(line)

st.header("Fler indikatorer", anchor=False)
others = content.other_lines(facts, key)
for column, part in zip(st.columns(2, gap="large"), (others[::2], others[1::2]), strict=True):
    with column:
        for line in part:
            show.indicator_line(line)
show.twin_of(content.lines_table(facts, key), facts, f"goal-{key}")

st.header("Målvärden", anchor=False)
st.write(
    "Programmet sätter inga siffror. För varje målvärde och jämförelsenivå står vem som beslutat det, "
    "eller att ingen gjort det."
)
targets = {name: t for name, t in facts.registry.targets.items() if facts.indicator(t.indicator).goal == key}
show.table(targets_table(facts, targets), facts, f"targets-{key}")

waiting = [name for name in facts.of_goal(key, is_computed=False) if facts.indicator(name).kind != "lageslista"]
if waiting:
    st.header("Det här väntar på sin källa", anchor=False)
    for name in waiting:
        show.waiting_line(facts, name)

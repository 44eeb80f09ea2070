"""Översikt: the goals' questions with their answers, the measures row by row, a map, and what is new."""

import streamlit as st

from dashboard import plain
from dashboard.content.answers.phrases import plain as everyday
from dashboard.content.overview import page, rows
from dashboard.screen import choices, session, show
from dashboard.screen.markup import markup
from dashboard.screen.programmes import show_programme
from dashboard.screen.sections import shown
from malkollen.registry.home import capital

facts = session.facts()
programme = facts.programme
# Whose eyes the page is laid out for: directors see what asks for attention, the committee its programme's measures.
readers = {"ledningsgruppen": facts.home.bodies.leadership.title, "kommitten": facts.home.bodies.committee.title}
reader = choices.Choice("for", list(readers), "ledningsgruppen", st.segmented_control, "Visa för", readers.__getitem__)
left, right = st.columns([3, 2], vertical_alignment="bottom")
with left:
    st.html(markup.paragraph(f"{programme.title}, {programme.period}", "eyebrow"))
    st.title(plain.markdown(f"{facts.home.name} mot målen"), anchor=False)
with right:
    reader.ask()
is_committee = reader.value == "kommitten"
shown(facts, [page.goals(facts)])

order = choices.Choice(page.ORDER, list(rows.ORDERS), "program", st.segmented_control, "Ordna", rows.ORDERS.__getitem__)
shown(facts, [page.measures(facts, order.value, with_attention=not is_committee)], {page.ORDER: order.ask})

if focusable := page.focused(facts):
    focus = choices.Choice(
        page.FOCUS, focusable, focusable[0], st.selectbox, "Mått på kartan",
        lambda key: capital(everyday(facts.indicator(key))), codes=facts.codes,
    )  # fmt: skip
    picked = shown(facts, [page.focus(facts, focus.value)], {page.FOCUS: focus.ask})
    if picked:
        st.switch_page("views/municipality.py", query_params={"kommun": next(iter(picked.values()))})
shown(facts, [page.lists(facts)])
show.since_edition(facts)
show_programme.others(facts)

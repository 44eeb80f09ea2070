"""Så bedömer vi: the rules in plain words, and worked examples to follow with a pocket calculator."""

import streamlit as st

from dashboard import address, plain
from dashboard.content.method import method as content
from dashboard.screen import session, show
from dashboard.screen.markup import markup, method_markup, verdict_markup

facts = session.facts()
st.title("Så bedömer vi", anchor=False)
st.html(markup.paragraph(content.LEAD, "lead"))
for rule in content.rules(facts.home, facts.placed):
    st.header(plain.markdown(rule.title), anchor=False)
    st.html(markup.paragraph(rule.question, "takeaway"))
    st.html(markup.bullets(rule.lines))

st.header("Räkna själv", anchor=False)
st.write(content.CALCULATOR)
for place, example in enumerate(content.examples(facts), 1):
    st.subheader(plain.markdown(f"{place}. {example.title}"), anchor=False)
    st.html(markup.paragraph(example.question, "takeaway"))
    with st.expander("Visa talen och räkningen steg för steg", expanded=place == 1):
        for number, table in enumerate(example.tables):
            with st.container(width="stretch" if len(table.columns) > 5 else 640):
                show.table(table, facts, f"example-{place}-{number}")
        st.html(method_markup.steps(example.steps))
    st.html(verdict_markup.answers(example.answers))
    if example.indicator:
        with st.container(key=f"line-example-{place}", gap=None):
            st.page_link(
                "views/indicator.py",
                label=plain.markdown(f"Öppna {facts.indicator(example.indicator).title}"),
                query_params=address.along("indicator", indikator=example.indicator),
            )

st.header("Det här bedöms aldrig", anchor=False)
st.html(markup.bullets(content.never_judged(facts)))
st.header("Pröva själv", anchor=False)
st.write(content.TRY)
st.html(markup.paragraph(content.TRY_COMMAND, "arithmetic"))
st.html(markup.paragraph(content.version_text(), "caption"))

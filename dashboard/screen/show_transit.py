"""The Streamlit pieces of Kollektivtrafik: the links to the indicators that a timetable feeds."""

import streamlit as st

from dashboard import address, kept, plain
from dashboard.content.facts import Facts
from dashboard.content.transit import indicators as content, transit
from dashboard.content.values import area_table
from dashboard.screen import show
from dashboard.screen.charts import charts
from dashboard.screen.markup import markup


def known(facts: Facts) -> None:
    """What is known without a timetable, as bars; nothing where the registry names no such indicator."""
    if (key := transit.known(facts)) is None:
        return
    st.header("Det som är känt utan tidtabell", anchor=False)
    said = transit.known_text(facts, key)
    twin = area_table(facts, key, transit.known_areas(facts), facts.evaluation(key).latest_year, None)
    st.html(markup.paragraph(said, "takeaway"))
    st.html(markup.paragraph(transit.KNOWN_UNIT, "caption"))
    chart = kept.figure(charts.bars, transit.known_rows(facts, key), 1)
    st.plotly_chart(chart, theme=None, config=charts.CONFIG, alt=said, key="chart:transit-known")
    show.twin_of(twin, facts, "transit-known")
    link(key, transit.KNOWN_LINK)


def links(facts: Facts) -> None:
    """A link to each indicator that a timetable feeds, and how much the ratio to the car covers."""
    st.html(markup.paragraph(content.lead(facts), "caption"))
    with st.container(key="mk-transit-links", horizontal=True, gap="small"):
        for key, words in content.links(facts):
            link(key, words)
    if said := content.ratio_text(facts):
        st.html(markup.paragraph(said, "caption"))


def link(key: str, words: str) -> None:
    """A link to an indicator's page."""
    said = plain.markdown(words)
    st.page_link(
        "views/indicator.py",
        label=said,
        query_params=address.along("indicator", indikator=key),
        icon=":material/arrow_forward:",
    )

"""Pendling: in and out per municipality as published, and with the matrix the streams and Södertörn as a whole."""

import streamlit as st

from dashboard import kept, plain
from dashboard.content.commuting import commuting as content, matrix, streams
from dashboard.screen import markup, session, show
from dashboard.screen.charts import charts, commuting_chart, flow_map, maps

facts = session.facts()
st.title("Pendling", anchor=False)
st.html(markup.paragraph(content.lead(facts), "lead"))
if facts.commuting.years:
    years = [str(year) for year in facts.commuting.years][::-1]
    with st.container(key="mk-choices"):
        year = int(session.choose("ar", years, years[0], st.selectbox, "År"))
    st.html(markup.figures(matrix.headline(facts, year)))
    st.html(markup.paragraph(matrix.takeaway(facts, year), "takeaway"))
    if missing := matrix.incomplete(facts, year):
        st.html(markup.paragraph(missing, "caption"))

    st.header("Strömmarna på kartan", anchor=False)
    way = session.choose(
        "strom", streams.DIRECTIONS, "inom", st.segmented_control, "Kartan visar", lambda way: streams.shown(facts, way)
    )
    said = streams.streams_text(facts, year, way)
    st.html(markup.paragraph(said, "takeaway"))
    chart = kept.figure(flow_map.figure, facts, year, way)
    st.plotly_chart(chart, theme=None, config=maps.CONFIG, alt=f"Karta. {said}", key=flow_map.KEYS[way])
    st.html(markup.paragraph(streams.reading(facts, way), "caption"))
    show.twin_of(streams.streams_table(facts, year, way), facts, f"streams-{way}")

    st.header("Var de bor och var de arbetar", anchor=False)
    show.table(matrix.matrix_table(facts, year), facts, "matrix")

    st.header(plain.markdown(f"{facts.home.genitive} egen arbetsmarknad"), anchor=False)
    show.table(matrix.areas_table(facts, year), facts, "matrix-areas")
    st.subheader("Över åren", anchor=False)
    chart = kept.figure(commuting_chart.over_years, matrix.lines(facts), "personer", matrix.breaks(facts))
    show.figure(chart, matrix.over_years(facts), matrix.years_table(facts), facts, "matrix-years")
else:
    session.forget("ar", "strom")
    st.html(markup.paragraph(content.not_loaded(facts), "caption"))

if known := content.years(facts):
    latest = known[-1]
    st.header(f"In och ut per kommun {latest:d}", anchor=False)
    rows = [(facts.areas.name(row.code), row.into, row.out) for row in content.crossings(facts, latest)]
    st.html(markup.paragraph(content.takeaway(facts, latest), "takeaway"))
    st.plotly_chart(
        kept.figure(commuting_chart.both_ways, rows),
        theme=None,
        config=charts.CONFIG,
        alt=content.takeaway(facts, latest),
        key="chart:crossings",
    )
    show.table(content.year_table(facts, latest), facts, "crossings")

    st.header("In och ut över åren", anchor=False)
    what = session.choose("visa", list(content.SHOWN), "ut", st.segmented_control, "Visa", content.SHOWN.__getitem__)
    chart = kept.figure(commuting_chart.over_years, content.lines(facts, what), "personer", content.breaks(facts))
    show.figure(chart, content.over_years(facts), content.years_table(facts), facts, f"crossings-{what}")
    st.html(markup.notes(content.break_lines(facts)))

if not facts.commuting.years and (waiting := content.waiting(facts)):
    st.header("Det som väntar på matrisen", anchor=False)
    st.html(
        markup.waiting(
            "Strömmarna mellan kommunerna", content.without_matrix(facts), waiting.title, waiting.needs, waiting.run
        )
    )

"""Jämför: Södertörn beside the other metropolitan regions in every declared set, and any areas of one's own."""

import streamlit as st

from dashboard import charts, markup, series_chart, session, show
from dashboard.content import compare as content
from dashboard.content import ranks, values

facts = session.facts()
st.title("Jämför storstadsregionerna", anchor=False)
st.html(
    markup.paragraph(
        "Målen säger ”leder vägen” och ”mest tillgängliga storstadsregion”. "
        "Här står Södertörn mot de andra i varje jämförelse som är deklarerad.",
        "lead",
    )
)
computed = [key for key in facts.registry.computed() if content.is_comparable(facts, key)]
left, right = st.columns([3, 1], gap="medium")
with left:
    key = session.choose(
        "indikator",
        computed,
        "electric_car_share",
        st.selectbox,
        "Indikator",
        shown=lambda name: facts.indicator(name).title,
        codes=facts.codes,
    )
with right:
    years = [str(year) for year in facts.evaluation(key).years()][::-1]
    year = int(session.choose("ar", years, str(facts.evaluation(key).latest_year), st.selectbox, "År"))
indicator = facts.indicator(key)
st.html(markup.paragraph(content.summary(facts, key, year), "takeaway"))

entries = ranks.set_ranks(facts, key, year)
for name, declared in facts.registry.comparison_sets.items():
    st.header(declared.title, anchor=False)
    mine = [entry for entry in entries if entry.key == name]
    for column, entry in zip(st.columns(2, gap="large"), mine, strict=False):
        with column:
            st.html(markup.paragraph(content.set_text(facts, key, year, entry), "takeaway"))
            chart = charts.bars(content.bar_rows(facts, key, year, entry), indicator.decimals)
            st.plotly_chart(
                chart,
                theme=None,
                config=charts.CONFIG,
                alt=content.set_text(facts, key, year, entry),
                key=f"bars:{name}:{entry.variant}",
            )
    show.twin_of(content.set_table(facts, key, year, name), facts, f"set-{name}")

st.header("Alla jämförelser i en tabell", anchor=False)
show.table(ranks.sets_table(facts, key, year), facts, "sets")

st.header("Egen jämförelse", anchor=False)
areas = session.choose_many(
    "omraden",
    facts.areas.everything,
    [facts.areas.home.id, "stockholms_lan", "riket"],
    "Områden att jämföra",
    facts.areas.name,
)
own = content.own_series(facts, key, areas)
show.figure(
    series_chart.figure(own.lines, own.unit, own.decimals, own.breaks, from_zero=own.from_zero),
    own.text,
    own.table,
    facts,
    "own",
)
show.table(values.area_table(facts, key, areas, year, None), facts, "own-values")

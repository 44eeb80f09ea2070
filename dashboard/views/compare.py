"""Jämför: Södertörn beside the other metropolitan regions in every declared set, and any areas of one's own."""

import streamlit as st

from dashboard import kept, plain
from dashboard.content import ranks, values
from dashboard.content.compare import compare as content, pace
from dashboard.content.reasoning import method_line
from dashboard.screen import choices, session, show
from dashboard.screen.charts import charts, distribution_chart, pace_chart, series_chart
from dashboard.screen.markup import markup, verdict_markup
from malkollen.registry.home import capital
from malkollen.values.areas import COUNTRY

facts = session.facts()
st.title("Jämför storstadsregionerna", anchor=False)
st.html(
    markup.paragraph(
        content.lead(facts),
        "lead",
    )
)
computed = [key for key in facts.registry.computed() if content.is_comparable(facts, key)]
left, right = st.columns([3, 1], gap="medium")
with left:
    key = choices.choose(
        "indikator",
        computed,
        content.first(facts, computed),
        st.selectbox,
        "Indikator",
        shown=lambda name: facts.indicator(name).title,
        codes=facts.codes,
    )
with right:
    years = [str(year) for year in facts.evaluation(key).years()][::-1]
    latest = facts.evaluation(key).latest_year
    year = int(choices.choose("ar", years, str(latest), st.selectbox, "År"))
indicator = facts.indicator(key)

if found := content.against(facts, key):
    with st.container(key="mk-lead-answer"):
        st.html(
            verdict_markup.answers(found) + verdict_markup.reasoning(content.against_why(facts, key), method_line())
        )
else:
    st.html(markup.paragraph(content.UNJUDGED, "caption"))
st.html(markup.paragraph(content.summary(facts, key, year), "takeaway"))
for move in content.common_moves(facts, key, year):
    st.html(markup.paragraph(move, "caption"))

entries = ranks.set_ranks(facts, key, year)
is_pace_shown = year == latest or indicator.is_total
if note := content.note(facts, key, is_pace_shown=is_pace_shown):
    st.html(markup.paragraph(note, "caption"))
for name, declared in facts.registry.comparison_sets.items():
    st.header(plain.markdown(declared.title), anchor=False)
    mine = [entry for entry in entries if entry.key == name]
    panels = pace.panels(facts, key, name)
    for column, panel in zip(st.columns(len(panels), gap="large"), panels, strict=True):
        entry = next(entry for entry in mine if entry.variant == panel.case.variant)
        with column:
            said = content.panel_text(facts, key, year, entry, panel)
            st.html(markup.paragraph(said, "takeaway"))
            if is_pace_shown and panel.rows:
                chart = kept.figure(pace_chart.figure, panel.rows, panel.unit, panel.ends, has_zero=panel.has_zero)
            else:
                chart = kept.figure(charts.bars, content.bar_rows(facts, key, year, entry), indicator.decimals)
            st.plotly_chart(
                chart, theme=None, config=charts.CONFIG, alt=said, key=f"set:{name}:{entry.variant}:{panel.case.start}"
            )
    if is_pace_shown:
        st.html(markup.notes(pace.membership_notes(facts, key, name)))
        show.twin_of(pace.pace_table(facts, key, name), facts, f"set-{name}")
    else:
        show.twin_of(content.set_table(facts, key, year, name), facts, f"set-{name}")

if not indicator.is_total:
    st.header("Alla jämförelser i en tabell", anchor=False)
    show.table(ranks.sets_table(facts, key, year), facts, "sets")

st.header(plain.markdown(f"{capital(facts.members.the)} bland landets kommuner"), anchor=False)
if spread := content.distribution(facts, key, year):
    st.html(markup.paragraph(spread.text, "takeaway"))
    st.html(markup.legend(spread.legend, spread.table.title))
    chart = kept.figure(
        distribution_chart.figure, spread.rows, spread.marks, spread.groups, indicator.unit, indicator.decimals
    )
    st.plotly_chart(chart, theme=None, config=charts.CONFIG, alt=spread.text, key="distribution")
    if spread.has_fleets:
        st.html(markup.paragraph(ranks.FLEET_NOTE, "caption"))
    show.twin_of(spread.table, facts, "distribution")
else:
    st.html(markup.paragraph(content.why_no_distribution(facts, key, year), "takeaway"))

st.header("Egen jämförelse", anchor=False)
areas = choices.choose_many(
    "omraden",
    facts.areas.everything,
    [facts.areas.home.id, facts.home.county, COUNTRY],
    "Områden att jämföra",
    facts.areas.name,
)
if equal := content.pair_sentence(facts, key, areas, year):
    st.html(markup.paragraph(equal, "takeaway"))
own = content.own_series(facts, key, areas)
show.figure(
    kept.figure(series_chart.figure, own.lines, own.unit, own.decimals, own.breaks, from_zero=own.from_zero),
    own.text,
    own.table,
    facts,
    "own",
)
show.table(values.area_table(facts, key, areas, year, None), facts, "own-values")

"""Indikator: one indicator in every way: map, series with target path, spread, comparisons, arithmetic, source."""

import streamlit as st

from dashboard import address, kept, plain
from dashboard.content import ranks
from dashboard.content.goal import goal as goals, priority_objects
from dashboard.content.indicator import arithmetic, contributions, indicator as content, mapped, spread as spreads
from dashboard.content.text import VARIANTS
from dashboard.screen import choices, session, show, show_verdict
from dashboard.screen.charts import charts, series_chart
from dashboard.screen.markup import markup

facts = session.facts()
everything = list(facts.registry.indicators)
title = st.empty()
key = choices.choose(
    "indikator",
    everything,
    content.first(facts),
    st.selectbox,
    "Indikator",
    shown=lambda name: f"{facts.indicator(name).title}{'' if facts.is_computed(name) else ' (väntar på sin källa)'}",
    codes=facts.codes,
)
indicator = facts.indicator(key)
title.title(plain.markdown(indicator.title), anchor=False)
st.html(markup.paragraph(indicator.about, "lead"))

if indicator.kind == "lageslista":
    st.html(markup.paragraph(priority_objects.summary(facts.home, facts.folder, facts.as_of), "takeaway"))
    st.page_link(
        "views/priorities.py",
        label="Prioriterade objekt",
        query_params=address.along("priorities"),
        icon=":material/arrow_forward:",
    )
    address.end_page()
if not facts.is_computed(key):
    show.waiting_line(facts, key)
    show.targets(facts, key)
    address.end_page()

years = [str(year) for year in facts.evaluation(key).years()][::-1]
asked = st.container(key="mk-choices").columns(4, gap="medium")
with asked[0]:
    area = choices.choose(
        "omrade", facts.areas.everything, facts.areas.home.id, st.selectbox, "Område", shown=facts.areas.name
    )
with asked[1]:
    year = int(choices.choose("ar", years, str(facts.evaluation(key).latest_year), st.selectbox, "År"))
with asked[2]:
    sets = facts.registry.comparison_sets
    chosen_set = choices.choose(
        "jamfor", list(sets), next(iter(sets)), st.selectbox, "Jämför med", shown=lambda name: sets[name].title
    )
with asked[3]:
    variants = [name for name in facts.variants(key) if name]
    variant = (
        choices.choose(
            "variant", variants, "with", st.selectbox, "Registrerade fordon", shown=lambda name: VARIANTS[name]
        )
        if variants
        else None
    )

found = content.headline(facts, key, area, year, variant)
st.html(markup.figures(content.headline_pairs(facts, key, area, found)))
choices.announce(*content.headline_pairs(facts, key, area, found)[0])
if move := content.common_move(facts, key, year):
    st.html(markup.paragraph(f"Så här gick det för alla: {move}", "caption"))
for said in (content.published_note(facts, key, year), content.covered_note(facts, key, area, year)):
    if said:
        st.html(markup.paragraph(said, "caption"))
if facts.evaluation(key, variant).at(area, year).value is None:
    st.html(markup.paragraph(content.takeaway(facts, key, area, year, variant), "takeaway"))

show_verdict.verdict(facts, key, area)

is_mapped = content.has_municipalities(facts, key, year)
left, right = st.columns([1, 1], gap="large") if is_mapped else (st.container(), st.container())
if is_mapped:
    with left:
        st.header("Kommunerna på kartan", anchor=False)
        scopes = mapped.scopes(facts)
        scope = choices.choose(
            "karta", list(scopes), facts.areas.home.id, st.segmented_control, "Kartan visar", scopes.__getitem__
        )
        clicked = show.goal_map(facts, key, year, variant, scope, f"{key}-{year}-{variant}-{scope}", area)
        if clicked and clicked != area:
            choices.set_choice("omrade", clicked)
            st.rerun()
        show.map_list(facts, key, year, variant, scope, "indicator")
if is_mapped and not indicator.is_total:  # tonnes and heads side by side would only show which municipality is large
    with right:
        st.header("Spridningen mellan kommunerna", anchor=False)
        spread = spreads.spread_content(facts, key, area, year, variant)
        show.figure(
            kept.figure(charts.spread, spread.rows, spread.marks, spread.background, spread.unit, spread.decimals),
            spread.text,
            spread.table,
            facts,
            "spread",
        )

with right if indicator.is_total else st.container():
    st.header("Utvecklingen över åren", anchor=False)
    drawn = st.container()  # the chart stands above the question, and shows its answer
    tried = show_verdict.tried(facts, key, area, variant)
    series = spreads.series_content(facts, key, area, chosen_set, variant, tried)
    with drawn:
        if any(line.values for line in series.lines):
            chart = kept.figure(
                series_chart.figure,
                series.lines,
                series.unit,
                series.decimals,
                series.breaks,
                from_zero=series.from_zero,
                band=series.band,
            )
            show.figure(chart, series.text, series.table, facts, "series")
        else:
            st.html(markup.paragraph(series.text, "takeaway"))

if indicator.formula:  # nothing that is published for the area itself has parts
    st.header("Andel av förändringen", anchor=False)
    split = contributions.contributions(facts, key, year, variant)
    if split.table:
        drawn_parts = kept.figure(charts.parts, split.rows, split.unit, split.decimals)
        show.figure(drawn_parts, split.text, split.table, facts, "contributions")
        st.html(markup.paragraph(split.caption, "caption"))
    else:
        st.html(markup.paragraph(split.text, "takeaway"))
    if split.leave_one_out:
        show.twin_of(split.leave_one_out, facts, "leave-one-out", f"{facts.home.name} utan var och en")

if ranks.is_ranked(facts, key):
    st.header("Platsen i varje jämförelse", anchor=False)
    st.write(
        plain.markdown(
            f"Vilken jämförelse {facts.home.bodies.committee.short} menar är inte beslutat. Därför visas alla."
        )
    )
    show.table(ranks.sets_table(facts, key, year), facts, "sets")
if variants:
    st.header("Med och utan vagnparkskommuner", anchor=False)
    st.write(
        "Bilar räknas där ägaren är registrerad. I vagnparkskommuner äger företag så många bilar "
        "att de döljer vad invånarna gör."
    )
    show.table(spreads.variants_table(facts, key, year), facts, "variants")

show.targets(facts, key)

st.header("Så är värdet uträknat" if indicator.formula else "Så är värdet framtaget", anchor=False)
st.html(
    markup.paragraph(
        f"{facts.areas.name(area)} {year}: {arithmetic.arithmetic(facts, key, area, year, variant)}", "arithmetic"
    )
)
if indicator.formula:
    show.table(arithmetic.parts_table(facts, key, area, year, variant), facts, "parts")
for note in filter(None, [content.mean_note(facts, key, year)]):
    st.write(plain.markdown(note))

st.header("Källa och förbehåll", anchor=False)
show.caveats(facts, key)
st.html(markup.paragraph(goals.citation(facts, key, year), "source"))

"""Kollektivtrafik: travel times, access and departures of a loaded timetable; without one, what it takes to load it."""

import streamlit as st

from dashboard import address, kept, plain
from dashboard.content.transit import (
    access,
    change,
    change_people,
    change_times,
    reach,
    regions,
    relations,
    supply,
    transit as content,
)
from dashboard.figures import maps as shapes
from dashboard.screen import choices, session, show, show_transit
from dashboard.screen.charts import charts, maps, transit_chart, transit_map
from dashboard.screen.markup import markup

facts, found = session.facts(), session.transit()
st.title("Kollektivtrafik", anchor=False)
st.html(markup.paragraph(content.lead(facts), "lead"))
if not found.ours:
    choices.forget("tidtabell", "start", "sok", "tid", "minuter", "timmar", "fardsatt", "fore")
    st.html(markup.paragraph(content.not_ours(facts) if found.timetables else content.EMPTY, "no-target"))
    show_transit.known(facts)
    st.header("Med en tidtabell svarar sidan på", anchor=False)
    st.html(markup.bullets(content.answers(facts)))
    show_transit.links(facts)
    st.header("Så läses den in", anchor=False)
    st.html(markup.commands(content.STEPS))
    address.end_page()

options = [timetable.id for timetable in found.ours]
if len(options) > 1:
    with st.container(key="mk-choices"):
        chosen = choices.choose(
            "tidtabell", options, options[0], st.selectbox, "Tidtabell", lambda name: found.by_id[name].title
        )
else:
    choices.forget("tidtabell")
    chosen = options[0]
timetable = found.by_id[chosen]
if banner := content.made_text(timetable):
    st.html(markup.made(banner))
st.html(
    markup.figures([
        *relations.figures(found, timetable),
        *access.figures(facts, found, timetable),
        *content.figures(facts, found, timetable),
    ])
)  # fmt: skip
st.html(markup.paragraph(content.state_text(found, timetable), "caption"))
stops = session.stops(timetable)
network = session.network(timetable) if stops else None
if not network:
    st.html(markup.paragraph(content.files_text(timetable, has_stops=bool(stops)), "no-target"))
show_transit.links(facts)

st.header(plain.markdown(f"Mellan {facts.members.the} kommuncentrumen"), anchor=False)
st.html(markup.paragraph(relations.takeaway(found, timetable), "takeaway"))
if relations.relations(found, timetable):
    show.table(relations.matrix_table(facts, found, timetable), facts, "transit-matrix")

if stops and network:
    st.header("Så långt når man", anchor=False)
    reached = reach.targets(facts, found, stops)
    with st.container(key="mk-choices-reach"):
        first, second, third = st.columns([2, 3, 1], gap="medium")
    with first:
        typed = choices.type_in("sok", "Sök hållplats", f"till exempel {found.centres[0].name}")
    origins = reach.origins(facts, found, stops, reached, typed, choices.asked("start"))
    with second:
        start = choices.choose(
            "start",
            list(origins),
            reach.first(facts, origins),
            st.selectbox,
            "Resan börjar i",
            lambda name: origins[name].name,
        )
    with third:
        time = choices.choose("tid", reach.TIMES, reach.DEFAULT_TIME, st.selectbox, "Avgång kl.")
    st.html(markup.paragraph(reach.matches_text(reach.matches(stops, typed), typed), "caption"))
    limits = [str(limit) for limit in reach.LIMITS]
    limit = int(choices.choose("minuter", limits, "45", st.segmented_control, "Inom", lambda minutes: f"{minutes} min"))
    with st.spinner("Räknar restider …"):
        minutes = reach.minutes(network, origins[start], reached, time)
    said = reach.takeaway(reached, minutes, origins[start], time, limit)
    st.html(markup.paragraph(said, "takeaway"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        event = st.plotly_chart(
            kept.figure(transit_map.reach_figure, facts, reached, minutes, origins[start], limit),
            theme=None,
            config=maps.CONFIG,
            on_select="rerun",
            selection_mode="points",
            alt=f"Karta. {said}",
            key=f"map-reach-{start}",
        )
        st.html(markup.legend(transit_map.legend(limit), "Minuter från dörr till dörr"))
        st.html(markup.paragraph(reach.reading(reached), "caption"))
    with right:
        show.table(reach.reach_table(facts, found, timetable, reached, minutes, origins[start], time), facts, "reach")
    if (clicked := transit_map.chosen_key(event)) and clicked != start:
        choices.set_choice("start", clicked)
        st.rerun()

st.header("Vem har kollektivtrafiken nära", anchor=False)
if access.is_here(found, timetable):
    st.html(markup.paragraph(access.takeaway(facts, found, timetable), "takeaway"))
    for column, method in zip(st.columns(2, gap="large"), access.METHODS, strict=True):
        with column:
            st.subheader(access.METHODS[method], anchor=False)
            said = access.spread_text(facts, found, timetable, method)
            st.html(markup.legend(transit_chart.legend(method), access.LEGENDS[method]))
            chart = kept.figure(transit_chart.classes_figure, access.bars(facts, found, timetable, method), method)
            st.plotly_chart(chart, theme=None, config=charts.CONFIG, alt=said, key=f"chart:access-{method}")
            st.html(markup.paragraph(said, "detail"))
    for sentence in (access.compared_text(facts, found, timetable), access.ends_text(facts, found, timetable)):
        if sentence:
            st.html(markup.paragraph(sentence, "caption"))
    show.twin_of(access.access_table(facts, found, timetable), facts, "access")
elif found.small_areas:
    st.html(markup.paragraph(content.NOT_COMPUTED, "no-target"))
else:
    st.html(markup.waiting(*content.SMALL_AREAS_WAIT))

st.header("Hållplatser och avgångar", anchor=False)
if stops:
    with st.container(key="mk-choices-supply"):
        first, second = st.columns(2, gap="medium")
    with first:
        window = choices.choose(
            "timmar",
            supply.windows(stops),
            supply.WHOLE_DAY,
            st.selectbox,
            "Timmar",
            supply.window_name,
        )
    with second:
        mode = choices.choose(
            "fardsatt",
            supply.modes(stops),
            supply.ALL_MODES,
            st.selectbox,
            "Färdsätt",
            supply.mode_name,
        )
    said = supply.shown_text(facts, stops, window, mode)
    st.html(markup.paragraph(said, "takeaway"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart = kept.figure(transit_map.stops_figure, facts, supply.shown(facts, stops, window, mode))
        st.plotly_chart(chart, theme=None, config=maps.CONFIG, alt=f"Karta. {said}", key=f"map-{shapes.HOME}-stops")
        st.html(markup.paragraph("Cirkelns yta visar antalet avgångar.", "caption"))
    with right:
        show.table(supply.supply_table(facts, found, timetable, stops, window, mode), facts, "supply")
    listed = supply.stops_table(facts, found, timetable, stops, window, mode)
    show.twin_of(listed, facts, "supply-stops", "Visa hållplatserna på kartan som tabell")
    by_mode = supply.modes_table(facts, found, timetable)
    show.twin_of(by_mode, facts, "supply-modes", "Visa varje färdsätt för hela dygnet")
else:
    choices.forget("timmar", "fardsatt")
    show.table(supply.modes_table(facts, found, timetable), facts, "supply-modes")

st.header("Storstadsregionerna", anchor=False)
rows = regions.regions(facts, found)
if said := regions.text(facts, rows):
    st.html(markup.paragraph(said, "takeaway"))
if missing := regions.needed(facts, rows):
    st.html(markup.paragraph(missing, "caption"))
whole, divided = regions.parted(facts, rows)
if whole:
    show.table(regions.regions_table(facts, found, whole), facts, "regions")
if divided:
    show.twin_of(regions.regions_table(facts, found, divided), facts, "regions-others", regions.OTHERS)

st.header("Vad hände i tidtabellsskiftet", anchor=False)
if others := change.others_of(found, timetable):
    with st.container(key="mk-choices-change"):
        names = [one.id for one in others]
        other = found.by_id[
            choices.choose("fore", names, names[0], st.selectbox, "Jämför med", lambda name: found.by_id[name].title)
        ]
    before, after = change.in_order(timetable, other)
    st.html(markup.paragraph(change.takeaway(facts, found, before, after), "takeaway"))
    show.table(change.supply_table(facts, found, before, after), facts, "change")
    by_mode = change.modes_table(facts, found, before, after)
    show.twin_of(by_mode, facts, "change-modes", "Visa varje kommun och färdsätt")
    if said := change_people.takeaway(facts, found, before, after):
        st.subheader("Invånare", anchor=False)
        st.html(markup.paragraph(said, "takeaway"))
        show.twin_of(change_people.people_table(facts, found, before, after), facts, "change-people")
    st.subheader("Restider", anchor=False)
    stretches = change_times.stretches(found, before, after)
    st.html(markup.paragraph(change_times.stretches_text(found, stretches), "takeaway"))
    if journeys := change_times.journeys_text(found, before, after):
        st.html(markup.paragraph(journeys, "caption"))
    if stretches:
        show.twin_of(change_times.stretches_table(facts, found, (before, after), stretches), facts, "change-times")
    st.subheader("Hållplatser", anchor=False)
    were, are = session.stops(before), session.stops(after)
    if were and are:
        gained, lost = change.gained_and_lost(facts, were, are)
        st.html(markup.paragraph(change.stops_text(gained, lost), "takeaway"))
        if gained or lost:
            show.twin_of(change.stops_table(facts, (before, after), gained, lost), facts, "change-stops")
    else:
        st.html(markup.paragraph(change.without_stops(before if are else after), "caption"))
else:
    choices.forget("fore")
    st.html(markup.paragraph(change.ONE_ONLY, "caption"))

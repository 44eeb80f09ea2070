"""Kollektivtrafik: travel times, access and departures of a loaded timetable; without one, what it takes to load it."""

import streamlit as st

from dashboard import address
from dashboard.blocks.live import ReachMap
from dashboard.content.transit import change, page, reach, supply
from dashboard.screen import choices, session
from dashboard.screen.choices import Choice, Typed, together
from dashboard.screen.sections import shown

facts, transit = session.facts(), session.transit()
st.title("Kollektivtrafik", anchor=False)
shown(facts, page.lead(facts))
if not transit.ours:
    choices.forget("tidtabell", "start", "sok", "tid", "minuter", "timmar", "fardsatt", "fore")
    shown(facts, page.without(facts, transit))
    address.end_page()
by_id, names, timetable = transit.by_id, [one.id for one in transit.ours], transit.ours[0]
if len(names) > 1:
    chosen = Choice("tidtabell", names, names[0], st.selectbox, "Tidtabell", lambda name: by_id[name].title)
    together("mk-choices", chosen)()
    timetable = by_id[chosen.value]
else:
    choices.forget("tidtabell")
case = facts, transit, timetable
shown(facts, page.opening(case))
network = session.network(timetable) if (stops := session.stops(timetable)) else None
shown(facts, page.centres(case, has_stops=bool(stops), has_rides=bool(network)))
if stops and network:
    reached = reach.targets(facts, transit, stops)
    typed = Typed("sok", "Sök hållplats", f"till exempel {transit.centres[0].name}")
    origins = reach.origins(facts, transit, stops, reached, typed.value, choices.asked("start"))
    first = reach.first(facts, origins)
    start = Choice("start", list(origins), first, st.selectbox, "Resan börjar i", lambda name: origins[name].name)
    time = Choice("tid", reach.TIMES, reach.DEFAULT_TIME, st.selectbox, "Avgång kl.")
    limit = Choice("minuter", reach.CHOICES, "45", st.segmented_control, "Inom", lambda minutes: f"{minutes} min")
    journey = together("mk-choices-reach", typed, start, time, widths=(2, 3, 1))
    shown(facts, page.journey(stops, typed.value), {page.JOURNEY: journey, page.LIMIT: limit.ask})
    with st.spinner("Räknar restider …"):
        minutes = reach.minutes(network, origins[start.value], reached, time.value)
    drawn = ReachMap(reached, minutes, origins[start.value], int(limit.value))
    start.follow(shown(facts, page.within_reach(case, drawn, time.value)).get(page.reach_key(start.value)))
if stops:
    window = Choice("timmar", supply.windows(stops), supply.WHOLE_DAY, st.selectbox, "Timmar", supply.window_name)
    mode = Choice("fardsatt", supply.modes(stops), supply.ALL_MODES, st.selectbox, "Färdsätt", supply.mode_name)
    which = {page.DEPARTURES: together("mk-choices-supply", window, mode, widths=(1, 1))}
    shown(facts, page.served(case, stops, window.value, mode.value), which)
else:
    choices.forget("timmar", "fardsatt")
    shown(facts, page.served_by_mode(case))
if others := [one.id for one in change.others_of(transit, timetable)]:
    other = Choice("fore", others, others[0], st.selectbox, "Jämför med", lambda name: by_id[name].title)
    both = change.in_order(timetable, by_id[other.value])
    were, are = (session.stops(one) for one in both)
    shown(facts, page.compared(facts, transit, both, (were, are)), {page.OTHER: together("mk-choices-change", other)})
else:
    choices.forget("fore")
    shown(facts, page.alone(facts, transit))

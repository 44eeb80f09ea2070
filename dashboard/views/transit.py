"""Resor: from A to B by every way of travelling, access and departures; without data, what it takes to load it."""

import streamlit as st

from dashboard import address
from dashboard.blocks.live import ReachMap
from dashboard.content.transit import change, page, reach, supply
from dashboard.content.trips import between, modes, page as trips
from dashboard.screen import choices, session
from dashboard.screen.choices import Choice, together
from dashboard.screen.forms.trip_form import TripForm
from dashboard.screen.sections import shown

facts, transit, roads = session.facts(), session.transit(), session.roads()
by_id, names = transit.by_id, [one.id for one in transit.ours]
st.title("Resor", anchor=False)
shown(facts, [*page.lead(facts), *trips.streets_banner(transit.streets)])
titled = Choice("tidtabell", names or [""], [*names, ""][0], st.selectbox, "Tidtabell", trips.titled(transit))
known = between.times(roads, transit, by_id.get(titled.value))
way = Choice("mellan", [*known] or [""], between.usual(known), st.segmented_control, "Färdsätt", modes.name)
choices.forget(*(["tidtabell"] if len(names) < 2 else []), *(["mellan"] if len(known) < 2 else []))
if not names:
    choices.forget("start", "till", "sok", "tid", "minuter", "med", "timmar", "fardsatt", "fore")
    without = [*trips.without(facts, transit, known, way.value), *page.without(facts, transit), *trips.missing(roads)]
    shown(facts, without, {trips.BETWEEN: way.ask})
    address.end_page()
if len(names) > 1:
    together("mk-choices", titled)()
timetable = by_id[titled.value]
case, stops, day = (facts, transit, timetable), session.stops(timetable), session.day(timetable)
ways = trips.before(known), trips.others(facts, transit, known, way.value)
centres = page.centres(case, has_stops=bool(stops), has_rides=bool(day), by_way=ways)
shown(facts, [*page.opening(case), *centres], {trips.BETWEEN: way.ask})
if stops and day:
    reached = reach.targets(facts, transit, stops)
    form = TripForm(facts, transit, stops, reached, roads)
    shown(facts, [*page.journey(stops, form.typed), *trips.missing(roads)], form.slots)
    with st.spinner("Räknar restider …"):
        minutes = trips.times(roads, day, form.origin, reached, form.time)
        there = trips.there(case, roads, day, (form.origin, form.goal), form.time)
    drawn, how = ReachMap(reached, minutes[form.way], form.origin, form.limit), trips.how(minutes, form.way)
    within = [*there, *trips.by_way(case, minutes, drawn), *page.within_reach(case, drawn, form.time, how)]
    form.start.follow(shown(facts, within).get(page.reach_key(form.start.value)))
if stops:
    window = Choice("timmar", supply.windows(stops), supply.WHOLE_DAY, st.selectbox, "Timmar", supply.window_name)
    mode = Choice("fardsatt", supply.modes(stops), supply.ALL_MODES, st.selectbox, "Färdsätt", supply.mode_name)
    which = together("mk-choices-supply", window, mode, widths=(1, 1))
    shown(facts, page.served(case, stops, window.value, mode.value), {page.DEPARTURES: which})
else:
    choices.forget("timmar", "fardsatt")
    shown(facts, page.served_by_mode(case))
if others := [one.id for one in change.others_of(transit, timetable)]:
    other = Choice("fore", others, others[0], st.selectbox, "Jämför med", trips.titled(transit))
    both = change.in_order(timetable, by_id[other.value])
    pair, which = (session.stops(both[0]), session.stops(both[1])), together("mk-choices-change", other)
    shown(facts, page.compared(facts, transit, both, pair), {page.OTHER: which})
else:
    choices.forget("fore")
    shown(facts, page.alone(facts, transit))

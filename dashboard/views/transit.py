"""Resor: from A to B by every way of travelling, access and departures; without data, what it waits for."""

import streamlit as st

from dashboard import address
from dashboard.blocks.live import ReachMap
from dashboard.blocks.page import answered
from dashboard.content.transit import change, page, reach, supply
from dashboard.content.trips import between, missing, modes, page as trips
from dashboard.screen import choices, session
from dashboard.screen.choices import Choice, together
from dashboard.screen.forms.trip_form import TripForm
from dashboard.screen.sections import shown

facts, transit, roads = session.facts(), session.transit(), session.roads()
by_id, names = transit.by_id, [one.id for one in transit.ours]
st.title("Resor", anchor=False)
titled = Choice("tidtabell", names or [""], [*names, ""][0], st.selectbox, "Tidtabell", trips.titled(transit))
timetable = by_id.get(titled.value)
case, stops, day = (facts, transit, timetable), session.stops(timetable), session.day(timetable)
shown(facts, [*page.lead(facts), *trips.banner(timetable, transit.streets)])
if len(names) > 1:
    together("mk-choices", titled)()
reached, ways = reach.targets(facts, transit, stops), modes.possible(roads, has_timetable=bool(stops and day))
known = between.times(transit, timetable)
way = Choice("mellan", [*known] or [""], between.usual(known), st.segmented_control, "Färdsätt", modes.name)
choices.forget(*(["tidtabell"] if len(names) < 2 else []), *(["mellan"] if len(known) < 2 else []))
if ways:
    form, far = TripForm(facts, transit, stops, reached, ways), None
    with st.spinner("Räknar restider …"):
        there = trips.there(case, roads, day, form.ends, (ways, form.time))
        if reached:
            minutes = trips.times(roads, day, form.ends[0], reached, (ways, form.time))
            drawn = ReachMap(reached, minutes[form.way], form.ends[0], form.limit, form.ends[1])
            far = trips.how_far(case, minutes, drawn, form.way, form.time)
    pressed = shown(facts, trips.journey(there, far, has_stops=bool(stops)), form.slots)
    form.start.follow(pressed.get(page.reach_key(form.start.value)))
else:
    choices.forget("start", "till", "sok", "tid", "minuter", "med")
damaged = page.damaged(has_stops=bool(stops), has_rides=bool(day)) if timetable else []
missed = missing.sections(facts, transit, has_roads=bool(roads))
known_without = page.without(facts, transit, choices.asked(address.MINE) or "") if timetable is None else []
shown(facts, [*damaged, *(missed if ways else answered([*missed, *known_without[:-1]], known_without[-1:]))])
shown(facts, trips.centres(case, known, way.value), {trips.BETWEEN: way.ask})
if timetable is None:
    choices.forget("timmar", "fardsatt", "fore")
    operators = missing.operators(case, has_roads=bool(roads), has_files=True)
    shown(facts, [*(known_without if ways else []), *operators])
    address.end_page()
whole = facts, transit, timetable
shown(facts, page.opening(whole))
if stops:
    window = Choice("timmar", supply.windows(stops), supply.WHOLE_DAY, st.selectbox, "Timmar", supply.window_name)
    mode = Choice("fardsatt", supply.modes(stops), supply.ALL_MODES, st.selectbox, "Färdsätt", supply.mode_name)
    which = together("mk-choices-supply", window, mode, widths=(1, 1))
    shown(facts, page.served(whole, stops, window.value, mode.value), {page.DEPARTURES: which})
else:
    choices.forget("timmar", "fardsatt")
    shown(facts, page.served_by_mode(whole))
has_files = bool(stops and day)
if others := [one.id for one in change.others_of(transit, timetable)]:
    other = Choice("fore", others, others[0], st.selectbox, "Jämför med", trips.titled(transit))
    both = change.in_order(timetable, by_id[other.value])
    pair, which = (session.stops(both[0]), session.stops(both[1])), together("mk-choices-change", other)
    shown(facts, page.compared(facts, transit, both, pair), {page.OTHER: which})
    has_files &= all(pair)
else:
    choices.forget("fore")
    shown(facts, page.alone(facts, transit))
shown(facts, [*page.fed(facts), *missing.operators(case, has_roads=bool(roads), has_files=has_files)])

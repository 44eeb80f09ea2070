"""What is asked of a journey on Resor: where it begins and ends, when, within how long and by what."""

import streamlit as st

from dashboard.content.facts import Facts
from dashboard.content.timetables.stops import Stops
from dashboard.content.timetables.timetables import Transit
from dashboard.content.transit import page, reach
from dashboard.content.trips import modes, page as trips
from dashboard.content.trips.roads import Roads, Way
from dashboard.figures.travel import Origin, Targets
from dashboard.screen import choices
from dashboard.screen.choices import Choice, Typed, together


class TripForm:
    """The journey as it is chosen, and its questions.

    Attributes:
        origin, goal: where it begins, and where it ends if anywhere; time: when one leaves, "08:00".
        limit: minutes; way: by what the map shows how far one gets.
        typed: what a stop is searched for by; start: the choice that a press on the map answers.
        slots: where the questions stand.
    """

    def __init__(self, facts: Facts, traffic: Transit, stops: Stops, reached: Targets, roads: Roads | None) -> None:
        """Settles what is chosen."""
        typed = Typed("sok", "Sök hållplats", f"till exempel {traffic.centres[0].name}")
        asked = choices.asked("start"), choices.asked("till")
        origins = {
            key: origin
            for wanted in asked
            for key, origin in reach.origins(facts, traffic, stops, reached, typed.value, wanted).items()
        }
        first, called = reach.first(facts, origins), trips.called(origins)
        self.start = Choice("start", [*origins], first, st.selectbox, "Resan börjar i", called)
        goals = trips.goals(origins, self.start.value)
        goal = Choice("till", goals, trips.NOWHERE, st.selectbox, "Resan slutar i", called)
        time = Choice("tid", reach.TIMES, reach.DEFAULT_TIME, st.selectbox, "Avgång kl.")
        limit = Choice("minuter", reach.CHOICES, "45", st.segmented_control, "Inom", lambda minutes: f"{minutes} min")
        ways = [*modes.possible(roads, has_timetable=True)]
        way = Choice("med", ways, Way.TRANSIT, st.segmented_control, "Kartan visar", modes.name)
        self.origin: Origin = origins[self.start.value]
        self.goal = origins.get(goal.value)
        self.typed, self.time, self.limit, self.way = typed.value, time.value, int(limit.value), way.value
        if len(ways) < 2:
            choices.forget("med")
        self.slots = {
            page.JOURNEY: together("mk-choices-reach", typed, self.start, goal, time, widths=(3, 3, 3, 2)),
            page.LIMIT: together("mk-choices-limit", limit, *([way] if len(ways) > 1 else [])),
        }

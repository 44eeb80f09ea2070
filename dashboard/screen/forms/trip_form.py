"""What is asked of a journey on Resor: where it begins and ends, when, within how long and by what."""

from collections.abc import Sequence

import streamlit as st

from dashboard.content.facts import Facts
from dashboard.content.timetables.stops import Stops
from dashboard.content.timetables.timetables import Transit
from dashboard.content.transit import page, reach
from dashboard.content.trips import modes, page as trips
from dashboard.content.trips.roads import Way
from dashboard.figures.travel import Targets
from dashboard.screen import choices
from dashboard.screen.choices import Choice, together


class TripForm:
    """The journey as it is chosen, and its questions.

    Attributes:
        ends: where it begins and ends; time: when one leaves, "08:00".
        limit: minutes; way: by what the map shows how far one gets.
        start: the choice that a press on the map answers.
        slots: where the questions stand.
    """

    def __init__(
        self, facts: Facts, traffic: Transit, stops: Stops | None, reached: Targets | None, ways: Sequence[Way]
    ) -> None:
        """Settles what is chosen. ways: those that there are times by."""
        wanted = (choices.asked("start"), choices.asked("till"))
        origins = reach.origins(facts, traffic, stops, reached, wanted)
        first, called = reach.first(facts, origins), trips.called(facts, traffic, origins)
        self.start = Choice("start", [*origins], first, st.selectbox, "Resan börjar i", called)
        goals = trips.goals(origins, self.start.value)
        goal = Choice("till", goals, goals[0], st.selectbox, "Resan slutar i", called)
        time = Choice("tid", reach.TIMES, reach.DEFAULT_TIME, st.selectbox, "Avgång kl.", reach.hour)
        limit = Choice("minuter", reach.CHOICES, "45", st.segmented_control, "Inom", lambda minutes: f"{minutes} min")
        way = Choice("med", [*ways], modes.usual(ways), st.segmented_control, "Kartan visar", modes.name)
        self.ends = origins[self.start.value], origins[goal.value]
        self.time, self.limit, self.way = time.value, int(limit.value), way.value
        choices.forget(*_unasked(stops, reached, ways))
        journey = [self.start, goal, time] if stops else [self.start, goal]
        self.slots = {
            trips.JOURNEY: together("mk-choices-reach", *journey, widths=(3, 3, 2) if stops else (1, 1)),
            page.LIMIT: together("mk-choices-limit", limit, *([way] if len(ways) > 1 else [])),
        }


def _unasked(stops: Stops | None, reached: Targets | None, ways: Sequence[Way]) -> list[str]:
    """The questions that are not asked with what is loaded."""
    return [
        "sok",  # in links from when a stop was searched for in a field of its own
        *([] if stops else ["tid"]),
        *([] if reached else ["minuter"]),
        *([] if reached and len(ways) > 1 else ["med"]),
    ]

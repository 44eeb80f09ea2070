"""Fylla i: the office's lists as tables, and targets and the goals' questions as forms."""

from datetime import date
from functools import partial

import streamlit as st

from dashboard.content.facts import Facts
from dashboard.content.office import filled
from dashboard.content.office.filled import OBJECTS, PART, PARTS
from dashboard.screen import choices, frame
from dashboard.screen.forms.office import declaring_form, table_form, template_form
from dashboard.screen.forms.office.table_form import Filled
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.office import activities as office_activities, priority_objects
from malkollen.office.access import Person, Role
from malkollen.office.tables import activities, objects

CLOSED = "Det här är kansliets rum. Logga in som kansli för att fylla i."


def show(facts: Facts, person: Person) -> None:
    """What is to be filled in, and its table or form."""
    with st.container(key="mk-filling"):
        if person.role < Role.OFFICE:
            st.html(markup.paragraph(CLOSED, "caption"))
            return
        ask = "Vad vill du fylla i?"
        part = choices.Choice(PART, list(PARTS), OBJECTS, st.segmented_control, ask, PARTS.__getitem__).ask()
        with frame.anew("filling:shown", part):
            _part(facts, person, part)


def _part(facts: Facts, person: Person, part: str) -> None:
    match part:
        case filled.ACTIVITIES:
            table_form.show(_activities(facts), person)
        case filled.TEMPLATES:
            template_form.show(facts, person)
        case filled.TARGETS:
            declaring_form.targets(facts, person)
            declaring_form.undoing(facts)
            declaring_form.others(facts)
        case filled.QUESTIONS:
            declaring_form.questions(facts, person)
            declaring_form.undoing(facts)
            declaring_form.others(facts)
        case _:
            shown(facts, [*filled.draft(facts), filled.stages()])
            table_form.show(_objects(facts), person)


def _objects(facts: Facts) -> Filled:
    data, today = storage.data_folder(), date.today()  # noqa: DTZ011 - today is the point
    return Filled(
        "objects", partial(objects.read, data), partial(objects.faults, today=today),
        lambda rows, seen, person: objects.save(data, rows, seen, person, today),
        "Spara objekten", "Objekten är sparade.", data / priority_objects.FILE_NAME,
        after=partial(filled.saved, facts, filled.left(facts), filled.doubled(facts)),
        beside=lambda rows: shown(
            facts, [*filled.money(rows, objects.read(data).rows), *filled.resembling(facts, rows)]
        ),
    )  # fmt: skip


def _activities(facts: Facts) -> Filled:
    data, goals = storage.data_folder(), {key: goal.heading for key, goal in facts.registry.goals.items()}
    return Filled(
        "activities", partial(activities.read, data, goals), partial(activities.faults, goals=goals),
        lambda rows, seen, person: activities.save(data, rows, seen, person, goals),
        "Spara aktiviteterna", "Aktiviteterna är sparade.", data / office_activities.FILE_NAME,
        beside=lambda rows: shown(facts, filled.results(rows)),
    )  # fmt: skip

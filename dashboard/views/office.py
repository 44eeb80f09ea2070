"""Kansli: how the sources stand, what is read in, filled in and fixed; for the office alone."""

import streamlit as st

from dashboard import address
from dashboard.content.office import page
from dashboard.login import person as persons
from dashboard.screen import choices, frame, session
from dashboard.screen.forms import guide
from dashboard.screen.forms.office import filling_form, fixing_form, progress_form, reading_form
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.login import settings
from malkollen.office.access import Role

facts, person = session.facts(), persons.current()
st.title("Kansli", anchor=False)
if person.role < Role.OFFICE:
    reading_form.admit(person)  # who was of the office a moment ago hands over no more files
    shown(facts, page.closed(person, has_login=settings.settings() is not None))
    address.end_page()
room = choices.Choice(page.ROOM, list(page.ROOMS), page.STANDING, st.segmented_control, "Rum", page.ROOMS.__getitem__)
with st.container(horizontal=True, vertical_alignment="bottom", key="mk-rooms"):
    room.ask()
    guide.show(facts, room.value)
if room.value != page.READ_IN:
    reading_form.leave()
with frame.anew("office:room", room.value):
    match room.value:
        case page.READ_IN:
            st.header("Hämta och läsa in", anchor=False)
            reading_form.show(facts, person)
        case page.FILL_IN:
            st.header("Fylla i", anchor=False)
            filling_form.show(facts, person)
        case page.FIX:
            fixing_form.show(facts, person)
        case _:
            data = storage.data_folder()
            st.html(markup.paragraph(page.printed(facts), "on-paper"))
            progress_form.awaited(facts, data)
            shown(facts, page.standing(facts, data, person))

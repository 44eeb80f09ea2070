"""Fastställa: an edition is made for a meeting, from the screen."""

from datetime import date

import streamlit as st

from dashboard import address, plain
from dashboard.blocks.page import Links, PageSection
from dashboard.content.facts import Facts
from dashboard.content.office import declaring, fixing as content
from dashboard.screen import session
from dashboard.screen.forms import outcome, unsaved_form
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import storage
from malkollen.editions import fixing
from malkollen.editions.file import Edition
from malkollen.errors import EntryError
from malkollen.office.access import Person
from malkollen.office.judgement_checks import FIRST_DAY

MEETING, DAY, NAME, MADE = (f"fixing:{part}" for part in ("meeting", "day", "name", "made"))
PART: signed.Part = "fixing"
DAYS = (date(1900, 1, 1), date(2199, 12, 31))
FIELDS: unsaved_form.Fields = {MEETING: str, DAY: declaring.day, NAME: str}
DAYLESS = "Välj mötets dag."


def show(facts: Facts, person: Person) -> None:
    """The form, what would be another, the editions there are, and the ways to the judgements."""
    data = storage.data_folder()
    st.header("Fastställ en version", anchor=False)
    made = st.session_state.pop(MADE, None)
    if isinstance(made, Edition):  # in the form's place: whoever pressed sees that it is done
        outcome.receipt(content.done(made), st.container())
        ways = PageSection("", [Links(content.ways(address.EDITION, made.name), "mk-office-made")])
        shown(facts, [ways, *content.first_or_since(facts, data, made)])
        _empty()
        st.button(content.ANOTHER, key="fixing:another")  # any press brings the form back
    else:
        st.html(markup.paragraph(content.LEAD, "lead"))
        _form(facts, person)
    signed.say(PART)
    shown(facts, [*content.since(session.since_edition()), *content.saved_since(facts, data)])
    shown(facts, [*content.editions_made(data, address.EDITION), content.judging(facts)])


def _empty() -> None:
    """Lets go of what was typed: it is fixed, and one press too many makes nothing more."""
    st.session_state[MEETING] = st.session_state[NAME] = ""
    st.session_state[DAY] = None
    unsaved_form.let_go(PART)


def _form(facts: Facts, person: Person) -> None:
    """Not one that is sent whole: the name is proposed while the meeting is written."""
    unsaved_form.begin_fields(PART, FIELDS)
    body = facts.home.bodies.leadership.name
    left, right = st.columns(2)
    with left:
        meeting = st.text_input(plain.markdown(f"Möte, till exempel {body} 3/2026"), key=MEETING, autocomplete="off")
    with right:
        day = st.date_input("Mötets dag (år-månad-dag)", None, *DAYS, format="YYYY-MM-DD", key=DAY)
    proposed = content.proposed(storage.data_folder(), day, meeting) if day else ""
    st.text_input(
        "Namn i adresser och filnamn (lämna tomt för det som föreslås)",
        key=NAME,
        placeholder=proposed,
        autocomplete="off",
    )
    unsaved_form.keep_fields(PART, FIELDS)
    signed.ask(person, PART)
    name = str(st.session_state.get(NAME) or "").strip() or (proposed if day else "")
    shown(facts, content.not_judged(facts, storage.data_folder(), day))
    st.html(markup.paragraph(content.would(name) if name else content.NAMELESS, "caption"))
    if st.button("Fastställ versionen", type="primary", key="fixing:make"):
        with st.spinner(content.MAKING):
            _make(meeting, day, name)
        st.rerun()


def _make(meeting: str, day: date | None, name: str) -> None:
    def fix(person: Person) -> None:
        if day is None:
            raise EntryError([DAYLESS])
        if day < FIRST_DAY:
            raise EntryError(["Kontrollera årtalet i mötets dag."])
        st.session_state[MADE] = fixing.fix(storage.data_folder(), person, name, day, meeting)

    signed.act(PART, fix)

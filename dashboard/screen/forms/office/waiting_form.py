"""The files that wait to be read in: what each is, read in, taken away and laid back."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.office import reading as content, words
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from dashboard.screen.sections import shown
from malkollen.database import settings, storage
from malkollen.office.access import Person
from malkollen.office.journal import Act, Line
from malkollen.office.room import inbox, work
from malkollen.office.room.inbox import Arrived
from malkollen.office.room.recognising import Recognising, Told
from malkollen.office.tables import templates

MOST_REMOVED = 3
"""Files taken away whose buttons are shown at once."""
UNNAMED = "Bland filerna som väntar finns en vars namn inte går att läsa. Den som sköter servern behöver döpa om den."


def show(facts: Facts, data: Path) -> None:
    """Every file that waits, what it is, and what may be done with it."""
    if inbox.unnamed(data):
        st.warning(plain.markdown(words.with_keeper(UNNAMED)))
    files = inbox.arrived(data)
    with st.spinner("Ser efter vad filerna är …"):
        known = _recognising().of(data, files)
    answers = inbox.answered(data) if files else {}
    told = [(one, what, answers.get(one.name)) for one, what in zip(files, known, strict=True)]
    refused = [one for one in told if one[2] and one[2].act in (Act.REFUSED, Act.FAILED)]
    brought_in = [one for one in told if one[2] and one not in refused]
    back = inbox.taken_back(data, content.held_sources(data)) if files else set()
    undone = [one for one in told if one[2] is None and one[0].name in back]
    waiting = [one for one in told if one[2] is None and one not in undone]
    groups = (
        (content.WAITING, waiting), (content.TAKEN_BACK, undone), (content.REFUSED, refused),
        (content.BROUGHT_IN, brought_in),
    )  # fmt: skip
    for heading, group in groups:
        if group:
            st.html(markup.paragraph(heading, "caption"))
        for one, what, answer in group:
            _waiting_file(facts, one, what, answer, may_read=heading != content.TAKEN_BACK)
    signed.say("waiting")
    _laying_back(data)


def _waiting_file(facts: Facts, one: Arrived, told: Told, answer: Line | None, *, may_read: bool) -> None:
    """may_read: whether it may be read in from here; what it says may be asked about elsewhere on the page."""
    name = content.shortened(one.name)
    st.write(plain.markdown(content.arrived(one, told, answer)))
    with st.container(horizontal=True):  # below, and side by side however long the name is
        if told.title and may_read:
            _button(f"Läs in {name}", _read_in, one.name, "in")
        if told.may_try:
            st.button("Försök igen", on_click=_recognising().try_again, args=(one,), key=f"reading:again:{one.name}")
        _button(f"Ta bort {name}", _remove, one.name, "remove")
    shown(facts, content.refused(facts, answer))
    if more := content.advice(one, told):
        st.html(markup.paragraph(words.with_keeper(more), "caption"))
    _way_on(facts, one, told)


def _button(label: str, on_click: Callable[[str], None], name: str, key: str) -> None:
    st.button(plain.markdown(label), on_click=on_click, args=(name,), key=f"reading:{key}:{name}")


def _way_on(facts: Facts, one: Arrived, told: Told) -> None:
    """The blank template of a file that resembles one, or the fetch that brings what its figures are of."""
    if blank := templates.blank(told.nearest):
        label = f"Hämta den tomma mallen {templates.called(told.nearest)}"
        st.download_button(
            plain.markdown(label), blank.read_bytes, blank.name, "text/csv", key=f"reading:blank:{one.name}",
            on_click="ignore",
        )  # fmt: skip
    elif not settings.is_shut() and (called := content.fetchable(facts).get(told.nearest)):
        st.button(
            plain.markdown(f"Hämta {called}"), on_click=_fetch, args=(told.nearest, called),
            key=f"reading:nearest:{one.name}",
        )  # fmt: skip


def _laying_back(data: Path) -> None:
    """Every file that has been taken away, and the button that lays it back; many are folded."""
    removed = inbox.removed(data)
    is_many = len(removed) > MOST_REMOVED
    with (
        st.expander(plain.markdown(f"Borttagna filer ({len(removed)})"), key="reading:removed")
        if is_many
        else st.container()
    ):
        for line in removed:
            _button(f"Lägg tillbaka {line.about}", _lay_back, line.about, "lay-back")


@st.cache_resource(show_spinner=False)
def _recognising() -> Recognising:
    """What the server's readers know of the files, together."""
    return Recognising()


def _fetch(source: str, called: str) -> None:
    def fetch(person: Person) -> None:
        work.start(storage.data_folder(), person, f"hämtar {called}", ["proposal", "make", source])

    signed.act("waiting", fetch)


def _read_in(name: str) -> None:
    def read(person: Person) -> None:
        path = inbox.find(storage.data_folder(), name)
        work.start(storage.data_folder(), person, f"läser in {name}", ["proposal", "make", f"--from={path}"])

    signed.act("waiting", read)


def _remove(name: str) -> None:
    done = f"{name} är borttagen härifrån. Siffror som redan är införda ligger kvar."
    signed.act("waiting", lambda person: inbox.remove(storage.data_folder(), person, name), done)


def _lay_back(name: str) -> None:
    done = f"{name} ligger här igen."
    signed.act("waiting", lambda person: inbox.lay_back(storage.data_folder(), person, name), done)

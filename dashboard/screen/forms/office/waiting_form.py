"""The files that wait to be read in: what each is, read in, taken away and laid back."""

from pathlib import Path

import streamlit as st

from dashboard import plain
from dashboard.content.office import reading as content
from dashboard.screen.forms.office import signed
from dashboard.screen.markup import markup
from malkollen.database import storage
from malkollen.office.access import Person
from malkollen.office.room import inbox, work
from malkollen.office.room.inbox import Arrived
from malkollen.office.room.recognising import Recognising

UNNAMED = "Bland filerna som väntar finns en vars namn inte går att läsa. Den som sköter servern behöver döpa om den."


def show(data: Path) -> None:
    """Every file that waits, what it is, and what may be done with it."""
    if inbox.unnamed(data):
        st.warning(UNNAMED)
    files = inbox.arrived(data)
    with st.spinner("Ser efter vad filerna är …"):
        known = _recognising().of(data, files)
    if files:
        st.html(markup.paragraph(content.WAITING, "caption"))
    for one, (title, fault) in zip(files, known, strict=True):
        _waiting_file(one, title, fault)
    signed.say("waiting")
    _laying_back(data)


def _waiting_file(one: Arrived, title: str, fault: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(plain.markdown(content.arrived(one, title, fault)))
        if title:
            st.button(
                plain.markdown(f"Läs in {one.name}"), on_click=_read_in, args=(one.name,), key=f"reading:in:{one.name}"
            )
        st.button(
            plain.markdown(f"Ta bort {one.name}"), on_click=_remove, args=(one.name,), key=f"reading:remove:{one.name}"
        )


def _laying_back(data: Path) -> None:
    """The file that was last taken away, and the button that lays it back."""
    if last := inbox.removed(data):
        st.button(
            plain.markdown(f"Lägg tillbaka {last.about}"), on_click=_lay_back, args=(last.about,),
            key="reading:lay-back",
        )  # fmt: skip


@st.cache_resource(show_spinner=False)
def _recognising() -> Recognising:
    """What the server's readers know of the files, together."""
    return Recognising()


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
    signed.act("waiting", lambda person: inbox.lay_back(storage.data_folder(), person), done)

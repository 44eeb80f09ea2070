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

RECOGNISING_SECONDS = 60.0
UNNAMED = "Bland filerna som väntar finns en vars namn inte går att läsa. Den som sköter servern behöver döpa om den."


def show(data: Path) -> None:
    """Every file that waits, what it is, and what may be done with it."""
    if inbox.unnamed(data):
        st.warning(UNNAMED)
    files = inbox.arrived(data)
    known = _recognised(str(data), tuple((str(one.path), one.mark) for one in files)) if files else ()
    if files:
        st.html(markup.paragraph(content.WAITING, "caption"))
    for one, (title, fault) in zip(files, known, strict=True):
        _waiting_file(one, title, fault)
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


@st.cache_data(max_entries=20, show_spinner="Ser efter vad filerna är …")
def _recognised(data: str, files: tuple[tuple[str, tuple[int, int, int]], ...]) -> tuple[tuple[str, str], ...]:
    """What each file is and, where nobody can tell, why; asked of all at once, for the program that knows is large."""
    paths = [path for path, _ in files]
    found = work.ask(Path(data), ["proposal", "recognise", "--format", "json", "--", *paths], RECOGNISING_SECONDS)
    if found is None:
        return (("", "går inte att känna igen just nu; ladda om sidan"),) * len(files)
    return tuple((str(one["title"]), str(one["fault"])) for one in found)


def _read_in(name: str) -> None:
    def read(person: Person) -> None:
        path = inbox.find(storage.data_folder(), name)
        work.start(storage.data_folder(), person, f"läser in {name}", ["proposal", "make", f"--from={path}"])

    signed.act("reading", read)


def _remove(name: str) -> None:
    done = f"{name} är borttagen härifrån. Siffror som redan är införda ligger kvar."
    signed.act("reading", lambda person: inbox.remove(storage.data_folder(), person, name), done)


def _lay_back(name: str) -> None:
    done = f"{name} ligger här igen."
    signed.act("reading", lambda person: inbox.lay_back(storage.data_folder(), person), done)

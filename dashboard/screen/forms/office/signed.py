"""Who does something on the page Kansli: whoever logged in, otherwise a name that is asked for."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard import plain
from dashboard.login import person as persons
from malkollen.errors import EntryError, MalkollenError
from malkollen.office.access import Person
from malkollen.texts.written import clean_line

NAME, KEPT, SAID = "office:name", "office:kept", "office:said"
LONGEST = 200
NAMELESS = "Skriv ditt namn: det står i journalen."


def ask(person: Person) -> None:
    """Asks for a name where nobody has logged in."""
    if not person.name:
        st.session_state.setdefault(NAME, st.session_state.get(KEPT, ""))  # gone while the field was not shown
        st.text_input("Ditt namn, som den som gör det här", key=NAME, autocomplete="name")


def signed() -> Person:
    """Whoever presses, as they are known now; EntryError where nobody knows what they are called."""
    person = persons.current()
    if person.name:
        return person
    typed = clean_line(str(st.session_state.get(NAME) or ""))
    if not typed or len(typed) > LONGEST:
        raise EntryError([NAMELESS if not typed else f"Namnet får ha högst {LONGEST} tecken."])
    st.session_state[KEPT] = typed
    return replace(person, name=typed)


def act(do: Callable[[Person], object], done: str = "") -> bool:
    """Does something as whoever pressed, and leaves word of how it went to the page that is drawn next."""
    try:
        do(signed())
    except MalkollenError as error:
        st.session_state[SAID] = error
        return False
    st.session_state[SAID] = done
    return True


def leave_word(text: str) -> None:
    """Leaves what is missing to the page that is drawn next."""
    st.session_state[SAID] = EntryError([text])


def say() -> None:
    """How the last press went, once. What a file or a person has written is never read as markdown."""
    said: str | MalkollenError = st.session_state.pop(SAID, "")
    if isinstance(said, EntryError):
        st.error("\n".join(f"- {plain.markdown(fault)}" for fault in said.faults))
    elif isinstance(said, MalkollenError):
        st.error("\n\n".join(plain.markdown(line) for line in str(said).splitlines()))
    elif said:
        st.success(plain.markdown(said))

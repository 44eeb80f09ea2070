"""Who does something on the page Kansli: whoever logged in, otherwise a name that is asked for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.login import person as persons
from dashboard.screen.forms import outcome
from malkollen.errors import ConflictError, EntryError, MalkollenError
from malkollen.office.access import Person
from malkollen.office.journal import Line
from malkollen.texts.written import clean_line

NAME, SAID, PRESSED = "office:name", "office:said", "office:pressed"
ANSWERED = "reading:answered"
"""What whoever looks has answered to what was read in, until something else is done or waits."""
LONGEST, WIDTH = 200, 400
"""Letters that a name may have, and pixels of its field: as wide as names are."""
NAMELESS = "Skriv ditt namn: det står i journalen."


Part = Literal[
    "reading", "answering", "undoing", "held", "taking", "waiting", "fetching", "filling", "fixing",
]  # fmt: skip
"""Where on the page something is done: what came of it is told there, where the eye is."""
PARTS = get_args(Part)


def ask(person: Person, part: Part) -> None:
    """Asks for a name where nobody has logged in. part: of the page, where it stands."""
    if not person.name:
        key = f"{NAME}:{part}"
        st.session_state.setdefault(key, outcome.signature())  # gone while the field was not shown
        asked = "Ditt namn, som den som gör det här"
        typed = clean_line(st.text_input(asked, key=key, autocomplete="name", width=WIDTH))
        if len(typed) <= LONGEST:
            outcome.sign(typed)  # also where nothing is pressed: it is asked for once


def signed(part: Part) -> Person:
    """Whoever presses, as they are known now; EntryError where nobody knows what they are called."""
    person = persons.current()
    if person.name:
        return person
    fields = (f"{NAME}:{one}" for one in (part, *PARTS))
    typed = clean_line(next((str(name) for field in fields if (name := st.session_state.get(field))), ""))
    if not typed or len(typed) > LONGEST:
        raise EntryError([NAMELESS if not typed else f"Namnet får ha högst {LONGEST} tecken."])
    outcome.sign(typed)
    return replace(person, name=typed)


def act(
    part: Part, do: Callable[[Person], object], done: str = "", *, as_whoever: bool = False,
    press: tuple[str, str] | None = None,
) -> bool:  # fmt: skip
    """Does something as whoever pressed, and leaves word of how it went to the page that is drawn next.

    as_whoever: where nothing is written and no name is needed.
    press: which press it is, by what it does and the state that it is done to: pressed twice it is done once.
    """
    try:
        do(persons.current() if as_whoever else signed(part))
    except ConflictError as error:
        if press is None or st.session_state.get(PRESSED) != press:
            st.session_state[f"{SAID}:{part}"] = error
            return False
    except MalkollenError as error:
        st.session_state[f"{SAID}:{part}"] = error
        return False
    st.session_state[PRESSED] = press
    st.session_state[f"{SAID}:{part}"] = done
    if part in ("held", "taking", "waiting", "fetching"):
        st.session_state.pop(ANSWERED, None)  # the state that the receipt of an answer tells of is another now
    return True


def leave_word(part: Part, text: str) -> None:
    """Leaves a word to the page that is drawn next."""
    st.session_state[f"{SAID}:{part}"] = EntryError([text])


def tell(part: Part, text: str) -> None:
    """Leaves word of what has been done to the page that is drawn next."""
    st.session_state[f"{SAID}:{part}"] = text


def is_me(line: Line, part: Part) -> bool:
    """Whether whoever looks did what a line of the journal tells."""
    return (line.who, line.address) == (known_name(part), persons.current().address)


def clashed(part: Part) -> DeltaGenerator:
    """Where a clash is told whole, in place of the last press' own word of it."""
    return outcome.clashed(f"{SAID}:{part}")


def is_refused(part: Part) -> bool:
    """Whether the last press was refused for what was typed, which is yet to be said."""
    return isinstance(st.session_state.get(f"{SAID}:{part}"), EntryError)


def known_name(part: Part) -> str:
    """Whose name something is done under here; empty where it is not typed yet."""
    return persons.current().name or clean_line(str(st.session_state.get(f"{NAME}:{part}") or outcome.signature()))


def say(part: Part) -> None:
    """How the last press went, once."""
    outcome.say(f"{SAID}:{part}")

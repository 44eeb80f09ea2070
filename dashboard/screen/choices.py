"""Choices that are tied to the address: settled before the page is composed, asked where they stand on it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import asked as asked_for, plain
from malkollen.texts.printable import printable
from malkollen.texts.swedish import listed

WRITTEN = asked_for.WRITTEN
PINNED = asked_for.PINNED
NOTICES = "notices"
LONGEST = 1500
"""Letters of a text in an address: two of them and every other choice stay under what browsers and servers take."""
Option = TypeVar("Option", bound=str)


def asked(name: str) -> str | None:
    """What the address asks for under a name, before it is known whether it exists."""
    return st.query_params.get(name)


def choose(
    name: str,
    options: Sequence[Option],
    default: Option,
    widget: Callable[..., Option | None],
    label: str,
    shown: Callable[[Option], str] = str,
    codes: Mapping[str, Option] | None = None,
) -> Option:
    """A choice tied to the address: a link opens it, and the address always says it in full.

    The address is over-specified on purpose (the year too), so that a link never changes meaning when new figures
    come. A value in the address that does not exist is said aloud and the default is shown.
    """
    choice = Choice(name, options, default, widget, label, shown, codes)
    choice.ask()
    return choice.value


class Choice(Generic[Option]):
    """A choice tied to the address, known before its question stands on the page.

    So a page can be composed whole of what was chosen, with each question in its place among what it changes.

    Attributes:
        value: what is chosen: by the reader, else by the address, else the default.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[Option],
        default: Option,
        widget: Callable[..., Option | None],
        label: str,
        shown: Callable[[Option], str] = str,
        codes: Mapping[str, Option] | None = None,
    ) -> None:
        """Settles what is chosen; arguments as of `choose`."""
        self._name, self._key, self._options, self._default = name, f"choice:{name}", options, default
        self._widget, self._label, self._shown = widget, label, shown
        asked = st.query_params.get(name)
        is_from_outside = asked != st.session_state.get(WRITTEN + name) or self._key not in st.session_state
        asked = (codes or {}).get((asked or "").casefold(), asked)
        if asked in options and is_from_outside:
            st.session_state[self._key] = asked
        elif st.session_state.get(self._key) not in options:
            if asked and asked not in options and is_from_outside:
                say_unknown(asked, label, shown(default))
            st.session_state[self._key] = default
        self.value: Option = st.session_state[self._key]
        st.query_params[name] = self.value
        st.session_state[WRITTEN + name] = self.value

    def ask(self) -> None:
        """Puts the question where the page has come to."""
        looks = {"placeholder": "Välj"} if self._widget is st.selectbox else {}
        spoken = _spoken(self._widget, self._shown)
        self._widget(plain.markdown(self._label), self._options, key=self._key, format_func=spoken, **looks)

    def follow(self, pressed: str | None) -> None:
        """Takes what was pressed on the page for the choice, and runs the page anew where it is another."""
        if pressed and pressed != self.value:
            set_choice(self._name, pressed)
            st.rerun()


def _spoken(widget: Callable[..., Option | None], shown: Callable[[Option], str]) -> Callable[[Option], str]:
    """What an option is called, as the widget reads it: a list takes text, all others markdown."""
    said = printable if widget is st.selectbox else plain.markdown
    return lambda option: said(shown(option))


class Typed:
    """A text tied to the address: a link fills it in; an empty one leaves the address.

    Args:
        lines: how many the field shows; 0 takes one line only.

    Attributes:
        value: what is typed, without spaces around it.
    """

    def __init__(self, name: str, label: str, example: str, lines: int = 0) -> None:
        """Settles what is typed."""
        self._key, self._label, self._example, self._lines = f"choice:{name}", label, example, lines
        asked = st.query_params.get(name)
        if asked != st.session_state.get(WRITTEN + name) or self._key not in st.session_state:
            st.session_state[self._key] = (asked or "")[:LONGEST]
        held = st.session_state[self._key] or ""
        self.value = held[:LONGEST].strip()  # what a browser sends follows no limit of the field's
        if self.value:
            st.query_params[name] = self.value
        else:
            st.query_params.pop(name, None)
        st.session_state[WRITTEN + name] = self.value or None

    def ask(self) -> None:
        """Puts the field where the page has come to."""
        label = plain.markdown(self._label)
        key, example = self._key, self._example
        if self._lines:
            height = 28 * self._lines + 16
            st.text_area(label, key=key, placeholder=example, height=height, max_chars=LONGEST)
        else:
            st.text_input(label, key=key, placeholder=example, autocomplete="off", max_chars=LONGEST)


def type_in(name: str, label: str, example: str, lines: int = 0) -> str:
    """A text tied to the address, asked for where the page has come to; arguments as of `Typed`."""
    typed = Typed(name, label, example, lines)
    typed.ask()
    return typed.value


def forget(*names: str) -> None:
    """Takes choices out of the address where a page no longer asks for them."""
    for name in names:
        st.query_params.pop(name, None)


def say_unknown(asked: str, label: str, instead: str) -> None:
    """Says that the address asks for something that does not exist, and what is shown instead."""
    _notices().warning(
        f"Adressen ber om ”{plain.notice(asked)}”, som inte finns under {plain.markdown(label)}. "
        f"{plain.markdown(instead)} visas."
    )


def _notices() -> DeltaGenerator:
    """Where the frame shows what a page has to say about its address: above the page, not among the choices."""
    place: DeltaGenerator = st.session_state.get(NOTICES) or st.container()
    return place


def place_notices() -> None:
    """Makes the room for notices; called by the frame before the page runs."""
    st.session_state[NOTICES] = st.container()


class Several:
    """Several choices tied to the address, joined by commas; without any, the default (which may be none) remains.

    Attributes:
        value: what is chosen, in the order of choosing.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[str],
        default: list[str],
        label: str,
        shown: Callable[[str], str],
        codes: Mapping[str, str] | None = None,
        placeholder: str = "Välj områden",
    ) -> None:
        """Settles what is chosen; the other arguments as of `choose`."""
        self._key, self._options, self._label = f"choice:{name}", options, label
        self._shown, self._placeholder = shown, placeholder
        asked = st.query_params.get(name)
        is_from_outside = asked != st.session_state.get(WRITTEN + name) or self._key not in st.session_state
        parts = [(codes or {}).get(part.casefold(), part) for part in (asked or "").split(",") if part]
        named = list(dict.fromkeys(part for part in parts if part in options))
        unknown = [part for part in parts if part not in options]
        if unknown and is_from_outside:
            instead = listed(shown(part) for part in named or default)
            say_unknown(", ".join(unknown), label, instead or "Inget annat")
        if named and is_from_outside:
            st.session_state[self._key] = named
        elif self._key not in st.session_state:
            st.session_state[self._key] = default
        self.value: list[str] = [one for one in st.session_state[self._key] if one in options] or default
        st.query_params[name] = st.session_state[WRITTEN + name] = ",".join(self.value)

    def ask(self) -> None:
        """Puts the question where the page has come to."""
        st.multiselect(
            plain.markdown(self._label),
            self._options,
            key=self._key,
            format_func=lambda option: printable(self._shown(option)),
            placeholder=self._placeholder,
            wrap=True,
        )


def choose_many(
    name: str,
    options: Sequence[str],
    default: list[str],
    label: str,
    shown: Callable[[str], str],
    codes: Mapping[str, str] | None = None,
    placeholder: str = "Välj områden",
) -> list[str]:
    """Several choices tied to the address, asked for where the page has come to; arguments as of `Several`."""
    several = Several(name, options, default, label, shown, codes, placeholder)
    several.ask()
    return several.value


def together(key: str, *questions: Choice[Any] | Typed | Several, widths: Sequence[int] = ()) -> Callable[[], None]:
    """How questions that belong together are asked, as a slot takes it.

    Args:
        widths: of the columns they stand in, to each other; without, they stand one under another.
    """

    def ask() -> None:
        group = st.container(key=key)
        for place, question in zip(
            group.columns(widths, gap="medium") if widths else [group] * len(questions), questions, strict=True
        ):
            with place:
                question.ask()

    return ask


def set_choice(name: str, value: str) -> None:
    """Makes a choice for the user (a click on the map) that the widget takes over at the next run."""
    st.query_params[name] = value
    st.session_state.pop(WRITTEN + name, None)


def pin_version(current: str) -> str | None:
    """Writes the data version to the address; returns the older one that a link was made with, if any."""
    asked = st.query_params.get(PINNED)
    if asked and asked != current:
        return asked
    st.query_params[PINNED] = current
    return None

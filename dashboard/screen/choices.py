"""Choices that are tied to the address: settled before the page is composed, asked where they stand on it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Literal, Protocol, TypeVar

import streamlit as st

from dashboard import address, plain
from malkollen.texts.printable import excerpt, printable

PINNED, OPENED_WITH = address.PINNED, "address:opened-with"
LONGEST = 1500
"""Letters of a text in an address: two of them and every other choice stay under what browsers and servers take."""
REMEMBERED = 4
"""Defaults of a question: more choices than that are not made before a page has been seen."""
Option = TypeVar("Option", bound=str)


def asked(name: str) -> str | None:
    """What the address asks for under a name, before it is known whether it exists."""
    return address.run().asked.get(name)


class Choice(Generic[Option]):
    """A choice tied to the address, known before its question stands on the page: a link opens it.

    So a page can be composed whole of what was chosen, with each question in its place among what it changes. A value
    in the address that does not exist is said aloud and the default is shown.

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
        """Settles what is chosen. codes: other names of options in the address."""
        self._name, self._key, self._options, self._default = name, f"choice:{name}", options, default
        self._widget, self._label, self._shown = widget, label, shown
        run, codes = address.run(), codes or {}
        asked = run.asked.get(name)
        named = _named(asked, codes)
        if run.rules(name) or self._key not in st.session_state:
            value = named
        elif asked is None and is_usual(name, st.session_state[self._key]):
            value = None  # nobody has chosen: what is usual may be another by now
        else:
            value = st.session_state[self._key]
        st.session_state[self._key] = self.value = _among(options, value, default)
        if asked and named not in options and run.rules(name):
            say_unknown(name, asked, label, shown(default))
        st.session_state[f"default:{name}"] = default
        meant = _among(options, _named(run.bar.get(name), codes), default)
        run.settle(name, self.value, default, meant, shown(self.value) if self.value else "")

    def ask(self) -> Option:
        """Puts the question where the page has come to; what is chosen."""
        spoken = _spoken(self._widget, self._shown)
        note_usual(self._name, self._default)
        self._widget(
            plain.markdown(self._label), self._options, key=self._key, format_func=spoken, on_change=chosen,
            args=(self._name,), **LOOKS.get(self._widget, {}),
        )  # fmt: skip
        return self.value

    def follow(self, pressed: str | None) -> None:
        """Takes what was pressed on the page for the choice, and runs the page anew where it is another."""
        if pressed and pressed != self.value:
            set_choice(self._name, pressed)
            st.rerun()


LOOKS: Mapping[Callable[..., Any], Mapping[str, Any]] = {
    st.selectbox: {"placeholder": "Välj", "filter_mode": "contains"},
    st.segmented_control: {"required": True},
}
"""What only one kind of question takes: a searched list keeps its order, of buttons one is always pressed."""


def chosen(name: str) -> None:
    """Writes a choice into the address the moment that it is made.

    Where a run was cut short, a browser may send what stood unasked before as if it had been chosen.
    """
    if address.was_cut_short() and is_usual(name, st.session_state.get(f"choice:{name}")):
        return
    value, default = (_said(st.session_state.get(key)) for key in (f"choice:{name}", f"default:{name}"))
    address.choose(name, value or default, default)


def is_usual(name: str, value: object) -> bool:
    """Whether a question holds what stood there unasked, as far as the address tells.

    A reader who chooses again before a run has come to the question sends what stood there before.
    """
    return value in [st.session_state.get(f"default:{name}"), *st.session_state.get(f"drawn:{name}", ())]


def note_usual(name: str, default: object) -> None:
    """Remembers what stands unasked in a question that is drawn now, beside the last that stood there."""
    before = [one for one in st.session_state.get(f"drawn:{name}", ()) if one != default]
    st.session_state[f"drawn:{name}"] = [default, *before][:REMEMBERED]


def _said(value: str | list[str] | None) -> str:
    """A choice as the address says it."""
    return ",".join(value) if isinstance(value, list) else (value or "").strip()


def _named(asked: str | None, codes: Mapping[str, Option]) -> str | None:
    """What is asked for under its own name, where the address may give its code."""
    return codes.get((asked or "").casefold(), asked)


def _among(options: Sequence[Option], wanted: object, default: Option) -> Option:
    return next((option for option in options if option == wanted), default)


def _spoken(widget: Callable[..., Option | None], shown: Callable[[Option], str]) -> Callable[[Option], str]:
    """What an option is called, as the widget reads it: a list takes text, all others markdown."""
    said = printable if widget is st.selectbox else plain.markdown
    return lambda option: said(shown(option))


class Typed:
    """A text tied to the address: a link fills it in; an empty one leaves the address.

    Args:
        lines: how many the field shows; 0 takes one line only, None as many as what is typed needs.

    Attributes:
        value: what is typed, without spaces around it.
    """

    def __init__(self, name: str, label: str, example: str, lines: int | None = 0) -> None:
        """Settles what is typed."""
        self._name, self._key, self._label, self._example, self._lines = name, f"choice:{name}", label, example, lines
        run = address.run()
        if run.rules(name) or self._key not in st.session_state:
            st.session_state[self._key] = run.asked.get(name, "")[:LONGEST]
        held = st.session_state[self._key] or ""
        self.value = held[:LONGEST].strip()  # what a browser sends follows no limit of the field's
        run.settle(name, self.value, "", run.bar.get(name, "")[:LONGEST].strip())

    def ask(self) -> str:
        """Puts the field where the page has come to; what is typed."""
        label = plain.markdown(self._label)
        key, example = self._key, self._example
        if self._lines != 0:
            height: int | Literal["content"] = "content" if self._lines is None else 28 * self._lines + 16
            st.text_area(
                label, key=key, placeholder=example, height=height, max_chars=LONGEST, on_change=chosen,
                args=(self._name,),
            )  # fmt: skip
        else:
            st.text_input(
                label, key=key, placeholder=example, autocomplete="off", max_chars=LONGEST, on_change=chosen,
                args=(self._name,),
            )  # fmt: skip
        return self.value


def forget(*names: str) -> None:
    """Takes choices out of the address where a page no longer asks for them."""
    address.run().forget(*names)


def say_unknown(name: str, asked: str, label: str, instead: str) -> None:
    """Says that the address asks for something that does not exist, and what is shown instead.

    What was chosen on another page and followed along is no fault of the reader's: nothing is said.
    """
    if not address.is_own(name, asked):
        address.run().notices.append(
            f"Adressen ber om ”{excerpt(asked, plain.NOTICE)}”, som inte finns under {label}. {instead} visas."
        )


class Question(Protocol):
    """What is asked somewhere on a page."""

    def ask(self) -> object:
        """Puts the question where the page has come to."""


def together(key: str, *questions: Question, widths: Sequence[int] = ()) -> Callable[[], None]:
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
    address.press(name, value)


def pin_version(current: str) -> str | None:
    """Notes the data version, which a whole address is pinned to.

    Returns:
        the other version that a link was made with, or that the page was opened with; None where it is this one.
    """
    run = address.run()
    asked = run.asked.get(PINNED)
    run.settle(PINNED, asked or current, current, run.bar.get(PINNED) or current)
    if run.is_new:
        st.session_state[OPENED_WITH] = current
    before = asked or st.session_state.get(OPENED_WITH)
    return before if before != current else None


def announce(label: str, value: str) -> None:
    """Says what is shown to who cannot see it, once it is another than before."""
    spoken = value.replace("\u00a0%", " procent")
    address.run().spoken = f"{label}: {spoken.removesuffix('.')}."

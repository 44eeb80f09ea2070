"""Choices that are tied to the address: settled before the page is composed, asked where they stand on it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import streamlit as st

from dashboard import address, plain
from malkollen.texts.printable import excerpt, printable
from malkollen.texts.swedish import listed

PINNED, OPENED_WITH = address.PINNED, "address:opened-with"
LONGEST = 1500
"""Letters of a text in an address: two of them and every other choice stay under what browsers and servers take."""
Option = TypeVar("Option", bound=str)


def asked(name: str) -> str | None:
    """What the address asks for under a name, before it is known whether it exists."""
    return address.run().asked.get(name)


def choose(
    name: str,
    options: Sequence[Option],
    default: Option,
    widget: Callable[..., Option | None],
    label: str,
    shown: Callable[[Option], str] = str,
    codes: Mapping[str, Option] | None = None,
) -> Option:
    """A choice tied to the address: a link opens it, and the address holds it once it is made.

    A value in the address that does not exist is said aloud and the default is shown.
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
        run, codes = address.run(), codes or {}
        asked = run.asked.get(name)
        named = _named(asked, codes)
        if run.rules(name) or self._key not in st.session_state:
            value = named
        elif asked is None and st.session_state[self._key] == st.session_state.get(f"default:{name}"):
            value = None  # nobody has chosen: what is usual may be another by now
        else:
            value = st.session_state[self._key]
        st.session_state[self._key] = self.value = _among(options, value, default)
        if asked and named not in options and run.rules(name):
            say_unknown(name, asked, label, shown(default))
        st.session_state[f"default:{name}"] = default
        meant = _among(options, _named(run.bar.get(name), codes), default)
        run.settle(name, self.value, default, meant, shown(self.value))

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
        lines: how many the field shows; 0 takes one line only.

    Attributes:
        value: what is typed, without spaces around it.
    """

    def __init__(self, name: str, label: str, example: str, lines: int = 0) -> None:
        """Settles what is typed."""
        self._key, self._label, self._example, self._lines = f"choice:{name}", label, example, lines
        run = address.run()
        if run.rules(name) or self._key not in st.session_state:
            st.session_state[self._key] = run.asked.get(name, "")[:LONGEST]
        held = st.session_state[self._key] or ""
        self.value = held[:LONGEST].strip()  # what a browser sends follows no limit of the field's
        run.settle(name, self.value, "", run.bar.get(name, "")[:LONGEST].strip())

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
    address.run().forget(*names)


def say_unknown(name: str, asked: str, label: str, instead: str) -> None:
    """Says that the address asks for something that does not exist, and what is shown instead.

    What was chosen on another page and followed along is no fault of the reader's: nothing is said.
    """
    if not address.is_own(name, asked):
        address.run().notices.append(
            f"Adressen ber om ”{excerpt(asked, plain.NOTICE)}”, som inte finns under {label}. {instead} visas."
        )


class Several:
    """Several choices tied to the address, joined by commas; without any, the default (which may be none) remains.

    Attributes:
        value: what is chosen, in the order of choosing. most: how many may be; None for all.
        is_usual: whether it is what the default has.
    """

    most: int | None = None

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
        run, self._codes = address.run(), codes or {}
        asked = run.asked.get(name)
        if run.rules(name) or self._key not in st.session_state:
            self._say_if_many(self._named(asked))
            st.session_state[self._key] = self._named(asked)[: self.most] or default
        elif asked is None and st.session_state[self._key] == st.session_state.get(f"default:{name}"):
            st.session_state[self._key] = default  # nobody has chosen: what is usual may be others by now
        st.session_state[f"default:{name}"] = default
        self.value: list[str] = [one for one in st.session_state[self._key] if one in options][: self.most] or default
        unknown = [part for part in self._parts(asked) if part not in options]
        if unknown and run.rules(name):
            instead = listed(shown(part) for part in self.value)
            say_unknown(name, ", ".join(unknown), label, instead or "Inget annat")
        self.is_usual = set(self.value) == set(default)
        meant = self._named(run.bar.get(name))[: self.most] or default
        run.settle(name, ",".join(self.value), ",".join(default), ",".join(meant))

    def _say_if_many(self, named: list[str]) -> None:
        if self.most is not None and len(named) > self.most:
            address.run().notices.append(
                f"Adressen ber om {len(named)} under {self._label}. Högst {self.most} visas: de som står först."
            )

    def _parts(self, asked: str | None) -> list[str]:
        return [self._codes.get(part.casefold(), part) for part in (asked or "").split(",") if part]

    def _named(self, asked: str | None) -> list[str]:
        return list(dict.fromkeys(part for part in self._parts(asked) if part in self._options))

    def ask(self) -> None:
        """Puts the question where the page has come to."""
        st.multiselect(
            plain.markdown(self._label),
            self._options,
            key=self._key,
            format_func=lambda option: printable(self._shown(option)),
            placeholder=self._placeholder,
            max_selections=self.most,
            wrap=True,
        )


class Few(Several):
    """Several areas, but no more than can be shown together."""

    def __init__(
        self, name: str, areas: Sequence[str], default: list[str], label: str, shown: Callable[[str], str], most: int
    ) -> None:
        """Settles what is chosen; the other arguments as of `choose`. most: how many may be chosen."""
        self.most = most
        super().__init__(name, areas, default, label, shown)


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
    address.run().said = f"{label}: {spoken.removesuffix('.')}."

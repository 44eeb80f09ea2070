"""What a page run needs: the facts, cached by version, and choices that are tied to the address."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import asked as asked_for, kept, plain
from dashboard.content import facts as content
from dashboard.content.data import editions as edition_texts
from dashboard.content.facts import Facts
from dashboard.content.table import Table
from dashboard.content.transit import stops as transit_stops, timetables
from dashboard.content.transit.stops import Stops
from dashboard.content.transit.timetables import Timetable, Transit
from malkollen import served
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.errors import DataError, MalkollenError
from malkollen.registry import registry
from malkollen.texts.printable import printable
from malkollen.texts.swedish import listed
from malkollen.travel import network as travel
from malkollen.travel.network import Network

WRITTEN = asked_for.WRITTEN
NOTICES = "notices"
Option = TypeVar("Option", bound=str)
PINNED = asked_for.PINNED
LONGEST = 1500
"""Letters of a text in an address: two of them and every other choice stay under what browsers and servers take."""
EDITION = "utgava"


def facts() -> Facts:
    """Everything the pages read; a database or registry that was swapped in is picked up at the next interaction.

    Where the address asks for a fixed version, everything is as it was then; where it asks for another programme than
    the one that leads, it is read under that.
    """
    if name := edition_name():
        return _edition(name, editions.find(storage.data_folder(), name).fingerprint)
    if programme := asked_for.programme():
        return asked_for.facts(storage.fingerprint(storage.database()), registry.version(), served.as_of(), programme)
    return _facts(storage.fingerprint(storage.database()), registry.version(), served.as_of())


def edition_name() -> str | None:
    """The fixed version that the address asks for; it follows the visitor from page to page until left."""
    asked = st.query_params.get(EDITION)
    if asked is not None:
        st.session_state[EDITION] = asked
    elif held := st.session_state.get(EDITION):
        st.query_params[EDITION] = held
    return st.session_state.get(EDITION) or None


def leave_edition() -> None:
    """Back to what holds now."""
    st.session_state.pop(EDITION, None)
    for name in (EDITION, PINNED):
        st.query_params.pop(name, None)


@st.cache_resource(max_entries=4, show_spinner="Öppnar den fastställda versionen …")
def _edition(name: str, fingerprint: str) -> Facts:  # noqa: ARG001 - a key
    return kept.settled(content.load_edition(storage.data_folder(), name))


@st.cache_resource(max_entries=1, show_spinner="Läser siffrorna …")
def _facts(database: tuple[int, int, int], registry_version: str, day: date) -> Facts:  # noqa: ARG001 - keys
    # A name with an underscore first would not be a key: the figures of the first visit would stay for ever.
    return kept.settled(content.load(storage.database(), day))


def edition_values() -> Table | None:
    """The values of the fixed version asked for, from its plain file; None where there is none to read."""
    try:
        return edition_texts.plain_values(storage.data_folder(), edition_name() or "")
    except MalkollenError:
        return None


def edition_differs() -> str | None:
    """Whether a fixed version's verdicts are worded otherwise by this program than they were."""
    name = edition_name()
    found = editions.find(storage.data_folder(), name) if name else None
    return _differs(found.name, found.fingerprint) if found else None


@st.cache_data(max_entries=4, show_spinner=False)
def _differs(name: str, fingerprint: str) -> str | None:
    return edition_texts.differs(_edition(name, fingerprint), storage.data_folder())


def since_edition() -> edition_texts.Since | None:
    """What is another than in the fixed version before what is shown; None where none is."""
    shown, data = facts(), storage.data_folder()
    before = edition_texts.before(shown, data)
    if before is None:
        return None
    if made := shown.edition:
        return _between(made.name, made.fingerprint, before.fingerprint)
    return _since(before.fingerprint, storage.fingerprint(storage.database()), registry.version(), served.as_of())


@st.cache_resource(max_entries=2, show_spinner=False)
def _since(before: str, database: tuple[int, int, int], registry_version: str, day: date) -> edition_texts.Since | None:  # noqa: ARG001 - keys
    return edition_texts.since(_facts(database, registry_version, day), storage.data_folder())


@st.cache_resource(max_entries=4, show_spinner=False)
def _between(name: str, fingerprint: str, before: str) -> edition_texts.Since | None:  # noqa: ARG001 - a key
    return edition_texts.since(_edition(name, fingerprint), storage.data_folder())


def transit() -> Transit:
    """What a build has computed of the timetables; a database that was swapped in is picked up likewise."""
    shown = facts()
    path = shown.folder / storage.FILE_NAME
    return _transit(path, storage.fingerprint(path), shown.home.county_code)


@st.cache_resource(max_entries=2, show_spinner="Läser tidtabellerna …")
def _transit(path: Path, database: tuple[int, int, int], county: str) -> Transit:  # noqa: ARG001 - a key
    return kept.settled(timetables.load(path, county))


def stops(timetable: Timetable) -> Stops | None:
    """The stops and departures of a timetable, from its files, which never change; None where they cannot be read."""
    try:
        return _stops(storage.data_folder() / timetable.folder)
    except DataError:
        return None


@st.cache_resource(max_entries=4, show_spinner="Läser hållplatserna …")
def _stops(folder: Path) -> Stops:
    return kept.settled(transit_stops.load(folder))


def network(timetable: Timetable) -> Network | None:
    """A timetable's day made ready for the search of travel times; None where its files cannot be read."""
    try:
        return _network(storage.data_folder() / timetable.folder)
    except DataError:
        return None


@st.cache_resource(max_entries=2, show_spinner="Förbereder restiderna …")
def _network(folder: Path) -> Network:
    return kept.settled(travel.load(folder))


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
    asked, key = st.query_params.get(name), f"choice:{name}"
    is_from_outside = asked != st.session_state.get(WRITTEN + name) or key not in st.session_state
    asked = (codes or {}).get((asked or "").casefold(), asked)
    if asked in options and is_from_outside:
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        if asked and asked not in options and is_from_outside:
            say_unknown(asked, label, shown(default))
        st.session_state[key] = default
    looks = {"placeholder": "Välj"} if widget is st.selectbox else {}
    spoken = _spoken(widget, shown)
    value = widget(plain.markdown(label), options, key=key, format_func=spoken, **looks) or default
    st.query_params[name] = value
    st.session_state[WRITTEN + name] = value
    return value


def _spoken(widget: Callable[..., Option | None], shown: Callable[[Option], str]) -> Callable[[Option], str]:
    """What an option is called, as the widget reads it: a list takes text, all others markdown."""
    said = printable if widget is st.selectbox else plain.markdown
    return lambda option: said(shown(option))


def type_in(name: str, label: str, example: str, lines: int = 0) -> str:
    """A text tied to the address: a link fills it in; an empty one leaves the address.

    Args:
        lines: how many the field shows; 0 takes one line only.
    """
    asked, key = st.query_params.get(name), f"choice:{name}"
    if asked != st.session_state.get(WRITTEN + name) or key not in st.session_state:
        st.session_state[key] = (asked or "")[:LONGEST]
    if lines:
        typed = st.text_area(
            plain.markdown(label), key=key, placeholder=example, height=28 * lines + 16, max_chars=LONGEST
        )
    else:
        typed = st.text_input(
            plain.markdown(label), key=key, placeholder=example, autocomplete="off", max_chars=LONGEST
        )
    typed = (typed or "")[:LONGEST].strip()  # what a browser sends follows no limit of the field's
    if typed:
        st.query_params[name] = typed
    else:
        st.query_params.pop(name, None)
    st.session_state[WRITTEN + name] = typed or None
    return typed


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


def choose_many(
    name: str,
    options: Sequence[str],
    default: list[str],
    label: str,
    format_func: Callable[[str], str],
    codes: Mapping[str, str] | None = None,
    placeholder: str = "Välj områden",
) -> list[str]:
    """Several choices tied to the address, joined by commas; without any, the default (which may be none) remains."""
    asked, key = st.query_params.get(name), f"choice:{name}"
    is_from_outside = asked != st.session_state.get(WRITTEN + name) or key not in st.session_state
    parts = [(codes or {}).get(part.casefold(), part) for part in (asked or "").split(",") if part]
    named = list(dict.fromkeys(part for part in parts if part in options))
    unknown = [part for part in parts if part not in options]
    if unknown and is_from_outside:
        shown = listed(format_func(part) for part in named or default)
        say_unknown(", ".join(unknown), label, shown or "Inget annat")
    if named and is_from_outside:
        st.session_state[key] = named
    elif key not in st.session_state:
        st.session_state[key] = default
    picked = st.multiselect(
        plain.markdown(label),
        options,
        key=key,
        format_func=lambda option: printable(format_func(option)),
        placeholder=placeholder,
        wrap=True,
    )
    chosen = picked or default
    st.query_params[name] = st.session_state[WRITTEN + name] = ",".join(chosen)
    return chosen


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

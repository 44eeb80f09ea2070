"""Which programme a visitor reads, as the address asks for it: it follows from page to page until left."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import address, kept
from dashboard.address import GOAL, PROGRAMME
from dashboard.content import facts as content
from dashboard.content.facts import Facts
from malkollen import served
from malkollen.database import storage
from malkollen.registry import in_force, registry


class _Declared(NamedTuple):
    """The programme that leads on a day; every programme, and whether it is read aside; every goal's programme."""

    leading: str
    asides: dict[str, bool]
    owners: dict[str, str]


def programme() -> str | None:
    """The programme that the address asks for, other than the one that leads.

    A goal of another programme asks for its own.
    """
    run, declared = address.run(), _declared(registry.version(), served.as_of())
    wanted = _wanted(run.asked, declared)
    run.settle(PROGRAMME, wanted or "", "", _wanted(run.bar, declared) or "")
    return wanted


def unknown() -> str | None:
    """The programme that the address asks for and that does not exist."""
    asked = address.run().asked.get(PROGRAMME)
    return asked if asked and asked not in _declared(registry.version(), served.as_of()).asides else None


def _wanted(asked: Mapping[str, str], declared: _Declared) -> str | None:
    """The programme aside that an address means; None where it means the one that leads."""
    named = asked.get(PROGRAMME, "")
    owner = declared.owners.get(asked.get(GOAL, ""))
    read = named if declared.asides.get(named) else declared.leading
    if owner is None or owner == read:
        return named if declared.asides.get(named) else None
    return owner if owner != declared.leading and declared.asides[owner] else None


@st.cache_resource(max_entries=2, show_spinner="Läser siffrorna …")
def facts(database: tuple[int, int, int], registry_version: str, day: date, programme: str) -> Facts:  # noqa: ARG001 - keys
    """Everything the pages read, under another programme than the one that leads on the day."""
    return kept.settled(content.load(storage.database(), day, programme=programme))


@st.cache_data(max_entries=2, show_spinner=False)
def _declared(registry_version: str, day: date) -> _Declared:  # noqa: ARG001 - a key
    declared = registry.load()
    asides = {key: in_force.reading(declared, day, key).aside is not None for key in declared.programmes}
    owners = {key: goal.programme for key, goal in declared.goals.items()}
    return _Declared(in_force.leading(declared, day), asides, owners)


def leave() -> None:
    """Back to the programme that leads, and to its goals."""
    for name in (PROGRAMME, GOAL, address.PINNED):
        address.press(name, None)

"""Under which licences what is published may be used, as the publishers of its figures say."""

from collections.abc import Iterable
from typing import NamedTuple

from malkollen.database.freshness import Freshness

NAMED = {
    "ODbL": ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
"""Licences that have a name and an address of their own, the most demanding first."""
SHARED_ALIKE = "ODbL-1.0"


class Licence(NamedTuple):
    """A licence. name: its identifier, empty where there are only words; address: of its text, empty likewise."""

    title: str
    name: str = ""
    address: str = ""


def licence(text: str) -> Licence:
    """The licence that a publisher's words name."""
    for mark, (name, address) in NAMED.items():
        if mark in text:
            return Licence(text, name, address)
    return Licence(text)


def licences(sources: Iterable[Freshness]) -> tuple[Licence, ...]:
    """The licences of some sources, each once; what is made of streets is under the streets' licence alone."""
    every = tuple(dict.fromkeys(licence(source.licence) for source in sources))
    shared = tuple(one for one in every if one.name == SHARED_ALIKE)
    return shared or every

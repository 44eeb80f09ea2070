"""What NOBIL's codes mean, as they are declared; and the power that a label says of a code nobody knows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest import publishers

NAME = "nobil"
"""In ingest/publishers/."""
MOST_KW = 5000.0
"""Of a charger for ships and lorries; a label that says more is not believed."""
LABEL_KW = re.compile(r"^\s*([0-9]+(?:[.,][0-9]+)?) ?kW\b")


@dataclass(frozen=True)
class Codes:
    """What the publisher's codes mean: of attributes by their type, of power in kW."""

    attributes: Mapping[str, str]
    codes: Mapping[str, Any]
    kw: Mapping[str, float]
    dc: frozenset[str]
    country: str

    @classmethod
    def now(cls) -> "Codes":
        """As ingest/publishers/nobil.toml and the data folder's file declare them."""
        nobil = publishers.read(NAME)
        kw = {**nobil["ac"], **nobil["dc"]}
        return cls(nobil["attributes"], nobil["codes"], kw, frozenset(nobil["dc"]), nobil["country"])


def labelled(label: str) -> float | None:
    """The power in kW that a label begins with; None where it does not, or says what no charger has."""
    said = LABEL_KW.match(label)
    kw = float(said[1].replace(",", ".")) if said else 0.0
    return kw if 0 < kw <= MOST_KW else None

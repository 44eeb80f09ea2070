"""Who a cooperation is: its municipalities by the names somebody typed, its counties, and those around them."""

import csv
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from malkollen.errors import EntryError
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import swedish_key

LONGEST_NAME = 4
"""Words of a municipality's name, typed without quotes."""
CLOSE = 0.75


@dataclass(frozen=True)
class Municipality:
    """One of the 290. county: the two digits of its county; county_name: "Skåne län"."""

    code: str
    name: str
    county: str
    county_name: str


@dataclass(frozen=True)
class Cooperation:
    """A cooperation as its members' names tell it.

    Attributes:
        name: "Skåne Nordost"; members: in Swedish order; country: all 290.
        core: the municipality that many commute to.
        near: the codes of counties that lie beside the members' own, in order.
    """

    name: str
    members: tuple[Municipality, ...]
    core: Municipality
    country: tuple[Municipality, ...]
    near: tuple[str, ...]

    @property
    def key(self) -> str:
        """The id of its group: "skane_nordost"."""
        return slug(self.name)

    @cached_property
    def counties(self) -> tuple[str, ...]:
        """The codes of the members' counties, the one with most of them first."""
        counted = Counter(one.county for one in self.members)
        return tuple(sorted(counted, key=lambda county: (-counted[county], county)))

    def county_name(self, county: str) -> str:
        """A county's name: "Skåne län"."""
        return next(one.county_name for one in self.country if one.county == county)

    def of_county(self, county: str) -> list[str]:
        """The codes of a county's municipalities."""
        return [one.code for one in self.country if one.county == county]

    @property
    def codes(self) -> list[str]:
        """The members' codes."""
        return [one.code for one in self.members]


def cooperation(data: Path, name: str, typed: Sequence[str], core: str | None) -> Cooperation:
    """A cooperation of the municipalities that somebody has typed.

    Args:
        data: the folder with reference/municipalities.csv and the inhabitants' figures.
        typed: names or codes, with commas or without. core: the same of one; without it, the largest of the members.

    Raises:
        EntryError: names that no municipality has, with those that are nearest; or fewer than two.
    """
    from ingest.building import borders  # noqa: PLC0415 - only this command needs the map

    country = tuple(_country(data))
    members = _found(typed, country)
    if len(members) < 2:
        raise EntryError([f"{members[0].name}: en samverkan har minst två kommuner; skriv fler"])
    if not slug(name):
        raise EntryError([f"'{excerpt(name)}' är inget namn; skriv samverkans namn med bokstäver"])
    inhabitants = _inhabitants(data)
    centre = _found([core], country)[0] if core else max(members, key=lambda one: inhabitants.get(one.code, 0.0))
    counties = {one.county for one in members}
    if centre not in members and centre.county not in counties:
        raise EntryError([f"{centre.name}: kärnkommunen är en medlem eller ligger i en medlems län"])
    return Cooperation(name, members, centre, country, borders.beside(counties))


def slug(text: str) -> str:
    """A name as an id: small letters a–z, digits and underscores; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")


def _country(data: Path) -> Iterable[Municipality]:
    with (data / "reference" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Municipality(
                row["municipality_code"], row["municipality_name"], row["county_code"], row["county_name"]
            )


def _found(typed: Sequence[str], country: Sequence[Municipality]) -> tuple[Municipality, ...]:
    """The municipalities that are typed, each once; EntryError with every name that none has."""
    known = {word.casefold(): one for one in country for word in (one.code, one.name, f"{one.name}s kommun")}
    known |= {f"{one.name} kommun".casefold(): one for one in country}
    members, faults = list[Municipality](), list[str]()
    for part in " ".join(typed).split(","):
        words = part.split()
        while words:
            sizes = range(min(LONGEST_NAME, len(words)), 0, -1)
            size = next((size for size in sizes if " ".join(words[:size]).casefold() in known), 0)
            if size:
                members.append(known[" ".join(words[:size]).casefold()])
            else:
                faults.append(_no_such(words[0], country))
            words = words[max(size, 1) :]
    if faults or not members:
        raise EntryError(faults or ["skriv kommunernas namn efter samverkans namn"])
    return tuple(sorted(dict.fromkeys(members), key=lambda one: swedish_key(one.name)))


def _no_such(word: str, country: Sequence[Municipality]) -> str:
    names = {one.name.casefold(): one.name for one in country}
    near = [names[name] for name in difflib.get_close_matches(word.casefold(), names, cutoff=CLOSE)]
    near += [name for key, name in names.items() if word.casefold() in key.split() and name not in near]
    ask = f"menar du {' eller '.join(near)}?" if near else "skriv namnet som SCB gör, eller kommunkoden"
    return f"ingen kommun heter '{excerpt(word)}'; {ask}"


def _inhabitants(data: Path) -> dict[str, float]:
    """Inhabitants of each municipality the latest year that is carried."""
    with (data / "figures" / "population.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted((row["year"], row["municipality_code"], row["value"]) for row in csv.DictReader(file))
    return {code: float(value) for _, code, value in rows if value}

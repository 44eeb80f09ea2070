"""Areas: the 290 municipalities, the comparison groups and riket, with names, members and Swedish order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations
from typing import Literal

from duckdb import DuckDBPyConnection

from malkollen.errors import UnknownNameError
from malkollen.registry.registry import Registry
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed, swedish_key

COUNTRY = "riket"
AreaKind = Literal["municipality", "group", "country"]


@dataclass(frozen=True)
class Area:
    """A municipality, a group or riket. members: municipality codes; a municipality is its own."""

    id: str
    name: str
    kind: AreaKind
    members: frozenset[str]
    county_code: str | None = None


class Areas:
    """All areas by id, with the home group first in mind.

    Attributes:
        by_id: every area; home: the group whose dashboard this is; reference_group: where municipalities are placed.
    """

    def __init__(self, areas: Iterable[Area], home: str, reference_group: str) -> None:
        """Keeps the areas by id."""
        self.by_id = {area.id: area for area in areas}
        self.home = self.by_id[home]
        self.reference_group = self.by_id[reference_group]

    def name(self, area: str) -> str:
        """The Swedish name of an area."""
        return self.by_id[area].name

    @cached_property
    def home_members(self) -> list[str]:
        """The codes of the home group's municipalities in Swedish order of their names."""
        return self.sorted(self.home.members)

    @cached_property
    def municipalities(self) -> list[str]:
        """All 290 codes in Swedish order of their names."""
        return self.sorted(area.id for area in self.by_id.values() if area.kind == "municipality")

    @cached_property
    def groups(self) -> list[str]:
        """The comparison groups, in the registry's order; none that is the home group under another name."""
        groups = (area for area in self.by_id.values() if area.kind == "group")
        return [area.id for area in groups if area is self.home or area.members != self.home.members]

    @cached_property
    def everything(self) -> list[str]:
        """Groups, riket and the 290, in that order."""
        return [*self.groups, COUNTRY, *self.municipalities]

    @cached_property
    def from_home(self) -> list[str]:
        """Every area in the order that it is looked for: home, its members, riket, other groups, the rest."""
        return list(dict.fromkeys([self.home.id, *self.home_members, COUNTRY, *self.everything]))

    def around(self, county: str) -> list[str]:
        """The home group, its county where that is something else, and riket."""
        return [self.home.id, *(area for area in self.groups if area == county != self.home.id), COUNTRY]

    def sorted(self, areas: Iterable[str]) -> list[str]:
        """Ids in Swedish order of their names."""
        return sorted(areas, key=lambda area: swedish_key(self.name(area)))

    def find(self, text: str) -> str:
        """The id of an area given by code, id or name in any case; UnknownNameError otherwise."""
        wanted = text.strip().casefold()
        for area in self.by_id.values():
            if wanted in (area.id.casefold(), area.name.casefold()):
                return area.id
        groups = ", ".join([*self.groups, COUNTRY])
        raise UnknownNameError(
            f"området '{excerpt(text)}' finns inte; skriv en kommunkod med fyra siffror, {groups} eller all"
        )


def load(db: DuckDBPyConnection, registry: Registry) -> Areas:
    """Reads the areas of a database, groups named and ordered as in the registry.

    Raises:
        UnknownNameError: a group of the registry has no members in the database.
    """
    members: dict[str, set[str]] = {}
    for area, code in db.execute("SELECT area_id, municipality_code FROM mart.members").fetchall():
        members.setdefault(area, set()).add(code)
    areas = []
    for key, group in registry.groups.items():
        if key not in members:
            what = "skriv dem i reference/comparison_groups.csv, och läs in den med 'malkollen ingest --offline'"
            raise UnknownNameError(f"indicators.toml: groups.{key}: gruppen har inga medlemmar i databasen; {what}")
        areas.append(Area(key, group.title, "group", frozenset(members[key])))
    areas.append(Area(COUNTRY, "Riket", "country", frozenset(members[COUNTRY])))
    query = "SELECT municipality_code, municipality_name, county_code FROM mart.municipalities"
    for code, name, county in db.execute(query).fetchall():
        areas.append(Area(code, name, "municipality", frozenset({code}), county))
    return Areas(areas, registry.comparison.home, registry.comparison.municipality_group)


def chosen(areas: Areas, names: Iterable[str] | None) -> list[str]:
    """The areas a user names; without any, the home group's municipalities and the group itself."""
    if not names:
        return [*areas.home_members, areas.home.id]
    found = [area for name in names for area in (areas.everything if name.casefold() == "all" else [areas.find(name)])]
    return list(dict.fromkeys(found))


def pool(comparison_set: str) -> str:
    """The id of all regions of a comparison set but the first, summed as one."""
    return f"{comparison_set}:rest"


def pools(registry: Registry, areas: Areas) -> dict[str, frozenset[str]]:
    """The members of the pooled rest of every comparison set."""
    return {
        pool(key): frozenset[str]().union(*(areas.by_id[group].members for group in declared.groups[1:]))
        for key, declared in registry.comparison_sets.items()
        if areas.by_id.keys() >= {*declared.groups}
    }


def set_faults(registry: Registry, areas: Areas) -> list[str]:
    """Comparison sets that do not begin with the home group or a part of it, or where two groups share some."""
    faults = []
    for key, comparison in registry.comparison_sets.items():
        where = f"comparison_sets.{key}.groups"
        first = comparison.groups[0]
        if not areas.by_id[first].members <= areas.home.members:
            faults.append(f"{where}: '{excerpt(first)}' står först men är varken '{areas.home.id}' eller en del av den")
        for one, other in permutations(comparison.groups, 2):
            if areas.by_id[one].members > areas.by_id[other].members:
                faults.append(
                    f"{where}: '{excerpt(one)}' innehåller '{excerpt(other)}'; ingen grupp får ingå i en annan"
                )
        for one, other in combinations(comparison.groups, 2):
            ours, theirs = areas.by_id[one].members, areas.by_id[other].members
            if ours == theirs:
                faults.append(f"{where}: '{excerpt(one)}' och '{excerpt(other)}' har samma kommuner")
            elif (both := ours & theirs) and both not in (ours, theirs):
                names = listed(map(areas.name, areas.sorted(both)))
                faults.append(
                    f"{where}: {names} står både i '{excerpt(one)}' och i '{excerpt(other)}'; en kommun får stå i en"
                )
    return faults

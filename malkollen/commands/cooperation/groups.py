"""The groups a cooperation begins with: its own, its counties', what is left of them, and those around."""

import csv
from dataclasses import dataclass
from pathlib import Path

from malkollen.commands.cooperation.members import Cooperation, slug
from malkollen.registry.content import Content
from malkollen.texts.swedish import listed

COLUMNS = ("group_id", "group_name", "municipality_code", "origin")
ORIGIN = "SCB:s kommunkoder"


@dataclass(frozen=True)
class Group:
    """A group of municipalities. county: where it is a whole county's, which has no rows of its own."""

    key: str
    title: str
    codes: tuple[str, ...]
    county: str | None = None
    origin: str = ORIGIN


@dataclass(frozen=True)
class Groups:
    """The groups of a cooperation.

    Attributes:
        home: its own; counties: whole ones, those of its members first; rest: what is left of its members' counties.
        placed: the group that a municipality is placed in.
        is_shipped: whether that is the shipped registry's own, whose words hold then.
    """

    home: Group
    counties: tuple[Group, ...]
    rest: tuple[Group, ...]
    placed: Group
    is_shipped: bool

    @property
    def every(self) -> tuple[Group, ...]:
        """Each once, as they stand in the registry."""
        groups = (self.home, *self.counties, *self.rest, self.placed)
        return tuple({group.key: group for group in groups}.values())


def groups(data: Path, cooperation: Cooperation, shipped: Content) -> Groups:
    """The groups to begin with.

    Args:
        data: the folder with reference/comparison_groups.csv. shipped: the registry that comes with the program.
    """
    own = {*cooperation.codes}
    counties = tuple(
        Group(f"{slug(cooperation.county_name(code))}", cooperation.county_name(code), tuple(codes), code)
        for code in (*cooperation.counties, *cooperation.near)
        for codes in [cooperation.of_county(code)]
    )
    rest = tuple(
        Group(f"ovriga_{whole.key}", f"Övriga {whole.title}", left)
        for whole in counties[: len(cooperation.counties)]
        if (left := tuple(code for code in whole.codes if code not in own))
    )
    home = Group(cooperation.key, cooperation.name, tuple(cooperation.codes), origin="samverkans medlemmar")
    like = _shipped_group(data, shipped)
    is_like = len(own & {*like.codes}) * 2 > len(own)
    return Groups(home, counties, rest, like if is_like else _of_counties(cooperation, counties), is_like)


def _shipped_group(data: Path, shipped: Content) -> Group:
    key = shipped["comparison"]["municipality_group"]
    with (data / "reference" / "comparison_groups.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["group_id"] == key]
    title = shipped["groups"][key]["title"]
    return Group(key, title, tuple(row["municipality_code"] for row in rows), origin=rows[0]["origin"])


def _of_counties(cooperation: Cooperation, counties: tuple[Group, ...]) -> Group:
    """All municipalities of the members' counties: the county's group, or one of several counties."""
    own = counties[: len(cooperation.counties)]
    if len(own) == 1:
        return own[0]
    codes = tuple(code for group in own for code in group.codes)
    return Group("kommunerna_i_lanen", f"Kommunerna i {where(cooperation)}", codes)


def where(cooperation: Cooperation) -> str:
    """The members' counties in a sentence: "Skåne län", "Skåne och Blekinge län"."""
    names = [cooperation.county_name(code) for code in cooperation.counties]
    *others, last = names
    return listed([*(name.removesuffix(" län") for name in others), last])


def write(path: Path, groups: Groups) -> None:
    """Writes the rows of the groups that have any as comparison_groups.csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for group in groups.every:
            rows = [] if group.county else group.codes
            writer.writerows((group.key, group.title, code, group.origin) for code in rows)

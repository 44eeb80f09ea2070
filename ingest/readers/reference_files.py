"""The files of a data folder's reference, line by line: every fault of them and of the registry, all at once."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from ingest.readers.table import Line, Table, checked, read as read_table
from malkollen.errors import RegistryError, SourceError
from malkollen.registry import content, registry
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

MUNICIPALITIES = 290
CODE = re.compile("[0-9]{4}")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
COORDINATES = {"latitude": (55.0, 70.0), "longitude": (10.0, 25.0)}  # Sweden

MUNICIPALITIES_TABLE = Table(
    "municipalities.csv",
    columns=("municipality_code", "municipality_name", "county_code", "county_name"),
    keys=("municipality_code",),
)
GROUPS_TABLE = Table(
    "comparison_groups.csv",
    columns=("group_id", "group_name", "municipality_code", "origin"),
    keys=("group_id", "municipality_code"),
)
PLACES_TABLE = Table(
    "places.csv",
    columns=("place_id", "name", "kind", "municipality_code", "latitude", "longitude", "stop"),
    keys=("place_id",),
    optional=("latitude", "longitude", "stop"),
    decimals=("latitude", "longitude"),
)


class Files(NamedTuple):
    """Lines of municipalities.csv, comparison_groups.csv and places.csv.

    Attributes:
        are_whole: whether every line could be read and knows its municipality, and the registry is without fault.
    """

    municipalities: list[Line]
    groups: list[Line]
    places: list[Line]
    are_whole: bool


def read(folder: Path) -> tuple[Files, list[str]]:
    """The files, and every fault of the registry, the groups and the places: a line each with file and row or key.

    Raises:
        SourceError: municipalities.csv, which comes with the program, is not as it came.
    """
    declared, faults = _declared()
    municipalities = _municipalities(folder)
    codes = {line.cells["municipality_code"] for line in municipalities}
    groups, faults_of_groups = checked(folder, GROUPS_TABLE)
    faults_of_groups += _twice(groups, declared or {})
    groups += _of_counties(municipalities, declared or {})
    places, faults_of_places = checked(folder, PLACES_TABLE)
    faults_of_groups += _code_faults(groups, codes)
    faults_of_places += _code_faults(places, codes)
    whole = not (faults or faults_of_groups or faults_of_places)
    faults += faults_of_groups
    if not faults_of_groups and declared is not None:
        faults += _count_faults(groups, declared)
    faults += faults_of_places + _coordinate_faults(places)
    return Files(municipalities, groups, places, whole), faults


def members(folder: Path, group: str) -> set[str]:
    """The codes of a group's municipalities; SourceError naming file and row. folder: of the file."""
    lines = read_table(folder, GROUPS_TABLE)
    return {line.cells["municipality_code"] for line in lines if line.cells["group_id"] == group}


def _declared() -> tuple[content.Content | None, list[str]]:
    """The groups as the registry declares them, where it can be read at all, and its faults."""
    try:
        return {key: dict(group) for key, group in registry.load().groups.items()}, []
    except RegistryError as error:
        faults = [*error.faults]
    try:
        return content.entries(registry.read(), "groups"), faults
    except RegistryError:
        return None, faults


def _of_counties(municipalities: list[Line], declared: content.Content) -> list[Line]:
    """A line a municipality of each group that is a county's."""
    return [
        Line(
            f"groups.{key}.county",
            {"group_id": key, "municipality_code": one.cells["municipality_code"], "origin": "länets kommuner"},
        )
        for key, group in declared.items()
        for one in municipalities
        if group.get("county") == one.cells["county_code"]
    ]


def _municipalities(folder: Path) -> list[Line]:
    """The 290, each with a code of four digits that begins with its county's."""
    lines = read_table(folder, MUNICIPALITIES_TABLE)
    for line in lines:
        code, county = line.cells["municipality_code"], line.cells["county_code"]
        if not CODE.fullmatch(code):
            raise line.fault(f"'{excerpt(code)}' är inte en kommunkod med fyra siffror")
        if code[:2] != county:
            raise line.fault(f"kommunkoden {code} börjar inte med länets kod '{excerpt(county)}'")
    if len(lines) != MUNICIPALITIES:
        raise SourceError(f"{MUNICIPALITIES_TABLE.file}: {len(lines)} kommuner, {MUNICIPALITIES} ska stå i filen")
    return lines


def _code_faults(lines: list[Line], codes: set[str]) -> list[str]:
    known = f"en av de {len(codes)} kommunerna i {MUNICIPALITIES_TABLE.file}"
    wanted = ((line, line.cells["municipality_code"]) for line in lines)
    return [
        f"{line.where}: '{excerpt(code)}' är inte {known}"
        + (f"; skriv {code.zfill(4)}, i Excel i en kolumn som är text" if code.zfill(4) in codes else "")
        for line, code in wanted
        if code not in codes
    ]


def _coordinate_faults(lines: list[Line]) -> list[str]:
    return [f"{line.where}: {fault}" for line in lines if (fault := _coordinate_fault(line))]


def _coordinate_fault(line: Line) -> str:
    """The first coordinate that is none in Sweden; empty where both are, or where the timetable's stop is to tell."""
    if not any(line.cells[column] for column in COORDINATES):
        return ""
    for column, (least, most) in COORDINATES.items():
        text = line.cells[column]
        if not NUMBER.fullmatch(text) or not least <= float(text) <= most:
            return f"{column} ska vara ett tal mellan {least:g} och {most:g}, inte '{excerpt(text)}'"
    return ""


def _twice(lines: list[Line], declared: content.Content) -> list[str]:
    """Rows of a group that is a county's: the registry has its members."""
    rows = {line.cells["group_id"]: line.where for line in reversed(lines)}
    return [
        f"{rows[key]}: gruppen '{key}' är hela länet {group['county']} enligt groups.{key}.county; ta bort dess rader"
        for key, group in declared.items()
        if group.get("county") and key in rows
    ]


def _count_faults(lines: list[Line], declared: content.Content) -> list[str]:
    """A file that is cut short must not shrink a group unseen: every group has the members it is declared to have."""
    counts = Counter(line.cells["group_id"] for line in lines)
    faults = [
        f"gruppen '{key}' har {counts[key]} kommuner, {group.get('members')} är deklarerade i indicators.toml "
        f"(groups.{key}.members)"
        for key, group in declared.items()
        if counts[key] != group.get("members")
    ]
    if left := sorted(counts.keys() - declared.keys()):
        names = listed(f"'{excerpt(key)}'" for key in left)
        faults.append(f"ingen grupp i indicators.toml heter {names}; ta bort raderna, eller lägg till under groups")
    return [f"{GROUPS_TABLE.file}: {fault}" for fault in faults]

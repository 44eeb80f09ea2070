"""The places a cooperation begins with: a centre for each member, and a regional core where many commute."""

import csv
from collections.abc import Iterator
from pathlib import Path

from malkollen.commands.cooperation.members import Cooperation, slug

COLUMNS = ("place_id", "name", "kind", "municipality_code", "latitude", "longitude", "stop")


def start(cooperation: Cooperation) -> str:
    """The place where a journey begins until another is chosen: the core's centre, or the first member's."""
    return slug((cooperation.core if cooperation.core in cooperation.members else cooperation.members[0]).name)


def names(path: Path) -> set[str]:
    """What the places of a places.csv are called."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"] for row in csv.DictReader(file)}


def write(path: Path, cooperation: Cooperation) -> None:
    """Writes places.csv; where they lie is told by their stops, which somebody has yet to write."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*row, "", "", "") for row in _rows(cooperation))


def _rows(cooperation: Cooperation) -> Iterator[tuple[str, str, str, str]]:
    for one in cooperation.members:
        yield slug(one.name), one.name, "municipal_centre", one.code
    core = cooperation.core
    yield f"{slug(core.name)}_karna", core.name, "regional_core", core.code

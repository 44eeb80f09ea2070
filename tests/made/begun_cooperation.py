"""Cooperations that `malkollen cooperation` begins for tests: real municipalities; what is filled in is made up."""

import re
from pathlib import Path

from malkollen.__main__ import main
from malkollen.registry.content import TO_FILL_IN

ONE_COUNTY = ("Skåne Nordost", ["Bromölla", "Hässleholm", "Hörby,", "Höör", "Kristianstad", "Osby", "Östra", "Göinge"])
TWO_COUNTIES = ("Påhittade sydost", ["Karlshamn", "Olofström", "Sölvesborg", "Tingsryd", "Älmhult"])
FOUR = ("Fyrkanten", ["2580", "2581", "Boden", "Älvsbyn"])
EVERY = {"one county": ONE_COUNTY, "two counties": TWO_COUNTIES, "four": FOUR}
EXAMPLE = re.compile(r"\d{4}(?:-\d\d-\d\d)?(?=[^\d]*$)")
DAYS = ("decided", "valid_from", "valid_to", "base_year")


def begin(name: str, municipalities: list[str], to: Path) -> Path:
    """A new data folder, as the command writes it."""
    assert main(["cooperation", name, *municipalities, "--to", str(to)]) == 0
    return to


def fill_in(path: Path) -> None:
    """Writes something made up in place of each mark: days and years as the mark's own example."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf'(\w+) = "{TO_FILL_IN}([^"]*)"', _filled, text), encoding="utf-8")


def _filled(mark: re.Match[str]) -> str:
    key, asked = mark[1], mark[2]
    example = EXAMPLE.search(asked)
    if key in DAYS and example:
        return f"{key} = {example[0]}"
    return f'{key} = "{"påhittade gruppen" if key == "name" else "Påhittat"}"'

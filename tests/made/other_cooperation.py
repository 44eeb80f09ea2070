"""A second cooperation as the tests have it: Stor-Göteborg's municipalities and figures under an invented programme.

The registry and the reference data beside it lie in tests/fixtures/other_cooperation. The figures are the committed
ones: they hold all 290. The matrix and the timetables are made.
"""

import html
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import made_matrix
import made_transit
import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest

from ingest import build
from malkollen import ROOT
from malkollen.database import storage
from malkollen.registry import content, registry
from malkollen.served import AS_OF_VARIABLE

FIXTURE = ROOT / "tests" / "fixtures" / "other_cooperation"
REGISTRY = FIXTURE / "indicators.toml"
TODAY = "2026-11-22"
HOME, COUNTY = "stor_goteborg", "14"
FIRST, SECOND = "pahittat_2035", "pahittat_2038"
FIRST_TITLE, SECOND_TITLE = "Påhittat program 2035", "Påhittat program 2038"
LAST_DAY, NEXT_DAY = "2027-12-31", "2028-01-01"
SERVES_BOTH = "population_near_transit_share"
"""An indicator of a goal that the second programme replaces, which also serves the one in its place."""
FALSE = re.compile(
    r"\b((?<!svarets )(?<!svarets \n)(?<!De andra )"
    r"åtta(?!\s+(?:partier|kärnindikatorer|av dem|mått|är\s+kärnindikatorer))"
    r"|södertörn\w*|stockholm\w*|ledningsgrupp\w*|samarbetskommitt\w*|sup 2040)\b",
    re.IGNORECASE,
)
"""Of the first cooperation; eight measures, questions, parties or indicators are counts of their own."""
NAMES = ("Stockholm", "Region Stockholm")
"""What may stand alone in a cell of a table: a municipality among the 290, a publisher."""
CARRIED = re.compile(r"(rikets?\s+och|51\s+kommuner:|finns\s+här\s+för)\s+Stockholms\s+läns?", re.IGNORECASE)
"""In the title and the caveats of carried sources: they say what was fetched."""
TEXTS = ("title", "header", "subheader", "markdown", "html", "warning", "info", "error", "caption")
SECOND_PROGRAMME = f"""
[programmes.{SECOND}]
title = "{SECOND_TITLE}"
document = "Påhittat program 2038, skrivet för ett prov"
decided_by = "Påhittade förbundsstyrelsen"
decided = 2027-10-01
adopted_by = "Ingen: programmet är påhittat"
valid_from = {NEXT_DAY}
valid_to = 2031-12-31
base_year = 2026
vision = "En annan påhittad vision för provet"
overarching_goal = "Ett annat påhittat övergripande mål"

[goals.klimat_2038]
programme = "{SECOND}"
heading = "Klimat vidare"
sentence = "Ett påhittat mål om klimatet, fört vidare"
meaning = "Innebär ingenting: målet är påhittat."
carries_on = "klimat"

[goals.vardag_2038]
programme = "{SECOND}"
heading = "Vardag"
sentence = "Ett påhittat mål om vardagens resor"
meaning = "Innebär ingenting: målet är påhittat."
"""


@contextmanager
def registered(path: Path = REGISTRY) -> Iterator[None]:
    """The program reads this registry where it would read the repository's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry.load, "__defaults__", (path,))
        patch.setattr(registry.version, "__defaults__", (path,))
        patch.setattr(content, "registry_file", lambda: path)
        yield


@contextmanager
def at(folder: Path) -> Iterator[None]:
    """Pages and commands read this data folder, on a day of the tests."""
    with registered(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", os.fspath(folder))
        patch.setenv(AS_OF_VARIABLE, TODAY)
        yield


def with_second(folder: Path) -> Path:
    """The fixture's registry with a second programme after its own: a goal carried on, one replaced, one left."""
    text = REGISTRY.read_text(encoding="utf-8")
    paragraph = re.compile(rf'(\[indicators\.{SERVES_BOTH}\]\n(?:(?!\[).*\n)*?)goal = "narhet"')
    text, count = paragraph.subn(r'\1goal = ["narhet", "vardag_2038"]', text)
    assert count == 1
    path = folder / "indicators.toml"
    path.write_text(text + SECOND_PROGRAMME, encoding="utf-8")
    return path


def built(folder: Path) -> Path:
    """A data folder with a database built of the fixture's registry and reference data, a matrix and timetables."""
    shutil.copytree(ROOT / "data" / "figures", folder / "figures", copy_function=shutil.copyfile)
    shutil.copytree(ROOT / "data" / "reference", folder / "reference", copy_function=shutil.copyfile)
    for name in ("comparison_groups.csv", "places.csv"):
        shutil.copyfile(FIXTURE / name, folder / "reference" / name)
    with registered():
        build.build(folder)
    database = folder / storage.FILE_NAME
    made_matrix.add(database)
    made_transit.add(database, (made_transit.BEFORE, made_transit.AFTER), jobs=True, home=HOME, county=COUNTY)
    return folder


def false_words(text: str) -> list[str]:
    """Every false word with what stands around it."""
    text = CARRIED.sub("", text)
    return [text[max(0, found.start() - 60) : found.end() + 40] for found in FALSE.finditer(text)]


def screen(app: AppTest) -> str:
    """Everything that a page says, names of areas in cells of their own left out."""
    own = "|".join(NAMES)
    shown: list[Any] = [element for element in app.main if element.type in TEXTS]
    values = [str(element.value) for element in shown]
    values += [str(link.proto.label) for link in app.get("page_link")]
    values += [str(option) for group in app.get("button_group") for option in group.options]
    values += [str(option) for group in app.radio for option in group.options]
    cut = [re.sub(rf"<t[dh][^>]*>({own})[ *]*</t[dh]>", "", as_shown(value)) for value in values]
    return "\n".join(html.unescape(re.sub(r"<[^>]+>", " ", value)) for value in cut)

"""Edits of indicators.toml that the check calls faultless open every page and compose every document.

One registry with all of them: a goal whose only indicator waits, an indicator renamed, one removed, maps of three and
seven classes, and nobody in any role. What the edits leave pointing at nothing is refused by key.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import other_cooperation
import pytest
from parts import every
from streamlit.testing.v1 import AppTest

from dashboard.content import facts as content
from dashboard.content.answers import answers
from dashboard.documents import compose
from dashboard.documents.order import Order
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.errors import RegistryError
from malkollen.registry import registry
from malkollen.reports import KINDS, Kind
from malkollen.served import AS_OF_VARIABLE

APP = ROOT / "dashboard" / "app.py"
TODAY = "2026-11-22"
TEXT = registry.REGISTRY_FILE.read_text(encoding="utf-8")
RENAMED, REMOVED = "population_near_transit_share", "charging_points_per_1000"
THIRD_GOAL = """
[goals.tredje]
programme = "sup_2040"
heading = "Påhittat mål"
sentence = "Ett påhittat mål"
meaning = "Innebär ingenting: målet är påhittat."

[waiting.nobil]"""
VIEWS = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("[a-z]*.py"))
PAGES = [(view, {}) for view in VIEWS] + [
    ("goal", {"mal": "tredje"}),
    ("indicator", {"indikator": "nara"}),
    ("indicator", {"indikator": "electric_car_share"}),
]


def paragraph(name: str) -> re.Pattern[str]:
    """A table of the file with all its lines, up to the next."""
    return re.compile(rf"^\[{re.escape(name)}\]\n(?:(?!\[).*\n)*", re.MULTILINE)


def replaced(text: str, old: str, new: str, count: int = 1) -> str:
    assert text.count(old) == count, old
    return text.replace(old, new)


def without_roles(text: str) -> str:
    names = ["roles", "roles.timetable", *(f"examples.{name}" for name in ("trend", "rank", "pace", "place"))]
    for name in names:
        text, count = paragraph(name).subn("", text)
        assert count == 1, name
    return text


def edited(text: str) -> str:
    text = replaced(without_roles(text), "\n[waiting.nobil]", THIRD_GOAL)
    text = replaced(text, f"[indicators.{RENAMED}]", "[indicators.nara]")
    text = replaced(text, f'indicator = "{RENAMED}"', 'indicator = "nara"')
    text, count = paragraph(f"indicators.{REMOVED}").subn("", text)
    assert count == 1
    text = replaced(text, f'focus = ["{REMOVED}"]\n', "")
    text = text.replace(f'nearest = "{REMOVED}"\n', "").replace(f'nearest = "{RENAMED}"', 'nearest = "nara"')
    text = re.sub(rf'(?m)^(indicators = .*)"{RENAMED}"', r'\1"nara"', text)  # who may do something about it
    text = re.sub(rf'(?m)^(indicators = .*)"{REMOVED}", ', r"\1", text)
    school = paragraph("indicators.school_within_reach").search(text)
    assert school
    text = text.replace(school[0], replaced(school[0], 'goal = "tillganglighet"', 'goal = "tredje"'))
    text = replaced(text, "bins = [50.0, 70.0, 80.0, 90.0, 95.0]", "bins = [80.0, 90.0]")
    return replaced(text, "bins = [3.0, 6.0, 9.0, 12.0, 18.0]", "bins = [2.0, 4.0, 6.0, 9.0, 12.0, 18.0]")


@pytest.fixture(scope="module")
def folder(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("edited") / "indicators.toml"
    path.write_text(edited(TEXT), encoding="utf-8")
    with other_cooperation.registered(path), pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, TODAY)
        yield database.parent


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Any]:
    return AppTest.from_file(str(APP), default_timeout=60).run()._registered_pages


def test_the_check_finds_no_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--as-of", TODAY]) == 0
    assert "inga fel" in capsys.readouterr().out


@pytest.mark.parametrize(("view", "address"), every(4, [*PAGES]), ids=str)
def test_every_page_opens(view: str, address: dict[str, str], folder: Path, pages: dict[str, Any]) -> None:
    """Every fourth page; thoroughly all."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    app._registered_pages = pages
    app.switch_page(f"views/{view}.py")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert not app.error


def test_every_goal_indicator_and_area_has_an_answer(folder: Path) -> None:
    facts = content.load(folder / "malkollen.duckdb", date.fromisoformat(TODAY))
    rows = {row.about: row for row in answers.usual(facts)}
    assert all(row.answer.endswith(".") for row in rows.values())
    assert rows["tredje"].question is None
    assert rows["tredje"].answer == (
        "Går inte att svara på än. Siffror saknas för ett mått, och ingen dag är satt för nya."
    )
    assert "laddpunkter" not in rows["klimatomstallning"].answer


@pytest.mark.parametrize("kind", every(5, [*KINDS]))
def test_every_document_is_composed(kind: Kind, folder: Path) -> None:
    """One kind; thoroughly all five."""
    facts = content.load(folder / "malkollen.duckdb", date.fromisoformat(TODAY))
    keys = ("nara", "electric_car_share") if kind in ("underlag", "blad") else ()
    assert compose.compose(facts, folder, Order(kind, keys)).sections


def test_what_points_at_nothing_after_the_edit_is_refused_by_key(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(replaced(TEXT, f"[indicators.{RENAMED}]", "[indicators.nara]"), encoding="utf-8")
    with pytest.raises(RegistryError) as refused:
        registry.load(path)
    keys = [fault.split(": ")[1] for fault in refused.value.faults]
    nearest = [key for key in keys if key.endswith(".nearest")]
    assert len(nearest) == TEXT.count(f'nearest = "{RENAMED}"')
    assert [key for key in keys if key not in nearest] == [
        "targets.near_transit_sweden.indicator",
        "roles.near_transit",
        "examples.place.indicator",
        "duties.planning.indicators",
        "duties.public_transport.indicators",
    ]

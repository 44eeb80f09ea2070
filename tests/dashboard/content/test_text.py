"""Sentences about values, and that no English word of the interface has been left in them."""

import ast
import re
import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from dashboard.blocks.table import gap
from dashboard.content.answers import phrases
from dashboard.content.indicator.classes import bins_text
from dashboard.content.text import (
    amount,
    change_text,
    doubt,
    ended,
    group_rank_text,
    pair_text,
    place_text,
    short_amount,
)
from malkollen import ROOT
from malkollen.answers.movement import Span
from malkollen.assess.change import Change, change
from malkollen.assess.position import GroupRank, Place
from malkollen.registry import registry as registry_file
from malkollen.texts.swedish import inside

REGISTRY = registry_file.load()
SHARE = REGISTRY.indicators["electric_car_share"]
EMISSIONS = REGISTRY.indicators["transport_emissions"]
MILEAGE = REGISTRY.indicators["car_mileage_per_inhabitant"]
OUTSIDE = REGISTRY.indicators["population_outside_transit"]
COMMUTERS = REGISTRY.indicators["in_commuters"]
ENGLISH = re.compile(
    r"\b(the|and|with|loading|error|warning|none|null|download|select|choose|show|hide|search|municipality|indicator|"
    r"area|source|target|goal|default|missing|unknown|settings|submit|not available|per capita|share of)\b",
    re.IGNORECASE,
)
SCREEN = [
    *(ROOT / "dashboard" / "views").glob("*.py"),
    *(path for room in ("content", "screen", "workbook") for path in (ROOT / "dashboard" / room).rglob("*.py")),
    ROOT / "dashboard" / "app.py",
]


@pytest.mark.parametrize(
    ("indicator", "value", "text"),
    [
        (SHARE, 10.62, "10,6\u00a0%"),
        (SHARE, 0.0, "0,0\u00a0%"),
        (SHARE, None, "uppgift saknas"),
        (MILEAGE, 563.7, "564\u00a0mil/inv."),
        (EMISSIONS, 577_039.0, "577\u00a0000\u00a0ton"),
        (EMISSIONS, 9_999.0, "9\u00a0999\u00a0ton"),
        (OUTSIDE, 47_957.0, "48\u00a0000\u00a0personer"),  # derived from a share: hundreds
        (COMMUTERS, 27_660.0, "27\u00a0660\u00a0personer"),  # counted
    ],
)
def test_amount(indicator: registry_file.Indicator, value: float | None, text: str) -> None:
    assert amount(indicator, value) == text


@pytest.mark.parametrize(
    ("indicator", "value", "text"),
    [
        (SHARE, 10.62, "10,6\u00a0%"),
        (MILEAGE, 563.7, "564"),
        (EMISSIONS, 36_876.9, "37\u00a0000"),
        (OUTSIDE, 47_957.0, "48\u00a0000"),
        (COMMUTERS, 27_660.0, "27\u00a0660"),
        (SHARE, None, "–"),
    ],
)
def test_short_amount_has_no_long_unit(indicator: registry_file.Indicator, value: float | None, text: str) -> None:
    assert short_amount(indicator, value) == text


@pytest.mark.parametrize(
    ("indicator", "change", "base", "text"),
    [
        (SHARE, Change(2024, 2025, 1.8, 20.0), None, "+1,8\u00a0procentenheter sedan 2024"),
        (SHARE, Change(2022, 2025, -0.04, -1.0), None, "i stort sett oförändrat sedan 2022"),
        (MILEAGE, Change(2022, 2024, 23.0, 4.2), None, "+4\u00a0% sedan 2022"),
        (MILEAGE, Change(2022, 2024, -23.0, -4.2), None, "\u22124\u00a0% sedan 2022"),
        (MILEAGE, Change(2021, 2022, None, None, 2022), None, "jämförs inte med 2021: serien bryts 2022"),
        (MILEAGE, None, None, "inget tidigare år att jämföra med"),
        (MILEAGE, None, 2022, "uppgift saknas för 2022"),
    ],
)
def test_change_in_words(
    indicator: registry_file.Indicator, change: Change | None, base: int | None, text: str
) -> None:
    assert change_text(indicator, change, base) == text


@given(difference=st.floats(-1e6, 1e6), percent=st.floats(-1e6, 1e6))
def test_a_change_always_has_its_sign(difference: float, percent: float) -> None:
    for indicator in (SHARE, MILEAGE):
        told = change_text(indicator, Change(2023, 2024, difference, percent))
        assert told[0] in "+\u2212" or told == "i stort sett oförändrat sedan 2023"


def _read(text: str) -> Decimal:
    """The number that a text begins with; nothing of what is told as unchanged."""
    if text.startswith("i stort sett"):
        return Decimal(0)
    return Decimal(re.split(r"[\s%]", text)[0].replace("\u2212", "-").replace(",", ".").lstrip("±+"))


@given(before=st.floats(0, 100), after=st.floats(0, 100))
def test_a_difference_is_what_a_reader_gets_who_subtracts_the_shown_ends(before: float, after: float) -> None:
    moved = change({2022: before, 2025: after}, 2022, 2025)
    first, second = (_read(short_amount(SHARE, value)) for value in (before, after))
    span, cell = Span(2022, 2025, before, after), gap(before, after, SHARE.decimals)
    said = (change_text(SHARE, moved), phrases.change(SHARE, span), cell.text())
    assert [_read(text) for text in said] == [second - first] * 3


def test_a_group_that_shares_its_place_says_so() -> None:
    assert group_rank_text(GroupRank(2, 3, 4, ("stor_malmo",), -0.1, "stor_goteborg")) == "delad tvåa av fyra"
    assert group_rank_text(GroupRank(1, 1, 4, (), 2.0, "stor_goteborg")) == "först av fyra"
    assert group_rank_text(None) == "–"


@pytest.mark.parametrize(
    ("rank", "tied", "text"),
    [(1, (), "före de andra"), (2, (), "efter de andra"), (1, ("x",), "lika"), (2, ("x",), "lika")],
)
def test_two_groups_stand_before_after_or_equal(rank: int, tied: tuple[str, ...], text: str) -> None:
    assert pair_text(GroupRank(rank, rank + len(tied), 2, tied, 0.0, "x")) == text


def test_a_place_says_who_shares_it_and_who_is_outside() -> None:
    assert place_text(Place(8, 43, 1, 81.0, "upper", is_outside_group=False)) == "8 av 43 (delad med en till)"
    assert place_text(Place(5, 44, 0, 90.0, "upper", is_outside_group=True)) == "5 av 44, utanför gruppen"
    assert place_text(None) == "–"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(43, 43, 0, 1.2, "lower", is_outside_group=False), "sämsta fjärdedelen, av 43"),
        (
            Place(42, 43, 1, 2.3, "lower", is_outside_group=False),
            "sämsta fjärdedelen, av 43",
        ),  # two share the last
        (Place(44, 44, 0, 1.1, "lower", is_outside_group=True), "sämsta fjärdedelen, av 44, utanför gruppen"),
        (Place(42, 43, 0, 3.5, "lower", is_outside_group=False), "42 av 43"),
    ],
)
def test_nobody_is_printed_as_last(place: Place, text: str) -> None:
    assert place_text(place) == text


def test_a_sentence_has_one_full_stop() -> None:
    assert ended("564 mil/inv.") == "564 mil/inv."
    assert ended("10,6 %") == "10,6 %."


def test_classes_in_words() -> None:
    assert bins_text(SHARE) == ["under 3", "3–6", "6–9", "9–12", "12–18", "18 och mer"]
    trucks = REGISTRY.indicators["electric_light_truck_share"]
    assert bins_text(trucks) == ["under 1,5", "1,5–3,0", "3,0–5,0", "5,0–8,0", "8,0–12,0", "12,0 och mer"]


# ───────────── No English ─────────────


def _strings(tree: ast.AST) -> list[str]:
    """The texts of a module that may reach the screen: with a space or a capital first; docstrings left out."""
    doc = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    } | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    doc |= {id(part) for node in ast.walk(tree) if _is_log(node) for part in ast.walk(node)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in doc
    ]
    return [text for text in texts if (" " in text.strip() or text[:1].isupper()) and not _is_code(text)]


def _is_log(node: ast.AST) -> bool:
    """Whether it is a line for the server's log, which its keeper reads."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("LOG.")


def _is_code(text: str) -> bool:
    """SQL and markup are read by machines; the text between the tags is not."""
    if text.lstrip().startswith(("mk-", "SELECT ")) or text == "Table | None":
        return True
    return bool(re.fullmatch(r"\s*</?\w[^>]*>?\s*|[^<]*=\"[^>]*", text))


def test_no_screen_text_in_the_code_is_english() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), re.sub(r"<[^>]*>|”(?:Open|No results)”", "", text))
        for path in SCREEN
        for text in _strings(ast.parse(path.read_text("utf-8")))
    ]
    assert [(name, text) for name, text in found if ENGLISH.search(text)] == []


def test_the_search_for_english_finds_it() -> None:
    tree = ast.parse('"""Doc with the."""\nst.write("Show the table")\nst.write("Visa tabellen")')
    assert [text for text in _strings(tree) if ENGLISH.search(text)] == ["Show the table"]


def _texts(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, part in value.items() for text in _texts(part, name)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part, key)]
    codes = {"formula", "run", "scale", "better", "kind", "waiting_for", "indicator", "groups", "measures"}
    return [value] if isinstance(value, str) and key not in codes else []


def test_no_text_in_the_registry_is_english() -> None:
    content = tomllib.loads(registry_file.REGISTRY_FILE.read_text(encoding="utf-8"))
    found = [text for text in _texts(content) if " " in text]
    assert len(found) > 100
    assert [text for text in found if ENGLISH.search(text.replace("DG REGIO, working paper", ""))] == []


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("Elbilar i personbilsflottan", "elbilar i personbilsflottan"),
        ("EU:s nivå", "EU:s nivå"),
        ("Stor-Göteborgs arbetsmarknad", "Stor-Göteborgs arbetsmarknad"),
        ("Övriga Västra Götaland", "övriga Västra Götaland"),
        ("E4 och E20", "E4 och E20"),
        ("", ""),
    ],
)
def test_a_title_inside_a_sentence_keeps_its_names(title: str, within: str) -> None:
    assert inside(title) == within


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (0.7384, 0.8636, "från 0,7 till 0,9 sedan 2023"),  # by hand +29 %, of 0,7384 and 0,8636 +17
        (0.843, 2.429, "från 0,8 till 2,4 sedan 2023"),  # 188 percent, of 0,8 and 2,4: 200
        (0.19, 1.354, "från 0,2 till 1,4 sedan 2023"),  # +613 % says how little there was
        (541.2, 563.7, "+4\u00a0% sedan 2023"),
    ],
)
def test_a_readers_own_arithmetic_gives_the_change_or_there_is_no_percent(
    before: float, after: float, text: str
) -> None:
    charging = REGISTRY.indicators["charging_points_per_1000"]
    assert change_text(charging, change({2023: before, 2025: after}, 2023, 2025)) == text


def test_more_that_is_counted_explains_a_rise_and_of_what_is_divided_by_a_fall() -> None:
    broken = REGISTRY.breaks["charging_2023"]
    per_point, points = (REGISTRY.indicators[key] for key in ("chargeable_cars_per_point", "charging_points_per_1000"))
    assert doubt(broken, per_point, 55.4, 75.9) == "" == doubt(broken, points, 2.4, 0.8)
    assert doubt(broken, per_point, 64.7, 32.3) == broken.doubt == doubt(broken, points, 0.8, 2.4)

"""One colour is one area: whose everything is that any page or document draws, by one rule."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass

import pytest

from dashboard.blocks.drawing import Bars, SeriesContent, SpreadContent
from dashboard.blocks.live import Distribution, Pace, Scatter, Spreads
from dashboard.blocks.table import table
from dashboard.content.commuting import shares
from dashboard.content.compare import page as compare_page
from dashboard.content.facts import Facts
from dashboard.content.indicator import spread
from dashboard.content.indicator.case import latest
from dashboard.content.transit import transit
from dashboard.content.workbench import answer
from dashboard.documents import compose
from dashboard.documents.order import Order
from dashboard.figures.looks import LINES, ahead_colour, looks, role_of
from dashboard.site import pages
from malkollen.reports import KINDS
from malkollen.values.areas import COUNTRY

EMPTY = table("Tom", "tom", [], "Källa")
CARS, EMISSIONS = "electric_car_share", "transport_emissions"


def drawn(thing: object) -> Iterator[tuple[str, str]]:
    """Every name and role that is drawn anywhere in composed blocks."""
    match thing:
        case SeriesContent():
            yield from ((line.name, line.role) for line in thing.lines)
        case Pace():
            yield from ((row.name, row.role) for row in thing.rows)
        case Bars() | SpreadContent() | Distribution() | Scatter():
            rows = (*getattr(thing, "rows", ()), *getattr(thing, "marks", ()), *getattr(thing, "points", ()))
            yield from ((row[0], row[-1]) for row in rows)
        case _:
            for part in within(thing):
                yield from drawn(part)


def within(thing: object) -> Sequence[object]:
    if isinstance(thing, Spreads):
        return [SpreadContent(rows, marks, [], "", 0, "", EMPTY) for rows, marks, *_ in thing.by_year.values()]
    if is_dataclass(thing):
        return [getattr(thing, one.name) for one in fields(thing)]
    if isinstance(thing, dict):
        return [*thing.values()]
    return thing if isinstance(thing, list | tuple) else []


def roles(things: Sequence[object], facts: Facts) -> dict[str, set[str]]:
    """The roles that each of our areas, and riket, is drawn in."""
    ours = [facts.areas.home.id, COUNTRY, *facts.areas.home_members]
    found: dict[str, set[str]] = {facts.areas.name(area): set() for area in ours}
    for name, role in (one for thing in things for one in drawn(thing)):
        plain = name.removesuffix("*").strip()
        if plain in found:
            found[plain].add(role)
    return found


def test_ours_and_riket_have_one_role_on_every_page(facts: Facts) -> None:
    shown = [
        page for page in pages.every(facts)
        if not page.path.startswith("kommun/") or any(code in page.path for code in facts.areas.home_members)
    ]  # fmt: skip
    found = roles([list(page.sections()) for page in shown], facts)
    assert found[facts.home.name] == {"home"}
    assert found["Riket"] == {"country"}
    assert set().union(*(found[facts.areas.name(code)] for code in facts.areas.home_members)) <= {"member", "group"}


@pytest.mark.parametrize("code", ["0127", "0181"])
def test_a_readers_municipality_is_the_chosen_one_wherever_it_is_drawn(facts: Facts, code: str) -> None:
    year = facts.evaluation(CARS).latest_year
    areas = [facts.areas.home.id, "stockholms_lan", code]
    things = [
        answer.picture(facts, latest(facts, CARS, code)),
        list(compare_page.sections(facts, CARS, year, areas, code)),
        transit.known_rows(facts, "population_near_transit_share", code),
        shares.sections(facts, code),
    ]
    found = roles(things, facts)
    assert found[facts.areas.name(code)] == {"chosen"}
    assert found[facts.home.name] == {"home"}


def test_documents_have_the_same_rule(facts: Facts) -> None:
    found = roles([compose.compose(facts, facts.folder, Order(kind)) for kind in KINDS if kind != "underlag"], facts)
    assert found[facts.home.name] == {"home"}
    assert found["Riket"] == {"country"}
    of_one = roles([compose.compose(facts, facts.folder, Order("blad", (CARS,), "0181"))], facts)
    assert of_one["Södertälje"] == {"chosen"}
    assert of_one[facts.home.name] == {"home"}


def test_a_part_of_ours_is_ours_and_another_group_is_never_the_chosen_one(facts: Facts) -> None:
    part = "sodertorn_pendlingskommuner"
    assert role_of(facts.areas, part, part) == "member"
    assert role_of(facts.areas, part, ours=part) == "home"
    assert role_of(facts.areas, "stor_goteborg", "stor_goteborg") == "group"
    assert role_of(facts.areas, facts.areas.home.id, facts.areas.home.id) == "home"
    assert LINES["member"].colour == LINES["home"].colour


def test_a_forecast_has_the_colour_of_whose_it_is(facts: Facts) -> None:
    name = next(iter(facts.registry.comparison_sets))
    content = spread.series_content(facts, EMISSIONS, facts.areas.home.id, name, facts.variants(EMISSIONS)[0])
    ahead = [look for line, look in zip(content.lines, looks(content.lines), strict=True) if line.role == "forecast"]
    assert [look.colour for look in ahead] == [LINES["home"].colour] == [ahead_colour(content.lines)]

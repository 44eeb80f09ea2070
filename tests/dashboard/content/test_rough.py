"""A municipality's figure that is too rough: nothing of it stands anywhere, but why and the figure of the group."""

from collections.abc import Iterator
from itertools import product

import pytest
from test_content_workbench import within

from dashboard.blocks.drawing import Bars
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import Chart, Sheet
from dashboard.content.answers import answers
from dashboard.content.compare import page as compare_page
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import held_area
from dashboard.content.municipality import page as municipality_page
from dashboard.content.overview import page as overview_page
from dashboard.content.text import NO_ROUGH_MAP
from dashboard.content.values import plain
from dashboard.content.workbench import page, pair, several
from dashboard.content.workbench.asked import Asked
from dashboard.documents import sheets
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.registry import registry as registry_file
from malkollen.texts.swedish import number
from malkollen.values import rough

REGISTRY = registry_file.load()
ROUGH = [key for key in REGISTRY.computed() if rough.is_for_groups(REGISTRY.indicators[key])]
HANINGE, KIRUNA = "0136", "2584"


def figures(facts: Facts, key: str, code: str) -> Iterator[str]:
    """A municipality's values as they lie in the database, and the latest as it would be written."""
    counted, indicator = facts.counted(key), facts.indicator(key)
    for year, value in counted.cells[code].items():
        assert value.value is not None
        yield repr(value.value)
        if year == counted.latest_year:
            yield number(value.value, indicator.decimals)
    series, year = plain(counted, code), counted.latest_year
    for first in filter(None, (year - 1, indicator.index_year)):
        yield f" {number(abs(100 * (series[year] / series[first] - 1)))} procent"


def of(facts: Facts, key: str, code: str, areas: list[str] | None = None) -> list[object]:
    case = Case(key, code, facts.evaluation(key).latest_year)
    years = several.years(facts, key)
    shown = areas or several.usual(facts, case, "hela_regioner")
    return list(page.sections(facts, case, Asked(code, shown, (years[0], years[-1]), other=pair.options(facts)[0])))


def test_there_are_such_figures() -> None:
    assert len(ROUGH) >= 3


@pytest.mark.parametrize("key", ROUGH)
@pytest.mark.parametrize("code", [HANINGE, KIRUNA])
def test_no_part_of_any_page_or_document_holds_a_municipalitys_figure(key: str, code: str, facts: Facts) -> None:
    shown = [
        *of(facts, key, code),
        *of(facts, key, code, [HANINGE, KIRUNA, "sodertorn"]),
        *municipality_page.sections(facts, code),
        *compare_page.sections(facts, key, facts.evaluation(key).latest_year, [code, "sodertorn"]),
        *sheets.compose(facts, [key], code).sections,
    ]
    told, of_group = repr(shown), repr(of(facts, key, held_area(facts, key, code)))
    assert [figure for figure in figures(facts, key, code) if figure in told and figure not in of_group] == []


def test_what_one_page_withholds_no_answer_tells(facts: Facts) -> None:
    """Every answer in every medium is this one: a total that is context was withheld on one page and told on others."""
    withheld = 0
    for key, code in product(REGISTRY.computed(), facts.areas.home_members):
        answered = answers.of_indicator(facts, key, code)
        assert isinstance(answered.typed, IndicatorAnswer)
        is_known = facts.evaluation(key).latest(code).value is not None
        assert (answered.typed.value is not None) is is_known, (key, code)
        if not is_known:
            withheld += 1
            assert answered.answer == "Går inte att svara på. Siffran för en enskild kommun är för ungefärlig."
            assert (answered.hedge, answered.beside, answered.typed.movement) == (None, (), None)
    assert withheld == len(ROUGH) * facts.members.count


@pytest.mark.parametrize("key", ROUGH)
def test_no_map_shows_them(key: str, facts: Facts) -> None:
    sections = of(facts, key, "sodertorn")
    drawn = [block for part in sections for block in within(part.blocks) if isinstance(block, Chart)]  # type: ignore[attr-defined]
    assert not any(isinstance(chart.drawing, AreaMap) for chart in drawn)
    assert NO_ROUGH_MAP in repr(sections)
    headings = [part.heading for part in sections]  # type: ignore[attr-defined]
    assert "Karta" not in headings, "no heading over a sentence alone"
    assert "members" not in [block.key for part in sections for block in part.blocks if isinstance(block, Sheet)]  # type: ignore[attr-defined]
    if not any(isinstance(chart.drawing, Bars) for chart in drawn):
        assert headings[1] == "Utveckling", "the answer's picture comes before how it was judged"
    assert key not in [shown for goal in facts.goals for shown in goals.on_map(facts, goal)]
    assert key not in overview_page.focused(facts)


@pytest.mark.parametrize(("code", "group"), [(HANINGE, "Södertörn 2024"), (KIRUNA, "Riket 2024")])
def test_why_is_said_and_the_groups_figure_stands_in_its_place(code: str, group: str, facts: Facts) -> None:
    told = repr(of(facts, "transport_emissions_per_inhabitant", code))
    assert "Siffran för en enskild kommun är för ungefärlig." in told
    assert group in told
    assert f"Resten av sidan visar i stället {group.removesuffix(' 2024')}." in told


def test_an_area_that_is_not_drawn_is_said_to_be_too_rough(facts: Facts) -> None:
    told = repr(of(facts, "transport_emissions", "sodertorn", ["sodertorn", HANINGE]))
    assert "Haninge visas inte: siffran för en enskild kommun är för ungefärlig." in told

"""Översikt, Mål and Jämför as they are composed: what stands there for whom, in which order, and no key twice."""

from collections.abc import Iterable, Iterator
from typing import get_args

import pytest

from dashboard.blocks.blocks import Multiples, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.live import AreaMap, Pace
from dashboard.blocks.page import Beside, Chart, Entry, Fold, Link, Links, PageBlock, PageSection, Place, Sheet, Slot
from dashboard.content.compare import pace, page
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal, programmes
from dashboard.content.municipality import page as municipality_page
from dashboard.content.overview import page as overview
from malkollen import ROOT
from malkollen.registry import registry as registry_file
from malkollen.verdicts.assessor import JUDGED_KINDS

REGISTRY = registry_file.load()
COMPARED = [
    key
    for key in REGISTRY.computed()
    if not REGISTRY.indicators[key].is_total or REGISTRY.indicators[key].kind in JUDGED_KINDS
]


def every(sections: Iterable[PageSection]) -> Iterator[PageBlock]:
    """The blocks of sections with those that lie within others, in the order of the page."""
    for section in sections:
        yield from within(section.blocks)


def within(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from within(block.blocks)
        if isinstance(block, Entry):
            yield from within([block.link, *block.blocks])
        if isinstance(block, Links):
            yield from block.links
        if isinstance(block, Beside):
            for column in block.columns:
                yield from every(column)


def headings(sections: Iterable[PageSection]) -> list[str]:
    return [section.heading for section in sections if section.heading]


def keys(sections: Iterable[PageSection]) -> list[str]:
    """What the screen calls its charts, buttons, entries and questions by."""
    names = []
    for block in every(sections):
        match block:
            case Chart(key=key, table=table):
                names += [key, *([f"files:{key.removeprefix('chart:')}"] if table else [])]
            case Sheet(key=key):
                names.append(f"files:{key}")
            case Entry(key=key) | Slot(name=key):
                names.append(key)
    return names


def test_a_link_leads_to_a_view() -> None:
    assert {f"{place}.py" for place in get_args(Place)} == {
        path.name for path in (ROOT / "dashboard/views").glob("*.py")
    }


def test_directors_and_the_committee_see_the_same_measures(facts: Facts) -> None:
    leading, led = (list(first_page(facts, reader)) for reader in (overview.LEADERSHIP, overview.COMMITTEE))
    # what the committee is to choose comes first for it; for the others it is one of three lists below
    assert [heading for heading in headings(led) if heading != overview.TO_DECIDE] == headings(leading)
    rows = [
        {row.indicator for block in every(shown) if isinstance(block, Multiples) for row in block.rows}
        for shown in (leading, led)
    ]
    assert rows[1] == rows[0]
    shows = [block.label for block in every(led) if isinstance(block, Link) and block.page == "conference"]
    assert shows == ["Visa bilderna i rummet"]


def first_page(facts: Facts, reader: str) -> Iterator[PageSection]:
    return overview.sections(facts, reader, "program", overview.focused(facts)[0], None)


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_a_goal_without_figures_says_so_where_its_map_would_be(key: str, facts: Facts) -> None:
    section = goal.map_section(facts, key, None)
    assert (section.heading, section.blocks) == ("", [Text(programmes.NO_FIGURES)])


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_no_key_stands_twice_on_the_page_of_a_goal(key: str, facts: Facts) -> None:
    for shown in facts.of_goal(key, is_computed=True):
        on_map = AreaMap(shown, facts.evaluation(shown).latest_year, None, facts.areas.home.id)
        found = keys(goal.sections(facts, key, on_map))
        assert len(found) == len(set(found)), found


def test_no_key_stands_twice_on_the_first_page(facts: Facts) -> None:
    found = keys(first_page(facts, overview.LEADERSHIP))
    assert len(found) == len(set(found)), found


@pytest.mark.parametrize("key", COMPARED)
def test_the_latest_year_shows_the_pace_and_an_older_one_bars(key: str, facts: Facts) -> None:
    latest = facts.evaluation(key).latest_year
    for year in (latest, facts.evaluation(key).years()[0]):
        sections = list(page.sections(facts, key, year, [facts.areas.home.id, "riket"]))
        found = keys(sections)
        assert len(found) == len(set(found)), found
        is_pace = year == latest or facts.indicator(key).is_total
        expected = {
            f"set:{name}:{panel.case.variant}:{panel.case.start}": Pace if is_pace and panel.rows else Bars
            for name in REGISTRY.comparison_sets
            for panel in pace.panels(facts, key, name)
        }
        charts = [block for block in every(sections) if isinstance(block, Chart)]
        assert {chart.key: type(chart.drawing) for chart in charts if chart.key.startswith("set:")} == expected


def test_a_municipality_misses_as_many_figures_as_the_goals_page_and_leads_there(facts: Facts) -> None:
    """Eight of the nine the answer counts have none, and one that it does not; a hidden last place is explained."""
    told = str(municipality_page.sections(facts, "0128"))
    missing = "Siffror saknas om restid jämfört med bil, tvärresor inom en timme och sex mått till; "
    assert f"{missing}också om boende som arbetar på Södertörn, som inte räknas med i svaret." in told
    assert "choices=(('mal', 'tillganglighet'),)" in told
    assert "Längst ned står fjärdedelen i stället för platsen" in told
    assert "Längst ned" not in str(municipality_page.sections(facts, "0127"))

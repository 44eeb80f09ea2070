"""Every chart of every page can be taken: its text has a source, and it has an image, also where paper draws none."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from dashboard.blocks.live import AreaMap, OnScreen, ReachMap, StopMap
from dashboard.blocks.page import Beside, Chart, Entry, Fold, PageBlock, PageSection
from dashboard.blocks.pieces import Legend
from dashboard.content.compare import page as compare_page
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals, page as goal_page
from dashboard.content.indicator.case import latest
from dashboard.content.municipality import page as municipality_page
from dashboard.content.overview import page as overview_page
from dashboard.content.transit import reach as transit_reach
from dashboard.content.workbench import page as workbench_page, pair, several
from dashboard.content.workbench.asked import Asked
from dashboard.drawings import images, pictured
from dashboard.drawings.images import Picture
from dashboard.drawings.sheet import Sheet
from dashboard.figures.travel import BEYOND, Origin, Spot, Targets
from dashboard.screen import painter
from dashboard.screen.maps import as_image, transit_map
from malkollen.registry import registry as registry_file

HOME = "sodertorn"
COMPUTED = registry_file.load().computed()


def every(sections: Iterable[PageSection]) -> Iterator[PageBlock]:
    """The blocks of sections with those that lie within others."""
    for section in sections:
        yield from within(section.blocks)


def within(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    for block in blocks:
        yield block
        if isinstance(block, Fold | Entry):
            yield from within(block.blocks)
        if isinstance(block, Beside):
            for column in block.columns:
                yield from every(column)


def workbench(facts: Facts, key: str) -> Iterator[Chart]:
    case, years = latest(facts, key, HOME), several.years(facts, key)
    usual = several.usual(facts, case, "hela_regioner")
    other = next(name for name in pair.options(facts) if name != key)
    sections = workbench_page.sections(facts, case, Asked(HOME, usual, (years[0], years[-1]), other=other))
    yield from (block for block in every(sections) if isinstance(block, Chart))


@pytest.mark.parametrize("key", COMPUTED)
def test_every_chart_of_an_indicator_names_its_source(key: str, facts: Facts) -> None:
    charts = list(workbench(facts, key))
    charts += [
        block
        for block in every(compare_page.sections(facts, key, facts.evaluation(key).latest_year, [HOME, "riket"]))
        if isinstance(block, Chart)
    ]
    assert charts
    for chart in charts:
        named = chart.named or chart.table
        assert named, chart.key
        assert named.source.startswith("Källa: "), chart.key


def test_every_chart_of_the_other_pages_names_its_source(facts: Facts) -> None:
    pages = [
        overview_page.sections(facts, overview_page.LEADERSHIP, "program", overview_page.focused(facts)[0], None),
        *(
            goal_page.sections(facts, goal, AreaMap(shown, facts.evaluation(shown).latest_year, None, HOME))
            for goal in facts.goals
            if (shown := goals.map_indicator(facts, goal))
        ),
        municipality_page.sections(facts, "0136"),
    ]
    charts = [block for sections in pages for block in every(sections) if isinstance(block, Chart)]
    assert len(charts) > 4
    assert [chart.key for chart in charts if not (chart.named or chart.table)] == []


def drawn(facts: Facts, drawing: OnScreen) -> Sheet:
    assert not pictured.can_be(drawing)
    return as_image.sheet(painter.paint(facts, drawing).to_dict(), images.ACROSS, images.TEXT)


def is_within(sheet: Sheet) -> bool:
    return all(
        -1 <= box.left <= box.right <= sheet.width + 1 and -1 <= box.bottom <= box.top <= sheet.height + 1
        for box in sheet.boxes
    )


def test_points_by_two_values_are_drawn_with_our_names_and_both_axes(facts: Facts) -> None:
    case = latest(facts, "charging_points_per_1000", HOME)
    beside = pair.second(facts, case, "car_mileage_per_inhabitant")
    sheet = drawn(facts, pair.scatter(facts, case, beside))
    said = {box.text for box in sheet.boxes}
    assert {"Nykvarn", "Tyresö", "Södertälje*"} <= said
    assert any(text.startswith("Bilkörning") for text in said)
    assert any(text.startswith("Laddpunkter") for text in said)
    assert is_within(sheet)
    assert as_image.sheet(painter.paint(facts, pair.scatter(facts, case, beside)).to_dict(), 560, 12).svg()


def test_stops_and_reach_are_drawn_over_the_municipalities(facts: Facts) -> None:
    stops = drawn(facts, StopMap((Spot("Station", 500, 18.1, 59.2), Spot("Torget", 20, 17.9, 59.15))))
    place = np.array([59.2, 59.15])
    reached = Targets(
        ["a", "b"], ["A", "B"], np.array(["0136", "0136"]), np.array([100.0, 50.0]), None, place,
        np.array([18.1, 17.9]), place, place,
    )  # fmt: skip
    origin = Origin("a", "A", 0, 0, 59.2, 18.1)
    reach = drawn(facts, ReachMap(reached, np.array([5.0, 70.0]), origin, 45, replace(origin, name="B")))
    assert {"A", "B"} <= {box.text for box in reach.boxes}
    for sheet in (stops, reach):
        assert "Haninge" in {box.text for box in sheet.boxes}
        assert is_within(sheet)
        assert b"<svg" in sheet.svg()
    meaning = Legend(
        "Minuter från dörr till dörr. " + "A är en plats med ett långt namn. " * 4, transit_reach.legend(45)
    )
    whole = images.sheet(Picture(reach, "Titel", "Så många nås.", ("Källa",), meaning))
    texts = {box.text for box in whole.boxes}
    assert {"högst 15", "15–30", "30–45", "mer än 45", "Så många nås.", "Källa"} <= texts
    assert is_within(whole), "a long title of the colours is broken into lines"
    assert whole.height > images.sheet(Picture(reach, "Titel", "Så många nås.", ("Källa",))).height
    image = reach.svg().decode().lower()
    assert f'fill="{transit_map.NEAR[0].lower()}"' in image or f"fill: {transit_map.NEAR[0].lower()}" in image
    assert f'fill="{BEYOND.lower()}"' in image or f"fill: {BEYOND.lower()}" in image, "beyond the limit"

"""Each fact once a page: what the pages say in sight, folds shut, as the screen and the site place it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Chart, Entry, Fold, PageBlock, PageSection
from dashboard.blocks.pieces import Note, Remarks
from dashboard.blocks.placed import placed
from dashboard.blocks.simple import within
from dashboard.content.commuting import city, page as commuting_page
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal_page
from dashboard.content.indicator.case import latest
from dashboard.content.municipality import eight, page as municipality_page
from dashboard.content.workbench import page as workbench
from dashboard.content.workbench.asked import Asked
from malkollen.registry import registry as registry_file

REGISTRY = registry_file.load()
OURS = ("0126", "0127", "0136", "0138", "0140", "0181", "0128", "0192")
NEAR, CHARGING, MILEAGE = "population_near_transit_share", "charging_points_per_1000", "car_mileage_per_inhabitant"
OF_ITS_OWN = re.compile(r"Källa|\d")
LONG = 6
"""Words from which a sentence is a statement, and no mark that a row is read by."""


def page(sections: Iterable[PageSection]) -> list[PageBlock]:
    return [block for section in placed(sections, set()) for block in within(section.blocks)]


def texts(blocks: Iterable[PageBlock]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Answer():
                yield from (block.text, block.hedge, *block.beside, *block.measures)
            case Entry():
                yield from (block.value or "", *texts(block.blocks))
            case Chart():
                yield from (block.text, block.caption)
            case Remarks():
                yield from block.lines
            case Text() | Note():
                yield block.text


def twice(sections: Iterable[PageSection]) -> list[str]:
    """Statements that a page makes more than once; a figure's change and whose it is are said at each."""
    said = chain.from_iterable(re.split(r"(?<=\.)\s+", text) for text in texts(page(sections)))
    counted = Counter(one.strip(" .") for one in said if len(one.split()) >= LONG and not OF_ITS_OWN.match(one))
    return [one for one, times in counted.items() if times > 1]


def rows(sections: Iterable[PageSection]) -> dict[str, str]:
    found = [block for block in page(sections) if isinstance(block, Entry)]
    return {one.key.removeprefix("line-"): " ".join(texts(one.blocks)) for one in found}


@pytest.mark.parametrize("goal", REGISTRY.goals)
def test_a_goals_page_says_nothing_twice(goal: str, facts: Facts) -> None:
    assert twice(goal_page.sections(facts, goal, None)) == []


@pytest.mark.parametrize("code", OURS)
def test_a_municipalitys_page_says_nothing_twice(code: str, facts: Facts) -> None:
    sections = municipality_page.sections(facts, code)
    assert [one for one in twice(sections) if "ungefär som de flesta" not in one] == []
    shown = page(sections)
    said = " ".join(texts(shown))
    assert len(re.findall("många företagsbilar", said, re.IGNORECASE)) == 1
    folded = " ".join(chain.from_iterable(texts(block.blocks) for block in shown if isinstance(block, Fold)))
    assert folded.count("för ungefärlig") == 1
    of_rows = " ".join(chain.from_iterable(texts([block]) for block in shown if isinstance(block, Entry)))
    assert "Källa: " not in of_rows, "once for each goal"
    assert "visas inte" not in said.replace("visas inte här", "")


@pytest.mark.parametrize("area", ["sodertorn", "0181"])
@pytest.mark.parametrize("key", [NEAR, CHARGING, MILEAGE, "electric_car_share", "chargeable_cars_per_point"])
def test_an_indicators_page_says_nothing_twice(key: str, area: str, facts: Facts) -> None:
    case = latest(facts, key, area)
    assert twice(workbench.sections(facts, case, Asked("sodertorn", ("sodertorn", "riket"), (2018, case.year)))) == []


def test_side_by_side_and_commuting_say_nothing_twice(facts: Facts) -> None:
    assert twice(eight.sections(facts, "", eight.PROGRAMME, eight.NAMES)) == []
    assert twice(eight.sections(facts, "0136", eight.PROGRAMME, eight.NAMES)) == []
    crossings = commuting_page.crossings(facts, "ut")
    assert twice([*crossings, *city.sections(facts), *commuting_page.waiting(facts)]) == []


def test_what_a_goals_answer_says_of_a_measure_is_not_said_in_its_row(facts: Facts) -> None:
    """By hand: the place stands among the answer's measures, the target's way beside it, a break's why once."""
    climate = rows(goal_page.sections(facts, "klimatomstallning", None))
    assert climate["transport_emissions"] == "Når inte målet (2024)."
    assert climate["electric_car_share"].startswith("10,6 procent av bilarna var elbilar 2025"), "no place"
    assert "företagens bilar" not in climate[MILEAGE]
    assert climate[CHARGING].endswith("2023: 0,8, riket 3,3."), "why stands at the cars per point"
    assert climate["chargeable_cars_per_point"].endswith("En del av ökningen av laddpunkter är bättre rapportering.")
    near = rows(goal_page.sections(facts, "tillganglighet", None))
    assert near[NEAR] == "2023. Sjunker långsamt.", "the answer has the rest"
    assert near["in_commuters"] == "Siffrorna går inte att lägga ihop."
    assert near["out_commuters"] == ""


def test_under_a_second_picture_a_star_is_told_in_short(facts: Facts) -> None:
    case = latest(facts, "electric_car_share", "0126")
    shown = workbench.sections(facts, case, Asked("sodertorn", ("sodertorn", "riket"), (2018, case.year)))
    stars = [block.caption for block in page(shown) if isinstance(block, Chart) and "*" in block.caption]
    assert stars[0].endswith("* Många företagsbilar är skrivna i Södertälje; värdet visar inte vad invånarna gör.")
    assert stars[1].startswith("* Många företagsbilar. Kommungränserna")

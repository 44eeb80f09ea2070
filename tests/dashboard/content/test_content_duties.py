"""Who may do what about a measure, on every page that tells it and where it is asked."""

import pytest

from dashboard.blocks.blocks import Answer, Bullets, Text
from dashboard.blocks.page import Beside, Fold
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal_page
from dashboard.content.municipality import page as municipality_page
from dashboard.content.questions import begun, page
from dashboard.content.workbench import duties
from malkollen.errors import RegistryError
from malkollen.registry import registry

NEAR, CHARGING, FREE = "population_near_transit_share", "charging_points_per_1000", "in_commuters"
TRANSIT = "Region Stockholm ansvarar ensam för länets kollektivtrafik"
STREETS = "Varje kommun bygger och sköter de gator och vägar som är kommunala."
ASKED = {
    "Vem rår över kollektivtrafiken?": TRANSIT,
    "Är det kommunen eller regionen som bestämmer turtätheten?": TRANSIT,
    "Vem bestämmer om länsplanen?": "Regeringen beslutar den nationella planen",
    "Vem bygger cykelbanorna?": STREETS,
    "Vem kan påverka bilkörningen?": STREETS,
    "Vad kan Haninge göra åt laddpunkterna?": "Haninge kan själv upplåta mark för laddpunkter",
    "Vad kan vi göra för att få fler laddpunkter?": "Varje kommun kan själv upplåta mark för laddpunkter",
    "Vad rår vi över själva?": "Varje kommun kan själv bestämma var bostäder och arbetsplatser får byggas",
}


def _first(facts: Facts, asked: str) -> Answer:
    of_page = page.sections(facts, asked, "", shows_draft=False)
    return next(block for part in of_page for block in part.blocks if isinstance(block, Answer))


@pytest.mark.parametrize("asked", ASKED)
def test_who_may_do_something_is_answered_with_whose_it_is_and_what_that_rests_on(facts: Facts, asked: str) -> None:
    told = _first(facts, asked)
    assert told.text.startswith(ASKED[asked])
    assert told.hedge == duties.NOT_SHARED


@pytest.mark.parametrize("asked", ["Vem bestämmer målen?", "Vem ansvarar för att målen nås?", "Vad ska vi göra?"])
def test_who_decides_the_goals_is_still_another_question(facts: Facts, asked: str) -> None:
    assert duties.NOT_SHARED not in _first(facts, asked).hedge


def test_a_measure_a_goal_and_a_municipality_tell_who_may_do_what(facts: Facts) -> None:
    [section] = duties.section(facts, NEAR)
    [listed] = [block for block in section.blocks if isinstance(block, Bullets)]
    assert [one.told for one in facts.registry.duties_of(NEAR)] == list(listed.lines)
    assert duties.section(facts, FREE) == []
    goal = facts.indicator(CHARGING).goal
    folds = [
        block for part in goal_page.sections(facts, goal, None) for block in part.blocks if isinstance(block, Fold)
    ]
    assert duties.HEADING in [fold.label for fold in folds]
    blocks = [block for part in municipality_page.sections(facts, "0136") for block in part.blocks]
    columns = [column for block in blocks if isinstance(block, Beside) for column in block.columns]
    assert duties.ITSELF.format(name="Haninge") in [part.heading for column in columns for part in column]
    assert not duties.of_municipality(facts, "1480")  # Göteborg is none of ours


def test_every_duty_names_its_law_or_page_and_tells_whole_sentences(facts: Facts) -> None:
    assert facts.registry.duties
    for one in facts.registry.duties.values():
        assert one.told.endswith(".")
        assert one.source
        assert one.address.startswith("https://")


def test_a_duty_of_an_indicator_that_is_not_there_is_refused_by_its_key() -> None:
    content = registry.read()
    content["duties"]["plans"]["indicators"] = ["no_such"]
    with pytest.raises(RegistryError, match=r"duties\.plans\.indicators: ingen indikator heter 'no_such'"):
        registry.checked(content, "indicators.toml")


def test_who_has_what_of_several_levels_is_the_whole_list(facts: Facts) -> None:
    told = _first(facts, "Vem ska göra vad, kommunen, regionen eller staten?")
    assert "Region Stockholm: kollektivtrafiken." in told.text
    assert "Trafikverket: statens vägar och järnvägar." in told.text


def test_what_goes_worst_is_the_measure_with_the_worst_place_and_the_goals_are_not_ranked(facts: Facts) -> None:
    told = _first(facts, "Vad går sämst?")
    assert told.text == "Laddpunkter: sist av fyra (2025)."
    assert told.beside[-1].startswith("Boende nära kollektivtrafik: tvåa av fyra")
    assert told.hedge.startswith("Målen rangordnas inte mot varandra.")


def test_which_municipalities_an_area_is_made_of_is_told(facts: Facts) -> None:
    told = _first(facts, "Vilka kommuner ingår i Stor-Göteborg?")
    assert told.text.startswith("Stor-Göteborg är tretton kommuner: Ale, Alingsås, Göteborg")


def test_a_question_none_of_whose_parts_is_found_is_said_to_be_no_question_here(facts: Facts) -> None:
    asked = "Räcker bänkarna i Nynäshamn och hur mår katterna?"
    of_page = page.sections(facts, asked, "", shows_draft=False)
    assert begun.NOTHING in [block.text for part in of_page for block in part.blocks if isinstance(block, Text)]

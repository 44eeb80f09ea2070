"""Fråga beside how a measure stands: of whom, what it takes, which municipality, then, when, how sure and why."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Link, Links
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.indicator import reported
from dashboard.content.questions import page
from dashboard.content.questions.replies import aspects, figures
from malkollen.registry import registry as registry_file
from malkollen.texts.swedish import METHOD_WORDS

REGISTRY = registry_file.load()


def answer(facts: Facts, asked: str, mine: str = "") -> Answer:
    shown = page.sections(facts, asked, mine, shows_draft=True)
    (found,) = [block for part in shown for block in part.blocks if isinstance(block, Answer)]
    return found


@pytest.mark.parametrize("asked", ["Hur står vi på Södertörn i laddpunkter?", "Södertörns laddpunkter"])
def test_who_names_the_home_group_is_answered_for_it_whatever_is_chosen(asked: str, facts: Facts) -> None:
    assert "Stor-Göteborg 8,4" in answer(facts, asked, "0136").text
    shown = page.sections(facts, asked, "0136", shows_draft=True)
    assert Text(page.of_whom(facts, "0136"), "caption") not in [block for part in shown for block in part.blocks]


def test_where_a_chosen_municipality_is_used_the_way_to_the_home_group_undoes_it(facts: Facts) -> None:
    shown = page.sections(facts, "laddpunkter", "0136", shows_draft=True)
    ways = [way for part in shown for block in part.blocks if isinstance(block, Links) for way in block.links]
    assert ways[0] == Link(
        "Visa för Södertörn", "questions", (("fraga", "laddpunkter"), ("kommun", "")), is_arrow=False
    )


def test_what_it_takes_is_the_home_groups_where_a_municipality_has_no_figure_of_its_own(facts: Facts) -> None:
    told = answer(facts, "Hur mycket måste utsläppen minska per år för att nå målet 2030?", "0181").text
    told = told.replace("\xa0", " ")
    assert told.startswith("För Södertälje går det inte att räkna: siffran för en enskild kommun är för ungefärlig.")
    assert "ska Södertörn ned från 577 000 ton 2024 till 222 000 ton 2030, 14,7 % per år räknat från 2024." in told
    assert "Här saknas resvaneundersökningar" in answer(facts, "Hur mycket måste cyklandet öka till 2030?").text


def test_a_remembered_municipality_without_a_figure_gives_way_to_the_home_group(facts: Facts) -> None:
    shown = page.sections(facts, "Nås målet för utsläppen från transporter?", "0126", shows_draft=False)
    told = [block for part in shown for block in part.blocks]
    assert Text("Svaret gäller Södertörn: Huddinge har ingen egen siffra här.", "caption") in told
    (first, *_) = (block for block in told if isinstance(block, Answer))
    assert first.word == "Når inte målet"


def test_who_commutes_between_two_of_ours_is_never_answered_by_all_who_commute(facts: Facts) -> None:
    told = answer(facts, "Hur många Södertäljebor arbetar i en annan Södertörnskommun?")
    assert told.text.startswith("Hur många som reser mellan kommunerna går inte att säga än. Här saknas SCB:s")
    assert told.hedge.replace("\xa0", " ") == (
        "20 057 som bodde i Södertälje arbetade i någon annan kommun, vilken som helst, 2024."
    )


def test_company_cars_stand_beside_every_figure_that_they_decide_and_such_a_figure_stands_for_no_other(
    facts: Facts,
) -> None:
    assert (
        "Många företagsbilar är skrivna i Södertälje"
        in answer(facts, "Laddbara bilar per laddpunkt i Södertälje").hedge
    )
    instead = reported.instead(facts, "sustainable_trip_share", "0181")
    assert "903" not in instead
    assert "Många företagsbilar är skrivna i Södertälje" in instead
    assert "564 mil" in instead


def test_an_object_that_is_none_of_ours_is_said_not_to_be_with_what_the_plan_says_elsewhere(facts: Facts) -> None:
    told = answer(facts, "Är Norrbotniabanan med i nationella planen?")
    assert told.text.startswith("Målkollen hittar inget objekt som heter Norrbotniabanan.")
    assert "Nationella planen: Norrbotniabanan" in " ".join(told.beside)
    assert "Ostlänken" not in answer(facts, "Hur mycket cykelbana har vi?").text
    assert "Det kan stå under ett annat namn" in answer(facts, "När byggs Månlänken?").beside[0]


def test_the_members_are_told_in_their_order_and_nobody_is_called_last(facts: Facts) -> None:
    told = answer(facts, "Vilken kommun är sämst på laddpunkter?")
    assert told.text.startswith("Publika laddpunkter per 1 000 invånare, 2025: Nykvarn 6,5; Södertälje 3,8; ")
    assert told.text.endswith("Salem 0,9. Bäst står först.")
    cars = answer(facts, "Vilken av de åtta har störst andel elbilar?")
    assert "Södertälje" not in cars.text
    assert cars.beside == ("För sig: Södertälje 17,4.",)


def test_a_year_that_has_been_and_one_without_a_figure_are_answered_of_that_year(facts: Facts) -> None:
    then = answer(facts, "Hur många laddpunkter fanns 2022?", "0136")
    assert then.text.replace("\xa0", " ") == "31 laddpunkter 2022. 0,3 laddpunkter per 1 000 invånare 2022."
    assert answer(facts, "Hur många laddpunkter hade vi 1995?").text.startswith("Det finns ingen siffra för 1995.")


def test_no_cause_is_told_and_what_weakens_a_figure_is(facts: Facts) -> None:
    assert answer(facts, "Varför ökar laddpunkterna?").text.startswith(aspects.NO_CAUSE)
    of_place = (
        "Varför är vi sist i laddpunkter?",
        "Varför är vi bäst i laddpunkter?",
        "Vad beror det på att vi ligger efter i laddpunkter?",
        "Varför har vi så få laddpunkter?",
    )
    for asked in of_place:
        told = answer(facts, asked)
        assert told.question == "Varför ligger Södertörn till som det gör i laddpunkter?"
        assert told.text.replace("\xa0", " ").startswith(
            "Sist av fyra: 2,4 laddpunkter per 1 000 invånare 2025, i Stor-Göteborg 8,4"
        )
        assert told.text.endswith(aspects.NO_CAUSE_OF_LEVEL)
    whatever = answer(facts, "Varför är vi sist?")
    assert whatever.question == "Vilka mått ligger sämst till?"
    assert whatever.text.endswith(aspects.NO_CAUSE_OF_LEVEL)
    sure = answer(facts, "Kan vi lita på siffran för laddpunkterna?")
    assert "bättre rapportering" in sure.text
    next_one = answer(facts, "När kommer nästa siffra om laddpunkter?")
    assert next_one.text.startswith("Nästa siffror om laddpunkter väntas senast den ")
    assert next_one.beside[0] == "Senaste siffran gäller 2025."
    assert "nästa väntas" in next_one.beside[1]


def test_a_member_that_the_home_group_is_set_beside_has_its_figure_there(facts: Facts) -> None:
    told = answer(facts, "Är vi bättre än Huddinge på laddpunkter?")
    assert told.beside[0].startswith("Huddinge: ")


def test_what_is_not_measured_says_why_what_lies_nearest_and_who_can_decide(facts: Facts) -> None:
    told = answer(facts, "Hur bra är bredbandet?")
    assert told.text == "Nej. Bredband och annan digital tillgänglighet mäts inte."
    assert told.hedge.startswith("Programmet har inget mål om det")
    assert told.beside[-1].startswith("Samarbetskommittén är beslutande organ")
    assert all(one.why for one in facts.programme.unfollowed)


def test_a_year_that_is_gone_is_not_said_to_come(facts: Facts) -> None:
    for asked in ("Hur många cyklade 2023?", "Hur stor andel av de nya bilarna var elbilar 2023?"):
        gone = answer(facts, asked)
        assert gone.text.startswith("Det finns ingen siffra för 2023. ")
        assert "svara på än" not in f"{gone.word} {gone.text}"
    assert answer(facts, "Hur många laddpunkter hade vi 2026?").text.startswith("Det finns ingen siffra för 2026 än.")


@pytest.mark.parametrize("key", [key for key in REGISTRY.computed() if REGISTRY.indicators[key].certainty])
def test_how_sure_a_figure_is_is_one_sentence_in_everyday_words(key: str, facts: Facts) -> None:
    for area in (facts.areas.home.id, *facts.areas.home_members):
        sure = aspects.REPLIES["sure"](facts, key, area)
        assert sure.word == ""
        assert len(sure.beside) == (key == "transport_emissions" and area == facts.areas.home.id), "of a target alone"
        assert not METHOD_WORDS.search(sure.answer)
        if not figures.is_silent(answers.of_indicator(facts, key, area)):
            assert sure.answer == facts.indicator(key).certainty
            assert sure.answer.count(". ") == 0


def test_every_figure_of_the_programme_says_how_sure_it_is() -> None:
    assert [key for key in REGISTRY.computed() if not REGISTRY.indicators[key].certainty] == []


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("arbetslöshet", "arbetslösheten"),
        ("Är arbetslösheten högre än i resten av länet?", "arbetslösheten"),
        ("Hur hög är sysselsättningen?", "sysselsättningen"),
        ("Minskar segregationen?", "segregationen"),
        ("Hur är luften?", "luften"),
        ("Hur bra är bredbandet?", "bredbandet"),
        ("Är bussarna tillgängliga för rullstol?", "tillgängligheten med rullstol"),
        ("Hur går det för godstrafiken?", "godstrafiken"),
    ],
)
def test_what_is_not_followed_is_headed_by_what_was_asked_of(asked: str, subject: str, facts: Facts) -> None:
    assert answer(facts, asked).question == f"Följer Målkollen {subject}?"


def test_cycle_ways_are_told_in_kilometres_where_it_is_asked_how_many(facts: Facts) -> None:
    ways = answer(facts, "hur många kilometer cykelväg har Haninge?")
    assert (ways.question, ways.word) == (
        "Hur många kilometer cykelvägar har Haninge?",
        "204 kilometer cykelvägar 2025",
    )


def test_cars_that_can_be_charged_are_both_kinds_with_their_sum_and_its_part_of_all(facts: Facts) -> None:
    cars = answer(facts, "Hur många laddbara bilar har Haninge?")
    assert cars.text.replace("\xa0", " ") == (
        "5 365 bilar går att ladda, 15,0 procent av bilarna 2025: 2 652 elbilar och 2 713 laddhybrider."
    )


@pytest.mark.parametrize("area", ["sodertorn", "0128"])
def test_nothing_that_a_measure_reads_is_said_to_be_left_out_of_it(area: str, facts: Facts) -> None:
    for key, indicator in facts.of_programme.items():
        read = indicator.parsed.measures if indicator.parsed else ()
        beside = " ".join(figures.of_one(facts, key, area).beside)
        told = [
            one for one in read if figures.NOT_COUNTED.partition("{")[0] + facts.registry.measures[one].title in beside
        ]
        assert not told, (key, told)


def test_who_knows_of_the_county_plans_money_is_said(facts: Facts) -> None:
    share = answer(facts, "hur stor andel av länsplanens pengar får Södertörn?")
    assert share.text.startswith("Länsplanen är inte inlagd här. Region Stockholm beslutar den. ")
    assert any("Region Stockholm för länsplanen" in line for line in share.beside)

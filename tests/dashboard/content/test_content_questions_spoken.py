"""Fråga Målkollen as people speak: to drive, to go to work, and how something has changed."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.content.facts import Facts
from dashboard.content.questions import every, page
from dashboard.content.questions.reading import regions, travel
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import moved
from tests.made import more_questions

DRIVING = (
    "Kör vi salemsbor mer eller mindre bil än för några år sedan?",
    "Kör Nykvarnsborna mer eller mindre bil nu än för några år sedan?",
    "Kör vi i Salem mer bil?",
    "Har bilåkandet ökat i Nykvarn?",
    "Kör vi mer bil nu än tidigare?",
    "Åker salemsborna mindre bil nu?",
    "Har folk på Södertörn börjat köra mindre?",
    "Har bilkörandet minskat i Tyresö sedan pandemin?",
)
"""Each asks how driving has changed."""


@pytest.fixture(scope="module")
def known(facts: Facts) -> list[Question]:
    return every.questions(facts, shows_draft=True)


def answered(facts: Facts, asked: str) -> Answer:
    shown = page.sections(facts, asked, "", shows_draft=True)
    return next(block for part in shown for block in part.blocks if isinstance(block, Answer))


@pytest.mark.parametrize("asked", DRIVING)
def test_who_asks_whether_people_drive_more_is_told_the_change_of_driving_first(facts: Facts, asked: str) -> None:
    answer = answered(facts, asked)
    assert "bilkörning" in answer.question
    assert answer.text.startswith(("Från ", "I stort sett oförändrat sedan "))
    assert answer.hedge == moved.NOT_JUDGED


def test_the_change_has_both_years_and_the_answer_without_it_follows(facts: Facts) -> None:
    answer = answered(facts, "Kör vi i Salem mer bil?")
    assert answer.text == "Från 504 (2022) till 518 mil med bil per invånare 2024: +3 procent."
    assert answer.beside[0].startswith("Lägre bilkörning än de flesta")


def test_driving_an_electric_car_a_bus_or_a_lorry_is_not_how_much_people_drive() -> None:
    for asked in ("Hur många kör elbil?", "Vem kör bussarna i Tyresö?", "Kör fler laddhybrid?", "Var kör lastbilarna?"):
        assert travel.spoken(asked) == asked


def test_what_weakens_a_rise_stands_with_it_and_not_with_a_fall(facts: Facts) -> None:
    told = facts.indicator("cycle_network_per_inhabitant").certainty
    assert told in answered(facts, "Byggs cykelvägarna ut i Nykvarn?").beside
    assert told not in answered(facts, "Bygger Haninge fler cykelvägar?").beside


def test_that_newer_figures_are_late_stands_with_the_answer(facts: Facts) -> None:
    assert any("Nyare siffror väntades" in line for line in answered(facts, "bilkörning i Salem").beside)
    assert not any("Nyare siffror väntades" in line for line in answered(facts, "laddpunkter i Salem").beside)


# ───────────── To go to work ─────────────


def test_a_question_in_two_parts_of_commuting_has_both_answered(facts: Facts) -> None:
    answer = answered(facts, "Hur många pendlar ut från Salem och vart åker flest?")
    assert answer.text.replace("\u00a0", " ").startswith("7 203 som bodde i Salem arbetade i någon annan kommun")
    assert answer.hedge.startswith("Vart de reser går inte att säga än. Här saknas ")
    assert answer.beside[0].replace("\u00a0", " ").startswith("2015 bodde 2 583 personer i Salem")


@pytest.mark.parametrize(
    ("asked", "lacks"),
    [
        ("Vart pendlar Nykvarnsborna?", "Vart de reser går inte"),
        ("Vart åker haningeborna för att jobba?", "Vart de reser går inte"),
        ("Var kommer de ifrån som jobbar i Södertälje?", "Varifrån de kommer går inte"),
    ],
)
def test_the_count_is_given_and_what_the_figures_lack_is_said(facts: Facts, asked: str, lacks: str) -> None:
    answer = answered(facts, asked)
    assert " i någon annan kommun, vilken som helst, 2024." in answer.text
    assert answer.hedge.startswith(lacks)


@pytest.mark.parametrize(
    ("asked", "share", "lacks"),
    [
        ("Hur stor andel pendlar ut från Salem?", "82,7 procent av de sysselsatta invånarna i Salem", ""),
        ("Hur stor andel av Tyresöborna pendlar?", "74,3 procent", ""),
        (
            "Hur stor del av salemsborna som jobbar åker ut ur kommunen till jobbet, och vart åker flest?",
            "82,7 procent",
            "Vart de reser går inte",
        ),
    ],
)
def test_the_share_who_work_elsewhere_is_given_with_its_source(
    facts: Facts, asked: str, share: str, lacks: str
) -> None:
    answer = answered(facts, asked)
    assert answer.text.startswith(share)
    assert answer.text.endswith(" arbetade i en annan kommun 2024.")
    assert answer.hedge.startswith(lacks)
    assert " i någon annan kommun, vilken som helst, 2024." in answer.beside[0]


def test_who_works_in_the_city_is_told_of_the_only_year_there_is(facts: Facts) -> None:
    answer = answered(facts, "Hur många tyresöbor jobbar i Stockholm?")
    assert answer.text.replace("\u00a0", " ").startswith("2015 bodde 11 228 personer i Tyresö")


def test_how_one_travels_to_work_is_no_question_of_where(facts: Facts, known: list[Question]) -> None:
    for asked in ("Hur stor andel pendlar med kollektivtrafik?", "Hur stor andel cyklar till jobbet?"):
        assert every.meant(facts, known, asked)[0].key != "commuting:parts"


# ───────────── Other areas, all the goals, a sum of money, what nothing follows ─────────────


def test_none_of_what_people_ask_as_they_speak_is_sure_and_wrong(facts: Facts, known: list[Question]) -> None:
    asked = more_questions.FROM_TRIALS | more_questions.SPOKEN | more_questions.SPOKEN_AFTER
    found = {one: every.meant(facts, known, one) for one in asked}
    sure = {
        one: ones[0].key for one, ones in found.items() if ones and not every.is_doubtful(facts, known, one, ones[0])
    }
    assert {one: key for one, key in sure.items() if key != asked[one] and one not in KNOWN_TO_NAME_LESS} == {}
    assert sum(sure.get(one) == key for one, key in asked.items()) >= 0.9 * len(asked)


KNOWN_TO_NAME_LESS = ("Går och cyklar folk hos oss mer än förr?",)
"""Answered of a part of what is asked."""


def test_the_county_is_not_its_city_and_another_region_not_its_own(facts: Facts) -> None:
    county = answered(facts, "Hur många laddbara bilar går det på varje laddpunkt i Stockholms län?")
    assert county.text.startswith("18,7 laddbara bilar per laddpunkt 2025")
    assert county.question.endswith("i Stockholms län?")
    assert answered(facts, "Hur många laddpunkter har Stor-Göteborg?").question.endswith("har Stor-Göteborg?")
    assert answered(facts, "Hur mycket bil kör man i riket?").text.startswith("623 mil")
    rest = answered(facts, "Hur ligger vi till mot övriga länet när det gäller laddpunkter?")
    assert rest.text.endswith("i övriga Stockholms län 7,7.")


def test_an_area_without_an_answer_of_its_own_is_said_to_have_none(facts: Facts) -> None:
    shown = page.sections(facts, "Vem bestämmer målen i Stockholms län?", "", shows_draft=True)
    told = regions.of_home(facts, facts.home.county)
    assert any(Text(told, "caption") in part.blocks for part in shown)


def test_paces_are_set_beside_each_other(facts: Facts) -> None:
    answer = answered(facts, "Minskar utsläppen snabbare på Södertörn än i resten av länet?")
    assert answer.text.replace("\u00a0", " ").startswith("Sedan 2010: Södertörn −22 %, övriga Stockholms län −33 %. ")


def test_whether_the_goals_are_reached_is_told_of_each_and_of_what_is_missed(facts: Facts) -> None:
    answer = answered(facts, "Vilka mål missar vi?")
    assert answer.text.startswith("Klimatomställning: hittills nej. Tillgänglighet: hittills nej. Utsläppen ")
    assert answer.text.endswith("når inte målet.")


def test_how_many_cars_there_are_is_told_as_what_it_is_and_that_it_is_not_followed(facts: Facts) -> None:
    answer = answered(facts, "Hur många bilar finns det i Tyresö?")
    assert answer.text.startswith("Nej. Hur många bilar invånarna har, per person eller per hushåll, mäts inte.")
    assert answer.beside[0].replace("\u00a0", " ") == "Personbilar i trafik 31 december i Tyresö 2025: 17 963."


def test_a_measure_without_a_target_is_said_to_have_none_first(facts: Facts) -> None:
    for asked in ("Vilket mål finns för boende nära kollektivtrafik?", "Finns det något mål för laddpunkter?"):
        assert answered(facts, asked).text.startswith("Inget mål beslutat.")


def test_that_no_sum_of_the_states_money_exists_is_said(facts: Facts) -> None:
    answer = answered(facts, "Hur mycket av nationella planens pengar går till Södertörn?")
    assert answer.text.startswith("Det finns ingen summa för Södertörn")

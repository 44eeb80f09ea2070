"""Fråga Målkollen: what is asked is answered of whom it is asked, since then, and with its own source."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.pieces import Note
from dashboard.content.facts import Facts
from dashboard.content.questions import page

ABOUT_INHABITANTS = "Folkmängden är preliminär, så siffran kan komma att ändras."

PEOPLE = (
    "Hur många bor på Södertörn?",
    "Hur många är vi?",
    "Hur stor är folkmängden på Södertörn?",
    "Idag bor över en halv miljon på Södertörn. Hur många är vi nu, och skulle vi vara Sveriges fjärde största län?",
)
"""Each asks first how many live in the home group."""
SINCE = (
    "Har utsläppen minskat sedan 2023?",
    "Har utsläppen från transporter minskat sedan vi antog programmet 2023?",
)
ABSENT = "finns inte i Målkollen"


def cards(facts: Facts, asked: str, mine: str = "") -> list[Answer]:
    shown = page.sections(facts, asked, mine, shows_draft=True)
    return [block for part in shown for block in part.blocks if isinstance(block, Answer)]


def words(facts: Facts, asked: str) -> str:
    shown = page.sections(facts, asked, "", shows_draft=True)[:-1]
    blocks = [block for part in shown for block in part.blocks]
    told = [line for one in blocks if isinstance(one, Answer) for line in (one.text, one.hedge, *one.beside)]
    return " ".join([*told, *(one.text for one in blocks if isinstance(one, Text | Note))]).replace("\u00a0", " ")


@pytest.mark.parametrize("asked", PEOPLE)
def test_how_many_live_somewhere_is_the_count_with_its_day_and_its_own_source(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)[0]
    assert told.question == "Hur många bor på Södertörn?"
    assert told.text.replace("\u00a0", " ") == "525 625 personer (folkmängd 31 december 2025)."
    assert "Källa: SCB, bearbetning" in words(facts, asked)


def test_how_a_population_grows_is_still_said_not_to_be_followed(facts: Facts) -> None:
    assert cards(facts, "Hur fort växer folkmängden?")[0].question == "Följer Målkollen folkmängden?"


def test_a_share_of_those_who_work_in_another_of_ours_is_told_of_whichever_other(facts: Facts) -> None:
    (told,) = cards(facts, "Hur stor del av Tyresöborna som arbetar har sitt jobb i en annan Södertörnskommun?")
    assert told.beside[0].startswith("74,3 procent av de sysselsatta invånarna i Tyresö arbetade i en annan kommun")


def test_what_is_not_found_is_never_said_to_be_absent(facts: Facts) -> None:
    for asked in ("Vad är meningen med livet?", "Hur många laddpunkter är trasiga i Haninge?"):
        told = words(facts, asked)
        assert ABSENT not in told
        assert "råga Södertörns kansli." in told


def test_who_works_at_home_and_who_goes_out_are_told_of_those_who_go_out_and_never_of_those_who_come(
    facts: Facts,
) -> None:
    told = cards(facts, "Hur många av huddingeborna har jobb i Huddinge, och hur många pendlar ut?")
    assert told[0].text.startswith("74,5 procent av de sysselsatta invånarna i Huddinge arbetade i en annan kommun")
    assert told[0].beside[0].replace("\u00a0", " ").startswith("43 306 som bodde i Huddinge arbetade i någon annan")
    assert cards(facts, "Hur många pendlar ut?", "0126")[0].text.replace("\u00a0", " ").startswith("43 306 utpendlare")


@pytest.mark.parametrize("asked", SINCE)
def test_a_change_since_a_year_is_told_from_that_year_with_rikets_beside_it(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)[0]
    then = "Från 502 000 (2023) till 577 000 ton växthusgaser från transporter 2024: +15 procent, i riket +22 procent."
    assert told.text.replace("\u00a0", " ") == then


def test_a_preliminary_figure_is_said_to_be_one(facts: Facts) -> None:
    for asked in (
        "Hur många publika laddpunkter finns det på Södertörn?",
        "Hur står Södertörn mot andra i laddpunkter?",
    ):
        assert ABOUT_INHABITANTS in cards(facts, asked)[0].hedge


def test_who_says_we_or_names_the_home_group_asks_of_it_whatever_municipality_was_looked_at(facts: Facts) -> None:
    for asked in ("Hur många laddpunkter har vi?", "Hur många laddpunkter har Södertörn?"):
        assert cards(facts, asked, "0126")[0].question == "Hur många laddpunkter har Södertörn?"
    assert cards(facts, "Hur många laddpunkter finns det?", "0126")[0].question == "Hur många laddpunkter har Huddinge?"


TAKES = (
    "Vad krävs för att vi ska leda omställningen?",
    "Vad skulle krävas för att nå målet klimatomställning?",
    "Hur mycket fattas för att Södertörn ska leda omställningen?",
    "Leder Södertörn vägen i omställningen, och vad skulle krävas för att vi ska kunna säga det?",
)


@pytest.mark.parametrize("asked", TAKES)
def test_what_a_goal_takes_is_told_in_things_and_to_its_targets(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)[-1]
    assert told.question == "Vad krävs för målet klimatomställning?"
    text = told.text.replace("\u00a0", " ")
    rule, _, things = text.partition(". ")
    assert rule.endswith("först i alla dem, i varje jämförelse, och att inget mål missas")
    assert things.startswith("Laddpunkter: 1 726 fler till rikets nivå 2025, 3 144 fler till Stor-Göteborgs nivå 2025.")
    left = "Utsläppen från transporter: För att nå målet ”Inrikes transporter −70 % till 2030” ska Södertörn ned"
    assert any(line.startswith(left) for line in told.beside)
    whole = [line for card in cards(facts, asked) for line in (card.text, *card.beside)]
    assert sum(line.startswith("Hittills nej. ") for line in whole) == 1


def test_what_it_takes_without_a_goal_is_of_all_and_of_a_measure_is_that_ones(facts: Facts) -> None:
    for asked in ("Vad krävs för att vi ska nå riket?", "Vad skulle krävas?", "Vad krävs för att nå målen?"):
        assert cards(facts, asked)[0].question == "Vad krävs för att nå målen?"
    (told,) = cards(facts, "Vad behövs för att nå riket i laddpunkter?")
    assert told.question == "Hur många laddpunkter fattas på Södertörn till rikets nivå?"
    assert told.text.replace("\u00a0", " ").count("fler laddpunkter") == 1
    most = cards(facts, "Vad skulle krävas för att bli Sveriges mest tillgängliga?")[0].text
    assert most.startswith(
        "För ja krävs att minst tre mått går att jämföra och att Södertörn är först i alla dem, i varje jämförelse. "
    )


def test_how_far_it_is_to_another_areas_level_is_what_the_measure_takes(facts: Facts) -> None:
    (told,) = cards(facts, "Hur långt är det kvar till övriga länets nivå i kollektivtrafik?")
    assert "16 900 fler boende nära kollektivtrafik" in told.text.replace("\u00a0", " ")
    (told,) = cards(facts, "Hur långt är vi från att vara Sveriges mest tillgängliga storstadsregion?")
    assert told.question == "Vad krävs för målet tillgänglighet?"


def test_whether_ours_come_first_is_answered_with_the_goals_own_word_before_others_are_named(facts: Facts) -> None:
    for asked in (
        "Är vi Sveriges mest tillgängliga storstadsregion, hur ligger vi till mot Göteborg och Malmö?",
        "Är Södertörn Sveriges mest tillgängliga storstadsregion – hur ligger vi mot Göteborg och Malmö?",
    ):
        told, against = cards(facts, asked)
        assert told.word == "Hittills nej"
        assert against.text.startswith("I boende nära kollektivtrafik bättre än Stor-Göteborg och Stor-Malmö")


def test_where_a_sentence_before_the_question_says_of_whom_it_is_asked_of_them(facts: Facts) -> None:
    (told,) = cards(facts, "Vi bor i Huddinge. Hur många laddpunkter har vi?")
    assert told.question == "Hur många laddpunkter har Huddinge?"


def test_a_year_without_a_figure_is_said_to_have_none_before_the_usual_change(facts: Facts) -> None:
    (told,) = cards(facts, "Har bilkörningen minskat sedan 1995 i Huddinge?")
    assert told.beside[0] == "Det finns ingen siffra för 1995."


def test_a_place_is_told_with_the_plans_objects_that_have_it_in_their_names(facts: Facts) -> None:
    near = "Årstaberg-Flemingsberg, signalåtgärder optimering (objektet byggs; 194 miljoner kronor)."
    for asked in ("Vad händer i Flemingsberg?", "Är Flemingsbergs station med i nationella planen, och när byggs det?"):
        (told,) = cards(facts, asked)
        assert near in [line.replace("\u00a0", " ") for line in told.beside]
    assert cards(facts, "Vad kostar Tvärförbindelsen?")[0].question.startswith("Hur långt har Tvärförbindelse")


def test_the_headline_of_an_object_is_short_and_its_sources_and_doubts_stand_beside_it(facts: Facts) -> None:
    (told,) = cards(facts, "Är Tvärförbindelse Södertörn finansierad i den nationella planen?")
    assert len(told.text.split()) <= 35
    assert told.text.replace("\u00a0", " ").endswith("varav 19 502 miljoner kronor inom planens år.")
    assert any("en enda källa" in line for line in told.beside)

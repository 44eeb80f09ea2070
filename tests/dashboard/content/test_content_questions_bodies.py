"""Fråga Målkollen of who does what: the programme's bodies, what each decides, and a municipality's part of a goal."""

import pytest

from dashboard.blocks.blocks import Answer
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.content.questions import every, page
from dashboard.content.questions.apart import unfollowed
from malkollen.texts.swedish import first_sentence

SHARED = "Vem gör vad i genomförandet?"
WHO_DOES_WHAT = (
    "Vem gör vad i genomförandet: nätverken, kansliet, ledningsgruppen och kommunerna?",
    "Vem gör vad?",
    "Vem ska göra vad?",
    "Hur ser rollfördelningen ut mellan kansliet och nätverken?",
)


def cards(facts: Facts, asked: str, mine: str = "") -> list[Answer]:
    shown = page.sections(facts, asked, mine, shows_draft=True)[1:-1]
    return [block for part in shown for block in part.blocks if isinstance(block, Answer)]


@pytest.mark.parametrize("asked", WHO_DOES_WHAT)
def test_who_does_what_is_told_of_every_body_in_the_programmes_words(facts: Facts, asked: str) -> None:
    (told,) = cards(facts, asked)
    bodies = facts.home.bodies
    assert told.question == SHARED
    assert all(name in told.text.casefold() for name in (bodies.leadership.name, bodies.committee.name, "nätverken"))
    assert facts.home.office_short in told.text
    assert facts.programme.shared_out is not None
    assert facts.programme.shared_out.quote in told.beside[0]
    assert len(told.beside) == 3, "the committee's and the directors' words as well"


def test_who_does_what_is_told_in_a_part_of_a_question_too(facts: Facts) -> None:
    first, second = cards(facts, "Vilket mål går sämst och vem ska göra vad?")
    assert (first.question, second.question) == ("Når vi målen?", SHARED)
    assert first.hedge.startswith("Målen rangordnas inte mot varandra.")


def test_what_a_body_is_to_do_and_to_decide_first_is_told_without_an_order(facts: Facts) -> None:
    (told, *_) = cards(facts, "Vad ska nätverket göra nu?")
    assert told.question == "Vad ska nätverket lägga fram?"
    (told, *_) = cards(facts, "Vad ska vi i kommittén besluta om först?")
    assert told.question == "Vad ska kommittén besluta?"
    assert told.hedge.startswith("Vilket beslut som bör tas först säger inte Målkollen")


def test_a_pace_beside_others_is_ours_too_and_our_share_of_the_money_is_told(facts: Facts) -> None:
    (told, *_) = cards(facts, "Ökar vi snabbare än länet och landet i elbilar?")
    assert told.text.startswith("Sedan 2022: Södertörn från 4,7 till 10,6 (+5,9 procentenheter), riket från 4,0")
    (told, *_) = cards(facts, "Får Södertörn sin del av pengarna till vägar och spår?")
    assert told.text.startswith("Det finns ingen summa för Södertörn")
    (told, *_) = cards(facts, "Minskar utsläppen från trafiken i Tyresö?")
    assert "2024 ökade utsläppen från transporter 15 procent, i riket 22." in told.beside[0]
    (told, *_) = cards(facts, "Hur når jag Södertörns kansli?")
    assert told.question == "Vart vänder jag mig?"


def test_a_word_in_its_plural_is_the_same_word(facts: Facts) -> None:
    (told, *_) = cards(facts, "Räcker laddplatserna i Nynäshamn?")
    assert told.question == "Hur många laddpunkter fattas i Nynäshamn?"
    (told, *_) = cards(facts, "Går utbyggnaden av laddplatser i Botkyrka tillräckligt fort?")
    assert told.question == "Hur står sig Botkyrka i laddpunkter?"


def test_who_does_what_about_a_measure_is_no_question_of_its_source(facts: Facts) -> None:
    (told, *_) = cards(facts, "Vem gör vad för laddpunkterna?")
    assert "Kommunen kan upplåta mark" in " ".join((told.text, *told.beside))


def test_a_body_that_is_named_has_its_own_decisions_first(facts: Facts) -> None:
    (own,), committee = decisions.of_leadership(facts), decisions.of_committee(facts)
    (told, *_) = cards(facts, "Vad ska ledningsgruppen besluta?")
    assert (told.question, told.text) == ("Vad ska ledningsgruppen besluta?", " ".join([own.told, *own.short]))
    assert own.short == ("Underlaget räcker inte än till ett förslag; gruppen kan bedöma ändå.",)
    assert told.hedge == "Ingen dag är satt för beslutet."
    assert list(told.beside) == decisions.told(committee)
    (told, *_) = cards(facts, "Vad ska samarbetskommittén besluta?")
    assert told.question == "Vad ska kommittén besluta?"
    assert told.text.startswith(committee[0].told)
    assert told.beside[-1] == own.told
    (told, *_) = cards(facts, "Vad behöver beslutas?")
    assert told.question == "Vad behöver beslutas?"


def test_the_network_is_told_what_it_prepares_for_whom(facts: Facts) -> None:
    (told, *_) = cards(facts, "Vad ska nätverket lägga fram för ledningsgruppen?")
    assert told.question == "Vad ska nätverket lägga fram?"
    assert told.text == f"Nätverket tar fram underlag till besluten. {decisions.of_leadership(facts)[0].told}"
    assert list(told.beside) == decisions.told(decisions.of_committee(facts))


@pytest.mark.parametrize(
    ("asked", "mine", "text"),
    [
        ("Hur tillgängligt är det för en Södertäljebo?", "", "88,9 procent bodde nära kollektivtrafik 2023"),
        ("Hur tillgängligt är det i Haninge?", "", "88,6 procent bodde nära kollektivtrafik 2023"),
        ("Hur tillgängligt är det?", "0128", "93,7 procent bodde nära kollektivtrafik 2023"),
        (
            "Hur går det med klimatet i Tyresö?",
            "",
            "9,7 procent av bilarna var elbilar 2025 (Södertörn 10,6). 1,8 ladd",
        ),
    ],
)
def test_a_goal_asked_of_a_municipality_is_told_by_its_own_figures(
    facts: Facts, asked: str, mine: str, text: str
) -> None:
    (told, *_) = cards(facts, asked, mine)
    assert told.text.replace("\u00a0", " ").startswith(text)
    assert "Svaret på målets fråga gäller Södertörn: hittills nej." in told.beside


def test_a_municipality_of_companies_cars_says_that_they_say_little(facts: Facts) -> None:
    (told, *_) = cards(facts, "Hur går det med klimatet i Södertälje?")
    assert (
        told.hedge
        == "Många företagsbilar är skrivna i Södertälje, så elbilar och bilkörning säger där lite om invånarna."
    )


def test_a_goal_asked_of_us_all_has_its_own_answer(facts: Facts) -> None:
    for asked in ("Är vi mest tillgängliga?", "Leder Södertörn omställningen?"):
        assert cards(facts, asked, "0136")[0].word == "Hittills nej"


def test_whether_what_nothing_follows_is_followed_begins_with_a_no(facts: Facts) -> None:
    known = every.questions(facts, shows_draft=False)
    asked = [one for one in known if one.key.startswith("unfollowed:")]
    assert len(asked) > 20
    for one in asked:
        reply = one.reply(facts.areas.home.id)
        assert (reply.word, first_sentence(reply.answer)[0]) == (unfollowed.NO, "Nej."), one.text


def test_nobody_is_said_to_fetch_what_has_no_publisher(facts: Facts) -> None:
    """Whom the office fetches it from was said not to be known, in the same breath as that it fetches it."""
    needs = facts.registry.waiting["jobs"].needs_plain
    assert "inte bestämt" in needs
    assert "som hämtar" not in needs

"""Fråga Målkollen: whose something is, where a municipality stands best or worst, and what is not compared here."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.content.facts import Facts
from dashboard.content.questions import page
from dashboard.content.workbench import duties

TRANSIT = "Region Stockholm ansvarar ensam för länets kollektivtrafik"
STATE_ROADS = "Trafikverket bygger, sköter och underhåller statens vägar"
STREETS = "Varje kommun bygger och sköter de gator och vägar som är kommunala."
PLANS = "Regeringen beslutar den nationella planen, som Trafikverket föreslår."
TAXES = "Riksdagen stiftar lag och beslutar om statens skatter"
WHOSE = {
    "Vem styr över pendeltågens turer till Haninge, regionen eller Trafikverket?": TRANSIT,
    "Vem bestämmer över pendeltågen?": TRANSIT,
    "Ligger ansvaret för pendeltågen hos Region Stockholm eller Trafikverket?": TRANSIT,
    "Är det regionen eller kommunen som beslutar om busslinjerna?": TRANSIT,
    "Kan Haninge påverka turtätheten?": TRANSIT,
    "Vem ansvarar för tunnelbanan till Nacka?": TRANSIT,
    "Vem är huvudman för kollektivtrafiken?": TRANSIT,
    "Vad är Trafikverkets ansvar och vad är Region Stockholms?": STATE_ROADS,
    "Vad gör Trafikverket?": STATE_ROADS,
    "Vad har staten för ansvar?": STATE_ROADS,
    "Vem ansvarar för cykelvägarna längs statliga vägar?": STATE_ROADS,
    "Vem bestämmer hastigheten på väg 259?": STATE_ROADS,
    "Vems ansvar är det att bygga cykelvägar?": STREETS,
    "Är det Trafikverkets fel att det är dåligt med cykelvägar?": STREETS,
    "Vem beslutar om tvärförbindelse Södertörn?": PLANS,
    "Vem fattar beslut om Spårväg syd?": PLANS,
    "Vilken makt har kommunen över bilskatten?": TAXES,
    "Vad råder Haninge själv över när det gäller laddpunkter?": "Haninge kan själv upplåta mark för laddpunkter",
    "Har kommunen något att säga till om när det gäller länsplanen?": "Varje kommun kan själv delta när länsplanen",
    "Vad råder kommunen över?": "Varje kommun kan själv bestämma var bostäder",
    "Vad kan regionen göra och vad kan kommunen göra?": "Varje kommun: var bostäder och arbetsplatser byggs",
}
"""What the only answer to each begins with."""
STANDS = {
    "Var ligger Haninge sämst till jämfört med grannkommunerna?": (
        "Bland de åtta: delad plats 7 av 8 i cykelvägar (2025) och plats 6 av 8 i boende nära kollektivtrafik (2023)."
    ),
    "Vad är Haninge sämst på?": "Bland de åtta: delad plats 7 av 8 i cykelvägar (2025)",
    "I vilka mått är Tyresö bäst?": "Bland de åtta: plats 1 av 7 i elbilar (2025)",
    "På vilka mått sticker Nynäshamn ut negativt?": "Bland de åtta: plats 7 av 7 i elbilar (2025)",
    "Vilka är Botkyrkas svagaste punkter?": "Bland de åtta: plats 6 av 7 i elbilar (2025)",
    "Är Haninge sämst?": "Bland de åtta: delad plats 7 av 8 i cykelvägar (2025)",
    "Vilka är Salems styrkor?": "Bland de åtta: delad plats 2 av 8 i boende nära kollektivtrafik (2023)",
    "Var behöver Huddinge bli bättre?": "Bland de åtta: delad plats 7 av 8 i cykelvägar (2025)",
    "Var ligger vi sämst till?": "Laddpunkter: sist av fyra (2025).",
    "Vad går bäst?": "Transportutsläpp per invånare: näst lägst av fyra (2024).",
}
"""What the answer begins with, of the place that the question names."""
IS_OF_HOME = "Svaret gäller Södertörn: för {name} finns inget eget svar på det."
NO_FIGURES = "{name} har inga egna siffror här och går inte att jämföra med."
SAID_FIRST = {
    "Prioriteras Södertörn i nationella planen jämfört med Göteborg?": (
        "Södertörn jämförs inte med Göteborg i det här. Svaret gäller Södertörn."
    ),
    "Hur lång är restiden till jobbet jämfört med Göteborg och Malmö?": (
        "Södertörn jämförs inte med Göteborg och Malmö i det här. Svaret gäller Södertörn."
    ),
    "Är vi tryggare än Malmö?": "Södertörn jämförs inte med Malmö i det här. Svaret gäller Södertörn.",
    "Är det längre till jobbet för Haningebor än för Nackabor?": (
        "Haninge jämförs inte med Nacka i det här. Svaret gäller Södertörn."
    ),
    "Får Stockholm mer pengar i länsplanen än Södertörn?": (
        "Södertörn jämförs inte med Stockholm i det här. Svaret gäller Södertörn."
    ),
    "Hur stor del av länsplanen går till Södertörn jämfört med norra länet?": NO_FIGURES.format(name="Norra länet"),
    "Hur många laddpunkter har Haninge jämfört med innerstan?": NO_FIGURES.format(name="Innerstan"),
    "Hur står sig Södertörn mot Berlin i utsläpp?": NO_FIGURES.format(name="Berlin"),
    "Vilka mått går åt fel håll i Haninge?": IS_OF_HOME.format(name="Haninge"),
    "Vilket mål finns för laddpunkter i Haninge?": IS_OF_HOME.format(name="Haninge"),
    "Var ligger Nacka sämst till?": IS_OF_HOME.format(name="Nacka"),
}
"""What stands before the answer, where it is of something else than is asked."""


def told(facts: Facts, asked: str) -> list[Answer | Text]:
    shown = page.sections(facts, asked, "", shows_draft=True)[1:-1]
    return [block for part in shown for block in part.blocks if isinstance(block, Answer | Text)]


@pytest.mark.parametrize("asked", WHOSE)
def test_whose_something_is_leads_to_who_may_do_what_and_nothing_else(facts: Facts, asked: str) -> None:
    [answer] = told(facts, asked)
    assert isinstance(answer, Answer)
    assert answer.text.startswith(WHOSE[asked])
    assert answer.hedge == duties.NOT_SHARED


@pytest.mark.parametrize("asked", STANDS)
def test_what_stands_best_or_worst_is_told_of_the_place_that_is_asked_of(facts: Facts, asked: str) -> None:
    [answer] = told(facts, asked)
    assert answer.text.startswith(STANDS[asked])


@pytest.mark.parametrize("asked", SAID_FIRST)
def test_an_answer_of_something_else_than_is_asked_says_so_first(facts: Facts, asked: str) -> None:
    first, second, *_ = told(facts, asked)
    assert first.text == SAID_FIRST[asked]
    assert isinstance(second, Answer)


def test_who_is_named_beside_whose_it_is_has_a_line_and_an_object_its_state(facts: Facts) -> None:
    [trains] = told(facts, "Vem styr över pendeltågens turer till Haninge, regionen eller Trafikverket?")
    assert isinstance(trains, Answer)
    assert any(line.startswith(STATE_ROADS) for line in trains.beside)
    [tram] = told(facts, "Vem fattar beslut om Spårväg syd?")
    assert isinstance(tram, Answer)
    assert tram.beside[-1].startswith("Spårväg syd: med i den nationella planen.")


def test_time_to_work_leads_to_the_measure_that_waits(facts: Facts) -> None:
    _, answer = told(facts, "Hur lång är restiden till jobbet jämfört med Göteborg och Malmö?")
    assert isinstance(answer, Answer)
    assert "Närmast ligger restid jämfört med bil." in answer.text


@pytest.mark.parametrize("asked", ["Hur många laddpunkter har Haninge jämfört med Huddinge?", "Haninge och Huddinge?"])
def test_each_figure_of_two_side_by_side_stands_once(facts: Facts, asked: str) -> None:
    [answer] = [one for one in told(facts, asked) if isinstance(one, Answer)]
    whole = " ".join((answer.text, answer.hedge, *answer.beside))
    assert whole.count("1,6 laddpunkter") <= 1
    assert whole.count("Folkmängden är preliminär") <= 1


def test_a_municipality_of_companies_cars_has_no_place_in_their_measures(facts: Facts) -> None:
    [answer] = told(facts, "Var ligger Södertälje bäst till?")
    assert isinstance(answer, Answer)
    assert "elbilar" not in answer.text
    assert answer.hedge.startswith("Många företagsbilar är skrivna i Södertälje")

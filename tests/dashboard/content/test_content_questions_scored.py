"""Fråga Målkollen, scored: what a director, a network officer and a mayor asked, and what each must be answered."""

import pytest

from dashboard.blocks.blocks import Answer
from dashboard.content.facts import Facts
from dashboard.content.questions import page

NOT_YET = "Går inte att svara på än. Här saknas "
TUNNEL = "Fyra objekt i den nationella planen har tunnelbana i namnet."
SCORED = {
    # One thing for each of another.
    "Hur många elbilar går det på varje laddpunkt?": "32,3 laddbara bilar per laddpunkt 2025",
    "hur många bilar går det per laddstolpe i Salem": "75,9 laddbara bilar per laddpunkt 2025",
    "Hur många elbilar per invånare?": "Delad tvåa av fyra: 10,6 procent av bilarna var elbilar 2025",
    # Two side by side, a sentence each.
    "Hur många laddpunkter har Huddinge jämfört med Tyresö?": (
        "Huddinge: 374 laddpunkter, 3,3 laddpunkter per 1 000 invånare 2025. Tyresö: 89 laddpunkter, 1,8 laddpunkter"
    ),
    "Hur många laddpunkter har Huddinge jämfört med riket?": (
        "Huddinge: 374 laddpunkter, 3,3 laddpunkter per 1 000 invånare 2025. Riket: 60 581 laddpunkter, 5,7 laddpunkter"
    ),
    "Elbilar i Salem jämfört med Stor-Göteborg?": (
        "Salem: 566 elbilar, 8,2 procent av bilarna var elbilar 2025. Stor-Göteborg: 47 435 elbilar, 10,9 procent"
    ),
    "Hur långt kör folk i Tyresö jämfört med Nacka?": "Tyresö: 440 mil med bil per invånare 2024. Nacka: ",
    "Är vi bättre än Huddinge på laddpunkter?": (
        "Södertörn: 1 277 laddpunkter, 2,4 laddpunkter per 1 000 invånare 2025. Huddinge: 374 laddpunkter"
    ),
    "Haninge jämfört med Tyresö": "Haninge har lägre bilkörning (2024) än de flesta pendlingskommuner",
    "Kör botkyrkaborna mer bil nu än förr jämfört med Salem?": "Botkyrka: Från 457 (2022) till 470 mil",
    "Hur går det för Haninge jämnfört med Tyresö när det gäller elbilar?": "Haninge: 2 652 elbilar, 7,4 procent",
    # Of whom it is asked, and of what.
    "Hur många jobbar i Stockholm men bor i Huddinge?": "2015 bodde ",
    "Hur långt är det till jobbet för folk i Nynäshamn?": "Nej. Hur långt invånarna har till sitt arbete mäts inte.",
    "När uppdateras siffrorna för elbilarna?": "Nästa siffror om elbilar väntas senast den 28 februari 2027",
    "Hur går det med utsläppen jämfört med riket?": "Bättre än riket: 1,1 ton växthusgaser",
    "Hur många ladstolpar behöver vi bygga till 2030?": "Till rikets nivå 2025",
    "Vilken kommun har flest laddpunkter per invånare?": "Publika laddpunkter per 1 000 invånare, 2025: Nykvarn 6,5",
    # What is known of objects and of money, and who has the rest.
    "tunnelbana": TUNNEL,
    "När kommer tunnelbanan till Huddinge?": f"{TUNNEL} Inget av namnen nämner Huddinge.",
    "vad kostar det": "Den nationella planen har en kostnad för Tvärförbindelse Södertörn, Ny passage Södertälje kanal",
    "Vad kostar en laddpunkt?": "Nej. Vem som äger, driver eller betalar de publika laddpunkterna",
    "Bidrar tvärförbindelsen till målet om tillgänglighet?": "Vad Tvärförbindelse Södertörn bidrar till mäts inte här.",
    # What nobody has entered, and what waits.
    "vad gör kommunerna för laddinfrastrukturen": "Kansliet har inte skrivit in några aktiviteter än",
    "är det lättare att resa utan bil mellan kommunerna nu": f"{NOT_YET}en tidtabell",
    "Går tågen oftare?": f"{NOT_YET}en tidtabell",
    "vad krävs för att nå ett mål om färdmedelsandel": f"{NOT_YET}resvaneundersökningar",
    # Two subjects or two places, the cooperation's own matters, and what is set against others.
    "Minskar segregationen och växer den gemensamma arbetsmarknaden?": "Nej. Skillnader i arbete och inkomst",
    "Hur många publika laddpunkter har vi i Salem och på Södertörn?": "Salem: 15 laddpunkter, 0,9",
    "Var står vi mot Göteborg och Malmö?": "Mot Stor-Göteborg: bättre i transportutsläpp per invånare och",
    "Hur står Södertörn mot andra?": "Klimatomställning: hittills nej. Södertörn är inte först",
    "Vilka är gjorda?": "Kansliet har inte skrivit in några aktiviteter än",
    "verksamhetsplan": "Verksamhetsplanen är inte inlagd här",
    "Vilka aktiviteter har vi genomfört under perioden?": "Kansliet har inte skrivit in några aktiviteter än",
    "Vilket nätverk ansvarar för tillgänglighetsmålet?": "Det står i programmets figur 4, som inte är inlagd här.",
    "Vem skriver årsredovisningen?": "Efter varje verksamhetsår, av Södertörnssamverkan.",
    "Vad beslutar kommittén när programmet går ut?": "Samarbetskommittén tar fram ett förslag",
    "Vad har vi för mål för utsläppen?": "Utsläppen från transporter: Inrikes transporter −70 %",
}
"""What the first answer to each begins with."""


def cards(facts: Facts, asked: str) -> list[Answer]:
    shown = page.sections(facts, asked, "", shows_draft=True)
    return [block for part in shown for block in part.blocks if isinstance(block, Answer)]


@pytest.mark.parametrize("asked", SCORED)
def test_what_was_asked_is_answered_or_said_not_to_be_here(facts: Facts, asked: str) -> None:
    assert cards(facts, asked)[0].text.replace("\u00a0", " ").startswith(SCORED[asked])


def test_both_are_named_in_the_question_and_what_decides_a_figure_stands_under_it(facts: Facts) -> None:
    (told,) = cards(facts, "Åker botkyrkaborna mer bil än södertäljeborna?")
    assert told.question == "Hur står sig Botkyrka och Södertälje i bilkörning?"
    assert told.hedge.startswith("Många företagsbilar är skrivna i Södertälje.")
    (same,) = cards(facts, "Hur är utsläppen i Botkyrka jämfört med Nacka?")
    assert same.question == "Hur ser det ut med utsläppen från transporter i Botkyrka och Nacka?"


def test_who_lives_in_ours_and_works_in_the_core_is_asked_of_ours(facts: Facts) -> None:
    assert "Huddinge" in cards(facts, "Hur många jobbar i Stockholm men bor i Huddinge?")[0].text
    (cars,) = cards(facts, "Har Salem fler bilar per invånare än Tyresö?")
    assert cars.beside[0].replace("\u00a0", " ") == "Tyresö: Personbilar i trafik 31 december i Tyresö 2025: 17 963."


SEVERAL = {
    "Minskar segregationen och växer den gemensamma arbetsmarknaden?": ("segregationen", "arbetar på Södertörn"),
    "Vilka aktiviteter i verksamhetsplanen ska infrastrukturnätverket göra, vilka är gjorda och vilka ligger kvar?": (
        "verksamhetsplanen", "nätverken", "aktiviteter"),
    "Hur gick det för Tvärförbindelse Södertörn och Spårväg syd i länsplanen, och när byggs de?": (
        "länsplanen", "Tvärförbindelse Södertörn", "Spårväg syd"),
    "Hur många laddpunkter har vi i Salem och på Södertörn, har det ökat sedan 2023, och var hamnar Salem?": (
        "Salem och Södertörn", "sedan 2023", "Salem i laddpunkter"),
}  # fmt: skip
"""Subjects that each card of an answer is of, in their order."""


@pytest.mark.parametrize("asked", SEVERAL)
def test_every_subject_is_answered_or_said_not_to_be_and_no_paragraph_twice(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)
    assert [subject for subject, one in zip(SEVERAL[asked], told, strict=True) if subject not in one.question] == []
    lines = [line for one in told for line in (one.hedge, *one.beside) if line]
    assert len(lines) == len({*lines})
    anchors = [part.anchor for part in page.sections(facts, asked, "", shows_draft=True) if part.anchor]
    assert len(anchors) == len({*anchors}) == len(told)


def test_what_has_no_figure_says_who_can_tell(facts: Facts) -> None:
    for asked in ("tunnelbana", "vad kostar det"):
        assert (
            "Kansliet kan svara för listan, Trafikverket för den nationella planen och Region Stockholm för länsplanen."
            in cards(facts, asked)[0].beside
        )

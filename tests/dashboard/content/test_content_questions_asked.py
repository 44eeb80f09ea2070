"""Fråga Målkollen as people type: everyday comparisons, which of ours, when, advice and what would be."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.content.facts import Facts
from dashboard.content.questions import begun, beyond, page
from dashboard.content.questions.apart import guidance
from dashboard.content.questions.reading import rewording
from dashboard.content.questions.replies.levels import NO_DAY

NO_RANK = "De åtta rangordnas inte sammantaget: måtten står var för sig."
SALEM = "Salem har fler boende nära kollektivtrafik (2023)"
MOVED = "Elbilar går åt rätt håll, medan boende nära kollektivtrafik går åt fel håll."
GOALS = "Klimatomställning: hittills nej. Tillgänglighet: hittills nej."
CARS_IN_ROW = "Elbilar i personbilsflottan, procent, 2025: Tyresö 9,7; Huddinge 9,3;"
BOTH = "Haninge: 161 laddpunkter, 1,6 laddpunkter per 1 000 invånare 2025. Södertörn: 1 277 laddpunkter, 2,4"
BEGINS = {
    # A municipality beside the home group, the country, another of ours or one elsewhere.
    "Hur klarar sig Tyresö i jämförelse med Nacka?": "Tyresö har fler boende nära kollektivtrafik (2023)",
    "Hur ligger Haninge till jämfört med riket?": "Haninge har lägre bilkörning (2024)",
    "Hur ligger Haninge till jämfört med Södertörn?": "Haninge har lägre bilkörning (2024)",
    "Hur ligger Huddinge till jämfört med resten av Södertörn?": "Av de andra sju ligger Huddinge före fem i elbilar",
    "Hur står sig Tyresö mot grannkommunerna?": "Av de andra sju ligger Tyresö före sex i elbilar",
    "Hur många laddpunkter har Haninge jämfört med Södertörn?": BOTH,
    "Hur många laddpunkter per 1000 invånare har Haninge jämfört med snittet på Södertörn": BOTH,
    "Är bilkörningen i Salem lägre än på Södertörn?": "Salem: 518 mil med bil per invånare 2024. Södertörn: 564",
    "Har vi fler elbilar än Sverige?": "Bättre än riket: 10,6 procent av bilarna var elbilar 2025, i riket 8,6.",
    "Ligger Sverige före oss i elbilsandel?": "Bättre än riket: 10,6 procent",
    # The municipalities around the cities.
    "Hur ligger vi till mot kranskommunerna när det gäller elbilar?": "Sämre än övriga kommuner runt Stockholm",
    "Hur ligger vi till mot Göteborgs kranskommuner när det gäller elbilar?": "Lika med kommunerna runt Göteborg",
    "Är Södertörn bättre eller sämre än Göteborgsregionen på tillgänglighet?": (
        "I boende nära kollektivtrafik bättre än Stor-Göteborg: 90,8 procent"
    ),
    # Which of ours, of one measure and of nothing in particular.
    "Vilken av de åtta har flest elbilar per invånare?": CARS_IN_ROW,
    "Vilken kommun har flest elbilar per capita?": CARS_IN_ROW,
    "Vilken kommun är sist på laddning?": "Publika laddpunkter per 1 000 invånare, 2025: Nykvarn 6,5;",
    "Vilken kommun drar ner helheten mest?": NO_RANK,
    "Vilken kommun ligger bäst till av de åtta?": NO_RANK,
    "Vem har kommit längst av de åtta?": NO_RANK,
    "Vilka kommuner har förbättrat sig snabbast?": NO_RANK,
    "Hur har det gått för de åtta sedan 2022?": NO_RANK,
    "Och hur ser det ut för oss i Salem då?": SALEM,
    "Ligger Haninge före eller efter de andra på elbilar?": "Bland de åtta: plats 5 av 7 i elbilar (2025).",
    "Hur står sig Botkyrka mot de övriga i bilkörning?": "Bland de åtta: plats 3 av 7 i bilkörning (2024).",
    "Går elbilsökningen snabbare i Södertälje än i riket?": "Sedan 2022: Södertälje från 7,4 till 17,4",
    # What has moved, what goes best and worst, how the goals stand.
    "Har något blivit sämre sedan förra uppföljningen?": MOVED,
    "Vilka indikatorer går åt fel håll?": MOVED,
    "Jag behöver underlag till mötet, vilka indikatorer har förändrats mest sedan 2023?": MOVED,
    "Vilka mått är gula eller röda just nu?": "Laddpunkter: sist av fyra (2025).",
    "Vad kan vi på Södertörn vara stolta över?": "Transportutsläpp per invånare: näst lägst av fyra (2024).",
    "Är vi bäst i landet på något alls?": "Transportutsläpp per invånare: näst lägst av fyra (2024).",
    "Vilket av de två långsiktiga målen ligger vi längst ifrån?": GOALS,
    "Hur går det med klimatomställningen, i en mening så jag kan säga det på ledningsgruppen?": "Hittills nej.",
    # When a level is reached, and what it takes.
    "Med nuvarande takt, när är hälften av bilarna i Nynäshamn elbilar?": "Till 50 procent behövs 5 651 fler",
    "När är var femte bil en elbil i Haninge?": "Till 20 procent behövs 4 491 fler elbilar",
    "När når vi rikets nivå i laddpunkter?": "Till rikets nivå 2025 behövs 1 726 fler laddpunkter",
    "Hur många laddpunkter till behöver Salem för att nå Södertörnssnittet?": (
        "Till Södertörns nivå 2025 behövs 28 fler laddpunkter"
    ),
    "Vad krävs för att hälften av nybilarna på Södertörn ska vara rena elbilar?": "För att nå 50 procent ska Södertörn",
    # Of the measures of a goal, of a year, of who may do it, of what comes.
    "Vilka indikatorer hör till målet om ett hållbart transportsystem?": "Tio mått har siffror: utsläppen från",
    "Vilket år gäller siffran för transportutsläppen?": "Senaste siffran gäller 2024.",
    "Hur stor är osäkerheten i de kommunala utsläppssiffrorna?": "Landets utsläpp är fördelade på kommunerna",
    "Vad kan en liten kommun som Nykvarn göra själv åt transportutsläppen?": "Nykvarn kan själv upplåta mark",
    "Hur stor del av utvecklingen kan kommunerna själva påverka?": "Varje kommun kan själv bestämma",
    "Behöver kommunstyrelserna säga ja till nya mål inför 2027?": "Samarbetskommittén tar fram ett förslag",
    "Vad får vi tillbaka av att vara med i Södertörnssamverkan?": "Nej. Vilka effekter arbetet har gett",
    # Whose it is, in two parts, of an object and with what is ours first where that is asked.
    "Vad kan vi i Haninge själva göra åt att det tar så lång tid att åka kollektivt, och vad är regionens sak?": (
        "Haninge kan själv bestämma var bostäder och arbetsplatser får byggas. Region Stockholm ansvarar ensam"
    ),
    "Vad kan vi i Nykvarn göra för att få fler bussar?": "Nykvarn kan själv bestämma var bostäder",
    "Vem bestämmer om vi får fler tåg på Svealandsbanan?": "Region Stockholm ansvarar ensam",
    "Vem bygger Spårväg syd?": "Vem som bygger just det står inte här. Regeringen beslutar den nationella planen",
    # What it takes, how old, what stands in a sentence before, and the national plan's objects here.
    "Hur många fler laddplatser måste vi i Haninge få på plats för att målet ska hålla?": (
        "Inget mål beslutat. Till rikets nivå 2025 behövs 419 fler laddpunkter"
    ),
    "Hur mycket måste utsläppen från biltrafiken minska varje år för att vi ska klara målet?": (
        "För att nå målet ska Södertörn ned från 577 000 ton 2024 till 222 000 ton 2030, 14,7 % per år räknat"
    ),
    "Målet säger att infrastrukturen ska motverka segregation. Gör den det i Botkyrka?": "Nej. Skillnader i arbete",
    "Vilka objekt på Södertörn finns i den nationella planen?": "Den nationella planen har tretton objekt på",
    "Är vi i Nykvarn värst av de åtta på att köra bil?": "Ungefär som de flesta av 39 pendlingskommuner",
    "Programmet går ut vid årsskiftet – vilka mål borde vi skärpa i nästa program?": "Målkollen föreslår inget.",
    # What is not answered here, said in a sentence.
    "Vad ska jag säga till de andra sju om Salem?": guidance.NO_ADVICE,
    "Om jag träffar infrastrukturministern i fem minuter, vad ska jag be om?": guidance.NO_ADVICE,
    "Vilken enskild åtgärd skulle göra mest skillnad?": guidance.NO_ADVICE,
    "Kan en undersköterska i Fittja komma till Huddinge sjukhus utan bil?": "Går inte att svara på än.",
}
"""What the first answer to each begins with."""
BEFORE = {
    "Vad händer med restiderna om Spårväg syd inte blir av?": beyond.IF,
    "Har Ostlänken påverkat pendlingen från Södertälje än?": beyond.CAUSES,
    "Vad skulle hända om staten sköt upp Tvärförbindelse Södertörn?": beyond.IF,
    "Finns det någon prognos för pendlingen?": beyond.COMES,
    "Kommer det att synas i siffrorna före valet?": beyond.COMES,
    "Kan ni visa vad som händer om bensinpriset går upp till 25 kronor?": beyond.IF,
    "Vad kostar det att göra ingenting?": beyond.IF,
    "Och om man tar bort Södertälje, hur ser det ut då?": beyond.IF_WITHOUT,
}
"""How each is put that no figure answers."""


def blocks(facts: Facts, asked: str, mine: str = "") -> list[object]:
    shown = page.sections(facts, asked, mine, shows_draft=True)
    return [block for part in shown for block in part.blocks if not part.heading]


def cards(facts: Facts, asked: str, mine: str = "") -> list[Answer]:
    return [one for one in blocks(facts, asked, mine) if isinstance(one, Answer)]


@pytest.mark.parametrize("asked", BEGINS)
def test_what_is_put_as_people_put_it_is_answered_first(facts: Facts, asked: str) -> None:
    assert cards(facts, asked)[0].text.replace("\u00a0", " ").startswith(BEGINS[asked])


@pytest.mark.parametrize("asked", BEFORE)
def test_what_no_figure_answers_is_said_before_what_lies_nearest(facts: Facts, asked: str) -> None:
    told = next(kind.told for kind in beyond.KINDS if kind.put is BEFORE[asked])
    lines = [one.text for one in blocks(facts, asked) if isinstance(one, Text)]
    assert any(line.startswith(told) for line in lines)


def test_a_question_of_when_says_that_no_day_is_reckoned(facts: Facts) -> None:
    for asked in ("När är var femte bil en elbil i Haninge?", "När når vi rikets nivå i laddpunkter?"):
        assert cards(facts, asked)[0].hedge.startswith(NO_DAY)


def test_the_readers_own_municipality_is_read_by_its_name_and_asked_for_where_none_is_chosen(facts: Facts) -> None:
    assert cards(facts, "Är min kommun bäst på något?", "0140")[0].question == "Var ligger Nykvarn bäst till?"
    assert not cards(facts, "Är min kommun bäst på något?")
    lines = [one.text for one in blocks(facts, "Är min kommun bäst på något?") if isinstance(one, Text)]
    assert rewording.CHOOSE in lines


def test_a_place_within_a_municipality_is_told_from_the_municipality(facts: Facts) -> None:
    assert beyond.is_of_place(facts, "Hur är det vid Rönninge station?")
    assert not beyond.is_of_place(facts, "Hur är det i Haninge?")


def test_what_nothing_names_is_said_to_have_no_answer_with_how_it_goes_there_in_small(facts: Facts) -> None:
    asked = "Hur många poliser finns det i Botkyrka?"
    assert not cards(facts, asked)
    assert begun.NOTHING in [one.text for one in blocks(facts, asked) if isinstance(one, Text)]


def test_each_part_of_a_question_in_parts_is_answered_of_what_the_first_is_of(facts: Facts) -> None:
    old = cards(facts, "Hur säker är siffran om utsläpp från vägtrafiken i Botkyrka och hur gammal är den?")
    assert [one.text for one in old][1:] == ["Senaste siffran gäller 2024."]
    built = cards(facts, "Vem bestämmer om dubbelspåret på Nynäsbanan och när byggs det?")
    assert built[1].text.endswith("Inget år för byggstart eller öppning är känt här.")


def test_the_row_of_ours_stands_under_an_answer_of_one_of_them(facts: Facts) -> None:
    (told,) = cards(facts, "Är vi i Nykvarn värst av de åtta på att köra bil?")
    assert told.beside[0].replace("\u00a0", " ").startswith("De åtta, mil/inv. 2024: Tyresö 440, Huddinge 457,")

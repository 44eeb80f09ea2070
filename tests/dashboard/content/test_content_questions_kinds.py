"""Fråga Målkollen by the kind of a question: objects of a place, the county's plan, when, paces, how people travel."""

import re

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Entry, PageSection
from dashboard.content.facts import Facts
from dashboard.content.questions import beyond, every, page
from dashboard.content.questions.apart import projects
from dashboard.content.questions.replies import gaps
from tests.dashboard.content.test_content_questions import UNANSWERED


def shown(facts: Facts, asked: str, mine: str = "") -> list[PageSection]:
    """What is answered, without the field and the lists."""
    return page.sections(facts, asked, mine, shows_draft=True)[1:-1]


def cards(facts: Facts, asked: str, mine: str = "") -> list[Answer]:
    return [block for part in shown(facts, asked, mine) for block in part.blocks if isinstance(block, Answer)]


def first(facts: Facts, asked: str, mine: str = "") -> str:
    return cards(facts, asked, mine)[0].text.replace("\u00a0", " ")


# ───────────── Objects of a municipality ─────────────

NYNAS = (
    "Minst ett på utkastet till samarbetskommitténs lista berör Nynäshamn: Nynäsbanan – dubbelspår samt triangelspår "
    "Älvsjö. "
)
NOT_THERE = "Det hittas inte under det namnet i den nationella planen, men kan ingå i något annat."
NONE = "Inget av de objekt ur utkastet eller den nationella planen som visas här nämner"
BOTKYRKA = "Inget av objekten på utkastet till listan nämner Botkyrka, i namnet eller i sina källor. Två andra objekt"
HANINGE = "Minst två på utkastet till samarbetskommitténs lista berör Haninge: Tvärförbindelse Södertörn och Nynäsbanan"
HUDDINGE = (
    "Minst tre på utkastet till samarbetskommitténs lista berör Huddinge: Tvärförbindelse Södertörn, Spårväg syd och "
)
OBJECTS = {
    "Vilka prioriterade vägar och spår berör Nynäshamn?": f"{NYNAS}{NOT_THERE}",
    "Vilka järnvägar byggs ut i Nynäshamn?": f"{NYNAS}{NOT_THERE}",
    "Vilka objekt i nationella planen ligger i Botkyrka?": BOTKYRKA,
    "Vilka spår och vägar prioriteras i Botkyrka?": BOTKYRKA,
    "Vilka vägprojekt ligger i Huddinge?": HUDDINGE,
    "Vilka infrastruktursatsningar får Södertälje?": "Minst ett på utkastet till samarbetskommitténs",
    "Vilka satsningar på spår rör Södertälje och när öppnar de?": "Minst ett på utkastet till samarbetskommitténs",
    "Vad byggs i Tyresö enligt nationella planen?": f"{NONE} Tyresö",
    "Finns det något prioriterat objekt i Nykvarn?": f"{NONE} Nykvarn",
    "När kommer det bättre tåg till Haninge?": HANINGE,
    "Vilka objekt i nationella planen ligger i Fittja?": "Två objekt i den nationella planen har Fittja i namnet.",
}


@pytest.mark.parametrize("asked", OBJECTS)
def test_the_objects_of_a_municipality_lead_and_those_of_others_are_left_out(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)[0]
    assert told.text.startswith(OBJECTS[asked])
    assert not any("Landsort" in line for line in told.beside) or re.search("Södertälje|Nynäshamn", asked)
    assert sum("Tvärförbindelse Södertörn" in line for line in (told.text, *told.beside)) <= 2
    assert not [
        one for part in shown(facts, asked) for one in part.blocks if isinstance(one, Entry) and "draft" in one.key
    ]


def test_each_object_of_a_municipality_has_its_phase_and_cost(facts: Facts) -> None:
    lines = [line.replace("\u00a0", " ") for line in cards(facts, "Vilka objekt ligger i Botkyrka?")[0].beside]
    assert lines[0].endswith(
        "delen Fittja–Vårby, Kapacitetsförstärkning (objektet får börja byggas; 1 332 miljoner kronor)."
    )
    assert len(lines) == 3, "nothing is guessed of objects that name no municipality"


# ───────────── The county's own plan ─────────────

COUNTY = "Länsplanen är inte inlagd här. Region Stockholm beslutar den. "
IN_PLAN = f"{COUNTY}I den nationella planen: "
COUNTY_PLAN = {
    "Ligger Spårväg syd i länsplanen?": IN_PLAN,
    "Vad kostar Spårväg syd enligt länsplanen?": IN_PLAN,
    "Är Tvärförbindelsen med i länsplanen?": IN_PLAN,
    "Står Nynäsbanan i länstransportplanen?": f"{COUNTY}Nynäsbanan – dubbelspår samt triangelspår Älvsjö hittas inte",
    "När byggs väg 73 enligt länsplanen?": f"{COUNTY}Infart Stockholm väg 73 hittas inte",
    "Är Bytespunkt Flemingsberg finansierad i länsplanen?": f"{COUNTY}Bytespunkt Flemingsberg hittas inte",
    "Finns Svealandsbanan med i den regionala planen?": f"{COUNTY}Ökad kapacitet på Svealandsbanan hittas inte",
    "Vad säger länsplanen om Botkyrka?": f"{COUNTY}{BOTKYRKA}",
    "Hur mycket pengar får Haninge i länsplanen?": f"{COUNTY}{HANINGE}",
    "Vilka objekt står i länsplanen?": COUNTY,
    "Vilka av våra prioriterade objekt har pengar i länsplanen?": COUNTY,
}


@pytest.mark.parametrize("asked", COUNTY_PLAN)
def test_a_question_of_the_county_s_plan_says_first_that_it_is_not_here(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)[0]
    assert told.text.startswith(COUNTY_PLAN[asked])
    assert told.question.startswith("Vad säger länsplanen och den nationella planen om ")


def test_whose_list_is_decided_is_said(facts: Facts) -> None:
    (told,) = cards(facts, "Vad säger den beslutade listan?")
    assert told.hedge == "Samarbetskommitténs beslutade lista är inte inlagd än."


# ───────────── When ─────────────

WHEN = {
    "När blir dubbelspåret på Nynäsbanan klart?": "Nynäsbanan – dubbelspår samt triangelspår Älvsjö",
    "När öppnar Nynäsbanans dubbelspår?": "Nynäsbanan – dubbelspår samt triangelspår Älvsjö",
    "När blir Spårväg syd klar?": "Spårväg syd",
    "När kan man åka på Spårväg syd?": "Spårväg syd",
    "Vilket år invigs Tvärförbindelsen?": "Tvärförbindelse Södertörn",
    "När är Förbifart Stockholm färdig?": "E4 Förbifart Stockholm",
    "När står bytespunkten i Flemingsberg klar?": "Bytespunkt Flemingsberg",
    "När blir väg 73 klar?": "Infart Stockholm väg 73",
    "När öppnas den nya passagen i Södertälje?": "Ny passage Södertälje kanal",
}


@pytest.mark.parametrize("asked", WHEN)
def test_when_something_opens_is_asked_and_both_are_answered(facts: Facts, asked: str) -> None:
    told = cards(facts, asked)[0]
    assert told.question == f"När öppnar {WHEN[asked]}, och när är byggstarten?"
    assert "öppning" in told.text
    assert "byggstart" in told.text
    is_named = not told.text.startswith(f"{WHEN[asked]} hittas inte under det namnet")
    assert is_named is (WHEN[asked].split()[0] not in ("Nynäsbanan", "Bytespunkt", "Infart"))
    assert not any("Älvsjö-Fridhemsplan" in line for line in told.beside)


# ───────────── Paces ─────────────

EMISSIONS = "Sedan 2010: Södertörn −22 %, "
PACES = {
    "Minskar utsläppen snabbare än i Göteborg?": f"{EMISSIONS}Stor-Göteborg −17 %. Sedan 2022: Södertörn +13 %,",
    "Minskar utsläppen fortare än i Malmö?": f"{EMISSIONS}Stor-Malmö −18 %.",
    "Minskar trafikens utsläpp snabbare än i andra storstadsregioner?": f"{EMISSIONS}övriga Stockholms län −33 %",
    "Är minskningen av utsläppen snabbare än i de andra storstadsregionerna?": f"{EMISSIONS}övriga Stockholms län",
    "Minskar våra utsläpp lika snabbt som i riket?": f"{EMISSIONS}riket −20 %.",
    "Ökar andelen elbilar snabbare än i Stor-Göteborg?": "Sedan 2022: Södertörn från 4,7 till 10,6 (+5,9 procentenh",
    "Ökar elbilarna fortare än i landet?": "Sedan 2022: Södertörn från 4,7 till 10,6 (+5,9 procentenheter), riket från",
    "Ökar elbilarna snabbare i Haninge än i Tyresö?": "Sedan 2022: Haninge från ",
    "Går laddpunkterna framåt snabbare än i övriga länet?": "Sedan 2023: Södertörn från 0,8 till 2,4, övriga",
    "Växer antalet laddpunkter snabbare än i Malmö?": "Sedan 2023: Södertörn från 0,8 till 2,4, Stor-Malmö från",
    "Minskar bilkörningen snabbare än i andra regioner?": "Sedan 2022: Södertörn från ",
}


@pytest.mark.parametrize("asked", PACES)
def test_who_is_faster_is_answered_with_the_changes_and_the_question_says_so(facts: Facts, asked: str) -> None:
    assert first(facts, asked).startswith(PACES[asked])
    assert cards(facts, asked)[0].question.startswith("Hur har det gått med ")


def test_which_municipality_has_changed_the_most_is_answered_with_the_changes(facts: Facts) -> None:
    told = cards(facts, "Vilken kommun har minskat sin bilkörning mest?")[0]
    assert told.question == "Hur har det gått med bilkörning i de åtta?"
    assert "sedan 2022; Haninge" in told.text
    assert told.beside[0].startswith("Körsträcka med personbil per invånare, 2024: Tyresö 440")


# ───────────── How people travel ─────────────

TRAVEL = (
    "Hur stor del av Nynäshamnsborna åker kollektivt, går eller cyklar i stället för bil – fler eller färre?",
    "Hur många väljer bussen i stället för bilen?",
    "Hur reser folk i Haninge?",
    "Tar Tyresöborna bilen eller bussen?",
    "Åker fler kollektivt än förr?",
    "Är det fler eller färre som åker kollektivt i Salem?",
    "Hur stor andel av resorna görs med kollektivtrafik, gång och cykel i Botkyrka?",
    "Hur tar sig folk till jobbet i Södertälje?",
    "Har kollektivtrafikens andel av resorna ökat sedan 2023?",
)


@pytest.mark.parametrize("asked", TRAVEL)
def test_how_people_travel_says_who_has_such_figures_and_how_the_nearest_measure_has_moved(
    facts: Facts, asked: str
) -> None:
    told = cards(facts, asked)[0]
    assert "hållbara resor" in told.question
    assert "Trafikanalys ger ut dem för landet och större regioner, inte kommun för kommun." in told.text
    assert "vem som ger ut dem" not in told.text
    assert "sedan 2022." in told.beside[-1]


def test_whether_it_has_become_more_or_fewer_stays_in_the_question(facts: Facts) -> None:
    told = cards(facts, "Åker fler kollektivt än förr i Salem?")[0]
    assert told.question == "Har hållbara resor ökat eller minskat i Salem?"


# ───────────── As it is read, whose it is, and nothing twice ─────────────


def test_a_question_that_is_nearly_understood_is_told_what_is_recognised(facts: Facts) -> None:
    read, told, unknown = shown(facts, "Var på Södertörn är det svårast att ladda bilen?")
    assert read.blocks == [Text(beyond.RECOGNISED, "caption")]
    assert isinstance(told.blocks[0], Answer)
    assert told.blocks[0].question == "Hur står sig Södertörn i laddpunkter?"
    assert gaps.unknown(facts) in str(unknown.blocks)


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("Hur många påstigande har SL i Botkyrka?", "påstigande i kollektivtrafiken i Botkyrka"),
        ("Hur många kliver på bussen i Haninge varje dag?", "påstigande i kollektivtrafiken i Haninge"),
        ("Hur mycket har utsläppen från vägtrafiken i Botkyrka minskat, och räcker takten till 2030?", "utsläppen"),
        ("Är Tvärförbindelsen fullt finansierad?", "Tvärförbindelse Södertörn"),
        ("Vad ska ledningsgruppen besluta nästa vecka?", "Vad ska ledningsgruppen besluta?"),
        ("Bidrar infrastrukturen till mindre segregation?", "segregationen"),
        ("Ökar pendlingen från Haninge?", "utpendlare i Haninge"),
        ("Hur säkra är siffrorna för Haninge?", "Hur kommer Målkollen fram till sina bedömningar?"),
        ("Hur säkert är det att vi inte når utsläppsmålet?", "Hur säker är siffran om utsläppen"),
        ("Uppfyller vi de två långsiktiga målen när programmet går ut 2026, och hur säkert?", "Når vi målen?"),
    ],
)
def test_what_is_plainly_asked_is_answered(facts: Facts, asked: str, question: str) -> None:
    assert question in cards(facts, asked)[0].question


def test_what_is_not_here_is_answered_in_few_without_saying_that_it_is_not_sure(facts: Facts) -> None:
    told = {asked: [block for part in shown(facts, asked) for block in part.blocks] for asked in UNANSWERED}
    firsts = {asked: next((one for one in told[asked] if isinstance(one, Answer)), None) for asked in told}
    is_said = Text(beyond.RECOGNISED, "caption")
    sure = [asked for asked, one in firsts.items() if one and one.text != gaps.NOT_FOUND and is_said not in told[asked]]
    assert len(sure) <= 0.1 * len(UNANSWERED), sure


@pytest.mark.parametrize(
    ("asked", "is_said"),
    [
        ("Hur många bor nära kollektivtrafik?", True),
        ("Är något på listan i vår kommun?", True),
        ("Hur många laddpunkter finns det, och hur många elbilar?", True),
        ("Vilka av våra objekt har pengar i länsplanen?", False),
        ("Hur många laddpunkter har vi?", False),
        ("Hur många laddpunkter finns på Södertörn?", False),
        ("Hur många elbilar har Salem?", False),
    ],
)
def test_a_municipality_chosen_before_is_said_wherever_it_colours_the_answer(
    facts: Facts, asked: str, is_said: bool
) -> None:
    blocks = [block for part in shown(facts, asked, "0192") for block in part.blocks]
    assert (Text(page.of_whom(facts, "0192"), "caption") in blocks) is is_said
    assert any("Nynäshamn" in f"{one.question} {one.text}" for one in blocks if isinstance(one, Answer)) is is_said


@pytest.mark.parametrize(
    "asked",
    ["Vad behöver Haninge för att komma ikapp riket i laddpunkter?", "Hur många laddpunkter har Salem?", "elbilar"],
)
def test_what_else_may_be_meant_never_repeats_the_answer(facts: Facts, asked: str) -> None:
    (told,) = cards(facts, asked)
    entries = [one for part in shown(facts, asked) for one in part.blocks if isinstance(one, Entry)]
    said = [told.question, *(one.link.label for one in entries)]
    assert len(said) == len({*said})
    small = [block.text for one in entries for block in one.blocks]  # type: ignore[union-attr]
    assert not {*small} & {told.text, *told.beside}
    assert len(small) == len({*small})


def test_how_many_more_are_missing_says_how_many_there_are_and_that_the_figure_may_change(facts: Facts) -> None:
    (told,) = cards(facts, "Hur många laddpunkter fattas i Botkyrka?")
    assert "422 fler laddpunkter" in told.text.replace("\u00a0", " ")
    assert "Folkmängden är preliminär, så antalen kan komma att ändras." in told.beside
    assert "131 laddpunkter 2025." in [line.replace("\u00a0", " ") for line in told.beside]


def test_those_who_work_in_the_core_are_told_beside_those_who_work_in_another_of_ours(facts: Facts) -> None:
    told = cards(facts, "Hur stor del av Haninges sysselsatta arbetar i annan Södertörnskommun, i Stockholm?")[0]
    assert told.beside[0].replace("\u00a0", " ").startswith("2015 bodde 16 562 personer i Haninge")


def test_the_county_s_plan_is_one_of_the_lists(facts: Facts) -> None:
    keys = {one.key for one in every.questions(facts, shows_draft=False)}
    assert {projects.COUNTY, projects.WHOLE} <= keys
    assert gaps.otherwise(facts)


def test_how_sure_a_target_is_missed_is_told_beside_how_sure_the_figure_is(facts: Facts) -> None:
    (told,) = cards(facts, "Hur säkert är det att Södertörn inte når utsläppsmålet?")
    (sure,) = told.beside
    assert sure.startswith("Med 80 procents säkerhet nås målet inte om takten fortsätter: ")
    assert sure.endswith(" i bästa fall är 62 procent av vägen gången 2030.")


def test_whoever_asks_of_money_in_the_national_plan_reads_each_object_that_it_names(facts: Facts) -> None:
    for asked in ("Vilka av våra objekt har pengar i den nationella planen?", "Hur mycket pengar får våra objekt?"):
        lines = "\n".join(line.replace("\u00a0", " ") for one in cards(facts, asked) for line in one.beside)
        whole = "Spårväg syd: med i den nationella planen. Enligt nationella planen är byggstarten inte beslutad. "
        assert f"{whole}Kostnad: 7 245 miljoner kronor" in lines, asked

"""Fråga Målkollen: real questions find what they mean, and every answer is one that stands elsewhere too."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Entry, Link, Links
from dashboard.content.answers import answers, silence
from dashboard.content.answers.phrases import plain
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.goal import draft_object, national_plan, programmes
from dashboard.content.overview import rows
from dashboard.content.questions import begun, beyond, every, page
from dashboard.content.questions.reading import areas, asking, language, search
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import comparisons, gaps, matters
from malkollen.registry.home import capital
from tests.made import more_questions

ABOUT_INHABITANTS = "Folkmängden är preliminär, så siffran kan komma att ändras."

CASES = {
    # What users came with: the twelve of the issue, and those of the trials.
    "Hur många laddpunkter har Nynäshamn?": "indicator:charging_points_per_1000",
    "Vad kostar samarbetet för en kommun?": "unfollowed:finansieras gemensamt",
    "Hur går det för godstrafiken?": "unfollowed:transport- och logistikkedjor fungerar effektivt",
    "Klarar vi en kris?": "unfollowed:förmåga att snabbt ställa om vid behov",
    "Hur är luften?": "unfollowed:ekonomiska, sociala och ekologiska",
    "Vad kostar Tvärförbindelsen och när byggs den?": "draft:1",
    "Pendlar fler till Stockholm?": "commuting:core",
    "Minskar segregationen?": "unfollowed:motverkar segregation",
    "Leder Södertörn klimatomställningen, och åt vilket håll går det?": "goal:klimatomstallning",
    "Är vi mest tillgängliga?": "goal:tillganglighet",
    "Vad ska ledningsgruppen besluta?": "decisions",
    "Vad krävs för att komma ikapp i laddpunkter?": "things:charging_points_per_1000",
    "När kommer nya siffror?": "sources:next",
    "Hur stor del reser hållbart?": "indicator:sustainable_trip_share",
    "Buss mot bil, vad går snabbast?": "indicator:transit_to_car_time_ratio",
    "Hur många Tyresöbor jobbar i annan kommun?": "indicator:out_commuters",
    "Får Södertörn sin del av infrastrukturpengarna?": "plan:sum",
    "Hur många bor nära kollektivtrafik?": "indicator:population_near_transit_share",
    "Hur går det för Haninge?": "area:0136",
    "Hur går det för Nykvarns kommun?": "area:0140",
    "Minskar utsläppen från transporter?": "indicator:transport_emissions",
    "Växer vi snabbare än Sverige?": "unfollowed:Sveriges starka och hållbara tillväxt",
    "Hur många laddbara bilar går det på varje laddare i Huddinge?": "indicator:chargeable_cars_per_point",
    "Vilka områden har sämst kollektivtrafik, är det de fattigare?": "indicator:access_gap",
    "Hur långt har Spårväg syd kommit?": "draft:3",
    "Vad får vi för Nynäsbanan?": "draft:6",
    "Var hittar jag årsredovisningen?": "annual_report",
    "Kan jag ladda ner siffrorna i Excel?": "files",
    "Hur bedömer ni om målet nås?": "method",
    # Of the programme's text and of every day, in other words than the registry's titles.
    "Hur många laddstolpar finns det i Salem?": "indicator:charging_points_per_1000",
    "Var kan man ladda elbilen?": "indicator:charging_points_per_1000",
    "Hur många kör elbil?": "indicator:electric_car_share",
    "Hur mycket koldioxid släpper trafiken ut?": "indicator:transport_emissions",
    "CO2 från vägarna?": "indicator:transport_emissions",
    "Köper folk fler elbilar nu?": "indicator:new_electric_car_share",
    "Hur långt kör en Nykvarnsbo bil?": "indicator:car_mileage_per_inhabitant",
    "Går skåpbilarna på el?": "indicator:electric_light_truck_share",
    "Hur mycket cykelbana har vi?": "indicator:cycle_network_per_inhabitant",
    "Finns det supercykelvägar?": "indicator:regional_cycle_routes",
    "Hur många tar cykeln?": "indicator:cycle_trip_share",
    "Hur ofta går bussen?": "indicator:high_frequency_access_share",
    "Hur många har långt till bussen?": "indicator:population_outside_transit",
    "Är invånarna nöjda med kollektivtrafiken?": "indicator:satisfaction",
    "Byggs det bostäder nära stationen?": "indicator:new_homes_near_transit",
    "Hur långt har barnen till skolan?": "indicator:school_within_reach",
    "Hur långt är det till mataffären?": "indicator:daily_services_within_reach",
    "Hur många arbetsplatser når jag på 45 minuter?": "indicator:labour_market_45_min",
    "Är Södertörn en gemensam arbetsmarknad?": "indicator:sodertorn_labour_market",
    "Hur många pendlar in till Södertälje?": "indicator:in_commuters",
    "Ökar pendlingen?": "commuting:years",
    "Hur många pendlar?": "commuting",
    "Hur lång tid tar det att åka från Nynäshamn till Flemingsberg?": "travel",
    "Hur många når Flemingsberg på en halvtimme?": "indicator:core_within_30_min",
    "Kan man cykla till stationen och ta tåget?": "indicator:cycle_and_transit_core_within_30_min",
    "Är cykeln snabbare än bilen på korta resor?": "indicator:cycle_to_car_time_ratio",
    "Hur går tvärresorna mellan kommunerna?": "indicator:cross_sodertorn_relations",
    "Når vi EU:s krav på laddeffekt?": "indicator:charging_power_to_eu_level",
    "Vilka projekt är prioriterade?": "objects",
    "När är Förbifart Stockholm klar?": "plan:VST001",
    "Vad händer med Södertälje kanal?": "draft:2",
    "Vad har ni gjort för klimatet?": "activities:klimatomstallning",
    "När går programmet ut?": "programme",
    "Vem har beslutat programmet?": "programme",
    "Kommer det ett nytt program efter 2026?": "programme:next",
    "Vad är visionen?": "vision",
    "Vad är programmets övergripande mål?": "aim",
    "Vem äger laddpunkterna?": "unfollowed:vem som äger laddpunkterna",
    "Hur mår företagen?": "unfollowed:ett välmående näringsliv",
    "Hur hög är arbetslösheten?": "unfollowed:motverkar segregation",
    "Vad har riksdagen för mål för utsläppen?": "target:transport_emissions",
    "Finns det mål för hållbara resor?": "target:sustainable_trip_share",
    "Vad betyder kärnindikator?": "word:kärnindikator",
    "Vad är en laddpunkt?": "word:laddpunkt",
    "Varifrån kommer siffrorna?": "sources",
    "Hur många stiger på bussarna?": "indicator:boardings_per_inhabitant",
    "Är vi bättre än Göteborg och Malmö?": "compare",
    "Finns det en presentation att visa i PowerPoint?": "documents",
    # Of the trials of the page itself, and other everyday ones.
    "Hur mycket pengar får Södertörn i länsplanen?": "plan:county",
    "Vad bygger länsplanen i Botkyrka?": "plan:county",
    "Prioriteras Södertörn i nationell plan och länsplan?": "plan:county",
    "Ligger Salem efter sina grannar i laddpunkter?": "indicator:charging_points_per_1000",
    "Är vi mer tillgängliga än Göteborg och Malmö?": "goal:tillganglighet",
    "Har vi fler elbilar än Göteborg?": "compare:electric_car_share",
    "Hur många botkyrkabor arbetar i de andra Södertörnskommunerna?": "commuting:between",
    "Hur många i Botkyrka pendlar till Huddinge?": "commuting:between",
    "Hur många Salembor arbetar på Södertörn?": "indicator:sodertorn_labour_market",
    "Hur många haningebor pendlar ut?": "indicator:out_commuters",
    "Vem ansvarar för att målen nås?": "responsible",
    "Vilka mål går åt rätt håll och vilka åt fel håll sedan 2023?": "moved",
    "Vad har blivit bättre sedan 2022?": "moved",
    "Hur många laddpunkter har Botkyrka jämfört med de andra sju?": "indicator:charging_points_per_1000",
    "Är Huddinge bättre än Haninge på elbilar?": "indicator:electric_car_share",
    "Vilka kommuner har flest laddpunkter?": "eight:charging_points_per_1000",
    "Minskar utsläppen från transporter fortare än i riket?": "indicator:transport_emissions",
    "Hur har utsläppen ändrats sedan 2010?": "indicator:transport_emissions",
    "Hur går det för oss?": "area:sodertorn",
    "När börjar Tvärförbindelsen byggas?": "draft:1",
    "Hur stora är utsläppen i Södertälje?": "indicator:transport_emissions",
    "Hur många jobb finns på Södertörn?": "unfollowed:tillgång till fler arbetstillfällen",
    "Hur mycket åker folk bil i Haninge?": "indicator:car_mileage_per_inhabitant",
    "Hur långt är det till närmaste busshållplats?": "indicator:population_near_transit_share",
    "Hur räknar ni ut platsen?": "method",
    "Hur lång restid har man till Flemingsberg?": "travel",
    "Cyklar fler nu än förr?": "indicator:cycle_trip_share",
    "Kommer vi nå klimatmålet 2030?": "indicator:transport_emissions",
    "Hur långt har vi kommit med målen?": "area:sodertorn",
    "Hur många arbetar i Stockholm?": "commuting:core",
    "Ligger Huddinge före Botkyrka i elbilar?": "indicator:electric_car_share",
    "Hur många nynäshamnare har elbil?": "indicator:electric_car_share",
    "Hur stor andel av bilarna i Nykvarn är laddbara?": "cars:chargeable",
    "Hur stor del av bilarna är laddbara?": "cars:chargeable",
    "Hur många laddbara bilar finns i Nykvarn?": "cars:chargeable",
    "Vad händer med Svealandsbanan?": "draft:7",
    "Vilka vägar och järnvägar genom Nykvarn finns i nationell plan?": "objects",
    "Vilka av objekten berör Nykvarn?": "objects",
    "Fungerar godstransporterna för företagen?": "unfollowed:transport- och logistikkedjor fungerar effektivt",
    "Hur många elbilar har Nykvarn jämfört med Salem?": "indicator:electric_car_share",
    "Restid Nykvarn–Stockholm, tåg mot bil?": "indicator:transit_to_car_time_ratio",
    "Restid Tyresö–Flemingsberg, kollektivt mot bil?": "indicator:transit_to_car_time_ratio",
    "Får Haninge en tunnelbana?": "place:tunnelbana",
    # Typed in haste.
    "hur manga laddstolpar har sodertalje": "indicator:charging_points_per_1000",
    "laddpunkterr": "indicator:charging_points_per_1000",
    "utslapp": "indicator:transport_emissions",
    "elbilr i tyreso": "indicator:electric_car_share",
    "TVÄRFÖRBINDELSE": "draft:1",
    "kollektivtraffik nära hemmet": "indicator:population_near_transit_share",
}

UNANSWERED = (
    "Vem ansvarar för skolan i Haninge?",
    "Hur många poliser finns det i Botkyrka?",
    "Vad kostar en villa i Tyresö?",
    "När öppnar simhallen i Huddinge?",
    "Hur många bilar stjäls i Södertälje?",
    "Vad är kommunalskatten i Salem?",
    "Hur bra är vården på Södertörn?",
    "Hur många bor på äldreboende?",
    "Vad kostar ett SL-kort?",
    "Var finns lediga lägenheter?",
    "Hur många cykelstölder anmäls?",
    "Vad tycker invånarna om skolan?",
    "Hur många elever klarar gymnasiet?",
    "Vem är kommunalråd i Nynäshamn?",
    "Hur mycket el kommer från solceller?",
    "Hur mycket sopor slängs?",
    "Hur rent är vattnet i Mälaren?",
    "Finns det en flygplats på Södertörn?",
    "Hur många flyger från Arlanda?",
    "Vad kostar parkeringen i centrum?",
    "Hur många dör i trafiken?",
    "Hur många trafikolyckor sker det?",
    "Vad kostar det att ladda bilen?",
    "Hur många katter finns det i Haninge?",
    "Vilken färg har bussarna?",
    "Vem kör bussarna i Tyresö?",
    "Hur många laddpunkter är trasiga?",
    "Får hundar åka med på tåget?",
    "Hur säker är cykelvägen på natten?",
    "Vilket parti styr i Salem?",
    "Hur många bostäder bygger allmännyttan?",
    "Hur stor är kommunens skuld?",
    "Hur mår ungdomar i Botkyrka?",
    "Hur varmt blir klimatet 2050?",
    "Hur många vindkraftverk finns det?",
    "Vad gör regeringen åt bensinpriset?",
    "Hur mycket bensin säljs i Haninge?",
    "Vilka mål har Norrköping för biblioteken?",
    "Hur många elsparkcyklar finns det?",
    "Kan jag söka jobb hos er?",
    "Hur anmäler jag ett hål i vägen?",
    "Vem ritade Målkollens logotyp?",
    "Hur mycket vatten går åt till elbilar?",
    "Hur många elbilar brinner?",
    "Vem vann kommunvalet i Haninge?",
    "Hur lång är kön till förskolan?",
    "Vilka kommuner har störst brottslighet?",
    "Hur mycket tjänar en busschaufför?",
    "Hur många bussar går från Handen?",
    "Hur ofta städas tågen?",
    "Vad kostar en elbil?",
    "Hur många lärare har legitimation?",
    "Vad gör polisen åt bilbränder?",
    "Hur mycket kostar en kollektivtrafikbiljett?",
    "När tömmer ni återvinningen?",
    "Hur hög är räntan?",
    "Hur många ukrainska flyktingar tog vi emot?",
    "Hur blir bullret från Tvärförbindelsen?",
    "Vad kostar förskolan i Haninge?",
    "Hur många turister kommer till Nynäshamn?",
    "Hur ofta plogas cykelvägarna?",
    "Vilken busslinje går till Arlanda?",
    "Hur många gick i konkurs?",
    "Hur mycket fisk finns i Östersjön?",
    "Vad heter kommundirektören?",
    "Vem ansvarar för sophämtningen?",
    "Vem bestämmer över äldreboendena?",
    "Hur många färjor går till Gotland?",
    "Hur många är medlemmar i facket?",
    "Hur ska vi få ungdomar att rösta?",
    "Vilka vägar är avstängda?",
    "Hur många barn går i simskola?",
)
"""Of what is not here, or of what is here and something that is not: an answer would mislead."""


@pytest.fixture(scope="module")
def known(facts: Facts) -> list[Question]:
    return every.questions(facts, shows_draft=True)


def test_what_people_ask_finds_what_they_mean_and_nothing_else_is_answered(facts: Facts, known: list[Question]) -> None:
    """Right at once, or among the first three to choose from, in 95 of 100; a wrong answer in at most two."""
    cases, unanswered = CASES | more_questions.ASKED, (*UNANSWERED, *more_questions.UNANSWERED)
    unlisted = (*asking.ASPECTS, "unknown", "cars", "place")
    assert {key for key in cases.values() if not key.startswith(unlisted)} <= {one.key for one in known}
    assert len(cases) >= 200
    assert len(unanswered) >= 80
    found = {asked: every.meant(facts, known, asked) for asked in (*cases, *unanswered)}
    doubted = {asked for asked, ones in found.items() if ones and every.is_doubtful(facts, known, asked, ones[0])}
    keys = {asked: [one.key for one in ones] for asked, ones in found.items()}
    missed = {
        asked: keys[asked][:3] for asked in cases if cases[asked] not in keys[asked][: 3 if asked in doubted else 1]
    }
    sure = {asked: ones[0] for asked, ones in keys.items() if ones and asked not in doubted}
    said_no = {asked for asked, key in sure.items() if asked in unanswered and key.startswith("unfollowed:")}
    wrong = {asked: key for asked, key in sure.items() if asked not in said_no and key != cases.get(asked)}
    assert len(missed) <= 0.05 * len(cases), missed
    assert len(wrong) <= 0.02 * len(found), wrong
    assert len(doubted & cases.keys()) <= 0.05 * len(cases), doubted & cases.keys()


def test_questions_in_other_words_are_answered_or_doubted_and_none_is_sure_and_wrong(
    facts: Facts, known: list[Question]
) -> None:
    """Right at once in 25 of 40, before the words were learned 12; what is doubted offers the right one first."""
    asked = more_questions.IN_OTHER_WORDS
    assert len(asked) == 40
    found = {one: every.meant(facts, known, one) for one in asked}
    doubted = {one for one, ones in found.items() if ones and every.is_doubtful(facts, known, one, ones[0])}
    first = {one: ones[0].key for one, ones in found.items() if ones}
    assert {one: key for one, key in first.items() if one not in doubted and key != asked[one]} == {}
    assert {one: first[one] for one in doubted if asked[one] and first[one] != asked[one]} == {}
    assert sum(first.get(one) == key and one not in doubted for one, key in asked.items()) >= 25


def test_a_question_of_the_lists_is_answered_by_itself(facts: Facts, known: list[Question]) -> None:
    assert len({one.key for one in known}) == len({one.text.casefold() for one in known}) == len(known)
    for one in known:
        assert every.meant(facts, known, f" {one.text.upper()} ") == [one]


@pytest.mark.parametrize(
    "asked",
    [
        "Vad blir det för väder i morgon?",
        "Vem vann matchen?",
        "Hur lagar man pannkakor?",
        "qwxz",
        "hur?",
        "?",
        "!!",
        "12",
        "<b>",
        " \x00 ",
    ],
)
def test_what_nothing_answers_is_answered_by_nothing(asked: str, facts: Facts, known: list[Question]) -> None:
    assert every.meant(facts, known, asked) == []
    _, nothing, instead, groups = page.sections(facts, asked, "", shows_draft=True)
    assert (nothing.blocks[0], groups.heading) == (Text(begun.NOTHING, "takeaway"), page.ALL)
    assert instead.heading == page.USUAL


def test_the_order_is_always_the_same_and_never_long(facts: Facts, known: list[Question]) -> None:
    long = "laddpunkter och buss och tåg och bil och klimat " * 2_000
    first = every.meant(facts, known, long)
    assert 1 <= len(first) <= search.MOST
    assert every.meant(facts, known, long) == first
    assert every.meant(facts, known, long[: language.LONGEST]) == first


# ───────────── Answers ─────────────


def test_an_indicator_answers_as_everywhere_and_of_the_municipality_that_is_asked_of(
    facts: Facts, known: list[Question]
) -> None:
    (points,) = [one for one in known if one.key == "indicator:charging_points_per_1000"]
    for area in (facts.areas.home.id, "0192"):
        told, reply = answers.of_indicator(facts, "charging_points_per_1000", area), points.reply(area)
        assert (reply.question, reply.word, reply.answer) == (told.question, told.word, told.answer)
        assert reply.hedge == f"{told.hedge or ''} {ABOUT_INHABITANTS}".strip()
    assert points.reply("0192").links == (
        Link("Läs mer på Indikator: Laddpunkter", "indicator",
             (("indikator", "charging_points_per_1000"), ("omrade", "0192"), ("ar", ""))),
    )  # fmt: skip
    shown = page.sections(facts, "Hur många laddpunkter har Nynäshamn?", "", shows_draft=False)
    (answer,) = [block for part in shown for block in part.blocks if isinstance(block, Answer)]
    assert (answer.question, answer.word) == ("Hur många laddpunkter har Nynäshamn?", "40 laddpunkter 2025")
    assert answer.text == answers.of_indicator(facts, "charging_points_per_1000", "0192").answer


def test_a_municipality_that_another_is_compared_with_has_its_figure_beside(facts: Facts) -> None:
    shown = page.sections(facts, "Hur många elbilar har Nykvarn jämfört med Salem?", "", shows_draft=True)
    (answer,) = [block for part in shown for block in part.blocks if isinstance(block, Answer)]
    assert (answer.question, answer.word) == ("Hur många elbilar har Nykvarn och Salem?", "")
    own = "Nykvarn: 471 elbilar, 7,7 procent av bilarna var elbilar 2025."
    assert answer.text == f"{own} Salem: 566 elbilar, 8,2 procent av bilarna var elbilar 2025."
    salem = answers.of_indicator(facts, "electric_car_share", "0128").answer
    assert answer.beside[0].startswith("Salem: ")
    assert answer.beside[0].endswith(f" elbilar 2025. {salem}")
    assert comparisons.ON_EIGHT in [block for part in shown for block in part.blocks]


def test_all_that_a_municipality_is_compared_with_stand_in_a_row_with_the_home_group(facts: Facts) -> None:
    def beside(asked: str) -> tuple[str, ...]:
        shown = page.sections(facts, asked, "", shows_draft=True)
        return next(block.beside for part in shown for block in part.blocks if isinstance(block, Answer))

    near = "Hur stor andel av Botkyrkaborna har nära till kollektivtrafik jämfört med Huddinge och Haninge"
    assert beside(f"{near}?")[0].endswith(", 2023: Botkyrka 93,7; Huddinge 94,5; Haninge 88,6; Södertörn 90,8.")
    assert "Nynäshamn 84,9" in beside(f"{near} och de andra?")[0].replace("\u00a0", " ")
    apart = beside("Hur många elbilar har Haninge jämfört med Södertälje och Nykvarn?")
    assert apart[0].endswith(", 2025: Haninge 7,4; Nykvarn 7,7; Södertörn 10,6.")
    assert apart[1] == "För sig: Södertälje 17,4."
    waiting = beside("Hur ofta går bussen i Botkyrka jämfört med Huddinge?")
    assert waiting[0].startswith("Huddinge: Närmast ligger ett annat mått: 94,5 procent")


def test_what_stands_in_the_overarching_goal_is_said_to(facts: Facts) -> None:
    of_aim = [one for one in facts.programme.unfollowed if one.quote and one.quote in facts.programme.overarching_goal]
    assert len(of_aim) == 2
    assert all((one.why or "").startswith("Det står i programmets övergripande mål") for one in of_aim)
    assert not [one for one in facts.programme.unfollowed if "inte som ett av sina två" in (one.why or "")]


def test_an_object_of_unknown_state_and_one_that_a_municipality_asks_of_say_what_is_not_entered(facts: Facts) -> None:
    def told(asked: str) -> str:
        shown = page.sections(facts, asked, "", shows_draft=True)
        answers = [block for part in shown for block in part.blocks if isinstance(block, Answer)]
        return " ".join(line for one in answers for line in (one.text, *one.beside))

    assert draft_object.MAY_BE_ELSEWHERE in told("Vad händer med Svealandsbanan?")
    for asked in ("Vilka av objekten berör Nykvarn?", "Vilka vägar genom Nykvarn finns i nationell plan?"):
        assert told(asked).startswith(
            "Inget av de objekt ur utkastet eller den nationella planen som visas här nämner Nykvarn eller en plats"
        )
        assert "Svealandsbanan" not in told(asked)
        assert "i namnet" not in told(asked)
    assert "Sju objekt till i den nationella planen nämner en plats där." in told("vilka objekt i Södertälje")


def test_what_finances_an_object_is_told_with_it_and_is_no_object_of_its_own(
    facts: Facts, known: list[Question]
) -> None:
    assert not [one.text for one in known if national_plan.SHARED in one.text]
    (reply,) = [one.reply(facts.areas.home.id) for one in known if one.key == "plan:SVF1801"]
    assert "samfinansiering 1 107 miljoner kronor" in reply.beside[0].replace("\u00a0", " ")


def test_who_prepares_and_decides_the_next_programme_is_said_and_that_nothing_is_entered(
    facts: Facts, known: list[Question]
) -> None:
    (reply,) = [one.reply(facts.areas.home.id) for one in known if one.key == "programme:next"]
    assert facts.programme.coming is not None
    assert reply.answer == f"{facts.programme.coming.told} {programmes.NONE_COMING}"
    assert facts.programme.coming.quote in reply.beside[0]


def test_no_decided_annual_report_is_here_and_where_a_draft_of_one_is_made_is_said(
    facts: Facts, known: list[Question]
) -> None:
    (reply,) = [one.reply(facts.areas.home.id) for one in known if one.key == "annual_report"]
    assert reply.answer == "Ingen beslutad årsredovisning förvaras här, och Målkollen vet inte var den finns."
    assert reply.beside == (matters.MADE,)
    assert reply.links == (matters.ON_ACTIVITIES,)


def test_what_a_plan_names_says_in_its_answer_that_its_start_is_not_decided(facts: Facts) -> None:
    def answer(asked: str) -> str:
        shown = page.sections(facts, asked, "", shows_draft=True)
        return next(one.text for part in shown for one in part.blocks if isinstance(one, Answer))

    means = "Enligt nationella planen är byggstarten inte beslutad."
    named = f"Med i den nationella planen. {means} Kostnad: 7 245 miljoner"
    assert answer("Hur långt har Spårväg syd kommit?").replace("\u00a0", " ").startswith(named)
    assert answer("Hur långt har E20 trafikplats Hovsjö kommit?").startswith(f"{means} ")
    assert "inte beslutad" not in answer("Hur långt har Tvärförbindelse Södertörn kommit?")


def test_answers_are_of_the_readers_own_municipality_until_the_question_names_another(facts: Facts) -> None:
    own = page.sections(facts, "laddpunkter", "0140", shows_draft=False)
    assert own[1].blocks[0] == Text(page.of_whom(facts, "0140"), "caption")
    assert "Nykvarn" in own[2].blocks[0].question
    other = page.sections(facts, "laddpunkter i Haninge", "0140", shows_draft=False)
    assert "Haninge" in other[1].blocks[0].question


def test_what_else_may_be_meant_is_of_the_same_municipality_and_its_way_leads_there(facts: Facts) -> None:
    shown = page.sections(facts, "laddpunkter i Haninge", "", shows_draft=False)
    entries = [block for part in shown for block in part.blocks if isinstance(block, Entry)]
    assert entries[-1].link.label == "Hur ser det ut med laddbara bilar per laddpunkt i Haninge?"
    assert entries[-1].link.choices == (("fraga", entries[-1].link.label), ("kommun", "0136"))


def test_where_it_is_not_certain_what_is_meant_only_what_is_recognised_is_told(
    facts: Facts,
) -> None:
    shown = page.sections(facts, "Hur många laddpunkter är trasiga i Haninge?", "", shows_draft=True)
    recognised, (charging, *_), unknown = (part.blocks for part in shown[1:4])
    assert recognised == [Text(beyond.RECOGNISED, "caption")]
    assert isinstance(charging, Answer)
    assert charging.question == "Hur står sig Haninge i laddpunkter?"
    assert gaps.unknown(facts) in str(unknown)
    shown = page.sections(facts, "Vilken färg har bussarna i Haninge?", "", shows_draft=True)
    assert shown[1].blocks[0] == Text(begun.NOTHING, "takeaway")
    assert not [block for part in shown for block in part.blocks if isinstance(block, Answer)]
    near = [block.link.label for part in shown if part.heading == page.OTHERS for block in part.blocks]
    assert 0 < len(near) <= begun.NEAREST
    shown = page.sections(facts, "Vilken färg har katterna?", "", shows_draft=True)
    assert page.OTHERS not in [part.heading for part in shown]


def test_it_is_said_whose_an_answer_is_only_where_it_is_of_that_municipality(facts: Facts) -> None:
    def captions(asked: str) -> list[Text]:
        shown = page.sections(facts, asked, "0128", shows_draft=True)
        return [
            block for part in shown for block in part.blocks if block == Text(page.of_whom(facts, "0128"), "caption")
        ]

    assert captions("laddpunkter")
    for asked in (
        "Vad får vi i länsplanen?",
        "När går programmet ut?",
        "Hur många tyresöbor pendlar ut?",
        "Hur är luften?",
    ):
        assert not captions(asked), asked


def test_what_waits_names_the_nearest_measure_of_the_municipality_that_is_asked_of(
    facts: Facts, known: list[Question]
) -> None:
    of = {one.key: one.reply for one in known}
    assert "518 mil" in of["indicator:sustainable_trip_share"]("0128").beside[-1]
    assert "564 mil" in of["indicator:sustainable_trip_share"](facts.areas.home.id).beside[-1]
    assert "93,7" in of["travel"]("0127").hedge
    assert "90,8" in of["travel"](facts.areas.home.id).hedge


def test_what_goes_the_right_way_tells_every_measure_that_is_judged_and_those_of_the_overview_as_there(
    facts: Facts, known: list[Question]
) -> None:
    (moved,) = [one.reply(facts.areas.home.id) for one in known if one.key == "moved"]
    assert moved.answer == (
        "Elbilar går åt rätt håll, medan boende nära kollektivtrafik går åt fel håll. Ingen säker riktning än: "
        "utsläppen från transporter, transportutsläpp per invånare, laddpunkter och bilkörning."
    )
    assert "Elbilar: +5,9 procentenheter sedan 2022." in [line.replace("\xa0", " ") for line in moved.beside]
    told = " ".join(moved.beside)
    assert all(
        capital(plain(facts.indicator(key))) in told for key in (*rows.keys(facts), "car_mileage_per_inhabitant")
    )
    assert moved.hedge.startswith("Här är alla mått som bedöms och har siffror.")


def test_who_answers_for_the_goals_is_said_in_the_words_of_the_programme(facts: Facts, known: list[Question]) -> None:
    (told,) = [one.reply(facts.areas.home.id) for one in known if one.key == "responsible"]
    assert told.answer.startswith("Ledningsgruppen ansvarar för arbetet")
    assert facts.programme.responsible is not None
    assert facts.programme.responsible.quote in told.beside[0]


def test_a_goal_leads_to_the_comparison_of_what_it_is_judged_by(facts: Facts, known: list[Question]) -> None:
    (goal,) = [one.reply(facts.areas.home.id) for one in known if one.key == "goal:tillganglighet"]
    assert goal.links[1] == Link("Läs mer på Jämför: Boende nära kollektivtrafik", "compare",
        (("indikator", "population_near_transit_share"), ("ar", "")))  # fmt: skip


def test_what_waits_says_that_there_is_no_figure_why_and_who_brings_it(facts: Facts, known: list[Question]) -> None:
    waiting = [key for key in facts.of_programme if not facts.is_computed(key) and key != "priority_objects"]
    replies = {one.key: one.reply(facts.areas.home.id) for one in known}
    for key in waiting:
        reply = replies[f"indicator:{key}"]
        assert reply.answer == f"{silence.NOT_YET}. {awaited.source(facts, key).needs_plain}"
        assert reply.beside[0].endswith(facts.indicator(key).about[1:])


def test_what_waits_says_what_is_known_instead(facts: Facts, known: list[Question]) -> None:
    (routes,) = [one for one in known if one.key == "indicator:regional_cycle_routes"]
    said = routes.reply(facts.areas.home.id).beside[-1]
    assert said.startswith("Senast känt ur rapporter: Stockholms län 2023, ")


def test_every_question_has_an_answer_in_whole_sentences_and_a_way_on(facts: Facts, known: list[Question]) -> None:
    for one in known:
        for area in (facts.areas.home.id, "0140"):
            reply = one.reply(area)
            assert reply.answer.rstrip("”")[-1:] in ".?" or reply.answer.endswith("”"), one.key
            assert one.text.endswith("?")
            assert reply.question.endswith(("?", ".")) or one.key.startswith("goal:")
            assert reply.links or one.key.startswith(("said:", "unfollowed:")), one.key  # what is known stands whole
            assert not reply.source or reply.source.startswith("Källa: ")


def test_the_draft_is_said_to_be_one_and_shown_to_no_other(facts: Facts) -> None:
    seen = {one.key: one for one in every.questions(facts, shows_draft=True)}
    hidden = {one.key for one in every.questions(facts, shows_draft=False)}
    drafted = [key for key in seen if key.startswith("draft:")]
    assert len(drafted) == 8
    assert not hidden & {*drafted}
    reply = seen["draft:1"].reply(facts.areas.home.id)
    assert reply.hedge == f"{national_plan.PLAN_DECIDED} Samarbetskommitténs beslutade lista är inte inlagd än."
    assert "23 582 miljoner kronor" in reply.answer.replace("\xa0", " ")
    assert "plan:VST005" in hidden  # the national plan says as much of it to all


# ───────────── Words and places ─────────────


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("laddpunkter i Nynäshamn", "0192"), ("NYNÄSHAMNS laddpunkter", "0192"), ("nykvarn", "0140"),
        ("hur gar det for sodertalje", "0181"), ("pendlar fler till Haninge", None), ("in till Haninge", "0136"),
        ("från Salem till Tyresö", None), ("laddpunkter i Lund", "1281"), ("vad ska vara klart", None),
        ("hur går det för vara kommun", "1470"), ("Mark i Södertörn", "sodertorn"), ("vi på södertörn", "sodertorn"),
        ("Södertörns laddpunkter", "sodertorn"),
        ("har vi fler än Södertörn", None), ("från Salem pendlar till Tyresö", "0128"),
        ("Salem på Södertörn", "0128"), ("", None),
        ("hur många salembor", "0128"), ("nynäshamnare", "0192"), ("Södertäljebornas bilar", "0181"),
        ("tyresobor", "0138"), ("nykvarnsbo", "0140"), ("botkyrkabon", "0127"), ("bättre än Göteborg och Malmö", None),
        ("Salems bokhandel", "0128"), ("huddingebolaget", None),
    ],
)  # fmt: skip
def test_a_municipality_is_known_in_any_form_and_no_small_word_is_one(
    asked: str, code: str | None, facts: Facts
) -> None:
    assert areas.named(facts, asked) == code


@pytest.mark.parametrize(
    "forms",
    [
        "laddpunkt laddpunkter laddpunkterna laddpunkternas", "buss bussar bussarna bussen",
        "pendla pendlar pendling pendlingen", "utsläpp utsläppen utsläppens",
        "cykel cykeln", "bil bilar bilarna bilens",
    ],
)  # fmt: skip
def test_the_forms_of_a_word_are_one(forms: str) -> None:
    assert len({language.stem(word) for word in forms.split()}) == 1


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    texts = tuple(((1.0, (text,)),) for text in ("buss tåg", "buss cykel", "buss färja"))
    assert search.ranked(search.index(texts), "buss eller färja")[0] == 2
    assert search.ranked(search.index(texts), "farja") == [2]
    assert search.ranked(search.index(texts), "cykell") == [1]
    assert search.ranked(search.index(()), "buss") == []


@pytest.mark.parametrize("area", ["0128", "0140"])
def test_a_question_as_it_is_put_of_a_municipality_is_that_question_of_it(area: str, facts: Facts) -> None:
    """What a link says is what it leads to: "i Salem" is answered for Salem, not for the home group."""
    known = every.questions(facts, shows_draft=True)
    lost = {}
    for one in known:
        asked = one.reply(area).question
        if areas.named(facts, asked) != area or asked == one.text:
            continue
        found = every.meant(facts, known, asked)
        first = found[0] if found else None
        if first is None or first.reply(area).question != asked or every.is_doubtful(facts, known, asked, first):
            lost[asked] = first and first.key
    assert lost == {}


def test_what_may_be_meant_is_offered_and_led_to_for_the_municipality_that_is_named(facts: Facts) -> None:
    asked = "Hur många pendlar ut från Salem och vart åker flest?"
    links = [
        link
        for section in page.sections(facts, asked, "", shows_draft=False)
        for block in section.blocks
        for link in (block.links if isinstance(block, Links) else [block.link] if isinstance(block, Entry) else [])
        if isinstance(link, Link) and "Salem" in link.label
    ]
    assert links
    for link in links:
        assert dict(link.choices)[page.ASKED] == link.label
        assert dict(link.choices)[page.MINE] == "0128"

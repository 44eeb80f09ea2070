"""Fråga Målkollen as new users asked: what is put is answered first, and what is lacking says whom to ask."""

import re

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Link
from dashboard.blocks.pieces import Note
from dashboard.content.facts import Facts
from dashboard.content.questions import every, page
from dashboard.content.questions.apart import drafted, guidance
from dashboard.content.questions.replies import gaps

ALONE = "Vägtrafiken för sig visas inte här: talet gäller alla transporter, också inrikes flyg och sjöfart."
TON = "577 000 ton växthusgaser från transporter 2024."
HEAD = "1,1 ton växthusgaser från transporter per invånare 2024."
CITIES = "90,8 procent bodde nära kollektivtrafik 2023, i Stor-Göteborg 88,1, i Stor-Malmö 87,8."
START = "Får börja byggas enligt regeringens beslut i april 2026; källan anger den 28 april"
OFFICE = "Vänd dig till Södertörns kansli, som står bakom siffrorna här. Kontaktuppgifter är inte ifyllda än."
SURVEY = "Går inte att svara på än. Här saknas resvaneundersökningar, som visar hur invånarna reser"
TIMETABLE = "Går inte att svara på än. Här saknas en tidtabell från Trafiklab"
NYNAS = (
    "Nynäsbanan – dubbelspår samt triangelspår Älvsjö hittas inte under det namnet i den nationella planen, men kan "
    "ingå i något annat."
)
BEGINS = {
    "Hur mycket släpper vägtrafiken ut på Södertörn?": TON,
    "Hur mycket av utsläppen kommer från vägtrafiken?": TON,
    "Vad är Södertörns klimatutsläpp i ton?": TON,
    "Hur mycket koldioxid per invånare?": HEAD,
    "Hur mycket koldioxid släpper Södertörn ut per invånare?": HEAD,
    "Hur mycket har utsläppen minskat sedan 2010?": "Utsläppen från transporter var 22 procent lägre 2024 än 2010.",
    "Hur mycket mindre släpper vi ut nu än 2010?": "Utsläppen från transporter var 22 procent lägre 2024 än 2010.",
    "Hur långt har vi kvar till målet för utsläppen?": "För att nå målet ska Södertörn ned från 577 000 ton 2024",
    "Vad är målet för utsläppen och hur långt har vi kvar?": "Utsläppen från transporter: Inrikes transporter −70 %",
    "Hur mycket släpper vägtrafiken på Södertörn ut och hur mycket är Botkyrkas del?": TON,
    "Hur reser botkyrkaborna till jobbet, bil eller buss?": SURVEY,
    "Hur många tyresöbor tar bilen till jobbet?": SURVEY,
    "Vem gör resvaneundersökningen?": SURVEY,
    "Varför saknas siffror om hållbara resor?": SURVEY,
    "Hur lång tid tar det med kollektivtrafik från Haninge centrum till Flemingsberg?": TIMETABLE,
    "Kommer jag till Flemingsberg på en halvtimme från Salem?": TIMETABLE,
    "Hur lång tid tar det att cykla från Salem till Flemingsberg?": "Går inte att svara på än. Här saknas en gatukarta",
    "Hur många bor för långt från bussen i Tyresö?": "3 300 invånare bodde långt från kollektivtrafik 2023.",
    "Är Södertörn mer tillgängligt än Göteborg och Malmö?": (
        f"I boende nära kollektivtrafik bättre än Stor-Göteborg och Stor-Malmö: {CITIES}"
    ),
    "Har Södertörn fler elbilar än Göteborg?": "Lika med Stor-Göteborg: 10,6 procent av bilarna var elbilar 2025",
    "Har vi fler laddpunkter än Stor-Malmö?": "Sämre än Stor-Malmö: 2,4 laddpunkter per 1 000 invånare 2025",
    "Varför behövs Tvärförbindelse Södertörn och vem har bestämt det?": "Varför det behövs står inte här.",
    "När börjar man bygga Tvärförbindelse Södertörn?": START,
    "När öppnar Spårväg syd?": "Inget öppningsår är publicerat.",
    "När är Nynäsbanan klar?": f"{NYNAS} {drafted.NO_MONEY} {drafted.NEITHER}",
    "Varför är målet just 70 procent?": "Varför målet är satt som det är står inte här",
    "Med vad åker folk till jobbet i Nykvarn?": SURVEY,
    "Vem betalar Tvärförbindelse Södertörn?": "Enligt nationella planen får objektet börja byggas. Kostnad: 23 582",
    "Vem har beslutat att vi ska vara mest tillgängliga?": "Samarbetskommittén är beslutande organ",
    "Vem kontaktar jag om siffror saknas?": OFFICE,
    "Vart vänder jag mig?": OFFICE,
    "Vad ska jag göra nu?": guidance.NO_ADVICE,
    "Vilka mått saknar siffror?": "25 av 39 mått har inga siffror än.",
    "Hur stor del av bilarna i Nykvarn går att ladda?": "877 bilar går att ladda, 14,3 procent av bilarna 2025: 471 el",
    "Hur många laddhybrider finns i Nykvarn?": "406 laddhybrider 2025. Med 471 elbilar är det 877 bilar",
    "Går tågen i tid?": "Nej. Hur punktliga tågen och bussarna är",
    "Hur mycket lastbilar går på E20 genom Nykvarn?": "Nej. Godstrafik och leveranser mäts inte.",
    "Vad ska Södertälje själv göra nu?": guidance.NO_TASK,
    "Vilka beslut måste kommunen fatta?": guidance.NO_TASK,
    "Vad är kommunens del i programmet?": guidance.NO_TASK,
    "Har Södertörn svarat på remissen om nationell plan?": "Svar på förslaget till plan 2018–2029 (november 2017)",
    "Vad fick vi i nationell plan för Svealandsbanan?": "Ökad kapacitet på Svealandsbanan hittas inte under det",
}
"""What the answer to each begins with."""
STATISTICS = re.compile(
    r"\d[\d\u00a0 ]*(?:,\d+)? ?(?:procent|%|ton|mil|meter|laddpunkter|elbilar|invånare|som bodde|som arbetade)\b"
)


def cards(facts: Facts, asked: str) -> list[Answer]:
    """The answers to a question, in their order."""
    shown = page.sections(facts, asked, "", shows_draft=True)
    return [block for part in shown for block in part.blocks if isinstance(block, Answer)]


def last(facts: Facts, asked: str) -> str:
    """What a reply ends with, before everything that can be asked."""
    told = page.sections(facts, asked, "", shows_draft=True)[:-1]
    return [block.text for part in told for block in part.blocks if isinstance(block, Text)][-1]


@pytest.mark.parametrize("asked", BEGINS)
def test_the_question_that_is_put_is_answered_first(facts: Facts, asked: str) -> None:
    assert cards(facts, asked)[0].text.replace("\u00a0", " ").startswith(BEGINS[asked])


def test_that_road_traffic_is_not_told_apart_is_said_only_where_it_is_asked_of(facts: Facts) -> None:
    assert cards(facts, "Hur mycket släpper vägtrafiken ut?")[0].hedge == ALONE
    assert ALONE in cards(facts, "Minskar vägtrafikens utsläpp?")[0].beside
    assert ALONE not in cards(facts, "Minskar utsläppen?")[0].beside


def test_two_questions_in_one_have_two_answers(facts: Facts) -> None:
    both = cards(facts, "Hur många laddpunkter har Södertörn och vilken kommun har flest?")
    assert [one.question for one in both] == [
        "Hur många laddpunkter har Södertörn?", "Hur står de åtta mot varandra i laddpunkter?",
    ]  # fmt: skip
    assert len(cards(facts, "Vad kostar Tvärförbindelsen och när byggs den?")) == 1


def test_what_lacks_figures_names_its_own_measure_and_whom_to_ask(facts: Facts) -> None:
    told = cards(facts, "Hur stor del av resorna i Botkyrka görs med kollektivtrafik, gång och cykel?")[0]
    assert told.beside[0].startswith("Så mäts hållbara resor: andel av invånarnas resor som görs till fots")
    assert "Fråga Södertörns kansli" in told.text
    assert gaps.whom(facts) in cards(facts, "Hur mycket släpper Haninge ut?")[0].beside
    assert told.beside[-1].startswith("Närmast ligger ett annat mått: 470 mil")


def test_a_way_to_a_page_that_shows_the_home_group_says_so(facts: Facts) -> None:
    shown = page.sections(facts, "hållbara resor i Botkyrka", "", shows_draft=True)
    ways = [block.label for part in shown for block in part.blocks if isinstance(block, Link)]
    assert "Läs mer på Indikator: Hållbara resor (på Södertörn)" in ways


def test_a_question_of_who_leaves_a_municipality_is_answered_for_it(facts: Facts) -> None:
    assert cards(facts, "Hur lång tid tar det kollektivt jämfört med bil från Botkyrka?")[0].question.endswith(
        "Botkyrka?"
    )


def test_each_sum_and_day_of_an_object_has_its_own_source_and_its_doubt(facts: Facts) -> None:
    shown = page.sections(facts, "Vad kostar Tvärförbindelse Södertörn?", "", shows_draft=True)
    (source,) = [block.text for part in shown for block in part.blocks if isinstance(block, Note)]
    assert source == (
        "Källa: Trafikverkets nationella plan 2026–2037 (fastställd), bilaga 1, läst genom en avskrift, inte ur "
        "Trafikverkets egen fil."
    )
    (cost,) = cards(facts, "Vad kostar Tvärförbindelse Södertörn?")
    assert "prisnivån är inte känd här (källa: En avskrift av nationella planen" in cost.beside[0]
    assert "Vem som betalar dem säger källan inte" in cost.beside[0]
    assert "en enda källa" in cost.beside[0]
    (told,) = cards(facts, "När börjar man bygga Tvärförbindelse Södertörn?")
    assert told.hedge == "Dagen är osäker."
    assert "den 28 april för objektet men den 24 april för andra" in told.text.replace("\u00a0", " ")


def test_every_figure_in_an_answer_has_a_source(facts: Facts) -> None:
    for one in every.questions(facts, shows_draft=True):
        for area in (facts.areas.home.id, "0136"):
            reply = one.reply(area)
            told = " ".join((reply.word, reply.answer, reply.hedge, *reply.beside))
            is_said = not STATISTICS.search(told) or one.key.startswith("word:")
            assert is_said or "Källa: " in f"{reply.source} {reply.answer}", (one.key, area)


def test_a_suggestion_shares_the_subject(facts: Facts) -> None:
    known = every.questions(facts, shows_draft=True)
    for asked in ("Varför behövs Tvärförbindelse Södertörn?", "Varför saknas siffror om hållbara resor?"):
        assert not [one.key for one in every.meant(facts, known, asked)[1:] if one.key.startswith("things:")]


def test_a_journey_is_reckoned_on_its_own_page_where_there_is_a_timetable(facts: Facts) -> None:
    found = guidance.asked_of(facts, "Hur lång tid tar det från Salem till Flemingsberg?", None, [], shows_draft=True)
    assert found is not None
    assert found.reply("").links == (guidance.ON_TRIPS,)


def test_we_are_the_home_group_where_it_is_set_beside_areas_whichever_municipality_is_chosen(facts: Facts) -> None:
    asked = "Är vi mer tillgängliga än Göteborg och Malmö?"
    for mine in ("", "0181"):
        shown = page.sections(facts, asked, mine, shows_draft=True)
        told = next(block.text for part in shown for block in part.blocks if isinstance(block, Answer))
        assert told.endswith(CITIES)


def test_goods_are_told_with_the_municipality_s_own_vans_and_their_doubt(facts: Facts) -> None:
    near = cards(facts, "Hur många lastbilar passerar Södertälje?")[0].beside[0]
    assert "i Södertälje? 11,3 procent" in near
    assert "Många företagsbilar är skrivna i Södertälje." in near


def test_objects_that_may_touch_a_municipality_have_phase_and_cost_and_others_are_said_to_be(facts: Facts) -> None:
    (told,) = cards(facts, "Vilka infrastrukturobjekt berör Södertälje?")
    assert told.text.startswith(
        "Minst ett på utkastet till samarbetskommitténs lista berör Södertälje: Ny passage Södertälje"
    )
    lines = [line.replace("\u00a0", " ") for line in told.beside]
    assert "Södertälje Sluss, Mälaren (objektet byggs; 5 443 miljoner kronor)." in lines


def test_a_part_without_an_answer_is_said_to_have_none_and_whom_to_ask(facts: Facts) -> None:
    asked = "Hur många laddpunkter har Södertälje och hur många katter?"
    (first,) = cards(facts, asked)
    assert first.question == "Hur många laddpunkter har Södertälje?"
    assert last(facts, asked) == gaps.unknown(facts)


def test_a_road_that_is_no_object_here_is_said_not_to_be_also_beside_one_that_is(facts: Facts) -> None:
    missing = "Målkollen hittar inget objekt som heter väg 225."
    assert cards(facts, "Vad händer med väg 225?")[0].text.startswith(missing)
    asked = "Vad händer med väg 225 och Nynäsbanan – finns de i nationell plan?"
    assert cards(facts, asked)[0].question.startswith("Hur långt har Nynäsbanan")
    assert last(facts, asked) == missing
    assert "hittar inget" not in str(page.sections(facts, "Vad händer med väg 73?", "", shows_draft=True))


@pytest.mark.parametrize(
    ("asked", "question", "line"),
    [
        ("Vad är Nynäshamn bäst på av de åtta kommunerna?", "Var ligger Nynäshamn bäst till?", ""),
        (
            "Hur stor del av länets folk bor på Södertörn?",
            "Hur många bor i Stockholms län?",
            "På Södertörn bor 21 procent av invånarna i Stockholms län.",
        ),
        ("Vad ska Tyresös kommundirektör göra för att vi ska nå målen?", "Vad ska Tyresö själv göra?", ""),
    ],
)
def test_what_was_not_understood_is_answered(asked: str, question: str, line: str, facts: Facts) -> None:
    (first, *_) = cards(facts, asked)
    assert first.question == question
    assert not line or line in first.beside


def test_what_the_draft_is_stands_only_where_it_is_named(facts: Facts) -> None:
    told = "Objektet är nummer 7 på ett utkast till samarbetskommitténs lista, som inte är bekräftat."
    assert cards(facts, "Hur långt har Svealandsbanan kommit?")[0].hedge == told
    assert "utkast" not in cards(facts, "Vad kostar Tvärförbindelse Södertörn?")[0].hedge

"""Fråga Målkollen in parts: each part is answered by itself or said not to be here, and none is dropped."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Beside, Link
from dashboard.content.facts import Facts
from dashboard.content.questions import laid, page, parts
from dashboard.content.questions.replies import gaps

CHARGING = "Hur många laddpunkter har Södertörn?"
PARTS = {
    "Hur många laddpunkter har vi och vad kostar de": (CHARGING, "Följer Målkollen vem som äger laddpunkterna?"),
    "Hur många laddpunkter fattas i Salem och vem bygger dem?": (
        "Hur många laddpunkter fattas i Salem?", "Vem styr över publika laddpunkter?",
    ),
    "hur många laddpunkter finns i tyresö och hur många fattas": (
        "Hur många laddpunkter har Tyresö?", "Hur många laddpunkter fattas i Tyresö?",
    ),
    "hur många laddpunkter har vi per invånare? och i Stockholm?": (CHARGING, "Hur står sig Stockholm i laddpunkter?"),
    "När byggs Tvärförbindelse Södertörn och hur påverkar den utsläppen?": (
        "När börjar Tvärförbindelse Södertörn byggas, och när är öppningen?",
        "Når Södertörn målet för utsläppen från transporter?",
    ),
    "vad är målet för utsläppen och hur mycket mer behövs": (
        "Vilket mål finns för utsläppen från transporter?", "Vad krävs för utsläppen från transporter på Södertörn?",
    ),
    "hur manga pendlar från Tyresö till Stockholm och hur lång tid tar det": (
        "Hur många pendlar till Stockholm?", "Hur lång tid tar resan mellan två platser?",
    ),
    "Vem leder ledningsgruppen och hur ofta träffas kommittén?": (
        "Vem leder ledningsgruppen, och vilka ingår i den?", "Hur ofta träffas samarbetskommittén?",
    ),
    "Är vi mest tillgängliga i sverige och vem bestämde det målet?": (
        "Är Södertörn Sveriges mest tillgängliga storstadsregion?", "Vem bestämmer målen?",
    ),
    "Vem ansvarar för målen, och när ska de vara nådda?": ("Vem ansvarar för att målen nås?",),
    "Vilka beslutade programmet och när går det ut?": ("Hur länge gäller SUP 2040?",),
    "Är segregationen mindre nu och hur mäts den?": ("Följer Målkollen segregationen?",),
    "Hur många elbilar finns i Haninge och i Huddinge?": ("Hur många elbilar har Haninge och Huddinge?",),
    "vad kostar en laddstolpe": ("Följer Målkollen vem som äger laddpunkterna?",),
    "hur mycket cykelbana finns i Salm": ("Hur ser det ut med cykelvägar i Salem?",),
    "hur mycket mer laddeffekt behövs i Huddinge": ("Vad krävs för laddeffekt i Huddinge?",),
    "vem har arbetsgivaransvar för kansliet": ("Vem leder kansliet, och vem är arbetsgivare?",),
    "vad kostar kansliet per år": ("Följer Målkollen kostnaden för samverkan?",),
    "vad kostar det att åka buss i Haninge": ("Följer Målkollen biljettpriserna?",),
}  # fmt: skip
"""What each is answered as."""


def cards(facts: Facts, asked: str) -> list[Answer]:
    """The answers to a question, in their order."""
    shown = page.sections(facts, asked, "", shows_draft=True)
    return [block for part in shown for block in part.blocks if isinstance(block, Answer)]


def last(facts: Facts, asked: str) -> str:
    """What a reply ends with, before everything that can be asked."""
    told = page.sections(facts, asked, "", shows_draft=True)[:-1]
    return [block.text for part in told for block in part.blocks if isinstance(block, Text)][-1]


@pytest.mark.parametrize("asked", PARTS)
def test_each_part_has_its_own_answer(facts: Facts, asked: str) -> None:
    assert tuple(one.question for one in cards(facts, asked)) == PARTS[asked]


def test_what_is_not_here_says_who_publishes_what_is_near_and_whom_to_ask(facts: Facts) -> None:
    asked = "Hur många elbilar har vi och vad kostar de"
    near = "Siffrorna om elbilar ges ut av Trafikanalys."
    assert last(facts, asked) == f"Fick du inte svar på ”vad kostar de”? {near} {gaps.ask(facts)}"
    (fares,) = cards(facts, "vad kostar det att åka buss i Haninge")
    assert "Siffror om det finns hos den som kör trafiken, SL. Södertörns kansli kan svara på frågor om det." in (
        fares.beside
    )


def test_a_row_of_municipalities_sets_them_beside_each_other(facts: Facts) -> None:
    assert parts.as_list(facts, "Elbilar i Haninge och i Huddinge?") == "Elbilar i Haninge och Huddinge?"
    (told,) = cards(facts, "Hur många elbilar finns i Haninge och i Huddinge?")
    assert any(line.startswith("Huddinge: ") for line in told.beside)


def test_how_many_live_somewhere_is_told(facts: Facts) -> None:
    (told,) = cards(facts, "Hur många invånare har Södertörn?")
    assert told.question == "Hur många bor på Södertörn?"
    assert told.text.replace("\u00a0", " ") == "525 625 personer (folkmängd 31 december 2025)."


def test_everything_that_can_be_asked_lies_beside_the_answer(facts: Facts) -> None:
    flat = page.sections(facts, "laddpunkter", "", shows_draft=True)
    field, beside = laid.laid(flat)
    assert field == flat[0]
    (columns,) = beside.blocks
    assert [*columns.columns[0], *columns.columns[1]] == flat[1:]  # type: ignore[union-attr]


@pytest.mark.parametrize("asked", ["", "Byggs det ut tillräckligt snabbt?"])
def test_where_nothing_is_answered_examples_stand_and_what_can_be_asked_has_most_of_the_page(
    asked: str, facts: Facts
) -> None:
    _, beside = laid.laid(page.sections(facts, asked, "", shows_draft=True))
    (columns,) = beside.blocks
    assert isinstance(columns, Beside)
    assert (columns.weights, columns.columns[0][-1].heading) == ((1, 2), page.USUAL)
    _, beside = laid.laid(page.sections(facts, "laddpunkter", "", shows_draft=True))
    (columns,) = beside.blocks
    assert isinstance(columns, Beside)
    assert columns.weights == (2, 1)


ROW = (
    "De åtta, per 1 000 inv. 2025: Nykvarn 6,5, Södertälje 3,8, Huddinge 3,3, Tyresö 1,8, Haninge 1,6, Botkyrka 1,4, "
    "Nynäshamn 1,3, Salem 0,9."
)
MORE = "Hur många laddpunkter har Botkyrka, och hur många till behöver vi för att inte ligga sist av de åtta?"
BESIDE_OURS = (
    "Hur många publika laddpunkter har vi i Haninge, och ligger vi före eller efter grannkommunerna?",
    "Hur många laddpunkter finns det i Nynäshamn, och ligger vi före eller efter de andra Södertörnskommunerna?",
)


def told(facts: Facts, asked: str) -> list[tuple[str, str]]:
    return [(one.question, one.text.replace("\u00a0", " ").replace("\u202f", " ")) for one in cards(facts, asked)]


def test_a_sentence_is_whole_and_the_row_of_ours_stands_with_what_it_takes(facts: Facts) -> None:
    _, takes = cards(facts, MORE)
    whole = "till 2030, avrundat uppåt. Riket ökade självt med 1,4 per 1 000 inv. 2025."
    assert whole in takes.text.replace("\u00a0", " ")
    assert [line.replace("\u00a0", " ") for line in takes.beside][:1] == [ROW]


@pytest.mark.parametrize("asked", BESIDE_OURS)
def test_before_or_after_the_others_is_the_row_of_ours_and_no_commuting(facts: Facts, asked: str) -> None:
    _, (question, row) = told(facts, asked)
    assert question.endswith("till bland de åtta i laddpunkter?")
    assert row.startswith("Bland de åtta: plats ")


def test_how_many_more_to_come_past_another_is_counted_to_its_level(facts: Facts) -> None:
    (first,) = told(facts, "Hur många laddpunkter behöver Botkyrka för att komma om Haninge?")
    assert first[1].startswith(
        "Till Haninges nivå 2025 behövs 23 fler laddpunkter: 6 om året från november 2026 till 2030, avrundat uppåt."
    )


TOLD_ABOVE = {
    'Vad krävs för att kunna säga "Sveriges mest tillgängliga storstadsregion" – hur långt är det kvar?': (
        "Vad krävs för målet tillgänglighet?",
    ),
    "När ska jag ha det nya programmet på bordet, och vem tar fram förslaget?": ("Vilket program kommer sedan?",),
    "Vilka nätverk har vi, vilket mål svarar vart och ett för, och vem sitter där för Botkyrka?": (
        "Vilka ingår i nätverken?", "Vilket nätverk arbetar med vilket mål?",
    ),
    "Vem tar fram förslaget till nästa program?": ("Vilket program kommer sedan?",),
    "Hur ofta träffas kommittén och vilka sitter i den?": (
        "Hur ofta träffas samarbetskommittén?", "Vilka sitter i samarbetskommittén?",
    ),
    "Hur ligger Tvärförbindelse Södertörn till, och när kan man köra på den?": (
        "När öppnar Tvärförbindelse Södertörn, och när är byggstarten?",
    ),
    "Hur många går till fots?": ("Hur ser det ut med hållbara resor på Södertörn?",),
    "Vem tar fram siffran om gång, och när kommer den nästa gång?": ("Varifrån kommer siffran om hållbara resor?",),
    "Har vi blivit bättre på kollektivt i förhållande till bilen?": (
        "Har hållbara resor ökat eller minskat på Södertörn?",
    ),
}  # fmt: skip
"""Every card: a part that one above tells has none, and nothing else comes in."""


@pytest.mark.parametrize("asked", TOLD_ABOVE)
def test_what_stands_above_is_never_denied_and_nothing_unasked_comes_in(facts: Facts, asked: str) -> None:
    assert tuple(one.question for one in cards(facts, asked)) == TOLD_ABOVE[asked]


def test_the_pace_says_what_part_it_is_not_of_and_what_it_is_today(facts: Facts) -> None:
    asked = "Hur mycket måste utsläppen från vägtrafiken ner varje år för att nå målet, och håller vi takten?"
    (pace,) = cards(facts, asked)
    lines = [line.replace("\u00a0", " ") for line in pace.beside]
    assert lines[0].startswith("Vägtrafiken för sig visas inte här")
    assert lines[1] == "Vanlig takt 2020–2024: −0,65 % per år (ingen tydlig förändring)."


def test_the_same_reason_is_said_once_and_a_goal_is_opened_at_its_page(facts: Facts) -> None:
    trips, cycling, _ = cards(facts, "Åker folk mer kollektivt, cyklar och går mer nu – eller kör de lika mycket bil?")
    assert cycling.text == "Går inte att svara på än. Skälet är detsamma som ovan."
    assert trips.text.startswith("Går inte att svara på än. Här saknas ")
    shown = page.sections(facts, "Vad krävs för målet tillgänglighet?", "", shows_draft=True)
    links = [block for part in shown[:-1] for block in part.blocks if isinstance(block, Link)]
    assert [link.choices for link in links] == [(("mal", "tillganglighet"),)]


def test_a_claim_that_stands_before_a_question_says_of_which_goal_it_is(facts: Facts) -> None:
    claim = "Vi säger att vi ska bli Sveriges mest tillgängliga storstadsregion."
    (told,) = cards(facts, f"{claim} Hur långt har vi kvar till Göteborg och Malmö, och vad skulle krävas?")
    assert told.question == "Vad krävs för målet tillgänglighet?"
    (stands,) = cards(facts, f"{claim} Var står vi mot Göteborg och Malmö?")
    assert stands.text.startswith("I boende nära kollektivtrafik bättre än Stor-Göteborg och Stor-Malmö")


def test_what_follows_a_measure_without_figures_is_of_the_one_that_has_them(facts: Facts) -> None:
    asked = (
        "Hur går det med laddningen i Salem, hur många laddpunkter per bil, och hur ligger vi till mot de andra sju?"
    )
    text = cards(facts, asked)[-1].text
    assert text.startswith("De åtta, ")
    assert " 2025: Nykvarn" in text, "figures in a row say their unit and year"


def test_money_for_an_object_is_told_before_when(facts: Facts) -> None:
    (told,) = cards(
        facts, "Är pengarna till Tvärförbindelse Södertörn säkrade i nationella planen, och när öppnar den?"
    )
    assert told.text.startswith("Enligt nationella planen får objektet börja byggas. ")
    assert "Om hela kostnaden är beslutad är inte känt." in told.text
    assert "Inget öppningsår är publicerat." in told.text
    (whether,) = cards(facts, "Är Tvärförbindelse Södertörn kvar i den nationella planen?")
    assert whether.text.startswith("Ja, objektet står i den nationella planen. ")

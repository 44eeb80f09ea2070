"""Fråga Målkollen in parts: each part is answered by itself or said not to be here, and none is dropped."""

import pytest

from dashboard.blocks.blocks import Answer
from dashboard.content.facts import Facts
from dashboard.content.questions import page, parts
from dashboard.content.questions.replies import gaps

CHARGING = "Hur många laddpunkter har Södertörn?"
PARTS = {
    "Hur många laddpunkter har vi och vad kostar de": (CHARGING, "Vad kostar de?"),
    "Hur många laddpunkter fattas i Salem och vem bygger dem?": (
        "Hur många laddpunkter fattas i Salem?", "Vem bygger dem?",
    ),
    "hur många laddpunkter finns i tyresö och hur många fattas": (
        "Hur många laddpunkter har Tyresö?", "Hur många laddpunkter fattas i Tyresö?",
    ),
    "hur många laddpunkter har vi per invånare? och i Stockholm?": (CHARGING, "Hur står sig Stockholm i laddpunkter?"),
    "När byggs Tvärförbindelse Södertörn och hur påverkar den utsläppen?": (
        "När börjar Tvärförbindelse Södertörn byggas, och när öppnar det?",
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
    "Vem ansvarar för målen, och när ska de vara nådda?": ("Vem ansvarar för att målen nås?", "När ska de vara nådda?"),
    "Vilka beslutade programmet och när går det ut?": ("Hur länge gäller SUP 2040?",),
    "Är segregationen mindre nu och hur mäts den?": ("Följer Målkollen segregationen?",),
    "Hur många elbilar finns i Haninge och i Huddinge?": ("Hur många elbilar har Haninge och Huddinge?",),
    "vad kostar en laddstolpe": ("Vad kostar en laddstolpe?",),
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


@pytest.mark.parametrize("asked", PARTS)
def test_each_part_has_its_own_answer(facts: Facts, asked: str) -> None:
    assert tuple(one.question for one in cards(facts, asked)) == PARTS[asked]


def test_what_is_not_here_says_who_publishes_what_is_near_and_whom_to_ask(facts: Facts) -> None:
    _, cost = cards(facts, "Hur många laddpunkter har vi och vad kostar de")
    near = "Siffrorna om laddpunkter ges ut av Power Circle och SCB."
    assert cost.text == gaps.not_found("vad kostar de")
    assert cost.hedge == f"{near} {gaps.otherwise(facts)}"
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
    field, beside = page.laid(flat)
    assert field == flat[0]
    (columns,) = beside.blocks
    assert [*columns.columns[0], *columns.columns[1]] == flat[1:]  # type: ignore[union-attr]

"""Fråga by the figure that stands on a page, by the goal that somebody is to answer for, and by a pace."""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.content.facts import Facts
from dashboard.content.questions import page
from dashboard.content.questions.reading import shown


def told(facts: Facts, asked: str) -> list[str]:
    shown_now = [block for part in page.sections(facts, asked, "", shows_draft=True) for block in part.blocks]
    return [
        f"{one.question} {one.text}".replace("\u00a0", " ") if isinstance(one, Answer) else one.text
        for one in shown_now
        if isinstance(one, Answer | Text)
    ]


@pytest.mark.parametrize(
    ("asked", "measure"),
    [
        ("Hur säker är 577 000 ton?", "utsläppen från transporter"),
        ("Varifrån kommer 10,6 procent?", "elbilar"),
        ("Vad står 2,4 för?", "laddpunkter"),
        ("Hur många är 577 001?", ""),
        ("Vad hände 2024?", ""),
    ],
)
def test_a_figure_of_ours_names_its_measure_and_no_other_does(asked: str, measure: str, facts: Facts) -> None:
    assert measure in shown.named(facts, asked)
    assert bool(shown.named(facts, asked)) == bool(measure)


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("Varifrån kommer 10,6 procent?", "Varifrån kommer siffran om elbilar? Källa: Trafikanalys"),
        ("Vem råder över tillgängligheten?", "Vem kan göra vad? Varje kommun:"),
        ("Vem kan påverka klimatomställningen?", "Vem kan göra vad? Varje kommun:"),
        ("Hur fort måste Södertälje bygga laddpunkter per år?", "Hur många laddpunkter fattas i Södertälje?"),
        ("I vilken takt måste laddpunkterna byggas ut i Botkyrka?", "Hur många laddpunkter fattas i Botkyrka?"),
        ("Vem bygger laddpunkterna?", "Vem styr över publika laddpunkter?"),
        ("Vem äger laddpunkterna?", "Följer Målkollen vem som äger laddpunkterna? Nej."),
        ("Vilka kommuner ingår i Stor-Malmö och Stor-Göteborg?",
         "Vilka kommuner ingår i Stor-Malmö och Stor-Göteborg? Stor-Malmö är tolv kommuner:"),
        ("Vilket mått är Södertörn längst efter Stor-Göteborg på?", "Vilka mått ligger sämst till? Laddpunkter: sist"),
    ],
)  # fmt: skip
def test_what_is_asked_is_answered(asked: str, begins: str, facts: Facts) -> None:
    _, first, *_ = told(facts, asked)
    assert first.startswith(begins)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("Vem bestämmer över pendeltåget till Nynäshamn?", ("Region Stockholm", "Trafikverket")),
        ("Vem kan göra restiden kortare, kommunen, regionen eller Trafikverket?",
         ("kommun", "Trafikverket", "Region Stockholm")),
        ("Vem ska vi uppvakta om kollektivtrafiken?", ("Region Stockholm",)),
    ],
)  # fmt: skip
def test_everybody_who_has_a_part_is_named(asked: str, named: tuple[str, ...], facts: Facts) -> None:
    answers = [
        " ".join([one.text, *one.beside])
        for part in page.sections(facts, asked, "", shows_draft=True)
        for one in part.blocks
        if isinstance(one, Answer)
    ]
    assert all(name in answers[0] for name in named)


def test_where_a_municipality_stands_worst_is_of_every_measure_with_a_better_end(facts: Facts) -> None:
    _, first = told(facts, "Vad är Tyresö sämst på jämfört med de andra sju?")[:2]
    assert "plats 6 av 8 i cykelvägar (2025)" in first, "2,2 against 2,0 of two others"


def test_how_sure_a_figure_is_tells_that_newer_ones_are_late_and_what_it_is_worked_out_of(facts: Facts) -> None:
    found = [
        block
        for part in page.sections(facts, "Hur säker är siffran 90,8 procent?", "", shows_draft=True)
        for block in part.blocks
        if isinstance(block, Answer)
    ]
    (first,) = found
    assert "fågelvägen" in first.text
    assert "avrundade tal" in (first.hedge or "")
    assert "Nyare siffror väntades från SCB den 11 juni 2026" in (first.hedge or "")

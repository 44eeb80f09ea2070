"""What is said of a target where it is filled in: of what it is, whether its unit fits, where it is shown."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from dashboard.blocks.blocks import Bullets, Section, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.page import Chart
from dashboard.blocks.pieces import TargetBox
from dashboard.blocks.simple import within
from dashboard.content import targets
from dashboard.content.answers import answers, hedges
from dashboard.content.facts import Facts
from dashboard.content.office import declaring
from dashboard.content.office.targets import counting, judging
from dashboard.content.overview import news, page, rows
from dashboard.content.targets import decided_text
from dashboard.documents import leadership
from malkollen.answers.goal import GoalAnswer, OtherWord
from malkollen.registry.paragraph import Target, Transfer

PER_CAR, PER_1000 = "chargeable_cars_per_point", "charging_points_per_1000"


def test_what_is_chosen_is_named_with_its_unit_and_latest_value(facts: Facts) -> None:
    assert counting.chosen(facts, PER_1000, counting.CHOSEN).replace("\u00a0", " ") == (
        "Vald: Publika laddpunkter per 1 000 invånare. Södertörn 2,4 per 1 000 inv. år 2025."
    )


@pytest.mark.parametrize(
    ("indicator", "texts", "other"),
    [
        (PER_1000, ("10 laddpunkter per 1 000 invånare 2030", "Minst 10 per 1 000 invånare."), ""),
        (PER_CAR, ("Fler laddpunkter", "Minst 10 per 1 000 invånare."), "per 1 000 invånare"),
        (PER_CAR, ("Högst 8 bilar per laddpunkt", "Högst 8 bilar per publik laddpunkt 2030."), ""),
        (PER_1000, ("Högst 8 bilar per laddpunkt", ""), "per laddpunkt"),
        ("electric_car_share", ("40 % elbilar", "40 procent av bilarna ska gå på el."), ""),
        (PER_1000, ("40 % elbilar", ""), "procent"),
        (PER_1000, ("20 procent fler laddpunkter", "Laddpunkterna ska öka med 20 procent."), ""),
        ("electric_car_share", ("40 % elbilar", "Fem procentenheter per år till 2030."), ""),
    ],
)
def test_a_wording_that_speaks_of_another_unit_is_warned_of(
    facts: Facts, indicator: str, texts: tuple[str, str], other: str
) -> None:
    said = counting.doubts(facts, indicator, texts, is_index=False)
    assert said.startswith(f"Det ni skrivit talar om {other}, men enheten för ") if other else not said


def test_whose_target_it_is_is_answered_by_whoever_fills_it_in_and_worded_without_contradiction(facts: Facts) -> None:
    (field,) = (field for field in declaring.TARGET if field.name == "transfer")
    assert (field.first, field.is_required) == ("", True)
    own = declaring.choices(facts, None)["transfer"]["egen"]
    assert own == "beslutat av oss: en styrelse, styrgrupp eller nämnd, kommittén eller ledningsgruppen"
    target = replace_with_own(facts)
    assert decided_text(facts, target).startswith("Målet är Södertörns eget. Beslutat av: Ledningsgruppen. ")


def test_our_own_target_stands_first_wherever_targets_are_listed_or_chosen(facts: Facts) -> None:
    indicator = "transport_emissions"
    before = {*facts.registry.targets_of(indicator)}
    assert before
    with_own = aimed(facts, indicator, title="Vårt eget")
    assert [*declaring.targets(with_own)][:2] == [declaring.NEW, "own"]
    assert declaring.targets(with_own)["own"].replace("\u00a0", " ") == f"{facts.indicator(indicator).title}: Vårt eget"
    boxes = [one for one in targets.section(with_own, indicator).blocks if isinstance(one, TargetBox)]
    assert boxes[0].title == "Vårt eget"
    assert len(boxes) == len(before) + 1
    assert targets.target_text(with_own, indicator).startswith("Vårt eget (")
    (field,) = (field for field in declaring.TARGET if field.name == "transfer")
    assert field.choices[0] == "egen"
    assert {*field.choices} == {*get_args(Transfer)}


def test_a_target_of_our_own_is_news_on_the_page_and_on_overview_the_year_it_is_decided_and_the_next(
    facts: Facts, tmp_path: Path
) -> None:
    told = "Nytt målvärde: elbilar, 40 % 2030, beslutat av Ledningsgruppen 5 november 2026"
    for decided, is_news in (("2026-11-05", True), ("december 2025", True), ("2024-11-05", False)):
        now = aimed(facts, "electric_car_share", value=40.0, base_value=4.7, base_year=2022, decided=decided)
        paper = [line for section in leadership.compose(now, tmp_path).sections for line in section_lines(section)]
        screen = [line for block in within(page.lists(now, page.LEADERSHIP).blocks) for line in block_lines(block)]
        for lines in (paper, screen):
            new = [line for line in lines if line.startswith("Nytt målvärde")]
            assert bool(new) == is_news
            assert not is_news or decided != "2026-11-05" or new == [told]
    assert not any(line.startswith("Nytt målvärde") for line in news.lines(facts)), "the program's are no news"


def section_lines(section: Section) -> list[str]:
    return [line for block in section.blocks for line in block_lines(block)]


def block_lines(block: object) -> list[str]:
    """What a block says, as anybody has typed it."""
    said = [block.text] if isinstance(block, Text) else block.lines if isinstance(block, Bullets) else ()
    return [line.replace("\u00a0", " ") for line in said]


def replace_with_own(facts: Facts) -> Target:
    """A target of the registry as if the leadership had decided it."""
    one = next(iter(facts.registry.targets.values()))
    return one.model_copy(update={"transfer": "egen", "decided_by": "Ledningsgruppen", "decided": "ej verifierad"})


def test_where_a_target_is_shown_is_said_as_the_leaderships_rows_are(facts: Facts) -> None:
    shown = rows.keys(facts)
    said = {key: counting.shown_on(facts, key) for key in facts.registry.indicators}
    assert PER_1000 in shown
    assert "har måttet en rad, för att det kräver uppmärksamhet (sist hur man än jämför)" in said[PER_1000]
    for key, text in said.items():
        is_core_or_mal = facts.indicator(key).core or facts.indicator(key).kind == "mal"
        assert ("Det visas inte på Översikt" in text) == (key not in shown and not is_core_or_mal), key


@pytest.mark.parametrize(
    ("value", "texts", "said"),
    [
        (5.0, ("5 laddpunkter per 1 000 invånare 2030", "Minst 5,0 per 1 000 invånare senast 2030."), ""),
        (50.0, ("", "Minst 5,0 per 1 000 invånare 2030."), "Värdet är 50, men i namnet eller ordalydelsen står 5,0."),
        (500.0, ("Fler laddpunkter 2030", ""), "Värdet är 500, långt ifrån det senaste: Södertörn "),
        (0.01, ("", ""), "Värdet är 0,01, långt ifrån det senaste: Södertörn "),
        (4.0, ("", "Laddpunkterna ska öka med 20 procent till 2030."), ""),
        (None, ("", "Minst 5,0"), ""),
    ],
)
def test_a_target_of_another_number_than_its_words_or_far_from_now_is_warned_of(
    facts: Facts, value: float | None, texts: tuple[str, str], said: str
) -> None:
    found = counting.far_off(facts, PER_1000, value, texts, is_index=False)
    assert found.startswith(said) if said else not found
    assert counting.far_off(facts, PER_1000, 500.0, (), is_index=True) == ""


@pytest.mark.parametrize(
    ("year", "base", "texts", "said"),
    [
        ("2031", "", ("40 % elbilar 2030", "Minst 40 procent senast år 2030."), "2030"),
        ("2031", "", ("40 % elbilar 2031", "Minst 40 procent senast år 2030."), "2030"),
        ("2031", "2010", ("40 % elbilar 2030", "Minst 40 procent 2032, från 2010."), "2030 eller 2032"),
        ("2030", "", ("40 % elbilar 2030", "Minst 40 procent 2030, jämfört med 2010."), ""),
        ("2030", "2010", ("40 % elbilar", "Ska öka jämfört med 2010."), ""),
        ("2030", "", ("40 % elbilar", "Beslut 2026-11-20 § 12, dnr 2026/15."), ""),
        ("", "", ("Rikets andel 2023", ""), ""),
    ],
)
def test_a_target_of_another_year_than_its_words_is_warned_of(
    year: str, base: str, texts: tuple[str, str], said: str
) -> None:
    found = counting.other_year(year, base, texts)
    assert found == (f"Målåret är {year}, men i namnet eller ordalydelsen står {said}. Är det rätt år?" if said else "")


def test_an_indicator_that_alone_answers_its_goals_question_is_not_judged_against_a_target(facts: Facts) -> None:
    """Its goal asks how it is compared with others: without it nothing is compared."""
    alone = "population_near_transit_share"
    assert not judging.is_offered(facts, alone, "egen", "")
    assert "det enda måttet som svaret vilar på" in counting.counts(facts, alone)
    assert judging.is_offered(facts, "electric_car_share", "egen", "")
    assert not judging.is_offered(facts, "electric_car_share", "jämförelsenivå", "")
    waiting = next(key for key, one in facts.registry.indicators.items()
                   if one.kind == "jamforelse" and not facts.is_computed(key))  # fmt: skip
    assert counting.counts(facts, waiting).endswith(judging.FIGURELESS)


def aimed(facts: Facts, indicator: str, **target: object) -> Facts:
    """The facts as if the leadership had decided a target for 2030, and that an indicator is judged against it."""
    own = replace_with_own(facts).model_copy(update={
        "indicator": indicator, "unit": facts.indicator(indicator).unit, "target_year": 2030, "base_year": None,
        "base_value": None, "area": "Södertörn", "status": "gällande", "valid_from": "ej verifierad",
        "valid_to": "ej verifierad", "valid_to_words": None, **target,
    })  # fmt: skip
    declared = facts.registry.model_copy(update={"targets": {**facts.registry.targets, "own": own}})
    kind = declared.indicators[indicator].model_copy(update={"kind": "mal"})
    return judging.under(facts, declared.model_copy(update={"indicators": {**declared.indicators, indicator: kind}}))


def test_what_is_judged_against_a_target_is_shown_with_it_on_the_overview(facts: Facts) -> None:
    row = rows.row(aimed(facts, "electric_car_share", value=40.0, base_year=2022, base_value=4.7), "electric_car_share")
    assert (row.place, row.note) == (
        "målet är inte nått", "Ledningsgruppens mål för Södertörn, 40 procent 2030; prognosen är osäker",
    )  # fmt: skip
    assert rows.row(aimed(facts, "electric_car_share", value=5.0), "electric_car_share").place == "målet är nått"
    assert judging.becomes(facts, facts, "electric_car_share") == ()


def test_an_answers_word_is_first_also_where_it_stays_and_what_weakens_it_is_told_where_that_is_another(
    facts: Facts,
) -> None:
    now = answers.computed(facts, "klimatomstallning")
    weaker = replace(now, hedge="Ett annat förbehåll.")
    assert now.answer.startswith(f"{now.word}. ")
    assert judging.answered("Svaret", now, weaker) == (
        f"Svaret. Nu: {now.word}. {now.hedge} Efter: {now.word}. Ett annat förbehåll."
    )
    other = replace(now, word="Ja", answer="Ja. Allt är bäst.")
    assert judging.answered("Svaret", now, other) == f"Svaret. Nu: {now.answer} Efter: Ja. Allt är bäst."
    assert judging.answered("Svaret", now, now) == f"Svaret blir detsamma: {now.answer}"


@pytest.mark.parametrize("key", [PER_1000, "electric_car_share"])
def test_what_is_judged_against_a_target_keeps_its_row_and_the_other_areas_values(facts: Facts, key: str) -> None:
    """No place is said, but what the others have is known as before, in the row, on the bars and in the table."""
    then = aimed(facts, key, value=50.0)
    assert key in rows.keys(then)
    before, after = (rows.typed(one, key) for one in (facts, then))
    assert after.place is None
    assert before.place is not None
    assert after.beside == before.place.values
    assert rows.areas(then, key) == rows.areas(facts, key)
    assert _bars(then, key).rows == _bars(facts, key).rows
    told = [
        {column.title: cell for column, cell in zip(made.columns, made.rows[0], strict=True)}
        for made in (rows.rows_table(one, [key]) for one in (facts, then))
    ]
    assert all(told[0][name] == told[1][name] for name in ("Bästa andra", "Bästa andras värde"))


def _bars(facts: Facts, key: str) -> Bars:
    charts = (one.drawing for one in within([*page.focus(facts, key).blocks]) if isinstance(one, Chart))
    (bars,) = (drawn for drawn in charts if isinstance(drawn, Bars))
    return bars


def test_totals_and_context_are_set_beside_nobody(facts: Facts) -> None:
    totals = [key for key in facts.of_programme if facts.is_computed(key) and facts.indicator(key).is_total]
    assert totals
    assert not any(rows.typed(facts, key).beside for key in totals)


def test_a_target_whose_forecast_is_not_sure_is_answered_with_what_is_known_first(facts: Facts) -> None:
    """Value, target and distance are known; only then what the forecast does not say, and beside it why."""
    said = answers.of_indicator(aimed(facts, PER_1000, value=5.0), PER_1000)
    assert (said.word, said.answer.replace("\u00a0", " ")) == (
        "Målet är inte nått",
        (
            "2,4 laddpunkter per 1 000 invånare 2025. Ledningsgruppens mål för Södertörn, 5 per 1 000 inv. 2030, är "
            "inte nått: 2,6 kvar; prognos saknas."
        ),
    )
    share = aimed(facts, "electric_car_share", value=40.0, base_year=2022, base_value=4.7)
    said = answers.of_indicator(share, "electric_car_share")
    assert (said.word, said.answer) == (
        "Målet är inte nått",
        (
            "10,6 procent av bilarna var elbilar 2025. Ledningsgruppens mål för Södertörn, 40 procent 2030, är inte "
            "nått: 29,4 procentenheter kvar; prognosen är osäker."
        ),
    )
    goal = facts.indicator(PER_1000).goal
    beside = [answers.of_goal(aimed(facts, PER_1000, value=5.0), goal).beside, answers.of_goal(share, goal).beside]
    said = [next(line for line in lines if "Ledningsgruppens mål" in line).replace("\u00a0", " ") for lines in beside]
    assert said[0] == (  # of what it is a target, and only once that there is no forecast
        "Ledningsgruppens mål om laddpunkter för Södertörn, 5 per 1 000 inv. 2030, är inte nått: "
        "2,6 kvar. Prognos går inte att göra än: målet har inget basår."
    )
    assert said[1] == (
        "Ledningsgruppens mål om elbilar för Södertörn, 40 procent 2030, är inte nått: 29,4 procentenheter kvar. Om "
        "målet 2030 nås om takten fortsätter går inte att säga säkert."
    )


@pytest.mark.parametrize(
    ("decided_by", "transfer", "asks"),
    [
        ("Ledningsgruppen", "direkt", True),
        ("Södertörns samarbetskommitté (kommittén)", "jämförelsenivå", True),
        ("Ledningsgruppen", "egen", False),
        ("Ledningsgruppen", "", False),
        ("Riksdagen", "direkt", False),
    ],
)
def test_our_own_decision_that_stands_as_anothers_is_asked_about(
    decided_by: str, transfer: str, *, asks: bool, facts: Facts
) -> None:
    assert bool(counting.whose(facts, decided_by, transfer)) == asks


def test_an_answer_that_a_missed_target_holds_back_though_all_are_first_says_which(facts: Facts) -> None:
    typed = answers.of_goal(facts, "klimatomstallning").typed
    assert isinstance(typed, GoalAnswer)
    assert isinstance(typed.hedge, OtherWord)
    every = tuple((one.key, one.place) for one in typed.compared if one.place)
    basis = answers.basis(facts)
    whole = replace(typed, hedge=replace(typed.hedge, firsts=every), compared=typed.compared[: len(every)])
    told = hedges.other_word(basis, whole, replace(typed.hedge, firsts=every))
    assert told.endswith("mått, men målet för utsläppen från transporter är inte nått.")
    assert "inte nått" not in hedges.other_word(basis, typed, replace(typed.hedge, firsts=every[:1]))

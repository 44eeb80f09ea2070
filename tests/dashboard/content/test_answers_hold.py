"""What holds of every answer: of all indicators and areas, whoever is at home, on any day, with last year's figures."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import made_answers
import other_home
import pytest
from hypothesis import given, strategies as st

from dashboard.content import facts as content, ranks
from dashboard.content.answers import answers, budget, hedges, indicator as words
from dashboard.content.answers.answers import Answered
from dashboard.content.facts import Facts
from malkollen.answers.area import AreaAnswer
from malkollen.answers.goal import GoalAnswer
from malkollen.answers.indicator import IndicatorAnswer, indicator_answer
from malkollen.assess.direction import IMPROVES, WORSENS
from malkollen.assess.goal import attention, outcome
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import METHOD_WORDS
from malkollen.values.areas import COUNTRY
from malkollen.verdicts.assessor import Assessor

Readings = Callable[[str, date, bool], Facts]
DAYS = [date(year, month, 28) for year in (2019, 2025, 2026, 2027, 2028, 2031) for month in (2, 8, 11)]
HOMES = ("sodertorn", *other_home.HOMES)
LAST = re.compile(r"\b(?:del(?:ad|at) )?(?:sist|sämst|högst|näst högst)\b", re.IGNORECASE)
ENDS = re.compile(r"[.!?](?= |$)")
SHARED = re.compile(r"\bdela[dt]\b", re.IGNORECASE)


def read(facts: Facts, day: date, *, is_last_years: bool = False) -> Facts:
    """The figures on a day, or without each indicator's latest year."""
    of = facts.earlier if is_last_years else facts.assessor
    return replace(facts, as_of=day, assessor=Assessor(of.registry, of.areas, of.evaluations, of.lags, day))


@pytest.fixture(scope="module")
def homes(database: Path, facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Facts]:
    """The same figures seen from each of four regions."""
    folder = tmp_path_factory.mktemp("homes")
    others = {
        home: content.load(database, facts.as_of, registry_file=other_home.written(folder, home))
        for home in other_home.HOMES
    }
    return {"sodertorn": facts, **others}


def everything(facts: Facts) -> Iterator[Answered]:
    """Goals, every indicator for riket, every group and our municipalities, and their areas."""
    areas = [COUNTRY, *facts.areas.groups, *facts.areas.home_members]
    yield from (answers.of_goal(facts, goal) for goal in facts.goals)
    yield from (answers.of_indicator(facts, key, area) for key in facts.registry.indicators for area in areas)
    yield from (answers.of_area(facts, area) for area in areas)


def faults(row: Answered, names: tuple[str, ...]) -> list[str]:
    """What is wrong with an answer, of what may never be."""
    shown = " ".join(filter(None, [row.word, row.answer, row.hedge, row.place]))
    checked = shown
    for name in names:  # an area's own name may hold any word
        checked = checked.replace(name, "X")
    wrong = []
    if budget.words(row.answer) > budget.MOST_WORDS:
        wrong.append(f"{budget.words(row.answer)} ord")
    if len(ENDS.findall(row.answer)) > budget.MOST_SENTENCES:
        wrong.append("fler än två meningar")
    if word := METHOD_WORDS.search(checked):
        wrong.append(f"metodens ord {word[0]}")
    if re.search(r"\u22120(?:,0+)?(?![\d,])|  |\.\.|,\.|None|\bnan\b", shown):
        wrong.append("skrivfel")
    if not row.answer.endswith(".") or (row.hedge and not row.hedge.endswith(".")):
        wrong.append("ingen punkt")
    return [f"{row.about}: {fault}: {row.answer} / {row.hedge}" for fault in wrong]


@pytest.mark.parametrize("home", HOMES)
def test_every_answer_keeps_to_its_words(home: str, homes: dict[str, Facts], thorough: bool) -> None:
    """On the day; thoroughly, also a year before and later. Other days are below."""
    facts = homes[home]
    names = tuple(sorted((area.name for area in facts.areas.by_id.values()), key=len, reverse=True))
    days = [facts]
    if thorough:
        days += [read(facts, date(2027, 8, 1)), read(facts, date(2025, 11, 28), is_last_years=True)]
    assert [fault for of in days for row in everything(of) for fault in faults(row, names)] == []


@pytest.fixture(scope="module")
def readings(homes: dict[str, Facts]) -> Readings:
    """The figures of each home on any day, whole or without the latest year; each read once."""
    return cache(lambda home, day, is_last_years: read(homes[home], day, is_last_years=is_last_years))


@given(home=st.sampled_from(HOMES), day=st.sampled_from(DAYS), is_last_years=st.booleans(), number=st.integers(0))
def test_any_answer_on_any_day_keeps_to_its_words(
    home: str, day: date, is_last_years: bool, number: int, readings: Readings
) -> None:
    facts = readings(home, day, is_last_years)
    keys, areas = [*facts.registry.indicators], facts.areas.everything
    area = areas[number % len(areas)]
    rows = [answers.of_area(facts, area), answers.of_indicator(facts, keys[number % len(keys)], area)]
    rows += [answers.of_goal(facts, goal) for goal in facts.goals]
    names = tuple(sorted((one.name for one in facts.areas.by_id.values()), key=len, reverse=True))
    assert [fault for row in rows for fault in faults(row, names)] == []


@pytest.mark.parametrize("home", HOMES)
def test_no_municipality_is_called_last(home: str, homes: dict[str, Facts]) -> None:
    facts = homes[home]
    for code in facts.areas.home_members:
        rows = [
            answers.of_area(facts, code),
            *(answers.of_indicator(facts, key, code) for key in facts.registry.indicators),
        ]
        for row in rows:
            said = " ".join(filter(None, [row.word, row.answer, row.hedge]))
            assert not LAST.search(said), said
            assert row.place is None


def indicators(facts: Facts) -> Iterator[tuple[str, str, IndicatorAnswer, Answered]]:
    """Every indicator for every group, riket and our municipalities, typed and worded."""
    for key in facts.registry.computed():
        for area in [COUNTRY, *facts.areas.groups, *facts.areas.home_members]:
            row = answers.of_indicator(facts, key, area)
            assert isinstance(row.typed, IndicatorAnswer)
            yield key, area, row.typed, row


@pytest.mark.parametrize("home", HOMES)
def test_no_answer_contradicts_its_verdict(home: str, homes: dict[str, Facts]) -> None:
    facts = homes[home]
    for key, area, typed, row in indicators(facts):
        verdict = facts.assessor.verdict(key, area).assessment
        where = (key, area, row.answer)
        course = typed.movement.course if typed.movement else None
        assert (course is not None) == (verdict.direction.label in (IMPROVES, WORSENS) and not typed.unanswered), where
        if course:
            assert course.is_good == (verdict.direction.label == IMPROVES), where
            goes_up = (facts.indicator(key).better == "higher") == course.is_good
            assert (course.way == "up") == goes_up, where
        if re.search(r"\b(?:Upp|Ned|Sjunker|Stiger)\b", row.answer):
            assert course, where
        assert bool(typed.attention) == bool(attention(verdict)), where
        assert (typed.attention == "target") == (outcome(verdict) == "bad" and verdict.kind == "mal"), where
        if verdict.position.is_last_everywhere and verdict.kind == "jamforelse":
            assert typed.attention == "last", where
        if typed.aim:
            assert ("nås i nuvarande takt" in row.answer) == (verdict.forecast.label == "når målet i nuvarande takt"), (
                where
            )
            assert ("är nått" in row.answer and "inte" not in row.answer) == bool(verdict.position.is_reached), where


@pytest.mark.parametrize("home", HOMES)
def test_no_answer_contradicts_its_table(home: str, homes: dict[str, Facts]) -> None:
    """The place is that of the table of comparisons, and the figures are its own."""
    facts = homes[home]
    ours = facts.areas.home.id
    for key in facts.registry.computed():
        typed = answers.of_indicator(facts, key).typed
        assert isinstance(typed, IndicatorAnswer)
        if typed.place is None or typed.year is None:
            continue
        rows = ranks.set_ranks(facts, key, typed.year)
        leading = next(row for row in rows if row.key == typed.place.comparison.set and row.variant in (None, "with"))
        assert leading.ours == ours
        assert leading.group_rank
        assert (typed.place.rank, typed.place.last_rank, typed.place.of) == (
            leading.group_rank.rank,
            leading.group_rank.last_rank,
            leading.group_rank.of,
        )
        assert typed.place.values == leading.values
        word = answers.of_indicator(facts, key).word or ""
        if typed.place.kind != "depends":
            assert bool(SHARED.search(word)) == (bool(leading.group_rank.tied) and typed.place.kind != "all_tied"), word


@pytest.mark.parametrize("home", HOMES)
def test_a_goals_word_follows_from_what_it_shows(home: str, homes: dict[str, Facts]) -> None:
    facts = homes[home]
    for goal in facts.goals:
        typed = answers.of_goal(facts, goal).typed
        assert isinstance(typed, GoalAnswer)
        firsts = [one for one in typed.compared if one.place and one.place.is_first]
        assert typed.firsts == len(firsts)
        if typed.word == "no":
            assert 2 * len(firsts) < len(typed.compared)
        if typed.word == "partly":
            assert 2 * len(firsts) >= len(typed.compared)
        if typed.word == "yes":
            assert len(firsts) == len(typed.compared)
        assert typed.is_so_far or len(typed.compared) >= 3


def test_a_quarter_is_the_assessments_own(facts: Facts) -> None:
    levels = {"övre fjärdedelen": "upper", "mitten": "middle", "nedre fjärdedelen": "lower"}
    seen = set()
    for key, area, typed, _ in indicators(facts):
        if typed.quarter and typed.quarter.level:
            assert levels[facts.assessor.verdict(key, area).assessment.position.label or ""] == typed.quarter.level
            seen.add(typed.quarter.level)
    assert seen == {"upper", "middle", "lower"}


def test_an_area_is_told_by_what_its_indicators_say(facts: Facts) -> None:
    for area in (*facts.areas.home_members, facts.areas.home.id):
        typed = answers.of_area(facts, area).typed
        assert isinstance(typed, AreaAnswer)
        for part, level in ((typed.upper, "upper"), (typed.middle, "middle"), (typed.lower, "lower")):
            assert all(one.quarter.level == level for one in part if one.quarter)


def test_emissions_of_one_year_are_never_told_without_rikets(homes: dict[str, Facts]) -> None:
    for facts in homes.values():
        emissions = [key for key in facts.registry.computed() if answers.basis(facts).is_emission(key)]
        assert len(emissions) == 3
        for key in emissions:
            row = answers.of_indicator(facts, key)
            for said in (row.answer, row.hedge or ""):
                if re.search(r"\b(ökade|minskade)\b|ton växthusgaser", said):
                    assert "riket" in said, said


def test_context_and_totals_have_no_place_direction_or_attention(facts: Facts) -> None:
    for key, area, typed, row in indicators(facts):
        if facts.indicator(key).kind == "sammanhang":
            assert (typed.place, typed.quarter, typed.attention, row.place) == (None, None, None, None), (key, area)
            assert typed.movement is None or typed.movement.course is None


# ───────────── On made-up figures ─────────────

REGIONS = ("home", "b", "c", "d")
SERIES = st.lists(st.one_of(st.none(), st.floats(0.0, 40.0).map(lambda value: round(value, 2))), min_size=6, max_size=6)


@given(
    series=st.fixed_dictionaries(dict.fromkeys(REGIONS, SERIES)),
    better=st.sampled_from(["higher", "lower"]),
    factor=st.sampled_from([1.0, 100.0]),
    has_breaks=st.booleans(),
)
def test_whatever_the_figures_the_answer_is_that_of_the_verdict(
    series: dict[str, list[float | None]], better: str, factor: float, has_breaks: bool, registry: Registry
) -> None:
    values = {
        code: {2019 + place: factor * value for place, value in enumerate(series[region]) if value is not None}
        for region in REGIONS
        for code in made_answers.REGIONS[region]
    }
    if not any(values.values()):
        return
    basis = made_answers.basis(registry, made_answers.POINTS, values, sets=made_answers.SETS, better=better)
    if not has_breaks:
        basis.assessor.registry = basis.registry.model_copy(update={"breaks": {}})
    typed = indicator_answer(basis, made_answers.POINTS, "home")
    text, hedge = words.text(basis, typed), hedges.indicator_hedge(basis, typed)
    row = Answered(
        "K06", None, words.word(basis, typed), text, hedge, words.place_words(typed), typed.year, (), (), (), typed
    )
    assert faults(row, ()) == []
    verdict = basis.verdict(made_answers.POINTS, "home")
    leading = next((one for one in verdict.position.sets if one.key == "hela_regioner" and one.is_whole), None)
    assert (typed.place is None) == (leading is None or leading.group_rank is None or typed.unanswered is not None)
    if typed.place and leading and leading.group_rank:
        assert (typed.place.rank, typed.place.last_rank) == (leading.group_rank.rank, leading.group_rank.last_rank)
        assert typed.place.is_last == (
            leading.group_rank.rank > 1 and leading.group_rank.last_rank == leading.group_rank.of
        )
        assert bool(re.match(r"(?:Delad s|S)ist|(?:Delat h|H)ögst", text)) == typed.place.is_last, text
    established = verdict.direction.label in (IMPROVES, WORSENS)
    assert bool(typed.movement and typed.movement.course) == established
    assert bool(re.search(r"\b(?:upp|ned) från|\b(?:sjunker|stiger)\b", text, re.IGNORECASE)) <= established

"""A change is said in a word, in its two values and as a size: the three never contradict each other."""

import re

import pytest

from dashboard.content.answers import answers, phrases
from dashboard.content.facts import Facts
from dashboard.content.text import UNCHANGED, change_text
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movement import Movement, Span
from malkollen.assess.change import Change
from malkollen.registry import registry as registry_file
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import MINUS

REGISTRY = registry_file.load()
FORMULAS = [key for key, one in REGISTRY.indicators.items() if one.kind != "lägeslista"]
PAIRS = [
    (0.14, 0.15), (0.15, 0.14), (0.104, 0.114), (0.1, 0.1004), (0.142, 0.144), (1.0, 1.02), (2.449, 2.451),
    (0.74, 0.86), (10.04, 10.16), (10.04, 10.06), (90.84, 90.76), (563.6, 563.4), (1706.0, 1726.0),
    (40_000.0, 40_300.0), (577_400.0, 577_600.0), (1_090.0, 1_060.0), (5.0, 5.0),
]  # fmt: skip


def _number(text: str) -> float:
    return float(text.replace("\u00a0", "").replace(MINUS, "-").replace(",", "."))


def _spoken(indicator: Indicator, span: Span) -> str:
    """A change as the page has it beside an answer."""
    ends = (span.before, span.after)
    return change_text(indicator, Change(span.from_year, span.to_year, span.difference, span.percent, ends=ends))


@pytest.mark.parametrize("key", FORMULAS)
def test_two_values_a_word_and_a_size_say_the_same_of_any_change(key: str) -> None:
    indicator = REGISTRY.indicators[key]
    for before, after in PAIRS:
        span = Span(2022, 2025, before, after)
        is_same = phrases.is_unchanged(indicator, span)
        assert _spoken(indicator, span).startswith(UNCHANGED) is is_same, (before, after)
        told = phrases.two_values(indicator, span)
        if told is None:
            assert phrases.since(indicator, span).startswith(UNCHANGED) is is_same
        elif not is_same:
            size = _number(phrases.change_number(indicator, span))
            assert (_number(told[1]) - _number(told[0])) * size > 0, (before, after, told)


def _spans(moved: Movement) -> list[Span]:
    return [*([moved.since_base] if moved.since_base else []), *([moved.course.span] if moved.course else [])]


@pytest.mark.parametrize("key", REGISTRY.computed())
def test_no_answer_says_that_nothing_has_changed_where_the_page_has_a_size(key: str, facts: Facts) -> None:
    """Over every indicator with figures, the home group and each of its municipalities."""
    for area in (facts.areas.home.id, *facts.areas.home_members):
        answered = answers.of_indicator(facts, key, area)
        typed = answered.typed
        if not isinstance(typed, IndicatorAnswer) or typed.movement is None:
            continue
        said = f"{answered.answer} {answered.hedge}"
        for year in re.findall(rf"{UNCHANGED} sedan (\d{{4}})", said, re.IGNORECASE):
            spans = [span for span in _spans(typed.movement) if span.from_year == int(year)]
            assert spans
            assert all(_spoken(facts.indicator(key), span).startswith(UNCHANGED) for span in spans), (area, said)

"""Of which measure a figure is that stands on the pages, where a question names that alone."""

import re

from dashboard.content.answers.phrases import decimals, plain
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas
from malkollen.texts.swedish import NO_BREAK_SPACE, number

FIGURE = re.compile(r"(?<![\d,])\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,3}(?![\d,])|(?<![\d,])\d{1,4},\d{1,2}(?![\d,])")
"""A number as the pages write it that is hardly any other's: of thousands, or with decimals."""
UNIT = re.compile(r"\s{0,3}(?:ton|procent|%)(?![a-zåäö])", re.IGNORECASE)


def named(facts: Facts, asked: str) -> str:
    """A question with the measure's name for the latest value of the area that it names, or ours; empty without one."""
    area = areas.named(facts, asked) or facts.areas.home.id
    for figure in FIGURE.finditer(asked):
        if len(keys := _keys(facts, area, re.sub(r"\s", NO_BREAK_SPACE, figure[0]))) == 1:
            unit = UNIT.match(asked, figure.end())
            after = asked[unit.end() if unit else figure.end() :]
            return f"{asked[: figure.start()]}{plain(facts.indicator(keys[0]))}{after}"
    return ""


def _keys(facts: Facts, area: str, text: str) -> list[str]:
    """The measures whose latest value for an area is written so."""
    found = {key: facts.evaluation(key).latest(area).value for key in facts.of_programme
             if facts.is_computed(key)}  # fmt: skip
    return [key for key, value in found.items() if value is not None and _written(facts, key, value) == text]


def _written(facts: Facts, key: str, value: float) -> str:
    indicator = facts.indicator(key)
    return number(value, -3 if indicator.unit == "ton" else decimals(indicator, [value]))

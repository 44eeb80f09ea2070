"""What readers would see otherwise if somebody said yes: each answer's sentence now and after, and each verdict's word.

The database that would be is evaluated as the one that is shown, with the same words; only texts are kept of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Fold, PageBlock
from dashboard.blocks.words import Answered
from dashboard.content import facts as content, verdict
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.goal import proposal
from dashboard.content.office import words
from dashboard.content.office.targets import judging
from dashboard.content.text import headed
from malkollen.database.changed import ChangedVerdict
from malkollen.editions.snapshot import Question
from malkollen.errors import MalkollenError
from malkollen.texts.swedish import number

SEEN = "Det här skulle läsarna se om {home}:"
SAME = "Inget svar om {home} blir ett annat."
GOALS_STAY = "Svaren på målens frågor blir desamma."
MOST, REST = 6, "Fler mått ({count})"
"""Sentences that are told at once, and what the rest are folded under."""
QUESTIONS: tuple[str, ...] = get_args(Question)
"""In the order that the small answers of a verdict stand in."""
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Worded:
    """A verdict as it is read: what is asked, and its words now and after; empty where there is none."""

    question: str
    now: str
    after: str


@dataclass(frozen=True)
class Becoming:
    """What would be said otherwise: lines of the home's answers, and the verdicts that are another, by `key`."""

    lines: tuple[str, ...] = ()
    verdicts: dict[Key, Worded] = field(default_factory=dict)


def key(one: ChangedVerdict) -> Key:
    """Which verdict it is."""
    return one.indicator, one.area, one.variant, one.question


def becoming(facts: Facts, path: Path, verdicts: Sequence[ChangedVerdict]) -> Becoming | None:
    """What a database would have readers see; None where it cannot be read.

    Args:
        verdicts: those that would be others.
    """
    try:
        then = content.load(path, facts.as_of, programme=facts.programme_key if facts.aside else None)
    except MalkollenError:
        return None
    then = replace(then, folder=facts.folder)
    return Becoming(tuple(_lines(facts, then)), {key(one): _worded(facts, then, one) for one in verdicts})


def blocks(facts: Facts, found: Becoming) -> list[PageBlock]:
    """The home's answers that would be others, the goals' first; that none would, where that is so."""
    if not found.lines:
        return [Text(SAME.format(home=facts.areas.home.name))]
    told: list[PageBlock] = [Text(SEEN.format(home=facts.areas.home.name), "takeaway"), Bullets(found.lines[:MOST])]
    if rest := found.lines[MOST:]:
        told.append(Fold(REST.format(count=number(len(rest))), [Bullets(rest)], key="would-say"))
    return told


def _lines(facts: Facts, then: Facts) -> list[str]:
    """Each answer of the home group's that is another, the goals' first, or that those stay; none where all stay."""
    goals, measures = [*_of_goals(facts, then)], [*_of_measures(facts, then)]
    return [*(goals or [GOALS_STAY]), *measures] if goals or measures else []


def _of_goals(facts: Facts, then: Facts) -> Iterator[str]:
    for goal, one in facts.goals.items():
        called = headed(facts, one.heading)
        now, after = (answers.computed(each, goal) for each in (facts, then))
        if (now.answer, now.hedge) != (after.answer, after.hedge):
            yield judging.answered(f"Svaret på målets fråga, {called}", now, after)
        first, second = (f"{proposal.proposal_text(each, goal)}." for each in (facts, then))
        if first != second:
            yield judging.both(f"Förslaget till bedömning av {called}", first, second)


def _of_measures(facts: Facts, then: Facts) -> Iterator[str]:
    core_first = sorted(facts.of_programme, key=lambda name: not facts.indicator(name).core)
    for name in core_first:
        now, after = judging.texts(*(answers.of_indicator(each, name) for each in (facts, then)))
        if now != after:
            yield judging.both(words.indicator(facts, name), now, after)


def _worded(facts: Facts, then: Facts, one: ChangedVerdict) -> Worded:
    """A verdict in the pages' words; with why where those are the same, and as it is counted where none are another."""
    question = verdict.question_word(facts.registry.comparison.called, one.question)
    if one.indicator not in facts.registry.indicators or one.indicator not in then.registry.indicators:
        return Worded(question, one.old, one.new)
    found = [_answered(each, one) for each in (facts, then)]
    plain = [each.word if each and label else "" for each, label in zip(found, (one.old, one.new), strict=True)]
    whole = [f"{word}, {each.reason}" if each and word else word for each, word in zip(found, plain, strict=True)]
    now, after = next((pair for pair in (plain, whole) if pair[0] != pair[1]), (one.old, one.new))
    return Worded(question, now, after)


def _answered(facts: Facts, one: ChangedVerdict) -> Answered | None:
    """The small answer that a verdict is read in; None where it is read in none."""
    variants = {str(variant or ""): variant for variant in facts.assessor.variants(one.indicator)}
    told = verdict.answers(facts, one.indicator, one.area, variants.get(one.variant))
    place = QUESTIONS.index(one.question) if one.question in QUESTIONS else len(told)
    return told[place] if place < len(told) else None

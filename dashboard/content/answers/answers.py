"""An answer as every medium shows it: about what, the question, its word, the answer, its hedge, things and movers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from dashboard.content.answers import (
    area as area_words,
    goal as goal_words,
    hedges,
    indicator as words,
    things as things_words,
)
from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.future import unsure, which_pace
from dashboard.content.remembered import remembered
from malkollen.answers.aim import AimAnswer
from malkollen.answers.area import AreaAnswer, area_answer
from malkollen.answers.basis import Basis
from malkollen.answers.goal import GoalAnswer, goal_answer
from malkollen.answers.hedge import LastYear
from malkollen.answers.indicator import IndicatorAnswer, indicator_answer
from malkollen.answers.movers import Mover
from malkollen.answers.things import Missing, is_countable, missing
from malkollen.assess.target import Aim
from malkollen.errors import DataError
from malkollen.office import judgements, priority_objects
from malkollen.office.judgements import Judgement
from malkollen.registry import in_force
from malkollen.registry.home import capital


@dataclass(frozen=True)
class Answered:
    """An answer in words.

    Attributes:
        about: a goal's key, an indicator's code or an area's id. place: in words; year: of all its values, None where
            they have several.
        beside: what is said once beside it: of a goal its targets, what is not known and which comparison leads; of an
            indicator what it takes in things, and who moves it.
        typed: what the words are made of. plain: the hedge in its simplest form; empty where it has none of its own.
        measures: of a goal, what its answer counts, each with its place and year.
    """

    about: str
    question: str | None
    word: str | None
    answer: str
    hedge: str | None
    place: str | None
    year: int | None
    sources: tuple[str, ...]
    things: tuple[Missing, ...]
    movers: tuple[Mover, ...]
    typed: GoalAnswer | IndicatorAnswer | AreaAnswer
    beside: tuple[str, ...] = ()
    plain: str = ""
    measures: tuple[str, ...] = ()

    def tells_last_year(self, year: int) -> bool:
        """Whether the hedge is what the last year alone did, up to that year, beside riket's."""
        hedge = self.typed.hedge if isinstance(self.typed, IndicatorAnswer) else None
        return isinstance(hedge, LastYear) and hedge.span.to_year == year


@remembered
def basis(facts: Facts) -> Basis:
    """What the answers of a version of the data are made of."""
    return Basis(facts.assessor, facts.published, {one.source: one for one in facts.sources})


def of_goal(facts: Facts, goal: str) -> Answered:
    """The answer to a goal's question; ledningsgruppen's judgement leads where one stands on the day.

    Raises:
        DataError: the file of judgements cannot be read.
    """
    return _of_goal(facts, goal, standing(facts, goal))


@remembered
def computed(facts: Facts, goal: str) -> Answered:
    """The answer to a goal's question of the figures alone, whatever anybody has judged."""
    return _of_goal(facts, goal, None)


def _changed_since(facts: Facts, judgement: Judgement | None) -> set[str]:
    """The measures and series with other figures than when a judgement was entered.

    All of them where the figures are others and nobody remembers which.
    """
    if judgement is None or judgement.data_version == facts.data_version:
        return set()
    entered = judgement.recorded_at
    since = {change.name for change in facts.changes if change.ingested_at.replace(tzinfo=UTC) > entered}
    return since or {name for one in facts.registry.indicators.values() for name in one.reads}


def _of_goal(facts: Facts, goal: str, judgement: Judgement | None) -> Answered:
    made_of = basis(facts)
    typed = goal_answer(made_of, goal, judgement, _changed_since(facts, judgement))
    years = {one.year for one in typed.compared}
    only = typed.compared[0] if len(typed.compared) == 1 else None
    beside = [
        *goal_words.explained(made_of, typed),
        *_aims(facts, typed),
        *unknown(facts, typed),
        goal_words.chosen(made_of, typed) or "",
    ]
    return Answered(
        goal,
        facts.registry.goals[goal].question,
        goal_words.word(typed),
        goal_words.text(made_of, typed),
        goal_words.hedge(made_of, typed),
        words.place_words(only) if only else None,
        years.pop() if len(years) == 1 else None,
        tuple(dict.fromkeys(source for one in typed.compared for source in one.sources)),
        (),
        (),
        typed,
        tuple(filter(None, beside)),
        goal_words.plain_hedge(made_of, typed),
        tuple(goal_words.measures(made_of, typed)),
    )


def _aims(facts: Facts, typed: GoalAnswer) -> list[str]:
    """The goal's targets, each with the pace that is meant where it is said to be reached or not at one."""
    told = zip(goal_words.aims(basis(facts), typed), (pace_of(facts, aim) for aim in typed.aims), strict=True)
    return [" ".join(filter(None, parts)) for parts in told]


def pace_of(facts: Facts, aim: AimAnswer) -> str:
    """Which pace is meant by which a target is said to be reached or not, or why none says it; empty where none is."""
    assessed = facts.assessor.verdict(aim.key, facts.areas.home.id)
    if aim.state == "unforecast":
        return sentence(f"Prognos går inte att göra än: {assessed.assessment.forecast.reason}")
    if aim.state == "uncertain":
        return unsure(aim.target.target_year)
    return which_pace(facts, assessed, is_doubt_told=False) if aim.state in ("on_track", "missed") else ""


def unknown(facts: Facts, typed: GoalAnswer, *, in_short: bool = False) -> list[str]:
    """What a goal lacks: figures with when they come, and the committee's list where nobody has entered it.

    Args:
        in_short: for a list of several goals, where the least important measures are a number.
    """
    lists = [key for key, one in facts.of_programme.items() if one.kind == "lageslista" and one.goal == typed.goal]
    told = goal_words.unknown_in_short if in_short else goal_words.unknown
    return [*told(basis(facts), typed), *(_not_entered(facts, key) for key in lists if _is_empty(facts))]


def _not_entered(facts: Facts, key: str) -> str:
    whose = capital(facts.home.bodies.committee.genitive)
    return f"{whose} beslutade lista med {plain(facts.indicator(key))} är inte inlagd än."


def _is_empty(facts: Facts) -> bool:
    """Whether nobody has entered the list; a faulty one is told of on its own page."""
    try:
        return not priority_objects.load(facts.folder, facts.as_of)
    except DataError:
        return False


def standing(facts: Facts, goal: str) -> Judgement | None:
    """The judgement that stands of a goal on the day, its own or one that has followed with it; None without one.

    One that was entered ahead of its meeting stands from the day it was entered.
    """
    path = facts.folder / judgements.FILE_NAME
    rows = [row for key in in_force.followed(facts.registry, goal) for row in judgements.history(path, key)]
    return judgements.standing([row for row in rows if row.first_day <= facts.as_of])


def of_indicator(facts: Facts, key: str, area: str | None = None) -> Answered:
    """What an indicator answers of an area; of the home group where none is named."""
    home = facts.areas.home.id
    return _of_home(facts, key) if area in (None, home) else _of_indicator(facts, key, area or home)


@remembered
def _of_home(facts: Facts, key: str) -> Answered:
    return _of_indicator(facts, key, facts.areas.home.id)


def _of_indicator(facts: Facts, key: str, area: str) -> Answered:
    made_of = basis(facts)
    typed = indicator_answer(made_of, key, area)
    return Answered(
        facts.indicator(key).code,
        words.question(made_of, typed),
        words.word(made_of, typed),
        words.text(made_of, typed),
        hedges.indicator_hedge(made_of, typed),
        words.place_words(typed),
        typed.year,
        typed.sources,
        typed.things,
        typed.movers.each if typed.movers else (),
        typed,
        tuple(things_words.lines(made_of, typed)),
    )


def to_level(facts: Facts, key: str, area: str, tried: Aim, called: str = things_words.TRIED) -> str | None:
    """What a level that is tried takes, in things to its year; None where the indicator counts none there.

    Args:
        called: the level as it is said: "50 procent".
    """
    made_of = basis(facts)
    if not is_countable(made_of, key, area):
        return None
    value = made_of.leading(key, area).value
    lacking = missing(made_of, key, value, "", tried.value, tried.year)
    return things_words.missing(made_of, lacking, value.year, called) if lacking else None


def of_area(facts: Facts, area: str) -> Answered:
    """What all indicators of the programme answer of an area together."""
    made_of = basis(facts)
    typed = area_answer(made_of, area, list(facts.of_programme))
    years = {one.year for one in typed.told}
    return Answered(
        area,
        area_words.question(made_of, typed),
        area_words.word(made_of, typed),
        area_words.text(made_of, typed),
        area_words.hedge(made_of, typed),
        None,
        years.pop() if len(years) == 1 else None,
        typed.sources,
        typed.things,
        (),
        typed,
        measures=tuple(area_words.measures(made_of, typed)),
    )


def usual(facts: Facts) -> Iterator[Answered]:
    """The goals, every indicator in which the home group has a value, the home group and its municipalities."""
    home = facts.areas.home.id
    yield from (of_goal(facts, goal) for goal in facts.goals)
    for key in facts.of_programme:
        if facts.is_computed(key) and facts.evaluation(key).latest(home).value is not None:
            yield of_indicator(facts, key)
    yield from (of_area(facts, area) for area in (home, *facts.areas.home_members))

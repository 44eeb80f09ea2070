"""What each choice of a decision leads to, as it is computed now: the same answers, worked out as if it were made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dashboard.content.answers import answers, goal as goal_words, hedges
from dashboard.content.answers.indicator import aimed
from dashboard.content.answers.phrases import kept, plain
from dashboard.content.facts import Facts
from dashboard.content.text import headed
from malkollen.answers.aim import AimAnswer, aim_answer
from malkollen.answers.basis import Basis
from malkollen.answers.goal import GoalAnswer, goal_answer
from malkollen.answers.movement import percent
from malkollen.answers.place import place_in
from malkollen.office.judgements import LABELS
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Target
from malkollen.texts.programmes import STANDS
from malkollen.texts.swedish import alternatives, inside, listed, number

TARGETED = (
    "Ett mått som får ett mål får svar på om det nås i nuvarande takt. Utan mål sägs bara hur det ligger till bredvid "
    "andra."
)
FLEETLESS = "I {measures} är {home} först bara om kommuner med många företagsbilar lämnas utanför; svaret räknar alla."
MOST_LEVELS = 2
"""Levels that are told of a measure without a target: riket's and the nearest area's ahead."""


def of_comparisons(
    facts: Facts, goals: Sequence[str], titles: Mapping[str, str], *, in_short: bool = False
) -> tuple[str, ...]:
    """The answers of goals in each of the comparisons: "Väljs hela storstadsregioner blir svaret om … hittills nej. …".

    Args:
        titles: what the comparisons are called within a sentence, by their keys.
        in_short: the word of each alone, and only of comparisons that change one.
    """
    return tuple(
        line
        for name, title in titles.items()
        for line in _compared(facts, {goal: compared_in(facts, goal, name) for goal in goals}, title, in_short=in_short)
    )


def _compared(facts: Facts, typed: Mapping[str, GoalAnswer], title: str, *, in_short: bool) -> list[str]:
    if in_short:
        if all(one.word == goal_answer(answers.basis(facts), goal).word for goal, one in typed.items()):
            return []  # the answers that stand above it
        words = [
            f"{inside(goal_words.computed_word(one))} {_about(facts, goal)}{goal_words.few(one)}"
            for goal, one in typed.items()
        ]
        return [f"Väljs {title} blir svaret {listed(words)}."]
    return [
        f"Väljs {title} blir svaret {_about(facts, goal)} {inside(_whole(facts, one))}" for goal, one in typed.items()
    ]


def compared_in(facts: Facts, goal: str, name: str) -> GoalAnswer:
    """A goal's answer as it would be if a comparison led it, without what anybody has judged."""
    return goal_answer(replace(answers.basis(facts), leading_sets={goal: name}), goal)


def _whole(facts: Facts, typed: GoalAnswer) -> str:
    """An answer with what weakens it whichever comparison leads."""
    made_of = answers.basis(facts)
    doubt = hedges.only_one(typed) or hedges.unsaid(made_of, typed)
    told = [goal_words.computed(made_of, typed), capital(f"{doubt}.") if doubt else "", _without_fleets(made_of, typed)]
    return " ".join(filter(None, told))


def _without_fleets(made_of: Basis, typed: GoalAnswer) -> str:
    """In which measures the home is first in the same comparison without fleets alone: a measure's own answer says so.

    The goal's answer counts every municipality; empty where leaving those out makes nothing first.
    """
    firsts = []
    for one in typed.compared:
        if one.place and not one.place.is_first and one.place.kind != "depends":
            left = place_in(made_of, one.key, one.area, replace(one.place.comparison, variant="without"))
            firsts += [plain(made_of.indicator(one.key))] if left and left.is_first else []
    home = made_of.registry.home.name
    return FLEETLESS.format(measures=listed(firsts), home=home) if firsts else ""


def of_targets(facts: Facts, keys: Sequence[str]) -> tuple[str, ...]:
    """What a target changes, what a level would take of each measure with figures, and which cannot be tried yet."""
    silent = [plain(facts.indicator(key)) for key in keys if not facts.is_computed(key)]
    lines = [
        TARGETED,
        *_levels(facts, [key for key in keys if facts.is_computed(key)]),
    ]
    if silent:
        lines.append(f"Ett mål för {listed(silent)} går inte att pröva förrän det finns siffror.")
    return tuple(lines)


def _levels(facts: Facts, keys: Sequence[str]) -> Iterator[str]:
    """Of each measure that counts things, what the nearest levels take."""
    for key in keys:
        found = answers.of_indicator(facts, key)
        if found.things:
            levels = " ".join(found.beside[: min(MOST_LEVELS, len(found.things))])
            yield f"{capital(kept(plain(facts.indicator(key))))}: {inside(levels)}"


def of_target(facts: Facts, key: str, target: Target, other: str) -> tuple[str, ...]:
    """Whether the target is reached at this pace, and where that pace leads, which another target is held against."""
    about = plain(facts.indicator(key))
    if not facts.is_computed(key):
        return (f"Inget svar ändras i dag, vad som än väljs: det finns inga siffror om {about} än.",)
    aim = aim_answer(answers.basis(facts), key, facts.areas.home.id)
    if aim is None or aim.target != target:
        return ()
    reached = f"Väljs det målet blir svaret: {inside(aimed(facts.indicator(key), aim, is_named=False))}."
    reached = " ".join(filter(None, [reached, target.differs]))
    return reached, f"Väljs {other} beror svaret på nivån. {_leads(facts, aim)}".strip()


def _leads(facts: Facts, aim: AimAnswer) -> str:
    """Where the present pace leads by the target's year, and which pace that is; empty without a forecast."""
    verdict, target = facts.assessor.verdict(aim.key, facts.areas.home.id), aim.target
    ahead, base = verdict.assessment.forecast, _base(facts, aim)
    if ahead.projected is None or target.target_year is None:
        return ""
    pace, when = answers.pace_of(facts, aim), target.target_year
    indicator = facts.indicator(aim.key)
    if not target.is_index or not base:
        then = f"{number(ahead.projected, min(indicator.decimals, 1))} {indicator.unit}"
        return f"I nuvarande takt blir {plain(indicator)} {then} {when}. {pace}"
    change = percent(base, ahead.projected) or 0.0
    than = f"{'lägre' if change < 0 else 'högre'} {when} än {target.base_year}"
    return f"I nuvarande takt blir {plain(indicator)} {number(abs(change))} procent {than}. {pace}"


def _base(facts: Facts, aim: AimAnswer) -> float | None:
    made_of = answers.basis(facts)
    series = facts.assessor.series(aim.key, facts.areas.home.id, made_of.leading_variant(aim.key))
    return series.get(aim.target.base_year or 0)


def of_judging(facts: Facts, goals: Sequence[str], ahead: Sequence[str] = ()) -> tuple[str, ...]:
    """That a judgement leads where one is made, and what stands first where none is.

    ahead: the goals of which one was entered before the meeting.
    """
    labels = alternatives(f"”{label}”" for label in LABELS)
    words = [
        f"{inside(answers.computed(facts, goal).word or '')} {_about(facts, goal)}"
        for goal in goals
        if goal not in ahead
    ]
    about = listed(_about(facts, goal) for goal in ahead)
    return (
        f"Bedöms ett mål står bedömningen ({labels}) först, med motivering, möte och dag, och siffrornas svar under.",
        *([f"Görs ingen bedömning fortsätter siffrornas svar att stå först: {listed(words)}."] if words else []),
        *([f"Gör mötet ingen bedömning {about} står den som är införd inför mötet kvar."] if ahead else []),
    )


def of_programme(facts: Facts) -> tuple[str, ...]:
    """What is shown when the next programme has been decided, and while it is not."""
    return (
        f"När nästa program är beslutat och inlagt visas det sida vid sida med {facts.programme.title}.",
        f"Är inget beslutat när {facts.programme.title} har slutat gälla står det på varje sida; {STANDS}.",
    )


def _about(facts: Facts, goal: str) -> str:
    return f"om {headed(facts, facts.goals[goal].heading)}"


def counted_too(facts: Facts, goals: Sequence[str]) -> str:
    """Which measures the goals' answers count as well that have no target either: they are no core indicators."""
    found = [
        one.key
        for goal in goals
        for one in goal_answer(answers.basis(facts), goal).compared
        if not facts.of_programme[one.key].core and not facts.registry.targets_of(one.key)
    ]
    names = listed(plain(facts.indicator(key)) for key in found)
    return f" Utan mål är också {names}." if found else ""

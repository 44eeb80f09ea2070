"""What waits for somebody to decide: targets nobody has set or that no longer hold, judgements not made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.blocks.credit import Credit
from dashboard.blocks.page import OF_HOME, Link
from dashboard.blocks.table import Table
from dashboard.content.answers import answers
from dashboard.content.answers.phrases import plain
from dashboard.content.compare import compare
from dashboard.content.data.sources import credited
from dashboard.content.decisions import beside, consequences
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals, judgements as judged, proposal as proposals
from dashboard.content.goal.programmes import is_last_year
from dashboard.content.remembered import remembered
from dashboard.content.targets import credit, in_force
from dashboard.content.text import headed
from malkollen.answers.goal import OtherWord, goal_answer
from malkollen.editions import editions
from malkollen.errors import MalkollenError
from malkollen.office import judgements
from malkollen.office.judgements import Judgement
from malkollen.registry import in_force as programmes_in_force
from malkollen.registry.home import capital, genitive
from malkollen.registry.paragraph import Target
from malkollen.texts.swedish import in_words, inside, listed, number_word, unnamed
from malkollen.verdicts.assessor import JUDGED_KINDS
from malkollen.verdicts.targets_in_force import is_decided

QUESTIONED = ("ifrågasatt", "förslag")
NOTHING = "Inget väntar på beslut."
NO_DAY = "Ingen dag är satt för {which}."
"""Where no version is fixed for a meeting, nothing that is entered here says by when any of them is to be made."""
MEETING_DAY = "Underlaget är fastställt till mötet den {}."
AHEAD = "Inför mötet {day} är bedömningen av {goals} ”{label}”."
"""Of a judgement that was entered before its meeting: nobody has met over it."""
COMPARED, WITHOUT, NEXT, JUDGING = "Vilka vi jämförs med", "Mått utan mål", "Nästa program", "Bedömningen av målen"
"""What decisions are about."""
GOAL, TAKES = "mal", "krav"
"""Of the ways: the choice of the page Mål, and the part of Indikator where a level is tried."""


@dataclass(frozen=True)
class Decision:
    """Something that waits for somebody to decide.

    Attributes:
        name: what it is about in few words; told: who is to decide what, in a sentence.
        goals: the keys of those that it is about.
        choices: what each choice leads to, as it is computed now; short: the same where room is little, or nothing.
        ways: where it is prepared. day: of the meeting that what it rests on is fixed for; None where none is.
        credits: who published what it tells. table: the choices beside each other, for a room, below
            `head`: what is told in as few words as stand over a table that names the rest.
    """

    name: str
    told: str
    goals: tuple[str, ...]
    choices: tuple[str, ...]
    ways: tuple[Link, ...]
    short: tuple[str, ...] = ()
    day: date | None = None
    credits: tuple[Credit, ...] = ()
    table: Table | None = None
    head: str = ""


def decisions(facts: Facts) -> list[Decision]:
    """What needs a decision, the most general first: the committee's, then the directors'."""
    return [*of_committee(facts), *of_leadership(facts)]


def of_goal(facts: Facts, goal: str) -> list[Decision]:
    """Those that are about a goal."""
    return [one for one in decisions(facts) if goal in one.goals]


def told(found: Sequence[Decision]) -> list[str]:
    """Decisions as one sentence each."""
    return [one.told for one in found]


def lines(found: Sequence[Decision]) -> list[str]:
    """The same, and after each what its choices lead to in short, where that can be said in short."""
    return [" ".join([one.told, *one.short]) for one in found]


def untold(facts: Facts, found: Sequence[Decision]) -> list[Decision]:
    """The same below the goals' answers, which say what the other comparison gives: that is not told again.

    What the comparisons lead to is in short, or nothing where every answer has said it.
    """
    said = [goal_answer(answers.basis(facts), goal).hedge for goal in facts.goals]
    short = not all(isinstance(hedge, OtherWord) for hedge in said)
    return [
        replace(one, short=one.short if short else (), choices=one.short if short else ())
        if one.name == COMPARED
        else one
        for one in found
    ]


def days(found: Sequence[Decision], *, is_named: bool = False) -> str:
    """By when decisions are to be made, said once of them all; empty of none.

    is_named: whether those without a day are named, where others have one.
    """
    without = [one for one in found if one.day is None]
    told = [MEETING_DAY.format(in_words(day)) for day in dict.fromkeys(one.day for one in found) if day]
    if without:
        which = "de andra besluten" if told else "beslutet" if len(found) == 1 else "besluten"
        if told and is_named:
            which = f"{which}: {listed(inside(one.name) for one in without)}"
        told.append(NO_DAY.format(which=which))
    return " ".join(told)


def _meeting_day(facts: Facts) -> date | None:
    """The day that the directors judge on: that of the fixed version, or of the next meeting that one is fixed for.

    It is for their meetings that the office fixes versions.
    """
    if facts.edition:
        return facts.edition.day
    fixed = [] if facts.aside else editions.listed(facts.folder)
    return min((one.day for one in fixed if one.day >= facts.as_of), default=None)


def of_leadership(facts: Facts) -> list[Decision]:
    """What the directors are to judge; nothing where they have. What was entered before its meeting is yet to be."""
    standing = _standing(facts)
    keys = [key for key, found in standing.items() if found is None or found.is_ahead]
    if not keys:
        return []
    named = listed(headed(facts, facts.goals[key].heading) for key in keys)
    judge = f"{facts.home.bodies.leadership.title} ska bedöma {'målen' if len(keys) > 1 else 'målet'} {named}."
    judge = " ".join([judge, *_ahead(facts, standing)])
    ahead = [key for key in keys if standing[key]]
    ways = tuple(_judge(facts, key) for key in keys)
    leads = consequences.of_judging(facts, keys, ahead)
    short = _unproposed(facts, keys)
    return [Decision(JUDGING, judge, tuple(keys), (*short, *leads), ways, short, _meeting_day(facts))]


def _unproposed(facts: Facts, keys: Sequence[str]) -> tuple[str, ...]:
    """That too little is known to propose a judgement of the goals, or of some; nothing where it is not so."""
    lacking = [key for key in keys if not proposals.proposal(facts, key).label]
    if not lacking:
        return ()
    of = f" om {listed(headed(facts, facts.goals[key].heading) for key in lacking)}" if len(lacking) < len(keys) else ""
    return (f"Underlaget räcker inte än till ett förslag{of}; gruppen kan bedöma ändå.",)


def unjudged(facts: Facts) -> list[str]:
    """The keys of the goals that no judgement stands of; MalkollenError where the file cannot be read."""
    return [key for key in facts.goals if not judgements.standing(judged.read(facts, key)[0])]


@remembered
def of_committee(facts: Facts) -> list[Decision]:
    """What the committee is to choose between, and that no programme follows where this one ends."""
    day = facts.edition.day if facts.edition else None  # a paper is for its meeting, whoever meets
    return [replace(one, day=day) for one in (*_choices(facts), *_next_programme(facts))]


def _choices(facts: Facts) -> list[Decision]:
    """What the committee is to choose between; nothing that only waits for somebody else."""
    core = [key for key, found in facts.of_programme.items() if found.core and found.kind in JUDGED_KINDS]
    without = [key for key in core if not _decided(facts, key)]
    chooses = f"{capital(facts.home.bodies.committee.short)} ska välja"
    unsure = [key for key in core if key not in without and not _is_sure(facts, key)]
    return [
        *_comparisons(facts, chooses),
        *_without_target(facts, chooses, without),
        *(_against(facts, chooses, key) for key in unsure),
    ]


def _without_target(facts: Facts, chooses: str, keys: Sequence[str]) -> list[Decision]:
    """Which measures are to have a target; nothing where all have one."""
    if not keys:
        return []
    count = "ett" if len(keys) == 1 else number_word(len(keys))
    head = f"{chooses} vilka mått som ska få ett mål: {count} av kärnindikatorerna har inget"
    of = _goals_of(facts, keys)
    with_figures = [key for key in keys if facts.is_computed(key)]
    ways = tuple(_try(facts, key) for key in with_figures) or tuple(_whole(facts, goal) for goal in of)
    leads, shown = consequences.of_targets(facts, keys), beside.without_target(facts, keys)
    which = f"{head} ({_names(facts, keys)}).{consequences.counted_too(facts, of)}"
    return [
        Decision(WITHOUT, which, of, leads, ways, credits=credited(facts, with_figures), table=shown, head=f"{head}.")
    ]


def _next_programme(facts: Facts) -> list[Decision]:
    """That the programme ends soon, or has ended, with nothing after it, and who makes and decides the next."""
    programme, declared = facts.programme, facts.registry.programmes.values()
    has_next = any(programmes_in_force.state(one, facts.as_of) == "coming" for one in declared)
    if facts.aside or has_next or programme.coming is None or not is_last_year(facts):
        return []
    said = f"Nästa program: {inside(programme.coming.told)}"  # that it has ended every page then says
    if facts.as_of <= programme.valid_to:
        ends = f"{programme.title} gäller till och med den {in_words(programme.valid_to)}"
        said = f"Nästa program: {ends}. {programme.coming.told}"
    way = Link("Målen i programmets ord", "goal")
    leads, credits_ = consequences.of_programme(facts), (Credit(programme.title),)
    return [Decision(NEXT, said, tuple(facts.goals), leads, (way,), credits=credits_)]


def _comparisons(facts: Facts, chooses: str) -> list[Decision]:
    """Whom the cooperation is to be compared with in the goals where nobody has decided it; there must be a choice."""
    undecided = {key: goal for key, goal in facts.goals.items() if not goal.answer_set_decided_by}
    if not undecided or len(facts.registry.comparison_sets) == 1:
        return []
    goals = listed(f"{goal.heading}{f' (”{goal.claim}”)' if goal.claim else ''}" for goal in undecided.values())
    which = "i målen" if len(undecided) > 1 else "i målet"
    named = f" {which} {goals}" if len(undecided) < len(facts.goals) else ""
    many = facts.registry.comparison.regions.many
    sets = {key: one for key, one in facts.registry.comparison_sets.items() if not one.stands_alone}
    titles = {key: f"bara {one.among}" if one.among else unnamed(one.title) for key, one in sets.items()}
    between = f": {' eller '.join(titles.values())}" if len(titles) > 1 else ""
    said = f"{chooses} vilka {many} {facts.home.name} jämförs med{named}{between}."
    leads = consequences.of_comparisons(facts, [*undecided], titles)
    short = consequences.of_comparisons(facts, [*undecided], titles, in_short=True)
    ways, shown = (Link(compare.heading(facts), "compare"),), beside.comparisons(facts, [*undecided], titles)
    keys = tuple(dict.fromkeys(
        one.key for goal in undecided for name in sets for one in consequences.compared_in(facts, goal, name).compared
    ))  # fmt: skip
    return [Decision(COMPARED, said, tuple(undecided), leads, ways, short, credits=credited(facts, keys), table=shown)]


def _decided(facts: Facts, key: str) -> list[Target]:
    return [target for target in facts.registry.targets_of(key).values() if is_decided(target)]


def _is_sure(facts: Facts, key: str) -> bool:
    """Whether one of its decided targets holds, and nobody questions it."""
    return any(t.holds(facts.as_of) and t.status not in QUESTIONED for t in _decided(facts, key))


def _against(facts: Facts, chooses: str, key: str) -> Decision:
    """Which target it is to be measured against: the nearest, with why that is not sure, or another."""
    target = min(_decided(facts, key), key=lambda target: not target.holds(facts.as_of))
    stands = in_force(facts, target).split(";")[0].removeprefix("gäller, men ")
    other = "ett nytt" if target.is_past(facts.as_of) else "ett eget"
    whose, about = genitive(unnamed(target.decided_by)), _names(facts, [key])
    said = f"{chooses} om {facts.home.name} mäts mot {whose} mål för {about}, som {stands}, eller mot {other}."
    of, leads = _goals_of(facts, [key]), consequences.of_target(facts, key, target, other)
    way = _try(facts, key) if facts.is_computed(key) else _whole(facts, of[0])
    credits_ = (*credited(facts, [key]), credit(target))
    return Decision(f"Målet för {about}", said, of, leads, (way,), credits=credits_)


def _goals_of(facts: Facts, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(goal for key in keys if (goal := facts.indicator(key).goal)))


def _names(facts: Facts, keys: Sequence[str]) -> str:
    return listed(plain(facts.indicator(key)) for key in keys)


def _try(facts: Facts, key: str) -> Link:
    label = f"Pröva ett målvärde för {plain(facts.indicator(key))}"
    return Link(label, "indicator", (("indikator", key), *OF_HOME), part=TAKES)


def _whole(facts: Facts, goal: str) -> Link:
    return Link(f"Målvärden i målet {headed(facts, facts.goals[goal].heading)}", "goal", ((GOAL, goal),))


def _judge(facts: Facts, goal: str) -> Link:
    label = f"Bedömningen av målet {headed(facts, facts.goals[goal].heading)}"
    return Link(label, "goal", ((GOAL, goal),), part=goals.JUDGED)


def _standing(facts: Facts) -> dict[str, Judgement | None]:
    try:
        return {key: judgements.standing(judged.read(facts, key)[0]) for key in facts.goals}
    except MalkollenError:
        return {}  # the page Mål says what is wrong with the file


def _ahead(facts: Facts, standing: Mapping[str, Judgement | None]) -> list[str]:
    """What was entered before its meeting, a sentence for each day and label."""
    alike: dict[tuple[date, str], list[str]] = {}
    for key, found in standing.items():
        if found and found.is_ahead:
            alike.setdefault((found.day, found.label), []).append(headed(facts, facts.goals[key].heading))
    return [AHEAD.format(day=in_words(day), goals=listed(goals), label=label) for (day, label), goals in alike.items()]

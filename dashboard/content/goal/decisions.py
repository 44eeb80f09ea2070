"""What waits for somebody to decide: targets nobody has set or that no longer hold, judgements not made."""

from collections.abc import Sequence

from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged
from dashboard.content.goal.programmes import is_last_year
from dashboard.content.targets import in_force
from dashboard.content.text import headed
from malkollen.errors import MalkollenError
from malkollen.office import judgements
from malkollen.registry import in_force as programmes_in_force
from malkollen.registry.home import capital, genitive
from malkollen.registry.paragraph import Target
from malkollen.texts.swedish import in_words, inside, listed, number_word, unnamed
from malkollen.verdicts.assessor import JUDGED_KINDS
from malkollen.verdicts.targets_in_force import is_decided

QUESTIONED = ("ifrågasatt", "förslag")
NOTHING = "Inget väntar på beslut."
NO_DAY = "Ingen dag är satt för dem."


def decisions(facts: Facts) -> list[str]:
    """What needs a decision, each as one sentence, the most general first: the committee's, then the directors'."""
    return [*of_committee(facts), *of_leadership(facts)]


def of_leadership(facts: Facts) -> list[str]:
    """What the directors are to judge; nothing where they have."""
    goals = _unjudged(facts)
    leadership = facts.home.bodies.leadership.title
    judge = f"{leadership} ska bedöma {'målen' if len(goals) > 1 else 'målet'} {listed(goals)}."
    return [judge] if goals else []


def unjudged(facts: Facts) -> list[str]:
    """The keys of the goals that no judgement stands of; MalkollenError where the file cannot be read."""
    return [key for key in facts.goals if not judgements.standing(judged.read(facts, key)[0])]


def of_committee(facts: Facts) -> list[str]:
    """What the committee is to choose between, and that no programme follows where this one ends."""
    return [*_choices(facts), *_next_programme(facts)]


def _choices(facts: Facts) -> list[str]:
    """What the committee is to choose between; nothing that only waits for somebody else."""
    core = [key for key, found in facts.of_programme.items() if found.core and found.kind in JUDGED_KINDS]
    without = [key for key in core if not _decided(facts, key)]
    chooses = f"{capital(facts.home.bodies.committee.short)} ska välja"
    lines = _comparisons(facts, chooses)
    if without:
        count = "ett" if len(without) == 1 else number_word(len(without))
        lines.append(
            f"{chooses} vilka mått som ska få ett mål: {count} av kärnindikatorerna har inget "
            f"({_names(facts, without)})."
        )
    unsure = [key for key in core if key not in without and not _is_sure(facts, key)]
    return lines + [f"{chooses} {_against(facts, key)}" for key in unsure]


def _next_programme(facts: Facts) -> list[str]:
    """That the programme ends soon, or has ended, with nothing after it, and who makes and decides the next."""
    programme, declared = facts.programme, facts.registry.programmes.values()
    has_next = any(programmes_in_force.state(one, facts.as_of) == "coming" for one in declared)
    if facts.aside or has_next or programme.coming is None or not is_last_year(facts):
        return []
    if facts.as_of > programme.valid_to:  # which every page then says
        return [f"Nästa program: {inside(programme.coming.told)}"]
    ends = f"{programme.title} gäller till och med den {in_words(programme.valid_to)}"
    return [f"Nästa program: {ends}. {programme.coming.told}"]


def _comparisons(facts: Facts, chooses: str) -> list[str]:
    """Whom the cooperation is to be compared with in the goals where nobody has decided it; there must be a choice."""
    undecided = [goal for goal in facts.goals.values() if not goal.answer_set_decided_by]
    if not undecided or len(facts.registry.comparison_sets) == 1:
        return []
    goals = listed(f"{goal.heading}{f' (”{goal.claim}”)' if goal.claim else ''}" for goal in undecided)
    which = "i målen" if len(undecided) > 1 else "i målet"
    named = f" {which} {goals}" if len(undecided) < len(facts.goals) else ""
    many = facts.registry.comparison.regions.many
    sets = [one for one in facts.registry.comparison_sets.values() if not one.stands_alone]
    titles = [f"bara {one.among}" if one.among else unnamed(one.title) for one in sets]
    between = f": {' eller '.join(titles)}" if len(titles) > 1 else ""
    return [f"{chooses} vilka {many} {facts.home.name} jämförs med{named}{between}."]


def _decided(facts: Facts, key: str) -> list[Target]:
    return [target for target in facts.registry.targets_of(key).values() if is_decided(target)]


def _is_sure(facts: Facts, key: str) -> bool:
    """Whether one of its decided targets holds, and nobody questions it."""
    return any(t.holds(facts.as_of) and t.status not in QUESTIONED for t in _decided(facts, key))


def _against(facts: Facts, key: str) -> str:
    """Which target it is to be measured against: the nearest, with why that is not sure, or another."""
    target = min(_decided(facts, key), key=lambda target: not target.holds(facts.as_of))
    stands = in_force(facts, target).split(";")[0].removeprefix("gäller, men ")
    other = "ett nytt" if target.is_past(facts.as_of) else "ett eget"
    whose, about = genitive(unnamed(target.decided_by)), _names(facts, [key])
    return f"om {facts.home.name} mäts mot {whose} mål för {about}, som {stands}, eller mot {other}."


def _names(facts: Facts, keys: Sequence[str]) -> str:
    return listed(plain(facts.indicator(key)) for key in keys)


def _unjudged(facts: Facts) -> list[str]:
    try:
        return [headed(facts, facts.goals[key].heading) for key in unjudged(facts)]
    except MalkollenError:
        return []  # the page Mål says what is wrong with the file

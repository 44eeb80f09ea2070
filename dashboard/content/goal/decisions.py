"""What waits for somebody to decide: targets nobody has set or that no longer hold, judgements not made."""

from collections.abc import Sequence

from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged
from dashboard.content.targets import in_force
from malkollen.errors import MalkollenError
from malkollen.office import judgements
from malkollen.registry.home import capital
from malkollen.registry.registry import Target
from malkollen.texts.swedish import inside, listed, number_word
from malkollen.verdicts.targets_in_force import is_decided

QUESTIONED = ("ifrågasatt", "förslag")
NOTHING = "Inget väntar på beslut."


def decisions(facts: Facts) -> list[str]:
    """What needs a decision, each as one sentence, the most general first."""
    core = [key for key, found in facts.of_programme.items() if found.core and found.kind != "lageslista"]
    without = [key for key in core if not _decided(facts, key)]
    lines = _comparisons(facts)
    if without:
        count = "En kärnindikator" if len(without) == 1 else f"{capital(number_word(len(without)))} kärnindikatorer"
        lines.append(f"{count} har inget mål: {_names(facts, without)}.")
    lines += [_unsure(facts, key) for key in core if key not in without and not _is_sure(facts, key)]
    if unjudged := _unjudged(facts):
        lines.append(f"{facts.home.bodies.leadership.title} har inte bedömt {listed(unjudged)}.")
    return lines


def _comparisons(facts: Facts) -> list[str]:
    """Whom the cooperation is to be compared with in the goals where nobody has decided it; there must be a choice."""
    undecided = [goal for goal in facts.goals.values() if not goal.answer_set_decided_by]
    if not undecided or len(facts.registry.comparison_sets) == 1:
        return []
    goals = (f"i målet {goal.heading}{f' (”{goal.claim}”)' if goal.claim else ''}" for goal in undecided)
    many = facts.registry.comparison.regions.many
    return [f"Vilka {many} {facts.home.name} ska jämföras med {listed(goals)}."]


def _decided(facts: Facts, key: str) -> list[Target]:
    return [target for target in facts.registry.targets_of(key).values() if is_decided(target)]


def _is_sure(facts: Facts, key: str) -> bool:
    """Whether one of its decided targets holds, and nobody questions it."""
    return any(t.holds(facts.as_of) and t.status not in QUESTIONED for t in _decided(facts, key))


def _unsure(facts: Facts, key: str) -> str:
    """Whether the nearest target holds, as it is said where the target stands."""
    targets = sorted(_decided(facts, key), key=lambda target: not target.holds(facts.as_of))
    return f"Målet för {_names(facts, [key])}: {in_force(facts, targets[0])}."


def _names(facts: Facts, keys: Sequence[str]) -> str:
    return listed(plain(facts.indicator(key)) for key in keys)


def _unjudged(facts: Facts) -> list[str]:
    try:
        return [
            inside(goal.heading)
            for key, goal in facts.goals.items()
            if not judgements.standing(judged.read(facts, key)[0])
        ]
    except MalkollenError:
        return []  # the page Mål says what is wrong with the file

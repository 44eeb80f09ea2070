"""What waits for somebody to decide: targets nobody has set or that no longer hold, judgements not made."""

from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged
from malkollen.errors import MalkollenError
from malkollen.office import judgements
from malkollen.registry.home import capital
from malkollen.registry.registry import Target
from malkollen.texts.swedish import listed
from malkollen.verdicts.targets_in_force import is_decided

QUESTIONED = ("ifrågasatt", "förslag")


def decisions(facts: Facts) -> list[str]:
    """What needs a decision, each as one sentence, the most general first."""
    core = [key for key, found in facts.of_programme.items() if found.core and found.kind != "lageslista"]
    without = [key for key in core if not _decided(facts, key)]
    past = [key for key in core if _decided(facts, key) and not _holds(facts, key)]
    questioned = [key for key in core if any(t.status in QUESTIONED for t in _decided(facts, key)) and key not in past]
    lines = [f"Vilka storstadsregioner {facts.home.name} ska jämföras med{_claims(facts)}."]
    if without:
        lines.append(f"Målvärde saknas för {len(without)} av {len(core)} kärnindikatorer: {_names(facts, without)}.")
    if past:
        lines.append(f"Målvärdet har slutat gälla, eller ingen vet hur länge det gäller: {_names(facts, past)}.")
    if questioned:
        lines.append(f"Målvärdet är ifrågasatt eller bara föreslaget: {_names(facts, questioned)}.")
    if unjudged := _unjudged(facts):
        lines.append(f"{capital(facts.home.bodies.leadership.genitive)} bedömning är inte gjord: {listed(unjudged)}.")
    return lines


def _claims(facts: Facts) -> str:
    claims = facts.registry.comparison.claims
    return f" när ni säger {listed(f'”{claim}”' for claim in claims)}" if claims else ""


def _decided(facts: Facts, key: str) -> list[Target]:
    return [target for target in facts.registry.targets_of(key).values() if is_decided(target)]


def _holds(facts: Facts, key: str) -> bool:
    return any(target.holds(facts.as_of) for target in _decided(facts, key))


def _names(facts: Facts, keys: Sequence[str]) -> str:
    return listed(facts.indicator(key).short[0].lower() + facts.indicator(key).short[1:] for key in keys)


def _unjudged(facts: Facts) -> list[str]:
    try:
        return [
            goal.heading.lower()
            for key, goal in facts.goals.items()
            if not judgements.standing(judged.read(facts, key)[0])
        ]
    except MalkollenError:
        return []  # the page Mål says what is wrong with the file

"""What the goals' answers count: also the measures that no row of Översikt is of."""

from collections.abc import Sequence

from dashboard.content.answers import answers, phrases
from dashboard.content.facts import Facts
from dashboard.content.overview import rows
from dashboard.content.text import headed
from malkollen.answers.goal import goal_answer
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed


def keys(facts: Facts, goal: str) -> list[str]:
    """The measures that a goal's answer counts."""
    return [one.key for one in goal_answer(answers.basis(facts), goal).compared]


def also(facts: Facts, shown: Sequence[str]) -> str:
    """The measures that the answers count and no row is of, each with its value and its place; empty without any."""
    aside = {goal: [key for key in keys(facts, goal) if key not in shown] for goal in facts.goals}
    return " ".join(
        f"I svaret om {headed(facts, facts.goals[goal].heading)} räknas också "
        f"{listed(_in_brief(facts, key) for key in left)}."
        for goal, left in aside.items()
        if left
    )


def _in_brief(facts: Facts, key: str) -> str:
    """A measure with its value, year and place in a sentence."""
    answer = rows.typed(facts, key)
    where = f"{'platsen ' if answer.place and answer.place.kind == 'depends' else ''}{rows.place_words(answer)}"
    return f"{phrases.plain(facts.indicator(key))} ({rows.value(facts, key)} {answer.year}, {where})"


def others(facts: Facts, key: str) -> str:
    """Which measures a goal's answer counts beside one that is looked at; empty where it counts no other, or not it."""
    for goal, declared in facts.goals.items():
        counted = keys(facts, goal)
        rest = listed(phrases.plain(facts.indicator(one)) for one in counted if one != key)
        if key in counted and rest:
            name, about = capital(phrases.plain(facts.indicator(key))), headed(facts, declared.heading)
            return f"{name} är ett av måtten som svaret om {about} räknar. De andra: {rest}."
    return ""

"""What a single municipality is to do or decide: the programme gives none a task, and who judges and decides."""

import re

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.goal import decisions
from dashboard.content.questions.reading import areas, language
from dashboard.content.questions.reading.language import said
from dashboard.content.questions.reading.question import Question, Reply

TASKS = "help:tasks"
"""The key of what a single municipality is to do."""
ASKED = re.compile(
    r"\bvad (?:ska|kan|bör|måste|behöver) kommunen\b.{0,20}\bgöra\b|"
    r"\b(?:vilka|vilket|vad) beslut (?:måste|ska|behöver|bör|kan) kommunen\b.{0,20}\b(?:fatta|ta)\b|"
    r"\bvad (?:måste|ska|behöver|bör) kommunen (?:besluta|bestämma)\b|\bvad (?:förväntas|krävs) av kommunen\b|"
    r"\bkommunens (?:egen |egna )?(?:del|roll|uppgift\w*|ansvar)\b|"
    r"\bhar kommunen (?:för )?(?:egen |egna )?(?:del|roll|uppgift\w*|ansvar)\b",
    re.IGNORECASE,
)
"""That it is asked what a municipality is to do, its name written as one word for all of them."""
ASIDE = said(r"själva?|nu|i|för|att|nå|når|programmet|samverkan|målen|\w*samarbetet|sup|2040")
"""What such a question says beside that tells nothing else."""
OWN = "Vad ska {name} själv göra?"
NO_TASK = "Målens ord ger ingen enskild kommun en egen uppgift."
ON_START = Link("Läs mer på Översikt: Kräver beslut", "overview")


def asked_of(facts: Facts, asked: str) -> Question | None:
    """A question of what a single municipality is to do; None of anything else, also of what is to be done for it."""
    text = areas.with_no_names(facts, asked)
    if not ASKED.search(text) or language.stems(ASIDE.sub(" ", ASKED.sub(" ", text))):
        return None
    return Question(TASKS, asked, "", lambda area: _reply(facts, area), is_listed=False)


def _reply(facts: Facts, area: str) -> Reply:
    """That none is given, who answers for the work, what waits for whom to decide, and each board's own part."""
    name = facts.areas.name(area) if area in facts.areas.home_members else "kommunen"
    programme = facts.programme
    named = [one for goal in facts.goals.values() for one in areas.ours_in(facts, f"{goal.sentence} {goal.meaning}")]
    answers_for = programme.responsible.told if programme.responsible else ""
    lines = [*decisions.of_leadership(facts), *decisions.of_committee(facts)] or [decisions.NOTHING]
    coming = f"Nästa program: {programme.coming.told}" if programme.coming else ""
    return Reply(OWN.format(name=name), " ".join(filter(None, ("" if named else NO_TASK, answers_for))),
        beside=tuple(filter(None, (*lines, coming))), links=(ON_START,))  # fmt: skip

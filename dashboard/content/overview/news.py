"""What is new, what needs a decision and what is waited for: a line each, in words of every day."""

from dashboard.content.answers import answers, indicator as words, phrases
from dashboard.content.facts import Facts
from dashboard.content.overview import rows
from dashboard.content.remembered import remembered
from malkollen.answers.basis import Basis
from malkollen.answers.goal import GoalAnswer, goal_answer
from malkollen.answers.indicator import indicator_answer
from malkollen.registry.home import capital

NOT_BEFORE = "Med föregående års siffror gick det inte att svara."
NOTHING_NEW = "Inget svar är ett annat än med föregående års siffror."


@remembered
def changed(facts: Facts) -> list[str]:
    """Answers that the latest figures have made others than they were with the year before."""
    now, home = answers.basis(facts), facts.areas.home.id
    before = Basis(facts.earlier, facts.published, {one.source: one for one in facts.sources})
    lines = []
    for key in facts.of_programme:
        if not facts.is_computed(key):
            continue
        latest, older = rows.typed(facts, key), indicator_answer(before, key, home)
        told, was = words.word(now, latest), words.word(before, older)
        if told and was and told != was and latest.year != older.year:
            plain = capital(phrases.plain(facts.indicator(key)))
            then = f"{older.year}: {was[0].lower()}{was[1:]}." if older.year else NOT_BEFORE
            lines.append(f"{plain}: {told[0].lower()}{told[1:]} {latest.year}. {then}")
    return lines


def awaited(facts: Facts) -> list[str]:
    """What has no figures yet, with when it comes, where that is known."""
    return [line for goal in facts.goals for line in answers.unknown(facts, of(facts, goal))]


def of(facts: Facts, goal: str) -> GoalAnswer:
    """A goal's answer, not yet in words, without what anybody has judged."""
    return goal_answer(answers.basis(facts), goal)

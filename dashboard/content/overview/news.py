"""What is new, what needs a decision and what is waited for: a line each, in words of every day."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.content.answers import answers, indicator as words, phrases
from dashboard.content.data import decided, editions, lists, revised
from dashboard.content.facts import Facts
from dashboard.content.overview import rows
from dashboard.content.remembered import remembered
from dashboard.content.text import ended, fixed_and_meeting
from malkollen.answers.basis import Basis
from malkollen.answers.goal import GoalAnswer, goal_answer
from malkollen.answers.indicator import IndicatorAnswer, indicator_answer
from malkollen.answers.movement import Span, span
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside

SINCE = "Sedan den fastställda versionen {name} ({day})"
HEADING = "Nytt sedan föregående års siffror"
"""What the lines are called: each answer is held against what it was with that measure's figures of the year before."""
NOT_BEFORE = "Med föregående års siffror gick det inte att svara."
NOTHING_NEW = "Inget svar är ett annat än med föregående års siffror."


def lines(facts: Facts) -> list[str]:
    """What is new where no version is counted from: targets of our own, objects, corrected figures, answers."""
    return [*decided.own(facts), *lists.reached(facts), *revised.lines(facts), *changed(facts)]


@dataclass(frozen=True)
class News:
    """What is new: what it is counted from, how much is another in a sentence where a version is, and a line each.

    Attributes:
        title: the heading where nothing beside it says that it is of news. is_any: whether anything is new.
    """

    heading: str
    title: str
    summary: str
    lines: tuple[str, ...]
    is_any: bool


def told(facts: Facts, data: Path) -> News:
    """What is new since the fixed version before what is shown; without one, since the figures of the year before."""
    if found := editions.since(facts, data):
        edition = found.edition
        heading = SINCE.format(name=edition.name, day=fixed_and_meeting(edition, is_named=False))
        return News(heading, f"Nytt {inside(heading)}", found.summary, found.lines, found.is_any)
    new = tuple(lines(facts))
    return News(HEADING, HEADING, "", new, bool(new))


def first(facts: Facts, found: Sequence[str], most: int) -> tuple[str, ...]:
    """As many lines as there is room for, and how many more the screen has: of a fixed version in that one alone."""
    more = len(found) - most
    of = f"versionen {facts.edition.name}" if facts.edition else "Målkollen"
    return (*found[:most], *([f"och {more} till, på Översikt i {of}"] if more > 0 else []))


def keys(facts: Facts, told_: Sequence[str]) -> list[str] | None:
    """The indicators that lines are of; None where one of them is of something else."""
    of_line = {line: key for key, line in _changed(facts).items()}
    return [of_line[line] for line in told_] if {*told_} <= {*of_line} else None


def changed(facts: Facts) -> list[str]:
    """Answers that the latest figures have made others than they were with the year before."""
    return [*_changed(facts).values()]


@remembered
def _changed(facts: Facts) -> dict[str, str]:
    """The same by indicator."""
    now, home = answers.basis(facts), facts.areas.home.id
    before = Basis(facts.earlier, facts.published, {one.source: one for one in facts.sources})
    lines = dict[str, str]()
    for key in facts.of_programme:
        if not facts.is_computed(key):
            continue
        latest, older = rows.typed(facts, key), indicator_answer(before, key, home)
        told, was = words.word(now, latest), words.word(before, older)
        if told and was and told != was and latest.year != older.year:
            plain = capital(phrases.plain(facts.indicator(key)))
            then = f"{older.year}: {was[0].lower()}{was[1:]}." if older.year else NOT_BEFORE
            said = ended(f"{latest.year}{_though(now, latest, older)}")
            lines[key] = f"{plain}: {told[0].lower()}{told[1:]} {said} {then}"
    return lines


def _though(basis: Basis, latest: IndicatorAnswer, older: IndicatorAnswer) -> str:
    """How a value went where its place went the other way: a better place alone would be read as a better value.

    Empty where both went the same way, without a place in both years, and over a break. Emissions stand beside riket's.
    """
    now, then, years = latest.place, older.place, (older.year or 0, latest.year or 0)
    if now is None or then is None or "depends" in (now.kind, then.kind) or now.standing == then.standing:
        return ""
    if any(years[0] < broken <= years[1] for broken in basis.registry.breaks_of(latest.key)):
        return ""
    moved, indicator = span(basis, latest.key, latest.area, *years, None), basis.indicator(latest.key)
    if not moved or not moved.difference:
        return ""
    is_better = (moved.difference > 0) == (now.better == "higher")
    if is_better == (now.standing < then.standing):
        return ""
    ends = phrases.two_values(indicator, moved)
    if ends is None:
        return ", med i stort sett oförändrat värde"
    verb = "ökade" if moved.difference > 0 else "minskade"
    told = f", trots att värdet {verb} från {ends[0]} till {ends[1]} {phrases.unit(indicator)}"
    riket = phrases.two_values(indicator, Span(*years, *moved.country)) if moved.country else None
    return f"{told} (riket från {riket[0]} till {riket[1]})" if riket and basis.is_emission(latest.key) else told


def awaited(facts: Facts) -> list[str]:
    """What has no figures yet, in short, with when it comes; a goal's page names every measure and who brings it."""
    return [line for goal in facts.goals for line in answers.unknown(facts, of(facts, goal), in_short=True)]


def of(facts: Facts, goal: str) -> GoalAnswer:
    """A goal's answer, not yet in words, without what anybody has judged."""
    return goal_answer(answers.basis(facts), goal)


def compared(facts: Facts, goal: str) -> list[str]:
    """The indicators that a goal's answer counts."""
    return [one.key for one in of(facts, goal).compared]

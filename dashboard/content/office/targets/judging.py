"""Whether an indicator is to be judged against a target that is filled in, and what becomes different where it is.

A comparison that is judged against a target has läge and prognos, and no place among others any more: its goal's
question is answered without it. So it is chosen, with both answers beside, and never follows of a target alone.
"""

from dataclasses import replace
from datetime import date

from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.goal import proposal
from dashboard.content.text import headed
from malkollen.answers.goal import goal_answer
from malkollen.errors import EntryError
from malkollen.office import overlay
from malkollen.registry import registry
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import sentences
from malkollen.verdicts.assessor import Assessor
from malkollen.verdicts.targets_in_force import DECIDED, current_target

NO, YES = "", "yes"
"""Whether the indicator is judged against the target: as it stands without anybody's choice, or by the office's own."""
COMPARED, AIMED = "jamforelse", "mal"
MEANS = (
    "Läget sägs då mot målvärdet i stället för som en plats bland andra områden, och prognosen räknas där det går. "
    "När målets fråga besvaras är indikatorn inte längre ett av måtten som jämförs, men nås målvärdet inte kan svaret "
    "inte bli ja. Ni kan ändra tillbaka här."
)
WHOSE = "Att bedöma mot ett målvärde är ett beslut av {body}: välj ja när det är fattat."
"""Where it is chosen."""
WHOSE_FIRST = "Indikatorn bedöms mot målvärdet: välj först hur målvärdet förhåller sig till oss, ovanför."
"""Where it will be chosen."""
FILL_IN = "Fyll i resten av målvärdet, så står här vilka svar som blir andra."
FIGURELESS = "Indikatorn har inga siffror än. När de finns kan ni välja här om den ska bedömas mot målvärdet."
ONLY_ONE = (
    "Den kan inte bedömas mot målvärdet: frågan i {mål} handlar om att jämföra med andra områden, och det här är det "
    "enda måttet som svaret vilar på. Bedöms det mot ett mål går frågan inte att svara på."
)
NOT_IN_FORCE = (
    "Bedöms indikatorn mot målvärdet: målvärdet gäller inte i dag. Välj nej tills det gäller, eller ändra status och "
    "dagarna som det gäller."
)
EXAMPLE = "De räkneexempel på sidan Så bedömer vi som visar indikatorns plats bland andra områden utgår."
NOW_AND_AFTER = "{called}. Nu: {now} Efter: {after}"
AGAIN = {COMPARED: "Indikatorn jämförs med andra områden.", AIMED: "Indikatorn bedöms mot målvärdet."}


def is_own(indicator: str) -> bool:
    """Whether it is the office's own choice that an indicator, of the program's a comparison, is judged."""
    found = [one.indicators.get(indicator) for one in (registry.load_with(""), registry.load())]
    return [one.kind for one in found if one] == [COMPARED, AIMED]


def is_offered(facts: Facts, indicator: str, transfer: str, chosen: str) -> bool:
    """Whether it may be chosen: of a decided target of a comparison, or where it has been chosen. chosen: as filled in.

    transfer: as typed.
    """
    return transfer in DECIDED and (_may_be_judged(facts, indicator) or chosen == YES)


def awaits(facts: Facts, indicator: str, transfer: str) -> str:
    """What is to be filled in before it may be chosen; empty where it may not be, or may already. As `is_offered`."""
    return WHOSE_FIRST if not transfer and _may_be_judged(facts, indicator) else ""


def _may_be_judged(facts: Facts, indicator: str) -> bool:
    return facts.indicator(indicator).kind == COMPARED and not hinder(facts, indicator)


def hinder(facts: Facts, indicator: str) -> str:
    """Why a comparison cannot be judged against a target; empty where it can."""
    if not facts.is_computed(indicator):
        return FIGURELESS
    for goal in _goals(facts, indicator):
        compared = [one.key for one in goal_answer(answers.basis(facts), goal).compared]
        if compared == [indicator]:
            return ONLY_ONE.format(mål=headed(facts, facts.goals[goal].heading))
    return ""


def as_chosen(given: str, indicator: str, before: str, chosen: str) -> str:
    """The overlay with an indicator as it is chosen; as given where nothing is chosen. before: as filled in."""
    if chosen == YES and registry.load().indicators[indicator].kind == COMPARED:
        return overlay.of_kind(given, indicator, AIMED)
    if (before, chosen) == (YES, NO) and is_own(indicator):
        return overlay.of_kind(given, indicator, COMPARED)
    return given


def without(given: str, target: str, as_of: date) -> str:
    """The overlay without a target: its indicator is compared again where none is left that holds."""
    found = registry.load().targets.get(target)
    if (
        found is None
        or not is_own(found.indicator)
        or current_target(registry.load_with(given), found.indicator, as_of)
    ):
        return given
    return overlay.of_kind(given, found.indicator, COMPARED)


def require_in_force(facts: Facts, declared: Registry, indicator: str, chosen: str) -> None:
    """EntryError where an indicator would be judged, and against no target."""
    if chosen == YES and current_target(declared, indicator, facts.as_of) is None:
        raise EntryError([NOT_IN_FORCE])


def under(facts: Facts, declared: Registry) -> Facts:
    """The facts as they would be with the targets of a registry and what kinds its indicators are of."""
    known = {key: one for key, one in declared.indicators.items() if key in facts.registry.indicators}
    kinds = {key: facts.indicator(key).model_copy(update={"kind": one.kind}) for key, one in known.items()}
    indicators = facts.registry.indicators | kinds
    then = facts.registry.model_copy(update={"targets": declared.targets, "indicators": indicators})
    judged = Assessor(then, facts.areas, facts.evaluations, facts.assessor.lags, facts.as_of)
    return replace(facts, registry=then, assessor=judged)


def becomes(facts: Facts, then: Facts, indicator: str) -> tuple[str, ...]:
    """What is answered otherwise where an indicator is judged against a target, or no more: now and after."""
    if facts.indicator(indicator).kind == then.indicator(indicator).kind:
        return ()
    lines = [answered("Indikatorns svar", *(answers.of_indicator(one, indicator) for one in (facts, then)))]
    for goal in _goals(facts, indicator):
        called = headed(facts, facts.goals[goal].heading)
        lines.append(
            answered(f"Svaret på målets fråga, {called}", *(answers.computed(one, goal) for one in (facts, then)))
        )
        proposed = [f"{proposal.proposal_text(one, goal)}." for one in (facts, then)]
        if proposed[0] != proposed[1]:
            lines.append(both(f"Förslaget till bedömning av {called}", *proposed))
    is_example = indicator in {one.indicator for _, one in facts.registry.examples if one}
    return (*lines, EXAMPLE) if is_example and then.indicator(indicator).kind == AIMED else tuple(lines)


def changed(about: str, then: str) -> str:
    """What a step of the overlay makes of the indicator it is of; empty where it stays. about: as in the journal."""
    table, _, key = about.partition(".")
    now, later = registry.load(), registry.load_with(then)
    found = now.targets.get(key) or later.targets.get(key) if table == "targets" else None
    if found is None:
        return ""
    before, after = (one.indicators[found.indicator].kind for one in (now, later))
    return AGAIN.get(after, "") if before != after else ""


def _goals(facts: Facts, indicator: str) -> list[str]:
    """The goals of the programme that is read that the indicator is answered under."""
    return [goal for goal in facts.goals if facts.indicator(indicator).goal == goal]


def answered(called: str, now: answers.Answered, after: answers.Answered) -> str:
    """An answer now and after, with what weakens it where that is another, and its word first also where it stays."""
    first, second = texts(now, after)
    if first == second:
        return both(called, first, second)
    told = [
        text if text.startswith(word) or not one.answer.startswith(word) else f"{word} {text}"
        for one, text in zip((now, after), _differing(first, second), strict=True)
        for word in [f"{one.word}."]
    ]
    return NOW_AND_AFTER.format(called=called, now=told[0], after=told[1])


def texts(now: answers.Answered, after: answers.Answered) -> tuple[str, str]:
    """Both answers, with what weakens them where that is another."""
    if now.hedge == after.hedge:
        return now.answer, after.answer
    first, second = (" ".join(filter(None, (one.answer, one.hedge))) for one in (now, after))
    return first, second


def both(called: str, now: str, after: str) -> str:
    """An answer now and after, or that it stays as it is."""
    if now == after:
        return f"{called} blir detsamma: {now}"
    only, then = _differing(now, after)
    return NOW_AND_AFTER.format(called=called, now=only, after=then)


def _differing(now: str, after: str) -> tuple[str, str]:
    """The sentences of each that the other has not; both whole where one of them has no such."""
    found = sentences(now), sentences(after)
    own = [" ".join(one for one in mine if one not in theirs) for mine, theirs in (found, found[::-1])]
    return (own[0], own[1]) if all(own) else (now, after)

"""What has happened since a fixed version beside the verdicts: targets and questions decided, figures corrected.

A verdict may be the same under another target or on a corrected figure: a reader of the page is told of both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from dashboard.content.text import amount, headed
from malkollen.editions.changes import Changes, ValueChange
from malkollen.editions.file import Edition
from malkollen.office import judgements
from malkollen.registry import registry
from malkollen.registry.home import capital
from malkollen.registry.paragraph import UNVERIFIED, Target
from malkollen.registry.registry import Indicator, Registry
from malkollen.texts.swedish import inside, listed, number, spans, with_days_in_words, with_unit
from malkollen.verdicts.targets_in_force import is_decided

NEW, CHANGED, GONE = "Nytt målvärde", "Ändrat målvärde", "Målvärde som inte gäller längre"
MENDED = "Ändrade uppgifter om målvärdet"
"""Its document, day or words, with the same value and year."""
ASKED, COMPARED = "Ändrad fråga för {}", "Ändrad jämförelse i svaret för {}"
CORRECTED, ALSO = "Rättad siffra", "Rättade siffror också"
PLACE = "; platsen från {} till {}"
NOT_JUDGED = " Då fanns ingen bedömning av {goals}. Den har kommit sedan dess."
AT_MEETING = " Mötets bedömning av {goals} är införd efteråt: den hör till mötet och ändrar inga siffror."
NO_LONGER = " Den bedömning av {goals} som fanns då gäller inte längre."
OTHERWISE = " {whose} bedömning är en annan för {goals}."
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MOST = 2
"""Indicators whose corrected figures are told; one figure may be in many."""


def targets(before: Registry, after: Registry) -> Iterator[str]:
    """Each decided target that is there now and was not, is of another value or year, or is gone."""
    was, now = _decided(before), _decided(after)
    for key, one in now.items():
        if key not in was:
            yield f"{NEW}: {_aim(after, one)}, beslutat av {one.decided_by}{_when(one)}"
        elif (one.value, one.unit, one.target_year) != (was[key].value, was[key].unit, was[key].target_year):
            yield f"{CHANGED}: {_aim(after, one)}, förut {_level(before, was[key])}"
        elif one.model_copy(update={name: getattr(was[key], name) for name in ("note", "checked")}) != was[key]:
            yield f"{MENDED}: {_aim(after, one)}"
    yield from (f"{GONE}: {_aim(before, one)}" for key, one in was.items() if key not in now)


def questions(facts: Facts, before: Registry, after: Registry) -> Iterator[str]:
    """Each goal that asks something else than it did, or whose answer leads with another comparison."""
    for key in facts.goals:
        if not (was := before.goals.get(key)) or not (now := after.goals.get(key)):
            continue
        goal = headed(facts, now.heading)
        if was.question != now.question:
            yield f"{ASKED.format(goal)}: {_asked(now.question)}, förut {_asked(was.question)}"
        if was.answer_set != now.answer_set:
            led, leads = _leading(before, was.answer_set), _leading(after, now.answer_set)
            yield f"{COMPARED.format(goal)}: {leads}, förut {led}"


def _asked(question: str | None) -> str:
    return f"”{question}”" if question else "ingen"


def _leading(declared: Registry, leading: str | None) -> str:
    return inside(declared.comparison_sets[leading].title) if leading else "ingen"


def own(facts: Facts) -> Iterator[str]:
    """Each target of our own that did not come with the program, decided this year or the last."""
    shipped = registry.load_with("").targets
    for key, one in _decided(facts.registry).items():
        years = [int(year) for year in YEAR.findall(one.decided)]
        if key not in shipped and one.transfer == "egen" and max(years, default=0) >= facts.as_of.year - 1:
            yield f"{NEW}: {_aim(facts.registry, one)}, beslutat av {one.decided_by}{_when(one)}"


def _decided(declared: Registry) -> dict[str, Target]:
    held = ("gällande", "ifrågasatt")
    return {key: one for key, one in declared.targets.items() if is_decided(one) and one.status in held
            and one.indicator in declared.indicators}  # fmt: skip


def _aim(declared: Registry, target: Target) -> str:
    return f"{phrases.kept(phrases.plain(declared.indicators[target.indicator]))}, {_level(declared, target)}"


def _level(declared: Registry, target: Target) -> str:
    """A target's value and year: "40 % 2030"."""
    indicator = declared.indicators[target.indicator]
    value = number(target.value, 2).rstrip("0").rstrip(",") if target.value % 1 else number(target.value)
    shown = f"{value} ({target.unit})" if target.is_index else with_unit(value, indicator.unit)
    return f"{shown} {target.target_year}" if target.target_year else shown


def decision(target: Target) -> str:
    """Who decided a target, when, and the document as it is written: "beslutat av styrelsen 3 december 2026 (§ 12)"."""
    document = "" if target.document == UNVERIFIED else f" ({target.document})"
    return f"beslutat av {target.decided_by}{_when(target)}{document}"


def _when(target: Target) -> str:
    return "" if target.decided == UNVERIFIED else f" {with_days_in_words(target.decided)}"


def corrected(
    facts: Facts, found: Changes, places: Mapping[str, tuple[str, str] | None] | None = None, most: int = MOST
) -> Iterator[str]:
    """Each indicator whose figures of ours have been corrected: the latest year in full, what others there are.

    Args:
        places: the home's place before and now, by indicator, where it is to be told with the figures.
        most: indicators that are told in full.
    """
    of: dict[str, list[ValueChange]] = {}
    own = {facts.areas.home.id, *facts.areas.home_members}
    for change in found.values:
        if change.kind == "revised" and change.key.area in own and change.key.variant in ("", "with"):
            indicator = found.indicators[change.key.indicator]
            if amount(indicator, change.before) != amount(indicator, change.after):
                of.setdefault(change.key.indicator, []).append(change)
    told = [*of]
    for key in told[:most]:
        place = (places or {}).get(key)
        moved = PLACE.format(*place) if place else ""
        yield f"{_corrected(facts, found.indicators[key], of[key])}{moved}"
    if rest := told[most:]:
        yield f"{ALSO}: {listed(phrases.kept(phrases.plain(found.indicators[key])) for key in rest)}"


def _corrected(facts: Facts, indicator: Indicator, changes: Sequence[ValueChange]) -> str:
    years = sorted({change.key.year for change in changes})
    *earlier, latest = years
    home = facts.areas.home.id
    members = [change for change in changes if change.key.year == latest and change.key.area != home]
    shown = [change for change in changes if change.key.year == latest and change.key.area == home]
    if len(members) == 1 or not shown:
        shown = [*members, *shown]
    each = (f"{facts.areas.name(one.key.area)} från {amount(indicator, one.before)} till {amount(indicator, one.after)}"
            for one in shown)  # fmt: skip
    also = f"; också {spans(earlier)}" if earlier else ""
    return f"{CORRECTED}: {phrases.kept(phrases.plain(indicator))} {latest}, {listed(each)}{also}"


def judged(facts: Facts, data: Path, edition: Edition) -> str:
    """Of which goals another judgement stands than when a version was made, or one where none did; else empty.

    What its own meeting judged is no change of it: a version is made before the meeting that it is for.
    """
    path = (facts.folder if facts.edition else data) / judgements.FILE_NAME
    changed: dict[str, list[str]] = {}
    for key, goal in facts.goals.items():
        rows, _ = judgements.read(path, key)
        now = judgements.standing(rows)
        then = judgements.standing([row for row in rows if row.recorded_at <= edition.created_at])
        if now != then:
            said = NOT_JUDGED if then is None else NO_LONGER if now is None else OTHERWISE
            if now and judgements.is_from(now, edition.day):
                said = AT_MEETING
            changed.setdefault(said, []).append(headed(facts, goal.heading))
    whose = capital(facts.home.bodies.leadership.genitive)
    return "".join(said.format(whose=whose, goals=listed(goals)) for said, goals in changed.items())

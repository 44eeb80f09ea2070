"""The prioritised objects for a room: the committee's list where it is here, else what the decided national plan names.

The draft of the list is in no document.
"""

from collections.abc import Iterable

from dashboard.blocks.blocks import Answer, Block, Bullets, Section
from dashboard.blocks.credit import Credit, short
from dashboard.content.facts import Facts
from dashboard.content.goal import national_plan, priorities, priority_objects as texts
from dashboard.content.objects.municipality import counted
from dashboard.content.objects.planned import here
from dashboard.content.text import ended
from malkollen.office.priority_objects import STAGES
from malkollen.registry.home import capital

KEY = "objekt"
"""What the slide is called in an address."""
MOST_NAMED = 3
"""Objects of a stage whose names a room has room for."""
QUESTION = "Hur långt har de prioriterade objekten kommit?"
OF_PLAN = "Hur långt har den nationella planens objekt {at} kommit?"
"""The question where the committee's list is not here: what is shown is then the plan's."""


def slide(facts: Facts) -> list[Section]:
    """How far the objects have come, a line a stage, the furthest first; nothing where nobody follows any."""
    objects, faults = texts.read(facts.folder, facts.as_of)
    if not priorities.is_followed(facts) or faults:
        return []
    if objects:
        lines = _lines(((found.current.stage, found.name) for found in objects), reversed(STAGES))
        source = texts.source(facts.home)
        return _slide(texts.counts_text(objects), texts.unjudged(facts.home), lines, source, by=Credit(short(source)))
    if not (planned := here(facts)):
        return []
    told = f"{counted(planned)} rör {facts.home.name}; fler kan göra det. {national_plan.county_plan(facts.home)}"
    means = [*reversed(national_plan.MEANT.values()), national_plan.NO_PHASE]
    named = ((national_plan.MEANT.get(one.phase, national_plan.NO_PHASE), national_plan.name(one)) for one in planned)
    notes = (*map(national_plan.words, planned), *sources(facts))
    year = max(one.latest_year for one in facts.sources if one.source in {each.source for each in planned})
    by = Credit(short(national_plan.source(facts, planned)), year, year)
    asked = OF_PLAN.format(at=facts.home.at)
    return _slide(texts.not_filled_in(facts.home), told, _lines(named, means), *notes, by=by, asked=asked)


def _slide(
    said: str, hedge: str, lines: tuple[str, ...], *notes: str, by: Credit, asked: str = QUESTION
) -> list[Section]:
    shown: list[Block] = [Answer("", "", said, hedge), Bullets(lines)]
    return [Section(asked, shown, message=said, notes=notes, key=KEY, credits=(by,))]


def _lines(named: Iterable[tuple[str, str]], order: Iterable[str]) -> tuple[str, ...]:
    """The names of each stage on a line, in the order of the stages: "Objektet byggs: Sluss, Mälaren; Tunnel.".

    Of many only how many they are: the notes name them all.
    """
    by_stage: dict[str, list[str]] = {}
    for stage, name in named:
        by_stage.setdefault(stage, []).append(name)
    told = {
        stage: "; ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} objekt"
        for stage, names in by_stage.items()
    }
    return tuple(ended(f"{capital(stage)}: {told[stage]}") for stage in order if stage in told)


def sources(facts: Facts) -> tuple[str, ...]:
    """How what the slide shows of the plan must be named; nothing without it."""
    objects, _ = texts.read(facts.folder, facts.as_of)
    planned = [] if objects or not priorities.is_followed(facts) else here(facts)
    return (facts.credited([national_plan.source(facts, planned)]),) if planned else ()

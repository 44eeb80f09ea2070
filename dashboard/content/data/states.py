"""Whether a source has the figures that were to be here by now, in the same words wherever it is told.

A day that has passed says nothing of the publisher: newer figures are awaited from it only once it has been asked.
"""

from collections.abc import Mapping
from datetime import date

from dashboard.content.facts import Facts
from malkollen.database.freshness import Freshness
from malkollen.texts.swedish import listed, on_day

IN_TIME, UNFETCHED, NOT_COME, STALE, HOLDS = (
    "i tid", "nyare inte hämtade", "nyare har inte kommit", "föråldrad", "gäller tills vidare",
)  # fmt: skip
MEANINGS = {
    UNFETCHED: "Nyare inte hämtade: nyare siffror väntades den dagen, och Målkollen har inte hämtat dem än.",
    NOT_COME: "Nyare har inte kommit: Målkollen har frågat utgivaren efter den dagen utan att få nyare siffror.",
    STALE: "Föråldrad: så gammal att den visas men inte bedöms.",
    HOLDS: "Gäller tills vidare: ingen dag för nyare siffror är bestämd.",
}
"""What the words mean under a table of sources."""
ENDED = {UNFETCHED: "; Målkollen har inte hämtat dem än.", NOT_COME: " men har inte kommit."}
"""How a sentence ends that says on which day newer figures were awaited."""
COUNTED = {
    IN_TIME: ("är i tid", "är i tid"),
    UNFETCHED: ("väntar på nyare siffror som inte är hämtade",) * 2,
    NOT_COME: ("väntar på nyare siffror som inte har kommit",) * 2,
    STALE: ("är föråldrad", "är föråldrade"),
    HOLDS: ("gäller tills vidare", "gäller tills vidare"),
}
"""The same of one source and of several, in the order that they are counted."""


def state(facts: Facts, source: Freshness) -> str:
    """Whether a source is in time, in a few words; what nothing newer is to come of holds as it is."""
    if source.next_expected == date.max:
        return HOLDS
    if source.is_stale:
        return STALE
    return _lateness(facts, source) if source.is_late else IN_TIME


def mark(facts: Facts, key: str) -> str:
    """What stands beside the year of an indicator's value where newer figures should be here; else nothing."""
    late = _late(facts, key)
    return _lateness(facts, late) if late else ""


def note(facts: Facts, key: str) -> str | None:
    """That newer figures should have come by now, where they should; one sentence for all of an indicator's sources."""
    if (late := _late(facts, key)) is None:
        return None
    return f"Nyare siffror väntades från {late.publisher} {on_day(late.next_expected)}{ENDED[_lateness(facts, late)]}"


def notes(facts: Facts, named: Mapping[str, str]) -> list[str]:
    """The same of several indicators together, a sentence for what is not fetched and one for what has not come.

    Args:
        named: what each indicator is called within a sentence, by its key.
    """
    awaited: dict[str, dict[date, list[str]]] = {}
    for key, name in named.items():
        if late := _late(facts, key):
            awaited.setdefault(_lateness(facts, late), {}).setdefault(late.next_expected, []).append(name)
    return [
        f"Nyare siffror väntades {listed(f'för {listed(names)} {on_day(day)}' for day, names in sorted(days.items()))}"
        f"{ENDED[lateness]}"
        for lateness, days in awaited.items()
    ]


def _late(facts: Facts, key: str) -> Freshness | None:
    """The source of an indicator whose newer figures have been awaited the longest; None where none is late."""
    late = [source for source in facts.sources_of(key) if source.is_late]
    return min(late, key=lambda source: source.next_expected, default=None)


def _lateness(facts: Facts, source: Freshness) -> str:
    """Whether the publisher has been asked for figures since the day they were expected."""
    asked = [one.checked_at or one.fetched_at for one in facts.fetches if source.source in one.sources]
    is_asked = any(moment is not None and moment.date() > source.next_expected for moment in asked)
    return NOT_COME if is_asked else UNFETCHED

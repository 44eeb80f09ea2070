"""Whether the gap to the others goes the right way: yes, no or partly, in the comparison that the answers lead with."""

from collections.abc import Iterator

from dashboard.blocks.words import Answered, Symbol
from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import FLEETS
from dashboard.content.compare.pace import MOVES, cases, lead_of, moved
from dashboard.content.facts import Facts
from malkollen.assess.lead import CLOSING, GROWING, LEAD_GROWS, LEAD_SHRINKS, UNCLEAR, SetLead
from malkollen.texts.swedish import listed
from malkollen.values.values import Variant

YES, NO, PARTLY, UNSURE, UNKNOWN = "ja", "nej", "delvis", "inte tydligt", "går inte att säga än"
WAYS = {CLOSING: YES, LEAD_GROWS: YES, GROWING: NO, LEAD_SHRINKS: NO, UNCLEAR: UNSURE}
SYMBOLS: dict[str, Symbol] = {YES: "up", NO: "down", PARTLY: "unsure", UNSURE: "flat", UNKNOWN: "unknown"}
DISTANCE = "Avståndet till de andra {first}–{last}"
"""What the answer is of: how a measure itself has moved is another thing, over years of its own."""
COUNTED: dict[Variant | None, str] = {"with": "med alla kommuner", "without": f"utan {FLEETS}", None: ""}


def against(facts: Facts, key: str) -> Answered:
    """The answer, over which years it is, and under it what the gap has done, with and without fleets."""
    leads = dict(_leads(facts, key))
    ways = [WAYS[lead.label] for lead in leads.values() if lead.label]
    known = [lead for lead in leads.values() if lead.label]
    way = _joint(ways)
    if not known:
        reason = next((lead.reason for lead in leads.values() if lead.reason), "") or "ingen takt går att jämföra"
        return Answered("", SYMBOLS[way], way, reason)
    years = DISTANCE.format(first=known[0].paces[0].from_year, last=known[0].paces[0].to_year)
    moves = {variant: MOVES.get(lead.label or "", lead.label or "") for variant, lead in leads.items() if lead.label}
    if len({*moves.values()}) == 1:
        whole = listed(moved(known[0])) if len(known) == 1 else next(iter(moves.values()))
        return Answered(years, SYMBOLS[way], way, sentence(f"{_which(facts, known[0])}: {whole}"))
    first, *others = (f"{COUNTED[variant]} {_after(move)}" for variant, move in moves.items())
    told = [f"{_which(facts, known[0])}: {first}", *others]
    return Answered(years, SYMBOLS[way], f"{way}{_when(ways)}", " ".join(map(sentence, told)))


def _when(ways: list[str]) -> str:
    """Of a no that is no in one way of counting alone: in which; the word is not to gainsay what stands under it."""
    if _joint(ways) != NO or len({*ways}) == 1:
        return ""
    return ", när alla kommuner räknas" if ways[0] == NO else f", när {FLEETS} räknas bort"


def _after(move: str) -> str:
    """A move after where it is counted: "ökar avståndet", "har avståndet inte ändrats tydligt"."""
    subject, verb, *rest = move.split(" ", 2)
    return " ".join([verb, subject, *rest])


def _joint(ways: list[str]) -> str:
    """One answer of several: what is the same in all, partly where one says yes; no is no though another is unsure."""
    if not ways:
        return UNKNOWN
    if len({*ways}) == 1:
        return ways[0]
    return PARTLY if YES in ways else NO


def _leads(facts: Facts, key: str) -> Iterator[tuple[Variant | None, SetLead]]:
    """The pace in the leading comparison, in each variant, since the first year that it is told from."""
    name = facts.registry.goals[facts.indicator(key).goal].answer_set or next(iter(facts.registry.comparison_sets))
    seen: set[Variant | None] = set()
    for case in cases(facts, key, name):
        lead = lead_of(facts, key, case)
        if lead and case.variant not in seen:
            seen.add(case.variant)
            yield case.variant, lead


def _which(facts: Facts, lead: SetLead) -> str:
    """Which comparison it is: "Hela storstadsregioner"."""
    return facts.registry.comparison_sets[lead.key].title

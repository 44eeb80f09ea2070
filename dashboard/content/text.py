"""Sentences about values: what the screen says beside a chart, in klarspråk."""

from collections.abc import Iterable
from datetime import date

from dashboard.blocks.once import Once
from dashboard.blocks.table import ADDRESS
from dashboard.content.facts import Facts
from dashboard.content.remembered import remembered
from malkollen.assess.change import Change
from malkollen.assess.position import GroupRank, Place
from malkollen.editions.file import Edition
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Break
from malkollen.registry.registry import Indicator, Registry
from malkollen.texts.places import placed
from malkollen.texts.swedish import (
    MISSING,
    STATUS_WORDS,
    apart,
    ascii_name,
    in_words,
    inside,
    listed,
    number,
    number_word,
    parted,
    signed,
    statuses,
    unnamed,
    with_unit,
)
from malkollen.values.values import STATUS_ORDER, Value, Variant
from malkollen.verdicts.assessor import QUARTERS as LABELS

VARIANTS: dict[Variant | None, str] = {
    "with": "Alla kommuner",
    "without": "Utan kommuner med många företagsbilar",
    None: "",
}
FILE_VARIANTS: dict[Variant | None, str] = {"with": "med vagnparker", "without": "utan vagnparker", None: ""}
"""In the names of files, which stay what they were."""
QUARTERS = {"upper": "bästa fjärdedelen", "middle": "mitten", "lower": "sämsta fjärdedelen"}
"""By what is good, never by high or low: where low is good "lägsta" is read as worst, and "nedre" as low values."""
OF_LABEL = {label: QUARTERS[level] for level, label in LABELS.items()}
"""The same by the assessment's own label."""
KINDS = {"municipality": "kommun", "group": "jämförelsegrupp", "country": "riket"}
MOST_DECIMALS = 1
ROUGHLY, ROUGH_SHARE = 3.0, 0.1
"""How far a reader's own percent, of two values as they are told, may lie from ours: percent, or a share of ours."""
TINY_START = 100.0
"""Percent above which a change says more of how little there was at first than of what has come."""
PRELIMINARY = STATUS_WORDS["preliminary"]
LOWER_IS_BETTER = "Lägre är bättre."
LOWER = Once("lower", LOWER_IS_BETTER)
"""The same on the page of one indicator, which is either."""
UNCHANGED = "i stort sett oförändrat"
"""Of a change that rounds to nothing: never ±0."""
ROUGH = "visas inte"
WHY_ROUGH = "siffran för en enskild kommun är för ungefärlig."
ROUGH_NOTE = (
    "Kommunens egen siffra är för ungefärlig. Därför visas inget värde och ingen förändring, utan gruppens värde."
)
NO_ROUGH_MAP = (
    "Siffran är fördelad från ett större område, och blir osäkrare ju mindre området är. För en enskild kommun är den "
    "för ungefärlig: därför visas ingen karta över kommunerna."
)
"""Of a figure that is too rough for a single municipality: what stands in its place, and why."""


def meeting_day(facts: Facts) -> str:
    """The day that a document is of, under its title; of a fixed version with its meeting, which may name the day."""
    return meeting_and_day(facts.edition.meeting, facts.as_of) if facts.edition else in_words(facts.as_of)


def meeting_and_day(meeting: str, day: date) -> str:
    """A meeting with its day, once: an office may have named the meeting by it."""
    named, told = parted(meeting, day), in_words(day)
    return named if told in named else f"{named}, {told}"


def fixed_and_meeting(edition: Edition, *, is_named: bool = True) -> str:
    """When a version was fixed and the meeting that it is for; that alone where it was not made before the meeting.

    is_named: whether the meeting's name is said with its day.
    """
    fixed = edition.created_at.astimezone().date()
    meeting = meeting_and_day(edition.meeting, edition.day) if is_named else in_words(edition.day)
    if fixed >= edition.day:
        return meeting
    return f"fastställd {in_words(fixed)} till {'' if is_named else 'mötet '}{meeting}"


def state_day(facts: Facts) -> str:
    """As of which day a page or a document tells how it stands; a meeting that is yet to be held has had no state."""
    fixed, day = facts.edition, in_words(facts.as_of)
    is_ahead = fixed is not None and facts.as_of > fixed.created_at.astimezone().date()
    return f"räknat till mötet den {day}" if is_ahead else f"läget den {day}"


def version_of_figures(version: str) -> str:
    """Which figures something is made of, for whoever checks it: the same words in every medium."""
    return f"siffrornas version {version}"


def told_decimals(indicator: Indicator) -> int:
    """Decimals of a value that is told: one at most, as in the answers; tables and arithmetic have them all."""
    return min(indicator.decimals, MOST_DECIMALS)


def amount(indicator: Indicator, value: float | None) -> str:
    """A value with its unit: "10,6 %", "564 mil/inv."; large totals to thousands, derived counts to hundreds."""
    if value is None:
        return "uppgift saknas"
    if indicator.unit == "ton" and abs(value) >= 10_000:
        return with_unit(number(value, -3), "ton")
    return with_unit(number(value, told_decimals(indicator)), indicator.unit)


def surveyed(indicator: Indicator, value: Value) -> str:
    """A value with its unit and, where it comes from a survey, its interval: "56,5 % (54,0–59,0)"."""
    ends = value.interval
    if not ends:
        return amount(indicator, value.value)
    low, high = (number(end, told_decimals(indicator)) for end in ends)
    return f"{amount(indicator, value.value)} ({low}–{high})"


def short_amount(indicator: Indicator, value: float | None) -> str:
    """A value for a label on a map or in a chart: without a long unit."""
    if value is None:
        return "–"
    if indicator.unit == "ton":
        return number(round(value, -3))
    text = number(value, told_decimals(indicator))
    return f"{text}\u00a0%" if indicator.is_share else text


def from_to(indicator: Indicator, before: float, after: float) -> tuple[str, str]:
    """Two values as they are told everywhere."""
    return short_amount(indicator, before), short_amount(indicator, after)


def gives(indicator: Indicator, before: float, after: float) -> bool:
    """Whether a reader's own arithmetic of two values as they are told roughly gives their change in percent."""
    places = told_decimals(indicator)
    told, now = round(before, places), round(after, places)
    if indicator.is_share or indicator.unit == "ton" or not before or not told:
        return True
    size = 100 * (after - before) / abs(before)
    return abs(100 * (now - told) / abs(told) - size) <= max(ROUGHLY, ROUGH_SHARE * abs(size))


def change_text(indicator: Indicator, change: Change | None, base: int | None = None, *, is_dated: bool = True) -> str:
    """A change in words: "+2,0 procentenheter sedan 2024"; why there is none.

    Args:
        base: the year that was asked for; is_dated: whether the year it is since is said.
    """
    if change is None:
        return f"uppgift saknas för {base}" if base else "inget tidigare år att jämföra med"
    if change.broken_by:
        return f"jämförs inte med {change.from_year}: serien bryts {change.broken_by}"
    told = size(indicator, change)
    is_same = change.ends is not None and not apart(*change.ends, indicator.decimals)
    told = UNCHANGED if told.startswith("±") or is_same else _with_ends(indicator, change, told)
    return f"{told} sedan {change.from_year}" if is_dated else told


def _with_ends(indicator: Indicator, change: Change, told: str) -> str:
    """A change, or its ends in its stead where those as told give another, or little was at first."""
    if indicator.is_share or change.ends is None or change.percent is None:
        return told
    before, after = from_to(indicator, *change.ends)
    is_percent = change.percent <= TINY_START and gives(indicator, *change.ends)
    return told if is_percent or before == after else f"från {before} till {after}"


def size(indicator: Indicator, change: Change) -> str:
    """The size of a change as the answers round it: procentenheter for shares, otherwise whole percent."""
    if indicator.is_share:
        return with_unit(signed(difference(indicator, change), told_decimals(indicator)), "procentenheter")
    if change.percent is not None:
        return with_unit(signed(change.percent), "%")
    return signed(difference(indicator, change), indicator.decimals)


def difference(indicator: Indicator, change: Change) -> float | None:
    """The size of a change as its two ends are shown: what a reader who subtracts them gets."""
    return change.difference if change.ends is None else apart(*change.ends, indicator.decimals)


def doubt(one: Break, indicator: Indicator, before: float, after: float) -> str:
    """Why a change after a break says too much; empty where it does not.

    That more is counted explains a rise and no fall; of what is divided by, a fall and no rise.
    """
    divided_by = indicator.parsed.divided_by if indicator.parsed else ()
    explains = after < before if {*divided_by} & {*one.measures} else after > before
    return (one.doubt or "") if explains else ""


def ended(text: str) -> str:
    """A sentence with its full stop: one only, also after a unit that ends in one ("ton/inv.")."""
    return text if text.endswith(".") else f"{text}."


def preliminary_mark(registry: Registry, values: Iterable[Value]) -> str:
    """That values are preliminary and what of them is: "folkmängden är preliminär"; empty where none is."""
    marked = [value for value in values if "preliminary" in value.status]
    return (unsettled(registry, marked) or PRELIMINARY) if marked else ""


COUNTS = "antalen"
"""What a sentence of several counts is of."""


def preliminary_sentence(registry: Registry, value: Value, told: str = "siffran") -> str:
    """The same of one value, as a sentence: "Folkmängden är preliminär, så siffran kan komma att ändras."."""
    if "preliminary" not in value.status:
        return ""
    what = unsettled(registry, [value])
    return f"{capital(what)}, så {told} kan komma att ändras." if what else f"Siffran är {PRELIMINARY}."


def unsettled(registry: Registry, values: Iterable[Value]) -> str:
    """What of values is preliminary, as a clause: "folkmängden är preliminär"; empty where it is they themselves."""
    names = dict.fromkeys(name for value in values for name in value.preliminary)
    measures = [registry.measures[name] for name in names]
    if len(measures) == 1 and measures[0].the:
        return f"{measures[0].the} är {PRELIMINARY}"
    what = listed(one.plain or inside(one.title) for one in measures)
    return f"uppgifterna om {what} är {PRELIMINARY}a" if what else ""


def status_text(value: Value) -> str:
    """A value's marks in words."""
    return statuses((mark for mark in STATUS_ORDER if mark in value.status), is_published=value.is_published)


def status_in_full(registry: Registry, value: Value) -> str:
    """The same, with what of it is preliminary."""
    return status_text(value).replace(PRELIMINARY, preliminary_mark(registry, [value]) or PRELIMINARY)


def label_word(label: str | None) -> str:
    """An assessment's label as a reader is told it; a dash where there was none."""
    return OF_LABEL.get(label or "") or label or MISSING


def group_rank_text(group_rank: GroupRank | None, *, is_low_best: bool = False) -> str:
    """A group's place as the answers say it, "delad tvåa av fyra"; a dash where it cannot be ranked."""
    return (
        "–"
        if group_rank is None
        else placed(group_rank.rank, group_rank.last_rank, group_rank.of, is_low_best=is_low_best)
    )


def pair_text(group_rank: GroupRank | None) -> str:
    """Two groups beside each other: before, after or equal, since a rank of two says no more."""
    if group_rank is None:
        return "–"
    return "lika" if group_rank.tied else "före de andra" if group_rank.rank == 1 else "efter de andra"


def place_text(place: Place | None) -> str:
    """A municipality's place, with how many share it; nobody is pointed out as last."""
    if place is None:
        return "–"
    outside = ", utanför gruppen" if place.is_outside_group else ""
    if place.rank + place.tied == place.of:
        return f"{QUARTERS[place.quarter]}, av {place.of}{outside}"
    others = "en" if place.tied == 1 else number_word(place.tied)
    shared = f" (delad med {others} till)" if place.tied else ""
    return f"{place.rank} av {place.of}{shared}{outside}"


@remembered
def headed(facts: Facts, heading: str) -> str:
    """A goal's heading as it stands inside a sentence: its first letter small, unless it begins with an area's name."""
    areas = [name for one in facts.areas.by_id.values() if unnamed(name := one.name) == name]
    names = {facts.home.name, facts.home.genitive, *areas}
    is_named = any(f"{heading} ".startswith((f"{name} ", f"{name}s ")) for name in names)
    return heading if is_named else inside(heading)


def sited(text: str) -> str:
    """A text with the site's name where an address stood: "huddinge.se"."""
    return ADDRESS.sub(r"\g<site>", text)


def file_stem(facts: Facts, key: str) -> str:
    """How the name of a file about an indicator begins, of a–z."""
    return f"malkollen_{ascii_name(facts.indicator(key).short)}"


def file_day(facts: Facts) -> str:
    """What a file's name ends with: the fixed version that it is of, or the day that it is as of."""
    return ascii_name(facts.edition.name) if facts.edition else facts.as_of.isoformat()

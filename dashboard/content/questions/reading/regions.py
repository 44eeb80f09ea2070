"""Areas that are no municipality and that a question names: the county, the rest of it, another region, riket."""

import re
from dataclasses import replace

from dashboard.content.answers import answers, phrases
from dashboard.content.answers.phrases import plain
from dashboard.content.compare import pace
from dashboard.content.facts import Facts
from dashboard.content.questions.reading.question import Question, Reply
from malkollen.answers import movement
from malkollen.texts.swedish import listed
from malkollen.values.areas import COUNTRY

THE_COUNTY, REST_OF = r"länets?", r"(?:övriga|resten av|andra delar av|övriga delar av)"
THE_COUNTRY = r"riket|hela landet|hela sverige|landet som helhet|landet"
BEFORE = re.compile(
    r"\b(?:än|mot|med|som|före|efter|till|från|når?|ikapp)(?: i| på| för| hela| det i)?\s{0,3}$", re.IGNORECASE
)
"""Words before the name of an area that another is set beside."""
SET_BESIDE_OURS = re.compile(r"\b(?:än|mot|med)(?: för| hos| i| på)? (?:oss|vi|här|våra?)\b", re.IGNORECASE)
"""That our own are set beside the area that is named first."""
FASTER = re.compile(
    r"\b(?:snabbare|fortare|långsammare|lika (?:snabbt|fort)|i samma takt|"
    r"(?:minskar|ökar|minskat|ökat) (?:mer|mindre))\b",
    re.IGNORECASE,
)
"""That paces are set beside each other."""
OF_HOME = "Svaret gäller {home}: för {name} finns inget eget svar på det."


def asked_of(facts: Facts, question: str) -> str | None:
    """The area, no municipality, that a question is asked of; None where it names none or only sets it beside."""
    if SET_BESIDE_OURS.search(question):
        return None
    found = _found(facts, question)
    return next((area for area, start in found if not BEFORE.search(question[:start])), None)


def named(facts: Facts, question: str) -> list[str]:
    """Every such area that a question names, whatever it says of it."""
    return [*dict.fromkeys(area for area, _ in _found(facts, question))]


def without(facts: Facts, question: str) -> str:
    """A question without the names of such areas, which hold those of municipalities: "Stockholms län"."""
    for pattern in _names(facts):
        question = re.sub(rf"\b(?:i |på )?(?:{pattern})\b", " ", question, flags=re.IGNORECASE)
    return question


def _found(facts: Facts, question: str) -> list[tuple[str, int]]:
    """Such areas with where they stand, longer names before those that they hold, in the order of the question."""
    left, found = question, list[tuple[str, int]]()
    for pattern, area in _names(facts).items():
        for one in re.finditer(rf"\b(?:{pattern})\b", left, re.IGNORECASE):
            found.append((area, one.start()))
            left = left[: one.start()] + "·" * len(one.group()) + left[one.end() :]
    return sorted(found, key=lambda one: one[1])


def _names(facts: Facts) -> dict[str, str]:
    """What such areas are called, as patterns, the longest first."""
    groups = [one for one in facts.areas.groups if one != facts.areas.home.id]
    known = {_pattern(facts.areas.name(one)): one for one in groups}
    county = facts.home.county
    if county in groups:
        whole = facts.areas.name(county)
        rest = next((one for one in groups if facts.areas.name(one) == f"Övriga {whole}"), county)
        known = {rf"{REST_OF} (?:{_pattern(whole)}|{THE_COUNTY})": rest, **known, THE_COUNTY: county}
    return dict(sorted({**known, THE_COUNTRY: COUNTRY}.items(), key=lambda one: -len(one[0])))


def _pattern(name: str) -> str:
    """A name as it may be written: "Stor-Göteborg", "Storgöteborg", "Stor Göteborgs"."""
    return re.escape(name).replace(r"\-", "[- ]?") + "s?"


# ───────────── What is said of them ─────────────


def of_home(facts: Facts, area: str) -> str:
    """That an answer is the home group's all the same."""
    return OF_HOME.format(home=facts.home.name, name=within(facts, area))


def within(facts: Facts, area: str) -> str:
    """An area's name within a sentence."""
    name = facts.areas.name(area)
    return name[:1].lower() + name[1:] if area == COUNTRY or name.startswith("Övriga") else name


def against(facts: Facts, one: Question, others: list[str]) -> Question:
    """A question whose answer begins with how an area has moved beside others that it is asked to be set against."""
    key = one.key.partition(":")[2]
    if key not in facts.of_programme or not facts.is_computed(key):
        return one

    def reply(area: str) -> Reply:
        own = one.reply(area)
        told = {each: size for each in (*_totals(facts, key), key) if (size := _moved(facts, each, [area, *others]))}
        if not told:
            return own
        of, size = next(iter(told.items()))
        both = listed([facts.areas.name(area), *(within(facts, other) for other in others)])
        asked = f"Hur har det gått med {plain(facts.indicator(of))}: {both}?"
        return replace(own, question=asked, word="", answer=size, beside=(own.answer, *own.beside), counted=None)

    return replace(one, reply=reply)


def _totals(facts: Facts, key: str) -> list[str]:
    """The measures of all of what a measure divides, whose pace is what is compared."""
    parts = {*facts.indicator(key).measures}
    return [
        each
        for each, other in facts.of_programme.items()
        if other.is_total and facts.is_computed(each) and other.measures and {*other.measures} < parts
    ]


def _moved(facts: Facts, key: str, areas: list[str]) -> str:
    """How areas have moved, of a total since a target's first year; empty where one of them has no two years."""
    if facts.indicator(key).is_total:
        return _paces(facts, key, areas)
    steps = {area: step for area in areas if (step := _step(facts, key, area))}
    if len(steps) < len(areas):
        return ""
    first = min(year for year, _ in steps.values())
    return f"Sedan {first}: {', '.join(f'{within(facts, area)} {size}' for area, (_, size) in steps.items())}."


def _step(facts: Facts, key: str, area: str) -> tuple[int, str] | None:
    """From which year an area has moved, between which values and how much; where that says too much the values alone.

    None without two years.
    """
    moved, indicator = movement.movement(answers.basis(facts), key, area, None), facts.indicator(key)
    span = moved.since_base
    if span is None:
        return None
    ends = phrases.two_values(indicator, span)
    if ends is None:
        return span.from_year, "i stort sett oförändrat"
    size = "" if moved.broken_by else f" ({phrases.change(indicator, span)})"
    return span.from_year, f"från {ends[0]} till {ends[1]}{size}"


def _paces(facts: Facts, key: str, areas: list[str]) -> str:
    """The changes of a total since each year that Jämför counts from, of areas that it sets beside each other."""
    for name in facts.registry.comparison_sets:
        told = list[tuple[int, str]]()
        for case in pace.cases(facts, key, name):
            rows = {row.name: row.text for row in pace.rows(facts, key, case)}
            names = [facts.areas.name(area) for area in areas]
            if all(one in rows for one in names):
                sizes = ", ".join(f"{within(facts, area)} {rows[facts.areas.name(area)]}" for area in areas)
                told.append((case.start, f"Sedan {case.start}: {sizes}."))
        if told:
            return " ".join(text for _, text in sorted(told))
    return ""

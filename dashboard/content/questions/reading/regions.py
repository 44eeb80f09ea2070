"""Areas that are no municipality and that a question names: the county, the rest of it, another region, riket."""

import re

from dashboard.content.facts import Facts
from dashboard.content.questions.reading.language import said, way
from malkollen.values.areas import COUNTRY

THE_COUNTY, REST_OF = r"länets?", r"(?:övriga|resten av|andra delar av|övriga delar av)"
THE_COUNTRY = r"riket|hela landet|hela sverige|landet som helhet|landet"
BEFORE = way(r"\b(?:än|mot|med|som|före|efter|till|från|når?|ikapp)(?: i| på| för| hela| det i)?\s{0,3}$")
"""Words before the name of an area that another is set beside."""
SET_BESIDE_OURS = way(r"\b(?:än|mot|med|före|efter|förbi|om)(?: för| hos| i| på)? (?:oss|vi|här|våra?)\b")
"""That our own are set beside the area that is named first."""
PARTS = way(r"\b(?:norra|södra|östra|västra) (?:delen av )?(?:länet|delen|delarna|stockholm\w*|storstockholm|"
    r"länsdelen|kommunerna|sverige)\b|\b(?:norrort|söderort|västerort|innersta(?:n|den)|närförorter\w*)\b")  # fmt: skip
"""How parts of a county or of the country are named that no figure is of by itself."""
GREATER = "Stor[- ]?"
"""How the name of a city's whole region begins."""
AROUND, HOW_AROUND = " runt ", "(?:runt|kring|utanför|omkring)"
BELTS = way(rf"\bkommuner(?:na)? {HOW_AROUND} (?:de andra )?storstäderna\b")
"""How the municipalities around the cities are named together."""
FASTER = said(r"snabbare|fortare|långsammare|lika (?:snabbt|fort)|i samma takt|(?:minskar|ökar|minskat|ökat) (?:mer|"
    r"mindre)")  # fmt: skip
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
    found = [*dict.fromkeys(area for area, _ in _found(facts, question))]
    belts = _belts(facts)
    return [*found, *belts] if BELTS.search(question) and not {*found} & {*belts} else found


def _belts(facts: Facts) -> list[str]:
    """The areas without their cities: those of the set of comparisons of which each is a part of another area."""
    sets = [
        [one for one in its.groups if one != facts.areas.home.id] for its in facts.registry.comparison_sets.values()
    ]
    members = {one: facts.areas.by_id[one].members for those in sets for one in those}

    def is_part(one: str) -> bool:
        return any(members[one] < whole for whole in members.values())

    return next((those for those in sets if those and all(map(is_part, those))), [])


def parts_in(question: str) -> list[str]:
    """The parts of a county or of the country that a question names, as it writes them."""
    return [*dict.fromkeys(one.group() for one in PARTS.finditer(question))]


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
    """A name as it may be written: "Stor-Göteborg", "Storgöteborg", "Stor Göteborgs"; "kommuner kring Göteborg"."""
    told = re.escape(name).replace(r"\-", "[- ]?")
    before, around, cities = name.partition(AROUND)
    if around:
        first, *rest = map(re.escape, cities.split(" och "))
        more = "".join(f"(?: och {one})?" for one in rest)
        return f"{re.escape(before).removesuffix('na')}(?:na)? {HOW_AROUND} (?:{GREATER})?{first}{more}"
    if told.startswith(GREATER):
        return f"{told}s?|{told.removeprefix(GREATER)}s?(?:regionen|området)s?"
    return f"{told}s?"


# ───────────── What is said of them ─────────────


def of_home(facts: Facts, area: str) -> str:
    """That an answer is the home group's all the same."""
    return OF_HOME.format(home=facts.home.name, name=within(facts, area))


def within(facts: Facts, area: str) -> str:
    """An area's name within a sentence."""
    name = facts.areas.name(area)
    is_told = area == COUNTRY or name.startswith("Övriga") or AROUND in name
    return name[:1].lower() + name[1:] if is_told else name

"""Who has transit near: people by access class, by SCB's method and the EU's, and SCB's own published share."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.blocks.table import Number, Record, Table, gap
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import transit
from dashboard.figures import theme
from dashboard.figures.travel import Bar
from malkollen.texts.swedish import apart, number, signed, with_unit

LEGENDS = {
    "scb": "Läge till kollektivtrafik, procent av invånarna",
    "eu": "Turtäthet på gångavstånd, procent av invånarna",
}
METHODS = {"scb": "SCB:s metod", "eu": "EU:s metod"}
CLASSES = {
    "scb": {"near": "Nära", "outside": "Utanför"},
    "eu": {"very_high": "Mycket hög", "high": "Hög", "medium": "Medel", "low": "Låg", "none": "Ingen"},
}
"""The classes of each method in words, the best first."""
COLOURS = {
    "scb": (theme.TRAVEL[4], theme.MISSING),
    "eu": (*theme.TRAVEL[:1:-1], theme.MISSING),
}
"""A colour a class, the best darkest, none at all grey."""
RULES = {
    "scb": "Nära: högst 500 meter fågelvägen till en hållplats med i snitt minst en avgång i timmen 06–20.",
    "eu": "Avgångar i timmen 06–20 på 5 minuters gångavstånd till buss, spårväg och båt och på 10 minuters till tåg "
    "och tunnelbana (308 och 615 meter fågelvägen). Mycket hög: fler än tio i båda. Hög: fler än tio i den ena. Medel: "
    "fyra till tio. Låg: färre än fyra. Ingen: inget på gångavstånd.",
}
GOOD = {"scb": ("near",), "eu": ("very_high", "high")}
"""The classes that count as near (T01's limit) and as high frequency (T02)."""
APPROXIMATE = (
    "Invånarna räknas per småområde, inte per bostad. Hur mycket det kostar syns i kolumnen för skillnaden mot SCB:s "
    "eget tal, som räknas på adresser; där ingår också att tidtabell och år skiljer."
)


def is_here(found: Transit, timetable: Timetable) -> bool:
    """Whether access has been computed of a timetable."""
    return any((timetable.id, method) in found.access for method in METHODS)


def people(found: Transit, timetable: Timetable, method: str, codes: Sequence[str]) -> dict[str, float] | None:
    """The people of some municipalities by class; None unless every one of them has figures."""
    rows = found.access.get((timetable.id, method), {})
    if any(code not in rows for code in codes):
        return None
    return {name: sum(rows[code].get(name, 0.0) for code in codes) for name in CLASSES[method]}


def share(found: Transit, timetable: Timetable, method: str, codes: Sequence[str]) -> float | None:
    """The share of people near (SCB) or with high frequency (EU), in percent."""
    return share_of(people(found, timetable, method, codes), GOOD[method])


def share_of(classes: dict[str, float] | None, chosen: Iterable[str]) -> float | None:
    """The share of people in some of the classes, in percent; None where nobody is counted."""
    total = sum(classes.values()) if classes else 0
    return 100 * sum(classes[name] for name in chosen) / total if classes and total else None


def legend(method: str) -> tuple[tuple[str, str], ...]:
    """The classes as colour and words, the best first."""
    return tuple(zip(COLOURS[method], CLASSES[method].values(), strict=True))


def bars(facts: Facts, found: Transit, timetable: Timetable, method: str) -> list[Bar]:
    """The eight and Södertörn, each with its share of people in every class."""
    return [
        Bar(facts.areas.name(area), tuple(share_of(classes, [name]) for name in CLASSES[method]))
        for area in [*facts.areas.home_members, facts.areas.home.id]
        for classes in [people(found, timetable, method, _codes(facts, area))]
    ]


def figures(facts: Facts, found: Transit, timetable: Timetable) -> list[tuple[str, str]]:
    """Södertörn's two shares, as label and text."""
    words = {"scb": "Nära kollektivtrafik (SCB:s metod)", "eu": "Hög turtäthet (EU)"}
    shares = {method: share(found, timetable, method, facts.areas.home_members) for method in METHODS}
    pairs = [(words[method], percent(value)) for method, value in shares.items() if value is not None]
    own = _own(facts, shares["scb"])
    return [*pairs[:1], (f"SCB:s eget tal {own[0]}", percent(own[1])), *pairs[1:]] if own else pairs


def _own(facts: Facts, ours: float | None) -> tuple[int, float] | None:
    """SCB's own share for Södertörn with its year, where it is another than ours; None else."""
    own = published(facts, facts.areas.home.id)
    return own if own and ours is not None and apart(own[1], ours, 1) else None


def takeaway(facts: Facts, found: Transit, timetable: Timetable) -> str:
    """What each method says of Södertörn, and which of the eight has the largest and smallest share."""
    home = facts.areas.home_members
    near, high = (share(found, timetable, method, home) for method in METHODS)
    parts = []
    if near is not None:
        own = _own(facts, near)
        said = f" men per småområde; SCB:s eget tal för {own[0]} är {percent(own[1])}" if own else ""
        parts.append(f"{percent(near)} av invånarna {facts.home.at} har kollektivtrafik nära, räknat som SCB gör{said}")
    if high is not None:
        parts.append(f"{percent(high)} har hög eller mycket hög turtäthet på gångavstånd, räknat som EU gör")
    return f"{'; '.join(parts)}." if parts else f"Uppgift saknas för någon av {facts.members.the}."


def spread_text(facts: Facts, found: Transit, timetable: Timetable, method: str) -> str:
    """Between which shares the eight lie; nobody is pointed out."""
    each = (share(found, timetable, method, [code]) for code in facts.areas.home_members)
    shares = [value for value in each if value is not None]
    if not shares:
        return f"{METHODS[method]}: uppgift saknas."
    what = {"scb": "nära", "eu": "hög eller mycket hög turtäthet"}[method]
    between = f"mellan {percent(min(shares))} och {percent(max(shares))}"
    return f"{METHODS[method]}: {between} i {facts.members.the} har {what}."


def percent(value: float) -> str:
    """A share with its decimal: "27,4 %"."""
    return with_unit(number(value, 1), "%")


def published(facts: Facts, area: str) -> tuple[int, float] | None:
    """SCB's own share for an area as the indicator has it: the latest year with a figure, and the share."""
    key = transit.known(facts)
    if key is None:
        return None
    value = facts.evaluation(key).latest(area)
    return (value.year, value.value) if value.value is not None else None


def near_ends(found: Transit, timetable: Timetable, codes: Sequence[str]) -> tuple[float, float] | None:
    """Between which shares (percent) the people near by SCB's method lie; None where any municipality has none."""
    ends, classes = found.near_ends.get(timetable.id, {}), people(found, timetable, "scb", codes)
    total = sum(classes.values()) if classes else 0
    if not total or any(code not in ends for code in codes):
        return None
    low, high = (100 * sum(ends[code][end] for code in codes) / total for end in (0, 1))
    return low, high


def ends_text(facts: Facts, found: Transit, timetable: Timetable) -> str | None:
    """What the size of the small areas leaves open for Södertörn, in a sentence."""
    ends = near_ends(found, timetable, facts.areas.home_members)
    if ends is None:
        return None
    return (
        f"Så mycket lämnar småområdena öppet: mellan {percent(ends[0])}, om bara de områden räknas som ligger helt "
        f"inom 500 meter, och {percent(ends[1])}, om alla räknas som någon del av ligger där."
    )


def compared_text(facts: Facts, traffic: Transit, timetable: Timetable) -> str | None:
    """How far our figure is from SCB's own for Södertörn and at most in one of the eight; None where either lacks."""
    pairs = {
        area: (ours, other)
        for area in [facts.areas.home.id, *facts.areas.home_members]
        if (ours := share(traffic, timetable, "scb", _codes(facts, area))) is not None
        and (other := published(facts, area)) is not None
    }
    home = facts.areas.home.id
    if home not in pairs or len(pairs) < 2:
        return None
    mine, (year, theirs) = pairs[home]
    gaps = {area: apart(other[1], one, 1) for area, (one, other) in pairs.items() if area != home}
    most = max(gaps, key=lambda area: abs(gaps[area]))
    return (
        f"SCB:s eget tal för {year} är {percent(theirs)}: skillnaden är {_points(apart(theirs, mine, 1))} för "
        f"{facts.home.name} och som mest {_points(gaps[most])} ({facts.areas.name(most)})."
    )


def _points(value: float) -> str:
    return with_unit(signed(value, 1), "procentenheter")


def _codes(facts: Facts, area: str) -> list[str]:
    return facts.areas.sorted(facts.areas.by_id[area].members)


def access_table(facts: Facts, traffic: Transit, timetable: Timetable) -> Table:
    """People in every class of both methods, and SCB's own share with the difference; a row an area."""
    areas = [*facts.areas.home_members, facts.areas.home.id]
    shown = transit.sheet(
        (facts, traffic, timetable),
        f"Invånare efter tillgång till kollektivtrafik, {timetable.day_text}",
        "tillgang",
        [_record(facts, traffic, timetable, area) for area in areas],
        notes=(*(f"{METHODS[m]}. {rule}" for m, rule in RULES.items()), APPROXIMATE),
        hidden=("Områdeskod", "SCB: nära, säkert (%)", "SCB: nära, som mest (%)", "SCB:s eget tal avser"),
        emphasis=[len(areas) - 1],
        has_people=True,
    )
    return replace(shown, source=f"{shown.source}{_published_source(facts)}")


def _published_source(facts: Facts) -> str:
    key = transit.known(facts)
    return f"; SCB:s eget tal: {facts.source_line(key).removeprefix('Källa: ')}" if key else ""


def _record(facts: Facts, traffic: Transit, timetable: Timetable, area: str) -> Record:
    codes = _codes(facts, area)
    cells: Record = {"Område": facts.areas.name(area), "Områdeskod": area}
    for method, words in CLASSES.items():
        classes = people(traffic, timetable, method, codes)
        short = method.upper()
        cells |= {f"{short}: {words[name].lower()}": Number(classes[name] if classes else None) for name in words}
    ours, theirs = share(traffic, timetable, "scb", codes), published(facts, area)
    cells["SCB: nära (%)"] = Number(ours, 1)
    ends = near_ends(traffic, timetable, codes) or (None, None)
    cells["SCB: nära, säkert (%)"], cells["SCB: nära, som mest (%)"] = (Number(end, 1) for end in ends)
    cells["SCB:s eget tal (%)"] = Number(theirs[1] if theirs else None, 1)
    cells["SCB:s eget tal avser"] = str(theirs[0]) if theirs else "–"
    cells["Skillnad (procentenheter)"] = gap(theirs[1] if theirs else None, ours, 1)
    cells["EU: hög och mycket hög (%)"] = Number(share(traffic, timetable, "eu", codes), 1)
    return cells

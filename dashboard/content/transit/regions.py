"""Södertörn beside the other metropolitan regions, where their timetables are loaded and cover every municipality."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import access, transit
from dashboard.content.transit.access import METHODS
from malkollen.texts.swedish import listed

HIGH = "eu"
PEOPLE = "Hög är hög och mycket hög turtäthet tillsammans. Invånare är de i småområdena."
NEEDS = "visas här när en tidtabell och befolkning i småområden täcker varje kommun."
STEPS = (
    ("Tidtabell, med trafikbolagen i MALKOLLEN_GTFS_OPERATORS:", "malkollen ingest gtfs"),
    ("Befolkning i småområden:", "malkollen ingest scb_areas"),
)
"""What brings a region that is missing."""
OTHERS = "Visa andra sätt att dela in regionerna"


@dataclass(frozen=True)
class Region:
    """A group whose every municipality has access computed: its timetables, and its people by method and class."""

    area: str
    timetables: tuple[Timetable, ...]
    shares: dict[str, float | None]
    people: float


def regions(facts: Facts, found: Transit) -> list[Region]:
    """The groups of the comparison sets that current timetables cover whole, ours first."""
    ids = [group for declared in facts.registry.comparison_sets.values() for group in declared.groups]
    known = [_region(facts, found, group) for group in dict.fromkeys(ids)]
    return [region for region in known if region]


def _region(facts: Facts, traffic: Transit, group: str) -> Region | None:
    members = facts.areas.by_id[group].members
    chosen = {code: timetable for code in members if (timetable := _timetable_of(traffic, code))}
    if len(chosen) < len(members):
        return None
    totals = {method: _people(traffic, chosen, method) for method in METHODS}
    shares = {method: access.share_of(classes, access.GOOD[method]) for method, classes in totals.items()}
    used = {timetable.id: timetable for _, timetable in sorted(chosen.items())}
    return Region(group, tuple(used.values()), shares, sum(totals[HIGH].values()))


def parted(facts: Facts, rows: list[Region]) -> tuple[list[Region], list[Region]]:
    """The regions of the first comparison set, and those of the other ways to divide the same places."""
    first = _first(facts)
    return [row for row in rows if row.area in first], [row for row in rows if row.area not in first]


def _first(facts: Facts) -> Sequence[str]:
    return next(iter(facts.registry.comparison_sets.values())).groups


def _timetable_of(found: Transit, code: str) -> Timetable | None:
    """The latest timetable that access in a municipality is computed of; each county may have its own."""
    for timetable in found.timetables:
        if all(code in found.access.get((timetable.id, method), {}) for method in METHODS):
            return timetable
    return None


def _people(found: Transit, chosen: dict[str, Timetable], method: str) -> dict[str, float]:
    return {
        name: sum(found.access[timetable.id, method][code].get(name, 0.0) for code, timetable in chosen.items())
        for name in access.CLASSES[method]
    }


def text(facts: Facts, rows: list[Region]) -> str:
    """The shares with high frequency in the first of the comparison sets; nothing where only one region has any."""
    first = _first(facts)
    known = [(row, share) for row in rows if row.area in first and (share := row.shares[HIGH]) is not None]
    parts = [f"{facts.areas.name(row.area)} {access.percent(share)}" for row, share in known]
    said = f"Andel av invånarna med hög eller mycket hög turtäthet på gångavstånd: {', '.join(parts)}."
    return said if len(parts) > 1 else ""


def needed(facts: Facts, rows: list[Region]) -> str:
    """What it takes to show the other regions; nothing where all of the first comparison set are here."""
    here = {row.area for row in rows}
    missing = [facts.areas.name(area) for area in _first(facts) if area not in here]
    return f"{listed(missing)} {NEEDS}" if missing else ""


def _days(used: list[Timetable]) -> str:
    """Which days stand for weekdays: one for all the regions, or each timetable's own."""
    days = list(dict.fromkeys(timetable.day_text for timetable in sorted(used, key=lambda one: one.day)))
    each = "En dag" if len(days) == 1 else "En dag ur varje tidtabell"
    return f"{each}, {listed(days)}, är räknad, inte ett genomsnitt av vardagar."


def regions_table(facts: Facts, traffic: Transit, rows: list[Region]) -> Table:
    """The regions with both methods' shares; a row a region."""
    used = list({timetable.id: timetable for row in rows for timetable in row.timetables}.values())
    titled = next((timetable for timetable in used if timetable.is_made), used[0])
    source = transit.source_of_several(facts, used, traffic.small_areas)
    records: list[Record] = [
        {
            "Område": facts.areas.name(row.area),
            "Områdeskod": row.area,
            "Hög, EU (%)": Number(row.shares["eu"], 1),
            "Nära, SCB (%)": Number(row.shares["scb"], 1),
            "Invånare": Number(row.people),
            "Referensdag": listed(str(timetable.day) for timetable in row.timetables),
            "Källa": source,
        }
        for row in rows
    ]
    strong = [place for place, row in enumerate(rows) if row.area == facts.areas.home.id]
    return table(
        transit.title(titled, "Invånare med hög turtäthet (EU) och med kollektivtrafik nära (SCB)"),
        transit.file_name(facts, titled, "regioner"),
        records,
        source,
        notes=(*(f"{METHODS[m]}. {rule}" for m, rule in access.RULES.items()), PEOPLE, _days(used)),
        hidden=("Områdeskod", "Referensdag", "Källa"),
        emphasis=strong,
    )

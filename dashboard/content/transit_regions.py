"""Södertörn beside the other metropolitan regions, where their timetables are loaded and cover every municipality."""

from dataclasses import dataclass

from dashboard.content import transit, transit_access
from dashboard.content.facts import Facts
from dashboard.content.table import Number, Record, Table, table
from dashboard.content.transit_access import METHODS
from dashboard.content.transit_facts import Timetable, Transit
from malkollen.swedish import listed, number, with_unit

HIGH = "eu"
ONLY_OURS = (
    "Bara Stockholms län är inläst. Stor-Göteborg och Stor-Malmö visas här när tidtabeller för Västra "
    "Götalands, Hallands och Skåne län är inlästa (malkollen ingest gtfs) och befolkningen i deras småområden."
)


WITHOUT_PEOPLE = "Jämförelsen räknas när tidtabell och befolkning i småområden täcker alla kommuner i en region."


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


def _region(facts: Facts, found: Transit, group: str) -> Region | None:
    members = facts.areas.by_id[group].members
    chosen = {code: timetable for code in members if (timetable := _timetable_of(found, code))}
    if len(chosen) < len(members):
        return None
    totals = {method: _people(found, chosen, method) for method in METHODS}
    shares = {
        method: 100 * sum(classes[name] for name in transit_access.GOOD[method]) / sum(classes.values())
        if sum(classes.values())
        else None
        for method, classes in totals.items()
    }
    used = {timetable.id: timetable for _, timetable in sorted(chosen.items())}
    return Region(group, tuple(used.values()), shares, sum(totals[HIGH].values()))


def _timetable_of(found: Transit, code: str) -> Timetable | None:
    """The current timetable that access in a municipality is computed of."""
    for timetable in found.timetables:
        if timetable.is_current and all(code in found.access.get((timetable.id, method), {}) for method in METHODS):
            return timetable
    return None


def _people(found: Transit, chosen: dict[str, Timetable], method: str) -> dict[str, float]:
    return {
        name: sum(found.access[timetable.id, method][code].get(name, 0.0) for code, timetable in chosen.items())
        for name in transit_access.CLASSES[method]
    }


def text(facts: Facts, rows: list[Region]) -> str:
    """The shares with high frequency in the first of the comparison sets; nothing where only one region has any."""
    first = next(iter(facts.registry.comparison_sets.values())).groups
    known = [(row, share) for row in rows if row.area in first and (share := row.shares[HIGH]) is not None]
    parts = [f"{facts.areas.name(row.area)} {with_unit(number(share, 1), '%')}" for row, share in known]
    said = f"Andel av invånarna med hög eller mycket hög turtäthet på gångavstånd: {', '.join(parts)}."
    return said if len(parts) > 1 else ""


def needed(facts: Facts, rows: list[Region]) -> str:
    """What it takes to show the other regions; nothing where all of the first comparison set are here."""
    first = next(iter(facts.registry.comparison_sets.values())).groups
    missing = {*first} - {row.area for row in rows}
    return "" if not missing else ONLY_OURS if rows else WITHOUT_PEOPLE


def regions_table(facts: Facts, found: Transit, rows: list[Region]) -> Table:
    """The regions with both methods' shares; a row a region."""
    used = list({timetable.id: timetable for row in rows for timetable in row.timetables}.values())
    made = next((timetable for timetable in used if timetable.is_made), used[0])
    source = "; ".join(dict.fromkeys(transit.source_line(found, one, has_people=True) for one in used))
    records: list[Record] = [
        {
            "Område": facts.areas.name(row.area),
            "Områdeskod": row.area,
            "Invånare i småområden": Number(row.people),
            "EU: hög och mycket hög (%)": Number(row.shares["eu"], 1),
            "SCB: nära (%)": Number(row.shares["scb"], 1),
            "Referensdag": listed(str(timetable.day) for timetable in row.timetables),
            "Källa": source,
        }
        for row in rows
    ]
    strong = [place for place, row in enumerate(rows) if row.area == facts.areas.home.id]
    return table(
        transit.title(made, "Storstadsregionerna: tillgång till kollektivtrafik"),
        transit.file_name(facts, made, "regioner"),
        records,
        source,
        notes=transit.method_notes(made, *(f"{METHODS[m]}. {rule}" for m, rule in transit_access.RULES.items())),
        hidden=("Områdeskod", "Källa"),
        emphasis=strong,
    )

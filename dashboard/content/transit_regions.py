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
    "Bara Stockholms läns tidtabell är inläst. Stor-Göteborg och Stor-Malmö visas här när tidtabeller för Västra "
    "Götalands, Hallands och Skåne län är inlästa (malkollen ingest gtfs) och befolkningen i deras småområden."
)


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
    """Who has the largest share with high frequency, and what is needed where only the home county is loaded."""
    counties = {timetable.id for row in rows for timetable in row.timetables}
    if len(counties) < 2:
        return ONLY_OURS
    known = [(row, share) for row in rows if (share := row.shares[HIGH]) is not None]
    parts = [f"{facts.areas.name(row.area)} {with_unit(number(share, 1), '%')}" for row, share in known]
    return f"Andel av invånarna med hög eller mycket hög turtäthet på gångavstånd: {listed(parts)}."


def regions_table(facts: Facts, rows: list[Region]) -> Table:
    """The regions with both methods' shares; a row a region."""
    records: list[Record] = [
        {
            "Område": facts.areas.name(row.area),
            "Områdeskod": row.area,
            "Invånare i småområden": Number(row.people),
            "EU: hög och mycket hög (%)": Number(row.shares["eu"], 1),
            "SCB: nära (%)": Number(row.shares["scb"], 1),
            "Referensdag": listed(str(timetable.day) for timetable in row.timetables),
            "Källa": "; ".join(timetable.publisher for timetable in row.timetables),
        }
        for row in rows
    ]
    used = list({timetable.id: timetable for row in rows for timetable in row.timetables}.values())
    first = used[0]
    made = next((timetable for timetable in used if timetable.is_made), first)
    strong = [place for place, row in enumerate(rows) if row.area == facts.areas.home.id]
    return table(
        transit.title(made, "Storstadsregionerna: tillgång till kollektivtrafik"),
        transit.file_name(facts, made, "regioner"),
        records,
        f"Källa: {'; '.join(dict.fromkeys(timetable.publisher for timetable in used))}",
        notes=transit.method_notes(made, *(f"{METHODS[m]}. {rule}" for m, rule in transit_access.RULES.items())),
        hidden=("Områdeskod", "Källa"),
        emphasis=strong,
    )

"""What a change of timetables meant for people: the shares near transit and with high frequency, before and after."""

from dashboard.blocks.table import Number, Record, Table, gap
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import access
from dashboard.content.transit.change import both_table

SHARES = {"scb": "kollektivtrafik nära (SCB)", "eu": "hög turtäthet (EU)"}
SAME_PEOPLE = "Befolkningen är densamma i båda räkningarna, så skillnaden är tidtabellens."


def takeaway(facts: Facts, traffic: Transit, before: Timetable, after: Timetable) -> str:
    """How Södertörn's shares moved; empty unless both timetables have any of them."""
    parts = [
        f"{access.percent(new)} av invånarna {facts.home.at} har {words}, {_against(*map(access.percent, (new, old)))}"
        for method, words in SHARES.items()
        if (old := access.share(traffic, before, method, facts.areas.home_members)) is not None
        and (new := access.share(traffic, after, method, facts.areas.home_members)) is not None
    ]
    return f"{'; '.join(parts)}." if parts else ""


def _against(new: str, old: str) -> str:
    return f"mot {old} före skiftet" if new != old else "lika många som före skiftet"


def people_table(facts: Facts, traffic: Transit, before: Timetable, after: Timetable) -> Table:
    """Both shares before, after and the difference in procentenheter; a row a municipality, last Södertörn."""
    areas = [*facts.areas.home_members, facts.areas.home.id]
    return both_table(
        facts,
        (before, after),
        "Invånare med kollektivtrafik nära, före och efter, procent",
        "skifte_invanare",
        [_record(facts, traffic, (before, after), area) for area in areas],
        notes=(SAME_PEOPLE,),
        hidden=("Områdeskod",),
        emphasis=[len(areas) - 1],
        people=traffic.small_areas,
    )


def _record(facts: Facts, traffic: Transit, timetables: tuple[Timetable, Timetable], area: str) -> Record:
    codes = facts.areas.sorted(facts.areas.by_id[area].members)
    cells: Record = {"Område": facts.areas.name(area), "Områdeskod": area}
    for method, name in (("scb", "Nära, SCB"), ("eu", "Hög turtäthet, EU")):
        old, new = (access.share(traffic, one, method, codes) for one in timetables)
        cells[f"{name}: före"], cells[f"{name}: efter"] = Number(old, 1), Number(new, 1)
        cells[f"{name}: skillnad (procentenheter)"] = gap(old, new, 1)
    return cells

"""One municipality over all indicators: its values beside Södertörn's and riket's, and where it stands."""

from dataclasses import dataclass

from dashboard.content.facts import Facts
from dashboard.content.indicator import country_value
from dashboard.content.ranks import municipality_place
from dashboard.content.table import Cell, Column, Number, Table
from dashboard.content.values import change_before
from dashboard.text import change_text, place_text, status_text
from malkollen.swedish import number


@dataclass(frozen=True)
class Standing:
    """A municipality's percentile on one indicator: 0 worst to 100 best in the comparison group."""

    key: str
    title: str
    percentile: float
    place: str




def overview_table(facts: Facts, code: str, goal: str) -> Table:
    """A goal's computed indicators for one municipality, in its latest year each."""
    rows: list[list[Cell]] = []
    for key in facts.of_goal(goal, is_computed=True):
        indicator, evaluation = facts.indicator(key), facts.evaluation(key)
        value = evaluation.latest(code)
        home = evaluation.at(facts.areas.home.id, value.year).value
        rows.append(
            [
                code,
                facts.areas.name(code),
                indicator.code,
                indicator.title,
                str(value.year) + ("" if value.year == evaluation.latest_year else " (äldre)"),
                Number(value.value, indicator.decimals, unit=indicator.unit),
                change_text(indicator, change_before(facts, evaluation, code, value.year)),
                Number(None if indicator.is_total else home, indicator.decimals),
                Number(None if indicator.is_total else country_value(facts, key, value.year, None), indicator.decimals),
                place_text(municipality_place(facts, key, code, value.year, None)),
                status_text(value),
                facts.source_line(key),
            ]
        )
    name = facts.areas.name(code)
    columns = (
        Column("Områdeskod", is_on_screen=False), Column("Område", is_on_screen=False), Column("Kod", is_on_screen=False),
        Column("Indikator"), Column("År"), Column(name), Column("Förändring"), Column("Södertörn"), Column("Riket"),
        Column("Plats bland pendlingskommuner"), Column("Status", is_on_screen=False), Column("Källa", is_on_screen=False),
    )  # fmt: skip
    heading = facts.registry.goals[goal].heading
    return Table(
        f"{name}: {heading.lower()}",
        f"malkollen_{code}_{goal}_{facts.data_version}",
        columns,
        rows,
        "Källa anges för varje rad i den hämtade filen.",
    )


def standings(facts: Facts, code: str) -> list[Standing]:
    """Where the municipality stands on every ranked indicator, best to the right."""
    found = []
    for key in facts.registry.computed():
        year = facts.evaluation(key).latest(code).year
        if placed := municipality_place(facts, key, code, year, None):
            indicator = facts.indicator(key)
            found.append(Standing(key, f"{indicator.short} {year}", placed.percentile, place_text(placed)))
    return found


def introduction(facts: Facts, code: str) -> str:
    """Who the municipality is compared with, and that values stand where they are registered."""
    area, group = facts.areas.by_id[code], facts.areas.reference_group
    population = facts.measures["population"]
    year = max(population)
    belongs = (
        f"Kommunen jämförs med de {len(group.members)} pendlingskommunerna nära storstad (SKR A2)."
        if code in group.members
        else f"Kommunen hör inte till de {len(group.members)} pendlingskommunerna nära storstad (SKR A2) utan placeras bredvid dem."
    )
    return f"{area.name} hade {number(population[year][code])} invånare den 31 december {year}. {belongs}"


def standing_text(facts: Facts, code: str) -> str:
    """In how many of the ranked indicators the municipality is in which quarter."""
    found = standings(facts, code)
    if not found:
        return f"{facts.areas.name(code)} har inga värden att placera."
    upper = sum(row.percentile >= 75 for row in found)
    lower = sum(row.percentile < 25 for row in found)
    middle = len(found) - upper - lower
    return f"Av {len(found)} jämförbara indikatorer ligger {upper} i den bättre fjärdedelen, {middle} i mitten och {lower} i den fjärdedel som har längst kvar."


def standing_table(facts: Facts, code: str) -> Table:
    """The chart of standings as a table."""
    rows: list[list[Cell]] = [
        [code, facts.areas.name(code), row.title, row.place, Number(row.percentile, 0)] for row in standings(facts, code)
    ]
    columns = (
        Column("Områdeskod", is_on_screen=False), Column("Område", is_on_screen=False), Column("Indikator"),
        Column("Plats"), Column("Andel som har ett sämre värde (%)"),
    )  # fmt: skip
    name = f"malkollen_{code}_placering_{facts.data_version}"
    return Table(f"{facts.areas.name(code)} bland pendlingskommunerna", name, columns, rows, "Bearbetning: Södertörns kansli")

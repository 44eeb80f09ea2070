"""The members side by side: every measure in every municipality, shaded by how far it is from riket.

Nobody is called last: a shade says better or worse than riket, and how much, and a measure that has no better end has
no shade.
"""

from dashboard.blocks.pieces import Cell, Matrix, MatrixRow
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers.phrases import decimals, figure, plain
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import country_value
from dashboard.content.ranks import is_fleet
from malkollen.assess.direction import IMPROVES, WORSENS
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import MISSING, listed
from malkollen.verdicts.assessor import JUDGED_KINDS

NEAR, FAR = 0.05, 0.25
"""Shares of riket's value within which a value is about the same, and beyond which it is far from it."""
SHADES = ("mycket sämre än riket", "sämre än riket", "ungefär som riket", "bättre än riket", "mycket bättre än riket")
LEGEND_TITLE = "Jämfört med riket samma år"


def keys(facts: Facts) -> list[str]:
    """Measures of the programme that municipalities have values of, totals aside: they only show who is large."""
    members = facts.areas.home_members
    return [
        key
        for key, indicator in facts.of_programme.items()
        if facts.is_computed(key) and not indicator.is_total and indicator.judged_for == "all"
        if any(facts.evaluation(key).latest(code).value is not None for code in members)
    ]


def matrix(facts: Facts, mine: str) -> Matrix:
    """Measures down, municipalities across, riket last.

    Args:
        mine: the municipality that is marked; empty where none is.
    """
    members = facts.areas.home_members
    heads = (*(facts.areas.name(code) for code in members), "Riket")
    rows = tuple(_row(facts, key) for key in keys(facts))
    marked = members.index(mine) if mine in members else None
    title = f"{capital(facts.members.the)} sida vid sida"
    return Matrix(title, heads, rows, marked, (*_notes(facts),))


def _row(facts: Facts, key: str) -> MatrixRow:
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    year = evaluation.latest_year
    country = country_value(facts, key, year, None)
    values = [evaluation.at(code, year).value for code in facts.areas.home_members]
    places = decimals(indicator, [value for value in values if value is not None])
    cells = [
        _cell(facts, key, code, value, country, places)
        for code, value in zip(facts.areas.home_members, values, strict=True)
    ]
    riket = Cell(MISSING if country is None else figure(indicator, country, places))
    unit = "%" if indicator.is_share else indicator.unit
    return MatrixRow(capital(plain(indicator)), f"{unit}, {year}", (*cells, riket))


def _cell(facts: Facts, key: str, code: str, value: float | None, country: float | None, places: int) -> Cell:
    indicator = facts.indicator(key)
    if value is None:
        return Cell(MISSING)
    text, fleet = figure(indicator, value, places), is_fleet(facts, key, code)
    shade = None if fleet else _shade(indicator, value, country)
    return Cell(
        f"{text}{' *' if fleet else ''}", shade, SHADES[shade] if shade is not None else "", _way(facts, key, code)
    )


def _shade(indicator: Indicator, value: float, country: float | None) -> int | None:
    """The shade's place in `SHADES`; None where riket has no value or no end is better."""
    if not country or indicator.better is None or indicator.kind not in JUDGED_KINDS:
        return None
    away = (value - country) / abs(country) * (1 if indicator.better == "higher" else -1)
    return 2 + (away > NEAR) + (away > FAR) - (away < -NEAR) - (away < -FAR)


def _way(facts: Facts, key: str, code: str) -> str:
    """Which way it goes, where that is established: `up` for the better, `down` for the worse; else empty."""
    if facts.indicator(key).kind not in JUDGED_KINDS:
        return ""
    label = facts.assessor.verdict(key, code).found.direction.label
    return "up" if label == IMPROVES else "down" if label == WORSENS else ""


def _notes(facts: Facts) -> list[str]:
    fleets = [
        facts.areas.name(code)
        for code in facts.areas.home_members
        if any(is_fleet(facts, key, code) for key in keys(facts))
    ]
    said = [f"Pilar: utvecklingen är säker nog för att sägas. Ungefär som riket: högst {100 * NEAR:.0f} procent ifrån."]
    if fleets:
        said.append(f"* Många företagsbilar är skrivna i {listed(fleets)}; värdet visar inte vad invånarna gör.")
    return said


def values_table(facts: Facts) -> Table:
    """The same values for files."""
    records: list[Record] = []
    for key in keys(facts):
        indicator, evaluation = facts.indicator(key), facts.evaluation(key)
        year = evaluation.latest_year
        own = {
            facts.areas.name(code): Number(evaluation.at(code, year).value, indicator.decimals)
            for code in facts.areas.home_members
        }
        records.append(
            {
                "Kod": indicator.code,
                "Mått": capital(plain(indicator)),
                "Enhet": indicator.unit,
                "År": str(year),
                **own,
                "Riket": Number(country_value(facts, key, year, None), indicator.decimals),
            }
        )
    source = listed(dict.fromkeys(facts.source_line(key) for key in keys(facts)))
    return table(
        f"{capital(facts.members.the)} sida vid sida", f"malkollen_kommunerna_{facts.data_version}", records, source
    )

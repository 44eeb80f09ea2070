"""One municipality over all indicators: its values beside Södertörn's and riket's, and where it stands."""

from dataclasses import dataclass

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered, Reasoning
from dashboard.content.chance import chance_notes
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import common_move, country_value
from dashboard.content.ranks import municipality_place, places_text
from dashboard.content.reasoning import why
from dashboard.content.text import SHORT_VARIANTS, change_text, place_text, status_text
from dashboard.content.values import change_before
from dashboard.content.verdict import is_tested, verdict
from malkollen.registry.home import capital
from malkollen.texts.swedish import number
from malkollen.verdicts.assessor import JUDGED_KINDS


@dataclass(frozen=True)
class Standing:
    """A municipality's percentile on one indicator: 0 worst to 100 best in the comparison group."""

    key: str
    title: str
    percentile: float
    place: str


@dataclass(frozen=True)
class Judged:
    """A judged indicator of a municipality: its answers and their arithmetic in every variant."""

    title: str
    answers: tuple[Answered, ...]
    why: tuple[tuple[str, tuple[Reasoning, ...]], ...]


def judged(facts: Facts, code: str, goal: str) -> list[Judged]:
    """A goal's indicators that are judged for municipalities, in the order of the table."""
    keys = [key for key in facts.of_goal(goal, is_computed=True) if facts.indicator(key).kind in JUDGED_KINDS]
    return [
        Judged(facts.indicator(key).title, tuple(verdict(facts, key, code)), why(facts, key, code))
        for key in keys
        if facts.indicator(key).judged_for == "all"
    ]


def overview_table(facts: Facts, code: str, goal: str) -> Table:
    """A goal's computed indicators for one municipality, in its latest year each."""
    records = [_record(facts, code, key) for key in facts.of_goal(goal, is_computed=True)]
    title = f"{facts.areas.name(code)}: {facts.registry.goals[goal].heading.lower()}"
    name = f"malkollen_{code}_{goal}_{facts.data_version}"
    hidden = ("Områdeskod", "Område", "Kod", "Skäl", "Status", "Källa")
    keys = facts.of_goal(goal, is_computed=True)
    moves = {key: common_move(facts, key, facts.evaluation(key).latest(code).year) for key in keys}
    tested = sum(is_tested(facts, key, code) for key in keys)
    chance = chance_notes(tested)
    notes = (*(f"{facts.indicator(key).title}: {move}" for key, move in moves.items() if move), *chance)
    return table(title, name, records, "Källa anges för varje rad i den hämtade filen.", hidden=hidden, notes=notes)


def _record(facts: Facts, code: str, key: str) -> Record:
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    value, answer = evaluation.latest(code), facts.assessor.verdict(key, code).found
    home = None if indicator.is_total else evaluation.at(facts.areas.home.id, value.year).value
    country = None if indicator.is_total else country_value(facts, key, value.year, None)
    return {
        "Områdeskod": code,
        "Område": facts.areas.name(code),
        "Kod": indicator.code,
        "Indikator": indicator.title,
        "År": str(value.year) + ("" if value.year == evaluation.latest_year else " (äldre)"),
        "Kommunens värde": Number(value.value, indicator.decimals, unit=indicator.unit),
        "Förändring": change_text(indicator, change_before(facts, evaluation, code, value.year)),
        facts.areas.home.name: Number(home, indicator.decimals),
        "Riket": Number(country, indicator.decimals),
        f"Plats bland {facts.placed.many}": places_text(facts, key, code, value.year),
        "Utveckling": answer.direction.label or "–",
        "Skäl": answer.direction.reason or "",
        "Status": status_text(value),
        "Källa": facts.source_line(key),
    }


def standings(facts: Facts, code: str) -> list[Standing]:
    """Where the municipality stands on every ranked indicator in every variant, best to the right."""
    found = []
    for key in facts.registry.computed():
        year = facts.evaluation(key).latest(code).year
        for variant in facts.variants(key):
            if placed := municipality_place(facts, key, code, year, variant):
                title = f"{facts.indicator(key).short} {year} {SHORT_VARIANTS[variant]}".strip()
                found.append(Standing(key, title, placed.percentile, place_text(placed)))
    return found


def introduction(facts: Facts, code: str) -> str:
    """Who the municipality is compared with, and that values stand where they are registered."""
    area, group = facts.areas.by_id[code], facts.areas.reference_group
    population = facts.measures["population"]
    year = max(population)
    size = len(group.members)
    belongs = (
        f"Kommunen jämförs med de {size} {facts.placed.the_which}."
        if code in group.members
        else f"Kommunen hör inte till de {size} {facts.placed.the_which} utan placeras bredvid dem."
    )
    return f"{area.name} hade {number(population[year][code])} invånare den 31 december {year}. {belongs}"


def standing_text(facts: Facts, code: str) -> str:
    """In how many of the ranked values the municipality is in which quarter; a place is no verdict."""
    found = standings(facts, code)
    if not found:
        return f"{facts.areas.name(code)} har inga värden att placera."
    upper = sum(row.percentile >= 75 for row in found)
    lower = sum(row.percentile < 25 for row in found)
    middle = len(found) - upper - lower
    return (
        f"Av {len(found)} jämförbara värden ligger {upper} i övre fjärdedelen, {middle} i mitten och {lower} i nedre."
    )


def standing_table(facts: Facts, code: str) -> Table:
    """The chart of standings as a table."""
    records: list[Record] = [
        {
            "Områdeskod": code,
            "Område": facts.areas.name(code),
            "Indikator": row.title,
            "Plats": row.place,
            "Percentil (0–100)": Number(row.percentile),
        }
        for row in standings(facts, code)
    ]
    title, name = (
        f"{facts.areas.name(code)} bland {facts.placed.the}",
        f"malkollen_{code}_placering_{facts.data_version}",
    )
    return table(title, name, records, capital(facts.home.processing), hidden=("Områdeskod", "Område"))

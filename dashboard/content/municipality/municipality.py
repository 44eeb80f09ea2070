"""One municipality over all indicators: its values beside Södertörn's and riket's, and where it stands."""

from dataclasses import dataclass

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered, Reasoning
from dashboard.content.answers.phrases import plain
from dashboard.content.chance import chance_notes
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import country_value
from dashboard.content.municipality import lines
from dashboard.content.ranks import municipality_place, places_text
from dashboard.content.reasoning import why
from dashboard.content.text import ROUGH, ROUGH_NOTE, place_text, status_text
from dashboard.content.values import doubts
from dashboard.content.verdict import direction_word, is_tested, verdict
from malkollen.answers.quarter import LOWER, UPPER
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, inside, listed, number
from malkollen.values import rough
from malkollen.verdicts.assessor import JUDGED_KINDS


@dataclass(frozen=True)
class Standing:
    """A municipality's percentile on one indicator: 0 worst to 100 best in the comparison group.

    Attributes:
        place: as it is drawn, of registered vehicles without fleet municipalities; all_of_them: then with them.
    """

    key: str
    title: str
    percentile: float
    place: str
    all_of_them: str = ""


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
    title = f"{facts.areas.name(code)}: {inside(facts.registry.goals[goal].heading)}"
    name = f"malkollen_{code}_{goal}_{facts.data_version}"
    hidden = ("Områdeskod", "Område", "Kod", "Skäl", "Status", "Källa")
    keys = facts.of_goal(goal, is_computed=True)
    why = (ROUGH_NOTE,) if any(rough.is_for_groups(facts.indicator(key)) for key in keys) else ()
    tested = sum(is_tested(facts, key, code) for key in keys)
    chance = chance_notes(tested)
    notes = (*why, *doubts(facts, keys), *chance)
    return table(title, name, records, "Källa anges för varje rad i den hämtade filen.", hidden=hidden, notes=notes)


def _record(facts: Facts, code: str, key: str) -> Record:
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    value, answer = evaluation.latest(code), facts.assessor.verdict(key, code).assessment
    is_rough = rough.is_for_groups(indicator)
    home = None if indicator.is_total and not is_rough else evaluation.at(facts.areas.home.id, value.year).value
    country = None if indicator.is_total else country_value(facts, key, value.year, None)
    return {
        "Områdeskod": code,
        "Område": facts.areas.name(code),
        "Kod": indicator.code,
        "Indikator": indicator.title,
        "År": str(value.year) + ("" if value.year == evaluation.latest_year else " (äldre)"),
        "Kommunens värde": Number(
            value.value, indicator.decimals, unit=indicator.unit, missing=ROUGH if is_rough else "–"
        ),
        "Förändring": ROUGH if is_rough else lines.change(facts, key, code) or MISSING,
        facts.areas.home.name: Number(home, indicator.decimals),
        "Riket": Number(country, indicator.decimals),
        f"Plats bland {facts.placed.many}": places_text(facts, key, code, value.year),
        "Utveckling": direction_word(answer.direction.label) or "–",
        "Skäl": answer.direction.reason or "",
        "Status": ROUGH if is_rough else status_text(value),
        "Källa": facts.source_line(key),
    }


def standings(facts: Facts, code: str) -> list[Standing]:
    """Where the municipality stands on every ranked indicator, each once, the best first."""
    rows = [row for key in facts.registry.computed() if (row := _standing(facts, key, code))]
    return sorted(rows, key=lambda row: -row.percentile)


def _standing(facts: Facts, key: str, code: str) -> Standing | None:
    year, variants = facts.evaluation(key).latest(code).year, facts.variants(key)
    places = {variant: municipality_place(facts, key, code, year, variant) for variant in variants}
    leading = places.get("without") or places.get("with") or places.get(None)
    if leading is None:
        return None
    with_fleets = places.get("with") if places.get("without") else None
    title = f"{capital(plain(facts.indicator(key)))} {year}"
    return Standing(key, title, leading.percentile, place_text(leading), place_text(with_fleets) if with_fleets else "")


def introduction(facts: Facts, code: str) -> str:
    """Who the municipality is compared with, and that values stand where they are registered."""
    area, group = facts.areas.by_id[code], facts.areas.reference_group
    population = facts.measures["population"]
    year = max(population)
    size = len(group.members)
    belongs = f"Kommunen jämförs med {facts.placed.counted(size)}." if code in group.members else _outside(facts, size)
    return f"{area.name} hade {number(population[year][code])} invånare den 31 december {year}. {belongs}"


def _outside(facts: Facts, size: int) -> str:
    """Why a municipality stands beside the others, and what that makes of the number it is placed among."""
    classed = facts.placed.classed
    why = f": {classed} räknar den till en annan kommungrupp" if classed else ""
    return (
        f"Kommunen hör inte till {facts.placed.counted(size)} utan placeras bredvid dem{why}. Därför står det "
        f"”utanför gruppen”, och platsen är en av {size + 1}."
    )


def standing_text(facts: Facts, code: str) -> str:
    """Which indicators the municipality is in which part by, the best part first; a place is no verdict."""
    rows = standings(facts, code)
    if not rows:
        return f"{facts.areas.name(code)} har inga värden att placera."
    parts = {
        "Bland den bästa fjärdedelen": [row for row in rows if row.percentile >= UPPER],
        "I mitten": [row for row in rows if LOWER <= row.percentile < UPPER],
        "Bland den fjärdedel som har längst kvar": [row for row in rows if row.percentile < LOWER],
    }
    return " ".join(f"{part}: {listed(map(_named, named))}." for part, named in parts.items() if named)


def _named(row: Standing) -> str:
    return f"{row.title[:1].lower()}{row.title[1:]}"


def reading(facts: Facts, code: str) -> str:
    """How the chart of standings is read: which side is the better one, and what is left out."""
    rows = standings(facts, code)
    size = len(facts.areas.reference_group.members)
    best = (
        "Längst till höger är bäst. Det grå fältet är mitten: hälften av kommunerna. "
        f"Talet är platsen bland de {size} {facts.placed.many} som går att jämföra; 1 är bäst."
    )
    fleets = " För bilar räknas kommuner med många företagsbilar bort." if any(row.all_of_them for row in rows) else ""
    return f"{best}{fleets}"


def standing_table(facts: Facts, code: str) -> Table:
    """The chart of standings as a table."""
    records: list[Record] = [
        {
            "Områdeskod": code,
            "Område": facts.areas.name(code),
            "Indikator": row.title,
            "Plats": row.place,
            "Plats, alla kommuner": row.all_of_them or row.place,
            "Percentil (0–100)": Number(row.percentile),
        }
        for row in standings(facts, code)
    ]
    title, name = (
        f"{facts.areas.name(code)} bland {facts.placed.the}",
        f"malkollen_{code}_placering_{facts.data_version}",
    )
    return table(title, name, records, capital(facts.home.processing), hidden=("Områdeskod", "Område"))

"""One municipality over all indicators: its values beside Södertörn's and riket's, and where it stands."""

from dataclasses import dataclass, replace

from dashboard.blocks.once import Once, Told
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered
from dashboard.content.answers import answers, phrases
from dashboard.content.answers.blocks import FLEETS_SAID
from dashboard.content.answers.phrases import DEPENDS, plain
from dashboard.content.chance import chance_notes
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import country_value
from dashboard.content.municipality import lines
from dashboard.content.ranks import is_fleet, municipality_place, places_text
from dashboard.content.text import QUARTERS, ROUGH, ROUGH_NOTE, file_day, headed, place_text, status_text
from dashboard.content.values import doubts
from dashboard.content.verdict import direction_word, is_tested, verdict
from malkollen.answers.area import AreaAnswer
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.quarter import LOWER, UPPER
from malkollen.assess.position import Place
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, ascii_name, inside, listed, number
from malkollen.values import rough
from malkollen.verdicts.assessor import JUDGED_KINDS


@dataclass(frozen=True)
class Standing:
    """A municipality's percentile on one indicator: 0 worst to 100 best in the comparison group.

    Attributes:
        place: of registered vehicles without fleet municipalities; all_of_them: then with them.
        drawn: the place as short as it stands over its dot; how many share it the table says.
    """

    key: str
    title: str
    percentile: float
    place: str
    drawn: str
    all_of_them: str = ""


@dataclass(frozen=True)
class Judged:
    """A judged indicator of a municipality: its answers."""

    key: str
    title: str
    answers: tuple[Answered, ...]


def judged(facts: Facts, code: str, goal: str) -> list[Judged]:
    """A goal's indicators that are judged for municipalities, in the order of the table."""
    keys = [key for key in facts.of_goal(goal, is_computed=True) if facts.indicator(key).kind in JUDGED_KINDS]
    return [
        Judged(key, capital(plain(facts.indicator(key))), tuple(verdict(facts, key, code)))
        for key in keys
        if facts.indicator(key).judged_for == "all"
    ]


def overview_table(facts: Facts, code: str, goal: str) -> Table:
    """A goal's computed indicators for one municipality, in its latest year each."""
    records = [_record(facts, code, key) for key in facts.of_goal(goal, is_computed=True)]
    title = f"{facts.areas.name(code)}: {headed(facts, facts.registry.goals[goal].heading)}"
    name = f"malkollen_{ascii_name(facts.areas.name(code))}_{goal}_{file_day(facts)}"
    hidden = ("Områdeskod", "Område", "Kod", "Skäl", "Status", "Källa")
    keys = facts.of_goal(goal, is_computed=True)
    why = (ROUGH_NOTE,) if any(rough.is_for_groups(facts.indicator(key)) for key in keys) else ()
    tested = sum(is_tested(facts, key, code) for key in keys)
    chance = chance_notes(tested)
    notes = (*why, *doubts(facts, keys, code), *chance)
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
        "Indikator": phrases.name(indicator),
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
    """Where the municipality stands on every indicator that its answer counts, each once, the best first."""
    aside = depending(facts, code)
    rows = [row for key in facts.registry.computed() if key not in aside and (row := _standing(facts, key, code))]
    return sorted(rows, key=lambda row: -row.percentile)


def depending(facts: Facts, code: str) -> list[str]:
    """Indicators whose part companies' cars decide: the answer counts none of them, so no place is drawn either."""
    typed = {key: answers.of_indicator(facts, key, code).typed for key in facts.registry.computed()}
    quarters = {key: one.quarter for key, one in typed.items() if isinstance(one, IndicatorAnswer) and one.quarter}
    return [key for key, one in quarters.items() if one.level is None and not one.is_fleet]


def _standing(facts: Facts, key: str, code: str) -> Standing | None:
    year, variants = facts.evaluation(key).latest(code).year, facts.variants(key)
    places = {variant: municipality_place(facts, key, code, year, variant) for variant in variants}
    leading = places.get("without") or places.get("with") or places.get(None)
    if leading is None:
        return None
    with_fleets = places.get("with") if places.get("without") else None
    title = f"{capital(plain(facts.indicator(key)))} {year}"
    drawn = in_short(replace(leading, tied=0) if _is_shared(leading) else leading)
    shown = f"delad {drawn}" if _is_shared(leading) else drawn
    every = in_short(with_fleets) if with_fleets else ""
    return Standing(key, title, leading.percentile, in_short(leading), shown, every)


def _is_shared(place: Place) -> bool:
    """Whether others have the same place; of the last nobody says its number."""
    return bool(place.tied) and place.rank + place.tied < place.of


def in_short(place: Place) -> str:
    """A place without that the municipality stands outside the group, which the page says once."""
    return place_text(replace(place, is_outside_group=False))


def introduction(facts: Facts, code: str) -> str:
    """Who the municipality is compared with, and that values stand where they are registered."""
    area, group = facts.areas.by_id[code], facts.areas.reference_group
    population = facts.measures["population"]
    year = max(population)
    size = len(group.members)
    inside_group = f"Kommunen jämförs med {facts.placed.counted(size)}."
    belongs = inside_group if code in group.members else _outside(facts, code, size)
    return f"{area.name} hade {number(population[year][code])} invånare den 31 december {year}. {belongs}"


def _outside(facts: Facts, code: str, size: int) -> str:
    """That a municipality outside the group is placed among it; which group that is, where its answer has said so."""
    typed = answers.of_area(facts, code).typed
    if isinstance(typed, AreaAnswer) and typed.is_beside and not typed.fleets:
        return f"Gruppen är {facts.placed.counted(size)}; kommunen räknas med i sin plats."
    return f"Kommunen hör inte till {facts.placed.counted(size)}. Den jämförs ändå med dem och räknas med i sin plats."


def standing_text(facts: Facts, code: str) -> str:
    """Which indicators the municipality is in which part by, the best part first; a place is no verdict."""
    rows = standings(facts, code)
    if not rows:
        return f"{facts.areas.name(code)} har inga värden att placera."
    parts = {
        "Bland den bästa fjärdedelen": [row for row in rows if row.percentile >= UPPER],
        "I mitten": [row for row in rows if LOWER <= row.percentile < UPPER],
        "Bland den sämsta fjärdedelen": [row for row in rows if row.percentile < LOWER],
    }
    return " ".join(f"{part}: {listed(map(_named, named))}." for part, named in parts.items() if named)


def _named(row: Standing) -> str:
    return inside(row.title)


def reading(facts: Facts, code: str) -> Told:
    """How the chart of standings is read: which side is the better one, and what is left out."""
    best = (
        "Längst till höger är bäst. Det grå fältet är mitten: hälften av kommunerna. Talet är platsen, 1 är bäst, och "
        "hur många som går att jämföra."
    )
    rows = standings(facts, code)
    part = any(row.place.startswith(QUARTERS["lower"]) for row in rows)
    instead = "Längst ned står fjärdedelen i stället för platsen för den som hör till den lägsta." if part else ""
    named = listed(plain(facts.indicator(key)) for key in depending(facts, code))
    aside = f"{capital(named)} visas inte här: platsen {DEPENDS}." if named else ""
    return best, instead, *_fleets(facts, code), aside


def _fleets(facts: Facts, code: str) -> Told:
    """That municipalities of many companies' cars are left out, and which of ours they are."""
    keys = [row.key for row in standings(facts, code) if row.all_of_them]
    if not keys:
        return ()
    ours = [one for one in facts.areas.home_members if any(is_fleet(facts, key, one) for key in keys)]
    which = f" (bland {facts.members.the}: {listed(map(facts.areas.name, ours))})" if ours else ""
    return (Once(FLEETS_SAID, f"För bilar räknas kommuner med många företagsbilar bort{which}."),)


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
        f"malkollen_{ascii_name(facts.areas.name(code))}_placering_{file_day(facts)}",
    )
    return table(title, name, records, capital(facts.home.processing), hidden=("Områdeskod", "Område"))

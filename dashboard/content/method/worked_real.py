"""Worked examples on our own figures, of the indicators that [examples] of indicators.toml names.

A trend and forecast, a rank, a pace, a municipality's place.
"""

from dataclasses import replace

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Step
from dashboard.content.direction import Followed, direction_steps, in_full
from dashboard.content.facts import Facts
from dashboard.content.future import forecast_steps
from dashboard.content.method.worked import Example, ahead_answer, answer, followed_tables
from dashboard.content.ranks import SetRank, municipality_place, place_steps, rank_step, set_ranks
from dashboard.content.reasoning import decisive, lead_steps, other
from dashboard.content.text import group_rank_text
from dashboard.content.values import file_name
from dashboard.content.verdict import against_others
from malkollen.assess.direction import direction
from malkollen.assess.forecast import Forecast, forecast
from malkollen.assess.lead import FIRST, REST, Pace, SetLead
from malkollen.assess.position import is_tie
from malkollen.assess.scale import to_scale
from malkollen.assess.target import Aim
from malkollen.registry import roles as declarations
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside
from malkollen.verdicts.targets_in_force import aim_for

THOUSAND = 1000


def trend(facts: Facts, declared: declarations.Example) -> Example:
    """A trend, and a forecast where a target holds. Tonnes in thousands."""
    key, indicator = declared.indicator, facts.indicator(declared.indicator)
    home, assessed = facts.areas.home.id, facts.assessor.verdict(key, facts.areas.home.id)
    heading = f"{facts.home.genitive} {declared.title}"
    if assessed.assessment.direction.slope is None:
        return _cannot(heading, key, assessed.assessment.direction.reason)
    size, unit = (THOUSAND, "tusen ton") if indicator.unit == "ton" else (1, indicator.unit)
    whole = facts.assessor.series(key, home, facts.variants(key)[0])
    series = {year: value / size for year, value in whole.items()}
    aim = _divided(aim_for(assessed.target[1], whole), size) if assessed.target else None
    terms = facts.assessor.terms(key)
    moved = direction(series, terms)
    ahead = forecast(series, terms, aim, moved) if aim else Forecast()
    name = file_name(facts, key, assessed.value.year, f"raknat_{home}", None)
    title = f"{indicator.title}, {facts.areas.name(home)}"
    one = Followed(terms, 3, unit, moved)
    return Example(
        f"{heading} {min(one.values)}–{max(one.values)}",
        declared.question,
        followed_tables(one, title, name, facts.source_line(key)),
        in_full([*direction_steps(one), *forecast_steps(one, aim, ahead)]),
        (answer("Utveckling", moved.label), ahead_answer(ahead)),
        key,
    )


def _cannot(title: str, key: str, reason: str | None) -> Example:
    """An example whose figures cannot be judged now, with the reason."""
    why = reason or "uppgift saknas"
    steps = (Step(f"Exemplet kan inte räknas just nu: {why}."),)
    return Example(title, "Vad säger siffrorna?", (), steps, (answer("Svar", None, why),), key)


def _divided(aim: Aim | None, size: int) -> Aim | None:
    if aim is None or aim.base_value is None:
        return None
    return replace(aim, value=aim.value / size, base_value=aim.base_value / size)


def rank(facts: Facts, declared: declarations.Example) -> Example:
    """A place among regions in every set and variant: it may be shared in one and another in the other."""
    key = declared.indicator
    year = facts.evaluation(key).latest_year
    entries = [e for e in set_ranks(facts, key, year) if not e.declared.stands_alone and e.group_rank]
    position = facts.assessor.verdict(key, facts.areas.home.id).assessment.position
    tables = tuple(_rank_table(facts, key, name, year, entries) for name in dict.fromkeys(e.key for e in entries))
    called = facts.registry.comparison.called
    last = Step(
        "Platsen i svaret går från den lägsta till den högsta av dem som räknas. "
        f"En jämförelse som saknar en {called.one} är en annan jämförelse och räknas inte in.",
    )
    return Example(
        f"{facts.home.genitive} plats bland {facts.registry.comparison.regions.the}: {declared.title} {year}",
        declared.question,
        tables,
        in_full([*(rank_step(facts, key, entry, year) for entry in entries), last]),
        (answer("Läge", position.label and f"{position.label} {called.many}", position.reason),),
        key,
    )


def _rank_table(facts: Facts, key: str, chosen: str, year: int, entries: list[SetRank]) -> Table:
    indicator = facts.indicator(key)
    records = [record for entry in entries if entry.key == chosen for record in _rank_records(facts, indicator, entry)]
    title = f"{facts.registry.comparison_sets[chosen].title}: {inside(indicator.short)} {year} (%)"
    name = file_name(facts, key, year, f"raknat_plats_{chosen}", None)
    return table(title, name, records, facts.source_line(key))


def _rank_records(facts: Facts, indicator: Indicator, entry: SetRank) -> list[Record]:
    own = entry.values[entry.ours] or 0.0
    records: list[Record] = []
    for group, value in sorted(entry.values.items(), key=lambda pair: -(pair[1] or 0.0)):
        is_ours = group == entry.ours
        records.append(
            {
                "Kommuner": "alla" if entry.variant == "with" else "alla utom dem med många företagsbilar",
                capital(facts.registry.comparison.called.one): facts.areas.name(group),
                "Värde": Number(value, 3),
                "Skillnad mot oss": Number(None if is_ours or value is None else value - own, 3, is_difference=True),
                "Räknas som": "–" if is_ours or value is None else _counted_as(indicator, own, value),
            }
        )
    return records


def _counted_as(indicator: Indicator, own: float, other: float) -> str:
    if is_tie(own, other, indicator.materiality):
        return "lika"
    return "bättre" if (other > own) is (indicator.better == "higher") else "sämre"


def pace(facts: Facts, declared: declarations.Example) -> Example:
    """Whether the distance to the others grows, against the best and all pooled, on two scales."""
    home, key, heading = facts.areas.home.id, declared.indicator, f"Går {facts.home.name} fortare än de andra?"
    assessed = facts.assessor.assess(key, home, "with")
    if not assessed.assessment.lead.sets or not assessed.assessment.lead.sets[0].label:
        return _cannot(heading, key, assessed.assessment.lead.reason)
    entry = assessed.assessment.lead.sets[0]
    rows = {facts.areas.name(home): home} | {_name(facts, entry, p): other(entry, p) for p in decisive(entry)}
    start, end = entry.paces[0].from_year, entry.paces[0].to_year
    series = {name: facts.assessor.series(key, area, "with") for name, area in rows.items()}
    called = capital(facts.registry.comparison.called.one)
    records: list[Record] = [
        {called: name, **_pace_record(values[start], values[end], (start, end))} for name, values in series.items()
    ]
    without = facts.assessor.assess(key, home, "without").assessment.lead.label or "kan inte bedömas"
    ranks = ", ".join(
        group_rank_text(p.group_rank) for p in assessed.assessment.position.sets if p.group_rank and not p.stands_alone
    )
    steps = [
        *lead_steps(facts, assessed, entry),
        Step(
            f"Främst kräver odelad första plats i varje jämförelse. Platserna är {ranks}. "
            f"Alltså {'' if assessed.assessment.lead.label == FIRST else 'inte '}främst."
        ),
        Step(f"Samma räkning utan kommuner med många företagsbilar ger: {without}. Båda måste säga samma sak."),
    ]
    title = f"{facts.indicator(key).title}, alla kommuner (%)"
    name = file_name(facts, key, end, "raknat_takt", "with")
    return Example(
        f"{heading} {capital(declared.title)} {start}–{end}",
        declared.question,
        (table(title, name, records, facts.source_line(key)),),
        in_full(steps),
        (
            answer(
                against_others(facts.registry.comparison.called),
                facts.assessor.verdict(key, home).assessment.lead.label,
            ),
        ),
        key,
    )


def _name(facts: Facts, entry: SetLead, pace: Pace) -> str:
    return "Alla övriga sammantagna" if pace.against == REST else facts.areas.name(other(entry, pace))


def _pace_record(first: float, last: float, years: tuple[int, int]) -> Record:
    before, after = to_scale(first, "s_curve"), to_scale(last, "s_curve")
    return {
        str(years[0]): Number(first, 3),
        str(years[1]): Number(last, 3),
        "Ökning": Number(last - first, 3, is_difference=True),
        "Ökning i S-kurvans mått": Number(after - before, 4, is_difference=True),
    }


def percentile(facts: Facts, declared: declarations.PlaceExample) -> Example:
    """A municipality among municipalities; one that has the same value shows how that is counted."""
    key, code = declared.indicator, declared.municipality
    year, name = facts.evaluation(key).latest_year, facts.areas.name(code)
    heading, place = f"En kommun bland kommuner: {name}", municipality_place(facts, key, code, year, None)
    if place is None:
        return _cannot(heading, key, f"{name} har ingen plats {year}")
    ahead, equal = place.rank - 1, place.tied + 1
    counts = {
        "Bättre": ahead,
        f"Lika, {name} själv inräknad": equal,
        "Sämre": place.of - ahead - equal,
        "Alla": place.of,
    }
    records: list[Record] = [{"Kommuner": words, "Antal": Number(count)} for words, count in counts.items()]
    title = f"{facts.indicator(key).title} {year}: {name} bland {facts.placed.many_which}"
    return Example(
        heading,
        declared.question.replace("{name}", name),
        (table(title, file_name(facts, key, year, f"raknat_{code}", None), records, facts.source_line(key)),),
        in_full(place_steps(facts, key, facts.evaluation(key).at(code, year), place)),
        (answer("Läge", facts.assessor.verdict(key, code).assessment.position.label),),
        key,
    )

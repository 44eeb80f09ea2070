"""Worked examples on our own figures, of the indicators that [examples] of indicators.toml names.

A trend and forecast, a rank, a pace, a municipality's place.
"""

from dataclasses import replace

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Step
from dashboard.content.facts import Facts
from dashboard.content.method.worked import (
    Example,
    Followed,
    answer,
    direction_steps,
    followed_tables,
    forecast_steps,
)  # fmt: skip
from dashboard.content.ranks import SetRank, municipality_place, set_ranks
from dashboard.content.text import QUARTERS, group_rank_text
from dashboard.content.values import file_name
from malkollen.assess.direction import direction
from malkollen.assess.forecast import forecast
from malkollen.assess.lead import FIRST, REST, Pace
from malkollen.assess.position import is_tie
from malkollen.assess.scale import to_scale
from malkollen.assess.target import Aim
from malkollen.registry import roles as declarations
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import number, signed
from malkollen.values.areas import pool
from malkollen.verdicts.targets_in_force import aim_for

THOUSAND = 1000


def trend(facts: Facts, declared: declarations.Example) -> Example:
    """A trend, and a forecast where a target holds. Tonnes in thousands."""
    key, indicator = declared.indicator, facts.indicator(declared.indicator)
    home, found = facts.areas.home.id, facts.assessor.verdict(key, facts.areas.home.id)
    heading = f"{facts.home.genitive} {declared.title}"
    if found.found.direction.slope is None:
        return _cannot(heading, key, found.found.direction.reason)
    size, unit = (THOUSAND, "tusen ton") if indicator.unit == "ton" else (1, indicator.unit)
    whole = facts.assessor.series(key, home, facts.variants(key)[0])
    series = {year: value / size for year, value in whole.items()}
    aim = _divided(aim_for(found.target[1], whole), size) if found.target else None
    terms = facts.assessor.terms(key)
    moved = direction(series, terms)
    ahead = forecast(series, terms, aim, moved) if aim else None
    values = dict(moved.values or {})
    name = file_name(facts, key, found.value.year, f"raknat_{home}", None)
    title = f"{indicator.title}, {facts.areas.name(home)}"
    one = Followed(title, name, facts.source_line(key), values, terms, 3, unit, moved, aim, ahead)
    return Example(
        f"{heading} {min(values)}–{max(values)}",
        declared.question,
        followed_tables(one),
        (*direction_steps(one), *forecast_steps(one)),
        (answer("Utveckling", moved.label), answer("Prognos mot mål", ahead.label if ahead else None)),
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
    indicator, year = facts.indicator(key), facts.evaluation(key).latest_year
    entries = [e for e in set_ranks(facts, key, year) if not e.declared.stands_alone and e.found]
    found = facts.assessor.verdict(key, facts.areas.home.id).found.position
    tables = tuple(_rank_table(facts, key, name, year, entries) for name in dict.fromkeys(e.key for e in entries))
    steps = [_rank_step(facts, indicator, entry) for entry in entries]
    last = Step(
        "Platsen i svaret går från den lägsta till den högsta av dem som räknas. "
        "En jämförelse som saknar en region är en annan än den beslutade och räknas inte in.",
    )
    return Example(
        f"{facts.home.genitive} plats bland storstadsregionerna: {declared.title} {year}",
        declared.question,
        tables,
        (*steps, last),
        (answer("Läge", found.label and f"{found.label} regioner", found.reason),),
        key,
    )


def _rank_table(facts: Facts, key: str, chosen: str, year: int, entries: list[SetRank]) -> Table:
    indicator = facts.indicator(key)
    records = [record for entry in entries if entry.key == chosen for record in _rank_records(facts, indicator, entry)]
    title = f"{facts.registry.comparison_sets[chosen].title}: {indicator.short.lower()} {year} (%)"
    name = file_name(facts, key, year, f"raknat_plats_{chosen}", None)
    return table(title, name, records, facts.source_line(key))


def _rank_records(facts: Facts, indicator: Indicator, entry: SetRank) -> list[Record]:
    own = entry.values[entry.ours] or 0.0
    records: list[Record] = []
    for group, value in sorted(entry.values.items(), key=lambda pair: -(pair[1] or 0.0)):
        is_ours = group == entry.ours
        records.append(
            {
                "Vagnparker": "med" if entry.variant == "with" else "utan",
                "Region": facts.areas.name(group),
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


def _rank_step(facts: Facts, indicator: Indicator, entry: SetRank) -> Step:
    found, variant = entry.found, "med" if entry.variant == "with" else "utan"
    if found is None:
        return Step(f"{entry.declared.title}, {variant} vagnparkskommuner: kan inte rangordnas.")
    missing = [facts.areas.name(group) for group, value in entry.values.items() if value is None]
    lacks = f" {missing[0]} saknar värde; räknas inte in." if missing else ""
    limit = number(indicator.materiality, 1)
    own = entry.values[entry.ours] or 0.0
    pairs = [(entry.values[group] or 0.0, own) for group in found.tied]
    gaps = tuple(f"{number(a, 3)} − {number(b, 3)} = {number(a - b, 3)}" for a, b in pairs)
    tied = f"{len(found.tied)} är lika (skillnaden är under {limit} procentenheter)" if found.tied else "ingen är lika"
    return Step(
        f"{entry.declared.title}, {variant} vagnparkskommuner: {found.rank - 1} är bättre, {tied}. "
        f"Plats {group_rank_text(found)}.{lacks}",
        gaps,
    )


def pace(facts: Facts, declared: declarations.Example) -> Example:
    """Whether the distance to the others grows, against the best and all pooled, on two scales."""
    home, key, heading = facts.areas.home.id, declared.indicator, f"Går {facts.home.name} fortare än de andra?"
    found = facts.assessor.assess(key, home, "with")
    if not found.found.lead.sets or not found.found.lead.sets[0].label:
        return _cannot(heading, key, found.found.lead.reason)
    entry = found.found.lead.sets[0]
    decisive = [p for p in entry.paces if p.is_best or p.against == REST]
    start, end = decisive[0].from_year, decisive[0].to_year
    rows = {facts.areas.name(home): home} | {_name(facts, p): _area(entry.key, p) for p in decisive}
    series = {name: facts.assessor.series(key, area, "with") for name, area in rows.items()}
    records = [_pace_record(name, values[start], values[end], (start, end)) for name, values in series.items()]
    own = series[facts.areas.name(home)]
    other_variant = facts.assessor.assess(key, home, "without").found.lead.label or "kan inte bedömas"
    label = facts.assessor.verdict(key, home).found.lead.label
    lead = found.found.lead.label
    ranks = ", ".join(group_rank_text(p.found) for p in found.found.position.sets if not p.stands_alone)
    limit = decisive[0].threshold or 0.0
    materiality = facts.indicator(key).materiality or 0.0
    steps = (
        Step(f"Räkna hur många procentenheter {facts.areas.name(home)} har ökat.", (_increase(own, start, end),)),
        *(_pace_step(facts, p, own, series[_name(facts, p)]) for p in decisive),
        Step(
            "Skillnaden ska vara större än gränsen: årets gräns gånger antalet år.",
            (f"{number(materiality, 1)} × ({end} − {start}) = {number(limit, 1)}",),
        ),
        Step(
            "Avståndet minskar eller ökar bara om skillnaden är större än gränsen och har samma tecken på båda "
            "skalorna och mot både den bästa och alla övriga. Med vagnparkskommuner: "
            f"{entry.label or 'kan inte bedömas'}."
        ),
        Step(
            f"Främst kräver odelad första plats i varje jämförelse. Platserna är {ranks}. "
            f"Alltså {'' if lead == FIRST else 'inte '}främst."
        ),
        Step(f"Samma räkning utan vagnparkskommuner ger: {other_variant}. Båda måste säga samma sak."),
    )
    name = file_name(facts, key, end, "raknat_takt", "with")
    title = f"{facts.indicator(key).title}, med vagnparkskommuner (%)"
    return Example(
        f"{heading} {capital(declared.title)} {start}–{end}",
        declared.question,
        (table(title, name, records, facts.source_line(key)),),
        steps,
        (answer("Mot de andra regionerna", label),),
        key,
    )


def _increase(series: dict[int, float], start: int, end: int) -> str:
    return f"{number(series[end], 3)} − {number(series[start], 3)} = {number(series[end] - series[start], 3)}"


def _name(facts: Facts, entry: Pace) -> str:
    return "Alla övriga sammantagna" if entry.against == REST else facts.areas.name(entry.against)


def _area(key: str, entry: Pace) -> str:
    return pool(key) if entry.against == REST else entry.against


def _pace_record(name: str, first: float, last: float, years: tuple[int, int]) -> Record:
    before, after = to_scale(first, "s_curve"), to_scale(last, "s_curve")
    return {
        "Region": name,
        str(years[0]): Number(first, 3),
        str(years[1]): Number(last, 3),
        "Ökning": Number(last - first, 3, is_difference=True),
        "Ökning i S-kurvans mått": Number(after - before, 4, is_difference=True),
    }


def _pace_step(facts: Facts, entry: Pace, own: dict[int, float], other: dict[int, float]) -> Step:
    start, end = entry.from_year, entry.to_year
    name = "alla övriga sammantagna" if entry.against == REST else f"{_name(facts, entry)}, bäst av de andra"
    moved = [number(series[end] - series[start], 3) for series in (own, other)]
    logits = [number(to_scale(s[end], "s_curve") - to_scale(s[start], "s_curve"), 4) for s in (own, other)]
    return Step(
        f"Mot {name}: skillnaden i procentenheter, och samma skillnad i S-kurvans mått.",
        (
            f"{moved[0]} − {moved[1]} = {signed(entry.did, 2)}",
            f"{logits[0]} − {logits[1]} = {signed(entry.did_other_scale, 3)}",
        ),
    )


def percentile(facts: Facts, declared: declarations.PlaceExample) -> Example:
    """A municipality among municipalities; one that has the same value shows how that is counted."""
    key, code = declared.indicator, declared.municipality
    year = facts.evaluation(key).latest_year
    found = municipality_place(facts, key, code, year, None)
    name, group = facts.areas.name(code), facts.areas.reference_group
    ahead, equal = (found.rank - 1, found.tied + 1) if found else (0, 0)
    n = found.of if found else 0
    worse = n - ahead - equal
    counts = {"Bättre": ahead, f"Lika, {name} själv inräknad": equal, "Sämre": worse, "Alla": n}
    records: list[Record] = [{"Kommuner": words, "Antal": Number(count)} for words, count in counts.items()]
    value = number(facts.evaluation(key).at(code, year).value, 1)
    p, label = (number(found.percentile, 1), QUARTERS[found.quarter]) if found else ("–", "kan inte bedömas")
    steps = (
        Step(f"Räkna hur många av de {n} kommunerna som har lägre, samma och högre värde än {value} procent."),
        Step(
            "Varje kommun som är sämre räknas hel, varje som är lika räknas halv.",
            (f"100 × ({worse} + {equal} / 2) / {n} = {p}",),
        ),
        Step(f"P delar gruppen i en övre fjärdedel, en mitt och en nedre fjärdedel. {name} hör till: {label}."),
    )
    title = f"{facts.indicator(key).title} {year}: {name} bland {group.name}"
    return Example(
        f"En kommun bland kommuner: {name}",
        declared.question.replace("{name}", name),
        (table(title, file_name(facts, key, year, f"raknat_{code}", None), records, facts.source_line(key)),),
        steps,
        (answer("Läge", facts.assessor.verdict(key, code).found.position.label),),
        key,
    )

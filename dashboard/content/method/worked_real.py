"""Worked examples on Södertörn's own figures: a trend and forecast, a rank, a pace, a municipality's place, a goal."""

from dataclasses import replace

from dashboard.content.facts import Facts
from dashboard.content.goal import proposal as proposals
from dashboard.content.method.worked import (
    Example,
    Followed,
    Step,
    answer,
    direction_steps,
    followed_tables,
    forecast_steps,
)  # fmt: skip
from dashboard.content.ranks import SetRank, municipality_place, set_ranks
from dashboard.content.table import Number, Record, Table, table
from dashboard.content.text import QUARTERS, group_rank_text
from dashboard.content.values import file_name
from dashboard.content.verdict import Answered, Symbol
from malkollen.assess.direction import direction
from malkollen.assess.forecast import forecast
from malkollen.assess.goal import NEEDED, Outcome, propose
from malkollen.assess.lead import FIRST, REST, Pace
from malkollen.assess.position import is_tie
from malkollen.assess.scale import to_scale
from malkollen.assess.target import Aim
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import number, signed
from malkollen.values.areas import pool
from malkollen.verdicts.targets_in_force import aim_for

EMISSIONS, ELECTRIC, NEAR = "transport_emissions", "electric_car_share", "population_near_transit_share"
PLACED = "0127"
"""The municipality that is placed; one that shares its place shows how that is counted."""
THOUSAND = 1000
GOAL_SYMBOLS: dict[str | None, Symbol] = {"på väg": "good", "delvis": "flat", "inte på väg": "bad", None: "unknown"}


def emissions(facts: Facts) -> Example:
    """K01: no established change, and a target out of reach at the pace of today. In thousands of tonnes."""
    home, found = facts.areas.home.id, facts.assessor.verdict(EMISSIONS, facts.areas.home.id)
    if found.found.direction.slope is None:
        return _cannot("Södertörns utsläpp från transporter", EMISSIONS, found.found.direction.reason)
    tonnes = facts.assessor.series(EMISSIONS, home, None)
    series = {year: value / THOUSAND for year, value in tonnes.items()}
    aim = _in_thousands(aim_for(found.target[1], tonnes)) if found.target else None
    terms = facts.assessor.terms(EMISSIONS)
    moved = direction(series, terms)
    ahead = forecast(series, terms, aim, moved) if aim else None
    values = dict(moved.values or {})
    name = file_name(facts, EMISSIONS, found.value.year, f"raknat_{home}", None)
    title = f"{facts.indicator(EMISSIONS).title}, {facts.areas.name(home)}"
    one = Followed(title, name, facts.source_line(EMISSIONS), values, terms, 3, "tusen ton", moved, aim, ahead)
    return Example(
        f"Södertörns utsläpp från transporter {min(values)}–{max(values)}",
        "Har utsläppen från transporter minskat på riktigt, och räcker takten till målet?",
        followed_tables(one),
        (*direction_steps(one), *forecast_steps(one)),
        (answer("Utveckling", moved.label), answer("Prognos mot mål", ahead.label if ahead else None)),
        EMISSIONS,
    )


def _cannot(title: str, key: str, reason: str | None) -> Example:
    """An example whose figures cannot be judged now, with the reason."""
    why = reason or "uppgift saknas"
    steps = (Step(f"Exemplet kan inte räknas just nu: {why}."),)
    return Example(title, "Vad säger siffrorna?", (), steps, (answer("Svar", None, why),), key)


def _in_thousands(aim: Aim | None) -> Aim | None:
    if aim is None or aim.base_value is None:
        return None
    return replace(aim, value=aim.value / THOUSAND, base_value=aim.base_value / THOUSAND)


def rank(facts: Facts) -> Example:
    """K02: a place that is shared in one variant and another place in the other."""
    indicator, year = facts.indicator(ELECTRIC), facts.evaluation(ELECTRIC).latest_year
    entries = [e for e in set_ranks(facts, ELECTRIC, year) if not e.declared.stands_alone and e.found]
    found = facts.assessor.verdict(ELECTRIC, facts.areas.home.id).found.position
    tables = tuple(_rank_table(facts, indicator, key, year, entries) for key in dict.fromkeys(e.key for e in entries))
    steps = [_rank_step(facts, indicator, entry) for entry in entries]
    last = Step(
        "Platsen i svaret går från den lägsta till den högsta av dem som räknas. "
        "En jämförelse som saknar en region är en annan än den beslutade och räknas inte in.",
    )
    return Example(
        f"Södertörns plats bland storstadsregionerna: elbilar {year}",
        "Vilken plats har Södertörn, när två regioner nästan är lika och vagnparkerna räknas med eller inte?",
        tables,
        (*steps, last),
        (answer("Läge", found.label and f"{found.label} regioner", found.reason),),
        ELECTRIC,
    )


def _rank_table(facts: Facts, indicator: Indicator, key: str, year: int, entries: list[SetRank]) -> Table:
    records = [record for entry in entries if entry.key == key for record in _rank_records(facts, indicator, entry)]
    title = f"{facts.registry.comparison_sets[key].title}: {indicator.short.lower()} {year} (%)"
    name = file_name(facts, ELECTRIC, year, f"raknat_plats_{key}", None)
    return table(title, name, records, facts.source_line(ELECTRIC))


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


def pace(facts: Facts) -> Example:
    """K02: whether the distance to the others grows, against the best and all pooled, on two scales."""
    home = facts.areas.home.id
    found = facts.assessor.assess(ELECTRIC, home, "with")
    if not found.found.lead.sets or not found.found.lead.sets[0].label:
        return _cannot("Går Södertörn fortare än de andra?", ELECTRIC, found.found.lead.reason)
    entry = found.found.lead.sets[0]
    decisive = [p for p in entry.paces if p.is_best or p.against == REST]
    start, end = decisive[0].from_year, decisive[0].to_year
    rows = {facts.areas.name(home): home} | {_name(facts, p): _area(entry.key, p) for p in decisive}
    series = {name: facts.assessor.series(ELECTRIC, area, "with") for name, area in rows.items()}
    records = [_pace_record(name, values[start], values[end], (start, end)) for name, values in series.items()]
    own = series[facts.areas.name(home)]
    other_variant = facts.assessor.assess(ELECTRIC, home, "without").found.lead.label or "kan inte bedömas"
    label = facts.assessor.verdict(ELECTRIC, home).found.lead.label
    lead = found.found.lead.label
    ranks = ", ".join(group_rank_text(p.found) for p in found.found.position.sets if not p.stands_alone)
    limit = decisive[0].threshold or 0.0
    materiality = facts.indicator(ELECTRIC).materiality or 0.0
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
    name = file_name(facts, ELECTRIC, end, "raknat_takt", "with")
    title = f"{facts.indicator(ELECTRIC).title}, med vagnparkskommuner (%)"
    return Example(
        f"Går Södertörn fortare än de andra? Elbilar {start}–{end}",
        "Minskar eller ökar avståndet till de andra regionerna, när alla får fler elbilar?",
        (table(title, name, records, facts.source_line(ELECTRIC)),),
        steps,
        (answer("Mot de andra regionerna", label),),
        ELECTRIC,
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


def percentile(facts: Facts) -> Example:
    """T01: a municipality among municipalities, with one that has the same value."""
    year = facts.evaluation(NEAR).latest_year
    found = municipality_place(facts, NEAR, PLACED, year, None)
    name, group = facts.areas.name(PLACED), facts.areas.reference_group
    ahead, equal = (found.rank - 1, found.tied + 1) if found else (0, 0)
    n = found.of if found else 0
    worse = n - ahead - equal
    counts = {"Bättre": ahead, f"Lika, {name} själv inräknad": equal, "Sämre": worse, "Alla": n}
    records: list[Record] = [{"Kommuner": words, "Antal": Number(count)} for words, count in counts.items()]
    value = number(facts.evaluation(NEAR).at(PLACED, year).value, 1)
    p, label = (number(found.percentile, 1), QUARTERS[found.quarter]) if found else ("–", "kan inte bedömas")
    steps = (
        Step(f"Räkna hur många av de {n} kommunerna som har lägre, samma och högre värde än {value} procent."),
        Step(
            "Varje kommun som är sämre räknas hel, varje som är lika räknas halv.",
            (f"100 × ({worse} + {equal} / 2) / {n} = {p}",),
        ),
        Step(f"P delar gruppen i en övre fjärdedel, en mitt och en nedre fjärdedel. {name} hör till: {label}."),
    )
    title = f"{facts.indicator(NEAR).title} {year}: {name} bland {group.name}"
    return Example(
        f"En kommun bland kommuner: {name}",
        f"Var står {name} bland pendlingskommunerna i andelen som bor nära kollektivtrafik?",
        (table(title, file_name(facts, NEAR, year, f"raknat_{PLACED}", None), records, facts.source_line(NEAR)),),
        steps,
        (answer("Läge", facts.assessor.verdict(NEAR, PLACED).found.position.label),),
        NEAR,
    )


def goal(facts: Facts) -> Example:
    """The first goal's proposal as it stands, and what others would be if all its indicators could be assessed."""
    key = next(iter(facts.goals))
    found, heading = proposals.proposal(facts, key), facts.goals[key].heading
    n, assessed = len(found.outcomes), len(found.outcomes) - len(found.missing)
    enough = "Det räcker" if assessed >= NEEDED * n else "Det räcker inte, så det blir inget förslag"
    steps = (
        Step("Varje kärnindikator räknas en gång. Tabellens sista kolumn säger hur den faller ut."),
        Step(
            f"{assessed} av {n} kan bedömas. Det krävs minst {number(100 * NEEDED)} procent. {enough}.",
            (f"100 × {assessed} / {n} = {number(100 * assessed / n)} %",),
        ),
        _if_all("good", "good", "good", "neither"),
        _if_all("good", "good", "good", "bad"),
        _if_all("good", "neither", "bad", "bad"),
    )
    word = proposals.proposal_text(facts, key)
    return Example(
        f"Förslaget för ett mål: {heading}",
        "Är vi på väg mot målet, när indikatorerna säger olika saker?",
        (proposals.outcomes_table(facts, key),),
        steps,
        (Answered("Uträknat förslag", GOAL_SYMBOLS[found.label], word),),
    )


def _if_all(*outcomes: Outcome) -> Step:
    """What four indicators that can all be assessed would give."""
    found = propose({str(place): outcome for place, outcome in enumerate(outcomes)})
    n, good, bad = len(outcomes), found.count("good"), found.count("bad")
    return Step(
        f"Om {good} talade för målet och {bad} emot, av {n}, blev förslaget: {found.label}.",
        (f"100 × {good} / {n} = {number(100 * good / n)} % för", f"100 × {bad} / {n} = {number(100 * bad / n)} % emot"),
    )

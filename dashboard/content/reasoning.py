"""The arithmetic of a verdict, and läge and the comparison with the others explained as utveckling and prognos are.

Every step is told in a line, as it stands under a verdict, and in full, as it is worked on the page Så bedömer vi.
"""

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Reasoning, Step
from dashboard.content import amounts
from dashboard.content.direction import direction_steps, followed, lines
from dashboard.content.facts import Facts
from dashboard.content.future import forecast_steps, pace_sentence
from dashboard.content.ranks import SetRank, place_steps, placed, rank_step
from dashboard.content.text import VARIANTS, amount, ended
from dashboard.content.values import file_name
from malkollen.assess import METHOD_VERSION
from malkollen.assess.assessment import Position, SetPlace
from malkollen.assess.direction import NOT_ASSESSABLE
from malkollen.assess.lead import REST, Pace, SetLead
from malkollen.assess.scale import to_scale
from malkollen.texts.swedish import listed, number, signed, with_unit
from malkollen.values.areas import pool
from malkollen.values.values import Variant
from malkollen.verdicts.assessor import Answer, Assessed
from malkollen.verdicts.targets_in_force import aim_for

OTHERS = "alla övriga sammantagna"


def reasoning(facts: Facts, key: str, area: str, variant: Answer) -> list[Reasoning]:
    """The arithmetic of every answer, for one variant, a line a step."""
    found = facts.assessor.assess(key, area, variant)
    moved = direction_steps(followed(facts.indicator(key), facts.assessor.terms(key), found.found.direction))
    parts = [
        _told("Läge", found.found.position.label, position_steps(facts, found)),
        _told("Utveckling", found.found.direction.label, moved),
    ]
    if found.found.kind == "mal":
        parts.append(_told("Prognos mot mål", found.found.forecast.label, _forecast(facts, found)))
    if found.found.lead.sets:
        steps = [step for entry in found.found.lead.sets for step in lead_steps(facts, found, entry)]
        parts.append(_told("Mot de andra regionerna", found.found.lead.label, steps))
    return parts


def _told(question: str, label: str | None, steps: list[Step]) -> Reasoning:
    return Reasoning(question, label or "", lines(steps))


def _forecast(facts: Facts, found: Assessed) -> list[Step]:
    """Prognos mot mål, with the sentence of the pace."""
    one = followed(facts.indicator(found.indicator), facts.assessor.terms(found.indicator), found.found.direction)
    series = facts.assessor.series(found.indicator, found.area, found.variant)
    aim = aim_for(found.target[1], series) if found.target else None
    return [*forecast_steps(one, aim, found.found.forecast), Step(line=pace_sentence(facts, found) or "")]


def why(facts: Facts, key: str, area: str) -> tuple[tuple[str, tuple[Reasoning, ...]], ...]:
    """The arithmetic of every variant of a verdict, each under its heading."""
    variants = spoken_variants(facts, key)
    return tuple((variant_words(variant), tuple(reasoning(facts, key, area, variant))) for variant in variants)


def trial_reasoning(facts: Facts, found: Assessed) -> list[Reasoning]:
    """The arithmetic of a tried target: läge and prognos."""
    return [
        _told("Läge", found.found.position.label, position_steps(facts, found)),
        _told("Prognos mot mål", found.found.forecast.label, _forecast(facts, found)),
    ]


def spoken_variants(facts: Facts, key: str) -> list[Answer]:
    """The variants whose arithmetic is shown: the joint verdict has none of its own."""
    return [variant for variant in facts.assessor.variants(key) if variant != "joint"]


def variant_words(variant: Answer) -> str:
    """A variant's name in a heading; empty where there is none."""
    return "" if variant == "joint" else VARIANTS[variant]


def method_line() -> str:
    """The method's version, under every arithmetic."""
    return f"Metod {METHOD_VERSION}. Reglerna och räkneexempel står på sidan Så bedömer vi."


def used_table(facts: Facts, key: str, area: str, variant: Answer) -> Table:
    """Every year of the series: its value and whether it is judged, or why not."""
    found = facts.assessor.assess(key, area, variant)
    moved, indicator = found.found.direction, facts.indicator(key)
    series = facts.assessor.series(key, area, variant)
    left_out = {entry.year: entry.reason for entry in moved.left_out}
    years = sorted({*series, *left_out})
    records: list[Record] = [
        {
            "Område": facts.areas.name(area),
            "År": str(year),
            f"Värde ({indicator.unit})": Number(series.get(year), indicator.decimals),
            "I bedömningen": "används" if year in (moved.values or {}) else left_out.get(year, "används inte"),
        }
        for year in years
    ]
    plain = None if variant == "joint" else variant
    title = f"{facts.areas.name(area)}: år som används i bedömningen {variant_words(variant).lower()}".strip()
    name = file_name(facts, key, found.value.year, f"bedomning_{area}", plain)
    return table(title, name, records, facts.source_line(key), notes=(method_line(),), hidden=("Område",))


def others_text(facts: Facts, key: str) -> str | None:
    """What the comparison regions did, so that a common fall is not read as the home's own."""
    variant = spoken_variants(facts, key)[0]
    others = [g for declared in facts.registry.comparison_sets.values() for g in declared.groups[1:]]
    words: dict[str, list[str]] = {}
    for group in dict.fromkeys(others):
        label = facts.assessor.assess(key, group, variant).found.direction.label
        words.setdefault(label or NOT_ASSESSABLE, []).append(facts.areas.name(group))
    if list(words) == [NOT_ASSESSABLE]:
        return None
    if len(words) == 1:
        return f"De andra regionerna: {next(iter(words))} i alla {len(dict.fromkeys(others))}."
    return ended("De andra regionerna: " + "; ".join(f"{label}: {listed(names)}" for label, names in words.items()))


def position_steps(facts: Facts, found: Assessed) -> list[Step]:
    """Läge: a rank in every set, a place among municipalities, or the way to a target or a level."""
    position, indicator = found.found.position, facts.indicator(found.indicator)
    if position.sets:
        return [
            rank_step(facts, found.indicator, _ranked(facts, found, entry), found.value.year) for entry in position.sets
        ]
    if position.percentile is not None:
        place = placed(facts, found.indicator, found.area, found.value.year, _variant(found))
        return place_steps(facts, found.indicator, found.value, place) if place else []
    if position.ratio is not None and found.target:
        own, level = amount(indicator, found.value.value), found.target[1].value
        return [Step(line=f"{own} / {number(level, indicator.decimals)} = {number(position.ratio, 2)} av nivån.")]
    if found.target and position.remaining is not None and position.reason is None:
        return [Step(line=line) for line in _target_lines(facts, found, position)]
    return [Step(line=ended(f"Läget bedöms inte: {position.reason or 'uppgift saknas'}"))]


def _target_lines(facts: Facts, found: Assessed, position: Position) -> list[str]:
    indicator, target = facts.indicator(found.indicator), found.target
    series = facts.assessor.series(found.indicator, found.area, found.variant)
    aim = aim_for(target[1], series) if target else None
    if aim is None:
        return []
    value = amount(indicator, found.value.value)
    lines = [f"Målvärdet är {amount(indicator, aim.value)} år {aim.year}. {found.value.year} var värdet {value}."]
    remaining = position.remaining or 0.0
    if not position.is_reached:
        size = amounts.distance(indicator, abs(remaining)).lstrip("+")
        lines.append(ended(f"Kvar till målet: {size}"))
        lines += amounts.things_lines(facts, found, remaining, aim.year)
    if position.share_closed is not None and aim.base_value is not None:
        base, end = (amount(indicator, number_) for number_ in (aim.base_value, aim.value))
        lines.append(
            f"Så mycket av vägen är gången: ({value} − {base}) / ({end} − {base}) = "
            f"{with_unit(number(100 * position.share_closed), '%')}."
        )
    return lines


def _variant(found: Assessed) -> Variant | None:
    """The variant of its values: a joint answer is about those that are shown first."""
    return None if found.variant == "joint" else found.variant


def _ranked(facts: Facts, found: Assessed, entry: SetPlace) -> SetRank:
    """A set of an assessment with the values that the rank is made of."""
    declared = facts.registry.comparison_sets[entry.key]
    variant = "without" if entry.variant == "without" else _variant(found)  # a joint answer has ranks of both
    evaluation = facts.evaluation(found.indicator, variant)
    values = {group: evaluation.at(group, found.value.year).value for group in declared.groups}
    return SetRank(entry.key, declared, variant, entry.area, values, entry.found)


def lead_steps(facts: Facts, found: Assessed, entry: SetLead) -> list[Step]:
    """A set's verdict with the two differences that decide it; in full for shares, which are told on two scales."""
    line = _lead_line(facts, found, entry)
    if entry.label is None or not facts.indicator(found.indicator).is_share:
        return [Step(line=line)]
    ours, paces = facts.assessor.series(found.indicator, found.area, found.variant), decisive(entry)
    start, end, limit = paces[0].from_year, paces[0].to_year, paces[0].threshold or 0.0
    materiality = facts.indicator(found.indicator).yearly_materiality or 0.0
    variant = f"{variant_words(found.variant)}: {entry.label}" if found.variant else f"Alltså: {entry.label}"
    return [
        Step(
            f"Räkna hur många procentenheter {facts.areas.name(found.area)} har ökat.",
            (f"{number(ours[end], 3)} − {number(ours[start], 3)} = {number(ours[end] - ours[start], 3)}",),
        ),
        *(_difference_step(facts, found, entry, pace) for pace in paces),
        Step(
            "Skillnaden ska vara större än gränsen: årets gräns gånger antalet år.",
            (f"{number(materiality, 1)} × ({end} − {start}) = {number(limit, 1)}",),
        ),
        Step(
            "Avståndet minskar eller ökar bara om skillnaden är större än gränsen och har samma tecken på båda "
            f"skalorna och mot både den bästa och alla övriga. {variant}.",
            line=line,
        ),
    ]


def decisive(entry: SetLead) -> list[Pace]:
    """The differences that decide a set's verdict: against the best of the others and all others pooled."""
    paces = [pace for pace in entry.paces if pace.did is not None and (pace.is_best or pace.against == REST)]
    if len(entry.paces) == 2:  # one other region: all others pooled are the same
        paces = [pace for pace in paces if pace.against != REST]
    return paces


def other(entry: SetLead, pace: Pace) -> str:
    """The area that a pace is against."""
    return pool(entry.key) if pace.against == REST else pace.against


def _difference_step(facts: Facts, found: Assessed, entry: SetLead, pace: Pace) -> Step:
    """How much faster ours goes, in procentenheter and in the measure of the S-curve."""
    start, end = pace.from_year, pace.to_year
    both = [facts.assessor.series(found.indicator, area, found.variant) for area in (found.area, other(entry, pace))]
    moved = [number(series[end] - series[start], 3) for series in both]
    logits = [number(to_scale(s[end], "s_curve") - to_scale(s[start], "s_curve"), 4) for s in both]
    best = "" if pace.against == REST else ", bäst av de andra"
    return Step(
        f"Mot {_against(facts, pace.against)}{best}: skillnaden i procentenheter, och samma skillnad i S-kurvans mått.",
        (
            f"{moved[0]} − {moved[1]} = {signed(pace.did, 2)}",
            f"{logits[0]} − {logits[1]} = {signed(pace.did_other_scale, 3)}",
        ),
    )


def _lead_line(facts: Facts, found: Assessed, entry: SetLead) -> str:
    indicator, declared = facts.indicator(found.indicator), facts.registry.comparison_sets[entry.key]
    first = entry.paces[0]
    head = f"{declared.title} {first.from_year}–{first.to_year}: {entry.label or 'kan inte bedömas'}"
    if entry.label is None:
        return ended(f"{head}, {entry.reason}")
    paces = decisive(entry)
    decimals, factor, unit = (
        (2, 1, "procentenheter") if indicator.is_share else (1, 100, "procent, räknat i logaritmer")
    )
    parts = [f"mot {_against(facts, p.against)} {signed(factor * (p.did or 0), decimals)}" for p in paces]
    limit = number(factor * max(pace.threshold or 0.0 for pace in paces), decimals)
    return f"{head}. Skillnad i takt: {listed(parts)} {unit} (plus är bättre för oss; gräns {limit})."


def _against(facts: Facts, name: str) -> str:
    return OTHERS if name == REST else facts.areas.name(name)

"""The arithmetic of a verdict, and läge and the comparison with the others explained as utveckling and prognos are.

Every step is told in a line, as it stands under a verdict, and in full, as it is worked on the page Så bedömer vi.
"""

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Reasoning, Step
from dashboard.content import amounts
from dashboard.content.direction import direction_steps, followed, lines
from dashboard.content.facts import Facts
from dashboard.content.future import forecast_steps, pace_sentence
from dashboard.content.ranks import NOT_COMPARED, OWN_FLEETS, SetRank, is_fleet, place_steps, placed, rank_step
from dashboard.content.text import VARIANTS, amount, ended
from dashboard.content.values import file_name
from dashboard.content.verdict import against_others, direction_word, lead_word, position_word
from malkollen.assess import METHOD_VERSION
from malkollen.assess.assessment import Position, SetPlace
from malkollen.assess.direction import NOT_ASSESSABLE, Direction
from malkollen.assess.lead import REST, Pace, SetLead
from malkollen.assess.scale import to_scale
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number, signed, spans, with_unit
from malkollen.values.areas import pool
from malkollen.values.values import Variant
from malkollen.verdicts.assessor import Answer, Assessed
from malkollen.verdicts.targets_in_force import aim_for

OTHERS = "alla övriga sammantagna"


def reasoning(facts: Facts, key: str, area: str, variant: Answer) -> list[Reasoning]:
    """The arithmetic of every answer, for one variant, a line a step."""
    assessed = facts.assessor.assess(key, area, variant)
    moved = direction_steps(followed(facts.indicator(key), facts.assessor.terms(key), assessed.assessment.direction))
    parts = [
        _told("Läge", _place(facts, assessed), position_steps(facts, assessed)),
        _told("Utveckling", assessed.assessment.direction.label, moved),
    ]
    if assessed.assessment.kind == "mal":
        parts.append(_told("Prognos mot mål", assessed.assessment.forecast.label, _forecast(facts, assessed)))
    if assessed.assessment.lead.sets:
        steps = [step for entry in assessed.assessment.lead.sets for step in lead_steps(facts, assessed, entry)]
        question = against_others(facts.registry.comparison.called)
        parts.append(_told(question, lead_word(assessed.assessment.lead.label), steps))
    return parts


def _place(facts: Facts, assessed: Assessed) -> str | None:
    position = assessed.assessment.position
    is_placed = position.label and not _is_apart(facts, assessed)
    return position_word(facts.indicator(assessed.indicator), position) if is_placed else None


def _is_apart(facts: Facts, assessed: Assessed) -> bool:
    """Whether it is a municipality of companies' cars, which has no place among others by its vehicles."""
    return assessed.assessment.kind == "jamforelse" and is_fleet(facts, assessed.indicator, assessed.area)


def _told(question: str, label: str | None, steps: list[Step]) -> Reasoning:
    return Reasoning(question, label or "", lines(steps))


def _forecast(facts: Facts, assessed: Assessed) -> list[Step]:
    """Prognos mot mål, with the sentence of the pace."""
    one = followed(
        facts.indicator(assessed.indicator), facts.assessor.terms(assessed.indicator), assessed.assessment.direction
    )
    series = facts.assessor.series(assessed.indicator, assessed.area, assessed.variant)
    aim = aim_for(assessed.target[1], series) if assessed.target else None
    return [
        *forecast_steps(one, aim, assessed.assessment.forecast),
        Step(line=pace_sentence(facts, assessed, has_last_year=False) or ""),
    ]


def why(facts: Facts, key: str, area: str) -> tuple[tuple[str, tuple[Reasoning, ...]], ...]:
    """The arithmetic of every variant of a verdict, each under its heading."""
    variants = spoken_variants(facts, key, area)
    if len(variants) == 1:
        return (("", tuple(reasoning(facts, key, area, variants[0]))),)
    return tuple((variant_words(variant), tuple(reasoning(facts, key, area, variant))) for variant in variants)


def trial_reasoning(facts: Facts, assessed: Assessed) -> list[Reasoning]:
    """The arithmetic of a tried target: läge and prognos."""
    return [
        _told("Läge", _place(facts, assessed), position_steps(facts, assessed)),
        _told("Prognos mot mål", assessed.assessment.forecast.label, _forecast(facts, assessed)),
    ]


def spoken_variants(facts: Facts, key: str, area: str = "") -> list[Answer]:
    """The variants whose arithmetic is shown: the joint verdict has none of its own.

    Args:
        area: whose; a municipality of companies' cars is not there without such municipalities.
    """
    variants: list[Answer] = [variant for variant in facts.assessor.variants(key) if variant != "joint"]
    return variants[:1] if is_fleet(facts, key, area) else variants


def variant_words(variant: Answer) -> str:
    """A variant's name in a heading; empty where there is none."""
    return "" if variant == "joint" else VARIANTS[variant]


def method_line() -> str:
    """The method's version, under every arithmetic."""
    return f"Metod {METHOD_VERSION}. Reglerna och räkneexempel står på sidan Så bedömer vi."


def used_table(facts: Facts, key: str, area: str, variant: Answer) -> Table:
    """Every year of the series: its value and whether it is judged, or why not."""
    assessed = facts.assessor.assess(key, area, variant)
    moved, indicator = assessed.assessment.direction, facts.indicator(key)
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
    name = file_name(facts, key, assessed.value.year, f"bedomning_{area}", plain)
    return table(title, name, records, facts.source_line(key), notes=(method_line(),), hidden=("Område",))


def others_text(facts: Facts, key: str) -> str | None:
    """What the regions did that the answer compares with, so that a common fall is not read as the home's own."""
    variant = spoken_variants(facts, key)[0]
    sets = facts.registry.comparison_sets
    home, *others = sets[facts.registry.goals[facts.indicator(key).goal].answer_set or next(iter(sets))].groups
    moves = {group: facts.assessor.assess(key, group, variant).assessment.direction for group in (home, *others)}
    words: dict[str, list[str]] = {}
    for group in others:
        words.setdefault(direction_word(moves[group].label) or NOT_ASSESSABLE, []).append(facts.areas.name(group))
    if list(words) == [NOT_ASSESSABLE]:
        return None
    limit = _limit(facts, key, moves[home]) if moves[home].label not in {moves[group].label for group in others} else ""
    if len(words) == 1:
        return f"{listed(map(facts.areas.name, others))}: {next(iter(words))}.{limit}"
    told = "; ".join(f"{label}: {listed(names)}" for label, names in words.items())
    return f"{ended(f'{capital(facts.registry.comparison.called.others)}: {told}')}{limit}"


def _limit(facts: Facts, key: str, moved: Direction) -> str:
    """From what size a change is clear, where ours is and theirs are not: they may look alike."""
    if moved.threshold is None:
        return ""
    least = followed(facts.indicator(key), facts.assessor.terms(key), moved).pace(moved.threshold).lstrip("+")
    return f" En förändring räknas som tydlig från {least}, om den inte kan vara en slump."


def position_steps(facts: Facts, assessed: Assessed) -> list[Step]:
    """Läge: a rank in every set, a place among municipalities, or the way to a target or a level."""
    position, indicator = assessed.assessment.position, facts.indicator(assessed.indicator)
    if _is_apart(facts, assessed):
        return [Step(line=ended(f"{capital(NOT_COMPARED)}: {OWN_FLEETS}"))]
    if position.sets:
        return [
            rank_step(facts, assessed.indicator, _ranked(facts, assessed, entry), assessed.value.year)
            for entry in position.sets
        ]
    if position.percentile is not None:
        place = placed(facts, assessed.indicator, assessed.area, assessed.value.year, _variant(assessed))
        return place_steps(facts, assessed.indicator, assessed.value, place) if place else []
    if position.ratio is not None and assessed.target:
        own, level = amount(indicator, assessed.value.value), assessed.target[1].value
        return [Step(line=f"{own} / {number(level, indicator.decimals)} = {number(position.ratio, 2)} av nivån.")]
    if assessed.target and position.remaining is not None and position.reason is None:
        return [Step(line=line) for line in _target_lines(facts, assessed, position)]
    return [Step(line=ended(f"Läget bedöms inte: {position.reason or 'uppgift saknas'}"))]


def _target_lines(facts: Facts, assessed: Assessed, position: Position) -> list[str]:
    indicator, target = facts.indicator(assessed.indicator), assessed.target
    series = facts.assessor.series(assessed.indicator, assessed.area, assessed.variant)
    aim = aim_for(target[1], series) if target else None
    if aim is None:
        return []
    value = amount(indicator, assessed.value.value)
    way = [f"Målvärdet är {amount(indicator, aim.value)} år {aim.year}. {assessed.value.year} var värdet {value}."]
    remaining = position.remaining or 0.0
    if not position.is_reached:
        size = amounts.distance(indicator, abs(remaining)).lstrip("+")
        way.append(ended(f"Avstånd till målet: {size}"))
        way += amounts.things_lines(facts, assessed, remaining, aim.year)
    if position.share_closed is not None and aim.base_value is not None:
        base, end = (amount(indicator, number_) for number_ in (aim.base_value, aim.value))
        way.append(
            f"Så mycket av vägen är gången: ({value} − {base}) / ({end} − {base}) = "
            f"{with_unit(number(100 * position.share_closed), '%')}."
        )
    return way


def _variant(assessed: Assessed) -> Variant | None:
    """The variant of its values: a joint answer is about those that are shown first."""
    return None if assessed.variant == "joint" else assessed.variant


def _ranked(facts: Facts, assessed: Assessed, entry: SetPlace) -> SetRank:
    """A set of an assessment with the values that the rank is made of."""
    declared = facts.registry.comparison_sets[entry.key]
    variant = "without" if entry.variant == "without" else _variant(assessed)  # a joint answer has ranks of both
    evaluation = facts.evaluation(assessed.indicator, variant)
    values = {group: evaluation.at(group, assessed.value.year).value for group in declared.groups}
    return SetRank(entry.key, declared, variant, entry.area, values, entry.group_rank)


def lead_steps(facts: Facts, assessed: Assessed, entry: SetLead) -> list[Step]:
    """A set's verdict with the two differences that decide it; in full for shares, which are told on two scales."""
    line = _lead_line(facts, assessed, entry)
    if entry.label is None or not facts.indicator(assessed.indicator).is_share:
        return [Step(line=line)]
    ours, paces = facts.assessor.series(assessed.indicator, assessed.area, assessed.variant), decisive(entry)
    start, end, limit = paces[0].from_year, paces[0].to_year, paces[0].threshold or 0.0
    materiality = facts.indicator(assessed.indicator).yearly_materiality or 0.0
    variant = f"{variant_words(assessed.variant)}: {entry.label}" if assessed.variant else f"Alltså: {entry.label}"
    return [
        Step(
            f"Räkna hur många procentenheter {facts.areas.name(assessed.area)} har ökat.",
            (f"{number(ours[end], 3)} − {number(ours[start], 3)} = {number(ours[end] - ours[start], 3)}",),
        ),
        *(_difference_step(facts, assessed, entry, pace) for pace in paces),
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


def _difference_step(facts: Facts, assessed: Assessed, entry: SetLead, pace: Pace) -> Step:
    """How much faster ours goes, in procentenheter and in the measure of the S-curve."""
    start, end = pace.from_year, pace.to_year
    both = [
        facts.assessor.series(assessed.indicator, area, assessed.variant)
        for area in (assessed.area, other(entry, pace))
    ]
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


def _lead_line(facts: Facts, assessed: Assessed, entry: SetLead) -> str:
    indicator, declared = facts.indicator(assessed.indicator), facts.registry.comparison_sets[entry.key]
    first = entry.paces[0]
    head = f"{declared.title} {spans(range(first.from_year, first.to_year + 1))}: {entry.label or 'kan inte bedömas'}"
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

"""The arithmetic of a verdict: values used and left out, the formula with numbers in it, what decided."""

from dataclasses import dataclass
from math import comb

from dashboard.content import amounts
from dashboard.content.facts import Facts
from dashboard.content.future import forecast_lines
from dashboard.content.table import Number, Record, Table, table
from dashboard.content.text import VARIANTS, amount, ended, group_rank_text, pair_text
from dashboard.content.values import file_name
from malkollen.assess import METHOD_VERSION
from malkollen.assess.assessment import Position
from malkollen.assess.direction import NOT_ASSESSABLE, SIGNIFICANCE, Direction
from malkollen.assess.lead import REST, SetLead
from malkollen.texts.swedish import listed, number, signed, spans, with_unit
from malkollen.verdicts.assessor import Answer, Assessed
from malkollen.verdicts.targets_in_force import aim_for

OTHERS = "alla övriga sammantagna"


@dataclass(frozen=True)
class Reasoning:
    """How one answer came about: the question, its word and the lines of its arithmetic."""

    question: str
    word: str
    lines: tuple[str, ...]


def reasoning(facts: Facts, key: str, area: str, variant: Answer) -> list[Reasoning]:
    """The arithmetic of every answer, for one variant."""
    found = facts.assessor.assess(key, area, variant)
    parts = [
        Reasoning("Läge", found.found.position.label or "", tuple(_position_lines(facts, found))),
        Reasoning("Utveckling", found.found.direction.label or "", tuple(_direction_lines(facts, found))),
    ]
    if found.found.kind == "mal":
        parts.append(
            Reasoning("Prognos mot mål", found.found.forecast.label or "", tuple(forecast_lines(facts, found)))
        )
    if found.found.lead.sets:
        lines = tuple(_lead_line(facts, found, entry) for entry in found.found.lead.sets)
        parts.append(Reasoning("Mot de andra regionerna", found.found.lead.label or "", lines))
    return parts


def trial_reasoning(facts: Facts, found: Assessed) -> list[Reasoning]:
    """The arithmetic of a tried target: läge and prognos."""
    position, ahead = found.found.position, found.found.forecast
    return [
        Reasoning("Läge", position.label or "", tuple(_position_lines(facts, found))),
        Reasoning("Prognos mot mål", ahead.label or "", tuple(forecast_lines(facts, found))),
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


def _position_lines(facts: Facts, found: Assessed) -> list[str]:
    position, indicator = found.found.position, facts.indicator(found.indicator)
    if position.sets:
        return [_set_line(facts, found, position, place) for place in range(len(position.sets))]
    if position.percentile is not None and position.rank_low is not None:
        first = f"Plats {position.rank_low}" + (
            f"–{position.rank_high}" if position.rank_high != position.rank_low else ""
        )
        outside = " Kommunen placeras bredvid gruppen, som den inte hör till." if position.is_outside_group else ""
        percentile = number(position.percentile, 1)
        return [f"{first} bland {facts.placed.the}. P = 100 · (sämre + ½ · lika) / alla = {percentile}.{outside}"]
    if position.ratio is not None and found.target:
        own, level = amount(indicator, found.value.value), found.target[1].value
        return [f"{own} / {number(level, indicator.decimals)} = {number(position.ratio, 2)} av nivån."]
    if found.target and position.remaining is not None and position.reason is None:
        return _target_lines(facts, found, position)
    return [ended(f"Läget bedöms inte: {position.reason or 'uppgift saknas'}")]


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


def _set_line(facts: Facts, found: Assessed, position: Position, place: int) -> str:
    entry = position.sets[place]
    declared, indicator = facts.registry.comparison_sets[entry.key], facts.indicator(found.indicator)
    if entry.found is None:
        return f"{declared.title}: kan inte rangordnas."
    words = pair_text(entry.found) if entry.stands_alone else group_rank_text(entry.found)
    best, gap = facts.areas.name(entry.found.best), amounts.distance(indicator, entry.found.gap)
    value = facts.evaluation(found.indicator, None if found.variant == "joint" else found.variant).at(
        entry.area, found.value.year
    )
    counted = amounts.things(facts, found.indicator, value, entry.found.gap)
    in_things = f", {counted}" if counted else ""
    missing = "" if entry.is_whole else " En region saknas i den här varianten; räknas inte in."
    return f"{declared.title}: {words}. Avstånd till {best}, bäst av de andra: {gap}{in_things}.{missing}"


def _direction_lines(facts: Facts, found: Assessed) -> list[str]:
    moved, indicator = found.found.direction, facts.indicator(found.indicator)
    if moved.slope is None or moved.p_value is None:
        return [ended(f"Utvecklingen bedöms inte: {moved.reason or 'uppgift saknas'}")]
    return [
        f"Värden som används: {spans(moved.values or ())} ({moved.n} år).{_left_out_text(moved)}",
        (
            f"Takt: medianen av alla lutningar mellan två år är {amounts.pace(indicator, moved.slope)}. "
            f"Minst {_threshold_text(facts, found, moved)} krävs för att det ska betyda något."
        ),
        (
            f"Slump? S = {signed(moved.s)} av högst {comb(moved.n, 2)}. Så starkt mönster uppstår av slump med "
            f"sannolikheten p = {number(moved.p_value, 3)}; gränsen är {number(SIGNIFICANCE, 2)}."
        ),
        f"Senaste intervallet: {amounts.pace(indicator, moved.last_change or 0.0)}.",
        *([ended(f"Därför inte mer än så: {moved.reason}")] if moved.reason else []),
    ]


def _left_out_text(moved: Direction) -> str:
    near = [entry for entry in moved.left_out if entry.why != "older"]
    text = "; ".join(f"{entry.year}: {entry.reason}" for entry in near)
    return f" Utelämnade: {text}." if text else ""


def _threshold_text(facts: Facts, found: Assessed, moved: Direction) -> str:
    indicator = facts.indicator(found.indicator)
    return amounts.pace(indicator, moved.threshold or 0.0).lstrip("+")


def _lead_line(facts: Facts, found: Assessed, entry: SetLead) -> str:
    """A set's verdict with the two differences that decide it."""
    indicator, declared = facts.indicator(found.indicator), facts.registry.comparison_sets[entry.key]
    first = entry.paces[0]
    head = f"{declared.title} {first.from_year}–{first.to_year}: {entry.label or 'kan inte bedömas'}"
    if entry.label is None:
        return ended(f"{head}, {entry.reason}")
    decisive = {
        pace.against: pace for pace in entry.paces if pace.did is not None and (pace.is_best or pace.against == REST)
    }
    if len(entry.paces) == 2:  # one other region: all others pooled are the same
        decisive.pop(REST, None)
    decimals, factor, unit = (
        (2, 1, "procentenheter") if indicator.is_share else (1, 100, "procent, räknat i logaritmer")
    )
    parts = [f"mot {_against(facts, name)} {signed(factor * (p.did or 0), decimals)}" for name, p in decisive.items()]
    limit = number(factor * max(pace.threshold or 0.0 for pace in decisive.values()), decimals)
    return f"{head}. Skillnad i takt: {listed(parts)} {unit} (plus är bättre för oss; gräns {limit})."


def _against(facts: Facts, name: str) -> str:
    return OTHERS if name == REST else facts.areas.name(name)

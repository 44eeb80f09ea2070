"""Level against pace on the page Jämför: every region of a set then and now, in words, as rows of a chart, as a table.

Then is the programme's base year (for totals also the target's own), now the latest year. The numbers are over one
membership, so that nobody's coming or going is read as change.
"""

from dataclasses import dataclass

from dashboard.blocks.table import Cell, Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.ranks import set_ranks
from dashboard.content.reasoning import method_line
from dashboard.content.text import VARIANTS, difference, ended, short_amount, size
from dashboard.content.values import file_name, plain
from dashboard.figures.looks import role_of
from dashboard.figures.pace import Row, shared_ends
from malkollen.assess.change import Change, change
from malkollen.assess.lead import REST, UNCLEAR, Pace, SetLead
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside, number, unnamed
from malkollen.values.areas import COUNTRY, pool
from malkollen.values.values import Variant

OTHERS, BEST = "Övriga sammantagna", "den bästa av de andra"
MOVES = {UNCLEAR: "avståndet har inte ändrats tydligt"}
"""What the method's words for a gap are told as, where they are not said as they are."""

UNSEEN = "Där ingen ring syns ligger den bakom punkten: värdet är nästan detsamma. Talen till höger säger skillnaden."
"""Said where a dot covers its ring."""
COVERED = 0.03
"""Of the value axis: a shorter stroke is covered by its dot."""


@dataclass(frozen=True)
class Case:
    """What a pace is of: one comparison set, in one variant, from one year."""

    set: str
    variant: Variant | None
    start: int


@dataclass(frozen=True)
class Panel:
    """A set's chart: its sentence, its rows and its value axis.

    Attributes:
        rows: empty where no region's change can be computed.
        ends: of the axis, shared by the panels that may be compared with each other.
        has_zero: whether the rows are changes, which begin at zero.
    """

    case: Case
    text: str
    rows: list[Row]
    unit: str
    ends: tuple[float, float]
    has_zero: bool


def cases(facts: Facts, key: str, name: str) -> list[Case]:
    """The panels of a set: a variant each; for totals, which have no variants, a starting year each."""
    all_cases = [Case(name, variant, facts.registry.programme_of(key).base_year) for variant in facts.variants(key)]
    if facts.indicator(key).is_total:
        lead = facts.assessor.assess(key, facts.areas.home.id, all_cases[0].variant).assessment.lead
        starts = dict.fromkeys(pace.from_year for entry in lead.sets for pace in entry.paces)
        all_cases = [Case(name, None, start) for start in starts] or all_cases
    return all_cases


def panels(facts: Facts, key: str, name: str) -> list[Panel]:
    """The panels of one set, on axes shared with the other panels; of totals with those of the same start."""
    indicator, drawn = facts.indicator(key), []
    everything = [case for declared in facts.registry.comparison_sets for case in cases(facts, key, declared)]
    for case in cases(facts, key, name):
        alike = [other for other in everything if not indicator.is_total or other.start == case.start]
        ends = shared_ends([rows(facts, key, other) for other in alike])
        unit = f"procent sedan {case.start}" if indicator.is_total else indicator.unit
        drawn.append(Panel(case, text(facts, key, case), rows(facts, key, case), unit, ends, indicator.is_total))
    return drawn


def rows(facts: Facts, key: str, case: Case) -> list[Row]:
    """Every region of a set, ours dark, in the order of their levels (totals: of their changes), riket at the end."""
    declared, sign = facts.registry.comparison_sets[case.set], 1 if facts.indicator(key).better == "higher" else -1
    regions = [_row(facts, key, case, group) for group in declared.groups]
    if not any(row.before is not None and row.now is not None for row in regions):
        return []
    regions.sort(key=lambda row: (row.now is None, -sign * (row.now or 0)))
    return [*regions, _row(facts, key, case, COUNTRY)]


def text(facts: Facts, key: str, case: Case) -> str:
    """What happened since the start, ours beside all the others together, and the verdict on it."""
    indicator, lead = facts.indicator(key), lead_of(facts, key, case)
    ours = facts.registry.comparison_sets[case.set].groups[0]
    own, rest = (_change(facts, key, case, area) for area in (ours, pool(case.set)))
    if own is None or own.difference is None:
        return ended(f"Takten sedan {case.start} går inte att räkna ut: {_why_none(own, lead)}")
    parts = [f"Sedan {case.start}: {facts.areas.name(ours)} {size(indicator, own)}"]
    if rest is not None and rest.difference is not None:
        parts.append(f"{_others(facts, case)} {size(indicator, rest)}".replace("\u00a0procentenheter", ""))
    told = " ".join(f"{capital(one)}." for one in moved(lead))
    return " ".join(filter(None, [ended(", ".join(parts)), told]))


def moved(lead: SetLead | None) -> list[str]:
    """What the gap has done; against the best and against all together apart, where only one of them is clear."""
    if lead is None or not lead.label:
        return []
    apart = {pace.against == REST: pace.label for pace in lead.paces if pace.is_best or pace.against == REST}
    best, all_others = apart.get(False), apart.get(True)
    if lead.label != UNCLEAR or best == all_others or not best or not all_others:
        return [MOVES.get(lead.label, lead.label)]
    return [f"{MOVES.get(word, word)} mot {who}" for who, word in ((BEST, best), (inside(OTHERS), all_others))]


def _why_none(own: Change | None, lead: SetLead | None) -> str:
    if own and own.broken_by:
        return f"serien bryts {own.broken_by}, och nivåerna före och efter kan inte jämföras"
    return (lead.reason if lead else None) or "värden saknas"


def lead_of(facts: Facts, key: str, case: Case) -> SetLead | None:
    """The verdict on a set's pace; None where the indicator is not judged."""
    found = facts.assessor.assess(key, facts.areas.home.id, case.variant).assessment.lead
    return next((s for s in found.sets if s.key == case.set and s.paces[0].from_year == case.start), None)


def how_to_read(facts: Facts, key: str) -> str | None:
    """How a row of the charts is read; None where there is no pace to draw."""
    last = facts.evaluation(key).latest_year
    if not any(rows(facts, key, case) for name in facts.registry.comparison_sets for case in cases(facts, key, name)):
        return None
    if facts.indicator(key).is_total:
        return (
            f"Varje streck går från noll till förändringen fram till {last}. "
            "Nivåerna rangordnas inte: ett större område släpper ut mer."
        )
    base = facts.registry.programme_of(key).base_year
    told = f"Ringen är {base}, punkten {last}. Punktens läge är nivån, streckets längd är takten."
    return f"{told} {UNSEEN}" if _has_unseen(facts, key) else told


def _has_unseen(facts: Facts, key: str) -> bool:
    """Whether any row's two values are so near each other that the dot covers the ring."""
    drawn = [panel for name in facts.registry.comparison_sets for panel in panels(facts, key, name)]
    return any(
        row.before is not None and row.now is not None and abs(row.now - row.before) < COVERED * (high - low)
        for panel in drawn
        for low, high in [panel.ends]
        for row in panel.rows
    )


def pace_table(facts: Facts, key: str, name: str) -> Table:
    """Every region of a set, the others together and riket: levels, change, our pace against theirs and the verdict."""
    declared, indicator = facts.registry.comparison_sets[name], facts.indicator(key)
    records: list[Record] = []
    strong: list[int] = []
    for case in cases(facts, key, name):
        together = [pool(name)] if len(declared.groups) > 2 else []
        for area in [*declared.groups, *together, COUNTRY]:
            strong += [len(records)] if area == declared.groups[0] else []
            records.append(_record(facts, key, case, area))
    notes = [
        "Vår takt mot områdets är vår förändring minus områdets; plus är bättre för oss.",
        *([] if indicator.is_share else ["Takterna jämförs i logaritmer: 1,00 är ungefär en procent."]),
        "Når skillnaden inte över gränsen är den för liten för att betyda något.",
        *membership_notes(facts, key, name),
        method_line(),
    ]
    last = facts.evaluation(key).latest_year
    hidden = ["Områdeskod", "Skillnad i logit"] + ([] if indicator.has_fleet_variants else ["Variant"])
    title = f"{declared.title}: {inside(indicator.title)}, nivå och takt till {last}"
    file = file_name(facts, key, last, f"takt_{name}", None)
    return table(title, file, records, facts.source_line(key), notes=tuple(notes), hidden=hidden, emphasis=strong)


def membership_notes(facts: Facts, key: str, name: str) -> list[str]:
    """The regions whose level here is over fewer municipalities than in the ranking."""
    notes = []
    last = facts.evaluation(key).latest_year
    for entry in set_ranks(facts, key, last):
        evaluation = facts.evaluation(key, entry.variant)
        ranked = {**entry.values, COUNTRY: evaluation.at(COUNTRY, last).value}
        drawn = {area: plain(evaluation, area).get(last) for area in ranked}
        fewer = [area for area, value in ranked.items() if None not in (value, drawn[area]) and drawn[area] != value]
        if entry.key == name:
            notes += [
                f"{facts.areas.name(group)}: bara de kommuner som har värden alla år räknas här, "
                "så nivån kan skilja sig från rangordningens."
                for group in fewer
            ]
    return list(dict.fromkeys(notes))


def _others(facts: Facts, case: Case) -> str:
    """All the others together; a set of two has only one other, by its name."""
    groups = facts.registry.comparison_sets[case.set].groups
    return inside(OTHERS) if len(groups) > 2 else unnamed(facts.areas.name(groups[1]))


def _values(facts: Facts, key: str, case: Case, area: str) -> dict[int, float]:
    """An area's series; riket's as published where too few municipalities are carried to compute it then."""
    if _is_as_published(facts, key, case, area):
        return facts.published.get((facts.indicator(key).published_series or "", area), {})
    return plain(facts.evaluation(key, case.variant), area)


def _is_as_published(facts: Facts, key: str, case: Case, area: str) -> bool:
    """Never where the last year is computed too and shown as another number: riket is one number a year."""
    indicator, computed = facts.indicator(key), plain(facts.evaluation(key, case.variant), area)
    if area != COUNTRY or not indicator.published_series or case.variant == "without" or case.start in computed:
        return False
    last = facts.evaluation(key, case.variant).latest_year
    own = facts.published.get((indicator.published_series, area), {}).get(last)
    return own is not None and short_amount(indicator, own) == short_amount(indicator, computed.get(last, own))


def _change(facts: Facts, key: str, case: Case, area: str) -> Change | None:
    last = facts.evaluation(key, case.variant).latest_year
    return change(_values(facts, key, case, area), case.start, last, facts.registry.breaks_of(key))


def _row(facts: Facts, key: str, case: Case, area: str) -> Row:
    indicator, values = facts.indicator(key), _values(facts, key, case, area)
    ours = facts.registry.comparison_sets[case.set].groups[0]
    role = role_of(facts.areas, area, ours=ours)
    change = _change(facts, key, case, area)
    before, now = values.get(case.start), values.get(facts.evaluation(key, case.variant).latest_year)
    name = facts.areas.name(area)
    if change is None or change.difference is None:
        missing = f"{number(now, indicator.decimals)} ({case.start} saknas)"
        if now is None:
            missing = "för få invånare kvar" if case.variant == "without" else "uppgift saknas"
        return Row(name, None, None if indicator.is_total else now, missing, role)
    if indicator.is_total:
        return Row(name, 0.0, change.percent, size(indicator, change), role)
    levels = f"{number(before, indicator.decimals)} → {number(now, indicator.decimals)}"
    step = Number(difference(indicator, change), indicator.decimals, is_difference=True).text()
    return Row(name, before, now, f"{levels} ({step if indicator.is_share else size(indicator, change)})", role)


def _changed(indicator: Indicator, change: Change | None) -> Number:
    """The size of a change: of shares between the levels as they are shown, of others in percent."""
    if change is None:
        return Number(None)
    if indicator.is_share:
        return Number(change.difference, indicator.decimals, is_difference=True, ends=change.ends)
    return Number(change.percent, 1, is_difference=True)


def _record(facts: Facts, key: str, case: Case, area: str) -> Record:
    indicator, values, change = facts.indicator(key), _values(facts, key, case, area), _change(facts, key, case, area)
    last, step = facts.evaluation(key, case.variant).latest_year, "procentenheter" if indicator.is_share else "%"
    is_pool = area == pool(case.set)
    pace = _pace(facts, key, case, area)
    factor = 1 if indicator.is_share else 100
    did = factor * pace.did if pace and pace.did is not None else None
    limit = factor * pace.threshold if pace and pace.threshold is not None else None
    return {
        "Variant": VARIANTS[case.variant] or "–",
        "Områdeskod": area,
        "Område": OTHERS if is_pool else facts.areas.name(area),
        "Från": str(case.start),
        "Till": str(last),
        f"Nivå då ({indicator.unit})": Number(values.get(case.start), indicator.decimals),
        f"Nivå nu ({indicator.unit})": Number(values.get(last), indicator.decimals),
        f"Förändring ({step})": _changed(indicator, change),
        f"Vår takt mot områdets ({step})": Number(did, 2, is_difference=True),
        "Skillnad i logit": Number(pace.did_other_scale if pace else None, 3, is_difference=True),
        f"Gräns ({step})": Number(limit, 2),
        "Omdöme": _verdict(facts, case, area, pace),
    }


def _verdict(facts: Facts, case: Case, area: str, pace: Pace | None) -> Cell:
    if area == facts.registry.comparison_sets[case.set].groups[0]:
        return "vårt område"
    if area == COUNTRY:
        return "–"
    return (pace.label or pace.reason or "–") if pace else "bedöms inte"


def _pace(facts: Facts, key: str, case: Case, area: str) -> Pace | None:
    """Our pace against an area's as it is judged; None for ours, for riket, and where nothing is judged."""
    lead = lead_of(facts, key, case)
    wanted = REST if area == pool(case.set) else area
    return next((pace for pace in lead.paces if pace.against == wanted), None) if lead else None

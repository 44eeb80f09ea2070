"""Ranks: groups among groups in every declared set, municipalities among municipalities. Totals are never ranked."""

from dataclasses import dataclass, replace

from dashboard.blocks.once import Once
from dashboard.blocks.table import Number, Record, Table, gap, table
from dashboard.blocks.words import Step
from dashboard.content import amounts
from dashboard.content.facts import Facts
from dashboard.content.text import QUARTERS, VARIANTS, amount, group_rank_text, pair_text, place_text
from dashboard.content.values import file_name
from malkollen.assess.assessment import NO_VARIANT
from malkollen.assess.position import TIE_SHARE_OF_VALUE, GroupRank, Place, group_rank, place_among
from malkollen.registry.home import ComparisonSet, capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import apart, number
from malkollen.values.values import Value, Variant

AMONG: dict[Variant | None, str] = {
    "with": "alla kommuner ", "without": "utan kommuner med många företagsbilar ", None: "",
}  # fmt: skip
"""Among whom a municipality is placed."""
NOT_COMPARED = "jämförs inte"
OWN_FLEETS = "många företagsbilar är skrivna i kommunen"
"""Why a municipality of companies' cars has no place by its vehicles: its own reason, and not a group's."""
FLEET_NOTE = "* Många företagsbilar är skrivna i kommunen, så värdet inte visar vad invånarna gör."
STAR_SAID, FLEETS_AGAIN = "star", "* Många företagsbilar."
FLEETS = Once(STAR_SAID, FLEET_NOTE, FLEETS_AGAIN)
"""What a star says of a municipality's value, under each picture that has one: in whole under the first."""

NO_PLACE = "ingen plats"
"""Of a set in which an area has no value: a place among those left says nothing of all."""


@dataclass(frozen=True)
class SetRank:
    """One declared comparison set in one variant. ours: the set's first group, the one the dashboard is about."""

    key: str
    declared: ComparisonSet
    variant: Variant | None
    ours: str
    values: dict[str, float | None]
    group_rank: GroupRank | None
    is_low_best: bool = False

    @property
    def text(self) -> str:
        """The place in words, where the set is whole, as the verdict counts; before or after where one stands alone."""
        if self.group_rank and None in self.values.values():
            return NO_PLACE
        if self.declared.stands_alone:
            return pair_text(self.group_rank)
        return group_rank_text(self.group_rank, is_low_best=self.is_low_best)


def is_ranked(facts: Facts, key: str) -> bool:
    """Whether areas are ranked by it: only comparisons, never totals or context."""
    indicator = facts.indicator(key)
    return indicator.kind == "jamforelse" and not indicator.is_total


def set_ranks(facts: Facts, key: str, year: int) -> list[SetRank]:
    """Every declared set in every variant, ranked where the indicator is a comparison."""
    indicator = facts.indicator(key)
    ranks = []
    for name, declared in facts.registry.comparison_sets.items():
        for variant in facts.variants(key):
            evaluation = facts.evaluation(key, variant)
            values = {group: evaluation.at(group, year).value for group in declared.groups}
            present = {group: value for group, value in values.items() if value is not None}
            ours = declared.groups[0]
            rank = (
                group_rank(ours, present, indicator.better, indicator.yearly_materiality)
                if indicator.better and is_ranked(facts, key) and year not in indicator.exclude_years
                else None
            )
            ranks.append(SetRank(name, declared, variant, ours, values, rank, indicator.better == "lower"))
    return ranks


def municipality_place(facts: Facts, key: str, code: str, year: int, variant: Variant | None) -> Place | None:
    """A municipality's place in the comparison group.

    None where municipalities are not ranked, few have the year, or it is shown and not judged.

    A fleet municipality has no place: its value says what companies do.
    """
    indicator = facts.indicator(key)
    if indicator.better is None or not is_ranked(facts, key) or indicator.judged_for == "groups":
        return None
    if is_fleet(facts, key, code) or year in indicator.exclude_years:
        return None
    return placed(facts, key, code, year, variant)


def placed(facts: Facts, key: str, code: str, year: int, variant: Variant | None) -> Place | None:
    """Where a municipality's value stands in the comparison group, whatever it is worth; None without one."""
    evaluation = facts.evaluation(key, variant)
    values = {m: value for m in facts.areas.municipalities if (value := evaluation.at(m, year).value) is not None}
    group = facts.areas.reference_group.members - evaluation.left_out
    return place_among(code, values, group, facts.indicator(key).better or "higher")


def is_fleet(facts: Facts, key: str, code: str) -> bool:
    """Whether a municipality's registered vehicles are so much a fleet's that its value needs a mark."""
    found = facts.evaluation(key).fleets
    return found is not None and code in found.reasons


def name_with_star(facts: Facts, key: str, code: str) -> str:
    """An area's name, with a star where companies' vehicles are so many that the value needs a mark."""
    return facts.areas.name(code) + ("*" if is_fleet(facts, key, code) else "")


def with_stars(facts: Facts, key: str, areas: Table) -> Table:
    """A table of areas with the same stars after their names, and what a star says; files have the names alone."""
    titles = [column.title for column in areas.columns]
    code, name = titles.index("Områdeskod"), titles.index("Område")
    marked = [row for row in areas.rows if is_fleet(facts, key, str(row[code]))]
    if not marked:
        return areas
    rows = [
        [f"{cell}*" if place == name and row in marked else cell for place, cell in enumerate(row)]
        for row in areas.rows
    ]
    return replace(areas, rows=rows, notes=(FLEET_NOTE, *areas.notes), long=areas.file)


def why_without(facts: Facts, key: str, area: str) -> str:
    """Why nothing is left of an area without municipalities of companies' cars: its own reason, or a group's."""
    return OWN_FLEETS if is_fleet(facts, key, area) else NO_VARIANT


def places_text(facts: Facts, key: str, code: str, year: int) -> str:
    """A municipality's place in every variant, or that companies' vehicles decide it."""
    if is_ranked(facts, key) and is_fleet(facts, key, code):
        return f"{NOT_COMPARED}, {OWN_FLEETS}"
    places = {variant: municipality_place(facts, key, code, year, variant) for variant in facts.variants(key)}
    texts = [f"{AMONG[variant]}{place_text(found)}" for variant, found in places.items() if found]
    return "; ".join(texts) or "–"


def tie_text(indicator: Indicator) -> str:
    """How little may lie between two areas that share a place: "0,3 procentenheter", "2 procent"."""
    limit = indicator.yearly_materiality
    return f"{number(limit, 1)} procentenheter" if limit else f"{number(100 * TIE_SHARE_OF_VALUE)} procent"


def sets_table(facts: Facts, key: str, year: int) -> Table:
    """Every set and variant: our value, the best other, the gap and the rank."""
    indicator = facts.indicator(key)
    few = (
        f"En {facts.registry.comparison.called.one} som behåller färre än hälften av invånarna utan kommuner med "
        "många företagsbilar rangordnas inte när de räknas bort."
    )
    return table(
        f"{capital(indicator.plain or indicator.title)} {year} ({indicator.unit}): alla jämförelser",
        file_name(facts, key, year, "jamforelser", None),
        [_set_record(facts, key, entry) for entry in set_ranks(facts, key, year)],
        facts.source_line(key),
        notes=(
            f"Skiljer det under {tie_text(indicator)} delas platsen.",
            *([few] if indicator.has_fleet_variants else []),
        ),
        hidden=("Områdeskod",),
    )


def _set_record(facts: Facts, key: str, entry: SetRank) -> Record:
    indicator = facts.indicator(key)
    sign = 1 if indicator.better == "higher" else -1
    others = {group: value for group, value in entry.values.items() if group != entry.ours and value is not None}
    best = max(others, key=lambda group: sign * others[group], default=None)
    own, other = entry.values[entry.ours], others[best] if best else None
    return {
        "Jämförelse": entry.declared.title,
        **({"Kommuner": VARIANTS[entry.variant]} if entry.variant else {}),
        "Plats": entry.text,
        "Områdeskod": entry.ours,
        f"{facts.home.name} i jämförelsen": facts.areas.name(entry.ours),
        "Värde": Number(own, indicator.decimals),
        "Bäst bland övriga": facts.areas.name(best) if best else "–",
        "Deras värde": Number(other, indicator.decimals),
        "Avstånd": gap(other, own, indicator.decimals),
    }


def rank_step(facts: Facts, key: str, entry: SetRank, year: int) -> Step:
    """The rank in a set and variant: who is better, who is equal within the limit, and how far the best is."""
    indicator, rank = facts.indicator(key), entry.group_rank
    among = (
        f", {'med alla kommuner' if entry.variant == 'with' else 'utan kommuner med många företagsbilar'}"
        if entry.variant
        else ""
    )
    if rank is None:
        why = "kan inte rangordnas."
        return Step(f"{entry.declared.title}{among}: {why}", line=f"{entry.declared.title}: {why}")
    own, missing = entry.values[entry.ours] or 0.0, [group for group, value in entry.values.items() if value is None]
    lacks = f" {facts.areas.name(missing[0])} saknar värde; räknas inte in." if missing else ""
    others = [entry.values[group] or 0.0 for group in rank.tied]
    limit = number(indicator.materiality, 1)
    tied = f"{len(rank.tied)} är lika (skillnaden är under {limit} procentenheter)" if rank.tied else "ingen är lika"
    return Step(
        f"{entry.declared.title}{among}: {rank.rank - 1} är bättre, {tied}. Plats: {entry.text}.{lacks}",
        tuple(f"{number(other, 3)} − {number(own, 3)} = {number(other - own, 3)}" for other in others),
        _rank_line(facts, key, entry, rank, year),
    )


def _rank_line(facts: Facts, key: str, entry: SetRank, rank: GroupRank, year: int) -> str:
    indicator, best = facts.indicator(key), facts.areas.name(rank.best)
    shown = apart(entry.values[rank.best] or 0.0, entry.values[entry.ours] or 0.0, indicator.decimals)
    gap = amounts.distance(indicator, shown)  # as a reader subtracts what the table shows
    counted = amounts.things(facts, key, facts.evaluation(key, entry.variant).at(entry.ours, year), rank.gap)
    in_things = f", {counted}" if counted else ""
    one = facts.registry.comparison.called.one
    missing = f" En {one} saknas i den här varianten; räknas inte in." if None in entry.values.values() else ""
    return f"{entry.declared.title}: {entry.text}. Avstånd till {best}, bäst av de andra: {gap}{in_things}.{missing}"


def place_steps(facts: Facts, key: str, value: Value, place_among: Place) -> list[Step]:
    """A municipality's place among others; one that has the same value counts half."""
    indicator, name = facts.indicator(key), facts.areas.name(value.area)
    own = f"{number(value.value, 1)} procent" if indicator.is_share else amount(indicator, value.value)
    ahead, equal = place_among.rank - 1, place_among.tied + 1
    worse, percentile = place_among.of - ahead - equal, number(place_among.percentile, 1)
    where = f"Plats {place_among.rank}" + (f"–{place_among.rank + place_among.tied}" if place_among.tied else "")
    outside = (
        " Kommunen placeras bredvid gruppen, som den inte hör till, och räknas med själv."
        if place_among.is_outside_group
        else ""
    )
    line = f"{where} bland {facts.placed.the}. P = 100 · (sämre + ½ · lika) / alla = {percentile}.{outside}"
    return [
        Step(f"Räkna hur många av de {place_among.of} kommunerna som har lägre, samma och högre värde än {own}."),
        Step(
            "Varje kommun som är sämre räknas hel, varje som är lika räknas halv.",
            (f"100 × ({worse} + {equal} / 2) / {place_among.of} = {percentile}",),
            line,
        ),
        Step(
            f"P delar gruppen i en bästa fjärdedel, en mitt och en sämsta fjärdedel. {name} hör till: "
            f"{QUARTERS[place_among.quarter]}."
        ),
    ]

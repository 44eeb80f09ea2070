"""How a value was computed: the formula with the sums in it, and the sums with their sources."""

import re
from collections.abc import Mapping
from math import fsum

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import is_computed_series, why_missing
from dashboard.content.text import ended, status_in_full, surveyed
from dashboard.content.values import file_name
from malkollen.texts.swedish import MINUS, listed, number
from malkollen.values.values import Value

ROUNDED = "antalet är uträknat ur den publicerade andelen"
"""Of a count that is worked out of a share: a reader who divides the one by the other may get another last digit."""


def sums(facts: Facts, case: Case) -> dict[str, float]:
    """The sums an area's value is computed from, by measure: over the members that have all of them."""
    names = facts.indicator(case.indicator).measures
    columns = [facts.measures.get(name, {}).get(case.year, {}) for name in names]
    counted = facts.areas.by_id[case.area].members - _left_out(facts, case)
    members = [code for code in counted if all(code in column for column in columns)]
    return {name: fsum(column[code] for code in members) for name, column in zip(names, columns, strict=True)}


def _left_out(facts: Facts, case: Case) -> frozenset[str]:
    """The area's fleet municipalities, where the variant leaves them out."""
    fleets = facts.evaluation(case.indicator, case.variant).fleets
    if case.variant != "without" or fleets is None:
        return frozenset()
    return facts.areas.by_id[case.area].members & set(fleets.reasons)


def arithmetic(facts: Facts, case: Case) -> str:
    """The formula with the sums in it and the value it gives, as one line; or why there is none."""
    key, indicator = case.indicator, facts.indicator(case.indicator)
    value = facts.evaluation(key, case.variant).at(case.area, case.year).value
    if value is None:
        return f"inget värde, {why_missing(facts, case)}"
    if indicator.series:
        origin = "beräknat" if is_computed_series(facts, key) else "som publicerat"
        return f"{surveyed(indicator, facts.evaluation(key).at(case.area, case.year))}, {origin} för området självt"
    declared = facts.registry.measures
    parts = sums(facts, case)
    is_rounded = any(declared[name].decimals < 0 for name in parts)  # a count derived from a share: in hundreds
    places = {name: max(declared[name].decimals, 0) for name in parts}  # who reckons with them gets what is written
    totals = {name: number(total, places[name]) for name, total in parts.items()}
    decimals = indicator.decimals if indicator.is_total or is_rounded else max(indicator.decimals, 2)
    if indicator.formula in totals:  # a measure alone has no formula to fill in
        return f"{number(value, decimals)} {indicator.unit}. {_as_published(facts, case)}"
    text, sign = formula_text(indicator.formula or "", totals), "≈" if is_rounded else "="
    why = f" ({ROUNDED})" if is_rounded and not indicator.is_total else ""
    return f"{text} {sign} {number(value, decimals)} {indicator.unit}{why}"


def _as_published(facts: Facts, case: Case) -> str:
    """That a number is the publisher's own, or of a group the sum of its members' own."""
    members = len(facts.areas.by_id[case.area].members)
    return "Talet är publicerat som det är." if members == 1 else "Talet är summan av kommunernas publicerade tal."


def formula_in_words(facts: Facts, key: str) -> str:
    """The formula with the measures' Swedish titles in it."""
    indicator = facts.indicator(key)
    titles = {name: f"[{facts.registry.measures[name].title}]" for name in indicator.measures}
    return formula_text(indicator.formula or "", titles)


def formula_text(formula: str, texts: Mapping[str, str]) -> str:
    """A formula as people write it: a text for each measure, Swedish numbers, and without its guard."""

    def shown(word: re.Match[str]) -> str:
        if word[0] in texts:
            return texts[word[0]]
        value = float(word[0])
        return number(value, 0 if value.is_integer() else len(word[0].split(".")[1]))

    divided = re.sub(
        r"nullif\((.*), 0\)", lambda guard: guard[1] if guard[1].isidentifier() else f"({guard[1]})", formula
    )
    return re.sub(r"\w[\w.]*", shown, divided.replace("*", "×").replace(" - ", f" {MINUS} "))


def parts_table(facts: Facts, case: Case) -> Table:
    """What the value is computed from: each measure's sum and source."""
    key, area, year = case.indicator, case.area, case.year
    value = facts.evaluation(key, case.variant).at(area, year)
    declared = facts.registry.measures
    records: list[Record] = [
        {
            "Grunduppgift": declared[name].title,
            "Summa": Number(None if value.value is None else total),
            "Enhet": declared[name].unit,
        }
        for name, total in sums(facts, case).items()
    ]
    publications = {source.source: f"{source.publisher}: {source.title}" for source in facts.sources}
    notes = (
        f"Formel: {formula_in_words(facts, key)}",
        f"Summerat över {_members_text(facts, case, value)}. Status: {status_in_full(facts.registry, value)}."
        if value.value is not None
        else ended(f"Inget värde: {why_missing(facts, case)}"),
        *(publications[source] for source in value.sources),
    )
    title = f"Grunduppgifter för {facts.areas.name(area)} {year}"
    name = file_name(facts, key, year, f"utrakning_{area}", case.variant)
    return table(title, name, records, facts.source_line(key), notes=notes)


def _members_text(facts: Facts, case: Case, value: Value) -> str:
    """How many municipalities were summed, and which fleet municipalities were left out."""
    text = f"{value.members} av {value.of} kommuner"
    left_out = _left_out(facts, case)
    return f"{text}, utan {listed(map(facts.areas.name, facts.areas.sorted(left_out)))}" if left_out else text

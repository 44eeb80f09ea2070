"""How a value was computed: the formula with the sums in it, and the sums with their sources."""

import re
from collections.abc import Mapping
from math import fsum

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import is_computed_series, why_missing
from dashboard.content.text import ended, status_text, surveyed
from dashboard.content.values import file_name
from malkollen.texts.swedish import MINUS, listed, number
from malkollen.values.values import Value, Variant


def sums(facts: Facts, key: str, area: str, year: int, variant: Variant | None) -> dict[str, float]:
    """The sums an area's value is computed from, by measure: over the members that have all of them."""
    names = facts.indicator(key).measures
    found = facts.evaluation(key, variant).fleets
    left_out = set(found.reasons) if variant == "without" and found else set()
    columns = [facts.measures.get(name, {}).get(year, {}) for name in names]
    members = [c for c in facts.areas.by_id[area].members - left_out if all(c in column for column in columns)]
    return {name: fsum(column[code] for code in members) for name, column in zip(names, columns, strict=True)}


def arithmetic(facts: Facts, key: str, area: str, year: int, variant: Variant | None) -> str:
    """The formula with the sums in it and the value it gives, as one line; or why there is none."""
    indicator, value = facts.indicator(key), facts.evaluation(key, variant).at(area, year).value
    if value is None:
        return f"inget värde, {why_missing(facts, key, area, year, variant)}"
    if indicator.series:
        origin = "beräknat" if is_computed_series(facts, key) else "som publicerat"
        return f"{surveyed(indicator, facts.evaluation(key).at(area, year))}, {origin} för området självt"
    declared = facts.registry.measures
    totals = {n: number(total, declared[n].decimals) for n, total in sums(facts, key, area, year, variant).items()}
    is_rounded = any(declared[name].decimals < 0 for name in totals)  # a count derived from a share: in hundreds
    decimals = indicator.decimals if indicator.is_total or is_rounded else max(indicator.decimals, 2)
    text, sign = formula_text(indicator.formula or "", totals), "≈" if is_rounded else "="
    return f"{text} {sign} {number(value, decimals)} {indicator.unit}"


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


def parts_table(facts: Facts, key: str, area: str, year: int, variant: Variant | None) -> Table:
    """What the value is computed from: each measure's sum and source."""
    value = facts.evaluation(key, variant).at(area, year)
    declared = facts.registry.measures
    records: list[Record] = [
        {
            "Grunduppgift": declared[name].title,
            "Summa": Number(None if value.value is None else total),
            "Enhet": declared[name].unit,
        }
        for name, total in sums(facts, key, area, year, variant).items()
    ]
    publications = {source.source: f"{source.publisher}: {source.title}" for source in facts.sources}
    notes = (
        f"Formel: {formula_in_words(facts, key)}",
        f"Summerat över {_members_text(facts, key, area, value, variant)}. Status: {status_text(value)}."
        if value.value is not None
        else ended(f"Inget värde: {why_missing(facts, key, area, year, variant)}"),
        *(publications[source] for source in value.sources),
    )
    title = f"Grunduppgifter för {facts.areas.name(area)} {year}"
    name = file_name(facts, key, year, f"utrakning_{area}", variant)
    return table(title, name, records, facts.source_line(key), notes=notes)


def _members_text(facts: Facts, key: str, area: str, value: Value, variant: Variant | None) -> str:
    """How many municipalities were summed, and which fleet municipalities were left out."""
    text = f"{value.members} av {value.of} kommuner"
    found = facts.evaluation(key, variant).fleets
    left_out = facts.areas.by_id[area].members & set(found.reasons) if variant == "without" and found else set()
    return f"{text}, utan {listed(map(facts.areas.name, facts.areas.sorted(left_out)))}" if left_out else text

"""Every value and every verdict that is another than in a fixed version, as tables."""

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from dashboard.content.text import VARIANTS, file_day, meeting_and_day
from dashboard.content.verdict import question_word
from malkollen.answers.basis import leading_set
from malkollen.answers.place import Comparison, can_rank, place_of
from malkollen.editions.changes import KIND_WORDS, WHY_WORDS, Changes
from malkollen.editions.file import Edition
from malkollen.editions.snapshot import Snapshot, ValueKey


def variant(text: str) -> str:
    """A variant in words, by how the files of a version write it."""
    return {str(key): words for key, words in VARIANTS.items()}.get(text, VARIANTS[None])


def _then_and_now(facts: Facts, made: Edition) -> tuple[str, str]:
    """What the columns of what was and what is are called."""
    return (made.name, facts.edition.name) if facts.edition else ("Då", "Nu")


def values_table(facts: Facts, changes: Changes, base: Edition) -> Table:
    """Every value that is another than in a version."""
    records: list[Record] = []
    was, now = _then_and_now(facts, base)
    for change in changes.values:
        indicator = changes.indicators[change.key.indicator]
        records.append({
            "Indikator": indicator.title,
            "Område": changes.names.get(change.key.area, change.key.area),
            "År": str(change.key.year),
            "Variant": variant(change.key.variant),
            "Ändring": KIND_WORDS[change.kind],
            was: Number(change.before, indicator.decimals),
            now: Number(change.after, indicator.decimals),
            "Enhet": indicator.unit,
        })  # fmt: skip
    return table(
        f"Värden som är andra än i {base.name}", f"malkollen_sedan_{base.name}_varden_{file_day(facts)}", records,
        f"Jämfört med den fastställda versionen {base.name} ({meeting_and_day(base.meeting, base.day)}).",
    )  # fmt: skip


def labels_table(facts: Facts, changes: Changes, base: Edition) -> Table:
    """Every verdict that is another, with why."""
    was, now = _then_and_now(facts, base)
    records: list[Record] = [
        {
            "Indikator": changes.indicators[change.key.indicator].title,
            "Område": changes.names.get(change.key.area, change.key.area),
            "Variant": "båda" if change.key.variant == "joint" else variant(change.key.variant),
            "Fråga": question_word(facts.registry.comparison.called, change.key.question),
            was: change.before or "–",
            now: change.after or "–",
            "Varför": "; ".join(WHY_WORDS[why] for why in change.why),
        }
        for change in changes.labels
    ]
    return table(
        f"Omdömen som är andra än i {base.name}", f"malkollen_sedan_{base.name}_omdomen_{file_day(facts)}", records,
        f"Jämfört med den fastställda versionen {base.name} ({meeting_and_day(base.meeting, base.day)}).",
    )  # fmt: skip


def place(found: Snapshot, key: str, area: str, variant: str) -> str:
    """An area's place in the leading comparison by a version's own values, as the answers say it; empty without one.

    variant: as of a verdict; the one over both is said of all vehicles, as they are registered.
    """
    indicator = found.registry.indicators.get(key)
    name = leading_set(found.registry, indicator.goal) if indicator and can_rank(indicator) else None
    if indicator is None or name is None:
        return ""
    groups = found.registry.comparison_sets[name].groups
    ours = area if area in groups else groups[0]
    plain = "with" if variant == "joint" else variant
    years = [one.year for one in found.values if one[:2] == (key, ours) and one.variant == plain]
    if not years:
        return ""

    def values(of: str) -> dict[str, float]:
        kept = ((group, found.values.get(ValueKey(key, group, max(years), of))) for group in groups)
        return {group: value[0] for group, value in kept if value}

    without = values("without") if plain == "with" else {}
    told = place_of(indicator, Comparison(name, None), ours, values(plain), without)
    return phrases.placed(told) if told and told.of == len(groups) else ""

"""Targets: who set them, for whom, whether they hold; and in its own words that nobody has decided one."""

from dashboard.blocks.page import TWIN, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Note, TargetBox
from dashboard.blocks.table import Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.text import target_validity
from malkollen.registry.home import Home, capital
from malkollen.registry.registry import Target
from malkollen.verdicts.targets_in_force import is_decided

NO_TARGET = "Inget mål beslutat"
FILES_ONLY = ("Ordalydelse", "Beslutat", "Sida", "Adress", "Anmärkning")


def nobody(facts: Facts) -> str:
    """That nobody has decided a target, as sentences."""
    return f"{NO_TARGET}. Ingen har beslutat ett målvärde för {facts.home.name} för den här indikatorn."


def section(facts: Facts, key: str) -> PageSection:
    """An indicator's targets and levels, or in its own words that nobody has decided one."""
    targets = facts.registry.targets_of(key)
    blocks: list[PageBlock] = []
    if not any(map(is_decided, targets.values())):
        blocks.append(Note(nobody(facts), "no-target"))
    blocks += [box(facts.home, target, is_past=target.is_past(facts.as_of)) for target in targets.values()]
    if targets:
        blocks.append(Sheet(targets_table(facts, targets), f"targets-{key}", TWIN))
    return PageSection("Målvärde", blocks)


def box(home: Home, target: Target, *, is_past: bool) -> TargetBox:
    """A target with who decided it."""
    return TargetBox(
        target.title, target.status, target.wording, decided_text(home, target), target.note or "", is_past
    )


def target_text(facts: Facts, key: str) -> str:
    """The targets of an indicator in a few words, or that nobody has decided one."""
    targets = facts.registry.targets_of(key).values()
    decided = [t for t in targets if is_decided(t)]
    if decided:
        return "; ".join(f"{t.title} ({t.status}, {t.transfer})" for t in decided)
    levels = [f"{t.title} (jämförelsenivå)" for t in targets if t.status == "jämförelsenivå"]
    return "; ".join([NO_TARGET, *levels])


def target_line(facts: Facts, target: Target) -> str:
    """A target in a line: of what, which, whose and whether it holds."""
    about = f"{facts.indicator(target.indicator).title}: {target.title}"
    if is_decided(target):
        return f"{about}. {capital(target.decided_by)}, för {target.area}; {target.status}."
    return f"{about}. {capital(target.status)} för {target.area}, som ingen har beslutat."


def decided_text(home: Home, target: Target) -> str:
    """For whom a target is decided, by whom, where it stands and how long it holds, as sentences."""
    transfer = {
        "överförd": (
            f"Målet gäller {target.area}; här tillämpat {home.at}. Nivån är inte bindande för en enskild kommun."
        ),
        "jämförelsenivå": f"Nivån gäller {target.area}. Den är en jämförelse, inget beslut för {home.name}.",
        "direkt": f"Målet är beslutat för {target.area}.",
        "egen": f"Målet är {home.bodies.committee.genitive} eget.",
    }[target.transfer]
    return (
        f"{transfer} Beslutat av: {target.decided_by} ({target.decided}). Dokument: {target.document}. "
        f"Giltighet: {target_validity(target)}. Kontrollerat: {target.checked}."
    )


def targets_table(facts: Facts, targets: dict[str, Target]) -> Table:
    """Targets with who set them, for whom, and whether they hold."""
    records = [_record(facts, target) for target in targets.values()]
    name = f"malkollen_malvarden_{facts.data_version}"
    source = "Dokument anges för varje rad."
    notes = (
        "Överförd: nivån är beslutad för ett annat område och är inte bindande för en enskild kommun.",
        f"Jämförelsenivå: en nivå som ingen har beslutat för {facts.home.name}.",
    )
    return table("Målvärden och jämförelsenivåer", name, records, source, notes=notes, hidden=FILES_ONLY)


def _record(facts: Facts, target: Target) -> Record:
    return {
        "Indikator": facts.indicator(target.indicator).title,
        "Målvärde": target.title,
        "Ordalydelse": target.wording,
        "Beslutat för": target.area,
        "Av": target.decided_by,
        "Beslutat": target.decided,
        "Dokument": target.document,
        "Sida": target.page,
        "Adress": target.url,
        "Giltighet": target_validity(target),
        "Status": target.status,
        "Överföring": target.transfer,
        "Kontrollerat": str(target.checked),
        "Anmärkning": target.note or "",
    }

"""Targets: who set them, for whom, whether they hold; and in its own words that nobody has decided one."""

import re
from collections.abc import Mapping
from datetime import date

from dashboard.blocks.credit import Credit
from dashboard.blocks.page import TWIN, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Note, TargetBox
from dashboard.blocks.table import Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.text import file_day
from malkollen.registry.home import capital
from malkollen.registry.paragraph import NOBODY, UNVERIFIED, Target
from malkollen.texts.swedish import unnamed, with_days_in_words
from malkollen.verdicts.assessor import JUDGED_KINDS
from malkollen.verdicts.targets_in_force import is_decided

NO_TARGET = "Inget mål beslutat"
DECISIONS = {
    "gällande": "beslutat",
    "ifrågasatt": "beslutat och ifrågasatt",
    "giltigheten har löpt ut": "upphört",
    "förslag": "förslag",
    "utgånget förslag": "förslag som inte antogs",
    "jämförelsenivå": "jämförelsenivå",
}
"""What a target is, by its status; whether it holds on a day is `in_force`."""
SEASONS = {"våren": 3, "sommaren": 6, "hösten": 9, "vintern": 12}
"""The month that a season begins with, as targets name it."""
FILES_ONLY = ("Ordalydelse", "Beslutat", "Sida", "Adress", "Anmärkning")


def nobody(facts: Facts, area: str | None = None) -> str:
    """That nobody has decided a target, as sentences. area: that is asked about, where it is not the home group."""
    return f"{NO_TARGET}. {for_whom(facts, area)}"


def for_whom(facts: Facts, area: str | None = None) -> str:
    """For whom and what there is none, below a forecast that has said that there is none.

    Of another area than ours it is only known what is entered here: it may have decided one of its own.
    """
    ours = f"Ingen har beslutat ett målvärde för {facts.home.name} för den här indikatorn."
    if area in (None, facts.areas.home.id):
        return ours
    return f"Här finns inget målvärde för {unnamed(facts.areas.name(area or ''))}. {ours}"


def own_first(targets: Mapping[str, Target]) -> dict[str, Target]:
    """Targets as they are listed everywhere: our own, then the others as they are declared."""
    return dict(sorted(targets.items(), key=lambda pair: pair[1].transfer != "egen"))


def section(facts: Facts, key: str, area: str | None = None) -> PageSection:
    """An indicator's targets and levels, or in its own words that nobody has decided one. area: that is shown."""
    targets = own_first(facts.registry.targets_of(key))
    blocks: list[PageBlock] = []
    is_undecided = not any(map(is_decided, targets.values()))
    if is_undecided:
        is_said = facts.indicator(key).kind in JUDGED_KINDS and facts.is_computed(key)
        blocks.append(Note(for_whom(facts, area) if is_said else nobody(facts, area), "no-target"))
    blocks += [box(facts, target, is_undecided=is_undecided) for target in targets.values()]
    if targets:
        blocks.append(Sheet(targets_table(facts, targets), f"targets-{key}", TWIN))
    return PageSection("Målvärde", blocks)


def in_force(facts: Facts, target: Target) -> str:
    """Whether a target holds on the day, as all say it: "gäller, men är ifrågasatt av …"."""
    match target.status:
        case "jämförelsenivå":
            return f"jämförelsenivå, inget beslut för {facts.home.name}"
        case "utgånget förslag":
            return "förslag som inte antogs"
        case "giltigheten har löpt ut":
            return "har slutat gälla"
        case "förslag":
            return "föreslaget, inte beslutat"
    if target.valid_to_words:
        return _until(target.valid_to_words, facts.as_of)
    if target.is_past(facts.as_of):
        return f"gällde till {_last_day(target)}"
    if not target.holds(facts.as_of):
        return f"gäller från {with_days_in_words(str(target.valid_from))}"
    if target.status == "ifrågasatt":
        return f"gäller, men {_questioned(target)}"
    return "gäller; inget slutdatum är känt" if target.valid_to == UNVERIFIED else f"gäller till {_last_day(target)}"


def _last_day(target: Target) -> str:
    return with_days_in_words(str(target.valid_to))


def _questioned(target: Target) -> str:
    """That a target is questioned, by whom and when where that is known."""
    return f"ifrågasattes av {target.questioned_by}" if target.questioned_by else "är ifrågasatt"


def _until(words: str, as_of: date) -> str:
    """Whether a target whose last day is only told in words, "hösten 2026", still holds on the day."""
    season, _, year = words.partition(" ")
    begins = date(int(year), SEASONS[season], 1) if season in SEASONS and year.isdecimal() else None
    if begins and begins > as_of:
        return f"beslutat till {words}"
    return f"gällde till {words}; inget nytt mål är inlagt här"


def box(facts: Facts, target: Target, *, is_undecided: bool = False) -> TargetBox:
    """A target with who decided it. is_undecided: whether it is told beside it that nobody has decided any for ours."""
    decided, is_past = decided_text(facts, target), target.is_past(facts.as_of)
    is_told = is_undecided and target.status == "jämförelsenivå"
    stands = DECISIONS[target.status] if is_told else in_force(facts, target)
    return TargetBox(target.title, stands, target.wording, decided, target.remarks, is_past)


def target_text(facts: Facts, key: str) -> str:
    """The targets of an indicator in a few words, or that nobody has decided one."""
    targets = own_first(facts.registry.targets_of(key)).values()
    decided = [t for t in targets if is_decided(t)]
    if decided:
        return "; ".join(f"{t.title} ({t.area}: {in_force(facts, t)})" for t in decided)
    levels = [f"{t.title} (jämförelsenivå)" for t in targets if t.status == "jämförelsenivå"]
    return "; ".join([NO_TARGET, *levels])


def credit(target: Target) -> Credit:
    """Who decided a target and in which year, where that is known, in short."""
    year = int(found[0]) if (found := re.search(r"\b\d{4}\b", str(target.decided))) else 0
    return Credit(capital(unnamed(target.decided_by)), year, year)


def target_line(facts: Facts, target: Target) -> str:
    """A target in a line: of what, which, whose and whether it holds."""
    indicator = facts.indicator(target.indicator)
    about = f"{capital(indicator.plain or indicator.title)}: {target.title}"
    if is_decided(target):
        return f"{about}. {capital(target.decided_by)}, för {target.area}; {in_force(facts, target)}."
    return f"{about}. {capital(target.area)}: {in_force(facts, target)}."


def decided_text(facts: Facts, target: Target) -> str:
    """For whom a target is decided, by whom and where it stands, as sentences; whether it holds stands beside."""
    home = facts.home
    transfer = {
        "överförd": (
            f"Målet är beslutat för {target.area}; här tillämpat {home.at}. "
            "Nivån är inte bindande för en enskild kommun."
        ),
        "jämförelsenivå": f"Nivån avser {target.area}.",
        "direkt": f"Målet är beslutat för {target.area}.",
        "egen": f"Målet är {home.genitive} eget.",
    }[target.transfer]
    when = "" if target.decided == UNVERIFIED else f" ({with_days_in_words(str(target.decided))})"
    checked = (
        "Ingen har jämfört texten med dokumentet"
        if target.checked == UNVERIFIED
        else f"Texten jämfördes med dokumentet den {with_days_in_words(str(target.checked))}"
    )
    is_nobodys = target.status == "jämförelsenivå" and target.decided_by == NOBODY  # which a level says by its name
    whose = "" if is_nobodys else f"Beslutat av: {target.decided_by}{when}. "
    return f"{transfer} {whose}Dokument: {target.document}. {checked}."


def targets_table(facts: Facts, targets: dict[str, Target]) -> Table:
    """Targets with who set them, for whom, and whether they hold."""
    records = [_record(facts, target) for target in own_first(targets).values()]
    name = f"malkollen_malvarden_{file_day(facts)}"
    source = "Dokument anges för varje rad."
    notes = (
        "Överförd: nivån är beslutad för ett annat område och är inte bindande för en enskild kommun.",
        f"Jämförelsenivå: en nivå som ingen har beslutat för {facts.home.name}.",
    )
    return table("Målvärden och jämförelsenivåer", name, records, source, notes=notes, hidden=FILES_ONLY)


def _record(facts: Facts, target: Target) -> Record:
    indicator = facts.indicator(target.indicator)
    return {
        "Indikator": capital(indicator.plain or indicator.title),
        "Målvärde": target.title,
        "Ordalydelse": target.wording,
        "Beslutat för": target.area,
        "Av": target.decided_by,
        "Beslutat": target.decided,
        "Dokument": target.document,
        "Sida": target.page,
        "Adress": target.url,
        "Giltighet": in_force(facts, target),
        "Status": DECISIONS[target.status],
        "Överföring": target.transfer,
        "Kontrollerat": str(target.checked),
        "Anmärkning": target.remarks,
    }

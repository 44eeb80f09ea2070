"""The real registry with a programme after SUP 2040 that is invented and says so: one goal carried on, one replaced."""

import re
from datetime import date
from pathlib import Path

from malkollen.registry.registry import REGISTRY_FILE

OLD, NEW = "sup_2040", "pahittat_2044"
LAST_DAY, FIRST_DAY = date(2026, 12, 31), date(2027, 1, 1)
TITLE = "Påhittat program 2044"
CARRIED, REPLACED, LEFT_OUT = "klimat_2044", "vardag_2044", "electric_light_truck_share"
SERVES_BOTH = ("population_near_transit_share", "in_commuters", "cross_sodertorn_relations")
"""Indicators of the goal that is replaced which also serve the one that replaces it."""
PROGRAMME = f"""
[programmes.{NEW}]
title = "{TITLE}"
document = "Påhittat program 2044, skrivet för ett prov"
decided_by = "Södertörnskommunernas samarbetskommitté"
decided = 2026-11-05
adopted_by = "Ingen: programmet är påhittat"
valid_from = {FIRST_DAY}
valid_to = 2030-12-31
base_year = 2026
vision = "En påhittad vision"
overarching_goal = "Ett påhittat övergripande mål"

[goals.{CARRIED}]
programme = "{NEW}"
heading = "Påhittat klimatmål"
sentence = "Ett påhittat mål om klimatet, fört vidare"
meaning = "Innebär ingenting: målet är påhittat."
carries_on = "klimatomstallning"
leaves_out = ["{LEFT_OUT}"]

[goals.{REPLACED}]
programme = "{NEW}"
heading = "Påhittat vardagsmål"
sentence = "Ett påhittat mål om vardagens resor"
meaning = "Innebär ingenting: målet är påhittat."
"""


def with_new(text: str = "", first: date = FIRST_DAY) -> str:
    """The registry's text with the invented programme, which begins on a day."""
    text = text or REGISTRY_FILE.read_text(encoding="utf-8")
    for key in SERVES_BOTH:
        paragraph = re.compile(rf'(\[indicators\.{key}\]\n(?:(?!\[).*\n)*?)goal = "tillganglighet"')
        text, count = paragraph.subn(rf'\1goal = ["tillganglighet", "{REPLACED}"]', text)
        assert count == 1, key
    return text + PROGRAMME.replace(f"valid_from = {FIRST_DAY}", f"valid_from = {first}")


def registry_in(folder: Path, first: date = FIRST_DAY) -> Path:
    """A registry file with both programmes."""
    path = folder / "indicators.toml"
    path.write_text(with_new(first=first), encoding="utf-8")
    return path

"""The real registry with another group as the home: the same figures, sets and rules, seen from Stor-Malmö."""

import re
from pathlib import Path

from malkollen.registry import registry

HOMES = {
    "stor_goteborg": ("Stor-Göteborg", "stor_goteborg_kranskommuner"),
    "stor_malmo": ("Stor-Malmö", "stor_malmo_kranskommuner"),
    "ovriga_stockholms_lan": ("Övriga Stockholms län", "ovriga_kranskommuner_i_lanet"),
}
"""Groups that may be the home: the name, and the part that stands for it in the other set."""


def text(home: str) -> str:
    """indicators.toml with another home, first in its comparisons, and without the set that it has no part of."""
    name, part = HOMES[home]
    content = registry.REGISTRY_FILE.read_text(encoding="utf-8")
    for key, value in (("name", name), ("genitive", f"{name}s"), ("at", f"i {name}")):
        content, count = re.subn(rf'(?m)^{key} = "(Södertörns?|på Södertörn)"$', f'{key} = "{value}"', content)
        assert count == 1, key
    content, count = re.subn(r'(?m)^home = "sodertorn"$', f'home = "{home}"', content)
    assert count == 1
    content, count = re.subn(r"(?ms)^\[comparison_sets\.pendlingskommuner\]\n.*?\n(?=\n|\Z)", "", content)
    assert count == 1
    for first in (home, part):
        content, count = re.subn(
            rf'(?m)^groups = \[(.*)"{first}"(?:, )?(.*)\]$', rf'groups = ["{first}", \1\2]', content
        )
        assert count == 1, first
    return content


def written(folder: Path, home: str) -> Path:
    """The registry as a file of a folder."""
    path = folder / f"{home}.toml"
    path.write_text(text(home), encoding="utf-8")
    return path

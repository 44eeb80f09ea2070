"""Fetches that are held back until somebody has looked at them, as the raw folder says now.

The database says how it was when it was built; a file whose figures were taken back since is held back here alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from malkollen.errors import MalkollenError
from malkollen.files import small_file

FOLDER, MANIFEST = "raw", "manifest.json"
MOST_BYTES = 5_000_000
UNDER_WAY = "fetching"


@dataclass(frozen=True)
class Held:
    """A source whose newest fetch is held back. reason: why, in a Swedish line."""

    source: str
    reason: str


def held(data: Path) -> list[Held]:
    """Every source whose newest fetch is held back, by its name."""
    try:
        folders = sorted(path for path in (data / FOLDER).glob("[!.]*") if path.is_dir())
    except OSError:
        return []
    newest = ((folder.name, next(_manifests(folder), None)) for folder in folders)
    return [
        Held(name, str(found.get("reason", ""))) for name, found in newest if found and found.get("state") == "held"
    ]


def _manifests(folder: Path) -> Iterator[dict[str, object]]:
    """What a source's fetches say of themselves, the newest first; not of one that is under way."""
    for path in sorted(folder.glob(f"[!.]*/{MANIFEST}"), reverse=True):
        try:
            found = json.loads(small_file.content(path, MOST_BYTES))
        except (OSError, ValueError, RecursionError, MalkollenError):
            continue
        if isinstance(found, dict) and found.get("state") != UNDER_WAY:
            yield found

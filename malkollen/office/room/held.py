"""Fetches that are held back until somebody has looked at them, as the raw folder says now.

The database says how it was when it was built; a file whose figures were taken back since is held back here alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from malkollen.errors import MalkollenError
from malkollen.files import small_file
from malkollen.office import journal
from malkollen.office.journal import Act

FOLDER, MANIFEST = "raw", "manifest.json"
MOST_BYTES = 5_000_000
UNDER_WAY = "fetching"


@dataclass(frozen=True)
class Held:
    """A source whose newest fetch is held back.

    Attributes:
        reason: why, in a Swedish line. refused_at: when somebody last looked and said no, UTC; None where nobody has.
    """

    source: str
    reason: str
    refused_at: datetime | None = None


def held(data: Path) -> list[Held]:
    """Every source whose newest fetch is held back, by its name."""
    try:
        folders = sorted(path for path in (data / FOLDER).glob("[!.]*") if path.is_dir())
    except OSError:
        return []
    found = ((folder.name, next(_manifests(folder), None)) for folder in folders)
    return [
        Held(name, str(newest.content.get("reason", "")), _refused(data, name, newest.written_at))
        for name, newest in found
        if newest and newest.content.get("state") == "held"
    ]


@dataclass(frozen=True)
class _Manifest:
    content: dict[str, object]
    written_at: datetime


def _refused(data: Path, source: str, since: datetime) -> datetime | None:
    """When what is held back was last refused; a file that was refused is another thing."""
    try:
        lines = journal.read(data, acts=[Act.REFUSED], about=source, most=50)
    except MalkollenError:
        return None
    return next((line.at for line in lines if not line.file and line.at >= since.replace(microsecond=0)), None)


def _manifests(folder: Path) -> Iterator[_Manifest]:
    """What a source's fetches say of themselves, the newest first; not of one that is under way."""
    for path in sorted(folder.glob(f"[!.]*/{MANIFEST}"), reverse=True):
        try:
            found = json.loads(small_file.content(path, MOST_BYTES))
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (OSError, ValueError, RecursionError, MalkollenError):
            continue
        if isinstance(found, dict) and found.get("state") != UNDER_WAY:
            yield _Manifest(found, written)

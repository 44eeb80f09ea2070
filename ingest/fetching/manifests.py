"""What the manifest of a fetch says, where it is one."""

import json
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

LARGEST = 20_000_000  # bytes; a file of a fetch takes some hundred


def read(path: Path) -> dict[str, Any] | None:
    """What a manifest says, where it is one: each file within its folder, with its fingerprint, size and time."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:  # to open a pipe is to wait for its writer
            return None
        found = json.loads(path.read_text(encoding="utf-8"))
        is_ours = isinstance(found["state"], str) and all(_is_entry(*entry) for entry in found["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if is_ours else None


def _is_entry(name: str, entry: dict[str, Any]) -> bool:
    """Whether a file is within its folder and what is said of it has the form that this program writes."""
    datetime.fromisoformat(entry["fetched_at"])
    place = PurePosixPath(name)
    is_within = bool(name) and not place.is_absolute() and ".." not in place.parts and "\\" not in name
    return is_within and isinstance(entry["sha256"], str) and isinstance(entry["bytes"], int)

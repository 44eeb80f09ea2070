"""What the manifest of a fetch says, where it is one: all that others read of it has the form they take for granted."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.fetching.answer import Answer

GIVEN = "fil: "
"""Before the name of a file that somebody gave, where an address stands for one that a publisher answered."""
LARGEST = 20_000_000  # bytes; a file of a fetch takes some hundred
FIRST_YEAR, LAST_YEAR = 2, 9998  # what every zone can tell; a clock that was ahead is told elsewhere
LONGEST_PART, LONGEST_NAME = 255, 1500  # bytes of a name and of it with its folders, as a disk can hold
MOST_BYTES = 2**63 - 1  # of all files together: the database's largest number


def read(path: Path) -> dict[str, Any] | None:
    """What a manifest says, where it is one: each file within its folder, with its fingerprint, size and time."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:  # to open a pipe is to wait for its writer
            return None
        manifest = json.loads(path.read_text(encoding="utf-8"))
        is_ours = isinstance(manifest["state"], str) and all(_is_entry(*entry) for entry in manifest["files"].items())
        is_ours = is_ours and sum(entry["bytes"] for entry in manifest["files"].values()) <= MOST_BYTES
        json.dumps(manifest, ensure_ascii=False).encode("utf-8")  # half a letter could not be written down again
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    return manifest if is_ours else None


def provenance(answer: Answer) -> dict[str, Any]:
    """What a manifest says of an answer that is kept."""
    about = {
        "url": answer.url, "status": answer.status, "content_type": answer.content_type,
        "fetched_at": answer.fetched_at.isoformat(timespec="seconds"), "etag": answer.etag,
        "last_modified": answer.last_modified,
    }  # fmt: skip
    return about | ({"replayed": answer.replayed} if answer.replayed else {}) | ({"cut": True} if answer.is_cut else {})


def replayed(manifest: Mapping[str, Any]) -> str:
    """The day (ISO) the recording was made that a fetch is of, whole or in part; empty where publishers answered it."""
    return max((str(file["replayed"]) for file in manifest["files"].values() if file.get("replayed")), default="")


def is_cut(manifest: Mapping[str, Any]) -> bool:
    """Whether an answer in it is only a part of what the publisher answered, cut to make a recording small."""
    return any(file.get("cut") for file in manifest["files"].values())


def are_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two manifests are of the same files, by name and fingerprint, and not one of a recording's."""
    if bool(replayed(one)) != bool(replayed(other)):
        return False
    prints = [{name: file["sha256"] for name, file in manifest["files"].items()} for manifest in (one, other)]
    return prints[0] == prints[1]


def _is_entry(name: str, entry: dict[str, Any]) -> bool:
    """Whether a file is within its folder and what is said of it has the form that this program writes."""
    is_sized = type(entry["bytes"]) is int and 0 <= entry["bytes"] <= MOST_BYTES
    return _is_storable(name) and is_sized and isinstance(entry["sha256"], str) and _is_moment(entry["fetched_at"])


@lru_cache(maxsize=1024)  # a manifest is read anew for each file that is kept, and names the same ones
def _is_storable(name: str) -> bool:
    """Whether a name is of a file within the folder, and one that a disk can hold."""
    place = PurePosixPath(name)
    is_within = bool(name) and not place.is_absolute() and ".." not in place.parts and "\\" not in name
    sizes = [len(part.encode()) for part in place.parts]
    return (
        is_within
        and "\0" not in name
        and max(sizes, default=0) <= LONGEST_PART
        and sum(sizes) + len(sizes) <= LONGEST_NAME
    )


def _is_moment(text: object) -> bool:
    """Whether a time is one that can be told in any zone; ValueError, OverflowError or TypeError where it is none."""
    if not isinstance(text, str):
        return False
    return FIRST_YEAR <= datetime.fromisoformat(text).astimezone(UTC).year <= LAST_YEAR


def is_given(entry: Mapping[str, Any]) -> bool:
    """Whether a file of a manifest was given by somebody, not answered by a publisher."""
    return str(entry.get("url", "")).startswith(GIVEN)


def given_name(entry: Mapping[str, Any], stored: str = "") -> str:
    """What a file of a manifest was called by who gave it; stored: its name here, where the manifest says none."""
    return str(entry.get("url", stored)).removeprefix(GIVEN)

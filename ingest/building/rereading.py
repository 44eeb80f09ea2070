"""How a fetch was read: by which declaration and which readers; read again once they are others.

The data folder's publishers.toml may be wrong for a day. What was refused or held because of it is tried again when it
has changed, however old it is; what was good is never taken away for it, but read as it was until the line is mended.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ingest import publishers
from ingest.fetching.raw import Fetch, RawStore
from ingest.publishers import Entry
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

READ_BY = "read_by"
"""In a fetch's manifest, as JSON: the data folder's entries (own), the readers' fingerprint and the reason given."""
READERS = Path(__file__).parents[1]
MOST_NAMED = 3
SHOWN = "shown"
"""In a good fetch's manifest: what looks wrong in it as it is read by another declaration, as it was told."""


def mark(fetch: Fetch, state: str, reason: str = "", *, is_uncompared: bool = False) -> None:
    """Sets the state of a fetch with what it was read by just now."""
    fetch.mark(state, reason, is_uncompared=is_uncompared)
    fetch.note(READ_BY, json.dumps({"own": publishers.own(), "readers": _readers(), "reason": reason}))


def try_again(name: str, store: RawStore) -> int:
    """Lets every fetch that was refused or held be read again where what it was read by has changed; how many."""
    due = [fetch for fetch in store.every(name) if _is_due(fetch)]
    for fetch in due:
        fetch.mark("fetched")
    return len(due)


def standing(fetch: Fetch) -> Entry | None:
    """The data folder's entries that a good fetch was read by, where they are others now; None where not."""
    own = _read_by(fetch).get("own", {})
    return own if fetch.state == "good" and own != publishers.own() else None


def before(fetch: Fetch) -> Entry:
    """The data folder's entries that a fetch was read by; none where it does not say."""
    entries: Entry = _read_by(fetch).get("own", {})
    return entries


def shown(fetch: Fetch) -> frozenset[str]:
    """What has been told of figures of a fetch that look wrong: a yes to it takes that and nothing else."""
    manifest, undone = fetch.manifest(), fetch.manifest().get("undone")
    taken_back = undone.get("suspicions") if isinstance(undone, dict) else None
    lines = [manifest.get("reason"), _read_by(fetch).get("reason"), manifest.get(SHOWN)]
    return frozenset(str(line) for line in [*lines, *(taken_back or [])] if line)


def waiting(fetch: Fetch) -> str | None:
    """What is told of a fetch that waits for a yes, in a Swedish line; None where it does not."""
    if fetch.state == "held":
        return str(fetch.manifest().get("reason"))
    told = fetch.manifest().get(SHOWN)
    return str(told) if told and standing(fetch) is not None else None


def named(before: Entry) -> str:
    """The entries that have changed since, in Swedish."""
    then, now = (dict(_leaves("", own)) for own in (before, publishers.own()))
    entries = [entry for entry in sorted({*then, *now}) if then.get(entry) != now.get(entry)]
    more = f" och {len(entries) - MOST_NAMED} till" if len(entries) > MOST_NAMED else ""
    return f"{listed(excerpt(entry, 100) for entry in entries[:MOST_NAMED])}{more}"


def lasting_damage(fetch: Fetch) -> str | None:
    """What is still wrong with a fetch that was damaged before; one whose files are back is what it was."""
    if (state := fetch.before_damage) is None:
        return None
    if damage := fetch.damage():
        return damage
    fetch.mark(state)
    return None


def _is_due(fetch: Fetch) -> bool:
    manifest = fetch.manifest()
    if fetch.state not in ("refused", "held") or not manifest["files"] or fetch.before_damage:
        return False
    read_by = _read_by(fetch)
    if not read_by:  # by a version that did not say
        return fetch.state == "refused"
    if read_by.get("reason") != manifest["reason"]:  # somebody has taken it back since: that stands
        return False
    return bool(read_by.get("own") != publishers.own() or read_by.get("readers") != _readers())


def _read_by(fetch: Fetch) -> Entry:
    try:
        noted = json.loads(str(fetch.manifest().get(READ_BY)))
    except ValueError:
        return {}
    return noted if isinstance(noted, dict) and isinstance(noted.get("own"), dict) else {}


@cache
def _readers() -> str:
    """The fingerprint of all that reads: the code and the declarations beside it."""
    files = sorted(path for path in READERS.rglob("*") if path.suffix in (".py", ".sql", ".toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def _leaves(where: str, entry: Entry) -> Iterator[tuple[str, object]]:
    for key, value in entry.items():
        if isinstance(value, dict):
            yield from _leaves(f"{where}{key}.", value)
        else:
            yield f"{where}{key}", value

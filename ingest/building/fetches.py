"""What became of each live source's fetches, written into the database at every build for the screen to show."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

from duckdb import DuckDBPyConnection

from ingest.fetching import clock, manifests
from ingest.fetching.keys import missing_key
from ingest.fetching.raw import Fetch, RawStore
from malkollen.errors import SourceError

SQL = Path(__file__).parent / "fetches.sql"
PLACEHOLDERS = ", ".join("?" * 15)


@dataclass(frozen=True)
class Brought:
    """A fetch's share of its row.

    Attributes:
        sha256: of its only file, or of the list of its files.
        is_from_file: whether somebody gave every file of it: nothing of it was asked for over the network.
    """

    fetched_at: datetime | None
    checked_at: datetime | None
    files: int
    size: int
    sha256: str | None
    is_from_file: bool


def prepare(db: DuckDBPyConnection) -> None:
    """Makes the tables."""
    db.execute(SQL.read_text(encoding="utf-8"))


def record(
    db: DuckDBPyConnection, modules: Mapping[str, ModuleType], store: RawStore, failures: Mapping[str, str]
) -> None:
    """Writes mart.fetches: each live module's newest fetch, the one that is shown where that is another, and carried.

    Args:
        failures: why a module could not be asked in this ingest, by its name.
    """
    for name, module in modules.items():
        rows = db.execute("SELECT source FROM staged.fed WHERE module = ? ORDER BY source", [name]).fetchall()
        fed = [source for (source,) in rows]
        shown = store.newest(name) if fed else None
        latest = store.latest(name)
        for fetch in dict.fromkeys([latest, shown or latest]):
            is_shown = fetch is not None and fetch == shown
            _insert(db, name, module, fed if is_shown else [], fetch, is_shown=is_shown, failure=failures.get(name))
    db.execute(
        """
        INSERT INTO mart.fetches BY NAME
        SELECT 'figures' AS module, s.publisher, [s.source] AS sources, 'carried' AS state, true AS is_shown
        FROM mart.sources AS s JOIN staged.carried AS c USING (source) ORDER BY s.source
        """
    )


def _insert(
    db: DuckDBPyConnection,
    name: str,
    module: ModuleType,
    fed: Sequence[str],
    fetch: Fetch | None,
    *,
    is_shown: bool,
    failure: str | None,
) -> None:
    state, reason = (fetch.state, str(fetch.manifest().get("reason") or "") or None) if fetch else ("none", None)
    brought = _brought(fetch) if fetch else Brought(None, None, 0, 0, None, is_from_file=False)
    db.execute(
        f"INSERT INTO mart.fetches VALUES ({PLACEHOLDERS})",  # noqa: S608 - question marks
        [
            name,
            module.LIVE.publisher,
            list(fed),
            state,
            reason,
            is_shown,
            brought.fetched_at,
            brought.checked_at,
            brought.files,
            brought.size,
            brought.sha256,
            _help(name, module),
            failure,
            _needs(module),
            brought.is_from_file,
        ],
    )


def _help(name: str, module: ModuleType) -> str | None:
    """What somebody must do before the source can be fetched; None where it fetches itself."""
    try:
        missing = missing_key(module)
    except SourceError as error:
        return str(error)
    if hasattr(module, "fetch"):
        return missing
    return f"hämtas inte över nätet: ge filen med malkollen ingest {name} --from FIL"


def _needs(module: ModuleType) -> str | None:
    """What it lacks that somebody must give: a key, or each file; None where it fetches itself."""
    if not hasattr(module, "fetch"):
        return "file"
    try:
        return "key" if missing_key(module) else None
    except SourceError:
        return "key"


def _brought(fetch: Fetch) -> Brought:
    manifest = fetch.manifest()
    files = manifest["files"]
    prints = [f"{name} {file['sha256']}" for name, file in sorted(files.items())]
    whole = hashlib.sha256("\n".join(prints).encode("utf-8")).hexdigest()
    return Brought(
        fetched_at=max((moment for file in files.values() if (moment := _moment(file["fetched_at"]))), default=None),
        checked_at=_moment(manifest.get("checked_at")),
        files=len(files),
        size=sum(file["bytes"] for file in files.values()),
        sha256=(next(iter(files.values()))["sha256"] if len(files) == 1 else whole) if files else None,
        is_from_file=bool(files) and all(manifests.is_given(file) for file in files.values()),
    )


def _moment(text: object) -> datetime | None:
    """A stored time as the database has it: UTC without saying so; None where it is none."""
    moment = clock.moment(text)
    return moment and moment.replace(tzinfo=None)

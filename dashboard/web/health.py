"""How the server is, for whoever watches over it: open to all, so it tells no path, name or key."""

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from malkollen import served
from malkollen.database import storage
from malkollen.errors import DataError

NAME = "halsa"
FAULTS = (
    "SELECT max(checked_at), count(*) FILTER (failure IS NOT NULL OR state IN ('held', 'refused')) FROM mart.fetches"
)


async def show(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers 200 where all is well, else 503, with the reasons; never kept by anybody."""
    found = await run_in_threadpool(state)
    status = 200 if found["status"] == "ok" else 503
    await JSONResponse(found, status, headers={"cache-control": "no-store"})(scope, receive, send)


def state() -> dict[str, Any]:
    """What /halsa tells: status, version, the database's age, when a publisher last answered, faults, free disk.

    Every ingest builds the database, so its age is the ingest's too. Times are UTC, ages in seconds, disk in bytes.
    What is not known is None: an answer, where the figures came with the program.
    """
    path = storage.database()
    database: dict[str, Any] | None = None
    ingest: dict[str, Any] | None = None
    with suppress(DataError):
        database, ingest = _database(path, storage.fingerprint(path))
    free = _free(path.parent)
    wrong = [] if database else ["databasen saknas eller går inte att läsa"]
    wrong += ["ont om plats på disken"] if (free or 0) < served.least_free() else []
    return {
        "status": "; ".join(wrong) or "ok",
        "version": version("malkollen"),
        "database": database and database | {"age_seconds": _age(database["built_at"])},
        "ingest": ingest,
        "disk": {"free_bytes": free},
    }


@lru_cache(maxsize=2)
def _database(path: Path, fingerprint: tuple[int, int, int]) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ARG001 - a key
    """Of the database and of the ingest that built it; read once for each that is swapped in."""
    with storage.reading(path) as db:
        built = db.execute("SELECT data_version, built_at FROM mart.build").fetchone()
        checked = db.execute(FAULTS).fetchone()
    if built is None:
        raise DataError(f"{path.name}: databasen är inte färdigbyggd")
    answered, faults = checked or (None, 0)
    ingest = {"answered_at": answered and _utc(answered), "faults": faults}
    return {"data_version": built[0], "built_at": _utc(built[1])}, ingest


def _utc(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC).isoformat(timespec="seconds")


def _age(moment: str) -> int:
    return int((datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds())


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None

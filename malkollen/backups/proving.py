"""What in a data folder is not as it should be when it is copied: it is copied all the same, and said."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from malkollen.backups.selection import FIRST
from malkollen.database import foreign, storage
from malkollen.editions import editions, file as edition_file
from malkollen.errors import DataError
from malkollen.office import judgements, priority_objects
from malkollen.office.activities import FILE_NAME as ACTIVITIES

FOLDERS = (*FIRST[1:], "raw", editions.FOLDER)
FILES = (storage.FILE_NAME, judgements.FILE_NAME, priority_objects.FILE_NAME, ACTIVITIES)
"""What a data folder has of each kind, by name."""


def faults(data: Path, names: Iterable[str]) -> Iterator[str]:
    """One Swedish line a fault.

    Args:
        names: what has been copied of the folder.
    """
    copied = set(names)
    for name in FOLDERS:
        if (data / name).is_file():
            yield f"data/{name}: är en fil, men ska vara en mapp"
    for name in FILES:
        if (data / name).is_dir():
            yield f"data/{name}: är en mapp, men ska vara en fil"
    for name in FIRST[1:]:
        if not any(one.startswith(f"{name}/") for one in copied):
            yield f"data/{name}: mappen saknas eller är tom"
    yield from _database_faults(data / storage.FILE_NAME, is_copied=storage.FILE_NAME in copied)
    for name in sorted(copied):
        folder, _, file = name.rpartition("/")
        if folder == editions.FOLDER and file.endswith(edition_file.SUFFIX):
            yield from (f"data/{folder}/{fault}" for fault in edition_file.verify(data / name)[:1])


def _database_faults(path: Path, *, is_copied: bool) -> Iterator[str]:
    """Every block of every table is read, so that DuckDB holds it against its checksum."""
    if not is_copied:
        yield f"data/{path.name}: databasen är inte med, för den saknas; bygg den med 'malkollen ingest'"
        return
    try:
        with storage.connect() as db:
            storage.attach_as(db, path, "product")
            db.execute("SET enable_external_access = false")
            storage.check_whole(db, path)
            rows = db.execute(
                "SELECT table_schema, table_name FROM information_schema.tables "
                "WHERE table_catalog = 'product' AND table_type = 'BASE TABLE'"
            ).fetchall()
            for schema, table in rows:
                quoted = ".".join('"' + part.replace('"', '""') + '"' for part in ("product", schema, table))
                db.execute(f"FROM {quoted} AS one SELECT bit_xor(hash(one))").fetchall()
    except DataError as error:
        yield f"data/{error}"
        return
    except (duckdb.Error, EOFError) as error:
        if shut := foreign.fault(path, error):
            yield f"data/{shut}"
            return
        yield f"data/{path.name}: databasen är skadad; med som den är. Bygg om den med 'malkollen ingest --offline'"
        return
    if ("mart", "build") not in rows:
        yield f"data/{path.name}: är inte en databas som Målkollen har byggt; bygg om den med 'malkollen ingest'"

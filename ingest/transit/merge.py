"""Several operators' timetables as one: stops are national and kept once, all else gets the feed's name before its id.

GTFS Regional has national stop ids (9022…), so that one can change between operators; ids of trips, lines and services
are each operator's own. Two feeds may both have a line that they run together: then it is counted in both, as they
publish it.
"""

from collections.abc import Mapping
from pathlib import Path

from ingest.transit import feed
from ingest.transit.feed import FILES, Feed

OWN_IDS = ("trip_id", "route_id", "service_id")


def together(feeds: Mapping[str, Path], into: Path) -> Path:
    """Writes some feeds as one into a folder, in the columns that are read; the folder.

    Args:
        feeds: zip or folder by the name its ids begin with.

    Raises:
        SourceError: one of them is no timetable, or is broken; its file is named.
    """
    for name, file in FILES.items():
        heading = ",".join((*file.needed, *file.optional))
        (into / f"{name}.txt").write_text(heading + "\n", encoding="utf-8")
    for prefix, path in feeds.items():
        with feed.opened(path) as opened:
            for name in FILES:
                _append(opened, name, prefix, into / f"{name}.txt")
    return into


def _append(opened: Feed, name: str, prefix: str, to: Path) -> None:
    """Adds a file's rows to the one for all."""
    file = FILES[name]
    columns = ", ".join(
        f"'{prefix}:' || {column} AS {column}" if column in OWN_IDS else column
        for column in (*file.needed, *file.optional)
    )
    rows = to.with_suffix(".rows")
    quoted = str(rows).replace("'", "''")
    table = name if name in feed.SMALL else f"{name}_file"
    sql = f"COPY (SELECT {columns} FROM {table}) TO '{quoted}' (FORMAT csv, HEADER false)"  # noqa: S608 - our own names
    if name in feed.SMALL:
        opened.db.execute(sql)
    else:
        opened.run(sql, name)
    with to.open("ab") as all_rows, rows.open("rb") as more:
        while part := more.read(1 << 20):
            all_rows.write(part)
    rows.unlink()

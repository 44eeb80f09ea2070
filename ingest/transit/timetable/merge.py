"""Several operators' timetables as one: stops are national and kept once, all else gets the feed's name before its id.

GTFS Regional has national stop ids (9022…), so that one can change between operators; ids of trips, lines and services
are each operator's own. Two feeds may both have a line that they run together: then it is counted in both, as they
publish it. Their period is the days that all of them run: on a day after one has ended its traffic would be missing.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ingest.transit.timetable import feed, reference_day
from ingest.transit.timetable.feed import FILES, Feed
from malkollen.errors import SourceError

OWN_IDS = (
    "trip_id", "route_id", "service_id", "block_id", "from_trip_id", "to_trip_id", "from_route_id", "to_route_id",
)  # fmt: skip
PERIOD = ("feed_start_date", "feed_end_date")


def together(feeds: Mapping[str, Path], into: Path) -> Path:
    """Writes some feeds as one into a folder of their names, in the columns that are read; the folder.

    Args:
        feeds: zip or folder by the name its ids begin with.
        into: where the folder is made.

    Raises:
        SourceError: one of them is no timetable, is broken or runs no day, its file is named; or no day is all theirs.
    """
    periods: list[tuple[date, date]] = []
    into /= ", ".join(feeds)  # what is wrong with them is said of the folder's name
    into.mkdir()
    for name, file in FILES.items():
        heading = ",".join((*file.needed, *file.optional))
        (into / f"{name}.txt").write_text(heading + "\n", encoding="utf-8")
    for prefix, path in feeds.items():
        with feed.opened(path) as opened:
            for name in FILES:
                _append(opened, name, prefix, into / f"{name}.txt")
            periods.append(reference_day.period(opened))
    first, last = max(start for start, _ in periods), min(end for _, end in periods)
    if first > last:
        raise SourceError(f"tidtabellerna för {', '.join(feeds)} har ingen dag gemensam; hämta dem på nytt samtidigt")
    _say_period(into / "feed_info.txt", first, last)
    return into


def _say_period(info: Path, first: date, last: date) -> None:
    """Adds to feed_info.txt the days that all of the feeds hold for."""
    columns = (*FILES["feed_info"].needed, *FILES["feed_info"].optional)
    said = dict(zip(PERIOD, (f"{first:%Y%m%d}", f"{last:%Y%m%d}"), strict=True))
    with info.open("a", encoding="utf-8") as rows:
        rows.write(",".join(said.get(column, "") for column in columns) + "\n")


def _append(opened: Feed, name: str, prefix: str, to: Path) -> None:
    """Adds a file's rows to the one for all."""
    file = FILES[name]
    own = {column: f"'{prefix}:' || {column}" for column in OWN_IDS} | dict.fromkeys(PERIOD, "NULL")
    columns = ", ".join(f"{own.get(column, column)} AS {column}" for column in (*file.needed, *file.optional))
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

"""How old the figures are: when the next are expected, whether they are late, whether they are too old to judge."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from typing import Any

from duckdb import DuckDBPyConnection

STALE_AFTER_MONTHS = 24
FILES = {
    "area_files": "SELECT source, layer, year FROM mart.area_files",
    "timetables": "SELECT source, 'timetable', year(reference_day)::INTEGER FROM mart.timetables",
    "car_times": "SELECT source, 'car_times', year FROM mart.car_times",
    "plan_objects": "SELECT source, 'plan_objects', year FROM mart.plan_objects",
    "city_flows": "SELECT source, 'city_flows', year FROM mart.city_flows",
    "reported": "SELECT source, 'reported', year FROM mart.reported",
}
"""Tables of sources with a shape of their own, which a database of an older version may lack."""


@dataclass(frozen=True)
class Freshness:
    """A source as the screen and `malkollen sources` show it.

    Attributes:
        first_year, latest_year: the years its figures stand for; the latest that every one of them has. newest_year:
            the latest that any of them has.
        next_expected: when the next year's figures should be out; next_expected_from: who says so, None where it
            follows from the usual lag.
        lag_months: months from the end of a year to its figures.
        feeds: the measures and series that it has, and a word for each other shape.
        is_late: that day has passed. is_stale: older than its lag plus two years; shown, not judged; never what ended.
    """

    source: str
    publisher: str
    title: str
    publication: str
    url: str
    reference: str
    licence: str
    attribution: str
    attribution_raw: str | None
    retrieved: str
    retrieved_through: str
    cadence: str
    caveats: tuple[str, ...]
    first_year: int
    latest_year: int
    next_expected: date
    next_expected_from: str | None
    is_late: bool
    is_stale: bool
    lag_months: int
    newest_year: int
    feeds: tuple[str, ...] = ()

    @property
    def expected_text(self) -> str:
        """The day the next figures should be out; that none is set, of what comes when it comes or has ended."""
        return "ingen dag bestämd" if self.next_expected == date.max else self.next_expected.isoformat()


def months_after(day: date, months: int) -> date:
    """The day so many months later, at most the last of its month and of the year 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(index // 12, MAXYEAR), index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def load(db: DuckDBPyConnection, as_of: date) -> list[Freshness]:
    """The freshness of every source on a given day, by publisher and title."""
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"
    known = {name for (name,) in db.execute(query).fetchall()}
    files = " ".join(f"UNION {query}" for table, query in FILES.items() if table in known)
    rows = db.execute(
        f"""
        WITH cells AS (
          SELECT unnest(string_split(source, '+')) AS source, measure, year FROM mart.measures
          UNION SELECT unnest(string_split(source, '+')), series, year FROM mart.published
          UNION SELECT source, 'commuting', year FROM mart.commuting
          {files}
        ), years AS (
          SELECT source, measure, min(year) AS first_year, max(year) AS last_year FROM cells GROUP BY source, measure
        )
        SELECT s.source, publisher, title, publication, url, reference, licence, attribution, attribution_raw,
               retrieved, retrieved_through, cadence, caveats, min(first_year), min(last_year),
               lag_months, max(last_year), next_expected, next_expected_from, list(measure ORDER BY measure)
        FROM mart.sources AS s JOIN years USING (source) GROUP BY ALL ORDER BY publisher, title
        """  # noqa: S608 - our own names
    ).fetchall()
    found = [_freshness(row, as_of) for row in rows]
    return [_as_its_newest(source, found) for source in found]


def _as_its_newest(source: Freshness, every: Sequence[Freshness]) -> Freshness:
    """The older years of a statistic that another file of the same publisher goes on with are no later than that."""
    same = [other for other in every if (other.publisher, other.title) == (source.publisher, source.title)]
    newest = max(same, key=lambda other: other.latest_year)
    return replace(
        source,
        next_expected=newest.next_expected,
        next_expected_from=newest.next_expected_from,
        is_late=newest.is_late,
        is_stale=newest.is_stale,
    )


def once(sources: Sequence[Freshness], carried: Collection[str]) -> list[Freshness]:
    """The sources, each statistic once: not the older years that came with the program where a file goes on with them.

    Args:
        carried: the sources that came with the program.
    """
    goes_on = {(one.publisher, one.title) for one in sources if one.source not in carried}
    return [one for one in sources if one.source not in carried or (one.publisher, one.title) not in goes_on]


def _freshness(row: tuple[Any, ...], as_of: date) -> Freshness:
    *texts, caveats, first, latest, lag_months, newest, announced, announced_from, feeds = row
    expected = announced or months_after(date(latest + 1, 12, 31), lag_months)
    has_ended = expected == date.max  # the one year that there is of it is no older for waiting
    limit = date.max if has_ended else months_after(date(latest, 12, 31), lag_months + STALE_AFTER_MONTHS)
    years_and_days = (first, latest, expected, announced_from, as_of > expected, as_of > limit, lag_months, newest)
    fields: tuple[Any, ...] = (*texts, tuple(caveats), *years_and_days, tuple(feeds))
    return Freshness(*fields)

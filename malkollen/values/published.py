"""Indicators that are published for the area itself: a survey's share with its interval, which nothing can sum.

A group has a value only where one is published for the group; municipalities are never put together.
"""

from collections.abc import Collection

from duckdb import DuckDBPyConnection

from malkollen.registry.paragraph import Break
from malkollen.registry.registry import Registry
from malkollen.values.areas import Areas
from malkollen.values.values import Evaluation, Value


def evaluate_published(
    db: DuckDBPyConnection, areas: Areas, key: str, series: str, breaks: Collection[int]
) -> Evaluation:
    """An indicator's values by area and year from its series in mart.published, in the indicator's unit."""
    rows = db.execute(
        "SELECT area_id, year, value, low, high, status, source FROM mart.published WHERE series = ? ORDER BY ALL",
        [series],
    ).fetchall()
    cells: dict[str, dict[int, Value]] = {}
    for area, year, value, low, high, status, source in rows:
        if area not in areas.by_id:
            continue
        marks = {part for part in status.split("+") if part} | ({"break_before"} if year in breaks else set())
        if value is None:
            marks.add("missing")
        of = len(areas.by_id[area].members)
        cells.setdefault(area, {})[year] = Value(
            area, year, value, frozenset(marks), tuple(sorted(source.split("+"))), of, of, (), low=low, high=high
        )
    return Evaluation(key, None, cells, cells, _latest_year(cells, areas.home.id))


def series(db: DuckDBPyConnection) -> dict[tuple[str, str], dict[int, float]]:
    """Every series as its publisher has it: by (series, area), value by year."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    rows = db.execute("SELECT series, area_id, year, value FROM mart.published").fetchall()
    for name, area, year, value in rows:
        found.setdefault((name, area), {})[year] = value
    return found


def breaks_in(db: DuckDBPyConnection, registry: Registry) -> dict[str, Break]:
    """The years in which a published series says itself that it begins anew, as breaks of its indicator."""
    keys = {indicator.series: key for key, indicator in registry.indicators.items() if indicator.series}
    rows = db.execute(
        "SELECT DISTINCT series, year FROM mart.published WHERE list_contains($series, series) "
        "AND list_contains(string_split(status, '+'), 'break_before') ORDER BY ALL",
        {"series": list(keys)},
    ).fetchall()
    return {
        f"{series}_{year}": Break(
            indicators=(keys[series],), year=year, reason="Undersökningen är en annan än den förra."
        )
        for series, year in rows
    }


def _latest_year(cells: dict[str, dict[int, Value]], home: str) -> int:
    """The latest year published for the home group; else for any area."""
    years = {area: [year for year, cell in found.items() if cell.value is not None] for area, found in cells.items()}
    return max(years.get(home) or [year for found in years.values() for year in found], default=0)

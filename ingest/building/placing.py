"""What a live source has staged, in the place of what is carried; or out of the build again."""

from collections.abc import Sequence
from typing import Literal

from duckdb import DuckDBPyConnection

Replaces = Literal["whole", "years"]
STAGED = ("measures", "published", "conversions", "commuting", "suspicions")
MARTS = ("mart.area_files", "mart.timetables", "mart.car_times", "mart.streets")


def forget(db: DuckDBPyConnection, sources: Sequence[str]) -> None:
    """Takes everything of some sources out of the build again."""
    for table in (*(f"staged.{table}" for table in STAGED), *MARTS, "mart.sources"):
        db.execute(f"DELETE FROM {table} WHERE list_contains($ids, source)", {"ids": list(sources)})  # noqa: S608


def replace_carried(db: DuckDBPyConnection, sources: Sequence[str], replaces: Replaces) -> None:
    """Takes the carried figures that the sources cover out of the build, and each carried source that has no more.

    What is carried to be read beside the figures has none of its own to lose, and stays.
    """
    before = _carried_with_figures(db)
    same_year = "AND carried.year = live.year" if replaces == "years" else ""
    for table, name in (("measures", "measure"), ("published", "series")):
        db.execute(
            f"""
            DELETE FROM staged.{table} AS carried
            WHERE NOT list_contains($ids, carried.source)
              AND carried.source IN (SELECT source FROM staged.carried)
              AND EXISTS (FROM staged.{table} AS live WHERE list_contains($ids, live.source)
                          AND live.{name} = carried.{name} {same_year})
            """,  # noqa: S608 - our own names
            {"ids": list(sources)},
        )
    if replaces == "whole":
        db.execute(
            """
            DELETE FROM staged.conversions AS carried
            WHERE carried.source IN (SELECT source FROM staged.carried)
              AND EXISTS (FROM staged.measures AS live WHERE list_contains($ids, live.source)
                          AND live.measure = carried.measure)
            """,
            {"ids": list(sources)},
        )
    gone = before - _carried_with_figures(db)
    db.execute("DELETE FROM mart.sources WHERE list_contains($gone, source)", {"gone": sorted(gone)})


def _carried_with_figures(db: DuckDBPyConnection) -> set[str]:
    rows = db.execute(
        """
        FROM (SELECT source FROM staged.measures UNION SELECT source FROM staged.published)
        WHERE source IN (SELECT source FROM staged.carried)
        """
    ).fetchall()
    return {source for (source,) in rows}

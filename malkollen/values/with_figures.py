"""What still waits for its source: the registry says which source a measure comes from, the database what is here."""

from typing import get_args

from duckdb import DuckDBPyConnection

from malkollen.registry.paragraph import PartTable, Waiting
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import listed
from malkollen.values.published import breaks_in


def with_figures(db: DuckDBPyConnection, registry: Registry) -> Registry:
    """The registry as an attached database stands: a measure or series that has figures no longer waits.

    A published series that says itself where it begins anew is broken there. What waits for several sources names those
    that are not here.
    """
    fed = {measure for (measure,) in db.execute("SELECT DISTINCT measure FROM mart.measures").fetchall()}
    measures = {
        key: measure.model_copy(update={"waiting_for": None}) if key in fed and measure.waiting_for else measure
        for key, measure in registry.measures.items()
    }
    published = {series for (series,) in db.execute("SELECT DISTINCT series FROM mart.published").fetchall()}
    indicators = {
        key: indicator.model_copy(update={"waiting_for": None}) if indicator.series in published else indicator
        for key, indicator in registry.indicators.items()
    }
    breaks = registry.breaks | breaks_in(db, registry)
    tables = _filled(db)
    waiting = {key: _left(entry, tables) for key, entry in registry.waiting.items()}
    changed = {"measures": measures, "indicators": indicators, "breaks": breaks, "waiting": waiting}
    return registry.model_copy(update=changed)


def _filled(db: DuckDBPyConnection) -> set[str]:
    """The tables of mart that have any row; a database of an older version may lack some."""
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"
    known = {name for (name,) in db.execute(query).fetchall()}
    asked = sorted(known & set(get_args(PartTable)))
    return {name for name in asked if db.execute(f"SELECT 1 FROM mart.{name} LIMIT 1").fetchone()}  # noqa: S608


def _left(entry: Waiting, tables: set[str]) -> Waiting:
    """What is waited for without the parts that are here; whole where all of them are, or none."""
    left = [part for part in entry.parts if not tables & set(part.tables)]
    if not left or len(left) == len(entry.parts):
        return entry.model_copy(update={"parts": ()})
    title = listed([part.title for part in left])
    return entry.model_copy(
        update={
            "title": f"{title[:1].upper()}{title[1:]}",
            "needs_plain": " ".join(part.needs_plain for part in left),
            "needs": " ".join(part.needs for part in left),
            "run": " && ".join(part.run for part in left),
            "parts": tuple(left),
        }
    )

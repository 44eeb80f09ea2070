"""What still waits for its source: the registry says which source a measure comes from, the database what is here."""

from duckdb import DuckDBPyConnection

from malkollen.registry.registry import Registry
from malkollen.values.published import breaks_in


def with_figures(db: DuckDBPyConnection, registry: Registry) -> Registry:
    """The registry as an attached database stands: a measure or series that has figures no longer waits.

    A published series that says itself where it begins anew is broken there.
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
    return registry.model_copy(update={"measures": measures, "indicators": indicators, "breaks": breaks})

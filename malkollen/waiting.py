"""What still waits for its source: the registry says which source a measure comes from, the database what is here."""

from duckdb import DuckDBPyConnection

from malkollen.registry import Registry


def with_figures(db: DuckDBPyConnection, registry: Registry) -> Registry:
    """The registry as an attached database stands: a measure that has figures no longer waits for its source."""
    fed = {measure for (measure,) in db.execute("SELECT DISTINCT measure FROM mart.measures").fetchall()}
    measures = {
        key: measure.model_copy(update={"waiting_for": None}) if key in fed and measure.waiting_for else measure
        for key, measure in registry.measures.items()
    }
    return registry.model_copy(update={"measures": measures})

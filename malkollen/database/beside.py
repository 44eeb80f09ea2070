"""What is read beside the figures: the national plan's objects, an older year's commuting, what reports say."""

from dataclasses import dataclass, field
from typing import Any

from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class PlanObject:
    """An object named in the national plan.

    Attributes:
        phase: the plan's own word; empty where it prints none.
        cost_msek: what all of it costs, millions of kronor at price_base ("2025-02"); None where none is given.
    """

    object_id: str
    name: str
    phase: str
    mode: str
    county: str
    cost_msek: float | None
    price_base: str
    year: int
    source: str


@dataclass(frozen=True)
class CityFlow:
    """Employed persons who lived in one municipality and worked in another, in an older register."""

    home: str
    work: str
    year: int
    employed: float
    source: str


@dataclass(frozen=True)
class Reported:
    """What a report says of an area, as written ("över 80"), with what it cites; shown on an indicator's page."""

    area: str
    year: int
    subject: str
    value: str
    unit: str
    cited: str
    note: str
    indicator: str
    source: str


@dataclass(frozen=True)
class Beside:
    """All of it; empty where a database was built before it was carried."""

    plan: tuple[PlanObject, ...] = ()
    flows: tuple[CityFlow, ...] = ()
    reported: tuple[Reported, ...] = ()
    by_id: dict[str, PlanObject] = field(default_factory=dict)


def load(db: DuckDBPyConnection) -> Beside:
    """What a database has of it."""
    views = "SELECT view_name FROM duckdb_views() WHERE schema_name = 'mart'"
    known = {name for (name,) in db.execute(views).fetchall()}

    def rows(table: str, columns: str, order: str) -> list[tuple[Any, ...]]:
        sql = f"SELECT {columns} FROM mart.{table} ORDER BY {order}"  # noqa: S608 - our own names
        return db.execute(sql).fetchall() if table in known else []

    plan = tuple(
        PlanObject(*row)
        for row in rows(
            "plan_objects", "object_id, name, phase, mode, county, cost_msek, price_base, year, source", "object_id"
        )
    )
    return Beside(
        plan,
        tuple(CityFlow(*row) for row in rows("city_flows", "home, work, year, employed, source", "ALL")),
        tuple(
            Reported(*row)
            for row in rows(
                "reported", "area_id, year, subject, value, unit, cited, note, indicator, source",
                "year DESC, area_id DESC, subject",
            )
        ),
        {one.object_id: one for one in plan},
    )  # fmt: skip

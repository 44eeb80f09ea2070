"""Evaluations that are kept: the same answer for the same figures and declaration, another where anything differs."""

from collections.abc import Callable

import pytest
from duckdb import DuckDBPyConnection
from parts import every
from small_database import small_areas, small_database, with_each_alone, yearly

from malkollen.registry.registry import Break, Registry
from malkollen.values.evaluate import evaluate, evaluate_all
from malkollen.values.evaluated import Evaluated
from malkollen.values.values import Evaluation

SHARE = "electric_car_share"
GROUPS = {"home": ["0001", "0002"]}
CARS = {"0001": 60.0, "0002": 40.0}
ELECTRIC = {"0001": 5.0, "0002": 1.0}
FIGURES = [
    *yearly("cars_all", CARS, (2023, 2024)),
    *yearly("cars_battery_electric", ELECTRIC, (2023, 2024)),
    *yearly("population", CARS, (2023, 2024)),
]
UPDATES = {
    "value": "UPDATE mart.measures SET value = value + 1 WHERE measure = 'cars_all' AND municipality_code = '0001'",
    "year": "UPDATE mart.measures SET year = 2022 WHERE year = 2023",
    "status": "UPDATE mart.measures SET status = 'preliminary' WHERE year = 2024",
    "source": "UPDATE mart.measures SET source = 'other'",
    "row gone": "DELETE FROM mart.measures WHERE municipality_code = '0002' AND year = 2023",
    "two change places": "UPDATE mart.measures SET municipality_code = "
    "CASE municipality_code WHEN '0001' THEN '0002' ELSE '0001' END WHERE measure = 'cars_all'",
    "member gone": "DELETE FROM mart.members WHERE area_id = 'home' AND municipality_code = '0002'",
}


def asked(registry: Registry, update: str = "", key: str = SHARE) -> list[Evaluation]:
    members = with_each_alone(GROUPS)
    with small_database(members, FIGURES) as db:
        if update:
            db.execute(update)
        return evaluate(db, registry, small_areas(members), key)


def declared(registry: Registry, **changed: object) -> Registry:
    indicator = registry.indicators[SHARE].model_copy(update=changed)
    indicator.__dict__.pop("parsed", None)  # of the formula before
    return registry.model_copy(update={"indicators": registry.indicators | {SHARE: indicator}})


def test_the_same_figures_in_another_database_are_not_evaluated_again(registry: Registry) -> None:
    one, other = asked(registry), asked(registry)
    assert [found is same for found, same in zip(one, other, strict=True)] == [True, True]
    assert asked(declared(registry, title="Elbilar", caveats=()))[0] is one[0]  # words are no figures


def test_an_indicator_is_not_evaluated_again_for_figures_that_it_does_not_read(registry: Registry) -> None:
    """As when one source of many has been ingested: what is another by then is evaluated, and the rest is kept."""
    one = asked(registry)
    for name in ("bus_departures", "population"):
        after = asked(registry, f"INSERT INTO mart.measures VALUES ('0001', 2022, '{name}', 7, '', 'scb')")
        assert [found is same for found, same in zip(one, after, strict=True)] == 2 * [name != "population"]


@pytest.mark.parametrize("update", every(3, [*UPDATES.values()]), ids=UPDATES)
def test_other_figures_are_other_evaluations(update: str, registry: Registry) -> None:
    """Every third; thoroughly all."""
    before, after = asked(registry)[0], asked(registry, update)[0]
    assert (before.cells, before.latest_year) != (after.cells, after.latest_year)
    assert asked(registry)[0].cells == before.cells


def test_a_published_figure_is_one_of_them(registry: Registry) -> None:
    key = next(key for key, indicator in registry.indicators.items() if indicator.series)
    series = registry.indicators[key].series
    here = registry.model_copy(
        update={"indicators": {key: registry.indicators[key].model_copy(update={"waiting_for": None})}}
    )
    insert = (
        "INSERT INTO mart.published (series, area_id, year, value, low, high, status, source) "
        f"VALUES ('{series}', 'home', 2024, {{}}, NULL, NULL, '', 'survey')"
    )
    values = [asked(here, insert.format(value), key)[0].at("home", 2024).value for value in (41.5, 42.5, 41.5)]
    assert values == [41.5, 42.5, 41.5]


CHANGES: dict[str, Callable[[Registry], Registry]] = {
    "formula": lambda one: declared(one, formula="50.0 * cars_battery_electric / nullif(cars_all, 0)"),
    "variants": lambda one: declared(one, has_fleet_variants=False),
    "additive": lambda one: one.model_copy(
        update={
            "measures": one.measures | {"cars_all": one.measures["cars_all"].model_copy(update={"is_additive": False})}
        }
    ),
    "break": lambda one: one.model_copy(
        update={"breaks": one.breaks | {"new": Break(indicators=(SHARE,), year=2024, reason="Ny räkning.")}}
    ),
}


@pytest.mark.parametrize("change", every(2, [*CHANGES.values()]), ids=CHANGES)
def test_another_declaration_is_another_evaluation(change: Callable[[Registry], Registry], registry: Registry) -> None:
    """Every other change; thoroughly all."""
    before, after = asked(registry), asked(change(registry))
    assert [(one.variant, one.cells) for one in before] != [(one.variant, one.cells) for one in after]
    assert [one.cells for one in asked(registry)] == [one.cells for one in before]


def test_what_is_kept_is_what_is_computed(db: DuckDBPyConnection, registry: Registry) -> None:
    """Of the real figures, whatever other tests have asked for in this process."""
    from malkollen.values import areas, evaluate as module

    places = areas.load(db, registry)
    kept = evaluate_all(db, registry, places)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "EVALUATED", Evaluated())
        assert evaluate_all(db, registry, places) == kept


def test_no_more_are_kept_than_there_is_room_for_and_the_last_asked_for_stay() -> None:
    store, computed = Evaluated(most=2), list[str]()

    def get(key: str) -> None:
        store.get(key, lambda: computed.append(key) or ())  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        get(key)
    assert computed == ["a", "b", "c", "b"]


def test_a_fault_is_not_kept() -> None:
    store = Evaluated()
    with pytest.raises(ZeroDivisionError):
        store.get("a", lambda: (1 // 0,))  # type: ignore[arg-type, return-value]
    assert store.get("a", tuple) == ()

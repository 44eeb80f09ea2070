"""What answers are made of, in a database of a few made-up rows: four regions, ours of two municipalities."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from small_database import Figure, Members, figure, small_areas, small_database, with_each_alone

from malkollen.answers.basis import Basis
from malkollen.registry.home import ComparisonSet
from malkollen.registry.registry import Registry
from malkollen.values.evaluate import evaluate
from malkollen.verdicts.assessor import Assessor

POINTS, NEAR, CARS, MILEAGE, EMISSIONS = (
    "charging_points_per_1000",
    "population_near_transit_share",
    "electric_car_share",
    "car_mileage_per_inhabitant",
    "transport_emissions",
)
TODAY = date(2025, 11, 22)
PEOPLE = 100_000.0
REGIONS: Members = {"home": ["0001", "0002"], "b": ["0003"], "c": ["0004"], "d": ["0005"]}
ALL: Members = {**REGIONS, "riket": ["0001", "0002", "0003", "0004", "0005"]}
WHOLE = {"hela_regioner": ComparisonSet(title="Hela regioner", groups=("home", "b", "c", "d"))}
SETS = {**WHOLE, "par": ComparisonSet(title="Ett par", groups=("home", "c"))}
NUMERATORS = {
    POINTS: ("public_charging_points", "population", 1000.0),
    NEAR: ("population_near_transit", "population", 100.0),
    CARS: ("cars_battery_electric", "cars_all", 100.0),
    MILEAGE: ("car_mileage_mil", "population", 1.0),
}
Values = Mapping[str, Mapping[int, float]]
"""By municipality and year, in the indicator's unit."""


def figures(key: str, values: Values, status: str = "", owned: Mapping[str, float] | None = None) -> list[Figure]:
    """The counts that give these values with a hundred thousand inhabitants, or cars, everywhere.

    Args:
        owned: the share of the cars that companies own, by municipality.
    """
    counted, per, factor = NUMERATORS[key]
    rows = []
    for code, years in values.items():
        for year, value in years.items():
            rows += [
                figure(code, year, counted, value * PEOPLE / factor, status, "prov"),
                figure(code, year, per, PEOPLE),
            ]
            if per != "population":
                rows.append(figure(code, year, "population", PEOPLE))
            if per != "cars_all" and owned:
                rows.append(figure(code, year, "cars_all", PEOPLE))
            if owned:
                rows.append(figure(code, year, "cars_owned_by_legal_persons", owned.get(code, 0.0) * PEOPLE))
    return rows


def basis(
    registry: Registry,
    key: str,
    values: Values,
    *,
    sets: Mapping[str, ComparisonSet] = WHOLE,
    as_of: date = TODAY,
    status: str = "",
    owned: Mapping[str, float] | None = None,
    groups: Members = ALL,
    **indicator: Any,  # noqa: ANN401 - fields of the indicator that are changed
) -> Basis:
    """The basis of one indicator's answers, the others waiting for their sources."""
    changed = registry.indicators[key].model_copy(update=indicator)
    others = {
        name: one.model_copy(update={"waiting_for": one.waiting_for or "nobil"})
        for name, one in registry.indicators.items()
    }
    own = registry.model_copy(update={"comparison_sets": dict(sets), "indicators": {**others, key: changed}})
    members = with_each_alone(groups)
    with small_database(members, figures(key, values, status, owned)) as db:
        areas = small_areas(members)
        evaluations = {(key, one.variant): one for one in evaluate(db, own, areas, key)}
    return Basis(Assessor(own, areas, evaluations, {}, as_of), {}, {})


def level(values: Mapping[str, float], years: Sequence[int] = range(2020, 2025)) -> Values:
    """Each region's value in all years, the same in each of its municipalities."""
    return {code: dict.fromkeys(years, value) for region, value in values.items() for code in REGIONS[region]}


def on(made: Basis, day: date) -> Basis:
    """The same on another day."""
    of = made.assessor
    return replace(made, assessor=Assessor(of.registry, of.areas, of.evaluations, of.lags, day))


def again(basis: Basis, key: str, **fields: Any) -> None:  # noqa: ANN401 - fields of the indicator that are changed
    """Another indicator beside, `again`, with the same values and other fields."""
    other = basis.indicator(key).model_copy(update={"code": "X1", **fields})
    other.__dict__.pop("parsed", None)  # kept of the formula it was copied from
    assessor = basis.assessor
    assessor.registry = basis.registry.model_copy(update={"indicators": {**basis.registry.indicators, "again": other}})
    assessor.evaluations = {**assessor.evaluations, ("again", None): replace(basis.evaluation(key), indicator="again")}

"""Which target holds on a day, and what a target as an index means for an area of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from malkollen.assess.target import Aim
from malkollen.registry.paragraph import Target
from malkollen.registry.registry import Registry
from malkollen.verdicts.targets_in_force import aim_for, current_level, current_target, path

TODAY = date(2026, 11, 22)
KEY = "transport_emissions"
TARGET = {
    "indicator": KEY, "title": "T", "value": 10.0, "unit": "ton", "area": "Sverige", "wording": "W", "document": "D",
    "decided_by": "N", "decided": "2020", "status": "gällande", "transfer": "överförd", "checked": date(2026, 1, 1),
}  # fmt: skip


def target(**changes: Any) -> Target:  # noqa: ANN401 - the fields of a paragraph
    return Target.model_validate(TARGET | changes)


def chosen(registry: Registry, targets: Mapping[str, Target], as_of: date = TODAY) -> str | None:
    found = current_target(registry.model_copy(update={"targets": dict(targets)}), KEY, as_of)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"status": "ifrågasatt"}, True),
        ({"status": "förslag"}, False),
        ({"status": "utgånget förslag"}, False),
        ({"status": "giltigheten har löpt ut"}, False),
        ({"status": "jämförelsenivå"}, False),
        ({"transfer": "jämförelsenivå"}, False),
        ({"transfer": "direkt"}, True),
        ({"transfer": "egen"}, True),
        ({"valid_to": date(2026, 11, 22)}, True),
        ({"valid_to": date(2026, 11, 21)}, False),
        ({"valid_from": date(2026, 11, 22)}, True),
        ({"valid_from": date(2026, 11, 23)}, False),
        ({"valid_to": "ej verifierad"}, True),
        ({"valid_to_words": "hösten 2026"}, False),  # words are no date
        ({"indicator": "electric_car_share"}, False),
    ],
)
def test_only_a_decided_target_that_holds_is_measured_against(
    registry: Registry, changes: dict[str, object], holds: bool
) -> None:
    assert chosen(registry, {"t": target(**changes)}) == ("t" if holds else None)


def test_the_committees_own_comes_first_then_the_places_then_the_nearest_year(registry: Registry) -> None:
    carried = {"far": target(target_year=2045), "near": target(target_year=2030), "some day": target()}
    assert chosen(registry, carried) == "near"
    assert chosen(registry, {**carried, "direct": target(transfer="direkt", target_year=2050)}) == "direct"
    assert chosen(registry, {**carried, "own": target(transfer="egen"), "d": target(transfer="direkt")}) == "own"
    assert chosen(registry, {"some day": target(), "far": target(target_year=2045)}) == "far"


def test_the_day_decides(registry: Registry) -> None:
    two = {
        "old": target(transfer="egen", valid_to=date(2026, 12, 31)),
        "new": target(transfer="egen", valid_from=date(2027, 1, 1)),
    }
    assert chosen(registry, two) == "old"
    assert chosen(registry, two, date(2027, 1, 1)) == "new"


@pytest.mark.parametrize(
    ("key", "expected"), [(KEY, "transport_2030"), ("sustainable_trip_share", None), ("electric_car_share", None)]
)
def test_the_real_targets_that_hold(registry: Registry, key: str, expected: str | None) -> None:
    found = current_target(registry, key, TODAY)
    assert (found[0] if found else None) == expected


def test_the_first_declared_level_that_holds(registry: Registry) -> None:
    key = "charging_power_to_eu_level"
    found = current_level(registry, key, TODAY)
    assert found is not None
    assert (found[0], found[1].value) == ("eu_charging_power", 1.0)
    assert current_level(registry, KEY, TODAY) is None
    ended = target(indicator=key, status="jämförelsenivå", valid_to=date(2025, 1, 1))
    assert current_level(registry.model_copy(update={"targets": {"x": ended}}), key, TODAY) is None


INDEX = {"unit": "index 2010 = 100", "value": 30.0, "base_year": 2010, "base_value": 100.0, "target_year": 2030}


def test_a_target_in_the_indicators_unit_is_the_same_everywhere() -> None:
    found = aim_for(target(base_year=2010, base_value=12.0, target_year=2030), {2010: 99.0})
    assert found == Aim(10.0, 2030, 2010, 12.0)


def test_a_target_as_an_index_begins_at_the_areas_own_base_year() -> None:
    assert aim_for(target(**INDEX), {2010: 739_169.45}) == Aim(pytest.approx(221_750.835), 2030, 2010, 739_169.45)
    assert aim_for(target(**INDEX), {2010: 0.0}) == Aim(0.0, 2030, 2010, 0.0)
    assert aim_for(target(**INDEX), {2011: 5.0}) is None
    no_base = {**INDEX, "base_value": None}
    assert aim_for(target(**no_base), {2010: 50.0}) == Aim(15.0, 2030, 2010, None)


def test_zero_is_a_legal_target() -> None:
    assert aim_for(target(value=0.0), {}) == Aim(0.0)


def test_the_path_goes_from_base_to_target_in_equal_steps_or_equal_percent(registry: Registry) -> None:
    log, linear = registry.indicators[KEY], registry.indicators["population_near_transit_share"]
    aim = Aim(25.0, 2012, 2010, 100.0)
    assert path(aim, linear) == pytest.approx({2010: 100.0, 2011: 62.5, 2012: 25.0})
    assert path(aim, log) == pytest.approx({2010: 100.0, 2011: 50.0, 2012: 25.0})
    assert path(Aim(0.0, 2012, 2010, 100.0), log) == pytest.approx({2010: 100.0, 2011: 50.0, 2012: 0.0})


@pytest.mark.parametrize("aim", [Aim(1.0), Aim(1.0, 2030), Aim(1.0, 2030, 2010), Aim(1.0, None, 2010, 2.0)])
def test_without_base_or_year_there_is_no_path(registry: Registry, aim: Aim) -> None:
    assert path(aim, registry.indicators[KEY]) == {}

"""The keys that answers are made of: what they may name, where they may stand, and that all of ours have them."""

from collections.abc import Callable
from typing import Any

import pytest

from malkollen.errors import RegistryError
from malkollen.registry import checks, registry as registry_file
from malkollen.registry.content import in_own_words
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import METHOD_WORDS

Content = dict[str, Any]
NOT_COUNTED = "den kräver en formel vars täljare är ett antal (inte ton, meter, km, mil, kW), delat med något"
GOAL, POINTS = "klimatomstallning", "charging_points_per_1000"


def faults(edit: Callable[[Content], object]) -> list[str]:
    content, _ = in_own_words(registry_file.read(registry_file.REGISTRY_FILE))
    edit(content)
    return checks.faults(content)


def put(table: str, key: str, **fields: object) -> Callable[[Content], object]:
    return lambda content: content[table][key].update(fields)


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (put("goals", GOAL, answer_set="ingen"), "goals.klimatomstallning.answer_set: ingen jämförelse heter 'ingen'"),
        (
            lambda content: (
                content["goals"][GOAL].pop("answer_set"), content["goals"][GOAL].update(answer_set_decided_by="Kim"),
            ),
            "goals.klimatomstallning.answer_set_decided_by: säger vem som valt answer_set, som saknas",
        ),
        (
            put("indicators", POINTS, plain="en kvot av laddpunkter"),
            "indicators.charging_points_per_1000.plain: 'kvot' är metodens ord; skriv med vardagens",
        ),
        (
            put("indicators", POINTS, plain_value="laddpunkter, härledda"),
            "indicators.charging_points_per_1000.plain_value: 'härledda' är metodens ord; skriv med vardagens",
        ),
        (
            put("breaks", "charging_2023", plain="efter brottet"),
            "breaks.charging_2023.plain: 'brottet' är metodens ord; skriv med vardagens",
        ),
        (
            put("indicators", "chargeable_cars_per_point", thing="bil"),
            "indicators.chargeable_cars_per_point.thing: den kräver en indikator som bedöms (kind)",
        ),
        (
            put("indicators", "car_mileage_per_inhabitant", thing="mil"),
            f"indicators.car_mileage_per_inhabitant.thing: {NOT_COUNTED}",
        ),
        (
            put("indicators", "transport_emissions", thing="ton"),
            f"indicators.transport_emissions.thing: {NOT_COUNTED}",
        ),
        (
            put("indicators", "satisfaction", thing="invånare"),
            f"indicators.satisfaction.thing: {NOT_COUNTED}",
        ),
        (
            put("indicators", POINTS, words=["laddstolpe", "Laddstolpe"]),
            "indicators.charging_points_per_1000.words: 'laddstolpe' står flera gånger; skriv det en gång",
        ),
        (
            put("goals", GOAL, words=["en två tre fyra fem sex sju"]),
            "goals.klimatomstallning.words: 'en två tre fyra fem sex sju' är för långt; skriv högst 6 ord",
        ),
        (
            lambda content: content["questions"].update(travel=["resa", "resa"]),
            "questions.travel: 'resa' står flera gånger; skriv det en gång",
        ),
    ],
    ids=range(12),
)  # fmt: skip
def test_a_fault_is_told_by_its_key(edit: Callable[[Content], object], fault: str) -> None:
    assert faults(edit) == [fault]


@pytest.mark.parametrize(
    ("table", "key", "name", "value"),
    [
        ("goals", GOAL, "question", ""),
        ("goals", GOAL, "question", 3),
        ("goals", GOAL, "answer_set_decided_by", 3),
        ("indicators", POINTS, "plain", ""),
        ("indicators", POINTS, "thing", ["laddpunkt"]),
        ("breaks", "charging_2023", "plain", 1),
    ],
)
def test_a_wrong_type_is_refused_by_its_key(table: str, key: str, name: str, value: object) -> None:
    content, _ = in_own_words(registry_file.read(registry_file.REGISTRY_FILE))
    content[table][key][name] = value
    with pytest.raises(RegistryError, match=rf"{table}\.{key}\.{name}: "):
        registry_file.checked(content, "indicators.toml")


def test_without_any_of_them_the_registry_holds() -> None:
    content = registry_file.read(registry_file.REGISTRY_FILE)
    for goal in content["goals"].values():
        for name in ("question", "answer_set", "answer_set_decided_by"):
            goal.pop(name)
    for table, names in (("indicators", ("plain", "plain_value", "thing")), ("breaks", ("plain",))):
        for entry in content[table].values():
            for name in names:
                entry.pop(name, None)
    bare = registry_file.checked(content, "indicators.toml")
    assert {goal.question for goal in bare.goals.values()} == {None}
    assert {indicator.plain for indicator in bare.indicators.values()} == {None}


def test_every_goal_and_indicator_of_ours_is_worded(registry: Registry) -> None:
    for goal in registry.goals.values():
        assert goal.question
        assert goal.question.endswith("?")
        assert goal.answer_set == "hela_regioner"
    for key, indicator in registry.indicators.items():
        assert indicator.plain, key
        assert indicator.plain_value, key
        assert not METHOD_WORDS.search(f"{indicator.plain} {indicator.plain_value}"), key
    assert {key: one.thing for key, one in registry.indicators.items() if one.thing} == {
        "electric_car_share": "elbil",
        "charging_points_per_1000": "laddpunkt",
        "population_near_transit_share": "invånare nära en hållplats",
        "high_frequency_access_share": "invånare nära tät trafik",
        "daily_services_within_reach": "invånare nära en matbutik",
    }

"""What must hold between indicators.toml and the database: every fault by its key, all at once."""

from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from malkollen.__main__ import main
from malkollen.registry.home import ComparisonSet
from malkollen.registry.paragraph import Measure
from malkollen.registry.registry import Registry
from malkollen.values import areas, database_checks, with_figures
from malkollen.values.areas import Areas


def _changed(registry: Registry, table: str, key: str, **update: Any) -> Registry:  # noqa: ANN401 - any field
    """The registry with some fields of one paragraph changed."""
    entries = getattr(registry, table)
    return registry.model_copy(update={table: {**entries, key: entries[key].model_copy(update=update)}})


def _with(registry: Registry, table: str, key: str, entry: object) -> Registry:
    return registry.model_copy(update={table: {**getattr(registry, table), key: entry}})


def _without(registry: Registry, table: str, key: str) -> Registry:
    return registry.model_copy(
        update={table: {name: entry for name, entry in getattr(registry, table).items() if name != key}}
    )


def _set(registry: Registry, *groups: str) -> Registry:
    return _with(registry, "comparison_sets", "s", ComparisonSet(title="S", groups=groups))


def test_the_real_registry_and_the_carried_figures_fit(
    db: DuckDBPyConnection, registry: Registry, places: Areas
) -> None:
    assert database_checks.faults(db, registry, places) == []


def test_a_set_begins_with_the_home_group_or_a_part_of_it(registry: Registry, places: Areas) -> None:
    assert areas.set_faults(_set(registry, "sodertorn", "stor_malmo"), places) == []
    assert areas.set_faults(_set(registry, "sodertorn_pendlingskommuner", "stor_malmo"), places) == []
    assert areas.set_faults(_set(registry, "stor_malmo", "sodertorn"), places) == [
        "comparison_sets.s.groups: 'stor_malmo' står först men är varken 'sodertorn' eller en del av den"
    ]


def test_no_group_of_a_set_contains_another(registry: Registry, places: Areas) -> None:
    for groups in (("sodertorn", "stockholms_lan"), ("sodertorn", "stor_malmo", "stockholms_lan")):
        assert areas.set_faults(_set(registry, *groups), places) == [
            "comparison_sets.s.groups: 'stockholms_lan' innehåller 'sodertorn'; ingen grupp får ingå i en annan"
        ]
    assert areas.set_faults(_set(registry, "sodertorn", "sodertorn"), places) == [
        "comparison_sets.s.groups: 'sodertorn' och 'sodertorn' har samma kommuner"
    ]


def test_no_municipality_stands_in_two_groups_of_a_set(registry: Registry, places: Areas) -> None:
    both = _set(registry, "sodertorn", "skr_a1_storstader", "stor_malmo")
    assert areas.set_faults(both, places) == [
        "comparison_sets.s.groups: Malmö står både i 'skr_a1_storstader' och i 'stor_malmo'; en kommun får stå i en"
    ]


def test_the_example_s_municipality_is_one_of_those_it_is_placed_among(
    db: DuckDBPyConnection, registry: Registry, places: Areas
) -> None:
    assert registry.examples.place is not None
    example = registry.examples.place.model_copy(update={"municipality": "0180"})
    examples = registry.examples.model_copy(update={"place": example})
    (fault,) = database_checks.faults(db, registry.model_copy(update={"examples": examples}), places)
    assert fault.startswith(
        "examples.place.municipality: Stockholm ingår inte i 'skr_a2_pendlingskommun_nara_storstad'"
    )


def test_the_home_names_what_the_reference_data_has(db: DuckDBPyConnection, registry: Registry, places: Areas) -> None:
    wrong = {"core_municipality": "9999", "label_shifts": {"9998": (0.1, 0.1)}, "start_place": "torget"}
    home = registry.home.model_copy(update=wrong)
    assert database_checks.faults(db, registry.model_copy(update={"home": home}), places) == [
        "home.core_municipality: ingen kommun har koden '9999'",
        "home.label_shifts.9998: ingen kommun har koden '9998'",
        "home.start_place: ingen plats i places.csv heter 'torget'",
    ]
    for county, code, fault in (
        ("stor_malmo", "01", "home.county: gruppen 'stor_malmo' är inte länets 26 kommuner (01)"),
        ("stockholms_lan", "77", "home.county_code: inget län har koden '77'"),
    ):
        home = registry.home.model_copy(update={"county": county, "county_code": code})
        assert database_checks.faults(db, registry.model_copy(update={"home": home}), places) == [fault]
    home = registry.home.model_copy(update={"core_municipality": "1480"})
    assert database_checks.faults(db, registry.model_copy(update={"home": home}), places) == [
        "home.core_municipality: Göteborg ligger varken i Södertörn eller i länet"
    ]
    example = registry.examples.place.model_copy(update={"municipality": "9999"}) if registry.examples.place else None
    examples = registry.examples.model_copy(update={"place": example})
    assert database_checks.faults(db, registry.model_copy(update={"examples": examples}), places) == [
        "examples.place.municipality: ingen kommun har koden '9999'"
    ]


def test_every_member_has_a_centre(db: DuckDBPyConnection, registry: Registry) -> None:
    other = registry.comparison.model_copy(update={"home": "stor_malmo"})
    places = areas.load(db, registry.model_copy(update={"comparison": other}))
    (fault,) = [line for line in database_checks.faults(db, registry, places) if line.startswith("comparison.home")]
    assert fault.startswith("comparison.home: Burlöv, Eslöv, Höör, ")
    assert fault.endswith(" och Vellinge har ingen rad med kind municipal_centre i places.csv")


def test_a_measure_is_fed_or_waits_and_is_declared(db: DuckDBPyConnection, registry: Registry, places: Areas) -> None:
    changed = _with(registry, "measures", "buses", Measure(title="Bussar", unit="bussar"))
    changed = _changed(changed, "measures", "population", waiting_for="kolada")
    changed = _without(changed, "measures", "cars_diesel")
    assert database_checks.faults(db, changed, places) == [
        "measures.buses: ingen källa ger uppgiften; ange vad den väntar på (waiting_for) eller ta bort den",
        "measures: uppgiften 'cars_diesel' finns i databasen men är inte deklarerad",
    ]


def test_a_published_series_is_published(db: DuckDBPyConnection, registry: Registry, places: Areas) -> None:
    changed = _changed(registry, "indicators", "car_mileage_per_inhabitant", published_series="mileage")
    assert database_checks.faults(db, changed, places) == [
        "indicators.car_mileage_per_inhabitant.published_series: ingen publicerad serie heter 'mileage'"
    ]


def test_the_year_that_is_100_has_a_value(db: DuckDBPyConnection, registry: Registry, places: Areas) -> None:
    changed = _changed(registry, "indicators", "transport_emissions", index_year=1950)
    assert database_checks.faults(db, changed, places) == [
        "indicators.transport_emissions.index_year: Södertörn har inget värde för 1950"
    ]


@pytest.mark.usefixtures("environment")
def test_check_prints_every_fault_and_fails(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = _set(registry, "stor_malmo", "sodertorn")
    changed = _changed(changed, "indicators", "car_mileage_per_inhabitant", published_series="mileage")
    changed = _changed(changed, "indicators", "transport_emissions", index_year=1950)
    changed = _with(changed, "measures", "buses", Measure(title="Bussar", unit="bussar"))
    monkeypatch.setattr("malkollen.registry.registry.load", lambda: changed)
    assert main(["check"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.split(": ")[:2] for line in printed.err.splitlines()] == [
        ["indicators.toml", "comparison_sets.s.groups"],
        ["indicators.toml", "measures.buses"],
        ["indicators.toml", "indicators.car_mileage_per_inhabitant.published_series"],
        ["indicators.toml", "indicators.transport_emissions.index_year"],
    ]


def test_a_measure_that_has_figures_no_longer_waits(db: DuckDBPyConnection, registry: Registry) -> None:
    changed = _changed(registry, "measures", "population", waiting_for="kolada")
    found = with_figures.with_figures(db, changed)
    assert found.measures["population"].waiting_for is None
    assert found.measures["public_charging_kw"].waiting_for == "nobil"
    assert "electric_car_share" in found.computed()

"""Areas by id, name and Swedish order."""

import duckdb
import pytest

from malkollen import ROOT
from malkollen.errors import UnknownNameError
from malkollen.registry.registry import Registry
from malkollen.values import areas
from malkollen.values.areas import COUNTRY, Area, AreaKind, Areas


def test_home_is_the_eight_in_swedish_order(places: Areas) -> None:
    names = [places.name(code) for code in places.home_members]
    assert names == ["Botkyrka", "Haninge", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje", "Tyresö"]
    assert places.home.id == "sodertorn"


def test_every_area_stands_once_groups_first(places: Areas, registry: Registry) -> None:
    assert len(places.everything) == len(set(places.everything)) == len(registry.groups) + 1 + 290
    assert places.everything[: len(registry.groups)] == list(registry.groups)
    assert places.everything[len(registry.groups)] == COUNTRY


def test_municipalities_end_with_the_swedish_letters(places: Areas) -> None:
    names = [places.name(code) for code in places.municipalities]
    assert (names[0], names[-1]) == ("Ale", "Övertorneå")
    assert names.index("Åtvidaberg") < names.index("Älmhult") < names.index("Öckerö")


def test_country_is_all_municipalities(places: Areas) -> None:
    country = places.by_id[COUNTRY]
    assert (country.kind, len(country.members)) == ("country", 290)
    assert country.members == frozenset(places.municipalities)


def test_municipality_is_its_own_only_member(places: Areas) -> None:
    botkyrka = places.by_id["0127"]
    assert (botkyrka.name, botkyrka.kind, botkyrka.county_code) == ("Botkyrka", "municipality", "01")
    assert botkyrka.members == {"0127"}


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("sodertorn", 8), ("sodertorn_pendlingskommuner", 6), ("ovriga_pendlingskommuner", 37), ("stockholms_lan", 26),
        ("ovriga_stockholms_lan", 18), ("ovriga_kranskommuner_i_lanet", 17), ("stor_goteborg", 13), ("stor_malmo", 12),
        ("stor_goteborg_kranskommuner", 12), ("stor_malmo_kranskommuner", 10), ("skr_a1_storstader", 3),
        ("skr_a2_pendlingskommun_nara_storstad", 43),
    ],
)  # fmt: skip
def test_groups_have_the_members_they_are_declared_with(places: Areas, group: str, members: int) -> None:
    assert len(places.by_id[group].members) == members


def test_rings_are_the_regions_without_their_cores(places: Areas) -> None:
    members = {area: places.by_id[area].members for area in places.groups}
    core = {places.find(name) for name in ("Stockholm", "Göteborg", "Malmö", "Lund")}
    assert members["stor_goteborg_kranskommuner"] == members["stor_goteborg"] - core
    assert members["stor_malmo_kranskommuner"] == members["stor_malmo"] - core
    assert members["ovriga_kranskommuner_i_lanet"] == members["ovriga_stockholms_lan"] - core
    assert members["ovriga_stockholms_lan"] == members["stockholms_lan"] - members["sodertorn"]


def test_no_group_of_a_set_shares_a_member_with_another(places: Areas, registry: Registry) -> None:
    for key, compared in registry.comparison_sets.items():
        codes = [code for group in compared.groups for code in places.by_id[group].members]
        assert len(codes) == len(set(codes)), key


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("0181", "0181"), ("Södertälje", "0181"), ("SÖDERTÄLJE", "0181"), (" södertälje ", "0181"), ("riket", "riket"),
        ("Riket", "riket"), ("sodertorn", "sodertorn"), ("Södertörn", "sodertorn"),
        ("Stockholms län", "stockholms_lan"),
    ],
)  # fmt: skip
def test_area_is_found_by_code_id_or_name(places: Areas, text: str, area: str) -> None:
    assert places.find(text) == area


@pytest.mark.parametrize("text", ["Sodertalje", "181", "", "0000"])
def test_unknown_area_is_refused_with_what_to_write(places: Areas, text: str) -> None:
    with pytest.raises(UnknownNameError, match=f"området '{text}' finns inte; skriv en kommunkod"):
        places.find(text)


def test_without_names_the_eight_and_sodertorn_are_chosen(places: Areas) -> None:
    eight = ["0127", "0136", "0126", "0140", "0192", "0128", "0181", "0138"]
    assert areas.chosen(places, None) == areas.chosen(places, []) == [*eight, "sodertorn"]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["riket"], ["riket"]),
        (["Huddinge", "0126", "HUDDINGE"], ["0126"]),
        (["stor_malmo", "Botkyrka", "Stor-Malmö"], ["stor_malmo", "0127"]),
    ],
)
def test_chosen_areas_stand_once_in_the_order_they_were_named(
    places: Areas, names: list[str], chosen: list[str]
) -> None:
    assert areas.chosen(places, names) == chosen


@pytest.mark.parametrize("names", [["all"], ["ALL"], ["all", "0127"]])
def test_all_areas_are_chosen_together(places: Areas, names: list[str]) -> None:
    assert areas.chosen(places, names) == places.everything


def test_an_unknown_area_is_never_chosen(places: Areas) -> None:
    with pytest.raises(UnknownNameError, match="området 'Malmköping' finns inte"):
        areas.chosen(places, ["0127", "Malmköping"])


def test_the_pooled_rest_of_a_set_is_all_its_regions_but_ours(places: Areas, registry: Registry) -> None:
    pools = areas.pools(registry, places)
    assert set(pools) == {areas.pool(key) for key in registry.comparison_sets}
    for key, compared in registry.comparison_sets.items():
        ours, *others = (places.by_id[group].members for group in compared.groups)
        assert pools[areas.pool(key)] == frozenset().union(*others)
        assert not pools[areas.pool(key)] & ours
    assert len(pools["hela_regioner:rest"]) == 18 + 13 + 12


def test_a_set_of_groups_that_are_not_here_has_no_pool(registry: Registry) -> None:
    one = areas.Area("sodertorn", "Södertörn", "group", frozenset({"0127"}))
    assert areas.pools(registry, Areas([one], home="sodertorn", reference_group="sodertorn")) == {}


def test_group_without_members_is_refused_by_its_key(registry: Registry) -> None:
    with duckdb.connect() as db:
        db.execute("ATTACH ':memory:' AS staged")
        db.execute((ROOT / "ingest" / "building" / "schema.sql").read_text(encoding="utf-8"))
        with pytest.raises(
            UnknownNameError,
            match=r"groups\.sodertorn: gruppen har inga medlemmar i databasen; skriv .*ingest --offline",
        ):
            areas.load(db, registry)


def test_a_county_that_is_the_home_group_stands_once() -> None:
    """A cooperation of a whole county has one row in a table, not one under each name."""
    members, other = frozenset({"1080", "1082"}), frozenset({"0780"})
    names: list[tuple[str, AreaKind, frozenset[str]]] = [
        ("blekinge_lan", "group", members), ("samverkan", "group", members), ("kronobergs_lan", "group", other),
             ("riket", "country", members | other)]  # fmt: skip
    places = Areas([Area(name, name, kind, codes) for name, kind, codes in names], "samverkan", "blekinge_lan")
    assert places.groups == ["samverkan", "kronobergs_lan"]
    assert places.around("blekinge_lan") == places.around("samverkan") == ["samverkan", "riket"]
    assert places.around("kronobergs_lan") == ["samverkan", "kronobergs_lan", "riket"]
    assert places.name("blekinge_lan") == "blekinge_lan"

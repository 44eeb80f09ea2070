"""Every indicator, area and variant assessed by the rules: on databases of a few rows, with made-up figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from small_database import Figure, Members, small_areas, small_database, with_each_alone, yearly

from malkollen.assess.assessment import DEPENDS, NO_VARIANT
from malkollen.assess.lead import CLOSING, FIRST, FIRST_IN_SOME, GROWING
from malkollen.registry.home import ComparisonSet
from malkollen.registry.paragraph import Target
from malkollen.registry.registry import Registry
from malkollen.values.evaluate import evaluate
from malkollen.verdicts.assessor import Assessor, terms_of

TODAY = date(2025, 11, 22)
NEAR, EMISSIONS, POINTS, CARS = (
    "population_near_transit_share",
    "transport_emissions",
    "charging_points_per_1000",
    "electric_car_share",
)
YEARS = range(2019, 2025)
GROUPS: Members = {"home": ["0001", "0002"], "b": ["0003"], "c": ["0004"], "riket": ["0001", "0002", "0003", "0004"]}
Sets = Mapping[str, ComparisonSet]
SETS: Sets = {
    "both": ComparisonSet(title="Båda", groups=("home", "b", "c")),
    "one": ComparisonSet(title="Ett", groups=("home", "c")),
}
Shares = Mapping[str, Sequence[float]]
STEADY: Shares = {"0001": [80] * 6, "0002": [80] * 6, "0003": [70] * 6, "0004": [60] * 6}


def near_transit(shares: Shares, years: Sequence[int] = YEARS, people: float = 100_000) -> list[Figure]:
    """Inhabitants near transit from a share by municipality and year."""
    found = yearly("population", dict.fromkeys(shares, people), years)
    for place, year in enumerate(years):
        found += yearly("population_near_transit", {c: people * s[place] / 100 for c, s in shares.items()}, [year])
    return found


def assessor(
    registry: Registry, figures: Sequence[Figure], key: str, sets: Sets = SETS, as_of: date = TODAY,
    groups: Members = GROUPS, **indicator: Any,  # noqa: ANN401 - fields of the indicator that are changed
) -> Assessor:  # fmt: skip
    changed = registry.indicators[key].model_copy(update=indicator)
    own = registry.model_copy(
        update={"comparison_sets": dict(sets), "indicators": {**registry.indicators, key: changed}}
    )
    members = with_each_alone(groups)
    with small_database(members, figures) as db:
        places = small_areas(members)
        found = {(key, one.variant): one for one in evaluate(db, own, places, key)}
    return Assessor(own, places, found, {}, as_of)


def rising(start: float, step: float) -> list[float]:
    return [start + step * number for number in range(6)]


# ───────────── Läge among others ─────────────


def test_a_group_is_ranked_among_groups_in_every_declared_set(registry: Registry) -> None:
    assessed = assessor(registry, near_transit(STEADY), NEAR)
    position = assessed.verdict(NEAR, "home").assessment.position
    assert [(e.key, e.area, e.group_rank and (e.group_rank.rank, e.group_rank.of)) for e in position.sets] == [
        ("both", "home", (1, 3)),
        ("one", "home", (1, 2)),
    ]
    assert (position.rank_low, position.rank_high, position.percentile) == (1, 1, None)
    last = assessed.verdict(NEAR, "c").assessment.position
    assert (last.rank_low, last.rank_high, last.is_last_everywhere) == (2, 3, True)
    assert last.label == "3:e av 3"  # last of three and last of two: last


def test_groups_closer_than_the_yearly_materiality_are_tied(registry: Registry) -> None:
    shares = {**STEADY, "0003": [80.05] * 6}
    position = assessor(registry, near_transit(shares), NEAR).verdict(NEAR, "home").assessment.position
    assert (position.rank_low, position.rank_high) == (1, 2)


def test_a_set_that_lacks_a_region_is_shown_and_counts_in_no_interval(registry: Registry) -> None:
    shares = {code: values for code, values in STEADY.items() if code != "0003"}
    position = assessor(registry, near_transit(shares), NEAR).verdict(NEAR, "home").assessment.position
    assert [(entry.key, entry.is_whole) for entry in position.sets] == [("both", False), ("one", True)]
    assert (position.label, position.rank_high) == ("1:a av 2", 1)


def test_a_set_that_stands_alone_is_no_part_of_the_interval(registry: Registry) -> None:
    alone = {**SETS, "alone": ComparisonSet(title="A", groups=("home", "b"), stands_alone=True)}
    shares = {**STEADY, "0003": [90] * 6, "0004": [60] * 6}
    sets = {"one": SETS["one"], "alone": alone["alone"]}
    position = assessor(registry, near_transit(shares), NEAR, sets).verdict(NEAR, "home").assessment.position
    assert [entry.group_rank and entry.group_rank.rank for entry in position.sets] == [1, 2]
    assert (position.rank_low, position.rank_high) == (1, 1)


def test_a_municipality_is_placed_among_municipalities_only(registry: Registry) -> None:
    found = assessor(registry, near_transit(STEADY | {"0002": [85] * 6}), NEAR)
    inside, outside = (found.verdict(NEAR, code).assessment.position for code in ("0002", "0003"))
    assert (inside.percentile, inside.label, inside.is_outside_group) == (75.0, "övre fjärdedelen", False)
    assert (outside.percentile, outside.label, outside.is_outside_group) == (100 / 6, "nedre fjärdedelen", True)
    assert (inside.sets, inside.is_last_everywhere) == ((), False)


def test_riket_is_what_others_are_compared_with_and_sums_are_ranked_nowhere(registry: Registry) -> None:
    found = assessor(registry, near_transit(STEADY), NEAR)
    assert found.verdict(NEAR, "riket").assessment.position.reason == "riket är det som de andra jämförs med"
    total = yearly("transport_emissions_t", dict.fromkeys(STEADY, 9.0), YEARS)
    position = assessor(registry, total, EMISSIONS, kind="jamforelse").verdict(EMISSIONS, "home").assessment.position
    assert position.reason == "summor rangordnas inte mellan områden av olika storlek"
    assert (position.label, position.sets) == (None, ())


# ───────────── Mål and jämförelsenivå ─────────────


def emissions(home: Sequence[float], base: float = 100.0) -> list[Figure]:
    """Tonnes for each of the home group's two; the base year 2010 and 2019–24."""
    found = yearly("transport_emissions_t", dict.fromkeys(STEADY, base), [2010])
    for year, tonnes in zip(YEARS, home, strict=True):
        found += yearly("transport_emissions_t", dict.fromkeys(STEADY, tonnes), [year])
    return found


def test_a_target_as_an_index_is_measured_from_the_areas_own_base(registry: Registry) -> None:
    """As vector V1, a year later: 80 to 67 of 100, for a sum of two."""
    verdict = assessor(registry, emissions([80, 78, 72, 71, 69, 67]), EMISSIONS).verdict(EMISSIONS, "home")
    assert verdict.target is not None
    assert verdict.target[0] == "transport_2030"
    assert verdict.value.value == 134.0
    answer = verdict.assessment
    assert (answer.position.label, answer.position.share_closed) == ("ej uppnått", pytest.approx(33 / 70))
    assert answer.position.remaining == pytest.approx(60 - 134)
    assert answer.direction.label == "förbättras"
    assert answer.forecast.label == "för långsamt"
    assert answer.forecast.projected == pytest.approx(134 * 2.718281828459045 ** (-0.0355 * 6), rel=1e-3)


def test_emissions_are_never_judged_for_a_municipality(registry: Registry) -> None:
    answer = assessor(registry, emissions([80, 78, 72, 71, 69, 67]), EMISSIONS).verdict(EMISSIONS, "0001").assessment
    reason = "kommunens värde är för osäkert; bedöms bara för grupper"
    assert [part.reason for part in (answer.position, answer.direction, answer.forecast, answer.lead)] == [reason] * 4
    assert (answer.position.label, answer.direction.label, answer.forecast.label) == (None, "kan inte bedömas", None)


def test_an_index_without_a_base_value_has_no_target_to_meet(registry: Registry) -> None:
    figures = [row for row in emissions([80, 78, 72, 71, 69, 67]) if row[1] != 2010]
    answer = assessor(registry, figures, EMISSIONS).verdict(EMISSIONS, "home").assessment
    assert (answer.position.label, answer.position.reason) == (None, "värde saknas för basåret 2010")
    assert (answer.forecast.label, answer.direction.label) == (None, "förbättras")


def test_a_level_is_met_from_1(registry: Registry) -> None:
    level = Target(
        indicator=NEAR, title="N", value=75.0, unit="%", area="Sverige", wording="W", document="D", decided_by="ingen",
        decided="2020", status="jämförelsenivå", transfer="jämförelsenivå", checked=TODAY,
    )  # fmt: skip
    own = registry.model_copy(update={"targets": {"n": level}})
    found = assessor(own, near_transit(STEADY), NEAR, kind="jamforelseniva")
    above, below = (found.verdict(NEAR, area).assessment for area in ("home", "b"))
    assert (above.position.label, above.position.is_reached) == ("når nivån", True)
    assert (below.position.label, below.position.ratio) == ("når inte nivån", pytest.approx(70 / 75))
    assert above.forecast.label is None
    none = assessor(own, near_transit(STEADY), NEAR, kind="jamforelseniva", as_of=TODAY)
    none.registry = none.registry.model_copy(update={"targets": {}})
    assert none.verdict(NEAR, "home").assessment.position.reason == "inget målvärde gäller"


# ───────────── What is left out ─────────────


def test_a_break_and_excluded_years_reach_the_verdict(registry: Registry) -> None:
    figures = yearly("population", dict.fromkeys(STEADY, 1000.0), YEARS)
    for number, year in enumerate(YEARS):
        figures += yearly("public_charging_points", dict.fromkeys(STEADY, 10.0 + number), [year])
    answer = assessor(registry, figures, POINTS).verdict(POINTS, "home").assessment
    assert answer.direction.reason == "för få värden: 2 av minst 4 sedan serien bröts 2023"
    assert answer.position.label is not None
    assert {found.reason for found in answer.lead.sets} == {"serien bryts 2023"}
    shares = near_transit({code: rising(values[0], 1) for code, values in STEADY.items()})
    moved = assessor(registry, shares, NEAR, exclude_years=(2021,)).verdict(NEAR, "home").assessment.direction
    assert (moved.label, moved.n) == ("förbättras", 5)
    assert [(entry.year, entry.reason) for entry in moved.left_out] == [(2021, "utesluten")]


def test_a_latest_year_that_is_excluded_is_shown_and_gives_no_answer(registry: Registry) -> None:
    """The level and the pace are of that year: nothing is said of it; the direction is of the years before."""
    shares = near_transit({code: rising(values[0], 1) for code, values in STEADY.items()})
    assessed = assessor(registry, shares, NEAR, exclude_years=(2024,))
    for area in ("home", "0001"):
        answer = assessed.verdict(NEAR, area)
        assert (answer.value.year, answer.value.value) == (2024, 85.0)
        assert (answer.assessment.position.label, answer.assessment.position.reason) == (
            None,
            "2024 visas men bedöms inte",
        )
        assert (answer.assessment.direction.label, max(answer.assessment.direction.values)) == ("förbättras", 2023)
    lead = assessed.verdict(NEAR, "home").assessment.lead
    assert (lead.label, lead.reason, lead.sets) == (None, "2024 visas men bedöms inte", ())
    of_target = assessor(registry, emissions([60, 58, 56, 54, 52, 20]), EMISSIONS, exclude_years=(2024,))
    answer_to_target = of_target.verdict(EMISSIONS, "home").assessment
    assert answer_to_target.position.reason == "2024 visas men bedöms inte"  # 20 of 100 would have been "uppnått"
    assert answer_to_target.position.is_reached is None
    pace = assessor(registry, shares, NEAR, exclude_years=(2022,)).verdict(NEAR, "home").assessment.lead
    assert (pace.label, pace.reason) == (None, "2022 visas men bedöms inte")  # the year it would have begun


@pytest.mark.parametrize(
    ("known", "label", "reason"),
    [
        (8, "övre fjärdedelen", None),
        (7, None, "bara 7 av de 10 kommunerna i jämförelsen har en uppgift för 2024"),
        (2, None, "bara 2 av de 10 kommunerna i jämförelsen har en uppgift för 2024"),
    ],
)
def test_a_year_that_few_of_the_compared_have_places_nobody(
    registry: Registry, known: int, label: str | None, reason: str | None
) -> None:
    """A new year that the home group has and others not yet: its municipalities would be ranked among themselves."""
    shares = {f"{number:04}": [95.0 - number] * 6 for number in range(1, 11)}
    groups: Members = {
        "home": ["0001", "0002"],
        "b": ["0003"],
        "c": ["0004"],
        "peers": list(shares),
        "riket": [*shares],
    }
    late = [*shares][known:]
    figures = [one for one in near_transit(shares) if one[1] != 2024 or one[0] not in late]
    found = assessor(registry, figures, NEAR, groups=groups)
    found.areas.reference_group = found.areas.by_id["peers"]
    position = found.verdict(NEAR, "0001").assessment.position
    assert (position.label, position.reason) == (label, reason)


@pytest.mark.parametrize(("day", "is_judged"), [(date(2027, 12, 31), True), (date(2028, 1, 1), False)])
def test_a_stale_value_is_shown_and_not_judged(registry: Registry, day: date, is_judged: bool) -> None:
    found = assessor(registry, near_transit(STEADY), NEAR, as_of=day).verdict(NEAR, "home")
    assert found.value.value == 80.0
    assert (found.assessment.position.label is not None) == is_judged
    assert (found.assessment.direction.label != "kan inte bedömas") == is_judged


def test_a_share_of_few_gets_no_verdict_but_is_summed_before_the_rule(registry: Registry) -> None:
    found = assessor(registry, near_transit(STEADY, people=125), NEAR)  # 25 of 125 are left out of the share
    assert found.verdict(NEAR, "0001").assessment.position.reason == "bygger på färre än 30"
    assert found.verdict(NEAR, "home").assessment.position.label is not None  # 50 of 250
    assert found.verdict(NEAR, "0003").assessment.position.label is not None  # 37,5 of 125, ranked among all


def test_what_waits_for_its_source_says_which(registry: Registry) -> None:
    answer = assessor(registry, near_transit(STEADY), NEAR).verdict("cross_sodertorn_relations", "home").assessment
    assert (answer.position.reason or "").startswith("väntar på Tidtabell")
    assert answer.direction.label == "kan inte bedömas"


@pytest.mark.parametrize(("declared", "materiality"), [(None, 0.3), (0.1, 0.1)])
def test_a_share_that_declares_no_materiality_has_the_methods_own(
    registry: Registry, declared: float | None, materiality: float
) -> None:
    indicator = registry.indicators[NEAR].model_copy(update={"materiality": declared})
    assert terms_of(indicator, {}).materiality == materiality
    assert terms_of(registry.indicators[EMISSIONS], {}).materiality is None


# ───────────── Främst ─────────────


def test_first_needs_every_declared_set_untied(registry: Registry) -> None:
    assert assessor(registry, near_transit(STEADY), NEAR).verdict(NEAR, "home").assessment.lead.label == FIRST
    tied = {**STEADY, "0003": [80.05] * 6}
    assert assessor(registry, near_transit(tied), NEAR).verdict(NEAR, "home").assessment.lead.label == FIRST_IN_SOME


def test_nobody_is_first_in_every_set_where_one_lacks_a_region(registry: Registry) -> None:
    shares = {code: values for code, values in STEADY.items() if code != "0003"}
    assert assessor(registry, near_transit(shares), NEAR).verdict(NEAR, "home").assessment.lead.label == FIRST_IN_SOME


def test_the_pace_is_measured_since_the_programmes_base_year_against_each_and_all(registry: Registry) -> None:
    shares = {"0001": rising(60, 1), "0002": rising(60, 1), "0003": rising(80, 0), "0004": rising(70, 0)}
    lead = assessor(registry, near_transit(shares), NEAR).verdict(NEAR, "home").assessment.lead
    assert lead.label == CLOSING
    paces = {(found.key, pace.against): pace for found in lead.sets for pace in found.paces}
    assert {*paces} == {("both", "b"), ("both", "c"), ("both", "rest"), ("one", "c"), ("one", "rest")}
    assert {(pace.from_year, pace.to_year) for pace in paces.values()} == {(2022, 2024)}
    assert paces["both", "rest"].did == pytest.approx(2.0)
    assert {key: pace.is_best for (key, _), pace in paces.items() if pace.against == "b"} == {"both": True}


def test_the_targets_base_year_is_a_second_row(registry: Registry) -> None:
    lead = assessor(registry, emissions([80, 78, 72, 71, 69, 67]), EMISSIONS).verdict(EMISSIONS, "home").assessment.lead
    assert [(found.key, found.paces[0].from_year) for found in lead.sets] == [
        ("both", 2022),
        ("one", 2022),
        ("both", 2010),
        ("one", 2010),
    ]
    assert lead.label not in (FIRST, FIRST_IN_SOME)  # totals have no rank


def test_only_the_home_group_leads(registry: Registry) -> None:
    lead = assessor(registry, near_transit(STEADY), NEAR).verdict(NEAR, "b").assessment.lead
    assert (lead.label, lead.reason) == (None, "bedöms bara för home")


# ───────────── With and without fleet municipalities ─────────────


def cars(electric: Mapping[str, Sequence[float]], fleet: str, population: Mapping[str, float]) -> list[Figure]:
    """1000 cars everywhere, companies own more than 35 % of them in `fleet`."""
    rows = yearly("population", population, YEARS) + yearly("cars_all", dict.fromkeys(population, 1000.0), YEARS)
    rows += yearly("cars_owned_by_legal_persons", {c: 900.0 if c == fleet else 0.0 for c in population}, YEARS)
    for place, year in enumerate(YEARS):
        rows += yearly("cars_battery_electric", {c: values[place] for c, values in electric.items()}, [year])
    return rows


SAME_SIZE = dict.fromkeys(STEADY, 1000.0)
ELECTRIC = {"0001": rising(40, 8), "0002": rising(200, 60), "0003": rising(80, 20), "0004": rising(60, 10)}


def test_each_variant_has_its_answer_and_the_joint_one_is_what_both_agree_on(registry: Registry) -> None:
    assessed = assessor(registry, cars(ELECTRIC, "0002", SAME_SIZE), CARS)
    assert assessed.variants(CARS) == ["with", "without", "joint"]
    plain, without, joint = (assessed.assess(CARS, "home", variant) for variant in assessed.variants(CARS))
    assert (plain.value.value, without.value.value) == (29.0, 8.0)
    assert [one.assessment.direction.label for one in (plain, without, joint)] == ["förbättras"] * 3
    assert [one.assessment.position.label for one in (plain, without, joint)] == [
        "1:a av 3",
        "3:e av 3",
        "1:a–3:e av 3",
    ]
    assert (plain.assessment.lead.label, joint.assessment.lead.label) == (FIRST_IN_SOME, FIRST_IN_SOME)
    assert joint == assessed.verdict(CARS, "home")


def test_a_direction_that_only_companies_cars_have_is_said_to_depend_on_them(registry: Registry) -> None:
    still = {**ELECTRIC, "0001": [40.0] * 6}
    found = assessor(registry, cars(still, "0002", SAME_SIZE), CARS)
    labels = [found.assess(CARS, "home", variant).assessment.direction.label for variant in found.variants(CARS)]
    assert labels == ["förbättras", "ingen säkerställd förändring", DEPENDS]


def test_an_area_of_mostly_fleet_municipalities_has_no_verdict(registry: Registry) -> None:
    assessed = assessor(registry, cars(ELECTRIC, "0002", {**SAME_SIZE, "0002": 5000.0}), CARS)
    for area in ("home", "0002"):
        without, joint = assessed.assess(CARS, area, "without").assessment, assessed.verdict(CARS, area).assessment
        assert (without.direction.label, without.direction.reason) == ("kan inte bedömas", NO_VARIANT)
        assert (joint.direction.label, joint.position.label) == (DEPENDS, DEPENDS)
        assert joint.position.reason == NO_VARIANT
    assert assessed.assess(CARS, "home", "with").assessment.direction.label == "förbättras"


def test_a_region_that_grows_faster_makes_the_distance_grow(registry: Registry) -> None:
    shares = {"0001": rising(60, 0), "0002": rising(60, 0), "0003": rising(80, 1), "0004": rising(70, 1)}
    assert assessor(registry, near_transit(shares), NEAR).verdict(NEAR, "home").assessment.lead.label == GROWING


# ───────────── Nobody else's figures ─────────────


def test_a_municipality_added_to_riket_changes_nothing_of_the_home_groups_own(registry: Registry) -> None:
    more = {**GROUPS, "riket": [*GROUPS["riket"], "0005"]}
    shares = {code: rising(values[0], 1) for code, values in STEADY.items()}
    before = assessor(registry, near_transit(shares), NEAR)
    after = assessor(registry, near_transit({**shares, "0005": rising(1, 9)}), NEAR, groups=more)
    assert after.verdict(NEAR, "home") == before.verdict(NEAR, "home")
    assert after.series(NEAR, "home", None) == before.series(NEAR, "home", None)
    assert after.series(NEAR, "riket", None) != before.series(NEAR, "riket", None)

"""Indicators published for the area itself: survey values with their intervals, made up."""

from collections.abc import Sequence
from datetime import date

from small_database import Members, small_areas, small_database, with_each_alone, yearly

from malkollen.assess.direction import NOT_ASSESSABLE
from malkollen.assess.target import NOT_REACHED, REACHED
from malkollen.registry.registry import Registry
from malkollen.values import with_figures
from malkollen.values.evaluate import evaluate
from malkollen.values.values import Evaluation
from malkollen.verdicts.assessor import Assessor

KEY, SERIES, ROUTES = "sustainable_trip_share", "sustainable_trip_share_pct", "regional_cycle_routes"
MEMBERS: Members = with_each_alone({"sodertorn": ["0001", "0002"], "riket": ["0001", "0002", "0003"]})
Row = tuple[str, int, float | None, float | None, float | None, str]
AS_OF = date(2025, 11, 22)
SURVEYS: list[Row] = [
    ("sodertorn", 2015, 52.0, 49.8, 54.2, ""),
    ("sodertorn", 2024, 66.0, 64.0, 68.0, "break_before"),
    ("0001", 2024, 58.0, 53.0, 63.0, ""),
]


def asked(
    registry: Registry, rows: Sequence[Row], key: str = KEY, series: str = SERIES, members: Members = MEMBERS
) -> tuple[Registry, Evaluation]:
    with small_database(members, yearly("population", {"0001": 100.0}, [2024])) as db:
        db.executemany("INSERT INTO mart.published VALUES (?, ?, ?, ?, ?, ?, ?, 'prov')", [
            [area, year, series, value, low, high, status] for area, year, value, low, high, status in rows
        ])  # fmt: skip
        found = with_figures.with_figures(db, registry)
        (evaluation,) = evaluate(db, found, small_areas(members), key)
    return found, evaluation


def position(registry: Registry, row: Row, key: str = KEY, series: str = SERIES) -> tuple[str | None, str | None]:
    found, evaluation = asked(registry, [row], key, series)
    target = {name: one.model_copy(update={"valid_to_words": None}) for name, one in found.targets.items()}
    own = found.model_copy(update={"targets": target, "comparison_sets": {}})
    judged = Assessor(own, small_areas(MEMBERS), {(key, None): evaluation}, {}, AS_OF).verdict(key, row[0]).assessment
    return judged.position.label, judged.position.reason


def test_a_series_without_figures_waits_and_one_with_figures_does_not(registry: Registry) -> None:
    assert registry.waits_for(KEY) == "travel_survey"
    found, _ = asked(registry, SURVEYS)
    assert found.waits_for(KEY) is None
    assert found.waits_for("cycle_trip_share") == "travel_survey"


def test_areas_have_their_own_values_with_intervals_and_nothing_is_summed(registry: Registry) -> None:
    _, evaluation = asked(registry, SURVEYS)
    home = evaluation.at("sodertorn", 2024)
    assert (home.value, home.interval, home.sums, home.is_published) == (66.0, (64.0, 68.0), (), True)
    assert evaluation.latest_year == 2024
    assert evaluation.latest("0001").interval == (53.0, 63.0)
    assert evaluation.at("riket", 2024).value is None  # nobody published it
    assert evaluation.at("0002", 2024).status_text == "missing"


def test_the_year_of_another_survey_is_a_break(registry: Registry) -> None:
    found, evaluation = asked(registry, SURVEYS)
    assert found.breaks_of(KEY)[2024] == "Undersökningen är en annan än den förra."
    assert "break_before" in evaluation.at("0001", 2024).status  # for all areas: it is the same survey


def test_a_target_inside_the_interval_is_not_judged(registry: Registry) -> None:
    assert position(registry, ("sodertorn", 2024, 69.0, 67.0, 71.0, "")) == (
        None,
        "osäkerhetsintervallet är större än avståndet till målet",
    )
    assert position(registry, ("sodertorn", 2024, 66.0, 64.0, 68.0, ""))[0] == NOT_REACHED
    assert position(registry, ("sodertorn", 2024, 72.0, 70.5, 73.5, ""))[0] == REACHED


def test_a_level_in_kilometres_holds_for_its_own_area_only(registry: Registry) -> None:
    row: Row = ("sodertorn", 2024, 50.0, None, None, "")
    assert position(registry, row, ROUTES, "regional_cycle_routes_good_km") == (
        None,
        "nivån gäller Stockholms län som helhet",
    )


def test_two_values_are_no_direction(registry: Registry) -> None:
    found, evaluation = asked(registry, SURVEYS)
    judged = Assessor(found, small_areas(MEMBERS), {(KEY, None): evaluation}, {}, AS_OF).verdict(KEY, "sodertorn")
    assert judged.assessment.direction.label == NOT_ASSESSABLE


def test_a_survey_value_whose_interval_spans_quarters_has_no_place(registry: Registry) -> None:
    key, series = "satisfaction", "survey_transit_everyday_pct"
    members = with_each_alone({"home": [f"000{n}" for n in range(1, 9)]})
    rows: list[Row] = [(f"000{n}", 2024, 40.0 + n, 39.5 + n, 40.5 + n, "") for n in range(1, 8)]

    def of(low: float, high: float) -> tuple[str | None, str | None]:
        found, evaluation = asked(registry, [*rows, ("0008", 2024, 48.0, low, high, "")], key, series, members)
        own = found.model_copy(update={"comparison_sets": {}})
        position = Assessor(own, small_areas(members), {(key, None): evaluation}, {}, AS_OF).verdict(key, "0008")
        return position.assessment.position.label, position.assessment.position.reason

    assert of(47.5, 48.5) == ("övre fjärdedelen", None)
    assert of(44.0, 52.0) == (None, "osäkerhetsintervallet spänner över fler än en fjärdedel av kommunerna")

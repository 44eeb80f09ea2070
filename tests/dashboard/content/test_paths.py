"""Lines into the future: the target's path, the forecast with its interval, and their columns in the table twin."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.blocks.table import Number
from dashboard.content.facts import Facts
from dashboard.content.indicator import paths, spread, trial
from dashboard.figures.series import Line, seen_range
from malkollen.registry.paragraph import Target
from malkollen.verdicts.targets_in_force import aim_for

EMISSIONS, CHARGING = "transport_emissions", "charging_points_per_1000"
HOME = "sodertorn"


def test_the_forecast_is_drawn_from_the_last_value_to_the_projected_one(facts: Facts) -> None:
    content = spread.series_content(facts, EMISSIONS, HOME, "hela_regioner", None)
    start = facts.assessor.series(EMISSIONS, HOME, None)[2010]
    (line,) = [line for line in content.lines if line.role == "forecast"]
    ahead = facts.assessor.assess(EMISSIONS, HOME).assessment.forecast
    assert ahead.projected is not None
    assert (min(line.values), max(line.values)) == (2024, 2030)
    assert line.values[2024] == pytest.approx(100 * 577039.08 / start, abs=1e-3)
    assert line.values[2030] == pytest.approx(100 * ahead.projected / start)


def test_the_band_ends_where_the_interval_does(facts: Facts) -> None:
    assessed = facts.assessor.assess(EMISSIONS, HOME)
    series = facts.assessor.series(EMISSIONS, HOME, None)
    assert assessed.target is not None
    aim = aim_for(assessed.target[1], series)
    band = paths.forecast_future(assessed, aim, 1.0).band
    assert band is not None
    assert aim is not None
    assert aim.base_value is not None
    ahead = assessed.assessment.forecast
    ends = [aim.base_value + share * (aim.value - aim.base_value) for share in (ahead.share_low, ahead.share_high)]
    assert [band.low[-1], band.high[-1]] == pytest.approx(sorted(ends))
    assert all(low <= high for low, high in zip(band.low, band.high, strict=True))


def test_what_is_drawn_stands_in_the_table_and_is_called_no_figure(facts: Facts) -> None:
    twin = spread.series_content(facts, EMISSIONS, HOME, "hela_regioner", None).table
    titles = [column.title for column in twin.columns]
    assert titles[-5:-1] == ["Målväg för Sverige", "Prognos i nuvarande takt", "Prognos, lägst", "Prognos, högst"]
    last = dict(zip(titles, twin.rows[-1], strict=True))
    assert last["År"] == "2030"
    assert last["Södertörn"] == "–"
    target = last["Målväg för Sverige"]
    assert isinstance(target, Number)
    assert target.value == pytest.approx(30)
    assert twin.long is not None
    kinds = [column.title for column in twin.long.columns].index("Slag")
    assert [row[kinds] for row in twin.long.rows].count("målväg eller prognos") == 21 + 3 * 7


def test_an_indicator_without_target_has_no_future(facts: Facts) -> None:
    content = spread.series_content(facts, "population_near_transit_share", HOME, "hela_regioner", None)
    assert content.band is None
    assert {line.role for line in content.lines} & {"target", "past_target", "forecast"} == set()


def with_target(facts: Facts, **changed: object) -> Facts:
    """The facts with a target of our own for the charging points: decided, and without a way to it."""
    own = Target.model_validate(
        {"indicator": CHARGING, "title": "Laddpunkter", "value": 5.7, "unit": "per 1 000 inv.", "target_year": 2030,
         "area": "Södertörn", "wording": "5,7", "document": "§ 1", "decided_by": "Kommittén", "decided": "2026-11-27",
         "status": "gällande", "transfer": "egen", "checked": date(2026, 11, 28)} | changed
    )  # fmt: skip
    targets = {**facts.registry.targets, "own": own}
    return replace(facts, registry=facts.registry.model_copy(update={"targets": targets}))


def test_a_decided_target_without_a_way_to_it_is_drawn_at_its_level_until_its_year(facts: Facts) -> None:
    """Whoever asks whether it is reached sees it, on every chart; that it holds before its year nobody has decided."""
    content = spread.series_content(with_target(facts), CHARGING, HOME, "hela_regioner", None)
    (line,) = [line for line in content.lines if line.role == "target_level"]
    assert (line.name, dict(line.values)) == ("Mål för Södertörn", {2014: 5.7, 2030: 5.7})
    titles = [column.title for column in content.table.columns]
    told = {row[0]: row[titles.index("Mål för Södertörn")] for row in content.table.rows}
    assert {year: cell.value for year, cell in told.items() if isinstance(cell, Number) and cell.value} == {"2030": 5.7}
    assert content.table.long is not None
    headings = [column.title for column in content.table.long.columns]
    (row,) = [dict(zip(headings, row, strict=True)) for row in content.table.long.rows if "målvärde" in row]
    assert (row["Status"], row["Källa"]) == ("beslutat", "Kommittén: § 1"), "nobody has worked it out"


@pytest.mark.parametrize(
    "changed",
    [{"target_year": None}, {"transfer": "jämförelsenivå"}, {"valid_to": date(2026, 1, 1)},
     {"status": "giltigheten har löpt ut"}],
)  # fmt: skip
def test_what_nobody_has_decided_for_a_year_or_holds_no_more_is_no_level(
    changed: dict[str, object], facts: Facts
) -> None:
    content = spread.series_content(with_target(facts, **changed), CHARGING, HOME, "hela_regioner", None)
    assert not [line for line in content.lines if line.role == "target_level"]


# ───────────── Trying a target ─────────────


def test_both_curves_of_a_verdict_are_drawn_under_their_names_and_leave_the_figures_room(facts: Facts) -> None:
    tried = trial.try_target(facts, "electric_car_share", "0127", "with", value=19.0, year=2030, base_year=2022)
    assert isinstance(tried, trial.Trial)
    ahead = paths.forecast_future(tried.assessed, tried.aim, 1.0)
    ends = {line.name: round(line.last, 1) for line in ahead.lines}
    assert ends == {"Prognos, rät linje": 13.1, "Prognos, böjd linje": 39.7}
    figures = Line("Botkyrka", facts.assessor.series("electric_car_share", "0127", "with"), "chosen")
    assert seen_range([figures, *ahead.lines], ahead.band, from_zero=True)[1] < 18


@pytest.mark.parametrize(
    ("text", "value"),
    [("30", 30.0), ("30,5", 30.5), ("−5", -5.0), ("1 200", 1200.0), ("0", 0.0), ("trettio", None), ("", None),
     ("1,2,3", None), ("1e5", None), ("nan", None), ("--3", None), ("9" * 20, None)],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, value: float | None) -> None:
    assert trial.read_number(text) == value


def test_the_decided_target_tried_gives_the_decided_answer(facts: Facts) -> None:
    tried = trial.try_target(facts, EMISSIONS, HOME, None, value=30.0, year=2030, base_year=2010)
    assert isinstance(tried, trial.Trial)
    real = facts.assessor.assess(EMISSIONS, HOME).assessment
    assert tried.assessed.assessment.position == real.position
    assert tried.assessed.assessment.forecast == real.forecast


@pytest.mark.parametrize(
    ("key", "area", "said"),
    [
        (EMISSIONS, "0127", "Målvärdet går inte att pröva: kommunens värde är för osäkert; bedöms bara för grupper."),
        ("in_commuters", HOME, "Målvärdet går inte att pröva: uppgift saknas."),
    ],
)
def test_what_cannot_be_judged_cannot_be_tried(key: str, area: str, said: str, facts: Facts) -> None:
    assert trial.try_target(facts, key, area, None, value=1.0, year=2030, base_year=2010) == said


def test_nothing_is_tried_on_a_year_that_is_not_judged(facts: Facts) -> None:
    excluding = facts.indicator(EMISSIONS).model_copy(update={"exclude_years": (2024,)})
    registry = facts.registry.model_copy(update={"indicators": {**facts.registry.indicators, EMISSIONS: excluding}})
    found = trial.try_target(
        replace(facts, registry=registry), EMISSIONS, HOME, None, value=30.0, year=2030, base_year=2010
    )
    assert found == "Målvärdet går inte att pröva: 2024 visas men bedöms inte."


def test_context_can_be_tried_and_is_still_not_judged(facts: Facts) -> None:
    found = trial.try_target(facts, "cycle_network_per_inhabitant", HOME, None, value=3.0, year=2030, base_year=2020)
    assert isinstance(found, trial.Trial)
    assert found.assessed.assessment.forecast.label is not None
    assert facts.assessor.assess("cycle_network_per_inhabitant", HOME).assessment.direction.label is None


def test_nothing_is_tried_across_a_break(facts: Facts) -> None:
    assert trial.base_years(facts, "charging_points_per_1000", HOME, None) == [2023, 2024]
    assert min(trial.base_years(facts, "population_near_transit_share", HOME, None)) == 2018


def test_a_target_may_be_set_from_the_year_after_the_latest(facts: Facts) -> None:
    years = trial.target_years(2024)
    assert (years[0], years[-1]) == (2025, 2050)
    assert trial.default_base(facts, EMISSIONS, [2010, 2020, 2022]) == 2010
    assert trial.default_base(facts, "electric_car_share", [2020, 2022]) == 2022
    assert trial.default_base(facts, "electric_car_share", [2023, 2024]) == 2023
    assert trial.unit(facts, EMISSIONS, 2010) == "index 2010 = 100"

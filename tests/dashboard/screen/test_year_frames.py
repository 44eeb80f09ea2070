"""A figure with every year in it: each frame gives the values of its year, and nothing stays from another."""

from typing import Any

import pytest
from parts import every

from dashboard.content.facts import Facts
from dashboard.content.indicator import classes
from dashboard.content.indicator.case import latest
from dashboard.content.workbench import years
from dashboard.screen import year_frames
from dashboard.screen.maps import maps

CARS, NEAR, COMMUTERS, HOME = "electric_car_share", "population_near_transit_share", "out_commuters", "sodertorn"
VANS = "electric_light_truck_share"


def after(figure: Any, year: int) -> list[dict[str, Any]]:  # noqa: ANN401 - plotly is published without types
    """The traces as they are once a year's frame is laid over the figure."""
    plain = figure.to_plotly_json()
    traces = [dict(trace) for trace in plain["data"]]
    (frame,) = [one for one in plain["frames"] if one["name"] == str(year)]
    for place, part in zip(frame["traces"], frame["data"], strict=True):
        traces[place] |= part
    return traces


def map_of(facts: Facts, key: str, scope: str = HOME) -> Any:  # noqa: ANN401
    case = latest(facts, key, HOME)
    every = years.shown_years(facts, case)
    return year_frames.map_figure(facts, key, every, case.year, case.variant, scope, None)


@pytest.mark.parametrize("key", [CARS, NEAR])
def test_each_years_map_has_the_classes_of_its_year(key: str, facts: Facts) -> None:
    figure, codes = map_of(facts, key), facts.areas.home_members
    for year in years.shown_years(facts, latest(facts, key, HOME)):
        values = [facts.evaluation(key).at(code, year).value for code in codes]
        (shapes,) = [trace for trace in after(figure, year) if list(trace.get("locations", ())) == codes]
        assert list(shapes["z"]) == [classes.place(facts, key, value) for value in values]


@pytest.mark.parametrize("year", every(3, [2015, 2020, 2025]))
def test_a_frame_makes_the_figure_that_its_year_has_of_itself(year: int, facts: Facts) -> None:
    own = maps.figure(facts, CARS, year, "with", HOME).to_plotly_json()["data"]
    for made, expected in zip(after(map_of(facts, CARS), year), own, strict=True):
        assert {name: value for name, value in made.items() if value is not None} == expected


def test_the_shapes_are_sent_once(facts: Facts) -> None:
    frames = map_of(facts, CARS).to_plotly_json()["frames"]
    assert all("geojson" not in part for frame in frames for part in frame["data"])


@pytest.mark.thorough  # frames of classes above
def test_circles_of_a_total_change_with_the_year(facts: Facts) -> None:
    figure = map_of(facts, COMMUTERS)
    sizes = [after(figure, year)[-3:] for year in (2020, 2024)]
    assert sizes[0] != sizes[1]


def test_the_spreads_of_all_years_have_one_axis_with_every_value_of_ours_on_it_and_tell_of_others(facts: Facts) -> None:
    spreads = years.spreads(facts, latest(facts, CARS, HOME))
    figure = year_frames.spread_figure(spreads.by_year, spreads.shown, spreads.unit, spreads.decimals)
    low, high = figure.layout.xaxis.range
    values = [value for rows, *_ in spreads.by_year.values() for _, value, _ in rows if value is not None]
    values += [value for _, marks, *_ in spreads.by_year.values() for _, value, _ in marks]
    assert low < min(values) < max(values) < high
    others = spreads.by_year[spreads.shown][2]
    outside = sum(value > max(values) for value in others)  # ours would lie in half the width if the axis held them
    assert outside
    assert f"{outside} kommuner ligger utanför, upp till 34,7 →" in [note.text for note in figure.layout.annotations]
    (strip,) = [trace for trace in figure.data if len(set(trace.y)) == 1]
    assert len(strip.x) == len(others) - outside
    dots = after(figure, 2018)[-1]
    assert list(dots["x"]) == [value for _, value, _ in spreads.by_year[2018][0]]


def test_a_year_far_beyond_the_others_squeezes_them_not_and_is_told_in_its_own_year() -> None:
    def year_of(*values: float) -> year_frames.Year:
        return [(f"K{place}", value, "member") for place, value in enumerate(values)], [], list(values), "Alla"

    by_year = {**{year: year_of(10, 20, 30) for year in range(2014, 2025)}, 2020: year_of(12, 25, 300)}
    figure = year_frames.spread_figure(by_year, 2024, "bilar/punkt", 1)
    assert figure.layout.xaxis.range[1] < 40
    told = {frame.name: [note.text for note in frame.layout.annotations or ()] for frame in figure.frames}
    assert "En kommun ligger utanför, på 300,0 →" in told["2020"]
    assert not any("utanför" in text for text in told["2024"])
    shown = year_frames.spread_figure(by_year, 2020, "bilar/punkt", 1)
    assert shown.layout.xaxis.range[1] > 300  # the year that is shown is whole


def test_of_a_year_without_figures_nothing_is_left_from_another(facts: Facts) -> None:
    spreads = years.spreads(facts, latest(facts, VANS, HOME))
    empty = [year for year, (rows, *_) in spreads.by_year.items() if all(value is None for _, value, _ in rows)]
    figure = year_frames.spread_figure(spreads.by_year, spreads.shown, spreads.unit, spreads.decimals)
    assert empty
    for year in empty:
        assert {value for trace in after(figure, year) for value in trace["x"]} == {None}


def test_what_the_slider_presses_takes_no_room_and_no_colour(facts: Facts) -> None:
    (menu,) = map_of(facts, CARS).layout.updatemenus
    assert menu.buttons[0].method == "animate"
    assert menu.buttons[0].args[1]["frame"]["duration"] == 0
    assert (menu.bgcolor, menu.bordercolor, menu.borderwidth) == ("rgba(0,0,0,0)", "rgba(0,0,0,0)", 0)


def test_a_year_without_figures_names_no_other(facts: Facts) -> None:
    figure, case = map_of(facts, VANS), latest(facts, VANS, HOME)
    known = facts.evaluation(VANS)
    codes = facts.areas.home_members
    empty = [y for y in years.shown_years(facts, case) if all(known.at(code, y).value is None for code in codes)]
    assert len(empty) > 1
    for year in empty:
        (shapes,) = [trace for trace in after(figure, year) if list(trace.get("locations", ())) == codes]
        assert all(text is None or f"uppgift saknas ({year})" in text for text in shapes["customdata"])
        assert not any(shapes["z"])

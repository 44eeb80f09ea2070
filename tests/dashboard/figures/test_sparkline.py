"""A sparkline: every line within its box on one scale, cut at breaks, the first line's last figure marked."""

from hypothesis import given, strategies as st

from dashboard.figures.series import Line
from dashboard.figures.sparkline import HEIGHT, WIDTH, sparkline

VALUES = st.dictionaries(st.integers(2000, 2030), st.floats(-1e6, 1e6), min_size=2, max_size=20)


@given(home=VALUES, other=VALUES)
def test_everything_drawn_lies_within_the_box(home: dict[int, float], other: dict[int, float]) -> None:
    drawn = sparkline([Line("Vi", home, "home"), Line("Riket", other, "country")], ())
    points = [point for stroke in drawn.strokes for point in stroke.points] + [point for point, _ in drawn.dots]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


def test_higher_is_higher_and_the_last_figure_of_the_first_line_is_marked() -> None:
    drawn = sparkline(
        [Line("Vi", {2020: 1.0, 2021: 3.0}, "home"), Line("Riket", {2020: 2.0, 2021: 2.0}, "country")], ()
    )
    country, home = drawn.strokes
    assert home.points[0][1] > country.points[0][1]
    assert home.points[1][1] < country.points[1][1]
    assert [point for point, _ in drawn.dots] == [home.points[1]]


def test_nothing_is_drawn_across_a_break_and_gaps_are_thin() -> None:
    values = {2019: 1.0, 2020: 2.0, 2022: 3.0, 2023: 4.0}
    across = {tuple(x for x, _ in stroke.points) for stroke in sparkline([Line("Vi", values, "home")], {2022}).strokes}
    assert len(across) == 2
    whole = sparkline([Line("Vi", values, "home")], ()).strokes
    assert len(whole) == 3
    assert min(stroke.look.weight for stroke in whole) < max(stroke.look.weight for stroke in whole)


def test_each_meaning_has_one_look_in_every_row() -> None:
    years = {2019: 1.0, 2020: 2.0, 2022: 3.0}
    for index in range(4):
        lines = [Line("Vi", years, "home"), Line("Bäst", years, "group", index=index), Line("Riket", years, "country")]
        dashes = [stroke.look.dash for stroke in sparkline(lines, ()).strokes]
        assert dashes == ["dash"] * 3 + ["dot"] * 3 + ["solid"] * 3


def test_one_year_is_no_series() -> None:
    assert sparkline([Line("Vi", {2024: 1.0}, "home")], ()).strokes == ()

"""The charts: Swedish numbers, honest axes, nothing drawn where nothing was measured, names beside the lines."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any, get_args

import plotly.graph_objects as go
import pytest
from hypothesis import given, strategies as st
from parts import every

from dashboard.content import ranks
from dashboard.content.compare.compare import bar_rows
from dashboard.content.facts import Facts
from dashboard.content.indicator import spread
from dashboard.content.indicator.case import Case
from dashboard.content.municipality import municipality
from dashboard.figures import looks, series as series_data, theme
from dashboard.figures.looks import Row, UprightLine
from dashboard.figures.series import Line
from dashboard.screen.charts import charts, parts_chart, series_chart
from malkollen.registry import registry as registry_file

COMPUTED = registry_file.load().computed()
HOME = "sodertorn"
SPREAD_ROWS: list[Row] = [("Salem", 6.1, "member"), ("Tyresö", None, "chosen"), ("Botkyrka", 8.25, "member")]
SERIES = st.dictionaries(st.integers(2000, 2030), st.floats(0, 1e6), min_size=1, max_size=12)


def spread_chart() -> go.Figure:
    marks: list[UprightLine] = [("Södertörn", 7.5, "home"), ("Riket", 8.6, "country")]
    return charts.spread(SPREAD_ROWS, marks, [1.0, 2.0, 3.0], "Alla 3", "%", 1)


def bar_chart() -> go.Figure:
    return charts.bars([("Stor-Malmö", 8.7, "group"), ("Södertörn", 7.9, "home"), ("Övriga", None, "group")], 1)


def series(*lines: Line, breaks: dict[int, str] | None = None, from_zero: bool = True) -> go.Figure:
    return series_chart.figure(list(lines), "%", 1, breaks or {}, from_zero=from_zero)


def drawn(chart: go.Figure) -> list[tuple[list[int], str]]:
    """The stretches of line in a series chart: years and dash."""
    return [(list(trace.x), trace.line.dash) for trace in chart.data if trace.mode == "lines"]


def values_beside(chart: go.Figure) -> dict[str, str]:
    """What stands to the right of each row of a spread."""
    return {note.y: note.text for note in chart.layout.annotations if note.xref == "paper"}


def upright(chart: go.Figure) -> list[float]:
    """Where lines through the whole chart stand."""
    return [shape.x0 for shape in chart.layout.shapes if shape.xref == "x"]


def labels(chart: go.Figure) -> list[Any]:
    """The names beside the line ends."""
    return [note for note in chart.layout.annotations if note.xref == "paper" and note.x == 1]


FIGURES: dict[str, Callable[[], go.Figure]] = {
    "spread": spread_chart,
    "bars": bar_chart,
    "standing": lambda: parts_chart.standing([("Elbilar", 12.8, "38 av 43")]),
    "series": lambda: series(Line("Södertörn", {2020: 1.5, 2021: 2.5}, "home")),
    "series without lines": series,
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_our_font_and_swedish_separators(name: str) -> None:
    chart = FIGURES[name]()
    assert chart.layout.font.family == theme.FONT
    assert chart.layout.hoverlabel.font.family == theme.FONT
    assert chart.layout.separators == ", "
    families = set(re.findall(r'"family":"([^"]*)"', chart.to_json()))
    assert families - {theme.FONT, "Open Sans"} == set()  # Open Sans: the plotly template's own, overridden above


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_fetched_from_elsewhere_and_no_tools_are_offered(name: str) -> None:
    assert "http" not in FIGURES[name]().to_json()
    assert charts.CONFIG["displayModeBar"] is False


def test_the_mark_before_the_topmost_name_is_not_cut_off_where_the_axis_ends() -> None:
    """What stands by a value on the axis is drawn within the axes alone: half a mark was left of it."""
    rising = [Line(f"Område {place}", {2023: 1.0, 2024: 10.0 + place / 10}, "group", index=place) for place in range(4)]
    chart = series(*rising)
    low, high = chart.layout.yaxis.range
    spots = [(note.y - low) / (high - low) for note in labels(chart)]
    assert max(spots) > 0.99, "no name stands where the axis ends"
    keys = [shape for shape in chart.layout.shapes if shape.xref == "paper"]
    assert {shape.yref for shape in keys} == {"paper"}
    assert [shape.y0 for shape in keys if shape.type == "line"] == pytest.approx(spots)


def test_numbers_beside_dots_and_bars_are_swedish() -> None:
    assert values_beside(spread_chart()) == {"Salem": "6,1", "Tyresö": "<b>–</b>", "Botkyrka": "8,3"}
    (bars,) = bar_chart().data
    assert list(bars.text) == ["8,7", "7,9", "inget värde"]


def test_a_missing_dot_is_not_drawn_as_zero() -> None:
    dots = next(trace for trace in spread_chart().data if trace.marker.symbol != "line-ns")
    assert list(dots.x) == [6.1, None, 8.25]


def test_no_line_of_a_spread_runs_through_a_value() -> None:
    """The values stand beside the axes, and the lines end with them; the names stand over the rows."""
    chart = spread_chart()
    beside = [note for note in chart.layout.annotations if note.xref == "paper"]
    above = [note for note in chart.layout.annotations if note.yref == "paper"]
    assert len(beside) == 3
    assert all(note.x == 1 and note.xanchor == "right" for note in beside)
    assert all(0 < note.xshift <= chart.layout.margin.r for note in beside)
    assert all(note.y == 1 and note.yanchor == "bottom" for note in above)
    assert all((line.y0, line.y1) == (0, 1) for line in chart.layout.shapes)


def test_the_rows_of_a_spread_keep_their_order_downwards() -> None:
    order = list(spread_chart().layout.yaxis.categoryarray)
    assert order[::-1] == ["Salem", "Tyresö", "Botkyrka", "Alla 3"]


def test_the_lines_of_a_spread_are_named_apart() -> None:
    notes = [note for note in spread_chart().layout.annotations if note.yref == "paper"]
    assert [note.text for note in notes] == ["<b>Södertörn 7,5</b>", "Riket 8,6"]
    assert len({note.yshift for note in notes}) == 2


def test_bars_start_at_zero_with_room_for_their_numbers() -> None:
    (low, high) = bar_chart().layout.xaxis.range
    assert low == 0
    assert high > 8.7


def test_our_bar_is_dark_and_the_others_are_not() -> None:
    (bars,) = bar_chart().data
    assert list(bars.marker.color) == [theme.LINE, theme.HOME, theme.LINE]


# ───────────── Series ─────────────


def test_consecutive_years_are_one_solid_line() -> None:
    assert drawn(series(Line("Södertörn", {2020: 1.0, 2021: 2.0, 2022: 3.0}, "home"))) == [
        ([2020, 2021, 2022], "solid")
    ]


def test_missing_years_are_dotted_never_solid() -> None:
    found = drawn(series(Line("Södertörn", {2020: 1.0, 2021: 2.0, 2025: 3.0, 2026: 3.5}, "home")))
    assert found == [([2020, 2021], "solid"), ([2025, 2026], "solid"), ([2021, 2025], "dot")]


def test_nothing_is_drawn_across_a_break() -> None:
    chart = series(Line("Södertörn", {2021: 1.0, 2022: 2.0, 2023: 9.0, 2025: 12.0}, "home"), breaks={2023: "nytt"})
    assert [years for years, _ in drawn(chart)] == [[2021, 2022], [2023], [2025], [2023, 2025]]
    assert [note.text for note in chart.layout.annotations if "2023" in note.text] == ["bryts 2023"]
    assert upright(chart) == [2022.5]


def test_the_unit_stands_above_what_is_written_over_a_break() -> None:
    """Beside each other they ran into one another on a telephone."""
    chart = series(Line("Södertörn", {2021: 1.0, 2022: 2.0, 2023: 9.0}, "home"), breaks={2023: "nytt"})
    unit, broken = (
        next(note for note in chart.layout.annotations if note.text == text) for text in ("%", "bryts 2023")
    )
    assert unit.yshift - (broken.yshift or 0) >= 17
    whole = series(Line("Södertörn", {2021: 1.0, 2022: 2.0}, "home"))
    assert chart.layout.height - chart.layout.margin.t == whole.layout.height - whole.layout.margin.t


def test_a_break_in_a_missing_year_is_not_bridged() -> None:
    chart = series(Line("Södertörn", {2021: 1.0, 2025: 12.0}, "home"), breaks={2023: "nytt"})
    assert [years for years, _ in drawn(chart)] == [[2021], [2025]]


def test_a_break_outside_the_years_is_not_drawn() -> None:
    chart = series(Line("Södertörn", {2023: 1.0, 2024: 2.0}, "home"), breaks={2023: "nytt", 2030: "nytt"})
    assert upright(chart) == []


@given(values=SERIES, breaks=st.sets(st.integers(2000, 2030), max_size=3))
def test_solid_means_measured_every_year_and_no_line_crosses_a_break(
    values: dict[int, float], breaks: set[int]
) -> None:
    runs = series_data.stretches(sorted(values), "home", breaks)
    for years, is_gap in runs:
        assert not any(years[0] < broken <= years[-1] for broken in breaks)
        assert set(years) <= set(values)
        assert is_gap or years == list(range(years[0], years[-1] + 1))
    assert sorted(year for years, is_gap in runs if not is_gap for year in years) == sorted(values)


@given(lines=st.lists(SERIES, min_size=1, max_size=9))
def test_names_stand_beside_the_line_ends_inside_the_axis_and_apart(lines: list[dict[int, float]]) -> None:
    roles = ["home", "chosen", "country", *["group"] * 6]
    named = [
        Line(f"Linje {place}", values, role) for place, (values, role) in enumerate(zip(lines, roles, strict=False))
    ]
    chart = series(*named)
    low, high = chart.layout.yaxis.range
    notes = labels(chart)
    heights = sorted(float(label.y) for label in notes)
    slack = 1e-9 * (1 + abs(high))
    assert low - slack <= heights[0]
    assert heights[-1] <= high + slack
    step = (series_chart.LEADING + series_chart.BETWEEN) / (chart.layout.height - 68) * (high - low)
    assert all(later - earlier >= step - slack for earlier, later in pairwise(heights))
    names = [re.sub(r"</?b>", "", label.text).replace("<br>", " ") for label in notes]
    assert {" ".join(name.split()[:2]) for name in names} == {line.name for line in named}
    assert len(names) == len(named)


def test_a_name_says_the_last_value_and_only_home_is_bold() -> None:
    chart = series(Line("Södertörn", {2020: 1.0, 2021: 2.25}, "home"), Line("Riket", {2021: 9.0}, "country"))
    assert {note.text for note in labels(chart)} == {"<b>Södertörn 2,3</b>", "Riket 9,0"}


def test_names_say_the_year_where_the_lines_end_in_different_ones() -> None:
    chart = series(Line("Södertörn", {2020: 1.0, 2024: 2.25}, "home"), Line("Målväg", {2030: 9.0}, "target"))
    assert {note.text for note in labels(chart)} == {"<b>Södertörn 2,3<br>(2024)</b>", "Målväg 9,0 (2030)"}


def test_a_name_has_a_piece_of_its_line_before_it_with_its_mark() -> None:
    lines = [Line(f"Grupp {place}", {2020: 1.0 + place, 2021: 2.0}, "group", index=place) for place in range(8)]
    chart = series(*lines)
    keys = [shape for shape in chart.layout.shapes if shape.xref == "paper"]
    wanted = looks.looks(lines)
    assert [(key.line.color, key.line.dash) for key in keys if key.type == "line"] == [
        (look.colour, look.dash) for look in wanted
    ]
    assert [key.type for key in keys if key.type != "line"] == [
        "circle" if look.mark == "circle" else "path" for look in wanted
    ]
    paths = {key.path for key in keys if key.type == "path"}
    assert len(paths) == len({look.mark for look in wanted} - {"circle"})


def test_a_year_pointed_at_says_every_line_the_greatest_last_value_first() -> None:
    chart = series(Line("Södertörn", {2020: 5.0, 2021: 2.0}, "home"), Line("Riket", {2020: 1.0, 2021: 9.0}, "country"))
    assert chart.layout.hovermode == "x unified"
    said = sorted((trace.legendrank, trace.customdata[0]) for trace in chart.data if trace.mode == "markers")
    assert [words for _, words in said] == ["Riket: 1,0 %", "Södertörn: 5,0 %"]


@pytest.mark.parametrize("key", every(3, [*COMPUTED]))
def test_axes_say_the_last_year_and_no_decimals_that_say_nothing(key: str, facts: Facts) -> None:
    """Every third indicator; thoroughly all."""
    content = spread.series_content(facts, key, HOME, "hela_regioner", None)
    years = {year for line in content.lines for year in line.values}
    if not years:
        return
    chart = series_chart.figure(
        content.lines, content.unit, content.decimals, content.breaks, from_zero=content.from_zero
    )
    named = list(chart.layout.xaxis.tickvals)
    assert named[-1] == max(years)
    assert len(named) <= series_chart.MOST_YEARS + 1
    gaps = [later - earlier for earlier, later in pairwise(named)]
    assert all(gap >= (max(years) - min(years)) / series_chart.MOST_YEARS for gap in gaps) or len(years) <= 5
    texts = list(chart.layout.yaxis.ticktext)
    assert not all(re.search(",0+$", text) for text in texts)


def test_an_axis_from_zero_starts_there_and_holds_every_value() -> None:
    low, high = series(Line("Södertörn", {2020: 5.0, 2021: 10.0}, "home")).layout.yaxis.range
    assert low == 0
    assert high > 10
    low, high = series(Line("Södertörn", {2020: 88.0, 2021: 91.0}, "home"), from_zero=False).layout.yaxis.range
    assert 0 < low < 88
    assert high > 91


def test_lines_are_told_apart_without_colour() -> None:
    groups = [Line(f"Grupp {place}", {2020: 1.0, 2021: 2.0}, "group") for place in range(4)]
    dashes = [dash for _, dash in drawn(series(*groups))]
    assert len(set(dashes)) == 4


def test_a_target_that_is_past_is_drawn_grey() -> None:
    path = {2020: 1.0, 2030: 0.5}
    lines = [Line("Målväg", path, role) for role in ("target", "past_target")]
    colours = [trace.line.color for trace in reversed(series(*lines).data) if trace.mode == "lines"]
    assert colours == [theme.TARGET, theme.SOFT_INK]


def test_years_are_written_without_separators() -> None:
    axis = series(Line("Södertörn", {2020: 1.0, 2021: 2.0}, "home")).layout.xaxis
    assert axis.tickformat == "d"


# ───────────── With the real figures ─────────────


@pytest.mark.parametrize("key", every(3, [*COMPUTED]))
def test_every_indicators_series_is_drawn_with_its_breaks(key: str, facts: Facts) -> None:
    """Every third indicator; thoroughly all."""
    content = spread.series_content(facts, key, "0128", "hela_regioner", None)
    chart = series_chart.figure(
        content.lines, content.unit, content.decimals, content.breaks, from_zero=content.from_zero
    )
    for years, dash in drawn(chart):
        assert not any(years[0] < broken <= years[-1] for broken in facts.registry.breaks_of(key))
        assert dash in get_args(looks.Dash)
    low, high = chart.layout.yaxis.range
    assert all(low <= value <= high for line in content.lines for value in line.values.values())
    assert all(low <= note.y <= high for note in labels(chart))
    assert not any(re.search(r"\d\.\d", note.text) for note in chart.layout.annotations)


@pytest.mark.parametrize("key", every(3, [*COMPUTED]))
def test_every_indicators_bars_and_dots_are_drawn(key: str, facts: Facts) -> None:
    """Every third indicator; thoroughly all."""
    year = facts.evaluation(key).latest_year
    for entry in ranks.set_ranks(facts, key, year):
        rows = bar_rows(facts, key, year, entry)
        (bars,) = charts.bars(rows, facts.indicator(key).decimals).data
        assert list(bars.y) == [name for name, _, _ in rows]
        assert [text == "inget värde" for text in bars.text] == [value is None for _, value, _ in rows]
    content = spread.spread_content(facts, Case(key, HOME, year))
    chart = charts.spread(
        content.rows, content.marks, content.background, content.strip, content.unit, content.decimals
    )
    assert len(chart.layout.yaxis.categoryarray) == 8 + bool(content.background)
    values = [value for _, value, _ in content.rows]
    assert values == sorted(values, key=lambda value: (value is None, -(value or 0)))


def test_a_municipalitys_standing_is_drawn_best_to_the_right(facts: Facts) -> None:
    rows = [(row.title, row.percentile, row.place) for row in municipality.standings(facts, "0127")]
    chart = parts_chart.standing(rows)
    assert list(chart.layout.xaxis.ticktext) == ["sämre", "mitten", "bättre"]
    assert list(chart.data[0].x) == [percentile for _, percentile, _ in rows]

"""The chart of level against pace: a row a region, words that never meet, one axis for charts that are compared."""

import plotly.graph_objects as go
from hypothesis import given, strategies as st

from dashboard.figures import pace, theme
from dashboard.figures.pace import Row
from dashboard.screen.charts import charts, pace_chart

ROWS = [
    Row("Stor-Göteborg", 5.6, 10.9, "5,6 → 10,9 (+5,3)", "group"),
    Row("Södertörn", 4.7, 10.6, "4,7 → 10,6 (+6,0)", "home"),
    Row("Övriga Stockholms län", None, None, "uppgift saknas", "group"),
    Row("Riket", None, 8.6, "8,6 (2022 saknas)", "country"),
]


def drawn(*, has_zero: bool = False) -> go.Figure:
    return pace_chart.figure(ROWS, "%", (4.7, 10.9), has_zero=has_zero)


def test_every_region_has_its_name_to_the_left_and_its_numbers_to_the_right_of_its_own_row() -> None:
    notes = drawn().layout.annotations
    words = {(note.xanchor, note.y): note.text.removeprefix("<b>").removesuffix("</b>") for note in notes}
    assert [words["left", 4 - place] for place in range(4)] == [row.name for row in ROWS]
    assert [words["right", 4 - place] for place in range(4)] == [row.text for row in ROWS]
    assert {note.xref for note in notes} == {"paper"}


def test_a_row_goes_from_the_ring_then_to_the_dot_now() -> None:
    first = drawn().data[0]
    assert list(first.x) == [5.6, 10.9]
    ring, dot = first.marker.color
    assert (ring, dot) == ("#ffffff", theme.STRIP)


def test_what_is_missing_is_not_drawn_as_zero() -> None:
    _, _, missing, lone = drawn().data
    assert list(missing.x) == []
    assert list(lone.x) == [8.6]
    assert list(lone.marker.color) == [theme.INK]  # a dot, no ring


def test_ours_is_dark_thick_and_bold_and_the_others_are_not() -> None:
    chart = drawn()
    assert [trace.line.color == theme.HOME for trace in chart.data] == [False, True, False, False]
    assert chart.data[1].line.width == max(trace.line.width for trace in chart.data)
    assert [note.text for note in chart.layout.annotations if "<b>" in note.text] == [
        "<b>Södertörn</b>",
        "<b>4,7 → 10,6 (+6,0)</b>",
    ]


def test_only_changes_have_a_line_at_zero() -> None:
    assert not drawn().layout.shapes
    assert [shape.x0 for shape in drawn(has_zero=True).layout.shapes] == [0]


def test_the_chart_has_our_font_swedish_separators_and_nothing_from_elsewhere() -> None:
    chart = drawn()
    assert chart.layout.font.family == theme.FONT
    assert chart.layout.separators == charts.SEPARATORS
    assert "http" not in chart.to_json()


def test_a_rows_height_leaves_room_for_its_words_over_the_dot_below() -> None:
    half_a_dot, half_a_line = 15 / 2, 15 / 2
    above, below = pace_chart.ROW_HEIGHT - pace_chart.WORDS_ABOVE, pace_chart.WORDS_ABOVE
    assert min(above, below) > half_a_dot + half_a_line


VALUES = st.one_of(st.none(), st.floats(-1e6, 1e6))


@given(values=st.lists(st.tuples(VALUES, VALUES), max_size=6))
def test_the_shared_axis_holds_every_value(values: list[tuple[float | None, float | None]]) -> None:
    rows = [Row("", before, now, "", "group") for before, now in values]
    low, high = pace.shared_ends([rows[:3], rows[3:]])
    assert low < high
    assert all(low <= value <= high for pair in values for value in pair if value is not None)

"""One rule book for looks: every painter reads it, an area has one colour, classes and goals as many as declared."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any, get_args

import pptx
import pytest
from made_document import CARS, HOME, document, map_of
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from dashboard.blocks.blocks import Figure, Section
from dashboard.blocks.drawing import Bars, Drawing, Map, SeriesContent
from dashboard.blocks.table import table
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes, spread
from dashboard.documents import blocks
from dashboard.drawings import drawings, sheet
from dashboard.drawings.drawings import Frame
from dashboard.figures import looks, scales, theme
from dashboard.figures.looks import BARS, LINES, OTHERS, Fill, Look
from dashboard.figures.series import Line
from dashboard.screen.charts import charts, commuting_chart, series_chart
from dashboard.screen.maps import maps
from dashboard.slides import pptx_writer, series as slide_series

EMPTY = table("Tom", "tom", [], "Källa")
PAPER = Frame(467.0)
FIGURES = {2020: 1.0, 2021: 2.0, 2022: 3.0}
ROLES = [role for role in LINES if role not in ("member", "band")]
LINES_DRAWN = [*(Line(role, FIGURES, role) for role in ROLES)]
LINES_DRAWN += [Line(f"Grupp {place}", FIGURES, "group", index=place) for place in range(len(OTHERS))]


def slide_chart(drawing: Drawing, facts: Facts) -> Any:  # noqa: ANN401 - the library has no types
    block = Figure(drawing, "Prov", EMPTY, "Diagram")
    content = pptx_writer.write(document("slides", [Section("Prov", [block])], facts))
    shapes = [shape for slide in pptx.Presentation(BytesIO(content)).slides for shape in slide.shapes]
    return next(shape.chart for shape in shapes if shape.has_chart)


# ───────────── Lines ─────────────

Signs = tuple[str, float, str, str, bool]
"""Colour, weight, dash, mark and whether it is open."""


def signs(look: Look) -> Signs:
    return look.colour, look.weight, look.dash, look.mark, look.is_open


def on_screen(content: SeriesContent, facts: Facts) -> Signs:
    del facts
    drawn = series_chart.figure(content.lines, content.unit, 1, {}, from_zero=True).data
    stroke = next(trace for trace in drawn if trace.mode == "lines").line
    mark = next(trace for trace in drawn if trace.mode == "markers").marker
    if mark.opacity == 0:
        return stroke.color, stroke.width, stroke.dash, "", False
    (symbol,), (fill,) = set(mark.symbol), set(mark.color)
    name = {plotly: own for own, plotly in charts.SYMBOLS.items()}.get(symbol, symbol)
    return stroke.color, stroke.width, stroke.dash, name, fill == theme.PAPER


def on_paper(content: SeriesContent, facts: Facts) -> Signs:
    del facts
    drawn = [artist for artist, _ in drawings.sheet(content, PAPER)._artists if isinstance(artist, Line2D)]
    stroke = next(line for line in drawn if len(line.get_xdata()) == len(FIGURES) and line.get_linestyle() != "None")
    mark = next((line for line in drawn if line.get_marker() not in ("None", "")), None)
    dash = {lengths: name for name, lengths in sheet.DASHES.items()}[tuple(stroke._unscaled_dash_pattern[1] or ())]
    name = {letter: own for own, letter in sheet.MARKS.items()}[str(mark.get_marker())] if mark else ""
    is_open = mark is not None and mark.get_markerfacecolor() == theme.PAPER
    return str(stroke.get_color()), round(stroke.get_linewidth() / sheet.WEIGHT, 2), dash, name, is_open


def on_slides(content: SeriesContent, facts: Facts) -> Signs:
    series = slide_chart(content, facts).plots[0].series[0]
    dash = {style: name for name, style in slide_series.DASHES.items()}[series.format.line.dash_style]
    mark = {style: name for name, style in slide_series.MARKS.items()}[series.marker.style]
    is_open = bool(mark) and str(series.marker.format.fill.fore_color.rgb) == "FFFFFF"
    colour = f"#{series.format.line.color.rgb}".lower()
    return colour, round(series.format.line.width.pt / slide_series.WEIGHT, 2), dash, mark, is_open


@pytest.mark.parametrize("read", [on_screen, on_paper, on_slides])
def test_every_painter_draws_every_line_as_the_rule_book_has_it(
    read: Callable[[SeriesContent, Facts], Signs], facts: Facts
) -> None:
    for line, look in zip(LINES_DRAWN, looks.looks(LINES_DRAWN), strict=True):
        content = SeriesContent([line], "%", 1, {}, True, "Text.", EMPTY)
        assert read(content, facts) == signs(look), line.name


def test_every_dash_and_mark_has_a_form_in_every_medium() -> None:
    assert set(sheet.DASHES) == set(slide_series.DASHES) == set(get_args(looks.Dash))
    assert {"", *sheet.MARKS} == set(slide_series.MARKS) == set(get_args(looks.Mark))


def test_no_two_lines_look_the_same_without_colour() -> None:
    seen = [(look.dash, look.mark, look.is_open) for look in [*looks.looks(LINES_DRAWN), LINES["band"]]]
    assert len(set(seen)) == len(seen)


def test_every_line_is_dark_enough_to_be_read_as_a_name() -> None:
    colours = {look.colour for look in (*LINES.values(), *OTHERS)}
    assert {colour for colour in colours if theme.contrast(colour, theme.PAPER) < theme.LETTERS} == set()


def test_every_bar_line_and_mark_is_told_from_what_it_stands_on() -> None:
    """Three to one, by its own colour or by its edge."""
    bars = [(fill.colour, fill.edge) for fill in BARS.values()]
    columns = [(colour, theme.SOFT_INK) for colour in theme.GROUPS_IN_HILL]
    strokes = [(look.colour,) for look in (looks.AXIS, looks.BREAK, looks.HAIR, looks.LEADER, looks.STRIP, looks.GAP)]
    commuters = [(commuting_chart.INTO["color"], commuting_chart.INTO["line"]["color"])]
    for colours in [*bars, *columns, *strokes, *commuters]:
        assert max(theme.contrast(colour, theme.PAPER) for colour in colours) >= 3, colours
    assert theme.contrast(theme.SOFT_INK, theme.PAPER) >= theme.LETTERS


def test_a_line_without_values_keeps_the_others_looks() -> None:
    """In the variant without fleet municipalities a region may have no value: nobody takes its colour."""
    first, *others = [Line(f"Grupp {place}", FIGURES, "group") for place in range(4)]
    assert looks.looks([replace(first, values={}), *others]) == looks.looks([first, *others])


def test_lines_that_want_the_same_place_are_told_apart() -> None:
    same = [Line(f"Grupp {place}", FIGURES, "group", index=3) for place in range(len(OTHERS))]
    assert len({look.colour for look in looks.looks(same)}) == len(OTHERS)
    assert looks.looks(same)[0] == OTHERS[3]


def test_an_area_has_one_colour_in_every_figure_variant_and_comparison(facts: Facts) -> None:
    colours: dict[str, set[str]] = {}
    for key in (CARS, "transport_emissions", "new_electric_car_share"):
        for name in facts.registry.comparison_sets:
            for variant in facts.variants(key):
                lines = spread.series_content(facts, key, HOME, name, variant).lines
                for line, look in zip(lines, looks.looks(lines), strict=True):
                    colours.setdefault(line.name, set()).add(look.colour)
    assert {name: found for name, found in colours.items() if len(found) > 1} == {}
    assert len(colours) > 6


# ───────────── Bars ─────────────


def bars_on_screen(block: Bars, facts: Facts) -> list[Fill]:
    del facts
    trace = charts.bars(block.rows, 1).data[0]
    marker, weights = trace.marker, trace.textfont.weight
    drawn = zip(marker.color, marker.line.color, marker.pattern.shape, weights, strict=True)
    return [Fill(colour, edge, bool(shape), weight == sheet.BOLD) for colour, edge, shape, weight in drawn]


def bars_on_paper(block: Bars, facts: Facts) -> list[Fill]:
    del facts
    artists = [artist for artist, _ in drawings.sheet(block, PAPER)._artists]
    is_bold = {a.get_text(): a.get_fontweight() == sheet.BOLD for a in artists if isinstance(a, Text)}
    drawn = [artist for artist in artists if isinstance(artist, PathPatch)]
    bars = [index for index, patch in enumerate(drawn) if not patch.get_hatch()]
    hatched = {index - 1 for index, patch in enumerate(drawn) if patch.get_hatch()}
    colours = [(_hex(drawn[index].get_facecolor()), _hex(drawn[index].get_edgecolor())) for index in bars]
    named = zip(bars, colours, block.rows, strict=True)
    return [Fill(*both, index in hatched, is_bold[name]) for index, both, (name, _, _) in named]


def _hex(colour: Any) -> str:  # noqa: ANN401 - what matplotlib calls a colour
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour[:3])


def bars_on_slides(block: Bars, facts: Facts) -> list[Fill]:
    fills, series = [], slide_chart(block, facts).plots[0].series[0]
    for index in range(len(block.rows)):
        point, is_bold = series.points[index].format, bool(series.points[index].data_label.font.bold)
        is_hatched = point.fill.type.name == "PATTERNED"
        inside = point.fill.back_color if is_hatched else point.fill.fore_color
        fills.append(Fill(f"#{inside.rgb}".lower(), f"#{point.line.color.rgb}".lower(), is_hatched, is_bold))
    return fills


@pytest.mark.parametrize("read", [bars_on_screen, bars_on_paper, bars_on_slides])
def test_every_painter_draws_every_bar_as_the_rule_book_has_it(
    read: Callable[[Bars, Facts], list[Fill]], facts: Facts
) -> None:
    rows = tuple((role, 1.0, role) for role in BARS)
    block = Bars(rows, "%", 1)
    assert read(block, facts) == list(BARS.values())


# ───────────── Classes and goals ─────────────


@pytest.mark.parametrize("count", range(3, 8))
@pytest.mark.parametrize("index", range(5))
def test_a_ramp_falls_in_lightness_by_clear_steps_for_every_goal_and_number_of_classes(index: int, count: int) -> None:
    colours = theme.ramp(index, count)
    shades = [sum(w * int(c[p : p + 2], 16) for w, p in ((0.299, 1), (0.587, 3), (0.114, 5))) for c in colours]
    assert len(colours) == count
    assert min(before - after for before, after in pairwise(shades)) > 15
    assert all(theme.contrast(colour, theme.ink_on(colour)) >= theme.LETTERS for colour in colours)
    assert (colours[0], colours[-1]) == (theme.RAMPS[index % 4][0], theme.RAMPS[index % 4][-1])


def test_a_ramps_own_colours_are_those_of_six_classes() -> None:
    assert [theme.ramp(place, 6) for place in range(4)] == list(theme.RAMPS)
    assert theme.shades(("#000000", "#ffffff"), 3) == ("#000000", "#808080", "#ffffff")
    assert theme.mixed("#b3470f", "#ffffff", 0.14) == "#f4e5dd"


@pytest.mark.parametrize("count", range(3, 8))
def test_a_map_of_a_third_goal_is_drawn_in_every_medium_with_three_to_seven_classes(count: int, facts: Facts) -> None:
    bins = tuple(6.5 + index for index in range(count - 1))
    changed = with_goal(facts, "tredje", bins)
    year = changed.evaluation(CARS).latest_year
    ramp = theme.ramp(2, count)
    assert classes.ramp(changed, CARS) == ramp
    assert [colour for colour, _ in classes.legend(changed, CARS)] == [*ramp, theme.MISSING]
    layer = next(t for t in maps.figure(changed, CARS, year, "with", "sodertorn").data if t.customdata is not None)
    assert (layer.zmin, layer.zmax) == (0, count + 1)
    assert [colour for _, colour in layer.colorscale[::2]] == [theme.MISSING, *ramp]
    figure = blocks.municipal_map(changed, CARS, year)
    assert figure
    block = figure.drawing
    assert isinstance(block, Map)
    values = {code: changed.evaluation(CARS).at(code, year).value for code in block.shapes}
    above = {code: sum(value is not None and value >= edge for edge in bins) for code, value in values.items()}
    assert {code: block.colour_of(code) for code in values} == {code: ramp[index] for code, index in above.items()}
    assert set(block.classes.values()) >= {1, count}
    assert filled(figure, block, changed) == [{block.colour_of(code) for code in block.shapes}] * 2


def with_goal(facts: Facts, goal: str, bins: tuple[float, ...]) -> Facts:
    """The facts of a registry with another goal, and one indicator that is the goal's."""
    registry = facts.registry
    goals = {**registry.goals, goal: next(iter(registry.goals.values()))}
    cars = registry.indicators[CARS].model_copy(update={"goals": (goal,), "bins": bins})
    changes = {"goals": goals, "indicators": {**registry.indicators, CARS: cars}}
    return replace(facts, registry=registry.model_copy(update=changes))


def filled(figure: Figure, block: Map, facts: Facts) -> list[set[str]]:
    """The colours of the ramp that municipalities are filled with on paper and on slides."""
    paper = {_hex(a.get_facecolor()) for a, _ in drawings.sheet(replace(block, legend=()), PAPER)._artists
             if isinstance(a, PathPatch)}  # fmt: skip
    made = document("slides", [Section("Karta", [replace(figure, drawing=replace(block, legend=()))])], facts)
    groups = [s for slide in pptx.Presentation(BytesIO(pptx_writer.write(made))).slides for s in slide.shapes]
    shapes = [shape for group in groups if hasattr(group, "shapes") for shape in group.shapes]
    slides = {f"#{s.fill.fore_color.rgb}".lower() for s in shapes if hasattr(s, "fill") and s.fill.type == 1}
    return [found & set(block.colours) for found in (paper, slides)]


def test_a_total_of_a_third_goal_is_circles_in_that_goals_colour(facts: Facts) -> None:
    changed = with_goal(facts, "tredje", ())
    chart = maps.figure(changed, CARS, changed.evaluation(CARS).latest_year, "with", "lan")
    assert classes.legend(changed, CARS) == []
    assert theme.RAMPS[2][2] in [trace.marker.color for trace in chart.data if trace.type == "scattergeo"]


def test_what_a_map_of_the_made_document_shows_is_in_its_goals_ramp(facts: Facts) -> None:
    drawing = map_of(facts).drawing
    assert isinstance(drawing, Map)
    assert drawing.colours == theme.RAMPS[0]


def test_a_long_tail_of_others_is_cut_off_a_spread_and_told_and_ours_never() -> None:
    others = [*map(float, range(20)), 300.0, 400.0]
    assert scales.spread_ends([5.0, 12.0], others) == (0.0, 18.0)
    assert scales.beyond(others, 19.0, 1) == "2 kommuner ligger utanför, upp till 400,0 →"
    assert scales.beyond(others, 300.0, 0) == "En kommun ligger utanför, på 400 →"
    assert scales.spread_ends([5.0, 400.0], others) == (0.0, 400.0)
    assert scales.beyond(others, 400.0, 0) == ""
    assert scales.spread_ends([], []) == (0.0, 1.0)
    assert scales.spread_ends([1.0, 2.0], [1.0, 2.1]) == (1.0, 2.1)  # no tail worth the cut

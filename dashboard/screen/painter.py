"""Every drawing as a plotly figure from the store, and how it may be moved about."""

from typing import Any, assert_never

from dashboard import kept
from dashboard.blocks import live
from dashboard.blocks.drawing import Bars, SeriesContent, SpreadContent
from dashboard.content.facts import Facts
from dashboard.kept import Drawn
from dashboard.screen import year_frames
from dashboard.screen.charts import (
    charts,
    commuting_chart,
    distribution_chart,
    pace_chart,
    parts_chart,
    scatter_chart,
    series_chart as over_time,
)
from dashboard.screen.maps import flow_map, maps, transit_map


def paint(facts: Facts, drawing: live.OnScreen) -> Drawn:
    """The figure of a drawing."""
    match drawing:
        case SeriesContent():
            return kept.figure(
                over_time.figure, drawing.lines, drawing.unit, drawing.decimals, drawing.breaks,
                from_zero=drawing.from_zero, band=drawing.band,
            )  # fmt: skip
        case SpreadContent():
            return kept.figure(
                charts.spread, drawing.rows, drawing.marks, drawing.background, drawing.strip, drawing.unit,
                drawing.decimals,
            )  # fmt: skip
        case Bars():
            return kept.figure(charts.bars, drawing.rows, drawing.decimals)
        case _:
            return _live(facts, drawing)


def _live(facts: Facts, drawing: live.Live) -> Drawn:  # noqa: C901, PLR0912 - one branch a drawing
    match drawing:
        case live.AreaMap(years=years) if len(years) > 1:
            return kept.figure(
                year_frames.map_figure, facts, drawing.indicator, tuple(years), drawing.year, drawing.variant,
                drawing.scope, drawing.chosen,
            )  # fmt: skip
        case live.Scatter():
            return kept.figure(scatter_chart.figure, drawing)
        case live.Spreads():
            return kept.figure(
                year_frames.spread_figure, drawing.by_year, drawing.shown, drawing.unit, drawing.decimals
            )
        case live.AreaMap():
            return kept.figure(
                maps.figure, facts, drawing.indicator, drawing.year, drawing.variant, drawing.scope, drawing.chosen,
                drawing.height,
            )  # fmt: skip
        case live.FlowMap():
            return kept.figure(flow_map.figure, facts, drawing.year, drawing.direction)
        case live.Pace():
            return kept.figure(pace_chart.figure, drawing.rows, drawing.unit, drawing.ends, has_zero=drawing.has_zero)
        case live.Distribution():
            return kept.figure(
                distribution_chart.figure, drawing.rows, drawing.marks, drawing.groups, drawing.unit, drawing.decimals
            )
        case live.Parts():
            return kept.figure(parts_chart.parts, drawing.rows, drawing.unit, drawing.decimals)
        case live.Standing():
            return kept.figure(parts_chart.standing, drawing.rows)
        case live.BothWays():
            return kept.figure(commuting_chart.both_ways, drawing.rows, drawing.marked)
        case live.OverYears():
            return kept.figure(commuting_chart.over_years, drawing.lines, drawing.unit, drawing.breaks)
        case live.ReachMap():
            return kept.figure(
                transit_map.reach_figure, facts, drawing.reached, drawing.minutes, (drawing.origin, drawing.goal),
                drawing.limit,
            )  # fmt: skip
        case live.StopMap():
            return kept.figure(transit_map.stops_figure, facts, drawing.stops)
        case live.Shares():
            return kept.figure(parts_chart.classes_figure, drawing.bars, drawing.classes)
        case _:
            assert_never(drawing)


def config(drawing: live.OnScreen) -> dict[str, Any]:
    """What a reader may do with it."""
    is_map = isinstance(drawing, live.AreaMap | live.FlowMap | live.ReachMap | live.StopMap)
    return maps.CONFIG if is_map else charts.CONFIG

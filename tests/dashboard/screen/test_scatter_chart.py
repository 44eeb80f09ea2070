"""Municipalities by two values as they are drawn: every point, names that do not cover one another, Swedish numbers."""

from itertools import combinations

from dashboard.blocks.live import Point, Scatter
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import Case
from dashboard.content.workbench import pair
from dashboard.screen.charts import scatter_chart

CLOSE: list[Point] = [
    ("Botkyrka", 50.0, 25.0, "member"), ("Haninge", 51.0, 25.5, "member"), ("Huddinge", 51.2, 25.9, "member"),
    ("Längst ned", 0.0, 0.0, "group"), ("Högst upp", 100.0, 50.0, "group"),
]  # fmt: skip


def test_every_municipality_is_a_point_and_ours_have_their_names(facts: Facts) -> None:
    case = Case("electric_car_share", "0136", 2025, "with")
    drawing = pair.scatter(facts, case, pair.second(facts, case, "car_mileage_per_inhabitant"))
    others, ours = scatter_chart.figure(drawing).data
    assert (len(others.x), len(ours.x)) == (282, 8)
    assert list(ours.text) == [
        "Botkyrka", "<b>Haninge</b>", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje*", "Tyresö"
    ]  # fmt: skip
    assert ours.marker.symbol[1] != ours.marker.symbol[0]
    assert others.customdata[0] == (
        f"<b>Ale</b><br>Elbilar 2025, %: {pair.by_municipality(facts, case)['1440']:.1f}<br>".replace(".", ",")
        + f"Bilkörning 2024, mil/inv.: {drawing.points[0][1]:.0f}"
    )


def test_names_of_points_close_together_stand_on_different_sides() -> None:
    named = CLOSE[:3]
    sides = scatter_chart.sides(named, CLOSE)
    spots = [(x / 100 * scatter_chart.SHEET[0], y / 50 * scatter_chart.SHEET[1]) for _, x, y, _ in named]
    boxes = [scatter_chart._box(name, spot, side) for (name, *_), spot, side in zip(named, spots, sides, strict=True)]
    assert all(scatter_chart._shared(one, other) < 40 for one, other in combinations(boxes, 2))


def test_numbers_along_a_wide_axis_are_whole() -> None:
    chart = scatter_chart.figure(Scatter(CLOSE, ("a", 2), ("b", 1)))
    assert (chart.layout.xaxis.tickformat, chart.layout.yaxis.tickformat) == (",.0f", ",.0f")
    narrow = [("A", 0.1, 1.0, "group"), ("B", 0.4, 2.0, "group")]
    chart = scatter_chart.figure(Scatter(narrow, ("a", 2), ("b", 1)))  # type: ignore[arg-type]
    assert (chart.layout.xaxis.tickformat, chart.layout.yaxis.tickformat) == (",.1f", ",.1f")

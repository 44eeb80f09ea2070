"""An image of a chart: title, sentence, source and day around the drawing, within its edges, as PNG and SVG."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st
from made_document import CARS, HOME, series

from dashboard.blocks.drawing import Bars, Map
from dashboard.blocks.live import (
    AreaMap,
    BothWays,
    Distribution,
    OnScreen,
    OverYears,
    Pace,
    Parts,
    Scatter,
    Shares,
    Standing,
)
from dashboard.blocks.page import Chart
from dashboard.content import values
from dashboard.content.compare import compare
from dashboard.content.facts import Facts
from dashboard.content.indicator import contributions, mapped, spread
from dashboard.content.indicator.case import Case
from dashboard.content.workbench import years
from dashboard.drawings import images, pictured
from dashboard.drawings.images import Picture
from dashboard.figures import pace
from dashboard.figures.series import Line
from dashboard.figures.travel import Bar
from dashboard.screen import share
from malkollen.texts.swedish import in_words, number

YEAR = 2025


def drawings(facts: Facts) -> dict[str, OnScreen]:
    distribution = compare.distribution(facts, CARS, YEAR)
    assert distribution
    parts = contributions.contributions(facts, CARS, YEAR, "with")
    return {
        "series": spread.series_content(facts, CARS, HOME, "hela_regioner", "with"),
        "spread": spread.spread_content(facts, Case(CARS, HOME, YEAR, "with")),
        "map": AreaMap(CARS, YEAR, "with", HOME),
        "county": AreaMap(CARS, YEAR, "with", "lan"),
        "total": AreaMap("out_commuters", 2024, None, "riket"),
        "years": OverYears([Line("Ut", {2020: 5.0, 2021: -2.0}, "home")], "personer", {}),
        "parts": Parts(parts.rows, parts.unit, parts.decimals),
        "pace": Pace(
            [
                pace.Row("Södertörn", 2.0, 5.0, "från 2 till 5", "home"),
                pace.Row("Riket", None, 4.0, "4", "country"),
                pace.Row("Stor-Malmö", 1.0, 6.0, "från 1 till 6", "group"),
            ],
            "procent",
            (0.0, 7.0),
            has_zero=True,
        ),
        "both ways": BothWays([("Botkyrka", 21_000, 33_000), ("Salem", None, 6_400)]),
        "standing": Standing([("Elbilar i personbilsflottan", 12.8, "38 av 43"), ("Laddpunkter", 98.0, "1 av 43")]),
        "shares": Shares(
            [Bar("Haninge", (20.0, 30.0, 50.0)), Bar("Salem", (None, None, None))],
            [("#0b4a55", "Hög"), ("#8fc6c6", "Låg"), ("#dcd9d3", "Ingen")],
        ),
        "spreads": years.spreads(facts, Case(CARS, HOME, YEAR, "with")),
        "distribution": Distribution(distribution.rows, distribution.marks, distribution.groups, "%", 1),
    }


NAMES = (
    "series",
    "spread",
    "map",
    "county",
    "total",
    "years",
    "parts",
    "pace",
    "both ways",
    "standing",
    "shares",
    "spreads",
    "distribution",
)


@pytest.mark.parametrize("name", NAMES)
def test_an_image_says_its_title_its_sentence_its_source_and_its_day(name: str, facts: Facts) -> None:
    drawing, table = drawings(facts)[name], spread.spread_content(facts, Case(CARS, HOME, YEAR, "with")).table
    assert pictured.can_be(drawing)
    whole = images.sheet(pictured.picture(facts, drawing, "En mening om det som syns.", table))
    said = " ".join(box.text for box in whole.boxes)
    for words in (table.title, "En mening om det som syns.", table.source, facts.data_version, in_words(facts.as_of)):
        assert words in said
    assert ("Kommungräns" in said) is isinstance(drawing, AreaMap)
    for box in whole.boxes:
        assert -1 <= box.left <= box.right <= whole.width + 1, box
        assert -1 <= box.bottom <= box.top <= whole.height + 1, box


def test_the_years_spread_is_drawn_as_its_year_is(facts: Facts) -> None:
    """On the screen the spread of every year lies on one axis; its image shows the year that is chosen."""
    case = Case(CARS, HOME, YEAR, "with")
    one = spread.spread_content(facts, case)
    drawn = pictured.picture(facts, years.spreads(facts, case), "", one.table).drawing
    assert images.image(Picture(drawn, "", "", ()), "svg") == images.image(Picture(one, "", "", ()), "svg")


def test_paper_has_no_drawing_of_points_the_screen_draws_their_image(facts: Facts) -> None:
    assert not pictured.can_be(Scatter([], ("", 0), ("", 0)))


def test_the_same_image_is_the_same_bytes_in_both_forms(facts: Facts) -> None:
    content = series(facts)
    picture = Picture(content.drawing, content.title, content.text, ("Källa: SCB",))
    assert images.image(picture, "svg") == images.image(picture, "svg")
    assert b"<text" not in images.image(picture, "svg")
    assert images.image(picture, "png").startswith(b"\x89PNG")
    assert set(images.TYPES) == {"png", "svg"}


@settings(max_examples=15, deadline=None)
@given(title=st.text(max_size=200), text=st.text(max_size=300))
def test_an_image_grows_with_what_is_said_around_it(title: str, text: str, facts: Facts) -> None:
    content = series(facts).drawing
    short, long = (images.sheet(Picture(content, one, other, ("Källa",))) for one, other in (("", ""), (title, text)))
    assert long.height >= short.height
    assert len(long.boxes) >= len(short.boxes)


def test_a_map_of_totals_has_circles_whose_area_is_the_value(facts: Facts) -> None:
    drawn = mapped.drawing(facts, AreaMap("out_commuters", 2024, None, HOME))
    assert isinstance(drawn, Map)
    assert set(drawn.circles) == set(facts.areas.home_members)
    values = {code: facts.evaluation("out_commuters").at(code, 2024).value for code in drawn.circles}
    assert drawn.circles == values
    assert images.image(Picture(drawn, "", "", ()), "svg") != images.image(
        Picture(replace(drawn, circles={}), "", "", ()), "svg"
    )


def test_a_paper_spread_has_its_values_in_a_column_that_no_line_crosses(facts: Facts) -> None:
    content = spread.spread_content(facts, Case(CARS, HOME, YEAR, "with"))
    sheet = images.sheet(Picture(content, "", "", ()))
    values = {number(value, content.decimals) for _, value, _ in content.rows}
    column = [box for box in sheet.boxes if box.text in values and box.right > sheet.width - images.AIR - 1]
    assert len(column) >= len(content.rows)
    assert max(box.right for box in column) - min(box.right for box in column) < 1


def test_a_file_is_called_by_what_is_drawn_of_what_and_whom(facts: Facts) -> None:
    key = "charging_points_per_1000"
    named = values.area_table(facts, key, [facts.areas.home.id], 2025, None)
    bars = Chart(Bars((), "", 2), "a", "", about="Södertörn")
    shown = Chart(AreaMap(key, 2025, None, "lan"), "b", "", about="Stockholms län")
    names = [share.image_name(chart, named, "png") for chart in (bars, shown)]
    assert names == [
        "malkollen_staplar_publika_laddpunkter_per_1_000_invanare_2025_sodertorn.png",
        "malkollen_karta_publika_laddpunkter_per_1_000_invanare_2025_stockholms_lan.png",
    ]
    assert len(share.image_name(replace(bars, about="å" * 300), named, "svg")) <= share.LONGEST + len(".svg")


def test_an_image_over_a_break_has_the_charts_own_warning(facts: Facts) -> None:
    lines = spread.series_content(facts, "charging_points_per_1000", HOME, "hela_regioner", None)
    drawn = pictured.picture(facts, lines, lines.text, lines.table)
    assert "sedan dess rapporteras laddpunkterna bättre" in " ".join(drawn.source)

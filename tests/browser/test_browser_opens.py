"""Every page opens in a real browser: in Swedish, without fault, with its charts and its map drawn."""

from pathlib import Path

from screen import CHART, EIGHT, MAP, SCREENS, Opened, data_version

SHAPES = "paths => paths.filter(path => (path.getAttribute('d') || '').length > 20).length"
TEXTS = "texts => texts.filter(text => text.getBBox().width > 0).map(text => text.textContent)"


def test_a_page_has_its_heading_and_no_fault(opened: Opened) -> None:
    assert opened.page.locator("h1").all_inner_texts() == [opened.screen.heading]
    assert opened.page.get_by_test_id("stException").count() == 0
    assert opened.page.get_by_test_id("stAlert").count() == 0


def test_a_page_says_that_it_is_swedish_and_whose_it_is(opened: Opened) -> None:
    assert opened.page.locator("html").get_attribute("lang") == "sv"
    assert "Målkollen" in opened.page.title()


def test_a_page_ends_with_its_data_version_and_the_accessibility_statement(opened: Opened) -> None:
    assert data_version(opened.page)
    links = opened.page.locator(".st-key-mk-footer a")
    assert links.all_inner_texts() == ["Så bedömer vi", "Tillgänglighetsredogörelse"]


def test_every_chart_is_drawn_and_says_what_it_shows(opened: Opened) -> None:
    charts, maps = opened.page.locator(CHART), opened.page.locator(MAP)
    assert maps.count() == opened.screen.maps
    assert charts.count() == opened.screen.maps + opened.screen.charts
    for chart in charts.all():
        assert len(chart.get_attribute("aria-label") or "") > 20
        assert chart.locator("path").evaluate_all(SHAPES) > 0
        assert chart.locator("svg text").count() > 0 or "Karta" in (chart.get_attribute("aria-label") or "")


def test_a_map_has_polygons_and_the_names_of_the_eight(opened: Opened) -> None:
    is_country = opened.screen == SCREENS["hela-landet"]
    for drawn in opened.page.locator(MAP).all():
        polygons = drawn.locator(".choroplethlocation").evaluate_all(SHAPES)
        assert polygons >= (290 if is_country else 8)
        names = drawn.locator("svg text").evaluate_all(TEXTS)
        assert is_country or all(any(text.startswith(name) for text in names) for name in EIGHT), names


def test_a_page_can_be_pictured(opened: Opened, tmp_path: Path) -> None:
    """The picture holds more than one colour: a blank page would be a few hundred bytes."""
    picture = tmp_path / "page.png"
    opened.page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000

"""Översikt as it is met: two screens, for each of its readers, with each reader's own ways on."""

import pytest
from parts import every
from playwright.sync_api import expect
from screen import SCREENS, Visit, choose, says

TWO_SCREENS = 1_800
WITH_DECISIONS = 2_100
"""For the committee, whose decisions stand whole above the answers."""
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
MAP = "[data-testid=stExpanderDetails]:has(.st-key-mk-focus)"
WAYS = {
    "ledningsgruppen": "slag=ledningsgrupp",
    "natverket": "slag=underlag",
    "kommitten": "slag=kommitte",
}


@pytest.mark.parametrize("reader", every(3, list(WAYS)))
def test_it_takes_two_screens_and_shows_a_readers_ways_on(reader: str, visit: Visit) -> None:
    """For the first of its readers; thoroughly for all three."""
    screen = SCREENS["oversikt"]
    charts = 0 if reader == "natverket" else screen.maps + screen.charts  # its objects stand where the map does
    page = visit(f"/?for={reader}", width=1440, height=900, charts=charts)
    assert page.evaluate(HEIGHT) <= (WITH_DECISIONS if reader == "kommitten" else TWO_SCREENS)
    assert page.locator(".mk-answer-block").count() >= 2
    for word, way in WAYS.items():
        assert (page.locator(f".st-key-mk-body a[href*='{way}']").count() > 0) == (word == reader)


def test_its_map_is_used_where_it_is_seen_and_not_where_its_fold_is_shut(visit: Visit) -> None:
    page = visit("/", width=1440, height=900, charts=2)
    choose(page, "Mått på kartan", "Laddpunkter")
    says(page, matt="charging_points_per_1000")
    expect(page.locator(MAP)).not_to_have_attribute("inert", "")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(MAP)).to_have_attribute("inert", "")
    page.locator("details:has(.st-key-mk-focus) > summary").click()
    expect(page.locator(MAP)).not_to_have_attribute("inert", "")


def test_a_list_that_is_opened_takes_the_pages_width(visit: Visit) -> None:
    """In its own column it left two blank ones beside it for most of a screen."""
    page = visit("/", width=1440, height=900, charts=2)
    row = page.locator(".st-key-mk-lists")
    row.locator("details:has(li + li) > summary").last.click()
    opened = row.locator("details[open]")
    expect(opened.locator("li").first).to_be_visible()
    widths = [box["width"] for part in (opened, row) if (box := part.bounding_box())]
    assert widths[0] > 0.95 * widths[1]

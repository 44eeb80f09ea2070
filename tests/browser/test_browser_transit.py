"""Resor with two made timetables: accessible, Swedish, narrow, by keyboard and by a click on the map."""

from collections.abc import Iterator
from pathlib import Path

import made_transit
import pytest
from playwright.sync_api import Page, expect
from screen import Visit, ready, says, unfold, whole
from serving import Server, reading_other
from test_browser_axe import violations
from test_browser_files import read_csv
from test_browser_narrow import CUT, FITTED, OVER
from test_browser_swedish import english, unknown

from malkollen.database import storage

ADDRESS, FORMER, CHARTS = "/resor", "/kollektivtrafik", 4
AREAS = ".st-key-map-reach-flemingsberg .scattergeo path.point"


def timetables(data: Path) -> None:
    """Adds two made timetables to a data folder."""
    made_transit.add(data / storage.FILE_NAME, (made_transit.BEFORE, made_transit.AFTER), jobs=True)


@pytest.fixture(scope="module")
def server(office: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """In place of the server of all tests: one that reads made timetables."""
    with reading_other(office, tmp_path_factory.mktemp("transit"), timetables) as found:
        yield found


@pytest.mark.thorough  # what it says: tests/dashboard/views/test_view_transit.py
def test_a_loaded_timetable_breaks_no_rule_is_swedish_and_downloads_what_it_shows(visit: Visit, tmp_path: Path) -> None:
    """Opened by the address that the page once had."""
    page = visit(FORMER, charts=CHARTS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Resor")
    expect(page.get_by_role("note")).to_contain_text("PÅHITTAD TIDTABELL")
    assert page.get_by_test_id("stException").count() == 0
    unfold(page)
    assert violations(page) == []
    assert unknown(english(page)) == set()
    rows = read_csv(download_of(page, "Från A till B", tmp_path))
    assert {(row["Från"], row["Till"]) for row in rows} == {("Flemingsberg (regional stadskärna)", "Handen")}
    assert all("PÅHITTAD" in row["Källa"] for row in rows)


def download_of(page: Page, heading: str, folder: Path) -> Path:
    """The CSV of the table that stands next below a heading."""
    button = page.locator(f"xpath=//h2[normalize-space()='{heading}']/following::button[contains(., 'Hämta CSV')][1]")
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(folder / waiting.value.suggested_filename)
    assert "_pahittad_" in waiting.value.suggested_filename
    return folder / waiting.value.suggested_filename


@pytest.mark.thorough  # as every page in test_browser_narrow.py
def test_a_loaded_timetable_is_not_cut_off(visit: Visit) -> None:
    page = visit(ADDRESS, width=720, height=450, scale=2, charts=CHARTS)
    for width in (720, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        ready(page, CHARTS)
        page.wait_for_function(FITTED)
        assert page.evaluate(OVER) == []
        assert page.evaluate(CUT) == []


@pytest.mark.thorough  # a list in test_browser_keyboard.py
def test_where_one_begins_is_searched_and_chosen_by_keyboard_in_one_field(visit: Visit) -> None:
    page = visit(ADDRESS, charts=CHARTS)
    chosen = page.get_by_role("combobox", name="Resan börjar i", exact=True)
    chosen.focus()
    page.keyboard.type("Nya håll")
    page.get_by_role("option", name="Nya hållplatsen (Salem)", exact=True).wait_for()
    page.keyboard.press("Enter")
    says(page, start="hallplats:ny")
    expect(page.get_by_text("Från Nya hållplatsen (Salem) kl. 08:00–09:00 nås")).to_be_visible()
    assert whole(page)["tid"] == "08:00"


@pytest.mark.thorough  # as a municipality in test_browser_address.py
def test_a_click_on_a_small_area_begins_there_and_the_list_still_rules(visit: Visit) -> None:
    page = visit(ADDRESS, charts=CHARTS)
    page.locator(AREAS).last.scroll_into_view_if_needed()
    spot = page.locator(AREAS).first.bounding_box()
    assert spot
    page.mouse.move(spot["x"] + spot["width"] / 2 - 2, spot["y"] + spot["height"] / 2)
    page.mouse.move(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.locator(".st-key-map-reach-flemingsberg .hoverlayer text").first.wait_for()
    page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.wait_for_url(lambda url: "start=omrade" in url)
    ready(page, CHARTS)
    expect(page.get_by_text("kl. 08:00–09:00 nås")).to_contain_text("område")
    begins = page.get_by_role("combobox", name="Resan börjar i", exact=True)
    expect(begins).to_be_in_viewport()  # what was pressed is named in the list, and both are seen at once
    box = page.get_by_role("combobox", name="Resan börjar i", exact=True)
    box.click()
    box.fill("Tyresö")
    page.get_by_role("option", name="Tyresö", exact=True).click()
    says(page, start="tyreso")
    expect(page.get_by_text("Från Tyresö kl. 08:00–09:00 nås")).to_be_visible()

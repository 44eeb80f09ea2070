"""Underlag and Konferensläge in a browser: accessible, Swedish, large enough for a room, by keyboard, whole files."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from parts import every
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from screen import SCREENS, Visit, query, ready, says
from test_browser_axe import violations
from test_browser_narrow import OVER
from test_browser_swedish import english, unknown

LAST = 22
CHECKED = (1, 4, 5, 6, LAST)
"""One slide of each kind: words, a series, regions, a proposal, the list."""
ROOM = 28
LETTERS = 21.5 * 4 / 3
"""Pixels of the letters in a drawing for a room, before it is shown as large as there is room."""

# Texts that are seen and smaller than a room needs. What only a screen reader hears is not seen.
SMALL = """least => {
    const small = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const part = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (!text || part.closest('.mk-unseen, style, script, noscript, [data-testid=stIconMaterial]')) continue;
        if (text === 'Hoppa till innehållet') continue; // seen when Tab is pressed first
        const box = part.getBoundingClientRect();
        if (!box.width || box.bottom < 0 || getComputedStyle(part).visibility === 'hidden') continue;
        if (parseFloat(getComputedStyle(part).fontSize) < least) small.push(text.slice(0, 40));
    }
    return small;
}"""


def place_of(number: int) -> str:
    """What the bar says; after the last slide stand all of them in order, which is no slide."""
    return f"Bild {number} av {LAST - 1}" if number < LAST else "Alla bilder"


def slide(visit: Visit, number: int, width: int = 1280, height: int = 720, scale: float = 1) -> Page:
    page = visit(f"/konferens?bild={number}", width=width, height=height, scale=scale)
    expect(page.locator(".mk-slide-where").first).to_have_text(place_of(number))
    return page


def downloaded(page: Page, folder: Path) -> Path:
    """The file that is written and downloaded."""
    page.get_by_role("button", name="Skapa filen").click()
    button = page.get_by_role("button", name="Hämta filen")
    expect(button).to_be_visible()
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_file_comes_whole_under_the_name_that_was_said(visit: Visit, tmp_path: Path, thorough: bool) -> None:
    """As PDF; thoroughly as a workbook too."""
    page = visit("/underlag?slag=underlag&indikatorer=K02&rubrik=Elbilar%20p%C3%A5%20v%C3%A4g&format=pdf")
    expected = re.search(r"Elbilar på väg – Södertörn – \S+\.pdf", page.locator(".mk-file").inner_text())
    assert expected
    found = downloaded(page, tmp_path)
    assert found.name == expected[0]
    read = PdfReader(io.BytesIO(found.read_bytes()))
    assert "Elbilar på väg" in (read.pages[0].extract_text() or "")
    assert unknown(english(page)) == set()
    assert violations(page) == []
    if thorough:
        page.get_by_role("combobox", name="Format", exact=True).click()
        page.get_by_role("option", name=re.compile("^Excel")).click()
        ready(page)
        assert zipfile.ZipFile(downloaded(page, tmp_path)).testzip() is None


@pytest.mark.thorough  # as with an indicator, by test_browser_axe.py
def test_the_empty_page_and_a_fixed_version_break_no_rule(visit: Visit) -> None:
    page = visit("/underlag?slag=underlag", width=390, height=844)
    assert violations(page) == []
    assert page.evaluate(OVER) == []
    page.get_by_role("button", name="Ta med kärnindikatorerna").click()
    expect(page.locator(".mk-document")).to_be_visible()
    assert page.evaluate(OVER) == []


def fits(page: Page) -> None:
    """A slide's picture is whole above the buttons and its letters are as large as a room needs."""
    seen = page.locator(".mk-slide img:visible")
    assert seen.count() == page.locator(".mk-slide .mk-wide").count()
    for picture in seen.all():
        box = picture.bounding_box()
        assert box
        assert box["y"] + box["height"] <= page.locator(".st-key-mk-slide-bar").bounding_box()["y"]  # type: ignore[index]
        width, height = picture.evaluate("image => [image.naturalWidth, image.naturalHeight]")
        assert min(box["width"], box["height"] * width / height) * LETTERS / width >= ROOM


def test_every_slide_is_readable_from_the_back_and_nothing_else_is_on_the_screen(visit: Visit) -> None:
    page = slide(visit, 1)
    for gone in (".st-key-mk-header", ".st-key-mk-footer"):
        expect(page.locator(gone)).to_be_hidden()
    for number in range(1, LAST + 1):
        expect(page.locator(".mk-slide-where").first).to_have_text(place_of(number))
        ready(page)
        assert page.evaluate(SMALL, ROOM) == []
        fits(page)
        if number in CHECKED:
            assert violations(page) == []
            assert unknown(english(page)) == set()
        if number < LAST - 1:
            page.keyboard.press("ArrowRight")
        elif number < LAST:
            page.get_by_role("button", name="Alla bilder").click()
    page.evaluate("document.querySelector('.mk-slide h1').style.setProperty('font-size', '27px', 'important')")
    assert page.evaluate(SMALL, ROOM) == ["Bilderna i ordning"], "small text would be found"


@pytest.mark.parametrize(("width", "height", "scale"), every(2, [(390, 844, 1), (720, 450, 2)]))
def test_a_slide_on_a_telephone_and_at_200_percent_runs_over_no_edge(
    width: int, height: int, scale: float, visit: Visit
) -> None:
    """In one of the two; thoroughly in both."""
    page = slide(visit, 11, width, height, scale)
    assert page.evaluate(OVER) == []


def test_the_last_line_of_a_long_slide_on_a_telephone_is_read_above_the_bar(visit: Visit) -> None:
    page = slide(visit, 18, 390, 844)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 1e6")
    line, bar = page.locator(".mk-slide").bounding_box(), page.locator(".st-key-mk-slide-bar").bounding_box()
    assert line
    assert bar
    assert line["y"] < 0, "it is longer than the window"
    assert line["y"] + line["height"] <= bar["y"]


def test_keys_turn_the_slides_and_lead_out(visit: Visit, thorough: bool) -> None:
    page = slide(visit, 1)
    where = page.locator(".mk-slide-where").first
    for key, number in (
        ("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), ("ArrowLeft", 1), ("End", LAST - 1),
        ("ArrowRight", LAST - 1), ("Home", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(where).to_have_text(place_of(number))
        says(page, bild=str(number))
    for wait in (0, 50, 100, 200) if thorough else (50,):  # faster than the server answers, and while it does
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(wait)
        expect(where).to_have_text(place_of(4))
        page.keyboard.press("Home")
        expect(where).to_have_text(place_of(1))
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text(SCREENS["oversikt"].heading)
    expect(page.locator(".st-key-mk-header")).to_be_visible()
    page.keyboard.press("ArrowRight")  # the keys are of that page only
    assert "bild" not in query(page)

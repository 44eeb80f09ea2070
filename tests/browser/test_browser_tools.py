"""What a reader can do on every page: see the answers alone, and print the page's sheet."""

import io

import pytest
from parts import every
from playwright.sync_api import expect
from pypdf import PdfReader
from screen import NAV, Visit, query, ready, says

ALONE = "/indikator?indikator=K06&enkelt=ja"


def test_the_answers_alone_are_asked_for_in_the_frame_and_follow_along(visit: Visit, thorough: bool) -> None:
    """On one page; thoroughly to the next too, as other choices in test_browser_back.py."""
    page = visit("/indikator?indikator=K06", width=1440)
    whole = page.locator("h2").count()
    before = page.evaluate("history.length")
    page.locator(".st-key-mk-tools label").click()
    says(page, enkelt="ja")
    expect(page.locator(".mk-answer-block")).to_have_count(1)
    assert page.locator("h2").count() < whole
    assert page.locator(".st-key-mk-body [data-testid=stExpander]").count() == 0
    assert page.evaluate("history.length") == before + 1
    if thorough:
        page.locator(NAV, has_text="Jämför").first.click()
        says(page, enkelt="ja", indikator="charging_points_per_1000")
    page.locator(".st-key-mk-tools label").click()
    page.wait_for_url(lambda url: "enkelt" not in url)
    ready(page)
    assert "enkelt" not in query(page)


@pytest.mark.thorough  # as for every choice in test_browser_back.py
def test_back_brings_the_evidence_back(visit: Visit) -> None:
    page = visit("/indikator?indikator=K06")
    whole = page.locator("h2").count()
    page.locator(".st-key-mk-tools label").click()
    says(page, enkelt="ja")
    page.go_back()
    page.wait_for_url(lambda url: "enkelt" not in url)
    expect(page.locator("h2")).to_have_count(whole)
    expect(page.get_by_role("switch", name="Enklare")).not_to_be_checked()


@pytest.mark.parametrize(
    ("address", "heading"),
    every(
        3,
        [
            ("/mal", "Ledningsgruppens sida"),
            ("/", "Ledningsgruppens sida"),
            ("/indikator?indikator=K06&omrade=0127", "Publika laddpunkter per 1 000 invånare"),
        ],
    ),
)
def test_the_sheet_of_a_page_is_printed_as_pdf(address: str, heading: str, visit: Visit) -> None:
    """The sheet of one page; thoroughly of three."""
    page = visit(address)
    with page.expect_download() as download:
        page.get_by_role("button", name="Skriv ut").click()
    path = download.value.path()
    texts = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(path.read_bytes())).pages]
    assert heading in " ".join(" ".join(texts).split()).replace("\u00a0", " ")
    assert download.value.suggested_filename.endswith(".pdf")


def test_a_page_without_a_sheet_is_printed_as_it_stands(visit: Visit) -> None:
    page = visit("/kommun")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    page.locator(".st-key-mk-tools").get_by_role("button", name="Skriv ut").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")

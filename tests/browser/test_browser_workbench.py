"""The workbench in a browser: what stays in sight, what leads where, and a slider that asks the server for nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from parts import every
from playwright.sync_api import Page, expect
from screen import MAP, Visit, ready, says

WIDE = (1280, 900)
BAR = ".mk-contents"
COVERED = """() => {
    const part = document.activeElement;
    if (!part.closest('.st-key-mk-body') || part.closest('.st-key-mk-bench')) return null;
    const own = part.getBoundingClientRect(), bar = document.querySelector('.mk-contents').getBoundingClientRect();
    const name = part.getAttribute('aria-label') || part.textContent;
    return own.height && own.top < bar.bottom - 1 ? name.slice(0, 40) : null;
}"""
LABELS = f"""() => [...document.querySelectorAll('{MAP} .scattergeo text')].map(text => text.textContent).join(' ')"""

PLAYED = "() => [2016, 2017, 2018].includes(Number(document.querySelector('.mk-year-now').textContent))"


@contextmanager
def sent(page: Page) -> Iterator[list[int]]:
    """What the page sends to the server within the block, a number a message."""
    messages: list[int] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.webSocketFrameSent", lambda _: messages.append(1))
    session.send("Network.enable")
    yield messages
    session.detach()


@pytest.fixture(scope="module")
def opened_once(visit_once: Visit) -> Page:
    return visit_once("/indikator", *WIDE, charts=4)


@pytest.fixture
def page(opened_once: Page) -> Iterator[Page]:
    """The page for whoever chooses nothing on it; wide, at rest and without an open list when it is given back."""
    yield opened_once
    opened_once.keyboard.press("Escape")
    opened_once.emulate_media(reduced_motion="reduce")
    resized(opened_once, *WIDE)


def resized(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    ready(page, 4)


@pytest.mark.parametrize(("width", "height"), every(3, [WIDE, (390, 844), (720, 450)]))
def test_the_contents_lead_to_their_parts_and_leave_the_address(width: int, height: int, page: Page) -> None:
    """At the widest; thoroughly at three widths."""
    resized(page, width, height)
    before, steps = page.url, page.evaluate("history.length")
    bar = page.locator(BAR)
    for name in ("Så räknas det", "Karta", "Jämförelse"):
        bar.get_by_role("link", name=name, exact=True).click()
        heading = page.locator("h2", has_text=name)
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
        top, below = heading.bounding_box(), bar.bounding_box()
        assert top is not None
        assert below is not None
        assert top["y"] >= below["y"] + below["height"] - 1
        if name != "Så räknas det":  # where the page ends
            assert top["y"] <= below["y"] + below["height"] + 30
        assert below["y"] + below["height"] <= max(0.15 * height, 130)
    assert (page.url, page.evaluate("history.length")) == (before, steps)


@pytest.mark.parametrize(("width", "height"), every(2, [WIDE, (390, 844)]))
def test_what_has_the_focus_never_lies_under_the_bar(width: int, height: int, page: Page) -> None:
    """At the widest; thoroughly on a telephone too."""
    resized(page, width, height)
    page.locator(BAR).get_by_role("link", name="Så räknas det").click()
    covered = []
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        covered.append(page.evaluate(COVERED))
    assert [name for name in covered if name] == []


def test_the_choices_are_in_sight_at_the_end_of_the_page(page: Page) -> None:
    page.locator("h3", has_text="Källa och förbehåll").scroll_into_view_if_needed()
    for label in ("Indikator", "Område", "År"):
        expect(page.get_by_role("combobox", name=label, exact=True)).to_be_in_viewport()
    resized(page, 390, 844)
    page.locator("h3", has_text="Källa och förbehåll").scroll_into_view_if_needed()
    expect(page.get_by_text("Elbilar, Södertörn 2025")).to_be_in_viewport()


def test_a_choice_in_the_bar_is_typed_where_one_reads(page: Page) -> None:
    page.locator("h3", has_text="Källa och förbehåll").scroll_into_view_if_needed()
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(scrolled)
    assert before > 1000
    box = page.get_by_role("combobox", name="Område", exact=True)
    box.click()
    box.fill("Huddinge")
    expect(page.get_by_role("option", name="Huddinge", exact=True)).to_be_visible()
    assert page.evaluate(scrolled) == before


def test_the_slider_shows_other_years_by_key_and_asks_the_server_for_nothing_until_one_is_chosen(page: Page) -> None:
    with sent(page) as messages:
        _other_years_are_shown(page)
        assert messages == []
        _a_year_is_chosen(page)
        assert messages, "it is seen what is sent"


def _other_years_are_shown(page: Page) -> None:
    shown = page.evaluate(LABELS)
    slider = page.get_by_role("slider", name="År på kartan och i spridningen")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".mk-year-now")).to_have_text("2023")
    expect(slider).to_have_attribute("aria-valuetext", "2023")
    page.wait_for_function(f"old => ({LABELS})() !== old", arg=shown)
    page.keyboard.press("End")
    page.wait_for_function(f"old => ({LABELS})() === old", arg=shown)
    assert page.evaluate("document.activeElement.id") == "mk-year"


def _a_year_is_chosen(page: Page) -> None:
    """In one step, and Back leaves it."""
    steps = page.evaluate("history.length")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Visa hela sidan för 2024").click()
    says(page, ar="2024")
    expect(page.get_by_role("combobox", name="År", exact=True)).to_have_value("2024")
    expect(page.locator(".mk-year-now")).to_have_text("2024")
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    expect(page.get_by_role("combobox", name="År", exact=True)).to_have_value("2025")
    expect(page.locator(".mk-year-now")).to_have_text("2025")


@pytest.mark.thorough  # begun below
def test_playing_goes_on_by_itself_until_it_is_stopped(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Spela upp").click()
    page.wait_for_function(PLAYED)
    page.get_by_role("button", name="Stoppa").click()
    year = page.locator(".mk-year-now").inner_text()
    page.wait_for_timeout(1500)
    expect(page.locator(".mk-year-now")).to_have_text(year)
    expect(page.get_by_role("button", name="Spela upp")).to_be_visible()


def test_who_wants_no_motion_sees_none_and_has_the_slider(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Spela upp").click()
    page.wait_for_function(PLAYED)
    page.emulate_media(reduced_motion="reduce")
    expect(page.get_by_role("button", name="Spela upp")).to_be_hidden()
    year = page.locator(".mk-year-now").inner_text()
    page.wait_for_timeout(1500)
    expect(page.locator(".mk-year-now")).to_have_text(year)
    page.get_by_role("slider").focus()
    page.keyboard.press("End")
    expect(page.locator(".mk-year-now")).to_have_text("2025")

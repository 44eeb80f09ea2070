"""The frame around every page: titles, landmarks, and what does not exist."""

from functools import partial

import pytest
from playwright.sync_api import expect
from screen import CHART, SCREENS, Opened, Visit

TITLES = {
    "/kommun?kommun=0181": "Kommun: Södertälje – Målkollen",
    "/mal?mal=tillganglighet": "Mål: Tillgänglighet – Målkollen",
    "/indikator?indikator=K06&omrade=0127": "Laddpunkter, Botkyrka 2025 – Målkollen",
    "/jamfor?ar=2024": "Jämför: Elbilar, 2024 – Målkollen",
    "/ord": "Ord – Målkollen",
}
DOORS = {
    "oversikt": ("Översikt", "Översikt – Målkollen"),
    "kommun": ("Kommun", "Kommun: Botkyrka – Målkollen"),
    "fraga": ("Fråga", "Fråga: laddpunkter – Målkollen"),
}
LANDMARKS = """() => [...document.querySelectorAll(
    'main, nav, header, footer, [role=main], [role=navigation], [role=banner], [role=contentinfo]')]
    .filter(part => part.getAttribute('role') !== 'presentation' && part.getClientRects().length)
    .map(part => part.getAttribute('role') || part.tagName.toLowerCase())"""


@pytest.mark.thorough  # each kind of title below
@pytest.mark.parametrize("address", TITLES)
def test_the_tab_says_the_page_and_what_is_chosen(address: str, visit: Visit) -> None:
    expect(visit(address)).to_have_title(TITLES[address])


def test_the_door_that_stands_open_says_so_and_the_tab_says_the_page(opened: Opened) -> None:
    """For one of the doors in the header, one that has a choice and one under Mer."""
    if not (found := [one for name, one in DOORS.items() if opened.screen == SCREENS[name]]):
        return
    door, title = found[0]
    expect(opened.page).to_have_title(title)
    current = opened.page.locator("[aria-current=page]")
    expect(current).to_have_count(1)
    assert (current.text_content() or "").strip() == door


def test_a_page_has_its_landmarks_and_one_way_past_the_doors(opened: Opened) -> None:
    page = opened.page
    page.wait_for_selector("[role=main]")
    contents = ["nav"] * page.locator("nav.mk-contents").count()  # of a long page
    assert sorted(page.evaluate(LANDMARKS)) == ["banner", "contentinfo", "main", *contents, "navigation"]
    assert page.locator("[role=main] h1").count() == 1
    assert page.locator("[role=main] [role=navigation]").count() == 0
    assert page.locator("[data-testid=stMain]").get_attribute("tabindex") == "-1"
    assert page.locator("[data-testid=stIconMaterial]:not([aria-hidden=true])").count() == 0
    assert page.locator(f"{CHART} .main-svg:not([role=presentation])").count() == 0


def test_a_page_that_does_not_exist_is_said_in_swedish_and_the_start_page_shown(visit: Visit) -> None:
    page = visit("/finns-inte")
    expect(page.locator("h1")).to_have_text(SCREENS["oversikt"].heading)
    expect(page.get_by_test_id("stAlert")).to_contain_text("Sidan ”finns-inte” finns inte. Översikt visas. Sidorna är ")
    assert page.get_by_role("dialog").count() == 0
    assert "not found" not in page.locator("body").inner_text()


@pytest.mark.thorough  # said in test_browser_hostile.py
def test_an_edition_that_does_not_exist_is_said_and_the_doors_lead_to_what_there_is(visit: Visit) -> None:
    page = visit("/?utgava=borta")
    expect(page.locator("h1")).to_have_text("Den fastställda versionen finns inte")
    page.locator(".st-key-mk-nav").get_by_role("link", name="Kommun", exact=True).click()
    expect(page.locator("h1")).to_have_text("Kommun")


def test_a_municipality_is_chosen_a_link_lands_on_what_it_promises_and_the_name_leads_home(visit: Visit) -> None:
    page = visit("/kommun", width=390, height=844)
    page.get_by_role("link", name="Haninge", exact=True).click()
    expect(page.locator("h1")).to_have_text("Haninge")
    page.get_by_role("link", name="Varför siffror saknas, och vad som väntas").last.click()
    waits = page.get_by_role("heading", name="Det här väntar vi på")
    expect(waits).to_be_focused()
    expect(waits).to_be_in_viewport()
    page.get_by_role("link", name="Målkollen", exact=True).click()
    expect(page.locator("h1")).to_have_text(SCREENS["oversikt"].heading)


def test_a_word_in_an_answer_opens_its_sentence_by_mouse_and_keyboard(opened: Opened) -> None:
    """On one page."""
    if opened.screen != SCREENS["mal"]:
        return
    term = opened.page.locator(".mk-answer-block .mk-term").first
    meaning = opened.page.locator(f"[id='{term.get_attribute('popovertarget')}']")
    expect(meaning).to_have_count(1)
    for open_it in (term.click, partial(term.press, "Enter")):
        expect(meaning).to_be_hidden()
        open_it()
        expect(meaning).to_be_visible()
        opened.page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()

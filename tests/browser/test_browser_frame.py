"""The frame around every page: titles, landmarks, what is read aloud, and what does not exist."""

import pytest
from parts import every
from playwright.sync_api import expect
from screen import CHART, SCREENS, Opened, Visit, choose, says

TITLES = {
    "/": "Översikt – Målkollen",
    "/mal?mal=tillganglighet": "Mål: Tillgänglighet – Målkollen",
    "/indikator?indikator=K06&omrade=0127": "Laddpunkter, Botkyrka 2025 – Målkollen",
    "/kommun?kommun=0181": "Kommun: Södertälje – Målkollen",
    "/jamfor?ar=2024": "Jämför: Elbilar, 2024 – Målkollen",
    "/kallor": "Data och källor – Målkollen",
    "/ord": "Ord – Målkollen",
}
DOORS = {"/": "Översikt", "/kommun?kommun=0181": "Kommun", "/ord": "Ord"}
LANDMARKS = """() => [...document.querySelectorAll(
    'main, nav, header, footer, [role=main], [role=navigation], [role=banner], [role=contentinfo]')]
    .filter(part => part.getAttribute('role') !== 'presentation' && part.getClientRects().length)
    .map(part => part.getAttribute('role') || part.tagName.toLowerCase())"""


@pytest.mark.parametrize("address", every(3, list(TITLES)))
def test_the_tab_says_the_page_and_what_is_chosen_and_the_door_that_stands_open_says_so(
    address: str, visit: Visit
) -> None:
    """Three addresses, those of the doors; thoroughly seven."""
    page = visit(address)
    expect(page).to_have_title(TITLES[address])
    if door := DOORS.get(address):
        current = page.locator("[aria-current=page]")
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


def test_what_is_shown_is_read_aloud_after_a_choice_and_not_before(visit: Visit) -> None:
    page = visit("/indikator")
    live = page.locator("#mk-live")
    expect(live).to_have_attribute("aria-live", "polite")
    assert live.text_content() == ""
    choose(page, "Område", "Botkyrka")
    says(page, omrade="0127")
    expect(live).to_have_text("Botkyrka 2025: 6,7 procent.")
    page.locator(".st-key-mk-nav").get_by_role("link", name="Kommun", exact=True).click()
    expect(live).to_have_text("Kommun: Botkyrka")


def test_a_page_that_does_not_exist_is_said_in_swedish_and_the_start_page_shown(visit: Visit) -> None:
    page = visit("/finns-inte")
    expect(page.locator("h1")).to_have_text(SCREENS["oversikt"].heading)
    expect(page.get_by_test_id("stAlert")).to_contain_text("Sidan ”finns-inte” finns inte. Översikt visas. Sidorna är ")
    assert page.get_by_role("dialog").count() == 0
    assert "not found" not in page.locator("body").inner_text()


def test_an_edition_that_does_not_exist_is_said_and_the_doors_lead_to_what_there_is(visit: Visit) -> None:
    page = visit("/?utgava=borta")
    expect(page.locator("h1")).to_have_text("Den fastställda versionen finns inte")
    page.locator(".st-key-mk-nav").get_by_role("link", name="Kommun", exact=True).click()
    expect(page.locator("h1")).to_have_text("Botkyrka")


def test_what_an_address_asks_for_in_vain_is_said_in_one_box(visit: Visit) -> None:
    page = visit("/indikator?omrade=9999&ar=1789&data=0ld")
    expect(page.get_by_test_id("stAlert")).to_have_count(1)
    for asked in ("”9999”", "”1789”", "dataversion 0ld"):
        expect(page.get_by_test_id("stAlert")).to_contain_text(asked)


def test_a_word_is_explained_where_it_stands_with_the_keyboard(visit: Visit) -> None:
    page = visit("/ord")
    term = page.get_by_role("button", name="laddpunkt", exact=True)
    meaning = page.locator(".mk-meaning")
    expect(meaning).to_be_hidden()
    term.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()

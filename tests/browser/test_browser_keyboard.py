"""Everything is reached and chosen with the keyboard alone, and the eye can see where one is."""

import pytest
from playwright.sync_api import Page, expect
from screen import Visit, says

MOST_STOPS = 60

WHERE = """() => {
    const found = document.activeElement;
    return (found.getAttribute('aria-label') || found.innerText || found.tagName).trim().split('\\n').pop();
}"""

# What the focused element and those around it look like, then the same without focus.
MARKED = """() => {
    const focused = document.activeElement, around = [];
    for (let part = focused; part && around.length < 5; part = part.parentElement) around.push(part);
    const looks = () => around.map(part => {
        const style = getComputedStyle(part);
        const outline = style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor;
        return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join(' ');
    }).join();
    const before = looks();
    focused.blur();
    const after = looks();
    focused.focus({focusVisible: true});
    return before !== after;
}"""


START = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
}"""
"""Tab begins anew, as on a page that was just opened."""


@pytest.fixture(scope="module")
def opened_once(visit_once: Visit) -> Page:
    return visit_once("/indikator?indikator=electric_car_share", charts=3)


@pytest.fixture
def page(opened_once: Page) -> Page:
    """The page for whoever needs no choice of it to be as it was opened."""
    opened_once.evaluate(START)
    return opened_once


def stops(page: Page, until: str) -> list[str]:
    """The names of what Tab reaches, up to and including one; what is reached must be seen to be."""
    names: list[str] = []
    while len(names) < MOST_STOPS:
        page.keyboard.press("Tab")
        names.append(str(page.evaluate(WHERE)))
        assert page.evaluate(MARKED), f"nothing shows that {names[-1]} has focus"
        if names[-1] == until:
            return names
    raise AssertionError(f"Tab does not reach {until}: {names}")


def in_order(names: list[str], wanted: list[str]) -> bool:
    """Whether the wanted names come in this order among others."""
    rest = iter(names)
    return all(name in rest for name in wanted)


def test_tab_reaches_the_skip_link_the_pages_and_the_choices_in_the_order_they_are_read(page: Page) -> None:
    names = stops(page, "Registrerade fordon")
    assert names[0] == "Hoppa till innehållet"
    pages = ["Översikt", "Mål", "Indikator", "Kommun", "Jämför", "Underlag", "Mer", "Kopiera länk"]
    choices = ["Indikator", "Område", "År", "Registrerade fordon"]
    assert in_order(names, [*pages, *choices]), names
    assert names[1:3] == ["Målkollen", "Översikt"]
    assert names[names.index("Kopiera länk") + 1] == "Indikator"


def test_the_skip_link_leads_past_the_pages_links(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "Indikator"
    assert page.evaluate("document.activeElement.closest('[role=main]') !== null")


def test_a_list_and_the_maps_view_are_chosen_from_with_the_keyboard_alone(page: Page) -> None:
    stops(page, "År")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("2021")
    page.keyboard.press("Enter")
    says(page, ar="2021")
    assert page.get_by_text("Södertörn 2021", exact=True).is_visible()
    stops(page, "År på kartan och i spridningen")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "Södertörn"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    says(page, karta="lan")


@pytest.mark.thorough  # one under Mer below
def test_a_page_is_opened_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/")
    stops(page, "Kommun")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kommun")


def test_the_menu_of_more_pages_is_opened_gone_through_and_shut_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/")
    menu = page.locator(".st-key-mk-more details")
    stops(page, "Mer")
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "Pendling"
    page.keyboard.press("Escape")
    page.wait_for_function("menu => !menu.open", arg=menu.element_handle())  # and at once again: it shuts all the same
    page.keyboard.press("Enter")
    assert page.evaluate(WHERE) == "Mer"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Pendling")
    expect(menu).not_to_have_attribute("open", "")


@pytest.mark.thorough  # a menu above
def test_a_charts_table_is_unfolded_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/kommun?kommun=0127", charts=1)
    stops(page, "Visa som tabell och hämta")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").first).to_be_visible()

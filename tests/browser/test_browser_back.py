"""Back and Forward show each page as it was left: one step for a page, one for a choice, none for what nobody chose."""

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from screen import DRAWN, READY, SCREENS, Visit, choose, pick, query, ready, says, whole

DOORS = {
    "Översikt": ("/", "Södertörn mot målen"),
    "Mål": ("/mal", "Klimatomställning"),
    "Indikator": ("/indikator", "Elbilar"),
    "Kommun": ("/kommun", "Kommun"),
    "Jämför": ("/jamfor", "Jämför storstadsregionerna"),
    "Underlag": ("/underlag", "Underlag"),
}
MORE = {
    "Pendling": ("/pendling", "Pendling"),
    "Resor": ("/resor", "Resor"),
    "Prioriterade objekt": ("/prioriterade-objekt", "Prioriterade objekt"),
    "Data och källor": ("/kallor", "Data och källor"),
}


def steps(page: Page) -> int:
    """The entries in the browser's history."""
    return int(page.evaluate("history.length"))


def walk(page: Page, name: str) -> None:
    """Follows a link of the header to its page."""
    if name in MORE:
        page.locator(".st-key-mk-more summary").click()
    page.locator(".st-key-mk-nav").get_by_role("link", name=name, exact=True).click()
    stands(page, name)


def stands(page: Page, name: str) -> None:
    """Waits until a page is shown under its own address and title."""
    path, heading = (DOORS | MORE)[name]
    page.wait_for_url(lambda url: url.split("?")[0].endswith(path))
    expect(page.locator("h1")).to_have_text(heading)
    page.wait_for_selector(READY)


def tour(names: Iterable[str]) -> list[str]:
    """A walk that goes from each page to each other exactly once."""
    left = {name: [other for other in names if other != name] for name in names}
    path, under_way = [], [next(iter(left))]
    while under_way:
        if left[under_way[-1]]:
            under_way.append(left[under_way[-1]].pop())
        else:
            path.append(under_way.pop())
    return path[::-1]


def test_back_leads_over_every_pair_of_pages_and_each_page_is_one_step(visit: Visit, thorough: bool) -> None:
    """Four of the pages in a ring, the last two found again; thoroughly, each of the thirty pairs of six."""
    page, way = visit("/"), tour(DOORS) if thorough else ["Översikt", "Mål", "Kommun", "Underlag", "Översikt"]
    assert not thorough or {one for one, _ in pairwise(way)} == {other for _, other in pairwise(way)} == set(DOORS)
    assert not thorough or len(set(pairwise(way))) == len(DOORS) * (len(DOORS) - 1)
    before = steps(page)
    for name in way[1:]:
        walk(page, name)
        assert query(page) == {}
    assert steps(page) == before + len(way) - 1
    back = way[-2::-1] if thorough else way[-2:-4:-1]
    for name in back:
        page.go_back()
        stands(page, name)
    page.go_forward()
    stands(page, way[-len(back)])


@pytest.mark.thorough  # a menu's pages, as those beside it above
def test_back_over_the_pages_under_more(visit: Visit) -> None:
    page, more = visit("/"), [*MORE]
    before = steps(page)
    for name in more:
        walk(page, name)
    assert steps(page) == before + len(more)
    for name in more[-2::-1]:
        page.go_back()
        stands(page, name)
    page.go_back()
    stands(page, "Översikt")


def test_each_choice_is_one_step_and_back_shows_what_was_chosen_before(visit: Visit, thorough: bool) -> None:
    """An area and an indicator; thoroughly a year and the map's view between them."""
    page, left = visit("/indikator", charts=3), [("Elbilar", "Huddinge", "2025")]
    before = steps(page)
    choose(page, "Område", "Huddinge")
    says(page, omrade="0126")
    if thorough:
        choose(page, "År", "2021")
        says(page, ar="2021")
        pick(page, "Stockholms län")
        says(page, karta="lan")
        left = [("Elbilar", "Huddinge", "2021")] * 2 + left
    choose(page, "Indikator", "Laddpunkter")
    says(page, indikator="charging_points_per_1000")
    assert steps(page) == before + 1 + len(left)
    shown = ("Indikator", "Område", "År")

    def lists() -> tuple[str, ...]:
        return tuple(page.get_by_role("combobox", name=label, exact=True).input_value() for label in shown)

    assert lists()[1] == "Huddinge"
    for expected in left:
        page.go_back()
        expect(page.locator("h1")).to_have_text(expected[0])
        page.wait_for_function(DRAWN, arg=3)
        expect(page.get_by_role("combobox", name="År", exact=True)).to_have_value(expected[2])
        ready(page)
        assert lists() == expected
    page.go_back()
    expect(page.get_by_role("combobox", name="Område", exact=True)).to_have_value("Södertörn")
    assert query(page) == {}
    page.go_forward()
    expect(page.get_by_role("combobox", name="Område", exact=True)).to_have_value("Huddinge")
    ready(page)
    assert query(page) == {"omrade": "0126"}


def test_each_question_asked_is_one_step_and_back_shows_the_one_before(visit: Visit) -> None:
    """Enter and the button ask alike; the question stands in the address, so that a link opens it."""
    page = visit("/fraga")
    before, field = steps(page), page.get_by_role("textbox", name="Din fråga")
    field.fill("Hur många laddpunkter har Nynäshamn?")
    field.press("Enter")
    expect(page.locator(".mk-answer-word")).to_have_text("40 laddpunkter 2025")
    field.fill("Vad är visionen?")
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.locator(".mk-answer-question")).to_have_text("Vad är visionen?")
    says(page, fraga="Vad är visionen?")
    assert steps(page) == before + 2
    page.go_back()
    expect(page.locator(".mk-answer-word")).to_have_text("40 laddpunkter 2025")
    expect(field).to_have_value("Hur många laddpunkter har Nynäshamn?")
    says(page, fraga="Hur många laddpunkter har Nynäshamn?")
    page.go_back()
    expect(page.get_by_role("heading", name="Fråga till exempel")).to_be_visible()
    expect(page).to_have_url(re.compile("/fraga$"))


@pytest.mark.thorough  # as slow ones above
def test_three_quick_choices_are_three_steps(visit: Visit) -> None:
    """A choice that cuts the run before it short does not take that choice's step away."""
    page = visit("/indikator", charts=3)
    before = steps(page)
    choose(page, "Område", "Huddinge")
    choose(page, "År", "2021")
    pick(page, "Stockholms län")
    says(page, omrade="0126", ar="2021", karta="lan")
    assert query(page).keys() == {"omrade", "ar", "karta"}
    assert steps(page) == before + 3
    for left in ({"omrade": "0126", "ar": "2021"}, {"omrade": "0126"}, {}):
        page.go_back()
        expect(page.get_by_role("combobox", name="År", exact=True)).to_have_value(left.get("ar", "2025"))
        ready(page)
        assert query(page) == left


@pytest.mark.thorough  # a button, as a list above
def test_what_is_pressed_stays_pressed(visit: Visit) -> None:
    page = visit("/")
    pick(page, "Samarbetskommittén")
    says(page, **{"for": "kommitten"})
    pick(page, "Samarbetskommittén")
    walk(page, "Mål")
    page.go_back()
    stands(page, "Översikt")
    assert query(page) == {"for": "kommitten"}


@pytest.mark.thorough  # what follows along, as below
def test_a_row_of_the_whole_opens_the_whole_and_the_municipality_is_kept(visit: Visit) -> None:
    page = visit("/kommun?kommun=0126")
    walk(page, "Översikt")
    page.locator(".st-key-mk-multiples-overview").get_by_role("link").first.click()
    expect(page.get_by_role("combobox", name="Område", exact=True)).to_have_value("Södertörn")
    walk_to = page.locator(".st-key-mk-nav").get_by_role("link", name="Kommun", exact=True)
    walk_to.click()
    expect(page.locator("h1")).to_have_text("Huddinge")


def test_a_municipality_that_is_chosen_is_read_from_its_start(visit: Visit) -> None:
    page, scrolled = visit("/kommun", width=390, height=844), "document.querySelector('[data-testid=stMain]').scrollTop"
    page.get_by_role("main").get_by_role("link", name="Tyresö", exact=True).scroll_into_view_if_needed()
    assert page.evaluate(scrolled) > 300
    page.get_by_role("main").get_by_role("link", name="Tyresö", exact=True).click()
    says(page, kommun="0138")
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.evaluate(scrolled) == 0
    page.go_back()
    expect(page.locator("h1")).to_have_text("Kommun")


def test_choices_follow_along_to_the_pages_that_can_take_them_and_each_is_read_aloud(
    visit: Visit, thorough: bool
) -> None:
    """An area from its page to the next and on; thoroughly another one back again too."""
    page, code = visit("/indikator?indikator=charging_points_per_1000"), "0138"
    live = page.locator("#mk-live")
    expect(live).to_have_attribute("aria-live", "polite")
    assert live.text_content() == ""
    choose(page, "Område", "Tyresö")
    says(page, omrade=code)
    expect(live).to_have_text("Tyresö 2025: 1,8 per 1 000 inv.")
    page.locator(".st-key-mk-nav").get_by_role("link", name="Kommun", exact=True).click()
    expect(page.locator("h1")).to_have_text("Tyresö")
    expect(live).to_have_text("Kommun: Tyresö")
    says(page, kommun=code)
    if thorough:
        code = "0128"
        choose(page, "Kommun", "Salem")
        says(page, kommun=code)
        page.locator(".st-key-mk-nav").get_by_role("link", name="Indikator", exact=True).click()
        expect(page.locator("h1")).to_have_text("Laddpunkter")
        expect(page.get_by_role("combobox", name="Område", exact=True)).to_have_value("Salem")
    walk(page, "Jämför")
    assert query(page) == {"indikator": "charging_points_per_1000", "kommun": code}
    assert page.get_by_test_id("stAlert").count() == 0


@pytest.mark.thorough  # as one that was copied, below
def test_a_pinned_link_is_opened_and_left_by_back(visit: Visit) -> None:
    page = visit("/kommun")
    link = f"/indikator?indikator=K02&omrade=0126&ar=2024&data={whole(page)['data']}"
    origin = page.url.rsplit("/", 1)[0]
    page.goto(origin + link)
    ready(page)
    assert page.url == origin + link
    choose(page, "Område", "Salem")
    says(page, omrade="0128", ar="2024")
    page.go_back()
    expect(page.get_by_role("combobox", name="Område", exact=True)).to_have_value("Huddinge")
    assert page.url == origin + link
    page.go_back()
    expect(page.locator("h1")).to_have_text("Kommun")


@pytest.mark.thorough  # a chart's link in test_browser_share.py
def test_copying_the_link_gives_the_whole_address(visit: Visit) -> None:
    page = visit("/kommun?kommun=0126")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Kopiera länk").click()
    expect(page.locator("#mk-live")).to_have_text("Länken är kopierad")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    again = visit(copied)
    assert again.url == copied
    assert query(again).keys() == {"kommun", "data"}
    assert query(again) == whole(again) == whole(page)
    assert again.get_by_test_id("stAlert").count() == 0  # it is made with today's data


HEARS_LATE = """
const heard = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
Object.defineProperty(WebSocket.prototype, "onmessage", {
  set(hear) { heard.set.call(this, (event) => setTimeout(() => hear.call(this, event), 800)); },
});
"""


def test_a_link_that_is_pressed_out_of_a_field_is_followed_and_back_has_what_was_typed(visit: Visit) -> None:
    """A finger's press is over before the field has told what was typed: the link waits for it."""
    page = visit("/fraga")
    page.get_by_role("textbox", name="Din fråga").fill("Vad är visionen?")
    page.locator(".st-key-mk-nav").get_by_role("link", name="Jämför", exact=True).click()
    expect(page.locator("h1")).to_have_text(SCREENS["jamfor"].heading)
    page.go_back()
    expect(page.locator(".mk-answer-question")).to_have_text("Vad är visionen?")


def test_what_is_typed_stands_though_the_press_after_it_knew_an_older_address(visit: Visit) -> None:
    """Who leaves the field by pressing sends two things, the press with the address as it was: it rules no longer."""
    here = visit("/fraga")
    browser = here.context.browser
    assert browser is not None
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HEARS_LATE)
        page.goto(here.url)
        ready(page)
        page.get_by_role("textbox", name="Din fråga").fill("Vad är visionen?")
        page.get_by_role("button", name="Fråga", exact=True).click(delay=300)
        expect(page.locator(".mk-answer-question")).to_have_text("Vad är visionen?")
        says(page, fraga="Vad är visionen?")

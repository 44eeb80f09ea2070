"""The address is the choices: a link opens what was seen, with year and data version, and says when it cannot."""

import re
from urllib.parse import urlencode

import pytest
from parts import every
from playwright.sync_api import Page, expect
from screen import EIGHT, MAP, SCREENS, Opened, Visit, choose, data_version, pick, query, ready, says, whole

CODES = dict(zip(EIGHT, ["0127", "0136", "0126", "0140", "0192", "0128", "0181", "0138"], strict=True))
YEARLY = ("/indikator", "/jamfor")

# A point well inside a municipality's polygon, in the window's coordinates.
SPOT = """(map, code) => {
    const path = [...map.querySelectorAll('.choroplethlocation')].find(path => path.__data__.loc === code);
    path.scrollIntoView({block: 'center'});
    const box = path.getBoundingClientRect(), toPath = path.getScreenCTM().inverse(), steps = 40;
    const inside = (x, y) => path.isPointInFill(new DOMPoint(x, y).matrixTransform(toPath));
    for (let i = 1; i < steps * steps; i++) {
        const x = box.left + box.width * (i % steps) / steps, y = box.top + box.height * Math.floor(i / steps) / steps;
        const near = [[0, 0], [8, 0], [-8, 0], [0, 8], [0, -8]];
        if (near.every(([dx, dy]) => inside(x + dx, y + dy))) return {x, y};
    }
    throw new Error('nowhere inside ' + code);
}"""


def click_on_map(page: Page, name: str) -> None:
    """A real click of the mouse inside a municipality, once the map says whose it is."""
    drawn = page.locator(MAP).first
    drawn.scroll_into_view_if_needed()
    spot = drawn.evaluate(SPOT, CODES[name])
    page.mouse.move(spot["x"] - 2, spot["y"])
    page.mouse.move(spot["x"], spot["y"])
    expect(drawn.locator(".hoverlayer")).to_contain_text(name)
    page.mouse.click(spot["x"], spot["y"])


def chosen(page: Page) -> dict[str, str]:
    """What the lists show, by label, and the buttons that are pressed."""
    lists = {box.get_attribute("aria-label") or "": box.input_value() for box in page.get_by_role("combobox").all()}
    pressed = page.locator("[data-testid=stButtonGroup] [aria-checked=true]").all_inner_texts()
    return {**lists, "pressed": ", ".join(pressed)}


def test_data_version_and_year_are_in_every_whole_link_where_none_was_chosen(opened: Opened) -> None:
    assert whole(opened.page)["data"] == data_version(opened.page)
    if opened.screen.address in YEARLY:
        assert re.fullmatch(r"20\d\d", whole(opened.page)["ar"])
        assert query(opened.page) == {}


@pytest.mark.thorough  # steps in test_browser_back.py, a link in tests/dashboard/views/test_views.py
def test_what_is_chosen_is_in_the_address_and_a_link_opens_the_same(visit: Visit, thorough: bool) -> None:
    """An indicator and an area are chosen in test_browser_back.py; thoroughly, also the whole link opens the same."""
    page = visit("/indikator?indikator=car_mileage_per_inhabitant&omrade=0126")
    choose(page, "År", "2019")
    says(page, ar="2019")
    choose(page, "Jämför med", "Pendlingskommuner nära storstad")
    says(page, jamfor="pendlingskommuner")
    pick(page, "Stockholms län")
    says(page, karta="lan", indikator="car_mileage_per_inhabitant", omrade="0126", ar="2019")
    assert query(page).keys() == {"indikator", "omrade", "ar", "jamfor", "karta"}
    again = visit(page.url)
    assert again.url == page.url
    assert not thorough or chosen(visit(f"/indikator?{urlencode(whole(page))}")) == chosen(page)
    assert chosen(again) == chosen(page)
    assert chosen(again) == {
        "Indikator": again.locator("h1").inner_text(),
        "Område": "Huddinge",
        "År": "2019",
        "Jämför med": "Pendlingskommuner nära storstad",
        "Registrerade fordon": "Alla kommuner",
        "pressed": "Stockholms län",
        "Från år": "2010",
        "Till år": chosen(page)["Till år"],
        "Områden i diagrammet": "",
        "Indikator att ställa bredvid": "Ingen",
    }
    assert again.get_by_text("Huddinge 2019", exact=True).is_visible()


@pytest.mark.thorough  # as other choices above
def test_own_comparison_is_in_the_address_and_a_link_opens_the_same(visit: Visit) -> None:
    page = visit("/jamfor", charts=8)
    page.get_by_text("Egen jämförelse: välj områden själv", exact=True).click()
    choose(page, "Områden att jämföra", "Tyresö")
    says(page, omraden="sodertorn,stockholms_lan,riket,0138")
    again = visit(page.url, charts=8)
    assert again.get_by_test_id("stMultiSelect").inner_text() == page.get_by_test_id("stMultiSelect").inner_text()
    assert "Tyresö" in again.get_by_test_id("stMultiSelect").inner_text()


@pytest.mark.thorough  # likewise
def test_the_other_goal_is_in_the_address_and_a_link_opens_the_same(visit: Visit) -> None:
    page = visit("/mal")
    pick(page, "Tillgänglighet")
    says(page, mal="tillganglighet")
    expect(page.locator("h1")).to_have_text("Tillgänglighet")
    assert visit(page.url).locator("h1").inner_text() == "Tillgänglighet"


@pytest.mark.thorough  # with other faults in test_browser_frame.py
def test_a_year_that_does_not_exist_is_said_aloud(visit: Visit) -> None:
    page = visit("/indikator?indikator=electric_car_share&ar=1789")
    expect(page.get_by_test_id("stAlert")).to_contain_text("Adressen ber om ”1789”, som inte finns")
    assert whole(page)["ar"] == "2025"


@pytest.mark.thorough  # likewise
def test_a_link_made_with_older_data_says_so(visit: Visit) -> None:
    page = visit("/indikator?indikator=electric_car_share&ar=2024&data=0ld")
    expect(page.get_by_test_id("stAlert")).to_contain_text("Länken gjordes med siffrornas version 0ld. Nu visas ")
    assert page.get_by_text("Södertörn 2024", exact=True).is_visible()


@pytest.mark.parametrize("name", every(3, ["Huddinge", "Nykvarn", "Tyresö"]))
def test_a_click_on_the_map_chooses_the_municipality_and_the_list_still_rules(name: str, visit: Visit) -> None:
    """One municipality; thoroughly three, one of them small."""
    page = visit("/indikator?indikator=electric_car_share", charts=3)
    click_on_map(page, name)
    says(page, omrade=CODES[name])
    expect(page.get_by_role("combobox", name="Område", exact=True)).to_have_value(name)
    choose(page, "Område", "Salem")
    says(page, omrade=CODES["Salem"])
    expect(page.get_by_role("combobox", name="Område", exact=True)).to_have_value("Salem")


@pytest.mark.parametrize("name", every(2, ["oversikt", "mal"]))
def test_a_click_on_a_goals_map_opens_the_municipality(name: str, visit: Visit) -> None:
    page = visit(SCREENS[name].address, charts=SCREENS[name].maps)
    click_on_map(page, "Haninge")
    page.wait_for_url("**/kommun?*")
    says(page, kommun=CODES["Haninge"])
    expect(page.locator("h1")).to_have_text("Haninge")


@pytest.mark.thorough  # each by its door in test_browser_back.py
def test_the_pages_are_reached_by_their_links(visit: Visit) -> None:
    page = visit("/")
    for screen in (SCREENS[name] for name in ("indikator", "mal", "sida-vid-sida", "jamfor", "kallor")):
        door = page.locator(f".st-key-mk-nav a[href*='{screen.address.removeprefix('/').partition('?')[0]}']")
        if not door.is_visible():
            page.locator(".st-key-mk-more summary").click()
        door.click()
        expect(page.locator("h1")).to_have_text(screen.heading)
        ready(page)

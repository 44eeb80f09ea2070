"""The members side by side, as one chooses how they lie."""

import pytest
from playwright.sync_api import expect
from screen import Visit, choose, query, ready, says

SEEN = "cells => cells.filter(cell => cell.getBoundingClientRect().right <= innerWidth).length"


@pytest.mark.thorough  # steps and addresses as in test_browser_back.py
def test_ones_own_and_both_orders_stand_in_the_address(visit: Visit) -> None:
    page = visit("/sida-vid-sida", width=1440)
    choose(page, "Min kommun", "Haninge")
    says(page, kommun="0136")
    choose(page, "Måtten", "Efter Haninge, bäst mot riket först")
    says(page, rader="0136")
    choose(page, "Kommunerna", "Efter elbilar, bäst först")
    says(page, kolumner="electric_car_share")
    assert page.locator(".mk-matrix tbody th").all_inner_texts()[0].startswith("Bilkörning")
    assert page.locator(".mk-matrix thead th").all_inner_texts()[:2] == ["Mått", "Tyresö"]
    asked = query(page)
    page.go_back()
    expect(page.locator(".mk-matrix thead th").nth(1)).to_have_text("Botkyrka")
    page = visit("/sida-vid-sida?" + "&".join(f"{name}={value}" for name, value in asked.items()), width=390)
    expect(page.locator(".mk-matrix tbody td.mk-mine").first).to_contain_text("479")


def test_on_a_telephone_every_value_is_seen_with_its_municipality(visit: Visit) -> None:
    page = visit("/sida-vid-sida?kommun=0136", width=390, height=844)
    cells = page.locator(".mk-matrix td")
    assert cells.evaluate_all(SEEN) == cells.count() >= 10 * 8
    name = cells.first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert name == '"Botkyrka"'
    assert page.get_by_role("rowheader").count() == cells.count() / 10  # the eight, their middle, riket


@pytest.mark.thorough  # what follows along, as in test_browser_back.py
def test_ones_own_municipality_is_known_wherever_the_reader_has_been_since(visit: Visit) -> None:
    page = visit("/sida-vid-sida")
    doors = page.locator(".st-key-mk-nav")
    doors.get_by_role("link", name="Kommun", exact=True).click()
    expect(page.locator("h1")).to_have_text("Kommun")
    choose(page, "Kommun", "Nykvarn")
    says(page, kommun="0140")
    page.go_back()
    page.go_back()
    expect(page.get_by_role("combobox", name="Min kommun")).to_have_value("Ingen vald")
    page.locator(".st-key-mk-more summary").click()
    doors.get_by_role("link", name="Ord", exact=True).click()
    says(page, kommun="0140")
    page.reload()
    ready(page)
    doors.get_by_role("link", name="Sida vid sida", exact=True).click()
    expect(page.get_by_role("combobox", name="Min kommun")).to_have_value("Nykvarn")
    doors.get_by_role("link", name="Kommun", exact=True).click()
    expect(page.locator("h1")).to_have_text("Nykvarn")
    choose(page, "Kommun", "Botkyrka")
    expect(page.locator("h1")).to_have_text("Botkyrka")
    doors.get_by_role("link", name="Sida vid sida", exact=True).click()
    expect(page.get_by_role("combobox", name="Min kommun")).to_have_value("Botkyrka")

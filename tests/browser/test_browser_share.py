"""What is taken from a chart: its sentence with the source, a link to it, and an image."""

import re
from pathlib import Path

import pytest
from parts import every
from playwright.sync_api import Page, expect
from screen import Visit, data_version

ADDRESS = "/indikator?indikator=K02&omrade=0127"


@pytest.fixture(scope="module")
def opened_once(visit_once: Visit) -> Page:
    found = visit_once(ADDRESS, charts=4)
    found.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return found


@pytest.fixture
def page(opened_once: Page) -> Page:
    """With what can be taken of a chart unfolded."""
    opened_once.keyboard.press("Escape")
    opened_once.locator(".st-key-share-chart-series button").click()
    return opened_once


def copied(page: Page, words: str) -> str:
    page.get_by_text(words, exact=True).click()
    expect(page.locator("#mk-live")).to_have_text("Texten är kopierad" if "texten" in words else "Länken är kopierad")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_charts_text_is_copied_with_its_source_and_its_link_leads_to_it(page: Page, visit: Visit) -> None:
    text = copied(page, "Kopiera texten med källa")
    assert text.startswith("Botkyrka från 0,1")
    assert "Källa: Trafikanalys, bearbetning: Södertörns kansli" in text
    link = copied(page, "Kopiera länk till diagrammet")
    assert link.endswith("#chart-series")
    assert f"data={data_version(page)}" in link
    again = visit(link, charts=4)
    expect(again.locator(".st-key-chart-series")).to_be_in_viewport(timeout=15_000)
    assert "omrade=0127" in again.url


@pytest.mark.parametrize(("form", "beginning"), [("PNG", b"\x89PNG"), ("SVG", b"<?xml")])
def test_a_charts_image_is_handed_over_under_a_name_that_says_what_it_is(
    page: Page, tmp_path: Path, form: str, beginning: bytes
) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Hämta bild ({form})").click()
    name = waiting.value.suggested_filename
    assert re.fullmatch(rf"malkollen_utveckling_elbilar_i_personbilsflottan_over_aren_botkyrka\.{form.lower()}", name)
    waiting.value.save_as(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(beginning)


NEVER, LATE = "() => new Promise(() => {})", "() => new Promise((done) => { setTimeout(done, 2000); })"


def refuse(page: Page) -> None:
    """The browser itself lets no page copy."""
    denied = {"permission": {"name": "clipboard-write"}, "setting": "denied", "origin": page.evaluate("origin")}
    session = page.context.new_cdp_session(page)
    session.send("Browser.setPermission", denied)
    session.detach()


@pytest.mark.parametrize("answer", every(2, ["denied", "no clipboard", "never", "late"]))
def test_where_nothing_may_be_copied_the_address_is_shown_within_a_second(answer: str, visit: Visit) -> None:
    """Chosen, to be copied by hand, and the page stays; where the browser lets it later it is copied after all."""
    page = visit(ADDRESS, charts=4)
    page.evaluate("window.stays = true")
    if answer == "denied":
        refuse(page)
    elif answer == "no clipboard":
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    else:
        page.evaluate(f"void (navigator.clipboard.writeText = {NEVER if answer == 'never' else LATE})")
    page.get_by_role("link", name="Kopiera länk").first.click()
    box = page.get_by_role("dialog", name="Länken kunde inte kopieras. Här är den, redan markerad:")
    expect(box).to_be_visible(timeout=1000)
    field = box.get_by_role("textbox")
    expect(field).to_be_focused()
    assert "omrade=0127" in field.input_value()
    assert page.evaluate("getSelection().toString()") == field.input_value()
    if answer == "late":
        expect(page.locator("#mk-live")).to_have_text("Länken är kopierad")
    else:
        box.get_by_role("button", name="Stäng").click()
    expect(box).to_have_count(0)
    assert page.evaluate("window.stays") is True, "sidan laddas inte om"

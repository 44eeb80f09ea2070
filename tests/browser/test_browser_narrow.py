"""A telephone, a small telephone and 200 percent zoom: nothing runs over the edge, nothing is cut off."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from screen import NAV, SCREENS, Opened, Visit, ready

WIDTHS = {"telephone": (390, 844, 1), "zoomed": (720, 450, 2)}
SMALLEST = 320

# What reaches over the right edge of the page; a wide table scrolls in a box of its own.
OVER = """() => {
    const pages = [document.documentElement, document.querySelector('[data-testid=stMain]')].filter(Boolean);
    const wide = pages.filter(page => page.scrollWidth > page.clientWidth).map(page => page.tagName);
    const parts = [...document.querySelectorAll('h1, h2, h3, p, li, dt, dd, a, label, button, summary, input, svg')];
    const over = parts.filter(part => part.checkVisibility() && !part.closest('.mk-scroll')
        && part.getBoundingClientRect().right > window.innerWidth + 1);
    return [...wide, ...over.map(part => part.tagName + ': ' + (part.textContent || '').slice(0, 60))];
}"""

# Charts are drawn anew a moment after a window has changed its width; those in a closed fold when it is opened.
FITTED = """() => [...document.querySelectorAll('.main-svg')].every(
    svg => !svg.checkVisibility() || svg.getBoundingClientRect().right <= window.innerWidth + 1)"""

# Headings, values and labels whose text is wider than their box, and words of a chart outside of it.
CUT = """() => {
    const parts = [...document.querySelectorAll(
        'h1, h2, h3, caption, summary, .mk-brand, .mk-value, .mk-detail, .mk-takeaway, .mk-lead, .mk-figures dd, '
        + '.mk-figures dt, .mk-legend li, .st-key-mk-nav a, .st-key-mk-nav p, [data-testid=stWidgetLabel], '
        + '[data-testid=stPageLink] p, [data-testid=stButtonGroup] button, [data-testid=stDownloadButton] button')];
    const cut = parts.filter(part => part.getClientRects().length && getComputedStyle(part).display !== 'inline'
        && part.scrollWidth > part.clientWidth + 1);
    const words = [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
        const box = chart.getBoundingClientRect();
        return [...chart.querySelectorAll('.main-svg text')].filter(text => {
            const own = text.getBoundingClientRect();
            return own.width && (own.left < box.left - 2 || own.right > box.right + 2);
        });
    });
    const seen = [...cut, ...words].filter(part => part.checkVisibility()); // a closed fold is fitted when it opens
    return seen.map(part => part.tagName + ': ' + (part.textContent || '').slice(0, 60));
}"""


@contextmanager
def narrowed(opened: Opened, sizes: Iterable[tuple[int, int, float]]) -> Iterator[Iterator[Page]]:
    """An open page in smaller windows in turn, with its charts drawn anew; as before after the block."""
    page, before = opened.page, opened.page.viewport_size
    assert before
    session = page.context.new_cdp_session(page)

    def windows() -> Iterator[Page]:
        for width, height, scale in sizes:
            page.set_viewport_size({"width": width, "height": height})
            metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
            session.send("Emulation.setDeviceMetricsOverride", metrics)  # its scale cannot be changed otherwise
            ready(page, opened.screen.maps + opened.screen.charts)
            page.wait_for_function(FITTED)
            assert page.evaluate("devicePixelRatio") == scale
            yield page

    yield windows()
    session.detach()
    page.set_viewport_size(before)
    ready(page)
    page.wait_for_function(FITTED)


def test_nothing_runs_over_the_edge_or_is_cut_off(opened: Opened, thorough: bool) -> None:
    """Also of what is unfolded, where a test before has unfolded the page.

    Every page on a telephone, and two of eight on a small one or at 200 percent in turn; thoroughly in all three.
    """
    others = [(SMALLEST, 844, 1), WIDTHS["zoomed"]]
    turn = list(SCREENS.values()).index(opened.screen) % 8
    with narrowed(opened, [WIDTHS["telephone"], *(others if thorough else others[turn : turn + 1])]) as windows:
        for page in windows:
            assert page.evaluate(OVER) == []
            if page.viewport_size["width"] > SMALLEST:  # type: ignore[index]
                assert page.evaluate(CUT) == []


@pytest.mark.thorough  # a page under Mer below
@pytest.mark.parametrize("device", WIDTHS)
def test_every_page_is_reached(device: str, visit: Visit) -> None:
    width, height, scale = WIDTHS[device]
    page = visit("/kallor", width=width, height=height, scale=scale)
    for name in ("mal", "indikator"):
        link = page.locator(f"{NAV}[href$='{name}']")
        expect(link).to_be_in_viewport(ratio=1)
        link.click()
        expect(page.locator("h1")).to_have_text(SCREENS[name].heading)


def test_what_runs_over_or_is_cut_off_would_be_found(browser: Browser) -> None:
    with browser.new_page(viewport={"width": SMALLEST, "height": 400}) as page:
        page.set_content(
            "<body style='margin: 0'><h1 style='width: 2em; overflow: hidden'>Tillgänglighetsredogörelse</h1>"
            "<p style='width: 500px'>Bred</p>"
        )
        assert page.evaluate(OVER) == ["HTML", "P: Bred"]
        assert page.evaluate(CUT) == ["H1: Tillgänglighetsredogörelse"]


def test_more_closes_after_a_choice_and_on_a_tap_elsewhere(visit: Visit) -> None:
    page = visit("/kallor", width=390, height=844)
    for place in (1, 3):  # each page has its link within the window
        expect(page.locator(NAV).nth(place)).to_be_in_viewport(ratio=1)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    menu, opener = page.locator(".st-key-mk-more details"), page.locator(".st-key-mk-more summary")

    def tap(at: tuple[float, float]) -> None:
        x, y = at
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def middle(part: Locator) -> tuple[float, float]:
        part.click(trial=True)  # once it has come to rest
        box = part.bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    tap(middle(opener))
    expect(menu).to_have_attribute("open", "")
    tap((200.0, 700.0))
    expect(menu).not_to_have_attribute("open", "")
    tap(middle(opener))
    expect(menu).to_have_attribute("open", "")
    tap(middle(page.locator(".st-key-mk-more a", has_text="Pendling")))
    expect(page.locator("h1")).to_have_text("Pendling")
    expect(menu).not_to_have_attribute("open", "")
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    session.detach()

"""The turn of the year in a real browser: on the last day the next programme stands beside, on the next it leads."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from checkout import laid_out
from playwright.sync_api import Browser, Page, expect
from screen import ready
from serving import Server, serving
from test_browser_axe import violations
from test_browser_narrow import CUT, FITTED, OVER
from two_programmes import FIRST_DAY, LAST_DAY, OLD, TITLE, with_new
from windows import Size, Windows

WIDE, NARROW = 1280, 390
CLOSED = "Bokslut för SUP 2040, som det stod den sista dagen 2026-12-31"


@pytest.fixture(scope="module")
def servers(browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """A checkout with both programmes, served as of the last day of the first and as of the first of the second."""
    folder = tmp_path_factory.mktemp("turn")
    checkout = laid_out(folder / "checkout", database.parent)
    checkout.registry.write_text(with_new(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        paths = [str(checkout.root), *filter(None, [os.environ.get("PYTHONPATH")])]
        patch.setenv("PYTHONPATH", os.pathsep.join(paths))
        served = []
        for day in (LAST_DAY, FIRST_DAY):
            (folder / str(day)).mkdir()
            served.append(stack.enter_context(serving(database.parent, folder / str(day), "--as-of", str(day))))
        yield served


def _faultless(page: Page, *widths: int) -> None:
    """No rule of accessibility is broken, and nothing is cut off."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        ready(page, 2)
        page.wait_for_function(FITTED)
        assert violations(page) == []
        assert page.evaluate(OVER) == []
        assert page.evaluate(CUT) == []


def test_the_year_turns(servers: list[Server], windows: Windows, thorough: bool) -> None:
    """Each page looked through in one window; thoroughly, both on a screen and on a telephone."""
    last, after = servers
    with windows.lent(Size(WIDE, 900)) as page:
        page.goto(last.origin)
        ready(page, 2)
        expect(page.get_by_text("Perioden 2023–2026 är snart slut.")).to_be_visible()
        expect(page.get_by_role("heading", name="Nästa program, sida vid sida")).to_be_visible()
        _faultless(page, *([WIDE, NARROW] if thorough else [WIDE]))
        page.goto(after.origin)
        ready(page, 2)
        expect(page.get_by_text(f"{TITLE}, 2027–2030", exact=True)).to_be_visible()
        page.get_by_role("link", name="Bokslutet: SUP 2040, 2023–2026").click()
        page.wait_for_url(lambda url: f"program={OLD}" in url)
        ready(page, 2)
        expect(page.get_by_text(CLOSED)).to_be_visible()
        expect(page.get_by_text("SUP 2040, 2023–2026", exact=True)).to_be_visible()
        _faultless(page, *([WIDE, NARROW] if thorough else [NARROW]))  # the walk goes on on the telephone
        page.get_by_role("link", name="Hela målet tillgänglighet").click()
        expect(page.get_by_role("heading", name="Tillgänglighet", level=1)).to_be_visible()
        expect(page.get_by_text(CLOSED)).to_be_visible()  # it follows from page to page
        page.get_by_role("button", name="Visa det som gäller nu").click()
        expect(page.get_by_role("heading", name="Påhittat klimatmål", level=1)).to_be_visible()
        expect(page.get_by_text(CLOSED)).to_have_count(0)

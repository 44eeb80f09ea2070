"""The turn of the year in a real browser: on the last day the next programme stands beside, on the next it leads."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
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
CLOSED = "Bokslut för SUP 2040, som det stod den sista dagen, den 31 december 2026"


Served = Callable[[date], Server]


@pytest.fixture(scope="module")
def served(browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serves a checkout with both programmes as of a day."""
    folder = tmp_path_factory.mktemp("turn")
    checkout = laid_out(folder / "checkout", database.parent)
    checkout.registry.write_text(with_new(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        paths = [str(checkout.root), *filter(None, [os.environ.get("PYTHONPATH")])]
        patch.setenv("PYTHONPATH", os.pathsep.join(paths))

        def as_of(day: date) -> Server:
            (folder / str(day)).mkdir()
            return stack.enter_context(serving(database.parent, folder / str(day), "--as-of", str(day)))

        yield as_of


def _faultless(page: Page, *, thorough: bool) -> None:
    """No rule of accessibility is broken, and nothing is cut off: on a telephone, thoroughly on a screen too."""
    for width in (WIDE, NARROW) if thorough else (NARROW,):  # the walk goes on on the telephone
        page.set_viewport_size({"width": width, "height": 900})
        ready(page, 2)
        page.wait_for_function(FITTED)
        assert violations(page) == []
        assert page.evaluate(OVER) == []
        assert page.evaluate(CUT) == []


@pytest.mark.thorough  # the same sentences without a browser in tests/dashboard/views/test_view_programmes.py
def test_on_the_last_day_the_next_programme_stands_beside(served: Served, windows: Windows, thorough: bool) -> None:
    with windows.lent(Size(WIDE, 900)) as page:
        page.goto(served(LAST_DAY).origin)
        ready(page, 2)
        expect(page.get_by_text("Perioden 2023–2026 är snart slut.")).to_be_visible()
        expect(page.get_by_role("heading", name="Nästa program, sida vid sida")).to_be_visible()
        _faultless(page, thorough=thorough)


@pytest.mark.thorough  # without a browser in tests/dashboard/views/test_view_programmes.py
def test_the_year_turns(served: Served, windows: Windows, thorough: bool) -> None:
    with windows.lent(Size(WIDE, 900)) as page:
        page.goto(served(FIRST_DAY).origin)
        ready(page, 2)
        expect(page.get_by_text(f"{TITLE}, 2027–2030", exact=True)).to_be_visible()
        page.get_by_role("link", name="Bokslutet: SUP 2040, 2023–2026").click()
        page.wait_for_url(lambda url: f"program={OLD}" in url)
        ready(page, 2)
        expect(page.get_by_text(CLOSED)).to_be_visible()
        expect(page.get_by_text("SUP 2040, 2023–2026", exact=True)).to_be_visible()
        _faultless(page, thorough=thorough)
        page.get_by_role("link", name="Hela målet tillgänglighet").click()
        expect(page.get_by_role("heading", name="Tillgänglighet", level=1)).to_be_visible()
        expect(page.get_by_text(CLOSED)).to_be_visible()  # it follows from page to page
        page.get_by_role("button", name="Visa det som gäller nu").click()
        expect(page.get_by_role("heading", name="Påhittat klimatmål", level=1)).to_be_visible()
        expect(page.get_by_text(CLOSED)).to_have_count(0)

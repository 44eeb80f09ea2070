"""The windows that pages are opened in: kept and lent again, since a browser draws its next page in half the time.

Between two pages a window rests at an answer of the same server: a foreign page, also an empty one, would end the
process that draws, and with it everything that it has read and compiled of the programme's and plotly's code.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urljoin

from playwright.sync_api import Browser, Error, Page

PATIENCE = 60_000  # milliseconds that a page may take before a test gives up: a busy machine is no fault


class Size(NamedTuple):
    """A window's size, and how many of the screen's points go on one of the page's."""

    width: int = 1280
    height: int = 900
    scale: float = 1


REST = "/_stcore/health"


class Windows:
    """Windows by their scale; one that has been given back shows nothing and remembers nothing of its page."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[float, list[Page]] = {}

    @contextmanager
    def lent(self, size: Size) -> Iterator[Page]:
        """A window for the length of the block."""
        free = self._free.setdefault(size.scale, [])
        page = free.pop() if free else self._new(size.scale)
        page.set_viewport_size({"width": size.width, "height": size.height})
        yield page
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        rest(page)
        page.context.clear_cookies()
        page.context.clear_permissions()
        page.emulate_media(media="null", reduced_motion="reduce")
        session = page.context.new_cdp_session(page)
        session.send("Page.resetNavigationHistory")  # it holds fifty steps, and tests count their own
        session.detach()
        free.append(page)

    def close(self) -> None:
        for page in (page for free in self._free.values() for page in free):
            page.context.close()

    def _new(self, scale: float) -> Page:
        context = self._browser.new_context(locale="sv-SE", device_scale_factor=scale, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        return context.new_page()


def rest(page: Page) -> None:
    """Ends the page's session and shows nothing."""
    try:
        page.goto(urljoin(page.url, REST))
    except (Error, ValueError):  # its server is no more
        page.goto("about:blank")

"""The windows that pages are opened in: kept and lent again, since a browser draws its next page in half the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, Page

PATIENCE = 60_000  # milliseconds that a page may take before a test gives up: a busy machine is no fault


class Size(NamedTuple):
    """A window's size, and how many of the screen's points go on one of the page's."""

    width: int = 1280
    height: int = 900
    scale: float = 1


STEPS = 15
"""Of the fifty that a window remembers: one that has gone further is not lent again, and a test may count its own."""


class Windows:
    """Windows by their size; one that has been given back shows nothing and remembers nothing of its page."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[Size, list[Page]] = {}

    @contextmanager
    def lent(self, size: Size) -> Iterator[Page]:
        """A window for the length of the block."""
        free = self._free.setdefault(size, [])
        page = free.pop() if free else self._new(size)
        yield page
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.goto("about:blank")
        page.context.clear_cookies()
        page.set_viewport_size({"width": size.width, "height": size.height})
        if page.evaluate("history.length") < STEPS:
            free.append(page)
        else:
            page.context.close()

    def close(self) -> None:
        for page in (page for free in self._free.values() for page in free):
            page.context.close()

    def _new(self, size: Size) -> Page:
        context = self._browser.new_context(
            locale="sv-SE",
            viewport={"width": size.width, "height": size.height},
            device_scale_factor=size.scale,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        return context.new_page()

"""A real server and a real browser: started once, used by every test here."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from screen import SCREENS, Opened, Screen, Visit, ready
from serving import Server, serving
from traffic import Traffic

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # milliseconds that a page may take before a test gives up: a busy machine is no fault
expect.set_options(timeout=PATIENCE / 2)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one the tests are skipped, or fail where a browser is required."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        reason = f"no Chromium on this machine (looked for {', '.join(BROWSERS)})"
        if os.environ.get("MALKOLLEN_REQUIRE_BROWSER"):
            pytest.fail(f"{reason}, and MALKOLLEN_REQUIRE_BROWSER is set")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def server(browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of all tests that change nothing."""
    with serving(database.parent, tmp_path_factory.mktemp("elsewhere")) as found:
        yield found


@pytest.fixture(scope="session")
def room(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop screen for the pages that are opened once and only read."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="session", params=list(SCREENS.values()), ids=list(SCREENS))
def opened(request: pytest.FixtureRequest, server: Server, room: BrowserContext) -> Iterator[Opened]:
    """Every page in turn, opened once for all tests that only read it."""
    screen: Screen = request.param
    page, traffic = room.new_page(), Traffic(server.origin)
    traffic.follow(page)
    page.goto(server.origin + screen.address)
    ready(page, screen.maps + screen.charts)
    yield Opened(screen, page, traffic)
    page.close()


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Visit]:
    """Opens an address on a screen of its own; fails if any of its pages asked another host for anything."""
    contexts: list[BrowserContext] = []
    traffic = Traffic(server.origin)

    def open_page(address: str, width: int = 1280, height: int = 900, scale: float = 1, charts: int = 0) -> Page:
        contexts.append(
            browser.new_context(
                locale="sv-SE",
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
                reduced_motion="reduce",
            )
        )
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        traffic.follow(page)
        page.goto(address if address.startswith("http") else server.origin + address)
        ready(page, charts)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert traffic.elsewhere() == []

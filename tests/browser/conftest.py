"""A real server and a real browser: started once, used by every test here."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from screen import SCREENS, Opened, Screen, Visit, ready
from serving import Server, serving
from traffic import Traffic
from windows import PATIENCE, Size, Windows

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
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
def windows(browser: Browser) -> Iterator[Windows]:
    """The windows that the tests here look through."""
    found = Windows(browser)
    yield found
    found.close()


@pytest.fixture(scope="session", params=list(SCREENS.values()), ids=list(SCREENS))
def opened(request: pytest.FixtureRequest, server: Server, windows: Windows) -> Iterator[Opened]:
    """Every page in turn, opened once for all tests that only read it."""
    screen: Screen = request.param
    traffic = Traffic(server.origin)
    with windows.lent(Size()) as page, traffic.followed(page):
        page.goto(server.origin + screen.address)
        ready(page, screen.maps + screen.charts)
        yield Opened(screen, page, traffic)


@pytest.fixture
def visit(server: Server, windows: Windows) -> Iterator[Visit]:
    """Opens an address in a window of its own; fails if any page asked another host, or was refused by the policy."""
    traffic = Traffic(server.origin)
    with ExitStack() as stack:

        def open_page(address: str, width: int = 1280, height: int = 900, scale: float = 1, charts: int = 0) -> Page:
            page = stack.enter_context(windows.lent(Size(width, height, scale)))
            stack.enter_context(traffic.followed(page))
            page.goto(address if address.startswith("http") else server.origin + address)
            ready(page, charts)
            return page

        yield open_page
    assert traffic.elsewhere() == []
    assert traffic.refused == []

"""A real server and a real browser: started once, used by every test here."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from screen import REPEATED, SCREENS, Opened, Screen, Visit, ready, visiting
from serving import BASE_PATH, Server, serving
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
def office(browser: Browser, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of all tests that change what it reads: a data folder of its own, its office open to this machine.

    It answers under a path of its own, as behind a proxy: every address that leaves the path is seen by them all.
    """
    folder = tmp_path_factory.mktemp("office")
    data = shutil.copytree(database.parent, folder / "data")
    with serving(data, folder, "--office-without-login", "--base-path", BASE_PATH) as found:
        yield replace(found, origin=f"{found.origin}{BASE_PATH}")


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    """The windows that the tests here look through."""
    found = Windows(browser)
    yield found
    found.close()


READ = [
    pytest.param(screen, id=name, marks=pytest.mark.thorough if name in REPEATED else ())
    for name, screen in SCREENS.items()
]


@pytest.fixture(scope="session", params=READ)
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
    with visiting(server, windows) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def visit_once(server: Server, windows: Windows) -> Iterator[Visit]:
    """The same for a page that all tests of a file look at: where none of them needs it as it was opened."""
    with visiting(server, windows) as open_page:
        yield open_page

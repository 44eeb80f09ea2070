"""The pages as files in a browser: no rule of WCAG broken, nothing asked of anybody, nothing wider than the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import small_site
from parts import every
from playwright.sync_api import Browser, Page
from screen import unfold
from test_browser_axe import violations

from dashboard.content.facts import Facts

SEEN = ("index.html", "mal/klimatomstallning.html", "indikator/K02.html", "jamfor/K02.html", "kommun/0127.html",
    "sida-vid-sida.html", "kallor.html", "underlag.html", "data/index.html")  # fmt: skip


@pytest.fixture(scope="module")
def site(facts: Facts, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("published") / "site"
    small_site.publish(facts, to, database.parent)
    return to


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 390, "height": 844}) as found:
        yield found


@pytest.mark.parametrize("path", every(9, SEEN))
def test_a_file_breaks_no_rule_and_asks_nobody(page: Page, site: Path, path: str) -> None:
    """The first page; thoroughly nine files."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / path).as_uri())
    unfold(page)
    assert violations(page) == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")

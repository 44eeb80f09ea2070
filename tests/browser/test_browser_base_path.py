"""Behind a proxy on a path of its own: every address stays under it, and the pages, charts and maps are drawn."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect
from screen import DRAWN, MAP, NAV, READY
from serving import serving

PATH = "/sodertorn/malkollen"


def test_under_a_path_every_page_opens_and_every_link_stays(browser: Browser, database: Path, tmp_path: Path) -> None:
    with serving(database.parent, tmp_path, "--base-path", PATH) as server:
        context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        page = context.new_page()
        missed: list[str] = []
        page.on("response", lambda answer: missed.append(answer.url) if answer.status >= 400 else None)
        page.goto(f"{server.origin}{PATH}/kallor")
        expect(page.locator("h1")).to_have_text("Data och källor")
        for title, path in (("Kommun", "/kommun"), ("Översikt", "/")):
            page.locator(READY).wait_for()
            page.locator(NAV).filter(has_text=title).first.click()
            page.wait_for_url(lambda url, path=path: urlsplit(url).path.rstrip("/") == f"{PATH}{path}".rstrip("/"))
            page.locator(READY).wait_for()
            page.wait_for_function(DRAWN, arg=1)
        assert page.locator(MAP).count() >= 1
        addresses = page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        context.close()
    assert [address for address in addresses if not address.startswith(PATH)] == []
    # Streamlit's own client tries its way up from a page's address until it finds the server.
    assert [address for address in missed if "/_stcore/" not in address] == []

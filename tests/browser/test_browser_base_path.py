"""Behind a proxy on a path of its own: every address stays under it, and the pages, charts and maps are drawn."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response, expect
from screen import DRAWN, MAP, NAV, READY, ready
from serving import BASE_PATH, Server
from windows import Size, Windows


@pytest.mark.thorough  # the office of these tests stands below a path
def test_under_a_path_every_page_opens_and_every_link_stays(office: Server, windows: Windows) -> None:
    missed: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            missed.append(answer.url)

    with windows.lent(Size()) as page:
        page.on("response", note)
        page.goto(f"{office.origin}/kallor")
        ready(page)  # the first page of a server may take longer than a sentence may
        expect(page.locator("h1")).to_have_text("Data och källor")
        page.locator(NAV).filter(has_text="Översikt").first.click()
        page.wait_for_url(lambda url: urlsplit(url).path.rstrip("/") == BASE_PATH)
        page.locator(READY).wait_for()
        page.wait_for_function(DRAWN, arg=1)
        assert page.locator(MAP).count() >= 1
        addresses = page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        page.remove_listener("response", note)
    assert [address for address in addresses if not address.startswith(BASE_PATH)] == []
    # Streamlit's own client tries its way up from a page's address until it finds the server.
    assert [address for address in missed if "/_stcore/" not in address] == []

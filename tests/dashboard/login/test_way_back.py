"""After logging in or out one is back on the page that was left, also below a proxy's path, and nowhere else."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from dashboard.login.way_back import COOKIE, LONGEST, WayBack
from malkollen import served

HOST = "intranat.exempel.se"


@pytest.fixture(params=["", "malkollen"])
def base(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a proxy shows us, with a slash first."""
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", request.param)
    yield f"/{request.param}".rstrip("/")
    config.set_option("server.baseUrlPath", before)


def led(path: str, to: str, **headers: str) -> dict[str, str]:
    """The headers of a redirect to an address, as they come out."""
    messages: list[Message] = []

    async def framework(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 302, "headers": [(b"location", to.encode())]})

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    given = [(name.encode(), value.encode("latin-1")) for name, value in {"host": HOST, **headers}.items()]
    scope = {"type": "http", "path": path, "headers": given}
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may hold this thread's loop
        thread.submit(lambda: asyncio.run(WayBack(framework)(scope, receive, send))).result()
    return {name.decode(): value.decode() for name, value in messages[0]["headers"]}


@pytest.mark.parametrize("way", ["auth/login", "auth/logout"])
def test_the_page_is_kept_and_led_back_to(base: str, way: str) -> None:
    page = f"{base}/mal?mal=tillganglighet&ar=2024"
    away = led(f"{base}/{way}", "https://login.exempel.se/", referer=f"https://{HOST}{page}")
    assert away["location"] == "https://login.exempel.se/"
    kept, *attributes = away["set-cookie"].split("; ")
    assert kept == f"{COOKIE}={quote(page, safe='')}"
    assert attributes == [f"Path={base or '/'}", "Max-Age=900", "HttpOnly", "SameSite=Lax"]
    back = led(f"{base}/oauth2callback", f"{base}/", cookie=f"annan=1; {kept}")
    assert back["location"] == page
    assert back["set-cookie"].startswith(f"{COOKIE}=; Path={base or '/'}; Max-Age=0")


def test_a_provider_that_knows_no_logout_leads_back_at_once(base: str) -> None:
    page = f"{base}/ord"
    assert led(f"{base}/auth/logout", f"{base}/", referer=f"https://{HOST}{page}")["location"] == page


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/x",
        "//evil.example",
        "/\\evil.example",
        "/x\r\nSet-Cookie: a=1",
        "/" + "x" * LONGEST,
        "",
        "å",
    ],
)
def test_it_leads_nowhere_else(base: str, page: str) -> None:
    back = led(f"{base}/oauth2callback", f"{base}/", cookie=f"{COOKIE}={quote(page, safe='')}")
    assert back["location"] == f"{base}/"


@pytest.mark.parametrize(
    "page",
    ["/auth/logout", "/auth/logout?x=1", "/auth/login/", "/x/../auth/logout", "/auth%2Flogout", "/oauth2callback"],
)
def test_it_leads_nobody_out_again(base: str, page: str) -> None:
    assert "set-cookie" not in led(f"{base}/auth/login", "https://p.se/", referer=f"https://{HOST}{base}{page}")
    back = led(f"{base}/oauth2callback", f"{base}/", cookie=f"{COOKIE}={quote(base + page, safe='')}")
    assert back["location"] == f"{base}/"


@pytest.mark.parametrize("referer", ["https://evil.example/mal", "http://[", "", f"https://{HOST}:8443/mal"])
def test_another_sites_page_is_not_kept(base: str, referer: str) -> None:
    assert "set-cookie" not in led(f"{base}/auth/login", "https://login.exempel.se/", referer=referer)


@pytest.mark.parametrize("variable", [served.ADDRESS_VARIABLE, served.HOSTS_VARIABLE])
def test_behind_a_proxy_that_passes_no_host_the_page_is_known_by_the_named_address(
    base: str, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, f"https://{HOST}")
    for page, is_kept in ((f"https://{HOST}{base}/ord", True), (f"https://x@{HOST}{base}/ord", False)):
        away = led(f"{base}/auth/login", "https://login.exempel.se/", referer=page, host="127.0.0.1:8501")
        assert ("set-cookie" in away) is is_kept


def test_no_other_answer_is_touched(base: str) -> None:
    answer = led(f"{base}/mal", f"{base}/", referer=f"https://{HOST}{base}/ord")
    assert answer == {"location": f"{base}/"}

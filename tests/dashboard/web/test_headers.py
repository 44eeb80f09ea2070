"""A cookie is the encrypted connection's alone wherever the reader's address is https, however the proxy asks."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.web.headers import Headers
from malkollen import served


def cookie(host: str) -> str:
    """A cookie of the framework's, as it comes out."""
    messages: list[Message] = []

    async def framework(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", b"a=1; HttpOnly")]})

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http", "headers": [(b"host", host.encode())]}
    with ThreadPoolExecutor(1) as thread:  # the browser tests of the same run hold an event loop in this one
        thread.submit(lambda: asyncio.run(Headers(framework)(scope, receive, send))).result()
    return dict(messages[0]["headers"])[b"set-cookie"].decode()


@pytest.mark.parametrize(
    ("variable", "address", "host", "is_secure"),
    [
        (served.ADDRESS_VARIABLE, "https://malkollen.exempel.se", "malkollen.exempel.se", True),
        (served.ADDRESS_VARIABLE, "https://malkollen.exempel.se", "127.0.0.1:8501", True),
        (served.ADDRESS_VARIABLE, "malkollen.exempel.se", "malkollen.exempel.se", True),
        (served.ADDRESS_VARIABLE, "HTTPS://malkollen.exempel.se", "127.0.0.1:8501", True),
        (served.ADDRESS_VARIABLE, "http://127.0.0.1:8501", "127.0.0.1:8501", False),
        (served.HOSTS_VARIABLE, "https://intranat.se", "intranat.se", True),
        (served.HOSTS_VARIABLE, "https://intranat.se", "127.0.0.1:8501", False),
        (served.ADDRESS_VARIABLE, "", "127.0.0.1:8501", False),
    ],
)
def test_a_cookie_is_secure_where_the_declared_address_is(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: str, host: str, *, is_secure: bool
) -> None:
    for name in (served.ADDRESS_VARIABLE, served.HOSTS_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, address)
    assert cookie(host).endswith("; Secure") is is_secure

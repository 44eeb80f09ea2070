"""Who is let in: every way a request can name this server and say where it comes from, as the guard sees it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.web import guard
from dashboard.web.guard import Guard, Seats
from malkollen import served
from malkollen.office import access

PORT = 8501
KINDS = ("http", "websocket")


PROXIED = ("x-forwarded-host", "forwarded")


def asked(
    host: str | list[str] | None,
    origin: str | list[str] | None = None,
    kind: str = "http",
    path: str = "/",
    sent_on: tuple[str, ...] = PROXIED,
    **more: tuple[str, int],
) -> tuple[int, Scope | None]:
    """The status that one request is answered with (200 where it was let in), and what the app then saw."""
    seen: list[Scope] = []
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    named = [("host", name) for name in ([host] if isinstance(host, str) else host or [])]
    named += [("origin", page) for page in ([origin] if isinstance(origin, str) else origin or [])]
    named += [(name, "host=localhost:8501" if name == "forwarded" else "localhost:8501") for name in sent_on]
    scope: dict[str, Any] = {
        "type": kind,
        "path": path,
        "server": ("127.0.0.1", PORT),
        "headers": [(name.encode(), text.encode("latin-1")) for name, text in named],
        "extensions": {"websocket.http.response": {}},
        **more,
    }
    with ThreadPoolExecutor(1) as thread:  # the browser tests of the same run hold an event loop in this one
        thread.submit(lambda: asyncio.run(Guard(app)(scope, receive, send))).result()
    assert bool(seen) != bool(sent)
    return (200, seen[0]) if seen else (sent[0]["status"], None)


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (served.ADDRESS_VARIABLE, served.HOSTS_VARIABLE, served.READERS_VARIABLE):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST:8501", "[0:0:0:0:0:0:0:1]:8501"]
)
def test_this_machines_own_names_are_let_in_with_or_without_a_page(host: str, kind: str) -> None:
    assert asked(host, None, kind)[0] == 200
    assert asked(host, f"http://{host}", kind)[0] == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8501", "localhost.evil.example:8501", "localhost:8502", "localhost", "127.0.0.1",
        "localhost.:8501", "user@localhost:8501", "localhost:8501@evil.example", "localhost:08501x", "localhost:999999",
        "localhost:8501/", "localhost:8501,evil.example", "192.0.2.7:8501", "0.0.0.0:8501", "[::]:8501", "", " ",
        "127.1:8501", "2130706433:8501", "local\xe5host:8501", "[::1:8501", "::1:8501", "null", "*", "localhost:",
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused_whatever_page_asks(host: str, kind: str) -> None:
    assert asked(host, None, kind)[0] == 403
    assert asked(host, f"http://{host}", kind)[0] == 403


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "http://localhost:3000", "http://localhost", "http://127.0.0.1:8501", "http://[::1]:8501",
        "https://localhost:8502", "null", "", "http://", "localhost:8501", "file://localhost:8501", "//localhost:8501",
        "http://localhost:8501/", "http://localhost:8501.evil.example", "http://user@localhost:8501", "http://0.0.0.0",
        "chrome-extension://localhost:8501", "http://localhost:8501 http://evil.example",
    ],
)  # fmt: skip
def test_a_page_that_is_not_ours_is_refused_also_one_of_this_machine(origin: str, kind: str) -> None:
    assert asked("localhost:8501", origin, kind)[0] == 403


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_plain_request_is_refused(kind: str) -> None:
    assert asked(None, None, kind)[0] == 400
    assert asked(["localhost:8501", "localhost:8501"], None, kind)[0] == 400
    assert asked("localhost:8501", ["http://localhost:8501", "http://evil.example"], kind)[0] == 400
    for path in ("http://evil.example/", "*", ""):
        assert asked("localhost:8501", None, kind, path=path)[0] == 400


def test_without_the_means_to_answer_a_socket_is_closed_for_a_breach_of_policy() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("let in")

    scope = {"type": "websocket", "path": "/", "headers": [(b"host", b"evil.example")], "server": ("127.0.0.1", PORT)}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(Guard(app)(scope, receive, send))).result()
    assert sent == [{"type": "websocket.close", "code": 1008, "reason": guard.NOT_OURS}]


PROXIES = [
    # MALKOLLEN_ADDRESS, the Host that the proxy sends on, the Origin that the browser sends
    ("https://intranat.exempel.se", "intranat.exempel.se", "https://intranat.exempel.se"),
    ("https://intranat.exempel.se/malkollen", "intranat.exempel.se", "https://intranat.exempel.se"),
    ("https://Intranat.exempel.se/malkollen/", "intranat.exempel.se", "https://intranat.exempel.se"),
    ("https://intranat.exempel.se:8443", "intranat.exempel.se", "https://intranat.exempel.se:8443"),  # $host
    ("https://intranat.exempel.se:8443", "intranat.exempel.se:8443", "https://intranat.exempel.se:8443"),  # $http_host
    ("https://intranat.exempel.se", "127.0.0.1:8501", "https://intranat.exempel.se"),  # no Host is passed on
    ("http://intranat", "intranat", "http://intranat"),
    ("intranat:8080", "intranat:8080", "http://intranat:8080"),
    ("https://målkollen.exempel.se", "xn--mlkollen-9za.exempel.se", "https://xn--mlkollen-9za.exempel.se"),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("address", "host", "origin"), PROXIES)
@pytest.mark.parametrize("variable", [served.ADDRESS_VARIABLE, served.HOSTS_VARIABLE])
def test_behind_a_proxy_its_own_address_is_let_in_and_no_other(
    variable: str, address: str, host: str, origin: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(host, origin, kind)[0] == 403
    monkeypatch.setenv(variable, address)
    assert asked(host, None, kind)[0] == 200
    status, seen = asked(host, origin, kind)
    assert status == 200
    assert seen is not None
    hosts = [value.decode() for name, value in seen["headers"] if name == b"host"]
    assert hosts == [origin.partition("://")[2]], "the framework, which compares them again, finds them equal"
    for foreign in ("https://evil.example", "https://evil.example:8443", "null", f"{origin}1", "http://localhost:8501"):
        if foreign != f"http://{host}":
            assert asked(host, foreign, kind)[0] == 403


def test_where_the_operator_says_https_a_page_of_the_same_name_without_it_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(served.ADDRESS_VARIABLE, "https://intranat.exempel.se")
    assert asked("intranat.exempel.se", "http://intranat.exempel.se")[0] == 403


def test_several_names_may_be_set_and_each_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(served.HOSTS_VARIABLE, "a.exempel.se, https://b.exempel.se:8443,localhost:9000")
    assert asked("a.exempel.se", "https://a.exempel.se")[0] == 200
    assert asked("b.exempel.se", "https://b.exempel.se:8443")[0] == 200
    assert asked("localhost:9000", "http://localhost:9000")[0] == 200
    assert asked("sub.a.exempel.se")[0] == 403
    assert asked("a.exempel.se", "https://evil.example")[0] == 403


def test_a_name_is_let_in_at_its_own_ports_and_at_the_one_that_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(served.HOSTS_VARIABLE, "a.exempel.se, https://b.exempel.se:8443")
    for port, let_in in (("", 200), (":80", 200), (":443", 200), (":8501", 200), (":666", 403), (":8443", 403)):
        assert asked(f"a.exempel.se{port}")[0] == let_in, port
    assert asked("b.exempel.se:8443")[0] == 200
    assert asked("b.exempel.se:8444")[0] == 403


@pytest.mark.parametrize("kind", KINDS)
def test_the_office_without_login_is_open_to_this_machine_alone(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"client": ("127.0.0.1", 50_000)}
    assert asked("localhost:8501", kind=kind, client=("192.0.2.7", 50_000))[0] == 200
    monkeypatch.setenv(access.OFFICE_VARIABLE, "ja")
    assert asked("localhost:8501", kind=kind, sent_on=(), **here)[0] == 200
    assert asked("localhost:8501", kind=kind, sent_on=(), client=("::ffff:127.0.0.1", 50_000))[0] == 200
    for header in (*PROXIED, "via", "x-forwarded-for", "x-forwarded-proto", "x-real-ip"):
        assert asked("localhost:8501", kind=kind, sent_on=(header,), **here)[0] == 403, header
    for other in ("192.0.2.7", "10.1.2.3", "2001:db8::1", ""):
        assert asked("localhost:8501", kind=kind, sent_on=(), client=(other, 50_000))[0] == 403, other


def test_the_address_that_was_called_is_let_in_and_a_name_for_it_is_not() -> None:
    reached = {"server": ("192.0.2.7", PORT)}
    assert asked("192.0.2.7:8501", "http://192.0.2.7:8501", **reached)[0] == 200
    assert asked("192.0.2.8:8501", **reached)[0] == 403
    assert asked("192.0.2.7", **reached)[0] == 403
    assert asked("intranat:8501", **reached)[0] == 403
    assert asked("192.0.2.7:8501", server=("::ffff:192.0.2.7", PORT))[0] == 200
    assert asked("[2001:db8::7]:8501", server=("2001:db8::7", PORT))[0] == 200


@pytest.mark.parametrize(
    ("address", "others"), [("localhost", False), ("127.0.0.1", False), ("0.0.0.0", True), ("192.0.2.7", True)]
)
def test_the_machines_name_is_its_own_where_others_reach_it(
    address: str, others: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "Server7")
    assert ("server7" in guard._own_names(address)) is others


def test_a_refused_name_is_logged_once_and_without_its_control_characters(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked("evil.example\x1b[2J" + "x" * 500)
    assert len(caplog.records) == 1
    line = caplog.records[0].getMessage()
    assert "evil.example" in line
    assert line.isprintable()
    assert len(line) < 200


def test_no_more_sessions_than_there_are_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(served.READERS_VARIABLE, "2")
    statuses: list[int] = []

    async def scenario() -> None:
        leave = asyncio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await leave.wait()

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            if "status" in message:
                statuses.append(message["status"])

        seats = Seats(app)
        scope = {"type": "websocket", "extensions": {"websocket.http.response": {}}}
        first = [asyncio.create_task(seats(scope, receive, send)) for _ in range(2)]
        await asyncio.sleep(0)
        await seats(scope, receive, send)
        assert statuses == [503]
        first[0].cancel()
        await asyncio.sleep(0)
        again = asyncio.create_task(seats(scope, receive, send))
        await asyncio.sleep(0)
        assert statuses == [503], "a seat that was left is free"
        leave.set()
        await asyncio.gather(*first, again, return_exceptions=True)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(scenario())).result()

"""The whole server over loopback: what it answers and refuses, whom it never asks, how it says that it failed."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import product
from pathlib import Path

import pytest
from google.protobuf import text_format
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from dashboard.server import FAILED
from dashboard.web import headers
from dashboard.web.wire import MOST_CHOICES
from malkollen import ROOT

LOOPBACK = "127.0.0.1"
PUBLIC = "https://intranat.exempel.se:8443"
RECORDER = ROOT / "tests" / "browser" / "recorder"
START_SECONDS = 60
HERE = {"127.0.0.1", "localhost", "::1", "0.0.0.0", "::", "None", ""}
ALWAYS = {
    "content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy",
    "cross-origin-opener-policy", "cross-origin-resource-policy",
}  # fmt: skip


@dataclass(frozen=True)
class Running:
    """A running server: its port and path, what it printed so far, and the record of whom it called."""

    port: int
    path: str
    printed: Path
    record: Path

    def asked(self, path: str, *headers: str, method: str = "GET", host: str = "", body: str = "") -> "Answer":
        """What one request is answered with, as the bytes come; `host` is ours where none is said."""
        named = host or f"{LOOPBACK}:{self.port}"
        lines = [f"{method} {self.path}{path} HTTP/1.1", f"Host: {named}", "Connection: close", *headers]
        return self.answered("\r\n".join(lines) + "\r\n\r\n" + body)

    def knocked(self, *headers: str, host: str = "", path: str = "/_stcore/stream") -> "Answer":
        """What a web socket's handshake is answered with."""
        with socket.create_connection((LOOPBACK, self.port), timeout=20) as asking:
            asking.sendall(self.handshake(*headers, host=host, path=path))
            return Answer(asking.recv(65536))

    def handshake(self, *headers: str, host: str = "", path: str = "/_stcore/stream") -> bytes:
        lines = [
            f"GET {self.path}{path} HTTP/1.1", f"Host: {host or f'{LOOPBACK}:{self.port}'}", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", *headers,
        ]  # fmt: skip
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def answered(self, request: str) -> "Answer":
        with socket.create_connection((LOOPBACK, self.port), timeout=20) as asking:
            asking.sendall(request.encode("latin-1"))
            found = b""
            while part := asking.recv(65536):
                found += part
        return Answer(found)

    def connected(self) -> ClientConnection:
        """A reader's web socket, as his browser opens it."""
        return connect(
            f"ws://{LOOPBACK}:{self.port}{self.path}/_stcore/stream",
            origin=f"http://{LOOPBACK}:{self.port}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            proxy=None,
        )

    def called(self) -> list[str]:
        """Whom the server's processes called or looked up, this machine not counted."""
        calls = [json.loads(line) for line in self.record.read_text(encoding="utf-8").splitlines()]
        assert {"bind", "connect"} <= {call["event"] for call in calls}, "its calls are recorded"
        own = {socket.gethostname(), *HERE}
        return [str(call) for call in calls if str(call["host"]) not in own and call["event"] != "bind"]


class Answer:
    """A status, headers by lower name, and a text."""

    def __init__(self, raw: bytes) -> None:
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split()[1])
        self.pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        self.headers = dict(self.pairs)
        self.text = body.decode("utf-8", "replace")


@contextmanager
def running(data: Path, folder: Path, *options: str, **settings: str) -> Iterator[Running]:
    """`malkollen start`, with its calls recorded, until the end of the block."""
    record, printed = folder / "calls.jsonl", folder / "printed.txt"
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MALKOLLEN_")},
        "MALKOLLEN_DATA": str(data),
        "PYTHONPATH": str(RECORDER),
        "PYTHONUTF8": "1",
        "MALKOLLEN_RECORD": str(record),
        "MALKOLLEN_WARM": "0",
        **settings,
    }
    command = [sys.executable, "-m", "malkollen", "start", "--port", str(port), *options]
    with printed.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        end = time.monotonic() + START_SECONDS
        while not (address := re.search(r"http://[^:\s]+:(\d+)(\S*)", printed.read_text(encoding="utf-8"))):
            assert time.monotonic() < end, printed.read_text(encoding="utf-8")
            assert server.poll() is None, printed.read_text(encoding="utf-8")
            time.sleep(0.05)
        yield Running(int(address[1]), address[2], printed, record)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


@pytest.fixture(scope="module")
def plain(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The server as a laptop runs it."""
    with running(database.parent, tmp_path_factory.mktemp("plain"), "--address", LOOPBACK) as found:
        yield found


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The server on every address, behind a proxy's path, with two seats, no room on its disk and pages that fail."""
    empty = tmp_path_factory.mktemp("tomt")
    (empty / "malkollen.duckdb").write_bytes(b"ingen databas")
    with running(
        empty,
        tmp_path_factory.mktemp("public"),
        *("--address", "0.0.0.0", "--base-path", "malkollen", "--allow-judgements"),
        MALKOLLEN_ADDRESS=f"{PUBLIC}/malkollen",
        MALKOLLEN_FRAMES="https://portal.exempel.se, intranat.exempel.se:8443",
        MALKOLLEN_READERS="2",
        MALKOLLEN_LEAST_FREE_MB="9999999",
        MALKOLLEN_AS_OF="ingen dag alls",
    ) as found:
        yield found


def page_run(session: ClientConnection, query: str = "") -> str:
    """Everything that one run of a page sends the browser, as text."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    session.send(asked.SerializeToString())
    messages = []
    while True:
        message = ForwardMsg.FromString(session.recv(timeout=30))  # type: ignore[arg-type]
        messages.append(text_format.MessageToString(message, as_utf8=True))
        if message.WhichOneof("type") == "script_finished":
            return "\n".join(messages)


def shown_out(server: Running, frame: str | bytes) -> tuple[str, int | None]:
    """What a session is sent after this, and the code that it is ended with; fails where it is not ended."""
    messages = []
    with server.connected() as session:
        session.send(frame)
        try:
            while True:
                messages.append(str(ForwardMsg.FromString(session.recv(timeout=20))))  # type: ignore[arg-type]
        except ConnectionClosed as closed:
            return "\n".join(messages), closed.rcvd and closed.rcvd.code


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/kallor", 200), ("/halsa", 200), ("/app/static/ikon.png", 200), ("/favicon.png", 200),
     ("/_stcore/health", 200), ("/_stcore/host-config", 200), ("/media/finnsinte", 404), ("/app/static/x", 404),
     ("/app/static/" + "x" * 300, 404),
     ("/halsa/", 404), ("/halsa/mer", 404), ("//x", 400), ("/../../etc/passwd", 400)],
)  # fmt: skip
def test_every_answer_says_what_a_browser_may_do_with_it(path: str, status: int, plain: Running) -> None:
    answer = plain.asked(path)
    assert answer.status == status
    assert set(answer.headers) >= ALWAYS
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers
    assert [name for name, _ in answer.pairs if name in ALWAYS] == list(
        dict.fromkeys(name for name, _ in answer.pairs if name in ALWAYS)
    )


def test_refusals_have_the_headers_too(plain: Running) -> None:
    for answer in (
        plain.asked("/", host="evil.example"),
        plain.asked("/", "Origin: http://localhost:3000"),
        plain.asked("/_stcore/metrics"),
        plain.asked("/", method="POST"),
    ):
        assert answer.status in {403, 404, 405}
        assert set(answer.headers) >= ALWAYS
        assert answer.text.count("\n") == 1
        assert "server" not in answer.headers


def test_a_page_runs_its_own_scripts_and_no_other(plain: Running) -> None:
    answer = plain.asked("/kallor", "Accept: text/html", "Accept-Encoding: gzip", "Range: bytes=0-9")
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["object-src"] == "'none'"
    assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/]{43}=')+", policy["script-src"])
    assert policy["connect-src"] == policy["form-action"] == policy["base-uri"] == "'self'"
    assert policy["script-src"].count("sha256") == len(re.findall("<script>", answer.text))
    assert "openapi.json" not in answer.text
    again = plain.asked(
        "/kallor", "Accept: text/html", "If-None-Match: *", f"If-Modified-Since: {answer.headers['date']}"
    )
    assert (again.status, again.text) == (200, answer.text), "a kept page would keep another's policy"
    assert not {"etag", "last-modified"} & set(answer.headers)
    script = re.search(r'src="\.(/static/js/[^"]+)"', answer.text)
    assert script
    kept = plain.asked(script[1], f"If-None-Match: {plain.asked(script[1]).headers['etag']}")
    assert kept.status == 304
    assert "content-security-policy" not in kept.headers


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/message", "/_stcore/script-health-check", "/_stcore/agent/openapi.json",
     "/_stcore/agent/mcp", "/_stcore/upload_file/a/b", "/_stcore/bidi-components/x/y.js", "/_stcore", "/_stcore/",
     "/_stcore/stream/x", "/component/x/index.html", "/auth/login", "/auth/logout", "/oauth2callback",
     "/kallor/_stcore/metrics", "/%5fstcore/metrics", "/_stcore//metrics", "/_stcore/health/"],
)  # fmt: skip
def test_doors_that_no_page_uses_are_shut(path: str, plain: Running) -> None:
    assert plain.asked(path).status == 404 or path == "/_stcore/health/"
    assert "TYPE" not in plain.asked(path).text


METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")


ADDRESSES = ("/", "/_stcore/upload_file/a/b", "/halsa", "/_stcore/health")


def test_over_http_there_is_only_reading(plain: Running) -> None:
    """Each method at each address, all at once: the server waits two seconds for what is never sent."""

    def answered(asked: tuple[str, str]) -> Answer:
        method, path = asked
        return plain.asked(path, "Content-Length: 99999999", method=method, body="x" * 1000)

    pairs, began = [*product(METHODS, ADDRESSES)], time.monotonic()
    with ThreadPoolExecutor(len(pairs)) as pool:
        answers = dict(zip(pairs, pool.map(answered, pairs), strict=True))
    assert time.monotonic() - began < 5
    assert {asked: answer.status for asked, answer in answers.items()} == dict.fromkeys(pairs, 405)
    assert {answer.headers["connection"] for answer in answers.values()} == {"close"}, "what more is sent is not read"


def test_nobody_is_let_steer_a_framed_page(plain: Running) -> None:
    assert json.loads(plain.asked("/_stcore/host-config").text)["allowedOrigins"] == []


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example", "http://evil.example"),
        ("evil.example:{port}", "http://evil.example:{port}"),
        ("localhost:{port}", "http://localhost:3000"),
        ("127.0.0.1:{port}", "http://127.0.0.1:9999"),
        ("127.0.0.1:{port}", "http://0.0.0.0"),
        ("127.0.0.1:{port}", "null"),
    ],
)
def test_a_page_of_somebody_else_is_refused_before_the_framework_sees_it(
    host: str, origin: str, plain: Running
) -> None:
    host, origin = host.format(port=plain.port), origin.format(port=plain.port)
    began = time.monotonic()
    refused = plain.knocked(f"Origin: {origin}", host=host)
    assert refused.status == 403
    assert refused.text.startswith("Målkollen svarar")
    assert plain.asked("/", f"Origin: {origin}", host=host).status == 403
    assert time.monotonic() - began < 5
    assert plain.called() == [], "the framework would have asked a service outside what this machine is called"


def test_its_own_page_and_a_program_without_one_are_let_in(plain: Running) -> None:
    assert plain.knocked(f"Origin: http://{LOOPBACK}:{plain.port}").status == 101
    assert plain.knocked().status == 101
    assert plain.knocked(f"Origin: http://localhost:{plain.port}", host=f"localhost:{plain.port}").status == 101


@pytest.mark.parametrize(
    ("request_line", "host"),
    [
        ("GET http://evil.example/ HTTP/1.1", "Host: 127.0.0.1:{port}"),
        ("GET / HTTP/1.0", ""),
        ("GET / HTTP/1.1", "Host: 127.0.0.1:{port}\r\nHost: evil.example"),
        ("GET / HTTP/1.1", ""),
        ("GET / HTTP/9.9", "Host: 127.0.0.1:{port}"),
    ],
)
def test_a_request_that_names_two_servers_or_none_is_refused(request_line: str, host: str, plain: Running) -> None:
    lines = [request_line, *([host.format(port=plain.port)] if host else []), "Connection: close"]
    assert plain.answered("\r\n".join(lines) + "\r\n\r\n").status == 400


def test_a_forwarded_name_is_not_trusted(plain: Running) -> None:
    forged = f"X-Forwarded-Host: {LOOPBACK}:{plain.port}"
    assert plain.asked("/", forged, host="evil.example").status == 403


def test_headers_and_messages_are_bounded(plain: Running) -> None:
    assert plain.asked("/?q=" + "%C3%A5" * 3000).status == 200, "two long texts in an address are taken"
    unended = f"GET / HTTP/1.1\r\nHost: {LOOPBACK}:{plain.port}\r\nX: " + "x" * 60_000
    assert plain.answered(unended).status == 400, "headers that never end are not gathered"
    assert shown_out(plain, b"x" * (2 << 20))[1] == 1009


def test_no_page_calls_anybody(plain: Running) -> None:
    with plain.connected() as session:
        assert "Data och källor" in page_run(session)
    assert plain.called() == []


def test_no_page_is_told_where_the_server_lies(plain: Running, database: Path) -> None:
    with plain.connected() as session:
        said = page_run(session)
    assert "main_script_path" in said
    assert not {path for path in (str(ROOT), str(database.parent), sys.prefix) if path in said}


@pytest.mark.parametrize("kind", ["clear_cache", "load_git_info", "set_run_on_save", "file_urls_request"])
def test_who_asks_for_more_than_pages_do_is_shown_out(kind: str, plain: Running) -> None:
    asked = BackMsg()
    value = getattr(asked, kind)
    setattr(asked, kind, True) if isinstance(value, bool) else value.SetInParent()
    assert "git_info" not in shown_out(plain, asked.SerializeToString())[0]


@pytest.mark.parametrize("too_much", ["choices", "hash"])
def test_who_brings_more_choices_than_a_page_has_is_shown_out(too_much: str, plain: Running) -> None:
    asked = BackMsg()
    asked.rerun_script.page_name = "kallor"
    if too_much == "choices":
        for number in range(MOST_CHOICES + 1):
            asked.rerun_script.widget_states.widgets.add(id=f"{number}", bool_value=True)
    else:
        asked.rerun_script.page_script_hash = "x" * 3000
    assert "script_finished" not in shown_out(plain, asked.SerializeToString())[0]


@pytest.mark.parametrize("frame", ["text", b"\xff\xff\xff", b""])
def test_what_is_no_message_ends_the_session_and_no_other(frame: str | bytes, plain: Running) -> None:
    with plain.connected() as other:
        shown_out(plain, frame)
        assert "Data och källor" in page_run(other)


def test_the_server_is_well_and_tells_nothing_secret(plain: Running, database: Path) -> None:
    answer = plain.asked("/halsa")
    told = json.loads(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert set(told) == {"status", "version", "database", "ingest", "disk"}
    assert (told["status"], told["version"]) == ("ok", version("malkollen"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", told["database"]["built_at"])
    assert 0 <= told["database"]["age_seconds"] < 24 * 3600
    assert told["ingest"] == {"answered_at": None, "faults": 0}, "the figures came with the program"
    assert told["disk"]["free_bytes"] > 0
    assert str(database.parent) not in answer.text
    head = plain.asked("/halsa", method="HEAD")
    assert (head.status, head.text) == (200, "")


def test_xsrf_is_guarded_and_its_cookie_strict(plain: Running) -> None:
    cookie = plain.asked("/_stcore/health").headers["set-cookie"]
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie


def test_on_every_address_it_says_who_reaches_it_and_calls_nobody(public: Running) -> None:
    printed = public.printed.read_text(encoding="utf-8")
    assert f"http://localhost:{public.port}/malkollen" in printed
    assert f"Andra datorer når den på http://{socket.gethostname()}:{public.port}/malkollen" in printed
    assert "VARNING: alla som når porten kan också skriva bedömningar" in printed
    assert public.asked("/").status == 200
    assert public.asked("/", host="evil.example").status == 403
    assert public.knocked("Origin: http://evil.example", host="evil.example").status == 403
    assert public.called() == []


@pytest.mark.parametrize("host", ["intranat.exempel.se", "intranat.exempel.se:8443", ""])
def test_behind_a_proxy_the_public_address_is_its_own_however_the_proxy_says_it(host: str, public: Running) -> None:
    for kind in (public.knocked, public.asked):
        arguments = ["/"] if kind == public.asked else []
        assert kind(*arguments, f"Origin: {PUBLIC}", host=host).status in {101, 200}
        assert kind(*arguments, "Origin: https://intranat.exempel.se", host=host).status == 403
    assert public.called() == []
    cookie = public.asked("/_stcore/health", host="intranat.exempel.se").headers["set-cookie"]
    assert cookie.endswith("; Secure")


@pytest.mark.parametrize("path", ["/", "/kallor", "/malkollenx", "/favicon.png"])
def test_beside_the_proxys_path_there_is_nothing_and_it_says_so_in_swedish(path: str, public: Running) -> None:
    host = f"{LOOPBACK}:{public.port}"
    answer = public.answered(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
    assert (answer.status, answer.text) == (404, "Här finns inget.\n")


def test_the_operator_says_who_may_frame_it(public: Running) -> None:
    wanted = "frame-ancestors 'self' https://portal.exempel.se https://intranat.exempel.se:8443"
    for path in ("/", "/halsa", "/_stcore/metrics"):
        assert public.asked(path).headers["content-security-policy"].endswith(wanted)


def test_ill_it_says_why_without_names_or_paths(public: Running) -> None:
    answer = public.asked("/halsa")
    assert answer.status == 503
    told = json.loads(answer.text)
    assert told["status"] == "databasen saknas eller går inte att läsa; ont om plats på disken"
    assert (told["database"], told["ingest"]) == (None, None)
    assert set(answer.headers) >= ALWAYS
    assert (
        public.answered(f"GET /halsa HTTP/1.1\r\nHost: {LOOPBACK}:{public.port}\r\nConnection: close\r\n\r\n").status
        == 404
    )


def test_when_every_seat_is_taken_the_next_is_told_so(public: Running) -> None:
    with ExitStack() as stack:
        for _ in range(2):
            seat = stack.enter_context(socket.create_connection((LOOPBACK, public.port), timeout=20))
            seat.sendall(public.handshake())
            assert Answer(seat.recv(65536)).status == 101
        full = public.knocked()
        assert full.status == 503
        assert full.text == "Så många läser just nu att ingen fler ryms. Ladda om sidan om en stund.\n"
    end = time.monotonic() + 10
    while public.knocked().status != 101:
        assert time.monotonic() < end, "a seat that was left is free"
        time.sleep(0.1)


def test_a_page_that_fails_says_so_in_our_words_and_the_log_has_the_rest(public: Running) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            session = public.connected()
            break
        except InvalidStatus:  # the seats of the test before are being left
            assert time.monotonic() < end
            time.sleep(0.1)
    with session:
        said = page_run(session)
    assert FAILED in said
    for theirs in ("Traceback", "ValueError", "ingen dag", "session.py", "Streamlit Cloud", "site-packages", str(ROOT)):
        assert theirs not in said
    assert "ValueError" in public.printed.read_text(encoding="utf-8")


# ───────────── Open data ─────────────


def test_open_data_is_open_to_every_pages_script_and_nothing_else_is(plain: Running) -> None:
    """tests/dashboard/opendata has the files themselves."""
    foreign = "Origin: https://annan.exempel.se"
    found = plain.asked("/data/kallor.csv", foreign)
    assert (found.status, found.headers["access-control-allow-origin"]) == (200, "*")
    assert found.headers.keys() >= ALWAYS
    assert found.headers["cross-origin-resource-policy"] == "cross-origin"
    assert plain.asked("/data/", foreign).text.count(f"http://{LOOPBACK}:{plain.port}/data/") > 20
    assert plain.asked("/nytt.xml", foreign).status == 200
    assert "ScriptRunContext" not in plain.printed.read_text(encoding="utf-8")
    assert plain.asked("/data/nej", foreign).status == 404
    for path in ("/", "/halsa", "/dataset"):
        refused = plain.asked(path, foreign)
        assert (refused.status, "access-control-allow-origin" in refused.headers) == (403, False)


def test_open_data_that_fails_tells_nothing_of_the_server_and_lies_below_the_base_path_alone(public: Running) -> None:
    found = public.asked("/data/varden.csv")
    assert (found.status, found.text) == (500, f"{headers.FAILED}\n")
    elsewhere = public.answered(f"GET /data/ HTTP/1.1\r\nHost: {LOOPBACK}:{public.port}\r\nConnection: close\r\n\r\n")
    assert elsewhere.status == 404

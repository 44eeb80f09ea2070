"""A publisher that is slow, endless or makes no sense: an attempt ends in time and in bounded memory, and says why."""

import gzip
import signal
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from parts import every
from publisher import Publisher, Reply
from wire import Part, Wire, drip

from ingest.fetching import connections
from ingest.fetching.download import Client, Limits
from ingest.readers.scb import pxweb
from malkollen.errors import SourceError

SECONDS = 0.4
OK = b"HTTP/1.1 200 OK\r\n"
SHORT = Limits(calls=1000, slowest_seconds=SECONDS)
MANY = Limits(calls=1000)


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as error:
        ask()
    text = str(error.value)
    assert text.startswith("SCB: ")
    assert len(text.splitlines()) == 1
    assert text.isprintable()
    return text


def client(limits: Limits = MANY, **given: int) -> Client:
    return Client("SCB", limits, pause=lambda _seconds: None, **given)  # type: ignore[arg-type]


# ── one deadline ──


@pytest.mark.parametrize(
    "parts",
    every(
        3,
        [
            [drip(OK + b"Content-Length: 5\r\n\r\n12345", 0.05)],
            [OK, drip(b"X-Slow: " + b"y" * 500, 0.05)],
            [OK + b"Content-Length: 200000\r\n\r\n", drip(b"x" * 200, 0.05)],
            [OK + b"Transfer-Encoding: chunked\r\n\r\n", drip(b"1\r\nx\r\n" * 50, 0.05)],
            [OK + b"Transfer-Encoding: chunked\r\n\r\n", drip(b"0" * 200, 0.05)],
            [OK + b"\r\n", drip(b"x" * 200, 0.05)],
            [OK + b"Content-Encoding: gzip\r\n\r\n", drip(gzip.compress(bytes(10**6)) * 3, 0.05)],
            [drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 50, 0.02)],
            [b"HTTP/1.1 302 Found\r\nLocation: /t\r\n", drip(b"X: " + b"y" * 500, 0.05)],
            [b"HTTP/1.1 503 Busy\r\n", drip(b"X: " + b"y" * 500, 0.05)],
        ],
    ),
    ids=["all", "header", "length", "chunked", "chunk size", "to the end", "gzip", "100", "redirect", "503"],
)
def test_a_byte_at_a_time_is_stopped_at_the_deadline(parts: list[Part]) -> None:
    """At every third place; thoroughly at all ten."""
    began = time.monotonic()
    with Wire(*parts) as wire:
        text = refused(lambda: client(SHORT).get(f"{wire.url}/t"))
        took = time.monotonic() - began
        assert wire.wait_for_end() == 1, "anslutningen är stängd"
        assert len(wire.requests) == 1, "det som tagit hela tiden görs inte om"
    assert text == f"SCB: svarade inte i tid; försök igen senare ({wire.url.removeprefix('http://')}/t)"
    assert took < SECONDS + 2


@pytest.mark.parametrize("status", every(3, [b"404 Not Found", b"403 Forbidden", b"206 Partial"]))
def test_the_words_of_a_refusal_are_not_waited_for_either(status: bytes) -> None:
    """One of three; thoroughly all."""
    began = time.monotonic()
    with Wire(b"HTTP/1.1 " + status + b"\r\nContent-Length: 9999\r\n\r\n", drip(b"no " * 100, 0.05)) as wire:
        text = refused(lambda: client(SHORT).get(f"{wire.url}/t"))
        assert wire.wait_for_end() == 1
    assert f"({status[:3].decode()}, " in text
    assert time.monotonic() - began < SECONDS + 3


def test_the_steps_of_a_redirect_share_one_deadline() -> None:
    with Publisher() as publisher:
        publisher.route("/t", Reply(status=302, headers={"Location": "/t"}, delay=0.1))
        text = refused(lambda: client(SHORT).get(f"{publisher.url}/t"))
        assert "svarade inte i tid" in text
        assert 2 <= len(publisher.asked) < 8


def test_nothing_is_left_behind() -> None:
    threads = threading.active_count()
    sockets = len(list(Path("/proc/self/fd").iterdir()))
    with Wire(OK + b"Content-Length: 9\r\n\r\n", drip(b"x" * 9, 0.2)) as wire:
        for _ in range(3):
            refused(lambda: client(Limits(calls=1000, slowest_seconds=0.1)).get(f"{wire.url}/t"))
    assert threading.active_count() <= threads
    assert len(list(Path("/proc/self/fd").iterdir())) <= sockets + 1


@pytest.mark.parametrize("parts", [[drip(b"\x16\x03\x03\x40\x00" + bytes(500), 0.05)], [drip(b"\x16", 60.0)]])
def test_a_handshake_is_within_the_deadline(parts: list[Part]) -> None:
    began = time.monotonic()
    with Wire(*parts) as wire:
        text = refused(lambda: client(SHORT).get(wire.url.replace("http", "https") + "/t"))
    assert "svarade inte i tid" in text
    assert time.monotonic() - began < SECONDS + 2


@pytest.mark.parametrize("begins", [b"", b"HTTP/1.1 200 OK\r\n"])
def test_a_proxy_is_within_the_deadline(begins: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALKOLLEN_OFFLINE")
    began = time.monotonic()
    with Wire(begins, drip(b"X: " + b"y" * 500, 0.05)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        text = refused(lambda: client(SHORT).get("https://scb.invalid/t"))
        assert len(proxy.requests) == 1
    assert "svarade inte i tid" in text
    assert time.monotonic() - began < SECONDS + 2


def test_an_interrupt_is_heeded_at_once() -> None:
    main = threading.main_thread().ident
    assert main is not None
    began = time.monotonic()
    with Wire(OK + b"Content-Length: 9\r\n\r\n", drip(b"x" * 9, 3.0)) as wire:
        timer = threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            client().get(f"{wire.url}/t")
        timer.join()
    assert time.monotonic() - began < 2.5


def test_a_slow_answer_that_comes_in_time_is_whole_and_its_connection_used_again() -> None:
    with Publisher({"/t": Reply(b"x" * 100_000, delay=0.1)}) as publisher:
        one = client(Limits(calls=1000, slowest_seconds=30.0))
        assert len(one.get(f"{publisher.url}/t").content) == len(one.get(f"{publisher.url}/t").content) == 100_000


def test_a_name_with_many_silent_addresses_shares_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{number}", 9)) for number in range(2, 200)]
    monkeypatch.setattr(connections.socket, "getaddrinfo", lambda *_: found)
    tried: list[float] = []

    def silent(_place: object, timeout: float, *_: object) -> None:
        tried.append(timeout)
        time.sleep(timeout)
        raise TimeoutError

    monkeypatch.setattr(connections.connection, "create_connection", silent)
    one = Client("SCB", MANY, attempts=1, timeout=(0.05, 1.0))
    assert "svarade inte i tid" in refused(lambda: one.get("http://localhost:9/t"))
    assert 3 <= len(tried) <= 4


# ── no whole answer ──


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (206, "skickade bara en del av svaret"),
        (204, "svarade utan innehåll"),
        (202, "förfrågan avvisades"),
        (226, "förfrågan avvisades"),
    ],
)
def test_only_a_whole_answer_is_one(status: int, reason: str) -> None:
    headers = {"Content-Range": "bytes 0-4/100"} if status == 206 else {}
    with Publisher({"/t": Reply(b"half!" if status != 204 else b"", status, headers)}) as publisher:
        text = refused(lambda: client().get(f"{publisher.url}/t"))
        assert len(publisher.asked) == 1
    assert text.startswith(f"SCB: {reason} ({status}, ")


WORDS = bytes(range(256)) * 40
PACKED = {"gzip": zlib.compress(WORDS, 0, 31), "deflate": zlib.compress(WORDS, 0), "raw": zlib.compress(WORDS, 0, -15)}


@pytest.mark.parametrize("has_length", [True, False])
@pytest.mark.parametrize("missing", [500, 8, 1, "second"])
@pytest.mark.parametrize("way", PACKED)
def test_a_packed_answer_that_is_cut_is_no_answer(way: str, missing: int | str, has_length: bool) -> None:
    packed = PACKED[way]
    cut = packed[:-missing] if isinstance(missing, int) else packed + packed[:50]
    if way != "gzip" and missing == "second":
        cut = packed[:50]
    encoding = b"Content-Encoding: " + (b"gzip" if way == "gzip" else b"deflate") + b"\r\n"
    for content, is_whole in ((cut, False), (packed, True)):
        length = b"Content-Length: %d\r\n" % len(content) if has_length else b""
        with Wire(OK + encoding + length + b"\r\n" + content) as wire:
            if is_whole:
                assert client(attempts=1).get(f"{wire.url}/t").content == WORDS
            else:
                text = refused(lambda: client(attempts=1).get(f"{wire.url}/t"))
                assert "bröt anslutningen eller gav ett avkortat svar; försök igen senare" in text


def test_an_answer_packed_twice_is_whole_or_none() -> None:
    twice = gzip.compress(PACKED["gzip"])
    headers = {"Content-Encoding": "gzip, gzip"}
    cut = gzip.compress(PACKED["gzip"][:-8])
    with Publisher({"/t": Reply(twice, headers=headers), "/cut": Reply(cut, headers=headers)}) as publisher:
        assert client().get(f"{publisher.url}/t").content == WORDS
        assert "avkortat svar" in refused(lambda: client(attempts=1).get(f"{publisher.url}/cut"))


@pytest.mark.parametrize("way", [b"gzip", b"xchunked", b"gzip, chunked", b"deflate"])
def test_a_transfer_that_nobody_unpacks_is_a_fault(way: bytes) -> None:
    with Wire(OK + b"Transfer-Encoding: " + way + b"\r\n\r\n" + PACKED["gzip"]) as wire:
        refused(lambda: client(attempts=1).get(f"{wire.url}/t"))


@pytest.mark.parametrize(
    "length",
    [
        b"9" * 5000,
        b"-5",
        b"5, 5",
        b"5\r\nContent-Length: 6",
        b"0x5",
        b"5.0",
        "\u0665".encode(),
        b"+5",
        b"5_0",
        b"1" * 19,
    ],
    ids=["5000 digits", "negative", "twice", "two", "hex", "decimal", "arabic", "plus", "underscore", "19 digits"],
)
def test_a_length_that_is_none_is_said(length: bytes) -> None:
    with Wire(OK + b"Content-Length: " + length + b"\r\n\r\n12345") as wire:
        text = refused(lambda: client(attempts=1).get(f"{wire.url}/t"))
    assert text.startswith("SCB: svarade med en längd (Content-Length) som inte går att läsa; försök igen senare (")


def test_a_length_beyond_the_limit_is_not_waited_for() -> None:
    with Wire(OK + b"Content-Length: 1001\r\n\r\n1") as wire:
        text = refused(lambda: client(Limits(calls=10, largest_bytes=1000)).get(f"{wire.url}/t"))
    assert text == "SCB: svaret är större än 1000 byte; avbröts"


@pytest.mark.parametrize("packed", [1, 2])
def test_a_bomb_is_stopped_before_it_grows(packed: int) -> None:
    content = zlib.compress(bytes(100_000_000), 9, 31)
    if packed == 2:
        content = gzip.compress(content)
    encoding = ", ".join(["gzip"] * packed)
    with Publisher({"/t": Reply(content, headers={"Content-Encoding": encoding})}) as publisher:
        tracemalloc.start()
        try:
            text = refused(lambda: client(Limits(calls=10, largest_bytes=1_000_000)).get(f"{publisher.url}/t"))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert text == "SCB: svaret är större än 1000000 byte; avbröts"
    assert peak < 10_000_000


@pytest.mark.parametrize(
    "parts",
    [
        [OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n", *[b"x" * 500_000] * 40],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", *[b"x" * 500_000] * 40],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", *[b"X: y\r\n" * 100_000] * 40],
        [b"HTTP/1.1 302 Found\r\nLocation: /t\r\nContent-Length: 20000000\r\n\r\n", *[b"x" * 500_000] * 40],
        [b"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", *[b"x" * 500_000] * 40],
        [b"HTTP/1.1 404 No\r\n\r\n", *[b"x" * 500_000] * 40],
        [OK, *[b"X: y\r\n" * 100_000] * 40],
        [OK + b"X: ", *[b"y" * 500_000] * 40],
        [*[b"HTTP/1.1 100 Continue\r\n\r\n" * 40_000] * 40],
    ],
    ids=[
        "negative chunk",
        "endless chunk",
        "trailers",
        "redirect",
        "404 chunk",
        "404",
        "many headers",
        "long header",
        "100s",
    ],
)
def test_no_part_of_an_answer_grows_without_end(parts: list[Part]) -> None:
    with Wire(*parts) as wire:
        tracemalloc.start()
        try:
            began = time.monotonic()
            refused(lambda: client(Limits(calls=1000, largest_bytes=1000), attempts=1).get(f"{wire.url}/t"))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 10_000_000
    assert time.monotonic() - began < 10


# ── what it says ──


def test_tls_asked_of_a_plain_port_is_said() -> None:
    with Publisher({"/t": b"x"}) as publisher:
        text = refused(lambda: client(attempts=1).get(publisher.url.replace("http", "https") + "/t"))
    assert text.startswith("SCB: svarar inte med TLS (https) på den porten; stämmer adressen?; försök igen senare (")


@pytest.mark.parametrize("said", [b"\x15\x03\x01\x00\x02\x02\x50", b"SSH-2.0-x\r\n"])
def test_something_else_than_http_is_said(said: bytes) -> None:
    with Wire(said) as wire:
        text = refused(lambda: client(attempts=1).get(f"{wire.url}/t"))
    assert text.startswith("SCB: svarade med något annat än HTTP; stämmer adressen?; försök igen senare (")


@pytest.mark.parametrize("asked", ["9" * 5000, "9" * 300, "\u0669" * 30, "86400", "1e999"])
def test_a_wait_without_end_is_not_waited(asked: str) -> None:
    header = asked.encode("utf-8").decode("latin-1")
    paused: list[float] = []
    one = Client("SCB", MANY, pause=paused.append)
    with Publisher({"/t": Reply(status=429, headers={"Retry-After": header})}) as publisher:
        text = refused(lambda: one.get(f"{publisher.url}/t"))
    if paused:
        assert paused == [2.0, 4.0, 8.0], "det som inte är en tid blir vår egen"
    else:
        assert text == "SCB: svarade 429 och ber oss vänta mer än ett dygn; kör igen efter det"


@pytest.mark.parametrize(
    "asked", ["Sun, 01 Nov 2026 08:00:00 +9999999999999", "Sun, 01 Nov 2026 08:00:00 -0000", "nan"]
)
def test_a_date_that_is_none_becomes_our_own_wait(asked: str) -> None:
    paused: list[float] = []
    with Publisher({"/t": [Reply(status=429, headers={"Retry-After": asked}), Reply(b"ok")]}) as publisher:
        Client("SCB", MANY, pause=paused.append).get(f"{publisher.url}/t")
    assert paused == [2.0]


def test_a_date_far_away_is_not_waited_for() -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(days=300), usegmt=True)
    with Publisher({"/t": Reply(status=503, headers={"Retry-After": until})}) as publisher:
        assert "vänta mer än ett dygn" in refused(lambda: client().get(f"{publisher.url}/t"))


def test_what_steers_a_terminal_is_in_no_header_we_keep() -> None:
    headers = {"Content-Type": "text/csv\x1b[2J", "ETag": '"\x1b]0;x"', "Last-Modified": "i dag\x9b31m"}
    with Publisher({"/t": Reply(b"x", headers=headers)}) as publisher:
        answer = client().get(f"{publisher.url}/t")
    assert (answer.content_type, answer.etag, answer.last_modified) == ("text/csv\\x1b[2J", None, None)


@pytest.mark.parametrize(
    "limits",
    [
        {"maxCallsPerTimeWindow": 1, "timeWindow": 10**8},
        {"maxCallsPerTimeWindow": 1, "timeWindow": 61},
        {"maxCallsPerTimeWindow": 10**400, "timeWindow": 10},
    ],
    ids=["three years", "a minute each", "no number"],
)
def test_limits_that_would_have_us_sleep_for_years_are_refused(
    limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Publisher({"/config": Reply.of({"maxDataCells": 1000, **limits})}) as publisher:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, publisher.url)
        one = client()
        with pytest.raises(SourceError, match="gränsen"):
            pxweb.keep_limits(one)
    assert one.limits == MANY

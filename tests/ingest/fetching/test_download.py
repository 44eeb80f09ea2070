"""Asking a publisher: limits, retries, half answers, and keys that never leave the process."""

import base64
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, strategies as st
from parts import every
from publisher import Publisher, Reply

from ingest.fetching.addresses import Declared
from ingest.fetching.download import ATTEMPTS, LONGEST_PAUSE, Client, Limits, user_agent
from ingest.fetching.secrets import Secrets
from malkollen.errors import SourceError

KEY = "A+b/c=d &é?\"'<%>\\~"
MANY = Limits(calls=1000)


class Clock:
    """Time that passes only when somebody pauses."""

    def __init__(self) -> None:
        self.now = 100.0
        self.paused: list[float] = []

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Client:
    return Client("SCB", MANY, secrets=[KEY], pause=clock.pause, clock=clock, timeout=(2.0, 0.3))


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as error:
        ask()
    text = str(error.value)
    assert text.startswith("SCB: ")
    assert len(text.splitlines()) == 1
    return text


# ── a whole answer ──


def test_an_answer_has_its_bytes_and_its_provenance(client: Client) -> None:
    headers = {"Content-Type": "text/csv", "ETag": '"7"', "Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT"}
    with Publisher({"/t": Reply("å;b\n".encode(), headers=headers)}) as publisher:
        answer = client.get(f"{publisher.url}/t", params={"lang": "sv"}, headers={"Accept": "text/csv"})
        (asked,) = publisher.asked
    assert answer.content == "å;b\n".encode()
    assert (answer.status, answer.content_type, answer.etag) == (200, "text/csv", '"7"')
    assert answer.url == f"{publisher.url}/t?lang=sv"
    assert datetime.now(UTC) - answer.fetched_at < timedelta(seconds=30)
    assert (asked.method, asked.query, asked.headers["accept"]) == ("GET", {"lang": "sv"}, "text/csv")
    assert asked.headers["user-agent"] == user_agent() == "Malkollen/0.1 (Sodertornskommunerna)"


def test_a_post_sends_json(client: Client) -> None:
    with Publisher({"/t": Reply.of({"ok": True})}) as publisher:
        client.post(f"{publisher.url}/t", {"selection": [1]}, params={"lang": "sv"})
        (asked,) = publisher.asked
    assert (asked.method, asked.json(), asked.query) == ("POST", {"selection": [1]}, {"lang": "sv"})


def test_an_empty_answer_is_an_answer(client: Client) -> None:
    with Publisher({"/t": b""}) as publisher:
        assert client.get(f"{publisher.url}/t").content == b""


# ── worth another try ──


@pytest.mark.parametrize(
    "bad",
    [
        Reply(status=500),
        Reply(status=503),
        Reply(status=408),
        Reply(status=429),
        Reply(misbehave="reset"),
        Reply(b"half", misbehave="truncate"),
        Reply(misbehave="hang"),
    ],
    ids=lambda bad: bad.misbehave or str(bad.status),
)
def test_what_may_pass_is_asked_again(bad: Reply, client: Client, clock: Clock) -> None:
    with Publisher({"/t": [bad, bad, Reply(b"whole")]}) as publisher:
        assert client.get(f"{publisher.url}/t").content == b"whole"
        assert publisher.paths() == ["/t"] * 3
    assert clock.paused == [2.0, 4.0]


@pytest.mark.parametrize(
    ("bad", "reason"),
    every(
        2,
        [
            (Reply(status=502), "svarade 502"),
            (Reply(misbehave="reset"), "gick inte att nå, bröt anslutningen eller gav ett avkortat svar"),
            (Reply(b"half", misbehave="truncate"), "gick inte att nå, bröt anslutningen eller gav ett avkortat svar"),
            (Reply(misbehave="hang"), "svarade inte i tid"),
            (Reply(status=302, headers={"Location": "/t"}), "hänvisar runt i en ring"),
        ],
    ),
    ids=["502", "reset", "truncate", "hang", "loop"],
)
def test_after_the_last_try_it_says_what_was_wrong_and_where(bad: Reply, reason: str, client: Client) -> None:
    """Every other fault; thoroughly all."""
    with Publisher({"/t": bad}) as publisher:
        text = refused(lambda: client.get(f"{publisher.url}/t?x=1"))
    where = f"{publisher.url.removeprefix('http://')}/t"
    assert text == f"SCB: {reason} efter {ATTEMPTS} försök; försök igen senare ({where})"


def test_nobody_listening_is_said(client: Client) -> None:
    with Publisher() as publisher:
        gone = publisher.url
    assert "gick inte att nå" in refused(lambda: client.get(f"{gone}/t"))


def test_a_wait_asked_for_in_seconds_is_waited(client: Client, clock: Clock) -> None:
    with Publisher({"/t": [Reply(status=429, headers={"Retry-After": "37"}), Reply(b"ok")]}) as publisher:
        client.get(f"{publisher.url}/t")
    assert clock.paused == [37.0]


def test_a_wait_asked_for_as_a_date_is_waited(client: Client, clock: Clock) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    with Publisher({"/t": [Reply(status=503, headers={"Retry-After": until}), Reply(b"ok")]}) as publisher:
        client.get(f"{publisher.url}/t")
    assert clock.paused == [pytest.approx(60, abs=2)]


@pytest.mark.parametrize("asked", ["0", "-5", "snart", "Sun, 01 Nov 2020 08:00:00 GMT", "Sun, 99 Nov 2020", ""])
def test_a_wait_that_is_none_becomes_our_own(asked: str, client: Client, clock: Clock) -> None:
    with Publisher({"/t": [Reply(status=429, headers={"Retry-After": asked}), Reply(b"ok")]}) as publisher:
        client.get(f"{publisher.url}/t")
    assert clock.paused == [2.0]


def test_a_long_wait_is_left_to_the_next_ingest(client: Client, clock: Clock) -> None:
    wait = LONGEST_PAUSE + 1
    with Publisher({"/t": Reply(status=429, headers={"Retry-After": f"{wait:.0f}"})}) as publisher:
        text = refused(lambda: client.get(f"{publisher.url}/t"))
        assert len(publisher.asked) == 1
    assert text == "SCB: svarade 429 och ber oss vänta 121 s; kör igen efter det"
    assert clock.paused == []


def test_an_answer_that_trickles_for_ever_is_given_up(clock: Clock) -> None:
    slow = Client("SCB", Limits(slowest_seconds=-1.0), pause=clock.pause, clock=clock)
    with Publisher({"/t": b"x"}) as publisher:
        assert "svarade inte i tid" in refused(lambda: slow.get(f"{publisher.url}/t"))


# ── stops at once ──


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, "förfrågan avvisades"),
        (401, "nyckeln saknas eller är fel"),
        (403, "förfrågan nekades"),
        (404, "adressen finns inte längre"),
        (410, "adressen är borttagen"),
        (422, "förfrågan avvisades"),
    ],
)
def test_what_will_not_pass_is_asked_once(status: int, reason: str, client: Client) -> None:
    with Publisher({"/t": Reply(b"too many\n  cells\x1b[31m", status)}) as publisher:
        text = refused(lambda: client.get(f"{publisher.url}/t"))
        assert len(publisher.asked) == 1
    assert text.endswith("/t): too many cells\\x1b[31m")
    assert text.startswith(f"SCB: {reason} ({status}, ")


def test_a_page_of_html_is_not_repeated_nor_a_half_one(client: Client) -> None:
    with Publisher({"/h": Reply(b"<html>no", 404), "/t": Reply(b"", 404, misbehave="truncate")}) as publisher:
        for path in ("/h", "/t"):
            assert refused(lambda path=path: client.get(f"{publisher.url}{path}")).endswith(f"{path})")


def test_too_large_an_answer_is_stopped(clock: Clock) -> None:
    small = Client("SCB", Limits(largest_bytes=1000), pause=clock.pause, clock=clock)
    with Publisher({"/t": bytes(1001), "/ok": bytes(1000)}) as publisher:
        assert len(small.get(f"{publisher.url}/ok").content) == 1000
        text = refused(lambda: small.get(f"{publisher.url}/t"))
        assert len(publisher.asked) == 2
    assert text == "SCB: svaret är större än 1000 byte; avbröts"


@pytest.mark.parametrize("url", ["scb.se/x", "http://", "ftp://127.0.0.1/x", "http://[::1/x", "file:///etc/hostname"])
def test_an_address_that_is_none_is_said_at_once(url: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALKOLLEN_OFFLINE")
    assert refused(lambda: client.get(url)) == f"SCB: '{url}' är ingen adress som går att fråga"


# ── the publisher's limits ──


@pytest.mark.parametrize(("calls", "seconds"), [(1, 1.0), (10, 10.0), (30, 10.0)])
def test_no_window_holds_more_calls_than_the_publisher_allows(calls: int, seconds: float, clock: Clock) -> None:
    at: list[float] = []
    limited = Client("SCB", Limits(calls, seconds), pause=clock.pause, clock=clock)
    with Publisher({"/t": b"x"}) as publisher:
        for number in range(3 * calls + 2):
            limited.get(f"{publisher.url}/t")
            at.append(clock.now)
            clock.now += 0.01 * (number % 3)
    assert all(sum(start <= moment < start + seconds for moment in at) <= calls for start in at)
    assert at[calls - 1] - at[0] < seconds, "inga onödiga pauser"


def test_retries_count_as_calls(clock: Clock) -> None:
    limited = Client("SCB", Limits(2, 1000.0), pause=clock.pause, clock=clock)
    with Publisher({"/t": [Reply(status=500), Reply(status=500), Reply(b"x")]}) as publisher:
        limited.get(f"{publisher.url}/t")
    assert clock.now - 100.0 >= 1000.0


def test_a_pause_that_does_not_sleep_does_not_spin() -> None:
    quick = Client("SCB", Limits(1, 3600.0), pause=lambda _seconds: None)
    with Publisher({"/t": b"x"}) as publisher:
        for _ in range(5):
            quick.get(f"{publisher.url}/t")


# ── offline ──


def test_offline_only_this_machine_is_asked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_OFFLINE", "1")
    text = refused(lambda: client.get("https://statistikdatabasen.invalid/api"))
    assert text == "SCB: nätet är avstängt (MALKOLLEN_OFFLINE); inget hämtades"
    with Publisher({"/t": Reply(status=302, headers={"Location": "http://192.0.2.1/x"})}) as publisher:
        assert "nätet är avstängt" in refused(lambda: client.get(f"{publisher.url}/t"))
        assert "nätet är avstängt" in refused(lambda: client.get("http://127.0.0.1.invalid/"))


# ── keys ──


def test_a_key_is_sent_but_never_seen(clock: Clock) -> None:
    def echo(asked: object) -> Reply:
        return Reply(repr(asked).encode(), headers={"Content-Type": f"text/x; k={len(KEY)}", "ETag": "A+b"})

    with Publisher({"/t": echo, "/no": lambda asked: Reply(repr(asked).encode(), 403)}) as publisher:
        client = Client("SCB", MANY, secrets=[KEY], declared=Declared((publisher.url,)), pause=clock.pause)
        answer = client.get(f"{publisher.url}/t", params={"apikey": KEY})
        assert publisher.asked[0].query["apikey"] == KEY
        assert answer.url == f"{publisher.url}/t?apikey=***"
        assert_unseen(answer.content.decode())
        assert_unseen(refused(lambda: client.get(f"{publisher.url}/no", params={"apikey": KEY})))


def test_a_key_in_the_path_is_not_in_the_message(client: Client) -> None:
    key = "hemlig-0123456789"
    with Publisher({f"/{key}/t": Reply(status=500)}) as publisher:
        own = Client("SCB", MANY, secrets=[key], declared=Declared((publisher.url,)), pause=lambda _seconds: None)
        assert refused(lambda: own.get(f"{publisher.url}/{key}/t")).endswith("/***/t)")


def test_a_key_that_is_cut_in_the_publishers_words_is_removed_whole() -> None:
    key = "hemlig-0123456789"
    own = Client("SCB", MANY, secrets=[key], pause=lambda _seconds: None)
    with Publisher({"/t": Reply(b"x" * 190 + key.encode() * 50, 403)}) as publisher:
        text = refused(lambda: own.get(f"{publisher.url}/t"))
    assert "hemlig" not in text


def assert_unseen(text: str) -> None:
    assert Secrets([KEY]).removed(text) == text
    assert KEY not in text


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=6, max_size=40).filter(str.strip),
    st.sampled_from(["plain", "query", "path", "twice", "lower", "json", "html"]),
    st.text(max_size=20),
)
def test_a_key_is_removed_however_it_is_written(key: str, way: str, around: str) -> None:
    import html
    import json
    from urllib.parse import quote, quote_plus, unquote_plus

    written = {
        "plain": key,
        "query": quote_plus(key),
        "path": quote(key),
        "twice": quote(quote(key, safe=""), safe=""),
        "lower": quote(key, safe="").replace("%2F", "%2f").replace("%C3", "%c3"),
        "json": json.dumps(key)[1:-1],
        "html": html.escape(key),
    }[way]
    text = Secrets([key]).removed(f"{around} {written} {around}")
    assert written not in text or written in "***"
    assert key not in text
    assert key not in unquote_plus(text)
    assert key not in html.unescape(text)


def test_without_keys_nothing_is_removed() -> None:
    assert Secrets(["", ""]).removed("a=b") == "a=b"
    assert Secrets([]).removed_from_bytes(b"a=b") == b"a=b"


PHP_KEY = "HEMLIG/nyckel+9"
UNICODE = "".join(f"\\u{ord(letter):04x}" for letter in PHP_KEY)
REPEATED = {
    "php": PHP_KEY.replace("/", "\\/"),
    "php twice": PHP_KEY.replace("/", "\\\\\\/"),
    "unicode": UNICODE,
    "capital unicode": UNICODE.replace("002f", "002F").replace("\\", "\\\\"),
    "mixed": "\\u0048EML%49G\\/&#110;yck&#x65;l&plus;9",
    "named": "HEMLIG&sol;nyckel&#43;9",
    "base64": base64.b64encode(PHP_KEY.encode()).decode(),
    "basic": base64.b64encode(f"anna:{PHP_KEY}".encode()).decode(),
    "basic with another name": base64.b64encode(f"ab:{PHP_KEY}".encode()).decode(),
    "base64 within": base64.urlsafe_b64encode(f"k={PHP_KEY}&format=json".encode()).decode(),
    "hex": PHP_KEY.encode().hex(),
    "hex in capitals": PHP_KEY.encode().hex(":").upper(),
    "tag": "HEMLIG<b>/nyckel</b>+9",
    "escaped tag": "HEMLIG\\u003Cwbr\\u003E/nyckel&lt;br&gt;+9",
    "line end": "HEMLIG/ny\r\n  ckel+9",
    "escaped line end": "HEMLIG\\/ny\\r\\nckel+9",
    "small": PHP_KEY.lower(),
}


@pytest.mark.parametrize("way", REPEATED)
def test_a_key_that_a_publisher_repeats_is_neither_said_nor_stored(way: str, clock: Clock) -> None:
    said = f'{{"error":"Invalid API key: {REPEATED[way]}"}}'.encode()
    with Publisher({"/t": Reply(said, 403), "/ok": said}) as publisher:
        client = Client("SCB", MANY, secrets=[PHP_KEY], declared=Declared((publisher.url,)), pause=clock.pause)
        text = refused(lambda: client.get(f"{publisher.url}/t"))
        stored = client.get(f"{publisher.url}/ok").content.decode()
    for seen in (text.partition("): ")[2], stored):
        assert re.fullmatch(r'{"error":"Invalid API key: [A-Za-z0-9]{0,8}\*\*\*[A-Za-z0-9]*=?"}', seen), seen
        assert "***" in seen
        assert not Secrets([PHP_KEY]).is_in(seen)


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_a_key_in_wide_letters_is_removed_too(code: str, clock: Clock) -> None:
    said = f"Invalid key {PHP_KEY}é".encode(code)
    with Publisher({"/t": Reply(said, 403), "/ok": said}) as publisher:
        client = Client("SCB", MANY, secrets=[PHP_KEY], pause=clock.pause)
        assert "yck" not in refused(lambda: client.get(f"{publisher.url}/t")).replace("\\x00", "")
        assert b"yck" not in client.get(f"{publisher.url}/ok").content.replace(b"\0", b"")


@pytest.mark.parametrize(
    "part", ["HEMLIG/nyck", "EMLIG/", "n-y-c-k-e-l-9", "N&#89;C\\u004bEL 9", base64.b64encode(b"HEMLIG/n").decode()]
)
def test_words_with_a_part_of_the_key_are_not_shown_at_all(part: str, clock: Clock) -> None:
    with Publisher({"/t": Reply(f"Invalid key {part}…".encode(), 403)}) as publisher:
        client = Client("SCB", MANY, secrets=[PHP_KEY], pause=clock.pause)
        text = refused(lambda: client.get(f"{publisher.url}/t"))
    assert text.endswith("): [visas inte: en del av nyckeln står där]")


def test_what_has_a_few_letters_in_common_with_the_key_is_shown(clock: Clock) -> None:
    with Publisher({"/t": Reply(b"HEMLI G for everybody but nycke", 403)}) as publisher:
        client = Client("SCB", MANY, secrets=["HEMLI-9/nycke-77"], pause=clock.pause)
        text = refused(lambda: client.get(f"{publisher.url}/t"))
    assert text.endswith("): HEMLI G for everybody but nycke")


def test_a_large_answer_is_looked_through_in_no_time() -> None:
    content = (b'{"csmd": {"id": 7, "name": "HEM \\u00e5 HEMLIG"}, "x": "<b>' + b" " * 500) * 20_000
    began = time.process_time()
    assert Secrets([PHP_KEY]).removed_from_bytes(content) == content
    assert time.process_time() - began < 5


@pytest.mark.parametrize("lead", ["", "K", "K\\u003c"], ids=["alone", "after a letter", "in a tag"])
def test_a_run_of_backslashes_is_read_once(lead: str) -> None:
    """What a key may be written with: 19 s for 3 000 of them, before."""
    secrets = Secrets([f"K{PHP_KEY}"])
    text = lead + "\\" * 20_000
    began = time.process_time()
    assert secrets.removed_from_bytes(text.encode()) == text.encode()
    assert secrets.removed(text) == text
    assert secrets.words(text) == text[:2000]
    assert time.process_time() - began < 2.0


def test_a_key_behind_many_backslashes_is_removed() -> None:
    text = "".join("\\" * 300 + letter for letter in PHP_KEY)
    assert Secrets([PHP_KEY]).removed(f"a {text} b") == "a *** b"
    assert Secrets([PHP_KEY]).removed_from_bytes(text.encode()) == b"***"


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(100, 1.0, most_bytes=2_500), r"^SCB: svaren är tillsammans över 2,5 kB; avbröts$"),
        (Limits(1, 3600.0, most_seconds=7_200.0), r"^SCB: hämtningen har pågått i mer än 2 timmar; avbröts$"),
    ],
    ids=["bytes", "hours"],
)
def test_answers_that_never_end_are_refused_together_though_each_is_small(
    limits: Limits, message: str, clock: Clock
) -> None:
    with Publisher({"/a": Reply(b"x" * 1000)}) as publisher:
        endless = Client("SCB", limits, pause=clock.pause, clock=clock)
        for _ in range(3):
            endless.get(f"{publisher.url}/a")
        with pytest.raises(SourceError, match=message):
            endless.get(f"{publisher.url}/a")
        endless.begin()
        assert endless.get(f"{publisher.url}/a").content

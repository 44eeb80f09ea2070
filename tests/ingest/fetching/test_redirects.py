"""Where a question may go: no key to anybody but the publisher, https never to http, and a POST stays a POST."""

import dataclasses
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from publisher import Asked, Publisher, Reply
from wire import Wire

from ingest import build
from ingest.fetching import addresses, connections
from ingest.fetching.addresses import Declared
from ingest.fetching.download import Client, Limits
from ingest.live import Live, client as live_client
from ingest.sources import nobil
from ingest.sources.gtfs import trafiklab
from malkollen.errors import SourceError

KEY = "hemlig/nyckel+0123&é"
MANY = Limits(calls=1000)
MOVED = (301, 302, 303, 307, 308)
Ask = Callable[[Client, str], object]
WAYS: dict[str, Ask] = {
    "path": lambda client, url: client.get(f"{url}/t/{KEY}"),
    "query": lambda client, url: client.get(f"{url}/t", {"apikey": KEY}),
    "header": lambda client, url: client.get(f"{url}/t", headers={"Authorization": f"Bearer {KEY}"}),
    "own header": lambda client, url: client.get(f"{url}/t", headers={"x-api-key": "hemlig%2Fnyckel%2B0123%26%C3%A9"}),
    "cookie": lambda client, url: client.get(f"{url}/t", headers={"Cookie": "k=hemlig%2fnyckel%2b0123%26%c3%a9"}),
    "form": lambda client, url: client.post(f"{url}/t", form={"apikey": KEY}),
    "json": lambda client, url: client.post(f"{url}/t", {"apikey": KEY}),
    "head": lambda client, url: client.head(f"{url}/t", {"apikey": KEY}),
    "user": lambda client, url: client.get(url.replace("//", "//anna:lösen@") + "/t"),
}


@pytest.fixture
def other() -> Iterator[Publisher]:
    with Publisher({"/file": b"x"}) as one:
        yield one


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


def keyed(*urls: str, variable: str | None = None) -> Client:
    return Client("NOBIL", MANY, secrets=[KEY], declared=Declared(urls, variable), pause=lambda _seconds: None)


def keyless(variable: str | None = None) -> Client:
    return Client("SCB", MANY, declared=Declared((), variable), pause=lambda _seconds: None)


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as error:
        ask()
    text = str(error.value)
    assert len(text.splitlines()) == 1
    assert text.isprintable()
    assert "hemlig" not in text
    assert "lösen@" not in text
    return text


def to(url: str, status: int = 302) -> Reply:
    return Reply(b"moved", status, headers={"Location": url})


# ── a key and a redirect ──


@pytest.mark.parametrize("status", MOVED)
@pytest.mark.parametrize("way", WAYS)
def test_no_key_leaves_by_a_redirect(way: str, status: int, publisher: Publisher, other: Publisher) -> None:
    def moved(_asked: Asked) -> Reply:
        return to(f"{other.url}/file", status)

    for path in ("/t", "/t/hemlig/nyckel+0123&%C3%A9"):
        publisher.route(path, moved)
    text = refused(lambda: WAYS[way](keyed(publisher.url), publisher.url))
    assert text == (
        f"NOBIL: adressen har flyttat till {other.url}/file, dit nyckeln inte skickas; "
        "anmäl det till den som sköter koden"
    )
    assert (len(publisher.asked), other.asked) == (1, [])


def test_the_same_machine_by_another_name_is_somebody_else(publisher: Publisher) -> None:
    publisher.route("/t", to(publisher.url.replace("127.0.0.1", "localhost") + "/file"))
    text = refused(lambda: WAYS["query"](keyed(publisher.url, variable="MALKOLLEN_X_URL"), publisher.url))
    assert text.endswith("dit nyckeln inte skickas; stämmer det, sätt MALKOLLEN_X_URL")
    assert len(publisher.asked) == 1


def test_a_key_follows_within_the_same_place(publisher: Publisher) -> None:
    publisher.route("/t", to("/new", 308))
    publisher.route("/new", b"ok")
    assert keyed(publisher.url).post(f"{publisher.url}/t", form={"apikey": KEY}).content == b"ok"
    assert [asked.method for asked in publisher.asked] == ["POST", "POST"]
    assert publisher.asked[0].body == publisher.asked[1].body != b""


def test_a_cookie_with_the_key_in_it_does_not_follow_either(publisher: Publisher, other: Publisher) -> None:
    """A publisher that sets the key as a cookie of the host, which cookies do not tell ports apart of."""
    cookie = "k=hemlig%2Fnyckel%2B0123%26%C3%A9; Path=/"
    publisher.route("/t", Reply(b"1", headers={"Set-Cookie": cookie}), to(f"{other.url}/file"))
    client = keyed(publisher.url)
    client.get(f"{publisher.url}/t")
    assert "dit nyckeln inte skickas" in refused(lambda: client.get(f"{publisher.url}/t"))
    assert other.asked == []


# ── a key and an address that nobody declared ──


@pytest.mark.parametrize("way", sorted(WAYS.keys() - {"user"}))
def test_a_key_goes_to_declared_addresses_only(way: str, publisher: Publisher, other: Publisher) -> None:
    text = refused(lambda: WAYS[way](keyed(publisher.url), other.url))
    assert text == f"NOBIL: nyckeln skickas inte till {other.url}, som inte är en av utgivarens adresser i koden"
    assert other.asked == []
    assert "nyckeln skickas inte" in refused(lambda: WAYS[way](keyed(), other.url))


def test_an_operators_address_takes_the_place_of_the_declared(
    publisher: Publisher, other: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = keyed(publisher.url, variable="MALKOLLEN_X_URL")
    other.route("/t", b"ok")
    monkeypatch.setenv("MALKOLLEN_X_URL", f"{other.url}/")
    WAYS["query"](client, other.url)
    assert "nyckeln skickas inte" in refused(lambda: WAYS["query"](client, publisher.url))
    assert publisher.asked == []


def test_sources_that_ask_declare_where(monkeypatch: pytest.MonkeyPatch) -> None:
    asking = {name: module for name, module in build.modules().items() if hasattr(module, "fetch")}
    assert {"nobil", "gtfs", "kolada", "trafa", "emissions", "scb_areas"} <= asking.keys()
    for name, module in asking.items():
        if not hasattr(module, "LIVE"):
            continue
        declared = module.LIVE.declared
        assert declared.variable, name
        assert {addresses.origin(url)[0] for url in declared.addresses} == {"https"}, name
        monkeypatch.setenv(declared.variable, " https://annan.se/x/ ")
        assert (declared.now, declared.base) == (("https://annan.se/x/",), "https://annan.se/x"), name
        monkeypatch.setenv(declared.variable, "")
        assert declared.now == declared.addresses


def test_sources_with_a_key_declare_where_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("MALKOLLEN_NOBIL_URL", trafiklab.URL_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    assert nobil.LIVE.declared.now == ("https://nobil.no",)
    assert trafiklab.DECLARED.now == ("https://opendata.samtrafiken.se", "https://api.resrobot.se")
    monkeypatch.setenv("MALKOLLEN_NOBIL_URL", "https://proxy.kommun.se/nobil/")
    assert nobil.LIVE.declared.base == "https://proxy.kommun.se/nobil"


def test_a_client_of_a_source_knows_what_is_declared(publisher: Publisher, other: Publisher) -> None:
    live = Live("NOBIL", limits=dataclasses.replace(MANY, calls=999), declared=Declared((publisher.url,)))
    publisher.route("/t", b"ok")
    WAYS["form"](live_client(live, KEY), publisher.url)
    assert "nyckeln skickas inte" in refused(lambda: WAYS["form"](live_client(live, KEY), other.url))


# ── without a key ──


@pytest.mark.parametrize("status", MOVED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_question_without_a_key_follows(method: str, status: int, publisher: Publisher, other: Publisher) -> None:
    publisher.route("/t", to(f"{other.url}/file", status))
    client = keyless()
    (client.get if method == "GET" else client.head)(f"{publisher.url}/t", headers={"Accept": "text/csv"})
    (asked,) = other.asked
    assert (asked.method, asked.path, asked.headers["accept"]) == (method, "/file", "text/csv")


@pytest.mark.parametrize("status", MOVED)
def test_a_post_stays_a_post(status: int, publisher: Publisher) -> None:
    publisher.route("/t", to("/new", status))
    publisher.route("/new", b"ok")
    assert keyless().post(f"{publisher.url}/t", {"a": 1}).content == b"ok"
    assert publisher.asked[1].method == "POST"
    assert publisher.asked[1].json() == {"a": 1}


@pytest.mark.parametrize("status", MOVED)
def test_a_post_that_is_sent_elsewhere_says_where(status: int, publisher: Publisher, other: Publisher) -> None:
    publisher.route("/t", to(f"{other.url}/file?session=1", status))
    text = refused(lambda: keyless("MALKOLLEN_SCB_URL").post(f"{publisher.url}/t", {"a": 1}))
    assert text == f"SCB: adressen har flyttat till {other.url}/file; stämmer det, sätt MALKOLLEN_SCB_URL"
    assert other.asked == []


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/hostname", "hänvisar till 'file:///etc/hostname', som inte går att fråga"),
        ("ftp://127.0.0.1/x", "hänvisar till 'ftp://127.0.0.1/x', som inte går att fråga"),
        ("http://[::1/x", "hänvisar till 'http://[::1/x', som inte går att fråga"),
        ("http://127.0.0.1:99999/x", "hänvisar till 'http://127.0.0.1:99999/x', som inte går att fråga"),
        ("javascript:alert(1)", "hänvisar till 'javascript:alert(1)', som inte går att fråga"),
        ("http://anna:lösen@127.0.0.1:9/x", "hänvisar till http://127.0.0.1:9 med namn och lösenord i adressen"),
        ("gopher://\x1b]0;x\x07/\x1b[2J", "som inte går att fråga"),
    ],
)
def test_a_redirect_to_what_is_no_address_is_said(location: str, said: str, publisher: Publisher) -> None:
    publisher.route("/t", to(location.encode("utf-8").decode("latin-1")))
    assert said in refused(lambda: keyless().get(f"{publisher.url}/t"))
    assert len(publisher.asked) == 1


@pytest.mark.parametrize("begins", ["ftp://x/", "http://[", "http://127.0.0.1:99999/", "http://elsewhere.invalid/"])
@pytest.mark.parametrize("letters", range(180, 200, 3))
def test_a_key_in_a_long_address_is_removed_before_it_is_cut(begins: str, letters: int, publisher: Publisher) -> None:
    key = "HEMLIG-nyckel-0123"
    client = Client("NOBIL", MANY, secrets=[key], declared=Declared((publisher.url,)), pause=lambda _seconds: None)
    publisher.route("/t", to(begins + "a" * (letters - len(begins)) + key))
    with pytest.raises(SourceError) as error:
        client.get(f"{publisher.url}/t", {"apikey": key})
    assert "HEM" not in str(error.value)


def test_a_redirect_without_end_is_stopped(publisher: Publisher) -> None:
    publisher.route("/t", lambda asked: to(f"/t?{int(next(iter(asked.query), '0')) + 1}"))
    once = Client("SCB", MANY, attempts=1)
    assert "hänvisar runt i en ring" in refused(lambda: once.get(f"{publisher.url}/t"))
    assert len(publisher.asked) == 10


def test_the_steps_of_a_redirect_count_as_calls(publisher: Publisher) -> None:
    paused: list[float] = []
    publisher.route("/t", to("/new"))
    publisher.route("/new", b"ok")
    Client("SCB", Limits(1, 60.0), pause=paused.append).get(f"{publisher.url}/t")
    assert len(paused) == 1


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "[fd00::1]", "0.0.0.0"),
        *("127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "169.254.43518", "127.0.0.1."),
        *("[64:ff9b::7f00:1]", "[::127.0.0.1]", "[::ffff:10.0.0.1]", "[2002:7f00:1::]", "[fe80::1%25eth0]"),
        *("intranat", "ip6-localhost", "a.localhost", "skrivare.local", "intranat."),
    ],
)
def test_a_publisher_does_not_lead_into_our_own_network(host: str) -> None:
    with pytest.raises(SourceError, match=r"^SCB: hänvisar till en adress i ert eget nät \(https://"):
        addresses.next_address("https://scb.se/t", f"https://{host}/x", "SCB")
    assert addresses.next_address("https://10.0.0.9/t", f"https://{host}/x", "SCB") == f"https://{host}/x"


@pytest.fixture
def names(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What names lead to; whatever the address, the publisher of this machine answers."""
    addresses: dict[str, str] = {"open.example.se": "93.184.215.14"}
    port = int(publisher.url.rpartition(":")[2])
    monkeypatch.delenv("MALKOLLEN_OFFLINE")

    real = socket.getaddrinfo

    def resolve(host: str, at: object, *_: object, **__: object) -> list[tuple[object, ...]]:
        if host == "127.0.0.1":
            return list(real(host, at, 0, socket.SOCK_STREAM))  # type: ignore[call-overload]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (addresses[host], at))]

    monkeypatch.setattr(connections.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(
        connections.connection, "create_connection", lambda *_: socket.create_connection(("127.0.0.1", port), 5)
    )
    return addresses


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "fd00::1", "0.0.0.0"])
def test_a_name_that_leads_into_our_own_network_is_not_followed(
    address: str, publisher: Publisher, names: dict[str, str]
) -> None:
    names["inside.example.se"] = address
    publisher.route("/t", to("http://inside.example.se/new"))
    publisher.route("/new", b"secret")
    text = refused(lambda: keyless().get("http://open.example.se/t"))
    assert text == "SCB: hänvisar till en adress i ert eget nät (http://inside.example.se/new); följs inte"
    assert publisher.paths() == ["/t"]


def test_a_name_that_leads_elsewhere_on_the_open_net_is_followed(publisher: Publisher, names: dict[str, str]) -> None:
    names["other.example.se"] = "93.184.215.15"
    publisher.route("/t", to("http://other.example.se/new"))
    publisher.route("/new", b"ok")
    assert keyless().get("http://open.example.se/t").content == b"ok"


def test_an_operators_own_network_leads_on_within_it(publisher: Publisher, names: dict[str, str]) -> None:
    names |= {"spegel.example.se": "10.0.0.9", "inside.example.se": "10.1.2.3"}
    publisher.route("/t", to("http://inside.example.se/new"))
    publisher.route("/new", b"ok")
    assert keyless().get("http://spegel.example.se/t").content == b"ok"


def test_this_machine_is_never_asked_by_a_proxy(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.route("/t", b"x")
    with Wire(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy") as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert keyless().get(f"{publisher.url}/t").content == b"x"
        assert proxy.requests == []


# ── https and http ──


def test_https_never_becomes_http() -> None:
    for location in ("http://scb.se/x", "//scb.se:80/x", "HTTP://SCB.SE/"):
        if location.startswith("//"):
            assert addresses.next_address("https://scb.se/t", location, "SCB") == "https://scb.se:80/x"
            continue
        with pytest.raises(SourceError, match=r"^SCB: hänvisar från https till http \(http://scb.se\), oskyddat"):
            addresses.next_address("https://scb.se/t", location, "SCB")
    assert addresses.next_address("http://scb.se/t", "https://scb.se/t", "SCB") == "https://scb.se/t"


def test_an_address_in_an_answer_does_not_leave_https(publisher: Publisher) -> None:
    """What a link says is asked like any other address: http to a host that is declared with https is refused."""
    safe = publisher.url.replace("http://", "https://")
    client = Client("SCB", MANY, declared=Declared((safe,)))
    assert "frågas bara med https; inget skickades" in refused(lambda: client.get(f"{publisher.url}/t"))
    assert publisher.asked == []


def test_origins_are_told_apart_by_scheme_host_and_port() -> None:
    same = ["https://nobil.no", "https://NOBIL.no:443/x?y", "https://nobil.no./", "https://a:b@nobil.no/"]
    assert {addresses.origin(url) for url in same} == {("https", "nobil.no", 443)}
    for other in ("http://nobil.no", "https://nobil.no:444", "https://nobil.no.evil.se", "https://evil.se/nobil.no",
                  "https://nobil.no@evil.se", "https://evil.se#@nobil.no", "https://evil.se?@nobil.no"):  # fmt: skip
        assert addresses.origin(other) != addresses.origin("https://nobil.no"), other


# ── names and passwords in an address ──


def test_a_name_and_a_password_in_an_address_are_sent_but_never_seen(publisher: Publisher) -> None:
    publisher.route("/t", Reply(b"x"), Reply(b"", 404))
    url = publisher.url.replace("//", "//anna:l%C3%B6sen@") + "/t"
    client = keyless()
    answer = client.get(url)
    assert publisher.asked[0].headers["authorization"] == "Basic YW5uYTps9nNlbg=="
    assert answer.url == client.address(url) == f"{publisher.url}/t"
    assert "anna" not in refused(lambda: client.get(url))
    assert "anna" not in refused(lambda: client.get("ftp://anna:lösen@127.0.0.1/x"))


def test_no_password_is_looked_for_at_home(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login anna password hemligt\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    publisher.route("/t", b"x")
    keyless().get(f"{publisher.url}/t")
    assert "authorization" not in publisher.asked[0].headers

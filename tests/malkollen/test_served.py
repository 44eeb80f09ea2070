"""What the operator says of the server: only what a browser could call is an address."""

import pytest

from malkollen import served
from malkollen.errors import MalkollenError
from malkollen.served import Authority

NONE = [
    ".", "-", "a..b", ".a", "-a.se", "a-.se", "a.se:0", "a.se:65536", "a.se:99999", "[.]", "[::1", "[:::1]", "[]",
    "1.2.3", "256.1.1.1", "8501", f"{'a' * 64}.se", ".".join(["a" * 60] * 5), "a.se:", "a@b.se",
]  # fmt: skip


@pytest.mark.parametrize("host", NONE)
def test_what_no_browser_could_call_is_no_address(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert served.authority(host) is None
    for variable in (served.ADDRESS_VARIABLE, served.FRAMES_VARIABLE):
        monkeypatch.setenv(variable, f"https://{host}")
        with pytest.raises(MalkollenError, match=rf"^{variable}: .* är ingen adress; skriv till exempel https://"):
            served.check()
        monkeypatch.delenv(variable)


@pytest.mark.parametrize(
    ("host", "name", "port"),
    [
        ("intranat.exempel.se", "intranat.exempel.se", None),
        ("LOCALHOST:8501", "localhost", 8501),
        ("a.se.:65535", "a.se.", 65_535),
        ("server_7:1", "server_7", 1),
        ("192.0.2.7:80", "192.0.2.7", 80),
        ("[2001:db8::7]:8501", "2001:db8::7", 8501),
        ("[::ffff:192.0.2.7]", "192.0.2.7", None),
        ("xn--mlkollen-9za.se", "xn--mlkollen-9za.se", None),
        ("10.intranat", "10.intranat", None),
    ],
)
def test_what_a_browser_calls_is_one(host: str, name: str, port: int | None) -> None:
    assert served.authority(host) == Authority(name, port)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("malkollen.exempel.se:8443/", "https://malkollen.exempel.se:8443"),
        ("http://localhost:8501/mal", "http://localhost:8501/mal"),
        ("", ""),
    ],
)
def test_the_readers_address_always_has_a_scheme(said: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(served.ADDRESS_VARIABLE, said)
    assert served.address() == address


@pytest.mark.parametrize(
    ("host", "scheme", "address"),
    [
        ("LoCalHost:8501", "http", "http://localhost:8501"),
        ("localhost:80", "ws", "http://localhost"),
        ("[0:0:0:0:0:0:0:1]:8501", "http", "http://[::1]:8501"),
        ("a.exempel.se", "wss", "https://a.exempel.se"),
        ("a.exempel.se:80", "http", "http://a.exempel.se"),
        ("B.exempel.se:443", "http", "https://b.exempel.se"),
    ],
)
def test_the_address_that_was_come_to_has_one_spelling(
    host: str, scheme: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(served.HOSTS_VARIABLE, "a.exempel.se, https://b.exempel.se")
    assert served.came_to(host, scheme) == address

"""Nothing leaves the machine: no page asks another host for anything, and the server calls nobody."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from screen import Opened
from serving import Server
from traffic import LOOPBACK, RECORD_VARIABLE, RECORDER, Traffic, peers, processes, recorded

NOBODY = "192.0.2.1"  # set aside for documentation (RFC 5737): no machine has it


def test_a_page_asks_no_other_host(opened: Opened) -> None:
    assert any(address.endswith(".woff2") for address in opened.traffic.addresses)
    assert any(address.startswith("ws:") for address in opened.traffic.addresses)
    assert opened.traffic.elsewhere() == []


def test_a_request_to_another_host_would_be_seen(server: Server, browser: Browser) -> None:
    traffic = Traffic(server.origin)
    with browser.new_page(bypass_csp=True) as page, traffic.followed(page):  # the policy lets none be made
        page.route(f"**/{NOBODY}/**", lambda route: route.abort())
        page.goto(f"{server.origin}/_stcore/health")
        assert traffic.elsewhere() == []
        page.evaluate(f"fetch('http://{NOBODY}/map.json').catch(() => null)")
        assert traffic.elsewhere() == [f"http://{NOBODY}/map.json"]


def test_the_server_calls_nobody_and_looks_nobody_up(opened: Opened, server: Server) -> None:
    calls = recorded(server.record)
    assert {"bind", "connect", "getaddrinfo"} <= {call.event for call in calls}
    assert len({call.process for call in calls}) > 1, "the command and the server it starts are both recorded"
    assert [call for call in calls if call.is_elsewhere] == []


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="the kernel shows no sockets under /proc here")
def test_the_kernel_knows_of_no_connection_to_another_host(opened: Opened, server: Server) -> None:
    found = [peers(process) for process in processes(server.group)]
    assert len(found) > 1, "the command and the server it starts"
    assert set().union(*found), "the browser itself is connected"
    assert set().union(*found) <= LOOPBACK


@pytest.mark.parametrize(
    ("attempt", "event", "host"),
    [
        (f"socket.create_connection(('{NOBODY}', 9), timeout=0.01)", "connect", NOBODY),
        ("socket.getaddrinfo('malkollen.invalid', 80)", "getaddrinfo", "malkollen.invalid"),
        ("urllib.request.urlopen('http://malkollen.invalid/', timeout=0.01)", "getaddrinfo", "malkollen.invalid"),
        (f"socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('{NOBODY}', 9))", "sendto", NOBODY),
    ],
)
def test_a_call_to_another_host_would_be_recorded(attempt: str, event: str, host: str, tmp_path: Path) -> None:
    record = tmp_path / "calls.jsonl"
    environment = {**os.environ, "PYTHONPATH": str(RECORDER), RECORD_VARIABLE: str(record), "no_proxy": "*"}
    script = f"import contextlib, socket, urllib.request\nwith contextlib.suppress(OSError): {attempt}"
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True)
    assert (event, host) in [(call.event, call.host) for call in recorded(record) if call.is_elsewhere]


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="the kernel shows no sockets under /proc here")
def test_the_kernel_shows_the_other_end_of_a_connection() -> None:
    with socket.socket() as listener, socket.socket() as caller:
        listener.bind(("127.0.0.2", 0))
        listener.listen()
        caller.connect(listener.getsockname())
        assert "127.0.0.2" in peers(os.getpid())

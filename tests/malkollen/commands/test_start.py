"""Starting the screen: a free port is found, and its server is the one in the checkout."""

import argparse
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from malkollen import ROOT, console
from malkollen.commands import start
from malkollen.errors import MalkollenError
from malkollen.texts.printable import excerpt

LOOPBACK = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on loopback that somebody listens on."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_skipped(taken: int) -> None:
    found = start.free_port(LOOPBACK, taken)
    assert taken < found < taken + start.PORTS_TRIED
    with socket.socket() as server:
        server.bind((LOOPBACK, found))


def test_a_free_port_is_kept(taken: int) -> None:
    free = start.free_port(LOOPBACK, taken)
    assert start.free_port(LOOPBACK, free) == free


def test_a_port_that_a_stopped_server_has_just_left_counts_as_free() -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, 0))
        listener.listen()
        port = listener.getsockname()[1]
        with socket.create_connection((LOOPBACK, port)), listener.accept()[0]:
            pass
    assert start.free_port(LOOPBACK, port) == port


def test_where_the_last_ports_are_taken_the_answer_names_them() -> None:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 65535))
        listener.listen()
        with pytest.raises(MalkollenError, match=r"^ingen ledig port mellan 65535 och 65535; välj en med --port$"):
            start.free_port(LOOPBACK, 65535)


def test_a_fixed_port_that_is_taken_is_a_fault_and_no_other_is_tried() -> None:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(MalkollenError, match=rf"^port {port} är upptagen; stoppa det som använder den"):
            start.free_port(LOOPBACK, port, tried=1)


@pytest.mark.parametrize("address", ["ingen.invalid", "192.0.2.1", "a..b", "x" * 64, "1.2.3.4.5"])
def test_an_address_that_is_not_here_is_answered_in_its_own_words(address: str) -> None:
    with pytest.raises(MalkollenError) as refused:
        start.free_port(address, 8501)
    said = excerpt(address)
    assert str(refused.value) == f"adressen '{said}' finns inte på den här datorn; välj en annan med --address"


def test_the_server_is_run_by_the_same_python_on_the_port_that_was_found() -> None:
    command = start._command(LOOPBACK, 8765)
    assert command == [sys.executable, "-P", "-m", "dashboard", LOOPBACK, "8765"]


@pytest.mark.parametrize(("text", "path"), [("malkollen", "malkollen"), ("/a/b-c_1/", "a/b-c_1")])
def test_behind_a_proxy_it_has_a_path(text: str, path: str) -> None:
    assert start._command(LOOPBACK, 8765, console.base_path(text))[-2:] == ["8765", path]


@pytest.mark.parametrize("text", ["", "/", "a//b", "a b", "../x", "http://x", "å", "a?b"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="är inte en sökväg"):
        console.base_path(text)


@pytest.mark.thorough  # a server under a path in tests/dashboard/web/test_web.py
def test_under_its_path_the_server_answers_in_swedish(database: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "malkollen", "start", "--address", LOOPBACK, "--base-path", "/mal/kollen/"],
        cwd=ROOT,
        env={**os.environ, "MALKOLLEN_DATA": str(database.parent), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        line = next(line for line in running.stdout if "finns på" in line)
        address = line.split()[3]
        try:
            session = requests.Session()
            session.trust_env = False
            pages = {
                path: session.get(f"{address}{path}", headers={"Accept": "text/html"}) for path in ("/", "/kallor")
            }
            health = session.get(f"{address}/_stcore/health")
            outside = session.get(f"{address.removesuffix('/mal/kollen')}/kallor")
            session.close()
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate()
    assert address.endswith("/mal/kollen")
    assert [page.status_code for page in pages.values()] == [200, 200]
    assert all('<html lang="sv">' in page.text for page in pages.values())
    assert (health.status_code, outside.status_code) == (200, 404)


def test_on_this_machine_alone_nobody_is_warned_of() -> None:
    for address in (LOOPBACK, "localhost", "::1", "127.0.0.2"):
        assert len(start._greeting(address, 8501, "", may_write=True)) == 1
    assert start._greeting("::1", 8501, "mal", may_write=False) == [
        "Målkollen finns på http://[::1]:8501/mal  (avsluta med Ctrl-C)"
    ]


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_where_others_reach_it_they_are_told_of(address: str) -> None:
    first, where, who = start._greeting(address, 8501, "mal", may_write=False)
    assert first == "Målkollen finns på http://localhost:8501/mal  (avsluta med Ctrl-C)"
    assert f"http://{socket.gethostname()}:8501/mal" in where
    assert all(f"http://{own}:8501/mal" in where for own in start._interfaces())
    assert "inloggning finns inte" in who
    writes = start._greeting(address, 8501, "mal", may_write=True)[-1]
    assert writes.startswith("VARNING: alla som når porten kan också skriva bedömningar")


@pytest.mark.skipif(not Path("/proc/net/fib_trie").exists(), reason="the kernel lists no addresses under /proc here")
def test_the_machines_addresses_are_those_the_kernel_has() -> None:
    lines = Path("/proc/net/fib_trie").read_text(encoding="ascii").splitlines()
    local = {before.split()[-1] for before, line in itertools.pairwise(lines) if "/32 host LOCAL" in line}
    assert set(start._interfaces()) <= {address for address in local if not address.startswith("127.")}


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("MALKOLLEN_ADDRESS", "inte en adress"),
        ("MALKOLLEN_HOSTS", "intranat.exempel.se, a@b"),
        ("MALKOLLEN_FRAMES", "https://portal.exempel.se; script-src *"),
        ("MALKOLLEN_READERS", "många"),
        ("MALKOLLEN_READERS", "0"),
        ("MALKOLLEN_LEAST_FREE_MB", "-1"),
    ],
)
def test_a_setting_that_is_none_is_said_before_anything_starts(
    variable: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, text)
    with pytest.raises(
        MalkollenError, match=rf"^{variable}: '.+' är (ingen adress|inget helt tal); skriv till exempel"
    ):
        start.serve(LOOPBACK, 8501, None)


def test_a_server_answers_when_it_takes_connections(taken: int) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as server:
        assert start._answers(server, LOOPBACK, taken)
        server.communicate(b"\n")


def test_a_server_that_has_ended_never_answers(taken: int) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as server:
        server.wait()
        assert not start._answers(server, LOOPBACK, start.free_port(LOOPBACK, taken))


def test_start_builds_the_database_says_its_address_and_stops_at_ctrl_c(
    data_folder: Path, tmp_path: Path, taken: int
) -> None:
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    with subprocess.Popen(
        [sys.executable, "-m", "malkollen", "start", "--address", LOOPBACK, "--port", str(taken)],
        cwd=ROOT,
        env={**os.environ, "MALKOLLEN_DATA": str(tmp_path), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(3)]
        address = lines[2].split()[3]
        port = int(address.rpartition(":")[2])
        socket.create_connection((LOOPBACK, port)).close()
        running.send_signal(signal.SIGINT)
        running.communicate()
    assert running.returncode == 0
    assert lines[0] == "Bygger databasen av de burna siffrorna …\n"
    assert lines[1] == f"Port {taken} är upptagen; {port} används.\n"
    assert lines[2] == f"Målkollen finns på http://{LOOPBACK}:{port}  (avsluta med Ctrl-C)\n"
    assert (tmp_path / "malkollen.duckdb").exists()

"""deploy/nginx.conf in a real nginx before two real servers on one database: a reader stays by cookie, and moves on."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
import requests

from malkollen import ROOT

LOOPBACK = "127.0.0.1"
COOKIE = "malkollen_plats"
READERS = 16
PATHS = ("/mal/", "/mal/_stcore/health", "/mal/indikator", "/mal/app/static/style.css")
HANDSHAKE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
OUTER = """
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    log_format who "$upstream_addr $status";
    access_log {folder}/access.log who;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/malkollen.conf;
}}
"""
NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx finns inte på den här datorn")


class Proxied(NamedTuple):
    port: int
    folder: Path
    servers: dict[str, subprocess.Popen[str]]

    def asked(self, reader: requests.Session, path: str) -> tuple[str, requests.Response]:
        """Which server answered, and what."""
        before = self.lines()
        answer = reader.get(f"http://{LOOPBACK}:{self.port}{path}", timeout=30)
        return self.logged(before), answer

    def lines(self) -> int:
        return (self.folder / "access.log").read_text().count("\n")

    def logged(self, before: int) -> str:
        """The server of the line after so many; it is written once the answer, or the connection, has ended."""
        for _ in range(200):
            lines = (self.folder / "access.log").read_text().splitlines()
            if len(lines) > before:
                return lines[before].rsplit(" ", 1)[0]
            time.sleep(0.02)
        pytest.fail("nginx skrev ingen rad")


def _free() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _server(data: Path, port: int, behind: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "malkollen", "start", "--address", LOOPBACK, "--port", str(port), "--base-path", "mal"],
        cwd=ROOT,
        env={
            **os.environ,
            "MALKOLLEN_DATA": str(data),
            "MALKOLLEN_ADDRESS": f"http://{LOOPBACK}:{behind}/mal",
            "PYTHONUTF8": "1",
            "STREAMLIT_SERVER_COOKIE_SECRET": "a" * 64,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def proxied(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("nginx")
    port, *ports = (_free() for _ in range(3))
    text = (
        (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8").replace("listen 80;", f"listen {LOOPBACK}:{port};")
    )
    for written, one in zip(("8501", "8502"), ports, strict=True):
        assert f"{LOOPBACK}:{written} " in text
        text = text.replace(f"{LOOPBACK}:{written} ", f"{LOOPBACK}:{one} ")
    (folder / "malkollen.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(OUTER.format(folder=folder), encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with ExitStack() as stack:
        servers = {f"{LOOPBACK}:{one}": _server(database.parent, one, port) for one in ports}
        for server in servers.values():
            stack.callback(_stop, server)
            assert server.stdout is not None
            assert next(line for line in server.stdout if "finns på" in line)
        nginx = subprocess.Popen([*command, "-g", "daemon off;"])
        stack.callback(nginx.wait)
        stack.callback(nginx.terminate)
        _await(port)
        yield Proxied(port, folder, servers)


def _stop(server: subprocess.Popen[str]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
        server.communicate()


def _await(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx svarade inte")


def _reader() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session


def _handshake(proxied: Proxied, cookie: str, origin: str) -> str:
    """The status line of a websocket's handshake; the connection is then closed."""
    with socket.create_connection((LOOPBACK, proxied.port), timeout=30) as line:
        line.sendall(
            f"GET /mal/_stcore/stream HTTP/1.1\r\nHost: {LOOPBACK}:{proxied.port}\r\nOrigin: {origin}\r\n"
            f"Cookie: {COOKIE}={cookie}\r\n{HANDSHAKE}\r\n".encode()
        )
        return line.recv(1000).decode(errors="replace").splitlines()[0]


def test_who_sends_a_body_is_refused_and_takes_a_server_from_nobody(proxied: Proxied) -> None:
    """A server that answers before it has read all breaks off; the proxy once took that for a server that is down."""
    with _reader() as sender:
        for body in (b"x" * 500, b"x" * 1_000_000) * 5:
            assert sender.post(f"http://{LOOPBACK}:{proxied.port}/mal/", data=body, timeout=30).status_code == 405
    readers = [_reader() for _ in range(READERS)]
    assert [proxied.asked(reader, "/mal/")[1].status_code for reader in readers] == [200] * READERS
    assert "upstream" not in (proxied.folder / "error.log").read_text(encoding="utf-8")
    for reader in readers:
        reader.close()


def test_a_reader_stays_with_a_server_and_moves_on_when_it_is_stopped(proxied: Proxied) -> None:
    readers = [_reader() for _ in range(READERS)]
    homes = []
    for reader in readers:
        home, first = proxied.asked(reader, "/mal/")
        assert first.status_code == 200
        assert '<html lang="sv">' in first.text
        assert first.headers["set-cookie"].startswith(f"{COOKIE}=")
        assert "HttpOnly; SameSite=Lax" in first.headers["set-cookie"]
        homes.append(home)
        for path in PATHS:
            server, answer = proxied.asked(reader, path)
            assert (server, answer.status_code) == (home, 200), path
            assert COOKIE not in answer.headers.get("set-cookie", ""), path
    assert set(homes) == set(proxied.servers)  # the same for all: one in thirty thousand

    own = f"http://{LOOPBACK}:{proxied.port}"
    for reader, home in zip(readers, homes, strict=True):
        log = proxied.lines()
        assert "101" in _handshake(proxied, reader.cookies[COOKIE], own)
        assert proxied.logged(log) == home

    stopped = homes[0]
    _stop(proxied.servers[stopped])
    (other,) = set(proxied.servers) - {stopped}
    for reader in readers:
        for path in PATHS:
            server, answer = proxied.asked(reader, path)
            assert answer.status_code == 200
            assert server.split(", ")[-1] == other  # the first who asks is passed on
    for reader in readers:
        reader.close()


def test_a_forged_cookie_is_not_taken(proxied: Proxied) -> None:
    with _reader() as reader:
        reader.cookies.set(COOKIE, "x; Path=/evil")
        _, answer = proxied.asked(reader, "/mal/")
        assert answer.status_code == 200
        assert re.match(rf"{COOKIE}=[0-9a-f]{{32}};", answer.headers["set-cookie"])

"""One who asks and asks takes the server from nobody: the whole server over loopback, asked as a program can."""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from parts import every
from streamlit.proto.BackMsg_pb2 import BackMsg
from test_web import Running, page_run, running
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

SECONDS = 3.0  # how long it is watched
AT_ONCE = struct.pack("ii", 1, 0)  # a connection is broken off, not closed


@pytest.fixture(scope="module")
def server(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("flood")
    with running(database.parent, folder, "--address", "127.0.0.1") as found:
        with found.connected() as reader:
            page_run(reader)
        yield found


def question(page: str) -> bytes:
    asked = BackMsg()
    asked.rerun_script.page_name = page
    return bytes(asked.SerializeToString())


def heard_out(session: ClientConnection) -> None:
    """Takes what is sent until the session is ended; fails where that is not soon."""
    while True:
        session.recv(timeout=20)


def ask_and_ask(session: ClientConnection) -> None:
    """Until the session is ended: that may be amid the asking."""
    for _ in range(2000):
        session.send(question(""))
    heard_out(session)


def break_off(session: ClientConnection) -> None:
    session.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    session.socket.close()


def longest_wait(server: Running) -> float:
    """Seconds that the slowest of many questions for the server's health took."""
    waits, end = [], time.monotonic() + SECONDS
    while time.monotonic() < end:
        began = time.monotonic()
        assert server.asked("/_stcore/health").status == 200
        waits.append(time.monotonic() - began)
        time.sleep(0.05)
    return max(waits)


@pytest.mark.thorough  # who goes on asking below
@pytest.mark.parametrize("sessions", every(2, [10, 1]))
def test_who_asks_a_thousand_times_and_leaves_keeps_nobody_waiting(sessions: int, server: Running) -> None:
    for _ in range(sessions):
        with server.connected() as session, suppress(ConnectionClosed):  # a busy server shows it out before the last
            for _ in range(1000 // sessions):
                session.send(question("jamfor"))
            break_off(session)
    assert longest_wait(server) < 2
    assert "Traceback" not in server.printed.read_text(encoding="utf-8")


@pytest.mark.thorough  # who goes on asking below
def test_an_arrow_key_held_down_is_answered_to_the_last_slide(server: Running) -> None:
    with server.connected() as reader:
        began = time.monotonic()
        for _ in range(50):
            reader.send(question("sa-bedomer-vi"))
            time.sleep(0.03)
        while "Data och källor" not in page_run(reader):
            pass
        assert time.monotonic() - began < 10
        break_off(reader)


def test_who_goes_on_asking_is_shown_out_and_the_next_is_let_in(server: Running) -> None:
    with server.connected() as session, pytest.raises(ConnectionClosed):
        ask_and_ask(session)
    with server.connected() as reader:
        assert "Data och källor" in page_run(reader)

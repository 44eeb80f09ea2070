"""Files are handed over by the office's sessions alone: both doors, the address and the web socket's question."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.web import doors, wire
from dashboard.web.doors import Doors

SESSION = "a1b2c3"


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    yield
    doors._ADMITTED.clear()


async def framework(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers whatever has passed the door."""
    await send({"type": "http.response.start", "status": 204, "headers": []})


def status(path: str, method: str = "PUT") -> int:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    asyncio.run(Doors(framework)(scope, receive, send))
    return int(messages[0]["status"])


def question(session: str, files: int = 1) -> BackMsg:
    asked = BackMsg()
    asked.file_urls_request.session_id = session
    asked.file_urls_request.file_names.extend(["a.csv"] * files)
    return asked


def test_only_an_admitted_session_hands_over_files_and_only_its_own() -> None:
    path = f"/_stcore/upload_file/{SESSION}/file"
    assert status(path) == 405
    doors.admit(SESSION)
    assert (status(path), status(path, "DELETE"), status(path, "GET")) == (204, 204, 204)
    for other in ("another", f"{SESSION}x", "", f"x/{SESSION}"):
        assert status(f"/_stcore/upload_file/{other}/file") == 405
    for other in (f"/_stcore/upload_file/{SESSION}", f"/_stcore/upload_file/{SESSION}/", f"{path}/more", "/kallor"):
        assert status(other) == 405
    doors.shut(SESSION)
    assert status(path) == 405


def test_only_an_admitted_session_is_told_where_to_send_them() -> None:
    assert not wire._may_give_files(question(SESSION))
    doors.admit(SESSION)
    assert wire._may_give_files(question(SESSION))
    assert not wire._may_give_files(question("another"))
    assert not wire._may_give_files(question(SESSION, files=100))
    assert not wire._may_give_files(BackMsg())


def test_the_oldest_of_many_sessions_is_shut_out() -> None:
    doors.admit(SESSION)
    for number in range(doors.MOST_ADMITTED):
        doors.admit(f"{number}")
    assert not doors.is_admitted(SESSION)
    assert doors.is_admitted("0")

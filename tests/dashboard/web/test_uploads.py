"""Files are handed over by the office's sessions alone: both doors, the address and the web socket's question."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.web import doors, wire
from dashboard.web.doors import Doors
from malkollen.login import revoked
from malkollen.login.login import Login
from malkollen.office import access
from malkollen.office.access import Known, Person, Role

SESSION = "a1b2c3"
PATH = f"/_stcore/upload_file/{SESSION}"
OPENED = Person(role=Role.OFFICE, known=Known.OPENED)


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    yield
    doors._ADMITTED.clear()


def status(path: str, method: str = "PUT", answered: int = 204) -> int:
    """What is answered. answered: by the framework, to whatever has passed the door."""

    async def framework(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": answered, "headers": []})

    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may hold this thread's loop
        thread.submit(lambda: asyncio.run(Doors(framework)(scope, receive, send))).result()
    return int(messages[0]["status"])


def question(session: str, files: int = 1) -> BackMsg:
    asked = BackMsg()
    asked.file_urls_request.session_id = session
    asked.file_urls_request.file_names.extend(["a.csv"] * files)
    return asked


def test_only_an_admitted_session_hands_over_files_and_only_its_own() -> None:
    path = f"/_stcore/upload_file/{SESSION}/file"
    assert status(path) == 405
    doors.admit(SESSION, OPENED)
    assert (status(path), status(path, "DELETE"), status(path, "GET")) == (204, 204, 204)
    for other in ("another", f"{SESSION}x", "", f"x/{SESSION}"):
        assert status(f"/_stcore/upload_file/{other}/file") == 405
    for other in (f"/_stcore/upload_file/{SESSION}", f"/_stcore/upload_file/{SESSION}/", f"{path}/more", "/kallor"):
        assert status(other) == 405
    doors.shut(SESSION)
    assert status(path) == 405


def test_only_an_admitted_session_is_told_where_to_send_them() -> None:
    assert not wire._may_give_files(question(SESSION))
    doors.admit(SESSION, OPENED)
    assert wire._may_give_files(question(SESSION))
    assert not wire._may_give_files(question("another"))
    assert not wire._may_give_files(question(SESSION, files=100))
    assert not wire._may_give_files(BackMsg())


def test_the_oldest_of_many_sessions_is_shut_out() -> None:
    doors.admit(SESSION, OPENED)
    for number in range(doors.MOST_ADMITTED):
        doors.admit(f"{number}", OPENED)
    assert not doors.is_admitted(SESSION)
    assert doors.is_admitted("0")


@pytest.fixture
def anna(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody of the office by the list, whose page has just been drawn."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    (tmp_path / access.FILE_NAME).write_text('office = ["anna@exempel.se"]', encoding="utf-8")
    now = datetime.now(UTC)
    person = access.by_login(Login("Anna", "anna@exempel.se", now, now + timedelta(hours=1), "k1"), tmp_path)
    doors.admit(SESSION, person)
    assert status(f"{PATH}/before") == 204
    return person


@pytest.mark.parametrize("text", ['member = ["anna@exempel.se"]', "office = 1"])
@pytest.mark.usefixtures("anna")
def test_a_role_that_is_withdrawn_hands_over_nothing_more(tmp_path: Path, text: str) -> None:
    (tmp_path / access.FILE_NAME).write_text(text, encoding="utf-8")
    assert status(f"{PATH}/after") == 405


@pytest.mark.usefixtures("anna")
def test_a_login_that_is_taken_back_hands_over_nothing_more(tmp_path: Path) -> None:
    revoked.add(tmp_path, revoked.Kind.SESSION, "k1")
    assert status(f"{PATH}/after") == 405


def test_two_files_wait_and_no_more_until_one_is_removed_or_read_in() -> None:
    doors.admit(SESSION, OPENED)
    assert [status(f"{PATH}/{name}") for name in ("a", "b", "c", "a")] == [204, 204, 429, 429]
    doors.admit(SESSION, OPENED)
    assert (doors.is_full(SESSION), status(f"{PATH}/c")) == (True, 429)
    assert [status(f"{PATH}/a", "DELETE"), status(f"{PATH}/c"), status(f"{PATH}/d")] == [204, 204, 429]
    assert doors.let_go(SESSION) == ["b", "c"]
    assert (doors.is_full(SESSION), status(f"{PATH}/d")) == (False, 204)


def test_a_file_on_its_way_is_counted_whatever_is_asked_meanwhile() -> None:
    """Also where its removal is asked for before it has come."""
    doors.admit(SESSION, OPENED)
    doors._ADMITTED[SESSION].files["slow"] = False
    assert [status(f"{PATH}/slow", "DELETE"), status(f"{PATH}/a"), status(f"{PATH}/b")] == [204, 204, 429]
    assert doors.let_go(SESSION) == ["a"]


def test_a_file_that_the_framework_refuses_does_not_wait() -> None:
    doors.admit(SESSION, OPENED)
    assert [status(f"{PATH}/{name}", answered=400) for name in "abc"] == [400, 400, 400]
    assert not doors.is_full(SESSION)

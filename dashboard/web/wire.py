"""What goes over a reader's web socket: only what a page needs in, and no path of the server out."""

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.web import doors
from dashboard.web.pace import Pace, Room
from malkollen import ROOT

LOG = logging.getLogger(__name__)
ASKED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
"""Not: emptying what is cached for all, telling of the checkout's branch and files, running on every save."""
A_PAGE = "rerun_script"
MOST_CHOICES = 500
"""Choices that one message may bring; the page with the most has some fifty."""
LONGEST_HASH = 2000
SILENT = 20.0
"""Seconds in which a session has asked for its first page; a browser does so at once."""
WITH_FILES = "file_urls_request"
MOST_FILES = 10
FOLDER = str(ROOT).encode()
SHOWN_OUT: Message = {"type": "websocket.disconnect", "code": 1008}


class Wire:
    """Ends a session that asks for more than pages do, or faster; takes the server's folder out of what is sent."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the app."""
        self._app, self._room = app, Room()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on every message of a web socket that a page could have sent."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        session = _Session(receive, send, self._room)
        await self._app(scope, session.heard, session.said)


class _Session:
    """One reader's web socket, as the app hears it and speaks to it."""

    def __init__(self, receive: Receive, send: Send, room: Room) -> None:
        self._receive, self._send, self._room = receive, send, room
        self._pace = Pace()
        self._until: float | None = asyncio.get_running_loop().time() + SILENT
        self._is_left = False

    async def heard(self) -> Message:
        """The next message that a page could have sent; that the reader has left where there came another."""
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            LOG.warning("Avslutar en session som inte bett om någon sida.")
            return SHOWN_OUT
        if message["type"] != "websocket.receive":
            return message
        return message if await self._is_to_pass(message) and not self._is_left else SHOWN_OUT

    async def said(self, message: Message) -> None:
        """Sends a message on, without the server's folder in it."""
        if FOLDER in (message.get("bytes") or b""):
            message = {**message, "bytes": _without_folder(message["bytes"])}
        try:
            await self._send(message)
        except OSError:  # the reader has left; what he asked just before need not be answered either
            self._is_left = True

    async def _is_to_pass(self, message: Message) -> bool:
        """Holds a question back where many came; False where its session is to be ended."""
        question = _question(message)
        kind = question.WhichOneof("type") if question else None
        is_known = kind in ASKED or (question is not None and _may_give_files(question))
        if question is None or not is_known or _is_swollen(question):
            LOG.warning("Avslutar en session som bad om %s.", kind or "något som ingen sida ber om")
            return False
        seconds = self._pace.wait()
        if seconds is None:
            LOG.warning("Avslutar en session som frågar fortare än någon hinner läsa.")
            return False
        await asyncio.sleep(seconds)  # also 0: the framework takes what has come without letting others to
        if kind == A_PAGE:
            self._until = None
            await self._room.wait()
        return True


def _question(message: Message) -> BackMsg | None:
    """What a message asks for; None where it is no message of the framework's, as text frames are none."""
    asked = BackMsg()
    try:
        asked.ParseFromString(message.get("bytes") or b"")
    except Exception:  # noqa: BLE001 - of protobuf's own kind; whatever it is, a page did not send it
        return None
    return asked


def _is_swollen(question: BackMsg) -> bool:
    """Whether it brings more choices than a page has, each of which the framework would keep."""
    asked = question.rerun_script
    return len(asked.widget_states.widgets) > MOST_CHOICES or len(asked.page_script_hash) > LONGEST_HASH


def _may_give_files(question: BackMsg) -> bool:
    """Whether a session that may hand over files asks where to send some."""
    asked = question.file_urls_request
    is_so = question.WhichOneof("type") == WITH_FILES and len(asked.file_names) <= MOST_FILES
    return is_so and doors.is_admitted(asked.session_id)


def _without_folder(content: bytes) -> bytes:
    """A message to the browser with the pages' script by its name alone; it tells the script's path at every start."""
    message = ForwardMsg.FromString(content)
    if message.WhichOneof("type") == "new_session":
        message.new_session.main_script_path = "app.py"
    return bytes(message.SerializeToString())

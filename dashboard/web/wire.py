"""What goes over a reader's web socket: only what a page needs in, and no path of the server out."""

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.web.pace import Pace, Room
from malkollen import ROOT

LOG = logging.getLogger(__name__)
ASKED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
"""Not: emptying what is cached for all, telling of the checkout's branch and files, running on every save."""
A_PAGE = "rerun_script"
WITH_FILES = "file_urls_request"
FOLDER = str(ROOT).encode()
SHOWN_OUT: Message = {"type": "websocket.disconnect", "code": 1008}


class Wire:
    """Ends a session that asks for more than pages do, or faster; takes the server's folder out of what is sent."""

    def __init__(self, app: ASGIApp, *, takes_files: bool = False) -> None:
        """Wraps the app.

        Args:
            takes_files: lets a page ask where to send a file.
        """
        self._app = app
        self._asked = ASKED | ({WITH_FILES} if takes_files else set())
        self._room = Room()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on every message of a web socket that a page could have sent."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return

        pace, is_left = Pace(), False

        async def heard() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            return message if await self._is_to_pass(message, pace) and not is_left else SHOWN_OUT

        async def said(message: Message) -> None:
            nonlocal is_left
            if FOLDER in (message.get("bytes") or b""):
                message = {**message, "bytes": _without_folder(message["bytes"])}
            try:
                await send(message)
            except OSError:  # the reader has left; what he asked just before need not be answered either
                is_left = True

        await self._app(scope, heard, said)

    async def _is_to_pass(self, message: Message, pace: Pace) -> bool:
        """Holds a question back where many came; False where its session is to be ended."""
        kind = _kind(message)
        if kind not in self._asked:
            LOG.warning("Avslutar en session som bad om %s.", kind or "något som ingen sida ber om")
            return False
        seconds = pace.wait()
        if seconds is None:
            LOG.warning("Avslutar en session som frågar fortare än någon hinner läsa.")
            return False
        await asyncio.sleep(seconds)  # also 0: the framework takes what has come without letting others to
        if kind == A_PAGE:
            await self._room.wait()
        return True


def _kind(message: Message) -> str | None:
    """What a message asks for; None where it is no message of the framework's, as text frames are none."""
    asked = BackMsg()
    try:
        asked.ParseFromString(message.get("bytes") or b"")
    except Exception:  # noqa: BLE001 - of protobuf's own kind; whatever it is, a page did not send it
        return None
    return asked.WhichOneof("type")


def _without_folder(content: bytes) -> bytes:
    """A message to the browser with the pages' script by its name alone; it tells the script's path at every start."""
    message = ForwardMsg.FromString(content)
    if message.WhichOneof("type") == "new_session":
        message.new_session.main_script_path = "app.py"
    return bytes(message.SerializeToString())

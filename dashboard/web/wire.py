"""What goes over a reader's web socket: only what a page needs in, and no path of the server out."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from malkollen import ROOT

LOG = logging.getLogger(__name__)
ASKED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
"""Not: emptying what is cached for all, telling of the checkout's branch and files, running on every save."""
WITH_FILES = "file_urls_request"
FOLDER = str(ROOT).encode()


class Wire:
    """Ends a session that asks for more than pages do, and takes the server's folder out of what is sent."""

    def __init__(self, app: ASGIApp, *, takes_files: bool = False) -> None:
        """Wraps the app.

        Args:
            takes_files: lets a page ask where to send a file.
        """
        self._app = app
        self._asked = ASKED | ({WITH_FILES} if takes_files else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on every message of a web socket that a page could have sent."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not self._is_asked(message):
                return {"type": "websocket.disconnect", "code": 1008}
            return message

        async def said(message: Message) -> None:
            if FOLDER in (message.get("bytes") or b""):
                message = {**message, "bytes": _without_folder(message["bytes"])}
            await send(message)

        await self._app(scope, heard, said)

    def _is_asked(self, message: Message) -> bool:
        """Whether a page could have sent this; text frames are none of the framework's."""
        asked = BackMsg()
        try:
            asked.ParseFromString(message.get("bytes") or b"")
        except Exception:  # noqa: BLE001 - of protobuf's own kind; whatever it is, a page did not send it
            return False
        kind = asked.WhichOneof("type")
        if kind not in self._asked:
            LOG.warning("Avslutar en session som bad om %s.", kind)
            return False
        return True


def _without_folder(content: bytes) -> bytes:
    """A message to the browser with the pages' script by its name alone; it tells the script's path at every start."""
    message = ForwardMsg.FromString(content)
    if message.WhichOneof("type") == "new_session":
        message.new_session.main_script_path = "app.py"
    return bytes(message.SerializeToString())

"""The web server: Streamlit with <html lang="sv">. Started by `malkollen start`."""

from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.warm import warming

FRAME = (
    (b'<html lang="en">', b'<html lang="sv">'),
    (b"<title>Streamlit</title>", "<title>Målkollen</title>".encode()),
    (b"You need to enable JavaScript to run this app.", "Målkollen kräver JavaScript.".encode()),
)


class SwedishFrame:
    """Rewrites the framework's HTML frame, which is English and offers no setting for it."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on but HTML documents, which are rewritten whole."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # A compressed page could not be rewritten; only documents are asked for so.
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app(scope, receive, _Rewriter(send).send)


class _Rewriter:
    """Holds an HTML answer back until it is whole, then sends it rewritten."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Takes one message of the answer."""
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()

    async def _finish(self) -> None:
        if self._start is None:
            return
        for english, swedish in FRAME:
            self._body = self._body.replace(english, swedish)
        headers = MutableHeaders(scope=self._start)
        headers["content-length"] = str(len(self._body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})


def _is_html(message: Message) -> bool:
    headers = dict(message["headers"])
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers


app = st.App(Path(__file__).with_name("app.py"), middleware=[Middleware(SwedishFrame)], lifespan=warming)

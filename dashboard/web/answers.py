"""Answers in one line, to a request or to a web socket that asks to be opened."""

import asyncio
from contextlib import suppress

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

WITH_ANSWER = "websocket.http.response"
POLICY_VIOLATION, TRY_AGAIN_LATER = 1008, 1013
MOST_DRAINED = 2 << 20
DRAINING = 2.0
"""Seconds. A connection that is let go with a body unread is broken off, and a proxy takes that for a fault of ours."""


async def answer(scope: Scope, receive: Receive, send: Send, status: int, line: str) -> None:
    """Answers with a status and a line of plain text, and lets the connection go, with some of what more was sent."""
    if scope["type"] == "websocket":
        await receive()
        if WITH_ANSWER not in scope.get("extensions", {}):
            code = TRY_AGAIN_LATER if status == 503 else POLICY_VIOLATION
            await send({"type": "websocket.close", "code": code, "reason": line})
            return
    if scope["type"] == "http":
        await _drain(receive)
    headers = {"cache-control": "no-store", "connection": "close"}
    await PlainTextResponse(f"{line}\n", status, headers)(scope, receive, send)


async def _drain(receive: Receive) -> None:
    """Reads what a request brings, so much and so long as a short one takes."""
    size = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAINING):
            while size < MOST_DRAINED:
                message = await receive()
                size += len(message.get("body") or b"")
                if message["type"] != "http.request" or not message.get("more_body"):
                    return

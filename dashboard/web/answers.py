"""Answers in one line, to a request or to a web socket that asks to be opened."""

from starlette.types import Receive, Scope, Send

WITH_ANSWER = "websocket.http.response"
POLICY_VIOLATION, TRY_AGAIN_LATER = 1008, 1013


async def answer(scope: Scope, receive: Receive, send: Send, status: int, line: str) -> None:
    """Answers with a status and a line of plain text, and lets the connection go: what more was sent is not read."""
    if scope["type"] == "websocket":
        await receive()
        if WITH_ANSWER not in scope.get("extensions", {}):
            code = TRY_AGAIN_LATER if status == 503 else POLICY_VIOLATION
            await send({"type": "websocket.close", "code": code, "reason": line})
            return
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    body = f"{line}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": b"" if scope.get("method") == "HEAD" else body})

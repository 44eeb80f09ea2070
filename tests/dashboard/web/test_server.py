"""The frame around the pages is in Swedish: the middleware as the server runs it, on small apps and the real frame."""

import asyncio
import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server import SwedishFrame
from dashboard.web.frame import WIDGETS

FRAME = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
HTML = (b"content-type", b"text/html; charset=utf-8")


def answering(*parts: bytes, headers: list[tuple[bytes, bytes]], seen: list[Scope] | None = None) -> ASGIApp:
    """An app that answers every request with the parts, and remembers what it was asked."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if seen is not None:
            seen.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for place, part in enumerate(parts):
            await send({"type": "http.response.body", "body": part, "more_body": place < len(parts) - 1})

    return app


def asked(app: ASGIApp, accept: bytes = b"text/html", kind: str = "http") -> list[Message]:
    """What a browser gets for one request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": kind, "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")]}
    # In a thread of its own: the browser tests of the same run hold an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(SwedishFrame(app)(scope, receive, send))).result()
    return sent


def body(sent: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in sent[1:])


def length(sent: list[Message]) -> int:
    return int(dict(sent[0]["headers"])[b"content-length"])


def test_the_real_frame_becomes_swedish() -> None:
    sent = asked(answering(FRAME, headers=[HTML, (b"content-length", str(len(FRAME)).encode())]))
    text = body(sent).decode()
    assert '<html lang="sv">' in text
    assert "<title>Målkollen</title>" in text
    assert "Målkollen kräver JavaScript." in text
    assert 'lang="en"' not in text
    assert "You need to enable JavaScript" not in text
    assert length(sent) == len(body(sent))


def test_the_widgets_of_nearly_every_page_are_fetched_at_once_with_what_they_import() -> None:
    """Otherwise a first visit shows empty boxes until each kind has been asked for."""
    text = body(asked(answering(FRAME, headers=[HTML]))).decode()
    links = re.findall(r'<link rel="modulepreload" crossorigin href="\./static/js/([^"]+)"', text)
    assert len(links) == len({*links})
    assert all(len([link for link in links if link.startswith(f"{name}.")]) == 1 for name in WIDGETS)
    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    assert all((scripts / link).is_file() for link in links)


@pytest.mark.parametrize("size", [1, 7, 100, len(FRAME)])
def test_a_frame_in_parts_is_rewritten_whole(size: int) -> None:
    parts = [FRAME[place : place + size] for place in range(0, len(FRAME), size)]
    sent = asked(answering(*parts, headers=[HTML]))
    assert body(sent) == body(asked(answering(FRAME, headers=[HTML])))
    assert length(sent) == len(body(sent))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]


def test_the_length_is_said_once_and_is_the_new_one() -> None:
    page = b'<html lang="en"><title>Streamlit</title></html>'
    sent = asked(answering(page, headers=[HTML, (b"content-length", str(len(page)).encode())]))
    assert [name for name, _ in sent[0]["headers"]].count(b"content-length") == 1
    assert length(sent) == len('<html lang="sv"><title>Målkollen</title></html>'.encode()) != len(page)


@pytest.mark.parametrize("kind", [b"application/javascript", b"text/css", b"application/json", b"image/png"])
def test_what_is_not_a_document_passes_untouched(kind: bytes) -> None:
    parts = [b'const a = `<html lang="en">`;', b"<title>Streamlit</title>"]
    headers = [(b"content-type", kind), (b"content-length", b"53")]
    sent = asked(answering(*parts, headers=headers), accept=b"*/*")
    assert sent[0]["headers"] == headers
    assert [message.get("body") for message in sent[1:]] == parts


def test_a_compressed_document_is_not_broken() -> None:
    packed = gzip.compress(FRAME)
    headers = [HTML, (b"content-encoding", b"gzip"), (b"content-length", str(len(packed)).encode())]
    sent = asked(answering(packed, headers=headers))
    assert gzip.decompress(body(sent)) == FRAME
    assert length(sent) == len(packed)


@pytest.mark.parametrize(("accept", "is_kept"), [(b"text/html,*/*;q=0.8", False), (b"*/*", True)])
def test_only_documents_are_asked_for_uncompressed(accept: bytes, is_kept: bool) -> None:
    seen: list[Scope] = []
    asked(answering(b"", headers=[HTML], seen=seen), accept=accept)
    assert ((b"accept-encoding", b"gzip") in seen[0]["headers"]) is is_kept
    assert (b"accept", accept) in seen[0]["headers"]


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_other_traffic_is_left_alone(kind: str) -> None:
    seen: list[Scope] = []
    sent = asked(answering(b'<html lang="en">', headers=[HTML], seen=seen), kind=kind)
    assert body(sent) == b'<html lang="en">'
    assert (b"accept-encoding", b"gzip") in seen[0]["headers"]


def test_an_empty_document_is_still_answered() -> None:
    sent = asked(answering(b"", headers=[HTML]))
    assert body(sent) == b""
    assert length(sent) == 0

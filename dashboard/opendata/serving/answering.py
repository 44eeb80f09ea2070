"""How an open file is handed over: known by its tag, packed, in pieces, and to any page's script."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from dashboard.opendata.licences import Licence
from dashboard.opendata.serving.store import Made
from dashboard.web import headers as policy
from dashboard.web.answers import answer

HTML = "text/html; charset=utf-8"
PIECE = 64 << 10
"""Bytes that are sent at a time, so that a slow reader holds no copy."""
OPEN = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""What lets another's page read these files, and these alone."""


@dataclass(frozen=True)
class Known:
    """What is known of a file beside its bytes. at: when what it is made of last changed, UTC."""

    at: datetime
    licences: tuple[Licence, ...] = ()
    described_by: str = ""


class Answering:
    """One request, and how it is answered."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keeps what is asked."""
        self._scope, self._receive, self._send = scope, receive, send
        self._asked = Headers(scope=scope)

    async def line(self, status: int, line: str) -> None:
        """A line in Swedish, where there is no file."""
        await answer(self._scope, self._receive, self._opened, status, line)

    async def _opened(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *Headers(OPEN).raw]}
        await self._send(message)

    async def bare(self, status: int, fields: dict[str, str]) -> None:
        """A status and headers alone."""
        await self._start(status, {**OPEN, **fields, "content-length": "0"})
        await self._send({"type": "http.response.body", "body": b""})

    async def file(self, known: Known, file: Made) -> None:
        """The file, or 304 where the reader has it."""
        is_packed = bool(file.packed) and "gzip" in self._asked.get("accept-encoding", "")
        tag = f'"{file.tag}{"-gz" if is_packed else ""}"'
        fields = {**OPEN, "etag": tag, "last-modified": format_datetime(known.at, usegmt=True)}
        fields |= {"cache-control": "no-cache", "vary": "accept-encoding"} | _links(known)
        if self._has(file, known.at):
            await self._start(304, fields)
            await self._send({"type": "http.response.body", "body": b""})
            return
        body = file.packed if is_packed else file.content
        fields |= {"content-type": file.kind, "content-length": str(len(body))}
        if is_packed:
            fields["content-encoding"] = "gzip"
        if file.kind == HTML:
            fields["content-security-policy"] = policy.for_plain_page(file.content)
        await self._start(200, fields)
        await self._send_body(b"" if self._scope["method"] == "HEAD" else body)

    async def _send_body(self, body: bytes) -> None:
        for first in range(0, len(body), PIECE):
            piece = {"type": "http.response.body", "body": body[first : first + PIECE], "more_body": True}
            await self._send(piece)
        await self._send({"type": "http.response.body", "body": b""})

    async def _start(self, status: int, fields: dict[str, str]) -> None:
        await self._send({"type": "http.response.start", "status": status, "headers": Headers(fields).raw})

    def _has(self, file: Made, at: datetime) -> bool:
        """Whether the reader says that it has the file already."""
        if (tags := self._asked.get("if-none-match")) is not None:
            known = {tag.strip().removeprefix("W/").strip('"').removesuffix("-gz") for tag in tags.split(",")}
            return bool(known & {file.tag, "*"})
        try:
            return at <= parsedate_to_datetime(self._asked.get("if-modified-since", ""))
        except (TypeError, ValueError, OverflowError):
            return False


def _links(known: Known) -> dict[str, str]:
    """Licence and description of a file, where a program looks for them."""
    links = [f'<{one.address}>; rel="license"' for one in known.licences if one.address]
    links += [f'<{known.described_by}>; rel="describedby"'] if known.described_by else []
    return {"link": ", ".join(links)} if links else {}

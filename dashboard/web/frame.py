"""The frame around the pages, the one HTML document there is: in Swedish, with scripts for keys and landmarks."""

import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web import headers as policy

STATIC = Path(__file__).parent.parent / "static"
SCRIPTS = b"".join(
    (STATIC / f"{name}.js").read_bytes()
    for name in ("swedish", "keys", "days", "frame", "grid", "leaving", "workbench")
)
FIRST = """<style>
.mk-skip { position: absolute; left: -100rem; z-index: 1000000; background: #fff; padding: .75rem 1rem; }
.mk-skip:focus { left: .5rem; top: .5rem; outline: 3px solid #2b3570; }
#mk-live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[data-testid="stSkipToContent"] { display: none; }
</style>
<a class="mk-skip" href="#root">Hoppa till innehållet</a>
<div id="mk-live" role="status" aria-live="polite"></div>
<dialog id="mk-by-hand" aria-labelledby="mk-by-hand-label"><label id="mk-by-hand-label" for="mk-by-hand-text"></label>
<textarea id="mk-by-hand-text" readonly rows="6"></textarea><button type="button">Stäng</button></dialog>
""".encode()
"""What stands first: past the doors with one key, where the scripts say what is shown, and what they could not copy."""
WIDGETS = ("Html", "PageLink", "Checkbox", "ButtonGroup", "Selectbox", "Button", "DownloadButton")
"""Parts of the framework that stand on nearly every page, which it fetches only when each is first to be drawn."""
IMPORTED = re.compile(r'from"\./([\w.-]+\.js)"')


def ahead(scripts: Path, page: str) -> list[str]:
    """Files of the widgets, with what they import, that the framework's page does not fetch at once.

    Args:
        scripts: the framework's folder of them. page: its own HTML.
    """
    widgets = [path for name in WIDGETS for path in sorted(scripts.glob(f"{name}.*.js"))]
    imported = [name for path in widgets for name in IMPORTED.findall(path.read_text(encoding="utf-8"))]
    return [name for name in dict.fromkeys([*(path.name for path in widgets), *imported]) if name not in page]


def _links() -> bytes:
    served = Path(streamlit.__file__).parent / "static"
    names = ahead(served / "static" / "js", (served / "index.html").read_text(encoding="utf-8"))
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in names).encode()


FRAME = (
    (b'<html lang="en">', b'<html lang="sv">'),
    (b"<title>Streamlit</title>", "<title>Målkollen</title>".encode()),
    (b'<link rel="service-desc" href="./_stcore/agent/openapi.json" />', b""),
    (b"</head>", _links() + b"<script>\n" + SCRIPTS + b"</script></head>"),
    (b"<body>", b"<body>\n" + FIRST),
)
NO_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)  # theirs also tells of doors that are shut
SAYS_SO = "<noscript><p>Målkollen kräver JavaScript.</p></noscript>".encode()
NOT_FOR_A_PAGE = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
"""A page is asked for whole, plain and anew: it is rewritten, and its policy goes with it."""


class SwedishFrame:
    """Rewrites the framework's HTML frame, which is English and offers no setting for it."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on but HTML documents, which are rewritten whole."""
        if scope["type"] != "http" or scope.get("method") == "HEAD":
            await self.app(scope, receive, send)
            return
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in NOT_FOR_A_PAGE]}
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
        for theirs, ours in FRAME:
            self._body = self._body.replace(theirs, ours)
        self._body = NO_SCRIPT.sub(SAYS_SO, self._body)
        headers = MutableHeaders(scope=self._start)
        headers["content-length"] = str(len(self._body))
        headers["content-security-policy"] = policy.for_document(self._body)
        for name in ("etag", "last-modified", "accept-ranges"):  # of the framework's file, not of what is sent
            del headers[name]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})


def _is_html(message: Message) -> bool:
    headers = dict(message["headers"])
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers

"""What every answer says of itself to the browser, and what is said where the server itself fails."""

import base64
import hashlib
import logging
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.answers import answer
from malkollen import served

LOG = logging.getLogger(__name__)
STYLES = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
FAILED = "Något gick fel på servern. Ladda om sidan; går det inte, säg till den som sköter den."
NOT_MODIFIED = 304
FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def for_document(body: bytes) -> str:
    """The policy of a page: its own files and its own inline scripts, known by their fingerprints, and nothing else.

    Styles are set by the framework as it draws, which no fingerprint can foresee.
    """
    scripts = " ".join(["'self'", *map(_fingerprint, INLINE.findall(body))])
    return "; ".join([
        "default-src 'none'",
        f"script-src {scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'self'",
        "object-src 'none'",
        "form-action 'self'",
        _frames(),
    ])  # fmt: skip


def for_plain_page(body: bytes) -> str:
    """The policy of a page without scripts: its own style, known by its fingerprint, and images of the server's."""
    styles = " ".join(map(_fingerprint, STYLES.findall(body)))
    return f"default-src 'none'; style-src {styles}; img-src 'self'; base-uri 'none'; form-action 'none'; {_frames()}"


def _fingerprint(part: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part).digest()).decode()}'"


def for_file() -> str:
    """The policy of what is no page, should anybody open it as one."""
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; {_frames()}"


def _frames() -> str:
    return " ".join(["frame-ancestors", "'self'", *served.framers()])


class Headers:
    """Sets the headers of every answer, refusals and failures included."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the app."""
        self._app = app
        self._file = for_file()
        self._secure = {site.host.name for site in served.sites() if site.scheme == "https"}
        self._is_declared_secure = served.address().lower().startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; an exception that nobody caught becomes a line, and goes to the log."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                self._set(MutableHeaders(scope=message), message["status"], is_secure=self._is_secure(scope))
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        except Exception:
            LOG.exception("%s %.200s", scope["method"], ascii(scope["path"]))
            if has_begun:
                raise
            await answer(scope, receive, with_headers, 500, FAILED)

    def _set(self, headers: MutableHeaders, status: int, *, is_secure: bool) -> None:
        for name, value in FIXED.items():
            headers.setdefault(name, value)
        if status != NOT_MODIFIED:  # the browser would put it in place of the kept page's own
            headers.setdefault("content-security-policy", self._file)
        if is_secure:
            cookies = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for cookie in cookies:
                headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")

    def _is_secure(self, scope: Scope) -> bool:
        """Whether the reader's address is https, also where the proxy speaks http with us and passes no Host on."""
        if self._is_declared_secure or scope.get("scheme") == "https":
            return True
        host = served.authority(dict(scope["headers"]).get(b"host", b"").decode("latin-1"))
        return bool(host and host.name in self._secure)

"""Which doors are open: the framework opens more than the pages use, and each is one more to watch."""

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from dashboard.web import health
from dashboard.web.answers import answer
from malkollen.login import settings

CORE = "_stcore"
OPEN_CORE = {"_stcore/health", "_stcore/host-config", "_stcore/stream"}
UPLOADS = "_stcore/upload_file"
LOGIN = {"auth/login", "auth/logout", "oauth2callback"}
READING = {"GET", "HEAD"}
NOT_HERE = "Här finns inget."
LONGEST_NAME = 200
"""Bytes of one part of a path; no file system has longer ones."""
READ_ONLY = "Här går det bara att läsa."
_ADMITTED: dict[str, None] = {}
MOST_ADMITTED = 100
"""Sessions that may hand over files, the latest; the office is a few people."""


def admit(session: str) -> None:
    """Lets a session hand over files: its page has just been drawn for somebody of the office.

    What is handed over lies in memory until an act takes it, and every act asks for the role anew.
    """
    _ADMITTED.pop(session, None)
    _ADMITTED[session] = None
    while len(_ADMITTED) > MOST_ADMITTED:
        _ADMITTED.pop(next(iter(_ADMITTED)), None)


def is_admitted(session: str) -> bool:
    """Whether a session may hand over files."""
    return session in _ADMITTED


def shut(session: str) -> None:
    """Takes it back."""
    _ADMITTED.pop(session, None)


class Doors:
    """Answers 404 where no page has business, 405 to whoever would write, and /halsa."""

    def __init__(self, app: ASGIApp, *, takes_files: bool = False, has_login: bool = False) -> None:
        """Wraps the app.

        Args:
            takes_files: opens the framework's uploads to every session; otherwise to those that are admitted.
            has_login: opens the framework's way to the login service and back, also where none is set up.
        """
        self._app = app
        self._base = "/".join(["", *(config.get_option("server.baseUrlPath") or "").strip("/").split("/")]).rstrip("/")
        self._takes_files = takes_files
        self._has_login = has_login or settings.settings() is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is open."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        inner = path.removeprefix(self._base).strip("/") if path.startswith(f"{self._base}/") else path.strip("/")
        is_upload = inner.startswith(f"{UPLOADS}/") and (self._takes_files or _is_admitted(inner))
        if not is_upload and scope.get("method", "GET") not in READING:
            await answer(scope, receive, send, 405, READ_ONLY)
        elif inner == health.NAME and path == f"{self._base}/{health.NAME}" and scope["type"] == "http":
            await health.show(scope, receive, send)
        elif not is_upload and (self._is_shut(inner) or not self._is_below(path)):
            await answer(scope, receive, send, 404, NOT_HERE)
        else:
            await self._app(scope, receive, send)

    def _is_below(self, path: str) -> bool:
        """Whether a path is where the proxy shows us; the framework has nothing elsewhere, and says so in English."""
        return path == self._base or path.startswith(f"{self._base}/")

    def _is_shut(self, inner: str) -> bool:
        parts = inner.split("/")
        if any(len(part.encode(errors="replace")) > LONGEST_NAME for part in parts):
            return True
        if CORE in parts:
            return inner not in OPEN_CORE
        if parts[0] in {"auth", "oauth2callback"}:
            return not (self._has_login and inner in LOGIN)
        return parts[0] in {"component", health.NAME}


def _is_admitted(inner: str) -> bool:
    """Whether an upload's path, which ends in its session and its file, is of a session that may hand over files."""
    session, _, file = inner.removeprefix(f"{UPLOADS}/").partition("/")
    return bool(file) and "/" not in file and is_admitted(session)

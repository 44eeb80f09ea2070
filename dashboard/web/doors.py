"""Which doors are open: the framework opens more than the pages use, and each is one more to watch."""

from dataclasses import dataclass, field

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from dashboard.web import health
from dashboard.web.answers import answer
from malkollen.errors import DataError
from malkollen.login import settings
from malkollen.office import access
from malkollen.office.access import Person, Role

CORE = "_stcore"
OPEN_CORE = {"_stcore/health", "_stcore/host-config", "_stcore/stream"}
UPLOADS = "_stcore/upload_file"
DONE = 204
"""What the framework answers when it has taken or removed a file."""
LOGIN = {"auth/login", "auth/logout", "oauth2callback"}
READING = {"GET", "HEAD"}
NOT_HERE = "Här finns inget."
LONGEST_NAME = 200
"""Bytes of one part of a path; no file system has longer ones."""
READ_ONLY = "Här går det bara att läsa."
MOST_ADMITTED = 100
"""Sessions that may hand over files, the latest; the office is a few people."""
MOST_WAITING = 2
"""Files that a session may have handed over and that no act has taken; they lie in memory."""
FULL = "Två filer väntar redan på att läsas in. Ta bort en av dem, eller ladda om sidan, och försök igen."


@dataclass
class _Admitted:
    """Who hands over files in a session, and those that wait there: whether each has come whole."""

    person: Person
    files: dict[str, bool] = field(default_factory=dict)


_ADMITTED: dict[str, _Admitted] = {}


def admit(session: str, person: Person) -> None:
    """Lets a session hand over files: its page has just been drawn for somebody of the office.

    Their role is asked anew for every file. What is handed over lies in memory until an act takes it.
    """
    known = _ADMITTED.pop(session, None)
    _ADMITTED[session] = _Admitted(person, known.files if known else {})
    while len(_ADMITTED) > MOST_ADMITTED:
        _ADMITTED.pop(next(iter(_ADMITTED)), None)


def is_admitted(session: str) -> bool:
    """Whether a session may hand over files."""
    return session in _ADMITTED


def shut(session: str) -> None:
    """Takes it back."""
    _ADMITTED.pop(session, None)


def is_full(session: str) -> bool:
    """Whether so many of a session's files wait that no more are taken."""
    return session in _ADMITTED and len(_ADMITTED[session].files) >= MOST_WAITING


def let_go(session: str) -> list[str]:
    """The files of a session that have come whole, which wait no longer; whoever asks takes them out of memory."""
    files = _ADMITTED[session].files if session in _ADMITTED else {}
    whole = [file for file, is_whole in files.items() if is_whole]
    for file in whole:
        files.pop(file, None)
    return whole


def base() -> str:
    """Where a proxy shows us, with a slash first; empty at its root."""
    return f"/{(config.get_option('server.baseUrlPath') or '').strip('/')}".rstrip("/")


class Doors:
    """Answers 404 where no page has business, 405 to whoever would write, and /halsa."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the app."""
        self._app, self._base = app, base()
        self._has_login = settings.settings() is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is open."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        # elsewhere than where the proxy shows us the framework has nothing, and says so in English
        is_below = path == self._base or path.startswith(f"{self._base}/")
        inner = (path.removeprefix(self._base) if is_below else path).strip("/")
        if inner.startswith(f"{UPLOADS}/") and await _is_admitted(inner):
            await self._hand_over(inner, scope, receive, send)
        elif scope.get("method", "GET") not in READING:
            await answer(scope, receive, send, 405, READ_ONLY)
        elif inner == health.NAME and path == f"{self._base}/{health.NAME}" and scope["type"] == "http":
            await health.show(scope, receive, send)
        elif not is_below or self._is_shut(inner):
            await answer(scope, receive, send, 404, NOT_HERE)
        else:
            await self._app(scope, receive, send)

    async def _hand_over(self, inner: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is of a session's file; a file more than may wait is refused before it is taken."""
        session, file = _parts(inner)
        files, is_put = _ADMITTED[session].files, scope["method"] == "PUT"
        if is_put and (file in files or len(files) >= MOST_WAITING):
            await answer(scope, receive, send, 429, FULL)
            return
        is_done = False

        async def heard(message: Message) -> None:
            nonlocal is_done
            is_done = is_done or (message["type"] == "http.response.start" and message["status"] == DONE)
            await send(message)

        if is_put:
            files[file] = False
        try:
            await self._app(scope, receive, heard)
        finally:
            if is_put and is_done:
                files[file] = True
            elif is_put or (scope["method"] == "DELETE" and is_done and files.get(file)):
                files.pop(file, None)

    def _is_shut(self, inner: str) -> bool:
        parts = inner.split("/")
        if any(len(part.encode(errors="replace")) > LONGEST_NAME for part in parts):
            return True
        if CORE in parts:
            return inner not in OPEN_CORE
        if parts[0] in {"auth", "oauth2callback"}:
            return not (self._has_login and inner in LOGIN)
        return parts[0] in {"component", health.NAME}


async def _is_admitted(inner: str) -> bool:
    """Whether an upload's path is of a session that may hand over files, and of somebody who still is of the office."""
    session, file = _parts(inner)
    known = _ADMITTED.get(session)
    if known is None or not file or "/" in file:
        return False
    try:
        current = await to_thread.run_sync(access.as_now, known.person)
    except DataError:  # nobody can tell: then nobody may
        return False
    return current.role >= Role.OFFICE and session in _ADMITTED


def _parts(inner: str) -> tuple[str, str]:
    """The session and the file that an upload's path ends in."""
    session, _, file = inner.removeprefix(f"{UPLOADS}/").partition("/")
    return session, file

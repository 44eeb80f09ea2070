"""The way back to the page that somebody logs in or out from: the framework itself leads to the first one."""

from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.login import leaving
from dashboard.web import doors
from malkollen import served

COOKIE = "mk-back"
SECONDS = 900
"""As long as somebody may take with the provider."""
LONGEST = 2000
LOGOUT = "auth/logout"
LEAVING = {"auth/login", LOGOUT}
RETURN = "oauth2callback"
REDIRECTS = {302, 303, 307}


class WayBack:
    """Keeps where somebody was in a cookie of its own, and leads back there instead of to the first page."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the app."""
        self._app, self._base = app, doors.base()
        self._named = {site.host for site in served.sites()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; changes only redirects on the way in and out."""
        inner = scope["path"].removeprefix(self._base).strip("/") if scope["type"] == "http" else ""
        if inner not in LEAVING | {RETURN}:
            await self._app(scope, receive, send)
            return
        given = {name: value.decode("latin-1") for name, value in scope["headers"]}
        cookies = cookie_parser(given.get(b"cookie", ""))
        if inner == LOGOUT:
            await to_thread.run_sync(leaving.take_back, cookies)
        back = self._own(unquote(cookies.get(COOKIE, ""))) if inner == RETURN else self._left(given)

        async def led_back(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in REDIRECTS:
                self._lead(MutableHeaders(scope=message), back)
            await send(message)

        await self._app(scope, receive, led_back)

    def _lead(self, headers: MutableHeaders, back: str) -> None:
        """To the page where the framework leads to the first one; elsewhere the page is kept for the return."""
        path = self._base or "/"
        if headers.get("location") == f"{self._base}/":
            headers["location"] = back or headers["location"]
            headers.append("set-cookie", f"{COOKIE}=; Path={path}; Max-Age=0; HttpOnly; SameSite=Lax")
        elif back:
            kept = quote(back, safe="")
            headers.append("set-cookie", f"{COOKIE}={kept}; Path={path}; Max-Age={SECONDS}; HttpOnly; SameSite=Lax")

    def _left(self, given: dict[bytes, str]) -> str:
        """The page that was left, as the browser names it; empty where it is not one of ours."""
        try:
            page = urlsplit(given.get(b"referer", ""))
        except ValueError:
            return ""
        left = served.authority(page.netloc)
        if left is None or left not in {*self._named, served.authority(given.get(b"host", ""))}:
            return ""
        return self._own(f"{page.path}?{page.query}" if page.query else page.path)

    def _own(self, page: str) -> str:
        """A page of this server's, by its path; empty for any other address."""
        is_own = page.startswith(f"{self._base}/") and not page.startswith("//") and "\\" not in page
        inner = normpath(unquote(page.partition("?")[0])).removeprefix(self._base).strip("/")
        is_own = is_own and inner not in LEAVING | {RETURN}  # whoever has just logged in is not led out again
        return page if is_own and page.isascii() and page.isprintable() and len(page) <= LONGEST else ""

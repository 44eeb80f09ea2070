"""The doors to open data: `/data/`, `/bild/` and `/nytt.xml`, open to every page's script and known to no login.

They answer for all that lies under those names, and with 404 where there is nothing: never with the app. A file is made
once of each version of the figures, in a thread of its own, and one at a time so that the pages' readers come first.
Images and files stand in lines of their own, and what has been made stands in none: nobody's questions shut the others.
"""

import ipaddress
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.content.facts import Facts
from dashboard.drawings import images
from dashboard.kept import Store
from dashboard.opendata import feed, files, index, pictures
from dashboard.opendata.licences import licences
from dashboard.opendata.links import DATA, FEED, IMAGES, Links
from dashboard.opendata.serving.answering import HTML, Answering, Known
from dashboard.opendata.serving.store import MOST_BYTES, MOST_KEPT, Made, prepared
from malkollen import served
from malkollen.editions import editions
from malkollen.errors import DataError, EntryError, MalkollenError, UnknownNameError
from malkollen.office import judgements
from malkollen.registry.home import capital

DRAWN = frozenset(images.TYPES.values())
MOST_IMAGES, MOST_FILES = 20, 10
"""That may wait to be made; whoever asks for one more is told to come again."""
FEW = 4
"""That one computer may always have waiting among them; more only while half of the line is free."""
NETWORK = 64
"""Bits of an address that one computer has all addresses of, where addresses are that many (IPv6)."""
LONGEST_QUERY = 500
NOT_HERE = "Här finns ingen fil. Vad som finns står i {index}."
READ_ONLY = "Här går det bara att läsa."
BUSY = "Så många filer görs just nu att ingen fler hinns med. Försök igen om en stund."
STATUS: dict[type[MalkollenError], int] = {UnknownNameError: 404, EntryError: 400, DataError: 503}
READING = {"GET", "HEAD"}
FOLDER = "utgava"


@dataclass(frozen=True)
class Wanted:
    """What a request asks for: a file of one version of the figures.

    Attributes:
        key: everything that it depends on. make: makes its bytes. kind: its media type.
    """

    key: Hashable
    kind: str
    make: Callable[[], bytes]
    known: Known


class _Line:
    """Those who wait for something to be made, one at a time."""

    def __init__(self, most: int) -> None:
        """An empty line. most: that may stand in it."""
        self._most = most
        self._waiting: Counter[str] = Counter()
        self._making = CapacityLimiter(1)

    async def wait(self, make: Callable[[], Made], computer: str = "") -> Made | None:
        """What is made; None where the line is full, or full of what the same computer has asked for."""
        every, own = self._waiting.total(), self._waiting[computer]
        if every >= self._most or (own >= FEW and every >= self._most / 2):
            return None
        self._waiting[computer] += 1
        try:
            return await to_thread.run_sync(make, limiter=self._making)
        finally:
            self._waiting[computer] -= 1
            self._waiting += Counter()  # without those who have nothing waiting


class OpenData:
    """Answers for open data; passes everything else on."""

    def __init__(self, app: ASGIApp, *, facts: Callable[[str], Facts], base: Callable[[], str] = str) -> None:
        """Wraps the app.

        Args:
            facts: gives what the pages read, of a fixed version where it is given a name.
            base: gives where a proxy shows us, with a slash first; empty at its root.
        """
        self._app, self._facts, self._base = app, facts, base()
        self._store: Store[Made] = Store(MOST_KEPT, MOST_BYTES)
        self._looking, self._opening = CapacityLimiter(4), CapacityLimiter(1)
        self._images, self._files = _Line(MOST_IMAGES), _Line(MOST_FILES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what is asked of open data, also where there is none of that name."""
        if not is_open(scope, self._base):
            await self._app(scope, receive, send)
            return
        inner = scope["path"].removeprefix(self._base)
        answering = Answering(scope, receive, send)
        if scope["method"] == "OPTIONS":
            await answering.bare(204, {"access-control-allow-methods": "GET, HEAD"})
        elif scope["method"] not in READING:
            await answering.line(405, READ_ONLY)
        elif inner == f"/{DATA}":
            await answering.bare(308, {"location": f"{self._base}/{DATA}/"})
        else:
            await self._answer(answering, inner, scope)

    async def _answer(self, answering: Answering, inner: str, scope: Scope) -> None:
        try:
            looking = self._opening if _is_of_edition(inner, scope) else self._looking
            wanted = await to_thread.run_sync(self._wanted, inner, scope, limiter=looking)
            file = self._store.known(wanted.key)
            if file is None:
                line = self._images if wanted.kind in DRAWN else self._files
                make = partial(self._store.get, wanted.key, lambda: prepared(wanted.make(), wanted.kind))
                file = await line.wait(make, _computer(scope))
        except tuple(STATUS) as error:
            status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
            await answering.line(status, capital(str(error).splitlines()[0]))
            return
        if file is None:
            await answering.line(503, BUSY)
            return
        await answering.file(wanted.known, file)

    def _wanted(self, inner: str, scope: Scope) -> Wanted:
        """What is asked for; MalkollenError where there is nothing of that name."""
        links = Links(self._address(scope))
        query = _query(scope)
        name = inner.removeprefix("/")
        if name == FEED:
            return self._feed(links)
        room, _, rest = name.partition("/")
        if room == IMAGES:
            chosen = {key: value for key, value in query.items() if key != FOLDER}
            return self._image(rest, chosen, query.get(FOLDER, ""))
        if room != DATA:
            raise UnknownNameError(NOT_HERE.format(index=links.data()))
        first, _, after = rest.partition("/")
        if first == FOLDER and after:
            edition, _, rest = after.partition("/")
            return self._file(edition, rest, links.of_edition(edition))
        return self._file("", rest, links)

    def _file(self, edition: str, name: str, links: Links) -> Wanted:
        facts = self._facts(edition)
        every = files.every(facts, links)
        key: tuple[Hashable, ...] = (facts.version, _written(facts), name)
        if not name:
            listed = editions.listed(facts.folder) if not edition else []
            shown, names = files.tabular(facts), (files.PACKAGE, files.CATALOGUE)
            key = (*key, links, tuple(made.fingerprint for made in listed))
            return Wanted(key, HTML, lambda: index.page(facts, shown, listed, links, names), Known(_changed(facts)))
        if name not in every:
            raise UnknownNameError(NOT_HERE.format(index=links.data()))
        file = every[name]
        described = f"{name}{files.METADATA}"
        key = key if file.is_alone else (*key, links)
        by = links.data(described) if described in every else links.data(files.PACKAGE)
        return Wanted(key, file.kind, file.make, Known(_changed(facts), file.licences, by))

    def _image(self, name: str, query: dict[str, str], edition: str) -> Wanted:
        facts = self._facts(edition)
        wanted = pictures.asked(facts, name, query)
        known = Known(_changed(facts), licences(facts.sources_of(wanted.case.indicator)))
        key = (facts.version, wanted)
        kind = images.TYPES[wanted.form]
        return Wanted(key, kind, lambda: pictures.image(facts, wanted), known)

    def _feed(self, links: Links) -> Wanted:
        facts = self._facts("")
        listed = editions.listed(facts.folder)
        key = (facts.version, "feed", links, tuple(made.fingerprint for made in listed))
        return Wanted(key, feed.KIND, lambda: feed.feed(facts, listed, links), Known(_changed(facts)))

    def _address(self, scope: Scope) -> str:
        """Where readers open the dashboard: as the operator says, else as this one has come here, in one spelling."""
        if own := served.address():
            return own
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        return f"{served.came_to(host, scope.get('scheme', 'http'))}{self._base}"


def is_open(scope: Scope, base: str) -> bool:
    """Whether a request is for what every page's script may read. base: with a slash first, or empty."""
    if scope["type"] != "http" or not scope["path"].startswith(f"{base}/"):
        return False
    return scope["path"].removeprefix(f"{base}/").partition("/")[0] in {DATA, IMAGES, FEED}


def _computer(scope: Scope) -> str:
    """Who asks, as far as the proxy says; computers of one network where each has a whole network's addresses."""
    name, _ = scope.get("client") or ("", 0)
    client = served.plain(name)
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return client if address.version == 4 else str(ipaddress.ip_network((client, NETWORK), strict=False))


def _is_of_edition(inner: str, scope: Scope) -> bool:
    """Whether a fixed version may have to be opened, which takes a while: nobody who asks of today waits for it."""
    return inner.startswith(f"/{DATA}/{FOLDER}/") or FOLDER in scope.get("query_string", b"").decode("latin-1")


def _query(scope: Scope) -> dict[str, str]:
    text = scope.get("query_string", b"").decode("latin-1")
    pairs = parse_qsl(text[:LONGEST_QUERY], keep_blank_values=True, errors="replace") if text else []
    if len(text) > LONGEST_QUERY or len(pairs) != len(dict(pairs)):
        raise EntryError(["adressen är för lång, eller säger samma sak två gånger"])
    return dict(pairs)


def _written(facts: Facts) -> Hashable:
    """What people have written beside the figures: another where a judgement has been entered."""
    path = facts.folder / judgements.FILE_NAME
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_ino, known.st_size, known.st_mtime_ns


def _changed(facts: Facts) -> datetime:
    """When what is shown last became another: by an ingest, by a judgement, or since the day is another."""
    if facts.edition:
        return facts.edition.created_at.astimezone(UTC)
    moments = [facts.built_at.replace(tzinfo=UTC), datetime.combine(facts.as_of, time(), UTC)]
    path = facts.folder / judgements.FILE_NAME
    if path.is_file():
        moments.append(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return max(moments).replace(microsecond=0)

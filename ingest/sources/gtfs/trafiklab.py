"""Asks Trafiklab for timetables: a zip an operator (GTFS Regional) or one of the whole country (Sverige 2, Sweden 3).

The products have different stop ids and are never mixed. A key belongs to one product and goes in the address, which is
stored and said without it. Each product has its own limits (ingest/publishers/trafiklab.toml): what has been downloaded
this month is counted from the stored fetches. Source: trafiklab.se, pages GTFS Regional and GTFS Sverige 2.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from ingest import publishers
from ingest.fetching import addresses
from ingest.fetching.addresses import Clean, RefusedError, UnreachableError
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import Fetch
from ingest.transit.timetable import archive
from malkollen.errors import SourceError
from malkollen.files import archives
from malkollen.files.archives import Limits
from malkollen.registry import registry
from malkollen.texts.printable import excerpt

PUBLISHER = "Trafiklab"
OPERATORS_VARIABLE = "MALKOLLEN_GTFS_OPERATORS"
URL_VARIABLE = "MALKOLLEN_TRAFIKLAB_URL"
KEY_VARIABLE = "MALKOLLEN_TRAFIKLAB_KEY"
NAME = "trafiklab"
"""In ingest/publishers/."""
DECLARED = addresses.of(NAME, URL_VARIABLE, "MALKOLLEN_TRAFIKLAB_KEY_HOST")
REGIONAL, COUNTRIES = "regional", ("sweden", "sweden3")
"""The products: an operator's timetable, and the whole country's."""
ASKED_FOR = {"Accept-Encoding": "gzip"}  # 406 without
ZIP_MARK = b"PK"
CODES = {
    "1001": "ingen nyckel skickades",
    "1002": "nyckeln är fel",
    "1003": "tjänsten finns inte",
    "1004": "nyckelns nivå ger inte tjänsten",
    "1005": "nyckeln gäller en annan tjänst",
    "1006": "för många anrop på en minut",
    "1007": "månadens anrop är slut",
}
CODE = re.compile(r'"?(?:StatusCode|statusCode|errorCode)"?\s*[:=]\s*"?(100[1-7])\b')
HELP = (
    f"Fel nyckel, nyckel till en annan produkt än den som hämtas, eller slut på anrop: se {KEY_VARIABLE} "
    "och projektet på developer.trafiklab.se"
)
KEY_OR_QUOTA, GONE = (401, 403, 429), (404, 410)
WORD = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Wanted:
    """A feed to ask for: an operator's abbreviation, or sweden or sweden3 for the whole country."""

    name: str

    @property
    def file(self) -> str:
        """Its name in the raw store."""
        return f"{self.name}.zip"

    @property
    def is_country(self) -> bool:
        """Whether it is the whole country in one file."""
        return self.name in COUNTRIES

    @property
    def product(self) -> Mapping[str, Any]:
        """What is declared of its product."""
        feeds = publishers.read(NAME)["feeds"]
        product: Mapping[str, Any] = feeds[self.name if self.is_country else REGIONAL]
        return product

    @property
    def entry(self) -> str:
        """Where its product is declared, as a message says it."""
        return publishers.change(NAME, "feeds", self.name if self.is_country else REGIONAL)

    @property
    def base(self) -> str:
        """The address of its product."""
        return (DECLARED.given or str(self.product["address"])).rstrip("/")

    @property
    def url(self) -> str:
        """Its address, without key."""
        return self.base + str(self.product["path"]).format(feed=self.name)


def wanted() -> list[Wanted]:
    """The feeds that MALKOLLEN_GTFS_OPERATORS names, else the registry's; SourceError where that makes no sense."""
    text = os.environ.get(OPERATORS_VARIABLE, "").strip() or ",".join(registry.load().home.timetable_operators)
    names = list(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))
    if not names or not all(WORD.fullmatch(name) for name in names):
        raise SourceError(
            f"{OPERATORS_VARIABLE}: '{excerpt(text)}' är inte förkortningar med komma mellan, till exempel sl,ul"
        )
    if (country := next((name for name in names if name in COUNTRIES), None)) and len(names) > 1:
        raise SourceError(f"{OPERATORS_VARIABLE}: {country} är hela landet med egna hållplatskoder; ange den ensam")
    return [Wanted(name) for name in names]


def download(client: Client, feed: Wanted, key: str) -> Answer:
    """A whole feed; SourceError in one line where the answer is none."""
    try:
        answer = _within(client, feed).get(feed.url, {"key": key}, ASKED_FOR)
    except SourceError as error:
        raise _explained(error, feed) from None
    require_zip(answer.content, client.address(feed.url), client.words)
    return answer


def unchanged(client: Client, feed: Wanted, key: str, earlier: Fetch) -> Answer | None:
    """The answer of an earlier fetch where a feed is still that one, by its mark or time; None where it is not known.

    A product that answers no HEAD is never known to be the same.
    """
    known = earlier.manifest()["files"].get(feed.file, {})
    etag, last_modified = known.get("etag"), known.get("last_modified")
    if not feed.product["head"] or not (etag or last_modified) or not earlier.has(feed.file):
        return None
    said = ask_head(client, feed, key)
    pairs = ((said.etag, etag), (said.last_modified, last_modified))
    if not next((new == old for new, old in pairs if new and old), False):
        return None
    moment = datetime.fromisoformat(known["fetched_at"])
    content = earlier.file(feed.file).read_bytes()
    return Answer(content, known["url"], known["status"], known["content_type"], moment, etag, last_modified)


def ask_head(client: Client, feed: Wanted, key: str) -> Answer:
    """What Trafiklab says of a feed, without the feed."""
    try:
        return _within(client, feed).head(feed.url, {"key": key}, ASKED_FOR)
    except SourceError as error:
        raise _explained(error, feed) from None


def feed_info(client: Client, feed: Wanted) -> str:
    """The version line of a product that has one without key; SourceError where it is no longer such a file."""
    address = feed.base + str(feed.product["version"])
    text = client.get(address, headers=ASKED_FOR).content.decode("utf-8-sig", "replace")
    heading, _, rest = text.partition("\n")
    columns, cells = heading.strip().split(","), rest.strip().split(",")
    if "feed_publisher_name" not in columns or len(cells) < len(columns):
        raise SourceError(
            f"{PUBLISHER}: feed_info.txt för {feed.product['title']} ser inte ut som väntat: {text[:60]!r}; "
            f"{feed.entry}"
        )
    named = dict(zip(columns, cells, strict=False))
    return named.get("feed_version") or named.get("feed_end_date") or "utan version"


def require_zip(content: bytes, where: str, clean: Clean) -> None:
    """SourceError in one line unless the bytes are a whole zip: what they are instead, in Trafiklab's words."""
    if content[:2] != ZIP_MARK:
        answer = _said(content, clean)
        todo = "" if HELP in answer else "; försök igen i morgon, eller läs en fil med --from"
        raise SourceError(f"{PUBLISHER}: {where} gav ingen zip-fil utan {answer}{todo}")
    answer = f"{PUBLISHER}: svaret från {where}"
    limits = Limits(archive.MOST_MEMBERS, archive.LARGEST_BYTES)
    with archives.opened(BytesIO(content), limits, answer) as found:
        is_empty = not found.sizes
    if is_empty:
        raise SourceError(f"{PUBLISHER}: zip-filen från {where} är tom")


def refuse_beyond_quota(fetches: Sequence[Fetch], feeds: Sequence[Wanted]) -> None:
    """SourceError where so many more downloads would pass what a month gives.

    Args:
        fetches: every fetch that lies here; a feed that was taken over from an earlier fetch counts once.
        feeds: what is about to be downloaded, of one product.
    """
    if not feeds:
        return
    most = int(feeds[0].product["month"])
    month = f"{datetime.now(UTC):%Y-%m}"
    downloads = {
        (name, file["fetched_at"])
        for fetch in fetches
        for name, file in fetch.manifest()["files"].items()
        if _is_of(name, feeds[0])
        and str(file.get("url", "")).startswith("http")
        and str(file.get("fetched_at", "")).startswith(month)
    }
    if len(downloads) + len(feeds) > most:
        raise SourceError(
            f"{PUBLISHER}: {len(downloads)} hämtningar den här månaden och kvoten är {most}; "
            "vänta till nästa månad eller läs en fil med --from"
        )


def _is_of(name: str, feed: Wanted) -> bool:
    """Whether a stored file is of a feed's product: each has its own calls."""
    stored = Wanted(name.removesuffix(".zip"))
    return stored.name == feed.name if feed.is_country or stored.is_country else True


def _within(client: Client, feed: Wanted) -> Client:
    """The client with the limits of a feed's product."""
    calls, seconds = int(feed.product["calls"]), float(feed.product["seconds"])
    client.limits = replace(client.limits, calls=calls, seconds=seconds)
    return client


def _explained(error: SourceError, feed: Wanted) -> SourceError:
    """An error with what the publisher's code means, and what to do where it is about key, quota or address."""
    text, status = str(error), getattr(error, "status", 0)
    if code := CODE.search(text):
        return _same_kind(error, f"{text} ({CODES[code[1]]}). {HELP}")
    if status in KEY_OR_QUOTA:
        return _same_kind(error, f"{text}. {HELP}")
    return _same_kind(error, f"{text}; {feed.entry}") if status in GONE else error


def _same_kind(error: SourceError, text: str) -> SourceError:
    match error:
        case RefusedError():
            return RefusedError(text, error.status)
        case UnreachableError():
            return UnreachableError(text, error.status)
        case _:
            return SourceError(text)


def _said(content: bytes, clean: Clean) -> str:
    """What an answer that is no zip says, in a few words."""
    text = " ".join(content[:4000].decode("utf-8", "replace").split())
    if code := CODE.search(text):
        return f"felet {code[1]}: {CODES[code[1]]}. {HELP}"
    if not text:
        return "ett tomt svar"
    if text.startswith("<"):
        return "en webbsida; se efter om adressen har ändrats"
    return f"texten '{excerpt(clean(_message(text)), 120)}'"


def _message(text: str) -> str:
    """The message of a JSON answer, else the text."""
    try:
        answer = json.loads(text)
    except ValueError:
        return text
    if isinstance(answer, dict):
        words = [
            str(answer[key])
            for key in ("errorMessage", "Message", "message", "error", "errorText", "detail")
            if answer.get(key)
        ]
        return words[0] if words else text
    return text

"""Asks Trafiklab for timetables: a zip an operator (GTFS Regional) or one of the whole country (GTFS Sverige 2).

The two products have different stop ids and are never mixed. A key belongs to one product and goes in the address,
which is stored and said without it. The lowest level (bronze) gives 50 calls a month and 10 a minute: what has been
downloaded this month is counted from the stored fetches. Source: trafiklab.se, pages GTFS Regional and GTFS Sverige 2.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from ingest.fetching.addresses import Clean, Declared
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
REGIONAL, COUNTRY = "https://opendata.samtrafiken.se", "https://api.resrobot.se"
DECLARED = Declared((REGIONAL, COUNTRY), URL_VARIABLE)
SWEDEN = "sweden"
CALLS_A_MONTH = 50
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
WORD = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Wanted:
    """A feed to ask for: an operator's abbreviation, or sweden."""

    name: str

    @property
    def file(self) -> str:
        """Its name in the raw store."""
        return f"{self.name}.zip"

    @property
    def is_country(self) -> bool:
        """Whether it is GTFS Sverige 2, which answers no HEAD."""
        return self.name == SWEDEN

    @property
    def url(self) -> str:
        """Its address, without key."""
        base = (os.environ.get(URL_VARIABLE, "").strip() or (COUNTRY if self.is_country else REGIONAL)).rstrip("/")
        return f"{base}/gtfs/{self.file}" if self.is_country else f"{base}/gtfs/{self.name}/{self.file}"


def wanted() -> list[Wanted]:
    """The feeds that MALKOLLEN_GTFS_OPERATORS names, else the registry's; SourceError where that makes no sense."""
    text = os.environ.get(OPERATORS_VARIABLE, "").strip() or ",".join(registry.load().home.timetable_operators)
    names = list(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))
    if not names or not all(WORD.fullmatch(name) for name in names):
        raise SourceError(
            f"{OPERATORS_VARIABLE}: '{excerpt(text)}' är inte förkortningar med komma mellan, till exempel sl,ul"
        )
    if SWEDEN in names and len(names) > 1:
        raise SourceError(f"{OPERATORS_VARIABLE}: {SWEDEN} är hela landet med egna hållplatskoder; ange den ensam")
    return [Wanted(name) for name in names]


def download(client: Client, feed: Wanted, key: str) -> Answer:
    """A whole feed; SourceError in one line where the answer is none."""
    try:
        answer = client.get(feed.url, {"key": key}, ASKED_FOR)
    except SourceError as error:
        raise _explained(error) from None
    require_zip(answer.content, client.address(feed.url), client.words)
    return answer


def unchanged(client: Client, feed: Wanted, key: str, earlier: Fetch) -> Answer | None:
    """The answer of an earlier fetch where a feed is still that one, by its mark or time; None where it is not known.

    GTFS Sverige 2 answers no HEAD and is never known to be the same.
    """
    known = earlier.manifest()["files"].get(feed.file, {})
    etag, last_modified = known.get("etag"), known.get("last_modified")
    if feed.is_country or not (etag or last_modified) or not earlier.has(feed.file):
        return None
    said = ask_head(client, feed, key)
    pairs = ((said.etag, etag), (said.last_modified, last_modified))
    if not next((new == old for new, old in pairs if new and old), False):
        return None
    moment = datetime.fromisoformat(known["fetched_at"])
    content = earlier.file(feed.file).read_bytes()
    return Answer(content, known["url"], known["status"], known["content_type"], moment, etag, last_modified)


def ask_head(client: Client, feed: Wanted, key: str) -> Answer:
    """What Trafiklab says of a regional feed, without the feed."""
    try:
        return client.head(feed.url, {"key": key}, ASKED_FOR)
    except SourceError as error:
        raise _explained(error) from None


def feed_info(client: Client) -> str:
    """The version line of GTFS Sverige 2, which needs no key; SourceError where it is no longer such a file."""
    base = (os.environ.get(URL_VARIABLE, "").strip() or COUNTRY).rstrip("/")
    text = client.get(f"{base}/samtrafiken/gtfs/feed_info.txt", headers=ASKED_FOR).content.decode(
        "utf-8-sig", "replace"
    )
    heading, _, rest = text.partition("\n")
    columns, cells = heading.strip().split(","), rest.strip().split(",")
    if "feed_publisher_name" not in columns or len(cells) < len(columns):
        raise SourceError(f"{PUBLISHER}: feed_info.txt för GTFS Sverige 2 ser inte ut som väntat: {text[:60]!r}")
    named = dict(zip(columns, cells, strict=False))
    return named.get("feed_version") or named.get("feed_end_date") or "utan version"


def require_zip(content: bytes, where: str, clean: Clean) -> None:
    """SourceError in one line unless the bytes are a whole zip: what they are instead, in Trafiklab's words."""
    if content[:2] != ZIP_MARK:
        raise SourceError(f"{PUBLISHER}: {where} gav ingen zip-fil utan {_said(content, clean)}")
    said = f"{PUBLISHER}: svaret från {where}"
    limits = Limits(archive.MOST_MEMBERS, archive.LARGEST_BYTES)
    with archives.opened(BytesIO(content), limits, said) as found:
        is_empty = not found.sizes
    if is_empty:
        raise SourceError(f"{PUBLISHER}: zip-filen från {where} är tom")


def refuse_beyond_quota(fetches: Sequence[Fetch], calls: int) -> None:
    """SourceError where so many more downloads would pass what a month gives.

    Args:
        fetches: every fetch that lies here; a feed that was taken over from an earlier fetch counts once.
        calls: downloads about to be made.
    """
    month = f"{datetime.now(UTC):%Y-%m}"
    made = {
        (name, file["fetched_at"])
        for fetch in fetches
        for name, file in fetch.manifest()["files"].items()
        if str(file.get("url", "")).startswith("http") and str(file.get("fetched_at", "")).startswith(month)
    }
    if len(made) + calls > CALLS_A_MONTH:
        raise SourceError(
            f"{PUBLISHER}: {len(made)} hämtningar den här månaden och kvoten är {CALLS_A_MONTH}; "
            "vänta till nästa månad eller läs en fil med --from"
        )


def _explained(error: SourceError) -> SourceError:
    """An error with what the publisher's code means, and what to do where it is about key or quota."""
    text = str(error)
    if code := CODE.search(text):
        return type(error)(f"{text} ({CODES[code[1]]}). {HELP}")
    is_about_key = any(sign in text for sign in ("(401", "(403", "svarade 429"))
    return type(error)(f"{text}. {HELP}") if is_about_key else error


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
        found = json.loads(text)
    except ValueError:
        return text
    if isinstance(found, dict):
        words = [str(found[key]) for key in ("Message", "message", "error", "errorText", "detail") if found.get(key)]
        return words[0] if words else text
    return text

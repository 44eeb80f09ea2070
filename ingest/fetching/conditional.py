"""Asks only for what has changed: an answer that lies here already is asked for on the condition that it is another.

Only fetches that were read without fault are held against, and of them only files that still are as they were stored:
what was refused or held back is asked for whole again. With --refetch everything is asked for whole.
A mark is the publisher's own text: one that a server cannot take, or takes for any edition, is not repeated to it.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from ingest.fetching.addresses import RefusedError
from ingest.fetching.download import LONGEST_MARK, UNCHANGED, Answer, Client
from ingest.fetching.raw import TOLD, Fetch, RawStore

MARKS = {"etag": re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"'), "last_modified": re.compile("[A-Za-z0-9:, +-]+")}
ODD_QUESTION = (400, 412, 431)
"""What a server answers to marks it cannot read, or that are too long for it."""


def get(
    client: Client,
    into: Fetch | None,
    url: str,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The whole answer to a GET: the one an earlier fetch has, where the publisher says that it is unchanged.

    Args:
        into: the fetch under way, whose source's earlier fetches are held against; None where nothing is stored.
    """
    stored = _stored(into, client.address(url, params)) if into else None
    if stored is None:
        return client.get(url, params, headers)
    marks = {"If-None-Match": stored.etag, "If-Modified-Since": stored.last_modified}
    try:
        answer = client.get(url, params, {**(headers or {}), **{name: mark for name, mark in marks.items() if mark}})
    except RefusedError as error:
        if error.status not in ODD_QUESTION:
            raise
        return client.get(url, params, headers)
    if answer.status != UNCHANGED:
        return answer
    return stored if _is_of(answer, stored) else client.get(url, params, headers)


def good_before(into: Fetch) -> list[Fetch]:
    """The source's fetches that were read without fault, newest first; none where everything is to be asked for."""
    if into.is_refetch:
        return []
    fetches = RawStore(into.data).readable(into.folder.parent.name)
    return [fetch for fetch in fetches if fetch.state == "good"]


def tell(into: Fetch, part: str, line: str) -> None:
    """Keeps with a fetch why a part of it is not the publisher's newest."""
    into.note(TOLD, {**into.manifest().get(TOLD, {}), part: line})


def has_before(into: Fetch, start: str) -> bool:
    """Whether a good fetch has files whose names begin so."""
    return any(name.startswith(start) for fetch in good_before(into) for name in fetch.manifest()["files"])


def take_over(into: Fetch, start: str) -> bool:
    """Keeps again the files whose names begin so from the newest good fetch that has them; False where none has."""
    into.forget(start)
    for earlier in good_before(into):
        if names := [name for name in earlier.manifest()["files"] if name.startswith(start)]:
            for name in names:
                into.keep_again(name, earlier)
            return True
    return False


def _stored(into: Fetch, address: str) -> Answer | None:
    """The newest whole answer of an address that has a mark of its edition; its time is when it was fetched."""
    for fetch in good_before(into):
        for name, entry in fetch.manifest()["files"].items():
            etag, last_modified = (_mark(kind, entry.get(kind)) for kind in MARKS)
            if entry.get("url") == address and (etag or last_modified) and fetch.has(name):
                content, moment = fetch.file(name).read_bytes(), datetime.fromisoformat(entry["fetched_at"])
                return Answer(content, address, entry["status"], entry["content_type"], moment, etag, last_modified)
    return None


def _mark(kind: str, text: object) -> str | None:
    """A stored mark, where it has the form of one."""
    is_one = isinstance(text, str) and len(text) <= LONGEST_MARK and MARKS[kind].fullmatch(text)
    return str(text) if is_one else None


def _is_of(unchanged: Answer, stored: Answer) -> bool:
    """Whether 'unchanged' is said of the edition that is stored, where the publisher says of which."""
    pairs = (_bare(unchanged.etag), _bare(stored.etag)), (unchanged.last_modified, stored.last_modified)
    return all(said is None or kept is None or said == kept for said, kept in pairs)


def _bare(tag: str | None) -> str | None:
    """A tag without W/: a weak and a strong one name the same edition here, as in If-None-Match."""
    return tag.removeprefix("W/") if tag else None

"""What a publisher answered, with its provenance; whether it came whole; who is shown it where answers are recorded."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

import requests


@dataclass(frozen=True)
class Answer:
    """A whole answer with its provenance.

    Attributes:
        url: with every key removed.
        replayed: the day (ISO) it was recorded, where a recording answers in the publisher's place; is_cut: and that
            it is only a part of what the publisher answered.
    """

    content: bytes
    url: str
    status: int
    content_type: str
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    replayed: str | None = None
    is_cut: bool = False


Keep = Callable[[requests.PreparedRequest, Answer, Mapping[str, str]], None]
RECORDER: ContextVar[Keep | None] = ContextVar("RECORDER", default=None)
"""Who is shown every question and its answer, refusals too and what their headers ask for, to record them."""
REPLAYED, CUT = "X-Malkollen-Replayed", "X-Malkollen-Cut"
"""Headers by which a recording says that it is one (ingest/recording/replay.py)."""
ASKING: ContextVar[str] = ContextVar("ASKING", default="")
ASKS = "X-Malkollen-Asks"
"""The source that asks, and the header by which a recording is told it: sources of one publisher ask the same, and each
gets the answer that it got. No publisher is sent it."""


@contextmanager
def asking(source: str) -> Iterator[None]:
    """What is asked within is asked by a source."""
    token = ASKING.set(source)
    try:
        yield
    finally:
        ASKING.reset(token)


def is_way_known(answer: requests.Response) -> bool:
    """Whether its Transfer-Encoding, if any, is one that is taken off; another would be stored as it is."""
    return answer.headers.get("Transfer-Encoding", "identity").strip().lower() in ("chunked", "identity")


def is_unpacked_whole(answer: requests.Response) -> bool:
    """Whether gzip or deflate has come to its own end, once all has been read; true where it was not packed so.

    The libraries below take what they got for the end.
    """
    decoder = getattr(answer.raw, "_decoder", None)
    decoders = getattr(decoder, "_decoders", [decoder])
    return all(getattr(getattr(each, "_obj", None), "eof", True) for each in decoders)

"""Files that have been made, kept by what they were made of; those asked for longest ago go when there is no room."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

MOST_BYTES = 64 << 20
WORTH_PACKING = 1_000
"""Bytes; a shorter file is not packed, nor is an image or Parquet, which are packed already."""
PACKED = ("image/png", "application/vnd.apache.parquet")


@dataclass(frozen=True)
class Made:
    """A file as it is sent. packed: the same by gzip; empty where it is not worth it. tag: tells it from others."""

    content: bytes
    packed: bytes
    kind: str
    tag: str

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes."""
        return len(self.content) + len(self.packed)


def prepared(content: bytes, kind: str) -> Made:
    """A file with all that is worked out of it once."""
    is_packed = kind in PACKED or len(content) < WORTH_PACKING
    packed = b"" if is_packed else gzip.compress(content, 6, mtime=0)
    return Made(content, packed, kind, hashlib.sha256(content).hexdigest()[:32])


class Store:
    """The files asked for last.

    Args:
        most: bytes that they may take together.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        """An empty store."""
        self._most, self._held = most, 0
        self._lock = Lock()
        self._by_key: OrderedDict[Hashable, Made] = OrderedDict()

    def known(self, key: Hashable) -> Made | None:
        """The file of a key, where it has been made."""
        with self._lock:
            if key in self._by_key:
                self._by_key.move_to_end(key)
            return self._by_key.get(key)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The file of a key, made if it is not here."""
        if file := self.known(key):
            return file
        file = make()
        with self._lock:
            self._held += file.size - (self._by_key[key].size if key in self._by_key else 0)
            self._by_key[key] = file
            while self._held > self._most and len(self._by_key) > 1:
                self._held -= self._by_key.popitem(last=False)[1].size
        return file

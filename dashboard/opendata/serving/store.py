"""Files that have been made, as they are kept and sent."""

import gzip
import hashlib
from dataclasses import dataclass

MOST_KEPT, MOST_BYTES = 10_000, 64 << 20
"""That are kept; those asked for longest ago go when there is no room."""
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

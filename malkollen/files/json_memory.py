"""How much memory JSON takes once it is read, told from its bytes: brackets alone become fifty times larger."""

OBJECT, ARRAY, VALUE = 232, 88, 60
"""Bytes that Python takes for each: an object with a name, a list with its place, a number or a short text."""
MOST_BYTES = 1_000_000_000
"""What a server of four gigabytes can spare; the largest real answers take less than half."""


def is_too_large(content: bytes) -> bool:
    """Whether JSON would take more memory than is to be had; nothing of it is read."""
    parts = OBJECT * content.count(b"{") + ARRAY * content.count(b"[") + VALUE * content.count(b",")
    return len(content) + parts > MOST_BYTES

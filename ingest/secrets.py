"""Keys never leave the process: every way a key may be written is taken out of addresses, messages and answers."""

import base64
import html
import json
from collections.abc import Sequence
from urllib.parse import quote, quote_plus, unquote, unquote_plus

REMOVED = "***"
SHORTEST_IN_BYTES = 6
"""A shorter key is not looked for in stored answers, where it would be found by chance."""


class Secrets:
    """The keys that must not be seen."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Takes the keys; empty ones are none."""
        self._keys = [key for key in keys if key]
        forms = {form for key in self._keys for form in _forms(key)}
        self._forms = sorted(forms, key=len, reverse=True)

    def removed(self, text: str) -> str:
        """A text without the keys; all of it is removed where a key is written in a way we did not foresee."""
        for form in self._forms:
            text = text.replace(form, REMOVED)
        return REMOVED if self._is_seen_in(text) else text

    def is_in(self, text: str) -> bool:
        """Whether a text holds one of the keys, however it is written."""
        return self.removed(text) != text

    def removed_from_bytes(self, content: bytes) -> bytes:
        """An answer without the keys, for a publisher that repeats them in it."""
        for form in self._forms:
            if len(form) >= SHORTEST_IN_BYTES:
                content = content.replace(form.encode("utf-8"), REMOVED.encode("ascii"))
        return content

    def _is_seen_in(self, text: str) -> bool:
        readings = [text.casefold()]
        for read in (unquote, unquote_plus, html.unescape):
            readings += [read(reading) for reading in list(readings)]
        return any(key.casefold() in reading.casefold() for key in self._keys for reading in readings)


def _forms(key: str) -> set[str]:
    """The key as it is, as addresses carry it (also escaped twice), and as JSON and HTML write it."""
    quoted = {quote(key, safe=""), quote(key), quote_plus(key), quote(key, safe="!#$%&'()*+,/:;=?@[]~")}
    quoted |= {quote(form, safe="") for form in quoted}
    written = {json.dumps(key)[1:-1], json.dumps(key, ensure_ascii=False)[1:-1], html.escape(key), repr(key)[1:-1]}
    packed = {base64.b64encode(key.encode("utf-8")).decode("ascii")}
    forms = {key, key.strip(), *quoted, *written, *packed}
    lower = {form.lower() for form in quoted if "%" in form} if key == key.lower() else set()
    return {form for form in forms | lower | {_lower_escapes(form) for form in quoted} if form}


def _lower_escapes(quoted: str) -> str:
    """%2F as %2f, and nothing else in small letters."""
    first, *rest = quoted.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])

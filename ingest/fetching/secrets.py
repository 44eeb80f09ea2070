"""Keys never leave the process: every way a key may be written is taken out of addresses, messages and answers.

What a publisher repeats may mix its ways of writing, letter by letter: as it is, percent, JSON and HTML escapes, with
a tag or a line's end in the middle, in base64, hex or UTF-16. Where more than a few letters in a row are left of a key
after all that, a publisher's words are not shown at all.
"""

import base64
import html
import re
from collections.abc import Sequence
from html.entities import html5
from urllib.parse import unquote, unquote_plus

REMOVED = "***"
HIDDEN = "[visas inte: en del av nyckeln står där]"
MOST_WORDS = 2000
"""Letters of a publisher's words that are looked at; far fewer are shown."""
SHORTEST_IN_BYTES = 6
"""A shorter key is not looked for in stored answers, where it would be found by chance."""
SHORTEST_DIGITS = 12
"""Nor is a shorter one of digits alone: figures and ids have as many."""
PIECE = 6
"""So many letters of a key in a row are a part of it, and not there by chance."""
SHORTEST_BROKEN_IN_BYTES = 12
"""A shorter key is not looked for with spaces and tags in it in stored answers, for the same reason."""
BASE64 = "[A-Za-z0-9+/=_-]{0,4}"
NULL = r"(?:\x00|\\++u0000){0,3}"
BETWEEN = (
    r"(?:[\x00-\x20\x7f]|\\++[nrt]|\\++u00[01][0-9A-Fa-f]|%(?:25)*[012][0-9A-Fa-f]|=\r?\n|&nbsp;|&\#1[03];|<[^<>]{0,99}>"
    r"|\\++u003[Cc](?:(?!\\{1,9}+u003[CcEe]).){0,99}\\++u003[Ee]|&lt;(?:(?!&[lg]t;).){0,99}&gt;){0,9}"
)
"""What may stand between two letters of a key that is broken: spaces, line ends, tags, and these escaped."""
ESCAPED = re.compile(r"(?<!\\)\\++(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
STROKES = r"(?<!\\)\\++"
"""A run of backslashes, taken whole and from its beginning: an answer of nothing else is read once."""
TAG = re.compile(r"<[^<>]{0,999}>")
NAMED: dict[str, list[str]] = {}
for _name, _letter in html5.items():
    NAMED.setdefault(_letter, []).append(_name.removesuffix(";"))


def is_told_from_figures(key: str) -> bool:
    """Whether a key is long enough to be looked for in stored answers."""
    return len(key.strip()) >= (SHORTEST_DIGITS if key.strip().isdecimal() else SHORTEST_IN_BYTES)


class Secrets:
    """The keys that must not be seen."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Takes the keys; empty ones are none."""
        self._keys = [key for key in keys if key.strip()]
        self._texts = [re.compile(written) for key in self._keys for written in _written(key, PIECE)]
        long = [key for key in self._keys if is_told_from_figures(key)]
        written = [written for key in long for written in _written(key, SHORTEST_BROKEN_IN_BYTES)]
        self._bytes = [re.compile(each.encode("utf-8")) for each in written]
        self._wides = [key.strip().encode(code) for key in long for code in ("utf-16-le", "utf-16-be")]
        self._pieces = {piece for key in self._keys for piece in _pieces(key)}

    def removed(self, text: str) -> str:
        """A text without the keys; all of it is removed where a key is written in a way we did not foresee."""
        for written in self._texts:
            text = written.sub(REMOVED, text)
        return REMOVED if self._is_seen_in(text) else text

    def words(self, text: str) -> str:
        """What a publisher says, without the keys; none of it where a part of a key is left."""
        text = self.removed(text[:MOST_WORDS])
        return HIDDEN if self._pieces and any(_has(reading, self._pieces) for reading in _readings(text)) else text

    def is_in(self, text: str) -> bool:
        """Whether a text holds one of the keys, however it is written."""
        return self.removed(text) != text

    def removed_from_bytes(self, content: bytes) -> bytes:
        """An answer without the keys, for a publisher that repeats them in it."""
        for written in self._bytes:
            content = written.sub(REMOVED.encode("ascii"), content)
        for wide in self._wides:
            content = content.replace(wide, REMOVED.encode("ascii"))
        return content

    def _is_seen_in(self, text: str) -> bool:
        if not self._keys:
            return False
        readings = [reading.casefold() for reading in _readings(text)]
        bare = [_bare(key) for key in self._keys]
        return any(key.casefold() in reading for key in self._keys for reading in readings) or any(
            len(key) >= PIECE and key in _bare(reading) for key in bare for reading in readings
        )


def _written(key: str, shortest_broken: int) -> list[str]:
    """Patterns of a key, however its letters are written; each begins with one of few letters, and is found quickly."""
    key = key.strip()
    between = BETWEEN if len(key) >= shortest_broken else NULL
    strokes = r"\\{1,64}" if "\\" in key else STROKES
    letters = between.join(f"(?:{'|'.join(_ways(letter, strokes))})" for letter in key)
    raw = key.encode("utf-8")
    hexes = r"[\s:]?".join(_any_case(f"{byte:02x}") for byte in raw)
    return [letters, hexes, *(re.escape(packed) + BASE64 for packed in _packed(raw))]


def _ways(letter: str, strokes: str) -> list[str]:
    """Patterns of one letter: in either case, and as addresses, JSON (PHP's and others') and HTML write it."""
    patterns = []
    for each in dict.fromkeys([letter, letter.lower(), letter.upper()]):
        pairs = each.encode("utf-16-be").hex()
        unicode = "".join(rf"{strokes}u{_any_case(pairs[at : at + 4])}" for at in range(0, len(pairs), 4))
        percent = "".join(f"%(?:25)*{_any_case(f'{byte:02x}')}" for byte in each.encode("utf-8"))
        short = rf"|{strokes}x{_any_case(f'{ord(each):02x}')}" if len(each) == 1 and ord(each) < 256 else ""
        patterns += [re.escape(each), rf"{strokes}{re.escape(each)}", unicode + short, percent]
        if len(each) == 1:
            names = "|".join([f"#0*{ord(each)}", f"#[xX]0*{_any_case(f'{ord(each):x}')}", *NAMED.get(each, [])])
            patterns.append(f"&(?:amp;)*(?:{names})(?:;|(?![0-9A-Za-z]))")
    return [*patterns, *([r"\+"] if letter == " " else [])]


def _any_case(digits: str) -> str:
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in digits)


def _packed(raw: bytes) -> list[str]:
    """What base64 makes of some bytes wherever they begin in what is packed, but for the letters they share."""
    pieces = []
    for before, shared in ((0, 0), (1, 2), (2, 3)):
        text = base64.b64encode(bytes(before) + raw).decode("ascii").rstrip("=")
        whole = text[shared : (before + len(raw)) * 4 // 3]
        if len(whole) >= SHORTEST_IN_BYTES:
            pieces += [whole, whole.replace("+", "-").replace("/", "_")]
    return list(dict.fromkeys(pieces))


def _readings(text: str) -> list[str]:
    """A text as it may be read: as it is, and with its escapes taken off, up to twice."""
    readings = [text]
    for _ in range(2):
        for read in (unquote, unquote_plus, html.unescape, _unescaped):
            readings += [read(each) for each in list(readings[:16])]
        readings = list(dict.fromkeys(readings))
    return readings


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)


def _bare(text: str) -> str:
    """Only the letters and digits of a text, small; no tags."""
    return "".join(filter(str.isalnum, TAG.sub("", text).casefold()))


def _together(text: str) -> str:
    """A text without spaces, line ends, tags and backslashes, small."""
    return "".join(TAG.sub("", text).casefold().replace("\\", "").split())


def _pieces(key: str) -> set[str]:
    """Every part of a key that is long enough to be known, also as base64 and hex write it."""
    raw = key.strip().encode("utf-8")
    ways = [(_bare(key), PIECE), (_together(key), PIECE), (raw.hex(), 2 * PIECE)]
    ways += [(_bare(packed), 8) for packed in _packed(raw)]
    return {text[at : at + size] for text, size in ways for at in range(len(text) - size + 1)}


def _has(reading: str, pieces: set[str]) -> bool:
    for bare in (_bare(reading), _together(reading), "".join(filter(str.isalnum, reading.casefold()))):
        if any(piece in bare for piece in pieces):
            return True
    return False

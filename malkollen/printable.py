"""What somebody else wrote, as a line, a terminal or a page can hold it: nothing in it acts, hides or floods."""

import logging
import re
import traceback
import unicodedata

LONGEST = 40
"""Letters of what a message quotes out of a file, an answer or an address: enough to find it by."""


_MAYBE_UNSEEN = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-\u02ff]")


def printable(text: str, keep: str = "") -> str:
    r"""A text where what cannot be seen is written out: ESC as "\x1b", a line's end as "\n".

    Letters, signs and spaces of any language, the no-break space among them, stay as they are.

    Args:
        keep: what stays all the same, such as line ends where the text is of several lines.
    """
    if text.isprintable() or text.replace("\u00a0", " ").isprintable():  # nearly all, without a look at each letter
        return text
    return "".join(_seen(letter, keep) for letter in text)


def _seen(letter: str, keep: str) -> str:
    if letter.isprintable() or letter in keep or unicodedata.category(letter) == "Zs":
        return letter
    return letter.encode("unicode_escape").decode("ascii")


def excerpt(said: object, longest: int = LONGEST) -> str:
    """What a message quotes, such as a cell, a header or a name: one printable line, with "…" where it is cut."""
    text = said if isinstance(said, str) else str(said)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return printable(text)


def in_json(text: str) -> str:
    r"""JSON that says the same and holds nothing unseen but its own line ends: what cannot be seen as "\u001b"."""
    return _MAYBE_UNSEEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    letter = found[0]
    if _seen(letter, "\n") == letter:
        return letter
    pairs = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{pairs[place : place + 4]}" for place in range(0, len(pairs), 4))


class PrintableRecord(logging.LogRecord):
    """A line of a log, in which an address or a file's letters stand as text: `logging.setLogRecordFactory`."""

    def __init__(self, *args: object, **more: object) -> None:
        """Takes what logging gives; what is filled in, and the trace, are made printable at once."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        if isinstance(self.args, tuple):
            self.args = tuple(printable(part) if isinstance(part, str) else part for part in self.args)
        if self.exc_info and self.exc_info[0]:
            self.exc_text = printable("".join(traceback.format_exception(*self.exc_info)).rstrip("\n"), keep="\n")

    def getMessage(self) -> str:  # noqa: N802 - logging's name
        """The line, filled in."""
        return printable(super().getMessage(), keep="\n\t")

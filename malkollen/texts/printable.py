"""What somebody else wrote, as a line, a terminal or a page can hold it: nothing in it acts, hides or floods."""

import logging
import re
import traceback
import unicodedata

LONGEST = 40
"""Letters of what a message quotes out of a file, an answer or an address: enough to find it by."""


LONGEST_LINE = 500
"""Letters of a line in a log."""
MOST_LINES = 100
"""Lines of a trace in a log, the last ones: they say what failed, and where."""

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


def cut_at_word(said: str, longest: int) -> str:
    """A sentence where only its beginning has room: printable, cut between two words, with "…"."""
    if len(said) <= longest:
        return printable(said)
    whole, _, _ = said[: longest - 1].rpartition(" ")
    return f"{printable(whole.rstrip(' ,;:.–-'))} …" if whole.strip() else excerpt(said, longest)


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
        """Takes what logging gives; what is filled in is made printable at once."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        if isinstance(self.args, tuple):
            self.args = tuple(printable(_cut(part)) if isinstance(part, str) else part for part in self.args)

    def getMessage(self) -> str:  # noqa: N802 - logging's name
        """The line, filled in; whoever writes it then finds the trace made printable."""
        if self.exc_info and self.exc_info[0] and not self.exc_text:  # not before: what is left out costs nothing
            lines = "".join(traceback.format_exception(*self.exc_info)).rstrip("\n").split("\n")
            self.exc_text = printable("\n".join(_cut(line) for line in lines[-MOST_LINES:]), keep="\n")
        return printable(_cut(super().getMessage()), keep="\n\t")


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"

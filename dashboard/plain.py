"""Text as text: whatever was typed, named or answered stands as its own letters in markdown, HTML and charts.

Streamlit reads its labels, headings and messages as markdown, plotly its texts as a little HTML. Nothing from a file,
an address, a publisher or a fault goes there but through these; tests/test_markdown.py finds what does not.
"""

import re
from html import escape

from malkollen.texts.printable import printable

NOTICE = 80
"""Letters of an address that a notice repeats."""
_IN_NO_NAME = re.compile(r"[^\w. –-]+")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_AS_IT_IS = (
    (re.compile(r"""([\\`*_\[\]<>#|~$:&!])"""), r"\\\1"),
    (re.compile(r"(?<=\\:material)/"), r"\/"),  # Streamlit looks for its icons before it reads the rest
    (re.compile(r"^(\d+)([.)])"), r"\1\\\2"),
    # A joiner without width keeps apart what is made something of however its signs are escaped; the frame's script
    # takes it away once the text is shown, so that it is in no address that is copied:
    (re.compile(r"https?\\:(?=//)|\bwww(?=\.)|@(?=[-\w])", re.IGNORECASE), "\\g<0>\u2060"),  # addresses,
    (re.compile(r"\\:streamlit(?=\\:)"), "\\g<0>\u2060"),  # Streamlit's mark,
    (re.compile(r"(?<!\S)(?=(?:\\<-|-\\>|\\<-\\>|--|\\>=|\\<=|\\~=)(?!\S))"), "\u2060"),  # and arrows.
    (re.compile(r"^[-+=]"), r"\\\g<0>"),
)
"""What Streamlit's markdown makes something of, in the order it is taken from it."""


def markdown(text: str) -> str:
    """A text as Streamlit's markdown that shows exactly it, on one line: no heading, link, image, icon or formula."""
    line = printable(_SPACES.sub(" ", text).strip(" "))
    for sign, kept in _AS_IT_IS:
        line = sign.sub(kept, line)
    return line


def html(text: str) -> str:
    """A text within our own HTML, in an element or a quoted attribute."""
    return escape(printable(text, keep="\n\t"))


def file_name(text: str) -> str:
    """A name for a file to download: letters, digits, spaces, full stops and dashes, whatever the name is made of."""
    return _IN_NO_NAME.sub("_", text).strip(" ").lstrip(".") or "malkollen"


def chart(text: str) -> str:
    """A text within plotly's, in a hover's pattern too: plotly takes tags, entities and %{…} for what they say."""
    return escape(printable(text), quote=False).replace("%{", "%&#123;")

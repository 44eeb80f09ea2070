"""What a reader sees of a text that is escaped for Streamlit's markdown."""

import re

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def as_shown(text: object) -> str:
    """The letters themselves, without what keeps them from being read as signs."""
    return _ESCAPED.sub(r"\1", str(text)).replace("\u2060", "")

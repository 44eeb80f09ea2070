"""The handbook's chapters as markdown: they are a paper of ours, with the names of whose dashboard it is."""

import re

from dashboard.content.handbook.chapters import Chapter, in_words_of
from malkollen.registry.home import Home

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()]*)\)")


def markdown(home: Home, chapter: Chapter, *, is_whole: bool) -> str:
    """A chapter's text.

    Args:
        is_whole: whether the other chapters stand on the same page: only then their links lead anywhere. Links to other
            papers lead nowhere on a screen.
    """
    text = in_words_of(chapter.text, home)
    return _LINK.sub(lambda found: found[0] if is_whole and found[2].startswith("#") else found[1], text)

"""The handbook's chapters as markdown: they are a paper of ours, nothing of anybody else's stands in them."""

import re

from dashboard.content.handbook.chapters import Chapter

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()]*)\)")


def markdown(chapter: Chapter, *, is_whole: bool) -> str:
    """A chapter's text.

    Args:
        is_whole: whether the other chapters stand on the same page: only then their links lead anywhere. Links to other
            papers lead nowhere on a screen.
    """
    return _LINK.sub(lambda found: found[0] if is_whole and found[2].startswith("#") else found[1], chapter.text)

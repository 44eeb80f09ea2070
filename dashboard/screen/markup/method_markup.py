"""Semantic HTML for worked examples: numbered steps with their sums."""

from collections.abc import Iterable

from dashboard.content.method.worked import Step
from dashboard.plain import html as escape


def steps(found: Iterable[Step]) -> str:
    """What to do, in order, each with its sums on lines of their own."""
    return f'<ol class="mk-list mk-steps">{"".join(map(_step, found))}</ol>'


def _step(found: Step) -> str:
    sums = "".join(f'<p class="mk-arithmetic">{escape(text)}</p>' for text in found.sums)
    return f"<li>{escape(found.words)}{sums}</li>"

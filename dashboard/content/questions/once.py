"""A thing is said once in a reply: a paragraph that stands in an answer above is left out of those below it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from dashboard.blocks.blocks import Answer
from dashboard.blocks.page import PageBlock, PageSection

FIRST = ". "
"""What ends the first sentence of an answer, which stays though all of it has been said of something else."""


def told(shown: Sequence[PageSection]) -> list[PageSection]:
    """Sections without the paragraphs that an answer above has, and of an answer that it has the first sentence.

    Each answer of several has a place of its own to be led to.
    """
    said, answers = set[str](), [part for part in shown if part.anchor]
    once = (replace(part, blocks=[*_blocks(part.blocks, said)]) for part in shown)
    if len(answers) < 2:
        return [*once]
    number = count(1)
    return [replace(part, anchor=f"{part.anchor}-{next(number)}" if part.anchor else "") for part in once]


def _blocks(blocks: Sequence[PageBlock], said: set[str]) -> Iterator[PageBlock]:
    for one in blocks:
        if isinstance(one, Answer):
            first, end, _ = one.text.partition(FIRST)
            text = f"{first}{end}".strip() if one.text in said else one.text
            new = [line for line in dict.fromkeys((one.hedge, *one.beside)) if line not in said]
            said.update((one.text, *new))
            yield replace(one, text=text, hedge=one.hedge if one.hedge in new else "",
                beside=tuple(line for line in new if line != one.hedge))  # fmt: skip
        else:
            yield one

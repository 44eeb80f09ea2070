"""A thing is said once in a reply: what an answer says is left out beside the others, and of the answers below it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import PageBlock, PageSection
from malkollen.registry.home import capital
from malkollen.texts.swedish import first_sentence

SAME_REASON = "Skälet är detsamma som ovan."
"""Of an answer in a word whose reason stands above."""


def told(shown: Sequence[PageSection]) -> list[PageSection]:
    """Sections without the paragraphs that another answer has, and of an answer that stands above the first sentence.

    Each answer of several has a place of its own to be led to.
    """
    answers = [part for part in shown if part.anchor]
    texts = {one.text for part in answers for one in part.blocks if isinstance(one, Answer)}
    said = set[str]()
    once = (replace(part, blocks=[*_blocks(part.blocks, said, texts)]) for part in shown)
    if len(answers) < 2:
        return [*once]
    number = count(1)
    return [replace(part, anchor=f"{part.anchor}-{next(number)}" if part.anchor else "") for part in once]


def unsaid(shown: Sequence[PageSection], lines: Sequence[str]) -> list[PageSection]:
    """Lines that no answer has said, below the answers; nothing where there is none."""
    said = " ".join(one.text for part in shown for one in part.blocks if isinstance(one, Answer))
    return [PageSection("", [Text(line, "caption")]) for line in lines if said and line not in said]


def new(asked: str, own: Sequence[PageSection], shown: Sequence[PageSection]) -> list[PageSection]:
    """What the answer to a part of a question says beside what stands above; nothing where that is nothing.

    asked: the part, in the reader's words.
    """
    said = {line for one in cards(shown) for line in (one.text, f"{one.word}.", one.hedge, *one.beside)}
    lines = [line for one in cards(own) for line in one.beside if line not in said]
    if not lines:
        return []
    answer = Answer(f"{capital(asked)}?", "", lines[0], beside=tuple(lines[1:]))
    return [PageSection("", [answer, *own[-1].blocks[1:]], anchor="svar")]


def cards(shown: Sequence[PageSection]) -> list[Answer]:
    """The answers of some sections."""
    return [block for part in shown for block in part.blocks if isinstance(block, Answer)]


def _blocks(blocks: Sequence[PageBlock], said: set[str], texts: Collection[str]) -> Iterator[PageBlock]:
    for one in blocks:
        if isinstance(one, Answer):
            new = [line for line in dict.fromkeys((one.hedge, *one.beside)) if line not in said | {*texts}]
            text = _short(one) if one.text in said else one.text
            said.update((one.text, *new))
            yield replace(one, text=text, hedge=one.hedge if one.hedge in new else "",
                beside=tuple(line for line in new if line != one.hedge))  # fmt: skip
        else:
            yield one


def _short(one: Answer) -> str:
    """An answer that stands above: its first sentence; where that is its word alone, that it has the same reason."""
    first, rest = first_sentence(one.text)
    return f"{first} {SAME_REASON}" if rest and one.word and first == f"{one.word}." else first

"""A page's sections with each fact in its place: whole where it first stands, as a reader comes to it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.once import unsaid
from dashboard.blocks.page import Beside, Chart, Entry, Fold, PageBlock, PageSection
from dashboard.blocks.pieces import Note


def placed(sections: Iterable[PageSection], said: set[str]) -> list[PageSection]:
    """The sections without what stands above it. said: the keys that the page has said before them, and then theirs.

    A closed fold may be opened alone, so what lies in it stays whole, once in the fold.
    """
    return [replace(section, blocks=list(_blocks(section.blocks, said))) for section in sections]


def _blocks(blocks: Iterable[PageBlock], said: set[str]) -> Iterator[PageBlock]:
    for block in blocks:
        match block:
            case Text() | Note() if block.told:
                if text := unsaid(block.told, said):
                    yield replace(block, text=text)
            case Chart() if block.told:
                yield replace(block, caption=unsaid(block.told, said))
            case Answer():
                said.update(block.says)
                yield block
            case Entry():
                yield replace(block, blocks=list(_blocks(block.blocks, said)))
            case Beside():
                yield replace(block, columns=[placed(column, said) for column in block.columns])
            case Fold():
                read = said if block.is_narrow else set[str]()
                yield replace(block, blocks=list(_blocks(block.blocks, read)))
            case _:
                yield block

"""What a document says in words, piece by piece, and the tables behind its blocks: the same for every reader of it."""

from collections.abc import Iterator
from functools import singledispatch
from typing import NamedTuple

from dashboard.content.table import Table
from dashboard.documents.document import (
    Answers,
    Bars,
    Block,
    Bullets,
    Document,
    Map,
    Pairs,
    Series,
    Spread,
    Tabular,
    Text,
    ToWrite,
    Word,
)


class Said(NamedTuple):
    """A piece of text: the heading it stands under, what it is, the words."""

    heading: str
    what: str
    text: str


STYLES = {
    "body": "Text",
    "lead": "Ingress",
    "takeaway": "Budskap",
    "caption": "Anmärkning",
    "arithmetic": "Uträkning",
    "quote": "Citat",
}


def tables(document: Document) -> list[tuple[str, Table]]:
    """Every table as its files have it, with the heading it stands under; the same table once."""
    found: list[tuple[str, Table]] = []
    for section in document.sections:
        for block in section.blocks:
            table = table_of(block)
            if table and table.columns and all(table.file != other for _, other in found):
                found.append((section.heading, table.file))
    return found


def table_of(block: Block) -> Table | None:
    """The numbers of a table, a chart or a map."""
    if isinstance(block, Tabular | Bars | Map):
        return block.table
    return block.content.table if isinstance(block, Series | Spread) else None


def texts(document: Document) -> Iterator[Said]:
    """All that the document says beside its tables, in its order."""
    for section in document.sections:
        if section.message:
            yield Said(section.heading, "Budskap", section.message)
        for block in section.blocks:
            yield from (Said(section.heading, what, text) for what, text in _said(block) if text)
        yield from (Said(section.heading, "Talarstöd", note) for note in section.notes)


@singledispatch
def _said(block: Block) -> list[tuple[str, str]]:
    """A block's words, each with what it is."""
    raise TypeError(type(block).__name__)


@_said.register
def _(block: Text) -> list[tuple[str, str]]:
    return [(STYLES[block.style], block.text)]


@_said.register
def _(block: Bullets) -> list[tuple[str, str]]:
    return [("Punkt", line) for line in block.lines]


@_said.register
def _(block: Pairs) -> list[tuple[str, str]]:
    return list(block.pairs)


@_said.register
def _(block: Word) -> list[tuple[str, str]]:
    return [(block.label or "Bedömning", block.word), ("Text", block.detail)]


@_said.register
def _(block: Answers) -> list[tuple[str, str]]:
    return [pair for answer in block.answers for pair in ((answer.question, answer.word), ("Därför", answer.reason))]


@_said.register
def _(block: Tabular) -> list[tuple[str, str]]:
    return [("Tabell", block.table.title)]


@_said.register
def _(block: Series) -> list[tuple[str, str]]:
    return [("Diagram", block.content.table.title), ("Budskap", block.content.text), ("Bildtext", block.alt)]


@_said.register
def _(block: Spread) -> list[tuple[str, str]]:
    return [("Diagram", block.content.table.title), ("Budskap", block.content.text), ("Bildtext", block.alt)]


@_said.register
def _(block: Bars) -> list[tuple[str, str]]:
    return [("Diagram", block.table.title), ("Bildtext", block.alt)]


@_said.register
def _(block: Map) -> list[tuple[str, str]]:
    return [("Karta", block.title), ("Bildtext", block.alt)]


@_said.register
def _(block: ToWrite) -> list[tuple[str, str]]:
    return [("Att skriva", block.prompt)]

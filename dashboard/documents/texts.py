"""What a document says in words, piece by piece, and the tables behind its blocks: the same for every reader of it."""

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from dashboard.blocks import blocks
from dashboard.blocks.drawing import Bars, Map, SeriesContent, SpreadContent
from dashboard.blocks.table import Table
from dashboard.documents.document import Document
from malkollen.texts.swedish import inside


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

OVER_YEARS, EACH, BESIDE, JUDGED = "över åren", "kommun för kommun", "bredvid andra", "så ligger det till"
FIGURES, ROWS, WHOSE = "i siffror", "mått för mått", "källorna"
TARGETS, MADE = "målvärden", "så är värdet framtaget"
"""What pieces of a section show, after its heading and a colon."""
SHORTEST = 40
"""Letters of a sentence up to which it says by itself what stands below it."""

ONCE = frozenset({"Budskap", "Talarstöd"})
"""What is left out where its section has just said it."""


def tables(document: Document) -> list[tuple[str, Table]]:
    """Every table as its files have it, with the heading it stands under; the same table once."""
    collected: list[tuple[str, Table]] = []
    for section in document.sections:
        for block in section.blocks:
            table = table_of(block)
            if table and table.columns and all(table.file != other for _, other in collected):
                collected.append((section.heading, table.file))
    return collected


def table_of(block: blocks.Block) -> Table | None:
    """The numbers of a table, a chart, a map or rows with a series each."""
    return block.table if isinstance(block, blocks.Tabular | blocks.Figure | blocks.Multiples) else None


def answers(document: Document) -> Iterator[tuple[str, blocks.Answer]]:
    """Every answer with its question, in the document's order, each once; a slide's question stands above its title."""
    seen = set()
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, blocks.Answer) and block.text not in seen:
                seen.add(block.text)
                is_titled = section.message and section.message != block.text
                yield block.question or (section.message if is_titled else section.heading), block


def texts(document: Document) -> Iterator[Said]:
    """All that the document says beside its tables, in its order; a message and a speaker's note only where new."""
    for section in document.sections:
        pieces = [("Budskap", section.message)] if section.message else []
        pieces += [piece for block in section.blocks for piece in _said(block)]
        pieces += [("Talarstöd", note) for note in section.notes]
        told: set[str] = set()
        for what, text in pieces:
            if text and not (what in ONCE and text in told):
                yield Said(section.heading, what, text)
            told.add(text)


def _said(block: blocks.Block) -> list[tuple[str, str]]:  # noqa: C901 - one branch a block
    """A block's words, each with what it is."""
    match block:
        case blocks.Text():
            return [(STYLES[block.style], block.text)]
        case blocks.Answer():
            return [(STYLES[one.style], one.text) for one in block.as_texts()]
        case blocks.Bullets():
            return [("Punkt", line) for line in block.lines]
        case blocks.Pairs():
            return list(block.pairs)
        case blocks.Word():
            return [(block.label or "Bedömning", block.word), ("Text", block.detail)]
        case blocks.Answers():
            return [pair for one in block.answers for pair in ((one.question, one.word), ("Därför", one.reason))]
        case blocks.Multiples() | blocks.Tabular():
            return [("Tabell", block.table.title)]
        case blocks.Figure():
            kind = "Karta" if isinstance(block.drawing, Map) else "Diagram"
            return [(kind, block.title), ("Budskap", block.text), ("Bildtext", block.alt)]
        case blocks.ToWrite():
            return [("Att skriva", block.prompt)]
        case blocks.Scan():
            return [(block.text, block.address)]
        case _:
            assert_never(block)


def topic(block: blocks.Block) -> str:
    """What a block shows in few words, after its section's heading; empty of words that stand for themselves."""
    match block:
        case blocks.Text():
            is_short = block.style == "takeaway" and len(block.text) <= SHORTEST
            return inside(block.about or (block.text if is_short else ""))
        case blocks.Figure():
            return _drawn(block)
        case blocks.Tabular():
            return inside(block.table.title.partition(",")[0])
        case blocks.Answers():
            return JUDGED
        case blocks.Pairs():
            return FIGURES
        case blocks.Multiples():
            return ROWS
        case blocks.Answer() | blocks.Bullets() | blocks.Scan() | blocks.ToWrite() | blocks.Word():
            return ""
        case _:
            assert_never(block)


def _drawn(figure: blocks.Figure) -> str:
    match figure.drawing:
        case SeriesContent():
            return OVER_YEARS
        case Bars():
            return BESIDE
        case SpreadContent() | Map():
            return EACH
        case _:
            assert_never(figure.drawing)

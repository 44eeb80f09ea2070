"""A whole document without format: what it says, built once, before any writer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from dashboard.blocks.blocks import Block, Figure, Scan, Section, Tabular, Text

SOURCES, SAME_NUMBERS = "Källor", "Samma siffror i Målkollen: "
"""The heading over a document's sources, and what stands before the address of the same numbers."""
SOURCE = "Källa: "
"""What a line of sources begins with where no heading has said it."""

SOURCED = "kallor"
"""The key of a section that names the sources of the whole document."""


@dataclass(frozen=True)
class Document:
    """A whole document.

    Attributes:
        name: the file name without ending, telling what is in it.
        kind: page is one A4 and no more, report has contents where it is long, slides are for a room.
        message: the one sentence of the document; empty where people write it.
        sources: every source used, as it must be named; version: the fixed version, or the figures' day.
        running: what stands above every page beside the title, short: the fixed version, or the day.
        basis: data version, method and check sum, for whoever checks it; empty where there are none.
        address: where the same numbers stand on the screen; empty where the operator has named no address.
        is_sourced: whether one of its sections, by the key `SOURCED`, names the sources, which then have no end of
            their own.
        author: who stands behind it. is_tight: whether smaller type is better than one page more.
    """

    title: str
    name: str
    kind: Literal["page", "report", "slides"]
    sections: Sequence[Section]
    message: str = ""
    subtitle: str = ""
    sources: tuple[str, ...] = ()
    version: str = ""
    running: str = ""
    made_at: datetime = field(default_factory=lambda: datetime.now().astimezone())
    address: str = ""
    author: str = ""
    is_tight: bool = False
    basis: str = ""
    is_sourced: bool = False

    @property
    def running_first(self) -> str:
        """What stands above the first page: nothing where its own opening has just said it."""
        return "" if self.running in self.subtitle else self.running

    @property
    def is_one_sheet(self) -> bool:
        """Whether it is one sheet and nothing else, so that its title is the sheet's heading."""
        return [section.is_sheet for section in self.sections] == [True]

    @property
    def is_of_sheets(self) -> bool:
        """Whether it is sheets, each of which names its sources by itself."""
        return self.kind == "report" and self.is_tight

    @property
    def has_scan(self) -> bool:
        """Whether one of its sections is the address of the same numbers."""
        return any(isinstance(block, Scan) for section in self.sections for block in section.blocks)

    @property
    def named_last(self) -> tuple[str, ...]:
        """The sources under the heading after all else, which says what they are; none where others have named them."""
        return () if self.is_of_sheets or self.is_sourced else tuple(line.removeprefix(SOURCE) for line in self.sources)

    @property
    def is_begun_by_sheet(self) -> bool:
        """Whether its first sheet shares its title's page, where contents then have no room."""
        first = next((section for section in self.sections if section.is_sheet), None)
        return self.is_of_sheets and first is not None and not first.starts_page


def sourced_once(document: Document) -> Document:
    """The same for a page, where the next line would say a source again.

    A section's figures and tables that share a source have it under the last of them, or in the text that says how the
    figure is cited; what comes after the section that names every source says none.
    """
    sections, is_named = list[Section](), False
    for section in document.sections:
        blocks = list(section.blocks)
        kept = [_unsourced(one) if is_named or _is_said(one, blocks[place + 1 :]) else one
            for place, one in enumerate(blocks)]  # fmt: skip
        sections.append(replace(section, blocks=kept))
        is_named = is_named or section.key == SOURCED
    return replace(document, sections=sections)


def _unsourced(block: Block) -> Block:
    match block:
        case Figure():
            return replace(block, table=replace(block.table, source=""))
        case Tabular():
            return replace(block, table=replace(block.table, source=""))
        case _:
            return block


def _is_said(block: Block, after: Sequence[Block]) -> bool:
    """Whether one of the blocks after it says its source."""
    source = _source(block)
    return bool(source) and any(source in (one.text if isinstance(one, Text) else _source(one)) for one in after)


def _source(block: Block) -> str:
    return block.table.source if isinstance(block, Figure | Tabular) else ""

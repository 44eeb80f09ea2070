"""A whole document without format: what it says, built once, before any writer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from dashboard.blocks.blocks import Section

SOURCES, SAME_NUMBERS = "Källor", "Samma siffror i Målkollen: "
"""The heading over a document's sources, and what stands before the address of the same numbers."""


@dataclass(frozen=True)
class Document:
    """A whole document.

    Attributes:
        name: the file name without ending, telling what is in it.
        kind: page is one A4 and no more, report has contents where it is long, slides are for a room.
        message: the one sentence of the document; empty where people write it.
        sources: every source used, as it must be named; version: data version, edition and day, as one line.
        address: where the same numbers stand on the screen; empty where the operator has named no address.
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
    made_at: datetime = field(default_factory=lambda: datetime.now().astimezone())
    address: str = ""
    author: str = ""
    is_tight: bool = False

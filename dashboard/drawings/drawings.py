"""Charts and maps of documents: the blocks' own numbers as vectors, drawn at the size they are printed."""

from dataclasses import dataclass

from dashboard.documents.document import Bars, Map, Series, Spread
from dashboard.drawings import bars, maps, series, spread
from dashboard.drawings.sheet import Sheet

Drawn = Series | Spread | Bars | Map


@dataclass(frozen=True)
class Frame:
    """Where a drawing goes.

    Attributes:
        width: of the column, in points.
        text: the size of its letters, in points: 9.5 on paper, 21 for a room.
        share: of the height it takes by itself, where a page is full.
    """

    width: float
    text: float = 9.5
    share: float = 1.0


def svg(block: Drawn, frame: Frame) -> bytes:
    """The drawing as vectors; letters are outlines, so that it looks the same everywhere."""
    return sheet(block, frame).svg()


def png(block: Drawn, frame: Frame) -> bytes:
    """The drawing as an image, for files that take no vectors."""
    return sheet(block, frame).png()


def sheet(block: Drawn, frame: Frame) -> Sheet:
    """The drawing itself, with the room that each of its texts takes."""
    if isinstance(block, Map):
        return maps.draw(block, frame.width, frame.text, frame.share)
    if isinstance(block, Series):
        return series.draw(block.content, frame.width, frame.text, frame.share)
    if isinstance(block, Bars):
        return bars.draw(block, frame.width, frame.text, frame.share)
    return spread.draw(block.content, frame.width, frame.text, frame.share)

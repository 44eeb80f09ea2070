"""Charts and maps of documents: the blocks' own numbers as vectors, drawn at the size they are printed."""

from dataclasses import dataclass
from typing import assert_never

from dashboard.blocks.drawing import Bars, Drawing, Map, SeriesContent, SpreadContent
from dashboard.drawings import bars, maps, series, spread
from dashboard.drawings.sheet import Sheet


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


def svg(drawing: Drawing, frame: Frame) -> bytes:
    """The drawing as vectors; letters are outlines, so that it looks the same everywhere."""
    return sheet(drawing, frame).svg()


def sheet(drawing: Drawing, frame: Frame) -> Sheet:
    """The drawing itself, with the room that each of its texts takes."""
    size = (frame.width, frame.text, frame.share)
    match drawing:
        case SeriesContent():
            return series.draw(drawing, *size)
        case SpreadContent():
            return spread.draw(drawing, *size)
        case Bars():
            return bars.draw(drawing, *size)
        case Map():
            return maps.draw(drawing, *size)
        case _:
            assert_never(drawing)

"""A drawing as a file of its own: its title above, its source and date below, as it would be shown by somebody else."""

from dataclasses import dataclass
from typing import Literal

from dashboard.blocks.drawing import Drawing
from dashboard.blocks.live import BothWays, Pace, Shares, Standing
from dashboard.blocks.pieces import Legend
from dashboard.drawings import drawings, rows
from dashboard.drawings.drawings import Frame
from dashboard.drawings.fonts import width
from dashboard.drawings.rows import Rows
from dashboard.drawings.sheet import BOLD, LEADING, Sheet, rectangle, wrapped
from dashboard.figures import theme

Form = Literal["png", "svg"]
TYPES: dict[Form, str] = {"png": "image/png", "svg": "image/svg+xml"}
WIDTH, TEXT, SMALL, LARGE = 600.0, 12.0, 10.0, 15.0
"""Of the image and of its letters, in points."""
AIR = 18.0
ACROSS, BARE = WIDTH - 2 * AIR, 440.0
"""Of what is drawn in it; and of a drawing alone, which a telephone's page makes narrower, letters too."""
ROW, SQUARE = 18.0, 12.0
"""Of what the colours mean: how high a row is, and a colour."""
Entry = tuple[float, str, str]
"""Where a colour begins, the colour and its words."""
DOTS = 200
"""Of a PNG to an inch."""


@dataclass(frozen=True)
class Picture:
    """A drawing, which may be drawn already, and what is said around it: title, sentence, lines of source and date.

    legend: what its colours mean, where it does not say that itself.
    """

    drawing: Drawing | Rows | Sheet
    title: str
    text: str
    source: tuple[str, ...]
    legend: Legend | None = None


def image(picture: Picture, form: Form) -> bytes:
    """The bytes of the image file: vectors with outlined letters, or dots on white."""
    whole = sheet(picture)
    return whole.svg() if form == "svg" else whole.png(DOTS)


def bare(drawing: Drawing | Rows | Sheet) -> bytes:
    """The drawing alone as vectors, for a page that says the rest around it."""
    return (drawing if isinstance(drawing, Sheet) else _inner(drawing, BARE)).svg()


def sheet(picture: Picture) -> Sheet:
    """The whole image, with the room that each of its texts takes."""
    across = ACROSS
    drawing = picture.drawing
    inner = drawing if isinstance(drawing, Sheet) else _inner(drawing, across)
    head = [(line, LARGE, BOLD, theme.INK) for line in wrapped(picture.title, across, LARGE, BOLD)]
    head += [(line, TEXT, 400, theme.INK) for line in wrapped(picture.text, across, TEXT) if line]
    lines = [line for source in picture.source for line in wrapped(source, across, SMALL)]
    foot = [(line, SMALL, 400, theme.SOFT_INK) for line in lines]
    above, below = (sum(size for _, size, *_ in rows) * LEADING * 1.1 for rows in (head, foot))
    meaning = _explanation(picture.legend, across) if picture.legend else None
    meant = meaning.height + AIR if meaning else 0.0
    whole = Sheet(WIDTH, above + below + meant + inner.height + 4 * AIR)
    whole.shape([rectangle(0, 0, whole.width, whole.height)], theme.PAPER, theme.PAPER, order=0)
    _write(whole, head, whole.height - AIR)
    whole.put(inner, (AIR, below + meant + 2 * AIR))
    if meaning:
        whole.put(meaning, (AIR, below + 2 * AIR))
    _write(whole, foot, below + AIR)
    return whole


def _in_rows(legend: Legend, across: float) -> list[list[Entry]]:
    """The colours with their words, as many beside each other as there is room for; each with where it begins."""
    rows: list[list[Entry]] = [[]]
    left = 0.0
    for colour, words in legend.entries:
        wide = SQUARE + 0.5 * TEXT + width(words, TEXT) + AIR
        if rows[-1] and left + wide > across + AIR:
            rows.append([])
            left = 0.0
        rows[-1].append((left, colour, words))
        left += wide
    return rows


def _explanation(legend: Legend, across: float) -> Sheet:
    """What the colours mean, under a title."""
    title, rows = wrapped(legend.title, across, TEXT, BOLD), _in_rows(legend, across)
    drawn = Sheet(across, (len(title) + len(rows)) * ROW)
    for place, line in enumerate(title):
        drawn.write((0.0, drawn.height - (place + 0.5) * ROW), line, TEXT, theme.INK, weight=BOLD)
    for place, row in enumerate(rows, start=len(title)):
        middle = drawn.height - (place + 0.5) * ROW
        for left, colour, words in row:
            square = rectangle(left, middle - SQUARE / 2, left + SQUARE, middle + SQUARE / 2)
            drawn.shape([square], colour, theme.SOFT_INK)
            drawn.write((left + SQUARE + 0.5 * TEXT, middle), words, TEXT, theme.INK)
    return drawn


def _inner(drawing: Drawing | Rows, across: float) -> Sheet:
    if isinstance(drawing, Pace | BothWays | Standing | Shares):
        return rows.draw(drawing, across, TEXT)
    return drawings.sheet(drawing, Frame(across, TEXT))


def _write(whole: Sheet, rows: list[tuple[str, float, int, str]], top: float) -> None:
    """Lines of text under one another."""
    for line, size, weight, colour in rows:
        whole.write((AIR, top - 0.5 * size), line, size, colour, weight=weight)
        top -= size * LEADING * 1.1

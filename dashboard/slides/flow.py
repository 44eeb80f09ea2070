"""Pieces of slides below one another: how high, on which slide, and drawn."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from dashboard.blocks.blocks import Block
from dashboard.figures.spacing import Box
from dashboard.slides.base import LEFT, ROOM
from dashboard.slides.text import Paragraph, Shapes, height, lines_of, parts, write

LONG = 2
"""How many of the smallest sizes are tried for what goes on over several slides."""


@dataclass(frozen=True)
class Sizes:
    """Of type, in points: running text, captions and labels, letters in charts, and of tables from the largest."""

    body: float
    small: float
    figure: float
    table: tuple[float, ...]


@dataclass(frozen=True)
class Setting:
    """Where pieces will stand: sizes, the height of a slide's content, what its title says, and in which kind."""

    sizes: Sizes
    high: float
    title: str
    is_for_a_room: bool


@dataclass(frozen=True)
class Piece:
    """Something that stays on one slide.

    Attributes:
        least, most: heights in points, the same where it cannot grow; after: the room below.
        draw: into a box; None for text, whose paragraphs share a box with the text before and after it.
        is_heading: whether it stays with what comes after it.
        about: what it shows in few words, for the title of a slide that goes on; empty of words.
    """

    least: float
    most: float
    after: float
    draw: Callable[[Shapes, Box], None] | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    is_heading: bool = False
    about: str = ""


def text(look: Paragraph, said: str, setting: Setting, *, is_heading: bool = False) -> list[Piece]:
    """Each line of a text as a paragraph of that look, or as several where it is higher than a slide."""
    found = [p for line in lines_of(said) for p in parts(replace(look, text=line), ROOM, setting.high)]
    return [Piece(own := height([p], ROOM), own, p.after, None, (p,), is_heading) for p in found]


def total(found: Sequence[Piece]) -> float:
    """The least height of pieces below one another, in points."""
    return sum(p.least + p.after for p in found) - (found[-1].after if found else 0.0)


def fullest(found: Sequence[Piece], room: float) -> float:
    """The height of pieces below one another when those that may grow have taken what they can of the room."""
    return min(total(found) + sum(piece.most - piece.least for piece in found), room)


def laid(
    blocks: Sequence[Block],
    settings: Sequence[Setting],
    pieces_of: Callable[[Sequence[Block], Setting], list[Piece]],
) -> list[list[Piece]]:
    """The pieces of each slide, in the first setting in which all stand on one; else as few and as even as can be.

    Each of several slides then has the first setting that it has room for by itself, unless a drawing takes the room.
    """
    tried: list[tuple[Setting, list[list[Piece]]]] = []
    for setting in settings:
        pieces = pieces_of(blocks, setting)
        if total(pieces) <= setting.high:
            return [pieces] if pieces else []
        tried.append((setting, spread(pieces, setting.high)))
    smallest, pages = min(tried[-LONG:], key=lambda one: len(one[1]))
    counts = [0, *accumulate(len(pieces_of([block], smallest)) for block in blocks)]
    ends = [0, *accumulate(map(len, pages))]
    for place, (start, end) in enumerate(pairwise(ends)):
        is_filled = any(piece.most > piece.least for piece in pages[place])
        if not is_filled and {start, end} <= {*counts}:  # no block goes on over the next slide
            own = blocks[bisect_right(counts, start) - 1 : bisect_right(counts, end) - 1]
            larger = (found for one in settings if total(found := pieces_of(own, one)) <= one.high)
            pages[place] = next(larger, pages[place])
    return pages


def spread(pieces: Sequence[Piece], room: float) -> list[list[Piece]]:
    """As few slides as hold the pieces, each about as full as the others; a heading stays with what it heads."""
    units = [part for unit in _units(pieces) for part in ([unit] if total(unit) <= room else [[one] for one in unit])]
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # up to each unit: slides, squares of what is empty, last begins
    for end in range(1, len(units) + 1):
        tried = []
        for begin in range(end - 1, -1, -1):
            high = total([piece for unit in units[begin:end] for piece in unit])
            if high > room and end - begin > 1:
                break
            slides, empty, _ = best[begin]
            tried.append((slides + 1, empty + max(room - high, 0.0) ** 2, begin))
        best.append(min(tried))
    pages: list[list[Piece]] = []
    end = len(units)
    while end:
        begin = best[end][2]
        pages.insert(0, [piece for unit in units[begin:end] for piece in unit])
        end = begin
    return pages


def _units(found: Sequence[Piece]) -> list[list[Piece]]:
    units: list[list[Piece]] = []
    for piece in found:
        if units and units[-1][-1].is_heading:
            units[-1].append(piece)
        else:
            units.append([piece])
    return units


def draw_all(shapes: Shapes, pieces: Sequence[Piece], top: float, high: float) -> None:
    """Pieces below one another; those that may grow share what is left."""
    spare = max(high - total(pieces), 0.0)
    growing = sum(p.most > p.least for p in pieces)
    y, begun = top, top
    waiting: list[Paragraph] = []
    for index, piece in enumerate(pieces):
        if piece.draw:
            own = piece.least + (min(piece.most - piece.least, spare / growing) if growing else 0.0)
            piece.draw(shapes, (LEFT, y, ROOM, own))
            y += own + piece.after
            continue
        begun = begun if waiting else y
        waiting += piece.paragraphs
        y += piece.least + piece.after
        if index + 1 == len(pieces) or pieces[index + 1].draw:
            write(shapes, waiting, (LEFT, begun, ROOM, height(waiting, ROOM)))
            waiting = []

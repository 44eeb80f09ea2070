"""A document's blocks as pieces of a slide: each knows how high it must be, how high it may be, and draws itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import assert_never

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from dashboard.blocks import blocks
from dashboard.blocks.drawing import Bars, Map, SeriesContent, SpreadContent
from dashboard.blocks.table import Table
from dashboard.blocks.words import Answered
from dashboard.documents.texts import topic
from dashboard.drawings import codes
from dashboard.figures import theme
from dashboard.figures.spacing import Box
from dashboard.slides import (
    bars,
    maps,
    multiples as slide_multiples,
    series,
    symbols as slide_symbols,
    table as slide_table,
)
from dashboard.slides.base import ROOM, describe, flat
from dashboard.slides.flow import Piece, Setting, text, total
from dashboard.slides.text import Paragraph, Shapes, clean, fill, height, lines_of, parts, rgb, write
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, number

CHART = (240.0, 400.0)
MAP = (310.0, 420.0)
"""Least and most height, in points."""
SMALLER_ON_A_MAP = (18, 17, 16, 15, 14, 13, 12)
"""Points of a map's letters for a reader at a desk: a name in smaller type on its place, rather than in a box away."""
LARGER = 3
"""Points that an answer is larger than the text around it."""
NOTES = 0.3
"""Share of a slide that a table's notes may take beside it."""
SHORT = 0.6
"""Share of a slide up to which a list is kept on one."""
SCAN = 260.0
"""Points across a code."""


def in_order(of: Sequence[blocks.Block], setting: Setting) -> list[Piece]:
    """The pieces of blocks; a sentence that leads to a place to write stays on its slide."""
    found: list[Piece] = []
    shown = blocks.to_be_read(of)
    for block, following in zip(shown, (*shown[1:], None), strict=False):
        own = pieces(block, setting)
        is_leading = isinstance(block, blocks.Text) and isinstance(following, blocks.ToWrite)
        found += _together([*own, *own[-1:]])[:-1] if is_leading else own
    return found


def pieces(block: blocks.Block, setting: Setting) -> list[Piece]:
    """The block's pieces, in the order they are read, each with what it shows."""
    about = topic(block)
    return [replace(piece, about=piece.about or about) for piece in _pieces(block, setting)]


def _pieces(block: blocks.Block, setting: Setting) -> list[Piece]:  # noqa: C901 - one branch a block
    match block:
        case blocks.Text():
            return _text(block, setting)
        case blocks.Answer():
            return _together(_answered(block, setting))
        case blocks.Bullets():
            look = Paragraph("", setting.sizes.body, 0.55 * setting.sizes.body, is_bullet=True)
            items = [piece for line in block.lines for piece in text(look, " ".join(lines_of(line)), setting)]
            items[-1:] = [replace(one, after=0.9 * setting.sizes.body) for one in items[-1:]]  # before what is no list
            return _together(items) if total(items) <= SHORT * setting.high else items
        case blocks.Pairs():
            return _pairs(block, setting)
        case blocks.Word():
            return _word(block, setting)
        case blocks.Answers():
            return _answers(block, setting)
        case blocks.Multiples():
            size = max(setting.sizes.table[-1], setting.sizes.small - 1)  # no smaller than what is said below it
            return slide_multiples.pieces(block, size, setting.high)
        case blocks.Tabular():
            return _table(block.table, setting)
        case blocks.Figure():
            return _figure(block, setting)
        case blocks.ToWrite():
            return _to_write(block, setting)
        case blocks.Scan():
            return [_scan(block), *text(_small(setting.sizes.small), block.address, setting)]
        case _:
            assert_never(block)


def _together(found: Sequence[Piece]) -> list[Piece]:
    """Pieces that one slide holds: a question with its answer, a short list, figures that are read together."""
    return [*(replace(piece, is_heading=True) for piece in found[:-1]), *found[-1:]]


def _answered(block: blocks.Answer, setting: Setting) -> list[Piece]:
    """The question small, its answer the largest, then what weakens it."""
    size = setting.sizes.body
    large = size if setting.is_for_a_room else size + LARGER  # in a room the slide's title is larger still
    answer = Paragraph("", large, 0.4 * size, is_bold=True)
    texts = [(Paragraph("", size, 0.2 * size, theme.SOFT_INK), block.question), (answer, block.text)]
    texts += [(Paragraph("", size, 0.7 * size), block.hedge), *((_small(setting.sizes.small), b) for b in block.beside)]
    kept = [(look, said) for look, said in texts if said and clean(said).strip() != setting.title]
    found = [piece for look, said in kept for piece in text(look, said, setting)]
    return [*found[:-1], *(replace(piece, after=0.7 * size) for piece in found[-1:])]


def _text(block: blocks.Text, setting: Setting) -> list[Piece]:
    if clean(block.text).strip() == setting.title:
        return []  # the title has just said it
    size, small = setting.sizes.body, setting.sizes.small
    looks = {
        "lead": Paragraph("", size + 2, 0.55 * size),
        "takeaway": Paragraph("", size, 0.55 * size, is_bold=True),
        "caption": _small(small),
        "quote": Paragraph("", size, 0.55 * size, theme.HOME, is_italic=True),
    }
    look = looks.get(block.style) or Paragraph("", size, 0.55 * size)
    return text(look, block.text, setting, is_heading=block.style in {"takeaway", "quote"})


def _small(size: float) -> Paragraph:
    return Paragraph("", size, 0.55 * size, theme.SOFT_INK)


def _pairs(block: blocks.Pairs, setting: Setting) -> list[Piece]:
    """The first large, the others two and two below it."""
    size, small = setting.sizes.body, setting.sizes.small

    def said(pair: tuple[str, str], large: float) -> list[Paragraph]:
        label, value = (" ".join(lines_of(part)) for part in pair)
        is_figure = block.is_figure(value)
        return [
            Paragraph(label, small, 1, theme.SOFT_INK),
            Paragraph(value, large if is_figure else small, is_bold=is_figure),
        ]

    first, *others = block.pairs or (("", ""),)
    rows = [[said(first, 1.7 * size)], *([said(p, size) for p in others[i : i + 2]] for i in range(0, len(others), 2))]
    return _together([p for row in rows for p in slide_symbols.row(row, None, setting)])


def _answers(block: blocks.Answers, setting: Setting) -> list[Piece]:
    """Two and two: the symbol, the question, the word and why."""
    found = block.answers
    rows = [found[start : start + 2] for start in range(0, len(found), 2)]
    return _together(
        [
            p
            for row in rows
            for p in slide_symbols.row([_answer(a, setting) for a in row], [a.symbol for a in row], setting)
        ]
    )


def _answer(answer: Answered, setting: Setting) -> list[Paragraph]:
    size, small = setting.sizes.body, setting.sizes.small
    return [
        Paragraph(clean(answer.question), small, 1, theme.SOFT_INK),
        Paragraph(capital(" ".join(lines_of(answer.word))), size, 2, is_bold=True),
        *([Paragraph(" ".join(lines_of(answer.reason)), small)] if answer.reason.strip() else []),
    ]


def _word(block: blocks.Word, setting: Setting) -> list[Piece]:
    size, small = setting.sizes.body, setting.sizes.small
    paragraphs = [
        *([Paragraph(clean(block.label), small, 1, theme.SOFT_INK)] if block.label.strip() else []),
        Paragraph(capital(" ".join(lines_of(block.word))), size, 0.3 * size, is_bold=True),
        *(Paragraph(line, size, 0.3 * size) for line in lines_of(block.detail)),
    ]
    return slide_symbols.row([paragraphs], [block.symbol], setting, columns=1)


def _to_write(block: blocks.ToWrite, setting: Setting) -> list[Piece]:
    """An empty box with a broken edge; the prompt is there to be written over."""
    size = setting.sizes.body
    said = Paragraph(" ".join(lines_of(block.prompt)), size, colour=theme.SOFT_INK, is_italic=True)
    room = ROOM - 2 * size
    kept = parts(said, room, setting.high - size)[0]

    def draw(shapes: Shapes, box: Box) -> None:
        shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Pt(part) for part in box))
        shape.name = "Skriv här"
        flat(shape)
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = rgb(theme.SOFT_INK), Pt(1)
        shape.line.dash_style = MSO_LINE.DASH
        fill(shape.text_frame, [kept])
        shape.text_frame.margin_left = shape.text_frame.margin_right = Pt(size)
        shape.text_frame.margin_top = Pt(0.5 * size)

    least = min(height([kept], room) + 2.5 * size, setting.high)
    return [Piece(least, setting.high, 0.9 * size, draw)]


def _scan(block: blocks.Scan) -> Piece:
    """The code, large enough to be read across a room."""

    def draw(shapes: Shapes, box: Box) -> None:
        picture = shapes.add_picture(BytesIO(codes.png(block.address)), *(Pt(side) for side in (*box[:2], SCAN, SCAN)))
        describe(picture, block.text, "Kod")

    return Piece(SCAN, SCAN, 12.0, draw)


def _figure(figure: blocks.Figure, setting: Setting) -> list[Piece]:
    """What it shows, its sentence, and the drawing where there is anything to draw."""
    drawing, size = figure.drawing, setting.sizes.figure
    heading = _heading(figure.title, figure.text, setting)
    draw: Callable[[Shapes, Box], None]
    match drawing:
        case SeriesContent():
            is_empty, heights = not any(line.values for line in drawing.lines), CHART
            draw = partial(series.draw, content=drawing, alt=figure.alt or figure.text, size=size)
        case SpreadContent() | Bars():
            rows = bars.rows(drawing)
            is_empty = not rows.rows
            heights = (bars.height(rows, size, bars.TIGHTEST), bars.height(rows, size, bars.ROW))
            draw = partial(bars.draw, of=rows, alt=figure.alt, size=size)
        case Map():
            if not drawing.shapes:
                return []
            is_empty, heights = False, MAP
            letters = (size,) if setting.is_for_a_room else SMALLER_ON_A_MAP
            draw = partial(maps.draw, block=drawing, alt=figure.alt or figure.title, sizes=letters)
        case _:
            assert_never(drawing)
    least = min(heights[0], setting.high)
    drawn = Piece(least, max(heights[1], least), 0.6 * setting.sizes.body, draw)
    if figure.is_table_beside:
        below = [] if setting.is_for_a_room else _table(figure.table, setting)  # in a room the picture is enough
        return [*heading, *(slide_table.beside(figure.table, drawn, setting) or [drawn, *below])]
    return heading if is_empty else [*heading, drawn]


def _heading(title: str, sentence: str, setting: Setting) -> list[Piece]:
    """What a figure shows and its sentence, where the slide's title does not say it; in a room the title is enough."""
    if setting.is_for_a_room and setting.title:
        return []
    wanted = [(title, True), (sentence, False)]
    kept = [(clean(t).strip(), is_bold) for t, is_bold in wanted if t and clean(t).strip() != setting.title]
    size = setting.sizes.body
    looks = [(line, Paragraph("", size, 0.3 * size, is_bold=is_bold)) for line, is_bold in kept]
    return [piece for line, look in looks for piece in text(look, line, setting, is_heading=True)]


def _table(table: Table, setting: Setting) -> list[Piece]:
    """The table under its title; its notes on the slide where it ends, or after it where they are long."""
    sizes = setting.sizes
    named = "" if setting.is_for_a_room else " ".join(lines_of(table.title))  # in a room the slide's title is enough
    title = Paragraph(named, sizes.body, 0.3 * sizes.body, is_bold=True)
    title = parts(title, ROOM, 0.3 * setting.high)[0]
    above = height([title], ROOM) + title.after if title.text else 0.0
    is_cut = len(table.rows) > slide_table.MOST_ROWS
    said = [*table.notes, *([_more(len(table.rows) - slide_table.MOST_ROWS)] if is_cut else [])]
    small = _small(min(sizes.small, sizes.table[-1] + 2))
    notes = [replace(small, text=line, after=0.3 * small.size) for note in said for line in lines_of(note)]
    below = height(notes, ROOM) + small.size if notes else 0.0
    is_near = below <= NOTES * setting.high
    cut_parts = slide_table.parts(table, ROOM, setting.high - above - (below if is_near else 0.0), sizes.table)
    last = len(cut_parts) - 1
    pieces = [
        _part(part, table, title, above, notes if is_near and place == last else [])
        for place, part in enumerate(cut_parts)
    ]
    return [
        *pieces,
        *(piece for note in ([] if is_near and cut_parts else notes) for piece in text(note, note.text, setting)),
    ]


def _part(part: slide_table.Part, table: Table, title: Paragraph, above: float, notes: Sequence[Paragraph]) -> Piece:
    gap = part.size if notes else 0.0
    high = above + part.height + gap + height(notes, ROOM)
    about = "" if len(part.rows) == len(table.rows) else "–".join(inside(part.rows[end].texts[0]) for end in (0, -1))

    def draw(shapes: Shapes, box: Box) -> None:
        left, top, across, _ = box
        if above:
            write(shapes, [title], (left, top, across, height([title], across)))
        slide_table.draw_table(shapes, part, table.title, (left, top + above, across, part.height))
        if notes:
            write(shapes, notes, (left, top + above + part.height + gap, across, height(notes, across)))

    return Piece(high, high, 0.6 * title.size, draw, about=about)


def _more(left_out: int) -> str:
    """Where the rest of a long table is."""
    return f"Tabellen går vidare: kalkylbladet har {number(left_out)} {'rad' if left_out == 1 else 'rader'} till."

"""Semantic HTML of values side by side: a row of small multiples with its sparkline, and a matrix with its shades."""

from collections.abc import Sequence
from urllib.parse import quote

from dashboard.blocks.blocks import Multiple, Multiples
from dashboard.blocks.pieces import Cell, Matrix, MatrixRow
from dashboard.figures.looks import Dash
from dashboard.figures.sparkline import Sparkline, Stroke
from dashboard.plain import html as escape
from dashboard.screen.markup import markup

DASHES: dict[Dash, str] = {
    "solid": "", "dot": "1.5 2.5", "dash": "5 3", "dashdot": "6 2.5 1.5 2.5", "longdash": "8 3",
    "longdashdot": "8 3 1.5 3",
}  # fmt: skip
WAYS = {"up": ("↗", "blir bättre"), "down": ("↘", "blir sämre")}


def matrix(block: Matrix) -> str:
    """A table with a shade a cell; the shade and the way are words to who cannot see them.

    On a narrow screen its cells lie in a grid under each measure: then only the roles say that it is a table.
    """
    heads = "".join(
        f'<th scope="col" role="columnheader"{_marked(block, place)}>{escape(head)}</th>'
        for place, head in enumerate(block.heads)
    )
    rows = "".join(_matrix_row(row, block) for row in block.rows)
    return (
        f'<div class="mk-scroll" role="region" aria-label="{escape(block.title)}" tabindex="0">'
        f'<table class="mk-table mk-matrix" role="table"><caption>{escape(block.order)}</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Mått</th>'
        f'{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
        f"{markup.notes(block.notes)}"
    )


def _matrix_row(row: MatrixRow, block: Matrix) -> str:
    cells = "".join(
        f'<td role="cell" data-name="{escape(block.heads[place])}"{_marked(block, place, cell)}>{_cell(cell)}</td>'
        for place, cell in enumerate(row.cells)
    )
    title = f"{escape(row.title)}<small>{escape(row.unit)}</small>"
    return f'<tr role="row"><th scope="row" role="rowheader">{title}</th>{cells}</tr>'


def _marked(block: Matrix, place: int, cell: Cell | None = None) -> str:
    classes = [f"mk-shade-{cell.shade}"] if cell and cell.shade is not None else []
    classes += ["mk-mine"] if place == block.marked else []
    return f' class="{" ".join(classes)}"' if classes else ""


def _cell(cell: Cell) -> str:
    arrow, said = WAYS.get(cell.way, ("", ""))
    words = ", ".join(filter(None, (cell.in_words, said)))
    unseen = f'<span class="mk-unseen">, {escape(words)}</span>' if words else ""
    way = f' <span class="mk-way" aria-hidden="true">{arrow}</span>' if arrow else ""
    drawn = svg(cell.spark) if cell.spark and cell.spark.strokes else ""
    return f"<span>{escape(cell.text)}{way}{unseen}</span>{drawn}"


def head(headings: Sequence[str]) -> str:
    """The headings over the cells; each cell says its own to who cannot see where it stands."""
    cells = "".join(f"<span>{escape(heading)}</span>" for heading in headings)
    return f'<div class="mk-multiple mk-multiples-head" aria-hidden="true">{cells}</div>'


def cells(row: Multiple, headings: Sequence[str]) -> str:
    """A row's series, value, change and place."""
    note = f'<span class="mk-reason">{escape(row.note)}</span>' if row.note else ""
    texts = (
        f"{escape(row.value)} <small>{escape(row.year)}</small>",
        escape(row.since),
        f'<span class="mk-is-{row.symbol}"><span class="mk-word">{escape(row.place)}</span>{note}</span>',
    )
    terms = "".join(
        f'<div class="mk-multiple-{name}"><dt class="mk-unseen">{escape(heading)}</dt><dd>{text}</dd></div>'
        for name, heading, text in zip(("value", "since", "place"), headings[1:], texts, strict=True)
    )
    drawn = f'<div><dt class="mk-unseen">{escape(headings[0])}</dt><dd>{svg(row.spark)}</dd></div>'
    return f'<dl class="mk-multiple">{drawn}{terms}</dl>'


def in_document(block: Multiples) -> str:
    """All the rows under each other with nothing to press, as a document has them."""
    above = f'<p class="mk-multiples-head">{escape(block.headings[0])}</p>{head(block.headings[1:])}'
    rows = "".join(
        f'<div class="mk-doc-multiple"><p class="mk-doc-multiple-name">{escape(row.title)}</p>'
        f"{cells(row, block.headings[1:])}</div>"
        for row in block.rows
    )
    return f'<div class="mk-doc-multiples"><div class="mk-doc-multiple">{above}</div>{rows}</div>'


def svg(drawn: Sparkline) -> str:
    """The drawing as an image (a page's text takes no other); the cells beside it say what it shows."""
    lines = "".join(map(_stroke, drawn.strokes))
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{look.size / 2:.1f}" fill="{look.fill}" stroke="{look.colour}"/>'
        for (x, y), look in drawn.dots
    )
    width, height = drawn.size
    box = f"0 0 {width:.0f} {height:.0f}"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{lines}{dots}</svg>'
    size = f'width="{width:.0f}" height="{height:.0f}"'
    return f'<img class="mk-spark" src="data:image/svg+xml,{quote(drawing)}" alt="" {size}>'


def _stroke(stroke: Stroke) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in stroke.points)
    dash = f' stroke-dasharray="{DASHES[stroke.look.dash]}"' if DASHES[stroke.look.dash] else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{stroke.look.colour}" '
        f'stroke-width="{stroke.look.weight:.2f}"{dash}/>'
    )

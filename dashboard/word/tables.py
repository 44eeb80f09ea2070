"""Tables of a Word document: real rows and cells, headings repeated on every page, no row over two pages."""

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from dashboard.blocks.table import Table
from dashboard.paper.tables import INSET, SMALLEST, Fitted, TooWideError, fitted, is_right, text_of
from dashboard.word.parts import written
from dashboard.word.template import NUMBER_TEXT, TABLE_HEAD, TABLE_STYLE, TABLE_TEXT, Template
from malkollen.texts.inert import readable

WIDER = 1.08
"""How much wider the letters of offices' fonts are than ours, in which widths are measured."""
SMALL = (SMALLEST, 8.0)
"""Points of a table's text where the template's own has no room."""
WHOLE = 14
"""Rows up to which a table is kept on one page."""


def layout(table: Table, template: Template, beside: float | None = None) -> Fitted:
    """How the table lies: type size, columns in points, and whether it needs a page on its side.

    Args:
        beside: the room it has beside a drawing, in points; it then never lies on its side.

    What fits nowhere gets equal columns on a page on its side: who has the document can still mend it.
    """
    sizes = [template.table_size, *(size for size in SMALL if size < template.table_size)]
    widest = beside or template.landscape_room
    try:
        sized = [WIDER * size for size in sizes]
        sideways = None if beside else template.landscape_room
        fit = fitted(table, beside or template.room, sized, sideways, is_beside=beside is not None)
    except TooWideError:
        heads, _ = table.shown()
        columns = [widest / len(heads)] * len(heads)
        return Fitted(sizes[-1], columns, is_landscape=not beside, is_hyphenated=True)
    return replace(fit, size=fit.size / WIDER)


def xml(table: Table, fit: Fitted, template: Template) -> str:
    """The columns that are on screen, as a table that can be edited."""
    heads, rows = table.shown()
    widths = [round(20 * width) for width in fit.columns]
    right = [is_right(rows, place) for place in range(len(heads))]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margin = round(20 * INSET * fit.size)
    sides = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    head = "".join(
        _cell(text, width, template.id(TABLE_HEAD), _Type(fit, template.table_size, is_right=is_number))
        for text, width, is_number in zip(heads, widths, right, strict=True)
    )
    rows_xml = "".join(_rows(table, fit, template, widths, right))
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val={quoteattr(template.id(TABLE_STYLE))}/>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(readable(table.title))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows_xml}</w:tbl>"
    )


class _Type:
    """How the text of a cell is set."""

    def __init__(
        self, fit: Fitted, usual: float, *, is_right: bool = False, is_strong: bool = False, is_kept: bool = True
    ) -> None:
        """Says only what the style does not. usual: the size that the style has, in points."""
        paragraph = '<w:keepNext w:val="1"/>' if is_kept else ""
        paragraph += '<w:suppressAutoHyphens w:val="0"/>' if fit.is_hyphenated else ""
        paragraph += '<w:spacing w:before="10" w:after="10"/>' if fit.is_beside else ""
        self.paragraph = paragraph + ('<w:jc w:val="right"/>' if is_right else "")
        size = round(2 * fit.size)
        smaller = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size != round(2 * usual) else ""
        self.run = ("<w:b/><w:bCs/>" if is_strong else "") + smaller


def _rows(table: Table, fit: Fitted, template: Template, widths: list[int], right: list[bool]) -> Iterator[str]:
    text, number_text = template.id(TABLE_TEXT), template.id(NUMBER_TEXT)
    _, rows = table.shown()
    for number, row in enumerate(rows):
        is_kept = len(rows) <= WHOLE or number == 0 or number >= len(rows) - 2  # the last one with its notes
        cells = ""
        for cell, width, is_number in zip(row, widths, right, strict=True):
            look = _Type(fit, template.table_size, is_strong=table.is_strong(number, cell), is_kept=is_kept)
            cells += _cell(text_of(cell), width, number_text if is_number else text, look)
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, style: str, look: _Type) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in written(text).split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>'
        f"{look.paragraph}</w:pPr><w:r><w:rPr>{look.run}</w:rPr>{lines}</w:r></w:p></w:tc>"
    )

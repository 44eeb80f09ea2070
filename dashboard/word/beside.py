"""A drawing with its figures beside it in a Word document: two cells without lines, a picture and a table."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from dashboard.blocks.table import Table
from dashboard.word import tables as word_tables
from dashboard.word.template import FIGURE, SMALL, Template

SHARE, BETWEEN = 0.46, 12.0
"""Of the room, what the table may take; points between it and the drawing."""


def add(word_document: WordDocument, table: Table, template: Template) -> tuple[Paragraph, float]:
    """The table at the end of the document with room beside it.

    Returns:
        the paragraph where the drawing goes, and its width in points.
    """
    fit = word_tables.layout(table, template, SHARE * template.room)
    room = template.room - sum(fit.columns) - BETWEEN
    left, right = sized(word_document.add_table(1, 2), (room + BETWEEN, sum(fit.columns))).rows[0].cells
    for cell in (left, right):
        cell._tc.get_or_add_tcPr().append(parse_xml(_NO_AIR))  # noqa: SLF001 - python-docx has no call for it
    last = right.paragraphs[0]  # a cell ends with a paragraph
    last._p.addprevious(parse_xml(word_tables.xml(table, fit, template)))  # noqa: SLF001
    last.style = template.style(SMALL)
    last.paragraph_format.space_after, last.paragraph_format.line_spacing = Pt(0), Pt(1)
    paragraph = left.paragraphs[0]
    paragraph.style = template.style(FIGURE)
    return paragraph, room


def columns(made: WordDocument, shares: Sequence[float], template: Template) -> list[tuple[Paragraph, Paragraph]]:
    """Columns side by side at the end of the document, without lines, by their shares; two paragraphs in each."""
    rooms = [template.room * share / sum(shares) for share in shares]
    outer = sized(made.add_table(1, len(shares)), rooms)
    for cell in outer.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(parse_xml(_NO_AIR))  # noqa: SLF001 - begins where the text above it does
    return [(cell.paragraphs[0], cell.add_paragraph()) for cell in outer.rows[0].cells]


def sized(table: WordTable, rooms: Sequence[float]) -> WordTable:
    """The table with columns of so many points, whatever they hold; each cell says it too, as programs need."""
    table.autofit = False
    for column, room in zip(table.columns, rooms, strict=True):
        column.width = Pt(room)
        for cell in column.cells:
            cell.width = Pt(room)
    return table


_NO_AIR = (
    '<w:tcMar xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tcMar>'
)

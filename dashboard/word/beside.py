"""A drawing with its figures beside it in a Word document: two cells without lines, a picture and a table."""

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.shared import Pt
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
    outer = word_document.add_table(1, 2)
    outer.autofit = False
    left, right = outer.rows[0].cells
    for cell, width in ((left, room + BETWEEN), (right, sum(fit.columns))):
        cell.width = Pt(width)
        cell._tc.get_or_add_tcPr().append(parse_xml(_NO_AIR))  # noqa: SLF001 - python-docx has no call for it
    for column, width in zip(outer.columns, (room + BETWEEN, sum(fit.columns)), strict=True):
        column.width = Pt(width)
    last = right.paragraphs[0]  # a cell ends with a paragraph
    last._p.addprevious(parse_xml(word_tables.xml(table, fit, template)))  # noqa: SLF001
    last.style = template.style(SMALL)
    last.paragraph_format.space_after, last.paragraph_format.line_spacing = Pt(0), Pt(1)
    paragraph = left.paragraphs[0]
    paragraph.style = template.style(FIGURE)
    return paragraph, room


def columns(made: WordDocument, count: int, template: Template) -> list[tuple[Paragraph, Paragraph]]:
    """So many columns side by side at the end of the document, without lines; two paragraphs in each."""
    outer = made.add_table(1, count)
    outer.autofit = False
    for column in outer.columns:
        column.width = Pt(template.room / count)
    for cell in outer.rows[0].cells:
        cell.width = Pt(template.room / count)
    return [(cell.paragraphs[0], cell.add_paragraph()) for cell in outer.rows[0].cells]


_NO_AIR = (
    '<w:tcMar xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tcMar>'
)

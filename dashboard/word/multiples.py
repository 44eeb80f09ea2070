"""Small multiples in a Word document: a table that can be edited, each row's series and symbol as pictures in it."""

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table as WordTable, _Cell

from dashboard.blocks.blocks import Multiple, Multiples
from dashboard.drawings import sparklines
from dashboard.drawings.sheet import WEIGHT
from dashboard.figures.sparkline import WIDTH
from dashboard.paper import symbols
from dashboard.word.beside import sized
from dashboard.word.parts import Pictures, written
from dashboard.word.template import TABLE_HEAD, TABLE_STYLE, TABLE_TEXT, Template
from malkollen.registry.home import capital
from malkollen.texts.inert import readable

SERIES = WEIGHT * WIDTH + 12
"""Points of the column that the series stand in."""
SHARES = (1.7, 1.9, 2.2, 2.5)
"""Of what is left: name, value, what has happened, place."""
SYMBOL = 8.5


def add(made: WordDocument, block: Multiples, template: Template, pictures: Pictures) -> None:
    """The rows at the end of the document, under their headings."""
    table = made.add_table(len(block.rows) + 1, len(block.headings))
    table.style = template.style(TABLE_STYLE)
    name, value, since, place = (share * (template.room - SERIES) / sum(SHARES) for share in SHARES)
    sized(table, (name, SERIES, value, since, place))
    _frame(table, block.table.title)
    for cell, heading in zip(table.rows[0].cells, block.headings, strict=True):
        _write(cell, heading, TABLE_HEAD, template)
    for row, one in zip(table.rows[1:], block.rows, strict=True):
        _row(row.cells, one, template, pictures)


def _frame(table: WordTable, title: str) -> None:
    """What the table shows, to who cannot see it; its headings come again on the next page and no row is split."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), readable(title))
    table._tbl.tblPr.append(caption)  # noqa: SLF001 - python-docx has no call for it
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _row(cells: tuple[_Cell, ...], row: Multiple, template: Template, pictures: Pictures) -> None:
    _write(cells[0], row.title, TABLE_TEXT, template, is_bold=True)
    _write(cells[1], "", TABLE_TEXT, template)
    if row.spark.strokes:
        words = ("Utveckling", f"{row.title} över åren: {row.since}")
        drawn = sparklines.sheet(row.spark)
        vectors = drawn.svg()
        pictures.add(cells[1].paragraphs[0], drawn.png(300), vectors, WEIGHT * WIDTH, words)
    _write(cells[2], f"{row.value} {row.year}".strip(), TABLE_TEXT, template)
    _write(cells[3], row.since, TABLE_TEXT, template)
    _write(cells[4], "", TABLE_TEXT, template)
    line = cells[4].paragraphs[0]
    pictures.add(line, symbols.png(row.symbol), symbols.svg(row.symbol).encode(), SYMBOL, ("Symbol", ""))
    note = f", {row.note}" if row.note else ""
    line.add_run(written(f"\u00a0{capital(row.place)}{note}"))


def _write(cell: _Cell, text: str, style: str, template: Template, *, is_bold: bool = False) -> None:
    line = cell.paragraphs[0]
    line.style = template.style(style)
    if text:
        line.add_run(written(text)).bold = True if is_bold else None

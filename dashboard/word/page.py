"""The blocks of a Word document, in Word's own forms."""

from collections.abc import Sequence
from typing import assert_never

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from dashboard.blocks import blocks
from dashboard.blocks.table import Table
from dashboard.blocks.words import Answered, Symbol
from dashboard.drawings import codes, drawings
from dashboard.drawings.fonts import width
from dashboard.paper import symbols
from dashboard.word import beside, multiples, parts, tables as word_tables, template as styles
from dashboard.word.parts import written
from dashboard.word.template import Template
from malkollen.registry.home import capital

PRINT_DOTS = 300
DRAWN_SHARE, TIGHT_SHARE, SHEET_SHARE = 0.72, 0.52, 0.44
"""Of a drawing's own height: a chart, its map and what is said of them share a page; on a sheet all must have room,
where the template's own type is small too."""
WIDEST_BESIDE = 0.57
"""Of the room, what a sheet's drawing with its table beside it takes at most: a narrow table makes no map higher."""
SMALLER = 8.0
"""Points of a drawing's letters where its table stands beside it."""
SYMBOL_SIZE, LINE_GAP, BETWEEN = 9.5, 14.0, 8.0
"""Points across a symbol, between a label and the words beside it, and between answers side by side."""
LONG_REASON = 80
"""Letters of a reason from which its answer is half as wide again as one without."""
_STYLES = {
    "body": styles.NORMAL,
    "lead": styles.LEAD,
    "takeaway": styles.TAKEAWAY,
    "caption": styles.SMALL,
    "arithmetic": styles.ARITHMETIC,
    "quote": styles.QUOTE,
}


class Page:
    """A document under way: what has been numbered, and where a block stands.

    Attributes:
        said: the sentence above, not to be repeated. is_sheet: whether all must have room on one page.
        is_tight: whether the template's own styles are small.
    """

    def __init__(self, template: Template, *, is_tight: bool) -> None:
        """Begins with nothing."""
        self.template, self.is_tight = template, is_tight
        self.made = template.document
        self.pictures = parts.Pictures(self.made)
        self.numbered = {"Figur": 0, "Tabell": 0}
        self.places = 0
        self.is_sheet = False
        self.said = ""

    def block(self, block: blocks.Block) -> None:  # noqa: C901, PLR0912 - one branch a block
        """A block in Word's own forms."""
        match block:
            case blocks.Text():
                if block.text != self.said:
                    self.paragraph(block.text, _STYLES[block.style])
            case blocks.Answer():
                self._answer(block)
            case blocks.Bullets():
                for line in block.lines:
                    self.paragraph(line, styles.BULLET)
            case blocks.Pairs():
                self._pairs(block)
            case blocks.Word():
                self._word(block)
            case blocks.Answers():
                self._answers(block)
            case blocks.Multiples():
                multiples.add(self.made, block, self.template, self.pictures)
            case blocks.Tabular():
                self._table(block.table)
            case blocks.Figure():
                self._figure(block)
            case blocks.ToWrite():
                self.places += 1
                self.append(parts.to_write(block.prompt, self.places, self.template))
            case blocks.Scan():
                place, code = self.paragraph("", styles.FIGURE), codes.png(block.address)
                self.pictures.add(place, code, codes.svg(block.address), codes.ACROSS, ("Kod", block.text))
                parts.link(self.paragraph("", styles.SMALL), block.address)
            case _:
                assert_never(block)

    def _answer(self, block: blocks.Answer) -> None:
        """A question, its answer and what weakens it, on one page."""
        for text in block.as_texts():
            self.block(text)
            shape, is_last = self.made.paragraphs[-1].paragraph_format, text.style in {"body", "caption"}
            shape.keep_with_next = not is_last
            if not is_last:  # nearer to its own answer than to the one before
                shape.space_before, shape.space_after = Pt(8 if text.style == "lead" else 0), Pt(3)

    def _pairs(self, block: blocks.Pairs) -> None:
        """The first figure large, the others beside each other below it."""
        (label, text), *others = block.pairs or (("", ""),)
        self.paragraph(label, styles.LABEL)
        self.paragraph(text, styles.FIGURE_VALUE)
        if not others:
            return
        shares = [1 + min(len(text), LONG_REASON) / (2 * LONG_REASON) for _, text in others]
        for cell, (label, text) in zip(beside.columns(self.made, shares, self.template), others, strict=True):
            named, value = cell
            named.style, value.style = self.template.style(styles.LABEL), self.template.style(styles.TABLE_TEXT)
            named.add_run(written(label))
            value.add_run(written(text)).bold = block.is_figure(text)
            _close(cell)

    def _word(self, block: blocks.Word) -> None:
        if block.label:
            self.paragraph(block.label, styles.LABEL)
        line = self.paragraph("", styles.WORD)
        self._symbol(line, block.symbol)
        line.add_run(f"\u00a0{capital(written(block.word))}")
        line.paragraph_format.keep_with_next = bool(block.detail)
        if block.detail:
            self.paragraph(block.detail, styles.NORMAL)

    def _answers(self, block: blocks.Answers) -> None:
        if self.is_sheet:
            shares = [1 + min(len(answer.reason), LONG_REASON) / (2 * LONG_REASON) for answer in block.answers]
            cells = beside.columns(self.made, shares, self.template)
            for cell, answer in zip(cells, block.answers, strict=True):
                self._answer_in(cell, answer)
            return
        for number, answer in enumerate(block.answers, start=1):
            questions = [found.question for found in block.answers]
            line = self._line(answer.question, questions, is_first=number == 1)
            line.paragraph_format.keep_with_next = number < len(block.answers)
            self._symbol(line, answer.symbol)
            line.add_run(f"\u00a0{capital(written(answer.word))}").bold = True
            if answer.reason:
                line.add_run(f"\n{written(answer.reason)}")
            if number == len(block.answers):
                line.paragraph_format.space_after = Pt(9)

    def _answer_in(self, lines: tuple[Paragraph, Paragraph], answer: Answered) -> None:
        """A small answer in a cell: what is asked, and the word and why below it."""
        asked, line = lines
        asked.style, line.style = self.template.style(styles.LABEL), self.template.style(styles.TABLE_TEXT)
        asked.add_run(written(answer.question))
        self._symbol(line, answer.symbol)
        line.add_run(f"\u00a0{capital(written(answer.word))}").bold = True
        if answer.reason:
            line.add_run(f"\n{written(answer.reason)}").font.size = Pt(word_tables.SMALL[-1])
        _close(lines)

    def _table(self, table: Table) -> None:
        if not table.columns:
            return
        self._caption("Tabell", table.title)
        self.append(word_tables.xml(table, word_tables.layout(table, self.template), self.template))
        self._below(table)

    def _below(self, table: Table) -> None:
        """A table's notes and its source."""
        after = [line for line in (*table.notes, table.source) if line]
        for number, line in enumerate(after or [""]):
            found = self.paragraph(line, styles.SMALL)
            found.paragraph_format.keep_with_next = number < len(after) - 1
            if number == 0:
                found.paragraph_format.space_before = Mm(1.4)

    def _line(self, label: str, labels: list[str], *, is_first: bool) -> Paragraph:
        """A label, and room for the words beside it, all of a block beginning at the same place."""
        line = self.paragraph(f"{label}\t", styles.LINE)
        stop = Pt(word_tables.WIDER * max(width(written(text), self.template.size) for text in labels) + LINE_GAP)
        line.paragraph_format.tab_stops.add_tab_stop(stop)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = stop, -stop
        if is_first:
            line.paragraph_format.space_before = Pt(8)
        return line

    def _figure(self, figure: blocks.Figure) -> None:
        """Its caption, the drawing, the sentence to carry away where it is not said above, and the source."""
        self._caption("Figur", figure.title)
        on_sheet = TIGHT_SHARE if self.is_tight else SHEET_SHARE
        frame = drawings.Frame(self.template.room, share=on_sheet if self.is_sheet else DRAWN_SHARE)
        if figure.is_table_beside:
            paragraph, room = beside.add(self.made, figure.table, self.template)
            frame = drawings.Frame(min(room, WIDEST_BESIDE * self.template.room) if self.is_sheet else room, SMALLER)
        else:
            paragraph = self.paragraph("", styles.FIGURE)
        sheet = drawings.sheet(figure.drawing, frame)
        vectors = sheet.svg()
        alt = figure.alt or figure.text or figure.title
        name = f"Figur {self.numbered['Figur']}"
        # Word draws no hatching: what has it is an image only.
        safe = None if b"<pattern" in vectors else vectors
        self.pictures.add(paragraph, sheet.png(PRINT_DOTS), safe, frame.width, (name, alt))
        if figure.is_table_beside:
            self._below(figure.table)
            return
        source = figure.table.source
        if figure.text and figure.text != self.said:
            style = styles.SMALL if self.is_sheet else styles.TAKEAWAY  # the sheet's answer is what is carried away
            self.paragraph(figure.text, style).paragraph_format.keep_with_next = bool(source)
        if source:
            self.paragraph(source, styles.SMALL)

    def _caption(self, word: str, title: str) -> None:
        self.numbered[word] += 1
        caption = self.paragraph(f"{word} ", styles.CAPTION)
        parts.field(caption, f"SEQ {word} \\* ARABIC", str(self.numbered[word]))
        caption.add_run(f". {written(title)}")

    def _symbol(self, line: Paragraph, symbol: Symbol) -> None:
        self.pictures.add(line, symbols.png(symbol), symbols.svg(symbol).encode(), SYMBOL_SIZE, ("Symbol", ""))
        lowered = OxmlElement("w:position")
        lowered.set(qn("w:val"), "-2")
        line.runs[-1]._r.get_or_add_rPr().append(lowered)  # noqa: SLF001

    def paragraph(self, text: str, style: str) -> Paragraph:
        """A paragraph at the end, in a style by its name."""
        return self.made.add_paragraph(written(text), self.template.style(style))

    def append(self, xml: str) -> None:
        """A piece at the end, before the last page's properties."""
        self.made.element.body.find(qn("w:sectPr")).addprevious(parse_xml(xml))


def _close(lines: Sequence[Paragraph]) -> None:
    """Takes the air out of a cell's paragraphs, and leaves some to the cell beside it."""
    for paragraph in lines:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.right_indent = Pt(BETWEEN)

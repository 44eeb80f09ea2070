"""Documents for Word: real headings, captions, tables and places to write, so that an office can go on from them."""

from io import BytesIO
from pathlib import Path
from typing import assert_never

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from dashboard.blocks.blocks import (
    Answer,
    Answers,
    Block,
    Bullets,
    Figure,
    Multiples,
    Pairs,
    Section,
    Tabular,
    Text,
    ToWrite,
    Word,
)
from dashboard.blocks.table import Table
from dashboard.blocks.words import Symbol
from dashboard.documents.document import SAME_NUMBERS, SOURCES, Document
from dashboard.documents.texts import table_of
from dashboard.drawings import drawings
from dashboard.drawings.fonts import width
from dashboard.paper import symbols
from dashboard.word import parts, tables as word_tables, template as styles
from dashboard.word.template import Template
from malkollen.texts.inert import readable

DEEPEST, PRINT_DOTS, CONTENTS_OVER = 3, 300, 5
"""Headings of a report over which it gets a table of contents."""
DRAWN_SHARE = 0.72
"""Of a drawing's own height: a chart, its map and what is said of them share a page."""
SYMBOL_SIZE, LINE_GAP = 9.5, 14.0
"""Points across a symbol, and between a label and the words beside it."""
_STYLES = {
    "body": styles.NORMAL,
    "lead": styles.LEAD,
    "takeaway": styles.TAKEAWAY,
    "caption": styles.SMALL,
    "arithmetic": styles.ARITHMETIC,
    "quote": styles.QUOTE,
}


def write(document: Document, template: Path | None = None) -> bytes:
    """The document as a file for Word. Page numbers, contents and numbers of figures are fields that Word counts.

    Args:
        template: the office's own; ours where there is none.

    Raises:
        DataError: the template cannot be opened, or lacks styles.
    """
    opened = styles.opened(template or styles.ours(document.kind))
    parts.properties(opened.document, document)
    _Writer(opened, document).write()
    file = BytesIO()
    opened.document.save(file)
    return file.getvalue()


class _Writer:
    """A document under way: what has been numbered, and how the page lies."""

    def __init__(self, template: Template, document: Document) -> None:
        self.template, self.document = template, document
        self.made = template.document
        self.pictures = parts.Pictures(self.made)
        self.numbered = {"Figur": 0, "Tabell": 0}
        self.headings = _headings(document)
        self.marked = self.places = 0
        self.is_landscape = self.is_wide = False
        self.said = ""

    def write(self) -> None:
        document = self.document
        parts.running(self.made, self.template.style(styles.HEADER), document)
        self.paragraph(document.title, styles.TITLE)
        is_said = bool(document.sections) and document.sections[0].message == document.message
        message = "" if is_said else document.message
        for text, style in ((document.subtitle, styles.SUBTITLE), (message, styles.TAKEAWAY)):
            if text:
                self.paragraph(text, style)
        has_contents = document.kind == "report" and len(self.headings) > CONTENTS_OVER
        if has_contents:
            entries = [(level, text, _mark(n)) for n, (level, text) in enumerate(self.headings) if level < DEEPEST]
            self._append(parts.contents("Innehåll", entries, self.template))
            parts.update_fields(self.made)
        for number, section in enumerate(document.sections):
            self._section(section, starts_page=section.starts_page or (has_contents and number == 0))
        self._sources()

    # ───────────── Pages ─────────────

    def _turn(self, *, is_landscape: bool) -> bool:
        """Goes on over a page that lies as it should; whether a new one was begun."""
        if is_landscape == self.is_landscape:
            return False
        section = self.made.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        self.is_landscape = is_landscape
        return True

    def _is_landscape(self, block: Block) -> bool:
        if not isinstance(block, Tabular) or not block.table.columns:
            return False
        return word_tables.layout(block.table, self.template).is_landscape

    def _section(self, section: Section, *, starts_page: bool) -> None:
        tables = [block.table for block in section.blocks if isinstance(block, Tabular)]
        only_tables = all(isinstance(block, Tabular | Text) for block in section.blocks)
        self.is_wide = only_tables and any(word_tables.layout(table, self.template).is_landscape for table in tables)
        turned = self._turn(is_landscape=self.is_wide)
        if section.heading:
            self._heading(starts_page=starts_page and not turned)
        self.said = section.message
        if section.message and section.message != section.heading:
            self.paragraph(section.message, styles.TAKEAWAY).paragraph_format.keep_with_next = bool(section.blocks)
        for number, block in enumerate(section.blocks):
            self._turn(is_landscape=self.is_wide or self._is_landscape(block))
            self.block(block)
            if number == 0 and isinstance(block, Text) and len(section.blocks) > 1:  # it says what comes next
                self.made.paragraphs[-1].paragraph_format.keep_with_next = True
        named = {table.source for block in section.blocks if (table := table_of(block))}
        for note in section.notes:
            if note not in named:  # the figure has said it
                self.paragraph(note, styles.SMALL)

    def _heading(self, *, starts_page: bool = False) -> None:
        """The next heading."""
        level, text = self.headings[self.marked]
        heading = self.paragraph(text, styles.HEADINGS[level - 1])
        if starts_page:
            heading.paragraph_format.page_break_before, heading.paragraph_format.space_before = True, Pt(0)
        parts.bookmark(heading, _mark(self.marked), self.marked)
        self.marked += 1

    def _sources(self) -> None:
        if not self.document.sources:
            return
        self._heading()
        for number, source in enumerate(self.document.sources, start=1):
            line = self.paragraph(source, styles.SMALL)
            line.paragraph_format.keep_with_next = number < len(self.document.sources)
        if self.document.address:
            parts.link(self.paragraph(SAME_NUMBERS, styles.SMALL), self.document.address)

    # ───────────── Blocks ─────────────

    def block(self, block: Block) -> None:  # noqa: C901 - one branch a block
        """A block in Word's own forms."""
        match block:
            case Text():
                if block.text != self.said:
                    self.paragraph(block.text, _STYLES[block.style])
            case Answer():
                for text in block.as_texts():
                    self.block(text)
            case Bullets():
                self._bullets(block)
            case Pairs():
                self._pairs(block)
            case Word():
                self._word(block)
            case Answers():
                self._answers(block)
            case Multiples() | Tabular():
                self._table(block.table)
            case Figure():
                self._figure(block)
            case ToWrite():
                self.places += 1
                self._append(parts.to_write(block.prompt, self.places, self.template))
            case _:
                assert_never(block)

    def _bullets(self, block: Bullets) -> None:
        for line in block.lines:
            self.paragraph(line, styles.BULLET)

    def _pairs(self, block: Pairs) -> None:
        for number, (label, text) in enumerate(block.pairs):
            if number == 0:
                self.paragraph(label, styles.LABEL)
                self.paragraph(text, styles.FIGURE_VALUE)
            else:
                line = self._line(label, [pair[0] for pair in block.pairs[1:]], is_first=False)
                line.add_run(readable(text)).bold = True

    def _word(self, block: Word) -> None:
        if block.label:
            self.paragraph(block.label, styles.LABEL)
        line = self.paragraph("", styles.WORD)
        self._symbol(line, block.symbol)
        line.add_run(f"\u00a0{_capital(block.word)}")
        line.paragraph_format.keep_with_next = bool(block.detail)
        if block.detail:
            self.paragraph(block.detail, styles.NORMAL)

    def _answers(self, block: Answers) -> None:
        for number, answer in enumerate(block.answers, start=1):
            questions = [found.question for found in block.answers]
            line = self._line(answer.question, questions, is_first=number == 1)
            line.paragraph_format.keep_with_next = number < len(block.answers)
            self._symbol(line, answer.symbol)
            line.add_run(f"\u00a0{_capital(answer.word)}").bold = True
            if answer.reason:
                line.add_run(f"\n{readable(answer.reason)}")
            if number == len(block.answers):
                line.paragraph_format.space_after = Pt(9)

    def _table(self, table: Table) -> None:
        if not table.columns:
            return
        self._caption("Tabell", table.title)
        self._append(word_tables.xml(table, word_tables.layout(table, self.template), self.template))
        after = [line for line in (*table.notes, table.source) if line]
        for number, line in enumerate(after or [""]):
            found = self.paragraph(line, styles.SMALL)
            found.paragraph_format.keep_with_next = number < len(after) - 1
            if number == 0:
                found.paragraph_format.space_before = Mm(1.4)

    def _line(self, label: str, labels: list[str], *, is_first: bool) -> Paragraph:
        """A label, and room for the words beside it, all of a block beginning at the same place."""
        line = self.paragraph(f"{label}\t", styles.LINE)
        stop = Pt(word_tables.WIDER * max(width(readable(text), self.template.size) for text in labels) + LINE_GAP)
        line.paragraph_format.tab_stops.add_tab_stop(stop)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = stop, -stop
        if is_first:
            line.paragraph_format.space_before = Pt(8)
        return line

    def _figure(self, figure: Figure) -> None:
        """Its caption, the drawing, the sentence to carry away where it is not said above, and the source."""
        self._caption("Figur", figure.title)
        sheet = drawings.sheet(figure.drawing, drawings.Frame(self.template.room, share=DRAWN_SHARE))
        vectors = sheet.svg()
        place = self.paragraph("", styles.FIGURE)
        alt = figure.alt or figure.text or figure.title
        name = f"Figur {self.numbered['Figur']}"
        # Word draws no hatching: what has it is an image only.
        safe = None if b"<pattern" in vectors else vectors
        self.pictures.add(place, sheet.png(PRINT_DOTS), safe, self.template.room, (name, alt))
        source = figure.table.source
        if figure.text and figure.text != self.said:
            self.paragraph(figure.text, styles.TAKEAWAY).paragraph_format.keep_with_next = bool(source)
        if source:
            self.paragraph(source, styles.SMALL)

    def _caption(self, word: str, title: str) -> None:
        self.numbered[word] += 1
        caption = self.paragraph(f"{word} ", styles.CAPTION)
        parts.field(caption, f"SEQ {word} \\* ARABIC", str(self.numbered[word]))
        caption.add_run(f". {readable(title)}")

    def _symbol(self, line: Paragraph, symbol: Symbol) -> None:
        self.pictures.add(line, symbols.png(symbol), symbols.svg(symbol).encode(), SYMBOL_SIZE, ("Symbol", ""))
        lowered = OxmlElement("w:position")
        lowered.set(qn("w:val"), "-2")
        line.runs[-1]._r.get_or_add_rPr().append(lowered)  # noqa: SLF001

    def paragraph(self, text: str, style: str) -> Paragraph:
        """A paragraph at the end, in a style by its name."""
        return self.made.add_paragraph(readable(text), self.template.style(style))

    def _append(self, xml: str) -> None:
        """A piece at the end, before the last page's properties."""
        self.made.element.body.find(qn("w:sectPr")).addprevious(parse_xml(xml))


def _headings(document: Document) -> list[tuple[int, str]]:
    """Every heading with its level, in order; a level is never skipped."""
    found: list[tuple[int, str]] = []
    for section in document.sections:
        above = found[-1][0] if found else 0
        if section.heading:
            found.append((min(max(section.level, 1), above + 1, DEEPEST), readable(section.heading)))
    return [*found, *([(1, SOURCES)] if document.sources else [])]


def _mark(number: int) -> str:
    return f"_Toc{number:08d}"


def _capital(word: str) -> str:
    """A word that begins a line, as on screen."""
    clean = readable(word)
    return clean[:1].upper() + clean[1:]

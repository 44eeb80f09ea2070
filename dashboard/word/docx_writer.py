"""Documents for Word: real headings, captions, tables and places to write, so that an office can go on from them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dashboard.blocks.blocks import Block, Bullets, Section, Tabular, Text
from dashboard.documents.document import SAME_NUMBERS, SOURCES, Document, sourced_once
from dashboard.documents.texts import table_of
from dashboard.word import pages, parts, tables as word_tables, template as styles
from dashboard.word.page import Page
from dashboard.word.parts import written
from dashboard.word.template import Template

DEEPEST, CONTENTS_OVER = 3, 3
"""Headings of a report over which it gets a table of contents, where it is long."""
SHORT = 4
"""Pages up to which a report is short: contents would take their room from what they list."""


def write(document: Document, template: Path | None = None) -> bytes:
    """The document as a file for Word. Page numbers, contents and numbers of figures are fields that Word counts.

    Args:
        template: the office's own; ours where there is none.

    Raises:
        DataError: the template cannot be opened, or lacks styles.
    """
    opened = styles.opened(template or styles.ours(is_tight=document.is_tight))
    parts.properties(opened.document, document)
    _Writer(opened, sourced_once(document)).write()
    file = BytesIO()
    opened.document.save(file)
    return file.getvalue()


class _Writer(Page):
    """A document under way: what has been numbered, and how the page lies."""

    def __init__(self, template: Template, document: Document) -> None:
        super().__init__(template, is_tight=document.is_tight)
        self.document = document
        self.headings = _headings(document)
        self.marked = 0
        self.is_landscape = self.is_wide = False
        self.noted: set[str] = set()

    def write(self) -> None:
        document = self.document
        parts.running(self.made, self.template.style(styles.HEADER), document)
        self.paragraph(document.title, styles.TITLE)
        is_said = bool(document.sections) and document.sections[0].message == document.message
        message = "" if is_said else document.message
        for text, style in ((document.subtitle, styles.SUBTITLE), (message, styles.TAKEAWAY)):
            if text:
                self.paragraph(text, style)
        is_long = document.kind == "report" and len(self.headings) > CONTENTS_OVER
        has_contents = is_long and not document.is_begun_by_sheet
        if has_contents:
            entries = [(level, text, _mark(n)) for n, (level, text) in enumerate(self.headings) if level < DEEPEST]
            self.append(parts.contents("Innehåll", entries, self.template))
        for number, section in enumerate(document.sections):
            is_after_contents = has_contents and number == 0 and section.is_sheet
            self._section(section, starts_page=section.starts_page or is_after_contents)
        self._sources()
        if not has_contents:
            return
        if pages.fill(self.template) > SHORT:
            parts.update_fields(self.made)
        else:
            parts.drop_contents(self.made)

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
        begun = len(self.made.paragraphs)
        tables = [block.table for block in section.blocks if isinstance(block, Tabular)]
        only_tables = all(isinstance(block, Tabular | Text) for block in section.blocks)
        self.is_wide = only_tables and any(word_tables.layout(table, self.template).is_landscape for table in tables)
        turned = self._turn(is_landscape=self.is_wide)
        if section.heading and not self.document.is_one_sheet:  # the title says it
            self._heading(starts_page=starts_page and not turned)
        self.said, self.is_sheet = section.message, section.is_sheet
        if section.message and section.message != section.heading:
            self.paragraph(section.message, styles.TAKEAWAY).paragraph_format.keep_with_next = bool(section.blocks)
        for number, block in enumerate(section.blocks):
            self._turn(is_landscape=self.is_wide or self._is_landscape(block))
            self.block(block)
            is_last = number == len(section.blocks) - 1
            if isinstance(block, Text) and not is_last and (number == 0 or block.style == "takeaway"):
                # it says what comes next
                self.made.paragraphs[-1].paragraph_format.keep_with_next = True
        named = {table.source for block in section.blocks if (table := table_of(block))}
        listed = {line for block in section.blocks if isinstance(block, Bullets) for line in block.lines}
        for note in section.notes:
            if note not in named | listed | self.noted:  # the figure or the list has said it, or a section before
                self.paragraph(note, styles.SMALL)
        self.noted.update(section.notes)
        if section.is_sheet and not self.document.is_tight:
            _tightened(self.made.paragraphs[begun + 1 :])

    def _heading(self, *, starts_page: bool = False) -> None:
        """The next heading."""
        level, text = self.headings[self.marked]
        heading = self.paragraph(text, styles.HEADINGS[level - 1])
        if starts_page:
            heading.paragraph_format.page_break_before, heading.paragraph_format.space_before = True, Pt(0)
        parts.bookmark(heading, _mark(self.marked), self.marked)
        self.marked += 1

    def _sources(self) -> None:
        sources = self.document.named_last
        if sources:
            self._heading()
        for number, source in enumerate(sources, start=1):
            line = self.paragraph(source, styles.SMALL)
            line.paragraph_format.keep_with_next = number < len(sources)
        if self.document.basis:
            self.paragraph(self.document.basis, styles.SMALL)
        if self.document.address:
            parts.link(self.paragraph(SAME_NUMBERS, styles.SMALL), self.document.address)


def _tightened(paragraphs: Sequence[Paragraph]) -> None:
    """Takes the air out of paragraphs of which a page must have room for all."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(1), Pt(1.5)


def _headings(document: Document) -> list[tuple[int, str]]:
    """Every heading with its level, in order; a level is never skipped."""
    headings: list[tuple[int, str]] = []
    for section in document.sections:
        above = headings[-1][0] if headings else 0
        if section.heading and not document.is_one_sheet:
            headings.append((min(max(section.level, 1), above + 1, DEEPEST), written(section.heading)))
    return [*headings, *([(1, SOURCES)] if document.named_last else [])]


def _mark(number: int) -> str:
    return f"_Toc{number:08d}"

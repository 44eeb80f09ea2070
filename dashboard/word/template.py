"""The file that a Word document begins as, the office's own or ours: its styles by name, and the room on its pages."""

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.opc.exceptions import OpcError
from docx.shared import Emu

from dashboard.templates import shown, word_name
from malkollen.errors import DataError

NORMAL, TITLE, SUBTITLE, QUOTE, CAPTION, BULLET = "Normal", "Title", "Subtitle", "Quote", "caption", "List Bullet"
HEADINGS = ("heading 1", "heading 2", "heading 3")
CONTENTS_HEADING, CONTENTS = "TOC Heading", ("toc 1", "toc 2")
HEADER, FOOTER, PLACEHOLDER = "header", "footer", "Placeholder Text"
LEAD, TAKEAWAY, ARITHMETIC, SMALL, TO_WRITE = "Ingress", "Budskap", "Uträkning", "Källa", "Skriv här"
LABEL, FIGURE_VALUE, LINE, WORD, FIGURE = "Etikett", "Nyckeltal", "Svarsrad", "Omdöme", "Bild"
TABLE_STYLE, TABLE_TEXT, NUMBER_TEXT, TABLE_HEAD = "Siffertabell", "Tabelltext", "Tabelltal", "Tabellhuvud"
NAMES = (
    NORMAL, TITLE, SUBTITLE, *HEADINGS, CONTENTS_HEADING, *CONTENTS, BULLET, QUOTE, CAPTION, HEADER, FOOTER, LEAD,
    TAKEAWAY, ARITHMETIC, SMALL, TO_WRITE, LABEL, FIGURE_VALUE, LINE, WORD, FIGURE, TABLE_TEXT, NUMBER_TEXT,
    TABLE_HEAD, PLACEHOLDER, TABLE_STYLE,
)  # fmt: skip
"""Every style that is used, as it is named in the file: a built-in one in English, whatever Word shows it as."""
USUAL_SIZE = 10.0
"""Points of text where a file says nothing, as Word has it."""
UNREADABLE = (OpcError, BadZipFile, SyntaxError, KeyError, IndexError, ValueError, OSError)
"""What the library says of a file that is no Word document; bad XML is a SyntaxError."""
Style = Any


class Template:
    """An open template without its text, of which a document is made.

    Attributes:
        styles: by name in small letters, since a Word in Swedish gives them other ids and its own capitals.
        room, landscape_room: width between the margins upright and on its side; size, table_size: of running text and
            of tables' text; all in points.
    """

    def __init__(self, document: WordDocument) -> None:
        """Takes the text out; the page is the first one's, upright."""
        self.document = document
        self.styles: dict[str, Style] = {str(s.element.name_val).casefold(): s for s in document.styles}
        _empty(document)
        page = document.sections[0]
        sides = sorted((int(page.page_width or 0), int(page.page_height or 0)))
        page.page_width, page.page_height = map(Emu, sides)
        page.orientation = WD_ORIENT.PORTRAIT
        margins = int(page.left_margin or 0) + int(page.right_margin or 0)
        self.room, self.landscape_room = ((side - margins) / 12700 for side in sides)
        self.size, self.table_size = self._size(NORMAL), self._size(TABLE_TEXT)

    def style(self, name: str) -> Style:
        """A style by its name."""
        return self.styles[name.casefold()]

    def id(self, name: str) -> str:
        """A style's id, by which a paragraph names it."""
        return str(self.style(name).style_id)

    def missing(self) -> list[str]:
        """The names of the styles that it lacks."""
        return [name for name in NAMES if name.casefold() not in self.styles]

    def _size(self, name: str) -> float:
        style = self.styles.get(name.casefold())
        while style is not None:
            if sizes := style.element.xpath("w:rPr/w:sz/@w:val"):
                return int(sizes[0]) / 2
            style = style.base_style
        usual = self.document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
        return int(usual[0]) / 2 if usual else USUAL_SIZE


def ours(*, is_tight: bool = False) -> Path:
    """Our own file that a document begins as."""
    return Path(__file__).parent / word_name(is_tight=is_tight)


def opened(path: Path) -> Template:
    """The template of a file.

    Raises:
        DataError: it is no Word document, or lacks styles; one line a style.
    """
    try:
        template = Template(docx.Document(str(path)))
    except UNREADABLE:
        raise DataError(f"{shown(path)}: går inte att öppna; spara om filen i Word som Word-dokument (.docx)") from None
    if missing := template.missing():
        advice = "lägg till den, eller utgå från ett dokument som Målkollen har skrivit"
        raise DataError("\n".join(f"{shown(path)}: formatmallen ”{name}” saknas; {advice}" for name in missing))
    return template


def _empty(document: WordDocument) -> None:
    """Takes out the text with its pictures and links; the first page's properties stay."""
    body = document.element.body
    first = body.xpath(".//w:sectPr")[0]
    for element in list(body):
        body.remove(element)
    body.append(first)
    relations = document.part.rels
    for number, relation in list(relations.items()):
        if relation.reltype in {RELATIONSHIP.IMAGE, RELATIONSHIP.HYPERLINK}:
            del relations[number]

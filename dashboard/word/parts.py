"""Pieces of a Word document that the library has no word for: fields, links, places to write, pictures as vectors."""

from datetime import UTC
from io import BytesIO
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dashboard.documents.document import Document
from dashboard.word.template import CONTENTS, CONTENTS_HEADING, PLACEHOLDER, TO_WRITE, Style, Template
from malkollen.texts.inert import readable
from malkollen.texts.together import together

AUTHOR, LANGUAGE = "Målkollen", "sv-SE"
LONGEST_PROPERTY = 255
PAGE_OF = "PAGEREF {} \\h"
"""The field of the page that a bookmark is on."""
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = (
    f'<a:extLst xmlns:a="{_MAIN}"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/></a:ext></a:extLst>'
)
_DECORATION = (
    f'<a:extLst xmlns:a="{_MAIN}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def written(text: str) -> str:
    """A text as Word can hold it, with what no line may break held together."""
    return together(readable(text))


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word counts: its code, and what it says until then."""
    for run in parse_xml(f"<w:p {nsdecls('w')}>{_field(code, shown)}</w:p>"):
        paragraph._p.append(run)  # noqa: SLF001


def running(word_document: WordDocument, style: Style, document: Document) -> None:
    """Title and fixed version, or day, above every page; the first one's where that page has a head of its own.

    They are the head's last paragraph, whatever the template has there; one with a picture stays and they follow it.
    """
    section = word_document.sections[0]
    lines = [written(line) for line in (document.title, document.running) if line]
    heads = [(section.header, "\n".join(lines))]
    if section.different_first_page_header_footer:
        heads.append((section.first_page_header, written(document.running_first)))
    for head, text in heads:
        last = head.paragraphs[-1] if head.paragraphs else head.add_paragraph()
        line = head.add_paragraph() if last._p.xpath(".//w:drawing | .//w:pict") else last  # noqa: SLF001
        line.style, line.text = style, text


def properties(made: WordDocument, document: Document) -> None:
    """Title, who made it and when, language; what a machine reads without opening the document."""
    about = made.core_properties
    about.title, about.author = readable(document.title)[:LONGEST_PROPERTY], AUTHOR
    about.last_modified_by, about.language, about.revision = AUTHOR, LANGUAGE, 1
    about.subject = readable(document.subtitle)[:LONGEST_PROPERTY]
    about.comments = about.keywords = about.category = ""
    about.created = about.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)


def update_fields(word_document: WordDocument) -> None:
    """Lets Word fill in the page numbers of the contents when the document is opened."""
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "1")
    word_document.settings.element.xpath("w:compat")[0].addprevious(update)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Marks all of a paragraph, so that links find it."""
    element = paragraph._p  # noqa: SLF001
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    place = 1 if element.pPr is not None else 0
    element.insert(place, start)
    element.append(end)


def link(paragraph: Paragraph, address: str) -> None:
    """Adds an address that opens in a browser, after the paragraph's words."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP.HYPERLINK, is_external=True)
    paragraph._p.append(parse_xml(  # noqa: SLF001 - python-docx has no call for it
        f'<w:hyperlink {nsdecls("w", "r")} r:id={quoteattr(relation)} w:history="1"><w:r><w:rPr><w:u w:val="single"/>'
        f'</w:rPr><w:t>{escape(address)}</w:t></w:r></w:hyperlink>'
    ))  # fmt: skip


def contents(heading: str, entries: list[tuple[int, str, str]], template: Template) -> str:
    """A contents field, filled in with links; each ends in a field of its page's number, which is filled in last.

    Args:
        entries: level, words and bookmark of each heading.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h '
        '\\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = (
        f"<w:p><w:pPr>{_named(template, CONTENTS[level - 1])}</w:pPr>{begin if number == 0 else ''}"
        f'<w:hyperlink w:anchor={quoteattr(mark)} w:history="1"><w:r><w:t xml:space="preserve">{escape(words)}'
        f"</w:t></w:r><w:r><w:tab/></w:r>{_field(PAGE_OF.format(mark), '')}</w:hyperlink></w:p>"
        for number, (level, words, mark) in enumerate(entries)
    )
    return (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr>{_named(template, CONTENTS_HEADING)}</w:pPr><w:r><w:t>"
        f"{escape(heading)}</w:t></w:r></w:p>{''.join(lines)}"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )


def drop_contents(word_document: WordDocument) -> None:
    """Takes the contents away again."""
    for one in word_document.element.body.xpath("w:sdt[w:sdtPr/w:docPartObj]"):
        one.getparent().remove(one)


def _field(code: str, shown: str) -> str:
    """The runs of a field: its code, and what it says until Word has counted."""
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    words = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{words}{between}<w:r><w:t>{shown}</w:t></w:r>{end}"


def to_write(prompt: str, number: int, template: Template) -> str:
    """A place to write: the prompt stands there until somebody does."""
    words = written(prompt)
    return (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Skriv här"/><w:tag w:val="skriv-{number}"/>'
        f'<w:id w:val="{1000 + number}"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:pPr>'
        f"{_named(template, TO_WRITE)}</w:pPr><w:r><w:rPr><w:rStyle w:val={quoteattr(template.id(PLACEHOLDER))}/>"
        f'</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    )


def _named(template: Template, style: str) -> str:
    return f"<w:pStyle w:val={quoteattr(template.id(style))}/>"


class Pictures:
    """The pictures of a document: an image that every program shows, and the same as vectors for those that can."""

    def __init__(self, made: WordDocument) -> None:
        """Begins with none."""
        self._part = made.part
        self._names = count(1)
        self._vectors: dict[bytes, str] = {}

    def add(
        self, paragraph: Paragraph, image: bytes, vectors: bytes | None, width: float, words: tuple[str, str]
    ) -> None:
        """A picture in a paragraph.

        Args:
            width: in points.
            words: its name, and what a blind reader is told; an empty one makes it decoration.
        """
        inline: Any = paragraph.add_run().add_picture(BytesIO(image), width=Pt(width))._inline  # noqa: SLF001
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        name, alt = words
        for about in (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr):
            about.set("name", name)
            about.set("descr", readable(alt))
        if not alt:
            inline.docPr.append(parse_xml(_DECORATION))
        if vectors:
            blip = inline.graphic.graphicData.pic.blipFill.blip
            blip.append(parse_xml(_SVG.replace("{}", self._relation(vectors))))

    def _relation(self, vectors: bytes) -> str:
        """The document's relation to a drawing; the same drawing is kept once."""
        if vectors not in self._vectors:
            name = PackURI(f"/word/media/teckning{next(self._names)}.svg")
            part = Part(name, "image/svg+xml", vectors, self._part.package)
            self._vectors[vectors] = self._part.relate_to(part, RELATIONSHIP.IMAGE)
        return self._vectors[vectors]

"""Documents as presentations that people go on with: one message a slide, charts and tables that can be edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.blocks.blocks import Block, Bullets, Figure, Multiples, Scan, Section, Tabular, Text
from dashboard.documents.document import SAME_NUMBERS, SOURCED, SOURCES, Document
from dashboard.documents.texts import table_of
from dashboard.figures import theme
from dashboard.slides import base, flow, pieces
from dashboard.slides.base import AUTHOR, BOTTOM, LEFT, ROOM, TOP
from dashboard.slides.flow import Piece, Setting, Sizes
from dashboard.slides.text import Paragraph, Shape, clean, dotted, fill, height, lines_of, write as write_text

FOR_A_ROOM = (
    Sizes(32, 21, 21, (28, 24, 21)),
    Sizes(28, 21, 21, (28, 24, 21)),
    Sizes(24, 21, 21, (24, 21)),
    Sizes(21, 21, 21, (21,)),
)
"""The largest first; 21 points are 28 pixels of 1 280, and nothing is smaller."""
BELOW = 3
"""Points that a list in a room is smaller than its title, so that a few words of it are not what is read first."""
FOR_A_PAGE = tuple(Sizes(size, size - 2, size - 2, (size - 1,)) for size in (16, 15, 14, 13, 12, 11))
PAGE_TITLES, FEW = (22, 20, 18), 2
"""Slides of what is one page on paper, to be read at a desk; its type is smaller rather than that they are more."""
FOR_A_READER = (
    Sizes(24, 20, 18, (20, 18, 16, 14)),
    Sizes(20, 18, 18, (20, 18, 16, 14)),
    Sizes(17, 15, 16, (17, 16, 14)),
    Sizes(15, 14, 14, (15, 14, 12)),
)
TITLES = ((32, 2), (28, 2), (26, 3), (24, 4))
"""Sizes of a title and how many lines it may have; a longer one begins with three dots and goes on below."""
LARGE_TITLES = ((40, 2), (36, 3), (32, 3), (28, 3))
"""The same in a room where nothing is drawn below."""
OPENING = 44
ALONE = 0.35
"""How far down words that are alone on a slide stand, as a share of what they leave empty."""
AGAIN = " (forts.)"


@dataclass(frozen=True)
class Head:
    """A slide's title: what stands above it in small type, itself, its size, and the height of both in points."""

    above: str
    title: str
    size: float
    high: float

    @property
    def room(self) -> float:
        """The height of a slide's content below it."""
        return BOTTOM - TOP - self.high - 0.5 * self.size


def write(document: Document, template: Path | None = None) -> bytes:
    """The document as PPTX, each section on a slide of its own; a long one goes on over the next.

    Speaker's notes hold the sections' notes, the sentences of their figures and the sources. No text is smaller than
    28 pixels of 1 280 in a document for a room.

    Args:
        template: the office's own presentation without slides; ours where there is none.

    Raises:
        DataError: the template cannot be opened, or slides cannot be added to it.
    """
    presentation = base.opened(template or base.OURS)
    base.properties(presentation, document)
    if document.kind == "page":
        _page(presentation, document)
    else:
        _opening(presentation, document)
        for section in _sections(document):
            _section(presentation, section, document)
    for place, slide in enumerate(presentation.slides, start=1):
        base.number(slide, place)
    base.swedish(presentation)
    held = BytesIO()
    presentation.save(held)
    return held.getvalue()


def _page(presentation: Presentation, document: Document) -> None:
    """What is one page on paper, on as few slides as hold it: sections kept whole below each other, sources last."""
    title = ". ".join(" ".join(lines_of(text)) for text in (document.title, document.subtitle) if text)
    highs = {size: height([Paragraph(title + AGAIN, size, is_bold=True)], ROOM) for size in PAGE_TITLES}
    one_line = (size for size in PAGE_TITLES if highs[size] <= height([Paragraph("A", size)], ROOM) + 0.1)
    large = next(one_line, PAGE_TITLES[-1])
    head = Head("", title, large, highs[large])
    pages: list[list[Piece]] = []
    for sizes in FOR_A_PAGE:
        pages = _whole(document, Setting(sizes, head.room, head.title, is_for_a_room=False))
        if len(pages) <= FEW:
            break
    notes = [line for section in document.sections for line in _notes(section, document)]
    for place, page in enumerate(pages):
        slide = base.add(presentation)
        _title(slide, head, AGAIN if place else "")
        flow.draw_all(slide.shapes, page, TOP + head.high + 0.5 * head.size, head.room)
        base.note(slide, list(dict.fromkeys(notes)))


def _whole(document: Document, setting: Setting) -> list[list[Piece]]:
    """The pieces of each slide, a section on one slide where it has room there."""
    sources = Section("", [Text(". ".join(document.sources), "caption"), Text(_rests_on(document), "caption")])
    pages: list[list[Piece]] = [[]]
    for section in [*document.sections, sources]:
        heading: list[Block] = [Text(section.heading, "takeaway")] if section.heading else []
        said: list[Block] = [Text(section.message)] if section.message else []
        own_pieces = [piece for block in [*heading, *said, *section.blocks] for piece in pieces.pieces(block, setting)]
        places = pages[::-1] if section is sources else pages[-1:]  # sources alone on a slide are nobody's slide
        room = [page for page in places if flow.total([*page, *own_pieces]) <= setting.high]
        if room:
            room[0] += own_pieces
        else:
            pages += flow.spread(own_pieces, setting.high)
    return [page for page in pages if page]


def _opening(presentation: Presentation, document: Document) -> None:
    """Title, subtitle, the one sentence where the first slide does not say it, what it rests on and its sources."""
    first = document.sections[0].message if document.sections else ""
    title = " ".join(lines_of(document.title)) or AUTHOR
    large, high = OPENING, height([Paragraph(title, OPENING, is_bold=True)], ROOM)
    paragraphs = [
        Paragraph(" ".join(lines_of(document.subtitle)), 26, 14),
        Paragraph("" if document.message == first else " ".join(lines_of(document.message)), 24, 14, is_bold=True),
        *(Paragraph(" ".join(lines_of(line)), 21, 8, colour=theme.SOFT_INK) for line in _checked(document)),
    ]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.text]
    room = BOTTOM - TOP - high - 20
    if height(paragraphs, ROOM) > room or high > 4 * height([Paragraph("A", large)], ROOM):  # too much for an opening
        texts = [Text(p.text) for p in paragraphs]
        return _section(presentation, Section(title, texts, message=title), document)
    top = TOP + 0.4 * (room - height(paragraphs, ROOM))
    slide = base.add(presentation)
    _title(slide, Head("", title, large, high), "", top)
    if paragraphs:
        write_text(slide.shapes, paragraphs, (LEFT, top + high + 20, ROOM, height(paragraphs, ROOM)), "Underrubrik")
    base.note(slide, [clean(document.version)])
    return None


def _sections(document: Document) -> list[Section]:
    """The document's sections and how its sources must be named.

    For a reader, sections of a lower level stand below the one before, and the sources below what comes last, where
    there is room. In a room the first slide names them, so that the last thing said stands alone.
    """
    sources = _sources(document)
    if document.kind == "slides":
        return list(document.sections)
    joined: list[Section] = []
    for section in [*document.sections, *sources] if sources else _resting(document):
        is_lower = section in sources or (section.level > 1 and not section.starts_page and not section.message)
        both = _below(joined[-1], section) if joined and is_lower else None
        joined = [*joined[:-1], both] if both else [*joined, section]
    return joined


def _below(first: Section, section: Section) -> Section | None:
    """A section with another below it under its heading; None where that takes one slide more."""
    blocks = [*first.blocks, Text(section.heading, "takeaway"), *section.blocks]
    both = replace(first, blocks=blocks, notes=tuple(dict.fromkeys([*first.notes, *section.notes])))
    before, after = (len(_laid(one, is_for_a_room=False)[1]) for one in (first, both))
    return both if after == before else None


def _sources(document: Document) -> list[Section]:
    """How the sources must be named, last."""
    if document.is_sourced or not document.named_last:
        return []
    lines: list[Block] = [Text(source) for source in document.named_last]
    return [Section(SOURCES, [*lines, Text(_rests_on(document), "caption"), *_where(document)])]


def _checked(document: Document) -> list[str]:
    """What the opening says to whoever checks: a report says it last, slides here."""
    if document.kind != "slides":
        where = [] if document.named_last or document.is_sourced else [text.text for text in _where(document)]
        rests = [] if document.named_last or document.is_sourced else [_rests_on(document)]
        return [document.running_first, *rests, *where]
    where = [] if document.has_scan else [text.text for text in _where(document)]
    return [_rests_on(document), *document.sources, *where]


def _resting(document: Document) -> list[Section]:
    """The document's sections, of which the one that names the sources says what all of it rests on too."""
    end = [Text(_rests_on(document), "caption"), *_where(document)]
    return [
        replace(section, blocks=[*section.blocks, *end]) if section.key == SOURCED else section
        for section in document.sections
    ]


def _where(document: Document) -> list[Text]:
    """Where the same numbers stand."""
    return [Text(f"{SAME_NUMBERS}{document.address}", "caption")] if document.address else []


def _rests_on(document: Document) -> str:
    """What all of it rests on, as whoever checks it asks."""
    return document.basis or document.version


def _laid(section: Section, *, is_for_a_room: bool) -> tuple[Head, list[list[Piece]]]:
    """A section's head and the pieces of each of its slides.

    The title is the largest that leaves all else room on one slide, where words are alone larger than above a drawing.
    """
    is_large = is_for_a_room and not _is_drawn(section)
    tried = [*([("", LARGE_TITLES)] if is_large else []), ("", TITLES), ("", TITLES[-1:]), (AGAIN, TITLES)]
    for again, titles in tried:  # room for the words of a slide that goes on, only where one does
        head, begun = _head(section, again, titles)
        blocks: list[Block] = [*([Text(begun)] if begun else []), *section.blocks]
        pages = _pages(blocks, head, is_for_a_room=is_for_a_room) or [[]]
        if len(pages) == 1 and not (begun and titles is LARGE_TITLES):
            break
    return head, pages


def _is_drawn(section: Section) -> bool:
    """Whether a section is more than words: its slides begin at their top."""
    return any(isinstance(block, Figure | Multiples | Scan) for block in section.blocks)


def _section(presentation: Presentation, section: Section, document: Document) -> None:
    is_for_a_room = document.kind == "slides"
    head, pages = _laid(section, is_for_a_room=is_for_a_room)
    notes = list(_notes(section, document))
    is_filled = not is_for_a_room and any(isinstance(block, Tabular) for block in section.blocks)
    is_high = _is_drawn(section) or is_filled or len(pages) > 1
    for place, page in enumerate(pages):
        slide = base.add(presentation)
        top = TOP if is_high else TOP + ALONE * (head.room - flow.fullest(page, head.room))
        _title(slide, head, AGAIN if place else "", top)
        flow.draw_all(slide.shapes, page, top + head.high + 0.5 * head.size, head.room)
        base.note(slide, notes)


def _head(section: Section, again: str, titles: Sequence[tuple[int, int]]) -> tuple[Head, str]:
    """The section's head, and the whole title where it is too long to be one."""
    title = " ".join(lines_of(section.message or section.heading))
    heading = " ".join(lines_of(section.heading))
    above = heading if section.message and heading and not title.startswith(heading) else ""
    small = height([Paragraph(above, 21)], ROOM) + 4 if above else 0.0
    if above and small > 30:
        above, small = dotted(above, 21, ROOM, 1), height([Paragraph("A", 21)], ROOM) + 4
    for size, most in titles:
        high = height([Paragraph(title + again, size, is_bold=True)], ROOM)
        if high <= height([Paragraph("A", size)], ROOM) * most + 0.1:
            return Head(above, title, size, small + high), ""
    size, most = titles[-1]
    short = dotted(title, size, ROOM, most - 1)
    return Head(above, short, size, small + height([Paragraph(short + again, size, is_bold=True)], ROOM)), title


def _title(slide: Slide, head: Head, again: str, top: float = TOP) -> None:
    """The small line above and the title; first on the slide, in that order."""
    title: Shape = slide.shapes.title
    line = height([Paragraph("A", 21)], ROOM) + 4 if head.above else 0.0
    title.left, title.top, title.width, title.height = (
        Pt(part) for part in (LEFT, top + line, ROOM, max(head.high - line, 1.0))
    )
    fill(title.text_frame, [Paragraph(f"{head.title}{again}", head.size, is_bold=True)])
    if head.above:
        said = [Paragraph(head.above, 21, colour=theme.SOFT_INK)]
        above = write_text(slide.shapes, said, (LEFT, top, ROOM, line), "Överrubrik")
        title.element.addprevious(above.element)


def _pages(blocks: Sequence[Block], head: Head, *, is_for_a_room: bool) -> list[list[Piece]]:
    """The pieces of each slide, in the largest type that they have room for."""
    below = BELOW if is_for_a_room and any(isinstance(block, Bullets) for block in blocks) else 0
    sizes = FOR_A_ROOM if is_for_a_room else FOR_A_READER
    kept = [one for one in sizes if one is FOR_A_ROOM[-1] or one.body <= head.size - below]
    settings = [Setting(one, head.room, head.title, is_for_a_room) for one in kept]
    return flow.laid(blocks, settings, pieces.in_order)


def _notes(section: Section, document: Document) -> Iterator[str]:
    """What may be said, the sentences of the figures, where they come from, and what all of it rests on; each once."""
    texts = [*section.notes]
    for block in section.blocks:
        if isinstance(block, Figure):
            texts.append(block.text)
        if table := table_of(block):
            texts += [*table.notes, table.source]
    lines = [line for text in [*texts, document.version] for line in lines_of(text)]
    yield from dict.fromkeys(clean(line) for line in lines)

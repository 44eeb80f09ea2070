"""Documents as presentations that people go on with: one message a slide, charts and tables that can be edited."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pptx.presentation import Presentation

from dashboard.blocks.blocks import Block, Bullets, Figure, Section, Text
from dashboard.blocks.credit import Credit
from dashboard.documents.document import SAME_NUMBERS, SOURCED, SOURCES, Document
from dashboard.documents.texts import table_of
from dashboard.figures import theme
from dashboard.slides import base, flow, pieces
from dashboard.slides.base import AUTHOR, BOTTOM, LEFT, ROOM, TOP, Head
from dashboard.slides.flow import Piece, Setting, Sizes
from dashboard.slides.text import Paragraph, clean, height, lines_of, write as write_text

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
SOURCES_SIZE = 12
"""Points of a slide's line of sources for a reader at a desk; in a room it is no smaller than anything else there."""
OPENING = 44
MOST_TOPICS = 2
"""Of what a slide that goes on shows, what its title names."""
Page = list[Piece]


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
    highs = {size: height([Paragraph(title, size, is_bold=True)], ROOM) for size in PAGE_TITLES}
    one_line = (size for size in PAGE_TITLES if highs[size] <= height([Paragraph("A", size)], ROOM) + 0.1)
    large = next(one_line, PAGE_TITLES[-1])
    head = base.Head("", title, large, 0.0, highs[large])
    pages, credits_ = list[Page](), list[list[Credit]]()
    for sizes in FOR_A_PAGE:
        pages, credits_ = _whole(document, Setting(sizes, head.room, head.title, is_for_a_room=False))
        if len(pages) <= FEW:
            break
    notes = [line for section in document.sections for line in _notes(section, document)]
    titles = _titles(
        document.title, pages, lambda told: height([Paragraph(told, large, is_bold=True)], ROOM) <= head.high + 0.1
    )
    for place, page in enumerate(pages):
        slide = base.add(presentation)
        base.title(slide, replace(head, title=titles[place] if place else title))
        flow.draw_all(slide.shapes, page, TOP + head.high + 0.5 * head.size, head.room)
        base.credit(slide, credits_[place], SOURCES_SIZE)
        base.note(slide, list(dict.fromkeys(notes)))


def _whole(document: Document, setting: Setting) -> tuple[list[Page], list[list[Credit]]]:
    """The pieces of each slide, a section on one slide where it has room there, and who published what stands there."""
    sources = Section("", [Text(". ".join(document.sources), "caption"), Text(_rests_on(document), "caption")])
    pages: list[Page] = [[]]
    owned: list[tuple[Section, set[int]]] = []
    for section in [*document.sections, sources]:
        heading: list[Block] = [Text(section.heading, "takeaway", section.heading)] if section.heading else []
        said: list[Block] = [Text(section.message)] if section.message else []
        own_pieces = [piece for block in [*heading, *said, *section.blocks] for piece in pieces.pieces(block, setting)]
        owned.append((section, {id(piece) for piece in own_pieces}))
        places = pages[::-1] if section is sources else pages[-1:]  # sources alone on a slide are nobody's slide
        room = [page for page in places if flow.total([*page, *own_pieces]) <= setting.high]
        if room:
            room[0] += own_pieces
        else:
            pages += flow.spread(own_pieces, setting.high)
    kept = [page for page in pages if page]
    on_page = ({id(piece) for piece in page} for page in kept)
    return kept, [[one for section, own in owned if own & ids for one in section.credits] for ids in on_page]


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
    base.title(slide, base.Head("", title, large, 0.0, high), top)
    if paragraphs:
        write_text(slide.shapes, paragraphs, (LEFT, top + high + 20, ROOM, height(paragraphs, ROOM)), "Underrubrik")
    base.note(slide, list(dict.fromkeys(map(clean, (document.version, _rests_on(document))))))
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
    blocks = [*first.blocks, Text(section.heading, "takeaway", section.heading.partition(":")[0]), *section.blocks]
    notes = tuple(dict.fromkeys([*first.notes, *section.notes]))
    both = replace(first, blocks=blocks, notes=notes, credits=(*first.credits, *section.credits))
    before, after = (len(_laid(one, is_for_a_room=False)) for one in (first, both))
    return both if after == before else None


def _sources(document: Document) -> list[Section]:
    """How the sources must be named, last."""
    if document.is_sourced or not document.named_last:
        return []
    lines: list[Block] = [Text(source) for source in document.named_last]
    return [Section(SOURCES, [*lines, Text(_rests_on(document), "caption"), *_where(document)])]


def _checked(document: Document) -> list[str]:
    """What the opening says to whoever checks: a report says it last; of slides only where figures are from, once."""
    if document.kind != "slides":
        where = [] if document.named_last or document.is_sourced else [text.text for text in _where(document)]
        rests = [] if document.named_last or document.is_sourced else [_rests_on(document)]
        return [document.running_first, *rests, *where]
    where = [] if document.has_scan else [text.text for text in _where(document)]
    return [*document.sources, *where]


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


def _laid(section: Section, *, is_for_a_room: bool) -> list[tuple[Head, Page]]:
    """The head and the pieces of each of a section's slides: one that goes on is called by what it shows."""
    said = " ".join(lines_of(section.message or section.heading))
    for sizes in (base.TITLES, base.TITLES[-1:]):  # a step smaller only where that saves a slide
        head, pages = _fitted(section, [said], sizes, is_for_a_room=is_for_a_room)
        if len(pages) == 1:
            return [(head, pages[0])]
    called = _titles(said, pages, _always)  # room for the longest, which the slides share
    head, pages = _fitted(section, called, base.TITLES, is_for_a_room=is_for_a_room)
    one_line = height([Paragraph("A", head.size)], ROOM)
    room = max(head.high - head.line, one_line) + 0.1
    titles = _titles(head.title, pages, lambda told: height([Paragraph(told, head.size, is_bold=True)], ROOM) <= room)
    return [(replace(head, title=title), page) for title, page in zip(titles, pages, strict=True)]


def _always(_: str) -> bool:
    return True


def _fitted(
    section: Section, titles: Sequence[str], sizes: Sequence[tuple[int, int]], *, is_for_a_room: bool
) -> tuple[Head, list[Page]]:
    head, begun = base.head(section, titles, sizes, is_for_a_room=is_for_a_room)
    blocks: list[Block] = [*([Text(begun)] if begun else []), *section.blocks]
    return head, _pages(blocks, head, is_for_a_room=is_for_a_room) or [[]]


def _titles(said: str, pages: Sequence[Page], has_room: Callable[[str], bool]) -> list[str]:
    """What each slide is called: the first by what is said, one that goes on by what it shows too, or as a part."""
    titles: list[str] = []
    for place, page in enumerate(pages):
        shown = list(dict.fromkeys(piece.about for piece in page if piece.about))[:MOST_TOPICS] if place else []
        tried = (f"{said.rstrip('.')}: {', '.join(shown[:count])}" for count in range(len(shown), 0, -1))
        named = next((one for one in tried if one not in titles and has_room(one)), f"{said}, del {place + 1}")
        titles.append(named if place else said)
    return titles


def _section(presentation: Presentation, section: Section, document: Document) -> None:
    is_for_a_room = document.kind == "slides"
    notes, size = list(_notes(section, document)), base.ABOVE if is_for_a_room else SOURCES_SIZE
    for head, page in _laid(section, is_for_a_room=is_for_a_room):
        slide = base.add(presentation)
        base.title(slide, head)
        flow.draw_all(slide.shapes, page, TOP + head.high + 0.5 * head.size, head.room)
        base.credit(slide, section.credits, size)
        base.note(slide, notes)


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

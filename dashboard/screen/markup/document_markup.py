"""Documents as semantic HTML: the preview of a whole one, and one slide for a room. The blocks are the writers'."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dashboard.blocks import blocks, credit
from dashboard.blocks.drawing import Bars, Map
from dashboard.documents.document import SAME_NUMBERS, Document
from dashboard.drawings import codes, drawings
from dashboard.drawings.drawings import Frame
from dashboard.plain import html as escape
from dashboard.screen.markup import markup, multiples_markup, verdict_markup

PAPER = Frame(467)
ROOM = Frame(864, 21.5, 0.72)
"""Letters of 28 pixels and more where the drawing is 1 140 pixels wide; the height leaves room for the message."""
FEW_BARS, ROOM_BARS = 6, replace(ROOM, share=0.86)
"""So many bars, or fewer, may each be thick."""
ROOM_MAP = replace(ROOM, share=0.64)
"""The eight's names lie within it: lower, so that they are as large as the other letters."""
BESIDE = Frame(640, 21.5, 1.0)
"""What has its table beside it."""
NARROW, NARROW_MAP = Frame(360, 13, 1.3), Frame(360, 10.5, 1.3)
"""For a phone, where a drawing for a room would have letters of nine pixels: a taller one of its own."""
ONE_LINE = 84
"""Letters of a slide's line of sources that have room beside each other."""
SUMMARY = "Visa som tabell"
FEW = 5
"""Headings from which a document has contents."""
HIGHEST = 3
"""The heading level of a document's title on the page; its sections follow under it."""


def preview(document: Document) -> str:
    """The document's own sections, one under another as on paper."""
    head = f'<h{HIGHEST} class="mk-doc-title">{escape(document.title)}</h{HIGHEST}>'
    under = markup.paragraph(document.subtitle, "caption") if document.subtitle else ""
    lead = markup.paragraph(document.message, "lead") if document.message and document.kind != "slides" else ""
    parts = "".join(_section(section, place, document) for place, section in enumerate(document.sections, 1))
    whole = " mk-whole" if document.kind == "page" else ""
    return (
        f'<div class="mk-document{whole}" role="region" tabindex="0" '
        f'aria-label="Förhandsvisning: {escape(document.title)}">'
        f"{head}{under}{lead}{_contents(document)}{parts}{_foot(document)}</div>"
    )


def _contents(document: Document) -> str:
    """The ways to a document's headings; a script scrolls within the sheet and leaves the address."""
    places = [(place, one) for place, one in enumerate(document.sections, 1) if one.heading and one.level <= 1]
    if len(places) < FEW:
        return ""
    items = "".join(f'<li><a href="#avsnitt-{place}">{escape(one.heading)}</a></li>' for place, one in places)
    return f'<details class="mk-doc-contents" open><summary>Innehåll</summary><ul>{items}</ul></details>'


def _foot(document: Document) -> str:
    lines = "".join(markup.paragraph(line, "source") for line in filter(None, [*document.sources, document.version]))
    return lines + (_opens(document.address, "source", SAME_NUMBERS) if document.address else "")


def _opens(address: str, style: str, before: str = "") -> str:
    """A link to the same numbers, named as a reader would write it; what pins it to a data version is not read out."""
    return (
        f'<p class="mk-{style}">{escape(before)}<a href="{escape(address)}">{escape(address.partition("?")[0])}</a></p>'
    )


def _section(section: blocks.Section, place: int, document: Document) -> str:
    is_slide = document.kind == "slides"
    level = min(HIGHEST + max(section.level, 1), 6)
    name = f"Bild {place}. {section.heading}" if is_slide else section.heading
    head = f"<h{level}>{escape(name)}</h{level}>" if name else ""
    is_answered = any(isinstance(block, blocks.Answer) and block.text == section.message for block in section.blocks)
    message = markup.paragraph(section.message, "takeaway") if section.message and not is_answered else ""
    body = "".join(html_of(block, section.message) for block in section.blocks if not _is_said(block, section))
    notes = "".join(f"<li>{escape(note)}</li>" for note in section.notes)
    spoken = f"<details><summary>Talarens noter</summary><ul>{notes}</ul></details>" if notes else ""
    kind = "mk-doc-slide" if is_slide else "mk-doc-part"
    return f'<section id="avsnitt-{place}" class="{kind}">{head}{message}{body}{spoken}</section>'


def _is_said(block: blocks.Block, section: blocks.Section) -> bool:
    """Whether a block only repeats the section's message."""
    return isinstance(block, blocks.Text) and block.text == section.message


def html_of(block: blocks.Block, above: str = "") -> str:  # noqa: C901 - one branch a block
    """A block as HTML. above: the sentence above it, not to be repeated."""
    match block:
        case blocks.Text():
            return f'<p class="mk-doc-{block.style}">{escape(block.text)}</p>'
        case blocks.Answer():
            return markup.answer(replace(block, measures=()))  # a document has them in a table of their own
        case blocks.Bullets():
            return markup.bullets(block.lines)
        case blocks.Pairs():
            return markup.figures(block.pairs)
        case blocks.Word():
            label = f'<p class="mk-question">{escape(block.label)}</p>' if block.label else ""
            detail = f"<p>{escape(block.detail)}</p>" if block.detail else ""
            return f'<div class="mk-doc-word">{label}{verdict_markup.word(block.word, block.symbol)}{detail}</div>'
        case blocks.Answers():
            return verdict_markup.answers(block.answers)
        case blocks.Multiples():
            return multiples_markup.in_document(block)
        case blocks.Tabular():
            return markup.table(block.table)
        case blocks.Figure():
            return _figure(block, above)
        case blocks.ToWrite():
            return f'<p class="mk-doc-write">{escape(block.prompt)}</p>'
        case blocks.Scan():
            data = b64encode(codes.svg(block.address)).decode()
            image = f'<img class="mk-scan" src="data:image/svg+xml;base64,{data}" alt="{escape(block.text)}">'
            return f"{image}{_opens(block.address, 'doc-caption')}"
        case _:
            assert_never(block)


def _figure(figure: blocks.Figure, said: str) -> str:
    """A drawing with its sentence or title, and its table folded."""
    text = figure.text or figure.title
    caption = f"<figcaption>{escape(text)}</figcaption>" if text != said else ""
    fold = f"<details><summary>{SUMMARY}: {escape(figure.table.title)}</summary>{markup.table(figure.table)}</details>"
    return f"<figure>{caption}{_both(figure, PAPER)}{fold}</figure>"


def _both(figure: blocks.Figure, frame: Frame) -> str:
    """The drawing, and another for a telephone, whose letters can be read there: the style shows one of them."""
    narrow = NARROW_MAP if isinstance(figure.drawing, Map) else NARROW
    return _image(figure, frame, "mk-wide") + _image(figure, narrow, "mk-narrow")


def _image(figure: blocks.Figure, frame: Frame, kind: str) -> str:
    """The drawing as an image within the page: nothing is fetched."""
    data = b64encode(drawings.svg(figure.drawing, frame)).decode()
    return f'<img class="{kind}" src="data:image/svg+xml;base64,{data}" alt="{escape(figure.alt)}">'


def slide(section: blocks.Section) -> str:
    """One slide for a room: what it is about in small, the message in large, one drawing or a few lines."""
    message = section.message or section.heading
    part = "" if message.startswith(section.heading) else escape(section.heading)
    above = f'<p class="mk-slide-part">{part}</p>'  # an empty one too: the title has one place on every slide
    body = "".join(_on_slide(block, message) for block in section.blocks if not _is_said(block, section))
    source = markup.paragraph(told, "slide-source") if (told := credit.fitting(section.credits, _has_room)) else ""
    kind = "" if any(isinstance(block, blocks.Figure) for block in section.blocks) else " mk-words"
    title = f'<h1 class="mk-slide-message">{escape(message)}</h1>'
    return f'<div class="mk-slide{kind}">{above}{title}{body}{source}</div>'


def _has_room(source: str) -> bool:
    return len(source) <= ONE_LINE


def _on_slide(block: blocks.Block, message: str) -> str:
    if isinstance(block, blocks.Figure):
        # the keyboard has nothing to do where nothing is seen
        unseen = markup.table(block.table).replace(' tabindex="0"', "")
        is_few = isinstance(block.drawing, Bars) and len(block.drawing.rows) <= FEW_BARS
        frame = ROOM_BARS if is_few else ROOM_MAP if isinstance(block.drawing, Map) else ROOM
        if block.is_table_beside:
            return f'<div class="mk-slide-beside"><div>{_both(block, BESIDE)}</div><div>{unseen}</div></div>'
        return f'{_both(block, frame)}<div class="mk-unseen">{unseen}</div>'
    if isinstance(block, blocks.Answer) and block.text == message:
        return f'<p class="mk-doc-caption">{escape(block.hedge)}</p>' if block.hedge else ""
    return html_of(block, message)


def order_head(heading: str) -> str:
    """The top of the page that lists every slide in order."""
    return f'<div class="mk-slide"><h1 class="mk-slide-message">{escape(heading)}</h1></div>'


def order_foot(lines: Sequence[str]) -> str:
    """Where a room's figures come from, below the list of slides."""
    return "".join(markup.paragraph(line, "slide-source") for line in lines if line)


def where(place: int, last: int) -> str:
    """Which slide is shown, or that all are; said aloud to who cannot see it, and read by the keys.

    Args:
        last: the place after the last slide, where all of them stand in order.
    """
    text = f"Bild {place} av {last - 1}" if place < last else "Alla bilder"
    return f'<p class="mk-slide-where" role="status" data-place="{place}" data-last="{last}">{text}</p>'

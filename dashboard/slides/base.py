"""The presentation that slides are added to, the office's own or ours: what it must have, and its slides in Swedish."""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from zipfile import BadZipFile

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.presentation import Presentation
from pptx.shapes.group import GroupShape
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from dashboard.blocks.blocks import Section
from dashboard.blocks.credit import Credit, fitting as credit_line
from dashboard.documents.document import Document
from dashboard.figures import theme
from dashboard.slides.text import (
    A,
    Element,
    Paragraph,
    Shape,
    Shapes,
    child,
    clean,
    dotted,
    fill,
    height,
    lines,
    lines_of,
    write,
)
from dashboard.templates import SLIDES, shown
from malkollen.errors import DataError

WIDTH, HEIGHT, LEFT = 960.0, 540.0, 48.0
"""A slide in points: 960 are 1 280 pixels, so that 21 points are 28 pixels."""
ROOM = WIDTH - 2 * LEFT
TOP, BOTTOM = 40.0, 484.0
"""Where a slide's content begins and ends; below it stands the number."""
SOURCE_FOOT, SOURCE_ROOM = 526.0, 800.0
"""Where a slide's line of sources ends, below its content, and how wide it may be before the number begins."""
TITLES = ((28, 3), (24, 4))
"""Sizes of a title and how many lines it may have; a longer one begins with three dots and goes on below."""
ABOVE = 21
"""Points of the small line above a title."""
LAYOUT = "Rubrik och innehåll"
TITLE, NUMBER = PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.SLIDE_NUMBER
LONGEST_PROPERTY = 255
LANGUAGE = "sv-SE"
AUTHOR = "Målkollen"
OURS = Path(__file__).parent / SLIDES
UNREADABLE = (PackageNotFoundError, BadZipFile, SyntaxError, KeyError, IndexError, ValueError, OSError)
"""What the library says of a file that is no presentation; bad XML is a SyntaxError."""
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_SWEDISH = {
    "Click to edit Master title style": "Rubrik",
    "Click to edit Master text styles": "Text",
    "Second level": "Nivå två", "Third level": "Nivå tre", "Fourth level": "Nivå fyra", "Fifth level": "Nivå fem",
}  # fmt: skip
_NAMES = {
    "Title": "Rubrik",
    "Title Placeholder": "Rubrik",
    "Text Placeholder": "Text",
    "Slide Number Placeholder": "Bildnummer",
    "Header Placeholder": "Sidhuvud",
    "Date Placeholder": "Datum",
    "Slide Image Placeholder": "Bild",
    "Notes Placeholder": "Anteckningar",
    "Footer Placeholder": "Sidfot",
}
"""What the library calls its placeholders, without the number it ends with."""


def opened(path: Path) -> Presentation:
    """The presentation of a file, without slides.

    Raises:
        DataError: it is no presentation, or not one that slides can be added to; one line a fault.
    """
    try:
        presentation = pptx.Presentation(str(path))
    except UNREADABLE:
        raise DataError(
            f"{shown(path)}: går inte att öppna; spara om filen i PowerPoint som presentation (.pptx)"
        ) from None
    if faults := list(_faults(presentation)):
        raise DataError("\n".join(f"{shown(path)}: {fault}" for fault in faults))
    return presentation


def _faults(presentation: Presentation) -> Iterator[str]:
    if len(presentation.slides):
        yield f"mallen får inte ha några bilder, den har {len(presentation.slides)}; ta bort dem och spara"
    sides = ((presentation.slide_width, WIDTH), (presentation.slide_height, HEIGHT))
    if any(abs((side or 0) - Pt(wanted)) > Pt(1) for side, wanted in sides):
        yield "bilderna ska vara Bredbild, 33,867 × 19,05 cm; ändra under Design, Bildstorlek"
    layout = _layout(presentation)
    if layout is None:
        yield f"layouten ”{LAYOUT}” saknas; ge en layout det namnet i Bildbakgrundsvyn"
        return
    kinds = {shape.placeholder_format.type for shape in list(layout.placeholders)}
    for kind, name in ((TITLE, "Rubrik"), (NUMBER, "Bildnummer")):
        if kind not in kinds:
            yield f"layouten ”{LAYOUT}” saknar platsen för {name.lower()}; lägg till den i Bildbakgrundsvyn"


def _layout(made: Presentation) -> SlideLayout | None:
    """The layout of every slide, by its name."""
    layouts = [layout for master in made.slide_masters for layout in master.slide_layouts]
    return next((layout for layout in layouts if layout.name.casefold() == LAYOUT.casefold()), None)


def properties(made: Presentation, document: Document) -> None:
    """Title, who made it and when, language; what a machine reads without opening a slide."""
    core = made.core_properties
    core.title = clean(document.title)[:LONGEST_PROPERTY]
    core.subject = clean(document.subtitle)[:LONGEST_PROPERTY]
    core.comments = clean(document.version)[:LONGEST_PROPERTY]
    core.author = core.last_modified_by = AUTHOR
    core.language = "sv"
    core.revision = 1
    core.created = core.modified = document.made_at.astimezone(tz=UTC).replace(tzinfo=None)


def add(made: Presentation) -> Slide:
    """A new slide with its title and its number."""
    slide: Slide = made.slides.add_slide(_layout(made))
    shape: Shape
    for shape in slide.placeholders:
        if shape.placeholder_format.type == TITLE:
            shape.name = "Rubrik"
        else:
            shape.element.getparent().remove(shape.element)
    return slide


@dataclass(frozen=True)
class Head:
    """A slide's title: what stands above it in small type, itself, its size; in points the line above and all of it."""

    above: str
    title: str
    size: float
    line: float
    high: float

    @property
    def room(self) -> float:
        """The height of a slide's content below it."""
        return BOTTOM - TOP - self.high - 0.5 * self.size


def head(
    section: Section, titles: Sequence[str], sizes: Sequence[tuple[int, int]] = TITLES, *, is_for_a_room: bool
) -> tuple[Head, str]:
    """The head that a section's slides share, as high as the highest of their titles, and the whole of one too long.

    In a room the title has one place on every slide, whether or not a small line stands above it.
    """
    heading = " ".join(lines_of(section.heading))
    said = titles[0]
    above = heading if section.message and heading and not said.startswith(heading) else ""
    line = height([Paragraph("A", ABOVE)], ROOM)
    small = line + 4 if above or is_for_a_room else 0.0
    above = dotted(above, ABOVE, ROOM, 1) if height([Paragraph(above, ABOVE)], ROOM) > line + 0.1 else above
    for size, most in sizes:
        highs = [height([Paragraph(title, size, is_bold=True)], ROOM) for title in titles]
        if max(highs) <= height([Paragraph("A", size)], ROOM) * most + 0.1:
            return Head(above, said, size, small, small + max(highs)), ""
    size, most = sizes[-1]
    short = dotted(said, size, ROOM, most - 1)
    return Head(above, short, size, small, small + height([Paragraph(short, size, is_bold=True)], ROOM)), said


def title(slide: Slide, of: Head, top: float = TOP) -> None:
    """The small line above and the title; first on the slide, in that order."""
    shape: Shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (
        Pt(part) for part in (LEFT, top + of.line, ROOM, max(of.high - of.line, 1.0))
    )
    fill(shape.text_frame, [Paragraph(of.title, of.size, is_bold=True)])
    if of.above:
        said = [Paragraph(of.above, ABOVE, colour=theme.SOFT_INK)]
        above = write(slide.shapes, said, (LEFT, top, ROOM, of.line), "Överrubrik")
        shape.element.addprevious(above.element)


def credit(slide: Slide, credits_: Iterable[Credit], size: float) -> None:
    """The sources of what a slide shows, on a line below its content; nothing where it shows nobody's figures."""
    said = clean(credit_line(credits_, lambda told: len(lines(Paragraph(told, size), SOURCE_ROOM)) == 1))
    if not said:
        return
    line = [Paragraph(said, size, colour=theme.SOFT_INK)]
    high = height(line, SOURCE_ROOM)
    top = max(BOTTOM, SOURCE_FOOT - high)
    write(slide.shapes, line, (LEFT, top, SOURCE_ROOM, high), "Källor")


def note(slide: Slide, lines: Sequence[str]) -> None:
    """What a speaker has beside the slide."""
    frame: Shape = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(lines)


def number(slide: Slide, position: int) -> None:
    """The slide's number, last on it; it counts itself when slides are moved."""
    source = next(s for s in list(slide.slide_layout.placeholders) if s.placeholder_format.type == NUMBER)
    copy = deepcopy(source.element)
    copy.nvSpPr.cNvPr.set("id", str(max(int(i) for i in slide.shapes.element.xpath("//@id") if i.isdigit()) + 1))
    copy.nvSpPr.cNvPr.set("name", "Bildnummer")
    slide.shapes.element.append(copy)
    for text in copy.iter(f"{{{A}}}t"):
        text.text = str(position)


def describe(shape: Shape, alt: str, name: str) -> None:
    """What a blind reader is told of a shape; without words it is passed over as decoration."""
    properties = shape.element.xpath(".//p:cNvPr")[0]
    properties.set("name", clean(name))
    if alt:
        properties.set("descr", clean(alt))
        return
    extension = child(child(properties, f"{{{A}}}extLst"), f"{{{A}}}ext", uri=_DECORATION_ID)
    mark = extension.makeelement(f"{{{_DECORATION}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATION})
    extension.append(mark)


def flat(shape: Shape) -> None:
    """No shadow, whatever the theme's style has."""
    for effect in shape.element.iter(f"{{{A}}}effectRef"):
        effect.set("idx", "0")


_DECORATION = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATION_ID = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def swedish(presentation: Presentation) -> None:
    """Every text in the file is said to be Swedish, so that it is read aloud and spelt as such."""
    elements = [
        presentation.element,
        presentation.slide_master.element,
        *(layout.element for layout in presentation.slide_layouts),
    ]
    if any(slide.has_notes_slide for slide in presentation.slides):
        elements.append(presentation.notes_master.element)
    for slide in presentation.slides:
        elements.append(slide.element)
        elements += [slide.notes_slide.element] if slide.has_notes_slide else []
        elements += [shape.chart.element for shape in _alone(slide.shapes) if shape.has_chart]
    for element in elements:
        say(element)


def _alone(shapes: Shapes) -> Iterator[Shape]:
    """Shapes, and those within groups."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _alone(shape.shapes)
        else:
            yield shape


def say(element: Element) -> None:
    """Says that an element's texts are Swedish, and what the library calls its own in Swedish."""
    for run in element.iter(f"{{{A}}}r"):
        if run.find(f"{{{A}}}rPr") is None:
            run.insert(0, run.makeelement(f"{{{A}}}rPr", {}))
    for tag in ("rPr", "endParaRPr", "defRPr"):
        for found in element.iter(f"{{{A}}}{tag}"):
            found.set("lang", LANGUAGE)
    for text in element.iter(f"{{{A}}}t"):
        text.text = _SWEDISH.get(text.text or "", text.text)
    for named in element.iter(f"{{{P}}}cNvPr"):
        name = named.get("name", "")
        named.set("name", _NAMES.get(re.sub(r" \d+$", "", name), name))

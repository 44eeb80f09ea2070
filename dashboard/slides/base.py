"""The presentation that slides are added to, the office's own or ours: what it must have, and its slides in Swedish."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
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

from dashboard.documents.document import Document
from dashboard.slides.text import A, Element, Shape, Shapes, child, clean
from dashboard.templates import SLIDES, shown
from malkollen.errors import DataError

WIDTH, HEIGHT, LEFT = 960.0, 540.0, 48.0
"""A slide in points: 960 are 1 280 pixels, so that 21 points are 28 pixels."""
ROOM = WIDTH - 2 * LEFT
TOP, BOTTOM = 40.0, 484.0
"""Where a slide's content begins and ends; below it stands the number."""
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

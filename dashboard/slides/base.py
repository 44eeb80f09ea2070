"""An empty presentation of our own, made of the library's blank one: 16:9, one layout, our colours, all in Swedish."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import UTC

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.documents.document import Document
from dashboard.figures import theme
from dashboard.slides.text import FONT, A, Element, Shape, Shapes, child, clean, rgb

WIDTH, HEIGHT, LEFT = 960.0, 540.0, 48.0
"""A slide in points: 960 are 1 280 pixels, so that 21 points are 28 pixels."""
ROOM = WIDTH - 2 * LEFT
TOP, BOTTOM = 40.0, 484.0
"""Where a slide's content begins and ends; below it stands the number."""
NUMBER = (WIDTH - LEFT - 100, 498.0, 100.0, 28.0)
LONGEST_PROPERTY = 255
LANGUAGE = "sv-SE"
AUTHOR = "Målkollen"
_COLOURS = {
    "dk2": theme.HOME, "lt2": theme.LAND, "accent1": theme.HOME, "accent2": theme.CHOSEN, "accent3": theme.TARGET,
    "accent4": theme.OTHER_LINES[0], "accent5": theme.OTHER_LINES[2], "accent6": theme.OTHER_LINES[1],
    "hlink": theme.HOME, "folHlink": theme.TARGET,
}  # fmt: skip
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
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    f'officeDocument/2006/extended-properties"><Application>{AUTHOR}</Application></Properties>'
)


def blank(document: Document) -> Presentation:
    """An empty presentation that carries the document's properties."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Pt(WIDTH), Pt(HEIGHT)
    made.element.sldSz.attrib.pop("type", None)
    for layout in list(made.slide_layouts):
        if layout.name != "Title Only":
            made.slide_layouts.remove(layout)
    master, layout = made.slide_master, made.slide_layouts[0]
    layout.element.cSld.set("name", "Rubrik och innehåll")
    layout.element.attrib.pop("type", None)
    for shape in [*master.placeholders, *layout.placeholders]:
        if shape.placeholder_format.type in {_DATE, _FOOTER}:
            shape.element.getparent().remove(shape.element)
        else:
            _place(shape)
    _title_style(master.element)
    _package(made)
    _properties(made, document)
    return made


_DATE, _FOOTER, _TITLE, _NUMBER = 16, 15, 1, 13
"""Kinds of placeholders (PP_PLACEHOLDER)."""


def _place(shape: Shape) -> None:
    """Puts a placeholder of the master or the layout where a wide slide has it."""
    kind = shape.placeholder_format.type
    boxes = {_TITLE: (LEFT, TOP, ROOM, 84.0), _NUMBER: NUMBER}
    left, top, across, high = boxes.get(kind, (LEFT, 140.0, ROOM, BOTTOM - 140.0))
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(across), Pt(high)
    if kind == _NUMBER:
        for old in shape.element.iter(f"{{{A}}}defRPr"):
            old.set("sz", "2100")


def _title_style(master: Element) -> None:
    """Titles to the left, bold, from the top: also those that people add themselves."""
    style = master.find(f".//{{{P}}}titleStyle/{{{A}}}lvl1pPr")
    style.set("algn", "l")
    look = style.find(f"{{{A}}}defRPr")
    look.set("sz", "3200")
    look.set("b", "1")
    for body in master.iter(f"{{{A}}}bodyPr"):
        body.attrib.update({"lIns": "0", "rIns": "0", "tIns": "0", "bIns": "0"})
    master.find(f".//{{{A}}}bodyPr").set("anchor", "t")


P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def _package(made: Presentation) -> None:
    """Our fonts and colours as the file's own; the blank one's picture, printer and program taken out."""
    part = made.slide_master.part.part_related_by(RT.THEME)
    part.blob = _theme(part.blob.decode())
    package = made.part.package
    thumbnail = package.part_related_by(RT.THUMBNAIL)
    package.drop_rel(package.relate_to(thumbnail, RT.THUMBNAIL))
    printer = made.part.part_related_by(RT.PRINTER_SETTINGS)
    made.part.rels.pop(made.part.relate_to(printer, RT.PRINTER_SETTINGS))
    package.part_related_by(RT.EXTENDED_PROPERTIES).blob = _APP.encode()


def _theme(xml: str) -> bytes:
    for name, colour in _COLOURS.items():
        xml = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour[1:].upper()}"/>\2', xml)
    xml = re.sub(r"(<a:dk1>).*?(</a:dk1>)", rf'\1<a:srgbClr val="{theme.INK[1:].upper()}"/>\2', xml)
    return xml.replace('"Calibri"', f'"{FONT}"').replace('name="Office Theme"', f'name="{AUTHOR}"').encode()


def _properties(made: Presentation, document: Document) -> None:
    """Title, who made it and when, language; what a machine reads without opening a slide."""
    core = made.core_properties
    core.title = clean(document.title)[:LONGEST_PROPERTY]
    core.subject = clean(document.subtitle)[:LONGEST_PROPERTY]
    core.comments = clean(document.version)[:LONGEST_PROPERTY]
    core.author = core.last_modified_by = AUTHOR
    core.language = "sv"
    core.revision = 1
    core.created = core.modified = document.made.astimezone(tz=UTC).replace(tzinfo=None)


def add(made: Presentation) -> Slide:
    """A new slide with its title and its number."""
    slide: Slide = made.slides.add_slide(made.slide_layouts[0])
    slide.shapes[0].name = "Rubrik"
    return slide


def note(slide: Slide, lines: Sequence[str]) -> None:
    """What a speaker has beside the slide."""
    frame: Shape = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(lines)


def number(slide: Slide, place: int) -> None:
    """The slide's number, last on it; it counts itself when slides are moved."""
    source = next(s for s in list(slide.slide_layout.placeholders) if s.placeholder_format.type == _NUMBER)
    copy = deepcopy(source.element)
    copy.nvSpPr.cNvPr.set("id", str(max(int(i) for i in slide.shapes.element.xpath("//@id") if i.isdigit()) + 1))
    copy.nvSpPr.cNvPr.set("name", "Bildnummer")
    slide.shapes.element.append(copy)
    for text in copy.iter(f"{{{A}}}t"):
        text.text = str(place)
    properties = next(copy.iter(f"{{{A}}}rPr"))
    properties.set("sz", "2100")
    for run in copy.iter(f"{{{A}}}rPr"):
        child(child(run, f"{{{A}}}solidFill"), f"{{{A}}}srgbClr", val=str(rgb(theme.SOFT_INK)))


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


def swedish(made: Presentation) -> None:
    """Every text in the file is said to be Swedish, so that it is read aloud and spelt as such."""
    elements = [made.element, made.slide_master.element, *(layout.element for layout in made.slide_layouts)]
    if any(slide.has_notes_slide for slide in made.slides):
        elements.append(made.notes_master.element)
        part: Shape = made.notes_master.part.part_related_by(RT.THEME)
        look = part._element  # noqa: SLF001
        look.set("name", AUTHOR)
        for font in look.iter(f"{{{A}}}latin"):
            font.set("typeface", FONT)
    for slide in made.slides:
        elements.append(slide.element)
        elements += [slide.notes_slide.element] if slide.has_notes_slide else []
        elements += [shape.chart.element for shape in _alone(slide.shapes) if shape.has_chart]
    for element in elements:
        _say(element)


def _alone(shapes: Shapes) -> Iterator[Shape]:
    """Shapes, and those within groups."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _alone(shape.shapes)
        else:
            yield shape


def _say(element: Element) -> None:
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

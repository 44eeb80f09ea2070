"""Makes the file that presentations begin as, ours: `python -m templates.slides` writes it anew."""

import re
from datetime import datetime

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation
from pptx.util import Pt

from dashboard.figures import theme
from dashboard.slides.base import (
    AUTHOR,
    BOTTOM,
    HEIGHT,
    LAYOUT,
    LEFT,
    NUMBER,
    OURS,
    ROOM,
    TITLE,
    TOP,
    WIDTH,
    P,
    say,
    swedish,
)
from dashboard.slides.text import FONT, A, Element, Shape

MADE = datetime(2026, 11, 28)  # noqa: DTZ001 - the library takes no zone
"""The same every time, so that the same looks are the same file."""
SPOTS = {TITLE: (LEFT, TOP, ROOM, 84.0), NUMBER: (WIDTH - LEFT - 100, 498.0, 100.0, 28.0)}
"""Left, top, width and height, in points."""
_OUT = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER}
_COLOURS = {
    "dk2": theme.SOFT_INK, "lt2": theme.LAND, "accent1": theme.HOME, "accent2": theme.CHOSEN, "accent3": theme.TARGET,
    "accent4": theme.OTHER_LINES[0], "accent5": theme.OTHER_LINES[2], "accent6": theme.OTHER_LINES[1],
    "hlink": theme.HOME, "folHlink": theme.TARGET,
}  # fmt: skip
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    f'officeDocument/2006/extended-properties"><Application>{AUTHOR}</Application></Properties>'
)


def main() -> None:
    """Writes the file beside its writer."""
    template().save(str(OURS))


def template() -> Presentation:
    """The library's blank one with one layout, our letters and colours, 16:9, all in Swedish."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    presentation.element.sldSz.attrib.pop("type", None)
    for layout in list(presentation.slide_layouts):
        if layout.name != "Title Only":
            presentation.slide_layouts.remove(layout)
    master, layout = presentation.slide_master, presentation.slide_layouts[0]
    layout.element.cSld.set("name", LAYOUT)
    layout.element.attrib.pop("type", None)
    for shape in [*master.placeholders, *layout.placeholders]:
        if shape.placeholder_format.type in _OUT:
            shape.element.getparent().remove(shape.element)
        else:
            _place(shape)
    _title_style(master.element)
    _package(presentation)
    _notes(presentation)
    swedish(presentation)
    core = presentation.core_properties
    core.title, core.author, core.last_modified_by = "Mall för Målkollens bilder", AUTHOR, AUTHOR
    core.created = core.modified = MADE
    return presentation


def _notes(template: Presentation) -> None:
    """The page of a speaker's notes, in our letters and in Swedish."""
    part: Shape = template.notes_master.part.part_related_by(RT.THEME)
    look = part._element  # noqa: SLF001
    look.set("name", AUTHOR)
    for font in look.iter(f"{{{A}}}latin"):
        font.set("typeface", FONT)
    say(template.notes_master.element)


def _place(shape: Shape) -> None:
    """Puts a placeholder of the master or the layout where a wide slide has it."""
    kind = shape.placeholder_format.type
    left, top, across, high = SPOTS.get(kind, (LEFT, 140.0, ROOM, BOTTOM - 140.0))
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(across), Pt(high)
    if kind == NUMBER:
        for look in shape.element.iter(f"{{{A}}}defRPr"):
            look.set("sz", "2100")
            for colour in look.iter(f"{{{A}}}schemeClr"):
                colour.set("val", "tx2")
                colour[:] = []


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


def _package(template: Presentation) -> None:
    """Our fonts and colours as the file's own; the blank one's picture, printer and program taken out."""
    part = template.slide_master.part.part_related_by(RT.THEME)
    part.blob = _theme(part.blob.decode())
    package = template.part.package
    thumbnail = package.part_related_by(RT.THUMBNAIL)
    package.drop_rel(package.relate_to(thumbnail, RT.THUMBNAIL))
    printer = template.part.part_related_by(RT.PRINTER_SETTINGS)
    template.part.rels.pop(template.part.relate_to(printer, RT.PRINTER_SETTINGS))
    package.part_related_by(RT.EXTENDED_PROPERTIES).blob = _APP.encode()


def _theme(xml: str) -> bytes:
    for name, colour in _COLOURS.items():
        xml = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour[1:].upper()}"/>\2', xml)
    xml = re.sub(r"(<a:dk1>).*?(</a:dk1>)", rf'\1<a:srgbClr val="{theme.INK[1:].upper()}"/>\2', xml)
    return xml.replace('"Calibri"', f'"{FONT}"').replace('name="Office Theme"', f'name="{AUTHOR}"').encode()


if __name__ == "__main__":
    main()

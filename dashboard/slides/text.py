"""Text of slides: safe for XML, measured, and broken into lines as the office's own programs will break it."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from fontTools.afmLib import AFM
from fontTools.agl import AGL2UV
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from dashboard.figures import theme
from dashboard.figures.spacing import Box
from malkollen.texts.swedish import NO_BREAK_SPACE, THOUSANDS

Shapes = Any
"""The shapes of a slide or of a group. The library's own types are partial: these four words stand for them."""
Shape = Any
Element = Any
Charted = Any
"""A series, a point, an axis or a label of a chart."""
FONT = "Arial"
"""On every machine with an office program, so that nothing shifts; our own font would have to be installed there.

Its letters are as wide as Helvetica's, whose widths matplotlib ships: text is measured without any font of the system.
"""
THEME_FONT = "+mn-lt"
"""The template's own for running text, ours until the office chooses another."""
LEADING = 1.17
"""From line to line, as a share of the type's size: Arial's own 1.15 with a little air."""
SAFE = 0.97
"""Share of a room that is counted on: programs break lines a little differently."""
HANG = 1.0
"""Indent of a bullet's text, in heights of the type."""
_WIDTHS = Path(mpl.get_data_path()) / "fonts" / "pdfcorefonts"
_THEMED = {theme.SOFT_INK: MSO_THEME_COLOR.TEXT_2, theme.HOME: MSO_THEME_COLOR.ACCENT_1}
"""Colours of text that the template governs, by its names for them."""
WORD_JOINER = "\u2060"
_UNIT = re.compile(r"(?<=\d) (?=%|(?:procent|procentenheter|ton|mil|km|inv)\b)")
"""Between a number and what it is of."""
_HOURS = re.compile(r"(?<=\b\d\d)–(?=\d\d\b)")
"""Between two hours; years may be searched for as they are written."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of one look. size and after (room below) in points; align: "left", "right" or "center"."""

    text: str
    size: float
    after: float = 0.0
    colour: str = theme.INK
    is_bold: bool = False
    is_italic: bool = False
    is_bullet: bool = False
    align: str = "left"


def clean(text: str) -> str:
    """The text without characters that XML forbids, on one line that breaks within no number, nor before its unit."""
    line = " ".join(_FORBIDDEN.sub("", text).split(" ")).replace("\r\n", " ").translate(_ONE_LINE)
    return _HOURS.sub(f"–{WORD_JOINER}", _UNIT.sub(NO_BREAK_SPACE, THOUSANDS.sub(NO_BREAK_SPACE, line)))


_ONE_LINE = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u2028": " ", "\u2029": " ", "\x85": " "})


def lines_of(text: str) -> list[str]:
    """The text's own lines, each cleaned; none is empty."""
    return [line for part in re.split(r"\r\n|[\n\r\u2028\u2029\x85]", text) if (line := clean(part).strip())]


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide a line of text is, in points."""
    advances = _advances("Helvetica-Bold" if is_bold else "Helvetica")
    return size * sum(advances[letter] if letter in advances else _unknown(letter) for letter in text)


@cache
def _advances(name: str) -> dict[str, float]:
    """How wide each letter is, as a share of the type's size."""
    font = AFM(str(_WIDTHS / f"{name}.afm"))
    spaces = {"\u00a0": 0.278, "\u202f": 0.278}
    return spaces | {chr(AGL2UV.get(letter, 0)): font[letter][1] / 1000 for letter in font.chars()}


@cache
def _unknown(letter: str) -> float:
    """A letter that Arial may lack comes from another font: taken as a wide one."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.85


def wrapped(text: str, size: float, room: float, *, is_bold: bool = False) -> list[str]:
    """The text in lines that fit the room; a word wider than the room is broken within, as the programs do."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, is_bold=is_bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _parts(word, size, room, is_bold=is_bold)
        lines += whole
    return [*lines, line]


def _parts(word: str, size: float, room: float, *, is_bold: bool) -> list[str]:
    parts, part, used = [], "", 0.0
    for letter in word:
        step = width(letter, size, is_bold=is_bold)
        if part and used + step > room:
            parts.append(part)
            part, used = "", 0.0
        part, used = part + letter, used + step
    return [*parts, part]


def lines(paragraph: Paragraph, room: float) -> list[str]:
    """The paragraph's lines in a room of so many points."""
    hang = HANG * paragraph.size if paragraph.is_bullet else 0.0
    return wrapped(paragraph.text, paragraph.size, SAFE * (room - hang), is_bold=paragraph.is_bold)


def height(paragraphs: Sequence[Paragraph], room: float) -> float:
    """How high paragraphs are together, without the room below the last."""
    if not paragraphs:
        return 0.0
    own = sum(len(lines(p, room)) * LEADING * p.size for p in paragraphs)
    return own + sum(p.after for p in paragraphs[:-1])


def dotted(text: str, size: float, room: float, most: int) -> str:
    """As much of a bold text as so many lines hold, with three dots after it."""

    def high(end: int) -> float:
        return height([Paragraph(f"{text[:end]}…", size, is_bold=True)], room)

    highest = most * height([Paragraph("A", size)], room) + 0.1
    return f"{text[: bisect_right(range(1, len(text) + 1), highest, key=high)].rstrip()}…"


def parts(paragraph: Paragraph, room: float, highest: float) -> list[Paragraph]:
    """The paragraph, or pieces of it that are no higher than that, broken between lines."""
    broken = lines(paragraph, room)
    most = max(1, int(highest / (LEADING * paragraph.size)))
    if len(broken) <= most:
        return [paragraph]
    texts = [" ".join(broken[start : start + most]) for start in range(0, len(broken), most)]
    return [replace(paragraph, text=text, is_bullet=paragraph.is_bullet and not i) for i, text in enumerate(texts)]


def fill(frame: Shape, paragraphs: Sequence[Paragraph], *, middle: bool = False) -> None:
    """Writes paragraphs into a shape's text, from its very corner and never resized by the program."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for place, paragraph in enumerate(paragraphs):
        written = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        written.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[paragraph.align]
        written.space_before, written.space_after = Pt(0), Pt(paragraph.after if place < len(paragraphs) - 1 else 0)
        written.line_spacing = 1.0
        if not paragraph.text:  # said so of an empty one, which is else as high as the program's own type
            child(written._p, f"{{{A}}}endParaRPr", sz=str(round(100 * paragraph.size)))  # noqa: SLF001
            continue
        run = written.add_run()
        run.text = paragraph.text
        run.font.size, run.font.bold, run.font.italic = Pt(paragraph.size), paragraph.is_bold, paragraph.is_italic
        if paragraph.colour in _THEMED:
            run.font.color.theme_color = _THEMED[paragraph.colour]
        elif paragraph.colour != theme.INK:  # the template's own text
            run.font.color.rgb = rgb(paragraph.colour)
        if paragraph.is_bullet:
            _bullet(written, paragraph.size)


def write(
    shapes: Shapes, paragraphs: Sequence[Paragraph], box: Box, name: str = "Text", *, middle: bool = False
) -> Shape:
    """Paragraphs in a text box of their own; box: in points."""
    shape = shapes.add_textbox(*(Pt(part) for part in box))
    shape.name = name
    fill(shape.text_frame, paragraphs, middle=middle)
    return shape


def _bullet(made: Shape, size: float) -> None:
    """A real bullet, so that a reader is told of a list."""
    properties = made._p.get_or_add_pPr()  # noqa: SLF001
    properties.set("marL", str(int(HANG * size * 12700)))
    properties.set("indent", str(-int(HANG * size * 12700)))
    child(properties, f"{{{A}}}buChar", char="•")


def child(parent: Element, tag: str, **attributes: str) -> Element:
    """A new element, last in its parent."""
    made = parent.makeelement(tag, attributes)
    parent.append(made)
    return made


A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def rgb(colour: str) -> RGBColor:
    """A colour of the theme, "#0f5460", as the library takes it."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def paint(shape: Charted, colour: str, hatch: str = "") -> None:
    """Fills a shape, or the format of a point, with strokes of the hatch's colour where it has one."""
    inside = shape.fill
    if hatch:
        inside.patterned()
        inside.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        inside.fore_color.rgb, inside.back_color.rgb = rgb(hatch), rgb(colour)
    else:
        inside.solid()
        inside.fore_color.rgb = rgb(colour)

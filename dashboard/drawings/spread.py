"""The spread on paper: a dot a municipality with its value at the right, lines for group and riket, a strip of all."""

from dataclasses import replace

from dashboard.blocks.drawing import SpreadContent
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD, PAPER_TEXT, Sheet, weight_of
from dashboard.figures import theme
from dashboard.figures.looks import DOT, GRID, LINES, STRIP, UPRIGHT, Row, UprightLine
from dashboard.figures.scales import Scale, beyond, spread_ends
from malkollen.texts.swedish import MISSING, number

ROW = 1.75
"""Height of a row, in heights of the text."""
TIGHTEST = 1.12


def draw(content: SpreadContent, room: float, text: float, share: float) -> Sheet:
    """The chart. room: width in points; text: its size in points; share: of the height it takes by itself."""
    strip = content.strip
    names = [*(name for name, _, _ in content.rows), *([strip] if strip else [])]
    marks = sorted(content.marks, key=lambda mark: mark[1])
    above, below = len(marks) * 1.3 * text, (2.9 if content.unit else 1.7) * text
    row = max(TIGHTEST, ROW * share) * text
    sheet = Sheet(room, above + below + row * len(names) + 0.4 * text, text / PAPER_TEXT)
    left = max([0.0, *(width(name, text, 700) for name in names)]) + 0.8 * text + 1
    known = [value for _, value, _ in (*content.rows, *content.marks) if value is not None]
    low, last = spread_ends(known, content.background)
    across = _across(content, (low, last), left, room, text)
    top = sheet.height - above - 0.2 * text
    bottom = top - row * len(names)
    tail = beyond(content.background, last, content.decimals)
    _axis(sheet, across, "; ".join(filter(None, [content.unit, tail])), bottom, text)
    for index, mark in enumerate(marks):
        high = top + (index + 0.5) * 1.3 * text
        _mark(sheet, across, mark, content.decimals, (bottom, top, high), text)
    if strip:
        y = bottom + row / 2
        for value in (one for one in content.background if one <= last):
            x = across.at(value)
            sheet.line([(x, y - 0.5 * text), (x, y + 0.5 * text)], STRIP, order=3)
        sheet.write((left - 0.8 * text, y), strip, text, theme.INK, side="right")
    for index, entry in enumerate(content.rows):
        _row(sheet, across, entry, content, top - (index + 0.5) * row, text)
    return sheet


def _across(content: SpreadContent, ends: tuple[float, float], left: float, room: float, text: float) -> Scale:
    """The axis of values, with air on both sides and room for the numbers to the right of it."""
    low, high = ends
    air = 0.04 * ((high - low) or abs(high) or 1.0)
    shown = [number(value, content.decimals) for _, value, _ in content.rows if value is not None]
    number_room = max((width(words, text, BOLD) for words in shown), default=0) + 1.0 * text
    return Scale(low - air, high + air, left, room - number_room)


def _axis(sheet: Sheet, across: Scale, unit: str, bottom: float, text: float) -> None:
    sheet.line([(across.start, bottom), (across.end, bottom)], GRID, order=0.5)
    for value, shown in across.ticks(max(2, min(5, int((across.end - across.start) // (5 * text))))):
        x = across.at(value)
        sheet.line([(x, bottom), (x, bottom - 0.3 * text)], GRID, order=0.5)
        sheet.write((x, bottom - 0.95 * text), shown, text, theme.SOFT_INK, side="center")
    middle = min((across.start + across.end) / 2, sheet.width - width(unit, text) / 2)
    sheet.write((middle, bottom - 2.15 * text), unit, text, theme.SOFT_INK, side="center")


def _mark(
    sheet: Sheet, across: Scale, mark: UprightLine, decimals: int, heights: tuple[float, float, float], text: float
) -> None:
    """An upright line with its name over the rows, each name on a row of its own, where no line runs.

    Args:
        heights: of the line's two ends and of the middle of its name.
    """
    name, value, role = mark
    look, x, (low, top, high) = LINES[role], across.at(value), heights
    weight = weight_of(look)
    sheet.line([(x, low), (x, top)], replace(look, weight=UPRIGHT), order=1.5)
    words = f"{name} {number(value, decimals)}"
    half = width(words, text, weight) / 2
    middle = min(max(x, half), sheet.width - half)
    sheet.write((middle, high), words, text, look.colour, weight=weight, side="center", halo=theme.PAPER)


def _row(sheet: Sheet, across: Scale, entry: Row, content: SpreadContent, y: float, text: float) -> None:
    """A name, its dot, and its value at the right; a dash where there is none. The chosen is a square and set bold."""
    name, value, role = entry
    look, weight = LINES[role], weight_of(LINES[role])
    sheet.write((across.start - 0.8 * text, y), name, text, theme.INK, weight=weight, side="right")
    sheet.line([(across.start, y), (across.end, y)], GRID, order=0.4)
    words = number(value, content.decimals) if value is not None else MISSING
    sheet.write((sheet.width, y), words, text, theme.INK, weight=weight, side="right")
    if value is not None:
        sheet.marks([(across.at(value), y)], replace(look, size=DOT))

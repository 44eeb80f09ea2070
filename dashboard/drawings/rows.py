"""What only a page has, a row a thing, as an image draws it: pace, both ways, places and shares."""

from collections.abc import Sequence
from typing import assert_never

from dashboard.blocks.live import BothWays, Pace, Shares, Standing
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD, PAPER_TEXT, Sheet, rectangle, wrapped
from dashboard.figures import theme
from dashboard.figures.looks import AXIS, GRID, LINES, Look
from dashboard.figures.scales import Scale
from malkollen.texts.swedish import number

Rows = Pace | BothWays | Standing | Shares
ROW, TALL = 2.0, 3.2
"""Heights of a row, with its words beside it or above it, in heights of the text."""
NAMES = 0.34
"""Of the width, the most that names take."""


def draw(block: Rows, room: float, text: float) -> Sheet:
    """The rows. room: width in points; text: its size in points."""
    match block:
        case Pace():
            return _pace(block, room, text)
        case BothWays():
            return _both_ways(block, room, text)
        case Standing():
            return _standing(block, room, text)
        case Shares():
            return _shares(block, room, text)
        case _:
            assert_never(block)


def _pace(block: Pace, room: float, text: float) -> Sheet:
    """Each region's way from the ring (then) to the dot (now), its words above it."""
    sheet = Sheet(room, (TALL * len(block.rows) + 3) * text, text / PAPER_TEXT)
    across = Scale(*block.ends, text, room - text)
    _axis(sheet, across, block.unit, 3 * text, text)
    if block.has_zero:
        sheet.line([(across.at(0), 3 * text), (across.at(0), sheet.height)], AXIS, order=1)
    for place, row in enumerate(block.rows):
        top = sheet.height - place * TALL * text
        look = LINES[row.role] if row.role in LINES else Look(theme.STRIP, 3.0)
        weight = BOLD if row.role == "home" else 400
        sheet.write((0, top - 0.8 * text), row.name, text, theme.INK, weight=weight, halo=theme.PAPER)
        where = (room, top - 0.8 * text)
        sheet.write(where, row.text, text, theme.INK, weight=weight, side="right", halo=theme.PAPER)
        y = top - 2.1 * text
        spots = [(across.at(value), y) for value in (row.before, row.now) if value is not None]
        if len(spots) > 1:
            sheet.line(spots, Look(look.colour, 5.0 if row.role == "home" else 3.0))
        if row.before is not None:
            sheet.marks([(across.at(row.before), y)], Look(look.colour, 1, mark="circle", size=10, is_open=True))
        if row.now is not None:
            sheet.marks([(across.at(row.now), y)], Look(look.colour, 1, mark="circle", size=13))
    return sheet


def _axis(sheet: Sheet, across: Scale, unit: str, bottom: float, text: float) -> None:
    for value, words in across.ticks(4):
        sheet.line([(across.at(value), bottom), (across.at(value), sheet.height)], GRID, order=0.4)
        sheet.write((across.at(value), bottom - 0.8 * text), words, text, theme.SOFT_INK, side="center")
    sheet.write((sheet.width / 2, 0.7 * text), unit, text, theme.SOFT_INK, side="center")


def _both_ways(block: BothWays, room: float, text: float) -> Sheet:
    """Those who come to the left of zero and those who go to the right."""
    sheet = Sheet(room, (ROW * len(block.rows) + 1.8) * text, text / PAPER_TEXT)
    left = _named(sheet, [name for name, *_ in block.rows], text, strong=block.marked)
    counts = [count for _, *both in block.rows for count in both if count is not None]
    most = max(counts, default=1.0) or 1.0
    beside = max((width(number(count), text) for count in counts), default=0.0) + 0.8 * text
    across = Scale(-most, most, left + beside, room - beside)
    zero = across.at(0)
    for words, sign in (("Inpendlare", -1), ("Utpendlare", 1)):
        where = (zero + sign * 0.6 * text, sheet.height - 0.8 * text)
        sheet.write(where, words, text, theme.INK, weight=BOLD, side="right" if sign < 0 else "left")
    for place, (_, into, out) in enumerate(block.rows):
        y = _middle(sheet, place, text)
        for count, sign, fill, edge in ((into, -1, theme.TRAVEL[2], theme.SOFT_INK), (out, 1, theme.HOME, theme.HOME)):
            end = across.at(sign * (count or 0))
            sheet.shape([rectangle(min(zero, end), y - 0.6 * text, max(zero, end), y + 0.6 * text)], fill, edge)
            words = number(count) if count is not None else "saknas"
            sheet.write((end + sign * 0.5 * text, y), words, text, theme.INK, side="right" if sign < 0 else "left")
    sheet.line([(zero, 0), (zero, sheet.height - 1.6 * text)], AXIS, order=3)
    return sheet


def _standing(block: Standing, room: float, text: float) -> Sheet:
    """Where a municipality stands on each measure, better to the right, its place in a column at the right."""
    sheet = Sheet(room, (ROW * 1.35 * len(block.rows) + 3.2) * text, text / PAPER_TEXT)
    names = [wrapped(name, NAMES * room, text) for name, *_ in block.rows]
    left = max((width(line, text) for lines in names for line in lines), default=0.0) + text
    beside = max((width(place_text, text) for *_, place_text in block.rows), default=0.0) + 1.2 * text
    across = Scale(0, 100, left, room - beside)
    middle = rectangle(across.at(25), 2.6 * text, across.at(75), sheet.height)
    sheet.shape([middle], theme.LAND, theme.LAND, order=0.3)
    for index, (lines, (_, percentile, words)) in enumerate(zip(names, block.rows, strict=True)):
        y = sheet.height - (index + 0.5) * ROW * 1.35 * text
        for row, line in enumerate(lines):
            at = (left - text, y + ((len(lines) - 1) / 2 - row) * 1.15 * text)
            sheet.write(at, line, text, theme.INK, side="right")
        sheet.line([(across.start, y), (across.end, y)], GRID, order=0.5)
        sheet.marks([(across.at(percentile), y)], Look(LINES["chosen"].colour, 1, mark="circle", size=13))
        sheet.write((room, y), words, text, theme.INK, side="right")
    for value, words in ((12.5, "nedre"), (50, "mitten"), (87.5, "övre")):
        sheet.write((across.at(value), 1.9 * text), words, text, theme.SOFT_INK, side="center")
    sheet.write((across.at(50), 0.6 * text), "längre till höger är bättre", text, theme.SOFT_INK, side="center")
    return sheet


def _shares(block: Shares, room: float, text: float) -> Sheet:
    """The share of people in each class, the best from the left, the classes below."""
    sheet = Sheet(room, (ROW * len(block.bars) + 3.2) * text, text / PAPER_TEXT)
    left = _named(sheet, [bar.name for bar in block.bars], text, above=0.0)
    across = Scale(0, 100, left, room - 1)
    for place, bar in enumerate(block.bars):
        y, low = _middle(sheet, place, text, above=0.0), 0.0
        for share, (colour, _) in zip(bar.shares, block.classes, strict=True):
            start, low = low, low + (share or 0.0)
            part = rectangle(across.at(start), y - 0.65 * text, across.at(low), y + 0.65 * text)
            sheet.shape([part], colour, theme.SOFT_INK, 0.75, hatch=theme.HATCH if colour == theme.MISSING else "")
            words = number(share)
            if width(words, text) + 0.6 * text < across.at(low) - across.at(start) and colour != theme.MISSING:
                middle = (across.at(start) + across.at(low)) / 2
                sheet.write((middle, y), words, text, theme.ink_on(colour), side="center")
    x = left
    for colour, words in block.classes:
        hatch = theme.HATCH if colour == theme.MISSING else ""
        sheet.shape([rectangle(x, 0.6 * text, x + 1.4 * text, 1.6 * text)], colour, theme.SOFT_INK, hatch=hatch)
        sheet.write((x + 1.8 * text, 1.1 * text), words, text, theme.INK)
        x += width(words, text) + 3.2 * text
    return sheet


def _named(sheet: Sheet, names: Sequence[str], text: float, above: float = 1.8, strong: str = "") -> float:
    """Names at the left, one of them in bold; where what they name begins."""
    left = max((width(name, text) for name in names), default=0.0) + text
    for place, name in enumerate(names):
        weight = BOLD if name == strong else 400
        sheet.write(
            (left - text, _middle(sheet, place, text, above)), name, text, theme.INK, weight=weight, side="right"
        )
    return left


def _middle(sheet: Sheet, place: int, text: float, above: float = 1.8) -> float:
    return sheet.height - (above + (place + 0.5) * ROW) * text

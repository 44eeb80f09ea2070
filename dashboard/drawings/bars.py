"""Regions as bars from zero on paper: ours dark, the others pale, riket hatched, each with its name and value."""

from dashboard.blocks.drawing import Bars
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import PAPER_TEXT, Sheet, rectangle, weight_of, wrapped
from dashboard.figures import theme
from dashboard.figures.looks import AXIS, BARS, Role
from dashboard.figures.scales import Scale
from malkollen.texts.swedish import number

ROW, TIGHTEST = 2.0, 1.3
"""Height of a row of one line of text, in heights of the text."""
NAMES = 0.34
"""Of the width, the most that names take."""
NO_VALUE = "inget värde"


def draw(block: Bars, room: float, text: float, share: float) -> Sheet:
    """The bars. room: width in points; text: its size in points; share: of the height they take by themselves."""
    names = [wrapped(name, NAMES * room, text, weight_of(BARS[role])) for name, _, role in block.rows]
    lines = zip(names, block.rows, strict=True)
    widths = (width(line, text, weight_of(BARS[role])) for own, (*_, role) in lines for line in own)
    left = max(widths, default=0) + 0.8 * text
    texts = [number(value, block.decimals) if value is not None else NO_VALUE for _, value, _ in block.rows]
    beside = max((width(words, text, 700) for words in texts), default=0) + 0.7 * text
    rows = [max(TIGHTEST, ROW * share) * text + (len(name_lines) - 1) * 1.2 * text for name_lines in names]
    sheet = Sheet(room, sum(rows) + 1.6 * text, text / PAPER_TEXT)
    values = [value for _, value, _ in block.rows if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
    across = Scale(low, high, left + (beside if low < 0 else 0), room - beside)
    sheet.write((left, sheet.height - 0.7 * text), block.unit, text, theme.SOFT_INK)
    top = sheet.height - 1.4 * text
    for name_lines, (_, value, role), words, high_row in zip(names, block.rows, texts, rows, strict=True):
        y, weight = top - high_row / 2, weight_of(BARS[role])
        middle = y + (len(name_lines) - 1) * 0.6 * text
        for index, line in enumerate(name_lines):
            at = (left - 0.8 * text, middle - index * 1.2 * text)
            sheet.write(at, line, text, theme.INK, weight=weight, side="right")
        _bar(sheet, across, value, role, (y, 0.62 * max(TIGHTEST, ROW * share) * text / 2))
        end = across.at(max(value or 0.0, 0.0))
        sheet.write((end + 0.5 * text, y), words, text, theme.INK, weight=weight)
        top -= high_row
    sheet.line([(across.at(0), 0.2 * text), (across.at(0), sheet.height - 1.4 * text)], AXIS)
    return sheet


def _bar(sheet: Sheet, across: Scale, value: float | None, role: Role, level: tuple[float, float]) -> None:
    """A bar from zero; level: its middle height and half its thickness."""
    if not value:
        return
    y, half = level
    start, end = across.at(0), across.at(value)
    look = BARS[role]
    bar = [rectangle(start, y - half, end, y + half)]
    sheet.shape(bar, look.colour, look.edge, hatch=look.edge if look.is_hatched else "")

"""A series chart on paper: lines told apart by dash and mark, each with its name at the right; no colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.content.indicator.spread import SeriesContent
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import LEADING, PAPER_TEXT, Dash, Point, Sheet, wrapped
from dashboard.figures import theme
from dashboard.figures.scales import Scale, year_ticks
from dashboard.figures.series import DRAWN_ONLY, Band, Line, stretches, value_range
from malkollen.texts.swedish import number

SAMPLE = 2.2
"""Length of the piece of line beside a name, in heights of the text."""
DOTTED = (1.0, 2.4)


@dataclass(frozen=True)
class Look:
    """How a line is drawn: its mark is open where open_mark; size of the mark in points, 0 for none."""

    colour: str
    thickness: float
    dash: Dash
    mark: str
    size: float
    open_mark: bool = False
    weight: int = 400


FIXED = {
    "home": Look(theme.HOME, 2.4, (), "o", 4.6, weight=700),
    "chosen": Look(theme.CHOSEN, 1.8, (), "s", 4.6),
    "country": Look(theme.INK, 1.3, (5, 2.2), "D", 3.4),
    "target": Look(theme.TARGET, 1.5, (1.6, 1.8), "", 0),
    "past_target": Look(theme.SOFT_INK, 1.0, (1.2, 3.2), "", 0),
    "forecast": Look(theme.CHOSEN, 1.6, (7, 3), "", 0),
}
OTHERS: tuple[tuple[Dash, str], ...] = (
    ((2.4, 1.8), "^"),
    ((7, 2, 1.4, 2), "v"),
    ((9, 2.6), "s"),
    ((4, 1.6, 1.2, 1.6, 1.2, 1.6), "D"),
    ((1.4, 1.4), "p"),
    ((12, 3), "X"),
    ((3.2, 3.2), ">"),
    ((6, 1.4, 2.4, 1.4), "<"),
)


@dataclass(frozen=True)
class _Label:
    """A name at the end of a line: its lines of text and the value the line ends at."""

    line: Line
    look: Look
    texts: list[str]
    value: float


def draw(content: SeriesContent, room: float, text: float, share: float) -> Sheet:
    """The chart. room: width in points; text: its size in points; share: of the height it takes by itself."""
    drawn = [line for line in content.lines if line.values]
    labels = _labels(drawn, content.decimals, room * 0.3, text)
    names = max((width(t, text, label.look.weight) for label in labels for t in label.texts), default=0.0)
    high = max(20 * text * share, (sum(len(label.texts) for label in labels) + 1) * LEADING * text + 4 * text)
    sheet = Sheet(room, high, text / PAPER_TEXT)
    low_value, high_value = value_range(drawn, content.band, from_zero=content.from_zero)
    years = sorted({year for line in drawn for year in line.values}) or [0]
    is_broken = any(years[0] < year <= years[-1] for year in content.breaks)
    values = Scale(low_value, high_value, 2 * text, high - (3.3 if is_broken else 2.0) * text)
    ticks = values.ticks()
    left = max(width(tick, text) for _, tick in ticks) + 0.5 * text + 1
    across = Scale(years[0] - 0.3, years[-1] + 0.3, left, room - names - (SAMPLE + 1.6) * text)
    _frame(sheet, across, values, ticks, content.unit, text)
    _years(sheet, across, years, text)
    _breaks(sheet, across, values, content, years, text)
    if content.band:
        _band(sheet, across, values, content.band)
    for label in reversed(labels):
        _line(sheet, across, values, label, content)
    _names(sheet, across, values, labels, text, has_band=content.band is not None)
    return sheet


def _labels(lines: Sequence[Line], decimals: int, room: float, text: float) -> list[_Label]:
    """Every line with its look and its name, wrapped."""
    others = [line.name for line in lines if line.role == "group"]
    labels = []
    for line in lines:
        look = FIXED.get(line.role) or _other(others.index(line.name))
        value = line.values[max(line.values)]
        named = f"{line.name} {number(value, decimals)}"
        labels.append(_Label(line, look, wrapped(named, room, text, look.weight), value))
    return labels


def _other(place: int) -> Look:
    dash, mark = OTHERS[place % len(OTHERS)]
    return Look(theme.OTHER_LINES[place % len(theme.OTHER_LINES)], 1.3, dash, mark, 4.2, open_mark=True)


def _frame(
    sheet: Sheet, across: Scale, values: Scale, ticks: Sequence[tuple[float, str]], unit: str, text: float
) -> None:
    """Pale lines at even values, their numbers to the left and the unit above."""
    for value, shown in ticks:
        y = values.at(value)
        sheet.line([(across.start, y), (across.end, y)], theme.LINE, 0.6, order=0.5)
        sheet.write((across.start - 0.5 * text, y), shown, text, theme.SOFT_INK, side="right")
    sheet.write((1, sheet.height - 0.6 * text), unit, text, theme.SOFT_INK)


def _years(sheet: Sheet, across: Scale, years: Sequence[int], text: float) -> None:
    apart = 3.4 * text
    for year in year_ticks(years, int((across.end - across.start) // apart)):
        sheet.write((across.at(year), 0.9 * text), str(year), text, theme.SOFT_INK, side="center")


def _breaks(
    sheet: Sheet, across: Scale, values: Scale, content: SeriesContent, years: Sequence[int], text: float
) -> None:
    """An upright line before the first year of each new series, with its name above."""
    for year in (b for b in content.breaks if years[0] < b <= years[-1]):
        x, top = across.at(year - 0.5), sheet.height - 2.6 * text
        sheet.line([(x, values.start), (x, top + 0.4 * text)], theme.SOFT_INK, 0.8, (4, 3), order=1.5)
        name = f"brott {year}"
        half = width(name, text) / 2
        middle = min(max(x, half), across.end - half)
        sheet.write((middle, top + 0.3 * text + 0.6 * text), name, text, theme.SOFT_INK, side="center")


def _band(sheet: Sheet, across: Scale, values: Scale, band: Band) -> None:
    """A forecast's interval: pale, with its two edges drawn, so that it is seen in black and white."""
    upper = [(across.at(y), values.at(v)) for y, v in zip(band.years, band.high, strict=True)]
    lower = [(across.at(y), values.at(v)) for y, v in zip(band.years, band.low, strict=True)]
    sheet.area([*upper, *reversed(lower)], BAND)
    for edge in (upper, lower):
        sheet.line(edge, theme.CHOSEN, 0.6, (2, 2), order=1.5)


BAND = "#f7e6dc"
"""theme.BAND over white: print knows no transparency."""


def _line(sheet: Sheet, across: Scale, values: Scale, label: _Label, content: SeriesContent) -> None:
    """A line with its gaps thin and dotted, a mark at every figure, a survey's interval through it."""
    line, look = label.line, label.look

    def spot(year: int) -> Point:
        return across.at(year), values.at(line.values[year])

    for run, is_gap in stretches(sorted(line.values), line.role, content.breaks):
        dash, thickness = (DOTTED, 0.9) if is_gap else (look.dash, look.thickness)
        sheet.line([spot(year) for year in run], look.colour, thickness, dash)
    for year, ends in line.ends.items():
        _whisker(sheet, across.at(year), [values.at(end) for end in ends], look.colour)
    if look.mark and line.role not in DRAWN_ONLY:
        fill = "#ffffff" if look.open_mark else None
        sheet.marks([spot(year) for year in sorted(line.values)], look.mark, look.size, look.colour, fill)


def _whisker(sheet: Sheet, x: float, ends: Sequence[float], colour: str) -> None:
    low, high = ends
    sheet.line([(x, low), (x, high)], colour, 0.9)
    for end in (low, high):
        sheet.line([(x - 2.2 * sheet.stroke, end), (x + 2.2 * sheet.stroke, end)], colour, 0.9)


def _names(
    sheet: Sheet, across: Scale, values: Scale, labels: Sequence[_Label], text: float, *, has_band: bool
) -> None:
    """Each name at the right with a piece of its line before it, and a hair from the line's end to it."""
    for label, y in _apart(labels, values, text):
        last, look = max(label.line.values), label.look
        start = across.end + 0.5 * text
        end = start + SAMPLE * text
        sheet.line([(across.at(last), values.at(label.value)), (across.end, y), (start, y)], theme.FAINT, 0.4, order=1)
        if has_band and label.line.role == "forecast":
            sheet.area(
                [(start, y - 0.4 * text), (end, y - 0.4 * text), (end, y + 0.4 * text), (start, y + 0.4 * text)], BAND
            )
        sheet.line([(start, y), (end, y)], look.colour, look.thickness, look.dash)
        if look.mark:
            fill = "#ffffff" if look.open_mark else None
            sheet.marks([((start + end) / 2, y)], look.mark, look.size, look.colour, fill)
        middle = y + (len(label.texts) - 1) * LEADING * text / 2
        for place, words in enumerate(label.texts):
            at = (end + 0.5 * text, middle - place * LEADING * text)
            sheet.write(at, words, text, look.colour, weight=look.weight)


def _apart(labels: Sequence[_Label], values: Scale, text: float) -> list[tuple[_Label, float]]:
    """The names' heights near their lines' ends, moved apart so that none covers another, all on the sheet."""
    ordered = sorted(labels, key=lambda label: label.value)
    sizes = [len(label.texts) * LEADING * text + 0.25 * text for label in ordered]
    spots: list[float] = []
    floor = 0.0
    for label, size in zip(ordered, sizes, strict=True):
        spots.append(max(values.at(label.value), floor + size / 2))
        floor = spots[-1] + size / 2
    ceiling = values.end + 1.2 * text
    for place in range(len(spots) - 1, -1, -1):  # what was pushed over the top comes down again
        spots[place] = min(spots[place], ceiling - sizes[place] / 2)
        ceiling = spots[place] - sizes[place] / 2
    return list(zip(ordered, spots, strict=True))

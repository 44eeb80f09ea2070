"""A series chart on paper: lines told apart by dash and mark, each with its name at the right; no colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.blocks.drawing import SeriesContent
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import LEADING, PAPER_TEXT, Sheet, rectangle, weight_of, wrapped
from dashboard.figures import theme
from dashboard.figures.looks import BAND_SHARE, BREAK, GAP, GRID, LEADER, LINES, WHISKER, Look, ahead_colour, looks
from dashboard.figures.scales import Scale, year_ticks
from dashboard.figures.series import FORECASTS, Band, Line, end_words, stretches, value_range
from dashboard.figures.spacing import Point, spaced

SAMPLE = 2.2
"""Length of the piece of line beside a name, in heights of the text."""
NAMES, NAMES_OF_LOW, LOW = 0.3, 0.38, 0.5
"""Of the width, the most that names take; more in a chart that is made so low that names in two lines have no room."""


@dataclass(frozen=True)
class _Label:
    """A name at the end of a line: its lines of text."""

    line: Line
    look: Look
    texts: list[str]


def draw(content: SeriesContent, room: float, text: float, share: float) -> Sheet:
    """The chart. room: width in points; text: its size in points; share: of the height it takes by itself."""
    labels = _labels(content, room * (NAMES if share >= LOW else NAMES_OF_LOW), text)
    drawn = [label.line for label in labels]
    names = max((width(t, text, weight_of(label.look)) for label in labels for t in label.texts), default=0.0)
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
        _band(sheet, across, values, content.band, ahead_colour(content.lines))
    for label in reversed(labels):
        _line(sheet, across, values, label, content)
    _names(sheet, across, values, labels, text, has_band=content.band is not None)
    return sheet


def _labels(content: SeriesContent, room: float, text: float) -> list[_Label]:
    """Every line that has values, with its look and its name, wrapped."""
    known = [(line, look) for line, look in zip(content.lines, looks(content.lines), strict=True) if line.values]
    named = end_words([line for line, _ in known], content.decimals)
    return [
        _Label(line, look, wrapped(words, room, text, weight_of(look)))
        for (line, look), words in zip(known, named, strict=True)
    ]


def _frame(
    sheet: Sheet, across: Scale, values: Scale, ticks: Sequence[tuple[float, str]], unit: str, text: float
) -> None:
    """Pale lines at even values, their numbers to the left and the unit above."""
    for value, shown in ticks:
        y = values.at(value)
        sheet.line([(across.start, y), (across.end, y)], GRID, order=0.5)
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
        sheet.line([(x, values.start), (x, top + 0.4 * text)], BREAK, order=1.5)
        name = f"bryts {year}"
        half = width(name, text) / 2
        middle = min(max(x, half), across.end - half)
        sheet.write((middle, top + 0.3 * text + 0.6 * text), name, text, theme.SOFT_INK, side="center")


def _band(sheet: Sheet, across: Scale, values: Scale, band: Band, colour: str) -> None:
    """A forecast's interval: pale, with its two edges drawn, so that it is seen in black and white."""
    upper = [(across.at(y), values.at(v)) for y, v in zip(band.years, band.high, strict=True)]
    lower = [(across.at(y), values.at(v)) for y, v in zip(band.years, band.low, strict=True)]
    sheet.area([*upper, *reversed(lower)], theme.mixed(colour, theme.PAPER, BAND_SHARE))
    for edge in (upper, lower):
        sheet.line(edge, replace(LINES["band"], colour=colour), order=1.5)


def _line(sheet: Sheet, across: Scale, values: Scale, label: _Label, content: SeriesContent) -> None:
    """A line with its gaps thin and dotted, a mark at every figure, a survey's interval through it."""
    line, look = label.line, label.look

    def spot(year: int) -> Point:
        return across.at(year), values.at(line.values[year])

    for run, is_gap in stretches(sorted(line.values), line.role, content.breaks):
        sheet.line([spot(year) for year in run], replace(GAP, colour=look.colour) if is_gap else look)
    for year, ends in line.ends.items():
        _whisker(sheet, across.at(year), [values.at(end) for end in ends], look.colour)
    sheet.marks([spot(year) for year in sorted(line.values)], look)


def _whisker(sheet: Sheet, x: float, ends: Sequence[float], colour: str) -> None:
    (low, high), look = ends, Look(colour, WHISKER)
    sheet.line([(x, low), (x, high)], look)
    for end in (low, high):
        sheet.line([(x - 2.2 * sheet.stroke, end), (x + 2.2 * sheet.stroke, end)], look)


def _names(
    sheet: Sheet, across: Scale, values: Scale, labels: Sequence[_Label], text: float, *, has_band: bool
) -> None:
    """Each name at the right with a piece of its line before it, and a hair to it from a line that ends at the right.

    From one that ends earlier a hair would run through what is drawn beyond it: its name says its year instead.
    """
    sizes = [len(label.texts) * LEADING * text + 0.25 * text for label in labels]
    latest = max((max(label.line.values) for label in labels), default=0)
    highest = values.end + 1.2 * text
    lowest = max(0.0, min(1.7 * text, highest - sum(sizes)))  # above the last year's number, which ends beside them
    spots = spaced([values.at(label.line.last) for label in labels], sizes, lowest, highest)
    for label, y in zip(labels, spots, strict=True):
        last, look = max(label.line.values), label.look
        start = across.end + 0.5 * text
        end = start + SAMPLE * text
        if last == latest:
            hair = [(across.at(last), values.at(label.line.last)), (across.end, y), (start, y)]
            sheet.line(hair, LEADER, order=1)
        if has_band and label.line.role in FORECASTS:
            within = theme.mixed(look.colour, theme.PAPER, BAND_SHARE)
            sheet.area(rectangle(start, y - 0.4 * text, end, y + 0.4 * text), within)
        sheet.line([(start, y), (end, y)], look)
        sheet.marks([((start + end) / 2, y)], look)
        middle = y + (len(label.texts) - 1) * LEADING * text / 2
        for place, words in enumerate(label.texts):
            at = (end + 0.5 * text, middle - place * LEADING * text)
            sheet.write(at, words, text, look.colour, weight=weight_of(look))

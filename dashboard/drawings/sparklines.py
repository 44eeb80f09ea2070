"""A sparkline on paper."""

from dashboard.drawings.sheet import WEIGHT, Sheet
from dashboard.figures.sparkline import HEIGHT, WIDTH, Sparkline


def svg(drawn: Sparkline) -> bytes:
    """The drawing as vectors, a pixel of the screen's as three fifths of a point."""
    return _sheet(drawn).svg()


def png(drawn: Sparkline, dots: int = 300) -> bytes:
    """The drawing as an image, in dots per inch, for files whose programs show no vectors."""
    return _sheet(drawn).png(dots)


def _sheet(drawn: Sparkline) -> Sheet:
    sheet = Sheet(WEIGHT * WIDTH, WEIGHT * HEIGHT)
    for stroke in drawn.strokes:
        sheet.line([(WEIGHT * x, WEIGHT * (HEIGHT - y)) for x, y in stroke.points], stroke.look)
    for (x, y), look in drawn.dots:
        sheet.marks([(WEIGHT * x, WEIGHT * (HEIGHT - y))], look)
    return sheet

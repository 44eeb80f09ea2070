"""A sparkline on paper."""

from dashboard.drawings.sheet import WEIGHT, Sheet
from dashboard.figures.sparkline import HEIGHT, WIDTH, Sparkline


def sheet(drawn: Sparkline) -> Sheet:
    """The drawing, a pixel of the screen's as three fifths of a point."""
    paper = Sheet(WEIGHT * WIDTH, WEIGHT * HEIGHT)
    for stroke in drawn.strokes:
        paper.line([(WEIGHT * x, WEIGHT * (HEIGHT - y)) for x, y in stroke.points], stroke.look)
    for (x, y), look in drawn.dots:
        paper.marks([(WEIGHT * x, WEIGHT * (HEIGHT - y))], look)
    return paper

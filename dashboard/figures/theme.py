"""Colours and type of every medium. Colour-blind safe; colour never stands alone."""

from collections.abc import Sequence

INK = "#17262b"
SOFT_INK = "#4d5f63"
FAINT = "#8b9a9c"
LINE = "#c9d3d1"
LAND = "#eef1ef"
HOME_LAND = "#dfe6e5"
MISSING = "#dcd9d3"
HATCH = "#8a8680"
"""Strokes over what is missing."""
STRIP = "#6d7c7f"
"""A short stroke for each of many: three to one against white, where FAINT is not."""
HOME = "#0f5460"
CHOSEN = "#b3470f"
TARGET = "#6b3fa0"
PAPER = "#ffffff"
FONT = "Malkollen Sans, sans-serif"
"""Source Sans 3 under our own name: a family name that ends in a digit does not survive the theme."""

_TEAL = ("#e3efee", "#bcdcda", "#8fc6c6", "#5ea7ad", "#25757f", "#0b4a55")
_BLUE = ("#eaecf6", "#cdd2ec", "#aab3de", "#8591cb", "#4b579b", "#2b3570")
_OLIVE = ("#eef1df", "#d5dfb5", "#b5c684", "#8fa659", "#5c7431", "#38491b")
_PLUM = ("#f5e9f0", "#e6c8d9", "#d09fbc", "#b5799e", "#7f4169", "#521f41")
LETTERS = 4.5
"""The least contrast of letters to what they stand on."""
LARGE_LETTERS = 3.0
"""The same of large ones in bold."""
RAMPS = (_TEAL, _BLUE, _OLIVE, _PLUM)
"""Light to dark, a ramp a goal by its place among its programme's; a fifth goal has the first's."""
TRAVEL = _BLUE
"""Of commuting and travel times, whatever the goals are called."""
DIVERGING = ("#d9824a", "#f3d3bd", "#e2e5de", "#bcdcda", "#5ea7ad")
"""Far worse to far better, about the same in the middle: told apart without red and green, dark letters on all."""
GROUPS_IN_HILL = ("#5b8a8f", LINE)
"""Columns of a distribution: the comparison group, all others."""
OTHER_LINES = ("#5f6f9e", "#8a6d3b", "#507c3f", "#95607f", "#27799f", "#6f7326", "#a3495a", "#7a5a4a")
"""Other areas in a series chart; each line also carries its name, its own dash and mark. All are read as text."""


def ramp(index: int, classes: int) -> tuple[str, ...]:
    """The colours of a goal's classes, light to dark, each step told apart in greyscale too and letters read on it.

    Args:
        index: of the goal among its programme's, from 0.
    """
    return tuple(map(_written_on, shades(RAMPS[index % len(RAMPS)], classes)))


def shades(colours: Sequence[str], count: int) -> tuple[str, ...]:
    """So many colours at even steps along others, the first and the last included."""
    if count == len(colours):
        return tuple(colours)
    steps = []
    for step in range(count):
        along = step * (len(colours) - 1) / max(count - 1, 1)
        before = min(int(along), len(colours) - 2)
        steps.append(mixed(colours[before + 1], colours[before], along - before))
    return tuple(steps)


def _written_on(colour: str) -> str:
    """A colour, or the nearest lighter or darker one that letters are read on."""
    ink = ink_on(colour)
    away = PAPER if ink == INK else INK
    shares = (step / 50 for step in range(50))
    return next(near for share in shares if contrast(ink, near := mixed(away, colour, share)) >= LETTERS)


def mixed(colour: str, under: str, share: float) -> str:
    """A colour laid over another, covering that share of it: print knows no transparency."""
    both = zip(_parts(colour), _parts(under), strict=True)
    return "#" + "".join(f"{round(share * over + (1 - share) * below):02x}" for over, below in both)


def faded(colour: str, share: float) -> str:
    """A colour that lets what is under it through, for a screen."""
    red, green, blue = _parts(colour)
    return f"rgba({red}, {green}, {blue}, {share})"


def ink_on(colour: str) -> str:
    """Letters on a ground: dark or white, whichever is told apart the better."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.1)."""
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))

"""How everything in a figure looks, by its role: one rule book for screen, paper and slides.

Colour says who it is, weight, dash and mark say it again where there is no colour. Weights and sizes are pixels of the
screen, where letters are 14 to 15; a painter in another unit multiplies them once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.figures import theme
from dashboard.figures.series import FORECASTS, Line
from malkollen.values.areas import COUNTRY, Areas

Dash = Literal["solid", "dot", "dash", "dashdot", "longdash", "longdashdot"]
Mark = Literal["", "circle", "square", "diamond", "triangle", "x", "plus", "star"]
Role = Literal["home", "member", "chosen", "group", "country"]
Row = tuple[str, float | None, Role]
"""Of bars or of a spread: a name, its value and whose it is."""
UprightLine = tuple[str, float, Role]
"""Through a spread, likewise."""


@dataclass(frozen=True)
class Look:
    """How a line is drawn, its marks and its name.

    Attributes:
        weight: thickness of the line. mark: at every figure, none where empty; size: across.
        is_open: whether the mark is white within. is_bold: whether its words are.
    """

    colour: str
    weight: float
    dash: Dash = "solid"
    mark: Mark = ""
    size: float = 0.0
    is_open: bool = False
    is_bold: bool = False

    @property
    def fill(self) -> str:
        """The inside of the mark."""
        return theme.PAPER if self.is_open else self.colour


@dataclass(frozen=True)
class Fill:
    """How a bar is drawn."""

    colour: str
    edge: str
    is_hatched: bool = False
    is_bold: bool = False


LINES = {
    "home": Look(theme.HOME, 4.0, "solid", "circle", 8, is_bold=True),
    "member": Look(theme.HOME, 2.0, "solid", "circle", 7),
    "chosen": Look(theme.CHOSEN, 3.0, "solid", "square", 8, is_bold=True),
    "country": Look(theme.INK, 2.0, "dash", "diamond", 6.5),
    "published": Look(theme.INK, 2.0, "longdash", "triangle", 7),
    "target": Look(theme.TARGET, 2.0, "dot"),
    "target_level": Look(theme.TARGET, 2.0),
    "past_target": Look(theme.SOFT_INK, 1.5, "dashdot"),
    "forecast": Look(theme.HOME, 2.5, "dash"),
    "forecast_curve": Look(theme.HOME, 2.5, "longdashdot"),
    "band": Look(theme.HOME, 1.0, "longdash"),
}
"""By role; the ends of a forecast's interval are a band. A forecast and its band have the colour of whose they are.
Riket as published is another line than riket as computed."""
_SIGNS: tuple[tuple[Dash, Mark], ...] = (
    ("dot", "triangle"), ("dash", "square"), ("dashdot", "circle"), ("longdash", "diamond"),
    ("longdashdot", "x"), ("dot", "plus"), ("dash", "star"), ("dashdot", "triangle"),
)  # fmt: skip
OTHERS = tuple(
    Look(colour, 2.0, dash, mark, 7, is_open=True)
    for colour, (dash, mark) in zip(theme.OTHER_LINES, _SIGNS, strict=True)
)
"""Groups and municipalities beside ours, by their own places."""
GAP = Look(theme.INK, 1.0, "dot")
"""Over years without figures, in the line's own colour."""
BREAK = Look(theme.SOFT_INK, 1.25, "dash")
BARS: dict[Role, Fill] = {
    "home": Fill(theme.HOME, theme.HOME, is_bold=True),
    "chosen": Fill(theme.CHOSEN, theme.CHOSEN, is_bold=True),
    "member": Fill(theme.LINE, theme.SOFT_INK),
    "group": Fill(theme.LINE, theme.SOFT_INK),
    "country": Fill(theme.PAPER, theme.INK, is_hatched=True),
}
"""By role: riket is hatched, the others pale with an edge."""
GRID = Look(theme.LINE, 1.0)
AXIS = Look(theme.SOFT_INK, 1.0)
"""Where zero is."""
LEADER = Look(theme.STRIP, 0.75)
"""From a line's end to its name."""
HAIR = Look(theme.INK, 1.0, mark="circle", size=5)
"""From a moved label to its place, which is marked; as thick as the edges in a legend."""
OURS = Look(theme.INK, 2.0)
"""Around the home group on a map."""
COAST = Look(theme.SOFT_INK, 1.0)
"""Around all that a map shows: its palest classes are told from the land by it."""
BAND_SHARE = 0.14
"""How much of a forecast's interval is covered by its colour."""
STRIP = Look(theme.STRIP, 1.5)
"""In a spread, a short stroke for each of all that are compared."""
DOT, UPRIGHT, WHISKER = 13.0, 2.0, 1.5
"""Across a municipality's dot in a spread; the weight of its lines for group and riket; of a survey's interval."""


def role_of(areas: Areas, area: str, chosen: str = "", ours: str = "") -> Role:
    """Whose an area is, wherever it is drawn: the one rule that its colour follows.

    Args:
        chosen: the municipality that the reader looks at. ours: the part of ours that a comparison has in its place.
    """
    found = areas.by_id.get(area)
    if area in (areas.home.id, ours):
        return "home"
    if area == COUNTRY or found is None:
        return "group" if found is None else "country"
    if found.kind == "group":
        return "member" if found.members < areas.home.members else "group"
    return "chosen" if area == chosen else "member" if area in areas.home.members else "group"


def by_value(rows: Sequence[Row]) -> list[Row]:
    """Rows with the greatest value first; those without one last, in their own order."""
    return sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0.0)))


def looks(lines: Sequence[Line]) -> list[Look]:
    """The look of each line of a figure, lines without values too: an area keeps its own in every variant.

    A group has that of its place, or the next where another line of the figure has it already.
    """
    taken: set[int] = set()
    chosen, ahead = [], ahead_colour(lines)
    for line in lines:
        if line.role in LINES:
            look = LINES[line.role]
            chosen.append(replace(look, colour=ahead) if line.role in (*FORECASTS, "band") else look)
            continue
        near = [(line.index + step) % len(OTHERS) for step in range(len(OTHERS))]
        index = next((index for index in near if index not in taken), near[0])
        taken.add(index)
        chosen.append(OTHERS[index])
    return chosen


def ahead_colour(lines: Sequence[Line]) -> str:
    """The colour of what goes on from a figure's lines, a forecast and its interval: that of whose it is."""
    whose = next((line.ahead_of for line in lines if line.role in FORECASTS), "")
    own = [line for line in lines if whose and line.area == whose]
    return looks(own)[0].colour if own else LINES["home"].colour

"""What is drawn on the screen alone, where it can be pointed at: paper has the same numbers as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.blocks.drawing import Bars, SeriesContent, SpreadContent
from dashboard.figures import pace
from dashboard.figures.looks import Role, Row, UprightLine
from dashboard.figures.series import Line
from dashboard.figures.travel import Bar, Floats, Origin, Spot, Targets
from malkollen.values.values import Variant

Point = tuple[str, float, float, Role]
"""A municipality by two values: its name, across, upwards, and whose it is."""


@dataclass(frozen=True)
class AreaMap:
    """An indicator's municipalities in the classes of its goal.

    Attributes:
        scope: the group or county that is shown. chosen: the area that is outlined.
        years: that can be gone through where they stand; the one year alone without.
        height: pixels; 0 is what the scope takes by itself.
    """

    indicator: str
    year: int
    variant: Variant | None
    scope: str
    chosen: str | None = None
    years: Sequence[int] = ()
    height: int = 0


@dataclass(frozen=True)
class Spreads:
    """A spread for every year on one axis: rows, lines, all that are compared and their name. shown: the year first."""

    by_year: Mapping[int, tuple[Sequence[Row], Sequence[UprightLine], Sequence[float], str]]
    shown: int
    unit: str
    decimals: int


@dataclass(frozen=True)
class Scatter:
    """Municipalities by two values.

    Attributes:
        points: name, value across, value upwards, and whose it is. across, upwards: each axis in words, its decimals.
    """

    points: Sequence[Point]
    across: tuple[str, int]
    upwards: tuple[str, int]


@dataclass(frozen=True)
class FlowMap:
    """Commuters between municipalities in one year. direction: within, out of or into the home group."""

    year: int
    direction: str


@dataclass(frozen=True)
class Pace:
    """Regions' way from a first year to the latest. ends: the lowest and highest value of the axis."""

    rows: Sequence[pace.Row]
    unit: str
    ends: tuple[float, float]
    has_zero: bool


@dataclass(frozen=True)
class Distribution:
    """All municipalities' values in columns, by group, with some of them marked."""

    rows: Sequence[Row]
    marks: Sequence[UprightLine]
    groups: Sequence[tuple[str, Sequence[float]]]
    unit: str
    decimals: int


@dataclass(frozen=True)
class Parts:
    """What each municipality added to a change."""

    rows: Sequence[tuple[str, float]]
    unit: str
    decimals: int


@dataclass(frozen=True)
class Standing:
    """A municipality's places: indicator, share of the others that it is better than (per cent), the place in words."""

    rows: Sequence[tuple[str, float, str]]


@dataclass(frozen=True)
class BothWays:
    """Commuters into and out of each municipality. marked: the name of the reader's own; empty without."""

    rows: Sequence[tuple[str, float | None, float | None]]
    marked: str = ""


@dataclass(frozen=True)
class OverYears:
    """Counts over years, without a target."""

    lines: Sequence[Line]
    unit: str
    breaks: Mapping[int, str]


@dataclass(frozen=True)
class ReachMap:
    """How far one gets from a point.

    Attributes:
        minutes: to each of what is reached, NaN without a journey. limit: minutes beyond which everything is grey.
        goal: another place that is marked, where one travels to any.
    """

    reached: Targets
    minutes: Floats
    origin: Origin
    limit: int
    goal: Origin | None = None


@dataclass(frozen=True)
class StopMap:
    """Stops of the home group as circles whose area is their departures."""

    stops: Sequence[Spot]


@dataclass(frozen=True)
class Shares:
    """Areas as stacked bars of their shares. classes: colour and words, in the order of the shares."""

    bars: Sequence[Bar]
    classes: Sequence[tuple[str, str]]


Live = (
    AreaMap
    | Spreads
    | Scatter
    | FlowMap
    | Pace
    | Distribution
    | Parts
    | Standing
    | BothWays
    | OverYears
    | ReachMap
    | StopMap
    | Shares
)
OnScreen = SeriesContent | SpreadContent | Bars | Live
"""All that a page draws to be pointed at."""

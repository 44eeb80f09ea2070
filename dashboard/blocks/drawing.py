"""What can be drawn, as plain data: lines over years, municipalities beside each other, bars, a map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.blocks.table import Table
from dashboard.figures import theme
from dashboard.figures.looks import Row, UprightLine
from dashboard.figures.maps import Boundary, Projection
from dashboard.figures.series import Band, Line
from dashboard.figures.spacing import Point


@dataclass(frozen=True)
class SeriesContent:
    """A series chart: its lines, its sentence and its table."""

    lines: Sequence[Line]
    unit: str
    decimals: int
    breaks: Mapping[int, str]
    from_zero: bool
    text: str
    table: Table
    band: Band | None = None


@dataclass(frozen=True)
class SpreadContent:
    """A spread chart: the municipalities, the lines of group and riket, all that are compared, and the table.

    Attributes:
        rows: the greatest value first. everybody: what all that are compared are called; "Alla" and their number.
    """

    rows: Sequence[Row]
    marks: Sequence[UprightLine]
    background: Sequence[float]
    unit: str
    decimals: int
    text: str
    table: Table
    everybody: str = ""

    @property
    def strip(self) -> str:
        """What the strip of all that are compared is called; empty where there is none."""
        return (self.everybody or f"Alla {len(self.background)}") if self.background else ""


@dataclass(frozen=True)
class Bars:
    """Regions beside each other in one year, the greatest value first, riket last as a measure of all."""

    rows: tuple[Row, ...]
    unit: str
    decimals: int


@dataclass(frozen=True)
class Map:
    """Municipalities as shapes in fixed classes, or with circles where the figure is a total.

    Attributes:
        shapes: borders by municipality code (WGS 84); around: neighbours drawn as plain ground.
        classes: each municipality's class, 0 for missing; colours: the ramp's colour of class 1, 2 …
        legend: colour and words; labels: name and value of each municipality, or its name and "";
            shifts: how far a label is moved from its point, degrees east and north.
        outlined: those that a thick line goes around together. insets: parts of the map that are drawn larger beside
            it, by name. circles: the totals, and circle_colour what they are filled with.
    """

    shapes: Mapping[str, Boundary]
    around: Mapping[str, Boundary]
    classes: Mapping[str, int]
    colours: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    labels: Mapping[str, tuple[str, str]]
    shifts: Mapping[str, tuple[float, float]]
    outlined: tuple[str, ...] = ()
    insets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    circles: Mapping[str, float] = field(default_factory=dict)
    circle_colour: str = theme.PAPER

    def colour_of(self, code: str) -> str:
        """A municipality's colour."""
        return (theme.MISSING, *self.colours)[self.classes.get(code, 0)]

    def legend_downwards(self) -> list[tuple[str, str]]:
        """The classes, highest on top as on a thermometer, what is missing last."""
        highest_first = reversed(self.legend)
        return sorted(highest_first, key=lambda entry: entry[0] == theme.MISSING)

    def spots(self, projection: Projection) -> list[Point]:
        """Where each label would stand."""
        places = [(self.shapes[code], self.shifts.get(code, (0.0, 0.0))) for code in self.labels]
        return [projection.at(shape.longitude + dx, shape.latitude + dy) for shape, (dx, dy) in places]


Drawing = SeriesContent | SpreadContent | Bars | Map
"""What can be drawn: lines over years, the municipalities beside the group and riket, bars, a map."""

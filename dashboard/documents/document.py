"""A document without format: what it says, built once from dashboard/content, before any writer sees it.

Every number in it is a text or a cell that a content function gave, so screen and files cannot differ. A writer
(pdf, docx, pptx, xlsx) turns the same blocks into its own form and adds no words but page numbers and headings of
its own kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from dashboard.content.indicator.spread import SeriesContent, SpreadContent
from dashboard.content.table import Table
from dashboard.content.verdict import Answered, Symbol
from dashboard.figures import theme
from dashboard.figures.looks import Row
from dashboard.figures.maps import Boundary, Projection
from dashboard.figures.spacing import Point

SOURCES, SAME_NUMBERS = "Källor", "Samma siffror i Målkollen: "
"""The heading over a document's sources, and what stands before the address of the same numbers."""
Style = Literal["body", "lead", "takeaway", "caption", "arithmetic", "quote"]


@dataclass(frozen=True)
class Text:
    """A paragraph. style: takeaway is the sentence a reader carries away; quote is somebody's own words."""

    text: str
    style: Style = "body"


@dataclass(frozen=True)
class Bullets:
    """Short lines of equal weight."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Labels with a text each, the first one large: a headline's figures."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Word:
    """A word with its symbol: a proposal, a reason for attention. detail: the sentence beside it."""

    word: str
    symbol: Symbol
    label: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Answers:
    """The small answers of an indicator's verdict."""

    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class Tabular:
    """A table as the screen has it: shown columns on paper, all of them in a workbook."""

    table: Table


@dataclass(frozen=True)
class Bars:
    """Regions beside each other in one year: home first, the others in alphabetical order, riket last."""

    rows: tuple[Row, ...]
    unit: str
    decimals: int


@dataclass(frozen=True)
class Map:
    """Municipalities as shapes in fixed classes.

    Attributes:
        shapes: borders by municipality code (WGS 84); around: neighbours drawn as plain ground.
        classes: each municipality's class, 0 for missing; colours: the ramp's colour of class 1, 2 …
        legend: colour and words; labels: name and value of each municipality; shifts: how far a label is moved from its
            point, degrees east and north.
    """

    shapes: Mapping[str, Boundary]
    around: Mapping[str, Boundary]
    classes: Mapping[str, int]
    colours: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    labels: Mapping[str, tuple[str, str]]
    shifts: Mapping[str, tuple[float, float]]

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


@dataclass(frozen=True)
class Figure:
    """A drawing with all that is said of it.

    Attributes:
        title: what it shows; text: its takeaway, empty where it has none; table: its numbers.
        alt: what a blind reader is told.
    """

    drawing: Drawing
    title: str
    table: Table
    alt: str
    text: str = ""


@dataclass(frozen=True)
class ToWrite:
    """A place where people write: the tool never does. prompt: what belongs here."""

    prompt: str


Block = Text | Bullets | Pairs | Word | Answers | Tabular | Figure | ToWrite


@dataclass(frozen=True)
class Section:
    """A heading with its blocks; one slide in a presentation.

    Attributes:
        level: 1 is under the document's title.
        message: the section's one sentence, a slide's title; the heading where it is empty.
        starts_page: whether it begins on a new page.
        notes: what a speaker may say beside it, and where figures come from.
    """

    heading: str
    blocks: Sequence[Block]
    level: int = 1
    message: str = ""
    starts_page: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole document.

    Attributes:
        name: the file name without ending, telling what is in it.
        kind: page is one A4 and no more, report has contents where it is long, slides are for a room.
        message: the one sentence of the document; empty where people write it.
        sources: every source used, as it must be named; version: data version, edition and day, as one line.
        address: where the same numbers stand on the screen; empty where the operator has named no address.
        author: who stands behind it.
    """

    title: str
    name: str
    kind: Literal["page", "report", "slides"]
    sections: Sequence[Section]
    message: str = ""
    subtitle: str = ""
    sources: tuple[str, ...] = ()
    version: str = ""
    made: datetime = field(default_factory=lambda: datetime.now().astimezone())
    address: str = ""
    author: str = ""

"""What only a page has: what is beside what, what is folded away, what is asked between, and where one may go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from dashboard.blocks.blocks import Block
from dashboard.blocks.live import OnScreen
from dashboard.blocks.table import Table
from dashboard.blocks.words import Answered, Changed, Reasoning, Step, Symbol

PageStyle = Literal[
    "eyebrow", "goal", "source", "detail", "pace", "no-target", "made", "file", "question", "variant", "edition",
    "judged",
]  # fmt: skip
Place = Literal["overview", "goal", "indicator", "municipality", "eight", "commuting", "transit", "compare", "reports",
    "priorities", "sources", "method", "accessibility", "conference", "words"]  # fmt: skip
"""A page, by the name of its view."""


@dataclass(frozen=True)
class Note:
    """A paragraph in one of the page's own styles."""

    text: str
    style: PageStyle


@dataclass(frozen=True)
class Remarks:
    """Short lines in small: what a reader must know beside a figure."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Definitions:
    """Terms with their texts. is_declaration: two columns, as of a source."""

    pairs: tuple[tuple[str, str], ...]
    is_declaration: bool = False


@dataclass(frozen=True)
class Link:
    """A way to another page with choices made. is_arrow: said with an arrow before it, or with the icon named."""

    label: str
    page: Place
    choices: tuple[tuple[str, str], ...] = ()
    is_arrow: bool = True
    icon: Literal["arrow_forward", "slideshow"] = "arrow_forward"


@dataclass(frozen=True)
class Links:
    """Ways to other pages, kept together. key: tells them from others on the page; is_row: beside each other."""

    links: tuple[Link, ...]
    key: str
    is_row: bool = False


@dataclass(frozen=True)
class Numbered:
    """What to do, in order."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Commands:
    """What to do, each thing in words with the command that does it."""

    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Legend:
    """Colours with their words under a title."""

    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """A table with its files.

    Attributes:
        key: tells its buttons from those of other tables on the page.
        folded: what the fold is called that it lies in; empty where it lies open.
        is_narrow: whether it is set no wider than text, so that few columns do not stand far apart.
    """

    table: Table
    key: str
    folded: str = ""
    is_narrow: bool = False


TWIN = "Visa som tabell och hämta"


@dataclass(frozen=True)
class Chart:
    """A drawing that can be pointed at, with its sentence above and its table folded under it.

    Attributes:
        key: tells it from other charts on the page; alt: what a blind reader is told; text: its sentence, if any.
        can_pick: whether a press on an area is an answer to the page (`screen.show` returns it by key).
    """

    drawing: OnScreen
    key: str
    alt: str
    text: str = ""
    table: Table | None = None
    can_pick: bool = False


@dataclass(frozen=True)
class Cell:
    """A value among others.

    Attributes:
        shade: 0 far worse to 4 far better than what it is held against, 2 about the same; None where neither is said.
        said: the shade in words. way: `up` for the better, `down` for the worse, empty where no way is established.
    """

    text: str
    shade: int | None = None
    said: str = ""
    way: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A measure, its unit and year, and a cell a column."""

    title: str
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Values side by side, shaded. marked: the place of the column that is the reader's own; None without one."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    marked: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TitledAnswers:
    """The small answers of one indicator among several, under its title."""

    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class TargetBox:
    """A target: its wording, who decided it for whom, and whether it no longer holds."""

    title: str
    status: str
    wording: str
    decided: str
    note: str = ""
    is_past: bool = False


@dataclass(frozen=True)
class Proposal:
    """A goal's computed proposal in words."""

    heading: str
    text: str
    counts: str
    symbol: Symbol


@dataclass(frozen=True)
class Steps:
    """The arithmetic of a verdict.

    Attributes:
        variants: a heading (empty without variants) and its parts. last: the line that names the method.
        folded: what the fold is called that it lies in; empty where it lies open.
    """

    variants: tuple[tuple[str, tuple[Reasoning, ...]], ...]
    last: str
    folded: str = ""


HOW = "Så bedömdes det"


@dataclass(frozen=True)
class Verdict:
    """An indicator's small answers with their arithmetic under them. is_leading: whether the page says it first."""

    answers: tuple[Answered, ...]
    steps: Steps
    is_leading: bool = False


@dataclass(frozen=True)
class Changes:
    """Verdicts that are others than the year before gave."""

    entries: tuple[Changed, ...]


@dataclass(frozen=True)
class Stage:
    """One of the stages of an object: whether it stands there, has passed it, and since when (empty where unknown)."""

    name: str
    since: str
    is_current: bool
    is_passed: bool


@dataclass(frozen=True)
class Stages:
    """How far an object has come."""

    name: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Caution:
    """That something is wrong which somebody must mend."""

    text: str


@dataclass(frozen=True)
class CsvFile:
    """A file that is handed over without being shown. label: of its button; key: tells that from others."""

    table: Table
    label: str
    key: str


@dataclass(frozen=True)
class Worked:
    """An arithmetic in full: numbered steps with their sums, for a pocket calculator."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Waiting:
    """Something that waits for its source: what it is, what it waits for, what is needed, what to run."""

    title: str
    about: str
    source: str
    needs: str
    run: str


@dataclass(frozen=True)
class Slot:
    """Where the page asks something or lets somebody write: the page hands over what stands there, by this name."""

    name: str


@dataclass(frozen=True)
class Entry:
    """One thing in a list: the way to it and what is said of it.

    Attributes:
        key: tells it from the others on the page; the style sheet knows its beginning.
        value: what stands at the other end of its line, if anything may.
    """

    key: str
    link: Link
    value: str | None = None
    blocks: "Sequence[PageBlock]" = ()


@dataclass(frozen=True)
class Fold:
    """What is shown when asked for. key: tells it from others of the same name, where there may be any."""

    label: str
    blocks: "Sequence[PageBlock]"
    is_open: bool = False
    key: str = ""


@dataclass(frozen=True)
class Beside:
    """Sections side by side; one under another where the screen is narrow. weights: their widths to each other."""

    columns: "Sequence[Sequence[PageSection]]"
    weights: tuple[int, ...] = ()
    key: str = ""


PageBlock = (
    Block
    | Note
    | Remarks
    | Definitions
    | Link
    | Links
    | Numbered
    | Commands
    | Legend
    | Sheet
    | Chart
    | Matrix
    | Proposal
    | Steps
    | Verdict
    | Changes
    | Stages
    | Caution
    | CsvFile
    | TitledAnswers
    | TargetBox
    | Worked
    | Waiting
    | Slot
    | Entry
    | Fold
    | Beside
)


@dataclass(frozen=True)
class PageSection:
    """A heading with its blocks; without heading it goes on where the one before ended.

    Attributes:
        level: of the heading; 1 is the page's title.
    """

    heading: str
    blocks: Sequence[PageBlock] = field(default_factory=tuple)
    level: Literal[1, 2, 3] = 2

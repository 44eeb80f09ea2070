"""What only a page has: what is beside what, what is folded away, what is asked between, and where one may go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from dashboard.blocks.blocks import Block
from dashboard.blocks.live import OnScreen
from dashboard.blocks.once import Told
from dashboard.blocks.pieces import Commands, Legend, Note, Piece, Steps
from dashboard.blocks.table import Table
from dashboard.blocks.words import Answered

Place = Literal["overview", "goal", "indicator", "municipality", "eight", "commuting", "transit", "compare", "reports",
    "priorities", "sources", "method", "accessibility", "conference", "words", "questions", "office",
    "handbook"]  # fmt: skip
"""A page, by the name of its view."""


@dataclass(frozen=True)
class Link:
    """A way to another page with choices made.

    Attributes:
        is_arrow: said with an arrow before it, or with the icon named.
        part: the part of that page that its words promise, by its anchor; empty where it is the page as a whole.
    """

    label: str
    page: Place
    choices: tuple[tuple[str, str], ...] = ()
    is_arrow: bool = True
    icon: Literal["arrow_forward", "slideshow"] = "arrow_forward"
    part: str = ""


SIMPLE_OFF = (("enkelt", ""),)
"""The choice of a way to a page in whole, whatever was asked for before."""
OF_HOME = (("omrade", ""), ("ar", ""))
"""The choices of a way to what is said of the home group in its latest year, whatever was looked at before."""


@dataclass(frozen=True)
class Links:
    """Ways to other pages, kept together. key: tells them from others on the page; is_row: beside each other."""

    links: tuple[Link, ...]
    key: str
    is_row: bool = False


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
class Address:
    """Where a chart and its data lie as files.

    Attributes:
        image: its file's name without ending; choices: as the page's own address says them. data: likewise.
    """

    image: str
    choices: tuple[tuple[str, str], ...]
    data: str


@dataclass(frozen=True)
class Chart:
    """A drawing that can be pointed at, with its sentence above and its table folded under it.

    Attributes:
        key: tells it from other charts on the page; alt: what a blind reader is told; text: its sentence, if any.
        can_pick: whether a press on an area is an answer to the page (`sections.shown` returns it by key).
        named: the table whose title and source an image of it bears, where that lies elsewhere on the page.
        address: where it lies as a file, if it has an address of its own.
        about: whom or what it shows, beside what its table's title says; it is part of its file's name.
        legend: what its colours mean, under it and in an image of it.
        caption: what it shows and what to know of it, directly under it. told: the same in parts, as of `Text`.
    """

    drawing: OnScreen
    key: str
    alt: str
    text: str = ""
    table: Table | None = None
    can_pick: bool = False
    named: Table | None = None
    address: Address | None = None
    about: str = ""
    legend: Legend | None = None
    caption: str = ""
    told: Told = ()


HOW = "Så bedömdes det"


@dataclass(frozen=True)
class Verdict:
    """An indicator's small answers with their arithmetic under them."""

    answers: tuple[Answered, ...]
    steps: Steps


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
class Slot:
    """Where the page asks something or lets somebody write: the page hands over what stands there, by this name."""

    name: str


@dataclass(frozen=True)
class Entry:
    """One thing in a list: the way to it and what is said of it.

    Attributes:
        key: tells it from the others on the page; the style sheet knows its beginning.
        value: what stands at the other end of its line, if anything may.
        plain: what is said of it in a sentence, for a page cut to its answers; None where its value is enough.
        is_aside: whether it goes there: what is shown beside what the page is about.
    """

    key: str
    link: Link
    value: str | None = None
    blocks: "Sequence[PageBlock]" = ()
    plain: Note | None = None
    is_aside: bool = False


@dataclass(frozen=True)
class Fold:
    """What is shown when asked for.

    Attributes:
        key: tells it from others of the same name, where there may be any.
        is_for_office: whether it is of no use to any other reader, so that none meets it.
        is_narrow: whether it is folded on a narrow screen alone; elsewhere it is in sight.
    """

    label: str
    blocks: "Sequence[PageBlock]"
    is_open: bool = False
    key: str = ""
    is_for_office: bool = False
    is_narrow: bool = False


OPERATORS = "För den som driver Målkollen"


def for_operators(steps: Sequence[tuple[str, str]], key: str) -> Fold:
    """What to do on the server, for the office alone: each thing in words with its command. key: as of the fold."""
    return Fold(OPERATORS, [Commands(tuple(steps))], key=f"operators-{key}", is_for_office=True)


HALVES = "mk-halves"
"""What `Beside` is called where its columns are one list: without a gap where one stands under another."""


@dataclass(frozen=True)
class Beside:
    """Sections side by side; one under another where the screen is narrow. weights: their widths to each other."""

    columns: "Sequence[Sequence[PageSection]]"
    weights: tuple[int, ...] = ()
    key: str = ""


PageBlock = (
    Block | Piece | Link | Links | Sheet | Chart | Verdict | Caution | CsvFile | Slot | Entry | Fold | Beside
)  # fmt: skip


@dataclass(frozen=True)
class PageSection:
    """A heading with its blocks; without heading it goes on where the one before ended.

    Attributes:
        level: of the heading; 1 is the page's title.
        anchor: what the page's contents call it by; empty where they do not lead to it.
        is_to_decide: whether somebody is to act on it; it stays where a page is cut to its answers.
        simple: of a page cut to its answers: whether the section stays all the same but for its folds, or goes
            whatever it holds; None leaves it to what it holds.
    """

    heading: str
    blocks: Sequence[PageBlock] = field(default_factory=tuple)
    level: Literal[1, 2, 3] = 2
    anchor: str = ""
    is_to_decide: bool = False
    simple: Literal["stays", "goes"] | None = None


ANSWERED = "mk-answered"
"""What `Beside` is called where an answer has beside it what it is seen in, on paper too (style.css)."""


def answered(said: Sequence[PageSection], seen: Sequence[PageSection]) -> list[PageSection]:
    """What is said first on a page with the first of what is seen beside it, and the rest below."""
    if not said or not seen:
        return [*said, *seen]
    return [PageSection("", [Beside([said, seen[:1]], key=ANSWERED)]), *seen[1:]]

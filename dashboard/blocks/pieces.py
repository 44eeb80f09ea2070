"""What only a page says and nobody can press there: remarks, definitions, legends, arithmetic, values side by side."""

from dataclasses import dataclass
from typing import Literal

from dashboard.blocks.once import Told, whole
from dashboard.blocks.words import Answered, Reasoning, Step, Symbol
from dashboard.figures.sparkline import Sparkline

PageStyle = Literal[
    "eyebrow", "goal", "source", "detail", "pace", "no-target", "made", "file", "question", "variant", "edition",
]  # fmt: skip


@dataclass(frozen=True)
class Note:
    """A paragraph in one of the page's own styles. told: as of `Text`."""

    text: str
    style: PageStyle
    told: Told = ()

    @staticmethod
    def of(told: Told, style: PageStyle) -> "Note":
        """A paragraph in parts."""
        return Note(whole(told), style, told)


@dataclass(frozen=True)
class Ways:
    """Ways to files, or out. pairs: what each is called, and its address, whole or below the start page."""

    pairs: tuple[tuple[str, str], ...]


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
class Contents:
    """What is on the page, each part by its anchor and its name. chosen: what is shown there, in few words."""

    parts: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class YearSlider:
    """Years that the charts of a part go through, each with what is seen.

    Attributes:
        breaks: the years of steps where the series is broken: they are shown for longer.
        shown: the year first. usual: the one that the page shows where none is chosen.
        about: what the charts show beside; where it is another, the slider begins anew.
    """

    steps: tuple[tuple[int, str], ...]
    breaks: frozenset[int]
    shown: int
    usual: int
    about: str


@dataclass(frozen=True)
class Cell:
    """A value among others.

    Attributes:
        shade: 0 far worse to 4 far better than what it is held against, 2 about the same; None where neither is said.
        in_words: the shade in words. way: `up` for the better, `down` for the worse, empty where no way is established.
        spark: its series; None where nothing is drawn.
    """

    text: str
    shade: int | None = None
    in_words: str = ""
    way: str = ""
    spark: Sparkline | None = None


@dataclass(frozen=True)
class MatrixRow:
    """A measure, its unit and year, and a cell a column."""

    title: str
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Values side by side, shaded.

    Attributes:
        order: how its rows and columns lie, in words.
        marked: the place of the column that is the reader's own; None without one.
    """

    title: str
    order: str
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


@dataclass(frozen=True)
class Stage:
    """One of the stages of an object: whether it stands there or has passed it, and when in words."""

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
class Worked:
    """An arithmetic in full: numbered steps with their sums, for a pocket calculator."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Waiting:
    """Something that waits for its source: what it is, and what it waits for in words of every day."""

    title: str
    about: str
    needs: str


Piece = (
    Note
    | Ways
    | Remarks
    | Definitions
    | Numbered
    | Commands
    | Contents
    | Legend
    | Matrix
    | TitledAnswers
    | TargetBox
    | Proposal
    | Steps
    | Stages
    | Worked
    | Waiting
    | YearSlider
)

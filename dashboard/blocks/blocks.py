"""The pieces that every medium can say, and the section that holds them.

Every number in them is a text or a cell that a content function gave, so screen and files cannot differ. A reader
(screen, site, pdf, docx, pptx, xlsx) turns the same blocks into its own form and adds no words but headings of its own
kind. A new block is one class here and one branch in each reader: the type checker names every reader that lacks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.blocks.credit import Credit
from dashboard.blocks.drawing import Drawing
from dashboard.blocks.once import Told, whole
from dashboard.blocks.table import Table
from dashboard.blocks.words import Answered, Symbol
from dashboard.figures.sparkline import Sparkline

Style = Literal["body", "lead", "takeaway", "caption", "arithmetic", "quote"]
LONGEST_FIGURE = 32
"""Characters of a figure with its unit and since when: "+1,8 procentenheter sedan 2024"."""


@dataclass(frozen=True)
class Text:
    """A paragraph. style: takeaway is the sentence a reader carries away; quote is somebody's own words.

    told: the same in parts, where the page may have said some of them above.
    about: what it and what follows it are about in few words, for the title of a slide that goes on.
    """

    text: str
    style: Style = "body"
    about: str = ""
    told: Told = ()

    @staticmethod
    def of(told: Told, style: Style = "body") -> "Text":
        """A paragraph in parts."""
        return Text(whole(told), style, told=told)


@dataclass(frozen=True)
class Bullets:
    """Short lines of equal weight."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Labels with a text each, the first one large: a headline's figures."""

    pairs: tuple[tuple[str, str], ...]

    @staticmethod
    def is_figure(text: str) -> bool:
        """Whether a text is so short that it is set as a figure; what explains itself at length is set as words."""
        return len(text) <= LONGEST_FIGURE


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
class Figure:
    """A drawing with all that is said of it.

    Attributes:
        title: what it shows; text: its takeaway, empty where it has none; table: its numbers.
        alt: what a blind reader is told. is_table_beside: whether its numbers stand beside it in a document.
    """

    drawing: Drawing
    title: str
    table: Table
    alt: str
    text: str = ""
    is_table_beside: bool = False


@dataclass(frozen=True)
class ToWrite:
    """A place where people write: the tool never does.

    Attributes:
        prompt: what belongs here. is_for_word: whether it is left out of files that are to be read, not written in.
    """

    prompt: str
    is_for_word: bool = False


def to_be_read(blocks: Sequence["Block"], message: str | None = None) -> list["Block"]:
    """The blocks of a file that nobody writes in. message: a sentence that stands above, and is not said again."""
    read = (one for one in blocks if not (isinstance(one, ToWrite) and one.is_for_word))
    return [one for one in read if not (isinstance(one, Text) and one.text == message)]


@dataclass(frozen=True)
class Scan:
    """An address as a code that a telephone reads, and written out. text: what it leads to."""

    address: str
    text: str


@dataclass(frozen=True)
class Multiple:
    """One row of small multiples.

    Attributes:
        indicator: its key, which a press leads to. spark: its series; since: what has happened, in few words.
        place: where it stands among others; note: what asks for attention beside it, empty where nothing does.
        group: which of the page's questions it belongs to; the screen names each above its rows.
    """

    indicator: str
    title: str
    spark: Sparkline
    value: str
    year: str
    since: str
    place: str
    note: str = ""
    symbol: Symbol = "place"
    group: str = ""


@dataclass(frozen=True)
class Multiples:
    """Small multiples under each other: a name, a series, a value, a change and a place in every row.

    Attributes:
        key: tells them from others on a page. headings: of the five columns. table: the same numbers, and more.
        focused: the indicator that the page shows more of; empty where it shows more of none.
    """

    key: str
    headings: tuple[str, str, str, str, str]
    rows: tuple[Multiple, ...]
    table: Table
    focused: str = ""


@dataclass(frozen=True)
class Answer:
    """A question and its answer, which its hedge never leaves.

    Attributes:
        word: the answer in a word or two, with which the text begins; empty where it does not.
        beside: what is said once beside it: targets, what is not known, which comparison leads.
        plain: the hedge in its simplest form, for a page cut to its answers; empty where it has none of its own.
        measures: what the answer counts, each by name with its place; a document has them in a table of their own.
        says: the keys of what it says that others on the page say too.
    """

    question: str
    word: str
    text: str
    hedge: str = ""
    beside: tuple[str, ...] = ()
    plain: str = ""
    measures: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    def as_texts(self) -> tuple[Text, ...]:
        """The same as paragraphs, for a medium that has no better form."""
        said = [Text(self.question, "lead"), Text(self.text, "takeaway"), Text(self.hedge)]
        return tuple(text for text in (*said, *(Text(line, "caption") for line in self.beside)) if text.text)


Block = Answer | Multiples | Text | Bullets | Pairs | Word | Answers | Tabular | Figure | ToWrite | Scan


@dataclass(frozen=True)
class Section:
    """A heading with its blocks; one slide in a presentation.

    Attributes:
        level: 1 is under the document's title.
        message: the section's one sentence, a slide's title; the heading where it is empty.
        starts_page: whether it begins on a new page; is_sheet: whether it must have room on one.
        notes: what a speaker may say beside it, and where figures come from.
        key: what an address and a command call it, where it can be chosen.
        credits: who published what it shows, for a slide that is copied alone.
    """

    heading: str
    blocks: Sequence[Block]
    level: int = 1
    message: str = ""
    starts_page: bool = False
    notes: tuple[str, ...] = ()
    is_sheet: bool = False
    key: str = ""
    credits: tuple[Credit, ...] = ()

"""How a source stands, whose turn it is, and what there is to do."""

from dataclasses import dataclass
from enum import IntEnum

from dashboard.content.data import states
from malkollen.office.room import source_names

WAIT = "Er tur: hämta nu. Har utgivaren inte kommit med dem än är det bara att vänta."
THEIRS = "Utgivarens tur: Målkollen har frågat efter dem, så det är bara att vänta."
SHUT = "Servern frågar inga utgivare; bara den som sköter servern kan ändra det."
MAY_READ, FILELESS = "Ni kan läsa in {book}.", "Det finns ingen fil från utgivaren att läsa in i stället."
READ_FILE = "Er tur: läs in {book}, när nästa har kommit."


class State(IntEnum):
    """How a source stands, the most urgent first."""

    HELD = 0
    REFUSED = 1
    FAILED = 2
    STALE = 3
    UNFETCHED = 4
    NOT_COME = 5
    KEYLESS = 6
    HOLDS = 7
    GOOD = 8


WORDS = {
    State.HELD: "nya siffror hålls tillbaka",
    State.REFUSED: "det som kom gick inte att läsa",
    State.FAILED: "utgivaren svarade inte",
    State.STALE: states.STALE,
    State.UNFETCHED: states.UNFETCHED,
    State.NOT_COME: states.NOT_COME,
    State.KEYLESS: "nyckel saknas",
    State.HOLDS: states.HOLDS,
    State.GOOD: states.IN_TIME,
}
LATE = {WORDS[state]: state for state in (State.STALE, State.UNFETCHED, State.NOT_COME, State.HOLDS)}
"""By the word that the pages have for a source that is not in time."""
COUNTED = {
    State.HELD: ("har nya siffror som hålls tillbaka",) * 2,
    State.REFUSED: ("gick inte att läsa",) * 2,
    State.FAILED: ("svarade inte",) * 2,
    State.KEYLESS: ("saknar nyckel",) * 2,
} | {state: states.COUNTED[word] for word, state in LATE.items()}
"""What is said of one that stands so, and of several."""


@dataclass(frozen=True)
class Standing:
    """A source, or one that is not fetched yet.

    Attributes:
        retrieved, expected: the last good figures, and when the next are; as written, empty where there are none.
        needs: what must be given before it is fetched, "key" or "file"; reason: why it stands so.
        module: the source that brings its next figures, where its publisher can be asked, else empty; called: its name.
        is_taken_back: whether what is held back is what somebody here let in and took back.
        tried: when its publisher was last asked in vain, and why nothing came. is_shut: whether the server asks none.
        feeder: the source that brings its next figures, whether its publisher can be asked or not.
    """

    title: str
    state: State
    retrieved: str = ""
    expected: str = ""
    needs: str = ""
    reason: str = ""
    module: str = ""
    called: str = ""
    is_taken_back: bool = False
    tried: str = ""
    is_shut: bool = False
    feeder: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to do anything."""
        return self.state in (State.HOLDS, State.GOOD)

    @property
    def turn(self) -> str:
        """Whose turn it is where newer figures are not here, and what there is to do."""
        if self.state is State.NOT_COME:
            return THEIRS
        if not self.module:
            return READ_FILE.format(book=self.book or "utgivarens fil")
        return f"{self.tried} {self.shut if self.is_shut else WAIT}".strip()

    @property
    def book(self) -> str:
        """What file of its publisher can be read in; empty for none."""
        return source_names.BOOKS.get(self.feeder, "")

    @property
    def shut(self) -> str:
        """What there is to do where the server asks no publisher."""
        return f"{SHUT} {MAY_READ.format(book=self.book) if self.book else FILELESS}"

    @property
    def is_asked(self) -> bool:
        """Whether its publisher can be asked from here."""
        return bool(self.module) and not self.is_shut

"""*Enklare*: a page's answers, each with its question, one line of doubt and its picture, and what is to be decided.

What a page says before its first answer stays: it asks what the page is about. A page that answers no question stays
whole. A section may say itself that it stays, being the page's main figures, or that it goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Answer, Figure, Multiples, Text
from dashboard.blocks.page import Beside, Chart, Entry, Fold, Link, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Legend, Matrix

PICTURE = Chart | Figure
SUBSTANCE = Answer | Multiples | Matrix | PICTURE
"""What a section must have to be shown once the page has answered."""
AROUND = Slot | Legend | Text | Link
"""What is read or chosen beside an answer or a picture."""


def answers_alone(sections: Iterable[PageSection], *, is_answered: bool = False) -> tuple[list[PageSection], bool]:
    """A page's sections, or some of them, without evidence; and whether the page has answered by their end.

    Args:
        is_answered: whether the page has answered before them.
    """
    cut = _Cut(is_answered=is_answered)
    kept = [section for one in sections for left in _without_those_that_go(one) for section in cut.section(left)]
    return _decisions_first(kept), cut.is_answered


def _without_those_that_go(section: PageSection) -> list[PageSection]:
    """The section without the parts that go, however deep they stand; none where it goes itself."""
    if section.simple == "goes":
        return []
    return [replace(section, blocks=[_left(block) for block in section.blocks])]


def _left(block: PageBlock) -> PageBlock:
    if not isinstance(block, Beside):
        return block
    columns = [[left for one in column for left in _without_those_that_go(one)] for column in block.columns]
    places = [place for place, column in enumerate(columns) if column]
    weights = tuple(block.weights[place] for place in places) if block.weights else ()
    return replace(block, columns=[columns[place] for place in places], weights=weights)


def _decisions_first(sections: list[PageSection]) -> list[PageSection]:
    """What is to be decided right after the first answer: with the answer it is what a reader comes for."""
    first = next((place for place, one in enumerate(sections) if _answers(one)), len(sections))
    later = [one for one in sections[first + 1 :] if _is_to_decide(one)]
    rest = [one for one in sections[first + 1 :] if one not in later]
    return [*sections[: first + 1], *later, *rest]


def _answers(section: PageSection) -> bool:
    """Whether it has an answer; a table of everything side by side is one."""
    return any(isinstance(block, Answer | Matrix) for block in within(section.blocks))


def _is_to_decide(section: PageSection) -> bool:
    return section.is_to_decide or any(
        _is_to_decide(part)
        for block in section.blocks
        if isinstance(block, Beside)
        for column in block.columns
        for part in column
    )


def within(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """The blocks and all that stand side by side in them, in their order."""
    for block in blocks:
        yield block
        if isinstance(block, Fold) and block.is_narrow:
            yield from within(block.blocks)
        if isinstance(block, Beside):
            for column in block.columns:
                for section in column:
                    yield from within(section.blocks)


def _unfolded(section: PageSection) -> PageSection:
    """What stays, without what lies in its folds or aside; of a list a line each, also where it stands in columns."""
    left = [block for block in section.blocks if not _is_folded(block) and not _is_aside(block)]
    return replace(section, blocks=[_on_a_line(block) for block in left])


def _on_a_line(block: PageBlock) -> PageBlock:
    """An entry of a list is its name, its value and at most a sentence; what it says where it has no value stays.

    A chart is without table.
    """
    if isinstance(block, Chart):
        return replace(block, table=None)
    if isinstance(block, Beside):
        return replace(block, columns=[[_unfolded(part) for part in column] for column in block.columns])
    if isinstance(block, Entry) and block.value:
        return replace(block, blocks=[block.plain] if block.plain else [])
    return block


def _is_folded(block: PageBlock) -> bool:
    return isinstance(block, Fold) or (isinstance(block, Sheet) and bool(block.folded))


def _is_aside(block: PageBlock) -> bool:
    return isinstance(block, Entry) and block.is_aside


def _stays(block: Beside) -> bool:
    return any(part.simple == "stays" for column in block.columns for part in column)


class _Cut:
    """Goes through a page from its top.

    Attributes:
        is_answered: whether an answer has been shown; awaits: whether the latest still waits for its picture.
    """

    def __init__(self, *, is_answered: bool) -> None:
        self.is_answered, self.awaits = is_answered, False

    def section(self, section: PageSection) -> list[PageSection]:
        """The section without evidence; none where nothing would be left of it."""
        if not (_answers(section) or self.is_answered):
            return [section]
        if section.is_to_decide:
            return [section]
        if section.simple == "stays":
            return [_unfolded(section)]
        blocks = self._blocks(section.blocks)
        has_substance = any(isinstance(block, SUBSTANCE) for block in within(blocks)) or _is_to_decide(section)
        has_substance = has_substance or any(isinstance(block, Beside) and _stays(block) for block in blocks)
        return [replace(section, blocks=blocks)] if has_substance else []

    def _blocks(self, blocks: Sequence[PageBlock]) -> list[PageBlock]:
        """Without small print, but for what stands right under a picture: what it shows."""
        left: list[PageBlock] = []
        for block in blocks:
            is_small = isinstance(block, Text) and block.style == "caption"
            if self.is_answered and is_small and not (left and isinstance(left[-1], PICTURE)):
                continue
            left += self._block(block)
        return left

    def _block(self, block: PageBlock) -> list[PageBlock]:
        if isinstance(block, Matrix):
            self.is_answered = True
            return [replace(block, notes=block.notes[-1:])]  # whose figures they are
        if isinstance(block, Answer):
            self.is_answered = self.awaits = True
            return [replace(block, beside=(), measures=(), hedge=block.plain or block.hedge)]
        if isinstance(block, Multiples):
            return [replace(block, focused="")]
        if isinstance(block, PICTURE):
            return self._picture(block)
        if isinstance(block, Beside):
            return self._beside(block)
        return [block] if isinstance(block, SUBSTANCE | AROUND) else []

    def _picture(self, picture: PICTURE) -> list[PageBlock]:
        if not self.awaits:
            return []
        self.awaits = False
        return [replace(picture, table=None, text="")] if isinstance(picture, Chart) else [picture]

    def _beside(self, block: Beside) -> list[PageBlock]:
        """What stands beside an answer is its picture, in whichever column; an empty column makes room."""
        inner = list(within([block]))
        if any(isinstance(one, Answer) for one in inner):
            return [self._answer_beside(block, has_picture=any(isinstance(one, PICTURE) for one in inner))]
        deciding = [[one for one in column if one.is_to_decide] for column in block.columns]
        columns = deciding if any(deciding) else [self._column(column) for column in block.columns]
        places = [place for place, column in enumerate(columns) if column]
        weights = tuple(block.weights[place] for place in places) if block.weights else ()
        return [replace(block, columns=[columns[place] for place in places], weights=weights)] if places else []

    def _answer_beside(self, block: Beside, *, has_picture: bool) -> Beside:
        columns = []
        for column in block.columns:
            self.awaits = True
            columns.append(self._column(column))
        self.awaits = not has_picture
        return replace(block, columns=columns)

    def _column(self, column: Sequence[PageSection]) -> list[PageSection]:
        return [kept for one in column for kept in self._part(one)]

    def _part(self, part: PageSection) -> list[PageSection]:
        """A part of a column; none where it had more than a heading and nothing would be left of it."""
        if part.simple == "stays":
            return [_unfolded(part)]
        blocks = self._blocks(part.blocks)
        return [replace(part, blocks=blocks)] if blocks or not part.blocks else []

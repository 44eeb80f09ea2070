"""What is left of a page on paper: a heading over nothing but choices, ways and closed folds is left out with them."""

from collections.abc import Sequence

from dashboard.blocks.page import Beside, CsvFile, Fold, Link, Links, PageBlock, PageSection, Sheet, Slot

WAITING = "mk-office-waits"
"""What the ways to all that waits for the office are called."""

READ = ("mk-questions-", WAITING)
"""Ways that are read as well as followed, by how their keys begin: the style sheet prints them."""


def are_printed(sections: Sequence[PageSection]) -> list[bool]:
    """Whether anything of each section is on paper, or of those under its heading.

    A title always is; so is a heading without blocks at the end: what stands under it comes from elsewhere.
    """
    return [_is_printed(sections, place) for place in range(len(sections))]


def _is_printed(sections: Sequence[PageSection], place: int) -> bool:
    section, *later = sections[place:]
    if not section.heading or section.level == 1 or not (section.blocks or later):
        return True
    under = [section]
    for one in later:
        if one.heading and one.level <= section.level:
            break
        under.append(one)
    return any(_prints(block) for one in under for block in one.blocks)


def _prints(block: PageBlock) -> bool:
    match block:
        case Fold():
            return block.is_open or block.is_narrow
        case Sheet():
            return not block.folded
        case Links():
            return block.key.startswith(READ)
        case Beside():
            return any(_prints(inner) for column in block.columns for one in column for inner in one.blocks)
        case Link() | CsvFile() | Slot():
            return False
        case _:
            return True

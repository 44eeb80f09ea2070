"""Documents as PDF for everybody (PDF/UA-1): tagged, with contents, bookmarks and page numbers, in our own fonts."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from dashboard.blocks.blocks import Section
from dashboard.documents.document import Document, sourced_once
from dashboard.paper import pdf_press, sizes, typst_data
from dashboard.paper.pdf_press import Mark, Press
from dashboard.paper.sizes import Fit
from malkollen.errors import MalkollenError

TEMPLATE = Path(__file__).parent / "paper.typ"
A4_HEIGHT = 841.9
MM = 72 / 25.4
SLIDE_BOTTOM = 540 - 62
"""Points from a slide's top to its lower margin, as the template has it."""
OWN_SLIDE = 320.0
"""Points for a drawing that goes on over a slide of its own, below its title and its caption."""
REPORT_SHARES = (1.0, 0.88, 0.76, 0.68)
"""As SHARES, for a document of many pages: none needs to be so full that its charts are hard to read."""
SHEET_SHARES = (0.6, 0.52, 0.44, 0.36)
"""Further down, for what must have room on one page: its lines are then close, and their names still apart."""
GAP = 60.0
"""Points that a page may end short of its foot before a drawing is made lower to fill it."""
FEW, NEAR_EMPTY = 0.33, 300.0
"""Share of a page, its margin too, under which it is near empty; points of paper that such a page is worth avoiding."""
SHARES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52)
"""Of a drawing's own height; under the last lines and names crowd."""
SLIDE_SHARES = (1.4, 1.25, 1.12, *SHARES, 0.44, 0.36)
"""On a slide few bars may be thick, and a map large; lines that are lower still stand with their words on one slide."""
ROUNDING = 4.0
"""Points kept free of what is measured."""


class TooLongError(MalkollenError, ValueError):
    """A document of one page does not fit on one."""


def write(document: Document) -> bytes:
    """The document as a PDF. A speaker's notes are left out: paper has no side for them.

    Raises:
        TooLongError: a page that is more than one A4 even with the smallest air.
        TooWideError: a table that fits on no page.
        MalkollenError: typst refuses the document, or takes too much time or memory for it.
    """
    document = sourced_once(document)
    with pdf_press.opened(document.name, TEMPLATE) as press:
        if document.kind == "page":
            return _one_page(press, document)
        if document.kind == "slides":
            fit, shares = sizes.SLIDES, _slide_shares(press, document)
        else:
            fit, shares = _report(press, document)
        return press.pdf(typst_data.data(document, fit, shares), document.made_at)


def _one_page(press: Press, document: Document) -> bytes:
    """One A4: less and less air until the text is on it and its drawings have half their height or more."""
    for fit in sizes.page_fits(document):
        _, end = _measured(press, document, fit)
        room = A4_HEIGHT - fit.bottom * MM - end["y"]
        share = _share(document.sections, document, fit, room)
        if end["page"] > 1 or share is None:
            continue
        read = typst_data.data(document, fit, [share] * len(document.sections))
        if press.marks(read, "end")[-1]["page"] == 1:
            return press.pdf(read, document.made_at)
    raise TooLongError(
        f"{document.name}: texten får inte plats på en A4-sida. Ta bort ett avsnitt eller ett diagram, "
        "eller korta det som är skrivet."
    )


def _slide_shares(press: Press, document: Document) -> list[float]:
    """How high each section's drawings may be for it to stay on its slide; a longer one goes on over the next."""
    ends, _ = _measured(press, document, sizes.SLIDES)
    rooms = [SLIDE_BOTTOM - end["y"] for end in ends]
    shares = []
    for section, room in zip(document.sections, rooms, strict=True):
        share = _share([section], document, sizes.SLIDES, room, SLIDE_SHARES) or _share(
            [section], document, sizes.SLIDES, OWN_SLIDE
        )
        shares.append(share or SHARES[-1])
    return shares


def _report(press: Press, document: Document) -> tuple[Fit, list[float]]:
    """The airiest sizes with which as many sheets as can be have a page each, and how high drawings then are.

    Without sheets the airiest with which no last page is near empty, where any is.
    """
    best, least = (sizes.REPORT, [1.0]), len(document.sections) + 1
    for fit in sizes.report_fits(document):
        shares, broken = _report_shares(press, document, fit)
        if broken < least:
            best, least = (fit, shares), broken
        if broken == 0:
            break
    return best


def _report_shares(press: Press, document: Document, fit: Fit) -> tuple[list[float], int]:
    """How high each section's drawings are for its pages to be few and filled; how many sheets have no room on one.

    Without sheets a last page that is near empty counts as one of them.

    Sections from one that starts a page up to the next that does are set alike: as high as the drawings are by
    themselves, or lower where that saves a page or lets a drawing stand on the page before.
    """
    starts = [0] + [index for index, section in enumerate(document.sections) if index and section.starts_page]
    groups = [range(*ends) for ends in pairwise([*starts, len(document.sections)])]
    has_sheets = any(section.is_sheet for section in document.sections)
    every = REPORT_SHARES + (SHEET_SHARES if has_sheets else ())
    both = {share: _group_marks(press, document, groups, share, fit) for share in every}
    tried = {share: ends for share, (_, ends) in both.items() if share in REPORT_SHARES}
    shares: list[float] = []
    broken = 0
    for index, group in enumerate(groups):
        if any(document.sections[number].is_sheet for number in group):
            fitting = [s for s, (begins, ends) in both.items() if begins[index]["page"] == ends[index]["page"]]
            broken += not fitting
            shares += [fitting[0] if fitting else every[-1]] * len(group)
            continue
        high = typst_data.drawings_height([document.sections[n] for n in group], document, fit, 1.0)
        needs = {share: _needed(ends, index) - share * high for share, ends in tried.items()} if high else {1.0: 0.0}
        best = next(share for share, need in needs.items() if need <= min(needs.values()) + GAP)
        shares += [best] * len(group)
        is_left_over = index + 1 == len(groups) and _is_near_empty(tried[best][index])
        broken += not has_sheets and is_left_over
    return shares, broken


def _group_marks(
    press: Press, document: Document, groups: Sequence[range], share: float, fit: Fit
) -> tuple[list[Mark], list[Mark]]:
    """Where each group of sections begins and ends, with drawings at a share of their heights.

    The last one ends after the sources, unless it must be one page: they are then on the next.
    """
    read = typst_data.data(document, fit, [share] * len(document.sections), is_drawn=False)
    begins, ends = press.marks(read, "begin"), press.marks(read, "section")
    is_before_sources = not document.is_of_sheets and len(document.sections) > 1 and document.sections[-1].is_sheet
    last = ends[-1] if is_before_sources else press.marks(read, "end")[-1]
    return [begins[group[0]] for group in groups], [*(ends[group[-1]] for group in groups[:-1]), last]


def _needed(ends: Sequence[Mark], place: int) -> float:
    """Points of paper from a group's first page to its end, and more where its last page has only a few lines."""
    before, end = ends[place - 1]["page"] if place else 0, ends[place]
    pages = end["page"] - before
    return pages * A4_HEIGHT + end["y"] + (NEAR_EMPTY if pages > 1 and _is_near_empty(end) else 0.0)


def _is_near_empty(end: Mark) -> bool:
    """Whether a page that is not the first ends after a few lines."""
    return end["page"] > 1 and end["y"] < FEW * A4_HEIGHT


def _share(
    sections: Sequence[Section], document: Document, fit: Fit, room: float, shares: Sequence[float] = SHARES
) -> float | None:
    """The largest share of their own heights at which the drawings have room; None where there is none."""
    fitting = (s for s in shares if typst_data.drawings_height(sections, document, fit, s) <= max(room - ROUNDING, 0.0))
    return next(fitting, None)


def _measured(press: Press, document: Document, fit: Fit) -> tuple[list[Mark], Mark]:
    """Where each section and the whole end when drawings take no room."""
    read = typst_data.data(document, fit, [0.0] * len(document.sections))
    return press.marks(read, "section"), press.marks(read, "end")[-1]

"""Documents as PDF for everybody (PDF/UA-1): tagged, with contents, bookmarks and page numbers, in our own fonts."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import typst

from dashboard.reports import fonts, paper
from dashboard.reports.document import Document, Section
from dashboard.reports.paper import Fit
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
GAP = 60.0
"""Points that a page may end short of its foot before a drawing is made lower to fill it."""
FEW, NEAR_EMPTY = 0.33, 300.0
"""Share of a page, its margin too, under which it is near empty; points of paper that such a page is worth avoiding."""
SHARES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52)
"""Of a drawing's own height; under the last lines and names crowd."""
ROUNDING = 4.0
"""Points kept free of what is measured."""


class TooLongError(MalkollenError, ValueError):
    """A document of one page does not fit on one."""


class Mark(TypedDict):
    """A place in the set text: its page, and points from the page's top."""

    page: int
    y: float


def write(document: Document) -> bytes:
    """The document as a PDF. A speaker's notes are left out: paper has no side for them.

    Raises:
        TooLongError: a page that is more than one A4 even with the smallest air.
        TooWideError: a table that fits on no page.
    """
    if document.kind == "page":
        return _one_page(document)
    if document.kind == "slides":
        return _pdf(_compiler(document, paper.SLIDES, _slide_shares(document)), document)
    return _pdf(_compiler(document, paper.REPORT, _report_shares(document)), document)


def _one_page(document: Document) -> bytes:
    """One A4: less and less air until the text is on it and its drawings have half their height or more."""
    for fit in paper.PAGE:
        _, end = _measured(document, fit)
        room = A4_HEIGHT - fit.bottom * MM - end["y"]
        share = _share(document.sections, document, fit, room)
        if end["page"] > 1 or share is None:
            continue
        compiler = _compiler(document, fit, [share] * len(document.sections))
        if _asked(compiler, "end", document)[-1]["page"] == 1:
            return _pdf(compiler, document)
    raise TooLongError(
        f"{document.name}: texten får inte plats på en A4-sida. Ta bort ett avsnitt eller ett diagram, "
        "eller korta det som är skrivet."
    )


def _slide_shares(document: Document) -> list[float]:
    """How high each section's drawings may be for it to stay on its slide; a longer one goes on over the next."""
    ends, _ = _measured(document, paper.SLIDES)
    rooms = [SLIDE_BOTTOM - end["y"] for end in ends]
    shares = []
    for section, room in zip(document.sections, rooms, strict=True):
        share = _share([section], document, paper.SLIDES, room) or _share([section], document, paper.SLIDES, OWN_SLIDE)
        shares.append(share or SHARES[-1])
    return shares


def _report_shares(document: Document) -> list[float]:
    """How high each section's drawings are for its pages to be few and filled.

    Sections from one that starts a page up to the next that does are set alike: as high as the drawings are by
    themselves, or lower where that saves a page or lets a drawing stand on the page before.
    """
    starts = [0] + [place for place, section in enumerate(document.sections) if place and section.starts_page]
    groups = [range(*ends) for ends in pairwise([*starts, len(document.sections)])]
    tried = {share: _group_ends(document, groups, share) for share in REPORT_SHARES}
    shares: list[float] = []
    for place, group in enumerate(groups):
        high = paper.drawings_height([document.sections[n] for n in group], document, paper.REPORT, 1.0)
        needs = {share: _needed(ends, place) - share * high for share, ends in tried.items()} if high else {1.0: 0.0}
        best = next(share for share, need in needs.items() if need <= min(needs.values()) + GAP)
        shares += [best] * len(group)
    return shares


def _group_ends(document: Document, groups: Sequence[range], share: float) -> list[Mark]:
    """Where each group of sections ends, the last one after the sources, with drawings at a share of their heights."""
    compiler = _compiler(document, paper.REPORT, [share] * len(document.sections), is_drawn=False)
    ends = _asked(compiler, "section", document)
    return [*(ends[group[-1]] for group in groups[:-1]), _asked(compiler, "end", document)[-1]]


def _needed(ends: Sequence[Mark], place: int) -> float:
    """Points of paper from a group's first page to its end, and more where its last page has only a few lines."""
    before, end = ends[place - 1]["page"] if place else 0, ends[place]
    pages = end["page"] - before
    return pages * A4_HEIGHT + end["y"] + (NEAR_EMPTY if pages > 1 and end["y"] < FEW * A4_HEIGHT else 0.0)


def _share(sections: Sequence[Section], document: Document, fit: Fit, room: float) -> float | None:
    """The largest share of their own heights at which the drawings have room; None where there is none."""
    fitting = (s for s in SHARES if paper.drawings_height(sections, document, fit, s) <= max(room - ROUNDING, 0.0))
    return next(fitting, None)


def _measured(document: Document, fit: Fit) -> tuple[list[Mark], Mark]:
    """Where each section and the whole end when drawings take no room."""
    compiler = _compiler(document, fit, [0.0] * len(document.sections))
    return _asked(compiler, "section", document), _asked(compiler, "end", document)[-1]


def _compiler(document: Document, fit: Fit, shares: Sequence[float], *, is_drawn: bool = True) -> typst.Compiler:
    """The template with the document as its data; it reads nothing else."""
    read = paper.data(document, fit, shares, is_drawn=is_drawn)
    return typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(read, ensure_ascii=False)},
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts that documents may use, read once; none of the system's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts.folders())


def _pdf(compiler: typst.Compiler, document: Document) -> bytes:
    try:
        made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=document.made.replace(microsecond=0))
    except typst.TypstError as error:
        raise _refused(document, error) from error
    if not isinstance(made, bytes):  # a list only of images
        raise TypeError(type(made).__name__)
    return made


def _asked(compiler: typst.Compiler, label: str, document: Document) -> list[Mark]:
    """The marks of a name, in the order they stand."""
    try:
        found: list[Mark] = json.loads(compiler.query(f"<{label}>", field="value"))
    except (typst.TypstError, RuntimeError) as error:  # a question is refused in another way than a file
        raise _refused(document, error) from error
    return found


def _refused(document: Document, error: Exception) -> MalkollenError:
    why = getattr(error, "message", "") or str(error)
    return MalkollenError(f"{document.name}: PDF-filen kunde inte sättas ({why}). Hämta dokumentet i ett annat format.")

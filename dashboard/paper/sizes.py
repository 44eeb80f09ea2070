"""Sizes of type and air on paper: of a page that must be one, a document of many, one with sheets, a slide."""

from dataclasses import asdict, dataclass, replace
from math import ceil

from dashboard.documents.document import Document
from dashboard.drawings.fonts import width


@dataclass(frozen=True)
class Fit:
    """Sizes of a document's type and air. Type in points, margins in mm; gap in heights of the text.

    Attributes:
        size, small, figure: of running text, of captions and of letters in drawings.
        blank: lines left where people write.
    """

    size: float = 10.5
    small: float = 9.0
    figure: float = 9.5
    title: float = 22
    heading: float = 14
    gap: float = 1.1
    top: float = 24
    bottom: float = 20
    blank: float = 3.0


_AIRY = Fit(title=19, heading=12.5, top=20, bottom=17, blank=2.0)
_TIGHT = Fit(size=9.5, small=8.5, title=16, heading=11, gap=0.45, top=17, bottom=14, blank=0.5)
CLOSEST: dict[str, float] = {
    "size": 9.2,
    "small": 8.2,
    "title": 13,
    "heading": 11,
    "gap": 0.36,
    "top": 15,
    "bottom": 11,
}
"""What is smallest, of one sheet below its title and what has become of the programme, or of a page with all of it."""
_STEPS = 8
PAGE = (
    *(
        Fit(
            **{
                name: size + (getattr(_TIGHT, name) - size) * step / (_STEPS - 1)
                for name, size in asdict(_AIRY).items()
            }
        )
        for step in range(_STEPS)
    ),
    replace(_TIGHT, **CLOSEST),
)
"""A page's sizes, the airiest first; the last is as tight as can be read."""
REPORT = Fit()
CLOSER = replace(REPORT, gap=0.9, blank=1.8, top=21, bottom=17)
"""Of a document of many pages whose last would have a few lines and nothing more."""
SHEETS = Fit(size=9.7, small=8.5, figure=9.0, heading=13, gap=0.62, top=21, bottom=16, blank=2.5)
"""Of a document with sheets, each of which must have room on a page."""
TIGHTER: tuple[dict[str, float], ...] = (
    {},
    {"size": 9.6, "small": 8.4, "gap": 0.52, "top": 19, "bottom": 15},
    {"size": 9.5, "small": 8.3, "heading": 12, "gap": 0.42, "top": 17, "bottom": 13},
)
"""What is smaller where a sheet has no room with its drawings as low as can be read: all of the document's, alike."""
SLIDES = Fit(size=22, small=21, figure=21, title=44, heading=26, gap=0.75, blank=2.0)
"""For 960 points across: 21 points are 28 pixels of 1 280."""

FOOT_ROOM, FOOT_LINE = 385.0, 1.07
"""Points that the foot's words have beside the page's number; of their size, how high a line of them is."""
FOOT_SHARE, EDGE = 0.85 * 72 / 25.4, 20.0
"""Of the lower margin, where the foot stands (the template's descent), points a mm; points below it to the edge."""


def page_fits(document: Document) -> tuple[Fit, ...]:
    """The sizes of a page that must be one, the airiest first."""
    return tuple(_footed(document, fit) for fit in PAGE)


def report_fits(document: Document) -> tuple[Fit, ...]:
    """The sizes of a document of many pages, the airiest first; one with sheets has tighter ones to try."""
    return tuple(_footed(document, fit) for fit in _report(document))


def _footed(document: Document, fit: Fit) -> Fit:
    """With room for the foot's lines and an edge that a printer can reach below them; an edition's are three."""
    lines = ceil(width(document.basis, fit.small) / FOOT_ROOM)
    return replace(fit, bottom=max(fit.bottom, (EDGE + lines * FOOT_LINE * fit.small) / FOOT_SHARE))


def _report(document: Document) -> tuple[Fit, ...]:
    if document.is_one_sheet or document.is_begun_by_sheet:  # with the title, or the link, on the sheet's page
        short = replace(SHEETS, title=14.5, gap=0.5, top=17, bottom=13)
        return short, replace(short, **TIGHTER[-1]), replace(short, **CLOSEST)
    if any(section.is_sheet for section in document.sections):
        return tuple(replace(SHEETS, **smaller) for smaller in TIGHTER)
    return REPORT, CLOSER

"""Documents as PDF for everybody (PDF/UA-1): tagged, with contents, bookmarks and page numbers, in our own fonts."""

import json
from functools import cache
from pathlib import Path

import typst

from dashboard.reports import fonts, paper
from dashboard.reports.document import Document
from dashboard.reports.paper import Fit
from malkollen.errors import MalkollenError

TEMPLATE = Path(__file__).parent / "paper.typ"
SLIDE_SHARES = (0.8, 0.65, 0.5, 0.4)
"""Heights of a slide's drawings, tried until the slide holds."""


class TooLongError(MalkollenError, ValueError):
    """A document of one page does not fit on one."""


def write(document: Document) -> bytes:
    """The document as a PDF. A speaker's notes are left out: paper has no side for them.

    Raises:
        TooLongError: a page that is more than one A4 even with the smallest air.
        TooWideError: a table that fits on no page.
    """
    if document.kind == "page":
        return _one_page(document)
    if document.kind == "slides":
        return _slides(document)
    return _compiled(document, paper.REPORT)[0]


def _one_page(document: Document) -> bytes:
    """One A4, with less and less air until everything is on it."""
    for fit in paper.PAGE:
        made, pages, _ = _compiled(document, fit)
        if pages == 1:
            return made
    raise TooLongError(
        f"{document.name}: texten får inte plats på en A4-sida. Ta bort ett avsnitt eller ett diagram, "
        "eller korta det som är skrivet."
    )


def _slides(document: Document) -> bytes:
    """A page a section; drawings get lower on those that would run over. A longer one goes on over the next page."""
    shares = [SLIDE_SHARES[0]] * len(document.sections)
    made = b""
    for lower in (*SLIDE_SHARES[1:], 0.0):
        made, pages, starts = _compiled(document, paper.SLIDES, shares)
        ends = [*starts[1:], pages + (0 if document.sources else 1)]
        over = [place for place, (start, end) in enumerate(zip(starts, ends, strict=True)) if end - start > 1]
        if not over or not lower:
            break
        for place in over:
            shares[place] = lower
    return made


def _compiled(document: Document, fit: Fit, shares: list[float] | None = None) -> tuple[bytes, int, list[int]]:
    """The PDF, how many pages it has, and on a document of slides the page where each section begins."""
    content = json.dumps(paper.data(document, fit, shares or ()), ensure_ascii=False)
    compiler = typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": content},
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=document.made.replace(microsecond=0))
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
        starts = json.loads(compiler.query("<section>", field="value"))
    except typst.TypstError as error:
        raise MalkollenError(
            f"{document.name}: PDF-filen kunde inte sättas ({error.message}). Hämta dokumentet i ett annat format."
        ) from error
    if not isinstance(made, bytes):
        raise TypeError("typst gave no bytes")
    return made, pages, starts


@cache
def _fonts() -> typst.Fonts:
    """The fonts that documents may use, read once; none of the system's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts.folders())

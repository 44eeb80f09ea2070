"""What can be composed and in which formats: one place for the screen and the command."""

from pathlib import Path
from typing import assert_never

from dashboard import templates
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import first
from dashboard.documents import annual, basis, conference, leadership, sheets
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from malkollen.errors import MalkollenError
from malkollen.reports import Format

ROOMS: dict[Format, str] = {"pdf": "paper", "docx": "word", "pptx": "slides", "xlsx": "workbook"}
"""The room that writes each format."""


def compose(facts: Facts, data: Path, order: Order) -> Document:
    """The document, without format.

    Args:
        data: the data folder, where the fixed versions lie.

    Raises:
        MalkollenError: an underlag without indicators.
    """
    match order.kind:
        case "ledningsgrupp":
            return leadership.compose(facts, data)
        case "underlag":
            if not order.keys:
                code = facts.indicator(first(facts)).code
                raise MalkollenError(f"underlag: välj minst en indikator, till exempel {code}")
            return basis.compose(facts, order)
        case "arsredovisning":
            return annual.compose(facts)
        case "konferens":
            return conference.compose(facts)
        case "blad":
            return sheets.compose(facts, order.keys or list(facts.registry.indicators), order.area)


def write(document: Document, form: Format, data: Path | None = None) -> bytes:
    """The document as a file. A format's library is read in only when it is asked for: that takes a second.

    Args:
        data: the data folder, where the office may have templates of its own; ours without one.

    Raises:
        MalkollenError: the document or the office's template cannot be used; the message says why.
    """
    match form:
        case "pdf":
            from dashboard.paper import pdf_writer  # noqa: PLC0415

            return pdf_writer.write(document)
        case "docx":
            from dashboard.word import docx_writer  # noqa: PLC0415

            name = templates.word_name(document.kind)
            return docx_writer.write(document, templates.own(data, name) if data else None)
        case "pptx":
            from dashboard.slides import pptx_writer  # noqa: PLC0415

            return pptx_writer.write(document, templates.own(data, templates.SLIDES) if data else None)
        case "xlsx":
            from dashboard.workbook import xlsx_writer  # noqa: PLC0415

            return xlsx_writer.write(document)
        case _:
            assert_never(form)

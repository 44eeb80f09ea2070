"""Documents as files: which room writes each format, and whether the office's own templates can be used."""

from pathlib import Path
from typing import assert_never

from dashboard import templates
from dashboard.documents.document import Document
from malkollen.errors import DataError, MalkollenError
from malkollen.reports import Format


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

            name = templates.word_name(is_tight=document.is_tight)
            return docx_writer.write(document, templates.own(data, name) if data else None)
        case "pptx":
            from dashboard.slides import pptx_writer  # noqa: PLC0415

            return pptx_writer.write(document, templates.own(data, templates.SLIDES) if data else None)
        case "xlsx":
            from dashboard.workbook import xlsx_writer  # noqa: PLC0415

            return xlsx_writer.write(document)
        case _:
            assert_never(form)


def check_templates(data: Path) -> list[str]:
    """Opens every template of the office's own; what is likely not meant, one Swedish line each.

    Raises:
        DataError: a template cannot be used; every fault, one a line.
    """
    faults = [fault for name in templates.NAMES if (path := templates.own(data, name)) for fault in _faults(path)]
    if faults:
        raise DataError("\n".join(faults))
    files = sorted((data / templates.FOLDER).iterdir()) if (data / templates.FOLDER).is_dir() else []
    strays = [
        file for file in files if file.suffix.casefold() in templates.ENDINGS and file.name not in templates.NAMES
    ]
    return [f"{templates.shown(file)}: läses inte; mallarna ska heta {', '.join(templates.NAMES)}" for file in strays]


def _faults(path: Path) -> list[str]:
    try:
        if path.name == templates.SLIDES:
            from dashboard.slides import base  # noqa: PLC0415 - the library takes a second to read in

            base.opened(path)
        else:
            from dashboard.word import template as word_template  # noqa: PLC0415

            word_template.opened(path)
    except MalkollenError as error:
        return str(error).splitlines()
    return []

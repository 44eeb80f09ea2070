"""The office's own templates of documents: files of certain names in the data folder, each instead of one of ours."""

from pathlib import Path

from malkollen.errors import DataError, MalkollenError

FOLDER = "templates"
DOCUMENT, PAGE, SLIDES = NAMES = ("document.docx", "page.docx", "slides.pptx")
"""Of a document for Word, of a page that must be one, and of a presentation."""
ENDINGS = {
    ".doc", ".docm", ".docx", ".dot", ".dotm", ".dotx", ".odt", ".ott",
    ".odp", ".otp", ".pot", ".potm", ".potx", ".ppt", ".pptm", ".pptx",
}  # fmt: skip
"""Of files that somebody may have meant as a template."""


def word_name(kind: str) -> str:
    """The name of the template for Word of a kind of document: a page that must be one has tighter styles."""
    return PAGE if kind == "page" else DOCUMENT


def own(data: Path, name: str) -> Path | None:
    """The office's own template of a name; None where it has laid none in the data folder."""
    path = data / FOLDER / name
    return path if path.exists() else None


def shown(path: Path) -> str:
    """A template's file as it is named to a user."""
    return f"{path.parent.name}/{path.name}"


def check(data: Path) -> list[str]:
    """Opens every template of the office's own; what is likely not meant, one Swedish line each.

    Raises:
        DataError: a template cannot be used; every fault, one a line.
    """
    faults = [fault for name in NAMES if (path := own(data, name)) for fault in _faults(path)]
    if faults:
        raise DataError("\n".join(faults))
    files = sorted((data / FOLDER).iterdir()) if (data / FOLDER).is_dir() else []
    strays = [file for file in files if file.suffix.casefold() in ENDINGS and file.name not in NAMES]
    return [f"{shown(file)}: läses inte; mallarna ska heta {', '.join(NAMES)}" for file in strays]


def _faults(path: Path) -> list[str]:
    try:
        if path.name == SLIDES:
            from dashboard.slides import base  # noqa: PLC0415 - the library takes a second to read in

            base.opened(path)
        else:
            from dashboard.word import template  # noqa: PLC0415

            template.opened(path)
    except MalkollenError as error:
        return str(error).splitlines()
    return []

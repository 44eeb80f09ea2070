"""The office's own templates of documents: files of certain names in the data folder, each instead of one of ours."""

from pathlib import Path

FOLDER = "templates"
DOCUMENT, PAGE, SLIDES = NAMES = ("document.docx", "page.docx", "slides.pptx")
"""Of a document for Word, of a page that must be one, and of a presentation."""
ENDINGS = {
    ".doc", ".docm", ".docx", ".dot", ".dotm", ".dotx", ".odt", ".ott",
    ".odp", ".otp", ".pot", ".potm", ".potx", ".ppt", ".pptm", ".pptx",
}  # fmt: skip
"""Of files that somebody may have meant as a template."""


def word_name(*, is_tight: bool) -> str:
    """The name of the template for Word: what must have room on a page has tighter styles."""
    return PAGE if is_tight else DOCUMENT


def own(data: Path, name: str) -> Path | None:
    """The office's own template of a name; None where it has laid none in the data folder."""
    path = data / FOLDER / name
    return path if path.exists() else None


def shown(path: Path) -> str:
    """A template's file as it is named to a user."""
    return f"{path.parent.name}/{path.name}"

"""The office's own templates in the data folder: used where they are, checked, never passed over in silence."""

import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from dashboard import templates, writing
from dashboard.blocks.blocks import Section, Text
from dashboard.content.facts import Facts
from dashboard.documents import selection
from dashboard.documents.document import Document
from dashboard.slides import base
from dashboard.word import template
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import DataError

DOCUMENT = Document("Titel", "prov", "report", [Section("Rubrik", [Text("Ett budskap.", "takeaway")])])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / templates.FOLDER).mkdir()
    return tmp_path


def laid(data: Path, name: str = templates.DOCUMENT, *, font: str = "Georgia") -> Path:
    """A template of the office's own with other letters."""
    path = data / templates.FOLDER / name
    document = docx.Document(str(template.ours(is_tight=name == templates.PAGE)))
    document.styles[template.TAKEAWAY].font.name = font
    document.save(str(path))
    return path


def letters(data: Path | None, document: Document = DOCUMENT) -> str | None:
    written = docx.Document(BytesIO(writing.write(document, "docx", data)))
    return next(p.style.font.name for p in written.paragraphs if p.text == "Ett budskap.")


def test_a_document_begins_as_the_offices_own_file_where_there_is_one(data: Path) -> None:
    assert letters(data) is None
    laid(data)
    assert (letters(data), letters(None)) == ("Georgia", None)
    page = Document("Titel", "prov", "page", DOCUMENT.sections, is_tight=True)
    assert letters(data, page) is None  # a page that must be one has a file of its own
    laid(data, templates.PAGE, font="Verdana")
    assert (letters(data, page), letters(data)) == ("Verdana", "Georgia")


def test_another_template_is_another_file_to_write(facts: Facts, data: Path) -> None:
    before = selection.state(facts, data)
    laid(data)
    assert selection.state(facts, data) != before


def test_check_opens_each_and_says_all_that_is_missing(data: Path) -> None:
    assert writing.check_templates(data) == writing.check_templates(data / "finns-inte") == []
    document = docx.Document(str(template.ours()))
    document.styles["Budskap"].element.getparent().remove(document.styles["Budskap"].element)
    document.save(str(data / templates.FOLDER / templates.DOCUMENT))
    (data / templates.FOLDER / templates.SLIDES).write_bytes(b"")
    with pytest.raises(DataError) as caught:
        writing.check_templates(data)
    style, slides = str(caught.value).splitlines()
    assert style.startswith("templates/document.docx: formatmallen ”Budskap” saknas; ")
    assert slides.startswith("templates/slides.pptx: går inte att öppna; ")


def test_check_says_which_files_are_not_read(data: Path) -> None:
    laid(data)
    (data / templates.FOLDER / templates.SLIDES).write_bytes(base.OURS.read_bytes())
    for name in ("Document.dotx", "boardings.csv", "logo.png", "slides.potx"):
        (data / templates.FOLDER / name).write_bytes(b"")
    lines = writing.check_templates(data)
    assert [line.split(":")[0] for line in lines] == ["templates/Document.dotx", "templates/slides.potx"]
    assert all(name in line for line in lines for name in templates.NAMES)


@pytest.fixture
def office(data: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own with the built database."""
    shutil.copyfile(database, data / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    return data


def test_the_command_writes_with_the_offices_own_and_check_refuses_a_faulty_one(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laid(office, templates.PAGE)
    out = tmp_path / "sida.docx"
    assert main(["report", "ledningsgrupp", "--format", "docx", "--out", str(out)]) == 0
    fonts = {style.font.name for style in docx.Document(str(out)).styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    assert "Georgia" in fonts
    (office / templates.FOLDER / "document.dotx").write_bytes(b"")
    assert main(["check"]) == 0
    assert "varning: templates/document.dotx: läses inte" in capsys.readouterr().out
    (office / templates.FOLDER / templates.PAGE).write_bytes(b"PK")
    for command in (["check"], ["report", "ledningsgrupp", "--format", "docx", "--out", str(out)]):
        assert main(command) == 2
        assert capsys.readouterr().err.startswith("templates/page.docx: går inte att öppna; ")


def test_the_templates_are_in_the_package_and_explained() -> None:
    """Beside the writers, where the build takes every file; by their names where the office reads of them."""
    assert template.ours().is_file()
    assert template.ours(is_tight=True).is_file()
    assert base.OURS.is_file()
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in templates.NAMES)
    assert f"”{base.LAYOUT}”" in text

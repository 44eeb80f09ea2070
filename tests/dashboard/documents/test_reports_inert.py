"""What people type into a document is text in every format: no formula, no field, no link, no turned direction."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from dashboard import writing
from dashboard.blocks.blocks import Section, Tabular, Text
from dashboard.blocks.table import table
from dashboard.content.facts import Facts
from dashboard.documents import compose
from dashboard.documents.order import Order
from malkollen.reports import Format
from malkollen.texts.written import clean_line

TURNED = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c"
TYPED = {
    "a formula": "=HYPERLINK(exempel;x)", "a command": "+cmd|' /C calc'!A0", "a sum": "@SUM(A1)",
    "markup": '</w:t><a:t>"&lt;#import "x"$x$ *a* _b_ `c`', "turned": f"Elbilar{TURNED}gpj.exe",
}  # fmt: skip
ADDRESS = "https://elak.invalid/x"


@pytest.fixture(scope="module")
def written(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """An underlag in every format: what was typed is its title and texts, and headings and tables of its own."""
    key, turned = facts.registry.find("K02"), TYPED["turned"]
    order = Order("underlag", [key], title=turned, summary=f"{ADDRESS}\n{turned}", background=TYPED["a formula"])
    document = compose.compose(facts, tmp_path_factory.mktemp("tom"), order)
    own = [
        Section(text, [Text(text), Tabular(table(text, "prov", [{text: text, "Adress": ADDRESS}], text))])
        for text in (clean_line(typed) for typed in TYPED.values())
    ]
    document = replace(document, sections=[*document.sections, *own], subtitle=TYPED["markup"], message=TYPED["a sum"])
    return {form: writing.write(document, form) for form in FORMATS}


FORMATS: tuple[Format, ...] = ("docx", "pptx", "xlsx", "pdf")


def parts(content: bytes) -> Iterator[tuple[str, str]]:
    """Every part of a file of zipped parts by name, those of the workbooks within it too."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        for name in file.namelist():
            if name.endswith(".xlsx"):
                yield from parts(file.read(name))
            elif name.endswith((".xml", ".rels")):
                yield name, file.read(name).decode()


def test_no_part_of_an_office_file_runs_links_or_turns_what_was_typed(written: dict[str, bytes]) -> None:
    for form in ("docx", "pptx", "xlsx"):
        for name, text in parts(written[form]):
            assert not set(text) & set(TURNED), (form, name)
            assert "<f>" not in text or "calcChain" in name, (form, name)
            assert "elak.invalid" not in text or not name.endswith(".rels"), (form, name)
            for field in re.findall(r"<w:instrText[^>]*>([^<]*)<", text):
                assert field.split()[0] in {"PAGE", "NUMPAGES", "TOC", "PAGEREF", "SEQ", "REF"}, field


def test_a_pdf_has_no_link_of_what_was_typed_and_no_action(written: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(BytesIO(written["pdf"]))
    text = "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    assert not set(text) & set(TURNED)
    assert not {"/OpenAction", "/AA"} & set(reader.trailer["/Root"])
    for page in reader.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            assert action.get("/S") in (None, "/URI", "/GoTo")
            assert "elak.invalid" not in str(action.get("/URI", ""))

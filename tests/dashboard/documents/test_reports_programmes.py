"""Ledningsgruppens sida is one page also where it says what has become of the programme."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from parts import every
from two_programmes import FIRST_DAY, LAST_DAY, NEW, OLD, registry_in

from dashboard.content import facts as content
from dashboard.content.goal import programmes
from dashboard.documents import leadership
from dashboard.paper import pdf_writer


@pytest.mark.parametrize(
    ("day", "programme"),
    every(2, [(date(2031, 1, 1), None), (FIRST_DAY, OLD), (LAST_DAY, NEW)]),
    ids=str,
)
def test_it_is_one_page_and_says_so(day: date, programme: str | None, database: Path, tmp_path: Path) -> None:
    facts = content.load(database, day, registry_file=registry_in(tmp_path), programme=programme)
    (page,) = pypdf.PdfReader(io.BytesIO(pdf_writer.write(leadership.compose(facts, tmp_path)))).pages
    said = " ".join(page.extract_text().split())
    assert programmes.heading(facts) in said
    assert programmes.note(facts)[:40] in said

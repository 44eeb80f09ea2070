"""One answer in one wording: on the page, in PDF, PowerPoint, Word and Excel, as files, and from the command."""

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pptx
import pypdf
import pytest
from docx.oxml.ns import qn
from parts import pairs
from streamlit.testing.v1 import AppTest

from dashboard import writing
from dashboard.blocks.blocks import Answer
from dashboard.content.answers import answers
from dashboard.content.answers.answers import Answered
from dashboard.content.facts import Facts
from dashboard.documents import annual, basis, conference, leadership, sheets
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from dashboard.site import pages as site_pages
from dashboard.site.pages import Page
from dashboard.site.reader import Reader
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.reports import FORMATS, Format
from malkollen.served import AS_OF_VARIABLE

DAY = "2026-11-22"
GOALS = ["klimatomstallning", "tillganglighet"]
Read = Callable[[str, Format], str]


def squeezed(text: str) -> str:
    """A text without what differs between formats: spaces, line ends, invisible places to break."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\u2060]", "", text)


def answered_keys(facts: Facts) -> list[str]:
    """Every indicator with a value of ours."""
    home = facts.areas.home.id
    known = [key for key in facts.of_programme if facts.is_computed(key)]
    return [key for key in known if facts.evaluation(key).latest(home).value is not None]


@pytest.fixture(scope="module")
def answered(facts: Facts) -> dict[str, Answered]:
    """Every answer by what it is about: the goals by their keys, the indicators by their codes."""
    found = [answers.of_goal(facts, goal) for goal in facts.goals]
    found += [answers.of_indicator(facts, key) for key in answered_keys(facts)]
    return {one.about: one for one in found}


def only_answers(document: Document) -> Document:
    """The document without its figures and tables: as quick to write, and its answers the same."""
    sections = [
        replace(section, blocks=[block for block in section.blocks if isinstance(block, Answer)], is_sheet=False)
        for section in document.sections
    ]
    return replace(document, sections=[section for section in sections if section.blocks])


@pytest.fixture(scope="module")
def documents(facts: Facts, database: Path) -> dict[str, Document]:
    keys = answered_keys(facts)
    return {
        "ledningsgrupp": only_answers(leadership.compose(facts, database.parent)),
        "blad": only_answers(sheets.compose(facts, keys)),
        "underlag": only_answers(basis.compose(facts, Order("underlag", keys))),
        "arsredovisning": only_answers(annual.compose(facts)),
        "konferens": only_answers(conference.compose(facts, facts.folder)),
    }


@pytest.fixture(scope="module")
def read(documents: dict[str, Document]) -> Read:
    """A document's words in a format; each is written once."""
    return cache(lambda kind, form: squeezed(WORDS[form](writing.write(documents[kind], form))))


def pdf_words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def docx_words(content: bytes) -> str:
    return "".join(part.text or "" for part in docx.Document(BytesIO(content)).element.body.iter(qn("w:t")))


def pptx_words(content: bytes) -> str:
    slides = pptx.Presentation(BytesIO(content)).slides
    return "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def xlsx_words(content: bytes) -> str:
    """Of the first sheet alone: the answers come first."""
    first = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return "\n".join(str(cell.value) for row in first.iter_rows() for cell in row if cell.value)


WORDS: dict[Format, Callable[[bytes], str]] = {
    "pdf": pdf_words, "docx": docx_words, "pptx": pptx_words, "xlsx": xlsx_words,
}  # fmt: skip


def missing(wanted: list[Answered], held: str) -> list[str]:
    texts = [text for one in wanted for text in (one.question, one.answer, one.hedge) if text]
    return [text for text in texts if squeezed(text) not in held]


def missing_on_screen(wanted: list[Answered], held: str) -> list[str]:
    """Where an answer begins with its word, that stands large and the sign after it is not there."""
    texts = [text for one in wanted for text in (one.answer, one.hedge) if text]
    return [text for text in texts if re.sub(r"[.:]", "", squeezed(text)) not in re.sub(r"[.:]", "", held)]


@pytest.mark.parametrize(("kind", "form"), pairs(["ledningsgrupp", "arsredovisning", "konferens"], list(FORMATS)))
def test_a_document_answers_both_goals(kind: str, form: Format, answered: dict[str, Answered], read: Read) -> None:
    assert missing([answered[goal] for goal in GOALS], read(kind, form)) == []


@pytest.mark.parametrize(("kind", "form"), pairs(["blad", "underlag"], list(FORMATS)))
def test_a_document_answers_every_indicator(kind: str, form: Format, answered: dict[str, Answered], read: Read) -> None:
    indicators = [one for about, one in answered.items() if about not in GOALS]
    assert len(indicators) > 10
    assert missing(indicators, read(kind, form)) == []


@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize("code", ["K01", "K02", "K06", "T01"])
def test_a_slide_answers_its_indicator(code: str, form: Format, answered: dict[str, Answered], read: Read) -> None:
    assert missing([answered[code]], read("konferens", form)) == []


def test_the_command_says_the_same(
    answered: dict[str, Answered], environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["answers", "--format", "json", "--as-of", DAY]) == 0
    printed = {row["about"]: row for row in json.loads(capsys.readouterr().out)}
    for about, one in answered.items():
        row = printed[about]
        assert (row["question"], row["answer"], row["hedge"]) == (one.question, one.answer, one.hedge)


@pytest.fixture(scope="module")
def app(database: Path) -> Iterator[AppTest]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        patch.setenv(AS_OF_VARIABLE, DAY)
        yield AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()


def on_screen(app: AppTest) -> str:
    assert not app.exception
    written = "\n".join(str(block.value) for block in app.get("html"))
    closed = re.sub(r'<span class="mk-meaning".*?</span>', "", written)  # what a word opens when it is pressed
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", closed)))


def test_the_first_page_answers_both_goals(answered: dict[str, Answered], app: AppTest) -> None:
    assert missing_on_screen([answered[goal] for goal in GOALS], on_screen(app)) == []


def test_an_indicators_page_answers_it(
    facts: Facts, answered: dict[str, Answered], app: AppTest, thorough: bool
) -> None:
    """Every third indicator's; thoroughly every one's."""
    for key in [*answered_keys(facts)][:: 1 if thorough else 3]:
        app.query_params["indikator"] = key
        app.switch_page("views/indicator.py").run()
        one = answered[facts.indicator(key).code]
        assert missing_on_screen([one], on_screen(app)) == [], key


def on_site(facts: Facts, page: Page) -> str:
    written = Reader(facts, "", frozenset(), page.slots).page(page.sections())
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", written)))


def test_the_pages_as_files_answer_what_they_are_about(
    facts: Facts, answered: dict[str, Answered], thorough: bool
) -> None:
    """Both goals and every third indicator; thoroughly every one."""
    pages = {page.path: page for page in site_pages.every(facts)}
    assert missing_on_screen([answered[goal] for goal in GOALS], on_site(facts, pages["index.html"])) == []
    for goal in GOALS:
        assert missing_on_screen([answered[goal]], on_site(facts, pages[f"mal/{goal}.html"])) == []
    for about in [about for about in answered if about not in GOALS][:: 1 if thorough else 3]:
        assert missing_on_screen([answered[about]], on_site(facts, pages[f"indikator/{about}.html"])) == [], about

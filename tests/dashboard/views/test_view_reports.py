"""Underlag and Konferensläge without a browser: what is composed, what the address holds, what is written and said."""

import html
import re
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest
from whole_link import whole_link

from dashboard import writing
from dashboard.blocks.blocks import Bullets, Figure, Multiples, Section, Tabular, Text, ToWrite, Word
from dashboard.blocks.table import Record, table
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.documents import compose, conference, selection
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from dashboard.screen import choices
from dashboard.screen.markup import document_markup
from malkollen import ROOT
from malkollen.database import storage
from malkollen.editions import editions, file
from malkollen.errors import DataError
from malkollen.office import activities, judgements
from malkollen.reports import FORMATS, KINDS, USUAL, Kind
from malkollen.served import AS_OF_VARIABLE

APP = str(ROOT / "dashboard" / "app.py")
TODAY = "2026-11-22"
MEETING = date(2026, 11, 20)
Visit = Callable[..., AppTest]
"""Opens a page as a link does: the address is there before the first run."""


@pytest.fixture(scope="module")
def plain(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that no test changes, so that its figures are read once."""
    return Path(shutil.copy(database, tmp_path_factory.mktemp("plain"))).parent


@pytest.fixture(scope="module")
def fixed(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a fixed version."""
    folder = Path(shutil.copy(database, tmp_path_factory.mktemp("fixed"))).parent
    editions.create(folder, "host-2026", MEETING, "Ledningsgruppen")
    return folder


@pytest.fixture(autouse=True)
def folder(plain: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(plain))
    monkeypatch.setenv(AS_OF_VARIABLE, TODAY)
    return plain


@pytest.fixture
def own(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that a test may change."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return Path(shutil.copy(database, tmp_path)).parent


@pytest.fixture(scope="module")
def registered(plain: Path) -> dict[str, Any]:
    """The pages as the frame registers them, so that a test's first run is already on its page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(plain))
        patch.setenv(AS_OF_VARIABLE, TODAY)
        pages: dict[str, Any] = AppTest.from_file(APP, default_timeout=60).run()._registered_pages
        return pages


@pytest.fixture
def visit(registered: dict[str, Any]) -> Visit:
    def opened(view: str, **address: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=60)
        app._registered_pages = registered
        app.switch_page(f"views/{view}.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


def page_text(app: AppTest) -> str:
    """Everything in HTML on the page, without tags."""
    found = " ".join(str(element.value) for element in app.get("html") if not str(element.value).startswith("<style"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def markup(app: AppTest) -> str:
    return " ".join(str(element.value) for element in app.get("html"))


def query(app: AppTest) -> dict[str, str]:
    return whole_link(app)


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def labels(app: AppTest, kind: str) -> list[str]:
    return [as_shown(element.label) for element in app.get(kind)]


# ───────────── Underlag ─────────────


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("blad", "underlag")])
def test_a_kind_is_previewed_with_its_sections_and_asked_for_in_its_usual_format(
    kind: Kind, visit: Visit, facts: Facts, folder: Path
) -> None:
    app = visit("reports", slag=kind)
    document = compose.compose(facts, folder, Order(kind))
    shown = page_text(app)
    assert not app.error
    assert document.title in shown
    assert [section.heading for section in document.sections if section.heading not in shown] == []
    assert query(app)["format"] == USUAL[kind]
    assert f"Filen får namnet ”{document.name}.{USUAL[kind]}”." in shown


def test_every_kind_and_format_is_a_choice(visit: Visit, facts: Facts) -> None:
    app = visit("reports")
    assert list(app.radio[0].options) == [selection.title(facts, kind) for kind in KINDS]
    assert len({selection.about(facts, kind) for kind in KINDS}) == len(KINDS)
    assert list(next(box for box in app.selectbox if box.label == "Format").options) == list(FORMATS.values())


def test_an_underlag_without_indicators_says_what_to_pick_and_offers_the_core(visit: Visit, facts: Facts) -> None:
    app = visit("reports", slag="underlag")
    assert selection.EMPTY in page_text(app)
    assert "Skapa filen" not in labels(app, "button")
    assert not app.error
    press(app, "Ta med kärnindikatorerna")
    assert query(app)["indikatorer"].split(",") == selection.core(facts)
    assert selection.EMPTY not in page_text(app)
    assert "Skapa filen" in labels(app, "button")


def test_a_link_composes_the_same_again(visit: Visit, facts: Facts) -> None:
    address = {
        "slag": "underlag", "indikatorer": "k02,transport_emissions", "omraden": "0127,riket", "ar": "2023",
        "jamforelse": list(facts.registry.comparison_sets)[-1], "rubrik": "Om <bilar> & luft", "format": "pdf",
        "sammanfattning": "Första raden.\n\nAndra stycket.", "bakgrund": "=1+1",
    }  # fmt: skip
    app = visit("reports", **address)
    shown = page_text(app)
    for text in ("Om <bilar> & luft", "Första raden.", "Andra stycket.", "=1+1", "Botkyrka", "K02", "K01"):
        assert text in shown
    appendix = shown.split("Bilaga: serierna i siffror")[1].split("Fastställda versioner")[0]
    assert "Botkyrka" in appendix
    assert "Haninge" not in appendix
    assert "<bilar>" not in markup(app)
    assert query(app).items() >= (address | {"indikatorer": "electric_car_share,transport_emissions"}).items()
    again = visit("reports", **query(app))
    assert page_text(again) == shown
    assert query(again) == query(app)


def test_what_an_address_asks_for_in_vain_is_said(visit: Visit) -> None:
    app = visit("reports", slag="underlag", indikatorer="K02,K99", format="odt")
    warnings = " ".join(as_shown(warning.value) for warning in app.warning)
    assert "K99" in warnings
    assert "odt" in warnings
    assert query(app)["indikatorer"] == "electric_car_share"
    assert query(app)["format"] == "docx"


def test_another_kind_brings_its_usual_format_and_loses_nothing_that_was_written(visit: Visit) -> None:
    app = visit("reports", slag="underlag", indikatorer="K02", rubrik="Min rubrik")
    assert query(app)["format"] == "docx"
    app.radio[0].set_value("konferens").run()
    assert query(app)["format"] == "pptx"
    app.radio[0].set_value("underlag").run()
    assert query(app)["format"] == "docx"
    assert query(app)["rubrik"] == "Min rubrik"
    assert "Min rubrik" in page_text(app)


@pytest.mark.parametrize("name", ["rubrik", "sammanfattning"])
def test_a_text_is_bounded_whatever_a_browser_sends(visit: Visit, name: str) -> None:
    app = visit("reports", slag="underlag", indikatorer="K02")
    field = next(one for one in (*app.text_input, *app.text_area) if one.key == f"choice:{name}")
    field.set_value("Å" * 300_000).run()
    assert len(query(app)[name]) == choices.LONGEST
    assert field.proto.max_chars == choices.LONGEST
    assert page_text(app).count("Å") < 3 * choices.LONGEST


def test_nothing_is_written_until_it_is_asked_for_and_another_choice_takes_the_file_away(visit: Visit) -> None:
    app = visit("reports", slag="blad", indikatorer="K02", format="xlsx")
    assert "Hämta filen" not in labels(app, "download_button")
    press(app, "Skapa filen")
    assert "Hämta filen" in labels(app, "download_button")
    assert "Filen är skriven: ”" in page_text(app)
    assert not app.error
    app.multiselect[0].set_value(["transport_emissions"]).run()
    assert "Hämta filen" not in labels(app, "download_button")
    assert "Skapa filen" in labels(app, "button")


def test_a_format_that_fails_is_said_in_a_line_and_another_can_be_chosen(
    visit: Visit, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("reports", slag="ledningsgrupp", format="docx")
    monkeypatch.setitem(sys.modules, "dashboard.word.docx_writer", None)  # as if it were not there
    monkeypatch.delattr("dashboard.word.docx_writer", raising=False)  # another test may have loaded it
    press(app, "Skapa filen")
    assert [as_shown(error.value) for error in app.error] == [selection.not_written(facts)]
    assert "Hämta filen" not in labels(app, "download_button")
    next(box for box in app.selectbox if box.label == "Format").set_value("xlsx").run()
    assert not app.error
    assert "Hämta filen" in labels(press(app, "Skapa filen"), "download_button")


@pytest.mark.thorough  # tests/dashboard/documents/test_reports_composed.py
def test_a_fault_in_a_file_beside_the_database_is_said(visit: Visit, own: Path, facts: Facts) -> None:
    (own / activities.FILE_NAME).write_text("[[activities]\n", encoding="utf-8")
    app = visit("reports", slag="arsredovisning")
    with pytest.raises(DataError) as fault:
        activities.load(own, {goal: found.heading for goal, found in facts.registry.goals.items()})
    assert " ".join(as_shown(fault.value).split()) in page_text(app)


@pytest.mark.thorough  # every kind is previewed above
def test_a_long_document_is_shown_in_part_until_the_whole_is_asked_for(visit: Visit) -> None:
    app = visit("reports", slag="blad")
    drawn = markup(app).count('<img class="mk-wide" ')
    assert 0 < drawn <= selection.MOST_DRAWINGS
    assert "Filen har alla" in page_text(app)
    next(box for box in app.toggle if box.key == "report:whole").set_value(True).run()
    assert markup(app).count('<img class="mk-wide" ') > drawn


def test_the_objects_are_said_to_be_in_no_document_until_the_list_is_there(visit: Visit) -> None:
    app = visit("reports")
    assert selection.NO_OBJECTS in page_text(app)
    assert "Prioriterade objekt" in [str(link.proto.label) for link in app.get("page_link")]


# ───────────── Fastställda versioner ─────────────


def test_without_fixed_versions_it_is_said_so_and_no_command_meets_a_reader(visit: Visit) -> None:
    shown = page_text(visit("reports"))
    assert selection.NO_EDITIONS in shown
    assert "malkollen edition" not in shown


def test_fixed_versions_are_listed_and_opened_and_documents_are_of_the_one_that_is_open(
    visit: Visit, fixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(fixed))
    edition = editions.find(fixed, "host-2026")
    app = visit("reports")
    shown = page_text(app)
    assert selection.NO_EDITIONS not in shown
    assert all(text in shown for text in ("host-2026", "20 november 2026", edition.mark, edition.data_version))
    link = next(link for link in app.get("page_link") if "host-2026" in link.label)
    assert link.proto.query_string == "utgava=host-2026"
    opened = page_text(visit("reports", utgava="host-2026"))
    assert "Ledningsgruppens sida – host-2026.pdf" in opened
    assert "Fastställd version host-2026: " in opened
    assert "kontrollsumma" not in opened  # it stands in the documents
    assert "Fastställd version host-2026" in page_text(visit("conference", utgava="host-2026", bild="2"))


def test_a_document_is_another_when_anything_it_rests_on_is(facts: Facts, tmp_path: Path) -> None:
    facts = replace(facts, folder=tmp_path)
    before = selection.state(facts, tmp_path)
    assert selection.state(facts, tmp_path) == before
    (tmp_path / activities.FILE_NAME).write_text("", encoding="utf-8")
    with_activities = selection.state(facts, tmp_path)
    (tmp_path / judgements.FILE_NAME).write_bytes(b"a judgement")
    judged = selection.state(facts, tmp_path)
    (tmp_path / editions.FOLDER).mkdir()
    (tmp_path / editions.FOLDER / f"ett{file.SUFFIX}").write_bytes(b"a version")
    with_edition = selection.state(facts, tmp_path)
    later = selection.state(replace(facts, as_of=date(2027, 1, 1)), tmp_path)
    assert len({before, with_activities, judged, with_edition, later}) == 5


@pytest.mark.thorough  # tests/dashboard/documents/test_reports_pdf_process.py
def test_two_who_compose_at_once_do_not_meet(facts: Facts, folder: Path) -> None:
    wanted = [
        Order("underlag", ("electric_car_share",), title="Ett", summary="Den enas"),
        Order("underlag", ("transport_emissions",), title="Två", summary="Den andras"),
    ]
    documents = [compose.compose(facts, folder, order) for order in wanted]
    alone = [(document_markup.preview(each), writing.write(each, "pdf")) for each in documents]
    with ThreadPoolExecutor(4) as workers:
        previews = list(workers.map(document_markup.preview, documents * 2))
        files = list(workers.map(lambda each: writing.write(each, "pdf"), documents * 2))
    assert list(zip(previews, files, strict=True)) == alone * 2
    assert alone[0] != alone[1]


# ───────────── The preview ─────────────


def test_every_block_is_shown_and_what_people_wrote_is_text() -> None:
    record: Record = {"Kommun": "<b>", "Värde": "1"}
    blocks = [
        Text("<script>alert(1)</script>", "quote"), Bullets(("a & b",)), Word("uppnått", "good", "Förslag", "5 av 5"),
        Tabular(table("En <tabell>", "t", [record], "Källa: prov")), ToWrite("Skriv här."),
    ]  # fmt: skip
    document = Document("<Titel>", "n", "report", [Section("Del & ett", blocks)], sources=("Källa: <x>",), version="v")
    shown = document_markup.preview(document)
    ET.fromstring(shown)  # whole, and nothing in it is somebody's markup
    assert "<script" not in shown
    for text in (
        "&lt;Titel&gt;",
        "Del &amp; ett",
        "a &amp; b",
        "Uppnått",
        "En &lt;tabell&gt;",
        "Skriv här.",
        "&lt;x&gt;",
    ):
        assert text in shown


@pytest.mark.parametrize("kind", KINDS)
def test_every_drawing_is_within_the_page_and_has_words_and_a_table(kind: Kind, facts: Facts, folder: Path) -> None:
    keys = ("electric_car_share",) if kind in ("underlag", "blad") else ()
    document = compose.compose(facts, folder, Order(kind, keys))
    shown = document_markup.preview(document)
    drawn = [block for section in document.sections for block in section.blocks if isinstance(block, Figure)]
    images = re.findall(r'<img class="mk-wide" src="([^"]{30})[^"]*" alt="([^"]*)">', shown)
    sparks = sum(bool(row.spark.strokes) for section in document.sections for block in section.blocks
        if isinstance(block, Multiples) for row in block.rows)  # fmt: skip
    assert len(images) == len(drawn) == shown.count('<img class="mk-narrow" '), "a phone has its own"
    assert shown.count("<img ") == 2 * len(drawn) + sparks
    assert shown.count('class="mk-spark"') == sparks
    assert all(source.startswith("data:image/svg+xml;base64,") and len(alt) > 20 for source, alt in images)
    assert shown.count(f"<summary>{document_markup.SUMMARY}") == len(drawn)
    levels = [int(level) for level in re.findall(r"<h(\d)", shown)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


# ───────────── Konferensläge ─────────────


def headline(app: AppTest) -> str:
    return re.sub(r"<[^>]+>", "", re.findall(r"<h1[^>]*>(.*?)</h1>", markup(app))[-1])


def test_the_slides_come_one_at_a_time_and_the_address_follows(visit: Visit, facts: Facts, folder: Path) -> None:
    slides = compose.compose(facts, folder, Order("konferens")).sections
    last = len(slides) + 1
    app = visit("conference")
    assert html.unescape(headline(app)) == slides[0].message
    assert f"Bild 1 av {len(slides)}" in page_text(app)
    press(app, "Nästa")
    assert html.unescape(headline(app)) == slides[1].message
    assert query(app)["bild"] == "2"
    press(app, "Föregående")
    assert query(app)["bild"] == "1"
    press(app, "Alla bilder")
    assert query(app)["bild"] == str(last)
    listed = [label for label in labels(app, "page_link") if re.match(r"\d+\. ", label)]
    assert listed == [f"{number}. {slide.heading}" for number, slide in enumerate(slides, 1)]
    assert selection.sources_text(facts, compose.compose(facts, folder, Order("konferens"))) in page_text(app)
    press(app, "Föregående")
    assert [button.disabled for button in app.button if button.label == "Nästa"] == [True], "the last slide is the end"


@pytest.mark.parametrize(
    ("asked", "shown"), [("3", 3), ("0", 1), ("99", 99), ("tre", 1), ("-1", 1), ("²", 1), ("9" * 5000, 1)]
)
def test_a_slide_that_is_not_there_is_the_nearest_that_is(
    asked: str, shown: int, visit: Visit, facts: Facts, folder: Path
) -> None:
    last = len(compose.compose(facts, folder, Order("konferens")).sections) + 1
    app = visit("conference", bild=asked)
    assert query(app)["bild"] == str(min(shown, last))
    assert not app.error


def test_the_slides_that_the_address_names_are_shown_and_the_choice_follows(visit: Visit, facts: Facts) -> None:
    """A slide is not another's of the same number, which has been drawn before."""
    headings = conference.choosable(facts, facts.folder)
    visit("conference", bild="2")
    app = visit("conference", bild="2", bilder="K06,beslut")
    assert html.unescape(headline(app)) == "Det här behöver vi besluta"
    assert all(html.escape(one.told) in markup(app) for one in decisions.of_committee(facts))
    assert not any(html.escape(one.told) in markup(app) for one in decisions.of_leadership(facts)), "not the room's"
    assert "Bild 2 av 2" in page_text(app)
    press(app, "Alla bilder")
    listed = [label for label in labels(app, "page_link") if re.match(r"\d+\. ", label)]
    assert listed == [f"1. {headings['K06']}", f"2. {headings['beslut']}"]
    app = press(app, "Föregående")
    assert query(app)["bilder"] == "K06,beslut"


def test_slides_are_chosen_where_the_document_is_made(visit: Visit, facts: Facts) -> None:
    app = visit("reports", slag="konferens", bilder="K06,beslut")
    (chosen,) = [box for box in app.multiselect if box.key == "choice:bilder"]
    assert chosen.value == ["K06", "beslut"]
    assert page_text(app).count("Bild ") >= 2
    assert facts.goals["tillganglighet"].question not in page_text(app)
    chosen.set_value(list(conference.choosable(facts, facts.folder))).run()
    assert facts.goals["tillganglighet"].question in page_text(app)


def test_a_chart_on_a_slide_has_its_numbers_for_who_cannot_see_it(facts: Facts, folder: Path) -> None:
    drawn = [
        section for section in compose.compose(facts, folder, Order("konferens")).sections
        if any(isinstance(block, Figure) for block in section.blocks)
    ]  # fmt: skip
    assert drawn
    for section in drawn:
        shown = document_markup.slide(section)
        assert shown.count("<h1") == 1
        assert [shown.count(f'<img class="mk-{kind}" ') for kind in ("wide", "narrow")] == [1, 1]  # a phone has its own
        assert shown.count("<table") == 1
        assert "tabindex" not in shown


def test_who_comes_from_underlag_goes_back_there(visit: Visit) -> None:
    app = press(visit("conference", fran="underlag"), "Lämna")
    assert [as_shown(title.value) for title in app.title] == ["Underlag"]
    assert query(app)["slag"] == "konferens"
    app = press(visit("conference", fran="https://example.com"), "Lämna")
    assert [as_shown(title.value) for title in app.title] == ["Södertörn mot målen"]


def test_without_a_database_there_is_a_line_and_no_slide(visit: Visit, own: Path) -> None:
    (own / storage.FILE_NAME).unlink()
    app = visit("conference")
    assert len(app.error) == 1
    assert "<h1" not in markup(app)


def test_the_leadership_sheets_rows_are_drawn_as_on_paper_and_its_heading_said_once(facts: Facts, folder: Path) -> None:
    document = compose.compose(facts, folder, Order("ledningsgrupp"))
    shown = document_markup.preview(document)
    assert shown.count("Södertörn i siffror") == 1
    assert "Tjock linje: Södertörn" in shown
    assert 'class="mk-spark"' in shown, "the lines that the words explain"
    (block,) = [b for section in document.sections for b in section.blocks if isinstance(b, Multiples)]
    assert all(f'<p class="mk-doc-multiple-name">{row.title}</p>' in shown for row in block.rows)
    assert all(heading in shown for heading in block.headings)


def test_each_readers_own_document_stands_first(visit: Visit) -> None:
    assert selection.kinds_for(None)[0] == "ledningsgrupp"
    assert selection.kinds_for("natverket")[0] == "underlag"
    assert sorted(selection.kinds_for("kommitten")) == sorted(KINDS)
    (kinds,) = [radio for radio in visit("reports", **{"for": "kommitten"}).radio if radio.key == "choice:slag"]
    assert (kinds.value, kinds.options[0]) == ("konferens", "Konferensens bilder")

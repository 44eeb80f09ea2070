"""PDF files of documents: everybody can read them, nothing is cut, every number of the blocks is on them."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pdfua
import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st
from made_document import PROMPT, document, page, report, series, slides
from parts import every

from dashboard.blocks.blocks import Answers, Block, Bullets, Figure, Pairs, Section, Tabular, Text, ToWrite, Word
from dashboard.blocks.table import Number, Table, table
from dashboard.blocks.words import Answered
from dashboard.content.facts import Facts
from dashboard.content.indicator.page import name
from dashboard.documents import annual, blocks, leadership, sheets
from dashboard.documents.document import Document
from dashboard.drawings import fonts
from dashboard.drawings.fonts import width
from dashboard.paper import pdf_press, pdf_process, pdf_writer, sizes, tables as paper_tables, typst_data
from dashboard.paper.pdf_writer import TooLongError
from dashboard.paper.tables import TooWideError, fitted, text_of
from malkollen.served import ADDRESS_VARIABLE

HOSTILE = '#*_[]$@<>\\` = - + / ~ "\'{}()%&^| #panic(1) #import "x" $x^2$ <label> @ref // /* http://a.se'


def test_nothing_is_put_into_an_address_though_other_words_are_given_places_to_break() -> None:
    address = f"https://www.exempel.se/{'mycket-lang/' * 9}"
    assert paper_tables.words(f"Se {address}", 60, 9) == f"Se {address}"
    assert "\u200b" in paper_tables.words("o" * 99, 60, 9)


@pytest.fixture(scope="module")
def written(facts: Facts) -> dict[str, tuple[Document, bytes]]:
    """A document of each kind with its PDF."""
    documents = {"page": page(facts), "report": report(facts), "slides": slides(facts)}
    return {kind: (found, pdf_writer.write(found)) for kind, found in documents.items()}


def plain(text: str) -> str:
    """Letters without spaces: where a line breaks is no matter."""
    return re.sub(r"[\s\u00a0\u200b\u202f]+", "", text)


@cache
def extracted(pdf: bytes) -> tuple[list[str], float]:
    """Each page's words without spaces, and the smallest size of text in points, as it stands on the page."""
    sizes: list[float] = []

    def visit(text: str, matrix: list[float], text_matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(round(abs(size * text_matrix[3] * matrix[3]), 2))

    pages = [plain(one.extract_text(visitor_text=visit)) for one in pypdf.PdfReader(BytesIO(pdf)).pages]
    return pages, min(sizes, default=0.0)


def read(pdf: bytes) -> str:
    return "".join(extracted(pdf)[0])


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(pdf)).pages)


def simple(*blocks: Block, kind: Literal["page", "report"] = "report") -> Document:
    return Document("Titel", "prov", kind, [Section("Rubrik", blocks)], version="Version 1")


def texts_of(block: Block) -> Iterator[str]:
    """The words and numbers that a block must bring to paper."""
    match block:
        case Text() | Word():
            yield from (block.text,) if isinstance(block, Text) else (block.word[1:], block.label, block.detail)
        case Bullets():
            yield from block.lines
        case Pairs():
            yield from (part for pair in block.pairs for part in pair)
        case Answers():
            yield from (part for a in block.answers for part in (a.question, a.word[1:], a.reason))
        case Tabular():
            heads, rows = block.table.shown()
            yield from [*heads, *(text_of(cell) for row in rows for cell in row), block.table.title]
        case ToWrite():
            yield block.prompt
        case Figure():
            yield from (block.title, block.text)


@pytest.mark.parametrize("kind", ["page", "report", "slides"])
def test_the_words_and_numbers_of_every_block_are_read_back(
    kind: str, written: dict[str, tuple[Document, bytes]]
) -> None:
    document, pdf = written[kind]
    printed = read(pdf)
    for section in document.sections:
        # a slide's message is what its picture shows, as on the screen
        is_told = kind == "slides" and section.message
        told = {block.title for block in section.blocks if isinstance(block, Figure)} if is_told else set()
        for text in (section.heading, section.message, *(t for block in section.blocks for t in texts_of(block))):
            assert text in told or plain(text) in printed, text
    version = document.version if kind != "slides" else ""  # slides say at once all that they rest on
    sources = document.sources if kind == "slides" else document.named_last or document.sources
    for text in (document.title, document.message, version, document.basis, *sources):
        assert plain(text) in printed


@pytest.mark.parametrize("kind", ["page", "report", "slides"])
def test_a_checker_of_pdf_ua_finds_nothing(kind: str, written: dict[str, tuple[Document, bytes]]) -> None:
    found = pdfua.validate(BytesIO(written[kind][1]))
    assert [(finding.rule_id, finding.message) for finding in found.findings] == []


def tags(pdf: bytes) -> list[tuple[str, str, str]]:
    """Every tag in reading order with its alternative text and its own title."""
    listed: list[tuple[str, str, str]] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            listed.append((str(node.S).lstrip("/"), str(node.get("/Alt", "")), str(node.get("/T", ""))))
            walk(node.get("/K"))

    with pikepdf.open(BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return listed


@pytest.mark.parametrize("kind", ["page", "report", "slides"])
def test_the_file_is_tagged_swedish_and_has_its_title(kind: str, written: dict[str, tuple[Document, bytes]]) -> None:
    document_, pdf = written[kind]
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "sv"
        assert bool(opened.Root.MarkInfo.Marked)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        assert str(opened.docinfo["/Title"]) == document_.title
        assert b"pdfuaid" in opened.Root.Metadata.read_bytes()
    tagged = tags(pdf)
    figures = [alt for tag, alt, _ in tagged if tag == "Figure"]
    drawn = [b.alt for s in document_.sections for b in s.blocks if hasattr(b, "alt")]
    assert figures == drawn
    levels = [int(tag[1:]) for tag, _, _ in tagged if re.fullmatch(r"H\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "Lbl" in {tag for tag, _, _ in tagged}


def test_tables_are_real_with_heads_that_belong_to_their_columns(written: dict[str, tuple[Document, bytes]]) -> None:
    document_, pdf = written["report"]
    tables = [block.table for section in document_.sections for block in section.blocks if isinstance(block, Tabular)]
    names = [tag for tag, _, _ in tags(pdf)]
    assert names.count("Table") == len(tables)
    assert names.count("TH") == sum(len(one.shown()[0]) for one in tables)
    assert names.count("TR") == sum(len(one.rows) + 1 for one in tables)
    assert names.count("TD") == sum(len(row) for one in tables for row in one.shown()[1])


def test_a_report_has_bookmarks_running_heads_page_numbers_and_contents_where_it_is_long(
    written: dict[str, tuple[Document, bytes]], facts: Facts
) -> None:
    document_, pdf = written["report"]
    reader = pypdf.PdfReader(BytesIO(pdf))
    pages = extracted(pdf)[0]
    count = len(pages)
    assert count > typst_data.CONTENTS_OVER
    for number, text in enumerate(pages, 1):
        assert f"Sida{number}av{count}" in text
        assert plain(document_.version) in text
        assert plain(document_.title) in text
    assert [plain(document_.basis) in text for text in pages] == [False] * (count - 1) + [True]
    assert "Innehåll" in pages[0]
    marks = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    assert [heading for heading in marks if heading != "Innehåll"] == [
        section.heading for section in document_.sections if section.level == 1
    ] + ["Källor"]
    short = replace(document_, sections=document_.sections[:1])
    assert "Innehåll" not in read(pdf_writer.write(short))


def test_only_our_own_fonts_are_used_and_all_are_embedded(written: dict[str, tuple[Document, bytes]]) -> None:
    for _, pdf in written.values():
        with pikepdf.open(BytesIO(pdf)) as opened:
            found = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
            assert found
            assert all("MalkollenSans" in str(item.FontName) for item in found)
            assert all("/FontFile2" in item or "/FontFile3" in item for item in found)


def test_no_text_is_smaller_than_can_be_read(written: dict[str, tuple[Document, bytes]]) -> None:
    assert extracted(written["report"][1])[1] >= 8.5
    assert extracted(written["page"][1])[1] >= 8.5
    assert extracted(written["slides"][1])[1] >= 28 * 960 / 1280  # 28 pixels where the slide is 1 280 wide


def test_a_page_is_one_a4_and_slides_are_wide(written: dict[str, tuple[Document, bytes]]) -> None:
    (a4,) = pypdf.PdfReader(BytesIO(written["page"][1])).pages
    assert [round(float(side)) for side in (a4.mediabox.width, a4.mediabox.height)] == [595, 842]
    slides = pypdf.PdfReader(BytesIO(written["slides"][1])).pages
    assert {(float(one.mediabox.width), float(one.mediabox.height)) for one in slides} == {(960.0, 540.0)}
    assert len(slides) == 1 + len(written["slides"][0].sections)  # the title with the sources, a slide a section


def test_a_full_page_gets_less_air_and_one_that_cannot_fit_says_so(facts: Facts) -> None:
    block = Text("Ett stycke som tar plats på sidan. " * 9)
    counts = [page_count(pdf_writer.write(document("page", [Section("A", [block] * n)], facts))) for n in (2, 8, 12)]
    assert counts == [1, 1, 1]
    tall = document("page", [Section("A", [series(facts)] * 9)], facts)
    with pytest.raises(TooLongError, match=r"^prov_elbilar: texten får inte plats på en A4-sida\. "):
        pdf_writer.write(tall)


def test_a_page_with_drawings_uses_the_room_that_is_left(facts: Facts) -> None:
    full = document("page", [Section("A", [Text("Ord och inga visor. " * 25)] * 3 + [series(facts)] * 2)], facts)
    assert page_count(pdf_writer.write(full)) == 1


# ───────────── Words are never markup ─────────────


def everywhere(text: str, kind: Literal["report", "slides"] = "report") -> Document:
    content = table(text, "prov", [{"Kolumn": text, text or "x": Number(1.5, 1)}], text, notes=(text,))
    blocks = [
        *(Text(text, style) for style in ("body", "lead", "takeaway", "caption", "arithmetic", "quote")),
        Bullets((text,)),
        Pairs(((text, text), (text, text))),
        Word(text, "good", text, text),
        Answers((Answered(text, "down", text, text),)),
        Tabular(content),
        ToWrite(text),
    ]
    sections = [Section(text, blocks, message=text)]
    return Document(text, "prov", kind, sections, text, text, (text,), text)


def test_marks_of_markup_stand_as_they_are_written() -> None:
    said = read(pdf_writer.write(everywhere(HOSTILE)))
    assert said.count(plain(HOSTILE)) >= 20


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@example("")
@example("\n")
@given(st.text(max_size=60) | st.text("#*_[]$@<>\\`\"'{}()=-+/~\n ", max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    for kind in ("report", "slides"):
        assert pdf_writer.write(everywhere(text, kind)).startswith(b"%PDF")


def test_letters_of_other_languages_are_shown_and_unknown_ones_have_a_square() -> None:
    said = read(pdf_writer.write(simple(Text("Łukasz, Ελλάδα, 漢"))))
    assert "Łukasz,Ελλάδα,□" in said


def test_a_word_longer_than_the_line_breaks_and_is_not_cut() -> None:
    word = "x" * 300
    pdf = pdf_writer.write(simple(Text(word), Bullets((word,)), Word(word, "up")))
    assert read(pdf).lower().count(word) == 3


# ───────────── Tables ─────────────


def wide(columns: int, word: str = "ord") -> Table:
    record = {f"{word} {place}": Number(1234.5 + place, 1) for place in range(columns)}
    return table("Bred", "bred", [record] * 5, "Källa: prov")


def landscape_pages(pdf: bytes) -> int:
    found = pypdf.PdfReader(BytesIO(pdf)).pages
    return sum(float(one.mediabox.width) > float(one.mediabox.height) for one in found)


def test_a_wide_table_gets_smaller_type_then_lies_on_its_side_then_is_refused() -> None:
    room, side = typst_data.A4_ROOM, typst_data.A4_LANDSCAPE
    layouts = [fitted(wide(columns), room, [9.5, 9.0, 8.5], side) for columns in (4, 11, 18)]
    assert [layout.is_landscape for layout in layouts] == [False, False, True]
    assert layouts[0].size == 9.5
    assert all(sum(layout.columns) <= (side if layout.is_landscape else room) + 0.01 for layout in layouts)
    assert all(layout.size >= paper_tables.SMALLEST for layout in layouts)
    pdf = pdf_writer.write(simple(Text("Före."), Tabular(wide(18)), Text("Efter.")))
    assert (page_count(pdf), landscape_pages(pdf)) == (3, 1)
    alone = simple(Tabular(wide(18)), Tabular(wide(18)))
    before = Section("Först", [Text("Före.")])
    pages, _ = extracted(pdf_writer.write(replace(alone, sections=[before, *alone.sections])))
    assert ["Före" in text for text in pages] == [True, False]
    assert "Rubrik" in pages[1]  # the heading lies with its tables
    with pytest.raises(TooWideError, match="har 40 kolumner och får inte plats på sidans bredd"):
        pdf_writer.write(simple(Tabular(wide(40))))
    with pytest.raises(TooWideError):
        pdf_writer.write(simple(Tabular(wide(18)), kind="page"))


@given(
    st.lists(
        st.lists(
            st.text("abc åäö\u00a0", max_size=40) | st.floats(-1e6, 1e6).map(lambda v: Number(v, 1)),
            min_size=3,
            max_size=3,
        ),
        max_size=6,
    )
)
def test_columns_never_get_narrower_than_their_longest_word(rows: list[list[str | Number]]) -> None:
    content = table("T", "t", [dict(zip(("Ett", "Två", "Tre"), row, strict=True)) for row in rows], "K")
    try:
        layout = fitted(content, 300, [9.5, 8.5], None)
    except TooWideError:
        return
    heads, shown = content.shown()
    for place, column in enumerate(layout.columns):
        words = [word for row in shown for word in text_of(row[place]).split(" ")] + heads[place : place + 1]
        assert layout.is_hyphenated or all(fonts.width(word, layout.size) <= column for word in words)


def test_a_long_table_repeats_its_heads_and_cuts_no_row() -> None:
    records = [{"Kommun": f"Rad {n}", "Text": f"början {n} " + "mitt " * 160 + f"slut {n}"} for n in range(20)]
    pages, _ = extracted(pdf_writer.write(simple(Tabular(table("Lång", "l", records, "Källa")))))
    assert len(pages) > 2
    tabled = [text for text in pages if "början" in text]
    assert all("Kommun" in text for text in tabled)
    for n in range(20):
        (whole,) = [text for text in tabled if f"början{n}mitt" in text]
        assert re.search(rf"slut{n}(?!\d)", whole)


def test_a_cell_longer_than_a_page_goes_on_over_the_next() -> None:
    long = " ".join(f"ord{n}" for n in range(1500))
    pages, _ = extracted(pdf_writer.write(simple(Tabular(table("T", "t", [{"A": "x", "B": long}], "K")))))
    first, last = (next(n for n, text in enumerate(pages) if word in text) for word in ("ord0ord1", "ord1499"))
    assert last > first


def test_a_short_table_and_a_heading_are_kept_with_what_follows() -> None:
    records = [{"Kommun": f"Rad {n}", "Värde": Number(900 + n)} for n in range(12)]
    for lines in range(23, 33, 3):
        blocks = [*(Text(f"Stycke {n}.") for n in range(lines))]
        sections = [Section("A", blocks), Section("Sist", [Tabular(table("Kort", "k", records, "Källa"))])]
        pages, _ = extracted(pdf_writer.write(replace(simple(), sections=sections)))
        (place,) = [number for number, text in enumerate(pages) if "Sist" in text]
        assert "Rad0" in pages[place]
        assert "Rad11" in pages[place]


# ───────────── The template ─────────────


def test_nothing_is_warned_of_and_the_same_document_is_the_same_bytes(facts: Facts) -> None:
    document = page(facts)
    read = typst_data.data(document, sizes.PAGE[0], [1.0] * len(document.sections))
    template, folders = pdf_writer.TEMPLATE, fonts.folders()
    question: pdf_process.Question = {
        "template": str(template), "root": str(template.parent), "fonts": folders,
        "data": json.dumps(read), "label": "", "made_at": "",
    }  # fmt: skip
    _, warned = pdf_process.compiler(question).compile_with_warnings(format="pdf", pdf_standards="ua-1")
    assert [str(warning) for warning in warned] == []
    assert pdf_writer.write(document) == pdf_writer.write(document)


def test_a_level_is_never_skipped() -> None:
    sections = [Section("A", [], level=1), Section("B", [], level=4), Section("C", [], level=3)]
    levels = [
        int(tag[1:]) for tag, _, _ in tags(pdf_writer.write(replace(simple(), sections=sections))) if tag[0] == "H"
    ]
    assert levels == [1, 2, 3]


def test_a_refused_document_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()", encoding="utf-8")
    monkeypatch.setattr(pdf_writer, "TEMPLATE", broken)
    with pytest.raises(pdf_writer.MalkollenError, match=r"^prov: PDF-filen kunde inte sättas .*annat format\.$"):
        pdf_writer.write(simple())


def test_where_people_write_there_is_room_and_the_prompt(written: dict[str, tuple[Document, bytes]]) -> None:
    assert plain(PROMPT) in read(written["report"][1])


def pages_of(facts: Facts, lines: int) -> list[str]:
    """A page's words: lines above a chart, and the table of its numbers below, then a section on its own page."""
    above = [Text(f"Rad {number}") for number in range(lines)]
    rows = Tabular(table("Tabell", "prov", [{"Rad": str(number)} for number in range(12)], "Källa: X"))
    sheet = Section("Ett", [*above, series(facts), rows, Text("Slut på bladet")])
    return extracted(pdf_writer.write(Document("T", "prov", "report", [sheet, Section("Två", [], starts_page=True)])))[
        0
    ]


@pytest.mark.thorough  # room on a page above
def test_a_chart_is_lower_rather_than_that_a_few_lines_stand_on_a_page_of_their_own(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = bisect_left(range(40), 3, lo=1, key=lambda n: len(pages_of(facts, n)))  # one more than a page holds
    assert [len(pages_of(facts, n)) > 2 for n in (lines - 1, lines)] == [False, True]
    monkeypatch.setattr(pdf_writer, "REPORT_SHARES", (1.0,))
    assert len(pages_of(facts, lines - 1)) == 3
    longest = bisect_left(range(lines), 3, key=lambda n: len(pages_of(facts, n)))
    assert lines - longest >= 2  # the lower chart makes room for lines


def test_a_slide_that_goes_on_says_its_title_again_and_no_message_is_said_twice() -> None:
    message = "Ett budskap för rummet"
    many = Bullets(tuple(f"Punkt {number} med ord nog för att fylla en rad och lite till" for number in range(30)))
    first, last = Section("Ett", [Text(message, "quote"), many], message=message), Section("Två", [Text("Kort")])
    pdf = pdf_writer.write(Document("Titel", "prov", "slides", [first, last], message=message))
    opening, *pages = extracted(pdf)[0]
    assert plain(message) not in opening
    assert [plain(message) in page for page in pages] == [True] * (len(pages) - 1) + [False]
    assert [plain(f"{message} (forts.)") in page for page in pages] == [False, *[True] * (len(pages) - 2), False]
    assert len(pages) > 2
    assert all(page.count(plain(message)) == 1 for page in pages[:-1])
    assert [name for name, _, _ in tags(pdf)].count("H1") == 2
    assert "".join(pages).index("Punkt0") < "".join(pages).index("Punkt29")


def test_words_alone_on_a_slide_are_larger() -> None:
    sizes = []
    for count in (1, 90):
        pdf = pdf_writer.write(Document("T", "prov", "slides", [Section("Ett", [Text("Ord på en bild. " * count)])]))
        page = pypdf.PdfReader(BytesIO(pdf)).pages[1]
        seen: list[float] = []
        page.extract_text(
            visitor_text=lambda text, _m, tm, _f, size, seen=seen: (
                seen.append(size * abs(tm[3])) if "Ord" in text else None
            )
        )
        sizes.append(seen[0])
    assert 26 > sizes[0] > 1.05 * sizes[1] >= 1.05 * 21, "and smaller than the title"


@pytest.mark.parametrize(
    "keys",
    every(
        3,
        [
            ["transport_emissions"],
            ["population_near_transit_share"],
            ["transport_emissions", "charging_points_per_1000", "population_near_transit_share"],
        ],
    ),
)
def test_a_sheet_is_exactly_one_page(keys: list[str], facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """One indicator's; thoroughly three."""
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://malkollen.exempel")
    pages = pypdf.PdfReader(BytesIO(pdf_writer.write(sheets.compose(facts, keys)))).pages
    texts = [plain(page.extract_text()) for page in pages]
    for place, key in enumerate(keys):
        assert plain(facts.indicator(key).title) in texts[place]
        assert plain("Så anges siffran:") in texts[place]
    assert len(pages) == len(keys)  # the title shares the first one's, and each names its own sources


def test_the_last_line_of_a_list_is_not_alone_on_the_next_page() -> None:
    """However long the list is, one line on the next page has another with it."""
    above, left = [Text(f"Rad {number} ovanför listan.") for number in range(30)], []
    for count in (9, 10, 11):
        lines = tuple(f"Punkt {number} i listan." for number in range(count))
        sections = [Section("Lista", [*above, Bullets(lines)]), Section("Sist", above[:20])]  # no page near empty
        written = pdf_writer.write(Document("Prov", "prov", "report", sections))
        first, *next_one = [page.extract_text() for page in pypdf.PdfReader(BytesIO(written)).pages]
        assert all(line in first + "".join(next_one) for line in lines)
        left.append(sum(line in next_one[0] for line in lines) if next_one else 0)
    assert left == [0, 2, 2]


def test_a_sheet_of_its_own_says_on_one_page_that_the_programme_has_ended(facts: Facts) -> None:
    """The longest of them, below its title, with what has become of the programme."""
    late = replace(facts, as_of=date(2027, 6, 1))
    pages = pypdf.PdfReader(BytesIO(pdf_writer.write(sheets.compose(late, ["population_near_transit_share"])))).pages
    text = plain(" ".join(page.extract_text() for page in pages))
    assert len(pages) == 1
    assert plain("Programmet har slutat gälla") in text
    assert plain("Så anges siffran:") in text


def test_every_sheet_is_one_page_also_when_every_source_is_late(facts: Facts, thorough: bool) -> None:
    """A page is not fitted on one day's figures: what is late is a line more, which one of them had no room for.

    The core ones, which say the most; thoroughly all.
    """
    late = replace(facts, as_of=date(2027, 6, 1))
    keys = [key for key in late.registry.computed() if thorough or late.indicator(key).core]
    pages = pypdf.PdfReader(BytesIO(pdf_writer.write(sheets.compose(late, keys)))).pages
    texts = [plain(page.extract_text()) for page in pages]
    whole = [place for place, text in enumerate(texts) if plain("Så anges siffran:") in text]
    assert whole == [*range(whole[0], whole[0] + len(keys))]  # an end on a page of its own would be a hole among them
    assert [key for key, place in zip(keys, whole, strict=True) if plain(name(late, key)) not in texts[place]] == []


def test_sheets_are_set_closer_only_where_one_has_no_room(facts: Facts) -> None:
    """All of a document's are set alike, in sizes that can be read."""
    document = sheets.compose(facts, facts.registry.computed())
    airy, *tighter = sizes.report_fits(document)
    assert airy == sizes.SHEETS
    assert [min(fit.size, fit.small) for fit in tighter] == [8.4, 8.3]
    assert sizes.report_fits(replace(document, sections=[replace(document.sections[-1], is_sheet=False)])) == (
        sizes.REPORT,
        sizes.CLOSER,
    )


def test_a_last_page_of_a_few_lines_is_made_room_for_on_the_page_before() -> None:
    """As of one chosen object, whose sources alone stood on a page."""
    with pdf_press.opened("prov", pdf_writer.TEMPLATE) as press:

        def made(count: int) -> Document:
            lines = [Text(f"Rad {number} i texten.") for number in range(count)]
            return Document("Prov", "prov", "report", [Section("Text", lines), Section("Källor", [Text("En.")])])

        def pages(document: Document) -> float:
            return press.marks(typst_data.data(document, sizes.REPORT, [1.0, 1.0]), "end")[-1]["page"]

        document = next(one for one in map(made, range(20, 60)) if pages(one) > 1)
    assert len(pypdf.PdfReader(BytesIO(pdf_writer.write(document))).pages) == 1


def test_no_line_breaks_a_span_or_a_per_cent_from_its_number() -> None:
    """However long what stands before them is."""
    texts = [Text(f"{'a' * count} vardagar 06–20 och 80,9 % av alla.") for count in range(60, 100)]
    written = pdf_writer.write(Document("Prov", "prov", "report", [Section("Text", texts)]))
    lines = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(written)).pages)
    assert lines.count("06–20") == len(texts)
    assert len(re.findall(r"9[ \xa0]%", lines)) == len(texts)


def test_a_running_head_is_one_line_that_nothing_covers(facts: Facts) -> None:
    """The day or the fixed version beside the title; how the figures came stands once, at the foot."""
    document = annual.compose(facts)
    pages = extracted(pdf_writer.write(document))[0]
    came = plain(blocks.version_line(facts))
    assert [came in text for text in pages] == [False] * (len(pages) - 1) + [True]
    assert all(plain(document.title) + plain(document.running) in text for text in pages[1:])
    room = typst_data.A4_ROOM / 2
    for one in (
        document,
        leadership.compose(facts, Path(), "kommitte"),
        sheets.compose(facts, facts.registry.computed()),
    ):
        assert max(width(one.title, sizes.REPORT.small), width(one.running, sizes.REPORT.small)) < room
        assert one.running_first == "" or one.running_first not in one.subtitle


def test_no_word_of_a_sheet_is_broken(facts: Facts) -> None:
    document = sheets.compose(facts, facts.registry.computed())
    data = typst_data.data(document, sizes.SHEETS, [1.0] * len(document.sections), is_drawn=False)
    blocks = [block for section in data["sections"] for run in section["runs"] for block in run["blocks"]]
    answers = [answer for block in blocks for answer in block.get("answers", [])]
    assert answers
    assert not [answer for answer in answers if "\u200b" in "".join(answer.values())]


@pytest.mark.thorough  # a sheet above
def test_two_sheets_need_no_page_for_their_title_and_what_has_no_sum_draws_the_members(facts: Facts) -> None:
    pages = pypdf.PdfReader(BytesIO(pdf_writer.write(sheets.compose(facts, ["in_commuters", "out_commuters"])))).pages
    first, second = (plain(page.extract_text()) for page in pages[:2])
    assert plain("Inpendlare") in first
    assert plain("Utpendlare") in second
    assert all(
        plain(f"{facts.members.municipalities} 2020–2024").casefold() in text.casefold() for text in (first, second)
    )

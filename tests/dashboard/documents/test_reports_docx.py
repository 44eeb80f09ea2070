"""Documents for Word: what an office, a screen reader and a printer find in the file."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import made_document
import PIL.Image
import pytest
from docx.document import Document as WordDocument
from docx.image.image import Image
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Mm, RGBColor
from docx.table import Table as WordTable
from hypothesis import given, settings, strategies as st

from dashboard import templates
from dashboard.blocks.blocks import Block, Bullets, Figure, Pairs, Section, Tabular, Text, ToWrite, Word
from dashboard.blocks.table import Number, table
from dashboard.content.facts import Facts
from dashboard.content.indicator import page as option
from dashboard.documents import basis, sheets
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from dashboard.figures import theme
from dashboard.paper.tables import text_of
from dashboard.word import docx_writer, template
from malkollen.errors import DataError
from malkollen.texts.inert import readable
from templates import document as document_template

MADE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ANY_TEXT = st.text(st.characters(), max_size=30)


@pytest.fixture(scope="module")
def report(facts: Facts) -> Document:
    return made_document.report(facts)


@pytest.fixture(scope="module")
def content(report: Document) -> bytes:
    return docx_writer.write(report)


@pytest.fixture(scope="module")
def word(content: bytes) -> WordDocument:
    return docx.Document(BytesIO(content))


@pytest.fixture(scope="module")
def body(word: WordDocument) -> Element:
    return word.element.body


def small(*blocks: Block, title: str = "Titel") -> Document:
    return Document(title, "prov", "report", [Section("Rubrik", blocks)], made_at=MADE)


def opened(document: Document) -> WordDocument:
    return docx.Document(BytesIO(docx_writer.write(document)))


def words(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t")))


def style_of(paragraph: Element) -> str:
    return str(next(iter(paragraph.xpath("w:pPr/w:pStyle/@w:val")), "Normal"))


def in_style(body: Element, style: str) -> list[Element]:
    return [p for p in body.iter(qn("w:p")) if style_of(p) == style]


def fields(element: Element) -> list[str]:
    return [(part.text or "").strip() for part in element.iter(qn("w:instrText"))]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


# ───────────── Structure ─────────────


def test_headings_are_real_and_no_level_is_skipped(body: Element, report: Document) -> None:
    found = [(int(style_of(p)[-1]), words(p)) for p in body.iter(qn("w:p")) if style_of(p).startswith("Heading")]
    assert [text for _, text in found] == [*(section.heading for section in report.sections), "Källor"]
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [words(p) for p in in_style(body, "Title")] == [report.title]


def test_contents_are_a_field_filled_in_with_links_that_lead_somewhere(body: Element, content: bytes) -> None:
    links = list(body.iter(qn("w:hyperlink")))
    headings = [words(p) for p in body.iter(qn("w:p")) if style_of(p) in {"Heading1", "Heading2"}]
    assert [re.sub(r"\d+$", "", words(link)) for link in links] == headings
    marks = set(body.xpath(".//w:bookmarkStart/@w:name"))
    assert {link.get(qn("w:anchor")) for link in links} <= marks
    assert any(code.startswith("TOC ") for code in fields(body))
    assert b"<w:updateFields" in parts(content)["word/settings.xml"]


def test_contents_have_page_numbers_before_word_has_counted(facts: Facts, thorough: bool) -> None:
    """A sheet a page, after the contents and what stands below them; thoroughly with all drawings."""
    keys = [key for key in facts.registry.indicators if facts.is_computed(key)]
    document = sheets.compose(facts, keys)
    if not thorough:
        bare = [replace(s, blocks=[b for b in s.blocks if not isinstance(b, Figure)]) for s in document.sections]
        document = replace(document, sections=bare)
    body = docx.Document(BytesIO(docx_writer.write(document))).element.body
    links = [link for link in body.iter(qn("w:hyperlink")) if any(c.text for c in link.iter(qn("w:instrText")))]
    numbers = [[part.text for part in link.iter(qn("w:t"))][-1] for link in links]
    assert numbers[: len(keys)] == [str(place) for place in range(2, len(keys) + 2)]


def test_the_fullest_sheets_of_an_underlag_take_a_page_each(facts: Facts) -> None:
    keys = ["electric_car_share", "charging_points_per_1000", "population_near_transit_share"]
    document = basis.compose(facts, Order("underlag", keys=keys))
    body = docx.Document(BytesIO(docx_writer.write(document))).element.body
    links = [link for link in body.iter(qn("w:hyperlink")) if any(c.text for c in link.iter(qn("w:instrText")))]
    said = [[part.text or "" for part in link.iter(qn("w:t"))] for link in links]
    names = [option.name(facts, key) for key in keys]
    assert [parts[-1] for name in names for parts in said if "".join(parts).startswith(name)] == ["2", "3", "4"]


@pytest.mark.parametrize("count", [1, 3])
def test_sheets_name_their_own_sources_and_no_heading_twice(count: int, facts: Facts) -> None:
    """No page is left for the sources alone, and what is one sheet is headed by its title."""
    document = sheets.compose(facts, facts.registry.computed()[:count])
    body = docx.Document(BytesIO(docx_writer.write(document))).element.body
    headings = [words(p) for p in body.iter(qn("w:p")) if style_of(p).startswith("Heading")]
    assert headings == ([] if count == 1 else [section.heading for section in document.sections])


def test_a_report_of_few_pages_has_no_contents_however_many_headings() -> None:
    """Contents took a quarter of a page from what they listed."""
    few = [Section(f"Del {number}", [Text("Text.")]) for number in range(6)]
    long = [replace(section, starts_page=True) for section in few]
    for sections, has_contents in ((few, False), (long, True)):
        made = docx.Document(BytesIO(docx_writer.write(Document("Prov", "prov", "report", sections, made_at=MADE))))
        assert bool(made.element.body.xpath("w:sdt[w:sdtPr/w:docPartObj]")) == has_contents
        assert bool(made.settings.element.xpath("w:updateFields")) == has_contents


def test_a_short_document_has_no_contents_and_asks_nothing_when_opened() -> None:
    content = docx_writer.write(small(Text("Kort.")))
    assert b"TOC " not in parts(content)["word/document.xml"]
    assert b"updateFields" not in parts(content)["word/settings.xml"]


@pytest.mark.parametrize("label", ["Figur", "Tabell"])
def test_captions_are_counted_by_fields_and_stay_with_what_they_name(word: WordDocument, label: str) -> None:
    captions = [p for p in in_style(word.element.body, "Caption") if words(p).startswith(label)]
    assert captions
    for number, caption in enumerate(captions, start=1):
        assert words(caption).startswith(f"{label} {number}. ")
        assert fields(caption) == [f"SEQ {label} \\* ARABIC"]
    assert style_in(word, "Caption").xpath("w:pPr/w:keepNext")


def style_in(word: WordDocument, style: str) -> Element:
    return word.styles.element.xpath(f'w:style[@w:styleId="{style}"]')[0]


@pytest.mark.parametrize("style", ["Heading1", "Heading2", "Heading3", "Title", "Bild"])
def test_headings_and_figures_stay_with_what_follows(word: WordDocument, style: str) -> None:
    assert style_in(word, style).xpath("w:pPr/w:keepNext")


def test_every_page_has_its_number_and_the_version(content: bytes, report: Document) -> None:
    section = docx.Document(BytesIO(content)).sections[0]
    for foot in (section.footer, section.first_page_footer):
        assert foot.paragraphs[0].text == "Sida 1 av 1"
        assert fields(foot._element) == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == f"{report.title}\n{report.running}"
    assert section.first_page_header.paragraphs[0].text == report.running


# ───────────── Pictures ─────────────


def test_every_picture_has_a_text_or_is_decoration_beside_words(body: Element, report: Document) -> None:
    told = [about.get("descr") for about in body.iter(qn("wp:docPr"))]
    alts = [block.alt for section in report.sections for block in section.blocks if hasattr(block, "alt")]
    assert [alt for alt in told if alt] == alts
    for about in body.iter(qn("wp:docPr")):
        assert about.get("descr") or "decorative" in "".join(child.tag for child in about.iter())
        assert not about.get("name").startswith("Picture")


def test_drawings_are_vectors_with_an_image_of_print_size_behind(content: bytes, body: Element) -> None:
    files = parts(content)
    vectors = [text for name, text in files.items() if name.endswith(".svg")]
    assert len(vectors) == len(set(vectors)) >= 3
    for text in vectors:
        parse_xml(text)
        assert b"<pattern" not in text
        assert b"<text" not in text
    extents = [int(e.get("cx")) / 914400 for e in body.iter(qn("wp:extent"))]
    room = template.opened(template.ours()).room
    assert max(extents) <= room / 72 + 0.01
    widest = max(Image.from_blob(image).px_width for name, image in files.items() if name.endswith(".png"))
    assert widest / (room / 72) >= 299


# ───────────── Tables ─────────────


def titled(document: WordDocument) -> list[WordTable]:
    """The tables of figures: what stands in columns side by side is set as a table too, without a title."""
    return [one for one in document.tables if one._tbl.xpath("w:tblPr/w:tblCaption")]


def test_tables_can_be_edited_repeat_their_headings_and_split_no_row(content: bytes, report: Document) -> None:
    tables = titled(docx.Document(BytesIO(content)))
    wanted = [block.table for section in report.sections for block in section.blocks if isinstance(block, Tabular)]
    assert len(tables) == len(wanted)
    for written, own in zip(tables, wanted, strict=True):
        heads, rows = own.shown()
        texts = [[words(cell) for cell in row.iter(qn("w:tc"))] for row in written._tbl.tr_lst]
        assert texts == [heads, *([readable(text_of(cell)) for cell in row] for row in rows)]
        assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in written._tbl.tr_lst] == [True] + [False] * len(rows)
        assert all(row.xpath("w:trPr/w:cantSplit") for row in written._tbl.tr_lst)
        assert written._tbl.xpath("w:tblPr/w:tblCaption/@w:val") == [readable(own.title)]


def test_a_wide_table_lies_on_a_page_on_its_side_and_what_follows_does_not() -> None:
    wide = table("Bred", "bred", [{f"Kolumn nummer {n}": "mellanlångt ord" for n in range(12)}], "Källa: X")
    narrow = table("Smal", "smal", [{"År": "2025", "Värde": Number(1.5, 1)}], "Källa: X")
    document = opened(small(Bullets(("Före.",)), Tabular(wide), Bullets(("Efter.",)), Tabular(narrow)))
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    landscape_room = template.opened(template.ours()).landscape_room
    for found in document.tables:
        assert sum(int(c) for c in found._tbl.xpath("w:tblGrid/w:gridCol/@w:w")) / 20 <= landscape_room + 1


def test_a_table_that_fits_nowhere_is_there_all_the_same() -> None:
    wide = table(
        "Bred", "bred", [{f"Kolumn nummer {n}": "ett-mycket-långt-ord-utan-mellanslag" for n in range(30)}], ""
    )
    assert len(opened(small(Tabular(wide))).tables[0].columns) == 30
    assert opened(small(Tabular(table("Tom", "tom", [], "k")))).tables == []


# ───────────── Where people write ─────────────


def test_a_place_to_write_is_a_control_with_its_prompt_in_a_style_that_is_seen() -> None:
    document = opened(small(ToWrite("Skriv <bakgrunden> här.")))
    (place,) = document.element.body.iter(qn("w:sdt"))
    assert words(place) == "Skriv <bakgrunden> här."
    assert place.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
    assert [style_of(p) for p in place.iter(qn("w:p"))] == ["SkrivHar"]
    style = style_in(document, "SkrivHar")
    assert style.xpath("w:pPr/w:pBdr")
    assert style.xpath("w:name/@w:val") == ["Skriv här"]


def test_quotes_and_takeaways_have_their_own_styles(body: Element, facts: Facts) -> None:
    goal = next(iter(facts.registry.goals.values()))
    assert goal.sentence in [words(p) for p in in_style(body, "Quote")]
    assert made_document.series(facts).text in [words(p) for p in in_style(body, "Budskap")]


def test_every_style_that_is_named_exists(content: bytes, word: WordDocument) -> None:
    known = {style.style_id for style in word.styles}
    for name, text in parts(content).items():
        if name.startswith("word/") and name.endswith(".xml"):
            named = re.findall(rb'w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val="([^"]+)"', text)
            assert {style.decode() for style in named} <= known, name


# ───────────── Language, colour, properties ─────────────


def test_the_language_is_swedish_in_every_part(content: bytes) -> None:
    for name, text in parts(content).items():
        if name.endswith(".xml"):
            assert set(re.findall(rb'w:lang w:val="([^"]+)"', text)) <= {b"sv-SE"}, name
            assert b"en-US" not in text, name
    assert b'w:lang w:val="sv-SE"' in parts(content)["word/styles.xml"]


def test_the_properties_say_title_author_and_language(content: bytes, report: Document) -> None:
    about = docx.Document(BytesIO(content)).core_properties
    assert (about.title, about.author, about.language) == (report.title, "Målkollen", "sv-SE")
    assert about.comments == ""
    assert about.created.year == report.made_at.year


def test_type_is_dark_enough_and_of_fonts_that_offices_have(content: bytes) -> None:
    styles = parts(content)["word/styles.xml"].decode()
    assert set(re.findall(r'w:ascii="([^"]+)"', styles)) == {"Arial"}
    for colour in set(re.findall(r'w:color w:val="([0-9a-fA-F]{6})"', styles)):
        assert contrast(f"#{colour}", "#ffffff") >= 4.5
        assert contrast(f"#{colour}", theme.LAND) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: relative luminance of the lighter to the darker."""
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


# ───────────── Any text ─────────────


@settings(max_examples=20)
@given(text=ANY_TEXT)
def test_any_text_anywhere_is_a_file_that_opens_with_that_text(text: str) -> None:
    content = table(text, "t", [{"Namn": text, text or "Tom": Number(1.5, 1, unit=text)}], text, notes=(text,))
    blocks = (Text(text), Bullets((text,)), Pairs(((text, text), (text, text))), Word(text, "good", text, text))
    document = replace(small(*blocks, Tabular(content), ToWrite(text), title=text), version=text, sources=(text,))
    found = opened(replace(document, subtitle=text, message=text))
    assert [words(cell._tc) for cell in titled(found)[0].columns[0].cells] == ["Namn", readable(text).replace("\n", "")]
    assert words(in_style(found.element.body, "ListBullet")[0]) == re.sub(r"[\n\t]", "", readable(text))


def test_a_slides_note_is_not_said_again_below_its_figure_or_of_the_next_slide(facts: Facts) -> None:
    block = made_document.series(facts)
    notes = ("En anmärkning.", block.table.source)
    section = Section("Ett", [block], message="Ett budskap", notes=notes)
    after = Section("Två", [Text("Samma mått.")], notes=notes)
    document = Document("Titel", "prov", "slides", [section, after], message="Ett budskap")
    texts = [paragraph.text for paragraph in opened(document).paragraphs]
    assert [texts.count(text) for text in (*notes, "Ett budskap")] == [1, 1, 1]


def test_a_slides_note_that_its_list_says_is_not_said_again() -> None:
    section = Section("Nytt", [Bullets(("Elbilar: delad tvåa.",))], notes=("Elbilar: delad tvåa.", "Mer."))
    texts = [paragraph.text for paragraph in opened(Document("Titel", "prov", "slides", [section])).paragraphs]
    assert [texts.count(text) for text in ("Elbilar: delad tvåa.", "Mer.")] == [1, 1]


def test_no_line_of_a_word_document_parts_a_span_or_a_number_from_what_it_counts() -> None:
    section = Section("Ett", [Text("Vardagar 06–20 i minst 10 kilometer och 80,9 % av alla.")])
    texts = [paragraph.text for paragraph in opened(Document("Titel", "prov", "report", [section])).paragraphs]
    assert "Vardagar 06–\u206020\u00a0i minst 10\u00a0kilometer och 80,9\u00a0% av alla." in texts


# ───────────── The template ─────────────


@pytest.mark.parametrize("name", [templates.DOCUMENT, templates.PAGE])
def test_our_templates_are_what_the_script_makes_and_have_every_style(name: str, tmp_path: Path) -> None:
    path = Path(template.__file__).parent / name
    document_template.templates()[name].save(str(tmp_path / name))
    assert parts(path.read_bytes()) == parts((tmp_path / name).read_bytes())
    names = [str(style.element.name_val) for style in docx.Document(str(path)).styles]
    assert [style for style in template.NAMES if style not in names] == []


def picture(colour: str) -> BytesIO:
    file = BytesIO()
    PIL.Image.new("RGB", (8, 8), colour).save(file, "PNG")
    return file


def restyled(path: Path) -> Path:
    """Our template as an office may leave it: ids renamed as a Word in Swedish does, new letters, margins and logo."""
    document = docx.Document(str(template.ours()))
    for style in document.styles:
        old, new = style.style_id, f"Mall{style.style_id}"
        for part in (document.styles.element, document.element):
            for named in part.xpath(f"//*[@w:val='{old}'][self::w:pStyle or self::w:basedOn or self::w:next]"):
                named.set(qn("w:val"), new)
        style.element.set(qn("w:styleId"), new)
    takeaway = document.styles[template.TAKEAWAY]
    takeaway.font.name, takeaway.font.color.rgb = "Georgia", RGBColor(0xB0, 0x00, 0x20)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(35)
    section.header.paragraphs[0].add_run().add_picture(picture("red"))
    document.add_paragraph("Text som hör till mallen.").add_run().add_picture(picture("blue"))
    document.save(str(path))
    return path


@pytest.mark.thorough  # slides' in test_reports_pptx.py
def test_a_restyled_template_is_seen_in_the_document(report: Document, tmp_path: Path) -> None:
    content = docx_writer.write(report, restyled(tmp_path / "document.docx"))
    document = docx.Document(BytesIO(content))
    said = next(p for p in document.paragraphs if p.text == report.sections[0].message)
    assert (said.style.name, said.style.style_id) == ("Budskap", "MallBudskap")
    assert (said.style.font.name, str(said.style.font.color.rgb)) == ("Georgia", "B00020")
    widths = [extent.get("cx") for extent in document.element.body.iter(qn("wp:extent"))]
    assert max(map(int, widths)) == pytest.approx(Mm(140), rel=1e-3)  # drawings fill the template's column
    head = document.sections[0].header
    assert [bool(p._p.xpath(".//w:drawing")) for p in head.paragraphs] == [True, False]  # the logo stays
    assert head.paragraphs[-1].text == f"{report.title}\n{report.running}"
    assert "Text som hör till mallen." not in words(document.element.body)
    files = list(parts(content).values())
    assert (picture("red").getvalue() in files, picture("blue").getvalue() in files) == (True, False)
    known = {style.style_id for style in document.styles}
    named = re.findall(rb'w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', parts(content)["word/document.xml"])
    assert {style.decode() for style in named} <= known
    numbered = [re.sub(r"(?<=\D)\d(?=\D)", "", words(one.element.body)) for one in (document, opened(report))]
    assert numbered[0] == numbered[1]  # other type, other pages in the contents; no other word


def test_a_document_of_ours_can_be_the_template(report: Document, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(content)
    renamed = replace(report, title="Ett annat dokument")
    first, again = docx.Document(BytesIO(content)), docx.Document(BytesIO(docx_writer.write(renamed, path)))
    assert words(again.element.body) == words(first.element.body).replace(report.title, renamed.title, 1)
    assert [p.text for p in again.sections[0].header.paragraphs] == [f"{renamed.title}\n{report.running}"]
    assert len(again.part.package.image_parts) == len(first.part.package.image_parts)


def test_a_template_that_lacks_styles_is_refused_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    document = docx.Document(str(template.ours()))
    for name in ("Budskap", "Tabelltal"):
        document.styles[name].element.getparent().remove(document.styles[name].element)
    document.save(str(path))
    with pytest.raises(DataError) as caught:
        docx_writer.write(small(Text("Kort.")), path)
    lines = str(caught.value).splitlines()
    assert [re.findall("”(.+?)”", line) for line in lines] == [["Budskap"], ["Tabelltal"]]
    assert all(line.startswith(f"{tmp_path.name}/document.docx: ") for line in lines)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"not a document"])
def test_a_file_that_is_no_word_document_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(content)
    with pytest.raises(DataError, match="går inte att öppna"):
        template.opened(path)
    with pytest.raises(DataError, match="går inte att öppna"):
        template.opened(tmp_path / "finns-inte.docx")

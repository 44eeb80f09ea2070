"""Makes the files that Word documents begin as, ours: `python -m templates.document` writes them anew.

The styles, page, language and foot in Swedish, all ours; the text shows each style and is taken out of every document.
"""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from dashboard.figures import theme
from dashboard.templates import DOCUMENT, PAGE
from dashboard.word.parts import AUTHOR, LANGUAGE, field
from malkollen import ROOT

FONT = "Arial"
"""On every office's machine; ours is not."""
FOLDER = ROOT / "dashboard" / "word"
MARGIN, PAGE_WIDTH, PAGE_HEIGHT = 22.5, 210.0, 297.0
"""Millimetres."""
SIZE, PAGE_SIZE = 10.0, 9.0
"""Points of running text, and on a page that must be one."""
MADE = datetime(2026, 11, 28)  # noqa: DTZ001 - the library takes no zone
"""The same every time, so that the same styles are the same file."""


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks.

    Attributes:
        shown: the style's name in Word; built-in ones are shown in the program's own language.
        size: in points, added to the running text's where it is under 4; before, after: in points.
        more: what else, as paragraph properties that come before and after the spacing in Word's order.
    """

    shown: str
    size: float = 0.0
    is_bold: bool = False
    colour: str = theme.INK
    before: float = 0.0
    after: float = 6.0
    line: float = 1.12
    more: tuple[str, str] = ("", "")
    is_ours: bool = True


KEPT = "<w:keepNext/><w:keepLines/>"


def _edge(colour: str, eighths: int) -> str:
    """A rule to the left of a paragraph."""
    return f'<w:pBdr><w:left w:val="single" w:sz="{eighths}" w:space="9" w:color="{colour[1:]}"/></w:pBdr>'


def _box() -> str:
    sides = ("top", "left", "bottom", "right")
    lines = (f'<w:{side} w:val="dashed" w:sz="6" w:space="6" w:color="{theme.SOFT_INK[1:]}"/>' for side in sides)
    return f'<w:pBdr>{"".join(lines)}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{theme.LAND[1:]}"/>'


def _outline(level: int) -> tuple[str, str]:
    return KEPT, f'<w:outlineLvl w:val="{level}"/>'


def _number(number_id: int) -> tuple[str, str]:
    return f'<w:numPr><w:numId w:val="{number_id}"/></w:numPr>', ""


def _looks(bullet: int) -> dict[str, Look]:
    """Every paragraph style by its id."""
    home, soft = theme.HOME, theme.SOFT_INK
    edge = round((PAGE_WIDTH - 2 * MARGIN) * 1440 / 25.4)
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{edge}"/></w:tabs>'
    ruled = '<w:ind w:left="227"/>'
    return {
        "Title": Look("Title", 22, is_bold=True, colour=home, after=4, line=1.0, more=(KEPT, ""), is_ours=False),
        "Subtitle": Look("Subtitle", 1, colour=soft, after=10, is_ours=False),
        "Heading1": Look(
            "heading 1", 15, is_bold=True, colour=home, before=20, after=6, line=1.0, more=_outline(0), is_ours=False
        ),
        "Heading2": Look(
            "heading 2", 12.5, is_bold=True, colour=home, before=16, after=5, line=1.0, more=_outline(1), is_ours=False
        ),
        "Heading3": Look(
            "heading 3", 11, is_bold=True, colour=home, before=12, after=4, line=1.0, more=_outline(2), is_ours=False
        ),
        "TOCHeading": Look(
            "TOC Heading", 13, is_bold=True, colour=home, before=18, after=6, more=(KEPT, ""), is_ours=False
        ),
        "TOC1": Look("toc 1", after=3, more=(dots, ""), is_ours=False),
        "TOC2": Look("toc 2", after=2, more=(dots, '<w:ind w:left="284"/>'), is_ours=False),
        "ListBullet": Look("List Bullet", after=3, more=_number(bullet), is_ours=False),
        "Quote": Look("Quote", before=3, after=9, more=(_edge(theme.LINE, 12), ruled), is_ours=False),
        "Caption": Look("caption", is_bold=True, before=12, after=4, line=1.05, more=(KEPT, ""), is_ours=False),
        "Header": Look("header", 9, after=0, line=1.0, is_ours=False),
        "Footer": Look("footer", 9, after=0, more=("", '<w:jc w:val="right"/>'), is_ours=False),
        "Ingress": Look("Ingress", 1, after=8),
        "Budskap": Look("Budskap", 0.5, is_bold=True, before=3, after=9, more=(_edge(home, 24), ruled)),
        "Utrakning": Look("Uträkning", -0.5, more=("", '<w:ind w:left="227"/>')),
        "Kalla": Look("Källa", 8.5, colour=soft, after=2, line=1.05),
        "SkrivHar": Look("Skriv här", before=8, after=12, more=(_box(), '<w:ind w:left="142" w:right="142"/>')),
        "Etikett": Look("Etikett", 8.5, colour=soft, before=9, after=0, line=1.0, more=("<w:keepNext/>", "")),
        "Nyckeltal": Look("Nyckeltal", 20, is_bold=True, colour=home, after=6, line=1.0),
        "Svarsrad": Look("Svarsrad", after=3, more=("<w:keepLines/>", "")),
        "Omdome": Look("Omdöme", 1.5, is_bold=True, after=3, more=("<w:keepLines/>", "")),
        "Bild": Look("Bild", after=4, line=1.0, more=("<w:keepNext/>", "")),
        "Tabelltext": Look("Tabelltext", 9, before=1.5, after=1.5, line=1.0),
        "Tabelltal": Look("Tabelltal", 9, before=1.5, after=1.5, line=1.0, more=("", '<w:jc w:val="right"/>')),
        "Tabellhuvud": Look("Tabellhuvud", 9, is_bold=True, before=2, after=2, line=1.0, more=("<w:keepNext/>", "")),
    }


def main() -> None:
    """Writes both files beside their writer."""
    for name, made in templates().items():
        made.save(str(FOLDER / name))


def templates() -> dict[str, WordDocument]:
    """The files by name: a document's, and that of a page that must be one, with less air and smaller type."""
    return {
        DOCUMENT: _template(SIZE, MARGIN, (23, 18, 11, 9)),
        PAGE: _template(PAGE_SIZE, 20, (17, 13, 9, 6)),
    }


def _template(size: float, sides: float, ends: tuple[float, float, float, float]) -> WordDocument:
    """A file with text of a size in points. ends: top, bottom, and from the edge to head and foot; all in mm."""
    template = docx.Document()
    _styles(template, size)
    _settings(template)
    _drop(template)
    section = template.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.orientation = WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(sides)
    section.top_margin, section.bottom_margin, section.header_distance, section.footer_distance = map(Mm, ends)
    section.different_first_page_header_footer = True
    for head in (section.first_page_header, section.header):
        head.paragraphs[0].text = "Titel och version"
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.add_run("Sida ")
        field(line, "PAGE", "1")
        line.add_run(" av ")
        field(line, "NUMPAGES", "1")
    for style in template.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            template.add_paragraph(style.name, style)
    about = template.core_properties
    about.title, about.comments, about.language = "Mall för Målkollens dokument", "", LANGUAGE
    about.author = about.last_modified_by = AUTHOR
    about.created = about.modified = MADE
    return template


def _styles(template: WordDocument, size: float) -> None:
    """Takes away the library's styles and sets ours."""
    styles = template.styles.element
    bullet = int(styles.xpath('w:style[@w:styleId="ListBullet"]//w:numId/@w:val')[0])
    for element in styles.xpath("w:style | w:docDefaults"):
        styles.remove(element)
    _one_list(template, bullet)
    styles.insert(0, parse_xml(_defaults(size)))
    found = [_normal(), _characters(), _table(), *(_paragraph(*item, size) for item in _looks(bullet).items())]
    for xml in found:
        for element in parse_xml(f"<w:styles {nsdecls('w')}>{xml}</w:styles>"):
            styles.append(element)


def _one_list(made: WordDocument, bullet: int) -> None:
    """Takes away every list but the bullets: the others name styles that are gone."""
    lists = made.part.numbering_part.element
    kept = lists.xpath(f"w:num[@w:numId='{bullet}']/w:abstractNumId/@w:val")[0]
    for element in lists.xpath(f"w:num[@w:numId!='{bullet}'] | w:abstractNum[@w:abstractNumId!='{kept}']"):
        lists.remove(element)


def _fonts() -> str:
    kinds = ("ascii", "hAnsi", "cs", "eastAsia")
    return f"<w:rFonts {' '.join(f'w:{kind}={quoteattr(FONT)}' for kind in kinds)}/>"


def _defaults(size: float) -> str:
    air, line = (120, 269) if size == SIZE else (50, 245)
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{_fonts()}<w:color w:val='{theme.INK[1:]}'/>"
        f"<w:sz w:val='{round(2 * size)}'/><w:szCs w:val='{round(2 * size)}'/>"
        f"<w:lang w:val='{LANGUAGE}' w:eastAsia='{LANGUAGE}' w:bidi='ar-SA'/></w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr><w:suppressAutoHyphens/><w:spacing w:after='{air}' w:line='{line}' w:lineRule='auto'/>"
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _normal() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name '
        'w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/>'
        "</w:style>"
    )


def _characters() -> str:
    return (
        f'<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr>'
        f'<w:color w:val="{theme.SOFT_INK[1:]}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        f'<w:color w:val="{theme.HOME[1:]}"/></w:rPr></w:style>'
    )


def _table() -> str:
    """Thin rules between rows, a thicker one under the headings; no colour that print would lose."""
    thin, thick = (
        f'w:val="single" w:sz="4" w:color="{theme.LINE[1:]}"',
        f'w:val="single" w:sz="8" w:color="{theme.HOME[1:]}"',
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="Siffertabell"><w:name w:val="Siffertabell"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:bottom {thin}/><w:insideH {thin}/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/>'
        f'<w:tcPr><w:tcBorders><w:bottom {thick}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )


def _paragraph(style: str, look: Look, size: float) -> str:
    """A style; on a page that must be one there is less air, and large type is smaller."""
    before, after = look.more
    share = 1.0 if size == SIZE else 0.3
    points = min(look.size, 8.5 + share * (look.size - 8.5)) if look.size > 4 else size + look.size
    spacing = (
        f'w:before="{round(20 * share * look.before)}" w:after="{round(20 * share * look.after)}" '
        f'w:line="{round(240 * (look.line if share == 1 else min(look.line, 1.02)))}"'
    )
    ours = ' w:customStyle="1"' if look.is_ours else ""
    return (
        f'<w:style w:type="paragraph"{ours} w:styleId="{style}"><w:name w:val={quoteattr(look.shown)}/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{before}<w:spacing {spacing} w:lineRule="auto"/>{after}</w:pPr><w:rPr>'
        f'{"<w:b/><w:bCs/>" if look.is_bold else ""}<w:color w:val="{look.colour[1:]}"/>'
        f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/></w:rPr></w:style>'
    )


def _settings(made: WordDocument) -> None:
    """Word as of today, in Swedish; words are hyphenated only where a table's columns are narrow."""
    settings = made.settings.element
    for mode in settings.xpath('.//w:compatSetting[@w:name="compatibilityMode"]'):
        mode.set(qn("w:val"), "15")
    for zoom in settings.xpath("w:zoom"):
        zoom.set(qn("w:percent"), "100")
    for language in settings.xpath("w:themeFontLang"):
        language.set(qn("w:val"), LANGUAGE)
        language.attrib.pop(qn("w:eastAsia"), None)
    for name, sign in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        for element in settings.xpath(name):
            element.set(qn("w:val"), sign)
    for element in settings.xpath("w:useFELayout | w:proofState | .//w:useFELayout"):
        element.getparent().remove(element)
    hyphens = OxmlElement("w:autoHyphenation")
    hyphens.set(qn("w:val"), "1")
    settings.xpath("w:defaultTabStop")[0].addnext(hyphens)


def _drop(made: WordDocument) -> None:
    """Takes away what the library's blank document brings in English: a picture of it, and its styles once more."""
    for relations in (made.part.rels, made.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in {"stylesWithEffects", "webSettings", "customXml", "thumbnail"}:
                del relations[name]


if __name__ == "__main__":
    main()

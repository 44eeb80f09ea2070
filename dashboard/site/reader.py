"""The sixth reader of blocks: a page's sections as HTML and SVG that can be read without a script."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.blocks import blocks
from dashboard.blocks.drawing import Map
from dashboard.blocks.page import (
    Beside,
    Caution,
    Chart,
    CsvFile,
    Entry,
    Fold,
    Link,
    Links,
    PageBlock,
    PageSection,
    Sheet,
    Slot,
    Verdict,
)
from dashboard.blocks.pieces import Contents, Ways, YearSlider
from dashboard.blocks.placed import placed
from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.drawings import images, pictured
from dashboard.opendata.links import DATA
from dashboard.plain import file_name, html as escape
from dashboard.screen.markup import document_markup, markup, multiples_markup, page_markup, verdict_markup
from dashboard.site import links
from dashboard.workbook import downloads

IMAGES, TABLES = "bilder", "tabeller"
CSV = "Hämta CSV"
EVERY_YEAR = "År för år"
Slots = Mapping[str, Sequence[PageBlock]]
"""What stands where the screen asks or lets somebody write, by the slot's name; nothing where it is not named."""


@dataclass
class Reader:
    """Turns the sections of one page into HTML.

    Attributes:
        up: the way from the page to the site's first folder, "../" for each folder down.
        pages: the files that the site has, to which links may lead.
        files: what goes beside the page, by path: its drawings, and the tables that are only handed over.
    """

    facts: Facts
    up: str
    pages: frozenset[str]
    slots: Slots = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def page(self, sections: Iterable[PageSection]) -> str:
        """The sections one under another, each fact once."""
        return self._sections(placed(sections, set()))

    def _sections(self, sections: Iterable[PageSection]) -> str:
        return "".join(map(self._section, sections))

    def _section(self, section: PageSection) -> str:
        head = f"<h{section.level}>{escape(section.heading)}</h{section.level}>" if section.heading else ""
        anchor = f' id="{escape(section.anchor)}"' if section.anchor else ""
        inner = self._blocks(section.blocks)
        is_asking = bool(section.blocks) and not inner  # all that it holds is what the screen asks
        return "" if is_asking or not (head or inner) else f"<section{anchor}>{head}{inner}</section>"

    def _blocks(self, parts: Iterable[PageBlock]) -> str:
        return "".join(map(self._block, parts))

    def _block(self, block: PageBlock) -> str:  # noqa: C901, PLR0912 - one branch a block
        match block:
            case blocks.Text():
                return markup.paragraph(block.text, block.style)
            case blocks.Answer():
                return markup.answer(block)
            case blocks.Multiples():
                return self._multiples(block)
            case Link():
                return f"<p>{self._link(block)}</p>"
            case Links():
                items = "".join(f"<li>{self._link(link)}</li>" for link in block.links)
                return f'<ul class="mk-addresses">{items}</ul>'
            case Sheet():
                return self._folded(block.folded, markup.table(block.table) + self._csv(block.table, CSV))
            case Chart():
                return self._chart(block)
            case Verdict():
                return verdict_markup.answers(block.answers) + page_markup.html_of(block.steps)
            case Caution():
                return markup.trial_banner(block.text)
            case CsvFile():
                return self._csv(block.table, block.label)
            case Slot():
                return self._blocks(self.slots.get(block.name, ()))
            case Entry():
                return self._entry(block)
            case Fold():
                return self._fold(block)
            case Beside():
                return self._beside(block)
            case Contents():
                return ""  # of what is in sight while one scrolls, which a page without script does not have
            case YearSlider():
                return self._years(block)
            case Ways():
                return markup.ways((label, f"{self.up}{self._file(path)}") for label, path in block.pairs)
            case _:  # a block of documents or a piece: the type checker names what is none
                return document_markup.html_of(block) if isinstance(block, blocks.Block) else page_markup.html_of(block)

    def _link(self, link: Link) -> str:
        if link.page == links.LISTED and not link.choices:
            link = replace(link, label=links.QUESTIONS)
        target = links.path(self.facts, link)
        if target not in self.pages:
            return escape(link.label)
        part = f"#{link.part}" if link.part else ""
        return f'<a href="{escape(self.up + (target or "") + part)}">{escape(link.label)}</a>'

    def _entry(self, block: Entry) -> str:
        value = f" {markup.paragraph(block.value, 'value')}" if block.value is not None else ""
        return f'<div class="site-entry"><p>{self._link(block.link)}</p>{value}{self._blocks(block.blocks)}</div>'

    def _multiples(self, block: blocks.Multiples) -> str:
        head = multiples_markup.head(block.headings[1:])
        groups = [row.group for row in block.rows]
        rows = "".join(
            f"{_group(row.group) if row.group != before else ''}{self._multiple(row, block)}"
            for row, before in zip(block.rows, ["", *groups], strict=False)
        )
        return f'<div class="site-multiples"><div class="site-multiple"><p></p>{head}</div>{rows}</div>'

    def _multiple(self, row: blocks.Multiple, block: blocks.Multiples) -> str:
        marked = " site-focus" if row.indicator == block.focused else ""
        way = self._link(Link(row.title, "indicator", (("indikator", row.indicator),)))
        cells = multiples_markup.cells(row, block.headings[1:])
        return f'<div class="site-multiple{marked}"><p>{way}</p>{cells}</div>'

    def _chart(self, block: Chart) -> str:
        takeaway = markup.paragraph(block.text, "takeaway") if block.text else ""
        table = markup.paragraph(block.caption, "caption") if block.caption else ""
        if block.table:
            table += self._folded(document_markup.SUMMARY, markup.table(block.table) + self._csv(block.table, CSV))
        if not pictured.can_be(block.drawing):
            table = page_markup.html_of(block.legend) + table if block.legend else table
            return f"{takeaway or markup.paragraph(block.alt, 'caption')}{table}"
        named = block.named or block.table or Table("", "", (), [], "")
        drawn = pictured.picture(self.facts, block.drawing, "", named).drawing
        svg = images.bare(drawn)
        if block.legend:  # a map's image says its classes
            title = markup.paragraph(block.legend.title, "caption")
            table = (title if isinstance(drawn, Map) else page_markup.html_of(block.legend)) + table
        name = f"{IMAGES}/{_print(svg)}.svg"
        self.files[name] = svg
        return f'{takeaway}<p class="site-image"><img src="{self.up}{name}" alt="{escape(block.alt)}"></p>{table}'

    def _csv(self, table: Table, label: str) -> str:
        content = downloads.csv_bytes(table.file)
        name = f"{TABLES}/{file_name(f'{table.name}_{_print(content)[:6]}.csv')}"
        self.files[name] = content
        said = escape(f"{label}: {table.title}")
        return f'<p class="site-file"><a href="{escape(self.up + name)}" aria-label="{said}">{escape(label)}</a></p>'

    def _fold(self, block: Fold) -> str:
        """What is folded; nothing where it only asks."""
        if any(isinstance(inner, Slot) and inner.name not in self.slots for inner in block.blocks):
            return ""
        return self._folded(block.label, self._blocks(block.blocks), is_open=block.is_open or block.is_narrow)

    def _folded(self, label: str, inner: str, *, is_open: bool = False) -> str:
        if not label or not inner:
            return inner
        return f"<details{' open' if is_open else ''}><summary>{escape(label)}</summary>{inner}</details>"

    def _beside(self, block: Beside) -> str:
        columns = "".join(f"<div>{self._sections(column)}</div>" for column in block.columns)
        return f'<div class="site-beside">{columns}</div>'

    def _file(self, path: str) -> str:
        """A file of open data, as a site names it: it is of one version, and has no folders of others."""
        own = f"{DATA}/utgava/{self.facts.edition.name}/" if self.facts.edition else ""
        path = f"{DATA}/{path.removeprefix(own)}" if own and path.startswith(own) else path
        return f"{path}index.html" if path.endswith("/") else path

    def _years(self, block: YearSlider) -> str:
        """What is seen in the year that is shown, and folded in every other."""
        seen = dict(block.steps).get(block.shown, "")
        said = markup.paragraph(f"{block.shown}: {seen}", "takeaway") if seen else ""
        lines = markup.bullets(f"{year}: {text}" for year, text in block.steps)
        return said + self._folded(EVERY_YEAR, lines)


def _group(title: str) -> str:
    return f'<p class="mk-multiples-group">{escape(title)}</p>' if title else ""


def _print(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]

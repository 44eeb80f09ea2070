"""On which page each heading of a Word document comes, so that its contents have numbers before Word has counted.

Lines are broken by the widths of our own letters, made as wide as an office's; Word counts anew when it is asked to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from dashboard.drawings.fonts import width
from dashboard.word.tables import WHOLE, WIDER
from dashboard.word.template import Template

Element = Any
NATURAL = 1.15
"""From line to line of an office's font, as a share of its size."""
TWIP, EMU = 20.0, 12700.0
"""To a point."""


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says, with what it is based on: points, and whether it stays with what comes next."""

    size: float
    before: float
    after: float
    line: float
    is_kept: bool


@dataclass(frozen=True)
class _Item:
    """Something that is set below what came before.

    Attributes:
        height: in points, with the air around it. step: of a line or a row, where it may go on over the next page; 0
            where it may not. starts_page: whether it begins one; is_kept: whether it stays with what comes next.
        marks: bookmarks in it.
    """

    height: float
    step: float = 0.0
    starts_page: bool = False
    is_kept: bool = False
    marks: tuple[str, ...] = ()


def fill(template: Template) -> int:
    """Writes the number of each heading's page into the contents; the page of the last one."""
    body = template.document.element.body
    numbers = _numbers(list(_Layout(template).items(body)), _room(template))
    for code in body.iter(qn("w:instrText")):
        words = (code.text or "").split()
        if words[:1] == ["PAGEREF"] and words[1] in numbers:
            shown = code.getparent().getnext().getnext().find(qn("w:t"))
            shown.text = str(numbers[words[1]])
    return max(numbers.values(), default=1)


def _room(template: Template) -> float:
    """Points between an upright page's upper and lower margin."""
    page = template.document.sections[0]
    return (int(page.page_height or 0) - int(page.top_margin or 0) - int(page.bottom_margin or 0)) / EMU


def _numbers(items: Sequence[_Item], room: float) -> dict[str, int]:
    """The page of each bookmark."""
    page, y, start = 1, 0.0, 0
    by_mark: dict[str, int] = {}
    while start < len(items):
        end = start + 1
        while items[end - 1].is_kept and end < len(items) and not items[end].starts_page:
            end += 1
        together = sum(item.height for item in items[start:end])
        if y and (items[start].starts_page or (y + together > room >= together)):
            page, y = page + 1, 0.0
        for item in items[start:end]:
            if y and y + item.height > room and not (item.step and y + item.step <= room):
                page, y = page + 1, 0.0
            by_mark.update(dict.fromkeys(item.marks, page))
            y += item.height
            while y > room:
                page, y = page + 1, y - room
        start = end
    return by_mark


class _Layout:
    """The heights of a document's paragraphs and tables."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._styles: dict[str, _Style] = {}

    def items(self, within: Element) -> Iterator[_Item]:
        """What stands below one another, in order."""
        starts = False
        for element in within:
            if element.tag == qn("w:sdt"):
                yield from self.items(element.find(qn("w:sdtContent")))
            elif element.tag == qn("w:p"):
                yield self._paragraph(element, self._template.room, starts_page=starts)
                starts = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
            elif element.tag == qn("w:tbl"):
                yield self._table(element)

    def _paragraph(self, element: Element, room: float, *, starts_page: bool = False) -> _Item:
        properties = element.find(qn("w:pPr"))
        style = self._style(properties)
        before, after = style.before, style.after
        spacing = properties.find(qn("w:spacing")) if properties is not None else None
        if spacing is not None:
            before = float(spacing.get(qn("w:before"), before * TWIP)) / TWIP
            after = float(spacing.get(qn("w:after"), after * TWIP)) / TWIP
        pictures = [int(one.get("cy")) / EMU for one in element.iter(qn("wp:extent"))]
        step = max([style.size * NATURAL * style.line, *pictures])
        count = _lines(_text(element), room, style.size)
        has_words = not pictures or count > 1
        kept = properties.find(qn("w:keepNext")) if properties is not None else None
        is_kept = style.is_kept if kept is None else kept.get(qn("w:val"), "1") not in ("0", "false")
        breaks = properties is not None and properties.find(qn("w:pageBreakBefore")) is not None
        marks = tuple(mark.get(qn("w:name")) for mark in element.iter(qn("w:bookmarkStart")))
        height = before + after + (count if has_words else 1) * step
        return _Item(height, step, starts_page or breaks, is_kept, marks)

    def _table(self, element: Element) -> _Item:
        heights = [[self._cell(cell) for cell in row.findall(qn("w:tc"))] for row in element.findall(qn("w:tr"))]
        rows = [max(cells, default=0.0) for cells in heights]
        return _Item(sum(rows), max(rows, default=0.0) if len(rows) > WHOLE else 0.0)

    def _cell(self, cell: Element) -> float:
        across = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        room = float(across.get(qn("w:w"))) / TWIP - 2 * 4.5 if across is not None else self._template.room
        heights = [
            self._table(part).height if part.tag == qn("w:tbl") else self._paragraph(part, room).height
            for part in cell
            if part.tag in (qn("w:tbl"), qn("w:p"))
        ]
        return sum(heights)

    def _style(self, properties: Element) -> _Style:
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        name = named.get(qn("w:val")) if named is not None else self._template.id("Normal")
        if name not in self._styles:
            self._styles[name] = self._read(name)
        return self._styles[name]

    def _read(self, name: str) -> _Style:
        """A style with what it is based on, and the document's own where neither says."""
        styles = self._template.document.styles.element
        chain: list[Element] = styles.xpath(f"w:style[@w:styleId='{name}']")
        while chain and (based := chain[-1].find(qn("w:basedOn"))) is not None:
            chain += styles.xpath(f"w:style[@w:styleId='{based.get(qn('w:val'))}']")[:1] or [styles[0]]
        usual = [found for found in (styles.find(qn("w:docDefaults")),) if found is not None]

        def said(tag: str, attribute: str, otherwise: float) -> float:
            values = (found.get(qn(attribute)) for one in [*chain, *usual] for found in one.iter(qn(tag)))
            return float(next((value for value in values if value is not None), otherwise))

        kept = any(one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in chain)
        return _Style(
            said("w:sz", "w:val", 20.0) / 2,
            said("w:spacing", "w:before", 0.0) / TWIP,
            said("w:spacing", "w:after", 0.0) / TWIP,
            said("w:spacing", "w:line", 240.0) / 240,
            kept,
        )


def _text(element: Element) -> str:
    between = {qn("w:br"): "\n", qn("w:tab"): " "}
    return "".join(between.get(part.tag) or part.text or "" for part in element.iter(qn("w:t"), *between))


def _lines(text: str, room: float, size: float) -> int:
    """How many lines a text takes."""
    count = 0
    for line in text.split("\n"):
        count, used = count + 1, 0.0
        for word in line.split(" "):
            step = WIDER * width(f"{word} ", size)
            if used and used + step > room:
                count, used = count + 1, 0.0
            used += step
    return count

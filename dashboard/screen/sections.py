"""A page's sections on the screen: the reader of blocks that can be pressed, folded and downloaded from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Literal

import streamlit as st

from dashboard import address, plain
from dashboard.blocks import blocks, page, printed, simple
from dashboard.blocks.pieces import Note
from dashboard.blocks.placed import placed
from dashboard.content.facts import Facts
from dashboard.content.words import words
from dashboard.login import person
from dashboard.screen import files, painter, share
from dashboard.screen.maps import maps
from dashboard.screen.markup import document_markup, markup, multiples_markup, page_markup, verdict_markup
from malkollen.office.access import Role

NARROW = 640
"""Pixels of a table with few columns."""
EXPLAINED = {"lead", "takeaway", "caption", "detail"}
"""Styles of running text, in which words are explained."""
Slots = Mapping[str, Callable[[], object]]
"""What stands in a page's slots, by their names."""
MULTIPLE = (1, 4)
"""How wide a row's name is to all the rest of it."""
Picked = dict[str, str]
"""What was pressed in a chart, by the chart's key."""


def shown(facts: Facts, sections: Iterable[page.PageSection], slots: Slots | None = None) -> Picked:
    """Shows sections one under another; returns what a reader pressed in them.

    Args:
        slots: what asks or is written in, called where its slot stands.
    """
    reader, run = _Reader(facts, slots or {}), address.run()
    if run.is_simple:
        sections, run.is_answered = simple.answers_alone(sections, is_answered=run.is_answered)
    sections = placed(sections, run.said)
    for section, is_printed in zip(sections, printed.are_printed(sections), strict=True):
        run.unprinted += not is_printed
        with nullcontext() if is_printed else st.container(key=f"mk-unprinted-{run.unprinted}"):
            reader.section(section)
    return reader.picked


class _Reader:
    """Shows blocks and remembers what was pressed."""

    def __init__(self, facts: Facts, slots: Slots) -> None:
        self._facts, self._slots = facts, slots
        self.picked: Picked = {}

    def section(self, section: page.PageSection) -> None:
        with st.container(key=f"mk-part-{section.anchor}") if section.anchor else nullcontext():
            if section.heading:
                heading = {1: st.title, 2: st.header, 3: st.subheader}[section.level]
                heading(plain.markdown(section.heading), anchor=False)
            for block in section.blocks:
                self._block(block)

    def _block(self, block: page.PageBlock) -> None:  # noqa: C901, PLR0912 - one branch a block
        match block:
            case blocks.Text():
                _text(self._facts, block)
            case Note(style="detail"):
                st.html(_paragraph(self._facts, block.text, block.style))
            case page.Link():
                _link(block)
            case page.Links():
                gap: Literal["small"] | None = "small" if block.is_row else None
                with st.container(key=block.key, horizontal=block.is_row, gap=gap):
                    for link in block.links:
                        _link(link)
            case page.Sheet():
                self._sheet(block)
            case page.Chart():
                self._chart(block)
            case blocks.Multiples():
                _multiples(block)
            case page.Verdict():
                st.html(verdict_markup.answers(block.answers) + page_markup.html_of(block.steps))
            case page.Caution():
                st.warning(plain.markdown(block.text))
            case page.CsvFile():
                files.csv(block.table, block.label, block.key)
            case page.Slot():
                self._slots[block.name]()
            case page.Entry():
                self._entry(block)
            case page.Fold():
                self._fold(block)
            case page.Beside():
                self._beside(block)
            case blocks.Word():
                _word(block)
            case blocks.Answer():
                st.html(markup.answer(block, self._explained))
            case _:
                st.html(
                    document_markup.html_of(block) if isinstance(block, blocks.Block) else page_markup.html_of(block)
                )

    def _explained(self, text: str) -> str:
        return markup.explained(_parts(self._facts, text))

    def _entry(self, block: page.Entry) -> None:
        with st.container(key=block.key, gap=None):
            if block.value is None:
                _link(block.link)
            else:
                with st.container(
                    horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small",
                    wrap=False,
                ):  # fmt: skip
                    _link(block.link)
                    st.html(markup.paragraph(block.value, "value"), width="content")
            for inner in block.blocks:
                self._block(inner)

    def _fold(self, block: page.Fold) -> None:
        if block.is_for_office and person.current().role < Role.OFFICE:
            return
        with st.expander(plain.markdown(block.label), expanded=block.is_open, key=block.key or None):
            for inner in block.blocks:
                self._block(inner)

    def _beside(self, block: page.Beside) -> None:
        widths: Sequence[int] | int = block.weights or len(block.columns)
        columns = st.container(key=block.key).columns if block.key else st.columns
        for column, sections in zip(columns(widths, gap="large"), block.columns, strict=True):
            with column:
                for section in sections:
                    self.section(section)

    def _sheet(self, block: page.Sheet) -> None:
        if block.folded:
            files.twin_of(block.table, self._facts, block.key, block.folded)
        else:
            with st.container(width=NARROW) if block.is_narrow else nullcontext():
                files.table(block.table, self._facts, block.key)

    def _chart(self, block: page.Chart) -> None:
        if block.text:
            st.html(markup.paragraph(block.text, "takeaway"))
        drawn, config = painter.paint(self._facts, block.drawing), painter.config(block.drawing)
        if not block.can_pick:
            st.plotly_chart(drawn, theme=None, config=config, alt=block.alt, key=block.key)
        else:
            event = st.plotly_chart(
                drawn, theme=None, config=config, alt=block.alt, key=block.key, on_select="rerun",
                selection_mode="points",
            )  # fmt: skip
            if code := maps.chosen_code(event):
                self.picked[block.key] = code
        if block.legend:
            st.html(page_markup.html_of(block.legend))
        if block.caption:
            st.html(_paragraph(self._facts, block.caption, "caption"))
        share.menu(self._facts, block)
        if block.table:
            files.twin_of(block.table, self._facts, block.key.removeprefix("chart:"), page.TWIN)


def _text(facts: Facts, block: blocks.Text) -> None:
    if block.style == "body":
        st.write(plain.markdown(block.text))
    else:
        st.html(_paragraph(facts, block.text, block.style))


def _paragraph(facts: Facts, text: str, style: str) -> str:
    """A paragraph, in which each word that is declared is explained where the page first says it."""
    if style not in EXPLAINED:
        return markup.paragraph(text, style)
    return markup.paragraph_of(_parts(facts, text), style)


def _parts(facts: Facts, text: str) -> list[tuple[str, str]]:
    """A text in parts, each with the meaning of the word that it is, where the page says that first."""
    parts = words.parts(text, words.words(facts), address.run().explained)
    return [(part, word.sentence if word else "") for part, word in parts]


def _link(block: page.Link) -> None:
    part = {address.PART: block.part} if block.part else {}
    st.page_link(
        f"views/{block.page}.py",
        label=plain.markdown(block.label),
        query_params=address.along(block.page, **dict(block.choices), **part),
        icon=f":material/{block.icon}:" if block.is_arrow else None,
    )


def _multiples(block: blocks.Multiples) -> None:
    """A row a pair of columns, so that its name is a way to its page like every other on the screen."""
    with st.container(key=f"mk-multiples-{block.key}", gap=None):
        left, right = st.columns(MULTIPLE, gap="small")
        group = block.rows[0].group if block.rows else ""
        first = group or block.headings[0]
        left.html(f'<p class="mk-multiples-{"group" if group else "head"}">{plain.html(first)}</p>')
        right.html(multiples_markup.head(block.headings[1:]))
        for place, row in enumerate(block.rows):
            if row.group != group:
                st.html(f'<p class="mk-multiples-group mk-multiples-next">{plain.html(row.group)}</p>')
            marked, group = "-focus" if row.indicator == block.focused else "", row.group
            with st.container(key=f"multiple-{block.key}-{place}{marked}", gap=None):
                left, right = st.columns(MULTIPLE, gap="small", vertical_alignment="center")
                with left:
                    of_it = (("indikator", row.indicator), *page.OF_HOME)
                    _link(page.Link(row.title, "indicator", of_it, is_arrow=False))
                right.html(multiples_markup.cells(row, block.headings[1:]))


def _word(block: blocks.Word) -> None:
    if block.label:
        st.html(markup.paragraph(block.label, "question"))
    st.html(verdict_markup.word(block.word, block.symbol))
    if block.detail:
        st.html(markup.paragraph(block.detail, "detail"))

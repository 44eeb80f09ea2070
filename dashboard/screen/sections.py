"""A page's sections on the screen: the reader of blocks that can be pressed, folded and downloaded from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

import streamlit as st

from dashboard import address, plain
from dashboard.blocks.blocks import Answers, Bullets, Figure, Pairs, Tabular, Text, ToWrite, Word
from dashboard.blocks.page import (
    TWIN,
    Beside,
    Chart,
    Definitions,
    Fold,
    Legend,
    Link,
    Note,
    PageBlock,
    PageSection,
    Proposal,
    Remarks,
    Sheet,
    Slot,
    Steps,
    Waiting,
)
from dashboard.content.facts import Facts
from dashboard.content.words import words
from dashboard.screen import show
from dashboard.screen.charts import maps, painter
from dashboard.screen.markup import document_markup, markup, verdict_markup

EXPLAINED = {"lead", "takeaway", "caption", "detail"}
"""Styles of running text, in which words are explained."""
Slots = Mapping[str, Callable[[], None]]
"""What stands in a page's slots, by their names."""
Picked = dict[str, str]
"""What was pressed in a chart, by the chart's key."""


def shown(facts: Facts, sections: Iterable[PageSection], slots: Slots | None = None) -> Picked:
    """Shows sections one under another; returns what a reader pressed in them.

    Args:
        slots: what asks or is written in, called where its slot stands.
    """
    reader = _Reader(facts, slots or {})
    for section in sections:
        reader.section(section)
    return reader.picked


class _Reader:
    """Shows blocks and remembers what was pressed."""

    def __init__(self, facts: Facts, slots: Slots) -> None:
        self._facts, self._slots = facts, slots
        self.picked: Picked = {}

    def section(self, section: PageSection) -> None:
        if section.heading:
            heading = st.header if section.level == 2 else st.subheader
            heading(plain.markdown(section.heading), anchor=False)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: PageBlock) -> None:  # noqa: C901, PLR0912 - one branch a block
        match block:
            case Text():
                _text(self._facts, block)
            case Note():
                st.html(_paragraph(self._facts, block.text, block.style))
            case Remarks():
                st.html(markup.notes(block.lines))
            case Definitions():
                pairs = dict(block.pairs)
                st.html(markup.definition_rows(pairs) if block.is_declaration else markup.definitions(pairs))
            case Link():
                _link(block)
            case Legend():
                st.html(markup.legend(block.entries, block.title))
            case Sheet():
                self._sheet(block)
            case Chart():
                self._chart(block)
            case Proposal():
                st.html(verdict_markup.proposal(block.heading, block.text, block.counts, block.symbol))
            case Steps():
                st.html(_steps(block))
            case Waiting():
                st.html(markup.waiting(block.title, block.about, block.source, block.needs, block.run))
            case Slot():
                self._slots[block.name]()
            case Fold():
                with st.expander(plain.markdown(block.label), expanded=block.is_open):
                    for inner in block.blocks:
                        self._block(inner)
            case Beside():
                self._beside(block)
            case Bullets() | Pairs() | Word() | Answers() | Tabular() | Figure() | ToWrite():
                st.html(document_markup.html_of(block))
            case _:
                assert_never(block)

    def _beside(self, block: Beside) -> None:
        widths: Sequence[int] | int = block.weights or len(block.columns)
        columns = st.container(key=block.key or None).columns(widths, gap="large")
        for column, sections in zip(columns, block.columns, strict=True):
            with column:
                for section in sections:
                    self.section(section)

    def _sheet(self, block: Sheet) -> None:
        if block.folded:
            show.twin_of(block.table, self._facts, block.key, block.folded)
        else:
            show.table(block.table, self._facts, block.key)

    def _chart(self, block: Chart) -> None:
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
        if block.table:
            show.twin_of(block.table, self._facts, block.key.removeprefix("chart:"), TWIN)


def _text(facts: Facts, block: Text) -> None:
    if block.style == "body":
        st.write(plain.markdown(block.text))
    else:
        st.html(_paragraph(facts, block.text, block.style))


def _paragraph(facts: Facts, text: str, style: str) -> str:
    """A paragraph, in which each word that is declared is explained where the page first says it."""
    if style not in EXPLAINED:
        return markup.paragraph(text, style)
    parts = words.parts(text, words.words(facts), address.run().explained)
    return markup.paragraph_of(((part, word.sentence if word else "") for part, word in parts), style)


def _link(block: Link) -> None:
    st.page_link(
        f"views/{block.page}.py",
        label=plain.markdown(block.label),
        query_params=address.along(block.page, **dict(block.choices)),
        icon=":material/arrow_forward:" if block.is_arrow else None,
    )


def _steps(block: Steps) -> str:
    if block.folded:
        return verdict_markup.reasoning(block.variants, block.last, block.folded)
    return verdict_markup.reasoning_open(block.variants, block.last)

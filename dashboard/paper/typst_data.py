"""A document as plain data for the paper's template: texts, drawings as vectors, tables with their layout."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any, assert_never

from dashboard.blocks import blocks, credit
from dashboard.blocks.table import Table
from dashboard.blocks.words import Answered
from dashboard.documents.document import SAME_NUMBERS, SOURCES, Document
from dashboard.drawings import codes, drawings
from dashboard.drawings.fonts import width
from dashboard.paper import multiples, symbols
from dashboard.paper.sizes import Fit
from dashboard.paper.tables import INSET, SMALLEST, fitted, is_right, text_of, unbroken, words, written
from malkollen.registry.home import capital

A4_ROOM, A4_LANDSCAPE, SLIDE_ROOM = 467.0, 707.0, 864.0
"""Width between the margins, in points: 165 mm upright, and on its side less the upright page's margins."""
LONG_CELL = 24
"""Lines of a cell from which its row may go on over the next page: it might not fit on one."""
WHOLE = 14
"""Rows up to which a table is kept on one page."""
FIRST_LARGER = 1.9
"""Than running text, the first figure of a headline that stands in a row with the others."""
BESIDE, BETWEEN, SMALLER = 0.46, 14.0, 0.84
"""Of the room, what a table beside a drawing may take; points between them; of a drawing's letters in half the room."""
BESIDE_SYMBOL = 1.6
"""Of the text's size, what a symbol and the gap after it take."""
SCAN_LARGER = 1.7
"""A code on a slide, than on paper: it is read across a room."""
CREDIT_ROOM = 760.0
"""Points for a slide's line of sources, before the number begins."""
CONTENTS_OVER = 4
"""Pages of a report over which it gets a table of contents."""


@dataclass(frozen=True)
class Setting:
    """What a block must know of where it stands: sizes, room, and the sentence said above it."""

    fit: Fit
    room: float
    share: float
    landscape: float | None
    above: str = ""
    is_drawn: bool = True
    is_slide: bool = False


def data(document: Document, fit: Fit, shares: Sequence[float], *, is_drawn: bool = True) -> dict[str, Any]:
    """The document as the template reads it.

    Args:
        shares: of the height that drawings take by themselves, one a section; 0 leaves them out, to measure the rest.
        is_drawn: False keeps the drawings' room empty, which is enough to measure pages by.
    """
    is_slides = document.kind == "slides"
    room = SLIDE_ROOM if is_slides else A4_ROOM
    message = document.message
    if is_slides and document.sections and document.sections[0].message == message:
        message = ""  # the first slide says it
    under_heading = document.sources if is_slides else document.named_last or document.sources
    sections: list[dict[str, Any]] = []
    above = 0
    for section, share in zip(document.sections, shares, strict=True):
        level = 1 if is_slides else min(max(section.level, 1), above + 1)  # a level is never skipped
        above = level if written(section.heading).strip() or is_slides else above
        landscape = A4_LANDSCAPE if document.kind == "report" else None
        setting = Setting(fit, room, share, landscape, section.message, is_drawn, is_slides)
        sections.append(_section(section, setting, level))
    return {
        **{name: getattr(document, name) for name in ("kind", "author")},
        "fit": asdict(fit),
        "title": words(document.title, room, fit.title).strip() or document.name,  # a file for everybody has one
        "subtitle": words(document.subtitle, room, fit.size),
        "message": words(message, room, fit.size * 1.15),
        "running": words(document.running, room / 2, fit.small),
        "running-first": words(document.running_first, room / 2, fit.small),
        "basis": words(document.basis, room, fit.small),
        "sources": [words(one, room, fit.small) for one in under_heading],
        "address": document.address,
        "sources-heading": SOURCES,
        "same-numbers": SAME_NUMBERS,
        "contents-over": CONTENTS_OVER,
        "is-one-sheet": document.is_one_sheet,
        "has-scan": document.has_scan,
        "are-sources-named": not document.named_last,
        "is-begun-by-sheet": document.is_begun_by_sheet,
        "sections": sections,
    }


def drawings_height(sections: Sequence[blocks.Section], document: Document, fit: Fit, share: float) -> float:
    """How high the sections' drawings are together at a share of their own heights, in points."""
    is_slide = document.kind == "slides"
    setting = Setting(fit, SLIDE_ROOM if is_slide else A4_ROOM, share, None, is_slide=is_slide)
    figures = [
        block
        for section in sections
        for block in section.blocks
        if isinstance(block, blocks.Figure) and (is_slide or not block.is_table_beside)  # on a page its table is higher
    ]
    return sum(drawings.sheet(figure.drawing, _framed(figure, setting)[0]).height for figure in figures)


def _section(section: blocks.Section, setting: Setting, level: int) -> dict[str, Any]:
    unsaid = blocks.to_be_read(section.blocks, section.message)
    return {
        "heading": words(section.heading, setting.room, setting.fit.heading).strip(),
        "message": words(section.message, setting.room, setting.fit.heading).strip(),
        "level": level,
        "starts-page": section.starts_page,
        "is-sheet": section.is_sheet,
        "credits": credit.fitting(section.credits, lambda told: width(told, setting.fit.small) <= CREDIT_ROOM),
        "runs": _runs([_block(block, setting) for block in unsaid]),
    }


def _runs(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks that lie the same way together; a heading stands with the first of them."""
    runs = groupby(parts, key=lambda block: bool(block.get("landscape")))
    return [{"landscape": lies, "blocks": list(run)} for lies, run in runs] or [{"landscape": False, "blocks": []}]


def _block(block: blocks.Block, setting: Setting) -> dict[str, Any]:  # noqa: C901 - one branch a block
    """A block as the template reads it, with its kind."""
    match block:
        case blocks.Text():
            text = words(block.text, 0.9 * setting.room, setting.fit.size * 1.12)
            return {"kind": "text", "style": block.style, "text": text}
        case blocks.Answer():
            size = setting.fit.size
            texts = [one for one in block.as_texts() if one.text != setting.above]
            lines = [words(one.text, 0.9 * setting.room, 1.12 * size) for one in texts]
            styles = [one.style for one in texts]
            return {"kind": "answer", "texts": [[*pair] for pair in zip(styles, lines, strict=True)]}
        case blocks.Bullets():
            return {
                "kind": "bullets",
                "lines": [words(line, 0.9 * setting.room, setting.fit.size) for line in block.lines],
            }
        case blocks.Pairs():
            return _pairs(block, setting)
        case blocks.Word():
            return _word(block, setting)
        case blocks.Answers():
            return _answers(block, setting)
        case blocks.Multiples():
            return multiples.of(block, setting.room, setting.fit.size)
        case blocks.Tabular():
            return _table(block.table, setting)
        case blocks.Figure():
            return _figure(block, setting)
        case blocks.ToWrite():
            return {"kind": "write", "prompt": words(block.prompt, 0.9 * setting.room, setting.fit.size)}
        case blocks.Scan():
            address = words(block.address, setting.room, setting.fit.small)
            svg = codes.svg(block.address).decode()
            return {
                "kind": "scan",
                "svg": svg,
                "width": codes.ACROSS * (SCAN_LARGER if setting.is_slide else 1),
                "alt": written(block.text),
                "address": address,
            }
        case _:
            assert_never(block)


def _pairs(block: blocks.Pairs, setting: Setting) -> dict[str, Any]:
    others, size = [part for pair in block.pairs[1:] for part in pair], setting.fit.size * 1.1
    columns, room = _beside(others, setting, 1.1)
    shown_pairs = [
        {"label": words(label, room, size), "value": words(text, room, size), "strong": block.is_figure(text)}
        for label, text in block.pairs
    ]
    columns = min(columns, max(len(block.pairs) - 1, 1))
    return {"kind": "pairs", "columns": columns, "row": _is_row(block, others, setting), "pairs": shown_pairs}


def _is_row(block: blocks.Pairs, others: Sequence[str], setting: Setting) -> bool:
    """Whether all pairs have room on one row without a word broken."""
    size, count = setting.fit.size, len(block.pairs) - 1
    if count < 1 or setting.is_slide:
        return False
    first = width(written(block.pairs[0][1]), FIRST_LARGER * size, 700)
    longest = max((width(word, size, 700) for text in others for word in unbroken(text)), default=0.0)
    return longest <= (setting.room - first - count * 1.4 * size) / count


def _word(block: blocks.Word, setting: Setting) -> dict[str, Any]:
    room, size = 0.9 * setting.room, setting.fit.size
    texts = {name: words(getattr(block, name), room, size) for name in ("label", "detail")}
    word = words(capital(block.word), room, size * 1.2)
    return {"kind": "word", "drawing": symbols.svg(block.symbol), "word": word, **texts}


def _answers(block: blocks.Answers, setting: Setting) -> dict[str, Any]:
    columns, room = _beside([word for answer in block.answers for word in (answer.word, answer.reason)], setting, 1.0)
    found = [_answer(answer, setting, room) for answer in block.answers]
    return {"kind": "answers", "columns": min(columns, max(len(found), 1)), "answers": found}


def _beside(texts: Sequence[str], setting: Setting, size: float) -> tuple[int, float]:
    """How many stand side by side so that no word must be broken, and the room each has beside its symbol.

    What stands below the symbol, in smaller type, has the symbol's room too.
    """
    type_size = setting.fit.size * size
    longest = max((width(word, type_size, 700) for text in texts for word in unbroken(text)), default=0.0)
    for columns in (1, 2) if setting.is_slide else (1, 2, 4):
        room = (setting.room - (columns - 1) * 1.2 * setting.fit.size) / columns - BESIDE_SYMBOL * type_size
        if columns == 1 or longest <= room:
            best = columns, room
    return best


def _answer(answer: Answered, setting: Setting, room: float) -> dict[str, str]:
    size = setting.fit.size
    return {
        "question": words(answer.question, room, size),
        "drawing": symbols.svg(answer.symbol),
        "word": words(capital(answer.word), room, size * 1.2),
        "reason": words(answer.reason, room + BESIDE_SYMBOL * size, setting.fit.small),
    }


def _figure(figure: blocks.Figure, setting: Setting) -> dict[str, Any]:
    """A drawing with its caption: what it shows, its sentence where it is not said above, and its source."""
    frame, beside = _framed(figure, setting)
    is_said = figure.text == setting.above or (setting.is_slide and setting.above)  # one message a slide
    notes = figure.table.notes if figure.is_table_beside else ()
    about = _about(figure.table, setting, figure.title, "" if is_said else figure.text, notes=notes)
    return {
        "kind": "figure",
        "svg": drawings.svg(figure.drawing, frame).decode() if setting.share and setting.is_drawn else "",
        "width": frame.width,
        "height": drawings.sheet(figure.drawing, frame).height if setting.share and not setting.is_drawn else 0,
        "alt": written(figure.alt or figure.text or figure.title),
        "beside": beside,
        **about,
    }


def _framed(figure: blocks.Figure, setting: Setting) -> tuple[drawings.Frame, dict[str, Any] | None]:
    """A drawing's frame, and its table where it stands beside; on a slide the drawing is as high as there is room."""
    frame = drawings.Frame(setting.room, setting.fit.figure, setting.share)
    if not figure.is_table_beside:
        return frame, None
    beside = _table(figure.table, replace(setting, room=BESIDE * setting.room, landscape=None), is_beside=True)
    room = setting.room - sum(beside["columns"]) - BETWEEN
    if setting.is_slide:
        return replace(frame, width=room), beside if setting.share else None
    return drawings.Frame(room, SMALLER * setting.fit.figure, 1.0 if setting.share else 0.0), beside


def _table(table: Table, setting: Setting, *, is_beside: bool = False) -> dict[str, Any]:
    """A table as the template sets it: its type, its columns, and which of its rows may go on over the next page."""
    fit = setting.fit
    heads, rows = table.shown()
    sizes = [fit.size] if setting.is_slide else [9.5, 9.0, SMALLEST]
    sizes = sizes if fit.size >= 9.5 else [SMALLEST]
    layout = fitted(table, setting.room, sizes, setting.landscape, is_beside=is_beside)
    return {
        "kind": "table",
        "size": layout.size,
        "inset": INSET * layout.size,
        "whole": len(rows) <= WHOLE,
        "columns": layout.columns,
        "hyphenate": layout.is_hyphenated,
        "landscape": layout.is_landscape,
        "right": [is_right(rows, column) for column in range(len(heads))],
        "heads": [written(head) for head in heads],
        "rows": [
            {
                "cells": [{"text": written(text_of(c)), "strong": table.is_strong(number, c)} for c in row],
                "long": any(
                    width(text_of(c), layout.size) > LONG_CELL * w for c, w in zip(row, layout.columns, strict=True)
                ),
            }
            for number, row in enumerate(rows)
        ],
        **_about(table, setting, table.title, "", notes=table.notes),
    }


def _about(table: Table, setting: Setting, title: str, text: str, notes: Sequence[str]) -> dict[str, Any]:
    """Title, sentence, notes and source of a figure or a table; a slide has its title above and its source below."""
    title = "" if setting.is_slide and setting.above else title
    small = [*notes, *([table.source] if not setting.is_slide and table.source else [])]
    return {
        "title": words(title, setting.room, setting.fit.size),
        "text": words(text, setting.room, setting.fit.size),
        "notes": [words(note, setting.room, setting.fit.small) for note in small],
    }

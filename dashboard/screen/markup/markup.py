"""Semantic HTML for reading: tables with caption and headers, legends, definition lists. Text is escaped here."""

import re
from collections.abc import Callable, Iterable, Sequence

from dashboard.blocks.blocks import Answer
from dashboard.blocks.pieces import Stage, TargetBox
from dashboard.blocks.table import ADDRESS, Cited, Number, Table, is_nothing
from dashboard.figures import theme
from dashboard.plain import html as escape

YEARS = re.compile(r"\d{4}–\d{4}")
"""A span of years: never broken over two lines."""

WHOLE = re.compile(r"\b(?:\d{4}(?:-\d\d){1,2}|\d{1,3}(?: \d{3})+)\b")
"""A day, a month or a number in thousands within a text: its hyphens and spaces are no place to break a line."""

ACROSS = 40
"""Letters of a cell that takes a whole line where rows stand one under another."""
MANY_COLUMNS, OF_WORDS, FEW_ROWS = 5, 3, 20
"""Of a table whose rows stand one under another on a narrow screen, rather than be cut at its edge: one of numbers is
compared along its rows and scrolls."""
ROOM = 44
"""Letters that stand beside each other on a telephone: fewer columns of words are cut too where their longest words
together have more."""


def table(content: Table) -> str:
    """A table with caption and scoped headers, in a region that the keyboard can scroll."""
    headings, rows = content.shown()
    head = "".join(f'<th scope="col"{_numeric(place, rows)}>{escape(text)}</th>' for place, text in enumerate(headings))
    is_stacked = _is_stacked(headings, rows)
    of_rows = content.row_notes if is_stacked else ()
    body = "".join(
        _row(row, place in content.emphasis, headings if is_stacked else (), "".join(of_rows[place : place + 1]))
        for place, row in enumerate(rows)
    )
    in_rows = content.in_rows if of_rows else ()
    foot = notes(rest) if (rest := [note for note in content.notes if note not in in_rows]) else ""
    foot += f'<div class="mk-in-rows">{notes(in_rows)}</div>' if in_rows else ""
    if not rows:
        body = f'<tr><td colspan="{len(headings)}">Inga rader.</td></tr>'
    return (
        f'<div class="mk-scroll" role="region" aria-label="{escape(content.title)}" tabindex="0">'
        f'<table class="mk-table{" mk-stacked" if is_stacked else ""}">'
        f"<caption>{escape(content.title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'{foot}<p class="mk-source">{escape(content.source)}</p>'
    )


def _is_stacked(headings: Sequence[str], rows: Sequence[Sequence[str | Number]]) -> bool:
    """Whether a narrow screen shows its rows one under another."""
    words = max((sum(isinstance(cell, str) for cell in row) for row in rows), default=0)
    is_wide = len(headings) >= MANY_COLUMNS or _narrowest(headings, rows) > ROOM
    return 0 < len(rows) <= FEW_ROWS and is_wide and words >= OF_WORDS


def _narrowest(headings: Sequence[str], rows: Sequence[Sequence[str | Number]]) -> int:
    """How many letters wide a table is with every column as narrow as its longest word."""
    columns = zip(headings, *rows, strict=True)
    return sum(max(len(word) for cell in column for word in _words(cell)) for column in columns)


def _words(cell: str | Number) -> list[str]:
    return [cell.text()] if isinstance(cell, Number) else re.split(r"[ \n-]", cell)


def _numeric(place: int, rows: Sequence[Sequence[str | Number]]) -> str:
    return ' class="mk-number"' if any(isinstance(row[place], Number) for row in rows) else ""


def _row(cells: Sequence[str | Number], is_strong: bool, names: Sequence[str], note: str) -> str:
    """A row.

    Args:
        names: the columns' headings where each cell must say its own on a narrow screen; none elsewhere.
        note: what is to be known of it, for its box there.
    """
    opening = '<tr class="mk-strong">' if is_strong else "<tr>"
    named = [f' data-name="{escape(name)}"' for name in names] or [""] * len(cells)
    rest = "".join(_cell(cell, name) for cell, name in zip(cells[1:], named[1:], strict=True))
    of_row = f'<td class="mk-of-row mk-across">{escape(note)}</td>' if note else ""
    return f'{opening}<th scope="row">{_text(cells[0])}</th>{rest}{of_row}</tr>'


def _cell(cell: str | Number, name: str) -> str:
    kinds = ["mk-nothing"] if is_nothing(cell) else []
    if isinstance(cell, Number):
        kinds.append("mk-number")
    elif YEARS.fullmatch(cell):
        kinds.append("mk-date")
    elif name and len(cell) > ACROSS:
        kinds.append("mk-across")
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    text = f"<strong>{_text(cell)}</strong>" if isinstance(cell, Number) and cell.is_strong else _text(cell)
    return f"<td{kind}{name}>{text}</td>"


def _text(cell: str | Number) -> str:
    """A cell's text, its days and thousands unbroken.

    An address is text: a cell is anybody's, and makes no way out, unless it is a source of our own.
    """
    if isinstance(cell, Number):
        return escape(cell.text())
    if isinstance(cell, Cited):
        return _cited(cell)
    return WHOLE.sub(r'<span class="mk-unbroken">\g<0></span>', escape(cell))


def _cited(text: Cited) -> str:
    """A source that we have compiled: each address in it a link, named by its site; whole where it is all there is."""
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        name = found.group() if found.group() == text else found["site"]
        link = f'<a href="{escape(found.group())}">{escape(name)}</a>'
        parts += [escape(text[end : found.start()]), link]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def legend(classes: Iterable[tuple[str, str]], title: str) -> str:
    """The map's classes: a square of colour and its words."""
    items = "".join(
        f'<li><span style="background:{_filled(colour)}"></span>{escape(text)}</li>' for colour, text in classes
    )
    return f'<div class="mk-legend"><p>{escape(title)}</p><ul>{items}</ul></div>'


def contents(parts: Iterable[tuple[str, str]], chosen: str) -> str:
    """Ways to the parts of a page, and what is shown on it; the frame's script scrolls and leaves the address."""
    items = "".join(f'<li><a href="#{anchor}">{escape(name)}</a></li>' for anchor, name in parts)
    return (
        f'<nav class="mk-contents" aria-label="På sidan"><p class="mk-contents-chosen">{escape(chosen)}</p>'
        f"<p>På sidan:</p><ul>{items}</ul></nav>"
    )


def _filled(colour: str) -> str:
    """A class's colour; what is missing is hatched as on the map."""
    strokes = f"repeating-linear-gradient(135deg, {theme.HATCH} 0 1px, {colour} 1px 5px)"
    return strokes if colour == theme.MISSING else colour


def figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Large figures side by side: a label and a value each."""
    items = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in pairs)
    return f'<dl class="mk-figures">{items}</dl>'


def paragraph(text: str, style: str) -> str:
    """A paragraph in one of the page's styles."""
    return f'<p class="mk-{style}">{escape(text)}</p>'


def answer(block: Answer, written: Callable[[str], str] = escape) -> str:
    """A question's answer: its word large, then the rest, the hedge beside it, and in small what is said once.

    Args:
        written: how its texts become markup.
    """
    heads = (f"{block.word}. ", f"{block.word}: ") if block.word else ()
    rest = next((block.text.removeprefix(head) for head in heads if block.text.startswith(head)), block.text)
    word = f'<span class="mk-answer-word">{escape(block.word)}</span>' if block.word else ""
    question = f'<p class="mk-answer-question">{escape(block.question)}</p>' if block.question else ""
    text = f'<p class="mk-answer-text">{word} {written(rest)}</p>'
    hedge = f'<p class="mk-answer-hedge">{written(block.hedge)}</p>' if block.hedge else ""
    measures = _list(map(written, block.measures), "answer-measures") if block.measures else ""
    notes = _list(map(written, block.beside), "notes") if block.beside else ""
    return f'<div class="mk-answer-block">{question}{text}{hedge}{measures}{notes}</div>'


def paragraph_of(parts: Iterable[tuple[str, str]], style: str) -> str:
    """A paragraph in parts; one with a meaning is dotted, and opens it where it stands, by press, touch or key."""
    return f'<p class="mk-{style}">{explained(parts)}</p>'


def explained(parts: Iterable[tuple[str, str]]) -> str:
    """Running text in parts, those with a meaning dotted."""
    return "".join(map(_explained, parts))


def _explained(part: tuple[str, str]) -> str:
    text, meaning = map(escape, part)
    if not meaning:
        return text
    name = f"mk-ord-{text.casefold().replace(' ', '-')}"
    return (
        f'<button type="button" class="mk-term" popovertarget="{name}">{text}</button>'
        f'<span class="mk-meaning" id="{name}" popover>{meaning}</span>'
    )


def definitions(pairs: dict[str, str]) -> str:
    """Terms with their texts, one under another: the programme's own words."""
    items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in pairs.items())
    return f'<dl class="mk-vision">{items}</dl>'


def notes(lines: Iterable[str]) -> str:
    """A plain list of remarks."""
    return _list(map(escape, lines), "notes")


def numbered(lines: Iterable[str]) -> str:
    """What to do, in order."""
    return _list(map(escape, lines), tag="ol")


def commands(steps: Iterable[tuple[str, str]]) -> str:
    """What to do, each thing with the command that does it on a line of its own."""
    return _list(f"{escape(text)}<br><code>{escape(run)}</code>" for text, run in steps)


def told(entries: Iterable[tuple[str, str, str]]) -> str:
    """What has happened, each thing in lines: its head, what is said of it, what else is known."""
    return _list("<br>".join(filter(None, map(escape, entry))) for entry in entries)


def trial_banner(text: str) -> str:
    """A banner over figures that are made for trial."""
    return f'<p class="mk-made" role="note">{escape(text)}</p>'


def bullets(lines: Iterable[str]) -> str:
    """A list in the size of running text."""
    return _list(map(escape, lines))


def _list(items: Iterable[str], style: str = "list", tag: str = "ul") -> str:
    """A list of markup."""
    return f'<{tag} class="mk-{style}">{"".join(f"<li>{item}</li>" for item in items)}</{tag}>'


def stages(name: str, steps: Iterable[Stage]) -> str:
    """How far an object has come: the five stages in order, where it stands now said in words."""
    items = "".join(map(_stage, steps))
    return f'<ol class="mk-stages" role="list" aria-label="Läge för {escape(name)}">{items}</ol>'


def _stage(step: Stage) -> str:
    name, since = f"<span>{escape(step.name.capitalize())}</span>", f"<time>{escape(step.since)}</time>"
    if step.is_current:
        return f'<li class="mk-now" aria-current="step">{name}<small>Nu, {since}</small></li>'
    when = f"<small>från {since}</small>" if step.is_passed else f"<small>{since}, gäller inte längre</small>"
    opening = '<li class="mk-passed">' if step.is_passed else "<li>"
    return f"{opening}{name}{when if step.since else ''}</li>"


def definition_rows(pairs: dict[str, str]) -> str:
    """Terms and texts as two columns, for a declaration."""
    rows = "".join(
        f'<tr><th scope="row">{escape(term)}</th><td>{_text(text)}</td></tr>' for term, text in pairs.items()
    )
    return f'<table class="mk-table mk-declaration"><tbody>{rows}</tbody></table>'


def waiting(title: str, about: str, needs: str) -> str:
    """Something that waits for its source, as a calm box."""
    return (
        f'<div class="mk-waiting"><p><strong>{escape(title)}</strong></p><p>{escape(needs)}</p>'
        f"<p>{escape(about)}</p></div>"
    )


def target(box: TargetBox) -> str:
    """A target with who decided it, for whom, and whether it holds; greyed when it no longer does."""
    style = "mk-target mk-past" if box.is_past else "mk-target"
    note = f"<p>{escape(box.note)}</p>" if box.note else ""
    return (
        f'<div class="{style}"><p><strong>{escape(box.title)}</strong> · {escape(box.status)}</p>'
        f"<p>{escape(box.wording)}</p><p>{escape(box.decided)}</p>{note}</div>"
    )


def print_page(label: str) -> str:
    """A button that prints the page as it stands; the frame's script does."""
    return f'<button type="button" class="mk-print">{escape(label)}</button>'


def copy_link(link: str, label: str) -> str:
    """A link to what is shown; the frame's script copies its whole address, and without it the address opens."""
    return f'<a class="mk-copy" href="{escape(link)}">{escape(label)}</a>'


def share(said: str, source: str, part: str) -> str:
    """A chart's sentence with its source, to copy, and a link to it. part: of the page, "#chart-series"."""
    words = f'<p class="mk-cite">{escape(said)} {escape(source)}</p>'
    text = f'<a class="mk-copy" role="button" href="{escape(part)}" data-copies="text">Kopiera texten med källa</a>'
    return f'{words}<p>{text}</p><p><a class="mk-copy" href="{escape(part)}">Kopiera länk till diagrammet</a></p>'


def ways(pairs: Iterable[tuple[str, str]]) -> str:
    """Ways to files, beside each other. pairs: what each is called, and its address."""
    return _list((f'<a href="{escape(address)}">{escape(label)}</a>' for label, address in pairs), "addresses")


def said_aloud(text: str) -> str:
    """A line for the frame's script to say to who cannot see; nobody sees it."""
    return f'<span class="mk-announce" hidden>{escape(text)}</span>'

"""Documents as workbooks: the answers, what they rest on, contents with links, the texts, then a sheet a table."""

from dashboard.blocks.table import Record, Table, table
from dashboard.documents import texts
from dashboard.documents.document import SOURCES, Document
from dashboard.workbook.sheets import LONGEST_TEXT, READING, Book, sheet_name
from malkollen.texts.swedish import in_words

ANSWERS, ABOUT, CONTENTS, TEXTS = "Svar", "Om", "Innehåll", "Text"
TOP = 2
"""Rows above a table's headings: its title, and the way back."""


def write(document: Document) -> bytes:
    """The document as a workbook. Tables have all columns, codes, status and source too, and unrounded values."""
    book = Book(document.title, document.made_at)
    tables = [
        (heading, sheet_name(n, own_table.short or own_table.title), own_table)
        for n, (heading, own_table) in enumerate(texts.tables(document), start=1)
    ]
    _answers(book, document)
    book.cover(ABOUT, document.title, _about(document))
    _contents(book, tables)
    book.table(TEXTS, _texts(document), widest=60)
    for _, name, own_table in tables:
        _table(book, name, own_table)
    return book.content()


def _answers(book: Book, document: Document) -> None:
    """Every answer that the document gives, first of all; no sheet where it gives none."""
    records: list[Record] = [
        {"Fråga": question, "Svar i korthet": one.word, "Svar": one.text, "Förbehåll": one.hedge,
         "Därtill": "\n".join(one.beside)}
        for question, one in texts.answers(document)
    ]  # fmt: skip
    if not records:
        return
    filled = [name for name in records[0] if any(record[name] for record in records)]  # no heading over nothing
    shown: list[Record] = [{name: record[name] for name in filled} for record in records]
    sheet = book.table(ANSWERS, table(ANSWERS, "", shown, ""), top=TOP)
    book.text(sheet, (0, 0), document.title, bold=True, font_size=16)
    book.link(sheet, (1, 0), CONTENTS, CONTENTS)


def _about(document: Document) -> list[tuple[str, str]]:
    """The cover's lines."""
    is_said = document.basis.startswith(document.version)
    rests_on = [line for line in ("" if is_said else document.version, document.basis) if line]
    lines = [
        ("", document.subtitle),
        ("Budskap", document.message),
        *(("Version" if n == 0 else "", line) for n, line in enumerate(rests_on)),
        ("I Målkollen", document.address),
        ("Framtagen", in_words(document.made_at)),
        *((SOURCES if n == 0 else "", source) for n, source in enumerate(document.sources)),
        ("Läsanvisning", READING),
        ("", f"Bladet {CONTENTS} har en länk till varje tabell. Bladet {TEXTS} har allt som sägs i ord."),
    ]
    return [(label, text) for label, text in lines if text]


def _contents(book: Book, tables: list[tuple[str, str, Table]]) -> None:
    """A link to every table, with the heading it stands under."""
    records: list[Record] = [
        {"Blad": name, "Tabell": found.title, "Avsnitt": heading} for heading, name, found in tables
    ]
    everything: list[Record] = [{"Blad": TEXTS, "Tabell": "Allt som sägs i ord", "Avsnitt": ""}, *records]
    sheet = book.table(CONTENTS, table(CONTENTS, "", everything, ""), widest=60)
    for row, name in enumerate([TEXTS, *(name for _, name, _ in tables)], start=1):
        book.link(sheet, (row, 0), name, name)


def _texts(document: Document) -> Table:
    """All that is said in words. What is longer than a cell goes on in the next row."""
    records: list[Record] = [
        {"Avsnitt": piece.heading, "Vad": piece.what, "Text": piece.text[start : start + LONGEST_TEXT]}
        for piece in texts.texts(document)
        for start in range(0, len(piece.text), LONGEST_TEXT)
    ]
    return table(TEXTS, "", records or [{"Avsnitt": "", "Vad": "", "Text": ""}], "")


def _table(book: Book, name: str, table: Table) -> None:
    """A table under its title; its notes and its source below it."""
    sheet = book.table(name, table, top=TOP)
    book.across(sheet, 0, table, table.title, bold=True, font_size=13)
    book.link(sheet, (1, 0), CONTENTS, CONTENTS)
    below = [*table.notes, table.source]
    for row, line in enumerate((line for line in below if line), start=TOP + len(table.rows) + 2):
        book.across(sheet, row, table, line, font_color="#4d5f63")

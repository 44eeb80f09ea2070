"""The plain name leads: a code is never in a heading, a title or a choice, and never a shown table's first column."""

import re

import pytest

from dashboard.blocks.table import Table
from dashboard.content.data import sources
from dashboard.content.facts import Facts
from dashboard.documents import compose, conference, selection
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from malkollen.reports import KINDS, Kind

KEYS = ("electric_car_share", "transport_emissions", "sustainable_trip_share")
CODE = re.compile(r"\b[KT]\d\d[a-d]?\b")


def made(facts: Facts, kind: Kind) -> Document:
    return compose.compose(facts, facts.folder, Order(kind, KEYS if kind == "underlag" else ()))


def tables(document: Document) -> list[Table]:
    blocks = [block for section in document.sections for block in section.blocks]
    return [found for block in blocks if isinstance(found := getattr(block, "table", None), Table)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_has_a_code_and_no_table_begins_with_one(facts: Facts, kind: Kind) -> None:
    document = made(facts, kind)
    titles = [document.title, *(text for one in document.sections for text in (one.heading, one.message))]
    assert [title for title in titles if CODE.search(title)] == []
    shown = [*tables(document), sources.waiting_table(facts)]
    first = [str(row[0]) for table in shown if table.columns[0].is_on_screen for row in table.rows]
    assert [cell for cell in first if CODE.fullmatch(cell)] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_of_its_own_says_the_code_once_and_last(facts: Facts, key: str) -> None:
    document = compose.compose(facts, facts.folder, Order("blad", (key,)))
    assert not CODE.search(document.title)
    told = [text for one in document.sections for block in one.blocks if (text := getattr(block, "text", ""))]
    assert [text for text in told if CODE.search(text)] == [told[-1]]
    assert told[-1].endswith(f"({facts.indicator(key).code}).")


def test_choices_are_plain_names_each_its_own(facts: Facts) -> None:
    names = [selection.indicator_name(facts, key) for key in facts.registry.indicators]
    slides = [*conference.choosable(facts).values()]
    assert [name for name in (*names, *slides) if CODE.search(name)] == []
    assert len({*names}) == len(names)


def test_sources_under_their_heading_do_not_say_again_that_they_are_sources(facts: Facts) -> None:
    document = made(facts, "ledningsgrupp")
    assert document.sources
    assert all(line.startswith("Källa: ") for line in document.sources)
    assert [f"Källa: {line}" for line in document.named_last] == [*document.sources]

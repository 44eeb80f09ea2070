"""The plain name leads: a code is never in a heading, a title or a choice, and never a shown table's first column."""

import re

import pytest

from dashboard.blocks.blocks import Answer, Bullets, Figure, Text
from dashboard.blocks.table import Table
from dashboard.content.data import sources
from dashboard.content.decisions import decisions
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
    slides = [*conference.choosable(facts, facts.folder).values()]
    assert [name for name in (*names, *slides) if CODE.search(name)] == []
    assert len({*names}) == len(names)


def test_sources_under_their_heading_do_not_say_again_that_they_are_sources(facts: Facts) -> None:
    document = made(facts, "ledningsgrupp")
    assert document.sources
    assert all(line.startswith("Källa: ") for line in document.sources)
    assert [f"Källa: {line}" for line in document.named_last] == [*document.sources]


def test_the_committees_page_is_the_same_sheet_with_its_own_decisions_alone(facts: Facts) -> None:
    own, other = made(facts, "kommitte"), made(facts, "ledningsgrupp")
    assert (own.title, other.title) == ("Samarbetskommitténs sida", "Ledningsgruppens sida")
    assert own.name.startswith("Samarbetskommitténs sida ")
    (ours,), (theirs,) = ([s for s in one.sections if s.heading == "Kräver beslut"] for one in (own, other))
    assert ours.blocks == [Bullets(tuple(decisions.lines(decisions.of_committee(facts))))]
    assert [s for s in own.sections if s != ours] == [s for s in other.sections if s != theirs]


def test_the_conference_has_a_slide_of_commuting_and_one_of_objects_that_can_be_chosen(facts: Facts) -> None:
    slides = {section.key: section for section in conference.slides(facts, facts.folder)}
    assert [*slides][-8:] == ["pendling", "objekt", "beslut", *(f"beslut-{place}" for place in range(1, 6))]
    assert {"pendling", "objekt"} <= {*conference.choosable(facts, facts.folder)}
    commuting, objects = slides["pendling"], slides["objekt"]
    assert commuting.message.startswith("Mellan 39,7 och 82,7 procent av de sysselsatta invånarna arbetade i en annan")
    assert len([block for block in commuting.blocks if isinstance(block, Figure)]) == 1
    assert objects.message == "Samarbetskommitténs beslutade lista är inte inlagd än."
    (answer,) = [block for block in objects.blocks if isinstance(block, Answer)]
    assert answer.hedge.startswith("Tretton objekt i den nationella planen rör Södertörn; fler kan göra det.")
    (lines,) = [block.lines for block in objects.blocks if isinstance(block, Bullets)]
    assert [line.partition(":")[0] for line in lines] == [
        "Objektet byggs", "Objektet får börja byggas", "Byggstarten förbereds", "Byggstarten är inte beslutad"
    ]  # fmt: skip
    assert "Objektet får börja byggas: E4/Lv 259 Tvärförbindelse Södertörn;" in str(lines), "as the plan has it"
    assert "utkast" not in str(objects).casefold(), "what the draft alone says is in no document"
    alone = compose.compose(facts, facts.folder, Order("konferens", slides=("objekt",)))
    assert [section.key for section in alone.sections if section.key] == ["objekt"]


def test_rikets_own_rise_stands_below_the_title_of_what_it_takes(facts: Facts) -> None:
    slides = {section.key: section for section in conference.slides(facts, facts.folder)}
    takes = slides["K06-kravs"]
    assert "(" not in takes.message
    lines = [block.text for block in takes.blocks if isinstance(block, Text)]
    assert lines[0].replace("\u00a0", " ") == "Riket ökade självt med 1,4 per 1 000 inv. 2025."

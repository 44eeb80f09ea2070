"""How one travels between the centres, in Underlag, Årsredovisning and the room: the sentence that the page has."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import made_roads
import made_transit
import pytest

from dashboard import writing
from dashboard.blocks.blocks import Answer, Block, Figure, Section, Tabular, Text
from dashboard.blocks.drawing import Bars
from dashboard.content import facts as dashboard_facts
from dashboard.content.facts import Facts
from dashboard.content.timetables import timetables
from dashboard.content.trips import between, travelling
from dashboard.documents import compose, conference
from dashboard.documents.document import Document
from dashboard.documents.order import Order

RATIO, CARS = "transit_to_car_time_ratio", "electric_car_share"
HEADING = "Resor mellan de åtta kommuncentrumen"


@pytest.fixture(scope="module")
def invented(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """With a made timetable and a made street map."""
    path = Path(shutil.copy(database, tmp_path_factory.mktemp("travel")))
    made_transit.add(path, areas=False, files=False)
    made_roads.add(path)
    return dashboard_facts.load(path, date(2026, 11, 22))


def composed(facts: Facts, kind: str, *keys: str) -> Document:
    return compose.compose(facts, facts.folder, Order(kind, keys=keys))  # type: ignore[arg-type]


def of_travel(document: Document) -> list[Section]:
    return [section for section in document.sections if section.heading == HEADING]


def every(section: Section, kind: type) -> Iterator[Block]:
    return (block for block in section.blocks if isinstance(block, kind))


@pytest.mark.parametrize(("kind", "keys"), [("underlag", (RATIO,)), ("arsredovisning", ()), ("konferens", ())])
def test_the_sentence_is_the_pages_and_the_numbers_are_said_to_be_made(
    invented: Facts, kind: str, keys: tuple[str, ...]
) -> None:
    traffic = timetables.load(invented.folder / "malkollen.duckdb", "01")
    by_way = between.times(traffic, traffic.ours[0])
    document = composed(invented, kind, *keys)
    (section,) = of_travel(document)
    (answer,), (figure,) = every(section, Answer), every(section, Figure)
    assert isinstance(answer, Answer)
    assert isinstance(figure, Figure)
    assert answer.text == between.hour_text(by_way)
    assert answer.text.startswith(
        "Av de 56 resorna mellan kommuncentrumen tar så här många högst 60 minuter: 43 kollektivt, "
    )
    assert answer.hedge.startswith("PÅHITTAD: tiderna är inte verkliga.")
    best = [answer.hedge, *(block.text for block in every(section, Text) if isinstance(block, Text))]
    assert any(between.best_text(by_way) in text for text in best)
    assert figure.title.startswith("PÅHITTAD: Av 56 resor")
    assert isinstance(figure.drawing, Bars)
    shown = {name: value for name, value, _ in figure.drawing.rows}
    assert shown["Kollektivt"] == sum(one is not None and one <= 60 for one in by_way[between.Way.TRANSIT].values())
    assert shown["Kollektivt"] == 43
    assert [value for _, value, _ in figure.drawing.rows] == sorted(shown.values(), reverse=True)
    assert any("PÅHITTAD gatukarta (ODbL)" in source for source in document.sources)
    assert bool(list(every(section, Tabular))) == (kind != "konferens")


@pytest.mark.parametrize("kind", ["underlag", "arsredovisning", "konferens"])
def test_without_times_and_where_nobody_asks_of_travel_nothing_is_said(
    facts: Facts, invented: Facts, kind: str
) -> None:
    assert of_travel(composed(facts, kind, CARS)) == []
    assert travelling.slide(facts) == []
    if kind == "underlag":
        assert of_travel(composed(invented, kind, CARS)) == []


def test_what_is_of_an_indicator_that_waits_alone_has_no_table_without_columns(facts: Facts, invented: Facts) -> None:
    """A PDF cannot be set of one: the whole document was refused."""
    assert not facts.is_computed(RATIO)
    for one in (facts, invented):
        tables = [block for section in composed(one, "underlag", RATIO).sections for block in every(section, Tabular)]
        assert all(isinstance(block, Tabular) and block.table.columns for block in tables)


def test_a_timetable_alone_says_how_many_take_an_hour(invented: Facts) -> None:
    known = travelling.loaded(invented)
    assert known is not None
    alone = replace(known, by_way={between.Way.TRANSIT: known.by_way[between.Way.TRANSIT]})
    asked = replace(invented)
    asked.answers[f"{travelling.__name__}.loaded", ()] = alone
    (section,) = travelling.section(asked)
    assert "43 av de 56 resorna mellan kommuncentrumen tar högst 60 minuter en vardag" in next(
        block.text for block in section.blocks if isinstance(block, Answer)
    )


def test_the_slide_can_be_chosen_and_is_written(invented: Facts) -> None:
    assert conference.choosable(invented, invented.folder)["resor"] == HEADING
    document = conference.compose(invented, invented.folder, ["resor"])
    assert [section.key for section in document.sections] == ["resor"]
    assert len(writing.write(document, "pptx")) > 10_000

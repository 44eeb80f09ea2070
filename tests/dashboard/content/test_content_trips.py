"""Between the centres by car, public transport and cycle: the sentence and the table that it sums up."""

from math import inf
from pathlib import Path

import pytest

from dashboard.blocks.table import Number, Table
from dashboard.content.facts import Facts
from dashboard.content.timetables import timetables
from dashboard.content.timetables.timetables import Relation, Transit
from dashboard.content.transit import reach, relations
from dashboard.content.trips import against_car, between, side_by_side
from dashboard.content.trips.between import Pairs
from dashboard.content.trips.roads import Trip, Way
from dashboard.workbook import downloads
from ingest.transit import car_ratio
from malkollen.travel.journeys import Leg, Names

HOME, NEAR, FAR, LAST = ("haninge", "huddinge"), ("huddinge", "haninge"), ("salem", "nykvarn"), ("nykvarn", "tyreso")
BY_WAY: dict[Way, Pairs] = {
    Way.CYCLE: {HOME: 71.0, NEAR: 20.0, FAR: None, LAST: None},
    Way.TRANSIT: {HOME: 46.5, NEAR: 24.0, FAR: 30.0, LAST: None},
    Way.CAR: {HOME: 23.25, NEAR: 24.0, FAR: 30.0, LAST: None},
}


@pytest.fixture(scope="module")
def traffic(database: Path) -> Transit:
    return timetables.load(database, "01")


def test_the_sentence_says_what_is_fastest_and_how_many_times_the_cars_time() -> None:
    assert between.best_text(BY_WAY) == (
        "Snabbast går det med bil utan köer i en av de 4 resorna, med cykel i en och kollektivt i en. I en tar det "
        "oftast mer än två timmar, hur man än reser. Kollektivt tar 1,0 till 2,0 gånger så lång tid som bil utan "
        "köer, i hälften av resorna högst 1,0 gånger. I en går det fortare att cykla än att åka kollektivt."
    )
    quick = {Way.TRANSIT: {HOME: 20.0, NEAR: 20.0}, Way.CAR: {HOME: 10.0, NEAR: 16.0}}
    assert between.best_text(quick).startswith("Snabbast går det med bil utan köer i alla 2 resor. Kollektivt tar 1,3 ")
    unmade = {way: pairs | {LAST: 30.0 if way is Way.CAR else None} for way, pairs in quick.items()}
    assert between.best_text(unmade).endswith(
        "i hälften av resorna högst 2,0 gånger; i en kommer färre än hälften av avgångarna fram inom två timmar."
    )
    assert car_ratio.weighted_median([2.0, 1.25, inf], [1, 1, 1]) == 2.0, "as the indicator has it"
    assert between.best_text({Way.TRANSIT: BY_WAY[Way.TRANSIT]}) == ""
    assert "Cykel tar 0,8 till 3,1 gånger" in between.best_text({way: BY_WAY[way] for way in (Way.CYCLE, Way.CAR)})


def cells(table: Table) -> dict[tuple[str, str], list[str]]:
    shown = [[cell.text() if isinstance(cell, Number) else str(cell) for cell in row] for row in table.rows]
    return {(row[0], row[1]): row[2:] for row in shown}


def test_every_journey_is_a_row_that_says_the_same(facts: Facts, traffic: Transit) -> None:
    table = against_car.journeys_table(facts, traffic, None, BY_WAY)
    assert table is not None
    titles = ["Från", "Till", "Bil", "Kollektivt", "Cykel", "Kollektivt, gånger bilens tid", "Snabbast"]
    assert [column.title for column in table.columns][:7] == titles
    assert {pair: row[:5] for pair, row in cells(table).items()} == {
        ("Handen", "Huddinge"): ["24", "47", "71", "2,0", "Bil"],
        ("Huddinge", "Handen"): ["24", "24", "20", "1,0", "Cykel"],
        ("Salem", "Nykvarn"): ["30", "30", "–", "1,0", "Kollektivt"],
        ("Nykvarn", "Tyresö"): ["–", "–", "–", "–", "–"],
    }
    file = downloads.csv_bytes(table.file).decode("utf-8")
    assert "Handen" in file
    assert "Källa" in file
    assert against_car.journeys_table(facts, traffic, None, {Way.TRANSIT: BY_WAY[Way.TRANSIT]}) is None


def test_a_matrix_along_the_streets_marks_an_hour_as_the_timetables_does(facts: Facts, traffic: Transit) -> None:
    table = between.matrix(facts, traffic, Way.CYCLE, {HOME: 71.0, NEAR: 59.2, FAR: 60.1})
    rows = {str(row[0]): row[1:] for row in table.rows}
    heads = [column.title for column in table.columns][1:]
    ends = (("Handen", "Huddinge"), ("Huddinge", "Handen"), ("Salem", "Nykvarn"))
    there, back, over = (rows[start][heads.index(end)] for start, end in ends)
    assert (there, back, over) == (relations.timed(71.0), relations.timed(59.2), relations.timed(60.1))
    assert isinstance(there, Number)
    assert isinstance(back, Number)
    assert isinstance(over, Number)
    assert (there.text(), back.text(), over.text()) == ("71\u00a0(över)", "60", "61\u00a0(över)")
    assert (there.is_strong, back.is_strong) == (False, True)
    inside = rows["Huddinge"][-1]
    assert isinstance(inside, Number)
    assert inside.text() == "1\u00a0av 7"
    assert "(över) betyder mer än 60 minuter" in " ".join(table.notes)
    assert table.long is not None
    file = downloads.csv_bytes(table.file).decode("utf-8")
    assert "nej" in file
    assert ";71;" in file, "whole minutes are whole in the file too"
    assert "60,0" not in file


def test_minutes_are_whole_and_a_begun_one_counts_in_the_timetables_matrix_too() -> None:
    assert relations.timed(41.2).text() == "42"
    assert relations.timed(60.2).text() == "61\u00a0(över)", "over an hour is never written as an hour"
    assert relations.within([Relation("a", "b", 60.2, 70.0)]) == []


def test_a_journey_without_a_ride_is_by_one_way_all_along(facts: Facts, traffic: Transit) -> None:
    """Its one leg would be rounded another way than its time: "90 minuter", "cykel 89 min fram"."""
    begin, end = (reach.place_origins(traffic)[key] for key in HOME)
    leg, names = Leg(None, None, 0, 89 * 60 + 20), Names([], [], [], [], [], [])
    trips = [Trip(way, 89.33, (leg,), is_cycled=way is Way.BOTH) for way in (Way.TRANSIT, Way.BOTH)]
    table = side_by_side.trips_table((facts, traffic, None), (begin, end), trips, names, "08:00")
    texts = {str(cell) for row in table.rows for cell in row}
    assert {"Till fots hela vägen", "Cykel hela vägen"} <= texts
    assert not any("89" in text for text in texts)


def test_by_a_timetable_it_is_said_that_few_departures_come_there_not_that_none_does(traffic: Transit) -> None:
    begin, end = (reach.place_origins(traffic)[key] for key in HOME)
    few = side_by_side.answer(begin, end, [Trip(Way.CAR, 30.0), Trip(Way.TRANSIT, None), Trip(Way.BOTH, None)])
    assert few.endswith(
        "bil 30 minuter. Kollektivt, med eller utan cykel, kommer färre än hälften av timmens avgångar fram inom två "
        "timmar."
    )
    assert side_by_side.answer(begin, end, [Trip(Way.TRANSIT, None)]).endswith(": oftast mer än två timmar.")
    assert side_by_side.answer(begin, end, [Trip(Way.CAR, None)]).endswith(": ingen resa inom två timmar.")


def test_the_worst_against_the_car_stands_first(facts: Facts, traffic: Transit) -> None:
    by_way = BY_WAY | {Way.TRANSIT: {HOME: 46.5, NEAR: 24.0, FAR: None, LAST: None}}
    table = against_car.journeys_table(facts, traffic, None, by_way)
    assert table is not None
    assert [pair[0] for pair in cells(table)] == ["Salem", "Handen", "Huddinge", "Nykvarn"]

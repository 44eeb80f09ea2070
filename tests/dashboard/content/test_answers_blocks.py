"""What an answer takes, as blocks: sentences, each municipality's own number, and that they add up to nothing."""

from dataclasses import replace

from dashboard.blocks.blocks import Bullets
from dashboard.blocks.page import Sheet
from dashboard.blocks.table import Number
from dashboard.content.answers import answers, blocks, things
from dashboard.content.facts import Facts
from malkollen.answers.indicator import IndicatorAnswer


def test_what_riket_has_and_each_municipality_lacks(facts: Facts) -> None:
    (section,) = blocks.takes(facts, "charging_points_per_1000", facts.areas.home.id)
    lines, each = section.blocks
    assert isinstance(lines, Bullets)
    assert "1\u00a0726 fler laddpunkter: 423 om året" in lines.lines[0]
    assert "837 fler laddpunkter" in lines.lines[-1]
    assert isinstance(each, Sheet)
    rows = {row[0]: [cell.value for cell in row[1:] if isinstance(cell, Number)] for row in each.table.rows}
    assert rows["Botkyrka"] == [422, 104]
    assert list(rows) == [facts.areas.name(code) for code in facts.areas.home_members]
    assert "summerar inte till Södertörn" in each.table.notes[-1]


def test_what_cannot_be_counted_takes_nothing(facts: Facts) -> None:
    assert blocks.takes(facts, "car_mileage_per_inhabitant", facts.areas.home.id) == []


def test_the_first_level_with_a_pace_says_from_when_to_when_also_after_one_that_takes_too_few_for_a_pace(
    facts: Facts,
) -> None:
    typed = answers.of_indicator(facts, "charging_points_per_1000", facts.areas.home.id).typed
    assert isinstance(typed, IndicatorAnswer)
    few = replace(typed.things[0], count=1, per_year=1, per_year_left=1)
    lines = things.lines(answers.basis(facts), replace(typed, things=(few, *typed.things)))
    assert "om året" not in lines[0]
    assert "om året från november 2026 till 2030, " in lines[1]
    assert not any("till 2030, " in line for line in lines[2:]), "said once"

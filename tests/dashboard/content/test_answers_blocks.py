"""What an answer takes, as blocks: sentences, each municipality's own number, and that they add up to nothing."""

from dashboard.blocks.blocks import Bullets
from dashboard.blocks.page import Sheet
from dashboard.blocks.table import Number
from dashboard.content.answers import blocks
from dashboard.content.facts import Facts


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

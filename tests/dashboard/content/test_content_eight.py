"""The members side by side: the values of everywhere else, shaded against riket, nobody called last."""

from typing import TypeAlias

import pytest

from dashboard.content.facts import Facts
from dashboard.content.municipality import eight
from dashboard.screen.markup import multiples_markup

Shown: TypeAlias = dict[str, dict[str, tuple[str, int | None]]]
"""A cell's text and shade, by measure and column."""


@pytest.fixture(scope="module")
def matrix(facts: Facts) -> Shown:
    found = eight.matrix(facts, "")
    return {
        row.title: dict(zip(found.heads, [(cell.text, cell.shade) for cell in row.cells], strict=True))
        for row in found.rows
    }


def test_values_and_shades_worked_by_hand(matrix: Shown) -> None:
    cars = matrix["Elbilar"]  # riket 8,6: 6,1 is 29 per cent under, 7,4 is 14, 8,2 is 4, 9,3 is 8 over
    assert cars["Riket"] == ("8,6", None)
    assert [cars[name] for name in ("Nynäshamn", "Haninge", "Salem", "Huddinge")] == [
        ("6,1", 0), ("7,4", 1), ("8,2", 2), ("9,3", 3),
    ]  # fmt: skip
    driving = matrix["Bilkörning"]  # lower is better: riket 623, 440 is 29 per cent under, 666 is 7 over
    assert (driving["Tyresö"], driving["Nykvarn"]) == (("440", 4), ("666", 1))


def test_a_fleet_municipality_has_no_shade_and_says_why(facts: Facts, matrix: Shown) -> None:
    assert matrix["Elbilar"]["Södertälje"] == ("17,4 *", None)
    assert any("Södertälje" in note for note in eight.matrix(facts, "").notes)


def test_what_has_no_better_end_has_no_shade(matrix: Shown) -> None:
    assert {shade for _, shade in matrix["Cykelvägar"].values()} == {None}


def test_ones_own_is_marked_and_nobody_is_last(facts: Facts) -> None:
    found = eight.matrix(facts, "0136")
    assert found.marked == facts.areas.home_members.index("0136")
    text = multiples_markup.matrix(found)
    assert 'class="mk-mine">Haninge' in text
    assert "sist" not in text.casefold().replace("visst", "")
    assert "mycket sämre än riket" in text


def test_totals_are_not_set_side_by_side(facts: Facts) -> None:
    assert not [key for key in eight.keys(facts) if facts.indicator(key).is_total]


def test_the_file_has_the_same_values_in_full(facts: Facts) -> None:
    table = eight.values_table(facts)
    assert [column.title for column in table.columns][4:] == [*map(facts.areas.name, facts.areas.home_members), "Riket"]
    assert len(table.rows) == len(eight.keys(facts))

"""The members side by side: the values of everywhere else, shaded against riket, nobody called last."""

from pathlib import Path
from typing import TypeAlias

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.pieces import Legend, Matrix
from dashboard.blocks.simple import within
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.municipality import eight
from dashboard.figures import theme
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
    assert cars["Mitten"] == ("9,5", None), "what a municipality is placed among has its number too"
    assert [cars[name] for name in ("Nynäshamn", "Haninge", "Salem", "Huddinge")] == [
        ("6,1", 0), ("7,4", 1), ("8,2", 2), ("9,3", 3),
    ]  # fmt: skip
    driving = matrix["Bilkörning"]  # lower is better: riket 623, 440 is 29 per cent under, 666 is 7 over
    assert (driving["Tyresö"], driving["Nykvarn"]) == (("440", 4), ("666", 1))


def test_a_fleet_municipality_has_no_shade_and_says_why(facts: Facts, matrix: Shown) -> None:
    assert matrix["Elbilar"]["Södertälje"] == ("17,4 *", None)
    texts = [block.text for block in eight.sections(facts, "", "program", "namn")[0].blocks if isinstance(block, Text)]
    assert any("* Många företagsbilar är skrivna i Södertälje" in text for text in texts)


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
    assert [column.title for column in table.columns][4:] == [
        *map(facts.areas.name, facts.areas.home_members), "Mitten", "Riket",
    ]  # fmt: skip
    assert len(table.rows) == len(eight.keys(facts))


def test_measures_lie_as_one_municipality_stands_against_riket(facts: Facts) -> None:
    """Haninge: driving 23 per cent under riket, near transit 9 over, cars 14 under, points 72 under."""
    titles = [row.title for row in eight.matrix(facts, "", rows="0136").rows]
    assert titles[:4] == ["Bilkörning", "Boende nära kollektivtrafik", "Elbilar", "Laddpunkter"]
    assert sorted(titles) == sorted(row.title for row in eight.matrix(facts, "").rows)


def test_municipalities_lie_best_first_by_a_measure_and_riket_stays_last(facts: Facts) -> None:
    by_cars = eight.matrix(facts, "0136", columns="electric_car_share")
    assert by_cars.heads[:3] == ("Tyresö", "Huddinge", "Salem")
    assert by_cars.heads[-3:] == ("Södertälje", "Mitten", "Riket")  # a fleet says nothing of who lives there
    assert by_cars.heads[by_cars.marked or 0] == "Haninge"
    by_driving = eight.matrix(facts, "", columns="car_mileage_per_inhabitant")  # lower is better
    assert by_driving.heads[:3] == ("Tyresö", "Huddinge", "Botkyrka")


def test_an_order_says_itself_and_moves_no_value(facts: Facts, matrix: Shown) -> None:
    for rows in eight.orders_of_rows(facts):
        for columns in eight.orders_of_columns(facts):
            moved = eight.matrix(facts, "", rows, columns)
            assert "sist" not in moved.order
            assert {row.title: row.cells[moved.heads.index("Tyresö")].text for row in moved.rows} == {
                title: cells["Tyresö"][0] for title, cells in matrix.items()
            }
    assert eight.matrix(facts, "").order == "Måttens ordning: efter mål. Kommunernas: i bokstavsordning."


def test_the_series_of_a_row_share_their_scale(facts: Facts) -> None:
    """6,7 per cent stand lower than 9,7, though each would fill a drawing of its own."""
    shown = eight.matrix(facts, "")
    cars = dict(zip(shown.heads, next(row for row in shown.rows if row.title == "Elbilar").cells, strict=True))
    ends = {name: cell.spark.dots[0][0][1] for name, cell in cars.items() if cell.spark}
    assert set(ends) == {facts.areas.name(code) for code in facts.areas.home_members}
    assert ends["Nynäshamn"] > ends["Botkyrka"] > ends["Tyresö"]
    assert cars["Riket"].spark is None


def test_ones_own_municipality_has_its_answer_first(facts: Facts) -> None:
    first, *_ = eight.sections(facts, "0136", eight.PROGRAMME, eight.NAMES)
    said = answers.of_area(facts, "0136")
    assert said.answer in [block.text for block in within(first.blocks) if isinstance(block, Answer)]
    assert not [
        block
        for block in eight.sections(facts, "", eight.PROGRAMME, eight.NAMES)[0].blocks
        if isinstance(block, Answer)
    ]


def test_a_row_without_shades_says_so_and_the_shades_have_their_yardstick(facts: Facts) -> None:
    found = {row.title: row.unit for row in eight.matrix(facts, "").rows}
    assert found["Cykelvägar"] == "m/inv., 2025, folkmängden är preliminär, bedöms inte"
    assert found["Laddpunkter"] == "per 1 000 inv., 2025, folkmängden är preliminär"
    legend = next(block for section in eight.sections(facts, "", "program", "namn") for block in section.blocks
        if isinstance(block, Legend))  # fmt: skip
    assert "högst 5 procent ifrån" in legend.title
    assert "mer än 25 procent" in legend.title
    assert legend.entries[-1] == (theme.PAPER, "bedöms inte")
    assert "Det som inte bedöms visas som sammanhang till målen." in eight.matrix(facts, "").notes


def test_about_the_same_is_told_from_no_shade_in_print_too() -> None:
    assert theme.contrast(theme.DIVERGING[2], theme.PAPER) >= 1.2
    css = Path("dashboard/static/style.css").read_text()
    assert all(f".mk-shade-{place} {{ background: {colour}; }}" in css for place, colour in enumerate(theme.DIVERGING))


def test_two_yardsticks_are_told_apart_and_marks_explained_before_the_table(facts: Facts) -> None:
    """The answer is among commuter municipalities, the shades against riket; no mark waits for the end."""
    first, second, _ = eight.sections(facts, "0136", eight.PROGRAMME, eight.NAMES)
    held, marks = [one.text for one in within(first.blocks) if isinstance(one, Text) and one.style == "caption"]
    assert held.startswith("Svaret jämför med pendlingskommunerna")
    assert held.endswith("färgerna i tabellen med riket.")
    assert marks.startswith("↗ blir bättre, ↘ blir sämre")
    assert "* Många företagsbilar är skrivna i Södertälje" in marks
    (table,) = second.blocks
    assert isinstance(table, Matrix)
    assert not any(note.startswith("*") for note in table.notes)
    (apart,) = [note for note in table.notes if note.startswith("Färgen kan skilja sig")]
    assert apart == (
        "Färgen kan skilja sig från svaret: boende nära kollektivtrafik är jämfört med pendlingskommunerna ungefär som "
        "de flesta (88,6 procent 2023, riket: 81,0)."
    ), "one comparison and a figure: two judgements were read as two answers"

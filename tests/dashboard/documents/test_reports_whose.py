"""Whose figures a document has: of several areas each answers, and where others' stand instead it is said."""

from dataclasses import replace

from dashboard.blocks.blocks import Answer, Answers, Block, Bullets, Figure, Pairs, Section, Tabular, Text
from dashboard.blocks.table import Number, table
from dashboard.content.facts import Facts
from dashboard.documents import annual, basis, sheets
from dashboard.documents.document import SOURCED, Document, sourced_once
from dashboard.documents.order import Order
from malkollen.values.areas import COUNTRY

K01, K02, K06, T01 = (
    "transport_emissions", "electric_car_share", "charging_points_per_1000", "population_near_transit_share",
)  # fmt: skip
HANINGE, HUDDINGE = "0136", "0126"


def of_two(facts: Facts, *keys: str) -> Document:
    return basis.compose(facts, Order("underlag", keys, HANINGE, (HANINGE, HUDDINGE), also=(HUDDINGE,)))


def under(document: Document, heading: str) -> list[Block]:
    (found,) = [section.blocks for section in document.sections if section.heading == heading]
    return list(found)


def test_an_underlag_of_two_municipalities_is_named_by_both_and_answers_for_each(facts: Facts) -> None:
    document = of_two(facts, K02, K06)
    assert document.subtitle.startswith("Haninge och Huddinge.")
    assert "Haninge och Huddinge" in document.name
    asked = [block.question for block in under(document, "Sammanfattning") if isinstance(block, Answer)]
    assert asked == [
        f"Hur står sig {name} i {what}?" for what in ("elbilar", "laddpunkter") for name in ("Haninge", "Huddinge")
    ]


def test_its_sheet_draws_both_and_says_whose_each_line_and_verdict_is(facts: Facts) -> None:
    blocks = under(of_two(facts, K02, K06), "Laddpunkter")
    series = next(block for block in blocks if isinstance(block, Figure))
    assert [line.name for line in series.drawing.lines] == ["Haninge", "Huddinge", "Södertörn", "Riket"]
    assert series.text == ""
    (takes,) = [block.lines for block in blocks if isinstance(block, Bullets)]
    assert [line.partition(": till")[0] for line in takes[:2]] == ["Haninge", "Huddinge"]
    assert sum("preliminär" in line for line in takes) == 1  # what holds of both is said once
    verdicts = [block.answers[0].question for block in blocks if isinstance(block, Answers)]
    assert verdicts == ["Haninge: läge", "Huddinge: läge"]
    assert not any(isinstance(block, Pairs) for block in blocks)


def test_a_municipality_without_an_own_figure_is_told_whose_the_rest_is(facts: Facts) -> None:
    for document in (sheets.compose(facts, [K01], HANINGE), basis.compose(facts, Order("underlag", [K01], HANINGE))):
        blocks = under(document, "Utsläppen från transporter")
        said = next(
            place for place, block in enumerate(blocks) if block == Text("Resten av sidan visar i stället Södertörn.")
        )
        figures = next(place for place, block in enumerate(blocks) if isinstance(block, Pairs))
        assert said < figures
        assert not any(isinstance(block, Answers) for block in blocks)  # nothing of its own to judge


def test_of_three_areas_each_answers_once_and_the_groups_way_to_the_target_is_said_once(facts: Facts) -> None:
    three = Order("underlag", (K01, K02), HANINGE, (HANINGE,), also=(HUDDINGE, "0127"))
    document = basis.compose(facts, three)
    assert not any(isinstance(block, Answer) for block in under(document, "Elbilar"))
    asked = [block.question for block in under(document, "Sammanfattning") if isinstance(block, Answer)]
    assert len(asked) == 4
    assert asked[0].endswith("i Haninge, Huddinge och Botkyrka?"), "the same answer of all is given once"
    (takes,) = [block.lines for block in under(document, "Utsläppen från transporter") if isinstance(block, Bullets)]
    assert [line.partition(" från")[0] for line in takes] == ["För att nå målet ska Södertörn ned"]


def test_rikets_change_stands_in_the_table_where_the_hedge_says_it(facts: Facts) -> None:
    """From two values as published, as the sentence has it: 80,8 to 81,0."""
    blocks = under(sheets.compose(facts, [T01], HANINGE), "Boende nära kollektivtrafik")
    assert next(block.hedge for block in blocks if isinstance(block, Answer)) == "2022: 88,5, riket 80,8."
    (beside,) = [block.table for block in blocks if isinstance(block, Figure) and block.is_table_beside]
    heads, rows = beside.shown()
    assert heads[-1] == "Sedan 2022 (procentenheter)"
    change = rows[-1][-1]
    assert rows[-1][0] == facts.areas.name(COUNTRY)
    assert isinstance(change, Number)
    assert change.text() == "+0,2"


def test_rikets_series_is_as_published_where_it_is_not_computed_and_says_so(facts: Facts) -> None:
    (block,) = under(basis.compose(facts, Order("underlag", [T01])), "Bilaga: serierna i siffror")
    assert isinstance(block, Tabular)
    heads, rows = block.table.shown()
    assert heads[-1] == "Riket"
    by_year = {row[0]: row[-1] for row in rows}
    assert [cell.text() for year in ("2021", "2022", "2023") if isinstance(cell := by_year[year], Number)] == [
        "80,9", "80,8", "81,0",
    ]  # fmt: skip
    assert block.table.notes[-1] == "Riket, som publicerat: 2014–2022."


def test_the_annual_report_counts_the_sources_that_its_table_has(facts: Facts) -> None:
    method = under(annual.compose(facts), annual.METHOD)
    (fresh,) = [block.table for block in method if isinstance(block, Tabular)]
    _, rows = fresh.shown()
    late = sum("nyare inte hämtade" in row for row in rows)
    (counted,) = [block.text for block in method if isinstance(block, Text) and "källor väntar" in block.text]
    assert counted.startswith(f"{late or 'Ingen'} av dokumentets {len(rows)} källor")


# ───────────── Sources ─────────────


def drawn(source: str) -> Tabular:
    return Tabular(table("T", "t", [{"A": "x"}], source))


def sources_of(document: Document) -> list[list[str]]:
    return [
        [block.table.source for block in section.blocks if isinstance(block, Tabular)]
        for section in sourced_once(document).sections
    ]


def test_a_source_is_said_under_the_last_that_has_it_and_not_after_all_are_named() -> None:
    one, other = "Källa: Ett", "Källa: Annat"
    sections = [
        Section("A", [drawn(one), drawn(other), drawn(one)]),
        Section("B", [drawn(one), Text(f"Så anges siffran: T. {one} (Målkollen).", "caption")]),
        Section("Källor", [Text(one)], key=SOURCED),
        Section("Bilaga", [drawn(one), drawn(other)]),
    ]
    document = Document("Prov", "prov", "report", sections)
    assert sources_of(document) == [["", other, one], [""], [], ["", ""]]
    assert sources_of(replace(document, sections=[Section("A", [drawn(one)])])) == [[one]]

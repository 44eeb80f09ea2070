"""What is read beside the figures, on Pendling and on the page of an indicator that waits."""

from dataclasses import replace

from dashboard.blocks.page import Sheet
from dashboard.content.commuting import city
from dashboard.content.facts import Facts
from dashboard.content.indicator import page, reported
from malkollen.database.beside import Beside

WAITS = "regional_cycle_routes"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_older_year_is_named_and_kept_apart(facts: Facts) -> None:
    """Summed by hand over the eight rows of the city's table b147, each way."""
    (section,) = city.sections(facts)
    assert section.heading == "Till och från Stockholm 2015: en äldre tabell"
    assert plain(city.takeaway(facts)) == (
        "2015 bodde 81 496 personer i de åtta och arbetade i Stockholm; 30 387 pendlade åt andra hållet. Siffrorna är "
        "11 år gamla och ur ett annat register än åren ovan: de jämförs inte."
    )
    assert facts.commuting.years == []
    assert {year for years in (facts.measures["in_commuters"], facts.measures["out_commuters"]) for year in years} == {
        2020, 2021, 2022, 2023, 2024
    }  # fmt: skip


def test_the_table_has_each_of_the_eight_both_ways(facts: Facts) -> None:
    table = city.flows_table(facts)
    assert [row[0] for row in table.rows] == [facts.areas.name(code) for code in facts.areas.home_members]
    assert "RAMS" in table.source


def test_what_reports_say_is_shown_and_the_indicator_still_waits(facts: Facts) -> None:
    assert not facts.is_computed(WAITS)
    (section,) = reported.sections(facts, WAITS)
    assert section in page.without_figures(facts, WAITS)
    (sheet,) = (block for block in section.blocks if isinstance(block, Sheet))
    assert len(sheet.table.rows) == 16
    assert "över 80 %" in [row[3] for row in sheet.table.rows]
    assert all(row[4] for row in sheet.table.rows), "varje rad säger var den står"


def test_a_database_from_before_has_neither(facts: Facts) -> None:
    older = replace(facts, beside=Beside())
    assert city.sections(older) == []
    assert reported.sections(older, WAITS) == []

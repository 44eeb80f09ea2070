"""What is read beside the figures, on Pendling and on the page of an indicator that waits."""

import re
from dataclasses import replace

import pytest

from dashboard.blocks.blocks import Text
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
        "11 år gamla och ur ett annat register än de senare åren: de jämförs inte."
    )
    assert facts.commuting.years == []
    assert {year for years in (facts.measures["in_commuters"], facts.measures["out_commuters"]) for year in years} == {
        2020, 2021, 2022, 2023, 2024
    }  # fmt: skip


def test_the_table_has_each_of_the_eight_both_ways(facts: Facts) -> None:
    table = city.flows_table(facts)
    assert [row[0] for row in table.rows] == [facts.areas.name(code) for code in facts.areas.home_members]
    assert "RAMS" in table.source


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("charging_power_to_eu_level", "Närmast ligger ett annat mått: 2,4 laddpunkter per 1 000 invånare 2025"),
        (WAITS, "Senast känt ur rapporter: Stockholms län 2023, byggt till regional standard under året, 15 km."),
        ("sodertorn_labour_market", "Närmast ligger utpendlare, som visas kommun för kommun."),
        ("daily_services_within_reach", reported.NONE),
    ],
)
def test_what_has_no_figures_says_so_first_with_why_who_and_what_is_known_instead(
    key: str, told: str, facts: Facts
) -> None:
    first, second, *_ = page.without_figures(facts, key)[0].blocks
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert first.text.startswith((f"{page.NO_FIGURES} Här saknas ", f"{page.NONE_OF_ITS_OWN} Här saknas "))
    assert "Södertörns kansli" in first.text
    assert plain(second.text).startswith(told)
    every = [*re.split(r"(?<=[.]) ", plain(first.text)), *re.split(r"(?<=[.]) ", plain(second.text))]
    assert all(len(sentence.split()) <= 25 for sentence in every)


def test_a_measure_that_lies_nearest_has_figures_itself(facts: Facts) -> None:
    near = {one.nearest for one in facts.registry.indicators.values() if one.nearest}
    assert all(map(facts.is_computed, near))


def test_what_reports_say_is_shown_and_the_indicator_still_waits(facts: Facts) -> None:
    assert not facts.is_computed(WAITS)
    (section,) = reported.sections(facts, WAITS)
    assert section in page.without_figures(facts, WAITS)
    (sheet,) = (block for block in section.blocks if isinstance(block, Sheet))
    assert sheet.folded == reported.SHOWN, "det är inte måttet"
    first, *_ = section.blocks
    assert isinstance(first, Text)
    assert "Hur många kilometer som har god standard, i en kommun eller i länet, är inte publicerat" in first.text
    lead = page.without_figures(facts, WAITS)[0].blocks[0]
    assert isinstance(lead, Text)
    assert lead.text.startswith(
        "Det finns inga siffror för just det här måttet än. Här saknas antalet kilometer med god"
    )
    sources = [str(row[4]) for row in sheet.table.rows]
    assert all(one.startswith(("Region Stockholm, ", "Stockholms regionala")) for one in sources), "utgivaren först"
    assert len(sheet.table.rows) == 16
    assert "över 80 %" in [row[3] for row in sheet.table.rows]
    assert all(row[4] for row in sheet.table.rows), "varje rad säger var den står"


def test_a_database_from_before_has_neither(facts: Facts) -> None:
    older = replace(facts, beside=Beside())
    assert city.sections(older) == []
    assert reported.sections(older, WAITS) == []

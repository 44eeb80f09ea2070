"""Indikator as a workbench: what stands where, areas over a span of years, each year on the map, a second measure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.blocks.blocks import Answer, Answers, Bullets, Pairs, Text
from dashboard.blocks.drawing import Bars, SeriesContent
from dashboard.blocks.page import Beside, Chart, Fold, PageBlock, PageSection, Slot
from dashboard.blocks.pieces import Note, Remarks, Steps, YearSlider
from dashboard.blocks.table import Number, Table
from dashboard.content import ranks
from dashboard.content.data import states
from dashboard.content.facts import Facts
from dashboard.content.indicator import indicator as indicators, spread as drawings, trial
from dashboard.content.indicator.case import Case, latest
from dashboard.content.indicator.trial import of_typed
from dashboard.content.text import LOWER_IS_BETTER
from dashboard.content.verdict import verdict
from dashboard.content.workbench import (
    answer,
    drawn as drawn_parts,
    page,
    pair,
    plainly_judged,
    several,
    takes,
    turned,
    years,
)
from dashboard.content.workbench.asked import PAIR, Asked
from dashboard.figures.series import DRAWN_ONLY
from malkollen.answers.together import Together
from malkollen.registry import registry as registry_file
from malkollen.texts.swedish import METHOD_WORDS

HOME = "sodertorn"
CARS, EMISSIONS, CHARGING = "electric_car_share", "transport_emissions", "charging_points_per_1000"
VANS = "electric_light_truck_share"
MILEAGE = "car_mileage_per_inhabitant"
GO_TOGETHER = "Måtten hänger ihop bland 290 kommuner: där det ena är högt är det andra oftast"
COMPUTED = registry_file.load().computed()


def asked(facts: Facts, case: Case, areas: list[str] | None = None, span: tuple[int, int] | None = None) -> Asked:
    """What is shown where nothing else is chosen."""
    years, usual = several.years(facts, case.indicator), several.usual(facts, case, "hela_regioner")
    return Asked(HOME, areas or usual, span or (years[0], years[-1]), is_own=areas is not None)


def drawn(facts: Facts, key: str, areas: list[str] | None = None, span: tuple[int, int] | None = None) -> SeriesContent:
    case = latest(facts, key, HOME)
    return several.series(facts, case, asked(facts, case, areas, span))


def within(blocks: object) -> Iterator[PageBlock]:
    """Blocks with those that lie within others."""
    for block in blocks:  # type: ignore[attr-defined]
        yield block
        if isinstance(block, Fold):
            yield from within(block.blocks)
        if isinstance(block, Beside):
            for column in block.columns:
                for section in column:
                    yield from within(section.blocks)


def figures(table: Table, column: str) -> dict[int, float | None]:
    place = [one.title for one in table.columns].index(column)
    return {int(str(row[0])): cell.value for row in table.rows if isinstance(cell := row[place], Number)}


# ───────────── What stands where ─────────────


@pytest.mark.parametrize("key", COMPUTED)
def test_every_part_that_the_contents_lead_to_is_on_the_page_and_once(key: str, facts: Facts) -> None:
    case = latest(facts, key, HOME)
    sections = page.sections(facts, case, asked(facts, case))
    anchors = [section.anchor for section in sections if section.anchor]
    contents = page.contents(facts, case)
    assert [anchor for anchor, _ in contents.parts] == anchors
    assert len(set(anchors)) == len(anchors)
    named = {section.anchor: section.heading for section in sections}
    assert all(named[anchor] == name for anchor, name in contents.parts[1:])
    assert contents.parts[0] == ("svar", "Svar")


def test_the_contents_say_what_is_chosen(facts: Facts) -> None:
    contents = page.contents(facts, Case(CARS, "0126", 2021, "without"))
    assert contents.chosen == "Elbilar, Huddinge 2021, utan kommuner med många företagsbilar"


def test_the_answers_picture_is_the_comparison_it_speaks_of_and_nothing_is_said_twice(facts: Facts) -> None:
    section = answer.section(facts, latest(facts, CHARGING, HOME))
    (chart,) = [block for block in within(section.blocks) if isinstance(block, Chart)]
    assert isinstance(chart.drawing, Bars)
    rows = [(name, round(value or 0, 1)) for name, value, _ in chart.drawing.rows]
    assert rows == [
        ("Södertörn", 2.4), ("Övriga Stockholms län", 7.7), ("Stor-Göteborg", 8.4), ("Stor-Malmö", 4.5), ("Riket", 5.7)
    ]  # fmt: skip
    assert not [block for block in within(section.blocks) if isinstance(block, Pairs)]


def test_another_year_has_its_own_figures_beside_the_answer_of_the_latest(facts: Facts) -> None:
    section = answer.section(facts, Case(CHARGING, HOME, 2023))
    (pairs,) = [block for block in within(section.blocks) if isinstance(block, Pairs)]
    assert pairs.pairs[0] == ("Södertörn 2023", "0,8\u00a0per\u00a01\u00a0000\u00a0inv.")
    said = [getattr(block, "text", "") for block in within(section.blocks)]
    assert "Du tittar på 2023. Svaret och bedömningen gäller 2025." in said


@pytest.mark.parametrize("key", [CHARGING, EMISSIONS])
@pytest.mark.parametrize("year", [2021, 2025])
def test_a_verdict_stands_under_its_own_year(key: str, year: int, facts: Facts) -> None:
    section = answer.judged(facts, Case(key, HOME, year))
    assert section.heading == f"Bedömning {facts.assessor.verdict(key, HOME).value.year}"


@pytest.mark.parametrize(("key", "is_told"), [(CHARGING, False), ("car_mileage_per_inhabitant", True)])
def test_a_verdict_of_every_car_says_so_where_the_answers_place_depends_on_companies(
    key: str, is_told: bool, facts: Facts
) -> None:
    section = answer.judged(facts, latest(facts, key, HOME))
    assert (Text(answer.EVERY_CAR, "caption") in section.blocks) is is_told


# ───────────── Several areas over a span of years ─────────────


def test_areas_are_looked_for_at_home_first(facts: Facts) -> None:
    order = facts.areas.from_home
    assert order[:10] == [HOME, *facts.areas.home_members, "riket"]
    assert sorted(order) == sorted(facts.areas.everything)
    groups = [place for place, area in enumerate(order) if area in facts.areas.groups and area != HOME]
    assert groups == list(range(10, 10 + len(groups)))


def test_where_nobody_has_chosen_the_leading_comparison_is_drawn_as_before(facts: Facts) -> None:
    content = drawn(facts, CARS)
    names = ["Södertörn", "Övriga Stockholms län", "Stor-Göteborg", "Stor-Malmö", "Riket"]
    assert [line.name for line in content.lines] == names
    assert content.text == (
        "Södertörn från 0,1\u00a0% (2015) till 10,6\u00a0% (2025), Riket från 0,1\u00a0% (2015) till 8,6\u00a0% (2025)."
    )


def test_chosen_areas_stand_together_in_chart_table_and_sentence(facts: Facts) -> None:
    content = drawn(facts, CARS, ["0136", "0138", "riket"], (2020, 2023))
    assert [line.name for line in content.lines] == ["Haninge", "Tyresö", "Riket"]
    evaluation = facts.evaluation(CARS)
    for line, area in zip(content.lines, ["0136", "0138", "riket"], strict=True):
        own = {year: evaluation.at(area, year).value for year in range(2020, 2024)}
        assert line.values == own == figures(content.table, line.name)
    assert content.text == (
        "Haninge från 0,9\u00a0% (2020) till 4,8\u00a0% (2023), Tyresö från 1,3\u00a0% (2020) till 6,4\u00a0% (2023), "
        "Riket från 1,1\u00a0% (2020) till 5,9\u00a0% (2023)."
    )
    assert content.table.long is not None
    years = [column.title for column in content.table.long.columns].index("År")
    assert {row[years] for row in content.table.long.rows} == {"2020", "2021", "2022", "2023"}


def test_a_span_that_ends_before_the_latest_year_shows_nothing_of_the_future(facts: Facts) -> None:
    whole, cut = drawn(facts, EMISSIONS), drawn(facts, EMISSIONS, span=(2012, 2020))
    assert whole.band is not None
    assert {line.role for line in whole.lines} & set(DRAWN_ONLY) == {"target", "forecast"}
    assert cut.band is None
    assert max(year for line in cut.lines for year in line.values) == 2020
    assert min(year for line in cut.lines for year in line.values) == 2012
    assert "Södertörn från 85 (2015) till 76 (2020)" in cut.text
    assert cut.text.endswith("(index 2010 = 100).")


def test_a_span_that_begins_later_keeps_the_future(facts: Facts) -> None:
    content = drawn(facts, EMISSIONS, span=(2018, several.years(facts, EMISSIONS)[-1]))
    assert max(year for line in content.lines for year in line.values) == 2030
    assert min(year for line in content.lines for year in line.values) == 2018
    assert content.band is not None


def test_no_sentence_goes_over_a_break(facts: Facts) -> None:
    (broken,) = facts.registry.breaks_of(CHARGING)
    content = drawn(facts, CHARGING, [HOME], (2019, 2025))
    assert list(content.breaks) == [broken] == [2023]
    assert content.text == "Södertörn från 0,8 (2023) till 2,4 (2025)."
    assert dict(drawn(facts, CHARGING, [HOME], (2023, 2025)).breaks) == {}


def test_an_area_without_values_is_named(facts: Facts) -> None:
    content = drawn(facts, "in_commuters", ["0136", HOME])
    assert content.text.endswith("Södertörn har inga värden.")


def test_six_lines_may_be_drawn_or_as_many_as_are_drawn_unasked(facts: Facts) -> None:
    usual = several.usual(facts, latest(facts, "in_commuters", HOME), "hela_regioner")
    assert usual == facts.areas.home_members
    assert several.most(usual) == 8
    assert several.most([HOME]) == 6


def test_a_page_with_other_areas_draws_them(facts: Facts) -> None:
    case = latest(facts, CARS, HOME)
    sections = page.sections(facts, case, asked(facts, case, ["0136", "0138"]))
    assert _series(sections) == ["Haninge", "Tyresö"]


def _series(sections: list[PageSection]) -> list[str]:
    charts = [b for s in sections for b in within(s.blocks) if isinstance(b, Chart) and b.key == "chart:series"]
    assert isinstance(charts[0].drawing, SeriesContent)
    return [line.name for line in charts[0].drawing.lines]


# ───────────── Every year on the map and in the spread ─────────────


def test_the_slider_has_every_year_and_says_what_each_one_shows(facts: Facts) -> None:
    slider = years.slider(facts, Case(CARS, HOME, 2021, "with"), HOME)
    assert [year for year, _ in slider.steps] == list(range(2015, 2026))
    assert (slider.shown, slider.usual) == (2021, 2025)
    said = dict(slider.steps)
    assert said[2021] == (
        "De åtta kommunerna ligger mellan 1,6\u00a0% och 4,0\u00a0%. Södertörn tillsammans: 2,5\u00a0%."
    )


def test_a_break_is_said_in_its_year_alone(facts: Facts) -> None:
    said = dict(years.slider(facts, latest(facts, CHARGING, HOME), HOME).steps)
    assert [year for year, text in said.items() if text.startswith("Serien bryts ")] == [2023]
    assert said[2023].startswith(f"Serien bryts 2023: {facts.registry.breaks_of(CHARGING)[2023].rstrip('.')}.")
    assert "De åtta kommunerna ligger mellan" in said[2023]


def test_a_year_without_figures_is_a_step_that_says_so(facts: Facts) -> None:
    steps = dict(years.slider(facts, latest(facts, VANS, HOME), HOME).steps)
    known = facts.evaluation(VANS)
    without = [year for year in steps if all(known.at(code, year).value is None for code in facts.areas.municipalities)]
    assert without
    assert {steps[year] for year in without} == {f"Uppgift saknas för {year}." for year in without}


def test_a_total_says_its_own_sum_and_no_municipalitys(facts: Facts) -> None:
    said = dict(years.slider(facts, latest(facts, "population_outside_transit", HOME), HOME).steps)
    assert said[2023] == "Södertörn: 48\u00a0000\u00a0personer."


def test_the_spread_of_every_year_is_that_of_the_page_of_the_year(facts: Facts) -> None:
    drawn_years = years.spreads(facts, latest(facts, CARS, HOME))
    for year in (2015, 2020, 2025):
        own = drawings.spread_content(facts, Case(CARS, HOME, year, "with"))
        assert drawn_years.by_year[year] == (own.rows, own.marks, own.background, own.strip)


# ───────────── A second indicator beside the first ─────────────


def beside(facts: Facts, key: str, other: str, **choices: str) -> tuple[Case, Case]:
    case = Case(key, choices.get("area", HOME), int(choices.get("year", "2025")), facts.variants(key)[0])
    return case, pair.second(facts, case, other)


def test_municipalities_stand_by_both_values_and_ours_are_named(facts: Facts) -> None:
    case, other = beside(facts, CARS, MILEAGE)
    drawn_pair = pair.scatter(facts, case, other)
    assert len(drawn_pair.points) == 290
    ours = {name: (across, upwards) for name, across, upwards, role in drawn_pair.points if role == "member"}
    assert [*ours] == ["Botkyrka", "Haninge", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje*", "Tyresö"]
    at = [facts.evaluation(key).at("0136", year).value for key, year in ((MILEAGE, 2024), (CARS, 2025))]
    assert ours["Haninge"] == tuple(at)
    assert drawn_pair.across[0] == "Bilkörning 2024, mil/inv."
    assert drawn_pair.upwards[0] == "Elbilar 2025, %"


def test_the_second_has_the_year_chosen_or_the_nearest_before_or_its_latest(facts: Facts) -> None:
    assert beside(facts, CARS, MILEAGE, year="2020")[1].year == 2020
    assert beside(facts, CARS, MILEAGE)[1].year == 2024
    assert beside(facts, CARS, MILEAGE, year="1990")[1].year == facts.evaluation(MILEAGE).latest_year


def test_the_chosen_municipality_is_marked_wherever_it_is(facts: Facts) -> None:
    case, other = beside(facts, CARS, MILEAGE, area="1480")
    assert [name for name, *_, role in pair.scatter(facts, case, other).points if role == "chosen"] == ["Göteborg"]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (Together(290, 0.62), f"{GO_TOGETHER} högt (rangkorrelation 0,62). Diagrammet säger inte varför."),
        (Together(290, -0.53), f"{GO_TOGETHER} lågt (rangkorrelation −0,53). Diagrammet säger inte varför."),
        (Together(43, 0.08), "Måtten hänger inte ihop bland 43 kommuner (rangkorrelation 0,08)."),
        (Together(7, None), "Det går inte att säga om måtten hänger ihop: 7 kommuner har båda värdena."),
    ],
)  # fmt: skip
def test_what_is_seen_is_said_plainly_and_nothing_of_why(found: Together, text: str) -> None:
    assert pair.sentence(found) == text


def test_no_sentence_of_two_indicators_speaks_of_causes(facts: Facts) -> None:
    keys = pair.options(facts)
    shown = [block for key in keys for other in keys if other != key for block in _pair(facts, key, other)]
    said = " ".join(str(getattr(block, "text", "")) for block in shown).casefold()
    assert "hänger" in said
    assert not [word for word in ("beror på", "påverkar var", "leder till", "orsak", "effekt av") if word in said]


def _pair(facts: Facts, key: str, other: str) -> list[PageBlock]:
    return list(within(pair.section(facts, latest(facts, key, HOME), other).blocks))


def test_the_table_has_the_same_values_ours_first(facts: Facts) -> None:
    case, other = beside(facts, CARS, MILEAGE)
    twin = pair.both_table(facts, case, other)
    assert [row[1] for row in twin.rows][:8] == [facts.areas.name(code) for code in facts.areas.home_members]
    assert len(twin.rows) == 290
    first = twin.rows[0][2:4]
    values = [facts.evaluation(one.indicator).at("0127", one.year).value for one in (case, other)]
    assert [cell.value for cell in first if isinstance(cell, Number)] == values
    assert [column.title for column in twin.columns][2:] == [
        "Elbilar 2025 (%)", "Bilkörning 2024 (mil/inv.)"
    ]  # fmt: skip


def test_the_two_are_drawn_over_the_years_that_both_have_each_on_its_own_axis(facts: Facts) -> None:
    charts = [block for block in _pair(facts, CARS, MILEAGE) if isinstance(block, Chart)]
    assert [chart.key for chart in charts] == ["chart:pair", f"chart:pair-{CARS}", f"chart:pair-{MILEAGE}"]
    for chart in charts[1:]:
        assert isinstance(chart.drawing, SeriesContent)
        (line,) = chart.drawing.lines
        assert (min(line.values), max(line.values)) == (2015, 2024)


def test_what_cannot_stand_beside_is_said(facts: Facts) -> None:
    assert [block.text for block in _pair(facts, EMISSIONS, CARS) if isinstance(block, Text)] == [pair.NO_TOTALS]
    assert [block.text for block in _pair(facts, CARS, CARS) if isinstance(block, Text)] == [pair.SAME]
    assert EMISSIONS not in pair.options(facts)
    unpaired, question = _pair(facts, CARS, "")
    assert isinstance(unpaired, Beside)
    assert unpaired.key == pair.UNPAIRED  # which is not printed: a heading over a question alone
    assert question == Slot(PAIR)


# ───────────── Everyday words ─────────────


def told(facts: Facts, case: Case) -> str:
    """All that is said in words and lies open on the page."""
    blocks = [block for section in page.sections(facts, case, asked(facts, case)) for block in section.blocks
        if not isinstance(block, Fold)]  # fmt: skip
    kinds = Text | Answer | Answers | Bullets | Note | Pairs | Remarks
    return repr([block for block in within(blocks) if isinstance(block, kinds)]).replace("\\xa0", "\u00a0")


@pytest.mark.parametrize("key", [CARS, CHARGING, EMISSIONS, "population_near_transit_share", "out_commuters"])
def test_no_statisticians_words_are_said_outside_the_arithmetic(key: str, facts: Facts) -> None:
    said = told(facts, latest(facts, key, HOME))
    assert not re.search("säkerställd|härled|i olika jämförelser|utanför åren intill|Alla sju", said)


def test_what_cannot_be_summed_is_said_twice_at_most(facts: Facts) -> None:
    said = told(facts, latest(facts, "out_commuters", HOME))
    assert len(re.findall("summera|per kommun|för varje kommun|väntar på pendlingsmatrisen", said)) <= 3
    assert "visas per kommun" not in said


def test_charging_is_compared_from_the_break_and_its_unit_is_said_once(facts: Facts) -> None:
    said = told(facts, latest(facts, CHARGING, HOME))
    assert "2023: 0,8, riket 3,3; en del av ökningen av laddpunkter är bättre rapportering." in said
    assert "serien börjar om" not in said, "the hedge says from where, and why it says too much"
    cars = told(facts, latest(facts, "chargeable_cars_per_point", HOME))
    assert "då serien börjar om" in cars, "its hedge has no value"
    assert cars.count("bättre rapportering") == 1
    assert "invånare 2025, per 1" not in said
    assert ranks.sets_table(facts, CHARGING, 2025).title == "Laddpunkter 2025 (per 1 000 inv.): alla jämförelser"
    assert "Till övriga Stockholms läns nivå 2025 behövs" in said, "its own county too"


def test_a_series_that_turned_says_so_in_one_sentence_beside_its_change(facts: Facts) -> None:
    emissions = latest(facts, "transport_emissions", HOME)
    assert turned.sentence(facts, emissions.indicator, HOME) == (
        "Ned till 2023, upp igen 2024. 2020–2024 sammantaget: ingen tydlig förändring."
    )
    assert "Ned till 2023, upp igen 2024." in repr(answer.section(facts, emissions))
    going_on = [key for key in facts.of_programme if facts.is_computed(key) and "emissions" not in key]
    assert not any(turned.sentence(facts, key, HOME) for key in going_on), "each goes on, or is too short to say"


def test_a_late_source_is_said_at_the_answer(facts: Facts) -> None:
    key = "population_near_transit_share"
    assert states.note(facts, key) == (
        "Nyare siffror väntades från SCB den 11 juni 2026; Målkollen har inte hämtat dem än."
    ), "nobody has asked the publisher"
    (part,) = [one for one in page.sections(facts, latest(facts, key, HOME), asked(facts, latest(facts, key, HOME)))
        if one.anchor == answer.ANSWER]  # fmt: skip
    assert "Nyare siffror väntades från SCB" in repr(part)
    assert states.note(facts, CARS) is None


@pytest.mark.parametrize(("day", "told"), [(11, "Målkollen har inte hämtat dem än."), (12, " men har inte kommit.")])
def test_a_publisher_is_late_only_where_it_has_been_asked(day: int, told: str, facts: Facts) -> None:
    checked = datetime(2026, 6, day, 3, 30, tzinfo=UTC)
    asked_for = [replace(one, state="good", checked_at=checked) for one in facts.fetches if one.sources]
    note = states.note(replace(facts, fetches=asked_for), "population_near_transit_share")
    assert (note or "").endswith(told)


def test_a_place_in_a_quarter_says_of_what(facts: Facts) -> None:
    place = next(one for one in verdict(facts, CARS, "0136") if one.question == "Läge")
    assert (place.word, place.reason) == ("sämsta fjärdedelen", "bland pendlingskommuner nära storstad")
    driven = next(one for one in verdict(facts, "car_mileage_per_inhabitant", "0138") if one.question == "Läge")
    assert driven.word == "bästa fjärdedelen", "lowest is best: neither lägsta nor övre says so"


def test_a_single_year_has_no_slider(facts: Facts) -> None:
    for key in COMPUTED:
        case = latest(facts, key, HOME)
        if not drawn_parts.has_map(facts, case):
            continue
        blocks = drawn_parts.mapped_section(facts, case, HOME).blocks
        assert isinstance(blocks[0], YearSlider) == (len(years.shown_years(facts, case)) > 1)


def test_a_total_has_no_comparison_and_no_sum_to_follow(facts: Facts) -> None:
    case = latest(facts, "out_commuters", "0128")
    sections = page.sections(facts, case, asked(facts, case))
    assert page.COMPARED not in [section.anchor for section in sections]
    told = [block.text for section in sections for block in within(section.blocks) if isinstance(block, Text)]
    assert f"Salem {case.year}: 7\u00a0203 personer. Talet är publicerat som det är." in told
    assert indicators.headline(facts, case).status == "som publicerad", "as the sum says"
    assert not [text for text in told if "som skulle krävas" in text]
    assert not several.is_compared(facts, "out_commuters")
    assert several.is_compared(facts, EMISSIONS)
    assert several.is_compared(facts, CARS)


def test_a_forecasts_field_is_told_beside_the_picture(facts: Facts) -> None:
    case = latest(facts, EMISSIONS, HOME)
    told = str(drawn_parts.over_years(facts, case, asked(facts, case)).blocks)
    assert "Det färgade fältet är en prognos: fortsätter det som de bedömda åren hamnar värdet 2030 mellan 56" in told
    assert "100), med 80 procents säkerhet. Målet, 30, ligger utanför fältet." in told.replace("\\xa0", " ")
    assert "färgade fältet" not in str(
        drawn_parts.over_years(facts, case, asked(facts, case, span=(2010, 2020))).blocks
    )


@pytest.mark.parametrize(("key", "is_lower"), [("chargeable_cars_per_point", True), (CHARGING, False)])
def test_that_lower_is_better_is_said_where_a_value_stands(key: str, is_lower: bool, facts: Facts) -> None:
    case = latest(facts, key, "0128")
    told = [block.text for block in within(answer.section(facts, case).blocks) if isinstance(block, Text)]
    assert any(LOWER_IS_BETTER in text for text in told) == is_lower


def _tried(facts: Facts, key: str, area: str, typed: str) -> Text:
    """What is said first under the field where a value is tried for 2030."""
    case = latest(facts, key, area)
    tried = replace(asked(facts, case), tried=of_typed(facts, case, typed, year=2030, base_year=2023))
    (found,) = [one for one in page.sections(facts, case, tried) if one.heading == "Vad krävs"]
    (fold,) = [block for block in found.blocks if isinstance(block, Fold) and block.label == takes.TRY]
    _, field, first, *_ = fold.blocks
    assert isinstance(field, Slot)
    assert isinstance(first, Text)
    return first


@pytest.mark.parametrize(
    ("key", "area", "typed", "told"),
    [
        ("charging_points_per_1000", HOME, "10",
         "Till det värde du prövar (10,0 per 1 000 inv. 2030) behövs 3 980 fler laddpunkter: 975 om året"),
        ("charging_points_per_1000", "0127", "7,67",
         "Till det värde du prövar (7,7 per 1 000 inv. 2030) behövs 612 fler laddpunkter: 150 om året"),
        ("charging_points_per_1000", HOME, "1",
         "Södertörn har redan nått det värde du prövar (1,0 per 1 000 inv. 2030)."),
        ("car_mileage_per_inhabitant", HOME, "500",
         "För att nå det värde du prövar ska Södertörn ned från 564 mil/inv."),
    ],
)  # fmt: skip
def test_what_a_tried_value_takes_is_said_first_where_it_is_typed(
    key: str, area: str, typed: str, told: str, facts: Facts
) -> None:
    assert _tried(facts, key, area, typed).text.replace("\u00a0", " ").startswith(told)


@pytest.mark.parametrize(
    ("key", "area", "shown"),
    [
        ("car_mileage_per_inhabitant", "0127", "400"),  # lower is better than 470
        ("charging_points_per_1000", "0127", "1,5"),  # 1,4
        ("transport_emissions_per_inhabitant", HOME, "0,9"),  # 1,1
        ("population_near_transit_share", HOME, "95"),  # of a hundred at most
        ("transport_emissions", HOME, "60"),  # as an index, not as tonnes
    ],
)
def test_the_value_to_try_is_a_round_number_near_the_measures_own(
    key: str, area: str, shown: str, facts: Facts
) -> None:
    case = latest(facts, key, area)
    base = trial.default_base(facts, key, trial.base_years(facts, key, area, case.variant))
    assert trial.example(facts, case, base) == f"till exempel {shown}"


def test_of_a_municipality_the_best_regions_level_is_told_too(facts: Facts) -> None:
    """The group's own lines are riket's and each region's ahead."""
    case = latest(facts, CHARGING, "0127")
    (found,) = [one for one in page.sections(facts, case, asked(facts, case)) if one.heading == "Vad krävs"]
    (lines,) = [block.lines for block in found.blocks if isinstance(block, Bullets)]
    assert [line.replace("\u00a0", " ").split(" fler")[0] for line in lines[:2]] == [
        "Till rikets nivå 2025 behövs 422",
        "Till Stor-Göteborgs nivå 2025 behövs 683",
    ]


def test_a_municipality_is_told_that_no_target_is_entered_for_it(facts: Facts) -> None:
    """It may have decided one: what is not entered is not known."""
    case = latest(facts, CHARGING, "0127")
    (found,) = [one for one in page.sections(facts, case, asked(facts, case)) if one.heading == "Målvärde"]
    first = found.blocks[0]
    assert isinstance(first, Note)
    assert first.text.startswith("Här finns inget målvärde för Botkyrka. Ingen har beslutat ett målvärde för Södertörn")


def test_what_it_takes_ends_with_where_a_value_is_tried_and_nowhere_else_on_the_page_is(facts: Facts) -> None:
    case = latest(facts, "electric_car_share", "0127")
    sections = page.sections(facts, case, asked(facts, case))
    folds = [(one.heading, block) for one in sections for block in one.blocks if isinstance(block, Fold)]
    (where,) = [heading for heading, fold in folds if fold.label == takes.TRY]
    assert where == "Vad krävs"
    assert not any("prövar" in block.text for one in sections for block in one.blocks if isinstance(block, Text))


def test_of_companies_cars_no_number_of_things_is_told_of_a_tried_value(facts: Facts) -> None:
    assert "behövs" not in _tried(facts, "electric_car_share", "0181", "50").text


@pytest.mark.parametrize(
    ("key", "area", "begins"),
    [
        (
            "population_near_transit_share",
            "0127",
            "Vi jämför åren 2018–2023 två och två. De allra flesta par går åt fel",
        ),
        ("electric_car_share", "0136", "Vi jämför åren 2020–2025 två och två. De allra flesta par går åt rätt håll, "),
        ("population_near_transit_share", "0136", "Vi jämför åren 2018–2023 två och två. Paren går åt olika håll, "),
        ("charging_points_per_1000", "0136", "Utvecklingen bedöms inte än: det finns för få år att jämföra"),
    ],
)
def test_how_it_was_judged_is_told_plainly_before_its_arithmetic(
    key: str, area: str, begins: str, facts: Facts
) -> None:
    first, whole = plainly_judged.blocks(facts, key, area)
    assert isinstance(first, Text)
    assert first.text.startswith(begins)
    assert METHOD_WORDS.search(first.text) is None
    assert isinstance(whole, Fold)
    assert [type(one) for one in whole.blocks] == [Steps], "the method's words lie one fold further down"

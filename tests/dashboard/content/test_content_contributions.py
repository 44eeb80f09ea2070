"""Andel av förändringen on the carried figures: the parts add up to what the page shows, in klarspråk, nobody last."""

from dataclasses import replace
from math import fsum

import plotly.graph_objects as go
import pytest

from dashboard.blocks.table import Cell, Number, Table
from dashboard.content import values
from dashboard.content.facts import Facts
from dashboard.content.indicator.contributions import (
    FLEET_NOTE,
    TOO_SMALL,
    ContributionsContent,
    contributions,
)
from dashboard.content.indicator.split import INDIVISIBLE, UNCERTAIN
from dashboard.screen.charts import parts_chart
from malkollen.registry import registry as registry_file
from malkollen.values.values import Variant

REGISTRY = registry_file.load()
BARS = "Staplarna är delar av Södertörns förändring. Kommunens egen förändring står i tabellen."
WHAT_A_SHARE_SAYS = "Andelen av förändringen säger var på Södertörn den finns i siffrorna, inte vems förtjänst den är."
HOME, SODERTALJE = "sodertorn", "0181"
THE_EIGHT = ["Botkyrka", "Haninge", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje", "Tyresö"]
SPLIT: list[tuple[str, Variant | None]] = [
    (key, variant)
    for key in REGISTRY.computed()
    if REGISTRY.indicators[key].judged_for == "all" and key not in ("in_commuters", "out_commuters")
    for variant in (("with", "without") if REGISTRY.indicators[key].has_fleet_variants else (None,))
]


def column(content: Table | None, start: str) -> list[Cell]:
    """The cells of the column whose heading begins so."""
    assert content is not None
    place = next(p for p, heading in enumerate(content.columns) if heading.title.startswith(start))
    return [row[place] for row in content.rows]


def raw(cells: list[Cell]) -> list[float]:
    return [cell.value for cell in cells if isinstance(cell, Number) and cell.value is not None]


def texts(cells: list[Cell]) -> list[str]:
    return [cell.text() if isinstance(cell, Number) else cell for cell in cells]


def latest(facts: Facts, key: str, variant: Variant | None = None) -> ContributionsContent:
    return contributions(facts, key, facts.evaluation(key, variant).latest_year, variant)


# ───────────── The numbers ─────────────


@pytest.mark.parametrize(("key", "variant"), SPLIT)
def test_the_sum_row_is_the_home_groups_own_change(key: str, variant: Variant | None, facts: Facts) -> None:
    evaluation = facts.evaluation(key, variant)
    content = contributions(facts, key, evaluation.latest_year, variant)
    *sizes, whole = raw(column(content.table, "Del av Södertörns förändring"))
    assert fsum(sizes) == pytest.approx(whole)
    assert [size for _, size in content.rows] == sorted(sizes, reverse=True)
    series = values.plain(evaluation, HOME)
    breaks = [year for year in facts.registry.breaks_of(key) if year > 2022]
    first = max(breaks, default=2022)
    assert whole == pytest.approx(series[evaluation.latest_year] - series[first])
    assert content.table is not None
    assert content.table.title.endswith(f" {first}–{evaluation.latest_year}")
    found = values.change_since_base(facts, evaluation, HOME, evaluation.latest_year)
    assert found is not None
    assert found.difference == pytest.approx(whole)


def test_the_electric_cars_of_2022_to_2025_worked_by_hand(facts: Facts) -> None:
    # 9 369 of 200 468 cars, 22 281 of 209 707: R̄ = 7,649 %, D̄ = 205 087,5. Södertälje: 6 450 more electric cars and
    # 7 404 more cars, (645 000 - 7,649 * 7 404) / 205 087,5 = 2,869.
    content = latest(facts, "electric_car_share", "with")
    parts = dict(zip(texts(column(content.table, "Kommun")), raw(column(content.table, "Del av")), strict=True))
    assert parts["Södertälje*"] == pytest.approx(2.869, abs=0.0005)
    assert parts["Botkyrka"] == pytest.approx((118_100 - 7.6492 * 784) / 205_087.5, abs=0.0001)
    assert texts(column(content.table, "Andel av förändringen")) == ["9", "11", "16", "2", "3", "3", "48", "7", "100"]
    assert texts(column(content.table, "Förändring i kommunen"))[6:] == ["+9,97", "+4,87", "+5,95"]
    assert raw(column(content.table, "Täljare 2025"))[-1] == 22_281
    assert raw(column(content.table, "Nämnare 2022"))[-1] == 200_468


@pytest.mark.parametrize(("key", "variant"), SPLIT)
def test_the_group_without_each_municipality(key: str, variant: Variant | None, facts: Facts) -> None:
    evaluation = facts.evaluation(key, variant)
    content = latest(facts, key, variant).leave_one_out
    if facts.indicator(key).is_total:
        assert content is None
        return
    *without, own = raw(column(content, "Värde"))
    assert own == evaluation.at(HOME, evaluation.latest_year).value
    assert min(without) < own < max(without)
    assert raw(column(content, "Skillnad")) == [value - own for value in [*without, own]]
    assert texts(column(content, "Södertörn utan"))[-1] == "ingen kommun"


def test_leaving_out_the_fleet_municipality_is_the_variant_without_it(facts: Facts) -> None:
    content = latest(facts, "electric_car_share", "with").leave_one_out
    found = dict(zip(texts(column(content, "Södertörn utan")), raw(column(content, "Värde")), strict=True))
    assert found["Södertälje*"] == pytest.approx(facts.evaluation("electric_car_share", "without").at(HOME, 2025).value)


# ───────────── The words ─────────────


def test_the_takeaway_states_the_whole_and_names_no_municipality(facts: Facts) -> None:
    content = latest(facts, "electric_car_share", "with")
    assert content.text == (
        "Södertörns andel steg med 5,951\u00a0procentenheter (5,9 mellan de avrundade andelarna) 2022–2025: +6,296 "
        "av att det som räknas ökade "
        "(Personbilar i trafik, el) och −0,345 av att det delas på fler (Personbilar i trafik 31 december)."
    )
    for key, variant in SPLIT:
        assert not any(name in latest(facts, key, variant).text for name in THE_EIGHT)


def test_a_numerator_of_several_measures_names_them_all(facts: Facts) -> None:
    content = latest(facts, "chargeable_cars_per_point", "without")
    assert content.text == (
        "Södertörns värde utan kommuner med många företagsbilar sjönk med 17,4\u00a0bilar/punkt (−39\u00a0%) "
        "2023–2025: +13,9 av "
        "att det som räknas ökade (Personbilar i trafik, el och Personbilar i trafik, laddhybrid) och −31,3 av "
        "att det delas på fler (Publika laddpunkter 31 december). Serien bryts 2023, därför räknas förändringen "
        "från 2023."
    )


def test_a_count_derived_from_a_share_is_told_in_hundreds(facts: Facts) -> None:
    content = latest(facts, "population_outside_transit")
    assert content.text == "Södertörns värde steg med 600\u00a0personer (+1\u00a0%) 2022–2023."
    parts = ["+200", "+100", "+100", "+400", "±0", "±0", "−200", "−100", "+600"]
    assert texts(column(content.table, "Del av")) == parts


def test_parts_that_would_not_add_up_get_one_more_decimal(facts: Facts) -> None:
    text = latest(facts, "population_near_transit_share").text
    assert text.startswith(
        "Södertörns andel sjönk med 0,08\u00a0procentenheter 2022–2023: +0,37 av att det som räknas ökade"
    )


def test_bars_are_by_size_and_rows_in_alphabetical_order_with_fleets_marked(facts: Facts) -> None:
    marked = [f"{name}*" if name == "Södertälje" else name for name in THE_EIGHT]
    content = latest(facts, "electric_car_share", "with")
    assert sorted(name for name, _ in content.rows) == sorted(marked)
    assert [size for _, size in content.rows] == sorted((size for _, size in content.rows), reverse=True)
    assert content.table is not None
    assert content.leave_one_out is not None
    assert content.caption == f"{BARS} {WHAT_A_SHARE_SAYS} {FLEET_NOTE}"
    assert FLEET_NOTE in content.table.notes
    assert FLEET_NOTE in content.leave_one_out.notes
    assert [row[0] for row in content.table.shown()[1]] == [*marked, "Södertörn"]
    assert content.table.emphasis == {8}


def test_without_fleets_the_fleet_municipality_is_left_out_and_said_to_be(facts: Facts) -> None:
    content = latest(facts, "electric_car_share", "without")
    assert {name for name, _ in content.rows} == set(THE_EIGHT) - {"Södertälje"}
    assert content.table is not None
    assert "Summerat över 7 kommuner, utan Södertälje." in content.table.notes
    assert content.caption == f"{BARS} {WHAT_A_SHARE_SAYS}"


def test_no_text_says_bidrag(facts: Facts) -> None:
    for key, variant in SPLIT:
        content = latest(facts, key, variant)
        assert content.table is not None
        said = [content.text, content.caption, content.table.title, *content.table.notes, *content.table.shown()[0]]
        assert not any("bidra" in text.casefold() for text in said)


# ───────────── Where there is nothing, or little, to say ─────────────


def test_a_change_too_small_has_parts_but_no_shares(facts: Facts) -> None:
    content = latest(facts, "population_near_transit_share")
    assert len(content.rows) == 8
    assert set(texts(column(content.table, "Andel av förändringen"))) == {"–"}
    assert content.caption == f"{BARS} {TOO_SMALL}"
    assert content.table is not None
    assert "Andelar visas inte: förändringen är mindre än 0,10\u00a0procentenheter." in content.table.notes
    assert not any("andel är negativ" in note for note in content.table.notes)


@pytest.mark.parametrize(
    ("key", "year", "text"),
    [
        ("charging_points_per_1000", 2023, "Serien bryts 2023. Det finns inget tidigare år att jämföra 2023 med."),
        ("charging_points_per_1000", 2014, "Det finns inget tidigare år att jämföra 2014 med."),
        (
            "new_electric_car_share",
            2024,
            (
                "Södertörn har inget värde 2024: uppgiften finns inte här för det året, eller täcker mindre än "
                "95 procent av invånarna."
            ),
        ),
        (
            "in_commuters",
            2024,
            (
                "Södertörn har inget värde 2024: uppgiften kan inte summeras för en grupp, eftersom resor mellan "
                "medlemmarna inte korsar gruppens gräns."
            ),
        ),
        ("transport_emissions", 2024, UNCERTAIN),
    ],
)
def test_the_reason_stands_where_nothing_can_be_split(key: str, year: int, text: str, facts: Facts) -> None:
    content = contributions(facts, key, year, None)
    assert (content.text, content.rows, content.table) == (text, [], None)


def test_emissions_are_split_between_numerator_and_denominator_only(facts: Facts) -> None:
    content = latest(facts, "transport_emissions_per_inhabitant")
    assert content.text == (
        "Södertörns värde steg med 0,12\u00a0ton/inv. (+12\u00a0%) 2022–2024: +0,13 av att det som räknas ökade "
        "(Växthusgasutsläpp från transporter) och −0,01 av att det delas på fler (Folkmängd 31 december). "
        f"{UNCERTAIN}"
    )
    assert (content.rows, content.table, content.leave_one_out) == ([], None, None)


def test_more_than_a_doubling_is_told_in_the_measures_own_unit_alone(facts: Facts) -> None:
    text = latest(facts, "charging_points_per_1000").text
    assert text.startswith("Södertörns värde steg med 1,58\u00a0per\u00a01\u00a0000\u00a0inv. 2023–2025: ")


@pytest.mark.parametrize(
    ("key", "year", "since"),
    [
        ("electric_car_share", 2020, "Förändringen räknas från 2015, det första året som kan jämföras."),
        ("population_near_transit_share", 2021, "Förändringen räknas från 2018, det första året som kan jämföras."),
        ("charging_points_per_1000", 2025, "Serien bryts 2023, därför räknas förändringen från 2023."),
        ("car_mileage_per_inhabitant", 2024, "(Folkmängd 31 december)."),  # 2022 begins the series and is the base
    ],
)
def test_a_change_that_is_not_since_the_base_year_says_so(key: str, year: int, since: str, facts: Facts) -> None:
    assert contributions(facts, key, year, facts.variants(key)[0]).text.endswith(since)


def test_a_missing_base_year_is_said(facts: Facts) -> None:
    evaluation = facts.evaluation("cycle_network_per_inhabitant")
    home = {year: value for year, value in evaluation.series[HOME].items() if year != 2022}
    cut = replace(evaluation, series={**evaluation.series, HOME: home})
    changed = replace(facts, evaluations={**facts.evaluations, ("cycle_network_per_inhabitant", None): cut})
    text = contributions(changed, "cycle_network_per_inhabitant", 2025, None).text
    assert text.endswith("Uppgift saknas för 2022, därför räknas förändringen från 2020.")


def test_a_formula_that_does_not_give_the_shown_change_is_not_split(facts: Facts) -> None:
    key = "electric_car_share"
    declared = facts.indicator(key).model_dump(by_alias=True) | {
        "formula": "cars_battery_electric / nullif(cars_all, 0) - cars_all"
    }
    other = type(facts.indicator(key)).model_validate(declared)
    registry = facts.registry.model_copy(update={"indicators": {**facts.registry.indicators, key: other}})
    content = contributions(replace(facts, registry=registry), key, 2025, "with")
    assert (content.text, content.rows, content.leave_one_out) == (INDIVISIBLE, [], None)


# ───────────── The chart ─────────────


def test_the_chart_has_signed_numbers_around_a_line_at_zero() -> None:
    chart = parts_chart.parts([("Botkyrka", 2.35), ("Haninge", -1.89), ("Nykvarn", 0.0)], "mil/inv.", 1)
    bar, axis = chart.data[0], chart.layout.xaxis
    assert isinstance(bar, go.Bar)
    assert list(bar.text) == ["+2,4", "−1,9", "±0,0"]
    assert list(bar.x) == [2.35, -1.89, 0.0]
    assert list(chart.layout.yaxis.categoryarray) == ["Nykvarn", "Haninge", "Botkyrka"]
    assert axis.range[0] < -1.89 < 2.35 < axis.range[1]
    assert axis.title.text == "mil/inv."
    assert [shape.x0 for shape in chart.layout.shapes] == [0]

"""What the pages say: the numbers are the evaluation's, the sentences keep the method's rules."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.live import AreaMap
from dashboard.blocks.once import whole
from dashboard.blocks.page import Chart, Entry, PageSection
from dashboard.blocks.pieces import Commands, Note
from dashboard.blocks.placed import placed
from dashboard.blocks.simple import within
from dashboard.blocks.table import Cell, Number, Table, table
from dashboard.content import amounts, ranks, reasoning, targets, values, verdict
from dashboard.content.answers import answers, blocks as answer_blocks, phrases
from dashboard.content.compare import compare, earlier
from dashboard.content.data import awaited, fetches, sources, states, taken
from dashboard.content.facts import Facts
from dashboard.content.goal import goal, page as page_of_goal, proposal
from dashboard.content.indicator import arithmetic, indicator, mapped, page as option, spread
from dashboard.content.indicator.case import Case
from dashboard.content.municipality import lines, municipality, page as page_of_municipality
from dashboard.content.text import LOWER_IS_BETTER, ROUGH, ROUGH_NOTE, VARIANTS, size, status_text
from dashboard.figures.series import OF_COUNTRY
from malkollen.answers.area import AreaAnswer
from malkollen.assess.change import change
from malkollen.assess.position import span
from malkollen.assess.target import Aim
from malkollen.database import freshness
from malkollen.registry import registry as registry_file
from malkollen.registry.paragraph import Target
from malkollen.texts.places import by_figures
from malkollen.values import rough
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Variant
from malkollen.verdicts import targets_in_force

REGISTRY = registry_file.load()
COMPUTED = REGISTRY.computed()
RANKED = {"K01b", "K02", "K06", "K08", "T01"}
HOME = "sodertorn"
SODERTALJE = "0181"  # companies own so many of its cars that its registered vehicles have no place
WITH_VARIANTS: list[tuple[str, Variant | None]] = [
    (key, variant)
    for key in COMPUTED
    for variant in (("with", "without") if REGISTRY.indicators[key].has_fleet_variants else (None,))
]
EXAMPLE = REGISTRY.targets["transport_2030"]


def column(content: Table, title: str) -> list[Cell]:
    place = [heading.title for heading in content.columns].index(title)
    return [row[place] for row in content.rows]


def raw(cells: list[Cell]) -> list[float | None]:
    """The unrounded values of a column of numbers."""
    assert all(isinstance(cell, Number) for cell in cells)
    return [cell.value for cell in cells if isinstance(cell, Number)]


def latest(facts: Facts, key: str) -> int:
    return facts.evaluation(key).latest_year


def interval(facts: Facts, key: str, year: int) -> str | None:
    """The home group's rank over all whole sets and variants, "2:a–3:e av 4"; None where it is not ranked.

    A set that lacks a region in a variant is another comparison than the declared one.
    """
    entries = [entry for entry in ranks.set_ranks(facts, key, year) if not entry.declared.stands_alone]
    group_ranks = [e.group_rank for e in entries if e.group_rank and e.group_rank.of == len(e.declared.groups)]
    return by_figures(*span(group_ranks)) if group_ranks else None


# ───────────── Values ─────────────


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_a_table_of_areas_holds_the_evaluations_values_unrounded(
    key: str, variant: Variant | None, facts: Facts
) -> None:
    own = facts.evaluation(key, variant)
    content = values.area_table(facts, key, facts.areas.everything, latest(facts, key), variant)
    expected = [own.at(area, latest(facts, key)) for area in facts.areas.everything]
    assert raw(column(content, f"Värde ({facts.indicator(key).unit})")) == [value.value for value in expected]
    assert column(content, "Områdeskod") == facts.areas.everything
    assert column(content, "Område") == [facts.areas.name(area) for area in facts.areas.everything]
    assert set(column(content, "Slag")) == {"kommun", "jämförelsegrupp", "riket"}
    assert set(column(content, "Variant")) == {VARIANTS[variant]}


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_a_file_of_series_has_one_row_a_value_with_code_status_and_source(
    key: str, variant: Variant | None, facts: Facts
) -> None:
    areas = [HOME, "0128", COUNTRY]
    content = values.series_table(facts, key, areas, variant, as_index=False).file
    expected = {
        (area, str(year), value)
        for area in areas
        for year, value in values.plain(facts.evaluation(key, variant), area).items()
    }
    found = zip(column(content, "Områdeskod"), column(content, "År"), raw(column(content, "Värde")), strict=True)
    assert set(found) == expected
    assert all(column(content, "Status"))
    assert all(column(content, "Källa"))


def test_a_series_on_screen_has_the_same_values_side_by_side(facts: Facts) -> None:
    content = values.series_table(facts, "electric_car_share", [HOME, COUNTRY], "with", as_index=False)
    titles, rows = content.shown()
    assert titles == ["År", "Södertörn", "Riket", "Status"]
    assert [row[0] for row in rows] == [str(year) for year in range(2015, 2026)]
    series = values.plain(facts.evaluation("electric_car_share"), HOME)
    assert raw(column(content, "Södertörn")) == [series[year] for year in sorted(series)]


def test_an_index_is_100_in_its_year_and_the_same_ratio_as_the_values(facts: Facts) -> None:
    series = values.shown_series(facts, "transport_emissions", HOME, None, as_index=True)
    plain = values.plain(facts.evaluation("transport_emissions"), HOME)
    assert series[2010] == 100
    assert min(series) == 2010
    assert series[2024] == pytest.approx(100 * plain[2024] / plain[2010])


@pytest.mark.parametrize("key", COMPUTED)
def test_a_source_line_names_the_sources_as_declared_and_that_the_office_has_worked_on_it(
    key: str, facts: Facts
) -> None:
    line = facts.source_line(key)
    assert line.startswith("Källa: ")
    assert line.removesuffix(facts.summed(key)).endswith(", bearbetning: Södertörns kansli")
    declared = [source.attribution.split(": ", 1)[1].split(", bearbetning")[0] for source in facts.sources_of(key)]
    assert declared
    assert all(line.count(name) == 1 for name in declared)
    cited = sources.citation(facts, key, latest(facts, key))
    own = facts.sources_of(key)
    assert cited.endswith(f"(Målkollen, siffrorna {taken.told(facts, own)}).")
    assert "inläst" not in cited, "the day of an ingest is no day of the figures"
    assert facts.data_version not in cited


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("transport_emissions", "SMHI, Nationella emissionsdatabasen, läst genom Klimatkollen"),
        ("cycle_network_per_inhabitant", "SCB; Trafikverket (NVDB)"),
        ("charging_points_per_1000", "Power Circle (ELIS) och NOBIL, läst genom Klimatkollen; SCB"),
    ],
)
def test_a_source_line_is_the_declared_attribution(key: str, names: str, facts: Facts) -> None:
    assert facts.source_line(key) == f"Källa: {names}, bearbetning: Södertörns kansli"


def test_emphasis_marks_the_home_group_only(facts: Facts) -> None:
    content = values.area_table(facts, "electric_car_share", ["0127", HOME, COUNTRY], 2025, "with")
    assert content.emphasis == {1}


def test_a_table_without_rows_is_a_table_still() -> None:
    content = table("Tom", "tom", [], "Källa")
    assert content.shown() == ([], [])


# ───────────── Headline and change ─────────────


@pytest.mark.parametrize(
    ("key", "value", "year"),
    [
        ("electric_car_share", "10,6\u00a0%", 2025),
        ("population_near_transit_share", "90,8\u00a0%", 2023),
        ("transport_emissions", "577\u00a0000\u00a0ton", 2024),
        ("car_mileage_per_inhabitant", "564\u00a0mil/inv.", 2024),
        ("charging_points_per_1000", "2,4\u00a0per\u00a01\u00a0000\u00a0inv.", 2025),
        ("population_outside_transit", "48\u00a0000\u00a0personer", 2023),
        ("in_commuters", "visas per kommun", 2024),
        ("out_commuters", "visas per kommun", 2024),
    ],
)
def test_headline(key: str, value: str, year: int, facts: Facts) -> None:
    found = indicator.headline(facts, Case(key, HOME, latest(facts, key)))
    assert (found.value, found.year) == (value, year)


@pytest.mark.parametrize(
    ("key", "since_previous", "since_base"),
    [
        # a share: procentenheter; 2024 is the year before
        ("electric_car_share", "+1,8\u00a0procentenheter sedan 2024", "+5,9\u00a0procentenheter sedan 2022"),
        # 2023 and 2024 were not published: the previous published year is named
        ("new_electric_car_share", "−0,1\u00a0procentenheter sedan 2022", "−0,1\u00a0procentenheter sedan 2022"),
        # not a share: percent
        ("transport_emissions", "+15\u00a0% sedan 2023", "+13\u00a0% sedan 2022"),
        # a break in 2023: nothing across it
        (
            "charging_points_per_1000",
            "+55\u00a0% sedan 2024 (2024 är osäkert: registret rensades)",
            "från 0,8 till 2,4 sedan 2023, då serien börjar om; en del är bättre rapportering",
        ),
        ("in_commuters", "inget tidigare år att jämföra med", "uppgift saknas för 2022"),
    ],
)
def test_change_names_its_years_and_never_crosses_a_break(
    key: str, since_previous: str, since_base: str, facts: Facts
) -> None:
    found = indicator.headline(facts, Case(key, HOME, latest(facts, key)))
    assert (found.since_previous, found.since_base) == (since_previous, since_base)


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_no_change_is_given_across_a_break(key: str, variant: Variant | None, facts: Facts) -> None:
    evaluation, breaks = facts.evaluation(key, variant), facts.registry.breaks_of(key)
    unit = "procentenheter" if facts.indicator(key).is_share else "%"
    for year in evaluation.years():
        change = values.change_before(facts, evaluation, HOME, year)
        if change and any(change.from_year < broken <= year for broken in breaks):
            assert change.difference is None
            assert change.percent is None
        elif change:
            assert size(facts.indicator(key), change).endswith(f"\u00a0{unit}")


def test_the_first_year_after_a_break_says_so_in_the_table(facts: Facts) -> None:
    content = values.area_table(facts, "charging_points_per_1000", [HOME], 2023, None)
    (cell,) = column(content, "Sedan föregående publicerade år (%)")
    assert cell == "bryts 2023"
    notes = values.series_table(facts, "charging_points_per_1000", [HOME], None, as_index=False).notes
    assert [note.split(":")[0] for note in notes] == ["Serien bryts 2023"]


def test_a_change_in_a_table_names_the_year_it_is_counted_from(facts: Facts) -> None:
    content = values.area_table(facts, "new_electric_car_share", [HOME], 2025, "with")
    (cell,) = column(content, "Sedan föregående publicerade år (procentenheter)")
    assert isinstance(cell, Number)
    assert cell.text() == "−0,1\u00a0(2022)"


def test_what_happened_to_all_is_said_of_the_emissions(facts: Facts) -> None:
    untold = "Målkollen visar inte varför."
    moves = {key: indicator.common_move(facts, key, latest(facts, key)) for key in COMPUTED}
    assert {key: move for key, move in moves.items() if move} == {
        "transport_emissions": f"Riket +22\u00a0% sedan 2023; ökade i 285 av 290 kommuner. {untold}",
        "transport_emissions_per_inhabitant": f"Riket +21\u00a0% sedan 2023; ökade i 285 av 290 kommuner. {untold}",
        "all_emissions": f"Riket +8\u00a0% sedan 2023; ökade i 286 av 290 kommuner. {untold}",
    }
    assert indicator.common_move(facts, "transport_emissions", 1990) is None


def test_rikets_change_is_said_once_in_what_needs_attention(facts: Facts) -> None:
    """The pace's sentence ends with riket's change; another year's is another matter and is said."""
    (said,) = (e.sentence for e in proposal.attention_list(facts) if e.key == "transport_emissions")
    assert said.endswith(
        "riket +22\u00a0% sedan 2023. Värdet ökade 2024 i 285 av 290 kommuner. Målkollen visar inte varför."
    )
    moved = indicator.common_move(facts, "transport_emissions", 2024, "Senaste året: riket −1\u00a0% sedan 2022.")
    assert moved == "Riket +22\u00a0% sedan 2023; ökade i 285 av 290 kommuner. Målkollen visar inte varför."


def test_where_no_change_is_shown_nothing_is_said_of_everybodys(facts: Facts) -> None:
    """A municipality's emissions are too rough for a change, so riket's has nothing to stand beside."""
    assert municipality.overview_table(facts, "0181", "klimatomstallning").notes[0] == ROUGH_NOTE
    assert municipality.overview_table(facts, "0181", "tillganglighet").notes == ()


# ───────────── Ranks ─────────────


@pytest.mark.parametrize("key", COMPUTED)
def test_only_comparisons_are_ranked_never_totals_or_context(key: str, facts: Facts) -> None:
    is_ranked = facts.indicator(key).code in RANKED
    year = latest(facts, key)
    assert ranks.is_ranked(facts, key) is is_ranked
    assert (interval(facts, key, year) is not None) is is_ranked
    found = ranks.set_ranks(facts, key, year)
    assert len(found) == 3 * len(facts.variants(key))
    assert all((entry.group_rank is not None) is is_ranked for entry in found)
    assert all(entry.text != "–" for entry in found) is is_ranked


@pytest.mark.parametrize("key", [key for key in COMPUTED if REGISTRY.indicators[key].code in RANKED])
def test_the_interval_covers_every_whole_set_and_variant_that_is_ranked(key: str, facts: Facts) -> None:
    for year in facts.evaluation(key).years():
        entries = [e for e in ranks.set_ranks(facts, key, year) if e.group_rank and not e.declared.stands_alone]
        whole_ranks = [e.group_rank for e in entries if e.group_rank and None not in e.values.values()]
        text = interval(facts, key, year)
        assert (text is None) is (not whole_ranks)
        if text:
            best, worst = min(r.rank for r in whole_ranks), max(r.last_rank for r in whole_ranks)
            first, *last = re.findall(r"(\d):[ae]", text)
            assert (int(first), int(last[0] if last else first)) == (best, worst)
            assert text.endswith(" av 4")


def test_a_set_that_lacks_a_region_stands_in_the_table_but_not_in_the_interval(facts: Facts) -> None:
    found = ranks.set_ranks(facts, "electric_car_share", 2025)
    partial = [entry for entry in found if entry.group_rank and entry.group_rank.of == 3]
    assert partial
    assert all(entry.variant == "without" and None in entry.values.values() for entry in partial)
    assert all(entry.text == "ingen plats" for entry in partial), "a place among three says nothing of four"
    assert interval(facts, "electric_car_share", 2025) == "2:a–4:e av 4"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("electric_car_share", "2:a–4:e av 4"),
        ("population_near_transit_share", "1:a–2:a av 4"),
        ("charging_points_per_1000", "4:e av 4"),
    ],
)
def test_interval_in_words(key: str, text: str, facts: Facts) -> None:
    assert interval(facts, key, latest(facts, key)) == text


@pytest.mark.parametrize("key", COMPUTED)
def test_the_commuter_municipalities_stand_before_or_after_and_have_no_rank_of_two(key: str, facts: Facts) -> None:
    year = latest(facts, key)
    pairs = [entry.text for entry in ranks.set_ranks(facts, key, year) if entry.declared.stands_alone]
    assert set(pairs) <= {"före de andra", "efter de andra", "lika", "–"}
    assert not any(re.search(r"av 2\b", str(cell)) for row in ranks.sets_table(facts, key, year).rows for cell in row)
    assert not re.search(r"av 2\b", earlier.summary(facts, key, year))


@pytest.mark.parametrize("key", COMPUTED)
def test_municipalities_are_placed_in_their_own_group_only(key: str, facts: Facts) -> None:
    group, year = facts.areas.reference_group.members, latest(facts, key)
    is_ranked, of_fleets = facts.indicator(key).code in RANKED - {"K01b"}, facts.indicator(key).has_fleet_variants
    for code in facts.areas.home_members:
        place = ranks.municipality_place(facts, key, code, year, None)
        assert (place is not None) is (is_ranked and not (of_fleets and code == SODERTALJE))
        if place:
            assert place.is_outside_group is (code not in group)
            assert place.of == len(group) + (code not in group)


def test_a_year_that_is_shown_and_not_judged_ranks_nobody(facts: Facts) -> None:
    key, year = "population_near_transit_share", 2022
    excluding = facts.indicator(key).model_copy(update={"exclude_years": (year,)})
    registry = facts.registry.model_copy(update={"indicators": {**facts.registry.indicators, key: excluding}})
    for shown, is_ranked in ((facts, True), (replace(facts, registry=registry), False)):
        assert (interval(shown, key, year) is not None) is is_ranked
        assert (ranks.municipality_place(shown, key, SODERTALJE, year, None) is not None) is is_ranked
        assert interval(shown, key, 2023) is not None


@pytest.mark.parametrize("variant", [None, "with", "without"])
@pytest.mark.parametrize("key", ["electric_car_share", "car_mileage_per_inhabitant"])
def test_a_fleets_municipality_has_no_place_on_registered_vehicles(
    key: str, variant: Variant | None, facts: Facts
) -> None:
    year, fleets = latest(facts, key), facts.evaluation(key).fleets
    assert fleets is not None
    assert {SODERTALJE, "0180"} <= set(fleets.reasons)
    for code in fleets.reasons:
        assert ranks.municipality_place(facts, key, code, year, variant) is None
        assert ranks.places_text(facts, key, code, year) == "jämförs inte, många företagsbilar är skrivna i kommunen"


@pytest.mark.parametrize("key", ["electric_car_share", "car_mileage_per_inhabitant"])
def test_a_fleets_municipality_is_told_its_own_reason_never_a_groups(key: str, facts: Facts) -> None:
    own = "många företagsbilar är skrivna i kommunen"
    for variant in (None, "with", "without"):
        first = verdict.answers(facts, key, SODERTALJE, variant or "joint")[0]
        assert (first.word, first.reason) == ("jämförs inte", own)
    ((heading, parts),) = reasoning.why(facts, key, SODERTALJE)
    assert (heading, parts[0].word, parts[0].lines) == ("", "", (f"Jämförs inte: {own}.",))
    rows = {str(row[1]): row for row in verdict.members_table(facts, key).rows}
    assert "jämförs inte" in rows["Södertälje"]
    assert "återstår" not in str((rows, municipality.judged(facts, SODERTALJE, facts.indicator(key).goal)))


@pytest.mark.parametrize(
    ("key", "code", "text"),
    [
        ("electric_car_share", "0127", "alla kommuner 38 av 43; utan kommuner med många företagsbilar 33 av 38"),
        (
            "electric_car_share",
            "0140",
            "alla kommuner 34 av 44, utanför gruppen; utan kommuner med många företagsbilar 29 av 39, utanför gruppen",
        ),
        ("car_mileage_per_inhabitant", "0138", "alla kommuner 2 av 43; utan kommuner med många företagsbilar 2 av 39"),
        ("charging_points_per_1000", "0181", "20 av 44, utanför gruppen"),  # no registered vehicles in it
        ("charging_points_per_1000", "0128", "sämsta fjärdedelen, av 43"),  # nobody is printed as last
        ("population_near_transit_share", "0127", "8 av 43 (delad med en till)"),
        ("new_electric_car_share", "0181", "–"),  # not ranked
        ("transport_emissions_per_inhabitant", "0127", "–"),
    ],
)
def test_places_in_words(key: str, code: str, text: str, facts: Facts) -> None:
    assert ranks.places_text(facts, key, code, latest(facts, key)) == text


@pytest.mark.parametrize("key", COMPUTED)
def test_no_municipality_is_placed_n_of_n(key: str, facts: Facts) -> None:
    for code in facts.areas.municipalities:
        text = ranks.places_text(facts, key, code, facts.evaluation(key).latest(code).year)
        for place, of, shared in re.findall(r"(\d+) av (\d+)(?: \(delad med (\d+)\))?", text):
            assert int(place) + int(shared or 0) < int(of)


def test_emissions_per_inhabitant_rank_groups_but_never_municipalities(facts: Facts) -> None:
    key = "transport_emissions_per_inhabitant"
    assert interval(facts, key, 2024) == "1:a–2:a av 4"
    assert all(ranks.municipality_place(facts, key, code, 2024, None) is None for code in facts.areas.municipalities)


@pytest.mark.parametrize("key", COMPUTED)
def test_the_table_of_comparisons_has_the_best_other_and_the_distance(key: str, facts: Facts) -> None:
    year, sign = latest(facts, key), 1 if facts.indicator(key).better == "higher" else -1
    content = ranks.sets_table(facts, key, year)
    for entry, own, best, gap in zip(
        ranks.set_ranks(facts, key, year),
        raw(column(content, "Värde")),
        raw(column(content, "Deras värde")),
        raw(column(content, "Avstånd")),
        strict=True,
    ):
        others = [value for group, value in entry.values.items() if group != entry.ours and value is not None]
        assert own == entry.values[entry.ours]
        assert best == max(others, key=lambda value: sign * value, default=None)
        assert gap == (own - best if own is not None and best is not None else None)


def test_bars_come_best_first_and_riket_last(facts: Facts) -> None:
    for key, sign in (("electric_car_share", -1), ("car_mileage_per_inhabitant", 1)):
        for entry in ranks.set_ranks(facts, key, latest(facts, key)):
            *regions, country = compare.bar_rows(facts, key, latest(facts, key), entry)
            known = [value for _, value, _ in regions if value is not None]
            assert known == sorted(known, key=lambda value: sign * value)
            assert country[0] == "Riket"
            assert [value for _, value, _ in regions][len(known) :] == [None] * (len(regions) - len(known))


# ───────────── Arithmetic ─────────────


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_the_arithmetic_gives_the_value_it_ends_with(key: str, variant: Variant | None, facts: Facts) -> None:
    for area in (HOME, "0128", COUNTRY):
        text = arithmetic.arithmetic(facts, Case(key, area, latest(facts, key), variant))
        value = facts.evaluation(key, variant).at(area, latest(facts, key)).value
        if value is None:
            assert text.startswith("inget värde, ")
            continue
        if facts.indicator(key).formula in facts.indicator(key).measures:  # a number alone is no sum to follow
            own, _, said = text.partition(f" {facts.indicator(key).unit}. ")
            assert (_worked(own), "=" in text, said[:8]) == (pytest.approx(value, abs=0.51), False, "Talet är")
            continue
        is_rounded = "population_near_transit" in facts.indicator(key).measures
        is_of_it = is_rounded and not facts.indicator(key).is_total
        said = f" ({arithmetic.ROUNDED})" if is_of_it else ""
        assert text.endswith(said), "a quotient of what is shown may be another"
        text = text.removesuffix(said)
        left, right = text.removesuffix(facts.indicator(key).unit).split(" ≈ " if is_rounded else " = ")
        if is_rounded:  # hundreds of people, as the indicator is written everywhere else
            step = 10.0 ** -facts.indicator(key).decimals
            assert _worked(right) == pytest.approx(value, abs=0.51 * step)
            is_total = facts.indicator(key).is_total  # who subtracts what is shown gets what is written
            assert _worked(left) == pytest.approx(value, rel=0 if is_total else 1e-2, abs=1.01 if is_total else 51)
            continue
        assert _worked(right) == pytest.approx(_worked(left), abs=0.51 if facts.indicator(key).is_total else 0.006)
        assert _worked(left) == pytest.approx(value, rel=1e-4, abs=0.51 if facts.indicator(key).is_total else 0)


def _worked(text: str) -> float:
    plain = text.replace("\u00a0", "").replace("×", "*").replace("−", "-").replace(",", ".")
    assert re.fullmatch(r"[\d\s.()*/+-]+", plain)
    return float(eval(plain))


def test_the_arithmetic_has_the_sums_in_it(facts: Facts) -> None:
    text = arithmetic.arithmetic(facts, Case("electric_car_share", HOME, 2025, "with"))
    assert text == "100 × 22\u00a0281 / 209\u00a0707 = 10,62 %"
    text = arithmetic.arithmetic(facts, Case("population_outside_transit", HOME, 2023))
    assert text == "520\u00a0824 − 472\u00a0867 ≈ 48\u00a0000 personer"
    text = arithmetic.arithmetic(facts, Case("population_near_transit_share", HOME, 2023))
    assert text == f"100 × 472\u00a0867 / 520\u00a0824 ≈ 90,8 % ({arithmetic.ROUNDED})"


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_the_parts_are_the_members_figures_summed(key: str, variant: Variant | None, facts: Facts) -> None:
    year = latest(facts, key)
    left_out = set(facts.evaluation(key, variant).fleets.reasons) if variant == "without" else set()  # type: ignore[union-attr]
    sums = arithmetic.sums(facts, Case(key, HOME, year, variant))
    for measure, total in sums.items():
        members = [code for code in facts.areas.home_members if code not in left_out]
        assert total == pytest.approx(sum(facts.measures[measure][year][code] for code in members))
    assert set(sums) == set(facts.indicator(key).measures)


def test_a_compound_divisor_keeps_its_parentheses() -> None:
    formula = REGISTRY.indicators["charging_power_to_eu_level"].formula or ""
    texts = dict.fromkeys(REGISTRY.indicators["charging_power_to_eu_level"].measures, "2")
    assert arithmetic.formula_text(formula, texts) == "2 / (1,3 × (2 + 2) + 0,8 × (2 + 2))"


@pytest.mark.parametrize("key", COMPUTED)
def test_the_formula_in_words_has_no_word_of_code(key: str, facts: Facts) -> None:
    text = arithmetic.formula_in_words(facts, key)
    assert "_" not in text
    assert "nullif" not in text
    for measure in facts.indicator(key).measures:
        assert facts.registry.measures[measure].title in text


@pytest.mark.parametrize("key", ["in_commuters", "out_commuters"])
def test_crossings_of_a_border_are_not_summed_and_the_reason_is_said(key: str, facts: Facts) -> None:
    why = "kan inte summeras för en grupp, eftersom resor mellan medlemmarna inte korsar gruppens gräns"
    assert why in indicator.takeaway(facts, Case(key, HOME, 2024))
    assert why in arithmetic.arithmetic(facts, Case(key, HOME, 2024))
    assert raw(column(arithmetic.parts_table(facts, Case(key, HOME, 2024)), "Summa")) == [None]
    assert indicator.headline(facts, Case(key, HOME, 2024)).value == "visas per kommun"
    assert facts.evaluation(key).at("0127", 2024).value is not None


@pytest.mark.parametrize("key", ["in_commuters", "out_commuters"])
def test_a_group_whose_figures_cannot_be_summed_has_no_boxes_of_change(key: str, facts: Facts) -> None:
    changes = {"Sedan föregående publicerade år", "Sedan 2022, året före programmet"}
    for area, is_summed in ((HOME, False), (COUNTRY, False), ("0127", True)):
        found = indicator.headline(facts, Case(key, area, 2024))
        labels = {label for label, _ in indicator.headline_pairs(facts, Case(key, area, 2024))}
        assert labels & changes == (changes if is_summed else set())
        assert (found.value == "visas per kommun") is not is_summed
    (line,) = [line for line in goal.other_lines(facts, "tillganglighet") if line.key == key]
    assert line.value == "visas per kommun"
    titles = column(goal.lines_table(facts, "tillganglighet"), "Indikator")
    since = dict(zip(titles, column(goal.lines_table(facts, "tillganglighet"), "Sedan föregående år"), strict=True))
    assert since[phrases.name(facts.indicator(key))] == ""


def test_a_zero_divisor_is_given_as_the_reason(facts: Facts) -> None:
    evaluation = facts.evaluation("chargeable_cars_per_point")
    area, year = next(
        (area, year)
        for area, cells in evaluation.cells.items()
        for year, cell in cells.items()
        if "not_applicable" in cell.status
    )
    text = arithmetic.arithmetic(facts, Case("chargeable_cars_per_point", area, year, "with"))
    assert text == "inget värde, det som formeln delar med är noll."


def test_a_year_that_is_not_here_is_given_as_the_reason(facts: Facts) -> None:
    assert facts.evaluation("population_near_transit_share").at("2584", 2015).value is None
    text = arithmetic.arithmetic(facts, Case("population_near_transit_share", "2584", 2015))
    assert text == (
        "inget värde, uppgiften finns inte här för det året, eller täcker mindre än 95 procent av invånarna."
    )


# ───────────── Sentences ─────────────


def test_the_takeaway_gives_the_other_variant_once(facts: Facts) -> None:
    both = indicator.takeaway(facts, Case("electric_car_share", HOME, 2025, "with"))
    assert both.endswith("Riket: 8,6\u00a0%. Utan kommuner med många företagsbilar 8,0\u00a0%, riket 6,6\u00a0%.")
    without = indicator.takeaway(facts, Case("electric_car_share", HOME, 2025, "without"))
    assert without == (
        "Elbilar, Södertörn: 8,0\u00a0% år 2025, +1,4\u00a0procentenheter sedan 2024. Riket: 6,6\u00a0%."
    )


def test_group_figures_of_kolada_are_set_beside_ours(facts: Facts) -> None:
    note = indicator.mean_note(facts, "population_near_transit_share", 2023) or ""
    assert "88,1 % i stället för 90,8 %" in note
    assert indicator.mean_note(facts, "car_mileage_per_inhabitant", 2024) is None  # not a share
    assert indicator.mean_note(facts, "new_electric_car_share", 2025) is None  # they differ by less than a half


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_the_spread_names_no_municipality(key: str, variant: Variant | None, facts: Facts) -> None:
    text = indicator.spread_text(facts, key, latest(facts, key), variant)
    is_rough = rough.is_for_groups(facts.indicator(key))
    assert ("åtta kommunerna ligger mellan" in text) is not is_rough
    assert [name for code in facts.areas.municipalities if (name := facts.areas.name(code)) in text] == []


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_nobody_is_pointed_out_as_last(key: str, variant: Variant | None, facts: Facts) -> None:
    year = latest(facts, key)
    sentences = [indicator.takeaway(facts, Case(key, area, year, variant)) for area in facts.areas.everything]
    sentences += [indicator.spread_text(facts, key, year, variant), earlier.summary(facts, key, year)]
    sentences += [municipality.standing_text(facts, code) for code in facts.areas.home_members]
    word = re.compile(r"\b(sist|sista|sämst|sämsta|jumbo|lägst|högst|bottenplats)\b", re.IGNORECASE)
    about = f"{facts.indicator(key).title} {facts.indicator(key).short}"
    told = [text.replace(about, "").replace("sämsta fjärdedelen", "") for text in sentences]  # a quarter is no one
    assert [text for text in told if word.search(text)] == []


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_a_takeaway_is_about_its_own_area(key: str, variant: Variant | None, facts: Facts) -> None:
    others = [facts.areas.name(code) for code in facts.areas.home_members]
    for code in facts.areas.home_members:
        text = indicator.takeaway(facts, Case(key, code, latest(facts, key), variant))
        assert [name for name in others if name in text] == [facts.areas.name(code)]


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_every_sentence_ends_in_one_full_stop(key: str, variant: Variant | None, facts: Facts) -> None:
    year = latest(facts, key)
    sentences = [
        indicator.takeaway(facts, Case(key, HOME, year, variant)),
        indicator.spread_text(facts, key, year, variant),
        earlier.summary(facts, key, year),
        compare.own_series(facts, key, [HOME, "0181"]).text,
        spread.series_content(facts, key, HOME, "hela_regioner", variant).text,
        *(compare.set_text(facts, key, year, entry) for entry in ranks.set_ranks(facts, key, year)),
    ]
    assert [text for text in sentences if not text.endswith(".") or ".." in text] == []


@pytest.mark.parametrize(("key", "variant"), WITH_VARIANTS)
def test_the_municipalities_are_listed_by_value(key: str, variant: Variant | None, facts: Facts) -> None:
    rows = spread.spread_content(facts, Case(key, HOME, latest(facts, key), variant)).rows
    eight = ["Botkyrka", "Haninge", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje", "Tyresö"]
    assert sorted(name for name, _, _ in rows) == sorted(eight)
    values = [value for _, value, _ in rows]
    assert values == sorted(values, key=lambda value: (value is None, -(value or 0)))


def test_a_chosen_municipality_outside_is_set_beside_the_eight(facts: Facts) -> None:
    content = spread.spread_content(facts, Case("electric_car_share", "1480", 2025, "with"))
    assert [name for name, _, role in content.rows if role == "chosen"] == ["Göteborg"]
    assert len(content.rows) == 9
    assert [name for name, _, _ in content.marks] == ["Södertörn", "Riket"]
    assert len(content.background) == 43


def test_a_total_has_neither_a_strip_nor_lines_of_other_sizes(facts: Facts) -> None:
    content = spread.spread_content(facts, Case("transport_emissions", HOME, 2024))
    assert (content.marks, content.background) == ([], [])


# ───────────── Riket as published ─────────────


def test_riket_is_as_published_where_the_municipalities_do_not_reach(facts: Facts) -> None:
    assert facts.evaluation("population_near_transit_share").at(COUNTRY, 2022).value is None
    assert indicator.country_value(facts, "population_near_transit_share", 2022, None) == 80.8
    computed = facts.evaluation("population_near_transit_share").at(COUNTRY, 2023).value
    assert indicator.country_value(facts, "population_near_transit_share", 2023, None) == computed
    assert computed == pytest.approx(81.0, abs=0.05)


def test_rikets_own_headline_is_the_published_value_where_none_is_computed(facts: Facts) -> None:
    key = "population_near_transit_share"
    found = indicator.headline(facts, Case(key, COUNTRY, 2022))
    assert (found.value, found.status) == ("80,8\u00a0%", "som publicerad")
    text = "Boende nära kollektivtrafik, riket som publicerat: 80,8\u00a0% år 2022."
    assert indicator.takeaway(facts, Case(key, COUNTRY, 2022)) == text
    computed = indicator.headline(facts, Case(key, COUNTRY, 2023))
    assert (computed.value, computed.status) == ("81,0\u00a0%", "uträknad ur utgivarens avrundade tal")
    assert indicator.headline(facts, Case(key, HOME, 2022)).status == "uträknad ur utgivarens avrundade tal"


def test_riket_as_published_is_said_where_it_differs_on_screen(facts: Facts) -> None:
    notes = {key: indicator.published_note(facts, key, latest(facts, key)) for key in COMPUTED}
    assert {key: note for key, note in notes.items() if note} == {
        "car_mileage_per_inhabitant": (
            "Riket 2024 är kommunerna sammanräknade: 623\u00a0mil/inv. Utgivarens eget tal, som inte används här, är "
            "625\u00a0mil/inv."
        )
    }


def test_the_line_of_sources_says_where_riket_is_no_figure_of_the_publishers(facts: Facts) -> None:
    """623 is the municipalities summed, 625 the publisher's: the line that named the publisher alone was not true."""
    told = {key: facts.summed(key) for key in COMPUTED}
    own = "; riket i bilkörning 2024 (623) är kommunerna sammanräknade, utgivarens eget tal är 625"
    assert {key: one for key, one in told.items() if one} == {"car_mileage_per_inhabitant": own}
    assert facts.source_line("car_mileage_per_inhabitant").endswith(own)
    assert own in facts.source_line("electric_car_share", "car_mileage_per_inhabitant")
    assert own not in facts.source_line("electric_car_share")
    blocks = [block for section in page_of_municipality.sections(facts, "0138") for block in within(section.blocks)]
    sources = [block.text for block in blocks if isinstance(block, Text) and "Siffror saknas" in block.text]
    assert [own in told for told in sources] == [True, False], "a goal's sources stand once, below its measures"


def test_published_riket_is_drawn_under_its_own_name(facts: Facts) -> None:
    lines = spread.series_content(facts, "population_near_transit_share", HOME, "hela_regioner", None).lines
    country = {line.name: dict(line.values) for line in lines if line.role in OF_COUNTRY}
    assert country["Riket, som publicerat"][2021] == 80.9


def test_riket_is_one_number_a_year_in_a_chart(facts: Facts) -> None:
    """Where the published number is another than the computed one it is not drawn."""
    lines = spread.series_content(facts, "car_mileage_per_inhabitant", HOME, "hela_regioner", "with").lines
    country = {line.name: [*line.values] for line in lines if line.role in OF_COUNTRY}
    assert country["Riket"] == [2024]
    assert max(country["Riket, som publicerat"]) == 2023


@pytest.mark.parametrize("key", COMPUTED)
def test_every_line_of_a_chart_has_its_numbers_in_the_table_and_the_file(key: str, facts: Facts) -> None:
    content = spread.series_content(facts, key, HOME, "hela_regioner", facts.variants(key)[0])
    heads = [column.title for column in content.table.columns]
    for line in content.lines:
        place = heads.index(line.name)
        shown = {int(str(row[0])): row[place].value for row in content.table.rows if isinstance(row[place], Number)}
        assert {year: shown[year] for year in line.values} == line.values
        rows = [
            dict(zip((c.title for c in content.table.file.columns), r, strict=True)) for r in content.table.file.rows
        ]
        filed = {int(str(row["År"])): row["Värde"].value for row in rows if row["Område"] == line.name}
        assert filed == line.values


def test_sums_are_drawn_only_beside_what_can_be_read_on_their_scale(facts: Facts) -> None:
    drawn = {
        area: spread.series_content(facts, "population_outside_transit", area, "hela_regioner", None)
        for area in (HOME, "0126", COUNTRY)
    }
    names = {area: [line.name for line in content.lines if line.values] for area, content in drawn.items()}
    assert names == {HOME: ["Södertörn"], "0126": ["Södertörn", "Huddinge"], COUNTRY: ["Riket"]}
    for area, left in ((HOME, "Riket"), ("0126", "Riket"), (COUNTRY, "Södertörn")):
        assert f"{left} står bara i tabellen" in drawn[area].text
        assert left in [column.title for column in drawn[area].table.columns]
    as_index = spread.series_content(facts, "transport_emissions", HOME, "hela_regioner", None)
    assert "Riket" in [line.name for line in as_index.lines]
    assert "i tabellen" not in as_index.text


def test_published_riket_never_stands_in_for_the_variant_without_fleets(facts: Facts) -> None:
    own = facts.evaluation("car_mileage_per_inhabitant", "without").at(COUNTRY, 2015).value
    assert indicator.country_value(facts, "car_mileage_per_inhabitant", 2015, "without") == own
    lines = spread.series_content(facts, "car_mileage_per_inhabitant", HOME, "hela_regioner", "without").lines
    assert all("publicerat" not in line.name for line in lines)


def test_published_and_computed_riket_agree_within_a_percent(facts: Facts) -> None:
    content = sources.published_table(facts)
    published, computed = raw(column(content, "Riket som publicerat")), raw(column(content, "Riket som beräknat här"))
    assert len(published) >= 2
    assert published == pytest.approx(computed, rel=0.01)


# ───────────── Targets ─────────────


def path_of(target: Target, scale: str) -> dict[int, float]:
    """The path of a target that is written in the indicator's own unit."""
    aim = Aim(target.value, target.target_year, target.base_year, target.base_value)
    return targets_in_force.path(aim, REGISTRY.indicators["transport_emissions"].model_copy(update={"scale": scale}))


def test_a_targets_path_falls_by_equal_percent_from_base_to_target() -> None:
    path = path_of(EXAMPLE, "log")
    assert [path[2010], path[2020], path[2030]] == pytest.approx([100, 54.7723, 30], abs=1e-4)
    steps = [path[year + 1] / path[year] for year in range(2010, 2030)]
    assert steps == pytest.approx([0.3 ** (1 / 20)] * 20)


@given(
    base=st.floats(1, 1e6),
    value=st.floats(0, 1e6),
    span=st.integers(1, 40),
    scale=st.sampled_from(["linear", "log", "s_curve"]),
)
def test_a_path_has_every_year_and_never_turns(base: float, value: float, span: int, scale: str) -> None:
    target = EXAMPLE.model_copy(
        update={"base_value": base, "value": value, "base_year": 2010, "target_year": 2010 + span}
    )
    path = path_of(target, scale)
    assert list(path) == list(range(2010, 2011 + span))
    assert path[2010] == pytest.approx(base)
    assert path[2010 + span] == pytest.approx(value, abs=1e-6)
    steps = [later - earlier for earlier, later in zip(path.values(), list(path.values())[1:], strict=False)]
    assert all(step * (value - base) >= -1e-6 * (1 + base + value) for step in steps)


def test_a_target_without_base_has_no_path(facts: Facts) -> None:
    with_base = {name for name, target in facts.registry.targets.items() if path_of(target, "log")}
    assert with_base == {"transport_2030"}
    lines = spread.series_content(facts, "transport_emissions", HOME, "hela_regioner", None).lines
    assert [line.name for line in lines if line.role == "target"] == ["Målväg för Sverige"]


def test_a_path_of_a_target_that_is_past_is_drawn_as_past(facts: Facts) -> None:
    dated = EXAMPLE.model_copy(update={"valid_to": date(2030, 12, 31)})
    registry = facts.registry.model_copy(update={"targets": {**facts.registry.targets, "transport_2030": dated}})
    for day, role in ((date(2030, 12, 31), "target"), (date(2031, 1, 1), "past_target")):
        later = replace(facts, as_of=day, registry=registry)
        lines = spread.series_content(later, "transport_emissions", HOME, "hela_regioner", None).lines
        names = ("Målväg för Sverige", "Tidigare målväg (gällde till 31\u00a0december\u00a02030)")
        assert [line.role for line in lines if line.name in names] == [role]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "transport_emissions",
            (
                "Inrikes transporter −70 % till 2030 (Sverige: gäller, men ifrågasattes av klimatministern i februari "
                "2026)"
            ),
        ),
        (
            "sustainable_trip_share",
            ("Minst 70 % hållbara resor 2030 (Stockholms län: gällde till hösten 2026; inget nytt mål är inlagt här)"),
        ),
        ("electric_car_share", "Inget mål beslutat"),
        ("labour_market_45_min", "Inget mål beslutat"),  # a proposal that was never adopted is no target
        ("population_near_transit_share", "Inget mål beslutat; Rikets andel 2023: 81,0 % (jämförelsenivå)"),
    ],
)
def test_targets_in_a_few_words(key: str, text: str, facts: Facts) -> None:
    assert targets.target_text(facts, key) == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "gäller, men ifrågasattes av klimatministern i februari 2026"),
        ({"questioned_by": None}, "gäller, men är ifrågasatt"),
        ({"status": "gällande"}, "gäller; inget slutdatum är känt"),
        ({"status": "gällande", "valid_to": date(2030, 12, 31)}, "gäller till 31\u00a0december\u00a02030"),
        ({"status": "gällande", "valid_to": date(2025, 12, 31)}, "gällde till 31\u00a0december\u00a02025"),
        ({"status": "gällande", "valid_from": date(2027, 1, 1)}, "gäller från 1\u00a0januari\u00a02027"),
        (
            {"status": "gällande", "valid_to_words": "våren 2026"},
            "gällde till våren 2026; inget nytt mål är inlagt här",
        ),
        ({"status": "gällande", "valid_to_words": "våren 2031"}, "beslutat till våren 2031"),
        ({"status": "förslag"}, "föreslaget, inte beslutat"),
        ({"status": "giltigheten har löpt ut"}, "har slutat gälla"),
        ({"status": "utgånget förslag"}, "förslag som inte antogs"),
        ({"status": "jämförelsenivå"}, "jämförelsenivå, inget beslut för Södertörn"),
    ],
)
def test_whether_a_target_holds_is_said_alike_wherever_it_stands(
    changes: dict[str, object], text: str, facts: Facts
) -> None:
    target = EXAMPLE.model_copy(update=changes)
    everywhere = (
        targets.in_force(facts, target),
        targets.box(facts, target).status,
        targets.target_line(facts, target),
        column(targets.targets_table(facts, {"t": target}), "Giltighet")[0],
    )
    assert all(text.casefold() in said.casefold() for said in everywhere)


def test_the_table_of_targets_has_them_all_with_their_words(facts: Facts) -> None:
    content = targets.targets_table(facts, facts.registry.targets)
    assert column(content, "Ordalydelse") == [target.wording for target in facts.registry.targets.values()]
    assert column(content, "Dokument") == [target.document for target in facts.registry.targets.values()]
    assert all(column(content, "Kontrollerat"))


# ───────────── Goals, municipalities, sources ─────────────


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_a_goals_lines_are_core_first_and_each_indicator_once(key: str, facts: Facts) -> None:
    core, others = goal.core_lines(facts, key), goal.other_lines(facts, key)
    assert all(facts.indicator(line.key).core for line in core)
    assert not any(facts.indicator(line.key).core for line in others)
    assert len({line.key for line in [*core, *others]}) == len(core) + len(others)
    is_waiting = [line.year is None for line in core]
    assert is_waiting == sorted(is_waiting)


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_a_goals_table_has_the_home_groups_values(key: str, facts: Facts) -> None:
    content = goal.lines_table(facts, key)
    keys = facts.of_goal(key, is_computed=True)
    own = [facts.evaluation(name).at(HOME, latest(facts, name)).value for name in keys]
    assert raw(column(content, "Södertörn")) == own
    assert column(content, "Källa") == [facts.source_line(name) for name in keys]


def test_a_line_that_waits_says_so_and_what_lies_nearest(facts: Facts) -> None:
    told = whole(goal.waiting_line(facts, "cross_sodertorn_relations").told)
    assert told == "Siffror saknas än. Närmast ligger boende nära kollektivtrafik."
    assert goal.waiting_line(facts, "sodertorn_labour_market").told[-1] == "Visas men bedöms inte."


@pytest.mark.parametrize("key", REGISTRY.goals)
def test_what_a_goal_waits_for_is_told_in_one_list_and_the_day_once(key: str, facts: Facts) -> None:
    (section,) = page_of_goal.waiting(facts, key)
    when, *told, _ = section.blocks
    lines = [line for block in told if isinstance(block, Bullets) for line in block.lines]
    waiting = [one for one in facts.of_goal(key, is_computed=False) if facts.indicator(one).kind != "lageslista"]
    listed = "".join(lines).casefold()
    assert len(lines) == len({facts.registry.waits_for(one) for one in waiting}) < len(waiting)
    assert [one for one in waiting if phrases.plain(facts.indicator(one)).casefold() not in listed] == []
    whole = f"{page_of_goal.answer(facts, key)}{page_of_goal.core(facts, key)}{when}{listed}"
    assert whole.count("ingen dag är satt") == 1


def test_the_office_enters_only_what_has_a_template_and_sees_to_it_that_the_rest_is_fetched(facts: Facts) -> None:
    turns: dict[str, list[str]] = {}
    for key in facts.goals:
        (section,) = page_of_goal.waiting(facts, key)
        _, *told, _ = section.blocks
        for turn, each in zip(told[::2], told[1::2], strict=True):
            assert isinstance(turn, Text)
            assert isinstance(each, Bullets)
            turns.setdefault(turn.text, []).extend(each.lines)
    entered, fetched = turns["Södertörns kansli för in dem:"], turns["Södertörns kansli ser till att de hämtas:"]
    assert len(turns) == 3
    assert ["arbetsplatserna ligger" in one for one in turns["Södertörns kansli kan svara om dem:"]] == [True]
    assert [word in " ".join(entered) for word in ("cykelbokslutet", "resvaneundersökningar", "NOBIL")] == [1, 1, 0]
    assert [word in " ".join(fetched) for word in ("NOBIL", "Kolada", "Trafiklab", "cykelbokslutet")] == [1, 1, 1, 0]


def test_the_first_sentence_of_what_a_reader_is_told_says_what_is_waited_for() -> None:
    sources = [part for one in REGISTRY.waiting.values() for part in (one, *one.parts)]
    assert all(one.needs_plain.startswith("Här saknas ") and ". " in one.needs_plain for one in sources)


def test_the_committees_list_says_how_far_it_has_come(facts: Facts, environment: Path) -> None:
    told = whole(goal.waiting_line(facts, "priority_objects").told)
    assert told.startswith("Samarbetskommitténs beslutade lista är inte inlagd än.")


@pytest.mark.parametrize("code", ["0127", "0128", "0140", "0181", "0180", "2584"])
def test_a_municipalitys_table_has_its_latest_values(code: str, facts: Facts) -> None:
    for key in REGISTRY.goals:
        content = municipality.overview_table(facts, code, key)
        expected = [facts.evaluation(name).latest(code) for name in facts.of_goal(key, is_computed=True)]
        assert raw(column(content, "Kommunens värde")) == [value.value for value in expected]
        assert [str(year).split()[0] for year in column(content, "År")] == [str(value.year) for value in expected]


def test_an_introduction_says_who_the_municipality_is_compared_with(facts: Facts) -> None:
    assert municipality.introduction(facts, "0128") == (
        "Salem hade 17\u00a0370 invånare den 31 december 2025. "
        "Kommunen jämförs med de 43 pendlingskommunerna nära storstad (enligt SKR)."
    )
    outside = (
        "Kommunen hör inte till de 43 pendlingskommunerna nära storstad (enligt SKR). "
        "Den jämförs ändå med dem och räknas med i sin plats."
    )
    assert municipality.introduction(facts, "0181").endswith(outside)
    once = "Gruppen är de 43 pendlingskommunerna nära storstad (enligt SKR); kommunen räknas med i sin plats."
    assert municipality.introduction(facts, "0140").endswith(once), "its answer says that it is outside"


@pytest.mark.parametrize("code", ["0127", "0138", "0181"])
def test_standings_have_every_ranked_indicator_once(code: str, facts: Facts) -> None:
    rows = municipality.standings(facts, code)
    once, of_fleets = {"K06", "T01"}, set() if code == SODERTALJE else {"K02", "K08"}
    assert sorted(facts.indicator(row.key).code for row in rows) == sorted(once | of_fleets)
    assert [row.percentile for row in rows] == sorted((row.percentile for row in rows), reverse=True)
    for row in rows:
        assert bool(row.all_of_them) is (facts.indicator(row.key).code in of_fleets)
        assert municipality.standing_text(facts, code).count(row.title[1:]) == 1
    assert all(0 <= row.percentile <= 100 for row in rows)
    assert raw(column(municipality.standing_table(facts, code), "Percentil (0–100)")) == [
        row.percentile for row in rows
    ]


def test_a_standing_names_its_indicators_and_is_a_place_and_no_verdict(facts: Facts) -> None:
    assert municipality.standing_text(facts, "0127") == (
        "Bland den bästa fjärdedelen: bilkörning 2024 och boende nära kollektivtrafik 2023. "
        "Bland den sämsta fjärdedelen: elbilar 2025 och laddpunkter 2025."
    )
    reading = municipality.reading(facts, "0127")
    assert whole(reading) == (
        "Längst till höger är bäst. Det grå fältet är mitten: hälften av kommunerna. Talet är platsen, 1 är bäst, och "
        "hur många som går att jämföra. För bilar räknas kommuner med många företagsbilar bort (bland de åtta: "
        "Södertälje)."
    )


@pytest.mark.parametrize("code", ["0127", "0138", "0140", "0181"])
def test_a_municipalitys_picture_has_the_measures_that_its_answer_counts(code: str, facts: Facts) -> None:
    typed = answers.of_area(facts, code).typed
    assert isinstance(typed, AreaAnswer)
    assert {row.key for row in municipality.standings(facts, code)} == {one.key for one in typed.told}
    assert not any("utanför" in row.place for row in municipality.standings(facts, code))
    assert (
        "Elbilar visas inte här: platsen beror på företagens bilar." in whole(municipality.reading(facts, code))
    ) is (code == "0140")


def test_a_shared_place_is_drawn_short_and_told_whole_in_the_table(facts: Facts) -> None:
    """Over its dot the whole ran into the measure's name, or out of a narrow screen."""
    (row,) = [row for row in municipality.standings(facts, "0127") if facts.indicator(row.key).code == "T01"]
    assert (row.place, row.drawn) == ("8 av 43 (delad med en till)", "delad 8 av 43")
    assert row.place in repr(municipality.standing_table(facts, "0127").rows)


def test_newer_figures_that_are_awaited_are_told_once_for_all_of_a_goals_measures(facts: Facts) -> None:
    (told,) = lines.awaited(facts, "tillganglighet")
    assert told.replace("\u00a0", " ") == (
        "Nyare siffror väntades för boende nära kollektivtrafik och boende långt från kollektivtrafik den 11 juni "
        "2026; Målkollen har inte hämtat dem än."
    )
    whole = repr(page_of_municipality.sections(facts, "0126"))
    assert whole.count("Nyare siffror väntades") == 2, "once a goal"


def test_that_nobody_has_decided_a_target_is_said_once_beside_a_reference_level(facts: Facts) -> None:
    told = repr(targets.section(facts, "population_near_transit_share").blocks[:-1]).lower()
    assert told.count("ingen har beslutat") == 1
    assert "inget beslut" not in told
    assert "beslutat av" not in told


def test_a_municipalitys_emissions_and_their_change_are_not_shown_but_the_groups_are(facts: Facts) -> None:
    content = municipality.overview_table(facts, "0127", "klimatomstallning")
    row = next(row for row in content.rows if "Utsläppen från transporter" in row)
    shown = [cell.text() if isinstance(cell, Number) else cell for cell in row]
    assert shown.count(ROUGH) == 3
    assert "577\u00a0039" in shown
    assert ROUGH_NOTE in content.notes


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 6, 11), "Ingen av 12 källor väntar på nyare siffror."),
        (
            date(2026, 6, 12),
            (
                "2 av 12 källor väntar på nyare siffror; det gäller två mått: boende nära kollektivtrafik (2023) och "
                "boende långt från kollektivtrafik (2023)."
            ),
        ),
        (
            date(2026, 11, 22),
            (
                "3 av 12 källor väntar på nyare siffror; det gäller tre mått: bilkörning (2024), boende nära "
                "kollektivtrafik (2023) och boende långt från kollektivtrafik (2023)."
            ),
        ),
        (
            date(2027, 6, 1),
            "7 av 12 källor väntar på nyare siffror; det gäller alla fjorton mått som har siffror.",
        ),
    ],
)
def test_late_sources_are_counted_and_named(day: date, text: str, facts: Facts, db: DuckDBPyConnection) -> None:
    assert sources.late_text(replace(facts, sources=freshness.load(db, day))) == text


def test_a_source_is_in_time_then_late_then_too_old_to_judge(facts: Facts, db: DuckDBPyConnection) -> None:
    told = []
    for year in range(2026, 2032):
        (found,) = [s for s in freshness.load(db, date(year, 5, 1)) if s.source == "kolada_transit_nearness"]
        told.append(states.state(facts, found))
    assert list(dict.fromkeys(told)) == ["i tid", "nyare inte hämtade", "föråldrad"]


def test_the_sources_are_told_in_everyday_words_the_late_first_and_each_date_of_what(facts: Facts) -> None:
    content = sources.freshness_table(facts)
    heads, rows = content.shown()
    assert heads == ["Utgivare", "Statistik", "Nyaste år", "Nästa väntas senast", "Läge", "Kom till Målkollen"]
    late = "nyare inte hämtade"
    found = [str(row[4]) for row in rows]
    assert found == sorted(found, key=[late, "i tid", "gäller tills vidare"].index), "as the note says"
    days = [str(row[3]) for row in content.file.rows if row[4] != "gäller tills vidare"]
    assert all(re.fullmatch(r"\d{1,2}\xa0[a-z]+\xa0\d{4}|ingen dag bestämd", str(row[3])) for row in rows)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days), "the files have it as other programs read it"
    assert days == sorted(days[: found.count(late)]) + sorted(days[found.count(late) :])
    assert all(re.match(r"inlagda för hand .*2026$", str(row[5])) for row in rows), "as the summary says of all of them"
    said = " ".join([*map(str, content.notes), *(str(cell) for row in rows for cell in row)])
    assert not re.search(r"\.csv|\.toml|[NU]\d{5}|burna|(\d{4})–\1", said)
    old = next(row for row in rows if row[1] == "Sysselsatta som pendlar till och från Stockholms stad 2015")
    assert tuple(old[2:5]) == ("2015", "ingen dag bestämd", "gäller tills vidare")


def test_how_and_when_figures_came_is_told_one_way_everywhere(facts: Facts) -> None:
    citation = sources.citation(facts, "transport_emissions", 2024)
    assert citation.endswith("(Målkollen, siffrorna inlagda för hand januari\u00a02026)."), "as its source is declared"
    of_two = sources.citation(facts, "charging_points_per_1000", 2025)
    assert of_two.endswith("(Målkollen, siffrorna inlagda för hand 2026)."), "no more exactly than the least exact"
    assert sources.from_when(facts) == (
        "Varje siffra har sitt eget år; uppgifterna är utgivarnas, inlagda för hand 2026, och andelar, grupper och "
        "riket är uträknade ur dem"
    )
    (one,) = [source for source in facts.sources if source.source == "scb_population"]
    fetch = replace(facts.fetches[0], sources=(one.source,), state="good", is_shown=True)
    live = replace(facts, fetches=[fetch])
    assert taken.told(live, [one]) == "hämtade 16\u00a0april\u00a02026"
    assert taken.told(live, facts.sources) == "inlagda för hand eller hämtade 2026"


def test_figures_out_of_a_file_are_read_in_and_never_said_to_be_fetched(facts: Facts) -> None:
    (one,) = [source for source in facts.sources if source.source == "scb_population"]
    file = replace(facts.fetches[0], sources=(one.source,), state="good", is_shown=True, is_from_file=True)
    read_in = replace(facts, fetches=[file])
    assert taken.told(read_in, [one]) == "inlästa 16\u00a0april\u00a02026"
    assert fetches.origin(read_in, one)["Hur siffrorna kom"].startswith("inlästa ")
    assert "inlästa ur en fil" in fetches.summary(read_in)
    assert taken.READ_IN in " ".join(sources.meanings(read_in, [one])).casefold()
    other = replace(file, sources=("trafikanalys_vehicles",), is_from_file=False)
    both = replace(facts, fetches=[file, other])
    assert taken.told(both, facts.sources) == "inlagda för hand, hämtade eller inlästa 2026"
    assert "hämtade från utgivaren eller inlästa ur en fil" in fetches.summary(both)


def test_a_fetched_source_says_so(facts: Facts) -> None:
    (population,) = [source for source in facts.sources if source.source == "scb_population"]
    fetched = [replace(one, sources=("scb_population",), state="good", is_shown=True) for one in facts.fetches[:1]]
    assert taken.came(replace(facts, fetches=fetched), population) == "hämtade 2026-04-16"


def test_gaps_are_named_and_never_filled(facts: Facts) -> None:
    content = sources.gaps_table(facts)
    rows = {row[0]: row[2:] for row in content.rows}
    assert "Publika laddpunkter 31 december" not in rows
    assert rows["Nyregistrerade personbilar, el"] == ["2024", "–"]
    assert rows["Inpendlare över kommungräns"] == ["–", "2020–2023 (26–51 kommuner)"]
    assert rows["Invånare nära kollektivtrafik"] == ["–", "2014–2022 (51 kommuner)"]
    assert facts.evaluation("new_electric_car_share").at(HOME, 2024).value is None


def test_everything_that_waits_is_listed(facts: Facts) -> None:
    content = sources.waiting_table(facts)
    assert len(content.rows) == len(facts.registry.indicators) - len(COMPUTED) > 0
    told = dict(zip(column(content, "Källa"), column(content, "Det som saknas"), strict=True))
    assert "ingen dag" not in repr(content.rows).lower()
    assert content.notes == ("Ingen dag är satt för något av det.",), "said once, not in every row"
    declared = {waiting.title: waiting for waiting in facts.registry.waiting.values()}
    assert all(
        str(lacks).rstrip(".") in declared[str(title)].needs_plain
        for title, lacks in told.items()
        if not declared[str(title)].parts
    )
    waits = [key for key in facts.registry.indicators if not facts.is_computed(key)]
    (commands,) = awaited.to_run(facts, waits, "all").blocks
    assert isinstance(commands, Commands)
    assert {run for _, run in commands.steps} == {declared[str(title)].run for title in told}
    assert len(commands.steps) == len(told)


def test_fleet_municipalities_are_listed_with_reasons(facts: Facts) -> None:
    content = sources.fleets_table(facts)
    periods = column(content, "Period")
    assert list(dict.fromkeys(periods)) == ["2020–2025", "2019–2024"]  # the windows of K02 2025 and K08 2024
    assert [periods.count("2020–2025"), periods.count("2019–2024")] == [13, 11]
    for row in ("electric_car_share", "car_mileage_per_inhabitant"):
        fleets = facts.evaluation(row).fleets
        assert fleets is not None
        period = f"{fleets.first_year}–{fleets.last_year}"
        listed = zip(periods, column(content, "Kod"), strict=True)
        assert {code for found, code in listed if found == period} == set(fleets.reasons)
    assert column(content, "Kommun").count("Södertälje") == 2
    assert content.title == "Kommuner med många företagsbilar"
    assert all(column(content, "Skäl"))


@pytest.mark.parametrize(
    ("variant", "text"), [("with", "8 av 8 kommuner"), ("without", "7 av 7 kommuner, utan Södertälje")]
)
def test_the_parts_say_which_fleets_are_left_out(variant: Variant, text: str, facts: Facts) -> None:
    notes = arithmetic.parts_table(facts, Case("electric_car_share", HOME, 2025, variant)).notes
    assert notes[1] == f"Summerat över {text}. Status: beräknad ur publicerade uppgifter."


def test_a_mark_in_a_table_is_in_swedish(facts: Facts) -> None:
    content = values.area_table(facts, "charging_points_per_1000", [HOME], 2025, None)
    assert column(content, "Status") == ["preliminär"]


def test_only_what_divides_by_inhabitants_is_preliminary_and_says_that_it_is_they(facts: Facts) -> None:
    evaluation = facts.evaluation("charging_points_per_1000")
    assert evaluation.at("0127", 2025).preliminary == ("population",)
    assert evaluation.at("0127", 2024).preliminary == ()
    per_point = facts.evaluation("chargeable_cars_per_point").at("0127", 2025)
    assert (per_point.preliminary, per_point.status) == ((), frozenset()), "cars and points are settled"
    shown = indicator.headline(facts, Case("charging_points_per_1000", "0127", 2025, None))
    assert shown.status == "folkmängden är preliminär"


def test_how_many_more_are_needed_says_that_it_is_counted_by_preliminary_inhabitants(facts: Facts) -> None:
    needed = answer_blocks.things_lines(facts, "charging_points_per_1000", "0127", every_ahead=False)
    assert "422 fler laddpunkter" in needed[0]
    assert needed[1:] == ["Folkmängden är preliminär, så antalen kan komma att ändras."]
    assert "preliminära" not in "".join(
        answer_blocks.things_lines(facts, "electric_car_share", "0127", every_ahead=True)
    )


def test_what_a_distance_is_in_things_names_what_it_is_counted_on(facts: Facts) -> None:
    """ "Det som värdet delas med" says nothing to who knows no formula: the number of inhabitants is named."""
    found = facts.assessor.verdict("charging_points_per_1000", HOME)
    today, projected = amounts.things_lines(facts, found, 3.2827, 2030)
    assert today == "Det motsvarar ungefär 1\u00a0726\u00a0laddpunkter, räknat på dagens siffra för folkmängd."
    assert projected.startswith("Ändras siffran för folkmängd i samma takt till 2030 motsvarar det i stället ungefär 1")
    assert "delas" not in today + projected


def told_of(facts: Facts, code: str, key: str) -> str:
    return whole(lines.told(facts, code, key))


def in_a_sentence(facts: Facts, code: str, key: str) -> str:
    return whole(lines.in_a_sentence(facts, code, key))


def test_a_municipalitys_line_has_its_things_its_change_since_the_break_and_the_others(facts: Facts) -> None:
    assert told_of(facts, "0138", "charging_points_per_1000").replace("\u00a0", " ") == (
        "2025, från 0,4 år 2023; en del är bättre rapportering. 89 laddpunkter. Södertörn 2,4, riket 5,7. "
        "Folkmängden är preliminär, så siffran kan komma att ändras."
    )


def test_a_fall_that_is_judged_over_more_years_has_its_own_beside_the_change_since_the_base_year(facts: Facts) -> None:
    """94,3 in 2018, 93,9 in 2022, 93,7 in 2023: Indikator says "försämras, 2018–2023 sammantaget"."""
    told = told_of(facts, "0127", "population_near_transit_share")
    assert told.startswith("2023, −0,2 procentenheter sedan 2022. Sjunker långsamt: −0,6 procentenheter sedan 2018. ")
    assert "Sjunker" not in told_of(facts, "0136", "population_near_transit_share")


def test_a_municipalitys_own_share_is_its_publishers_and_only_several_together_are_computed(facts: Facts) -> None:
    evaluation = facts.evaluation("population_near_transit_share")
    status = {area: status_text(evaluation.latest(area)) for area in ("0136", HOME)}
    assert status == {"0136": "som publicerad", HOME: "uträknad ur utgivarens avrundade tal"}
    counted = facts.evaluation("population_outside_transit").latest("0136")
    assert "uträknad" in status_text(counted), "how many they are is not published"
    assert "uträknad" not in (answers.of_indicator(facts, "population_near_transit_share", "0127").hedge or "")


def test_a_municipality_is_told_which_way_is_better_and_what_a_rise_may_be(facts: Facts) -> None:
    ways = told_of(facts, "0140", "cycle_network_per_inhabitant")
    rise = "Rapporteringen till vägdatabasen blir bättre, så en ökning är delvis inte nya cykelvägar."
    assert f"Folkmängden är preliminär, så siffran kan komma att ändras. {rise}" in ways
    assert rise not in told_of(facts, "0136", "cycle_network_per_inhabitant"), "it has fallen there"
    for key in ("car_mileage_per_inhabitant", "chargeable_cars_per_point", "population_outside_transit"):
        assert LOWER_IS_BETTER in in_a_sentence(facts, "0128", key), "Enklare says it too"


def test_those_who_commute_out_are_told_as_a_share_too(facts: Facts) -> None:
    told = told_of(facts, "0128", "out_commuters").replace("\u00a0", " ")
    assert "82,7 procent av de sysselsatta invånarna i Salem arbetade i en annan kommun 2024." in told
    assert "82,7" not in told_of(facts, "0128", "in_commuters")


def test_of_what_is_too_rough_for_one_municipality_the_groups_value_stands_by_name_and_why_once(facts: Facts) -> None:
    *_, first, second, third = lines.context(facts, "0138", "klimatomstallning")
    assert [(one.value or "").replace("\u00a0", " ") for one in (first, second, third)] == [
        "Södertörn 577 000 ton",
        "Södertörn 1,1 ton/inv.",
        "Södertörn 984 000 ton",
    ]
    page = placed([PageSection("", [first, second, third])], set())
    notes = [note.text for entry in page[0].blocks if isinstance(entry, Entry) for note in entry.blocks
        if isinstance(note, Note)]  # fmt: skip
    why = "Siffran för en enskild kommun är för ungefärlig."
    assert notes[0].startswith(f"2024. {why}")
    assert notes[1].replace("\u00a0", " ") == "2024, riket 1,6 ton/inv."
    assert [why in note for note in notes] == [True, False, False]
    sections = [block for section in page_of_municipality.sections(facts, "0138") for block in within(section.blocks)]
    missing = "Siffror saknas om laddeffekt, hållbara resor och regionala cykelstråk."
    assert any(missing in block.text for block in sections if isinstance(block, Text))


def test_a_measure_with_a_better_end_has_its_neighbours_the_better_first_and_fleets_aside(facts: Facts) -> None:
    """By hand of the table of the eight; nobody is called last."""
    told = lines.members(facts, "0136", "car_mileage_per_inhabitant").replace("\u00a0", " ")
    assert told.startswith("De åtta: Tyresö 440, Huddinge 457, Botkyrka 470, Haninge 479, Salem 518, ")
    assert told.endswith("Nykvarn 666. Utanför ordningen, många företagsbilar: Södertälje 903.")
    assert lines.members(facts, "0136", "cycle_network_per_inhabitant").startswith("De åtta: Nykvarn")
    assert lines.members(facts, "0136", "in_commuters") == "", "no end of it is better"


@pytest.mark.parametrize("code", ["0127", "0138", "0181"])
def test_no_charging_points_are_said_to_have_grown_since_a_year_that_was_cleaned(code: str, facts: Facts) -> None:
    told = [told_of(facts, code, key) for key in ("charging_points_per_1000", "chargeable_cars_per_point")]
    table_cells = column(municipality.overview_table(facts, code, "klimatomstallning"), "Förändring")
    assert not [text for text in [*told, *map(str, table_cells)] if "sedan 2024" in text]


def test_a_change_since_the_base_is_counted_from_a_later_break_and_its_heading_says_so(facts: Facts) -> None:
    content = values.area_table(facts, "charging_points_per_1000", [HOME], 2025, None)
    (cell,) = column(content, "Sedan 2023 (%)")
    assert isinstance(cell, Number)
    assert cell.text() == "+188", "the heading has the year"
    (cell,) = column(values.area_table(facts, "charging_points_per_1000", [HOME], 2023, None), "Sedan 2022 (%)")
    assert cell == "bryts 2023"
    assert content.title == "Publika laddpunkter per 1 000 invånare 2025", "the unit once"


def test_a_column_with_more_than_a_doubling_is_told_in_the_measures_own_unit_with_why_it_says_too_much(
    facts: Facts,
) -> None:
    content = values.area_table(facts, "charging_points_per_1000", ["0127", "0128", HOME], 2025, None)
    titles, rows = content.shown()
    changes = titles.index("Sedan 2023 (per 1 000 inv.)")
    assert [row[changes].text() for row in rows if isinstance(row[changes], Number)] == ["+1,16", "+0,12", "+1,59"]
    assert not [title for title in titles if "%" in title]
    assert [round(value or 0) for value in raw(column(content, "Sedan 2023 (%)"))] == [619, 16, 188], "in the files"
    assert content.notes[-1].endswith(" En del av ökningen av laddpunkter är bättre rapportering.")
    alone = values.area_table(facts, "charging_points_per_1000", ["0128"], 2025, None)
    assert "Sedan 2023 (%)" in alone.shown()[0], "nothing has doubled here"


def test_a_column_of_small_changes_is_told_in_percent_and_once(facts: Facts) -> None:
    content = values.area_table(facts, "car_mileage_per_inhabitant", ["0127", HOME], 2024, "with")
    assert [column.title for column in content.columns if column.title.startswith("Sedan 2022")] == ["Sedan 2022 (%)"]
    assert content.shown()[0][3] == "Sedan 2022 (%)"
    assert content.notes == facts.indicator("car_mileage_per_inhabitant").caveats


def test_a_rise_from_nothing_has_no_percent_and_is_told_in_the_measures_own_unit() -> None:
    per_inhabitant = REGISTRY.indicators["charging_points_per_1000"]
    grown, fallen = change({2022: 0.0, 2025: 0.4}, 2022, 2025), change({2022: 4.0, 2025: 0.4}, 2022, 2025)
    assert values.changes_unit(per_inhabitant, [fallen, grown]) == "per 1 000 inv."
    assert values.changes_unit(per_inhabitant, [fallen, None]) == "%"


def test_a_map_and_the_page_of_a_measure_say_the_name_that_the_lists_say(facts: Facts) -> None:
    key = "population_near_transit_share"
    (chart,) = mapped.blocks(facts, AreaMap(key, 2023, None, HOME), "x")
    assert isinstance(chart, Chart)
    assert chart.legend is not None, "right at the map, before what is shared and downloaded"
    assert chart.legend.title == "Boende nära kollektivtrafik 2023, %"
    assert option.name(facts, key) == "Boende nära kollektivtrafik"


def test_a_page_says_the_years_its_own_municipalities_have(facts: Facts) -> None:
    """Where earlier years are others' alone they are not said to be ours: one year is told, not five."""
    key = "out_commuters"
    whole = facts.evaluation(key)
    assert len(whole.years()) > 1
    ours = {*facts.areas.home_members}
    cells = {
        area: {year: value for year, value in values.items() if area not in ours or year == 2024}
        for area, values in whole.cells.items()
    }
    few = replace(
        facts, evaluations={**facts.evaluations, (key, whole.variant): replace(whole, cells=cells, series=cells)}
    )
    told = [spread.series_content(of, key, HOME, "hela_regioner", None).text for of in (few, facts)]
    assert told[0].endswith(", 2024.")
    assert ", 2020, " in told[1]

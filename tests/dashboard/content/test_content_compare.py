"""Jämför: the verdict first, level against pace, the eight among all municipalities, and two that are equal or not."""

import re
from itertools import pairwise
from math import log

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Beside, Fold
from dashboard.blocks.table import Number, Table
from dashboard.content import ranks, reasoning
from dashboard.content.answers import answers, blocks
from dashboard.content.compare import compare, earlier, pace, page, place
from dashboard.content.compare.pace import Case
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import common_move
from dashboard.content.overview import counted, rows
from dashboard.content.text import VARIANTS
from dashboard.content.verdict import verdict
from dashboard.figures.scales import tail_start
from dashboard.paper.tables import text_of
from dashboard.screen.charts import distribution_chart
from malkollen.assess.lead import REST
from malkollen.commands.assess import as_row
from malkollen.registry import registry as registry_file
from malkollen.values.areas import COUNTRY, pool
from malkollen.values.values import Variant

REGISTRY = registry_file.load()
HOME = "sodertorn"
WHOLE = "Hela storstadsregioner"
SETS = tuple(REGISTRY.comparison_sets)
EMISSIONS, PER_INHABITANT = "transport_emissions", "transport_emissions_per_inhabitant"
ELECTRIC, POINTS, MILEAGE = "electric_car_share", "charging_points_per_1000", "car_mileage_per_inhabitant"
NEW_ELECTRIC, NEAR = "new_electric_car_share", "population_near_transit_share"


def shown_keys() -> list[str]:
    totals = {key for key in REGISTRY.computed() if REGISTRY.indicators[key].is_total}
    return [key for key in REGISTRY.computed() if key not in totals or key == EMISSIONS]


KEYS = shown_keys()


def latest(facts: Facts, key: str) -> int:
    return facts.evaluation(key).latest_year


def records(content: Table) -> list[dict[str, object]]:
    titles = [column.title for column in content.columns]
    return [dict(zip(titles, row, strict=True)) for row in content.rows]


def raw(cell: object) -> float | None:
    assert isinstance(cell, Number)
    return cell.value


def test_only_totals_that_are_judged_are_compared(facts: Facts) -> None:
    assert [key for key in facts.registry.computed() if compare.is_comparable(facts, key)] == KEYS


# ───────────── The verdict first ─────────────


@pytest.mark.parametrize(
    ("key", "word", "reason"),
    [
        (
            EMISSIONS,
            "inte tydligt",
            (f"{WHOLE}: avståndet ökar mot den bästa av de andra och försprånget ökar mot övriga sammantagna."),
        ),
        (
            ELECTRIC,
            "nej, när alla kommuner räknas",
            (
                f"{WHOLE}: med alla kommuner ökar avståndet. Utan kommuner med många företagsbilar har "
                "avståndet inte ändrats tydligt."
            ),
        ),
        (
            MILEAGE,
            "nej, när alla kommuner räknas",
            (
                f"{WHOLE}: med alla kommuner ökar avståndet. Utan kommuner med många företagsbilar har "
                "avståndet inte ändrats tydligt."
            ),
        ),
        (NEAR, "inte tydligt", f"{WHOLE}: avståndet har inte ändrats tydligt."),
        (POINTS, "går inte att säga än", "serien bryts 2023"),
    ],
)
def test_the_verdict_on_the_gap_is_said_with_why(key: str, word: str, reason: str, facts: Facts) -> None:
    (found,) = compare.against(facts, key)
    assert (found.word, found.reason) == (word, reason)
    is_known = not reason.startswith("serien")
    years = facts.evaluation(key).latest_year
    assert found.question == (f"Avståndet till de andra 2022–{years}" if is_known else "")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            ELECTRIC,
            (
                "Södertörn är delad tvåa av fyra, räknat på hela storstadsregioner med alla kommuner. "
                "Utan kommuner med många företagsbilar: ingen plats; bland kommunerna runt storstäderna utan kommuner "
                "med många företagsbilar: delad sist av fyra."
            ),
        ),
        (
            POINTS,
            "Södertörn är sist av fyra, räknat på hela storstadsregioner. Platsen är densamma i varje jämförelse.",
        ),
        (EMISSIONS, ""),
    ],
)
def test_our_place_is_one_sentence_however_it_is_counted(key: str, said: str, facts: Facts) -> None:
    assert place.sentence(facts, key, latest(facts, key)) == said


@pytest.mark.parametrize("key", KEYS)
def test_the_sentence_of_places_names_each_place_of_the_table_and_no_other(key: str, facts: Facts) -> None:
    said = place.sentence(facts, key, latest(facts, key))
    texts = {one.text for one in ranks.set_ranks(facts, key, latest(facts, key)) if not one.declared.stands_alone}
    assert all(text in said for text in texts - {"–"}) if said else texts == {"–"}


@pytest.mark.parametrize("key", KEYS)
def test_what_is_context_has_no_verdict(key: str, facts: Facts) -> None:
    is_context = facts.indicator(key).kind == "sammanhang"
    assert (compare.against(facts, key) == []) is is_context
    if is_context:
        assert all(pace.lead_of(facts, key, case) is None for name in SETS for case in pace.cases(facts, key, name))


def test_the_arithmetic_is_of_ranks_and_paces_a_heading_a_variant(facts: Facts) -> None:
    found = compare.against_why(facts, ELECTRIC)
    assert [heading for heading, _ in found] == ["Alla kommuner", "Utan kommuner med många företagsbilar"]
    asked = ["Läge", "Jämfört med de andra regionerna"]
    assert all([part.question for part in parts] == asked for _, parts in found)


@pytest.mark.parametrize("key", KEYS)
def test_emissions_always_say_what_happened_to_everybody(key: str, facts: Facts) -> None:
    lines = compare.common_moves(facts, key, latest(facts, key))
    move = common_move(facts, key, latest(facts, key))
    assert lines == ([f"Så gick det för alla {latest(facts, key)}: {move}"] if move else [])
    assert bool(lines) is (key in (EMISSIONS, PER_INHABITANT))
    assert ["2024" in text for text in compare.common_moves(facts, key, 2021)] == ([True, False] if lines else [])


# ───────────── Level against pace ─────────────


@pytest.mark.parametrize("key", KEYS)
def test_the_tables_paces_are_the_command_lines(key: str, facts: Facts) -> None:
    """Every difference, threshold and label that `malkollen assess --format json` prints, and no other."""
    factor = 1 if facts.indicator(key).is_share else 100
    seen = 0
    for variant in facts.variants(key):
        printed = as_row(facts.registry, facts.assessor.assess(key, HOME, variant))["lead"]["sets"]
        for name in SETS:
            rows = records(pace.pace_table(facts, key, name))
            for entry in (entry for entry in printed if entry["set"] == name):
                area = pool(name) if entry["against"] == REST else entry["against"]
                mine = [
                    row
                    for row in rows
                    if row["Områdeskod"] == area
                    and row["Från"] == str(entry["from_year"])
                    and (variant is None or row["Variant"] == VARIANTS[variant])
                ]
                if entry["against"] == REST and facts.registry.comparison_sets[name].stands_alone:
                    assert mine == []  # one other region: all others together are the same
                    continue
                (row,) = mine
                did, limit = (raw(cell) for title, cell in row.items() if title.startswith(("Vår takt", "Gräns")))
                assert did == (None if entry["did"] is None else factor * entry["did"])
                assert limit == (None if entry["threshold"] is None else factor * entry["threshold"])
                assert raw(row["Skillnad i logit"]) == entry["did_other_scale"]
                assert row["Omdöme"] == (entry["label"] or entry["reason"])
                seen += 1
    assert seen or facts.indicator(key).kind == "sammanhang"


@pytest.mark.parametrize("key", KEYS)
def test_the_difference_follows_from_the_levels_in_its_own_table(key: str, facts: Facts) -> None:
    indicator = facts.indicator(key)
    sign = 1 if indicator.better == "higher" else -1
    for name in SETS:
        ours: tuple[float, float] | None = None
        for row in records(pace.pace_table(facts, key, name)):
            then, now = (raw(cell) for title, cell in row.items() if title.startswith("Nivå"))
            (did,) = (raw(cell) for title, cell in row.items() if title.startswith("Vår takt"))
            if row["Omdöme"] == "vårt område":
                ours = (then, now) if then is not None and now is not None else None
            elif did is not None:
                assert ours is not None
                assert then is not None
                assert now is not None
                expected = (
                    (ours[1] - ours[0]) - (now - then)
                    if indicator.is_share
                    else 100 * (log(ours[1] / ours[0]) - log(now / then))
                )
                assert did == pytest.approx(sign * expected)


@pytest.mark.parametrize("key", KEYS)
def test_every_panel_shows_every_region_of_its_set_and_riket_last(key: str, facts: Facts) -> None:
    for name in SETS:
        for panel in pace.panels(facts, key, name):
            if not panel.rows:
                assert "går inte att räkna ut" in panel.text
                continue
            *regions, country = panel.rows
            groups = facts.registry.comparison_sets[name].groups
            assert sorted(row.name for row in regions) == sorted(map(facts.areas.name, groups))
            assert country.name == facts.areas.name(COUNTRY)
            assert [row.name for row in panel.rows if row.role == "home"] == [facts.areas.name(groups[0])]
            assert panel.ends[0] <= min(row.now for row in panel.rows if row.now is not None)


def test_riket_is_one_number_a_year_and_as_published_only_where_that_is_the_same(facts: Facts) -> None:
    country = [
        (row.now, row.text)
        for panel in pace.panels(facts, MILEAGE, "hela_regioner")
        for row in panel.rows
        if row.role == "country" and panel.case.variant == "with"
    ]
    ((now, text),) = country
    assert (round(now or 0), text) == (623, "623 (2022 saknas)")
    cell = next(row for row in pace.panels(facts, NEAR, "hela_regioner")[0].rows if row.role == "country")
    assert cell.text.startswith("80,8 → 81,0")


def test_totals_have_a_pace_from_two_years_and_no_level(facts: Facts) -> None:
    for name in SETS:
        first, second = pace.panels(facts, EMISSIONS, name)
        assert [panel.case.start for panel in (first, second)] == [2022, 2010]
        assert all(row.before == 0 for panel in (first, second) for row in panel.rows)
        assert "av 4" not in first.text + second.text
    own = facts.evaluation(EMISSIONS).series[HOME]
    (row,) = [row for row in pace.rows(facts, EMISSIONS, Case("hela_regioner", None, 2010)) if row.role == "home"]
    before, now = own[2010].value, own[2024].value
    assert before is not None
    assert now is not None
    assert row.now == pytest.approx(100 * (now / before - 1))


def test_a_panel_says_what_its_table_says_of_the_others_together(facts: Facts) -> None:
    """A verdict that is unclear in all stood above a row that was clear: "försprånget minskar"."""
    case = Case("utan_karnkommuner", None, 2022)
    (panel,) = [one for one in pace.panels(facts, "population_near_transit_share", case.set) if one.case == case]
    words = [cells[-1] for cells in pace.pace_table(facts, "population_near_transit_share", case.set).shown()[1]]
    assert words[4] == "försprånget minskar"
    assert panel.text.endswith(
        "Avståndet har inte ändrats tydligt mot den bästa av de andra. Försprånget minskar mot övriga sammantagna."
    )


@pytest.mark.parametrize(
    ("key", "variant", "start", "text"),
    [
        (
            ELECTRIC,
            "with",
            2022,
            "Sedan 2022: Södertörn +5,9 procentenheter, övriga sammantagna +8,3. Avståndet ökar.",
        ),
        (
            EMISSIONS,
            None,
            2022,
            (
                "Sedan 2022: Södertörn +13 %, övriga sammantagna +16 %. Avståndet ökar mot den bästa av de andra. "
                "Försprånget ökar mot övriga sammantagna."
            ),
        ),
        (
            POINTS,
            None,
            2022,
            (
                "Takten sedan 2022 går inte att räkna ut: serien bryts 2023, "
                "och nivåerna före och efter kan inte jämföras."
            ),
        ),
        (NEW_ELECTRIC, "with", 2022, "Sedan 2022: Södertörn −0,1 procentenheter, övriga sammantagna +8,6."),
    ],
)
def test_a_panel_says_what_happened(key: str, variant: Variant | None, start: int, text: str, facts: Facts) -> None:
    said = pace.text(facts, key, Case("hela_regioner", variant, start))
    assert said.replace("\u00a0", " ") == text


@pytest.mark.parametrize("key", KEYS)
def test_no_sentence_points_out_a_last_region_or_ends_twice(key: str, facts: Facts) -> None:
    year = latest(facts, key)
    entries = {(entry.key, entry.variant): entry for entry in ranks.set_ranks(facts, key, year)}
    sentences = [
        compare.panel_text(facts, key, year, entries[name, panel.case.variant], panel)
        for name in SETS
        for panel in pace.panels(facts, key, name)
    ]
    sentences += [earlier.summary(facts, key, year), compare.note(facts, key, is_pace_shown=True) or "."]
    assert [text for text in sentences if not text.endswith(".") or ".." in text] == []
    own = re.compile(r", (dela[dt] )?(sist|(näst )?(lägst|högst)) av \w+( \([^)]*\))?\.")  # ours, as the answer says it
    others = [own.sub(".", text) for text in sentences]
    assert [text for text in others if re.search(r"\b(sist|sista|sämst|lägst|högst|längst)\b", text)] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_level_over_fewer_municipalities_than_the_ranking_is_said(key: str, facts: Facts) -> None:
    year = latest(facts, key)
    for entry in ranks.set_ranks(facts, key, year):
        notes = " ".join(pace.membership_notes(facts, key, entry.key))
        series = facts.evaluation(key, entry.variant).series
        for group, value in entry.values.items():
            if value is not None and series[group][year].value != value:
                assert facts.areas.name(group) in notes


# ───────────── The eight among all municipalities ─────────────


def test_the_readers_own_municipality_is_marked_among_the_eight(facts: Facts) -> None:
    distribution = compare.distribution(facts, MILEAGE, latest(facts, MILEAGE), "0140")
    assert distribution
    assert [name for name, _, role in distribution.rows if role == "chosen"] == ["Nykvarn"]
    alone = compare.distribution(facts, MILEAGE, latest(facts, MILEAGE))
    assert alone
    assert {role for _, _, role in alone.rows} == {"member"}


@pytest.mark.parametrize("key", KEYS)
def test_the_eight_stand_among_all_unless_their_values_are_too_uncertain(key: str, facts: Facts) -> None:
    distribution = compare.distribution(facts, key, latest(facts, key))
    assert (distribution is None) is (facts.indicator(key).judged_for == "groups")
    if distribution is None:
        said = compare.why_no_distribution(facts, key, latest(facts, key))
        assert said.endswith("därför placeras de åtta inte bland landets kommuner.")
        return
    assert {name.removesuffix(" *") for name, _, _ in distribution.rows} == {
        facts.areas.name(code) for code in facts.areas.home_members
    }
    values = [value for _, value, _ in distribution.rows]
    assert values == sorted(values, key=lambda value: (value is None, -(value or 0)))
    assert [name for name, _, _ in distribution.marks] == ["Södertörn", "Riket"]
    (_, group), (_, others) = distribution.groups
    assert len(group) == 43
    assert len(group) + len(others) == len(distribution.table.file.rows) > 280
    assert ("Södertälje *" in [name for name, _, _ in distribution.rows]) is distribution.has_fleets
    assert distribution.has_fleets is facts.indicator(key).has_fleet_variants
    assert re.search(r"\.$", distribution.text)
    assert ".." not in distribution.text


@pytest.mark.parametrize(("key", "has_tail"), [(ELECTRIC, True), (POINTS, True), (NEAR, False)])
def test_the_hill_counts_every_municipality_once_or_says_how_many_are_beyond(
    key: str, has_tail: bool, facts: Facts
) -> None:
    distribution = compare.distribution(facts, key, latest(facts, key))
    assert distribution is not None
    chart = distribution_chart.figure(distribution.rows, distribution.marks, distribution.groups, "%", 1)
    hills = [trace for trace in chart.data if trace.type == "bar"]
    said = [note.text for note in chart.layout.annotations if "utanför" in note.text]
    beyond = int(said[0].split()[0]) if said else 0
    assert (beyond > 0) is has_tail
    assert sum(sum(hill.y) for hill in hills) + beyond == sum(len(values) for _, values in distribution.groups)
    assert list(chart.data[0].x) == [value for _, value, _ in distribution.rows]


def test_only_a_long_thin_tail_is_cut_and_never_one_of_ours() -> None:
    even = [float(value) for value in range(100)]
    assert tail_start(even, [50.0]) == 99
    tailed = sorted([*even[:98], 500.0, 900.0])
    assert tail_start(tailed, [50.0]) == 97
    assert tail_start(tailed, [500.0]) == 500
    assert tail_start(tailed, [900.0]) == 900
    assert tail_start([3.0, 3.0], [3.0]) == 3


@pytest.mark.parametrize("values", [[1.0], [0.0, 0.0], [-3.0, 12.5], [0.1, 0.2, 0.7], [4000.0, 91000.0]])
def test_classes_are_equally_wide_and_hold_every_value(values: list[float]) -> None:
    edges = distribution_chart.bin_edges(values)
    widths = [round(high - low, 9) for low, high in pairwise(edges)]
    assert len(set(widths)) == 1
    assert edges[0] <= min(values)
    assert max(values) < edges[-1]


# ───────────── Two municipalities ─────────────


@pytest.mark.parametrize(
    ("key", "areas", "text"),
    [
        (
            NEAR,
            ["0138", "0127"],
            "Botkyrka och Tyresö är lika, högst tre platser isär: 8 av 43 (delad med en till) och 11 av 43.",
        ),
        (
            NEAR,
            ["0127", "0136", "riket"],
            "Botkyrka ligger före Haninge, mer än tre platser isär: 8 av 43 (delad med en till) och 19 av 43.",
        ),
        (EMISSIONS, ["0127", "0136"], "Botkyrka och Haninge: kommunernas värden är för osäkra för att säga vem"),
        (NEW_ELECTRIC, ["0127", "0136"], "Botkyrka och Haninge rangordnas inte: indikatorn visas som sammanhang."),
        (ELECTRIC, ["0181", "0138"], "Södertälje och Tyresö: skillnaden beror på företagens bilar."),
    ],
)
def test_two_municipalities_are_equal_or_not(key: str, areas: list[str], text: str, facts: Facts) -> None:
    said = compare.pair_sentence(facts, key, areas, latest(facts, key))
    assert said is not None
    assert said.startswith(text)


def test_vehicles_are_compared_with_and_without_fleets(facts: Facts) -> None:
    said = compare.pair_sentence(facts, ELECTRIC, ["0127", "0138"], 2025)
    assert said is not None
    assert said.index("Alla kommuner: ") < said.index("Utan kommuner med många företagsbilar: ")


@pytest.mark.parametrize("areas", [[HOME, "riket"], ["0127"], ["0127", "0136", "0138"]])
def test_only_two_municipalities_are_said_to_be_equal(areas: list[str], facts: Facts) -> None:
    assert compare.pair_sentence(facts, NEAR, areas, 2023) is None


def test_the_place_of_the_leading_comparison_is_said_before_the_range_over_all(facts: Facts) -> None:
    place = next(answer for answer in verdict(facts, ELECTRIC, facts.areas.home.id) if answer.question == "Läge")
    reason = "beroende på vilka Södertörn jämförs med: tvåa till sist av fyra"
    assert (place.word, place.reason) == ("delad tvåa av fyra", reason)
    alike = next(answer for answer in verdict(facts, POINTS, facts.areas.home.id) if answer.question == "Läge")
    assert (alike.word, alike.reason) == ("sist av fyra", "")


def test_areas_that_share_a_place_with_unequal_figures_say_why(facts: Facts) -> None:
    place = rows.typed(facts, ELECTRIC).place
    assert place is not None
    assert blocks.shared_text(facts, ELECTRIC, place.area, place.values) == (
        "Delar plats med Stor-Göteborg: det skiljer under 0,3 procentenheter före avrundning."
    )
    assert blocks.shared_text(facts, POINTS, place.area, {place.area: 2.40, "a": 8.4}) == ""
    assert blocks.shared_text(facts, ELECTRIC, place.area, {place.area: 10.6, "stor_goteborg": 10.61}) == "", (
        "look alike"
    )


def test_another_year_leads_with_its_own_place_and_keeps_the_latest_beside_it(facts: Facts) -> None:
    block = earlier.answer(facts, POINTS, 2023, answers.of_indicator(facts, POINTS))
    assert (block.question, block.word) == ("Hur stod sig Södertörn i laddpunkter 2023?", "Sist av fyra")
    assert block.text.startswith("Södertörn 0,8\u00a0per")
    assert "riket 3,3" in block.text
    assert block.hedge == f"2025: {answers.of_indicator(facts, POINTS).answer}"
    blocks = page.answer(facts, POINTS, 2023).blocks
    assert blocks == [block], "the chosen year's answer alone"


@pytest.mark.parametrize("key", KEYS)
def test_only_the_answer_has_a_place_in_sight_the_others_stand_in_a_fold(key: str, facts: Facts) -> None:
    year = latest(facts, key)
    assert [type(one) for one in page.answer(facts, key, year).blocks] == [Answer]
    others = next(
        (one.blocks for one in page.sections(facts, key, year, [HOME]) if one.heading.startswith("Andra")), []
    )
    assert all(isinstance(one, Fold) for one in others)
    told = [one.blocks for one in others if isinstance(one, Fold) and one.label == "Platsen i varje jämförelse"]
    said = place.sentence(facts, key, year)
    assert (
        [Text(said)] == told[0][:1] if said else all(not isinstance(block, Text) for every in told for block in every)
    )


def test_among_fewer_no_place_is_told_but_who_is_left_out(facts: Facts) -> None:
    entries = {(entry.key, entry.variant): entry for entry in ranks.set_ranks(facts, ELECTRIC, 2025)}
    text = compare.set_text(facts, ELECTRIC, 2025, entries["hela_regioner", "without"])
    assert text.endswith(
        "Ingen plats sägs här: Övriga Stockholms län har för få invånare kvar. Bland kommunerna runt storstäderna går "
        "den att säga."
    )


def test_how_the_charts_are_read_stands_with_them(facts: Facts) -> None:
    sections = list(page.sections(facts, ELECTRIC, 2025, page.usual_areas(facts)))
    reading = Text(compare.note(facts, ELECTRIC, is_pace_shown=True), "caption")
    [leading] = [section for section in sections if reading in section.blocks]
    assert isinstance(leading.blocks[leading.blocks.index(reading) + 1], Beside)


def test_what_cannot_be_compared_is_said_where_the_list_stands_with_why(facts: Facts) -> None:
    assert compare.not_compared(facts) == (
        "Alla utsläpp, boende långt från kollektivtrafik, inpendlare och utpendlare går inte att jämföra: det är "
        "antal, och ett stort område har fler än ett litet. Därför står de inte i listan."
    )


def test_the_distance_in_words_is_what_the_table_beside_it_shows(facts: Facts) -> None:
    key = "charging_points_per_1000"
    gaps = [cells[-1] for cells in ranks.sets_table(facts, key, 2025).shown()[1]]
    lines = reasoning.reasoning(facts, key, facts.areas.home.id, None)[0].lines
    assert all(f"bäst av de andra: {text_of(gap)}" in line for gap, line in zip(gaps, lines, strict=True))


@pytest.mark.parametrize(
    ("key", "more"), [("population_near_transit_share", "16 900 fler"), ("charging_points_per_1000", "3 144 fler")]
)
def test_a_distance_in_things_is_the_number_that_the_answer_says(key: str, more: str, facts: Facts) -> None:
    """Rounded by another rule it was 16 800 people in one place and 16 900 in the other."""
    said = " ".join(blocks.things_lines(facts, key, facts.areas.home.id, every_ahead=True)).replace("\u00a0", " ")
    lines = reasoning.reasoning(facts, key, facts.areas.home.id, None)[0].lines
    (line,) = (one for one in lines if one.startswith("Hela storstadsregioner"))
    assert more in said
    assert f"ungefär {more.removesuffix(' fler')} " in line.replace("\u00a0", " ")


def test_which_measures_the_goals_answer_counts_beside_the_one_that_is_shown(facts: Facts) -> None:
    assert counted.others(facts, ELECTRIC) == (
        "Elbilar är ett av måtten som svaret om klimatomställning räknar. De andra: transportutsläpp per invånare, "
        "laddpunkter och bilkörning."
    )
    assert counted.others(facts, "population_near_transit_share") == "", "it is alone"
    assert counted.others(facts, "cycle_network_per_inhabitant") == "", "no answer counts it"

"""Översikt as it is composed: answers first, a row a measure, and the same figures as everywhere else."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from dashboard.blocks.blocks import Answer, Bullets, Multiples, Text
from dashboard.blocks.page import Beside, Chart, Fold, PageBlock
from dashboard.blocks.pieces import Definitions, Proposal
from dashboard.blocks.simple import within
from dashboard.content import values
from dashboard.content.answers import answers, blocks as answer_blocks, phrases
from dashboard.content.data import sources, states
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts, load
from dashboard.content.goal import goal, page as goal_page, proposal
from dashboard.content.overview import network, news, page, rows
from dashboard.content.text import UNCHANGED
from dashboard.documents import blocks as document_blocks
from malkollen.answers.movement import Span
from malkollen.database import freshness
from malkollen.editions.file import Edition
from malkollen.office import judgements
from malkollen.office.judgements import Basis, Entry
from malkollen.texts.swedish import in_words
from malkollen.values.before_latest import until
from malkollen.verdicts.assessor import Assessor


@pytest.fixture(scope="module")
def shown(facts: Facts) -> Multiples:
    return rows.multiples(facts, rows.keys(facts), "program")


def test_the_goals_answers_stand_first_side_by_side(facts: Facts) -> None:
    (beside,) = page.goals(facts).blocks
    assert isinstance(beside, Beside)
    first = [column[0].blocks[0] for column in beside.columns]
    said = [answers.of_goal(facts, goal) for goal in facts.goals]
    assert [block for block in first if isinstance(block, Answer)] == first
    assert [(block.question, block.text) for block in first] == [(one.question, one.answer) for one in said]  # type: ignore[union-attr]


def test_a_row_for_each_core_measure_with_figures_and_each_that_asks_for_attention(facts: Facts) -> None:
    keys = rows.keys(facts)
    core = [key for key, one in facts.of_programme.items() if one.core and rows.typed(facts, key).value is not None]
    assert set(core) <= set(keys)
    assert all(_is_core(facts, key) or rows.typed(facts, key).attention for key in keys)


def _is_core(facts: Facts, key: str) -> bool:
    return facts.indicator(key).core


def test_a_row_says_what_the_carried_figures_say(facts: Facts, shown: Multiples) -> None:
    cells = {row.indicator: (row.value, row.year, row.since, row.place, row.note) for row in shown.rows}
    assert cells["transport_emissions"][1:] == (
        "2024", "\u221222 procent sedan 2010, +13 sedan 2022; 2024: +15 procent (riket +22)", "når inte målet",
        "Riksdagens mål för landet, 70 procent lägre 2030",
    )  # fmt: skip
    assert cells["electric_car_share"] == (
        "10,6 %", "2025", "+5,9 procentenheter sedan 2022", "delad tvåa av fyra",
        "delad sist bland kommunerna runt storstäderna, utan Södertälje och andra med många företagsbilar",
    )  # fmt: skip
    assert cells["charging_points_per_1000"] == (
        "2,4 per 1\u00a0000 inv.", "2025, folkmängden är preliminär", "från 0,8 år 2023; en del är bättre rapportering",
        "sist av fyra", "sist hur man än jämför",
    )  # fmt: skip
    assert cells["population_near_transit_share"] == (
        "90,8 %", "2023, nyare inte hämtade", "\u22120,1 procentenheter sedan 2022", "tvåa av fyra",
        "sjunker långsamt: \u22120,6 procentenheter sedan 2018",
    )  # fmt: skip


def test_each_row_stands_under_the_goal_whose_question_it_answers(facts: Facts) -> None:
    for order in rows.ORDERS:
        listed = rows.multiples(facts, rows.keys(facts), order).rows
        groups = [row.group for row in listed]
        assert groups == ["Klimatomställning"] * 3 + ["Tillgänglighet"]
        assert all(facts.goals[facts.indicator(row.indicator).goal].heading == row.group for row in listed)


def test_every_change_says_its_year(shown: Multiples) -> None:
    """One alone, but for a target that is counted from another year than the programme."""
    years = {row.indicator: len(re.findall(r" (?:sedan|år) \d{4}", row.since)) for row in shown.rows}
    assert years == dict.fromkeys(years, 1) | {"transport_emissions": 2}


def test_a_change_that_says_too_much_is_nowhere_given_in_percent(facts: Facts) -> None:
    doubted = {key for key, one in facts.registry.breaks.items() if one.doubt}
    keys = [key for key in facts.of_programme if facts.is_computed(key)]
    broken = [key for key in keys if (moved := rows.typed(facts, key).movement) and moved.broken_by in doubted]
    assert broken == ["chargeable_cars_per_point", "charging_points_per_1000"]
    assert not [key for key in broken if "procent" in rows.since(facts, key)]


def test_everybody_reads_the_same_words_and_signs(facts: Facts) -> None:
    """A sign that one body sees and another does not is read as softened; the network has them in a fold."""
    blocks = [
        [block for section in page.sections(facts, reader, "program", None, None) for block in section.blocks]
        for reader in page.readers(facts)
    ]
    opened = [[*each, *(one for fold in each if isinstance(fold, Fold) for one in fold.blocks)] for each in blocks]
    shown = [next(block for block in each if isinstance(block, Multiples)) for each in opened]
    assert len(shown) == 3
    assert all(one.rows == shown[0].rows for one in shown)
    assert "bad" in {row.symbol for row in shown[0].rows}


def test_a_place_stands_in_its_row_and_the_goals_answer_names_what_it_counts(facts: Facts) -> None:
    (beside,) = page.goals(facts).blocks
    assert isinstance(beside, Beside)
    first = beside.columns[0][0].blocks[0]
    assert isinstance(first, Answer)
    counts = "Måtten: transportutsläpp per invånare, elbilar, laddpunkter och bilkörning."
    assert first.measures == (counts,)
    told = [block.text for block in _within(page.measures(facts, "program", None).blocks) if isinstance(block, Text)]
    assert told[0].replace("\u00a0", " ") == (
        "I svaret om klimatomställning räknas också transportutsläpp per invånare (1,1 ton/inv. 2024, näst lägst av "
        "fyra) och bilkörning (564 mil/inv. 2024, platsen beror på företagens bilar)."
    ), "with the rows, where a reader looks for the rest of what the answer counts"
    texts = [block for block in within([*page.focus(facts, "electric_car_share").blocks]) if isinstance(block, Answer)]
    assert texts == []


@pytest.mark.parametrize("order", rows.ORDERS)
def test_an_order_loses_no_row(facts: Facts, order: str) -> None:
    keys = rows.keys(facts)
    assert sorted(rows.ordered(facts, keys, order)) == sorted(keys)


def test_orders_that_give_the_same_list_are_offered_once(facts: Facts) -> None:
    keys = rows.keys(facts)
    offered = dict.fromkeys(rows.orders(facts, keys).values())
    lists = [rows.ordered(facts, keys, order) for order in offered]
    assert next(iter(offered)) == "program"
    assert len({tuple(one) for one in lists}) == len(lists)
    assert {tuple(rows.ordered(facts, keys, order)) for order in rows.ORDERS} == {tuple(one) for one in lists}


def test_worst_place_first(facts: Facts) -> None:
    assert rows.ordered(facts, rows.keys(facts), "plats")[0] == "charging_points_per_1000"


def test_a_row_draws_home_first_then_the_best_other_and_riket(facts: Facts) -> None:
    assert rows.areas(facts, "electric_car_share") == [facts.areas.home.id, "ovriga_stockholms_lan", "riket"]
    assert rows.areas(facts, "transport_emissions") == [facts.areas.home.id, "riket"]


def test_what_has_happened_is_read_from_the_value_not_from_its_text(facts: Facts) -> None:
    share, ratio = facts.indicator("electric_car_share"), facts.indicator("charging_points_per_1000")
    ends = [(share, 10.0, 10.04), (share, 10.0, 9.94), (ratio, 100.0, 100.4), (ratio, 100.0, 99.4), (ratio, 0.0, 0.01)]
    sizes = [(one, Span(2022, 2025, before, after)) for one, before, after in ends]
    assert [phrases.is_unchanged(*size) for size in sizes] == [True, False, True, False, True]
    assert [phrases.change_number(*size) for size in sizes] == ["0,0", "\u22120,1", "0", "\u22121", "0,0"]
    assert [rows.in_percent(size) for size in (-0.4, 0.6)] == [UNCHANGED, "+1 procent"]


def test_what_is_new_is_said_in_the_answers_own_words(facts: Facts) -> None:
    assert news.changed(facts)
    for line in news.changed(facts):
        assert re.fullmatch(r"[A-ZÅÄÖ].+: .+ \d{4}(, trots att .+)?\. \d{4}: .+\.", line)
        assert "deklarerad" not in line


def test_what_is_waited_for_has_no_command_in_it(facts: Facts) -> None:
    lines = news.awaited(facts)
    assert lines
    assert not [line for line in lines if "malkollen" in line.casefold()]


def test_the_map_shows_the_measure_in_focus_with_how_the_municipalities_differ(facts: Facts) -> None:
    section = page.focus(facts, "electric_car_share")
    found = list(_within(section.blocks))
    told = [block.text.replace("\u00a0", " ") for block in found if isinstance(block, Text)]
    assert "Elbilar på Södertörn och i de andra områdena 2025" in told
    assert [text for text in told if text.startswith("På kartan: de åtta kommunerna ligger mellan 6,1 % och 17,4 %.")]
    rows_block = next(
        block
        for block in _within(page.measures(facts, "program", "electric_car_share").blocks)
        if isinstance(block, Multiples)
    )
    assert rows_block.focused == "electric_car_share"


def _within(blocks: "list[PageBlock] | tuple[PageBlock, ...]") -> "list[PageBlock]":
    inner: list[PageBlock] = []
    for block in blocks:
        inner.append(block)
        inner += _within([*block.blocks]) if isinstance(block, Fold) and block.is_narrow else []
        if isinstance(block, Beside):
            inner += [one for column in block.columns for section in column for one in _within([*section.blocks])]
    return inner


def test_a_broken_file_of_judgements_leaves_the_computed_answer(facts: Facts, tmp_path: Path) -> None:
    (tmp_path / judgements.FILE_NAME).write_bytes(b"\x00spoilt")
    fault, answer = answer_blocks.of_goal(replace(facts, folder=tmp_path), "klimatomstallning")
    assert isinstance(fault, Text)
    assert fault.text
    assert answer == answer_blocks.block(answers.computed(facts, "klimatomstallning"))


def test_what_makes_a_change_say_too_much_stands_once_under_a_table_of_changes(facts: Facts) -> None:
    said = values.doubts(facts, facts.of_programme)
    assert said == ("En del av ökningen av laddpunkter är bättre rapportering.",)
    assert said[0] in goal.lines_table(facts, "klimatomstallning").notes
    assert values.doubts(facts, ["electric_car_share"]) == ()


def test_a_better_place_with_a_worse_value_says_both_and_emissions_beside_rikets(facts: Facts) -> None:
    lines = news.changed(facts)
    assert lines == [
        (
            "Transportutsläpp per invånare: näst lägst av fyra 2024, trots att värdet ökade från 1,0 till 1,1 ton/inv. "
            "(riket från 1,3 till 1,6). 2023: näst högst av fyra."
        ),
        "Elbilar: delad tvåa av fyra 2025. 2024: trea av fyra.",  # the value went the same way
    ]


def test_what_is_waited_for_names_the_core_measures_and_counts_the_others(facts: Facts) -> None:
    """Who brings them, and each by its name, stands on the goal's own page."""
    first, second, objects = news.awaited(facts)
    assert first == "Siffror saknas om laddeffekt, hållbara resor och regionala cykelstråk; ingen dag är satt."
    assert second == (
        "Siffror saknas om åtta mått: restid jämfört med bil, tvärresor inom en timme och sex till; också om boende "
        "som arbetar på Södertörn; ingen dag är satt."
    )
    assert objects.endswith("är inte inlagd än.")


def test_for_the_committee_what_it_is_to_choose_comes_first_and_only_that(facts: Facts) -> None:
    sections = list(page.sections(facts, page.COMMITTEE, "program", None, None))
    headings = [section.heading for section in sections]
    assert headings[1] == page.TO_DECIDE
    lines = [line for block in within(sections[1].blocks) if isinstance(block, Bullets) for line in block.lines]
    assert len(lines) == len(decisions.of_committee(facts)) > 0
    assert all(line.startswith("Kommittén ska välja ") for line in lines[:-1])
    assert lines[-1] == (
        "Nästa program: SUP 2040 gäller till och med den 31\u00a0december\u00a02026. Samarbetskommittén tar fram ett "
        "förslag i början av varje mandatperiod, och kommunstyrelsen i varje kommun beslutar."
    )
    assert any(" eller " in line for line in lines)
    assert str(sections).count(f"heading='{page.TO_DECIDE}'") == 1
    others = list(page.sections(facts, page.LEADERSHIP, "program", None, None))
    assert page.TO_DECIDE not in [section.heading for section in others]
    assert str(others).count(f"heading='{page.TO_DECIDE}'") == 1


def test_each_reader_sees_its_own_decisions_and_the_others_are_folded(facts: Facts) -> None:
    def blocks(reader: str) -> list[object]:
        told = [one for one in within(list(page.lists(facts, reader).blocks)) if isinstance(one, Text | Fold)]
        said = [one.text if isinstance(one, Text) else one.label for one in told]
        return [said[0], said[-1]]  # one's own first, the others' below in the page's whole width

    (own,) = decisions.of_leadership(facts)
    assert blocks(page.LEADERSHIP) == [
        (
            f"{own.told} Underlaget räcker inte än till ett förslag; gruppen kan bedöma ändå. "
            "Ingen dag är satt för beslutet."
        ),
        "Kommittén: fem beslut"
    ]  # fmt: skip
    others = list(page.sections(facts, page.NETWORK, "program", None, None))
    assert str(others).count("is_to_decide=True") == 1
    assert "Nätverket tar fram underlag till besluten. Ingen dag är satt för besluten." in str(others)


def test_the_network_meets_its_objects_first_and_no_map(facts: Facts) -> None:
    """The furthest stage first, of each the dearest; then what to prepare, journeys and what is lacking."""
    shown = list(page.sections(facts, page.NETWORK, "program", "electric_car_share", None))
    assert shown[1].heading == network.OBJECTS
    (staged,) = [block for block in shown[1].blocks if isinstance(block, Definitions)]
    assert [phase for phase, _ in staged.pairs] == [
        "Objektet byggs: 4", "Objektet får börja byggas: 2", "Byggstarten förbereds: 2",
        "Byggstarten är inte beslutad: 5",
    ]  # fmt: skip
    assert staged.pairs[0][1].startswith(
        "Ostlänken nytt dubbelspår Järna-Linköping (106\u00a0226 mkr); Södertälje Sluss"
    )
    assert "läst genom en avskrift" in str(shown[1])
    assert "(utredningen 500 mkr)" in staged.pairs[3][1]
    charging = "1 726 fler laddpunkter till rikets nivå 2025."
    assert charging in str(shown).replace("\\xa0", " ")
    assert "AreaMap" not in str(shown)


def test_each_choice_of_comparison_is_told_with_the_answer_it_gives(facts: Facts) -> None:
    """The same answers as the goals would have if the choice were made: worked out, not written."""
    compared = next(one for one in decisions.of_committee(facts) if one.name == decisions.COMPARED)
    (around,) = compared.short  # the other's answers stand on the page already
    told = "blir svaret hittills delvis om klimatomställning och hittills ja om tillgänglighet (på ett enda mått)."
    assert around == f"Väljs bara kommunerna runt storstäderna {told}"
    for name in ("hela_regioner", "utan_karnkommuner"):
        for key, one in facts.goals.items():
            goals = facts.registry.goals | {key: one.model_copy(update={"answer_set": name})}
            registry = facts.registry.model_copy(update={"goals": goals})
            made = facts.assessor
            assessor = Assessor(registry, facts.areas, made.evaluations, made.lags, made.as_of)
            chosen = answers.computed(replace(facts, registry=registry, assessor=assessor), key)
            told = f"{chosen.answer[:1].lower()}{chosen.answer[1:]}"
            assert any(told in line for line in compared.choices), (name, key)


def test_every_decision_says_what_its_choices_lead_to_and_where_it_is_prepared(facts: Facts) -> None:
    found = decisions.decisions(facts)
    assert [one.name for one in found if not one.choices or not one.ways] == []
    emissions = next(one for one in found if one.name == "Målet för utsläppen från transporter")
    theirs, own = emissions.choices
    reached = "riksdagens mål för landet, 70 procent lägre 2030, nås inte i nuvarande takt."
    assert theirs == f"Väljs det målet blir svaret: {reached} Målet gäller utan inrikes flyg."
    assert own.replace("\u00a0", " ") == (
        "Väljs ett eget beror svaret på nivån. I nuvarande takt blir utsläppen från transporter 25 procent lägre 2030 "
        "än 2010."
    )
    silent = next(one for one in found if one.name == "Målet för hållbara resor")
    assert silent.choices == (
        "Inget svar ändras i dag, vad som än väljs: det finns inga siffror om hållbara resor än.",
    )
    assert {goal for one in found for goal in one.goals} == {*facts.goals}
    assert decisions.of_goal(facts, "tillganglighet") == [one for one in found if len(one.goals) == 2]


def test_what_was_entered_before_its_meeting_is_yet_to_be_judged_and_the_next_meeting_is_the_day(
    facts: Facts, tmp_path: Path
) -> None:
    shown = replace(facts, folder=tmp_path)
    day = facts.as_of + timedelta(days=9)
    fixed = Edition("ett", day, "Mötet", datetime.now(UTC), "v", "r", "1", {}, "f" * 64)
    path, basis = tmp_path / judgements.FILE_NAME, Basis("", "v", "r", "1")
    entry = Entry("klimatomstallning", "sup_2040", basis, "delvis", "Skäl", "Bo", "Mötet", fixed.day.isoformat())
    before = datetime(facts.as_of.year, facts.as_of.month, facts.as_of.day, 12, tzinfo=UTC)
    judgements.save(path, entry, None, now=before)
    (own,) = decisions.of_leadership(shown)
    assert own.goals == ("klimatomstallning", "tillganglighet")
    ahead = f"Inför mötet {in_words(fixed.day)} är bedömningen av klimatomställning ”delvis”."
    assert own.told == f"Ledningsgruppen ska bedöma målen klimatomställning och tillgänglighet. {ahead}"
    assert own.choices[-1] == "Gör mötet ingen bedömning om klimatomställning står den som är införd inför mötet kvar."
    assert "klimatomställning" not in own.choices[1]
    assert decisions.days([own]) == "Ingen dag är satt för beslutet.", "no version is fixed"
    of_meeting = replace(shown, edition=fixed)
    held = f"Underlaget är fastställt till mötet den {in_words(day)}."
    assert decisions.days(decisions.decisions(of_meeting)) == held
    seen = judgements.history(path, "klimatomstallning")[0].id
    judgements.save(path, entry, seen, now=before + timedelta(days=9))
    assert decisions.of_leadership(shown)[0].goals == ("tillganglighet",), "the meeting has judged it"


def test_a_choice_says_which_measure_is_first_only_without_company_cars(
    facts: Facts, database: Path, tmp_path: Path
) -> None:
    """The measure's own answer tells it of the same comparison: beside it the count of firsts would be one short."""

    def told(shown: Facts) -> list[str]:
        return [line for one in decisions.of_committee(shown) for line in one.choices if "I elbilar är" in line]

    assert told(facts) == []
    path = tmp_path / database.name
    shutil.copyfile(database, path)
    with duckdb.connect(str(path)) as db:
        for measure, value in (("cars_battery_electric", 11039), ("cars_petrol", 10471)):
            place = f"measure = '{measure}' AND year = 2025 AND municipality_code = '0126'"
            db.execute(f"UPDATE mart.measures SET value = {value} WHERE {place}")
    (line,) = told(load(path, facts.as_of))
    assert line.startswith("Väljs bara kommunerna runt storstäderna blir svaret om klimatomställning hittills delvis.")
    assert line.endswith(
        "I elbilar är Södertörn först bara om kommuner med många företagsbilar lämnas utanför; svaret räknar alla."
    )


def test_it_is_said_whether_the_overarching_goal_is_measured(facts: Facts) -> None:
    assert "”ett välmående näringsliv” och ”motverkar segregation”" in str(page.vision(facts))


def test_the_answer_and_the_formal_proposal_are_told_apart(facts: Facts) -> None:
    assert proposal.why_none(facts, "tillganglighet") == (
        "Svaret på målets fråga bygger på det som är känt i dag: det enda mått som går att jämföra med andra områden, "
        "och det är en kärnindikator, och gäller tills vidare. Förslaget till ledningsgruppens bedömning räknas bara "
        "ur målets fem kärnindikatorer: tre av svarets nio mått, och dessutom boende som arbetar på Södertörn och "
        "prioriterade objekt, som visas men inte bedöms eftersom de bara beskriver läget. Det kan göras först när fler "
        "av dem har siffror."
    )
    assert (
        "fyra mått som går att jämföra med andra områden, varav ett är kärnindikator, och gäller"
        in proposal.why_none(facts, "klimatomstallning")
    )


def test_what_is_too_little_for_a_formal_judgement_has_the_looks_of_no_answer(facts: Facts) -> None:
    """'Hittills nej' and 'Inget förslag än' were read as two answers: the second stands small, with no symbol."""
    (section,) = [goal_page.judged(facts, "klimatomstallning")]
    told = [one for one in section.blocks if isinstance(one, Text)]
    small = "Underlaget för en formell bedömning räcker inte än: för få av målets kärnindikatorer kan bedömas."
    assert [(one.text, one.style) for one in told] == [(small, "caption")]
    answer = next(one for one in goal_page.answer(facts, "klimatomstallning").blocks if isinstance(one, Answer))
    whole = (
        "Svaret räknar sju mått när alla går att jämföra: de fyra ovan och laddeffekt, hållbara resor och regionala "
        "cykelstråk."
    )
    assert whole in answer.beside, "one number, and what is in it"
    assert not [one for one in within(section.blocks) if isinstance(one, Proposal)]
    written = document_blocks.proposal(facts, "klimatomstallning")
    assert isinstance(written, Text), "no word with a symbol on paper either"
    assert written.style == "caption"
    assert written.text.startswith("Till ledningsgruppens formella bedömning: underlaget räcker inte än, eftersom 3 av")


def test_what_had_no_answer_the_year_before_is_told_without_a_year(facts: Facts) -> None:
    key, home = "charging_points_per_1000", facts.areas.home.id
    none = {**facts.earlier.evaluations, (key, None): until(facts.evaluation(key), home, 0)}
    before = Assessor(facts.registry, facts.areas, none, facts.earlier.lags, facts.earlier.as_of)
    told = [line for line in news.changed(replace(facts, earlier=before)) if line.startswith("Laddpunkter")]
    assert told == ["Laddpunkter: sist av fyra 2025. Med föregående års siffror gick det inte att svara."]


def test_a_source_that_no_indicator_reads_is_neither_late_nor_listed(facts: Facts) -> None:
    assert sources.in_use(facts) == facts.sources
    few = {key: facts.registry.indicators[key] for key in ("charging_points_per_1000", "transport_emissions")}
    left = replace(facts, registry=facts.registry.model_copy(update={"indicators": few}))
    known = {source.source for source in sources.in_use(left)}
    assert {"power_circle_charging", "smhi_emissions", "scb_population", "national_plan"} <= known
    assert not {"kolada_car_mileage", "kolada_published_areas", "trafikanalys_vehicles"} & known
    assert sources.late_text(left) == f"Ingen av {len(known)} källor väntar på nyare siffror."
    assert sources.answer(left) == f"{len(known) - 3} av {len(known)} källor är i tid och 3 gäller tills vidare."
    assert len(sources.freshness_table(left).rows) == len(known)


def test_sources_are_counted_in_the_words_of_their_rows(facts: Facts) -> None:
    counts = Counter(states.state(facts, one) for one in sources.in_use(facts))
    told = sources.answer(facts)
    for state, count in counts.items():
        words = states.COUNTED[state][count > 1]
        assert re.search(rf"\b{count} (av \d+ källor )?{words}", told), (state, told)
        assert set(re.findall(r"\w+", state)) <= set(re.findall(r"\w+", words)), "a row's own words"


def test_which_areas_a_place_is_among_is_said_with_the_answers_before_the_rows(facts: Facts) -> None:
    told = "bland Södertörn, Övriga Stockholms län, Stor-Göteborg och Stor-Malmö."
    assert told in str(page.goals(facts))
    assert told not in str(page.measures(facts, "program", None).blocks[0])


def test_a_preliminary_and_a_late_value_say_so_at_their_year(facts: Facts, db: DuckDBPyConnection) -> None:
    late = replace(facts, sources=freshness.load(db, date(2026, 11, 29)))
    assert rows.row(late, "charging_points_per_1000").year == "2025, folkmängden är preliminär"
    assert rows.row(late, "population_near_transit_share").year == "2023, nyare inte hämtade"
    assert rows.row(late, "electric_car_share").year == "2025"


def test_who_shares_a_place_stands_directly_under_the_bars(facts: Facts) -> None:
    (drawn,) = [one for one in within(page.focus(facts, "electric_car_share").blocks)
        if isinstance(one, Chart) and one.key == "chart:overview-focus"]  # fmt: skip
    assert drawn.caption == "Delar plats med Stor-Göteborg: det skiljer under 0,3 procentenheter före avrundning."

"""Enklare: a page's answers with their hedges and pictures, and nothing of what lies behind."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dashboard.blocks.blocks import Answer, Bullets, Multiples, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.page import Beside, Chart, Entry, Fold, Link, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Matrix, Note
from dashboard.blocks.simple import answers_alone, within
from dashboard.blocks.table import table
from dashboard.content.compare import page as compare_page
from dashboard.content.data.sources import citation
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal_page
from dashboard.content.indicator.case import latest
from dashboard.content.municipality import eight, page as municipality_page
from dashboard.content.overview import page, rows
from dashboard.content.workbench import page as workbench
from dashboard.content.workbench.asked import Asked

ANSWER = Answer("Leder vi?", "Nej", "Nej. Tvåa av fyra.", "Utan storstäderna: först.", ("Tre mått väntar.",))
LEAD, EVIDENCE = Text("Vad det är.", "lead"), Sheet(table("Tal", "tal", [{"Mått": "a"}], "Källa"), "tal")


def chart(key: str) -> Chart:
    return Chart(Bars((("Södertörn", 1.0, "home"),), "%", 0), key, "Stapeldiagram.", table=EVIDENCE.table)


def kinds(sections: Sequence[PageSection]) -> list[type[PageBlock]]:
    return [type(block) for section in sections for block in within(section.blocks) if not isinstance(block, Beside)]


def test_the_answer_keeps_its_hedge_and_its_first_picture_and_loses_the_rest() -> None:
    sections = [
        PageSection("Mått", [LEAD, Slot("ar")], level=1),
        PageSection("", [ANSWER]),
        PageSection("Utveckling", [chart("one"), EVIDENCE]),
        PageSection("Jämförelse", [Slot("med"), chart("two")]),
        PageSection("Så räknas det", [Fold("Uträkning", [LEAD]), LEAD]),
    ]
    cut, is_answered = answers_alone(sections)
    assert is_answered
    assert [section.heading for section in cut] == ["Mått", "", "Utveckling"]
    assert kinds(cut) == [Text, Slot, Answer, Chart]
    answer, picture = cut[1].blocks[0], cut[2].blocks[0]
    assert isinstance(answer, Answer)
    assert (answer.text, answer.hedge, answer.beside) == (ANSWER.text, ANSWER.hedge, ())
    assert isinstance(picture, Chart)
    assert (picture.key, picture.table) == ("one", None)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_picture_stands_on_either_side_of_its_answer(*, is_first: bool) -> None:
    map_column, answer_column = [PageSection("", [chart("map")])], [PageSection("", [ANSWER, chart("bars"), EVIDENCE])]
    columns = [map_column, answer_column] if is_first else [answer_column, map_column]
    cut, _ = answers_alone([PageSection("", [Beside(columns, (3, 2))])])
    assert sorted(map(str, kinds(cut))) == sorted(map(str, [Chart, Answer, Chart]))


def test_a_column_without_a_picture_makes_room() -> None:
    evidence = PageSection("Fler tal", [EVIDENCE])
    cut, _ = answers_alone(
        [PageSection("", [ANSWER]), PageSection("", [Beside([[PageSection("", [chart("map")])], [evidence]], (3, 2))])]
    )
    (beside,) = cut[1].blocks
    assert isinstance(beside, Beside)
    assert (len(beside.columns), beside.weights) == (1, (3,))


def test_a_page_that_answers_nothing_stays_whole_and_one_that_has_answered_adds_nothing() -> None:
    evidence = [PageSection("Källor", [LEAD, EVIDENCE])]
    assert answers_alone(evidence) == (evidence, False)
    assert answers_alone(evidence, is_answered=True) == ([], True)


def test_what_is_to_be_decided_stays_as_it_is_and_stands_right_after_the_answer() -> None:
    decide = PageSection(
        "Kräver beslut", [LEAD, Fold("Visa 1 till", [Text("Också detta.")])], level=3, is_to_decide=True
    )
    lists = PageSection("", [Beside([[decide], [PageSection("Nytt", [LEAD])]])])
    cut, _ = answers_alone([PageSection("", [ANSWER]), PageSection("", [chart("one")]), lists])
    assert kinds(cut) == [Answer, Text, Fold, Chart]
    (beside,) = cut[1].blocks
    assert isinstance(beside, Beside)
    assert [[part.heading for part in column] for column in beside.columns] == [["Kräver beslut"]]


def test_a_hedge_that_has_a_simpler_form_is_said_so() -> None:
    cut, _ = answers_alone([PageSection("", [replace(ANSWER, plain="Utan storstäderna: ja.")])])
    (answer,) = cut[0].blocks
    assert isinstance(answer, Answer)
    assert answer.hedge == "Utan storstäderna: ja."


def test_a_section_may_say_itself_that_it_stays_but_for_its_folds_or_that_it_goes() -> None:
    figures = PageSection("Tal", [LEAD, EVIDENCE, Fold("Mer", [LEAD])], simple="stays")
    aside = PageSection("Aldrig", [chart("aside")], simple="goes")
    asked = PageSection("", [Beside([[PageSection("Mått", [LEAD])], [replace(aside, blocks=[Fold("Mer", [LEAD])])]])])
    below = PageSection("", [Beside([[figures], [aside]])])
    cut, _ = answers_alone([asked, PageSection("", [ANSWER]), figures, aside, below])
    assert kinds(cut) == [Text, Answer, Text, Sheet, Text, Sheet]


def test_the_overview_is_its_answers_and_its_rows_and_clearly_shorter(facts: Facts) -> None:
    key = rows.keys(facts)[0]
    whole = list(page.sections(facts, page.LEADERSHIP, "program", page.focused(facts)[0], None))
    cut, _ = answers_alone(whole)
    shown = [block for section in cut for block in within(section.blocks)]
    assert [type(block) for block in shown if isinstance(block, Answer | Multiples)] == [
        Answer, Answer, Multiples,
    ]  # fmt: skip
    assert not [block for block in shown if isinstance(block, Chart)]
    assert not [block for block in shown if isinstance(block, Sheet)]
    assert not [block.measures for block in shown if isinstance(block, Answer) and block.measures]
    assert not [block.focused for block in shown if isinstance(block, Multiples) and block.focused]
    assert key in [row.indicator for block in shown if isinstance(block, Multiples) for row in block.rows]


def test_the_figure_of_an_indicator_is_never_without_its_source(facts: Facts) -> None:
    key, home = "charging_points_per_1000", facts.areas.home.id
    case = latest(facts, key, home)
    cut, _ = answers_alone(workbench.sections(facts, case, Asked(home, (home,), (2015, case.year))))
    assert [block.text for block in cut[-1].blocks if isinstance(block, Note)] == [citation(facts, key, case.year)]
    assert [section.heading for section in cut if section.heading == "Källa och förbehåll"] == []


def words_in_sight(sections: Sequence[PageSection]) -> int:
    """Words of running text outside folds, with the questions, answers and doubts."""
    texts: list[str] = []
    for block in (block for section in sections for block in within(section.blocks)):
        match block:
            case Answer():
                texts += [block.question, block.text, block.hedge, *block.beside, *block.measures]
            case Text() | Note():
                texts.append(block.text)
            case Bullets():
                texts += block.lines
            case Chart():
                texts.append(block.text)
            case Entry():
                texts += [block.link.label, *(one.text for one in block.blocks if isinstance(one, Note))]
    return sum(len(text.split()) for text in texts)


@pytest.mark.parametrize("which", ["overview", "goal", "compare", "indicator"])
def test_it_is_at_most_half_as_much_to_read(which: str, facts: Facts) -> None:
    """Of Översikt, which says each place once, at most three fifths."""
    key, goal = "electric_car_share", "tillganglighet"
    home = facts.areas.home.id
    case = latest(facts, key, home)
    whole = {
        "overview": lambda: page.sections(facts, page.LEADERSHIP, "program", page.focused(facts)[0], None),
        "goal": lambda: goal_page.sections(facts, goal, None),
        "compare": lambda: compare_page.sections(facts, key, case.year, compare_page.usual_areas(facts)),
        "indicator": lambda: workbench.sections(facts, case, Asked(home, (home,), (2015, case.year))),
    }[which]
    sections = list(whole())
    cut, _ = answers_alone(sections)
    share = 0.6 if which == "overview" else 0.5
    assert 0 < words_in_sight(cut) <= share * words_in_sight(sections)


def test_of_a_municipality_its_answer_and_its_measures_beside_the_others_stay_and_the_hard_picture_goes(
    facts: Facts,
) -> None:
    cut, _ = answers_alone(municipality_page.sections(facts, "0140"))
    left = [block for section in cut for block in within(section.blocks)]
    assert not any(isinstance(one, Chart) for one in left)
    told = [note.text for one in left if isinstance(one, Entry) for note in one.blocks if isinstance(note, Note)]
    assert any(text.startswith("7,7 procent av bilarna var elbilar 2025. ") for text in told)
    beside = Link("Se de åtta sida vid sida", "eight", (("kommun", "0140"),))
    assert beside in left, "each measure beside those of the others"
    assert any("arbetade i en annan kommun" in text for text in told)
    kept = {one.key for one in left if isinstance(one, Entry)}
    assert "line-charging_points_per_1000" in kept
    assert "line-chargeable_cars_per_point" not in kept, "no answer counts it"
    assert "line-transport_emissions" not in kept, "it is shown for no municipality alone"
    assert not any("sedan 2022" in text and "riket" in text for text in told), "one sentence each"
    assert not any(isinstance(one, Fold) for one in left)


def test_a_table_of_all_side_by_side_is_an_answer_and_keeps_of_its_notes_whose_figures_they_are(facts: Facts) -> None:
    sections = eight.sections(facts, "", eight.PROGRAMME, eight.NAMES)
    left, is_answered = answers_alone(sections)
    (matrix,) = [block for section in left for block in section.blocks if isinstance(block, Matrix)]
    assert is_answered
    (source,) = matrix.notes
    assert "SCB" in source
    assert Sheet not in kinds(left)

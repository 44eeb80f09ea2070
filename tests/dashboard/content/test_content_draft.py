"""The draft on Prioriterade objekt: shown as a draft alone, with Trafikverket's words, in no answer and no document."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.blocks.blocks import Answer
from dashboard.blocks.page import OPERATORS, Caution, Fold, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note
from dashboard.blocks.simple import answers_alone
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, priorities, priority_objects as texts
from malkollen import ROOT
from malkollen.office import draft_file, priority_draft
from malkollen.office.priority_draft import Confirmation

FIRST = "Tvärförbindelse Södertörn"
NOW = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def drafted(facts: Facts, tmp_path: Path) -> Facts:
    """The facts with a data folder of their own that has the draft."""
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "reference")
    return replace(facts, folder=tmp_path)


def headings(sections: list[PageSection]) -> list[str]:
    return [section.heading for section in sections]


def overview(drafted: Facts) -> dict[str, dict[str, str]]:
    """The table that the page opens with, by object."""
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    (sheet,) = [block for block in sections["Objekten på Södertörn"].blocks if isinstance(block, Sheet)]
    titles = [column.title for column in sheet.table.columns]
    return {str(row[0]): dict(zip(titles[1:], map(str, row[1:]), strict=True)) for row in sheet.table.rows}


def test_the_draft_says_once_that_it_is_one_who_made_it_and_from_what(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (opening,) = (section for section in sections if section.heading == "Objekten på Södertörn")
    first = opening.blocks[0]
    assert isinstance(first, Note)
    assert first.text.startswith(
        "Utkast. Sammanställt inom arbetet med Målkollen 2026, ur Trafikverkets nationella plan"
    )
    assert "Inget här är beslutat" in first.text
    assert str(sections).count("Inget här är beslutat") == 1


def test_the_table_opens_with_state_phase_cost_start_and_source_in_words(drafted: Facts) -> None:
    rows = overview(drafted)
    assert len(rows) == 8
    assert {title: plain(cell) for title, cell in rows[FIRST].items()} == {
        "Så långt har det kommit": "Finansierat",
        "I nationella planen": "Byggstart: objektet får byggstarta",
        "Kostnad": "23 582 miljoner kronor, prisnivå februari 2025; inom planen 2026–2037: 19 502 miljoner kronor",
        "Start och öppning": (
            "Byggstart: får starta enligt regeringens beslut 28 april 2026; öppningsår: inget år publicerat"
        ),
    }
    assert "samfinansiering 1 866 miljoner" in rows["Spårväg syd"]["Kostnad"]
    unknown = rows["Nynäsbanan – dubbelspår samt triangelspår Älvsjö"]
    assert unknown["Så långt har det kommit"] == "Okänt"
    cut = rows["Förbättrad järnvägsanslutning"]["Så långt har det kommit"]
    assert cut.startswith("Okänt. Namnet är längre på listan")
    assert unknown["I nationella planen"] == "Inte med under det namnet"


def test_nothing_on_the_page_names_a_file_or_an_id_of_the_plan(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (opening,) = (section for section in sections if section.heading == "Objekten på Södertörn")
    seen = str([opening, *headings(sections)])
    assert not re.search(r"\.csv|GitHub|avkortad|V(ST|OR)\d", seen.replace("priority_draft", ""))


def test_two_days_of_one_decision_are_one_line_with_the_other_in_its_note(drafted: Facts) -> None:
    draft_read = draft_file.compiled(drafted.folder, drafted.areas.home.id)
    (one,) = (one for one in draft_read.objects if one.name == FIRST)
    (start,) = (fact for fact in one.facts if fact.subject == draft.START)
    assert "28 april 2026" in start.value
    assert "24 april 2026" in start.note


def test_the_page_answers_first_with_how_many_and_how_far_and_says_it_once(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (answer,) = (block for section in sections for block in section.blocks if isinstance(block, Answer))
    assert answer.text == (
        "Av åtta objekt är ett finansierat och två namngivna i en plan. Om fem vet vi inte hur långt de har kommit. "
        "Listan är en odaterad kopia från efter oktober 2018, och den slutar efter åttonde raden."
    )
    assert answer.hedge == "Den beslutade listan är inte inlagd än."
    shown = " ".join(str(section) for section in sections)
    assert shown.count(draft.PHASES) == 1


def test_in_enklare_the_objects_stay_with_state_and_cost(drafted: Facts) -> None:
    cut, _ = answers_alone(priorities.sections(drafted, shows_draft=True))
    sheets = [block for section in cut for block in section.blocks if isinstance(block, Sheet)]
    assert [len(sheet.table.rows) for sheet in sheets] == [8]
    assert "Inget här är beslutat" in str(cut)


def test_other_objects_here_are_those_the_draft_declares(drafted: Facts) -> None:
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    told, sheet = sections["Andra objekt på Södertörn i nationella planen"].blocks
    assert isinstance(sheet, Sheet)
    assert "Nio objekt till" in told.text  # type: ignore[union-attr]
    names = [str(row[1]) for row in sheet.table.rows]
    assert len(names) == 9
    assert "E20 trafikplats Hovsjö" in names
    assert not [name for name in names if "Roslagsbanan" in name]


def test_the_county_s_objects_of_the_plan_are_all_there(drafted: Facts) -> None:
    """36 of the 236 by hand: those whose county is Stockholm, alone or with others."""
    (section,) = draft.plan_section(drafted)
    assert "36\u00a0objekt i hela länet" in section.blocks[0].text  # type: ignore[union-attr]


def test_it_may_only_be_decided_where_the_operator_lets_it(drafted: Facts) -> None:
    def slots(*, is_writable: bool) -> list[str]:
        sections = priorities.sections(drafted, is_writable=is_writable, shows_draft=True)
        return [block.name for section in sections for block in section.blocks if isinstance(block, Slot)]

    assert slots(is_writable=False) == []
    assert slots(is_writable=True) == [draft.UNDO, *(f"draft-{place}" for place in range(1, 9))]


def test_no_answer_and_no_summary_knows_of_it(drafted: Facts) -> None:
    empty = texts.empty(drafted.home)
    assert texts.summary(drafted.home, drafted.folder, drafted.as_of) == empty
    assert not drafted.is_computed("priority_objects")
    said = str([answers.of_goal(drafted, goal) for goal in drafted.goals])
    assert "Tvärförbindelse" not in said


def test_what_is_confirmed_stands_on_the_list_and_no_more_in_the_draft(drafted: Facts) -> None:
    home = drafted.areas.home.id
    (one,) = (one for one in draft_file.compiled(drafted.folder, home).objects if one.name == FIRST)
    priority_draft.confirm(drafted.folder, home, Confirmation(FIRST, **priority_draft.ready(one), who="Anna"), NOW)
    names = headings(priorities.sections(drafted, shows_draft=True))
    assert FIRST in names
    assert FIRST not in overview(drafted)
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    notes = [block.text for block in sections[FIRST].blocks if isinstance(block, Note)]
    assert any("Trafikverkets ord: Byggstart" in text for text in notes), "planens id står i raden"


def test_a_faulty_draft_is_told_and_the_rest_of_the_page_stands(drafted: Facts) -> None:
    path = drafted.folder / "reference" / draft_file.file_name(drafted.areas.home.id)
    path.write_text("x\n", encoding="utf-8")
    sections = priorities.sections(drafted, is_writable=True, shows_draft=True)
    (caution,) = (block for section in sections for block in section.blocks if isinstance(block, Caution))
    assert caution.text.startswith("Utkastet visas inte: priority_draft_sodertorn.csv rad 1")
    (guide,) = sections[-1].blocks
    assert isinstance(guide, Fold)
    assert guide.label == OPERATORS


def test_where_the_draft_is_not_shown_nothing_tells_of_it(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=False)
    (answer,) = (block for section in sections for block in section.blocks if isinstance(block, Answer))
    assert answer.text.startswith("Den beslutade listan är inte inlagd än.")
    assert "Utkast" not in str(sections)

"""The draft on Prioriterade objekt: shown as a draft alone, with Trafikverket's words, in no answer and no document."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import OPERATORS, Caution, Fold, PageSection, Slot
from dashboard.blocks.pieces import Note
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, priorities, priority_objects as texts
from malkollen import ROOT
from malkollen.office import priority_draft
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


def test_every_line_stands_under_the_word_draft(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (opening,) = (section for section in sections if section.heading == "Utkast att bekräfta av kansliet")
    assert len([name for name in headings(sections) if name.startswith("Utkast: ")]) == 8
    first = opening.blocks[0]
    assert isinstance(first, Note)
    assert "Inget här är beslutat" in first.text


def test_trafikverkets_words_stand_beside_ours(drafted: Facts) -> None:
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    told, source, *_ = sections[f"Utkast: {FIRST}"].blocks
    assert isinstance(told, Text)
    assert isinstance(source, Note)
    assert plain(told.text) == (
        "Läge: finansierat (2026-04-28). Kostnad: 23 582 miljoner kronor, prisnivå februari 2025. Öppnar: inget "
        "publicerat. Härnäst enligt nationella planen: Byggstart; objektet får byggstarta (VST005, E4/Lv 259 "
        "Tvärförbindelse Södertörn)."
    )
    assert source.text.startswith("Källa: Trafikverket, Bilaga 1")


def test_the_page_answers_first_with_how_many_and_how_far_and_says_it_once(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (answer,) = (block for section in sections for block in section.blocks if isinstance(block, Answer))
    assert answer.text == (
        "Utkastet har åtta objekt: ett finansierat, två namngivna i en plan och fem utan känt läge. Den beslutade "
        "listan är inte inlagd än."
    )
    shown = " ".join(str(section) for section in sections)
    assert shown.count(draft.PHASES) == 1
    assert "som har hittats" not in shown


def test_what_is_known_of_an_object_without_a_stage_stands_before_it_is_opened(drafted: Facts) -> None:
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    section = sections["Utkast: Nynäsbanan – dubbelspår samt triangelspår Älvsjö"]
    first = section.blocks[0]
    assert isinstance(first, Text)
    assert first.text.startswith("Läge: inte känt. Nationella planen: inget objekt med det namnet bland de 236.")


def test_the_county_s_objects_of_the_plan_are_all_there(drafted: Facts) -> None:
    """36 of the 236 by hand: those whose county is Stockholm, alone or with others."""
    (section,) = draft.plan_section(drafted)
    assert "36\u00a0objekt i länet" in section.blocks[0].text  # type: ignore[union-attr]


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
    (one,) = (one for one in priority_draft.compiled(drafted.folder, home).objects if one.name == FIRST)
    priority_draft.confirm(drafted.folder, home, Confirmation(FIRST, **priority_draft.ready(one), who="Anna"), NOW)
    names = headings(priorities.sections(drafted, shows_draft=True))
    assert FIRST in names
    assert f"Utkast: {FIRST}" not in names
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    notes = [block.text for block in sections[FIRST].blocks if isinstance(block, Note)]
    assert any("Trafikverkets ord: Byggstart" in text for text in notes), "planens id står i raden"


def test_a_faulty_draft_is_told_and_the_rest_of_the_page_stands(drafted: Facts) -> None:
    path = drafted.folder / "reference" / priority_draft.file_name(drafted.areas.home.id)
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

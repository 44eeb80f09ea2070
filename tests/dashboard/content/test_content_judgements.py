"""What is said of a judgement: confirmed or changed, then and now, and a history where nothing is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as content
from dashboard.screen.markup import markup
from dashboard.workbook import downloads
from malkollen.office.judgements import Basis, Judgement
from malkollen.registry import registry as registry_file
from malkollen.texts.swedish import at_time

GOAL = "tillganglighet"
ENTERED = datetime(2026, 11, 22, 13, 3, tzinfo=UTC)
LOCAL = at_time(ENTERED)
HOME = registry_file.load().home
NOW = Basis("delvis", "abc123", "def456", "1")
NO_PROPOSAL = "Kan inte föreslås än: 2 av 5 kan bedömas; saknas: restider"
CONFIRMED = "Bedömningen bekräftade det uträknade förslaget."
CHANGED = "Bedömningen ändrade det uträknade förslaget, som var ”delvis”."
UNPROPOSED = "När bedömningen gjordes gick inget förslag att räkna fram."
ROW = Judgement(
    "delvis", "abc123", "def456", "1", 1, GOAL, "sup_2040", "delvis", "Restiderna är oförändrade",
    "Anna Berg", "§ 4", date(2026, 11, 20), ENTERED,
)  # fmt: skip
SECOND = replace(ROW, id=2, label="på väg", reason="Tvärbanan är klar.", who="Bo Ek")
UNDO = replace(SECOND, id=3, reason="", who="Cia Dal", meeting="", day=date(2026, 11, 22), withdraws=2)


def test_a_judgement_that_stands_says_who_entered_it_and_how_it_stands_to_the_proposal() -> None:
    assert (content.to_proposal(ROW, NOW), content.entered(ROW)) == (CONFIRMED, f"Införd av Anna Berg {LOCAL}.")


@pytest.mark.parametrize(
    ("found", "now", "said"),
    [
        (ROW, NOW, CONFIRMED),
        (SECOND, NOW, CHANGED),
        (ROW, replace(NOW, data_version="ny", registry_version="ny"), CONFIRMED),
        (
            ROW,
            replace(NOW, proposal="inte på väg", data_version="ny"),
            f"{CONFIRMED} Nu är förslaget ”inte på väg” (siffrorna har ändrats).",
        ),
        (
            SECOND,
            Basis("inte på väg", "ny", "ny", "2"),
            f"{CHANGED} Nu är förslaget ”inte på väg” (siffrorna, indikatorerna och metoden har ändrats).",
        ),
        (
            ROW,
            replace(NOW, proposal=NO_PROPOSAL),
            f"{CONFIRMED} Nu går inget förslag att räkna fram.",
        ),
        (
            replace(ROW, proposal=NO_PROPOSAL),
            replace(NOW, proposal=NO_PROPOSAL),
            UNPROPOSED,
        ),
        (
            replace(ROW, proposal=NO_PROPOSAL),
            replace(NOW, proposal="Inget förslag än: 1 av 5 kan inte bedömas än (restider)"),
            UNPROPOSED,
        ),
        (replace(ROW, proposal="Delvis"), NOW, CONFIRMED),
        (
            replace(ROW, label="kan inte bedömas", proposal=NO_PROPOSAL),
            replace(NOW, data_version="ny"),
            f"{UNPROPOSED} Nu är förslaget ”delvis” (siffrorna har ändrats).",
        ),
    ],
)
def test_the_judgement_is_set_against_the_proposal_then_and_now(found: Judgement, now: Basis, said: str) -> None:
    assert content.to_proposal(found, now) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Ledningsgruppen har inte gjort någon bedömning än."),
        ([ROW], "delvis"),
        ([SECOND, ROW], "på väg"),
        ([UNDO, SECOND, ROW], "delvis"),
        ([replace(UNDO, withdraws=1), ROW], "Ledningsgruppen har inte gjort någon bedömning som gäller."),
    ],
)
def test_what_stands_is_said_in_a_word(rows: list[Judgement], said: str) -> None:
    assert content.standing_text(HOME, rows) == said


def test_the_history_marks_what_stands_what_was_replaced_and_what_was_undone(facts: Facts) -> None:
    third = replace(ROW, id=4, label="inte på väg")
    headings, rows = content.history_table(facts, GOAL, [third, UNDO, SECOND, ROW]).shown()
    cells = [dict(zip(headings, map(str, row), strict=True)) for row in rows]
    assert [(row["Nr"], row["Bedömning"], row["Gäller"]) for row in cells] == [
        ("4", "inte på väg", "gäller"),
        ("3", "på väg", "ångrar nr 2"),
        ("2", "på väg", "ångrad"),
        ("1", "delvis", "ersatt"),
    ]
    assert cells[1] | {"Mötets dag": "", "Möte": "", "Motivering": "", "Införd av": "Cia Dal"} == cells[1]
    assert (
        cells[3] | {"Mötets dag": "20\u00a0november\u00a02026", "Möte": "§ 4", "Förslag då": "delvis", "Införd": LOCAL}
        == cells[3]
    )


def test_the_files_also_say_what_the_judgement_was_made_from(facts: Facts) -> None:
    table = content.history_table(facts, GOAL, [replace(SECOND, programme="okänt"), ROW])
    assert table.name == f"malkollen_bedomningar_tillganglighet_{facts.as_of.isoformat()}"
    lines = downloads.csv_bytes(table.file).decode("utf-8-sig").splitlines()
    assert lines[0].endswith("Införd;Program;Dataversion;Registerversion;Metodversion")
    assert lines[1].endswith("okänt;abc123;def456;1")
    assert lines[2].endswith("SUP 2040;abc123;def456;1")
    assert "Dataversion" not in table.shown()[0]


def test_typed_text_is_text_on_screen_and_nothing_a_spreadsheet_runs(facts: Facts) -> None:
    typed = '=HYPERLINK("http://exempel.se";"<script>alert(1)</script>")'
    table = content.history_table(facts, GOAL, [replace(ROW, reason=typed, who="@anna", meeting="-1+1")])
    screen = markup.table(table)
    assert "<script" not in screen
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in screen
    assert ";'=HYPERLINK" in downloads.csv_bytes(table.file).decode("utf-8-sig").replace('"', "")
    book = openpyxl.load_workbook(BytesIO(downloads.xlsx_bytes(table.file, data_version="v", made_at=ENTERED)))
    cells = [cell for row in book["Tabell"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"@anna", "-1+1", typed} <= {cell.value for cell in cells}

"""What the page says about the committee's list: counts, changes and stages, from made-up objects only."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.blocks.blocks import Bullets, Text
from dashboard.content.facts import Facts
from dashboard.content.goal import priority_objects as content
from dashboard.content.objects import municipality, slide
from dashboard.screen.markup import markup
from dashboard.workbook import downloads
from malkollen import ROOT
from malkollen.office.priority_objects import COLUMNS, FILE_NAME, REQUIRED, STAGES, PriorityObject, parse
from malkollen.office.tables import objects as tables
from malkollen.registry import registry as registry_file

HOME = registry_file.load().home

TODAY = date(2026, 11, 22)
FILE = f"""{";".join(COLUMNS)}
Exempelobjekt A;ej i plan;2019;;;Exempelremiss;
Exempelobjekt A;namngivet;2022-05-31;Exempelplan;2032;Exempelbeslut § 4;
Exempelobjekt A;finansierat;2026-03-12;Exempelplan;2033;Exempelbeslut § 12;Exempel
Exempelobjekt B;byggs;2024;;2028;Exempelavtal;
Exempelobjekt C;namngivet;2021;Exempelplan;;Exempelbeslut;
Exempelobjekt C;ej i plan;2025;;;"Exempel; bilaga 2";
Exempelobjekt D;öppnat;2024-12-15;Exempelplan;2024;Exempelprotokoll;
"""


@pytest.fixture
def objects() -> tuple[PriorityObject, ...]:
    return parse(FILE, TODAY)


def of(*stages: str) -> list[PriorityObject]:
    """Objects that stand in these stages."""
    rows = "".join(f"Exempelobjekt {n};{s};2024;{'' if s == STAGES[0] else 'P'};;E;\n" for n, s in enumerate(stages))
    return list(parse(f"{';'.join(COLUMNS)}\n{rows}", TODAY))


def history(*rows: str) -> list[PriorityObject]:
    return list(parse("\n".join([";".join(COLUMNS), *rows]), TODAY))


# ───────────── Counts ─────────────


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (("byggs",), "Listans enda objekt är under byggnad."),
        (("öppnat", "öppnat"), "Båda objekten är öppnade."),
        (("öppnat", "öppnat", "öppnat"), "Alla 3 objekt är öppnade."),
        (("finansierat", "öppnat"), "Av 2 objekt är 1 öppnat och 1 finansierat."),
        (
            ("ej i plan", "namngivet", "namngivet", "finansierat", "finansierat", "byggs"),
            "Av 6 objekt är 1 under byggnad, 2 finansierade, 2 namngivna i en plan och 1 inte med i någon plan.",
        ),
    ],
)
def test_objects_are_counted_in_words_the_furthest_first(stages: tuple[str, ...], expected: str) -> None:
    assert content.counts_text(of(*stages)).replace("\u00a0", " ") == expected


def test_every_stage_has_its_words() -> None:
    assert set(content.COUNTED) == set(STAGES)
    assert set(content.MEANINGS) == set(COLUMNS)


# ───────────── Changes ─────────────


def test_the_last_twelve_months_say_from_what_to_what(objects: tuple[PriorityObject, ...]) -> None:
    assert content.changes(objects, TODAY) == [
        (
            "Exempelobjekt A: från namngivet till finansierat; planerad öppning 2033, tidigare 2032 "
            "(12\u00a0mars\u00a02026)."
        ),
        "Exempelobjekt C: från namngivet till ej i plan (2025, dagen är inte angiven; kan vara tidigare).",
    ]


def test_a_year_ago_is_within_and_the_day_before_is_not() -> None:
    assert content.changes(history("A;byggs;2025-11-22;;;E;"), TODAY) == [
        "A: byggs, objektets första uppgift (22\u00a0november\u00a02025)."
    ]
    assert content.changes(history("A;byggs;2025-11-21;;;E;"), TODAY) == [
        "Inget objekt på listan har fått ett nytt läge eller öppningsår sedan den 22 november 2025."
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("byggs;2020;;2028", "byggs;2026;;2030", "planerad öppning 2030, tidigare 2028"),
        ("byggs;2020;;", "byggs;2026;;2030", "planerad öppning 2030, tidigare inte angiven"),
        ("byggs;2020;;2028", "byggs;2026;;", "planerad öppning inte angiven, tidigare 2028"),
        ("byggs;2020;;2028", "byggs;2026;Plan;2028", "ny uppgift, fortfarande byggs"),
        ("byggs;2020;;2028", "öppnat;2026;;", "från byggs till öppnat"),
    ],
)
def test_a_change_is_said_in_words(before: str, now: str, expected: str) -> None:
    assert content.changes(history(f"A;{before};E;", f"A;{now};E;"), TODAY) == [f"A: {expected} (2026)."]


# ───────────── Object by object ─────────────


def test_the_stages_say_where_an_object_is_and_has_been(objects: tuple[PriorityObject, ...]) -> None:
    first, _, third, _ = objects
    assert [step.name for step in content.stages(first)] == ["ej i plan", "namngivet", "finansierat", "byggs", "öppnat"]
    assert [step.since for step in content.stages(first)] == [
        "2019",
        "31\u00a0maj\u00a02022",
        "sedan 12\u00a0mars\u00a02026",
        "",
        "",
    ]
    assert [step.is_passed for step in content.stages(first)] == [True, True, False, False, False]
    (now,) = [step for step in content.stages(third) if step.is_current]
    assert (now.name, now.since.partition(" ")[0]) == ("ej i plan", "enligt"), (
        "no stage is reached: the day is asked of"
    )


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_the_word_that_the_office_chose_wherever_it_is_told(
    stage: str, facts: Facts, tmp_path: Path
) -> None:
    """A list that says "i plan" of what was entered as "namngivet" has its reader ask which of the two holds."""
    plan = "" if stage == STAGES[0] else "Exempelplan"
    (tmp_path / FILE_NAME).write_text(f"{';'.join(COLUMNS)}\nBro i Huddinge;{stage};2024;{plan};;E;\n", "utf-8")
    told = replace(facts, folder=tmp_path)
    (found,), _ = content.read(tmp_path, TODAY)
    (row,) = content.current_table(HOME, [found], TODAY).rows
    assert stage in row
    assert [step.name for step in content.stages(found) if step.is_current] == [stage]
    (shown,) = slide.slide(told)
    assert [block.lines for block in shown.blocks if isinstance(block, Bullets)] == [
        (f"{stage[:1].upper()}{stage[1:]}: Bro i Huddinge.",)
    ]
    (section,) = municipality.section(told, "0126", shows_draft=False)
    (text,) = (block.text for block in section.blocks if isinstance(block, Text))
    assert f"Huddinge: Bro i Huddinge ({stage})." in text
    (column,) = (one for one in tables.COLUMNS if one.name == "läge")
    assert (column.choices or {})[stage] == stage
    assert f"| {stage} | {content.STAGE_MEANS[stage]} |" in (ROOT / "docs" / "kansli.md").read_text(encoding="utf-8")


def test_the_stages_as_markup_are_an_ordered_list_with_one_current_step_in_words(
    objects: tuple[PriorityObject, ...],
) -> None:
    text = markup.stages("<A & B>", content.stages(objects[0]))
    assert text.startswith('<ol class="mk-stages" role="list" aria-label="Läge för &lt;A &amp; B&gt;">')
    assert text.count("<li") == 5
    assert text.count('aria-current="step"') == 1
    assert "<span>Finansierat</span><small>Nu, <time>sedan 12\u00a0mars\u00a02026</time></small>" in text
    assert "<span>Namngivet</span><small>från <time>31\u00a0maj\u00a02022</time></small>" in text
    assert "<span>Byggs</span></li>" in text
    left = markup.stages("C", content.stages(objects[2]))
    assert "<span>Namngivet</span><small><time>2021</time>, gäller inte längre</small>" in left


def test_the_line_under_an_object_says_plan_opening_and_source(objects: tuple[PriorityObject, ...]) -> None:
    assert [content.detail(found) for found in objects] == [
        "Plan: Exempelplan · Planerad öppning: 2033 · Källa: Exempelbeslut § 12",
        "Planerad öppning: 2028 · Källa: Exempelavtal",
        "Källa: Exempel; bilaga 2",
        "Plan: Exempelplan · Källa: Exempelprotokoll",
    ]
    (unsaid,) = history("A;namngivet;2024;Exempelplan;;E;")
    assert content.detail(unsaid) == "Plan: Exempelplan · Planerad öppning: inget år angivet · Källa: E"


# ───────────── Tables and files ─────────────


def test_the_table_keeps_the_committees_order(objects: tuple[PriorityObject, ...]) -> None:
    table = content.current_table(HOME, objects, TODAY)
    headings, rows = table.shown()
    assert headings == ["Objekt", "Läge", "Sedan", "Öppningsår"], "planen och källan står vid objektet självt"
    assert [row[0] for row in rows] == [f"Exempelobjekt {letter}" for letter in "ABCD"]
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4"]
    assert table.name == "malkollen_prioriterade_objekt_2026-11-22"


def test_the_history_as_a_file_reads_back_as_the_same_list(objects: tuple[PriorityObject, ...]) -> None:
    written = downloads.csv_bytes(content.history_table(HOME, objects, TODAY).file).decode("utf-8-sig")
    assert parse(written, TODAY) == objects


def test_an_objects_own_history_is_oldest_first(objects: tuple[PriorityObject, ...]) -> None:
    headings, rows = content.object_table(HOME, objects[0]).shown()
    assert headings[:2] == ["Läge", "Datum"]
    assert [row[1] for row in rows] == ["2019", "31\u00a0maj\u00a02022", "12\u00a0mars\u00a02026"]


def test_the_template_is_an_empty_list_that_excel_opens() -> None:
    written = downloads.csv_bytes(content.template(HOME))
    assert written == b"\xef\xbb\xbf" + ";".join(COLUMNS).encode() + b"\r\n"
    assert f"{content.template(HOME).name}.csv" == FILE_NAME
    assert parse(written.decode("utf-8-sig"), TODAY) == ()


def test_the_example_row_is_accepted_and_says_that_it_is_made_up() -> None:
    columns = content.columns_table()
    example = ";".join(str(row[2]) for row in columns.rows)
    (found,) = parse(f"{';'.join(COLUMNS)}\n{example}\n", TODAY)
    assert found.name.startswith("Exempelobjekt")
    assert "påhittat" in columns.source
    assert [str(row[0]) for row in columns.rows if "Måste fyllas i." in str(row[1])] == list(REQUIRED)


# ───────────── Reading ─────────────


def test_the_list_is_read_anew_each_time(tmp_path: Path) -> None:
    assert content.read(tmp_path, TODAY) == ((), ())
    (tmp_path / FILE_NAME).write_text(FILE, encoding="utf-8")
    assert content.read(tmp_path, TODAY) == (parse(FILE, TODAY), ())
    (tmp_path / FILE_NAME).write_text(FILE.replace(";byggs;", ";planeras;"), encoding="utf-8")
    objects, faults = content.read(tmp_path, TODAY)
    assert objects == ()
    assert [fault.split(": ")[:2] for fault in faults] == [[f"{FILE_NAME} rad 5", "läge"]]


def test_a_faulty_file_is_said_calmly() -> None:
    assert "den har ett fel som behöver rättas" in content.faults_text(["a"])
    assert "den har 2\u00a0fel som behöver rättas" in content.faults_text(["a", "b"])

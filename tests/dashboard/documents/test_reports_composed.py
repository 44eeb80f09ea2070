"""What each document says, before any format: the pages' own content, places for people, nobody pointed out as last."""

import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pypdf
import pytest

from dashboard import writing
from dashboard.blocks.blocks import (
    Answer,
    Answers,
    Block,
    Bullets,
    Figure,
    Multiples,
    Pairs,
    Scan,
    Section,
    Tabular,
    Text,
    ToWrite,
    Word,
)
from dashboard.blocks.drawing import Bars, Map
from dashboard.blocks.page import Fold
from dashboard.blocks.simple import within
from dashboard.blocks.table import Number
from dashboard.content import facts as dashboard_facts
from dashboard.content.answers import answers, blocks as answer_blocks
from dashboard.content.data import awaited, sources, states, taken
from dashboard.content.decisions.decisions import decisions, of_committee, told
from dashboard.content.facts import Facts
from dashboard.content.goal import proposal as proposals
from dashboard.content.indicator import page as option
from dashboard.content.overview import news, page as overview
from dashboard.content.ranks import FLEET_NOTE
from dashboard.documents import blocks, compose, conference, leadership, selection, sheets, texts
from dashboard.documents.document import SOURCED, Document
from dashboard.documents.order import Order
from dashboard.screen.markup import document_markup
from malkollen.__main__ import main
from malkollen.assess import METHOD_VERSION
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.errors import DataError, MalkollenError
from malkollen.office import activities, priority_objects
from malkollen.reports import KINDS
from malkollen.served import ADDRESS_VARIABLE
from malkollen.texts.swedish import NO_BREAK_SPACE, signed

K02, T01, K06 = "electric_car_share", "population_near_transit_share", "charging_points_per_1000"


def composed(facts: Facts, folder: Path, kind: str, **wanted: object) -> Document:
    return compose.compose(facts, folder, Order(kind, **wanted))  # type: ignore[arg-type]


def every(document: Document, kind: type) -> Iterator[Block]:
    return (block for section in document.sections for block in section.blocks if isinstance(block, kind))


def cell_text(cell: Number | str) -> str:
    return cell.text() if isinstance(cell, Number) else cell


def words(section: Section) -> str:
    parts: list[str] = [section.heading, section.message]
    for block in section.blocks:
        match block:
            case Text(text):
                parts.append(text)
            case Bullets(lines):
                parts.extend(lines)
            case Pairs(pairs):
                parts.extend(part for pair in pairs for part in pair)
            case Word(word, _, label, detail):
                parts.extend((word, label, detail))
            case Answers(small):
                parts.extend(part for answer in small for part in (answer.word, answer.reason))
            case Answer():
                parts.extend(text.text for text in block.as_texts())
            case Figure():
                parts.append(block.text)
            case _:
                pass
    return " ".join(parts)


def everything(document: Document) -> str:
    return " ".join([document.title, document.message, *(words(section) for section in document.sections)])


# ───────────── Every document ─────────────


@pytest.mark.parametrize("kind", KINDS)
def test_a_star_on_a_map_is_explained_below_it(kind: str, facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, kind, keys=[K02])
    figures = [block for section in document.sections for block in section.blocks if isinstance(block, Figure)]
    drawn = [block for block in figures if isinstance(block.drawing, Map)]
    starred = [block for block in drawn if any("*" in name for name, _ in block.drawing.labels.values())]  # type: ignore[union-attr]
    assert [block.title for block in starred if FLEET_NOTE not in block.table.notes] == []
    assert starred or kind not in {"underlag", "blad"}


def test_a_preview_says_of_an_answer_what_the_file_says(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "ledningsgrupp")
    measures = [line for _, answer in texts.answers(document) for line in answer.measures]
    shown = document_markup.preview(document)
    assert measures
    assert [line for line in measures if line in shown] == []


def test_an_underlag_names_its_sources_with_the_method(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "underlag", keys=[K02])
    (section,) = (one for one in document.sections if one.key == SOURCED)
    assert section.heading == "Metod och källor"
    assert {block.text for block in section.blocks if isinstance(block, Text)} >= set(document.sources)
    assert document.named_last == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_says_what_it_rests_on(kind: str, facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, kind, keys=[K02])
    assert f"(siffrornas version {facts.data_version}, " in document.basis
    assert re.search(r", läget den \d+\s[a-z]+\s\d{4}[ .]", document.basis)
    same = replace(facts, as_of=facts.built_at.date())
    assert "läget" not in blocks.version_line(same) + blocks.basis(same), "the day it was read in is told"
    assert "version" not in document.version
    assert document.sources
    assert all(
        re.fullmatch(r"Källa: .+, bearbetning: Södertörns kansli(; riket i [^;]+)?", line) for line in document.sources
    )
    assert re.fullmatch(r"[\w .–-]+ – 2026-11-22", document.name), document.name
    assert "None" not in everything(document)


@pytest.mark.parametrize("kind", KINDS)
def test_drawings_have_a_text_for_who_cannot_see_them(kind: str, facts: Facts, tmp_path: Path) -> None:
    for block in every(composed(facts, tmp_path, kind, keys=[K02, T01]), Figure):
        assert len(block.alt) > 30  # type: ignore[union-attr]


# ───────────── Ledningsgruppens sida ─────────────


def test_the_page_has_both_goals_what_needs_attention_and_what_to_decide(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "ledningsgrupp")
    assert document.kind == "page"
    page_text = everything(document)
    for key in facts.registry.goals:
        answer = answers.of_goal(facts, key)
        assert all(text in page_text for text in (answer.question, answer.answer, answer.hedge) if text)
    multiples = [block for section in document.sections for block in section.blocks if isinstance(block, Multiples)]
    rows = {row.indicator for block in multiples for row in block.rows}
    assert {entry.key for entry in proposals.attention_list(facts)} <= rows


@pytest.mark.parametrize(("kind", "reader"), [("ledningsgrupp", overview.LEADERSHIP), ("kommitte", overview.COMMITTEE)])
def test_a_bodys_page_has_every_line_of_its_lists_on_overview(
    kind: str, reader: str, facts: Facts, tmp_path: Path
) -> None:
    """What is to be decided, what is new and what is waited for: the screen folds lines, the page leaves out none.

    What each choice leads to has room on the screen alone, but for the first decision's, which is there in short.
    """
    lists = [overview.lists(facts, reader), *([overview.to_decide(facts)] if reader == overview.COMMITTEE else [])]
    seen = [block for one in lists for block in within(one.blocks)]
    whole = [*seen, *(block for fold in seen if isinstance(fold, Fold) for block in within(fold.blocks))]
    told = [block for block in whole if isinstance(block, Text | Bullets)]
    lines = [line for block in told for line in ([block.text] if isinstance(block, Text) else block.lines)]
    page_text = everything(composed(facts, tmp_path, kind))
    found = decisions(facts)
    folded = {choice for one in found for choice in one.choices}
    days = ("Ingen dag är satt för beslute", "Ledningsgruppen ska bedöma")  # of one decision, or of all
    left = [line for line in lines if line not in page_text and line not in folded]
    assert [line for line in left if not line.startswith(days)] == []
    assert all(line in page_text for one in of_committee(facts) for line in (one.told, *one.short))
    assert len([line for line in lines if line.startswith(("Kommittén ska", "Nästa program"))]) == 5


def test_the_lines_a_sheet_has_no_room_for_are_counted(
    facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadership, "MOST_LINES", 1)
    (new,) = (one for one in composed(facts, tmp_path, "ledningsgrupp").sections if one.heading == news.HEADING)
    assert new.blocks == [Bullets((news.changed(facts)[0], "och 1 till, på Översikt i Målkollen"))]


def test_since_the_latest_fixed_version_is_said_where_there_is_one(
    facts: Facts, database: Path, tmp_path: Path
) -> None:
    headings = [section.heading for section in composed(facts, tmp_path, "ledningsgrupp").sections]
    assert news.HEADING in headings
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    editions.create(tmp_path, "forra", date(2026, 10, 1), "Ledningsgruppen")
    sections = composed(facts, tmp_path, "ledningsgrupp").sections
    (found,) = [section for section in sections if section.heading.startswith("Sedan den fastställda versionen forra")]
    assert "Inget värde är annorlunda" in words(found)


def test_decisions_name_targets_nobody_has_set(facts: Facts) -> None:
    lines = told(decisions(facts))
    assert lines[0].startswith("Kommittén ska välja vilka storstadsregioner")
    (without,) = [line for line in lines if "av kärnindikatorerna har inget" in line]
    assert "elbilar" in without
    assert without.count("sex av kärnindikatorerna") == 1
    assert "boende som arbetar" not in without  # it is shown, and no goal is judged by it
    assert "utsläppen från transporter" not in without
    assert any("som ifrågasattes av klimatministern" in line and "utsläppen från transporter" in line for line in lines)


# ───────────── Underlag ─────────────


def test_assessment_and_proposal_are_left_to_people(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "underlag", keys=[K02], title="Yttrande", summary="Vi vill.\nOch vi kan.")
    assert document.title == "Yttrande"
    by_heading = {section.heading: section for section in document.sections}
    for heading in ("Bedömning", "Förslag till ställningstagande", "Bakgrund"):
        (only,) = by_heading[heading].blocks
        assert isinstance(only, ToWrite)
    written = [block for block in by_heading["Sammanfattning"].blocks if isinstance(block, Text)]
    assert [block.text for block in written] == ["Vi vill.", "Och vi kan."]
    assert {"Elbilar", "Metod och källor", "Bilaga: serierna i siffror"} <= set(by_heading)


def test_the_years_and_areas_asked_for_are_shown(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "underlag", keys=[K02], areas=["0126", "stor_goteborg"], year=2022)
    tables = [block.table for block in every(document, Figure) if isinstance(block, Figure) and block.is_table_beside]
    (values,) = [found for found in tables if found.title.startswith("Elbilar i personbilsflottan 2022")]
    names = [row[1] for row in values.rows]
    assert names == ["Huddinge", facts.areas.name("stor_goteborg"), "Södertörn"]


def test_an_underlag_without_indicators_says_what_to_choose(facts: Facts, tmp_path: Path) -> None:
    with pytest.raises(MalkollenError, match="välj minst en indikator"):
        composed(facts, tmp_path, "underlag")


# ───────────── Årsredovisning ─────────────


def test_the_last_year_is_a_closing_account_and_a_baseline(facts: Facts, tmp_path: Path) -> None:
    headings = [section.heading for section in composed(facts, tmp_path, "arsredovisning").sections]
    assert "Bokslut 2023–2026 och utgångsläge för nästa program" in headings
    earlier = replace(facts, as_of=date(2025, 11, 22))
    assert not any("Bokslut" in section.heading for section in composed(earlier, tmp_path, "arsredovisning").sections)


def test_every_change_of_the_account_is_what_its_row_shows(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "arsredovisning")
    tables = [block.table for block in every(document, Tabular) if isinstance(block, Tabular)]
    (account,) = [one for one in tables if one.title == "Södertörn 2022 och nu"]
    titles = [column.title for column in account.columns]
    rows = [dict(zip(titles, row, strict=True)) for row in account.rows]
    assert {row["Från"] for row in rows if row["Kod"] == "K06"} == {"2023"}
    assert not any("sedan" in str(row["Förändring"]) for row in rows), "the column Från says since when"
    counted = [row for row in rows if str(row["Förändring"]).endswith("%")]
    assert len(counted) > 3
    for row in counted:
        then, now = row["Värdet då"], row["Senast"]
        assert isinstance(then, Number)
        assert isinstance(now, Number)
        percent = signed(100 * (now.value - then.value) / then.value)  # type: ignore[operator]
        assert str(row["Förändring"]).startswith(f"{percent}\u00a0%"), row


def test_what_explains_the_words_of_a_table_explains_only_words_that_it_uses(facts: Facts, tmp_path: Path) -> None:
    for kind in ("underlag", "arsredovisning"):
        document = composed(facts, tmp_path, kind, keys=["electric_car_share"])
        tables = [block.table for block in every(document, Tabular) if isinstance(block, Tabular)]
        (fresh,) = [one for one in tables if one.title == "Hur färska siffrorna är"]
        _, rows = fresh.shown()
        cells = [str(cell) for row in rows for cell in row]
        for word in (*taken.MEANINGS, *states.MEANINGS):
            assert (sources.MEANINGS[word] in fresh.notes) == any(cell.startswith(word) for cell in cells), (kind, word)


def test_the_year_report_names_its_sources_once_and_has_no_row_without_a_figure(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "arsredovisning")
    assert document.is_sourced
    assert not document.named_last
    tables = [block.table for block in every(document, Tabular) if isinstance(block, Tabular)]
    for others in (one for one in tables if "övriga mått" in one.title):
        place = [column.title for column in others.columns].index(facts.areas.home.name)
        assert all(isinstance(cell := row[place], Number) and cell.value is not None for row in others.rows)


def test_activities_stand_beside_and_are_no_causes(facts: Facts, tmp_path: Path) -> None:
    said = everything(composed(facts, tmp_path, "arsredovisning"))
    assert "Kansliet har inte skrivit in några aktiviteter än" in said
    (tmp_path / activities.FILE_NAME).write_text(
        '[[activities]]\nwhat = "Prov av en aktivitet"\nwhen = "2025"\ngoal = "tillganglighet"\nwho = "Kansliet"\n'
        'result = "Prov av ett resultat"\n',
        encoding="utf-8",
    )
    document = composed(replace(facts, folder=tmp_path), tmp_path, "arsredovisning")
    assert "Ingen av dem påstås vara orsaken" in everything(document)
    tables = [block.table for block in every(document, Tabular) if isinstance(block, Tabular)]
    (found,) = [one for one in tables if one.title == "Aktiviteter: tillgänglighet"]
    assert found.rows == [["Prov av en aktivitet", "2025", "Kansliet", "Prov av ett resultat", "–"]]
    assert "Kansliet har inte skrivit in någon aktivitet för det här målet." in everything(document), "of the other"
    assert "inga aktiviteter än" not in everything(document)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[activities]]\nwhat = "x"\n', "activities.toml: activities.0.when: saknas"),
        (
            '[[activities]]\nwhat = "x"\nwhen = "2025"\ngoal = "hav"\nwho = "y"\nresult = "z"\n',
            "activities.toml: inget mål heter 'hav' (x)",
        ),
        ("[[activities\n", "activities.toml rad 1"),
        ('[[activities]]\nwhat = "  "\n', "activities.toml: activities.0.what: får inte vara tom"),
        (f'[[activities]]\nwhat = "{"x" * 301}"\n', "activities.toml: activities.0.what: får ha högst 300 tecken"),
        ('[activities]\nwhat = "x"\n', "activities.toml: activities: ska vara en lista"),
    ],
)
def test_a_faulty_file_of_activities_is_said(text: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / activities.FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        activities.load(tmp_path, {"tillganglighet": "Tillgänglighet"})
    assert any(line.startswith(fault) for line in str(caught.value).splitlines()), str(caught.value)


def test_the_file_that_is_carried_is_empty_and_read() -> None:
    assert activities.load(storage.ROOT / "data", {"tillganglighet": "x"}) == ()


# ───────────── Konferens and blad ─────────────


def test_a_slide_says_what_its_picture_shows_and_points_out_no_municipality(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "konferens")
    assert document.kind == "slides"
    assert all(section.message for section in document.sections)
    figures = [block for block in every(document, Figure) if isinstance(block, Figure)]
    bars = [figure.drawing for figure in figures if isinstance(figure.drawing, Bars)]
    beside = [drawing for drawing in bars if any(role == "home" for *_, role in drawing.rows)]  # areas, not the eight
    assert beside
    for block in beside:  # from the best on, as the words have it; riket by itself below
        values = [value for _, value, role in block.rows if role != "country" and value is not None]
        assert values in (sorted(values), sorted(values, reverse=True))
        assert block.rows[-1][2] == "country"
    for key in (K02, T01, K06):
        answer = answers.of_indicator(facts, key)
        (slide,) = [section for section in document.sections if section.message == answer.answer]
        assert slide.heading == answer.question
        assert any(isinstance(block, Figure) for block in slide.blocks)
        assert answer.hedge in words(slide)
    names = [facts.areas.name(code) for code in facts.areas.home_members]
    pointed = [f"{name}[^.]{{0,30}}\\b(sist|sämst)" for name in names]
    assert not re.search("|".join(pointed), everything(document))


def test_a_rooms_slides_ask_answer_show_and_say_what_it_takes(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "konferens")
    keys = [section.key for section in document.sections]
    order = ["vision", "klimatomstallning", "K01", "K06", "K06-karta", "K06-kravs", "tillganglighet", "T01", "beslut"]
    assert [key for key in keys if key in order] == order
    for goal in facts.goals:
        (slide,) = [section for section in document.sections if section.key == goal]
        answer = answers.of_goal(facts, goal)
        assert (slide.heading, slide.message) == (answer.question, answer.answer)  # the answer is the largest
        assert answer.hedge in words(slide)
    (takes,) = [section for section in document.sections if section.key == "K06-kravs"]
    lines = answer_blocks.things_lines(facts, K06, "sodertorn", every_ahead=True)
    (listed,) = [block.table for block in takes.blocks if isinstance(block, Tabular)]
    heads, rows = listed.shown()
    assert heads == ["Nivå", "Fler", "Om året från november 2026 till 2030"]
    assert takes.message == f"{cell_text(rows[0][1])} fler laddpunkter till rikets nivå 2025."
    for row, line in zip(rows, lines, strict=False):  # a row for each sentence of the other documents
        assert all(cell_text(cell) in line for cell in row[1:])
    assert [row[0] for row in rows] == ["Riket", "Stor-Malmö", "Övriga Stockholms län", "Stor-Göteborg"]
    told = words(takes)
    assert "Riket ökade självt med" in told
    assert all(line in told for line in lines[len(rows) :])
    (mapped,) = [section for section in document.sections if section.key == "K06-karta"]
    (shown,) = [block for block in mapped.blocks if isinstance(block, Figure)]
    assert isinstance(shown.drawing, Map)
    assert {value for _, value in shown.drawing.labels.values()} == {""}, "each value once, in the table beside"
    names, values = zip(*shown.table.shown()[1], strict=True)
    eight = [cell.value for cell in values[:-2]]
    assert eight == sorted(eight, reverse=True)
    assert names[-2:] == ("Södertörn", "Riket")


def test_the_slides_that_are_chosen_are_shown_in_the_programmes_order(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "konferens", slides=["beslut", "K06"])
    assert [section.key for section in document.sections] == ["K06", "beslut"]
    assert set(conference.choosable(facts, facts.folder)) >= {"vision", "K06", "K06-karta", "beslut"}


def test_the_last_slide_leads_a_telephone_to_the_same_figures(
    facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ADDRESS_VARIABLE, raising=False)
    assert not [*every(composed(facts, tmp_path, "konferens"), Scan)]
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://malkollen.exempel")
    document = composed(facts, tmp_path, "konferens")
    (code,) = every(document, Scan)
    assert isinstance(code, Scan)
    assert code.address == f"https://malkollen.exempel/?data={facts.data_version}"
    assert code in document.sections[-1].blocks


def test_sheets_of_all_say_which_wait(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "blad")
    keys = list(facts.registry.indicators)
    known = [key for key in keys if facts.is_computed(key)]
    headings = [section.heading for section in document.sections]
    start = headings.index("Utan siffror än")
    assert headings[:start] == [option.name(facts, key) for key in known]
    assert words(document.sections[start]).startswith(f"Utan siffror än  {len(keys) - len(known)} av {len(keys)} ")
    waiting = [words(section) for section in document.sections[start + 1 :]]
    for key in (key for key in keys if key not in known):
        indicator, source = facts.indicator(key), facts.registry.waiting[facts.registry.waits_for(key) or ""]
        waits = awaited.for_what(source) if indicator.kind != "lageslista" else "lista är inte inlagd än"
        (told,) = [one for one in waiting if f"{option.name(facts, key)}. {indicator.about}" in one]
        assert waits in told
    assert words(document.sections[start]).endswith(f"Fråga {facts.home.office}: ingen dag är satt.")
    assert len(headings) < len(keys)
    assert [section.starts_page for section in document.sections[start:]] == [True] + [False] * len(
        document.sections[start + 1 :]
    )
    assert document.message == blocks.judged_share(facts, keys)


def test_a_sheet_of_the_committees_list_says_how_far_it_has_come(facts: Facts, tmp_path: Path) -> None:
    """It waits for no figures: with a list it still said that the list was lacking."""
    row = "Cykelbro;namngivet;2025-11-18;Länsplan 2026–2037;2030;Länsplan 2026–2037, § 12;"
    (tmp_path / priority_objects.FILE_NAME).write_text(
        ";".join(priority_objects.COLUMNS) + "\n" + row + "\n", encoding="utf-8"
    )
    (only,) = composed(replace(facts, folder=tmp_path), tmp_path, "blad", keys=["priority_objects"]).sections
    assert "Listans enda objekt är namngivet i en plan." in words(only)
    assert "saknas" not in words(only)


def test_an_indicator_that_waits_has_a_sheet_of_its_own(facts: Facts, tmp_path: Path) -> None:
    (only,) = composed(facts, tmp_path, "blad", keys=["charging_power_to_eu_level"]).sections
    assert only.heading == "Laddeffekt"
    assert facts.registry.waiting["nobil"].needs_plain in words(only)


@pytest.mark.parametrize("kind", KINDS)
def test_no_document_has_a_command_a_file_or_a_name_of_the_servers(kind: str, facts: Facts, tmp_path: Path) -> None:
    waits = [key for key in facts.registry.indicators if not facts.is_computed(key)]
    for keys in ([K02, T01], waits):
        document = composed(facts, tmp_path, kind, keys=keys)
        assert not re.search(r"malkollen [a-z]|MALKOLLEN_|\.toml|\.csv|\.sqlite|\bdata/", repr(document))


def test_an_underlag_of_one_indicator_says_its_answer_once(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "underlag", keys=[K06])
    questions = [block.question for block in every(document, Answer) if isinstance(block, Answer)]
    assert questions == [answers.of_indicator(facts, K06).question]


@pytest.mark.parametrize("kind", ["blad", "underlag"])
def test_a_sheet_asks_answers_shows_and_says_what_it_takes(kind: str, facts: Facts, tmp_path: Path) -> None:
    keys = {"blad": [K06], "underlag": [K06, K02]}[kind]
    sheet = next(one for one in composed(facts, tmp_path, kind, keys=keys).sections if one.is_sheet)
    answer = answers.of_indicator(facts, K06)
    (said,) = [block for block in sheet.blocks if isinstance(block, Answer)]
    assert (said.question, said.text, said.hedge) == (answer.question, answer.answer, answer.hedge)
    assert all(line in words(sheet) for line in answer.beside)
    kinds = [type(block) for block in sheet.blocks]
    assert kinds.index(Answer) < kinds.index(Figure) < kinds.index(Bullets) < kinds.index(Answers)


def test_slides_name_only_the_sources_of_what_they_show(facts: Facts, tmp_path: Path) -> None:
    """A measure that no slide tells has no source there; what a decision leads to is told of the goals' measures."""
    whole = " ".join(composed(facts, tmp_path, "konferens").sources)
    assert "Trafikverket (NVDB)" in facts.source_line("cycle_network_per_inhabitant")
    assert "Trafikverket (NVDB)" not in whole
    for key in ("electric_car_share", "charging_points_per_1000", "population_near_transit_share"):
        names = facts.source_line(key).removeprefix("Källa: ").partition(", bearbetning")[0]
        assert all(one in whole for one in names.split("; ")), key
    assert composed(facts, tmp_path, "konferens", slides=["K06"]).sources == blocks.source_lines(
        facts, ["charging_points_per_1000"]
    )
    decided = " ".join(composed(facts, tmp_path, "konferens", slides=["beslut", "beslut-1"]).sources)
    assert "Trafikanalys" in decided
    assert composed(facts, tmp_path, "konferens", slides=["pendling"]).sources == blocks.source_lines(
        facts, ["in_commuters", "out_commuters"]
    )


def test_an_underlag_names_only_the_sources_it_uses(facts: Facts, tmp_path: Path) -> None:
    tables = [block.table for block in every(composed(facts, tmp_path, "underlag", keys=[K02]), Tabular)]  # type: ignore[union-attr]
    (fresh,) = [one for one in tables if one.title == "Hur färska siffrorna är"]
    assert [row[1] for row in fresh.rows] == [source.title for source in facts.sources_of(K02)]
    assert len(fresh.rows) < len(facts.sources)


def test_the_annual_report_has_a_sheet_of_what_the_programme_names_and_no_file_names(
    facts: Facts, tmp_path: Path
) -> None:
    document = composed(facts, tmp_path, "arsredovisning")
    assert not facts.indicator(K06).core
    assert any(section.heading == "Laddpunkter" and section.is_sheet for section in document.sections)
    assert ".toml" not in everything(document)
    for goal in facts.goals.values():  # activities and what has happened stand under one heading
        heading = f"Aktiviteter och siffror: {goal.heading.lower()}"
        (both,) = [section for section in document.sections if section.heading == heading]
        assert any(isinstance(block, Multiples) for block in both.blocks)


def test_the_other_measures_of_a_goal_are_those_without_a_sheet_of_their_own(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "arsredovisning")
    codes = {option.name(facts, key): facts.indicator(key).code for key in facts.registry.computed()}
    sheeted = {codes[section.heading] for section in document.sections if section.heading in codes}
    others = [section for section in document.sections if section.heading.startswith("Övriga mått: ")]
    left = {row[0] for section in others for row in section.blocks[0].table.rows}  # type: ignore[union-attr]
    assert {"K01", "T01"} <= sheeted
    assert {"K08", "T01c"} & left
    assert not sheeted & left


def test_what_waits_in_an_underlag_stands_last_of_its_figures(facts: Facts, tmp_path: Path) -> None:
    waits = next(key for key in facts.registry.indicators if not facts.is_computed(key))
    headings = [section.heading for section in composed(facts, tmp_path, "underlag", keys=[waits, K02]).sections]
    source = option.name(facts, waits)
    begins = headings.index("Bakgrund") + 1
    after = ["Elbilar", "Utan siffror än", source, "Bedömning"]
    assert headings[begins : begins + 4] == after


@pytest.mark.parametrize(("count", "is_alone"), [(2, False), (sheets.FEW, False), (sheets.FEW + 1, True)])
def test_only_where_there_are_contents_has_a_title_a_page_of_its_own(
    count: int, is_alone: bool, facts: Facts, tmp_path: Path
) -> None:
    document = composed(facts, tmp_path, "blad", keys=facts.registry.computed()[:count])
    assert document.sections[0].starts_page is is_alone
    written = zipfile.ZipFile(io.BytesIO(writing.write(document, "docx"))).read("word/document.xml")
    assert (b"TOC " in written) is is_alone


def test_a_sheet_of_a_municipality_is_about_it(facts: Facts, tmp_path: Path) -> None:
    document = composed(facts, tmp_path, "blad", keys=[K02], area="0126")
    assert document.subtitle == "Huddinge"
    assert document.name.startswith("Elbilar – Huddinge – 20")
    (figures,) = [block for block in document.sections[0].blocks if isinstance(block, Pairs)]
    assert figures.pairs[0][0] == "Huddinge 2025"


# ───────────── The command ─────────────


def test_the_names_of_sheets_tell_which_indicators(facts: Facts, tmp_path: Path) -> None:
    def name(*keys: str) -> str:
        return composed(facts, tmp_path, "blad", keys=keys).name.removesuffix(" – Södertörn – 2026-11-22")

    everyone, sheets = list(facts.registry.indicators), "Indikatorblad"
    assert [name(), name(*everyone), name(K02), name(T01, K02)] == [
        sheets, sheets, "Elbilar", "Boende nära kollektivtrafik och elbilar"
    ]  # fmt: skip
    assert name(*everyone[:6]).endswith(" och 5 till")


def test_an_underlag_is_of_the_municipality_that_is_chosen(facts: Facts, tmp_path: Path) -> None:
    order = Order("underlag", (K02, "transport_emissions"), "0127")
    document = compose.compose(facts, tmp_path, order)
    told = everything(document)
    assert document.name.startswith("Underlag – Elbilar och utsläppen från transporter – Botkyrka – 20")
    assert document.subtitle.startswith("Botkyrka. ")
    assert "Hur står sig Botkyrka i elbilar?" in told
    assert "Siffran för en enskild kommun är för ungefärlig." in told
    assert facts.data_version in document.basis


def test_an_underlag_without_indicators_is_of_those_that_the_screen_begins_with(
    facts: Facts, environment: Path, tmp_path: Path
) -> None:
    target = tmp_path / "underlag.xlsx"
    assert main(["report", "underlag", "--format", "xlsx", "--out", str(target), "--as-of", "2026-11-22"]) == 0
    said = {cell.value for row in openpyxl.load_workbook(target)["Text"].iter_rows() for cell in row}
    assert {answers.of_indicator(facts, key).answer for key in selection.core(facts)} <= said


def test_the_command_writes_a_telling_file(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "blad", "K02", "k02", "--format", "xlsx", "--as-of", "2026-11-22"]) == 0
    (written,) = tmp_path.iterdir()
    assert str(written) in capsys.readouterr().out
    assert re.fullmatch(r"Elbilar – Södertörn – 2026-11-22\.xlsx", written.name)
    assert written.read_bytes()[:2] == b"PK"
    (others := tmp_path / "eget.xlsx.part").write_bytes(b"half of somebody else's")
    assert main(["report", "blad", "K02", "--format", "xlsx", "--out", str(tmp_path / "eget.xlsx")]) == 0
    assert (tmp_path / "eget.xlsx").exists()
    assert others.read_bytes() == b"half of somebody else's"
    assert len([*tmp_path.iterdir()]) == 3


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["blad", "K99"], "indikator 'K99' finns inte"),
        (["blad", "K02", "--area", "Atlantis"], "området 'Atlantis' finns inte"),
        (["underlag", "K02", "--comparison", "x"], "jämförelsen 'x' finns inte"),
        (["blad", "K02", "--edition", "borta"], "den fastställda versionen 'borta' finns inte"),
        (["blad", "K02", "--out", "finns/inte/alls.pdf"], "mappen finns/inte finns inte"),
        ([], "det här saknas: SLAG (hjälp"),
        (["roman"], "'roman' finns inte"),
        (["ledningsgrupp", "K02"], "ledningsgrupp: indikatorer gäller bara underlag och blad"),
        (["blad", "K02", "--year", "2019"], "blad: --year gäller bara underlag"),
        (["blad", "K02", "--title", "Mitt"], "blad: --title gäller bara underlag"),
        (["blad", "K02", "--area", "0126", "0127"], "blad: --area tar ett område i taget"),
        (["underlag", "K02", "--year", "1990"], "året 1990 finns inte för någon av indikatorerna; de har 20"),
        (["ledningsgrupp", "--edition", "x", "--as-of", "2026-01-01"], "--as-of: en fastställd version räknas alltid"),
        (["ledningsgrupp", "--out", "sida.docx"], "sida.docx: är ingen mapp, och filen ska sluta på .pdf"),
        (["ledningsgrupp", "--out", "a" * 300], "går inte att skriva; är namnet för långt"),
        (["ledningsgrupp", "--out", "/proc/sida.pdf"], "/proc/sida.pdf: går inte att skriva"),
    ],
)
def test_what_cannot_be_made_is_one_line(
    arguments: list[str], fault: str, environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    try:
        code: object = main(["report", *arguments])
    except SystemExit as left:
        code = left.code
    err = capsys.readouterr().err
    assert code == 2
    assert fault in err
    assert len(err.strip().splitlines()) == 1
    assert [*tmp_path.iterdir()] == []


# ───────────── The way back to the screen ─────────────


def test_a_document_names_the_page_with_the_same_numbers(
    facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ADDRESS_VARIABLE, raising=False)
    assert composed(facts, tmp_path, "blad", keys=[K02]).address == ""
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://malkollen.exempel/sida/")
    document = composed(facts, tmp_path, "blad", keys=[K02])
    start = "https://malkollen.exempel/sida/indikator?indikator=electric_car_share&omrade=sodertorn"
    assert document.address == f"{start}&data={facts.data_version}"
    shown = document_markup.preview(document)
    assert f'<a href="{html.escape(document.address)}">{start.partition("?")[0]}</a>' in shown
    assert facts.data_version not in re.sub(r"<[^>]+>", "", shown), "the version is the link's, not the reader's"
    links = {
        str(annotation.get_object()["/A"]["/URI"])
        for page in pypdf.PdfReader(io.BytesIO(writing.write(document, "pdf"))).pages
        for annotation in page.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    }
    assert links == {document.address}
    with zipfile.ZipFile(io.BytesIO(writing.write(document, "docx"))) as whole:
        assert document.address.replace("&", "&amp;") in whole.read("word/_rels/document.xml.rels").decode()


def test_in_a_fixed_version_the_address_opens_it_and_a_newer_method_is_said(
    facts: Facts, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://malkollen.exempel")
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    made = editions.create(tmp_path, "forra", date(2026, 10, 1), "Ledningsgruppen")
    then = dashboard_facts.load_edition(tmp_path, "forra")
    document = composed(then, tmp_path, "ledningsgrupp")
    assert document.address == "https://malkollen.exempel/?utgava=forra"
    assert document.version == "Fastställd version forra, 1\u00a0oktober\u00a02026"
    assert document.basis.startswith(
        "Fastställd version forra: Ledningsgruppen, 1\u00a0oktober\u00a02026. Varje siffra har sitt eget år; "
    )
    assert document.basis.endswith(f"kontrollsumma {made.mark}).")
    assert document.name == "Ledningsgruppens sida – forra"
    assert "(fastställd med" not in document.basis
    monkeypatch.setattr(blocks, "METHOD_VERSION", "2.0")
    assert f"metod 2.0 (fastställd med metod {METHOD_VERSION}" in blocks.basis(then)


@pytest.mark.thorough  # a document of each kind, as the one above
def test_every_document_of_a_fixed_version_has_a_link_that_opens_it(
    facts: Facts, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://malkollen.exempel")
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    editions.create(tmp_path, "höst", date(2026, 10, 1), "Ledningsgruppen")
    then = dashboard_facts.load_edition(tmp_path, "höst")
    waits = next(key for key in then.registry.indicators if not then.is_computed(key))
    for kind, keys in product(KINDS, ([K02], [waits])):
        address = urlsplit(composed(then, tmp_path, kind, keys=keys).address)
        assert address.netloc == "malkollen.exempel"
        assert parse_qs(address.query)["utgava"] == ["höst"]


def test_what_is_left_to_a_target_is_said_in_its_unit_on_paper(facts: Facts) -> None:
    (_, takes) = sheets.takes(facts, "transport_emissions", [facts.areas.home.id])
    assert isinstance(takes, Bullets)
    (line,) = takes.lines
    told = (
        "För att nå målet ska Södertörn ned från 577 000 ton 2024 till 222 000 ton 2030, "
        "14,7 % per år räknat från 2024."
    )
    assert line.replace(NO_BREAK_SPACE, " ") == told
    (_, takes) = sheets.takes(facts, "transport_emissions", ["0136"])
    assert isinstance(takes, Bullets)
    (line,) = takes.lines
    own = "För Haninge går det inte att räkna: siffran för en enskild kommun är för ungefärlig."
    assert line.replace(NO_BREAK_SPACE, " ") == f"{told} {own}"


def test_the_annual_report_says_how_an_answer_and_a_proposal_that_waits_belong_together(
    facts: Facts, tmp_path: Path
) -> None:
    said = [
        one.text
        for s in composed(facts, tmp_path, "arsredovisning").sections
        for one in s.blocks
        if isinstance(one, Text)
    ]
    assert all(proposals.why_none(facts, goal) in said for goal in facts.goals)

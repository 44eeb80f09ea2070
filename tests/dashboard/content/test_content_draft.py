"""The draft on Prioriterade objekt: shown as a draft alone, with Trafikverket's words, in no answer and no document."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.blocks.blocks import Answer, Tabular, Text
from dashboard.blocks.page import OPERATORS, Beside, Caution, Fold, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note
from dashboard.blocks.simple import answers_alone, within
from dashboard.blocks.table import Number
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, draft_object, national_plan, priority_objects as texts
from dashboard.content.objects import draft_table, drafted as parts, page as priorities
from dashboard.content.office import filled
from malkollen import ROOT
from malkollen.office import draft_file, priority_draft
from malkollen.office.draft_file import Fact
from malkollen.office.priority_draft import Confirmation
from malkollen.office.priority_objects import NAMED, STAGES

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
    """The table that the page opens with as it is seen, by object."""
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    (sheet,) = [block for block in sections["Objekten på Södertörn"].blocks if isinstance(block, Sheet)]
    titles, rows = sheet.table.shown()
    seen = [[cell.text() if isinstance(cell, Number) else cell for cell in row] for row in rows]
    return {plain(name): dict(zip(titles[1:], map(plain, cells), strict=True)) for name, *cells in seen}


def in_files(drafted: Facts) -> dict[str, dict[str, str]]:
    """The same table as its files have it, by object."""
    table = draft_table.objects_table(drafted, draft.read(drafted, ())[0]).file
    titles = [column.title for column in table.columns]
    return {str(row[0]): dict(zip(titles, map(str, row), strict=True)) for row in table.rows}


def test_the_draft_says_once_that_it_is_one_who_made_it_and_from_what(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (opening,) = (section for section in sections if section.heading == "Objekten på Södertörn")
    (sheet,) = opening.blocks
    first, county = (block for block in within(sections[0].blocks) if isinstance(block, Note | Text))
    assert isinstance(first, Note)
    assert isinstance(sheet, Sheet)
    assert county == Text("Länsplanen är inte inlagd här. Region Stockholm beslutar den.")
    assert (
        first.text
        == "Utkast, som inte ingår i bedömningarna eller dokumenten; objekt ur den beslutade nationella planen kan tas "
        "med i ett underlag. Objekten är från kommunernas webbsida, tidigast "
        "hösten 2018. Kansliet bekräftar, ändrar eller tar bort."
    )
    shown = [block for section in sections for block in within(section.blocks)]
    of_each = [note for note in sheet.table.row_notes if note]
    assert len({*of_each}) == len(of_each), "what several share is said once below, not in each one's box"
    assert any("Sökt på namnet" not in note for note in of_each)
    assert not any("sökt på namnet" in note for note in sheet.table.in_rows)
    told = str([block for block in shown if not isinstance(block, Fold | Beside)])
    assert "regeringen har fastställt den" in told
    assert "läst genom en avskrift, inte ur Trafikverkets egen fil" in sheet.table.source
    assert not re.search("odaterad|hittats|[Ee]n enda källa[.]", told), "det är kansliets, eller i vecken"
    assert "har inte beslutat" not in told, "att listan saknas här säger inte att ingen har beslutat den"


def test_the_table_is_a_line_an_object_with_a_mark_where_there_is_a_doubt(drafted: Facts) -> None:
    rows = overview(drafted)
    assert len(rows) == 8
    assert rows[FIRST] == {
        "Kommun som nämns": "Huddinge och Haninge",
        "I den nationella planen": "Ja, med namn",
        "Trafikverkets fas": "Byggstart: objektet får börja byggas",
        "Hela kostnaden (mkr)": "23 582 *",
        "I planens år (mkr)": "19 502 *",
    }
    assert rows["Ny passage Södertälje kanal"]["Hela kostnaden (mkr)"] == "500 (utredning) *", "as Kommun tells it"
    assert rows["Spårväg syd"]["Hela kostnaden (mkr)"] == "7 245 *"
    assert rows["Spårväg syd"]["Trafikverkets fas"] == "Planering: byggstarten är inte beslutad"
    assert rows["Spårväg syd"]["I planens år (mkr)"] == "ingen uppgift"
    assert max(len(cell) for row in rows.values() for cell in row.values()) < 40


def test_of_what_the_national_plan_does_not_name_the_line_says_so_and_nothing_more(drafted: Facts) -> None:
    rows = overview(drafted)
    said = [row["I den nationella planen"] for row in rows.values()]
    assert said == ["Ja, med namn", "Ja, med annat namn", "Ja, med namn"] + ["Hittas inte under det namnet *"] * 4 + [
        "Vet inte *"
    ]
    rest = {tuple([*row.values()][2:]) for row in [*rows.values()][3:]}
    assert rest == {("ingen uppgift om fas, kostnad eller år", "", "")}, "once a row"


def test_the_years_have_columns_where_one_is_known_and_a_sentence_else(drafted: Facts) -> None:
    left = draft.read(drafted, ())[0]
    drawn = draft_table.objects_table(drafted, left)
    assert draft_table.NO_YEARS in drawn.notes
    assert not {*draft_table.YEARS} & {*drawn.shown()[0]}
    first, *others = left.objects
    known = replace(first, facts=(*first.facts[:4], Fact("öppningsår", "2035", "2026", first.facts[1].source, "")))
    drawn = draft_table.objects_table(drafted, replace(left, objects=(known, *others)))
    assert draft_table.NO_YEARS not in drawn.notes
    headings, rows = drawn.shown()
    assert dict(zip(headings, rows[0], strict=True))["Öppningsår"] == "2035"
    assert dict(zip(headings, rows[1], strict=True))["Öppningsår"] == "ingen uppgift"


def test_what_weakens_an_object_stands_under_the_table_in_a_few_words(drafted: Facts) -> None:
    notes = draft_table.objects_table(drafted, draft.read(drafted, ())[0]).notes
    doubts = [note for note in notes if note.startswith(draft_object.MARK)]
    assert [len(one.sure) > 0 and len(one.doubt) > 0 for one in draft.read(drafted, ())[0].objects] == [True] * 8
    assert doubts[0] == (
        "* Tvärförbindelse Södertörn: beloppet inom planens år står i en enda källa; vilken dag i april 2026 "
        "regeringen beslutade är osäkert; vem som betalar det som ligger utanför säger källan inte."
    )
    assert doubts[3].startswith("* Bytespunkt Flemingsberg, Infart Stockholm väg 73, Nynäsbanan"), "lika sägs en gång"
    assert len(doubts) == 5


def folds(drafted: Facts, heading: str, *, is_writable: bool = False) -> dict[str, str]:
    """What the folds under a heading hold, by their labels."""
    sections = priorities.sections(drafted, is_writable=is_writable, shows_draft=True)
    (section,) = (section for section in sections if section.heading == heading)
    return {fold.label: plain(str(fold.blocks)) for fold in section.blocks if isinstance(fold, Fold)}


def test_a_reader_meets_how_sure_an_object_is_and_its_sources_without_the_office_s_notes(drafted: Facts) -> None:
    told = folds(drafted, parts.HOW_SURE)
    assert len(told) == 9
    assert "Hur mycket som ligger inom planens år har en enda källa" in told[FIRST]
    assert "Vägplanen vann laga kraft" in told[FIRST]
    assert "Källan säger inte vad bygget skulle kosta" in told["Ny passage Södertälje kanal"]
    assert r"samfinansiering 1\xa0866 miljoner kronor" in told["Spårväg syd"]
    assert "den har inte hittats" in told[parts.HISTORY]
    assert "odaterad kopia" in told[parts.HISTORY]
    assert not re.search("Anteckning|Avser|Samma tal|En enda källa[.]|SVF1802a|VST001c", str(told))
    assert str(told).count("VST005") == 1, "i källraden"


def test_the_office_has_all_that_was_found_where_it_decides(drafted: Facts) -> None:
    told = folds(drafted, draft.REVIEW, is_writable=True)
    assert "Dagen är osäker" in told[FIRST]
    assert "Äldre sidor angav byggstart 2020, 2021 och 2023." in told[FIRST]
    assert "Byggstart: objektet får börja byggas (VST005)" in told[FIRST]
    assert "Hur långt det har kommit är utkastets ord; fasen är Trafikverkets, i planen." in told[FIRST]


def test_where_a_stage_and_trafikverkets_phase_stand_together_it_is_said_whose_each_is(drafted: Facts) -> None:
    one = drafted.beside.by_id["VST005"]
    means = {phase: national_plan.phases_mean([replace(one, phase=phase)]) for phase in national_plan.MEANT}
    assert means == {
        "Utredning": "Enligt nationella planen utreds objektet.",
        "Planering": "Enligt nationella planen är byggstarten inte beslutad.",
        "Förberedelse för byggstart": "Enligt nationella planen förbereds byggstarten.",
        "Byggstart": "Enligt nationella planen får objektet börja byggas.",
        "Pågående": "Enligt nationella planen byggs objektet.",
    }
    (*_, last) = draft.in_plan(drafted, ["VST005"])
    assert last == "Hur långt det har kommit är samarbetskommitténs ord; fasen är Trafikverkets, i planen."
    assert draft.in_plan(drafted, []) == draft.in_plan(drafted, ["finns inte"]) == []


def test_the_objects_of_the_reader_s_municipality_stand_first(drafted: Facts) -> None:
    def names(mine: str) -> list[str]:
        sections = priorities.sections(drafted, mine, shows_draft=True)
        sheets = [block for section in sections for block in section.blocks if isinstance(block, Sheet)]
        return [str(row[0]) for row in sheets[0].table.rows]

    usual = [one.label for one in draft.read(drafted, ())[0].objects]
    assert names("") == names("9999") == usual
    assert names("0192") == [usual[5], *usual[:5], *usual[6:]]
    told = str(priorities.sections(drafted, "0192", shows_draft=True))
    assert f"Först står det som nämner Nynäshamn: {usual[5]}. Fler kan beröra kommunen." in told
    assert "nämner Tyresö eller en plats där. De kan beröra kommunen ändå: kansliet kan svara." in str(
        priorities.sections(drafted, "0138", shows_draft=True)
    )


def test_a_file_says_in_its_title_and_on_each_row_that_it_is_a_draft(drafted: Facts) -> None:
    table = draft_table.objects_table(drafted, draft.read(drafted, ())[0]).file
    assert table.title.startswith("Utkast: ")
    assert {row["Status"] for row in in_files(drafted).values()} == {"Utkast, inte bekräftat"}
    assert in_files(drafted)[FIRST]["Beteckning i planen"] == "VST005"


def test_the_files_have_what_is_said_of_cost_and_start_in_full(drafted: Facts) -> None:
    row = {title: plain(cell) for title, cell in in_files(drafted)[FIRST].items()}
    assert row["Trafikverkets fas"] == "Byggstart: objektet får börja byggas"
    assert row["Utkastets förslag till läge"] == "Namngivet (med i den nationella planen)"
    assert row["Källa"].endswith("bilaga 1, läst genom en avskrift, inte ur Trafikverkets egen fil")
    copied = "källa: En avskrift av nationella planen och Trafikverkets projektsidor som ligger öppet på webben"
    copied += " (september 2026)"
    assert row["Om kostnaden"] == (
        "23 582 miljoner kronor för hela objektet, prisnivå februari 2025; varav inom planen 2026–2037: "
        f"19 502 miljoner kronor, prisnivån är inte känd här ({copied}; en enda källa). Uträknat: 23 582 minus 19 502 "
        "är 4 080 miljoner kronor, om båda beloppen har samma prisnivå. Vem som betalar dem säger källan inte, och "
        "inte heller om de saknas (källa: Målkollen, bearbetning för Södertörns kansli)."
    )
    assert row["Om start och öppning"] == (
        "Får börja byggas enligt regeringens beslut i april 2026; källan anger den 28 april för objektet men den 24 "
        f"april för andra i vad som ser ut som samma beslut ({copied}, som anger Trafikverkets projektsida; dagen är "
        "osäker). Byggstartsår: inget år angivet (äldre sidor angav byggstart 2020, 2021 och 2023); öppningsår: inget "
        "år publicerat"
    )
    tram = plain(in_files(drafted)["Spårväg syd"]["Om kostnaden"])
    assert tram.startswith(
        "7 245 miljoner kronor för hela objektet, prisnivå februari 2025. Källan säger inte hur mycket som ligger inom "
        "planens år, eller om det är beslutade pengar. På en egen rad"
    )
    assert tram.endswith("Källan säger inte om den ingår i de 7 245 eller läggs till.")


def test_the_sums_are_those_of_the_plan_itself(drafted: Facts) -> None:
    for one in draft.read(drafted, ())[0].objects:
        for plan_id in one.plan_ids:
            assert draft_object.whole(one, is_study=False).value == drafted.beside.by_id[plan_id].cost_msek


def test_an_object_is_in_one_state_in_the_same_words_in_the_table_and_among_its_facts(drafted: Facts) -> None:
    sections = priorities.sections(drafted, is_writable=True, shows_draft=True)
    (review,) = (section for section in sections if section.heading == draft.REVIEW)
    fold = next(block for block in review.blocks if isinstance(block, Fold))
    (sheet,) = (block for block in fold.blocks if isinstance(block, Tabular))
    facts = {str(row[0]): str(row[1]) for row in sheet.table.rows}
    state = facts["Föreslaget läge"]
    assert in_files(drafted)[FIRST]["Utkastets förslag till läge"] == f"{state[:1].upper()}{state[1:]}"
    assert state == f"{NAMED} ({draft_object.IN_NATIONAL[0]})", "that all of its cost is decided is not known"
    assert state.partition(" (")[0] in STAGES, "the office chooses among these"


def test_of_objects_of_which_nothing_is_known_the_files_say_why(drafted: Facts) -> None:
    rows = in_files(drafted)
    assert len(rows) == 8
    unknown = rows["Nynäsbanan – dubbelspår samt triangelspår Älvsjö"]
    assert unknown["Utkastets förslag till läge"] == draft_object.UNKNOWN_STATE
    cut = rows["Förbättrad järnvägsanslutning (namnet är avkortat i källan)"]
    assert cut["Hur säkert"].startswith("Bara början av namnet är känd.")
    assert plain(unknown["I den nationella planen"]) == "Hittas inte under det namnet *"


def test_nothing_on_the_page_names_a_file_or_an_id_of_the_plan(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (opening,) = (section for section in sections if section.heading == "Objekten på Södertörn")
    (sheet,) = (block for block in opening.blocks if isinstance(block, Sheet))
    beside = [block for block in opening.blocks if block is not sheet]
    seen = str([*headings(sections), beside, sheet.table.shown(), sheet.table.notes, sheet.table.source])
    assert not re.search(r"\.csv|GitHub|avkortad|(VST|VOR|SVF)\d", seen)


def test_the_page_answers_first_with_how_many_and_how_far_and_says_it_once(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (answer,) = (block for section in sections for block in within(section.blocks) if isinstance(block, Answer))
    assert answer.text == (
        "Tre av utkastets åtta objekt står i den nationella planen: ett får börja byggas, för två är byggstarten inte "
        "beslutad. Kansliet ska bekräfta samarbetskommitténs lista."
    )
    assert len(answer.text.split()) <= 25
    assert plain(answer.hedge) == (
        "Tvärförbindelse Södertörn, kostnad: 23 582 miljoner kronor för hela objektet, varav 19 502 miljoner kronor "
        "inom planens år. Fyra hittas inte där under det namnet, men kan ingå i något annat. "
        "För ett vet vi inte om det finns med."
    )
    assert str(sections).count(parts.PHASES) == 1


def test_in_enklare_the_objects_stay_with_state_and_cost(drafted: Facts) -> None:
    cut, _ = answers_alone(priorities.sections(drafted, shows_draft=True))
    sheets = [block for section in cut for block in section.blocks if isinstance(block, Sheet)]
    assert [len(sheet.table.rows) for sheet in sheets] == [8]
    assert "Utkast, som inte ingår i bedömningarna" in str(cut)
    assert priorities.WHOLE not in [block for section in cut for block in section.blocks]
    cut, _ = answers_alone(priorities.sections(drafted, shows_draft=True, is_simple=True))
    assert priorities.WHOLE in [block for section in cut for block in section.blocks], "the way to what is left out"


def test_other_objects_here_are_those_the_draft_declares(drafted: Facts) -> None:
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    told, sheet = sections["Andra objekt på Södertörn i den nationella planen"].blocks
    assert isinstance(sheet, Sheet)
    assert told.text == (  # type: ignore[union-attr]
        "Tio objekt till i den nationella planen har ett namn som nämner en plats på Södertörn. De står inte på "
        "listan. Ett objekt som går genom Södertörn under ett annat namn hittas inte så: alla står i bilaga 1 till "
        f"fastställd nationell plan för transportinfrastrukturen 2026–2037, hos Trafikverket. {parts.PHASES}"
    )
    assert not sheet.folded, "de är svaret på frågan, inte en fil att hämta"
    phases = {str(row[1]): str(row[3]) for row in sheet.table.rows}
    assert len(phases) == 10
    assert phases["E20 trafikplats Hovsjö"] == "Planering: byggstarten är inte beslutad"
    assert any("Järna-Linköping" in name for name in phases), "Järna ligger i Södertälje, fast länet är ett annat"
    assert sheet.table.notes == (f"Kostnader i miljoner kronor (mkr), prisnivå februari 2025. {national_plan.COSTS}",)
    names = list(phases)
    assert not [name for name in names if "Roslagsbanan" in name or "alt 2" in name]
    whose = {str(row[1]): str(row[2]) for row in sheet.table.rows}
    assert whose["E20 trafikplats Hovsjö"] == "Södertälje"


def test_the_county_s_objects_of_the_plan_are_all_there(drafted: Facts) -> None:
    """36 of the 236 rows by hand: those whose county is Stockholm, alone or with others; 3 of them are co-financing."""
    others = draft.others(drafted, draft.read(drafted, ())[0])
    (section,) = national_plan.plan_section(drafted, others)
    told, sheet = section.blocks
    assert isinstance(sheet, Sheet)
    assert told == Text(
        "Planen har 33 objekt med namn i Stockholms län. Tabellen har tre rader till, med samfinansieringen av något "
        "av dem. Ostlänken nytt dubbelspår Järna-Linköping räknas inte hit: i planen står objektet under Östergötland."
    )
    assert len(sheet.table.rows) == 36
    assert sheet.folded == "Visa hela länets 33\u00a0namngivna objekt och hämta"
    sources = {row[-1] for row in sheet.table.rows}
    assert all("inte ur Trafikverkets egen fil" in str(one) for one in sources), "also in a file without a source line"
    names = [str(row[1]) for row in sheet.table.rows]
    assert not [name for name in names if "LTS" in name or "Kap." in name or name.endswith("samfinans")]
    assert any("delen Hallunda–Fittja, kapacitet till följd av Förbifart Stockholm" in name for name in names)


def test_who_decides_the_plans_is_said_and_that_no_day_is_known(drafted: Facts) -> None:
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    assert sections[national_plan.WHEN_DECIDED].blocks == [
        Text(
            "Regeringen fastställer den nationella planen. Den som visas här är bilaga 1 till fastställd nationell "
            "plan för transportinfrastrukturen 2026–2037: planen gäller tills en ny fastställs. Målkollen följer inte "
            "arbetet med planerna. Vilken dag nästa plan beslutas är inte känt här."
        )
    ]


def test_it_may_only_be_decided_where_the_operator_lets_it(drafted: Facts) -> None:
    def slots(*, is_writable: bool) -> list[str]:
        sections = priorities.sections(drafted, is_writable=is_writable, shows_draft=True)
        blocks = [block for section in sections for block in section.blocks]
        inner = [one for block in blocks for one in (block.blocks if isinstance(block, Fold) else [block])]
        return [block.name for block in inner if isinstance(block, Slot)]

    assert slots(is_writable=False) == []
    assert slots(is_writable=True) == [draft.UNDO, *(f"draft-{place}" for place in range(1, 9))]
    anchored = {one.anchor: one.heading for one in priorities.sections(drafted, is_writable=True, shows_draft=True)}
    assert anchored[draft.REVIEWED] == draft.REVIEW, "where links lead"
    assert draft.REVIEWED not in {one.anchor for one in priorities.sections(drafted, shows_draft=True)}


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
    assert any("Trafikverkets fas: Byggstart" in text for text in notes), "planens id står i raden"


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
    assert answer.text.startswith("Samarbetskommitténs beslutade lista är inte inlagd än.")
    assert "Utkast" not in str(sections)


WRITTEN = "objekt;läge;datum;plan;öppningsår;källa;anteckning\n"


def test_a_list_that_somebody_has_begun_is_not_missing(drafted: Facts) -> None:
    def missing() -> list[str]:
        return [key for key in filled.waiting(drafted) if drafted.indicator(key).kind == "lageslista"]

    assert len(missing()) == 1
    (drafted.folder / "priority_objects.csv").write_text(f"{WRITTEN}Spårväg syd;ej i plan;2026;;;Prov;\n", "utf-8")
    assert missing() == []


def test_what_the_list_has_in_no_plan_and_the_draft_has_in_one_is_not_told_as_out_of_every_plan(drafted: Facts) -> None:
    row = "Spårväg syd, etapp 1;ej i plan;2026;;;Ett prov;\n"
    (drafted.folder / "priority_objects.csv").write_text(WRITTEN + row, encoding="utf-8")
    told = {}
    for shows in (True, False):
        sections = priorities.sections(drafted, shows_draft=shows)
        (answer,) = (block for section in sections for block in section.blocks if isinstance(block, Answer))
        told[shows] = answer.text
    assert told[True] == (
        "Listans enda objekt är skrivet som ej i plan. "
        "Spårväg syd, etapp 1 liknar Spårväg syd i utkastet, som är med i den nationella planen."
    )
    assert told[False] == "Listans enda objekt är inte med i någon plan.", "där utkastet inte visas"


def test_a_name_like_one_in_the_draft_is_told_with_how_far_that_has_come_and_its_cost(drafted: Facts) -> None:
    home = drafted.areas.home.id
    left = draft_file.compiled(drafted.folder, home)
    (told,) = draft_object.resembling(left, ["Spårväg syd, etapp 1", "Spårväg syd, etapp 1", "Påhittad ny väg"])
    assert plain(told).startswith(
        "Spårväg syd, etapp 1 liknar Spårväg syd i utkastet: namngivet (med i den nationella planen); kostnad: 7 245 "
        "miljoner kronor för hela objektet, prisnivå februari 2025. Är det samma objekt,"
    )
    (told,) = draft_object.resembling(left, [FIRST.upper()])
    assert told.startswith(f"{FIRST} står i utkastet: ")
    assert told.endswith("Sparar du raden här tas objektet bort ur utkastet.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Spårväg syd", ["Spårväg syd"]),
        ("Spårvägen", ["Spårväg syd"]),
        ("Tvärförbindelse Södertörn", ["Tvärförbindelse Södertörn"]),
        ("Tvärförbindelsen", ["Tvärförbindelse Södertörn"]),
        ("tvärförbindelsen genom södertörn", ["Tvärförbindelse Södertörn"]),
        ("svealandsbanan", ["Ökad kapacitet på Svealandsbanan"]),
        ("Bytespunkten i Flemingsberg", ["Bytespunkt Flemingsberg"]),
        ("Bytespunkt Farsta", []),
        ("Ny väg", []),
    ],
)
def test_a_name_is_known_again_exact_inflected_and_in_part(name: str, expected: list[str], drafted: Facts) -> None:
    left = draft_file.compiled(drafted.folder, drafted.areas.home.id)
    assert [one.name for one in draft_file.resembling(name, left.objects)] == expected

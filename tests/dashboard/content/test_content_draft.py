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
from dashboard.blocks.table import Number
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, draft_object, national_plan, priorities, priority_objects as texts
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
    """The table that the page opens with as it is seen, by object."""
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    (sheet,) = [block for block in sections["Objekten på Södertörn"].blocks if isinstance(block, Sheet)]
    titles, rows = sheet.table.shown()
    seen = [[cell.text() if isinstance(cell, Number) else cell for cell in row] for row in rows]
    return {plain(name): dict(zip(titles[1:], map(plain, cells), strict=True)) for name, *cells in seen}


def in_files(drafted: Facts) -> dict[str, dict[str, str]]:
    """The same table as its files have it, by object."""
    table = draft.objects_table(drafted, draft.read(drafted, ())[0]).file
    titles = [column.title for column in table.columns]
    return {str(row[0]): dict(zip(titles, map(str, row), strict=True)) for row in table.rows}


def test_the_draft_says_once_that_it_is_one_who_made_it_and_from_what(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (opening,) = (section for section in sections if section.heading == "Objekten på Södertörn")
    first, sheet = opening.blocks
    assert isinstance(first, Note)
    assert isinstance(sheet, Sheet)
    assert (
        first.text
        == "Utkast, som inte ingår i bedömningarna eller dokumenten. Kansliet bekräftar, ändrar eller tar bort."
    )
    assert sheet.table.notes[-1].startswith("Objekten och deras ordning står på en odaterad kopia")
    assert "regeringen har fastställt den" in sheet.table.notes[-1]
    blocks = [block for section in sections for block in section.blocks if not isinstance(block, Fold)]
    told = str([replace(one, table=replace(one.table, long=None)) if isinstance(one, Sheet) else one for one in blocks])
    assert told.count("odaterad kopia") == 1
    assert "har inte beslutat" not in told, "att listan saknas här säger inte att ingen har beslutat den"


def test_the_table_is_a_line_an_object_with_a_mark_where_there_is_a_doubt(drafted: Facts) -> None:
    rows = overview(drafted)
    assert len(rows) == 3
    assert rows[FIRST] == {
        "Så långt har det kommit": "Delvis finansierat",
        "Hela kostnaden (mkr)": "23 582 *",
        "I planens år (mkr)": "19 502 *",
        "Byggstart": "får börja byggas, inget år angivet *",
        "Öppnar": "inget år publicerat",
    }
    assert rows["Ny passage Södertälje kanal"]["Hela kostnaden (mkr)"] == "500 för utredningen *"
    assert rows["Spårväg syd"]["I planens år (mkr)"] == "inte angivet"
    assert max(len(cell) for row in rows.values() for cell in row.values()) < 40


def test_a_mark_is_explained_under_the_object_itself(drafted: Facts) -> None:
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    folds = [block for block in sections["Källorna, objekt för objekt"].blocks if isinstance(block, Fold)]
    told = {fold.label: plain(str(fold.blocks[0].table.rows)) for fold in folds}  # type: ignore[union-attr]
    assert "Dagen är osäker" in told[FIRST]
    assert "Äldre sidor angav byggstart 2020, 2021 och 2023." in told[FIRST]
    assert "Källan säger inte vad bygget skulle kosta" in told["Ny passage Södertälje kanal"]
    assert "samfinansiering 1 866 miljoner kronor" in told["Spårväg syd"]
    assert "Byggstart: objektet får börja byggas (VST005)" in told[FIRST]


def test_the_files_have_what_is_said_of_cost_and_start_in_full(drafted: Facts) -> None:
    row = {title: plain(cell) for title, cell in in_files(drafted)[FIRST].items()}
    assert row["I nationella planen"] == "Byggstart: objektet får börja byggas"
    assert row["Om kostnaden"] == (
        "23 582 miljoner kronor för hela objektet, prisnivå februari 2025; varav inom planen 2026–2037: "
        "19 502 miljoner kronor (källa: Avskrift av nationella planen och Trafikverkets projektsidor (september "
        "2026); en enda källa). Resten är 4 080 miljoner kronor. Källan säger inte vem som betalar dem, eller när "
        "(resten är uträknad: 23 582 minus 19 502)."
    )
    assert row["Om start och öppning"] == (
        "Får börja byggas enligt regeringens beslut 28 april 2026 (källa: Avskrift av nationella planen och "
        "Trafikverkets projektsidor (september 2026), som anger Trafikverkets projektsida; dagen är osäker: samma "
        "källa anger 24 april 2026 för andra objekt i vad som ser ut som samma beslut). Byggstart: inget år "
        "angivet (äldre sidor angav byggstart 2020, 2021 och 2023); öppningsår: inget år publicerat"
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
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    fold = next(block for block in sections["Källorna, objekt för objekt"].blocks if isinstance(block, Fold))
    facts = {str(row[0]): str(row[1]) for row in fold.blocks[0].table.rows}  # type: ignore[union-attr]
    state, why = facts["Föreslaget läge"].split(": ")
    assert state.capitalize() == overview(drafted)[FIRST]["Så långt har det kommit"]
    assert why == draft_object.WHY_PARTLY


def test_of_objects_of_which_nothing_is_known_the_files_say_why(drafted: Facts) -> None:
    rows = in_files(drafted)
    assert len(rows) == 8
    unknown = rows["Nynäsbanan – dubbelspår samt triangelspår Älvsjö"]
    assert unknown["Om läget"] == draft_object.UNKNOWN_STATE
    assert rows["Förbättrad järnvägsanslutning"]["Om läget"].startswith(
        f"{draft_object.UNKNOWN_STATE}. Namnet är längre på listan"
    )
    assert unknown["Så långt har det kommit"] == draft_object.UNKNOWN
    assert rows["Förbättrad järnvägsanslutning"]["Så långt har det kommit"].endswith("*"), "namnet är avskuret"
    assert unknown["I nationella planen"] == "Inte med under det namnet"


def test_nothing_on_the_page_names_a_file_or_an_id_of_the_plan(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (opening,) = (section for section in sections if section.heading == "Objekten på Södertörn")
    seen = str([opening, *headings(sections)])
    assert not re.search(r"\.csv|GitHub|avkortad|V(ST|OR)\d", seen.replace("priority_draft", ""))


def test_the_page_answers_first_with_how_many_and_how_far_and_says_it_once(drafted: Facts) -> None:
    sections = priorities.sections(drafted, shows_draft=True)
    (answer,) = (block for section in sections for block in section.blocks if isinstance(block, Answer))
    assert answer.text == (
        "Den beslutade listan är inte inlagd än. Tre av utkastets åtta objekt har uppgifter: ett delvis finansierat "
        "och två namngivna i en plan."
    )
    assert answer.hedge == (
        "En beslutad lista visades för Region Stockholm i april 2021, men den har inte hittats. "
        "Fyra finns inte med sitt namn i nationella planen: Bytespunkt Flemingsberg, Infart Stockholm väg 73, "
        "Nynäsbanan – dubbelspår samt triangelspår Älvsjö och Ökad kapacitet på Svealandsbanan. "
        "Om Förbättrad järnvägsanslutning vet vi inte hur långt det har kommit. "
        "Kansliet kan svara för listan och Region Stockholm för länsplanen. "
        "Länsplanens objekt är inte inlagda: Region Stockholm beslutar den planen, och vem som för in den här är inte "
        "bestämt."
    )
    assert str(sections).count(draft.PHASES) == 1


def test_in_enklare_the_objects_stay_with_state_and_cost(drafted: Facts) -> None:
    cut, _ = answers_alone(priorities.sections(drafted, shows_draft=True))
    sheets = [block for section in cut for block in section.blocks if isinstance(block, Sheet)]
    assert [len(sheet.table.rows) for sheet in sheets] == [3]
    assert "Utkast, som inte ingår i bedömningarna" in str(cut)


def test_other_objects_here_are_those_the_draft_declares(drafted: Facts) -> None:
    sections = {section.heading: section for section in priorities.sections(drafted, shows_draft=True)}
    told, sheet = sections["Andra objekt på Södertörn i nationella planen"].blocks
    assert isinstance(sheet, Sheet)
    assert told.text == (  # type: ignore[union-attr]
        "Tio objekt till i den nationella planen har ett namn som nämner en plats på Södertörn. De står inte på "
        "listan. Ett objekt som går genom Södertörn under ett annat namn hittas inte så: alla står i bilaga 1 till "
        f"fastställd nationell plan för transportinfrastrukturen 2026–2037, hos Trafikverket. {draft.PHASES}"
    )
    assert not sheet.folded, "de är svaret på frågan, inte en fil att hämta"
    phases = {str(row[1]): str(row[2]) for row in sheet.table.rows}
    assert len(phases) == 10
    assert phases["E20 trafikplats Hovsjö"] == "Planering: byggstarten är inte beslutad"
    assert any("Järna-Linköping" in name for name in phases), "Järna ligger i Södertälje, fast länet är ett annat"
    assert sheet.table.notes == (f"Kostnader i miljoner kronor (mkr), prisnivå februari 2025. {national_plan.COSTS}",)
    names = list(phases)
    assert not [name for name in names if "Roslagsbanan" in name]


def test_the_county_s_objects_of_the_plan_are_all_there(drafted: Facts) -> None:
    """36 of the 236 by hand: those whose county is Stockholm, alone or with others."""
    (section,) = national_plan.plan_section(drafted)
    assert "36\u00a0objekt i hela länet" in section.blocks[0].text  # type: ignore[union-attr]
    names = [str(row[1]) for row in section.blocks[1].table.rows]  # type: ignore[union-attr]
    assert not [name for name in names if "LTS" in name or "Kap." in name or name.endswith("samfinans")]
    assert any("delen Hallunda–Fittja, kapacitet till följd av Förbifart Stockholm" in name for name in names)


def test_it_may_only_be_decided_where_the_operator_lets_it(drafted: Facts) -> None:
    def slots(*, is_writable: bool) -> list[str]:
        sections = priorities.sections(drafted, is_writable=is_writable, shows_draft=True)
        blocks = [block for section in sections for block in section.blocks]
        inner = [one for block in blocks for one in (block.blocks if isinstance(block, Fold) else [block])]
        return [block.name for block in inner if isinstance(block, Slot)]

    assert slots(is_writable=False) == []
    assert slots(is_writable=True) == [draft.UNDO, *(f"draft-{place}" for place in range(1, 9))]
    reviewed = [one for one in priorities.sections(drafted, is_writable=True, shows_draft=True) if one.anchor]
    assert [(one.heading, one.anchor) for one in reviewed] == [(draft.REVIEW, draft.REVIEWED)]  # where links lead


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
    assert answer.text.startswith("Den beslutade listan är inte inlagd än.")
    assert "Utkast" not in str(sections)


WRITTEN = "objekt;läge;datum;plan;öppningsår;källa;anteckning\n"


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
        "Spårväg syd, etapp 1 liknar Spårväg syd i utkastet, som är namngivet i en plan."
    )
    assert told[False] == "Listans enda objekt är inte med i någon plan.", "där utkastet inte visas"


def test_a_name_like_one_in_the_draft_is_told_with_how_far_that_has_come_and_its_cost(drafted: Facts) -> None:
    home = drafted.areas.home.id
    left = draft_file.compiled(drafted.folder, home)
    (told,) = draft_object.resembling(left, ["Spårväg syd, etapp 1", "Spårväg syd, etapp 1", "Påhittad ny väg"])
    assert plain(told).startswith(
        "Spårväg syd, etapp 1 liknar Spårväg syd i utkastet: namngivet i en plan; kostnad: 7 245 miljoner kronor för "
        "hela objektet, prisnivå februari 2025. Är det samma objekt,"
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

"""Which municipalities an object concerns: what its name and the draft's own rows name, and nothing that is guessed."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Fold, Link
from dashboard.content.facts import Facts
from dashboard.content.objects import concerned, municipality
from malkollen import ROOT
from malkollen.office import draft_file
from malkollen.office.tables import objects


@pytest.fixture
def drafted(facts: Facts, tmp_path: Path) -> Facts:
    """The facts with a data folder of their own that has the draft and the register of places."""
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "reference")
    return replace(facts, folder=tmp_path)


def names(facts: Facts, codes: list[str]) -> list[str]:
    return [facts.areas.name(code) for code in codes]


@pytest.mark.parametrize(
    ("plan_id", "expected"),
    [
        ("VST001ba", ["Botkyrka", "Huddinge"]),  # Hallunda-Vårby, delen Fittja–Vårby
        ("VST001bb", ["Botkyrka", "Huddinge"]),
        ("JST1810", ["Huddinge", "Södertälje"]),  # Flemingsberg-Järna
        ("VST2207", ["Södertälje"]),  # trafikplats Hovsjö
        ("VST001c", ["Södertälje"]),  # Södertäljebron
        ("XST301", ["Södertälje", "Nynäshamn"]),  # Farled Södertälje-Landsort
        ("SVF1802", []),
        ("VST001", []),
    ],
)
def test_an_object_of_the_plan_concerns_the_municipalities_whose_places_its_name_has(
    drafted: Facts, plan_id: str, expected: list[str]
) -> None:
    assert names(drafted, concerned.municipalities(drafted, drafted.beside.by_id[plan_id])) == expected


def test_an_object_of_the_draft_concerns_what_its_name_or_a_row_of_its_own_names(drafted: Facts) -> None:
    found = draft_file.compiled(drafted.folder, drafted.areas.home.id).objects
    assert {one.name: names(drafted, concerned.municipalities(drafted, one)) for one in found} == {
        "Tvärförbindelse Södertörn": ["Huddinge", "Haninge"],
        "Ny passage Södertälje kanal": ["Södertälje"],
        "Spårväg syd": ["Huddinge"],
        "Bytespunkt Flemingsberg": ["Huddinge"],
        "Infart Stockholm väg 73": [],
        "Nynäsbanan – dubbelspår samt triangelspår Älvsjö": ["Nynäshamn", "Haninge"],
        "Ökad kapacitet på Svealandsbanan": [],
        "Förbättrad järnvägsanslutning …": [],
    }
    rows = [fact for one in found for fact in one.facts if fact.subject == draft_file.CONCERNS]
    assert all(fact.source and fact.note for fact in rows), "each says where it stands, and what it says"
    nynashamn = concerned.of_municipality(drafted, "0192", found)
    assert [one.number for one in nynashamn] == [6]


def test_without_the_register_only_the_municipalities_own_names_are_known(drafted: Facts) -> None:
    (drafted.folder / "reference" / concerned.FILE_NAME).write_text("fel", encoding="utf-8")
    assert concerned.named(drafted, "E20 trafikplats Hovsjö") == []
    assert names(drafted, concerned.named(drafted, "E4/E20 Södertäljebron")) == ["Södertälje"]


def told(facts: Facts, code: str, *, shows_draft: bool = True) -> str:
    (part,) = municipality.section(facts, code, shows_draft=shows_draft)
    text, *_, way = part.blocks
    assert isinstance(text, Text)
    assert isinstance(way, Link)
    assert (way.page, way.choices) == ("priorities", (("kommun", code),))
    return text.text


def test_a_municipalitys_page_says_which_objects_concern_it(drafted: Facts) -> None:
    assert told(drafted, "0192").startswith(
        "Minst ett på utkastet till samarbetskommitténs lista berör Nynäshamn: Nynäsbanan"
    )
    assert told(drafted, "0127") == (
        "Inget av objekten på utkastet till listan nämner Botkyrka, i namnet eller i sina källor. Två andra objekt i "
        "den nationella planen nämner en plats där."
    )
    assert told(drafted, "0136").startswith(
        "Minst två på utkastet till samarbetskommitténs lista berör Haninge: Tvärförbindelse Södertörn och Nynäsbanan"
    )
    rest = "nämner Tyresö eller en plats där. De kan beröra kommunen ändå: kansliet kan svara."
    planned, either = "den nationella planen", "utkastet eller den nationella planen"
    assert told(drafted, "0138") == f"Inget av de objekt ur {either} som visas här {rest}"
    assert told(drafted, "0138", shows_draft=False) == f"Inget av de objekt ur {planned} som visas här {rest}"
    assert "utkast" not in told(drafted, "0192", shows_draft=False)
    assert told(drafted, "0127", shows_draft=False).startswith("Två objekt i den nationella planen nämner en plats i")
    assert municipality.section(drafted, "0180", shows_draft=True) == []


def known(facts: Facts, code: str, *, shows_draft: bool = True) -> tuple[tuple[str, ...], str]:
    """The objects that a municipality's page names, and what stands below them."""
    (part,) = municipality.section(facts, code, shows_draft=shows_draft)
    fold = next(block for block in part.blocks if isinstance(block, Fold))
    lines, below = fold.blocks
    assert isinstance(lines, Bullets)
    assert isinstance(below, Text)
    return tuple(line.replace("\u00a0", " ") for line in lines.lines), below.text


def test_a_municipalitys_page_names_each_object_with_phase_and_cost_and_how_they_were_read(drafted: Facts) -> None:
    lines, below = known(drafted, "0127")
    assert len(lines) == 2
    assert lines[0].endswith("(objektet får börja byggas; 1 332 miljoner kronor).")
    assert "prisnivå för hela kostnaden: februari 2025" in below.casefold()
    assert "läst genom en avskrift, inte ur Trafikverkets egen fil" in below
    (road, *_), below = known(drafted, "0136")
    assert road == (
        "Tvärförbindelse Södertörn: enligt nationella planen får objektet börja byggas. Kostnad: 23 582 miljoner "
        "kronor för hela objektet, varav 19 502 miljoner kronor inom planens år."
    )
    assert "prisnivå för hela kostnaden: februari 2025" in below.casefold(), (
        "also where the draft's objects alone have a cost"
    )
    assert any("Ostlänken" in line for line in known(drafted, "0181", shows_draft=False)[0]), "under another county"
    (part,) = municipality.section(drafted, "0138", shows_draft=True)
    assert not [block for block in part.blocks if isinstance(block, Bullets)]


def test_what_is_on_the_list_leads_on_a_municipalitys_page(drafted: Facts) -> None:
    columns = ",".join(column.name for column in objects.COLUMNS)
    cells = dict.fromkeys(columns.split(","), "") | {"objekt": "Bytespunkt Flemingsberg", "läge": "ej i plan"}
    cells |= {"datum": "2026-05-01", "källa": "Påhittat"}
    (drafted.folder / objects.FILE_NAME).write_text(f"{columns}\n{','.join(cells.values())}\n", encoding="utf-8")
    listed = "Samarbetskommitténs lista nämner Huddinge: Bytespunkt Flemingsberg (ej i plan). "
    assert told(drafted, "0126").startswith(listed)

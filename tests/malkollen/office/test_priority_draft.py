"""The draft of the committee's list: what is found in it, and what confirming, removing and undoing do."""

import csv
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.errors import DataError, EntryError
from malkollen.office import draft_file, priority_draft, priority_objects
from malkollen.office.priority_draft import Confirmation

HOME = "sodertorn"
NOW = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)
FIRST, SECOND, FOURTH = "Tvärförbindelse Södertörn", "Ny passage Södertälje kanal", "Bytespunkt Flemingsberg"
PLAN = ROOT / "data" / "figures" / "context" / "national_plan.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the draft that is carried."""
    (tmp_path / "reference").mkdir()
    name = draft_file.file_name(HOME)
    shutil.copyfile(ROOT / "data" / "reference" / name, tmp_path / "reference" / name)
    return tmp_path


def given(name: str, **changed: str) -> Confirmation:
    """A confirmation of an object as the draft has it, changed."""
    (one,) = (one for one in draft_file.compiled(ROOT / "data", HOME).objects if one.name == name)
    return Confirmation(name, **{**priority_draft.ready(one), "who": "Anna Andersson", **changed})


def listed(folder: Path) -> list[str]:
    return [one.name for one in priority_objects.load(folder, NOW.date())]


def names(folder: Path) -> list[str]:
    """What is left in the draft."""
    return [one.name for one in priority_draft.left(folder, HOME, listed(folder)).objects]


def test_the_eight_lines_that_were_found_stand_in_their_order() -> None:
    objects = draft_file.compiled(ROOT / "data", HOME).objects
    assert [one.number for one in objects] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [one.proposed.value if one.proposed else "" for one in objects] == [
        "namngivet", "namngivet", "namngivet", "", "", "", "", ""
    ]  # fmt: skip
    assert all(fact.source for one in objects for fact in one.facts), "varje rad säger var den står"


def test_each_object_says_how_sure_it_is_apart_from_its_facts() -> None:
    objects = draft_file.compiled(ROOT / "data", HOME).objects
    assert all(one.sure and one.doubt for one in objects)
    assert draft_file.SURE not in {fact.subject for one in objects for fact in one.facts}
    assert objects[7].doubt == "den sparade kopian av listan slutar mitt i namnet"


def test_a_doubt_that_names_a_figure_names_one_that_a_source_gives() -> None:
    for one in draft_file.compiled(ROOT / "data", HOME).objects:
        told = " ".join(fact.value for fact in one.facts).replace("\u00a0", " ")
        for figure in re.findall(r"\d[\d ]*\d", f"{one.sure} {one.doubt}".replace("\u00a0", " ")):
            assert figure in told, f"{one.name}: {figure}"


def test_costs_and_ids_are_those_of_the_national_plan() -> None:
    with PLAN.open(encoding="utf-8") as file:
        costs = {row["object_id"]: row["total_object_cost_msek"] for row in csv.DictReader(file)}
    for one in draft_file.compiled(ROOT / "data", HOME).objects:
        for plan in one.plan_ids:
            (cost,) = (fact.value for fact in one.facts if fact.subject == "kostnad")
            assert cost.split(" miljoner")[0].replace(" ", "").replace("\u00a0", "") == costs[plan]


def test_where_one_source_gives_two_days_both_are_said_and_the_stage_is_of_the_year() -> None:
    (one,) = (one for one in draft_file.compiled(ROOT / "data", "sodertorn").objects if one.name == FIRST)
    (start,) = [fact for fact in one.facts if fact.subject == "får börja byggas"]
    assert "28 april" in start.value
    assert "24 april" in start.value
    assert start.as_of == "2026-04"
    assert one.proposed
    assert one.proposed.as_of == "2026"


def test_the_rest_of_a_cost_is_what_its_parts_leave() -> None:
    (one,) = (one for one in draft_file.compiled(ROOT / "data", HOME).objects if one.name == FIRST)
    told = {fact.subject: fact.value.replace("\u00a0", " ") for fact in one.facts}
    whole, part = (
        int(told[subject].split(" miljoner")[0].replace(" ", ""))
        for subject in ("kostnad", "kostnad inom planen 2026–2037")
    )
    (rest,) = [fact for fact in one.facts if fact.subject == "om kostnaden"]
    assert f"är {whole - part:,} miljoner kronor".replace(",", "\u00a0") in rest.value
    assert rest.source.startswith("Målkollen"), "no source says it: it is our own arithmetic"


def test_an_older_cost_says_that_its_prices_are_not_those_of_today() -> None:
    (one,) = (one for one in draft_file.compiled(ROOT / "data", HOME).objects if one.name == FIRST)
    older = [fact for fact in one.facts if "2022–2033" in fact.subject or "2018–2029" in fact.subject]
    assert len(older) == 2
    assert all("kan inte jämföras med dagens kostnad" in fact.value for fact in older)


def test_who_reads_a_source_of_the_plan_reads_that_it_is_a_transcription_and_where_that_lies() -> None:
    draft = draft_file.compiled(ROOT / "data", HOME)
    sources = {fact.source for one in draft.objects for fact in one.facts}
    of_plan = {one for one in sources if one.startswith("Trafikverkets nationella plan")}
    assert len(of_plan) == 1
    assert all(one.endswith("läst genom en avskrift, inte ur Trafikverkets egen fil") for one in of_plan)
    copied = {one for one in sources if one.startswith("En avskrift av")}
    assert copied
    assert all("som ligger öppet på webben" in one for one in copied)


def test_an_object_whose_name_is_cut_is_shown_as_that_and_decided_on_by_its_name() -> None:
    labels = {one.name: one.label for one in draft_file.compiled(ROOT / "data", HOME).objects}
    cut = "Förbättrad järnvägsanslutning …"
    assert labels.pop(cut) == "Förbättrad järnvägsanslutning (namnet är avkortat i källan)"
    assert all(name == label for name, label in labels.items())


def test_another_cooperation_has_no_draft(folder: Path) -> None:
    assert draft_file.compiled(folder, "stor_goteborg").objects == ()


def test_what_is_confirmed_goes_to_the_list_and_leaves_the_draft(folder: Path) -> None:
    priority_draft.confirm(folder, HOME, given(FIRST), NOW)
    assert listed(folder) == [FIRST]
    assert FIRST not in names(folder)
    (entry,) = priority_objects.load(folder, NOW.date())[0].history
    assert (entry.stage, entry.reached, entry.plan) == ("namngivet", "2026", "Nationell plan, VST005")
    (act,) = priority_draft.acts(folder)
    assert (act.who, act.what, act.name) == ("Anna Andersson", priority_draft.CONFIRMED, FIRST)


def test_it_may_be_changed_as_it_is_confirmed(folder: Path) -> None:
    changed = given(
        SECOND, stage="finansierat", reached="2026", opens="2033", source="Kommittén 2026-11-20; § 4", note=""
    )
    priority_draft.confirm(folder, HOME, changed, NOW)
    entry = priority_objects.load(folder, NOW.date())[0].current
    assert (entry.stage, entry.opening_year, entry.source) == ("finansierat", 2033, "Kommittén 2026-11-20; § 4")


def test_a_faulty_row_is_refused_whole_and_nothing_is_written(folder: Path) -> None:
    with pytest.raises(EntryError) as error:
        priority_draft.confirm(folder, HOME, given(FOURTH), NOW)
    assert error.value.faults == ["Läge: saknas.", "Datum: saknas.", "Källa: saknas; skriv var uppgiften står."]
    assert not (folder / priority_objects.FILE_NAME).exists()
    assert priority_draft.acts(folder) == []


@pytest.mark.parametrize("who", ["", "   "])
def test_who_does_it_must_be_said(folder: Path, who: str) -> None:
    for act in (
        lambda: priority_draft.confirm(folder, HOME, given(FIRST, who=who), NOW),
        lambda: priority_draft.remove(folder, HOME, FIRST, who, NOW),
        lambda: priority_draft.undo(folder, who, NOW),
    ):
        with pytest.raises(EntryError, match="Skriv ditt namn"):
            act()


def test_what_is_removed_is_not_shown_again_until_it_is_undone(folder: Path) -> None:
    priority_draft.remove(folder, HOME, FOURTH, "Bo", NOW)
    assert FOURTH not in names(folder)
    with pytest.raises(EntryError, match="finns inte i utkastet, eller är redan bekräftat eller borttaget"):
        priority_draft.remove(folder, HOME, FOURTH, "Bo", NOW)
    assert priority_draft.undo(folder, "Bo", NOW).name == FOURTH
    assert FOURTH in names(folder)
    assert [act.what for act in priority_draft.acts(folder)] == [priority_draft.REMOVED, priority_draft.UNDONE]


def test_undoing_takes_the_last_first_and_the_list_is_as_it_was(folder: Path) -> None:
    path = folder / priority_objects.FILE_NAME
    own = "objekt,läge,datum,plan,öppningsår,källa,anteckning\nEget objekt,ej i plan,2025,,,Kommittén 2025,\n"
    path.write_text(own, encoding="utf-8")
    priority_draft.confirm(folder, HOME, given(FIRST), NOW)
    priority_draft.confirm(folder, HOME, given(SECOND), NOW)
    assert listed(folder) == ["Eget objekt", FIRST, SECOND], "listans komman och kolumner står kvar"
    assert priority_draft.undo(folder, "Bo", NOW).name == SECOND
    assert priority_draft.undo(folder, "Bo", NOW).name == FIRST
    assert path.read_text(encoding="utf-8-sig") == own
    with pytest.raises(EntryError, match="Det finns inget att ångra"):
        priority_draft.undo(folder, "Bo", NOW)


def test_a_row_that_somebody_has_changed_since_is_not_taken_away(folder: Path) -> None:
    priority_draft.confirm(folder, HOME, given(FIRST), NOW)
    path = folder / priority_objects.FILE_NAME
    path.write_text(path.read_text(encoding="utf-8-sig").replace("finansierat", "byggs"), encoding="utf-8")
    with pytest.raises(EntryError, match=f"Raden för {FIRST} är ändrad i priority_objects.csv"):
        priority_draft.undo(folder, "Bo", NOW)
    assert listed(folder) == [FIRST]


def test_a_faulty_list_takes_nothing_more(folder: Path) -> None:
    (folder / priority_objects.FILE_NAME).write_text("objekt;läge\n", encoding="utf-8")
    with pytest.raises(DataError, match="kolumnen 'datum' saknas"):
        priority_draft.confirm(folder, HOME, given(FIRST), NOW)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("objekt,uppgift", "objekt,sak", "rad 1: kolumnerna ska vara objekt, uppgift"),
        ("föreslaget läge,namngivet", "föreslaget läge,klart", "'föreslaget läge' ska vara ej i plan"),
        ("plats på listan,1,", "plats på listan,först,", "ska ha en rad 'plats på listan' med ett tal"),
        ("plats på listan,1,", "plats på listan,1,,", "7 fält i stället för 6"),
    ],
)
def test_a_faulty_draft_is_told(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "reference" / draft_file.file_name(HOME)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        draft_file.compiled(folder, HOME)


def test_the_commands(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    assert main(["priorities", "list"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Utkast att bekräfta: inget här är beslutat.")
    assert all(name in out for name in (FIRST, SECOND, FOURTH, "VST005"))
    assert main(["priorities", "confirm", "1", "--by", "Anna"]) == 0
    assert main(["priorities", "confirm", FOURTH, "--by", "Anna"]) == 2
    assert "Läge: saknas." in capsys.readouterr().err
    changed = ["--stage", "ej i plan", "--date", "2026-11-01", "--source", "Kommittén 2026-11-01"]
    assert main(["priorities", "confirm", FOURTH, "--by", "Anna", *changed]) == 0
    assert main(["priorities", "remove", "8", "--by", "Anna"]) == 0
    assert listed(folder) == [FIRST, FOURTH]
    assert main(["priorities", "undo", "--by", "Anna"]) == 0
    assert main(["priorities", "remove", "99", "--by", "Anna"]) == 2
    assert "'99' finns inte i utkastet; se malkollen priorities list" in capsys.readouterr().err
    assert main(["priorities", "list", "--format", "json"]) == 0

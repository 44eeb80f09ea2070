"""The office's lists as tables: checked by the rules of their files, faults by row and column, nobody written over."""

from datetime import date
from pathlib import Path

import pytest

from malkollen import ROOT
from malkollen.errors import AccessError, ConflictError, DataError, EntryError
from malkollen.office import activities, earlier, journal, priority_objects
from malkollen.office.access import COMMAND_LINE, Person
from malkollen.office.journal import Act
from malkollen.office.tables import activities as activity_table, merging, objects, table

TODAY = date(2026, 11, 28)
GOALS = {"klimat": "Klimatomställning", "vardag": "Tillgänglighet"}
OBJECT = {"objekt": "Tvärförbindelse Södertörn", "läge": "finansierat", "datum": "2022-06-07", "plan": "Nationell plan",
          "öppningsår": "2032", "källa": "Regeringens beslut", "anteckning": ""}  # fmt: skip
ACTIVITY = {"what": "Gick igenom busslinjerna", "when": "2026", "goal": "vardag", "who": "Kansliet",
            "result": "Ett gemensamt yttrande", "source": ""}  # fmt: skip


def lines(faults: list[table.CellFault]) -> list[str]:
    return [fault.line() for fault in faults]


def test_objects_are_written_read_back_and_the_list_before_is_kept(tmp_path: Path) -> None:
    first = objects.read(tmp_path)
    assert (first.rows, first.fingerprint) == ((), "")
    assert objects.save(tmp_path, [OBJECT, dict.fromkeys(OBJECT, " ")], first.fingerprint, COMMAND_LINE, TODAY) == []
    assert [one.name for one in priority_objects.load(tmp_path, TODAY)] == ["Tvärförbindelse Södertörn"]
    second = objects.read(tmp_path)
    assert second.rows == (OBJECT,)
    opened = OBJECT | {"läge": "byggs", "datum": "2026-05-01"}
    assert objects.save(tmp_path, [*second.rows, opened], second.fingerprint, COMMAND_LINE, TODAY) == []
    assert len(priority_objects.load(tmp_path, TODAY)[0].history) == 2
    kept = (tmp_path / earlier.FOLDER / objects.FILE_NAME / f"{second.fingerprint}.csv").read_text(encoding="utf-8-sig")
    assert kept == ";".join(OBJECT) + "\n" + ";".join(OBJECT.values()) + "\n"


def test_a_list_that_excel_has_written_keeps_its_commas_or_semicolons(tmp_path: Path) -> None:
    path = tmp_path / objects.FILE_NAME
    path.write_text(",".join(reversed(OBJECT)) + "\r\n" + ",".join(reversed(OBJECT.values())) + "\r\n", "utf-8-sig")
    sheet = objects.read(tmp_path)
    assert sheet.rows == (OBJECT,)
    noted = OBJECT | {"anteckning": "Frågat igen"}
    assert objects.save(tmp_path, [noted], sheet.fingerprint, COMMAND_LINE, TODAY) == []
    assert path.read_text(encoding="utf-8-sig").startswith("objekt,läge,datum")


def test_rows_that_lie_there_already_are_not_written_and_the_journal_tells_nothing(tmp_path: Path) -> None:
    assert objects.save(tmp_path, [OBJECT], "", COMMAND_LINE, TODAY) == []
    assert activity_table.save(tmp_path, [ACTIVITY], "", COMMAND_LINE, GOALS) == []
    told = len(journal.read(tmp_path))
    empty = dict.fromkeys(OBJECT, "")
    mark = objects.read(tmp_path).fingerprint
    assert objects.save(tmp_path, [OBJECT | {"plan": "Nationell plan "}, empty], mark, COMMAND_LINE, TODAY) == []
    mark = activity_table.read(tmp_path, GOALS).fingerprint
    assert activity_table.save(tmp_path, [ACTIVITY], mark, COMMAND_LINE, GOALS) == []
    assert len(journal.read(tmp_path)) == told


def test_the_rows_that_two_have_changed_otherwise_are_told_in_pairs() -> None:
    mine, theirs, other = ({**OBJECT, "läge": stage} for stage in ("byggs", "öppnat", "namngivet"))
    second = OBJECT | {"objekt": "Bron"}
    assert merging.twice([OBJECT, second], [mine, second], [theirs, second]) == [(mine, theirs)]
    assert merging.twice([OBJECT], [mine], [mine]) == []
    assert merging.twice([OBJECT, second], [mine, second], [OBJECT, other]) == []
    assert merging.twice([OBJECT], [mine], []) == []


def test_every_fault_of_the_objects_is_told_by_row_and_column(tmp_path: Path) -> None:
    asked = OBJECT | {"läge": "ej i plan", "datum": "", "plan": "", "källa": ""}
    assert [fault.text for fault in objects.faults([asked], TODAY)] == [
        "Saknas; skriv dagen då ni frågade.", "Saknas; skriv vem som svarade.",
    ]  # fmt: skip
    wrong = OBJECT | {"läge": "snart", "datum": "i maj", "källa": ""}
    faults = objects.save(tmp_path, [OBJECT, dict.fromkeys(OBJECT, ""), wrong, OBJECT], "", COMMAND_LINE, TODAY)
    place = "Rad 3 (Tvärförbindelse Södertörn)"
    assert lines(faults) == [
        f"{place}, Läge: 'snart' finns inte; skriv ej i plan, namngivet, finansierat, byggs eller öppnat.",
        f"{place}, Datum: 'i maj' är inte ett datum; skriv ÅÅÅÅ-MM-DD eller bara året.",
        f"{place}, Källa: Saknas; skriv var uppgiften står.",
        "Rad 4 (Tvärförbindelse Södertörn): Samma som rad 1; ta bort den ena.",
    ]
    assert not (tmp_path / objects.FILE_NAME).exists()


def test_the_journal_names_the_objects_of_a_save_also_when_it_is_taken_back(tmp_path: Path) -> None:
    bridge, tram = OBJECT | {"objekt": "En bro"}, OBJECT | {"objekt": "En spårväg"}
    assert objects.save(tmp_path, [bridge, tram], "", COMMAND_LINE, TODAY) == []
    seen = objects.read(tmp_path).fingerprint
    assert objects.save(tmp_path, [bridge | {"anteckning": "ny"}, tram], seen, COMMAND_LINE, TODAY) == []
    table.undo(tmp_path / objects.FILE_NAME, objects.read(tmp_path).fingerprint, COMMAND_LINE)
    june = "7\N{NO-BREAK SPACE}juni\N{NO-BREAK SPACE}2022"
    assert [line.words for line in journal.read(tmp_path)] == [
        "1 ändrad rad: En bro, anteckning tomt → ny", "1 ändrad rad: En bro, anteckning tomt → ny",
        f"2 nya rader: En bro, finansierat {june} och En spårväg, finansierat {june}",
    ]  # fmt: skip
    rows = [bridge, tram | {"läge": "byggs", "datum": "2026-05-01"}, OBJECT]
    said = merging.changed_rows([bridge | {"objekt": "Borta"}, tram], rows, objects.COLUMNS)
    assert said.replace("\u00a0", " ") == (
        f"2 nya rader: En bro, finansierat 7 juni 2022 och {OBJECT['objekt']}, finansierat 7 juni 2022; "
        "1 ändrad: En spårväg, läge finansierat → byggs, "
        "datum 7 juni 2022 → 1 maj 2026; 1 borttagen: Borta"
    )
    assert merging.changed_rows(rows, [], objects.COLUMNS) == "3 borttagna rader: En bro med flera"


def test_the_journal_tells_what_of_an_activity_is_another_in_the_words_of_the_table(tmp_path: Path) -> None:
    goals = {"a": "Klimat", "b": "Tillgänglighet"}
    row = {"what": "Kampanj", "when": "2026", "goal": "a", "who": "Alla", "result": "Inte känt än", "source": ""}
    path = tmp_path / activity_table.FILE_NAME
    assert activity_table.save(tmp_path, [row], "", COMMAND_LINE, goals) == []
    seen = table.fingerprint(path.read_bytes())
    rows = [row | {"goal": "b", "result": "400 deltog"}]
    assert activity_table.save(tmp_path, rows, seen, COMMAND_LINE, goals) == []
    assert journal.read(tmp_path)[0].words == (
        "1 ändrad rad: Kampanj, mål Klimat → Tillgänglighet, resultat Inte känt än → 400 deltog"
    )


def test_a_list_with_faults_is_opened_so_that_they_can_be_mended(tmp_path: Path) -> None:
    text = ";".join(OBJECT) + "\n" + ";".join((OBJECT | {"läge": "snart"}).values()) + "\n"
    (tmp_path / objects.FILE_NAME).write_text(text, encoding="utf-8")
    sheet = objects.read(tmp_path)
    assert sheet.rows[0]["läge"] == "snart"
    assert objects.save(tmp_path, [OBJECT], sheet.fingerprint, COMMAND_LINE, TODAY) == []


@pytest.mark.parametrize("text", ["a;b\n1;2\n", '"objekt\n', ";".join([*OBJECT][:-1])])
def test_what_is_no_list_of_ours_is_not_opened(text: str, tmp_path: Path) -> None:
    (tmp_path / objects.FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"^priority_objects.csv"):
        objects.read(tmp_path)


def test_who_began_with_another_list_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    seen = objects.read(tmp_path).fingerprint
    assert objects.save(tmp_path, [OBJECT], seen, COMMAND_LINE, TODAY) == []
    before = (tmp_path / objects.FILE_NAME).read_bytes()
    with pytest.raises(ConflictError, match=r"har ändrats sedan du öppnade den. Inget är sparat"):
        objects.save(tmp_path, [OBJECT | {"objekt": "Annat"}], seen, COMMAND_LINE, TODAY)
    assert (tmp_path / objects.FILE_NAME).read_bytes() == before


def test_activities_are_written_below_what_stands_above_them(tmp_path: Path) -> None:
    path = tmp_path / activity_table.FILE_NAME
    heading = (ROOT / "data" / activity_table.FILE_NAME).read_text(encoding="utf-8")
    path.write_text(heading, encoding="utf-8")
    sheet = activity_table.read(tmp_path, GOALS)
    assert activity_table.save(tmp_path, [ACTIVITY], sheet.fingerprint, COMMAND_LINE, GOALS) == []
    assert path.read_text(encoding="utf-8").startswith(heading.rstrip())
    loaded = activities.load(tmp_path, GOALS)
    assert [(one.what, one.goal, one.source) for one in loaded] == [("Gick igenom busslinjerna", "vardag", None)]
    again = activity_table.read(tmp_path, GOALS)
    assert again.rows == (ACTIVITY,)
    assert activity_table.save(tmp_path, [], again.fingerprint, COMMAND_LINE, GOALS) == []
    assert activities.load(tmp_path, GOALS) == ()


def test_an_activity_that_is_as_it_was_keeps_its_every_letter(tmp_path: Path) -> None:
    own = '[[activities]] # årets\nwhat =  "A"\nwhen = "2026"\ngoal = "klimat"\nwho = "V"\nresult = "R" # så blev det\n'
    (tmp_path / activity_table.FILE_NAME).write_text(own, encoding="utf-8")
    sheet = activity_table.read(tmp_path, GOALS)
    assert activity_table.save(tmp_path, [*sheet.rows, ACTIVITY], sheet.fingerprint, COMMAND_LINE, GOALS) == []
    written = (tmp_path / activity_table.FILE_NAME).read_text(encoding="utf-8")
    assert 'what =  "A"' in written
    assert "# så blev det" in written
    assert len(activities.load(tmp_path, GOALS)) == 2


def test_every_fault_of_the_activities_is_told_by_row_and_column(tmp_path: Path) -> None:
    rows = [ACTIVITY | {"goal": "okänt"}]
    assert lines(activity_table.faults(rows, GOALS)) == [
        "Rad 1 (Gick igenom busslinjerna), Mål: Välj ett mål i listan."
    ]
    rows = [ACTIVITY, ACTIVITY | {"when": "AAA"}]
    assert lines(activity_table.faults(rows, GOALS)) == [
        f"Rad 2 (Gick igenom busslinjerna), När: {activity_table.YEARLESS}"
    ]
    rows = [ACTIVITY, ACTIVITY | {"who": "", "what": "x" * 301}]
    assert lines(activity_table.save(tmp_path, rows, "", COMMAND_LINE, GOALS)) == [
        f"Rad 2 ({'x' * 39}…), Aktivitet: Får ha högst 300 tecken.",
        f"Rad 2 ({'x' * 39}…), Vem: Saknas.",
    ]
    (told,) = lines(activity_table.faults([ACTIVITY | {"result": ""}], GOALS))
    assert told.endswith("Resultat: Saknas; är resultatet inte känt än, skriv Inte känt än.")
    assert activity_table.faults([ACTIVITY | {"result": "Inte känt än."}], GOALS) == []


def test_a_file_of_activities_that_is_no_toml_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / activity_table.FILE_NAME).write_text("[[activities\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"activities.toml rad 1: går inte att läsa som TOML; rätta filen först"):
        activity_table.read(tmp_path, GOALS)


def test_every_save_is_a_line_in_the_journal_and_nobody_but_the_office_saves(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="kräver rollen kansli"):
        objects.save(tmp_path, [OBJECT], "", Person(), TODAY)
    assert not (tmp_path / objects.FILE_NAME).exists()
    assert objects.save(tmp_path, [OBJECT], "", COMMAND_LINE, TODAY) == []
    (line,) = journal.read(tmp_path)
    assert (line.act, line.about) == (Act.FILLED_IN, objects.FILE_NAME)
    assert line.fingerprint == objects.read(tmp_path).fingerprint


def test_what_came_with_the_program_nobody_has_changed_and_a_taking_back_leads_there(tmp_path: Path) -> None:
    path = tmp_path / activities.FILE_NAME
    shipped = (ROOT / "data" / activities.FILE_NAME).read_bytes()
    path.write_bytes(shipped)
    seen = activity_table.read(tmp_path, GOALS).fingerprint
    table.save(path, b"activities = []\n", seen, COMMAND_LINE)
    assert [line.act for line in journal.read(tmp_path)] == [Act.FILLED_IN, Act.SHIPPED]
    table.undo(path, table.fingerprint(path.read_bytes()), COMMAND_LINE)
    assert path.read_bytes() == shipped


def test_every_save_is_taken_back_as_a_new_line_to_where_there_was_no_file(tmp_path: Path) -> None:
    path = tmp_path / objects.FILE_NAME
    first = [OBJECT]
    for rows in (first, [OBJECT | {"objekt": "En bro"}], []):
        assert objects.save(tmp_path, rows, objects.read(tmp_path).fingerprint, COMMAND_LINE, TODAY) == []
    names = []
    while step := table.undoable(path):
        table.undo(path, objects.read(tmp_path).fingerprint, COMMAND_LINE)
        names.append([row["objekt"] for row in objects.read(tmp_path).rows])
        assert journal.read(tmp_path)[0].undoes == step.line.id
    assert names == [["En bro"], ["Tvärförbindelse Södertörn"], []]
    assert not path.exists()
    with pytest.raises(EntryError, match="ingen sparning"):
        table.undo(path, "", COMMAND_LINE)


def test_what_is_taken_back_is_done_again_step_by_step_until_something_else_is_saved(tmp_path: Path) -> None:
    path = tmp_path / objects.FILE_NAME
    seen = lambda: objects.read(tmp_path).fingerprint  # noqa: E731
    names = lambda: [row["objekt"] for row in objects.read(tmp_path).rows]  # noqa: E731
    for rows in ([OBJECT], [OBJECT | {"objekt": "En bro"}]):
        assert objects.save(tmp_path, rows, seen(), COMMAND_LINE, TODAY) == []
    assert table.repeatable(path) is None
    for _ in range(2):
        table.undo(path, seen(), COMMAND_LINE)
    assert not path.exists()
    again = []
    while step := table.repeatable(path):
        table.repeat(path, seen(), COMMAND_LINE)
        again.append(names())
        assert journal.read(tmp_path)[0].undoes == step.line.id
    assert again == [["Tvärförbindelse Södertörn"], ["En bro"]]
    table.undo(path, seen(), COMMAND_LINE)
    assert names() == ["Tvärförbindelse Södertörn"]
    assert objects.save(tmp_path, [OBJECT | {"objekt": "Ett spår"}], seen(), COMMAND_LINE, TODAY) == []
    assert table.repeatable(path) is None  # it would take what was saved since
    with pytest.raises(EntryError, match="ingen ångrad sparning"):
        table.repeat(path, seen(), COMMAND_LINE)
    table.undo(path, seen(), COMMAND_LINE)
    table.undo(path, seen(), COMMAND_LINE)
    assert not path.exists()


def test_what_is_kept_and_spoilt_is_not_put_back(tmp_path: Path) -> None:
    for rows in ([OBJECT], []):
        assert objects.save(tmp_path, rows, objects.read(tmp_path).fingerprint, COMMAND_LINE, TODAY) == []
    (kept,) = (tmp_path / earlier.FOLDER / objects.FILE_NAME).iterdir()
    kept.write_bytes(b"skadat")
    with pytest.raises(DataError, match="skadat"):
        table.undo(tmp_path / objects.FILE_NAME, objects.read(tmp_path).fingerprint, COMMAND_LINE)
    assert objects.read(tmp_path).rows == ()


def test_a_save_that_somebody_has_written_over_by_hand_is_not_taken_back(tmp_path: Path) -> None:
    path = tmp_path / objects.FILE_NAME
    for rows in ([OBJECT], []):
        assert objects.save(tmp_path, rows, table.fingerprint(table.content(path)), COMMAND_LINE, TODAY) == []
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(EntryError, match="ingen sparning"):
        table.undo(path, table.fingerprint(table.content(path)), COMMAND_LINE)


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("ax by cz", []),
        ("ax bz cz", [(2, "by", "bz")]),
        ("ax by cz dz", [(4, None, "dz")]),
        ("ax cz", [(0, "by", None)]),
        ("az ew cz", [(1, "ax", "az"), (2, None, "ew"), (0, "by", None)]),
    ],
)
def test_each_row_that_is_another_is_told_and_the_list_is_as_it_was_without_them(
    typed: str, changes: list[tuple[int, str | None, str | None]]
) -> None:
    """A row of two cells, each a letter."""

    def rows(text: str) -> list[dict[str, str]]:
        return [{"objekt": one[0], "källa": one[1]} for one in text.split()]

    def row(text: str | None) -> dict[str, str] | None:
        return rows(text)[0] if text else None

    base, now = rows("ax by cz"), rows(typed)
    assert merging.each(base, now) == [
        merging.Change(number, row(before), row(after)) for number, before, after in changes
    ]
    while left := merging.each(base, now):
        now = [dict(one) for one in merging.without(base, now, left[0])]
    assert sorted(map(str, now)) == sorted(map(str, base))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("Inte känt än.", True), ("kommer senare", True), ("Kommer 2027", True), ("Vet ej", True), ("–", True),
        ("Är inte klart", True), ("Utvärderas 2027", True), ("Resultatet väntas i mars", True), ("Pågår", True),
        ("Resultatet är inte känt än", True), ("Redovisas senare", True),
        ("Inte ett enda klagomål kom", False), ("25 deltagare kommer från Huddinge", False),
        ("Utvärderades 2025", False), ("Beslut om byggstart 2030", False), ("", False),
    ],
)  # fmt: skip
def test_a_result_that_nobody_knows_is_told_from_one(result: str, *, expected: bool) -> None:
    assert activity_table.is_unknown(result) is expected

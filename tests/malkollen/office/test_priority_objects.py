"""The committee's list as a file: what it may hold, whose history a row is, and that every fault is said at once."""

import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from malkollen.__main__ import main
from malkollen.errors import DataError
from malkollen.office import priority_objects
from malkollen.office.priority_objects import COLUMNS, FILE_NAME, PriorityObject, parse

TODAY = date(2026, 11, 22)
HEADING = ";".join(COLUMNS)
ROW = "Exempelobjekt A;finansierat;2026-03-12;Exempelplan;2033;Exempelbeslut § 12;Exempel"


def read(*rows: str, heading: str = HEADING, as_of: date = TODAY) -> tuple[PriorityObject, ...]:
    return parse("\n".join([heading, *rows]) + "\n", as_of)


def faults(*rows: str, heading: str = HEADING, as_of: date = TODAY) -> list[str]:
    with pytest.raises(DataError) as caught:
        read(*rows, heading=heading, as_of=as_of)
    return str(caught.value).splitlines()


def fault(*rows: str, heading: str = HEADING) -> str:
    (only,) = faults(*rows, heading=heading)
    return only


# ───────────── What a list says ─────────────


def test_a_row_is_an_object_with_its_stage() -> None:
    (found,) = read(ROW)
    assert found.name == "Exempelobjekt A"
    assert found.current == priority_objects.StageEntry(
        "finansierat", "2026-03-12", "Exempelplan", 2033, "Exempelbeslut § 12", "Exempel"
    )


def test_rows_of_an_object_are_its_history_in_time_order_however_they_stand() -> None:
    (priority_object,) = read(
        "Exempelobjekt A;byggs;2026;;;Exempel;",
        "exempelobjekt  a;ej i plan;2019;;;Exempel;",
        "Exempelobjekt A;namngivet;2022-05-31;Exempelplan;;Exempel;",
    )
    assert [entry.stage for entry in priority_object.history] == ["ej i plan", "namngivet", "byggs"]
    assert priority_object.current.stage == "byggs"
    assert priority_object.reached == {"ej i plan": "2019", "namngivet": "2022-05-31", "byggs": "2026"}


def test_a_stage_that_only_gets_a_new_opening_year_was_reached_the_first_time() -> None:
    (found,) = read("A;byggs;2022;;2028;Exempel;", "A;byggs;2024;;2030;Exempel;")
    assert found.reached == {"byggs": "2022"}
    assert found.current.opening_year == 2030


def test_a_stage_that_is_left_and_comes_back_was_reached_the_last_time() -> None:
    (found,) = read("A;byggs;2020;;;Exempel;", "A;finansierat;2022;;;Exempel;", "A;byggs;2025;;;Exempel;")
    assert found.reached == {"byggs": "2025", "finansierat": "2022"}


@given(
    st.permutations([("Exempelobjekt Ö", "öppnat"), ("Exempelobjekt A", "byggs"), ("Exempelobjekt B", "finansierat")])
)
def test_the_order_is_the_files(order: list[tuple[str, str]]) -> None:
    found = read(*(f"{name};{stage};2024;;;Exempel;" for name, stage in order))
    assert [(one.name, one.current.stage) for one in found] == order


def test_a_stage_may_be_reached_today_but_not_tomorrow() -> None:
    assert read("A;byggs;2026-11-22;;;Exempel;")
    assert fault("A;byggs;2026-11-23;;;Exempel;") == (
        f"{FILE_NAME} rad 2: datum: 2026-11-23 ligger efter 2026-11-22; skriv bara lägen som är nådda"
    )
    assert "2027 ligger efter" in fault("A;byggs;2027;;;Exempel;")


def test_a_day_that_has_passed_shows_the_list_as_it_stood_and_refuses_no_later_row(tmp_path: Path) -> None:
    """An ended programme's closing account is read as of its last day; the committee goes on writing."""
    rows = ("A;namngivet;2024;NP;2033;Exempel;", "A;finansierat;2027-02-01;NP;2033;Exempel;", "B;byggs;2027;;;Exempel;")
    text = "\n".join([HEADING, *rows]) + "\n"
    (only,) = parse(text, date(2026, 12, 31), date(2027, 3, 1))
    assert (only.name, only.current.stage, len(only.history)) == ("A", "namngivet", 1)
    assert [one.current.stage for one in parse(text, date(2027, 3, 1))] == ["finansierat", "byggs"]
    with pytest.raises(DataError, match="rad 3: datum: 2027-02-01 ligger efter 2027-01-31"):
        parse(text, date(2026, 12, 31), date(2027, 1, 31))
    (tmp_path / FILE_NAME).write_text(f"{HEADING}\n{ROW}\n", encoding="utf-8")
    assert priority_objects.load(tmp_path, date(2026, 1, 1)) == ()


def test_what_is_opened_has_no_year_of_opening_to_come() -> None:
    assert read("A;öppnat;2024;;2024;Exempel;", "B;öppnat;2024-12-15;;;Exempel;")
    assert fault("A;öppnat;2024;;2033;Exempel;") == (
        f"{FILE_NAME} rad 2: öppningsår: 2033 ligger efter 2024, då objektet öppnades; rätta året eller läget"
    )


# ───────────── As Excel writes it ─────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_is_read_as_excel_writes_it(encoding: str, separator: str, newline: str, tmp_path: Path) -> None:
    text = newline.join([HEADING, ROW, ";;;;;;", ""]).replace(";", separator)
    (tmp_path / FILE_NAME).write_bytes(text.encode(encoding))
    assert priority_objects.load(tmp_path, TODAY) == read(ROW)


def test_capitals_padding_and_the_order_of_columns_do_not_matter() -> None:
    heading = "Källa;OBJEKT; Läge ;Datum;Plan;Öppningsår;Anteckning;;"
    assert read("Exempel;A;Byggs;2024;;;;;", heading=heading) == read("A;byggs;2024;;;Exempel;")


def test_letters_in_two_parts_are_the_same_letters() -> None:
    assert read("A;o\u0308ppnat;2024;;;Exempel;")[0].current.stage == "öppnat"


def test_text_within_quotes_may_hold_the_separator() -> None:
    assert read('A;byggs;2024;;;"Exempel; bilaga";')[0].current.source == "Exempel; bilaga"


def test_without_a_file_or_without_rows_there_are_no_objects(tmp_path: Path) -> None:
    assert priority_objects.load(tmp_path, TODAY) == ()
    assert read() == ()


# ───────────── Faults ─────────────


def test_every_fault_is_said_at_once_by_its_row() -> None:
    assert faults(
        "A;planeras;2019;;;Exempel;",
        "A;byggs;i fjol;;32;;",
        ";byggs;;;;Exempel;",
        "B;namngivet;2024-02-31;;;Exempel;",
        "C;ej i plan;2024;Exempelplan;2020;Exempel;",
    ) == [
        f"{FILE_NAME} rad {line}"
        for line in (
            "2: läge: 'planeras' finns inte; skriv ej i plan, namngivet, finansierat, byggs eller öppnat",
            "3: källa: saknas; skriv var uppgiften står",
            "3: datum: 'i fjol' är inte ett datum; skriv ÅÅÅÅ-MM-DD eller bara året",
            "3: öppningsår: '32' är inte ett år; skriv fyra siffror eller lämna tomt",
            "4: objekt: saknas",
            "4: datum: saknas",
            "5: plan: saknas; skriv i vilken plan objektet är namngivet",
            "5: datum: '2024-02-31' är inte ett datum; skriv ÅÅÅÅ-MM-DD eller bara året",
            "6: plan: läget är ej i plan men här står 'Exempelplan'; rätta läget eller flytta texten till anteckning",
            "6: öppningsår: 2020 ligger före 2024, då läget nåddes",
        )
    ]


def test_every_fault_of_the_heading_is_said() -> None:
    right = "kolumnerna ska vara objekt, läge, datum, plan, öppningsår, källa, anteckning"
    assert faults("A;byggs", heading="objekt;läge;datum;plan;plan;år;källa") == [
        f"{FILE_NAME} rad 1: kolumnen 'öppningsår' saknas; {right}",
        f"{FILE_NAME} rad 1: kolumnen 'anteckning' saknas; {right}",
        f"{FILE_NAME} rad 1: kolumnen 'år' är okänd; {right}",
        f"{FILE_NAME} rad 1: kolumnen 'plan' står två gånger",
    ]


def test_the_same_row_twice_is_refused() -> None:
    assert faults(ROW, ROW, ROW) == [f"{FILE_NAME} rad {row}: samma som rad 2; ta bort den ena" for row in (3, 4)]


@pytest.mark.parametrize(("first", "second"), [("2024", "2024"), ("2024", "2024-05-01"), ("2024-05-01", "2024-05-01")])
def test_rows_that_no_day_orders_stand_as_they_are_written(first: str, second: str) -> None:
    """No day is invented so that a second stage of the year can be written in."""
    for days in ((first, second), (second, first)):
        (found,) = read(f"A;byggs;{days[0]};;;Exempel;", f"a;öppnat;{days[1]};;;Exempel;")
        assert [entry.stage for entry in found.history] == ["byggs", "öppnat"]
        assert found.current.reached == days[1]


def test_days_order_rows_wherever_they_stand() -> None:
    rows = ("A;öppnat;2025;;;K;", "A;byggs;2024-05-01;;;K;", "A;finansierat;2024-03-01;p;;K;")
    (found,) = read(*rows)
    assert [entry.stage for entry in found.history] == ["finansierat", "byggs", "öppnat"]


def test_two_objects_may_reach_a_stage_on_the_same_day() -> None:
    assert len(read("A;byggs;2024;;;Exempel;", "B;byggs;2024;;;Exempel;")) == 2


def test_a_row_with_too_many_cells_says_what_to_do() -> None:
    assert fault("A;byggs;2024;;;Exempel;;bilaga") == (
        f"{FILE_NAME} rad 2: 8 fält i stället för 7; en text med skiljetecken i ska stå inom citattecken"
    )


def test_quotes_that_do_not_meet_are_named_by_their_row() -> None:
    assert fault(ROW, 'B;"byggs"x;2024;;;Exempel;') == f"{FILE_NAME} rad 3: citattecknen går inte ihop"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "filen är tom; första raden ska vara objekt;läge;datum"),
        (b"\xef\xbb\xbf\r\n", "filen är tom"),
        (HEADING.encode("latin-1"), "filen är inte UTF-8; välj filformatet CSV UTF-8 när du sparar i Excel"),
        (HEADING.encode("utf-16"), "filen är inte UTF-8"),
    ],
    ids=["empty", "blank", "windows", "utf-16"],
)
def test_a_file_that_is_not_a_list_is_refused_in_one_line(content: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(DataError, match=f"^{FILE_NAME}: {expected}"):
        priority_objects.load(tmp_path, TODAY)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(DataError, match="filen går inte att öppna"):
        priority_objects.load(tmp_path, TODAY)


@given(st.text(max_size=200))
def test_any_text_is_a_list_or_refused_in_our_own_words(text: str) -> None:
    for content in (text, f"{HEADING}\n{text}", f"{HEADING}\nA;byggs;{text};;;Exempel;"):
        try:
            objects = parse(content, TODAY)
        except DataError as error:
            lines = str(error).splitlines()
        else:
            lines = [f"{FILE_NAME}: {one.name}" for one in objects]
        assert all(line.startswith(FILE_NAME) for line in lines)


# ───────────── malkollen check ─────────────


def test_check_refuses_a_faulty_list_and_passes_a_good_one(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(database, tmp_path / database.name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    (tmp_path / FILE_NAME).write_text(f"{HEADING}\n{ROW}\n", encoding="utf-8")
    assert main(["check", "--as-of", "2026-05-01"]) == 0
    assert main(["check", "--as-of", "2026-01-01"]) == 0  # the row is hidden that day, and no fault
    capsys.readouterr()
    (tmp_path / FILE_NAME).write_text(f"{HEADING}\n{ROW.replace('2026-03-12', '2999-03-12')}\n", encoding="utf-8")
    assert main(["check", "--as-of", "2026-01-01"]) == 2
    assert capsys.readouterr().err.startswith(f"{FILE_NAME} rad 2: datum: 2999-03-12 ligger efter {date.today()}")  # noqa: DTZ011


def test_a_list_of_thousands_takes_no_longer_a_row_than_one_of_hundreds() -> None:
    """Every pair of rows was held against each other: 4 000 rows took over a second, at every page."""

    def seconds(rows: int) -> float:
        text = "\n".join([HEADING, *(f"objekt {n};byggs;2024-01-01;;;Källa;" for n in range(rows))])
        began = time.process_time()
        assert len(parse(text, TODAY)) == rows
        return time.process_time() - began

    seconds(100)
    assert seconds(8000) < 30 * seconds(1000) + 0.1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x" * 5_000_001, "högst 5 MB l\u00e4ses"),
        (HEADING.encode() + b"\nA;byggs;2024;;;K;" + b"x" * 1_000_000, "en cell har fler än"),
        (b";".join(b"k%d" % n for n in range(100_000)), "100000 kolumner; "),
        (HEADING.encode() + b"\nA;byggs;\x1b]0" + b"x" * 90_000 + b";;;K;", "är inte ett datum"),
        (HEADING.encode() + b"\nA;\x1b[2J" + b"x" * 90_000 + b";2024;;;K;", "finns inte; skriv"),
    ],
)
def test_a_hostile_file_is_one_short_line(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(DataError) as caught:
        priority_objects.load(tmp_path, TODAY)
    (line,) = str(caught.value).replace("\u00a0", " ").splitlines()
    assert message in line
    assert line.isprintable()
    assert len(line) < 300


def test_a_hundred_faults_are_said_and_the_rest_counted() -> None:
    found = faults(*["A;fel;2024;;;K;"] * 3000)
    assert (len(found), found[-1].endswith("fel till")) == (101, True)

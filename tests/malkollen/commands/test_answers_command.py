"""`malkollen answers`: what it is asked, the keys of a row, whole numbers, null where there is none, its errors."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from parts import every

from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from malkollen.__main__ import main
from malkollen.office import judgements

pytestmark = pytest.mark.usefixtures("environment")

Printed = pytest.CaptureFixture[str]
Row = dict[str, Any]
DAY = "2026-11-22"
GOALS = ["klimatomstallning", "tillganglighet"]
EIGHT = ["0127", "0136", "0126", "0140", "0192", "0128", "0181", "0138"]
WITH_VALUES = ["K01", "K01b", "K01c", "K02", "K03", "K05", "K06", "K08", "K11", "K13", "T01", "T01c"]
KEYS = ["about", "question", "word", "answer", "hedge", "place", "year", "sources", "things", "movers"]


@pytest.fixture(scope="module")
def rows(database: Path) -> dict[str, Row]:
    """What is answered without being asked anything, by what it is about."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setenv("MALKOLLEN_DATA", str(database.parent))
        assert main(["answers", "--as-of", DAY, "--format", "json"]) == 0
    return {row["about"]: row for row in json.loads(printed.getvalue(), parse_constant=pytest.fail)}


def asked(printed: Printed, *arguments: str, as_of: str = DAY) -> list[Row]:
    assert main(["answers", *arguments, "--as-of", as_of, "--format", "json"]) == 0
    found: list[Row] = json.loads(printed.readouterr().out, parse_constant=pytest.fail)
    return found


def test_without_arguments_the_goals_the_indicators_with_values_and_the_areas(rows: dict[str, Row]) -> None:
    assert list(rows) == [*GOALS, *WITH_VALUES, "sodertorn", *EIGHT]


def test_every_row_has_the_keys_it_should_and_null_where_there_is_none(rows: dict[str, Row]) -> None:
    for row in rows.values():
        assert list(row) == KEYS
        assert row["answer"]
        assert [] not in row.values()
        assert "" not in row.values()
        for one in row["things"] or ():
            assert list(one) == ["thing", "to", "missing", "per_year"]
            assert type(one["missing"]) is type(one["per_year"]) is int
        for one in row["movers"] or ():
            assert list(one) == ["area", "added", "share_pct", "inhabitants_pct"]
            assert {type(value) for name, value in one.items() if name != "area"} == {int}
    assert {about for about, row in rows.items() if row["movers"]} == {"K06"}


def test_the_figures_of_charging(rows: dict[str, Row]) -> None:
    row = rows["K06"]
    assert (row["word"], row["place"], row["year"]) == ("Sist av fyra", "sist av fyra", 2025)
    assert row["sources"] == ["power_circle_charging", "scb_population"]
    assert row["things"][0] == {"thing": "laddpunkt", "to": "riket", "missing": 1726, "per_year": 346}
    assert row["movers"][0] == {"area": "0181", "added": 298, "share_pct": 36, "inhabitants_pct": 20}
    assert [one["to"] for one in row["things"]] == ["riket", "stor_malmo", "stor_goteborg"]


def test_a_goals_question_and_word(rows: dict[str, Row]) -> None:
    row = rows["klimatomstallning"]
    assert row["question"] == "Leder Södertörn omställningen till ett hållbart transportsystem?"
    assert (row["word"], row["place"], row["year"], row["things"]) == ("Hittills nej", None, None, None)


def test_the_command_says_what_pages_say(rows: dict[str, Row], facts: Facts) -> None:
    for row in answers.usual(facts):
        told = rows[row.about]
        assert (told["answer"], told["hedge"], told["word"]) == (row.answer, row.hedge, row.word)


def test_a_municipality_is_never_placed(rows: dict[str, Row]) -> None:
    assert {rows[code]["place"] for code in EIGHT} == {None}
    assert rows["0127"]["things"] == [
        {"thing": "elbil", "to": "riket", "missing": 595, "per_year": 119},
        {"thing": "laddpunkt", "to": "riket", "missing": 422, "per_year": 85},
        {"thing": "invånare nära en hållplats", "to": "riket", "missing": 0, "per_year": 0},
    ]


def test_things_are_asked_for_by_code_id_or_name_in_any_case_and_stand_once(capsys: Printed) -> None:
    found = asked(capsys, "TILLGANGLIGHET", "k06", "charging_points_per_1000", "Botkyrka", "0127", "Södertörn", "riket")
    assert [row["about"] for row in found] == ["tillganglighet", "K06", "0127", "sodertorn", "riket"]


def test_what_waits_says_so(capsys: Printed) -> None:
    (row,) = asked(capsys, "K09")
    assert row["answer"] == "Går inte att svara på än. Siffrorna är inte inlästa, och ingen dag är satt för nya."
    assert (row["year"], row["sources"], row["things"], row["hedge"]) == (None, None, None, None)


@pytest.mark.parametrize(
    ("as_of", "word"), [("2025-11-28", "Hittills nej"), ("2027-08-01", "Går inte att svara på än")]
)
def test_the_day_decides_what_is_too_old(as_of: str, word: str, capsys: Printed) -> None:
    (row,) = asked(capsys, "tillganglighet", as_of=as_of)
    assert row["word"] == word


@pytest.mark.parametrize("name", every(2, ["finns_inte", "K99", "0099", "", "sup_2040"]))
def test_an_unknown_name_is_one_line_that_tells_what_there_is(name: str, capsys: Printed) -> None:
    """Every other name; thoroughly all."""
    assert main(["answers", "K06", name, "--as-of", DAY]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert line.startswith(
        f"'{name}' finns inte; skriv ett mål (klimatomstallning, tillganglighet), en indikator (K01, "
    )
    assert "en kommunkod med fyra siffror, sodertorn, " in line


def test_the_table_is_for_the_eye(capsys: Printed) -> None:
    assert main(["answers", "K06", "--as-of", DAY]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Om", "År", "Svar", "i", "korthet", "Svar", "Förbehåll"]
    assert lines[2].startswith("K06  2025  Sist av fyra")


def test_a_broken_file_of_judgements_is_one_line(environment: Path, tmp_path: Path, capsys: Printed) -> None:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path / "data"
        folder.mkdir()
        (folder / "malkollen.duckdb").hardlink_to(environment / "malkollen.duckdb")
        (folder / judgements.FILE_NAME).write_text("inte en databas", encoding="utf-8")
        patch.setenv("MALKOLLEN_DATA", str(folder))
        assert main(["answers", "klimatomstallning", "--as-of", DAY]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("judgements.sqlite: ")


def test_today_is_the_day_where_none_is_given(capsys: Printed) -> None:
    assert main(["answers", "K01b", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["about"] == "K01b"

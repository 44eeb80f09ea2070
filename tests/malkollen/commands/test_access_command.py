"""`malkollen access`: the roles that are listed, and logins taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from malkollen.__main__ import main
from malkollen.login import revoked
from malkollen.login.login import Login
from malkollen.office import access, journal
from malkollen.office.journal import Act


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return tmp_path


def test_the_list_is_shown_the_office_first(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["access", "list"]) == 0
    assert capsys.readouterr().out == "Ingen står i access.toml.\n"
    (data / access.FILE_NAME).write_text('member = ["a@b.se"]\noffice = ["ö@b.se"]', encoding="utf-8")
    assert main(["access", "list"]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()[-2:]] == [
        ["ö@b.se", "kansli"],
        ["a@b.se", "medlem"],
    ]


@pytest.mark.parametrize(("whose", "others"), [("anna@exempel.se", False), ("all", True)])
def test_logins_are_taken_back_at_once(
    data: Path, capsys: pytest.CaptureFixture[str], whose: str, *, others: bool
) -> None:
    now = datetime.now(UTC)
    logins = [
        Login(name, f"{name}@exempel.se", now - timedelta(minutes=1), now + timedelta(hours=1), name)
        for name in ("anna", "bo")
    ]
    assert main(["access", "revoke", whose]) == 0
    assert [revoked.holds(data, login) for login in logins] == [True, others]
    assert [(line.act, line.about) for line in journal.read(data)] == [(Act.REVOKED, whose.replace("all", ""))]
    assert "är avslutade" in capsys.readouterr().out


def test_whoever_has_no_address_is_taken_back_by_another_name(data: Path) -> None:
    now = datetime.now(UTC)
    login = Login(
        "Eva", "", now - timedelta(minutes=1), now + timedelta(hours=1), "k", known_as=frozenset({"eva1", "u7"})
    )
    assert main(["access", "revoke", "evab"]) == 0
    assert not revoked.holds(data, login)
    assert main(["access", "revoke", "Eva1"]) == 0
    assert revoked.holds(data, login)


@pytest.mark.parametrize("text", ["anna berg", " ", "x" * 201])
def test_what_is_no_name_is_refused(data: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert main(["access", "revoke", text]) == 2
    assert "är ingen e-postadress och inget användarnamn" in capsys.readouterr().err
    assert list(data.iterdir()) == []


def test_a_fault_in_the_list_is_found_by_check(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / access.FILE_NAME).write_text('kansli = ["a@b.se"]', encoding="utf-8")
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith("access.toml: kansli: okänd nyckel")

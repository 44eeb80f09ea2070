"""Whoever a browser's login says, or whoever reaches a server without logins."""

import time
from pathlib import Path
from typing import Any

import pytest

from dashboard.login.person import person
from malkollen.login import settings
from malkollen.office import access
from malkollen.office.access import Known, Person, Role

CLAIMS: dict[str, Any] = {
    "is_logged_in": True, "iss": "https://login.exempel.se", "sub": "u1", "aud": "malkollen", "name": "Anna Berg",
    "email": "anna@exempel.se", "iat": time.time() - 60, "exp": time.time() + 3600,
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    (tmp_path / access.FILE_NAME).write_text('office = ["anna@exempel.se"]', encoding="utf-8")
    return tmp_path


@pytest.fixture
def has_login(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_ADDRESS", "https://malkollen.exempel.se")
    monkeypatch.setenv(settings.METADATA, "https://login.exempel.se")
    monkeypatch.setenv(settings.CLIENT, "malkollen")
    monkeypatch.setenv(settings.SECRET, "en hemlighet som ingen ser")
    return data


@pytest.mark.usefixtures("data")
def test_without_logins_a_cookie_says_nothing() -> None:
    assert person(CLAIMS) == Person()


@pytest.mark.usefixtures("has_login")
def test_whoever_logged_in_is_known() -> None:
    known = person(CLAIMS)
    assert (known.name, known.role, known.known) == ("Anna Berg", Role.OFFICE, Known.LIST)


@pytest.mark.usefixtures("has_login")
@pytest.mark.parametrize("change", [{"is_logged_in": False}, {"is_logged_in": "ja"}, {"aud": "another"}, {"exp": None}])
def test_whoever_did_not_is_a_reader(change: dict[str, Any]) -> None:
    assert person({**CLAIMS, **change}) == Person()


def test_a_faulty_list_makes_readers_of_all(has_login: Path) -> None:
    (has_login / access.FILE_NAME).write_text("office = 3", encoding="utf-8")
    assert person(CLAIMS).role is Role.READER


@pytest.mark.usefixtures("has_login")
def test_opening_judgements_to_all_gives_nobody_anything_where_there_are_logins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(access.ALLOW_VARIABLE, "ja")
    assert person({}) == Person()

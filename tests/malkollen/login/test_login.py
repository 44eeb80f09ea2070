"""What the operator sets, and what a provider's claims say."""

from pathlib import Path
from typing import Any

import pytest

from malkollen.errors import MalkollenError
from malkollen.login import login as logins, settings
from malkollen.login.settings import Settings

SECRET = "en hemlighet som ingen ser"
SET = {
    "MALKOLLEN_ADDRESS": "https://malkollen.exempel.se/",
    settings.METADATA: "https://login.exempel.se/.well-known/openid-configuration",
    settings.CLIENT: "malkollen",
    settings.SECRET: SECRET,
}
CHOSEN = Settings("https://x", "malkollen", SECRET, role_claim="roles")
CLAIMS: dict[str, Any] = {
    "iss": "https://login.exempel.se", "sub": "u1", "aud": "malkollen", "name": "Anna  Berg",
    "email": "anna@exempel.se",
    "iat": 1_796_115_600, "exp": 1_796_119_200, "nonce": "n1", "roles": ["a", "b"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    for name in (*settings.ALL, "MALKOLLEN_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def _set(monkeypatch: pytest.MonkeyPatch, **others: str) -> None:
    for name, value in {**SET, **others}.items():
        monkeypatch.setenv(name, value)


def test_nothing_set_is_no_login() -> None:
    assert settings.settings() is None


def test_what_is_set_may_stand_in_the_data_folder_and_the_secret_is_never_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_ADDRESS", "https://malkollen.exempel.se")
    (folder / ".env").write_text("\n".join(f"{name}={value}" for name, value in SET.items()), encoding="utf-8")
    found = settings.settings()
    assert found is not None
    assert found.client_secret == SECRET
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        (settings.CLIENT, "", f"{settings.CLIENT}: saknas"),
        (settings.METADATA, "http://login.exempel.se", f"{settings.METADATA}: ska vara en adress som börjar med https"),
        (
            settings.METADATA,
            "http://localhost.evil.se",
            f"{settings.METADATA}: ska vara en adress som börjar med https",
        ),
        (settings.SECRET, SECRET[:12], f"{settings.SECRET}: är för kort"),
        (settings.ROLE_CLAIM, "roles", f"{settings.ROLE_CLAIM}: sätts tillsammans med"),
        (settings.OFFICE_ROLE, "kansli", f"{settings.ROLE_CLAIM}: sätts tillsammans med"),
        (settings.ADDRESS_CLAIM, "två ord", f"{settings.ADDRESS_CLAIM}: ska vara namnet"),
        ("MALKOLLEN_ADDRESS", "", "MALKOLLEN_ADDRESS: saknas"),
    ],
)
def test_a_fault_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str, fault: str) -> None:
    _set(monkeypatch, **{name: value})
    with pytest.raises(MalkollenError) as error:
        settings.settings()
    assert str(error.value).startswith(fault)
    assert SECRET[:12] not in str(error.value)


@pytest.mark.parametrize(
    ("address", "base", "back"),
    [
        ("https://malkollen.exempel.se/", "", "https://malkollen.exempel.se/oauth2callback"),
        ("https://intranat.se", "malkollen", "https://intranat.se/malkollen/oauth2callback"),
        ("https://intranat.se/malkollen", "malkollen", "https://intranat.se/malkollen/oauth2callback"),
        ("intranat.se", "", "https://intranat.se/oauth2callback"),
    ],
)
def test_the_way_back_is_the_readers_own_address(
    monkeypatch: pytest.MonkeyPatch, address: str, base: str, back: str
) -> None:
    _set(monkeypatch, MALKOLLEN_ADDRESS=address)
    found = settings.for_framework(base)
    assert found is not None
    section = found["auth"]
    assert section["redirect_uri"] == back
    assert SECRET not in section["cookie_secret"]


def test_claims_are_read() -> None:
    login = logins.read(CLAIMS, CHOSEN)
    assert login is not None
    assert (login.name, login.address, login.groups) == ("Anna Berg", "anna@exempel.se", frozenset({"a", "b"}))
    assert (login.expires - login.issued).total_seconds() == 3600


@pytest.mark.parametrize(
    "other",
    [
        {"aud": "another"}, {"aud": ["another", "third"]}, {"aud": None}, {"sub": None}, {"exp": None}, {"iat": None},
        {"exp": "1796119200"}, {"exp": True}, {"exp": 1e300},
    ],
)  # fmt: skip
def test_claims_for_another_or_without_end_are_none(other: dict[str, Any]) -> None:
    assert logins.read({**CLAIMS, **other}, CHOSEN) is None


@pytest.mark.parametrize("verified", [False, None, 0, 1, "false", "False", "0", "True", [True]])
def test_an_address_that_is_unproved_counts_as_none(verified: object) -> None:
    login = logins.read({**CLAIMS, "email_verified": verified}, CHOSEN)
    assert login is not None
    assert login.address == ""


@pytest.mark.parametrize("verified", [{}, {"email_verified": True}, {"email_verified": "true"}])
def test_an_address_that_the_provider_vouches_for_counts(verified: dict[str, Any]) -> None:
    claims = {name: claim for name, claim in CLAIMS.items() if name != "email_verified"}
    login = logins.read({**claims, **verified}, CHOSEN)
    assert login is not None
    assert login.address == "anna@exempel.se"


@pytest.mark.parametrize(
    "address", ["ann\u0430@exempel.se", "an\u200bna@exempel.se", "anna@\u017fexempel.se", "a\x00@b.se"]
)
def test_an_address_that_only_looks_like_another_is_none(address: str) -> None:
    login = logins.read({**CLAIMS, "email": address}, CHOSEN)
    assert login is not None
    assert login.address == ""


def test_each_login_has_a_key_of_its_own() -> None:
    keys = {
        login.key
        for change in ({}, {"nonce": "n2"}, {"iat": 1_796_115_601}, {"sub": "u2"}, {"name": "Anna B"})
        if (login := logins.read({**CLAIMS, **change}, CHOSEN))
    }
    assert len(keys) == 4  # another name is the same login

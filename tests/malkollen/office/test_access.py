"""Who may what, asked at every act: by list, by claim, until it ends, until it is taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from malkollen.errors import AccessError, DataError, MalkollenError
from malkollen.login import login as logins, revoked, settings
from malkollen.login.login import Login
from malkollen.office import access
from malkollen.office.access import COMMAND_LINE, Known, Person, Role

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ANNA = Login("Anna Berg", "anna@exempel.se", NOW - timedelta(minutes=5), NOW + timedelta(hours=1), "k1")
CLAIMS: dict[str, Any] = {
    "iss": "https://login.exempel.se", "sub": "u1", "aud": "malkollen", "name": "Anna  Berg",
    "email": "anna@exempel.se",
    "iat": int(ANNA.issued.timestamp()), "exp": int(ANNA.expires.timestamp()), "nonce": "n1", "roles": ["kansliet"],
}  # fmt: skip
SETTINGS = {
    "MALKOLLEN_ADDRESS": "https://malkollen.exempel.se",
    "MALKOLLEN_LOGIN_METADATA": "https://login.exempel.se/.well-known/openid-configuration",
    "MALKOLLEN_LOGIN_CLIENT_ID": "malkollen",
    "MALKOLLEN_LOGIN_CLIENT_SECRET": "en hemlighet som ingen ser",
}
BY_CLAIM = {"MALKOLLEN_LOGIN_ROLE_CLAIM": "roles", "MALKOLLEN_LOGIN_OFFICE_ROLE": "kansliet"}


@pytest.fixture(autouse=True)
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


def _list(data: Path, **roles: list[str]) -> None:
    text = "\n".join(f"{role} = {addresses!r}" for role, addresses in roles.items())
    (data / access.FILE_NAME).write_text(text, encoding="utf-8")


def _settings() -> settings.Settings:
    found = settings.settings()
    assert found is not None
    return found


def _role(data: Path, login: Login = ANNA) -> tuple[Role, Known]:
    person = access.by_login(login, data, now=NOW)
    return person.role, person.known


# ───────────── Where a role comes from ─────────────


def test_whoever_is_on_no_list_is_a_reader(tmp_path: Path) -> None:
    assert _role(tmp_path) == (Role.READER, Known.NOBODY)


def test_a_list_gives_a_role_whatever_the_letters_size_and_the_greater_of_two(tmp_path: Path) -> None:
    _list(tmp_path, member=["ANNA@exempel.se", "bo@exempel.se"], office=["Anna@Exempel.se"])
    assert _role(tmp_path) == (Role.OFFICE, Known.LIST)


def test_a_claim_gives_a_role_where_the_operator_has_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    login = logins.read(CLAIMS, _settings())
    for name, value in BY_CLAIM.items():
        monkeypatch.setenv(name, value)
    assert login is not None
    assert _role(tmp_path, login) == (Role.READER, Known.NOBODY)  # it logged in before
    login = logins.read(CLAIMS, _settings())
    assert login is not None
    assert _role(tmp_path, login) == (Role.OFFICE, Known.CLAIM)


def test_without_login_everybody_reads_or_has_what_the_operator_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    assert access.without_login() == Person()
    monkeypatch.setenv(access.ALLOW_VARIABLE, "ja")
    assert access.without_login() == Person(role=Role.MEMBER, known=Known.OPENED)
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    assert access.without_login() == Person(role=Role.OFFICE, known=Known.OPENED)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('office = ["anna"]', "access.toml: office.1: ska vara en e-postadress"),
        ('office = ["a@b.se", 3]', "access.toml: office.2: ska vara text"),
        ('office = "a@b.se"', "access.toml: office: ska vara en lista: varje stycke börjar"),
        ('kansli = ["a@b.se"]', "access.toml: kansli: okänd nyckel"),
        ("office = [", "access.toml"),
    ],
)
def test_a_fault_in_the_list_is_named_by_its_key_and_lets_nobody_in(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / access.FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        access.require(Person(login=ANNA), Role.READER, tmp_path, now=NOW)
    assert str(error.value).startswith(fault)


@pytest.mark.usefixtures("configured")
def test_an_empty_role_is_nobodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in BY_CLAIM.items():
        monkeypatch.setenv(name, value)  # no role of a member is named
    login = logins.read({**CLAIMS, "roles": ["", "annat"]}, _settings())
    assert login is not None
    assert _role(tmp_path, login) == (Role.READER, Known.NOBODY)


# ───────────── What is required at the act ─────────────


def test_a_role_that_is_withdrawn_while_a_form_is_open_is_gone_when_it_is_sent(tmp_path: Path) -> None:
    _list(tmp_path, member=["anna@exempel.se"])
    person = access.require(Person(login=ANNA), Role.MEMBER, tmp_path, now=NOW)
    assert person.role is Role.MEMBER
    _list(tmp_path, member=[])
    with pytest.raises(
        AccessError, match=r"^Det här kräver rollen medlem, och du har rollen läsare\. Inget är sparat\.$"
    ):
        access.require(person, Role.MEMBER, tmp_path, now=NOW)


def test_a_login_counts_until_it_ends(tmp_path: Path) -> None:
    _list(tmp_path, office=["anna@exempel.se"])
    access.require(Person(login=ANNA), Role.OFFICE, tmp_path, now=ANNA.expires - timedelta(seconds=1))
    with pytest.raises(AccessError, match=r"^Din inloggning har gått ut\. Logga in igen\. Inget är sparat\.$"):
        access.require(Person(login=ANNA), Role.OFFICE, tmp_path, now=ANNA.expires)


@pytest.mark.parametrize(
    ("kind", "what", "is_back"),
    [
        (revoked.Kind.SESSION, "k1", True),
        (revoked.Kind.ADDRESS, "Anna@exempel.se", True),
        (revoked.Kind.EVERYBODY, "", True),
        (revoked.Kind.SESSION, "k2", False),
        (revoked.Kind.ADDRESS, "bo@exempel.se", False),
    ],
)
def test_what_is_taken_back_counts_no_longer(tmp_path: Path, kind: revoked.Kind, what: str, *, is_back: bool) -> None:
    _list(tmp_path, office=["anna@exempel.se"])
    revoked.add(tmp_path, kind, what, now=NOW)
    assert (_role(tmp_path)[0] is Role.READER) is is_back
    if is_back:
        with pytest.raises(AccessError, match=r"^Din inloggning är avslutad\."):
            access.require(Person(login=ANNA), Role.MEMBER, tmp_path, now=NOW)
    later = Login(ANNA.name, ANNA.address, NOW + timedelta(seconds=121), ANNA.expires, "k3")
    assert _role(tmp_path, later) == (Role.OFFICE, Known.LIST)


@pytest.mark.parametrize("kind", [revoked.Kind.ADDRESS, revoked.Kind.EVERYBODY])
@pytest.mark.parametrize("seconds", [0, 90, 120])
def test_a_clock_that_is_ahead_outlives_no_revocation(tmp_path: Path, kind: revoked.Kind, seconds: int) -> None:
    _list(tmp_path, office=["anna@exempel.se"])
    revoked.add(tmp_path, kind, ANNA.address if kind is revoked.Kind.ADDRESS else "", now=NOW)
    login = Login(ANNA.name, ANNA.address, NOW + timedelta(seconds=seconds), ANNA.expires, "k3")
    assert _role(tmp_path, login) == (Role.READER, Known.ENDED)


@pytest.mark.parametrize("name", ["Anna@exempel.se", "annab", "anna@internt", "U1"])
@pytest.mark.parametrize("verified", [False, None])
def test_a_role_by_claim_is_taken_back_by_all_that_the_provider_calls_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, verified: bool | None
) -> None:
    for variable, value in BY_CLAIM.items():
        monkeypatch.setenv(variable, value)
    chosen = settings.settings()
    assert chosen is not None
    claims = CLAIMS | {"email_verified": verified, "preferred_username": "annab", "upn": "anna@internt"}
    login = logins.read(claims, chosen)
    assert login is not None
    assert _role(tmp_path, login) == (Role.OFFICE, Known.CLAIM)
    revoked.add(tmp_path, revoked.Kind.ADDRESS, name, now=NOW)
    assert _role(tmp_path, login) == (Role.READER, Known.ENDED)


def test_where_nobody_can_tell_what_is_taken_back_nobody_is_let_in(tmp_path: Path) -> None:
    (tmp_path / revoked.FILE_NAME).write_bytes(b"not a database at all" * 100)
    with pytest.raises(DataError, match=r"^revoked\.sqlite: går inte att läsa som återkallade inloggningar; "):
        access.require(Person(login=ANNA), Role.READER, tmp_path, now=NOW)


def test_a_reader_is_told_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AccessError, match=r"^Det här kräver rollen kansli\. Logga in\. Inget är sparat\.$"):
        access.require(Person(), Role.OFFICE, tmp_path)
    for name in SETTINGS:
        monkeypatch.delenv(name)
    with pytest.raises(AccessError, match=r"Inloggning är inte inställd på servern\."):
        access.require(Person(), Role.OFFICE, tmp_path)


def test_the_command_line_may_all(tmp_path: Path) -> None:
    assert access.require(COMMAND_LINE, Role.OFFICE, tmp_path) == COMMAND_LINE


# ───────────── What is opened without login ─────────────


@pytest.mark.parametrize("variable", [access.ALLOW_VARIABLE, access.OFFICE_VARIABLE])
def test_nothing_is_opened_to_all_where_there_are_logins(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    access.check_opened("127.0.0.1")
    monkeypatch.setenv(variable, "ja")
    with pytest.raises(MalkollenError, match=f"^{variable}: gäller bara utan inloggning"):
        access.check_opened("127.0.0.1")


def test_the_office_is_opened_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name)
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    for address in ("127.0.0.1", "::1", "localhost"):
        access.check_opened(address)
    for address in ("0.0.0.0", "::", "192.0.2.1"):
        with pytest.raises(MalkollenError, match=f"^{access.OFFICE_VARIABLE}: öppnar kansliets rum bara där"):
            access.check_opened(address)
    monkeypatch.setenv("MALKOLLEN_ADDRESS", "https://malkollen.exempel.se")
    with pytest.raises(MalkollenError, match="utan proxy"):
        access.check_opened("127.0.0.1")

"""Logging in over loopback with a real provider: who gets in, as what, until when, and whoever tries to cheat."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from parts import every
from provider import Provider, Reader, Tab, provider as running_provider, serving
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState

from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.login import settings
from malkollen.office import access, journal, judgements
from malkollen.office.journal import Act

GOAL = "/mal"
LISTED = 'member = ["bo@exempel.se", "eva@exempel.se"]\noffice = ["anna@exempel.se"]'


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running_provider(tmp_path_factory.mktemp("provider")) as running:
        for name in ("anna", "bo", "cia", "eva"):
            running.knows(name, name=name.capitalize(), email=f"{name}@exempel.se")
        running.knows("dan", name="Dan", email="dan@exempel.se", roles=["kansliet"])
        yield running


@pytest.fixture(scope="module")
def data(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("login")
    shutil.copyfile(database, folder / storage.FILE_NAME)
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    return folder


@pytest.fixture(scope="module")
def server(data: Path, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    roles = {settings.ROLE_CLAIM: "roles", settings.OFFICE_ROLE: "kansliet"}
    with serving(data, tmp_path_factory.mktemp("server"), provider, **roles) as found:
        yield found


@pytest.fixture
def reader(server: Reader, data: Path) -> Reader:
    """A browser of its own, and a list as it was at first."""
    (data / access.FILE_NAME).write_text(LISTED, encoding="utf-8")
    return Reader(server.origin, server.base)


def _filled(tab: Tab) -> list[WidgetState]:
    day = StringArray(data=["2026/11/20"])
    return [
        WidgetState(id=tab.field("Bedömning"), string_value="delvis"),
        WidgetState(id=tab.field("Motivering"), string_value="Restiderna är oförändrade."),
        WidgetState(id=tab.field("Möte"), string_value="Ledningsgruppen 7/2026"),
        WidgetState(id=tab.field("Mötets dag"), string_array_value=day),
    ]


def _saved(data: Path) -> int:
    path = data / judgements.FILE_NAME
    return len(judgements.history(path, "tillganglighet")) if path.exists() else 0


# ───────────── In and out ─────────────


def test_without_login_a_page_shows_the_way_in_and_no_more(reader: Reader) -> None:
    with reader.tab() as tab:
        text = tab.run()
    assert "Logga in" in tab.fields
    assert "(läsare)" not in text


@pytest.mark.parametrize(
    ("subject", "role"), every(2, [("anna", "kansli"), ("bo", "medlem"), ("cia", "läsare"), ("dan", "kansli")])
)
def test_whoever_logs_in_has_the_role_of_the_list_or_the_claim(reader: Reader, subject: str, role: str) -> None:
    """Every other role; thoroughly all four."""
    answer = reader.log_in(subject, "/ord?visa=allt")
    assert (answer.status_code, answer.headers["location"]) == (302, "/ord?visa=allt")
    with reader.tab() as tab:
        assert f"{subject.capitalize()} ({role})" in tab.run()
        assert "Logga ut" in tab.fields


def test_drafts_are_for_members_and_the_office_for_the_office(reader: Reader) -> None:
    seen = {}
    for subject in ("", "bo", "anna"):
        one = Reader(reader.origin, reader.base)
        if subject:
            one.log_in(subject)
        with one.tab("/prioriterade-objekt") as tab, one.tab("/kansli") as office:
            seen[subject] = ("Utkast, som inte ingår" in tab.run(), "Behöver någon källa er?" in office.run())
    assert seen == {"": (False, False), "bo": (True, False), "anna": (True, True)}


def test_after_logout_a_second_tab_is_out_too(reader: Reader) -> None:
    reader.log_in("bo")
    with reader.tab() as first, reader.tab(GOAL) as second:
        assert "Bo (medlem)" in first.run()
        assert "Spara bedömningen" in (second.run(), second.fields)[1]
        states = _filled(second)
        assert first.pressed("Logga ut").endswith("/auth/logout")
        save = WidgetState(id=second.field("Spara bedömningen"), trigger_value=True)
        assert "Din inloggning är avslutad. Logga in igen. Inget är sparat" in second.run(*states, save)
        assert "Inloggningen har upphört." in second.text
        assert "Spara bedömningen" not in second.fields


def test_a_logout_by_its_address_alone_takes_the_login_back(reader: Reader) -> None:
    reader.log_in("anna")
    kept = Reader(reader.origin, reader.base)
    kept.http.cookies.update(reader.http.cookies)
    answer = reader._get(f"{reader.origin}{reader.base}/auth/logout")
    assert answer.status_code == 302
    with kept.tab() as tab:
        assert "Inloggningen har upphört." in tab.run()
        assert "(kansli)" not in tab.text


# ───────────── Whoever may not ─────────────


def test_a_member_saves_under_their_own_name_and_the_journal_tells(reader: Reader, data: Path) -> None:
    reader.log_in("bo")
    with reader.tab(GOAL) as tab:
        tab.run()
        assert not any(label.startswith("Ditt namn") for label in tab.fields)
        tab.pressed("Spara bedömningen", *_filled(tab))
        assert "Bedömningen är sparad" in tab.text
    line = journal.read(data, acts=[Act.JUDGED])[0]
    assert (line.who, line.address, line.known) == ("Bo", "bo@exempel.se", access.Known.LIST)


def test_a_role_that_is_withdrawn_while_the_form_is_open_saves_nothing(reader: Reader, data: Path) -> None:
    reader.log_in("bo")
    before = _saved(data)
    with reader.tab(GOAL) as tab:
        tab.run()
        (data / access.FILE_NAME).write_text("member = []", encoding="utf-8")
        tab.pressed("Spara bedömningen", *_filled(tab))
        assert "Det här kräver rollen medlem, och du har rollen läsare" in tab.text
    assert _saved(data) == before


def test_logins_taken_back_by_the_operator_save_nothing(
    reader: Reader, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.log_in("eva")
    before = _saved(data)
    with reader.tab(GOAL) as tab:
        tab.run()
        monkeypatch.setenv("MALKOLLEN_DATA", str(data))
        assert main(["access", "revoke", "eva@exempel.se"]) == 0
        tab.pressed("Spara bedömningen", *_filled(tab))
        assert "Din inloggning är avslutad" in tab.text
    assert _saved(data) == before


def test_a_readers_forged_message_saves_nothing(reader: Reader, data: Path) -> None:
    """The ids of a form's fields are the same for all: a reader learns them from a member, and sends them as his."""
    member = Reader(reader.origin, reader.base)
    member.log_in("anna")
    before = _saved(data)
    with member.tab(GOAL) as tab:
        tab.run()
        forged = [*_filled(tab), WidgetState(id=tab.field("Spara bedömningen"), trigger_value=True)]
    with member.tab("/kansli") as tab:
        tab.run(query="rum=faststall")
        name = WidgetState(id=tab.field("Namn i adresser"), string_value="forfalskad")
        fixes = [name, WidgetState(id=tab.field("Fastställ versionen"), trigger_value=True)]
    reader.log_in("cia")
    with reader.tab(GOAL) as tab, reader.tab("/kansli") as office:
        for page, states in ((tab, forged), (office, fixes)):
            page.run()
            for _ in range(2):
                page.run(*states, query="rum=faststall")
    assert _saved(data) == before
    assert editions.listed(data) == []


def test_a_login_that_has_ended_is_none(reader: Reader, provider: Provider) -> None:
    """The framework takes it for a month: the provider's clock may be two minutes off, and after that nobody looks."""
    provider.knows("gammal", name="Gammal", email="anna@exempel.se", exp=int(time.time()) - 30)
    reader.log_in("gammal")
    with reader.tab() as tab:
        assert "Inloggningen har upphört." in tab.run()
        assert "Logga ut" not in tab.fields


def test_a_login_for_another_program_is_none(reader: Reader, provider: Provider) -> None:
    """The library lets it by where the provider says that we are the authorized party; it is not for us."""
    provider.knows("annan", name="Annan", email="anna@exempel.se", aud=["ekonomi"], azp="malkollen")
    reader.log_in("annan")
    with reader.tab() as tab:
        assert "Annan" not in tab.run()
        assert "Logga in" in tab.fields


def test_a_cookie_that_nobody_here_signed_is_none(reader: Reader) -> None:
    reader.log_in("anna")
    name = "_streamlit_user"
    value = str(reader.http.cookies[name])
    reader.http.cookies.clear()
    reader.http.cookies[name] = value[:-3] + ("aaa" if not value.endswith("aaa") else "bbb")
    with reader.tab() as tab:
        assert "Anna" not in tab.run()
        assert "Logga in" in tab.fields


@pytest.mark.parametrize("page", ["https://evil.example/x", "//evil.example/x", "/\\evil.example", ""])
def test_the_way_back_leads_nowhere_else(reader: Reader, page: str) -> None:
    reader.http.cookies["mk-back"] = quote(page, safe="")
    answer = reader.http.get(f"{reader.origin}/oauth2callback", allow_redirects=False, timeout=60)
    assert (answer.status_code, answer.headers["location"]) == (302, "/")

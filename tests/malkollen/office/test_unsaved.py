"""What is typed and not saved: kept for the one who typed it, a window apart, and laid with what others have saved."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from malkollen.errors import AccessError
from malkollen.login.login import Login
from malkollen.office.access import COMMAND_LINE, Known, Person, Role
from malkollen.office.room import unsaved
from malkollen.office.room.unsaved import Unsaved
from malkollen.office.tables import merging
from malkollen.texts.written import clean_line, clean_text

NOW = datetime(2026, 11, 28, 21, 0, tzinfo=UTC)
ONE = Unsaved(NOW, "a" * 16, ({"objekt": "En bro"},), (), "")
HERE, ELSEWHERE = "b" * 16, replace(ONE, at=NOW + timedelta(minutes=1), window="c" * 16, rows=({"objekt": "Två"},))


def logged_in(name: str) -> Person:
    login = Login(name, f"{name}@prov.se", NOW, NOW, "key", known_as=frozenset({name.lower()}))
    return Person(name, f"{name}@prov.se", Role.OFFICE, login=login)


def test_what_is_typed_in_each_window_is_kept_and_the_newest_is_offered_until_it_is_let_go(tmp_path: Path) -> None:
    for one in (ELSEWHERE, ONE):
        unsaved.keep(tmp_path, COMMAND_LINE, "objects", one)
    assert unsaved.elsewhere(tmp_path, COMMAND_LINE, "objects", HERE) == ELSEWHERE
    assert unsaved.elsewhere(tmp_path, COMMAND_LINE, "objects", ELSEWHERE.window) == ONE
    assert unsaved.elsewhere(tmp_path, COMMAND_LINE, "activities", HERE) is None
    assert unsaved.elsewhere(tmp_path, logged_in("Eva"), "objects", HERE) is None
    unsaved.forget(tmp_path, COMMAND_LINE, "objects", ELSEWHERE.window)
    assert unsaved.elsewhere(tmp_path, COMMAND_LINE, "objects", HERE) == ONE


def test_nobody_but_the_office_keeps_anything_and_no_window_names_another_file(tmp_path: Path) -> None:
    with pytest.raises(AccessError):
        unsaved.keep(tmp_path, Person(), "objects", ONE)
    with pytest.raises(ValueError, match="up"):
        unsaved.keep(tmp_path, COMMAND_LINE, "objects", replace(ONE, window="../up"))
    assert not [*tmp_path.rglob("*.json")]


def test_a_member_who_has_logged_in_keeps_what_is_typed_and_nobody_in_particular_does_not(tmp_path: Path) -> None:
    (tmp_path / "access.toml").write_text('member = ["Eva@prov.se"]\n', encoding="utf-8")
    eva = replace(logged_in("Eva"), role=Role.MEMBER)
    assert unsaved.may_keep(eva)
    assert unsaved.may_keep(Person(role=Role.OFFICE, known=Known.OPENED))
    anybody = Person(role=Role.MEMBER, known=Known.OPENED)
    assert not unsaved.may_keep(anybody)
    with pytest.raises(AccessError):
        unsaved.keep(tmp_path, anybody, "judgement", ONE)


def test_lines_of_a_text_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    unsaved.keep(tmp_path, COMMAND_LINE, "judgement", replace(ONE, rows=({"reason": "En\nTvå"},)))
    for clean, text in ((clean_text, "En\nTvå"), (clean_line, "En Två")):
        found = unsaved.elsewhere(tmp_path, COMMAND_LINE, "judgement", HERE, clean)
        assert found is not None
        assert found.rows == ({"reason": text},)


def test_what_is_spoilt_is_not_offered_and_what_is_old_is_let_go(tmp_path: Path) -> None:
    unsaved.keep(tmp_path, COMMAND_LINE, "objects", ONE)
    (path,) = tmp_path.rglob("*.json")
    path.write_text('{"at": "2026-11-28T21:00:00+00:00", "rows": [1]}', encoding="utf-8")
    assert unsaved.elsewhere(tmp_path, COMMAND_LINE, "objects", HERE) is None
    os.utime(path, (0, 0))
    unsaved.keep(tmp_path, COMMAND_LINE, "objects", ELSEWHERE)
    assert not path.exists()


def rows(*names: str) -> list[dict[str, str]]:
    return [{"objekt": name} for name in names]


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        ("abx", "aby", "abyx"),  # each has added one
        ("aB", "ab", "aB"),  # I have changed one
        ("aB", "xab", "xaB"),
        ("b", "aby", "by"),  # I have taken one away
        ("aB", "ac", "aBc"),  # both have changed the same: both stand
        ("ab", "b", "b"),  # only they have changed
        ("abx", "abx", "abx"),  # both have added the same
        ("xab", "", "x"),
        ("xab", "ab", "xab"),
    ],
)
def test_my_changes_are_laid_on_top_of_what_the_other_has_saved(mine: str, theirs: str, together: str) -> None:
    laid = merging.laid_on_top(rows(*"ab"), rows(*mine), rows(*theirs))
    assert "".join(row["objekt"] for row in laid) == together


def test_what_is_changed_is_told_as_rows_that_came_and_went() -> None:
    assert merging.changes(rows("a", "b", "b"), rows("b", "c")) == (rows("c"), rows("a", "b"))

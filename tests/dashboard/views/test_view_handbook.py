"""The handbook on the screen: the whole for the office, its chapters where they are needed, nothing for readers."""

import re
from pathlib import Path

import on_page
import pytest
from as_shown import as_shown

from dashboard.content.facts import Facts
from dashboard.content.handbook import chapters
from dashboard.content.office import page
from dashboard.screen.markup import handbook_markup
from malkollen.office import access
from malkollen.served import AS_OF_VARIABLE


@pytest.fixture
def data(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(database.parent))
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")
    return database.parent


def test_every_room_has_its_chapters_and_every_step_of_the_year_a_room() -> None:
    assert [*chapters.ROOMS] == [*page.ROOMS]
    steps = {one.title for one in chapters.every() if re.match(r"\d+\. ", one.title)}
    of_rooms = {one.title for room in page.ROOMS for one in chapters.of_room(room)}
    assert len(steps) == 10
    assert of_rooms == steps
    assert [one.title for one in chapters.of_room(page.FIX)] == [
        "7. En version till ett möte", "8. Skicka sidan", "9. Ta tillbaka ett misstag",
    ]  # fmt: skip


def test_no_command_and_no_file_name_stands_in_it() -> None:
    for chapter in chapters.every():
        assert "`" not in chapter.text, chapter.title
        assert not re.search(r"\buv run\b|\.(?:py|toml|csv|sqlite|zip)\b", chapter.text), chapter.title


def test_another_cooperations_names_stand_in_it(facts: Facts) -> None:
    bodies = facts.home.bodies
    leadership = bodies.leadership.model_copy(update={"name": "styrgruppen", "short": "styrgruppen"})
    committee = bodies.committee.model_copy(update={"name": "direktionen", "short": "direktionen"})
    others = bodies.model_copy(update={"leadership": leadership, "committee": committee})
    home = facts.home.model_copy(update={"name": "Fyrbodal", "genitive": "Fyrbodals", "bodies": others})
    for chapter in chapters.every():
        told = f"{chapter.title} {chapters.in_words_of(chapter.text, home)}".casefold().replace(
            chapter.title.casefold(), ""
        )
        assert not re.search("ledningsgrupp|kommitté|södertörn", told), chapter.title
    assert chapters.in_words_of("Ledningsgruppens sida, inför ledningsgruppens möte", home) == (
        "Styrgruppens sida, inför styrgruppens möte"
    )
    assert chapters.in_words_of(chapters.every()[0].text, facts.home) == chapters.every()[0].text


def test_links_lead_within_the_whole_and_nowhere_from_a_chapter_alone(facts: Facts) -> None:
    anchors = {one.anchor for one in chapters.every()}
    for chapter in chapters.every():
        whole = re.findall(r"\]\(([^)]*)\)", handbook_markup.markdown(facts.home, chapter, is_whole=True))
        assert {link.removeprefix("#") for link in whole} <= anchors, chapter.title
        assert "](" not in handbook_markup.markdown(facts.home, chapter, is_whole=False)


def test_the_office_reads_all_of_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    app = on_page.opened("handbook")
    assert not app.exception
    _, *rest = chapters.every()
    headings = [as_shown(one.value) for kind in (app.header, app.subheader) for one in kind]
    assert {*headings} >= {one.title for one in rest}


def test_nobody_else_does(data: Path) -> None:
    app = on_page.opened("handbook")
    assert not app.exception
    assert any("Det här är kansliets rum." in str(block.proto.body) for block in app.get("html"))
    assert not app.header


def test_help_stands_in_every_room(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    for room in page.ROOMS:
        app = on_page.opened("office", rum=room)
        assert not app.exception
        shown = [as_shown(one.label) for one in app.expander]
        assert {*shown} >= {one.title for one in chapters.of_room(room)}, room
        assert "Hela handboken" in [as_shown(str(link.proto.label)) for link in app.get("page_link")]


def test_without_its_paper_the_page_says_so(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    monkeypatch.setattr(chapters, "PAPER", tmp_path / "kansli.md")
    chapters.every.cache_clear()
    try:
        assert any(chapters.GONE in str(block.proto.body) for block in on_page.opened("handbook").get("html"))
        assert not on_page.opened("office").exception
    finally:
        chapters.every.cache_clear()

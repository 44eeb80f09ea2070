"""What Kansli says: how each source stands with the one thing that helps, and the journal in sentences."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.blocks.blocks import Answer, Bullets, Text
from dashboard.blocks.page import Entry, Fold, PageSection
from dashboard.blocks.pieces import Note
from dashboard.content.facts import Facts
from dashboard.content.office import journal as told, standing
from dashboard.content.office.standing import State
from malkollen.database.changed import Fetched
from malkollen.office.access import Known
from malkollen.office.acts.ingesting import Failed
from malkollen.office.journal import Act, Line

AT = datetime(2026, 11, 21, 3, 30)  # noqa: DTZ001 - the database has UTC without saying so
GOOD = Fetched("scb", "SCB", ("scb_population",), "good", None, True, AT, AT, 2, 2048, "ab" * 32, None, None)
NEWER = replace(GOOD, sources=(), is_shown=False, state="held", reason="0127 2025: från 1 till 9")
KEYLESS = Fetched("nobil", "NOBIL", (), "none", None, False, None, None, 0, 0, None, "nyckel saknas: X", None, "key")


def _state(facts: Facts, *fetches: Fetched) -> tuple[State, str]:
    found = standing.standings(replace(facts, fetches=list(fetches)))
    (one,) = (one for one in found if one.title == "SCB: Folkmängd per kommun")
    return one.state, one.reason


def _texts(sections: list[PageSection]) -> str:
    blocks = [block for section in sections for block in section.blocks]
    return "\n".join(block.text for block in blocks if isinstance(block, Text | Note | Answer))


@pytest.mark.parametrize(
    ("fetches", "state", "reason"),
    [
        ([GOOD], State.GOOD, ""),
        ([GOOD, NEWER], State.HELD, "0127 2025: från 1 till 9"),
        ([GOOD, replace(NEWER, state="refused", reason="tom fil")], State.REFUSED, "tom fil"),
        ([replace(GOOD, failure="svarar inte")], State.FAILED, "svarar inte"),
    ],
)
def test_a_source_stands_as_its_newest_fetch(facts: Facts, fetches: list[Fetched], state: State, reason: str) -> None:
    assert _state(facts, *fetches) == (state, reason)


def test_what_needs_somebody_is_counted_first_and_told_with_what_helps(facts: Facts) -> None:
    shown = replace(facts, fetches=[GOOD, NEWER, KEYLESS])
    sections = standing.sections(shown, None)
    answer = next(block for block in sections[0].blocks if isinstance(block, Answer))
    assert answer.text == "Ja: 1 källa har nya siffror som hålls tillbaka, 3 är försenade och 1 saknar nyckel."
    held = next(section for section in sections if section.heading == "SCB: Folkmängd per kommun")
    assert "Jämför dem med de gamla, och säg ja eller nej." in _texts([held])
    assert [block.link.label for block in held.blocks if isinstance(block, Entry)] == ["Jämför och svara"]
    key = next(section for section in sections if section.heading == "NOBIL")
    assert not any(isinstance(block, Entry) for block in key.blocks)
    assert "Be den som sköter servern" in _texts([key])


def test_where_nobody_is_needed_it_says_so(facts: Facts) -> None:
    well = [replace(source, is_late=False, is_stale=False) for source in facts.sources]
    sections = standing.sections(replace(facts, fetches=[GOOD], sources=well), None)
    assert _texts(sections).startswith(f"Nej. Alla {len(well)} källor är i tid.")
    assert [section.heading for section in sections] == ["", "Alla källor"]


def test_a_night_that_failed_is_told_so_that_anybody_understands(facts: Facts) -> None:
    failed = Failed(datetime(2026, 11, 22, 2, 31, tzinfo=UTC), "disken är full i staged.duckdb")
    sections = standing.sections(facts, failed)
    night = next(section for section in sections if section.heading == "Senaste hämtningen gick inte")
    said = _texts([night])
    assert "avbröts" in said
    assert "duckdb" not in said
    (fold,) = (block for block in night.blocks if isinstance(block, Fold))
    assert [block.text for block in fold.blocks if isinstance(block, Text)] == ["disken är full i staged.duckdb"]


def _line(act: Act, **more: str | Known | int) -> Line:
    whole = {
        "about": "", "file": "", "fingerprint": "", "words": "", "undoes": None, "id": 1,
        "at": datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "who": "Anna", "address": "anna@exempel.se", "known": Known.LIST,
    }  # fmt: skip
    return Line(act=act, **{**whole, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (_line(Act.READ_IN, about="trafa", file="bilar.xlsx"),
         "Anna (anna@exempel.se) läste in en fil: trafa, ur bilar.xlsx"),
        (_line(Act.JUDGED, about="tillganglighet", who="Bo", address=""), "Bo förde in en bedömning: Tillgänglighet"),
        (_line(Act.FIXED, about="2026-12", known=Known.COMMAND, who="kommandoraden"),
         "Kommandoraden fastställde en version: 2026-12"),
        (_line(Act.CHANGED_BY_HAND, file="activities.toml", fingerprint="ab", about="activities.toml"),
         "activities.toml lades in eller ändrades för hand på servern"),
        (_line(Act.CHANGED_BY_HAND, file="activities.toml", about="activities.toml"),
         "activities.toml togs bort för hand på servern"),
        (_line(Act.REVOKED), "Anna (anna@exempel.se) avslutade inloggningar: alla"),
        (_line(Act.READ_IN, about="trafa", undoes=4),
         "Anna (anna@exempel.se) läste in en fil (ångrar rad 4): trafa"),
    ],
)  # fmt: skip
def test_a_line_is_a_sentence(facts: Facts, line: Line, sentence: str) -> None:
    assert told.sentence(facts, line).split(": ", 1)[1] == sentence


def test_every_act_has_words() -> None:
    assert set(told.WORDS) == set(Act)


def test_the_newest_are_told_and_all_are_in_the_table(facts: Facts) -> None:
    assert told.section(facts, []).blocks == [Text(told.NOTHING)]
    newest, _ = told.section(facts, [_line(Act.FETCHED)] * 9).blocks
    assert isinstance(newest, Bullets)
    assert len(newest.lines) == told.TOLD

"""What Kansli says: how each source stands with the one thing that helps, and the journal in sentences."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from as_shown import as_shown

from dashboard.blocks.blocks import Answer, Bullets, Text
from dashboard.blocks.page import Caution, Entry, Fold, Link, Links, PageSection, Sheet
from dashboard.blocks.pieces import Note, Ways
from dashboard.blocks.table import Number
from dashboard.content.data import awaited, states
from dashboard.content.facts import Facts
from dashboard.content.office import (
    becoming,
    difference,
    filled,
    journal as told,
    page,
    reading,
    standing,
    unsaved,
    words,
)
from dashboard.content.office.sources import standings
from dashboard.content.office.sources.standings import Standing, State
from dashboard.screen.markup import page_markup
from ingest import build, publishers
from ingest.room import recognise
from malkollen.database.changed import ChangedFigure, ChangedVerdict, Fetched
from malkollen.login.login import Login
from malkollen.office import journal, judgements
from malkollen.office.access import COMMAND_LINE, Known, Person, Role
from malkollen.office.acts import judging
from malkollen.office.acts.ingesting import Failed
from malkollen.office.journal import Act, Done, Line
from malkollen.office.room import let_in, source_names
from malkollen.office.room.held import Held
from malkollen.office.room.proposal import Proposal
from malkollen.office.room.work import Work
from malkollen.office.tables import merging, objects, templates
from malkollen.office.tables.table import Column
from malkollen.registry import registry
from malkollen.texts.swedish import ISO_DAY, at_time, in_words

ANNA = replace(COMMAND_LINE, name="Anna", known=Known.OPENED)
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
AT = datetime(2026, 11, 21, 3, 30)  # noqa: DTZ001 - the database has UTC without saying so
GOOD = Fetched("scb_population", "SCB", ("scb_population",), "good", None, True, AT, AT, 2, 2048, "ab" * 32, None, None)
LOST = "290 uppgifter finns inte längre; den nya utgåvan slutar 2023"
OTHERS = "och 2 till: inpendlare över kommungräns, bikes."
ACCEPT = "stämmer det, kör igen med --accept"
BOOK = "Trafikanalys: a-20251231.xlsx, bladet 'T1' rad 9"
PARTS = "en del är inte större än det hela"
PETROL, CARS = "personbilar i trafik, bensin", "personbilar i trafik 31 december"
STAYS = "De förra siffrorna ligger kvar."
NBSP = "\N{NO-BREAK SPACE}"
WRONG = "0127 2025 cars_battery_electric: från 2130 till 14885, mer än uppgiften brukar röra sig på ett år"
SAID = (
    "Botkyrka 2025, personbilar i trafik, el: 2\N{NO-BREAK SPACE}130 → 14\N{NO-BREAK SPACE}885, mer än uppgiften "
    "brukar röra sig på ett år."
)
NEWER = replace(GOOD, sources=(), is_shown=False, state="held", reason=f"{WRONG}; stämmer det, kör igen med --accept")
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
        ([GOOD, NEWER], State.HELD, SAID),
        ([GOOD, replace(NEWER, state="refused", reason="tom fil")], State.REFUSED, "Tom fil."),
        ([replace(GOOD, failure="svarar inte")], State.FAILED, "Svarar inte."),
    ],
)
def test_a_source_stands_as_its_newest_fetch(facts: Facts, fetches: list[Fetched], state: State, reason: str) -> None:
    assert _state(facts, *fetches) == (state, reason)


def test_what_needs_somebody_is_counted_first_and_told_with_what_helps(facts: Facts) -> None:
    shown = replace(facts, fetches=[GOOD, NEWER, KEYLESS])
    sections = standing.sections(shown, None)
    answer = next(block for block in sections[0].blocks if isinstance(block, Answer))
    assert answer.text == (
        "Ja: 1 källa har nya siffror som hålls tillbaka, 3 väntar på nyare siffror som inte är hämtade "
        "och 1 saknar nyckel."
    )
    held = next(section for section in sections if section.heading == "SCB: Folkmängd per kommun")
    assert "Er tur: jämför dem med de gamla, och säg ja eller nej." in _texts([held])
    assert [block.link.label for block in held.blocks if isinstance(block, Entry)] == ["Jämför och svara"]
    key = next(section for section in sections if section.heading == "NOBIL: Publik laddning")
    assert not any(isinstance(block, Entry) for block in key.blocks)
    assert "Er tur: be den som sköter servern" in _texts([key])
    assert "Nya siffror väntades " in _texts(sections)
    assert not ISO_DAY.search(_texts(sections)), "a day is in words"


def test_what_is_late_is_called_as_on_the_pages_with_whose_turn_it_is(facts: Facts) -> None:
    """A publisher that has been asked since the day is waited for; before that the office has something to do."""
    late = [one for one in facts.sources if one.is_late and not one.is_stale]
    assert late
    asked = replace(GOOD, sources=tuple(one.source for one in late), checked_at=datetime(2100, 1, 1, tzinfo=UTC))
    for fetches, turn in (([GOOD], "Er tur: "), ([asked], "Utgivarens tur: ")):
        shown = replace(facts, fetches=fetches)
        titles = {f"{one.publisher}: {one.title}": states.state(shown, one) for one in late}
        found = [one for one in standing.standings(shown) if one.title in titles]
        assert found
        assert all(standings.WORDS[one.state] == titles[one.title] for one in found)
        assert all(standing._help(one).startswith(turn) for one in found)


def test_where_nobody_is_needed_it_says_so(facts: Facts) -> None:
    well = [replace(source, is_late=False, is_stale=False) for source in facts.sources]
    sections = standing.sections(replace(facts, fetches=[GOOD], sources=well), None)
    assert _texts(sections).startswith(f"Nej. Alla {len(well)} källor är i tid.")
    assert [section.heading for section in sections] == [
        "",
        "Väntas den här månaden",
        "Vem som sköter servern",
        "Källor som har gett siffror",
    ]


def test_what_is_expected_this_month_and_which_late_sources_are_one_fetch_stands_in_sight(facts: Facts) -> None:
    well = [replace(source, is_late=False, is_stale=False) for source in facts.sources]
    month = next(source for source in well if source.next_expected.year < 2100)
    shown = replace(facts, fetches=[GOOD], sources=well, as_of=month.next_expected)
    due = next(one for one in standing.sections(shown, None) if one.heading == "Väntas den här månaden")
    (lines,) = (block.lines for block in due.blocks if isinstance(block, Bullets))
    assert f"{month.publisher}: {month.title}, {in_words(month.next_expected)}" in lines
    late = [Standing(title, State.UNFETCHED, module="kolada", called="Kolada") for title in ("A", "B", "C")]
    *_, first, last = standing._entries(facts, [*late, Standing("D", State.UNFETCHED, module="trafa", called="D")])
    assert (first.heading, last.heading) == ("Kolada", "D")
    assert [len(block.lines) for block in first.blocks if isinstance(block, Bullets)] == [3]
    assert len([block for block in first.blocks if isinstance(block, Entry)]) == 1


def test_whoever_keeps_the_server_is_named_where_somebody_is_sent_there(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Det är inte ifyllt." in _texts(standing.sections(facts, None))
    known = facts.registry.model_copy(update={"home": facts.home.model_copy(update={"keeper": "Eva Ek, 08-1"})})
    monkeypatch.setattr(registry, "load", lambda: known)
    said = _texts(standing.sections(replace(facts, registry=known, fetches=[GOOD, KEYLESS]), None))
    assert "be den som sköter servern (Eva Ek, 08-1) att skaffa den" in said
    assert "Det är inte ifyllt." not in said


def test_a_row_that_two_have_changed_is_told_cell_by_cell() -> None:
    columns = [
        Column(name, title, "") for name, title in (("what", "Aktivitet"), ("who", "Vem"), ("result", "Resultat"))
    ]
    base, theirs, mine = ([{"what": "Cykelgarage", "who": "Huddinge", "result": text}] for text in ("12", "13", "14"))
    assert unsaved.both(columns, base, theirs, mine) == ["Cykelgarage, Resultat: sparat 13, ditt 14"]
    other = {"what": "Laddplats", "who": "Nacka", "result": "1"}
    assert unsaved.both(columns, base, [*base, other], mine) == [
        "Sparat, ny: Aktivitet Laddplats; Vem Nacka; Resultat 1",
        "Ditt (Cykelgarage): Resultat 12 → 14",
    ]
    assert unsaved.both(columns, base, [], mine)[0] == "Cykelgarage, Aktivitet: sparat tomt, ditt Cykelgarage"


def test_a_row_that_is_not_saved_is_told_whole_under_its_columns() -> None:
    columns = [Column("what", "Aktivitet"), Column("who", "Vem"), Column("result", "Resultat")]
    row = {"what": "Laddplatser " * 20, "who": "", "result": "Utvärderas 2027"}
    (told,) = unsaved.differences(columns, "", merging.each([], [row]))
    assert told == f"Rad 1, ny: Aktivitet {row['what']}; Resultat Utvärderas 2027"


def test_where_no_key_is_which_row_is_whose_is_told_beside_how_one_writes() -> None:
    rows = [{"objekt": "Spårväg syd", "läge": "byggs"}, {"objekt": "", "läge": ""}, {"objekt": "", "läge": "öppnat"}]
    assert unsaved.on_a_phone(rows) == f"{unsaved.ON_A_PHONE} Raderna: 1 Spårväg syd, 3 öppnat."
    assert unsaved.on_a_phone(rows[1:2]) == unsaved.ON_A_PHONE
    assert not re.search("Retur|Tab|Delete|pil", unsaved.ON_A_PHONE)


def test_what_only_the_office_brings_waits_with_the_way_to_its_template(facts: Facts) -> None:
    links = {link.label: dict(link.choices) for link in _not_here(facts)[0]}
    waits = [key for key in facts.registry.indicators if facts.registry.waits_for(key) == "cycle_routes"]
    assert waits
    (label,) = (label for label, way in links.items() if way.get(filled.TEMPLATE) == "cycle_routes")
    assert label.startswith("Att fylla i: regionala cykelstråk med god standard: här saknas ")
    assert links[label][filled.PART] == filled.TEMPLATES
    (label,) = (label for label, way in links.items() if way.get(filled.PART) == filled.OBJECTS)
    assert label.startswith("Att fylla i: prioriterade infrastrukturobjekt: ")


def test_what_is_not_here_is_told_source_by_source_with_whose_turn_it_is(facts: Facts) -> None:
    there = replace(facts, fetches=[*facts.fetches, KEYLESS, replace(GOOD, module="kolada", publisher="Kolada")])
    links, lines = _not_here(there)
    by = {name: next(link for link in links if name in link.label) for name in ("NOBIL", "Kolada", "småområden")}
    assert by["NOBIL"].label.startswith("Nyckel saknas, den som sköter servern skaffar den: NOBIL")
    assert by["NOBIL"].label.endswith("Behövs för publik laddeffekt mot EU:s nivå")
    assert by["NOBIL"].part == standing.NEEDING
    assert re.fullmatch(
        r"Att hämta: Kolada: Nyckeltal för kommunerna\. Behövs för .+, .+, .+ och två till\. "
        r"Nya siffror därifrån väntades 11\sjuni\s2026",
        by["Kolada"].label,
    )
    assert dict(by["Kolada"].choices) == {page.ROOM: page.READ_IN, standing.SOURCE: "kolada"}
    assert by["Kolada"].part == standing.FETCHING
    assert by["småområden"].label.startswith("Att läsa in som fil: Egen fil med småområden. Behövs för ")
    waiting = [key for key in facts.registry.indicators if facts.registry.waits_for(key)]
    for key in waiting:
        (name,), reads = words.indicators(facts, [key]), awaited.source(facts, key).reads
        assert sum(name in line for line in lines) >= len(reads), "every figure stands at each source that it needs"
    (heading,) = (section.heading for section in page.brought(there))
    assert "kansliet för in" not in heading, "some are fetched, and some wait for another"


def test_a_source_whose_next_figures_have_a_day_is_not_said_to_have_none(facts: Facts) -> None:
    """Its day stands above, among those that need somebody, and in the table: here too, past or to come."""
    asked = ("kolada", "scb_commuting", "trafa")
    there = [*facts.fetches, *(replace(GOOD, module=one, publisher="P", sources=()) for one in asked)]
    days = standing.days(replace(facts, fetches=there))
    shown = {one.module for one in standing.standings(replace(facts, fetches=there)) if one.expected and one.module}
    assert {*asked} <= shown <= days.keys()
    for day, verb in ((date(2026, 11, 28), "väntas"), (date(2026, 11, 29), "väntades")):
        links, _ = _not_here(replace(facts, fetches=there, as_of=day))
        (commuting,) = [link.label for link in links if "Pendling mellan kommuner" in link.label]
        assert f"Nya siffror därifrån {verb} 28\u00a0november\u00a02026" in commuting
    (section,) = page.brought(replace(facts, fetches=there))
    assert section.blocks[0] == Text(page.NO_OTHER_DAY, "caption")
    assert "ingen dag" not in section.heading
    (dayless,) = page.brought(replace(facts, fetches=there, sources=[]))
    assert dayless.blocks[0] == Text(page.NO_DAY, "caption")
    assert not any("därifrån" in link.label for link in dayless.blocks[1].links)  # type: ignore[union-attr]


def test_an_indicator_has_one_name_in_the_whole_room_and_keeps_a_names_large_letter(facts: Facts) -> None:
    for key, one in facts.registry.indicators.items():
        begins_with_home = one.title.startswith(facts.home.name)
        assert words.within(facts, key)[0].isupper() == (begins_with_home or one.title[:2].isupper()), key
        assert words.within(facts, key).replace("\u00a0", " ").casefold() == one.title.casefold()
    assert words.indicators(facts, ["sodertorn_labour_market"]) == ["Södertörn som arbetsmarknad"]


def _not_here(facts: Facts) -> tuple[list[Link], list[str]]:
    """The ways to what brings the figures that are not here, and the whole list."""
    (section,) = page.brought(facts)
    days, links, fold = section.blocks
    assert isinstance(days, Text)
    assert isinstance(links, Links)
    assert isinstance(fold, Fold)
    return [*links.links], [line for block in fold.blocks if isinstance(block, Bullets) for line in block.lines]


def test_every_source_that_is_waited_for_is_one_that_its_command_reads(facts: Facts) -> None:
    known = {*source_names.TITLES}
    assert all({*one.reads} <= known for one in facts.registry.waiting.values())
    assert facts.registry.waiting["timetable_and_areas"].reads == ("scb_areas", "gtfs")
    assert facts.registry.waiting["priority_list"].reads == ()


def test_the_publishers_own_page_is_told_where_it_is_known(facts: Facts) -> None:
    asked = replace(GOOD, module="scb_population", sources=("scb_population",))
    known = [replace(one, url="https://www.scb.se") for one in facts.sources if one.source == "scb_population"]
    there = replace(facts, fetches=[asked], sources=known)
    assert words.where(there, ["scb_population"]) == [
        Ways((("Utgivarens sida: https://www.scb.se", "https://www.scb.se"),))
    ]
    assert words.where(there, ["trafa"]) == []
    lacking = replace(there, sources=[replace(one, url="ej verifierad") for one in known])
    assert words.where(lacking, ["scb_population"]) == []
    html = page_markup.html_of(words.where(there, ["scb_population"])[0])
    assert '<a href="https://www.scb.se">' in html


def test_the_publishers_page_is_where_the_workbook_lies_also_before_anything_is_fetched_of_it(facts: Facts) -> None:
    ((ways,),) = [words.where(replace(facts, fetches=[]), ["trafa"])]
    assert {address for _, address in ways.pairs} == {publishers.read("trafa")["page"]}
    assert ways.pairs[0][1].startswith("https://www.trafa.se/vagtrafik/")


def test_money_is_asked_about_where_an_object_becomes_financed_and_not_of_what_is_saved_so() -> None:
    saved = {"objekt": "Bron", "läge": "finansierat"}
    rows = [saved, {"objekt": "Spårväg syd", "läge": "finansierat"}, {"objekt": "", "läge": "finansierat"}]
    ((block,),) = (section.blocks for section in filled.money([*rows, {"objekt": "V", "läge": "byggs"}], [saved]))
    assert isinstance(block, Caution)
    assert block.text == (
        "Spårväg syd och Rad 3: är också pengarna beslutade? Då ska beslutet stå i Källa. Vet ni inte: ta namngivet."
    )
    assert filled.money([saved], [saved]) == []
    assert "Är bara det ena beslutat" in _texts([filled.stages()])


def test_what_starts_says_what_it_waits_for_and_a_question_that_it_does_not_hold_yet(facts: Facts) -> None:
    begun = Work("läser in p.csv", "Anna", NOON)
    assert reading.progress(begun).endswith(": startar på servern; det första steget syns oftast inom 20 sekunder")
    assert reading.progress(replace(begun, step="kontroller")).endswith(": kontroller")
    asked = Proposal(NOON, "Anna", "file", ("boardings",), "p.csv", "ab", (0, 0, 0), "", (), ())
    assert reading.heading(facts, asked).endswith(" av Anna, inte infört än")
    assert reading.heading(facts, replace(asked, is_the_same=True)).endswith(" av Anna")


def test_a_yes_to_what_was_taken_back_is_asked_why_again_and_of_nothing_else() -> None:
    asked = Proposal(NOON, "Anna", "held", ("boardings",), "", "", (0, 0, 0), "", (), ("ångrad", "språng"))
    assert reading.reasonless(asked, "accept") == reading.SUSPICIOUS
    assert reading.reasonless(replace(asked, undone=("ångrad",)), "accept") == reading.SUSPICIOUS
    taken_back = replace(asked, suspicions=("ångrad",), undone=("ångrad",))
    assert reading.reasonless(taken_back, "accept").startswith("Ni har ångrat de här siffrorna. Skriv varför de ska in")
    assert reading.reasonless(taken_back, "refuse") == reading.NO_REASON


def test_where_the_server_asks_nobody_the_publishers_file_is_named_with_where_it_is_got_or_that_there_is_none(
    facts: Facts,
) -> None:
    by = {one.source: one for one in facts.sources}
    late = [replace(by[name], is_late=True, is_stale=False) for name in ("smhi_emissions", "kolada_car_mileage")]
    fetches = [replace(GOOD, module=name, publisher=name, sources=()) for name in ("emissions", "kolada")]
    shown = replace(facts, sources=late, fetches=fetches)
    told = {one.heading: one.blocks for one in standing.sections(shown, None, is_shut=True) if one.level == 3}
    (book,) = [blocks for title, blocks in told.items() if title.startswith("emissions: ")]
    assert "Ni kan läsa in SMHI:s arbetsbok med utsläpp." in str(book)
    assert [one.pairs[0][1] for one in book if isinstance(one, Ways)] == [by["smhi_emissions"].url]
    assert [one.link.label for one in book if isinstance(one, Entry)] == ["Läs in en fil"]
    (none,) = [blocks for title, blocks in told.items() if title.startswith("kolada: ")]
    assert standings.FILELESS in str(none)
    assert not [one for one in none if isinstance(one, Entry | Ways)]
    assert set(source_names.BOOKS) == {name for name in recognise.TITLES if not templates.blank(name)}
    is_open = standing.sections(shown, None)
    assert {one.link.label for section in is_open for one in section.blocks if isinstance(one, Entry)} == {"Hämta nu"}


def test_a_source_in_somebodys_own_file_stands_under_its_publisher(facts: Facts) -> None:
    one = replace(next(one for one in facts.sources if one.source == "scb_population"), source="boardings",
                  publisher="Regionen", title="Påstigande")  # fmt: skip
    own = replace(GOOD, module="boardings", publisher="Påstigande", sources=("boardings",), needs="file", help="fil")
    (found,) = standing.standings(replace(facts, sources=[one], fetches=[own]))
    assert found.title == "Regionen: Påstigande"


def test_a_judgement_entered_before_its_meeting_says_so_where_it_is_handed_over(facts: Facts, tmp_path: Path) -> None:
    day = datetime.now(UTC).date() + timedelta(days=10)
    entry = judgements.Entry(
        goal="klimatomstallning", programme="sup_2040", basis=judgements.Basis("delvis", "abc123", "def456", "1"),
        label="delvis", reason="Skäl.", who="Anna", meeting="9/2026", day=day.isoformat(),
    )  # fmt: skip
    judging.judge(tmp_path, ANNA, entry, None)
    (line,) = _decided(replace(facts, as_of=datetime.now(UTC).date()), tmp_path)
    assert line.endswith(f"(delvis, inför 9/2026, {in_words(day)}; förs in igen efter mötet)")
    judging.judge(tmp_path, ANNA, replace(entry, goal="tillganglighet", day="2026-11-03"), None)
    said, _ = _decided(replace(facts, as_of=datetime.now(UTC).date()), tmp_path)
    assert said.endswith("(delvis, 9/2026, 3\u00a0november\u00a02026)")


def test_which_results_are_reminded_of_and_how_one_is_written_is_told_under_the_table() -> None:
    rows = [{"what": "a", "result": text} for text in ("14 laddplatser", "Utvärderas 2027", "", "Inte känt än")]
    ((block,),) = (section.blocks for section in filled.results(rows))
    assert isinstance(block, Text)
    assert block.text == (
        "Är resultatet inte känt än: skriv Inte känt än. Läget påminner då tills resultatet står där, och så också om "
        "det börjar med Kommer eller säger utvärderas, väntas eller pågår. Just nu om rad 2 och 4."
    )
    ((block,),) = (section.blocks for section in filled.results(rows[:1]))
    assert isinstance(block, Text)
    assert block.text.endswith("väntas eller pågår.")


def test_who_has_saved_meanwhile_is_whoever_looks_where_it_is_so() -> None:
    line = _line(Act.DRAFT_CONFIRMED, who="Sam Ek")
    assert unsaved.changed(line, is_mine=False).startswith("Sam Ek sparade listan ")
    me = unsaved.changed(line, is_mine=False, is_me=True)
    assert me.startswith("Du har sparat listan på ett annat ställe (utkastet), 1")
    assert "ett annat fönster" in unsaved.changed(replace(line, act=Act.FILLED_IN), is_mine=False, is_me=True)


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
         "Anna (anna@exempel.se) läste in en fil: Trafikanalys: Fordon i län och kommuner, ur bilar.xlsx"),
        (_line(Act.JUDGED, about="tillganglighet", who="Bo", address=""), "Bo förde in en bedömning: Tillgänglighet"),
        (_line(Act.FIXED, about="2026-12", known=Known.COMMAND, who="kommandoraden"),
         "Servern fastställde en version: 2026-12"),
        (_line(Act.CHANGED_BY_HAND, fingerprint="ab", about="activities.toml", who="", address=""),
         "Någon på servern lade in eller ändrade en fil för hand: listan över aktiviteter"),
        (_line(Act.CHANGED_BY_HAND, file="activities.toml", about="activities.toml", who="", address=""),
         "Någon på servern tog bort en fil för hand: listan över aktiviteter"),
        (_line(Act.SHIPPED, file="activities.toml", about="activities.toml", who="", address=""),
         "Programmet skrev upp listan som den var före er första sparning: listan över aktiviteter"),
        (_line(Act.REVOKED), "Anna (anna@exempel.se) avslutade inloggningar: alla"),
        (_line(Act.READ_IN, about="trafa", undoes=4),
         "Anna (anna@exempel.se) ångrade inläsningen på rad 4 i journalen: Trafikanalys: Fordon i län och kommuner"),
        (_line(Act.FILLED_IN, about="priority_objects.csv", undoes=2),
         "Anna (anna@exempel.se) ångrade sparningen på rad 2 i journalen: listan över prioriterade objekt"),
        (_line(Act.FILLED_IN, about="priority_objects.csv", words="Spårväg syd"),
         "Anna (anna@exempel.se) fyllde i: listan över prioriterade objekt (Spårväg syd)"),
        (_line(Act.TARGET_ADDED, about="targets.borta", words="40 % elbilar"),
         "Anna (anna@exempel.se) förde in ett målvärde: 40 % elbilar"),
        (_line(Act.FAILED, about="trafa", file="k.xlsx", words="3 fel"),
         "Anna (anna@exempel.se) läste in en fil, som avvisades: Trafikanalys: Fordon i län och kommuner, ur k.xlsx"),
        (_line(Act.UNDECLARED, about="targets.mal_40", file="registry.toml", words="40 % elbilar"),
         "Anna (anna@exempel.se) tog bort ett målvärde eller en fråga: 40 % elbilar"),
        (_line(Act.PUT_AWAY, about="trafa", undoes=3, address=""),
         "Anna tog fram igen det som hölls tillbaka på rad 3 i journalen: Trafikanalys: Fordon i län och kommuner"),
        (_line(Act.REMOVED, about="p.csv", file="p.csv"),
         "Anna (anna@exempel.se) tog bort en fil som väntade på att läsas in: p.csv"),
    ],
)  # fmt: skip
def test_a_line_is_a_sentence(facts: Facts, line: Line, sentence: str) -> None:
    assert told.sentence(facts, line).split(": ", 1)[1] == sentence


def test_what_takes_back_a_taking_back_is_said_to_be_done_again(facts: Facts) -> None:
    """And by when that was done: on paper there is no journal to look a row up in."""
    saved = _line(Act.FILLED_IN, about="priority_objects.csv", id=2)
    undone, again = (
        replace(saved, id=number, undoes=number - 1, at=saved.at + timedelta(hours=number)) for number in (3, 4)
    )
    lines = [again, undone, saved]
    assert [told.what(line, told.undoings(lines)) for line in lines[:2]] == [
        "gjorde om sparningen på rad 3 i journalen",
        "ångrade sparningen på rad 2 i journalen",
    ]
    done = {line.id: line for line in lines}
    shown = [told.sentence(facts, line, done).split(": ", 1)[1] for line in lines[:2]]
    assert shown == [
        f"Anna (anna@exempel.se) {what} från {at_time(line.at)}: listan över prioriterade objekt"
        for what, line in (("gjorde om sparningen", undone), ("ångrade sparningen", saved))
    ]


def test_what_is_let_in_after_it_was_taken_back_has_its_files_name_and_a_refused_file_says_why(
    facts: Facts, tmp_path: Path
) -> None:
    read = _line(Act.READ_IN, id=1, about="boardings", file="juni.csv")
    back, again = replace(read, id=2, undoes=1), _line(Act.ACCEPTED, id=3, about="boardings")
    assert [line.file for line in told.named([again, back, read])] == ["juni.csv"] * 3
    assert told.named([_line(Act.ACCEPTED, id=3, about="boardings")])[0].file == ""
    why = f"{BOOK}: cars_petrol är 382002 i Stockholms län, kommunerna ger 369247"
    failed = journal.add(tmp_path, ANNA, Done(Act.FAILED, "trafa", "k.xlsx", words=f"ett fel: {why}"))
    _, sheet = told.section(facts, tmp_path).blocks
    assert isinstance(sheet, Sheet)
    place = [column.title for column in sheet.table.columns].index("Anteckning")
    assert str(sheet.table.rows[0][place]) == f"ett fel: {words.reason(facts, why)}"
    assert told.answer(failed).endswith(": ett fel")
    (section,) = reading.refused(facts, failed)  # and where the file lies
    assert section.blocks == [Bullets((words.reason(facts, why),))]
    many = replace(failed, words="4 fel: k.xlsx rad 9: a\nk.xlsx rad 2: b\nk.xlsx rad 3: c\nk.xlsx rad 4: d")
    (fold,) = reading.refused(facts, many)[0].blocks
    assert isinstance(fold, Fold)
    assert isinstance(fold.blocks[0], Bullets)
    assert [line[:12] for line in fold.blocks[0].lines] == [f"k.xlsx rad {row}" for row in (2, 3, 4, 9)]


def test_where_no_figure_is_another_it_says_what_a_yes_does(facts: Facts) -> None:
    none = difference.Difference([], [])
    told_of = "Inga siffror blir andra. Svarar ni ja räknas Trafikanalys: Fordon i län och kommuner som inläst"
    assert difference.summary(none, "file", words.sources(facts, ["trafa"])).startswith(told_of)
    assert "hålls de inte längre tillbaka" in difference.summary(none, "held", "")
    assert difference.receipt("accept", None, none) == "Infört: inga siffror blev andra."


def test_what_looks_wrong_or_alters_a_verdict_stands_first_and_the_rest_is_folded(facts: Facts) -> None:
    at, salem, haninge = datetime(2026, 11, 22, tzinfo=UTC), "0128", "0136"
    figures = [
        ChangedFigure("revised", "s", name, area, year, 1.0, 2.0)
        for name, area, year in (
            ("boardings", salem, 2024),
            ("public_charging_points", haninge, 2024),
            ("public_charging_points", haninge, 2025),
            ("cars_battery_electric", salem, 2025),
        )
    ]
    verdict = ChangedVerdict(at, "v", "charging_points_per_1000", haninge, "", "läge", "a", "b")
    wrong = "0128 2025 cars_battery_electric: från 1 till 2; stämmer det, kör igen med --accept"
    first, verdicts, rest = difference.blocks(facts, difference.Difference(figures, [verdict]), [wrong])
    assert isinstance(first, Sheet)
    assert [(str(row[0]), str(row[1])) for row in first.table.rows] == [
        ("ser misstänkt ut", "Salem"), ("ändrar ett omdöme", "Haninge"),
    ]  # fmt: skip
    assert [cell.text() for row in first.table.rows for cell in row[-1:] if isinstance(cell, Number)] == ["+1", "+1"]
    assert isinstance(verdicts, Fold)
    assert verdicts.label == "Omdömen som skulle bli andra (1)"
    assert isinstance(rest, Fold)
    assert rest.label == "Övriga siffror som skulle ändras (2)"
    (alone,) = difference.blocks(facts, difference.Difference(figures, []), [])
    assert isinstance(alone, Sheet)  # nothing is to be looked at first: nothing is folded


def test_what_readers_would_see_stands_first_in_the_pages_own_words(
    facts: Facts, database: Path, tmp_path: Path
) -> None:
    """The database that would be is evaluated as the live one; the verdicts are worded, the home group's first."""
    would, at, key = tmp_path / database.name, datetime(2026, 11, 22, tzinfo=UTC), "electric_car_share"
    shutil.copyfile(database, would)
    with duckdb.connect(str(would)) as db:
        db.execute(
            "UPDATE mart.measures SET value = value + 7400 "
            "WHERE measure = 'cars_battery_electric' AND municipality_code = '0126' AND year = 2025"
        )
    verdicts = [
        ChangedVerdict(at, "v", key, area, variant, "läge", "3:e–4:e av 4", "1:a av 4")
        for area, variant in (("0126", "with"), (facts.areas.home.id, "without"))
    ]
    found = becoming.becoming(facts, would, verdicts)
    assert found is not None
    assert found.lines[0] == becoming.GOALS_STAY
    (line,) = [as_shown(line) for line in found.lines if line.startswith("Elbilar i personbilsflottan. ")]
    assert line.startswith("Elbilar i personbilsflottan. Nu: Delad tvåa av fyra: 10,6 procent av bilarna var elbilar")
    assert "Efter: Tvåa av fyra: 14,2 procent av bilarna var elbilar 2025" in line
    figure = ChangedFigure("revised", "s", "cars_battery_electric", "0126", 2025, 3639.0, 11039.0)
    seen, bullets, _, fold = difference.blocks(facts, difference.Difference([figure], verdicts), [], found)
    assert seen == Text("Det här skulle läsarna se om Södertörn:", "takeaway")
    assert isinstance(bullets, Bullets)
    assert isinstance(fold, Fold)
    (sheet,) = fold.blocks
    assert isinstance(sheet, Sheet)
    assert [[str(cell) for cell in row] for row in sheet.table.rows] == [
        [
            "Södertörn", "Elbilar i personbilsflottan", "Läge, utan kommuner med många företagsbilar",
            "delad sist av fyra", "först av fyra",
        ],
        ["Huddinge", "Elbilar i personbilsflottan", "Läge, för alla kommuner", "mitten", "bästa fjärdedelen"],
    ]  # fmt: skip
    same = becoming.becoming(facts, database, [])
    assert same == becoming.Becoming()
    assert becoming.blocks(facts, same) == [Text("Inget svar om Södertörn blir ett annat.")]
    assert becoming.becoming(facts, tmp_path / "none.duckdb", []) is None


def test_rows_that_are_looked_at_alike_lie_by_municipality_and_year_and_say_so(facts: Facts) -> None:
    """Not as they came: whoever reads them beside a paper looks for a municipality."""
    figures = [
        ChangedFigure("new", "boardings", "boardings", area, year, None, 5.0)
        for year in (2024, 2023) for area in ("0126", "0180", "0127", "0128")
    ]  # fmt: skip
    (alone,) = difference.blocks(facts, difference.Difference(figures, []), [])
    assert isinstance(alone, Sheet)
    assert [(str(row[0]), str(row[1])) for row in alone.table.rows] == [
        (area, year) for area in ("Botkyrka", "Huddinge", "Salem", "Stockholm") for year in ("2023", "2024")
    ]
    assert alone.table.notes[0].startswith("Era kommuner står först, i bokstavsordning")


def test_a_long_name_of_a_file_is_cut_in_the_middle_on_its_buttons() -> None:
    name = "fordon-i-lan-och-kommuner-2025-ny-utgava.xlsx"
    assert reading.shortened(name) == "fordon-i-lan-och-ko…-utgava.xlsx"
    assert reading.shortened("pastigande-juni.csv") == "pastigande-juni.csv"


def test_the_row_of_a_file_that_leaps_stands_first_with_how_far(facts: Facts) -> None:
    figures = [
        ChangedFigure("new", "boardings", "boardings", area, year, None, value)
        for area, year, value in (("0127", 2024, 35e3), ("0128", 2023, 3880.0), ("0128", 2024, 4e4))
    ]
    wrong = "maj.csv rad 12: 0128, påstigande: 40000 2024, men 3\N{NO-BREAK SPACE}880 2023; rätta raden"
    first, rest = difference.blocks(facts, difference.Difference(figures, []), [wrong])
    assert isinstance(first, Sheet)
    (row,) = first.table.rows
    assert [str(cell) for cell in row[:3]] == [
        f"ser misstänkt ut: 36{NBSP}120 mer än 3{NBSP}880 år 2023", "Salem", "2024",
    ]  # fmt: skip
    assert isinstance(rest, Fold)


def test_a_statistic_stands_once_where_its_newest_year_was_read_in_beside_what_came_with_the_program(
    facts: Facts,
) -> None:
    own = facts.sources[0]
    carried = replace(GOOD, module="carried", state="carried", sources=(own.source,))
    live = replace(GOOD, module=source_names.CARRIED[own.source], sources=("other",))
    newer = replace(own, source="other", retrieved="2026-11-30")
    shown = replace(facts, sources=[own, newer], fetches=[carried, live])
    (one,) = standing.standings(shown)
    assert (one.title, one.retrieved) == (one.called, "2026-11-30")


def test_what_a_template_had_last_time_is_told_by_name(facts: Facts) -> None:
    said = filled.about(facts, "boardings", [{"kommun": "0136", "år": "2024", "påstigande": "40000"}])
    assert said.endswith(f"Förra gången, 2024: Haninge{NBSP}40{NBSP}000.")


def test_every_act_has_words() -> None:
    assert set(words.ACTS) == set(Act)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{WRONG}; stämmer det, kör igen med --accept", SAID),
        ("0127 och 0136 2025 population: från 9 och 8 till 8 och 9, som om de hade bytt plats",
         "Botkyrka och Haninge 2025, folkmängd 31 december: från 9 och 8 till 8 och 9, som om de hade bytt plats."),
        ("population_near_transit_pct: hela serien är 100 gånger den förra (50 uppgifter)",
         "Boende nära kollektivtrafik: hela serien är 100 gånger den förra (50 uppgifter)."),
        (f"2024 population: {LOST}; cars_all: räknas om (9 uppgifter); och 2 till: in_commuters, bikes; {ACCEPT}",
         f"2024, folkmängd 31 december: {LOST}; Personbilar i trafik 31 december: räknas om (9 uppgifter); {OTHERS}"),
        ("nyckel saknas: sätt MALKOLLEN_NOBIL_KEY. Sök en egen nyckel hos Energimyndigheten.",
         "Nyckel saknas. Sök en egen nyckel hos Energimyndigheten."),
        ("nätet är avstängt (MALKOLLEN_OFFLINE); inget hämtades", "Nätet är avstängt; inget hämtades."),
        ("hämtas inte över nätet: ge filen med malkollen ingest boardings --from FIL", "Hämtas inte över nätet."),
        (f"{BOOK}: cars_petrol är 382002 i Stockholms län, kommunerna ger 369247",
         (f"{BOOK}: {PETROL}: 382{NBSP}002 i Stockholms län, men kommunerna är tillsammans 369{NBSP}247, "
         f"12{NBSP}755 färre.")),
        (f"kontrollen '{PARTS}' föll: 0127 2025 cars_petrol 15000 > cars_all 9. Den förra databasen ligger kvar.",
         f"Det här stämde inte: ”{PARTS}”. Se Botkyrka 2025 {PETROL} 15{NBSP}000 > {CARS} 9. {STAYS}"),
        ("Trafikanalys: bilar: 1280 2024 drivmedel 101 står två gånger",
         "Trafikanalys: bilar: Malmö 2024 drivmedel 101 står två gånger."),
        ("population.csv rad 3: kolumnen 'population' saknas", "population.csv rad 3: kolumnen 'population' saknas."),
        ("p.csv rad 2: ar: 'x' är inte ett år", "p.csv rad 2: ar: 'x' är inte ett år."),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_the_offices_words(facts: Facts, text: str, said: str) -> None:
    assert words.reason(facts, text) == said


def test_faults_are_told_sheet_by_sheet_in_the_order_of_the_rows() -> None:
    told_so = ["a.xlsx, bladet 'T2' rad 9: x", "a.xlsx, bladet 'T1' rad 12: y", "a.xlsx, bladet 'T1' rad 2: z", "w"]
    assert words.in_order(told_so) == [told_so[0], told_so[2], told_so[1], "w"]


def test_every_series_that_looks_wrong_has_its_own_line(facts: Facts) -> None:
    lines = words.suspicions(facts, f"2024 population: {LOST}; och 2 till: in_commuters, cars_petrol; {ACCEPT}")
    assert lines[-2:] == ["Också inpendlare över kommungräns.", f"Också {PETROL[0].lower()}{PETROL[1:]}."]


def test_what_somebody_has_refused_needs_nobody_and_says_when(facts: Facts) -> None:
    no = Held("scb_population", WRONG, datetime(2026, 11, 28, 9, 0, tzinfo=UTC))
    away = Held("scb_population", WRONG, put_away=_line(Act.PUT_AWAY, about="scb_population"))
    shown = replace(facts, fetches=[GOOD, NEWER])
    for said in (no, away):
        assert not [one for one in standing.standings(shown, [said]) if one.state is State.HELD]
    assert reading.held(shown, [no, away]) == [no]
    assert reading.put_away(facts, away).startswith("SCB: Folkmängd per kommun, borttaget 1\u00a0december\u00a02026 ")
    assert reading.held_text(facts, no).partition(" Ni svarade nej 28\u00a0november\u00a02026 ")[1]


def test_much_that_looks_wrong_is_a_list_and_stays_with_what_was_taken_back(facts: Facts) -> None:
    slips = "p.csv rad 2: påstigande: 160000 2024, men 40 000 2024; rätta raden"
    many = f"{WRONG}; {slips}; {ACCEPT}"
    lines = [SAID, f"p.csv rad 2: påstigande: 160{NBSP}000 år 2024, men förut 40{NBSP}000."]
    slip = "p.csv rad 23: 0128, påstigande: 2678 2024, men 26 780 2024; rätta raden"
    said = f"p.csv rad 23: Salem, påstigande: 2{NBSP}678 år 2024, men förut 26{NBSP}780."
    assert words.suspicions(facts, slip) == [said]
    assert words.suspicions(facts, "p.csv rad 3: värde: 9,5 2025, men 1,5 2023") == [
        "p.csv rad 3: värde: 9,5 år 2025, men 1,5 år 2023."
    ]
    assert words.suspicions(facts, many) == lines
    assert reading.held_text(facts, Held("trafa", many)).endswith(f"{SAID} Mer står nedanför.")
    assert reading.held_more(facts, Held("trafa", many)) == lines[1:]
    why = "Sade ja 2026-11-27; de svarar 0126 senare"  # a person's text is never parsed
    undone = Held("trafa", "b.xlsx är ångrad 2026-11-28 av Bo", suspicions=(many,), is_taken_back=True, words=why)
    told = f"b.xlsx är ångrad 28\u00a0november\u00a02026 av Bo. Skälet: ”{why}”."
    assert reading.held_text(facts, undone).endswith(told)
    assert reading.held_text(facts, replace(undone, reason=f"{undone.reason}: {why}")).endswith(told), "an older one"
    assert reading.held_more(facts, undone) == lines


def test_a_message_of_the_offices_files_says_what_is_in_them() -> None:
    assert (
        words.message("priority_objects.csv: filen har ändrats") == "Listan över prioriterade objekt: filen har ändrats"
    )
    assert words.message("Det finns ingen ändring i registry.toml att ångra.") == (
        "Det finns ingen ändring i målvärden och frågor att ångra."
    )


def test_every_source_is_called_by_its_publisher_and_what_it_is_of_and_so_everywhere(facts: Facts) -> None:
    known = build.choose([])
    assert source_names.TITLES.keys() == known.keys()
    assert {*source_names.CARRIED.values()} <= {name for name, module in known.items() if build.is_live(module)}
    called = reading.fetchable(facts)
    assert called["scb_population"] == "SCB: Folkmängd per kommun"
    assert not any(re.search("[a-z]_[a-z]", name) for name in called.values())
    ways = [
        block.link for section in standing.sections(facts, None) for block in section.blocks if isinstance(block, Entry)
    ]
    chosen = [value for way in ways for name, value in way.choices if name == standing.SOURCE and value]
    assert chosen
    assert set(chosen) <= called.keys()
    assert {way.label for way in ways} == {"Hämta nu"}


def test_what_was_taken_back_since_the_build_is_held_back_in_laget_too(facts: Facts) -> None:
    raw = [Held("boardings", "ångrad 2026-11-28 av Anna", words="Fel år"), Held("scb_population", WRONG)]
    held = [one for one in standing.standings(facts, raw) if one.state is State.HELD]
    assert [(one.title, one.reason) for one in held] == [
        ("Påstigande i kollektivtrafiken", "Ångrad 28\u00a0november\u00a02026 av Anna."),
        ("SCB: Folkmängd per kommun", SAID),
    ]
    matter = str(standing.sections(facts, None, [replace(raw[0], is_taken_back=True)]))
    assert "Siffror som ni har ångrat ligger kvar och hålls tillbaka." in matter
    assert "något i dem ser misstänkt ut" not in matter
    assert next(reading.held_text(facts, one) for one in reading.held(facts, raw)) == (
        "Påstigande i kollektivtrafiken. Ångrad 28\u00a0november\u00a02026 av Anna. Skälet: ”Fel år”."
    )


def _decided(facts: Facts, data: Path) -> list[str]:
    """What was decided, without when and who."""
    return [line.split(": Anna ", 1)[1] for block in told.decided(facts, data) if isinstance(block, Bullets)
            for line in block.lines]  # fmt: skip


def test_what_was_decided_and_holds_is_told_with_its_reasons_and_all_is_in_the_table(
    facts: Facts, tmp_path: Path
) -> None:
    assert told.section(facts, tmp_path).blocks == [Text(told.NOTHING)]
    today = replace(facts, as_of=NOON.date())
    for done in (
        Done(Act.LAID, "maj.csv", "maj.csv"),
        Done(Act.REFUSED, "boardings", "maj.csv", words="En nolla för mycket."),
        Done(Act.READ_IN, "boardings", "juni.csv"),
        Done(Act.READ_IN, "boardings", "juni.csv", undoes=3),
        Done(Act.READ_IN, "boardings", "juli.csv", words="Linjen är ny."),
        Done(Act.ACCEPTED, "boardings", words="Rättad"),
        Done(Act.TARGET_ADDED, "targets.borta", words="40 % elbilar"),
        Done(Act.JUDGED, "tillganglighet", words="nej"),
        Done(Act.JUDGEMENT_UNDONE, "tillganglighet"),
        Done(Act.JUDGED, "klimatomstallning", words="delvis"),
        Done(Act.FIXED, "2026-12", words="Gruppen 9"),
        Done(Act.DRAFT_CONFIRMED, "Bron", "priority_objects.csv", "b", "byggs 2\u00a0maj\u00a02026"),
        Done(Act.DRAFT_REMOVED, "Vägen"),
        Done(Act.DRAFT_UNDONE, "Vägen"),
    ):
        journal.add(tmp_path, ANNA, done, now=NOON)
    journal.add(tmp_path, replace(ANNA, known=Known.COMMAND), Done(Act.FETCHED), now=NOON)
    boardings = "Påstigande i kollektivtrafiken"
    assert _decided(today, tmp_path) == [
        "förde över ett objekt från utkastet till listan: Bron (byggs 2\u00a0maj\u00a02026)",
        "fastställde en version: 2026-12 (Gruppen 9)",
        f"förde in en bedömning: {today.goals['klimatomstallning'].heading} (delvis)",
        "förde in ett målvärde: 40 % elbilar",
        f"släppte fram siffror som hölls tillbaka: {boardings}, ur juni.csv, med skälet ”Rättad”",
        f"läste in en fil: {boardings}, ur juli.csv, med skälet ”Linjen är ny”",
        f"lade siffror åt sidan: {boardings}, ur maj.csv, med skälet ”En nolla för mycket”",
    ]
    first, _, sheet = told.section(today, tmp_path).blocks
    assert isinstance(first, Text)
    assert isinstance(sheet, Sheet)
    assert first.text == "Beslutat och infört sedan 1\u00a0november\u00a02026:"
    assert len(sheet.table.rows) == 15
    later = replace(today, as_of=date(2027, 3, 1))  # the latest edition is older than a month
    assert told.decided(later, tmp_path)[0] == Text("Beslutat och infört sedan 1\u00a0december\u00a02026:")


def test_a_publishers_file_that_was_refused_and_taken_away_is_handed_over_with_why(
    facts: Facts, tmp_path: Path
) -> None:
    long, short = "rad 9: bensin och el byter plats i Botkyrka och i hela länet", "rad 8: 12 är ingen kommun"
    for done in (
        Done(Act.LAID, "ny.xlsx", fingerprint="a"),
        Done(Act.FAILED, "trafa", "ny.xlsx", "a", f"två fel: ny.xlsx {long}\nny.xlsx {short}"),
        Done(Act.REMOVED, "ny.xlsx", "ny.xlsx"),
        Done(Act.REMOVED, "ny.xlsx", "ny.xlsx", undoes=3),  # laid back, and the same one laid once more
        Done(Act.LAID, "ny.xlsx", fingerprint="a"),
        Done(Act.REMOVED, "ny.xlsx", "ny.xlsx"),
        Done(Act.LAID, "bra.xlsx", fingerprint="b"),
        Done(Act.FAILED, "trafa", "bra.xlsx", "b", "ett fel: bra.xlsx rad 2: b"),
        Done(Act.LAID, "bra.xlsx", fingerprint="c"),  # another of its name, which nobody has read
        Done(Act.REMOVED, "bra.xlsx", "bra.xlsx"),
        Done(Act.FAILED, "boardings", "maj.csv", "d", "ett fel: maj.csv rad 2: b"),  # the office's own to mend
        Done(Act.REMOVED, "maj.csv", "maj.csv"),
    ):
        journal.add(tmp_path, ANNA, done, now=NOON)
    today = replace(facts, as_of=NOON.date() + timedelta(days=30))
    trafa = words.sources(facts, ["trafa"])
    assert _decided(today, tmp_path) == [f"tog bort en fil. {trafa}, ny.xlsx, lästes inte in: {short}"]
    assert _decided(replace(facts, as_of=NOON.date() + timedelta(days=31)), tmp_path) == []
    why = f"ett fel: {BOOK}: ny.xlsx står inte här"
    sent = journal.add(tmp_path, ANNA, Done(Act.FAILED, "trafa", "a-20251231.xlsx", words=why), now=NOON)
    journal.add(tmp_path, ANNA, Done(Act.REMOVED, sent.file, sent.file), now=NOON)
    said, _ = _decided(today, tmp_path)
    assert said.endswith("a-20251231.xlsx, lästes inte in: bladet 'T1' rad 9: ny.xlsx står inte här")
    for line in journal.read(tmp_path, acts=[Act.REMOVED], most=1):
        journal.add(tmp_path, ANNA, Done(Act.REMOVED, line.about, line.about, undoes=line.id), now=NOON)
    journal.add(tmp_path, ANNA, Done(Act.REMOVED, "ny.xlsx", "ny.xlsx", undoes=6), now=NOON)
    assert _decided(today, tmp_path) == [], "it lies in the list again"


def test_saves_of_one_list_by_one_person_on_one_day_are_one_with_what_is_another_in_all(
    facts: Facts, tmp_path: Path
) -> None:
    row = {"objekt": "Bron", "läge": "byggs", "datum": "2026-05-01", "plan": "", "öppningsår": "",
           "källa": "Ett prov", "anteckning": ""}  # fmt: skip
    other, third = row | {"objekt": "Vägen"}, row | {"objekt": "Spåret"}

    def save(who: Person, *rows: dict[str, str]) -> None:
        mark = objects.read(tmp_path).fingerprint
        assert objects.save(tmp_path, rows, mark, who, date(2026, 12, 1)) == []

    save(ANNA, row)
    save(ANNA, row, other)
    save(ANNA, row, other | {"läge": "öppnat"})
    save(replace(ANNA, name="Bo"), row, third)
    save(ANNA, row, other, third)
    save(ANNA, row, third)
    today = replace(facts, as_of=datetime.now(UTC).astimezone().date())
    (said,) = [block.lines for block in told.decided(today, tmp_path) if isinstance(block, Bullets)]
    whole, may = "fyllde i: listan över prioriterade objekt", "1\u00a0maj\u00a02026"
    assert [line.split(": ", 1)[1] for line in said] == [
        f"Bo {whole} (1 ny rad: Spåret, byggs {may}; 1 borttagen: Vägen)",
        f"Anna {whole} (2 nya rader: Bron, byggs {may} och Vägen, öppnat {may}), i tre sparningar",
    ], "what Anna wrote in and took out again changed nothing"
    journal.add(tmp_path, ANNA, Done(Act.FIXED, "ett"))
    save(ANNA, row | {"öppningsår": "2029"}, third)
    save(replace(ANNA, name="Bo"), row | {"öppningsår": "2029"}, third)
    journal.add(tmp_path, ANNA, Done(Act.FIXED, "ett-2"))
    save(ANNA, row | {"öppningsår": "2030"}, third)
    (said,) = [block.lines for block in told.decided(today, tmp_path) if isinstance(block, Bullets)]
    assert [line.split(": ", 1)[1] for line in said[:4]] == [
        f"Anna {whole} (1 ändrad rad: Bron, öppningsår 2029 → 2030)",
        "Anna fastställde en version: ett-2",
        f"Anna {whole} (1 ändrad rad: Bron, öppningsår tomt → 2029)",
        "Anna fastställde en version: ett",
    ], "what a version has is told apart from what was saved after it"


def test_where_it_is_closed_it_says_why_and_what_to_do() -> None:
    login = Login("Anna", "anna@exempel.se", datetime.now(UTC), datetime.now(UTC), "k")
    said = [
        _texts(page.closed(person, has_login=has_login)).split("\n")[1]
        for person, has_login in (
            (Person(), False),
            (Person(), True),
            (Person("Anna", login=login, known=Known.ENDED), True),
            (Person("Anna", login=login, role=Role.MEMBER, known=Known.LIST), True),
        )
    ]
    assert [text.split(".")[0] for text in said] == [
        "Inloggning är inte inställd på servern, så rummet är stängt",
        "Logga in nederst på sidan för att öppna det",
        "Din inloggning har upphört",
        "Du är inloggad som Anna, med rollen medlem",
    ]


def test_a_yes_is_told_by_the_figures_that_it_let_in_and_its_reason_apart(facts: Facts, tmp_path: Path) -> None:
    """The most suspicious first, then how many more; what a person wrote is never read as a figure."""
    why = "De svarade 2026-12-01; ∆ 4 2020 2021"
    rows = [
        "∆ 5 2024 2025", "∆ revised - cars_battery_electric 0126 2025 4520.0 20997.0",
        "∆ revised - cars_battery_electric 0127 2025 10.0 11.0", "∆ new - cars_battery_electric 0127 2024 - 9.0",
    ]  # fmt: skip
    journal.add(tmp_path, ANNA, Done(Act.READ_IN, "boardings", "p.csv", words="\n".join([why, *rows])))
    (line,) = _decided(facts, tmp_path)
    name = words.measure(facts, "cars_battery_electric")
    name = f"{name[0].lower()}{name[1:]}"
    shown = f"Huddinge 2025, {name}: 4 520 → 20 997; Botkyrka 2025, {name}: 10 → 11; och 3 siffror till"
    assert line.replace("\u00a0", " ").endswith(f"ur p.csv, med skälet ”{why}”. Ändrade {shown}")
    sheet = told.section(facts, tmp_path).blocks[-1]
    assert isinstance(sheet, Sheet)
    assert why in map(str, sheet.table.rows[0]), "as it was written"
    assert let_in.reason("\n".join(rows)) == ""
    assert str(told.CHANGES) in str(told.section(facts, tmp_path).blocks)


def test_an_answer_that_a_later_one_replaces_is_not_told_as_holding(facts: Facts, tmp_path: Path) -> None:
    """A no to a file that was let in later, and a judgement of a goal that was judged anew; the journal has all."""
    for done in (
        Done(Act.REFUSED, "trafa", "b.xlsx", "ab", "Fel tal"),
        Done(Act.REFUSED, "boardings", "p.csv", "cd", "Fel fil"),
        Done(Act.JUDGED, "tillganglighet", words="delvis"),
        Done(Act.READ_IN, "trafa", "b.xlsx", "ab", "Talet är rätt"),
        Done(Act.READ_IN, "trafa", "b.xlsx", "ab", "För tidigt", undoes=4),
        Done(Act.ACCEPTED, "trafa", words="De har svarat"),
        Done(Act.JUDGEMENT_CORRECTED, "tillganglighet", words="inte på väg"),
    ):
        journal.add(tmp_path, ANNA, done)
    lines = _decided(facts, tmp_path)
    assert [line.partition(":")[0] for line in lines] == [
        "rättade bedömningen från samma möte", "släppte fram siffror som hölls tillbaka", "lade siffror åt sidan",
    ]  # fmt: skip
    assert "p.csv" in lines[-1]
    assert len(journal.read(tmp_path)) == 7


def test_a_new_target_is_told_with_its_decision_and_that_its_measure_is_judged_against_it(facts: Facts) -> None:
    held = next(
        found.target for key in facts.of_programme if facts.is_computed(key)
        and (found := facts.assessor.verdict(key, facts.areas.home.id)).target and found.assessment.kind == "mal"
    )  # fmt: skip
    assert held is not None
    key, target = held
    line = Line(
        Act.TARGET_ADDED, f"targets.{key}", "registry.toml", id=1, at=NOON, who="Anna", address="", known=Known.OPENED
    )
    said = told._decision(facts, line)
    assert said.startswith(f", beslutat av {target.decided_by}")
    assert f"({target.document})" in said, "as it is written"
    assert said.endswith("; måttet bedöms nu mot det")


def test_a_new_object_is_told_with_its_stage_and_its_day() -> None:
    row = dict.fromkeys(objects.NAMES, "") | {"objekt": "Bron", "läge": "finansierat", "datum": "2026-04-24"}
    assert merging.changed_rows([], [row], objects.COLUMNS).replace("\u00a0", " ") == (
        "1 ny rad: Bron, finansierat 24 april 2026"
    )


def test_a_fetch_in_vain_is_told_on_its_source_and_in_the_journal_until_something_comes(
    facts: Facts, tmp_path: Path
) -> None:
    module, publisher = GOOD.module, GOOD.publisher
    shown = replace(facts, fetches=[GOOD])
    shut = Done(Act.TRIED, module, words=f"{publisher}: nätet är avstängt (MALKOLLEN_OFFLINE); inget hämtades")
    journal.add(tmp_path, ANNA, shut, now=NOON)
    said = {module: f"Försökte {at_time(NOON)}: nätet är avstängt; inget hämtades."}
    assert words.tried(shown, tmp_path) == said
    late = Standing("SCB", State.UNFETCHED, module=module, tried=said[module])
    assert late.turn == f"{said[module]} {standings.WAIT}"
    sheet = told.section(shown, tmp_path).blocks[-1]
    assert isinstance(sheet, Sheet)
    assert "Nätet är avstängt; inget hämtades." in sheet.table.rows[0]
    journal.add(tmp_path, ANNA, Done(Act.FETCHED, module), now=NOON)
    assert words.tried(shown, tmp_path) == {}

"""How the figures came and what changed, as the page Data och källor says it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dashboard.blocks.table import Number, Table
from dashboard.content.data import fetches, sources
from dashboard.content.facts import Facts
from malkollen.database.changed import Changed, Fetched, Figure

AT = datetime(2026, 11, 21, 3, 30)  # noqa: DTZ001 - the database has UTC without saying so
LATER = datetime(2026, 11, 22, 3, 30)  # noqa: DTZ001
GOOD = Fetched("scb", "SCB", ("scb_population",), "good", None, True, AT, LATER, 2, 2048, "ab" * 32, None, None)
WHY = "0127 2025: från 1 till 9; stämmer det, kör igen med --accept"
HELD = replace(GOOD, sources=(), state="held", reason=WHY, is_shown=False)
KEYLESS = Fetched(
    "nobil", "NOBIL", (), "none", None, False, None, None, 0, 0, None, "nyckel saknas: sätt X. Begär en hos Y.", None
)
CARRIED = replace(GOOD, module="figures", state="carried", fetched_at=None, checked_at=None, sha256=None)


def row(table: Table, number: int = 0) -> dict[str, object]:
    return dict(zip([column.title for column in table.columns], table.rows[number], strict=True))


def test_carried_figures_are_said_to_be_carried(facts: Facts) -> None:
    assert {fetch.state for fetch in facts.fetches} == {"carried", "none"}
    carried = [fetch for fetch in facts.fetches if fetch.state == "carried"]
    summary = fetches.summary(facts)
    assert summary.startswith(f"Alla {len(carried)} källors siffror är inlagda för hand 2026 och följer med Målkollen")
    assert summary.endswith("Målkollen hämtar ingen av dem än.")
    for source in facts.sources:
        assert fetches.origin(facts, source) == {"Hur siffrorna kom": fetches.CARRIED}
    assert fetches.waiting_text(facts) == ""


def test_every_live_source_has_a_row_also_where_it_was_never_fetched(facts: Facts) -> None:
    table = fetches.fetches_table(replace(facts, fetches=[KEYLESS, CARRIED]))
    assert len(table.rows) == 1
    assert row(table)["Läge"] == "aldrig hämtad"
    assert row(table)["Att göra"] == "Nyckel saknas: sätt X. Begär en hos Y."
    assert (row(table)["Hämtad eller inläst"], row(table)["Fingeravtryck"], row(table)["Visas"]) == ("–", "–", "nej")


def test_a_good_fetch_says_when_and_its_fingerprint(facts: Facts) -> None:
    some = replace(facts, fetches=[GOOD])
    cells = row(fetches.fetches_table(some))
    assert (cells["Läge"], cells["Hämtad eller inläst"], cells["Kontrollerad"]) == (
        "läst utan fel",
        "2026-11-21 03:30",
        "2026-11-22 03:30",
    )
    assert cells["Visas"] == "Folkmängd per kommun"
    assert (cells["Fingeravtryck"], cells["Att göra"], cells["Byte"]) == ("abababababab", "–", Number(2048))
    shown, _ = fetches.fetches_table(some).shown()
    assert "Hela fingeravtrycket" not in shown
    (population,) = [source for source in facts.sources if source.source == "scb_population"]
    assert fetches.origin(some, population)["Fingeravtryck"] == "ab" * 32


def test_a_held_fetch_says_why_beside_the_one_that_is_shown(facts: Facts) -> None:
    some = replace(facts, fetches=[HELD, GOOD])
    cells = row(fetches.fetches_table(some))
    assert (cells["Läge"], cells["Visas"]) == ("hålls tillbaka", "nej")
    assert cells["Att göra"] == f"{WHY}."
    assert fetches.waiting_text(some) == "Någon behöver titta på SCB: se tabellen."
    (population,) = [source for source in facts.sources if source.source == "scb_population"]
    assert fetches.origin(some, population)["Nyare hämtning (hålls tillbaka)"] == cells["Att göra"]


def test_a_publisher_that_did_not_answer_is_said(facts: Facts) -> None:
    some = replace(facts, fetches=[replace(GOOD, failure="SCB: svarade 503")])
    assert row(fetches.fetches_table(some))["Att göra"] == "Senaste försöket: SCB: svarade 503."
    assert "SCB" in fetches.waiting_text(some)


def test_a_database_that_does_not_say_is_said(facts: Facts) -> None:
    assert "byggs om vid nästa inläsning" in fetches.summary(replace(facts, fetches=[]))
    assert fetches.origin(replace(facts, fetches=[]), facts.sources[0]) == {}


def change(day: int, name: str, kind: str = "revised", area: str = "0127") -> Changed:
    at = datetime(2026, 11, day, 3, 30)  # noqa: DTZ001
    return Changed(at, "v", "scb_population", name, kind, 3, 2023, 2024, Figure(area, 2024, 95905.0, None))


def test_what_the_last_ingests_changed_is_said_with_old_and_new(facts: Facts) -> None:
    changes = [change(day, "population") for day in range(20, 10, -1)]
    found = fetches.changes_table(replace(facts, changes=changes))
    assert len(found.rows) == fetches.INGESTS_SHOWN
    assert row(found) == {
        "Inläst (UTC)": "2026-11-20 03:30",
        "Källa": "SCB: Folkmängd per kommun",
        "Grunduppgift eller serie": facts.registry.measures["population"].title,
        "Ändring": "reviderat",
        "Antal siffror": Number(3),
        "År": "2023–2024",
        "Störst": "Botkyrka 2024: 95\u00a0905 → –",
    }


@pytest.mark.parametrize("name", ["population", "en_serie"])
def test_what_is_no_longer_known_is_named_by_its_code(name: str, facts: Facts) -> None:
    gone = replace(change(1, name, "gone", area="9999"), source="borta")
    found = row(fetches.changes_table(replace(facts, changes=[gone])))
    assert str(found["Störst"]).startswith("9999 2024")
    assert (found["Källa"], found["Ändring"]) == ("borta", "borta")


def test_no_changes_are_no_rows(facts: Facts) -> None:
    assert fetches.changes_table(replace(facts, changes=[])).rows == []


def test_what_the_office_read_in_says_so_by_its_day(facts: Facts) -> None:
    some = replace(facts, fetches=[GOOD, CARRIED])
    (population,) = [source for source in facts.sources if source.source == "scb_population"]
    assert fetches.read_in(some, population, {"scb": date(2026, 12, 1)}) == {"Läst in": "av kansliet 2026-12-01"}
    assert fetches.read_in(some, population, {"trafa": date(2026, 12, 1)}) == {}


def test_what_no_indicator_reads_is_not_counted_among_carried_sources(facts: Facts) -> None:
    """The page says how many of its sources are in time, and counts the same ones here."""
    carried = sum(fetch.state == "carried" for fetch in facts.fetches)
    left = {key: one for key, one in facts.registry.indicators.items() if "car_mileage_mil" not in one.measures}
    few = replace(facts, registry=facts.registry.model_copy(update={"indicators": left}))
    used = len(sources.in_use(few))
    assert used < carried
    assert fetches.summary(few).startswith(f"Alla {used} källors siffror ")
    assert f"av {used} källor" in sources.answer(few)


def test_a_publication_whose_newer_year_came_in_a_file_is_counted_once(facts: Facts) -> None:
    old = next(one for one in facts.sources if one.source == "trafikanalys_vehicles")
    newer = replace(old, source="trafa_file", is_late=True)
    late = [replace(one, is_late=one is old) for one in facts.sources]
    carried = [one for one in facts.fetches if one.state == "carried"]
    assert any(old.source in one.sources for one in carried)
    both = replace(facts, sources=[*late, newer])
    assert sources.late_text(both).startswith(f"1 av {len(sources.in_use(facts))} källor väntar")
    assert sources.late_text(both, [old, newer]).startswith("1 av dokumentets 1 källor")
    assert f" av {len(sources.in_use(facts))} källor " in sources.answer(both)

"""Kolada: pages, limits and titles over a real connection; figures into the build; every fault in one Swedish line."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from inserted import insert
from kolada_publisher import CARRIED, KoladaServer, Row, client, codes_cached, entry
from parts import every
from publisher import Asked, Reply

from ingest import build, publishers
from ingest.fetching.raw import Fetch, RawStore
from ingest.sources import kolada
from ingest.sources.kolada import answers, kpis as kolada_kpis, questions
from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.registry.registry import Registry
from malkollen.values import with_figures

FIXTURE = ROOT / "tests" / "fixtures" / "kolada" / "data.json"
PUBLISHED = ROOT.parent / "shared" / "published" / "kolada"
Change = Callable[[Row], Row | None]
PATH = "/data/kpi/N07418/municipality/0126"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[KoladaServer]:
    with KoladaServer() as running:
        monkeypatch.setenv(questions.URL_VARIABLE, running.url)
        yield running


@pytest.fixture
def db() -> Iterator[DuckDBPyConnection]:
    """The build's workspace with the municipalities and a population of a thousand each."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS staged")
        connection.execute((build.HERE / "schema.sql").read_text(encoding="utf-8"))
        insert(connection, "mart.municipalities", [(code, code, "01", "län") for code in codes_cached])
        yield connection


def fetched(folder: Path) -> Fetch:
    """What a fetch from the running server stores."""
    store = RawStore(folder)
    into = store.begin("kolada")
    kolada.fetch(client(), into, None)
    assert store.finish("kolada", into)
    return into


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Fetch:
    """A fetch with every figure. Read it; a test that changes a row makes its own copy with changed()."""
    with KoladaServer() as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv(questions.URL_VARIABLE, running.url)
        return fetched(tmp_path_factory.mktemp("kolada"))


def changed(whole: Fetch, folder: Path, change: Change) -> Fetch:
    """The fetch with some rows of its figures changed, or left out where change gives None."""
    copy = Fetch(folder / whole.id)
    shutil.copytree(whole.folder, copy.folder)
    for path in sorted(copy.folder.glob("data-*.json")):
        page = json.loads(path.read_bytes())
        rows = [row for row in map(change, page["values"]) if row]
        if rows != page["values"]:
            answer = json.dumps({**page, "values": rows, "count": len(rows)}).encode()
            copy._store(path.name, answer, {"fetched_at": "2026-11-22"})
    return copy


def refusal(db: DuckDBPyConnection, fetch: Fetch) -> str:
    """What is said of a fetch with a fault: its key figures are not staged, and nearly all others are."""
    try:
        lines = kolada.stage(db, [fetch])
    except SourceError as error:
        return str(error)
    assert lines
    assert all("\n" not in line and line.startswith("Kolada: ") for line in lines)
    staged = db.execute("SELECT count(DISTINCT series) FROM staged.published").fetchone()
    assert staged == (27 - len([line for line in lines if "osäkerhetstal" not in line]),)
    return lines[0]


def only(db: DuckDBPyConnection, query: str) -> object:
    row = db.execute(query).fetchone()
    assert row is not None
    return row[0] if len(row) == 1 else row


def where(kpi: str, unit: str, year: int, /, **given: object) -> Change:
    """One row with other fields; without any it is left out."""

    def change(row: Row) -> Row | None:
        if (row["kpi"], row["municipality"], row["period"]) != (kpi, unit, year):
            return row
        return {**row, **given} if given else None

    return change


# ───────────── Asking ─────────────


def test_lists_are_short_pages_are_followed_and_everything_is_stored(server: KoladaServer, tmp_path: Path) -> None:
    into = fetched(tmp_path)
    pages = [asked for asked in server.asked if asked.query.get("page")]
    assert pages, "several pages"
    assert all(len(part.split(",")) <= 20 for asked in server.asked for part in asked.path.split("/"))
    files = into.manifest()["files"]
    assert len(files) == len(server.asked)
    assert {"kpi-1-1.json", "kpi-2-1.json", "municipality-1.json", "data-2-15-1.json"} <= set(files)
    rows = [
        row for name in files if name.startswith("data") for row in json.loads(into.file(name).read_bytes())["values"]
    ]
    assert len(rows) == len(kolada_kpis.kpis()) * 292 * 2


def test_an_interrupted_fetch_goes_on_where_it_was(server: KoladaServer, tmp_path: Path) -> None:
    server.spoil = lambda asked: (
        Reply(status=500) if asked.path.startswith("/data") and len(server.asked) > 12 else None
    )
    store = RawStore(tmp_path)
    into = store.begin("kolada")
    with pytest.raises(SourceError, match="svarade 500 efter 4 försök"):
        kolada.fetch(client(), into, None)
    kept, server.spoil = set(into.manifest()["files"]), lambda _asked: None
    server.asked.clear()
    again = store.begin("kolada")
    assert again == into
    kolada.fetch(client(), again, None)
    assert len(server.asked) == len(again.manifest()["files"]) - len(kept)


@pytest.mark.thorough  # as in tests/ingest/fetching/test_download.py
def test_too_many_calls_and_broken_answers_are_tried_again(server: KoladaServer, tmp_path: Path) -> None:
    bad = [
        Reply(status=429, headers={"Retry-After": "3"}),
        Reply(b"{}", misbehave="truncate"),
        Reply(misbehave="reset"),
    ]
    server.spoil = lambda asked: bad.pop() if asked.path.startswith("/data") and bad else None
    assert "data-2-15-1.json" in fetched(tmp_path).manifest()["files"]
    assert not bad


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(b"<html>Underh\xc3\xa5ll</html>"), "är inte JSON (börjar '<html>Underhåll</html>')"),
        (Reply(b'{"values": [{"kpi"'), "är inte JSON"),
        (Reply(b'{"values": [], "count": NaN, "next_url": null}'), "är inte JSON"),
        (Reply.of([1, 2]), "saknar listan 'values'"),
        (Reply.of({"values": {}, "next_url": None}), "saknar listan 'values'"),
        (Reply.of({"values": []}), "saknar 'next_url'"),
        (Reply.of({"values": [], "count": 7, "next_url": None}), "säger 7 rader men har 0"),
        (Reply.of({"values": [], "next_url": "http://evil.example/data?page=2"}), "oväntad adress"),
        (Reply.of({"values": [], "next_url": 17}), "oväntad adress"),
        (Reply.of({"values": [], "count": 7, "next_url": ""}), "säger 7 rader men har 0"),
        (Reply(b"gone", 410), "adressen är borttagen (410"),
        (Reply(b"too many", 400), "förfrågan avvisades (400"),
    ],
)
def test_what_is_no_answer_is_refused_and_not_stored(
    server: KoladaServer, tmp_path: Path, reply: Reply, message: str
) -> None:
    server.spoil = lambda asked: reply if asked.path.startswith("/data") else None
    into = RawStore(tmp_path).begin("kolada")
    with pytest.raises(SourceError) as error:
        kolada.fetch(client(), into, None)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    stored = [name for name in into.manifest()["files"] if name.startswith("data")]
    assert stored == [] or "rader" in message  # a count is only known when all pages are here


def test_pages_that_go_round_end(server: KoladaServer, tmp_path: Path) -> None:
    def spoil(asked: Asked) -> Reply | None:
        address = f"https://api.kolada.se/v3{asked.path}?page=2"
        return Reply.of({"values": [], "next_url": address}) if asked.path.startswith("/data") else None

    server.spoil = spoil
    with pytest.raises(SourceError, match="tar aldrig slut"):
        fetched(tmp_path)


def test_the_probe_asks_for_titles_and_one_cell(server: KoladaServer) -> None:
    assert kolada.probe(client()) == "Kolada svarar: 36 nyckeltal har de väntade titlarna"
    assert {asked.path.split("/")[1] for asked in server.asked} == {"kpi", "data"}
    assert len([asked for asked in server.asked if asked.path.startswith("/data")]) == 1, "one cell"
    server.titles["N07418"] = "Befolkning, inom tätort, i kollektivtrafiknära läge, andel (%)"
    with pytest.raises(SourceError, match="N07418 heter nu 'Befolkning, inom tätort"):
        kolada.probe(client())


# ───────────── Titles ─────────────


@pytest.mark.parametrize("key", kolada_kpis.kpis())
def test_a_key_figure_that_is_gone_or_renamed_stops_the_load(key: str) -> None:
    rows = [{"id": each, "title": ", ".join(kpi.title).replace("$", "")} for each, kpi in kolada_kpis.kpis().items()]
    assert kolada_kpis.titles(rows).faults == {}
    gone = kolada_kpis.titles([row for row in rows if row["id"] != key])
    assert set(gone.faults) == {key}
    assert f"nyckeltalet {key} (" in gone.faults[key]
    assert f"rätta kolada.{'.'.join(kolada_kpis.entry_of(key))} i publishers.toml" in gone.faults[key]
    other = kolada_kpis.titles([{**row, "title": "Nöjda hundar"} if row["id"] == key else row for row in rows])
    assert set(other.faults) == {key}
    assert other.faults[key].startswith(f"{key} heter nu 'Nöjda hundar'")


def test_a_unit_that_changes_stops_the_load() -> None:
    kpis = kolada_kpis.kpis()
    assert kpis["N85533"].fits("Utsläpp till luft av växthusgaser, transporter, ton CO2e ")
    assert not kpis["N85533"].fits("Utsläpp till luft av växthusgaser, transporter, ton CO2e/inv")
    assert not kpis["N07935"].fits("Elbilar, antal/1000 inv")
    assert not kpis["N07418"].fits("Befolkning i kollektivtrafiknära läge, antal")


@pytest.mark.thorough  # a real list
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="Koladas lista över nyckeltal (2026-04) finns inte här")
def test_the_words_choose_one_of_all_the_published_titles() -> None:
    with (PUBLISHED / "kolada_kpi_metadata.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 6000
    assert (kolada_kpis.titles(rows).faults, kolada_kpis.titles(rows).ended) == ({}, {})
    chosen = {key: [row["id"] for row in rows if kpi.fits(row["title"])] for key, kpi in kolada_kpis.kpis().items()}
    assert chosen == {key: [key] for key in kolada_kpis.kpis()}
    days = {key: kolada_kpis.next_expected(rows, group, "2026-04-16") for key, group in kolada_kpis.groups().items()}
    assert str(days["kolada_nearness"]) == "2026-06-11"
    assert str(days["kolada_survey"]) == "2026-12-15"


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="Koladas kommunlista (2026-04) finns inte här")
def test_the_published_units_are_ours() -> None:
    with (PUBLISHED / "kolada_municipalities.csv").open(encoding="utf-8") as lines:
        units = answers.units(list(csv.DictReader(lines)))
    assert len(units) == 312
    answers.check_units(units, set(codes_cached))
    assert {"0000", "0001"} <= set(units)


def test_every_source_of_the_declarations_is_whole() -> None:
    series = [kpi.series for group in kolada_kpis.groups().values() for kpi in group.kpis.values()]
    assert len(series) == len(set(series))
    for group in kolada_kpis.groups().values():
        assert all(kpi.times == "population" for kpi in group.kpis.values() if kpi.becomes)
        assert group.licence
        assert group.attribution_raw == "Källa: Kolada"


# ───────────── Reading ─────────────


def _figures(rows: Sequence[Row], known: dict[str, str]) -> list[answers.Figure]:
    """The figures of rows for the areas that are taken."""
    asked, taken = kolada_kpis.kpis(), answers.areas()
    return [found for row in rows if (found := answers.figure(row, asked, known, taken, 2026))]


def test_a_page_of_the_format_reads_as_it_is_meant() -> None:
    page = answers.page(FIXTURE.read_bytes(), PATH)
    known = {"0000": "L", "0001": "L", "0003": "L", **dict.fromkeys(codes_cached, "K")}
    found = {(f.unit, f.year): f.value for f in _figures(page.rows, known)}
    assert found == {
        ("0126", 2023): 94.8,
        ("0127", 2023): None,
        ("0128", 2023): 81.5,
        ("0136", 2023): None,
        ("0138", 2023): None,
        ("0000", 2023): 81.0,
        ("0001", 2023): 92.3,
        ("0128", 2022): 0.0,
    }


def test_a_next_page_is_asked_for_where_the_first_was() -> None:
    for name in ("next_url", "next_page"):
        content = json.dumps({"values": [], name: f"http://api.kolada.se/v3{PATH}?page=2&per_page=5000"}).encode()
        assert answers.page(content, PATH).next_query == "page=2&per_page=5000"


@pytest.mark.parametrize(
    ("entries", "said"),
    every(
        3,
        [
            ([entry(100.1)], "värdet är 100.1, högst 100 är möjligt"),
            ([entry(-1)], "'-1' är inte ett tal från noll och uppåt"),
            ([entry(94.8, status="Reviderad")], "okänd markering 'Reviderad'"),
            ([entry("94,8")], "'94,8' är inte ett tal"),  # type: ignore[arg-type]
            ([entry(value=True)], "'True' är inte ett tal"),
            ([entry(10**400)], "är inte ett tal"),
            ([entry(94.8), entry(94.9)], "2 värden för båda könen"),
            ([entry(94.8, "X")], "okänt kön 'X'"),
            ([{"gender": "T"}], "'value' saknas"),
        ],
    ),
)
def test_a_figure_that_cannot_be_is_refused(
    whole: Fetch, db: DuckDBPyConnection, tmp_path: Path, entries: list[Row], said: str
) -> None:
    """A value too high, one that is no number and one too many; thoroughly nine faults."""
    message = refusal(db, changed(whole, tmp_path, where("N07418", "0126", 2024, values=entries)))
    assert said in message
    assert "N07418 0126 2024" in message


@pytest.mark.parametrize(
    ("fields", "said"),
    every(
        3,
        [
            ({"kpi": "N00001"}, "nyckeltalet 'N00001' som ingen frågade efter"),
            ({"municipality": "9999"}, "okänd kommunkod"),
            ({"municipality": None}, "okänd kommunkod"),
            ({"period": "2024"}, "'2024' är inte ett år"),
            ({"period": 2999}, "'2999' är inte ett år"),
            ({"values": None}, "listan 'values' saknas"),
            ({"period": 2023}, "N07418 0126 2023 står två gånger"),
        ],
    ),
)
def test_a_row_that_cannot_be_is_refused(
    whole: Fetch, db: DuckDBPyConnection, tmp_path: Path, fields: Row, said: str
) -> None:
    """Every third fault; thoroughly all."""
    assert said in refusal(db, changed(whole, tmp_path, where("N07418", "0126", 2024, **fields)))


def test_a_count_is_whole_and_its_parts_make_the_total(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    assert "ett antal är 12.5, inte ett heltal" in refusal(
        db, changed(whole, tmp_path, where("N07713", "0126", 2024, values=[entry(12.5)]))
    )


@pytest.mark.thorough  # as a count and its parts, above
def test_charging_points_by_power_make_the_total(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    assert "0128 2024: laddpunkterna efter effekt är" in refusal(
        db, changed(whole, tmp_path, where("N07711", "0128", 2024, values=[entry(1)]))
    )


def test_a_share_that_turns_into_a_fraction_is_refused(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    def change(row: Row) -> Row:
        is_share = (row["kpi"], row["period"]) == ("N07419", 2024)
        return {**row, "values": [entry(row["values"][0]["value"] / 100)]} if is_share else row

    message = refusal(db, changed(whole, tmp_path, change))
    assert message == "Kolada: N07419 2024 är högst 0.93; har andelen bytt enhet från procent?"


def test_a_country_that_is_not_its_municipalities_is_refused(
    whole: Fetch, db: DuckDBPyConnection, tmp_path: Path
) -> None:
    assert "och riket är 100000; saknas någon kommun?" in refusal(
        db, changed(whole, tmp_path, where("N07713", "0000", 2024, values=[entry(100_000)]))
    )


# ───────────── 290 municipalities ─────────────


@pytest.mark.parametrize(
    ("kpi", "said"),
    every(
        2,
        [
            ("N07418", "N07418 2024 har 289 kommuner, ska vara 290 (saknar 0128)"),
            ("N07530", "N07530 2024 saknar 0128 som fanns 2023"),
            ("N07713", "N07713 2024 saknar 0128 som fanns 2023"),
        ],
    ),
)
def test_289_municipalities_are_refused(
    whole: Fetch, db: DuckDBPyConnection, tmp_path: Path, kpi: str, said: str
) -> None:
    """Two of three; thoroughly all."""
    assert said in refusal(db, changed(whole, tmp_path, where(kpi, "0128", 2024)))


@pytest.mark.thorough  # as one whose uncertainty is not given, below
def test_a_survey_may_lack_municipalities(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    kolada.stage(db, [changed(whole, tmp_path, where("N00572", "0128", 2024))])
    assert only(db, "SELECT count(*) FROM staged.published WHERE series = 'survey_transit_everyday_pct'") == 2 * 292 - 1


def test_a_list_of_other_municipalities_is_refused() -> None:
    units = {"0000": "L", **dict.fromkeys(codes_cached, "K")}
    with pytest.raises(SourceError, match=r"koden '1917' som inte finns här \(291 kommuner\)"):
        answers.check_units({**units, "1917": "K"}, set(codes_cached))
    with pytest.raises(SourceError, match="saknar 0140 och har 289 kommuner"):
        answers.check_units({key: kind for key, kind in units.items() if key != "0140"}, set(codes_cached))
    with pytest.raises(SourceError, match="saknar riket"):
        answers.check_units({key: kind for key, kind in units.items() if key != "0000"}, set(codes_cached))
    with pytest.raises(SourceError, match=r"inte går att läsa \(id 0126\)"):
        answers.units([{"id": "0126", "type": "K"}, {"id": "0126", "type": "K"}])


@pytest.mark.thorough  # as one without a municipality, above
def test_a_key_figure_without_figures_is_refused(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    spoilt = changed(whole, tmp_path, lambda row: None if row["kpi"] == "N07410" else row)
    assert "N07410 (Nytillkomna bostäder i kollektivtrafiknära läge) har inga värden" in refusal(db, spoilt)


def test_a_stored_file_that_is_gone_is_refused(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    into = changed(whole, tmp_path, lambda row: row)
    into.file("data-1-03-1.json").write_bytes(b"{}")
    with pytest.raises(SourceError, match=r"saknar data-1-03-1\.json eller filen är ändrad"):
        kolada.stage(db, [into])


# ───────────── What is staged ─────────────


def test_figures_are_staged_as_published_and_as_counts(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    kolada.stage(db, [changed(whole, tmp_path, where("N07418", "0127", 2024, values=[entry(None)]))])
    near = "FROM staged.published WHERE series = 'population_near_transit_pct'"
    assert only(db, f"SELECT value {near} AND area_id = '0126' AND year = 2023") == CARRIED["N07418", 2023]["0126"]
    assert only(db, f"SELECT count(*) {near} AND area_id = '0127' AND year = 2024") == 0
    assert only(db, f"SELECT min(source) {near} AND area_id = 'riket'") == "kolada_areas"
    assert only(db, f"SELECT min(source) {near} AND area_id = '0126'") == "kolada_nearness"
    assert only(db, "SELECT count(*) FROM staged.published WHERE area_id = 'stockholms_lan'") == 27 * 2
    assert only(db, "SELECT count(*) FROM staged.published WHERE area_id = '0003'") == 0
    measures = db.execute("SELECT measure, count(*) FROM staged.measures GROUP BY measure").fetchall()
    assert measures == [("public_charging_points", 580)]
    assert sorted(db.execute("SELECT measure, times, factor FROM staged.conversions").fetchall()) == [
        ("car_mileage_mil", "population", 1.0),
        ("population_near_grocery", "population", 0.01),
        ("population_near_transit", "population", 0.01),
    ]


def test_survey_values_have_their_interval(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    lines = kolada.stage(db, [changed(whole, tmp_path, where("U01677", "0126", 2024, values=[entry(None)]))])
    assert lines == ["Kolada: N00573 2024: 1 andel tas inte utan sitt osäkerhetstal U01677"]
    row = "SELECT value, low, high FROM staged.published WHERE area_id = '0126' AND year = 2024 AND series = "
    assert only(db, f"{row} 'survey_transit_everyday_pct'") == (70.0, 64.5, 75.5)
    assert db.execute(f"{row} 'survey_transit_leisure_pct'").fetchall() == []
    assert only(db, f"{row} 'cars_per_1000'") == (70.0, None, None)


def test_a_title_that_says_preliminary_or_more_than_it_did(
    whole: Fetch, db: DuckDBPyConnection, tmp_path: Path
) -> None:
    """Its figures are preliminary; what may be of another population is held back."""
    copy = changed(whole, tmp_path, lambda row: row)
    more = {NEAR: " av befolkningen 65+", "N07935": ", preliminär"}
    for path in copy.folder.glob("kpi-*.json"):
        page = json.loads(path.read_bytes())
        rows = [row | {"title": row["title"] + more.get(row["id"], "")} for row in page["values"]]
        copy._store(path.name, json.dumps({**page, "values": rows}).encode(), {"fetched_at": "2026-11-22"})
    assert kolada.stage(db, [copy, whole]) == []
    ((held,),) = db.execute("SELECT reason FROM staged.suspicions").fetchall()
    assert held.startswith("Kolada: N07418 heter nu '")
    assert "65+" in held
    early = "SELECT DISTINCT series FROM staged.published WHERE status = 'preliminary'"
    assert db.execute(early).fetchall() == [(kolada_kpis.kpis()["N07935"].series,)]


@pytest.mark.thorough  # as a figure above what is possible
def test_an_interval_stays_within_a_share(whole: Fetch, db: DuckDBPyConnection, tmp_path: Path) -> None:
    kolada.stage(db, [changed(whole, tmp_path, where("N00570", "0126", 2024, values=[entry(97.0)]))])
    row = "SELECT low, high FROM staged.published WHERE area_id = '0126' AND year = 2024 AND series = "
    assert only(db, f"{row} 'survey_cycle_paths_pct'") == (91.5, 100.0)


def test_sources_say_when_and_what_is_next(whole: Fetch) -> None:
    declared = kolada.sources([whole])
    day = str(max(file["fetched_at"] for file in whole.manifest()["files"].values()))[:10]
    assert {source.retrieved for source in declared.values()} == {day}
    assert str(declared["kolada_nearness"].next_expected) == "2099-06-11"
    assert declared["kolada_nearness"].next_expected_from == f"Koladas publiceringsplan, läst {day}"
    assert declared["kolada_areas"].next_expected is None


# ───────────── One key figure stops itself alone ─────────────

NEAR, NEW = "N07418", "N99418"
NEAR_TITLE = "Befolkning i kollektivtrafiknära läge, andel (%)"


def test_titles_are_compared_by_words() -> None:
    kpis = kolada_kpis.kpis()
    for title in (
        "Bilar, antal/1000 inv", "Bilar antal/1 000 inv.", "Bilar antal/1\u00a0000 inv",
        "BILAR – antal / 1000 inv",
    ):  # fmt: skip
        assert kpis["N07935"].fits(title), title
    assert not kpis["N07935"].fits("Elbilar, antal/1000 inv")
    assert not kpis["N07935"].fits("Bilar, antal/100 inv")
    assert kpis["N85533"].fits("Utsläpp till luft av växthusgaser, transporter, ton CO2e (-2023)")


def test_a_figure_that_ends_is_told_with_what_follows_it(
    server: KoladaServer, db: DuckDBPyConnection, tmp_path: Path
) -> None:
    server.titles[NEAR] = f"{NEAR_TITLE} (-2023)"
    server.titles[NEW] = NEAR_TITLE
    (line,) = kolada.stage(db, [fetched(tmp_path)])
    assert line == (
        f"Kolada: {NEAR} är avslutad 2023 och får inga nya år; efterföljare kan vara {NEW} '{NEAR_TITLE}': kör "
        "'malkollen ingest kolada --accept' för att följa den, eller rätta "
        f"kolada.groups.kolada_nearness.kpis.{NEAR}.id i publishers.toml i datamappen"
    )
    assert only(db, "SELECT count(DISTINCT series) FROM staged.published") == 27  # what it has stands
    with pytest.raises(SourceError, match=f"{NEAR} är avslutad 2023"):
        kolada.probe(client())


def test_a_figure_that_is_gone_or_renamed_leaves_all_others(
    server: KoladaServer, db: DuckDBPyConnection, tmp_path: Path
) -> None:
    good = fetched(tmp_path / "a")
    del server.titles["N07530"]
    server.titles[NEAR] = "Nöjda hundar"
    server.asked.clear()
    bad = fetched(tmp_path / "b")
    assert not any("N07530" in asked.path for asked in server.asked if asked.path.startswith("/data"))
    gone, renamed = sorted(kolada.stage(db, [bad, good]), key=lambda line: "heter nu" in line)
    assert "nyckeltalet N07530 (" in gone
    assert "N07418 heter nu 'Nöjda hundar'" in renamed
    assert all(line.endswith(f"siffrorna från {kolada.sources([good])['kolada_nearness'].retrieved} står kvar")
               for line in (gone, renamed))  # fmt: skip
    assert only(db, "SELECT count(DISTINCT series) FROM staged.published") == 27
    near = "FROM staged.published WHERE series = 'population_near_transit_pct'"
    assert only(db, f"SELECT value {near} AND area_id = '0126' AND year = 2023") == CARRIED["N07418", 2023]["0126"]


@pytest.mark.thorough  # as one whose uncertainty is not given, below
def test_a_survey_without_its_uncertainty_is_not_taken(
    server: KoladaServer, db: DuckDBPyConnection, tmp_path: Path
) -> None:
    del server.titles["U01676"]
    lines = kolada.stage(db, [fetched(tmp_path)])
    assert any("N00572 tas inte utan sitt osäkerhetstal U01676" in line for line in lines)
    assert only(db, "SELECT count(*) FROM staged.published WHERE series = 'survey_transit_everyday_pct'") == 0


def test_a_share_whose_uncertainty_is_not_given_is_left_out_with_a_line(
    whole: Fetch, db: DuckDBPyConnection, tmp_path: Path
) -> None:
    """Of the year that has none, not of the others; held back where the share was there before."""

    def change(row: Row) -> Row:
        is_it = (row["kpi"], row["period"]) == ("U01575", 2024) and row["municipality"] in codes_cached
        return {**row, "values": [entry(None)]} if is_it else row

    spoilt = changed(whole, tmp_path, change)
    said = "Kolada: N00575 2024: 290 andelar tas inte utan sitt osäkerhetstal U01575"
    assert kolada.stage(db, [spoilt]) == [said]
    rows = "FROM staged.published WHERE series = 'survey_car_pct' AND area_id IN (SELECT municipality_code FROM "
    rows += "mart.municipalities)"
    assert only(db, f"SELECT list(DISTINCT year) {rows}") == [2023]
    assert only(db, f"SELECT count(*) {rows} AND low IS NULL") == 0
    assert only(db, "SELECT count(*) FROM staged.suspicions") == 0
    db.execute("DELETE FROM staged.published; DELETE FROM staged.conversions; DELETE FROM staged.measures")
    db.execute(
        "ATTACH ':memory:' AS old; CREATE SCHEMA old.mart; CREATE TABLE old.mart.published AS FROM mart.published"
    )
    db.execute(
        "INSERT INTO old.mart.published VALUES ('0126', 2024, 'survey_car_pct', 66, 60, 72, '', 'kolada_survey')"
    )
    kolada.stage(db, [spoilt])
    assert only(db, "SELECT reason FROM staged.suspicions") == f"{said}, och de fanns med förut"


def test_with_accept_a_successor_is_followed_and_a_title_is_taken(
    server: KoladaServer, db: DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    good = fetched(tmp_path / "a")
    server.titles[NEAR], server.titles[NEW] = f"{NEAR_TITLE} (-2023)", NEAR_TITLE
    server.titles["N07935"] = "Antal bilar per 1 000 invånare"
    (tmp_path / "publishers.toml").write_text(OWN, encoding="utf-8")
    assert kolada.follow(client()) == [
        "N07935 godtas med titeln 'Antal bilar per 1 000 invånare' (publishers.toml)",
        f"{NEAR} följs av {NEW} från och med nu (publishers.toml)",
    ]
    assert kolada_kpis.kpis()[NEAR].id == NEW
    after = fetched(tmp_path / "b")
    assert after.manifest()["kpis"][NEAR] == NEW
    assert kolada.stage(db, [after, good]) == []
    assert only(db, "SELECT count(DISTINCT series) FROM staged.published") == 27
    assert kolada.probe(client()).startswith("Kolada svarar: 36 nyckeltal")
    db.execute("DELETE FROM staged.published; DELETE FROM staged.measures; DELETE FROM staged.conversions")
    lines = kolada.stage(db, [good])  # the last good fetch, made before, is still read by the ids it was asked by
    assert only(db, "SELECT count(DISTINCT series) FROM staged.published") >= 25
    assert {word for line in lines for word in (NEAR, NEW, "N07935") if word in line} <= {NEAR, NEW, "N07935"}


OWN = """[kolada.groups.kolada_nearness] # vår egen
kpis.N07418.id = "N07418"
[ kolada.groups.kolada_cars.kpis ]
N07935 = { id = "N07935" } # bilar
"""
OTHERS = {
    "other words": (NEAR_TITLE + " (-2023)", {NEW: NEAR_TITLE + ", kvinnor"}, "jämför definitionerna på kolada.se och"),
    "no id of theirs": (NEAR_TITLE + " (-2023)", {"N07410,N07411": NEAR_TITLE}, "ingen efterföljare hittades"),
    "two": (NEAR_TITLE + " (-2023)", {NEW: NEAR_TITLE, "N07998": NEAR_TITLE}, "jämför definitionerna"),
    "another measure": ("Antal hundar i kommunen", {}, 'title = ["Antal hundar i kommunen"]'),
    "women": (NEAR_TITLE.replace("Befolkning", "Kvinnor"), {}, "är det samma mått, skriv title = "),
}


@pytest.mark.parametrize(("title", "more", "said"), OTHERS.values(), ids=OTHERS.keys())
def test_with_accept_what_may_be_another_measure_is_not_followed(
    server: KoladaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, more: dict[str, str], said: str
) -> None:
    """It says what to write by hand, and the others are followed."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    server.titles |= {NEAR: title, **more, "N07940": "Antal laddhybridbilar per 1000 invånare"}
    lines = kolada.follow(client())
    assert len(lines) == 2
    assert "N07940 godtas med titeln 'Antal laddhybridbilar per 1000 invånare' (publishers.toml)" in lines
    assert all(said in line and line.isprintable() for line in lines if "N07940" not in line)
    assert kolada_kpis.kpis()[NEAR].id == NEAR
    assert (
        publishers.read("kolada")["groups"]["kolada_nearness"] == publishers.ours("kolada")["groups"]["kolada_nearness"]
    )


@pytest.mark.parametrize("word", [", kvinnor", " promille", " i tätort"])
def test_a_successor_with_a_word_more_is_another_measure(
    word: str, server: KoladaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    server.titles[NEAR], server.titles[NEW] = f"{NEAR_TITLE} (-2023)", f"{NEAR_TITLE}{word}"
    assert [line.partition(":")[0] for line in kolada.follow(client())] == [f"{NEAR} följs inte av sig självt"]
    del server.titles[NEAR]
    assert [line.partition(":")[0] for line in kolada.follow(client())] == [f"{NEAR} följs inte av sig självt"]
    assert not (tmp_path / "publishers.toml").exists()
    server.titles[NEW] = NEAR_TITLE
    assert kolada.follow(client()) == [f"{NEAR} följs av {NEW} från och med nu (publishers.toml)"]


# ───────────── In a build ─────────────


@pytest.fixture(scope="module")
def built(whole: Fetch, data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[build.Built, Path]:
    """A build where the newest fetch has a share above 100 and the one before is good."""
    folder = tmp_path_factory.mktemp("live")
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, folder / name)
    kept = folder / "raw" / "kolada"
    kept.mkdir(parents=True)
    shutil.copytree(whole.folder, kept / whole.id)
    bad = changed(whole, tmp_path_factory.mktemp("bad"), where("N07418", "0126", 2024, values=[entry(101.0)]))
    shutil.copytree(bad.folder, kept / "20991122T000000.000000Z")
    return build.build(folder), folder / storage.FILE_NAME


@pytest.mark.thorough  # as any source's in tests/ingest/building/test_live.py
def test_a_bad_fetch_falls_back_to_the_good_one(built: tuple[build.Built, Path]) -> None:
    (fault,) = built[0].faults
    assert "N07418 0126 2024: värdet är 101, högst 100 är möjligt" in fault.reason
    assert {report.source for report in built[0].reports} >= {"kolada_nearness", "kolada_charging", "kolada_areas"}


def test_live_figures_take_the_place_of_carried_whole(built: tuple[build.Built, Path], database: Path) -> None:
    with storage.attach(built[1]) as db, storage.attach(database) as before:
        query = "SELECT value FROM mart.measures WHERE municipality_code = '0126' AND measure = ? AND year = ?"
        for measure, year in (("population_near_transit", 2023), ("car_mileage_mil", 2024)):
            assert db.execute(query, [measure, year]).fetchone() == before.execute(query, [measure, year]).fetchone()
        fed = "SELECT list(DISTINCT source), list(DISTINCT year ORDER BY year) FROM mart.measures WHERE measure = "
        assert only(db, f"{fed} 'public_charging_points'") == (["kolada_charging"], [2023, 2024])
        assert only(db, f"{fed} 'public_charging_stations'") == (["power_circle_charging"], [2023, 2024, 2025])
        assert only(db, f"{fed} 'cars_all'")[0] == ["trafikanalys_vehicles"]  # type: ignore[index]
        gone = "('kolada_transit_nearness', 'kolada_car_mileage', 'kolada_published_areas')"
        assert only(db, f"SELECT count(*) FROM mart.sources WHERE source IN {gone}") == 0
        near = "SELECT list(DISTINCT source) FROM mart.published WHERE series = 'population_near_transit_pct'"
        assert sorted(only(db, near)) == ["kolada_areas", "kolada_nearness"]  # type: ignore[call-overload]


def test_a_share_becomes_a_count_and_its_indicator_is_computed(
    built: tuple[build.Built, Path], registry: Registry
) -> None:
    assert not {"daily_services_within_reach", "school_within_reach", "satisfaction"} & {*registry.computed()}
    with storage.attach(built[1]) as db:
        row = "SELECT value, status FROM mart.measures WHERE municipality_code = '0126' AND year = 2024 AND measure = "
        (people, _), (near, status) = only(db, f"{row} 'population'"), only(db, f"{row} 'population_near_grocery'")  # type: ignore[misc]
        assert (people, status) == (114304, "derived")
        assert near == pytest.approx(0.70 * people)
        found = with_figures.with_figures(db, registry)
        assert {"daily_services_within_reach", "school_within_reach", "satisfaction"} <= {*found.computed()}
        row = "SELECT value, low, high, source FROM mart.published WHERE area_id = '0126' AND year = 2024 AND series = "
        assert only(db, f"{row} 'survey_transit_everyday_pct'") == (70.0, 64.5, 75.5, "kolada_survey")


# ───────────── Anything at all ─────────────

NAMES = st.sampled_from(["kpi", "municipality", "period", "values", "gender", "value", "status", "x"])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
)


@given(rows=ANYTHING, following=ANYTHING)
@settings(max_examples=150)
def test_whatever_comes_is_read_or_refused_in_one_line(rows: object, following: object) -> None:
    content = json.dumps({"values": rows, "next_url": following}).encode()
    message = ""
    try:
        page = answers.page(content, PATH)
        list(_figures(page.rows, {"0126": "K"}))
        answers.units(page.rows)
    except SourceError as error:
        message = str(error)
    assert "\n" not in message


@given(value=ANYTHING, deleted=st.booleans(), status=st.sampled_from(["", None, "Missing", "Privacy"]))
@settings(max_examples=150)
def test_a_value_is_itself_or_missing_or_refused(value: object, deleted: bool, status: str | None) -> None:
    values = [{"gender": "T", "value": value, "isdeleted": deleted, "status": status}]
    row = {"kpi": "N07418", "municipality": "0126", "period": 2023, "values": values}
    try:
        (found,) = _figures([row], {"0126": "K"})
    except SourceError:
        return
    assert found.value is None if deleted else found.value == value


@given(content=st.binary(max_size=60))
@settings(max_examples=100)
def test_bytes_that_are_no_page_are_refused(content: bytes) -> None:
    with pytest.raises(SourceError):
        answers.page(content, PATH)

"""NOBIL: how a dump is counted, which fetch stands for a year's end, and what stops it."""

import gzip
import json
import shutil
import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from live_database import prepared, staged
from publisher import Asked, Publisher, Reply

from ingest import build, publishers
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import Fetch, RawStore
from ingest.live import BadFetchError
from ingest.run import Wanted, run
from ingest.sources import nobil
from ingest.sources.nobil import Snapshot, dump as nobil_dump, year_ends
from ingest.sources.nobil.codes import MOST_KW, Codes
from ingest.sources.nobil.dump import POINT_CLASSES
from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.registry import registry
from malkollen.values import areas, evaluate
from malkollen.values.with_figures import with_figures

DUMP = ROOT / "tests" / "fixtures" / "nobil" / "dump.json"
PUBLISHED = ROOT.parent / "shared" / "published" / "nobil"
PATH = "/api/server/datadump.php"
THREE = [("0126", "Huddinge"), ("0127", "Botkyrka"), ("0128", "Salem")]
KEY = "hemlig-nyckel-1234"


def fixture() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DUMP.read_text(encoding="utf-8"))
    return found


def content(dump: object) -> bytes:
    return json.dumps(dump, ensure_ascii=False).encode("utf-8")


def station(identity: int, municipality: str, capacity: str = "11", **about: object) -> dict[str, Any]:
    """A made public station with one connector."""
    attributes = {"4": {"attrtypeid": "4", "attrvalid": "32"}, "5": {"attrtypeid": "5", "attrvalid": capacity}}
    return {
        "csmd": {"id": identity, "Municipality_ID": municipality, "Position": "(59.2,17.9)", "Station_status": 1}
        | about,
        "attr": {"st": {"2": {"attrtypeid": "2", "attrvalid": "1"}}, "conn": {"1": attributes}},
    }


def country(codes: list[str], *, updated: str = "2025-12-30 08:00:00", kw: str = "11") -> dict[str, Any]:
    """A made dump with ten stations in every municipality."""
    places = [code for code in codes for _ in range(10)]
    return {"chargerstations": [station(n, code, kw, Updated=updated) for n, code in enumerate(places, start=1)]}


def fetched(store: RawStore, dump: object, day: str, checked: Sequence[tuple[str, str]] = ()) -> Fetch:
    """A fetch made over the network on a day, and perhaps found unchanged from some days through others."""
    into = store.begin("nobil")
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    into.keep(nobil.FILE, Answer(content(dump), "https://nobil.no" + PATH, 200, "application/json", at))
    store.finish("nobil", into)
    if checked:
        last = checked[-1][1] + "T03:00:00+00:00"
        into._write(into.manifest() | {"checked_at": last, "checked": [list(span) for span in checked]})
    return into


def test_the_made_dump_is_counted_by_hand() -> None:
    dump = nobil_dump.read(DUMP.read_bytes())
    figures = {code: nobil.measures(counts) for code, counts in dump.by_municipality.items()}
    assert figures["0126"]["public_charging_kw"] == (22 + 22 + 150 + 11, "")
    assert figures["0126"]["nobil_charging_points"] == (4, "")
    assert figures["0126"]["nobil_dc_charging_stations"] == (1, "")
    assert figures["0127"]["public_charging_kw"] == (pytest.approx(7.4 + 30 + 350), "partial")
    assert figures["0127"]["nobil_points_unknown_kw"] == (1, "")
    assert figures["0127"]["nobil_dc_charging_stations"] == (2, "")
    assert figures["0128"]["public_charging_kw"] == (None, "missing")
    assert figures["0128"]["nobil_charging_points"] == (4, "")
    for each in figures.values():
        assert sum(each[name][0] or 0 for name in POINT_CLASSES) == each["nobil_charging_points"][0]


def test_what_is_not_counted_is_said() -> None:
    dump = nobil_dump.read(DUMP.read_bytes())
    assert dump.unknown_codes == {"99 (okänd - MCS)": 1}
    assert dump.other_labels == {"16 (11 kW - 230V 3-phase max 16A)": 1}
    assert dump.flagged == {"med latitud och longitud omkastade": 1, "med läge utanför Sverige": 1}
    assert dump.left_out["utan svensk kommunkod"] == 2  # a Danish one of three digits, and a number that lost its zero
    counted = sum(counts.stations for counts in dump.by_municipality.values())
    assert counted + dump.left_out.total() == dump.stations == 18


def plain(path: Path) -> dict[str, dict[str, float]]:
    """The public stations, points and power of a real dump, counted anew and as plainly as can be."""
    text = path.read_text(encoding="utf-8")
    by_municipality: dict[str, dict[str, float]] = {}
    for each in json.loads(text[text.index("{") :])["chargerstations"]:
        if each["attr"]["st"]["2"]["trans"] == "Public":
            counts = by_municipality.setdefault(each["csmd"]["Municipality_ID"], {"stations": 0, "points": 0, "kw": 0})
            counts["stations"] += 1
            for connector in each["attr"]["conn"].values():
                counts["points"] += 1
                counts["kw"] += float(connector["5"]["trans"].split(" kW")[0].replace(",", "."))
    return by_municipality


@pytest.mark.parametrize("name", ["nobil_datadump_v3_uppsala.json", "Response-1571118216182.http"])
def test_a_real_dump_is_counted_as_its_own_labels_say(name: str) -> None:
    path = PUBLISHED / name
    if not path.exists():
        pytest.skip(f"{name} ligger inte bredvid utcheckningen")
    dump = nobil_dump.read(path.read_bytes())
    wanted = plain(path)
    assert set(dump.by_municipality) == set(wanted)
    for code, counts in wanted.items():
        figures = nobil.measures(dump.by_municipality[code])
        assert figures["nobil_charging_stations"] == (counts["stations"], "")
        assert figures["nobil_charging_points"] == (counts["points"], "")
        assert figures["public_charging_kw"] == (pytest.approx(counts["kw"]), "")
    assert wanted["0380"] == {"stations": 21, "points": 80, "kw": pytest.approx(2756.6)}
    assert not dump.unknown_codes
    assert not dump.other_labels


def test_a_recorded_answer_says_its_own_day(tmp_path: Path) -> None:
    path = PUBLISHED / "Response-1571118216182.http"
    if not path.exists():
        pytest.skip(f"{path.name} ligger inte bredvid utcheckningen")
    assert nobil_dump.read(path.read_bytes()).answered == date(2019, 10, 15)
    store = RawStore(tmp_path)
    into = store.begin("nobil")
    nobil.take(path, into)
    store.finish("nobil", into)
    with pytest.raises(BadFetchError, match="stationer i 0 av 3 kommuner; hela landets behövs"):
        nobil.stage(prepared(THREE), store.readable("nobil"))


def snapshot(first: str, last: str | None = None) -> Snapshot:
    return Snapshot(Fetch(Path(first)), ((date.fromisoformat(first), date.fromisoformat(last or first)),))


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (["2026-11-22"], {}),  # near a day that has not come
        (["2026-12-30"], {}),  # the day before
        (["2026-12-31"], {2026: "2026-12-31"}),
        (["2026-11-16", "2027-03-01"], {2026: "2026-11-16"}),  # 45 days before, and the year has ended
        (["2026-11-15", "2027-03-01"], {}),  # 46
        (["2027-02-14"], {2026: "2027-02-14"}),
        (["2027-02-15"], {}),
        (["2026-12-20", "2027-01-05"], {2026: "2027-01-05"}),
        (["2026-12-26", "2027-01-05"], {2026: "2026-12-26"}),  # as near: the earlier
        (["2025-12-31", "2026-06-30", "2026-12-31"], {2025: "2025-12-31", 2026: "2026-12-31"}),
    ],
)
def test_which_fetch_stands_for_a_year(days: list[str], wanted: dict[int, str]) -> None:
    found = year_ends([snapshot(day) for day in days])
    assert {year: str(chosen.first) for year, chosen in found.items()} == wanted


def test_an_unchanged_answer_stands_for_the_days_between() -> None:
    same = snapshot("2026-10-01", "2027-02-20")
    assert year_ends([same, snapshot("2026-12-20")]) == {2026: same}


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=12, unique=True))
def test_no_fetch_stands_for_two_years_or_a_day_to_come(days: list[date]) -> None:
    snapshots = [snapshot(str(day)) for day in days]
    by_year = year_ends(snapshots)
    assert len({chosen.first for chosen in by_year.values()}) == len(by_year)
    for year, chosen in by_year.items():
        assert max(days) >= date(year, 12, 31)
        assert abs((chosen.first - date(year, 12, 31)).days) <= nobil.NEAR_DAYS
    assert year_ends(snapshots[::-1]) == by_year


def years(store: RawStore) -> set[int]:
    """The years that have figures after all fetches are staged."""
    db = prepared(THREE)
    nobil.sources(store.readable("nobil"))
    nobil.stage(db, store.readable("nobil"))
    return {year for _code, year, _measure in staged(db)}


WHOLE_COUNTRY = ["0126", "0127", "0128"]


def test_a_clock_that_was_behind_makes_up_no_years(tmp_path: Path) -> None:
    """The same bytes, fetched with one clock and found unchanged with another."""
    for day in ("1970-01-01", "2024-12-01", "2025-01-10"):
        store = RawStore(tmp_path / day)
        fetched(store, country(WHOLE_COUNTRY), day, [("2026-03-20", "2026-03-20")])
        assert years(store) == set(), day
        said = store.ahead()["nobil"]
        assert "är daterad" in said
        assert day in said


def test_the_right_day_of_a_fetch_whose_first_was_wrong_counts(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    fetched(store, country(WHOLE_COUNTRY), "2025-01-10", [("2026-01-03", "2026-01-03")])
    assert years(store) == {2025}
    caveats = " ".join(nobil.sources(store.readable("nobil"))["nobil"].caveats)
    assert "är daterad 2025-01-10, men utdraget har ändringar från 2025-12-30: klockan gick fel" in caveats
    assert "är daterad 2025-01-10, men utdraget har ändringar från 2025-12-30. " in store.ahead()["nobil"]


def test_checks_stand_for_their_own_days_only(tmp_path: Path) -> None:
    dump = country(WHOLE_COUNTRY, updated="2025-06-01 08:00:00")
    for number, (checked, wanted) in enumerate([
        ([("2025-06-10", "2026-03-01")], {2025}),  # every night
        ([("2025-12-20", "2025-12-20"), ("2026-03-01", "2026-03-01")], {2025}),
        ([("2025-11-01", "2025-11-10"), ("2026-03-01", "2026-03-01")], set()),  # nobody asked around the year's end
        ([("2026-03-01", "2026-03-01")], set()),
        ([("2026-03-01", "2026-03-01"), ("2025-12-30", "2025-12-30")], set()),  # the later is right
        ([("2999-12-31", "2999-12-31")], set()),
        ([("1970-01-01", "2026-03-01")], set()),
        ([("2026-03-01", "2025-03-01"), ("x", "y")], set()),
    ]):  # fmt: skip
        store = RawStore(tmp_path / str(number))
        fetched(store, dump, "2025-06-02", checked)
        assert years(store) == wanted, checked


def test_a_fetch_from_a_clock_that_was_ahead_is_not_staged_even_when_its_day_has_passed(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    ahead = (datetime.now(UTC) + timedelta(days=400)).date()
    wrong = fetched(store, country(WHOLE_COUNTRY), str(ahead))
    assert years(store) == set()
    assert "efter serverns klocka" in store.ahead()["nobil"]
    store.drop(wrong)
    fetched(store, country(WHOLE_COUNTRY), "2025-12-31")  # the clock said so in March
    fetched(store, country(WHOLE_COUNTRY, kw="23", updated="2025-03-10 08:00:00"), "2025-03-11")
    fetched(store, country(WHOLE_COUNTRY, kw="24", updated="2025-03-12 08:00:00"), "2025-03-13")
    fetched(store, country(WHOLE_COUNTRY, kw="23", updated="2025-03-12 08:00:00"), "2026-03-11")
    assert years(store) == set()


def test_a_fetch_before_what_it_holds_is_not_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = str((datetime.now(UTC) + timedelta(days=3)).date())
    dump = content(country(WHOLE_COUNTRY, updated=f"{later} 08:00:00"))
    with Publisher({PATH: dump}) as publisher:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", publisher.url)
        client = Client("NOBIL", secrets=[KEY], declared=nobil.LIVE.declared, pause=lambda _seconds: None)
        into = RawStore(tmp_path).begin("nobil")
        with pytest.raises(SourceError, match=f"ändringar från {later}, efter serverns klocka .* Inget sparades$"):
            nobil.fetch(client, into, None, key=KEY)
    assert not into.has(nobil.FILE)


def test_a_saved_dump_of_a_day_to_come_is_refused(tmp_path: Path) -> None:
    day = str((datetime.now(UTC) + timedelta(days=3)).date())
    with pytest.raises(SourceError, match=f"sägs vara från {day}, som inte har kommit"):
        given_file(tmp_path, f"nobil_{day}.json", country(WHOLE_COUNTRY))
    heading = b"HTTP/1.1 200 OK\nDate: Fri, 31 Dec 9999 23:59:59 GMT\n\n"
    (tmp_path / "recorded.http").write_bytes(heading + content(country(WHOLE_COUNTRY)))
    with pytest.raises(SourceError, match="som inte har kommit"):
        nobil.take(tmp_path / "recorded.http", RawStore(tmp_path).begin("nobil"))


def test_only_year_ends_are_staged_and_it_is_said(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    fetched(store, country(["0126", "0127", "0128"], updated="2025-11-20 08:00:00"), "2025-11-22")
    db = prepared(THREE)
    source = nobil.sources(store.readable("nobil"))["nobil"]
    nobil.stage(db, store.readable("nobil"))
    assert staged(db) == {}
    assert source.caveats[0].startswith("Ingen hämtning står ännu för ett årsskifte: den senaste är från 2025-11-22")
    fetched(store, country(["0126", "0127", "0128"], kw="23"), "2026-01-03")
    nobil.stage(db, store.readable("nobil"))
    assert staged(db)["0126", 2025, "public_charging_kw"] == 1000
    said = nobil.sources(store.readable("nobil"))["nobil"].caveats[0]
    assert said.startswith("31 december står för: 2025 av hämtningen 2026-01-03.")


def test_the_source_says_what_the_newest_dump_leaves_out(tmp_path: Path) -> None:
    store, dump = RawStore(tmp_path), fixture()
    dump["chargerstations"].append(station(1, "0180") | {"attr": {"st": [], "conn": []}})
    fetched(store, dump, "2026-01-03")
    caveats = " ".join(nobil.sources(store.readable("nobil"))["nobil"].caveats)
    for part in (
        "Okänd effektkod, och kommunens effekt saknas; antal uttag: 99 (okänd - MCS) 1.",
        "annan effekt i etiketten; antal uttag: 16 (11 kW - 230V 3-phase max 16A) 1.",
        "Laddpunkter vars effekt NOBIL inte vet: 1;",
        "Kommuner med stationer men ingen publik: 1;",
        "utan svensk kommunkod 2",
        "räknas efter kommunkod: med latitud och longitud omkastade 1, med läge utanför Sverige 1.",
    ):
        assert part in caveats


def test_every_fetch_is_kept_and_an_old_one_that_is_broken_is_the_one_refused(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    first = fetched(store, country(["0126", "0127", "0128"], updated="2025-01-02 08:00:00"), "2025-01-03")
    fetched(store, country(["0126", "0127", "0128"], kw="23"), "2025-12-31")
    db = prepared(THREE)
    nobil.stage(db, store.readable("nobil"))
    assert {year for _code, year, _measure in staged(db)} == {2024, 2025}
    first.keep(nobil.FILE, Answer(b"{}", "https://nobil.no", 200, "", datetime(2025, 1, 3, tzinfo=UTC)))
    with pytest.raises(BadFetchError) as error:
        nobil.stage(prepared(THREE), store.readable("nobil"))
    assert error.value.fetch == first


@pytest.mark.parametrize(("kept", "is_held"), [(7, True), (9, False)])
def test_a_dump_of_half_the_stations_is_held(tmp_path: Path, kept: int, *, is_held: bool) -> None:
    """However usual the steps of its measures are: kept of ten in each municipality."""
    store, codes = RawStore(tmp_path), ["0126", "0127", "0128"]
    fetched(store, country(codes, updated="2024-12-30 08:00:00"), "2025-01-03")
    half = country(codes)
    half["chargerstations"] = [each for each in half["chargerstations"] if each["csmd"]["id"] % 10 < kept]
    fetched(store, half, "2025-12-31")
    db = prepared(THREE)
    nobil.stage(db, store.readable("nobil"))
    said = "utdraget 2025-12-31 har 21 stationer, mot 30 i det från 2025-01-03"
    assert db.execute("FROM staged.suspicions").fetchall() == ([("nobil", said)] if is_held else [])


def test_municipalities_that_do_not_exist_are_said_and_many_stop_it(tmp_path: Path) -> None:
    db, store = prepared(THREE), RawStore(tmp_path)
    codes = ["0126", "0127", "0128"] * 20
    dump = country(codes)
    dump["chargerstations"].append(station(9999, "0199"))
    fetched(store, dump, "2026-01-03")
    db.execute("INSERT INTO mart.sources (source, caveats) VALUES ('nobil', [])")
    nobil.stage(db, store.readable("nobil"))
    assert {code for code, _year, _measure in staged(db)} == {"0126", "0127", "0128"}
    said = db.execute("SELECT caveats FROM mart.sources").fetchone()
    assert said == (["Inte räknade: stationer med kommunkoder som inte finns (0199)."],)
    dump["chargerstations"] += [station(10_000 + n, "0199") for n in range(20)]
    fetched(store, dump, "2026-01-04")
    with pytest.raises(BadFetchError, match="21 av 621 stationer har ingen svensk kommunkod"):
        nobil.stage(prepared(THREE), store.readable("nobil"))


def given_file(folder: Path, name: str, dump: object) -> list[Fetch]:
    path = folder / name
    path.write_bytes(content(dump))
    store = RawStore(folder)
    into = store.begin("nobil")
    nobil.take(path, into)
    store.finish("nobil", into)
    return store.readable("nobil")


def test_a_saved_dump_is_of_the_day_in_its_name_else_of_its_latest_change(tmp_path: Path) -> None:
    dump = country(["0126", "0127", "0128"], updated="2026-01-15 10:00:00")
    for name, year in (("nobil_2026-01-16.json", 2025), ("nobil-20260301.json", None), ("utan dag.json", 2025)):
        db = prepared(THREE)
        own = tmp_path / name.replace(".", "_")
        own.mkdir()
        nobil.stage(db, given_file(own, name, dump))
        assert {found for _code, found, _measure in staged(db)} == ({year} if year else set())


@pytest.mark.parametrize(
    ("name", "updated", "said"),
    [
        (
            "nobil_2025-12-31.json",
            "2026-05-01 10:00:00",
            "sägs vara från 2025-12-31, men har ändringar från 2026-05-01",
        ),
        ("nobil_2025-13-31.json", "2025-12-01 10:00:00", "filnamnets datum finns inte"),
        ("nobil.json", "", "ingenting säger vilken dag"),
    ],
)
def test_a_saved_dump_whose_day_is_not_known_is_refused(tmp_path: Path, name: str, updated: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        given_file(tmp_path, name, country(["0126"], updated=updated))


ANSWERS: list[tuple[bytes, str]] = [
    (b"", "inte hel JSON"),
    (b"<?xml version='1.0'?><error>No access</error>", "börjar .<[?]xml"),
    (b"Invalid apikey", "börjar 'Invalid apikey'"),
    (content({"error": "Invalid apikey"}), "svarar med ett fel: Invalid apikey"),
    (content({"Provider": "NOBIL.no", "chargerstations": []}), "inga stationer"),
    (content([1, 2]), "inga stationer"),
    (content({"chargerstations": [{"csmd": []}]}), "station 1 i utdraget saknar csmd.id"),
    (content({"chargerstations": [station(1, "0126"), station(1, "0126")]}), "station 1 står två gånger"),
    (content(fixture())[:-40], "inte hel JSON"),
    (b"[" * 100_000, "inte hel JSON"),
    (b"HTTP/1.1 403 Forbidden\r\n\r\n{}", "är ett felsvar .HTTP/1.1 403"),
    (b"HTTP/1.1 200 OK\r\n\r\n" + gzip.compress(content(fixture()))[:-9], "är avkortat"),
]


@pytest.mark.parametrize(("answer", "said"), ANSWERS)
def test_an_answer_that_is_no_dump_is_refused_in_one_line(answer: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        nobil_dump.read(answer)
    assert "\n" not in str(error.value)


def test_a_recorded_answer_may_be_packed() -> None:
    heading = b"HTTP/1.1 200 OK\nDate: Wed, 31 Dec 2025 10:00:00 GMT\nContent-Encoding: gzip\n\n"
    dump = nobil_dump.read(heading + gzip.compress(DUMP.read_bytes()))
    assert dump.answered == date(2025, 12, 31)
    assert dump.stations == 18


def test_the_key_is_in_the_question_and_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    echo = Reply.of({"error": f"Invalid apikey {KEY}"})
    with Publisher({PATH: [Reply(status=503), Reply(DUMP.read_bytes()), echo]}) as publisher:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", publisher.url)
        client = Client("NOBIL", secrets=[KEY], declared=nobil.LIVE.declared, pause=lambda _seconds: None)
        into = RawStore(tmp_path).begin("nobil")
        nobil.fetch(client, into, None, key=KEY)
        assert (publisher.asked[-1].method, publisher.asked[-1].query["apikey"]) == ("GET", KEY)
        with pytest.raises(SourceError, match="Invalid apikey") as error:
            nobil.probe(client, key=KEY)
        assert KEY not in str(error.value)
        assert "fromdate" in publisher.asked[-1].query
        asked = len(publisher.asked)
        nobil.fetch(client, into, None, key=KEY)
        assert len(publisher.asked) == asked  # it is stored already
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEY.encode() not in stored


@pytest.mark.parametrize("status", [400, 404, 405, 411])
def test_a_service_that_only_takes_a_form_is_asked_by_one(
    status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(DUMP.read_bytes()) if asked.method == "POST" else Reply(b"POST please", status)

    with Publisher({PATH: answer}) as publisher:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", publisher.url)
        client = Client("NOBIL", secrets=[KEY], declared=nobil.LIVE.declared, pause=lambda _seconds: None)
        into = RawStore(tmp_path).begin("nobil")
        nobil.fetch(client, into, None, key=KEY)
        assert KEY in publisher.asked[-1].body.decode()
    assert into.has(nobil.FILE)


def test_a_code_nobody_knows_is_read_from_its_label() -> None:
    dump = country(["0126"])
    dump["chargerstations"][0]["attr"]["conn"]["1"]["5"] = {"attrtypeid": "5", "attrvalid": "77", "trans": "640 kW DC"}
    for label, kw in (("640 kW DC", 640.0), ("62,5 kW", 62.5), ("9000 kW", None), ("mindre än 100 kW", None)):
        dump["chargerstations"][0]["attr"]["conn"]["1"]["5"]["trans"] = label
        read = nobil_dump.read(content(dump))
        wanted = (kw + 9 * 22.0, "") if kw else (None, "missing")
        assert nobil.measures(read.by_municipality["0126"])["public_charging_kw"] == wanted
        assert read.by_label == ({f"77 ({label})": 1} if kw else {})
        assert read.unknown_codes == ({} if kw else {f"77 ({label})": 1})


@pytest.mark.parametrize("status", [200, 403])
@pytest.mark.parametrize("form", ['{"error": "Invalid API key: %s"}', "%s", '{"apikey": "%s", "chargerstations": []}'])
def test_a_key_as_php_repeats_it_is_in_no_message(
    form: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "HEMLIG/nyckel+9"
    for way in (key.replace("/", "\\/"), "".join(f"\\u{ord(letter):04x}" for letter in key), key[:-2]):
        with Publisher({PATH: Reply((form % way).encode(), status)}) as publisher:
            monkeypatch.setenv("MALKOLLEN_NOBIL_URL", publisher.url)
            client = Client("NOBIL", secrets=[key], declared=nobil.LIVE.declared, pause=lambda _seconds: None)
            with pytest.raises(SourceError) as error:
                nobil.fetch(client, RawStore(tmp_path).begin("nobil"), None, key=key)
        said = str(error.value)
        assert said.startswith("NOBIL: ")
        assert not any(part in said for part in ("HEM", "nyckel+", "u0048", "***kel"))


def test_an_error_in_an_ok_answer_is_not_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Publisher({PATH: [Reply.of({"error": "Invalid apikey"})]}) as publisher:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", publisher.url)
        into = RawStore(tmp_path).begin("nobil")
        with pytest.raises(SourceError, match="svarar med ett fel"):
            nobil.fetch(
                Client("NOBIL", secrets=[KEY], declared=nobil.LIVE.declared, pause=lambda _seconds: None),
                into,
                None,
                key=KEY,
            )
        assert not into.has(nobil.FILE)


def test_charging_power_to_the_eu_level_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """K04 waits until a dump near a year's end is read; then it is there, and Power Circle's points are untouched."""
    found = build.modules()
    monkeypatch.setattr(build, "modules", lambda: {name: found[name] for name in ("figures", "nobil")})
    for name in ("figures", "reference"):
        shutil.copytree(ROOT / "data" / name, tmp_path / name, copy_function=shutil.copyfile)
    codes = [
        line.split(",")[0] for line in (tmp_path / "reference" / "municipalities.csv").read_text().splitlines()[1:]
    ]
    saved = tmp_path / "nobil_2025-12-31.json"
    saved.write_bytes(content(country(codes, updated="2025-12-30 10:00:00", kw="24")))
    _built, faults = run(tmp_path, Wanted(names=["nobil"], file=saved), lambda *_: None, lambda _line: None)
    assert faults == []
    with storage.attach(tmp_path / storage.FILE_NAME) as db:
        declared = with_figures(db, registry.load())
        places = areas.load(db, declared)
        (evaluation, *_) = evaluate.evaluate(db, declared, places, "charging_power_to_eu_level")
        value = evaluation.at("sodertorn", 2025)
        assert value.value is not None
        cars = dict(
            db.execute(
                "SELECT measure, sum(value) FROM mart.measures JOIN mart.members USING (municipality_code) "
                "WHERE area_id = 'sodertorn' AND year = 2025 GROUP BY measure"
            ).fetchall()
        )
        electric = cars["cars_battery_electric"] + cars["light_trucks_battery_electric"]
        hybrid = cars["cars_plug_in_hybrid"] + cars["light_trucks_plug_in_hybrid"]
        assert value.value == pytest.approx(8 * 10 * 150 / (1.3 * electric + 0.8 * hybrid))
        feeders = "SELECT DISTINCT source FROM mart.measures WHERE measure = 'public_charging_points'"
        assert db.execute(feeders).fetchall() == [("power_circle_charging",)]


def test_every_capacity_is_of_one_kind() -> None:
    declared = publishers.ours("nobil")
    assert len(Codes.now().kw) == len(declared["ac"]) + len(declared["dc"])
    others = {*declared["codes"]["not_electric_capacities"], declared["codes"]["capacity_not_known"]}
    assert not set(Codes.now().kw) & others
    assert {code: Codes.now().kw[code] for code in ("20", "21", "28")} == {"20": 50.0, "21": 50.0, "28": 50.0}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10_000) | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from(["0126", "1", "SWE", "(59.2,17.9)", "(1.2.3,4)", "2025-12-31 10:00:00", "11"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def places_in(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every part of a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, part in parts for found in places_in(part, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: object) -> Any:  # noqa: ANN401 - JSON
    """A copy of a JSON value with one part replaced."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


WHOLE = fixture()
PARTS = places_in(WHOLE)


@settings(max_examples=300)
@given(st.sampled_from(PARTS), JSON)
def test_a_spoilt_dump_is_counted_whole_or_refused(path: tuple[Any, ...], new: object) -> None:
    """Whatever one part of a dump becomes, every station is counted or said, and no power comes from nowhere."""
    with suppress(SourceError):
        dump = nobil_dump.read(content(put(WHOLE, path, new)))
        counted = sum(counts.stations for counts in dump.by_municipality.values())
        assert counted + dump.left_out.total() == dump.stations
        for counts in dump.by_municipality.values():
            figures = nobil.measures(counts)
            assert figures["public_charging_kw"][0] is None or figures["public_charging_kw"][0] <= 3 * MOST_KW
            assert counts.points.total() >= counts.stations


@given(st.binary(max_size=60))
def test_any_bytes_are_refused(answer: bytes) -> None:
    for heading in (b"", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nDate: x\r\n\r\n\x1f\x8b"):
        with pytest.raises(SourceError):
            nobil_dump.read(heading + answer)


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="går inte att läsa som en fil"):
        nobil.take(tmp_path / "finns-inte.json", RawStore(tmp_path).begin("nobil"))


def test_a_saved_answer_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of gzip is a gigabyte of nothing."""
    monkeypatch.setattr(nobil_dump, "MOST_BYTES", 1_000_000)
    bomb = b"HTTP/1.1 200 OK\r\n\r\n" + gzip.compress(b" " * 50_000_000, 1)
    tracemalloc.start()
    with pytest.raises(SourceError, match=r"^NOBIL: det sparade svaret är större än 1 MB uppackat; läses inte$"):
        nobil_dump.read(bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


def test_a_file_too_large_to_be_a_dump_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nobil_dump, "MOST_BYTES", 100)
    path = tmp_path / "dump.json"
    path.write_bytes(b" " * 101)
    with pytest.raises(SourceError, match="högst 100 byte läses"):
        nobil.take(path, RawStore(tmp_path).begin("nobil"))

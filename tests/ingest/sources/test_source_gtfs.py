"""Timetables from Trafiklab: how they are asked for, what is refused in its place, and what is kept of each."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import made_centres
import pytest
import tiny_feed
from live_database import prepared
from made_source import carried, install
from publisher import Asked, Publisher, Reply

from ingest import build, probes
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import Fetch, RawStore
from ingest.live import BadFetchError, Fault, NotDueError
from ingest.run import Wanted, run
from ingest.sources import gtfs
from ingest.sources.gtfs import trafiklab
from ingest.transit.timetable import merge, timetable
from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import MalkollenError, SourceError

KEY = "hemlig-nyckel-1234"
SL, SORMLAND = "/gtfs/sl/sl.zip", "/gtfs/sormland/sormland.zip"
STOPS = [
    ("huddinge", "0126", 59.237274, 17.980261),
    ("botkyrka", "0127", 59.199733, 17.835657),
    ("sodertalje", "0181", 59.192464, 17.626858),
    ("haninge", "0136", 59.167568, 18.134469),
    ("tyreso", "0138", 59.244145, 18.229233),
]
MODIFIED = "Sun, 22 Nov 2026 04:00:00 GMT"


def feed(folder: Path, lines: str = "12", version: str = "1") -> bytes:
    return made_centres.feed(folder / "made.zip", STOPS, lines=lines, version=version).read_bytes()


def client() -> Client:
    return Client(
        "Trafiklab", gtfs.LIVE.limits, secrets=[KEY], declared=gtfs.LIVE.declared, pause=lambda _seconds: None
    )


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    with Publisher() as one:
        monkeypatch.setenv(trafiklab.URL_VARIABLE, one.url)
        monkeypatch.setenv(trafiklab.KEY_VARIABLE, KEY)
        monkeypatch.delenv(trafiklab.OPERATORS_VARIABLE, raising=False)
        yield one


def gzip_only(body: bytes) -> Any:  # noqa: ANN401 - a function of the request
    """Trafiklab answers 406 to whoever does not take gzip."""

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("accept-encoding") != "gzip":
            return Reply(b"Not Acceptable", 406)
        return Reply(body, headers={"Content-Type": "application/zip", "ETag": '"1"', "Last-Modified": MODIFIED})

    return answer


def fetched(folder: Path, key: str = KEY) -> Fetch:
    store = RawStore(folder)
    into = store.begin("gtfs")
    gtfs.fetch(client(), into, None, key=key)
    store.finish("gtfs", into)
    return store.readable("gtfs")[0]


def aged(fetch: Fetch, days: int) -> None:
    """Makes a fetch as old as that; its name stays."""
    manifest = fetch.manifest()
    for file in manifest["files"].values():
        file["fetched_at"] = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    manifest.pop("checked_at", None)
    fetch._write(manifest)


# ───────────── How it is asked ─────────────


def test_the_key_goes_in_the_address_and_is_stored_nowhere(publisher: Publisher, tmp_path: Path) -> None:
    publisher.route(SL, gzip_only(feed(tmp_path)))
    fetch = fetched(tmp_path)
    (asked,) = publisher.asked
    assert (asked.method, asked.query) == ("GET", {"key": KEY})
    entry = fetch.manifest()["files"]["sl.zip"]
    assert entry["url"] == f"{publisher.url}{SL}?key=***"
    assert (entry["etag"], entry["last_modified"]) == ('"1"', MODIFIED)
    assert KEY not in (fetch.folder / "manifest.json").read_text(encoding="utf-8")


ANSWERS: list[tuple[Reply, str]] = [
    (Reply(b"<!DOCTYPE html><title>Portal</title>"), "gav ingen zip-fil utan en webbsida"),
    (Reply(b""), "gav ingen zip-fil utan ett tomt svar"),
    (Reply.of({"StatusCode": 1002, "Message": "Key is invalid"}), "felet 1002: nyckeln är fel. Fel nyckel"),
    (Reply.of({"StatusCode": 1005}), "felet 1005: nyckeln gäller en annan tjänst"),
    (Reply.of({"StatusCode": 1007}), "felet 1007: månadens anrop är slut"),
    (Reply.of({"error": f"no such feed for {KEY}"}), "utan texten 'no such feed for [*]{3}'"),
    (Reply(b"Key is undefined"), "utan texten 'Key is undefined'"),
    (Reply.of({"message": "Forbidden"}, status=403), "nekades .403, .*Forbidden.*Fel nyckel, nyckel till"),
    (Reply.of({"StatusCode": 1004}, status=403), "nyckelns nivå ger inte tjänsten"),
    (Reply.of({"StatusCode": 1007}, status=429), "svarade 429 efter 4 försök.*slut på anrop"),
    (Reply(b"no", status=404), "adressen finns inte längre .404"),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "message"), ANSWERS)
def test_an_answer_that_is_no_timetable_is_one_clear_line_and_not_stored(
    reply: Reply, message: str, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.route(SL, reply)
    into = RawStore(tmp_path).begin("gtfs")
    with pytest.raises(SourceError, match=message) as error:
        gtfs.fetch(client(), into, None, key=KEY)
    assert "\n" not in str(error.value)
    assert KEY not in str(error.value)
    assert into.manifest()["files"] == {}


def test_a_zip_cut_short_is_refused_however_it_is_cut(publisher: Publisher, tmp_path: Path) -> None:
    whole = feed(tmp_path)
    for cut, message in (
        (Reply(whole[: len(whole) // 2]), "svaret från .*: zip-filen är skadad eller avhuggen"),
        (Reply(whole, misbehave="truncate"), "avkortat svar"),
    ):
        publisher.route(SL, cut)
        with pytest.raises(SourceError, match=message):
            gtfs.fetch(client(), RawStore(tmp_path).begin("gtfs"), None, key=KEY)


def test_an_interrupted_fetch_of_two_goes_on_with_the_second(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(trafiklab.OPERATORS_VARIABLE, "sl, Sormland")
    publisher.route(SL, gzip_only(feed(tmp_path, "1")))
    publisher.route(SORMLAND, Reply(b"", 404))
    into = RawStore(tmp_path).begin("gtfs")
    with pytest.raises(SourceError, match="404"):
        gtfs.fetch(client(), into, None, key=KEY)
    publisher.route(SORMLAND, gzip_only(feed(tmp_path, "2")))
    again = RawStore(tmp_path).begin("gtfs")
    gtfs.fetch(client(), again, None, key=KEY)
    assert again == into
    assert publisher.paths().count(SL) == 1
    assert sorted(again.manifest()["files"]) == ["sl.zip", "sormland.zip"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("sl;ul", "är inte förkortningar"), ("../x", "är inte förkortningar"), ("sl,sweden", "ange den ensam")],
)
def test_operators_that_make_no_sense_are_refused(text: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(trafiklab.OPERATORS_VARIABLE, text)
    with pytest.raises(SourceError, match=f"^{trafiklab.OPERATORS_VARIABLE}: .*{said}"):
        trafiklab.wanted()


# ───────────── How often ─────────────


def test_the_same_day_nothing_is_asked(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.route(SL, gzip_only(feed(tmp_path)))
    first = fetched(tmp_path)
    for days, setting in ((0, "1"), (0, "0"), (6, "")):
        aged(first, days)
        monkeypatch.setenv(gtfs.DAYS_VARIABLE, setting)
        with pytest.raises(NotDueError, match=r"hämtades .* och hämtas igen tidigast"):
            gtfs.fetch(client(), RawStore(tmp_path).begin("gtfs"), None, key=KEY)
    assert len(publisher.asked) == 1
    aged(first, -200)  # the clock was ahead then: nobody waits for half a year
    gtfs.fetch(client(), RawStore(tmp_path).begin("gtfs"), None, key=KEY)
    assert len(publisher.asked) == 2
    publisher.asked.pop()
    aged(first, 6)
    again = RawStore(tmp_path).begin("gtfs", is_refetch=True)
    gtfs.fetch(client(), again, None, key=KEY)
    assert [asked.method for asked in publisher.asked] == ["GET", "GET"]
    monkeypatch.setenv(gtfs.DAYS_VARIABLE, "varje")
    with pytest.raises(SourceError, match="är inte ett antal dagar"):
        gtfs.fetch(client(), RawStore(tmp_path).begin("gtfs"), None, key=KEY)


def test_an_unchanged_timetable_is_not_downloaded(publisher: Publisher, tmp_path: Path) -> None:
    publisher.route(SL, gzip_only(feed(tmp_path)))
    aged(fetched(tmp_path), 8)
    again = fetched(tmp_path)
    assert [asked.method for asked in publisher.asked] == ["GET", "HEAD"]
    assert publisher.asked[1].query == {"key": KEY}
    assert len(RawStore(tmp_path).every("gtfs")) == 1
    assert again.manifest()["checked_at"]
    publisher.route(SL, Reply(feed(tmp_path, version="2"), headers={"ETag": '"2"'}))
    aged(again, 8)
    assert fetched(tmp_path).id != again.id
    assert [asked.method for asked in publisher.asked[2:]] == ["HEAD", "GET"]


def test_the_month_has_so_many_calls(publisher: Publisher, tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    into = store.begin("gtfs")
    for number in range(50):
        into.keep(f"o{number}.zip", Answer(b"PK", f"{publisher.url}/o{number}.zip", 200, "", datetime.now(UTC)))
    store.finish("gtfs", into)
    with pytest.raises(SourceError, match="50 hämtningar den här månaden och kvoten är 50"):
        gtfs.fetch(client(), store.begin("gtfs"), None, key=KEY)
    assert publisher.asked == []
    aged(into, 40)
    publisher.route(SL, gzip_only(feed(tmp_path)))
    fetched(tmp_path)


def test_probe_asks_without_downloading(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.route(SL, gzip_only(b"PK whatever"))
    assert gtfs.probe(client(), key=KEY) == f"svarar: sl, ändrad {MODIFIED}"
    assert [asked.method for asked in publisher.asked] == ["HEAD"]
    publisher.route(SL, Reply(b"{}", 403))
    with pytest.raises(SourceError, match=r"403.*Fel nyckel"):
        gtfs.probe(client(), key=KEY)
    monkeypatch.setenv(trafiklab.OPERATORS_VARIABLE, "sweden")
    publisher.route(
        "/samtrafiken/gtfs/feed_info.txt", b"\xef\xbb\xbffeed_publisher_name,feed_version\nSamtrafiken,2026-11-20\n"
    )
    assert gtfs.probe(client(), key=KEY) == "svarar: GTFS Sverige 2, version 2026-11-20"
    assert KEY not in json.dumps(publisher.asked[-1].query)  # that line needs no key
    publisher.route("/samtrafiken/gtfs/feed_info.txt", b"<html>")
    with pytest.raises(SourceError, match=r"feed_info.txt för GTFS Sverige 2 ser inte ut som väntat"):
        gtfs.probe(client(), key=KEY)


@pytest.mark.parametrize(
    ("product", "path", "calls"),
    [("sl", SL, 10), ("sweden", "/gtfs/sweden.zip", 1), ("sweden3", "/gtfs-sweden/sweden.zip", 10)],
)
def test_each_product_has_its_own_address_and_limits(
    product: str, path: str, calls: int, publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(trafiklab.OPERATORS_VARIABLE, product)
    publisher.route(path, gzip_only(feed(tmp_path)))
    asking, into = client(), RawStore(tmp_path).begin("gtfs")
    gtfs.fetch(asking, into, None, key=KEY)
    assert publisher.paths() == [path]
    assert (asking.limits.calls, asking.limits.seconds) == (calls, 60.0)
    assert set(into.manifest()["files"]) == {f"{product}.zip"}


def test_each_product_has_its_own_calls_a_month(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    into = store.begin("gtfs")
    for number in range(50):
        into.keep(f"o{number}.zip", Answer(b"PK", f"https://x/o{number}.zip", 200, "", datetime.now(UTC)))
    trafiklab.refuse_beyond_quota([into], [trafiklab.Wanted("sweden3")])
    with pytest.raises(SourceError, match="kvoten är 50"):
        trafiklab.refuse_beyond_quota([into], [trafiklab.Wanted("ul")])


def test_the_publishers_own_words_are_said(publisher: Publisher, tmp_path: Path) -> None:
    publisher.route(SL, Reply.of({"errorCode": 9, "errorMessage": "Feed is being rebuilt"}))
    with pytest.raises(SourceError, match="texten 'Feed is being rebuilt'; försök igen i morgon, eller läs en fil"):
        gtfs.fetch(client(), RawStore(tmp_path).begin("gtfs"), None, key=KEY)
    publisher.route(SL, Reply(b"", 404))
    with pytest.raises(SourceError, match=r"\(404.*rätta trafiklab.feeds.regional i publishers.toml"):
        gtfs.fetch(client(), RawStore(tmp_path).begin("gtfs"), None, key=KEY)


def test_without_a_key_it_is_said_where_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(trafiklab.KEY_VARIABLE, raising=False)
    monkeypatch.setattr(build, "modules", lambda: {"gtfs": gtfs})
    (probed,) = probes.ask()
    assert probed.state == "unasked"
    assert "sätt MALKOLLEN_TRAFIKLAB_KEY" in probed.said
    assert "--from FIL" in probed.said


# ───────────── A file instead ─────────────


def taken(folder: Path, path: Path) -> list[Fetch]:
    store = RawStore(folder)
    into = store.begin("gtfs", resume=False)
    gtfs.take(path, into)
    store.finish("gtfs", into)
    return store.readable("gtfs")


def unpacked(folder: Path, content: bytes) -> Path:
    folder.mkdir()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def test_a_folder_is_kept_as_a_zip_the_same_each_time(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "min tidtabell", feed(tmp_path))
    (first,) = taken(tmp_path, folder)
    assert [fetch.id for fetch in taken(tmp_path, folder)] == [first.id]
    entry = first.manifest()["files"][gtfs.GIVEN]
    assert entry["url"] == "fil: min tidtabell.zip"
    gtfs.stage(prepared([("0126", "Huddinge")]), [first])
    source = gtfs.sources([first])["gtfs"]
    assert (source.publisher, source.licence) == ("Fil från kansliet", "enligt filens utgivare")


def test_what_is_no_timetable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sida.html").write_text("<html>", encoding="utf-8")
    (tmp_path / "tom").mkdir()
    for name, message in (
        ("sida.html", "är inte en zip-fil"),
        ("tom", "inga .txt-filer"),
        ("borta.zip", "filen eller mappen finns inte"),
    ):
        with pytest.raises(SourceError, match=f"^{name}: .*{message}"):
            taken(tmp_path, tmp_path / name)


# ───────────── What is kept of each ─────────────


def test_every_fetch_has_its_files_and_one_is_current(publisher: Publisher, tmp_path: Path) -> None:
    publisher.route(SL, gzip_only(feed(tmp_path)))
    first = fetched(tmp_path)
    aged(first, 8)
    publisher.route(SL, Reply(feed(tmp_path, version="2"), headers={"ETag": '"2"'}))
    second = fetched(tmp_path)
    db = prepared([("0126", "Huddinge")])
    (tmp_path / "timetables" / "another").mkdir(parents=True)
    gtfs.stage(db, [second, first])
    rows = db.execute(
        "SELECT timetable_id, version, is_current, folder, feeds, sha256 FROM mart.timetables ORDER BY 1"
    ).fetchall()
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        (first.id, "1", False, "sl"),
        (second.id, "2", True, "sl"),
    ]
    assert {path.name for path in (tmp_path / "timetables").iterdir()} == {Path(row[3]).name for row in rows}
    assert rows[1][5] == second.manifest()["files"]["sl.zip"]["sha256"]
    written = {path: path.stat().st_mtime_ns for path in tmp_path.glob("timetables/*/*")}
    gtfs.stage(prepared([("0126", "Huddinge")]), [second, first])
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("timetables/*/*")} == written


def test_a_broken_fetch_among_good_ones_is_the_one_refused(tmp_path: Path) -> None:
    feed(tmp_path)
    (good,) = taken(tmp_path, tmp_path / "made.zip")
    with zipfile.ZipFile(tmp_path / "half.zip", "w") as archive:
        archive.writestr("stops.txt", "stop_id,stop_name\n")
    bad, _ = taken(tmp_path, tmp_path / "half.zip")
    with pytest.raises(BadFetchError, match=r"^half.zip: .* saknas") as error:
        gtfs.stage(prepared([("0126", "Huddinge")]), [bad, good])
    assert error.value.fetch == bad


def test_two_operators_are_one_timetable_with_stops_in_common(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both number their trips from 0: each keeps its own, and one changes between them in Tumba."""
    monkeypatch.setenv(trafiklab.OPERATORS_VARIABLE, "sl,sormland")
    publisher.route(SL, gzip_only(feed(tmp_path, "1")))
    publisher.route(SORMLAND, gzip_only(feed(tmp_path, "2")))
    fetch = fetched(tmp_path)
    db = prepared([("0126", "Huddinge")])
    gtfs.stage(db, [fetch])
    stops, departures, feeds, folder = db.execute(
        "SELECT stops, departures, feeds, folder FROM mart.timetables"
    ).fetchall()[0]
    assert (stops, departures, feeds) == (3, 84 * 3, "sl, sormland")
    ids = {
        text
        for (text,) in db.execute(
            "SELECT trip_id FROM read_parquet(?)", [str(tmp_path / folder / "trips.parquet")]
        ).fetchall()
    }
    assert {"sl:0", "sormland:0"} <= ids
    assert timetable.load(tmp_path / folder).counters["duplicate_rows"] == 1  # Tumba, once of the two


def test_a_feed_of_several_that_is_broken_is_named(tmp_path: Path) -> None:
    feed(tmp_path)
    (tmp_path / "ul.zip").write_bytes(b"<html>")
    (tmp_path / "into").mkdir()
    with pytest.raises(SourceError, match=r"^ul.zip: "):
        merge.together({"sl": tmp_path / "made.zip", "ul": tmp_path / "ul.zip"}, tmp_path / "into")


def test_the_day_of_several_is_one_when_all_of_them_run(tmp_path: Path) -> None:
    """The large one has most trips when the small one has ended: its traffic would be lost, and nobody told."""
    more = "".join(f"R,more,x{number},,\n" for number in range(9))
    calls = "".join(f"x{number},0{number}:00:00,0{number}:00:00,C,1,,\n" for number in range(9))
    large = tiny_feed.write(
        tmp_path / "large",
        trips=tiny_feed.FILES["trips"] + more,
        stop_times=tiny_feed.FILES["stop_times"] + calls,
        calendar=tiny_feed.FILES["calendar"] + "more,1,1,1,1,1,0,0,20261019,20261031\n",
    )
    ended = tiny_feed.WEEKDAYS + "week,1,1,1,1,1,0,0,{},{}\n"
    last_year = "feed_publisher_name,feed_start_date,feed_end_date\nB,20251001,20251031\n"  # nothing runs: not heeded
    small = tiny_feed.write(tmp_path / "small", calendar=ended.format("20261001", "20261016"), feed_info=last_year)
    (tmp_path / "both").mkdir()
    both = merge.together({"a": large, "b": small}, tmp_path / "both")
    assert timetable.supply(large).day == date(2026, 10, 20)
    assert timetable.supply(both).day == date(2026, 10, 1)
    assert timetable.supply(both).departures == 12
    with pytest.raises(SourceError, match=r"^a, b: ingen trafik 2027-01-01"):
        timetable.supply(both, date(2027, 1, 1))
    early = tiny_feed.write(tmp_path / "early", calendar=ended.format("20260901", "20260930"))
    (tmp_path / "apart").mkdir()
    with pytest.raises(SourceError, match="a, c har ingen dag gemensam"):
        merge.together({"a": large, "c": early}, tmp_path / "apart")
    none = tiny_feed.write(tmp_path / "none", calendar=ended.format("20261010", "20261001"))
    (tmp_path / "without").mkdir()
    with pytest.raises(SourceError, match="none: ingen trafik"):
        merge.together({"a": large, "d": none}, tmp_path / "without")


# ───────────── In an ingest ─────────────


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install(monkeypatch, gtfs)
    carried(tmp_path)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return tmp_path


def ingest(folder: Path, **wanted: Any) -> tuple[list[Fault], list[str]]:  # noqa: ANN401 - fields of Wanted
    said: list[str] = []
    _, faults = run(folder, Wanted(names=["gtfs"], **wanted), lambda *_: None, said.append)
    return faults, said


def days(folder: Path) -> list[tuple[str, bool]]:
    with storage.attach(folder / storage.FILE_NAME) as db:
        rows = db.execute(
            "SELECT reference_day::VARCHAR, is_current FROM mart.timetables ORDER BY timetable_id"
        ).fetchall()
    return [(day, is_current) for day, is_current in rows]


@pytest.mark.thorough  # kept in tests/ingest/transit/test_transit_results.py
def test_a_day_that_is_chosen_is_kept_with_the_fetch(folder: Path) -> None:
    feed(folder)
    assert ingest(folder, file=folder / "made.zip", day=date(2026, 10, 15))[0] == []
    assert days(folder) == [("2026-10-15", True)]
    build.build(folder)
    assert days(folder) == [("2026-10-15", True)]
    faults, _ = ingest(folder, is_offline=True, day=date(2026, 12, 24))
    assert faults[0].reason.startswith(
        "made.zip: ingen trafik 2026-12-24; tidtabellen gäller 2026-10-05 till 2026-10-30"
    )
    assert days(folder) == []
    assert ingest(folder, is_offline=True, day=date(2026, 10, 8))[0] == []
    assert days(folder) == [("2026-10-08", True)]


@pytest.mark.thorough  # as results that are gone in tests/ingest/transit/test_transit_results.py
def test_files_that_are_missing_or_cut_off_are_written_again(folder: Path) -> None:
    feed(folder)
    assert ingest(folder, file=folder / "made.zip")[0] == []
    (lies,) = (folder / "timetables").iterdir()
    sizes = {file.name: file.stat().st_size for file in lies.glob("*.parquet") if not file.name.startswith("result")}
    for damage in ("missing", "cut off"):
        file = lies / ("stops.parquet" if damage == "missing" else "connections.parquet")
        content = file.read_bytes()
        file.unlink()
        if damage == "cut off":
            file.write_bytes(content[:-100])
        build.build(folder)
        assert {name: (lies / name).stat().st_size for name in sizes} == sizes, damage


def test_a_day_is_refused_where_there_is_none_to_choose(folder: Path) -> None:
    with pytest.raises(MalkollenError, match="har ingen dag att välja med --date"):
        run(folder, Wanted(names=["figures"], day=date(2026, 10, 8)), lambda *_: None, lambda _line: None)
    with pytest.raises(MalkollenError, match="ange exakt en KÄLLA"):
        run(folder, Wanted(day=date(2026, 10, 8)), lambda *_: None, lambda _line: None)


def test_half_of_the_traffic_gone_is_held_back_and_said_and_soon_again_is_no_fault(
    folder: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, thorough: bool
) -> None:
    """Thoroughly also accepted."""
    publisher.route(SL, gzip_only(feed(folder, "123")))
    assert ingest(folder)[0] == []
    faults, said = ingest(folder)
    assert faults == []
    assert "hämtas igen tidigast" in said[-1]
    assert len(RawStore(folder).every("gtfs")) == 1
    aged(RawStore(folder).every("gtfs")[0], 8)
    publisher.route(SL, Reply(feed(folder, "3", version="2"), headers={"ETag": '"2"'}))
    (fault,), _ = ingest(folder)
    assert fault.is_held
    assert "har 2 hållplatser med trafik, den förra 5; är hela trafiken med?" in fault.reason
    assert days(folder) == [("2026-10-06", True)]
    if thorough:
        assert ingest(folder, is_offline=True, accept=True)[0] == []
        assert days(folder) == [("2026-10-06", False), ("2026-10-06", True)]
    assert KEY.encode() not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_real_feed_without_stop_times_is_refused_in_one_line(folder: Path) -> None:
    path = ROOT.parent / "shared" / "gtfs" / "ul_regional"
    if not path.exists():
        pytest.skip("ul_regional ligger inte bredvid utcheckningen")
    (fault,), _ = ingest(folder, file=path)
    assert fault.reason.startswith("ul_regional.zip: stop_times.txt saknas; en tidtabell (GTFS) har ")
    assert days(folder) == []

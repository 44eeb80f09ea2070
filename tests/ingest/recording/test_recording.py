"""Real answers recorded once, without keys, and served again: every connector reads what it read then."""

import gzip
import hashlib
import io
import json
import shutil
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import tiny_feed
from kolada_publisher import KoladaServer
from publisher import Asked, Publisher, Reply
from pxweb_server import MUNICIPAL, SEX, FakeScb, FakeTable

from ingest import build, live
from ingest.fetching.answer import ASKS, asking
from ingest.fetching.download import Client
from ingest.fetching.raw import RawStore
from ingest.fetching.secrets import Secrets
from ingest.recording import cutting
from ingest.recording.record import INDEX, record
from ingest.recording.replay import CARRIED, Replay
from ingest.sources import emissions, kolada, nobil, scb_population
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.errors import DataError, SourceError

KEY = "HEM/lig+nyckel 0123&å"
DUMP = ROOT / "tests" / "fixtures" / "nobil" / "dump.json"
NOBIL = "/api/server/datadump.php"


@pytest.fixture(autouse=True)
def clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setattr("ingest.fetching.download.FIRST_PAUSE", 0.0)
    limits = "".join(f"[{name}.limits]\ncalls = 10000\n" for name in ("kolada", "nobil", "scb", "emissions"))
    (tmp_path / "publishers.toml").write_text(limits, encoding="utf-8")  # nobody waits for a server of the test's own
    live.asked_within.cache_clear()
    yield
    live.asked_within.cache_clear()


def leaking(asked: Asked) -> Reply:
    """NOBIL as a server that repeats the key in its answer and headers, as it was sent and as PHP writes it."""
    if asked.method == "GET":
        return Reply(b"only POST", 405)
    dump = json.loads(DUMP.read_bytes()) | {"apikey": KEY, "asked": KEY.replace("/", "\\/")}
    body = json.dumps(dump).encode().replace(b'"asked"', b'"asked by ' + KEY.encode() + b'"')
    return Reply(body, headers={"Content-Type": f"application/json; by={KEY.encode().hex()}", "ETag": '"1"'})


def everything(folder: Path) -> bytes:
    parts = [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in parts
    )


def test_what_is_recorded_is_read_again_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with KoladaServer(page_size=5000) as server:
        monkeypatch.setenv("MALKOLLEN_KOLADA_URL", server.url)
        assert record(tmp_path / "rec", ["kolada"], lambda _line: None) == []
        first = RawStore(tmp_path / "a").begin("kolada")
        kolada.fetch(live.client(kolada.LIVE, None), first, None)
    with Replay(tmp_path / "rec") as replay:
        assert replay.variables.keys() == {"MALKOLLEN_KOLADA_URL"}
        monkeypatch.setenv("MALKOLLEN_KOLADA_URL", replay.variables["MALKOLLEN_KOLADA_URL"])
        again = RawStore(tmp_path / "b").begin("kolada")
        kolada.fetch(live.client(kolada.LIVE, None), again, None)
        assert kolada.probe(live.client(kolada.LIVE, None)).startswith("Kolada svarar")
    files = {name: again.file(name).read_bytes() for name in again.manifest()["files"]}
    assert files.keys() == first.manifest()["files"].keys()
    assert all(json.loads(content) == json.loads(first.file(name).read_bytes()) for name, content in files.items())


def test_a_question_that_is_posted_is_known_again_by_its_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    years = {"2025": "2025", "2026": "2026"}
    dimensions = {"Region": {"00": "Riket", **MUNICIPAL}, "Kon": SEX, "ContentsCode": {"BE0101U2": "x"}, "Tid": years}
    table = FakeTable(dimensions, lambda codes: 1000.0 * (290 if codes["Region"] == "00" else 1) + int(codes["Tid"]))
    with FakeScb({"TAB628": table}, cells=100, calls=10_000, seconds=1) as server:
        monkeypatch.setenv("MALKOLLEN_SCB_URL", server.url)
        assert record(tmp_path / "rec", ["scb_population"], lambda _line: None) == []
        first = RawStore(tmp_path / "a").begin("scb_population")
        scb_population.fetch(live.client(scb_population.LIVE, None), first, 2023)
    with Replay(tmp_path / "rec") as replay:
        monkeypatch.setenv("MALKOLLEN_SCB_URL", replay.variables["MALKOLLEN_SCB_URL"])
        again = RawStore(tmp_path / "b").begin("scb_population")
        scb_population.fetch(live.client(scb_population.LIVE, None), again, 2023)
    names = first.manifest()["files"].keys()
    assert again.manifest()["files"].keys() == names
    assert len(names) > 4, "parts that differ in their bodies alone"
    assert all(json.loads(again.file(n).read_bytes()) == json.loads(first.file(n).read_bytes()) for n in names)


def test_no_key_is_in_a_recording_and_another_key_replays_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the address, in the form, in a heading and in the answer."""
    with Publisher({NOBIL: leaking}) as server:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", server.url)
        monkeypatch.setenv("MALKOLLEN_NOBIL_KEY", KEY)
        assert record(tmp_path / "rec", ["nobil"], lambda _line: None) == []
        assert {asked.method for asked in server.asked} == {"GET", "POST"}
    held = everything(tmp_path / "rec")
    for way in (KEY, KEY.replace("/", "\\/"), "HEM%2Flig", "nyckel+0123", KEY.encode().hex()):
        assert way.encode() not in held
    (tmp_path / "rec" / INDEX).read_text(encoding="utf-8")
    with Replay(tmp_path / "rec") as replay:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", replay.variables["MALKOLLEN_NOBIL_URL"])
        into = RawStore(tmp_path / "b").begin("nobil")
        nobil.fetch(live.client(nobil.LIVE, "en-annan-nyckel"), into, None, key="en-annan-nyckel")
    counts = nobil.nobil_dump.read(into.file(nobil.FILE).read_bytes())
    assert counts.by_municipality == nobil.nobil_dump.read(DUMP.read_bytes()).by_municipality


def test_a_source_that_cannot_be_asked_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    monkeypatch.delenv("MALKOLLEN_NOBIL_KEY", raising=False)
    with Publisher({NOBIL: Reply(b"x", 404)}) as server:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", server.url)
        faults = record(tmp_path / "rec", ["emissions", "nobil"], lines.append)
    assert [fault.partition(":")[0] for fault in faults] == ["emissions", "nobil"]
    assert "rätta emissions.path i publishers.toml" in faults[0]
    assert "nyckel saknas" in faults[1]
    with pytest.raises(DataError, match="mappen är inte tom"):
        record(tmp_path / "rec", ["emissions"], lines.append)
    with pytest.raises(DataError, match="boardings frågar ingen utgivare"):
        record(tmp_path / "other", ["boardings"], lines.append)


def test_a_command_is_run_against_a_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The addresses are set for it, and a key in name only where the publisher is not asked without one."""
    with Publisher({NOBIL: leaking}) as server:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", server.url)
        monkeypatch.setenv("MALKOLLEN_NOBIL_KEY", KEY)
        assert record(tmp_path / "rec", ["nobil"], lambda _line: None) == []
    monkeypatch.delenv("MALKOLLEN_NOBIL_URL")
    monkeypatch.delenv("MALKOLLEN_NOBIL_KEY")
    monkeypatch.delenv("MALKOLLEN_OFFLINE", raising=False)
    for name in CARRIED:
        (tmp_path / name).mkdir()
    own = tmp_path / "own"
    asking = ["sources", "--live", "--format", "json"]
    assert main(["replay", "--data", str(own), str(tmp_path / "rec"), *asking]) in (0, 1)
    assert sorted(path.name for path in own.iterdir()) == sorted(CARRIED)
    rows = {row["source"]: row for row in json.loads(capfd.readouterr().out)}
    assert rows["nobil"]["state"] == "fits"
    assert {row["needs"] for row in rows.values()} & {"network"} == set()  # what is not recorded is asked nowhere else
    assert "(421" in rows["kolada"]["said"]  # no 404, which would have somebody change an address
    assert "frågan finns inte i inspelningen" in rows["kolada"]["said"]
    assert "rätta" not in rows["kolada"]["said"]


REFUSALS = {
    "words": Reply(b'{"error": "Too many cells selected"}', 400),
    "denied": Reply(b"<html>nej</html>", 403),
    "gone": Reply(b"borta", 404),
    "busy": Reply(b"lugn", 429, {"Retry-After": "900"}),
    "down": Reply(b"trasig", 503, {"Retry-After": "0"}),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_is_replayed_as_it_was(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its status, its words and what it asks for, so that a replay says what the network said."""
    with Publisher({"/api/getexcelfile/": REFUSALS[case]}) as server:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", server.url)
        (said,) = record(tmp_path / "rec", ["emissions"], lambda _line: None)
        asked = len(server.asked)
    index = json.loads((tmp_path / "rec" / INDEX).read_text(encoding="utf-8"))
    assert {one["status"] for one in index["answers"]} == {REFUSALS[case].status}
    assert len(index["answers"]) < asked or case != "down"
    with Replay(tmp_path / "rec") as replay:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", replay.variables["MALKOLLEN_EMISSIONS_URL"])
        with pytest.raises(SourceError) as again:
            emissions.fetch(live.client(emissions.LIVE, None), RawStore(tmp_path / "b").begin("emissions"), None)
        host = replay.variables["MALKOLLEN_EMISSIONS_URL"].removeprefix("http://")
    assert str(again.value).replace(host, server.url.removeprefix("http://")) == said.removeprefix("emissions: ")


def test_a_redirect_away_with_a_key_is_replayed_and_keeps_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Reply(status=301, headers={"Location": f"http://nobil.example.org/dump?apikey={quote(KEY, safe='')}"})
    with Publisher({NOBIL: moved}) as server:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", server.url)
        monkeypatch.setenv("MALKOLLEN_NOBIL_KEY", KEY)
        (said,) = record(tmp_path / "rec", ["nobil"], lambda _line: None)
    assert "adressen har flyttat till http://nobil.example.org/dump, dit nyckeln inte skickas" in said
    assert "lig" not in everything(tmp_path / "rec").decode()
    with Replay(tmp_path / "rec") as replay:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", replay.variables["MALKOLLEN_NOBIL_URL"])
        with pytest.raises(SourceError) as again:
            nobil.fetch(live.client(nobil.LIVE, "annan"), RawStore(tmp_path / "b").begin("nobil"), None, key="annan")
    assert f"nobil: {again.value}" == said


def test_the_last_answer_to_a_question_is_the_one_that_is_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Publisher({"/api/getexcelfile/": [Reply(b"", 503), b"PK whole", b"PK newer"]}) as server:
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", server.url)
        record(tmp_path / "rec", ["emissions"], lambda _line: None)
    index = json.loads((tmp_path / "rec" / INDEX).read_text(encoding="utf-8"))
    assert len(index["answers"]) == len({json.dumps([one["method"], one["query"]]) for one in index["answers"]})
    assert {one["status"] for one in index["answers"]} == {200}
    assert b"PK newer" in everything(tmp_path / "rec")


def test_each_source_of_a_publisher_gets_the_answer_it_got(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publisher that failed for one and recovered for the next, and one that refused the next."""
    folder = recording(tmp_path / "rec")
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    (one,) = index["answers"]
    asked = {"scb_jobs": (503, b"later"), "scb_population": (200, b"well"), "scb_small_population": (403, b"no")}
    index["answers"] = []
    for number, (source, (status, content)) in enumerate(asked.items(), start=1):
        (folder / "kolada" / f"{number}.gz").write_bytes(gzip.compress(content))
        index["answers"].append(one | {"source": source, "status": status, "file": f"kolada/{number}.gz"})
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")
    with Replay(folder) as replay:
        target = "/MALKOLLEN_KOLADA_URL/kpi"
        for source, (status, content) in [*asked.items(), ("", (200, b"well"))]:
            answer = replay.answer("GET", target, b"", "", source)
            assert answer is not None
            assert (answer[0], answer[2]) == (status, content), source
        monkeypatch.setenv("MALKOLLEN_OFFLINE", replay.environment["MALKOLLEN_OFFLINE"])
        with asking("scb_jobs"), pytest.raises(SourceError, match="503"):
            Client("SCB", attempts=1).get(f"{replay.variables['MALKOLLEN_KOLADA_URL']}/kpi")


def test_no_publisher_is_told_which_source_asks() -> None:
    with Publisher({"/kpi": b"{}"}) as server, asking("kolada"):
        Client("Kolada", attempts=1).get(f"{server.url}/kpi")
        assert ASKS.lower() not in server.asked[0].headers


def recording(folder: Path, content: bytes = b"{}", **changed: object) -> Path:
    """One of one answer, as somebody may have changed it."""
    (folder / "kolada").mkdir(parents=True)
    (folder / "kolada" / "0000.gz").write_bytes(gzip.compress(content))
    one = {
        "source": "kolada", "variable": "MALKOLLEN_KOLADA_URL", "method": "GET", "path": "/kpi", "query": [],
        "form": [], "body": None, "keyed": [], "status": 200, "headers": {}, "file": "kolada/0000.gz",
    }  # fmt: skip
    index = {"recorded": "2026-11-28", "answers": [one | changed]}
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"file": "../secret.gz"}, "utanför inspelningens mapp"),
        ({"file": "/etc/hostname"}, "utanför inspelningens mapp"),
        ({"file": 7}, "utanför inspelningens mapp"),
        ({"file": "kolada"}, "saknas eller är för stor"),
        ({"file": "kolada/link.gz"}, "utanför inspelningens mapp"),
        ({"status": "hej"}, "status är inget svar"),
        ({"status": 99}, "status är inget svar"),
        ({"headers": {"ETag": "a\r\nSet-Cookie: b"}}, "ett huvud"),
        ({"headers": {"Set-Cookie": "b"}}, "ett huvud"),
        ({"headers": ["ETag"]}, "ett huvud"),
    ],
)
def test_a_recording_from_somebody_else_leads_nowhere(changed: dict[str, object], fault: str, tmp_path: Path) -> None:
    folder = recording(tmp_path / "rec", **changed)
    (tmp_path / "secret.gz").write_bytes(gzip.compress(b"secret"))
    (folder / "kolada" / "link.gz").symlink_to(tmp_path / "secret.gz")
    with pytest.raises(DataError, match=rf"rec: svar 1 i {INDEX}: .*{fault}"):
        Replay(folder)


def test_an_answer_without_end_or_half_or_edited_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.recording.replay.MOST_ANSWER", 1000)
    folder = recording(tmp_path / "rec", bytes(2000), sha256=hashlib.sha256(b"recorded").hexdigest())
    with Replay(folder) as replay:
        client = Client("Kolada", attempts=1)
        for content in (None, b"\x1f\x8b no gzip", gzip.compress(b"whole")[:-9], gzip.compress(b"edited")):
            if content is not None:
                (folder / "kolada" / "0000.gz").write_bytes(content)
            with pytest.raises(SourceError, match="svaret i inspelningen är skadat"):
                client.get(f"{replay.variables['MALKOLLEN_KOLADA_URL']}/kpi")


def test_what_is_replayed_says_so_and_is_sent_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Replay(recording(tmp_path / "rec", is_cut=True)) as replay:
        answer = Client("Kolada", attempts=1).get(f"{replay.variables['MALKOLLEN_KOLADA_URL']}/kpi")
        assert (answer.replayed, answer.is_cut) == ("2026-11-28", True)
        assert replay.environment["MALKOLLEN_OFFLINE"]
    away = {"status": 302, "headers": {"Location": "http://example.com/"}}
    with Replay(recording(tmp_path / "away", **away)) as replay:
        monkeypatch.setenv("MALKOLLEN_OFFLINE", replay.environment["MALKOLLEN_OFFLINE"])
        with pytest.raises(SourceError, match="nätet är avstängt"):
            Client("Kolada", attempts=1).get(f"{replay.variables['MALKOLLEN_KOLADA_URL']}/kpi")


def test_a_replay_goes_into_the_own_data_only_where_it_is_asked_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(recording(tmp_path / "rec"))
    assert main(["replay", folder, "ingest", "kolada"]) == 2
    assert "malkollen replay --data MAPP rec ingest kolada (eller --into-data" in capsys.readouterr().err
    assert main(["replay", "--data", str(tmp_path), folder, "ingest", "kolada"]) == 2
    assert "är den vanliga datamappen" in capsys.readouterr().err
    assert main(["replay", "--data", str(tmp_path / "rec"), folder, "ingest", "kolada"]) == 2
    assert "är varken tom eller en datamapp" in capsys.readouterr().err


def test_a_folder_that_is_no_recording_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(tmp_path)]) == 2
    assert "är ingen inspelning" in capsys.readouterr().err


def test_a_large_timetable_keeps_its_stops_and_some_trips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = shutil.make_archive(str(tmp_path / "feed"), "zip", tiny_feed.write(tmp_path / "feed"))
    content = Path(feed).read_bytes()
    assert cutting.cut(content) == content
    monkeypatch.setattr(cutting, "LARGEST_FEED", len(content) // 2)
    small = tmp_path / "small.zip"
    small.write_bytes(cutting.cut(content))
    names = {}
    for path in (Path(feed), small):
        folder = tmp_path / path.stem
        shutil.unpack_archive(path, folder)
        names[path.stem] = {file.name: len(file.read_text().splitlines()) for file in folder.rglob("*.txt")}
    assert names["small"]["stops.txt"] == names["feed"]["stops.txt"]
    assert 1 < names["small"]["stop_times.txt"] < names["feed"]["stop_times.txt"]
    assert cutting.is_partial(content, small.read_bytes())
    assert not cutting.is_partial(content, content)


def test_a_timetable_is_cut_a_row_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows are many times what they are packed: they are never all in memory."""
    monkeypatch.setattr(cutting, "LARGEST_FEED", 10_000)
    packed, rows = (
        io.BytesIO(),
        "".join(f"{number // 100},06:00:00,06:00:00,1,{number % 100}\n" for number in range(60_000)),
    )
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as feed:
        feed.writestr("trips.txt", "trip_id\n" + "".join(f"{number}\n" for number in range(600)))
        feed.writestr("stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + rows)
    content = packed.getvalue()
    tracemalloc.start()
    small = cutting.cut(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(small) < len(content)
    assert peak < len(rows) / 2
    monkeypatch.setattr(cutting, "LARGEST_UNPACKED", len(rows))
    assert cutting.cut(content) == content


def test_a_publishers_faults_are_not_cut_away() -> None:
    """A name twice, a number without end, degrees for metres: a replay shows what the network did."""
    feature = '{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [%s]}}'
    collection = '{"type": "FeatureCollection", "features": [%s]}'
    for kept in ('{"value":1,"value":2}', '{"value": 1E400}', collection % (feature % "1E400, 1")):
        assert cutting.cut(kept.encode()) == kept.encode()
    cut = [
        json.loads(cutting.cut((collection % (feature % at)).encode())) for at in ("59.25, 18.01", "674032.7, 6580822")
    ]
    assert [one["features"][0]["geometry"]["coordinates"] for one in cut] == [[59.25, 18.01], [674033, 6580822]]


def test_a_key_as_short_as_a_figure_is_not_recorded_with_nor_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six digits are found in any answer: the stations would be others."""
    with Publisher({NOBIL: DUMP.read_bytes()}) as server:
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", server.url)
        monkeypatch.setenv("MALKOLLEN_NOBIL_KEY", "358540")
        (fault,) = record(tmp_path / "rec", ["nobil"], lambda _line: None)
        assert server.asked == []
    assert "nyckeln är så kort" in fault
    assert Secrets(["358540"]).removed_from_bytes(b'{"id": 358540}') == b'{"id": 358540}'
    assert b"123456789012" not in Secrets(["123456789012"]).removed_from_bytes(b'{"id": 123456789012}')


def test_what_cannot_be_cut_is_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "LARGEST_FEED", 100)
    written = {
        "workbook": ("xl/workbook.xml", "x"),
        "folder": ("sl/trips.txt", "trip_id\n1\n"),
        "spaced": ("trips.txt", "route_id, trip_id\n1,2\n"),
        "latin": ("trips.txt", "trip_id\n\xe5\n"),
    }
    for name, (member, text) in written.items():
        with zipfile.ZipFile(tmp_path / name, "w") as whole:
            whole.writestr(member, text.encode("latin-1"))
        content = (tmp_path / name).read_bytes()
        assert cutting.cut(content) == content, name
    assert cutting.cut(b"PK" + bytes(200)) == b"PK" + bytes(200)


def test_every_source_that_asks_can_be_recorded() -> None:
    asking = {name for name, module in build.modules().items() if build.is_live(module) and hasattr(module, "fetch")}
    assert {"kolada", "nobil", "trafa", "emissions", "gtfs", "scb_areas", "scb_population"} <= asking
    assert all(build.modules()[name].LIVE.declared.variable for name in asking)

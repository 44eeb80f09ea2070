"""The source streets over loopback and from files: conditional, gone on with, told, cut to home, and nothing lost."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import other_cooperation
import pytest
import shapely
from made_source import carried, install
from made_streets import Town
from parts import every
from publisher import Asked, Publisher, Reply

from ingest import live, publishers, run
from ingest.fetching import download, large
from ingest.fetching.raw import RawStore
from ingest.run import Wanted
from ingest.sources import streets
from ingest.streets import area, maps
from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.streets import street_map

HELSINKI = ROOT.parent / "shared" / "published" / "osm" / "helsinki.osm.pbf"
PATH = publishers.ours(streets.NAME)["path"]
MARK = '"edition-1"'
TODAY = datetime.now(UTC).date()
Ingest = Callable[..., list[str]]


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """A street in the home county, one on its edge and one in the north of the country."""
    town = Town()
    for name, east, north in (("a", 0, 0), ("b", 1000, 0), ("far", 0, 700_000), ("north", 1000, 700_000)):
        town.node(name, east, north)
    town.way("a b", maxspeed="50")
    town.way("far north", maxspeed="50")
    return town.write(tmp_path / "sweden.osm.pbf")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setattr(large, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(large, "PIECE", 10)  # what has not come in whole pieces is asked for again
    with Publisher() as one:
        monkeypatch.setenv(streets.URL_VARIABLE, one.url)
        yield one


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    carried(folder)
    limits = "[openstreetmap.limits]\ncalls = 10000\n"  # nobody waits for a server of the test's own
    (folder / "publishers.toml").write_text(limits, encoding="utf-8")
    return folder


@pytest.fixture
def ingest(data: Path, monkeypatch: pytest.MonkeyPatch) -> Ingest:
    """Runs a whole ingest; all that it says, and its faults."""
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    install(monkeypatch, streets)
    live.asked_within.cache_clear()

    def ingesting(*, names: tuple[str, ...] = ("streets",), **wanted: object) -> list[str]:
        said: list[str] = []
        given = Wanted(names=list(names), **wanted)  # type: ignore[arg-type]
        _, faults = run.run(data, given, lambda *_: None, said.append)
        return [*said, *(fault.reason for fault in faults)]

    return ingesting


RANGE = re.compile(r"bytes=(\d+)-")


def _serve(server: Publisher, content: bytes, mark: str = MARK, broken_at: int | None = None) -> None:
    """An edition, in parts where they are asked for; the first answer broken off where broken_at is given."""
    left = [broken_at] if broken_at is not None else []

    def reply(asked: Asked) -> Reply:
        headers = {"ETag": mark, "Content-Type": "application/octet-stream"}
        if asked.headers.get("if-none-match") == mark:
            return Reply(status=304, headers=headers)
        begins = 0
        if (part := re.fullmatch(r"bytes=(\d+)-", asked.headers.get("range", ""))) and asked.headers[
            "if-range"
        ] == mark:
            begins = int(part[1])
            headers["Content-Range"] = f"bytes {begins}-{len(content) - 1}/{len(content)}"
        body = content[begins:]
        if left:
            return Reply(body[: left.pop()], headers=headers, misbehave="truncate")
        return Reply(body, status=206 if begins else 200, headers=headers)

    server.route(PATH, reply)


def _kept(data: Path) -> street_map.StreetMap:
    return street_map.read(data / "streets" / "streets.parquet")[0]


def test_an_extract_is_fetched_cut_to_home_and_kept(
    ingest: Ingest, server: Publisher, extract: Path, data: Path
) -> None:
    _serve(server, extract.read_bytes())
    said = ingest()
    assert said[0] == "streets: frågar OpenStreetMap …"
    assert said[1].startswith("streets: hämtar ")
    assert said[-1] == "streets: nytt från OpenStreetMap"
    assert (_kept(data).pieces, round(_kept(data).length[0])) == (1, 1000)
    fetch = RawStore(data).latest("streets")
    assert fetch is not None
    assert sorted(path.name for path in fetch.folder.iterdir()) == ["manifest.json", "streets.parquet"]
    with storage.attach(data / storage.FILE_NAME) as db:
        row = db.execute("SELECT licence, attribution, reference FROM mart.sources WHERE source = 'streets'").fetchone()
        assert row == ("ODbL 1.0", "© OpenStreetMaps bidragsgivare", str(TODAY))
    assert server.asked[0].headers["accept-encoding"] == "identity"


def test_it_is_not_asked_for_again_too_soon_and_then_only_if_it_has_changed(
    ingest: Ingest, server: Publisher, extract: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _serve(server, extract.read_bytes())
    ingest()
    assert "hämtas igen tidigast" in ingest()[-1]
    assert len(server.asked) == 1
    monkeypatch.setenv(streets.DAYS_VARIABLE, "0")
    assert ingest()[-1] == f"streets: oförändrat hos OpenStreetMap sedan {TODAY}, 1 fråga sparad"
    assert server.conditions() == [PATH]
    before = (data / "streets" / "streets.parquet").read_bytes()
    _serve(server, b"no extract", '"edition-2"')
    assert "är skadad eller av ett annat slag" in ingest()[-1]
    assert (data / "streets" / "streets.parquet").read_bytes() == before
    monkeypatch.setenv(streets.DAYS_VARIABLE, "ofta")
    assert "är inte ett antal dagar" in ingest()[-1]


@pytest.mark.thorough  # as an interrupted ingest, below
def test_what_broke_off_is_gone_on_with_where_it_is_the_same_edition(
    ingest: Ingest, server: Publisher, extract: Path, data: Path
) -> None:
    content = extract.read_bytes()
    _serve(server, content, broken_at=100)
    assert ingest()[-1] == "streets: nytt från OpenStreetMap"
    assert [asked.headers.get("range") for asked in server.asked] == [None, "bytes=100-"]
    assert _kept(data).pieces == 1


def test_an_interrupted_ingest_goes_on_where_it_was(
    ingest: Ingest, server: Publisher, extract: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "ATTEMPTS", 1)
    content = extract.read_bytes()
    headers = {"ETag": MARK}
    server.route(PATH, Reply(content[:70], headers=headers, misbehave="truncate"), Reply(b"", 503))
    assert "fortsätter den där den slutade" in ingest()[-1]
    server.asked.clear()
    _serve(server, content)
    assert ingest()[-1] == "streets: nytt från OpenStreetMap"
    assert [asked.headers.get("range") for asked in server.asked] == ["bytes=70-"]


def test_another_edition_is_asked_for_whole(ingest: Ingest, server: Publisher, extract: Path, data: Path) -> None:
    content = extract.read_bytes()
    headers = {"ETag": '"old"'}
    server.route(PATH, Reply(b"x" * 50, headers=headers, misbehave="truncate"), Reply(content, headers={"ETag": MARK}))
    assert ingest()[-1] == "streets: nytt från OpenStreetMap"
    assert _kept(data).pieces == 1


def test_it_is_asked_for_by_name_first(
    ingest: Ingest, server: Publisher, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(download.OFFLINE_VARIABLE, raising=False)
    _serve(server, extract.read_bytes())
    said = "streets: hämtas inte, är stor; hämta den en gång med malkollen ingest streets"
    assert ingest(names=()) == ["streets: frågar OpenStreetMap …", said]
    assert server.asked == []


@pytest.mark.parametrize("status", every(3, [404, 403, 410]))
def test_a_refusal_is_one_line(ingest: Ingest, server: Publisher, status: int) -> None:
    """One of three; thoroughly all."""
    server.route(PATH, Reply(b"<html>", status))
    assert str(status) in ingest()[-1]
    assert len(server.asked) == 1


def test_a_given_file_is_taken_and_so_is_a_kept_map(
    ingest: Ingest, extract: Path, data: Path, tmp_path: Path, thorough: bool
) -> None:
    """Thoroughly also that it stays without the network."""
    assert ingest(file=extract)[-1] == "streets: nytt från OpenStreetMap"
    kept = tmp_path / "annans.parquet"
    kept.write_bytes((data / "streets" / "streets.parquet").read_bytes())
    assert ingest(file=kept)[-1].startswith("streets: oförändrat")
    fetch = RawStore(data).latest("streets")
    assert fetch is not None
    assert fetch.manifest()["files"]["streets.parquet"]["url"] == "fil: sweden.osm.pbf"
    if thorough:
        assert ingest(file=None, is_offline=True, names=()) == []
    assert _kept(data).pieces == 1


@pytest.mark.thorough  # as an edition that is none, above
@pytest.mark.parametrize(
    "spoil", every(4, [lambda _: b"", lambda content: content[:200], lambda _: b"PAR1PAR1", lambda _: b"x"])
)
def test_a_spoilt_file_is_one_line_and_what_was_here_stays(
    ingest: Ingest, extract: Path, data: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    """One way to be spoilt of four; thoroughly all."""
    ingest(file=extract)
    before = (data / "streets" / "streets.parquet").read_bytes()
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(spoil(extract.read_bytes()))
    said = ingest(file=bad)
    assert "bad.osm.pbf: " in said[-1]
    assert "\n" not in said[-1]
    assert (data / "streets" / "streets.parquet").read_bytes() == before
    assert len(RawStore(data).every("streets")) == 1


@pytest.mark.thorough  # a real extract
@pytest.mark.skipif(not HELSINKI.exists(), reason="the small real extract is not here (../shared/published/osm)")
def test_finlands_extract_is_one_line(ingest: Ingest, data: Path) -> None:
    assert ingest(file=HELSINKI)[-1] == (
        "helsinki.osm.pbf: utdraget har inga gator inom området; är det ett utdrag över Sverige?"
    )
    assert not (data / "streets").exists()


def test_a_made_map_says_so(ingest: Ingest, extract: Path, data: Path, tmp_path: Path) -> None:
    made = tmp_path / "PÅHITTAD.osm.pbf"
    made.write_bytes(extract.read_bytes())
    ingest(file=made)
    with storage.attach(data / storage.FILE_NAME) as db:
        row = db.execute("SELECT title, attribution FROM mart.sources WHERE source = 'streets'").fetchone()
    assert row == ("PÅHITTAD gatukarta, gjord för prov", "Källa: PÅHITTAD gatukarta")


def test_a_street_is_cut_at_the_last_point_inside(tmp_path: Path) -> None:
    town = Town()
    for east in range(0, 200_001, 5000):
        town.node(f"n{east}", east, 0)
    town.way(" ".join(town.nodes), maxspeed="50", highway="primary")
    kept = maps.read(town.write(tmp_path / "long.osm.pbf"), area.around_home())[0]
    assert kept.pieces == 1
    assert 20_000 < kept.length[0] < 150_000
    assert len(kept.longitude) < len(town.nodes)


def test_a_member_in_another_county_has_its_streets_kept_too() -> None:
    """The coast of Kungsbacka lies farther from Västra Götaland than what is kept around it."""
    coast = shapely.Point(11.99, 57.361)
    with other_cooperation.registered():
        assert not area.around_home().contains(coast)
        assert area.around_home(other_cooperation.FIXTURE).contains(coast)
    assert area.around_home(ROOT / "data" / "reference").equals(area.around_home())


def test_no_name_is_no_file(ingest: Ingest) -> None:
    with pytest.raises(MalkollenError, match="exakt en KÄLLA"):
        ingest(file=Path("x"), names=())

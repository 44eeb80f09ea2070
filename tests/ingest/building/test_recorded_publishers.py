"""Every publisher recorded once from a server of its own: replayed, each connector reads what it read then.

The key goes with the questions, in addresses and forms, and is in nothing that is kept.
"""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from parts import every
from publisher import Publisher, Reply
from test_hostile_year import KEY, PUBLISHERS, Hostile

from ingest import live
from ingest.fetching.raw import Fetch, RawStore
from ingest.recording import cutting
from ingest.recording.record import YEARS, record
from ingest.recording.replay import Replay

OTHERS = [each for each in PUBLISHERS if each.name != "kolada"]  # which is in tests/ingest/recording
NAMES = ("kolada", "nobil", "scb", "scb_geodata", "emissions", "trafa", "trafiklab")


@pytest.fixture(autouse=True)
def clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setattr("ingest.fetching.download.FIRST_PAUSE", 0.0)
    limits = "".join(f"[{name}.limits]\ncalls = 10000\n" for name in NAMES)
    (tmp_path / "publishers.toml").write_text(limits, encoding="utf-8")  # nobody waits for a server of the test's own
    live.asked_within.cache_clear()
    yield
    live.asked_within.cache_clear()


def fetched(hostile: Hostile, data: Path) -> dict[str, bytes]:
    """What a fetch stores, by name."""
    into: Fetch = RawStore(data).begin(hostile.name)
    client = live.client(hostile.module.LIVE, hostile.key.get("key"))
    hostile.module.fetch(client, into, datetime.now(UTC).year - YEARS, **hostile.key)
    return {name: into.file(name).read_bytes() for name in into.manifest()["files"]}


def plain(content: bytes) -> object:
    """An answer as it is read: JSON whatever its spaces and the moment it was asked for."""
    try:
        answer = json.loads(content)
    except ValueError:
        return content
    return {**answer, "timeStamp": None} if isinstance(answer, dict) else answer


@pytest.mark.parametrize("hostile", every(3, [*OTHERS]), ids=lambda hostile: hostile.name)
def test_every_publisher_is_replayed_as_it_answered(
    hostile: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two publishers; thoroughly all six."""
    if key_variable := hostile.module.LIVE.key_variable:
        monkeypatch.setenv(key_variable, KEY)
    (tmp_path / "server").mkdir()
    with hostile.server(tmp_path / "server") as server:
        monkeypatch.setenv(hostile.variable, server.url + hostile.path)
        assert record(tmp_path / "rec", [hostile.name], lambda _line: None) == []
        first = fetched(hostile, tmp_path / "a")
        assert not hostile.key or any(KEY in repr((asked.query, asked.body)) for asked in server.asked)
    kept = b"".join(gzip.decompress(path.read_bytes()) for path in (tmp_path / "rec").rglob("*.gz"))
    assert KEY.encode() not in kept + (tmp_path / "rec" / "recording.json").read_bytes()
    with Replay(tmp_path / "rec") as replay:
        for name, text in replay.environment.items():
            monkeypatch.setenv(name, text)
        again = fetched(hostile, tmp_path / "b")
    assert again.keys() == first.keys()
    for name, content in first.items():
        assert plain(again[name]) == plain(cutting.cut(content)), name


def test_of_what_is_large_only_the_cheap_question_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The street map is hundreds of megabytes: its day is recorded, and that is no fault."""
    with Publisher() as server:
        monkeypatch.setenv("MALKOLLEN_STREETS_URL", server.url)
        server.route(
            "/europe/sweden-latest.osm.pbf", Reply(b"x", headers={"Last-Modified": "Sun, 22 Nov 2026 04:00:00 GMT"})
        )
        assert record(tmp_path / "rec", ["streets"], lambda _line: None) == []
        assert [asked.method for asked in server.asked] == ["HEAD"]

"""What an earlier good fetch has is asked for on the condition that it has changed; nothing else is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import kolada_publisher
import pytest
import test_source_trafa_api as trafa_server
from publisher import Publisher, Reply

from ingest.fetching import conditional
from ingest.fetching.addresses import Declared
from ingest.fetching.download import Answer, Client, Limits
from ingest.fetching.raw import Fetch, RawStore
from ingest.sources import emissions, kolada
from ingest.sources.kolada import questions as kolada_questions
from ingest.sources.trafa import api
from malkollen.errors import SourceError

KEY = "hemlig&nyckel"
DAY = "Sun, 01 Nov 2026 08:00:00 GMT"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher({"/t": b"first"}) as one:
        one.is_tagging = True
        yield one


def client(url: str = "") -> Client:
    """url: where the key may be sent."""
    own = Declared((url,) if url else ())
    return Client("Verket", Limits(calls=1000), secrets=[KEY], declared=own, pause=lambda _seconds: None)


def asked(store: RawStore, url: str, state: str = "good", params: dict[str, str] | None = None, **given: bool) -> Fetch:
    """A fetch of one file, done and read; its answer is conditional where it may be."""
    into = store.begin("s", **given)
    into.keep("a.csv", conditional.get(client(url), into, f"{url}/t", params))
    store.finish("s", into)
    latest = store.latest("s")
    assert latest is not None
    latest.mark(state)
    return latest


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path)


# ── 304 ──


def test_an_unchanged_answer_is_the_stored_one_with_its_time(publisher: Publisher, store: RawStore) -> None:
    first = asked(store, publisher.url)
    into = store.begin("s")
    answer = conditional.get(client(), into, f"{publisher.url}/t")
    assert publisher.conditions() == ["/t"]
    assert (answer.content, answer.status, answer.url) == (b"first", 200, f"{publisher.url}/t")
    entry = first.manifest()["files"]["a.csv"]
    assert answer.fetched_at == datetime.fromisoformat(entry["fetched_at"])
    into.keep("a.csv", answer)
    assert into.manifest()["files"]["a.csv"] == entry
    assert not store.finish("s", into)


def test_a_changed_answer_comes_whole(publisher: Publisher, store: RawStore) -> None:
    asked(store, publisher.url)
    publisher.route("/t", b"second")
    assert asked(store, publisher.url).file("a.csv").read_bytes() == b"second"
    assert publisher.conditions() == ["/t"]
    assert len(store.readable("s")) == 2


def test_a_time_is_mark_enough(store: RawStore) -> None:
    replies = [Reply(b"first", headers={"Last-Modified": DAY}), Reply(status=304)]
    with Publisher({"/t": [*replies]}) as publisher:
        asked(store, publisher.url)
        assert asked(store, publisher.url).file("a.csv").read_bytes() == b"first"
        assert publisher.asked[-1].headers["if-modified-since"] == DAY


def test_what_has_no_mark_is_asked_for_whole(publisher: Publisher, store: RawStore) -> None:
    publisher.is_tagging = False
    asked(store, publisher.url)
    asked(store, publisher.url)
    assert publisher.conditions() == []


def test_the_same_bytes_with_a_new_mark_are_asked_for_by_the_new(publisher: Publisher, store: RawStore) -> None:
    publisher.is_tagging = False
    publisher.route("/t", Reply(b"first", headers={"ETag": '"1"'}), Reply(b"first", headers={"ETag": '"2"'}))
    for _ in range(3):
        asked(store, publisher.url)
    assert [one.headers.get("if-none-match") for one in publisher.asked] == [None, '"1"', '"2"']
    assert len(store.readable("s")) == 1


# ── marks that are none ──


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": '"' + "x" * 50_000 + '"'},
        {"ETag": "*"},
        {"ETag": "x"},
        {"ETag": '"a", "b"'},
        {"Last-Modified": "x" * 50_000},
        {"Last-Modified": "<i>igår</i>"},
    ],
    ids=["long", "any", "bare", "several", "long time", "no time"],
)
def test_a_mark_that_is_none_is_not_repeated(headers: dict[str, str], store: RawStore) -> None:
    """A tag of 50 kB, once, and the server refused every question after it (431)."""
    with Publisher({"/t": [Reply(b"first", headers=headers), Reply(b"second")]}) as publisher:
        asked(store, publisher.url)
        assert asked(store, publisher.url).file("a.csv").read_bytes() == b"second"
        assert publisher.conditions() == []


def test_a_stored_mark_that_is_none_is_not_repeated(publisher: Publisher, store: RawStore) -> None:
    """It may have been stored before marks were looked at."""
    first = asked(store, publisher.url)
    for mark in ("*", '"' + "x" * 50_000 + '"', 7, ["a"]):
        manifest = first.manifest()
        manifest["files"]["a.csv"]["etag"] = mark
        first._write(manifest)
        conditional.get(client(), store.begin("s"), f"{publisher.url}/t")
    assert publisher.conditions() == []


@pytest.mark.parametrize("status", [400, 412, 431])
def test_where_a_server_cannot_take_the_mark_it_is_asked_whole(status: int, store: RawStore) -> None:
    replies = [Reply(b"first", headers={"ETag": '"1"'}), Reply(b"too large", status), Reply(b"second")]
    with Publisher({"/t": replies}) as publisher:
        asked(store, publisher.url)
        assert asked(store, publisher.url).file("a.csv").read_bytes() == b"second"
        assert [one.headers.get("if-none-match") for one in publisher.asked] == [None, '"1"', None]


def test_any_other_refusal_is_not_asked_again(store: RawStore) -> None:
    with Publisher({"/t": [Reply(b"first", headers={"ETag": '"1"'}), Reply(b"", 403)]}) as publisher:
        asked(store, publisher.url)
        with pytest.raises(SourceError, match="403"):
            asked(store, publisher.url)
        assert len(publisher.asked) == 2


# ── what is held against ──


@pytest.mark.parametrize("state", ["held", "refused", "fetched", "fetching"])
def test_only_a_good_fetch_is_held_against(state: str, publisher: Publisher, store: RawStore) -> None:
    asked(store, publisher.url, state)
    conditional.get(client(), store.begin("s", "annat"), f"{publisher.url}/t")
    assert publisher.conditions() == []


def test_a_bad_fetch_after_a_good_leaves_the_good_one_to_ask_by(publisher: Publisher, store: RawStore) -> None:
    asked(store, publisher.url)
    publisher.route("/t", b"second")
    asked(store, publisher.url, "held")
    again = asked(store, publisher.url, "held")
    assert again.file("a.csv").read_bytes() == b"second", "hela svaret: det goda är ett annat"
    publisher.route("/t", b"first")
    assert asked(store, publisher.url).file("a.csv").read_bytes() == b"first"
    assert len(store.readable("s")) == 2


@pytest.mark.parametrize("damage", ["gone", "changed", "shorter"])
def test_a_stored_answer_that_is_not_whole_is_asked_for_whole(
    damage: str, publisher: Publisher, store: RawStore
) -> None:
    path = asked(store, publisher.url).file("a.csv")
    path.unlink() if damage == "gone" else path.write_bytes(b"fjrst" if damage == "changed" else b"fir")
    assert conditional.get(client(), store.begin("s"), f"{publisher.url}/t").content == b"first"
    assert publisher.conditions() == []


def test_another_question_of_the_same_path_is_another_address(publisher: Publisher, store: RawStore) -> None:
    asked(store, publisher.url, params={"year": "2024"})
    asked(store, publisher.url, params={"year": "2025"})
    assert publisher.conditions() == []
    asked(store, publisher.url, params={"year": "2024"})
    assert publisher.conditions() == ["/t"]


def test_a_key_is_in_the_question_and_nowhere_else(publisher: Publisher, store: RawStore) -> None:
    for _ in range(2):
        found = asked(store, publisher.url, params={"key": KEY})
    assert publisher.conditions() == ["/t"]
    assert publisher.asked[-1].query == {"key": KEY}
    assert "hemlig" not in (found.folder / "manifest.json").read_text(encoding="utf-8")


def test_a_refetch_asks_for_everything_whole(publisher: Publisher, store: RawStore) -> None:
    asked(store, publisher.url)
    asked(store, publisher.url, is_refetch=True)
    assert publisher.conditions() == []
    assert len(store.readable("s")) == 1


def test_an_interrupted_refetch_goes_on_as_one_and_is_not_mixed_with_another(store: RawStore) -> None:
    begun = store.begin("s", is_refetch=True)
    begun.keep("a.csv", Answer(b"1", "u", 200, "text/csv", datetime.now(UTC)))
    assert store.begin("s", is_refetch=True) == begun
    assert not store.begin("s").is_refetch


# ── a publisher that answers wrongly ──


def test_unchanged_without_a_condition_is_a_fault(store: RawStore) -> None:
    with Publisher({"/t": Reply(status=304)}) as publisher, pytest.raises(SourceError) as error:
        asked(store, publisher.url)
    assert str(error.value).startswith("Verket: sade 'oförändrat' fast vi inte hade något att jämföra med")
    assert "(304, 127.0.0.1:" in str(error.value)
    assert len(publisher.asked) == 1, "frågas inte om och om igen"


@pytest.mark.parametrize("of", [{"ETag": '"other"'}, {"Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT"}])
def test_unchanged_of_another_edition_is_asked_for_whole(of: dict[str, str], store: RawStore) -> None:
    first = Reply(b"first", headers={"ETag": '"1"', "Last-Modified": DAY})
    with Publisher({"/t": [first, Reply(status=304, headers=of), Reply(b"second")]}) as publisher:
        asked(store, publisher.url)
        assert asked(store, publisher.url).file("a.csv").read_bytes() == b"second"
        assert "if-none-match" not in publisher.asked[-1].headers


@pytest.mark.parametrize(("kept", "said"), [('W/"1"', '"1"'), ('"1"', 'W/"1"')])
def test_a_weak_mark_names_the_same_edition(kept: str, said: str, store: RawStore) -> None:
    replies = [Reply(b"first", headers={"ETag": kept}), Reply(status=304, headers={"ETag": said})]
    with Publisher({"/t": [*replies]}) as publisher:
        asked(store, publisher.url)
        assert asked(store, publisher.url).file("a.csv").read_bytes() == b"first"


def test_a_length_of_what_is_not_sent_is_no_half_answer(store: RawStore) -> None:
    replies = [Reply(b"first", headers={"ETag": '"1"'}), Reply(status=304, headers={"Content-Length": "5"})]
    with Publisher({"/t": [*replies]}) as publisher:
        asked(store, publisher.url)
        assert asked(store, publisher.url).file("a.csv").read_bytes() == b"first"


def test_trouble_on_the_way_is_tried_again_on_the_same_condition(store: RawStore) -> None:
    replies = [Reply(b"first", headers={"ETag": '"1"'}), Reply(status=503), Reply(b"second", misbehave="truncate")]
    with Publisher({"/t": [*replies, Reply(b"second")]}) as publisher:
        asked(store, publisher.url)
        assert asked(store, publisher.url).file("a.csv").read_bytes() == b"second"
        assert len(publisher.conditions()) == 3


# ── the sources that ask so ──


@pytest.mark.thorough  # as Trafikanalys and SMHI, below
def test_kolada_gives_every_answer_unchanged_the_second_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kolada_publisher.KoladaServer() as server:
        server.is_tagging = True
        monkeypatch.setenv(kolada_questions.URL_VARIABLE, server.url)
        first = [*_fetch(kolada, kolada_publisher.client(), tmp_path)]
        questions = len(server.asked)
        assert server.conditions() == []
        assert [*_fetch(kolada, kolada_publisher.client(), tmp_path)] == first
        assert len(server.conditions()) == len(server.asked) - questions == questions
        server.titles[next(iter(server.titles))] += " (ny lydelse)"
        assert [*_fetch(kolada, kolada_publisher.client(), tmp_path)] != first


def test_trafikanalys_and_smhi_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Publisher({"/structure": Reply.of(trafa_server.structure()), "/data": trafa_server.reply}) as server:
        server.is_tagging = True
        monkeypatch.setenv(api.URL_VARIABLE, server.url)
        first = [*_fetch(api, client(), tmp_path)]
        assert [*_fetch(api, client(), tmp_path)] == first
        assert len(server.conditions()) == len(first) == 1 + 2 * 21
    with Publisher({"/api/getexcelfile/": b"PK\x03\x04 no more than the mark"}) as server:
        server.is_tagging = True
        monkeypatch.setenv("MALKOLLEN_EMISSIONS_URL", server.url)
        assert [*_fetch(emissions, client(), tmp_path)] == [*_fetch(emissions, client(), tmp_path)]
        assert server.conditions() == ["/api/getexcelfile/"]


def _fetch(module: object, asking: Client, folder: Path) -> Iterator[str]:
    """The fetch that is shown after one more; the first is good, as after a build."""
    name = str(module.__name__).rpartition(".")[2]  # type: ignore[attr-defined]
    store = RawStore(folder)
    into = store.begin(name)
    module.fetch(asking, into, None)  # type: ignore[attr-defined]
    store.finish(name, into)
    (latest, *_) = store.readable(name)
    latest.mark("good")
    for file, entry in sorted(latest.manifest()["files"].items()):
        yield f"{file} {entry['sha256']}"

"""The raw store: whole or not there, resumed, stored once, and never a bad fetch in the place of a good."""

import hashlib
import json
import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.fetching import clock, raw
from ingest.fetching.download import Answer
from ingest.fetching.raw import MANIFEST, Fetch, RawStore
from malkollen.errors import SourceError, StorageError

NOW = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path)


def answer(content: bytes) -> Answer:
    return Answer(content, "https://example.invalid/t?key=***", 200, "text/csv", NOW, '"e"', None)


def fetched(store: RawStore, content: bytes, state: str = "") -> Fetch:
    fetch = store.begin("scb")
    fetch.keep("a.csv", answer(content))
    assert store.finish("scb", fetch)
    if state:
        fetch.mark(state, "skäl")
    return fetch


def folders(store: RawStore) -> list[str]:
    return sorted(path.name for path in (store.data / "raw" / "scb").iterdir())


# ── one fetch ──


def test_a_file_is_kept_with_where_when_and_its_fingerprint(store: RawStore) -> None:
    fetch = store.begin("scb")
    path = fetch.keep("part/a.csv", answer(b"a;b"))
    assert path.read_bytes() == b"a;b"
    assert fetch.manifest() == {
        "source": "scb",
        "asked": "",
        "state": "fetching",
        "reason": "",
        "files": {
            "part/a.csv": {
                "url": "https://example.invalid/t?key=***",
                "status": 200,
                "content_type": "text/csv",
                "fetched_at": "2026-11-22T03:30:00+00:00",
                "etag": '"e"',
                "last_modified": None,
                "sha256": hashlib.sha256(b"a;b").hexdigest(),
                "bytes": 3,
            }
        },
    }


def test_a_given_file_is_kept_by_its_name_not_its_path(store: RawStore, tmp_path: Path) -> None:
    given = tmp_path / "hemma hos mig.xlsx"
    given.write_bytes(b"x")
    fetch = store.begin("scb")
    fetch.keep_file("a.xlsx", given)
    assert fetch.manifest()["files"]["a.xlsx"]["url"] == "fil: hemma hos mig.xlsx"
    assert str(tmp_path) not in (fetch.folder / MANIFEST).read_text(encoding="utf-8")


def test_a_given_file_that_cannot_be_read_is_said(store: RawStore, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^ingen: går inte att läsa som en fil$"):
        store.begin("scb").keep_file("a", tmp_path / "ingen")
    with pytest.raises(SourceError, match="går inte att läsa som en fil"):
        store.begin("scb").keep_file("a", tmp_path)


@pytest.mark.parametrize("moment", ["write", "move"])
def test_a_file_is_whole_or_not_there(store: RawStore, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch = store.begin("scb")
    fetch.keep("a.csv", answer(b"old"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full) if moment == "write" else monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="går inte att skriva; är disken full eller skrivskyddad"):
        fetch.keep("a.csv", answer(b"new and longer"))
    monkeypatch.undo()
    assert fetch.file("a.csv").read_bytes() == b"old"
    assert fetch.has("a.csv")


def test_what_is_stored_is_known_only_as_long_as_it_is_whole(store: RawStore) -> None:
    fetch = store.begin("scb")
    assert not fetch.has("a.csv")
    fetch.keep("a.csv", answer(b"abc"))
    assert fetch.has("a.csv")
    assert fetch.damage() is None
    fetch.file("a.csv").write_bytes(b"abd")
    assert not fetch.has("a.csv")
    assert fetch.damage(is_thorough=False) is None, "samma storlek"
    assert "är inte längre den som hämtades" in str(fetch.damage())
    fetch.file("a.csv").write_bytes(b"ab")
    assert "är inte längre den som hämtades" in str(fetch.damage(is_thorough=False))
    fetch.file("a.csv").unlink()
    assert not fetch.has("a.csv")
    assert "filen a.csv saknas i scb/" in str(fetch.damage(is_thorough=False))


def _manifest(name: str = "a", **fields: object) -> str:
    """A manifest of one file, whole but for what is said."""
    entry = {"sha256": "0", "bytes": 1, "fetched_at": "2026-11-22T10:00:00+00:00"} | fields
    return json.dumps({"state": "good", "files": {name: entry}})


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '"good"', '{"state": 1, "files": {}}', '{"state": "good"}', "[" * 100_000,
        '{"state": "good", "files": {"a": 1}}', '{"state": "good", "files": {"a": {}}}', _manifest(sha256=0),
        _manifest(bytes=None), _manifest(fetched_at="i går"), _manifest("../a"), _manifest("/a"),
        _manifest(fetched_at="0001-01-01T00:00:00+14:00"), _manifest(fetched_at=20261122), _manifest(bytes=2**63),
        _manifest(bytes=-1), _manifest(bytes=True), _manifest("\udce5"), _manifest("a" * 300), _manifest("d/" * 900),
        _manifest("a\0"),
    ],
)  # fmt: skip
def test_an_unreadable_manifest_is_a_refused_fetch(store: RawStore, text: str) -> None:
    good = fetched(store, b"1", "good")
    bad = fetched(store, b"2")
    (bad.folder / MANIFEST).write_text(text, encoding="utf-8")
    assert bad.state == "refused"
    assert bad.manifest()["reason"] == "manifest.json går inte att läsa"
    assert store.readable("scb") == [good]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="systemet har inga namngivna rör")
def test_a_pipe_for_a_manifest_is_not_waited_for(store: RawStore) -> None:
    bad = fetched(store, b"2")
    (bad.folder / MANIFEST).unlink()
    os.mkfifo(bad.folder / MANIFEST)
    assert bad.state == "refused"


def test_a_manifest_in_another_encoding_is_a_refused_fetch(store: RawStore) -> None:
    bad = fetched(store, b"2")
    (bad.folder / MANIFEST).write_bytes(b'{"state": "\xe5"}')
    assert bad.state == "refused"


# ── resumed ──


def test_an_interrupted_fetch_goes_on_where_it_was(store: RawStore) -> None:
    first = store.begin("scb")
    first.keep("a.csv", answer(b"1"))
    again = store.begin("scb")
    assert again == first
    assert again.has("a.csv")
    assert not again.has("b.csv")


def test_an_old_interrupted_fetch_is_not_mixed_with_a_new(store: RawStore) -> None:
    first = store.begin("scb")
    first.keep("a.csv", answer(b"1"))
    old = f"{datetime.now(UTC) - raw.RESUME_WITHIN - timedelta(minutes=1):%Y%m%dT%H%M%S.%fZ}"
    first.folder.rename(first.folder.with_name(old))
    again = store.begin("scb")
    assert not again.has("a.csv")
    assert folders(store) == [again.id], "den avbrutna är borttagen"


def test_answers_to_two_questions_are_never_mixed(store: RawStore) -> None:
    first = store.begin("scb", "från 2020")
    first.keep("a.csv", answer(b"1"))
    assert not store.begin("scb").has("a.csv")


def test_a_given_file_never_joins_an_interrupted_fetch(store: RawStore) -> None:
    store.begin("scb").keep("a.csv", answer(b"1"))
    assert not store.begin("scb", resume=False).has("a.csv")


def test_what_a_killed_ingest_left_is_cleaned_up(store: RawStore) -> None:
    good = fetched(store, b"1", "good")
    root = store.data / "raw" / "scb"
    (root / "20261122T000000.000000Z").mkdir()
    (root / "20261122T000001.000000Z" / "part").mkdir(parents=True)
    (root / "20261122T000001.000000Z" / "manifest.json.part").write_bytes(b"{")
    (root / ".dropped-20261122T000002.000000Z").mkdir()
    (root / ".dropped-20261122T000002.000000Z" / MANIFEST).write_text('{"state": "good", "files": {}}')
    assert store.readable("scb") == [good]
    again = store.begin("scb")
    assert folders(store) == sorted([good.id, again.id])


def test_a_part_of_a_file_does_not_outlive_the_fetch(store: RawStore) -> None:
    fetch = store.begin("scb")
    fetch.keep("a.csv", answer(b"1"))
    fetch.file("b.csv.part").write_bytes(b"ha")
    store.finish("scb", fetch)
    assert sorted(path.name for path in fetch.folder.iterdir()) == ["a.csv", MANIFEST]


# ── stored once ──


def test_an_unchanged_fetch_is_dropped_and_the_one_before_says_when_it_was_checked(store: RawStore) -> None:
    first = fetched(store, b"1", "good")
    again = store.begin("scb")
    again.keep("a.csv", answer(b"1"))
    assert not store.finish("scb", again)
    assert folders(store) == [first.id]
    assert first.state == "good"
    assert datetime.now(UTC) - datetime.fromisoformat(first.manifest()["checked_at"]) < timedelta(seconds=30)


def test_the_same_answers_take_the_place_of_what_has_been_damaged(store: RawStore) -> None:
    first = fetched(store, b"1", "good")
    first.file("a.csv").write_bytes(b"2")
    assert fetched(store, b"1").damage() is None


@pytest.mark.parametrize("state", ["held", "refused"])
def test_what_is_held_or_refused_is_not_stored_again_every_night(store: RawStore, state: str) -> None:
    fetched(store, b"1", "good")
    bad = fetched(store, b"2", state)
    again = store.begin("scb")
    again.keep("a.csv", answer(b"2"))
    assert not store.finish("scb", again)
    assert (bad.state, bad.manifest()["reason"]) == (state, "skäl")


def test_a_publisher_that_goes_back_is_stored_as_the_newest(store: RawStore) -> None:
    fetched(store, b"1", "good")
    fetched(store, b"2", "held")
    back = fetched(store, b"1")
    assert store.newest("scb") == back


@pytest.mark.parametrize("change", ["other bytes", "one more", "another name"])
def test_any_difference_is_a_new_fetch(store: RawStore, change: str) -> None:
    fetched(store, b"1", "good")
    again = store.begin("scb")
    again.keep("b.csv" if change == "another name" else "a.csv", answer(b"2" if change == "other bytes" else b"1"))
    if change == "one more":
        again.keep("b.csv", answer(b"1"))
    assert store.finish("scb", again)


# ── states ──


def test_a_bad_fetch_never_takes_the_place_of_a_good(store: RawStore) -> None:
    good = fetched(store, b"1", "good")
    fetched(store, b"2", "refused")
    held = fetched(store, b"3", "held")
    under_way = store.begin("scb")
    assert under_way.state == "fetching"
    assert store.newest("scb") == good
    assert store.readable("scb") == [good]
    assert store.latest("scb") == held
    assert store.latest("scb") == held
    new = fetched(store, b"4")
    assert store.readable("scb") == [new, good]


def test_a_source_that_was_never_fetched_has_nothing(store: RawStore) -> None:
    assert (store.newest("scb"), store.readable("scb"), store.latest("scb")) == (None, [], None)


def test_the_reason_goes_when_the_state_is_good_again(store: RawStore) -> None:
    fetch = fetched(store, b"1", "held")
    assert json.loads((fetch.folder / MANIFEST).read_text(encoding="utf-8"))["reason"] == "skäl"
    fetch.mark("good")
    assert fetch.manifest()["reason"] == ""


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file")
    with pytest.raises(StorageError, match=r"mappen går inte att skapa; är disken full eller skrivskyddad\?$"):
        RawStore(tmp_path).begin("scb")


# ── a clock that was wrong ──

AHEAD = f"{datetime.now(UTC) + timedelta(days=200):%Y%m%dT%H%M%S.%fZ}"


def made_ahead(store: RawStore, fetch: Fetch, name: str = AHEAD) -> Fetch:
    """A fetch as a server whose clock was ahead would have named it."""
    return Fetch(fetch.folder.rename(fetch.folder.with_name(name)))


def test_a_fetch_from_a_clock_that_was_ahead_hides_no_later_one(store: RawStore) -> None:
    wrong = made_ahead(store, fetched(store, b"1", "good"))
    new = fetched(store, b"2")
    assert store.newest("scb") == store.latest("scb") == new
    assert new.moment - wrong.moment == timedelta(microseconds=1)
    assert datetime.now(UTC) - new.began < timedelta(seconds=30)
    newer = fetched(store, b"3")
    assert store.readable("scb") == [newer, new, wrong]


def test_what_is_dated_after_now_is_told_with_what_to_do(store: RawStore) -> None:
    fetched(store, b"0", "good")
    assert store.ahead() == {}
    wrong = made_ahead(store, fetched(store, b"1", "good"))
    fetched(store, b"2")  # in its place after the wrong one, but made by a clock that is right
    said = store.ahead()["scb"]
    day = f"{wrong.moment:%Y-%m-%d}"
    assert said.startswith(f"hämtningen {AHEAD} är daterad {day}, efter serverns klocka (")
    assert said.endswith(f"ta bort mappen raw/scb/{AHEAD} och läs in källan igen")
    store.drop(wrong)
    assert store.ahead() == {}


@pytest.mark.parametrize("where", ["fetched_at", "checked_at"])
def test_a_time_in_a_manifest_that_is_ahead_is_told_too(store: RawStore, where: str) -> None:
    fetch = fetched(store, b"1", "good")
    moment = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    manifest = fetch.manifest()
    (manifest["files"]["a.csv"] if where == "fetched_at" else manifest)[where] = moment
    (fetch.folder / MANIFEST).write_text(json.dumps(manifest))
    assert list(store.ahead()) == ["scb"]


def test_a_name_after_which_there_is_no_time_is_told_and_hides_nothing(store: RawStore) -> None:
    last = made_ahead(store, fetched(store, b"1", "good"), "99991231T235959.999999Z")
    new = fetched(store, b"2")
    assert store.newest("scb") == new
    assert store.readable("scb") == [new, last]
    assert store.ahead()["scb"].startswith("hämtningen 99991231T235959.999999Z är daterad 9999-12-31, efter serverns")


def test_a_fetch_older_than_any_can_be_is_told(store: RawStore) -> None:
    for name in ("20241201T100000.000000Z", "19700101T000000.000000Z"):
        old = made_ahead(store, fetched(store, b"1", "good"), name)
        fetched(store, b"2")
        assert "innan någon hämtning kan ha gjorts" in store.ahead()["scb"]
        shutil.rmtree(old.folder.parent)


def test_a_clock_that_was_wrong_is_told_after_its_day_has_passed(store: RawStore) -> None:
    wrong = made_ahead(store, fetched(store, b"1", "good"), "20260301T100000.000000Z")
    new = fetched(store, b"2", "good")
    assert store.ahead() == {}
    new.note("began_at", "2025-11-28T03:00:00+00:00")
    assert store.ahead()["scb"].startswith(f"hämtningen {wrong.id} är daterad 2026-03-01, men hämtningar före eller")
    fetched(store, b"3")
    assert store.ahead()["scb"].startswith(f"hämtningen {wrong.id} ")
    store.drop(wrong)
    assert store.ahead() == {}


def test_days_of_checks_that_go_back_are_told(store: RawStore) -> None:
    fetch = fetched(store, b"1", "good")
    made_ahead(store, fetch, "20250601T100000.000000Z").note("checked", [["2026-03-01"] * 2, ["2025-09-01"] * 2])
    assert "är daterad 2026-03-01, men" in store.ahead()["scb"]


def test_checks_are_kept_as_the_days_they_were_made(store: RawStore) -> None:
    first = fetched(store, b"1", "good")
    today = datetime.now(UTC).date()
    for spans, wanted in (
        ([], [(today, today)]),
        ([(20, 8)], [(20, today)]),
        ([(20, 9)], [(20, 9), (today, today)]),
        ([(-3, -3)], [(-3, -3), (today, today)]),
    ):
        days = [[str(today - timedelta(days=each)) for each in span] for span in spans]
        first.note("checked", days)
        again = store.begin("scb")
        again.keep("a.csv", answer(b"1"))
        assert not store.finish("scb", again)
        told = [[each if isinstance(each, date) else today - timedelta(days=each) for each in span] for span in wanted]
        assert first.manifest()["checked"] == [[*map(str, span)] for span in told]


def test_a_clock_that_cannot_be_right_begins_nothing(store: RawStore) -> None:
    with pytest.raises(SourceError, match="serverns klocka visar 1970-01-01 och går efter"):
        clock.require_possible(datetime(1970, 1, 1, tzinfo=UTC))


def test_a_clock_that_is_set_back_a_little_is_no_news(store: RawStore) -> None:
    made_ahead(store, fetched(store, b"1"), f"{datetime.now(UTC) + clock.SLACK / 2:%Y%m%dT%H%M%S.%fZ}")
    assert store.ahead() == {}


def test_an_interrupted_fetch_from_another_time_is_not_gone_on_with(store: RawStore) -> None:
    first = store.begin("scb")
    first.keep("a.csv", answer(b"1"))
    made_ahead(store, first)
    again = store.begin("scb")
    assert not again.has("a.csv")
    assert folders(store) == [again.id]
    assert again.id < AHEAD


def test_an_interrupted_fetch_in_its_place_after_a_wrong_one_is_gone_on_with(store: RawStore) -> None:
    made_ahead(store, fetched(store, b"1", "good"))
    first = store.begin("scb")
    first.keep("a.csv", answer(b"2"))
    assert store.begin("scb") == first


def test_an_interrupted_fetch_that_another_has_passed_is_begun_anew(store: RawStore) -> None:
    first = store.begin("scb")
    first.keep("a.csv", answer(b"2"))
    shutil.copytree(first.folder, first.folder.with_name(AHEAD))
    Fetch(first.folder.with_name(AHEAD)).mark("good")
    again = store.begin("scb")
    assert again.id > AHEAD
    assert not again.has("a.csv")


@pytest.mark.parametrize("name", ["kopia", "zzz", "9", "20990101"])
def test_a_folder_that_we_have_not_named_comes_before_all_others(store: RawStore, name: str) -> None:
    old = fetched(store, b"1", "good")
    shutil.copytree(old.folder, old.folder.with_name(name))
    new = fetched(store, b"2")
    assert store.newest("scb") == new
    assert store.readable("scb") == [new, old, Fetch(old.folder.with_name(name))]

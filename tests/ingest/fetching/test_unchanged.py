"""A table of SCB whose own stamp is the same is not asked for again: requests are counted over whole ingests."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_source import carried, install
from publisher import Asked, Reply
from pxweb_server import MUNICIPAL, SEX, FakeScb, FakeTable, years

from ingest import live, run
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch, RawStore
from ingest.readers.scb import pxweb
from ingest.run import Wanted
from ingest.sources import scb_jobs
from malkollen.database import storage
from malkollen.errors import MalkollenError, SourceError

CELLS = 2 * 290
"""As many as a year has, so that every year is a question."""
STAMP, LATER = "2026-11-20T07:00:00Z", "2027-11-20T07:00:00Z"
TODAY = datetime.now(UTC).date()
Ask = Callable[..., tuple[bool, int]]
Ingest = Callable[..., list[str]]


def people(codes: dict[str, str]) -> float:
    return 1000.0 + int(codes["Region"]) + int(codes["Tid"]) % 10


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeScb]:
    dimensions = {
        "Region": MUNICIPAL, "Kon": SEX, "SNI2007": {"A-U+US": "samtliga"}, "Fodelseregion": {"tot": "totalt"},
        "ContentsCode": {"000002XH": "arbetsställe", "000002XI": "bostad"}, "Tid": years(2022, 2024),
    }  # fmt: skip
    with FakeScb({"TAB3204": FakeTable(dimensions, people, STAMP)}, cells=CELLS, calls=10_000) as one:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, one.url)
        yield one


@pytest.fixture
def fetch(server: FakeScb, tmp_path: Path) -> Ask:
    """Fetches scb_jobs as an ingest does; whether it is new and how many questions were spared. It is then good."""
    store = RawStore(tmp_path)

    def fetching(since: int | None = None, *, is_refetch: bool = False) -> tuple[bool, int]:
        server.questions.clear()
        server.asked.clear()
        into = store.begin("scb_jobs", str(since or ""), is_refetch=is_refetch)
        scb_jobs.fetch(Client("SCB", pause=lambda _seconds: None), into, since)
        spared = into.spared
        is_new = store.finish("scb_jobs", into)
        newest(tmp_path).mark("good")
        return is_new, spared

    return fetching


@pytest.fixture
def ingest(server: FakeScb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ingest:
    """Runs a whole ingest of scb_jobs; what it says of it last, and its faults."""
    carried(tmp_path)
    install(monkeypatch, scb_jobs)
    live.asked_within.cache_clear()

    def ingesting(**wanted: object) -> list[str]:
        server.questions.clear()
        server.asked.clear()
        said: list[str] = []
        given = Wanted(names=["scb_jobs"], **wanted)  # type: ignore[arg-type]
        _, faults = run.run(tmp_path, given, lambda *_: None, said.append)
        return [said[-1], *(fault.reason for fault in faults)]

    return ingesting


def asked(server: FakeScb) -> int:
    return server.questions["TAB3204"]


def newest(folder: Path) -> Fetch:
    found = RawStore(folder).latest("scb_jobs")
    assert found is not None
    return found


# ── whole ingests ──


def test_a_second_ingest_asks_for_limits_and_the_stamp_only(ingest: Ingest, server: FakeScb, tmp_path: Path) -> None:
    assert ingest() == ["scb_jobs: nytt från SCB"]
    assert asked(server) == 3
    assert ingest() == [f"scb_jobs: oförändrat hos SCB sedan {TODAY}, 3 frågor sparade"]
    assert server.paths() == ["/config", "/tables/TAB3204/metadata"]
    assert len(RawStore(tmp_path).readable("scb_jobs")) == 1
    assert "checked_at" in newest(tmp_path).manifest()
    table = server.tables["TAB3204"]
    table.updated, table.figure = LATER, lambda codes: people(codes) + 70  # not as another year
    assert ingest() == ["scb_jobs: nytt från SCB"]
    assert asked(server) == 3
    with storage.attach(tmp_path / storage.FILE_NAME) as db:
        where = "measure = 'jobs_by_workplace' AND municipality_code = '0127' AND year = 2024"
        assert db.execute(f"SELECT value FROM mart.measures WHERE {where}").fetchall() == [(1000 + 127 + 4 + 70,)]


def test_an_ingest_can_ask_for_everything(ingest: Ingest, server: FakeScb) -> None:
    ingest(since=2024)
    assert ingest(since=2024, is_refetch=True) == [f"scb_jobs: oförändrat hos SCB sedan {TODAY}"]
    assert asked(server) == 1
    assert ingest() == ["scb_jobs: nytt från SCB, 1 fråga sparad"]


@pytest.mark.parametrize("given", [{"is_offline": True}, {"file": Path("x.csv")}])
def test_a_refetch_of_what_is_not_asked_for_makes_no_sense(given: dict[str, object], ingest: Ingest) -> None:
    with pytest.raises(MalkollenError, match="--refetch frågar utgivarna och går inte ihop med --from eller --offline"):
        ingest(is_refetch=True, **given)


# ── fetches ──


def test_a_new_stamp_asks_for_everything_again(fetch: Ask, server: FakeScb) -> None:
    assert fetch() == (True, 0)
    assert fetch() == (False, 3)
    server.tables["TAB3204"].updated = LATER
    assert fetch() == (True, 0)
    assert asked(server) == 3


def test_with_a_tag_not_even_the_metadata_is_sent_again(fetch: Ask, server: FakeScb) -> None:
    server.is_tagging = True
    fetch()
    assert server.conditions() == []
    assert fetch() == (False, 3)
    assert server.conditions() == ["/tables/TAB3204/metadata"]
    server.tables["TAB3204"].updated = LATER
    assert fetch() == (True, 0)
    assert asked(server) == 3


def test_a_table_without_a_stamp_is_always_asked_for(fetch: Ask, server: FakeScb) -> None:
    server.tables["TAB3204"].updated = ""
    fetch()
    assert fetch() == (False, 0)
    assert asked(server) == 3


def test_other_years_are_another_fetch_and_the_older_answers_are_still_known(fetch: Ask, server: FakeScb) -> None:
    fetch()
    assert fetch(2024) == (True, 1)
    assert fetch() == (True, 3)
    assert asked(server) == 0


def test_what_was_not_asked_before_is_asked_alone(fetch: Ask, server: FakeScb) -> None:
    fetch(2023)
    assert fetch() == (True, 2)
    assert asked(server) == 1
    server.route("/config", Reply.of({"maxDataCells": 2 * CELLS, "maxCallsPerTimeWindow": 1000, "timeWindow": 10}))
    server.cells = 2 * CELLS
    assert fetch() == (True, 1), "en annan gräns ger andra frågor"


def test_a_refetch_asks_for_everything(fetch: Ask, server: FakeScb) -> None:
    server.is_tagging = True
    fetch()
    assert fetch(is_refetch=True) == (False, 0)
    assert asked(server) == 3
    assert server.conditions() == []


@pytest.mark.parametrize("state", ["held", "refused", "fetched"])
def test_only_what_was_found_good_is_taken_over(state: str, fetch: Ask, server: FakeScb, tmp_path: Path) -> None:
    fetch()
    newest(tmp_path).mark(state, "skäl")
    fetch()
    assert asked(server) == 3


def test_an_answer_that_is_no_longer_whole_is_asked_for_again(fetch: Ask, server: FakeScb, tmp_path: Path) -> None:
    fetch()
    damaged = newest(tmp_path)
    name = next(name for name in damaged.manifest()["files"] if name.startswith("TAB3204/2023"))
    whole = damaged.file(name).read_bytes()
    damaged.file(name).write_bytes(whole[:-1] + b" ")
    assert fetch() == (True, 2)
    assert asked(server) == 1
    assert newest(tmp_path).file(name).read_bytes() == whole


def test_an_answer_with_another_stamp_than_its_metadata_is_asked_for_again(fetch: Ask, server: FakeScb) -> None:
    """A table that is updated between the two: the answers are whole and alike, but of an older edition."""
    table = server.tables["TAB3204"]
    table.change = lambda answer: answer | {"updated": STAMP}
    table.updated = LATER
    fetch()
    assert fetch() == (False, 0)
    assert asked(server) == 3


def test_an_interrupted_fetch_goes_on_with_what_is_known_and_what_is_stored(
    fetch: Ask, server: FakeScb, tmp_path: Path
) -> None:
    fetch(2024)
    plain = server.data

    def down(question: Asked) -> Reply:
        return Reply(b"gone", 410) if server.questions["TAB3204"] else plain("TAB3204", question)

    server.route("/tables/TAB3204/data", down)
    with pytest.raises(SourceError, match="adressen är borttagen"):
        fetch()
    assert asked(server) == 1
    server.route("/tables/TAB3204/data", lambda question: plain("TAB3204", question))
    assert fetch() == (True, 1)
    assert asked(server) == 1
    assert (len(newest(tmp_path).manifest()["files"]), newest(tmp_path).damage()) == (4, None)

"""Live sources in a build: a bad fetch falls back to the last good, and one source never stops another."""

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_source import HEADER, carried, install, module, rows
from parts import every, pairs
from publisher import Publisher, Reply

from ingest import build, publishers, run
from ingest.building import rereading
from ingest.fetching import addresses
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch, RawStore
from ingest.live import BadFetchError, Fault
from ingest.publishers import written
from ingest.run import Wanted
from ingest.sources import context
from malkollen import ROOT
from malkollen.database import changed, storage
from malkollen.errors import SourceError, StorageError

USUAL = rows("bikes", (2023, 2024, 2025), lambda place, year: 200 + place + year - 2000)
"""As carried, and one year more."""
Ingest = Callable[..., list[Fault]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with made carried figures, built once without live sources."""
    folder = tmp_path_factory.mktemp("made")
    carried(folder)
    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        build.build(folder)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher({"/more": b"more"}) as one:
        yield one


@pytest.fixture(scope="module")
def usual(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder where the usual figures have been ingested: how most tests here begin."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("usual"), dirs_exist_ok=True)
    assert _ingest_once(folder, module, HEADER + USUAL) == []
    return folder


@pytest.fixture(scope="module")
def nine(usual: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder where a later fetch is held: its last year has a nine before every figure."""
    folder = shutil.copytree(usual, tmp_path_factory.mktemp("nine"), dirs_exist_ok=True)
    (fault,) = _ingest_once(folder, module, HEADER + USUAL.replace("2025,bikes,", "2025,bikes,9"))
    assert fault.is_held
    return folder


@pytest.fixture
def held(folder: Path, nine: Path) -> Path:
    return shutil.copytree(nine, folder, dirs_exist_ok=True)


def _ingest_once(folder: Path, making: Callable[..., Any], *texts: str) -> list[Fault]:
    """Ingests texts in turn as what `bikes` answers; the faults of all."""
    faults: list[Fault] = []
    with pytest.MonkeyPatch.context() as patch, Publisher({"/more": b"more"}) as one:
        patch.setenv("MALKOLLEN_DATA", str(folder))
        install(patch, making("bikes", url=one.url, publisher="Cykelverket"))
        for text in texts:
            one.route("/figures", Reply(text.encode()))
            faults += run.run(folder, Wanted(names=["bikes"]), lambda *_: None, lambda _line: None)[1]
    return faults


@pytest.fixture
def ingest(folder: Path, usual: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Ingest:
    """Runs an ingest of the made source `bikes` with a text as the publisher's figures.

    The first of the usual figures was made once for all tests, and is copied.
    """

    def ingesting(text: str | bytes | None, **wanted: Any) -> list[Fault]:  # noqa: ANN401 - fields of Wanted
        if text == HEADER + USUAL and not wanted and not (folder / "raw").exists():
            shutil.copytree(usual, folder, dirs_exist_ok=True)
            return []
        if text is not None:
            publisher.route("/figures", Reply(text.encode() if isinstance(text, str) else text))
            wanted.setdefault("names", ["bikes"])
        _, faults = run.run(folder, Wanted(is_offline=text is None, **wanted), lambda *_: None, lambda _line: None)
        return faults

    install(monkeypatch, module("bikes", url=publisher.url, publisher="Cykelverket"))
    return ingesting


def shown(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with storage.attach(folder / storage.FILE_NAME) as db:
        return db.execute(query).fetchall()


def bikes(folder: Path) -> dict[int, tuple[float, set[str]]]:
    """Riket's sum and the sources, by year."""
    query = "SELECT year, sum(value), list(DISTINCT source) FROM mart.measures WHERE measure = 'bikes' GROUP BY year"
    return {year: (value, set(sources)) for year, value, sources in shown(folder, query)}


def states(folder: Path) -> list[str]:
    return [RawStore(folder).latest("bikes").state, *(f.state for f in RawStore(folder).readable("bikes"))]  # type: ignore[union-attr]


# ── what it replaces ──


@pytest.mark.thorough  # tests/ingest/sources/test_source_kolada.py
def test_a_live_source_replaces_the_carried_figures_of_its_measures_whole(folder: Path, ingest: Ingest) -> None:
    assert ingest(HEADER + rows("bikes", (2024, 2025), lambda place, year: 200 + place + year - 2000)) == []
    assert {year: sources for year, (_, sources) in bikes(folder).items()} == {2024: {"bikes"}, 2025: {"bikes"}}
    assert shown(folder, "SELECT DISTINCT source FROM mart.measures WHERE measure = 'sleds'") == [("carried_bikes",)]
    assert shown(folder, "SELECT source FROM mart.sources ORDER BY 1") == [("bikes",), ("carried_bikes",)]


def test_a_file_of_the_same_publisher_replaces_its_years(
    folder: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, module("bikes", url=publisher.url, replaces="years"))
    publisher.route("/figures", (HEADER + rows("bikes", (2024,), lambda place, _year: 224 + place)).encode())
    run.run(folder, Wanted(names=["bikes"]), lambda *_: None, lambda _line: None)
    found = {year: sources for year, (_, sources) in bikes(folder).items()}
    assert found == {2023: {"carried_bikes"}, 2024: {"bikes"}}


def test_what_is_carried_beside_the_figures_keeps_its_source_when_others_are_fetched(
    folder: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no figures of its own: nothing that is fetched can take the place of any."""
    shutil.copytree(ROOT / "data" / context.FOLDER, folder / context.FOLDER)
    install(monkeypatch, module("bikes", url=publisher.url), context)
    publisher.route("/figures", (HEADER + USUAL).encode())
    run.run(folder, Wanted(names=["bikes"]), lambda *_: None, lambda _line: None)
    sources = "SELECT source FROM mart.sources ORDER BY 1"
    beside = ["cycle_report", "national_plan", "stockholm_city_2015"]
    assert [source for (source,) in shown(folder, sources)] == ["bikes", "carried_bikes", *beside]
    carried = "SELECT unnest(sources) FROM mart.fetches WHERE state = 'carried' ORDER BY 1"
    assert [source for (source,) in shown(folder, carried)] == ["carried_bikes", *beside]


@pytest.mark.thorough  # replaced whole, above
def test_a_carried_source_whose_figures_are_all_replaced_is_gone(folder: Path, ingest: Ingest) -> None:
    both = rows("sleds", (2023, 2024), lambda place, year: 200 + place + year - 2000)
    assert ingest(HEADER + USUAL + both) == []
    assert shown(folder, "SELECT source FROM mart.sources") == [("bikes",)]
    assert shown(folder, "SELECT module, state FROM mart.fetches") == [("bikes", "good")]


@pytest.mark.thorough  # as a first fetch that is bad
def test_a_source_that_was_never_fetched_leaves_the_carried(folder: Path, ingest: Ingest) -> None:
    assert ingest(None) == []
    assert {year: sources for year, (_, sources) in bikes(folder).items()} == {
        2023: {"carried_bikes"},
        2024: {"carried_bikes"},
    }


# ── the newest is bad ──

BAD = {
    "another header": ("kommun,ar,vad,antal\n", "Cykelverket: rubriken är inte den väntade; se efter hos utgivaren"),
    "no figures": (b"", "Cykelverket: rubriken är inte den väntade; se efter hos utgivaren"),
    "an unknown code": (HEADER + USUAL + "9999,2025,bikes,1\n", "koden är ingen av de 290 kommunerna: 9999 2025 bikes"),
    "a negative": (HEADER + USUAL + "0127,2026,bikes,-1\n", "från noll och uppåt: 0127 2026 bikes -1.0"),
    "not a number": (HEADER + USUAL + "0127,2026,bikes,nan\n", "från noll och uppåt: 0127 2026 bikes nan"),
    "twice": (HEADER + USUAL + "0127,2025,bikes,1\n", "samma uppgift står två gånger: 0127 2025 bikes"),
    "an error nobody foresaw": (HEADER + "boom\n", "inte förutsett (ZeroDivisionError: boom)"),
    "no number at all": (HEADER + "0127,2025,bikes,många\n", "inte förutsett (ConversionException"),
}


@pytest.mark.parametrize("kind", every(8, list(BAD)))
def test_a_bad_fetch_falls_back_to_the_last_good(kind: str, folder: Path, ingest: Ingest) -> None:
    """One kind; thoroughly eight."""
    assert ingest(HEADER + USUAL) == []
    before = bikes(folder)
    text, said = BAD[kind]
    (fault,) = ingest(text)
    assert (fault.source, fault.is_held) == ("bikes", False)
    assert said in fault.reason
    assert len(fault.reason.splitlines()) == 1
    assert bikes(folder) == before
    assert states(folder) == ["refused", "good"]


@pytest.mark.parametrize(
    "error",
    every(
        3,
        [
            OSError(errno.ENOSPC, "No space left on device"),
            OSError(errno.EROFS, "Read-only file system"),
            duckdb.TransactionException("Failed to commit: No space left on device"),
            duckdb.FatalException("Failed to create checkpoint"),
            duckdb.OutOfMemoryException("failed to offload data block"),
        ],
    ),
    ids=["full", "read-only", "transaction", "fatal", "memory"],
)
def test_a_fault_of_the_disk_is_no_fault_of_the_fetch(
    error: Exception, folder: Path, ingest: Ingest, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two kinds, the system's and the database's; thoroughly five."""
    ingest(HEADER + USUAL)
    before = (folder / storage.FILE_NAME).read_bytes()

    def full(*_: object) -> None:
        raise error

    failing = module("bikes", url=publisher.url, publisher="Cykelverket")
    failing.stage = full  # type: ignore[attr-defined]
    install(monkeypatch, failing)
    with pytest.raises((OSError, duckdb.Error, StorageError)):
        ingest(HEADER + USUAL.replace(",300", ",301"))
    assert states(folder) == ["fetched", "fetched", "good"]
    assert (folder / storage.FILE_NAME).read_bytes() == before


def test_a_first_fetch_that_is_bad_leaves_the_carried(folder: Path, ingest: Ingest) -> None:
    before = bikes(folder)
    assert len(ingest("nonsense")) == 1
    assert bikes(folder) == before
    query = "SELECT state, is_shown, sources, reason FROM mart.fetches WHERE module = 'bikes'"
    assert shown(folder, query) == [
        ("refused", False, [], "Cykelverket: rubriken är inte den väntade; se efter hos utgivaren")
    ]


@pytest.mark.thorough  # tried again once a declaration has changed, below
def test_what_was_refused_is_said_every_time_and_read_again_once_the_reader_is_mended(
    folder: Path, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ingest(HEADER + USUAL) == []
    assert len(ingest("kommun,ar,vad,antal\n")) == 1
    assert len(ingest(None)) == 1
    mended = module("bikes")
    mended.stage = lambda db, fetches: None  # type: ignore[attr-defined]
    install(monkeypatch, mended)
    assert [fault.is_held for fault in ingest(None)] == [True], "läsbar, men tom: misstänkt"


@pytest.mark.thorough  # refused as a bad fetch is, above; found in tests/ingest/fetching/test_raw.py
def test_a_damaged_file_is_refused_and_the_fetch_before_is_shown(folder: Path, ingest: Ingest) -> None:
    assert ingest(HEADER + USUAL) == []
    before = bikes(folder)
    assert ingest(HEADER + USUAL.replace("2580,2025,bikes,510", "2580,2025,bikes,500")) == []
    RawStore(folder).readable("bikes")[0].file("figures.csv").write_text(HEADER, encoding="utf-8")
    (fault,) = ingest(None)
    assert "är inte längre den som hämtades" in fault.reason
    assert bikes(folder) == before


@pytest.mark.thorough  # as a damaged file, above
@pytest.mark.parametrize("index", every(2, [0, 1]), ids=["newest", "older"])
def test_a_file_that_was_away_is_told_as_long_as_it_is_and_read_again_when_it_is_back(
    index: int, folder: Path, ingest: Ingest
) -> None:
    assert ingest(HEADER + USUAL) == []
    assert ingest(HEADER + USUAL.replace("2580,2025,bikes,510", "2580,2025,bikes,500")) == []
    before, file = bikes(folder), RawStore(folder).readable("bikes")[index].file("figures.csv")
    content = file.read_bytes()
    file.unlink()
    for _ in range(2):
        (fault,) = ingest(None)
        assert fault.reason.startswith("filen figures.csv saknas i bikes/")
    file.write_bytes(content)
    assert ingest(None) == []
    assert [fetch.state for fetch in RawStore(folder).every("bikes")] == ["good", "good"]
    assert bikes(folder) == before


@pytest.mark.parametrize(
    ("where", "checked"),
    pairs(
        ["checked_at", "fetched_at"],
        ["2026-11-2", 1, "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00"],
        3,
    ),
)
def test_a_spoilt_time_in_a_manifest_stops_no_build(where: str, checked: object, folder: Path, ingest: Ingest) -> None:
    """Two of the eight pairs; thoroughly all."""
    assert ingest(HEADER + USUAL) == []
    path = RawStore(folder).readable("bikes")[0].folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    (manifest if where == "checked_at" else manifest["files"]["figures.csv"])[where] = checked
    path.write_text(json.dumps(manifest), encoding="utf-8")
    faults = ingest(None)
    if where == "checked_at":  # nothing is read by it: it is as if nobody had looked
        assert [fault for fault in faults if "är daterad 9999-12-31, efter serverns klocka" not in fault.reason] == []
        assert shown(folder, "SELECT checked_at FROM mart.fetches WHERE module = 'bikes'") == [(None,)]
    else:
        assert [fault.reason for fault in faults] == ["manifest.json går inte att läsa"]
        assert set(bikes(folder)) == {2023, 2024}, "de burna siffrorna"


# ── a year that has not come ──


@pytest.mark.parametrize(("ahead", "message"), every(2, [(5, "har inte kommit"), (0, "är inte slut")]))
def test_a_year_that_has_not_ended_is_refused(folder: Path, ingest: Ingest, ahead: int, message: str) -> None:
    """One that has not come; thoroughly this year too."""
    today = datetime.now(UTC).date()
    if (today.month, today.day) == (12, 31) and not ahead:
        pytest.skip("i dag tar året slut")
    assert ingest(HEADER + USUAL) == []
    year = today.year + ahead
    (fault,) = ingest(HEADER + USUAL + f"0127,{year},bikes,230\n")
    assert fault.reason.startswith(f"bikes (230) sägs gälla {year}, som {message} {today}; rätta året"), fault.reason
    assert max(bikes(folder)) == 2025


# ── suspicious ──


def test_suspicious_figures_are_held_until_they_are_accepted(folder: Path, ingest: Ingest, thorough: bool) -> None:
    assert ingest(HEADER + USUAL) == []
    before = bikes(folder)
    thousand = HEADER + rows("bikes", (2023, 2024, 2025), lambda place, year: 1000 * (200 + place + year - 2000))
    (fault,) = ingest(thousand)
    assert fault.is_held
    assert fault.reason.endswith("; stämmer det, kör igen med --accept")
    assert bikes(folder) == before
    for again in (thousand, None) if thorough else (None,):  # every night, until somebody has looked
        assert [(held.is_held, held.reason) for held in ingest(again)] == [(True, fault.reason)]
        assert states(folder) == ["held", "good"]
    assert ingest("no figures at all", accept=True) == [], "ingen frågas när det som hölls tillbaka godtas"
    assert states(folder) == ["good", "good", "good"]
    assert bikes(folder)[2024][0] == 1000 * before[2024][0]
    assert ingest(None) == [], "vad som godtagits misstänks inte igen"


@pytest.mark.thorough  # as a yes that takes no more than was told, below
def test_what_came_since_the_figures_were_held_is_held_itself(folder: Path, ingest: Ingest) -> None:
    assert ingest(HEADER + USUAL) == []
    before = bikes(folder)
    (fault,) = ingest(HEADER + USUAL.replace("0127,2025,bikes,", "0127,2025,bikes,9"))
    twice = USUAL.replace("0127,2025,bikes,", "0127,2025,bikes,9").replace("0126,2025,bikes,", "0126,2025,bikes,8")
    (other,) = ingest(HEADER + twice, accept=True, is_refetch=True)
    assert other.is_held
    assert "0126 2025" in other.reason
    assert other.reason != fault.reason
    assert bikes(folder) == before
    assert ingest(None, accept=True) == []
    assert bikes(folder)[2025][0] > before[2025][0]


def test_a_yes_takes_no_more_than_was_told(folder: Path, ingest: Ingest) -> None:
    """The figures before, which it was held against, may be others by then."""
    assert ingest(HEADER + USUAL) == []
    (fault,) = ingest(HEADER + USUAL.replace("0127,2025,bikes,", "0127,2025,bikes,9"))
    with duckdb.connect(str(folder / storage.FILE_NAME)) as db:
        db.execute("UPDATE mart.measures SET value = 3000 WHERE municipality_code = '0126' AND year = 2024")
    (other,) = ingest(None, accept=True)
    assert other.is_held
    assert other.reason != fault.reason


@pytest.mark.thorough  # held and followed, each by itself elsewhere
def test_what_goes_on_under_another_name_is_looked_at_before_it_is_accepted(folder: Path, ingest: Ingest) -> None:
    assert ingest(HEADER + USUAL) == []

    def follow(_client: Client) -> list[str]:
        if publishers.own():
            return ["bikes följs inte av sig självt"]
        written.put("scb", ("tables", "population", "id"), "TAB5557")
        return ["bikes följs av bicycles från och med nu"]

    build.choose([])["bikes"].follow = follow  # type: ignore[attr-defined]
    thousand = HEADER + rows("bikes", (2023, 2024, 2025), lambda place, year: 1000 * (200 + place + year - 2000))
    (fault,) = ingest(thousand, accept=True)
    assert fault.is_held
    assert ingest(thousand, accept=True) == []


@pytest.mark.thorough  # accepted and not suspected again, above
def test_what_was_accepted_is_shown_also_where_the_database_is_an_older_one(folder: Path, ingest: Ingest) -> None:
    assert ingest(HEADER + USUAL) == []
    old = (folder / storage.FILE_NAME).read_bytes()
    thousand = HEADER + rows("bikes", (2023, 2024, 2025), lambda place, year: 1000 * (200 + place + year - 2000))
    assert len(ingest(thousand)) == 1
    assert ingest(None, accept=True) == []
    after = bikes(folder)
    (folder / storage.FILE_NAME).write_bytes(old)
    assert ingest(None) == []
    assert bikes(folder) == after


@pytest.mark.thorough  # each name by itself in the tests of its source
@pytest.mark.usefixtures("held")
def test_accept_with_names_accepts_only_those(ingest: Ingest) -> None:
    assert len(ingest(None, accept=True, names=["figures"])) == 1
    assert ingest(None, accept=True, names=["bikes"]) == []


@pytest.mark.parametrize(("old", "new"), every(2, [("233", "2330"), ("233", "0")]))
def test_a_carried_figure_that_looks_wrong_stops_the_build_until_it_is_accepted(
    folder: Path, ingest: Ingest, old: str, new: str, thorough: bool
) -> None:
    """Ten times as much; thoroughly nothing too, also beside another source's name, and a build after it."""
    figures = folder / "figures" / "bikes.csv"
    text = figures.read_text(encoding="utf-8")
    line = f"0136,2024,bikes,{old}\n"
    assert line in text
    figures.write_text(text.replace(line, line.replace(old, new)), encoding="utf-8")
    said = f"bikes.csv: 0136 2024 bikes: från {old} till {new}, .*; rätta filen, eller kör malkollen ingest figures"
    for names in ([], ["bikes"]) if thorough else ([],):
        with pytest.raises(SourceError, match=said):
            ingest(None, names=names, accept=bool(names))
    query = "SELECT value FROM mart.measures WHERE (municipality_code, year, measure) = ('0136', 2024, 'bikes')"
    assert shown(folder, query) == [(float(old),)], "den förra databasen ligger kvar"
    assert ingest(None, names=["figures"], accept=True) == []
    assert shown(folder, query) == [(float(new),)]
    assert not thorough or ingest(None) == [], "det som godtagits misstänks inte igen"


@pytest.mark.thorough  # as those that are accepted, above
def test_new_figures_that_are_as_usual_release_a_held_fetch(held: Path, ingest: Ingest) -> None:
    assert ingest(HEADER + USUAL) == []
    assert states(held)[0] == "good"


@pytest.mark.thorough  # damaged in tests/malkollen/database/test_damaged_database.py
def test_new_figures_wait_where_the_database_is_damaged_and_are_held_against_the_next(
    folder: Path, ingest: Ingest
) -> None:
    path = folder / storage.FILE_NAME
    assert ingest(HEADER + USUAL) == []
    before = bikes(folder)
    thousand = HEADER + rows("bikes", (2023, 2024, 2025), lambda place, year: 1000 * (200 + place + year - 2000))
    for text in (HEADER + USUAL.replace("2580,2025,bikes,510", "2580,2025,bikes,500"), thousand):
        path.write_bytes(path.read_bytes()[:-300_000])
        (fault,) = ingest(text)
        assert (fault.is_held, fault.reason.split(",")[0]) == (True, "den gamla databasen är skadad")
        assert bikes(folder) == before
        assert states(folder) == ["held", *(["good", "good"] if text == thousand else ["good"])]
        faults = ingest(None)
        assert [fault.is_held for fault in faults] == ([True] if text == thousand else [])
        before = bikes(folder)
    assert "--accept" in faults[0].reason
    assert before[2025][0] > 0


@pytest.mark.thorough  # as in tests/malkollen/database/test_foreign.py
def test_new_figures_are_not_taken_while_another_program_has_the_database_open(folder: Path, ingest: Ingest) -> None:
    assert ingest(HEADER + USUAL) == []
    content = (folder / storage.FILE_NAME).read_bytes()
    holding = "import duckdb, sys; db = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, folder / storage.FILE_NAME], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StorageError, match="låst av ett annat program"):
            ingest(HEADER + USUAL.replace("2025,bikes,", "2025,bikes,9"))
        other.kill()
    assert (folder / storage.FILE_NAME).read_bytes() == content
    assert [fault.is_held for fault in ingest(None)] == [True]


# ── one source never stops another ──


def test_a_failing_source_stops_no_other(folder: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, crashing, double = module("a_down"), module("b_crash"), module("d_double")
    broken.fetch = lambda *_args, **_own: (_ for _ in ()).throw(OSError("down"))  # type: ignore[attr-defined]
    for one in (crashing, double):
        one.fetch = lambda _client, into, _since: into.keep_file("figures.csv", folder / "one.csv")  # type: ignore[attr-defined]
    crashing.stage = lambda _db, _fetches: {}["missing"]  # type: ignore[attr-defined]
    (folder / "one.csv").write_text(HEADER + USUAL, encoding="utf-8")
    publisher.route("/figures", (HEADER + USUAL).encode())
    install(monkeypatch, broken, crashing, module("c_bikes", url=publisher.url), double)
    monkeypatch.delenv("MALKOLLEN_OFFLINE")
    built, faults = run.run(folder, Wanted(), lambda *_: None, lambda _line: None)
    assert built is not None
    assert {fault.source: fault.reason.split("(")[0].strip() for fault in faults} == {
        "a_down": "ett fel som läsaren inte förutsett",
        "b_crash": "ett fel som läsaren inte förutsett",
        "d_double": "uppgiften ges redan av en annan källa: 0114 2023 bikes",
    }
    assert {sources for _, sources in ((0, frozenset(found)) for _, found in bikes(folder).values())} == {
        frozenset({"c_bikes"})
    }
    query = "SELECT module, state, failure IS NOT NULL FROM mart.fetches WHERE state <> 'carried' ORDER BY module"
    assert shown(folder, query) == [
        ("a_down", "none", True),
        ("b_crash", "refused", False),
        ("c_bikes", "good", False),
        ("d_double", "refused", False),
    ]


# ── what the screen learns of the fetches ──


def test_every_live_source_says_its_fetch_and_what_it_needs(
    folder: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.route("/figures", (HEADER + USUAL).encode())
    keyed = module("keyed", key="MALKOLLEN_MADE_KEY", key_help="Begär den hos verket.")
    install(monkeypatch, module("bikes", url=publisher.url), keyed, module("paper", without=("fetch",)))
    monkeypatch.delenv("MALKOLLEN_OFFLINE")
    run.run(folder, Wanted(), lambda *_: None, lambda _line: None)
    query = "SELECT module, state, is_shown, sources, files, bytes > 0, length(sha256), help FROM mart.fetches"
    assert shown(folder, f"{query} ORDER BY module, sources") == [
        ("bikes", "good", True, ["bikes"], 2, True, 64, None),
        ("figures", "carried", True, ["carried_bikes"], None, None, None, None),
        ("keyed", "none", False, [], 0, False, None,
         "nyckel saknas: sätt MALKOLLEN_MADE_KEY. Begär den hos verket."),
        ("paper", "none", False, [], 0, False, None,
         "hämtas inte över nätet: ge filen med malkollen ingest paper --from FIL"),
    ]  # fmt: skip


def test_a_held_fetch_and_the_one_that_is_shown_both_stand(held: Path) -> None:
    query = "SELECT state, is_shown, sources FROM mart.fetches WHERE module = 'bikes' ORDER BY is_shown"
    assert shown(held, query) == [("held", False, []), ("good", True, ["bikes"])]


def test_figures_that_somebody_gave_in_a_file_are_told_from_those_that_a_publisher_was_asked_for(
    folder: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.route("/figures", (HEADER + USUAL).encode())
    asked, given = module("bikes", url=publisher.url), module("given", without=("fetch",))
    given.fetch = lambda _client, into, _since: into.keep_file("figures.csv", folder / "one.csv")  # type: ignore[attr-defined]
    (folder / "one.csv").write_text(HEADER + USUAL, encoding="utf-8")
    monkeypatch.delenv("MALKOLLEN_OFFLINE")
    for one in (asked, given):
        install(monkeypatch, one)
        run.run(folder, Wanted(), lambda *_: None, lambda _line: None)
        with storage.attach(folder / storage.FILE_NAME) as db:
            (found,) = [fetch for fetch in changed.fetches(db) if fetch.state == "good"]
        assert found.is_from_file == (one is given)
    with duckdb.connect(folder / storage.FILE_NAME) as db:
        db.execute("ALTER TABLE mart.fetches DROP is_from_file")
        assert not any(fetch.is_from_file for fetch in changed.fetches(db)), "an older database does not say"


# ── a recording ──


def test_what_is_replayed_says_so_where_it_is_shown_and_gives_way_to_the_publisher(
    folder: Path, publisher: Publisher, ingest: Ingest, thorough: bool
) -> None:
    """Thoroughly also that it gives way."""
    figures = (HEADER + USUAL).encode()
    query = "SELECT retrieved_through, caveats FROM mart.sources WHERE source = 'bikes'"
    publisher.route("/figures", Reply(figures, headers={"X-Malkollen-Replayed": "2026-11-28"}))
    run.run(folder, Wanted(names=["bikes"]), lambda *_: None, lambda _line: None)
    ((through, caveats),) = shown(folder, query)
    assert through == "en inspelning från 2026-11-28, uppspelad"
    assert caveats[0].startswith("Uppspelat ur en inspelning från 2026-11-28; inte hämtat från ")
    if thorough:
        assert ingest(figures) == []  # the same figures, from the publisher
        assert "inspelning" not in str(shown(folder, query))


def test_nothing_is_made_of_what_a_recording_has_only_a_part_of(
    folder: Path, publisher: Publisher, ingest: Ingest
) -> None:
    assert ingest(HEADER + USUAL) == []
    before = bikes(folder)
    headers = {"X-Malkollen-Replayed": "2026-11-28", "X-Malkollen-Cut": "1"}
    publisher.route("/figures", Reply((HEADER + USUAL).encode(), headers=headers))
    _, (fault,) = run.run(folder, Wanted(names=["bikes"]), lambda *_: None, lambda _line: None)
    assert fault.reason == "läst utan fel, men bara en del av den är med i inspelningen; inget räknas ur den"
    assert bikes(folder) == before


# ── a declaration that changes ──


def without_past(name: str, **made_of: Any) -> Any:  # noqa: ANN401 - a module that is made
    """A source that has no past: each fetch has the years of its own, by what NOBIL's entries say."""
    made = module(name, **made_of)
    stage_one = made.stage

    def stage(db: duckdb.DuckDBPyConnection, fetches: list[Fetch]) -> None:
        for fetch in fetches:
            if publishers.read("nobil")["country"] != "SWE":
                raise BadFetchError(fetch, "Cykelverket: inga svenska cyklar")
            stage_one(db, [fetch])
        factor = publishers.read("nobil")["ac"]["7"] / 3.6
        db.execute("UPDATE staged.measures SET value = ? * value WHERE source = 'bikes'", [factor])

    made.stage = stage
    return made


@pytest.fixture(scope="module")
def in_parts(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder where such a source has been ingested twice, its last year by itself."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("parts"), dirs_exist_ok=True)
    at = USUAL.index("0114,2025,")
    assert _ingest_once(folder, without_past, HEADER + USUAL[:at], HEADER + USUAL[at:]) == []
    return folder


@pytest.fixture
def declared(
    folder: Path, in_parts: Path, publisher: Publisher, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> Ingest:
    """As `ingest`, of that source."""
    shutil.copytree(in_parts, folder, dirs_exist_ok=True)
    install(monkeypatch, without_past("bikes", url=publisher.url, publisher="Cykelverket"))
    return ingest


def own(folder: Path, text: str) -> None:
    (folder / publishers.FILE).write_text(text, encoding="utf-8")


KEPT = "; siffrorna står kvar så som de lästes innan {} ändrades i publishers.toml i datamappen: rätta raden om den är"


def test_a_wrong_line_takes_no_good_figures_away(folder: Path, declared: Ingest, thorough: bool) -> None:
    """Thoroughly also once it is gone."""
    before = bikes(folder)
    assert set(before) == {2023, 2024, 2025}
    own(folder, '[nobil]\ncountry = "NOR"\n')
    (fault,) = declared(None)
    assert fault.reason.startswith("Cykelverket: inga svenska cyklar" + KEPT.format("nobil.country"))
    assert bikes(folder) == before
    assert [fetch.state for fetch in RawStore(folder).every("bikes")] == ["good", "good"]
    if thorough:
        (folder / publishers.FILE).unlink()
        assert declared(None) == []
        assert bikes(folder) == before


@pytest.mark.thorough  # tried again without a build, below
def test_what_was_refused_for_a_declaration_is_tried_again_when_it_has_changed(folder: Path, declared: Ingest) -> None:
    """Every fetch, also those before the newest, and it is told."""
    own(folder, '[nobil]\ncountry = "NOR"\n')
    for fetch in RawStore(folder).every("bikes"):  # as they were left when nothing was read by what was before
        rereading.mark(fetch, "refused", "Cykelverket: inga svenska cyklar")
    assert len(declared(None)) == 1
    assert {source for _, sources in bikes(folder).values() for source in sources} == {"carried_bikes"}
    (folder / publishers.FILE).unlink()
    steps: list[str] = []
    built = build.build(folder, lambda _done, _total, what: steps.append(what), accept=["bikes"])
    assert built.faults == []
    again = ": 2 hämtningar som avvisats eller hållits tillbaka prövas igen: publishers.toml eller läsaren har ändrats"
    assert [step.endswith(again) for step in steps if "prövas igen" in step] == [True]
    assert {year: sources for year, (_, sources) in bikes(folder).items()} == {
        year: {"bikes"} for year in (2023, 2024, 2025)
    }


@pytest.mark.thorough  # held as any others are, above
def test_figures_that_change_with_a_declaration_are_suspected_as_others_are(folder: Path, declared: Ingest) -> None:
    before = bikes(folder)
    own(folder, "[nobil.ac]\n7 = 36.0\n")
    (fault,) = declared(None)
    assert fault.is_held
    assert fault.reason.startswith("bikes: hela serien är 10 gånger den förra (870 uppgifter); stämmer det, kör igen")
    assert KEPT.format("nobil.ac.7") in fault.reason
    assert bikes(folder) == before
    assert declared(None, accept=True, names=["bikes"]) == []
    assert bikes(folder)[2024][0] == pytest.approx(10 * before[2024][0])


@pytest.mark.thorough  # as a wrong line without a new fetch, above
def test_a_new_fetch_by_a_wrong_line_leaves_the_old_as_it_was(folder: Path, declared: Ingest) -> None:
    before = bikes(folder)
    own(folder, '[nobil]\ncountry = "NOR"\n')
    faults = declared(HEADER + rows("bikes", (2025,), lambda place, _year: 226 + place))
    assert [fault.reason.partition(";")[0] for fault in faults] == 2 * ["Cykelverket: inga svenska cyklar"]
    assert bikes(folder) == before
    (folder / publishers.FILE).unlink()
    faults = declared(None)
    assert [fault.reason.partition(":")[0] for fault in faults] == ["samma uppgift står två gånger"], "läst igen"


@pytest.mark.thorough  # as a wrong line; the lines in tests/ingest/publishers
def test_a_faulty_table_stops_its_publisher_alone(folder: Path, publisher: Publisher, declared: Ingest) -> None:
    """Nothing is asked by it and no fetch is blamed; a file that is no TOML stops the asking only."""
    made, before, asked = build.choose([])["bikes"], bikes(folder), len(publisher.asked)
    made.LIVE = replace(made.LIVE, declared=addresses.of("nobil", "MALKOLLEN_NOBIL_URL"))  # type: ignore[attr-defined]
    figures = HEADER + rows("bikes", (2025,), lambda place, _year: 9 * (226 + place))
    for text, fault in (
        (
            "[kolada]\n\n[nobil]\ncountry = 7\n",
            Fault("bikes", "publishers.toml rad 4: nobil.country: ska vara en text"),
        ),
        ("[nobil\n", Fault("publishers.toml", "rad 1, kolumn 7: går inte att läsa som TOML")),
        ("[scb.limits]\ncalls = 0\n[skb]\n", Fault("publishers.toml", "rad 3: [skb] är ingen utgivare;")),
    ):
        own(folder, text)
        (told,) = declared(None if "skb" in text else figures)
        assert told.source == fault.source
        assert told.reason.startswith(fault.reason)
        assert bikes(folder) == before
        assert [fetch.state for fetch in RawStore(folder).every("bikes")] == ["good", "good"]
        assert len(publisher.asked) == asked


def test_what_somebody_has_taken_back_stays_so_whatever_is_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    store = RawStore(tmp_path)
    fetch = store.begin("bikes")
    (tmp_path / "one.csv").write_text(HEADER, encoding="utf-8")
    fetch.keep_file("figures.csv", tmp_path / "one.csv")
    rereading.mark(fetch, "held", "bikes: hela serien är 10 gånger den förra")
    own(tmp_path, "[nobil.ac]\n7 = 36.0\n")
    assert rereading.try_again("bikes", store) == 1
    rereading.mark(fetch, "good")
    fetch.mark("held", "bikes.csv är ångrad av Bo Berg: fel fil")
    own(tmp_path, "[nobil.ac]\n7 = 3.7\n")
    assert rereading.try_again("bikes", store) == 0
    assert fetch.state == "held"

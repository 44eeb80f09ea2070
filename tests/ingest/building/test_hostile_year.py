"""A hostile year: twelve made months in which every publisher does its worst, and a healed month after each.

After every trouble nothing that was good is touched, one Swedish line says what happened and what to do, no key has
left, and the next question finds everything as it was. Nothing here waits: pauses are made, time limits are short.
Of 384 situations an ordinary run has 34: every trouble, at one publisher in turn and one of its questions.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count, cycle
from pathlib import Path
from types import ModuleType
from typing import Any

import made_release
import made_workbook
import pytest
import tiny_feed
from kolada_publisher import KoladaServer
from publisher import Asked, Publisher, Reply
from pxweb_server import MUNICIPAL, SEX, FakeScb, FakeTable, workspace
from wfs_server import FakeGeodata

from ingest import live
from ingest.fetching.download import Client
from ingest.fetching.raw import RawStore
from ingest.sources import emissions, gtfs, kolada, nobil, scb_areas, scb_population, trafa
from malkollen import ROOT
from malkollen.errors import SourceError

KEY = "HEMLIG-nyckel-0123"
TODO = re.compile(
    r"försök igen|hämta (den )?igen|rätta |sätt |kör igen|anmäl|se efter|vänta|nyckel|ladda ned|har ändrats?|gjorts om|"
    r"ändrad adress|stämmer adressen|svarar en proxy|något annat än data|följs inte|har inga rader|väntad form|"
    r"inte JSON|avbröts|är inte ett JSON-objekt|skickade bara en del|utan innehåll|avvisades|nekades"
)


@dataclass(frozen=True)
class Hostile:
    """A publisher that is good until somebody sets its trouble.

    Attributes:
        asked: the beginning of each path that is troubled, in turn.
    """

    name: str
    module: ModuleType
    variable: str
    server: Callable[[Path], Publisher]
    asked: tuple[str, ...]
    key: dict[str, str] = field(default_factory=dict)
    path: str = ""


def population(_folder: Path) -> Publisher:
    dimensions = {
        "Region": {"00": "Riket", **MUNICIPAL}, "Kon": SEX, "ContentsCode": {"BE0101U2": "Folkmängd"},
        "Tid": {"2024": "2024", "2025": "2025"},
    }  # fmt: skip
    return FakeScb({"TAB628": FakeTable(dimensions, lambda codes: 290_000.0 if codes["Region"] == "00" else 1000.0)})


def cars(_folder: Path) -> Publisher:
    def cell(column: str, name: str, value: str) -> dict[str, str]:
        return {"Column": column, "Name": name, "Value": value}

    def answer(asked: Asked) -> Reply:
        _, years, county, *_, measure = asked.query["query"].split("|")
        rows = [
            {"Cell": [cell("ar", year, year), cell("regkom", f"{county[-2:]}80", "x"), cell("drivmedel", fuel, "x"),
                      cell(measure, measure, "7")]}
            for year in years.removeprefix("ar:").split(",") for fuel in ("101", "t1")
        ]  # fmt: skip
        return Reply.of({"Rows": rows})

    years = [{"Name": "ar", "StructureItems": [{"Name": "2025"}]}]
    return Publisher({"/structure": Reply.of({"StructureItems": years}), "/data": answer})


def release(folder: Path) -> Publisher:
    path = made_workbook.write(folder / "release.xlsx", {"Data": made_release.rows()})
    return Publisher({"/api/getexcelfile/": Reply(path.read_bytes())})


def stations(_folder: Path) -> Publisher:
    dump = (ROOT / "tests" / "fixtures" / "nobil" / "dump.json").read_bytes()
    return Publisher({"/api/server/datadump.php": Reply(dump)})


def timetable(folder: Path) -> Publisher:
    path = folder / "feed.zip"
    tiny_feed.zipped(tiny_feed.write(folder / "feed"), path)
    return Publisher({"/gtfs/sl/sl.zip": Reply(path.read_bytes())})


PUBLISHERS = (
    Hostile(
        "kolada", kolada, "MALKOLLEN_KOLADA_URL", lambda _: KoladaServer(page_size=9999),
        ("/kpi/", "/municipality", "/data"),
    ),
    Hostile("scb_population", scb_population, "MALKOLLEN_SCB_URL", population,
            ("/config", "/tables/TAB628/metadata", "/tables/TAB628/data")),
    Hostile("trafa", trafa, "MALKOLLEN_TRAFA_URL", cars, ("/structure", "/data")),
    Hostile("emissions", emissions, "MALKOLLEN_EMISSIONS_URL", release, ("/api/getexcelfile/",)),
    Hostile("nobil", nobil, "MALKOLLEN_NOBIL_URL", stations, ("/api/server/datadump.php",), {"key": KEY}),
    Hostile("gtfs", gtfs, "MALKOLLEN_TRAFIKLAB_URL", timetable, ("/gtfs/sl/sl.zip",), {"key": KEY}),
    Hostile("scb_areas", scb_areas, "MALKOLLEN_SCB_GEODATA_URL", lambda _: FakeGeodata(), ("/wfs",), path="/wfs"),
)  # fmt: skip

Trouble = Callable[[Asked, Reply, str, int], Reply]
"""The answer in place of a good one, given the question, that answer, a foreign address and how often it was asked."""


def moved(status: int) -> Trouble:
    """To another path of the same host, where it is as it was."""

    def answer(asked: Asked, good: Reply, _other: str, times: int) -> Reply:
        if times > 1:
            return good  # the same place, asked once more: a POST as a POST
        query = "&".join(f"{name}={text}" for name, text in asked.query.items())
        return Reply(status=status, headers={"Location": f"{asked.path}{'?' + query if query else ''}"})

    return answer


def always(reply: Reply) -> Trouble:
    return lambda _asked, _good, _other, _times: reply


def once(reply: Reply) -> Trouble:
    return lambda _asked, good, _other, times: good if times > 1 else reply


GONE, TIRED = Reply(b"gone", 404), Reply(b"", 429)
LONG = Reply(b"", 429, {"Retry-After": "9999"})
HUNG, BROKEN = Reply(misbehave="hang", hang_seconds=0.2), Reply(misbehave="reset")
MONTHS: tuple[tuple[str, dict[str, Trouble]], ...] = (
    ("januari: borta", {"404": always(GONE), "410": always(replace(GONE, status=410))}),
    ("februari: en webbsida", {"html": always(Reply(b"<html>Stopp</html>")), "204": always(Reply(status=204))}),
    ("mars: halva svar", {
        "half": lambda _a, good, _o, _t: replace(good, misbehave="truncate"), "206": always(Reply(b"x", 206)),
        "cut": lambda _a, good, _o, _t: Reply(good.body[: len(good.body) // 2]),
    }),
    ("april: servern är nere", {"500": always(Reply(status=500)), "503": always(Reply(status=503))}),
    ("maj: en gång", {
        "once 503": once(Reply(status=503)), "once reset": once(BROKEN),
        "once 429": once(replace(TIRED, headers={"Retry-After": "1"})),
    }),
    ("juni: för många frågor", {"429": always(LONG), "429 again": always(TIRED)}),
    ("juli: flyttar till en annan", {
        str(status): (lambda a, _g, o, _t, status=status: Reply(status=status, headers={"Location": o + a.path}))
        for status in (301, 307)
    }),
    ("augusti: flyttar inom huset", {f"same {status}": moved(status) for status in (301, 302, 307, 308)}),
    ("september: långsamt", {"hang": always(HUNG), "reset": always(BROKEN)}),
    ("oktober: nekar", {str(status): always(Reply(b"no", status)) for status in (400, 401, 403)}),
    ("november: något annat", {
        "list": always(Reply.of([1])), "object": always(Reply.of({"a": 1})), "bytes": always(Reply(b"\xff\x00PK\x03")),
        "empty": always(Reply(b"")),
    }),
    ("december: runt i ring", {
        "ring": lambda a, _g, _o, _t: Reply(status=302, headers={"Location": f"{a.path}?x"}),
        "nowhere": lambda _a, _g, _o, _t: Reply(status=301, headers={"Location": "http://[::1/x"}),
    }),
)  # fmt: skip
HEALING = {"once 503", "once reset", "once 429", "same 301", "same 302", "same 307", "same 308"}


class World:
    """One publisher through the year."""

    def __init__(self, hostile: Hostile, folder: Path, other: Publisher) -> None:
        self.hostile, self.other = hostile, other
        self.store = RawStore(folder / "data")
        self.server = hostile.server(folder)
        self.trouble: Trouble | None = None
        self.at, self.times, self.is_slow = "", 0, False
        self._good = self.server.reply
        self.server.reply = self._reply  # type: ignore[method-assign]

    def _reply(self, asked: Asked, target: str) -> Reply:
        good = self._good(asked, target)
        if self.trouble is None or not asked.path.startswith(self.at):
            return good
        self.times += 1
        return self.trouble(asked, good, self.other.url, self.times)

    def fetch(self) -> bool:
        """One night's fetch; False where nothing is new."""
        module, name = self.hostile.module, self.hostile.name
        declared = module.LIVE.declared
        limits = replace(module.LIVE.limits, slowest_seconds=60.0)
        patience = 0.05 if self.is_slow else 30.0
        client = Client(
            module.LIVE.publisher, limits, secrets=list(self.hostile.key.values()), declared=declared,
            pause=lambda _seconds: None, clock=iter(range(10**9)).__next__, timeout=(30.0, patience), attempts=2,
        )  # fmt: skip
        into = self.store.begin(name)
        module.fetch(client, into, None, **self.hostile.key)
        return self.store.finish(name, into)

    def prints(self) -> dict[str, str]:
        newest = self.store.newest(self.hostile.name)
        assert newest is not None
        assert newest.damage() is None
        return {name: file["sha256"] for name, file in newest.manifest()["files"].items()}


@pytest.fixture
def other() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


def situations(hostile: Hostile, *, thorough: bool) -> list[list[tuple[str, str, Trouble]]]:
    """A year's troubles by month: name, the question that is troubled, the trouble; thorough: at every question."""
    questions, turns = cycle(hostile.asked), count(PUBLISHERS.index(hostile))
    return [
        [
            (name, at, trouble)
            for name, trouble in troubles.items()
            for at in (hostile.asked if thorough else [next(questions)] if next(turns) % 7 == 3 else [])
        ]
        for _, troubles in MONTHS
    ]


@pytest.mark.parametrize("hostile", PUBLISHERS, ids=lambda hostile: hostile.name)
def test_a_hostile_year(
    hostile: Hostile, tmp_path: Path, other: Publisher, monkeypatch: pytest.MonkeyPatch, thorough: bool
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setattr("ingest.sources.gtfs.DAYS_BETWEEN", 1)
    monkeypatch.setattr("ingest.sources.gtfs._refuse_too_soon", lambda _earlier: None)
    world = World(hostile, tmp_path, other)
    with world.server:
        monkeypatch.setenv(hostile.variable, world.server.url + hostile.path)
        assert world.fetch()
        newest = world.store.newest(hostile.name)
        assert newest is not None
        newest.mark("good")
        good = world.prints()
        faults: list[str] = []
        for (month, _), troubles in zip(MONTHS, situations(hostile, thorough=thorough), strict=True):
            for name, at, trouble in troubles:
                faults += _night(world, good, f"{month} {name} {at}", at, trouble, is_healing=name in HEALING)
            if not troubles:
                continue
            world.trouble, world.is_slow = None, False
            world.fetch()  # and a month later it heals by itself
            assert world.prints().keys() == good.keys(), month
    assert faults == []
    assert not any(KEY in repr((asked.query, asked.body, asked.headers)) for asked in other.asked), "no key has left"


def _night(
    world: World, good: dict[str, str], where: str, at: str, trouble: Trouble, *, is_healing: bool
) -> Iterator[str]:
    """What is wrong after a night with a trouble."""
    world.trouble, world.at, world.times, world.is_slow = trouble, at, 0, trouble is MONTHS[8][1]["hang"]
    for left in world.store.every(world.hostile.name):
        if left.state == "fetching":
            world.store.drop(left)
    message = ""
    try:
        world.fetch()
    except SourceError as error:
        message = str(error)
    if message and is_healing:
        yield f"{where}: läker inte: {message}"
    if message and (len(message.splitlines()) != 1 or not message.isprintable() or KEY in message):
        yield f"{where}: inte en rad: {message!r}"
    if message and not TODO.search(message):
        yield f"{where}: säger inte vad som ska göras: {message}"
    if world.prints().keys() != good.keys():
        yield f"{where}: det goda rördes ({sorted(world.prints())[:3]})"


# ───────────── What is answered becomes another ─────────────


def put(server: FakeScb, table: FakeTable) -> None:
    server.tables["TAB628"] = table
    server.route("/tables/TAB628/metadata", lambda _asked: Reply.of(table.metadata()))


def without(code: str) -> Callable[[FakeScb, FakeTable], None]:
    """A municipality that is no longer there."""

    def change(server: FakeScb, table: FakeTable) -> None:
        regions = {key: text for key, text in table.dimensions["Region"].items() if key != code}
        put(server, replace(table, dimensions=table.dimensions | {"Region": regions}))

    return change


def with_codes(**codes: dict[str, str]) -> Callable[[FakeScb, FakeTable], None]:
    def change(server: FakeScb, table: FakeTable) -> None:
        put(server, replace(table, dimensions=table.dimensions | codes))

    return change


def with_answer(**parts: Any) -> Callable[[FakeScb, FakeTable], None]:  # noqa: ANN401 - JSON
    def change(server: FakeScb, table: FakeTable) -> None:
        put(server, replace(table, updated="2026-06-01T07:00:00Z", change=lambda answer: answer | parts))

    return change


def config(**limits: int) -> Callable[[FakeScb, FakeTable], None]:
    return lambda server, _table: server.route("/config", Reply.of(limits))


FIGURES: tuple[tuple[str, Callable[[FakeScb, FakeTable], None], str], ...] = (
    ("januari: en kommun saknas", without("0126"), "Region har 289 kommunkoder"),
    ("februari: riket saknas", without("00"), "Region saknar koden '00'"),
    ("mars: innehållet byter kod", with_codes(ContentsCode={"X": "Folkmängd"}), "rätta scb.tables.population.contents"),
    ("april: en ny variabel", with_codes(Alder={"tot": "alla"}), "variabeln 'Alder' är ny"),
    ("maj: totalen byter kod", with_codes(Kon={"1": "män", "2": "kvinnor"}), "ingen kod för totalen"),
    ("juni: perioden skrivs annorlunda", with_codes(Tid={"2025K1": "kvartal"}), "inte ett år eller en månad"),
    ("juli: halva siffror", with_answer(value=[1.0]), "value har 1 poster"),
    ("augusti: siffror som text", with_answer(value=["x"] * 582), "är inte ett tal"),
    ("september: negativa tal", with_answer(value=[-1.0] * 582), "inte ett antal"),
    ("oktober: gränsen sänks", config(maxDataCells=50, maxCallsPerTimeWindow=30, timeWindow=10), ""),
    ("november: ingen gräns", config(maxDataCells=0, maxCallsPerTimeWindow=0, timeWindow=0), ""),
    (
        "december: fryser",
        with_codes(Tid={"2023": "2023", "2024": "2024"}),
        "har inget efter 2024, fast nyare har väntats",
    ),
)


def test_twelve_months_of_other_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: Publisher, thorough: bool
) -> None:
    """After each month the last good figures stand and it is told; the month after, they are the publisher's again.

    Of the twelve an ordinary run has every fourth.
    """
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    hostile = PUBLISHERS[1]
    world = World(hostile, tmp_path, other)
    assert isinstance(world.server, FakeScb)
    with world.server as server:
        monkeypatch.setenv(hostile.variable, server.url)
        table = server.tables["TAB628"]
        assert _month(world) == (580, 2 * 290_000.0, [])
        for month, change, words in FIGURES[:: 1 if thorough else 4]:
            change(server, table)
            rows, people, told = _month(world)
            assert (rows, people) == (580, 2 * 290_000.0), month
            assert bool(told) == bool(words), (month, told)
            assert all(words in line and len(line.splitlines()) == 1 for line in told), (month, told)
            put(server, table)
            config(maxDataCells=150_000, maxCallsPerTimeWindow=30, timeWindow=10)(server, table)
            assert _month(world) == (580, 2 * 290_000.0, []), f"efter {month}"


def _month(world: World) -> tuple[int, float, list[str]]:
    """A night's fetch and build: the figures in the database, and what was told."""
    told: list[str] = []
    for left in world.store.every(world.hostile.name):
        if left.state == "fetching":
            world.store.drop(left)
    try:
        world.fetch()
    except SourceError as error:
        told.append(str(error))
    with workspace() as db:
        faults = live.stage(db, world.hostile.name, world.hostile.module, world.store, accept=True)
        row = db.execute("SELECT count(*), sum(value) FROM staged.measures WHERE measure = 'population'").fetchone()
    assert row is not None
    return row[0], row[1], [*told, *(fault.reason for fault in faults)]


def test_the_year_is_long_enough() -> None:
    every_trouble = {name for _, troubles in MONTHS for name in troubles}
    for thorough, expected in ((True, 384), (False, 34)):
        years = {each.name: [*chain.from_iterable(situations(each, thorough=thorough))] for each in PUBLISHERS}
        assert sum(map(len, years.values())) + len(FIGURES[:: 1 if thorough else 4]) == expected
        for each in PUBLISHERS:  # every question is troubled, and met by every trouble
            assert {at for _, at, _ in years[each.name]} == set(each.asked)
            assert not thorough or {name for name, _, _ in years[each.name]} == every_trouble
        assert {name for met in years.values() for name, _, _ in met} == every_trouble
    assert len(MONTHS) == len(FIGURES) == 12

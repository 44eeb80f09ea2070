"""SCB's statistics database: its limits are kept, tables are checked before they are asked, any split is the whole."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, strategies as st
from parts import every
from publisher import Asked, Publisher, Reply
from pxweb_server import MUNICIPAL, SEX, FakeScb, FakeTable, cells

from ingest import live
from ingest.fetching.download import Client, Limits
from ingest.fetching.raw import Fetch, RawStore
from ingest.readers import jsonstat
from ingest.readers.scb import pxweb, pxweb_table
from ingest.readers.scb.pxweb_table import Table
from malkollen import ROOT
from malkollen.errors import SourceError

PUBLISHED = ROOT.parent / "shared" / "published" / "scb"
TABLE = Table("TAB1", "Folkmängd", contents=("C1",), country="00")
ONE_CELL = {"Region": ["00"], "Kon": ["1+2"], "ContentsCode": ["C1"], "Tid": ["2024"]}
YEARS = {str(year): str(year) for year in range(2020, 2025)}


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds


def figure(codes: dict[str, str]) -> float | None:
    return int(codes["Region"]) * 10.0 + int(codes["Tid"]) % 10


def table(**changes: Any) -> FakeTable:  # noqa: ANN401 - the fields of a table
    dimensions = {
        "Region": {"00": "Riket", "01": "Stockholms län", **MUNICIPAL}, "Kon": SEX,
        "ContentsCode": {"C1": "Antal", "C2": "km²"}, "Tid": YEARS,
    }  # fmt: skip
    return FakeTable(**{"dimensions": dimensions, "figure": figure} | changes)


@pytest.fixture
def into(tmp_path: Path) -> Fetch:
    return RawStore(tmp_path).begin("scb")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Client:
    return Client("SCB", Limits(10, 10.0), pause=clock.pause, clock=clock)


@pytest.fixture
def scb(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeScb]:
    with FakeScb({"TAB1": table()}) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        yield server


def stored(into: Fetch) -> dict[tuple[str, ...], float | None]:
    """Every cell of the stored answers; a cell may stand once."""
    by_codes: dict[tuple[str, ...], float | None] = {}
    for name in into.manifest()["files"]:
        if not name.endswith("metadata.json"):
            for cell in cells(jsonstat.dataset(name, into.file(name).read_bytes()), ["Region", "Tid"]):
                assert cell.codes not in by_codes
                by_codes[cell.codes] = cell.value
    return by_codes


def whole() -> dict[tuple[str, ...], float | None]:
    return {(code, year): figure({"Region": code, "Tid": year}) for code in ["00", *MUNICIPAL] for year in YEARS}


# ───────────── Asking ─────────────


def test_a_table_is_asked_in_one_posted_question_with_codes(scb: FakeScb, client: Client, into: Fetch) -> None:
    pxweb.fetch(client, into, [TABLE], None)
    assert scb.paths() == ["/config", "/tables/TAB1/metadata", "/tables/TAB1/data"]
    selection = {part["variableCode"]: part["valueCodes"] for part in scb.asked[-1].json()["selection"]}
    assert selection["Kon"] == ["1+2"]
    assert selection["ContentsCode"] == ["C1"]
    assert selection["Tid"] == list(YEARS)
    assert "01" not in selection["Region"]
    assert stored(into) == whole()


def test_what_is_stored_has_its_provenance(scb: FakeScb, client: Client, into: Fetch) -> None:
    pxweb.fetch(client, into, [TABLE], 2023)
    files = into.manifest()["files"]
    name = next(name for name in files if "metadata" not in name)
    assert name.startswith("TAB1/2023-2024_")
    assert files[name]["url"].startswith(f"{scb.url}/tables/TAB1/data?lang=sv&outputFormat=json-stat2")
    assert {"sha256", "fetched_at", "bytes"} <= set(files[name])


@pytest.mark.parametrize("most", every(2, [7, 290, 291, 292, 1000, 1454, 1455]))
def test_any_limit_gives_the_same_cells_and_no_question_over_it(
    most: int, client: Client, into: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other limit; thoroughly all."""
    small = table(
        dimensions=table().dimensions | {"Tid": {"2023": "", "2024": ""}} if most < 10 else table().dimensions
    )
    with FakeScb({"TAB1": small}, cells=most, calls=10_000) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        pxweb.fetch(client, into, [TABLE], 2024 if most < 10 else None)
    expected = whole() if most >= 10 else {key: value for key, value in whole().items() if key[1] == "2024"}
    assert stored(into) == expected


@given(
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 6), min_size=1, max_size=5),
    st.integers(1, 200),
    st.randoms(use_true_random=False),
)
def test_a_split_is_the_whole_once_and_every_part_is_within_the_limit(
    sizes: dict[str, int], most: int, mix: Random
) -> None:
    wanted = {name: [f"{name}{place}" for place in range(size)] for name, size in sizes.items()}
    order = [*wanted]
    mix.shuffle(order)
    parts = list(pxweb_table.split(wanted, order, most, "SCB TAB1"))
    assert all(prod(len(codes) for codes in part.values()) <= most for part in parts)
    asked = Counter(cell for part in parts for cell in product(*(part[name] for name in wanted)))
    assert asked == Counter(product(*wanted.values()))


def test_years_are_divided_before_municipalities() -> None:
    wanted = {"Region": ["a", "b", "c"], "Tid": ["2020", "2021"]}
    assert [*pxweb_table.split(wanted, ("Tid", "Region"), 3, "")] == [
        {"Region": ["a", "b", "c"], "Tid": ["2020"]}, {"Region": ["a", "b", "c"], "Tid": ["2021"]},
    ]  # fmt: skip
    assert len([*pxweb_table.split(wanted, ("Tid", "Region"), 2, "")]) == 4


def test_the_publishers_window_is_kept(
    clock: Clock, client: Client, into: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments: list[float] = []
    with FakeScb({"TAB1": table()}, cells=60, calls=7, seconds=13) as server:
        plain = server.data
        server.route("/tables/TAB1/data", lambda asked: (moments.append(clock()), plain("TAB1", asked))[1])
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        pxweb.fetch(client, into, [TABLE], None)
    assert client.limits.calls == 7
    assert client.limits.seconds == 13.0
    assert len(moments) == 25
    for start in moments:
        assert sum(start <= moment < start + 13 for moment in moments) <= 7


def test_all_sources_of_scb_share_one_client_and_so_one_window() -> None:
    assert live.client(pxweb.LIVE, None) is live.client(
        live.Live("SCB", limits=pxweb.LIVE.limits, declared=pxweb.DECLARED), None
    )


def test_an_interrupted_fetch_goes_on_where_it_was(
    client: Client, into: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeScb({"TAB1": table()}, cells=291) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        plain, good = server.data, []

        def three_then_gone(asked: Asked) -> Reply:
            good.append(asked)
            return plain("TAB1", asked) if len(good) <= 3 else Reply(b"gone", 410)

        server.route("/tables/TAB1/data", three_then_gone)
        with pytest.raises(SourceError, match="adressen är borttagen"):
            pxweb.fetch(client, into, [TABLE], None)
        server.route("/tables/TAB1/data", lambda asked: plain("TAB1", asked))
        before = server.questions["TAB1"]
        pxweb.fetch(client, into, [TABLE], None)
        assert (before, server.questions["TAB1"]) == (3, 5)
        assert server.paths().count("/tables/TAB1/metadata") == 1
    assert stored(into) == whole()


def test_the_year_since_is_the_first_that_is_asked_for(scb: FakeScb, client: Client, into: Fetch) -> None:
    pxweb.fetch(client, into, [TABLE], 2024)
    assert {year for _, year in stored(into)} == {"2024"}


def test_probe_asks_what_a_fetch_asks_for_one_cell(scb: FakeScb, client: Client) -> None:
    assert pxweb.probe(client, [TABLE]) == "SCB: TAB1 2020–2024"
    assert scb.paths() == ["/config", "/tables/TAB1/metadata", "/tables/TAB1/data"]
    assert all(len(part["valueCodes"]) == 1 for part in scb.asked[-1].json()["selection"])


# ───────────── The total of sex ─────────────


@pytest.mark.parametrize(
    ("sexes", "extension", "total"),
    [
        (SEX, {}, "1+2"),
        ({"1": "män", "2": "kvinnor", "T": "totalt"}, {}, "T"),
        ({"1": "män", "2": "kvinnor", "x": "män och kvinnor"}, {}, "x"),
        ({"1": "män", "2": "kvinnor", "4": "Totalt"}, {}, "4"),
        ({"1": "män", "2": "kvinnor", "S": "alla"}, {"elimination": True, "eliminationValueCode": "S"}, "S"),
        ({"1": "män", "2": "kvinnor"}, {"elimination": True}, None),
    ],
)
def test_the_total_is_read_from_the_metadata(
    sexes: dict[str, str], extension: dict[str, Any], total: str | None, client: Client, into: Fetch,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    fake = table(dimensions=table().dimensions | {"Kon": sexes}, extensions={"Kon": extension})
    with FakeScb({"TAB1": fake}) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        pxweb.fetch(client, into, [TABLE], None)
        selection = {part["variableCode"]: part["valueCodes"] for part in server.asked[-1].json()["selection"]}
    assert selection.get("Kon") == ([total] if total else None)
    assert stored(into) == whole()


# ───────────── A table that is not what we rely on ─────────────

_REGIONS = {"Region": {"00": "Riket", **MUNICIPAL}}


@pytest.mark.parametrize(
    ("dimensions", "message"),
    [
        (
            {"Kommun": MUNICIPAL, "Region": None},
            "variabeln 'Region' saknas; tabellen har Kon, ContentsCode, Tid, Kommun",
        ),
        ({"Alder": {"tot": "alla"}}, "variabeln 'Alder' är ny; tabellen har Region, Kon"),
        ({"ContentsCode": {"C9": "x"}}, "ContentsCode saknar koden 'C1'"),
        ({"Region": {"00": "Riket", **dict(list(MUNICIPAL.items())[1:])}}, "Region har 289 kommunkoder"),
        ({"Region": MUNICIPAL}, "Region saknar koden '00' (riket)"),
        ({"Kon": {"1": "män", "2": "kvinnor"}}, "Kon har ingen kod för totalen bland 1, 2"),
        ({"Tid": {"2024K1": "kvartal"}}, "Tid har koden '2024K1', inte ett år eller en månad"),
    ],
)
def test_a_table_that_differs_is_one_line_before_any_data(
    dimensions: dict[str, Any], message: str, client: Client, into: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = {name: codes for name, codes in (table().dimensions | dimensions).items() if codes is not None}
    with FakeScb({"TAB1": table(dimensions=changed)}) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        for ask in (lambda: pxweb.fetch(client, into, [TABLE], None), lambda: pxweb.probe(client, [TABLE])):
            with pytest.raises(SourceError, match=r"^SCB TAB1: ") as error:
                ask()
            assert message in str(error.value)
            assert "\n" not in str(error.value)
        assert server.questions["TAB1"] == 0
    assert into.manifest()["files"] == {}


def test_a_table_with_one_content_takes_whatever_code_it_has_and_not_two() -> None:
    one = Table("TAB1", "x")
    described = jsonstat.metadata("SCB TAB1", json.dumps(table().metadata()).encode())
    with pytest.raises(SourceError, match=r"ContentsCode har 2 innehåll, ett väntades"):
        pxweb_table.check(one, described)


def test_a_new_code_of_what_is_summed_is_a_fault() -> None:
    fuels = Table("TAB1", "x", contents=("C1",), fixed={"Kon": ("1", "2")}, totals=(), whole=("Kon",))
    described = jsonstat.metadata("SCB TAB1", json.dumps(table().metadata()).encode())
    with pytest.raises(SourceError, match=r"Kon har en ny kod '1\+2'"):
        pxweb_table.check(fuels, described)


# ───────────── The limits ─────────────


@pytest.mark.parametrize("key", ["maxDataCells", "maxCallsPerTimeWindow", "timeWindow"])
@pytest.mark.parametrize("value", [None, 0])
def test_a_limit_that_is_missing_or_zero_is_ours(key: str, value: object, scb: FakeScb, client: Client) -> None:
    scb.route("/config", Reply.of({"maxDataCells": 7, "maxCallsPerTimeWindow": 8, "timeWindow": 9} | {key: value}))
    own = {"maxDataCells": 150_000, "maxCallsPerTimeWindow": 10, "timeWindow": 10}
    cells = pxweb.keep_limits(client)
    found = {"maxDataCells": cells, "maxCallsPerTimeWindow": client.limits.calls, "timeWindow": client.limits.seconds}
    assert found == {"maxDataCells": 7, "maxCallsPerTimeWindow": 8, "timeWindow": 9} | {key: own[key]}


@pytest.mark.parametrize("key", ["maxDataCells", "maxCallsPerTimeWindow", "timeWindow"])
@pytest.mark.parametrize("value", [-1, "30", 1.5, True])
def test_a_limit_that_is_none_stops_everything(
    key: str, value: object, scb: FakeScb, client: Client, into: Fetch
) -> None:
    config = {"maxDataCells": 1, "maxCallsPerTimeWindow": 1, "timeWindow": 1} | {key: value}
    scb.route("/config", Reply.of(config))
    with pytest.raises(SourceError, match=f"SCB /config: gränsen {key} är inte ett positivt heltal"):
        pxweb.fetch(client, into, [TABLE], None)
    assert scb.paths() == ["/config"]


def test_a_limit_so_low_that_the_questions_are_very_many_stops_the_table(
    scb: FakeScb, client: Client, into: Fetch
) -> None:
    scb.route("/config", Reply.of({"maxDataCells": 1, "maxCallsPerTimeWindow": 9, "timeWindow": 1}))
    with pytest.raises(SourceError, match=r"gräns är 1 celler; det blir mer än 1000 frågor och inget hämtas$"):
        pxweb.fetch(client, into, [TABLE], None)
    assert not any(path.endswith("/data") for path in scb.paths())


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the publisher's example answers are not here")
def test_the_publishers_own_config_is_read_and_an_older_form_too(scb: FakeScb, client: Client) -> None:
    scb.route("/config", (PUBLISHED / "archive_examples_config-response.json").read_bytes())
    assert pxweb.keep_limits(client) == 10_000
    assert (client.limits.calls, client.limits.seconds) == (30, 10.0)
    scb.route("/config", (PUBLISHED / "archive_examplesAsJson_configResponse.json").read_bytes())
    assert pxweb.keep_limits(client) == 10_000
    assert (client.limits.calls, client.limits.seconds) == (30, 10.0)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the publisher's example answers are not here")
def test_the_publishers_own_metadata_is_checked_and_asked_for_by_code() -> None:
    path = PUBLISHED / "archive_examples_table-metadata-example-jsonstat-nocomments.json"
    described = jsonstat.metadata("SCB TAB638", path.read_bytes())
    own = Table("TAB638", "x", contents=("BE0101N1",), totals=("Civilstand", "Kon", "Alder"), country="00")
    pxweb_table.check(own, described)
    wanted = pxweb_table.selection(own, described, None)
    assert {name: len(codes) for name, codes in wanted.items()} == {
        "Region": 291,
        "Alder": 1,
        "ContentsCode": 1,
        "Tid": 1,
    }
    with pytest.raises(SourceError, match="variabeln 'Alder' är ny"):
        pxweb_table.check(Table("TAB638", "x", contents=("BE0101N1",), totals=("Civilstand", "Kon")), described)


# ───────────── Misbehaviour ─────────────


def test_too_many_cells_is_asked_once_and_never_again(scb: FakeScb, client: Client, into: Fetch) -> None:
    scb.cells = 10  # less than /config says
    with pytest.raises(SourceError, match=r"SCB: förfrågan nekades \(403.*exceeds the number of allowed"):
        pxweb.fetch(client, into, [TABLE], None)
    assert scb.questions["TAB1"] == 1


def test_too_many_cells_as_the_newest_servers_say_it_names_the_entry(scb: FakeScb, client: Client, into: Fetch) -> None:
    scb.route("/tables/TAB1/data", Reply.of({"title": "Too many cells selected", "status": 400}, status=400))
    with pytest.raises(SourceError, match=r"^SCB TAB1: utgivaren tar inte \d+ celler .* rätta scb.limits.cells"):
        pxweb.fetch(client, into, [TABLE], None)


def test_a_dash_is_zero() -> None:
    answer = table().answer({name: list(codes)[:1] for name, codes in table().dimensions.items()})
    for status, wanted in (("-", (0.0, "")), ("..", (None, "missing")), (".", (None, "not_applicable"))):
        changed = answer | {"value": [None], "status": {"0": status}}
        read = jsonstat.dataset("SCB TAB1", json.dumps(changed).encode())
        assert (read.values[0], read.statuses[0]) == wanted


# ───────────── A table that stops, or goes on elsewhere ─────────────

PEOPLE = replace(pxweb_table.of("population"), id="TAB1", contents=("C1",))


def listed(*others: tuple[str, str, bool | None]) -> Reply:
    return Reply.of({"tables": [{"id": key, "label": label, "discontinued": ended} for key, label, ended in others]})


def test_a_frozen_table_differs_and_says_what_may_follow(scb: FakeScb, client: Client, into: Fetch) -> None:
    """Ours: SCB leaves a table as it is (discontinued: null) and goes on in another."""
    scb.route("/tables", listed(("TAB1", "Folkmängd", None), ("TAB5557", "Folkmängd ny", None), ("TAB9", "x", True)))
    with pytest.raises(SourceError) as error:
        pxweb.probe(client, [PEOPLE])
    assert str(error.value) == (
        "SCB TAB1: har inget efter 2024, fast nyare har väntats; fortsätter den i TAB5557 'Folkmängd ny'? "
        "rätta scb.tables.population.id i publishers.toml i datamappen"
    )
    pxweb.fetch(client, into, [PEOPLE], None)  # what it has is taken all the same, and it is told
    assert into.manifest()["told"] == {"TAB1": str(error.value)}


SURELY = ("TAB5557", "Tabell 2025–2026", None)
"""Its label is that of the table that stopped, but for the years."""


def goes_on(scb: FakeScb, other: FakeTable, *others: tuple[str, str, bool | None]) -> list[str]:
    """What is told where a table has stopped and others are found, the first of them as it is given."""
    scb.route(f"/tables/{others[0][0]}/metadata", Reply.of(other.metadata()))
    scb.route("/tables", listed(*others))
    return pxweb.follow(Client("SCB", Limits(100, 1.0), pause=lambda _seconds: None), [PEOPLE])


def test_a_table_that_is_followed_is_written_where_entries_are_changed(
    scb: FakeScb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    own = "[scb.tables.population] # vår\ntitle = 'Folk'\n[scb.tables.jobs]\ntitle = 'Jobb'\n"
    (tmp_path / "publishers.toml").write_text(own, encoding="utf-8")
    assert goes_on(scb, table(), SURELY) == ["TAB1 följs av TAB5557 från och med nu (publishers.toml)"]
    followed = pxweb_table.of("population")
    assert (followed.id, followed.title, pxweb_table.of("jobs").title) == ("TAB5557", "Folk", "Jobb")
    assert "[scb.tables.population] # vår\n" in (tmp_path / "publishers.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("others", "other", "said"),
    [
        ([SURELY, ("TAB5558", "Tabell 2027", None)], table(), "är det TAB5557 'Tabell 2025–2026' eller TAB5558 "),
        ([("TAB9", "Hundar efter region", None)], table(), "är det TAB9 'Hundar efter region' som fortsätter den?"),
        ([SURELY], table(dimensions={"Region": MUNICIPAL, "Hund": SEX}), "SCB TAB5557: variabeln 'ContentsCode'"),
    ],
    ids=["two", "another label", "another table"],
)
def test_a_table_that_may_be_another_is_not_followed(
    scb: FakeScb, others: list[Any], other: FakeTable, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    (line,) = goes_on(scb, other, *others)
    assert line.startswith("TAB1 följs inte av sig själv: ")
    assert said in line
    assert "rätta scb.tables.population.id i publishers.toml i datamappen" in line
    assert not (tmp_path / "publishers.toml").exists()


def test_an_id_that_is_none_is_no_table(scb: FakeScb) -> None:
    assert goes_on(scb, table(), ("TAB1/../../x?y=", "Tabell", None)) == []


def test_a_table_that_is_gone_names_its_entry(scb: FakeScb, client: Client, into: Fetch) -> None:
    scb.route("/tables/TAB1/metadata", Reply.of({"title": "Non-existent table", "status": 404}, status=404))
    with pytest.raises(SourceError, match=r"\(404.*Non-existent table.*; rätta scb.tables.population.id i publishers"):
        pxweb.fetch(client, into, [PEOPLE], None)


def test_one_table_of_two_that_is_gone_keeps_its_last(scb: FakeScb, client: Client, tmp_path: Path) -> None:
    scb.tables["TAB2"] = scb.tables["TAB1"]
    scb.route("/tables/TAB2/metadata", lambda _asked: Reply.of(scb.tables["TAB2"].metadata()))
    scb.route("/tables/TAB2/data", lambda asked: scb.data("TAB2", asked))
    two, store = [TABLE, replace(TABLE, id="TAB2")], RawStore(tmp_path)
    first = store.begin("scb")
    pxweb.fetch(client, first, two, None)
    store.finish("scb", first)
    first.mark("good")
    scb.route("/tables/TAB2/metadata", Reply(b"gone", 404))
    second = store.begin("scb")
    pxweb.fetch(client, second, two, None)
    assert set(second.manifest()["told"]) == {"TAB2"}
    assert second.manifest()["files"].keys() == first.manifest()["files"].keys()
    assert not store.finish("scb", second)  # nothing new, but what is wrong is told from now
    assert set(first.manifest()["told"]) == {"TAB2"}
    scb.route("/tables/TAB2/metadata", lambda _asked: Reply.of(scb.tables["TAB2"].metadata()))
    third = store.begin("scb")
    pxweb.fetch(client, third, two, None)
    store.finish("scb", third)
    assert first.manifest()["told"] == {}  # and heals


@pytest.mark.parametrize("status", [400, 404, 410])
def test_what_is_permanent_is_not_tried_again(status: int, scb: FakeScb, client: Client, into: Fetch) -> None:
    scb.route("/tables/TAB1/metadata", Reply(b'{"detail":"Node with id, TAB1 can not be found"}', status))
    with pytest.raises(SourceError, match=rf"{status}.*TAB1"):
        pxweb.fetch(client, into, [TABLE], None)
    assert scb.paths() == ["/config", "/tables/TAB1/metadata"]


@pytest.mark.parametrize(
    "first",
    [
        Reply(b"Too many requests", 429, {"Retry-After": "17"}),
        Reply(b"", 503),
        Reply(misbehave="reset"),
        Reply(b'{"class": "data', misbehave="truncate"),
    ],
)
def test_what_passes_is_tried_again(first: Reply, scb: FakeScb, clock: Clock, client: Client, into: Fetch) -> None:
    good = Reply.of(table().metadata())
    scb.route("/tables/TAB1/metadata", first, good)
    pxweb.fetch(client, into, [TABLE], None)
    assert stored(into) == whole()
    assert first.status != 429 or clock.now >= 17


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html>Vi uppdaterar</html>", "SCB TAB1: svaret är inte JSON"),
        (b"{}", "SCB TAB1: svaret är inte JSON-stat"),
        (json.dumps(table().answer(ONE_CELL)).encode(), "SCB TAB1: svaret har inte de koder av 'Region' som frågan"),
    ],
)
def test_a_wrong_answer_is_said_and_not_stored(
    body: bytes, message: str, scb: FakeScb, client: Client, into: Fetch
) -> None:
    scb.route("/tables/TAB1/data", body)
    with pytest.raises(SourceError) as error:
        pxweb.fetch(client, into, [TABLE], None)
    assert str(error.value).startswith(message)
    assert list(into.manifest()["files"]) == ["TAB1/metadata.json"]


def test_without_a_server_there_is_one_line(client: Client, into: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    with Publisher() as gone:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, gone.url)
    with pytest.raises(SourceError, match=r"^SCB: .* efter 4 försök"):
        pxweb.fetch(client, into, [TABLE], None)

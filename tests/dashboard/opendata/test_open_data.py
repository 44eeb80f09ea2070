"""Open data over loopback, read back by others' clients: frictionless, pandas, DuckDB, rdflib and feedparser."""

import asyncio
import csv
import gzip
import io
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from urllib.request import urlopen

import duckdb
import feedparser
import pandas as pd
import pytest
import rdflib
from open_server import PASSED_ON, OpenServer, serving
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from dashboard.blocks.page import Chart
from dashboard.blocks.simple import within
from dashboard.content import facts as content
from dashboard.content.answers import answers as worded
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import Case
from dashboard.content.workbench import page, several
from dashboard.content.workbench.asked import Asked
from dashboard.drawings import images, pictured
from dashboard.kept import Store
from dashboard.opendata import feed, files, pictures, tables
from dashboard.opendata.licences import licence, licences
from dashboard.opendata.links import Links
from dashboard.opendata.serving import door
from dashboard.opendata.serving.store import Made, prepared
from malkollen.database.changed import Changed, ChangedVerdict, Figure
from malkollen.editions import editions
from malkollen.editions.file import Edition
from malkollen.office import judgements
from malkollen.served import ADDRESS_VARIABLE, CONTACT_VARIABLE
from malkollen.values.values import Variant

EDITION = "2026-11-provning"
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")


@pytest.fixture(autouse=True)
def cells_as_before() -> Iterator[None]:
    """frictionless lets every reader of CSV in the process take cells of any length."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


@pytest.fixture(scope="module")
def folder(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a fixed version."""
    data = tmp_path_factory.mktemp("open")
    copyfile(database, data / database.name)
    editions.create(data, EDITION, date(2026, 11, 22), "Prövningen")
    return data


@pytest.fixture(scope="module")
def server(facts: Facts, folder: Path) -> Iterator[OpenServer]:
    """One server for all of these tests."""
    kept: dict[str, Facts] = {"": content.load(folder / "malkollen.duckdb", date(2026, 11, 22))}

    def of(name: str) -> Facts:
        if name not in kept:
            kept[name] = content.load_edition(folder, name)
        return kept[name]

    with serving(of) as running:
        yield running


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# ───────────── Others' clients ─────────────


def test_frictionless_finds_no_fault_in_the_package(server: OpenServer, tmp_path: Path) -> None:
    """As it is served; frictionless' own asking over HTTP leaves connections open."""
    frictionless = pytest.importorskip("frictionless", reason="comes with the group peers")
    package = server.asked("/data/datapackage.json")
    for path in ["datapackage.json", *(one["path"] for one in json.loads(package.text)["resources"])]:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(server.asked(f"/data/{path}").body)
    report = frictionless.validate(str(tmp_path / "datapackage.json"), limit_rows=200)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    assert {"varden", "omdomen", "svar", "kallor", "indikator-k06"} <= {task.name for task in report.tasks}
    assert all(task.stats["rows"] for task in report.tasks)


def test_pandas_reads_the_values_from_the_address_as_they_are(server: OpenServer, facts: Facts) -> None:
    frame = pd.read_csv(f"{server.url}/data/varden.csv", dtype={"area": str})
    assert not frame.duplicated(["code", "area", "year", "variant"]).any()
    one = frame[(frame.code == "K06") & (frame.area == "0127") & (frame.year == 2025)].iloc[0]
    value = facts.evaluation("charging_points_per_1000").at("0127", 2025)
    assert (one.value, one["name"], one.unit) == (value.value, "Botkyrka", "per 1 000 inv.")
    assert one.source.split(";") == list(value.sources)
    own = frame[(frame.code == "K02") & (frame.area == facts.areas.home.id)]
    for row in own.itertuples():
        assert row.value == facts.evaluation("electric_car_share", row.variant).at(row.area, row.year).value


def test_duckdb_reads_csv_and_parquet_and_they_say_the_same(server: OpenServer, tmp_path: Path) -> None:
    for name in ("varden.csv", "varden.parquet"):
        with urlopen(f"{server.url}/data/{name}") as answer:  # DuckDB's own reading of addresses is an extension
            (tmp_path / name).write_bytes(answer.read())
    text, kept = (f"read_csv('{tmp_path}/varden.csv', types = {{'area': 'VARCHAR'}})", f"'{tmp_path}/varden.parquet'")
    with duckdb.connect() as db:
        same = db.execute(
            f"""
            SELECT count(*), count(*) FILTER (t.value IS NOT DISTINCT FROM k.value AND t.status IS NOT DISTINCT FROM
                   nullif(k.status, '')), (SELECT count(*) FROM {kept})
            FROM {text} t JOIN {kept} k ON (t.code, t.area, t.year) = (k.code, k.area, k.year)
                 AND t.variant IS NOT DISTINCT FROM k.variant
            """
        ).fetchone()
        said = db.execute(f"SELECT key, value FROM parquet_kv_metadata({kept})").fetchall()
    assert same
    assert same[0] == same[1] == same[2] > 20_000
    assert {b"source", b"licence", b"data_version"} <= {key for key, _ in said}


def test_rdflib_reads_a_catalogue_with_what_dataportal_wants(
    server: OpenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What DCAT-AP-SE has as mandatory, of each class."""
    monkeypatch.setenv(CONTACT_VARIABLE, "data@exempel.se")
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://intranat.exempel.se/malkollen")
    graph = rdflib.Graph().parse(data=server.asked("/data/dcat.rdf").body, format="xml")
    wanted = {
        DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
        DCAT.Dataset: (
            DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.theme, DCAT.distribution,
            DCTERMS.accessRights,
        ),
        DCAT.Distribution: (DCAT.accessURL, DCAT.downloadURL, DCTERMS.title),
        FOAF.Agent: (FOAF.name, DCTERMS.type),
        VCARD.Organization: (VCARD.fn, VCARD.hasEmail),
    }  # fmt: skip
    for kind, properties in wanted.items():
        subjects = set(graph.subjects(RDF.type, kind))
        assert subjects, kind
        assert {(one, name) for one in subjects for name in properties if (one, name, None) not in graph} == set()
    files_told = {str(one) for one in graph.subjects(RDF.type, DCAT.Distribution)}
    assert "https://intranat.exempel.se/malkollen/data/varden.csv" in files_told
    for address in files_told:
        assert {(rdflib.URIRef(address), name, None) in graph for name in (DCTERMS.license, DCTERMS.rights)} == {
            True,
            False,
        }
    assert {literal.datatype for literal in graph.objects(None, DCTERMS.modified)} == {XSD.date}


def test_a_feed_reader_parses_the_feed_and_its_names_stay(server: OpenServer) -> None:
    feed, again = (feedparser.parse(f"{server.url}/nytt.xml") for _ in range(2))
    assert feed.bozo == 0
    assert [entry.title for entry in feed.entries] == [
        f"Fastställd version {EDITION}: Prövningen, 22\u00a0november\u00a02026"
    ]
    assert feed.entries[0].link == f"{server.url}/data/utgava/{EDITION}/"
    assert [entry.id for entry in feed.entries] == [entry.id for entry in again.entries]
    assert feed.feed.id.startswith("urn:uuid:")


def test_the_feed_tells_of_figures_and_verdicts_that_an_ingest_changed(facts: Facts) -> None:
    at = datetime(2026, 11, 20, 3, 0)  # noqa: DTZ001 - UTC, as the database has it
    figure = Figure("0127", 2025, None, 12.0)
    changes = [
        Changed(at, "abc", "scb_population", "population", "new", 290, 2025, 2025, figure),
        Changed(at, "abc", "scb_population", "men", "revised", 1, 2020, 2024, figure),
    ]
    key = "charging_points_per_1000"
    turned = [
        ChangedVerdict(at, "abc", key, "0127", "", "läge", "mitten", "övre fjärdedelen"),
        ChangedVerdict(at, "abc", key, "sodertorn", "", "utveckling", "", "förbättras"),
    ]
    told = replace(facts, changes=changes, verdict_changes=turned)
    entries = feedparser.parse(feed.feed(told, [], Links("https://exempel.se"))).entries
    assert {entry.title for entry in entries} == {
        "Nya siffror från SCB: Folkmängd per kommun",
        "Ändrade omdömen: Publika laddpunkter per 1 000 invånare (K06)",
    }
    texts = "\n".join(entry.summary for entry in entries)
    assert "Folkmängd 31 december, 2025: 290 siffror, nytt." in texts
    assert "men, 2020–2024: 1 siffra, reviderat." in texts
    assert "Botkyrka, läge: bästa fjärdedelen (förut mitten)." in texts
    assert "Södertörn, utveckling: förbättras (förut –)." in texts
    assert {entry.updated for entry in entries} == {"2026-11-20T03:00:00Z"}
    later = [replace(change, ingested_at=datetime(2026, 11, 21)) for change in changes]  # noqa: DTZ001
    both = feedparser.parse(feed.feed(replace(told, changes=changes + later), [], Links("https://annan.se"))).entries
    assert {entry.id for entry in entries} < {entry.id for entry in both}
    fixed = Edition(
        "e", date(2026, 12, 4), "Mötet", datetime(2026, 11, 20, 12, tzinfo=UTC), "a", "b", "1", {}, "f" * 64
    )
    beside = replace(told, changes=changes + later)  # the database's times bear no zone, a version's does
    titles = [e.title for e in feedparser.parse(feed.feed(beside, [fixed], Links("https://annan.se"))).entries]
    assert (
        titles.index(
            "Fastställd version e: fastställd 20\u00a0november\u00a02026 till Mötet, 4\u00a0december\u00a02026"
        )
        == 1
    )


# ───────────── The same as everywhere else ─────────────


def test_verdicts_and_answers_are_those_that_are_shown(server: OpenServer, facts: Facts) -> None:
    for row in rows_of(server.asked("/data/omdomen.csv").text):
        assessed = facts.assessor.assess(row["indicator"], row["area"], row["variant"] or None)  # type: ignore[arg-type]
        parts = dict(zip(tables.QUESTIONS, ("position", "direction", "forecast", "lead"), strict=True))
        assert row["verdict"] == (getattr(assessed.assessment, parts[row["question"]]).label or "")
    told = {one.about: one for one in worded.usual(facts)}
    for row in rows_of(server.asked("/data/svar.csv").text):
        assert (row["answer"], row["hedge"]) == (told[row["about"]].answer, told[row["about"]].hedge or "")
    rows = json.loads(server.asked("/data/svar.json").text)["rows"]
    assert [row["answer"] for row in rows] == [one.answer for one in told.values()]


def test_nothing_is_handed_out_that_no_page_shows(server: OpenServer, facts: Facts) -> None:
    """Emissions of a single municipality are too rough: no value of one, and no image."""
    for path in ("/data/indikator/K01.csv", "/data/varden.csv"):
        rows = [row for row in rows_of(server.asked(path).text) if row["code"] in {"K01", "K01b"}]
        assert facts.areas.home.id in {row["area"] for row in rows}
        assert {row["area"] for row in rows} & {*facts.areas.municipalities} == set()
    for image in ("K01-karta.svg", "K01b-karta.svg", "K01b-spridning.svg"):
        assert server.asked(f"/bild/{image}").status == 404
    drawn = [server.asked(f"/bild/K01-utveckling.svg{asked}").headers["etag"] for asked in ("", "?omrade=riket")]
    assert len({*drawn}) == 2


def test_a_fixed_version_has_files_of_its_own(server: OpenServer, folder: Path) -> None:
    own = json.loads(server.asked(f"/data/utgava/{EDITION}/indikator/K06.json").text)
    assert own["edition"]["name"] == EDITION
    assert own["indicator"]["page"].endswith(f"/indikator?indikator=K06&utgava={EDITION}")
    made_at = editions.find(folder, EDITION).created_at
    said = server.asked(f"/data/utgava/{EDITION}/", "HEAD").headers["last-modified"]
    assert said == f"{made_at:%a, %d %b %Y %H:%M:%S GMT}"
    assert server.asked("/data/utgava/nagon-annan/svar.csv").status == 404
    assert server.asked(f"/bild/K06-karta.svg?utgava={EDITION}").status == 200


# ───────────── HTTP ─────────────


def test_a_reader_who_has_the_file_gets_nothing(server: OpenServer) -> None:
    first = server.asked("/data/indikator/K06.csv")
    tag, when = first.headers["etag"], first.headers["last-modified"]
    for headers in ({"If_None_Match": tag}, {"If_None_Match": f'W/"x", {tag}'}, {"If_Modified_Since": when}):
        again = server.asked("/data/indikator/K06.csv", **headers)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    for headers in (
        {"If_None_Match": '"annan"', "If_Modified_Since": when},
        {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If_Modified_Since": "i går"},
    ):
        assert server.asked("/data/indikator/K06.csv", **headers).status == 200


def test_a_file_comes_packed_whole_or_as_headers_alone(server: OpenServer) -> None:
    plain = server.asked("/data/varden.csv")
    packed = server.asked("/data/varden.csv", Accept_Encoding="gzip, br")
    told = server.asked("/data/varden.csv", "HEAD")
    assert gzip.decompress(packed.body) == plain.body
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "accept-encoding")
    assert packed.headers["etag"] != plain.headers["etag"]
    assert (told.body, told.headers["content-length"]) == (b"", str(len(plain.body)))


def test_every_file_says_licence_and_description_and_is_open_to_any_page(server: OpenServer, facts: Facts) -> None:
    for name in ("varden.csv", "varden.parquet", "indikator/K06.json", "svar.csv"):
        headers = server.asked(f"/data/{name}", "HEAD", Origin="https://annan.exempel.se").headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert 'rel="license"' in headers["link"]
        assert 'rel="describedby"' in headers["link"]
    described = json.loads(server.asked("/data/indikator/K06.csv-metadata.json").text)
    header = server.asked("/data/indikator/K06.csv").text.splitlines()[0].split(",")
    assert [column["name"] for column in described["tableSchema"]["columns"]] == header
    assert described["url"] == "K06.csv"
    assert described["dc:source"] == [facts.source_line("charging_points_per_1000")]


@pytest.mark.parametrize(
    "path",
    [
        "/data/nej.csv", "/data/varden", "/data/varden.csv/", "/data//varden.csv", "/data/../app.py",
        "/data/..%2fapp.py", "/data/%00",
        "/data/%2e%2e/%2e%2e/etc/passwd", "/data/indikator/", "/data/indikator/K99.csv", "/data/utgava/../svar.csv",
        "/data/utgava/%2e%2e%2f%2e%2e/svar.csv", "/data/utgava/", "/bild/", "/bild/K06-karta", "/bild/K06.png",
        "/bild/K99-karta.png", "/bild/K04-karta.png", "/bild/K01-spridning.png", "/nytt.xml/",
    ],
)  # fmt: skip
def test_what_is_not_here_is_404_in_a_line_and_never_the_app(server: OpenServer, path: str) -> None:
    found = server.asked(path)
    assert (found.status, found.body == PASSED_ON) == (404, False)
    assert found.headers["content-type"].startswith("text/plain")
    assert len(found.text.splitlines()) == 1


def test_other_paths_are_passed_on_and_nothing_can_be_written(server: OpenServer) -> None:
    assert {server.asked(path).body for path in ("/", "/dataset", "/indikator", "/bilder/x.png")} == {PASSED_ON}
    assert {server.asked("/data/varden.csv", method).status for method in ("POST", "PUT", "DELETE")} == {405}
    asked = server.asked("/data/varden.csv", "OPTIONS", Origin="https://annan.exempel.se")
    assert (asked.status, asked.headers["access-control-allow-methods"]) == (204, "GET, HEAD")
    assert server.asked("/data").headers["location"] == "/malkollen/data/"


def test_the_index_leads_to_files_that_are_there(server: OpenServer) -> None:
    page = server.asked("/data/")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    links = {part.partition('"')[0] for part in page.text.split('href="')[1:]}
    assert f"{server.url}/data/varden.csv" in links
    assert len(links) > 40
    for link in {one for one in links if "/indikator/" not in one or "K06" in one} - {f"{server.url}/"}:
        assert server.asked(link.removeprefix(server.url), "HEAD").status == 200, link


def test_what_is_made_is_never_refused_and_images_shut_no_files(
    server: OpenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, image = "/bild/K06-utveckling.svg", "/bild/K06-utveckling.svg?omrade=0184"
    assert server.asked(made).status == 200
    monkeypatch.setattr(server.door, "_images", door._Line(0))
    refused = server.asked(image)
    assert (refused.status, refused.text) == (503, f"{door.BUSY}\n")
    assert server.asked(made).status == 200
    assert server.asked("/data/indikator/K01.json").status == 200
    monkeypatch.setattr(server.door, "_files", door._Line(0))
    assert server.asked("/data/indikator/K01.json").status == 200
    assert server.asked("/data/indikator/K02.json").status == 503
    monkeypatch.undo()
    assert {server.asked(path).status for path in (image, "/data/indikator/K02.json")} == {200}


def test_a_line_is_as_long_as_it_may_be_and_empties() -> None:
    go, file = threading.Event(), prepared(b"x", "text/csv")

    def slow() -> Made:
        go.wait(10)
        return file

    async def asked() -> list[Made | None]:
        line = door._Line(2)
        waiting = [asyncio.create_task(line.wait(slow)) for _ in range(3)]
        await asyncio.sleep(0)
        assert await line.wait(slow) is None
        go.set()
        return [*(await asyncio.gather(*waiting)), await line.wait(slow)]

    with ThreadPoolExecutor(1) as thread:  # the browser tests of the same run hold an event loop in this one
        assert thread.submit(lambda: asyncio.run(asked())).result() == [file, file, None, file]


def test_one_computer_holds_no_more_than_half_a_line() -> None:
    go, file = threading.Event(), prepared(b"x", "text/csv")

    def slow() -> Made:
        go.wait(10)
        return file

    async def asked() -> list[int]:
        line = door._Line(20)
        waiting = [asyncio.create_task(line.wait(slow, who)) for who in "a" * 12 + "b" * 6 + "c" * 4 + "d" * 4]
        await asyncio.sleep(0)
        go.set()
        came = [one is not None for one in await asyncio.gather(*waiting)]
        return [sum(came[:12]), sum(came[12:18]), sum(came[18:22]), sum(came[22:])]

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(asked())).result() == [10, door.FEW, door.FEW, 20 - 10 - 2 * door.FEW]


@pytest.mark.parametrize(
    ("client", "computer"),
    [
        (None, ""),
        (("192.0.2.7", 1), "192.0.2.7"),
        (("2001:db8::7", 1), "2001:db8::/64"),
        (("okänd", 1), "okänd"),
        (("::ffff:192.0.2.7", 1), "192.0.2.7"),
    ],
)
def test_who_asks_is_known_by_the_network_where_addresses_are_many(
    client: tuple[str, int] | None, computer: str
) -> None:
    assert door._computer({"client": client}) == computer


def test_a_hosts_spelling_makes_no_other_file(server: OpenServer) -> None:
    kept = [
        server.asked("/data/dcat.rdf", Host=host) for host in (f"localhost:{server.port}", f"LOCALhost:{server.port}")
    ]
    assert f'rdf:about="http://localhost:{server.port}/malkollen/data/"' in kept[0].text
    assert kept[0] == replace(kept[1], headers=kept[0].headers)


# ───────────── Images ─────────────


@pytest.mark.parametrize("name", ["K06-utveckling", "K06-karta", "K06-spridning", "K01-utveckling", "T01-karta"])
def test_an_image_is_drawn_and_says_its_title(server: OpenServer, name: str) -> None:
    found = server.asked(f"/bild/{name}.svg")
    assert (found.status, found.headers["content-type"]) == (200, "image/svg+xml")
    assert b"<svg" in found.body
    assert server.asked(f"/bild/{name}.svg").headers["etag"] == found.headers["etag"]


def test_an_image_follows_the_choices_of_the_pages_address(server: OpenServer) -> None:
    asked = (
        "K02-utveckling.svg", "K02-utveckling.svg?omrade=0127", "K02-utveckling.svg?omrade=Botkyrka&variant=without",
        "K02-karta.svg?ar=2020", "K02-karta.svg?karta=lan",
    )  # fmt: skip
    tags = {server.asked(f"/bild/{one}").headers["etag"] for one in asked}
    assert len(tags) == len(asked)
    assert server.asked("/bild/K02-karta.png").body.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("K02-karta.png?ar=1066", 404), ("K02-karta.png?variant=annan", 404), ("K06-karta.png?variant=with", 404),
        ("K02-utveckling.png?omrade=Atlantis", 404), ("K02-karta.png?omrade=0127", 400), ("K02-karta.png?x=1", 400),
        ("K02-karta.png?ar=2024&ar=2025", 400), (f"K02-karta.png?karta={'x' * 600}", 400), ("K02-karta.gif", 404),
    ],
)  # fmt: skip
def test_a_choice_that_does_not_exist_is_refused_in_a_line(server: OpenServer, asked: str, status: int) -> None:
    found = server.asked(f"/bild/{asked}")
    assert found.status == status
    assert len(found.text.splitlines()) == 1
    assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("variant", ["with", "without"])
def test_the_address_beside_a_chart_gives_that_chart(facts: Facts, variant: Variant) -> None:
    """Of every chart on the page of an indicator that has an address, also where the reader has chosen."""
    case = Case("electric_car_share", "0127", 2024, variant)
    every = several.years(facts, case.indicator)
    lines = several.usual(facts, case, list(facts.registry.comparison_sets)[1])
    asked = Asked("lan", lines, (every[0], every[-1]))
    told = within(block for section in page.sections(facts, case, asked) for block in section.blocks)
    charts = [block for block in told if isinstance(block, Chart) and block.address]
    assert [chart.address.image for chart in charts if chart.address] == [
        "K02-karta",
        "K02-spridning",
        "K02-utveckling",
    ]
    for chart in charts:
        assert chart.address
        named = chart.named or chart.table
        assert named
        wanted = pictures.asked(facts, f"{chart.address.image}.svg", dict(chart.address.choices))
        own, text, table = pictures._content(facts, wanted)
        shown, drawn = (
            pictured.picture(facts, one, text, title) for one, title in ((chart.drawing, named), (own, table))
        )
        assert drawn.title == shown.title
        assert images.image(shown, "svg") == images.image(drawn, "svg")


def test_a_chart_of_ones_own_areas_has_no_address(facts: Facts) -> None:
    case = Case("electric_car_share", "0127", 2024, "with")
    every = several.years(facts, case.indicator)
    for asked in (Asked("lan", ["0127"], (every[0], every[-1]), is_own=True), Asked("lan", ["0127"], (2020, 2024))):
        told = within(block for section in page.sections(facts, case, asked) for block in section.blocks)
        (series,) = (block for block in told if isinstance(block, Chart) and block.key == "chart:series")
        assert series.address is None


# ───────────── Licences, and what is kept ─────────────


def test_what_is_made_of_streets_is_under_the_streets_licence_alone(facts: Facts) -> None:
    sources = list(facts.sources_of("charging_points_per_1000"))
    assert {one.name for one in licences(sources)} == {"CC0-1.0", "CC-BY-4.0"}
    streets = sources[0].__class__(**{**sources[0].__dict__, "licence": "ODbL"})
    assert [one.name for one in licences([*sources, streets])] == ["ODbL-1.0"]
    assert licence("fri användning med källangivelse").name == ""


def test_the_store_holds_no_more_than_it_may() -> None:
    store = Store[Made](100, 1000)
    for place in range(10):
        store.get(place, lambda: prepared(b"x" * 300, "image/png"))
    assert [place for place in range(10) if store.known(place)] == [7, 8, 9]


def test_a_judgement_makes_the_answers_another_file(facts: Facts, tmp_path: Path, database: Path) -> None:
    copyfile(database, tmp_path / database.name)
    own = content.load(tmp_path / database.name, facts.as_of)
    before = door._written(own), door._changed(own)
    (tmp_path / judgements.FILE_NAME).write_bytes(b"")
    after = door._written(own), door._changed(own)
    assert before[0] != after[0]
    assert before[1] < after[1]
    assert isinstance(after[1], datetime)


def test_every_file_can_be_made_of_the_registry_as_it_is(facts: Facts) -> None:
    every = files.every(facts, Links("https://exempel.se"))
    assert {name for name in every if name.endswith(".csv")} == {
        name.removesuffix(files.METADATA) for name in every if name.endswith(f".csv{files.METADATA}")
    }
    assert json.loads(every[files.PACKAGE].make())["resources"]

"""The registry is the whole address: pointed at another cooperation, everything opens, and nothing says Södertörn.

Stor-Göteborg's thirteen municipalities and their real figures, under an invented programme with three goals, other
bodies and maps of three, six and seven classes (tests/made/other_cooperation.py). The core municipality is a member.
Then a second programme after the first: it leads from its day, and the first stays readable as its closing account.
"""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import filled_in
import numpy as np
import other_cooperation
import pypdf
import pytest
from as_shown import as_shown
from other_cooperation import NAMES, false_words, screen
from parts import every, pairs
from streamlit.testing.v1 import AppTest

from dashboard import writing
from dashboard.blocks.table import Table
from dashboard.content import facts as content, ranks
from dashboard.content.commuting import commuting, matrix, streams
from dashboard.content.compare import compare
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.content.goal import page as goal_page, priority_objects
from dashboard.content.indicator import classes, mapped
from dashboard.content.method import method, worked_real
from dashboard.content.municipality import municipality
from dashboard.content.text import headed
from dashboard.content.timetables import timetables
from dashboard.content.transit import access, change, reach, regions, relations, supply
from dashboard.content.words import words
from dashboard.documents import compose
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from dashboard.opendata import feed, files, index
from dashboard.opendata.links import Links
from dashboard.screen.maps import flow_map, maps
from dashboard.site import links as site_links, pages as site_pages
from dashboard.site.reader import Reader
from dashboard.workbook import downloads
from ingest.fetching.download import user_agent
from ingest.readers import by_hand
from ingest.sources import cycle_routes
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.registry.home import Placed
from malkollen.reports import FORMATS, KINDS, Format, Kind
from malkollen.served import AS_OF_VARIABLE

Composed = Callable[[Kind], Document]
APP = ROOT / "dashboard" / "app.py"
VIEWS = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("[a-z]*.py"))
ADDRESSES: list[tuple[str, dict[str, str]]] = [
    ("overview", {"for": "kommitten"}),
    *(("goal", {"mal": goal}) for goal in ("klimat", "narhet", "arbete")),
    ("goal", {"mal": "klimat", "karta": "lan"}),
    ("goal", {"mal": "klimat", "karta": "riket"}),
    ("indicator", {"indikator": "el_i_flottan"}),
    ("indicator", {"indikator": "population_near_transit_share", "karta": "lan"}),
    ("indicator", {"indikator": "charging_points_per_1000"}),
    ("indicator", {"indikator": "transport_emissions"}),
    ("indicator", {"indikator": "tvarresor"}),
    ("indicator", {"indikator": "inpendling"}),
    ("indicator", {"indikator": "priority_objects"}),
    ("municipality", {"kommun": "1480"}),
    ("municipality", {"kommun": "1384"}),
    *(("commuting", {"strom": way}) for way in streams.DIRECTIONS),
    ("compare", {"indikator": "transport_emissions"}),
    *(("reports", {"slag": kind, "indikatorer": "el_i_flottan"}) for kind in KINDS),
    ("conference", {"bild": "3"}),
]
PAGES = [*every(2, [(view, {}) for view in VIEWS]), *every(6, ADDRESSES)]
"""Every other page, and every sixth of what is chosen on one; thoroughly, all pages and all that is chosen."""
COMMANDS = [
    ["check"],
    ["indicators"],
    ["sources"],
    ["changes"],
    ["values", "K02"],
    ["values", "inpendling", "--area", "all"],
    ["assess"],
    ["assess", "K01", "--format", "json"],
    ["answers"],
    ["answers", "klimat", "el_i_flottan", "1480", "--format", "json"],
    ["edition", "create", "prov", "--date", other_cooperation.TODAY, "--meeting", "Styrgruppen 1"],
    ["edition", "list"],
    ["edition", "compare", "prov"],
    ["edition", "verify"],
    *(["report", kind] for kind in ("ledningsgrupp", "kommitte", "arsredovisning", "konferens")),
    ["report", "blad", "K02"],
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Its data folder; the program reads its registry as long as this file's tests run."""
    found = other_cooperation.built(tmp_path_factory.mktemp("other"))
    with other_cooperation.at(found):
        yield found


@pytest.fixture(scope="module")
def other(folder: Path) -> Facts:
    return content.load(folder / storage.FILE_NAME, date.fromisoformat(other_cooperation.TODAY))


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Any]:
    return AppTest.from_file(str(APP), default_timeout=60).run()._registered_pages


@pytest.mark.parametrize(
    ("view", "address"), PAGES, ids=lambda part: part if isinstance(part, str) else str([*part.values()])
)
def test_every_page_opens_and_says_nothing_of_others(
    view: str, address: dict[str, str], folder: Path, pages: dict[str, Any]
) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app._registered_pages = pages
    app.switch_page(f"views/{view}.py")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert not app.error
    assert false_words(screen(app)) == []


def test_the_frame_and_the_start_page_name_this_cooperation(folder: Path, pages: dict[str, Any]) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app._registered_pages = pages
    said = screen(app.run())
    assert [as_shown(title.value) for title in app.title] == ["Stor-Göteborg mot målen"]
    for name in ("Göteborgskommunerna", "Bearbetning: Påhittade kontoret", "Styrgruppen", "Förbundsstyrelsen"):
        assert name in said


# ───────────── Documents ─────────────


def strings(value: object) -> Iterator[str]:
    """Every text in a document's pieces."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.items() for text in strings(part))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (text for part in value for text in strings(part))
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in strings(getattr(value, field.name)))


def order(kind: Kind) -> Order:
    keys = ("el_i_flottan", "population_near_transit_share") if kind in ("underlag", "blad") else ()
    return Order(kind, keys)


def without_names(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text.strip(" *") not in NAMES)


@pytest.fixture(scope="module")
def composed(folder: Path, other: Facts) -> Composed:
    """A document of a kind; each is composed once."""
    return cache(lambda kind: compose.compose(other, folder, order(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_composed_of_its_own_words(kind: Kind, composed: Composed) -> None:
    document = composed(kind)
    texts = list(strings(document))
    assert false_words(without_names(texts)) == []
    assert document.author == "Påhittade kontoret"
    if kind not in ("underlag", "blad"):  # those are of indicators, which no programme invented
        assert any("påhittat" in text.casefold() for text in texts)


def written_text(form: Format, written: bytes) -> str:
    """Everything in a file: what pages say of a PDF and its properties, every part of the others."""
    if form == "pdf":
        found = pypdf.PdfReader(io.BytesIO(written))
        return "\n".join([str(found.metadata), *(page.extract_text() for page in found.pages)])
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))]
    return html.unescape(re.sub(r"<[^>]+>", "\n", "\n".join(parts)))


@pytest.mark.parametrize(("kind", "form"), pairs([*KINDS], [*FORMATS], 4))
def test_every_document_is_written_in_every_format(kind: Kind, form: Format, composed: Composed) -> None:
    """Two kinds, each in a format of its own; thoroughly each kind in each."""
    document = composed(kind)
    said = written_text(form, writing.write(document, form))
    assert document.title.split()[0] in said
    assert false_words(without_names(said.splitlines())) == []


# ───────────── Commands and exports ─────────────


def test_every_command_runs_and_says_nothing_of_others(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], thorough: bool
) -> None:
    """Each command once; thoroughly also with other choices."""
    monkeypatch.chdir(tmp_path)
    kinds = {tuple(command[:2] if command[0] == "edition" else command[:1]): command for command in COMMANDS}
    for command in COMMANDS if thorough else kinds.values():
        code = main(command)
        printed = capsys.readouterr()
        assert code == 0, (command, printed.err)
        cells = re.split(r"\s{2,}|\n", f"{printed.out}\n{printed.err}")
        assert false_words(without_names(cells)) == [], command
    reports = sum(command[0] == "report" for command in (COMMANDS if thorough else kinds.values()))
    assert len(list(tmp_path.iterdir())) == reports


def tables(facts: Facts, traffic: timetables.Transit) -> Iterator[Table]:
    """The tables of commuting and of timetables, which no document has, and those of the committee's list."""
    year = facts.commuting.years[-1]
    yield from (commuting.year_table(facts, 2024), commuting.years_table(facts), matrix.matrix_table(facts, year))
    yield from (matrix.areas_table(facts, year), matrix.years_table(facts))
    yield from (streams.streams_table(facts, year, way) for way in streams.DIRECTIONS)
    before, after = change.in_order(*change.pairs(traffic))
    yield from (access.access_table(facts, traffic, after), relations.matrix_table(facts, traffic, after))
    yield from (supply.modes_table(facts, traffic, after), change.supply_table(facts, traffic, before, after))
    yield regions.regions_table(facts, traffic, regions.regions(facts, traffic))
    yield from (priority_objects.current_table(facts.home, [], facts.as_of), priority_objects.template(facts.home))


def test_every_export_opens_and_says_nothing_of_others(folder: Path, other: Facts) -> None:
    found = timetables.load(folder / storage.FILE_NAME, other.home.county_code)
    for table in tables(other, found):
        written = downloads.csv_bytes(table.file).decode("utf-8-sig")
        assert false_words(without_names(re.split("[;\n]", written))) == [], table.title
        assert false_words(without_names([table.title, table.source, *table.notes])) == [], table.title
    assert "de tretton ingår i Stor-Göteborg" in matrix.matrix_table(other, 2024).notes[0]
    assert "av de tretton pendlade fler ut än in 2024" in commuting.takeaway(other, 2024)


def test_what_is_carried_of_others_is_neither_shown_nor_a_source(other: Facts) -> None:
    """Stockholm's cycle report and its city's old table; the national plan is the whole country's."""
    assert other.beside.reported == ()
    assert other.beside.flows == ()
    assert len(other.beside.plan) == 236
    carried = {fetched.sources for fetched in other.fetches if fetched.state == "carried"}
    for sources in ({source.source for source in other.sources}, {source for group in carried for source in group}):
        assert "national_plan" in sources
        assert not {"cycle_report", "stockholm_city_2015"} & sources


def test_what_is_to_be_decided_is_asked_of_the_goals_where_nobody_has(other: Facts) -> None:
    """The goal of the climate has its comparison decided: its page says by whom, and nothing asks for it again."""
    asked = "vilka stadsregioner Stor-Göteborg jämförs med i målen Närhet (”först”) och Arbete"
    assert asked in decisions.decisions(other)[0].told
    goals = {key: goal.model_copy(update={"answer_set_decided_by": "Prov"}) for key, goal in other.goals.items()}
    decided = replace(other, registry=other.registry.model_copy(update={"goals": goals}))
    assert not any("jämförs med" in one.told for one in decisions.decisions(decided))
    page = next(page for page in site_pages.every(other) if page.path == site_links.of_indicator(other, "el_i_flottan"))
    said = "\n".join(strings([*page.sections()]))
    assert "Svaret leder med Utan kärnkommunerna, beslutat av Ingen: valet är påhittat." in said
    assert "inte beslutat" not in said


def test_the_words_are_of_its_own_programme(other: Facts) -> None:
    """The programme of 2024 counts from 2022: not the year before. What the goals say of others is theirs."""
    assert compare.lead(other) == "Målen säger ”först i landet”. Här står Stor-Göteborg mot de andra områdena."
    (base,) = (word.sentence for word in words.words(other) if word.term == "basår")
    assert base.startswith("Programmets basår, 2022, som förändringar räknas från; målvärdet för ")
    assert "i varje jämförelse" in "\n".join(
        strings(method.rules(other.home, other.placed, other.registry.comparison.called))
    )
    assert not any(goal_page.targets(other, "arbete"))
    (section,) = goal_page.targets(other, "narhet")
    assert goal_page.NO_TARGETS in "\n".join(strings(section))
    own = {name: one.model_copy(update={"transfer": "egen"}) for name, one in other.registry.targets.items()}
    with_own = replace(other, registry=other.registry.model_copy(update={"targets": own}))
    assert goal_page.NO_TARGETS not in "\n".join(strings(goal_page.targets(with_own, "narhet")))


def test_what_areas_and_municipalities_are_called_is_followed_everywhere(other: Facts) -> None:
    """Areas without a short name are called by their whole; an article is never written twice."""
    told = "\n".join(strings(method.rules(other.home, other.placed, other.registry.comparison.called)))
    assert "Jämfört med de andra stadsregionerna" in told
    assert "får en plats bland stadsregionerna" in told
    assert ranks.sets_table(other, "el_i_flottan", 2024).notes[1].startswith("En stadsregion som behåller ")
    page = next(page for page in site_pages.every(other) if page.path == site_links.of_indicator(other, "el_i_flottan"))
    assert "Jämfört med de andra stadsregionerna" in "\n".join(strings([*page.sections()]))
    comparison = other.registry.comparison
    small = Placed(one="mindre kommun", many="mindre kommuner", the="de mindre kommunerna", which="i väst")
    named = comparison.model_copy(update={"municipalities": small})
    small_facts = replace(other, registry=other.registry.model_copy(update={"comparison": named}))
    size = len(other.areas.reference_group.members)
    intro = municipality.introduction(small_facts, "1480")
    assert f" de {size} mindre kommunerna i väst" in intro
    (word,) = (word for word in words.words(small_facts) if word.term == "mindre kommun")
    assert word.sentence.startswith(f"En av de {size} mindre kommunerna i väst; ")
    assert small_facts.registry.examples.place is not None
    example = worked_real.percentile(small_facts, small_facts.registry.examples.place)
    assert example.tables[0].title.endswith(" bland mindre kommuner i väst")


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Klimat", "klimat"),
        ("Göteborgs hamn", "Göteborgs hamn"),
        ("Stor-Göteborg växer", "Stor-Göteborg växer"),
        ("Övriga länet", "övriga länet"),
    ],
)
def test_a_goals_heading_keeps_the_capital_of_a_name(heading: str, said: str, other: Facts) -> None:
    assert headed(other, heading) == said


def test_the_page_of_a_list_that_no_indicator_is_goes_with_it(other: Facts) -> None:
    path = site_links.ALONE["priorities"]
    assert path in {page.path for page in site_pages.every(other)}
    kept = {key: one for key, one in other.registry.indicators.items() if one.kind != "lageslista"}
    without = replace(other, registry=other.registry.model_copy(update={"indicators": kept}))
    assert path not in {page.path for page in site_pages.every(without)}


def test_measures_lie_by_goal_though_the_registry_mixes_them(other: Facts) -> None:
    goals = [indicator.goal for indicator in other.of_programme.values()]
    assert [goal for goal, _ in groupby(goals)] == ["klimat", "narhet", "arbete"]
    assert [*groupby(indicator.goal for indicator in other.registry.indicators.values())][3:]


def test_what_is_fetched_and_filled_in_is_its_own(folder: Path, tmp_path: Path) -> None:
    """Who asks a publisher, whose figures of its own they are, and a member in another county."""
    assert user_agent() == "Malkollen/0.1 (Goteborgskommunerna)"
    filled = filled_in.csv_file(
        tmp_path / "cykel.csv", cycle_routes.TEMPLATE.columns, ["Stor-Göteborg;2024;hela nätet;10;Prov;"]
    )
    (source,) = cycle_routes.sources(filled_in.taken(cycle_routes, filled, tmp_path)).values()
    assert (source.publisher, source.attribution) == (
        "Påhittade regionen", "Källa: Påhittade regionen (påhittat cykelbokslut)"
    )  # fmt: skip
    with storage.reading(folder / storage.FILE_NAME) as db:
        codes = by_hand.municipalities(db, "14", other_cooperation.HOME)
    assert {"kungsbacka", "göteborg", "borås"} <= codes.keys()
    assert not {"varberg", "stockholm"} & codes.keys()


def test_a_member_in_another_county_is_on_the_county_s_map_and_counted_once(other: Facts) -> None:
    """Kungsbacka lies in Halland: drawn with the county's 49, and no part of what lies beyond."""
    around = mapped.scope_areas(other, "lan")
    assert (len(around), "1384" in around, "1383" in around) == (50, True, False)
    assert "1384" in mapped.insets(other)["Västra Götalands län"]
    codes = np.array(["1384", "1383", "1490", "1480"])  # Kungsbacka, Varberg, Borås, Göteborg
    masks = {name: mask.tolist() for name, mask in reach._areas(other, codes).items()}
    assert masks["Stor-Göteborg"] == [True, False, False, True]
    assert masks[reach.REST] == [False, False, True, False]
    assert masks[reach.ELSEWHERE] == [False, True, False, False]


# ───────────── What crashed once ─────────────


def test_the_core_municipality_that_is_a_member_is_no_zone_of_its_own(other: Facts) -> None:
    codes = [zone.id for zone in other.commuting.zones]
    assert len(codes) == len(set(codes)) == 13 + 2
    assert sum(len(zone.members) for zone in other.commuting.zones) == 290
    assert flow_map.figure(other, 2024, "ut").data


@pytest.mark.parametrize(
    ("key", "count"),
    [("population_near_transit_share", 3), ("car_mileage_per_inhabitant", 6), ("el_i_flottan", 7)],
)
def test_a_map_has_a_colour_a_class(key: str, count: int, other: Facts) -> None:
    legend = classes.legend(other, key)
    assert len(legend) == count + 1
    assert len({colour for colour, _ in legend}) == count + 1
    chart = maps.figure(other, key, other.evaluation(key).latest_year, None, other.areas.home.id)
    (layer,) = [trace for trace in chart.data if trace.type == "choropleth" and trace.customdata is not None]
    assert layer.zmax == count + 1
    assert max(layer.z) <= count


# ───────────── Two programmes in time ─────────────

STATES: dict[str, tuple[str, dict[str, str]]] = {
    "prepared": (other_cooperation.TODAY, {"program": other_cooperation.SECOND}),
    "leads": (other_cooperation.NEXT_DAY, {}),
    "closed": (other_cooperation.NEXT_DAY, {"program": other_cooperation.FIRST}),
}
BANNERS = {
    "prepared": f"Utgångsläge för {other_cooperation.SECOND_TITLE}, som börjar gälla den 1 januari 2028",
    "leads": "",
    "closed": f"Bokslut för {other_cooperation.FIRST_TITLE}, som det stod den sista dagen, den 31 december 2027",
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry with both programmes."""
    return other_cooperation.with_second(tmp_path_factory.mktemp("both"))


@pytest.fixture(scope="module")
def turned(folder: Path, pages: dict[str, Any], both: Path) -> Callable[..., AppTest]:
    """Opens a page on a day, with both programmes."""

    def open_page(view: str, day: str, **address: str) -> AppTest:
        with other_cooperation.registered(both), pytest.MonkeyPatch.context() as patch:
            patch.setenv(AS_OF_VARIABLE, day)
            app = AppTest.from_file(str(APP), default_timeout=120)
            app._registered_pages = pages
            app.switch_page(f"views/{view}.py")
            for name, value in address.items():
                app.query_params[name] = value
            return app.run()

    return cache(open_page)


@pytest.mark.parametrize(("state", "view"), pairs([*STATES], VIEWS, 7))
def test_every_page_opens_under_either_programme_without_a_false_word(
    state: str, view: str, turned: Callable[..., AppTest]
) -> None:
    """Every seventh page in one state; thoroughly each in all."""
    day, address = STATES[state]
    app = turned(view, day, **address)
    assert not app.exception
    assert not app.error
    said = re.sub(r"\s+", " ", screen(app))
    assert false_words(said) == []
    assert BANNERS[state] in said
    assert ("Bokslut för" in said, "Utgångsläge för" in said) == (state == "closed", state == "prepared")


def test_the_second_programme_leads_from_its_day_and_the_first_stays_readable(turned: Callable[..., AppTest]) -> None:
    goals = {"Hela målet klimat vidare", "Hela målet vardag"}, {"Hela målet klimat", "Hela målet närhet"}
    first, second = (f"{title}, {years}" for title, years in (
        (other_cooperation.FIRST_TITLE, "2024–2027"), (other_cooperation.SECOND_TITLE, "2028–2031"),
    ))  # fmt: skip
    for day, leads, own, others in (
        (other_cooperation.LAST_DAY, first, goals[1], goals[0]),
        (other_cooperation.NEXT_DAY, second, *goals),
    ):
        app = turned("overview", day)
        links = {as_shown(str(link.proto.label)) for link in app.get("page_link")}
        assert f"{leads} Stor-Göteborg mot målen" in re.sub(r"\s+", " ", screen(app))
        assert own <= links
        assert not others & links
    after = {
        as_shown(str(link.proto.label)) for link in turned("overview", other_cooperation.NEXT_DAY).get("page_link")
    }
    assert f"Bokslutet: {first}" in after
    closed = turned("overview", other_cooperation.NEXT_DAY, program=other_cooperation.FIRST)
    assert f"{first} Stor-Göteborg mot målen" in re.sub(r"\s+", " ", screen(closed))


@pytest.mark.parametrize(("programme", "kind"), pairs([other_cooperation.FIRST, other_cooperation.SECOND], [*KINDS], 3))
def test_every_document_is_composed_under_either_programme(
    programme: str, kind: Kind, folder: Path, both: Path
) -> None:
    """Two kinds, under one each; thoroughly each under both."""
    day = date.fromisoformat(other_cooperation.NEXT_DAY)
    with other_cooperation.registered(both):
        facts = content.load(folder / storage.FILE_NAME, day, programme=programme)
        said = list(strings(compose.compose(facts, folder, order(kind))))
    assert false_words(without_names(said)) == []
    assert programme == other_cooperation.FIRST or not any("först i landet" in text for text in said)
    if kind not in ("underlag", "blad") and programme == other_cooperation.FIRST:  # it is read back, and says so
        assert any(other_cooperation.FIRST_TITLE in text for text in said)


def test_every_goal_has_a_ramp(other: Facts) -> None:
    keys = [next(key for key in other.of_goal(goal, is_computed=True)) for goal in other.registry.goals]
    assert len(keys) == 3
    for key in keys:
        assert maps.figure(other, key, other.evaluation(key).latest_year, None, other.areas.home.id).data
    assert reach.legend(60)


# ───────────── Open data and the pages as files ─────────────


def test_open_data_of_it_says_nothing_of_others(other: Facts) -> None:
    shown, links = files.tabular(other), Links("https://exempel.se")
    every, whole = files.every(other, links), ("omdomen.csv", "svar.json", "indikatorer.csv")
    made = {name: every[name].make() for name in (*whole, files.PACKAGE, files.CATALOGUE)}
    assert all(made.values())
    told = [index.page(other, shown, (), links, (files.PACKAGE, files.CATALOGUE)), feed.feed(other, (), links)]
    told += [made[name] for name in (files.PACKAGE, files.CATALOGUE)]
    for content_of in told:
        assert false_words(content_of.decode()) == []


def test_every_page_of_it_can_be_a_file(other: Facts) -> None:
    """One of each kind; what the pages say is read above."""
    every = {page.path: page for page in site_pages.every(other)}
    kinds = {path.partition("/")[0]: path for path in every}
    for path in kinds.values():
        page = every[path]
        assert Reader(other, "", frozenset(every), page.slots).page(page.sections()), path

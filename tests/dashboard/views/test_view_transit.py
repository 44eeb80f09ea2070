"""The page Kollektivtrafik in its states: nothing loaded, a timetable alone, with small areas, with jobs, two."""

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import made_roads
import made_transit
import on_page
import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest
from whole_link import whole_link

from dashboard.blocks.page import OPERATORS
from dashboard.content.transit import regions
from malkollen.office.access import OFFICE_VARIABLE
from malkollen.registry import registry as registry_file
from malkollen.served import AS_OF_VARIABLE

REGISTRY = registry_file.load()

SECTIONS = [
    "Från A till B", "Mellan de åtta kommuncentrumen", "Kollektivtrafiken på Södertörn",
    "Vem har kollektivtrafiken nära", "Hållplatser och avgångar", "Storstadsregionerna",
    "Vad hände i tidtabellsskiftet", "Indikatorerna",
]  # fmt: skip
JOURNEYS = {"Från A till B"}
STATES: dict[str, dict[str, Any]] = {
    "alone": {"areas": False},
    "people": {},
    "all": {"ids": (made_transit.BEFORE, made_transit.AFTER), "jobs": True},
    "no_files": {"files": False},
    "damaged": {"areas": False},
    "not_computed": {},
    "other_gone": {"ids": (made_transit.BEFORE, made_transit.AFTER), "areas": False},
    "roads": {},
    "roads_people": {"ids": ()},
}
Open = Callable[..., AppTest]


class Folders(dict[str, Path]):
    """A data folder a state, filled when it is first asked for."""

    def __init__(self, database: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        super().__init__()
        self._database, self._factory = database, tmp_path_factory

    def __missing__(self, state: str) -> Path:
        path = Path(shutil.copy(self._database, self._factory.mktemp(state)))
        if state in STATES:
            made_transit.add(path, **STATES[state])
        if state.startswith("roads"):
            made_roads.add(path)
        self[state] = path.parent
        return path.parent


@pytest.fixture(scope="module")
def folders(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders(database, tmp_path_factory)


@pytest.fixture
def opened(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")

    def open_page(state: str, *, is_office: bool = False, **address: str) -> AppTest:
        monkeypatch.setenv("MALKOLLEN_DATA", str(folders[state]))
        if is_office:
            monkeypatch.setenv(OFFICE_VARIABLE, "1")
        app = on_page.opened("transit", **address)
        assert not app.exception
        assert not app.error
        assert [as_shown(title.value) for title in app.title] == ["Resor"]
        return app

    return open_page


def markup(app: AppTest) -> str:
    found: Any = app.get("html")
    return " ".join(str(block.value) for block in found)


def words(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup(app))).replace("\u00a0", " "))


def linked(app: AppTest) -> set[str]:
    """The indicators that a timetable feeds and that the page links to."""
    links: Any = app.get("page_link")
    return {key for key in REGISTRY.roles.timetable for link in links if f"={key}" in link.proto.query_string}


def headers(app: AppTest) -> list[str]:
    return [as_shown(header.value) for header in app.header]


def query(app: AppTest, name: str) -> str:
    return whole_link(app)[name]


def test_without_data_the_page_is_short_and_says_what_is_missing(opened: Open) -> None:
    app = opened("none", start="tyreso", till="salem", tid="08:00")
    assert headers(app) == ["Så många bor nära en hållplats, enligt SCB"]
    text = words(app)
    assert (
        "Det här syns inte än: restider till fots, med cykel och med bil, restider med kollektivtrafik och hur många "
        "invånare man når. Södertörns kansli hämtar underlaget, men ingen dag är satt."
    ) in text
    assert OPERATORS not in [as_shown(fold.label) for fold in app.expander]
    assert "malkollen ingest" not in markup(app), "a reader meets no commands"
    assert re.search(r"\d,\d % av invånarna på Södertörn bodde 2\d{3} högst 500 meter", text)
    assert len(app.get("plotly_chart")) == 1
    assert linked(app) == set(), "no indicator is promised"
    assert not {"start", "till", "tid"} & set(whole_link(app))
    assert "Varje siffra har sitt eget år; uppgifterna är utgivarnas, " in text, "the foot stands below"


def test_the_office_has_what_to_run_in_one_fold(opened: Open) -> None:
    app = opened("none", is_office=True)
    assert re.findall(r"<code>(.*?)</code>", markup(app)) == [
        "malkollen ingest streets", "malkollen ingest streets --from FIL.osm.pbf", "malkollen ingest gtfs",
        "malkollen ingest gtfs --from FIL", "malkollen ingest scb_areas", "malkollen ingest small_areas --from FIL",
    ]  # fmt: skip
    assert [as_shown(fold.label) for fold in app.expander].count(OPERATORS) == 1


def test_a_timetable_alone_shows_times_and_departures_and_says_what_people_wait_for(opened: Open) -> None:
    app = opened("alone", is_office=True)
    assert headers(app) == SECTIONS
    text = words(app)
    assert "malkollen ingest scb_areas" in text
    assert re.search(r"nås \d+ av hela kartans 14 hållplatser inom 45 minuter", text)
    assert "invånare inom" not in text
    assert len(app.get("plotly_chart")) == 2
    assert "En tidtabell är inläst." in text
    assert "Uppgifter om invånare Här saknas SCB:s uppgifter om var invånarna bor." in text
    assert regions.NEEDS in text


def test_with_small_areas_people_are_counted_and_jobs_wait(opened: Open) -> None:
    app = opened("people")
    text = words(app)
    assert headers(app) == SECTIONS
    assert re.search(r"nås [\d ]+ av hela kartans 5 200 invånare inom 45 minuter", text)
    assert "För arbetsplatser saknas uppgifter om var de ligger." in text
    assert "SCB:s eget tal för" in text
    assert len(app.get("plotly_chart")) == 4
    assert "Hur långt når man från Flemingsberg (regional stadskärna) på 45 minuter?" in text


def test_with_everything_jobs_are_counted_and_the_change_is_told(opened: Open) -> None:
    app = opened("all")
    assert linked(app) == REGISTRY.roles.timetable.keys()
    text = words(app)
    assert re.search(r"invånare och [\d ]+ arbetsplatser inom 45 minuter", text)
    assert "Avgångarna på Södertörn gick från 960 till 960 (±0,0 %) mellan 12 maj 2026 och 13 oktober 2026." in text
    assert "En hållplats fick trafik och ingen hållplats miste den." in text


def test_without_the_files_the_page_says_so_and_shows_the_rest(opened: Open) -> None:
    app = opened("no_files", timmar="07")
    assert headers(app) == [name for name in SECTIONS if name not in JOURNEYS]
    text = words(app)
    assert (
        "En del av tidtabellens filer saknas eller är skadade, så kartan över avgångar och restiden från en vald "
        "plats visas inte."
    ) in text
    assert "PÅHITTAD: Avgångar per kommun och färdsätt" in text
    assert "65,6 % av invånarna på Södertörn" in text
    assert "timmar" not in whole_link(app)


def test_with_damaged_rides_only_what_needs_them_is_left_out(folders: Folders, opened: Open) -> None:
    file = folders["damaged"] / "timetables" / made_transit.AFTER / "connections.parquet"
    file.write_bytes(file.read_bytes()[:1000])
    app = opened("damaged", is_office=True)
    assert headers(app) == [name for name in SECTIONS if name not in JOURNEYS]
    text = words(app)
    assert "så restiden från en vald plats visas inte." in text
    assert "malkollen ingest --offline" in text
    assert "avgångar under dygnet från" in text


@pytest.mark.thorough  # files that are missing above
def test_without_the_other_timetables_files_its_stops_are_said_not_to_be_compared(
    folders: Folders, opened: Open
) -> None:
    shutil.rmtree(folders["other_gone"] / "timetables" / made_transit.BEFORE)
    text = words(opened("other_gone"))
    assert "Avgångarna på Södertörn gick från 960 till 960" in text
    assert re.search(r"Hållplatserna kan inte jämföras: filer till .+ saknas eller är skadade\.", text)
    assert "fick trafik" not in text


def test_what_has_not_been_computed_is_said_and_never_zero(folders: Folders, opened: Open) -> None:
    with duckdb.connect(folders["not_computed"] / "malkollen.duckdb") as db:
        for table in ("stop_supply", "access", "relations"):
            db.execute(f"DELETE FROM mart.{table}")
    text = words(opened("not_computed"))
    assert "Invånarnas närhet är inte uträknad för den här tidtabellen" in text
    assert "Ingen restid mellan kommuncentrumen är uträknad." in text
    assert "fattas: befolkning" not in text
    assert "Avgångar på Södertörn den dagen" not in text


def test_a_made_timetable_is_said_to_be_made_before_any_figure(opened: Open) -> None:
    found = markup(opened("people"))
    assert found.index("PÅHITTAD TIDTABELL") < found.index("mk-figures")


def test_choices_are_in_the_address_and_the_address_opens_them(opened: Open) -> None:
    app = opened("all", start="tyreso", tid="17:30", minuter="30", timmar="07", fardsatt="bus")
    text = words(app)
    assert "Från Tyresö kl. 17:30–18:30 nås" in text
    assert "inom 30 minuter" in text
    assert "avgångar med buss kl. 07–08" in text
    for name in ("tidtabell", "start", "tid", "minuter", "timmar", "fardsatt", "fore"):
        assert query(app, name)


@pytest.mark.thorough  # an area below
def test_a_stop_is_found_by_name_and_chosen(opened: Open) -> None:
    app = opened("people", sok="en gammal länk")
    assert "sok" not in whole_link(app)
    (box,) = (box for box in app.selectbox if box.label == "Resan börjar i")
    assert "Nya hållplatsen (Salem)" in box.options
    app.query_params["start"] = "hallplats:ny"
    app.run()
    assert "Från Nya hållplatsen (Salem) kl. 08:00–09:00 nås" in words(app)


def test_a_small_area_that_was_clicked_is_where_one_begins(opened: Open) -> None:
    assert "Från Tyresö (område i Tyresö) kl. 08:00–09:00 nås" in words(opened("people", start="omrade:tyreso-1"))


def test_what_does_not_exist_is_said_and_the_default_shown(opened: Open) -> None:
    app = opened("people", start="hallplats:finns-inte")
    assert "Från Flemingsberg" in words(app)
    assert any("finns-inte" in as_shown(warning.value) for warning in app.warning)


@pytest.mark.thorough  # another choice above
def test_the_earlier_timetable_can_be_chosen(opened: Open) -> None:
    text = words(opened("all", tidtabell=made_transit.BEFORE))
    assert "Referensdag tisdag 12 maj 2026: den tisdag–torsdag med flest resor." in text
    assert "Det finns en nyare tidtabell" in text
    assert "mellan 12 maj 2026 och 13 oktober 2026" in text, "a change is told forwards in time"
    assert "En hållplats fick trafik och ingen hållplats miste den." in text


def chosen(app: AppTest, name: str) -> str:
    groups: Any = app.get("button_group")
    (value,) = (one.value for one in groups if one.key == f"choice:{name}")
    return str(value)


def test_with_a_street_map_five_ways_stand_side_by_side_and_b_has_its_legs(opened: Open) -> None:
    app = opened("roads", start="haninge", till="huddinge", med="bil", mellan="cykel")
    text = words(app)
    assert "PÅHITTAD GATUKARTA." in text
    assert chosen(app, "med") == "bil"
    assert re.search(r"Handen–Huddinge: (\S+ [\w ]*\d+, ){2,}[\w ]+ \d+ minuter\.", text)
    assert re.search(r"når man på 45 minuter så här många invånare: \d[\d ]* till fots, .* med bil utan köer\.", text)
    assert re.search(r"nås \d[\d ]* av hela kartans 5 200 invånare med bil utan köer inom 45 minuter", text)
    assert "Restid med cykel mellan de åtta kommuncentrumen, minuter" in text
    assert re.search(r"Snabbast går det [\w ]+ i \w+ av de 56 resorna", text)
    assert "Kollektivt, gånger bilens tid" in text
    assert "Bil hela vägen" in text
    assert "tar så här många högst 60 minuter: 43 kollektivt, " in text
    assert "linje 1 till" in text
    assert "PÅHITTAD gatukarta (ODbL)" in text
    assert "Gång, cykel och bil väntar" not in text
    assert {name: query(app, name) for name in ("start", "till", "med", "mellan")} == {
        "start": "haninge", "till": "huddinge", "med": "bil", "mellan": "cykel",
    }  # fmt: skip


def test_the_answer_from_a_to_b_stands_first_with_its_legs(opened: Open) -> None:
    app = opened("roads", is_office=True)
    assert headers(app) == SECTIONS
    text = words(app)
    assert "Hur lång tid tar det från Flemingsberg (regional stadskärna) till Handen?" in text
    answer, legs = text.index("(regional stadskärna)–Handen: "), text.index("Så går resan")
    assert answer < legs < text.index("Snabbast går det") < text.index("Restid mellan de åtta")
    assert "hälften av avgångarna 08:00–09:00 tisdag 13 oktober 2026 högst så lång tid, väntan inräknad. Med" in text
    assert [as_shown(fold.label) for fold in app.expander].count(OPERATORS) == 1
    assert "saknas en gatukarta" not in text


def test_a_street_map_alone_gives_the_journey_and_the_times_between_the_centres(opened: Open) -> None:
    app = opened("roads_only", start="haninge", till="huddinge", tid="17:30", minuter="30")
    text = words(app)
    assert headers(app) == [
        "Från A till B",
        "Mellan de åtta kommuncentrumen",
        "Så många bor nära en hållplats, enligt SCB",
    ]
    assert re.search(r"Handen–Huddinge: bil \d+, cykel \d+ minuter\.", text)
    assert "Bil hela vägen" in text
    assert "PÅHITTAD: Handen–Huddinge" in text
    assert "Kollektivt med avgång" not in text
    assert "PÅHITTAD: Restid med bil utan köer mellan de åtta kommuncentrumen, minuter" in text
    assert (
        "Det här syns inte än: restider med kollektivtrafik och hur många invånare man når. Södertörns kansli hämtar "
        "underlaget"
    ) in text
    assert re.search(r"Cykel tar [\d,]+ till [\d,]+ gånger så lång tid som bil utan köer", text)
    assert not {"med", "tid", "minuter"} & set(whole_link(app))


@pytest.mark.thorough  # a street map alone above
def test_a_street_map_and_people_show_how_far_one_gets_without_a_timetable(opened: Open) -> None:
    app = opened("roads_people", start="haninge", med="bil")
    text = words(app)
    assert "Hur långt når man från Handen på 45 minuter?" in text
    assert re.search(
        r"Från Handen nås \d[\d ]* av hela kartans 5 200 invånare med bil utan köer inom 45 minuter\.", text
    )
    assert chosen(app, "med") == "bil"
    assert "Det här syns inte än: restider med kollektivtrafik. Södertörns kansli hämtar underlaget" in text
    assert "med" in whole_link(app)


@pytest.mark.thorough  # without data above
def test_without_a_street_map_the_page_says_what_waits_and_how_it_is_read_in(opened: Open) -> None:
    app = opened("people", is_office=True)
    assert "Det här syns inte än: " in words(app)
    assert "malkollen ingest streets" in markup(app)
    groups: Any = app.get("button_group")
    assert not [one for one in groups if one.key in ("choice:med", "choice:mellan")]

"""What the page Kollektivtrafik says, on a made timetable and made small areas whose sums can be worked by hand."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import made_transit
import numpy as np
import pytest
import shapely
from made_transit import AFTER, BEFORE

from dashboard.blocks.live import ReachMap
from dashboard.blocks.page import Fold, PageBlock, Slot
from dashboard.blocks.simple import within
from dashboard.blocks.table import Number, Table
from dashboard.content import facts as dashboard_facts
from dashboard.content.facts import Facts
from dashboard.content.indicator import indicator
from dashboard.content.timetables import stops as transit_stops, timetables
from dashboard.content.timetables.stops import Stops
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import (
    access as transit_access,
    change,
    change_people,
    change_times,
    indicators,
    page,
    reach,
    regions,
    relations,
    supply as transit_supply,
    transit,
)
from dashboard.content.transit.reach import By
from dashboard.content.trips import page as trips, roads, side_by_side
from dashboard.content.trips.roads import Day, Trip, Way
from dashboard.figures.reach import cells
from dashboard.figures.travel import LIMITS, Floats, Origin, Targets
from dashboard.screen.charts import parts_chart
from dashboard.screen.maps import maps, transit_map
from dashboard.workbook import downloads
from malkollen.errors import DataError
from malkollen.texts.swedish import number
from malkollen.travel import network
from malkollen.travel.journeys import Names
from malkollen.travel.network import Network

KNOWN = "population_near_transit_share"

EIGHT = ["Botkyrka", "Haninge", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje", "Tyresö"]


@pytest.fixture(scope="module")
def folder(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two made timetables, small areas and jobs."""
    path = Path(shutil.copy(database, tmp_path_factory.mktemp("transit")))
    made_transit.add(path, (BEFORE, AFTER), jobs=True)
    return path.parent


@pytest.fixture(scope="module")
def invented(folder: Path) -> Facts:
    return dashboard_facts.load(folder / "malkollen.duckdb", date(2026, 11, 22))


@pytest.fixture(scope="module")
def traffic(folder: Path) -> Transit:
    return timetables.load(folder / "malkollen.duckdb", "01")


@pytest.fixture(scope="module")
def timetable(traffic: Transit) -> Timetable:
    return traffic.by_id[AFTER]


@pytest.fixture(scope="module")
def stops(folder: Path) -> Stops:
    return transit_stops.load(folder / "timetables" / AFTER)


@pytest.fixture(scope="module")
def net(folder: Path) -> Network:
    return network.load(folder / "timetables" / AFTER)


@pytest.fixture
def reached(invented: Facts, traffic: Transit, stops: Stops) -> Targets:
    return reach.targets(invented, traffic, stops)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def row(table: Table, name: str) -> dict[str, float | None]:
    """The numbers of the row that begins with a name."""
    headings = [column.title for column in table.columns]
    cells = next(cells for cells in table.rows if cells[0] == name)
    return {h: c.value for h, c in zip(headings, cells, strict=True) if isinstance(c, Number)}


# ───────────── What is loaded, and what is said of it ─────────────


def test_without_a_timetable_there_is_none_and_what_is_known_is_the_published_share(
    database: Path, facts: Facts
) -> None:
    nothing = timetables.load(database, "01")
    assert (nothing.timetables, nothing.ours, nothing.small_areas) == ((), [], None)
    assert len(nothing.centres) == 8
    assert plain(transit.known_text(facts, KNOWN)) == (
        "90,8 % av invånarna på Södertörn bodde 2023 högst 500 meter från en hållplats med minst en avgång i timmen; "
        "i riket 81,0 %."
    )
    rows = transit.known_rows(facts, KNOWN)
    names, shares = [name for name, _, _ in rows], [share or 0.0 for _, share, _ in rows[:8]]
    assert (sorted(names[:8]), names[8:]) == (sorted(EIGHT), ["Södertörn", "Riket"])
    assert shares == sorted(shares, reverse=True)
    marked = [name for name, _, role in transit.known_rows(facts, KNOWN, "0136") if role == "chosen"]
    assert marked == ["Haninge"]


def test_the_current_timetable_is_first_and_only_those_of_the_county_are_ours(traffic: Transit) -> None:
    assert [one.id for one in traffic.ours] == [AFTER, BEFORE]
    elsewhere = replace(traffic.by_id[AFTER], counties=("14",))
    assert replace(traffic, timetables=(elsewhere,)).ours == []


def test_the_state_says_day_why_and_where_people_come_from(traffic: Transit, timetable: Timetable) -> None:
    text = plain(transit.state_text(traffic, timetable))
    assert text.startswith("Referensdag tisdag 13 oktober 2026: den tisdag–torsdag med flest resor. Ur PÅHITTAD trafik")
    assert "Befolkning: PÅHITTAD befolkning 2024." in text
    assert "nyare" not in text
    assert "Det finns en nyare tidtabell" in transit.state_text(traffic, traffic.by_id[BEFORE])


def test_a_made_timetable_is_said_to_be_made_wherever_its_figures_go(
    invented: Facts, traffic: Transit, timetable: Timetable, stops: Stops
) -> None:
    assert (transit.made_text(timetable) or "").startswith("PÅHITTAD TIDTABELL")
    tables = [
        relations.matrix_table(invented, traffic, timetable),
        transit_access.access_table(invented, traffic, timetable),
        transit_supply.supply_table(invented, traffic, timetable, stops, "dygnet", "alla"),
        transit_supply.modes_table(invented, traffic, timetable),
        change.supply_table(invented, traffic, traffic.by_id[BEFORE], timetable),
        regions.regions_table(invented, traffic, regions.regions(invented, traffic)),
    ]
    for table in tables:
        assert table.title.startswith("PÅHITTAD: ")
        assert "_pahittad_" in table.name
        assert "PÅHITTAD tidtabell, inga verkliga avgångar" in table.source
        assert "PÅHITTAD" in downloads.csv_bytes(table.file).decode("utf-8")


def test_an_operators_timetable_is_not_said_to_be_made(facts: Facts, traffic: Transit, timetable: Timetable) -> None:
    real = replace(timetable, feeds="sl", publisher="SL", version="20261010")
    assert transit.made_text(real) is None
    assert transit.title(real, "Avgångar") == "Avgångar"
    assert plain(transit.source_line(facts, traffic, real)) == (
        "Källa: SL, tidtabell för tisdag 13 oktober 2026, bearbetning: Södertörns kansli"
    )


# ───────────── Between the centres ─────────────


def test_the_relations_are_counted_and_the_longest_named(traffic: Transit, timetable: Timetable) -> None:
    """15 minutes a step: 1–4 steps are within an hour, 2·(7+6+5+4) = 44, less the one without a journey: 43."""
    assert relations.figures(traffic, timetable)[0][1] == "43 av 56"
    assert plain(relations.takeaway(traffic, timetable)) == (
        "43 av de 56 resorna mellan kommuncentrumen tar högst 60 minuter en vardag 07–09. Tolv tar längre tid och för "
        "en kommer färre än hälften av avgångarna fram inom två timmar. Snabbast: Handen–Huddinge, "
        "15 minuter. Längst tid: Tumba–Tyresö, 105 minuter."
    )


def test_the_matrix_marks_an_hour_in_bold_and_what_is_over_in_words(
    invented: Facts, traffic: Transit, timetable: Timetable
) -> None:
    table = relations.matrix_table(invented, traffic, timetable)
    headings, rows = table.shown()
    assert headings == [
        "Från ↓ Till →", "Handen", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje", "Tumba", "Tyresö",
        "Inom 60 minuter",
    ]  # fmt: skip
    texts = {str(r[0]): [plain(c.text()) for c in r[1:] if isinstance(c, Number)] for r in rows}
    assert texts["Tumba, Botkyrka"] == ["15", "30", "45", "60", "75 (över)", "90 (över)", "", "105 (över)", "4 av 7"]
    assert texts["Nykvarn"][3] == "mer än 2 h"
    strong = [cell.is_strong for line in rows for cell in line if isinstance(cell, Number)]
    assert sum(strong) == 43
    assert [r[4] for r in table.file.rows].count("ja") == 43
    assert len(table.file.rows) == 56


def test_without_relations_nothing_is_counted(traffic: Transit, timetable: Timetable) -> None:
    empty = replace(traffic, relations={})
    assert relations.figures(empty, timetable) == []
    assert relations.takeaway(empty, timetable).startswith("Ingen restid mellan kommuncentrumen är uträknad.")


# ───────────── Access ─────────────


def test_shares_are_of_people_and_a_group_is_its_municipalities_together(
    invented: Facts, traffic: Transit, timetable: Timetable
) -> None:
    """Seven with 300 of 400 near and Nykvarn with none: 2 100 of 3 200. EU: 200 of 400 in seven: 1 400 of 3 200."""
    home = invented.areas.home_members
    assert transit_access.share(traffic, timetable, "scb", ["0127"]) == 75.0
    assert transit_access.share(traffic, timetable, "scb", home) == pytest.approx(65.625)
    assert transit_access.share(traffic, timetable, "eu", home) == pytest.approx(43.75)
    assert transit_access.share(traffic, timetable, "eu", ["0140"]) == 0.0
    assert transit_access.share(traffic, timetable, "eu", [*home, "1480"]) is None
    text = plain(transit_access.takeaway(invented, traffic, timetable))
    assert text.startswith("65,6 % av invånarna på Södertörn har kollektivtrafik nära")


def test_bars_hold_all_people_and_the_chart_draws_them(invented: Facts, traffic: Transit, timetable: Timetable) -> None:
    for method, classes in transit_access.CLASSES.items():
        bars = transit_access.bars(invented, traffic, timetable, method)
        assert [bar.name for bar in bars] == [*EIGHT, "Södertörn"]
        assert all(sum(share or 0 for share in bar.shares) == pytest.approx(100) for bar in bars)
        chart = parts_chart.classes_figure(bars, transit_access.legend(method))
        assert [trace.name for trace in chart.data] == list(classes.values())
        assert [text for _, text in transit_access.legend(method)] == list(classes.values())


def test_the_cost_of_the_approximation_is_the_difference_to_scbs_own_figure(
    invented: Facts, traffic: Transit, timetable: Timetable
) -> None:
    value = invented.evaluation(KNOWN).latest("sodertorn").value
    assert value is not None
    cells = row(transit_access.access_table(invented, traffic, timetable), "Södertörn")
    assert cells["SCB: nära"] == 2100
    assert cells["SCB:s eget tal (%)"] == value
    assert cells["Skillnad (procentenheter)"] == pytest.approx(65.625 - value)
    text = plain(transit_access.compared_text(invented, traffic, timetable) or "")
    assert text == (
        "SCB:s eget tal för 2023 är 90,8 %: skillnaden är −25,2 procentenheter för Södertörn och som mest "
        "−67,4 procentenheter (Nykvarn)."
    )


def test_a_municipality_without_figures_is_missing_and_never_zero(
    invented: Facts, traffic: Transit, timetable: Timetable
) -> None:
    holed = {key: {c: v for c, v in rows.items() if c != "0140"} for key, rows in traffic.access.items()}
    without = replace(traffic, access=holed)
    table = transit_access.access_table(invented, without, timetable)
    assert row(table, "Nykvarn")["SCB: nära"] is None
    assert row(table, "Södertörn")["SCB: nära (%)"] is None
    assert transit_access.bars(invented, without, timetable, "eu")[3].shares == (None,) * 5
    assert regions.regions(invented, without) == regions.regions(invented, without)
    assert "sodertorn" not in {region.area for region in regions.regions(invented, without)}


def test_regions_are_those_covered_whole_and_the_rest_is_said_to_wait(invented: Facts, traffic: Transit) -> None:
    rows = regions.regions(invented, traffic)
    assert [region.area for region in rows][:2] == ["sodertorn", "ovriga_stockholms_lan"]
    assert not {"stor_goteborg", "stor_malmo"} & {region.area for region in rows}
    assert plain(regions.text(invented, rows)) == (
        "Andel av invånarna med hög eller mycket hög turtäthet på gångavstånd: Södertörn 43,8 %, Övriga Stockholms län "
        "50,0 %."
    )
    assert regions.needed(invented, rows).startswith("Stor-Göteborg och Stor-Malmö visas här när en tidtabell")
    assert regions.needed(invented, []).startswith("Södertörn, Övriga Stockholms län, Stor-Göteborg och Stor-Malmö")
    whole, divided = regions.parted(invented, rows)
    assert [region.area for region in whole] == ["sodertorn", "ovriga_stockholms_lan"]
    assert whole + divided == rows


@pytest.fixture(scope="module")
def skane(invented: Facts, traffic: Transit) -> Transit:
    """As found, and a later timetable of another county, where a fourth has high frequency."""
    other = replace(
        traffic.by_id[AFTER], id="3-CCC", publisher="PÅHITTAD Skåne", day=date(2026, 11, 17), counties=("12",)
    )
    quarter = {code: {"high": 25.0, "none": 75.0} for code in invented.areas.by_id["stor_malmo"].members}
    near = {code: {"near": 80.0, "outside": 20.0} for code in quarter}
    access = {**traffic.access, ("3-CCC", "eu"): quarter, ("3-CCC", "scb"): near}
    return replace(traffic, timetables=(other, *traffic.timetables), access=access)


def test_another_countys_later_timetable_stands_beside_ours_and_makes_it_no_older(
    invented: Facts, skane: Transit
) -> None:
    """Each county has a timetable of its own: the latest of all is no newer one for Södertörn."""
    assert [one.id for one in skane.ours] == [AFTER, BEFORE]
    assert "nyare" not in transit.state_text(skane, skane.by_id[AFTER])
    rows, _ = regions.parted(invented, regions.regions(invented, skane))
    assert [region.area for region in rows] == ["sodertorn", "ovriga_stockholms_lan", "stor_malmo"]
    assert plain(regions.text(invented, rows)).endswith("Övriga Stockholms län 50,0 %, Stor-Malmö 25,0 %.")
    assert regions.needed(invented, rows).startswith("Stor-Göteborg visas här när")
    table = regions.regions_table(invented, skane, rows)
    assert row(table, "Stor-Malmö")["Nära, SCB (%)"] == 80.0
    assert table.source.count("Källa: ") == 1
    assert table.source.count("PÅHITTAD befolkning") == 1
    assert "PÅHITTAD Skåne, tidtabell för tisdag" in table.source
    assert plain(table.notes[-1]) == (
        "En dag ur varje tidtabell, tisdag 13 oktober 2026 och tisdag 17 november 2026, är räknad, inte ett "
        "genomsnitt av vardagar."
    )


# ───────────── Stops and departures ─────────────


def test_platforms_of_a_stop_are_one_and_their_departures_one_sum(invented: Facts, stops: Stops) -> None:
    assert len(stops.areas) == 14  # 13 places and the new stop
    assert stops.modes == ["rail", "bus"]
    total = stops.departures(stops.hours)
    assert total.sum() == stops.count.sum()
    assert (stops.departures([7], "rail") + stops.departures([7], "bus") == stops.departures([7])).all()
    tyreso = next(place for place, area in enumerate(stops.areas) if area.id == "tyreso")
    # The last place in order: trains one way leave it every ten minutes 06–20, those the other way end here.
    assert total[tyreso] == 84


def test_windows_are_hours_of_the_operating_day(invented: Facts, stops: Stops) -> None:
    windows = transit_supply.windows(stops)
    assert windows[:3] == ["dygnet", "06-20", "06"]
    assert windows[-1] == "24"
    assert transit_supply.window_name("24") == "00–01, natten efter"
    assert transit_supply.hours(stops, "06-20") == list(range(6, 20))
    night = transit_supply.shown(invented, stops, "24", "alla")
    assert [(shown.stop.name, shown.departures) for shown in night] == [("Nykvarn", 1)]
    assert transit_supply.shown_text(invented, stops, "03", "rail") == "Inga avgångar med tåg på Södertörn kl. 03–04."


def test_the_map_and_its_table_have_the_same_departures(
    invented: Facts, traffic: Transit, timetable: Timetable, stops: Stops
) -> None:
    rows = transit_supply.shown(invented, stops, "dygnet", "alla")
    table = transit_supply.supply_table(invented, traffic, timetable, stops, "dygnet", "alla")
    total = row(table, "Södertörn")
    assert total["Avgångar"] == sum(shown.departures for shown in rows)
    assert total["Hållplatser"] == len(rows)
    assert sum(row(table, name)["Avgångar"] or 0 for name in EIGHT) == total["Avgångar"]
    assert table.rows[-1][4:6] == ["05:00", "00:30\u00a0(+1)"]
    chart = transit_map.stops_figure(invented, transit_supply.spots(rows))
    sizes = next(trace.marker.size for trace in chart.data if trace.type == "scattergeo" and trace.hovertemplate)
    assert len(sizes) == len(rows)
    assert max(sizes) == transit_map.LARGEST_STOP


def test_the_map_is_also_a_list_of_its_stops_all_of_them_in_the_files(
    invented: Facts, traffic: Transit, timetable: Timetable, stops: Stops, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = transit_supply.shown(invented, stops, "dygnet", "alla")
    monkeypatch.setattr(transit_supply, "MOST_STOPS", 5)
    table = transit_supply.stops_table(invented, traffic, timetable, stops, "dygnet", "alla")
    assert [cells[0] for cells in table.rows] == [one.stop.name for one in shown[:5]]
    assert len(table.file.rows) == len(shown) > 5
    assert f"De 5 med flest avgångar av {len(shown)}; alla finns i filerna." in table.notes
    assert "alla färdsätt, hela dygnet" in table.title
    whole = transit_supply.stops_table(invented, traffic, timetable, stops, "24", "bus")
    assert [cells[:2] for cells in whole.rows] == [["Nykvarn", "Nykvarn"]]
    assert not any("filerna" in note for note in whole.notes)


def test_clock_passes_midnight() -> None:
    assert [plain(transit_supply.clock(s)) for s in (None, 5 * 3600 + 720, 25 * 3600)] == ["–", "05:12", "01:00 (+1)"]


# ───────────── Reach ─────────────


def _minutes(net: Network, origin: Origin, reached: Targets, time: str) -> Floats:
    day = Day(net, np.zeros(len(net.x), dtype=np.bool_), Names([], [], [], [], [], []))
    return roads.minutes(None, day, Way.TRANSIT, origin, reached, trips.leaves(time))


def test_reach_is_what_the_timetable_allows(invented: Facts, traffic: Transit, net: Network, reached: Targets) -> None:
    """One place further is six minutes on the train; a walk of 300 m takes 293 s and is walked at both ends."""
    origin = reach.place_origins(traffic)["botkyrka"]
    times = dict(zip(reached.keys, _minutes(net, origin, reached, "08:00"), strict=True))
    assert times["omrade:botkyrka-0"] == pytest.approx(293 / 60)
    # Trains leave the first place every ten minutes; 08:00 is at the door of the stop: ride 330 s, walk 293 s.
    assert times["omrade:flemingsberg-0"] <= (330 + 293) / 60 + 0.01
    assert times["omrade:flemingsberg-0"] < times["omrade:haninge-0"]


def test_a_later_limit_never_reaches_fewer_and_the_rows_add_up(
    invented: Facts, traffic: Transit, timetable: Timetable, net: Network, reached: Targets
) -> None:
    origin = reach.place_origins(traffic)["flemingsberg"]
    times = _minutes(net, origin, reached, "08:00")
    table = reach.reach_table((invented, traffic, timetable), ReachMap(reached, times, origin, 45), "08:00")
    everyone = row(table, "Alla")
    sizes = [everyone[f"{limit}\u00a0min"] or 0 for limit in LIMITS]
    assert sizes == sorted(sizes)
    assert 0 < sizes[0] < sizes[-1]
    assert everyone["Alla"] == 5200
    for heading in everyone:
        assert sum(row(table, name)[heading] or 0 for name in EIGHT) == row(table, "Södertörn")[heading]
        assert (row(table, "Södertörn")[heading] or 0) + (row(table, "Stockholm")[heading] or 0) == everyone[heading]
    long = [dict(zip([c.title for c in table.file.columns], r, strict=True)) for r in table.file.rows]
    (chosen,) = (r for r in long if r["Område"] == "Alla" and r["Minuter"] == Number(45))
    people, jobs = chosen["Invånare"], chosen["Arbetsplatser"]
    assert isinstance(people, Number)
    assert isinstance(jobs, Number)
    assert (people.value, jobs.value) == (sizes[2], sizes[2] / 2)
    text = plain(reach.takeaway(reached, times, origin, "08:00", 45))
    assert text.startswith("Från Flemingsberg (regional stadskärna) kl. 08:00–09:00 nås ")
    assert "arbetsplatser inom 45 minuter." in text


def test_at_night_only_what_is_walked_is_reached(traffic: Transit, net: Network, reached: Targets) -> None:
    origin = reach.place_origins(traffic)["nynashamn"]
    times = _minutes(net, origin, reached, "23:00")
    assert reach.within(reached.people, times, 60) == 400


def test_without_small_areas_stops_are_reached(invented: Facts, traffic: Transit, stops: Stops) -> None:
    without = reach.targets(invented, replace(traffic, small_areas=None), stops)
    assert (without.are_stops, len(without.keys), without.jobs) == (True, 14, None)
    assert reach.reading(without) == ("Varje punkt är en hållplats. Uppgifter om var invånarna bor saknas.")
    places = reach.place_origins(traffic)
    drawn = ReachMap(without, np.zeros(14), places["haninge"], 45, places["tyreso"])
    assert reach.ends(drawn) == "A är Handen och B Tyresö."


def test_a_small_area_without_people_is_missing_and_said(reached: Targets) -> None:
    people = reached.people.copy()
    people[0] = np.nan
    holed = replace(reached, people=people)
    assert reach.missing_text(reached) is None
    assert reach.missing_text(holed) == "Ett småområde saknar befolkningstal och ingår inte i summorna."
    assert reach.within(people, np.zeros(len(people)), 15) == 5100


def test_one_begins_in_a_place_a_stop_by_name_or_where_one_clicked(
    invented: Facts, traffic: Transit, stops: Stops, reached: Targets
) -> None:
    places = reach.origins(invented, traffic, None, reached, [])
    assert len(places) == 13
    assert list(places)[-1] == "stockholm_city"
    assert {"Södertälje", "Södertälje (regional stadskärna)"} <= {origin.name for origin in places.values()}
    listed = reach.origins(invented, traffic, stops, reached, [None])
    assert list(listed)[:13] == list(places)
    assert listed["hallplats:ny"].name == "Nya hållplatsen (Salem)", "every stop can be chosen by its name"
    assert len({origin.name for origin in listed.values()}) == len(listed), "no two are called the same"
    shown = trips.listed_names(invented, traffic, listed)
    assert shown["haninge"] == "Handen (centrum i Haninge)", "a centre is found by its municipality's name"
    assert len({*shown.values()}) == len(shown)
    clicked = reach.origins(invented, traffic, stops, reached, ["omrade:tyreso-1", "omrade:nej"])
    assert clicked["omrade:tyreso-1"].name == "Tyresö (område i Tyresö)"
    assert "omrade:nej" not in clicked


def test_of_stops_that_are_called_the_same_the_one_asked_for_is_in_the_list(
    invented: Facts, traffic: Transit, stops: Stops, reached: Targets
) -> None:
    twice = replace(stops, areas=(*stops.areas, replace(stops.by_id["ny"], id="ny-2")))
    assert "hallplats:ny-2" not in reach.origins(invented, traffic, twice, reached, [])
    asked = reach.origins(invented, traffic, twice, reached, ["hallplats:ny-2"])
    assert "hallplats:ny-2" in asked
    assert "hallplats:ny" not in asked


def test_a_small_area_is_called_by_the_stop_beside_it_or_its_municipality_and_never_by_its_code(
    invented: Facts, traffic: Transit, stops: Stops
) -> None:
    assert traffic.small_areas is not None
    codes = traffic.small_areas.codes.copy()
    codes[0] = ""
    areas = replace(traffic.small_areas, codes=codes, ids=[f"0136A00{n:02}" for n in range(len(codes))])
    by_stop = reach.targets(invented, replace(traffic, small_areas=areas), stops)
    far = reach.targets(invented, replace(traffic, small_areas=replace(areas, x=areas.x + 50_000)), stops)
    without = reach.targets(invented, replace(traffic, small_areas=areas), None)
    assert by_stop
    assert far
    assert without
    assert by_stop.names[:2] == ["Tumba (område)", "Tumba (område i Botkyrka)"]
    for one in (far, without):
        assert one.names[:2] == ["ett område", "ett område i Botkyrka"]
    assert not [name for one in (by_stop, far, without) for name in one.names if "0136A" in name]


def test_every_file_of_a_journey_says_where_from_when_by_what_and_whose_figures(
    invented: Facts, traffic: Transit, timetable: Timetable, net: Network, reached: Targets
) -> None:
    """Beside the other numbers of a reader's own sheet a row must tell what it is by itself."""
    case, places = (invented, traffic, timetable), reach.place_origins(traffic)
    ends = places["flemingsberg"], places["haninge"]
    times = _minutes(net, ends[0], reached, "08:00")
    there = side_by_side.trips_table(case, ends, [Trip(Way.TRANSIT, 20.0), Trip(Way.WALK, None)], None, "08:00")
    by_way = side_by_side.reach_table(case, reached, {Way.TRANSIT: times}, ends[0], "08:00")
    drawn = ReachMap(reached, times, ends[0], 45)
    by_area = reach.reach_table(case, drawn, "08:00", By("med cykel och kollektivt", "regel"))
    begun = "Flemingsberg (regional stadskärna)"
    for table in (there, by_way, by_area):
        for record in (dict(zip([c.title for c in table.file.columns], r, strict=True)) for r in table.file.rows):
            assert record["Från"] == begun
            assert (record["Avgång"], record["Referensdag"]) == ("08:00–09:00", "2026-10-13")
            assert record["Färdsätt"]
            assert str(record["Källa"]).startswith("Källa: ")
    by_car = reach.reach_table(case, drawn, "", By("med bil utan köer", "regel"))
    assert by_car.title.endswith("med bil utan köer från Flemingsberg (regional stadskärna)"), "any time is as good"
    assert "Avgång" not in [column.title for column in by_car.file.columns]
    assert {row[1] for row in there.file.rows} == {"Handen"}
    assert {"Från", "Till", "Källa"}.isdisjoint(there.shown()[0]), "on screen the title says it"
    assert "_resa_flemingsberg_regional_stadskarna_till_handen_" in there.name
    assert "_rackhall_alla_fardsatt_flemingsberg_regional_stadskarna_" in by_way.name
    assert "_rackhall_med_cykel_och_kollektivt_flemingsberg" in by_area.name


@pytest.mark.parametrize(
    ("ways", "last"),
    [
        ([Way.WALK, Way.CYCLE], " Varken till fots eller med cykel kommer man fram inom två timmar."),
        ([Way.WALK, Way.CYCLE, Way.CAR],
         " Varken till fots, med cykel eller med bil utan köer kommer man fram inom två timmar."),
        ([Way.WALK], " Ingen resa till fots tar mindre än två timmar."),
        ([], ""),
    ],
)  # fmt: skip
def test_by_what_one_does_not_come_there_is_said_once(traffic: Transit, ways: list[Way], last: str) -> None:
    places = reach.place_origins(traffic)
    trips_ = [Trip(Way.TRANSIT, 11.2), *(Trip(way, None) for way in ways)]
    said = side_by_side.answer(places["haninge"], places["tyreso"], trips_)
    assert said == f"Handen–Tyresö: kollektivt 12 minuter.{last}"


def test_the_times_are_a_picture_too_the_fastest_first_and_without_those_that_do_not_come_there() -> None:
    drawn = side_by_side.bars([Trip(Way.WALK, None), Trip(Way.CAR, 30.0), Trip(Way.TRANSIT, 11.2)])
    assert [(name, minutes) for name, minutes, _ in drawn.rows] == [("Kollektivt", 12.0), ("Bil", 30.0)]


def test_no_two_areas_of_the_map_cover_each_other(reached: Targets) -> None:
    shapes = cells(reached)
    assert shapely.area(shapes).sum() == pytest.approx(shapely.area(shapely.union_all(shapes)), rel=1e-6)
    one = replace(reached, latitude=reached.latitude[:1], longitude=reached.longitude[:1], people=reached.people[:1])
    assert len(cells(one)) == 1


def test_the_map_colours_up_to_the_limit_and_a_click_gives_a_key(
    invented: Facts, traffic: Transit, net: Network, reached: Targets
) -> None:
    origin = reach.place_origins(traffic)["flemingsberg"]
    times = _minutes(net, origin, reached, "08:00")
    goal = reach.place_origins(traffic)["haninge"]
    chart = transit_map.reach_figure(invented, reached, times, (origin, goal), 30)
    assert [trace.text for trace in chart.data[-2:]] == [("<b>A</b>",), ("<b>B</b>",)]
    assert {trace.marker.opacity for trace in chart.data if trace.hovertemplate} == {0}, "an area is no dot"
    drawn = [trace for trace in chart.data if trace.type == "scattergeo" and trace.hovertemplate]
    coloured = [len(trace.lon) for trace in drawn[1:]]
    assert len(drawn) == 3  # beyond, within 15, within 30
    assert sum(coloured) == int((times <= 30).sum())
    assert [text for _, text in reach.legend(30)] == ["högst 15", "15–30", "mer än 30", "nås inte inom två timmar"]
    event = {"selection": {"points": [{"customdata": ["ord", "omrade:tyreso-1"]}]}}
    assert maps.chosen_code(event) == "omrade:tyreso-1"
    assert maps.chosen_code(None) is None
    assert maps.chosen_code({"selection": {"points": []}}) is None


def nested(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Blocks with those beside each other and those that are folded."""
    for block in within(blocks):
        yield block
        if isinstance(block, Fold):
            yield from nested(block.blocks)


def test_the_page_is_composed_without_a_screen_and_each_question_stands_among_what_it_changes(
    invented: Facts, traffic: Transit, timetable: Timetable, stops: Stops, net: Network, reached: Targets
) -> None:
    case, origin = (invented, traffic, timetable), reach.place_origins(traffic)["flemingsberg"]
    drawn = ReachMap(reached, _minutes(net, origin, reached, "08:00"), origin, 45)
    before, after = traffic.by_id[BEFORE], traffic.by_id[AFTER]
    far = trips.how_far(case, {Way.TRANSIT: drawn.minutes}, drawn, Way.TRANSIT, "08:00")
    sections = [
        *trips.journey([], far, has_stops=True), *page.centres(case), *page.opening(case),
        *page.served(case, stops, "dygnet", "alla"),
        *page.compared(invented, traffic, (before, after), (stops, stops)),
    ]  # fmt: skip
    asked: dict[str, list[str]] = {}
    heading = ""
    for section in sections:
        heading = section.heading or heading
        asked.setdefault(heading, []).extend(block.name for block in nested(section.blocks) if isinstance(block, Slot))
    assert asked == {
        "Från A till B": [trips.JOURNEY, page.LIMIT],
        "Mellan de åtta kommuncentrumen": [],
        "Kollektivtrafiken på Södertörn": [],
        "Vem har kollektivtrafiken nära": [],
        "Hållplatser och avgångar": [page.DEPARTURES],
        "Storstadsregionerna": [],
        "Vad hände i tidtabellsskiftet": [page.OTHER],
    }


# ───────────── Between two timetables ─────────────


def test_departures_before_and_after_by_municipality_and_mode(invented: Facts, traffic: Transit) -> None:
    before, after = traffic.by_id[BEFORE], traffic.by_id[AFTER]
    table = change.supply_table(invented, traffic, before, after)
    assert row(table, "Botkyrka") == {"Före": 120, "Efter": 120, "Skillnad": 0, "Skillnad (%)": 0}
    assert list(row(table, "Södertörn, tåg").values())[:3] == [800, 880, 80]
    assert list(row(table, "Södertörn, buss").values())[:3] == [160, 80, -80]
    assert [cells[0] for place, cells in enumerate(table.rows) if place in table.emphasis] == ["Södertörn"]
    modes = {cells[1]: cells[2] for cells in table.file.rows if cells[0] == "Södertörn"}
    assert modes == {"Alla färdsätt": Number(960), "Tåg": Number(800), "Buss": Number(160)}
    assert len(change.modes_table(invented, traffic, before, after).rows) == 16
    assert [one.id for one in change.others_of(traffic, after)] == [BEFORE]


def test_a_change_is_told_forwards_whichever_timetable_the_page_shows(traffic: Transit) -> None:
    before, after = traffic.by_id[BEFORE], traffic.by_id[AFTER]
    assert change.others_of(traffic, before) == [after]
    assert change.in_order(before, after) == change.in_order(after, before) == (before, after)


def test_what_a_change_means_for_people_is_their_shares_before_and_after(invented: Facts, traffic: Transit) -> None:
    """2 100 of 3 200 are near in both; with Tyresö's 300 outside before, 1 800 of 3 200 were."""
    before, after = traffic.by_id[BEFORE], traffic.by_id[AFTER]
    same = plain(change_people.takeaway(invented, traffic, before, after))
    assert same.startswith("65,6 % av invånarna på Södertörn har kollektivtrafik nära (SCB), lika många som före")
    scb = dict(traffic.access[BEFORE, "scb"]) | {"0138": {"near": 0.0, "outside": 400.0}}
    changed = replace(traffic, access={**traffic.access, (BEFORE, "scb"): scb})
    assert "65,6 % av invånarna på Södertörn har kollektivtrafik nära (SCB), mot 56,3 % före skiftet; 43,8 %" in plain(
        change_people.takeaway(invented, changed, before, after)
    )
    table = change_people.people_table(invented, changed, before, after)
    assert row(table, "Tyresö")["Nära, SCB: skillnad (procentenheter)"] == 75.0
    assert row(table, "Södertörn")["Hög turtäthet, EU: skillnad (procentenheter)"] == 0.0
    assert "PÅHITTAD befolkning 2024" in table.source
    assert change_people.takeaway(invented, replace(traffic, access={}), before, after) == ""


def test_a_municipality_that_changed_most_is_named(invented: Facts, traffic: Transit) -> None:
    supply = {one: {code: dict(modes) for code, modes in rows.items()} for one, rows in traffic.supply.items()}
    supply[AFTER]["0138"]["bus"] = replace(supply[AFTER]["0138"]["bus"], departures=70)
    changed = replace(traffic, supply=supply)
    assert plain(change.takeaway(invented, changed, traffic.by_id[BEFORE], traffic.by_id[AFTER])) == (
        "Avgångarna på Södertörn gick från 960 till 1 020 (+6,3 %) mellan 12 maj 2026 och 13 oktober 2026. "
        "Störst ändring: Tyresö, +60 avgångar."
    )


def test_stops_that_came_and_went(invented: Facts, folder: Path, stops: Stops) -> None:
    earlier = transit_stops.load(folder / "timetables" / BEFORE)
    gained, lost = change.gained_and_lost(invented, earlier, stops)
    assert ([area.name for area in gained], lost) == (["Nya hållplatsen"], [])
    assert change.stops_text(gained, lost) == "En hållplats fick trafik och ingen hållplats miste den."
    assert change.gained_and_lost(invented, stops, earlier) == ([], gained)
    assert change.stops_text([], []) == "Samma hållplatser har trafik i båda tidtabellerna."


def test_relations_that_became_slower(traffic: Transit) -> None:
    rows = change_times.stretches(traffic, traffic.by_id[BEFORE], traffic.by_id[AFTER])
    assert len(rows) == 55  # one has no journey
    assert rows[0].difference == 35
    assert plain(change_times.stretches_text(traffic, rows)) == (
        "55 resor mellan kommuncentrumen blev minst 3 minuter längre, mest Tumba–Tyresö (+35 minuter)."
    )
    one = [rows[0], replace(rows[1], after=rows[1].before - 4), replace(rows[2], after=rows[2].before)]
    said = plain(change_times.stretches_text(traffic, sorted(one, key=lambda row: -row.difference)))
    assert "En resa mellan kommuncentrumen blev minst 3 minuter kortare, mest" in said
    assert said.endswith("Övriga ändrades mindre.")
    before, after = traffic.by_id[BEFORE], traffic.by_id[AFTER]
    assert change_times.journeys_text(traffic, before, after) == ""
    lost = {key: row for key, row in traffic.relations[AFTER].items() if key != ("tyreso", "salem")}
    without = replace(traffic, relations={**traffic.relations, AFTER: lost})
    assert change_times.journeys_text(without, before, after) == (
        "Ingen resa som inte gick inom två timmar går nu. En resa går inte längre inom två timmar."
    )
    same = change_times.stretches(traffic, traffic.by_id[AFTER], traffic.by_id[AFTER])
    assert "Ingen av de 55 resorna" in change_times.stretches_text(traffic, same)


@pytest.mark.parametrize("name", ["stops.parquet", "departures.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"PAR1 is not all a file needs", "half"])
def test_files_that_are_missing_or_damaged_are_one_error(
    folder: Path, tmp_path: Path, name: str, content: bytes | str | None
) -> None:
    shutil.copytree(folder / "timetables" / AFTER, tmp_path / "part")
    file = tmp_path / "part" / name
    whole = file.read_bytes()
    file.unlink()
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else whole[: len(whole) // 2])
    with pytest.raises(DataError, match="går inte att läsa"):
        transit_stops.load(tmp_path / "part")


def test_a_timetable_without_computed_departures_has_none_and_not_zero(
    invented: Facts, traffic: Transit, timetable: Timetable
) -> None:
    assert plain(transit.figures(invented, traffic, timetable)[0][1]) == "960"
    assert transit.figures(invented, replace(traffic, supply={}), timetable) == []


def test_the_period_is_said_once_and_in_words(traffic: Transit, timetable: Timetable) -> None:
    reason = "tisdag 13 oktober 2026: den tisdag–torsdag med flest resor (9) av 3 vanliga i tidtabellen "
    said = plain(transit.state_text(traffic, replace(timetable, reason=f"{reason}2026-10-13–2026-12-12")))
    assert "av 3 vanliga. Ur PÅHITTAD trafik" in said
    assert "gäller 13 oktober 2026–12 december 2026." in said


def test_a_timetable_in_a_list_begins_with_what_tells_it_apart(timetable: Timetable) -> None:
    assert plain(timetable.title) == "13 oktober 2026: PÅHITTAD trafik, version 1"


# ───────────── The indicators it feeds ─────────────

RATIO, COVERED = "transit_to_car_time_ratio", "transit_to_car_covered_pct"


def test_the_indicators_are_linked_by_what_they_answer_and_said_to_wait(invented: Facts) -> None:
    links = dict(indicators.links(invented))
    codes = {invented.indicator(key).code for key in links}
    assert codes == {
        "K10", "T02", "T03", "T05", "T06", "T07", "T12", "T20", "T21", "T22a", "T22b", "T22c", "T22d"
    }  # fmt: skip
    assert all(words.endswith(" (inga siffror än)") for words in links.values()), (
        "nothing has been computed of this database"
    )
    assert indicators.lead(invented) == indicators.LEAD_WAITING
    assert indicators.ratio_text(invented) is None


@pytest.fixture(scope="module")
def with_ratio(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """As made, with made ratios to the car: of three quarters in Södertörn, too few in Huddinge, all in Haninge."""
    path = Path(shutil.copy(folder / "malkollen.duckdb", tmp_path_factory.mktemp("ratio")))
    rows = [("sodertorn", 1.9, 75.5, "estimated+partial"), ("0126", None, 34.0, "missing"),
            ("0136", 2.2, 100.0, "estimated"), ("0138", 2.5, None, "estimated")]  # fmt: skip
    with duckdb.connect(path) as db:
        query = (
            "INSERT INTO mart.published BY NAME SELECT ? AS area_id, 2026 AS year, ? AS series, ?::DOUBLE AS value, "
            "? AS status, 'figures' AS source"
        )
        for area, ratio, covered, status in rows:
            db.execute(query, [area, RATIO, ratio, status])
            if covered is not None:
                db.execute(query, [area, COVERED, covered, ""])
    return dashboard_facts.load(path, date(2026, 11, 22))


def test_how_much_the_ratio_to_the_car_covers_is_said_where_it_is(with_ratio: Facts) -> None:
    def note(area: str, year: int = 2026) -> str | None:
        said = indicator.covered_note(with_ratio, RATIO, area, year)
        return plain(said) if said else None

    covered = (
        "Kvoten för Södertörn 2026 räknas på 75,5 % av pendlarna i relationerna. För resten är ingen biltid ifylld."
    )
    assert note("sodertorn") == covered
    assert note("0136") == "Kvoten för Haninge 2026 räknas på alla pendlare i relationerna."
    assert note("0126") == (
        "Biltider är ifyllda för 34,0 % av pendlarna i relationerna för Huddinge 2026. Minst hälften krävs."
    )
    assert note("0138") == (
        "Pendlingsmatrisen är inte inläst: kvoten för Tyresö 2026 räknas på resorna mellan kommuncentrumen, där varje "
        "resa väger lika, och inte på hur många som pendlar."
    )
    assert note("0127") is None
    assert note("sodertorn", 2025) is None
    assert indicator.covered_note(with_ratio, KNOWN, "sodertorn", 2023) is None
    assert plain(indicators.ratio_text(with_ratio) or "") == (
        f"Resan tar 1,9 gånger så lång tid med kollektivtrafik som med bil, för Södertörn 2026. {covered}"
    )
    links = dict(indicators.links(with_ratio))
    assert [key for key, words in links.items() if "inga siffror" not in words] == [RATIO]
    assert indicators.lead(with_ratio) == indicators.LEAD


def test_the_made_files_and_the_marts_are_of_the_same_places(folder: Path) -> None:
    with duckdb.connect(folder / "malkollen.duckdb", read_only=True) as db:
        (count,) = db.execute("SELECT count(*) FROM mart.small_areas").fetchone() or (0,)
    assert count == 4 * 13


def test_what_small_areas_leave_open_is_said_between_two_shares(
    invented: Facts, traffic: Transit, timetable: Timetable
) -> None:
    codes = invented.areas.home_members
    ends = transit_access.near_ends(traffic, timetable, codes)
    ours = transit_access.share(traffic, timetable, "scb", codes)
    assert ends is not None
    assert ours is not None
    assert ends == pytest.approx((0.9 * ours, 1.1 * ours))
    text = transit_access.ends_text(invented, traffic, timetable) or ""
    assert text.startswith(f"Så mycket lämnar småområdena öppet: mellan {number(ends[0], 1)}")
    assert transit_access.ends_text(invented, replace(traffic, near_ends={}), timetable) is None

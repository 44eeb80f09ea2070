"""How far one gets from a chosen place at a chosen time: minutes to every small area, and the people within reach.

The search itself is malkollen/travel's; here are the places to begin at, the sums and the words.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from dashboard.blocks.live import ReachMap
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.timetables.stops import StopArea, Stops
from dashboard.content.timetables.timetables import Place, SmallAreas, Timetable, Transit
from dashboard.content.transit import transit
from dashboard.figures import theme
from dashboard.figures.travel import BEYOND, LIMITS, NEAR, Floats, Origin, Targets
from malkollen.texts.swedish import NO_BREAK_SPACE, number, swedish_key
from malkollen.travel.settings import SETTINGS

CHOICES = tuple(map(str, LIMITS))
DEFAULT_TIME = "08:00"
TIMES = tuple(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in range(5 * 60, 24 * 60, 15))
STOP, AREA = "hallplats:", "omrade:"
KINDS = ("municipal_centre", "regional_core", "destination")
SEARCHED = "Skriv namnet på en plats eller en hållplats i fältet, eller välj i listan."
CHOSEN = "Välj platserna i listorna."
PRESSED = " Klickar du i kartan börjar resan där."
NAMED_WITHIN_M = 1500.0
"""Metres from a small area to the stop that it is named by, at most."""
REST, ELSEWHERE = "Övriga länet", "Utanför länet"
HALF = (
    f"Tiden är medianen av timmens avgångar, en var {SETTINGS.window_step // 60}:e minut, med väntan inräknad: hälften "
    "av dem ger en kortare resa. En plats räknas som nådd när minst hälften av avgångarna kommer dit i tid."
)
UNREACHED = "nås inte inom två timmar"
JOBS_WAIT = "För arbetsplatser saknas uppgifter om var de ligger."
_METHOD = (
    f"Restid från dörr till dörr: gång till hållplats (högst {SETTINGS.access_minutes:.0f} minuter), väntan, resa, "
    f"byten (minst {SETTINGS.interchange_seconds // 60} minuter, högst {SETTINGS.transfer_minutes:.0f} minuters gång) "
    "och gång fram. Gång {how} i {kmh} km/h; en resa helt till fots räknas också."
)


class By(NamedTuple):
    """By what one travels: in words, and what a time by it assumes; by public transport on foot where empty."""

    words: str = ""
    rule: str = ""


NO_WAY = By()


def hour(time: str) -> str:
    """The hour of departures that begins at a time: "08:00–09:00"."""
    begins, minute = time.split(":")
    return f"{time}–{(int(begins) + 1) % 24:02d}:{minute}"


def method(found: Transit) -> str:
    """How a time by public transport is counted; the walks go on the street map where one is loaded."""
    how = "går på gatukartans gator" if found.streets else f"är fågelvägen × {number(SETTINGS.detour, 1)}"
    return _METHOD.format(how=how, kmh=number(SETTINGS.walking_kmh, 1))


def targets(facts: Facts, found: Transit, stops: Stops | None) -> Targets | None:
    """The small areas, or the stops where there are none; None where neither is loaded."""
    if found.small_areas:
        return _small_areas(facts, found.small_areas, stops)
    if stops is None:
        return None
    areas = stops.areas
    points = np.array([(area.latitude, area.longitude, area.x, area.y) for area in areas], float).reshape(-1, 4)
    latitude, longitude, x, y = points.T
    codes = np.array([area.code or "" for area in areas], str)
    keys, names = [STOP + area.id for area in areas], [area.name for area in areas]
    return Targets(keys, names, codes, np.ones(len(areas)), None, latitude, longitude, x, y, are_stops=True)


def _small_areas(facts: Facts, areas: SmallAreas, stops: Stops | None) -> Targets:
    near = _nearest(areas, stops)
    names = [_area_name(facts, code, stop) for code, stop in zip(areas.codes.tolist(), near, strict=True)]
    points = areas.latitude, areas.longitude, areas.x, areas.y
    return Targets([AREA + id_ for id_ in areas.ids], names, areas.codes, areas.people, areas.jobs, *points)


def _nearest(areas: SmallAreas, stops: Stops | None) -> list[str]:
    """The name of the stop that is nearest to each small area; empty where none lies near enough to name it by."""
    if stops is None or not stops.areas:
        return [""] * len(areas.ids)
    tree = KDTree(np.array([(stop.x, stop.y) for stop in stops.areas]))
    _, places = tree.query(np.column_stack([areas.x, areas.y]), distance_upper_bound=NAMED_WITHIN_M)
    return [stops.areas[place].name if place < len(stops.areas) else "" for place in places.tolist()]


def _area_name(facts: Facts, code: str, stop: str) -> str:
    """What a reader knows a small area by: "Skogås (område i Huddinge)", "ett område i Haninge"."""
    kind = f"område i {facts.areas.name(code)}" if code else "område"
    return f"{stop} ({kind})" if stop else f"ett {kind}"


# ───────────── Where from ─────────────


def place_origins(found: Transit) -> dict[str, Origin]:
    """The declared places: the eight centres, the regional cores and the City, in that order."""
    places = list(found.places.values())
    return {
        place.id: Origin(place.id, transit.place_name(place), place.x, place.y, place.latitude, place.longitude)
        for place in sorted(places, key=_order)
    }


def _order(place: Place) -> tuple[int, str]:
    return KINDS.index(place.kind) if place.kind in KINDS else len(KINDS), swedish_key(place.name)


def first(facts: Facts, origins: Iterable[str]) -> str:
    """Where a journey begins until another place is chosen."""
    ids = list(origins)
    return facts.home.start_place if facts.home.start_place in ids else ids[0]


def origins(
    facts: Facts, found: Transit, stops: Stops | None, reached: Targets | None, asked: Iterable[str | None]
) -> dict[str, Origin]:
    """All that may be begun at: the places, what the address or a click asks for, and the stops by their names.

    Ours stand before others'. Of several of one name in one municipality one is in the list, the one that is asked for
    before any other.
    """
    declared = place_origins(found)
    wanted = [one for key in asked if key and key not in declared and (one := _asked(facts, stops, reached, key))]
    home = facts.areas.home_members
    ours_first = sorted(stops.by_name if stops else (), key=lambda area: area.code not in home)
    listed = [*declared.values(), *wanted, *(_stop(facts, area) for area in ours_first)]
    by_name: dict[str, Origin] = {}
    for one in listed:
        by_name.setdefault(one.name, one)
    return {one.key: one for one in by_name.values()}


def _asked(facts: Facts, stops: Stops | None, reached: Targets | None, key: str) -> Origin | None:
    if key.startswith(STOP):
        area = stops.by_id.get(key.removeprefix(STOP)) if stops else None
        return _stop(facts, area) if area else None
    if reached is None or key not in reached.keys:
        return None
    place = reached.keys.index(key)
    point = (reached.x, reached.y, reached.latitude, reached.longitude)
    return Origin(key, reached.names[place], *(float(column[place]) for column in point))


def _stop(facts: Facts, area: StopArea) -> Origin:
    where = f" ({facts.areas.name(area.code)})" if area.code else ""
    return Origin(STOP + area.id, f"{area.name}{where}", area.x, area.y, area.latitude, area.longitude)


# ───────────── How far ─────────────


def within(weights: Floats, times: Floats, limit: float, chosen: NDArray[np.bool_] | None = None) -> float:
    """The sum of what lies within a limit of minutes; what has no figure adds nothing."""
    near = times <= limit
    return float(np.nansum(weights[near if chosen is None else near & chosen]))


def takeaway(reached: Targets, times: Floats, origin: Origin, time: str, limit: int, how: str = "") -> str:
    """How many are reached within the chosen limit, of all there are.

    Args:
        time: empty where it does not matter; how: by what way of travelling, in words.
    """
    count, total = within(reached.people, times, limit), float(np.nansum(reached.people))
    of = f" av hela kartans {number(total)}" if total else ""
    jobs = "" if reached.jobs is None else f" och {number(within(reached.jobs, times, limit))} arbetsplatser"
    by = f" {how}" if how else ""
    at = f" kl. {hour(time)}" if time else ""
    return f"Från {origin.name}{at} nås {number(count)}{of} {counted(reached)}{jobs}{by} inom {limit} minuter."


def counted(reached: Targets) -> str:
    """What is counted, in words."""
    return "hållplatser" if reached.are_stops else "invånare"


def legend(limit: int) -> tuple[tuple[str, str], ...]:
    """The classes of minutes up to a limit as colour and words, nearest first; last what is not reached at all."""
    edges = [0, *LIMITS]
    words = [f"högst {high}" if low == 0 else f"{low}–{high}" for low, high in zip(edges, LIMITS, strict=False)]
    shown = [(colour, text) for colour, text, high in zip(NEAR, words, LIMITS, strict=True) if high <= limit]
    return (*shown, (BEYOND, f"mer än {limit}"), (theme.PAPER, UNREACHED))


def ends(drawn: ReachMap) -> str:
    """What the letters on the map are."""
    return f"A är {drawn.origin.name} och B {drawn.goal.name}." if drawn.goal else f"A är {drawn.origin.name}."


def reading(reached: Targets) -> str:
    """How the map is read, and what waits where no jobs or no people are loaded."""
    if reached.are_stops:
        return "Varje punkt är en hållplats. Uppgifter om var invånarna bor saknas."
    jobs = f" {JOBS_WAIT}" if reached.jobs is None else ""
    return f"Varje yta är ett bebott småområde, ritat runt där de flesta bor, i färgen för sin restid.{jobs}"


def missing_text(reached: Targets) -> str | None:
    """How many small areas have no figure of people; None where all have."""
    count = int(np.isnan(reached.people).sum())
    many = "Ett småområde" if count == 1 else f"{number(count)} småområden"
    return f"{many} saknar befolkningstal och ingår inte i summorna." if count else None


def reach_table(case: transit.Case, drawn: ReachMap, time: str, how: By = NO_WAY) -> Table:
    """What is reached within each limit, a row an area: the eight, Södertörn, Stockholm, the rest, all.

    On screen an area a row; in the files an area and a limit a row, with jobs.
    """
    facts, traffic, timetable = case
    reached, times, origin = drawn.reached, drawn.minutes, drawn.origin
    places = _areas(facts, reached.codes)
    source = transit.source_line(facts, traffic, timetable, has_people=not reached.are_stops, has_walks=True)
    records: list[Record] = [
        {
            "Område": name,
            **{f"{limit}{NO_BREAK_SPACE}min": Number(within(reached.people, times, limit, mask)) for limit in LIMITS},
            "Alla": Number(float(np.nansum(reached.people[mask]))),
        }
        for name, mask in places.items()
    ]
    rows = _long(timetable, reached, times, places, (origin.name, time, how.words, source))
    by = f" {how.words}" if how.words else ""
    when = f" kl. {hour(time)}, {timetable.day_text}" if timetable and time else ""
    said = f"{counted(reached).capitalize()} inom räckhåll{by} från {origin.name}{when}"
    about = "_".join(
        ["rackhall", *map(transit.in_a_name, filter(None, [how.words, origin.name])), time.replace(":", "")]
    ).rstrip("_")
    usual = [HALF] if timetable and time else []
    rule, missing = how.rule or method(traffic), missing_text(reached)
    return table(
        transit.title(timetable, said, traffic.streets),
        transit.file_name(facts, timetable, about, traffic.streets),
        records,
        source,
        notes=transit.method_notes(timetable, rule, *usual, *filter(None, [missing])),
        emphasis=[place for place, area in enumerate(places) if area in (facts.areas.home.name, "Alla")],
        files=rows,
    )


def _long(
    timetable: Timetable | None,
    reached: Targets,
    times: Floats,
    places: dict[str, NDArray[np.bool_]],
    said: tuple[str, str, str, str],
) -> list[Record]:
    """An area and a limit a row, for the files. said: where from, when, by what and the source."""
    origin, time, how, source = said
    return [
        {
            "Från": origin,
            **({"Färdsätt": how} if how else {}),
            **({"Avgång": hour(time)} if timetable and time else {}),
            "Område": name,
            "Minuter": Number(limit),
            counted(reached).capitalize(): Number(within(reached.people, times, limit, mask)),
            "Arbetsplatser": Number(None if reached.jobs is None else within(reached.jobs, times, limit, mask)),
            **({"Referensdag": str(timetable.day)} if timetable and time else {}),
            "Källa": source,
        }
        for name, mask in places.items()
        for limit in LIMITS
    ]


def _areas(facts: Facts, codes: NDArray[np.str_]) -> dict[str, NDArray[np.bool_]]:
    """The rows of the table as masks: the eight and Södertörn, Stockholm, the rest of the county, beyond it, all."""
    home = facts.areas.home_members
    core, county = facts.home.core_municipality, facts.areas.by_id[facts.home.county].members
    rest = sorted(county - {*home, core})
    named = {facts.areas.name(code): codes == code for code in home}
    others = {
        facts.areas.home.name: np.isin(codes, home),
        **({} if core in home else {facts.areas.name(core): codes == core}),
        REST: np.isin(codes, rest),
        ELSEWHERE: ~np.isin(codes, [*county, *home, core]),  # one of ours may lie in another county
    }
    shown = {name: mask for name, mask in others.items() if mask.any() or name == facts.areas.home.name}
    return named | shown | {"Alla": np.ones(len(codes), bool)}

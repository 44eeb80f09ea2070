"""Departures and stops of the eight on the reference day: by hour and mode, as sentence, map rows and table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.blocks.table import Number, Record, Table
from dashboard.content.facts import Facts
from dashboard.content.timetables.stops import MODES, StopArea, Stops
from dashboard.content.timetables.timetables import Supply, Timetable, Transit
from dashboard.content.transit import transit
from dashboard.figures.travel import Spot
from malkollen.texts.swedish import NO_BREAK_SPACE, number

WHOLE_DAY, DAYTIME = "dygnet", "06-20"
NIGHT = "(+1)"
DAY_HOURS = range(6, 20)
ALL_MODES = "alla"
MOST_STOPS = 30
COUNTED = (
    "En avgång är en tur som lämnar en hållplats; turens sista hållplats är en ankomst.",
    "En hållplats är alla lägen med samma överordnade hållplats.",
    f"Första och sista avgången gäller hela trafikdygnet. {NIGHT} är natten efter.",
    "Hållplatser utanför kommungränsen som ligger närmast en kommun, högst 3,5 km bort, räknas till den.",
)


@dataclass(frozen=True)
class Shown:
    """A stop on the map with its departures in the chosen hours and mode."""

    stop: StopArea
    departures: int


def windows(stops: Stops) -> list[str]:
    """The hours to choose among: the whole day, 06–20, and every hour with departures."""
    return [WHOLE_DAY, DAYTIME, *(f"{hour:02d}" for hour in stops.hours)]


def window_name(window: str) -> str:
    """The hours in words: "Hela dygnet", "06–20", "07–08"."""
    if window == WHOLE_DAY:
        return "Hela dygnet"
    if window == DAYTIME:
        return "06–20"
    hour = int(window)
    night = ", natten efter" if hour >= 24 else ""
    return f"{hour % 24:02d}–{(hour + 1) % 24:02d}{night}"


def modes(stops: Stops) -> list[str]:
    """The modes to choose among: all, or one that departs."""
    return [ALL_MODES, *stops.modes]


def mode_name(mode: str) -> str:
    """A mode in words."""
    return "Alla färdsätt" if mode == ALL_MODES else MODES[mode]


def chosen_text(window: str, mode: str) -> str:
    """The mode and the hours chosen, within a sentence: "buss, kl. 07–08"."""
    when = {WHOLE_DAY: "hela dygnet", DAYTIME: "kl. 06–20"}.get(window, f"kl. {window_name(window)}")
    return f"{mode_name(mode).lower()}, {when}"


def hours(stops: Stops, window: str) -> list[int]:
    """The hours of the operating day in a window."""
    if window == WHOLE_DAY:
        return stops.hours
    return list(DAY_HOURS) if window == DAYTIME else [int(window)]


def shown(facts: Facts, stops: Stops, window: str, mode: str) -> list[Shown]:
    """The stops of the eight where anything departs in the window, those with most first."""
    counts = stops.departures(hours(stops, window), None if mode == ALL_MODES else mode)
    home = facts.areas.home.members
    found = [
        Shown(area, int(count)) for area, count in zip(stops.areas, counts, strict=True) if count and area.code in home
    ]
    return sorted(found, key=lambda row: (-row.departures, row.stop.name, row.stop.id))


def spots(rows: Iterable[Shown]) -> tuple[Spot, ...]:
    """The stops as the map draws them."""
    return tuple(Spot(row.stop.name, row.departures, row.stop.longitude, row.stop.latitude) for row in rows)


def shown_text(facts: Facts, stops: Stops, window: str, mode: str) -> str:
    """How much departs in the window and where most does, in two sentences."""
    rows = shown(facts, stops, window, mode)
    when = {WHOLE_DAY: "under dygnet", DAYTIME: "mellan 06 och 20"}.get(window, f"kl. {window_name(window)}")
    what = "avgångar" if mode == ALL_MODES else f"avgångar med {MODES[mode].lower()}"
    if not rows:
        return f"Inga {what} {facts.home.at} {when}."
    total, most = sum(row.departures for row in rows), rows[0]
    where = f"{most.stop.name} i {facts.areas.name(most.stop.code)}" if most.stop.code else most.stop.name
    return (
        f"{number(total)} {what} {when} från {number(len(rows))} hållplatser {facts.home.at}. "
        f"Flest har {where}: {number(most.departures)}."
    )


def supply_table(facts: Facts, traffic: Transit, timetable: Timetable, stops: Stops, window: str, mode: str) -> Table:
    """The eight and their sum in the chosen hours and mode; first and last departure are the whole day's."""
    rows, home = shown(facts, stops, window, mode), facts.areas.home_members
    supply = traffic.supply.get(timetable.id, {})
    every = [pair for code in home for pair in supply.get(code, {}).items()]
    common: Record = {"Färdsätt": mode_name(mode), "Timmar": window_name(window)}
    records: list[Record] = [
        {
            "Kommun": facts.areas.name(code),
            "Kommunkod": code,
            **_counts([row.departures for row in rows if row.stop.code == code]),
            **_ends(supply.get(code, {}).items(), mode),
            **common,
        }
        for code in home
    ]
    whole = {**_counts([row.departures for row in rows]), **_ends(every, mode)}
    records.append({"Kommun": facts.areas.home.name, "Kommunkod": facts.areas.home.id, **whole, **common})
    return transit.sheet(
        (facts, traffic, timetable),
        f"Avgångar per kommun: {chosen_text(window, mode)}, {timetable.day_text}",
        f"avgangar_{mode}_{window}",
        records,
        notes=COUNTED,
        hidden=("Kommunkod", *common),
        emphasis=[len(home)],
    )


def stops_table(facts: Facts, found: Transit, timetable: Timetable, stops: Stops, window: str, mode: str) -> Table:
    """The map as a list: the stops with most departures on screen, every stop in the files."""
    rows = shown(facts, stops, window, mode)
    records: list[Record] = [
        {
            "Hållplats": row.stop.name,
            "Kommun": facts.areas.name(row.stop.code or ""),
            "Avgångar": Number(row.departures),
            "Beteckning": row.stop.id,
            "Färdsätt": mode_name(mode),
            "Timmar": window_name(window),
        }
        for row in rows
    ]
    most = f"De {MOST_STOPS} med flest avgångar av {number(len(rows))}; alla finns i filerna."
    whole = transit.sheet(
        (facts, found, timetable),
        f"Hållplatserna på kartan: {chosen_text(window, mode)}, {timetable.day_text}",
        f"hallplatser_{mode}_{window}",
        records,
        notes=(most,) if len(rows) > MOST_STOPS else (),
        hidden=("Beteckning", "Färdsätt", "Timmar"),
    )
    return replace(whole, rows=whole.rows[:MOST_STOPS], long=whole)


def _counts(departures: list[int]) -> Record:
    return {"Hållplatser": Number(len(departures)), "Avgångar": Number(sum(departures))}


def _ends(supply: Iterable[tuple[str, Supply]], mode: str) -> Record:
    """The day's first and last departure of the modes chosen."""
    chosen = [row for name, row in supply if mode in (ALL_MODES, name)]
    first = [row.first for row in chosen if row.first is not None]
    last = [row.last for row in chosen if row.last is not None]
    return {
        "Första": clock(min(first, default=None)),
        "Sista": clock(max(last, default=None)),
    }


def modes_table(facts: Facts, traffic: Transit, timetable: Timetable) -> Table:
    """Each municipality and mode of the whole day a row: stop points, departures, first and last."""
    records: list[Record] = [
        {
            "Kommun": facts.areas.name(code),
            "Kommunkod": code,
            "Färdsätt": MODES.get(mode, mode),
            "Hållplatslägen": Number(row.stops),
            "Avgångar": Number(row.departures),
            "Avgångar 06–20": Number(row.departures_06_20),
            "Första avgången": clock(row.first),
            "Sista avgången": clock(row.last),
        }
        for code in facts.areas.home_members
        for mode, row in sorted(traffic.supply.get(timetable.id, {}).get(code, {}).items(), key=_order)
    ]
    return transit.sheet(
        (facts, traffic, timetable),
        f"Avgångar per kommun och färdsätt, {timetable.day_text}",
        "avgangar_fardsatt",
        records,
        notes=COUNTED,
        hidden=("Kommunkod",),
    )


def _order(pair: tuple[str, Supply]) -> int:
    return list(MODES).index(pair[0]) if pair[0] in MODES else len(MODES)


def clock(seconds: int | None) -> str:
    """Seconds after the operating day's midnight as a time: "05:12", "00:45 (+1)"; a dash where none."""
    if seconds is None:
        return "–"
    hour, minute = divmod(int(seconds) // 60, 60)
    night = f"{NO_BREAK_SPACE}{NIGHT}" if hour >= 24 else ""
    return f"{hour % 24:02d}:{minute:02d}{night}"

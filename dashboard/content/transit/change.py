"""What happened between two timetables: departures by municipality and mode, stops gained and lost."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.timetables.stops import MODES, StopArea, Stops
from dashboard.content.timetables.timetables import SmallAreas, Timetable, Transit
from dashboard.content.transit import transit
from malkollen.registry.home import capital
from malkollen.texts.swedish import in_words, number, signed, swedish_key, with_unit

ONE_ONLY = (
    "En tidtabell är inläst. När nästa läses in visas här vad som hände i skiftet: avgångar per kommun och färdsätt, "
    "nya och indragna hållplatser, och restider som blev längre eller kortare."
)
BY_ID = (
    "Hållplatser jämförs på sin beteckning i tidtabellen. En hållplats som har fått ny beteckning syns både som ny och "
    "som indragen."
)


def pairs(found: Transit) -> list[Timetable]:
    """The timetables of the home county that can be compared, in order of their days."""
    return sorted(found.ours, key=lambda timetable: (timetable.day, timetable.id))


def others_of(found: Transit, chosen: Timetable) -> list[Timetable]:
    """Those that another can be compared with: all but itself, the nearest earlier day first."""
    others = [timetable for timetable in pairs(found) if timetable.id != chosen.id]
    return sorted(others, key=lambda one: (one.day > chosen.day, abs((chosen.day - one.day).days)))


def in_order(one: Timetable, other: Timetable) -> tuple[Timetable, Timetable]:
    """The two by their days, whichever of them the page shows: a change is always told forwards in time."""
    first, last = sorted((one, other), key=lambda timetable: (timetable.day, timetable.id))
    return first, last


def departures(found: Transit, timetable: Timetable, codes: Iterable[str], mode: str | None = None) -> int:
    """A day's departures in some municipalities, of one mode or of all."""
    supply = found.supply.get(timetable.id, {})
    return sum(
        row.departures for code in codes for name, row in supply.get(code, {}).items() if mode is None or name == mode
    )


def takeaway(facts: Facts, traffic: Transit, before: Timetable, after: Timetable) -> str:
    """How the departures of the eight changed together, and where most."""
    home = facts.areas.home_members
    old, new = (departures(traffic, one, home) for one in (before, after))
    if not old:
        return f"Den tidigare tidtabellen har inga avgångar {facts.home.at}."
    changes = {code: departures(traffic, after, [code]) - departures(traffic, before, [code]) for code in home}
    most = max(changes, key=lambda code: abs(changes[code]))
    percent = with_unit(signed(100 * (new - old) / old, 1), "%")
    first = (
        f"Avgångarna {facts.home.at} gick från {number(old)} till {number(new)} ({percent}) mellan "
        f"{in_words(before.day)} och {in_words(after.day)}."
    )
    if not changes[most]:
        return f"{first} Ingen kommuns antal ändrades."
    return f"{first} Störst ändring: {facts.areas.name(most)}, {signed(changes[most])} avgångar."


def supply_table(facts: Facts, traffic: Transit, before: Timetable, after: Timetable) -> Table:
    """Departures before, after and the difference: a row a municipality, and a row a mode for Södertörn.

    On screen the mode stands in the row's name; in the files in a column of its own.
    """
    home, name = facts.areas.home_members, facts.areas.home.name
    rows: list[tuple[str, str, list[str], str | None]] = [
        (facts.areas.name(code), "Alla färdsätt", [code], None) for code in home
    ]
    rows += [(name, "Alla färdsätt", home, None)]
    present = {
        mode for one in (before, after) for code in home for mode in traffic.supply.get(one.id, {}).get(code, {})
    }
    rows += [(name, MODES[mode], home, mode) for mode in MODES if mode in present]
    counts = [_numbers(*_both(traffic, (before, after), codes, mode)) for _, _, codes, mode in rows]
    shown = [
        {"Område": f"{area}, {words.lower()}" if mode else area, **numbers}
        for (area, words, _, mode), numbers in zip(rows, counts, strict=True)
    ]
    long = [
        {"Område": area, "Färdsätt": words, **numbers}
        for (area, words, _, _), numbers in zip(rows, counts, strict=True)
    ]
    wide, file = (
        both_table(facts, (before, after), "Avgångar före och efter", "skifte_avgangar", records, emphasis=[len(home)])
        for records in (shown, long)
    )
    return replace(wide, long=file)


def modes_table(facts: Facts, traffic: Transit, before: Timetable, after: Timetable) -> Table:
    """Departures before, after and the difference, a row a municipality and mode."""
    records: list[Record] = [
        {
            "Kommun": facts.areas.name(code),
            "Kommunkod": code,
            "Färdsätt": words,
            **_numbers(*_both(traffic, (before, after), [code], mode)),
        }
        for code in facts.areas.home_members
        for mode, words in MODES.items()
        if any(mode in traffic.supply.get(one.id, {}).get(code, {}) for one in (before, after))
    ]
    name = "skifte_kommun_fardsatt"
    return both_table(
        facts, (before, after), "Avgångar före och efter, per kommun och färdsätt", name, records, hidden=("Kommunkod",)
    )


def _both(
    found: Transit, timetables: tuple[Timetable, Timetable], codes: list[str], mode: str | None
) -> tuple[int, int]:
    before, after = timetables
    return departures(found, before, codes, mode), departures(found, after, codes, mode)


def _numbers(old: float, new: float) -> Record:
    percent = 100 * (new - old) / old if old else None
    return {
        "Före": Number(old),
        "Efter": Number(new),
        "Skillnad": Number(new - old, is_difference=True),
        "Skillnad (%)": Number(percent, 1, is_difference=True),
    }


# ───────────── Stops ─────────────


def gained_and_lost(facts: Facts, before: Stops, after: Stops) -> tuple[list[StopArea], list[StopArea]]:
    """The stops of the eight that are only in the later timetable, and those only in the earlier."""
    home = facts.areas.home.members
    gained = [area for area in after.areas if area.code in home and area.id not in before.by_id]
    lost = [area for area in before.areas if area.code in home and area.id not in after.by_id]
    return _sorted(facts, gained), _sorted(facts, lost)


def _sorted(facts: Facts, areas: list[StopArea]) -> list[StopArea]:
    return sorted(areas, key=lambda area: (swedish_key(facts.areas.name(area.code or "")), swedish_key(area.name)))


def stops_text(gained: list[StopArea], lost: list[StopArea]) -> str:
    """How many stops came and went."""
    if not gained and not lost:
        return "Samma hållplatser har trafik i båda tidtabellerna."
    return f"{capital(_stops(len(gained)))} fick trafik och {_stops(len(lost))} miste den."


def without_stops(found: Timetable) -> str:
    """That the stops of a timetable cannot be compared."""
    return f"Hållplatserna kan inte jämföras: filer till {found.title} saknas eller är skadade."


def _stops(count: int) -> str:
    return {0: "ingen hållplats", 1: "en hållplats"}.get(count, f"{number(count)} hållplatser")


def stops_table(
    facts: Facts, timetables: tuple[Timetable, Timetable], gained: list[StopArea], lost: list[StopArea]
) -> Table:
    """The stops that came and went, a row each."""
    records: list[Record] = [
        {
            "Hållplats": area.name,
            "Kommun": facts.areas.name(area.code or ""),
            "Ändring": words,
            "Beteckning": area.id,
        }
        for words, areas in (("ny", gained), ("indragen", lost))
        for area in areas
    ]
    title, name = "Nya och indragna hållplatser", "skifte_hallplatser"
    return both_table(facts, timetables, title, name, records, notes=(BY_ID,), hidden=("Beteckning",))


def both_table(  # noqa: PLR0913 - one table, all its parts by name
    facts: Facts,
    timetables: tuple[Timetable, Timetable],
    title: str,
    name: str,
    records: list[Record],
    *,
    notes: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    emphasis: Iterable[int] = (),
    people: SmallAreas | None = None,
) -> Table:
    """A table of two timetables: the days in title and file name, all sources below, made ones said."""
    before, after = timetables
    titled = next((one for one in timetables if one.is_made), after)
    source = transit.source_of_several(facts, timetables, people)
    days: Record = {"Dag före": str(before.day), "Dag efter": str(after.day), "Källa": source}
    return table(
        transit.title(titled, f"{title}: {in_words(before.day)} och {in_words(after.day)}"),
        transit.file_name(facts, titled, f"{name}_fran_{before.day}_till_{after.day}"),
        [record | days for record in records],
        source,
        notes=(
            *notes,
            (
                f"En dag ur varje tidtabell, {before.day_text} och {after.day_text}, är räknad, inte ett "
                "genomsnitt av vardagar."
            ),
        ),
        hidden=(*hidden, *days),
        emphasis=list(emphasis),
    )

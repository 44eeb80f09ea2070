"""What is said of a timetable's rows that could not be used as they stood: every counter in words."""

from collections.abc import Mapping

from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

CAVEATS = {
    "midnight_trips": "Resor vars klocka går bakåt vid midnatt, lästa som nästa dygn därifrån",
    "nearest_stops": "Hållplatslägen utanför kommungränserna, räknade till närmaste kommun inom 3,5 km",
    "outside_stops": "Hållplatslägen utan kommun",
    "departures_without_coordinates": "Avgångar från hållplatser utan koordinater, inte räknade",
    "trips_without_calls": "Resor som saknar uppehåll i filen, inte räknade",
    "unknown_stop_calls": "Uppehåll vid hållplatser som inte finns i filen, inte räknade",
    "duplicate_rows": "Rader som upprepar en annan rads nyckel, inte lästa",
    "duplicate_calls": "Uppehåll som upprepar ett annat i samma resa, inte räknade",
    "untimed_calls": "Uppehåll utan tid, inte räknade",
    "interpolated_calls": "Uppehåll utan egen tid, lagda jämnt mellan grannarnas",
    "backward_connections": "Färder som skulle komma fram innan de har gått, inte lästa",
    "contradictory_days": "Dagar som kalendern både lägger till och tar bort en trafik, lästa som borttagna",
    "booked_departures": "Avgångar på vanliga linjer där resan måste bokas i förväg, räknade som anropsstyrda",
}
"""What the screen says of a timetable's counters (Timetable.counters)."""

_LINES = {
    "unknown_stop_calls": "{} stopp vid hållplatser som inte finns i stops.txt räknades inte",
    "untimed_calls": "{} stopp saknar tid och räknades inte",
    "interpolated_calls": "{} stopp saknar egen tid; den lades jämnt mellan grannarnas",
    "midnight_trips": "resor vars klocka går bakåt vid midnatt, lästa som nästa dygn: {}",
    "trips_without_calls": "resor den dagen som inte har något stopp i stop_times.txt: {}",
    "contradictory_days": "dagar då calendar_dates.txt både lägger till och tar bort trafik, lästa som borttagna: {}",
    "booked_departures": "avgångar på vanliga linjer där resan måste bokas, räknade som anropsstyrda: {}",
    "stops_without_coordinates": "hållplatser med trafik som saknar läsbara koordinater: {}",
    "backward_connections": "färder som skulle komma fram innan de har gått, inte lästa: {}",
}


def caveats(counters: Mapping[str, int]) -> list[str]:
    """A sentence for the screen for each counter that counts anything."""
    return [f"{words}: {number(counters[name])}." for name, words in CAVEATS.items() if counters.get(name)]


def lines(counters: Mapping[str, int], midnight_trip: str = "") -> tuple[str, ...]:
    """The same for the commands.

    Args:
        midnight_trip: one of the trips past midnight, to look at.
    """
    repeated = counters.get("duplicate_rows", 0) + counters.get("duplicate_calls", 0)
    texts = [f"upprepade rader som inte räknades: {number(repeated)}"] if repeated else []
    for name, words in _LINES.items():
        if count := counters.get(name, 0):
            of_one = name == "midnight_trips" and midnight_trip
            texts.append(words.format(number(count)) + (f" ({excerpt(midnight_trip)})" if of_one else ""))
    return tuple(texts)

"""The five ways of travelling, in words, and which of them can be reckoned with what is loaded."""

from collections.abc import Sequence

from dashboard.content.trips.roads import Roads, Way

NAMES = {
    Way.WALK: "Till fots",
    Way.CYCLE: "Cykel",
    Way.TRANSIT: "Kollektivt",
    Way.BOTH: "Cykel och kollektivt",
    Way.CAR: "Bil",
}
WITH = {
    Way.WALK: "till fots",
    Way.CYCLE: "med cykel",
    Way.TRANSIT: "kollektivt",
    Way.BOTH: "med cykel och kollektivt",
    Way.CAR: "med bil utan köer",
}
SHORT = {way: name.lower() for way, name in NAMES.items()}
"""As they stand in a row: "bil 24, kollektivt 47, cykel 71 minuter"."""
RULES = {
    Way.WALK: "Till fots: 4,8 km/h på gatukartans gator och gångvägar.",
    Way.CYCLE: "Cykel: 16 km/h på gatukartans gator och cykelvägar, mindre på grus och i trappor.",
    Way.CAR: "Bil: fri fart utan köer, och 5 minuter för att nå bilen och parkera. Med köer tar det längre tid.",
    Way.BOTH: (
        "Cykel och kollektivt: högst 5 km cykel till en station för tåg eller tunnelbana med minst två avgångar i "
        "timmen, 2 minuter att låsa den och gå till perrongen. Går det fortare att gå till hållplatsen, eller att "
        "cykla hela vägen, räknas den resan."
    ),
}
"""What a time by each way assumes; by public transport on foot, see content/transit/reach.py."""


def possible(roads: Roads | None, *, has_timetable: bool) -> Sequence[Way]:
    """The ways of travelling that what is loaded gives times for, in the order they are shown."""
    by_timetable = [Way.TRANSIT] if has_timetable else []
    if roads is None:
        return by_timetable
    both = [Way.BOTH] if has_timetable else []
    return [Way.WALK, Way.CYCLE, *by_timetable, *both, Way.CAR]


def name(way: str) -> str:
    """What a way of travelling is called in a choice."""
    return NAMES[Way(way)] if way else ""


def usual(ways: Sequence[Way]) -> Way:
    """The way that is shown until another is chosen: by public transport, else by cycle."""
    return Way.TRANSIT if Way.TRANSIT in ways else Way.CYCLE

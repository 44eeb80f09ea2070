"""Modes of transport: a route_type of GTFS, basic or extended, as one of seven words."""

MODES = ("rail", "metro", "tram", "bus", "ferry", "taxi", "other")

_BASIC = {0: "tram", 1: "metro", 2: "rail", 3: "bus", 4: "ferry", 5: "tram", 11: "bus", 715: "taxi", 717: "taxi"}
_HUNDREDS = {1: "rail", 2: "bus", 4: "metro", 7: "bus", 8: "bus", 9: "tram", 10: "ferry", 12: "ferry", 15: "taxi"}


def mode(route_type: str | None) -> str:
    """The mode of a route_type, by number and then by hundreds; "other" where the code is new or no number.

    Publishers add extended codes without warning. 715 and 717 (booked in advance) are taxis though the 700s are buses;
    of the 1200s only 1200 is given by GTFS. A trolleybus (11, 800s) and a coach (200s) are buses.
    """
    text = (route_type or "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        return "other"
    number = int(text)
    return _BASIC.get(number) or _HUNDREDS.get(number // 100, "other")

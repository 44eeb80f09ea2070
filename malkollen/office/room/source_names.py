"""What each source of figures is called by whoever is no programmer: beside its publisher, the same everywhere."""

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "boardings": "Påstigande i kollektivtrafiken",
    "car_times": "Restider med bil",
    "context": "Nationell plan, äldre pendling och utdrag ur rapporter",
    "cycle_routes": "Regionala cykelstråk",
    "emissions": "Utsläpp av växthusgaser per kommun",
    "figures": "Siffror som följer med programmet",
    "gtfs": "Tidtabeller",
    "kolada": "Nyckeltal för kommunerna",
    "nobil": "Publik laddning",
    "scb_areas": "Småområden och deras ytor",
    "scb_commuting": "Pendling mellan kommuner",
    "scb_commuting_history": "Pendling mellan kommuner 1993–2019",
    "scb_jobs": "Sysselsatta",
    "scb_population": "Folkmängd per kommun",
    "scb_registrations": "Nyregistrerade bilar",
    "scb_small_population": "Folkmängd per småområde",
    "small_areas": "Egen fil med småområden",
    "streets": "Gatukarta",
    "trafa": "Fordon i län och kommuner",
    "trafikverket": "Cykelnät per väghållare",
    "travel_survey": "Resvaneundersökning",
}
BOOKS: Mapping[str, str] = {
    "gtfs": "en tidtabell (GTFS)", "streets": "en gatukarta (OpenStreetMap)", "nobil": "ett utdrag ur NOBIL",
    "trafa": "Trafikanalys arbetsbok Fordon i län och kommuner", "emissions": "SMHI:s arbetsbok med utsläpp",
    "trafikverket": "Trafikverkets arbetsbok med cykelnät",
}  # fmt: skip
"""The file of its publisher that can be read in, by its source; of the others there is none that can."""
ALONE = frozenset({"boardings", "car_times", "context", "cycle_routes", "figures", "small_areas", "travel_survey"})
"""Those that are somebody's own file, and have no publisher to be called by."""
CARRIED: Mapping[str, str] = {
    "kolada_car_mileage": "kolada", "kolada_commuting": "scb_commuting", "kolada_published_areas": "kolada",
    "kolada_transit_nearness": "kolada", "power_circle_charging": "kolada", "scb_population": "scb_population",
    "smhi_emissions": "emissions", "trafikanalys_vehicles": "trafa", "trafikverket_cycle_network": "trafikverket",
}  # fmt: skip
"""The source that brings the next figures of what came with the program, by the name of that."""


def called(module: str, publisher: str = "") -> str:
    """A source by its publisher and what it is of: "SCB: Folkmängd per kommun"; its own name where nobody knows it."""
    title = TITLES.get(module, module)
    return title if module in ALONE or not publisher or publisher == title else f"{publisher}: {title}"

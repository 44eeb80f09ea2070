"""The journeys between the centres one by one: by car, public transport and cycle, and what is fastest."""

from collections.abc import Mapping

from dashboard.blocks.table import Number, Record, Table
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import relations, transit
from dashboard.content.trips import between, side_by_side
from dashboard.content.trips.between import Pairs
from dashboard.content.trips.modes import NAMES
from dashboard.content.trips.roads import Way
from malkollen.texts.swedish import MISSING

SHOWN = "Visa varje resa med bil, kollektivt och cykel"
IN_ORDER = (Way.CAR, Way.TRANSIT, Way.CYCLE)
NOTE = (
    f"Minuter från dörr till dörr, en påbörjad minut räknas hel. {MISSING}: mer än två timmar, eller ingen väg; "
    "kollektivt att färre än hälften av avgångarna kommer fram. Sämst mot bilen först. "
    "Gånger bilens tid: 2,0 är dubbelt så lång tid; under 1 går det fortare än med bil."
)


def journeys_table(
    facts: Facts, traffic: Transit, timetable: Timetable | None, by_way: Mapping[Way, Pairs]
) -> Table | None:
    """A journey a row with the minutes by each way, how many times the car's, and the fastest; the worst first.

    None without a car.
    """
    way = between.against(by_way)
    if way is None:
        return None
    records: list[Record] = [
        {
            "Från": traffic.places[pair[0]].name,
            "Till": traffic.places[pair[1]].name,
            **{
                NAMES[one]: Number(relations.whole(by_way[one].get(pair)), missing=MISSING)
                for one in IN_ORDER
                if one in by_way
            },
            f"{NAMES[way]}, gånger bilens tid": Number(between.ratio(by_way, way, pair), 1, missing=MISSING),
            "Snabbast": NAMES[one] if (one := between.fastest(by_way, pair)) else MISSING,
        }
        for pair in sorted(by_way[Way.CAR], key=lambda pair: -between.times_longer(by_way, way, pair))
    ]
    ways = [one for one in IN_ORDER if one in by_way]
    usual = [f"Kollektivt är medianen av avgångarna {relations.WINDOW}."] if Way.TRANSIT in by_way else []
    return transit.sheet(
        (facts, traffic, timetable),
        f"Restid mellan {facts.members.the} kommuncentrumen med bil, kollektivt och cykel, minuter",
        "resor_bil_kollektivt_cykel",
        records,
        notes=(NOTE, *usual, *side_by_side.rules(traffic, ways)),
        has_walks=True,
    )

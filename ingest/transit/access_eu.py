"""Access by the European Commission's method: how often something leaves within an easy walk.

H. Poelman and L. Dijkstra, Measuring access to public transport in European cities, Regional Working Paper 01/2015.
H. Poelman's slides of the same name give the rules used here: the average "an hour from 6 am to 8 pm on a normal week
day"; "5 minutes walking distance for bus and tram" and "10 minutes for train and metro"; stops near to each other, also
those on both sides of a street, are clustered with the "sum of available departures per cluster", so both directions
count; "In overlapping areas: maximum value of the overlapping service areas"; high is more than 10 departures an hour,
medium 4 to 10, low fewer than 4. Very high, more than 10 of bus or tram and more than 10 of metro or train, is the
paper's; it was not at hand, so the class is as the project's method has it. Statistics Denmark, which follows the paper
(SDG 11.2.1), likewise asks for more than one mode there, but counts exactly 10 as high.

What differs here:
- The walk is a straight line × a detour of 1.3 at 4.8 km/h (malkollen.travel.settings), not a street network at 5 km/h:
  308 and 615 metres as the crow flies.
- People are spread evenly over small areas: the paper has building blocks. See population.interval.
- Bus and tram stops are one cluster within 50 metres (clusters.clusters).
- Exactly 4 and exactly 10 departures an hour are medium, as 10 is not more than 10. None between 06 and 20 is none.
- Ferries have the short walk of the bus: the presentation names no ferries. Taxi on demand is left out.
- One reference day stands for a normal weekday.
"""

import numpy as np

from ingest.transit.areas.borders import Flags, Numbers
from ingest.transit.areas.clusters import HOURS, Supply, clusters, totals
from ingest.transit.areas.overlap import covered, without_rounding
from ingest.transit.areas.small_areas import SmallAreas
from malkollen.travel.settings import MINUTE, SETTINGS

METHOD = "eu"
HIGH, MEDIUM = 10 * len(HOURS), 4 * len(HOURS)
"""Departures between 06:00 and 19:59: more than HIGH is high, MEDIUM to HIGH medium, fewer low."""
STREET_M, TRACK_M = (minutes * MINUTE / SETTINGS.seconds_per_metre for minutes in (5, 10))
CLASSES = ("very_high", "high", "medium", "low", "none")


def shares(areas: SmallAreas, supply: Supply) -> dict[str, Numbers]:
    """The part of each small area in each class, best first; each square metre is in its best class, once."""
    street = totals(clusters(supply, supply.street > 0, with_parents=False), supply.street)
    track = totals(clusters(supply, supply.track > 0, with_parents=True), supply.track)
    low_or_more, medium_or_more, high_or_more = (
        _covered(areas, supply, street >= least, track >= least) for least in (1, MEDIUM, HIGH + 1)
    )
    very_high = _both(areas, supply, street > HIGH, track > HIGH, high_or_more)
    high, medium, low = (
        without_rounding(more - less)
        for more, less in ((high_or_more, very_high), (medium_or_more, high_or_more), (low_or_more, medium_or_more))
    )
    parts = (very_high, high, medium, low)
    return dict(zip(CLASSES, (*parts, without_rounding(1.0 - np.sum(parts, axis=0))), strict=True))


def _covered(areas: SmallAreas, supply: Supply, street: Flags, track: Flags) -> Numbers:
    """The part within the short walk of some of the first stops or the long walk of some of the second."""
    which = np.concatenate([np.flatnonzero(street), np.flatnonzero(track)])
    radius = np.repeat([STREET_M, TRACK_M], [np.count_nonzero(street), np.count_nonzero(track)])
    return covered(areas.shapes, supply.x[which], supply.y[which], radius)


def _both(areas: SmallAreas, found: Supply, street: Flags, track: Flags, either: Numbers) -> Numbers:
    """The part within both walks: what each covers alone, less what they cover together."""
    none = np.zeros(len(street), dtype=np.bool_)
    alone = _covered(areas, found, street, none) + _covered(areas, found, none, track)
    return without_rounding(np.minimum(alone - either, either))

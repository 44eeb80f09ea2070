"""What stands at a crossing or in the way: signals, gates, and barriers that stop some."""

from ingest.streets.ways import CAR_KEYS, CYCLE_KEYS, MAY, WALK_KEYS, Tags, access
from malkollen.streets.street_map import GATE, NO_CAR, NO_CYCLE, NO_WALK, SIGNAL

GATES = {
    "gate",
    "lift_gate",
    "swing_gate",
    "sliding_gate",
    "hampshire_gate",
    "toll_booth",
    "border_control",
    "sally_port",
}
NO_CARS = {
    "bollard", "cycle_barrier", "motorcycle_barrier", "block", "jersey_barrier", "chain", "debris", "log", "rope",
    "bus_trap", "sump_buster", "planter", "horse_stile",
}  # fmt: skip
NO_WHEELS = {"stile", "kissing_gate", "turnstile", "full-height_turnstile", "wicket_gate"}
SIGNALS = {"traffic_signals"}


def read(tags: Tags) -> int:
    """The bits of a crossing (street_map.SIGNAL and so on) by its tags.

    A gate that says nothing of access is passed, and takes time; one that is locked stops wheels. What says nothing and
    is no gate stops what it is built to stop. What is said of access goes before both.
    """
    bits = SIGNAL if tags.get("highway") in SIGNALS else 0
    barrier = tags.get("barrier", "")
    if not barrier:
        return bits
    bits |= GATE if barrier in GATES else 0
    is_locked = tags.get("locked") == "yes"
    stops = {
        NO_CAR: barrier in NO_CARS | NO_WHEELS or is_locked,
        NO_CYCLE: barrier in NO_WHEELS or is_locked,
        NO_WALK: False,
    }
    for bit, keys in ((NO_CAR, CAR_KEYS), (NO_CYCLE, CYCLE_KEYS), (NO_WALK, WALK_KEYS)):
        said = access(tags, keys)
        is_stopped = stops[bit] if said is None else said not in MAY
        bits |= bit if is_stopped else 0
    return bits

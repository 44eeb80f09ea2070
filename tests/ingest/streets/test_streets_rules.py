"""Every rule of the streets on a made network with a known answer; speeds are those of settings.toml."""

from pathlib import Path

import pytest
from made_streets import Town

from malkollen.streets.settings import load

CAR = load().car
RESIDENTIAL = load().classes["residential"]
WALKING, CYCLING = 3.6 / 4.8, 3.6 / 16


def _driving(kmh: float, kind: str = "residential") -> float:
    """Seconds a metre."""
    return 3.6 / (kmh * load().classes[kind].factor)


def line(**tags: str) -> Town:
    """A street of 1 000 metres from a over b (in its middle) to c."""
    town = Town()
    for name, east in (("a", 0), ("b", 500), ("c", 1000)):
        town.node(name, east, 0)
    town.way("a b c", **tags)
    return town


def about(seconds: float) -> object:
    return pytest.approx(seconds, rel=1e-4, abs=0.02)


# ───────────── Speeds ─────────────


def test_walking_and_cycling_have_one_speed(tmp_path: Path) -> None:
    town = line(maxspeed="50")
    assert town.trip(tmp_path, "walk", "a", "c") == (about(1000 * WALKING), about(1000))
    assert town.trip(tmp_path, "cycle", "a", "c") == (about(1000 * CYCLING), about(1000))


@pytest.mark.parametrize(
    ("said", "kmh"),
    [
        ("40", 40), ("40 km/h", 40), ("30 mph", 30 * 1.609344), ("SE:urban", 50), ("SE:rural", 70), ("SE:30", 30),
        ("SE:motorway", 110), ("walk", CAR.walk_kmh), ("none", CAR.unlimited_kmh), ("60;40", 40),
        ("nonsense", RESIDENTIAL.inside), ("0", RESIDENTIAL.inside), ("1e9", RESIDENTIAL.inside), ("FI:urban", 50),
    ],
)  # fmt: skip
def test_a_car_keeps_the_posted_speed_times_the_factor_of_its_class(tmp_path: Path, said: str, kmh: float) -> None:
    assert line(maxspeed=said).seconds(tmp_path, "car", "a", "c") == about(1000 * _driving(kmh))


def test_each_direction_may_have_its_own_speed(tmp_path: Path) -> None:
    town = line(maxspeed__forward="30", maxspeed__backward="60")
    assert town.seconds(tmp_path, "car", "a", "c") == about(1000 * _driving(30))
    assert town.seconds(tmp_path, "car", "c", "a") == about(1000 * _driving(60))


@pytest.mark.parametrize(
    ("tags", "kmh"), [({}, 70), ({"zone__traffic": "SE:urban"}, 50), ({"source__maxspeed": "SE:urban"}, 50)]
)
def test_the_default_is_that_of_the_class_inside_or_outside_built_up_land(
    tmp_path: Path, tags: dict[str, str], kmh: float
) -> None:
    assert line(highway="tertiary", **tags).seconds(tmp_path, "car", "a", "c") == about(
        1000 * _driving(kmh, "tertiary")
    )


def test_land_use_and_streets_people_live_on_are_built_up_land(tmp_path: Path) -> None:
    town = line(highway="tertiary")
    for name, east, north in (("p", -50, -50), ("q", 1050, -50), ("r", 1050, 50), ("s", -50, 50)):
        town.node(name, east, north)
    town.way("p q r s p", highway="", landuse="residential")
    assert town.seconds(tmp_path, "car", "a", "c") == about(1000 * _driving(50, "tertiary"))
    beside = line(highway="tertiary")
    beside.node("d", 500, 100)
    beside.node("e", 600, 100)
    beside.way("d e")
    assert beside.seconds(tmp_path, "car", "a", "c") == about(1000 * _driving(50, "tertiary"))


@pytest.mark.parametrize(
    ("tags", "kmh"),
    [
        ({"surface": "gravel"}, load().cycle.gravel_kmh), ({"highway": "steps"}, load().cycle.stairs_kmh),
        ({"highway": "track"}, load().cycle.gravel_kmh), ({"highway": "track", "tracktype": "grade1"}, 16),
        ({"highway": "pedestrian"}, load().cycle.push_kmh), ({"bicycle": "dismount"}, load().cycle.push_kmh),
        ({"highway": "footway", "bicycle": "yes"}, 16), ({"highway": "cycleway", "surface": "asphalt"}, 16),
    ],
)  # fmt: skip
def test_a_cycle_is_slower_on_gravel_on_stairs_and_led_and_never_faster(
    tmp_path: Path, tags: dict[str, str], kmh: float
) -> None:
    assert line(**tags).seconds(tmp_path, "cycle", "a", "c") == about(3600 / kmh)


# ───────────── Who may go where ─────────────


@pytest.mark.parametrize(
    ("tags", "modes"),
    [
        ({"highway": "motorway"}, "car"), ({"highway": "motorway_link"}, "car"),
        ({"highway": "trunk", "motorroad": "yes"}, "car"), ({"highway": "trunk"}, "walk cycle car"),
        ({"highway": "footway"}, "walk"), ({"highway": "cycleway"}, "walk cycle"), ({"highway": "path"}, "walk cycle"),
        ({"highway": "steps"}, "walk cycle"), ({"highway": "bridleway"}, "walk"), ({"highway": "busway"}, ""),
        ({"highway": "pedestrian"}, "walk cycle"), ({"highway": "construction"}, ""), ({"highway": "proposed"}, ""),
        ({"access": "no"}, ""), ({"access": "private"}, ""), ({"access": "no", "foot": "yes"}, "walk"),
        ({"access": "permissive"}, "walk cycle car"), ({"access": "destination"}, "walk cycle car"),
        ({"vehicle": "no"}, "walk"), ({"vehicle": "no", "bicycle": "yes"}, "walk cycle"),
        ({"motor_vehicle": "no"}, "walk cycle"), ({"motor_vehicle": "no", "motorcar": "yes"}, "walk cycle car"),
        ({"motor_vehicle": "private"}, "walk cycle"), ({"access": "no", "motor_vehicle": "permissive"}, "car"),
        ({"bicycle": "no"}, "walk car"), ({"bicycle": "use_sidepath"}, "walk car"), ({"foot": "no"}, "cycle car"),
        ({"highway": "footway", "bicycle": "designated"}, "walk cycle"), ({"access": "forestry"}, ""),
        ({"highway": "cycleway", "motor_vehicle": "yes"}, "walk cycle car"), ({"access": "agricultural"}, ""),
        ({"highway": "pedestrian", "motor_vehicle": "yes"}, "walk cycle car"),
        ({"highway": "footway", "vehicle": "yes"}, "walk"), ({"access": "yes", "motorcar": "no"}, "walk cycle"),
        ({"highway": "motorway", "foot": "yes"}, "car"), ({"highway": "service", "service": "emergency_access"}, ""),
    ],
)  # fmt: skip
def test_access_is_by_the_most_particular_word(tmp_path: Path, tags: dict[str, str], modes: str) -> None:
    town = line(**tags)
    town.node("x", 0, 5000)
    town.node("y", 100, 5000)
    town.way("x y")  # a map with no street at all is none
    found = [mode for mode in ("walk", "cycle", "car") if town.seconds(tmp_path, mode, "a", "c") is not None]
    assert found == modes.split()


@pytest.mark.parametrize(
    ("tags", "car", "cycle"),
    [
        ({"oneway": "yes"}, "forward", "forward"), ({"oneway": "-1"}, "backward", "backward"),
        ({"oneway": "no"}, "both", "both"), ({"junction": "roundabout"}, "forward", "forward"),
        ({"highway": "motorway"}, "forward", "none"), ({"highway": "motorway", "oneway": "no"}, "both", "none"),
        ({"oneway": "yes", "oneway__bicycle": "no"}, "forward", "both"),
        ({"oneway": "yes", "cycleway": "opposite"}, "forward", "both"),
        ({"oneway": "yes", "cycleway": "opposite_lane"}, "forward", "both"),
        ({"oneway": "yes", "cycleway__left": "opposite_track"}, "forward", "both"),
        ({"oneway": "yes", "cycleway__left__oneway": "-1"}, "forward", "both"),
        ({"oneway": "-1", "oneway__bicycle": "no"}, "backward", "both"),
        ({"oneway__bicycle": "yes"}, "both", "forward"), ({"vehicle__backward": "no"}, "forward", "forward"),
        ({"motor_vehicle__forward": "no"}, "backward", "both"),
        ({"highway": "cycleway", "oneway": "yes"}, "none", "forward"),
    ],
)  # fmt: skip
def test_one_ways_and_cycles_own(tmp_path: Path, tags: dict[str, str], car: str, cycle: str) -> None:
    town = line(**tags)

    def ways(mode: str) -> str:
        there, back = (town.seconds(tmp_path, mode, *pair) is not None for pair in (("a", "c"), ("c", "a")))
        return {(True, True): "both", (True, False): "forward", (False, True): "backward"}.get((there, back), "none")

    assert (ways("car"), ways("cycle")) == (car, cycle)
    if tags.get("highway") != "motorway":
        assert ways("walk") == "both"


def test_cars_go_to_a_place_on_a_destination_street_and_from_it_but_not_through(tmp_path: Path) -> None:
    town = Town()
    for name, east, north in (
        ("a", 0, 0),
        ("b", 200, 0),
        ("c", 800, 0),
        ("d", 1000, 0),
        ("e", 200, 900),
        ("f", 800, 900),
    ):
        town.node(name, east, north)
    town.way("a b", maxspeed="50")
    town.way("b c", access="destination", maxspeed="50")
    town.way("c d", maxspeed="50")
    town.way("b e f c", maxspeed="50")
    around = town.trip(tmp_path, "car", "a", "d")
    assert around[1] == about(2800)
    assert town.trip(tmp_path, "walk", "a", "d")[1] == about(1000)
    assert town.trip(tmp_path, "car", "a", (500, 0))[1] == about(500)
    assert town.trip(tmp_path, "car", (500, 0), "d")[1] == about(500)
    assert town.trip(tmp_path, "car", (400, 0), (600, 0))[1] == about(200)


# ───────────── Turns ─────────────


def crossing() -> tuple[Town, dict[str, int]]:
    """A crossing m with arms to the west, north, east and south, and a way around from east over a corner to north."""
    town = Town()
    arms = {"west": (-300, 0), "north": (0, 300), "east": (300, 0), "south": (0, -300)}
    town.node("m", 0, 0)
    town.node("corner", 300, 300)
    ways = {}
    for name, at in arms.items():
        town.node(name, *at)
        ways[name] = town.way(f"{name} m", maxspeed="50")
    ways["around"] = town.way("east corner north", maxspeed="50")
    return town, ways


STREET = _driving(50)


def test_a_turn_costs_and_straight_on_does_not(tmp_path: Path) -> None:
    town, _ = crossing()
    assert town.seconds(tmp_path, "car", "west", "east") == about(600 * STREET)
    assert town.seconds(tmp_path, "car", "west", "north") == about(600 * STREET + CAR.turn_seconds)
    assert town.seconds(tmp_path, "cycle", "west", "north") == about(600 * CYCLING)


@pytest.mark.parametrize("tags", [{}, {"except_": "psv"}, {"except_": "bicycle;psv"}])
def test_a_forbidden_turn_is_driven_around(tmp_path: Path, tags: dict[str, str]) -> None:
    town, ways = crossing()
    town.turn("no_left_turn", ways["west"], "m", ways["north"], **tags)
    assert town.trip(tmp_path, "car", "west", "north")[1] == about(1200)
    assert town.trip(tmp_path, "car", "north", "west")[1] == about(600)
    assert town.trip(tmp_path, "car", "south", "north")[1] == about(600)
    assert town.trip(tmp_path, "cycle", "west", "north")[1] == about(600)


@pytest.mark.parametrize("tags", [{"except_": "motorcar"}, {"except_": "bicycle; motor_vehicle"}])
def test_a_restriction_that_excepts_cars_forbids_nothing(tmp_path: Path, tags: dict[str, str]) -> None:
    town, ways = crossing()
    town.turn("no_left_turn", ways["west"], "m", ways["north"], **tags)
    assert town.trip(tmp_path, "car", "west", "north")[1] == about(600)


def test_an_only_way_forbids_all_others(tmp_path: Path) -> None:
    town, ways = crossing()
    town.turn("only_straight_on", ways["west"], "m", ways["east"])
    assert town.trip(tmp_path, "car", "west", "east")[1] == about(600)
    assert town.trip(tmp_path, "car", "west", "north")[1] == about(1200)
    around = town.trip(tmp_path, "car", "west", "south")[1]
    assert around == about(300 + 300 + 300 + 300 + 300 + 300)  # on to the east, around by the north, straight over


def over_a_bridge() -> tuple[Town, list[int]]:
    """West to x, over the bridge x–y in two ways, on from y to the north or east; the long way to the north by z."""
    town = Town()
    for name, east, north in (
        ("west", -300, 0), ("x", 0, 0), ("h", 50, 0), ("y", 100, 0), ("n", 100, 300), ("e", 400, 0), ("z", 400, 300),
        ("s", 0, -300),
    ):  # fmt: skip
        town.node(name, east, north)
    ways = [town.way(names, maxspeed="50") for names in ("west x", "x h", "h y", "y n", "y e", "e z n", "s x")]
    return town, ways


def test_a_restriction_over_ways_holds_for_who_came_from_its_first_way_alone(tmp_path: Path) -> None:
    town, ways = over_a_bridge()
    town.turn("no_left_turn", ways[0], [ways[1], ways[2]], ways[3])
    assert town.trip(tmp_path, "car", "west", "n")[1] == about(400 + 300 + 600)
    assert town.trip(tmp_path, "car", "s", "n")[1] == about(700)
    assert town.trip(tmp_path, "car", (50, 0), "n")[1] == about(350)
    assert town.trip(tmp_path, "car", "west", "e")[1] == about(700)


def test_an_only_restriction_over_ways(tmp_path: Path) -> None:
    town, ways = over_a_bridge()
    town.turn("only_straight_on", ways[0], [ways[1], ways[2]], ways[4])
    assert town.trip(tmp_path, "car", "west", "n")[1] == about(1300)
    assert town.trip(tmp_path, "car", "west", "e")[1] == about(700)
    assert town.trip(tmp_path, "car", "s", "n")[1] == about(700)


def test_one_turns_round_where_the_street_ends_and_not_at_a_crossing(tmp_path: Path) -> None:
    town, ways = crossing()
    town.ways.pop()  # no way around
    town.turn("no_left_turn", ways["west"], "m", ways["north"])
    seconds, metres = town.trip(tmp_path, "car", "west", "north")
    assert metres == about(1200)
    assert seconds == about(1200 * STREET + CAR.u_turn_seconds + min(CAR.turn_seconds, 2 * CAR.turn_seconds))


def test_half_a_restriction_forbids_nothing(tmp_path: Path) -> None:
    town, ways = crossing()
    town.turn("no_left_turn", ways["west"], "m", 4711)
    town.turn("no_left_turn", ways["west"], "corner", ways["north"])
    town.turn("nonsense", ways["west"], "m", ways["north"])
    assert town.trip(tmp_path, "car", "west", "north")[1] == about(600)


# ───────────── What stands in the way, ferries, islands ─────────────


@pytest.mark.parametrize(
    ("tags", "modes"),
    [
        ({"barrier": "bollard"}, "walk cycle"), ({"barrier": "gate"}, "walk cycle car"),
        ({"barrier": "gate", "access": "private"}, ""), ({"barrier": "gate", "access": "no", "foot": "yes"}, "walk"),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, "walk cycle car"), ({"barrier": "stile"}, "walk"),
        ({"barrier": "cycle_barrier"}, "walk cycle"), ({"barrier": "gate", "locked": "yes"}, "walk"),
        ({"barrier": "kissing_gate", "bicycle": "yes"}, "walk cycle"), ({"barrier": "lift_gate"}, "walk cycle car"),
    ],
)  # fmt: skip
def test_gates_and_barriers(tmp_path: Path, tags: dict[str, str], modes: str) -> None:
    town = Town()
    town.node("a", 0, 0)
    town.node("b", 500, 0, **tags)
    town.node("c", 1000, 0)
    town.way("a b c", maxspeed="50")
    assert [mode for mode in ("walk", "cycle", "car") if town.seconds(tmp_path, mode, "a", "c")] == modes.split()
    assert town.trip(tmp_path, "car", "a", (480, 0))[1] == about(480)
    if "car" in modes:
        gate = CAR.gate_seconds if tags["barrier"].endswith("gate") else 0
        assert town.seconds(tmp_path, "car", "a", "c") == about(1000 * STREET + gate)


def test_a_signal_takes_its_time(tmp_path: Path) -> None:
    town = Town()
    town.node("a", 0, 0)
    town.node("b", 500, 0, highway="traffic_signals")
    town.node("c", 1000, 0)
    town.way("a b c", maxspeed="50")
    assert town.seconds(tmp_path, "car", "a", "c") == about(1000 * STREET + CAR.signal_seconds)
    assert town.seconds(tmp_path, "cycle", "a", "c") == about(1000 * CYCLING + load().cycle.signal_seconds)
    assert town.seconds(tmp_path, "walk", "a", "c") == about(1000 * WALKING)


@pytest.mark.parametrize(
    ("tags", "seconds", "modes"),
    [
        ({"duration": "00:20"}, 1200, "walk cycle car"), ({"duration": "12"}, 720, "walk cycle car"),
        ({"duration": "PT1H5M"}, 3900, "walk cycle car"), ({"duration": "00:20", "foot": "yes"}, 1200, "walk cycle"),
        ({"duration": "00:20", "motor_vehicle": "no"}, 1200, "walk cycle"), ({}, 0, ""), ({"duration": "soon"}, 0, ""),
        ({"duration": "00:20", "foot": "yes", "motor_vehicle": "yes"}, 1200, "walk cycle car"),
    ],
)  # fmt: skip
def test_a_ferry_takes_its_duration_and_is_none_without(
    tmp_path: Path, tags: dict[str, str], seconds: float, modes: str
) -> None:
    town = Town()
    for name, east in (("a", 0), ("b", 1000), ("m", 3000), ("c", 5000), ("d", 6000)):
        town.node(name, east, 0)
    town.way("a b", maxspeed="50")
    town.way("b m c", highway="", route="ferry", **tags)
    town.way("c d", maxspeed="50")
    metre = {"walk": WALKING, "cycle": CYCLING, "car": STREET}
    found = {mode: time for mode in metre if (time := town.seconds(tmp_path, mode, "a", "d"))}
    assert found == {mode: about(2000 * metre[mode] + seconds) for mode in modes.split()}


def test_an_island_without_a_bridge_is_not_reached_and_a_bridge_over_a_road_is_no_crossing(tmp_path: Path) -> None:
    town = line()
    for name, east, north in (("i", 0, 2000), ("j", 100, 2000), ("under", 500, -500), ("over", 500, 500)):
        town.node(name, east, north)
    town.way("i j")
    town.way("under over", bridge="yes")
    for mode in ("walk", "cycle", "car"):
        assert town.seconds(tmp_path, mode, "a", "i") is None
        assert town.seconds(tmp_path, mode, "i", "j") is not None
        assert town.seconds(tmp_path, mode, "a", "over") is None


# ───────────── Where a place is tied ─────────────


def test_a_place_is_tied_to_the_nearest_street_it_may_use_within_300_metres(tmp_path: Path) -> None:
    town = line()
    town.node("f", 0, 100)
    town.node("g", 1000, 100)
    town.way("f g", highway="footway")
    assert town.trip(tmp_path, "car", (250, 200), "c")[1] == about(750)
    assert town.seconds(tmp_path, "walk", (250, 60), "c") is None  # on the footway, which leads nowhere
    assert town.seconds(tmp_path, "car", (250, 299), "c") is not None
    assert town.seconds(tmp_path, "car", (250, 301), "c") is None
    assert town.seconds(tmp_path, "car", (-301, 0), "c") is None


def test_trips_along_one_street_also_against_its_one_way(tmp_path: Path) -> None:
    town = Town()
    for name, east, north in (("a", 0, 0), ("b", 1000, 0), ("c", 1000, 500), ("d", 0, 500)):
        town.node(name, east, north)
    town.way("a b", oneway="yes")
    town.way("b c d a", oneway="yes")
    assert town.trip(tmp_path, "car", (200, 0), (700, 0))[1] == about(500)
    assert town.trip(tmp_path, "car", (700, 0), (200, 0))[1] == about(3000 - 500)
    assert town.trip(tmp_path, "walk", (700, 0), (200, 0))[1] == about(500)
    assert town.trip(tmp_path, "car", (700, 0), (700, 0)) == (0, 0)


def test_a_stump_in_a_yard_and_a_tunnel_have_no_places(tmp_path: Path) -> None:
    town = Town()
    for east in range(0, 10_001, 500):
        town.node(f"m{east}", east, 0)
    town.way(" ".join(name for name in town.nodes))
    for name, east, north in (("s", 480, 100), ("t", 520, 100), ("u", 1000, 50), ("v", 2000, 50)):
        town.node(name, east, north)
    town.way("s t", highway="footway")
    town.way("m1000 u v m2000", highway="footway", tunnel="yes")
    assert town.trip(tmp_path, "walk", (500, 100), "m1000")[1] == about(500)
    assert town.trip(tmp_path, "walk", (1500, 60), "m2000")[1] == about(500)


def test_a_bit_that_one_cannot_come_to_or_leave_has_no_places(tmp_path: Path) -> None:
    """As where the map's edge cuts a one-way street: nobody by it is shut in, or out of reach."""
    town = Town()
    for east in range(0, 10_001, 500):
        town.node(f"m{east}", east, 0)
    town.way(" ".join(name for name in town.nodes))
    town.node("edge", 530, 60)
    town.node("in", 530, 0)
    for way in ("edge in m500", "m500 in edge"):
        town.way(way, oneway="yes")
        for mode in ("cycle", "car"):
            assert town.trip(tmp_path, mode, (530, 50), "m1000")[1] == about(470)
            assert town.trip(tmp_path, mode, "m1000", (530, 50))[1] == about(470)
        town.ways.pop()

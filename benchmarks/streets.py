"""How long reading, keeping and searching streets takes, as ratios to others timed in the same run.

Run from the checkout: uv run python benchmarks/streets.py [CROSSINGS …]

The county is made (500 000 crossings unless told otherwise); it grows from 50 000 to 2 million with
`50000 500000 2000000`. The others are scipy's search over the same graph without ties, igraph's where it is installed,
and the timetable's own search from one place to all stops with one departure. Where pyvalhalla can be had (Python 3.12
or later) and ../shared has the small real extract, times are held against Valhalla's; else it says that it was not.
"""

import importlib.util
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import made_streets_county
import made_timetable
import numpy as np
import osmium
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ingest.streets import maps
from ingest.transit.timetable import timetable
from malkollen import ROOT
from malkollen.streets import graph, search, street_map, ties
from malkollen.streets.costs import Mode
from malkollen.streets.graph import Graph
from malkollen.travel import network, reach, scan

AREAS = int(os.environ.get("AREAS", "1038"))
HOUR = 3600.0
ROUNDS = 5
HELSINKI = ROOT.parent / "shared" / "published" / "osm" / "helsinki.osm.pbf"


def taken(run: Callable[[], object]) -> float:
    """Seconds of the processor: what else the machine does is not counted."""
    started = process_time()
    run()
    return process_time() - started


def one_to_all(run: Callable[[int], object]) -> float:
    return float(np.median([taken(lambda place=place: run(place)) for place in range(ROUNDS)]))  # type: ignore[misc]


def say(what: str, seconds: float, base: float | None = None, name: str = "") -> None:
    ratio = f"   {seconds / base:6.2f} × {name} ({base:.2f} s)" if base else ""
    print(f"  {what:<46} {seconds:9.2f} s{ratio}", flush=True)


def plainly(net: Graph) -> Callable[[int], object]:
    """scipy's own search from a state, nothing tied."""
    whole = csr_array((net.cost, net.head, net.first), shape=(net.states, net.states))
    return lambda place: dijkstra(whole, indices=[place * 97 % net.states])


def by_igraph(net: Graph) -> float | None:
    if importlib.util.find_spec("igraph") is None:
        return None
    import igraph

    rows = np.repeat(np.arange(net.states), np.diff(net.first))
    made = igraph.Graph(n=net.states, edges=np.column_stack([rows, net.head]), directed=True)
    made.es["cost"] = net.cost
    return one_to_all(lambda place: made.distances(source=[place * 97 % net.states], weights="cost"))


def by_timetable(folder: Path) -> float:
    """The timetable's own search from one place to every stop: half past seven, two hours, a made timetable."""
    feed = made_timetable.national(folder / "feed", stops=6_000, trips=75_000)
    timetable.write(feed, folder / "tidtabell")
    net = network.load(folder / "tidtabell")
    places = reach.places(net.x[:ROUNDS], net.y[:ROUNDS])
    asked = scan.prepare(net, places, places, np.array([7 * 3600 + 1800], dtype=np.int32))
    scan.labels(asked, 0)
    return one_to_all(lambda place: scan.labels(asked, place))


def benchmark(crossings: int, folder: Path) -> None:
    path = made_streets_county.write(folder / "county.osm.pbf", crossings)
    print(f"{crossings} korsningar, utdraget {path.stat().st_size / 1e6:.0f} MB")
    kept = folder / "streets.parquet"
    by_transit = by_timetable(folder)
    known: list[street_map.StreetMap] = []
    say("läsa utdraget", taken(lambda: known.append(maps.read(path)[0])))
    streets = known[0]
    say("spara gatukartan", taken(lambda: street_map.write(kept, streets, street_map.About("county", None))))
    say(f"öppna den ({kept.stat().st_size / 1e6:.0f} MB, {streets.pieces} bitar)", taken(lambda: street_map.read(kept)))
    rng = np.random.default_rng(2)
    chosen = rng.choice(len(streets.longitude), AREAS)
    places = (streets.latitude[chosen] * 1e-7, streets.longitude[chosen] * 1e-7)
    for mode in Mode:
        net = graph.build(streets, mode)
        say(f"{mode}: grafen ({net.states} tillstånd)", taken(lambda mode=mode: graph.build(streets, mode)))  # type: ignore[misc]
        tied = ties.Finder(streets, mode).tie(*places)
        alone = [tied.of(place, place + 1) for place in range(ROUNDS)]
        search.seconds(net, alone[0], tied)  # compiles
        own = one_to_all(lambda place, net=net, alone=alone, tied=tied: search.seconds(net, alone[place], tied))  # type: ignore[misc]
        say(f"{mode}: en till alla", own, one_to_all(plainly(net)), "scipy utan knytning")
        say(f"{mode}: en till alla", own, by_transit, "tidtabellens egen sökning")
        if (base := by_igraph(net)) is not None:
            say(f"{mode}: en till alla", own, base, "igraph")
        else:
            print("  igraph finns inte installerat: inte jämfört")
        started = perf_counter()
        every = taken(lambda net=net, tied=tied: search.seconds(net, tied, tied, HOUR))  # type: ignore[misc]
        by_clock = perf_counter() - started
        say(f"{mode}: {AREAS} × {AREAS}, högst 60 minuter; {by_clock:.0f} s på klockan", every, own, "en till alla")
    print(f"  mest minne: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB", flush=True)


def against_valhalla(folder: Path) -> None:
    """Fifty places of the real extract, as it is and on the surface alone; a median of ratios and a correlation."""
    if importlib.util.find_spec("valhalla") is None or not HELSINKI.exists():
        print("Valhalla: inte jämfört (pyvalhalla kräver Python 3.12 och finns inte här, eller utdraget saknas)")
        return
    import valhalla_times

    rng = np.random.default_rng(1)
    places = np.column_stack([rng.uniform(60.165, 60.178, 50), rng.uniform(24.936, 24.952, 50)])
    for extract, what in ((HELSINKI, "som det är"), (on_the_surface(folder / "surface.osm.pbf"), "på marken")):
        streets, _ = maps.opened(extract)
        for mode in Mode:
            tied = ties.Finder(streets, mode).tie(places[:, 0], places[:, 1])
            own = search.seconds(graph.build(streets, mode), tied, tied)
            theirs = valhalla_times.seconds(extract, mode.value, places)
            both = np.isfinite(own) & np.isfinite(theirs) & (theirs > 0)
            ratio, corr = np.median(own[both] / theirs[both]), np.corrcoef(own[both], theirs[both])[0, 1]
            said = f"median {ratio:.2f}, korrelation {corr:.3f}, {both.mean():.0%} av paren"
            print(f"Valhalla, {what}, {mode}: {said}", flush=True)


def on_the_surface(path: Path) -> Path:
    """The real extract without service roads in tunnels and without private ways.

    Valhalla ties a place to what lies nearest on the map, four levels under the street as well, and goes by private
    ways; ours does neither (malkollen/streets/ties.py).
    """
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for entry in osmium.FileProcessor(str(HELSINKI)):
            tags = entry.tags
            is_service_tunnel = tags.get("highway") == "service" and tags.get("tunnel") == "yes"
            if not (entry.is_way() and (is_service_tunnel or tags.get("access") == "private")):
                writer.add(entry)
    return path


if __name__ == "__main__":
    for count in [int(text) for text in sys.argv[1:]] or [500_000]:
        with tempfile.TemporaryDirectory() as name:
            benchmark(count, Path(name))
    with tempfile.TemporaryDirectory() as name:
        against_valhalla(Path(name))

"""The clock of the benchmarks that pair calls within one process."""

from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """The median of some rounds, after one that warms up."""
    run()
    times = []
    for _ in range(rounds):
        started = perf_counter()
        run()
        times.append(perf_counter() - started)
    return median(times)

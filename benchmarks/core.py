"""How long the build and the arithmetic take, each against a baseline timed in the same run.

Run from the checkout: uv run python benchmarks/core.py
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

from ingest import build
from malkollen import ROOT, areas, registry, storage
from malkollen.evaluate import evaluate, evaluate_all

ROUNDS = 7

PLAIN_READ = "CREATE OR REPLACE TABLE plain AS FROM read_csv(?, all_varchar = true, union_by_name = true)"
PLAIN_SUM = """
SELECT area_id, year, measure, sum(value), count(value)
FROM mart.members JOIN mart.measures USING (municipality_code) GROUP BY ALL"""


def seconds(run: Callable[[], object]) -> float:
    """The median of some rounds, after one that warms up."""
    run()
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        run()
        times.append(perf_counter() - started)
    return median(times)


def report(what: str, own: float, baseline: str, base: float) -> None:
    print(f"{what:<46} {own:7.3f} s   {own / base:6.2f} ×   {baseline} ({base:.3f} s)")


def benchmark_build(data: Path) -> None:
    """Reading, checking and swapping in every carried figure, against DuckDB reading the same files as text."""
    files = [str(path) for path in sorted((data / "figures").glob("*.csv"))]
    with duckdb.connect() as db:
        read = seconds(lambda: db.execute(PLAIN_READ, [files]).fetchall())
    report("bygga databasen av alla siffror", seconds(lambda: build.build(data)), "läsa samma filer som text", read)


def benchmark_values(data: Path) -> None:
    """Every indicator for all areas and years, against one plain sum of all measures for the same areas and years."""
    found = registry.load()
    with storage.attach(data / storage.FILE_NAME) as db:
        places = areas.load(db, found)
        plain = seconds(lambda: db.execute(PLAIN_SUM).fetchall())
        everything = seconds(lambda: evaluate_all(db, found, places))
        cells = sum(len(years) for e in evaluate_all(db, found, places).values() for years in e.cells.values())
        report(f"alla indikatorer, {cells} värden", everything, "summera alla grunduppgifter en gång", plain)
        for key in ("transport_emissions", "car_mileage_per_inhabitant"):
            code = found.indicators[key].code
            one = seconds(lambda key=key: evaluate(db, found, places, key))  # type: ignore[misc]
            report(f"{code}, alla områden och år", one, "alla indikatorer", everything)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for name in ("figures", "reference"):
            shutil.copytree(ROOT / "data" / name, data / name)
        benchmark_build(data)
        benchmark_values(data)


if __name__ == "__main__":
    main()

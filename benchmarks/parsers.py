"""How long it takes to read what publishers give, and how much memory, against a plain read of the same file.

Run from the checkout: uv run python benchmarks/parsers.py
"""

import json
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import made_files
import openpyxl

from ingest.readers import jsonstat
from ingest.sources import nobil
from ingest.sources.emissions import figures as emission_figures, release as emission_release
from ingest.sources.nobil import dump

ROUNDS = 3
STATIONS = 10_000
MATRIX_YEARS = 5
MB = 1_000_000


def measured(run: Callable[[], object]) -> tuple[float, float]:
    """The median seconds of some rounds, and the most memory that Python held in one more, in bytes."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        run()
        times.append(perf_counter() - started)
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return median(times), peak


def report(what: str, run: Callable[[], object], baseline: str, plain: Callable[[], object]) -> None:
    (base, base_peak), (own, peak) = measured(plain), measured(run)
    print(f"{what:<52} {own:6.2f} s  {own / base:5.2f} ×   {peak / MB:5.0f} MB  {peak / base_peak:5.2f} ×   {baseline}")
    print(f"{'':<52} {base:6.2f} s            {base_peak / MB:5.0f} MB")


def benchmark_release(folder: Path) -> None:
    """A release read, its names made codes, its sums checked, against openpyxl giving the same cells."""
    path = made_files.release(folder / "emissions.xlsx")
    places = made_files.municipalities()
    names, counties = {name: code for code, name, _ in places}, {code: code[:2] for code, _, _ in places}

    def figures() -> object:
        release = emission_release.read(path)
        return emission_figures.measures(release, emission_figures.by_code(release, names, counties))

    def plain() -> object:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]

    rows = len(emission_release.read(path).rows)
    report(f"en påhittad utgåva, {rows} rader, {len(made_files.YEARS)} år", figures, "openpyxl", plain)


def benchmark_dump() -> None:
    """A dump counted per municipality, against json.loads of the same bytes."""
    content = made_files.dump(STATIONS)

    def figures() -> object:
        found = dump.read(content)
        return {code: nobil.measures(counts) for code, counts in found.by_municipality.items()}

    what = f"ett påhittat NOBIL-utdrag, {STATIONS} stationer, {len(content) / MB:.0f} MB"
    report(what, figures, "json.loads", lambda: json.loads(content))


def benchmark_matrix() -> None:
    """A matrix answered a year at a time, each checked and laid out by columns, against json.loads of the same."""
    content = made_files.matrix()

    def figures() -> object:
        for _year in range(MATRIX_YEARS):
            answer = jsonstat.dataset("matris", content)
            columns = answer.columns(["Bostadskommun", "Arbetsstallekommun", "Tid"])
        return answer, columns

    def plain() -> object:
        for _year in range(MATRIX_YEARS):
            answer = json.loads(content)
        return answer

    what = f"en påhittad matris, 290 × 290 × {MATRIX_YEARS} år, {MATRIX_YEARS * len(content) / MB:.1f} MB"
    report(what, figures, "json.loads", plain)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        benchmark_release(Path(folder))
    benchmark_dump()
    benchmark_matrix()


if __name__ == "__main__":
    main()

"""How long the build and the arithmetic take, each against a baseline timed in the same run.

Run from the checkout: uv run python benchmarks/core.py
"""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import duckdb
from clock import seconds

from ingest import build
from malkollen import ROOT
from malkollen.commands.assess import load_assessor
from malkollen.database import storage
from malkollen.registry import registry
from malkollen.values import areas
from malkollen.values.evaluate import evaluate, evaluate_all
from malkollen.verdicts.assessor import Assessor

DAY = date(2026, 11, 22)

PLAIN_READ = "CREATE OR REPLACE TABLE plain AS FROM read_csv(?, all_varchar = true, union_by_name = true)"
PLAIN_SUM = """
SELECT area_id, year, measure, sum(value), count(value)
FROM mart.members JOIN mart.measures USING (municipality_code) GROUP BY ALL"""


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
    declared = registry.load()
    with storage.attach(data / storage.FILE_NAME) as db:
        places = areas.load(db, declared)
        plain = seconds(lambda: db.execute(PLAIN_SUM).fetchall())
        everything = seconds(lambda: evaluate_all(db, declared, places))
        cells = sum(len(years) for e in evaluate_all(db, declared, places).values() for years in e.cells.values())
        report(f"alla indikatorer, {cells} värden", everything, "summera alla grunduppgifter en gång", plain)
        for key in ("transport_emissions", "car_mileage_per_inhabitant"):
            code = declared.indicators[key].code
            one = seconds(lambda key=key: evaluate(db, declared, places, key))  # type: ignore[misc]
            report(f"{code}, alla områden och år", one, "alla indikatorer", everything)


def benchmark_assessments(data: Path) -> None:
    """Every verdict for the home group, its municipalities, all groups and riket: from an opened file, and again."""
    declared = registry.load()

    def assess(assessor: Assessor) -> int:
        chosen = [*areas.chosen(assessor.areas, None), *assessor.areas.groups, areas.COUNTRY]
        asked = [(key, area, v) for key in declared.indicators for area in chosen for v in assessor.variants(key)]
        return sum(assessor.assess(*each).assessment.direction.label is not None for each in asked)

    def cold() -> Assessor:
        with storage.attach(data / storage.FILE_NAME) as db:
            assessor = load_assessor(db, declared, areas.load(db, declared), DAY)
        assess(assessor)
        return assessor

    kept = cold()
    fresh = lambda: Assessor(declared, kept.areas, kept.evaluations, kept.lags, DAY)  # noqa: E731 - a baseline in a line
    with storage.attach(data / storage.FILE_NAME) as db:
        values = seconds(lambda: evaluate_all(db, declared, kept.areas))
    report("alla bedömningar, från stängd fil", seconds(cold), "alla indikatorers värden", values)
    report("alla bedömningar av uträknade värden", seconds(lambda: assess(fresh())), "alla indikatorers värden", values)
    report("alla bedömningar en gång till", seconds(lambda: assess(kept)), "alla indikatorers värden", values)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for name in ("figures", "reference"):
            shutil.copytree(ROOT / "data" / name, data / name)
        benchmark_build(data)
        benchmark_values(data)
        benchmark_assessments(data)


if __name__ == "__main__":
    main()
